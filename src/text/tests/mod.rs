//! What a text becomes, seen from outside: the traps of each script.
mod faces;
mod lines;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::{Face, Fonts, Glyph, Line, Lines, Paragraph, Style};
use crate::geom::{Direction, Len};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::new(vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")]));

fn paragraph(content: &str, lang: &str) -> Paragraph {
    let rtl = ["ar", "fa", "he", "ps", "ur"].iter().any(|known| lang.starts_with(known));
    let style = Style {
        family: "Atkinson Hyperlegible Next".into(),
        size: Len::pt(14),
        leading: Len::pt(18),
        strong: false,
        tracking: Len::ZERO,
        tabular: false,
        hyphenate: true,
    };
    let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
    Paragraph { content: content.into(), strong: Vec::new(), lang: lang.into(), direction, style }
}

fn set(content: &str, lang: &str, measure: i64) -> Arc<Lines> {
    FONTS.set(&paragraph(content, lang), Len::pt(measure))
}

fn natural(content: &str, lang: &str) -> Arc<Lines> {
    FONTS.set(&paragraph(content, lang), Len::MAX)
}

/// The lines as text, a hyphen where one was added.
fn shown(lines: &Lines) -> Vec<String> {
    lines.lines.iter().map(|line| format!("{}{}", lines.content[line.range.clone()].trim_end(), if line.hyphen { "-" } else { "" })).collect()
}

/// Each glyph with its left edge, from left to right.
fn glyphs(line: &Line) -> Vec<(Len, Glyph)> {
    let mut placed = Vec::new();
    for run in &line.runs {
        let mut left = run.left;
        for glyph in &run.glyphs {
            placed.push((left, *glyph));
            left += glyph.advance;
        }
    }
    placed
}

/// The content of a line's clusters from left to right.
fn visual(lines: &Lines, line: usize) -> String {
    let mut seen = Vec::new();
    for (_, glyph) in glyphs(&lines.lines[line]) {
        let text = &lines.content[glyph.start as usize..glyph.end as usize];
        if seen.last() != Some(&(glyph.start, text)) {
            seen.push((glyph.start, text));
        }
    }
    seen.into_iter().map(|(_, text)| text).collect()
}

fn families(lines: &Lines) -> BTreeSet<String> {
    lines.lines.iter().flat_map(|line| &line.runs).map(|run| FONTS.face(run.face).family.clone()).collect()
}

fn face_of(lines: &Lines, text: &str) -> &'static Face {
    let at = lines.content.find(text).expect("the text is there");
    let run = lines.lines.iter().flat_map(|line| &line.runs).find(|run| run.range.contains(&at)).expect("a run has it");
    FONTS.face(run.face)
}

/// What must hold for any text: the lines tile the content, runs lie side by side, nothing is wider than the measure unreported.
fn check(lines: &Lines, measure: Len) {
    let mut at = 0;
    for line in &lines.lines {
        assert_eq!(line.range.start, at);
        at = line.range.end;
        let mut left = Len::ZERO;
        for run in &line.runs {
            assert_eq!(run.left, left);
            left += run.glyphs.iter().map(|glyph| glyph.advance).sum();
            assert!(line.range.start <= run.range.start && run.range.end <= line.range.end);
            for glyph in &run.glyphs {
                assert!(
                    run.range.start <= glyph.start as usize && glyph.start <= glyph.end && glyph.end as usize <= run.range.end,
                    "{glyph:?} in {run:?}"
                );
                assert!(lines.content.is_char_boundary(glyph.start as usize) && lines.content.is_char_boundary(glyph.end as usize));
            }
        }
        assert_eq!(line.width, left);
        let reported = lines.too_long.iter().any(|word| word.start < line.range.end && line.range.start < word.end);
        assert!(line.width <= measure || reported, "{} > {measure} in {:?}", line.width, &lines.content[line.range.clone()]);
    }
    assert_eq!(at, lines.content.len());
    assert!(lines.baseline > Len::ZERO && lines.baseline < lines.leading);
}
