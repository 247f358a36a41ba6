//! A body seen from the front as shapes: limbs, and clothes that are shapes of their own. What points towards the reader is foreshortened.
use super::bones::{ArmBones, Bones, LegBones, SIDES};
use super::frame::{Frame, Spot};
use super::head::Head;
use crate::figure::body::{
    ELBOW_TIP, FOREARM_PROFILE, PELVIS_FROM_FRONT, SHANK_FROM_FRONT, THIGH_FROM_FRONT, TRUNK_FROM_FRONT, UPPER_ARM_FROM_FRONT,
};
use crate::figure::contour::{Contour, Cut, Profile, closed, limb};
use crate::figure::people::{Person, Wear};
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::shapes::{self, Hand, placed};

pub struct Arm {
    pub skin: Region,
    pub sleeve: Region,
    pub thumb: Contour,
    pub place: ArmPlace,
    pub shoulder: Point,
    pub elbow: Point,
    pub wrist: Point,
    pub hand: Point,
    pub out: f64,
}

/// Where an arm lies, seen from the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmPlace {
    Behind,
    /// In the plane of the trunk: sleeve and shirt are one shape.
    Beside,
    /// The forearm lies before the trunk.
    Across,
    /// The whole arm points to the reader.
    Before,
}

pub struct Leg {
    pub thigh: Region,
    pub shank: Region,
    /// Both as one.
    pub skin: Region,
    pub shoe: Region,
    pub sole: Region,
    pub trouser: Region,
    pub wear: Wear,
    pub place: LegPlace,
    pub hip: Point,
    pub knee: Point,
    pub ankle: Point,
    /// Where the knee cap is seen, and its way outwards; none where it is not seen.
    pub cap: Option<(Point, Point)>,
    /// How much the foot turns its upper side to the reader: under nothing, its sole.
    pub foot_up: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegPlace {
    /// In the plane of the trunk: trouser leg and pelvis are one shape.
    Under,
    /// The thigh points to the reader and lies before the shirt.
    Before,
}

/// Where a shank lies, seen from the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shank {
    /// With the thigh one shape.
    Before,
    Behind,
    /// It points away from the reader, behind the knee.
    Hidden,
}

pub struct Clothes {
    pub shirt: Region,
    pub shorts: Region,
    pub neck: Region,
    pub head: Head,
    pub arms: [Arm; 2],
    pub legs: [Leg; 2],
    pub shanks: [Shank; 2],
    /// The legs from the far to the near.
    pub order: [usize; 2],
    /// Down from the middle of the pelvis.
    pub down: Point,
    pub crotch: Point,
    pub from_behind: bool,
}

impl Clothes {
    pub fn of(bones: &Bones, hands: [Hand; 2], person: Person) -> Clothes {
        let arms = [0, 1].map(|index| arm(bones, SIDES[index], &bones.arms[index], hands[index]));
        let legs = [0, 1].map(|index| leg(bones, SIDES[index], &bones.legs[index], person.clothes));
        let shanks = [0, 1].map(|index| {
            let leg = &bones.legs[index];
            let away = (leg.ankle - leg.knee).z;
            if away > -90.0 {
                Shank::Before
            } else if away < -225.0 {
                Shank::Hidden
            } else {
                Shank::Behind
            }
        });
        let near = |leg: &LegBones| leg.knee.nearness() + leg.ankle.nearness();
        let order = if near(&bones.legs[0]) > near(&bones.legs[1]) + 1.0 { [1, 0] } else { [0, 1] };
        let pelvis = bones.station(0.0).frame;
        let from_behind = bones.station(200.0).frame.front.z < 0.0;
        let down = pelvis.down().flat().unit();
        let crotch = bones.hip.flat() + down * 68.0;
        let shirt = shirt(bones, &arms);
        let mut shorts = shorts(bones, &legs, crotch, down);
        for leg in legs.iter().filter(|leg| leg.wear == Wear::Trousers && leg.place == LegPlace::Under) {
            shorts = shorts.with(&leg.skin);
        }
        Clothes { neck: neck(bones), head: Head::of(bones, person.hair), shirt, shorts, arms, legs, shanks, order, down, crotch, from_behind }
    }

    pub fn silhouette(&self) -> Region {
        let head = &self.head;
        let mut parts = vec![&self.shirt, &self.shorts, &self.neck, &head.face, &head.hair, &head.ears, &head.knot, &head.scarf];
        parts.extend(self.arms.iter().flat_map(|arm| [&arm.skin, &arm.sleeve]));
        for (leg, shank) in self.legs.iter().zip(self.shanks) {
            if shank == Shank::Hidden {
                parts.extend([&leg.thigh, &leg.trouser]);
            } else {
                parts.extend([&leg.skin, &leg.shoe, &leg.sole, &leg.trouser]);
            }
        }
        Region::union(parts)
    }
}

/// The trunk between two heights over the hip joints.
fn strip(bones: &Bones, profile: &Profile, from: f64, to: f64) -> Region {
    const STEPS: usize = 30;
    let (mut one, mut other) = (Contour::new(), Contour::new());
    for step in 0..=STEPS {
        let height = from + (to - from) * step as f64 / STEPS as f64;
        let station = bones.station(height);
        let (centre, across) = (station.centre.flat(), station.frame.left.flat());
        let half = profile.front_at(height) * bones.build.breadth(height);
        one.push(centre + across * half);
        other.push(centre - across * half);
    }
    one.extend(other.into_iter().rev());
    Region::of([one])
}

/// A limb between two places, the front of its profile on the outer side; round where it is foreshortened.
fn tube(from: Spot, to: Spot, profile: &Profile, outer: Point, cut: Cut) -> Region {
    let (start, end) = (from.flat(), to.flat());
    let length = (to - from).length();
    let shown = (end - start).length();
    let outwards = (end - start).normal().dot(outer) >= 0.0;
    let turned;
    let profile = if outwards {
        profile
    } else {
        turned = Profile { stations: profile.stations, front: profile.back, back: profile.front };
        &turned
    };
    let outline = Region::of([limb(start, end, profile, cut)]);
    if shown > length * 0.8 {
        return outline;
    }
    // The round end of a part that points to the reader bulges by as much as it does.
    let bulge = libm::sqrt((1.0 - (shown / length) * (shown / length)).max(0.0));
    let discs = (0..=3).map(|step| {
        let share = f64::from(step) / 3.0;
        let from = cut.from.max(0.12);
        let station = from + (cut.to - from) * share;
        let radius = (profile.front_at(station) + profile.back_at(station)) * 0.5 * (cut.wide.0 + (cut.wide.1 - cut.wide.0) * station)
            + cut.ease
            + cut.flare * share;
        let held = (end - start).unit() * ((1.0 - bulge) * radius * if step == 0 { 1.0 } else { -1.0 });
        Region::disc(start.mid(end, station) + held, radius)
    });
    let discs: Vec<Region> = discs.collect();
    Region::union(discs.iter().chain([&outline])).smoothed(14.0, 0.0)
}

fn arm(bones: &Bones, side: f64, of: &ArmBones, hand: Hand) -> Arm {
    let chest = bones.station(230.0);
    let outer = chest.frame.left.flat() * side;
    let whole = Cut { wide: bones.build.upper_arm(), ..Cut::WHOLE };
    let upper = tube(of.shoulder, of.elbow, &UPPER_ARM_FROM_FRONT, outer, whole);
    let fore = tube(of.elbow, of.wrist, &FOREARM_PROFILE, outer, Cut { wide: bones.build.forearm(), ..whole });
    let (shoulder, elbow, wrist) = (of.shoulder.flat(), of.elbow.flat(), of.wrist.flat());
    let bare = Region::union([&upper, &fore, &Region::disc(elbow, ELBOW_TIP * bones.build.forearm().0)]).smoothed(10.0, 3.0);
    let (palm, thumb, way) = hand_shape(&chest.frame, side, of, hand);
    let skin = bare.with(&palm).smoothed(6.0, 1.5).with(&Region::of([thumb.clone()]));
    let cloth = tube(of.shoulder, of.elbow, &UPPER_ARM_FROM_FRONT, outer, Cut { to: 0.56, ease: 5.0, flare: 3.0, ..whole });
    let sleeve = cloth.with(&Region::disc(shoulder, 28.0 * bones.build.upper_arm().0)).smoothed(6.0, 3.0);
    let before = |spot: Spot| (spot - of.shoulder).z;
    let place = if before(of.elbow) > 90.0 {
        ArmPlace::Before
    } else if of.wrist.nearness() < of.shoulder.nearness() - 100.0 && before(of.wrist) < -50.0 {
        ArmPlace::Behind
    } else if before(of.wrist) > 45.0 {
        ArmPlace::Across
    } else {
        ArmPlace::Beside
    };
    Arm { skin, sleeve, thumb, place, shoulder, elbow, wrist, hand: way, out: of.out }
}

/// The hand, its thumb, and which way it is seen to point.
fn hand_shape(chest: &Frame, side: f64, of: &ArmBones, hand: Hand) -> (Region, Contour, Point) {
    let (wrist, along) = (of.wrist.flat(), of.hand.down().flat());
    let share = along.length().min(1.0);
    let way = if share > 0.05 { along.unit() } else { at(0.0, -1.0) };
    let mut towards = of.hand.front.flat();
    if towards.length() < 0.5 || of.hand.front.z.abs() > 0.6 {
        towards = chest.left.flat() * -side;
    }
    let mirrored = towards.dot(way.normal()) < 0.0;
    // A hand that points to the reader is seen as its knuckles.
    let (shape, share) = if share < 0.6 { (Hand::Fist, share.max(0.62)) } else { (hand, share) };
    let place = |shape: &[(f64, f64)]| {
        let shape: Vec<(f64, f64)> = shape.iter().map(|&(x, y)| (x * share, y)).collect();
        placed(&closed(&shape, &[]), wrist, way, mirrored)
    };
    (Region::of([place(shapes::palm(shape))]), place(shapes::thumb(shape)), way)
}

fn leg(bones: &Bones, side: f64, of: &LegBones, wear: Wear) -> Leg {
    let whole = Cut { wide: bones.build.thigh(), ..Cut::WHOLE };
    let lower = Cut { wide: bones.build.shank(), ..Cut::WHOLE };
    let pelvis = bones.station(0.0).frame;
    let outer = pelvis.left.flat() * side;
    let (hip, knee, ankle) = (of.hip.flat(), of.knee.flat(), of.ankle.flat());
    let cap = Region::disc(knee, 28.0 * lower.wide.0);
    let bend = of.knee - of.hip;
    let place = if bend.z > 80.0 { LegPlace::Before } else { LegPlace::Under };
    // Of a thigh that points to the reader, what is out of the trouser leg is seen before it.
    let from = if place == LegPlace::Before { 0.5 } else { -0.1 };
    let thigh = tube(of.hip, of.knee, &THIGH_FROM_FRONT, outer, Cut { from, ..whole }).with(&cap).smoothed(6.0, 2.0);
    let shank = tube(of.knee, of.ankle, &SHANK_FROM_FRONT, outer, lower).with(&cap).smoothed(6.0, 2.0);
    let skin = thigh.with(&shank).smoothed(12.0, 4.0);
    let trouser = match place {
        LegPlace::Under => tube(of.hip, of.knee, &THIGH_FROM_FRONT, outer, Cut { to: 0.55, ease: 6.0, flare: 6.0, ..whole }),
        LegPlace::Before => tube(of.hip, of.knee, &THIGH_FROM_FRONT, outer, Cut { to: 0.55, ease: 6.0, flare: 3.0, ..whole }).smoothed(10.0, 4.0),
    };
    let (shoe, sole) = shoe(side, of);
    let cloth = |area: Region| match wear {
        Wear::Shorts => area,
        Wear::Trousers => area.grown(6.0).smoothed(10.0, 4.0).without(&Region::disc(ankle, 24.0)).largest(),
    };
    let (thigh, shank, skin) = (cloth(thigh), cloth(shank), cloth(skin));
    let cap = (of.thigh.front.z > 0.3).then(|| (knee, of.thigh.left.flat() * side));
    Leg {
        thigh,
        shank,
        skin,
        shoe,
        sole,
        trouser,
        wear,
        place,
        hip,
        knee,
        ankle,
        cap,
        foot_up: if of.foot.front.z.abs() > 0.72 { 0.0 } else { of.foot.up.nearness() },
    }
}

/// A shoe and its sole: from the front, from behind, or along the foot where that is what is seen.
fn shoe(side: f64, of: &LegBones) -> (Region, Region) {
    let foot = of.foot;
    let (left, up) = (foot.left.flat() * side, foot.up.flat());
    let face = |points: &[(f64, f64)], corners: &[usize]| {
        let line: Contour = closed(points, corners).into_iter().map(|point| of.ankle.flat() + left * point.x + up * point.y).collect();
        Region::of([line])
    };
    if foot.front.z > 0.72 {
        const UPPER: &[(f64, f64)] = &[
            (-19.0, 14.0),
            (19.0, 14.0),
            (25.0, -6.0),
            (36.0, -22.0),
            (38.0, -33.0),
            (33.0, -39.0),
            (-27.0, -39.0),
            (-30.0, -33.0),
            (-28.0, -22.0),
            (-22.0, -6.0),
        ];
        const UNDER: &[(f64, f64)] = &[(38.0, -32.0), (35.0, -40.0), (-28.0, -40.0), (-30.0, -32.0)];
        return (face(UPPER, &[0, 1, 5, 6]), face(UNDER, &[0, 1, 2, 3]));
    }
    if foot.front.z < -0.72 {
        const HEEL: &[(f64, f64)] =
            &[(-20.0, 16.0), (20.0, 16.0), (25.0, -8.0), (29.0, -26.0), (28.0, -39.0), (-25.0, -39.0), (-26.0, -26.0), (-23.0, -8.0)];
        const UNDER: &[(f64, f64)] = &[(29.0, -31.0), (28.0, -40.0), (-25.0, -40.0), (-26.0, -31.0)];
        return (face(HEEL, &[0, 1, 4, 5]), face(UNDER, &[0, 1, 2, 3]));
    }
    let (upper, sole) = shapes::shoe(Point::default(), at(1.0, 0.0), 0.0);
    let swept = |outline: &Contour, half: f64| {
        let at = |aside: f64| outline.iter().map(|point| of.on_foot(point.x, point.y, aside * half).flat()).collect::<Contour>();
        Region::of([-1.0, -0.33, 0.33, 1.0].map(at)).smoothed(10.0, 2.0)
    };
    (swept(&upper, 20.0), swept(&sole, 24.0))
}

fn shirt(bones: &Bones, arms: &[Arm; 2]) -> Region {
    let mut whole = strip(bones, &TRUNK_FROM_FRONT, 14.0, 334.0);
    for (side, arm) in SIDES.into_iter().zip(&bones.arms).filter(|(_, arm)| arm.lift > 4.0) {
        let (neck, chest) = (bones.station(330.0), bones.station(250.0));
        let top = arm.shoulder.flat() + chest.frame.up.flat() * 27.0;
        let (by, under) =
            (neck.centre.flat() + neck.frame.left.flat() * (side * 32.0), chest.centre.flat() + chest.frame.left.flat() * (side * 60.0));
        whole = whole.with(&Region::of([vec![by, top, arm.shoulder.flat(), under]]));
    }
    for arm in arms.iter().filter(|arm| matches!(arm.place, ArmPlace::Beside | ArmPlace::Across)) {
        whole = whole.with(&arm.sleeve);
    }
    let hanging = arms.iter().all(|arm| arm.out < 25.0);
    // A wide rounding over the shoulders, a narrow one in the arm pits of raised arms.
    let (wide, part) =
        if hanging { (whole.smoothed(30.0, 5.0), part(bones, 262.0, 400.0)) } else { (whole.smoothed(22.0, 3.0), part(bones, -400.0, 275.0)) };
    wide.within(&part).with(&whole.smoothed(6.5, 3.0)).without(&collar(bones)).largest()
}

/// What of the plane lies between two heights of the trunk.
fn part(bones: &Bones, from: f64, to: f64) -> Region {
    let (station, far) = (bones.station(269.0), 400.0);
    let (across, up) = (station.frame.left.flat(), station.frame.up.flat().unit());
    let place = |aside: f64, height: f64| station.centre.flat() + across * aside + up * (height - station.height);
    Region::of([vec![place(-far, from), place(far, from), place(far, to), place(-far, to)]])
}

fn collar(bones: &Bones) -> Region {
    let station = bones.station(326.0);
    let (across, up) = (station.frame.left.flat(), station.frame.up.flat());
    let depth = if station.frame.front.z < 0.0 { 8.0 } else { 24.0 };
    let points = [(-46.0, 14.0), (-28.0, 4.0 - depth * 0.5), (0.0, 4.0 - depth), (28.0, 4.0 - depth * 0.5), (46.0, 14.0)];
    let place = |(x, y): (f64, f64)| station.centre.flat() + across * x + up * y;
    let mut line = crate::figure::contour::open(&points.map(place));
    line.extend([(46.0, 150.0), (-46.0, 150.0)].map(place));
    Region::of([line])
}

fn shorts(bones: &Bones, legs: &[Leg; 2], crotch: Point, down: Point) -> Region {
    let pelvis = strip(bones, &PELVIS_FROM_FRONT, -78.0, 60.0);
    let mut parts = vec![&pelvis];
    parts.extend(legs.iter().filter(|leg| leg.place == LegPlace::Under).map(|leg| &leg.trouser));
    let across = down.normal();
    let slit =
        Region::of([vec![crotch - across * 1.5, crotch + across * 1.5, crotch + down * 82.0 + across * 7.0, crotch + down * 82.0 - across * 7.0]]);
    Region::union(parts).smoothed(9.0, 3.0).without(&slit)
}

fn neck(bones: &Bones) -> Region {
    let low = bones.station(290.0);
    let (base, head) = (bones.neck.flat(), bones.head.flat());
    let way = (head - base).unit();
    let across = way.normal() * 30.0;
    let column = vec![base - across - way * 30.0, base + across - way * 30.0, base + way * 45.0 + across * 0.96, base + way * 45.0 - across * 0.96];
    let shoulders = strip(bones, &TRUNK_FROM_FRONT, low.height, 334.0).within(&Region::disc(base, 75.0));
    Region::of([column]).with(&shoulders).smoothed(16.0, 3.0)
}
