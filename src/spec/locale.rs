//! `locales/*.toml`, in go-i18n's shape: `in-short = "In short"`, or `[seconds] one = "{count} second"`, `other = "{count} seconds"`.
use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::said::text_or;
use super::{SCHEMA, Said};

/// The phrases of one language; the file's name is its BCP 47 tag.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    pub schema: Option<Said<u32>>,
    /// By key, in the order of the file.
    pub phrases: Vec<(Said<String>, Forms)>,
}

/// A phrase in its plural forms (CLDR categories); `other` alone where it has none.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Forms {
    /// What it is, for translators; never printed.
    pub description: Option<Said<String>>,
    /// For none, where the language says it otherwise.
    pub zero: Option<Said<String>>,
    /// For one.
    pub one: Option<Said<String>>,
    /// For two, where the language says it otherwise.
    pub two: Option<Said<String>>,
    /// For a few, where the language says it otherwise.
    pub few: Option<Said<String>>,
    /// For many, where the language says it otherwise.
    pub many: Option<Said<String>>,
    /// For all else.
    pub other: Option<Said<String>>,
}

impl From<Said<String>> for Forms {
    fn from(other: Said<String>) -> Forms {
        Forms { other: Some(other), ..Forms::default() }
    }
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Phrase(Forms);
        impl<'de> Deserialize<'de> for Phrase {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                text_or(from).map(Phrase)
            }
        }
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Locale;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("phrases")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Locale, A::Error> {
                let mut locale = Locale::default();
                while let Some(key) = map.next_key::<Said<String>>()? {
                    if key.value == "schema" {
                        locale.schema = Some(map.next_value()?);
                    } else {
                        locale.phrases.push((key, map.next_value::<Phrase>()?.0));
                    }
                }
                Ok(locale)
            }
        }
        from.deserialize_map(Read)
    }
}

impl JsonSchema for Locale {
    fn schema_name() -> Cow<'static, str> {
        "Locale".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The phrases of one language; the file's name is its BCP 47 tag.",
            "type": "object",
            "properties": {
                "schema": { "description": "Version of this file format; 1 where it is absent.", "type": "integer", "minimum": 1, "maximum": SCHEMA },
            },
            "additionalProperties": { "anyOf": [{ "type": "string", "minLength": 1 }, generator.subschema_for::<Forms>()] },
        })
    }
}
