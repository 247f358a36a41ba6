//! Faces: which glyphs a file shows and what each stands for; their subsets as Type 0 fonts (ISO 32000-1 9.7).
use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use subsetter::GlyphRemapper;

use super::memo::Memo;
use super::object::{deflate, deflated, name, stream};
use super::{Problem, reading};
use crate::compose::{Ink, Pages};
use crate::text::{Face, FaceId, Fonts, Line, Lines};

/// All that a file shows, by face.
#[derive(Default)]
pub struct Cuts(BTreeMap<FaceId, Cut>);

/// What a file shows of one face.
#[derive(Default)]
pub struct Cut {
    /// In ascending order; the code of a glyph is its place here, counted from 1.
    glyphs: Vec<u16>,
    /// What a reader that knows nothing but the glyph is told.
    texts: Vec<String>,
    /// While gathering: each glyph with its text.
    gathered: BTreeMap<u16, Claim>,
}

/// What a glyph is said to stand for. A glyph that is alone in its cluster knows it for sure.
enum Claim {
    Sure(String),
    Guess(String),
}

/// A subset of a face, ready to be written: it depends on face and glyphs alone.
pub struct Subset {
    /// Six letters and a plus (ISO 32000-1 9.6.4).
    tag: String,
    file: Vec<u8>,
    /// Before it was deflated.
    length: usize,
    widths: Vec<i64>,
}

impl Cuts {
    /// Reads all lines of all pages.
    pub fn gather(pages: &Pages, fonts: &Fonts) -> Cuts {
        let mut cuts = Cuts::default();
        for fragment in pages.pages.iter().flat_map(|page| &page.fragments) {
            if let Ink::Line { lines, index, .. } = &fragment.ink
                && let Some(line) = lines.lines.get(*index)
            {
                cuts.line(lines, line, fonts);
            }
        }
        for cut in cuts.0.values_mut() {
            let gathered = std::mem::take(&mut cut.gathered);
            for (glyph, claim) in gathered {
                let (Claim::Sure(text) | Claim::Guess(text)) = claim;
                cut.glyphs.push(glyph);
                cut.texts.push(text);
            }
        }
        cuts
    }

    fn line(&mut self, lines: &Lines, line: &Line, fonts: &Fonts) {
        for run in reading::runs(line) {
            let face = fonts.face(run.face);
            let cut = self.0.entry(run.face).or_default();
            for cluster in reading::clusters(&lines.content, line, run, face) {
                match cluster.glyphs {
                    [one] => cut.claim(one.id, Claim::Sure(cluster.text)),
                    many => {
                        for (glyph, text) in many.iter().zip(guesses(face, many.iter().map(|glyph| glyph.id), &cluster.text)) {
                            cut.claim(glyph.id, Claim::Guess(text));
                        }
                    }
                }
            }
        }
        if let Some((face, space)) = reading::trailing_space(lines, line, fonts) {
            self.0.entry(face).or_default().claim(space, Claim::Sure(" ".to_owned()));
        }
    }

    /// The fonts' names in content streams, by face.
    pub fn names(&self) -> impl Iterator<Item = (FaceId, String)> {
        self.0.keys().enumerate().map(|(at, face)| (*face, format!("F{at}")))
    }

    pub fn cut(&self, face: FaceId) -> Option<&Cut> {
        self.0.get(&face)
    }

    /// Writes all fonts; their references by the names in content streams.
    pub fn write(&self, fonts: &Fonts, memo: &Memo, document: &mut Document) -> Result<Dictionary, Problem> {
        let mut written = Dictionary::new();
        for ((id, name), cut) in self.names().zip(self.0.values()) {
            let face = fonts.face(id);
            let subset = memo.subset(id, &cut.glyphs, || Subset::make(face, &cut.glyphs))?;
            written.set(name, cut.write(face, &subset, document));
        }
        Ok(written)
    }
}

/// What each glyph of a cluster may stand for: a letter that it is the plain glyph of; the first of the others for what is left.
fn guesses(face: &Face, glyphs: impl Iterator<Item = u16>, text: &str) -> Vec<String> {
    let mut left: Vec<char> = text.chars().collect();
    let plain: Vec<Option<char>> = glyphs
        .map(|glyph| {
            let at = left.iter().position(|letter| face.glyph(*letter) == Some(glyph))?;
            Some(left.remove(at))
        })
        .collect();
    let mut rest: String = left.into_iter().collect();
    plain
        .into_iter()
        .map(|letter| match letter {
            Some(letter) => letter.to_string(),
            None if rest.is_empty() => "\u{200b}".to_owned(),
            None => std::mem::take(&mut rest),
        })
        .collect()
}

impl Cut {
    /// The first sure claim stands; a guess stands until then.
    fn claim(&mut self, glyph: u16, claim: Claim) {
        match (self.gathered.get(&glyph), &claim) {
            (Some(Claim::Sure(_)), _) | (Some(Claim::Guess(_)), Claim::Guess(_)) => {}
            (Some(Claim::Guess(_)), Claim::Sure(_)) | (None, _) => {
                self.gathered.insert(glyph, claim);
            }
        }
    }

    /// The code that shows a glyph, and what it says by itself.
    pub fn code(&self, glyph: u16) -> Option<(u16, &str)> {
        let at = self.glyphs.binary_search(&glyph).ok()?;
        Some((at as u16 + 1, &self.texts[at]))
    }

    fn write(&self, face: &Face, subset: &Subset, document: &mut Document) -> ObjectId {
        let name_of_subset = name(&format!("{}{}", subset.tag, face.post_script_name));
        let em = i64::from(face.units_per_em);
        let thousandths = |units: i32| Object::Integer(thousandths(i64::from(units), em));
        let file = document.add_object(deflated(dictionary! { "Length1" => subset.length as i64 }, subset.file.clone()));
        // Symbolic: its codes are glyphs, not letters. Italic where it leans.
        let flags = 4 | if face.italic_angle == 0.0 { 0 } else { 64 };
        let stem = 50 + (i64::from(face.weight) / 65).pow(2);
        let descriptor = document.add_object(dictionary! {
            "Type" => "FontDescriptor", "FontName" => name_of_subset.clone(), "Flags" => flags,
            "FontBBox" => face.bounds.iter().map(|side| thousandths(*side)).collect::<Vec<_>>(),
            "ItalicAngle" => face.italic_angle as f32, "Ascent" => thousandths(face.ascent), "Descent" => thousandths(face.descent),
            "CapHeight" => thousandths(face.cap_height), "StemV" => stem, "FontFile2" => file,
        });
        let widths: Vec<Object> = subset.widths.iter().map(|width| Object::Integer(*width)).collect();
        let descendant = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => name_of_subset.clone(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0
            },
            "FontDescriptor" => descriptor, "DW" => 0, "W" => vec![Object::Integer(0), Object::Array(widths)], "CIDToGIDMap" => "Identity",
        });
        let unicode = document.add_object(self.to_unicode());
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name_of_subset, "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)], "ToUnicode" => unicode,
        })
    }

    /// The table from codes to text (ISO 32000-1 9.10.3).
    fn to_unicode(&self) -> Stream {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
             /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
        );
        for (block, texts) in self.texts.chunks(100).enumerate() {
            map.push_str(&format!("{} beginbfchar\n", texts.len()));
            for (at, text) in texts.iter().enumerate() {
                let utf16: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                map.push_str(&format!("<{:04X}><{utf16}>\n", block * 100 + at + 1));
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend");
        stream(Dictionary::new(), map.into_bytes())
    }
}

impl Subset {
    fn make(face: &Face, glyphs: &[u16]) -> Result<Subset, Problem> {
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs {
            remapper.remap(*glyph);
        }
        let broken = |error: subsetter::Error| Problem::Face { family: face.family.clone(), reason: error.to_string() };
        let file = subsetter::subset(face.bytes(), 0, &remapper).map_err(broken)?;
        let em = i64::from(face.units_per_em);
        let widths = std::iter::once(&0).chain(glyphs).map(|glyph| thousandths(i64::from(face.advance(*glyph)), em)).collect();
        let mut hash = blake3::Hasher::new();
        hash.update(face.key.as_bytes());
        glyphs.iter().for_each(|glyph| {
            hash.update(&glyph.to_be_bytes());
        });
        let letters = hash.finalize().as_bytes()[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect::<String>();
        Ok(Subset { tag: letters + "+", length: file.len(), file: deflate(&file), widths })
    }
}

/// Font units as thousandths of an em, rounded.
pub fn thousandths(units: i64, em: i64) -> i64 {
    (units * 1000 + em / 2).div_euclid(em)
}

/// The width that a viewer moves the pen by, in thousandths of the size.
pub fn width(face: &Face, glyph: u16) -> i64 {
    thousandths(i64::from(face.advance(glyph)), i64::from(face.units_per_em))
}

