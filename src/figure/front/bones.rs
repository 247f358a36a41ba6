//! From the angles of joints to where everything is in space.
use super::frame::{Frame, Spot, spot};
use crate::figure::body::{ANKLE, FOREARM, SHANK, THIGH, UPPER_ARM};
use crate::figure::people::Build;

/// What a pose from the front says of a joint: its name, its angle at rest, and how far it moves (American Academy of Orthopaedic Surgeons;
/// with help, as in [`Joint::range`](crate::figure::Joint::range)). `-out` is away from the middle of the body, `-turn` is outwards.
pub const JOINTS: [(&str, f64, (f64, f64)); 17] = [
    ("shoulder-out", 7.0, (-45.0, 180.0)),
    ("shoulder", 0.0, (-60.0, 185.0)),
    ("shoulder-turn", 0.0, (-90.0, 95.0)),
    ("shoulder-lift", 0.0, (-10.0, 40.0)),
    ("shoulder-back", 0.0, (-30.0, 30.0)),
    ("elbow", 8.0, (-8.0, 150.0)),
    ("wrist", 0.0, (-80.0, 90.0)),
    ("hip-out", 2.5, (-30.0, 50.0)),
    ("hip", 0.0, (-30.0, 135.0)),
    ("hip-turn", 0.0, (-50.0, 70.0)),
    ("knee", 0.0, (-5.0, 155.0)),
    ("knee-in", 2.5, (-10.0, 15.0)),
    ("ankle", 0.0, (-60.0, 40.0)),
    ("side-bend", 0.0, (-45.0, 45.0)),
    ("neck-tilt", 0.0, (-45.0, 45.0)),
    ("neck-turn", 0.0, (-80.0, 80.0)),
    ("neck", 0.0, (-60.0, 60.0)),
];

/// Every angle of a body, and how it lies in space.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Angles {
    pub build: Build,
    pub height: f64,
    /// How far the body is turned in the drawing: 90 lies with its head to the start of the line.
    pub roll: f64,
    /// About its own length: 180 shows the back.
    pub turn: f64,
    pub lean: f64,
    pub side_bend: f64,
    pub neck: f64,
    pub neck_tilt: f64,
    pub neck_turn: f64,
    /// Right, left.
    pub limbs: [Limbs; 2],
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limbs {
    pub shoulder: f64,
    pub shoulder_out: f64,
    pub shoulder_turn: f64,
    pub shoulder_lift: f64,
    pub shoulder_back: f64,
    pub elbow: f64,
    pub wrist: f64,
    /// The way of the fingers where a surface rules it, not the wrist.
    pub hand: Option<Spot>,
    pub hip: f64,
    pub hip_out: f64,
    pub hip_turn: f64,
    pub knee: f64,
    pub knee_in: f64,
    pub ankle: f64,
}

/// A station of the trunk: how high over the hip joints it is, along the spine.
#[derive(Clone, Copy, Debug)]
pub struct Station {
    pub height: f64,
    pub centre: Spot,
    pub frame: Frame,
}

#[derive(Clone, Debug)]
pub struct Bones {
    pub build: Build,
    pub spine: Vec<Station>,
    pub hip: Spot,
    pub neck: Spot,
    pub head: Spot,
    pub head_frame: Frame,
    pub arms: [ArmBones; 2],
    pub legs: [LegBones; 2],
}

#[derive(Clone, Copy, Debug)]
pub struct ArmBones {
    pub shoulder: Spot,
    pub elbow: Spot,
    pub wrist: Spot,
    /// Its `up` points back along the hand.
    pub hand: Frame,
    pub out: f64,
    pub lift: f64,
}

#[derive(Clone, Copy, Debug)]
pub struct LegBones {
    pub hip: Spot,
    pub knee: Spot,
    pub ankle: Spot,
    pub thigh: Frame,
    pub foot: Frame,
}

/// The sides as they stand in the drawing of a body that faces the reader: the right of the body first.
pub const SIDES: [f64; 2] = [-1.0, 1.0];

const LOWEST: f64 = -80.0;
const NECK_BASE: f64 = 326.0;
const SHOULDER: f64 = 269.0;
const SHOULDER_OUT: f64 = 99.0;
const HIP_OUT: f64 = 54.0;
const STEPS: usize = 34;
const STEP: f64 = (NECK_BASE + 8.0 - LOWEST) / STEPS as f64;

impl Bones {
    pub fn of(angles: &Angles) -> Bones {
        let hip = spot(0.0, angles.height, 0.0);
        let pelvis = Frame::UPRIGHT.swung(angles.roll).turned(angles.turn).raised(-angles.lean);
        let spine = spine(hip, pelvis, angles.side_bend);
        let chest = on(&spine, SHOULDER);
        let base = on(&spine, NECK_BASE);
        let head_frame = base.frame.swung(-angles.neck_tilt).raised(-angles.neck);
        let head = base.centre + head_frame.up * 90.0 + head_frame.front * 8.0;
        let arms = [0, 1].map(|index| arm(&chest, SIDES[index], &angles.limbs[index], angles.build));
        let legs = [0, 1].map(|index| leg(hip, pelvis, SIDES[index], &angles.limbs[index], angles.build));
        Bones { build: angles.build, hip, neck: base.centre, head, head_frame: head_frame.turned(angles.neck_turn), arms, legs, spine }
    }

    pub fn station(&self, height: f64) -> Station {
        on(&self.spine, height)
    }
}

fn on(spine: &[Station], height: f64) -> Station {
    let index = ((height - LOWEST) / STEP).clamp(0.0, STEPS as f64);
    let low = (libm::floor(index) as usize).min(STEPS - 1);
    let share = index - low as f64;
    let nearest = if share < 0.5 { low } else { low + 1 };
    Station { height, centre: spine[low].centre.mid(spine[low + 1].centre, share), frame: spine[nearest].frame }
}

/// The trunk bends to the side between the pelvis and the shoulder blades.
fn spine(hip: Spot, pelvis: Frame, side_bend: f64) -> Vec<Station> {
    let frame = |height: f64| {
        let share = ((height - 20.0) / 260.0).clamp(0.0, 1.0);
        pelvis.swung(-side_bend * share * share * (3.0 - 2.0 * share))
    };
    let mut spine = Vec::with_capacity(STEPS + 1);
    let mut centre = hip + pelvis.up * LOWEST;
    for index in 0..=STEPS {
        let height = LOWEST + STEP * index as f64;
        if index > 0 {
            centre = centre + frame(height - STEP * 0.5).up * STEP;
        }
        spine.push(Station { height, centre, frame: frame(height) });
    }
    spine
}

fn arm(chest: &Station, side: f64, limbs: &Limbs, build: Build) -> ArmBones {
    let width = SHOULDER_OUT + build.shoulders();
    // Above level, the shoulder blade turns and carries the joint up and in.
    let raised = (limbs.shoulder_out.max(limbs.shoulder) - 90.0).max(0.0);
    let (lift, back) = (limbs.shoulder_lift.to_radians(), limbs.shoulder_back.to_radians());
    let out = width * libm::cos(lift) * libm::cos(back) - raised * 0.16;
    let own = spot(side * out, raised * 0.36 + SHOULDER_OUT * libm::sin(lift), -SHOULDER_OUT * libm::sin(back));
    let shoulder = chest.centre + chest.frame.of(own);
    let upper = chest.frame.raised(limbs.shoulder).swung(side * limbs.shoulder_out).turned(side * limbs.shoulder_turn);
    let fore = upper.raised(limbs.elbow);
    let elbow = shoulder + upper.down() * UPPER_ARM;
    let wrist = elbow + fore.down() * FOREARM;
    let hand = limbs.hand.map_or_else(|| fore.swung(side * limbs.wrist), |way| Frame { up: way * -1.0, ..fore });
    ArmBones { shoulder, elbow, wrist, hand, out: limbs.shoulder_out, lift: limbs.shoulder_lift }
}

fn leg(hip: Spot, pelvis: Frame, side: f64, limbs: &Limbs, build: Build) -> LegBones {
    let hip = hip + pelvis.left * (side * (HIP_OUT + build.hips()));
    let thigh = pelvis.raised(limbs.hip).swung(side * limbs.hip_out).turned(side * limbs.hip_turn);
    let shank = thigh.swung(-side * limbs.knee_in).raised(-limbs.knee);
    let knee = hip + thigh.down() * THIGH;
    let ankle = knee + shank.down() * SHANK;
    LegBones { hip, knee, ankle, thigh, foot: shank.raised(limbs.ankle) }
}

impl LegBones {
    /// A point of the foot in its own measures: along the sole from the ankle, up, and outwards.
    pub fn on_foot(&self, along: f64, above: f64, left: f64) -> Spot {
        self.ankle + self.foot.of(spot(left, above, along))
    }

    /// The lowest of the sole.
    pub fn sole(&self) -> f64 {
        let corners = [(-30.0, -28.0), (-30.0, 28.0), (95.0, -28.0), (95.0, 28.0)];
        corners.iter().map(|&(along, left)| self.on_foot(along, -ANKLE, left).y).fold(f64::INFINITY, f64::min)
    }
}
