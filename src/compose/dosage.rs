//! The dosage strip: labelled cells under a rule, wrapped to further strips where there are many.
use std::sync::Arc;

use super::block::Block;
use super::cx::{Cx, bold};
use super::page::Mark;
use super::parts;
use crate::geom::Len;
use crate::model::{Dose, DoseValue, Text};
use crate::structure::{NodeId, Role};
use crate::text::Lines;

/// The strip over the whole measure, and below it how the dose is shared between the sides; none where nothing is dosed.
pub(super) fn set(cx: &mut Cx, doses: &[Dose], sides: Option<&Text>, sect: NodeId) -> Option<Block> {
    if doses.is_empty() {
        return None;
    }
    let mut block = strip(cx, doses, sect);
    if let Some(sides) = sides {
        let node = cx.structure.add(sect, Role::P);
        let lines = cx.lines(&cx.layout.styles.caption, sides, cx.measure);
        let top = block.height + cx.quarter(1);
        block.text(&lines, Len::ZERO, top, Mark::Tagged(node), cx.ink());
        block.height = top + lines.height();
    }
    Some(block)
}

fn strip(cx: &mut Cx, doses: &[Dose], sect: NodeId) -> Block {
    let list = cx.structure.add(sect, Role::L { ordered: false });
    let places = places(cx);
    let mut block = Block::default();
    block.rule(Len::ZERO, Len::ZERO, cx.measure, RULE, cx.ink());
    let mut top = RULE + RULE;
    let (mut next, mut row) = (0, Len::ZERO);
    // Lines to write on come last, and every row has about as many cells.
    let (blank, said): (Vec<&Dose>, Vec<&Dose>) = doses.iter().partition(|dose| dose.value == DoseValue::WriteIn);
    let rows = doses.len().div_ceil(places.len());
    let most = doses.len().div_ceil(rows);
    let mut in_row = 0;
    for dose in said.into_iter().chain(blank) {
        let cell = Cell::new(cx, dose, &places);
        let taken = match cell.fits(&places, next).filter(|_| in_row < most) {
            Some(taken) => taken,
            None => {
                top += row + cx.step(1);
                (next, row, in_row) = (0, Len::ZERO, 0);
                cell.fits(&places, 0).unwrap_or(places.len())
            }
        };
        let start = places[next].0;
        let end = places[next + taken - 1].0 + places[next + taken - 1].1;
        let height = cell.put(cx, &mut block, start, end - start, top, list);
        row = row.max(height);
        next += taken;
        in_row += 1;
    }
    block.height = top + row + Len::pt(1);
    block
}

/// Thickness of the rule above a strip.
const RULE: Len = Len::from_raw(98_304);

/// Start and width of each place.
fn places(cx: &Cx) -> Vec<(Len, Len)> {
    let mut column = 0;
    cx.layout
        .exercises
        .strip
        .iter()
        .map(|columns| {
            let place = (cx.column(column), cx.columns(*columns));
            column += columns;
            place
        })
        .collect()
}

struct Cell<'d> {
    dose: &'d Dose,
    label: Arc<Lines>,
    amount: Arc<Lines>,
    unit: Arc<Lines>,
    width: Len,
    /// The unit stands below the amount.
    stacked: bool,
}

impl<'d> Cell<'d> {
    fn new(cx: &mut Cx, dose: &'d Dose, places: &[(Len, Len)]) -> Cell<'d> {
        let styles = &cx.layout.styles;
        let (label, value, unit) = (styles.label.clone(), styles.value.clone(), styles.unit.clone());
        let whole = places.last().map_or(cx.measure, |place| place.0 + place.1);
        let label = cx.lines(&label, &dose.label, whole);
        let said = |words: &str| Text { span: dose.label.span, ..Text::plain(words) };
        let (amount, unit) = match &dose.value {
            DoseValue::Said { amount, unit: words, unit_first: _ } if amount.is_empty() => {
                (cx.words(&value, "", Len::MAX), cx.lines(&bold(&cx.layout.styles.heading.clone()), &said(words), whole))
            }
            DoseValue::Said { amount, unit: words, unit_first: _ } => (cx.lines(&value, &said(amount), whole), cx.lines(&unit, &said(words), whole)),
            DoseValue::WriteIn => (cx.words(&value, "", Len::MAX), cx.words(&unit, "", Len::MAX)),
        };
        let beside = amount.width() + gap(cx, &amount, &unit) + unit.width();
        // An amount in several lines, or as wide as the strip, has its unit below.
        let stacked = amount.lines.len() > 1 || (beside > whole && !unit.lines.is_empty());
        let value_width = if stacked { amount.width().max(unit.width()) } else { beside };
        let width = label.width().max(value_width);
        let width = if dose.value == DoseValue::WriteIn { width.max(Len::pt(72)) } else { width };
        Cell { dose, label, amount, unit, width, stacked }
    }

    /// How many places from `next` on this cell takes; none where they do not suffice.
    fn fits(&self, places: &[(Len, Len)], next: usize) -> Option<usize> {
        let from = places.get(next)?.0;
        let enough = places[next..].iter().position(|place| place.0 + place.1 - from >= self.width);
        // The widest cell of all stands alone on a strip, in several lines.
        enough.map(|at| at + 1).or((next == 0).then_some(places.len()))
    }

    /// Paints the cell; its height.
    fn put(&self, cx: &mut Cx, block: &mut Block, start: Len, width: Len, top: Len, list: NodeId) -> Len {
        let node = parts::item(cx, list);
        cx.structure.node_mut(node).actual = Some(self.dose.spoken.clone());
        let mark = Mark::Tagged(node);
        block.text(&self.label, start, top, mark, cx.ink());
        let value_top = top + self.label.height();
        let leading = cx.layout.styles.value.leading;
        match &self.dose.value {
            DoseValue::WriteIn => {
                block.rule(start, value_top + leading - Len::pt(4), width, Len::from_pt(0.75), cx.ink());
                self.label.height() + leading
            }
            DoseValue::Said { unit_first, .. } if self.stacked => {
                let (first, second) = if *unit_first { (&self.unit, &self.amount) } else { (&self.amount, &self.unit) };
                block.text(first, start, value_top, mark, cx.ink());
                block.text(second, start, value_top + first.height(), mark, cx.ink());
                self.label.height() + first.height() + second.height()
            }
            DoseValue::Said { unit_first, .. } => {
                let value = cx.layout.styles.value.clone();
                let baseline = value_top + cx.words(&value, "", Len::MAX).baseline;
                let gap = gap(cx, &self.amount, &self.unit);
                let (amount_start, unit_start) = match unit_first {
                    true => (start + self.unit.width() + gap, start),
                    false => (start, start + self.amount.width() + gap),
                };
                let amount = (&self.amount, amount_start);
                let unit = (&self.unit, unit_start);
                for (lines, at) in if *unit_first { [unit, amount] } else { [amount, unit] } {
                    block.text_on(lines, at, baseline, mark, cx.ink());
                }
                let more = self.unit.lines.len().max(1) as i64 - 1;
                self.label.height() + leading + self.unit.leading * more
            }
        }
    }
}

/// Between an amount and its unit: a space of the unit's size.
fn gap(cx: &Cx, amount: &Lines, unit: &Lines) -> Len {
    if amount.width() > Len::ZERO && unit.width() > Len::ZERO { cx.layout.styles.unit.size / 4 } else { Len::ZERO }
}
