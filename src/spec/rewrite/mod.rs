//! A file written anew without losing a comment: its keys in the order of the reference, or brought to the newest format.
//!
//! Line ends, byte order mark and strings stay as they were written. What a rewriting may never do is proved each time: the values
//! are the same before and after, and no sign but space is gone or new; where that fails, the file is left alone.
mod catalog;
mod guess;
mod migrate;
mod order;

use toml_edit::DocumentMut;

use super::{Kind, document};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Sources;

pub use catalog::{Synced, Wanted, approved, synced};

const MARK: &str = "\u{FEFF}";

/// The file with its keys in the order of the reference. None where it cannot be read as TOML; then `out` has an error. `name` is
/// shown to people.
pub fn ordered(kind: Kind, name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<Vec<u8>> {
    let (text, parsed) = opened(kind, name, bytes, sources, out)?;
    let body = order::order(kind, parsed);
    let new = text.with_body(&body);
    if proved(&text, &body) {
        return Some(text.written(&new));
    }
    let fault = Diagnostic::error(Code::OwnFault, "the keys of this file could not be put in order without a change of meaning").file(name);
    out.push(fault.help("the file was left alone; please report it"));
    None
}

/// The file in the newest format. None where it cannot be read as TOML, or is of a newer format than this program knows; then `out`
/// has an error.
pub fn migrated(kind: Kind, name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<Vec<u8>> {
    let (text, mut parsed) = opened(kind, name, bytes, sources, out)?;
    if !migrate::climb(kind, &mut parsed, migrate::STEPS) {
        return Some(bytes.to_owned());
    }
    let body = parsed.to_string();
    // An empty line before the first table, where the number is now all that stands above it.
    let body = match body.split_once('\n') {
        Some((first, rest)) if first.starts_with("schema") && rest.starts_with('[') => format!("{first}\n\n{rest}"),
        Some(_) | None => body,
    };
    Some(text.written(&text.with_body(&body)))
}

/// A text as it was written.
struct Text {
    mark: bool,
    crlf: bool,
    /// Comments at the top that speak of the whole file, with the empty line after them: they stay there.
    head: String,
    /// All else, with line feeds.
    body: String,
}

impl Text {
    fn of(text: &str) -> Text {
        let (mark, text) = text.strip_prefix(MARK).map_or((false, text), |rest| (true, rest));
        // Where a file mixes them, most lines win.
        let crlf = text.matches("\r\n").count() * 2 > text.matches('\n').count();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let (head, body) = text.split_at(head(&text));
        Text { mark, crlf, head: head.to_owned(), body: body.to_owned() }
    }

    fn with_body(&self, body: &str) -> String {
        let body = body.trim_start_matches('\n').trim_end();
        if body.is_empty() { format!("{}\n", self.head.trim_end()) } else { format!("{}{body}\n", self.head) }
    }

    fn written(&self, text: &str) -> Vec<u8> {
        let text = if self.crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        if self.mark { [MARK, &text].concat().into_bytes() } else { text.into_bytes() }
    }
}

/// Where the comments end that speak of the whole file: at the last empty line among the first comments, else with all of them.
fn head(text: &str) -> usize {
    let (mut at, mut after_space) = (0, 0);
    for line in text.split_inclusive('\n') {
        let plain = line.trim();
        if !plain.is_empty() && !plain.starts_with('#') {
            break;
        }
        at += line.len();
        if plain.is_empty() {
            after_space = at;
        }
    }
    if after_space > 0 { after_space } else { at }
}

fn opened(kind: Kind, name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<(Text, DocumentMut)> {
    let mut faults = Diagnostics::default();
    let read = document(kind, name, bytes, sources, &mut faults);
    let text = std::str::from_utf8(bytes).ok();
    if let (Some(_), None) = (&read, text) {
        let fault = Diagnostic::error(Code::Encoding, "this file is UTF-16, which is read but not rewritten").file(name);
        out.push(fault.help("save the file again as UTF-8"));
        return None;
    }
    let text = text.filter(|_| read.is_some()).map(Text::of);
    let parsed = text.as_ref().and_then(|text| text.body.parse::<DocumentMut>().ok());
    match text.zip(parsed) {
        Some(both) => Some(both),
        None => {
            // Unknown keys and the like are no reason against; only what is no TOML is told.
            let grave = |fault: &Diagnostic| {
                matches!(
                    fault.code,
                    Code::Syntax | Code::CurlyQuotes | Code::Encoding | Code::TooBig | Code::NewerSchema | Code::PicturePath | Code::PictureOutside
                )
            };
            out.extend(faults.into_iter().filter(grave).collect());
            if !out.has_errors() {
                out.push(Diagnostic::error(Code::Syntax, "this file is not TOML").file(name).help("`stepsheet check` says where"));
            }
            None
        }
    }
}

/// Whether two texts say the same: the same values, and the same signs but for space.
fn proved(old: &Text, body: &str) -> bool {
    let signs = |text: &str| {
        let mut signs: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        signs.sort_unstable();
        signs
    };
    let values = |text: &str| toml::from_str::<toml::Table>(text).ok();
    signs(&old.body) == signs(body) && values(&old.body).is_some_and(|values_before| Some(values_before) == values(body))
}

#[cfg(test)]
mod tests;
