//! Which props there are, and what is said of each.
use serde::Deserialize;

use super::Unplaced;

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Prop {
    Floor {},
    Mat {},
    /// A step or a stair, under the foot that rests on it.
    Step {
        /// Its front edge, from the hip; without it, it stands under what rests on it.
        ahead: Option<f64>,
        height: Option<f64>,
    },
    Wall {
        #[serde(default)]
        at: Against,
    },
    DoorFrame {},
    /// Sat on, held by its back, or under the feet: as what rests on it says.
    Chair {
        /// Its back, from the hip, where nothing rests on it; from the front, beside the body.
        ahead: Option<f64>,
    },
    Bench {},
    /// That is sat in.
    Wheelchair {},
    Bed {},
    Table {},
    /// As high as in a kitchen.
    Counter {},
    /// A gym ball: under what rests on it, or at a place of the back.
    Ball {
        at: Option<String>,
    },
    /// Under a foot, between the knees, in a hand, behind the back.
    SmallBall {
        at: String,
    },
    /// Under what rests on it.
    Roller {
        #[serde(default)]
        seen: Seen,
    },
    /// Under the head, or between or under the knees.
    Pillow {
        at: Option<String>,
    },
    /// Rolled under a part, or held round a foot.
    Towel {
        under: Option<String>,
        round: Option<String>,
    },
    Dumbbell {
        #[serde(default)]
        hand: Held,
        #[serde(default)]
        seen: Seen,
    },
    /// In both hands.
    Barbell {},
    Kettlebell {
        #[serde(default)]
        hand: Held,
    },
    /// In both hands.
    Stick {},
    /// From the hand to the floor.
    Cane {
        #[serde(default)]
        hand: Held,
    },
    /// Stretched between two places or anchors, or as a loop round both legs.
    Band {
        from: Option<String>,
        to: Option<String>,
        round: Option<String>,
    },
    /// With a handle in each hand, hung from an anchor.
    Straps {
        to: String,
    },
}

/// What of a body a wall is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    #[default]
    Back,
    Hands,
    Feet,
}

/// Which hand holds it; seen from the front, the near one is the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    #[default]
    #[serde(alias = "right")]
    Near,
    #[serde(alias = "left")]
    Far,
    Both,
}

/// How a long thing is turned to the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    #[default]
    EndOn,
    Lengthwise,
}

impl Held {
    /// The hand that holds the end of a band; none where no hand does.
    fn of_end(end: &str) -> Option<Held> {
        match end.split_once('.').map_or((end, ""), |(part, side)| (part, side)) {
            ("hands" | "fists", _) => Some(Held::Both),
            ("hand" | "fist", "far" | "left") => Some(Held::Far),
            ("hand" | "fist", _) => Some(Held::Near),
            _ => None,
        }
    }
}

impl Prop {
    pub fn name(&self) -> &'static str {
        match self {
            Prop::Floor {} => "floor",
            Prop::Mat {} => "mat",
            Prop::Step { .. } => "step",
            Prop::Wall { .. } => "wall",
            Prop::DoorFrame {} => "door-frame",
            Prop::Chair { .. } => "chair",
            Prop::Bench {} => "bench",
            Prop::Wheelchair {} => "wheelchair",
            Prop::Bed {} => "bed",
            Prop::Table {} => "table",
            Prop::Counter {} => "counter",
            Prop::Ball { .. } => "ball",
            Prop::SmallBall { .. } => "small-ball",
            Prop::Roller { .. } => "roller",
            Prop::Pillow { .. } => "pillow",
            Prop::Towel { .. } => "towel",
            Prop::Dumbbell { .. } => "dumbbell",
            Prop::Barbell {} => "barbell",
            Prop::Kettlebell { .. } => "kettlebell",
            Prop::Stick {} => "stick",
            Prop::Cane { .. } => "cane",
            Prop::Band { .. } => "band",
            Prop::Straps { .. } => "straps",
        }
    }

    /// Whether it can be drawn beside a body that is seen from the front.
    pub fn is_seen_from_front(&self) -> bool {
        match self {
            Prop::Floor {} | Prop::Mat {} | Prop::Wall { .. } | Prop::DoorFrame {} | Prop::Chair { .. } | Prop::Step { .. } => true,
            Prop::Ball { .. } | Prop::SmallBall { .. } | Prop::Pillow { .. } => true,
            Prop::Dumbbell { .. } | Prop::Barbell {} | Prop::Kettlebell { .. } | Prop::Stick {} | Prop::Cane { .. } => true,
            Prop::Band { .. } | Prop::Straps { .. } => true,
            Prop::Bench {} | Prop::Wheelchair {} | Prop::Bed {} | Prop::Table {} | Prop::Counter {} | Prop::Roller { .. } | Prop::Towel { .. } => {
                false
            }
        }
    }

    /// Which hands it takes.
    pub(in crate::figure) fn takes(&self) -> Option<Held> {
        match self {
            Prop::Dumbbell { hand, .. } | Prop::Kettlebell { hand } | Prop::Cane { hand } => Some(*hand),
            Prop::Barbell {} | Prop::Stick {} | Prop::Straps { .. } => Some(Held::Both),
            Prop::Towel { under: None, round: Some(_) } => Some(Held::Both),
            Prop::Band { from, to, .. } => {
                let hands = [from, to].into_iter().flatten().filter_map(|end| Held::of_end(end));
                hands.reduce(|one, other| if one == other { one } else { Held::Both })
            }
            Prop::Floor {} | Prop::Mat {} | Prop::Step { .. } | Prop::Wall { .. } | Prop::DoorFrame {} | Prop::Chair { .. } | Prop::Bench {} => None,
            Prop::Wheelchair {} | Prop::Bed {} | Prop::Table {} | Prop::Counter {} => None,
            Prop::Ball { .. } | Prop::SmallBall { .. } | Prop::Roller { .. } => None,
            Prop::Pillow { .. } | Prop::Towel { .. } => None,
        }
    }

    /// Whether there can be one only: two would stand in each other.
    fn is_single(&self) -> bool {
        !matches!(self, Prop::Pillow { .. } | Prop::Towel { .. } | Prop::SmallBall { .. } | Prop::Band { .. }) && self.takes().is_none()
    }
}

/// Props that another one excludes, by their places among the props.
pub(super) fn excluded(props: &[Prop]) -> Vec<(usize, Unplaced)> {
    let mut faults = Vec::new();
    for (index, prop) in props.iter().enumerate() {
        let before = || props.iter().take(index).enumerate();
        if let Some(hand) = prop.takes()
            && let Some((other, _)) =
                before().find(|(_, other)| other.takes().is_some_and(|taken| taken == hand || taken == Held::Both || hand == Held::Both))
        {
            faults.push((index, Unplaced::HandTaken(other)));
        }
        let same = |other: &Prop| prop.is_single() && std::mem::discriminant(prop) == std::mem::discriminant(other);
        let grounds = |other: &Prop| matches!((prop, other), (Prop::Floor {}, Prop::Mat {}) | (Prop::Mat {}, Prop::Floor {}));
        if let Some((other, _)) = before().find(|(_, other)| same(other) || grounds(other)) {
            faults.push((index, Unplaced::Twice(other)));
        }
    }
    faults
}
