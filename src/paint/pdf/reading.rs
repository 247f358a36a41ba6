//! A line in the order of reading: its runs, their clusters, what each stands for.
use crate::text::{Face, FaceId, Fonts, Glyph, Line, Lines, Run};

/// Glyphs that stand for one text together.
pub struct Cluster<'a> {
    /// From left to right.
    pub glyphs: &'a [Glyph],
    /// From the run's left edge to the first glyph's pen.
    pub left: i64,
    pub text: String,
}

/// What the hyphen of a parted word stands for: nothing, once the line is joined with the next.
pub const SOFT_HYPHEN: &str = "\u{ad}";

/// A line's runs as they are read.
pub fn runs(line: &Line) -> Vec<&Run> {
    let mut runs: Vec<&Run> = line.runs.iter().collect();
    runs.sort_by_key(|run| (run.range.start, run.range.end));
    runs
}

/// A run's clusters as they are read. Those that stand for marks of direction alone are left out: they have no ink and nothing to say.
pub fn clusters<'a>(content: &str, line: &Line, run: &'a Run, face: &Face) -> Vec<Cluster<'a>> {
    let mut clusters = Vec::new();
    let mut left = 0;
    for glyphs in run.glyphs.chunk_by(|one, next| (one.start, one.end) == (next.start, next.end)) {
        let range = glyphs[0].start as usize..glyphs[0].end as usize;
        let text = if line.hyphen && range.is_empty() { SOFT_HYPHEN.to_owned() } else { spoken(content.get(range).unwrap_or_default()) };
        match letters(face, glyphs, run.rtl, &text) {
            Some(letters) => {
                for (glyph, letter) in glyphs.chunks(1).zip(letters) {
                    clusters.push(Cluster { glyphs: glyph, left, text: letter.to_string() });
                    left += glyph[0].advance.raw();
                }
            }
            None => {
                if !text.is_empty() {
                    clusters.push(Cluster { glyphs, left, text });
                }
                left += glyphs.iter().map(|glyph| glyph.advance.raw()).sum::<i64>();
            }
        }
    }
    if run.rtl {
        clusters.reverse();
    }
    clusters
}

/// The letters of a cluster's glyphs from left to right, where each glyph is the plain glyph of one letter: it can be read letter by letter.
fn letters(face: &Face, glyphs: &[Glyph], rtl: bool, text: &str) -> Option<Vec<char>> {
    let mut letters: Vec<char> = text.chars().collect();
    if glyphs.len() < 2 || letters.len() != glyphs.len() {
        return None;
    }
    if rtl {
        letters.reverse();
    }
    glyphs.iter().zip(&letters).all(|(glyph, letter)| face.glyph(*letter) == Some(glyph.id)).then_some(letters)
}

/// A text without marks of direction; every white space is a space.
pub fn spoken(text: &str) -> String {
    text.chars().filter(|letter| !is_direction(*letter)).map(|letter| if matches!(letter, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { letter }).collect()
}

/// Marks that steer the bidirectional algorithm or line breaking and say nothing.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The space that ends a line whose text goes on after white space: readers that join lines must not glue words.
pub fn trailing_space(lines: &Lines, line: &Line, fonts: &Fonts) -> Option<(FaceId, u16)> {
    let goes_on = line.range.end < lines.content.len();
    let spaced = lines.content.get(line.range.clone())?.ends_with(|letter: char| letter.is_whitespace());
    let face = runs(line).last()?.face;
    if goes_on && spaced { fonts.face(face).glyph(' ').map(|glyph| (face, glyph)) } else { None }
}
