//! `layouts/*.toml`: how a handout is set on paper. A closed vocabulary: papers, white, columns, styles, parts and their order.
use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::{Said, Texts};
use crate::geom::Len;

/// A layout. What it does not say is taken from the layout it extends, or from `handout`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LayoutFile {
    /// Version of this file format; 1 where it is absent.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Option<Said<u32>>,
    /// What it is for, in one sentence.
    pub description: Option<Said<String>>,
    /// The layout that this one changes.
    #[schemars(extend("format" = "x-id"))]
    pub extends: Option<Said<String>>,
    /// Keys of that layout to leave out, such as `["paper"]`.
    pub without: Texts,
    /// Paper of its own, such as `a5` or `"5 in x 8 in"`.
    pub paper: Option<Said<String>>,
    /// Down the pages, cards to cut apart, or panels side by side on a wall.
    pub flow: Option<Said<FlowWord>>,
    /// From how far away it can still be read, such as `"2 m"`: no capital is lower than 0.25 % of it.
    pub viewing_distance: Option<Said<Length>>,
    /// Parts from first to last. `safety` and `exercises` are always among them.
    pub order: Option<Said<Vec<PartWord>>>,
    /// What later pages say at their head.
    pub running_header: Option<Vec<RunningWord>>,
    /// Contrast that every text must have on its ground (WCAG 2.1): 4.5, or 7 for large print.
    #[schemars(range(min = 4.5, max = 21.0))]
    pub contrast: Option<Said<f64>>,
    /// Family of the letters.
    pub font: Option<Said<String>>,
    /// The white, the columns and the rhythm.
    pub page: PageTable,
    /// Cards to cut apart.
    pub cards: CardsTable,
    /// Panels side by side.
    pub panels: PanelsTable,
    /// Colours, such as `"#1b242c"`.
    pub colours: ColoursTable,
    /// Exercise drawings.
    pub figures: FiguresTable,
    /// How texts look, by their use.
    pub styles: StylesTable,
    /// How each part is set.
    pub parts: PartsTable,
}

/// The white at the edges, the columns, the rhythm.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PageTable {
    /// White at the top.
    pub top: Option<Said<Length>>,
    /// White below the footer.
    pub bottom: Option<Said<Length>>,
    /// White where lines begin, at least.
    pub start: Option<Said<Length>>,
    /// White where lines end, at least.
    pub end: Option<Said<Length>>,
    /// Width of the text at most; on wider paper the white at both sides grows.
    pub measure: Option<Said<Length>>,
    /// Columns of the grid.
    #[schemars(range(min = 1, max = 24))]
    pub columns: Option<Said<u8>>,
    /// White between two columns.
    pub gutter: Option<Said<Length>>,
    /// Columns before the axis: labels and pictures stand before it, words after it. 0: headings stand above their words.
    #[schemars(range(min = 0, max = 23))]
    pub axis: Option<Said<u8>>,
    /// Half the distance of two lines; all distances are multiples of it.
    pub step: Option<Said<Length>>,
    /// How far grounds and bars reach beyond the text.
    pub hang: Option<Said<Length>>,
}

/// Cards to cut apart.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct CardsTable {
    /// Cards to a page, in the order they are tried: the first number at which everything fits.
    pub per_page: Option<Said<Vec<u8>>>,
    /// Sizes of the letters to read, tried from the largest for each number of cards; all other letters but the footer's follow.
    pub body_sizes: Option<Said<Vec<Length>>>,
    /// White inside a card's edge.
    pub padding: Option<Said<Length>>,
}

/// Panels side by side, an exercise in each.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PanelsTable {
    /// The paper that all lengths of the layout are written for; on another, they grow or shrink with it.
    pub sizes_for: Option<Said<String>>,
    /// Sizes of the letters to read, tried from the largest: the first at which everything stands on one page. All other letters but the
    /// footer's follow.
    pub body_sizes: Option<Said<Vec<Length>>>,
    /// Panels side by side, at most; as many as make the pictures largest.
    #[schemars(range(min = 1, max = 8))]
    pub columns: Option<Said<u8>>,
}

/// Colours.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ColoursTable {
    /// Words, rules, boxes.
    #[schemars(extend("format" = "x-colour", "pattern" = "^#[0-9A-Fa-f]{6}$"))]
    pub ink: Option<Said<String>>,
    /// Numbers and marks; the clinic's own accent goes before it.
    #[schemars(extend("format" = "x-colour", "pattern" = "^#[0-9A-Fa-f]{6}$"))]
    pub accent: Option<Said<String>>,
    /// Safety, and nothing else.
    #[schemars(extend("format" = "x-colour", "pattern" = "^#[0-9A-Fa-f]{6}$"))]
    pub safety: Option<Said<String>>,
    /// Behind "In short".
    #[schemars(extend("format" = "x-colour", "pattern" = "^#[0-9A-Fa-f]{6}$"))]
    pub ground: Option<Said<String>>,
}

/// Exercise drawings: the same figure in all palettes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct FiguresTable {
    /// Tinted with the accent; in greys that a copier keeps; or lines alone, for the photocopier.
    pub palette: Option<Said<PaletteWord>>,
}

macro_rules! styles {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// How texts look, by their use.
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
        pub struct StylesTable { $($(#[doc = $doc])+ pub $name: StyleTable,)+ }

        impl StylesTable {
            /// The families that it names.
            pub fn fonts(&self) -> impl Iterator<Item = &Said<String>> {
                [$(&self.$name),+].into_iter().filter_map(|style| style.font.as_ref())
            }
        }
    };
}

styles! {
    /// Title of the handout.
    title,
    /// Headings of parts.
    heading,
    /// Number and name of an exercise.
    name,
    /// Everything to read.
    body,
    /// Captions, days of the log.
    caption,
    /// Labels in the dosage strip.
    label,
    /// Numbers in the dosage strip.
    value,
    /// Units in the dosage strip.
    unit,
    /// Labels of lines to write on.
    blank,
    /// The clinic in the header.
    clinic,
    /// Sources, credits, addresses.
    small,
    /// Foot of the page.
    footer,
}

/// How a text looks.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct StyleTable {
    /// Keys of the lower layout to leave out, such as `["tracking"]`.
    pub without: Texts,
    /// Family of the letters, where it is another than the layout's.
    pub font: Option<Said<String>>,
    /// Size of the letters; 12 pt at least, 10 pt in the footer.
    pub size: Option<Said<Length>>,
    /// From one line to the next, for Latin letters; other scripts get what they need.
    pub leading: Option<Said<Length>>,
    pub weight: Option<Said<WeightWord>>,
    /// White added between letters, in parts of the size, such as -0.012.
    #[schemars(range(min = -0.1, max = 0.2))]
    pub tracking: Option<Said<f64>>,
}

/// How each part is set.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PartsTable {
    pub header: HeaderTable,
    pub summary: PlainTable,
    pub safety: SafetyTable,
    pub equipment: PlainTable,
    pub exercises: ExercisesTable,
    pub tips: PlainTable,
    pub log: LogTable,
    pub videos: VideosTable,
    pub sources: PlainTable,
    pub credits: PlainTable,
    pub pain_scale: PainScaleTable,
    pub teach_back: WritingTable,
    pub progress_notes: WritingTable,
    pub next_visit: WritingTable,
    pub notes: NotesTable,
}

/// Clinic and lines to write on.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct HeaderTable {
    /// Keys of the lower layout to leave out, such as `["blanks"]`.
    pub without: Texts,
    /// Height of the logo.
    pub logo: Option<Said<Length>>,
    /// From one line to write on to the next; 9 mm at least.
    pub pitch: Option<Said<Length>>,
    /// Lines to write on.
    pub blanks: Option<Vec<BlankWord>>,
}

/// A heading and its words.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PlainTable {
    /// Heading beside the words, or above them.
    pub arrange: Option<Said<ArrangeWord>>,
}

/// The safety block. It cannot be left out, parted or shrunk.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct SafetyTable {
    /// Headings beside the words, or above them.
    pub arrange: Option<Said<ArrangeWord>>,
    /// Height of the sign.
    pub sign: Option<Said<Length>>,
    /// Thickness of the bars above and below.
    pub bar: Option<Said<Length>>,
    /// Headings side by side, at most, each above its words; 1 sets one below the other.
    #[schemars(range(min = 1, max = 4))]
    pub columns: Option<Said<u8>>,
}

/// The exercises.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ExercisesTable {
    /// Where pictures stand.
    pub pictures: Option<Said<PicturesWord>>,
    /// Height of a picture that stands alone, at most.
    pub picture_height: Option<Said<Length>>,
    /// Height of each of several pictures, at most.
    pub pair_height: Option<Said<Length>>,
    /// What a card says, from first to last. `steps` and `safety` are always among them; `dosage` stands at its foot wherever it is named.
    pub order: Option<Said<Vec<ItemWord>>>,
    /// Columns of each place in the dosage strip.
    pub strip: Option<Said<Vec<u8>>>,
}

/// The log to tick.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LogTable {
    /// Heading beside the boxes, or above them.
    pub arrange: Option<Said<ArrangeWord>>,
    /// Side of a box.
    #[serde(rename = "box")]
    pub box_size: Option<Said<Length>>,
    /// From one day to the next.
    pub pitch: Option<Said<Length>>,
}

/// Films.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct VideosTable {
    /// Side of a QR code, at least.
    pub qr: Option<Said<Length>>,
}

/// A scale from 0, no pain, to 10, worst pain.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PainScaleTable {
    /// Heading beside the scale, or above it.
    pub arrange: Option<Said<ArrangeWord>>,
    /// A row for each; one row without a name where this is empty.
    pub times: Option<Said<Vec<TimeWord>>>,
}

/// Lines to write on.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct WritingTable {
    /// Heading beside the lines, or above them.
    pub arrange: Option<Said<ArrangeWord>>,
    /// Lines to write on: below each question, or in all.
    #[schemars(range(min = 1, max = 60))]
    pub lines: Option<Said<u8>>,
    /// From one line to the next; 9 mm at least.
    pub pitch: Option<Said<Length>>,
}

/// Whole pages of lines to write on.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct NotesTable {
    /// How many pages.
    #[schemars(range(min = 1, max = 20))]
    pub pages: Option<Said<u8>>,
    /// From one line to the next; 9 mm at least.
    pub pitch: Option<Said<Length>>,
}

macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $about:literal])* $word:ident,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($word),+ }
    };
}

words! {
    /// How content fills paper.
    FlowWord { Pages, Cards, Panels, }
}
words! {
    /// What exercise drawings are drawn with.
    PaletteWord { Colour, Grey, Line, }
}
words! {
    /// A part of the sheet.
    PartWord {
        Header, Title, Summary, Safety, Equipment, Exercises, Tips, Log, Videos, Sources, Credits, PainScale, TeachBack, ProgressNotes,
        NextVisit, Notes,
    }
}
words! {
    /// What later pages say at their head.
    RunningWord { Title, Clinic, Id, }
}
words! {
    /// Heading beside the words, or above them.
    ArrangeWord { Axis, Stacked, }
}
words! {
    /// Where pictures stand: before the axis beside the words; above the words; above them side by side.
    PicturesWord { Beside, Above, Row, }
}
words! {
    /// What an exercise says.
    ItemWord { Why, Pictures, SetUp, Steps, Breathing, Cue, Safety, Avoid, Easier, Harder, Dosage, }
}
words! {
    /// Lines to write on.
    BlankWord { Patient, Date, Therapist, NextVisit, }
}
words! {
    /// When pain is marked on the scale.
    TimeWord { Before, After, }
}
words! {
    /// Weight of the letters.
    WeightWord { Regular, Bold, }
}

/// A length, such as `"9 mm"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(pub Len);

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Length, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Length;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a length such as \"9 mm\"")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Length, E> {
                text.parse().map(Length).map_err(E::custom)
            }
        }
        from.deserialize_str(Read)
    }
}

impl JsonSchema for Length {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Length".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "x-length", "pattern": "^-?[0-9]+(\\.[0-9]+)? ?(pt|mm|cm|m|in)$" })
    }
}
