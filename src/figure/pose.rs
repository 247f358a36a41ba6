//! Poses as data: angles as a physiotherapist says them, and what rests on what.
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::arrows::Arrow;
use super::body::Joint;
use super::clothed::{Grip, Hands};
use super::contact::{Contact, On, Part};
use super::people::Person;
use super::props::{self, Held, Prop};
use super::shapes::Hand;
use super::skeleton::{Limbs, Posture, SIDES, Seen, Side};

/// A figure as said: a pose, what it rests on, what stands beside it, what the arrows show.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Pose {
    pub view: View,
    /// How far the trunk leans forward from upright: −90 lies on its back, 90 on its front.
    pub lean: f64,
    /// Seen from the front: how far it is turned in the drawing; 90 lies on its right side, the head to the start of the line.
    pub roll: f64,
    /// Degrees by the joint's name.
    pub joints: BTreeMap<String, Sided<f64>>,
    /// How much of its length a part shows where it points towards the reader.
    pub seen: BTreeMap<String, f64>,
    pub hand: Option<Sided<String>>,
    /// Hands with the thumb on the other edge.
    pub thumbs: Thumbs,
    pub body: Person,
    pub rests: Vec<Rest>,
    pub props: Vec<Prop>,
    pub arrows: Vec<Arrow>,
    /// The muscles that work, or the places that should feel it.
    pub highlight: Vec<String>,
    /// Drawn behind, in a lighter line.
    pub ghost: Option<Ghost>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    #[default]
    Side,
    Front,
    Back,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thumbs {
    #[default]
    Forward,
    Turned,
}

/// The same for both sides, or one for each; what is seen from the front has a right and a left instead of a near and a far.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Sided<T> {
    Both(T),
    NearFar { near: T, far: T },
    RightLeft { right: T, left: T },
}

impl<T> Sided<T> {
    /// The value of the near or the right side, then that of the far or the left.
    pub fn pair(&self) -> (&T, &T) {
        match self {
            Sided::Both(both) => (both, both),
            Sided::NearFar { near, far } => (near, far),
            Sided::RightLeft { right, left } => (right, left),
        }
    }
}

/// A part of the body, and what it rests on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rest {
    /// `feet`, `foot.near`, `toes`, `insteps`, `knees`, `seat`, `back`, `upper-back`, `belly`, `chest`, `head`, `hands`, `fists`, `elbows`,
    /// `forearms`.
    pub part: String,
    /// `floor`, `chair`, `bench`, `step`, `ball`, `roller`, `wall`, `bar`, `thighs`, `head`.
    pub on: String,
    /// Where on what it rests on, or where on the back: a share of its length.
    pub at: Option<f64>,
    /// How far in front of the hip.
    pub ahead: Option<f64>,
    pub height: Option<f64>,
    /// Which way the foot points where only its toes rest.
    pub tilt: Option<f64>,
}

/// The pose before or after.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Ghost {
    /// One that has a name.
    Named(String),
    #[serde(skip)]
    Posed(Box<Pose>),
}

/// All poses that have a name, by that name.
pub fn named() -> &'static BTreeMap<String, Pose> {
    static POSES: OnceLock<BTreeMap<String, Pose>> = OnceLock::new();
    POSES.get_or_init(|| toml::from_str(include_str!("poses.toml")).unwrap_or_else(|fault| unreachable!("poses.toml: {fault}")))
}

/// What is wrong in how a pose is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Slip {
    UnknownJoint(String),
    UnknownSegment(String),
    UnknownHand(String),
    UnknownPart(String),
    UnknownSurface(String),
    /// The part cannot rest on that.
    NotThere {
        part: String,
        on: String,
    },
}

impl Pose {
    /// The posture as said, before anything rests on anything.
    ///
    /// # Errors
    /// A name that no joint, part or hand has.
    pub fn posture(&self) -> Result<Posture, Slip> {
        let mut posture = Posture { lean: self.lean, build: self.body.build, ..Posture::default() };
        let seen = self.seen()?;
        (posture.near.seen, posture.far.seen) = (seen, seen);
        posture.hip.y = 300.0;
        for (name, angle) in &self.joints {
            let joint = joint(name)?;
            let (&near, &far) = angle.pair();
            match joint {
                Joint::LowerBack => posture.lower_back = near,
                Joint::UpperBack => posture.upper_back = near,
                Joint::Neck => posture.neck = near,
                _ => {
                    *angle_mut(&mut posture.near, joint) = near;
                    *angle_mut(&mut posture.far, joint) = far;
                }
            }
        }
        for rest in self.rests.iter().filter(|rest| rest.part.starts_with("toes") || rest.part.starts_with("ball")) {
            for side in sides(&rest.part) {
                let tilt = rest.tilt.unwrap_or(-60.0);
                let limbs = posture.limbs_mut(side);
                (limbs.foot, limbs.toes) = (Some(tilt), -tilt);
            }
        }
        Ok(posture)
    }

    /// The angles as said.
    ///
    /// # Errors
    /// A name that no joint has.
    pub fn angles(&self) -> Result<Vec<(Joint, Option<Side>, f64)>, Slip> {
        let mut angles = Vec::new();
        for (name, angle) in &self.joints {
            let joint = joint(name)?;
            let (&near, &far) = angle.pair();
            angles.push((joint, Some(Side::Near), near));
            if near != far {
                angles.push((joint, Some(Side::Far), far));
            }
        }
        Ok(angles)
    }

    fn seen(&self) -> Result<Seen, Slip> {
        let mut seen = Limbs::default().seen;
        for (name, &share) in &self.seen {
            match name.as_str() {
                "upper-arm" => seen.upper_arm = share,
                "forearm" => seen.forearm = share,
                "thigh" => seen.thigh = share,
                "shank" => seen.shank = share,
                _ => return Err(Slip::UnknownSegment(name.clone())),
            }
        }
        Ok(seen)
    }

    /// How the hands are held.
    ///
    /// # Errors
    /// A name that no hand has.
    pub fn hands(&self) -> Result<Hands, Slip> {
        let named = |name: &String| Hand::named(name).ok_or_else(|| Slip::UnknownHand(name.clone()));
        let (near, far) = match &self.hand {
            Some(hand) => (named(hand.pair().0)?, named(hand.pair().1)?),
            None => (self.usual_hand(Held::Near), self.usual_hand(Held::Far)),
        };
        let behind_head = self.rests.iter().any(|rest| rest.on == "head");
        let grip = |hand| Grip { hand, turned: self.thumbs == Thumbs::Turned, behind_head };
        Ok(Hands { near: grip(near), far: grip(far) })
    }

    /// A hand that holds a prop is a fist.
    fn usual_hand(&self, side: Held) -> Hand {
        let holds = self.props.iter().any(|prop| prop.takes().is_some_and(|hand| hand == side || hand == Held::Both));
        if holds { Hand::Fist } else { Hand::Relaxed }
    }

    /// What rests on what.
    ///
    /// # Errors
    /// A name that no part or surface has, or a part that cannot rest there.
    pub fn contacts(&self) -> Result<Vec<Contact>, Slip> {
        let mut contacts = Vec::new();
        for rest in &self.rests {
            let on = rest.surface(&self.props)?;
            // A distance in front of the hip holds besides the height of what it rests on, which rules how a hand lies.
            if let (Some(ahead), On::Level(_)) = (rest.ahead, on) {
                contacts.extend(rest.parts()?.into_iter().map(|part| Contact { part, on: On::Ahead(ahead, None) }));
            }
            contacts.extend(rest.parts()?.into_iter().map(|part| Contact { part, on }));
        }
        Ok(contacts)
    }
}

impl Pose {
    /// Lays the body on something else: what its seat is on where it sits on something, else what it stands or lies on. A wall is leant on.
    pub fn carry(&mut self, ground: &str) {
        let Some(prop) = Prop::of_ground(ground) else { return };
        if ground == "wall" {
            if !self.props.contains(&prop) {
                self.props.push(prop);
            }
            return;
        }
        let seat = self.rests.iter().find(|rest| rest.part == "seat").map(|rest| rest.on.clone());
        let from = seat.filter(|on| !matches!(on.as_str(), "floor" | "mat"));
        let carries = |on: &str| from.as_deref().map_or(matches!(on, "floor" | "mat"), |from| on == from);
        for rest in self.rests.iter_mut().filter(|rest| carries(&rest.on)) {
            rest.on = ground.to_owned();
        }
        let old =
            |prop: &Prop| from.as_deref().map_or(matches!(prop, Prop::Floor {} | Prop::Mat {}), |from| Prop::of_ground(from).as_ref() == Some(prop));
        match self.props.iter_mut().find(|prop| old(prop)) {
            Some(place) => *place = prop,
            None => self.props.insert(0, prop),
        }
    }

    /// The place among the rests of the one that a contact comes from.
    pub fn rest_of(&self, contact: usize) -> Option<usize> {
        let mut before = 0;
        (0..self.rests.len()).find(|&index| {
            let alone = Pose { rests: vec![self.rests[index].clone()], ..Pose::default() };
            before += alone.contacts().map_or(0, |contacts| contacts.len());
            contact < before
        })
    }
}

impl Rest {
    /// Parts that can rest on something; those with a side may name it, as in `foot.near`.
    pub const PARTS: [&'static str; 23] = [
        "feet",
        "foot",
        "toes",
        "heels",
        "heel",
        "insteps",
        "instep",
        "knees",
        "knee",
        "seat",
        "back",
        "upper-back",
        "belly",
        "chest",
        "head",
        "hands",
        "hand",
        "fists",
        "fist",
        "elbows",
        "elbow",
        "forearms",
        "forearm",
    ];
    /// What they can rest on.
    pub const SURFACES: [&'static str; 19] = [
        "floor",
        "mat",
        "chair",
        "bench",
        "wheelchair",
        "footplate",
        "bed",
        "table",
        "counter",
        "step",
        "ball",
        "small-ball",
        "pillow",
        "roller",
        "wall",
        "door-frame",
        "bar",
        "thighs",
        "head",
    ];

    fn surface(&self, props: &[Prop]) -> Result<On, Slip> {
        match props::surface(&self.on, &self.part, props) {
            Some(On::Level(height)) => return Ok(On::Level(self.height.unwrap_or(height))),
            Some(on) => return Ok(on),
            None => {}
        }
        match self.on.as_str() {
            "thighs" => Ok(On::Thigh(self.at.unwrap_or(0.66))),
            "under-thighs" => Ok(On::UnderThigh(self.at.unwrap_or(0.66))),
            "head" => Ok(On::Head),
            "wall" | "door-frame" | "bar" => Ok(On::Ahead(self.ahead.unwrap_or(300.0), self.height)),
            _ => Err(Slip::UnknownSurface(self.on.clone())),
        }
    }

    fn parts(&self) -> Result<Vec<Part>, Slip> {
        let each = |part: fn(Side) -> Part| Ok(sides(&self.part).into_iter().map(part).collect());
        let back = |from: f64, to: f64| self.at.map_or(Part::Back(from, to), |at| Part::Back(at, at));
        match self.part.split('.').next().unwrap_or_default() {
            "seat" => Ok(vec![Part::Seat]),
            "back" => Ok(vec![back(-0.05, 1.0)]),
            "upper-back" => Ok(vec![back(0.7, 1.0)]),
            "belly" => Ok(vec![Part::Belly(0.0, 0.6)]),
            "chest" => Ok(vec![Part::Belly(0.6, 0.95)]),
            "head" => Ok(vec![Part::Head]),
            "knees" | "knee" => each(Part::Knee),
            "feet" | "foot" => each(Part::Sole),
            "toes" => each(Part::Ball),
            "insteps" | "instep" => each(Part::Instep),
            "heels" | "heel" => each(Part::Heel),
            "hands" | "hand" => each(Part::Palm),
            "fists" | "fist" => each(Part::Fist),
            "elbows" | "elbow" => each(Part::Elbow),
            "forearms" | "forearm" => Ok(sides(&self.part).into_iter().flat_map(|side| [Part::Elbow(side), Part::Wrist(side)]).collect()),
            _ => Err(Slip::UnknownPart(self.part.clone())),
        }
    }
}

fn joint(name: &str) -> Result<Joint, Slip> {
    Joint::ALL.into_iter().find(|joint| joint.name() == name).ok_or_else(|| Slip::UnknownJoint(name.to_owned()))
}

/// The sides that a name such as `foot.near` speaks of: both where it names none.
fn sides(name: &str) -> Vec<Side> {
    match name.split('.').nth(1) {
        Some("near") => vec![Side::Near],
        Some("far") => vec![Side::Far],
        _ => SIDES.to_vec(),
    }
}

/// The angle of a limb's joint.
pub(super) fn angle_mut(limbs: &mut Limbs, joint: Joint) -> &mut f64 {
    match joint {
        Joint::Shoulder => &mut limbs.shoulder,
        Joint::Elbow => &mut limbs.elbow,
        Joint::Wrist => &mut limbs.wrist,
        Joint::Hip => &mut limbs.hip,
        Joint::Knee => &mut limbs.knee,
        Joint::Toes => &mut limbs.toes,
        Joint::Ankle | Joint::LowerBack | Joint::UpperBack | Joint::Neck => &mut limbs.ankle,
    }
}
