//! What stretches and what hangs: bands, straps, a towel round the foot.
use super::shape::{BAND, FAR, LINE, WEIGHT, strip, wound};
use super::stance::End;
use super::{Layer, Placed, Stance, Unplaced, wall};
use crate::figure::body::{SHANK_FROM_FRONT, SHANK_PROFILE, THIGH_FROM_FRONT, THIGH_PROFILE};
use crate::figure::contact::GRIP;
use crate::figure::contour::Profile;
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::skeleton::{Joints, Side};

/// Half of what a stretched band is across.
const HALF: f64 = 6.5;

/// Between two ends, or round both legs.
pub fn band(from: Option<&str>, to: Option<&str>, round: Option<&str>, stance: &Stance) -> Result<Placed, Unplaced> {
    match (from, to, round) {
        (Some(from), Some(to), None) => long(from, to, stance),
        (None, None, Some(round)) => looped(round, stance),
        (None, None, None) | (Some(_), None, _) | (None, Some(_), _) | (Some(_), Some(_), Some(_)) => Err(Unplaced::LooseEnd),
    }
}

fn long(from: &str, to: &str, stance: &Stance) -> Result<Placed, Unplaced> {
    let mut placed = Placed::default();
    let ends = |name: &str| stance.ends(name);
    let (froms, tos) = (ends(from)?, ends(to)?);
    for (index, from) in froms.iter().enumerate() {
        let to = tos.get(index).or(tos.last()).ok_or(Unplaced::LooseEnd)?;
        let (from, to) = (from.against(to.point(), stance), to.against(from.point(), stance));
        let far = [&from, &to].iter().any(|end| end.side().is_some_and(|side| stance.is_pale(side)));
        let mut drawing = Drawing::default();
        let (ink, pen) = if far { (Ink::FarSkin, FAR) } else { (Ink::Band, BAND) };
        drawing.part(&Region::of([strip(from.point(), to.point(), HALF)]), ink, pen);
        for end in [&from, &to] {
            if let End::Sole(_, Some((heel, toe)), _) = end {
                drawing.part(&Region::of([strip(*heel, *toe, HALF)]).grown(1.0), ink, pen);
            }
        }
        let layer = stance.held_layer(if far { Side::Far } else { Side::Near });
        placed = placed.and(layer, drawing);
        for end in [&from, &to] {
            placed = ended(placed, end, stance);
        }
    }
    Ok(placed)
}

/// What holds the end of a band: the wall of an anchor, the fist over it.
fn ended(placed: Placed, end: &End, stance: &Stance) -> Placed {
    match end {
        End::Anchor(point, up) => {
            let (piece, reach) = anchored(*point, *up, stance);
            match reach {
                Some((from, to)) => placed.and(Layer::Behind, piece).on_ground(from, to),
                None => placed.and(Layer::Behind, piece),
            }
        }
        End::Hand(_, side) => placed.gripped(stance.limb(*side), stance),
        End::Sole(..) | End::Part(..) => placed,
    }
}

/// A ring on a wall, or under a ceiling.
fn anchored(point: Point, up: bool, stance: &Stance) -> (Drawing, Option<(f64, f64)>) {
    if up {
        let mut drawing = Drawing::default();
        let y = point.y + 22.0;
        drawing.line(vec![at(point.x - 110.0, y), at(point.x + 110.0, y)], Pen::new(Ink::Ground, 6.0));
        let ticks = (0..4).map(|step| point.x - 84.0 + 52.0 * f64::from(step));
        drawing.lines(ticks.map(|x| vec![at(x, y), at(x + 26.0, y + 26.0)]).collect(), Pen::new(Ink::GroundHatch, 4.0));
        drawing.part(&Region::disc(point + at(0.0, 8.0), 12.0), Ink::Paper, LINE);
        return (drawing, None);
    }
    let way = if point.x > stance.hip.x { 1.0 } else { -1.0 };
    let x = point.x + way * 20.0;
    let mut drawing = wall::edge(x, (point.y + 130.0).max(260.0), way * 28.0);
    drawing.part(&Region::disc(point + at(way * 6.0, 0.0), 12.0), Ink::Paper, LINE);
    (drawing, Some((x.min(x + way * 40.0), x.max(x + way * 40.0))))
}

/// A loop round both legs, over the knees, the ankles or the feet.
fn looped(round: &str, stance: &Stance) -> Result<Placed, Unplaced> {
    const WIDE: f64 = 13.0;
    let side_on = stance.is_side_on();
    let (thigh, shank): (&Profile, &Profile) = if side_on { (&THIGH_PROFILE, &SHANK_PROFILE) } else { (&THIGH_FROM_FRONT, &SHANK_FROM_FRONT) };
    // Where it crosses a leg: its two edges, and the way along the leg.
    let crossing = |joints: &Joints, outward: f64| -> Result<(Point, Point, Point), Unplaced> {
        let (from, to, profile, station) = match round {
            "thighs" | "knees" => (joints.hip, joints.knee, thigh, 0.8),
            "shins" => (joints.knee, joints.ankle, shank, 0.3),
            "ankles" => (joints.knee, joints.ankle, shank, 0.86),
            "feet" => return Ok(over_foot(joints, side_on)),
            _ => return Err(Unplaced::UnknownPlace(round.to_owned())),
        };
        let (way, middle) = ((to - from).unit(), from.mid(to, station));
        let out = way.normal() * outward;
        Ok((middle + out * (profile.front_at(station) + 3.0), middle - out * (profile.back_at(station) + 3.0), way))
    };
    let (near, far) = (crossing(&stance.near, if side_on { 1.0 } else { -1.0 })?, crossing(&stance.far, 1.0)?);
    let mut between = Drawing::default();
    let mut before = Drawing::default();
    before.part(&wound(near.0, near.1, near.2, WIDE), Ink::Band, BAND);
    if side_on {
        let (one, other) = (near.0.mid(near.1, 0.5), far.0.mid(far.1, 0.5));
        if (one - other).length() > 30.0 {
            between.part(&Region::of([strip(one, other, WIDE)]), Ink::Band, BAND);
        }
        between.part(&wound(far.0, far.1, far.2, WIDE), Ink::FarSkin, FAR);
    } else {
        // From the inner edge of one leg to that of the other.
        between.part(&Region::of([strip(near.1, far.1, WIDE - 1.0)]), Ink::Band, BAND);
        before.part(&wound(far.0, far.1, far.2, WIDE), Ink::Band, BAND);
    }
    Ok(Placed::one(if side_on { Layer::Between } else { Layer::Before }, between).and(Layer::Before, before))
}

fn over_foot(joints: &Joints, side_on: bool) -> (Point, Point, Point) {
    if !side_on {
        return (joints.ankle + at(-30.0, -26.0), joints.ankle + at(30.0, -26.0), at(0.0, -1.0));
    }
    let place = |along: f64, above: f64| joints.ankle + joints.foot * along + joints.foot.normal() * above;
    (place(58.0, -14.0), place(58.0, -41.0), joints.foot)
}

/// With a handle in each hand, hung from an anchor.
pub fn straps(to: &str, stance: &Stance) -> Result<Placed, Unplaced> {
    let anchor = stance.ends(to)?.into_iter().next().ok_or(Unplaced::LooseEnd)?;
    let mut placed = Placed::default();
    for (side, joints) in [(Side::Far, &stance.far), (Side::Near, &stance.near)] {
        let grip = joints.wrist + joints.hand * GRIP;
        let anchor = anchor.against(grip, stance);
        let far = stance.is_pale(side);
        let (ink, pen) = if far { (Ink::FarShorts, FAR) } else { (Ink::Weight, WEIGHT) };
        let way = (anchor.point() - grip).unit();
        let knot = grip + way * 74.0;
        let mut drawing = Drawing::default();
        drawing.part(&Region::of([strip(knot, anchor.point(), 5.0)]), ink, pen);
        let across = way.normal() * 22.0;
        drawing.lines(vec![vec![grip + across, knot, grip - across]], Pen { width: 5.0, ..pen });
        drawing.part(&super::shape::bar(grip - across * 1.3, grip + across * 1.3, 8.0), Ink::Prop, pen);
        placed = placed.and(stance.held_layer(side), drawing);
        placed = placed.gripped(joints, stance);
    }
    Ok(ended(placed, &anchor.against(stance.grip(""), stance), stance))
}

/// A towel held by both hands round a sole: wider and softer than a band.
pub fn round_foot(foot: &str, stance: &Stance) -> Result<Placed, Unplaced> {
    const WIDE: f64 = 12.0;
    let mut placed = Placed::default();
    let sole = stance.ends(foot)?.into_iter().next().ok_or(Unplaced::LooseEnd)?;
    for (side, joints) in [(Side::Far, &stance.far), (Side::Near, &stance.near)] {
        let grip = joints.wrist + joints.hand * GRIP;
        let sole = sole.against(grip, stance);
        let far = side == Side::Far;
        let (ink, pen) = if far { (Ink::FarSkin, FAR) } else { (Ink::Prop, LINE) };
        let mut drawing = Drawing::default();
        let mut parts = vec![Region::of([strip(grip, sole.point(), WIDE)]).grown(1.0)];
        if let End::Sole(_, Some((heel, toe)), _) = &sole {
            parts.push(Region::of([strip(*heel, *toe, WIDE * 0.7)]).grown(2.0));
        }
        // What hangs out of the fist.
        let tail = grip + (grip - sole.point()).unit() * 30.0;
        parts.push(Region::of([vec![grip + at(-7.0, 0.0), tail + at(-18.0, -40.0), tail + at(14.0, -46.0), grip + at(8.0, 0.0)]]).grown(2.0));
        drawing.part(&Region::union(&parts).smoothed(5.0, 1.0), ink, pen);
        let fold = (sole.point() - grip).unit().normal() * 3.0;
        drawing.line(vec![grip.mid(sole.point(), 0.12) + fold, grip.mid(sole.point(), 0.9) + fold], Pen { width: 3.0, ..pen });
        placed = placed.and(stance.held_layer(side), drawing);
    }
    Ok(placed)
}
