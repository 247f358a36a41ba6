//! Panels side by side, to hang on a wall: title and safety over all columns, an exercise to a panel, rows that fill the page.
//!
//! Type, columns and the place of pictures are whole settings that are tried in turn; where all stands on one page, the first size of
//! letters wins, and among its columns the largest pictures.
use std::cmp::Reverse;

use super::block::Block;
use super::cx::{Cx, Setting};
use super::flow::Filled;
use super::page::{Artifact, Bookmark, Fragment, Mark};
use super::panel::{Figures, Panel, Row};
use super::{footer, header};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::{Area, Len};
use crate::kit::Kit;
use crate::model::{Handout, Layout, Part};
use crate::structure::Structure;

/// What is tried, in this order.
pub(super) struct Tries<'a> {
    pub columns: u8,
    pub body_sizes: &'a [Len],
}

/// What makes a chart better than another, the heaviest first: nothing without room, few pages, no word broken, large letters, no empty
/// track, large pictures.
type Worth = (usize, usize, usize, usize, usize, Reverse<i64>);

/// The best of the settings. What does not fit even so is an error.
pub(super) fn compose(handout: &Handout, layout: &Layout, kit: &Kit, tries: &Tries, setting: Setting) -> (Structure, Filled, Diagnostics) {
    let mut best: Option<(Worth, Made)> = None;
    for (place, size) in tries.body_sizes.iter().enumerate() {
        let sized = layout.resized(*size);
        let most = i64::from(tries.columns).min(handout.exercises.len() as i64).max(1);
        for columns in 1..=most {
            for figures in [Figures::Above, Figures::Beside] {
                let Some(made) = Chart::new(handout, &sized, kit, setting, columns, figures).map(Chart::made) else { continue };
                let count = |code: Code| made.out.iter().filter(|fault| fault.code == code).count();
                let worth = (count(Code::NoRoom), made.filled.pages.len(), count(Code::LongWord), place, made.empty, Reverse(made.pictured));
                if best.as_ref().is_none_or(|(known, _)| worth < *known) {
                    best = Some((worth, made));
                }
            }
        }
        if best.as_ref().is_some_and(|(worth, _)| (worth.0, worth.1, worth.2) == (0, 1, 0)) {
            break;
        }
    }
    let Some((worth, mut made)) = best else { return Default::default() };
    if let (Some(distance), Some(size)) = (layout.viewing_distance, tries.body_sizes.get(worth.3))
        && worth.0 == 0
        && let Some(advice) = small(layout, distance, *size, made.columns)
    {
        made.out.push(advice);
    }
    (made.structure, made.filled, made.out)
}

/// Says what was chosen where it is not read with ease from the layout's distance.
fn small(layout: &Layout, distance: Len, size: Len, columns: i64) -> Option<Diagnostic> {
    let ease = Layout::smallest_letters(distance) * 2;
    if size >= ease {
        return None;
    }
    let metres = |length: Len| libm::round(length.to_mm() / 100.0) / 10.0;
    let (near, far) = (metres(distance.scale(size.raw(), ease.raw())), metres(distance));
    let side_by_side = if columns > 1 { format!(", {columns} exercises side by side") } else { String::new() };
    let message = format!("this chart has letters of {size} pt{side_by_side}: read with ease from {near} m, not from {far} m");
    let help = "take a larger paper, shorter words or fewer exercises, or write in a layout of your own from how far away it is read:";
    let help = format!("{help} `viewing-distance = \"{near} m\"`");
    Some(Diagnostic::warning(Code::SmallLetters, message).help(format!("{help}; `{}` says {far} m", layout.name)))
}

/// A chart as set, and what it is worth.
struct Made {
    structure: Structure,
    filled: Filled,
    out: Diagnostics,
    columns: i64,
    /// Tracks of the last row on which nothing stands.
    empty: usize,
    /// What the pictures cover, in square points.
    pictured: i64,
}

/// One setting of the chart.
struct Chart<'a> {
    cx: Cx<'a>,
    head: Block,
    rows: Vec<Row<'a>>,
    tail: Block,
    columns: i64,
    empty: usize,
}

impl<'a> Chart<'a> {
    /// None where the setting is none of its own: no row is wide enough for pictures beside words.
    fn new(handout: &'a Handout, layout: &'a Layout, kit: &'a Kit, setting: Setting, columns: i64, figures: Figures) -> Option<Chart<'a>> {
        let mut cx = Cx::new(handout, layout, kit, setting);
        let measure = cx.measure;
        let tracks = cx.tracks(columns);
        let count = handout.exercises.len() as i64;
        let last = (count - 1) % columns + 1;
        // The panels of a last row that is not full share its tracks, where they divide them.
        let wide = if columns % last == 0 { columns / last } else { 1 };
        let is_wide = |span: i64| tracks.across(span) >= cx.layout.styles.body.size * 24;
        let beside = |span: i64| if figures == Figures::Beside && is_wide(span) { Figures::Beside } else { Figures::Above };
        if figures == Figures::Beside && !is_wide(wide) {
            return None;
        }
        let order = &layout.order;
        let at = order.iter().position(|part| *part == Part::Exercises).unwrap_or(order.len());
        let head = super::blocks(&mut cx, &order[..at]);
        let safety = head.iter().find(|block| block.first_page).and_then(|block| block.owner.clone());
        let head = Block { owner: safety, ..Block::stacked(head) };
        let mut rows = Vec::new();
        for first in (0..count).step_by(columns as usize) {
            let numbers = first..count.min(first + columns);
            let span = if numbers.end - first == columns { 1 } else { wide };
            let starts = numbers.clone().map(|number| tracks.start((number - first) * span)).collect();
            let mut panels = Vec::new();
            for number in numbers {
                panels.push(Panel::new(&mut cx, number as usize + 1, tracks.across(span), beside(span)));
            }
            rows.push(Row::new(&cx, panels, starts));
        }
        cx.measure = measure;
        let tail = Block::stacked(super::blocks(&mut cx, order.get(at + 1..).unwrap_or_default()));
        Some(Chart { cx, head, rows, tail, columns, empty: (columns - last * wide) as usize })
    }

    fn made(mut self) -> Made {
        let margin = self.cx.layout.grid.margin;
        let foot_height = footer::height(&self.cx);
        let foot_top = self.cx.layout.paper.height - margin.bottom - foot_height;
        let running = header::running(&mut self.cx).unwrap_or_default();
        let sheet = Sheet { start: margin.start, top: margin.top, foot: foot_top - self.cx.step(1) };
        let again = self.again(sheet, running);
        let shares = self.shares(sheet, again.height);
        let count = shares.len();
        let mut filling = Filling { sheet, filled: Filled::default(), pictured: 0 };
        let mut rows = std::mem::take(&mut self.rows).into_iter();
        let mut head = std::mem::take(&mut self.head);
        for (page, share) in shares.into_iter().enumerate() {
            filling.filled.pages.push(Vec::new());
            let tail = if page + 1 == count { std::mem::take(&mut self.tail) } else { Block::default() };
            filling.page(&mut self.cx, std::mem::replace(&mut head, again.clone()), rows.by_ref().take(share).collect(), tail);
        }
        for page in 0..count {
            let foot = footer::set(&mut self.cx, page + 1, count);
            filling.put(page, foot, foot_top);
        }
        let (structure, out) = (self.cx.structure, self.cx.out);
        Made { structure, filled: filling.filled, out, columns: self.columns, empty: self.empty, pictured: filling.pictured }
    }

    /// What stands at the head of later pages: each hangs for itself, so it is all of the first head, unless that leaves too little room.
    fn again(&self, sheet: Sheet, running: Block) -> Block {
        if self.head.height > sheet.room() * 2 / 5 {
            return running;
        }
        let again = |fragment: &Fragment| Fragment { mark: Mark::Artifact(Artifact::Header), ..fragment.clone() };
        Block { fragments: self.head.fragments.iter().map(again).collect(), height: self.head.height, ..Block::default() }
    }

    /// How many rows stand on each page: as few pages as hold all at their least height, and the rows shared out evenly where they fit so.
    fn shares(&mut self, sheet: Sheet, again: Len) -> Vec<usize> {
        let heights: Vec<Len> = self.rows.iter().map(|row| row.height(&self.cx, Len::ZERO) + row_gap(&self.cx)).collect();
        if self.head.height > sheet.room() {
            let (name, span) = self.head.owner.clone().unwrap_or_else(|| ("the head of the chart".to_owned(), None));
            let over = libm::ceil((self.head.height - sheet.room()).to_mm());
            let message = format!("{name} must stand whole on the first page, and is {over} mm too tall for it");
            let help = "shorten its lines or the summary, take a larger paper, or in a layout of your own a smaller `viewing-distance`";
            self.cx.out.push(Diagnostic::error(Code::NoRoom, message).at(span).help(help));
        }
        let tail = if self.tail.height > Len::ZERO { self.tail.height + row_gap(&self.cx) } else { Len::ZERO };
        let room = |page: usize| sheet.room() - if page == 0 { self.head.height } else { again };
        let mut shares = vec![0];
        let mut left = room(0);
        for (row, height) in self.rows.iter().zip(&heights) {
            // The first page may hold title and safety alone.
            if *height > left && (shares.len() == 1 || shares.last() != Some(&0)) {
                shares.push(0);
                left = room(shares.len() - 1);
            }
            if *height > room(shares.len() - 1) {
                let (name, span) = row.panels.first().and_then(Panel::owner).unwrap_or_default();
                let message = format!("{name} does not fit on a page in letters of {} pt", self.cx.layout.styles.body.size);
                let help = "shorten it, take a larger paper, or in a layout of your own a smaller `viewing-distance`";
                self.cx.out.push(Diagnostic::error(Code::NoRoom, message).at(span).help(help));
            }
            left -= *height;
            *shares.last_mut().expect("a page") += 1;
        }
        if tail > left {
            shares.push(0);
        }
        even(&shares, &heights, &|page, pages| room(page) - if page + 1 == pages { tail } else { Len::ZERO }).unwrap_or(shares)
    }
}

/// The rows shared out evenly over the same pages, later ones taking more; none where they do not fit so.
fn even(shares: &[usize], heights: &[Len], room: &dyn Fn(usize, usize) -> Len) -> Option<Vec<usize>> {
    let (rows, pages) = (heights.len(), shares.len());
    let even: Vec<usize> = (0..pages).map(|page| rows * (page + 1) / pages - rows * page / pages).collect();
    let mut left = heights;
    for (page, share) in even.iter().enumerate() {
        let (these, rest) = left.split_at(*share);
        if these.iter().copied().sum::<Len>() > room(page, pages) {
            return None;
        }
        left = rest;
    }
    Some(even)
}

/// White above a row.
fn row_gap(cx: &Cx) -> Len {
    cx.step(1)
}

/// The heights between which content may stand, and where the measure begins.
#[derive(Clone, Copy)]
struct Sheet {
    start: Len,
    top: Len,
    foot: Len,
}

impl Sheet {
    fn room(self) -> Len {
        self.foot - self.top
    }
}

struct Filling {
    sheet: Sheet,
    filled: Filled,
    pictured: i64,
}

impl Filling {
    /// Head at the top, tail at the foot, the rows between them with pictures as high as all of them allow.
    fn page(&mut self, cx: &mut Cx, head: Block, rows: Vec<Row>, tail: Block) {
        let page = self.filled.pages.len() - 1;
        let tail_top = self.sheet.foot - tail.height;
        let mut at = self.sheet.top + head.height;
        let below = if tail.height > Len::ZERO { row_gap(cx) } else { Len::ZERO };
        let room = tail_top - below - at - row_gap(cx) * rows.len() as i64;
        self.bookmark(head.bookmark.clone(), page, self.sheet.top);
        self.put(page, head, self.sheet.top);
        let pictures = pictures(cx, &rows, room);
        let spare = room - rows.iter().map(|row| row.height(cx, pictures)).sum::<Len>();
        let more = (spare / (rows.len() as i64).max(1)).max(Len::ZERO).min(cx.step(3));
        for row in rows {
            at += row_gap(cx) + more;
            for panel in &row.panels {
                self.bookmark(panel.bookmark(), page, at);
            }
            self.pictured += row.pictured(cx, pictures);
            let block = row.set(cx, pictures);
            let height = block.height;
            self.put(page, block, at);
            at += height;
        }
        self.put(page, tail, tail_top);
    }

    fn bookmark(&mut self, bookmark: Option<(String, u8)>, page: usize, top: Len) {
        self.filled.bookmarks.extend(bookmark.map(|(title, level)| Bookmark { title, page, top, level }));
    }

    fn put(&mut self, page: usize, block: Block, top: Len) {
        let start = self.sheet.start;
        let moved = |fragment: Fragment| {
            let area = fragment.area;
            Fragment { area: Area { start: area.start + start, top: area.top + top, ..area }, ..fragment }
        };
        self.filled.pages[page].extend(block.into_fragments().into_iter().map(moved));
    }
}

/// The greatest of 64 heights of pictures at which the rows fit into `room`: the least where none does.
fn pictures(cx: &Cx, rows: &[Row], room: Len) -> Len {
    let least = rows.iter().map(|row| row.least).min().unwrap_or(Len::ZERO);
    let most = rows.iter().map(|row| row.most).max().unwrap_or(Len::ZERO);
    let at = |step: i64| least + (most - least) * step / 64;
    let fits = |step: &i64| rows.iter().map(|row| row.height(cx, at(*step))).sum::<Len>() <= room;
    (0..=64).rev().find(fits).map_or(least, at)
}
