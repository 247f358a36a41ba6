//! A block: content set at its width, its height known, ready to land on a page.
use std::sync::Arc;

use super::page::{Artifact, Fragment, Ink, Mark, Path, Rgb, Stroke};
use crate::geom::{Area, Len};
use crate::model::PictureUse;
use crate::source::Span;
use crate::structure::NodeId;
use crate::text::Lines;

/// Fragments counted from the block's own top and the start of the measure.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub fragments: Vec<Fragment>,
    pub height: Len,
    /// White above, unless the block opens a page.
    pub gap: Len,
    /// White above where the page has room for it.
    pub wish: Len,
    /// Heights at which it may be parted where it is taller than a page.
    pub cuts: Vec<Len>,
    /// Whether the next block must begin on the same page.
    pub with_next: bool,
    /// It must stand on the first page, whole.
    pub first_page: bool,
    /// In the outline: its title and level.
    pub bookmark: Option<(String, u8)>,
    /// What to call it in a fault, and where it was written.
    pub owner: Option<(String, Option<Span>)>,
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

    /// Takes in another block's fragments, moved; its cuts too.
    pub fn absorb(&mut self, other: Block, start: Len, top: Len) {
        self.cuts.extend(other.cuts.iter().map(|cut| *cut + top));
        self.fragments.extend(other.fragments.into_iter().map(|fragment| {
            let area = fragment.area;
            Fragment { area: Area { start: area.start + start, top: area.top + top, ..area }, ..fragment }
        }));
    }

    /// The lowest point of what is set so far.
    pub fn foot(&self) -> Len {
        self.fragments.iter().map(|fragment| fragment.area.foot()).max().unwrap_or(Len::ZERO)
    }

    /// Parts the block at the lowest of its cuts that leaves a first part of at most `room`, and that no fragment crosses.
    pub fn split(self, room: Len) -> Result<(Block, Block), Block> {
        let clear = |cut: Len| !self.fragments.iter().any(|fragment| fragment.area.top < cut && fragment.area.foot() > cut);
        let Some(cut) = self.cuts.iter().copied().filter(|cut| *cut > Len::ZERO && *cut <= room && *cut < self.height && clear(*cut)).max() else {
            return Err(self);
        };
        let (upper, lower): (Vec<_>, Vec<_>) = self.fragments.into_iter().partition(|fragment| fragment.area.foot() <= cut);
        let rest = self.cuts.iter().filter(|at| **at > cut).map(|at| *at - cut).collect();
        let first = Block {
            fragments: upper,
            height: cut,
            gap: self.gap,
            wish: self.wish,
            bookmark: self.bookmark,
            owner: self.owner.clone(),
            ..Block::default()
        };
        let mut second = Block { height: self.height - cut, cuts: rest, with_next: self.with_next, owner: self.owner, ..Block::default() };
        second.fragments = lower.into_iter().map(|fragment| Fragment { area: fragment.area.down(-cut), ..fragment }).collect();
        Ok((first, second))
    }
}
