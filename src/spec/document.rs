//! From bytes to a document with places: decoded, parsed, checked, pruned.
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::check::check;
use super::merge::merge;
use super::page::Page;
use super::syntax::parse;
use super::tree::{Entries, Key, Node, Refusal, Value, get};
use super::{Kind, SCHEMA, Said};
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
pub struct Table(pub(super) Arc<Node>);

/// A file may have so many bytes.
const MOST_BYTES: usize = 4 << 20;
/// Of one file, so many faults are told.
pub(super) const MOST_FAULTS: usize = 500;

/// Reads a file of that kind: adds its text to `sources`, every fault to `out`. None where nothing of it can be used; then `out` has
/// an error. `name` is shown to people.
pub fn document(kind: Kind, name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<Document> {
    if bytes.len() > MOST_BYTES {
        let fault = Diagnostic::error(Code::TooBig, "this file is larger than 4 MB").file(name);
        out.push(fault.help("is it really a file of this kind? Pictures stand in files of their own"));
        return None;
    }
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(fault) => {
            out.push(fault.file(name));
            return None;
        }
    };
    let page = Page::of(sources.add(name, text));
    let (entries, mut faults) = match read(kind, &page) {
        Ok(read) => read,
        Err(only) => {
            out.push(*only);
            return None;
        }
    };
    faults.sort_by_key(|fault| fault.span);
    let more = faults.len().saturating_sub(MOST_FAULTS);
    faults.into_iter().take(MOST_FAULTS).for_each(|fault| out.push(fault));
    if more > 0 {
        out.push(Diagnostic::error(Code::TooBig, format!("and {more} more faults")).file(name).help("mend some of these first"));
    }
    let file = Node { value: Value::Table(entries), span: page.span(0..page.text().len()) };
    Some(Document { kind, source: page.source, table: Table(Arc::new(file)) })
}

/// The document and its faults; or the one fault for which the file is not read at all.
fn read(kind: Kind, page: &Page) -> Result<(Entries, Vec<Diagnostic>), Box<Diagnostic>> {
    let parsed = parse(kind.shapes(), page)?;
    let mut entries = parsed.entries;
    if let Some(Node { value: Value::Whole(schema), span }) = get(&entries, "schema")
        && *schema > i64::from(SCHEMA)
    {
        let fault = Diagnostic::error(Code::NewerSchema, format!("this file says `schema = {schema}`, but this program reads {SCHEMA} at most"));
        return Err(Box::new(fault.at(*span).help(format!("get a newer stepsheet, or write `schema = {SCHEMA}` if the file uses nothing new"))));
    }
    let mut faults = parsed.faults;
    faults.extend(check(kind.shapes(), page, &parsed.broken, &mut entries));
    Ok((entries, faults))
}

/// UTF-8, or UTF-16 with its mark; without byte order mark. Line ends of old Macs become line feeds.
fn decode(bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    let fault = |message: &str| Box::new(Diagnostic::error(Code::Encoding, message).help("save the file again as UTF-8"));
    let wide = |bytes: &[u8], order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks(2).map(|pair| order([pair[0], pair.get(1).copied().unwrap_or(0)])).collect();
        String::from_utf16(&units).ok().filter(|_| bytes.len().is_multiple_of(2)).ok_or_else(|| fault("this file is damaged UTF-16"))
    };
    if let Some(other) = other_kind(bytes) {
        let help = "name a handout, a text file that ends in `.toml`; to bring one in from a word processor, save it as plain text, UTF-8";
        return Err(Box::new(Diagnostic::error(Code::Encoding, format!("this file is {other}, not a text")).help(help)));
    }
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest)?,
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Err(fault("this file is UTF-32")),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        _no_mark => utf8(bytes)?,
    };
    Ok(if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { text })
}

/// The text in the encoding of the file that it was made from, with that file's mark and line ends.
pub fn encoded_like(original: &[u8], text: &str) -> Vec<u8> {
    let wide = |order: fn(u16) -> [u8; 2]| std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect();
    match original {
        [0xEF, 0xBB, 0xBF, rest @ ..] => [&original[..3], &with_line_ends(rest, text)].concat(),
        [0xFF, 0xFE, ..] => wide(u16::to_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::to_be_bytes),
        _no_mark => with_line_ends(original, text),
    }
}

fn with_line_ends(original: &[u8], text: &str) -> Vec<u8> {
    let old = original.contains(&b'\r') && !original.contains(&b'\n');
    if old { text.replace('\n', "\r").into_bytes() } else { text.as_bytes().to_vec() }
}

/// Files that are named by mistake, by their first bytes.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some("a Word document or an archive"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some("an old Word document"),
        [b'%', b'P', b'D', b'F', ..] => Some("a PDF"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some("a document in Rich Text Format"),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => Some("a picture"),
        _ => None,
    }
}

fn utf8(bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    let text = std::str::from_utf8(bytes).map_err(|fault| {
        let line = 1 + bytes[..fault.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        let message = format!("this file is not UTF-8: line {line} has a byte that is no letter of it");
        Box::new(Diagnostic::error(Code::Encoding, message).help("save the file again as UTF-8"))
    })?;
    Ok(text.to_owned())
}

impl Table {
    /// Where it is written: the line of its header, or its braces.
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// From the first byte that says something of it to the last.
    pub fn extent(&self) -> Span {
        fn widen(node: &Node, whole: &mut Span) {
            *whole = Span { start: whole.start.min(node.span.start), end: whole.end.max(node.span.end) };
            node.entries().iter().map(|entry| &entry.node).chain(node.members()).for_each(|inside| widen(inside, whole));
        }
        let mut whole = self.0.span;
        widen(&self.0, &mut whole);
        whole
    }

    pub fn has(&self, key: &str) -> bool {
        get(self.0.entries(), key).is_some()
    }

    /// Where the value of a key is written.
    pub fn place(&self, key: &str) -> Option<Span> {
        get(self.0.entries(), key).map(|node| node.span)
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
