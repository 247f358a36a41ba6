//! Shapes that props are put together from, and how they are drawn.
use crate::figure::contour::{Contour, open, rectangle};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::side::{INNER, OUTLINE};

pub const LINE: Pen = Pen::new(Ink::PropLine, 5.0);
pub const HEAVY: Pen = Pen::new(Ink::PropLine, 6.0);
pub const FINE: Pen = Pen::new(Ink::PropLine, 3.4);
pub const WEIGHT: Pen = Pen::new(Ink::Line, INNER);
/// What the far hand holds.
pub const FAR: Pen = Pen::new(Ink::FarLine, 4.4);
pub const BAND: Pen = Pen::new(Ink::BandLine, 4.0);
/// Where a prop ends that stands on the ground or carries the body.
pub const CLEAR: f64 = OUTLINE / 2.0;

/// A bar with round ends.
pub fn bar(from: Point, to: Point, half: f64) -> Region {
    let along = (to - from).unit();
    let across = along.normal() * 0.5;
    Region::of([vec![from + across, from - across, to - across, to + across]]).grown(half - 0.5)
}

/// A box with round corners.
pub fn block(low: Point, high: Point, round: f64) -> Region {
    let inner: Contour = rectangle(low + at(round, round), high - at(round, round));
    Region::of([inner]).grown(round)
}

/// A strip with square ends.
pub fn strip(from: Point, to: Point, half: f64) -> Contour {
    let across = (to - from).unit().normal() * half;
    vec![from + across, from - across, to - across, to + across]
}

/// A strip wound round a part: from one edge of the part to the other, bulging along the part.
pub fn wound(one: Point, other: Point, along: Point, half: f64) -> Region {
    const BULGE: f64 = 7.0;
    let edge = |off: f64| {
        let (one, other) = (one + along * off, other + along * off);
        open(&[one, one.mid(other, 0.5) + along * BULGE, other])
    };
    let mut line = edge(-half);
    line.extend(edge(half).into_iter().rev());
    Region::of([line])
}

/// In the tint of a prop, with a crescent of shade where it is big enough to show one.
pub fn solid(drawing: &mut Drawing, area: &Region, pen: Pen) {
    drawing.part(area, Ink::Prop, pen);
    let crescent = area.without(&area.moved(at(-9.0, 7.0))).grown(-1.5).grown(1.5);
    drawing.fill(&crescent.within(&area.grown(-pen.width / 2.0)), Ink::PropShade);
}

/// The line of light on what is round.
pub fn gleam(drawing: &mut Drawing, line: Contour, width: f64) {
    drawing.line(line, Pen::new(Ink::Paper, width));
}
