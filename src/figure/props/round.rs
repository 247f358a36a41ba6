//! What rolls: gym ball, roller.
use super::{BALL, HEAVY, Layer, Placed, ROLLER, Stance, Unplaced};
use crate::figure::contact::On;
use crate::figure::contour::arc;
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::at;
use crate::figure::region::Region;

pub fn ball(x: f64) -> Placed {
    let mut drawing = Drawing::default();
    let centre = at(x, BALL);
    drawing.part(&Region::disc(centre, BALL), Ink::Prop, HEAVY);
    drawing.line(arc(centre, BALL * 0.72, 120.0, 165.0, 12), Pen::new(Ink::Paper, 7.0));
    Placed::one(Layer::Behind, drawing).on_ground(x - 220.0, x)
}

/// Seen end on, under what rests on it.
pub fn roller(stance: &Stance) -> Result<Placed, Unplaced> {
    let skeleton = stance.skeleton.ok_or(Unplaced::NotSeen)?;
    let rolled = stance.contacts.iter().find(|contact| matches!(contact.on, On::Roller(_)));
    let centre = rolled.ok_or(Unplaced::NothingRests)?.roller(skeleton, ROLLER);
    let mut drawing = Drawing::default();
    drawing.part(&Region::disc(centre, ROLLER), Ink::Prop, HEAVY);
    drawing.outline(&Region::disc(centre, ROLLER * 0.42), Pen::new(Ink::PropLine, 4.0));
    Ok(Placed::one(Layer::Between, drawing))
}
