//! Whole or not at all, whatever happens.
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use super::{names, project, run};
use crate::case::{Run, stepsheet};

fn is_whole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF")
}

fn sheets(folder: &Path) -> Vec<std::path::PathBuf> {
    names(folder).into_iter().filter(|name| name.ends_with(".pdf") && !name.starts_with('.')).map(|name| folder.join(name)).collect()
}

#[test]
fn a_killed_run_leaves_whole_sheets_alone() {
    let folder = project(200);
    let out = folder.path().join("out");
    let mut caught = 0;
    for round in 1..=6 {
        let _ = fs::remove_dir_all(&out);
        let mut child =
            stepsheet().args(["build", "-q", "--jobs", "2"]).current_dir(folder.path()).stderr(Stdio::null()).spawn().expect("stepsheet starts");
        let start = Instant::now();
        while sheets(&out).len() < round * 10 && start.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_micros(300));
        }
        child.kill().expect("the run can be killed");
        child.wait().expect("the run ends");
        let left = sheets(&out);
        caught += usize::from(left.len() < 200);
        for sheet in left {
            assert!(is_whole(&fs::read(&sheet).expect("a sheet")), "{} is half a sheet", sheet.display());
        }
    }
    assert!(caught > 0, "no run was killed while it wrote");
    let done = run(folder.path(), &["build", "-q"]);
    assert_eq!((done.status, sheets(&out).len()), (0, 200), "{}", done.stderr);
}

#[test]
fn a_failed_run_keeps_what_was_there() {
    let folder = project(1);
    let sheet = folder.path().join("out/bridge-1.handout.letter.pdf");
    assert_eq!(run(folder.path(), &["build"]).status, 0);
    let before = fs::read(&sheet).expect("the sheet");
    fs::write(folder.path().join("handouts/bridge-1.toml"), "title = \n").expect("a file");
    assert_eq!(run(folder.path(), &["build"]).status, 1);
    assert_eq!(fs::read(&sheet).expect("the sheet"), before);
}

#[test]
fn the_same_sheet_is_not_written_again() {
    let folder = project(1);
    let sheet = folder.path().join("out/bridge-1.handout.letter.pdf");
    assert_eq!(run(folder.path(), &["build"]).status, 0);
    let day = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&sheet).expect("the sheet").set_modified(day).expect("a time");
    assert_eq!(run(folder.path(), &["build"]).stdout, "out/bridge-1.handout.letter.pdf\n");
    assert_eq!(fs::metadata(&sheet).expect("the sheet").modified().expect("a time"), day);
}

#[test]
fn threads_and_runs_change_no_byte() {
    let folder = project(8);
    let bytes = |out: &str, arguments: &[&str]| {
        let done = run(folder.path(), &[&["build", "-q", "--out-dir", out], arguments].concat());
        assert_eq!(done.status, 0, "{}", done.stderr);
        sheets(&folder.path().join(out)).iter().map(|sheet| fs::read(sheet).expect("a sheet")).collect::<Vec<_>>()
    };
    let one = bytes("one", &["--jobs", "1"]);
    assert_eq!(one, bytes("many", &["--jobs", "7"]));
    // Alone = among others.
    let alone = bytes("alone", &["handouts/bridge-3.toml"]);
    assert_eq!(alone, [one[2].clone()]);
}

#[test]
fn a_file_where_the_folder_should_be_is_told() {
    let folder = project(1);
    fs::write(folder.path().join("out"), "mine").expect("a file");
    let done = run(folder.path(), &["build"]);
    assert_eq!(done.status, 1);
    assert!(done.stderr.contains("error[unwritable]") && done.stderr.contains("`out` is a file"), "{}", done.stderr);
    assert_eq!(fs::read(folder.path().join("out")).expect("the file"), b"mine");
}

#[test]
fn a_folder_where_the_sheet_should_be_is_told() {
    let folder = project(1);
    fs::create_dir_all(folder.path().join("out/bridge-1.handout.letter.pdf/deep")).expect("a folder");
    let done = run(folder.path(), &["build"]);
    assert!(done.status == 1 && done.stderr.contains("there is a folder where the sheet should be written"), "{}", done.stderr);
    assert_eq!(names(&folder.path().join("out")), ["bridge-1.handout.letter.pdf"]);
}

/// Runs a shell's line; none where there is no such shell.
fn shell(line: &str) -> Option<Run> {
    Command::new("sh").args(["-c", line]).output().ok().map(Run::of)
}

#[test]
fn a_folder_without_the_right_to_write_is_told() {
    let folder = project(1);
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder");
    let mut rights = fs::metadata(&out).expect("the folder").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&out, rights).expect("rights");
    if fs::write(out.join("probe"), "").is_ok() {
        eprintln!("skipped: this user writes where nobody may (root, or Windows)");
        return as_nobody(folder.path());
    }
    let done = run(folder.path(), &["build"]);
    assert!(done.status == 1 && done.stderr.contains("you may not write here"), "{}", done.stderr);
}

/// Root writes everywhere, so another user tries; where there is one.
fn as_nobody(folder: &Path) {
    let binary = env!("CARGO_BIN_EXE_stepsheet");
    let line = format!(
        "chmod -R a+rX '{0}' && chmod 755 '{0}/out' && cd '{0}' && setpriv --reuid=65534 --regid=65534 --clear-groups '{binary}' build",
        folder.display()
    );
    match shell(&line) {
        Some(done) if done.stderr.contains("stepsheet") || done.stderr.contains("unwritable") => {
            assert!(done.status == 1 && done.stderr.contains("you may not write here"), "{}", done.stderr);
        }
        Some(_) | None => eprintln!("skipped: no other user can run stepsheet here"),
    }
}

#[test]
fn a_full_disk_leaves_no_half_file() {
    let folder = project(40);
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).expect("a folder");
    let mounted = shell(&format!("mount -t tmpfs -o size=64k tmpfs '{}'", disk.display()));
    if mounted.is_none_or(|run| run.status != 0) {
        eprintln!("skipped: no small disk can be mounted here");
        return;
    }
    let done = run(folder.path(), &["build", "--out-dir", "disk"]);
    let left = names(&disk);
    let whole = sheets(&disk).iter().all(|sheet| is_whole(&fs::read(sheet).expect("a sheet")));
    let unmounted = shell(&format!("umount '{}'", disk.display()));
    assert!(unmounted.is_some_and(|run| run.status == 0), "the small disk is still mounted");
    assert_eq!(done.status, 1);
    assert!(done.stderr.contains("the disk is full") && done.stderr.contains("--out-dir"), "{}", done.stderr);
    assert!(whole && left.iter().all(|name| name.ends_with(".pdf")), "{left:?}");
}

#[test]
fn a_limit_on_files_leaves_no_half_file() {
    let folder = project(1);
    let binary = env!("CARGO_BIN_EXE_stepsheet");
    // One block of 512 bytes or 1 KB; the signal that would end the run is ignored, so that the error arrives.
    let line = format!("trap '' XFSZ; ulimit -f 1 && cd '{}' && '{binary}' build", folder.path().display());
    let Some(done) = shell(&line) else { return eprintln!("skipped: no shell here") };
    assert!(done.status == 1 && done.stderr.contains("error[unwritable]"), "{}", done.stderr);
    assert_eq!(names(&folder.path().join("out")), Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_not_replaced_by_a_file() {
    use std::os::unix::fs::FileTypeExt;
    let folder = project(1);
    let done = run(folder.path(), &["build", "-o", "/dev/full"]);
    assert!(done.status == 1 && done.stderr.contains("the disk is full"), "{}", done.stderr);
    assert!(fs::metadata("/dev/full").expect("the device").file_type().is_char_device());
}

#[cfg(unix)]
#[test]
fn a_link_keeps_leading_to_the_sheet() {
    let folder = project(1);
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("shared")).expect("a folder");
    std::os::unix::fs::symlink("shared/sheet.pdf", at("sheet.pdf")).expect("a link");
    for date in ["2026-11-20", "2026-11-21"] {
        assert_eq!(run(folder.path(), &["build", "-o", "sheet.pdf", "--date", date]).status, 0);
        assert!(fs::symlink_metadata(at("sheet.pdf")).expect("the link").is_symlink());
        assert!(is_whole(&fs::read(at("shared/sheet.pdf")).expect("the sheet")));
    }
    assert_eq!(names(&at("shared")), ["sheet.pdf"]);
}

/// macOS and Windows have no such names.
#[cfg(target_os = "linux")]
#[test]
fn a_handout_whose_name_is_not_unicode_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let folder = project(1);
    let name = std::ffi::OsStr::from_bytes(b"handouts/br\xfccke.toml");
    fs::write(folder.path().join(name), super::SMALL).expect("a file");
    let done = run(folder.path(), &["build"]);
    assert_eq!((done.status, done.stdout.as_str()), (1, "out/bridge-1.handout.letter.pdf\n"), "{}", done.stderr);
    assert!(done.stderr.contains("handouts/br\u{fffd}cke.toml") && done.stderr.contains("not Unicode"), "{}", done.stderr);
    assert_eq!(run(folder.path(), &["build", "handouts/bridge-1.toml"]).status, 0);
}
