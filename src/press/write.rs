//! Files, written whole or not at all: beside their place first, then renamed. What was there before stays until then.
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::unwritable::{is_folder, no_folder, not_ours, unreplaceable, unwritable};
use crate::diag::Diagnostic;
use crate::paint;

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

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// As the system has it for new files.
    Usual,
    /// Its owner, where the system has such rights: it holds what belongs to a patient.
    OwnerAlone,
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
pub fn write(path: &Path, bytes: &[u8], readers: Readers) -> Result<Written, Diagnostic> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(is_folder(path)),
        Ok(there) if !there.is_file() => return pour(path, bytes),
        // For one reader alone it is written anew whatever it holds: others may have been allowed to read what is there.
        Ok(there) if readers == Readers::Usual && there.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == bytes) => {
            return Ok(Written::Unchanged);
        }
        Ok(there) if there.len() > 0 => keep_others(path, bytes)?,
        Ok(_) | Err(_) => {}
    }
    let end = end_of_links(path).map_err(|error| unwritable(path, &error))?;
    let (unfinished, file) = Unfinished::beside(&end, readers).map_err(|error| unwritable(path, &error))?;
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
    let failed = |error: io::Error| unreplaceable(path, &error);
    let real = fs::canonicalize(path).map_err(failed)?;
    let rights = fs::metadata(&real).map_err(failed)?.permissions();
    if rights.readonly() {
        return Err(failed(ErrorKind::PermissionDenied.into()));
    }
    let (unfinished, file) = Unfinished::beside(&real, Readers::OwnerAlone).map_err(failed)?;
    fill(file, bytes).and_then(|()| fs::set_permissions(&unfinished.path, rights)).and_then(|()| unfinished.finish(&real)).map_err(failed)
}

/// Refuses to write over what stepsheet did not make.
fn keep_others(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let sheet = paint::is_sheet(bytes);
    if !sheet && !paint::is_dump(bytes) {
        return Ok(());
    }
    let old = fs::read(path).unwrap_or_default();
    match sheet {
        true if !paint::is_sheet(&old) => Err(not_ours(path, "sheet")),
        false if !paint::is_dump(&old) => Err(not_ours(path, "dump")),
        true | false => Ok(()),
    }
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
    fn beside(path: &Path, readers: Readers) -> io::Result<(Unfinished, File)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // Short, since no name may have more than 255 bytes on most disks.
        let name: String = path.file_name().unwrap_or_default().to_string_lossy().chars().take(40).collect();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = folder_of(path).join(format!(".{name}.{}-{count}{UNFINISHED}", std::process::id()));
        // Not opened again: a file that was truncated is written to the disk by some systems when it is closed.
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        limit(&mut options, readers);
        let file = options.open(&path)?;
        Ok((Unfinished { path, renamed: false }, file))
    }

    fn finish(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.renamed = true;
        Ok(())
    }
}

#[cfg(unix)]
fn limit(options: &mut OpenOptions, readers: Readers) {
    use std::os::unix::fs::OpenOptionsExt;
    if readers == Readers::OwnerAlone {
        options.mode(0o600);
    }
}

/// Elsewhere a file takes its rights from its folder.
#[cfg(not(unix))]
fn limit(_options: &mut OpenOptions, _readers: Readers) {}

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

/// A path as shown to people, with `/`.
pub fn shown(path: &Path) -> String {
    crate::shelf::slashed(path)
}

#[cfg(test)]
mod tests;
