//! A handout file as written.
use super::{Bound, Date, Dose, Said, Texts};

/// A handout: what one patient takes home.
#[derive(Clone, Debug)]
pub struct Handout {
    /// Version of this file format.
    pub schema: Option<Said<u32>>,
    /// Names the sheet in its footer and its file; from the file's name where it is absent.
    pub id: Option<Said<String>>,
    /// What the sheet is called.
    pub title: Said<String>,
    /// Language of the texts, such as `en` or `zh-Hans`.
    pub language: Option<Said<String>>,
    pub layout: Option<Said<String>>,
    pub paper: Option<Said<String>>,
    pub version: Option<Said<String>>,
    pub issued: Option<Said<Date>>,
    pub review_by: Option<Said<Date>>,
    /// "In short": how much and how often; then the limit.
    pub summary: Texts,
    /// Ask a clinician first if …
    pub ask_first: Texts,
    pub stop_if: Texts,
    /// Get help at once if …
    pub emergency: Texts,
    pub tips: Texts,
    pub equipment: Texts,
    /// For every exercise that does not say its own.
    pub times_a_day: Option<Said<Dose>>,
    pub days_a_week: Option<Said<Dose>>,
    /// Picture settings.
    pub pictures: Option<Pictures>,
    pub exercise: Vec<Exercise>,
    pub log: Option<Log>,
    pub source: Vec<Source>,
}

/// One exercise.
#[derive(Clone, Debug, Default)]
pub struct Exercise {
    /// Names its bookmark; from its name where it is absent.
    pub id: Option<Said<String>>,
    /// An exercise of the library to start from.
    pub r#use: Option<Said<String>>,
    /// Keys of the library's exercise to leave out.
    pub without: Vec<Said<String>>,
    /// Why safety text of the library may be left out or changed.
    pub drop_safety: Option<Said<String>>,
    pub name: Option<Said<String>>,
    pub why: Option<Said<String>>,
    pub side: Option<Said<Side>>,
    pub pictures: Vec<Picture>,
    pub set_up: Texts,
    pub steps: Vec<Step>,
    pub breathing: Texts,
    pub cue: Texts,
    pub safety: Texts,
    pub avoid: Texts,
    pub easier: Texts,
    pub harder: Texts,
    pub sets: Option<Said<Dose>>,
    pub reps: Option<Said<Dose>>,
    pub hold: Option<Said<Dose>>,
    pub time: Option<Said<Dose>>,
    pub rest: Option<Said<Dose>>,
    pub tempo: Option<Said<Dose>>,
    pub load: Option<Said<Dose>>,
    pub effort: Option<Said<Dose>>,
    pub times_a_day: Option<Said<Dose>>,
    pub days_a_week: Option<Said<Dose>>,
    /// Address of a film.
    pub video: Option<Said<String>>,
    /// Where the table stands.
    pub span: crate::source::Span,
}

/// A step: a text, or a table with `text` and an `id`.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub id: Option<Said<String>>,
    pub text: Said<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    BothTogether,
    Each,
    Alternate,
}

/// A picture: a file, or a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub file: Said<String>,
    /// What it shows, for those who cannot see it.
    pub alt: Option<Said<String>>,
    pub caption: Option<Said<String>>,
    pub author: Option<Said<String>>,
    /// SPDX.
    pub licence: Option<Said<String>>,
    pub source: Option<Said<String>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Pictures {
    /// Pixels an inch that are kept at most; `"none"` keeps all.
    pub max_dpi: Option<Said<Bound>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Log {
    pub weeks: Said<u8>,
}

/// A work that the handout is based on.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub title: Said<String>,
    pub author: Option<Said<String>>,
    pub publisher: Option<Said<String>>,
    pub year: Option<Said<String>>,
    pub url: Option<Said<String>>,
}
