//! What a run has done: the sheets made, those that were not, and what the author should know.
use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::{Allowed, Code, Diagnostic, Diagnostics, Format, Rules, Sarif, Severity, render, render_allowed};
use crate::reading::Reading;
use crate::shelf::PROJECT_FILE;
use crate::source::Sources;

/// A run, when it is over.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order they were asked for.
    pub sheets: Vec<Sheet>,
    /// Sheets that were asked for and not made.
    pub missed: usize,
    /// The run as a whole first, then job by job.
    pub findings: Vec<Findings>,
    pub looked: Looked,
    /// How each handout reads, once however many sheets it has.
    pub readings: Vec<ReadHandout>,
}

/// Where a run has looked for files, there or not: a change there may change what is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Each by itself, without the folders in it.
    pub folders: Vec<PathBuf>,
    /// With all folders below.
    pub trees: Vec<PathBuf>,
}

/// A handout that was read for its wording.
#[derive(Clone, Debug)]
pub struct ReadHandout {
    /// Its file, as shown to people.
    pub file: String,
    pub reading: Arc<Reading>,
    /// The texts that its places count over.
    pub sources: Sources,
}

/// A sheet that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The file it was written to, or would be.
    pub path: PathBuf,
    pub pages: usize,
    /// How many.
    pub bytes: usize,
    /// The bytes themselves, where they were asked for and not written.
    pub held: Option<Vec<u8>>,
}

/// What was found on the way, and the texts it was found in.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    pub diagnostics: Diagnostics,
    /// Advice that an author has allowed.
    pub allowed: Vec<Allowed>,
    pub sources: Sources,
    /// The handout's file, as shown to people; none for the run as a whole.
    pub handout: Option<String>,
}

/// Advice that was not heeded, for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    pub code: Code,
    pub reason: String,
    /// How often the advice was given.
    pub times: usize,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was made.
    All,
    /// Some sheets were not made, or something that was asked for was not found; the others are there.
    Some,
    /// Some sheets were not made, and nothing but a clinician's review is wanting.
    Pending,
    /// No sheet could be begun.
    None,
}

impl Report {
    pub fn outcome(&self) -> Outcome {
        let failed = self.missed > 0 || self.errors() > 0;
        match (failed, self.sheets.len() + self.missed) {
            (true, 0) => Outcome::None,
            (true, _) if self.only_reviews_pend() => Outcome::Pending,
            (true, _) => Outcome::Some,
            (false, _) => Outcome::All,
        }
    }

    fn only_reviews_pend(&self) -> bool {
        let errors = self.findings.iter().flat_map(|findings| findings.diagnostics.iter()).filter(|fault| fault.severity == Severity::Error);
        errors.into_iter().all(|fault| fault.code.is_review())
    }

    /// What was allowed, each exception once: its advice, how often, and the reason.
    pub fn exceptions(&self) -> Vec<Exception> {
        let mut told: BTreeSet<(Code, String, String)> = BTreeSet::new();
        let mut all: Vec<Exception> = Vec::new();
        for findings in &self.findings {
            for Allowed { advice, reason } in &findings.allowed {
                let text = render(&std::iter::once(advice.clone()).collect(), &findings.sources, Format::Short);
                if !told.insert((advice.code, reason.clone(), text)) {
                    continue;
                }
                match all.iter_mut().find(|one| one.code == advice.code && one.reason == *reason) {
                    Some(one) => one.times += 1,
                    None => all.push(Exception { code: advice.code, reason: reason.clone(), times: 1 }),
                }
            }
        }
        all
    }

    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// Faults of that weight; one that several sheets of a handout share counts once.
    fn count(&self, severity: Severity) -> usize {
        let texts = self.each(Format::Short);
        texts.iter().filter(|(weight, _)| *weight == severity).count()
    }

    /// What was found, each fault once however many sheets share it.
    pub fn render(&self, format: Format) -> String {
        if format == Format::Sarif {
            return self.sarif();
        }
        let told: String = self.each(format).into_iter().map(|(_, text)| text).collect();
        // People are told what was allowed in a line each, once the sheets are named.
        if format == Format::Json { told + &self.allowed() } else { told }
    }

    /// What was allowed, each once however many sheets share it.
    fn allowed(&self) -> String {
        let mut told = HashSet::new();
        let all = self.findings.iter().flat_map(|findings| findings.allowed.iter().map(|one| render_allowed(one, &findings.sources)));
        all.filter(|text| told.insert(text.clone())).collect()
    }

    fn sarif(&self) -> String {
        let mut told = HashSet::new();
        let mut sarif = Sarif::default();
        for Findings { diagnostics, allowed, sources, handout } in &self.findings {
            let file = handout.as_deref().unwrap_or(PROJECT_FILE);
            let mut is_new = |fault: &Diagnostic| told.insert(render(&std::iter::once(fault.clone()).collect(), sources, Format::Json));
            diagnostics.clone().sorted().iter().filter(|fault| is_new(fault)).for_each(|fault| sarif.add(fault, sources, file));
            allowed.iter().filter(|one| is_new(&one.advice)).for_each(|one| sarif.add_allowed(&one.advice, &one.reason, sources, file));
        }
        sarif.finish()
    }

    /// Reasons for leaving out safety text, and what a layout does not print: deliberate, so told and never refused.
    pub fn is_deliberate(code: Code) -> bool {
        matches!(code, Code::SafetyDropped | Code::LeftOut)
    }

    fn each(&self, format: Format) -> Vec<(Severity, String)> {
        let mut told = HashSet::new();
        let mut texts = Vec::new();
        for findings in &self.findings {
            for diagnostic in findings.diagnostics.clone().sorted() {
                let severity = diagnostic.severity;
                let text = render(&std::iter::once(diagnostic).collect(), &findings.sources, format);
                if told.insert(text.clone()) {
                    texts.push((severity, text));
                }
            }
        }
        texts
    }
}

impl From<Diagnostic> for Findings {
    /// A fault without a place.
    fn from(fault: Diagnostic) -> Findings {
        Findings { diagnostics: std::iter::once(fault).collect(), ..Findings::default() }
    }
}

impl Findings {
    /// As heavy as levels and exceptions make them.
    pub(super) fn settled(mut self, rules: &Rules) -> Findings {
        let (diagnostics, allowed) = rules.settle(self.diagnostics);
        self.allowed.extend(allowed);
        Findings { diagnostics, ..self }
    }

    /// With `--deny warnings`: a warning is as good as an error, unless the author has given a reason for it.
    pub(super) fn denied(mut self) -> Findings {
        let denied = |mut diagnostic: Diagnostic| {
            if !Report::is_deliberate(diagnostic.code) {
                diagnostic.severity = Severity::Error;
            }
            diagnostic
        };
        self.diagnostics = self.diagnostics.into_iter().map(denied).collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(diagnostic: Diagnostic) -> Findings {
        diagnostic.into()
    }

    fn sheet() -> Sheet {
        Sheet { path: "out/a.pdf".into(), pages: 1, bytes: 1, held: None }
    }

    #[test]
    fn a_fault_that_sheets_share_is_told_once() {
        let fault = found(Diagnostic::warning(Code::LongWord, "long"));
        let report = Report { sheets: vec![sheet()], findings: vec![fault.clone(), fault], ..Report::default() };
        assert_eq!(report.render(Format::Short), "warning[long-word]: long\n");
        assert_eq!(report.warnings(), 1);
    }

    #[test]
    fn the_outcome_tells_all_from_some_from_none() {
        let error = found(Diagnostic::error(Code::Unreadable, "gone"));
        let warning = found(Diagnostic::warning(Code::LongWord, "long"));
        let outcome =
            |sheets, missed, findings: &Findings| Report { sheets, missed, findings: vec![findings.clone()], ..Report::default() }.outcome();
        assert_eq!(outcome(vec![sheet()], 0, &warning), Outcome::All);
        assert_eq!(outcome(vec![sheet()], 1, &error), Outcome::Some);
        assert_eq!(outcome(vec![sheet()], 0, &error), Outcome::Some);
        assert_eq!(outcome(vec![], 1, &error), Outcome::Some);
        assert_eq!(outcome(vec![], 0, &error), Outcome::None);
        let pending = found(Diagnostic::error(Code::NotReviewed, "nobody"));
        assert_eq!(outcome(vec![sheet()], 1, &pending), Outcome::Pending);
        assert_eq!(outcome(vec![], 2, &pending), Outcome::Pending);
        let both = Report { missed: 2, findings: vec![pending, error], ..Report::default() };
        assert_eq!(both.outcome(), Outcome::Some);
    }

    #[test]
    fn denied_warnings_are_errors_but_a_reason_is_respected() {
        let dropped = found(Diagnostic::warning(Code::SafetyDropped, "dropped")).denied();
        let long = found(Diagnostic::warning(Code::LongWord, "long")).denied();
        assert!(!dropped.diagnostics.has_errors() && long.diagnostics.has_errors());
    }
}
