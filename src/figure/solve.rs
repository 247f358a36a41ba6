//! Brings a body to rest: of all postures that meet the contacts, nearly the one that is nearest to the posture as said.
//!
//! Each round makes the contacts linear and takes the smallest step that meets them, measured by how willingly each joint gives way (damped
//! Gauss–Newton). Joints stop at the ends of their range. Rounds are counted, so that the same pose gives the same drawing everywhere.
use super::body::Joint;
use super::contact::Contact;
use super::pose::angle_mut;
use super::skeleton::{Posture, SIDES, Side, Skeleton};

/// A contact that could not be met, and by how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unmet {
    /// Its place among the contacts.
    pub contact: usize,
    pub gap: f64,
}

const ROUNDS: usize = 40;
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
    let free = free();
    let mut before = f64::INFINITY;
    for round in 0..ROUNDS {
        let gaps = gaps(posture, contacts);
        let apart: f64 = gaps.iter().map(|gap| gap * gap).sum();
        // Met; or as near as it comes.
        if apart < 1e-12 || (round > 5 && apart > before * 0.98) {
            break;
        }
        before = apart;
        step(posture, contacts, &free, &gaps);
    }
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

/// One round: x ← x − W Jᵀ (J W Jᵀ + λ)⁻¹ gaps. A joint that would leave its range is brought to its end, and the rest makes up for it.
fn step(posture: &mut Posture, contacts: &[Contact], free: &[Free], gaps_before: &[f64]) {
    let moves = moves(posture, contacts, free, gaps_before);
    let stuck = |(&part, by): (&Free, &f64)| {
        let (low, high) = part.range();
        let wanted = *part.value(&mut posture.clone()) + by;
        (wanted < low || wanted > high).then_some((part, wanted.clamp(low, high)))
    };
    let ends: Vec<(Free, f64)> = free.iter().zip(&moves).filter_map(stuck).collect();
    if ends.is_empty() {
        shift(posture, free, &moves);
        return;
    }
    let moving: Vec<Free> = free.iter().copied().filter(|part| ends.iter().all(|(end, _)| end != part)).collect();
    for (part, end) in ends {
        *part.value(posture) = end;
    }
    let moves = self::moves(posture, contacts, &moving, &gaps(posture, contacts));
    shift(posture, &moving, &moves);
}

/// What each part would move so that the contacts are met; no joint further than a stride, and all in proportion.
fn moves(posture: &Posture, contacts: &[Contact], moving: &[Free], gaps: &[f64]) -> Vec<f64> {
    let slopes: Vec<Vec<f64>> = moving.iter().map(|&part| slope(posture, contacts, part, gaps)).collect();
    let moves = smallest(moving, &slopes, gaps);
    let strides = |(by, part): (&f64, &Free)| by.abs() / if *part == Free::Height { HEIGHT_STRIDE } else { STRIDE };
    let longest = moves.iter().zip(moving).map(strides).fold(1.0, f64::max);
    moves.into_iter().map(|by| by / longest).collect()
}

fn shift(posture: &mut Posture, moving: &[Free], moves: &[f64]) {
    for (&part, by) in moving.iter().zip(moves) {
        let (low, high) = part.range();
        let value = part.value(posture);
        *value = (*value + by).clamp(low, high);
    }
}

fn slope(posture: &Posture, contacts: &[Contact], part: Free, before: &[f64]) -> Vec<f64> {
    const STEP: f64 = 1e-3;
    let mut nudged = posture.clone();
    *part.value(&mut nudged) += STEP;
    gaps(&nudged, contacts).iter().zip(before).map(|(after, before)| (after - before) / STEP).collect()
}

/// The smallest moves that close the gaps, were all slopes straight.
fn smallest(moving: &[Free], slopes: &[Vec<f64>], gaps: &[f64]) -> Vec<f64> {
    let count = gaps.len();
    let mut system = vec![vec![0.0; count + 1]; count];
    for (row, line) in system.iter_mut().enumerate() {
        for (column, cell) in line.iter_mut().enumerate().take(count) {
            *cell = moving.iter().zip(slopes).map(|(part, slope)| slope[row] * part.give() * slope[column]).sum();
        }
        // So that a stretched limb does not throw the body about.
        line[row] += 0.02;
        line[count] = -gaps[row];
    }
    let pulls = solved(system);
    moving.iter().zip(slopes).map(|(part, slope)| part.give() * slope.iter().zip(&pulls).map(|(slope, pull)| slope * pull).sum::<f64>()).collect()
}

/// Gaussian elimination of a system whose last column is its right side.
fn solved(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let count = system.len();
    for column in 0..count {
        let pivot = (column..count).max_by(|&one, &two| system[one][column].abs().total_cmp(&system[two][column].abs())).unwrap_or(column);
        system.swap(column, pivot);
        if system[column][column].abs() < 1e-12 {
            continue;
        }
        let above = system[column].clone();
        for line in system.iter_mut().skip(column + 1) {
            let share = line[column] / above[column];
            for (cell, over) in line.iter_mut().zip(&above).skip(column) {
                *cell -= share * over;
            }
        }
    }
    let mut values = vec![0.0; count];
    for row in (0..count).rev() {
        let known: f64 = (row + 1..count).map(|column| system[row][column] * values[column]).sum();
        if system[row][row].abs() >= 1e-12 {
            values[row] = (system[row][count] - known) / system[row][row];
        }
    }
    values
}
