//! What a body stands and lies on, and what stands beside it: floor, mat, step, wall.
use super::{HEAVY, LINE, Layer, Placed, Prop, Stance, block};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::plane::at;
use crate::figure::pose::View;
use crate::figure::side::OUTLINE;

/// The ground from here to there, where the prop is one.
pub fn under(prop: &Prop, (from, to): (f64, f64), stance: &Stance) -> Option<Drawing> {
    let mut drawing = Drawing::default();
    match prop {
        Prop::Floor {} => {
            // A line under everything that stands on it.
            let y = -3.0 - OUTLINE / 2.0;
            drawing.line(vec![at(from, y), at(to, y)], Pen { ink: Ink::Ground, ..HEAVY });
        }
        // Towards the reader, a mat is seen from a little above.
        Prop::Mat {} if stance.view != View::Side => {
            let (back, front) = (34.0, -86.0);
            let area = block(at(from - 3.0, front - 15.0), at(to + 3.0, back + 3.0), 3.0);
            drawing.part(&area, Ink::Mat, Pen::new(Ink::MatLine, 4.0));
            drawing.line(vec![at(from, front - 3.0), at(to, front - 3.0)], Pen::new(Ink::MatLine, 3.0));
        }
        Prop::Mat {} => {
            let area = block(at(from - 3.0, -15.0 - OUTLINE / 2.0), at(to + 3.0, 3.0 - OUTLINE / 2.0), 3.0);
            drawing.part(&area, Ink::Mat, Pen::new(Ink::MatLine, 4.0));
        }
        _ => return None,
    }
    Some(drawing)
}

pub fn step(x: f64, height: f64) -> Placed {
    let mut drawing = Drawing::default();
    let low = -OUTLINE / 2.0 - 4.0;
    drawing.part(&block(at(x - 4.0, low), at(x + 264.0, height - OUTLINE / 2.0), 4.0), Ink::Prop, LINE);
    drawing.line(vec![at(x + 8.0, height - 26.0), at(x + 252.0, height - 26.0)], Pen::new(Ink::PropLine, 4.0));
    Placed::one(Layer::Behind, drawing).on_ground(x, x + 320.0)
}

/// Between the back of a body and the wall that it leans on.
const OFF_WALL: f64 = 4.0;

/// So far in front of the hip, or behind the back.
pub fn wall(ahead: Option<f64>, stance: &Stance) -> Placed {
    let (x, height, way) = match ahead {
        Some(ahead) => (stance.hip.x + ahead, stance.high.y + 30.0, 28.0),
        None => (stance.low.x - OFF_WALL, stance.high.y + 60.0, -28.0),
    };
    let mut drawing = Drawing::default();
    drawing.line(vec![at(x, 0.0), at(x, height)], Pen { ink: Ink::Ground, ..HEAVY });
    let ticks = (0..).map(|step| 24.0 + 60.0 * f64::from(step)).take_while(|y| y + 30.0 < height);
    drawing.lines(ticks.map(|y| vec![at(x, y), at(x + way, y + 28.0)]).collect(), Pen::new(Ink::GroundHatch, 4.0));
    Placed::one(Layer::Behind, drawing)
}
