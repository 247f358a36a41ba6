//! Blocks fill pages from top to foot.
use super::block::Block;
use super::cx::Cx;
use super::page::{Bookmark, Fragment};
use crate::diag::{Code, Diagnostic};
use crate::geom::{Area, Len};

/// The heights between which content may stand, on the first page and on later ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub first_top: Len,
    pub top: Len,
    pub foot: Len,
    /// Where the measure begins.
    pub start: Len,
}

/// What has landed: the fragments of each page, in page coordinates.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub pages: Vec<Vec<Fragment>>,
    pub bookmarks: Vec<Bookmark>,
    /// More than a fifth of the first page stays empty, and there are more.
    pub hollow: bool,
}

/// Sets the blocks one after another. A block that does not fit moves on whole; one that is taller than a page is parted at one
/// of its cuts, with a warning; where it has none, that is an error.
pub(super) fn fill(cx: &mut Cx, blocks: Vec<Block>, frame: Frame) -> Filled {
    let mut filling =
        Filling { frame, filled: Filled { pages: vec![Vec::new()], ..Filled::default() }, page: Vec::new(), at: frame.first_top, empty: true };
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        // A heading's page is where the next block begins, be it the first part of one that is taller than a page.
        let whole = frame.foot - frame.top;
        let begins = |next: &Block| next.gap + if next.height > whole { whole / 3 } else { next.height };
        let next = blocks.peek().filter(|next| block.with_next && !next.first_page).map_or(Len::ZERO, begins);
        filling.land(cx, block, next);
    }
    filling.settle();
    filling.filled
}

struct Filling {
    frame: Frame,
    filled: Filled,
    /// The blocks of this page, each with the white above it.
    page: Vec<(Block, Len)>,
    at: Len,
    /// Nothing stands on this page yet.
    empty: bool,
}

impl Filling {
    fn land(&mut self, cx: &mut Cx, mut block: Block, next: Len) {
        let over = self.over_first(&block);
        if block.first_page && over > Len::ZERO {
            let (name, span) = block.owner.clone().unwrap_or_default();
            let over = libm::ceil(over.to_mm());
            let message = format!("{name} must stand whole on the first page, and is {over} mm too tall for it");
            cx.out.push(Diagnostic::error(Code::NoRoom, message).at(span).help("shorten its lines or the summary, or take a larger paper"));
            // One cause, one fault: it is not parted, and not told again for being too tall.
            let gap = if self.empty { Len::ZERO } else { block.gap };
            return self.put(block, gap);
        }
        loop {
            let gap = if self.empty { Len::ZERO } else { block.gap };
            let room = self.frame.foot - self.at - gap;
            if block.height + next <= room || (self.empty && block.height <= room) {
                return self.put(block, gap);
            }
            let whole_page = self.frame.foot - self.frame.top;
            if block.height <= whole_page && !self.empty {
                self.turn();
                continue;
            }
            // Taller than a page: what is left of this page is used where at least a third of a page is left.
            if room < whole_page / 3 && !self.empty {
                self.turn();
                continue;
            }
            block = match self.part(cx, block, room, gap) {
                Some(rest) => rest,
                None => return,
            };
        }
    }

    /// How far a block would reach beyond the first page.
    fn over_first(&self, block: &Block) -> Len {
        let gap = if self.empty { Len::ZERO } else { block.gap };
        let pages_before = (self.frame.foot - self.frame.top) * (self.filled.pages.len() as i64 - 1);
        pages_before + self.at + gap + block.height - self.frame.foot
    }

    /// Sets the first part of a block that is taller than a page; its rest.
    fn part(&mut self, cx: &mut Cx, block: Block, room: Len, gap: Len) -> Option<Block> {
        let (name, span) = block.owner.clone().unwrap_or_else(|| ("this part".to_owned(), None));
        // Rows that stand below their head again are as good on the next page.
        let has_head = !block.heads.is_empty();
        match block.split(room) {
            Ok((first, rest)) => {
                if !has_head {
                    let message = format!("{name} is taller than a page and goes on on the next");
                    cx.out.push(Diagnostic::warning(Code::CardSplit, message).at(span).help("shorten it, or make two of it"));
                }
                self.put(first, gap);
                self.turn();
                Some(rest)
            }
            Err(block) if !self.empty => {
                self.turn();
                Some(block)
            }
            Err(block) => {
                cx.out.push(
                    Diagnostic::error(Code::NoRoom, format!("{name} does not fit on a page")).at(span).help("shorten it, or take a larger paper"),
                );
                self.put(block, gap);
                None
            }
        }
    }

    fn put(&mut self, block: Block, gap: Len) {
        self.at += gap + block.height;
        self.page.push((block, gap));
        self.empty = false;
    }

    fn turn(&mut self) {
        if self.filled.pages.len() == 1 {
            self.filled.hollow = self.frame.foot - self.at > (self.frame.foot - self.frame.first_top) / 5;
        }
        self.settle();
        self.filled.pages.push(Vec::new());
        self.at = self.frame.top;
        self.empty = true;
    }

    /// The page is full: its blocks get the white they wish for, where it has room for all of it, or for half.
    fn settle(&mut self) {
        let number = self.filled.pages.len() - 1;
        let top = if number == 0 { self.frame.first_top } else { self.frame.top };
        let wished = |parts: i64| self.page.iter().skip(1).map(move |(block, gap)| (block.wish - *gap).max(Len::ZERO) / parts).sum::<Len>();
        let spare = self.frame.foot - self.at;
        let parts = [1, 2].into_iter().find(|parts| wished(*parts) <= spare);
        let mut at = top;
        for (index, (block, gap)) in std::mem::take(&mut self.page).into_iter().enumerate() {
            let more = parts.filter(|_| index > 0).map_or(Len::ZERO, |parts| (block.wish - gap).max(Len::ZERO) / parts);
            let place = at + gap + more;
            at = place + block.height;
            if let Some((title, level)) = block.bookmark.clone() {
                self.filled.bookmarks.push(Bookmark { title, page: number, top: place, level });
            }
            let moved = block.into_fragments().into_iter().map(|fragment| {
                let area = fragment.area;
                Fragment { area: Area { start: area.start + self.frame.start, top: area.top + place, ..area }, ..fragment }
            });
            self.filled.pages[number].extend(moved);
        }
    }
}
