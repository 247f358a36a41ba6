//! The head of the first page: the clinic before the axis, lines to write on after it. And the line that runs on later pages.
use super::block::Block;
use super::cx::{Cx, bold};
use super::page::{Artifact, Mark};
use super::picture;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Area, Len};
use crate::model::{Running, Text};
use crate::structure::{Role, Structure};

/// Clinic and blanks; none where there is neither.
pub(super) fn set(cx: &mut Cx) -> Option<Block> {
    let beside = cx.layout.grid.axis > 0;
    let clinic = clinic(cx, beside, blanks_height(cx));
    let blanks = blanks(cx, beside);
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
    Some(block)
}

/// Logo, name, address, phone, web; its words end at the foot of the blanks where they are fewer.
fn clinic(cx: &mut Cx, beside: bool, beside_height: Len) -> Option<Block> {
    let clinic = &cx.handout.clinic;
    let mut said: Vec<(Text, bool)> = Vec::new();
    said.extend(clinic.name.iter().map(|name| (name.clone(), true)));
    said.extend(clinic.address.iter().map(|line| (line.clone(), false)));
    said.extend(clinic.phone.iter().map(|phone| (Text::plain(phone.as_str()), false)));
    said.extend(clinic.web.iter().map(|web| (Text::plain(web.as_str()), false)));
    if said.is_empty() && clinic.logo.is_none() {
        return None;
    }
    let width = if beside { cx.axis() - cx.layout.grid.gutter } else { cx.measure };
    let mut block = Block::default();
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
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
        block.picture(logo.picture, Area { top: logo_top, ..area }, node);
    }
    for lines in &words {
        let node = cx.structure.add(sect, Role::P);
        block.text(lines, indent, top, Mark::Tagged(node), cx.ink());
        top += lines.height();
    }
    block.height = block.foot();
    Some(block)
}

fn blanks_height(cx: &Cx) -> Len {
    let shown = cx.layout.header.blanks.iter().filter(|kind| cx.handout.blanks.iter().any(|blank| blank.kind == **kind)).count();
    cx.layout.header.pitch * shown.div_ceil(2) as i64
}

/// Two lines to write on in a row: the first wider than the second.
fn blanks(cx: &mut Cx, beside: bool) -> Option<Block> {
    let kinds = cx.layout.header.blanks.clone();
    let blanks: Vec<_> = kinds.iter().filter_map(|kind| cx.handout.blanks.iter().find(|blank| blank.kind == *kind)).collect();
    if blanks.is_empty() {
        return None;
    }
    let grid = &cx.layout.grid;
    let (pitch, first) = (cx.layout.header.pitch, if beside { grid.axis } else { 0 });
    let wide = (grid.columns - first) * 5 / 8;
    let places = [(cx.column(first), cx.columns(wide)), (cx.column(first + wide), cx.measure - cx.column(first + wide))];
    let mut block = Block::default();
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let style = cx.layout.styles.blank.clone();
    for (index, blank) in blanks.iter().enumerate() {
        let (start, width) = places[index % 2];
        let foot = pitch * (index as i64 / 2 + 1);
        let node = cx.structure.add(sect, Role::P);
        cx.structure.node_mut(node).actual = Some(blank.spoken.clone());
        let baseline = foot - Len::pt(4);
        let label = cx.lines(&style, &blank.label, Len::MAX);
        block.text_on(&label, start, baseline, Mark::Tagged(node), cx.ink());
        if let Some(value) = &blank.value {
            let at = label.width() + Len::pt(6);
            let value = cx.words(&bold(&style), value, Len::MAX);
            if at + value.width() > width {
                let message = format!("what is filled in for `{}` is longer than its line", blank.label.content);
                cx.out.push(Diagnostic::error(Code::NoRoom, message).help("shorten it"));
            } else {
                // Nothing is set that does not fit: a later fault would quote it, and it is a patient's.
                block.text_on(&value, start + at, baseline, Mark::Tagged(node), cx.ink());
            }
        }
        block.rule(start, foot - Len::from_pt(0.75), width, Len::from_pt(0.75), cx.ink());
    }
    block.height = blanks_height(cx);
    Some(block)
}

/// The running header of later pages, one line high; none where the layout asks for none.
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
    let start = cx.lines(&style, first, Len::MAX);
    block.text(&start, Len::ZERO, Len::ZERO, mark, cx.ink());
    if let Some(last) = rest.last() {
        let lines = cx.lines(&style, last, Len::MAX);
        block.text_to(&lines, cx.measure, lines.baseline, mark, cx.ink());
    }
    block.height = style.leading + cx.step(1);
    Some(block)
}
