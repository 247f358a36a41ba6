//! The plain parts: a heading, and words beside or below it.
use std::sync::Arc;

use super::block::Block;
use super::cx::{Cx, SafetyPlace, bold, rgb};
use super::marks;
use super::page::{Ink, Mark};
use crate::diag::{Code, Diagnostic};
use crate::geom::{Area, Len};
use crate::model::{Arrange, Exercise, Phrase, Style, Text};
use crate::structure::{NodeId, Role, Structure};
use crate::text::Lines;

pub(super) fn title(cx: &mut Cx) -> Block {
    let style = cx.layout.styles.title.clone();
    let lines = cx.lines(&style, &cx.handout.title, cx.measure);
    let node = cx.structure.add(Structure::ROOT, Role::H1);
    let mut block = Block { height: lines.height(), gap: cx.step(cx.setting.block_gap), wish: cx.step(2), with_next: true, ..Block::default() };
    block.text(&lines, Len::ZERO, Len::ZERO, Mark::Tagged(node), cx.ink());
    block.bookmark = Some((cx.handout.title.content.clone(), 0));
    block
}

/// "In short": on a ground that hangs out of the measure; the first line bold.
pub(super) fn summary(cx: &mut Cx) -> Option<Block> {
    if cx.handout.summary.is_empty() {
        return None;
    }
    let words: Vec<Text> = cx
        .handout
        .summary
        .iter()
        .enumerate()
        .map(
            |(index, line)| {
                if index == 0 { Text { span: line.span, lang: line.lang.clone(), ..Text::bold(line.content.as_str()) } } else { line.clone() }
            },
        )
        .collect();
    let arrange = match cx.setting.safety {
        SafetyPlace::Closer | SafetyPlace::Closest if has_room_beside(cx, Phrase::InShort, &words) => Arrange::Axis,
        SafetyPlace::Closer | SafetyPlace::Closest | SafetyPlace::AsOrdered | SafetyPlace::BelowTitle | SafetyPlace::BelowTitleAtTop => {
            cx.arrange(cx.layout.summary)
        }
    };
    let inner = part_in(cx, Phrase::InShort, &words, arrange, Look::Plain);
    let (pad, hang) = (cx.pad(), cx.layout.grid.hang);
    let owner = inner.owner.clone();
    let mut block = Block { height: inner.height + pad * 2, gap: cx.step(1), owner, ..Block::default() };
    block.fill(Area { start: -hang, top: Len::ZERO, width: cx.measure + hang * 2, height: block.height }, rgb(cx.layout.colours.ground));
    block.absorb(inner, Len::ZERO, pad);
    Some(block)
}

/// Whether the words need no more lines beside their heading than below it.
fn has_room_beside(cx: &Cx, heading: Phrase, words: &[Text]) -> bool {
    let styles = &cx.layout.styles;
    let lines = |words: &Text, width: Len| cx.measured(&styles.body, words, width).lines.len();
    let heading = cx.measured(&styles.heading, &Text::plain(cx.phrase(heading)), Len::MAX).width();
    heading <= cx.axis() - cx.layout.grid.gutter && words.iter().all(|words| lines(words, cx.measure - cx.axis()) == lines(words, cx.measure))
}

/// "You need": the things in one line, parted by middle dots.
pub(super) fn equipment(cx: &mut Cx) -> Option<Block> {
    let things = &cx.handout.equipment;
    if things.is_empty() {
        return None;
    }
    let arrange = cx.layout.equipment;
    let width = if cx.arrange(arrange) == Arrange::Axis { cx.measure - cx.axis() } else { cx.measure };
    let style = cx.layout.styles.body.clone();
    let joined = in_lines(cx, &style, things, width);
    Some(part(cx, Phrase::YouNeed, &[joined], arrange, Look::Plain))
}

pub(super) fn tips(cx: &mut Cx) -> Option<Block> {
    let tips = &cx.handout.tips;
    let look = if tips.len() > 1 { Look::Bullets } else { Look::Plain };
    (!tips.is_empty()).then(|| part(cx, Phrase::GoodToKnow, tips, cx.layout.tips, look))
}

pub(super) fn sources(cx: &mut Cx) -> Option<Block> {
    let lines: Vec<Text> = cx.handout.sources.iter().map(|source| source.line.clone()).collect();
    (!lines.is_empty()).then(|| part(cx, Phrase::BasedOn, &lines, cx.layout.sources, Look::Small))
}

pub(super) fn credits(cx: &mut Cx) -> Option<Block> {
    let credits = &cx.handout.clinic.credits;
    (!credits.is_empty()).then(|| part(cx, Phrase::Pictures, credits, cx.layout.credits, Look::Small))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Bullets,
    Small,
}

/// A heading and its words; a list where there are several.
fn part(cx: &mut Cx, heading: Phrase, words: &[Text], arrange: Arrange, look: Look) -> Block {
    let arrange = cx.arrange(arrange);
    part_in(cx, heading, words, arrange, look)
}

fn part_in(cx: &mut Cx, heading: Phrase, words: &[Text], arrange: Arrange, look: Look) -> Block {
    let (head_style, style) = match look {
        Look::Plain | Look::Bullets => (cx.layout.styles.heading.clone(), cx.layout.styles.body.clone()),
        Look::Small => (bold(&cx.layout.styles.small), cx.layout.styles.small.clone()),
    };
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let owner = Some((format!("the part \"{}\"", cx.phrase(heading)), words.iter().find_map(|text| text.span)));
    let mut block = Block { gap: cx.step(cx.setting.block_gap), wish: cx.step(2), owner, ..Block::default() };
    let (start, mut top) = heading_in(cx, &mut block, sect, &head_style, heading, arrange);
    if let (Arrange::Axis, Some(first)) = (arrange, words.first()) {
        // Heading and words stand on one line.
        let said = cx.measured(&head_style, &Text::plain(cx.phrase(heading)), Len::MAX);
        top = (said.baseline - cx.measured(&style, first, Len::MAX).baseline).max(Len::ZERO);
    }
    let list = (words.len() > 1).then(|| cx.structure.add(sect, Role::L { ordered: false }));
    let indent = if look == Look::Bullets && arrange == Arrange::Stacked { cx.step(1) } else { Len::ZERO };
    let mut at = top;
    for text in words {
        let node = match list {
            Some(list) => item(cx, list),
            None => cx.structure.add(sect, Role::P),
        };
        let lines = cx.lines(&style, text, cx.measure - start - indent);
        if look == Look::Bullets {
            bullet(cx, &mut block, &lines, &style, start + indent, at);
        }
        block.text(&lines, start + indent, at, Mark::Tagged(node), cx.ink());
        at += lines.height();
        block.cuts.push(at);
    }
    block.height = block.foot().max(at);
    block
}

/// A part of the sheet's own words, and its place in the structure.
pub(super) fn begin(cx: &mut Cx, heading: Phrase) -> (Block, NodeId) {
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let owner = Some((format!("the part \"{}\"", cx.phrase(heading)), None));
    (Block { gap: cx.step(cx.setting.block_gap), wish: cx.step(2), owner, ..Block::default() }, sect)
}

/// Sets a heading before the axis or above the words; where the words begin.
pub(super) fn heading_at(cx: &mut Cx, block: &mut Block, sect: NodeId, style: &Style, heading: Phrase, arrange: Arrange) -> (Len, Len) {
    let arrange = cx.arrange(arrange);
    heading_in(cx, block, sect, style, heading, arrange)
}

fn heading_in(cx: &mut Cx, block: &mut Block, sect: NodeId, style: &Style, heading: Phrase, arrange: Arrange) -> (Len, Len) {
    let node = cx.structure.add(sect, Role::H2);
    let beside = arrange == Arrange::Axis;
    let width = if beside { cx.axis() - cx.layout.grid.gutter } else { cx.measure };
    let lines = cx.words(style, cx.phrase(heading), width);
    block.text(&lines, Len::ZERO, Len::ZERO, Mark::Tagged(node), cx.ink());
    if beside { (cx.axis(), Len::ZERO) } else { (Len::ZERO, lines.height()) }
}

/// A list item's body.
pub(super) fn item(cx: &mut Cx, list: NodeId) -> NodeId {
    let item = cx.structure.add(list, Role::Li);
    cx.structure.add(item, Role::LBody)
}

/// A dot that hangs before the first line of a text.
pub(super) fn bullet(cx: &Cx, block: &mut Block, lines: &Arc<Lines>, style: &Style, start: Len, top: Len) {
    let side = style.size.scale(2, 7);
    // The middle of the small letters of a face like Atkinson Hyperlegible: 0.29 of the size above the baseline.
    let middle = top + lines.baseline - style.size.scale(29, 100);
    marks::bullet(cx, block, start - side.scale(9, 4), middle, side);
}

/// The texts in one, parted by `by`, their bold kept.
pub(super) fn joined(texts: &[Text], by: &str) -> Text {
    let mut all = Text::default();
    // Words of two languages are the sheet's.
    all.lang = texts.first().and_then(|first| first.lang.clone()).filter(|lang| texts.iter().all(|text| text.lang.as_ref() == Some(lang)));
    for text in texts {
        if !all.content.is_empty() {
            all.content.push_str(by);
        }
        let base = all.content.len();
        all.strong.extend(text.strong.iter().map(|range| range.start + base..range.end + base));
        all.content.push_str(&text.content);
        all.span = all.span.or(text.span);
    }
    all
}

/// A dash that stays with the word behind it.
pub(super) const DASH: &str = " –\u{2060}\u{a0}";

/// An exercise's name and the side of the body that it is for.
pub(super) fn named(exercise: &Exercise, by: &str) -> Text {
    let side = exercise.side.clone();
    joined(&[exercise.name.clone()].into_iter().chain(side).collect::<Vec<_>>(), by)
}

/// Members parted by middle dots, in lines that end between two of them: a member is parted only where it is wider than its line.
pub(super) fn members(cx: &mut Cx, style: &Style, members: &[Text], width: Len) -> Arc<Lines> {
    let text = in_lines(cx, style, members, width);
    cx.lines(style, &text, width)
}

/// The members in lines, each ended by a line feed.
pub(super) fn in_lines(cx: &Cx, style: &Style, members: &[Text], width: Len) -> Text {
    let mut lines: Vec<Text> = Vec::new();
    let mut line: Option<Text> = None;
    for member in members {
        let next = match line.take() {
            None => member.clone(),
            Some(line) => {
                let longer = joined(&[line.clone(), member.clone()], " · ");
                if cx.measured(style, &longer, Len::MAX).width() <= width {
                    longer
                } else {
                    lines.push(line);
                    member.clone()
                }
            }
        };
        line = Some(next);
    }
    lines.extend(line);
    joined(&lines, "\n")
}

/// Films: a QR code and its address each.
pub(super) fn videos(cx: &mut Cx) -> Option<Block> {
    let films: Vec<_> = cx.handout.exercises.iter().filter_map(|exercise| exercise.video.as_ref().map(|video| (exercise, video))).collect();
    if films.is_empty() {
        return None;
    }
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let owner = Some((format!("the part \"{}\"", cx.phrase(Phrase::SeeItMove)), films.iter().find_map(|(_, video)| video.span)));
    let mut block = Block { gap: cx.step(cx.setting.block_gap), wish: cx.step(2), owner, ..Block::default() };
    let style = cx.layout.styles.heading.clone();
    let (_, mut top) = heading_at(cx, &mut block, sect, &style, Phrase::SeeItMove, Arrange::Stacked);
    top += cx.quarter(2);
    let small = cx.layout.styles.small.clone();
    // Two in a row where the address of each has room beside its code.
    let across = if cx.measure >= small.size * 28 { 2 } else { 1 };
    let pitch = (cx.measure + cx.layout.grid.gutter) / across;
    let place = pitch - cx.layout.grid.gutter;
    let mut row_foot = top;
    for (index, (exercise, video)) in films.into_iter().enumerate() {
        let column = index as i64 % across;
        let start = pitch * column;
        if column == 0 && index > 0 {
            top = row_foot + cx.step(1);
            block.cuts.push(top);
        }
        // A module under half a millimetre is hard to scan from a photocopy.
        let side = |modules: i32| cx.layout.videos.qr.min(place / 2).max(Len::from_pt(1.4) * i64::from(modules));
        let Some((modules, path)) = marks::qr(&video.url).filter(|(modules, _)| side(*modules) <= place * 2 / 3) else {
            let message = format!("the address of the film of `{}` is too long for a code that can be scanned", exercise.name.content);
            cx.out.push(Diagnostic::error(Code::NoRoom, message).at(video.span).help("use a shorter address"));
            continue;
        };
        let side = side(modules);
        let figure = cx.structure.add(sect, Role::Figure);
        cx.structure.node_mut(figure).alt = Some(cx.handout.locale.phrases.fill(Phrase::QrAlt, &[("address", &video.shown)]));
        let area = Area { start, top, width: side, height: side };
        let scale = side.to_pt() as f32 / modules as f32;
        block.path(marks::scaled(&path, scale, false), area, Mark::Tagged(figure), Some(cx.ink()), None);
        let at = start + side + side.scale(4, i64::from(modules)).max(cx.step(1));
        let width = place - (at - start);
        let name = cx.structure.add(sect, Role::P);
        let lines = cx.lines(&bold(&small), &exercise.name, width);
        block.text(&lines, at, top, Mark::Tagged(name), cx.ink());
        let outer = cx.structure.add(sect, Role::P);
        let link = cx.structure.add(outer, Role::Link);
        let shown = cx.unquoted(&small, &Text { span: video.span, ..Text::plain(video.shown.as_str()) }, width);
        block.text(&shown, at, top + lines.height(), Mark::Tagged(link), cx.ink());
        let contents = cx.handout.locale.phrases.fill(Phrase::VideoLink, &[("name", &exercise.name.content), ("address", &video.shown)]);
        let area = Area { start: at, top: top + lines.height(), width: shown.width(), height: shown.height() };
        let ink = Ink::Link { url: Arc::from(video.url.as_str()), contents: Arc::from(contents) };
        block.fragments.push(super::page::Fragment { area, mark: Mark::Tagged(link), ink });
        row_foot = row_foot.max(top + side).max(top + lines.height() + shown.height());
    }
    block.height = row_foot;
    Some(block)
}
