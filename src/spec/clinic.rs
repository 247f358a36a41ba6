//! `stepsheet.toml`: the clinic, its defaults, and what to make.
use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::{Bound, Named, Said, Texts};

/// The project's file: the clinic, defaults for every handout, and what to make.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ClinicFile {
    /// Version of this file format; 1 where it is absent.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Option<Said<u32>>,
    /// Who hands the sheets out.
    pub clinic: Clinic,
    /// For every handout that does not say its own.
    pub defaults: Defaults,
    /// What may stand on a sheet.
    pub policy: Policy,
    /// What is easy enough to read.
    pub reading: Reading,
    /// What becomes of handouts in other languages.
    pub translations: Translations,
    /// What `stepsheet build` makes when no file is named; all of `handouts/*.toml` where there is none.
    pub target: Vec<Target>,
    /// How heavy advice is taken, by the word in brackets that it carries: `many-steps = "error"`.
    pub levels: Named<Level>,
}

/// How heavy a piece of advice is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Level {
    Error,
    Warning,
    Off,
}

/// Who hands the sheets out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Clinic {
    /// What the clinic is called.
    pub name: Option<Said<String>>,
    /// Its address, one line each.
    pub address: Texts,
    /// Language of its name and address, such as `en`: a screen reader then reads them rightly in every sheet. The default language where
    /// it is absent.
    #[schemars(extend("format" = "x-language"))]
    pub language: Option<Said<String>>,
    /// Printed with the safety text: whom to call.
    pub phone: Option<Said<String>>,
    /// Address of its site.
    pub web: Option<Said<String>>,
    /// A picture's file.
    #[schemars(extend("format" = "x-path"))]
    pub logo: Option<Said<String>>,
    /// Colour of headings and rules, such as `"#0b4a5f"`.
    #[schemars(extend("format" = "x-colour", "pattern" = "^#[0-9A-Fa-f]{6}$"))]
    pub accent: Option<Said<String>>,
    /// Country by ISO 3166, such as `"US"`: chooses the paper.
    #[schemars(extend("format" = "x-country", "pattern" = "^[A-Z]{2}$"))]
    pub country: Option<Said<String>>,
    /// Printed under "Get help at once if".
    pub emergency_number: Option<Said<String>>,
}

/// For every handout that does not say its own.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Defaults {
    /// Language of the texts, such as `en` or `zh-Hans`.
    #[schemars(extend("format" = "x-language"))]
    pub language: Option<Said<String>>,
    /// Name of the layout.
    #[schemars(extend("format" = "x-id"))]
    pub layout: Option<Said<String>>,
    /// Paper, such as `letter` or `a4`.
    pub paper: Option<Said<String>>,
    /// Folder of the library's files.
    #[schemars(extend("format" = "x-path"))]
    pub library: Option<Said<String>>,
    /// Days an issued handout may be used before it must be reviewed again.
    #[schemars(range(min = 1, max = 36500))]
    pub review_days: Option<Said<u32>>,
    /// Pixels an inch that are kept at most; `"none"` keeps all.
    pub max_dpi: Option<Said<Bound>>,
}

/// What may stand on a sheet.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Policy {
    /// Licences that pictures may have, by SPDX name, such as `["CC0-1.0", "CC-BY-4.0", "LicenseRef-own"]`; any where it is absent. The
    /// clinic's logo is not asked.
    pub licences: Option<Vec<Said<LicenceName>>>,
}

/// The name of a licence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct LicenceName(pub String);

impl JsonSchema for LicenceName {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "LicenceName".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "x-licence" })
    }
}

/// What is easy enough to read. Grades are US school grades, and estimates.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Reading {
    /// A handout that reads harder than this grade has a warning; 6 where it is absent.
    #[schemars(range(min = 1, max = 18))]
    pub warn_above: Option<Said<u32>>,
    /// For a release, a handout that reads harder than this grade has an error; 8 where it is absent.
    #[schemars(range(min = 1, max = 18))]
    pub refuse_above: Option<Said<u32>>,
    /// Words that a step has at most; 20 where it is absent.
    #[schemars(range(min = 5, max = 100))]
    pub longest_step: Option<Said<u32>>,
    /// Minutes that a session takes at most; 20 where it is absent.
    #[schemars(range(min = 1, max = 240))]
    pub longest_session: Option<Said<u32>>,
}

/// What becomes of handouts in other languages.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Translations {
    /// Where a text has changed since it was translated: `mark` prints the old translation and says so at the foot, `use-old` prints it,
    /// `use-source` prints the text in its own language, `error` makes no sheet. Safety text that has changed always makes no sheet.
    pub stale: Option<Said<Stale>>,
}

/// What is printed where a text has changed since it was translated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Stale {
    Error,
    #[default]
    Mark,
    UseSource,
    UseOld,
}

/// Sheets to make: every handout, layout and paper with each other.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Target {
    /// Paths from the project's folder; `*` stands for any letters within a name.
    pub handouts: Texts,
    /// Names of layouts; what each handout or the defaults say where it is absent.
    pub layouts: Texts,
    /// Languages, or `["all"]` for every one that a handout is translated into; each handout's own where it is absent.
    pub locales: Texts,
    /// Papers; what each handout, its layout or the clinic say where it is absent.
    pub papers: Texts,
}
