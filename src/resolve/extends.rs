//! A layout by its name, over all that it extends.
use std::sync::{Arc, PoisonError};

use super::files::Shared;
use super::project::Project;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::spec::{LayoutFile, Said, Table, nearest};

/// What a layout extends when it does not say.
const BASE: &str = "handout";

/// The layout's file merged over all that it extends. None where a fault stands in `out` as an error.
///
/// The project's `layouts/NAME.toml` goes before the built-in one of that name, and may extend it by its own name.
/// What extends nothing stands on `handout`.
pub(super) fn layout_file(project: &Project, name: &str, span: Option<Span>, out: &mut Diagnostics) -> Option<Arc<LayoutFile>> {
    if find(project, name, false).is_none() {
        out.push(unknown(project, name, span));
        return None;
    }
    let known = project.layout_files.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
    let read = known.unwrap_or_else(|| {
        let read = read(project, name);
        project.layout_files.lock().unwrap_or_else(PoisonError::into_inner).entry(name.to_owned()).or_insert(read).clone()
    });
    out.extend(read.1);
    read.0
}

/// A layout as it was read, and its faults.
pub(super) type ReadLayout = (Option<Arc<LayoutFile>>, Diagnostics);

fn read(project: &Project, name: &str) -> ReadLayout {
    let mut faults = Diagnostics::default();
    let file = merged(project, name, &mut faults).and_then(|table| table.typed::<LayoutFile>(&mut faults));
    (file.filter(|_| !faults.has_errors()).map(Arc::new), faults)
}

/// A layout as the command line lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutAbout {
    pub name: String,
    pub description: Option<String>,
    /// Its own paper; none where it takes the clinic's.
    pub paper: Option<String>,
}

/// All layouts by name: those that ship and the project's own. Faults of the project's own are in `out`.
pub fn layouts(project: &Project, out: &mut Diagnostics) -> Vec<LayoutAbout> {
    let mut about = |name: &str| {
        let file = layout_file(project, name, None, out).unwrap_or_default();
        let words = |said: &Option<Said<String>>| said.as_ref().map(|said| said.value.clone());
        LayoutAbout { name: name.to_owned(), description: words(&file.description), paper: words(&file.paper) }
    };
    project.layouts().into_iter().map(&mut about).collect()
}

fn merged(project: &Project, name: &str, out: &mut Diagnostics) -> Option<Table> {
    let mut chain: Vec<(String, bool)> = Vec::new();
    let mut tables: Vec<Table> = Vec::new();
    let (mut name, mut span) = (name.to_owned(), None);
    loop {
        // A project's layout that extends its own name means the built-in one.
        let own_before = chain.last().is_some_and(|(last, own)| *own && *last == name);
        let Some((shared, own)) = find(project, &name, own_before) else {
            out.push(if own_before { circle(&chain, &name, span) } else { unknown(project, &name, span) });
            return None;
        };
        if chain.contains(&(name.clone(), own)) {
            out.push(circle(&chain, &name, span));
            return None;
        }
        let table = shared.document(out)?.table;
        chain.push((name.clone(), own));
        let extends = table.text("extends");
        tables.push(table);
        match extends {
            Some(next) => (name, span) = (next.value, Some(next.span)),
            None if own || name != BASE => (name, span) = (BASE.to_owned(), None),
            None => break,
        }
    }
    // From the lowest up, so that what one leaves out of those below it stays out.
    tables.into_iter().rev().reduce(|base, over| over.over(&base))
}

fn find<'p>(project: &'p Project, name: &str, built_in_only: bool) -> Option<(&'p Shared, bool)> {
    let own = project.own_layouts.get(name).filter(|_| !built_in_only).map(|shared| (shared, true));
    own.or_else(|| project.built_in_layouts.get(name).map(|shared| (shared, false)))
}

/// The error for a layout that is not there; says where it would stand.
pub(super) fn unknown(project: &Project, name: &str, span: Option<Span>) -> Diagnostic {
    let names = project.layouts();
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the layouts are {}; layouts of your own stand in `layouts/`", names.join(", ")),
    };
    Diagnostic::error(Code::UnknownLayout, format!("there is no layout `{name}`")).at(span).help(help)
}

fn circle(chain: &[(String, bool)], name: &str, span: Option<Span>) -> Diagnostic {
    let path: Vec<String> = chain.iter().map(|(name, _)| format!("`{name}`")).chain([format!("`{name}`")]).collect();
    let message = format!("layouts extend each other in a circle: {}", path.join(" extends "));
    Diagnostic::error(Code::Circle, message).at(span).help("let one of them extend none, or another")
}
