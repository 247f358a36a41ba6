//! What a run makes when nobody names a file.
use std::collections::BTreeSet;

use super::clinic::Patient;
use super::extends::unknown;
use super::layout::paper;
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
    pub patient: Patient,
}

impl Ask {
    /// The handout with its own layout and paper, for nobody in particular.
    pub fn of(handout: ProjectPath) -> Ask {
        Ask { handout, layout: None, paper: None, patient: Patient::default() }
    }
}

/// The sheets that `stepsheet.toml` asks for, each once, in its order: every target's handouts × layouts × papers. Without targets, all
/// of `handouts/*.toml`. A target with a fault is left out, and its fault is in `out`.
pub fn targets(project: &Project, out: &mut Diagnostics) -> Vec<Ask> {
    let none = Vec::new();
    let all = project.clinic().map_or(&none, |file| &file.target);
    let asks: Vec<Ask> = if all.is_empty() {
        project.shelf.matching(HANDOUTS).unwrap_or_default().into_iter().map(Ask::of).collect()
    } else {
        all.iter().flat_map(|target| asks(project, target, out)).collect()
    };
    // A handout that is never made would not be missed until a patient asks for it.
    for path in project.shelf.unnamed().into_iter().filter(|path| path.name().ends_with(".toml")) {
        let fault = Diagnostic::error(Code::Unreadable, "this file's name is not Unicode (UTF-8), so it cannot be read");
        out.push(fault.file(project.shelf.shown(&path)).help("name it anew in plain letters"));
    }
    let mut seen = BTreeSet::new();
    asks.into_iter().filter(|ask| seen.insert((ask.handout.clone(), ask.layout.clone(), ask.paper.clone()))).collect()
}

fn asks(project: &Project, target: &Target, out: &mut Diagnostics) -> Vec<Ask> {
    let mut handouts: Vec<ProjectPath> = target.handouts.iter().flat_map(|said| matching(project, said, out)).collect();
    if target.handouts.is_empty() {
        handouts = project.shelf.matching(HANDOUTS).unwrap_or_default();
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
    let mut asks = Vec::new();
    for handout in handouts {
        for layout in &layouts {
            for paper in &papers {
                asks.push(Ask { handout: handout.clone(), layout: layout.clone(), paper: paper.clone(), patient: Patient::default() });
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
    let found =
        if said.value.contains('*') { project.shelf.matching(&said.value) } else { project.shelf.find(&root, &said.value).map(|path| vec![path]) };
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
