//! The clinic's part of a handout: who hands it out, whom to call, lines to write on.
use std::fmt;

use super::colour::colour;
use super::picture::Album;
use super::texts::{Reader, Sides};
use super::words::{bare, date, isolated, ltr};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Blank, BlankKind, Clinic, Locale, Phrase, PictureUse, Text};
use crate::source::Span;
use crate::spec::{self, Date, is_no_day};

/// What is filled in for one patient. Shown nowhere but on the sheet that was asked for.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Patient {
    pub name: Option<String>,
    /// A day as `2026-11-20` is shown in the words of the language, anything else as it is.
    pub date: Option<String>,
    pub therapist: Option<String>,
    pub next_visit: Option<String>,
}

impl Patient {
    pub fn is_empty(&self) -> bool {
        *self == Patient::default()
    }

    /// Days that the calendar does not have. What was given is not said again: it belongs to a patient.
    pub(super) fn check(&self, out: &mut Diagnostics) {
        for (option, given) in [("--date", &self.date), ("--next-visit", &self.next_visit)] {
            if given.as_deref().is_some_and(is_no_day) {
                let fault = Diagnostic::error(Code::BadValue, format!("the calendar has no such day as the one given with `{option}`"));
                out.push(fault.help("write a day such as 2026-11-20, or words as they should be printed"));
            }
        }
    }
}

/// Says nothing: a patient's name must not reach a log.
impl fmt::Debug for Patient {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(if self.is_empty() { "Patient(none)" } else { "Patient(…)" })
    }
}

/// The clinic as printed. Credits are those of the handout's pictures.
pub(super) fn clinic(said: &spec::Clinic, album: &mut Album, reader: &mut Reader) -> Clinic {
    let name = said.name.as_ref().map(|name| reader.text(name, Sides::Lost)).filter(|name| !name.is_empty());
    Clinic {
        address: reader.all(&said.address, Sides::Lost),
        phone: said.phone.as_ref().map(|phone| ltr(phone.value.trim())),
        web: said.web.as_ref().map(|web| ltr(short(&web.value))),
        logo: logo(said, name.as_ref(), album, reader),
        accent: said.accent.as_ref().and_then(|accent| colour(&accent.value)),
        credits: Vec::new(),
        name,
    }
}

/// The clinic's colour and where it is written.
pub(super) fn accent(said: &spec::Clinic) -> Option<(u32, Option<Span>)> {
    let said = said.accent.as_ref()?;
    colour(&said.value).map(|colour| (colour, Some(said.span)))
}

fn logo(said: &spec::Clinic, name: Option<&Text>, album: &mut Album, reader: &mut Reader) -> Option<PictureUse> {
    let file = said.logo.as_ref()?;
    let found = album.file(file, reader)?;
    let alt = match name {
        Some(name) => reader.locale.phrases.fill(Phrase::LogoAlt, &[("clinic", &bare(&name.content))]),
        None => match &found.own.words.alt {
            Some(alt) => alt.to_string(),
            None => {
                let fault = Diagnostic::error(Code::MissingAlt, "the logo has no alternative text, because the clinic has no name").at(file.span);
                reader.out.push(fault.help("write the clinic's `name` in `[clinic]`"));
                return None;
            }
        },
    };
    Some(PictureUse { picture: found.picture, alt, lang: None, caption: None, flipped: false, span: Some(file.span) })
}

/// An address of the web as it is printed.
pub(super) fn short(url: &str) -> &str {
    let url = url.trim();
    let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
}

/// A phrase filled with a number to call, which stands out.
pub(super) fn call(locale: &Locale, phrase: Phrase, place: &str, number: &str) -> Text {
    let number = ltr(number.trim());
    let content = locale.phrases.fill(phrase, &[(place, &number)]);
    let strong = content.find(&number).map(|at| at..at + number.len()).into_iter().collect();
    Text { content, strong, ..Text::default() }
}

/// The lines to write on, filled in for the patient.
pub(super) fn blanks(locale: &Locale, patient: &Patient) -> Vec<Blank> {
    let all = [
        (BlankKind::Patient, Phrase::Patient, patient.name.clone()),
        (BlankKind::Date, Phrase::DateBlank, patient.date.as_deref().map(|day| day_shown(locale, day))),
        (BlankKind::Therapist, Phrase::Therapist, patient.therapist.clone()),
        (BlankKind::NextVisit, Phrase::NextVisit, patient.next_visit.as_deref().map(|day| day_shown(locale, day))),
    ];
    let blank = |(kind, phrase, value): (BlankKind, Phrase, Option<String>)| {
        let label = locale.phrases.get(phrase);
        let value = value.map(|value| seen(&value)).filter(|value| !value.is_empty());
        let spoken = match &value {
            Some(value) => locale.phrases.fill(Phrase::Spoken, &[("label", label), ("value", value)]),
            None => locale.phrases.fill(Phrase::ToFillIn, &[("label", label)]),
        };
        Blank { kind, label: Text::plain(label), value: value.map(|value| isolated(&value)), spoken }
    };
    all.into_iter().map(blank).collect()
}

/// With single spaces, and without what is not seen but upsets a line: control characters, marks that turn the direction.
fn seen(value: &str) -> String {
    let upsets = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words = value.split_whitespace().map(|word| word.replace(upsets, "")).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn day_shown(locale: &Locale, day: &str) -> String {
    day.trim().parse::<Date>().map_or_else(|_| day.to_owned(), |day| bare(&date(locale, day).shown))
}
