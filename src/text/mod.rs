//! A styled text becomes lines: itemize, bidi, shape, break. Sees no page and no colour.
mod types;

pub use types::*;

use std::path::PathBuf;
use std::sync::Arc;

use crate::geom::Len;

/// All faces: those built in, and those found in folders when a text needs them. Shared by all jobs and threads.
pub struct Fonts {}

impl Fonts {
    /// The faces that are built in; others are looked for in these folders, in this order, when they are needed.
    pub fn new(_folders: Vec<PathBuf>) -> Fonts {
        unimplemented!()
    }

    /// The paragraph in lines of at most `measure`; the same `Arc` for the same question.
    pub fn set(&self, _paragraph: &Paragraph, _measure: Len) -> Arc<Lines> {
        unimplemented!()
    }
}
