//! Points of the plane that a figure is drawn in: `x` forward, `y` up, a thousand units to the height of a body. Angles are in degrees,
//! counter-clockwise. Trigonometry is `libm`'s, so that every machine draws the same.
use std::ops::{Add, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// One long, at an angle from the `x` axis.
pub fn toward(degrees: f64) -> Point {
    let angle = degrees.to_radians();
    at(libm::cos(angle), libm::sin(angle))
}

/// Upwards along a body that leans forward by so much.
pub fn up(lean: f64) -> Point {
    toward(90.0 - lean)
}

/// Out of the front of a body that leans forward by so much.
pub fn front(lean: f64) -> Point {
    toward(-lean)
}

impl Point {
    pub fn dot(self, other: Point) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Positive where the other lies counter-clockwise.
    pub fn cross(self, other: Point) -> f64 {
        self.x * other.y - self.y * other.x
    }

    pub fn length(self) -> f64 {
        libm::sqrt(self.dot(self))
    }

    /// One long; a point of no length stays as it is.
    pub fn unit(self) -> Point {
        let length = self.length();
        if length > 1e-12 { self * (1.0 / length) } else { self }
    }

    /// A quarter turn counter-clockwise.
    pub fn normal(self) -> Point {
        at(-self.y, self.x)
    }

    pub fn turned(self, degrees: f64) -> Point {
        let by = toward(degrees);
        at(by.x * self.x - by.y * self.y, by.y * self.x + by.x * self.y)
    }

    /// From the `x` axis, −180 to 180.
    pub fn angle(self) -> f64 {
        libm::atan2(self.y, self.x).to_degrees()
    }

    pub fn mid(self, other: Point, t: f64) -> Point {
        self + (other - self) * t
    }
}

/// The same angle from −180 up to 180.
pub fn wrapped(degrees: f64) -> f64 {
    let turned = libm::fmod(degrees + 180.0, 360.0);
    if turned < 0.0 { turned + 180.0 } else { turned - 180.0 }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        at(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        at(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, by: f64) -> Point {
        at(self.x * by, self.y * by)
    }
}

impl Neg for Point {
    type Output = Point;
    fn neg(self) -> Point {
        at(-self.x, -self.y)
    }
}
