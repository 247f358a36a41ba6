//! Texts as written become texts as meant: bold, sides of the body; what is wrong with them gets its place.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

pub(super) use super::sides::Sides;
use super::sides::{BodySide, Found, SideWords, in_braces, placeholders, seen};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Locale, Text};
use crate::source::{Sources, Span};
use crate::spec::{Said, Texts, nearest, parse_bold};
use crate::text::is_written_in;

/// A word longer than this breaks on narrow pages.
const LONG_WORD: usize = 40;
/// Fewer words in letters of another script are a name or a brand.
const SENTENCE: usize = 3;

/// So many words for sides are told of one text.
const TOLD: usize = 20;
/// No letter of any language carries more signs (Unicode Standard Annex 15, "stream-safe text").
const MOST_SIGNS: usize = 30;

/// Reads the texts of one file in one language.
pub(super) struct Reader<'a> {
    pub locale: &'a Locale,
    pub sources: &'a mut Sources,
    /// Files whose texts are in another language than the sheet, and which.
    pub foreign: Vec<(Span, Arc<str>)>,
    pub side_words: SideWords<'a>,
    /// The places of the handout's own texts by those of their translations.
    pub origins: BTreeMap<Span, Span>,
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
        self.odd_signs(&content, said.span);
        let lang = self.foreign_at(said.span);
        let ours = lang.is_none() && side != Sides::Lost;
        if ours && content.split_whitespace().nth(SENTENCE - 1).is_some() && !is_written_in(&content, &self.locale.tag) {
            let help = "write it in the sheet's language; where it comes from the library or `stepsheet.toml`, say that file's `language`";
            self.which_language(said.span, help);
        }
        Text { content, strong, span: Some(said.span), lang }
    }

    /// Where the text stands that this one translates; the same for a text that translates none.
    pub fn home(&self, place: Span) -> Span {
        self.origins.get(&place).copied().unwrap_or(place)
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
    pub fn with_sides(&mut self, said: &Said<String>, side: Sides) -> String {
        let mut text = String::with_capacity(said.value.len());
        let mut done = 0;
        for placeholder in placeholders(&said.value) {
            let wanted = side.now().map(|now| if placeholder.other { now.other() } else { now });
            let word = wanted.map(|wanted| self.side_words.word(wanted, placeholder.form));
            let mark = &said.value[placeholder.range.clone()];
            match word {
                Some(Some(word)) => {
                    text.push_str(&said.value[done..placeholder.range.start]);
                    text.push_str(&word);
                    done = placeholder.range.end;
                }
                Some(None) => {
                    let fault = Diagnostic::error(Code::UnknownPlaceholder, format!("`{mark}` names no form that `side-words` has"));
                    let help = format!("write `{{side}}`, or one of the forms in `side-words` of the language, such as {}", self.side_words.forms());
                    self.out.push(fault.at(self.within(said, placeholder.range)).help(help));
                }
                // The exercise's own fault is told already.
                None if side == Sides::Lost => {}
                None => {
                    let fault = Diagnostic::error(Code::NoSide, format!("`{mark}` needs a side, left or right"));
                    let help = "write `side = \"left\"` or `side = \"right\"` in this exercise, or name the side in the text";
                    self.out.push(fault.at(self.within(said, placeholder.range)).help(help));
                }
            }
        }
        text.push_str(&said.value[done..]);
        self.written_out(said, side);
        self.slips(said);
        text
    }

    /// Side words that are written out where the exercise's side is set, or was switched: they would not follow it.
    fn written_out(&mut self, said: &Said<String>, side: Sides) {
        let (whose, now) = match side {
            Sides::One { side, .. } => (side, Some(side)),
            // What the handout itself says was written for the side that it says.
            Sides::Switched { now: Some(now), .. } if side.own(self.home(said.span)).is_none() => (now, Some(now)),
            Sides::Switched { .. } if side.own(self.home(said.span)).is_none() => return,
            Sides::Switched { was, now, .. } => (was, now),
            Sides::Unknown | Sides::Lost => return,
        };
        let found = self.side_words.find(&said.value);
        let more = found.len().saturating_sub(TOLD);
        for (number, found) in found.into_iter().take(TOLD).enumerate() {
            let fault = self.literal(said, &found, whose, now);
            let mut fault = self.for_exercise(fault, side, said.span);
            if number + 1 == TOLD && more > 0 {
                fault.message += &format!(", and so are {more} more in this text");
            }
            self.out.push(fault);
        }
    }

    /// A fault of a side in a file of the library names the exercise of the handout that asks for the side.
    pub fn for_exercise(&self, fault: Diagnostic, side: Sides, place: Span) -> Diagnostic {
        let why = match side {
            Sides::Switched { .. } => "this exercise switches the side",
            Sides::One { .. } | Sides::Unknown | Sides::Lost => "this exercise sets the side",
        };
        match side.own(self.home(place)) {
            Some(own) => fault.also(self.first_line(own), why),
            None => fault,
        }
    }

    /// The first line of a place.
    pub fn first_line(&self, whole: Span) -> Span {
        // It may end with the text, which `place` counts to the one before.
        let line = self.sources.place(Span { end: whole.start, ..whole }).map(|place| {
            let rest = &place.source.text[place.range.start..];
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        });
        Span { end: whole.start + line.unwrap_or(0) as u32, ..whole }
    }

    fn literal(&self, said: &Said<String>, found: &Found, whose: BodySide, now: Option<BodySide>) -> Diagnostic {
        let (word, _) = seen(&said.value[found.range.clone()]);
        let word = word.as_str();
        // Bold within the word would be torn.
        let is_plain = said.value[found.range.clone()] == *word;
        let span = self.within(said, found.range.clone());
        let fault = |message: String| Diagnostic::error(Code::LiteralSide, message).at(span);
        let Some(now) = now else {
            let message = format!("`{word}` is written out, and the exercise is no longer for one side");
            return fault(message)
                .help("write it so that it holds for either side, and give the library's exercise no side or `{side}` in its texts");
        };
        let instead = self.side_words.placeholder(word, found.side, whose);
        let message = format!("`{word}` is written out in an exercise with `side = \"{}\"`", now.key());
        let more = if found.side == whose { "" } else { ", or `{side}` where the exercise's own side is meant" };
        let help = format!("write `{instead}`{more}: it follows `side`; if no side of the body is meant, say it in other words");
        // Where the file writes the text otherwise, the place is that of the whole text.
        if !is_plain || span == said.span && word != said.value { fault(message).help(help) } else { fault(message).help(help).fix(span, instead) }
    }

    /// `{sides}` is a slip of `{side}`; what is like neither is text in braces.
    fn slips(&mut self, said: &Said<String>) {
        let ours: BTreeSet<usize> = placeholders(&said.value).into_iter().map(|placeholder| placeholder.range.start).collect();
        for (at, _) in said.value.match_indices('{').filter(|(at, _)| !ours.contains(at)) {
            let Some(word) = in_braces(&said.value, at) else { continue };
            if let Some(near) = nearest(&word.trim().to_lowercase().replace('_', "-"), ["side", "other-side"].into_iter()) {
                let span = self.within(said, at..at + word.len() + 2);
                // Near as it is, a patient must not be left to guess the side.
                let fault = Diagnostic::error(Code::UnknownPlaceholder, format!("`{{{word}}}` would be printed as it stands")).at(span);
                self.out.push(fault.help(format!("did you mean `{{{near}}}`?")).fix(span, format!("{{{near}}}")));
            }
        }
    }

    /// A row of signs that take no room of their own is a slip of a program, and takes for ever to set.
    fn odd_signs(&mut self, content: &str, span: Span) {
        let (mut row, mut longest) = (0, 0);
        for letter in content.chars() {
            row = if is_sign(letter) { row + 1 } else { 0 };
            longest = longest.max(row);
        }
        if longest > MOST_SIGNS {
            let message = format!("{longest} signs in a row that are not seen by themselves: no word has so many");
            let help = "delete them: accents upon accents, or invisible signs that came with copied text";
            self.out.push(Diagnostic::error(Code::BadValue, message).at(span).help(help));
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

/// Accents that stand on a letter before them, and signs that take no room.
fn is_sign(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Letters of scripts that are written without spaces: Thai to Myanmar, Khmer, Chinese and Japanese.
pub(super) fn breaks(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x109F | 0x1780..=0x17FF | 0x1950..=0x19FF | 0x1A20..=0x1AAF | 0x2E80..=0xA4CF | 0xAA60..=0xAADF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}
