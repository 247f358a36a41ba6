//! A handout file as written.
use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::said::Line;
use super::{Bound, Date, Dose, Figure, Lines, Said, Texts};
use crate::source::Span;

/// A handout: what one patient takes home.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Handout {
    /// Version of this file format; 1 where it is absent.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Option<Said<u32>>,
    /// Names the sheet in its footer and its file: lower case letters, digits, hyphens. From the file's name where it is absent.
    #[schemars(extend("format" = "x-id"))]
    pub id: Option<Said<String>>,
    /// What the sheet is called.
    pub title: Said<String>,
    /// Language of the texts, such as `en` or `zh-Hans`. From the clinic where it is absent.
    #[schemars(extend("format" = "x-language"))]
    pub language: Option<Said<String>>,
    /// Name of the layout, such as `handout` or `large-print`.
    #[schemars(extend("format" = "x-id"))]
    pub layout: Option<Said<String>>,
    /// Paper, such as `letter` or `a4`. From the layout, the clinic or its country where it is absent.
    pub paper: Option<Said<String>>,
    /// Version of the handout, such as `1.0`.
    pub version: Option<Said<String>>,
    /// Day of issue.
    pub issued: Option<Said<Date>>,
    /// Day by which a clinician must look at it again.
    pub review_by: Option<Said<Date>>,
    /// The clinician who has reviewed it; written by `stepsheet approve`, void once what the patient is told has changed.
    pub reviewed: Option<Reviewed>,
    /// Advice that is not heeded here, each with its reason.
    #[serde(default)]
    pub allow: Vec<Allow>,
    /// In short: how much and how often; then the limit.
    #[serde(default)]
    pub summary: Texts,
    /// See a clinician before starting if one of these holds.
    #[serde(default)]
    pub ask_first: Texts,
    /// Stop if one of these comes.
    #[serde(default)]
    pub stop_if: Texts,
    /// Get help at once if one of these comes.
    #[serde(default)]
    pub emergency: Texts,
    /// Good to know.
    #[serde(default)]
    pub tips: Texts,
    /// What is needed.
    #[serde(default)]
    pub equipment: Texts,
    /// For every exercise that does not say its own.
    #[schemars(extend("minimum" = 1, "maximum" = 24))]
    pub times_a_day: Option<Said<Dose>>,
    /// For every exercise that does not say its own.
    #[schemars(extend("minimum" = 1, "maximum" = 7))]
    pub days_a_week: Option<Said<Dose>>,
    /// How pictures are kept.
    pub pictures: Option<Pictures>,
    /// The exercises, in order. A handout without any makes a sheet too, and you are told.
    #[serde(default)]
    pub exercise: Vec<Said<Exercise>>,
    /// A log to tick.
    pub log: Option<Log>,
    /// Works that the handout is based on.
    #[serde(default)]
    pub source: Vec<Source>,
}

/// One exercise. It needs a name and steps, its own or those of the library's exercise that it uses.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Exercise {
    /// Names its bookmark: lower case letters, digits, hyphens. From its name where it is absent.
    #[schemars(extend("format" = "x-id"))]
    pub id: Option<Said<String>>,
    /// An exercise of the library to start from.
    #[schemars(extend("format" = "x-id"))]
    pub r#use: Option<Said<String>>,
    /// Keys of the library's exercise to leave out.
    #[serde(default)]
    pub without: Texts,
    /// The reason for which safety text of the library may be left out or changed.
    pub drop_safety: Option<Said<String>>,
    /// What it is called.
    pub name: Option<Said<String>>,
    /// What it is good for, in plain words.
    pub why: Option<Said<String>>,
    /// Side of the body. With `each` the numbers are for each side, with `alternate` for both together.
    pub side: Option<Said<Side>>,
    /// Pictures, in order: files, or tables with `file`, `alt` and `caption`.
    #[serde(default)]
    pub pictures: Lines<Picture>,
    /// How to get into position.
    #[serde(default)]
    pub set_up: Texts,
    /// What to do, in order.
    #[serde(default)]
    pub steps: Lines<Step>,
    /// How to breathe.
    #[serde(default)]
    pub breathing: Texts,
    /// A hint.
    #[serde(default)]
    pub cue: Texts,
    /// What to mind. Stands in the card and in the safety block, and is never left out.
    #[serde(default)]
    pub safety: Texts,
    /// What not to do.
    #[serde(default)]
    pub avoid: Texts,
    /// A way to make it easier.
    #[serde(default)]
    pub easier: Texts,
    /// A way to make it harder.
    #[serde(default)]
    pub harder: Texts,
    /// How many sets.
    #[schemars(extend("minimum" = 1, "maximum" = 99))]
    pub sets: Option<Said<Dose>>,
    /// Repetitions in a set.
    #[schemars(extend("minimum" = 1, "maximum" = 999))]
    pub reps: Option<Said<Dose>>,
    /// How long to hold, such as `"5 s"`.
    #[schemars(extend("minimum" = 1))]
    pub hold: Option<Said<Dose>>,
    /// How long in all, such as `"60 s"`.
    #[schemars(extend("minimum" = 1))]
    pub time: Option<Said<Dose>>,
    /// Pause between sets, such as `"30 s"`.
    pub rest: Option<Said<Dose>>,
    /// Speed of the movement, such as `"slow"`.
    pub tempo: Option<Said<Dose>>,
    /// Weight or band, such as `"5 kg"` or `"light band"`.
    pub load: Option<Said<Dose>>,
    /// How hard it should feel.
    pub effort: Option<Said<Dose>>,
    /// How often a day.
    #[schemars(extend("minimum" = 1, "maximum" = 24))]
    pub times_a_day: Option<Said<Dose>>,
    /// On how many days of a week.
    #[schemars(extend("minimum" = 1, "maximum" = 7))]
    pub days_a_week: Option<Said<Dose>>,
    /// Address of a film, such as `https://example.org/row`.
    #[schemars(extend("format" = "x-address"))]
    pub video: Option<Said<String>>,
    /// The clinician who has reviewed it, in the library alone; written by `stepsheet approve`.
    pub reviewed: Option<Reviewed>,
    /// Advice that is not heeded in this exercise, each with its reason.
    #[serde(default)]
    pub allow: Vec<Allow>,
}

/// Who has reviewed this, and what it said then. `stepsheet approve` writes it.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reviewed {
    /// The clinician's name.
    pub by: Said<String>,
    /// Their credentials, such as `PT, DPT`.
    pub credentials: Said<String>,
    /// Day of the review.
    pub date: Said<Date>,
    /// The sum of what was reviewed.
    pub of: Said<String>,
}

/// Advice that is not heeded, and why.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Allow {
    /// The word in brackets that the advice carries, such as `many-steps`.
    #[schemars(extend("format" = "x-id"))]
    pub code: Said<String>,
    /// Why it is meant so.
    pub reason: Said<String>,
}

/// A step: a text, or a table with `text` and an `id`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// Names the step: lower case letters, digits, hyphens.
    #[schemars(extend("format" = "x-id"))]
    pub id: Option<Said<String>>,
    /// One action.
    pub text: Said<String>,
}

impl From<Said<String>> for Step {
    fn from(text: Said<String>) -> Step {
        Step { id: None, text }
    }
}

impl Line for Step {
    fn member(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "minLength": 1 }, generator.subschema_for::<Step>()] })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Side {
    Left,
    Right,
    BothTogether,
    Each,
    Alternate,
}

/// One side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ShownSide {
    Left,
    Right,
}

/// A picture: a file or a figure, and what is said of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "WrittenPicture")]
pub struct Picture {
    /// Its file; of a figure that stands in its place, the name of the pose.
    pub file: Said<String>,
    pub figure: Option<Box<Said<Figure>>>,
    pub alt: Option<Said<String>>,
    pub caption: Option<Said<String>>,
    pub shows_side: Option<Said<ShownSide>>,
    pub flippable: Option<Said<bool>>,
    pub author: Option<Said<String>>,
    pub licence: Option<Said<String>>,
    pub source: Option<Said<String>>,
    pub changes: Option<Said<String>>,
}

/// A picture: a file, or a table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Picture", extend("x-either" = ["file", "figure"]))]
struct WrittenPicture {
    /// The picture's file, from the handout's folder or the project's; `/` between folders. It or `figure` must be there.
    #[schemars(extend("format" = "x-path"))]
    file: Option<Said<String>>,
    /// A figure in place of a file: what a figure's file says.
    figure: Option<Box<Said<Figure>>>,
    /// What it shows, for those who cannot see it.
    alt: Option<Said<String>>,
    /// Printed under it.
    caption: Option<Said<String>>,
    /// The side of the body that it shows.
    shows_side: Option<Said<ShownSide>>,
    /// Whether it may be drawn mirrored, for an exercise of the other side: only where it holds no text and nothing of one person.
    flippable: Option<Said<bool>>,
    /// Who made it.
    author: Option<Said<String>>,
    /// Its licence, by SPDX name, such as `CC-BY-4.0`; `LicenseRef-own` for a picture of your own.
    #[schemars(extend("format" = "x-licence"))]
    licence: Option<Said<String>>,
    /// Where it comes from.
    source: Option<Said<String>>,
    /// What was changed in it, such as `"cropped"`.
    changes: Option<Said<String>>,
}

impl From<WrittenPicture> for Picture {
    fn from(written: WrittenPicture) -> Picture {
        let WrittenPicture { file, figure, alt, caption, shows_side, flippable, author, licence, source, changes } = written;
        let posed = figure.as_ref().map(|figure| Said { value: figure.value.pose.value.clone(), span: figure.span });
        // The check puts in an empty file where neither is there.
        let file = file.or(posed).unwrap_or_else(|| Said { value: String::new(), span: Span::default() });
        Picture { file, figure, alt, caption, shows_side, flippable, author, licence, source, changes }
    }
}

impl JsonSchema for Picture {
    fn schema_name() -> Cow<'static, str> {
        WrittenPicture::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        WrittenPicture::json_schema(generator)
    }
}

impl From<Said<String>> for Picture {
    fn from(file: Said<String>) -> Picture {
        let said = WrittenPicture {
            file: Some(file),
            figure: None,
            alt: None,
            caption: None,
            shows_side: None,
            flippable: None,
            author: None,
            licence: None,
            source: None,
            changes: None,
        };
        said.into()
    }
}

impl Line for Picture {
    fn member(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "format": "x-path", "minLength": 1 }, generator.subschema_for::<Picture>()] })
    }
}

/// How pictures are kept.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pictures {
    /// Pixels an inch that are kept at most; `"none"` keeps all.
    pub max_dpi: Option<Said<Bound>>,
}

/// A log to tick: days across, exercises down.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Log {
    /// How many weeks.
    #[schemars(range(min = 1, max = 52))]
    pub weeks: Said<u8>,
}

/// A work that the handout is based on.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Source {
    /// What it is called.
    pub title: Said<String>,
    /// Who wrote it.
    pub author: Option<Said<String>>,
    /// Who published it.
    pub publisher: Option<Said<String>>,
    /// When, such as `"2024"`.
    pub year: Option<Said<String>>,
    /// Language of its title, such as `en`, where it is not the handout's: a screen reader then reads it rightly.
    #[schemars(extend("format" = "x-language"))]
    pub language: Option<Said<String>>,
    /// Where it can be read.
    #[schemars(extend("format" = "x-address"))]
    pub url: Option<Said<String>>,
}
