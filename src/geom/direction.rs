//! Which way text runs, and the one place where `start` becomes `left`.
use super::{Area, Len};

/// The way a language's lines run, and with them the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    #[default]
    Ltr,
    Rtl,
}

impl Direction {
    /// The distance of an area from the left edge of a page so wide.
    pub fn left(self, area: Area, page_width: Len) -> Len {
        match self {
            Direction::Ltr => area.start,
            Direction::Rtl => page_width - area.end(),
        }
    }
}
