//! Parts to write in by hand: teach-back, progress notes, the next visit, pages for notes.
use super::block::{Block, Head};
use super::cx::{Cx, bold};
use super::header::Place;
use super::page::{Artifact, Fragment, Ink, Mark};
use super::parts;
use crate::geom::{Area, Len};
use crate::model::{Blank, BlankKind, Phrase, Text};
use crate::structure::{NodeId, Role};

/// Thickness of a line to write on.
const WEIGHT: Len = Len::from_raw(49_152);

/// Thickness of the bars above and below the box.
const BAR: Len = Len::from_raw(98_304);

/// What the patient says back, so that the clinic knows whether it explained well: a box of questions, each with its lines.
pub(super) fn teach_back(cx: &mut Cx) -> Block {
    let part = cx.layout.teach_back.clone();
    let (mut inner, sect) = parts::begin(cx, Phrase::TeachBackHeading);
    let style = cx.layout.styles.heading.clone();
    let (start, top) = parts::heading_at(cx, &mut inner, sect, &style, Phrase::TeachBackHeading, part.arrange);
    let mut at = question(cx, &mut inner, sect, start, top, Phrase::TeachBackAsk);
    let list = cx.structure.add(sect, Role::L { ordered: false });
    for phrase in [Phrase::TeachBackDo, Phrase::TeachBackOften, Phrase::TeachBackStop] {
        let item = parts::item(cx, list);
        at = question(cx, &mut inner, item, start, at + cx.step(1), phrase);
        at = lines(cx, &mut inner, item, Column { start, top: at, width: cx.measure - start }, part.lines, part.pitch);
        inner.cuts.push(at);
    }
    inner.height = at;
    let (pad, hang) = (BAR + cx.step(1), cx.layout.grid.hang);
    // More white at the foot, so that nobody takes the bar for a line to write on.
    let mut block =
        Block { height: pad + inner.height + pad + cx.step(1), gap: inner.gap, wish: inner.wish, owner: inner.owner.clone(), ..Block::default() };
    for top in [Len::ZERO, block.height - BAR] {
        block.rule(-hang, top, cx.measure + hang * 2, BAR, cx.ink());
    }
    block.absorb(inner, Len::ZERO, pad);
    block
}

/// Lines with a place for the date each. They go on below their head on the next page.
pub(super) fn progress_notes(cx: &mut Cx) -> Block {
    let part = cx.layout.progress_notes.clone();
    let (mut block, sect) = parts::begin(cx, Phrase::ProgressHeading);
    let style = cx.layout.styles.heading.clone();
    let (start, top) = parts::heading_at(cx, &mut block, sect, &style, Phrase::ProgressHeading, part.arrange);
    let figure = cx.structure.add(sect, Role::Figure);
    cx.structure.node_mut(figure).alt = Some(cx.phrase(Phrase::ProgressAbout).to_owned());
    let caption = bold(&cx.layout.styles.caption);
    let date = caption.size * 6;
    let after = start + date + cx.layout.grid.gutter;
    let mut head = Block::default();
    for (phrase, from, width) in [(Phrase::DateBlank, start, date), (Phrase::ProgressHow, after, cx.measure - after)] {
        let said = cx.words(&caption, cx.phrase(phrase), width);
        head.text(&said, from, Len::ZERO, Mark::Tagged(figure), cx.ink());
        head.height = head.height.max(said.height());
    }
    let rows = top + head.height;
    let mut again = Head::new(&head, top, rows);
    block.absorb(head, Len::ZERO, top);
    for row in 1..=i64::from(part.lines) {
        let foot = rows + part.pitch * row;
        rule(cx, &mut block, Column { start, top: foot, width: date }, Mark::Tagged(figure));
        rule(cx, &mut block, Column { start: after, top: foot, width: cx.measure - after }, Mark::Tagged(figure));
        block.cuts.push(foot);
        again.to = foot;
    }
    block.height = again.to;
    block.heads.push(again);
    block
}

/// Date and time of the next visit, and what to ask then.
pub(super) fn next_visit(cx: &mut Cx) -> Block {
    let part = cx.layout.next_visit.clone();
    let (mut block, sect) = parts::begin(cx, Phrase::NextVisit);
    let style = cx.layout.styles.heading.clone();
    let (start, top) = parts::heading_at(cx, &mut block, sect, &style, Phrase::NextVisit, part.arrange);
    let known = cx.handout.blanks.iter().find(|blank| blank.kind == BlankKind::NextVisit).and_then(|blank| blank.value.clone());
    let width = (cx.measure - start - cx.layout.grid.gutter) / 8;
    let second = start + width * 5 + cx.layout.grid.gutter;
    let mut at = top;
    // Beside the heading, the labels stand on its line.
    let raised = if start > Len::ZERO { (part.pitch - cx.layout.styles.blank.leading).min(cx.step(1)) } else { Len::ZERO };
    let top = top - raised;
    for (phrase, value, start, width) in [(Phrase::DateBlank, known, start, width * 5), (Phrase::TimeOfDay, None, second, cx.measure - second)] {
        let blank = blank(cx, phrase, value);
        at = at.max(top + Place { start, width, top, sect, pitch: part.pitch }.set(cx, &mut block, &blank));
    }
    at = question(cx, &mut block, sect, start, at + cx.step(1), Phrase::QuestionsToAsk);
    for line in 1..=i64::from(part.lines) {
        block.cuts.push(at + part.pitch * line);
    }
    block.height = lines(cx, &mut block, sect, Column { start, top: at, width: cx.measure - start }, part.lines, part.pitch);
    block
}

/// Whole pages of lines, each below its heading.
pub(super) fn notes(cx: &mut Cx) -> Vec<Block> {
    let part = cx.layout.notes.clone();
    let style = cx.layout.styles.heading.clone();
    let (_, sect) = parts::begin(cx, Phrase::NotesHeading);
    let heading = cx.structure.add(sect, Role::H2);
    let figure = figure(cx, sect);
    let mut pages = Vec::new();
    for page in 0..part.pages {
        // Read once: the further pages are the same again.
        let again = Mark::Artifact(Artifact::Header);
        let (head, body) = if page == 0 { (Mark::Tagged(heading), Mark::Tagged(figure)) } else { (again, Mark::Artifact(Artifact::Layout)) };
        let mut block =
            Block { height: cx.room, owner: Some((format!("the part \"{}\"", cx.phrase(Phrase::NotesHeading)), None)), ..Block::default() };
        let said = cx.words(&style, cx.phrase(Phrase::NotesHeading), cx.measure);
        block.text(&said, Len::ZERO, Len::ZERO, head, cx.ink());
        let mut top = said.height() + part.pitch;
        while top <= cx.room {
            rule(cx, &mut block, Column { start: Len::ZERO, top, width: cx.measure }, body);
            top += part.pitch;
        }
        pages.push(block);
    }
    pages
}

/// Where lines stand.
#[derive(Clone, Copy)]
struct Column {
    start: Len,
    top: Len,
    width: Len,
}

/// Words above lines; where they end.
fn question(cx: &mut Cx, block: &mut Block, parent: NodeId, start: Len, top: Len, phrase: Phrase) -> Len {
    let style = cx.layout.styles.body.clone();
    let said = cx.words(&style, cx.phrase(phrase), cx.measure - start);
    let node = cx.structure.add(parent, Role::P);
    block.text(&said, start, top, Mark::Tagged(node), cx.ink());
    top + said.height()
}

/// Empty lines, which a screen reader hears as one sentence; where they end.
fn lines(cx: &mut Cx, block: &mut Block, parent: NodeId, column: Column, count: u8, pitch: Len) -> Len {
    let figure = figure(cx, parent);
    for line in 1..=i64::from(count) {
        rule(cx, block, Column { top: column.top + pitch * line, ..column }, Mark::Tagged(figure));
    }
    column.top + pitch * i64::from(count)
}

fn figure(cx: &mut Cx, parent: NodeId) -> NodeId {
    let figure = cx.structure.add(parent, Role::Figure);
    cx.structure.node_mut(figure).alt = Some(cx.phrase(Phrase::LinesToWrite).to_owned());
    figure
}

/// A line to write on whose foot stands at the column's top.
fn rule(cx: &Cx, block: &mut Block, Column { start, top, width }: Column, mark: Mark) {
    let area = Area { start, top: top - WEIGHT, width, height: WEIGHT };
    block.fragments.push(Fragment { area, mark, ink: Ink::Fill(cx.ink()) });
}

/// A line with its label, filled in where that is known.
fn blank(cx: &Cx, phrase: Phrase, value: Option<String>) -> Blank {
    let phrases = &cx.handout.locale.phrases;
    let label = cx.phrase(phrase);
    let spoken = match &value {
        Some(value) => phrases.fill(Phrase::Spoken, &[("label", label), ("value", value)]),
        None => phrases.fill(Phrase::ToFillIn, &[("label", label)]),
    };
    Blank { kind: BlankKind::NextVisit, label: Text::plain(label), value, spoken }
}
