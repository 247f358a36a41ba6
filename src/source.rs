//! The texts that people wrote, and places in them.
use std::sync::Arc;

/// A file as it was read.
#[derive(Debug)]
pub struct Source {
    /// As shown to people: the path, with `/`, from where the command was started.
    pub name: String,
    /// Without a byte order mark.
    pub text: String,
    /// Where the text begins among all texts of a run.
    base: u32,
}

impl Source {
    /// The bytes of a span within this text.
    pub fn range(&self, span: Span) -> std::ops::Range<usize> {
        let within = |at: u32| (at.saturating_sub(self.base) as usize).min(self.text.len());
        within(span.start)..within(span.end)
    }
}

/// A stretch of bytes in one of the texts of a run: counted over all of them, so that a place alone tells its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `source`'s text.
    pub fn of(source: &Source, range: std::ops::Range<usize>) -> Span {
        Span { start: source.base + range.start as u32, end: source.base + range.end as u32 }
    }
}

/// A place as people read it.
#[derive(Clone, Debug)]
pub struct Place {
    pub source: Arc<Source>,
    /// The bytes within that source's text.
    pub range: std::ops::Range<usize>,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
}

/// All texts of a run, one after another. Cloning is cheap: each job adds its own handout to the same beginning.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Arc<Source>>,
    next: u32,
}

impl Sources {
    /// Adds a text; places in it count from its own base.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        let text = text.into();
        // One byte between two texts, so that the end of one is not the start of the next.
        let base = self.next;
        self.next = base.saturating_add(text.len() as u32).saturating_add(1);
        let source = Arc::new(Source { name: name.into(), text, base });
        self.all.push(source.clone());
        source
    }

    /// The file, line and column of a span; none for a span of another run.
    pub fn place(&self, span: Span) -> Option<Place> {
        let after = self.all.partition_point(|source| source.base <= span.start);
        let source = self.all.get(after.checked_sub(1)?)?.clone();
        let start = (span.start - source.base) as usize;
        let end = (span.end.saturating_sub(source.base) as usize).min(source.text.len());
        if start > source.text.len() || !source.text.is_char_boundary(start) || !source.text.is_char_boundary(end) {
            return None;
        }
        let line_start = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = source.text[..start].matches('\n').count() + 1;
        let column = source.text[line_start..start].chars().count() + 1;
        Some(Place { range: start..end.max(start), line, column, source })
    }
}
