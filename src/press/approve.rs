//! Reviews by clinicians, written into handouts and files of the library.
use std::path::{Path, PathBuf};

use super::make::{HERE, unreadable};
use super::report::{Findings, Report};
use super::write;
use crate::diag::Diagnostics;
use crate::kit::Kit;
use crate::resolve::{self, Approval, LIBRARY, Reviewer};
use crate::shelf::Shelf;

/// What is approved, and by whom.
#[derive(Clone, Debug)]
pub struct Approve {
    pub files: Vec<PathBuf>,
    pub reviewer: Reviewer,
    /// One exercise of the library's file; all of them where absent.
    pub exercise: Option<String>,
}

/// A file that has its review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// As shown to people.
    pub file: String,
    pub what: Vec<Approval>,
}

/// Writes the reviews, each file whole or not at all. A file with an error is left as it is, and told in the report; the others are
/// written all the same.
pub fn approve(order: &Approve) -> (Vec<Signed>, Report) {
    let mut report = Report::default();
    let mut signed = Vec::new();
    for file in &order.files {
        let (done, findings) = one(file, order);
        report.missed += usize::from(done.is_none());
        signed.extend(done);
        report.findings.push(findings);
    }
    (signed, report)
}

/// Where to look for the file's project. A folder `library` belongs to the folder it lies in, with or without `stepsheet.toml`.
fn home(file: &Path) -> &Path {
    match file.parent().filter(|folder| folder.file_name().is_some_and(|name| name == LIBRARY)).and_then(Path::parent) {
        Some(home) if home.as_os_str().is_empty() => Path::new(HERE),
        Some(home) if file.is_file() => home,
        Some(_) | None => file,
    }
}

fn one(file: &Path, order: &Approve) -> (Option<Signed>, Findings) {
    let opened = Shelf::open(Path::new(HERE), home(file)).and_then(|shelf| Ok((shelf.handout(Path::new(HERE), file)?, shelf)));
    let (path, shelf) = match opened {
        Ok(opened) => opened,
        Err(refusal) => return (None, unreadable(&write::shown(file), refusal)),
    };
    let on_disk = shelf.root().map_or_else(|| file.to_owned(), |root| root.join(path.as_str()));
    let shown = shelf.shown(&path);
    // What is wrong with other files of the project is told where this one needs them.
    let project = resolve::project(shelf, &mut Diagnostics::default());
    let kit = Kit::new(Vec::new());
    let mut out = Diagnostics::default();
    let approved = resolve::approve(&project, &kit, &path, order.exercise.as_deref(), &order.reviewer, &mut out);
    let signed = approved.filter(|_| !out.has_errors()).and_then(|approved| {
        let written = write::replace(&on_disk, &approved.bytes).map_err(|fault| out.push(fault.file(&shown)));
        written.ok().map(|()| Signed { file: shown.clone(), what: approved.what })
    });
    (
        signed,
        Findings { diagnostics: out, sources: project.sources(&crate::resolve::Ask::of(path.clone())), handout: Some(shown), ..Findings::default() },
    )
}
