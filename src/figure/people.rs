//! Who is drawn: a build, hair, skin and clothes out of a few.
use serde::Deserialize;

use super::body::{BUTTOCK, TRUNK_PROFILE};

/// A person as a figure says them. What is not said is what most figures have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Person {
    pub build: Build,
    pub age: Age,
    pub hair: Hair,
    pub skin: Skin,
    pub clothes: Wear,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Build {
    Slim,
    #[default]
    Average,
    Broad,
    Large,
}

/// An older person's hair is grey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    #[default]
    Adult,
    Older,
}

/// How hair is worn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hair {
    #[default]
    Short,
    Bun,
    Long,
    Curly,
    Bald,
    Headscarf,
}

/// The tone of the skin; `paper` leaves it as white as what it is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skin {
    #[default]
    Paper,
    Light,
    Tan,
    Brown,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wear {
    #[default]
    Shorts,
    Trousers,
}

/// What of a person is colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    pub skin: Skin,
    pub age: Age,
}

impl Person {
    pub fn looks(&self) -> Looks {
        Looks { skin: self.skin, age: self.age }
    }
}

/// How much wider a part is than that of an average build: where it begins and where it ends.
pub type Wide = (f64, f64);

impl Build {
    pub fn thigh(self) -> Wide {
        (self.limb(), self.middle())
    }

    pub fn shank(self) -> Wide {
        (self.middle(), 1.0)
    }

    pub fn upper_arm(self) -> Wide {
        self.thigh()
    }

    pub fn forearm(self) -> Wide {
        (self.middle(), 1.0)
    }

    fn limb(self) -> f64 {
        match self {
            Build::Slim => 0.86,
            Build::Average => 1.0,
            Build::Broad => 1.13,
            Build::Large => 1.22,
        }
    }

    /// At knees and elbows, which differ less.
    fn middle(self) -> f64 {
        1.0 + (self.limb() - 1.0) * 0.55
    }

    /// Half the depth of the trunk before its axis.
    pub fn trunk_front(self, station: f64) -> f64 {
        let by = match self {
            Build::Slim => 0.9,
            Build::Average => 1.0,
            Build::Broad => 1.09,
            Build::Large => 1.08 + 0.42 * hump(station, 0.26, 0.42),
        };
        TRUNK_PROFILE.front_at(station) * by
    }

    /// The same behind it.
    pub fn trunk_back(self, station: f64) -> f64 {
        let by = match self {
            Build::Slim => 0.93,
            Build::Average => 1.0,
            Build::Broad => 1.08,
            Build::Large => 1.1 + 0.12 * hump(station, 0.4, 0.4),
        };
        TRUNK_PROFILE.back_at(station) * by
    }

    pub fn buttock(self) -> f64 {
        BUTTOCK
            * match self {
                Build::Slim => 0.94,
                Build::Average => 1.0,
                Build::Broad => 1.06,
                Build::Large => 1.16,
            }
    }

    /// How much wider the trunk is seen from the front, by height over the hip joints.
    pub fn breadth(self, height: f64) -> f64 {
        match self {
            Build::Slim => 0.92,
            Build::Average => 1.0,
            Build::Broad => 1.04 + 0.06 * hump(height, 260.0, 200.0),
            Build::Large => 1.1 + 0.18 * hump(height, 80.0, 170.0),
        }
    }

    /// How much further apart the shoulders are than those of an average build.
    pub fn shoulders(self) -> f64 {
        match self {
            Build::Slim => -5.0,
            Build::Average => 0.0,
            Build::Broad => 10.0,
            Build::Large => 10.0,
        }
    }

    /// The same of the hips.
    pub fn hips(self) -> f64 {
        match self {
            Build::Slim => -4.0,
            Build::Average => 0.0,
            Build::Broad => 2.0,
            Build::Large => 9.0,
        }
    }
}

/// One at its middle, nothing at its ends, round between.
fn hump(at: f64, middle: f64, reach: f64) -> f64 {
    let away = ((at - middle) / reach).clamp(-1.0, 1.0);
    let rest = 1.0 - away * away;
    rest * rest
}
