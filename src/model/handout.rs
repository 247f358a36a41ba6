//! A handout, ready to be composed.
use std::sync::Arc;

use super::{Phrases, Text};
use crate::geom::Direction;
use crate::source::Span;

/// What one patient takes home, in one language.
#[derive(Clone, Debug)]
pub struct Handout {
    /// Names files and footers: lower case letters, digits and hyphens.
    pub id: String,
    pub title: Text,
    pub locale: Locale,
    pub version: Option<String>,
    pub issued: Option<Date>,
    pub review_by: Option<Date>,
    /// "Reviewed by …": a whole phrase, where a clinician has reviewed what the sheet says. Else it says that nobody has.
    pub review: Option<Text>,
    /// What is wanting in the translation, in the sheet's language and in English: whole phrases.
    pub marks: Vec<Text>,
    /// "In short": the first line says how much, the second the limit.
    pub summary: Vec<Text>,
    pub safety: Safety,
    pub equipment: Vec<Text>,
    pub tips: Vec<Text>,
    pub exercises: Vec<Exercise>,
    pub log: Option<Log>,
    pub sources: Vec<SourceNote>,
    pub clinic: Clinic,
    pub blanks: Vec<Blank>,
}

/// A language and its phrases.
#[derive(Clone, Debug)]
pub struct Locale {
    /// BCP 47, such as `en` or `zh-Hans`.
    pub tag: String,
    pub direction: Direction,
    pub phrases: Arc<Phrases>,
}

/// A day. Both a plain `yyyy-mm-dd` and, as `shown`, in the words of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub shown: String,
}

/// All that must be seen before the first exercise. Never cut, never shrunk, never left out.
#[derive(Clone, Debug, Default)]
pub struct Safety {
    pub ask_first: Vec<Text>,
    pub stop_if: Vec<Text>,
    /// Get help at once if.
    pub emergency: Vec<Text>,
    /// "Call 911.": a whole phrase, where the clinic gives a number.
    pub emergency_call: Option<Text>,
    /// The safety lines of the exercises, each once, with the names of its exercises where it is not said of all.
    pub exercises: Vec<Text>,
    /// "Not sure? Call the clinic: …": a whole phrase, the number bold, where the clinic has a phone.
    pub clinic_call: Option<Text>,
}

impl Safety {
    /// No words of safety at all.
    pub fn is_empty(&self) -> bool {
        self.ask_first.is_empty() && self.stop_if.is_empty() && self.emergency.is_empty() && self.exercises.is_empty()
    }
}

#[derive(Clone, Debug)]
pub struct Exercise {
    pub id: String,
    pub name: Text,
    /// Which side of the body it is for, to stand behind its name; none where it has no side, or the name says it.
    pub side: Option<Text>,
    pub why: Option<Text>,
    pub pictures: Vec<PictureUse>,
    pub set_up: Vec<Text>,
    pub steps: Vec<Text>,
    pub breathing: Vec<Text>,
    pub cue: Vec<Text>,
    pub safety: Vec<Text>,
    pub avoid: Vec<Text>,
    pub easier: Vec<Text>,
    pub harder: Vec<Text>,
    pub dosage: Vec<Dose>,
    /// How the dose is shared between the sides, where it is for one after the other.
    pub sides: Option<Text>,
    /// What its doses take in a session, about; else the dose that leaves it open.
    pub seconds: Result<u32, OpenDose>,
    pub video: Option<Video>,
    pub span: Option<Span>,
}

/// A picture where it is used.
#[derive(Clone, Debug)]
pub struct PictureUse {
    pub picture: PictureRef,
    /// What a blind patient hears instead.
    pub alt: String,
    /// The language of `alt` (BCP 47), where it is not the sheet's.
    pub lang: Option<Arc<str>>,
    pub caption: Option<Text>,
    /// Drawn mirrored, because it shows the other side of the body. Never on account of the page's direction.
    pub flipped: bool,
    pub span: Option<Span>,
}

/// A picture that has been read and measured: an index into the kit's pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureRef(pub u32);

/// One cell of a dosage strip: label over value, in the words of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dose {
    pub label: Text,
    pub value: DoseValue,
    /// What a screen reader says for label and value together, such as "Rest: 30 seconds" or "Load: to fill in".
    pub spoken: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoseValue {
    /// A large part and a small one: "60" and "seconds", "8–12" and nothing, nothing and "until tired".
    /// `unit_first` where the language puts the unit before the number.
    Said { amount: String, unit: String, unit_first: bool },
    /// A line to write on.
    WriteIn,
}

/// A dose without which nobody can tell how long an exercise takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenDose {
    Sets,
    Reps,
    Hold,
    Time,
    Rest,
    /// There is neither a number of repeats nor a time.
    All,
}

impl OpenDose {
    /// The keys of a handout that would tell it.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            OpenDose::Sets => &["sets"],
            OpenDose::Reps => &["reps"],
            OpenDose::Hold => &["hold"],
            OpenDose::Time => &["time"],
            OpenDose::Rest => &["rest"],
            OpenDose::All => &["reps", "time", "hold"],
        }
    }
}

/// A film: a QR code with this address, and the address in print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    pub url: String,
    /// Without `https://` and a trailing slash, in isolates.
    pub shown: String,
    pub span: Option<Span>,
}

/// A log to tick: days across, exercises down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub weeks: u8,
    pub span: Option<Span>,
}

/// A work that the handout is based on, as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    pub line: Text,
    pub url: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Clinic {
    pub name: Option<Text>,
    pub address: Vec<Text>,
    /// In an isolate.
    pub phone: Option<String>,
    pub web: Option<String>,
    pub logo: Option<PictureUse>,
    /// 0xRRGGBB.
    pub accent: Option<u32>,
    /// "Pictures: …", each once: credits that the sheet must print.
    pub credits: Vec<Text>,
}

/// A line of the header to write on, or filled in for one patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    pub kind: BlankKind,
    pub label: Text,
    /// In an isolate.
    pub value: Option<String>,
    /// "Patient: to fill in", or "Patient: Ana Gómez".
    pub spoken: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlankKind {
    Patient,
    Date,
    Therapist,
    NextVisit,
}
