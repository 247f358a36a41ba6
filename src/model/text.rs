//! A text with its bold parts.
use std::ops::Range;
use std::sync::Arc;

use crate::source::Span;

/// What is set on the page. Values that run left to right in any language (phones, addresses, ranges, doses) already stand in
/// isolates (U+2066…U+2069).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Without the `**` that the author wrote. May hold line feeds where the author wants lines.
    pub content: String,
    /// The bytes of `content` set in bold, in order, apart from each other.
    pub strong: Vec<Range<usize>>,
    /// Where the author wrote it.
    pub span: Option<Span>,
    /// Its language (BCP 47), where it is not the sheet's.
    pub lang: Option<Arc<str>>,
}

impl Text {
    pub fn plain(content: impl Into<String>) -> Text {
        Text { content: content.into(), ..Text::default() }
    }

    /// The same words, all bold.
    pub fn bold(content: impl Into<String>) -> Text {
        let content = content.into();
        let strong = if content.is_empty() { Vec::new() } else { std::iter::once(0..content.len()).collect() };
        Text { content, strong, ..Text::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
}
