//! A text by its lines: where a place stands, and what stands there.
use std::ops::Range;
use std::sync::Arc;

use crate::source::{Source, Span};

/// One text of the run.
pub(super) struct Page {
    pub source: Arc<Source>,
    /// Where the text begins among all texts.
    base: u32,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl Page {
    pub fn of(source: Arc<Source>) -> Page {
        let lines = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Page { base: Span::of(&source, 0..0).start, lines, source }
    }

    pub fn text(&self) -> &str {
        &self.source.text
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        Span::of(&self.source, range)
    }

    /// The bytes of a place in this text.
    pub fn range(&self, span: Span) -> Range<usize> {
        let at = |place: u32| (place.saturating_sub(self.base) as usize).min(self.text().len());
        at(span.start)..at(span.end).max(at(span.start))
    }

    /// What is written at a place.
    pub fn raw(&self, span: Span) -> &str {
        self.text().get(self.range(span)).unwrap_or_default()
    }

    /// Counted from 1.
    pub fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at)
    }

    /// Counted from 1.
    pub fn line_of(&self, span: Span) -> usize {
        self.line(self.range(span).start)
    }

    /// The line of that number, counted from 1.
    pub fn line_text(&self, line: usize) -> &str {
        let written = &self.text()[self.line_range_of(line)];
        written.strip_suffix('\r').unwrap_or(written)
    }

    /// The bytes of the line at `at`, without its line feed.
    pub fn line_range(&self, at: usize) -> Range<usize> {
        self.line_range_of(self.line(at))
    }

    /// The bytes of the line of that number, counted from 1, without its line feed.
    pub fn line_range_of(&self, line: usize) -> Range<usize> {
        let start = line.checked_sub(1).and_then(|at| self.lines.get(at)).copied().unwrap_or(self.text().len());
        let end = self.lines.get(line).map_or(self.text().len(), |next| next - 1);
        start..end.max(start)
    }

    /// Within the quotes of a text.
    pub fn inside(&self, span: Span) -> Range<usize> {
        let range = self.range(span);
        let raw = &self.text()[range.clone()];
        // Curly quotes have been told of, and are read as straight ones.
        const QUOTES: &[char] = &['"', '\'', '“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‛', '‹', '›'];
        // Three of a kind, or one.
        let width = |mut ends: [Option<char>; 3]| {
            let straight = ends[0].filter(char::is_ascii);
            let alike = |c: &char| QUOTES.contains(c) && if straight.is_some() { Some(*c) == straight } else { !c.is_ascii() };
            let run = ends.iter_mut().map_while(|c| c.filter(alike)).map(char::len_utf8).collect::<Vec<_>>();
            if run.len() == 3 { run.iter().sum() } else { run.first().copied().unwrap_or(0) }
        };
        if !raw.starts_with(QUOTES) || !raw.ends_with(QUOTES) {
            return range;
        }
        let (mut first, mut last) = (raw.chars(), raw.chars().rev());
        let before = width(std::array::from_fn(|_| first.next()));
        let after = width(std::array::from_fn(|_| last.next()));
        if before + after > raw.len() { range } else { range.start + before..range.end - after }
    }

    /// The places of the lines of a text that say something; the whole text's where escapes hide them.
    pub fn lines_of(&self, value: &str, span: Span) -> Vec<(String, Span)> {
        let inside = self.inside(span);
        let raw = &self.text()[inside.clone()];
        let raw_lines: Vec<&str> = raw.split('\n').collect();
        // A line feed right after the opening quotes is not part of the text.
        let skipped = usize::from(raw.starts_with('\n') || raw.starts_with("\r\n"));
        let same = !raw.contains('\\') && raw_lines.len() == value.split('\n').count() + skipped;
        let mut start = inside.start;
        let places = raw_lines.iter().map(|line| {
            let at = start + (line.len() - line.trim_start().len());
            start += line.len() + 1;
            self.span(at..at + line.trim().len())
        });
        let places: Vec<Span> = if same { places.skip(skipped).collect() } else { Vec::new() };
        let lines = value.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(at, line)| (line.trim().to_owned(), places.get(at).copied().unwrap_or(span))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::source::Sources;

    #[test]
    fn lines_of_a_text_have_places_of_their_own() {
        let mut sources = Sources::default();
        sources.add("first", "something else");
        let cases = [
            ("\"\"\"\n  One é.\n\nTwo.\n\"\"\"", "  One é.\n\nTwo.\n", vec![("One é.", "One é."), ("Two.", "Two.")]),
            ("\"\"\"\r\nOne.\r\nTwo.\"\"\"", "One.\r\nTwo.", vec![("One.", "One."), ("Two.", "Two.")]),
            ("'''One.\nTwo.'''", "One.\nTwo.", vec![("One.", "One."), ("Two.", "Two.")]),
            ("\"One.\"", "One.", vec![("One.", "One.")]),
            ("\"One.\\nTwo.\"", "One.\nTwo.", vec![("One.", "\"One.\\nTwo.\""), ("Two.", "\"One.\\nTwo.\"")]),
        ];
        for (raw, value, expected) in cases {
            let text = format!("steps = {raw}\n");
            let page = Page::of(sources.add("steps", text));
            let lines = page.lines_of(value, page.span(8..8 + raw.len()));
            let lines: Vec<_> = lines.iter().map(|(line, span)| (line.as_str(), page.raw(*span))).collect();
            assert_eq!(lines, expected, "{raw}");
        }
    }
}
