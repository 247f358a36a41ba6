//! What goes in and what comes out.
use std::ops::Range;
use std::sync::Arc;

use crate::geom::{Direction, Len};

/// A face among the kit's fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// How a text is set. Colour is not the text's concern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// The family that the layout asks for; the rest of the list follows from language and script.
    pub family: Arc<str>,
    pub size: Len,
    /// From one baseline to the next, as the layout has it for Latin; grows for scripts and faces that need more.
    pub leading: Len,
    pub strong: bool,
    /// Added after each cluster; nothing for scripts that join or stack.
    pub tracking: Len,
    /// Digits of one width.
    pub tabular: bool,
    /// Words may be parted with a hyphen, where the language has patterns.
    pub hyphenate: bool,
}

/// A text to be set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Paragraph {
    pub content: Arc<str>,
    /// The bytes set in bold whatever the style says.
    pub strong: Vec<Range<usize>>,
    /// BCP 47.
    pub lang: Arc<str>,
    /// The direction of the page: the base of bidi.
    pub direction: Direction,
    pub style: Style,
}

/// A paragraph in lines of one width.
#[derive(Debug)]
pub struct Lines {
    pub content: Arc<str>,
    /// The paragraph's language (BCP 47).
    pub lang: Arc<str>,
    pub lines: Vec<Line>,
    /// The distance between baselines.
    pub leading: Len,
    /// From the top of a line's slot (`leading` high) to its baseline.
    pub baseline: Len,
    /// Clusters that no face has: each different one where it first stands. They are painted as the face's own box.
    pub missing: Vec<Missing>,
    /// Words wider than the measure that no hyphen could part; they were broken between clusters.
    pub too_long: Vec<Range<usize>>,
}

impl Lines {
    /// The height of all slots.
    pub fn height(&self) -> Len {
        self.leading * self.lines.len() as i64
    }

    /// The widest line.
    pub fn width(&self) -> Len {
        self.lines.iter().map(|line| line.width).max().unwrap_or(Len::ZERO)
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the content it stands for, trailing spaces included.
    pub range: Range<usize>,
    /// From the left edge of its first glyph to the right edge of its last; trailing spaces not counted.
    pub width: Len,
    /// From left to right, as painted.
    pub runs: Vec<Run>,
    /// The line ends in a hyphen that the content does not have (the last glyph in reading order; its cluster is empty).
    pub hyphen: bool,
}

/// Glyphs of one face, script and direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub face: FaceId,
    pub size: Len,
    /// From the line's left edge.
    pub left: Len,
    pub rtl: bool,
    /// The bytes of the content.
    pub range: Range<usize>,
    /// From left to right.
    pub glyphs: Vec<Glyph>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    pub id: u16,
    pub advance: Len,
    /// To the right of the pen.
    pub dx: Len,
    /// Upwards from the baseline.
    pub dy: Len,
    /// The bytes of the content that this glyph's cluster stands for; glyphs of one cluster have the same.
    pub start: u32,
    pub end: u32,
}

/// A cluster that no face has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub range: Range<usize>,
    pub letter: char,
    /// Its script's name, such as "Tibetan".
    pub script: String,
    /// The family that would serve, where one is known: one that ships apart from the program, or another of the Noto fonts.
    pub family: Option<&'static str>,
}
