//! A document as a tree of values, each with its place among all texts of the run; and how serde reads it.
use std::fmt;
use std::ops::Range;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::source::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// Numbers beyond its bounds stand as the bound.
    Whole(i64),
    Number(f64),
    Truth(bool),
    /// A bare day, as written.
    Day(String),
    /// A bare time, or a day with a time.
    Moment,
    List(Vec<Node>),
    Table(Entries),
}

/// Keys and values in the order of the file; each key once.
pub(super) type Entries = Vec<Entry>;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub key: Key,
    pub node: Node,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub name: String,
    pub span: Span,
}

pub(super) fn get<'t>(entries: &'t [Entry], name: &str) -> Option<&'t Node> {
    entries.iter().find(|entry| entry.key.name == name).map(|entry| &entry.node)
}

/// The tree of what TOML has read, in the order of the file; `place` tells the place of a range of its text.
pub(super) fn entries(table: &DeTable, place: &dyn Fn(Range<usize>) -> Span) -> Entries {
    let mut entries: Entries = table
        .iter()
        .map(|(key, value)| Entry { key: Key { name: key.get_ref().to_string(), span: place(key.span()) }, node: node(value, place) })
        .collect();
    entries.sort_by_key(|entry| entry.key.span);
    entries
}

fn node(value: &Spanned<DeValue>, place: &dyn Fn(Range<usize>) -> Span) -> Node {
    let span = place(value.span());
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            let bound = if number.as_str().starts_with('-') { i64::MIN } else { i64::MAX };
            Value::Whole(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(bound))
        }
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Datetime(moment) => match (moment.date, moment.time) {
            (Some(day), None) => Value::Day(day.to_string()),
            (Some(_), Some(_)) | (None, _) => Value::Moment,
        },
        DeValue::Array(members) => Value::List(members.iter().map(|member| node(member, place)).collect()),
        DeValue::Table(table) => Value::Table(entries(table, place)),
    };
    Node { value, span }
}

impl Node {
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            Value::Text(_) | Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) | Value::Moment | Value::List(_) => &[],
        }
    }

    pub fn members(&self) -> &[Node] {
        match &self.value {
            Value::List(members) => members,
            Value::Text(_) | Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) | Value::Moment | Value::Table(_) => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) | Value::Moment | Value::List(_) | Value::Table(_) => None,
        }
    }
}

/// Why serde could not make the type of a value.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub message: String,
    pub span: Option<Span>,
}

impl Refusal {
    fn at(mut self, span: Span) -> Refusal {
        self.span.get_or_insert(span);
        self
    }
}

impl Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Refusal {
        Refusal { message: message.to_string(), span: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

/// Asking for a struct of this name hands out the place, then the value: how `Said` is read.
pub(super) const PLACED: &str = "$placed";

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.value {
            Value::Text(text) | Value::Day(text) => visitor.visit_borrowed_str(text),
            Value::Whole(number) => visitor.visit_i64(*number),
            Value::Number(number) => visitor.visit_f64(*number),
            Value::Truth(truth) => visitor.visit_bool(*truth),
            Value::Moment => Err(Refusal::custom("expected a day, found a time")),
            Value::List(members) => visitor.visit_seq(Members { rest: members.iter() }),
            Value::Table(entries) => visitor.visit_map(Fields { rest: entries.iter(), value: None }),
        }
        .map_err(|refusal: Refusal| refusal.at(self.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, name: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        if name == PLACED { visitor.visit_seq(Placed { span: self.span, next: 0, value: self }) } else { self.deserialize_any(visitor) }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        match &self.value {
            Value::Text(word) => visitor.visit_enum(word.as_str().into_deserializer()),
            Value::Table(entries) if entries.len() == 1 => visitor.visit_enum(Variant(&entries[0])),
            Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) | Value::Moment | Value::List(_) | Value::Table(_) => {
                Err(Refusal::custom("expected a word"))
            }
        }
        .map_err(|refusal: Refusal| refusal.at(self.span))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        identifier ignored_any
    }
}

struct Members<'de> {
    rest: std::slice::Iter<'de, Node>,
}

impl<'de> SeqAccess<'de> for Members<'de> {
    type Error = Refusal;
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        self.rest.next().map(|node| seed.deserialize(node)).transpose()
    }
}

struct Fields<'de> {
    rest: std::slice::Iter<'de, Entry>,
    value: Option<&'de Node>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Refusal;
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        self.value = Some(&entry.node);
        seed.deserialize(&entry.key).map(Some).map_err(|refusal| refusal.at(entry.key.span))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        match self.value.take() {
            Some(node) => seed.deserialize(node).map_err(|refusal| refusal.at(node.span)),
            None => Err(Refusal::custom("a value was asked for before its key")),
        }
    }
}

impl<'de> Deserializer<'de> for &'de Key {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_borrowed_str(&self.name)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, name: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        if name == PLACED { visitor.visit_seq(Placed { span: self.span, next: 0, value: self }) } else { self.deserialize_any(visitor) }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        identifier ignored_any option newtype_struct enum
    }
}

/// Start, end, value.
struct Placed<D> {
    span: Span,
    next: u8,
    value: D,
}

impl<'de, D: Deserializer<'de, Error = Refusal> + Copy> SeqAccess<'de> for Placed<D> {
    type Error = Refusal;
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        self.next += 1;
        match self.next {
            1 => seed.deserialize(self.span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(self.span.end.into_deserializer()).map(Some),
            3 => seed.deserialize(self.value).map(Some),
            _over => Ok(None),
        }
    }
}

/// A variant that holds a value: `{ name = value }`.
struct Variant<'de>(&'de Entry);

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Refusal;
    type Variant = Content<'de>;
    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Content<'de>), Refusal> {
        let name = seed.deserialize(BorrowedStrDeserializer::new(&self.0.key.name)).map_err(|refusal: Refusal| refusal.at(self.0.key.span))?;
        Ok((name, Content(&self.0.node)))
    }
}

struct Content<'de>(&'de Node);

impl<'de> serde::de::VariantAccess<'de> for Content<'de> {
    type Error = Refusal;
    fn unit_variant(self) -> Result<(), Refusal> {
        Err(Refusal::custom("expected a word alone").at(self.0.span))
    }
    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        seed.deserialize(self.0)
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.0.deserialize_any(visitor)
    }
    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        self.0.deserialize_any(visitor)
    }
}
