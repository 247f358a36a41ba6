//! A styled text becomes lines: itemize, bidi, shape, break. Sees no page and no colour.
//!
//! A paragraph goes through `itemize` (grapheme clusters, scripts, levels; `choose` picks their faces out of the `case`), `shape`
//! (glyphs), `stops` (where a line may end; `keep` forbids, `hyphen` allows), `fit` (which of them to take) and `set` (lines, put in
//! visual order). `height` says how far apart they stand. All up to `stops` is done once for a paragraph, the rest once for a measure.
mod case;
mod choose;
mod face;
mod fit;
mod folders;
mod height;
mod hyphen;
mod itemize;
mod keep;
mod memo;
mod scan;
mod set;
mod shape;
mod shipped;
mod stops;
#[cfg(test)]
mod tests;
mod tongue;
mod types;

pub use case::{FamilyReport, Origin};
pub use face::Face;
pub use folders::default_folders;
pub use shipped::Cut;
pub use tongue::is_written_in;
pub use types::*;

use std::path::PathBuf;
use std::sync::Arc;

use case::Case;
use memo::Memo;
use set::Set;
use shape::Plans;
use shipped::SHIPPED;
use tongue::Tongue;

use crate::geom::Len;

/// All faces: those built in, and those found in folders when a text needs them. Shared by all jobs and threads.
pub struct Fonts {
    case: Case,
    plans: Plans,
    tongues: Memo<Arc<str>, Tongue>,
    paragraphs: Memo<Paragraph, Set>,
}

/// How many paragraphs are remembered: those of some dozens of handouts.
const REMEMBERED: usize = 6_000;

impl Fonts {
    /// The faces that are built in; others are looked for in these folders, in this order, when they are needed.
    pub fn new(folders: Vec<PathBuf>) -> Fonts {
        Fonts { case: Case::new(folders), plans: Plans::default(), tongues: Memo::new(1_000), paragraphs: Memo::new(REMEMBERED) }
    }

    /// The paragraph in lines of at most `measure`; the same `Arc` for the same question.
    ///
    /// A line ends where `\n` stands whatever the measure; with [`Len::MAX`] nowhere else. An empty text has one line without runs.
    pub fn set(&self, paragraph: &Paragraph, measure: Len) -> Arc<Lines> {
        let set = self.paragraphs.get(paragraph, || {
            let tongue = self.tongues.get(&paragraph.lang, || Tongue::new(&paragraph.lang));
            Set::new(&self.case, &self.plans, tongue, paragraph.clone())
        });
        set.lines(&self.case, &self.plans, measure)
    }

    /// Drops what was remembered of paragraphs; faces stay.
    pub fn forget(&self) {
        self.paragraphs.forget();
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
