//! Composed pages: every fragment in its place, tagged or an artifact.
use std::sync::Arc;

use crate::geom::{Area, Direction, Len, Size};
use crate::model::{Inking, PictureRef};
use crate::structure::{NodeId, Structure};
use crate::text::Lines;

/// A handout, composed.
#[derive(Clone, Debug)]
pub struct Pages {
    pub pages: Vec<Page>,
    pub structure: Structure,
    pub bookmarks: Vec<Bookmark>,
    pub about: About,
    /// The size on paper matters: a viewer must not shrink the page when printing.
    pub exact_scale: bool,
    /// Pixels an inch that pictures keep at most; none keeps all.
    pub max_dpi: Option<u32>,
    /// How figures are inked.
    pub inking: Inking,
}

/// What the file says of itself. Nothing of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub title: String,
    /// BCP 47.
    pub lang: String,
    /// The clinic.
    pub author: Option<String>,
    pub id: String,
    pub version: Option<String>,
    /// The day of issue, or none.
    pub day: Option<(u16, u8, u8)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    pub title: String,
    /// Counted from 0.
    pub page: usize,
    pub top: Len,
    /// 0 for the title, 1 for an exercise.
    pub level: u8,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub size: Size,
    pub direction: Direction,
    /// In the order of painting; within one node, in the order of reading.
    pub fragments: Vec<Fragment>,
}

#[derive(Clone, Debug)]
pub struct Fragment {
    pub area: Area,
    pub mark: Mark,
    pub ink: Ink,
}

/// What a fragment is to a screen reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Tagged(NodeId),
    Artifact(Artifact),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Rules, grounds, marks.
    Layout,
    /// Said once elsewhere: repeated headers.
    Header,
    Footer,
}

#[derive(Clone, Debug)]
pub enum Ink {
    /// One line of a text. The area is as wide as the line; the baseline is so far below its top.
    Line { lines: Arc<Lines>, index: usize, baseline: Len, colour: Rgb },
    /// A picture over the whole area; the area has the picture's aspect. `flipped`: mirrored about its upright middle.
    Picture { picture: PictureRef, flipped: bool },
    /// A path in the area: `x` from its left edge, `y` from its top, in points. Never mirrored.
    Path { path: Arc<Path>, fill: Option<Rgb>, stroke: Option<Stroke> },
    /// The whole area in one colour.
    Fill(Rgb),
    /// Nothing is painted: the area can be clicked. Its mark is a `Link` node.
    Link { url: Arc<str>, contents: Arc<str> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub width: Len,
    pub colour: Rgb,
    /// Lengths of dash and gap.
    pub dash: Option<(Len, Len)>,
    pub round: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    pub segments: Vec<Segment>,
    /// Overlaps are left out (even-odd), not filled (non-zero winding).
    pub even_odd: bool,
}

/// Points from the area's top left, in points (1/72 in).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(f32, f32),
    Line(f32, f32),
    Curve(f32, f32, f32, f32, f32, f32),
    Close,
}
