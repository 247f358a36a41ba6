//! What a run makes when nobody names a file.
use std::collections::BTreeSet;

use super::clinic::Patient;
use super::extends::unknown;
use super::layout::paper;
use super::locale::canonical;
use super::project::Project;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::shelf::ProjectPath;
use crate::spec::{Said, Target};

/// Where handouts lie when `stepsheet.toml` names none.
const HANDOUTS: &str = "handouts/*.toml";

/// A sheet that is asked for: a handout, and what goes before its own wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub handout: ProjectPath,
    /// The layout, where the command line or a target names one.
    pub layout: Option<String>,
    /// The paper, where the command line or a target names one.
    pub paper: Option<String>,
    /// The language to translate it into; its own where it is absent.
    pub locale: Option<String>,
    pub patient: Patient,
}

impl Ask {
    /// The handout with its own layout and paper, for nobody in particular.
    pub fn of(handout: ProjectPath) -> Ask {
        Ask { handout, layout: None, paper: None, locale: None, patient: Patient::default() }
    }
}

/// The sheets that `stepsheet.toml` asks for, each once, in its order: every target's handouts × layouts × papers. Without targets, all
/// of `handouts/*.toml`. A target with a fault is left out, and its fault is in `out`.
pub fn targets(project: &Project, out: &mut Diagnostics) -> Vec<Ask> {
    let none = Vec::new();
    let all = project.clinic().map_or(&none, |file| &file.target);
    let asks: Vec<Ask> = if all.is_empty() {
        handouts(project, HANDOUTS).into_iter().map(Ask::of).collect()
    } else {
        all.iter().flat_map(|target| asks(project, target, out)).collect()
    };
    // A handout that is never made would not be missed until a patient asks for it.
    for path in project.shelf.unnamed().into_iter().filter(|path| path.name().ends_with(".toml")) {
        let fault = Diagnostic::error(Code::Unreadable, "this file's name is not Unicode (UTF-8), so it cannot be read");
        out.push(fault.file(project.shelf.shown(&path)).help("name it anew in plain letters"));
    }
    let mut seen = BTreeSet::new();
    asks.into_iter().filter(|ask| seen.insert((ask.handout.clone(), ask.locale.clone(), ask.layout.clone(), ask.paper.clone()))).collect()
}

/// The word for every language that a handout is translated into, and its own.
pub const ALL: &str = "all";

/// The job in each of these languages: `all` stands for its own and every one that it is translated into. No language, its own.
pub fn in_languages(project: &Project, ask: Ask, wanted: &[String]) -> Vec<Ask> {
    if wanted.is_empty() {
        return vec![ask];
    }
    let mut tags: Vec<Option<String>> = Vec::new();
    for tag in wanted {
        let more = if tag == ALL {
            std::iter::once(None).chain(project.translations(&ask.handout).into_iter().map(Some)).collect()
        } else {
            vec![Some(canonical(tag))]
        };
        for tag in more {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    tags.into_iter().map(|locale| Ask { locale, ..ask.clone() }).collect()
}

/// The handouts that a pattern names: its files but those that translate another.
fn handouts(project: &Project, pattern: &str) -> Vec<ProjectPath> {
    let found = project.shelf.matching(pattern).unwrap_or_default();
    found.into_iter().filter(|path| !project.is_catalog(path)).collect()
}

fn asks(project: &Project, target: &Target, out: &mut Diagnostics) -> Vec<Ask> {
    let mut handouts: Vec<ProjectPath> = target.handouts.iter().flat_map(|said| matching(project, said, out)).collect();
    if target.handouts.is_empty() {
        handouts = self::handouts(project, HANDOUTS);
    }
    let known = |said: &&Said<String>, out: &mut Diagnostics| {
        let known = project.layouts().contains(&said.value.as_str());
        if !known {
            out.push(unknown(project, &said.value, Some(said.span)));
        }
        known
    };
    let layouts: Vec<Option<String>> = wishes(target.layouts.iter().filter(|said| known(said, out)), target.layouts.is_empty());
    let papers = wishes(target.papers.iter().filter(|said| paper(&said.value, Some(said.span), out).is_some()), target.papers.is_empty());
    let locales: Vec<String> = target.locales.iter().map(|said| said.value.clone()).collect();
    let mut asks = Vec::new();
    for handout in handouts {
        for layout in &layouts {
            for paper in &papers {
                let ask = Ask { layout: layout.clone(), paper: paper.clone(), ..Ask::of(handout.clone()) };
                asks.extend(in_languages(project, ask, &locales));
            }
        }
    }
    asks
}

/// Each word that was said; where nothing was said, one wish for nothing.
fn wishes<'s>(said: impl Iterator<Item = &'s Said<String>>, nothing: bool) -> Vec<Option<String>> {
    let mut all: Vec<Option<String>> = said.map(|said| Some(said.value.clone())).collect();
    if nothing {
        all.push(None);
    }
    all
}

fn matching(project: &Project, said: &Said<String>, out: &mut Diagnostics) -> Vec<ProjectPath> {
    let root = ProjectPath::root();
    let found = if said.value.contains('*') {
        project.shelf.matching(&said.value).map(|found| found.into_iter().filter(|path| !project.is_catalog(path)).collect())
    } else {
        project.shelf.find(&root, &said.value).map(|path| vec![path])
    };
    match found {
        Ok(found) => {
            if found.is_empty() {
                let fault = Diagnostic::error(Code::NothingToMake, format!("no file fits `{}`", said.value)).at(said.span);
                out.push(fault.help("paths begin in the project's folder; `*` stands for any letters within a name"));
            }
            found
        }
        Err(refusal) => {
            let fault = Diagnostic::error(Code::Unreadable, refusal.message).at(said.span);
            out.push(Diagnostic { help: refusal.help, ..fault });
            Vec::new()
        }
    }
}
