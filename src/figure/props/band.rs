//! What stretches.
use super::{Layer, Placed};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::Point;

pub fn long(from: Point, to: Point) -> Placed {
    let mut drawing = Drawing::default();
    drawing.line(vec![from, to], Pen::new(Ink::Paper, 15.0));
    drawing.line(vec![from, to], Pen::new(Ink::Accent, 7.0));
    Placed::one(Layer::Between, drawing)
}
