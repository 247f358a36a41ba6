//! A body seen from the side as shapes: limbs, and clothes that are shapes of their own.
use super::body::{ELBOW_TIP, FOREARM_PROFILE, KNEE_CAP, SHANK_PROFILE, THIGH_PROFILE, TRUNK_FROM, TRUNK_TO, UPPER_ARM_PROFILE};
use super::contour::{Contour, Cut, closed, limb, open};
use super::heads::SideHead;
use super::people::{Build, Person, Wear};
use super::plane::{Point, front, up, wrapped};
use super::region::{Keep, Region};
use super::shapes::{self, Hand, placed};
use super::skeleton::{Joints, Posture, Side, Skeleton};

/// How each hand is held.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hands {
    pub near: Grip,
    pub far: Grip,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grip {
    pub hand: Hand,
    /// The thumb on the other edge.
    pub turned: bool,
    /// The hand lies behind the head, which hides it.
    pub behind_head: bool,
}

pub struct Clothed {
    pub near_arm: Arm,
    pub far_arm: Arm,
    pub near_leg: Leg,
    pub far_leg: Leg,
    pub shirt: Region,
    pub neck: Region,
    pub head: SideHead,
    /// The part of the shorts that lies over the shirt where the hip is bent.
    pub over: Region,
    /// The edge of the lap, out of the hip joint.
    pub groin: Point,
    pub hip_bend: f64,
}

pub struct Arm {
    pub grip: Grip,
    pub skin: Region,
    /// Without the hand.
    pub bare: Region,
    pub hand: Region,
    pub thumb: Contour,
    pub sleeve: Region,
    pub crease: Option<Contour>,
    pub joints: Joints,
}

pub struct Leg {
    pub skin: Region,
    pub shoe: Region,
    pub sole: Region,
    /// The trouser leg alone.
    pub trouser: Region,
    /// Pelvis and trouser leg as one garment.
    pub shorts: Region,
    pub crease: Option<Contour>,
    pub joints: Joints,
}

impl Clothed {
    pub fn of(posture: &Posture, skeleton: &Skeleton, hands: Hands, person: Person) -> Clothed {
        let collar = collar(posture, skeleton);
        let near_arm = arm(skeleton, Side::Near, hands.near, &collar);
        let far_arm = arm(skeleton, Side::Far, hands.far, &collar);
        let near_leg = leg(posture, skeleton, Side::Near, person.clothes);
        let far_leg = leg(posture, skeleton, Side::Far, person.clothes);
        let shirt = strip(skeleton, 0.07, 1.05, 5.0, 6.0).smoothed(14.0, 3.0).without(&collar).largest();
        let (over, groin, hip_bend) = lap(posture, &near_leg);
        Clothed {
            neck: neck(posture, skeleton),
            head: SideHead::of(skeleton, person.hair),
            shirt,
            near_arm,
            far_arm,
            near_leg,
            far_leg,
            over,
            groin,
            hip_bend,
        }
    }

    /// All of the near body as one shape.
    pub fn silhouette(&self) -> Region {
        let (arm, leg) = (&self.near_arm, &self.near_leg);
        Region::union([&self.shirt, &self.neck, &self.head.whole, &arm.skin, &arm.sleeve, &leg.skin, &leg.shoe, &leg.trouser, &leg.shorts])
    }

    /// Whether the near arm would cover more of the face than an ear.
    pub fn hides_face(&self, skeleton: &Skeleton) -> bool {
        const MOST: f64 = 600.0;
        let (forward, up) = (front(skeleton.head_lean), up(skeleton.head_lean));
        let place = |x: f64, y: f64| skeleton.head + forward * x + up * y;
        let face = Region::of([vec![place(14.0, 34.0), place(70.0, 34.0), place(70.0, -60.0), place(14.0, -60.0)]]).within(&self.head.face);
        !self.near_arm.grip.behind_head && self.near_arm.skin.with(&self.near_arm.sleeve).within(&face).area() > MOST
    }

    /// The far limbs, each as one shape.
    pub fn far(&self) -> [Region; 2] {
        let (arm, leg) = (&self.far_arm, &self.far_leg);
        [Region::union([&arm.skin, &arm.sleeve]), Region::union([&leg.skin, &leg.shoe, &leg.trouser])]
    }
}

/// The trunk between two stations, with ease for cloth in front and behind.
pub fn strip(skeleton: &Skeleton, from: f64, to: f64, ease_front: f64, ease_back: f64) -> Region {
    let (from, to) = (from.max(TRUNK_FROM), to.min(TRUNK_TO));
    let inner = skeleton.spine.iter().filter(|vertebra| vertebra.station > from - 1e-6 && vertebra.station < to + 1e-6);
    let (mut fore, mut aft) = (Contour::new(), Contour::new());
    for vertebra in inner {
        fore.push(vertebra.centre + vertebra.front * (skeleton.build.trunk_front(vertebra.station) + ease_front));
        aft.push(vertebra.centre - vertebra.front * (skeleton.build.trunk_back(vertebra.station) + ease_back));
    }
    fore.extend(aft.into_iter().rev());
    Region::of([fore])
}

/// What the collar leaves open.
fn collar(posture: &Posture, skeleton: &Skeleton) -> Region {
    let place = |station: f64| skeleton.back(station).0 - skeleton.back(station).1 * (skeleton.build.trunk_back(station) + 3.0);
    let (low, high) = (place(0.965), place(1.04));
    let out = front(posture.lean_at(1.0));
    let (behind, before) = (high - out * 60.0, low + out * 60.0);
    let middle = high.mid(low, 0.5) - up(posture.lean_at(1.0)) * 7.0;
    let above = up(posture.lean_at(1.0)) * 120.0;
    let mut line = open(&[behind, middle, before]);
    line.extend([before + above, behind + above]);
    Region::of([line])
}

fn neck(posture: &Posture, skeleton: &Skeleton) -> Region {
    let out = front(posture.lean_at(1.0) + 20.0 + posture.neck * 0.5);
    let (base, top, way) = (skeleton.neck_base, skeleton.atlas, skeleton.neck_way);
    let column =
        vec![base - out * 34.0, top - out * 31.0 + way * 14.0, top + out * 22.0 + way * 6.0, base + out * 27.0 - way * 10.0, base - way * 40.0];
    Region::of([column]).with(&strip(skeleton, 0.9, 1.06, 0.0, 0.0)).smoothed(22.0, 5.0)
}

fn arm(skeleton: &Skeleton, side: Side, grip: Grip, collar: &Region) -> Arm {
    let joints = *skeleton.joints(side);
    let Joints { shoulder, elbow, wrist, .. } = joints;
    let build = skeleton.build;
    let whole = Cut { wide: build.upper_arm(), ..Cut::WHOLE };
    let upper = limb(shoulder, elbow, &UPPER_ARM_PROFILE, Cut { from: 0.14, ..whole });
    let fore = limb(elbow, wrist, &FOREARM_PROFILE, Cut { wide: build.forearm(), ..whole });
    let bare = Region::of([upper, fore]).with(&Region::disc(elbow, ELBOW_TIP * build.forearm().0)).smoothed(10.0, 3.0);
    let place = |shape: &[(f64, f64)]| placed(&closed(shape, &[]), wrist, joints.hand, grip.turned);
    let (hand, thumb) = (Region::of([place(shapes::palm(grip.hand))]), place(shapes::thumb(grip.hand)));
    let skin = Region::union([&bare, &hand, &Region::disc(wrist, 13.0)]).smoothed(6.0, 1.5).with(&Region::of([thumb.clone()]));
    let cap = Region::disc(shoulder, 35.0 * build.upper_arm().0).without(&collar.grown(3.0));
    let cloth = limb(shoulder, elbow, &UPPER_ARM_PROFILE, Cut { to: 0.56, ease: 6.0, flare: 4.0, ..whole });
    let sleeve = Region::of([cloth]).with(&cap).smoothed(6.0, 3.0);
    let crease = crease(&bare, shoulder, elbow, wrist, 13.0);
    Arm { grip, skin, bare, hand, thumb, sleeve, crease, joints }
}

fn leg(posture: &Posture, skeleton: &Skeleton, side: Side, wear: Wear) -> Leg {
    let joints = *skeleton.joints(side);
    let Joints { hip, knee, ankle, .. } = joints;
    let build = skeleton.build;
    let whole = Cut { from: -0.1, wide: build.thigh(), ..Cut::WHOLE };
    let thigh = limb(hip, knee, &THIGH_PROFILE, whole);
    let shank = limb(knee, ankle, &SHANK_PROFILE, Cut { from: 0.0, wide: build.shank(), ..whole });
    let skin =
        Region::union([&Region::of([thigh, shank]), &Region::disc(hip, 52.0 * build.thigh().0), &Region::disc(knee, KNEE_CAP * build.shank().0)])
            .smoothed(12.0, 4.0);
    let (shoe, sole) = shapes::shoe(ankle, joints.foot, joints.toes);
    let (way, length) = ((knee - hip).unit(), (knee - hip).length());
    let across = way.normal();
    let hem = hip + way * (length * 0.54);
    // What the hem leaves open: a little longer on the outside, as cloth falls.
    let below = Region::of([vec![
        hem + across * 110.0 + way * 4.0,
        hem - way * 3.0,
        hem - across * 110.0 + way * 4.0,
        hem - across * 110.0 + way * (length + 60.0),
        hem + across * 110.0 + way * (length + 60.0),
    ]]);
    let cloth = limb(hip, knee, &THIGH_PROFILE, Cut { from: 0.0, to: 0.8, ease: 6.0, flare: 7.0, ..whole });
    let raw = Region::of([cloth]).with(&Region::disc(hip, 58.0 * build.thigh().0));
    let pelvis = strip(skeleton, -0.17, 0.22, 2.0, 2.0);
    let buttock = Region::disc(hip - front(posture.lean) * 13.0 - up(posture.lean) * 4.0, build.buttock());
    // Smooth first and cut the hem afterwards, or the hem rounds off.
    let (mut shorts, mut trouser) = (Region::union([&raw, &pelvis, &buttock]).smoothed(46.0, 16.0), raw.smoothed(8.0, 3.0));
    match wear {
        Wear::Shorts => (shorts, trouser) = (shorts.without(&below).largest(), trouser.without(&below)),
        Wear::Trousers => {
            let whole = trouser_leg(&joints, build);
            (shorts, trouser) = (shorts.without(&below).with(&whole).largest(), trouser.without(&below).with(&whole));
        }
    }
    let crease = crease(&skin, hip, knee, ankle, 22.0);
    Leg { skin, shoe: Region::of([shoe]), sole: Region::of([sole]), trouser, shorts, crease, joints }
}

/// Cloth down to the ankle.
fn trouser_leg(joints: &Joints, build: Build) -> Region {
    let thigh = limb(joints.hip, joints.knee, &THIGH_PROFILE, Cut { from: 0.3, ease: 6.0, wide: build.thigh(), ..Cut::WHOLE });
    let shank = limb(joints.knee, joints.ankle, &SHANK_PROFILE, Cut { to: 0.9, ease: 7.0, flare: 4.0, wide: build.shank(), ..Cut::WHOLE });
    let way = (joints.ankle - joints.knee).unit();
    let hem = joints.knee.mid(joints.ankle, 0.88);
    let below = Region::of([vec![
        hem + way.normal() * 90.0,
        hem - way.normal() * 90.0,
        hem - way.normal() * 90.0 + way * 90.0,
        hem + way.normal() * 90.0 + way * 90.0,
    ]]);
    Region::of([thigh, shank]).with(&Region::disc(joints.knee, KNEE_CAP * build.shank().0 + 5.0)).smoothed(14.0, 4.0).without(&below)
}

/// Thigh over shirt or shirt over thigh: the bisector of trunk and thigh decides, and its edge is the fold of the groin.
fn lap(posture: &Posture, leg: &Leg) -> (Region, Point, f64) {
    const FAR: f64 = 900.0;
    let hip = leg.joints.hip;
    let down = -up(posture.lean);
    let bend = wrapped((leg.joints.knee - hip).angle() - down.angle());
    let edge = down.turned((bend + 180.0) / 2.0);
    let aside = edge.turned(-90.0);
    let half = vec![hip - edge * FAR, hip + edge * FAR, hip + edge * FAR + aside * FAR, hip - edge * FAR + aside * FAR];
    (leg.trouser.within(&Region::of([half])), edge, bend)
}

/// A short fold on the inside of a bent joint: it begins on the outline and runs toward the joint.
fn crease(skin: &Region, from: Point, joint: Point, to: Point, length: f64) -> Option<Contour> {
    const LEAST: f64 = 38.0;
    let (one, two) = ((joint - from).unit(), (to - joint).unit());
    let bend = libm::acos(one.dot(two).clamp(-1.0, 1.0)).to_degrees();
    if bend < LEAST {
        return None;
    }
    let inward = (two - one).unit();
    let ray = skin.clip(&[vec![joint, joint + inward * 120.0]], Keep::Inside);
    let ray = ray.first()?;
    let edge = *ray.last()?;
    let length = (length * (0.6 + bend / 110.0)).min((edge - joint).length() * 0.62);
    Some(vec![edge + inward * 2.0, edge - inward * (length * 0.5) + inward.normal() * 1.5, edge - inward * length])
}
