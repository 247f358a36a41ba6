//! Whole files through the whole room.
mod drift;
mod faults;

use super::{Kind, document};
use crate::diag::Diagnostics;
use crate::source::Sources;

/// A rich file of each kind, without a fault.
fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::Handout => include_str!("handout.toml"),
        Kind::Clinic => include_str!("clinic.toml"),
        Kind::Library => include_str!("library.toml"),
        Kind::Locale => include_str!("locale.toml"),
        Kind::Words => include_str!("words.toml"),
        Kind::Layout => include_str!("layout.toml"),
        Kind::Picture => include_str!("picture.toml"),
        Kind::Figure => include_str!("figure.toml"),
        Kind::Catalog => include_str!("catalog.toml"),
    }
}

/// Each fault as `line:column code: message (help) [fix]`.
fn faults_of(kind: Kind, bytes: &[u8]) -> Vec<String> {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    sources.add("another file", "that stands before");
    document(kind, "file.toml", bytes, &mut sources, &mut out);
    out.iter().map(|fault| shown(fault, &sources)).collect()
}

fn shown(fault: &crate::diag::Diagnostic, sources: &Sources) -> String {
    let place = fault.span.and_then(|span| sources.place(span)).map_or("-".to_owned(), |place| format!("{}:{}", place.line, place.column));
    let help = fault.help.as_deref().map_or(String::new(), |help| format!(" ({help})"));
    let also = fault.also.as_ref().and_then(|(span, words)| Some((sources.place(*span)?, words)));
    let also = also.map_or(String::new(), |(place, words)| format!(" <{}:{} {words}>", place.line, place.column));
    let fix = fault.fix.as_ref().and_then(|fix| Some((sources.place(fix.span)?, &fix.text)));
    let fix = fix.map_or(String::new(), |(place, text)| format!(" [{} → {text}]", &place.source.text[place.range.clone()]));
    format!("{place} {}: {}{help}{also}{fix}", fault.code.slug(), fault.message)
}
