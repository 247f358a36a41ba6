//! What stands beside a body, what it rests on, what it holds. A prop says where it is anchored, in which layer it is drawn, what surface it
//! gives to rest on, and how far the ground must reach under it.
//!
//! ```text
//! [Prop] + Stance ─ put ─▶ Props: pieces in layers ─ draw(layer) ─▶ Drawing
//! ```
mod band;
mod ground;
mod round;
mod seat;
mod stance;
mod weight;
mod wheelchair;

use serde::Deserialize;

pub use stance::Stance;

use super::contour::{Contour, rectangle};
use super::drawing::{Drawing, Ink, Pen};
use super::plane::{Point, at};
use super::pose::View;
use super::region::Region;

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Prop {
    Floor {},
    Mat {},
    Chair {
        /// Its front edge, from the hip; without it, the chair that is sat on.
        ahead: Option<f64>,
    },
    Step {
        ahead: f64,
        height: f64,
    },
    /// Behind the back, or in front of the hands.
    Wall {
        ahead: Option<f64>,
    },
    Ball {},
    /// That is sat in.
    Wheelchair {},
    Roller {},
    Pillow {},
    Dumbbell {
        hand: String,
    },
    Band {
        from: String,
        to: String,
    },
    Stick {
        between: String,
    },
}

impl Prop {
    /// What carries a body, by its name.
    pub fn of_ground(name: &str) -> Option<Prop> {
        Some(match name {
            "floor" => Prop::Floor {},
            "mat" => Prop::Mat {},
            "chair" => Prop::Chair { ahead: None },
            "ball" => Prop::Ball {},
            "wall" => Prop::Wall { ahead: None },
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
    /// Nothing of the body rests on it.
    NothingRests,
    /// It cannot be drawn as it is seen from there.
    NotSeen,
}

/// Height of a seat that lets the thighs of a body lie level.
pub const SEAT: f64 = 270.0;
/// The cushion of a wheelchair, and its footplate.
pub const WHEELCHAIR: f64 = 296.0;
pub const FOOTPLATE: f64 = 62.0;
pub const BENCH: f64 = 250.0;
pub const STEP: f64 = 105.0;
pub const BALL: f64 = 165.0;
pub const ROLLER: f64 = 48.0;
pub const PILLOW: f64 = 45.0;

/// How high the surface is that a body rests on, by the name of the prop; none where it gives no level surface.
pub fn level(prop: &str) -> Option<f64> {
    match prop {
        "floor" | "mat" => Some(0.0),
        "chair" => Some(SEAT),
        "bench" => Some(BENCH),
        "step" => Some(STEP),
        "ball" => Some(2.0 * BALL),
        "wheelchair" => Some(WHEELCHAIR),
        "footplate" => Some(FOOTPLATE),
        "pillow" => Some(PILLOW),
        _ => None,
    }
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
}

impl Placed {
    fn one(layer: Layer, piece: Drawing) -> Placed {
        Placed { pieces: vec![(layer, piece)], ground: None }
    }

    fn on_ground(self, from: f64, to: f64) -> Placed {
        Placed { ground: Some((from, to)), ..self }
    }
}

/// Puts props beside a body; those that have no place are told by their place among the props.
pub fn put(props: &[Prop], stance: &Stance) -> (Props, Vec<(usize, Unplaced)>) {
    let mut all = Props::default();
    let mut faults = Vec::new();
    let mut reach = (stance.low.x - ASIDE, stance.high.x + ASIDE);
    for (index, prop) in props.iter().enumerate() {
        match place(prop, stance) {
            Ok(placed) => {
                reach = placed.ground.map_or(reach, |(from, to)| (reach.0.min(from), reach.1.max(to)));
                all.pieces.extend(placed.pieces);
            }
            Err(why) => faults.push((index, why)),
        }
    }
    let ground = props.iter().filter_map(|prop| ground::under(prop, reach, stance));
    all.pieces.splice(0..0, ground.map(|piece| (Layer::Behind, piece)).collect::<Vec<_>>());
    (all, faults)
}

/// How far the ground reaches beyond the body.
const ASIDE: f64 = 60.0;

fn place(prop: &Prop, stance: &Stance) -> Result<Placed, Unplaced> {
    let flat = matches!(
        prop,
        Prop::Chair { ahead: Some(_) }
            | Prop::Step { .. }
            | Prop::Wall { .. }
            | Prop::Ball {}
            | Prop::Wheelchair {}
            | Prop::Roller {}
            | Prop::Pillow {}
    );
    if stance.view != View::Side && flat {
        return Err(Unplaced::NotSeen);
    }
    match prop {
        // How far the ground reaches follows from all that stands on it.
        Prop::Floor {} | Prop::Mat {} => Ok(Placed::default()),
        Prop::Chair { .. } if stance.view != View::Side => Ok(seat::chair_from_front(stance)),
        Prop::Chair { ahead } => Ok(seat::chair(*ahead, stance)),
        Prop::Step { ahead, height } => Ok(ground::step(stance.hip.x + ahead, *height)),
        Prop::Wall { ahead } => Ok(ground::wall(*ahead, stance)),
        Prop::Ball {} => Ok(round::ball(stance.hip.x - 10.0)),
        Prop::Wheelchair {} => Ok(wheelchair::under(stance.hip.x)),
        Prop::Roller {} => round::roller(stance),
        Prop::Pillow {} => Ok(seat::pillow(stance.head.x)),
        Prop::Dumbbell { hand } => Ok(weight::dumbbell(stance.grip(hand))),
        Prop::Band { from, to } => Ok(band::long(stance.place(from)?, stance.place(to)?)),
        Prop::Stick { between } => Ok(weight::stick(stance.place(between)?)),
    }
}

const LINE: Pen = Pen::new(Ink::PropLine, 5.0);
const HEAVY: Pen = Pen::new(Ink::PropLine, 6.0);

/// A bar with round ends.
fn bar(from: Point, to: Point, half: f64) -> Region {
    let along = (to - from).unit();
    let across = along.normal() * 0.5;
    Region::of([vec![from + across, from - across, to - across, to + across]]).grown(half - 0.5)
}

/// A box with round corners.
fn block(low: Point, high: Point, round: f64) -> Region {
    let inner: Contour = rectangle(low + at(round, round), high - at(round, round));
    Region::of([inner]).grown(round)
}
