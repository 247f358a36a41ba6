//! Values with their place.
use crate::source::Span;

/// A value and the bytes that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<T> {
    pub value: T,
    pub span: Span,
}

/// A text or a list of texts: `"one a line"`, or `["one", "two"]`. Lines that hold only space are left out.
pub type Texts = Vec<Said<String>>;
