//! A figure's file: a pose by name, and what differs from it.
use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::{FigureArrow, FigureBody, FigureProp, Said, ShownSide};

/// A figure's file: a drawing of an exercise, made from a pose. A list takes the place of the pose's own.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figure {
    /// Version of this file format.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Option<Said<u32>>,
    /// The pose to start from, by its name, such as `bridge`.
    pub pose: Said<String>,
    /// From where it is seen, where the pose is drawn from there too.
    pub view: Option<Said<FigureView>>,
    /// What it shows, for those who cannot see it. A handout may say it instead.
    pub alt: Option<Said<String>>,
    /// The side of the body that it shows, where it matters. It never changes with the language.
    pub shows_side: Option<Said<ShownSide>>,
    /// It may be drawn in a mirror for an exercise of the other side. Its words speak of `{side}` then, in the handout.
    pub flippable: Option<Said<bool>>,
    /// Who is drawn.
    pub body: Option<FigureBody>,
    /// Joints that differ from the pose, in degrees.
    #[serde(default)]
    pub joints: Joints,
    /// What carries the body.
    pub ground: Option<Said<Ground>>,
    /// How the hands are held: `"relaxed"`, `"flat"`, `"fist"`, `"open"`, or one for each side.
    pub hands: Option<Said<Hands>>,
    /// What rests on what: the body comes to lie so that all of it holds.
    pub rests: Option<Vec<Said<FigureRest>>>,
    /// What the body holds, leans on and lies on, and what it stands on.
    pub props: Option<Vec<Said<FigureProp>>>,
    /// How something moves.
    pub arrows: Option<Vec<Said<FigureArrow>>>,
    /// The muscles that work, or the places that should feel it, hatched: `neck`, `shoulder`, `chest`, `belly`, `upper-back`, `lower-back`,
    /// `front-upper-arm`, `back-upper-arm`, `forearm`, `buttock`, `front-hip`, `outer-hip`, `front-thigh`, `back-thigh`, `inner-thigh`,
    /// `outer-thigh`, `calf`, `shin`, `sole`.
    pub highlight: Option<Vec<Said<String>>>,
    /// The pose before, behind the figure in a lighter line: a pose's name, or that of another figure's file beside this one.
    pub ghost: Option<Said<String>>,
}

/// From where a figure is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FigureView {
    Side,
    Front,
    Back,
}

/// What carries a body: what the seat is on where the pose sits, else what it stands or lies on. A wall is leant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Ground {
    Floor,
    Mat,
    Chair,
    Bench,
    Bed,
    Ball,
    Wall,
}

/// A part of the body, and what it rests on.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FigureRest {
    /// `feet`, `toes`, `heels`, `insteps`, `knees`, `seat`, `back`, `upper-back`, `belly`, `chest`, `head`, `hands`, `fists`, `elbows` or
    /// `forearms`; of one side alone `foot.near`, `hand.far` and so on.
    pub part: Said<String>,
    /// `floor`, `mat`, `chair`, `bench`, `bed`, `table`, `counter`, `step`, `ball`, `small-ball`, `pillow`, `roller`, `wall`, `door-frame`, `bar`,
    /// `thighs` or `head`.
    pub on: Said<String>,
    /// Where on the back or on the thighs: a share of their length.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub at: Option<Said<f64>>,
    /// How far in front of the hip, in thousandths of the body's height.
    #[schemars(extend("minimum" = -1000, "maximum" = 1000))]
    pub ahead: Option<Said<f64>>,
    /// How high over the floor, in thousandths of the body's height.
    #[schemars(extend("minimum" = 0, "maximum" = 1500))]
    pub height: Option<Said<f64>>,
    /// Which way the foot points where only its toes rest, in degrees.
    #[schemars(extend("minimum" = -90, "maximum" = 0))]
    pub tilt: Option<Said<f64>>,
}

/// Degrees from standing upright with the arms hanging: a number, or one for each side.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Joints {
    /// The whole trunk, leaning forward from upright: -90 lies on its back, 90 on its front.
    #[schemars(extend("minimum" = -180, "maximum" = 180))]
    pub lean: Option<Said<f64>>,
    /// The lower back, bent forward.
    pub lower_back: Option<Said<Angle>>,
    /// The upper back, bent forward.
    pub upper_back: Option<Said<Angle>>,
    /// The neck, bent forward.
    pub neck: Option<Said<Angle>>,
    /// The shoulder: the arm forward and up.
    pub shoulder: Option<Said<Angle>>,
    /// The elbow, bent.
    pub elbow: Option<Said<Angle>>,
    /// The wrist, bent back.
    pub wrist: Option<Said<Angle>>,
    /// The hip: the thigh forward and up.
    pub hip: Option<Said<Angle>>,
    /// The knee, bent.
    pub knee: Option<Said<Angle>>,
    /// The ankle: the foot pulled up.
    pub ankle: Option<Said<Angle>>,
    /// The toes, bent up.
    pub toes: Option<Said<Angle>>,
    /// Seen from the front: the arm out to the side.
    pub shoulder_out: Option<Said<Angle>>,
    /// Seen from the front: the thigh out to the side.
    pub hip_out: Option<Said<Angle>>,
    /// Seen from the front: the knee inwards.
    pub knee_in: Option<Said<Angle>>,
    /// Seen from the front: the head towards the left shoulder.
    pub neck_tilt: Option<Said<Angle>>,
    /// Seen from the front: the upper arm turned outwards.
    pub shoulder_turn: Option<Said<Angle>>,
    /// Seen from the front: the shoulder towards the ear.
    pub shoulder_lift: Option<Said<Angle>>,
    /// Seen from the front: the shoulder blade towards the spine.
    pub shoulder_back: Option<Said<Angle>>,
    /// Seen from the front: the thigh turned outwards.
    pub hip_turn: Option<Said<Angle>>,
    /// Seen from the front: the trunk towards the left.
    pub side_bend: Option<Said<Angle>>,
    /// Seen from the front: the head turned to the left.
    pub neck_turn: Option<Said<Angle>>,
}

impl Joints {
    /// By the name of the joint.
    pub fn said(&self) -> impl Iterator<Item = (&'static str, &Said<Angle>)> {
        let all = [
            ("lower-back", &self.lower_back),
            ("upper-back", &self.upper_back),
            ("neck", &self.neck),
            ("shoulder", &self.shoulder),
            ("elbow", &self.elbow),
            ("wrist", &self.wrist),
            ("hip", &self.hip),
            ("knee", &self.knee),
            ("ankle", &self.ankle),
            ("toes", &self.toes),
            ("shoulder-out", &self.shoulder_out),
            ("hip-out", &self.hip_out),
            ("knee-in", &self.knee_in),
            ("neck-tilt", &self.neck_tilt),
            ("shoulder-turn", &self.shoulder_turn),
            ("shoulder-lift", &self.shoulder_lift),
            ("shoulder-back", &self.shoulder_back),
            ("hip-turn", &self.hip_turn),
            ("side-bend", &self.side_bend),
            ("neck-turn", &self.neck_turn),
        ];
        all.into_iter().filter_map(|(name, said)| Some((name, said.as_ref()?)))
    }
}

/// Degrees of a joint, the same on both sides or one for each.
#[derive(Clone, Debug, PartialEq)]
pub enum Angle {
    Both(f64),
    Sides(Sides),
}

/// One side or both: near and far as seen from the side, right and left as seen from the front.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sides {
    /// The side towards the reader.
    #[schemars(extend("minimum" = -180, "maximum" = 180))]
    pub near: Option<Said<f64>>,
    /// The other side.
    #[schemars(extend("minimum" = -180, "maximum" = 180))]
    pub far: Option<Said<f64>>,
    /// Seen from the front: the right side of the body.
    #[schemars(extend("minimum" = -180, "maximum" = 180))]
    pub right: Option<Said<f64>>,
    /// Seen from the front: the left side of the body.
    #[schemars(extend("minimum" = -180, "maximum" = 180))]
    pub left: Option<Said<f64>>,
}

impl<'de> Deserialize<'de> for Angle {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Angle, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Angle;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("degrees, or a table of degrees")
            }
            fn visit_i64<E>(self, degrees: i64) -> Result<Angle, E> {
                Ok(Angle::Both(degrees as f64))
            }
            fn visit_f64<E>(self, degrees: f64) -> Result<Angle, E> {
                Ok(Angle::Both(degrees))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Angle, A::Error> {
                Sides::deserialize(MapAccessDeserializer::new(map)).map(Angle::Sides)
            }
        }
        from.deserialize_any(Read)
    }
}

impl JsonSchema for Angle {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Angle".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "number", "minimum": -180, "maximum": 180 }, generator.subschema_for::<Sides>()] })
    }
}

/// How hands are held: both alike, or one word for each side.
#[derive(Clone, Debug, PartialEq)]
pub enum Hands {
    Both(String),
    Sides(HandSides),
}

/// How each hand is held; one that is not said stays as the pose has it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HandSides {
    /// The hand towards the reader.
    pub near: Option<Said<String>>,
    /// The other hand.
    pub far: Option<Said<String>>,
    /// Seen from the front: the right hand.
    pub right: Option<Said<String>>,
    /// Seen from the front: the left hand.
    pub left: Option<Said<String>>,
}

impl<'de> Deserialize<'de> for Hands {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Hands, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Hands;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a word, or a table of words")
            }
            fn visit_str<E>(self, word: &str) -> Result<Hands, E> {
                Ok(Hands::Both(word.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Hands, A::Error> {
                HandSides::deserialize(MapAccessDeserializer::new(map)).map(Hands::Sides)
            }
        }
        from.deserialize_any(Read)
    }
}

impl JsonSchema for Hands {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Hands".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "minLength": 1 }, generator.subschema_for::<HandSides>()] })
    }
}
