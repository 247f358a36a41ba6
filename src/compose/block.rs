//! A block: content set at its width, its height known, ready to land on a page.
use std::sync::Arc;

use super::page::{Artifact, Fragment, Ink, Mark, Path, Rgb, Stroke};
use super::reserve::Reserve;
use crate::geom::{Area, Len};
use crate::model::PictureUse;
use crate::source::Span;
use crate::structure::NodeId;
use crate::text::Lines;

/// With more fragments a block that is parted keeps those of later pages in reserve.
const MANY: usize = 512;

/// Fragments counted from the block's own top and the start of the measure.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub fragments: Vec<Fragment>,
    /// More of them, far below.
    pub reserve: Reserve,
    pub height: Len,
    /// White above, unless the block opens a page.
    pub gap: Len,
    /// White above where the page has room for it.
    pub wish: Len,
    /// Heights at which it may be parted where it is taller than a page.
    pub cuts: Vec<Len>,
    /// What is set again at the head of the next page where a cut falls within its rows.
    pub heads: Vec<Head>,
    /// Whether the next block must begin on the same page.
    pub with_next: bool,
    /// It must stand on the first page, whole.
    pub first_page: bool,
    /// In the outline: its title and level.
    pub bookmark: Option<(String, u8)>,
    /// What to call it in a fault, and where it was written.
    pub owner: Option<(String, Option<Span>)>,
}

/// A heading row of what may go on over pages.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Its rows stand between these heights.
    pub from: Len,
    pub to: Len,
    pub fragments: Vec<Fragment>,
    pub height: Len,
}

impl Head {
    /// The head as set from `top` on; its rows go on to `to`. Read once, so that what is set again is none of the content.
    pub fn new(block: &Block, top: Len, to: Len) -> Head {
        let again = |fragment: &Fragment| Fragment { mark: Mark::Artifact(Artifact::Header), ..fragment.clone() };
        Head { from: top, to, fragments: block.fragments.iter().map(again).collect(), height: block.height }
    }
}

impl Block {
    /// The lines of a text from `top` on, `start` from the measure's start.
    pub fn text(&mut self, lines: &Arc<Lines>, start: Len, top: Len, mark: Mark, colour: Rgb) {
        for (index, line) in lines.lines.iter().enumerate() {
            let area = Area { start, top: top + lines.leading * index as i64, width: line.width, height: lines.leading };
            self.line(lines, index, area, mark, colour);
        }
    }

    /// One-line text whose baseline stands at `baseline`.
    pub fn text_on(&mut self, lines: &Arc<Lines>, start: Len, baseline: Len, mark: Mark, colour: Rgb) {
        self.text(lines, start, baseline - lines.baseline, mark, colour);
    }

    /// The same, ending at `end`.
    pub fn text_to(&mut self, lines: &Arc<Lines>, end: Len, baseline: Len, mark: Mark, colour: Rgb) {
        for (index, line) in lines.lines.iter().enumerate() {
            let top = baseline - lines.baseline + lines.leading * index as i64;
            let area = Area { start: end - line.width, top, width: line.width, height: lines.leading };
            self.line(lines, index, area, mark, colour);
        }
    }

    fn line(&mut self, lines: &Arc<Lines>, index: usize, area: Area, mark: Mark, colour: Rgb) {
        self.fragments.push(Fragment { area, mark, ink: Ink::Line { lines: lines.clone(), index, baseline: lines.baseline, colour } });
    }

    /// A level line as thick as `weight`, its top at `top`.
    pub fn rule(&mut self, start: Len, top: Len, width: Len, weight: Len, colour: Rgb) {
        self.fill(Area { start, top, width, height: weight }, colour);
    }

    pub fn fill(&mut self, area: Area, colour: Rgb) {
        self.fragments.push(Fragment { area, mark: Mark::Artifact(Artifact::Layout), ink: Ink::Fill(colour) });
    }

    pub fn picture(&mut self, used: &PictureUse, area: Area, node: NodeId) {
        let ink = Ink::Picture { picture: used.picture, flipped: used.flipped };
        self.fragments.push(Fragment { area, mark: Mark::Tagged(node), ink });
    }

    pub fn path(&mut self, path: Arc<Path>, area: Area, mark: Mark, fill: Option<Rgb>, stroke: Option<Stroke>) {
        self.fragments.push(Fragment { area, mark, ink: Ink::Path { path, fill, stroke } });
    }

    /// Takes in another block's fragments, moved; its cuts and heads too.
    pub fn absorb(&mut self, other: Block, start: Len, top: Len) {
        self.cuts.extend(other.cuts.iter().map(|cut| *cut + top));
        self.heads.extend(other.heads.into_iter().map(|head| Head { from: head.from + top, to: head.to + top, ..head }));
        self.fragments.extend(other.fragments.into_iter().map(|fragment| {
            let area = fragment.area;
            Fragment { area: Area { start: area.start + start, top: area.top + top, ..area }, ..fragment }
        }));
    }

    /// Blocks one below the other with the white they ask for, as one.
    pub fn stacked(blocks: Vec<Block>) -> Block {
        let mut all = Block::default();
        for mut block in blocks {
            let gap = if all.height > Len::ZERO { block.gap } else { Len::ZERO };
            let top = all.height + gap;
            all.bookmark = all.bookmark.take().or(block.bookmark.take());
            all.owner = all.owner.take().or(block.owner.take());
            all.height = top + block.height;
            all.absorb(block, Len::ZERO, top);
        }
        all
    }

    /// All fragments.
    pub fn into_fragments(mut self) -> Vec<Fragment> {
        while !self.reserve.is_empty() {
            self.fragments.extend(self.reserve.take());
        }
        self.fragments
    }

    /// The lowest point of what is set so far.
    pub fn foot(&self) -> Len {
        self.fragments.iter().map(|fragment| fragment.area.foot()).max().unwrap_or(Len::ZERO)
    }

    /// Parts the block at the lowest of its cuts that leaves a first part of at most `room`, and that no fragment crosses; where there is
    /// none, between two lines of a text.
    pub fn split(mut self, room: Len) -> Result<(Block, Block), Block> {
        if self.fragments.len() > MANY && self.reserve.is_empty() {
            self.reserve = Reserve::of(std::mem::take(&mut self.fragments), room);
        }
        // What begins below the cut is moved up by where its first fragment begins.
        while self.reserve.top().is_some_and(|top| top < room || self.fragments.iter().all(|fragment| fragment.area.top < room)) {
            self.fragments.extend(self.reserve.take());
        }
        let clear = |cut: &Len| !self.fragments.iter().any(|fragment| fragment.area.top < *cut && fragment.area.foot() > *cut);
        let fits = |cut: &Len| *cut > Len::ZERO && *cut <= room && *cut < self.height && clear(cut);
        let head_at = |cut: Len| self.heads.iter().find(|head| head.from < cut && cut < head.to);
        let cuts = || self.cuts.iter().copied().filter(fits);
        // Rows stay with their head where that leaves no more than half of the room empty.
        let whole = cuts().filter(|cut| head_at(*cut).is_none() && *cut >= room / 2).max();
        let Some(cut) = whole.or_else(|| cuts().max()).or_else(|| self.between_lines().filter(fits).max()) else {
            return Err(self);
        };
        let head = head_at(cut).cloned();
        let (upper, lower): (Vec<_>, Vec<_>) = self.fragments.into_iter().partition(|fragment| fragment.area.foot() <= cut);
        // No white at the top of a page.
        let from = lower.iter().map(|fragment| fragment.area.top).min().unwrap_or(cut);
        let down = head.as_ref().map_or(Len::ZERO, |head| head.height) - from;
        let first = Block {
            fragments: upper,
            height: cut,
            gap: self.gap,
            wish: self.wish,
            bookmark: self.bookmark,
            owner: self.owner.clone(),
            ..Block::default()
        };
        let mut second = Block { height: self.height + down, with_next: self.with_next, owner: self.owner, ..Block::default() };
        second.reserve = self.reserve;
        second.reserve.move_down(down);
        second.cuts = self.cuts.iter().filter(|at| **at > cut).map(|at| *at + down).collect();
        let rest = self.heads.into_iter().filter(|head| head.to > cut);
        second.heads = rest.map(|head| Head { from: (head.from + down).max(Len::ZERO), to: head.to + down, ..head }).collect();
        second.fragments = head.map_or(Vec::new(), |head| head.fragments);
        second.fragments.extend(lower.into_iter().map(|fragment| Fragment { area: fragment.area.down(down), ..fragment }));
        Ok((first, second))
    }

    /// Where a text has two lines before and two after.
    fn between_lines(&self) -> impl Iterator<Item = Len> + '_ {
        self.fragments.iter().filter_map(|fragment| match &fragment.ink {
            Ink::Line { lines, index, .. } if *index >= 2 && lines.lines.len() - index >= 2 => Some(fragment.area.top),
            Ink::Line { .. } | Ink::Picture { .. } | Ink::Path { .. } | Ink::Fill(_) | Ink::Link { .. } => None,
        })
    }
}
