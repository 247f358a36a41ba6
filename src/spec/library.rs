//! A library's file: exercises by id.
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Exercise, Named, Said};

/// A library's file: exercises to share between handouts.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Library {
    /// Version of this file format; 1 where it is absent.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Option<Said<u32>>,
    /// Language of its texts, such as `en`. That of the handout that uses them where it is absent.
    #[schemars(extend("format" = "x-language"))]
    pub language: Option<Said<String>>,
    /// Exercises by id, such as `[exercise.bridge]`; each as in a handout.
    pub exercise: Named<Exercise>,
}
