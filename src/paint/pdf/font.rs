//! Faces: which glyphs a file shows and what each stands for; their subsets as Type 0 fonts (ISO 32000-1 9.7).
use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use subsetter::GlyphRemapper;

use super::Problem;
use super::compound::{self, Compound, Part};
use super::memo::Memo;
use super::object::{deflate_padded, deflated, name, stream};
use super::reading::{self, Cluster, Sign, units};
use crate::compose::{Ink, Pages};
use crate::geom::Len;
use crate::text::{Face, FaceId, Fonts, Line, Lines, Run};

/// All that a file shows, by face.
#[derive(Default)]
pub struct Cuts(BTreeMap<FaceId, Cut>);

/// What a file shows of one face. Every sign has a code of its own, which says what it stands for: a glyph that stands for one text
/// only is shown as it is; any other, and any group of glyphs, becomes a compound glyph.
#[derive(Default)]
pub struct Cut {
    /// The face's glyphs and what each says by itself, if it is shown by itself. Its code is its place, counted from 1.
    plain: BTreeMap<u16, Option<String>>,
    /// Groups of the face's glyphs and what they say, with their advances and, once all are gathered, their codes.
    groups: BTreeMap<(Vec<Part>, String), (u16, u16)>,
    /// Once all are gathered.
    settled: Option<Settled>,
}

struct Settled {
    recipe: Recipe,
    subset: Arc<Subset>,
    /// What each code says, in the order of codes; those that are never shown by themselves say nothing.
    texts: Vec<(u16, String)>,
}

/// What a subset depends on besides its face.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Recipe {
    /// The face's glyphs, in ascending order.
    pub glyphs: Vec<u16>,
    /// Groups of them, by their places in the subset.
    pub compounds: Vec<Compound>,
}

/// A subset of a face, ready to be written: it depends on face and recipe alone.
pub struct Subset {
    /// Six letters and a plus (ISO 32000-1 9.6.4).
    tag: String,
    file: Vec<u8>,
    /// Before it was deflated.
    length: usize,
    widths: Vec<i64>,
    first_compound: u16,
}

/// A code where it stands.
pub struct Code {
    pub code: u16,
    /// From the line's left edge to the pen, in units of `Len`.
    pub left: i64,
    /// How far a viewer moves its pen, in thousandths of the size.
    pub width: i64,
}

impl Cuts {
    /// Reads all lines of all pages, and gives out codes.
    ///
    /// # Errors
    /// A face cannot be subset.
    pub fn gather(pages: &Pages, fonts: &Fonts, memo: &Memo) -> Result<Cuts, Problem> {
        let mut cuts = Cuts::default();
        for fragment in pages.pages.iter().flat_map(|page| &page.fragments) {
            if let Ink::Line { lines, index, .. } = &fragment.ink
                && let Some(line) = lines.lines.get(*index)
            {
                cuts.line(lines, line, fonts);
            }
        }
        for (id, cut) in &mut cuts.0 {
            cut.settle(*id, fonts.face(*id), memo)?;
        }
        Ok(cuts)
    }

    fn line(&mut self, lines: &Lines, line: &Line, fonts: &Fonts) {
        for run in &line.runs {
            let face = fonts.face(run.face);
            let cut = self.0.entry(run.face).or_default();
            for sign in reading::signs(&lines.content, line, run) {
                cut.take(face, run, &sign);
            }
        }
        if let Some((face, space)) = reading::trailing_space(lines, line, fonts) {
            self.0.entry(face).or_default().plain.entry(space).or_default().get_or_insert_with(|| " ".to_owned());
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
    pub fn write(&self, fonts: &Fonts, document: &mut Document) -> Dictionary {
        let settled = |(id, name): (FaceId, String)| {
            let settled = self.0.get(&id)?.settled.as_ref()?;
            Some((name, Object::Reference(settled.write(fonts.face(id), document))))
        };
        Dictionary::from_iter(self.names().filter_map(settled))
    }
}

/// One code's worth of a sign.
struct Piece {
    parts: Vec<Part>,
    text: String,
    /// In font units.
    advance: i32,
    /// From the line's left edge to the pen, in units of `Len`.
    left: i64,
}

/// A sign as the codes that show and say it, as they are read.
///
/// Readers that put right-to-left text in order turn the letters around, those of one code too. So there each letter has a code. Those
/// behind the first stand on its left and have a sliver of its width; what they show stays where it was.
fn pieces(face: &Face, run: &Run, sign: &Sign) -> Vec<Piece> {
    let cluster = |cluster: &Cluster| {
        let (parts, advance) = parts(face, run, cluster);
        Piece { parts, text: cluster.text.to_string(), advance, left: cluster.left }
    };
    let pieces: Vec<Piece> = std::iter::once(&sign.letter).chain(&sign.marks).map(cluster).collect();
    let letters = pieces.iter().map(|piece| piece.text.chars().count()).sum::<usize>() as i32;
    if !run.rtl || letters < 2 {
        return pieces;
    }
    let sliver = i32::from(face.units_per_em) / 20;
    let mut room = sliver * (letters - 1);
    let (first, whole) = (sign.letter.left, pieces[0].advance);
    let mut spelled = Vec::new();
    for mut piece in pieces {
        let from = units(face, piece.left - first, run.size.raw());
        for letter in piece.text.chars() {
            let parts = piece.parts.drain(..).map(|part| Part { dx: small(i64::from(part.dx) + from - i64::from(room)), ..part }).collect();
            let advance = if spelled.is_empty() { (whole - room).max(0) } else { sliver };
            spelled.push(Piece { parts, text: letter.to_string(), advance, left: first + face.scaled(room, run.size).raw() });
            room -= sliver;
        }
    }
    spelled
}

/// A cluster's glyphs where they stand, in font units from its pen, and how far they carry it.
fn parts(face: &Face, run: &Run, cluster: &Cluster) -> (Vec<Part>, i32) {
    let (mut pen, mut advance) = (0, 0);
    let mut parts = Vec::with_capacity(cluster.glyphs.len());
    for glyph in &run.glyphs[cluster.glyphs.clone()] {
        let dx = units(face, pen + glyph.dx.raw(), run.size.raw());
        parts.push(Part { glyph: glyph.id, dx: small(dx), dy: small(units(face, glyph.dy.raw(), run.size.raw())) });
        pen += glyph.advance.raw();
        // The face's own, without kerning or tracking, so that a group is the same wherever it stands.
        advance += if glyph.advance == Len::ZERO { 0 } else { face.advance(glyph.id) };
    }
    (parts, advance)
}

fn small(value: i64) -> i16 {
    value.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}

/// The glyph of a sign that needs no compound, where its text may be the glyph's own.
fn alone(run: &Run, sign: &Sign) -> Option<u16> {
    match &run.glyphs[sign.letter.glyphs.clone()] {
        [glyph] if glyph.dx == Len::ZERO && glyph.dy == Len::ZERO && sign.marks.is_empty() => {
            let letters = sign.letter.text.chars().take(2).count();
            (!run.rtl || letters < 2).then_some(glyph.id)
        }
        _ => None,
    }
}

/// Stands for letters that no face has.
const NOTDEF: u16 = 0;

impl Cut {
    /// Notes a sign. The first text of a glyph that stands alone is the glyph's own.
    fn take(&mut self, face: &Face, run: &Run, sign: &Sign) {
        if let Some(glyph) = alone(run, sign).filter(|glyph| *glyph != NOTDEF) {
            let own = self.plain.entry(glyph).or_default().get_or_insert_with(|| sign.letter.text.to_string());
            if *own == sign.letter.text {
                return;
            }
        }
        for piece in pieces(face, run, sign) {
            if piece.parts.iter().any(|part| part.glyph == NOTDEF) {
                continue;
            }
            piece.parts.iter().for_each(|part| {
                self.plain.entry(part.glyph).or_default();
            });
            self.groups.entry((piece.parts, piece.text)).or_insert((piece.advance.clamp(0, i32::from(u16::MAX)) as u16, 0));
        }
    }

    /// The codes that show a sign and say its text, as they are read. None where the sign was not gathered.
    pub fn codes(&self, face: &Face, run: &Run, sign: &Sign, mut each: impl FnMut(Code)) -> Option<()> {
        let widths = &self.settled.as_ref()?.subset.widths;
        if let Some(glyph) = alone(run, sign)
            && self.plain.get(&glyph)?.as_deref() == Some(&sign.letter.text)
        {
            let code = self.plain(glyph)?;
            each(Code { code, left: sign.letter.left, width: *widths.get(usize::from(code))? });
            return Some(());
        }
        for piece in pieces(face, run, sign) {
            let (_, code) = *self.groups.get(&(piece.parts, piece.text))?;
            each(Code { code, left: piece.left, width: *widths.get(usize::from(code))? });
        }
        Some(())
    }

    /// Gives out codes.
    fn settle(&mut self, id: FaceId, face: &Face, memo: &Memo) -> Result<(), Problem> {
        let glyphs: Vec<u16> = self.plain.keys().copied().collect();
        let place = |part: &Part| match glyphs.binary_search(&part.glyph) {
            Ok(at) => Part { glyph: at as u16 + 1, ..*part },
            Err(_) => unreachable!("every part was taken as a glyph"),
        };
        let compound = |((parts, _), (advance, _)): (&(Vec<Part>, String), &(u16, u16))| Compound {
            parts: parts.iter().map(place).collect(),
            advance: *advance,
        };
        let compounds = self.groups.iter().map(compound).collect();
        let recipe = Recipe { glyphs, compounds };
        let subset = memo.subset(id, &recipe, || Subset::make(face, &recipe))?;
        let plain = self.plain.values().enumerate().filter_map(|(at, text)| Some((at as u16 + 1, text.clone()?)));
        let mut texts: Vec<(u16, String)> = plain.collect();
        for (at, ((_, text), (_, code))) in self.groups.iter_mut().enumerate() {
            *code = subset.first_compound + at as u16;
            texts.push((*code, text.clone()));
        }
        self.settled = Some(Settled { recipe, subset, texts });
        Ok(())
    }

    /// The code of a glyph that stands for what it always stands for.
    pub fn plain(&self, glyph: u16) -> Option<u16> {
        self.settled.as_ref()?.recipe.glyphs.binary_search(&glyph).ok().map(|at| at as u16 + 1)
    }
}

impl Settled {
    fn write(&self, face: &Face, document: &mut Document) -> ObjectId {
        let subset = &self.subset;
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
             /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        for texts in self.texts.chunks(100) {
            map.push_str(&format!("{} beginbfchar\n", texts.len()));
            for (code, text) in texts {
                let utf16: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                map.push_str(&format!("<{code:04X}> <{utf16}>\n"));
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend");
        stream(Dictionary::new(), map.into_bytes())
    }
}

impl Subset {
    fn make(face: &Face, recipe: &Recipe) -> Result<Subset, Problem> {
        let broken = |reason: String| Problem::Face { family: face.family.clone(), reason };
        let mut remapper = GlyphRemapper::new();
        for glyph in &recipe.glyphs {
            remapper.remap(*glyph);
        }
        let mut file = subsetter::subset(face.bytes(), 0, &remapper).map_err(|error| broken(error.to_string()))?;
        let em = i64::from(face.units_per_em);
        let mut widths: Vec<i64> = std::iter::once(&0).chain(&recipe.glyphs).map(|glyph| width(face, *glyph)).collect();
        let mut first_compound = widths.len() as u16;
        if !recipe.compounds.is_empty() {
            let added = compound::add(&file, &recipe.compounds).ok_or_else(|| broken("its tables contradict each other".to_owned()))?;
            (file, first_compound) = added;
            // Between them stand parts of compounds that the face itself has, which no code shows.
            widths.resize(usize::from(first_compound), 0);
            widths.extend(recipe.compounds.iter().map(|compound| thousandths(i64::from(compound.advance), em)));
        }
        let hash = blake3::hash(&file);
        let letters: String = hash.as_bytes()[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect();
        // A byte behind the last table belongs to none.
        let deflated = deflate_padded(&mut file);
        Ok(Subset { tag: letters + "+", length: file.len(), file: deflated, widths, first_compound })
    }
}

/// Font units as thousandths of an em, rounded.
fn thousandths(units: i64, em: i64) -> i64 {
    (units * 1000 + em / 2).div_euclid(em)
}

/// The width that a viewer moves the pen by, in thousandths of the size.
pub fn width(face: &Face, glyph: u16) -> i64 {
    thousandths(i64::from(face.advance(glyph)), i64::from(face.units_per_em))
}
