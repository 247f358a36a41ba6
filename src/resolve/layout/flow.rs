//! How content fills paper; and a layout of panels on another paper than it is written for.
use super::{EDGE, FLOOR, Read, paper};
use crate::diag::{Code, Diagnostic};
use crate::geom::{Len, Size};
use crate::model::{Flow, Layout};
use crate::spec::Said;
use crate::spec::layout::{FlowWord, LayoutFile, Length};

impl Read<'_> {
    pub(super) fn flow(&mut self, file: &LayoutFile) -> Flow {
        match self.must(&file.flow, "flow") {
            Some(FlowWord::Pages) | None => Flow::Pages,
            Some(FlowWord::Cards) => {
                let per_page = self.must(&file.cards.per_page, "cards.per-page").unwrap_or_default();
                if per_page.is_empty() || per_page.iter().any(|number| !matches!(number, 1 | 2 | 4 | 6)) {
                    let place = file.cards.per_page.as_ref().map(|said| said.span);
                    self.fault(Diagnostic::error(Code::OutOfRange, "`per-page` takes 1, 2, 4 and 6").at(place).help("write for instance [4, 2]"));
                }
                let body_sizes = self.body_sizes(&file.cards.body_sizes, "cards.body-sizes");
                Flow::Cards { per_page, body_sizes, padding: self.length(&file.cards.padding, "cards.padding", EDGE) }
            }
            Some(FlowWord::Panels) => Flow::Panels {
                columns: self.must(&file.panels.columns, "panels.columns").unwrap_or(1),
                body_sizes: self.body_sizes(&file.panels.body_sizes, "panels.body-sizes"),
            },
        }
    }

    fn body_sizes(&mut self, said: &Option<Said<Vec<Length>>>, key: &str) -> Vec<Len> {
        let sizes: Vec<Len> = self.must(said, key).unwrap_or_default().iter().map(|size| size.0).collect();
        if sizes.is_empty() || sizes.iter().any(|size| *size < FLOOR) {
            let place = said.as_ref().map(|said| said.span);
            self.fault(
                Diagnostic::error(Code::OutOfRange, "`body-sizes` takes sizes of 12 pt and more")
                    .at(place)
                    .help("write for instance [\"14 pt\", \"12 pt\"]"),
            );
        }
        sizes
    }

    /// The layout on its paper, read from its distance: one of panels grows or shrinks with the paper, and no letters are smaller than the
    /// distance asks for.
    pub(super) fn for_paper(&mut self, file: &LayoutFile, layout: Layout) -> Layout {
        let floor = layout.viewing_distance.map_or(FLOOR, |distance| FLOOR.max(Layout::smallest_letters(distance)));
        match &layout.flow {
            Flow::Pages if layout.viewing_distance.is_none() => layout,
            Flow::Cards { .. } if layout.viewing_distance.is_none() => layout,
            Flow::Pages => layout.scaled(SAME, SAME, floor),
            Flow::Cards { per_page, body_sizes, padding } => {
                let flow = Flow::Cards { per_page: per_page.clone(), body_sizes: sizes(body_sizes, (SAME, SAME), floor), padding: *padding };
                Layout { flow, ..layout.scaled(SAME, SAME, floor) }
            }
            Flow::Panels { columns, body_sizes } => {
                let said = file.panels.sizes_for.as_ref();
                let was = self.must(&file.panels.sizes_for, "panels.sizes-for").and_then(|name| paper(&name, said.map(|said| said.span), self.out));
                self.good &= was.is_some();
                let by = scale(layout.paper, was.unwrap_or(layout.paper));
                let flow = Flow::Panels { columns: *columns, body_sizes: sizes(body_sizes, by, floor) };
                Layout { flow, ..layout.scaled(by.0, by.1, floor) }
            }
        }
    }
}

/// Two of these stand to each other like paper that neither grows nor shrinks.
const SAME: Len = Len::pt(1);

/// Sizes on another paper, in half points: those above the floor, and the floor.
fn sizes(sizes: &[Len], (wide, was): (Len, Len), floor: Len) -> Vec<Len> {
    let half = Len::pt(1).raw() / 2;
    let scaled = sizes.iter().map(|size| Len::from_raw(size.scale(wide.raw(), was.raw()).raw() / half * half));
    let mut sizes: Vec<Len> = scaled.filter(|size| *size > floor).collect();
    sizes.push(floor);
    sizes
}

/// By how much paper is larger than another: two lengths that stand to each other like the side that grows less.
fn scale(paper: Size, was: Size) -> (Len, Len) {
    let sides = |size: Size| (size.width.min(size.height), size.width.max(size.height));
    let ((short, long), (was_short, was_long)) = (sides(paper), sides(was));
    if short.scale(was_long.raw(), was_short.raw().max(1)) <= long { (short, was_short) } else { (long, was_long) }
}
