//! How far apart lines stand: what the layout says, what the scripts need, and never so close that ink touches.
use icu_properties::props::Script;

use super::Style;
use super::face::Face;
use super::shape::Placed;
use super::tongue::Tongue;
use crate::geom::Len;

/// What a script needs beyond Latin's 18 points, for a text of 14, in points. Readers of these scripts expect it; the ink of some
/// needs it.
fn more(script: Script, tongue: &Tongue) -> i64 {
    match script {
        Script::Latin if tongue.language == "vi" => 2,
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul => 5,
        Script::Thai | Script::Lao => 6,
        Script::Khmer | Script::Myanmar => 7,
        Script::Devanagari | Script::Bengali | Script::Gujarati | Script::Gurmukhi | Script::Tamil | Script::Telugu => 4,
        Script::Arabic if matches!(tongue.language.as_str(), "ur" | "ks") => 14,
        Script::Arabic => 6,
        Script::Ethiopic => 2,
        _ => 0,
    }
}

/// The leading for these scripts. Large type needs less of what is added: all of it up to 18 points, six tenths from 28 on.
pub(super) fn leading(style: &Style, scripts: impl Iterator<Item = Script>, tongue: &Tongue) -> Len {
    let more = scripts.chain([tongue.script]).map(|script| more(script, tongue)).max().unwrap_or(0);
    let beyond = (style.size - Len::pt(18)).max(Len::ZERO).min(Len::pt(10));
    let added = style.size.scale(more, 14).scale((Len::pt(25) - beyond).raw(), Len::pt(25).raw());
    (style.leading + added).round_up_to(QUARTER)
}

const QUARTER: Len = Len::from_raw(Len::pt(1).raw() / 4);

/// The ink of glyphs: how far it reaches above the baseline and below it.
#[derive(Clone, Copy, Default)]
pub(super) struct Ink {
    pub above: Len,
    pub below: Len,
}

impl Ink {
    pub fn add(&mut self, face: &Face, size: Len, glyphs: &[Placed]) {
        for Placed { glyph, .. } in glyphs {
            let (top, foot) = face.ink(glyph.id);
            self.above = self.above.max(face.scaled(top, size) + glyph.dy);
            self.below = self.below.max(-(face.scaled(foot, size) + glyph.dy));
        }
    }
}

/// The slot of a line: its height, grown where the ink would not stay within, and its baseline. The letters of the primary face
/// stand in the middle of it, as far as the ink lets them.
pub(super) fn slot(leading: Len, primary: &Face, size: Len, ink: Ink) -> (Len, Len) {
    let air = size.scale(1, 28);
    let leading = leading.max((ink.above + ink.below + air).round_up_to(QUARTER));
    let middle = (leading + primary.scaled(primary.ascent, size) + primary.scaled(primary.descent, size)) / 2;
    (leading, middle.min(leading - ink.below).max(ink.above))
}
