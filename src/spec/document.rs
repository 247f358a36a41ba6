//! From bytes to a document with places: decoded, parsed, checked, pruned.
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::merge::merge;
use super::said::span;
use super::{Kind, Said};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Sources, Span};

/// A file that has been read and checked; what was faulty is left out of it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Document {
    pub kind: Kind,
    pub source: Arc<Source>,
    pub table: Table,
}

/// A table with its places, which count over all texts of the run. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Table(Arc<Spanned<DeTable<'static>>>);

/// Reads a file of that kind: adds its text to `sources`, every fault to `out`. None where nothing of it can be used; then `out` has
/// an error. `name` is shown to people.
pub fn document(kind: Kind, name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<Document> {
    let _ = (kind, name, bytes, sources, out);
    None
}

impl Table {
    /// Where it is written: the line of its header, or its braces.
    pub fn span(&self) -> Span {
        span(self.0.span())
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.get_ref().contains_key(key)
    }

    /// The text of a key, where it is a text.
    pub fn text(&self, key: &str) -> Option<Said<String>> {
        let value = self.0.get_ref().get(key)?;
        value.get_ref().as_str().map(|text| Said { value: text.to_owned(), span: span(value.span()) })
    }

    /// The tables of a list, such as each `[[exercise]]`, in order.
    pub fn tables(&self, key: &str) -> Vec<Table> {
        let list = self.0.get_ref().get(key).and_then(|value| value.get_ref().as_array());
        list.into_iter().flat_map(|list| list.iter()).filter_map(Table::of).collect()
    }

    /// The tables by name within a table, such as each `[exercise.bridge]`, in the order of the file.
    pub fn named(&self, key: &str) -> Vec<(Said<String>, Table)> {
        let Some(DeValue::Table(inside)) = self.0.get_ref().get(key).map(Spanned::get_ref) else { return Vec::new() };
        let named = |name: &Spanned<std::borrow::Cow<str>>| Said { value: name.get_ref().to_string(), span: span(name.span()) };
        let mut all: Vec<_> = inside.iter().filter_map(|(name, value)| Some((named(name), Table::of(value)?))).collect();
        all.sort_by_key(|(name, _)| name.span);
        all
    }

    /// The table of a key.
    pub fn table(&self, key: &str) -> Option<Table> {
        self.0.get_ref().get(key).and_then(Table::of)
    }

    fn of(value: &Spanned<DeValue<'static>>) -> Option<Table> {
        let table = value.get_ref().as_table()?;
        Some(Table(Arc::new(Spanned::new(value.span(), table.clone()))))
    }

    /// This table on top of `base`: tables merge by key, all else replaces, `without = ["key"]` removes. Every value keeps its place.
    pub fn over(&self, base: &Table) -> Table {
        Table(Arc::new(Spanned::new(self.0.span(), merge(base.0.get_ref(), self.0.get_ref()))))
    }

    /// The table as a type. None where something is missing or amiss, which is then in `out`.
    pub fn typed<T: DeserializeOwned>(&self, out: &mut Diagnostics) -> Option<T> {
        let table = Spanned::new(self.0.span(), self.0.get_ref().clone());
        match T::deserialize(Deserializer::from(table)) {
            Ok(value) => Some(value),
            Err(fault) => {
                let place = span(fault.span().unwrap_or_else(|| self.0.span()));
                let missing = fault.message().strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
                out.push(match missing {
                    Some(key) => Diagnostic::error(Code::MissingKey, format!("missing key `{key}`")).at(place),
                    None => Diagnostic::error(Code::WrongType, fault.message()).at(place),
                });
                None
            }
        }
    }
}
