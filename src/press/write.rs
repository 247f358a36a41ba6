//! Files, written whole or not at all: beside their place first, then renamed. What was there before stays until then.
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::diag::{Code, Diagnostic};

/// Ends the name of a file that is not finished.
const UNFINISHED: &str = ".stepsheet-tmp";
/// An unfinished file this old belongs to a run that was killed.
const ABANDONED: Duration = Duration::from_secs(600);

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    New,
    /// It held these very bytes and was left alone.
    Unchanged,
}

/// The folders of a run that are there and swept: a look through a folder for each of a thousand sheets would take longer than they do.
#[derive(Default)]
pub struct Folders(Mutex<BTreeSet<PathBuf>>);

impl Folders {
    /// Makes the folder that `path` stands in, and clears away what killed runs have left there; once.
    pub fn prepare(&self, path: &Path) -> Result<(), Diagnostic> {
        let folder = folder_of(path);
        let mut ready = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !ready.contains(folder) {
            fs::create_dir_all(folder).map_err(|error| no_folder(folder, &error))?;
            sweep(folder);
            ready.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// Writes the file whole, or leaves everything as it was. A link stays, and the file that it leads to is written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<Written, Diagnostic> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(is_folder(path)),
        Ok(there) if !there.is_file() => return pour(path, bytes),
        Ok(there) if there.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == bytes) => return Ok(Written::Unchanged),
        Ok(there) if there.len() > 0 && is_sheet(bytes) && !holds_sheet(path) => return Err(no_sheet(path)),
        Ok(_) | Err(_) => {}
    }
    let end = end_of_links(path).map_err(|error| unwritable(path, &error))?;
    let (unfinished, file) = Unfinished::beside(&end).map_err(|error| unwritable(path, &error))?;
    fill(file, bytes).and_then(|()| unfinished.finish(&end)).map_err(|error| unwritable(path, &error))?;
    Ok(Written::New)
}

/// No chain of links is longer; Linux itself follows 40.
const LINKS: usize = 40;

/// Where a link leads at last, there or not; the path itself where it is none.
fn end_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        if !fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink()) {
            return Ok(path);
        }
        // A link is read from the folder that it stands in.
        path = folder_of(&path).join(fs::read_link(&path)?);
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// Writes a file of the author's anew, whole or not at all. A link stays a link, and who may read the file may still read it.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let failed = |error: io::Error| unwritable(path, &error);
    let real = fs::canonicalize(path).map_err(failed)?;
    let rights = fs::metadata(&real).map_err(failed)?.permissions();
    if rights.readonly() {
        return Err(unwritable(path, &ErrorKind::PermissionDenied.into()));
    }
    let (unfinished, file) = Unfinished::beside(&real).map_err(failed)?;
    fill(file, bytes).and_then(|()| fs::set_permissions(&unfinished.path, rights)).and_then(|()| unfinished.finish(&real)).map_err(failed)
}

/// How every PDF begins (ISO 32000-1, 7.5.2).
const SHEET: &[u8] = b"%PDF-";

fn is_sheet(bytes: &[u8]) -> bool {
    bytes.starts_with(SHEET)
}

fn holds_sheet(path: &Path) -> bool {
    let mut head = [0; SHEET.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok_and(|()| is_sheet(&head))
}

/// A pipe or a device takes bytes as they come; it must not be replaced by a file.
fn pour(path: &Path, bytes: &[u8]) -> Result<Written, Diagnostic> {
    let mut device = OpenOptions::new().write(true).open(path).map_err(|error| unwritable(path, &error))?;
    device.write_all(bytes).map_err(|error| unwritable(path, &error))?;
    Ok(Written::New)
}

/// Closed when it is full: Windows does not move an open file.
fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)
}

/// A file on its way; gone when it is dropped before it was renamed.
struct Unfinished {
    path: PathBuf,
    renamed: bool,
}

impl Unfinished {
    fn beside(path: &Path) -> io::Result<(Unfinished, File)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // Short, since no name may have more than 255 bytes on most disks.
        let name: String = path.file_name().unwrap_or_default().to_string_lossy().chars().take(40).collect();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = folder_of(path).join(format!(".{name}.{}-{count}{UNFINISHED}", std::process::id()));
        // Not opened again: a file that was truncated is written to the disk by some systems when it is closed.
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok((Unfinished { path, renamed: false }, file))
    }

    fn finish(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.renamed {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') || !name.ends_with(UNFINISHED) {
            continue;
        }
        let age = entry.metadata().and_then(|there| there.modified()).map(|day| day.elapsed().unwrap_or_default());
        if age.is_ok_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

// ---- what the author is told

/// A path as shown to people, with `/`.
pub fn shown(path: &Path) -> String {
    crate::shelf::slashed(path)
}

fn is_folder(path: &Path) -> Diagnostic {
    Diagnostic::error(Code::Unwritable, "there is a folder where the sheet should be written")
        .file(shown(path))
        .help("remove the folder, or name another file with `-o`")
}

/// A slip such as `-o handout.toml` must not cost the author the handout.
fn no_sheet(path: &Path) -> Diagnostic {
    Diagnostic::error(Code::Unwritable, "there is a file that is no PDF where the sheet should be written")
        .file(shown(path))
        .help("name another file with `-o`, or move this one away")
}

fn no_folder(folder: &Path, error: &io::Error) -> Diagnostic {
    let in_the_way = folder.ancestors().find(|part| part.is_file());
    let fault = match in_the_way {
        Some(file) => Diagnostic::error(Code::Unwritable, format!("`{}` is a file, so no folder can be made there", shown(file)))
            .help("move the file away, or choose another folder with `--out-dir`"),
        None => match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Diagnostic::error(Code::Unwritable, "the output folder cannot be made: you may not write here")
                    .help("choose a folder of your own with `--out-dir`")
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => full(),
            _ => Diagnostic::error(Code::Unwritable, format!("the output folder cannot be made: {}", plain(error)))
                .help("choose another folder with `--out-dir`"),
        },
    };
    fault.file(shown(folder))
}

fn full() -> Diagnostic {
    Diagnostic::error(Code::Unwritable, "the disk is full, so the sheet was not written")
        .help("free some room, or choose a folder on another disk with `--out-dir`; no half file was left")
}

/// Windows says so when another program holds the file (sharing and lock violations, or plain "access denied" on replacing).
fn is_open_elsewhere(error: &io::Error) -> bool {
    let held = matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy);
    held || cfg!(windows) && (matches!(error.raw_os_error(), Some(32 | 33)) || error.kind() == ErrorKind::PermissionDenied)
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let fault = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => full(),
        ErrorKind::FileTooLarge => Diagnostic::error(Code::Unwritable, "the sheet is larger than a file may be here, so it was not written")
            .help("choose a folder on another disk with `--out-dir`; no half file was left"),
        _ if path.exists() && is_open_elsewhere(error) => {
            Diagnostic::error(Code::Unwritable, "the file is open in another program, so it cannot be replaced")
                .help("close it there, then run stepsheet again; the old sheet is still whole")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Diagnostic::error(Code::Unwritable, "you may not write here").help("choose a folder of your own with `--out-dir`, or a file with `-o`")
        }
        ErrorKind::InvalidFilename => Diagnostic::error(Code::Unwritable, "the file's name is too long, or has a letter that no file may have here")
            .help("give the handout a shorter `id`, or name the file with `-o`"),
        _ => Diagnostic::error(Code::Unwritable, format!("the sheet cannot be written: {}", plain(error)))
            .help("choose another folder with `--out-dir`"),
    };
    fault.file(shown(path))
}

/// The system's words, without its number.
fn plain(error: &io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default().trim_end_matches('.');
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_written_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/a.pdf");
        Folders::default().prepare(&path).unwrap();
        assert_eq!(write(&path, b"one"), Ok(Written::New));
        assert_eq!(write(&path, b"two"), Ok(Written::New));
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(path.parent().unwrap()), ["a.pdf"]);
    }

    #[test]
    fn the_same_bytes_leave_the_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write(&path, b"one").unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(write(&path, b"one"), Ok(Written::Unchanged));
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn a_sheet_replaces_sheets_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("handout.toml");
        fs::write(&path, "title = \"Bridge\"").unwrap();
        let fault = write(&path, b"%PDF-1.7 new").unwrap_err();
        assert!(fault.message.contains("no PDF"), "{}", fault.message);
        assert_eq!(fs::read(&path).unwrap(), b"title = \"Bridge\"");
        fs::write(&path, "%PDF-1.4 old").unwrap();
        assert_eq!(write(&path, b"%PDF-1.7 new"), Ok(Written::New));
        fs::write(&path, "").unwrap();
        assert_eq!(write(&path, b"%PDF-1.7 new"), Ok(Written::New));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_what_it_leads_to_is_written() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("far")).unwrap();
        symlink("far/a.pdf", at("near.pdf")).unwrap();
        symlink("near.pdf", at("nearer.pdf")).unwrap();
        // Its end is not there at first.
        for bytes in [b"one", b"two"] {
            assert_eq!(write(&at("nearer.pdf"), bytes), Ok(Written::New));
            assert_eq!(fs::read(at("far/a.pdf")).unwrap(), bytes);
        }
        assert!(fs::symlink_metadata(at("near.pdf")).unwrap().is_symlink() && fs::symlink_metadata(at("nearer.pdf")).unwrap().is_symlink());
        assert_eq!((names(folder.path()), names(&at("far"))), (vec!["far".into(), "near.pdf".into(), "nearer.pdf".into()], vec!["a.pdf".into()]));
        symlink("round.pdf", at("round.pdf")).unwrap();
        assert_eq!(write(&at("round.pdf"), b"one").unwrap_err().code, Code::Unwritable);
    }

    #[test]
    fn a_file_of_the_authors_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "old").unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (b"new".to_vec(), vec!["a.toml".to_owned()]));
        assert_eq!(replace(&folder.path().join("none.toml"), b"new").map_err(|fault| fault.code), Err(Code::Unwritable));
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).unwrap();
        assert_eq!(replace(&path, b"newer").map_err(|fault| fault.message), Err("you may not write here".to_owned()));
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_link_stays_a_link_and_rights_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.toml", &link).unwrap();
        replace(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!((fs::read(&path).unwrap(), fs::metadata(&path).unwrap().permissions().mode() & 0o777), (b"new".to_vec(), 0o640));
    }

    #[test]
    fn a_long_name_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.pdf", "ü".repeat(120)));
        assert_eq!(write(&path, b"one"), Ok(Written::New));
    }

    #[test]
    fn a_folder_in_the_way_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::create_dir(&path).unwrap();
        let fault = write(&path, b"one").unwrap_err();
        assert_eq!(fault.code, Code::Unwritable);
        assert!(fault.message.contains("folder"), "{}", fault.message);
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("out"), "mine").unwrap();
        let fault = Folders::default().prepare(&folder.path().join("out/deep/a.pdf")).unwrap_err();
        assert!(fault.message.contains("out` is a file"), "{}", fault.message);
        assert_eq!(fs::read(folder.path().join("out")).unwrap(), b"mine");
    }

    #[test]
    fn a_full_disk_has_its_own_words() {
        let fault = unwritable(Path::new("out/a.pdf"), &ErrorKind::StorageFull.into());
        assert!(fault.message.contains("disk is full"));
        assert_eq!(fault.file.as_deref(), Some("out/a.pdf"));
    }

    #[test]
    fn a_file_open_elsewhere_should_be_closed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, "old").unwrap();
        let fault = unwritable(&path, &ErrorKind::ResourceBusy.into());
        assert!(fault.help.unwrap().contains("close it"));
    }

    #[test]
    fn the_rests_of_killed_runs_are_cleared_away_once_old() {
        let folder = tempfile::tempdir().unwrap();
        let (old, young) = (folder.path().join(".a.pdf.1-0.stepsheet-tmp"), folder.path().join(".b.pdf.2-0.stepsheet-tmp"));
        fs::write(&young, "x").unwrap();
        let file = File::create(&old).unwrap();
        file.set_modified(std::time::SystemTime::now() - 2 * ABANDONED).unwrap();
        drop(file);
        Folders::default().prepare(&folder.path().join("a.pdf")).unwrap();
        assert!(!old.exists() && young.exists());
    }

    #[test]
    fn a_system_message_reads_as_part_of_a_sentence() {
        assert_eq!(plain(&io::Error::other("Something odd. (os error 5)")), "something odd");
    }
}
