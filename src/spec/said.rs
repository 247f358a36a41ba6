//! Values with their place, and the shapes that handouts are written in: lines, lists, named tables.
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::tree::PLACED;
use crate::source::Span;

/// A value and the bytes that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<T> {
    pub value: T,
    pub span: Span,
}

/// From documents alone: other formats do not know places.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Said<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Said<T>, D::Error> {
        struct Read<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
            type Value = Said<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a value with its place")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Said<T>, A::Error> {
                let (start, end, value) = (parts.next_element()?, parts.next_element()?, parts.next_element()?);
                match (start, end, value) {
                    (Some(start), Some(end), Some(value)) => Ok(Said { value, span: Span { start, end } }),
                    (None, _, _) | (_, None, _) | (_, _, None) => Err(A::Error::custom("a value without its place")),
                }
            }
        }
        from.deserialize_struct(PLACED, &["start", "end", "value"], Read(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Said<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    /// A text that is there says something.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        let free = schema.get("type").is_some_and(|kind| kind == "string")
            && schema.get("enum").is_none()
            && schema.get("const").is_none()
            && schema.get("minLength").is_none();
        if free {
            schema.insert("minLength".into(), 1.into());
        }
        schema
    }
}

/// What can stand as one line of a text.
pub trait Line: From<Said<String>> {
    /// The schema of a member of the list: a text, or a table too.
    fn member(generator: &mut SchemaGenerator) -> Schema;
}

impl Line for Said<String> {
    fn member(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Said<String>>()
    }
}

/// One a line in a text, or a list: `"""…"""`, or `["one", "two"]`. Lines that hold only space are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines<T>(pub Vec<T>);

/// A text or a list of texts.
pub type Texts = Lines<Said<String>>;

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Lines(Vec::new())
    }
}

impl<T> Deref for Lines<T> {
    type Target = Vec<T>;
    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> From<Vec<T>> for Lines<T> {
    fn from(all: Vec<T>) -> Self {
        Lines(all)
    }
}

impl<T> IntoIterator for Lines<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Lines<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, T: Deserialize<'de> + Line> Deserialize<'de> for Lines<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Read<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Line> Visitor<'de> for Read<T> {
            type Value = Result<Vec<T>, String>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text or a list")
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Err(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = list.next_element::<OneLine<T>>()? {
                    all.push(member.0);
                }
                Ok(Ok(all))
            }
        }
        struct Whole<T>(Result<Vec<T>, String>);
        impl<'de, T: Deserialize<'de> + Line> Deserialize<'de> for Whole<T> {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any(Read(PhantomData)).map(Whole)
            }
        }
        let Said { value: Whole(value), span } = Said::deserialize(from)?;
        Ok(Lines(match value {
            Ok(all) => all,
            Err(text) => lines(&text).map(|line| T::from(Said { value: line.to_owned(), span })).collect(),
        }))
    }
}

/// The lines of a text that say something, without the space around them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

impl<T: Line + JsonSchema> JsonSchema for Lines<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Lines_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "format": "x-lines", "minLength": 1 }, { "type": "array", "items": T::member(generator) }] })
    }
}

/// A member of a list: a text or a table. Read without buffering, so that places survive (untagged enums lose them).
struct OneLine<T>(T);

impl<'de, T: Deserialize<'de> + Line> Deserialize<'de> for OneLine<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        text_or(from).map(OneLine)
    }
}

/// A `T` from a text, or from its table.
pub(super) fn text_or<'de, T: Deserialize<'de> + From<Said<String>>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    enum Raw<T> {
        Text(String),
        Table(T),
    }
    struct Read<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
        type Value = Raw<T>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a text or a table")
        }
        fn visit_str<E>(self, text: &str) -> Result<Raw<T>, E> {
            Ok(Raw::Text(text.to_owned()))
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Raw<T>, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(Raw::Table)
        }
    }
    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Raw<T> {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            from.deserialize_any(Read(PhantomData))
        }
    }
    let Said { value, span } = Said::deserialize(from)?;
    Ok(match value {
        Raw::Text(value) => T::from(Said { value, span }),
        Raw::Table(table) => table,
    })
}

/// Tables by name, in the order of the file: `[exercise.bridge]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T>(pub Vec<(Said<String>, Said<T>)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Named(Vec::new())
    }
}

impl<T> Deref for Named<T> {
    type Target = Vec<(Said<String>, Said<T>)>;
    fn deref(&self) -> &Vec<(Said<String>, Said<T>)> {
        &self.0
    }
}

impl<T> Named<T> {
    pub fn named(&self, name: &str) -> Option<&Said<T>> {
        self.0.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }
}

/// Keys and values of a table, in the order of the file.
type Entries<T> = Vec<(Said<String>, Said<T>)>;

pub(super) fn entries<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Entries<T>, D::Error> {
    struct Read<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<T> {
        type Value = Entries<T>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a table")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(entry) = map.next_entry()? {
                all.push(entry);
            }
            Ok(all)
        }
    }
    from.deserialize_map(Read(PhantomData))
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        entries(from).map(Named)
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Named_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "propertyNames": { "format": "x-id" }, "additionalProperties": generator.subschema_for::<Said<T>>() })
    }
}
