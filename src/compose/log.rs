//! The log: a box for each day and exercise, to tick by hand.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::block::{Block, Head};
use super::cx::{Cx, bold};
use super::marks;
use super::page::Mark;
use super::parts;
use crate::geom::{Area, Len};
use crate::model::{Exercise, Log, Phrase, Text};
use crate::structure::{NodeId, Role, Structure};
use crate::text::Lines;

/// Weeks side by side as far as they fit, then below. A screen reader hears one sentence instead of the empty boxes.
pub(super) fn set(cx: &mut Cx, log: &Log) -> Block {
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let part = cx.layout.log.clone();
    let mut block = Block { gap: cx.step(cx.setting.block_gap), wish: cx.step(2), ..Block::default() };
    block.owner = Some((format!("the part \"{}\"", cx.phrase(Phrase::LogHeading)), log.span));
    let heading = cx.layout.styles.heading.clone();
    let (axis, top) = parts::heading_at(cx, &mut block, sect, &heading, Phrase::LogHeading, part.arrange);
    let figure = cx.structure.add(sect, Role::Figure);
    cx.structure.node_mut(figure).alt = Some(cx.handout.locale.phrases.counted(Phrase::LogAbout, "weeks", log.weeks.into()));

    let pitch = day_pitch(cx);
    let week_width = pitch * 6 + part.box_size;
    let week_pitch = week_width + cx.step(3).max(pitch);
    let names = Names::new(cx, axis, week_width);
    let most = (cx.measure - names.end + (week_pitch - week_width)).raw() / week_pitch.raw();
    let across = most.clamp(1, i64::from(log.weeks.max(1)));
    let mut at = top;
    let mut week = 0;
    while week < i64::from(log.weeks) {
        let shown = across.min(i64::from(log.weeks) - week);
        let band = Band { names: &names, figure, week, shown, pitch, week_pitch, top: at };
        at = band.set(cx, &mut block) + cx.step(1);
        block.cuts.push(at - cx.step(1));
        week += shown;
    }
    block.height = at - cx.step(1);
    block
}

/// From one day to the next: the layout's, or more where the language's days want it.
fn day_pitch(cx: &mut Cx) -> Len {
    let style = cx.layout.styles.caption.clone();
    let days = cx.handout.locale.phrases.members(Phrase::Days);
    let widest = days.into_iter().map(|day| cx.width(&style, &Text::plain(day))).max().unwrap_or(Len::ZERO);
    cx.layout.log.pitch.max(widest + style.size / 4)
}

/// The exercises at the start of their rows.
struct Names {
    lines: Vec<(Arc<Lines>, Arc<Lines>)>,
    indent: Len,
    /// Where the first week begins.
    end: Len,
}

impl Names {
    fn new(cx: &mut Cx, axis: Len, week_width: Len) -> Names {
        let style = cx.layout.styles.body.clone();
        let phrases = cx.handout.locale.phrases.clone();
        let indent = style.size.scale(9, 5);
        let names = called(&cx.handout.exercises);
        let end = if axis > Len::ZERO { axis } else { Names::end(cx, &names, indent).min(cx.measure - week_width).min(cx.measure / 2) };
        let width = end - cx.layout.grid.gutter.min(style.size) - indent;
        let lines = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let number = cx.words(&bold(&style), &format!("{} ", phrases.number(index + 1)), Len::MAX);
                (number, cx.lines(&style, name, width))
            })
            .collect();
        Names { lines, indent, end }
    }
}

impl Names {
    /// The first column behind the longest name, so that the eye finds its boxes.
    fn end(cx: &Cx, names: &[Text], indent: Len) -> Len {
        let style = &cx.layout.styles.body;
        let least = names.iter().map(|name| cx.measured(style, name, Len::MAX).width()).max().unwrap_or(Len::ZERO) + indent + cx.layout.grid.gutter;
        (0..=cx.layout.grid.columns).map(|column| cx.column(column)).find(|start| *start >= least).unwrap_or(Len::MAX)
    }
}

/// The exercises by their names; with the side where several have the same name.
fn called(exercises: &[Exercise]) -> Vec<Text> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    exercises.iter().for_each(|exercise| *times.entry(&exercise.name.content).or_default() += 1);
    let is_shared = |exercise: &Exercise| times.get(exercise.name.content.as_str()).is_some_and(|times| *times > 1);
    exercises.iter().map(|exercise| if is_shared(exercise) { parts::named(exercise, parts::DASH) } else { exercise.name.clone() }).collect()
}

/// Weeks that stand side by side.
struct Band<'n> {
    names: &'n Names,
    figure: NodeId,
    week: i64,
    shown: i64,
    pitch: Len,
    week_pitch: Len,
    top: Len,
}

impl Band<'_> {
    fn set(&self, cx: &mut Cx, block: &mut Block) -> Len {
        let part = cx.layout.log.clone();
        let mark = Mark::Tagged(self.figure);
        let head = self.head(cx);
        let mut top = self.top + head.height;
        let mut again = Head::new(&head, self.top, top);
        block.absorb(head, Len::ZERO, self.top);
        let row = part.box_size.max(cx.layout.styles.body.size) + cx.quarter(2).max(Len::pt(4));
        for (number, name) in &self.names.lines {
            // The box stands on the line of the name.
            let middle = top + name.baseline - cx.layout.styles.body.size.scale(3, 10);
            block.text_on(number, Len::ZERO, top + name.baseline, mark, cx.accent());
            block.text(name, self.names.indent, top, mark, cx.ink());
            for n in 0..self.shown {
                for day in 0..7 {
                    let start = self.names.end + self.week_pitch * n + self.pitch * day;
                    let area = Area { start, top: middle - part.box_size / 2, width: part.box_size, height: part.box_size };
                    marks::tick_box(block, area, cx.ink(), mark);
                }
            }
            top += name.height().max(row);
            block.cuts.push(top);
        }
        again.to = top;
        block.heads.push(again);
        top
    }

    /// The weeks and their days.
    fn head(&self, cx: &mut Cx) -> Block {
        let caption = cx.layout.styles.caption.clone();
        let (phrases, box_size) = (cx.handout.locale.phrases.clone(), cx.layout.log.box_size);
        let mark = Mark::Tagged(self.figure);
        let days: Vec<&str> = phrases.members(Phrase::Days);
        let mut head = Block::default();
        for n in 0..self.shown {
            let start = self.names.end + self.week_pitch * n;
            let said = phrases.fill(Phrase::Week, &[("number", &phrases.number(self.week + n + 1))]);
            let week = cx.words(&bold(&caption), &said, self.week_pitch);
            head.text(&week, start, Len::ZERO, mark, cx.ink());
            for (index, day) in days.iter().enumerate().take(7) {
                let lines = cx.lines(&caption, &Text::plain(*day), Len::MAX);
                let at = start + self.pitch * index as i64 + (box_size - lines.width()) / 2;
                head.text(&lines, at, week.height(), mark, cx.ink());
                head.height = head.height.max(week.height() + lines.height());
            }
        }
        head
    }
}
