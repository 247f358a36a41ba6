//! A styled text becomes lines: itemize, bidi, shape, break. Sees no page and no colour.
mod case;
mod face;
mod folders;
mod scan;
mod shipped;
mod types;

pub use case::{FamilyReport, Origin};
pub use face::Face;
pub use folders::default_folders;
pub use shipped::Cut;
pub use types::*;

use std::path::PathBuf;
use std::sync::Arc;

use case::Case;
use shipped::SHIPPED;

use crate::geom::Len;

/// All faces: those built in, and those found in folders when a text needs them. Shared by all jobs and threads.
pub struct Fonts {
    case: Case,
}

impl Fonts {
    /// The faces that are built in; others are looked for in these folders, in this order, when they are needed.
    pub fn new(folders: Vec<PathBuf>) -> Fonts {
        Fonts { case: Case::new(folders) }
    }

    /// The paragraph in lines of at most `measure`; the same `Arc` for the same question.
    pub fn set(&self, _paragraph: &Paragraph, _measure: Len) -> Arc<Lines> {
        unimplemented!()
    }

    /// The face of an id found in a [`Run`] of these fonts.
    pub fn face(&self, id: FaceId) -> &Face {
        self.case.face(id)
    }

    /// Whether a layout may name this family; one that ships but is not installed counts.
    pub fn knows(&self, family: &str) -> bool {
        self.case.family(family).is_some()
    }

    /// Every family that ships, then those found in the folders.
    pub fn list(&self) -> Vec<FamilyReport> {
        self.case.list()
    }

    /// Font files in the folders that cannot be used: damaged, or without TrueType outlines.
    pub fn unusable(&self) -> &[PathBuf] {
        self.case.unusable()
    }

    /// The bytes of the faces that are built in, for others who set text.
    pub fn built_in() -> impl Iterator<Item = &'static [u8]> {
        SHIPPED.iter().flat_map(|family| family.cuts.iter().filter_map(|(_, bytes)| *bytes))
    }

    /// The licence of each family that ships, by family.
    pub fn licences() -> impl Iterator<Item = (&'static str, &'static str)> {
        SHIPPED.iter().map(|family| (family.name, family.licence))
    }
}
