//! A head seen from the front, from behind, or turned a little.
use super::bones::{Bones, SIDES};
use crate::figure::contour::{Contour, closed, open};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::people::Hair;
use crate::figure::plane::{Point, at};
use crate::figure::region::Region;
use crate::figure::side::{DETAIL, INNER, shade};

const LINE: Pen = Pen::new(Ink::Line, INNER);
const FINE: Pen = Pen::new(Ink::Line, INNER * 0.8);

/// Up to here a face looks at the reader, and both ears are seen.
const FACING: f64 = 0.3;

pub struct Head {
    pub face: Region,
    pub hair: Region,
    /// Hair behind the head, or on top of it.
    pub knot: Region,
    pub scarf: Region,
    pub ears: Region,
    pub centre: Point,
    across: Point,
    up: Point,
    /// How far the face has turned to the side of `across`: −1 to 1.
    aside: f64,
    from_behind: bool,
}

pub fn mirrored(half: &Contour) -> Contour {
    half.iter().copied().chain(half.iter().rev().map(|point| at(-point.x, point.y))).collect()
}

impl Head {
    pub fn of(bones: &Bones, hair: Hair) -> Head {
        let frame = bones.head_frame;
        let centre = bones.head.flat();
        let from_behind = frame.front.z < -0.2;
        // A head is as high and as wide from wherever it is seen.
        let up = frame.up.flat().unit();
        let across = -up.normal();
        let aside = (frame.front.flat().dot(across)).clamp(-0.9, 0.9);
        let place = |contour: Contour| Region::of([contour.into_iter().map(|point| centre + across * point.x + up * point.y).collect::<Contour>()]);
        let half = [(0.0, 66.0), (28.0, 60.0), (44.0, 38.0), (48.0, 8.0), (45.0, -20.0), (33.0, -50.0), (15.0, -66.0), (0.0, -68.0)];
        let ear = [(45.0, 8.0), (53.0, 8.0), (56.0, -2.0), (51.0, -18.0), (45.0, -20.0)];
        // The ear that comes forward is seen on the side of the head.
        let shift = aside.signum() * 48.0 * (1.0 - libm::sqrt(1.0 - aside * aside));
        let ears: Vec<Region> = SIDES
            .into_iter()
            .filter(|side| aside.abs() < FACING || side * aside < 0.0)
            .map(|side| place(closed(&ear, &[]).into_iter().map(|point| at(side * point.x + shift, point.y)).collect()))
            .collect();
        let of = |points: &[(f64, f64)], corners: &[usize]| place(closed(points, corners));
        let brow: Contour = closed(BROW, &[]).into_iter().map(|point| at(point.x + aside * 30.0, point.y)).collect();
        let cap = || if from_behind { of(BEHIND, &[]) } else { of(CAP, &[0, 7]).without(&place(brow.clone())) };
        let none = Region::default;
        let curls = || {
            let discs: Vec<Region> = CURLS
                .iter()
                .flat_map(|&(x, y)| [at(x, y), at(-x, y)])
                .map(|point| Region::disc(centre + across * point.x + up * point.y, 17.0))
                .collect();
            Region::union(discs.iter().chain([&cap()]))
        };
        let (hair, knot, scarf) = match hair {
            Hair::Short => (cap(), none(), none()),
            Hair::Bun => (cap(), Region::disc(centre + up * 84.0, 22.0), none()),
            Hair::Long if from_behind => (of(LONG, &[]), none(), none()),
            Hair::Long => (cap(), of(LONG, &[]), none()),
            Hair::Curly if from_behind => (curls(), none(), none()),
            Hair::Curly => (curls().without(&place(brow.clone())), none(), none()),
            Hair::Bald => (none(), none(), none()),
            Hair::Headscarf if from_behind => (none(), none(), of(SCARF, &[])),
            Hair::Headscarf => {
                let window = closed(WINDOW, &[]).into_iter().map(|point| at(point.x + aside * 20.0, point.y)).collect();
                (none(), none(), of(SCARF, &[]).without(&place(window)))
            }
        };
        let ears = if scarf.is_empty() { ears } else { Vec::new() };
        Head {
            face: place(mirrored(&open(&half.map(|(x, y)| at(x, y))))),
            hair,
            knot,
            scarf,
            ears: Region::union(&ears),
            centre,
            across,
            up,
            aside,
            from_behind,
        }
    }

    pub fn draw(&self, drawing: &mut Drawing) {
        if self.from_behind {
            drawing.part(&self.ears, Ink::Skin, FINE);
            drawing.part(&self.face, Ink::Skin, LINE);
            drawing.part(&self.hair, Ink::Hair, FINE);
            self.draw_scarf(drawing);
            drawing.part(&self.knot, Ink::Hair, FINE);
            return;
        }
        if self.aside.abs() < FACING {
            drawing.part(&self.ears, Ink::Skin, FINE);
            drawing.part(&self.face, Ink::Skin, LINE);
            drawing.part(&self.hair, Ink::Hair, FINE);
        } else {
            drawing.part(&self.face, Ink::Skin, LINE);
            drawing.part(&self.hair, Ink::Hair, FINE);
            drawing.part(&self.ears, Ink::Skin, FINE);
        }
        self.draw_scarf(drawing);
        self.features(drawing);
    }

    fn draw_scarf(&self, drawing: &mut Drawing) {
        drawing.part(&self.scarf, Ink::Shorts, FINE);
        shade(drawing, &self.scarf, at(-9.0, 6.0), Ink::ShortsShade, &self.scarf);
    }

    fn place(&self, x: f64, y: f64) -> Point {
        self.centre + self.across * x + self.up * y
    }

    fn features(&self, drawing: &mut Drawing) {
        // On a round head, what turns aside also draws together.
        let place = |x: f64, y: f64| {
            let turn = libm::asin(self.aside);
            let angle = libm::asin((x / 48.0).clamp(-1.0, 1.0)) + turn;
            self.place(48.0 * libm::sin(angle), y)
        };
        let seen = |x: f64| (libm::asin(x / 48.0) + libm::asin(self.aside)).abs() < 1.2;
        for side in SIDES {
            if seen(side * 18.0) {
                drawing.line(vec![place(side * 18.0, 2.0), place(side * 18.0, -5.0)], Pen::new(Ink::Line, 6.0));
                drawing.line(vec![place(side * 11.0, 14.0), place(side * 18.0, 17.0), place(side * 25.0, 14.0)], Pen::new(Ink::Line, DETAIL));
            }
        }
        let nose = if self.aside.abs() > 0.25 { 9.0 * self.aside.signum() } else { 5.0 };
        drawing.line(vec![place(nose * 0.4, -10.0), place(nose, -22.0), place(0.0, -24.0)], Pen::new(Ink::Line, DETAIL));
        drawing.line(vec![place(-9.0, -40.0), place(0.0, -43.0), place(9.0, -40.0)], Pen::new(Ink::Line, 3.6));
    }
}

/// The hair as it would be without a face,
const CAP: &[(f64, f64)] = &[
    (-52.0, -6.0),
    (-54.0, 24.0),
    (-40.0, 56.0),
    (-14.0, 72.0),
    (18.0, 72.0),
    (42.0, 56.0),
    (54.0, 24.0),
    (52.0, -6.0),
    (44.0, -12.0),
    (-44.0, -12.0),
];
/// and what the face leaves open.
const BROW: &[(f64, f64)] =
    &[(-46.0, -6.0), (-43.0, 20.0), (-24.0, 42.0), (0.0, 35.0), (26.0, 38.0), (43.0, 20.0), (46.0, -6.0), (52.0, -60.0), (-52.0, -60.0)];

const CURLS: [(f64, f64); 6] = [(0.0, 62.0), (20.0, 58.0), (36.0, 46.0), (45.0, 29.0), (48.0, 10.0), (47.0, -8.0)];
const LONG: &[(f64, f64)] = &[
    (0.0, 74.0),
    (34.0, 66.0),
    (56.0, 30.0),
    (60.0, -20.0),
    (66.0, -70.0),
    (56.0, -96.0),
    (30.0, -100.0),
    (0.0, -98.0),
    (-30.0, -100.0),
    (-56.0, -96.0),
    (-66.0, -70.0),
    (-60.0, -20.0),
    (-56.0, 30.0),
    (-34.0, 66.0),
];
const SCARF: &[(f64, f64)] = &[
    (0.0, 76.0),
    (36.0, 66.0),
    (57.0, 30.0),
    (57.0, -20.0),
    (56.0, -60.0),
    (66.0, -92.0),
    (40.0, -112.0),
    (0.0, -120.0),
    (-40.0, -112.0),
    (-66.0, -92.0),
    (-56.0, -60.0),
    (-57.0, -20.0),
    (-57.0, 30.0),
    (-36.0, 66.0),
];
const WINDOW: &[(f64, f64)] = &[
    (0.0, 42.0),
    (26.0, 36.0),
    (40.0, 14.0),
    (40.0, -18.0),
    (30.0, -48.0),
    (14.0, -62.0),
    (0.0, -65.0),
    (-14.0, -62.0),
    (-30.0, -48.0),
    (-40.0, -18.0),
    (-40.0, 14.0),
    (-26.0, 36.0),
];

const BEHIND: &[(f64, f64)] = &[
    (-52.0, -8.0),
    (-54.0, 24.0),
    (-40.0, 56.0),
    (-14.0, 72.0),
    (14.0, 72.0),
    (40.0, 56.0),
    (54.0, 24.0),
    (52.0, -8.0),
    (44.0, -34.0),
    (24.0, -46.0),
    (0.0, -44.0),
    (-24.0, -46.0),
    (-44.0, -34.0),
];
