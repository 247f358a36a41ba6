//! Glyphs made of glyphs (OpenType, `glyf`): a letter and its marks become one, so that one code shows them and says what they are.

/// A glyph of the subset and where it stands, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    pub glyph: u16,
    pub dx: i16,
    pub dy: i16,
}

/// A new glyph, put behind those of the subset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Compound {
    pub parts: Vec<Part>,
    pub advance: u16,
}

/// Each table's tag and content.
type Tables = Vec<([u8; 4], Vec<u8>)>;

/// The font with the compounds behind its glyphs, and the number of the first of them. `None` where a table is missing or cut short.
pub fn add(font: &[u8], compounds: &[Compound]) -> Option<(Vec<u8>, u16)> {
    let mut tables = tables(font)?;
    let (loca, glyf) = (find(&tables, b"loca")?.clone(), find(&tables, b"glyf")?.clone());
    let long = number(find(&tables, b"head")?, 50)? == 1;
    let count = usize::from(number(find(&tables, b"maxp")?, 4)?);
    let metrics = usize::from(number(find(&tables, b"hhea")?, 34)?);

    let mut offsets = Vec::with_capacity(count + compounds.len() + 1);
    for at in 0..=count {
        let offset = if long { long_number(&loca, at * 4)? } else { u32::from(number(&loca, at * 2)?) * 2 };
        offsets.push(offset);
    }
    let mut outlines = glyf.get(..*offsets.last()? as usize)?.to_vec();
    let mut metrics_of_all = advances(find(&tables, b"hmtx")?, metrics, count)?;
    for compound in compounds {
        let (outline, left) = outline(compound, &glyf, &offsets[..=count])?;
        outlines.extend(outline);
        metrics_of_all.extend(compound.advance.to_be_bytes());
        metrics_of_all.extend(left.to_be_bytes());
        outlines.resize(outlines.len().next_multiple_of(2), 0);
        offsets.push(outlines.len() as u32);
    }
    let total = u16::try_from(count + compounds.len()).ok()?;
    let widest = compounds.iter().map(|compound| compound.parts.len()).max().unwrap_or(0) as u16;
    put(&mut tables, b"hmtx", metrics_of_all);
    put(&mut tables, b"loca", offsets.iter().flat_map(|offset| offset.to_be_bytes()).collect());
    put(&mut tables, b"glyf", outlines);
    change(&mut tables, b"head", 50, 1)?;
    change(&mut tables, b"hhea", 34, total)?;
    change(&mut tables, b"maxp", 4, total)?;
    limits(&mut tables, widest)?;
    Some((assemble(tables), count as u16))
}

/// A glyph that shows its parts, without an outline of its own; and its left edge, which must be its side bearing, lest it be moved.
fn outline(compound: &Compound, glyf: &[u8], offsets: &[u32]) -> Option<(Vec<u8>, i16)> {
    const WORDS: u16 = 0x0001;
    const OFFSETS: u16 = 0x0002;
    const MORE: u16 = 0x0020;
    let mut bounds: Option<[i32; 4]> = None;
    // A part without an outline, such as a space, adds nothing and may not be named by some readers.
    let mut inked = Vec::new();
    for part in &compound.parts {
        let at = usize::from(part.glyph);
        let (start, end) = (*offsets.get(at)? as usize, *offsets.get(at + 1)? as usize);
        if start == end {
            continue;
        }
        inked.push(part);
        let side = |index: usize| number(glyf, start + 2 + 2 * index).map(|side| i32::from(side as i16));
        let (dx, dy) = (i32::from(part.dx), i32::from(part.dy));
        let own = [side(0)? + dx, side(1)? + dy, side(2)? + dx, side(3)? + dy];
        bounds = Some(match bounds {
            Some(all) => [all[0].min(own[0]), all[1].min(own[1]), all[2].max(own[2]), all[3].max(own[3])],
            None => own,
        });
    }
    let Some(bounds) = bounds else { return Some((Vec::new(), 0)) };
    let mut outline = (-1_i16).to_be_bytes().to_vec();
    for side in bounds {
        outline.extend(i16::try_from(side).ok()?.to_be_bytes());
    }
    for (at, part) in inked.iter().enumerate() {
        let more = if at + 1 < inked.len() { MORE } else { 0 };
        outline.extend((WORDS | OFFSETS | more).to_be_bytes());
        outline.extend(part.glyph.to_be_bytes());
        outline.extend(part.dx.to_be_bytes());
        outline.extend(part.dy.to_be_bytes());
    }
    Some((outline, i16::try_from(bounds[0]).ok()?))
}

/// Advances and left side bearings, one of each for every glyph.
fn advances(hmtx: &[u8], metrics: usize, count: usize) -> Option<Vec<u8>> {
    let last = number(hmtx, metrics.checked_sub(1)? * 4)?;
    let mut all = hmtx.get(..metrics * 4)?.to_vec();
    for at in metrics..count {
        all.extend(last.to_be_bytes());
        all.extend(number(hmtx, metrics * 4 + (at - metrics) * 2)?.to_be_bytes());
    }
    Some(all)
}

/// Some rasterisers set their memory aside by these: points, contours and depth of compound glyphs.
fn limits(tables: &mut Tables, widest: u16) -> Option<()> {
    const POINTS: usize = 6;
    const CONTOURS: usize = 8;
    const COMPOUND_POINTS: usize = 10;
    const COMPOUND_CONTOURS: usize = 12;
    const ELEMENTS: usize = 28;
    const DEPTH: usize = 30;
    let maxp = find(tables, b"maxp")?.clone();
    let most = |at: usize, of: usize| Some(number(&maxp, at)?.max(number(&maxp, of)?).saturating_mul(widest.max(1)));
    let (points, contours) = (most(POINTS, COMPOUND_POINTS)?, most(CONTOURS, COMPOUND_CONTOURS)?);
    let (elements, depth) = (number(&maxp, ELEMENTS)?.max(widest), number(&maxp, DEPTH)?.saturating_add(1));
    for (at, value) in [(COMPOUND_POINTS, points), (COMPOUND_CONTOURS, contours), (ELEMENTS, elements), (DEPTH, depth)] {
        change(tables, b"maxp", at, value)?;
    }
    Some(())
}

fn tables(font: &[u8]) -> Option<Tables> {
    let count = usize::from(number(font, 4)?);
    let mut tables = Vec::with_capacity(count);
    for at in 0..count {
        let record = font.get(12 + at * 16..28 + at * 16)?;
        let (start, length) = (long_number(record, 8)? as usize, long_number(record, 12)? as usize);
        let mut tag = [0; 4];
        tag.copy_from_slice(&record[..4]);
        tables.push((tag, font.get(start..start.checked_add(length)?)?.to_vec()));
    }
    Some(tables)
}

fn find<'a>(tables: &'a Tables, tag: &[u8; 4]) -> Option<&'a Vec<u8>> {
    tables.iter().find(|(known, _)| known == tag).map(|(_, content)| content)
}

fn put(tables: &mut Tables, tag: &[u8; 4], content: Vec<u8>) {
    if let Some((_, old)) = tables.iter_mut().find(|(known, _)| known == tag) {
        *old = content;
    }
}

fn change(tables: &mut Tables, tag: &[u8; 4], at: usize, value: u16) -> Option<()> {
    let (_, content) = tables.iter_mut().find(|(known, _)| known == tag)?;
    content.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

fn long_number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(number(bytes, at)?) << 16 | u32::from(number(bytes, at + 2)?))
}

fn assemble(mut tables: Tables) -> Vec<u8> {
    const WHOLE: u32 = 0xB1B0_AFBA;
    if let Some((_, head)) = tables.iter_mut().find(|(tag, _)| tag == b"head") {
        head[8..12].fill(0);
    }
    let count = tables.len() as u16;
    let power = count.ilog2() as u16;
    let mut font = vec![0, 1, 0, 0];
    for value in [count, 16 << power, power, count * 16 - (16 << power)] {
        font.extend(value.to_be_bytes());
    }
    let mut start = 12 + 16 * tables.len();
    let mut head = None;
    for (tag, content) in &tables {
        if tag == b"head" {
            head = Some(start);
        }
        font.extend(tag);
        for value in [sum(content), start as u32, content.len() as u32] {
            font.extend(value.to_be_bytes());
        }
        start += content.len().next_multiple_of(4);
    }
    for (_, content) in &tables {
        font.extend(content);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    if let Some(head) = head {
        let adjustment = WHOLE.wrapping_sub(sum(&font));
        font[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    }
    font
}

fn sum(content: &[u8]) -> u32 {
    let word = |bytes: &[u8]| bytes.iter().enumerate().fold(0, |word, (at, byte)| word | u32::from(*byte) << (24 - 8 * at));
    content.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::{Compound, Part, add, find, number, tables};

    /// Three glyphs: nothing, a square from 0 to 100, a bar from 10 to 30; long offsets.
    fn font() -> Vec<u8> {
        let square = [0, 1, 0, 0, 0, 0, 0, 100, 0, 100];
        let bar = [0, 1, 0, 10, 0, 20, 0, 30, 0, 90];
        let mut head = vec![0; 54];
        head[51] = 1;
        let mut hhea = vec![0; 36];
        hhea[35] = 1;
        let mut maxp = vec![0; 32];
        maxp[5] = 3;
        maxp[7] = 4;
        let tables = vec![
            (*b"glyf", [square, bar].concat()),
            (*b"head", head),
            (*b"hhea", hhea),
            (*b"hmtx", vec![0, 120, 0, 0, 0, 0, 0, 10]),
            (*b"loca", [0_u32, 0, 10, 20].iter().flat_map(|offset| offset.to_be_bytes()).collect()),
            (*b"maxp", maxp),
        ];
        super::assemble(tables)
    }

    #[test]
    fn a_letter_and_its_mark_become_one() {
        let parts = vec![Part { glyph: 1, dx: 0, dy: 0 }, Part { glyph: 2, dx: -50, dy: 60 }];
        let blank = Compound { parts: Vec::new(), advance: 7 };
        let (made, first) = add(&font(), &[Compound { parts, advance: 120 }, blank]).expect("a font");
        assert_eq!(first, 3);
        let tables = tables(&made).expect("tables");
        let glyf = find(&tables, b"glyf").expect("outlines");
        let outline: Vec<i16> = (0..5).filter_map(|at| number(glyf, 20 + 2 * at)).map(|value| value as i16).collect();
        assert_eq!(outline, [-1, -40, 0, 100, 150], "a compound, in the box of both parts");
        let metrics = find(&tables, b"hmtx").expect("metrics");
        assert_eq!(metrics[12..], [0, 120, 0xff, 0xd8, 0, 7, 0, 0], "its bearing is its left edge");
        assert_eq!(number(find(&tables, b"maxp").expect("limits"), 4), Some(5));
        assert_eq!(number(find(&tables, b"maxp").expect("limits"), 10), Some(8), "points of two parts");
    }

    #[test]
    fn a_torn_font_is_refused() {
        let font = font();
        let compound = Compound { parts: vec![Part { glyph: 2, dx: 0, dy: 0 }], advance: 1 };
        for length in 0..font.len() - 2 {
            assert!(add(&font[..length], std::slice::from_ref(&compound)).is_none(), "{length}");
        }
        let beyond = Compound { parts: vec![Part { glyph: 9, dx: 0, dy: 0 }], advance: 1 };
        assert!(add(&font, &[beyond]).is_none());
    }
}
