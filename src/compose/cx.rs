//! What every block is set with: the handout, the layout, the kit; and what grows while setting: structure and faults.
use std::sync::Arc;

use super::page::Rgb;
use super::tracks::Tracks;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::Len;
use crate::kit::Kit;
use crate::model::{Arrange, Handout, Layout, Phrase, Style, Text};
use crate::structure::Structure;
use crate::text::{self, Lines, Paragraph};

pub(super) struct Cx<'a> {
    pub handout: &'a Handout,
    pub layout: &'a Layout,
    pub kit: &'a Kit,
    pub structure: Structure,
    pub out: Diagnostics,
    /// The width that blocks are set to: the page's measure, or a card's.
    pub measure: Len,
    /// The height of a page that nothing stands on yet.
    pub room: Len,
    /// The outer setting being tried.
    pub setting: Setting,
    lang: Arc<str>,
}

/// A whole setting of the page, of which the first that fits wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// Exercises stand apart by this many steps.
    pub exercise_gap: i64,
    /// Steps between other blocks.
    pub block_gap: i64,
    /// Pictures are this many twelfths of the layout's height.
    pub picture: i64,
    pub safety: SafetyPlace,
}

/// Where the safety block stands so that it is whole on the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SafetyPlace {
    /// Where the layout has it.
    AsOrdered,
    /// There too, "In short" and the safety block set closer.
    Closer,
    /// There too, its words over the whole measure, the sign no higher than a heading, the call on the heading's line.
    Closest,
    /// Right below the title.
    BelowTitle,
    /// Below the title, and the title at the very top.
    BelowTitleAtTop,
}

impl<'a> Cx<'a> {
    pub fn new(handout: &'a Handout, layout: &'a Layout, kit: &'a Kit, setting: Setting) -> Cx<'a> {
        let measure = layout.paper.width - layout.grid.margin.start - layout.grid.margin.end;
        let lang = Arc::from(handout.locale.tag.as_str());
        let room = layout.paper.height - layout.grid.margin.top - layout.grid.margin.bottom;
        Cx { handout, layout, kit, structure: Structure::default(), out: Diagnostics::default(), measure, room, setting, lang }
    }

    /// `steps` of the layout's rhythm.
    pub fn step(&self, steps: i64) -> Len {
        self.layout.grid.step * steps
    }

    /// So many quarters of a step.
    pub fn quarter(&self, quarters: i64) -> Len {
        self.layout.grid.step * quarters / 4
    }

    /// White around and between the lines of "In short" and of the safety block.
    pub fn pad(&self) -> Len {
        match self.setting.safety {
            SafetyPlace::Closer | SafetyPlace::Closest => self.quarter(2),
            SafetyPlace::AsOrdered | SafetyPlace::BelowTitle | SafetyPlace::BelowTitleAtTop => self.step(1),
        }
    }

    /// Where column `n` (from 0) begins.
    pub fn column(&self, n: u8) -> Len {
        self.tracks(i64::from(self.layout.grid.columns)).start(i64::from(n))
    }

    /// The measure in so many columns of one width.
    pub fn tracks(&self, count: i64) -> Tracks {
        Tracks { count: count.max(1), measure: self.measure, gutter: self.layout.grid.gutter }
    }

    /// The width of so many columns with the gutters between them.
    pub fn columns(&self, n: u8) -> Len {
        (self.column(n) - self.layout.grid.gutter).max(Len::ZERO)
    }

    /// Where the words begin.
    pub fn axis(&self) -> Len {
        self.column(self.layout.grid.axis)
    }

    /// Whether words stand beside their headings and pictures: there is an axis, room for a heading before it, and for words after it.
    pub fn wide(&self) -> bool {
        let body = self.layout.styles.body.size;
        let before = self.axis() - self.layout.grid.gutter;
        self.layout.grid.axis > 0 && self.measure >= body * 30 && before >= body * 6 && self.measure - self.axis() >= body * 12
    }

    /// The layout's arrangement, as far as the measure allows it.
    pub fn arrange(&self, wanted: Arrange) -> Arrange {
        if self.wide() { wanted } else { Arrange::Stacked }
    }

    pub fn phrase(&self, phrase: Phrase) -> &'a str {
        self.handout.locale.phrases.get(phrase)
    }

    /// A text in lines of at most `width`; what the fonts lack is reported where the author wrote it.
    pub fn lines(&mut self, style: &Style, words: &Text, width: Len) -> Arc<Lines> {
        let lines = self.set(style, words, width);
        self.report_missing(&lines, words);
        self.report_long(&lines, words);
        lines
    }

    /// What is filled in for a patient, or an address: no fault quotes its words, and none is told where it is broken.
    pub fn unquoted(&mut self, style: &Style, words: &Text, width: Len) -> Arc<Lines> {
        let lines = self.set(style, words, width);
        self.report_missing(&lines, words);
        lines
    }

    fn set(&self, style: &Style, words: &Text, width: Len) -> Arc<Lines> {
        let paragraph = Paragraph {
            content: Arc::from(words.content.as_str()),
            strong: words.strong.clone(),
            lang: words.lang.clone().unwrap_or_else(|| self.lang.clone()),
            direction: self.handout.locale.direction,
            style: text::Style {
                family: style.family.clone(),
                size: style.size,
                leading: style.leading,
                strong: style.strong,
                tracking: style.size.scale(i64::from(style.tracking), 1000),
                tabular: false,
                // Headings and names keep their words whole, and their lines alike; from afar a part of a word is not understood.
                hyphenate: !style.strong && self.layout.viewing_distance.is_none(),
            },
        };
        self.kit.fonts.set(&paragraph, width)
    }

    /// The same for words of the sheet itself.
    pub fn words(&mut self, style: &Style, words: &str, width: Len) -> Arc<Lines> {
        self.lines(style, &Text::plain(words), width)
    }

    /// The width of a text on one line.
    pub fn width(&mut self, style: &Style, words: &Text) -> Len {
        self.lines(style, words, Len::MAX).width()
    }

    /// The same, of what is set later: no fault is told of it here.
    pub fn measured(&self, style: &Style, words: &Text, width: Len) -> Arc<Lines> {
        self.set(style, words, width)
    }

    fn report_long(&mut self, lines: &Lines, words: &Text) {
        for range in &lines.too_long {
            let word: String = lines.content[range.clone()].chars().take(24).collect();
            let message = format!("the word `{word}…` is wider than its line and was broken");
            let help = match words.span {
                Some(_) => "write it in shorter words".to_owned(),
                None => format!("the layout `{}` has too narrow a column for it", self.layout.name),
            };
            self.out.push(Diagnostic::warning(Code::LongWord, message).at(words.span).help(help));
        }
    }

    /// One fault for a font that is not installed, however many letters want it; else one for each text.
    fn report_missing(&mut self, lines: &Lines, words: &Text) {
        let tag = &self.handout.locale.tag;
        let is_shipped = |family: &&str| self.kit.fonts.knows(family);
        if let Some(family) = lines.missing.iter().find_map(|missing| missing.family.filter(is_shipped)) {
            let message = format!("the language `{tag}` needs the font `{family}`, which is not installed here");
            let help = "put its files into the project's `fonts/` folder, or name their folder with `--font-dir`";
            self.out.push(Diagnostic::error(Code::MissingFont, message).at(words.span).help(help));
        }
        let mut others = lines.missing.iter().filter(|missing| !missing.family.as_ref().is_some_and(is_shipped));
        let Some(missing) = others.next() else { return };
        let more = others.filter(|other| other.letter != missing.letter).count();
        let more = if more == 0 { String::new() } else { format!(", nor {more} more letters of this text") };
        // What is filled in for a patient is nobody else's: not a letter of it is told.
        let message = match words.span {
            Some(_) => {
                format!("no font has `{}` (U+{:04X}, {}) for the language `{tag}`{more}", missing.letter, missing.letter as u32, missing.script)
            }
            None => format!("no font has a letter ({}) of what is filled in for a patient, or of the sheet's own words", missing.script),
        };
        let help = match missing.family {
            Some(family) => format!("put the font family `{family}` into the project's `fonts/` folder, or name its folder with `--font-dir`"),
            None => "write it with other letters, or name a folder that has a font for it with `--font-dir`".to_owned(),
        };
        self.out.push(Diagnostic::error(Code::MissingGlyph, message).at(words.span).help(help));
    }

    pub fn ink(&self) -> Rgb {
        rgb(self.layout.colours.ink)
    }

    pub fn accent(&self) -> Rgb {
        rgb(self.layout.colours.accent)
    }

    pub fn red(&self) -> Rgb {
        rgb(self.layout.colours.safety)
    }

    pub fn paper(&self) -> Rgb {
        rgb(self.layout.colours.paper)
    }
}

pub(super) fn rgb(colour: u32) -> Rgb {
    Rgb((colour >> 16) as u8, (colour >> 8) as u8, colour as u8)
}

/// The style in bold.
pub(super) fn bold(style: &Style) -> Style {
    Style { strong: true, ..style.clone() }
}
