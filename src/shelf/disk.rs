//! The project's folder on disk.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Entry, PROJECT_FILE, ProjectPath, Refusal, Why};

pub(super) struct Disk {
    /// The project's folder, with every link followed.
    root: PathBuf,
    /// From where the command was started to the project's folder, with `/` and a last `/`; empty where they are the same.
    prefix: String,
    /// The names of the folders that were asked for.
    folders: Mutex<BTreeMap<ProjectPath, Arc<[Entry]>>>,
    /// Files whose names are not Unicode, about: nothing can name them.
    unnamed: Mutex<BTreeSet<ProjectPath>>,
    /// The folders that were looked into, there or not, for whoever waits for a change.
    seen: Mutex<BTreeSet<PathBuf>>,
}

impl Disk {
    pub fn open(started: &Path, at: &Path) -> Result<Disk, Refusal> {
        let shown = slashed(at);
        let failed = |error: io::Error| refused(&shown, &error);
        let started = fs::canonicalize(started).map_err(|error| refused(&slashed(started), &error))?;
        let there = started.join(at);
        let folder = if there.is_dir() {
            fs::canonicalize(&there).map_err(failed)?
        } else {
            let parent = there.parent().unwrap_or(&started);
            fs::canonicalize(parent).map_err(failed)?
        };
        let root = folder.ancestors().find(|above| above.join(PROJECT_FILE).is_file()).unwrap_or(&folder).to_owned();
        let seen = Mutex::new(BTreeSet::from([root.clone()]));
        Ok(Disk { prefix: prefix(&started, &root), root, folders: Mutex::default(), unnamed: Mutex::default(), seen })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn seen(&self) -> Vec<PathBuf> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn see(&self, folder: &Path) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.contains(folder) {
            seen.insert(folder.to_owned());
        }
    }

    /// A file that somebody named on the command line, as a path of this project.
    pub fn inside(&self, started: &Path, named: &Path) -> Result<ProjectPath, Refusal> {
        let shown = slashed(named);
        let there = started.join(named);
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else { return Err(Refusal::folder(&shown)) };
        let parent = fs::canonicalize(parent).map_err(|error| refused(&shown, &error))?;
        let folder = parent.strip_prefix(&self.root).map_err(|_| Refusal::outside(&shown))?;
        let mut path = ProjectPath::root();
        for part in folder.iter().chain(std::iter::once(name)) {
            path = path.join(part.to_str().ok_or_else(|| Refusal::new(Why::Unreadable, &shown, "has a name that is not Unicode"))?);
        }
        super::path::refuse_name(path.name(), &shown)?;
        match fs::metadata(&there) {
            Ok(about) if about.is_dir() => Err(Refusal::folder(&shown)),
            Ok(_) => Ok(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(self.not_there(&shown, &path)),
            Err(error) => Err(refused(&shown, &error)),
        }
    }

    fn not_there(&self, shown: &str, path: &ProjectPath) -> Refusal {
        let names = self.entries(&path.folder());
        let near = names.iter().filter(|entry| !entry.folder).map(|entry| (super::path::distance(&entry.name, path.name()), entry));
        let near = near.filter(|(distance, _)| *distance <= 3).min_by_key(|(distance, _)| *distance);
        let refusal = Refusal::new(Why::Missing, shown, "is not there");
        match near {
            Some((_, entry)) => refusal.help(format!("did you mean `{}`?", self.shown(&path.folder().join(&entry.name)))),
            None => refusal,
        }
    }

    pub fn shown(&self, path: &ProjectPath) -> String {
        format!("{}{path}", self.prefix)
    }

    pub fn read(&self, path: &ProjectPath, limit: u64) -> Result<Vec<u8>, Refusal> {
        let failed = |error: io::Error| refused(path.as_str(), &error);
        let real = fs::canonicalize(self.place(path)).map_err(failed)?;
        if !real.starts_with(&self.root) {
            return Err(Refusal::outside(path.as_str()).help("it is a link that leads out: copy the file itself into the project's folder"));
        }
        if let Some(folder) = real.parent() {
            self.see(folder);
        }
        let about = fs::metadata(&real).map_err(failed)?;
        if about.is_dir() {
            return Err(Refusal::folder(path.as_str()));
        }
        // A pipe or a device might never end.
        if !about.is_file() {
            return Err(Refusal::new(Why::Unreadable, path.as_str(), "is not a file"));
        }
        let mut bytes = Vec::with_capacity(about.len().min(limit) as usize);
        fs::File::open(&real).and_then(|file| file.take(limit).read_to_end(&mut bytes)).map_err(failed)?;
        Ok(bytes)
    }

    pub fn is_file(&self, path: &ProjectPath) -> bool {
        self.place(path).is_file()
    }

    pub fn is_folder(&self, path: &ProjectPath) -> bool {
        self.place(path).is_dir()
    }

    pub fn unnamed(&self) -> Vec<ProjectPath> {
        self.unnamed.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub fn entries(&self, folder: &ProjectPath) -> Arc<[Entry]> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.entry(folder.clone()).or_insert_with(|| self.listed(folder)).clone()
    }

    fn listed(&self, folder: &ProjectPath) -> Arc<[Entry]> {
        let place = self.place(folder);
        self.see(&place);
        // A folder reached through a link that leads out is as good as empty.
        let inside = fs::canonicalize(&place).is_ok_and(|real| real.starts_with(&self.root));
        let members = if inside { fs::read_dir(&place).ok() } else { None };
        let mut all: Vec<Entry> = members
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|member| match member.file_name().into_string() {
                Ok(name) => Some(Entry { name, folder: member.path().is_dir() }),
                Err(name) => {
                    let mut unnamed = self.unnamed.lock().unwrap_or_else(PoisonError::into_inner);
                    unnamed.insert(folder.join(&name.to_string_lossy()));
                    None
                }
            })
            .collect();
        all.sort();
        all.into()
    }

    /// Its path for the system.
    fn place(&self, path: &ProjectPath) -> PathBuf {
        let mut place = self.root.clone();
        place.extend(path.parts());
        place
    }
}

fn refused(shown: &str, error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound => Refusal::new(Why::Missing, shown, "is not there"),
        io::ErrorKind::PermissionDenied => Refusal::new(Why::Unreadable, shown, "may not be read").help("ask for the right to read it"),
        _other => Refusal::new(Why::Unreadable, shown, format!("cannot be read: {error}")),
    }
}

/// From one folder to another, as people write it. Both have every link followed.
fn prefix(from: &Path, to: &Path) -> String {
    let (a, b): (Vec<Component>, Vec<Component>) = (from.components().collect(), to.components().collect());
    let shared = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return format!("{}/", slashed(to));
    }
    let ups = std::iter::repeat_n("..".to_owned(), a.len() - shared);
    let downs = b[shared..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    ups.chain(downs).map(|part| part + "/").collect()
}

/// A path as people read it, on every system: with `/`, and without the marks that Windows puts before long ones.
pub fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { of_windows(&text) } else { text.into_owned() }
}

fn of_windows(text: &str) -> String {
    let plain = match text.strip_prefix(r"\\?\UNC\") {
        Some(server) => format!(r"\\{server}"),
        None => text.strip_prefix(r"\\?\").or(text.strip_prefix(r"\\.\")).unwrap_or(text).to_owned(),
    };
    plain.replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::super::{PICTURE_LIMIT, Shelf};
    use super::*;

    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let at = folder.path();
        fs::create_dir_all(at.join("clinic/handouts")).expect("written");
        fs::create_dir_all(at.join("clinic/images")).expect("written");
        fs::write(at.join("clinic").join(PROJECT_FILE), "").expect("written");
        fs::write(at.join("clinic/handouts/back.toml"), "title = 'x'").expect("written");
        fs::write(at.join("clinic/images/a.svg"), "<svg/>").expect("written");
        fs::write(at.join("secret.svg"), "<svg/>").expect("written");
        folder
    }

    #[test]
    fn the_project_is_the_nearest_folder_above_with_its_file() {
        let folder = project();
        let started = folder.path().join("clinic/handouts");
        let shelf = Shelf::open(&started, Path::new("back.toml")).expect("opened");
        let back = shelf.handout(&started, Path::new("back.toml")).expect("inside");
        assert_eq!(back.as_str(), "handouts/back.toml");
        let picture = shelf.find(&back, "images/a.svg").expect("found");
        assert_eq!(shelf.shown(&picture), "../images/a.svg");
        assert_eq!(shelf.read(&picture, PICTURE_LIMIT).as_deref().ok(), Some(b"<svg/>".as_slice()));
        assert_eq!(shelf.read(&picture, 3).as_deref().ok(), Some(b"<sv".as_slice()));
        let missing = shelf.handout(&started, Path::new("bakc.toml")).expect_err("not there");
        assert_eq!((missing.why, missing.help.as_deref()), (Why::Missing, Some("did you mean `../handouts/back.toml`?")));
    }

    #[test]
    fn the_folders_looked_into_are_known() {
        let folder = project();
        let started = folder.path().join("clinic");
        let shelf = Shelf::open(&started, Path::new("handouts/back.toml")).expect("opened");
        let back = shelf.handout(&started, Path::new("handouts/back.toml")).expect("inside");
        shelf.read(&back, PICTURE_LIMIT).expect("read");
        assert!(shelf.find(&back, "pictures/b.svg").is_err());
        let root = fs::canonicalize(&started).expect("a folder");
        for name in ["", "handouts", "pictures"] {
            assert!(shelf.seen().contains(&root.join(name)), "{name}: {:?}", shelf.seen());
        }
    }

    #[test]
    fn without_the_file_the_handouts_own_folder_is_the_project() {
        let folder = project();
        fs::remove_file(folder.path().join("clinic").join(PROJECT_FILE)).expect("removed");
        let shelf = Shelf::open(folder.path(), Path::new("clinic/handouts/back.toml")).expect("opened");
        let back = shelf.handout(folder.path(), Path::new("clinic/handouts/back.toml")).expect("inside");
        assert_eq!((back.as_str(), shelf.shown(&back).as_str()), ("back.toml", "clinic/handouts/back.toml"));
        assert_eq!(shelf.find(&back, "../images/a.svg").map_err(|refusal| refusal.why), Err(Why::Outside));
    }

    #[test]
    fn paths_of_windows_are_shown_as_people_write_them() {
        for (path, shown) in [
            (r"\\?\C:\Users\Ana\a.toml", "C:/Users/Ana/a.toml"),
            (r"\\?\UNC\server\share\a.toml", "//server/share/a.toml"),
            (r"C:\a.toml", "C:/a.toml"),
            (r"out\a.pdf", "out/a.pdf"),
        ] {
            assert_eq!(of_windows(path), shown);
        }
    }

    #[test]
    fn a_handout_with_a_name_that_windows_keeps_is_refused_everywhere() {
        let folder = project();
        let clinic = folder.path().join("clinic");
        let shelf = Shelf::open(&clinic, Path::new(".")).expect("opened");
        for name in ["CON.toml", "handouts/lpt1.toml", "aux.tar.toml"] {
            let refused = shelf.handout(&clinic, Path::new(name)).expect_err("a device");
            assert!(refused.message.contains("keeps for a device"), "{}", refused.message);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_refused() {
        let folder = project();
        let clinic = folder.path().join("clinic");
        std::os::unix::fs::symlink("../../secret.svg", clinic.join("images/link.svg")).expect("linked");
        std::os::unix::fs::symlink("a.svg", clinic.join("images/inside.svg")).expect("linked");
        std::os::unix::fs::symlink("..", clinic.join("up")).expect("linked");
        let shelf = Shelf::open(&clinic, Path::new(".")).expect("opened");
        let back = shelf.handout(&clinic, Path::new("handouts/back.toml")).expect("inside");
        let why =
            |written: &str| shelf.find(&back, written).and_then(|path| shelf.read(&path, PICTURE_LIMIT)).map(|_| ()).map_err(|refusal| refusal.why);
        assert_eq!(why("images/link.svg"), Err(Why::Outside));
        assert_eq!(why("up/secret.svg"), Err(Why::Outside));
        assert_eq!(why("images/inside.svg"), Ok(()));
        assert_eq!(why("images"), Err(Why::Folder));
    }
}
