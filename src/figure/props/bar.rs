//! Bars that one or both hands hold: barbell, stick, cane.
use super::shape::{CLEAR, FAR, LINE, WEIGHT, bar, block, gleam};
use super::{Held, Layer, Placed, Stance};
use crate::figure::contact::GRIP;
use crate::figure::contour::{arc, open};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::skeleton::{Joints, Side};

/// Half of what a plate is across: 28 cm in all.
const PLATE: f64 = 80.0;

fn held(joints: &Joints) -> Point {
    joints.wrist + joints.hand * GRIP
}

/// In both hands: from the side its near plate, from the front all of it.
pub fn barbell(stance: &Stance) -> Placed {
    match stance.is_side_on() {
        true => {
            let centre = held(&stance.near);
            let mut drawing = Drawing::default();
            drawing.part(&Region::disc(centre, PLATE), Ink::Weight, Pen { width: 6.0, ..WEIGHT });
            drawing.outline(&Region::disc(centre, PLATE * 0.8), Pen { width: 3.0, ..WEIGHT });
            drawing.part(&Region::disc(centre, PLATE * 0.3), Ink::FarShorts, Pen { width: 3.4, ..WEIGHT });
            drawing.part(&Region::disc(centre, PLATE * 0.12), Ink::Prop, Pen { width: 3.4, ..WEIGHT });
            gleam(&mut drawing, arc(centre, PLATE * 0.64, 112.0, 165.0, 10), 5.0);
            // The near plate would hide the hand that holds it.
            Placed::one(Layer::Held, drawing)
        }
        false => {
            // 1.5 m, as light bars are.
            const HALF: f64 = 400.0;
            let (right, left) = (held(&stance.near), held(&stance.far));
            let (middle, along) = (right.mid(left, 0.5), (left - right).unit());
            let mut drawing = Drawing::default();
            drawing.part(&bar(middle - along * HALF, middle + along * HALF, 7.0), Ink::Prop, WEIGHT);
            for end in [-1.0, 1.0] {
                let plate = |from: f64, half: f64| {
                    let from = middle + along * (end * from);
                    bar(from - along.normal() * half, from + along.normal() * half, 9.0)
                };
                drawing.part(&plate(HALF - 62.0, PLATE - 9.0), Ink::Weight, WEIGHT);
                drawing.part(&plate(HALF - 40.0, PLATE * 0.6), Ink::Weight, WEIGHT);
            }
            with_fists(drawing, stance)
        }
    }
}

fn with_fists(drawing: Drawing, stance: &Stance) -> Placed {
    Placed::one(stance.held_layer(Side::Near), drawing).gripped(&stance.near, stance).gripped(&stance.far, stance)
}

/// In both hands: from the side its end, from the front all of it.
pub fn stick(stance: &Stance) -> Placed {
    let mut drawing = Drawing::default();
    match stance.is_side_on() {
        true => {
            let (near, far) = (held(&stance.near), held(&stance.far));
            // Held at a slant it shows its length.
            if (near - far).length() > 60.0 {
                let along = (near - far).unit();
                drawing.part(&bar(far - along * 90.0, near + along * 90.0, 8.0), Ink::Prop, LINE);
                return Placed::one(Layer::Held, drawing);
            }
            drawing.part(&Region::disc(near, 10.0), Ink::Prop, WEIGHT);
            Placed::one(Layer::Before, drawing)
        }
        false => {
            let (right, left) = (held(&stance.near), held(&stance.far));
            let along = (left - right).unit();
            drawing.part(&bar(right - along * 110.0, left + along * 110.0, 8.0), Ink::Prop, LINE);
            with_fists(drawing, stance)
        }
    }
}

/// From the fist to the floor, a little ahead of the hand.
pub fn cane(hand: Held, stance: &Stance) -> Placed {
    let mut placed = Placed::default();
    for (side, joints) in stance.hands(hand) {
        let top = held(joints);
        let out = if stance.is_side_on() || top.x > stance.hip.x { at(1.0, 0.0) } else { at(-1.0, 0.0) };
        let foot = at(top.x + out.x * 26.0, 10.0 - CLEAR);
        let pen = if stance.is_pale(side) { FAR } else { LINE };
        let mut drawing = Drawing::default();
        drawing.part(&bar(foot, top, 6.0), Ink::Prop, pen);
        let crook = open(&[top - out * 34.0 + at(0.0, -3.0), top + at(0.0, 2.0), top + out * 26.0, top + out * 44.0 + at(0.0, -12.0)]);
        let crook = crook.windows(2).map(|pair| bar(pair[0], pair[1], 8.0)).collect::<Vec<_>>();
        drawing.part(&Region::union(&crook), Ink::Prop, pen);
        drawing.part(&block(foot - at(11.0, 10.0), foot + at(11.0, 14.0), 4.0), Ink::Weight, pen);
        placed = placed.and(stance.held_layer(side), drawing).on_ground(foot.x - 50.0, foot.x + 60.0);
        placed = placed.gripped(joints, stance);
    }
    placed
}
