//! Heads seen from the side: a face, and hair or a scarf about it.
use super::contour::{Contour, closed};
use super::people::Hair;
use super::plane::{Point, front};
use super::region::Region;
use super::shapes::placed;
use super::skeleton::Skeleton;

pub struct SideHead {
    pub face: Region,
    pub hair: Region,
    /// Hair that stands out behind.
    pub knot: Region,
    pub ear: Region,
    pub scarf: Region,
    pub whole: Region,
}

impl SideHead {
    pub fn of(skeleton: &Skeleton, hair: Hair) -> SideHead {
        let (origin, way) = (skeleton.head, front(skeleton.head_lean));
        let place = |shape: &[(f64, f64)], corners: &[usize]| Region::of([placed(&closed(shape, corners), origin, way, false)]);
        let none = Region::default;
        let ear = || place(EAR, &[]);
        let face = place(HEAD, &[]);
        let (hair, knot, ear, scarf) = match hair {
            Hair::Short => (place(HAIR, HAIR_CORNERS), none(), ear(), none()),
            Hair::Bun => (place(HAIR, HAIR_CORNERS), place(BUN, &[]), ear(), none()),
            Hair::Long => (place(LONG, &[0, 16]), none(), none(), none()),
            Hair::Curly => (curly(&place(HAIR, HAIR_CORNERS), origin, way), none(), ear(), none()),
            Hair::Bald => (none(), none(), ear(), none()),
            Hair::Headscarf => (none(), none(), none(), place(SCARF, &[15])),
        };
        let whole = Region::union([&face, &hair, &knot, &ear, &scarf]);
        SideHead { face, hair, knot, ear, scarf, whole }
    }
}

/// Hair whose outline goes in curls.
fn curly(hair: &Region, origin: Point, way: Point) -> Region {
    let curls: Contour = placed(&CURLS.map(|(x, y)| super::plane::at(x, y)), origin, way, false);
    let discs: Vec<Region> = curls.into_iter().map(|centre| Region::disc(centre, 17.0)).collect();
    Region::union(discs.iter().chain([hair]))
}

/// Forward of the middle of the head, and up.
pub const HEAD: &[(f64, f64)] = &[
    (-6.0, 66.0),
    (24.0, 61.0),
    (43.0, 44.0),
    (52.0, 20.0),
    (51.0, 9.0),
    (59.0, -5.0),
    (67.0, -16.0),
    (63.0, -20.0),
    (55.0, -23.0),
    (57.0, -31.0),
    (54.0, -36.0),
    (56.0, -41.0),
    (51.0, -48.0),
    (53.0, -57.0),
    (44.0, -67.0),
    (26.0, -64.0),
    (6.0, -48.0),
    (-12.0, -34.0),
    (-34.0, -36.0),
    (-53.0, -18.0),
    (-61.0, 8.0),
    (-54.0, 40.0),
    (-34.0, 59.0),
];
pub const HAIR: &[(f64, f64)] = &[
    (43.0, 45.0),
    (26.0, 64.0),
    (-6.0, 71.0),
    (-38.0, 63.0),
    (-59.0, 42.0),
    (-66.0, 8.0),
    (-58.0, -20.0),
    (-44.0, -42.0),
    (-30.0, -46.0),
    (-22.0, -30.0),
    (-10.0, -14.0),
    (-2.0, -16.0),
    (4.0, -14.0),
    (8.0, 4.0),
    (20.0, 18.0),
    (26.0, 34.0),
];
/// Where the hair ends sharply.
const HAIR_CORNERS: &[usize] = &[0, 10, 12];
const BUN: &[(f64, f64)] = &[(-52.0, 50.0), (-44.0, 70.0), (-60.0, 86.0), (-82.0, 78.0), (-84.0, 58.0), (-70.0, 46.0)];
const EAR: &[(f64, f64)] = &[(0.0, 6.0), (-10.0, 10.0), (-18.0, 3.0), (-16.0, -9.0), (-7.0, -20.0), (-1.0, -14.0)];

const LONG: &[(f64, f64)] = &[
    (43.0, 45.0),
    (26.0, 64.0),
    (-6.0, 72.0),
    (-38.0, 64.0),
    (-60.0, 42.0),
    (-67.0, 8.0),
    (-68.0, -30.0),
    (-72.0, -66.0),
    (-62.0, -90.0),
    (-38.0, -96.0),
    (-18.0, -86.0),
    (-10.0, -60.0),
    (-2.0, -34.0),
    (4.0, -14.0),
    (8.0, 4.0),
    (20.0, 18.0),
    (26.0, 34.0),
];
const CURLS: [(f64, f64); 11] = [
    (34.0, 48.0),
    (18.0, 58.0),
    (-2.0, 62.0),
    (-22.0, 60.0),
    (-40.0, 51.0),
    (-52.0, 36.0),
    (-58.0, 17.0),
    (-58.0, -3.0),
    (-53.0, -22.0),
    (-42.0, -36.0),
    (-24.0, -24.0),
];
const SCARF: &[(f64, f64)] = &[
    (46.0, 42.0),
    (28.0, 66.0),
    (-6.0, 74.0),
    (-40.0, 66.0),
    (-63.0, 44.0),
    (-70.0, 8.0),
    (-66.0, -30.0),
    (-62.0, -64.0),
    (-66.0, -92.0),
    (-40.0, -112.0),
    (0.0, -116.0),
    (34.0, -108.0),
    (46.0, -92.0),
    (40.0, -78.0),
    (46.0, -70.0),
    (30.0, -66.0),
    (14.0, -44.0),
    (12.0, -8.0),
    (22.0, 22.0),
];
