//! What is sat on: chair, bench.
use super::shape::{CLEAR, FAR, LINE, bar, block, solid, strip};
use super::surface::{BENCH, CHAIR_BACK, SEAT};
use super::{Layer, Placed, Stance, Unplaced};
use crate::figure::drawing::{Drawing, Ink};
use crate::figure::plane::at;
use crate::figure::region::Region;

const DEPTH: f64 = 200.0;
const BOARD: f64 = 20.0;
/// How far the top of the back leans out.
const LEAN: f64 = 26.0;

/// As what rests on it says: sat on, its back held from behind it, or its seat under feet that come from the front.
pub fn chair(ahead: Option<f64>, stance: &Stance) -> Result<Placed, Unplaced> {
    if !stance.is_side_on() {
        // Beside a body that faces the reader, it is seen from its own side.
        return Ok(ahead.map_or_else(|| chair_from_front(stance), |beside| turned(stance.hip.x + beside, 1.0, Layer::Behind)));
    }
    let part = stance.resting("chair").next();
    let head = part.map(|part| part.split('.').next().unwrap_or(part));
    let hip = stance.hip.x;
    match (head, ahead) {
        (_, Some(ahead)) => Ok(turned(hip + ahead, 1.0, Layer::Between)),
        (Some("seat"), None) => Ok(turned(hip - 92.0, 1.0, Layer::Behind)),
        (Some("hand" | "hands" | "fist" | "fists"), None) => {
            let grip = stance.grip(part.unwrap_or_default());
            Ok(turned(grip.x + LEAN, 1.0, Layer::Between))
        }
        (Some(_), None) => {
            let foot = stance.near.ankle.x.max(stance.far.ankle.x);
            Ok(turned(foot + 40.0, -1.0, Layer::Behind))
        }
        (None, None) => Err(Unplaced::NothingRests),
    }
}

/// Its back edge here, looking forward or back.
fn turned(x: f64, way: f64, layer: Layer) -> Placed {
    let place = |along: f64, y: f64| at(x + way * along, y);
    let under = SEAT - BOARD;
    let foot = -CLEAR + 1.0;
    let mut drawing = Drawing::default();
    // The far legs first, as thin as the far limbs are pale.
    let behind = [bar(place(34.0, under), place(16.0, foot + 9.0), 4.5), bar(place(DEPTH - 30.0, under), place(DEPTH - 16.0, foot + 9.0), 4.5)];
    drawing.part(&Region::union(&behind), Ink::Prop, FAR);
    let post = bar(place(4.0, SEAT), place(-LEAN, CHAIR_BACK - 12.0), 6.5);
    let legs = [post, bar(place(12.0, under), place(-14.0, foot + 6.0), 6.5), bar(place(DEPTH - 12.0, under), place(DEPTH + 6.0, foot + 6.0), 6.5)];
    drawing.part(&Region::union(&legs), Ink::Prop, LINE);
    let (one, other) = (place(-6.0, under - 2.0), place(DEPTH + 6.0, SEAT - CLEAR));
    let seat = block(at(one.x.min(other.x), one.y), at(one.x.max(other.x), other.y), 8.0);
    solid(&mut drawing, &seat, LINE);
    solid(&mut drawing, &bar(place(-15.0, SEAT + 118.0), place(-LEAN + 1.0, CHAIR_BACK - CLEAR - 11.5), 11.5), LINE);
    let ends = [place(-60.0, 0.0).x, place(DEPTH + 50.0, 0.0).x];
    Placed::one(layer, drawing).on_ground(ends[0].min(ends[1]), ends[0].max(ends[1]))
}

/// Looking to the reader, under the hip.
fn chair_from_front(stance: &Stance) -> Placed {
    const HALF: f64 = 134.0;
    let (x, back, front) = (stance.hip.x, SEAT + 22.0, SEAT - 34.0);
    let both = |half: f64, low: f64, spread: f64, high: f64| {
        Region::union(&[-1.0, 1.0].map(|side| bar(at(x + side * (HALF - half), low), at(x + side * (HALF - half + spread), high), 6.0)))
    };
    let seat = [(-12.0, back), (0.0, front), (0.0, front - 14.0)].map(|(out, y)| (HALF + out, y));
    let outline = seat.iter().map(|&(half, y)| at(x - half, y)).chain(seat.iter().rev().map(|&(half, y)| at(x + half, y))).collect();
    let mut drawing = Drawing::default();
    drawing.part(&both(16.0, back, 6.0, back + 250.0), Ink::Prop, LINE);
    solid(&mut drawing, &bar(at(x - HALF + 14.0, back + 220.0), at(x + HALF - 14.0, back + 220.0), 20.0), LINE);
    // Who sits on it has the feet ahead of it, lower on the drawing.
    let foot = if stance.resting("chair").any(|part| part == "seat") { -34.0 } else { 6.0 - CLEAR };
    drawing.part(&both(14.0, front, 8.0, foot), Ink::Prop, LINE);
    solid(&mut drawing, &Region::of([outline]).grown(4.0), LINE);
    Placed::one(Layer::Behind, drawing).on_ground(x - HALF - 60.0, x + HALF + 60.0)
}

/// Under all that rests on it, as long as a bench is: 1.2 m.
pub fn bench(stance: &Stance) -> Result<Placed, Unplaced> {
    const LENGTH: f64 = 620.0;
    const PAD: f64 = 36.0;
    let (from, to) = stance.resting_span("bench").ok_or(Unplaced::NothingRests)?;
    let (from, to) = (from - 75.0, to + 75.0);
    let longer = ((LENGTH - (to - from)) / 2.0).max(0.0);
    let (from, to) = (from - longer, to + longer);
    let top = BENCH - CLEAR;
    let mut drawing = Drawing::default();
    let foot = -CLEAR - 2.0;
    let leg = |x: f64| Region::of([strip(at(x, top - PAD), at(x, foot), 8.0), strip(at(x - 40.0, foot + 6.0), at(x + 40.0, foot + 6.0), 6.0)]);
    let rail = Region::of([strip(at(from + 84.0, top - PAD - 14.0), at(to - 84.0, top - PAD - 14.0), 8.0)]);
    drawing.part(&Region::union(&[rail, leg(from + 84.0), leg(to - 84.0)]), Ink::Prop, LINE);
    solid(&mut drawing, &block(at(from, top - PAD), at(to, top), 12.0), LINE);
    Ok(Placed::one(Layer::Behind, drawing).on_ground(from - 20.0, to + 20.0))
}
