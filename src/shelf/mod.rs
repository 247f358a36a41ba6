//! Where bytes come from: the project's folder on disk, memory, what is built in. Alone turns names that people wrote into files, and
//! keeps them inside the project: nothing is read through `..`, an absolute path or a link that leads out.
//!
//! A project is the nearest folder above a handout that holds `stepsheet.toml`; where there is none, the handout's own folder.
mod built_in;
mod disk;
mod looked;
mod path;
mod refusal;

pub use disk::slashed;
pub use path::{ProjectPath, is_device};
pub use refusal::{Refusal, Why};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use disk::Disk;

/// The file that makes a folder a project.
pub const PROJECT_FILE: &str = "stepsheet.toml";

/// TOML files larger than this are refused by their readers; one byte more is enough to know.
pub const TEXT_LIMIT: u64 = 4 * 1024 * 1024 + 1;

/// No picture's file is larger.
pub const PICTURE_LIMIT: u64 = 512 * 1024 * 1024;

/// Folders are looked into so deep.
const DEEPEST: usize = 6;

/// The files of one project.
pub struct Shelf {
    store: Store,
}

enum Store {
    Disk(Disk),
    Memory(BTreeMap<String, Arc<[u8]>>),
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    name: String,
    folder: bool,
}

impl Shelf {
    /// The project that `at` (a handout's file, or a folder) belongs to. Names are shown as seen from the folder `started`.
    pub fn open(started: &Path, at: &Path) -> Result<Shelf, Refusal> {
        Ok(Shelf { store: Store::Disk(Disk::open(started, at)?) })
    }

    /// A project in memory: its files by their paths from its folder, with `/`.
    pub fn memory<N: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (N, B)>) -> Shelf {
        let files = files.into_iter().map(|(name, bytes)| (name.into(), Arc::from(bytes.into()))).collect();
        Shelf { store: Store::Memory(files) }
    }

    /// The project's folder; none in memory. For writing beside it and for finding its fonts.
    pub fn root(&self) -> Option<&Path> {
        match &self.store {
            Store::Disk(disk) => Some(disk.root()),
            Store::Memory(_) => None,
        }
    }

    /// The folders that were looked into so far, there or not: a change in one of them may change what is made. None in memory.
    pub fn seen(&self) -> Vec<PathBuf> {
        match &self.store {
            Store::Disk(disk) => disk.seen(),
            Store::Memory(_) => Vec::new(),
        }
    }

    /// The handout that somebody named on the command line, as a file of this project. It must be there.
    pub fn handout(&self, started: &Path, named: &Path) -> Result<ProjectPath, Refusal> {
        match &self.store {
            Store::Disk(disk) => disk.inside(started, named),
            Store::Memory(_) => {
                let path = ProjectPath::within("", &named.to_string_lossy())?;
                if self.is_file(&path) { Ok(path) } else { Err(Refusal::missing(path.as_str(), None)) }
            }
        }
    }

    /// The file's name as people see it: with `/`, from where the command was started.
    pub fn shown(&self, path: &ProjectPath) -> String {
        match &self.store {
            Store::Disk(disk) => disk.shown(path),
            Store::Memory(_) => path.as_str().to_owned(),
        }
    }

    /// The bytes of a file, at most `limit` of them. Refuses a folder, and a link that leads out of the project.
    pub fn read(&self, path: &ProjectPath, limit: u64) -> Result<Arc<[u8]>, Refusal> {
        match &self.store {
            Store::Disk(disk) => disk.read(path, limit).map(Arc::from),
            Store::Memory(files) => match files.get(path.as_str()) {
                Some(bytes) => Ok(bytes.clone()),
                None if self.is_folder(path) => Err(Refusal::folder(path.as_str())),
                None => Err(Refusal::missing(path.as_str(), None)),
            },
        }
    }

    /// The files in a folder whose names end in `.ending`, by name. Hidden ones (`.name`) are passed over; no folder: no files.
    pub fn files(&self, folder: &ProjectPath, ending: &str) -> Vec<ProjectPath> {
        let fits = |name: &str| !name.starts_with('.') && name.rsplit_once('.').is_some_and(|(_, end)| end == ending);
        self.entries(folder).iter().filter(|entry| !entry.folder && fits(&entry.name)).map(|entry| folder.join(&entry.name)).collect()
    }

    /// The TOML files of the project, by path: its own file, those of its folders for handouts, layouts, exercises and languages, and
    /// those beside pictures. None where there is no project.
    pub fn texts(&self) -> Vec<ProjectPath> {
        const FOLDERS: &[&str] = &["handouts", "layouts", "library", "locales"];
        let own = ProjectPath(PROJECT_FILE.to_owned());
        if !self.is_file(&own) {
            return Vec::new();
        }
        let mut found = vec![own];
        let mut open = vec![ProjectPath::root()];
        while let Some(folder) = open.pop() {
            for entry in self.entries(&folder).iter().filter(|entry| !entry.name.starts_with('.')) {
                let path = folder.join(&entry.name);
                // A link back to a folder above would have no end.
                if entry.folder && path.parts().count() <= DEEPEST && !["out", "target", "node_modules"].contains(&path.as_str()) {
                    open.push(path);
                } else if !entry.folder && entry.name.ends_with(".toml") {
                    let beside = ProjectPath(path.as_str().trim_end_matches(".toml").to_owned());
                    let at_home = path.parts().next().is_some_and(|first| first != entry.name && FOLDERS.contains(&first));
                    found.extend((at_home || self.is_file(&beside)).then_some(path));
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// The files that a path with `*` (any letters within one name) fits, by name.
    pub fn matching(&self, pattern: &str) -> Result<Vec<ProjectPath>, Refusal> {
        let pattern = ProjectPath::within("", pattern)?;
        let mut found = vec![ProjectPath::root()];
        for part in pattern.parts() {
            found = found.iter().flat_map(|folder| self.matching_in(folder, part)).collect();
        }
        found.retain(|path| self.is_file(path));
        Ok(found)
    }

    /// Files that were passed over so far because their names are not Unicode, with a mark for each letter that is none.
    pub fn unnamed(&self) -> Vec<ProjectPath> {
        match &self.store {
            Store::Disk(disk) => disk.unnamed(),
            Store::Memory(_) => Vec::new(),
        }
    }

    fn matching_in(&self, folder: &ProjectPath, part: &str) -> Vec<ProjectPath> {
        let fits = |name: &str| path::fits(part, name) && (part.starts_with('.') || !name.starts_with('.'));
        self.entries(folder).iter().filter(|entry| fits(&entry.name)).map(|entry| folder.join(&entry.name)).collect()
    }

    /// The file that `written` names in the file `by`: from that file's folder, else from the project's folder.
    /// It is there, with these very capitals, and lies inside the project.
    pub fn find(&self, by: &ProjectPath, written: &str) -> Result<ProjectPath, Refusal> {
        let folder = by.folder();
        let beside = ProjectPath::within(folder.as_str(), written)?;
        let from_root = ProjectPath::within("", written).ok().filter(|path| *path != beside);
        let candidates: Vec<ProjectPath> = std::iter::once(beside).chain(from_root).collect();
        let actual: Vec<(ProjectPath, bool)> = candidates.iter().filter_map(|path| self.actual(path)).collect();
        if let Some((real, _)) = actual.iter().find(|(_, same)| *same) {
            return Ok(real.clone());
        }
        // There on this disk, which does not tell capitals apart; on others it is not.
        if let Some((real, _)) = actual.first() {
            return Err(Refusal::case(written, self.written(&folder, real)));
        }
        // In a folder whose names cannot be had.
        if let Some(found) = candidates.iter().find(|path| self.is_file(path)) {
            return Ok(found.clone());
        }
        if candidates.iter().any(|path| self.is_folder(path)) {
            return Err(Refusal::folder(written));
        }
        Err(match self.nearest(&folder, &candidates) {
            Some(near) => Refusal::missing(written, Some(near)),
            None => Refusal::missing(written, None).help(self.looked_in(&candidates)),
        })
    }

    pub fn is_file(&self, path: &ProjectPath) -> bool {
        match &self.store {
            Store::Disk(disk) => disk.is_file(path),
            Store::Memory(files) => files.contains_key(path.as_str()),
        }
    }

    fn is_folder(&self, path: &ProjectPath) -> bool {
        match &self.store {
            Store::Disk(disk) => disk.is_folder(path),
            Store::Memory(files) => path.as_str().is_empty() || files.keys().any(|name| name.starts_with(&format!("{path}/"))),
        }
    }

    /// The names in a folder, sorted; none where it cannot be read.
    fn entries(&self, folder: &ProjectPath) -> Arc<[Entry]> {
        match &self.store {
            Store::Disk(disk) => disk.entries(folder),
            Store::Memory(files) => {
                let start = if folder.as_str().is_empty() { String::new() } else { format!("{folder}/") };
                let below = files.keys().filter_map(|name| name.strip_prefix(&start));
                let mut all: Vec<Entry> = below
                    .map(|name| match name.split_once('/') {
                        Some((first, _)) => Entry { name: first.to_owned(), folder: true },
                        None => Entry { name: name.to_owned(), folder: false },
                    })
                    .collect();
                all.sort();
                all.dedup();
                all.into()
            }
        }
    }

    /// The file by the names that its folders have for it, and whether they differ in no capital; accents may be written in two ways.
    fn actual(&self, path: &ProjectPath) -> Option<(ProjectPath, bool)> {
        let (mut real, mut same) = (ProjectPath::root(), true);
        for part in path.parts() {
            let entries = self.entries(&real);
            let exact = entries.iter().find(|entry| entry.name == part).or_else(|| entries.iter().find(|entry| path::is_same(&entry.name, part)));
            same &= exact.is_some();
            let lower = part.to_lowercase();
            let entry = exact.or_else(|| entries.iter().find(|entry| path::is_same(&entry.name.to_lowercase(), &lower)))?;
            real = real.join(&entry.name);
        }
        self.is_file(&real).then_some((real, same))
    }

    /// The file that was probably meant by what is missing, as one would write it in a file of `folder`.
    fn nearest(&self, folder: &ProjectPath, missing: &[ProjectPath]) -> Option<String> {
        let wanted = missing.first()?.name().to_lowercase();
        let near = (wanted.chars().count() / 3).max(2);
        // A slip is looked for where the file should be; the very name, in other folders too.
        let mut folders: Vec<(ProjectPath, usize)> = missing.iter().map(|path| (path.folder(), near)).collect();
        for above in [folder.clone(), ProjectPath::root()] {
            let below = self.entries(&above);
            let below = below.iter().filter(|entry| entry.folder && !entry.name.starts_with('.')).map(|entry| (above.join(&entry.name), 0));
            folders.extend(below.collect::<Vec<_>>());
            folders.push((above, 0));
        }
        let mut best: Option<(usize, ProjectPath)> = None;
        for (folder, allowed) in folders {
            for entry in self.entries(&folder).iter().filter(|entry| !entry.folder) {
                let distance = path::distance(&wanted, &entry.name.to_lowercase());
                if distance <= allowed && best.as_ref().is_none_or(|(least, _)| distance < *least) {
                    best = Some((distance, folder.join(&entry.name)));
                }
            }
        }
        best.map(|(_, path)| self.written(folder, &path))
    }

    /// How one writes `path` in a file of `folder`: from there, or from the project's folder where that is plainer.
    fn written(&self, folder: &ProjectPath, path: &ProjectPath) -> String {
        let from_here = path::from_folder(folder, path);
        let shadowed = || ProjectPath::within(folder.as_str(), path.as_str()).is_ok_and(|other| self.is_file(&other));
        if from_here.starts_with("../") && !shadowed() { path.to_string() } else { from_here }
    }
}

/// A file that is built in: its name and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// Without folder and ending, such as `handout` or `zh-Hans`.
    pub name: &'static str,
    /// As shown to people.
    pub shown: &'static str,
    pub text: &'static str,
}

/// The layouts that are built in, by name.
pub fn built_in_layouts() -> &'static [BuiltIn] {
    built_in::LAYOUTS
}

/// The languages whose phrases are built in, by tag.
pub fn built_in_locales() -> &'static [BuiltIn] {
    built_in::LOCALES
}

/// The languages whose hard and plain words are built in, by tag.
pub fn built_in_words() -> &'static [BuiltIn] {
    built_in::WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> Shelf {
        Shelf::memory([
            ("stepsheet.toml", ""),
            ("handouts/back.toml", ""),
            ("handouts/neck.toml", ""),
            ("handouts/.draft.toml", ""),
            ("handouts/images/roll-start.svg", "<svg/>"),
            ("images/Roll-End.svg", "<svg/>"),
            ("images/row.svg", "<svg/>"),
        ])
    }

    fn path(text: &str) -> ProjectPath {
        ProjectPath::within("", text).expect("a path inside")
    }

    fn find(written: &str) -> Result<String, (Why, Option<String>)> {
        shelf().find(&path("handouts/back.toml"), written).map(|path| path.to_string()).map_err(|refusal| (refusal.why, refusal.instead))
    }

    #[test]
    fn pictures_are_found_beside_the_handout_then_from_the_project() {
        assert_eq!(find("images/roll-start.svg"), Ok("handouts/images/roll-start.svg".into()));
        assert_eq!(find("images/row.svg"), Ok("images/row.svg".into()));
        assert_eq!(find("../images/./row.svg"), Ok("images/row.svg".into()));
    }

    #[test]
    fn an_accent_may_be_written_in_two_ways() {
        let shelf = Shelf::memory([("back.toml", ""), ("images/U\u{308}bung.svg", "<svg/>"), ("images/été.svg", "<svg/>")]);
        let find = |written: &str| shelf.find(&path("back.toml"), written).map(|path| path.to_string()).map_err(|refusal| refusal.why);
        assert_eq!(find("images/Übung.svg"), Ok("images/U\u{308}bung.svg".into()));
        assert_eq!(find("images/e\u{301}te\u{301}.svg"), Ok("images/été.svg".into()));
        assert_eq!(find("images/übung.svg"), Err(Why::Case));
    }

    #[test]
    fn what_leads_out_is_refused() {
        for written in ["../../x.svg", "/etc/passwd", "C:/x.svg", "c:x.svg", "\\\\server\\x.svg", "https://example.org/x.svg", "~/x.svg"] {
            let why = find(written).map_err(|(why, _)| why);
            assert!(matches!(why, Err(Why::Outside | Why::Absolute | Why::Address)), "{written}: {why:?}");
        }
    }

    #[test]
    fn bad_letters_get_a_slash() {
        assert_eq!(find("images\\row.svg"), Err((Why::Letters, Some("images/row.svg".into()))));
        assert_eq!(find("images\row.svg").map_err(|(why, _)| why), Err(Why::Letters));
        assert_eq!(find("").map_err(|(why, _)| why), Err(Why::Empty));
    }

    #[test]
    fn a_missing_file_gets_the_nearest_name() {
        assert_eq!(find("images/roll-strat.svg"), Err((Why::Missing, Some("images/roll-start.svg".into()))));
        assert_eq!(find("row.svg"), Err((Why::Missing, Some("images/row.svg".into()))));
        assert_eq!(find("images/roll-end.svg"), Err((Why::Case, Some("images/Roll-End.svg".into()))));
        assert_eq!(find("nothing-like-it.svg"), Err((Why::Missing, None)));
        assert_eq!(find("images").map_err(|(why, _)| why), Err(Why::Folder));
    }

    #[test]
    fn the_texts_of_a_project_are_its_own_and_those_beside_pictures() {
        let files =
            ["stepsheet.toml", "Cargo.toml", "handouts/a.toml", "handouts/b/c.toml", "images/p.jpg", "images/p.jpg.toml", "images/q.jpg.toml"];
        let texts = |files: &[&str]| Shelf::memory(files.iter().map(|name| (*name, ""))).texts().iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(texts(&files), ["handouts/a.toml", "handouts/b/c.toml", "images/p.jpg.toml", "stepsheet.toml"]);
        assert_eq!(texts(&files[1..]), Vec::<String>::new());
    }

    #[test]
    fn stars_fit_within_a_name() {
        let found = |pattern: &str| shelf().matching(pattern).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(found("handouts/*.toml").ok(), Some(vec!["handouts/back.toml".into(), "handouts/neck.toml".into()]));
        assert_eq!(found("hand*/b*k.toml").ok(), Some(vec!["handouts/back.toml".into()]));
        assert_eq!(found("*.toml").ok(), Some(vec!["stepsheet.toml".into()]));
        assert_eq!(found("handouts/*.svg").ok(), Some(Vec::new()));
        assert!(found("../*.toml").is_err());
    }
}
