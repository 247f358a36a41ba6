//! A wheelchair that looks forward, under the hip of who sits in it.
use super::shape::{CLEAR, LINE, bar, block, solid};
use super::surface::{FOOTPLATE, WHEELCHAIR};
use super::{Layer, Placed};
use crate::figure::contour::circle;
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::{Point, at, toward};
use crate::figure::region::Region;
use crate::figure::side::INNER;

/// Wheels of 60 and 14 centimetres.
const WHEEL: f64 = 171.0;
const CASTER: f64 = 40.0;
/// The hand rim stands inside the tyre.
const RIM: f64 = 148.0;
const TUBE: f64 = 6.0;

pub fn under(hip: f64) -> Placed {
    let axle = at(hip - 22.0, WHEEL);
    let caster = at(hip + 196.0, CASTER);
    let seat = WHEELCHAIR - 24.0;
    let knee = at(hip + 168.0, seat - 6.0);
    let mut frame = Drawing::default();
    let tubes = [
        bar(at(hip - 104.0, seat - 40.0), at(hip - 122.0, seat + 262.0), TUBE),
        bar(at(hip - 122.0, seat + 258.0), at(hip - 172.0, seat + 246.0), TUBE),
        bar(at(hip - 104.0, seat - 6.0), knee, TUBE),
        bar(knee, at(hip + 262.0, FOOTPLATE - 8.0), TUBE),
        bar(at(hip - 104.0, seat - 40.0), at(hip + 190.0, 110.0), TUBE),
        bar(at(hip + 190.0, 110.0), caster, TUBE),
    ];
    frame.part(&Region::union(&tubes), Ink::Prop, LINE);
    frame.part(&bar(at(hip + 246.0, FOOTPLATE - CLEAR - 6.0), at(hip + 356.0, FOOTPLATE - CLEAR - 6.0), 6.0), Ink::Prop, LINE);
    frame.part(&bar(at(hip - 106.0, seat + 60.0), at(hip - 117.0, seat + 226.0), 11.0), Ink::Prop, LINE);
    solid(&mut frame, &block(at(hip - 100.0, seat), at(hip + 160.0, WHEELCHAIR - CLEAR), 9.0), LINE);
    wheel(&mut frame, caster, CASTER, 10.0);
    let mut near = Drawing::default();
    wheel(&mut near, axle, WHEEL, 12.0);
    near.line(circle_of(axle, RIM), Pen::new(Ink::PropLine, INNER));
    for spoke in 0..8 {
        let way = toward(f64::from(spoke) * 45.0 + 22.5);
        near.line(vec![axle + way * 20.0, axle + way * (WHEEL - 14.0)], Pen::new(Ink::PropLine, 3.4));
    }
    near.part(&Region::disc(axle, 17.0), Ink::Prop, LINE);
    Placed::one(Layer::Behind, frame).and(Layer::Held, near).on_ground(hip - 240.0, hip + 380.0)
}

/// A tyre, open inside so that the body is seen through it.
fn wheel(drawing: &mut Drawing, centre: Point, radius: f64, tyre: f64) {
    let ring = Region::disc(centre, radius).without(&Region::disc(centre, radius - tyre));
    drawing.part(&ring, Ink::Weight, Pen::new(Ink::Line, INNER * 0.8));
}

fn circle_of(centre: Point, radius: f64) -> Vec<Point> {
    let line = circle(centre, radius);
    line.iter().chain(line.first()).copied().collect()
}
