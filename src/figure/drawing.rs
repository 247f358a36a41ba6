//! A drawing as marks on paper, each in a role that a layout can colour.
use super::artwork::{Extent, Heft};
use super::contour::Contour;
use super::people::Looks;
use super::plane::Point;
use super::region::{Region, bounds};

/// What a mark is for: its colour follows from that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Line,
    Skin,
    SkinShade,
    Shirt,
    ShirtShade,
    Shorts,
    ShortsShade,
    Hair,
    Shoe,
    FarLine,
    FarSkin,
    FarShirt,
    FarShorts,
    FarShoe,
    GhostLine,
    Ghost,
    Accent,
    /// What keeps marks apart from what is behind them.
    Paper,
    Prop,
    PropShade,
    PropLine,
    Band,
    BandLine,
    Weight,
    Mat,
    MatLine,
    Ground,
    GroundHatch,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    pub ink: Ink,
    pub width: f64,
    pub end: End,
    /// Lengths on and off.
    pub dash: Option<(f64, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Round,
    Flat,
}

impl Pen {
    pub const fn new(ink: Ink, width: f64) -> Pen {
        Pen { ink, width, end: End::Round, dash: None }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Mark {
    Area { area: Region, fill: Option<Ink>, pen: Option<Pen> },
    Lines { lines: Vec<Contour>, pen: Pen },
}

/// Marks from the back to the front.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    marks: Vec<Mark>,
    /// Of the person in it.
    pub looks: Looks,
}

impl Drawing {
    pub fn fill(&mut self, area: &Region, ink: Ink) {
        self.area(area, Some(ink), None);
    }

    pub fn outline(&mut self, area: &Region, pen: Pen) {
        self.area(area, None, Some(pen));
    }

    /// Filled, and its outline drawn.
    pub fn part(&mut self, area: &Region, ink: Ink, pen: Pen) {
        self.area(area, Some(ink), Some(pen));
    }

    fn area(&mut self, area: &Region, fill: Option<Ink>, pen: Option<Pen>) {
        if !area.is_empty() {
            self.marks.push(Mark::Area { area: area.clone(), fill, pen });
        }
    }

    pub fn lines(&mut self, lines: Vec<Contour>, pen: Pen) {
        // Crumbs that cutting left would print as dots.
        let lines: Vec<Contour> = lines.into_iter().filter(|line| walked(line) > pen.width * 0.7).collect();
        if !lines.is_empty() {
            self.marks.push(Mark::Lines { lines, pen });
        }
    }

    pub fn line(&mut self, line: Contour, pen: Pen) {
        self.lines(vec![line], pen);
    }

    /// Everything of another drawing on top, carried by so much.
    pub fn append(&mut self, other: Drawing, by: Point) {
        let moved = |mark| match mark {
            Mark::Area { area, fill, pen } => Mark::Area { area: area.moved(by), fill, pen },
            Mark::Lines { lines, pen } => {
                Mark::Lines { lines: lines.into_iter().map(|line| line.into_iter().map(|point| point + by).collect()).collect(), pen }
            }
        };
        self.marks.extend(other.marks.into_iter().map(moved));
    }

    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The areas that it fills or outlines.
    pub(super) fn areas(&self) -> impl Iterator<Item = &Region> {
        self.marks.iter().filter_map(|mark| if let Mark::Area { area, .. } = mark { Some(area) } else { None })
    }

    /// Its lines that hold no area.
    pub(super) fn strokes(&self) -> impl Iterator<Item = &Contour> {
        self.marks.iter().flat_map(|mark| if let Mark::Lines { lines, .. } = mark { lines.as_slice() } else { &[] })
    }

    /// What stands on the paper, the width of every line within it; none for a drawing of nothing.
    pub fn bounds(&self) -> Option<(Point, Point)> {
        (!self.marks.is_empty()).then(|| Extent::of(self).corners(Heft::default()))
    }
}

impl Mark {
    /// Of its points, without the width of its line.
    pub fn bounds(&self) -> Option<(Point, Point)> {
        match self {
            Mark::Area { area, .. } => bounds(area.contours().iter().flatten().copied()),
            Mark::Lines { lines, .. } => bounds(lines.iter().flatten().copied()),
        }
    }

    pub fn pen(&self) -> Option<&Pen> {
        match self {
            Mark::Area { pen, .. } => pen.as_ref(),
            Mark::Lines { pen, .. } => Some(pen),
        }
    }
}

fn walked(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum()
}
