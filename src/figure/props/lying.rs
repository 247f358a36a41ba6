//! What is soft: bed, pillow, towel.
use super::band;
use super::shape::{CLEAR, FINE, LINE, bar, block, solid};
use super::surface::{BED, PILLOW};
use super::{Layer, Placed, Stance, Unplaced};
use crate::figure::contour::closed;
use crate::figure::drawing::{Drawing, Ink};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;

/// Under a whole body that lies on it; under the seat, with its edge behind the knees, where the feet stand beside it.
pub fn bed(stance: &Stance) -> Result<Placed, Unplaced> {
    const MATTRESS: f64 = 96.0;
    const BASE: f64 = 44.0;
    stance.resting("bed").next().ok_or(Unplaced::NothingRests)?;
    let sits = stance.resting("bed").all(|part| part == "seat" || part.starts_with("hand"));
    let (from, to) = if sits { (stance.hip.x - 520.0, stance.hip.x + 150.0) } else { (stance.low.x - 50.0, stance.high.x + 60.0) };
    let top = BED - CLEAR;
    let mut drawing = Drawing::default();
    let under = top - MATTRESS;
    let leg = |x: f64| block(at(x - 15.0, -CLEAR - 3.0), at(x + 15.0, under), 4.0);
    drawing.part(&Region::union(&[leg(from + 40.0), leg(to - 40.0)]), Ink::Prop, LINE);
    // The head end is where the head lies.
    if !sits && stance.head.x < stance.hip.x {
        solid(&mut drawing, &block(at(from - 26.0, under - BASE - 10.0), at(from + 4.0, top + 150.0), 10.0), LINE);
    } else if !sits {
        solid(&mut drawing, &block(at(to - 4.0, under - BASE - 10.0), at(to + 26.0, top + 150.0), 10.0), LINE);
    }
    solid(&mut drawing, &block(at(from, under - BASE), at(to, under + 14.0), 6.0), LINE);
    drawing.part(&block(at(from + 6.0, under), at(to - 6.0, top), 26.0), Ink::Mat, LINE);
    drawing.line(vec![at(from + 22.0, under + 34.0), at(to - 22.0, under + 34.0)], FINE);
    Ok(Placed::one(Layer::Behind, drawing).on_ground(from - 60.0, to + 40.0))
}

/// Under the head, between the knees, or under a part.
pub fn pillow(place: Option<&str>, stance: &Stance) -> Result<Placed, Unplaced> {
    let level = stance.level();
    match place.unwrap_or("head") {
        "head" => Ok(Placed::one(Layer::Behind, cushion(at(stance.head.x, level + PILLOW / 2.0 - CLEAR / 2.0), at(104.0, PILLOW / 2.0), Ink::Prop))),
        "knees" => Ok(Placed::one(Layer::Between, cushion(stance.between_knees(), at(104.0, 74.0), Ink::Prop))),
        part => {
            let over = stance.place(part)?;
            let half = ((over.y - level - 26.0) / 2.0).clamp(18.0, 80.0);
            Ok(Placed::one(Layer::Between, cushion(at(over.x, level + half), at(110.0, half), Ink::Prop)))
        }
    }
}

/// A soft box, its corners drawn out.
fn cushion(centre: Point, half: Point, ink: Ink) -> Drawing {
    let (x, y) = (half.x, half.y);
    let shape = [
        (-x, -y * 0.9),
        (-x * 0.5, -y),
        (x * 0.5, -y),
        (x, -y * 0.9),
        (x * 0.94, 0.0),
        (x, y * 0.86),
        (x * 0.5, y),
        (0.0, y * 0.94),
        (-x * 0.5, y),
        (-x, y * 0.86),
        (-x * 0.94, 0.0),
    ];
    let line = closed(&shape, &[0, 3, 5, 9]).into_iter().map(|point| centre + point).collect();
    let area = Region::of([line]).grown(3.0);
    let mut drawing = Drawing::default();
    match ink {
        Ink::Prop => solid(&mut drawing, &area, LINE),
        other => drawing.part(&area, other, LINE),
    }
    let seam = [centre + at(x * 0.8, y * 0.3), centre + at(x * 0.62, y * 0.05)];
    drawing.line(seam.to_vec(), FINE);
    drawing
}

/// Rolled and seen end on, or held round a foot by both hands.
pub fn towel(under: Option<&str>, round: Option<&str>, stance: &Stance) -> Result<Placed, Unplaced> {
    match (under, round) {
        (Some(part), _) => {
            let over = stance.place(part)?;
            let level = stance.level();
            let half = ((over.y - level - 28.0) / 2.0).clamp(14.0, 50.0);
            Ok(Placed::one(Layer::Between, rolled(at(over.x - 4.0, level + half), half)))
        }
        (None, Some(foot)) => band::round_foot(foot, stance),
        (None, None) => Err(Unplaced::LooseEnd),
    }
}

fn rolled(centre: Point, half: f64) -> Drawing {
    const TURNS: f64 = 2.2;
    let mut drawing = Drawing::default();
    solid(&mut drawing, &Region::disc(centre, half), LINE);
    let steps = 44;
    let spiral = (0..=steps).map(|step| {
        let share = f64::from(step) / f64::from(steps);
        centre + crate::figure::plane::toward(-60.0 + 360.0 * TURNS * share) * (half * (1.0 - 0.86 * share))
    });
    drawing.line(spiral.collect(), FINE);
    drawing.part(&bar(centre + at(-half * 0.2, -half + 3.0), centre + at(half * 0.9 + 10.0, -half + 3.0), 4.0), Ink::Prop, FINE);
    drawing
}
