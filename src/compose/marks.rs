//! Drawn marks: the safety sign, the small octagon, the cue's ring, the ring of a sheet not yet reviewed, bullets, boxes, QR codes.
//! All are the project's own drawings; none is mirrored on a right-to-left page.
use std::sync::Arc;

use super::block::Block;
use super::cx::Cx;
use super::page::{Artifact, Mark, Path, Rgb, Segment, Stroke};
use crate::geom::{Area, Len};
use crate::structure::NodeId;

const LAYOUT: Mark = Mark::Artifact(Artifact::Layout);

/// An octagon with a raised hand, `side` wide and high (drawn on a grid of 48).
pub(super) fn sign(cx: &Cx, block: &mut Block, start: Len, top: Len, side: Len, node: NodeId) {
    let scale = side.to_pt() as f32 / 48.0;
    let area = Area { start, top, width: side, height: side };
    let mark = Mark::Tagged(node);
    block.path(scaled(&octagon(0.0, 48.0, 14.06), scale, false), area, mark, Some(cx.red()), None);
    let ring = Stroke { width: Len::from_pt(1.1 * f64::from(scale)), colour: cx.paper(), dash: None, round: false };
    block.path(scaled(&octagon(2.5, 45.5, 12.6), scale, false), area, mark, None, Some(ring));
    let mut hand = Vec::new();
    // Four fingers and the palm with its thumb.
    for (x, y, height) in [(15.2, 13.4, 16.0), (20.1, 9.8, 18.0), (25.0, 9.0, 18.0), (29.9, 11.6, 17.0)] {
        hand.extend(rounded(x, y, 4.2, height, 2.1));
    }
    hand.extend([
        Segment::Move(14.6, 24.0),
        Segment::Line(34.1, 24.0),
        Segment::Line(34.1, 28.6),
        Segment::Curve(34.1, 35.0, 30.5, 38.8, 24.8, 38.8),
        Segment::Curve(20.3, 38.8, 17.5, 36.9, 15.5, 33.2),
        Segment::Line(10.5, 24.5),
        Segment::Curve(9.9, 23.4, 10.2, 22.2, 11.2, 21.6),
        Segment::Curve(12.2, 21.0, 13.4, 21.4, 14.1, 22.4),
        Segment::Line(16.7, 26.1),
        Segment::Line(14.6, 26.1),
        Segment::Close,
    ]);
    block.path(scaled(&hand, scale, false), area, mark, Some(cx.paper()), None);
}

/// The small octagon with a bar that marks a safety line.
pub(super) fn safety_mark(cx: &Cx, block: &mut Block, start: Len, top: Len, side: Len, mark: Mark) {
    let scale = side.to_pt() as f32 / 14.0;
    let mut path = octagon(0.0, 14.0, 4.1);
    // The bar is a hole, so that the mark needs no second colour.
    path.extend([Segment::Move(3.0, 5.8), Segment::Line(11.0, 5.8), Segment::Line(11.0, 8.2), Segment::Line(3.0, 8.2), Segment::Close]);
    let area = Area { start, top, width: side, height: side };
    block.path(scaled(&path, scale, true), area, mark, Some(cx.red()), None);
}

/// The ring that marks a hint.
pub(super) fn cue_mark(cx: &Cx, block: &mut Block, start: Len, top: Len, side: Len, mark: Mark) {
    let scale = side.to_pt() as f32 / 14.0;
    let stroke = Stroke { width: Len::from_pt(2.4 * f64::from(scale)), colour: cx.accent(), dash: None, round: false };
    let area = Area { start, top, width: side, height: side };
    block.path(scaled(&circle(7.0, 7.0, 5.6), scale, false), area, mark, None, Some(stroke));
}

/// A dashed ring where no clinician has reviewed the sheet; a whole one with a tick where one has.
pub(super) fn review_mark(cx: &Cx, block: &mut Block, top: Len, side: Len) {
    let scale = side.to_pt() as f32 / 10.0;
    let part = |points: f64| Len::from_pt(points * f64::from(scale));
    let reviewed = cx.handout.review.is_some();
    let dash = if reviewed { None } else { Some((part(2.1), part(1.5))) };
    let stroke = Stroke { width: part(if reviewed { 1.0 } else { 1.4 }), colour: cx.ink(), dash, round: false };
    let mut path = circle(5.0, 5.0, 4.0);
    if reviewed {
        path.extend([Segment::Move(3.0, 5.2), Segment::Line(4.4, 6.7), Segment::Line(7.0, 3.6)]);
    }
    block.path(scaled(&path, scale, false), Area { start: Len::ZERO, top, width: side, height: side }, LAYOUT, None, Some(stroke));
}

/// A dot before a line, its middle at `middle`.
pub(super) fn bullet(cx: &Cx, block: &mut Block, start: Len, middle: Len, side: Len) {
    let radius = side.to_pt() as f32 / 2.0;
    let area = Area { start, top: middle - side / 2, width: side, height: side };
    block.path(scaled(&circle(radius, radius, radius), 1.0, false), area, LAYOUT, Some(cx.ink()), None);
}

/// An empty box to tick.
pub(super) fn tick_box(block: &mut Block, area: Area, colour: Rgb, mark: Mark) {
    let (width, height) = (area.width.to_pt() as f32, area.height.to_pt() as f32);
    let inset = 0.375;
    let path = [
        Segment::Move(inset, inset),
        Segment::Line(width - inset, inset),
        Segment::Line(width - inset, height - inset),
        Segment::Line(inset, height - inset),
        Segment::Close,
    ];
    let stroke = Stroke { width: Len::from_pt(0.75), colour, dash: None, round: false };
    block.path(scaled(&path, 1.0, false), area, mark, None, Some(stroke));
}

/// A dashed line to cut along: level where the area is wider than high.
pub(super) fn cut_line(block: &mut Block, area: Area, colour: Rgb) {
    let (width, height) = (area.width.to_pt() as f32, area.height.to_pt() as f32);
    let stroke = Stroke { width: Len::from_pt(0.5), colour, dash: Some((Len::pt(3), Len::pt(3))), round: false };
    block.path(scaled(&[Segment::Move(0.0, 0.0), Segment::Line(width, height)], 1.0, false), area, LAYOUT, None, Some(stroke));
}

/// A QR code of the text, each module a square; none where the text is too long for one (about 2,300 bytes).
pub(super) fn qr(text: &str) -> Option<(i32, Vec<Segment>)> {
    let code = qrcodegen::QrCode::encode_text(text, qrcodegen::QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = Vec::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                let (left, right, top) = (from as f32, x as f32, y as f32);
                path.extend([
                    Segment::Move(left, top),
                    Segment::Line(right, top),
                    Segment::Line(right, top + 1.0),
                    Segment::Line(left, top + 1.0),
                    Segment::Close,
                ]);
            }
            x += 1;
        }
    }
    Some((size, path))
}

pub(super) fn scaled(segments: &[Segment], by: f32, even_odd: bool) -> Arc<Path> {
    let segments = segments
        .iter()
        .map(|segment| match *segment {
            Segment::Move(x, y) => Segment::Move(x * by, y * by),
            Segment::Line(x, y) => Segment::Line(x * by, y * by),
            Segment::Curve(a, b, c, d, x, y) => Segment::Curve(a * by, b * by, c * by, d * by, x * by, y * by),
            Segment::Close => Segment::Close,
        })
        .collect();
    Arc::new(Path { segments, even_odd })
}

/// An octagon from `low` to `high` in both directions, its corners cut by `cut`.
fn octagon(low: f32, high: f32, cut: f32) -> Vec<Segment> {
    vec![
        Segment::Move(low + cut, low),
        Segment::Line(high - cut, low),
        Segment::Line(high, low + cut),
        Segment::Line(high, high - cut),
        Segment::Line(high - cut, high),
        Segment::Line(low + cut, high),
        Segment::Line(low, high - cut),
        Segment::Line(low, low + cut),
        Segment::Close,
    ]
}

/// How far a Bézier curve's handles reach for a quarter of a circle of radius 1.
const QUARTER: f32 = 0.552_284_8;

fn circle(x: f32, y: f32, r: f32) -> Vec<Segment> {
    let k = r * QUARTER;
    vec![
        Segment::Move(x + r, y),
        Segment::Curve(x + r, y + k, x + k, y + r, x, y + r),
        Segment::Curve(x - k, y + r, x - r, y + k, x - r, y),
        Segment::Curve(x - r, y - k, x - k, y - r, x, y - r),
        Segment::Curve(x + k, y - r, x + r, y - k, x + r, y),
        Segment::Close,
    ]
}

fn rounded(x: f32, y: f32, width: f32, height: f32, r: f32) -> Vec<Segment> {
    let (right, foot, k) = (x + width, y + height, r * (1.0 - QUARTER));
    vec![
        Segment::Move(x + r, y),
        Segment::Line(right - r, y),
        Segment::Curve(right - k, y, right, y + k, right, y + r),
        Segment::Line(right, foot - r),
        Segment::Curve(right, foot - k, right - k, foot, right - r, foot),
        Segment::Line(x + r, foot),
        Segment::Curve(x + k, foot, x, foot - k, x, foot - r),
        Segment::Line(x, y + r),
        Segment::Curve(x, y + k, x + k, y, x + r, y),
        Segment::Close,
    ]
}
