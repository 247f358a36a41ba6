//! What has a word for left or right in it and names no side of the body: "right away", "you have 3 left".
use super::{end_of, one_word};

/// A member of `side-words-not`.
pub(super) struct Seeming<'p> {
    words: &'p str,
    /// Words before which it stands for a side after all: "move your right away from the floor".
    not_after: Vec<&'p str>,
    /// It must end its sentence: "you have 3 left." seems so, "you have 3 left leg lifts" does not.
    ends: bool,
}

impl<'p> Seeming<'p> {
    /// None where a member is empty.
    pub fn of(member: &'p str) -> Option<Seeming<'p>> {
        let mut parts = member.split(" !");
        let words = parts.next()?.trim();
        let not_after = parts.map(str::trim).filter(|word| !word.is_empty()).collect();
        let (words, ends) = words.strip_suffix('.').map_or((words, false), |words| (words, true));
        (!words.is_empty()).then_some(Seeming { words, not_after, ends })
    }

    /// The words themselves.
    pub fn words(&self) -> &'p str {
        self.words
    }

    /// Where it ends, if it stands in the text from `at` on; and whether another side in the same text would make a side of it.
    pub fn end(&self, text: &str, at: usize) -> Option<(usize, Doubt)> {
        let end = end_of(text, at, self.words, false)?;
        let before = text[..at].trim_end();
        let stands_before = |word: &&str| {
            let start = before.len().checked_sub(word.len()).filter(|start| before.is_char_boundary(*start));
            let same = start.is_some_and(|start| before[start..].eq_ignore_ascii_case(word));
            let first = word.chars().next().unwrap_or(' ');
            same && !start.and_then(|start| before[..start].chars().next_back()).is_some_and(|letter| one_word(letter, first))
        };
        if self.not_after.iter().any(stands_before) || self.ends && !is_end(&text[end..]) {
            return None;
        }
        Some((end, if self.ends { Doubt::OtherSide } else { Doubt::None }))
    }
}

/// What still speaks against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    None,
    /// "Hold it for the time left. Then the same right."
    OtherSide,
}

/// Whether a sentence, or a part of it behind a comma, ends before this.
fn is_end(rest: &str) -> bool {
    rest.trim_start().chars().next().is_none_or(|mark| matches!(mark, '.' | ',' | '!' | '?' | ')' | '"' | '”' | '»' | '…'))
}
