//! The author's own files written anew: keys in order, or the newest format. Whole or not at all, like a sheet.
use std::path::{Path, PathBuf};

use super::write::{Folders, replace, shown};
use super::{Findings, Outcome, Report};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::shelf::{Refusal, Shelf, TEXT_LIMIT};
use crate::source::Sources;
use crate::spec::{Kind, migrated, ordered};

/// Which files to write anew, and how.
#[derive(Clone, Debug)]
pub struct Rewriting {
    /// All of the project's where there are none.
    pub files: Vec<PathBuf>,
    pub into: Into,
    /// What all of them are; by name and keys where it is absent.
    pub kind: Option<Kind>,
    /// Only say which would change.
    pub check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// Keys in the order of the reference.
    Order,
    /// The newest format.
    Newest,
}

/// What became of the files.
#[derive(Debug, Default)]
pub struct Rewritten {
    /// Those that changed, or would, as shown to people.
    pub changed: Vec<String>,
    /// Those that were as they should be.
    pub same: usize,
    /// Those that could not be rewritten are `missed`.
    pub report: Report,
}

impl Rewritten {
    /// With `check`, a file that would change counts as one that failed.
    pub fn outcome(&self, check: bool) -> Outcome {
        let done = self.same + if check { 0 } else { self.changed.len() };
        match (self.report.missed + if check { self.changed.len() } else { 0 }, done) {
            (0, _) => Outcome::All,
            (_, 0) if self.changed.is_empty() => Outcome::None,
            (_, _) => Outcome::Some,
        }
    }
}

/// Writes each file anew that is not yet as it should be; the others are left alone.
pub fn rewrite(rewriting: &Rewriting) -> Rewritten {
    let mut done = Rewritten::default();
    let files = if rewriting.files.is_empty() { all(&mut done.report) } else { rewriting.files.clone() };
    for file in &files {
        let mut findings = Findings::default();
        match one(rewriting, file, &mut findings) {
            Some(Done::Changed(name)) => done.changed.push(name),
            Some(Done::Same) => done.same += 1,
            None => done.report.missed += 1,
        }
        done.report.findings.push(findings);
    }
    done
}

/// The files of the project that the command was started in.
fn all(report: &mut Report) -> Vec<PathBuf> {
    let here = Path::new(".");
    let texts = Shelf::open(here, here).map(|shelf| shelf.texts().iter().map(|path| PathBuf::from(shelf.shown(path))).collect::<Vec<_>>());
    match texts {
        Ok(files) if !files.is_empty() => files,
        Ok(_) | Err(_) => {
            let fault = Diagnostic::error(Code::NothingToMake, "no file was named, and there is no `stepsheet.toml` here or above");
            report
                .findings
                .push(fault.help("name the files, such as `stepsheet fmt my-handout.toml`, or go to the folder of your `stepsheet.toml`").into());
            report.missed += 1;
            Vec::new()
        }
    }
}

enum Done {
    Changed(String),
    Same,
}

fn one(rewriting: &Rewriting, file: &Path, findings: &mut Findings) -> Option<Done> {
    let Findings { diagnostics: out, sources, .. } = findings;
    let opened = Shelf::open(Path::new("."), file).and_then(|shelf| {
        let path = shelf.handout(Path::new("."), file)?;
        let bytes = shelf.read(&path, TEXT_LIMIT)?;
        Ok((shelf.shown(&path), bytes))
    });
    let (name, bytes) = match opened {
        Ok(opened) => opened,
        Err(refusal) => {
            out.push(unreadable(file, refusal));
            return None;
        }
    };
    let kind = rewriting.kind.unwrap_or_else(|| Kind::of(&name, &bytes));
    let new = rewritten(rewriting.into, kind, &name, &bytes, sources, out)?;
    if new == *bytes {
        return Some(Done::Same);
    }
    if !rewriting.check
        && let Err(fault) = Folders::default().prepare(file).and_then(|()| replace(file, &new))
    {
        out.push(fault);
        return None;
    }
    Some(Done::Changed(name))
}

fn rewritten(into: Into, kind: Kind, name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<Vec<u8>> {
    match into {
        Into::Order => ordered(kind, name, bytes, sources, out),
        Into::Newest => migrated(kind, name, bytes, sources, out),
    }
}

fn unreadable(file: &Path, refusal: Refusal) -> Diagnostic {
    let help = refusal.help.unwrap_or_else(|| "is its name spelled like this? Paths begin in the folder where you are".to_owned());
    Diagnostic::error(Code::Unreadable, refusal.message).file(shown(file)).help(help)
}
