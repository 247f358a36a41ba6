//! What rolls: gym ball, small ball, roller.
use super::shape::{BAND, CLEAR, FINE, HEAVY, LINE, gleam, solid};
use super::surface::{BALL, ROLLER, SMALL_BALL, SOFT_BALL};
use super::{Layer, Placed, Seen, Stance, Unplaced};
use crate::figure::contact::On;
use crate::figure::contour::{Contour, arc, circle};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;

/// Under what rests on it, or at the back between it and a wall.
pub fn ball(place: Option<&str>, stance: &Stance) -> Result<Placed, Unplaced> {
    let centre = match place {
        Some(place) => {
            let (skin, out) = stance.back(place)?;
            skin + out * (BALL - 6.0)
        }
        None => {
            let (from, to) = stance.resting_span("ball").ok_or(Unplaced::NothingRests)?;
            at((from + to) / 2.0, BALL - CLEAR)
        }
    };
    let mut drawing = Drawing::default();
    sphere(&mut drawing, centre, BALL, HEAVY);
    let placed = Placed::one(Layer::Behind, drawing).on_ground(centre.x - 200.0, centre.x + 200.0);
    Ok(placed.touching(centre.x - BALL - 3.0, centre.x + BALL + 3.0))
}

fn sphere(drawing: &mut Drawing, centre: Point, radius: f64, pen: Pen) {
    solid(drawing, &Region::disc(centre, radius), pen);
    gleam(drawing, arc(centre, radius * 0.72, 120.0, 165.0, 12), (radius * 0.05).max(4.0));
}

/// A hard one under a foot, in a hand or behind the back; a soft one between the knees.
pub fn small_ball(place: &str, stance: &Stance) -> Result<Placed, Unplaced> {
    let joints = stance.side(place);
    let (centre, radius, layer) = match place.split('.').next().unwrap_or(place) {
        "foot" => (joints.ankle + joints.foot * 34.0 - joints.foot.normal() * (40.0 + SMALL_BALL), SMALL_BALL, Layer::Between),
        "knees" => (stance.between_knees(), SOFT_BALL, Layer::Between),
        "hand" => (joints.wrist + joints.hand * 46.0 - joints.hand.normal() * (12.0 + SMALL_BALL), SMALL_BALL, Layer::Before),
        _ => {
            let (skin, out) = stance.back(place)?;
            (skin + out * SMALL_BALL, SMALL_BALL, Layer::Behind)
        }
    };
    let mut drawing = Drawing::default();
    if radius < SOFT_BALL {
        // So small a thing would be overlooked in grey.
        drawing.part(&Region::disc(centre, radius), Ink::Band, BAND);
        gleam(&mut drawing, arc(centre, radius * 0.62, 115.0, 165.0, 8), 3.4);
    } else {
        sphere(&mut drawing, centre, radius, LINE);
    }
    Ok(Placed::one(layer, drawing).touching(centre.x - radius - 3.0, centre.x + radius + 3.0))
}

/// Under what rests on it: across, or along the spine.
pub fn roller(seen: Seen, stance: &Stance) -> Result<Placed, Unplaced> {
    let skeleton = stance.skeleton.ok_or(Unplaced::NotSeen)?;
    let mut drawing = Drawing::default();
    match seen {
        Seen::EndOn => {
            let rolled = stance.contacts.iter().find(|contact| matches!(contact.on, On::Roller(_)));
            let centre = rolled.ok_or(Unplaced::NothingRests)?.roller(skeleton, ROLLER);
            solid(&mut drawing, &Region::disc(centre, ROLLER), HEAVY);
            drawing.part(&Region::disc(centre, ROLLER * 0.42), Ink::Paper, FINE);
            Ok(Placed::one(Layer::Between, drawing))
        }
        Seen::Lengthwise => {
            stance.resting("roller").next().ok_or(Unplaced::NothingRests)?;
            // 90 cm: from under the seat to beyond the head.
            const LENGTH: f64 = 514.0;
            let middle = stance.hip.mid(stance.head, 0.5).x;
            let (from, to) = (middle - LENGTH / 2.0, middle + LENGTH / 2.0);
            cylinder(&mut drawing, from, to);
            Ok(Placed::one(Layer::Behind, drawing))
        }
    }
}

/// A roller that lies along the floor, its near end turned a little to the reader.
fn cylinder(drawing: &mut Drawing, from: f64, to: f64) {
    const ROUND: f64 = 17.0;
    let half = ROLLER;
    let middle = ROLLER - CLEAR;
    let ellipse = |x: f64, share: f64| -> Contour {
        circle(Point::default(), half * share).into_iter().map(|point| at(x + point.x * ROUND / half, middle + point.y)).collect()
    };
    let body = vec![at(from, middle - half), at(to, middle - half), at(to, middle + half), at(from, middle + half)];
    let body = Region::of([body, ellipse(from, 1.0), ellipse(to, 1.0)]);
    solid(drawing, &body, HEAVY);
    let rings = [0.2, 0.4, 0.6, 0.8].map(|share| {
        let edge = ellipse(from + (to - from) * share, 1.0);
        edge.into_iter().filter(|point| point.x > from + (to - from) * share - 0.1).collect::<Vec<_>>()
    });
    let rings = rings.map(|mut line| {
        line.sort_by(|one, other| one.y.total_cmp(&other.y));
        line
    });
    drawing.lines(rings.to_vec(), FINE);
    drawing.part(&Region::of([ellipse(to, 1.0)]), Ink::Prop, HEAVY);
    drawing.part(&Region::of([ellipse(to, 0.42)]), Ink::Paper, FINE);
    gleam(drawing, vec![at(from + 18.0, middle + half * 0.55), at(from + 78.0, middle + half * 0.55)], 5.0);
}
