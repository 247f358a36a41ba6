//! Many sheets at once: jobs are read and resolved together, checked for files they would share, then composed, painted and written,
//! each on its own. The only place that knows threads, and the only one that writes.
//!
//! A sheet is called `<id>.<layout>.<paper>.pdf`, with `.<language>` after the id where it is not the clinic's own language, and with
//! `.patient` before the end where something is filled in for a patient. Nothing of a patient is in a name, and nothing of another job is
//! in a sheet.
mod approve;
mod crew;
mod figures;
mod locales;
mod make;
mod name;
mod report;
mod rewrite;
mod unwritable;
mod write;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

pub use crate::resolve::{Approval, Patient, Reviewer};
pub use crate::spec::Date;
pub use approve::{Approve, Signed, approve};
pub use figures::{Figures, Form, figures};
pub use locales::{ApprovedFile, Locales, Status, SyncedFile, approve_translations, status, sync};
pub use make::{font_folders, layouts};
pub use report::{Exception, Findings, Looked, Outcome, ReadHandout, Report, Sheet};
pub use rewrite::{Into, Rewriting, Rewritten, rewrite};
pub use write::Written;

use crate::diag::{Code, Diagnostic};
use crate::reading::Occasion;
use crate::resolve::Terms;
use crew::{Broken, Crew};
use make::{Ready, Shop};
use write::Folders;

/// What to make, and where.
#[derive(Clone, Debug)]
pub struct Order {
    /// Handouts; all that the clinic's file names where there are none.
    pub files: Vec<PathBuf>,
    /// Instead of what target, handout and clinic say.
    pub layout: Option<String>,
    pub paper: Option<String>,
    /// The languages to make each handout in; what the target says, or its own, where there are none.
    pub locales: Vec<String>,
    pub patient: Patient,
    /// Looked in for fonts, before the project's own and the system's.
    pub font_folders: Vec<PathBuf>,
    pub product: Product,
    pub out: Out,
    /// Absent: as many as there are processors.
    pub threads: Option<usize>,
    /// A sheet with a warning is not made.
    pub deny_warnings: bool,
    /// A sheet that no clinician has reviewed is not made.
    pub release: bool,
    /// The day on which no review may be due; absent: nobody asks. No byte of a sheet depends on it.
    pub on: Option<Date>,
    pub advice: Advice,
}

/// Whether to say what could be worded better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    Given,
    /// Faults alone.
    Withheld,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    Pdf,
    /// The composed pages as text.
    Dump,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Out {
    /// Each sheet under its own name.
    Folder(PathBuf),
    /// One sheet to one file.
    File(PathBuf),
    /// Made, and given back in the report.
    Hold,
    /// One sheet, given back in the report; several are refused as they are for one file.
    HoldOne,
    /// Made, and dropped: all but the writing is proved.
    Nowhere,
}

/// Where a run stands: told after each sheet, from any thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub done: usize,
    pub of: usize,
}

/// Makes everything that is ordered. What cannot be made is told in the report; the rest is made all the same.
pub fn press(order: &Order, progress: &(dyn Fn(Step) + Sync)) -> Report {
    let (shop, asks, mut findings) = make::open(order);
    if asks.is_empty() && !findings.iter().any(|findings| findings.diagnostics.has_errors()) {
        findings.push(nothing_to_make().into());
    }
    let mut report = Report { findings: findings.into_iter().map(|findings| order.weigh(findings)).collect(), ..Report::default() };
    let crew = Crew::hire(order.threads, asks.len());
    let asked = asks.clone();
    let mut jobs = part(&crew, asks, |ask| begin(&shop, order, ask), |ask| ask.shown.clone());
    report.readings = shop.readings(&asked);
    refuse_doubles(&mut jobs, &order.out);

    let of = jobs.iter().filter(|job| job.is_ok()).count();
    let done = AtomicUsize::new(0);
    let folders = Folders::default();
    let finish = |job: Result<Job, Findings>| {
        let made = finish(&shop, order, &folders, job?);
        progress(Step { done: done.fetch_add(1, Ordering::Relaxed) + 1, of });
        made
    };
    let handout = |job: &Result<Job, Findings>| job.as_ref().map_or(String::new(), |job| job.handout.clone());
    for made in part(&crew, jobs, finish, handout) {
        match made {
            Ok((sheet, findings)) => {
                report.sheets.push(sheet);
                report.findings.push(findings);
            }
            Err(findings) => {
                report.missed += 1;
                report.findings.push(findings);
            }
        }
    }
    report.looked = shop.looked();
    report
}

/// A sheet on its way: resolved, and with a place to go to.
struct Job {
    /// The handout's file, as shown to people.
    handout: String,
    path: PathBuf,
    ready: Ready,
    findings: Findings,
}

impl Order {
    fn terms(&self) -> Terms {
        Terms { release: self.release, on: self.on }
    }

    /// What was found, as heavy as this run takes it.
    fn weigh(&self, findings: Findings) -> Findings {
        if self.deny_warnings { findings.denied() } else { findings }
    }

    /// What was made with these findings, unless one of them is an error.
    fn pass<T>(&self, made: Option<T>, findings: Findings) -> Result<(T, Findings), Findings> {
        let findings = self.weigh(findings);
        match made {
            Some(made) if !findings.diagnostics.has_errors() => Ok((made, findings)),
            Some(_) | None => Err(findings),
        }
    }
}

/// Does a part of the work on all jobs; a job that breaks is told of by its handout's name.
fn part<J: Send, T: Send>(
    crew: &Crew,
    jobs: Vec<J>,
    work: impl Fn(J) -> Result<T, Findings> + Sync,
    handout: impl Fn(&J) -> String,
) -> Vec<Result<T, Findings>> {
    let handouts: Vec<String> = jobs.iter().map(handout).collect();
    let done = crew.each(jobs, work).into_iter().zip(handouts);
    done.map(|(done, handout)| done.unwrap_or_else(|Broken| Err(broken(handout)))).collect()
}

fn begin(shop: &Shop, order: &Order, ask: make::Ask) -> Result<Job, Findings> {
    let (ready, mut findings) = shop.resolve(&ask);
    if let Some(ready) = ready.as_ref().filter(|_| order.advice == Advice::Given) {
        let occasion = if order.release { Occasion::Release } else { Occasion::Everyday };
        findings.diagnostics.extend(ready.reading().advice(occasion));
        findings = ready.settled(findings);
    }
    let (ready, findings) = order.pass(ready, findings)?;
    let ending = match order.product {
        Product::Pdf => "pdf",
        Product::Dump => "txt",
    };
    let path = match &order.out {
        Out::Folder(folder) => folder.join(ready.name.file_name(ending)),
        Out::File(file) => file.clone(),
        Out::Hold | Out::Nowhere => PathBuf::from(ready.name.file_name(ending)),
        Out::HoldOne => PathBuf::from("-"),
    };
    Ok(Job { handout: ask.shown, path, ready, findings })
}

/// Two jobs for one file: neither is made, and nothing of them is written.
fn refuse_doubles(jobs: &mut [Result<Job, Findings>], out: &Out) {
    if matches!(out, Out::Hold) {
        return;
    }
    let paths: Vec<(usize, &Path)> = jobs.iter().enumerate().filter_map(|(at, job)| Some((at, job.as_ref().ok()?.path.as_path()))).collect();
    let doubles = name::doubles(&paths);
    for (path, rivals) in doubles {
        let handouts: Vec<String> = rivals.iter().filter_map(|at| Some(jobs[*at].as_ref().ok()?.handout.clone())).collect();
        for at in rivals {
            if let Ok(job) = &jobs[at] {
                let mut findings = job.findings.clone();
                findings.diagnostics.push(same_output(&path, &handouts, out));
                jobs[at] = Err(findings);
            }
        }
    }
}

fn finish(shop: &Shop, order: &Order, folders: &Folders, job: Job) -> Result<(Sheet, Findings), Findings> {
    let Job { path, ready, mut findings, .. } = job;
    let made = shop.make(&ready, order.product, &mut findings);
    let (made, mut findings) = order.pass(made, findings)?;
    let mut sheet = Sheet { path, pages: made.pages, bytes: made.bytes.len(), held: None };
    match order.out {
        Out::Folder(_) | Out::File(_) => {
            if let Err(fault) = folders.prepare(&sheet.path).and_then(|()| write::write(&sheet.path, &made.bytes, ready.readers())) {
                findings.diagnostics.push(fault);
                return Err(findings);
            }
        }
        Out::Hold | Out::HoldOne => sheet.held = Some(made.bytes),
        Out::Nowhere => {}
    }
    Ok((sheet, findings))
}

fn nothing_to_make() -> Diagnostic {
    Diagnostic::error(Code::NothingToMake, "there is nothing to make: no handout was named, and there is none in `handouts/`")
        .help("name a handout, such as `stepsheet build my-handout.toml`, or go to the folder of your `stepsheet.toml`")
}

fn same_output(path: &Path, handouts: &[String], out: &Out) -> Diagnostic {
    let mut names: Vec<&str> = handouts.iter().map(String::as_str).collect();
    names.dedup();
    let place = if *out == Out::HoldOne { "standard output" } else { "this file" };
    let message = match names.as_slice() {
        [one] => format!("`{one}` would be written more than once to {place}"),
        [one, other] => format!("`{one}` and `{other}` would both be written to {place}"),
        several => format!("{} would all be written to {place}", quoted(several)),
    };
    let help = match out {
        Out::File(_) | Out::HoldOne => "use `--out-dir` instead of `-o`, or name one handout, one `--layout` and one `--paper`",
        Out::Folder(_) | Out::Hold | Out::Nowhere => "give each handout an `id` of its own",
    };
    Diagnostic::error(Code::SameOutput, message).file(write::shown(path)).help(help)
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn broken(handout: String) -> Findings {
    let fault = Diagnostic::error(Code::OwnFault, "this sheet was not made: this is a fault of stepsheet, not of your handout");
    fault.file(handout).help("please report it; the other sheets are made").into()
}
