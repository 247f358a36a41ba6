//! Brings a body to rest: of all postures that meet the contacts, nearly the one that is nearest to the posture as said.
use super::body::Joint;
use super::contact::Contact;
use super::meet;
use super::pose::angle_mut;
use super::skeleton::{Posture, SIDES, Side, Skeleton};

/// A contact that could not be met, and by how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unmet {
    /// Its place among the contacts.
    pub contact: usize,
    pub gap: f64,
}

/// A contact is met within this: 0.02 mm where a body is printed 100 mm long.
pub const MET: f64 = 0.2;
/// No joint turns further in one round.
const STRIDE: f64 = 18.0;
/// Nor does the hip move further.
const HEIGHT_STRIDE: f64 = 150.0;

/// What may give way.
#[derive(Clone, Copy, PartialEq)]
enum Free {
    Height,
    Lean,
    Bend(Joint, Option<Side>),
}

impl Free {
    /// How willingly it gives way: a body shifts before it bends its limbs, and keeps its back as it was told.
    fn give(self) -> f64 {
        match self {
            Free::Height => 400.0,
            Free::Lean => 0.02,
            Free::Bend(Joint::LowerBack | Joint::UpperBack, _) => 0.02,
            Free::Bend(..) => 1.0,
        }
    }

    fn stride(self) -> f64 {
        if self == Free::Height { HEIGHT_STRIDE } else { STRIDE }
    }

    fn value(self, posture: &mut Posture) -> &mut f64 {
        match self {
            Free::Height => &mut posture.hip.y,
            Free::Lean => &mut posture.lean,
            Free::Bend(Joint::LowerBack, _) => &mut posture.lower_back,
            Free::Bend(Joint::UpperBack, _) => &mut posture.upper_back,
            Free::Bend(Joint::Neck, _) => &mut posture.neck,
            Free::Bend(joint, side) => angle_mut(posture.limbs_mut(side.unwrap_or(Side::Near)), joint),
        }
    }

    fn range(self) -> (f64, f64) {
        match self {
            Free::Height => (-2000.0, 2000.0),
            Free::Lean => (-360.0, 360.0),
            Free::Bend(joint, _) => joint.range(),
        }
    }
}

fn free() -> Vec<Free> {
    let mut free = vec![Free::Height, Free::Lean];
    free.extend([Joint::LowerBack, Joint::UpperBack, Joint::Neck].map(|joint| Free::Bend(joint, None)));
    for side in SIDES {
        free.extend([Joint::Shoulder, Joint::Elbow, Joint::Hip, Joint::Knee].map(|joint| Free::Bend(joint, Some(side))));
    }
    free
}

/// Moves a posture until its contacts are met, as far as a body can.
pub fn rest(posture: &mut Posture, contacts: &[Contact]) -> Vec<Unmet> {
    for contact in contacts {
        contact.orient(posture);
    }
    let parts = free();
    let free: Vec<meet::Free> = parts.iter().map(|part| meet::Free { give: part.give(), range: part.range(), stride: part.stride() }).collect();
    let mut values: Vec<f64> = parts.iter().map(|part| *part.value(posture)).collect();
    let set = |posture: &mut Posture, values: &[f64]| parts.iter().zip(values).for_each(|(part, value)| *part.value(posture) = *value);
    meet::meet(&mut values, &free, |values| {
        let mut posture = posture.clone();
        set(&mut posture, values);
        gaps(&posture, contacts)
    });
    set(posture, &values);
    for contact in contacts {
        contact.orient(posture);
    }
    unmet(posture, contacts)
}

fn gaps(posture: &Posture, contacts: &[Contact]) -> Vec<f64> {
    let skeleton = Skeleton::of(posture);
    let mut gaps = Vec::with_capacity(contacts.len() * 2);
    for contact in contacts {
        contact.gaps(&skeleton, &mut gaps);
    }
    gaps
}

fn unmet(posture: &Posture, contacts: &[Contact]) -> Vec<Unmet> {
    let skeleton = Skeleton::of(posture);
    let far = |(contact, of): (usize, &Contact)| {
        let mut gaps = Vec::new();
        of.gaps(&skeleton, &mut gaps);
        let gap = libm::sqrt(gaps.iter().map(|gap| gap * gap).sum());
        (gap > MET).then_some(Unmet { contact, gap })
    };
    contacts.iter().enumerate().filter_map(far).collect()
}
