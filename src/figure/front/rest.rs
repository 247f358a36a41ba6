//! Brings a body that is seen from the front to rest on what its pose says.
use super::bones::{Angles, Bones, JOINTS, SIDES};
use super::frame::{Frame, Spot, spot};
use crate::figure::contact;
use crate::figure::meet::{self, Free};
use crate::figure::pose::{Pose, Rest, Slip};
use crate::figure::props::{self, Prop};
use crate::figure::solve::{MET, Unmet};

/// A part of the body, by its side: 0 right, 1 left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Sole(usize),
    Ankle(usize),
    Knee(usize),
    Hip(usize),
    Shoulder(usize),
    Elbow(usize),
    Wrist(usize),
    Seat,
    Head,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum On {
    Level(f64),
    /// On the front of the thigh of the same side, at a share of its length.
    Thigh(f64),
    /// On the side of the own pelvis.
    Hip,
    /// On the leg or the foot of the other side.
    Other,
    /// The head on the upper arm that lies under it.
    Arm,
}

pub struct Contact {
    part: Part,
    on: On,
    /// Its place among what the pose says.
    rest: usize,
}

/// What rests on what.
///
/// # Errors
/// A name that no part or surface has, or a part that cannot rest there.
pub fn contacts(pose: &Pose) -> Result<Vec<Contact>, Slip> {
    let mut contacts = Vec::new();
    for (rest, said) in pose.rests.iter().enumerate() {
        let on = surface(said, &pose.props)?;
        let parts = parts(&said.part)?;
        if matches!(on, On::Thigh(_) | On::Hip) && !matches!(parts[0], Part::Wrist(_))
            || on == On::Other && !matches!(parts[0], Part::Sole(_) | Part::Knee(_) | Part::Ankle(_))
            || on == On::Arm && parts[0] != Part::Head
        {
            return Err(Slip::NotThere { part: said.part.clone(), on: said.on.clone() });
        }
        contacts.extend(parts.into_iter().map(|part| Contact { part, on, rest }));
    }
    Ok(contacts)
}

fn surface(rest: &Rest, props: &[Prop]) -> Result<On, Slip> {
    match rest.on.as_str() {
        "thighs" => Ok(On::Thigh(rest.at.unwrap_or(0.66))),
        "hips" => Ok(On::Hip),
        "other" => Ok(On::Other),
        "arm" => Ok(On::Arm),
        on => {
            let Some(contact::On::Level(height)) = props::surface(on, &rest.part, props) else {
                return Err(Slip::UnknownSurface(rest.on.clone()));
            };
            Ok(On::Level(rest.height.unwrap_or(height)))
        }
    }
}

fn parts(name: &str) -> Result<Vec<Part>, Slip> {
    let sides: &[usize] = match name.split('.').nth(1) {
        Some("right" | "near") => &[0],
        Some("left" | "far") => &[1],
        _ => &[0, 1],
    };
    let each = |part: fn(usize) -> Part| Ok(sides.iter().map(|&side| part(side)).collect());
    match name.split('.').next().unwrap_or_default() {
        "feet" | "foot" => each(Part::Sole),
        "ankles" | "ankle" => each(Part::Ankle),
        "knees" | "knee" => each(Part::Knee),
        "hips" | "hip" => each(Part::Hip),
        "shoulders" | "shoulder" => each(Part::Shoulder),
        "elbows" | "elbow" => each(Part::Elbow),
        "hands" | "hand" => each(Part::Wrist),
        "forearms" | "forearm" => Ok(sides.iter().flat_map(|&side| [Part::Elbow(side), Part::Wrist(side)]).collect()),
        "seat" => Ok(vec![Part::Seat]),
        "head" => Ok(vec![Part::Head]),
        _ => Err(Slip::UnknownPart(name.to_owned())),
    }
}

impl Contact {
    fn gaps(&self, bones: &Bones, gaps: &mut Vec<f64>) {
        let apart = |one: Spot, other: Spot| [one.x - other.x, one.y - other.y, one.z - other.z];
        match self.on {
            On::Level(height) => gaps.push(self.lowest(bones) - height),
            On::Thigh(share) => {
                let side = self.side();
                let leg = &bones.legs[side];
                gaps.extend(apart(bones.arms[side].wrist, leg.hip.mid(leg.knee, share) + leg.thigh.front * (58.0 * bones.build.thigh().0)));
            }
            On::Hip => {
                let side = self.side();
                let pelvis = bones.station(24.0);
                gaps.extend(apart(
                    bones.arms[side].wrist,
                    pelvis.centre + pelvis.frame.left * (SIDES[side] * 108.0 * bones.build.breadth(24.0)) + pelvis.frame.front * 20.0,
                ));
            }
            On::Other => {
                let side = self.side();
                let (leg, other) = (&bones.legs[side], &bones.legs[1 - side]);
                let pelvis = bones.station(0.0).frame;
                // One lies on the other, a foot's or a knee's width above.
                match self.part {
                    Part::Knee(_) => gaps.extend(apart(leg.knee, other.knee + pelvis.left * (SIDES[side] * 62.0))),
                    _ => gaps.extend(apart(leg.ankle, other.ankle + pelvis.left * (SIDES[side] * 50.0))),
                }
            }
            On::Arm => {
                let low = if bones.arms[0].shoulder.y < bones.arms[1].shoulder.y { 0 } else { 1 };
                let arm = &bones.arms[low];
                gaps.push(self.lowest(bones) - arm.shoulder.mid(arm.elbow, 0.7).y - 24.0);
            }
        }
    }

    /// What a surface says of the way a hand points.
    fn orient(&self, angles: &mut Angles) {
        if let (Part::Wrist(side), On::Level(_)) = (self.part, self.on) {
            // Flat, the fingers towards the head and a little to the reader.
            let up = Frame::UPRIGHT.swung(angles.roll).up;
            angles.limbs[side].hand = Some(spot(up.x * 0.8, 0.0, 0.6));
        }
        if let (Part::Wrist(side), On::Thigh(_)) = (self.part, self.on) {
            let leg = Bones::of(angles).legs[side];
            let way = leg.thigh.down();
            angles.limbs[side].hand = Some(spot(way.x * 0.5, way.y - 0.5, way.z * 0.7));
        }
    }

    fn side(&self) -> usize {
        match self.part {
            Part::Sole(side)
            | Part::Ankle(side)
            | Part::Knee(side)
            | Part::Hip(side)
            | Part::Shoulder(side)
            | Part::Elbow(side)
            | Part::Wrist(side) => side,
            Part::Seat | Part::Head => 0,
        }
    }

    fn lowest(&self, bones: &Bones) -> f64 {
        match self.part {
            Part::Sole(side) => bones.legs[side].sole(),
            Part::Ankle(side) => bones.legs[side].ankle.y - 24.0,
            Part::Knee(side) => bones.legs[side].knee.y - 28.0,
            Part::Hip(side) => {
                let pelvis = bones.station(0.0);
                (pelvis.centre + pelvis.frame.left * (SIDES[side] * 98.0 * bones.build.breadth(0.0))).y
            }
            Part::Shoulder(side) => bones.arms[side].shoulder.y - 32.0,
            Part::Elbow(side) => bones.arms[side].elbow.y - 20.0,
            Part::Wrist(side) => bones.arms[side].wrist.y - 17.0,
            Part::Seat => bones.hip.y - 62.0,
            Part::Head => bones.head.y - 52.0,
        }
    }
}

/// Moves a body until its contacts are met, as far as it can; without contacts, the lower of its feet stands on the floor.
pub fn rest(angles: &mut Angles, contacts: &[Contact]) -> Vec<Unmet> {
    if contacts.is_empty() {
        let bones = Bones::of(angles);
        angles.height -= bones.legs.iter().map(|leg| leg.sole()).fold(f64::INFINITY, f64::min);
        return Vec::new();
    }
    let lies = angles.roll != 0.0;
    for contact in contacts {
        contact.orient(angles);
    }
    let free: Vec<Free> = BODY
        .iter()
        .chain(&LIMBS)
        .chain(&LIMBS)
        .filter(|(name, _)| *name != "roll" || lies)
        .map(|&(name, give)| {
            let range = JOINTS.iter().find(|joint| joint.0 == name).map_or((-2000.0, 2000.0), |joint| joint.2);
            Free { give, range, stride: if name == "height" { 150.0 } else { 18.0 } }
        })
        .collect();
    let mut values: Vec<f64> = slots(angles, lies).into_iter().map(|slot| *slot).collect();
    let set = |angles: &mut Angles, values: &[f64]| slots(angles, lies).into_iter().zip(values).for_each(|(slot, value)| *slot = *value);
    meet::meet(&mut values, &free, |values| {
        let mut angles = angles.clone();
        set(&mut angles, values);
        gaps(&Bones::of(&angles), contacts)
    });
    set(angles, &values);
    unmet(&Bones::of(angles), contacts)
}

/// What may give way, and how willingly: a body shifts before it bends its limbs.
const BODY: [(&str, f64); 3] = [("height", 400.0), ("roll", 0.02), ("neck-tilt", 1.0)];
/// The same of the limbs of each side.
const LIMBS: [(&str, f64); 8] = [
    ("shoulder", 1.0),
    ("shoulder-out", 1.0),
    ("shoulder-turn", 0.3),
    ("elbow", 1.0),
    ("hip", 0.6),
    ("hip-out", 1.0),
    ("hip-turn", 0.3),
    ("knee", 1.0),
];

fn slots(angles: &mut Angles, lies: bool) -> Vec<&mut f64> {
    let mut slots = vec![&mut angles.height];
    if lies {
        slots.push(&mut angles.roll);
    }
    slots.push(&mut angles.neck_tilt);
    let [right, left] = &mut angles.limbs;
    for limbs in [right, left] {
        slots.extend([&mut limbs.shoulder, &mut limbs.shoulder_out, &mut limbs.shoulder_turn, &mut limbs.elbow]);
        slots.extend([&mut limbs.hip, &mut limbs.hip_out, &mut limbs.hip_turn, &mut limbs.knee]);
    }
    slots
}

fn gaps(bones: &Bones, contacts: &[Contact]) -> Vec<f64> {
    let mut gaps = Vec::new();
    for contact in contacts {
        contact.gaps(bones, &mut gaps);
    }
    gaps
}

fn unmet(bones: &Bones, contacts: &[Contact]) -> Vec<Unmet> {
    let mut unmet: Vec<Unmet> = Vec::new();
    for contact in contacts {
        let mut gaps = Vec::new();
        contact.gaps(bones, &mut gaps);
        let gap = libm::sqrt(gaps.iter().map(|gap| gap * gap).sum());
        if gap > MET && unmet.last().is_none_or(|last| last.contact != contact.rest) {
            unmet.push(Unmet { contact: contact.rest, gap });
        }
    }
    unmet
}
