//! The pain scale: eleven boxes from 0 to 10, to mark by hand.
use super::block::Block;
use super::cx::{Cx, bold};
use super::marks;
use super::page::Mark;
use super::parts;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Area, Len};
use crate::model::{Arrange, PainTime, Phrase};
use crate::structure::{NodeId, Role};

/// From no pain to the worst.
const LAST: i64 = 10;

/// A row of boxes for each time. A screen reader hears one sentence instead of the boxes of a row. Never parted.
pub(super) fn set(cx: &mut Cx) -> Block {
    let part = cx.layout.pain_scale.clone();
    let arrange = cx.arrange(part.arrange);
    let (mut block, sect) = parts::begin(cx, Phrase::PainHeading);
    let heading = cx.layout.styles.heading.clone();
    let (start, top) = parts::heading_at(cx, &mut block, sect, &heading, Phrase::PainHeading, part.arrange);
    let body = cx.layout.styles.body.clone();
    let ask = cx.words(&body, cx.phrase(Phrase::PainAsk), cx.measure - start);
    let node = cx.structure.add(sect, Role::P);
    block.text(&ask, start, top, Mark::Tagged(node), cx.ink());
    let at = block.foot().max(top + ask.height()) + cx.quarter(2);
    let times: Vec<Option<PainTime>> = if part.times.is_empty() { vec![None] } else { part.times.into_iter().map(Some).collect() };
    let mut scale = Scale::new(cx, sect, start, at);
    for (index, time) in times.iter().enumerate() {
        if index > 0 {
            scale.top += cx.quarter(2);
        }
        scale.row(cx, &mut block, *time, arrange);
    }
    scale.ends(cx, &mut block);
    block.height = block.foot();
    block
}

/// The rows as they are set from top to foot.
struct Scale {
    sect: NodeId,
    start: Len,
    top: Len,
    /// Size of a box, and the way to the next.
    width: Len,
    height: Len,
    pitch: Len,
    /// The figure of the last row.
    figure: NodeId,
}

impl Scale {
    fn new(cx: &mut Cx, sect: NodeId, start: Len, top: Len) -> Scale {
        let gap = cx.quarter(2);
        let height = cx.step(3);
        let pitch = ((cx.measure - start + gap) / (LAST + 1)).min(height * 2 + gap);
        let style = bold(&cx.layout.styles.body);
        let number = cx.words(&style, &cx.handout.locale.phrases.number(LAST), Len::MAX);
        let scale = Scale { sect, start, top, width: pitch - gap, height: height.max(number.height()), pitch, figure: sect };
        if number.width() + Len::pt(2) > scale.width {
            let message = format!("the pain scale needs more room than a line of {} mm", libm::floor((cx.measure - start).to_mm()));
            let help = "take \"pain-scale\" out of the layout's `order`, or take a larger paper";
            cx.out.push(Diagnostic::error(Code::NoRoom, message).at(cx.layout.pain_scale.span).help(help));
        }
        scale
    }

    /// Where the boxes end.
    fn end(&self) -> Len {
        self.start + self.pitch * LAST + self.width
    }

    fn row(&mut self, cx: &mut Cx, block: &mut Block, time: Option<PainTime>, arrange: Arrange) {
        let phrases = cx.handout.locale.phrases.clone();
        let about = phrases.fill(Phrase::PainAbout, &[("from", &phrases.number(0)), ("to", &phrases.number(LAST))]);
        let said = time.map(|time| {
            phrases.get(match time {
                PainTime::Before => Phrase::PainBefore,
                PainTime::After => Phrase::PainAfter,
            })
        });
        self.figure = cx.structure.add(self.sect, Role::Figure);
        let alt = said.map_or(about.clone(), |said| phrases.fill(Phrase::Spoken, &[("label", said), ("value", &about)]));
        cx.structure.node_mut(self.figure).alt = Some(alt);
        let mark = Mark::Tagged(self.figure);
        let body = cx.layout.styles.body.clone();
        let on_middle = |scale: &Scale| scale.top + scale.height / 2 + body.size.scale(3, 10);
        if let Some(said) = said {
            let width = if arrange == Arrange::Axis { cx.axis() - cx.layout.grid.gutter } else { cx.measure };
            let lines = cx.words(&body, said, width);
            match arrange {
                Arrange::Axis => block.text_on(&lines, Len::ZERO, on_middle(self), mark, cx.ink()),
                Arrange::Stacked => {
                    block.text(&lines, self.start, self.top, mark, cx.ink());
                    self.top += lines.height();
                }
            }
        }
        let baseline = on_middle(self);
        for number in 0..=LAST {
            let start = self.start + self.pitch * number;
            marks::tick_box(block, Area { start, top: self.top, width: self.width, height: self.height }, cx.ink(), mark);
            let lines = cx.words(&bold(&body), &phrases.number(number), Len::MAX);
            block.text_on(&lines, start + (self.width - lines.width()) / 2, baseline, mark, cx.ink());
        }
        self.top += self.height;
    }

    /// What the ends mean, below the last row.
    fn ends(&self, cx: &mut Cx, block: &mut Block) {
        let style = cx.layout.styles.caption.clone();
        let half = (self.end() - self.start - cx.layout.grid.gutter) / 2;
        let mark = Mark::Tagged(self.figure);
        let none = cx.words(&style, cx.phrase(Phrase::PainNone), half);
        let worst = cx.words(&style, cx.phrase(Phrase::PainWorst), half);
        block.text(&none, self.start, self.top, mark, cx.ink());
        block.text_to(&worst, self.end(), self.top + worst.baseline, mark, cx.ink());
    }
}
