//! A drawing as marks on paper, each in a role that a layout can colour.
use super::contour::Contour;
use super::plane::{Point, at};
use super::region::{Region, bounds};
use super::svg::Sheet;

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
    FarLine,
    FarSkin,
    FarShirt,
    FarShorts,
    GhostLine,
    Ghost,
    Accent,
    /// What keeps marks apart from what is behind them.
    Paper,
    Prop,
    PropLine,
    Weight,
    Mat,
    MatLine,
    Ground,
    GroundHatch,
}

/// Colours by role.
pub struct Palette {
    colours: fn(Ink) -> (u8, u8, u8),
}

impl Palette {
    pub const COLOUR: Palette = Palette { colours: coloured };
    /// The same in greys, as a copier would make it, with more between the shirt and the shorts.
    pub const GREY: Palette = Palette { colours: greyed };

    pub fn of(&self, ink: Ink) -> (u8, u8, u8) {
        (self.colours)(ink)
    }
}

fn coloured(ink: Ink) -> (u8, u8, u8) {
    match ink {
        Ink::Line => (0x22, 0x30, 0x3c),
        Ink::Skin | Ink::Paper => (0xff, 0xff, 0xff),
        Ink::SkinShade => (0xe9, 0xee, 0xf0),
        Ink::Shirt => (0xa9, 0xcd, 0xd8),
        Ink::ShirtShade => (0x92, 0xba, 0xc7),
        Ink::Shorts => (0x54, 0x71, 0x7f),
        Ink::ShortsShade => (0x46, 0x62, 0x70),
        Ink::Hair => (0x3b, 0x4a, 0x55),
        Ink::FarLine => (0x8b, 0x98, 0xa1),
        Ink::FarSkin => (0xf3, 0xf5, 0xf6),
        Ink::FarShirt => (0xd3, 0xe4, 0xe9),
        Ink::FarShorts => (0xa3, 0xb3, 0xbb),
        Ink::Ghost => (0xf1, 0xf4, 0xf5),
        Ink::GhostLine => (0x9a, 0xa7, 0xaf),
        Ink::Accent => (0xd8, 0x50, 0x2a),
        Ink::Prop => (0xe4, 0xe2, 0xdc),
        Ink::PropLine => (0x8d, 0x8a, 0x82),
        Ink::Weight => (0x6d, 0x76, 0x80),
        Ink::Mat => (0xd9, 0xe3, 0xdc),
        Ink::MatLine => (0x7f, 0x91, 0x87),
        Ink::Ground => (0x9a, 0xa3, 0xa9),
        Ink::GroundHatch => (0xc2, 0xc9, 0xcd),
    }
}

fn greyed(ink: Ink) -> (u8, u8, u8) {
    let (red, green, blue) = match ink {
        // Red prints as middle grey beside grey: an arrow must stay the darkest there is.
        Ink::Accent => (0x30, 0x30, 0x30),
        other => coloured(other),
    };
    let grey = ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500) / 1000) as u8;
    (grey, grey, grey)
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
enum Mark {
    Area { area: Region, fill: Option<Ink>, pen: Option<Pen> },
    Lines { lines: Vec<Contour>, pen: Pen },
}

/// Marks from the back to the front.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    marks: Vec<Mark>,
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

    /// What stands on the paper, the width of every line within it.
    pub fn bounds(&self) -> Option<(Point, Point)> {
        let reach = |mark: &Mark| -> Vec<Point> {
            let (points, pen): (Vec<Point>, Option<Pen>) = match mark {
                Mark::Area { area, pen, .. } => (area.contours().iter().flatten().copied().collect(), *pen),
                Mark::Lines { lines, pen } => (lines.iter().flatten().copied().collect(), Some(*pen)),
            };
            let half = pen.map_or(0.0, |pen| pen.width * 0.5) + 0.7;
            let aside = at(half, half);
            bounds(points).map_or_else(Vec::new, |(low, high)| vec![low - aside, high + aside])
        };
        bounds(self.marks.iter().flat_map(reach))
    }

    /// As an SVG file, in the colours of a palette; `said` is what a screen reader says of it.
    pub fn svg(&self, palette: &Palette, said: &str) -> String {
        // A figure of nothing is a blank square.
        let (low, high) = self.bounds().unwrap_or((at(0.0, 0.0), at(1.0, 1.0)));
        let mut sheet = Sheet::new(low, high, said);
        self.write(palette, &mut sheet);
        sheet.done()
    }

    /// Its marks, on a sheet that is being written.
    pub(super) fn write(&self, palette: &Palette, sheet: &mut Sheet) {
        for mark in &self.marks {
            match mark {
                Mark::Area { area, fill, pen } => {
                    sheet.path(area.contours(), true, fill.map(|ink| palette.of(ink)), pen.map(|pen| (pen, palette.of(pen.ink))));
                }
                Mark::Lines { lines, pen } => sheet.path(lines, false, None, Some((*pen, palette.of(pen.ink)))),
            }
        }
    }
}

fn walked(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum()
}
