//! A body seen from the front: measures and outlines of its own, not a projection of the side view. The right of the body stands on the
//! left of the drawing, as in a mirror held by somebody else.
use super::arrows::Drawn;
use super::body::{ELBOW_TIP, FOREARM, FOREARM_PROFILE, SHANK, SHANK_FROM_FRONT, THIGH, THIGH_FROM_FRONT, UPPER_ARM, UPPER_ARM_PROFILE};
use super::contour::{Contour, Cut, closed, limb, open};
use super::drawing::{Drawing, Ink, Pen};
use super::ghost;
use super::plane::{Point, at};
use super::pose::{Pose, Rest, Sided, Slip, View};
use super::props::{self, Layer, Stance};
use super::region::{Keep, Region};
use super::scene::{Fault, signs};
use super::shapes::{self, Hand, placed};
use super::side::{DETAIL, INNER, OUTLINE, shade};
use super::skeleton::{Joints, Side};

const LINE: Pen = Pen::new(Ink::Line, INNER);
const FINE: Pen = Pen::new(Ink::Line, INNER * 0.8);
const WHOLE: Cut = Cut { from: 0.0, to: 1.0, ease: 0.0, flare: 0.0 };

/// What a pose from the front says of a joint, and how far it moves (American Academy of Orthopaedic Surgeons).
const JOINTS: [(&str, f64, f64, f64); 5] = [
    ("shoulder-out", 8.0, 0.0, 180.0),
    ("elbow", 6.0, -8.0, 150.0),
    ("hip-out", 2.5, -30.0, 45.0),
    ("knee-in", 2.5, -10.0, 15.0),
    ("neck-tilt", 0.0, -45.0, 45.0),
];

#[derive(Clone, Copy, Debug, Default)]
struct Angles {
    shoulder: f64,
    elbow: f64,
    hip: f64,
    knee: f64,
}

struct Arm {
    skin: Region,
    sleeve: Region,
    thumb: Contour,
    shoulder: Point,
    elbow: Point,
    wrist: Point,
    hand: Point,
    out: f64,
}

struct Leg {
    skin: Region,
    shoe: Region,
    sole: Region,
    trouser: Region,
    hip: Point,
    knee: Point,
    ankle: Point,
}

/// The sides as they stand in the drawing: the right of the body first.
const SIDES: [f64; 2] = [-1.0, 1.0];

/// Draws a pose seen from the front.
///
/// # Errors
/// A name in the pose that nothing has.
pub fn draw(drawing: &mut Drawing, pose: &Pose, faults: &mut Vec<Fault>) -> Result<(), Slip> {
    check(pose, faults)?;
    let Shape { arms, legs, body, drop } = Shape::of(pose)?;
    let silhouette = body.silhouette(&arms, &legs).moved(drop);
    let mut whole = Drawing::default();
    body.draw(&mut whole, &arms, &legs);
    let Some(bounds) = whole.bounds() else { return Ok(()) };
    let stance = stance(&arms, &legs, bounds, &pose.rests).moved(drop);
    let (props, unplaced) = props::put(&pose.props, &stance);
    faults.extend(unplaced.into_iter().map(|(prop, why)| Fault::Prop { prop, why }));
    props.draw(drawing, Layer::Behind);
    let ghost = match ghost::pose(pose, faults) {
        Some(pose) => Some(ghost::draw(drawing, &Shape::of(pose)?.silhouette(), &silhouette)),
        None => None,
    };
    drawing.append(whole, drop);
    for layer in [Layer::Between, Layer::Held, Layer::Before] {
        props.draw(drawing, layer);
    }
    let drawn = Drawn { near: &silhouette, far: &[], ghost: ghost.as_ref(), props: &props };
    signs(drawing, pose, &stance, &Region::default(), &drawn, faults);
    Ok(())
}

/// A body in a pose, over the floor by `drop`.
struct Shape {
    arms: [Arm; 2],
    legs: [Leg; 2],
    body: Body,
    drop: Point,
}

impl Shape {
    fn of(pose: &Pose) -> Result<Shape, Slip> {
        let tilt = pose.joints.get("neck-tilt").map_or(0.0, |tilt| *tilt.pair().0);
        let hands = pose.hands()?;
        let angles = [angles(pose, |sided| *sided.pair().0), angles(pose, |sided| *sided.pair().1)];
        let hand = [hands.near.hand, hands.far.hand];
        let arms = [0, 1].map(|index| arm(SIDES[index], angles[index], hand[index]));
        let mut legs = [0, 1].map(|index| leg(SIDES[index], angles[index]));
        // The lower of both soles stands on the floor.
        let low = legs.iter().map(|leg| leg.ankle.y).fold(f64::INFINITY, f64::min);
        let body = Body::of(&arms, &mut legs, tilt);
        Ok(Shape { arms, legs, body, drop: at(0.0, 39.0 - low) })
    }

    fn silhouette(&self) -> Region {
        self.body.silhouette(&self.arms, &self.legs).moved(self.drop)
    }
}

fn check(pose: &Pose, faults: &mut Vec<Fault>) -> Result<(), Slip> {
    for (name, angle) in &pose.joints {
        let Some((_, _, low, high)) = JOINTS.iter().find(|joint| joint.0 == name) else {
            return Err(Slip::UnknownJoint(name.clone()));
        };
        let (&right, &left) = angle.pair();
        let sides = [(Side::Near, right), (Side::Far, left)];
        for (side, degrees) in sides.into_iter().take(if right == left { 1 } else { 2 }) {
            if !(*low..=*high).contains(&degrees) {
                faults.push(Fault::FrontRange { joint: name.clone(), side, degrees, range: (*low, *high) });
            }
        }
    }
    Ok(())
}

fn angles(pose: &Pose, side: impl Fn(&Sided<f64>) -> f64) -> Angles {
    let of = |name: &str| {
        let rest = JOINTS.iter().find(|joint| joint.0 == name).map_or(0.0, |joint| joint.1);
        pose.joints.get(name).map_or(rest, &side)
    };
    Angles { shoulder: of("shoulder-out"), elbow: of("elbow"), hip: of("hip-out"), knee: of("knee-in") }
}

fn arm(side: f64, angles: Angles, hand: Hand) -> Arm {
    // Above level, the shoulder blade turns and carries the joint up and in.
    let raised = (angles.shoulder - 90.0).max(0.0);
    let shoulder = at(side * (104.0 - raised * 0.16), 796.0 + raised * 0.34);
    let upper = at(0.0, -1.0).turned(side * angles.shoulder);
    let fore = upper.turned(side * angles.elbow);
    let elbow = shoulder + upper * UPPER_ARM;
    let wrist = elbow + fore * FOREARM;
    let bare = Region::of([limb(shoulder, elbow, &UPPER_ARM_PROFILE, WHOLE), limb(elbow, wrist, &FOREARM_PROFILE, WHOLE)])
        .with(&Region::disc(elbow, ELBOW_TIP))
        .with(&Region::disc(shoulder, 28.0))
        .smoothed(10.0, 3.0);
    let mirrored = if angles.shoulder < 120.0 { side > 0.0 } else { side < 0.0 };
    let place = |shape: &[(f64, f64)]| placed(&closed(shape, &[]), wrist, fore, mirrored);
    let thumb = place(shapes::thumb(hand));
    let skin = bare.with(&Region::of([place(shapes::palm(hand))])).smoothed(6.0, 1.5).with(&Region::of([thumb.clone()]));
    let cloth = limb(shoulder, elbow, &UPPER_ARM_PROFILE, Cut { to: 0.56, ease: 6.0, flare: 5.0, ..WHOLE });
    let sleeve = Region::of([cloth]).with(&Region::disc(shoulder, 34.0)).smoothed(6.0, 3.0);
    Arm { skin, sleeve, thumb, shoulder, elbow, wrist, hand: fore, out: angles.shoulder }
}

fn leg(side: f64, angles: Angles) -> Leg {
    let hip = at(side * 57.0, 520.0);
    let thigh = at(0.0, -1.0).turned(side * angles.hip);
    let shank = thigh.turned(-side * angles.knee);
    let knee = hip + thigh * THIGH;
    let ankle = knee + shank * SHANK;
    let skin = Region::of([limb(hip, knee, &THIGH_FROM_FRONT, Cut { from: -0.1, ..WHOLE }), limb(knee, ankle, &SHANK_FROM_FRONT, WHOLE)])
        .with(&Region::disc(knee, 27.0))
        .smoothed(12.0, 4.0);
    let upper = [(-19.0, 14.0), (19.0, 14.0), (25.0, -6.0), (37.0, -24.0), (36.0, -39.0), (-27.0, -39.0), (-29.0, -24.0), (-22.0, -6.0)];
    let under = [(37.0, -30.0), (36.0, -40.0), (-28.0, -40.0), (-29.0, -30.0)];
    let place = |shape: &[(f64, f64)], corners: &[usize]| {
        Region::of([closed(shape, corners).into_iter().map(|point| ankle + at(side * point.x, point.y)).collect::<Contour>()])
    };
    let trouser = Region::of([limb(hip, knee, &THIGH_FROM_FRONT, Cut { to: 0.55, ease: 7.0, flare: 7.0, ..WHOLE })]);
    Leg { skin, shoe: place(&upper, &[0, 1, 4, 5]), sole: place(&under, &[0, 1, 2, 3]), trouser, hip, knee, ankle }
}

struct Body {
    shirt: Region,
    shorts: Region,
    neck: Region,
    head: Head,
}

struct Head {
    face: Region,
    hair: Region,
    ears: Region,
    centre: Point,
    tilt: f64,
}

fn mirrored(half: &Contour) -> Contour {
    half.iter().copied().chain(half.iter().rev().map(|point| at(-point.x, point.y))).collect()
}

impl Body {
    fn of(arms: &[Arm; 2], legs: &mut [Leg; 2], tilt: f64) -> Body {
        let half: Vec<Point> = [
            (100.0, 540.0),
            (93.0, 600.0),
            (87.0, 650.0),
            (93.0, 700.0),
            (101.0, 750.0),
            (105.0, 790.0),
            (100.0, 812.0),
            (76.0, 826.0),
            (52.0, 838.0),
            (36.0, 852.0),
        ]
        .map(|(x, y)| at(x, y))
        .to_vec();
        let torso = Region::of([mirrored(&open(&half))]);
        let half = [(88.0, 575.0), (97.0, 545.0), (104.0, 505.0), (104.0, 470.0), (60.0, 452.0), (6.0, 440.0)].map(|(x, y)| at(x, y)).to_vec();
        let pelvis = Region::of([mirrored(&half)]);
        let slit = Region::of([vec![at(-1.5, 452.0), at(1.5, 452.0), at(7.0, 370.0), at(-7.0, 370.0)]]);
        let shorts = Region::union([&pelvis, &legs[0].trouser, &legs[1].trouser]).smoothed(9.0, 3.0).without(&slit);
        let mut collar = open(&[at(-46.0, 858.0), at(-28.0, 836.0), at(0.0, 826.0), at(28.0, 836.0), at(46.0, 858.0)]);
        collar.extend([at(46.0, 1000.0), at(-46.0, 1000.0)]);
        let collar = Region::of([collar]);
        let whole = Region::union([&torso, &arms[0].sleeve, &arms[1].sleeve]);
        let hanging = arms.iter().all(|arm| arm.out < 25.0);
        // A wide rounding over the shoulders, a narrow one in the arm pits of raised arms.
        let (wide, part) = if hanging {
            (whole.smoothed(40.0, 6.0), Region::between(at(-400.0, 785.0), at(400.0, 900.0)))
        } else {
            (whole.smoothed(22.0, 3.0), Region::between(at(-400.0, 0.0), at(400.0, 800.0)))
        };
        let shirt = wide.within(&part).with(&whole.smoothed(6.5, 3.0)).without(&collar).largest();
        let column = Region::between(at(-31.0, 815.0), at(31.0, 895.0));
        let pivot = at(0.0, 846.0);
        // Half of a tilt is the neck's own, so that the head sits on it.
        let column =
            Region::of(column.contours().iter().map(|contour| contour.iter().map(|&point| pivot + (point - pivot).turned(-tilt * 0.8)).collect()));
        let neck = column.with(&torso.within(&Region::between(at(-70.0, 800.0), at(70.0, 860.0)))).smoothed(16.0, 3.0);
        Body { shirt, shorts, neck, head: Head::of(tilt) }
    }

    fn silhouette(&self, arms: &[Arm; 2], legs: &[Leg; 2]) -> Region {
        let head = &self.head;
        let mut parts = vec![&self.shirt, &self.shorts, &self.neck, &head.face, &head.hair, &head.ears];
        parts.extend(arms.iter().map(|arm| &arm.skin));
        parts.extend(legs.iter().flat_map(|leg| [&leg.skin, &leg.shoe]));
        Region::union(parts)
    }

    fn draw(&self, drawing: &mut Drawing, arms: &[Arm; 2], legs: &[Leg; 2]) {
        drawing.outline(&self.silhouette(arms, legs), Pen::new(Ink::Line, OUTLINE));
        drawing.fill(&self.neck, Ink::Skin);
        drawing.fill(&self.head.face.moved(at(3.0, -14.0)).within(&self.neck), Ink::SkinShade);
        drawing.outline(&self.neck, LINE);
        for (side, leg) in SIDES.into_iter().zip(legs) {
            drawing.part(&leg.skin, Ink::Skin, LINE);
            drawing.part(&leg.shoe, Ink::Skin, LINE);
            drawing.fill(&leg.sole, Ink::Line);
            let dent = [(13.0, 8.0), (9.0, -9.0), (-4.0, -13.0)].map(|(x, y)| leg.knee + at(-side * x, y));
            drawing.line(open(&dent), Pen::new(Ink::Line, DETAIL));
        }
        for arm in arms {
            drawing.part(&arm.skin, Ink::Skin, LINE);
            let thumb: Contour = arm.thumb.iter().chain(arm.thumb.first()).copied().collect();
            let inner = arm.skin.grown(-2.0).clip(&[thumb], Keep::Inside);
            drawing.lines(Region::disc(arm.wrist, 22.0).clip(&inner, Keep::Outside), FINE);
        }
        self.clothes(drawing, arms);
        self.head.draw(drawing);
    }

    fn clothes(&self, drawing: &mut Drawing, arms: &[Arm; 2]) {
        for (cloth, ink, tone) in [(&self.shorts, Ink::Shorts, Ink::ShortsShade), (&self.shirt, Ink::Shirt, Ink::ShirtShade)] {
            drawing.part(cloth, ink, LINE);
            shade(drawing, cloth, at(-13.0, 9.0), tone, cloth);
        }
        drawing.line(vec![at(0.0, 452.0), at(0.0, 478.0)], Pen::new(Ink::Line, DETAIL));
        for (side, arm) in SIDES.into_iter().zip(arms) {
            if arm.out < 60.0 {
                // From the hem of the sleeve to the arm pit.
                let inner = self.shirt.grown(-3.0).clip(&arm.sleeve.outlines(), Keep::Inside);
                let lost = Region::disc(arm.shoulder, 40.0).with(&Region::disc(arm.shoulder + at(side * 30.0, 20.0), 45.0));
                drawing.lines(lost.clip(&inner, Keep::Outside), LINE);
            } else if arm.out > 120.0 {
                let pit = at(side * 98.0, 775.0);
                drawing.line(vec![pit, pit + at(-side * 4.0, 14.0), pit + at(-side * 2.0, 30.0)], LINE);
            }
        }
    }
}

impl Head {
    fn of(tilt: f64) -> Head {
        // The neck bends at its base.
        let pivot = at(0.0, 846.0);
        let turn = |point: Point| pivot + (point - pivot).turned(-tilt);
        let centre = at(0.0, 936.0);
        let place = |contour: Contour| Region::of([contour.into_iter().map(|point| turn(centre + point)).collect::<Contour>()]);
        let half = [(0.0, 66.0), (28.0, 60.0), (44.0, 38.0), (48.0, 8.0), (45.0, -20.0), (33.0, -50.0), (15.0, -66.0), (0.0, -68.0)];
        let hair = [
            (-52.0, -6.0),
            (-54.0, 24.0),
            (-40.0, 56.0),
            (-14.0, 72.0),
            (18.0, 72.0),
            (42.0, 56.0),
            (54.0, 24.0),
            (52.0, -6.0),
            (45.0, -4.0),
            (43.0, 20.0),
            (26.0, 38.0),
            (0.0, 34.0),
            (-24.0, 42.0),
            (-42.0, 20.0),
            (-45.0, -4.0),
        ];
        let ear = [(45.0, 8.0), (53.0, 8.0), (56.0, -2.0), (51.0, -18.0), (45.0, -20.0)];
        let ears = SIDES.map(|side| place(closed(&ear, &[]).into_iter().map(|point| at(side * point.x, point.y)).collect()));
        Head {
            face: place(mirrored(&open(&half.map(|(x, y)| at(x, y))))),
            hair: place(closed(&hair, &[0, 7, 8, 14])),
            ears: Region::union(&ears),
            centre: turn(centre),
            tilt,
        }
    }

    fn draw(&self, drawing: &mut Drawing) {
        let place = |x: f64, y: f64| self.centre + at(x, y).turned(-self.tilt);
        drawing.part(&self.ears, Ink::Skin, FINE);
        drawing.part(&self.face, Ink::Skin, LINE);
        drawing.part(&self.hair, Ink::Hair, FINE);
        for side in SIDES {
            drawing.line(vec![place(side * 18.0, 2.0), place(side * 18.0, -5.0)], Pen::new(Ink::Line, 6.0));
            drawing.line(vec![place(side * 11.0, 14.0), place(side * 18.0, 17.0), place(side * 25.0, 14.0)], Pen::new(Ink::Line, DETAIL));
        }
        drawing.line(vec![place(2.0, -10.0), place(5.0, -22.0), place(0.0, -24.0)], Pen::new(Ink::Line, DETAIL));
        drawing.line(vec![place(-9.0, -40.0), place(0.0, -43.0), place(9.0, -40.0)], Pen::new(Ink::Line, 3.6));
    }
}

/// What a prop sees of the body.
fn stance<'a>(arms: &[Arm; 2], legs: &[Leg; 2], (low, high): (Point, Point), rests: &'a [Rest]) -> Stance<'a> {
    let [near, far] = [0, 1].map(|index| {
        let (arm, leg) = (&arms[index], &legs[index]);
        let Arm { shoulder, elbow, wrist, hand, .. } = *arm;
        Joints { shoulder, elbow, wrist, hip: leg.hip, knee: leg.knee, ankle: leg.ankle, hand, foot: at(SIDES[index], 0.0), toes: 0.0 }
    });
    let (hip, neck) = (legs[0].hip.mid(legs[1].hip, 0.5), at(0.0, 846.0));
    Stance { view: View::Front, near, far, hip, head: at(0.0, 936.0), neck, low, high, skeleton: None, contacts: &[], rests }
}
