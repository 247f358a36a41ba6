//! A figure as a whole: the body at rest, its props, its ghost, its arrows.
use super::body::Joint;
use super::clothed::Clothed;
use super::contact::{Contact, GRIP, On};
use super::contour::arc;
use super::drawing::Drawing;
use super::plane::{Point, at};
use super::pose::{Arrow, Pose, Prop, ROLLER, Slip, View, named};
use super::region::Region;
use super::shapes::{BALL, tread};
use super::skeleton::{Posture, SIDES, Side, Skeleton};
use super::solve::{self, Unmet};
use super::{front, props, side};

/// What is wrong in a figure: in how it is said, or in what a body can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    Slip(Slip),
    /// A place that no joint or part has.
    UnknownPlace(String),
    UnknownGhost(String),
    UnknownHighlight(String),
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
    let mut faults = Vec::new();
    let drawn = match pose.view {
        View::Side => draw_side(&mut drawing, pose, &mut faults),
        View::Front => front::draw(&mut drawing, pose, &mut faults),
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
    let body = Clothed::of(&posture, &skeleton, pose.hands()?, pose.hair());
    let [far_arm, far_leg] = body.far();
    let whole = Region::union([&body.silhouette(), &far_arm, &far_leg]);
    let mut scene = Scene { drawing, skeleton: &skeleton, contacts: &contacts, faults };
    scene.ground(pose, &whole);
    if let Some(name) = &pose.ghost {
        scene.ghost(name, &body.silhouette(), pose)?;
    }
    let between = scene.between(pose);
    side::draw(scene.drawing, &posture, &skeleton, &body, |drawing| between.iter().for_each(|prop| prop.draw(drawing)));
    scene.over(pose);
    Ok(())
}

struct Scene<'a> {
    drawing: &'a mut Drawing,
    skeleton: &'a Skeleton,
    contacts: &'a [Contact],
    faults: &'a mut Vec<Fault>,
}

/// What stands between the far and the near side of a body.
enum Between {
    Roller(Point),
    Band(Point, Point),
    Chair(f64),
}

impl Between {
    fn draw(&self, drawing: &mut Drawing) {
        match *self {
            Between::Roller(centre) => props::roller(drawing, centre, ROLLER),
            Between::Band(from, to) => props::band(drawing, from, to),
            Between::Chair(x) => props::chair(drawing, x),
        }
    }
}

impl Scene<'_> {
    /// What stands behind the body.
    fn ground(&mut self, pose: &Pose, whole: &Region) {
        let Some((low, high)) = whole.bounds() else { return };
        let hip = self.skeleton.hip.x;
        let reach = pose.props.iter().fold((low.x - 60.0, high.x + 60.0), |(from, to), prop| match prop {
            Prop::Chair { ahead: Some(ahead) } => (from, to.max(hip + ahead + 250.0)),
            Prop::Chair { ahead: None } => (from.min(hip - 150.0), to),
            Prop::Step { ahead, .. } => (from, to.max(hip + ahead + 320.0)),
            Prop::Ball {} => (from.min(hip - 230.0), to),
            _ => (from, to),
        });
        for prop in &pose.props {
            match prop {
                Prop::Floor {} => props::floor(self.drawing, reach.0, reach.1),
                Prop::Mat {} => props::mat(self.drawing, reach.0, reach.1),
                Prop::Chair { ahead: None } => props::chair(self.drawing, hip - 90.0),
                Prop::Step { ahead, height } => props::step(self.drawing, hip + ahead, *height),
                Prop::Wall { ahead: Some(ahead) } => props::wall(self.drawing, hip + ahead, high.y + 30.0, false),
                Prop::Wall { ahead: None } => props::wall(self.drawing, low.x - OFF_WALL, high.y + 60.0, true),
                Prop::Ball {} => props::ball(self.drawing, hip - 10.0),
                Prop::Pillow {} => props::pillow(self.drawing, self.skeleton.head.x, 45.0),
                Prop::Chair { ahead: Some(_) } | Prop::Roller {} | Prop::Dumbbell { .. } | Prop::Band { .. } | Prop::Stick { .. } => {}
            }
        }
    }

    fn between(&mut self, pose: &Pose) -> Vec<Between> {
        let mut between = Vec::new();
        for prop in &pose.props {
            match prop {
                Prop::Roller {} => {
                    let rolled = self.contacts.iter().find(|contact| matches!(contact.on, On::Roller(_)));
                    between.extend(rolled.map(|contact| Between::Roller(contact.roller(self.skeleton, ROLLER))));
                }
                Prop::Band { from, to } => {
                    if let (Some(from), Some(to)) = (self.place(from), self.place(to)) {
                        between.push(Between::Band(from, to));
                    }
                }
                Prop::Chair { ahead: Some(ahead) } => between.push(Between::Chair(self.skeleton.hip.x + ahead)),
                _ => {}
            }
        }
        between
    }

    fn ghost(&mut self, name: &str, before: &Region, of: &Pose) -> Result<(), Slip> {
        let Some(pose) = named().get(name) else {
            self.faults.push(Fault::UnknownGhost(name.to_owned()));
            return Ok(());
        };
        let mut rested = rested(pose)?;
        // Both stand on the same feet; a body that lies keeps its hip.
        let stands = |pose: &Pose| pose.rests.iter().any(|rest| matches!(rest.part.as_str(), "feet" | "foot.near"));
        let away = if stands(pose) && stands(of) {
            self.skeleton.near.ankle.x - rested.skeleton.near.ankle.x
        } else {
            self.skeleton.hip.x - rested.skeleton.hip.x
        };
        rested.posture.hip = rested.posture.hip + at(away, 0.0);
        let skeleton = Skeleton::of(&rested.posture);
        let ghost = Clothed::of(&rested.posture, &skeleton, pose.hands()?, of.hair());
        side::draw_ghost(self.drawing, &ghost, before);
        Ok(())
    }

    /// What stands before the body.
    fn over(&mut self, pose: &Pose) {
        for prop in &pose.props {
            match prop {
                Prop::Dumbbell { hand } => {
                    let side = if hand == "far" { Side::Far } else { Side::Near };
                    props::dumbbell(self.drawing, self.skeleton.joints(side));
                }
                Prop::Stick { between } => {
                    if let Some(from) = self.place(between) {
                        props::stick(self.drawing, from - at(0.0, 300.0), from + at(0.0, 300.0));
                    }
                }
                _ => {}
            }
        }
        for highlight in &pose.highlight {
            match props::place(highlight, self.skeleton) {
                Some(area) => props::hatch(self.drawing, &area),
                None => self.faults.push(Fault::UnknownHighlight(highlight.part.clone())),
            }
        }
        for arrow in &pose.arrows {
            let (about, line, both) = match arrow {
                Arrow::Straight { by, off, way, both } => {
                    let from = at(off[0], off[1]);
                    (by, vec![from, from + at(way[0], way[1])], *both)
                }
                Arrow::Arc { about, radius, from, to, both } => (about, arc(Point::default(), *radius, *from, *to, 30), *both),
            };
            if let Some(place) = self.place(about) {
                let line: Vec<Point> = line.into_iter().map(|point| place + point).collect();
                props::arrow(self.drawing, &line, both);
            }
        }
    }

    fn place(&mut self, name: &str) -> Option<Point> {
        let place = place(self.skeleton, name);
        if place.is_none() {
            self.faults.push(Fault::UnknownPlace(name.to_owned()));
        }
        place
    }
}

/// Between the back of a body and the wall that it leans on.
const OFF_WALL: f64 = 4.0;

/// A place by its name, such as `elbow.far`: of the near side where it names none.
fn place(skeleton: &Skeleton, name: &str) -> Option<Point> {
    let side = if name.ends_with(".far") { Side::Far } else { Side::Near };
    let joints = skeleton.joints(side);
    match name.split('.').next()? {
        "hip" => Some(joints.hip),
        "knee" => Some(joints.knee),
        "ankle" => Some(joints.ankle),
        "toes" => Some(skeleton.on_foot(side, 84.0, -6.0)),
        "shoulder" => Some(joints.shoulder),
        "elbow" => Some(joints.elbow),
        "wrist" => Some(joints.wrist),
        "fist" | "hand" => Some(joints.wrist + joints.hand * GRIP),
        "head" => Some(skeleton.head),
        _ => None,
    }
}
