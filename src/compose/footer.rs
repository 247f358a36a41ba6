//! The foot of each page: mark, what the sheet is, page x of y. Read aloud once, at the end.
use super::block::Block;
use super::cx::{Cx, bold};
use super::marks;
use super::page::{Artifact, Mark};
use crate::geom::Len;
use crate::model::{Phrase, Text};
use crate::structure::{Role, Structure};

/// The height that every page keeps free for its foot, whatever page it is.
pub(super) fn height(cx: &mut Cx) -> Len {
    let style = cx.layout.styles.footer.clone();
    let words = words(cx);
    let (_, width) = middle(cx);
    let lines: Len = words.iter().map(|line| cx.words(&style, line, width).height()).sum();
    let width = mark_width(cx);
    let review = review(cx);
    let mark = cx.lines(&bold(&style), &review, width).height();
    lines.max(mark).max(style.leading * 2)
}

/// The foot of page `page` of `pages` (from 1).
pub(super) fn set(cx: &mut Cx, page: usize, pages: usize) -> Block {
    let style = cx.layout.styles.footer.clone();
    let last = page == pages;
    let footer = Mark::Artifact(Artifact::Footer);
    // Said once aloud: on the last page, where reading ends.
    let sect = last.then(|| cx.structure.add(Structure::ROOT, Role::Sect));
    let mut block = Block { height: height(cx), ..Block::default() };
    let side = style.size;
    let mark = sect.map_or(footer, |sect| Mark::Tagged(cx.structure.add(sect, Role::P)));
    let width = mark_width(cx);
    let review = review(cx);
    let reviewed = cx.lines(&bold(&style), &review, width);
    let foot = block.height;
    let top = foot - reviewed.height();
    marks::review_mark(cx, &mut block, top + (reviewed.leading - side) / 2, side);
    block.text(&reviewed, side.scale(3, 2), top, mark, cx.ink());

    let (start, width) = middle(cx);
    let words = words(cx);
    let lines: Vec<_> = words.iter().map(|line| cx.words(&style, line, width)).collect();
    let mut at = foot - lines.iter().map(|lines| lines.height()).sum::<Len>();
    for lines in &lines {
        let mark = sect.map_or(footer, |sect| Mark::Tagged(cx.structure.add(sect, Role::P)));
        block.text(lines, start, at, mark, cx.ink());
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

/// Where the middle words stand. What "page 88 of 88" needs stays free, whatever the number of pages.
fn middle(cx: &mut Cx) -> (Len, Len) {
    let style = bold(&cx.layout.styles.footer);
    let widest = cx.width(&style, &Text::plain(page_of(cx, 88, 88)));
    let start = if cx.layout.grid.axis > 0 { cx.axis() } else { cx.measure / 3 };
    (start, cx.measure - start - widest - cx.layout.grid.gutter)
}

fn mark_width(cx: &mut Cx) -> Len {
    let (start, _) = middle(cx);
    start - cx.layout.grid.gutter - cx.layout.styles.footer.size.scale(3, 2)
}

/// "UB-01 · Version 3 · Issued …" and "Review by … · English".
fn words(cx: &Cx) -> Vec<String> {
    let handout = cx.handout;
    let phrases = &handout.locale.phrases;
    let mut first = vec![handout.id.clone()];
    first.extend(handout.version.as_ref().map(|version| phrases.fill(Phrase::Version, &[("version", version)])));
    first.extend(handout.issued.as_ref().map(|date| phrases.fill(Phrase::Issued, &[("date", &date.shown)])));
    let mut second = Vec::new();
    second.extend(handout.review_by.as_ref().map(|date| phrases.fill(Phrase::ReviewBy, &[("date", &date.shown)])));
    second.push(phrases.get(Phrase::LanguageName).to_owned());
    // A line that is too long is parted between its members, not within one.
    let line = |members: Vec<String>| members.iter().map(|member| member.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(" · ");
    vec![line(first), line(second)]
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
    block
}
