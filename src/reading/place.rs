//! Where a part of a text stands in the file that it was written in.
use std::ops::Range;

use crate::model::Text;
use crate::source::{Sources, Span};

pub struct Places<'a> {
    pub sources: &'a Sources,
}

impl Places<'_> {
    /// The part's own place, else the whole text's: where the file writes it otherwise (bold, escapes, sides of the body).
    pub fn of(&self, text: &Text, part: Range<usize>) -> Option<Span> {
        self.exact(text, part).or(text.span)
    }

    /// The part's own place; none where it cannot be told for certain.
    pub fn exact(&self, text: &Text, part: Range<usize>) -> Option<Span> {
        let span = text.span?;
        let place = self.sources.place(span)?;
        let written = &place.source.text[place.range];
        let wanted = text.content.get(part.clone())?;
        let at = match only(written, &text.content) {
            Some(whole) => whole + part.start,
            None => only(written, wanted)?,
        };
        Some(Span { start: span.start + at as u32, end: span.start + (at + wanted.len()) as u32 })
    }
}

/// Where `part` stands in `text`, if in one place alone, and not within a longer word.
fn only(text: &str, part: &str) -> Option<usize> {
    let bounded = |at: &usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opens = letter(part.chars().next()) && letter(text[..*at].chars().next_back());
        let goes_on = letter(part.chars().next_back()) && letter(text[at + part.len()..].chars().next());
        !opens && !goes_on
    };
    let mut found = text.match_indices(part).map(|(at, _)| at).filter(bounded);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
