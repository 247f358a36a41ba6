//! From text to the tree of a document.
use std::collections::BTreeSet;

use toml::de::DeTable;

use super::page::Page;
use super::shape::Shapes;
use super::tree::{Entries, entries};
use crate::diag::{Code, Diagnostic};

pub(super) struct Parsed {
    pub entries: Entries,
    pub faults: Vec<Diagnostic>,
    /// Lines that have a fault, counted from 1.
    pub broken: BTreeSet<usize>,
}

pub(super) fn parse(_shapes: &'static Shapes, page: &Page) -> Result<Parsed, Diagnostic> {
    let (table, slips) = DeTable::parse_recoverable(page.text());
    let mut parsed = Parsed { entries: entries(table.get_ref(), &|range| page.span(range)), faults: Vec::new(), broken: BTreeSet::new() };
    for slip in slips {
        let span = slip.span().unwrap_or(0..0);
        if parsed.broken.insert(page.line(span.start)) {
            parsed.faults.push(Diagnostic::error(Code::Syntax, slip.message()).at(page.span(span)));
        }
    }
    Ok(parsed)
}
