//! Places in space, for bodies whose limbs point towards the reader or away: `x` to the right of the drawing, `y` up, `z` to the reader.
use std::ops::{Add, Mul, Sub};

use crate::figure::plane::{Point, at, toward};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

pub const fn spot(x: f64, y: f64, z: f64) -> Spot {
    Spot { x, y, z }
}

/// The reader looks from a little above: what is nearer is drawn lower by this share.
const SLANT: f64 = 0.24;

impl Spot {
    /// Where it is drawn.
    pub fn flat(self) -> Point {
        at(self.x, self.y - SLANT * self.z)
    }

    /// How near it is to the reader.
    pub fn nearness(self) -> f64 {
        self.z + SLANT * self.y
    }

    pub fn mid(self, other: Spot, share: f64) -> Spot {
        self + (other - self) * share
    }

    pub fn length(self) -> f64 {
        libm::sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
    }
}

impl Add for Spot {
    type Output = Spot;
    fn add(self, other: Spot) -> Spot {
        spot(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Spot {
    type Output = Spot;
    fn sub(self, other: Spot) -> Spot {
        spot(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f64> for Spot {
    type Output = Spot;
    fn mul(self, by: f64) -> Spot {
        spot(self.x * by, self.y * by, self.z * by)
    }
}

/// Which way a part of the body is turned: the ways of its own left, up and front.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub left: Spot,
    pub up: Spot,
    pub front: Spot,
}

impl Frame {
    /// Upright, facing the reader.
    pub const UPRIGHT: Frame = Frame { left: spot(1.0, 0.0, 0.0), up: spot(0.0, 1.0, 0.0), front: spot(0.0, 0.0, 1.0) };

    /// What points down swings to the front.
    pub fn raised(self, degrees: f64) -> Frame {
        let by = toward(degrees);
        Frame { up: self.up * by.x - self.front * by.y, front: self.front * by.x + self.up * by.y, ..self }
    }

    /// What points down swings to the left.
    pub fn swung(self, degrees: f64) -> Frame {
        let by = toward(degrees);
        Frame { left: self.left * by.x + self.up * by.y, up: self.up * by.x - self.left * by.y, ..self }
    }

    /// What points to the front turns to the left.
    pub fn turned(self, degrees: f64) -> Frame {
        let by = toward(degrees);
        Frame { front: self.front * by.x + self.left * by.y, left: self.left * by.x - self.front * by.y, ..self }
    }

    pub fn of(&self, own: Spot) -> Spot {
        self.left * own.x + self.up * own.y + self.front * own.z
    }

    pub fn down(&self) -> Spot {
        self.up * -1.0
    }
}
