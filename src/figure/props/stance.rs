//! What a prop or an arrow sees of a body: where its parts are, from whichever view.
use super::{Held, Layer, Unplaced};
use crate::figure::contact::{Contact, GRIP};
use crate::figure::plane::{Point, at};
use crate::figure::pose::{Rest, View};
use crate::figure::skeleton::{Joints, Side, Skeleton};

pub struct Stance<'a> {
    pub view: View,
    /// The side towards the reader; seen from the front, the right one.
    pub near: Joints,
    /// The other side; seen from the front, the left one.
    pub far: Joints,
    pub hip: Point,
    pub head: Point,
    pub neck: Point,
    /// The corners of the whole body.
    pub low: Point,
    pub high: Point,
    /// Only where it is seen from the side.
    pub skeleton: Option<&'a Skeleton>,
    pub contacts: &'a [Contact],
    /// What rests on what, as it is said.
    pub rests: &'a [Rest],
}

/// An end of a band.
#[derive(Clone, Debug)]
pub enum End {
    Hand(Point, Side),
    /// A sole; once it is known where the band comes from, the strip that lies under it.
    Sole(Point, Option<(Point, Point)>, Side),
    Part(Point, Side),
    /// A ring on a wall, or overhead where it says so.
    Anchor(Point, bool),
}

impl End {
    pub fn point(&self) -> Point {
        match self {
            End::Hand(point, _) | End::Sole(point, ..) | End::Part(point, _) | End::Anchor(point, _) => *point,
        }
    }

    pub fn side(&self) -> Option<Side> {
        match self {
            End::Hand(_, side) | End::Sole(_, _, side) | End::Part(_, side) => Some(*side),
            End::Anchor(..) => None,
        }
    }

    /// As it is where the other end is there.
    pub fn against(&self, other: Point, stance: &Stance) -> End {
        match self {
            End::Sole(_, _, side) => {
                let joints = stance.limb(*side);
                if !stance.is_side_on() {
                    let under = joints.ankle - at(0.0, 43.0);
                    return End::Sole(under, Some((under - at(30.0, 0.0), under + at(30.0, 0.0))), *side);
                }
                let under = |along: f64| joints.ankle + joints.foot * along - joints.foot.normal() * 43.0;
                End::Sole(under(58.0), Some((under(36.0), under(78.0))), *side)
            }
            // A wall holds it at the height where the hand is, unless it is said otherwise.
            End::Anchor(point, false) if point.y < 0.0 => End::Anchor(at(point.x, other.y), false),
            End::Hand(..) | End::Part(..) | End::Anchor(..) => self.clone(),
        }
    }
}

impl Stance<'_> {
    pub fn is_side_on(&self) -> bool {
        self.view == View::Side
    }

    /// Whether that side is the one away from the reader, drawn paler.
    pub fn is_pale(&self, side: Side) -> bool {
        self.is_side_on() && side == Side::Far
    }

    pub fn limb(&self, side: Side) -> &Joints {
        match side {
            Side::Near => &self.near,
            Side::Far => &self.far,
        }
    }

    /// The side that a name such as `elbow.far` or `left` speaks of: the near one where it names none.
    pub fn side(&self, name: &str) -> &Joints {
        self.limb(side(name))
    }

    /// The middle of a fist.
    pub fn grip(&self, name: &str) -> Point {
        let joints = self.side(name);
        joints.wrist + joints.hand * GRIP
    }

    /// The hands that hold, the far one first.
    pub fn hands(&self, held: Held) -> Vec<(Side, &Joints)> {
        match held {
            Held::Near => vec![(Side::Near, &self.near)],
            Held::Far => vec![(Side::Far, &self.far)],
            Held::Both => vec![(Side::Far, &self.far), (Side::Near, &self.near)],
        }
    }

    /// Where that is drawn which a fist closes on.
    pub fn held_layer(&self, side: Side) -> Layer {
        match (self.view, side) {
            (View::Front, _) => Layer::Before,
            // The hands are on the other side of the body.
            (View::Back, _) => Layer::Behind,
            (View::Side, Side::Near) => Layer::Held,
            (View::Side, Side::Far) => Layer::Between,
        }
    }

    /// The middle of what is held between the knees: drawn into their bend, or it would seem to stand behind them.
    pub fn between_knees(&self) -> Point {
        let near = &self.near;
        let bend = near.hip.mid(near.ankle, 0.5) - near.knee;
        near.knee.mid(self.far.knee, 0.5) + bend.unit() * (bend.length() * 0.3).min(34.0)
    }

    /// The parts that rest on a prop.
    pub fn resting(&self, prop: &str) -> impl Iterator<Item = &str> {
        self.rests.iter().filter(move |rest| rest.on == prop).map(|rest| rest.part.as_str())
    }

    /// From where to where parts rest on a prop; none where nothing does.
    pub fn resting_span(&self, prop: &str) -> Option<(f64, f64)> {
        let places = self.resting(prop).flat_map(|part| self.spots(part));
        places.fold(None, |span, x| {
            let (from, to) = span.unwrap_or((x, x));
            Some((from.min(x), to.max(x)))
        })
    }

    /// Where a part that rests comes down.
    pub(super) fn spots(&self, part: &str) -> Vec<f64> {
        let sides: Vec<&Joints> = match part.split('.').nth(1) {
            Some(_) => vec![self.side(part)],
            None => vec![&self.near, &self.far],
        };
        let each = |place: fn(&Joints) -> f64| sides.iter().map(|joints| place(joints)).collect();
        match part.split('.').next().unwrap_or(part) {
            "seat" => vec![self.hip.x - 10.0],
            "head" => vec![self.head.x],
            "back" | "upper-back" | "belly" | "chest" => vec![self.hip.x, self.neck.x],
            "knee" | "knees" => each(|joints| joints.knee.x),
            "elbow" | "elbows" | "forearm" | "forearms" => each(|joints| joints.elbow.x),
            "hand" | "hands" => each(|joints| joints.wrist.x),
            "fist" | "fists" => each(|joints| (joints.wrist + joints.hand * GRIP).x),
            _ => each(|joints| joints.ankle.x),
        }
    }

    /// How high that is which a body lies on.
    pub fn level(&self) -> f64 {
        let lies = self.rests.iter().any(|rest| rest.on == "bed");
        if lies { super::surface::BED } else { 0.0 }
    }

    /// A place on the back by its name, and the way out of it.
    pub fn back(&self, name: &str) -> Result<(Point, Point), Unplaced> {
        let station = match name {
            "lower-back" => 0.28,
            "mid-back" => 0.58,
            "upper-back" | "shoulder-blades" => 0.78,
            _ => return Err(Unplaced::UnknownPlace(name.to_owned())),
        };
        Ok(self.skeleton.ok_or(Unplaced::NotSeen)?.back(station))
    }

    /// The ends that a name speaks of: one, or one for each hand or foot.
    ///
    /// # Errors
    /// No part or anchor is called so.
    pub fn ends(&self, name: &str) -> Result<Vec<End>, Unplaced> {
        let sole = |side| End::Sole(self.limb(side).ankle, None, side);
        let hand = |side| End::Hand(self.limb(side).wrist + self.limb(side).hand * GRIP, side);
        let of = side(name);
        match name.split('.').next().unwrap_or_default() {
            "anchor" => Ok(vec![self.anchor(name)?]),
            "hands" | "fists" => Ok(vec![hand(Side::Far), hand(Side::Near)]),
            "hand" | "fist" => Ok(vec![hand(of)]),
            "feet" | "toes" => Ok(vec![sole(Side::Far), sole(Side::Near)]),
            "foot" => Ok(vec![sole(of)]),
            _ => Ok(vec![End::Part(self.place(name)?, of)]),
        }
    }

    /// A ring on a wall in front or behind, at the height of what pulls on it or as high as it is said; or overhead.
    fn anchor(&self, name: &str) -> Result<End, Unplaced> {
        const AWAY: f64 = 190.0;
        const LOW: f64 = 70.0;
        const HIGH: f64 = 960.0;
        let (front, behind) = (self.high.x + AWAY, self.low.x - AWAY);
        let end = |x, y| Ok(End::Anchor(at(x, y), false));
        let is_beside = matches!(name, "anchor.right" | "anchor.left");
        if is_beside == self.is_side_on() && !name.starts_with("anchor.above") {
            return Err(Unplaced::NotSeen);
        }
        match name {
            "anchor.front" => end(front, -1.0),
            "anchor.front.low" => end(front, LOW),
            "anchor.front.high" => end(front, HIGH),
            "anchor.behind" => end(behind, -1.0),
            "anchor.behind.low" => end(behind, LOW),
            "anchor.behind.high" => end(behind, HIGH),
            "anchor.above" => {
                let x = if self.is_side_on() { self.near.shoulder.x } else { self.hip.x };
                Ok(End::Anchor(at(x, self.high.y + 150.0), true))
            }
            // The right of a body that faces the reader stands on the left of the drawing.
            "anchor.right" if self.near.shoulder.x < self.far.shoulder.x => end(behind, -1.0),
            "anchor.left" if self.near.shoulder.x > self.far.shoulder.x => end(behind, -1.0),
            "anchor.right" | "anchor.left" => end(front, -1.0),
            "anchor.above.front" => Ok(End::Anchor(at(self.high.x + 60.0, self.high.y.max(900.0) + 110.0), true)),
            _ => Err(Unplaced::UnknownPlace(name.to_owned())),
        }
    }

    /// A part by its name.
    ///
    /// # Errors
    /// No part is called so.
    pub fn place(&self, name: &str) -> Result<Point, Unplaced> {
        let joints = self.side(name);
        match name.split('.').next().unwrap_or_default() {
            "hip" => Ok(joints.hip),
            "knee" => Ok(joints.knee),
            "ankle" => Ok(joints.ankle),
            "toes" => Ok(joints.ankle + joints.foot * 84.0 - joints.foot.normal() * 6.0),
            "shoulder" => Ok(joints.shoulder),
            "elbow" => Ok(joints.elbow),
            "wrist" => Ok(joints.wrist),
            "fist" | "hand" => Ok(self.grip(name)),
            "head" => Ok(self.head),
            "neck" => Ok(self.neck),
            "seat" => Ok(self.hip),
            _ => Err(Unplaced::UnknownPlace(name.to_owned())),
        }
    }
}

fn side(name: &str) -> Side {
    match name.rsplit('.').next() {
        Some("far" | "left") => Side::Far,
        _ => Side::Near,
    }
}
