//! What of a body rests on what, as equations: how far each contact is from being met.
use super::body::{ANKLE, ELBOW_TIP, KNEE_CAP, PALM, THIGH_PROFILE};
use super::heads::{HAIR, HEAD};
use super::plane::{Point, at, front, up};
use super::shapes::BALL;
use super::skeleton::{Posture, Side, Skeleton, support};

/// A part of the body that can rest on something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    Seat,
    /// The lowest of the back between two stations of the trunk.
    Back(f64, f64),
    /// The lowest of belly and chest between two stations of the trunk.
    Belly(f64, f64),
    Head,
    Knee(Side),
    /// The whole sole.
    Sole(Side),
    /// The ball of the foot, heel up.
    Ball(Side),
    /// The back of the foot, sole up.
    Instep(Side),
    Heel(Side),
    Palm(Side),
    Fist(Side),
    Elbow(Side),
    Wrist(Side),
}

/// What a part rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum On {
    /// A level surface at this height.
    Level(f64),
    /// A roller of this radius that lies on the floor.
    Roller(f64),
    /// The front of the thigh of the same side, at a share of its length.
    Thigh(f64),
    /// The back of it.
    UnderThigh(f64),
    /// The back of the head.
    Head,
    /// So far in front of the hip, and at a height where that is said.
    Ahead(f64, Option<f64>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    pub part: Part,
    pub on: On,
}

/// The middle of a fist, from the wrist.
pub const GRIP: f64 = 32.0;
/// From the ankle to the floor where the back of the foot lies on it.
const INSTEP: f64 = 32.0;
/// From a wrist to the floor under a forearm that lies on it.
const WRIST: f64 = 17.0;

impl Part {
    /// How surely the part stays where it is in the course of an exercise: the least moves least.
    pub fn stays(self) -> u8 {
        match self {
            Part::Sole(_) => 0,
            Part::Ball(_) => 1,
            Part::Knee(_) => 2,
            Part::Seat => 3,
            Part::Back(..) | Part::Belly(..) => 4,
            Part::Elbow(_) => 5,
            Part::Palm(_) | Part::Fist(_) => 6,
            Part::Instep(_) | Part::Heel(_) | Part::Wrist(_) => 7,
            Part::Head => 8,
        }
    }
}

impl Contact {
    /// Adds how far it is from being met: one number for a distance, two for a place.
    pub fn gaps(&self, skeleton: &Skeleton, gaps: &mut Vec<f64>) {
        match self.on {
            On::Level(height) => gaps.push(self.lowest(skeleton) - height),
            On::Roller(radius) => gaps.push(self.roller(skeleton, radius).y - radius),
            On::Ahead(distance, height) => {
                let point = self.point(skeleton);
                gaps.push(point.x - skeleton.hip.x - distance);
                gaps.extend(height.map(|height| point.y - height));
            }
            On::Thigh(share) => place_gap(self.point(skeleton), on_thigh(skeleton, self.side(), share), gaps),
            On::UnderThigh(share) => place_gap(self.point(skeleton), under_thigh(skeleton, self.side(), share), gaps),
            On::Head => place_gap(self.point(skeleton), behind_head(skeleton), gaps),
        }
    }

    /// The centre of a roller that touches the part.
    pub fn roller(&self, skeleton: &Skeleton, radius: f64) -> Point {
        let station = match self.part {
            Part::Back(from, to) => (from + to) * 0.5,
            _ => 0.6,
        };
        let (skin, out) = skeleton.back(station);
        skin + out * (radius + 2.5)
    }

    fn side(&self) -> Side {
        match self.part {
            Part::Knee(side)
            | Part::Sole(side)
            | Part::Ball(side)
            | Part::Instep(side)
            | Part::Heel(side)
            | Part::Palm(side)
            | Part::Fist(side)
            | Part::Elbow(side)
            | Part::Wrist(side) => side,
            Part::Seat | Part::Back(..) | Part::Belly(..) | Part::Head => Side::Near,
        }
    }

    fn lowest(&self, skeleton: &Skeleton) -> f64 {
        let joints = skeleton.joints(self.side());
        match self.part {
            Part::Seat => skeleton.buttock().y - skeleton.build.buttock(),
            Part::Back(from, to) => lowest_of(from, to, |station| skeleton.back(station).0),
            Part::Belly(from, to) => lowest_of(from, to, |station| skeleton.belly(station).0),
            Part::Head => {
                let forward = front(skeleton.head_lean);
                let lowest = |shape| support(shape, skeleton.head, forward, at(0.0, -1.0)).y;
                lowest(HEAD).min(lowest(HAIR))
            }
            Part::Knee(_) => joints.knee.y - KNEE_CAP * skeleton.build.shank().0,
            Part::Sole(_) => joints.ankle.y - ANKLE,
            Part::Ball(side) => skeleton.on_foot(side, BALL.0, BALL.1).y,
            Part::Heel(side) => skeleton.on_foot(side, -38.0, -36.0).y.min(skeleton.on_foot(side, -36.0, -18.0).y),
            Part::Instep(_) => joints.ankle.y - INSTEP,
            Part::Palm(_) => joints.wrist.y - PALM,
            Part::Fist(_) => (joints.wrist + joints.hand * GRIP).y - 22.0,
            Part::Elbow(_) => joints.elbow.y - ELBOW_TIP * skeleton.build.forearm().0,
            Part::Wrist(_) => joints.wrist.y - WRIST,
        }
    }

    /// The point of a part that has a place of its own.
    pub fn point(&self, skeleton: &Skeleton) -> Point {
        let joints = skeleton.joints(self.side());
        match self.part {
            Part::Seat => skeleton.buttock(),
            Part::Back(from, to) => skeleton.back((from + to) * 0.5).0,
            Part::Belly(from, to) => skeleton.belly((from + to) * 0.5).0,
            Part::Head => skeleton.head,
            Part::Knee(_) => joints.knee,
            Part::Sole(_) | Part::Ball(_) | Part::Instep(_) | Part::Heel(_) => joints.ankle,
            Part::Palm(_) | Part::Wrist(_) => joints.wrist,
            Part::Fist(_) => joints.wrist,
            Part::Elbow(_) => joints.elbow,
        }
    }

    /// What a contact says of the way a foot or a hand points.
    pub fn orient(&self, posture: &mut Posture) {
        match (self.part, self.on) {
            (Part::Sole(side), _) => posture.limbs_mut(side).foot = Some(0.0),
            (Part::Instep(side), _) => posture.limbs_mut(side).foot = Some(180.0),
            (Part::Palm(side), On::Level(_)) => posture.limbs_mut(side).hand = Some(0.0),
            (Part::Palm(side), On::Ahead(..)) => posture.limbs_mut(side).hand = Some(88.0),
            (Part::Palm(side), On::Thigh(_)) => {
                let joints = *Skeleton::of(posture).joints(side);
                posture.limbs_mut(side).hand = Some((joints.knee - joints.hip).angle() - 6.0);
            }
            (Part::Palm(side), On::UnderThigh(_)) => {
                let joints = *Skeleton::of(posture).joints(side);
                posture.limbs_mut(side).hand = Some((joints.knee - joints.hip).angle() + 50.0);
            }
            (Part::Palm(side), On::Head) => posture.limbs_mut(side).hand = Some(118.0 - Skeleton::of(posture).head_lean),
            _ => {}
        }
    }
}

fn lowest_of(from: f64, to: f64, skin: impl Fn(f64) -> Point) -> f64 {
    const STEPS: usize = 20;
    let at = |step: usize| skin(from + (to - from) * step as f64 / STEPS as f64).y;
    (0..=STEPS).map(at).fold(f64::INFINITY, f64::min)
}

fn place_gap(point: Point, place: Point, gaps: &mut Vec<f64>) {
    gaps.extend([point.x - place.x, point.y - place.y]);
}

/// How much thicker the thigh is there than that of an average build.
fn thickness(skeleton: &Skeleton, share: f64) -> f64 {
    let (hip, knee) = skeleton.build.thigh();
    hip + (knee - hip) * share
}

/// Where a wrist is whose hand lies on the thigh.
fn on_thigh(skeleton: &Skeleton, side: Side, share: f64) -> Point {
    let joints = skeleton.joints(side);
    let thigh = joints.knee - joints.hip;
    joints.hip + thigh * share + thigh.unit().normal() * (THIGH_PROFILE.front_at(share) * thickness(skeleton, share) + PALM)
}

/// Where a wrist is whose hand holds the thigh from behind.
fn under_thigh(skeleton: &Skeleton, side: Side, share: f64) -> Point {
    let joints = skeleton.joints(side);
    let thigh = joints.knee - joints.hip;
    joints.hip + thigh * share - thigh.unit().normal() * (THIGH_PROFILE.back_at(share) * thickness(skeleton, share) - PALM)
}

/// Where a wrist is whose hand lies on the back of the head.
fn behind_head(skeleton: &Skeleton) -> Point {
    skeleton.head - front(skeleton.head_lean) * 34.0 - up(skeleton.head_lean) * 42.0
}
