//! Is it readable for a patient: how hard the sentences are, which words are of the trade, what a leaflet should have and lacks.
//!
//! [`read`] takes a handout and the words of its language and says what it found. It measures only where a published formula holds for
//! the language, and tells only what an author can mend by another wording. Names, doses and sources are not read; the title and
//! captions only for words of the trade. Everything here is advice: nothing of it reaches a sheet.
mod content;
mod formula;
mod pieces;
mod place;
mod sentence;
mod syllables;
#[cfg(test)]
mod tests;
mod wording;
mod words;

pub use formula::{Formula, Grade};
pub use sentence::Measure;
pub use syllables::Counter;
pub use words::{Phrases, Words};

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Handout;
pub use crate::model::OpenDose;
use crate::source::{Sources, Span};
use formula::Counts;
use pieces::{Piece, pieces};
use place::Places;
use sentence::{Sentence, sentences};

/// A text of fewer words has no grade: a formula says nothing of it.
const LEAST_WORDS: u32 = 30;
/// So many of the hardest sentences are named.
const HARDEST: usize = 3;
/// A sentence of fewer words is a heading or a call, whatever a formula says of it.
const LEAST_SENTENCE: usize = 4;

/// What is easy enough: grades are US school grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub warn_above: u32,
    /// For a release.
    pub refuse_above: u32,
    /// In words.
    pub longest_step: u32,
    /// In minutes.
    pub longest_session: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { warn_above: 6, refuse_above: 8, longest_step: 20, longest_session: 20 }
    }
}

/// What the sheets are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Drafts, and all that is not for release.
    Everyday,
    /// For patients: what reads harder than the clinic allows is an error.
    Release,
}

/// How a handout reads, in numbers, and what could be better.
#[derive(Clone, Debug)]
pub struct Reading {
    /// BCP 47.
    pub language: String,
    /// The formula of the language; none where none holds.
    pub formula: Option<Formula>,
    /// An estimate; none where no formula holds or the text is too short for one.
    pub grade: Option<Grade>,
    pub words: u32,
    pub sentences: u32,
    /// In words, about; 0 where there is no step.
    pub longest_step: u32,
    pub measure: Measure,
    pub exercises: usize,
    /// Of a session, from the doses; none where one of them is left open.
    pub minutes: Option<u32>,
    /// The exercises that leave the minutes open.
    pub open_doses: Vec<Open>,
    /// The hardest sentences by the formula, the hardest first.
    pub hardest: Vec<Hard>,
    advice: Diagnostics,
    /// The grade above which a release refuses it, where it reads harder.
    refused_above: Option<u32>,
}

/// An exercise of which nobody can tell how long it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its number on the sheet.
    pub number: usize,
    /// Its name.
    pub exercise: String,
    /// The dose that is wanting.
    pub dose: OpenDose,
}

/// A sentence that is hard to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Hard {
    pub text: String,
    pub grade: f64,
    pub span: Option<Span>,
}

impl Reading {
    /// What could be better. For a release, a handout that reads harder than the clinic allows is an error.
    pub fn advice(&self, occasion: Occasion) -> Diagnostics {
        let weigh = |mut found: Diagnostic| {
            if let (Code::ReadingGrade, Some(limit), Occasion::Release) = (found.code, self.refused_above, occasion) {
                found.severity = Severity::Error;
                found.message += &format!("; a release takes {limit} or less");
            }
            found
        };
        self.advice.clone().into_iter().map(weigh).collect()
    }
}

/// Reads a handout. `sources` are the texts that its places count over.
pub fn read(handout: &Handout, words: &Words, limits: Limits, sources: &Sources) -> Reading {
    let pieces = pieces(handout);
    let read: Vec<(&Piece, Vec<Sentence>)> = pieces.iter().map(|piece| (piece, sentences(&piece.text.content, words))).collect();
    let places = Places { sources };
    let mut out = Diagnostics::default();

    let formula = Formula::of(&words.language, in_alphabet(&pieces));
    let mut counts = Counts::default();
    let mut hard: Vec<(Grade, &Piece, &Sentence)> = Vec::new();
    for (piece, sentence) in graded(&read) {
        let own = sentence.counts(words);
        counts += own;
        let grade = formula.filter(|_| sentence.words.len() >= LEAST_SENTENCE).and_then(|formula| formula.grade(own));
        hard.extend(grade.map(|grade| (grade, piece, sentence)));
    }
    // The first of two that are as hard stays first; one sentence of two exercises is one.
    hard.sort_by(|(a, ..), (b, ..)| b.hardness().total_cmp(&a.hardness()));
    hard.dedup_by(|(_, _, again), (_, _, first)| again.text == first.text);
    hard.truncate(HARDEST);
    // Places are looked up for these alone: that takes longer than all the counting.
    let named = hard.into_iter().map(|(grade, piece, sentence)| Hard {
        text: sentence.text.to_owned(),
        grade: grade.grade,
        span: places.of(piece.text, sentence.at..sentence.at + sentence.text.len()),
    });
    let hard: Vec<Hard> = named.collect();
    let grade = formula.filter(|_| counts.words >= LEAST_WORDS).and_then(|formula| formula.grade(counts));
    let measure = Measure::of(&words.language);
    let longest_step = read.iter().filter(|(piece, _)| piece.kind.is_step()).map(|(_, all)| measure.words(all)).max().unwrap_or(0);

    let too_hard = grade.filter(|grade| grade.grade > f64::from(limits.warn_above));
    if let Some(grade) = too_hard {
        tell_grade(handout, grade, &hard, limits, &mut out);
    }
    wording::tell(&read, words, &places, (measure, limits.longest_step), &mut out);
    content::tell(handout, limits, &mut out);
    Reading {
        language: handout.locale.tag.clone(),
        formula,
        grade,
        words: if measure == Measure::Words { counts.words } else { graded(&read).map(|(_, one)| measure.words(std::slice::from_ref(one))).sum() },
        sentences: counts.sentences,
        longest_step,
        measure,
        exercises: handout.exercises.len(),
        minutes: content::minutes(handout),
        open_doses: content::open_doses(handout),
        hardest: hard,
        advice: out,
        refused_above: grade.filter(|grade| grade.grade > f64::from(limits.refuse_above)).map(|_| limits.refuse_above),
    }
}

/// The sentences that a grade is taken from.
fn graded<'r, 't>(read: &'r [(&'r Piece<'t>, Vec<Sentence<'t>>)]) -> impl Iterator<Item = (&'r Piece<'t>, &'r Sentence<'t>)> {
    read.iter().filter(|(piece, _)| piece.kind.is_graded()).flat_map(|(piece, all)| all.iter().map(move |one| (*piece, one)))
}

/// Whether most of the handout is written in Latin, Greek or Cyrillic letters.
fn in_alphabet(pieces: &[Piece]) -> bool {
    let graded = pieces.iter().filter(|piece| piece.kind.is_graded());
    let letters = graded.flat_map(|piece| piece.text.content.chars()).filter(|c| c.is_alphabetic());
    let of_alphabet = |c: char| u32::from(c) < 0x530 || matches!(u32::from(c), 0x1e00..=0x1fff);
    let (mut inside, mut outside) = (0usize, 0usize);
    for letter in letters {
        if of_alphabet(letter) {
            inside += 1;
        } else {
            outside += 1;
        }
    }
    inside > outside
}

fn tell_grade(handout: &Handout, grade: Grade, hard: &[Hard], limits: Limits, out: &mut Diagnostics) {
    let message = format!(
        "this handout reads like grade {:.1} (an estimate by {}): most patients want {} or less",
        grade.grade, grade.formula, limits.warn_above
    );
    let fault = Diagnostic::warning(Code::ReadingGrade, message).at(handout.title.span);
    out.push(fault.help("use shorter sentences and plainer words; the hardest sentences are named too"));
    for sentence in hard.iter().filter(|hard| hard.grade > f64::from(limits.warn_above)) {
        let fault = Diagnostic::warning(Code::HardSentence, format!("one of the hardest sentences: grade {:.1} (an estimate)", sentence.grade));
        out.push(fault.at(sentence.span).help("make two of it, or use shorter words"));
    }
}
