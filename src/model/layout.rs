//! A layout as meant: every measure there, every colour chosen, the paper decided.
use std::sync::Arc;

use super::BlankKind;
use crate::geom::{Len, Margins, Size};
use crate::source::Span;

/// How a handout is set on paper. Made by `resolve` from a `layouts/*.toml`, the clinic and the paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub name: String,
    pub paper: Size,
    /// From how far away it can still be read, where that is more than the length of an arm.
    pub viewing_distance: Option<Len>,
    pub flow: Flow,
    pub grid: Grid,
    pub styles: Styles,
    pub colours: Colours,
    pub inking: Inking,
    /// Parts in their order; `safety` and `exercises` always among them.
    pub order: Vec<Part>,
    pub running: Vec<Running>,
    pub header: Header,
    pub summary: Arrange,
    pub safety: SafetyPart,
    pub equipment: Arrange,
    pub tips: Arrange,
    pub exercises: Exercises,
    pub log: LogPart,
    pub videos: Videos,
    pub sources: Arrange,
    pub credits: Arrange,
    pub pain_scale: PainScale,
    pub teach_back: Writing,
    pub progress_notes: Writing,
    pub next_visit: Writing,
    pub notes: Notes,
}

impl Layout {
    /// The smallest letters that can still be read from so far away: capitals of 0.25 % of the distance, two thirds of the letters' size
    /// (Atkinson Hyperlegible Next: 0.668). They are read with ease at twice that size.
    pub fn smallest_letters(distance: Len) -> Len {
        distance.scale(3, 800).round_up_to(Len::pt(1) / 2)
    }

    /// The same layout with letters to read of another size: the other letters, the rhythm and what is measured by them follow; the
    /// footer and the grid of the page stay.
    pub fn resized(&self, body: Len) -> Layout {
        let from = self.styles.body.size;
        if body == from || from <= Len::ZERO {
            return self.clone();
        }
        let follow = |length: Len| length.scale(body.raw(), from.raw());
        let style = |style: &Style| {
            // No letters fall below those to read, unless they were smaller already.
            let size = follow(style.size).max(style.size.min(body));
            Style { size, leading: follow(style.leading).max(size), ..style.clone() }
        };
        let styles = Styles { footer: self.styles.footer.clone(), ..self.styles.each(style) };
        let mut layout = Layout { styles, ..self.clone() };
        layout.grid.step = follow(layout.grid.step);
        layout.safety.sign = follow(layout.safety.sign);
        layout.exercises.picture_height = follow(layout.exercises.picture_height);
        layout.exercises.pair_height = follow(layout.exercises.pair_height);
        layout
    }

    /// The same layout on paper `wide` times as large for each `was`: all grows or shrinks with it, but no letters fall below `floor`.
    pub fn scaled(&self, wide: Len, was: Len, floor: Len) -> Layout {
        let follow = |length: Len| length.scale(wide.raw(), was.raw().max(1));
        // The other letters, the rhythm and what is measured by it stay with the letters to read.
        let was_body = self.styles.body.size;
        let body = follow(was_body).max(floor);
        let with_body = |length: Len| length.scale(body.raw(), was_body.raw().max(1));
        let styles = self.styles.each(|style| {
            let size = with_body(style.size).max(floor);
            Style { size, leading: style.leading.scale(size.raw(), style.size.raw().max(1)), ..style.clone() }
        });
        // Type stands 10 mm from an edge that is laminated.
        let white = |length: Len| follow(length).max(length.min(Len::mm(10)));
        let mut layout = self.clone();
        let margin = self.grid.margin;
        layout.grid.margin = Margins { start: white(margin.start), end: white(margin.end), top: white(margin.top), bottom: white(margin.bottom) };
        layout.grid.gutter = follow(self.grid.gutter);
        layout.grid.hang = follow(self.grid.hang);
        layout.grid.step = with_body(self.grid.step);
        layout.header.logo = with_body(self.header.logo);
        layout.safety.sign = with_body(self.safety.sign);
        layout.safety.bar = with_body(self.safety.bar);
        layout.exercises.picture_height = with_body(self.exercises.picture_height);
        layout.exercises.pair_height = with_body(self.exercises.pair_height);
        layout.styles = styles;
        layout
    }
}

/// How content fills paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Down the page, then onto the next.
    Pages,
    /// One exercise to a cell, the cells cut apart. So many to a page: the first number at which everything fits, with the first of
    /// the sizes of the letters to read.
    Cards { per_page: Vec<u8>, body_sizes: Vec<Len>, padding: Len },
    /// One exercise to a panel, at most so many side by side, in the first of the sizes of the letters to read at which all stand on one
    /// page.
    Panels { columns: u8, body_sizes: Vec<Len> },
}

/// The white, the columns and the rhythm of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    pub margin: Margins,
    pub columns: u8,
    pub gutter: Len,
    /// Columns before the axis, which labels and pictures take; 0 where headings stand above their words.
    pub axis: u8,
    /// Half the distance of two lines: every distance is a multiple of it.
    pub step: Len,
    /// How far grounds and bars reach beyond the measure.
    pub hang: Len,
}

/// A part of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Header,
    Title,
    Summary,
    Safety,
    Equipment,
    Exercises,
    Tips,
    Log,
    Videos,
    Sources,
    Credits,
    PainScale,
    TeachBack,
    ProgressNotes,
    NextVisit,
    Notes,
}

/// What a running header says, from the second page on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Running {
    Title,
    Clinic,
    Id,
}

/// Heading and words of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arrange {
    /// The heading before the axis, the words after it.
    Axis,
    /// The heading above the words.
    Stacked,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Height of the logo.
    pub logo: Len,
    /// From one line to write on to the next: 9 mm or more.
    pub pitch: Len,
    pub blanks: Vec<BlankKind>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafetyPart {
    pub arrange: Arrange,
    /// Height of the sign.
    pub sign: Len,
    /// Thickness of the bars above and below.
    pub bar: Len,
    /// Headings side by side, at most: 1 or more.
    pub columns: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercises {
    pub pictures: Pictures,
    /// Height of a picture that stands alone, at most.
    pub picture_height: Len,
    /// Height of each of several pictures, at most.
    pub pair_height: Len,
    /// What a card says, in this order; `steps` and `safety` always among them.
    pub order: Vec<Item>,
    /// Columns of each place in the dosage strip.
    pub strip: Vec<u8>,
}

/// Where the pictures of an exercise stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pictures {
    /// Before the axis, one below the other, beside the words.
    Beside,
    /// Above the words, one below the other.
    Above,
    /// Above the words, side by side.
    Row,
}

/// What an exercise says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    Why,
    Pictures,
    SetUp,
    Steps,
    Breathing,
    Cue,
    Safety,
    Avoid,
    Easier,
    Harder,
    Dosage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPart {
    pub arrange: Arrange,
    /// Side of a tick box.
    pub box_size: Len,
    /// From one day to the next.
    pub pitch: Len,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Videos {
    /// Side of a QR code, at least.
    pub qr: Len,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PainScale {
    pub arrange: Arrange,
    /// A row for each; one row without a name where there is none.
    pub times: Vec<PainTime>,
    /// Where the layout orders it.
    pub span: Option<Span>,
}

/// When pain is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PainTime {
    Before,
    After,
}

/// Lines to write on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    pub arrange: Arrange,
    /// Below each question, or in all: 1 or more.
    pub lines: u8,
    /// From one to the next: 9 mm or more.
    pub pitch: Len,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// 1 or more.
    pub pages: u8,
    /// From one line to write on to the next: 9 mm or more.
    pub pitch: Len,
}

/// The styles by their use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Styles {
    pub title: Style,
    pub heading: Style,
    pub name: Style,
    pub body: Style,
    pub caption: Style,
    pub label: Style,
    pub value: Style,
    pub unit: Style,
    pub blank: Style,
    pub clinic: Style,
    pub small: Style,
    pub footer: Style,
}

impl Styles {
    pub fn all(&self) -> [&Style; 12] {
        let Styles { title, heading, name, body, caption, label, value, unit, blank, clinic, small, footer } = self;
        [title, heading, name, body, caption, label, value, unit, blank, clinic, small, footer]
    }

    /// Each style changed.
    fn each(&self, change: impl Fn(&Style) -> Style) -> Styles {
        let Styles { title, heading, name, body, caption, label, value, unit, blank, clinic, small, footer } = self;
        Styles {
            title: change(title),
            heading: change(heading),
            name: change(name),
            body: change(body),
            caption: change(caption),
            label: change(label),
            value: change(value),
            unit: change(unit),
            blank: change(blank),
            clinic: change(clinic),
            small: change(small),
            footer: change(footer),
        }
    }
}

/// How a text looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    pub family: Arc<str>,
    pub size: Len,
    pub leading: Len,
    pub strong: bool,
    /// In thousandths of the size.
    pub tracking: i16,
}

/// 0xRRGGBB. All that carry text hold the layout's contrast on `paper` and on `ground`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colours {
    pub ink: u32,
    pub accent: u32,
    pub safety: u32,
    /// Behind "In short". Carries no meaning.
    pub ground: u32,
    pub paper: u32,
}

/// How exercise drawings are inked: the same figure in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Inking {
    pub palette: Palette,
    /// Of lines: 0xRRGGBB.
    pub ink: u32,
    /// Of arrows; what is worn is tinted with it.
    pub accent: u32,
}

/// What a sheet is printed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Palette {
    #[default]
    Colour,
    Grey,
    /// Lines alone: for the photocopier.
    Line,
}

/// The colours of the layout `handout`.
impl Default for Inking {
    fn default() -> Inking {
        Inking { palette: Palette::Colour, ink: 0x1b242c, accent: 0x0b4a5f }
    }
}
