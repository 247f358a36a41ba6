//! Diagnostics as text for people, for editors and for programs. The only place that knows annotate-snippets.
use super::Diagnostics;
use crate::source::Sources;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the line, a mark and a help; with colours where asked.
    Human { colour: bool },
    /// `file:line:column: severity[code]: message (help)`, a line each.
    Short,
    /// One JSON object a line.
    Json,
}

/// All diagnostics as one text, each ending in a line feed; empty where there are none.
pub fn render(_diagnostics: &Diagnostics, _sources: &Sources, _format: Format) -> String {
    String::new()
}
