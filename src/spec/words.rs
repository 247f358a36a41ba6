//! `locales/words/*.toml`: what makes a text hard to read in one language, and the plain words for it.
use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};

use super::said::entries;
use super::{Said, Texts};

/// Words of one language for the check of reading; the file's name is its BCP 47 tag. A project's own file adds to the one that ships.
/// In all lists, a `*` at the end of a word stands for up to three letters.
#[derive(Clone, Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Words {
    /// Version of this file format.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Option<Said<u32>>,
    /// Words of the trade and abbreviations that patients know here: never told of.
    pub known: Texts,
    /// What joins two actions into one step, such as `"and then"`.
    pub joins: Texts,
    /// Words that open a condition: after them a join is none, such as `"if"`.
    pub conditions: Texts,
    /// Forms of "to be" that make a passive.
    pub be: Texts,
    /// Words that may stand between "to be" and the participle.
    pub between: Texts,
    /// Participles that make a passive after "to be". Leave out those that tell a state, such as "bent".
    pub participles: Texts,
    /// Words after which a number wants a unit, such as `"hold"`.
    pub timed: Texts,
    /// Numbers in words, such as `"thirty"`: after the words above they want a unit, too.
    pub numbers: Texts,
    /// Words that may stand between those and the number, such as `"for"`.
    pub fillers: Texts,
    /// Short forms whose full stop does not end a sentence, such as `"approx"`.
    pub stops: Texts,
    /// Words of the trade, and the plain words for each.
    pub jargon: Pairs<String>,
    /// Abbreviations, and what they stand for.
    pub abbreviations: Pairs<String>,
    /// Words that are counted wrongly, and how many syllables they have.
    pub syllables: Pairs<u32>,
}

/// Keys of any form and their values, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairs<T>(pub Vec<(Said<String>, Said<T>)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<T> Deref for Pairs<T> {
    type Target = Vec<(Said<String>, Said<T>)>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        entries(from).map(Pairs)
    }
}

impl<T: JsonSchema> JsonSchema for Pairs<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Pairs_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<Said<T>>() })
    }
}
