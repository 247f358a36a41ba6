//! The props of a figure's file: what the body holds, leans on and lies on.
use schemars::JsonSchema;
use serde::Deserialize;

use super::Said;
use crate::source::Span;

/// One prop by its name, such as `{ chair = {} }`. It stands where the body rests on it, or where its hand or foot is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FigureProp {
    /// A line under all that stands on it.
    pub floor: Option<Said<Plain>>,
    pub mat: Option<Said<Plain>>,
    /// Under the foot that rests on it.
    pub step: Option<Said<Step>>,
    pub wall: Option<Said<Wall>>,
    /// With the hands on it.
    pub door_frame: Option<Said<Plain>>,
    /// Sat on, held by its back, or under the feet: as what rests on it says.
    pub chair: Option<Said<Plain>>,
    pub bench: Option<Said<Plain>>,
    /// That is sat in.
    pub wheelchair: Option<Said<Plain>>,
    pub bed: Option<Said<Plain>>,
    pub table: Option<Said<Plain>>,
    /// As high as in a kitchen.
    pub counter: Option<Said<Plain>>,
    /// A gym ball: under what rests on it, or between the back and a wall.
    pub ball: Option<Said<Ball>>,
    /// As big as a tennis ball; between the knees a soft one.
    pub small_ball: Option<Said<SmallBall>>,
    /// Under what rests on it.
    pub roller: Option<Said<Roller>>,
    pub pillow: Option<Said<Pillow>>,
    /// Rolled under a part, or held round a foot: one of the two.
    pub towel: Option<Said<Towel>>,
    pub dumbbell: Option<Said<Dumbbell>>,
    /// In both hands.
    pub barbell: Option<Said<Plain>>,
    pub kettlebell: Option<Said<InHand>>,
    /// Held in both hands.
    pub stick: Option<Said<Plain>>,
    /// From a hand to the floor.
    pub cane: Option<Said<InHand>>,
    /// Stretched from one place to another, or a loop round both legs.
    pub band: Option<Said<Band>>,
    /// A handle in each hand.
    pub straps: Option<Said<Straps>>,
}

/// Nothing more is said of it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Plain {}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Step {
    /// Thousandths of the body's height: 105, which is 18 cm, where it does not say.
    #[schemars(extend("minimum" = 40, "maximum" = 300))]
    pub height: Option<Said<f64>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Wall {
    /// The part that is against it: the back where it does not say.
    pub at: Option<Said<WallPart>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Ball {
    /// Between this place of the back and a wall.
    pub at: Option<Said<BackPart>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct SmallBall {
    /// Under a foot, in a hand, between the knees, or behind the back.
    pub at: Said<SmallBallPart>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Roller {
    /// Across the body, or along the spine: end on where it does not say.
    pub seen: Option<Said<Turned>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Pillow {
    /// Under the head where it does not say.
    pub at: Option<Said<PillowPart>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Towel {
    /// Rolled under this.
    pub under: Option<Said<TowelPart>>,
    /// Held by both hands round this.
    pub round: Option<Said<Foot>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Dumbbell {
    /// The hand that holds it: the near or the right one where it does not say.
    pub hand: Option<Said<HoldingHand>>,
    /// How it is turned to the reader: end on where it does not say.
    pub seen: Option<Said<Turned>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct InHand {
    /// The hand that holds it: the near or the right one where it does not say.
    pub hand: Option<Said<HoldingHand>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Band {
    /// One end of it.
    pub from: Option<Said<BandEnd>>,
    /// The other end.
    pub to: Option<Said<BandEnd>>,
    /// A loop round both legs, instead of two ends.
    pub round: Option<Said<Legs>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(inline)]
pub struct Straps {
    /// What they hang from.
    pub to: Said<Anchor>,
}

/// Words that an author may write, and the same words for the drawing.
macro_rules! words {
    ($($name:ident { $($variant:ident = $word:literal,)+ })+) => { $(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
        #[schemars(inline)]
        pub enum $name {
            $(#[serde(rename = $word)] $variant,)+
        }

        impl $name {
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }
    )+ };
}

words! {
    WallPart { Back = "back", Hands = "hands", Feet = "feet", }
    BackPart { Upper = "upper-back", Middle = "mid-back", Lower = "lower-back", }
    Turned { EndOn = "end-on", Lengthwise = "lengthwise", }
    HoldingHand { Near = "near", Far = "far", Right = "right", Left = "left", Both = "both", }
    Foot { Near = "foot.near", Far = "foot.far", }
    PillowPart { Head = "head", Knees = "knees", UnderNear = "knee.near", UnderFar = "knee.far", }
    TowelPart { KneeNear = "knee.near", KneeFar = "knee.far", AnkleNear = "ankle.near", AnkleFar = "ankle.far", Neck = "neck", }
    Legs { Thighs = "thighs", Shins = "shins", Ankles = "ankles", Feet = "feet", }
    SmallBallPart {
        FootNear = "foot.near", FootFar = "foot.far", HandNear = "hand.near", HandFar = "hand.far", HandRight = "hand.right",
        HandLeft = "hand.left", Knees = "knees", Upper = "upper-back", Middle = "mid-back", Lower = "lower-back",
    }
    Anchor {
        Front = "anchor.front", FrontLow = "anchor.front.low", FrontHigh = "anchor.front.high", Behind = "anchor.behind",
        BehindLow = "anchor.behind.low", BehindHigh = "anchor.behind.high", Above = "anchor.above", AboveFront = "anchor.above.front",
    }
    BandEnd {
        Hands = "hands", HandNear = "hand.near", HandFar = "hand.far", HandRight = "hand.right", HandLeft = "hand.left", Feet = "feet",
        FootNear = "foot.near", FootFar = "foot.far", FootRight = "foot.right", FootLeft = "foot.left", KneeNear = "knee.near",
        KneeFar = "knee.far", AnkleNear = "ankle.near", AnkleFar = "ankle.far", AnkleRight = "ankle.right", AnkleLeft = "ankle.left",
        Front = "anchor.front", FrontLow = "anchor.front.low", FrontHigh = "anchor.front.high", Behind = "anchor.behind",
        BehindLow = "anchor.behind.low", BehindHigh = "anchor.behind.high", Above = "anchor.above", AboveFront = "anchor.above.front",
        Right = "anchor.right", Left = "anchor.left",
    }
}

impl FigureProp {
    /// The props that it says, by their names and places: one, where it is as it should be.
    pub fn said(&self) -> Vec<(&'static str, Span)> {
        fn of<T>(name: &'static str, said: &Option<Said<T>>) -> Option<(&'static str, Span)> {
            said.as_ref().map(|said| (name, said.span))
        }
        let all = [
            of("floor", &self.floor),
            of("mat", &self.mat),
            of("step", &self.step),
            of("wall", &self.wall),
            of("door-frame", &self.door_frame),
            of("chair", &self.chair),
            of("bench", &self.bench),
            of("wheelchair", &self.wheelchair),
            of("bed", &self.bed),
            of("table", &self.table),
            of("counter", &self.counter),
            of("ball", &self.ball),
            of("small-ball", &self.small_ball),
            of("roller", &self.roller),
            of("pillow", &self.pillow),
            of("towel", &self.towel),
            of("dumbbell", &self.dumbbell),
            of("barbell", &self.barbell),
            of("kettlebell", &self.kettlebell),
            of("stick", &self.stick),
            of("cane", &self.cane),
            of("band", &self.band),
            of("straps", &self.straps),
        ];
        all.into_iter().flatten().collect()
    }
}
