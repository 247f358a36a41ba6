//! What one language's words say: looked up by word.
use std::collections::{BTreeMap, BTreeSet};

use super::syllables::Counter;

/// The letters that a `*` at the end of a word stands for at most.
const STAR: usize = 3;

/// The words of one language, ready to look up.
#[derive(Clone, Debug)]
pub struct Words {
    /// The code of the language, such as `en`.
    pub language: String,
    pub counter: Counter,
    pub jargon: Phrases,
    /// As written, capitals told apart where they have any.
    pub abbreviations: Phrases,
    pub known: Phrases,
    pub joins: Vec<String>,
    pub conditions: Phrases,
    pub be: Phrases,
    pub between: Phrases,
    pub participles: Phrases,
    pub timed: Phrases,
    pub fillers: Phrases,
    /// Numbers in words.
    pub numbers: Phrases,
    pub stops: BTreeSet<String>,
}

impl Words {
    /// A language without a list of words: lengths are counted, nothing else.
    pub fn none(tag: &str) -> Words {
        let language = tag.split('-').next().unwrap_or(tag).to_lowercase();
        Words {
            counter: Counter::new(&language, BTreeMap::new()),
            language,
            jargon: Phrases::default(),
            abbreviations: Phrases::default(),
            known: Phrases::default(),
            joins: Vec::new(),
            conditions: Phrases::default(),
            be: Phrases::default(),
            between: Phrases::default(),
            participles: Phrases::default(),
            timed: Phrases::default(),
            fillers: Phrases::default(),
            numbers: Phrases::default(),
            stops: BTreeSet::new(),
        }
    }
}

impl Words {
    /// Without a list, nobody knows which capitals are plain words.
    pub fn tells_abbreviations(&self) -> bool {
        !self.abbreviations.is_empty()
    }
}

/// Words and rows of words, each with what to say instead (or nothing).
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// By their first word, without its star.
    whole: BTreeMap<String, Vec<Entry>>,
    stems: BTreeMap<String, Vec<Entry>>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The words after the first, as written.
    rest: Vec<String>,
    plain: String,
}

impl Phrases {
    /// Adds a row of words; a later one with the same words takes the place of an earlier.
    pub fn add(&mut self, words: &str, plain: &str) {
        let mut all = words.split_whitespace().map(str::to_owned);
        let Some(first) = all.next() else { return };
        let entry = Entry { rest: all.collect(), plain: plain.to_owned() };
        let entries = match first.strip_suffix('*') {
            Some(stem) => self.stems.entry(stem.to_owned()).or_default(),
            None => self.whole.entry(first).or_default(),
        };
        entries.retain(|known| known.rest != entry.rest);
        entries.push(entry);
        // The longest first: "lumbar spine" before "lumbar".
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
    }

    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.stems.is_empty()
    }

    pub fn has(&self, word: &str) -> bool {
        self.find(&[word]).is_some()
    }

    /// The longest row of these that `words` begin with.
    pub fn find(&self, words: &[&str]) -> Option<Hit<'_>> {
        let first = words.first()?;
        let cuts = first.char_indices().rev().take(STAR).map(|(at, _)| &first[..at]);
        let stems = std::iter::once(*first).chain(cuts).filter(|_| !self.stems.is_empty()).filter_map(|stem| self.stems.get(stem));
        let whole = self.whole.get(*first).into_iter().flatten().map(|entry| (entry, true));
        let all = whole.chain(stems.flatten().map(|entry| (entry, false)));
        let fits = |entry: &Entry| words.len() > entry.rest.len() && entry.rest.iter().zip(&words[1..]).all(|(pattern, word)| fits(pattern, word));
        // The first of those that are as long: a word as it is goes before one with a star.
        let longest = all.filter(|(entry, _)| fits(entry)).min_by_key(|(entry, _)| std::cmp::Reverse(entry.rest.len()));
        longest.map(|(entry, whole)| Hit {
            many: entry.rest.len() + 1,
            plain: &entry.plain,
            exact: whole && !entry.rest.iter().any(|word| word.ends_with('*')),
        })
    }
}

/// A row of words that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'p> {
    /// How many words.
    pub many: usize,
    /// What to say instead.
    pub plain: &'p str,
    /// Each word as it is in the list, not by a star: what to say fits in its place.
    pub exact: bool,
}

impl<W: AsRef<str>> FromIterator<W> for Phrases {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Phrases {
        let mut phrases = Phrases::default();
        for word in words {
            phrases.add(word.as_ref(), "");
        }
        phrases
    }
}

fn fits(pattern: &str, word: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => word.strip_prefix(stem).is_some_and(|rest| rest.chars().count() <= STAR),
        None => pattern == word,
    }
}
