//! Keys in the order of the reference. What stands above a key or behind it goes with it.
use std::collections::BTreeSet;

use toml_edit::{DocumentMut, InlineTable, Item, RawString, Table, Value};

use crate::spec::Kind;
use crate::spec::shape::Shapes;

/// The document as text, its keys in order; one empty line at most between two lines, and one before each table.
pub(super) fn order(kind: Kind, mut parsed: DocumentMut) -> String {
    let mut sorter = Sorter { shapes: kind.shapes(), tables: 0 };
    let root = sorter.shapes.root;
    sorter.table(parsed.as_table_mut(), Some(root));
    let trailing = tidied(parsed.trailing());
    parsed.set_trailing(trailing);
    parsed.to_string()
}

struct Sorter {
    shapes: &'static Shapes,
    /// Tables with a header that have got their place.
    tables: isize,
}

impl Sorter {
    /// Where the reference has a key; behind all others where it has not.
    fn rank(&self, shape: Option<usize>, key: &str) -> usize {
        let table = shape.and_then(|shape| self.shapes.at(shape).table.as_ref());
        table.and_then(|table| table.keys.iter().position(|known| known.name == key)).unwrap_or(usize::MAX)
    }

    fn inside(&self, shape: Option<usize>, key: &str) -> Option<usize> {
        let table = self.shapes.at(shape?).table.as_ref()?;
        table.key(key).map(|known| known.shape).or(table.others)
    }

    fn members(&self, shape: Option<usize>) -> Option<usize> {
        self.shapes.at(shape?).list.as_ref().map(|list| list.members)
    }

    fn table(&mut self, table: &mut Table, shape: Option<usize>) {
        let moved = self.moved(table, shape);
        table.sort_values_by(|one, _, other, _| self.rank(shape, one).cmp(&self.rank(shape, other)));
        for (at, (mut key, item)) in table.iter_mut().enumerate() {
            let inside = self.inside(shape, &key);
            match item {
                Item::Value(value) => {
                    let above = key.leaf_decor().prefix().map(tidied).unwrap_or_default();
                    // An empty line parted it from another key than now; one above a comment begins a paragraph, wherever that goes.
                    let astray = moved.contains(key.get()) && !above.contains('#') || !moved.is_empty() && at == 0;
                    let decor = key.leaf_decor_mut();
                    decor.set_prefix(if astray { above.trim_start_matches('\n') } else { &above });
                    decor.set_suffix(" ");
                    value.decor_mut().set_prefix(" ");
                    let behind = value.decor().suffix().and_then(RawString::as_str).unwrap_or_default().trim_end().to_owned();
                    value.decor_mut().set_suffix(behind);
                    self.value(value, inside);
                }
                Item::Table(below) if below.is_dotted() => self.table(below, inside),
                Item::Table(below) => {
                    self.header(below);
                    self.table(below, inside);
                }
                Item::ArrayOfTables(all) => {
                    let member = self.members(inside);
                    for below in all.iter_mut() {
                        self.header(below);
                        self.table(below, member);
                    }
                }
                Item::None => {}
            }
        }
    }

    /// The keys that will leave their place among the others: all but the longest row that stands in order already.
    fn moved(&self, table: &Table, shape: Option<usize>) -> BTreeSet<String> {
        let ranks: Vec<usize> = table.iter().map(|(key, _)| self.rank(shape, key)).collect();
        let staying = longest_row(&ranks);
        table.iter().enumerate().filter(|(at, _)| staying.binary_search(at).is_err()).map(|(_, (key, _))| key.to_owned()).collect()
    }

    fn header(&mut self, table: &mut Table) {
        table.set_position(Some(self.tables));
        self.tables += 1;
        let above = table.decor().prefix().map(tidied).unwrap_or_default();
        // Comments before an empty line belong to the table above.
        let parted = above.starts_with('\n') || above.contains("\n\n");
        table.decor_mut().set_prefix(if parted { above } else { format!("\n{above}") });
        let behind = table.decor().suffix().and_then(RawString::as_str).unwrap_or_default().trim_end().to_owned();
        table.decor_mut().set_suffix(behind);
    }

    fn value(&mut self, value: &mut Value, shape: Option<usize>) {
        match value {
            Value::Array(all) => {
                let member = self.members(shape);
                all.iter_mut().for_each(|one| self.value(one, member));
            }
            Value::InlineTable(table) => self.inline(table, shape),
            Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
        }
    }

    /// A table in braces: in order where it stands on one line, since a comment within would lose its key.
    fn inline(&mut self, table: &mut InlineTable, shape: Option<usize>) {
        let mut bare = table.clone();
        bare.decor_mut().clear();
        let one_line = !bare.to_string().contains('\n');
        let dotted = table.iter().any(|(_, value)| value.as_inline_table().is_some_and(InlineTable::is_dotted));
        if one_line && !dotted {
            table.sort_values_by(|one, _, other, _| self.rank(shape, one).cmp(&self.rank(shape, other)));
        }
        let last = table.len().saturating_sub(1);
        let close = table.trailing_comma();
        for (at, (mut key, value)) in table.iter_mut().enumerate() {
            if one_line && !dotted {
                let decor = key.leaf_decor_mut();
                decor.set_prefix(" ");
                decor.set_suffix(" ");
                value.decor_mut().set_prefix(" ");
                value.decor_mut().set_suffix(if at == last && !close { " " } else { "" });
            }
            let inside = self.inside(shape, &key);
            self.value(value, inside);
        }
    }
}

/// Where the members of the longest row stand that never falls; of several, any one.
fn longest_row(ranks: &[usize]) -> Vec<usize> {
    // The last member of the best row of each length, and each member's forerunner.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(ranks.len());
    for (at, rank) in ranks.iter().enumerate() {
        let length = ends.partition_point(|end| ranks[*end] <= *rank);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row: Vec<usize> = std::iter::successors(ends.last().copied(), |at| before[*at]).collect();
    row.reverse();
    row
}

/// Comments and empty lines without space at their ends, one empty line at most at a time.
fn tidied(above: &RawString) -> String {
    let text = above.as_str().unwrap_or_default();
    let mut out = String::new();
    let mut lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    // What follows the last line feed is the key's indent.
    let indent = lines.pop().unwrap_or_default();
    let mut empty = false;
    for line in lines {
        if !(line.is_empty() && empty) {
            out += line;
            out.push('\n');
        }
        empty = line.is_empty();
    }
    out + indent
}
