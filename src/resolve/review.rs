//! Reviews by clinicians: what was reviewed, whether the patient is still told the same, and when it is due again.
//!
//! A review is of all that a handout tells: its texts, doses and pictures, with the exercises of the library as they are printed. How the
//! file is written, and how its pages look, leaves a review as it is.
use super::exercise::{Written, folded};
use super::picture::Album;
use super::texts::Reader;
use super::words::{date, isolated};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Locale, Phrase, Text};
use crate::source::Span;
use crate::spec::{self, Canon, Date, Said, Table};

/// What a run asks of reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// A sheet that no clinician has reviewed is refused.
    pub release: bool,
    /// The day on which reviews must not be due; absent: nobody asks.
    pub on: Option<Date>,
}

impl Terms {
    /// How heavy it is when a review is wanting.
    pub fn weight(self) -> Severity {
        if self.release { Severity::Error } else { Severity::Warning }
    }
}

/// Says how a sum was made, so that a later way of making it cannot be taken for this one.
const WAY: &str = "v1-";
/// Letters of the hash that stand in a file.
const LETTERS: usize = 32;
/// What a handout's file says and no patient is told. Language and exercises are added as they are meant.
const UNTOLD: &[&str] = &["schema", "id", "reviewed", "version", "issued", "review-by", "layout", "paper", "allow", "language", "exercise"];
/// The same of an exercise.
const UNTOLD_OF_EXERCISE: &[&str] = &["use", "without", "drop-safety", "reviewed", "allow"];
/// Added as it is printed: the library's stays under a handout's.
const SAFETY: &str = "safety";

/// The sum of all that a handout tells.
pub(super) fn sum_of_handout(table: &Table, exercises: &[Written], language: &str, album: &Album) -> String {
    let picture = |said: &Said<String>| album.sum(said);
    let mut canon = Canon::new(&picture);
    canon.table(table, UNTOLD);
    canon.said("language", language);
    let untold: Vec<&str> = UNTOLD_OF_EXERCISE.iter().copied().chain([SAFETY]).collect();
    for written in exercises {
        canon.table(&written.table, &untold);
        written.exercise.safety.iter().for_each(|line| canon.said(SAFETY, &line.value));
    }
    sum(&canon.finish())
}

/// The sum of an exercise of the library.
pub(super) fn sum_of_exercise(table: &Table, album: &Album) -> String {
    let picture = |said: &Said<String>| album.sum(said);
    let mut canon = Canon::new(&picture);
    canon.table(table, UNTOLD_OF_EXERCISE);
    sum(&canon.finish())
}

fn sum(text: &str) -> String {
    format!("{WAY}{}", &blake3::hash(text.as_bytes()).to_hex()[..LETTERS])
}

/// "Reviewed by …", where the review is of this very sum. Else none, and what is wanting is in `pending`.
pub(super) fn review(
    reviewed: Option<&spec::Reviewed>,
    title: Span,
    sum: &str,
    terms: Terms,
    locale: &Locale,
    pending: &mut Diagnostics,
) -> Option<Text> {
    let Some(reviewed) = reviewed else {
        if terms.release {
            let fault = Diagnostic::error(Code::NotReviewed, "no clinician has reviewed this handout").at(title);
            pending.push(fault.help("let a clinician read its sheet, then run `stepsheet approve FILE --by NAME --credentials TEXT`"));
        }
        return None;
    };
    if folded(&reviewed.of.value) != sum {
        let message = format!("what the patient is told has changed since {} reviewed it", folded(&reviewed.by.value));
        let fault = Diagnostic { severity: terms.weight(), ..Diagnostic::error(Code::ReviewVoid, message) };
        let help = "let a clinician read its sheet again, then run `stepsheet approve FILE --by NAME --credentials TEXT`";
        pending.push(fault.at(reviewed.of.span).help(help));
        return None;
    }
    let (name, credentials) = (isolated(&folded(&reviewed.by.value)), isolated(&folded(&reviewed.credentials.value)));
    let date = date(locale, reviewed.date.value);
    let words = locale.phrases.fill(Phrase::ReviewedBy, &[("name", &name), ("credentials", &credentials), ("date", &date.shown)]);
    Some(Text { span: Some(reviewed.by.span), ..Text::plain(words) })
}

/// An exercise of the library that has changed since it was reviewed. The handout's own review covers it as it is printed, so this is
/// told and never refused.
pub(super) fn library_review(written: &Written, album: &Album, reader: &mut Reader) {
    let Some(below) = written.library.as_ref().filter(|below| below.has("reviewed")) else { return };
    let reviewed = below.typed::<spec::Exercise>(&mut Diagnostics::default()).and_then(|exercise| exercise.reviewed);
    let Some(reviewed) = reviewed.filter(|reviewed| folded(&reviewed.of.value) != sum_of_exercise(below, album)) else { return };
    let message = format!("this exercise of the library has changed since {} reviewed it", folded(&reviewed.by.value));
    let help = "let a clinician read it again, then run `stepsheet approve` for the library's file with `--exercise`";
    reader.out.push(Diagnostic::warning(Code::ReviewVoid, message).at(reviewed.of.span).help(help));
}

/// The day of the next review is over.
pub(super) fn due(day: Date, place: Option<Span>, terms: Terms, pending: &mut Diagnostics) {
    if terms.on.is_some_and(|on| on > day) {
        let message = format!("a clinician should have looked at this again by {day}");
        let fault = Diagnostic { severity: terms.weight(), ..Diagnostic::error(Code::ReviewDue, message) };
        let help = "let a clinician read it, write a later `review-by`, then run `stepsheet approve`";
        pending.push(fault.at(place).help(help));
    }
}

/// A handout is reviewed as a whole.
pub(super) fn misplaced(own: &spec::Exercise, out: &mut Diagnostics) {
    if let Some(reviewed) = &own.reviewed {
        let fault = Diagnostic::error(Code::KeyTooLate, "`reviewed` belongs to the whole handout, but stands in an exercise of it");
        out.push(fault.at(reviewed.by.span).help("delete it here and run `stepsheet approve`, which writes it above the first exercise"));
    }
}
