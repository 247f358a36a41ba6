//! A line in the order of reading: its runs, what stands as one sign in them, what each sign says.
use std::borrow::Cow;
use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::text::{Face, FaceId, Fonts, Line, Lines, Run};

/// What is read as one: a letter with its marks, a ligature, letters that changed places.
pub struct Sign<'a> {
    pub letter: Cluster<'a>,
    /// Marks that could not become one with the letter, as they are read: those of a right-to-left run.
    pub marks: Vec<Cluster<'a>>,
}

/// Glyphs that stand for one text together.
pub struct Cluster<'a> {
    /// Of the run.
    pub glyphs: Range<usize>,
    /// From the line's left edge to the pen of the first glyph, in units of `Len`.
    pub left: i64,
    pub text: Cow<'a, str>,
}

/// What the hyphen of a parted word stands for: nothing, once the line is joined with the next.
const SOFT_HYPHEN: &str = "\u{ad}";

/// A line's runs as they are read.
pub fn runs(line: &Line) -> Vec<&Run> {
    let mut runs: Vec<&Run> = line.runs.iter().collect();
    runs.sort_by_key(|run| (run.range.start, run.range.end));
    runs
}

/// A run's signs as they are read. What says nothing, such as marks of direction, is left out: it has no ink.
pub fn signs<'a>(content: &'a str, line: &Line, run: &Run) -> Vec<Sign<'a>> {
    let mut signs: Vec<Sign> = Vec::with_capacity(run.glyphs.len());
    for cluster in clusters(content, line, run) {
        match signs.last_mut() {
            Some(sign) if is_marks(&cluster.text) => sign.add(cluster, run.rtl),
            Some(_) | None => signs.push(Sign { letter: cluster, marks: Vec::new() }),
        }
    }
    signs
}

/// The clusters of a run as they are read.
fn clusters<'a>(content: &'a str, line: &Line, run: &Run) -> Vec<Cluster<'a>> {
    let mut clusters = Vec::with_capacity(run.glyphs.len());
    let (mut at, mut left) = (0, run.left.raw());
    for glyphs in run.glyphs.chunk_by(|one, next| (one.start, one.end) == (next.start, next.end)) {
        let bytes = glyphs[0].start as usize..glyphs[0].end as usize;
        let hyphen = line.hyphen && bytes.is_empty();
        let text = if hyphen { Cow::Borrowed(SOFT_HYPHEN) } else { spoken(content.get(bytes).unwrap_or_default()) };
        if !text.is_empty() {
            clusters.push(Cluster { glyphs: at..at + glyphs.len(), left, text });
        }
        at += glyphs.len();
        left += glyphs.iter().map(|glyph| glyph.advance.raw()).sum::<i64>();
    }
    if run.rtl {
        clusters.reverse();
    }
    clusters
}

impl<'a> Sign<'a> {
    /// Adds marks that are read after what is there. From left to right they become one with the letter where they follow it at once.
    fn add(&mut self, marks: Cluster<'a>, rtl: bool) {
        if !rtl && self.marks.is_empty() && self.letter.glyphs.end == marks.glyphs.start {
            self.letter.glyphs.end = marks.glyphs.end;
            self.letter.text.to_mut().push_str(&marks.text);
        } else {
            self.marks.push(marks);
        }
    }
}

/// Whether a text is nothing but marks that stand over or under the letter before.
fn is_marks(text: &str) -> bool {
    let categories = CodePointMapData::<GeneralCategory>::new();
    text.chars().all(|letter| {
        !letter.is_ascii() && {
            let category = categories.get(letter);
            GeneralCategoryGroup::NonspacingMark.contains(category) || GeneralCategoryGroup::EnclosingMark.contains(category)
        }
    })
}

/// A text without marks of direction; every white space is a space.
fn spoken(text: &str) -> Cow<'_, str> {
    let is_break = |letter: char| matches!(letter, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
    if !text.contains(|letter| is_break(letter) || says_nothing(letter)) {
        return Cow::Borrowed(text);
    }
    let say = |letter: char| if is_break(letter) { ' ' } else { letter };
    Cow::Owned(text.chars().filter(|letter| !says_nothing(*letter)).map(say).collect())
}

/// Marks that steer the bidirectional algorithm or line breaking.
fn says_nothing(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The space that ends a line whose text goes on after white space: readers that join lines must not glue words.
pub fn trailing_space(lines: &Lines, line: &Line, fonts: &Fonts) -> Option<(FaceId, u16)> {
    let goes_on = line.range.end < lines.content.len();
    let spaced = lines.content.get(line.range.clone())?.ends_with(|letter: char| letter.is_whitespace());
    let face = runs(line).last()?.face;
    if goes_on && spaced { fonts.face(face).glyph(' ').map(|glyph| (face, glyph)) } else { None }
}

/// A length as font units of a face at a size.
pub fn units(face: &Face, raw: i64, size: i64) -> i64 {
    let (size, em) = (i128::from(size.max(1)), i128::from(face.units_per_em));
    (i128::from(raw) * em * 2 + size).div_euclid(size * 2) as i64
}
