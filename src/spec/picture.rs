//! `photo.jpg.toml`, beside `photo.jpg`: what holds for a picture wherever it is used.
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Said, ShownSide};

/// What holds for a picture wherever it is used. What a handout says of it goes before.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PictureFile {
    /// Version of this file format; 1 where it is absent.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Option<Said<u32>>,
    /// Who made it.
    pub author: Option<Said<String>>,
    /// Its licence, by SPDX name, such as `CC-BY-4.0`; `LicenseRef-own` for a picture of your own.
    #[schemars(extend("format" = "x-licence"))]
    pub licence: Option<Said<String>>,
    /// Where it comes from.
    pub source: Option<Said<String>>,
    /// What was changed in it, such as `"cropped"`.
    pub changes: Option<Said<String>>,
    /// The side of the body that it shows, where it matters.
    pub shows_side: Option<Said<ShownSide>>,
    /// It may be printed in a mirror for an exercise of the other side: nothing in it would be wrong then.
    pub flippable: Option<Said<bool>>,
    /// Language of `alt`. From the clinic where it is absent.
    #[schemars(extend("format" = "x-language"))]
    pub language: Option<Said<String>>,
    /// What it shows, for those who cannot see it, in handouts of that language that do not say it themselves.
    pub alt: Option<Said<String>>,
}
