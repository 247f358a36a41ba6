//! Handout × Layout → Pages. Sees no TOML, file, clock, thread or environment; cannot fail: what does not fit is a diagnostic.
mod page;

pub use page::*;
