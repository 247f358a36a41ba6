//! `handouts/back.es.toml`: the texts of `handouts/back.toml` in another language, in go-i18n's shape.
use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::handout::Reviewed;
use super::{SCHEMA, Said};

/// The texts of a handout or of a file of the library in another language. Its name is that file's with the language before the ending.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    pub schema: Option<Said<u32>>,
    /// By the key of the text, such as `roll.steps.2`, in the order of the file.
    pub entries: Vec<(Said<String>, Translation)>,
}

/// One text in another language.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Translation {
    /// What it was made from, for translators; never printed.
    pub description: Option<Said<Words>>,
    /// The sum of the text that it was made from: another sum means that the text has changed since.
    pub hash: Option<Said<String>>,
    /// What the text was when this translation was made, where it has changed since. Delete it once the translation fits again.
    pub stale: Option<Said<Words>>,
    /// The text in the language of this file. Empty while nobody has translated it.
    pub other: Option<Said<Words>>,
    /// Who has reviewed the translation; written by `locale approve`.
    pub reviewed: Option<Reviewed>,
}

/// A text that may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Words(pub String);

impl JsonSchema for Words {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 0 })
    }
}

impl<'de> Deserialize<'de> for Catalog {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Catalog;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("translations")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Catalog, A::Error> {
                let mut catalog = Catalog::default();
                while let Some(key) = map.next_key::<Said<String>>()? {
                    if key.value == "schema" {
                        catalog.schema = Some(map.next_value()?);
                    } else {
                        catalog.entries.push((key, map.next_value()?));
                    }
                }
                Ok(catalog)
            }
        }
        from.deserialize_map(Read)
    }
}

impl JsonSchema for Catalog {
    fn schema_name() -> Cow<'static, str> {
        "Catalog".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The texts of a handout or of a file of the library in another language, each under its key, such as `[\"roll.steps.2\"]`.",
            "type": "object",
            "properties": {
                "schema": { "description": "Version of this file format; 1 where it is absent.", "type": "integer", "minimum": 1, "maximum": SCHEMA },
            },
            "additionalProperties": generator.subschema_for::<Translation>(),
        })
    }
}
