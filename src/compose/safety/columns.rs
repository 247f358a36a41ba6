//! The safety block over a wide page: its headings side by side, each above its words.
use super::{Group, Rows, groups};
use crate::compose::block::Block;
use crate::compose::cx::{Cx, SafetyPlace};
use crate::compose::marks;
use crate::geom::Len;
use crate::model::{Arrange, Phrase, Text};
use crate::structure::NodeId;

/// So many columns as have headings and room for words, `most` at most.
pub(super) fn count(cx: &Cx, most: u8, headings: usize) -> i64 {
    let least = cx.layout.styles.body.size * 12;
    let has_room = |count: &i64| cx.tracks(*count).across(1) >= least;
    (1..=i64::from(most).min(headings as i64)).rev().find(has_room).unwrap_or(1)
}

/// Sets the headings from `top` on; the sign stands by "Stop if". The block is then as high as they are.
pub(super) fn set(cx: &mut Cx, block: &mut Block, sect: NodeId, sign: NodeId, count: i64, top: Len) {
    let safety = &cx.handout.safety;
    let groups = groups(safety);
    let gap = cx.pad();
    let tracks = cx.tracks(count);
    let measure = std::mem::replace(&mut cx.measure, tracks.across(1));
    let signed = groups.iter().position(|group| group.heading == Phrase::StopIf).unwrap_or(0);
    let set: Vec<Block> = groups.iter().enumerate().map(|(at, group)| one(cx, *group, sect, (at == signed).then_some(sign))).collect();
    cx.measure = measure;
    let heights: Vec<Len> = set.iter().map(|group| group.height).collect();
    let mut foot = top;
    let mut set = set.into_iter();
    for (column, share) in shares(&heights, count as usize, gap).into_iter().enumerate() {
        let mut at = top;
        for group in set.by_ref().take(share) {
            let height = group.height;
            block.absorb(group, tracks.start(column as i64), at);
            foot = foot.max(at + height);
            at += height + gap;
        }
    }
    if let Some(call) = &safety.clinic_call {
        let mut rows = Rows { arrange: Arrange::Stacked, heading: Len::ZERO, words: Len::ZERO, slot: Len::ZERO, top: foot + gap, stop: None, sect };
        rows.line(cx, block, call);
        foot = rows.top - cx.pad();
    }
    block.height = foot;
}

fn one(cx: &mut Cx, group: Group, sect: NodeId, sign: Option<NodeId>) -> Block {
    let side = match cx.setting.safety {
        SafetyPlace::Closest => cx.layout.styles.heading.leading,
        SafetyPlace::AsOrdered | SafetyPlace::Closer | SafetyPlace::BelowTitle | SafetyPlace::BelowTitleAtTop => cx.layout.safety.sign,
    };
    let mut block = Block::default();
    let mut heading = Len::ZERO;
    if let Some(node) = sign {
        heading = side + cx.step(1);
        let words = Text::plain(cx.phrase(group.heading));
        let high = cx.measured(&cx.layout.styles.heading, &words, cx.measure - heading).height();
        marks::sign(cx, &mut block, Len::ZERO, (high - side).max(Len::ZERO) / 2, side, node);
    }
    let indent = cx.layout.styles.body.size.scale(4, 5);
    let mut rows = Rows { arrange: Arrange::Stacked, heading, words: indent, slot: side, top: Len::ZERO, stop: None, sect };
    rows.group(cx, &mut block, group);
    block.height = rows.top - cx.pad();
    block
}

/// How many headings stand in each column, in their order, so that the highest column is as low as it can be.
fn shares(heights: &[Len], count: usize, gap: Len) -> Vec<usize> {
    let high = |from: usize, to: usize| heights[from..to].iter().copied().sum::<Len>() + gap * (to - from).saturating_sub(1) as i64;
    // best[n]: the lowest way to share out the first n headings over the columns so far, the one with the fewest empty columns.
    let empty = |share: usize| usize::from(share == 0);
    let mut best: Vec<(Len, usize, Vec<usize>)> = (0..=heights.len()).map(|to| (high(0, to), empty(to), vec![to])).collect();
    for _ in 1..count {
        let way = |from: usize, to: usize| (best[from].0.max(high(from, to)), best[from].1 + empty(to - from), from);
        let lowest = |to: usize| {
            let (height, empty, from) = (0..=to).map(|from| way(from, to)).min().unwrap_or_default();
            (height, empty, best[from].2.iter().copied().chain([to - from]).collect())
        };
        best = (0..=heights.len()).map(lowest).collect();
    }
    best.pop().map_or(Vec::new(), |(_, _, shares)| shares)
}

#[cfg(test)]
mod tests {
    use super::{Len, shares};

    #[test]
    fn the_highest_column_is_as_low_as_it_can_be() {
        let of = |heights: &[i64], count| shares(&heights.iter().map(|height| Len::pt(*height)).collect::<Vec<_>>(), count, Len::ZERO);
        assert_eq!(of(&[3, 1, 2, 2], 3), [1, 2, 1]);
        assert_eq!(of(&[1, 1, 1], 3), [1, 1, 1]);
        assert_eq!(of(&[5, 1, 1, 1], 2), [1, 3]);
        assert_eq!(of(&[5, 1, 1, 1], 3), [1, 1, 2]);
        assert_eq!(of(&[4], 1), [1]);
    }
}
