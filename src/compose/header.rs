//! The head of the first page: the clinic before the axis, lines to write on after it. And the line that runs on later pages.
use super::block::Block;
use super::cx::{Cx, bold};
use super::page::{Artifact, Mark};
use super::{parts, picture};
use crate::diag::{Code, Diagnostic};
use crate::geom::{Area, Len};
use crate::model::{Blank, Running, Style, Text};
use crate::structure::{NodeId, Role, Structure};

/// Clinic and blanks; none where there is neither.
pub(super) fn set(cx: &mut Cx) -> Option<Block> {
    let before_axis = cx.axis() - cx.layout.grid.gutter;
    let beside = cx.layout.grid.axis > 0 && before_axis >= Len::pt(72) && cx.measure - cx.axis() >= Len::pt(144);
    // The clinic is read first, but stands by the height of the blanks.
    let says = &cx.handout.clinic;
    let has_clinic = says.name.is_some() || says.phone.is_some() || says.web.is_some() || says.logo.is_some() || !says.address.is_empty();
    let sect = has_clinic.then(|| cx.structure.add(Structure::ROOT, Role::Sect));
    let blanks = blanks(cx, beside);
    let foot = blanks.as_ref().map_or(Len::ZERO, |block| block.height);
    let clinic = sect.map(|sect| clinic(cx, sect, beside, foot));
    let mut block = Block::default();
    match (clinic, blanks) {
        (None, None) => return None,
        (Some(clinic), None) => block = clinic,
        (None, Some(blanks)) => block = blanks,
        (Some(clinic), Some(blanks)) if beside => {
            block.height = clinic.height.max(blanks.height);
            block.absorb(clinic, Len::ZERO, Len::ZERO);
            block.absorb(blanks, Len::ZERO, Len::ZERO);
        }
        (Some(clinic), Some(blanks)) => {
            let below = clinic.height + cx.step(1);
            block.height = below + blanks.height;
            block.absorb(clinic, Len::ZERO, Len::ZERO);
            block.absorb(blanks, Len::ZERO, below);
        }
    }
    block.owner = Some(("the header".to_owned(), None));
    Some(block)
}

/// Logo, name, address, phone, web; its words end at the foot of the blanks where they are fewer.
fn clinic(cx: &mut Cx, sect: NodeId, beside: bool, beside_height: Len) -> Block {
    let clinic = &cx.handout.clinic;
    let mut said: Vec<(Text, bool)> = Vec::new();
    said.extend(clinic.name.iter().map(|name| (name.clone(), true)));
    said.extend(clinic.address.iter().map(|line| (line.clone(), false)));
    said.extend(clinic.phone.iter().map(|phone| (Text::plain(phone.as_str()), false)));
    said.extend(clinic.web.iter().map(|web| (Text::plain(web.as_str()), false)));
    // Where no lines to write on stand by it, the clinic takes as few lines as it needs.
    if !beside && cx.layout.header.blanks.is_empty() {
        let bold = |text: Text| Text { span: text.span, lang: text.lang, ..Text::bold(text.content) };
        let words: Vec<Text> = said.into_iter().map(|(words, strong)| if strong { bold(words) } else { words }).collect();
        said = vec![(parts::in_lines(cx, &cx.layout.styles.clinic, &words, cx.measure), false)];
    }
    let width = if beside { cx.axis() - cx.layout.grid.gutter } else { cx.measure };
    let mut block = Block::default();
    let mut indent = Len::ZERO;
    let logo = clinic.logo.as_ref().map(|logo| {
        let height = cx.layout.header.logo;
        let area = picture::fit(cx, logo.picture, width / 2, height);
        indent = area.width + cx.step(1).max(Len::pt(6));
        (logo, area)
    });
    let style = cx.layout.styles.clinic.clone();
    let words: Vec<_> =
        said.iter().map(|(words, strong)| cx.lines(&if *strong { bold(&style) } else { style.clone() }, words, width - indent)).collect();
    let height: Len = words.iter().map(|lines| lines.height()).sum();
    let mut top = (beside_height - height).max(Len::ZERO);
    if let Some((logo, area)) = logo {
        let node = cx.structure.add(sect, Role::Figure);
        cx.structure.node_mut(node).alt = Some(logo.alt.clone());
        // The logo's top stands at the height of the first line's capitals.
        let logo_top = if words.is_empty() { (beside_height - area.height).max(Len::ZERO) } else { top + style.leading / 5 };
        block.picture(logo, Area { top: logo_top, ..area }, node);
    }
    for lines in &words {
        let node = cx.structure.add(sect, Role::P);
        block.text(lines, indent, top, Mark::Tagged(node), cx.ink());
        top += lines.height();
    }
    block.height = block.foot();
    block
}

/// White between a label and what is filled in, and room for a hand to write where nothing is.
const AFTER_LABEL: Len = Len::pt(6);
const HAND: Len = Len::pt(54);

/// Two lines to write on in a row, the first wider than the second where what is filled in allows it. What does not fit beside
/// another gets a row of its own, and goes on below where it does not fit that either.
fn blanks(cx: &mut Cx, beside: bool) -> Option<Block> {
    let kinds = cx.layout.header.blanks.clone();
    let blanks: Vec<_> = kinds.iter().filter_map(|kind| cx.handout.blanks.iter().find(|blank| blank.kind == *kind)).collect();
    if blanks.is_empty() {
        return None;
    }
    let (columns, first) = (cx.layout.grid.columns, if beside { cx.layout.grid.axis } else { 0 });
    let whole = cx.measure - cx.column(first);
    let mut block = Block::default();
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let pitch = cx.layout.header.pitch;
    let wanted: Vec<Len> = blanks.iter().map(|blank| wanted(cx, blank)).collect();
    // All rows part at one place where that does.
    let most = |offset: usize| wanted.iter().skip(offset).step_by(2).copied().max().unwrap_or(Len::ZERO);
    let shared = split(cx, first, columns, most(0), most(1));
    let mut top = Len::ZERO;
    let mut at = 0;
    while at < blanks.len() {
        let pair = wanted.get(at + 1).and_then(|second| shared.or_else(|| split(cx, first, columns, wanted[at], *second)));
        match pair {
            Some(split) => {
                let second = cx.column(first + split);
                let place = Place { start: cx.column(first), width: cx.columns(split), top, sect, pitch };
                let height = place.set(cx, &mut block, blanks[at]);
                let place = Place { start: second, width: cx.measure - second, top, sect, pitch };
                top += height.max(place.set(cx, &mut block, blanks[at + 1]));
                at += 2;
            }
            None => {
                // A line that stays alone keeps the width of its neighbours, unless what is filled in needs more.
                let usual = cx.columns(usual(columns - first));
                let width = if wanted[at] <= usual && at + 1 == blanks.len() { usual } else { whole };
                top += Place { start: cx.column(first), width, top, sect, pitch }.set(cx, &mut block, blanks[at]);
                at += 1;
            }
        }
    }
    block.height = top;
    Some(block)
}

/// How much room a line wants: its label, and what is filled in or a hand writes.
fn wanted(cx: &mut Cx, blank: &Blank) -> Len {
    let style = cx.layout.styles.blank.clone();
    let value = blank.value.as_ref().map_or(HAND, |value| cx.unquoted(&bold(&style), &Text::plain(value.as_str()), Len::MAX).width());
    cx.width(&style, &blank.label) + AFTER_LABEL + value
}

/// Columns of the first of two lines in a row where nothing asks for more.
fn usual(columns: u8) -> u8 {
    columns * 5 / 8
}

/// Columns of the first of two lines in a row, as near to the usual as both fit in.
fn split(cx: &Cx, first: u8, columns: u8, one: Len, two: Len) -> Option<u8> {
    let usual = usual(columns - first);
    let fits = |split: &u8| one <= cx.columns(*split) && two <= cx.measure - cx.column(first + split);
    (1..columns - first).filter(fits).min_by_key(|split| split.abs_diff(usual))
}

/// Where a line to write on stands.
pub(super) struct Place {
    pub start: Len,
    pub width: Len,
    pub top: Len,
    pub sect: NodeId,
    /// From one line to the next.
    pub pitch: Len,
}

impl Place {
    /// Label, value and the lines below them; their height.
    pub fn set(&self, cx: &mut Cx, block: &mut Block, blank: &Blank) -> Len {
        let (style, pitch, weight) = (cx.layout.styles.blank.clone(), self.pitch, Len::from_pt(0.75));
        let node = cx.structure.add(self.sect, Role::P);
        cx.structure.node_mut(node).actual = Some(blank.spoken.clone());
        let label = cx.lines(&style, &blank.label, Len::MAX);
        // As far above the line as the letters of this script reach below their own.
        let baseline = self.top + pitch - (label.leading - label.baseline) + Len::pt(1);
        block.text_on(&label, self.start, baseline, Mark::Tagged(node), cx.ink());
        let mut rows = 1;
        if let Some(value) = &blank.value {
            let at = label.width() + AFTER_LABEL;
            let (value, style) = (Text::plain(value.as_str()), bold(&style));
            let one = cx.unquoted(&style, &value, self.width - at);
            let value = if one.lines.len() > 1 { cx.unquoted(&Style { leading: pitch, ..style }, &value, self.width - at) } else { one };
            if value.too_long.is_empty() && value.width() <= self.width - at {
                rows = value.lines.len().max(1) as i64;
                block.text_on(&value, self.start + at, baseline, Mark::Tagged(node), cx.ink());
            } else {
                // Nothing is set that does not fit: a later fault would quote it, and it is a patient's.
                let message = format!("what is filled in for `{}` has a word that is wider than its line", blank.label.content);
                cx.out.push(Diagnostic::error(Code::NoRoom, message).help("shorten it"));
            }
        }
        for row in 1..=rows {
            block.rule(self.start, self.top + pitch * row - weight, self.width, weight, cx.ink());
        }
        pitch * rows
    }
}

/// The running header of later pages, what comes first at the start, the rest at the end; none where the layout asks for none.
pub(super) fn running(cx: &mut Cx) -> Option<Block> {
    let said: Vec<Text> = cx
        .layout
        .running
        .iter()
        .filter_map(|running| match running {
            Running::Title => Some(Text::plain(cx.handout.title.content.as_str())),
            Running::Clinic => cx.handout.clinic.name.clone(),
            Running::Id => Some(Text::plain(cx.handout.id.as_str())),
        })
        .collect();
    let (first, rest) = said.split_first()?;
    let style = cx.layout.styles.footer.clone();
    let mark = Mark::Artifact(Artifact::Header);
    let mut block = Block::default();
    let rest = (!rest.is_empty()).then(|| parts::joined(rest, " · "));
    let rest = rest.map(|rest| cx.lines(&style, &rest, cx.measure / 2));
    let taken = rest.as_ref().map_or(Len::ZERO, |lines| lines.width() + cx.layout.grid.gutter);
    let start = cx.lines(&style, first, cx.measure - taken);
    block.text(&start, Len::ZERO, Len::ZERO, mark, cx.ink());
    let mut height = start.height();
    if let Some(lines) = rest {
        block.text_to(&lines, cx.measure, lines.baseline, mark, cx.ink());
        height = height.max(lines.height());
    }
    block.height = height + cx.step(1);
    Some(block)
}
