//! Where a word may be parted with a hyphen.
use std::ops::Range;

/// The shortest word that is parted, and the least that stays before and after the hyphen, in letters.
const SHORTEST: usize = 6;
const BEFORE: usize = 2;
const AFTER: usize = 3;

/// The places in `range` where a hyphen may stand. Words with digits, words in capitals, parts of words that already have a
/// hyphen, and what is in `except` (addresses, in order) are left whole.
pub(super) fn hyphens(content: &str, range: Range<usize>, lang: hypher::Lang, except: &[Range<usize>]) -> Vec<usize> {
    let mut places = Vec::new();
    let text = &content[range.clone()];
    let inside = |letter: char| letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}');
    let mut at = 0;
    while let Some(start) = text[at..].find(inside).map(|offset| at + offset) {
        let end = text[start..].find(|letter| !inside(letter)).map_or(text.len(), |offset| start + offset);
        let word = &text[start..end];
        let place = range.start + start;
        let free = !except.get(except.partition_point(|address| address.end <= place)).is_some_and(|address| address.contains(&place));
        if free && word.len() >= SHORTEST && stands_alone(content, place..place + word.len()) && is_word(word) {
            let (before, after) = lang.bounds();
            let mut offset = place;
            for part in hypher::hyphenate_bounded(word, lang, before.max(BEFORE), after.max(AFTER)) {
                offset += part.len();
                places.push(offset);
            }
            // The last part ends the word.
            places.pop();
        }
        at = end;
    }
    places
}

fn is_word(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().any(char::is_lowercase)
        || !word.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase())
}

/// Whether nothing that makes it more than a word touches it.
fn stands_alone(content: &str, word: Range<usize>) -> bool {
    let odd =
        |letter: char| letter.is_numeric() || matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '_' | '@' | '/' | '\\' | '\'' | '’' | '&');
    !content[..word.start].chars().next_back().is_some_and(odd) && !content[word.end..].chars().next().is_some_and(odd)
}

#[cfg(test)]
mod tests {
    use super::hyphens;

    fn parted(text: &str, lang: hypher::Lang) -> String {
        let mut parted = text.to_owned();
        for at in hyphens(text, 0..text.len(), lang, &[]).into_iter().rev() {
            parted.insert(at, '·');
        }
        parted
    }

    #[test]
    fn words_are_parted_and_what_is_no_word_is_not() {
        assert_eq!(parted("Schulterblätter", hypher::Lang::German), "Schul·ter·blät·ter");
        assert_eq!(parted("between exercises", hypher::Lang::English), "be·tween ex·er·cises");
        for whole in ["elbow", "vitaminB12", "PHYSIOTHERAPY", "follow-exercise", "patient's", "a_variable", "and/between"] {
            assert_eq!(parted(whole, hypher::Lang::English), whole);
        }
        assert_eq!(parted("упражнения", hypher::Lang::Russian), "упраж·не·ния");
    }
}
