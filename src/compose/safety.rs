//! The safety block: on the first page, never parted, never shrunk, never left out.
mod columns;

use super::block::Block;
use super::cx::{Cx, SafetyPlace, bold};
use super::marks;
use super::page::Mark;
use super::parts;
use crate::geom::{Area, Len};
use crate::model::{Arrange, Phrase, Safety, Text};
use crate::structure::{NodeId, Role, Structure};

/// Bars, sign, headings and lines; none only where the handout says nothing of safety and the clinic has no phone.
pub(super) fn set(cx: &mut Cx) -> Option<Block> {
    let safety = &cx.handout.safety;
    if safety.is_empty() && safety.clinic_call.is_none() {
        return None;
    }
    let part = cx.layout.safety.clone();
    // Headings stand between the sign and the axis, where there is room for a word.
    let room = cx.axis() - part.sign - cx.step(2) - cx.layout.grid.gutter;
    let arrange = if room >= cx.layout.styles.heading.size * 4 { cx.arrange(part.arrange) } else { Arrange::Stacked };
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let mut block = Block { gap: cx.step(cx.setting.block_gap), wish: cx.step(2), first_page: true, ..Block::default() };
    let sign_node = cx.structure.add(sect, Role::Figure);
    cx.structure.node_mut(sign_node).alt = Some(cx.phrase(Phrase::SafetySign).to_owned());

    let (pad_top, pad_foot) = match arrange {
        Arrange::Axis => (part.bar + cx.pad() + cx.quarter(2), part.bar + cx.pad()),
        Arrange::Stacked => (part.bar + cx.pad(), part.bar + cx.pad()),
    };
    let closest = cx.setting.safety == SafetyPlace::Closest;
    let columns = if closest { 1 } else { columns::count(cx, part.columns, groups(safety).len()) };
    if columns > 1 || closest {
        columns::set(cx, &mut block, sect, sign_node, columns, pad_top);
        return Some(finished(cx, block, part.bar, pad_foot));
    }
    let heading = part.sign + cx.step(2);
    let mut rows =
        Rows { arrange, heading, words: if arrange == Arrange::Axis { cx.axis() } else { heading }, slot: Len::ZERO, top: pad_top, stop: None, sect };
    // The sign's place follows from the words, and it is painted before them, as it is read.
    let mut words = Block::default();
    for group in groups(safety) {
        rows.group(cx, &mut words, group);
    }
    if let Some(call) = &safety.clinic_call {
        rows.line(cx, &mut words, call);
    }
    // The last row's gap is not part of the block.
    let words_foot = rows.top - cx.pad();
    let inner_foot = words_foot.max(pad_top + part.sign);
    let middle = rows.stop.unwrap_or(pad_top + (words_foot - pad_top) / 2);
    let highest = inner_foot - part.sign;
    let sign_top = (middle - part.sign / 2).max(pad_top).min(highest);
    marks::sign(cx, &mut block, Len::ZERO, sign_top, part.sign, sign_node);
    block.absorb(words, Len::ZERO, Len::ZERO);
    block.height = inner_foot;
    Some(finished(cx, block, part.bar, pad_foot))
}

/// What stands below one heading.
#[derive(Clone, Copy)]
struct Group<'a> {
    heading: Phrase,
    words: &'a [Text],
    /// What follows from them.
    call: Option<&'a Text>,
}

/// From first to last, those that say something.
fn groups(safety: &Safety) -> Vec<Group<'_>> {
    let group = |heading, words| Group { heading, words, call: None };
    let all = [
        group(Phrase::AskFirstIf, safety.ask_first.as_slice()),
        group(Phrase::StopIf, &safety.stop_if),
        Group { call: safety.emergency_call.as_ref(), ..group(Phrase::GetHelpIf, &safety.emergency) },
        group(Phrase::TakeCare, &safety.exercises),
    ];
    all.into_iter().filter(|group| !group.words.is_empty()).collect()
}

/// The block with its bars; its words end at its height so far.
fn finished(cx: &Cx, mut block: Block, bar: Len, pad: Len) -> Block {
    let safety = &cx.handout.safety;
    block.height += pad;
    bars(cx, &mut block, bar);
    block.owner = Some(("the safety block".to_owned(), safety.stop_if.first().or(safety.ask_first.first()).and_then(|text| text.span)));
    block
}

fn bars(cx: &Cx, block: &mut Block, bar: Len) {
    let (hang, height) = (cx.layout.grid.hang, block.height);
    for top in [Len::ZERO, height - bar] {
        block.fill(Area { start: -hang, top, width: cx.measure + hang * 2, height: bar }, cx.red());
    }
}

/// The rows of the block as they are set from top to foot.
struct Rows {
    arrange: Arrange,
    /// Where headings begin: beside the sign.
    heading: Len,
    words: Len,
    /// The least height of a heading, which stands in the middle of it.
    slot: Len,
    top: Len,
    /// The middle of the row that the sign stands at.
    stop: Option<Len>,
    sect: NodeId,
}

impl Rows {
    fn group(&mut self, cx: &mut Cx, block: &mut Block, Group { heading, words, call: last }: Group) {
        let style = cx.layout.styles.heading.clone();
        let node = cx.structure.add(self.sect, Role::H2);
        let start = self.words;
        let width = match self.arrange {
            // The bullets hang before the axis, and some white before them.
            Arrange::Axis => start - self.heading - cx.layout.grid.gutter.max(cx.layout.styles.body.size.scale(21, 20)),
            Arrange::Stacked => cx.measure - self.heading,
        };
        let said = cx.words(&style, cx.phrase(heading), width);
        let slot = said.height().max(self.slot);
        block.text(&said, self.heading, self.top + (slot - said.height()) / 2, Mark::Tagged(node), cx.red());
        let top = self.top;
        let mut at = match self.arrange {
            Arrange::Axis => self.top,
            Arrange::Stacked => self.top + slot,
        };
        let body = cx.layout.styles.body.clone();
        let list = cx.structure.add(self.sect, Role::L { ordered: false });
        for text in words {
            let node = parts::item(cx, list);
            let text = match last {
                Some(last) if words.len() == 1 => &with_call(cx, text, last, cx.measure - start),
                Some(_) | None => text,
            };
            let lines = cx.lines(&body, text, cx.measure - start);
            parts::bullet(cx, block, &lines, &body, start, at);
            block.text(&lines, start, at, Mark::Tagged(node), cx.ink());
            at += lines.height();
        }
        // Behind the last of several points it would be read as that point's alone.
        if let Some(last) = last.filter(|_| words.len() > 1) {
            let node = cx.structure.add(self.sect, Role::P);
            let lines = cx.lines(&bold(&body), last, cx.measure - start);
            block.text(&lines, start, at, Mark::Tagged(node), cx.ink());
            at += lines.height();
        }
        let foot = at.max(self.top + said.height());
        if heading == Phrase::StopIf {
            self.stop = Some(top + (foot - top) / 2);
        }
        self.top = foot + cx.pad();
    }

    fn line(&mut self, cx: &mut Cx, block: &mut Block, text: &Text) {
        let body = cx.layout.styles.body.clone();
        let start = self.words;
        let node = cx.structure.add(self.sect, Role::P);
        let lines = cx.lines(&body, text, cx.measure - start);
        block.text(&lines, start, self.top, Mark::Tagged(node), cx.ink());
        self.top += lines.height() + cx.pad();
    }
}

/// A line and the call that follows from it, bold and on one line: behind a dash where the line is no whole sentence.
fn with_call(cx: &Cx, line: &Text, call: &Text, width: Len) -> Text {
    let whole = line.content.trim_end().ends_with(['.', '!', '?', '。', '！', '？', '।', '؟', '۔']);
    let call = Text { strong: std::iter::once(0..call.content.len()).collect(), ..call.clone() };
    let content = call.content.replace(' ', "\u{a0}");
    let one_line = Text { strong: std::iter::once(0..content.len()).collect(), content, ..call.clone() };
    let call = if cx.measured(&cx.layout.styles.body, &one_line, Len::MAX).width() <= width * 2 / 3 { one_line } else { call };
    parts::joined(&[line.clone(), call], if whole { " " } else { parts::DASH })
}
