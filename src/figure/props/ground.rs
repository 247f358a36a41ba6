//! What a body stands and lies on: floor, mat, step.
use super::shape::{CLEAR, FINE, HEAVY, LINE, block, solid};
use super::surface::STEP;
use super::{Layer, Placed, Prop, Stance, Unplaced};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::at;

/// The ground from here to there, where the prop is one.
pub fn under(prop: &Prop, (from, to): (f64, f64), stance: &Stance) -> Option<Drawing> {
    let mut drawing = Drawing::default();
    match prop {
        Prop::Floor {} => {
            // A line under everything that stands on it.
            let y = -3.0 - CLEAR;
            drawing.line(vec![at(from, y), at(to, y)], Pen { ink: Ink::Ground, ..HEAVY });
        }
        // Towards the reader, a mat is seen from a little above.
        Prop::Mat {} if !stance.is_side_on() => {
            let (back, front) = (34.0, -86.0);
            let area = block(at(from - 3.0, front - 15.0), at(to + 3.0, back + 3.0), 3.0);
            drawing.part(&area, Ink::Mat, Pen::new(Ink::MatLine, 4.0));
            drawing.line(vec![at(from, front - 3.0), at(to, front - 3.0)], Pen::new(Ink::MatLine, 3.0));
        }
        Prop::Mat {} => {
            let area = block(at(from - 3.0, -15.0 - CLEAR), at(to + 3.0, 3.0 - CLEAR), 3.0);
            drawing.part(&area, Ink::Mat, Pen::new(Ink::MatLine, 4.0));
        }
        _ => return None,
    }
    Some(drawing)
}

/// From the heel of the foot that it carries, or from the ball of the foot where only that rests on it.
pub fn step(ahead: Option<f64>, height: Option<f64>, stance: &Stance) -> Result<Placed, Unplaced> {
    const DEPTH: f64 = 260.0;
    const EDGE: f64 = 26.0;
    let (from, to) = match (ahead, stance.is_side_on()) {
        (_, false) => (stance.hip.x - 200.0, stance.hip.x + 200.0),
        (Some(ahead), true) => (stance.hip.x + ahead, stance.hip.x + ahead + DEPTH),
        (None, true) => {
            let part = stance.resting("step").next().ok_or(Unplaced::NothingRests)?;
            let joints = stance.side(part);
            let ball = joints.ankle + joints.foot * 72.0 - joints.foot.normal() * 38.0;
            let from = if part.starts_with("toes") { ball.x - 30.0 } else { joints.ankle.x - 62.0 };
            (from, from + DEPTH)
        }
    };
    let top = height.unwrap_or(STEP) - CLEAR;
    let mut drawing = Drawing::default();
    solid(&mut drawing, &block(at(from - 4.0, -CLEAR - 4.0), at(to + 4.0, top), 4.0), LINE);
    drawing.line(vec![at(from + 8.0, top - EDGE), at(to - 8.0, top - EDGE)], FINE);
    Ok(Placed::one(Layer::Behind, drawing).on_ground(from - 40.0, to + 60.0))
}
