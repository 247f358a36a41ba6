//! What hands hold on to and lie on: table, counter.
use super::shape::{CLEAR, FAR, FINE, LINE, bar, block, solid};
use super::surface::{COUNTER, TABLE};
use super::{Layer, Placed, Stance, Unplaced};
use crate::figure::drawing::{Drawing, Ink};
use crate::figure::plane::at;
use crate::figure::region::Region;

/// From the wrist back to the edge that the hand lies over.
const OVER: f64 = 14.0;

/// Its edge just under the wrists that rest on it.
fn edge(prop: &str, stance: &Stance) -> Result<f64, Unplaced> {
    stance.resting_span(prop).map(|(from, _)| from - OVER).ok_or(Unplaced::NothingRests)
}

pub fn table(stance: &Stance) -> Result<Placed, Unplaced> {
    const LENGTH: f64 = 400.0;
    const BOARD: f64 = 22.0;
    let from = edge("table", stance)? - 60.0;
    let (to, top) = (from + LENGTH, TABLE - CLEAR);
    let mut drawing = Drawing::default();
    let foot = 8.0 - CLEAR;
    let behind =
        [bar(at(from + 62.0, top - BOARD), at(from + 62.0, foot + 8.0), 6.0), bar(at(to - 62.0, top - BOARD), at(to - 62.0, foot + 8.0), 6.0)];
    drawing.part(&Region::union(&behind), Ink::Prop, FAR);
    let legs = [bar(at(from + 34.0, top - BOARD), at(from + 30.0, foot), 9.0), bar(at(to - 34.0, top - BOARD), at(to - 30.0, foot), 9.0)];
    drawing.part(&Region::union(&legs), Ink::Prop, LINE);
    solid(&mut drawing, &block(at(from, top - BOARD), at(to, top), 6.0), LINE);
    Ok(Placed::one(Layer::Between, drawing).on_ground(from, to + 30.0))
}

pub fn counter(stance: &Stance) -> Result<Placed, Unplaced> {
    const DEPTH: f64 = 300.0;
    const BOARD: f64 = 24.0;
    let from = edge("counter", stance)?;
    let (to, top) = (from + DEPTH, COUNTER - CLEAR);
    let mut drawing = Drawing::default();
    // The cabinet stands back from the board above it, and its foot from both.
    let foot = block(at(from + 46.0, -CLEAR - 3.0), at(to - 4.0, 60.0), 3.0);
    drawing.part(&foot, Ink::PropShade, LINE);
    solid(&mut drawing, &block(at(from + 18.0, 50.0), at(to - 4.0, top - BOARD + 6.0), 4.0), LINE);
    drawing.line(vec![at(from + 18.0, top - 110.0), at(to - 4.0, top - 110.0)], FINE);
    drawing.part(&bar(at(from + 12.0, top - 78.0), at(from + 12.0, top - 52.0), 5.0), Ink::Prop, FINE);
    drawing.part(&bar(at(from + 12.0, top - 170.0), at(from + 12.0, top - 144.0), 5.0), Ink::Prop, FINE);
    solid(&mut drawing, &block(at(from, top - BOARD), at(to, top), 6.0), LINE);
    Ok(Placed::one(Layer::Between, drawing).on_ground(from, to + 30.0))
}
