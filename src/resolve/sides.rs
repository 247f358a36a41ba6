//! Left and right of the body in an author's words: `{side}` and its forms, and side words that are written out.
//!
//! Which words name a side is said by each language's `side-words`; where they name none ("right away"), by its `side-words-not`.
mod seeming;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::picture::covers;
use super::texts::breaks;
use crate::model::{Phrase, Phrases};
use crate::source::Span;
use crate::spec::{ShownSide, Side};
use seeming::{Doubt, Seeming};

/// One side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodySide {
    Left,
    Right,
}

impl BodySide {
    pub fn other(self) -> BodySide {
        match self {
            BodySide::Left => BodySide::Right,
            BodySide::Right => BodySide::Left,
        }
    }

    pub fn shown(shown: ShownSide) -> BodySide {
        match shown {
            ShownSide::Left => BodySide::Left,
            ShownSide::Right => BodySide::Right,
        }
    }

    fn of(side: Option<Side>) -> Option<BodySide> {
        match side {
            Some(Side::Left) => Some(BodySide::Left),
            Some(Side::Right) => Some(BodySide::Right),
            Some(Side::BothTogether | Side::Each | Side::Alternate) | None => None,
        }
    }

    /// The value of `side` that says it.
    pub fn key(self) -> &'static str {
        match self {
            BodySide::Left => "left",
            BodySide::Right => "right",
        }
    }

    fn word(self) -> Phrase {
        match self {
            BodySide::Left => Phrase::WordLeft,
            BodySide::Right => Phrase::WordRight,
        }
    }
}

/// Which side of the body an exercise's words speak of. `own` is where the handout speaks of the exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    One {
        side: BodySide,
        own: Span,
    },
    /// The library's exercise was written for the side `was`; the handout says the other, or none.
    Switched {
        was: BodySide,
        now: Option<BodySide>,
        own: Span,
    },
    /// None, or both.
    Unknown,
    /// It could not be read, and that is told.
    Lost,
}

impl Sides {
    /// By the exercise's side, and the side that the library's exercise says.
    pub fn of(side: Option<Side>, library: Option<Side>, own: Span) -> Sides {
        let now = BodySide::of(side);
        match (BodySide::of(library).filter(|was| Some(*was) != now), now) {
            (Some(was), now) => Sides::Switched { was, now, own },
            (None, Some(side)) => Sides::One { side, own },
            (None, None) => Sides::Unknown,
        }
    }

    /// The side that the exercise is for, where it is for one.
    pub fn now(self) -> Option<BodySide> {
        match self {
            Sides::One { side, .. } => Some(side),
            Sides::Switched { now, .. } => now,
            Sides::Unknown | Sides::Lost => None,
        }
    }

    /// Where the handout speaks of the exercise, for what is written elsewhere.
    pub fn own(self, place: Span) -> Option<Span> {
        match self {
            Sides::One { own, .. } | Sides::Switched { own, .. } => Some(own).filter(|own| !covers(*own, place)),
            Sides::Unknown | Sides::Lost => None,
        }
    }
}

/// A placeholder for a side, such as `{side}` or `{other-side:Left}`.
pub(super) struct Placeholder<'t> {
    pub range: Range<usize>,
    pub other: bool,
    /// The word in whose form the side is said.
    pub form: Option<&'t str>,
}

/// No word in braces that could be meant as a placeholder is longer, in bytes.
const LONGEST: usize = 100;

/// What stands between the brace that opens at `at` and the next that closes; none where that is too far to be a placeholder.
pub(super) fn in_braces(text: &str, at: usize) -> Option<&str> {
    let rest = &text[at + 1..];
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b'}')?;
    Some(&rest[..end])
}

/// The placeholders of a text, in order. What else stands in braces is text.
pub(super) fn placeholders(text: &str) -> Vec<Placeholder<'_>> {
    let braces = text.match_indices('{').filter_map(|(at, _)| Some((at, in_braces(text, at)?)));
    braces
        .filter_map(|(at, inner)| {
            let (kind, form) = inner.split_once(':').map_or((inner, None), |(kind, form)| (kind, Some(form.trim())));
            let other = match kind {
                "side" => false,
                "other-side" => true,
                _text => return None,
            };
            Some(Placeholder { range: at..at + inner.len() + 2, other, form })
        })
        .collect()
}

/// The words of a language for left and right, in pairs, and what only looks like them.
#[derive(Default)]
pub(super) struct SideWords<'p> {
    pairs: Vec<Pair<'p>>,
    not: Vec<Seeming<'p>>,
    /// The small letters that one of all these begins with: nothing else is looked at twice.
    firsts: BTreeSet<char>,
    /// The words for `{side}`.
    plain: [&'p str; 2],
}

struct Pair<'p> {
    left: &'p str,
    right: &'p str,
    /// Prefixes may stand before it in one word, as in Arabic.
    joins: bool,
}

impl Pair<'_> {
    fn word(&self, side: BodySide) -> &str {
        match side {
            BodySide::Left => self.left,
            BodySide::Right => self.right,
        }
    }
}

/// A word for a side, written out.
pub(super) struct Found {
    pub range: Range<usize>,
    pub side: BodySide,
}

/// A member of `side-words`: `left/right`, or `~left/right` where prefixes may join. None where it is no pair.
fn pair(member: &str) -> Option<Pair<'_>> {
    let joins = member.starts_with('~');
    let (left, right) = member.trim_start_matches('~').split_once('/')?;
    let (left, right) = (left.trim(), right.trim());
    (!left.is_empty() && !right.is_empty()).then_some(Pair { left, right, joins })
}

/// The members of `side-words` that are no pair.
pub(super) fn no_pairs(phrases: &Phrases) -> Vec<&str> {
    phrases.members(Phrase::SideWords).into_iter().filter(|member| pair(member).is_none()).collect()
}

/// The members of `side-words-not` that are a word for a side and nothing else: with them no such word would be found.
pub(super) fn no_seeming(phrases: &Phrases) -> Vec<&str> {
    let words = SideWords::of(phrases);
    let is_side = |seeming: &&Seeming| words.pairs.iter().any(|pair| [pair.left, pair.right].map(folded).contains(&folded(seeming.words())));
    words.not.iter().filter(is_side).map(Seeming::words).collect()
}

impl<'p> SideWords<'p> {
    pub fn of(phrases: &'p Phrases) -> SideWords<'p> {
        let pairs = phrases.members(Phrase::SideWords).into_iter().filter_map(pair).collect();
        let not = phrases.members(Phrase::SideWordsNot).into_iter().filter_map(Seeming::of).collect();
        let pairs: Vec<Pair> = pairs;
        let not: Vec<Seeming> = not;
        let all = pairs.iter().flat_map(|pair| [pair.left, pair.right]).chain(not.iter().map(Seeming::words));
        let firsts = all.filter_map(|words| words.chars().next()?.to_lowercase().next()).collect();
        SideWords { pairs, not, firsts, plain: [BodySide::Left, BodySide::Right].map(|side| phrases.get(side.word())) }
    }

    /// The word for a side: the plain one, or in the form of `like` and with its capitals. None where no pair has that form.
    pub fn word(&self, side: BodySide, like: Option<&str>) -> Option<String> {
        let Some(like) = like else { return Some(self.plain(side).to_owned()) };
        let same = |word: &str| folded(word) == folded(like);
        let pair = self.pairs.iter().find(|pair| same(pair.left) || same(pair.right))?;
        Some(with_capitals_of(like, pair.word(side)))
    }

    fn plain(&self, side: BodySide) -> &'p str {
        match side {
            BodySide::Left => self.plain[0],
            BodySide::Right => self.plain[1],
        }
    }

    /// What to write in place of a word that was written for an exercise of the side `whose`.
    pub fn placeholder(&self, word: &str, side: BodySide, whose: BodySide) -> String {
        let kind = if side == whose { "side" } else { "other-side" };
        if unmarked(word) == self.plain(side) { format!("{{{kind}}}") } else { format!("{{{kind}:{word}}}") }
    }

    /// Some forms that a placeholder takes.
    pub fn forms(&self) -> String {
        self.pairs.iter().take(6).map(|pair| format!("`{{side:{}}}`", pair.left)).collect::<Vec<_>>().join(", ")
    }

    /// Every word of a text that names a side, in order, whatever is bold or not seen in it. Placeholders name none.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let (seen, places) = seen(text);
        let found = self.find_seen(&seen);
        let place = |found: Found| Found { range: places[found.range.start]..places[found.range.end - 1] + 1, ..found };
        if seen.len() == text.len() { found } else { found.into_iter().map(place).collect() }
    }

    fn find_seen(&self, text: &str) -> Vec<Found> {
        let both = OnceCell::new();
        let has_both = || {
            *both.get_or_init(|| {
                [BodySide::Left, BodySide::Right].iter().all(|side| self.walk(text, |_| None).iter().any(|found| found.side == *side))
            })
        };
        self.walk(text, |at| {
            let (end, doubt) = self.not.iter().filter_map(|seeming| seeming.end(text, at)).max()?;
            (doubt == Doubt::None || !has_both()).then_some(end)
        })
    }

    /// The words for sides, in order. `skip`: where something ends that begins at a place and is passed over.
    fn walk(&self, text: &str, skip: impl Fn(usize) -> Option<usize>) -> Vec<Found> {
        let mut ours = placeholders(text).into_iter().map(|placeholder| placeholder.range).peekable();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(letter) = text[at..].chars().next() {
            let may_begin =
                is_vowel_mark(letter) || letter.is_numeric() || letter.to_lowercase().next().is_some_and(|first| self.firsts.contains(&first));
            if !may_begin && letter != '{' {
                at += letter.len_utf8();
                continue;
            }
            while ours.next_if(|range| range.start < at).is_some() {}
            let placeholder = ours.peek().filter(|range| range.start == at).map(|range| range.end);
            if let Some(end) = placeholder.or_else(|| skip(at)) {
                at = end;
                continue;
            }
            let named = self.pairs.iter().flat_map(|pair| [BodySide::Left, BodySide::Right].map(|side| (pair, side)));
            match named.filter_map(|(pair, side)| Some((end_of(text, at, pair.word(side), pair.joins)?, side))).max_by_key(|(end, _)| *end) {
                Some((end, side)) => {
                    found.push(Found { range: at..end, side });
                    at = end;
                }
                None => at += letter.len_utf8(),
            }
        }
        found
    }
}

/// The text as readers see it, and for each of its bytes the place in `text`: without the marks of bold, and without signs that take no
/// room and would part a word.
pub(super) fn seen(text: &str) -> (String, Vec<usize>) {
    let mut seen = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_bold = letter == '*' && letters.next_if(|(_, next)| *next == '*').is_some();
        if is_bold || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{feff}') {
            continue;
        }
        seen.push(letter);
        places.extend(at..at + letter.len_utf8());
    }
    (seen, places)
}

/// Where `words` end that stand in the text from `at` on, as whole words; capitals, vowel marks and the kind of space do not matter. A `#`
/// in them stands for a number in digits.
fn end_of(text: &str, at: usize, words: &str, joins: bool) -> Option<usize> {
    let before = text[..at].chars().next_back();
    let first = text[at..].chars().next()?;
    if !joins && before.is_some_and(|before| one_word(before, first)) {
        return None;
    }
    let mut rest = text[at..].chars().peekable();
    let mut end = at;
    let mut last = first;
    for wanted in words.chars() {
        while rest.next_if(|letter| is_vowel_mark(*letter) && *letter != wanted).is_some_and(|mark| step(&mut end, mark)) {}
        let found = rest.next()?;
        let is_same = match wanted {
            ' ' => found.is_whitespace() || found == '-',
            '#' => found.is_numeric(),
            '\'' => matches!(found, '\'' | '’'),
            _letter => found.to_lowercase().eq(wanted.to_lowercase()),
        };
        if !is_same {
            return None;
        }
        step(&mut end, found);
        last = found;
        while wanted == '#' && rest.next_if(|letter| letter.is_numeric()).is_some_and(|digit| step(&mut end, digit)) {}
        while wanted == ' ' && rest.next_if(|letter| letter.is_whitespace()).is_some_and(|space| step(&mut end, space)) {}
    }
    let after = rest.find(|letter| !is_vowel_mark(*letter));
    (!after.is_some_and(|after| one_word(last, after))).then_some(end)
}

fn step(end: &mut usize, letter: char) -> bool {
    *end += letter.len_utf8();
    true
}

/// Two letters that belong to one word. Scripts without spaces do not tell.
fn one_word(before: char, after: char) -> bool {
    before.is_alphanumeric() && after.is_alphanumeric() && !breaks(before) && !breaks(after)
}

/// Arabic vowel marks and the stroke that stretches a word: written or not, the word is the same.
fn is_vowel_mark(letter: char) -> bool {
    matches!(letter, '\u{640}' | '\u{64B}'..='\u{652}')
}

fn unmarked(word: &str) -> String {
    word.chars().filter(|letter| !is_vowel_mark(*letter)).collect()
}

fn folded(word: &str) -> String {
    unmarked(word).to_lowercase()
}

fn with_capitals_of(like: &str, word: &str) -> String {
    let mut letters = like.chars().filter(|letter| letter.is_alphabetic());
    match (letters.next().is_some_and(char::is_uppercase), letters.next().is_some_and(char::is_uppercase)) {
        (true, true) => word.to_uppercase(),
        (true, false) => {
            let mut rest = word.chars();
            rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
        }
        (false, _) => word.to_owned(),
    }
}
