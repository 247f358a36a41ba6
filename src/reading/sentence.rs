//! Sentences and words of a text.
use std::ops::Range;

use super::formula::Counts;
use super::words::Words;

/// A sentence: what stands between two full stops, or a point of a list.
#[derive(Clone, Debug)]
pub struct Sentence<'t> {
    pub text: &'t str,
    /// Where it begins in the text it stands in.
    pub at: usize,
    pub words: Vec<Word<'t>>,
}

#[derive(Clone, Debug)]
pub struct Word<'t> {
    /// As written.
    pub text: &'t str,
    /// In small letters, with straight apostrophes.
    pub lower: String,
    /// The bytes in the text.
    pub range: Range<usize>,
}

/// The sentences of a text that have a word.
pub fn sentences<'t>(text: &'t str, words: &Words) -> Vec<Sentence<'t>> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices() {
        if at >= start && ends(text, at, mark, words) {
            let end = at + mark.len_utf8();
            all.extend(sentence(text, start..end));
            start = end;
        }
    }
    all.extend(sentence(text, start..text.len()));
    all
}

/// Whether a mark ends a sentence: not in "2.5", "e.g. a towel" and "approx. 10".
fn ends(text: &str, at: usize, mark: char, words: &Words) -> bool {
    match mark {
        '。' | '！' | '？' | '؟' | '।' | '۔' | '\n' => true,
        '.' | '!' | '?' | '…' => {
            let after = &text[at + mark.len_utf8()..];
            let parted = after.chars().next().is_none_or(|c| c.is_whitespace() || "\"”’)»".contains(c));
            let goes_on = after.trim_start().chars().next().is_some_and(char::is_lowercase);
            let before = || text[..at].rsplit(|c: char| c.is_whitespace() || c == '(').next();
            let short = || before().is_some_and(|word| words.stops.contains(&word.to_lowercase()));
            parted && !(mark == '.' && (goes_on || short()))
        }
        _other => false,
    }
}

fn sentence(text: &str, range: Range<usize>) -> Option<Sentence<'_>> {
    let part = &text[range.clone()];
    let trimmed = part.trim_start_matches(|c: char| c.is_whitespace() || "\"”’)»".contains(c));
    let at = range.end - trimmed.len();
    let words = parted(trimmed, at);
    (!words.is_empty()).then(|| Sentence { text: trimmed.trim_end(), at, words })
}

/// The words: letters and digits, and what stands between two of them ("don't", "e.g", "2.5", "2-3").
fn parted(text: &str, base: usize) -> Vec<Word<'_>> {
    let inner = |c: char| matches!(c, '\'' | '’' | '.' | ',' | '-' | '‑' | '–' | '/');
    let solid = |c: char| c.is_alphanumeric() || is_mark(c);
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut before = '\0';
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for (number, (at, letter)) in letters.iter().enumerate() {
        let next = letters.get(number + 1).map_or('\0', |(_, next)| *next);
        // A comma is part of a number alone.
        let joins = start.is_some() && inner(*letter) && solid(before) && solid(next) && (*letter != ',' || before.is_numeric() && next.is_numeric());
        if solid(*letter) || joins {
            start.get_or_insert(*at);
        } else if let Some(from) = start.take() {
            words.push(word(text, from..*at, base));
        }
        before = *letter;
    }
    words.extend(start.map(|from| word(text, from..text.len(), base)));
    words
}

/// Vowel signs and accents of scripts that write them apart.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x610..=0x61a | 0x64b..=0x65f | 0x900..=0x903 | 0x93a..=0x94f | 0x962..=0x963 | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e)
}

fn word(text: &str, range: Range<usize>, base: usize) -> Word<'_> {
    let text = &text[range.clone()];
    Word { text, lower: text.to_lowercase().replace('’', "'"), range: base + range.start..base + range.end }
}

impl Sentence<'_> {
    pub fn counts(&self, words: &Words) -> Counts {
        let mut counts = Counts { sentences: 1, ..Counts::default() };
        for word in &self.words {
            let letters = word.lower.chars().filter(|c| c.is_alphanumeric()).count() as u32;
            counts.words += 1;
            counts.letters += letters;
            counts.long_words += u32::from(letters > 6);
            counts.syllables += words.counter.count(&word.lower);
        }
        counts
    }
}

/// How the length of a step is told in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Words,
    /// Without spaces between words: letters, so many to a word.
    Letters(u32),
}

impl Measure {
    /// About 2 letters to a word in Chinese and Japanese, 5 in Thai, Lao, Khmer and Burmese.
    pub fn of(language: &str) -> Measure {
        match language {
            "zh" | "ja" | "yue" => Measure::Letters(2),
            "th" | "lo" | "km" | "my" => Measure::Letters(5),
            _other => Measure::Words,
        }
    }

    /// The words of a text, about.
    pub fn words(self, sentences: &[Sentence]) -> u32 {
        let words = sentences.iter().flat_map(|sentence| &sentence.words);
        match self {
            Measure::Words => words.count() as u32,
            Measure::Letters(a_word) => {
                let letters: usize = words.map(|word| word.text.chars().filter(|c| !is_mark(*c)).count()).sum();
                (letters as u32).div_ceil(a_word)
            }
        }
    }
}
