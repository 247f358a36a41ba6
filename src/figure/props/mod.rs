//! What stands beside a body, what it rests on, what it holds. A prop says where it is anchored, in which layer it is drawn, what surface it
//! gives to rest on, and how far the ground must reach under it.
//!
//! ```text
//! [Prop] + Stance ─ put ─▶ Props: pieces in layers ─ draw(layer) ─▶ Drawing
//! ```
//!
//! What a body rests on is anchored by what rests on it; what is held, by the hand; what stretches, by its two ends.
mod band;
mod bar;
mod furniture;
mod grip;
mod ground;
mod kind;
mod lying;
mod round;
mod seat;
mod shape;
mod stance;
mod surface;
mod wall;
mod weight;
mod wheelchair;

#[cfg(test)]
mod tests;

pub use kind::{Against, Held, Prop, Seen};
pub use stance::Stance;
pub use surface::surface;

use super::drawing::Drawing;
use super::plane::Point;
use super::pose::View;
use super::skeleton::Joints;

impl Prop {
    /// What carries a body, by its name.
    pub fn of_ground(name: &str) -> Option<Prop> {
        Some(match name {
            "floor" => Prop::Floor {},
            "mat" => Prop::Mat {},
            "chair" => Prop::Chair { ahead: None },
            "bench" => Prop::Bench {},
            "bed" => Prop::Bed {},
            "ball" => Prop::Ball { at: None },
            "wall" => Prop::Wall { at: Against::Back },
            _ => return None,
        })
    }
}

/// Where a piece of a prop is drawn: from the back to the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Behind the whole body.
    Behind,
    /// Over the far limbs, under the near body.
    Between,
    /// Over the trunk and the head, under the near arm.
    Held,
    /// Over the body.
    Before,
}

/// Why a prop has no place.
#[derive(Clone, Debug, PartialEq)]
pub enum Unplaced {
    /// No part of the body is called so.
    UnknownPlace(String),
    /// Nothing of the body rests on it, and nothing says where it stands.
    NothingRests,
    /// It has one end only, or none.
    LooseEnd,
    /// It cannot be drawn as the body is seen.
    NotSeen,
    /// Its hand holds another prop already: by its place among the props.
    HandTaken(usize),
    /// There can be one of its kind only, and there is: by its place among the props.
    Twice(usize),
}

/// Props in their places.
#[derive(Debug, Default)]
pub struct Props {
    pieces: Vec<(Layer, Drawing)>,
}

impl Props {
    pub fn draw(&self, drawing: &mut Drawing, layer: Layer) {
        for (_, piece) in self.pieces.iter().filter(|(of, _)| *of == layer) {
            drawing.append(piece.clone(), Point::default());
        }
    }

    /// All pieces, whichever layer they are drawn in.
    pub fn pieces(&self) -> impl Iterator<Item = &Drawing> {
        self.pieces.iter().map(|(_, piece)| piece)
    }
}

/// A prop in its place.
#[derive(Default)]
struct Placed {
    pieces: Vec<(Layer, Drawing)>,
    /// From where to where it needs ground under it.
    ground: Option<(f64, f64)>,
    /// From where to where it stands between a body and a wall.
    touches: Option<(f64, f64)>,
}

impl Placed {
    fn one(layer: Layer, piece: Drawing) -> Placed {
        Placed { pieces: vec![(layer, piece)], ..Placed::default() }
    }

    fn and(mut self, layer: Layer, piece: Drawing) -> Placed {
        self.pieces.push((layer, piece));
        self
    }

    fn on_ground(self, from: f64, to: f64) -> Placed {
        Placed { ground: Some((from, to)), ..self }
    }

    /// Closes a fist over what was put into it, where the fist is seen before it.
    fn gripped(self, joints: &Joints, stance: &Stance) -> Placed {
        if stance.view == View::Front { self.and(Layer::Before, grip::fist(joints)) } else { self }
    }

    fn touching(self, from: f64, to: f64) -> Placed {
        Placed { touches: Some((from, to)), ..self }
    }
}

/// Puts props beside a body; those that have no place are told by their place among the props.
pub fn put(props: &[Prop], stance: &Stance) -> (Props, Vec<(usize, Unplaced)>) {
    let mut all = Props::default();
    let mut faults: Vec<(usize, Unplaced)> = Vec::new();
    let mut reach = (stance.low.x - ASIDE, stance.high.x + ASIDE);
    let mut touch = Vec::new();
    let mut add = |index: usize, prop: &Prop, touch: &mut Vec<(f64, f64)>| match place(prop, stance, touch) {
        Ok(placed) => {
            reach = placed.ground.map_or(reach, |(from, to)| (reach.0.min(from), reach.1.max(to)));
            touch.extend(placed.touches);
            all.pieces.extend(placed.pieces);
        }
        Err(why) => faults.push((index, why)),
    };
    // A wall stands behind what leans on it: it comes last.
    let is_wall = |prop: &Prop| matches!(prop, Prop::Wall { .. });
    for (index, prop) in props.iter().enumerate().filter(|(_, prop)| !is_wall(prop)) {
        add(index, prop, &mut touch);
    }
    for (index, prop) in props.iter().enumerate().filter(|(_, prop)| is_wall(prop)) {
        add(index, prop, &mut touch);
    }
    let ground: Vec<Drawing> = props.iter().filter_map(|prop| ground::under(prop, reach, stance)).collect();
    all.pieces.splice(0..0, ground.into_iter().map(|piece| (Layer::Behind, piece)));
    faults.extend(kind::excluded(props));
    (all, faults)
}

/// How far the ground reaches beyond the body.
const ASIDE: f64 = 60.0;

fn place(prop: &Prop, stance: &Stance, touch: &[(f64, f64)]) -> Result<Placed, Unplaced> {
    if !stance.is_side_on() && !prop.is_seen_from_front() {
        return Err(Unplaced::NotSeen);
    }
    match prop {
        // How far the ground reaches follows from all that stands on it.
        Prop::Floor {} | Prop::Mat {} => Ok(Placed::default()),
        Prop::Step { ahead, height } => ground::step(*ahead, *height, stance),
        Prop::Wall { at } => Ok(wall::wall(*at, stance, touch)),
        Prop::DoorFrame {} => wall::door_frame(stance),
        Prop::Chair { ahead } => seat::chair(*ahead, stance),
        Prop::Bench {} => seat::bench(stance),
        Prop::Bed {} => lying::bed(stance),
        Prop::Wheelchair {} => Ok(wheelchair::under(stance.hip.x)),
        Prop::Table {} => furniture::table(stance),
        Prop::Counter {} => furniture::counter(stance),
        Prop::Ball { at } => round::ball(at.as_deref(), stance),
        Prop::SmallBall { at } => round::small_ball(at, stance),
        Prop::Roller { seen } => round::roller(*seen, stance),
        Prop::Pillow { at } => lying::pillow(at.as_deref(), stance),
        Prop::Towel { under, round } => lying::towel(under.as_deref(), round.as_deref(), stance),
        Prop::Dumbbell { hand, seen } => Ok(weight::dumbbell(*hand, *seen, stance)),
        Prop::Barbell {} => Ok(bar::barbell(stance)),
        Prop::Kettlebell { hand } => Ok(weight::kettlebell(*hand, stance)),
        Prop::Stick {} => Ok(bar::stick(stance)),
        Prop::Cane { hand } => Ok(bar::cane(*hand, stance)),
        Prop::Band { from, to, round } => band::band(from.as_deref(), to.as_deref(), round.as_deref(), stance),
        Prop::Straps { to } => band::straps(to, stance),
    }
}
