//! What is sat and lain on: chair, pillow.
use super::{LINE, Layer, PILLOW, Placed, SEAT, Stance, bar, block};
use crate::figure::drawing::{Drawing, Ink};
use crate::figure::plane::at;
use crate::figure::region::Region;

/// A chair that looks forward: the one that is sat on, or one that stands so far in front of the hip.
pub fn chair(ahead: Option<f64>, stance: &Stance) -> Placed {
    const DEPTH: f64 = 190.0;
    const BACK: f64 = 240.0;
    const BOARD: f64 = 16.0;
    let x = stance.hip.x + ahead.unwrap_or(-90.0);
    let under = SEAT - BOARD;
    let legs = [
        bar(at(x + 12.0, under), at(x - 14.0, 6.0), 6.0),
        bar(at(x + DEPTH - 14.0, under), at(x + DEPTH + 6.0, 6.0), 6.0),
        bar(at(x + 6.0, under), at(x - 26.0, SEAT + BACK), 6.0),
    ];
    let mut drawing = Drawing::default();
    drawing.part(&Region::union(&legs), Ink::Prop, LINE);
    drawing.part(&block(at(x - 5.0, under - 5.0), at(x + DEPTH + 5.0, SEAT + 5.0), 5.0), Ink::Prop, LINE);
    drawing.part(&bar(at(x - 16.0, SEAT + BACK * 0.5), at(x - 26.0, SEAT + BACK), 12.0), Ink::Prop, LINE);
    match ahead {
        Some(_) => Placed::one(Layer::Between, drawing).on_ground(x, x + 250.0),
        None => Placed::one(Layer::Behind, drawing).on_ground(x - 60.0, x),
    }
}

/// A chair that looks to the reader, under the hip.
pub fn chair_from_front(stance: &Stance) -> Placed {
    const HALF: f64 = 134.0;
    let (x, back, front) = (stance.hip.x, SEAT + 22.0, SEAT - 34.0);
    let both = |half: f64, low: f64, spread: f64, high: f64| {
        Region::union(&[-1.0, 1.0].map(|side| bar(at(x + side * (HALF - half), low), at(x + side * (HALF - half + spread), high), 6.0)))
    };
    let seat = [(-12.0, back), (0.0, front), (0.0, front - 14.0)].map(|(out, y)| (HALF + out, y));
    let outline = seat.iter().map(|&(half, y)| at(x - half, y)).chain(seat.iter().rev().map(|&(half, y)| at(x + half, y))).collect();
    let mut drawing = Drawing::default();
    drawing.part(&both(16.0, back, 6.0, back + 250.0), Ink::Prop, LINE);
    drawing.part(&bar(at(x - HALF + 14.0, back + 220.0), at(x + HALF - 14.0, back + 220.0), 20.0), Ink::Prop, LINE);
    drawing.part(&both(14.0, front, 8.0, -34.0), Ink::Prop, LINE);
    drawing.part(&Region::of([outline]).grown(4.0), Ink::Prop, LINE);
    Placed::one(Layer::Behind, drawing)
}

pub fn pillow(x: f64) -> Placed {
    let mut drawing = Drawing::default();
    drawing.part(&block(at(x - 96.0, 0.0), at(x + 96.0, PILLOW - 4.0), 14.0), Ink::Prop, LINE);
    Placed::one(Layer::Behind, drawing)
}
