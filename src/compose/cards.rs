//! Cards to cut apart: one exercise to a cell, each with its safety line, its id and its mark.
use super::block::Block;
use super::cx::{Cx, Setting};
use super::flow::Filled;
use super::page::{Bookmark, Fragment, Mark, Page};
use super::{exercise, footer, marks, parts};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::{Area, Len};
use crate::kit::Kit;
use crate::model::{Handout, Layout, Part, Phrase, Text};
use crate::structure::{Role, Structure};

/// A page cut into equal cells: 2 stand one above the other, more stand in two columns.
#[derive(Clone, Copy, Debug)]
struct Sheet {
    across: i64,
    down: i64,
}

impl Sheet {
    fn new(per_page: u8) -> Sheet {
        let across = if per_page > 2 { 2 } else { 1 };
        Sheet { across, down: (i64::from(per_page.max(1)) + across - 1) / across }
    }
}

/// The first number of cards to a page at which everything fits, in the first size of letters that does; with none, the last, and what
/// does not fit is an error.
pub(super) fn compose(handout: &Handout, layout: &Layout, kit: &Kit, tries: &Tries, setting: Setting) -> (Structure, Filled, Diagnostics) {
    let sizes: Vec<Layout> = tries.body_sizes.iter().map(|size| layout.resized(*size)).collect();
    let mut last = None;
    let covers = [Cover::Cell, Cover::Row, Cover::Page];
    let sized = |cover: Cover| sizes.iter().flat_map(|card| sizes.iter().map(move |cover| (card, cover))).map(move |(card, own)| (cover, card, own));
    for number in tries.per_page {
        for (cover, card_layout, cover_layout) in covers.into_iter().flat_map(sized) {
            let mut cards = Cards::new(handout, card_layout, kit, *number, tries.padding, setting, cover);
            cards.cover_layout = cover_layout;
            let fits = cards.all();
            let done = (cards.cx.structure, cards.filled, cards.cx.out);
            if fits {
                return done;
            }
            last = Some(done);
        }
    }
    last.unwrap_or_default()
}

/// What is tried, in this order.
pub(super) struct Tries<'a> {
    pub per_page: &'a [u8],
    pub body_sizes: &'a [Len],
    pub padding: Len,
}

/// What the card with the safety block takes: one cell, a whole row, or a page, none of which is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cover {
    Cell,
    Row,
    Page,
}

struct Cards<'a> {
    cx: Cx<'a>,
    sheet: Sheet,
    padding: Len,
    cover: Cover,
    /// The layout of what stands on cards of its own: its letters may be smaller than those of the exercises.
    cover_layout: &'a Layout,
    filled: Filled,
    /// The next free cell of the last page, counted along the rows.
    next: i64,
    fits: bool,
}

impl<'a> Cards<'a> {
    fn new(handout: &'a Handout, layout: &'a Layout, kit: &'a Kit, per_page: u8, padding: Len, setting: Setting, cover: Cover) -> Cards<'a> {
        let cx = Cx::new(handout, layout, kit, setting);
        Cards { cx, sheet: Sheet::new(per_page), padding, cover, cover_layout: layout, filled: Filled::default(), next: 0, fits: true }
    }

    fn all(&mut self) -> bool {
        let order = self.cx.layout.order.clone();
        let at = order.iter().position(|part| *part == Part::Exercises).unwrap_or(order.len());
        self.whole(&order[..at], true);
        for number in 1..=self.cx.handout.exercises.len() {
            self.exercise(number);
        }
        self.whole(order.get(at + 1..).unwrap_or_default(), false);
        self.fits
    }

    /// The parts before or after the exercises, on a card of their own.
    fn whole(&mut self, parts: &[Part], first: bool) {
        let cards = std::mem::replace(&mut self.cx.layout, self.cover_layout);
        self.on_own_card(parts, first);
        self.cx.layout = cards;
    }

    fn on_own_card(&mut self, parts: &[Part], first: bool) {
        let (wide, high) = match self.cover {
            Cover::Cell => (1, 1),
            Cover::Row => (self.sheet.across, 1),
            Cover::Page => (self.sheet.across, self.sheet.down),
        };
        let width = self.cx.layout.paper.width / self.sheet.across * wide;
        self.cx.measure = width - self.padding * 2;
        let blocks = super::blocks(&mut self.cx, parts);
        if blocks.is_empty() {
            return;
        }
        let cell = self.cell(wide, high);
        let id = self.cx.handout.id.clone();
        let foot = footer::card(&mut self.cx, &id, first);
        self.put(Block::stacked(blocks), Vec::new(), foot, cell, wide * high);
    }

    fn exercise(&mut self, number: usize) {
        let handout = self.cx.handout;
        let exercise = &handout.exercises[number - 1];
        let cell = self.cell(1, 1);
        self.cx.measure = cell.width - self.padding * 2;
        let card = exercise::set(&mut self.cx, number, exercise);
        let mut foots = Vec::new();
        foots.extend(card.strip);
        foots.extend(self.stop_line(card.sect));
        let id = format!("{}-{number}", handout.id);
        let foot = footer::card(&mut self.cx, &id, false);
        self.put(card.head, foots, foot, cell, 1);
    }

    /// A card that is cut out must say by itself when to stop, and whom to call.
    fn stop_line(&mut self, sect: crate::structure::NodeId) -> Option<Block> {
        let cx = &mut self.cx;
        let safety = &cx.handout.safety;
        if safety.stop_if.is_empty() {
            return None;
        }
        let mut said = safety.stop_if.clone();
        said.extend(cx.handout.clinic.phone.iter().map(|phone| Text::bold(phone.as_str())));
        let said = parts::joined(&said, " · ");
        let text = Text { span: said.span, ..parts::joined(&[Text::bold(cx.phrase(Phrase::StopIf)), said], " ") };
        let style = cx.layout.styles.body.clone();
        let (hang, side) = (style.size.scale(3, 2), style.size.scale(11, 12));
        let figure = cx.structure.add(sect, Role::Figure);
        cx.structure.node_mut(figure).alt = Some(cx.phrase(Phrase::Safety).to_owned());
        let node = cx.structure.add(sect, Role::P);
        let lines = cx.lines(&style, &text, cx.measure - hang);
        let mut block = Block { height: lines.height(), ..Block::default() };
        let top = lines.baseline - style.size.scale(3, 10) - side / 2;
        marks::safety_mark(cx, &mut block, Len::ZERO, top, side, Mark::Tagged(figure));
        block.text(&lines, hang, Len::ZERO, Mark::Tagged(node), cx.ink());
        Some(block)
    }

    /// The next free cells, so many wide and high; a new row or page where this one has no such room.
    fn cell(&mut self, wide: i64, high: i64) -> Area {
        let Sheet { across, down } = self.sheet;
        if high > 1 && self.next > 0 {
            self.next = across * down;
        }
        if self.next % across + wide > across {
            self.next = (self.next / across + 1) * across;
        }
        if self.filled.pages.is_empty() || self.next >= across * down {
            self.filled.pages.push(Vec::new());
            self.next = 0;
        }
        let paper = self.cx.layout.paper;
        let (width, height) = (paper.width / across, paper.height / down);
        Area { start: width * (self.next % across), top: height * (self.next / across), width: width * wide, height: height * high }
    }

    /// Head at the top of the cell, strip and stop line at its foot, the id below.
    fn put(&mut self, head: Block, foots: Vec<Block>, id: Block, cell: Area, cells: i64) {
        let cx = &mut self.cx;
        let start = cell.start + self.padding;
        let mut foot = cell.foot() - self.padding * 5 / 8 - id.height;
        let (name, span) = head.owner.clone().unwrap_or_else(|| ("this card".to_owned(), None));
        let bookmark = head.bookmark.clone();
        let (head_top, head_height) = (cell.top + self.padding, head.height);
        let mut card = Block::default();
        card.absorb(head, start, head_top);
        let id_top = foot;
        let high: Len = foots.iter().map(|block| block.height).sum();
        let head_foot = head_top + head_height + cx.quarter(2);
        // The strip and the line that says when to stop stand apart where there is room.
        let gaps = [cx.step(1), cx.quarter(2)].map(|gap| (gap, foot - high - gap * foots.len() as i64));
        let (gap, top) = if gaps[0].1 >= head_foot { gaps[0] } else { gaps[1] };
        foot = top;
        let mut at = foot;
        for block in foots {
            let height = block.height;
            card.absorb(block, start, at);
            at += height + gap;
        }
        card.absorb(id, start, id_top);
        if head_foot > foot {
            self.fits = false;
            let message = format!("{name} does not fit on a card of this size");
            cx.out.push(Diagnostic::error(Code::NoRoom, message).at(span).help("shorten it, or take fewer cards to a page"));
        }
        if let (Some((title, level)), page) = (bookmark, self.filled.pages.len() - 1) {
            self.filled.bookmarks.push(Bookmark { title, page, top: head_top, level });
        }
        self.cut_lines(&mut card, cell);
        if let Some(page) = self.filled.pages.last_mut() {
            page.extend(card.fragments);
        }
        self.next += cells;
    }

    /// Dashed lines along the sides of a card that another may stand beyond.
    fn cut_lines(&self, card: &mut Block, cell: Area) {
        let paper = self.cx.layout.paper;
        let slack = Len::pt(1);
        if cell.foot() + slack < paper.height {
            marks::cut_line(card, Area { top: cell.foot(), height: Len::ZERO, ..cell }, self.cx.ink());
        }
        if cell.end() + slack < paper.width {
            marks::cut_line(card, Area { start: cell.end(), width: Len::ZERO, ..cell }, self.cx.ink());
        }
    }
}

/// The pages of cells as composed pages.
pub(super) fn pages(pages: Vec<Vec<Fragment>>, layout: &Layout, handout: &Handout) -> Vec<Page> {
    pages.into_iter().map(|fragments| Page { size: layout.paper, direction: handout.locale.direction, fragments }).collect()
}
