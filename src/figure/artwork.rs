//! A drawing ready for paper: curves in colours, on a box of its own whose origin is at the top left, `y` downwards.
use super::contour::Contour;
use super::drawing::{Drawing, End, Mark, Pen};
use super::fit::{Cubic, TOLERANCE, fitted};
use super::palette;
use super::plane::{Point, at, toward};
use super::region::{Keep, Region};
use crate::model::Inking;

/// A colour of red, green and blue.
pub type Rgb = (u8, u8, u8);

/// Marks in colours from the back to the front, in units of a thousandth of a body's height.
#[derive(Clone, Debug, PartialEq)]
pub struct Artwork {
    pub width: f64,
    pub height: f64,
    pub pieces: Vec<Piece>,
}

/// Paths that are filled, drawn along, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub paths: Vec<Path>,
    pub fill: Option<Rgb>,
    pub stroke: Option<Stroke>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    pub from: Point,
    pub steps: Vec<Step>,
    pub closed: bool,
}

/// On from where the last one ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    Line(Point),
    Curve(Point, Point, Point),
}

/// A line of round joins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub colour: Rgb,
    pub width: f64,
    pub end: End,
    /// Lengths on and off.
    pub dash: Option<(f64, f64)>,
}

/// How much heavier lines are than they were drawn: steps of a fourth root of two, so that few weights come of many sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Heft(pub u8);

/// The thinnest line on paper, in points.
const THINNEST: f64 = 0.75;
/// The thinnest line that a body's outline is drawn with: what is finer comes up to it, the rest grows alike.
const OUTLINE: f64 = 4.4;
/// Arrows and the clear space round them are heavy already: grown alike, a shaft would swallow its head.
const HEAVY: f64 = 9.5;

impl Heft {
    const MOST: u8 = 40;

    /// The least at which no line of a drawing is too thin, where a unit of its box is so many points long.
    pub fn at(extent: &Extent, points: f64) -> Heft {
        let holds = |heft: &Heft| OUTLINE * heft.growth() * Frame::of(extent, *heft).scale * points >= THINNEST;
        (0..Heft::MOST).map(Heft).find(holds).unwrap_or(Heft(Heft::MOST))
    }

    fn growth(self) -> f64 {
        libm::exp2(f64::from(self.0) / 4.0)
    }

    /// What becomes of a line's width. Details grow more where lines have to grow.
    fn width(self, drawn: f64) -> f64 {
        let least = OUTLINE * self.growth();
        if self.0 == 0 || drawn == 0.0 {
            drawn
        } else if drawn >= HEAVY {
            drawn.max(least * 1.4)
        } else {
            (drawn * self.growth()).max(least)
        }
    }
}

/// How far a drawing reaches: the corners of what is drawn with lines of each width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extent(Vec<(f64, Point, Point)>);

impl Extent {
    pub fn of(drawing: &Drawing) -> Extent {
        let mut widths: Vec<(f64, Point, Point)> = Vec::new();
        for mark in drawing.marks() {
            let Some((low, high)) = mark.bounds() else { continue };
            let width = mark.pen().map_or(0.0, |pen| pen.width);
            match widths.iter_mut().find(|(known, _, _)| *known == width) {
                Some((_, left, right)) => {
                    (*left, *right) = (at(left.x.min(low.x), left.y.min(low.y)), at(right.x.max(high.x), right.y.max(high.y)));
                }
                None => widths.push((width, low, high)),
            }
        }
        Extent(widths)
    }

    /// Width and height in units, with the lines as they were drawn.
    pub fn size(&self) -> (f64, f64) {
        let (low, high) = self.corners(Heft::default());
        (high.x - low.x, high.y - low.y)
    }

    /// The lowest and the highest point, the width of every line within. A figure of nothing is a blank square.
    pub(super) fn corners(&self, heft: Heft) -> (Point, Point) {
        let reach = |&(width, low, high): &(f64, Point, Point)| {
            // Curves may leave the points that they go through by as much.
            let half = heft.width(width) * 0.5 + 0.7;
            (low - at(half, half), high + at(half, half))
        };
        let both = |(low, high): (Point, Point), (left, right): (Point, Point)| {
            (at(low.x.min(left.x), low.y.min(left.y)), at(high.x.max(right.x), high.y.max(right.y)))
        };
        self.0.iter().map(reach).reduce(both).unwrap_or((at(0.0, 0.0), at(1.0, 1.0)))
    }
}

/// Where a drawing stands in its box: the box is that of the lines as they were drawn, and heavier ones keep within it.
struct Frame {
    width: f64,
    height: f64,
    scale: f64,
    /// Of the drawing, at the box's top left before scaling.
    corner: Point,
    /// From the box's corner.
    aside: Point,
    /// How far a curve may stand off what was drawn.
    tolerance: f64,
}

impl Frame {
    fn of(extent: &Extent, heft: Heft) -> Frame {
        let (width, height) = extent.size();
        let (low, high) = extent.corners(heft);
        let (wide, tall) = (high.x - low.x, high.y - low.y);
        let scale = (width / wide).min(height / tall).min(1.0);
        let aside = at((width - wide * scale) / 2.0, (height - tall * scale) / 2.0);
        Frame { width, height, scale, corner: at(low.x, high.y), aside, tolerance: TOLERANCE }
    }

    fn place(&self, point: Point) -> Point {
        at(self.aside.x + (point.x - self.corner.x) * self.scale, self.aside.y + (self.corner.y - point.y) * self.scale)
    }

    fn path(&self, line: &[Point], closed: bool) -> Option<Path> {
        let curves = fitted(line, closed, self.tolerance);
        let from = self.place(curves.first()?[0]);
        Some(Path { from, steps: curves.iter().map(|curve| self.step(curve)).collect(), closed })
    }

    fn step(&self, [from, leaving, arriving, to]: &Cubic) -> Step {
        let way = (*to - *from).unit();
        let off = |point: Point| (point - *from).cross(way).abs();
        if off(*leaving) < 0.3 && off(*arriving) < 0.3 {
            Step::Line(self.place(*to))
        } else {
            Step::Curve(self.place(*leaving), self.place(*arriving), self.place(*to))
        }
    }
}

/// Room between two lines of a hatch.
const HATCH: f64 = 15.0;

/// Lines over an area, on a grid of the whole plane: areas that meet show one hatch.
fn hatched(area: &Region, space: f64) -> Vec<Contour> {
    let Some((low, high)) = area.bounds() else { return Vec::new() };
    let (along, across) = (toward(45.0), toward(135.0));
    let corners = [low, at(high.x, low.y), high, at(low.x, high.y)];
    let span = |way: Point| {
        let on = corners.map(|corner| corner.dot(way));
        (on.iter().copied().fold(f64::INFINITY, f64::min), on.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    };
    let ((from, to), (first, last)) = (span(along), span(across));
    let numbers = libm::ceil(first / space) as i64..=libm::floor(last / space) as i64;
    let lines: Vec<Contour> = numbers.map(|number| across * (number as f64 * space)).map(|off| vec![off + along * from, off + along * to]).collect();
    area.grown(-2.0).clip(&lines, Keep::Inside)
}

impl Drawing {
    /// In the colours of a palette, with lines of a weight.
    pub fn artwork(&self, inking: &Inking, heft: Heft) -> Artwork {
        self.framed(&Frame::of(&Extent::of(self), heft), inking, heft)
    }

    fn framed(&self, frame: &Frame, inking: &Inking, heft: Heft) -> Artwork {
        let stroke = |pen: &Pen| {
            let colour = palette::colour(pen.ink, inking, self.looks)?;
            Some(Stroke { colour, width: heft.width(pen.width) * frame.scale, end: pen.end, dash: pen.dash })
        };
        let mut pieces = Vec::new();
        let mut put = |lines: &[Contour], closed: bool, fill: Option<Rgb>, stroke: Option<Stroke>| {
            if fill.is_none() && stroke.is_none() {
                return;
            }
            let paths: Vec<Path> = lines.iter().filter_map(|line| frame.path(line, closed || line.first() == line.last())).collect();
            if !paths.is_empty() {
                pieces.push(Piece { paths, fill, stroke });
            }
        };
        for mark in self.marks() {
            match mark {
                Mark::Area { area, fill, pen } => {
                    put(area.contours(), true, fill.and_then(|ink| palette::colour(ink, inking, self.looks)), pen.as_ref().and_then(stroke));
                    if let Some(pen) = fill.and_then(|ink| palette::hatch(ink, inking)) {
                        put(&hatched(area, HATCH * heft.growth()), false, None, stroke(&pen));
                    }
                }
                Mark::Lines { lines, pen } => put(lines, false, None, stroke(pen)),
            }
        }
        Artwork { width: frame.width, height: frame.height, pieces }
    }

    /// As an SVG file, with lines as they were drawn; `said` is what a screen reader says of it.
    pub fn svg(&self, inking: &Inking, said: &str) -> String {
        self.artwork(inking, Heft::default()).svg(said, None)
    }

    /// As a small SVG file to look at, in numbers of two units, its curves not so true.
    pub fn rough_svg(&self, inking: &Inking, said: &str) -> String {
        let frame = Frame { tolerance: 3.0, ..Frame::of(&Extent::of(self), Heft::default()) };
        self.framed(&frame, inking, Heft::default()).rough_svg(said)
    }
}
