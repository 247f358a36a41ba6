//! The muscle that works, or the place that should feel it: hatched, to be told from a grey after copying.
use super::body::{FOREARM_PROFILE, SHANK_FROM_FRONT, SHANK_PROFILE, THIGH_FROM_FRONT, THIGH_PROFILE, UPPER_ARM_PROFILE};
use super::contour::{Contour, Cut, Profile, arc, limb};
use super::drawing::{Drawing, End, Ink, Pen};
use super::place::{Landmarks, Misnamed, side};
use super::plane::{Point, toward};
use super::pose::View;
use super::region::{Keep, Region};
use super::skeleton::{Joints, SIDES, Side, Skeleton};

macro_rules! muscles {
    ($($name:ident = $word:literal $seen:ident,)+) => {
        /// A part of the body that can be hatched.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Muscle { $($name),+ }

        impl Muscle {
            pub const ALL: &'static [Muscle] = &[$(Muscle::$name),+];

            pub fn name(self) -> &'static str {
                match self { $(Muscle::$name => $word),+ }
            }

            fn seen(self) -> Seen {
                match self { $(Muscle::$name => Seen::$seen),+ }
            }
        }
    };
}

/// From where it is seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Both,
    Side,
    Front,
}

muscles! {
    Neck = "neck" Both,
    Shoulder = "shoulder" Both,
    Chest = "chest" Both,
    Belly = "belly" Both,
    UpperBack = "upper-back" Side,
    LowerBack = "lower-back" Side,
    FrontUpperArm = "front-upper-arm" Both,
    BackUpperArm = "back-upper-arm" Side,
    Forearm = "forearm" Both,
    Buttock = "buttock" Side,
    FrontHip = "front-hip" Both,
    OuterHip = "outer-hip" Front,
    FrontThigh = "front-thigh" Both,
    BackThigh = "back-thigh" Side,
    InnerThigh = "inner-thigh" Front,
    OuterThigh = "outer-thigh" Front,
    Calf = "calf" Side,
    Shin = "shin" Both,
    Sole = "sole" Side,
}

impl Muscle {
    fn is_sided(self) -> bool {
        !matches!(self, Muscle::Neck | Muscle::Chest | Muscle::Belly | Muscle::UpperBack | Muscle::LowerBack)
    }

    /// It lies behind an arm that hangs before it.
    fn is_behind_arm(self) -> bool {
        !matches!(self, Muscle::Shoulder | Muscle::FrontUpperArm | Muscle::BackUpperArm | Muscle::Forearm)
    }

    pub fn is_seen(self, view: View) -> bool {
        match self.seen() {
            Seen::Both => true,
            Seen::Side => view == View::Side,
            Seen::Front => view == View::Front,
        }
    }

    /// A part by its name, of the sides that are meant.
    ///
    /// # Errors
    /// The body that is seen so has no such part.
    pub fn named(name: &str, view: View) -> Result<(Muscle, Vec<Side>), Misnamed> {
        let (part, word) = name.split_once('.').map_or((name, None), |(part, word)| (part, Some(word)));
        let muscle = Muscle::ALL.iter().copied().find(|known| known.name() == part).ok_or(Misnamed::Unknown)?;
        match word {
            _ if !muscle.is_seen(view) => Err(Misnamed::Behind),
            Some(_) if !muscle.is_sided() => Err(Misnamed::NoSides),
            Some(word) => Ok((muscle, vec![side(word, view)?])),
            None if muscle.is_sided() && view != View::Side => Ok((muscle, SIDES.to_vec())),
            None => Ok((muscle, vec![Side::Near])),
        }
    }
}

/// Hatches parts of a body; those that it does not have are told by their place. `arm` is the near arm, which hides what is behind it.
pub fn draw(drawing: &mut Drawing, names: &[String], body: &Landmarks, arm: &Region) -> Vec<(usize, Misnamed)> {
    let mut misnamed = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match Muscle::named(name, body.view()) {
            Ok((muscle, sides)) => {
                for side in sides {
                    let area = area(muscle, body, side);
                    hatch(drawing, &if muscle.is_behind_arm() { area.without(&arm.grown(CLEAR)) } else { area });
                }
            }
            Err(why) => misnamed.push((index, why)),
        }
    }
    misnamed
}

/// Between the hatch and an arm before it.
const CLEAR: f64 = 5.0;

/// Parallel lines over a place.
fn hatch(drawing: &mut Drawing, area: &Region) {
    const SPACE: f64 = 12.0;
    let Some((low, high)) = area.bounds() else { return };
    let (centre, reach) = (low.mid(high, 0.5), (high - low).length() * 0.5);
    let (along, across) = (toward(45.0), toward(135.0));
    let count = libm::ceil(reach / SPACE) as i32;
    let lines: Vec<Contour> = (-count..=count)
        .map(|step| centre + across * (f64::from(step) * SPACE))
        .map(|middle| vec![middle - along * reach, middle + along * reach])
        .collect();
    drawing.lines(area.clip(&lines, Keep::Inside), Pen { end: End::Flat, ..Pen::new(Ink::Accent, 3.8) });
}

#[derive(Clone, Copy)]
enum Half {
    Whole,
    Front,
    Back,
}

/// Part of a limb between two shares of its length.
fn part(from: Point, to: Point, profile: &Profile, (low, high): (f64, f64), half: Half) -> Region {
    let area = Region::of([limb(from, to, profile, Cut { from: low, to: high, ease: -5.0, ..Cut::WHOLE })]);
    let way = to - from;
    let side = way.unit().normal() * 200.0;
    let beside = |side: Point| Region::of([vec![from - way, to + way, to + way + side, from - way + side]]);
    match half {
        Half::Whole => area,
        Half::Front => area.within(&beside(side)),
        Half::Back => area.within(&beside(-side)),
    }
}

fn area(muscle: Muscle, body: &Landmarks, side: Side) -> Region {
    match body.stance.skeleton {
        Some(skeleton) => from_side(muscle, skeleton, side),
        None => from_front(muscle, body, side),
    }
}

fn from_side(muscle: Muscle, skeleton: &Skeleton, side: Side) -> Region {
    let Joints { shoulder, elbow, wrist, hip, knee, ankle, .. } = *skeleton.joints(side);
    let (back, belly) = (-1.0, 1.0);
    match muscle {
        Muscle::Neck => {
            let (low, high, way) = (skeleton.neck_base, skeleton.atlas, skeleton.neck_way);
            let behind = way.normal();
            Region::of([vec![low + behind * 30.0, high + behind * 26.0 - way * 6.0, high + behind * 2.0 - way * 6.0, low + behind * 4.0]])
        }
        Muscle::Shoulder => Region::disc(shoulder, 27.0),
        Muscle::Chest => strip(skeleton, (0.6, 0.86), belly),
        Muscle::Belly => strip(skeleton, (0.18, 0.52), belly),
        Muscle::UpperBack => strip(skeleton, (0.62, 0.96), back),
        Muscle::LowerBack => strip(skeleton, (0.12, 0.44), back),
        Muscle::FrontUpperArm => part(shoulder, elbow, &UPPER_ARM_PROFILE, (0.3, 0.86), Half::Front),
        Muscle::BackUpperArm => part(shoulder, elbow, &UPPER_ARM_PROFILE, (0.3, 0.86), Half::Back),
        Muscle::Forearm => part(elbow, wrist, &FOREARM_PROFILE, (0.14, 0.62), Half::Whole),
        Muscle::Buttock => Region::disc(skeleton.buttock(), skeleton.build.buttock() - 6.0)
            .without(&Region::disc(hip + (hip - skeleton.buttock()).unit() * 46.0, 62.0)),
        Muscle::FrontHip => part(hip, knee, &THIGH_PROFILE, (-0.02, 0.26), Half::Front),
        Muscle::FrontThigh => part(hip, knee, &THIGH_PROFILE, (0.24, 0.88), Half::Front),
        Muscle::BackThigh => part(hip, knee, &THIGH_PROFILE, (0.24, 0.92), Half::Back),
        Muscle::Calf => part(knee, ankle, &SHANK_PROFILE, (0.1, 0.58), Half::Back),
        Muscle::Shin => part(knee, ankle, &SHANK_PROFILE, (0.14, 0.74), Half::Front),
        Muscle::Sole => {
            let on = |along: f64, above: f64| skeleton.on_foot(side, along, above);
            Region::of([vec![on(-34.0, -38.0), on(80.0, -38.0), on(80.0, -24.0), on(-30.0, -20.0)]])
        }
        Muscle::OuterHip | Muscle::InnerThigh | Muscle::OuterThigh => Region::default(),
    }
}

/// A strip of the trunk under the skin of the belly or the back.
fn strip(skeleton: &Skeleton, (low, high): (f64, f64), sign: f64) -> Region {
    let (mut line, mut inner) = (Contour::new(), Contour::new());
    for vertebra in skeleton.spine.iter().filter(|vertebra| (low..=high).contains(&vertebra.station)) {
        let width = if sign < 0.0 { skeleton.build.trunk_back(vertebra.station) } else { skeleton.build.trunk_front(vertebra.station) };
        line.push(vertebra.centre + vertebra.front * (sign * (width - 2.0)));
        inner.push(vertebra.centre + vertebra.front * (sign * width * 0.3));
    }
    line.extend(inner.into_iter().rev());
    Region::of([line])
}

fn from_front(muscle: Muscle, body: &Landmarks, side: Side) -> Region {
    let Joints { shoulder, elbow, wrist, hip, knee, ankle, .. } = *body.limb(side);
    let out = body.out(side);
    let across = -body.up.normal();
    let oval = |centre: Point, width: f64, height: f64| {
        let round = arc(Point::default(), 1.0, 0.0, 351.0, 40).into_iter();
        Region::of([round.map(|point| centre + across * (point.x * width) + body.up * (point.y * height)).collect::<Contour>()])
    };
    // The limbs' profiles have the outer side first; `limb` puts that on the left of its way.
    let (outer, inner) = if (knee - hip).normal().dot(out) > 0.0 { (Half::Front, Half::Back) } else { (Half::Back, Half::Front) };
    match muscle {
        Muscle::Neck => oval(body.stance.neck.mid(body.head(), 0.12), 26.0, 26.0),
        Muscle::Shoulder => Region::disc(shoulder, 27.0),
        Muscle::Chest => oval(body.chest, 72.0, 36.0),
        Muscle::Belly => oval(body.belly, 58.0, 62.0),
        Muscle::FrontUpperArm => part(shoulder, elbow, &UPPER_ARM_PROFILE, (0.34, 0.86), Half::Whole),
        Muscle::Forearm => part(elbow, wrist, &FOREARM_PROFILE, (0.14, 0.62), Half::Whole),
        Muscle::FrontHip => part(hip, knee, &THIGH_FROM_FRONT, (-0.06, 0.18), Half::Whole),
        Muscle::OuterHip => part(hip, knee, &THIGH_FROM_FRONT, (-0.1, 0.24), outer),
        Muscle::FrontThigh => part(hip, knee, &THIGH_FROM_FRONT, (0.26, 0.86), Half::Whole),
        Muscle::InnerThigh => part(hip, knee, &THIGH_FROM_FRONT, (0.16, 0.8), inner),
        Muscle::OuterThigh => part(hip, knee, &THIGH_FROM_FRONT, (0.26, 0.86), outer),
        Muscle::Shin => part(knee, ankle, &SHANK_FROM_FRONT, (0.14, 0.74), Half::Whole),
        Muscle::UpperBack | Muscle::LowerBack | Muscle::BackUpperArm | Muscle::Buttock => Region::default(),
        Muscle::BackThigh | Muscle::Calf | Muscle::Sole => Region::default(),
    }
}
