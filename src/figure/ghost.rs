//! The pose before or after, behind the figure in a lighter line.
use super::clothed::Clothed;
use super::contact::{Contact, Part};
use super::drawing::{Drawing, Ink, Pen};
use super::plane::at;
use super::pose::{Ghost, Pose, Slip, named};
use super::region::{Keep, Region};
use super::scene::{Fault, rested};
use super::side::{GAP, OUTLINE};
use super::skeleton::Skeleton;

/// The pose that the ghost of a figure is in; none where it has none, or where `faults` says why it cannot be drawn.
pub fn pose<'p>(of: &'p Pose, faults: &mut Vec<Fault>) -> Option<&'p Pose> {
    let pose = match of.ghost.as_ref()? {
        Ghost::Posed(pose) => Some(pose.as_ref()),
        Ghost::Named(name) => {
            let pose = named().get(name);
            if pose.is_none() {
                faults.push(Fault::UnknownGhost(name.clone()));
            }
            pose
        }
    }?;
    if pose.view != of.view {
        faults.push(Fault::GhostView);
        return None;
    }
    Some(pose)
}

/// The shape of the ghost of a body seen from the side, in its place beside it.
///
/// # Errors
/// A name in the ghost's pose that nothing has.
pub fn beside(of: &Pose, skeleton: &Skeleton, contacts: &[Contact], faults: &mut Vec<Fault>) -> Result<Option<Region>, Slip> {
    let Some(pose) = pose(of, faults) else { return Ok(None) };
    let mut rested = rested(pose)?;
    let away = skeleton.anchor(contacts, &rested.contacts) - rested.skeleton.anchor(contacts, &rested.contacts);
    rested.posture.hip = rested.posture.hip + at(away, 0.0);
    let skeleton = Skeleton::of(&rested.posture);
    let ghost = Clothed::of(&rested.posture, &skeleton, pose.hands()?, of.body);
    let [arm, leg] = ghost.far();
    Ok(Some(Region::union([&ghost.silhouette(), &arm, &leg])))
}

impl Skeleton {
    /// Where the part is that two bodies share the place of: one that rests in both, else the hip.
    fn anchor(&self, one: &[Contact], other: &[Contact]) -> f64 {
        let shared = |part: &Part| one.iter().any(|contact| contact.part == *part) && other.iter().any(|contact| contact.part == *part);
        let mut parts: Vec<Part> = one.iter().map(|contact| contact.part).filter(shared).collect();
        parts.sort_by_key(|part| part.stays());
        match parts.first() {
            Some(part) => Contact { part: *part, on: super::contact::On::Level(0.0) }.point(self).x,
            None => self.hip.x,
        }
    }
}

/// Draws the shape of a ghost behind a body; what of it is seen.
pub fn draw(drawing: &mut Drawing, whole: &Region, before: &Region) -> Region {
    let whole = whole.smoothed(2.0, 2.0);
    let near = before.grown(GAP + OUTLINE * 0.5);
    let seen = whole.without(&near);
    drawing.fill(&seen, Ink::Ghost);
    drawing.lines(near.clip(&whole.outlines(), Keep::Outside), Pen { dash: Some((14.0, 10.0)), ..Pen::new(Ink::GhostLine, 4.2) });
    seen
}
