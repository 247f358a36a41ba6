//! The fist over what it holds.
use super::shape::WEIGHT;
use crate::figure::contour::{Contour, closed};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::region::{Keep, Region};
use crate::figure::shapes::{self, Hand, placed};
use crate::figure::skeleton::Joints;

/// Fingers that close over a bar, drawn after it.
pub fn fist(joints: &Joints) -> Drawing {
    let mut drawing = Drawing::default();
    let hand: Contour = placed(&closed(shapes::palm(Hand::Fist), &[]), joints.wrist, joints.hand, false);
    let area = Region::of([hand]);
    drawing.fill(&area, Ink::Skin);
    // Open towards the wrist, where the arm goes on.
    let open = Region::disc(joints.wrist, 17.0);
    drawing.lines(open.clip(&area.outlines(), Keep::Outside), WEIGHT);
    let (way, across) = (joints.hand, joints.hand.normal());
    let finger = |off: f64| vec![joints.wrist + way * 30.0 + across * off, joints.wrist + way * 52.0 + across * (off * 0.9)];
    drawing.lines([-10.0, 0.0, 10.0].map(finger).to_vec(), Pen::new(Ink::Line, 2.8));
    drawing
}
