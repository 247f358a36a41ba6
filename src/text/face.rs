//! One face: its bytes, its measures in font units, which letters it has.
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use harfrust::font::Blob;
use harfrust::font::name::NameId;
use harfrust::{Font, GlyphId};

use super::shipped::Cut;
use crate::geom::Len;

/// A face. Measures are in font units, `units_per_em` to the em, up from the baseline.
pub struct Face {
    /// The family, as the font names it.
    pub family: String,
    pub post_script_name: String,
    /// The same for the same font file, on every machine: the PostScript name and the file's own checksum.
    pub key: String,
    pub cut: Cut,
    pub units_per_em: u16,
    pub ascent: i32,
    /// Below the baseline, so negative.
    pub descent: i32,
    pub cap_height: i32,
    /// Left, foot, right, top of the box around all glyphs.
    pub bounds: [i32; 4],
    /// Degrees anticlockwise from upright; negative where letters lean to the right.
    pub italic_angle: f64,
    /// 400 is regular, 700 bold.
    pub weight: u16,
    pub glyphs: u32,
    bytes: Bytes,
    font: Font,
    /// A bit for each code point that has a glyph.
    letters: OnceLock<Vec<u64>>,
    /// By glyph: top and foot of its ink, packed; `UNKNOWN` until asked for.
    inks: OnceLock<Vec<AtomicU32>>,
}

#[derive(Clone)]
pub(super) enum Bytes {
    BuiltIn(&'static [u8]),
    Read(Arc<Vec<u8>>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::BuiltIn(bytes) => bytes,
            Bytes::Read(bytes) => bytes,
        }
    }
}

/// A measure of a static face is whole, though the font crate has a fixed-point type for it, which it does not name in public.
macro_rules! whole {
    ($measure:expr) => {
        $measure.to_f64() as i32
    };
}

/// Not a pair that any glyph has: its top would lie under its foot.
const UNKNOWN: u32 = 0x8000_7fff;

impl Face {
    /// `None` where the bytes are no font, or one without TrueType outlines.
    pub(super) fn new(bytes: Bytes, cut: Cut) -> Option<Face> {
        let blob = match &bytes {
            Bytes::BuiltIn(bytes) => Blob::Static(bytes),
            Bytes::Read(bytes) => Blob::Shared(bytes.clone()),
        };
        let font = Font::new(blob, 0)?;
        if font.num_glyphs() == 0 || table(bytes.as_ref(), b"glyf").is_none() || !font.charmap().has_unicode() {
            return None;
        }
        let metrics = font.metrics();
        let line = metrics.hhea_line.or(metrics.typo_line)?;
        let (ascent, descent) = (whole!(line.ascender), whole!(line.descender));
        let bounds = metrics.bounds;
        let post_script_name = name_of(&font, NameId::POSTSCRIPT_NAME)?;
        let checksum =
            table(bytes.as_ref(), b"head").and_then(|head| head.get(8..12)).map(|sum| u32::from_be_bytes([sum[0], sum[1], sum[2], sum[3]]));
        Some(Face {
            family: name_of(&font, NameId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name_of(&font, NameId::FAMILY_NAME))?,
            key: format!("{post_script_name}-{:08x}-{}", checksum.unwrap_or(0), bytes.as_ref().len()),
            post_script_name,
            cut,
            units_per_em: metrics.units_per_em,
            ascent,
            descent,
            cap_height: metrics.cap_height.map_or(ascent * 7 / 10, |height| whole!(height)),
            bounds: [whole!(bounds.x_min), whole!(bounds.y_min), whole!(bounds.x_max), whole!(bounds.y_max)],
            italic_angle: font.style_metrics().italic_angle.map_or(0.0, |angle| angle.to_f64()),
            weight: font.default_attributes().weight.value() as u16,
            glyphs: font.num_glyphs(),
            bytes,
            letters: OnceLock::new(),
            inks: OnceLock::new(),
            font,
        })
    }

    /// The whole font file.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// The glyph for a letter standing alone.
    pub fn glyph(&self, letter: char) -> Option<u16> {
        self.font.charmap().map_unicode(letter).map(|glyph| glyph.to_u32() as u16)
    }

    /// The advance of a glyph in font units.
    pub fn advance(&self, glyph: u16) -> i32 {
        whole!(self.font.glyph_metrics().h_advance_exact(GlyphId::new(u32::from(glyph))))
    }

    /// So many font units at this size, rounded to the nearest unit of length.
    pub fn scaled(&self, units: i32, size: Len) -> Len {
        let em = i128::from(self.units_per_em);
        Len::from_raw((i128::from(units) * i128::from(size.raw()) + em / 2).div_euclid(em) as i64)
    }

    /// Whether there is a glyph for this letter.
    pub fn has(&self, letter: char) -> bool {
        let letters = self.letters.get_or_init(|| {
            let mut bits = Vec::new();
            for (code, _) in self.font.charmap().unicodes() {
                let at = code as usize / 64;
                if at >= bits.len() {
                    bits.resize(at + 1, 0);
                }
                bits[at] |= 1_u64 << (code % 64);
            }
            bits
        });
        letters.get(letter as usize / 64).is_some_and(|word| word >> (letter as u32 % 64) & 1 == 1)
    }

    /// Top and foot of a glyph's ink, in font units.
    pub(super) fn ink(&self, glyph: u16) -> (i32, i32) {
        let inks = self.inks.get_or_init(|| (0..self.glyphs.min(65_536)).map(|_| AtomicU32::new(UNKNOWN)).collect());
        let Some(slot) = inks.get(usize::from(glyph)) else { return (0, 0) };
        let mut packed = slot.load(Ordering::Relaxed);
        if packed == UNKNOWN {
            let extents = self.font.glyph_metrics().extents_exact(GlyphId::new(u32::from(glyph)));
            let (top, foot) = extents.map_or((0, 0), |extents| (whole!(extents.y_bearing), whole!(extents.y_bearing - extents.height)));
            packed = u32::from(top as i16 as u16) << 16 | u32::from(foot as i16 as u16);
            slot.store(packed, Ordering::Relaxed);
        }
        (i32::from((packed >> 16) as u16 as i16), i32::from(packed as u16 as i16))
    }

    pub(super) fn font(&self) -> &Font {
        &self.font
    }
}

pub(super) fn name_of(font: &Font, id: NameId) -> Option<String> {
    let name: String = font.names().get(id)?.english_or_first()?.name().chars().collect();
    (!name.is_empty()).then_some(name)
}

/// A table of a font file (OpenType, "Organization of an OpenType font").
fn table<'a>(file: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16::from_be_bytes([*file.get(4)?, *file.get(5)?]));
    let record = file.get(12..)?.chunks_exact(16).take(count).find(|record| record[..4] == *tag)?;
    let number = |at: usize| u32::from_be_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]]) as usize;
    file.get(number(8)..number(8).checked_add(number(12))?)
}

#[cfg(test)]
mod tests {
    use super::super::shipped::{Cut, SHIPPED};
    use super::{Bytes, Face};
    use crate::geom::Len;

    fn atkinson() -> Face {
        let bytes = SHIPPED[0].cuts[0].1.expect("it is built in");
        Face::new(Bytes::BuiltIn(bytes), Cut::Regular).expect("it is a font")
    }

    #[test]
    fn a_face_tells_its_measures() {
        let face = atkinson();
        assert_eq!((face.units_per_em, face.ascent, face.descent, face.weight), (1000, 984, -316, 400));
        assert_eq!(face.family, "Atkinson Hyperlegible Next");
        assert!(face.has('é') && !face.has('ж') && !face.has('\u{10ffff}'));
        let h = face.glyph('h').expect("it has an h");
        assert!(face.ink(h).0 > 600 && face.ink(h) == face.ink(h));
        assert_eq!(face.scaled(500, Len::pt(14)), Len::pt(7));
        assert_eq!(face.scaled(-1, Len::from_raw(1500)), Len::from_raw(-1));
        assert!(face.advance(h) > 400);
    }

    #[test]
    fn what_is_no_font_is_refused() {
        for bytes in [&b""[..], b"no font at all", &SHIPPED[0].cuts[0].1.expect("it is built in")[..300]] {
            assert!(Face::new(Bytes::BuiltIn(bytes.to_vec().leak()), Cut::Regular).is_none());
        }
    }
}
