//! A layout file becomes a layout: every measure there, the paper decided, colours that can be read.
mod by_hand;
mod flow;
mod paper;

pub use paper::paper;

use std::sync::Arc;

use super::colour::{colour, contrast, darkened};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::{Len, Margins, Size};
use crate::model::{
    Arrange, BlankKind, Colours, Exercises, Grid, Header, Inking, Item, Layout, LogPart, Palette, Part, Pictures, Running, SafetyPart, Style, Styles,
    Videos,
};
use crate::source::Span;
use crate::spec::Said;
use crate::spec::layout::{
    ArrangeWord, BlankWord, ItemWord, LayoutFile, Length, PaletteWord, PartWord, PicturesWord, RunningWord, StyleTable, WeightWord,
};

/// Printers leave up to 5 mm at an edge of the paper white: what stood there, a patient would not see.
const EDGE: Len = Len::pt(15);
/// The smallest letters of anything that is read, and of the footer.
const FLOOR: Len = Len::pt(12);
const FOOTER_FLOOR: Len = Len::pt(10);

/// From one line to write on to the next, at least: room for a hand.
const HAND: Len = Len::mm(9);

/// What a layout is resolved for.
pub struct Wanted {
    pub name: String,
    pub paper: Size,
    /// The clinic's own colour, and where it is written.
    pub accent: Option<(u32, Option<Span>)>,
}

/// The layout as meant. `file` is already merged over all that it extends. None where a fault of it stands in `out` as an error.
pub fn layout(file: &LayoutFile, wanted: Wanted, out: &mut Diagnostics) -> Option<Layout> {
    let mut read = Read { out, good: true, name: &wanted.name };
    let contrast_wanted = read.must(&file.contrast, "contrast").unwrap_or(4.5);
    let colours = read.colours(file, &wanted, contrast_wanted);
    let grid = read.grid(file, wanted.paper);
    let layout = Layout {
        name: wanted.name.clone(),
        paper: wanted.paper,
        viewing_distance: file.viewing_distance.as_ref().map(|said| said.value.0),
        flow: read.flow(file),
        styles: read.styles(file),
        order: read.order(file),
        running: file.running_header.iter().flatten().map(running).collect(),
        header: Header {
            logo: read.length(&file.parts.header.logo, "parts.header.logo", Len::pt(1)),
            pitch: read.length(&file.parts.header.pitch, "parts.header.pitch", HAND),
            blanks: read.blanks(file),
        },
        summary: read.arrange(&file.parts.summary.arrange, "parts.summary.arrange"),
        safety: SafetyPart {
            arrange: read.arrange(&file.parts.safety.arrange, "parts.safety.arrange"),
            sign: read.length(&file.parts.safety.sign, "parts.safety.sign", Len::pt(24)),
            bar: read.length(&file.parts.safety.bar, "parts.safety.bar", Len::pt(1)),
            columns: read.must(&file.parts.safety.columns, "parts.safety.columns").unwrap_or(1),
        },
        equipment: read.arrange(&file.parts.equipment.arrange, "parts.equipment.arrange"),
        tips: read.arrange(&file.parts.tips.arrange, "parts.tips.arrange"),
        exercises: read.exercises(file, &grid),
        log: read.log(file),
        // A QR code under 15 mm is hard to scan (ISO 18004 at arm's length).
        videos: Videos { qr: read.length(&file.parts.videos.qr, "parts.videos.qr", Len::mm(15)) },
        sources: read.arrange(&file.parts.sources.arrange, "parts.sources.arrange"),
        credits: read.arrange(&file.parts.credits.arrange, "parts.credits.arrange"),
        pain_scale: read.pain_scale(file),
        teach_back: read.writing(&file.parts.teach_back, "teach-back"),
        progress_notes: read.writing(&file.parts.progress_notes, "progress-notes"),
        next_visit: read.writing(&file.parts.next_visit, "next-visit"),
        notes: read.notes(file),
        inking: Inking { palette: read.palette(file), ink: colours.ink, accent: colours.accent },
        colours,
        grid,
    };
    let layout = read.for_paper(file, layout);
    read.good.then_some(layout)
}

/// Reads values that must be there; remembers whether all were good.
struct Read<'a> {
    out: &'a mut Diagnostics,
    good: bool,
    name: &'a str,
}

impl Read<'_> {
    fn fault(&mut self, diagnostic: Diagnostic) {
        self.good = false;
        self.out.push(diagnostic);
    }

    fn must<T: Clone>(&mut self, said: &Option<Said<T>>, key: &str) -> Option<T> {
        if said.is_none() {
            self.fault(
                Diagnostic::error(Code::MissingKey, format!("the layout `{}` lacks `{key}`", self.name))
                    .help("a `without` took it away: write it, or leave it in"),
            );
        }
        said.as_ref().map(|said| said.value.clone())
    }

    /// A length of at least `least`.
    fn length(&mut self, said: &Option<Said<Length>>, key: &str, least: Len) -> Len {
        let value = self.must(said, key).map_or(least, |length| length.0);
        if value < least {
            let why = if least == EDGE { ": printers leave that much white at an edge of the paper" } else { "" };
            let message = format!("`{key}` is smaller than {least} pt{why}");
            let fault = Diagnostic::error(Code::OutOfRange, message).at(said.as_ref().map(|said| said.span));
            self.fault(fault.help(format!("write \"{least} pt\" or more")));
        }
        value
    }

    fn arrange(&mut self, said: &Option<Said<ArrangeWord>>, key: &str) -> Arrange {
        match self.must(said, key) {
            Some(ArrangeWord::Axis) | None => Arrange::Axis,
            Some(ArrangeWord::Stacked) => Arrange::Stacked,
        }
    }

    fn grid(&mut self, file: &LayoutFile, paper: Size) -> Grid {
        let page = &file.page;
        let mut margin = Margins {
            start: self.length(&page.start, "page.start", EDGE),
            end: self.length(&page.end, "page.end", EDGE),
            top: self.length(&page.top, "page.top", EDGE),
            bottom: self.length(&page.bottom, "page.bottom", EDGE),
        };
        let measure = self.length(&page.measure, "page.measure", Len::pt(72));
        let spare = paper.width - margin.start - margin.end - measure;
        if spare > Len::ZERO {
            margin.start += spare / 2;
            margin.end += spare / 2;
        }
        let columns = self.must(&page.columns, "page.columns").unwrap_or(12);
        let axis = self.must(&page.axis, "page.axis").unwrap_or(0);
        let room = paper.width - margin.start - margin.end;
        if axis >= columns || room < Len::pt(72) || paper.height - margin.top - margin.bottom < Len::pt(72) {
            let message = if axis >= columns { "`axis` must be less than `columns`" } else { "the margins leave no room on this paper" };
            let place = if axis >= columns { page.axis.as_ref().map(|said| said.span) } else { None };
            let help = format!("look at `[page]` of the layout `{}`, or take a larger paper", self.name);
            self.fault(Diagnostic::error(Code::OutOfRange, message).at(place).help(help));
        }
        Grid {
            margin,
            columns: columns.max(1),
            gutter: self.length(&page.gutter, "page.gutter", Len::ZERO),
            axis,
            step: self.length(&page.step, "page.step", Len::pt(2)),
            hang: self.length(&page.hang, "page.hang", Len::ZERO).min(margin.start).min(margin.end),
        }
    }

    fn palette(&mut self, file: &LayoutFile) -> Palette {
        match self.must(&file.figures.palette, "figures.palette") {
            Some(PaletteWord::Colour) | None => Palette::Colour,
            Some(PaletteWord::Grey) => Palette::Grey,
            Some(PaletteWord::Line) => Palette::Line,
        }
    }

    fn styles(&mut self, file: &LayoutFile) -> Styles {
        let font = self.must(&file.font, "font").unwrap_or_default();
        let styles = &file.styles;
        let mut style = |table: &StyleTable, name: &str, floor: Len| {
            let key = |word: &str| format!("styles.{name}.{word}");
            let size = self.length(&table.size, &key("size"), floor);
            Style {
                family: Arc::from(table.font.as_ref().map_or(font.as_str(), |said| said.value.as_str())),
                size,
                leading: self.length(&table.leading, &key("leading"), size),
                strong: self.must(&table.weight, &key("weight")) == Some(WeightWord::Bold),
                tracking: libm::round(table.tracking.as_ref().map_or(0.0, |said| said.value) * 1000.0) as i16,
            }
        };
        Styles {
            title: style(&styles.title, "title", FLOOR),
            heading: style(&styles.heading, "heading", FLOOR),
            name: style(&styles.name, "name", FLOOR),
            body: style(&styles.body, "body", FLOOR),
            caption: style(&styles.caption, "caption", FLOOR),
            label: style(&styles.label, "label", FLOOR),
            value: style(&styles.value, "value", FLOOR),
            unit: style(&styles.unit, "unit", FLOOR),
            blank: style(&styles.blank, "blank", FLOOR),
            clinic: style(&styles.clinic, "clinic", FLOOR),
            small: style(&styles.small, "small", FLOOR),
            footer: style(&styles.footer, "footer", FOOTER_FLOOR),
        }
    }

    fn order(&mut self, file: &LayoutFile) -> Vec<Part> {
        let order: Vec<Part> = self.must(&file.order, "order").unwrap_or_default().into_iter().map(part).collect();
        let place = file.order.as_ref().map(|said| said.span);
        if !order.contains(&Part::Safety) {
            let message = "`order` leaves out `safety`: no layout may leave out safety text";
            self.fault(Diagnostic::error(Code::SafetyHidden, message).at(place).help("put \"safety\" before \"exercises\""));
        }
        let before = |part: Part| order.iter().position(|known| *known == part);
        if let (Some(safety), Some(exercises)) = (before(Part::Safety), before(Part::Exercises))
            && safety > exercises
        {
            let message = "`safety` must stand before `exercises`";
            self.fault(Diagnostic::error(Code::SafetyHidden, message).at(place).help("put \"safety\" before \"exercises\""));
        }
        if !order.contains(&Part::Exercises) {
            self.fault(Diagnostic::error(Code::MissingKey, "`order` leaves out `exercises`").at(place).help("add \"exercises\""));
        }
        self.once(&order, place);
        order
    }

    fn exercises(&mut self, file: &LayoutFile, grid: &Grid) -> Exercises {
        let table = &file.parts.exercises;
        let order: Vec<Item> = self.must(&table.order, "parts.exercises.order").unwrap_or_default().into_iter().map(item).collect();
        let place = table.order.as_ref().map(|said| said.span);
        for (wanted, word) in [(Item::Safety, "safety"), (Item::Steps, "steps")] {
            if !order.contains(&wanted) {
                let message = format!("the exercises' `order` leaves out `{word}`: no layout may");
                self.fault(Diagnostic::error(Code::SafetyHidden, message).at(place).help(format!("add \"{word}\" to it")));
            }
        }
        self.once(&order, place);
        let strip = self.must(&table.strip, "parts.exercises.strip").unwrap_or_default();
        let columns: u32 = strip.iter().map(|columns| u32::from(*columns)).sum();
        if strip.is_empty() || strip.contains(&0) || columns > u32::from(grid.columns) {
            let message = format!("`strip` needs places whose columns come to {} at most", grid.columns);
            self.fault(
                Diagnostic::error(Code::OutOfRange, message).at(table.strip.as_ref().map(|said| said.span)).help("write for instance [4, 4, 4]"),
            );
        }
        Exercises {
            pictures: match self.must(&table.pictures, "parts.exercises.pictures") {
                Some(PicturesWord::Beside) | None => Pictures::Beside,
                Some(PicturesWord::Above) => Pictures::Above,
                Some(PicturesWord::Row) => Pictures::Row,
            },
            picture_height: self.length(&table.picture_height, "parts.exercises.picture-height", Len::pt(24)),
            pair_height: self.length(&table.pair_height, "parts.exercises.pair-height", Len::pt(24)),
            order,
            strip,
        }
    }

    fn once<T: PartialEq>(&mut self, order: &[T], place: Option<Span>) {
        if order.iter().enumerate().any(|(at, word)| order[..at].contains(word)) {
            self.fault(Diagnostic::error(Code::SameId, "`order` names a part twice").at(place).help("name each once"));
        }
    }

    fn log(&mut self, file: &LayoutFile) -> LogPart {
        let table = &file.parts.log;
        let arrange = self.arrange(&table.arrange, "parts.log.arrange");
        let box_size = self.length(&table.box_size, "parts.log.box", Len::pt(8));
        // Boxes that touch cannot be told apart.
        let pitch = self.length(&table.pitch, "parts.log.pitch", box_size + Len::pt(2));
        LogPart { arrange, box_size, pitch }
    }

    fn blanks(&mut self, file: &LayoutFile) -> Vec<BlankKind> {
        let blanks: Vec<BlankKind> = file.parts.header.blanks.iter().flatten().map(blank).collect();
        if blanks.iter().enumerate().any(|(at, kind)| blanks[..at].contains(kind)) {
            self.fault(Diagnostic::error(Code::SameId, format!("`blanks` of the layout `{}` names a line twice", self.name)).help("name each once"));
        }
        blanks
    }

    fn colours(&mut self, file: &LayoutFile, wanted: &Wanted, least: f64) -> Colours {
        let table = &file.colours;
        let mut read = |said: &Option<Said<String>>, key: &str| {
            let text = self.must(said, key).unwrap_or_default();
            colour(&text).unwrap_or_else(|| {
                let message = format!("`{text}` is no colour");
                self.fault(Diagnostic::error(Code::BadValue, message).at(said.as_ref().map(|said| said.span)).help("write it like \"#0b4a5f\""));
                0
            })
        };
        let (ink, own, safety, ground) = (
            read(&table.ink, "colours.ink"),
            read(&table.accent, "colours.accent"),
            read(&table.safety, "colours.safety"),
            read(&table.ground, "colours.ground"),
        );
        let paper = 0xffffff;
        for (value, said, grounds) in [(ink, &table.ink, [paper, ground]), (safety, &table.safety, [paper, paper])] {
            if grounds.iter().any(|ground| contrast(value, *ground) < least) {
                let message = format!("this colour has less than the layout's contrast of {least}:1 on its ground");
                self.fault(Diagnostic::error(Code::BadValue, message).at(said.as_ref().map(|said| said.span)).help("take a darker one"));
            }
        }
        let (accent, place) = wanted.accent.unwrap_or((own, table.accent.as_ref().map(|said| said.span)));
        let dark = darkened(accent, &[paper], least);
        if dark != accent {
            let message = format!("the accent #{accent:06x} is too pale for text at {least}:1 and was darkened to #{dark:06x}");
            self.out.push(Diagnostic::warning(Code::AccentDarkened, message).at(place).help(format!("write \"#{dark:06x}\" to choose it yourself")));
        }
        Colours { ink, accent: dark, safety, ground, paper }
    }
}

fn part(word: PartWord) -> Part {
    match word {
        PartWord::Header => Part::Header,
        PartWord::Title => Part::Title,
        PartWord::Summary => Part::Summary,
        PartWord::Safety => Part::Safety,
        PartWord::Equipment => Part::Equipment,
        PartWord::Exercises => Part::Exercises,
        PartWord::Tips => Part::Tips,
        PartWord::Log => Part::Log,
        PartWord::Videos => Part::Videos,
        PartWord::Sources => Part::Sources,
        PartWord::Credits => Part::Credits,
        PartWord::PainScale => Part::PainScale,
        PartWord::TeachBack => Part::TeachBack,
        PartWord::ProgressNotes => Part::ProgressNotes,
        PartWord::NextVisit => Part::NextVisit,
        PartWord::Notes => Part::Notes,
    }
}

fn item(word: ItemWord) -> Item {
    match word {
        ItemWord::Why => Item::Why,
        ItemWord::Pictures => Item::Pictures,
        ItemWord::SetUp => Item::SetUp,
        ItemWord::Steps => Item::Steps,
        ItemWord::Breathing => Item::Breathing,
        ItemWord::Cue => Item::Cue,
        ItemWord::Safety => Item::Safety,
        ItemWord::Avoid => Item::Avoid,
        ItemWord::Easier => Item::Easier,
        ItemWord::Harder => Item::Harder,
        ItemWord::Dosage => Item::Dosage,
    }
}

fn running(word: &RunningWord) -> Running {
    match word {
        RunningWord::Title => Running::Title,
        RunningWord::Clinic => Running::Clinic,
        RunningWord::Id => Running::Id,
    }
}

fn blank(word: &BlankWord) -> BlankKind {
    match word {
        BlankWord::Patient => BlankKind::Patient,
        BlankWord::Date => BlankKind::Date,
        BlankWord::Therapist => BlankKind::Therapist,
        BlankWord::NextVisit => BlankKind::NextVisit,
    }
}
