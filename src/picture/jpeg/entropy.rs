//! Entropy-coded data of a JPEG, read block by block: to prove a file whole, or to decode it.
use super::frame::{Component, Frame, Scan};
use crate::picture::Problem;

/// Huffman codes as they are read: nine bits at once, longer ones by comparing.
#[derive(Clone)]
pub(super) struct Table {
    /// By the next nine bits: length of the code × 256 + symbol; 0 for a longer code.
    quick: Box<[u16; 512]>,
    /// By length: the first code that is too large, aligned to 16 bits.
    limit: [u32; 18],
    /// By length: what to add to a code to find its symbol.
    offset: [i32; 17],
    symbols: Vec<u8>,
}

impl Table {
    /// From the counts of codes by length, and the symbols; none where the counts cannot be.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Table> {
        let mut table = Table { quick: Box::new([0; 512]), limit: [0; 18], offset: [0; 17], symbols: symbols.to_vec() };
        let (mut code, mut index) = (0_u32, 0_usize);
        for length in 1..=16_usize {
            let count = usize::from(counts[length - 1]);
            table.offset[length] = index as i32 - code as i32;
            for _ in 0..count {
                let symbol = *symbols.get(index)?;
                if length <= 9 {
                    let first = (code as usize) << (9 - length);
                    table.quick.get_mut(first..first + (1 << (9 - length)))?.fill((length as u16) << 8 | u16::from(symbol));
                }
                (code, index) = (code + 1, index + 1);
            }
            if code > 1 << length {
                return None;
            }
            table.limit[length] = code << (16 - length);
            code <<= 1;
        }
        table.limit[17] = u32::MAX;
        Some(table)
    }
}

/// The bits of one scan: stuffed zeros are dropped; past the data come zeros, which are counted.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The next bits, from the top.
    window: u64,
    have: u32,
    /// Bits of `have` and before that were never in the file.
    invented: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Bits<'a> {
        Bits { bytes, at, window: 0, have: 0, invented: 0 }
    }

    /// At least 32 bits in the window.
    #[inline(always)]
    fn fill(&mut self) {
        if self.have >= 32 {
            return;
        }
        if let Some(next) = self.bytes.get(self.at..self.at + 4) {
            let word = u32::from_be_bytes([next[0], next[1], next[2], next[3]]);
            // No byte of the four is 0xFF: none is stuffed, none opens a marker.
            let inverse = !word;
            if inverse.wrapping_sub(0x0101_0101) & word & 0x8080_8080 == 0 {
                self.window |= u64::from(word) << (32 - self.have);
                self.have += 32;
                self.at += 4;
                return;
            }
        }
        self.fill_slowly();
    }

    #[cold]
    fn fill_slowly(&mut self) {
        while self.have <= 56 {
            let byte = match (self.bytes.get(self.at), self.bytes.get(self.at + 1)) {
                (Some(0xFF), Some(0)) => {
                    self.at += 2;
                    0xFF
                }
                (Some(0xFF), _) | (None, _) => {
                    self.invented += 8;
                    0
                }
                (Some(&byte), _) => {
                    self.at += 1;
                    byte
                }
            };
            self.window |= u64::from(byte) << (56 - self.have);
            self.have += 8;
        }
    }

    #[inline(always)]
    fn skip(&mut self, count: u32) {
        self.window <<= count;
        self.have -= count;
    }

    /// Up to 16 bits; call `fill` before.
    #[inline(always)]
    fn take(&mut self, count: u32) -> i32 {
        // Two shifts, since a shift by 64 is none.
        let value = (self.window >> 1 >> (63 - count)) as i32;
        self.skip(count);
        value
    }

    /// The next symbol; 32 bits are in the window before, 16 after.
    #[inline(always)]
    fn symbol(&mut self, table: &Table) -> Result<u8, Problem> {
        self.fill();
        let quick = table.quick[(self.window >> 55) as usize];
        if quick != 0 {
            self.skip(u32::from(quick >> 8));
            return Ok(quick as u8);
        }
        self.long_symbol(table)
    }

    fn long_symbol(&mut self, table: &Table) -> Result<u8, Problem> {
        let next = (self.window >> 48) as u32;
        let length = (1..=16).find(|&length| next < table.limit[length]).ok_or_else(broken)?;
        let index = (next >> (16 - length)) as i32 + table.offset[length];
        self.skip(length as u32);
        usize::try_from(index).ok().and_then(|index| table.symbols.get(index)).copied().ok_or_else(broken)
    }

    /// A value of `size` bits, its sign folded in (ITU-T T.81, F.2.2.1).
    #[inline(always)]
    fn value(&mut self, size: u32) -> i32 {
        if size == 0 {
            return 0;
        }
        let bits = self.take(size);
        if bits < 1 << (size - 1) { bits - (1 << size) + 1 } else { bits }
    }

    /// Whether bits were used that the file does not have.
    fn overrun(&self) -> bool {
        self.invented > self.have
    }

    /// Where the next marker stands.
    fn next_marker(&self) -> Option<usize> {
        let mut at = self.at;
        loop {
            at += self.bytes.get(at..)?.iter().position(|&byte| byte == 0xFF)?;
            match self.bytes.get(at + 1)? {
                0 => at += 2,
                0xFF => at += 1,
                _ => return Some(at),
            }
        }
    }

    /// Passes the restart marker of that number.
    fn restart(&mut self, number: u8) -> Result<(), Problem> {
        let at = self.next_marker().ok_or_else(ended)?;
        if self.bytes[at + 1] != 0xD0 + number {
            return Err(broken());
        }
        *self = Bits::new(self.bytes, at + 2);
        Ok(())
    }
}

fn broken() -> Problem {
    Problem::damaged("its data cannot be read to the end")
}

fn ended() -> Problem {
    Problem::cut_short("its data ends too early")
}

/// What is done with the blocks of a picture.
pub(super) trait Blocks {
    /// Whether the values of coefficients are wanted, or only that they can be read.
    const VALUES: bool;

    /// A whole block, in the order of the zigzag.
    fn put(&mut self, component: usize, column: usize, row: usize, coefficients: &[i16; 64]);
}

/// Nothing is done: the data is proved whole.
pub(super) struct Proof;

impl Blocks for Proof {
    const VALUES: bool = false;

    fn put(&mut self, _component: usize, _column: usize, _row: usize, _coefficients: &[i16; 64]) {}
}

/// The coefficients of all blocks of a progressive picture, by component, in the order of the zigzag.
pub(super) type Store = Vec<Vec<[i16; 64]>>;

/// Reads one scan from `at`; gives where the marker after it stands.
pub(super) fn read<B: Blocks>(bytes: &[u8], at: usize, frame: &Frame, scan: &Scan, store: &mut Store, blocks: &mut B) -> Result<usize, Problem> {
    let mut reader = Reader { bits: Bits::new(bytes, at), scan, before: [0; 4], run: 0, block: [0; 64] };
    let (columns, rows) = match scan.parts.as_slice() {
        [only] => frame.components[only.component].own_blocks,
        _ => frame.units,
    };
    let (mut left, mut number) = (scan.restart, 0_u8);
    for row in 0..rows {
        for column in 0..columns {
            if scan.restart > 0 {
                if left == 0 {
                    if reader.bits.overrun() {
                        return Err(ended());
                    }
                    reader.bits.restart(number)?;
                    (reader.before, reader.run) = ([0; 4], 0);
                    (left, number) = (scan.restart, (number + 1) % 8);
                }
                left -= 1;
            }
            reader.unit(frame, (column, row), store, blocks)?;
        }
        if reader.bits.overrun() {
            return Err(ended());
        }
    }
    reader.bits.next_marker().ok_or_else(ended)
}

struct Reader<'a> {
    bits: Bits<'a>,
    scan: &'a Scan,
    /// The DC value before, by place in the scan.
    before: [i32; 4],
    /// Blocks that a progressive scan still passes over.
    run: u32,
    block: [i16; 64],
}

impl Reader<'_> {
    /// All blocks of one unit: one block where the scan has one component.
    fn unit<B: Blocks>(&mut self, frame: &Frame, (column, row): (usize, usize), store: &mut Store, blocks: &mut B) -> Result<(), Problem> {
        let scan = self.scan;
        if let [only] = scan.parts.as_slice() {
            return self.one(frame, 0, only.component, (column, row), store, blocks);
        }
        for (place, part) in scan.parts.iter().enumerate() {
            let Component { h, v, .. } = frame.components[part.component];
            for y in 0..v {
                for x in 0..h {
                    self.one(frame, place, part.component, (column * h + x, row * v + y), store, blocks)?;
                }
            }
        }
        Ok(())
    }

    fn one<B: Blocks>(
        &mut self,
        frame: &Frame,
        place: usize,
        component: usize,
        (column, row): (usize, usize),
        store: &mut Store,
        blocks: &mut B,
    ) -> Result<(), Problem> {
        if !frame.progressive {
            self.sequential::<B>(place)?;
            blocks.put(component, column, row, &self.block);
            return Ok(());
        }
        let index = row * frame.components[component].blocks.0 + column;
        let block = store[component].get_mut(index).ok_or_else(broken)?;
        match (self.scan.first, self.scan.high) {
            (0, 0) => self.dc_first(place, block),
            (0, _) => {
                self.bits.fill();
                block[0] |= (self.bits.take(1) << self.scan.low) as i16;
                Ok(())
            }
            (_, 0) => self.ac_first(place, block),
            (_, _) => self.ac_refine(place, block),
        }
    }

    fn dc(&mut self, place: usize) -> Result<i32, Problem> {
        let size = self.bits.symbol(&self.scan.parts[place].dc)?;
        if size > 11 {
            return Err(broken());
        }
        self.before[place] = self.before[place].wrapping_add(self.bits.value(u32::from(size)));
        Ok(self.before[place])
    }

    fn sequential<B: Blocks>(&mut self, place: usize) -> Result<(), Problem> {
        let dc = self.dc(place)?;
        if B::VALUES {
            self.block = [0; 64];
            self.block[0] = dc as i16;
        }
        let table = &self.scan.parts[place].ac;
        let mut at = 1_usize;
        while at < 64 {
            let symbol = self.bits.symbol(table)?;
            let (zeros, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if zeros < 15 {
                    break;
                }
                at += 16;
                continue;
            }
            at += zeros;
            if at > 63 {
                return Err(broken());
            }
            if B::VALUES {
                self.block[at] = self.bits.value(size) as i16;
            } else {
                self.bits.skip(size);
            }
            at += 1;
        }
        Ok(())
    }

    fn dc_first(&mut self, place: usize, block: &mut [i16; 64]) -> Result<(), Problem> {
        block[0] = (self.dc(place)? << self.scan.low) as i16;
        Ok(())
    }

    fn ac_first(&mut self, place: usize, block: &mut [i16; 64]) -> Result<(), Problem> {
        if self.run > 0 {
            self.run -= 1;
            return Ok(());
        }
        let table = &self.scan.parts[place].ac;
        let mut at = self.scan.first;
        while at <= self.scan.last {
            let symbol = self.bits.symbol(table)?;
            let (zeros, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if zeros < 15 {
                    self.run = (1 << zeros) - 1 + self.bits.take(zeros as u32) as u32;
                    break;
                }
                at += 16;
                continue;
            }
            at += zeros;
            if at > self.scan.last {
                return Err(broken());
            }
            block[at] = (self.bits.value(size) << self.scan.low) as i16;
            at += 1;
        }
        Ok(())
    }

    /// ITU-T T.81, G.1.2.3: one more bit of values known, and new ones between them.
    fn ac_refine(&mut self, place: usize, block: &mut [i16; 64]) -> Result<(), Problem> {
        let bit = 1_i16 << self.scan.low;
        let mut at = self.scan.first;
        if self.run == 0 {
            let table = &self.scan.parts[place].ac;
            while at <= self.scan.last {
                let symbol = self.bits.symbol(table)?;
                let (mut zeros, size) = (i32::from(symbol >> 4), symbol & 15);
                let mut fresh = 0;
                match size {
                    0 if zeros < 15 => {
                        self.run = (1 << zeros) + self.bits.take(zeros as u32) as u32;
                        break;
                    }
                    0 => {}
                    1 => fresh = if self.bits.take(1) == 1 { bit } else { -bit },
                    _ => return Err(broken()),
                }
                while at <= self.scan.last {
                    if block[at] != 0 {
                        self.refine(&mut block[at], bit);
                    } else if zeros == 0 {
                        block[at] = fresh;
                        at += 1;
                        break;
                    } else {
                        zeros -= 1;
                    }
                    at += 1;
                }
            }
        }
        if self.run > 0 {
            for value in &mut block[at..=self.scan.last] {
                if *value != 0 {
                    self.refine(value, bit);
                }
            }
            self.run -= 1;
        }
        Ok(())
    }

    #[inline]
    fn refine(&mut self, value: &mut i16, bit: i16) {
        self.bits.fill();
        if self.bits.take(1) == 1 && *value & bit == 0 {
            *value = if *value > 0 { value.wrapping_add(bit) } else { value.wrapping_sub(bit) };
        }
    }
}
