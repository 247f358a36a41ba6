//! The arrows of a figure's file.
use schemars::JsonSchema;
use serde::Deserialize;

use super::Said;

/// How something moves, or that it is held still. It says one of `from`, `at`, `slide` and `hold`; where the arrow comes to stand is
/// found: beside the body, and never on a face or a joint.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FigureArrow {
    /// The place that moves on from here, such as `elbow.near`: the arrow begins there.
    pub from: Option<Said<String>>,
    /// The place that has moved here: the arrow ends there, or stands beside it.
    pub at: Option<Said<String>>,
    /// The place or the thing that goes to and fro, such as `roller`.
    pub slide: Option<Said<String>>,
    /// The place that is held still: two bars in a ring stand beside it.
    pub hold: Option<Said<String>>,
    /// What it moves along: a straight line where it does not say.
    pub along: Option<Said<ArrowPath>>,
    /// Which way.
    pub to: Option<Said<ArrowWay>>,
    /// The joint that an arc goes round; the next one towards the trunk where it does not say.
    pub about: Option<Said<String>>,
    /// How far an arc goes, in degrees.
    #[schemars(extend("minimum" = 15, "maximum" = 180))]
    pub degrees: Option<Said<f64>>,
    /// The two places that `slide` goes between, such as `["lower-back", "shoulder-blades"]`.
    #[schemars(length(min = 2, max = 2))]
    pub between: Option<Said<Vec<Said<String>>>>,
    /// There and back: a head at each end.
    pub both_ways: Option<Said<bool>>,
}

/// What an arrow goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ArrowPath {
    Line,
    Arc,
    Circle,
    Turn,
    Back,
    Floor,
    Wall,
    Thigh,
    LowerLeg,
    UpperArm,
    Forearm,
}

/// A way on the drawing, or along the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ArrowWay {
    Up,
    Down,
    Forward,
    Back,
    Head,
    Feet,
    Out,
    In,
    Right,
    Left,
}
