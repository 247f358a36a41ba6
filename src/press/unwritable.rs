//! Why a file cannot be written, in words for whoever asked for it.
use std::io::{self, ErrorKind};
use std::path::Path;

use super::write::shown;
use crate::diag::{Code, Diagnostic};

pub(super) fn is_folder(path: &Path) -> Diagnostic {
    Diagnostic::error(Code::Unwritable, "there is a folder where the sheet should be written")
        .file(shown(path))
        .help("remove the folder, or name another file with `-o`")
}

/// A slip such as `-o handout.toml` must not cost the author the handout, nor `-o scan.pdf` the scan.
pub(super) fn not_ours(path: &Path, what: &str) -> Diagnostic {
    Diagnostic::error(Code::Unwritable, format!("there is a file that is no {what} of stepsheet's, and it is not written over"))
        .file(shown(path))
        .help("name another file with `-o` or another folder with `--out-dir`, or move this one away")
}

pub(super) fn no_folder(folder: &Path, error: &io::Error) -> Diagnostic {
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

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
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

/// A file of the author's own that cannot be written anew. It is as it was.
pub(super) fn unreplaceable(path: &Path, error: &io::Error) -> Diagnostic {
    let (message, help) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("the disk is full, so the file was not written".to_owned(), "free some room; the file is as it was")
        }
        _ if path.exists() && is_open_elsewhere(error) => (
            "the file is open in another program, so it cannot be replaced".to_owned(),
            "close it there, then run stepsheet again; the file is as it was",
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => (
            "you may not write this file, or into its folder".to_owned(),
            "allow it in the file's properties, or copy the file to a folder of your own",
        ),
        _ => (format!("the file cannot be written: {}", plain(error)), "copy it to a folder of your own; the file is as it was"),
    };
    Diagnostic::error(Code::Unwritable, message).file(shown(path)).help(help)
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

    #[test]
    fn a_system_message_reads_as_part_of_a_sentence() {
        assert_eq!(plain(&io::Error::other("Something odd. (os error 5)")), "something odd");
    }
}
