//! Words of the trade, abbreviations, long steps, two actions in one, passives, numbers without a unit.
use std::collections::BTreeMap;
use std::ops::Range;

use super::pieces::{Kind, Piece};
use super::place::Places;
use super::sentence::{Measure, Sentence, Word};
use super::words::{Hit, Words};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Text;

/// Words between "to be" and its participle, and between "hold" and its number.
const BETWEEN: usize = 3;
/// Letters of an abbreviation at most: what is longer is a word in capitals.
const LONGEST_ABBREVIATION: usize = 5;

/// Tells what could be worded better. `longest`: how long a step may be, and how that is told.
pub fn tell(read: &[(&Piece, Vec<Sentence>)], words: &Words, places: &Places, longest: (Measure, u32), out: &mut Diagnostics) {
    trade(read, words, places, out);
    for (piece, sentences) in read {
        if piece.kind.is_step() {
            step(piece.text, sentences, words, places, longest, out);
        }
        if piece.kind.speaks() {
            for sentence in sentences {
                passive(piece.text, sentence, words, places, out);
            }
        }
        if matches!(piece.kind, Kind::Act | Kind::Step) {
            for sentence in sentences {
                bare_number(piece.text, sentence, words, places, out);
            }
        }
    }
}

/// A word of the trade in a sentence.
#[derive(Clone, Debug)]
struct Term<'w> {
    code: Code,
    range: Range<usize>,
    plain: &'w str,
    /// The plain words can stand in its place.
    fits: bool,
}

/// Capitals that no list has.
const UNKNOWN: Hit = Hit { many: 1, plain: "", exact: false };

/// A word of the trade, where it stands first, and how often.
struct Found<'t> {
    text: &'t Text,
    range: Range<usize>,
    term: Term<'t>,
    times: usize,
    explained: bool,
}

/// Words of the trade and abbreviations: each once, unless the handout explains it somewhere, as in "shoulder blade (scapula)".
fn trade(read: &[(&Piece, Vec<Sentence>)], words: &Words, places: &Places, out: &mut Diagnostics) {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for (piece, sentences) in read {
        for sentence in sentences {
            for term in terms(sentence, words) {
                let content = &piece.text.content;
                let said = &content[term.range.clone()];
                let explained = is_explained(content, &term.range);
                // The full stop of "e.g." belongs to it.
                let stop = usize::from(said.contains('.') && content[term.range.end..].starts_with('.'));
                let first =
                    Found { text: piece.text, range: term.range.start..term.range.end + stop, term: term.clone(), times: 0, explained: false };
                let one = found.entry(said.to_lowercase()).or_insert(first);
                one.times += 1;
                one.explained |= explained;
            }
        }
    }
    let mut all: Vec<Found> = found.into_values().filter(|found| !found.explained).collect();
    all.sort_by_key(|found| found.text.span);
    for one in all {
        out.push(told(&one, places));
    }
}

fn told(found: &Found, places: &Places) -> Diagnostic {
    let said = &found.text.content[found.range.clone()];
    let code = found.term.code;
    let message = match code {
        Code::Abbreviation => format!("the abbreviation `{said}` is not explained"),
        _jargon => format!("`{said}` is a word that patients may not know"),
    };
    let plain = first_as(said, found.term.plain);
    let mut help = match (code, plain.is_empty()) {
        (_, true) => format!("write it out, or explain it once: \"… ({said})\""),
        (Code::Abbreviation, false) => format!("write \"{plain}\", or explain it once: \"{plain} ({said})\""),
        (_, false) => format!("say \"{plain}\", or both: \"{plain} ({said})\""),
    };
    if found.times > 1 {
        help += &format!("; it stands here {} times", found.times);
    }
    let place = places.exact(found.text, found.range.clone());
    let fault = Diagnostic::warning(code, message).at(place.or(found.text.span)).help(help);
    match place {
        Some(place) if found.term.fits => fault.fix(place, plain),
        Some(_) | None => fault,
    }
}

/// With a capital where the word it replaces begins a sentence with one.
fn first_as(said: &str, plain: &str) -> String {
    let capital = said.chars().next().is_some_and(char::is_uppercase) && !said.chars().nth(1).is_some_and(char::is_uppercase);
    let mut letters = plain.chars();
    match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        Some(_) | None => plain.to_owned(),
    }
}

/// The words of the trade in a sentence.
fn terms<'w>(sentence: &Sentence, words: &'w Words) -> Vec<Term<'w>> {
    let lower: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let written: Vec<&str> = sentence.words.iter().map(|word| word.text).collect();
    // In a sentence of capitals a word in capitals is no abbreviation.
    let shouted = sentence.words.iter().filter(|word| is_capitals(word.text)).count() > 2;
    let mut all = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let known = words.known.find(&written[at..]).or_else(|| words.known.find(&lower[at..])).map_or(0, |hit| hit.many);
        let jargon = words.jargon.find(&lower[at..]).map(|hit| (Code::Jargon, hit));
        let short = words.abbreviations.find(&written[at..]).map(|hit| (Code::Abbreviation, hit));
        let unknown = || (!shouted && words.tells_abbreviations() && is_consonants(written[at])).then_some((Code::Abbreviation, UNKNOWN));
        let many = match jargon.or(short).or_else(unknown) {
            Some((code, hit)) if hit.many > known => {
                let range = sentence.words[at].range.start..sentence.words[at + hit.many - 1].range.end;
                all.push(Term { code, range, plain: hit.plain, fits: hit.exact && code == Code::Jargon });
                hit.many
            }
            Some(_) | None => known.max(1),
        };
        at += many;
    }
    all
}

/// "shoulder blade (scapula)", "scapula (shoulder blade)".
fn is_explained(text: &str, range: &Range<usize>) -> bool {
    text[..range.start].trim_end().ends_with('(') || text[range.end..].trim_start().starts_with('(')
}

fn is_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// Capitals without a vowel: no word can be spoken so.
fn is_consonants(word: &str) -> bool {
    is_capitals(word) && word.len() <= LONGEST_ABBREVIATION && word.chars().all(|c| c.is_ascii_uppercase() && !"AEIOUY".contains(c))
}

fn step(text: &Text, sentences: &[Sentence], words: &Words, places: &Places, (measure, most): (Measure, u32), out: &mut Diagnostics) {
    let long = measure.words(sentences);
    if long > most {
        let about = if measure == Measure::Words { "" } else { "about " };
        let message = format!("this step has {about}{long} words: more than {most} are not kept in mind");
        let fault = Diagnostic::warning(Code::LongStep, message).at(places.of(text, 0..text.content.len()));
        out.push(fault.help("make two steps of it, or leave out what the picture shows"));
    }
    for sentence in sentences {
        let conditional = sentence.words.iter().any(|word| words.conditions.has(&word.lower));
        if let Some(join) = joined(sentence, words).filter(|_| !conditional) {
            let fault = Diagnostic::warning(Code::TwoActions, "this step has two actions").at(places.of(text, join));
            out.push(fault.help("make two steps of it, one action each"));
        }
    }
}

/// Where two actions are joined.
fn joined(sentence: &Sentence, words: &Words) -> Option<Range<usize>> {
    let lower = sentence.text.to_lowercase();
    if lower.len() != sentence.text.len() {
        return None;
    }
    let whole = |join: &str| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let at = lower.find(join)?;
        let end = at + join.len();
        let inside = letter(join.chars().next()) && letter(lower[..at].chars().next_back())
            || letter(join.chars().next_back()) && letter(lower[end..].chars().next());
        // Something must stand before and after it.
        let between = letter_in(&lower[..at]) && letter_in(&lower[end..]);
        (!inside && between).then_some(sentence.at + at..sentence.at + end)
    };
    words.joins.iter().find_map(|join| whole(join))
}

fn letter_in(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// "is repeated", "should be held".
fn passive(text: &Text, sentence: &Sentence, words: &Words, places: &Places, out: &mut Diagnostics) {
    for (at, be) in sentence.words.iter().enumerate().filter(|(_, word)| words.be.has(&word.lower)) {
        let after = sentence.words[at + 1..].iter().take(BETWEEN);
        let done = after.clone().find(|word| !words.between.has(&word.lower)).filter(|word| words.participles.has(&word.lower));
        if let Some(done) = done {
            let range = be.range.start..done.range.end;
            let message = format!("`{}` does not say who does it", &text.content[range.clone()]);
            let fault = Diagnostic::warning(Code::Passive, message).at(places.of(text, range));
            out.push(fault.help("tell the patient what to do: begin with the verb"));
            return;
        }
    }
}

/// "Hold for 30.": of what?
fn bare_number(text: &Text, sentence: &Sentence, words: &Words, places: &Places, out: &mut Diagnostics) {
    let in_digits = |word: &Word| word.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '.' | ','));
    let is_number = |word: &Word| in_digits(word) || word.lower.split('-').all(|part| words.numbers.has(part));
    for (at, number) in sentence.words.iter().enumerate().filter(|(_, word)| is_number(word)) {
        // A word right after it is its unit; so is a sign.
        let after = text.content[number.range.end..].chars().next();
        let last = sentence.words.get(at + 1).is_none() || after.is_some_and(|c| matches!(c, ',' | ';' | ':'));
        let sign = after.is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”'));
        let mut before = sentence.words[..at].iter().rev().take(BETWEEN + 1).skip_while(|word| words.fillers.has(&word.lower));
        let timed = before.next().is_some_and(|word| words.timed.has(&word.lower));
        if last && !sign && timed {
            let fault = Diagnostic::warning(Code::BareNumber, format!("`{}` has no unit", number.text)).at(places.of(text, number.range.clone()));
            out.push(fault.help(format!("say of what: \"{0} seconds\", \"{0} times\"", number.text)));
        }
    }
}
