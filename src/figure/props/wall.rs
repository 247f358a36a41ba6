//! What is leant on: wall, door frame.
use super::shape::{CLEAR, HEAVY, LINE, block};
use super::{Against, Layer, Placed, Stance, Unplaced};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::shapes::tread;
use crate::figure::skeleton::Joints;

/// Between the back of a body and the wall that it leans on.
const OFF_BACK: f64 = 4.0;
/// From a wrist to the wall under a flat palm.
const OFF_PALM: f64 = 27.0;
/// How high a door is: 2 m.
const DOOR: f64 = 1143.0;

/// Behind the back, or in front of hands or feet; what stands between is touched first.
pub fn wall(against: Against, stance: &Stance, touch: &[(f64, f64)]) -> Placed {
    if !stance.is_side_on() {
        return skirting(stance);
    }
    let (near, far) = (&stance.near, &stance.far);
    let (x, height, way) = match against {
        Against::Back => {
            let low = touch.iter().map(|(from, _)| *from).fold(stance.low.x, f64::min);
            (low - OFF_BACK, stance.high.y + 60.0, -28.0)
        }
        Against::Hands => {
            let palms = palm(near).max(palm(far));
            (touch.iter().map(|(_, to)| to + OFF_BACK).fold(palms, f64::max), stance.high.y + 30.0, 28.0)
        }
        Against::Feet => {
            let shoe = |joints: &Joints| {
                tread().map(move |(x, y)| (joints.ankle + joints.foot * x + joints.foot.normal() * y).x).fold(joints.ankle.x, f64::max)
            };
            (shoe(near).max(shoe(far)) + OFF_BACK, stance.high.y + 30.0, 28.0)
        }
    };
    Placed::one(Layer::Behind, edge(x, height, way)).on_ground(x.min(x + way), x.max(x + way))
}

/// How far a hand reaches to a wall in front: with its palm, or with its fingertips where it points there.
fn palm(joints: &Joints) -> f64 {
    const FINGERTIP: f64 = 99.0;
    joints.wrist.x + (joints.hand.x * FINGERTIP + 6.0).max(OFF_PALM)
}

/// A wall seen along itself: a line, and hatching behind it.
pub fn edge(x: f64, height: f64, way: f64) -> Drawing {
    let mut drawing = Drawing::default();
    drawing.line(vec![at(x, 0.0), at(x, height)], Pen { ink: Ink::Ground, ..HEAVY });
    let ticks = (0..).map(|step| 24.0 + 60.0 * f64::from(step)).take_while(|y| y + 30.0 < height);
    drawing.lines(ticks.map(|y| vec![at(x, y), at(x + way, y + 28.0)]).collect(), Pen::new(Ink::GroundHatch, 4.0));
    drawing
}

/// A wall behind a body that faces the reader: the board along its foot.
fn skirting(stance: &Stance) -> Placed {
    let mut drawing = Drawing::default();
    let (from, to) = (stance.low.x - 90.0, stance.high.x + 90.0);
    drawing.line(vec![at(from, 62.0), at(to, 62.0)], Pen::new(Ink::GroundHatch, 5.0));
    Placed::one(Layer::Behind, drawing).on_ground(from, to)
}

/// Round a body that faces the reader, with both hands on it; from the side, the post that the hand is on.
pub fn door_frame(stance: &Stance) -> Result<Placed, Unplaced> {
    const POST: f64 = 44.0;
    let post = |x: f64| block(at(x - POST / 2.0, -CLEAR - 3.0), at(x + POST / 2.0, DOOR), 3.0);
    let mut drawing = Drawing::default();
    if stance.is_side_on() {
        let x = stance.near.wrist.x + OFF_PALM + POST / 2.0;
        drawing.part(&post(x), Ink::Prop, LINE);
        return Ok(Placed::one(Layer::Between, drawing).on_ground(x - 60.0, x + 60.0));
    }
    let palm = |joints: &Joints| joints.wrist + joints.hand * 30.0;
    let (right, left) = (palm(&stance.near), palm(&stance.far));
    let half = (left.x - stance.hip.x).abs().max((stance.hip.x - right.x).abs());
    let (from, to) = (stance.hip.x - half, stance.hip.x + half);
    let lintel = block(at(from - POST / 2.0, DOOR - POST), at(to + POST / 2.0, DOOR), 3.0);
    let frame = Region::union([&post(from), &post(to), &lintel]);
    drawing.part(&frame, Ink::Prop, LINE);
    let mitre = |x: f64, way: f64| -> Vec<Point> { vec![at(x + way * POST / 2.0, DOOR - POST), at(x - way * POST / 2.0, DOOR)] };
    drawing.lines(vec![mitre(from, 1.0), mitre(to, -1.0)], Pen { width: 3.4, ..LINE });
    Ok(Placed::one(Layer::Behind, drawing).on_ground(from - 90.0, to + 90.0))
}
