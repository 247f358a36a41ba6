//! Hands, shoes and heads, each in measures of its own.
use super::contour::{Contour, closed};
use super::plane::{Point, at};

/// How a hand is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    #[default]
    Relaxed,
    Flat,
    Fist,
    /// Fingers spread a little, the palm to the reader.
    Open,
}

impl Hand {
    pub const ALL: [(&'static str, Hand); 4] = [("relaxed", Hand::Relaxed), ("flat", Hand::Flat), ("fist", Hand::Fist), ("open", Hand::Open)];

    pub fn named(name: &str) -> Option<Hand> {
        Hand::ALL.iter().find(|(known, _)| *known == name).map(|(_, hand)| *hand)
    }
}

/// Along the hand from the wrist, and towards the thumb.
pub fn palm(hand: Hand) -> &'static [(f64, f64)] {
    match hand {
        Hand::Relaxed => &[
            (-8.0, 13.0),
            (14.0, 17.0),
            (34.0, 20.0),
            (58.0, 17.0),
            (80.0, 10.0),
            (95.0, 2.0),
            (92.0, -8.0),
            (72.0, -15.0),
            (40.0, -18.0),
            (14.0, -16.0),
            (-8.0, -13.0),
        ],
        Hand::Flat => &[
            (-10.0, 13.0),
            (14.0, 13.0),
            (36.0, 10.0),
            (66.0, 6.0),
            (92.0, 1.0),
            (99.0, -5.0),
            (92.0, -10.0),
            (60.0, -12.0),
            (20.0, -13.0),
            (-10.0, -13.0),
        ],
        Hand::Fist => {
            &[(-8.0, 13.0), (10.0, 19.0), (32.0, 24.0), (52.0, 20.0), (58.0, 4.0), (53.0, -14.0), (34.0, -21.0), (10.0, -18.0), (-8.0, -13.0)]
        }
        Hand::Open => &[
            (-8.0, 14.0),
            (10.0, 20.0),
            (30.0, 21.0),
            (60.0, 20.0),
            (84.0, 14.0),
            (97.0, 2.0),
            (92.0, -10.0),
            (62.0, -19.0),
            (30.0, -21.0),
            (10.0, -17.0),
            (-8.0, -14.0),
        ],
    }
}

pub fn thumb(hand: Hand) -> &'static [(f64, f64)] {
    match hand {
        Hand::Relaxed => &[(10.0, 8.0), (24.0, 20.0), (44.0, 27.0), (60.0, 26.0), (62.0, 19.0), (46.0, 15.0), (30.0, 8.0), (18.0, 0.0)],
        Hand::Flat => &[(8.0, 4.0), (26.0, 9.0), (46.0, 14.0), (58.0, 12.0), (56.0, 6.0), (40.0, 1.0), (20.0, -3.0)],
        Hand::Fist => &[(12.0, 12.0), (28.0, 20.0), (46.0, 14.0), (52.0, 4.0), (46.0, 0.0), (34.0, 8.0), (18.0, 4.0)],
        Hand::Open => &[(8.0, 12.0), (24.0, 28.0), (42.0, 40.0), (53.0, 40.0), (55.0, 32.0), (44.0, 22.0), (32.0, 10.0)],
    }
}

/// Along the sole from the ankle, and up.
const UPPER: &[(f64, f64)] = &[
    (-19.0, 16.0),
    (18.0, 16.0),
    (25.0, -1.0),
    (46.0, -13.0),
    (72.0, -19.0),
    (92.0, -22.0),
    (108.0, -27.0),
    (115.0, -34.0),
    (112.0, -39.0),
    (96.0, -39.0),
    (78.0, -39.0),
    (55.0, -39.0),
    (28.0, -37.0),
    (-8.0, -39.0),
    (-30.0, -39.0),
    (-38.0, -34.0),
    (-36.0, -18.0),
    (-24.0, 0.0),
];
const SOLE: &[(f64, f64)] = &[
    (115.0, -32.0),
    (96.0, -31.0),
    (76.0, -30.0),
    (55.0, -30.0),
    (28.0, -29.0),
    (-8.0, -30.0),
    (-39.0, -31.0),
    (-38.0, -40.0),
    (-8.0, -40.0),
    (28.0, -38.0),
    (55.0, -40.0),
    (78.0, -40.0),
    (98.0, -40.0),
    (113.0, -40.0),
];
/// Where the toes bend.
pub const BALL: (f64, f64) = (72.0, -38.0);

/// A shoe and its sole, toes bent up by so much.
pub fn shoe(ankle: Point, way: Point, toes: f64) -> (Contour, Contour) {
    let bent = |&(x, y): &(f64, f64)| {
        if x <= BALL.0 {
            return (x, y);
        }
        let ball = at(BALL.0, -36.0);
        let turned = ball + (at(x, y) - ball).turned(toes * ((x - BALL.0) / 14.0).min(1.0));
        (turned.x, turned.y)
    };
    let made = |points: &[(f64, f64)], corners: &[usize]| {
        let points: Vec<(f64, f64)> = points.iter().map(bent).collect();
        placed(&closed(&points, corners), ankle, way, false)
    };
    (made(UPPER, &[0, 1]), made(SOLE, &[0, 6, 7, 13]))
}

/// The points of a shoe that may touch what is under it.
pub fn tread() -> impl Iterator<Item = (f64, f64)> {
    UPPER.iter().copied()
}

/// A shape carried to where it belongs: its `x` along a way, its `y` on the left of it, or on the right where it is mirrored.
pub fn placed(shape: &[Point], origin: Point, way: Point, mirrored: bool) -> Contour {
    let across = if mirrored { -way.normal() } else { way.normal() };
    shape.iter().map(|point| origin + way * point.x + across * point.y).collect()
}
