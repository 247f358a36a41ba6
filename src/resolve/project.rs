//! What a run reads once: the clinic, the library, phrases and layouts. Shared by all jobs and threads.
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::allow::levels;
use super::draft::Draft;
use super::extends::ReadLayout;
use super::files::Shared;
use super::locale::{Languages, canonical, is_same, likely};
use super::picture::Outcome;
use super::review::Terms;
use super::targets::Ask;
use super::{catalogs, figure};
use crate::diag::{Code, Diagnostic, Diagnostics, Level, Rules};
use crate::model::PictureRef;
use crate::reading::{Reading, Words};
use crate::shelf::{self, PROJECT_FILE, ProjectPath, Shelf};
use crate::source::{Sources, Span};
use crate::spec::{ClinicFile, Kind, Said, Table};

/// Where the library lies when `stepsheet.toml` does not say.
pub const LIBRARY: &str = "library";
/// Where figures lie.
const FIGURES: &str = "images";

/// A project: its files, and what was read of them. One kit goes with it: pictures that were added to it are remembered here.
pub struct Project {
    pub(super) shelf: Shelf,
    /// All texts but the handouts'.
    pub(super) sources: Sources,
    /// The file behind a shown name.
    paths: BTreeMap<String, ProjectPath>,
    clinic: Option<(Shared, ClinicFile)>,
    library: Library,
    /// What this run asks of reviews.
    pub(super) terms: Terms,
    /// The levels of advice that the clinic sets, and what is wrong with them.
    levels: BTreeMap<Code, Level>,
    level_faults: Diagnostics,
    built_in_locales: BTreeMap<&'static str, Shared>,
    own_locales: BTreeMap<String, Shared>,
    built_in_words: BTreeMap<&'static str, Shared>,
    own_words: BTreeMap<String, Shared>,
    /// The words of each language that a handout has asked for.
    words: Mutex<BTreeMap<String, (Arc<Words>, Diagnostics)>>,
    pub(super) built_in_layouts: BTreeMap<&'static str, Shared>,
    pub(super) own_layouts: BTreeMap<String, Shared>,
    /// Figures by their paths.
    pub(super) figures: BTreeMap<ProjectPath, Shared>,
    /// Layouts over all that they extend.
    pub(super) layout_files: Mutex<BTreeMap<String, ReadLayout>>,
    /// What became of each picture's file.
    pub(super) pictures: Mutex<BTreeMap<ProjectPath, Arc<OnceLock<Outcome>>>>,
    /// Figures drawn so far.
    pub(super) drawn: AtomicUsize,
    /// Figures that stand in handouts and libraries instead of a file, by what they mean.
    pub(super) posed: Mutex<BTreeMap<String, Arc<OnceLock<PictureRef>>>>,
    /// Handouts as meant, but for the patient: many jobs ask for the same one.
    drafts: Mutex<BTreeMap<Which, Arc<OnceLock<Draft>>>>,
}

/// A handout, and the language it is translated into.
pub(super) type Which = (ProjectPath, Option<String>);

#[derive(Default)]
struct Library {
    files: Vec<Shared>,
    /// By id: where the id is written, its file, its table.
    exercises: BTreeMap<String, (Said<String>, usize, Table)>,
    /// Faults between files: two exercises of one id.
    faults: Diagnostics,
}

/// Reads what the jobs of a run share. Its faults are in `out`, and again in each job that depends on the faulty file.
pub fn project(shelf: Shelf, out: &mut Diagnostics) -> Project {
    let mut sources = Sources::default();
    let mut paths = BTreeMap::new();
    let clinic = clinic(&shelf, &mut sources, &mut paths, out);
    let mut level_faults = Diagnostics::default();
    let levels = clinic.as_ref().map(|(_, file)| levels(&file.levels, &mut level_faults)).unwrap_or_default();
    out.extend(level_faults.clone());
    let own_locales = own(Kind::Locale, "locales", &shelf, &mut sources, &mut paths, out);
    let own_locales: BTreeMap<String, Shared> = own_locales.into_iter().map(|(name, shared)| (canonical(&name), shared)).collect();
    let built_in_locales: BTreeMap<&'static str, Shared> =
        shelf::built_in_locales().iter().map(|file| (file.name, Shared::built_in(Kind::Locale, file, &mut sources))).collect();
    let languages = Languages { built_in: &built_in_locales, own: &own_locales };
    let library = library(&shelf, clinic.as_ref().map(|(_, file)| file), &languages, &mut sources, &mut paths, out);
    let own_words = own(Kind::Words, "locales/words", &shelf, &mut sources, &mut paths, out);
    let own_words = own_words.into_iter().map(|(name, shared)| (canonical(&name), shared)).collect();
    let own_layouts = own(Kind::Layout, "layouts", &shelf, &mut sources, &mut paths, out);
    let figures = figures(&shelf, &mut sources, out);
    let built_in_words = shelf::built_in_words().iter().map(|file| (file.name, Shared::built_in(Kind::Words, file, &mut sources))).collect();
    let built_in_layouts = shelf::built_in_layouts().iter().map(|file| (file.name, Shared::built_in(Kind::Layout, file, &mut sources))).collect();
    Project {
        shelf,
        sources,
        paths,
        clinic,
        library,
        terms: Terms::default(),
        levels,
        level_faults,
        built_in_locales,
        own_locales,
        built_in_words,
        own_words,
        words: Mutex::default(),
        built_in_layouts,
        own_layouts,
        figures,
        layout_files: Mutex::default(),
        pictures: Mutex::default(),
        drawn: AtomicUsize::default(),
        posed: Mutex::default(),
        drafts: Mutex::default(),
    }
}

impl Project {
    /// How many figures were drawn so far: each once, however many sheets show it.
    pub fn figures_drawn(&self) -> usize {
        self.drawn.load(Ordering::Relaxed)
    }

    /// The project, with what this run asks of reviews.
    pub fn under(self, terms: Terms) -> Project {
        Project { terms, ..self }
    }

    /// The levels and exceptions that hold for this handout's jobs.
    pub fn rules(&self, ask: &Ask) -> Rules {
        let allowances = self.drafted(ask, |draft| draft.allowances.clone()).unwrap_or_default();
        Rules { levels: self.levels.clone(), allowances }
    }

    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The texts that places in the diagnostics of this handout's jobs count over.
    pub fn sources(&self, ask: &Ask) -> Sources {
        self.drafted(ask, |draft| draft.sources.clone()).unwrap_or_else(|| self.sources.clone())
    }

    /// What was made of the handout that a job asks for, where it was.
    fn drafted<T>(&self, ask: &Ask, take: impl Fn(&Draft) -> T) -> Option<T> {
        let drafts = self.drafts.lock().unwrap_or_else(PoisonError::into_inner);
        // A handout that is asked for in its own language is there as itself.
        let own = || drafts.get(&(ask.handout.clone(), None)).cloned();
        let slot = match &ask.locale {
            Some(tag) => drafts.get(&(ask.handout.clone(), Some(canonical(tag)))).cloned().or_else(own),
            None => own(),
        };
        drop(drafts);
        slot?.get().map(take)
    }

    /// How a handout reads that a job has resolved.
    pub fn reading(&self, ask: &Ask) -> Option<Arc<Reading>> {
        self.drafted(ask, |draft| draft.reading.clone())?
    }

    /// The texts that places in the diagnostics of `project` and `targets` count over.
    pub fn shared_sources(&self) -> &Sources {
        &self.sources
    }

    /// The clinic's own language: of handouts that name none, and of sheets whose file names need not say it.
    pub fn language(&self) -> &str {
        self.clinic().and_then(|file| file.defaults.language.as_ref()).map_or(super::draft::LANGUAGE, |said| said.value.as_str())
    }

    /// The names of all layouts, sorted.
    pub fn layouts(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.built_in_layouts.keys().copied().chain(self.own_layouts.keys().map(String::as_str)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Forgets what was made of a handout: its file has changed, or all of its sheets are made.
    pub fn forget(&self, handout: &ProjectPath) {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, _), _| known != handout);
    }

    /// What `stepsheet.toml` says; without faults, which `clinic_faults` tells.
    pub(super) fn clinic(&self) -> Option<&ClinicFile> {
        self.clinic.as_ref().map(|(_, file)| file)
    }

    pub(super) fn clinic_faults(&self, out: &mut Diagnostics) {
        if let Some((shared, _)) = &self.clinic {
            shared.document(out);
        }
        out.extend(self.level_faults.clone());
    }

    /// Whether something of `stepsheet.toml` could not be kept.
    pub(super) fn clinic_is_faulty(&self) -> bool {
        let mut faults = Diagnostics::default();
        self.clinic_faults(&mut faults);
        faults.has_errors()
    }

    /// What the project's own files say for the words of the sheet in this language.
    pub(super) fn own_words(&self, tag: &str) -> Vec<Table> {
        let own = likely(tag).into_iter().filter_map(|tag| self.own_locales.get(&tag));
        own.filter_map(|shared| shared.document(&mut Diagnostics::default())).map(|document| document.table).collect()
    }

    pub(super) fn languages(&self) -> Languages<'_> {
        Languages { built_in: &self.built_in_locales, own: &self.own_locales }
    }

    /// The files with the words of a language: the one that ships, then the project's own.
    pub(super) fn word_files(&self, tag: &str) -> impl Iterator<Item = &Shared> {
        self.built_in_words.get(tag).into_iter().chain(self.own_words.get(tag))
    }

    /// The words of a language and the faults of their files, made ready once.
    pub(super) fn words(&self, tag: &str, make: impl FnOnce() -> (Arc<Words>, Diagnostics)) -> (Arc<Words>, Diagnostics) {
        let mut all = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(tag.to_owned()).or_insert_with(make).clone()
    }

    /// The library's exercise of that id. Faults of its file are in `out`.
    pub(super) fn exercise(&self, id: &str, out: &mut Diagnostics) -> Option<&Table> {
        let (_, file, table) = self.library.exercises.get(id)?;
        self.library.files[*file].document(out);
        out.extend(self.library.faults.clone());
        Some(table)
    }

    /// The files whose texts are in another language than `tag`, and in which: the library's, and the clinic's own.
    pub(super) fn foreign(&self, tag: &str) -> Vec<(Span, Arc<str>)> {
        let clinic = self.clinic.as_ref().and_then(|(shared, file)| {
            let said = file.clinic.language.as_ref().or(file.defaults.language.as_ref())?;
            Some((shared.whole()?, canonical(&said.value)))
        });
        let library = self.library.files.iter().filter_map(|shared| {
            let said = shared.document(&mut Diagnostics::default())?.table.text("language")?;
            Some((shared.whole()?, canonical(&said.value)))
        });
        let all = clinic.into_iter().chain(library);
        all.filter(|(_, own)| !is_same(own, tag)).map(|(file, own)| (file, Arc::from(own))).collect()
    }

    /// The file of the library that holds an exercise.
    pub(super) fn library_path(&self, id: &str) -> Option<&ProjectPath> {
        let (_, file, _) = self.library.exercises.get(id)?;
        self.paths.get(self.library.files[*file].name())
    }

    /// What a figure says that it shows; `by` is the file that names it.
    pub(super) fn figure_alt(&self, by: &ProjectPath, written: &str) -> Option<Said<String>> {
        let path = self.shelf.find(by, written).ok()?;
        self.figures.get(&path)?.document(&mut Diagnostics::default())?.table.text("alt")
    }

    /// The files of the library.
    pub fn library_paths(&self) -> Vec<ProjectPath> {
        self.library.files.iter().filter_map(|file| self.paths.get(file.name()).cloned()).collect()
    }

    /// Whether there are phrases of the sheet in a language.
    pub fn knows(&self, tag: &str) -> bool {
        self.languages().knows(tag)
    }

    /// The files of the library and the figures that say no language.
    pub(super) fn unsaid(&self) -> Vec<Span> {
        let files = self.library.files.iter().chain(self.figures.values());
        let unsaid = files.filter(|shared| shared.document(&mut Diagnostics::default()).is_some_and(|document| !document.table.has("language")));
        unsaid.filter_map(Shared::whole).collect()
    }

    /// The languages that a handout is translated into, by tag.
    pub fn translations(&self, handout: &ProjectPath) -> Vec<String> {
        catalogs::beside(self, handout).into_keys().collect()
    }

    /// Whether this file translates another that lies beside it.
    pub fn is_catalog(&self, path: &ProjectPath) -> bool {
        catalogs::is_catalog(&self.shelf, path, |tag| self.languages().knows(tag))
    }

    /// Whether this is a file of the library.
    pub fn is_library(&self, path: &ProjectPath) -> bool {
        self.library_file(path).is_some()
    }

    fn library_file(&self, path: &ProjectPath) -> Option<usize> {
        let name = self.shelf.shown(path);
        self.library.files.iter().position(|file| file.name() == name)
    }

    /// The exercises of a file of the library, in the order of the file. Its faults are in `out`.
    pub(super) fn exercises_in(&self, path: &ProjectPath, out: &mut Diagnostics) -> Vec<(String, Table)> {
        let Some(file) = self.library_file(path) else { return Vec::new() };
        self.library.files[file].document(out);
        out.extend(self.library.faults.clone());
        let mut all: Vec<_> = self.library.exercises.values().filter(|(_, at, _)| *at == file).collect();
        all.sort_by_key(|(id, _, _)| id.span);
        all.into_iter().map(|(id, _, table)| (id.value.clone(), table.clone())).collect()
    }

    pub(super) fn exercise_ids(&self) -> impl Iterator<Item = &str> {
        self.library.exercises.keys().map(String::as_str)
    }

    /// The file in which a place lies, where it is one of the project's shared files.
    pub(super) fn file_of(&self, span: Span) -> Option<&ProjectPath> {
        let place = self.sources.place(span)?;
        self.paths.get(&place.source.name)
    }

    /// The handout as meant, made once however many jobs ask.
    pub(super) fn draft(&self, which: Which, make: impl FnOnce() -> Draft) -> Arc<OnceLock<Draft>> {
        let slot = self.drafts.lock().unwrap_or_else(PoisonError::into_inner).entry(which).or_default().clone();
        slot.get_or_init(make);
        slot
    }
}

fn clinic(shelf: &Shelf, sources: &mut Sources, paths: &mut BTreeMap<String, ProjectPath>, out: &mut Diagnostics) -> Option<(Shared, ClinicFile)> {
    let path = ProjectPath::within("", PROJECT_FILE).ok()?;
    if !shelf.is_file(&path) {
        return None;
    }
    paths.insert(shelf.shown(&path), path.clone());
    let shared = Shared::of_project(Kind::Clinic, &path, shelf, sources, out);
    let file = shared.document(&mut Diagnostics::default()).and_then(|document| document.table.typed(&mut Diagnostics::default()));
    Some((shared, file.unwrap_or_default()))
}

/// The project's own files of a kind, by their names without ending.
fn own(
    kind: Kind,
    folder: &str,
    shelf: &Shelf,
    sources: &mut Sources,
    paths: &mut BTreeMap<String, ProjectPath>,
    out: &mut Diagnostics,
) -> BTreeMap<String, Shared> {
    let folder = ProjectPath::within("", folder).unwrap_or_default();
    let mut all = BTreeMap::new();
    for path in shelf.files(&folder, "toml") {
        paths.insert(shelf.shown(&path), path.clone());
        all.insert(path.stem().to_owned(), Shared::of_project(kind, &path, shelf, sources, out));
    }
    all
}

fn figures(shelf: &Shelf, sources: &mut Sources, out: &mut Diagnostics) -> BTreeMap<ProjectPath, Shared> {
    let Ok(folder) = ProjectPath::within("", FIGURES) else { return BTreeMap::new() };
    let files = shelf.files(&folder, "toml").into_iter().filter(|path| path.name().ends_with(figure::ENDING));
    files.map(|path| (path.clone(), Shared::of_project(Kind::Figure, &path, shelf, sources, out))).collect()
}

fn library(
    shelf: &Shelf,
    clinic: Option<&ClinicFile>,
    languages: &Languages,
    sources: &mut Sources,
    paths: &mut BTreeMap<String, ProjectPath>,
    out: &mut Diagnostics,
) -> Library {
    let mut library = Library::default();
    for path in library_files(shelf, clinic, out) {
        if catalogs::is_catalog(shelf, &path, |tag| languages.knows(tag)) {
            continue;
        }
        paths.insert(shelf.shown(&path), path.clone());
        let shared = Shared::of_project(Kind::Library, &path, shelf, sources, out);
        let document = shared.document(&mut Diagnostics::default());
        let file = library.files.len();
        library.files.push(shared);
        for (id, table) in document.iter().flat_map(|document| document.table.named("exercise")) {
            if let Some(place) = table.text("use") {
                let fault = Diagnostic::error(Code::BadValue, "an exercise of the library cannot `use` another").at(place.span);
                library.faults.push(fault.help("write out what it takes from the other"));
            }
            if let Some(reason) = table.text("drop-safety") {
                let fault = Diagnostic::error(Code::BadValue, "an exercise of the library has no safety text to drop").at(reason.span);
                library.faults.push(fault.help("leave `drop-safety` out here: it is for the handout that uses the exercise"));
            }
            if let Some((first, _, _)) = library.exercises.get(&id.value) {
                let fault = Diagnostic::error(Code::SameId, format!("two exercises of the library have the id `{}`", id.value)).at(id.span);
                library.faults.push(fault.also(first.span, "the first is here").help("give one of them another id"));
            } else {
                library.exercises.insert(id.value.clone(), (id, file, table));
            }
        }
    }
    out.extend(library.faults.clone());
    library
}

/// The files of the library: of its folder, or the one that `stepsheet.toml` names.
fn library_files(shelf: &Shelf, clinic: Option<&ClinicFile>, out: &mut Diagnostics) -> Vec<ProjectPath> {
    let said = clinic.and_then(|file| file.defaults.library.as_ref());
    let folder = match ProjectPath::within("", said.map_or(LIBRARY, |said| said.value.as_str())) {
        Ok(folder) => folder,
        Err(refusal) => {
            out.push(Diagnostic { help: refusal.help, ..Diagnostic::error(Code::BadValue, refusal.message).at(said.map(|said| said.span)) });
            return Vec::new();
        }
    };
    if shelf.is_file(&folder) {
        return vec![folder];
    }
    let files = shelf.files(&folder, "toml");
    if let Some(said) = said.filter(|_| files.is_empty()) {
        let fault = Diagnostic::error(Code::Unreadable, format!("there is no library in `{}`", said.value)).at(said.span);
        out.push(fault.help("name a folder that holds `.toml` files, from the project's folder"));
    }
    files
}
