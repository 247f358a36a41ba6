//! What a prop or an arrow sees of a body: where its parts are, from whichever view.
use super::Unplaced;
use crate::figure::contact::{Contact, GRIP};
use crate::figure::plane::Point;
use crate::figure::pose::View;
use crate::figure::skeleton::{Joints, Skeleton};

pub struct Stance<'a> {
    pub view: View,
    /// The side towards the reader; seen from the front, the right one.
    pub near: Joints,
    /// The other side; seen from the front, the left one.
    pub far: Joints,
    pub hip: Point,
    pub head: Point,
    pub neck: Point,
    /// The corners of the whole body.
    pub low: Point,
    pub high: Point,
    /// Only where it is seen from the side.
    pub skeleton: Option<&'a Skeleton>,
    pub contacts: &'a [Contact],
}

impl Stance<'_> {
    /// The side that a name such as `elbow.far` or `left` speaks of: the near one where it names none.
    pub fn side(&self, name: &str) -> &Joints {
        match name.rsplit('.').next() {
            Some("far" | "left") => &self.far,
            _ => &self.near,
        }
    }

    /// The middle of a fist.
    pub fn grip(&self, name: &str) -> Point {
        let joints = self.side(name);
        joints.wrist + joints.hand * GRIP
    }

    /// A part by its name.
    ///
    /// # Errors
    /// No part is called so.
    pub fn place(&self, name: &str) -> Result<Point, Unplaced> {
        let joints = self.side(name);
        match name.split('.').next().unwrap_or_default() {
            "hip" => Ok(joints.hip),
            "knee" => Ok(joints.knee),
            "ankle" => Ok(joints.ankle),
            "toes" => Ok(joints.ankle + joints.foot * 84.0 - joints.foot.normal() * 6.0),
            "shoulder" => Ok(joints.shoulder),
            "elbow" => Ok(joints.elbow),
            "wrist" => Ok(joints.wrist),
            "fist" | "hand" => Ok(self.grip(name)),
            "head" => Ok(self.head),
            "neck" => Ok(self.neck),
            _ => Err(Unplaced::UnknownPlace(name.to_owned())),
        }
    }
}
