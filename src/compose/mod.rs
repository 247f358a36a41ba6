//! Handout × Layout → Pages. Sees no TOML, file, clock, thread or environment; cannot fail: what does not fit is a diagnostic.
//!
//! Each part of the handout becomes blocks of a known height (`parts`, `safety`, `exercise`, …); `flow` lets them fill pages, `cards`
//! puts them into cells to cut apart, `panels` stands them side by side on tracks. The structure for screen readers grows in the same walk.
mod block;
mod cards;
mod cx;
mod dosage;
mod exercise;
mod flow;
mod footer;
mod header;
mod left;
mod log;
mod marks;
mod page;
mod pain;
mod panel;
mod panels;
mod parts;
mod picture;
mod reserve;
mod safety;
mod tracks;
mod writing;

pub use page::*;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::{Area, Len};
use crate::kit::Kit;
use crate::model::{Flow, Handout, Layout, Part};
use crate::structure::{NodeId, Structure};
use block::Block;
use cx::{Cx, SafetyPlace, Setting};
use flow::{Filled, Frame};

/// Settings of the page in the order they are tried: the first of those that need the fewest pages wins.
const SETTINGS: [Setting; 4] = [
    Setting { exercise_gap: 3, block_gap: 2, picture: 12, safety: SafetyPlace::AsOrdered },
    Setting { exercise_gap: 2, block_gap: 2, picture: 12, safety: SafetyPlace::AsOrdered },
    Setting { exercise_gap: 2, block_gap: 1, picture: 10, safety: SafetyPlace::AsOrdered },
    Setting { exercise_gap: 2, block_gap: 1, picture: 8, safety: SafetyPlace::AsOrdered },
];

/// Sets the handout. What does not fit, is too coarse, has no font or is left out stands in `out`.
pub fn compose(handout: &Handout, layout: &Layout, kit: &Kit, max_dpi: Option<u32>, out: &mut Diagnostics) -> Pages {
    let (mut structure, filled, faults) = match &layout.flow {
        Flow::Pages => down_the_pages(handout, layout, kit),
        Flow::Cards { per_page, body_sizes, padding } => {
            cards::compose(handout, layout, kit, &cards::Tries { per_page, body_sizes, padding: *padding }, SETTINGS[0])
        }
        Flow::Panels { columns, body_sizes } => panels::compose(handout, layout, kit, &panels::Tries { columns: *columns, body_sizes }, SETTINGS[0]),
    };
    structure.lift_headings();
    languages(&mut structure, &filled, &handout.locale.tag);
    let told = faults.iter().any(|fault| fault.code == Code::NoRoom);
    out.extend(faults);
    left::out(handout, layout, out);
    let about = About {
        title: handout.title.content.clone(),
        lang: handout.locale.tag.clone(),
        author: handout.clinic.name.as_ref().map(|name| name.content.clone()),
        id: handout.id.clone(),
        version: handout.version.clone(),
        day: handout.issued.as_ref().map(|date| (date.year, date.month, date.day)),
    };
    let pages = cards::pages(filled.pages, layout, handout);
    // What was told to have no room lies outside for that same reason.
    if !told {
        within(&pages, layout, out);
    }
    let exact_scale = layout.flow != Flow::Pages;
    Pages { pages, structure, bookmarks: filled.bookmarks, about, exact_scale, max_dpi, inking: layout.inking }
}

/// Names the language of each element that is not in the sheet's. One that holds lines of two languages is the sheet's.
fn languages(structure: &mut Structure, filled: &Filled, sheet: &str) {
    let mut spoken: BTreeMap<NodeId, Option<&Arc<str>>> = BTreeMap::new();
    for fragment in filled.pages.iter().flatten() {
        if let (Mark::Tagged(node), Ink::Line { lines, .. }) = (fragment.mark, &fragment.ink)
            && lines.content.contains(char::is_alphabetic)
        {
            let one = spoken.entry(node).or_insert(Some(&lines.lang));
            *one = one.filter(|known| **known == lines.lang);
        }
    }
    for (node, lang) in spoken {
        // What is read instead of the words is the sheet's own.
        let node = structure.node_mut(node);
        node.lang = lang.filter(|lang| ***lang != *sheet && node.actual.is_none()).map(ToString::to_string).or(node.lang.take());
    }
}

fn down_the_pages(handout: &Handout, layout: &Layout, kit: &Kit) -> (Structure, Filled, Diagnostics) {
    let count = |set: &(Structure, Filled, Diagnostics), code: Code| set.2.iter().filter(|diagnostic| diagnostic.code == code).count();
    let worth = |set: &(Structure, Filled, Diagnostics)| (count(set, Code::NoRoom), count(set, Code::CardSplit), set.1.pages.len(), set.1.hollow);
    let mut best = set_pages(handout, layout, kit, SETTINGS[0]);
    for place in [SafetyPlace::AsOrdered, SafetyPlace::Closer, SafetyPlace::Closest, SafetyPlace::BelowTitle, SafetyPlace::BelowTitleAtTop] {
        // Safety stands closer only where it would not stand on the first page, or would leave much of it empty; it moves up only for
        // the former.
        let wanted = match place {
            SafetyPlace::AsOrdered => true,
            SafetyPlace::Closer | SafetyPlace::Closest => count(&best, Code::NoRoom) > 0 || best.1.hollow,
            SafetyPlace::BelowTitle | SafetyPlace::BelowTitleAtTop => count(&best, Code::NoRoom) > 0,
        };
        if !wanted {
            continue;
        }
        for setting in SETTINGS {
            let setting = Setting { safety: place, ..setting };
            if setting == SETTINGS[0] || worth(&best) == (0, 0, 1, false) {
                continue;
            }
            let next = set_pages(handout, layout, kit, setting);
            if worth(&next) < worth(&best) {
                best = next;
            }
        }
    }
    best
}

/// The layout's order, but for safety where it must go up.
fn order(layout: &Layout, place: SafetyPlace) -> Vec<Part> {
    let first: &[Part] = match place {
        SafetyPlace::AsOrdered | SafetyPlace::Closer | SafetyPlace::Closest => return layout.order.clone(),
        SafetyPlace::BelowTitle => &[Part::Header, Part::Title, Part::Safety],
        SafetyPlace::BelowTitleAtTop => &[Part::Title, Part::Safety],
    };
    let rest = layout.order.iter().filter(|part| !first.contains(part));
    first.iter().filter(|part| layout.order.contains(part)).chain(rest).copied().collect()
}

fn set_pages(handout: &Handout, layout: &Layout, kit: &Kit, setting: Setting) -> (Structure, Filled, Diagnostics) {
    let mut cx = Cx::new(handout, layout, kit, setting);
    let margin = layout.grid.margin;
    let foot_height = footer::height(&cx);
    let foot_top = layout.paper.height - margin.bottom - foot_height;
    let running = header::running(&mut cx);
    let top = margin.top + running.as_ref().map_or(Len::ZERO, |block| block.height);
    let frame = Frame { first_top: margin.top, top, foot: foot_top - cx.step(1), start: margin.start };
    cx.room = frame.foot - frame.top;
    let blocks = blocks(&mut cx, &order(layout, setting.safety));
    let mut filled = flow::fill(&mut cx, blocks, frame);
    let count = filled.pages.len();
    for page in 0..count {
        let mut furniture = Block::default();
        if let (Some(running), true) = (&running, page > 0) {
            furniture.absorb(running.clone(), margin.start, margin.top);
        }
        let foot = footer::set(&mut cx, page + 1, count);
        furniture.absorb(foot, margin.start, foot_top);
        filled.pages[page].extend(furniture.fragments);
    }
    (cx.structure, filled, cx.out)
}

/// The parts as blocks, in the layout's order.
fn blocks(cx: &mut Cx, order: &[Part]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in order {
        match part {
            Part::Header => blocks.extend(header::set(cx)),
            Part::Title => blocks.push(parts::title(cx)),
            Part::Summary => blocks.extend(parts::summary(cx)),
            Part::Safety => blocks.extend(safety::set(cx)),
            Part::Equipment => blocks.extend(parts::equipment(cx)),
            Part::Exercises => {
                for (index, exercise) in cx.handout.exercises.iter().enumerate() {
                    let card = exercise::set(cx, index + 1, exercise);
                    blocks.push(card.whole(cx));
                }
            }
            Part::Tips => blocks.extend(parts::tips(cx)),
            Part::Log => {
                if let Some(log) = &cx.handout.log {
                    blocks.push(log::set(cx, log));
                }
            }
            Part::Videos => blocks.extend(parts::videos(cx)),
            Part::Sources => blocks.extend(parts::sources(cx)),
            Part::Credits => blocks.extend(parts::credits(cx)),
            Part::PainScale => blocks.push(pain::set(cx)),
            Part::TeachBack => blocks.push(writing::teach_back(cx)),
            Part::ProgressNotes => blocks.push(writing::progress_notes(cx)),
            Part::NextVisit => blocks.push(writing::next_visit(cx)),
            Part::Notes => blocks.extend(writing::notes(cx)),
        }
    }
    blocks
}

/// Nothing may leave the paper: what would is a fault with a name, never a silent cut.
fn within(pages: &[Page], layout: &Layout, out: &mut Diagnostics) {
    let paper = Area { width: layout.paper.width, height: layout.paper.height, ..Area::default() };
    for (number, page) in pages.iter().enumerate() {
        let outside =
            page.fragments.iter().find(|fragment| matches!(fragment.ink, Ink::Line { .. } | Ink::Picture { .. }) && !paper.holds(fragment.area));
        if let Some(fragment) = outside {
            let words = match &fragment.ink {
                Ink::Line { lines, index, .. } => lines.content[lines.lines[*index].range.clone()].trim().to_owned(),
                Ink::Picture { .. } | Ink::Path { .. } | Ink::Fill(_) | Ink::Link { .. } => "a picture".to_owned(),
            };
            let message = format!("`{words}` does not fit on page {} of the layout `{}`", number + 1, layout.name);
            out.push(Diagnostic::error(Code::NoRoom, message).help("take a larger paper, or shorter words"));
        }
    }
}
