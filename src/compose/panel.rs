//! A panel: one exercise on the tracks of its row, so that names, words and doses of neighbours begin on one line.
use super::block::Block;
use super::cx::Cx;
use super::exercise::{self, Nodes};
use super::picture;
use crate::geom::{Area, Len};
use crate::model::{Exercise, PictureUse};

/// Where the pictures of a panel stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figures {
    /// Between the name and the words.
    Above,
    /// Below the name, before the words.
    Beside,
}

/// An exercise as set to its width, and its pictures, whose height its row decides.
pub(super) struct Panel<'a> {
    exercise: &'a Exercise,
    figures: Figures,
    name: Block,
    /// Words, and the strip below them.
    words: Block,
    strip: Option<Block>,
    nodes: Vec<Nodes>,
    width: Len,
    /// Of the pictures.
    figures_width: Len,
}

impl<'a> Panel<'a> {
    pub fn new(cx: &mut Cx<'a>, number: usize, width: Len, figures: Figures) -> Panel<'a> {
        let exercise = &cx.handout.exercises[number - 1];
        let beside = figures == Figures::Beside && !exercise.pictures.is_empty();
        let half = (width - cx.layout.grid.gutter) / 2;
        let (figures, figures_width) = if beside { (Figures::Beside, half) } else { (Figures::Above, width) };
        let pieces = exercise::pieces(cx, number, exercise, width, figures_width);
        Panel { exercise, figures, name: pieces.name, words: pieces.words, strip: pieces.strip, nodes: pieces.figures, width, figures_width }
    }

    /// What to call it in a fault.
    pub fn owner(&self) -> Option<(String, Option<crate::source::Span>)> {
        self.name.owner.clone()
    }

    /// In the outline.
    pub fn bookmark(&self) -> Option<(String, u8)> {
        self.name.bookmark.clone()
    }

    /// The height of the pictures with their captions that the layout asks for at least, and the one beyond which they grow no more.
    pub fn heights(&self, cx: &Cx) -> (Len, Len) {
        let used = &self.exercise.pictures;
        if used.is_empty() {
            return (Len::ZERO, Len::ZERO);
        }
        let part = &cx.layout.exercises;
        let pictures = if used.len() > 1 { part.pair_height } else { part.picture_height };
        let [row, stack] = [Order::Row, Order::Stack].map(|order| order.slots(cx, used, self.figures_width));
        let high = |slot: &Slot, used: &PictureUse| picture::fit(cx, used.picture, slot.width, slot.width * 64).height;
        let most = stack.iter().zip(used).map(|(slot, used)| high(slot, used) + slot.caption).sum::<Len>() + gap(cx) * (used.len() as i64 - 1);
        let caption = row.iter().map(|slot| slot.caption).max().unwrap_or(Len::ZERO);
        let least = (pictures + caption).min(most);
        (least, most)
    }

    /// White between pictures, words and strip.
    fn strip_height(&self, cx: &Cx) -> Len {
        self.strip.as_ref().map_or(Len::ZERO, |strip| strip.height + cx.step(1))
    }
}

/// What the panels of a row share.
#[derive(Clone, Copy, Default)]
struct Shared {
    name: Len,
    words: Len,
    strip: Len,
}

/// Panels side by side.
pub(super) struct Row<'a> {
    pub panels: Vec<Panel<'a>>,
    /// Where each begins, from the measure's start.
    pub starts: Vec<Len>,
    shared: Shared,
    /// Of the pictures: at least, and at most.
    pub least: Len,
    pub most: Len,
}

impl<'a> Row<'a> {
    pub fn new(cx: &Cx, panels: Vec<Panel<'a>>, starts: Vec<Len>) -> Row<'a> {
        let most = |high: &dyn Fn(&Panel) -> Len| panels.iter().map(high).max().unwrap_or(Len::ZERO);
        let shared =
            Shared { name: most(&|panel| panel.name.height), words: most(&|panel| panel.words.height), strip: most(&|panel| panel.strip_height(cx)) };
        let (least, most) = (most(&|panel| panel.heights(cx).0), most(&|panel| panel.heights(cx).1));
        Row { panels, starts, shared, least, most }
    }

    /// With pictures as high as `pictures`, as far as this row's grow.
    pub fn height(&self, cx: &Cx, pictures: Len) -> Len {
        let pictures = pictures.max(self.least).min(self.most);
        let beside = self.panels.iter().any(|panel| panel.figures == Figures::Beside);
        let Shared { name, words, strip } = self.shared;
        let below = match beside {
            true => pictures.max(words + strip),
            false if pictures > Len::ZERO => pictures + gap(cx) + words + strip,
            false => words + strip,
        };
        rule(cx) + gap(cx) + name + below
    }

    /// The area that pictures of this height cover, in square points.
    pub fn pictured(&self, cx: &Cx, pictures: Len) -> i64 {
        let pictures = pictures.max(self.least).min(self.most);
        let of = |panel: &Panel| placed(cx, &panel.exercise.pictures, panel.figures_width, pictures).1;
        self.panels.iter().map(of).sum()
    }

    /// The row at its height.
    pub fn set(self, cx: &mut Cx, pictures: Len) -> Block {
        let mut block = Block { height: self.height(cx, pictures), ..Block::default() };
        let pictures = pictures.max(self.least).min(self.most);
        let Shared { name, words, strip } = self.shared;
        let top = rule(cx) + gap(cx);
        for (panel, start) in self.panels.into_iter().zip(self.starts) {
            block.rule(start, Len::ZERO, panel.width, rule(cx), cx.ink());
            block.absorb(panel.name, start, top);
            let beside = panel.figures == Figures::Beside;
            let figures_top = top + name;
            let (places, _) = placed(cx, &panel.exercise.pictures, panel.figures_width, pictures);
            for ((used, nodes), place) in panel.exercise.pictures.iter().zip(panel.nodes).zip(places) {
                let area = Area { start: start + place.area.start, top: figures_top + place.area.top, ..place.area };
                picture::set(cx, &mut block, used, nodes, area, place.width);
            }
            let (words_start, words_top) = match beside {
                true => (start + panel.width - panel.figures_width, figures_top),
                false => (start, figures_top + if pictures > Len::ZERO { pictures + gap(cx) } else { Len::ZERO }),
            };
            block.absorb(panel.words, words_start, words_top);
            if let Some(block_strip) = panel.strip {
                let strip_top = if beside { block.height - strip } else { words_top + words } + cx.step(1);
                block.absorb(block_strip, words_start, strip_top);
            }
        }
        block
    }
}

/// The rule that opens a panel.
fn rule(cx: &Cx) -> Len {
    cx.step(1) / 3
}

/// White between what stands in a panel.
fn gap(cx: &Cx) -> Len {
    cx.quarter(2)
}

/// How the pictures of a panel stand to each other.
#[derive(Clone, Copy)]
enum Order {
    Row,
    Stack,
}

/// What a picture may take.
struct Slot {
    start: Len,
    width: Len,
    /// The height of its caption.
    caption: Len,
}

impl Order {
    fn slots(self, cx: &Cx, used: &[PictureUse], width: Len) -> Vec<Slot> {
        let count = used.len() as i64;
        let (pitch, width) = match self {
            Order::Row => ((width + cx.layout.grid.gutter) / count, (width + cx.layout.grid.gutter) / count - cx.layout.grid.gutter),
            Order::Stack => (Len::ZERO, width),
        };
        let caption =
            |used: &PictureUse| used.caption.as_ref().map_or(Len::ZERO, |caption| cx.measured(&cx.layout.styles.caption, caption, width).height());
        used.iter().enumerate().map(|(index, used)| Slot { start: pitch * index as i64, width, caption: caption(used) }).collect()
    }
}

/// A picture's place below the name, and the width of its caption.
struct Placed {
    area: Area,
    width: Len,
}

/// The pictures at the foot of a box: side by side or one below the other, whichever makes them larger. And the area that they cover, in
/// square points.
fn placed(cx: &Cx, used: &[PictureUse], width: Len, height: Len) -> (Vec<Placed>, i64) {
    if used.is_empty() {
        return (Vec::new(), 0);
    }
    let covered = |places: &[Placed]| -> i64 { places.iter().map(|place| square_points(place.area)).sum() };
    let [row, stack] = [in_row(cx, used, width, height), stacked(cx, used, width, height)].map(|places| (covered(&places), places));
    if stack.0 > row.0 { (stack.1, stack.0) } else { (row.1, row.0) }
}

fn square_points(area: Area) -> i64 {
    let points = |length: Len| length.raw() / Len::pt(1).raw();
    points(area.width) * points(area.height)
}

/// Their feet on one line.
fn in_row(cx: &Cx, used: &[PictureUse], width: Len, height: Len) -> Vec<Placed> {
    let slots = Order::Row.slots(cx, used, width);
    let caption = slots.iter().map(|slot| slot.caption).max().unwrap_or(Len::ZERO);
    let place = |(used, slot): (&PictureUse, &Slot)| {
        let area = picture::fit(cx, used.picture, slot.width, (height - caption).max(Len::ZERO));
        Placed { area: Area { start: slot.start, top: height - caption - area.height, ..area }, width: slot.width }
    };
    used.iter().zip(&slots).map(place).collect()
}

fn stacked(cx: &Cx, used: &[PictureUse], width: Len, height: Len) -> Vec<Placed> {
    let slots = Order::Stack.slots(cx, used, width);
    let captions: Len = slots.iter().map(|slot| slot.caption).sum();
    let count = used.len() as i64;
    let each = ((height - captions - gap(cx) * (count - 1)) / count).max(Len::ZERO);
    let areas: Vec<Area> = used.iter().map(|used| picture::fit(cx, used.picture, width, each)).collect();
    let total: Len = areas.iter().map(|area| area.height).sum::<Len>() + captions + gap(cx) * (count - 1);
    let mut top = height - total;
    let mut places = Vec::new();
    for (area, slot) in areas.into_iter().zip(slots) {
        places.push(Placed { area: area.down(top), width: slot.width });
        top += area.height + slot.caption + gap(cx);
    }
    places
}
