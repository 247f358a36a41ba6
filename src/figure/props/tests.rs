//! Props touch what they should, whatever the pose.
use super::shape::CLEAR;
use super::surface::surface;
use super::{Held, Layer, Prop, Props, Seen, Stance, put};
use crate::figure::contact::{GRIP, On};
use crate::figure::drawing::Mark;
use crate::figure::plane::{Point, at};
use crate::figure::pose::{Pose, View, named};
use crate::figure::region::Region;
use crate::figure::skeleton::{Posture, SIDES, Side, Skeleton};

/// A tenth of a millimetre where a body is printed 60 mm high.
const TENTH: f64 = 1.67;

/// What is drawn of props, in some layers.
fn drawn(props: &Props, layers: &[Layer]) -> Vec<Region> {
    let pieces = props.pieces.iter().filter(|(layer, _)| layers.contains(layer));
    let area = |mark: &Mark| if let Mark::Area { area, .. } = mark { Some(area.clone()) } else { None };
    pieces.flat_map(|(_, drawing)| drawing.marks().iter().filter_map(area)).collect()
}

/// How far a point is from an area; nothing within it.
fn away(area: &Region, point: Point) -> f64 {
    if area.holds(point) {
        return 0.0;
    }
    let outlines = area.outlines();
    let ends = outlines.iter().flat_map(|line| line.windows(2).map(|pair| (pair[0], pair[1])));
    let off = |(from, to): (Point, Point)| {
        let way = to - from;
        let share = ((point - from).dot(way) / way.dot(way).max(1e-9)).clamp(0.0, 1.0);
        (point - from.mid(to, share)).length()
    };
    ends.map(off).fold(f64::INFINITY, f64::min)
}

fn stance(skeleton: &Skeleton, view: View) -> Stance<'_> {
    let (low, high) = (at(-700.0, 0.0), at(700.0, 1000.0));
    Stance {
        view,
        near: skeleton.near,
        far: skeleton.far,
        hip: skeleton.hip,
        head: skeleton.head,
        neck: skeleton.neck_base,
        low,
        high,
        skeleton: (view == View::Side).then_some(skeleton),
        contacts: &[],
        rests: &[],
    }
}

#[test]
fn what_is_held_is_where_the_hand_closes() {
    let band = |from: &str, to: &str| Prop::Band { from: Some(from.to_owned()), to: Some(to.to_owned()), round: None };
    let held: [(Prop, &[Side]); 11] = [
        (Prop::Dumbbell { hand: Held::Near, seen: Seen::EndOn }, &[Side::Near]),
        (Prop::Dumbbell { hand: Held::Far, seen: Seen::Lengthwise }, &[Side::Far]),
        (Prop::Dumbbell { hand: Held::Both, seen: Seen::Lengthwise }, &SIDES),
        (Prop::Kettlebell { hand: Held::Near }, &[Side::Near]),
        (Prop::Cane { hand: Held::Far }, &[Side::Far]),
        (Prop::Barbell {}, &[Side::Near]),
        (Prop::Stick {}, &[Side::Near]),
        (Prop::Straps { to: "anchor.above".to_owned() }, &SIDES),
        (Prop::Towel { under: None, round: Some("foot.near".to_owned()) }, &SIDES),
        (band("hands", "feet"), &SIDES),
        (band("hand.near", "anchor.above"), &[Side::Near]),
    ];
    let mut tried = 0;
    for turn in 0..24 {
        let mut posture = Posture { hip: at(0.0, 500.0), lean: f64::from(turn) * 12.0 - 140.0, ..Posture::default() };
        for (index, side) in SIDES.into_iter().enumerate() {
            let limbs = posture.limbs_mut(side);
            let part = f64::from((turn * 7 + index as i32 * 5) % 24) / 24.0;
            (limbs.shoulder, limbs.elbow, limbs.wrist) = (-50.0 + 220.0 * part, 140.0 * (1.0 - part), 40.0 * part);
        }
        let skeleton = Skeleton::of(&posture);
        for view in [View::Side, View::Front] {
            let stance = stance(&skeleton, view);
            for (prop, sides) in held.iter().filter(|(prop, _)| view == View::Side || prop.is_seen_from_front()) {
                let (props, faults) = put(std::slice::from_ref(prop), &stance);
                assert_eq!(faults, [], "{prop:?}");
                let areas = drawn(&props, &[Layer::Between, Layer::Held, Layer::Before]);
                for side in *sides {
                    let joints = stance.limb(*side);
                    let grip = joints.wrist + joints.hand * GRIP;
                    let gap = areas.iter().map(|area| away(area, grip)).fold(f64::INFINITY, f64::min);
                    assert!(gap <= TENTH, "{prop:?} is {gap} from the {side:?} hand");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

/// The top of what is drawn over a place.
fn top(areas: &[Region], x: f64, under: f64) -> f64 {
    let edges = areas.iter().flat_map(Region::outlines).flat_map(|line| line.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>());
    let crossing = |(one, two): (Point, Point)| {
        let (from, to) = (one.x.min(two.x), one.x.max(two.x));
        (from <= x && x <= to && to > from).then(|| one.y + (two.y - one.y) * (x - one.x) / (two.x - one.x))
    };
    edges.filter_map(crossing).filter(|y| *y < under).fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn what_a_body_rests_on_is_under_it() {
    let mut tried = 0;
    for (name, pose) in named().iter().filter(|(_, pose)| pose.view == View::Side) {
        let rested = crate::figure::rested(pose).unwrap_or_else(|slip| panic!("{name}: {slip:?}"));
        let skeleton = &rested.skeleton;
        let stance = Stance { contacts: &rested.contacts, rests: &pose.rests, ..stance(skeleton, View::Side) };
        for rest in pose.rests.iter().filter(|rest| rest.height.is_none() && !matches!(rest.on.as_str(), "floor" | "mat" | "small-ball" | "pillow")) {
            let Some(On::Level(height)) = surface(&rest.on, &rest.part, &pose.props) else { continue };
            let on = if rest.on == "footplate" { "wheelchair" } else { rest.on.as_str() };
            let prop = pose.props.iter().find(|prop| prop.name() == on).unwrap_or_else(|| panic!("{name} rests on no {}", rest.on));
            let (props, _) = put(std::slice::from_ref(prop), &stance);
            let areas = drawn(&props, &[Layer::Behind, Layer::Between]);
            for x in stance.spots(&rest.part) {
                let gap = height - CLEAR - top(&areas, x, height + 40.0);
                // A ball is round: what lies beside its top lies lower.
                let allowed = if rest.on == "ball" { 30.0 } else { TENTH };
                assert!(gap.abs() <= allowed, "{name}: `{}` is {gap} over the {}", rest.part, rest.on);
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn every_prop_is_said_by_a_pose() {
    let said = |prop: &str| named().values().any(|pose: &Pose| pose.props.iter().any(|of| of.name() == prop));
    let names =
        ["floor", "mat", "step", "wall", "door-frame", "chair", "bench", "wheelchair", "bed", "table", "counter", "ball", "small-ball", "roller"];
    let held = ["pillow", "towel", "dumbbell", "barbell", "kettlebell", "stick", "cane", "band", "straps"];
    let missing: Vec<&str> = names.into_iter().chain(held).filter(|name| !said(name)).collect();
    assert_eq!(missing, [""; 0]);
}
