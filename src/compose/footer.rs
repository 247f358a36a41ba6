//! The foot of each page: mark, what the sheet is, page x of y. Read aloud once, at the end.
use super::block::Block;
use super::cx::{Cx, bold};
use super::page::{Artifact, Mark};
use super::{marks, parts};
use crate::geom::Len;
use crate::model::{Phrase, Text};
use crate::structure::{Role, Structure};

/// The height that every page keeps free for its foot, whatever page it is.
pub(super) fn height(cx: &Cx) -> Len {
    middle(cx).height
}

/// The foot of page `page` of `pages` (from 1).
pub(super) fn set(cx: &mut Cx, page: usize, pages: usize) -> Block {
    let style = cx.layout.styles.footer.clone();
    let last = page == pages;
    let footer = Mark::Artifact(Artifact::Footer);
    // Said once aloud: on the last page, where reading ends.
    let sect = last.then(|| cx.structure.add(Structure::ROOT, Role::Sect));
    let middle = middle(cx);
    let mut block = Block { height: middle.height, ..Block::default() };
    let side = style.size;
    let mark = sect.map_or(footer, |sect| Mark::Tagged(cx.structure.add(sect, Role::P)));
    let width = mark_width(cx, middle.start);
    let review = review(cx);
    let reviewed = cx.lines(&bold(&style), &review, width);
    let foot = block.height;
    let top = foot - reviewed.height();
    marks::review_mark(cx, &mut block, top + (reviewed.leading - side) / 2, side);
    block.text(&reviewed, mark_indent(cx), top, mark, cx.ink());

    let lines: Vec<_> = members(cx).iter().map(|line| parts::members(cx, &style, line, middle.width)).collect();
    let mut at = foot - lines.iter().map(|lines| lines.height()).sum::<Len>();
    for lines in &lines {
        let mark = sect.map_or(footer, |sect| Mark::Tagged(cx.structure.add(sect, Role::P)));
        block.text(lines, middle.start, at, mark, cx.ink());
        at += lines.height();
    }
    let number = cx.words(&bold(&style), &page_of(cx, page, pages), Len::MAX);
    block.text_to(&number, cx.measure, foot - number.leading + number.baseline, footer, cx.ink());
    block
}

/// Who has reviewed the sheet, or that nobody has.
fn review(cx: &Cx) -> Text {
    cx.handout.review.clone().unwrap_or_else(|| Text::plain(cx.phrase(Phrase::NotReviewed)))
}

fn page_of(cx: &Cx, page: usize, pages: usize) -> String {
    let phrases = &cx.handout.locale.phrases;
    phrases.fill(Phrase::PageOf, &[("page", &phrases.number(page)), ("pages", &phrases.number(pages))])
}

/// What the sheet is, between the mark and the number of the page.
struct Middle {
    start: Len,
    width: Len,
    /// Of the whole foot.
    height: Len,
    /// Lines that a member had to be parted for, and words.
    parted: usize,
}

/// The words stand on the axis, or as near before it as makes the foot lowest.
fn middle(cx: &Cx) -> Middle {
    let axis = if cx.layout.grid.axis > 0 { cx.axis() } else { cx.measure / 3 };
    let mut best = middle_at(cx, axis);
    let step = cx.layout.grid.gutter.max(Len::pt(6));
    let mut start = axis - step;
    while best.parted > 0 && start >= axis / 2 {
        let next = middle_at(cx, start);
        if next.height < best.height && next.parted <= best.parted {
            best = next;
        }
        start -= step;
    }
    best
}

/// What "page 88 of 88" needs stays free, whatever the number of pages.
fn middle_at(cx: &Cx, start: Len) -> Middle {
    let style = &cx.layout.styles.footer;
    let widest = cx.measured(&bold(style), &Text::plain(page_of(cx, 88, 88)), Len::MAX).width();
    let width = cx.measure - start - widest - cx.layout.grid.gutter;
    let words: Vec<_> = members(cx).iter().map(|line| cx.measured(style, &parts::in_lines(cx, style, line, width), width)).collect();
    let mark = cx.measured(&bold(style), &review(cx), mark_width(cx, start));
    let high: Len = words.iter().map(|lines| lines.height()).sum();
    let parted = words.iter().map(|lines| lines.lines.len().saturating_sub(1) + lines.too_long.len()).sum::<usize>() + mark.too_long.len();
    Middle { start, width, height: high.max(mark.height()).max(style.leading * 2), parted }
}

/// What the words of the mark may take, which end before the middle.
fn mark_width(cx: &Cx, middle: Len) -> Len {
    middle - cx.layout.grid.gutter - mark_indent(cx)
}

/// What the ring before the words of the mark takes.
fn mark_indent(cx: &Cx) -> Len {
    cx.layout.styles.footer.size.scale(3, 2)
}

/// "UB-01 · Version 3 · Issued …" and "Review by … · English"; then what is wanting in the translation.
fn members(cx: &Cx) -> Vec<Vec<Text>> {
    let handout = cx.handout;
    let phrases = &handout.locale.phrases;
    let mut first = vec![Text::plain(handout.id.as_str())];
    first.extend(handout.version.as_ref().map(|version| Text::plain(phrases.fill(Phrase::Version, &[("version", version)]))));
    first.extend(handout.issued.as_ref().map(|date| Text::plain(phrases.fill(Phrase::Issued, &[("date", &date.shown)]))));
    let mut second = Vec::new();
    second.extend(handout.review_by.as_ref().map(|date| Text::plain(phrases.fill(Phrase::ReviewBy, &[("date", &date.shown)]))));
    second.push(Text::plain(phrases.get(Phrase::LanguageName)));
    let mut all = vec![first, second];
    all.extend(marks_of_translation(cx));
    all
}

/// In the language of the sheet, then in English: each a line of its own, so that it is read in its language.
fn marks_of_translation(cx: &Cx) -> Vec<Vec<Text>> {
    let (own, other): (Vec<Text>, Vec<Text>) = cx.handout.marks.iter().cloned().partition(|mark| mark.lang.is_none());
    [own, other].into_iter().filter(|line| !line.is_empty()).collect()
}

/// The foot of a card that is cut apart: mark and words at the start, id and version at the end.
pub(super) fn card(cx: &mut Cx, id: &str, tagged: bool) -> Block {
    let style = cx.layout.styles.footer.clone();
    let side = style.size;
    let sect = tagged.then(|| cx.structure.add(Structure::ROOT, Role::P));
    let mark = sect.map_or(Mark::Artifact(Artifact::Footer), Mark::Tagged);
    let phrases = cx.handout.locale.phrases.clone();
    let mut said = vec![id.to_owned()];
    said.extend(cx.handout.version.as_ref().map(|version| phrases.fill(Phrase::Version, &[("version", version)])));
    let end = cx.words(&style, &said.join(" · "), cx.measure / 2);
    let indent = side.scale(9, 5);
    let review = review(cx);
    let lines = cx.lines(&style, &review, cx.measure - indent - end.width() - cx.layout.grid.gutter);
    let mut block = Block { height: lines.height().max(end.height()), ..Block::default() };
    marks::review_mark(cx, &mut block, (lines.leading - side) / 2, side);
    block.text(&lines, indent, Len::ZERO, mark, cx.ink());
    block.text_to(&end, cx.measure, end.baseline, mark, cx.ink());
    for line in marks_of_translation(cx) {
        let mark = if tagged { Mark::Tagged(cx.structure.add(Structure::ROOT, Role::P)) } else { Mark::Artifact(Artifact::Footer) };
        let lines = parts::members(cx, &style, &line, cx.measure - indent);
        block.text(&lines, indent, block.height, mark, cx.ink());
        block.height += lines.height();
    }
    block
}
