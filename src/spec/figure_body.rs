//! Who is drawn in a figure: a few builds, hair, skin and clothes.
use schemars::JsonSchema;
use serde::Deserialize;

use super::Said;

/// Who is drawn. What is not said is what most figures have.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FigureBody {
    /// How wide the body is: average if not said.
    pub build: Option<Said<FigureBuild>>,
    /// An older person's hair is grey.
    pub age: Option<Said<FigureAge>>,
    /// How hair is worn: short if not said.
    pub hair: Option<Said<FigureHair>>,
    /// The tone of the skin: `paper`, as white as what it is printed on, if not said.
    pub skin: Option<Said<FigureSkin>>,
    /// What is worn with the shirt: shorts if not said.
    pub clothes: Option<Said<FigureClothes>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FigureBuild {
    Slim,
    Average,
    Broad,
    Large,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FigureAge {
    Adult,
    Older,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FigureHair {
    Short,
    Bun,
    Long,
    Curly,
    Bald,
    Headscarf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FigureSkin {
    Paper,
    Light,
    Tan,
    Brown,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FigureClothes {
    Shorts,
    Trousers,
}
