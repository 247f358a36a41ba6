//! Weights with a handle: dumbbell, kettlebell.
use super::shape::{FAR, WEIGHT, bar, gleam};
use super::{Held, Layer, Placed, Seen, Stance};
use crate::figure::contact::GRIP;
use crate::figure::contour::{arc, closed};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::skeleton::{Joints, Side};

/// Half of its length: 25 cm.
const HALF: f64 = 71.0;
/// Half of what its heads are across.
const HEAD: f64 = 27.0;

/// What a hand holds, nearer or farther than the body.
fn inked(side: Side, stance: &Stance) -> (Ink, Pen) {
    if stance.is_pale(side) { (Ink::FarShorts, FAR) } else { (Ink::Weight, WEIGHT) }
}

pub fn dumbbell(hand: Held, seen: Seen, stance: &Stance) -> Placed {
    let mut placed = Placed::default();
    for (side, joints) in stance.hands(hand) {
        let centre = joints.wrist + joints.hand * GRIP;
        let (ink, pen) = inked(side, stance);
        let (layer, piece) = match seen {
            Seen::EndOn => {
                let layer = if stance.is_side_on() && side == Side::Near { Layer::Before } else { stance.held_layer(side) };
                (layer, end_on(centre, ink, pen))
            }
            Seen::Lengthwise => (stance.held_layer(side), lengthwise(centre, joints.hand.normal(), ink, pen)),
        };
        placed = placed.and(layer, piece);
        if seen == Seen::Lengthwise {
            placed = placed.gripped(joints, stance);
        }
    }
    placed
}

fn end_on(centre: Point, ink: Ink, pen: Pen) -> Drawing {
    let mut drawing = Drawing::default();
    drawing.part(&Region::disc(centre, HEAD), ink, pen);
    drawing.outline(&Region::disc(centre, HEAD * 0.64), Pen { width: 2.6, ..pen });
    drawing.part(&Region::disc(centre, HEAD * 0.26), Ink::Prop, Pen { width: 2.6, ..pen });
    gleam(&mut drawing, arc(centre, HEAD * 0.8, 115.0, 165.0, 8), 3.0);
    drawing
}

fn lengthwise(centre: Point, along: Point, ink: Ink, pen: Pen) -> Drawing {
    let mut drawing = Drawing::default();
    drawing.part(&bar(centre - along * (HALF - 8.0), centre + along * (HALF - 8.0), 7.0), Ink::Prop, pen);
    let across = along.normal();
    let plate = |from: f64, to: f64, half: f64| {
        let (from, to) = (centre + along * from, centre + along * to);
        Region::of([vec![from + across * half, from - across * half, to - across * half, to + across * half]]).grown(4.0)
    };
    let ends = [-1.0, 1.0].map(|end| plate(end * (HALF - 14.0), end * (HALF - 4.0), HEAD - 12.0));
    drawing.part(&Region::union(&ends), ink, pen);
    let heads = [-1.0, 1.0].map(|end| plate(end * (HALF - 36.0), end * (HALF - 16.0), HEAD - 4.0));
    drawing.part(&Region::union(&heads), ink, pen);
    drawing
}

/// Hanging from the fist; in both hands it hangs from the near one.
pub fn kettlebell(hand: Held, stance: &Stance) -> Placed {
    let mut placed = Placed::default();
    let hands = if hand == Held::Both { Held::Near } else { hand };
    for (side, joints) in stance.hands(hands) {
        let held = match (hand, stance.is_side_on()) {
            (Held::Both, false) => middle(stance),
            _ => joints.wrist + joints.hand * GRIP,
        };
        let (ink, pen) = inked(side, stance);
        placed = placed.and(stance.held_layer(side), bell(held, ink, pen));
        placed = placed.gripped(joints, stance);
        if hand == Held::Both {
            placed = placed.gripped(&stance.far, stance);
        }
    }
    placed
}

fn middle(stance: &Stance) -> Point {
    let grip = |joints: &Joints| joints.wrist + joints.hand * GRIP;
    grip(&stance.near).mid(grip(&stance.far), 0.5)
}

/// Its handle at the place.
fn bell(handle: Point, ink: Ink, pen: Pen) -> Drawing {
    let place = |shape: &[(f64, f64)]| Region::of([closed(shape, &[]).into_iter().map(|point| handle + point).collect::<Vec<_>>()]);
    let outer = place(&[(-30.0, 10.0), (0.0, 13.0), (30.0, 10.0), (40.0, -12.0), (33.0, -52.0), (-33.0, -52.0), (-40.0, -12.0)]);
    let inner = place(&[(-20.0, -5.0), (0.0, -4.0), (20.0, -5.0), (25.0, -16.0), (20.0, -38.0), (-20.0, -38.0), (-25.0, -16.0)]);
    let body = place(&[
        (0.0, -34.0),
        (34.0, -48.0),
        (50.0, -82.0),
        (40.0, -112.0),
        (26.0, -122.0),
        (-26.0, -122.0),
        (-40.0, -112.0),
        (-50.0, -82.0),
        (-34.0, -48.0),
    ]);
    let mut drawing = Drawing::default();
    drawing.part(&outer.without(&inner).with(&body), ink, pen);
    gleam(&mut drawing, arc(handle + at(0.0, -82.0), 34.0, 115.0, 165.0, 8), 4.0);
    drawing
}
