//! `locale`: catalogs brought up to date, approved, and how far each is.
use std::path::PathBuf;

use super::make::{HERE, unreadable};
use super::report::{Findings, Report};
use super::write;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::kit::Kit;
use crate::resolve::{self, Ask, Project, Reviewer, Tally, approvable, catalog_path, phrasing};
use crate::shelf::{ProjectPath, Shelf, TEXT_LIMIT};
use crate::spec::{Kind, Synced, approved, synced};

/// Which files to look after, in which languages.
#[derive(Clone, Debug, Default)]
pub struct Locales {
    /// Handouts and files of the library; all of the project's where there are none.
    pub files: Vec<PathBuf>,
    /// All that there are catalogs for where there are none.
    pub tags: Vec<String>,
}

/// A catalog that was brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncedFile {
    /// As shown to people.
    pub file: String,
    pub synced: Synced,
    /// Whether it was written.
    pub changed: bool,
}

/// A catalog whose translations were approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovedFile {
    /// As shown to people.
    pub file: String,
    /// How many translations.
    pub count: usize,
}

/// How far a handout is in a language.
#[derive(Clone, Debug)]
pub struct Status {
    /// As shown to people.
    pub file: String,
    pub tag: String,
    /// None where it cannot be read.
    pub tally: Option<Tally>,
}

/// The project, and its files that catalogs translate.
struct Desk {
    project: Project,
    files: Vec<ProjectPath>,
}

impl Desk {
    fn open(locales: &Locales, report: &mut Report) -> Option<Desk> {
        let here = std::path::Path::new(HERE);
        let at = locales.files.first().map_or(here, PathBuf::as_path);
        let shelf = match Shelf::open(here, at) {
            Ok(shelf) => shelf,
            Err(refusal) => {
                report.findings.push(unreadable(&write::shown(at), refusal));
                report.missed += 1;
                return None;
            }
        };
        let mut files = Vec::new();
        for file in &locales.files {
            match shelf.handout(here, file) {
                Ok(path) => files.push(path),
                Err(refusal) => {
                    report.findings.push(unreadable(&write::shown(file), refusal));
                    report.missed += 1;
                }
            }
        }
        let mut out = Diagnostics::default();
        let project = resolve::project(shelf, &mut out);
        if locales.files.is_empty() {
            let mut asks: Vec<ProjectPath> = resolve::targets(&project, &mut out).into_iter().map(|ask| ask.handout).collect();
            asks.sort();
            asks.dedup();
            files = asks.into_iter().chain(project.library_paths()).collect();
        }
        report.findings.push(Findings { diagnostics: out, sources: project.shared_sources().clone(), ..Findings::default() });
        Some(Desk { project, files })
    }

    /// The languages to look after for a file.
    fn tags(&self, locales: &Locales, path: &ProjectPath) -> Vec<String> {
        if locales.tags.is_empty() { self.project.translations(path) } else { locales.tags.clone() }
    }
}

/// Adds new texts to the catalogs, marks what has changed, follows what has moved; writes a catalog where there is none.
pub fn sync(locales: &Locales) -> (Vec<SyncedFile>, Report) {
    let mut report = Report::default();
    let mut all = Vec::new();
    let Some(desk) = Desk::open(locales, &mut report) else { return (all, report) };
    for path in &desk.files {
        let mut out = Diagnostics::default();
        let Some(phrasing) = phrasing(&desk.project, path, &mut out) else {
            report.missed += 1;
            report.findings.push(Findings { diagnostics: out, ..Findings::default() });
            continue;
        };
        for tag in desk.tags(locales, path) {
            let mut out = Diagnostics::default();
            match one(&desk.project, path, &tag, &phrasing.texts, &mut out) {
                Some(done) => all.push(done),
                None => report.missed += 1,
            }
            report.findings.push(Findings { diagnostics: out, ..Findings::default() });
        }
    }
    (all, report)
}

fn one(project: &Project, path: &ProjectPath, tag: &str, texts: &[crate::spec::Wanted], out: &mut Diagnostics) -> Option<SyncedFile> {
    let shelf = project.shelf();
    let catalog = catalog_path(project, path, tag);
    let file = shelf.shown(&catalog);
    if !project.knows(tag) {
        let fault = Diagnostic::error(Code::UnknownLanguage, format!("there are no phrases of the sheet in the language `{tag}`")).file(file);
        out.push(fault.help(format!("write `locales/{tag}.toml` first, or name a language that ships")));
        return None;
    }
    let old = shelf.is_file(&catalog).then(|| shelf.read(&catalog, TEXT_LIMIT)).transpose();
    let old = match old {
        Ok(old) => old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        Err(refusal) => {
            out.push(Diagnostic { help: refusal.help, ..Diagnostic::error(Code::Unreadable, refusal.message).file(file) });
            return None;
        }
    };
    let head = format!("# {} in `{tag}`. Write each translation after `other`. Nobody has reviewed them yet.\nschema = 1\n", path.name());
    let Some((text, synced)) = synced(old.as_deref(), &head, texts) else {
        crate::spec::document(Kind::Catalog, &file, old.unwrap_or_default().as_bytes(), &mut Default::default(), out);
        return None;
    };
    let changed = old.as_deref() != Some(&text);
    if changed {
        let path = on_disk(project, &catalog);
        let written = match old {
            Some(_) => write::replace(&path, text.as_bytes()),
            None => write::write(&path, text.as_bytes(), write::Readers::Usual).map(|_| ()),
        };
        written.map_err(|fault| out.push(fault.file(&file))).ok()?;
    }
    Some(SyncedFile { file, synced, changed })
}

/// Writes a review into every translation that fits its text; `only` into these, where keys are named.
pub fn approve_translations(locales: &Locales, reviewer: &Reviewer, only: &[String]) -> (Vec<ApprovedFile>, Report) {
    let mut report = Report::default();
    let mut all = Vec::new();
    let Some(desk) = Desk::open(locales, &mut report) else { return (all, report) };
    for path in &desk.files {
        let mut out = Diagnostics::default();
        for tag in desk.tags(locales, path) {
            let catalog = catalog_path(&desk.project, path, &tag);
            let file = desk.project.shelf().shown(&catalog);
            let (Some(phrasing), Ok(bytes)) = (phrasing(&desk.project, path, &mut out), desk.project.shelf().read(&catalog, TEXT_LIMIT)) else {
                continue;
            };
            let entries = approvable(&phrasing.texts, &file, &bytes, only, &mut out);
            if entries.is_empty() || out.has_errors() {
                continue;
            }
            let text = approved(&String::from_utf8_lossy(&bytes), &reviewer.by, &reviewer.credentials, reviewer.date, &entries);
            let written = text.map(|text| write::replace(&on_disk(&desk.project, &catalog), text.as_bytes()));
            match written {
                Some(Ok(())) => all.push(ApprovedFile { file, count: entries.len() }),
                Some(Err(fault)) => out.push(fault.file(file)),
                None => {}
            }
        }
        report.missed += usize::from(out.has_errors());
        report.findings.push(Findings { diagnostics: out, ..Findings::default() });
    }
    (all, report)
}

/// How far each handout is in each language.
pub fn status(locales: &Locales) -> (Vec<Status>, Report) {
    let mut report = Report::default();
    let mut all = Vec::new();
    let Some(desk) = Desk::open(locales, &mut report) else { return (all, report) };
    let kit = Kit::new(Vec::new());
    for path in desk.files.iter().filter(|path| !desk.project.is_library(path)) {
        let file = desk.project.shelf().shown(path);
        for tag in desk.tags(locales, path) {
            let mut out = Diagnostics::default();
            let tally = resolve::tally(&desk.project, &kit, path, &tag, &mut out);
            let ask = Ask { locale: Some(tag.clone()), ..Ask::of(path.clone()) };
            report.missed += usize::from(tally.is_none());
            report.findings.push(Findings {
                diagnostics: out,
                sources: desk.project.sources(&ask),
                handout: Some(file.clone()),
                ..Findings::default()
            });
            all.push(Status { file: file.clone(), tag, tally });
        }
    }
    (all, report)
}

fn on_disk(project: &Project, path: &ProjectPath) -> PathBuf {
    project.shelf().root().map_or_else(|| PathBuf::from(path.as_str()), |root| root.join(path.as_str()))
}
