//! One job from ask to bytes: the only file of the press that knows the passes.
use std::path::{Path, PathBuf};

use super::name::{Filling, Parts, paper_name};
use super::write::Readers;
use super::{Findings, Looked, Order, Product, ReadHandout};
use crate::compose::compose;
use crate::diag::{Code, Diagnostic, Diagnostics, Rules};
use crate::kit::Kit;
use crate::model::{Handout, PictureRef};
use crate::paint::{self, Memo};
use crate::reading::Reading;
use crate::resolve::{self, LayoutAbout, Project, Resolved};
use crate::shelf::{Refusal, Shelf};
use crate::source::Span;
use crate::text::default_folders;

/// The folder where the command was started.
pub(super) const HERE: &str = ".";

/// What all jobs share. Handouts named together may lie in several projects, each with its own fonts and pictures.
#[derive(Default)]
pub struct Shop {
    projects: Vec<(Project, Kit)>,
    memo: Memo,
    font_folders: Vec<PathBuf>,
}

/// A sheet that is asked for, and the project it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    project: usize,
    ask: resolve::Ask,
    /// The handout's file, as shown to people.
    pub shown: String,
}

/// A job that has all it needs.
pub struct Ready {
    pub name: Parts,
    project: usize,
    resolved: Resolved,
    rules: Rules,
}

pub struct Made {
    pub pages: usize,
    pub bytes: Vec<u8>,
}

/// Opens what is ordered from, and says what is asked of it, each sheet once.
pub fn open(order: &Order) -> (Shop, Vec<Ask>, Vec<Findings>) {
    let mut shop = Shop::default();
    let mut findings = Vec::new();
    let mut asks = Vec::new();
    if order.files.is_empty() {
        match shop.project_of(Path::new(HERE), order, &mut findings) {
            Ok(project) => asks = shop.targets(project, &mut findings),
            Err(refusal) => findings.push(unreadable(HERE, refusal)),
        }
    }
    for file in &order.files {
        if file.is_dir() {
            findings.push(is_folder(file).into());
            continue;
        }
        match shop.handout(file, order, &mut findings) {
            Ok(ask) => asks.push(ask),
            Err(refusal) => findings.push(unreadable(&super::write::shown(file), refusal)),
        }
    }
    let mut once: Vec<Ask> = Vec::with_capacity(asks.len());
    for mut ask in asks {
        ask.ask.layout = order.layout.clone().or(ask.ask.layout);
        ask.ask.paper = order.paper.clone().or(ask.ask.paper);
        ask.ask.patient = order.patient.clone();
        for ask in shop.in_languages(ask, &order.locales) {
            if !once.contains(&ask) {
                once.push(ask);
            }
        }
    }
    (shop, once, findings)
}

/// The folders to look for fonts in, in this order: those that were named, then those of the project that `at` belongs to.
pub fn font_folders(named: &[PathBuf], at: &Path) -> Vec<PathBuf> {
    let root = Shelf::open(Path::new(HERE), at).ok().and_then(|shelf| shelf.root().map(Path::to_owned));
    named.iter().cloned().chain(default_folders(root.as_deref().unwrap_or(at))).collect()
}

/// The layouts that can be asked for in a folder: those that ship and those of its project.
pub fn layouts(at: &Path) -> (Vec<LayoutAbout>, Findings) {
    let shelf = match Shelf::open(Path::new(HERE), at) {
        Ok(shelf) => shelf,
        Err(refusal) => return (Vec::new(), unreadable(&super::write::shown(at), refusal)),
    };
    let project = resolve::project(shelf, &mut Diagnostics::default());
    let mut diagnostics = Diagnostics::default();
    let layouts = resolve::layouts(&project, &mut diagnostics);
    (layouts, Findings { diagnostics, sources: project.shared_sources().clone(), ..Findings::default() })
}

impl Ready {
    pub fn reading(&self) -> &Reading {
        &self.resolved.reading
    }

    /// Who may read the sheet's file.
    pub fn readers(&self) -> Readers {
        match self.name.filling {
            Filling::General => Readers::Usual,
            Filling::Patient => Readers::OwnerAlone,
        }
    }

    /// What was found, by the levels and exceptions of the handout.
    pub fn settled(&self, findings: Findings) -> Findings {
        findings.settled(&self.rules)
    }
}

impl Shop {
    /// The project that a file or folder belongs to, opened once.
    fn project_of(&mut self, at: &Path, order: &Order, findings: &mut Vec<Findings>) -> Result<usize, Refusal> {
        let shelf = Shelf::open(Path::new(HERE), at)?;
        if let Some(known) = self.projects.iter().position(|(project, _)| project.shelf().root() == shelf.root()) {
            return Ok(known);
        }
        let folders: Vec<PathBuf> = order.font_folders.iter().cloned().chain(default_folders(shelf.root().unwrap_or(at))).collect();
        self.font_folders.extend(folders.iter().cloned());
        let mut diagnostics = Diagnostics::default();
        let project = resolve::project(shelf, &mut diagnostics).under(order.terms());
        findings.push(Findings { diagnostics, sources: project.shared_sources().clone(), ..Findings::default() });
        self.projects.push((project, Kit::new(folders)));
        Ok(self.projects.len() - 1)
    }

    /// Where the run has looked for files so far.
    pub fn looked(&self) -> Looked {
        let mut looked =
            Looked { folders: self.projects.iter().flat_map(|(project, _)| project.shelf().seen()).collect(), trees: self.font_folders.clone() };
        for folders in [&mut looked.folders, &mut looked.trees] {
            folders.sort();
            folders.dedup();
        }
        looked
    }

    fn handout(&mut self, file: &Path, order: &Order, findings: &mut Vec<Findings>) -> Result<Ask, Refusal> {
        let number = self.project_of(file, order, findings)?;
        let (project, _) = &self.projects[number];
        let handout = project.shelf().handout(Path::new(HERE), file)?;
        Ok(Ask { project: number, shown: project.shelf().shown(&handout), ask: resolve::Ask::of(handout) })
    }

    fn in_languages(&self, ask: Ask, wanted: &[String]) -> Vec<Ask> {
        let (project, _) = &self.projects[ask.project];
        resolve::in_languages(project, ask.ask.clone(), wanted).into_iter().map(|one| Ask { ask: one, ..ask.clone() }).collect()
    }

    fn targets(&self, number: usize, findings: &mut Vec<Findings>) -> Vec<Ask> {
        let (project, _) = &self.projects[number];
        let mut diagnostics = Diagnostics::default();
        let asks = resolve::targets(project, &mut diagnostics);
        findings.push(Findings { diagnostics, sources: project.shared_sources().clone(), ..Findings::default() });
        asks.into_iter().map(|ask| Ask { project: number, shown: project.shelf().shown(&ask.handout), ask }).collect()
    }

    pub fn resolve(&self, ask: &Ask) -> (Option<Ready>, Findings) {
        let (project, kit) = &self.projects[ask.project];
        let mut diagnostics = Diagnostics::default();
        let resolved = resolve::job(project, kit, &ask.ask, &mut diagnostics);
        tell_unusable_fonts(kit, &mut diagnostics);
        let rules = project.rules(&ask.ask);
        let findings =
            Findings { diagnostics, sources: project.sources(&ask.ask), handout: Some(ask.shown.clone()), ..Findings::default() }.settled(&rules);
        let ready = resolved.map(|resolved| Ready { name: name(project, &resolved, filling(&ask.ask)), project: ask.project, resolved, rules });
        (ready, findings)
    }

    /// How the handouts read that were asked for and resolved, each once.
    pub fn readings(&self, asks: &[Ask]) -> Vec<ReadHandout> {
        let mut read: Vec<ReadHandout> = Vec::new();
        let name = |ask: &Ask| ask.ask.locale.as_ref().map_or_else(|| ask.shown.clone(), |tag| format!("{} in {tag}", ask.shown));
        for ask in asks {
            let (project, _) = &self.projects[ask.project];
            if let Some(reading) = project.reading(&ask.ask)
                && read.iter().all(|known| known.file != name(ask))
            {
                read.push(ReadHandout { file: name(ask), reading, sources: project.sources(&ask.ask) });
            }
        }
        read
    }

    /// The finished sheet; its `findings` grow. None where one of them is an error.
    pub fn make(&self, ready: &Ready, product: Product, findings: &mut Findings) -> Option<Made> {
        let (_, kit) = &self.projects[ready.project];
        let Resolved { handout, layout, max_dpi, pending, .. } = &ready.resolved;
        let out = &mut findings.diagnostics;
        let pages = compose(handout, layout, kit, *max_dpi, out);
        tell_unusable_fonts(kit, out);
        out.extend(pending.clone());
        *findings = std::mem::take(findings).settled(&ready.rules);
        if findings.diagnostics.has_errors() {
            return None;
        }
        let out = &mut findings.diagnostics;
        let bytes = match product {
            Product::Pdf => paint::pdf(&pages, kit, &self.memo).map_err(|problem| out.push(unpainted(problem, handout))).ok()?,
            Product::Dump => paint::dump(&pages, kit).into_bytes(),
        };
        Some(Made { pages: pages.pages.len(), bytes })
    }
}

fn filling(ask: &resolve::Ask) -> Filling {
    if ask.patient.is_empty() { Filling::General } else { Filling::Patient }
}

fn name(project: &Project, resolved: &Resolved, filling: Filling) -> Parts {
    let Resolved { handout, layout, .. } = resolved;
    let language = Some(handout.locale.tag.clone()).filter(|tag| *tag != project.language());
    Parts { id: handout.id.clone(), language, layout: layout.name.clone(), paper: paper_name(layout.paper), filling }
}

fn is_folder(file: &Path) -> Diagnostic {
    let shown = super::write::shown(file);
    Diagnostic::error(Code::Unreadable, format!("`{shown}` is a folder"))
        .help(format!("name a handout in it, such as `{shown}/bridge.toml`"))
        .file(shown)
}

pub(super) fn unreadable(shown: &str, refusal: Refusal) -> Findings {
    let help = refusal.help.unwrap_or_else(|| "is its name spelled like this? Paths begin in the folder where you are".to_owned());
    Diagnostic::error(Code::Unreadable, refusal.message).file(shown).help(help).into()
}

fn unpainted(problem: paint::Problem, handout: &Handout) -> Diagnostic {
    let message = problem.to_string();
    match problem {
        paint::Problem::Picture { picture, problem } => {
            Diagnostic { help: problem.help, ..Diagnostic::error(problem.code, problem.message).at(place_of(picture, handout)) }
        }
        paint::Problem::Face { .. } => Diagnostic::error(Code::BadFont, message).help("install the font anew, or take its file out of the folder"),
        paint::Problem::Broken(_) => {
            Diagnostic::error(Code::OwnFault, format!("this is a fault of stepsheet, not of your handout: {message}")).help("please report it")
        }
    }
}

/// Where a font is missing, it may be one of those files that cannot be used.
fn tell_unusable_fonts(kit: &Kit, out: &mut Diagnostics) {
    if !out.iter().any(|fault| matches!(fault.code, Code::MissingFont | Code::MissingGlyph)) {
        return;
    }
    let here = Path::new(HERE).canonicalize().unwrap_or_default();
    for file in kit.fonts.unusable() {
        let file = file.strip_prefix(&here).unwrap_or(file);
        let fault = Diagnostic::warning(Code::BadFont, "this font file cannot be used: it is damaged, or has no TrueType outlines");
        out.push(fault.file(super::write::shown(file)).help("get it again, or take it out of the folder"));
    }
}

/// Where a picture is used first.
fn place_of(picture: PictureRef, handout: &Handout) -> Option<Span> {
    let uses = handout.clinic.logo.iter().chain(handout.exercises.iter().flat_map(|exercise| &exercise.pictures));
    uses.filter(|used| used.picture == picture).find_map(|used| used.span)
}
