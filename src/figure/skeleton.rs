//! From the angles of joints to where everything is, seen from the side: forward kinematics.
use super::body::{self, FOREARM, NECK, SHANK, SHOULDER_STATION, THIGH, TRUNK, TRUNK_FROM, TRUNK_TO, UPPER_ARM};
use super::people::Build;
use super::plane::{Point, at, front, toward, up, wrapped};

/// The two sides of a body seen from the side: the one towards the reader, and the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Near,
    Far,
}

pub const SIDES: [Side; 2] = [Side::Near, Side::Far];

/// Every angle of a body, in degrees, 0 in standing upright; and where its hip is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posture {
    pub build: Build,
    pub hip: Point,
    /// How far the pelvis leans forward: −90 lies on its back, 90 on its front.
    pub lean: f64,
    pub lower_back: f64,
    pub upper_back: f64,
    pub neck: f64,
    pub near: Limbs,
    pub far: Limbs,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Limbs {
    pub shoulder: f64,
    pub elbow: f64,
    pub wrist: f64,
    pub hip: f64,
    pub knee: f64,
    pub ankle: f64,
    pub toes: f64,
    /// The way from heel to toes in the world where a contact rules it, not the ankle.
    pub foot: Option<f64>,
    /// The way from wrist to fingers in the world where a contact rules it, not the wrist.
    pub hand: Option<f64>,
    /// How much of its length each part shows: less than all where it points towards the reader.
    pub seen: Seen,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub upper_arm: f64,
    pub forearm: f64,
    pub thigh: f64,
    pub shank: f64,
}

impl Default for Limbs {
    fn default() -> Limbs {
        let seen = Seen { upper_arm: 1.0, forearm: 1.0, thigh: 1.0, shank: 1.0 };
        Limbs { shoulder: 0.0, elbow: 8.0, wrist: 0.0, hip: 0.0, knee: 0.0, ankle: 0.0, toes: 0.0, foot: None, hand: None, seen }
    }
}

impl Posture {
    pub fn limbs(&self, side: Side) -> &Limbs {
        match side {
            Side::Near => &self.near,
            Side::Far => &self.far,
        }
    }

    pub fn limbs_mut(&mut self, side: Side) -> &mut Limbs {
        match side {
            Side::Near => &mut self.near,
            Side::Far => &mut self.far,
        }
    }

    /// How far the trunk leans at a station: 0 at the hip joint, 1 at the base of the neck.
    pub fn lean_at(&self, station: f64) -> f64 {
        let eased = |from: f64, over: f64| {
            let t = ((station - from) / over).clamp(0.0, 1.0);
            t * t * (3.0 - 2.0 * t)
        };
        self.lean + self.lower_back * eased(0.08, 0.42) + self.upper_back * eased(0.42, 0.5)
    }
}

/// A station of the spine.
#[derive(Clone, Copy, Debug)]
pub struct Vertebra {
    pub station: f64,
    pub centre: Point,
    pub front: Point,
}

#[derive(Clone, Debug)]
pub struct Skeleton {
    pub build: Build,
    pub spine: Vec<Vertebra>,
    pub hip: Point,
    pub neck_base: Point,
    /// The lean of the trunk there.
    pub neck_lean: f64,
    pub neck_way: Point,
    /// The top of the neck.
    pub atlas: Point,
    pub head: Point,
    pub head_lean: f64,
    pub near: Joints,
    pub far: Joints,
}

#[derive(Clone, Copy, Debug)]
pub struct Joints {
    pub shoulder: Point,
    pub elbow: Point,
    pub wrist: Point,
    pub hip: Point,
    pub knee: Point,
    pub ankle: Point,
    /// Ways of length one: from wrist to fingers, from heel to toes.
    pub hand: Point,
    pub foot: Point,
    pub toes: f64,
}

const STEPS: usize = 41;
const STEP: f64 = (TRUNK_TO - TRUNK_FROM) / STEPS as f64;

impl Skeleton {
    pub fn of(posture: &Posture) -> Skeleton {
        let spine = spine(posture);
        let place = |station: f64| on_spine(&spine, station);
        let neck_base = place(1.0);
        let neck_lean = posture.lean_at(1.0);
        let neck_way = up(neck_lean + 20.0 + posture.neck * 0.55);
        let atlas = neck_base + neck_way * NECK;
        let head_lean = neck_lean + posture.neck;
        let head = atlas + up(head_lean) * 48.0 + front(head_lean) * 9.0;
        let shoulder = place(SHOULDER_STATION) - front(posture.lean_at(SHOULDER_STATION)) * 4.0;
        let limbs = |side| joints(posture, posture.limbs(side), shoulder);
        let (near, far) = (limbs(Side::Near), limbs(Side::Far));
        Skeleton { build: posture.build, hip: posture.hip, neck_base, neck_lean, neck_way, atlas, head, head_lean, near, far, spine }
    }

    pub fn joints(&self, side: Side) -> &Joints {
        match side {
            Side::Near => &self.near,
            Side::Far => &self.far,
        }
    }

    /// A point on the skin of the back, and the way out of it.
    pub fn back(&self, station: f64) -> (Point, Point) {
        let (centre, front) = self.station(station);
        (centre - front * (self.build.trunk_back(station) + CLOTH), -front)
    }

    /// A point on the belly or the chest, and the way out of it.
    pub fn belly(&self, station: f64) -> (Point, Point) {
        let (centre, front) = self.station(station);
        (centre + front * (self.build.trunk_front(station) + CLOTH), front)
    }

    fn station(&self, station: f64) -> (Point, Point) {
        let index = index(station);
        (on_spine(&self.spine, station), self.spine[libm::round(index) as usize].front)
    }

    pub fn buttock(&self) -> Point {
        let first = self.spine[libm::round(index(0.0)) as usize].front;
        self.hip - first * 13.0 - first.normal() * 4.0
    }

    /// A point of the foot in its own measures: along the sole from the ankle, and up.
    pub fn on_foot(&self, side: Side, along: f64, above: f64) -> Point {
        let joints = self.joints(side);
        joints.ankle + joints.foot * along + joints.foot.normal() * above
    }
}

/// What the shirt adds to the skin.
const CLOTH: f64 = 3.0;

fn index(station: f64) -> f64 {
    ((station - TRUNK_FROM) / STEP).clamp(0.0, STEPS as f64)
}

fn on_spine(spine: &[Vertebra], station: f64) -> Point {
    let index = index(station);
    let low = (libm::floor(index) as usize).min(STEPS - 1);
    spine[low].centre.mid(spine[low + 1].centre, index - low as f64)
}

/// The spine as a curve of even steps, with the hip joint where the posture says.
fn spine(posture: &Posture) -> Vec<Vertebra> {
    let mut spine: Vec<Vertebra> = Vec::with_capacity(STEPS + 1);
    let mut centre = Point::default();
    let mut way = up(posture.lean_at(TRUNK_FROM));
    for index in 0..=STEPS {
        let station = TRUNK_FROM + STEP * index as f64;
        let lean = posture.lean_at(station);
        let next = up(lean);
        if index > 0 {
            centre = centre + (way + next) * (0.5 * STEP * TRUNK);
        }
        way = next;
        spine.push(Vertebra { station, centre, front: front(lean) });
    }
    let away = posture.hip - on_spine(&spine, 0.0);
    for vertebra in &mut spine {
        vertebra.centre = vertebra.centre + away;
    }
    spine
}

fn joints(posture: &Posture, limbs: &Limbs, shoulder: Point) -> Joints {
    let thigh = (-up(posture.lean)).turned(limbs.hip);
    let shank = thigh.turned(-limbs.knee);
    let knee = posture.hip + thigh * (THIGH * limbs.seen.thigh);
    let ankle = knee + shank * (SHANK * limbs.seen.shank);
    let foot = limbs.foot.map_or_else(|| shank.turned(90.0 + limbs.ankle), toward);
    let upper_arm = (-up(posture.lean_at(0.91))).turned(limbs.shoulder);
    let forearm = upper_arm.turned(limbs.elbow);
    let elbow = shoulder + upper_arm * (UPPER_ARM * limbs.seen.upper_arm);
    let wrist = elbow + forearm * (FOREARM * limbs.seen.forearm);
    let hand = limbs.hand.map_or_else(|| forearm.turned(limbs.wrist), toward);
    Joints { shoulder, elbow, wrist, hip: posture.hip, knee, ankle, hand, foot, toes: limbs.toes }
}

impl Posture {
    /// The angles as they stand, those that a contact rules among them, side by side with the joint that must allow them.
    pub fn angles(&self) -> Vec<(body::Joint, Option<Side>, f64)> {
        use body::Joint;
        let mut angles = vec![(Joint::LowerBack, None, self.lower_back), (Joint::UpperBack, None, self.upper_back), (Joint::Neck, None, self.neck)];
        let skeleton = Skeleton::of(self);
        for side in SIDES {
            let (limbs, joints) = (self.limbs(side), skeleton.joints(side));
            let ankle = wrapped(joints.foot.angle() - (joints.ankle - joints.knee).angle() - 90.0);
            let wrist = wrapped(joints.hand.angle() - (joints.wrist - joints.elbow).angle());
            let mut of = |joint, angle| angles.push((joint, Some(side), angle));
            of(Joint::Shoulder, limbs.shoulder);
            of(Joint::Elbow, limbs.elbow);
            of(Joint::Wrist, wrist);
            of(Joint::Hip, limbs.hip);
            of(Joint::Knee, limbs.knee);
            of(Joint::Ankle, ankle);
            of(Joint::Toes, limbs.toes);
        }
        angles
    }
}

/// The lowest of a shape that hangs on a point, seen along a way.
pub fn support(shape: &[(f64, f64)], origin: Point, along: Point, down: Point) -> Point {
    let across = along.normal();
    let place = |&(x, y): &(f64, f64)| origin + along * x + across * y;
    shape.iter().map(place).max_by(|one, two| one.dot(down).total_cmp(&two.dot(down))).unwrap_or(at(origin.x, origin.y))
}
