//! A figure as a whole: the body at rest, its props, its ghost, its arrows.
use super::arrows::{self, Arrow, Astray, Drawn};
use super::body::Joint;
use super::clothed::Clothed;
use super::contact::Contact;
use super::drawing::Drawing;
use super::highlight::Muscle;
use super::place::{Landmarks, Misnamed};
use super::pose::{Pose, Slip, View};
use super::props::{self, Layer, Stance, Unplaced};
use super::region::Region;
use super::shapes::{BALL, tread};
use super::skeleton::{Posture, SIDES, Side, Skeleton};
use super::solve::{self, Unmet};
use super::{front, ghost, highlight, side};

/// What is wrong in a figure: in how it is said, or in what a body can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    Slip(Slip),
    /// A prop, by its place among the props, has none beside the body.
    Prop {
        prop: usize,
        why: Unplaced,
    },
    UnknownGhost(String),
    /// The ghost is seen from elsewhere than the figure.
    GhostView,
    /// A part that is hatched, by its place among the highlights.
    Highlight {
        highlight: usize,
        why: Misnamed,
    },
    /// An arrow, by its place among the arrows.
    Arrow {
        arrow: usize,
        why: Astray,
    },
    /// The joint does not move so far.
    Range {
        joint: Joint,
        side: Option<Side>,
        degrees: f64,
    },
    /// The same, seen from the front.
    FrontRange {
        joint: String,
        side: Side,
        degrees: f64,
        range: (f64, f64),
    },
    /// What was to rest there does not come so far: by place among the contacts.
    Unmet(Unmet),
    /// Part of the body would be under the floor.
    Sunk {
        part: &'static str,
        by: f64,
    },
}

/// Draws a figure, and says what is wrong in it. What cannot be drawn at all gives an empty drawing.
pub fn draw(pose: &Pose) -> (Drawing, Vec<Fault>) {
    let mut drawing = Drawing::default();
    drawing.looks = pose.body.looks();
    let mut faults = Vec::new();
    let drawn = match pose.view {
        View::Side => draw_side(&mut drawing, pose, &mut faults),
        View::Front | View::Back => front::draw(&mut drawing, pose, &mut faults),
    };
    if let Err(slip) = drawn {
        faults.push(Fault::Slip(slip));
    }
    (drawing, faults)
}

/// A body brought to rest.
pub struct Rested {
    pub posture: Posture,
    pub skeleton: Skeleton,
    pub contacts: Vec<Contact>,
    pub faults: Vec<Fault>,
}

/// Brings the body of a pose seen from the side to rest, and checks that a body can be so.
///
/// # Errors
/// A name in the pose that nothing has.
pub fn rested(pose: &Pose) -> Result<Rested, Slip> {
    let mut posture = pose.posture()?;
    let contacts = pose.contacts()?;
    // What is said is checked before the solver brings it into range; what follows from it, afterwards.
    let mut faults = out_of_range(pose.angles()?);
    let unmet = solve::rest(&mut posture, &contacts);
    if faults.is_empty() {
        faults.extend(out_of_range(posture.angles()));
        faults.extend(unmet.into_iter().map(Fault::Unmet));
    }
    let skeleton = Skeleton::of(&posture);
    if faults.is_empty() {
        faults.extend(sunk(&skeleton).into_iter().next());
    }
    Ok(Rested { posture, skeleton, contacts, faults })
}

fn out_of_range(angles: Vec<(Joint, Option<Side>, f64)>) -> Vec<Fault> {
    let broken = angles.into_iter().filter(|(joint, _, degrees)| !joint.holds(*degrees));
    broken.map(|(joint, side, degrees)| Fault::Range { joint, side, degrees }).collect()
}

/// Joints and soles that would be under the floor.
fn sunk(skeleton: &Skeleton) -> Vec<Fault> {
    const ALLOWED: f64 = 12.0;
    let mut lowest: Vec<(&'static str, f64)> = vec![("the seat", skeleton.buttock().y - 62.0), ("the head", skeleton.head.y - 66.0)];
    for side in SIDES {
        let joints = skeleton.joints(side);
        lowest.extend([("a knee", joints.knee.y - 30.0), ("an elbow", joints.elbow.y - 18.0), ("a hand", joints.wrist.y - 10.0)]);
        let foot = tread().map(|(x, y)| skeleton.on_foot(side, if x > BALL.0 { BALL.0 } else { x }, y).y).fold(f64::INFINITY, f64::min);
        lowest.push(("a foot", foot));
    }
    lowest.dedup_by(|one, two| one.0 == two.0 && one.1 >= two.1);
    lowest.into_iter().filter(|(_, y)| *y < -ALLOWED).map(|(part, y)| Fault::Sunk { part, by: -y }).collect()
}

fn draw_side(drawing: &mut Drawing, pose: &Pose, faults: &mut Vec<Fault>) -> Result<(), Slip> {
    let Rested { posture, skeleton, contacts, faults: found } = rested(pose)?;
    faults.extend(found);
    let body = Clothed::of(&posture, &skeleton, pose.hands()?, pose.body);
    let [far_arm, far_leg] = body.far();
    let silhouette = body.silhouette();
    let Some((low, high)) = Region::union([&silhouette, &far_arm, &far_leg]).bounds() else { return Ok(()) };
    let stance = Stance {
        view: View::Side,
        near: skeleton.near,
        far: skeleton.far,
        hip: skeleton.hip,
        head: skeleton.head,
        neck: skeleton.neck_base,
        low,
        high,
        skeleton: Some(&skeleton),
        contacts: &contacts,
        rests: &pose.rests,
    };
    let (props, unplaced) = props::put(&pose.props, &stance);
    faults.extend(unplaced.into_iter().map(|(prop, why)| Fault::Prop { prop, why }));
    props.draw(drawing, Layer::Behind);
    let ghost = ghost::beside(pose, &skeleton, &contacts, faults)?;
    let ghost = ghost.map(|whole| ghost::draw(drawing, &whole, &silhouette));
    side::draw(drawing, &posture, &skeleton, &body, &props);
    props.draw(drawing, Layer::Before);
    let arm = body.near_arm.skin.with(&body.near_arm.sleeve);
    let drawn = Drawn { near: &silhouette, far: &[&far_arm, &far_leg], ghost: ghost.as_ref(), props: &props };
    signs(drawing, pose, &stance, &arm, &drawn, faults);
    Ok(())
}

impl Pose {
    /// What is wrong in how its arrows and highlights are said, without drawing it.
    pub fn signs(&self) -> Vec<Fault> {
        let astray = |(arrow, of): (usize, &Arrow)| of.check(self.view).err().map(|why| Fault::Arrow { arrow, why });
        let misnamed = |(highlight, name): (usize, &String)| Muscle::named(name, self.view).err().map(|why| Fault::Highlight { highlight, why });
        let arrows = self.arrows.iter().enumerate().filter_map(astray);
        arrows.chain(self.highlight.iter().enumerate().filter_map(misnamed)).collect()
    }
}

/// What points at the body: the hatch over its muscles and the arrows beside it.
pub(super) fn signs(drawing: &mut Drawing, pose: &Pose, stance: &Stance, arm: &Region, drawn: &Drawn, faults: &mut Vec<Fault>) {
    let body = Landmarks::of(stance);
    let misnamed = highlight::draw(drawing, &pose.highlight, &body, arm);
    faults.extend(misnamed.into_iter().map(|(highlight, why)| Fault::Highlight { highlight, why }));
    let astray = arrows::draw(drawing, &pose.arrows, &body, drawn);
    faults.extend(astray.into_iter().map(|(arrow, why)| Fault::Arrow { arrow, why }));
}
