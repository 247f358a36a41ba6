//! What the author of a file can mend, and where. Rendering is `render`'s alone.
mod code;
mod render;
mod rule;
mod sarif;

pub use code::Code;
pub use render::{Format, render, render_allowed};
pub use rule::{Allowance, Allowed, Level, Rules};
pub use sarif::Sarif;

use crate::source::Span;

/// Error: that sheet is not made. Warning: it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

/// One fault: what, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// Lower case, no full stop, in the author's words.
    pub message: String,
    pub span: Option<Span>,
    /// The file, where there is no span: a picture, an output folder. As shown to people.
    pub file: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// What to write instead of the bytes at a span.
    pub fix: Option<Fix>,
    /// A second place that explains the first, such as the other exercise of the same id.
    pub also: Option<(Span, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub span: Span,
    pub text: String,
}

impl Diagnostic {
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity: Severity::Error, message: message.into(), span: None, file: None, help: None, fix: None, also: None }
    }

    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    pub fn at(mut self, span: impl Into<Option<Span>>) -> Diagnostic {
        self.span = span.into();
        self
    }

    pub fn file(mut self, name: impl Into<String>) -> Diagnostic {
        self.file = Some(name.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }

    pub fn also(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.also = Some((span, message.into()));
        self
    }
}

/// All that was found, in the order it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    pub fn extend(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// By place, errors and warnings together; what has no place comes last. A fault said twice is said once, as are
    /// long words of one text, and a font that is not installed is told at the first text that wants it.
    pub fn sorted(mut self) -> Diagnostics {
        self.0.sort_by_key(|diagnostic| (diagnostic.span.is_none(), diagnostic.span, diagnostic.severity));
        self.0.dedup();
        // A word that no line may hold is also one that was broken.
        self.0.dedup_by(|again, first| again.span.is_some() && again.span == first.span && [again.code, first.code] == [Code::LongWord; 2]);
        let mut fonts: Vec<String> = Vec::new();
        self.0.retain(|diagnostic| {
            let again = diagnostic.code == Code::MissingFont && fonts.contains(&diagnostic.message);
            fonts.extend((diagnostic.code == Code::MissingFont && !again).then(|| diagnostic.message.clone()));
            !again
        });
        self
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(all: I) -> Self {
        Diagnostics(all.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
