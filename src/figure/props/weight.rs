//! What is held in a fist: dumbbell, stick.
use super::{LINE, Layer, Placed, bar};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::side::INNER;

/// Held across the fist, seen end on.
pub fn dumbbell(grip: Point) -> Placed {
    let mut drawing = Drawing::default();
    drawing.part(&Region::disc(grip, 26.0), Ink::Weight, Pen::new(Ink::Line, INNER));
    drawing.outline(&Region::disc(grip, 10.4), Pen::new(Ink::Paper, 3.0));
    Placed::one(Layer::Before, drawing)
}

pub fn stick(middle: Point) -> Placed {
    let mut drawing = Drawing::default();
    drawing.part(&bar(middle - at(0.0, 300.0), middle + at(0.0, 300.0), 8.0), Ink::Prop, LINE);
    Placed::one(Layer::Before, drawing)
}
