//! What a prop gives to rest on. Heights are those of a body a thousand units high that stands for 175 cm.
use super::{Prop, Seen};
use crate::figure::contact::On;

/// Of a seat that lets the thighs of a body lie level: 47 cm.
pub const SEAT: f64 = 270.0;
/// The top of a chair's back: 90 cm.
pub const CHAIR_BACK: f64 = 516.0;
/// 44 cm.
pub const BENCH: f64 = 250.0;
/// The cushion of a wheelchair: 52 cm.
pub const WHEELCHAIR: f64 = 296.0;
/// 11 cm.
pub const FOOTPLATE: f64 = 62.0;
/// 48 cm.
pub const BED: f64 = 274.0;
/// 74 cm.
pub const TABLE: f64 = 423.0;
/// 90 cm.
pub const COUNTER: f64 = 515.0;
/// 18 cm.
pub const STEP: f64 = 105.0;
/// A ball of 65 cm, pressed flat a little by who sits on it.
pub const BALL: f64 = 165.0;
/// 16 cm through.
pub const ROLLER: f64 = 46.0;
/// A hard ball of 7 cm.
pub const SMALL_BALL: f64 = 20.0;
/// A soft ball of 20 cm.
pub const SOFT_BALL: f64 = 57.0;
/// Under a head that lies on it.
pub const PILLOW: f64 = 45.0;

/// What a part rests on where it rests on this; none where that has no surface.
pub fn surface(on: &str, part: &str, props: &[Prop]) -> Option<On> {
    let by_hand = matches!(part.split('.').next(), Some("hand" | "hands" | "fist" | "fists"));
    let height = match on {
        "floor" | "mat" => 0.0,
        "chair" if by_hand => CHAIR_BACK,
        "chair" => SEAT,
        "bench" => BENCH,
        "wheelchair" => WHEELCHAIR,
        "footplate" => FOOTPLATE,
        "bed" => BED,
        "table" => TABLE,
        "counter" => COUNTER,
        "step" => props.iter().find_map(|prop| if let Prop::Step { height, .. } = prop { *height } else { None }).unwrap_or(STEP),
        "ball" => 2.0 * BALL,
        "small-ball" => 2.0 * SMALL_BALL,
        "pillow" => PILLOW,
        "roller" if props.iter().any(|prop| matches!(prop, Prop::Roller { seen: Seen::Lengthwise })) => 2.0 * ROLLER,
        "roller" => return Some(On::Roller(ROLLER)),
        _ => return None,
    };
    Some(On::Level(height))
}
