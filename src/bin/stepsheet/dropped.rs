//! A file dropped on the program, or opened with it from a folder: there is no shell, so the sheets go beside their handout and are
//! opened, and a window that would close stays until what went wrong is read.
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// How the program was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// From a shell, a script or another program.
    Command,
    /// From a desktop: with a window of its own, or with none.
    Desktop,
}

/// The files that were dropped. None where this is a command as usual: desktops hand on whole paths of files that are there, and
/// nothing else.
pub fn files(start: Start, arguments: &[OsString]) -> Option<Vec<PathBuf>> {
    let files: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    let dropped = !files.is_empty() && files.iter().all(|file| file.is_absolute() && file.is_file());
    (start == Start::Desktop && dropped).then_some(files)
}

/// The folder that the sheets of a dropped handout go to, and its name there.
pub fn beside(file: &Path) -> Option<(&Path, PathBuf)> {
    Some((file.parent()?, PathBuf::from(file.file_name()?)))
}

/// Waits for Enter, where there is a window that would close.
pub fn stay(start: Start) {
    if start == Start::Desktop && io::stdin().is_terminal() {
        eprintln_quietly("\nPress Enter to close this window.");
        let _ = io::stdin().read_line(&mut String::new());
    }
}

fn eprintln_quietly(text: &str) {
    crate::eprint_quietly(&format!("{text}\n"));
}

/// A console that nobody else is attached to was opened for this program.
#[cfg(windows)]
pub fn start() -> Start {
    let mut processes = [0u32; 2];
    // SAFETY: the list is as long as is said, and outlives the call.
    let attached = unsafe { windows_sys::Win32::System::Console::GetConsoleProcessList(processes.as_mut_ptr(), processes.len() as u32) };
    if attached == 1 { Start::Desktop } else { Start::Command }
}

/// Desktops of the GNOME family say which process they have started. It goes on to that process's children, so the number counts.
#[cfg(not(windows))]
pub fn start() -> Start {
    let launched = std::env::var("GIO_LAUNCHED_DESKTOP_FILE_PID").ok().and_then(|number| number.parse::<u32>().ok());
    if launched == Some(std::process::id()) { Start::Desktop } else { Start::Command }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_paths_from_a_desktop_are_dropped_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("calf.toml");
        std::fs::write(&file, "").expect("a file");
        let dropped: Vec<OsString> = vec![file.clone().into()];
        assert_eq!(files(Start::Desktop, &dropped), Some(vec![file.clone()]));
        assert_eq!(files(Start::Command, &dropped), None, "a shell may name whole paths too");
        for other in
            [&["build".into(), file.clone().into()][..], &["calf.toml".into()], &["--help".into()], &[], &[folder.path().join("gone.toml").into()]]
        {
            assert_eq!(files(Start::Desktop, other), None, "{other:?}");
        }
        assert_eq!(beside(&file), Some((folder.path(), "calf.toml".into())));
    }

    #[test]
    fn a_shell_is_no_desktop() {
        assert_eq!(start(), Start::Command);
    }
}
