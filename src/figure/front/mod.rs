//! A body seen from the front or from behind, upright or lying on its side: its bones stand in space, so that what points towards the reader
//! is drawn shorter; its outlines are its own, no projection of the side view. Of a body that faces the reader the right stands on the left of
//! the drawing, as in a mirror held by somebody else.
mod bones;
mod clothes;
mod frame;
mod head;
mod paint;
mod rest;

use super::arrows::Drawn;
use super::drawing::Drawing;
use super::ghost;
use super::plane::Point;
use super::pose::{Pose, Sided, Slip, View};
use super::props::{self, Layer, Stance};
use super::region::Region;
use super::scene::{Fault, signs};
use super::skeleton::{Joints, Side};
use super::solve::Unmet;
use bones::{Angles, Bones, JOINTS, Limbs, SIDES};
use clothes::{Arm, Clothes};

/// Draws a pose seen from the front.
///
/// # Errors
/// A name in the pose that nothing has.
pub fn draw(drawing: &mut Drawing, pose: &Pose, faults: &mut Vec<Fault>) -> Result<(), Slip> {
    check(pose, faults)?;
    let Shape { bones, clothes, unmet } = Shape::of(pose)?;
    if faults.is_empty() {
        faults.extend(unmet.into_iter().map(Fault::Unmet));
    }
    let silhouette = clothes.silhouette();
    let Some(bounds) = silhouette.bounds() else { return Ok(()) };
    let stance = stance(pose, &bones, &clothes, bounds);
    let (props, unplaced) = props::put(&pose.props, &stance);
    faults.extend(unplaced.into_iter().map(|(prop, why)| Fault::Prop { prop, why }));
    props.draw(drawing, Layer::Behind);
    let ghost = match ghost::pose(pose, faults) {
        Some(pose) => Some(ghost::draw(drawing, &Shape::of(pose)?.clothes.silhouette(), &silhouette)),
        None => None,
    };
    clothes.draw(drawing);
    for layer in [Layer::Between, Layer::Held, Layer::Before] {
        props.draw(drawing, layer);
    }
    let drawn = Drawn { near: &silhouette, far: &[], ghost: ghost.as_ref(), props: &props };
    signs(drawing, pose, &stance, &Region::default(), &drawn, faults);
    Ok(())
}

/// A body in a pose, at rest.
struct Shape {
    bones: Bones,
    clothes: Clothes,
    unmet: Vec<Unmet>,
}

impl Shape {
    fn of(pose: &Pose) -> Result<Shape, Slip> {
        let hands = pose.hands()?;
        let contacts = rest::contacts(pose)?;
        let mut angles = angles(pose);
        let unmet = rest::rest(&mut angles, &contacts);
        let bones = Bones::of(&angles);
        let clothes = Clothes::of(&bones, [hands.near.hand, hands.far.hand], pose.body);
        Ok(Shape { bones, clothes, unmet })
    }
}

/// Every angle that was said, against what the joint does.
fn check(pose: &Pose, faults: &mut Vec<Fault>) -> Result<(), Slip> {
    for (name, angle) in &pose.joints {
        let Some((_, _, range)) = JOINTS.iter().find(|joint| joint.0 == name) else {
            return Err(Slip::UnknownJoint(name.clone()));
        };
        let (&right, &left) = angle.pair();
        let sides = [(Side::Near, right), (Side::Far, left)];
        for (side, degrees) in sides.into_iter().take(if right == left { 1 } else { 2 }) {
            if !(range.0..=range.1).contains(&degrees) {
                faults.push(Fault::FrontRange { joint: name.clone(), side, degrees, range: *range });
            }
        }
    }
    Ok(())
}

fn angles(pose: &Pose) -> Angles {
    let one = |side: usize| {
        let of = |name: &str| {
            let rest = JOINTS.iter().find(|joint| joint.0 == name).map_or(0.0, |joint| joint.1);
            let picked = |sided: &Sided<f64>| if side == 0 { *sided.pair().0 } else { *sided.pair().1 };
            pose.joints.get(name).map_or(rest, picked)
        };
        let limbs = Limbs {
            shoulder: of("shoulder"),
            shoulder_out: of("shoulder-out"),
            shoulder_turn: of("shoulder-turn"),
            shoulder_lift: of("shoulder-lift"),
            shoulder_back: of("shoulder-back"),
            elbow: of("elbow"),
            wrist: of("wrist"),
            hand: None,
            hip: of("hip"),
            hip_out: of("hip-out"),
            hip_turn: of("hip-turn"),
            knee: of("knee"),
            knee_in: of("knee-in"),
            ankle: of("ankle"),
        };
        (limbs, of("side-bend"), of("neck"), of("neck-tilt"), of("neck-turn"))
    };
    let (right, side_bend, neck, neck_tilt, neck_turn) = one(0);
    let turn = if pose.view == View::Back { 180.0 } else { 0.0 };
    Angles {
        build: pose.body.build,
        height: 520.0,
        roll: pose.roll,
        turn,
        lean: pose.lean,
        side_bend,
        neck,
        neck_tilt,
        neck_turn,
        limbs: [right, one(1).0],
    }
}

/// What props and arrows see of the body.
fn stance<'a>(pose: &'a Pose, bones: &Bones, clothes: &Clothes, (low, high): (Point, Point)) -> Stance<'a> {
    let [near, far] = [0, 1].map(|index| {
        let (arm, leg) = (&clothes.arms[index], &clothes.legs[index]);
        let Arm { shoulder, elbow, wrist, hand, .. } = *arm;
        let foot = bones.legs[index].foot.left.flat() * SIDES[index];
        Joints { shoulder, elbow, wrist, hip: leg.hip, knee: leg.knee, ankle: leg.ankle, hand, foot, toes: 0.0 }
    });
    let (hip, head, neck) = (bones.hip.flat(), bones.head.flat(), bones.neck.flat());
    Stance { view: pose.view, near, far, hip, head, neck, low, high, skeleton: None, contacts: &[], rests: &pose.rests }
}
