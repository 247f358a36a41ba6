//! The muscle that works, or the place that should feel it.
use super::body::{SHANK_PROFILE, THIGH_PROFILE, TRUNK_PROFILE, UPPER_ARM_PROFILE};
use super::contour::{Contour, Cut, Profile, limb};
use super::drawing::{Drawing, End, Ink, Pen};
use super::plane::{Point, toward};
use super::pose::{Half, Highlight};
use super::region::{Keep, Region};
use super::skeleton::Skeleton;

/// Parallel lines over a place, to be told from a grey after copying.
pub fn hatch(drawing: &mut Drawing, area: &Region) {
    const SPACE: f64 = 12.0;
    let Some((low, high)) = area.bounds() else { return };
    let (centre, reach) = (low.mid(high, 0.5), (high - low).length() * 0.5);
    let (along, across) = (toward(45.0), toward(135.0));
    let count = libm::ceil(reach / SPACE) as i32;
    let lines: Vec<Contour> = (-count..=count)
        .map(|step| centre + across * (f64::from(step) * SPACE))
        .map(|middle| vec![middle - along * reach, middle + along * reach])
        .collect();
    drawing.lines(area.clip(&lines, Keep::Inside), Pen { end: End::Flat, ..Pen::new(Ink::Accent, 3.8) });
}

/// The place on the near side that a highlight speaks of; none where it names no part.
pub fn place(highlight: &Highlight, skeleton: &Skeleton) -> Option<Region> {
    let near = &skeleton.near;
    let whole = |from: Point, to: Point, profile: &Profile| {
        let cut = Cut { from: highlight.from, to: highlight.to, ease: -5.0, flare: 0.0 };
        let area = Region::of([limb(from, to, profile, cut)]);
        let way = to - from;
        let side = way.unit().normal() * 200.0;
        let half = |side: Point| Region::of([vec![from - way, to + way, to + way + side, from - way + side]]);
        match highlight.half {
            Half::Whole => area,
            Half::Front => area.within(&half(side)),
            Half::Back => area.within(&half(-side)),
        }
    };
    match highlight.part.as_str() {
        "thigh" => Some(whole(near.hip, near.knee, &THIGH_PROFILE)),
        "shank" => Some(whole(near.knee, near.ankle, &SHANK_PROFILE)),
        "upper-arm" => Some(whole(near.shoulder, near.elbow, &UPPER_ARM_PROFILE)),
        "back" | "belly" => {
            let mut line = Contour::new();
            let mut inner = Contour::new();
            for vertebra in skeleton.spine.iter().filter(|vertebra| (highlight.from..=highlight.to).contains(&vertebra.station)) {
                let (width, sign) = match highlight.part.as_str() {
                    "back" => (TRUNK_PROFILE.back_at(vertebra.station), -1.0),
                    _ => (TRUNK_PROFILE.front_at(vertebra.station), 1.0),
                };
                line.push(vertebra.centre + vertebra.front * (sign * (width - 2.0)));
                inner.push(vertebra.centre + vertebra.front * (sign * width * 0.3));
            }
            line.extend(inner.into_iter().rev());
            Some(Region::of([line]))
        }
        _ => None,
    }
}
