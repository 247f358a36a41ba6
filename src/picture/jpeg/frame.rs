//! The segments of a JPEG: what its header says, which bytes belong to the picture, and which are nobody's business.
use std::ops::Range;

use super::entropy::{self, Blocks, Store, Table};
use super::exif;
use crate::picture::problem::check_pixels;
use crate::picture::{Orientation, Problem};

/// One component: luma, a chroma, an ink.
#[derive(Clone, Debug)]
pub(super) struct Component {
    id: u8,
    /// Sampling factors across and down.
    pub h: usize,
    pub v: usize,
    table: usize,
    /// Blocks across and down, padded to whole units.
    pub blocks: (usize, usize),
    /// Blocks that hold pixels, across and down.
    pub own_blocks: (usize, usize),
    /// Samples across and down.
    pub samples: (usize, usize),
    /// Divisors of the coefficients, in the order of the zigzag; known when the first scan begins, and the same for all scans.
    pub divisors: [u16; 64],
}

#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub width: u32,
    pub height: u32,
    pub progressive: bool,
    pub components: Vec<Component>,
    /// Units (MCUs) of an interleaved scan, across and down.
    pub units: (usize, usize),
}

pub(super) struct Part {
    pub component: usize,
    pub dc: Table,
    pub ac: Table,
}

pub(super) struct Scan {
    pub parts: Vec<Part>,
    /// The band of coefficients, and the bits of them.
    pub first: usize,
    pub last: usize,
    pub high: u8,
    pub low: u8,
    /// Units between two restart markers; 0 where there are none.
    pub restart: usize,
}

/// All of a JPEG but its blocks.
pub(super) struct Parsed {
    pub frame: Frame,
    pub orientation: Orientation,
    pub icc: Option<Vec<u8>>,
    /// Whether components are colours as they are, not luma and chroma.
    pub untransformed: bool,
    /// The bytes that make the picture: tables, frame, scans; without start and end.
    pub kept: Vec<Range<usize>>,
    /// The coefficients of a progressive picture.
    pub store: Store,
}

/// Walks all segments to the end marker; `blocks` gets the blocks of a sequential picture.
pub(super) fn walk<B: Blocks>(bytes: &[u8], begin: impl FnOnce(&Frame) -> B) -> Result<(Parsed, B), Problem> {
    let mut walker = Walker::default();
    let (mut at, mut begin, mut blocks) = (2_usize, Some(begin), None);
    loop {
        let marker = next_marker(bytes, &mut at)?;
        match marker {
            0xD9 => break,
            0x01 | 0xD0..=0xD8 => return Err(broken("a marker stands where none belongs")),
            _ => {}
        }
        let (content, end) = segment(bytes, at)?;
        if marker != 0xDA {
            walker.segment(marker, &bytes[content.clone()])?;
            if is_picture(marker) {
                walker.kept.push(at - 2..end);
            }
            at = end;
            continue;
        }
        let (mut scan, frame) = (walker.scan(&bytes[content])?, walker.frame.take().ok_or_else(|| broken("a scan stands before its frame"))?);
        scan.restart = walker.restart;
        let sink = blocks.get_or_insert_with(|| begin.take().map(|begin| begin(&frame)));
        let sink = sink.as_mut().unwrap_or_else(|| unreachable!("`begin` is called once"));
        let read = entropy::read(bytes, end, &frame, &scan, &mut walker.store, sink);
        walker.frame = Some(frame);
        let stop = read?;
        walker.kept.push(at - 2..stop);
        at = stop;
    }
    match blocks.flatten() {
        Some(blocks) => Ok((walker.finish()?, blocks)),
        None => Err(broken("it has no pixels")),
    }
}

/// Only what stands before the first scan: enough to measure.
pub(super) fn is_picture(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xC2 | 0xC4 | 0xDB | 0xDD)
}

fn broken(what: &str) -> Problem {
    Problem::damaged(what)
}

/// The marker at `at`, fill bytes passed; `at` moves behind it.
fn next_marker(bytes: &[u8], at: &mut usize) -> Result<u8, Problem> {
    let ended = || Problem::cut_short("it has no end marker");
    let mut next = || -> Result<u8, Problem> {
        let byte = *bytes.get(*at).ok_or_else(ended)?;
        *at += 1;
        Ok(byte)
    };
    if next()? != 0xFF {
        return Err(broken("its segments do not follow each other"));
    }
    loop {
        match next()? {
            0xFF => {}
            0 => return Err(broken("its segments do not follow each other")),
            marker => return Ok(marker),
        }
    }
}

/// The content of the segment whose length stands at `at`, and its end.
fn segment(bytes: &[u8], at: usize) -> Result<(Range<usize>, usize), Problem> {
    let (Some(&high), Some(&low)) = (bytes.get(at), bytes.get(at + 1)) else { return Err(Problem::cut_short("it ends in its header")) };
    let length = usize::from(high) << 8 | usize::from(low);
    if length < 2 {
        return Err(broken("a segment has an impossible length"));
    }
    if at + length > bytes.len() {
        return Err(Problem::cut_short("it ends in its header"));
    }
    Ok((at + 2..at + length, at + length))
}

#[derive(Default)]
struct Walker {
    frame: Option<Frame>,
    orientation: Orientation,
    /// Parts of the ICC profile by number, and how many there are.
    icc: Vec<(u8, u8, Vec<u8>)>,
    jfif: bool,
    /// The transform that an Adobe segment names.
    adobe: Option<u8>,
    quantizers: [Option<[u16; 64]>; 4],
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    restart: usize,
    kept: Vec<Range<usize>>,
    store: Store,
    /// By component: whether a first scan of it was there.
    begun: [bool; 4],
}

impl Walker {
    fn segment(&mut self, marker: u8, content: &[u8]) -> Result<(), Problem> {
        match marker {
            0xC0..=0xC2 => self.begin_frame(marker, content),
            0xC3 | 0xC7 | 0xCB | 0xCF => Err(Problem::unfit("this JPEG is of the lossless sort, which PDF does not know")),
            0xC9 | 0xCA | 0xCD | 0xCE | 0xCC => Err(Problem::unfit("this JPEG is arithmetically coded, which PDF does not know")),
            0xC5 | 0xC6 => Err(Problem::unfit("this JPEG is of the hierarchical sort, which PDF does not know")),
            0xC4 => self.huffman(content),
            0xDB => self.quantizer(content),
            0xDD => {
                let [high, low] = content else { return Err(broken("a segment has an impossible length")) };
                self.restart = usize::from(*high) << 8 | usize::from(*low);
                Ok(())
            }
            0xE0 => {
                self.jfif |= content.starts_with(b"JFIF\0");
                Ok(())
            }
            0xE1 => {
                if let Some(tiff) = content.strip_prefix(b"Exif\0\0") {
                    self.orientation = exif::orientation(tiff).unwrap_or(self.orientation);
                }
                Ok(())
            }
            0xE2 => {
                if let Some([number, count, part @ ..]) = content.strip_prefix(b"ICC_PROFILE\0") {
                    self.icc.push((*number, *count, part.to_vec()));
                }
                Ok(())
            }
            0xEE => {
                if content.starts_with(b"Adobe") {
                    self.adobe = content.get(11).copied().or(self.adobe);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn begin_frame(&mut self, marker: u8, content: &[u8]) -> Result<(), Problem> {
        if self.frame.is_some() {
            return Err(broken("it has two frames"));
        }
        let [bits, h1, h0, w1, w0, count, rest @ ..] = content else { return Err(broken("its frame is too short")) };
        if *bits != 8 {
            return Err(Problem::unfit("this JPEG has 12 bits a colour, which PDF does not know"));
        }
        let (width, height) = (u32::from(*w1) << 8 | u32::from(*w0), u32::from(*h1) << 8 | u32::from(*h0));
        check_pixels(width, height)?;
        if !matches!(count, 1 | 3 | 4) || rest.len() != usize::from(*count) * 3 {
            return Err(broken("its frame has an impossible number of colours"));
        }
        let mut parts = Vec::new();
        for part in rest.chunks_exact(3) {
            let (h, v) = (usize::from(part[1] >> 4), usize::from(part[1] & 15));
            if !(1..=4).contains(&h) || !(1..=4).contains(&v) || part[2] > 3 {
                return Err(broken("its frame has an impossible sampling"));
            }
            parts.push((part[0], h, v, usize::from(part[2])));
        }
        self.frame = Some(frame(width, height, marker == 0xC2, &parts));
        if let (true, Some(frame)) = (marker == 0xC2, &self.frame) {
            self.store = frame.components.iter().map(|component| vec![[0; 64]; component.blocks.0 * component.blocks.1]).collect();
        }
        Ok(())
    }

    fn huffman(&mut self, mut content: &[u8]) -> Result<(), Problem> {
        while let [kind, rest @ ..] = content {
            let impossible = || broken("a table of its codes is impossible");
            let counts: &[u8; 16] = rest.first_chunk().ok_or_else(impossible)?;
            let total: usize = counts.iter().map(|&count| usize::from(count)).sum();
            let symbols = rest.get(16..16 + total).ok_or_else(impossible)?;
            let tables = if kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            let place = tables.get_mut(usize::from(kind & 15)).ok_or_else(impossible)?;
            *place = Some(Table::new(counts, symbols).ok_or_else(impossible)?);
            content = &rest[16 + total..];
        }
        Ok(())
    }

    fn quantizer(&mut self, mut content: &[u8]) -> Result<(), Problem> {
        while let [kind, rest @ ..] = content {
            let impossible = || broken("a table of its divisors is impossible");
            let wide = usize::from(kind >> 4 != 0);
            let values = rest.get(..64 << wide).ok_or_else(impossible)?;
            let mut table = [0_u16; 64];
            for (place, value) in table.iter_mut().zip(values.chunks_exact(1 + wide)) {
                *place = value.iter().fold(0, |sum, &byte| sum << 8 | u16::from(byte));
            }
            let place = self.quantizers.get_mut(usize::from(kind & 15)).ok_or_else(impossible)?;
            if self.begun != [false; 4] && *place != Some(table) {
                return Err(Problem::unfit("this JPEG changes its divisors between its scans, which no camera does"));
            }
            *place = Some(table);
            content = &rest[64 << wide..];
        }
        Ok(())
    }

    /// The header of a scan; marks which components have begun.
    fn scan(&mut self, content: &[u8]) -> Result<Scan, Problem> {
        let impossible = || broken("a scan is impossible");
        let frame = self.frame.as_mut().ok_or_else(|| broken("a scan stands before its frame"))?;
        if self.begun == [false; 4] {
            for component in &mut frame.components {
                component.divisors = self.quantizers[component.table].ok_or_else(impossible)?;
            }
        }
        let [count, rest @ ..] = content else { return Err(impossible()) };
        let count = usize::from(*count);
        if !(1..=4).contains(&count) || rest.len() != count * 2 + 3 {
            return Err(impossible());
        }
        let (first, last, high, low) = match rest[count * 2..] {
            [first, last, bits] if frame.progressive => (usize::from(first), usize::from(last), bits >> 4, bits & 15),
            _ => (0, 63, 0, 0),
        };
        let band = if first == 0 { last == 0 || !frame.progressive } else { count == 1 && first <= last };
        if !band || last > 63 || low > 13 || high > 13 {
            return Err(impossible());
        }
        let mut parts: Vec<Part> = Vec::with_capacity(count);
        for part in rest[..count * 2].chunks_exact(2) {
            let component = frame.components.iter().position(|component| component.id == part[0]).ok_or_else(impossible)?;
            if parts.iter().any(|part| part.component == component) {
                return Err(impossible());
            }
            let empty = || Table::new(&[0; 16], &[]);
            let table = |tables: &[Option<Table>; 4], slot: u8, needed: bool| match tables.get(usize::from(slot)) {
                Some(Some(table)) => Some(table.clone()),
                Some(None) if needed => None,
                Some(None) | None => empty(),
            };
            let dc = table(&self.dc, part[1] >> 4, first == 0 && high == 0).ok_or_else(impossible)?;
            let ac = table(&self.ac, part[1] & 15, last > 0).ok_or_else(impossible)?;
            if first == 0 {
                self.begun[component] = true;
            } else if !self.begun[component] {
                return Err(impossible());
            }
            parts.push(Part { component, dc, ac });
        }
        if count > 1 && parts.iter().map(|part| frame.components[part.component].h * frame.components[part.component].v).sum::<usize>() > 10 {
            return Err(impossible());
        }
        Ok(Scan { parts, first, last, high, low, restart: 0 })
    }

    fn finish(self) -> Result<Parsed, Problem> {
        let frame = self.frame.ok_or_else(|| broken("it has no frame"))?;
        if !self.begun[..frame.components.len()].iter().all(|&begun| begun) {
            return Err(Problem::cut_short("some of its colours are missing"));
        }
        let letters = frame.components.iter().map(|component| component.id).eq(*b"RGB");
        // As libjpeg decides it, and with it every reader of PDF: JFIF is always luma and chroma.
        let untransformed = match (frame.components.len(), self.jfif, self.adobe) {
            (1, _, _) | (3, true, _) => false,
            (3, false, Some(transform)) => transform == 0,
            (3, false, None) => letters,
            (_, _, transform) => transform != Some(2),
        };
        Ok(Parsed { orientation: self.orientation, icc: join(self.icc), untransformed, kept: self.kept, store: self.store, frame })
    }
}

fn frame(width: u32, height: u32, progressive: bool, parts: &[(u8, usize, usize, usize)]) -> Frame {
    let (across, down) = (width as usize, height as usize);
    // A lone component is never interleaved: its factors mean nothing.
    let alone = parts.len() == 1;
    let most = parts.iter().fold((1, 1), |(h, v), part| if alone { (1, 1) } else { (part.1.max(h), part.2.max(v)) });
    let units = (across.div_ceil(8 * most.0), down.div_ceil(8 * most.1));
    let component = |&(id, h, v, table): &(u8, usize, usize, usize)| {
        let (h, v) = if alone { (1, 1) } else { (h, v) };
        let samples = ((across * h).div_ceil(most.0), (down * v).div_ceil(most.1));
        let own_blocks = (samples.0.div_ceil(8), samples.1.div_ceil(8));
        Component { id, h, v, table, blocks: (units.0 * h, units.1 * v), own_blocks, samples, divisors: [1; 64] }
    };
    Frame { width, height, progressive, components: parts.iter().map(component).collect(), units }
}

/// The profile, where all its parts are there.
fn join(mut parts: Vec<(u8, u8, Vec<u8>)>) -> Option<Vec<u8>> {
    parts.sort_by_key(|part| part.0);
    let count = parts.first()?.1;
    let whole = parts.len() == usize::from(count) && parts.iter().zip(1_u8..).all(|(part, number)| part.0 == number && part.1 == count);
    whole.then(|| parts.into_iter().flat_map(|part| part.2).collect())
}
