//! Texts as written become texts as meant: bold, sides of the body; what is wrong with them gets its place.
use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Locale, Phrase, Text};
use crate::source::{Sources, Span};
use crate::spec::{Said, Side, Texts, nearest, parse_bold};
use crate::text::is_written_in;

/// A word longer than this breaks on narrow pages.
const LONG_WORD: usize = 40;
/// Fewer words in letters of another script are a name or a brand.
const SENTENCE: usize = 3;

/// Reads the texts of one file in one language.
pub(super) struct Reader<'a> {
    pub locale: &'a Locale,
    pub sources: &'a Sources,
    /// Files whose texts are in another language than the sheet, and which.
    pub foreign: Vec<(Span, Arc<str>)>,
    pub out: &'a mut Diagnostics,
}

impl Reader<'_> {
    pub fn all(&mut self, texts: &Texts, side: Sides) -> Vec<Text> {
        texts.iter().map(|said| self.text(said, side)).filter(|text| !text.is_empty()).collect()
    }

    /// The text, with what is wrong with it in `out`. Space and line feeds of the author become single spaces.
    pub fn text(&mut self, said: &Said<String>, side: Sides) -> Text {
        let written = self.with_sides(said, side);
        let folded = written.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        // A lone `**` was told when the file was read.
        let (content, strong) = parse_bold(&folded).unwrap_or_else(|_| (folded.replace("**", ""), Vec::new()));
        self.long_words(&content, said.span);
        let lang = self.foreign_at(said.span);
        let ours = lang.is_none() && side != Sides::Lost;
        if ours && content.split_whitespace().nth(SENTENCE - 1).is_some() && !is_written_in(&content, &self.locale.tag) {
            let help = "write it in the sheet's language; where it comes from the library or `stepsheet.toml`, say that file's `language`";
            self.which_language(said.span, help);
        }
        Text { content, strong, span: Some(said.span), lang }
    }

    /// The language of a file that is not in the sheet's.
    pub fn foreign_at(&self, span: Span) -> Option<Arc<str>> {
        self.foreign.iter().find(|(file, _)| file.start <= span.start && span.end <= file.end).map(|(_, lang)| lang.clone())
    }

    pub fn which_language(&mut self, span: Span, help: &str) {
        let fault = Diagnostic::warning(Code::WhichLanguage, format!("this is not in the letters of `{}`, the sheet's language", self.locale.tag));
        self.out.push(fault.at(span).help(help));
    }

    /// The words alone, for alternative texts.
    pub fn words(&mut self, said: &Said<String>, side: Sides) -> String {
        self.text(said, side).content
    }

    /// The place of a part of a text; the whole text's where the file writes it otherwise (escapes, lines put together).
    fn within(&self, said: &Said<String>, part: Range<usize>) -> Span {
        let found = self.sources.place(said.span).and_then(|place| place.source.text[place.range.clone()].find(&said.value));
        match found {
            Some(at) => Span { start: said.span.start + (at + part.start) as u32, end: said.span.start + (at + part.end) as u32 },
            None => said.span,
        }
    }

    /// `{side}` and `{other-side}` as words of the language. Other braces are text.
    fn with_sides(&mut self, said: &Said<String>, side: Sides) -> String {
        let mut text = said.value.clone();
        for (mark, other) in [("{side}", false), ("{other-side}", true)] {
            let Some(at) = text.find(mark) else { continue };
            let phrase = match side {
                Sides::Unknown => {
                    let at = said.value.find(mark).unwrap_or(at);
                    let span = self.within(said, at..at + mark.len());
                    let fault = Diagnostic::error(Code::NoSide, format!("`{mark}` needs a side, left or right")).at(span);
                    self.out.push(fault.help("write `side = \"left\"` or `side = \"right\"` in this exercise, or name the side in the text"));
                    continue;
                }
                // The exercise's own fault is told already.
                Sides::Lost => continue,
                Sides::Left if other => Phrase::WordRight,
                Sides::Right if other => Phrase::WordLeft,
                Sides::Left => Phrase::WordLeft,
                Sides::Right => Phrase::WordRight,
            };
            text = text.replace(mark, self.locale.phrases.get(phrase));
        }
        self.slips(said);
        text
    }

    /// `{sides}` is a slip of `{side}`; what is like neither is text in braces.
    fn slips(&mut self, said: &Said<String>) {
        for (at, rest) in said.value.match_indices('{').map(|(at, _)| (at, &said.value[at + 1..])) {
            let Some((word, _)) = rest.split_once('}') else { return };
            if let Some(near) = nearest(word, ["side", "other-side"].into_iter()).filter(|near| *near != word) {
                let span = self.within(said, at..at + word.len() + 2);
                let fault = Diagnostic::warning(Code::UnknownPlaceholder, format!("`{{{word}}}` is printed as it stands")).at(span);
                self.out.push(fault.help(format!("did you mean `{{{near}}}`?")).fix(span, format!("{{{near}}}")));
            }
        }
    }

    fn long_words(&mut self, content: &str, span: Span) {
        for word in content.split_whitespace().filter(|word| !word.contains("://") && !word.starts_with("www.")) {
            // A hyphen or a letter of a script without spaces lets a line end.
            let longest = word.split(|c: char| c.is_ascii_punctuation() || breaks(c)).map(|part| part.chars().count()).max().unwrap_or(0);
            if longest > LONG_WORD {
                let start: String = word.chars().take(20).collect();
                let fault = Diagnostic::warning(Code::LongWord, format!("the word `{start}…` has {longest} letters: no line may hold it")).at(span);
                self.out.push(fault.help("part it with spaces or hyphens"));
            }
        }
    }
}

/// Which side of the body an exercise's words speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    Left,
    Right,
    /// None, or both.
    Unknown,
    /// It could not be read, and that is told.
    Lost,
}

impl Sides {
    pub fn of(side: Option<Side>) -> Sides {
        match side {
            Some(Side::Left) => Sides::Left,
            Some(Side::Right) => Sides::Right,
            Some(Side::BothTogether | Side::Each | Side::Alternate) | None => Sides::Unknown,
        }
    }
}

/// Letters of scripts that are written without spaces: Thai to Myanmar, Khmer, Chinese and Japanese.
fn breaks(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x109F | 0x1780..=0x17FF | 0x1950..=0x19FF | 0x1A20..=0x1AAF | 0x2E80..=0xA4CF | 0xAA60..=0xAADF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}
