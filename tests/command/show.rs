//! Sheets are opened, and what is dropped on the program is built where it lies. The desktop's own opener is another program here.
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{SMALL, names, project};
use crate::case::{Run, stepsheet};

/// Puts an `xdg-open` into a folder of its own, which does this.
fn opener(folder: &Path, line: &str) -> String {
    let programs = folder.join("programs");
    fs::create_dir(&programs).expect("a folder");
    // Whatever else could open a file must not.
    for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview", "open"] {
        let script = if name == "xdg-open" { line } else { "exit 1" };
        fs::write(programs.join(name), format!("#!/bin/sh\n{script}\n")).expect("a program");
        fs::set_permissions(programs.join(name), fs::Permissions::from_mode(0o755)).expect("rights");
    }
    format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default())
}

/// The lines of a file that another program writes, once there are so many.
fn lines(file: &Path, count: usize) -> Vec<String> {
    let start = Instant::now();
    loop {
        let lines: Vec<String> = fs::read_to_string(file).unwrap_or_default().lines().map(str::to_owned).collect();
        if lines.len() >= count || start.elapsed() > Duration::from_secs(20) {
            return lines;
        }
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn at_most_three_sheets_are_opened() {
    for (handouts, opened) in [(1, 1), (5, 3)] {
        let folder = project(handouts);
        let path = opener(folder.path(), &format!("echo \"$1\" >> '{}/opened'", folder.path().display()));
        let done = Run::of(stepsheet().args(["build", "--open"]).env("PATH", path).current_dir(folder.path()).output().expect("stepsheet runs"));
        assert_eq!(done.status, 0, "{}", done.stderr);
        let mut lines = lines(&folder.path().join("opened"), opened);
        lines.sort();
        let out = fs::canonicalize(folder.path().join("out")).expect("a folder");
        let expected: Vec<String> =
            (1..=opened).map(|number| out.join(format!("bridge-{number}.handout.letter.pdf")).display().to_string()).collect();
        assert_eq!(lines, expected);
        assert_eq!(done.stderr.contains("3 of 5 sheets opened"), handouts == 5, "{}", done.stderr);
    }
}

#[test]
fn a_sheet_that_cannot_be_opened_is_made_all_the_same() {
    let folder = project(1);
    let path = opener(folder.path(), "exit 3");
    let done = Run::of(stepsheet().args(["build", "--open"]).env("PATH", path).current_dir(folder.path()).output().expect("stepsheet runs"));
    assert_eq!(done.status, 0);
    assert!(done.stderr.contains("is made but cannot be opened"), "{}", done.stderr);
    assert_eq!(names(&folder.path().join("out")), ["bridge-1.handout.letter.pdf"]);
}

/// As a desktop of the GNOME family starts a program for a file.
fn dropped(folder: &Path, file: &Path, path: &str) -> Run {
    let binary = env!("CARGO_BIN_EXE_stepsheet");
    let line = format!("GIO_LAUNCHED_DESKTOP_FILE_PID=$$ exec '{binary}' '{}'", file.display());
    Run::of(Command::new("sh").args(["-c", &line]).env("PATH", path).current_dir(folder).output().expect("a shell"))
}

#[test]
fn a_dropped_handout_is_built_beside_itself_and_opened() {
    let folder = project(0);
    let path = opener(folder.path(), &format!("echo \"$1\" >> '{}/opened'", folder.path().display()));
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    let handout = folder.path().join("handouts/calf.toml");
    fs::write(&handout, SMALL).expect("a file");
    let done = dropped(&elsewhere, &handout, &path);
    assert_eq!(done.status, 0, "{}", done.stderr);
    assert_eq!(names(&folder.path().join("handouts")), ["calf.handout.letter.pdf", "calf.toml"]);
    assert_eq!(names(&elsewhere), Vec::<String>::new());
    assert!(lines(&folder.path().join("opened"), 1)[0].ends_with("/handouts/calf.handout.letter.pdf"));
    // What is wrong is told, and nothing waits where there is no window.
    fs::write(&handout, "titel = \"x\"\n").expect("a file");
    let done = dropped(&elsewhere, &handout, &path);
    assert!(done.status == 1 && done.stderr.contains("calf.toml:1:1"), "{}", done.stderr);
    assert!(!done.stderr.contains("Press Enter"), "{}", done.stderr);
    // From a shell the same words make the same sheets as ever.
    fs::write(&handout, SMALL).expect("a file");
    let shell = Run::of(stepsheet().arg(&handout).current_dir(&elsewhere).output().expect("stepsheet runs"));
    assert_eq!((shell.status, names(&elsewhere)), (0, vec!["out".into()]), "{}", shell.stderr);
}
