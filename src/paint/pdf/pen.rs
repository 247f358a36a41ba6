//! The pen that fills a page's content stream: it knows what is set already and writes only what changes.
use std::collections::BTreeMap;

use printpdf::{Color, CurTransMat, DictItem, FontId, Op, PdfFontHandle, Point, Pt};

use super::object::{hundredths, shade};
use crate::compose::{Artifact, Path, Rgb, Segment, Stroke};
use crate::geom::Len;
use crate::structure::NodeId;

/// A place in hundredths of a point from the page's lower left corner, so that moves from one to the next are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    pub x: i64,
    pub y: i64,
}

pub fn to_hundredths(len: Len) -> i64 {
    libm::round(len.to_pt() * 100.0) as i64
}

/// What marked content belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A node, with the name of its role.
    Node(NodeId, &'static str),
    Artifact(Artifact),
}

#[derive(Default)]
pub struct Pen {
    ops: Vec<Op>,
    /// Who each marked content belongs to, by its number.
    owners: Vec<NodeId>,
    /// The marked content that is open.
    open: Option<Owner>,
    /// Where the last line began, within a text object.
    text: Option<Spot>,
    fill: Option<Rgb>,
    stroke: Option<Stroke>,
    font: Option<(String, i64)>,
}

impl Pen {
    /// Goes on within marked content of this owner. What follows at once for the same owner shares one.
    pub fn own(&mut self, owner: Owner) {
        if self.open == Some(owner) {
            return;
        }
        self.close();
        self.open = Some(owner);
        let (tag, properties) = match owner {
            Owner::Node(node, tag) => {
                self.owners.push(node);
                (tag, vec![("MCID", DictItem::Int(self.owners.len() as i64 - 1))])
            }
            Owner::Artifact(Artifact::Layout) => ("Artifact", vec![("Type", named("Layout"))]),
            Owner::Artifact(Artifact::Header) => ("Artifact", pagination("Header", "Top")),
            Owner::Artifact(Artifact::Footer) => ("Artifact", pagination("Footer", "Bottom")),
        };
        self.begin(tag, properties);
    }

    fn begin(&mut self, tag: &str, properties: Vec<(&str, DictItem)>) {
        let map: BTreeMap<String, DictItem> = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: DictItem::Dict { map } });
    }

    /// Ends the marked content that is open.
    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    /// The whole content, and who owns each marked content by its number.
    pub fn finish(mut self) -> (Vec<Op>, Vec<NodeId>) {
        self.close();
        (self.ops, self.owners)
    }

    fn op(&mut self, operator: &str, operands: Vec<DictItem>) {
        self.ops.push(Op::Unknown { key: operator.to_owned(), value: operands });
    }

    fn colour(&mut self, colour: Rgb) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    // ---- text

    /// Begins a line of text at its left end and its baseline.
    pub fn line(&mut self, at: Spot, colour: Rgb) {
        if self.text.is_none() {
            self.ops.push(Op::StartTextSection);
        }
        self.colour(colour);
        let from = self.text.replace(at).unwrap_or_default();
        self.ops.push(Op::SetTextCursor { pos: Point { x: Pt(hundredths(at.x - from.x)), y: Pt(hundredths(at.y - from.y)) } });
    }

    /// Whether this font is set, by its name and its size in hundredths of a point.
    pub fn has_font(&self, name: &str, size: i64) -> bool {
        self.font.as_ref().is_some_and(|(set, of)| set == name && *of == size)
    }

    pub fn font(&mut self, name: &str, size: i64) {
        self.font = Some((name.to_owned(), size));
        self.ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(name.to_owned())), size: Pt(hundredths(size)) });
    }

    /// Shows codes, and between them moves to the left by thousandths of the size.
    pub fn show(&mut self, items: Vec<Shown>) {
        let items = items.into_iter().map(|item| match item {
            Shown::Codes(data) => DictItem::String { data, literal: true },
            Shown::Back(thousandths) => DictItem::Int(thousandths),
        });
        let items: Vec<DictItem> = items.collect();
        match &items[..] {
            [] => {}
            [DictItem::String { .. }] => self.op("Tj", items),
            _ => self.op("TJ", vec![DictItem::Array(items)]),
        }
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    // ---- pictures and paths

    /// Paints a picture that fills the unit square, carried by the matrix.
    pub fn picture(&mut self, name: &str, matrix: [f32; 6]) {
        self.end_text();
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        self.op("Do", vec![named(name)]);
        self.ops.push(Op::RestoreGraphicsState);
    }

    pub fn rectangle(&mut self, corner: Spot, width: i64, height: i64, colour: Rgb) {
        self.end_text();
        self.colour(colour);
        self.op("re", [corner.x, corner.y, width, height].into_iter().map(number).collect());
        self.op("f", Vec::new());
    }

    /// A path measured from its area's upper left corner.
    pub fn path(&mut self, corner: Spot, path: &Path, fill: Option<Rgb>, stroke: Option<&Stroke>) {
        let painter = match (fill, stroke, path.even_odd) {
            (None, None, _) => return,
            (Some(_), None, false) => "f",
            (Some(_), None, true) => "f*",
            (None, Some(_), _) => "S",
            (Some(_), Some(_), false) => "B",
            (Some(_), Some(_), true) => "B*",
        };
        self.end_text();
        if let Some(colour) = fill {
            self.colour(colour);
        }
        if let Some(stroke) = stroke {
            self.stroke(stroke);
        }
        let place = |points: &[f32]| {
            let of = |at: usize, value: &f32| {
                let value = libm::round(f64::from(*value) * 100.0) as i64;
                number(if at.is_multiple_of(2) { corner.x + value } else { corner.y - value })
            };
            points.iter().enumerate().map(|(at, value)| of(at, value)).collect::<Vec<_>>()
        };
        for segment in &path.segments {
            match *segment {
                Segment::Move(x, y) => self.op("m", place(&[x, y])),
                Segment::Line(x, y) => self.op("l", place(&[x, y])),
                Segment::Curve(a, b, c, d, x, y) => self.op("c", place(&[a, b, c, d, x, y])),
                Segment::Close => self.op("h", Vec::new()),
            }
        }
        self.op(painter, Vec::new());
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let last = self.stroke.replace(stroke.clone());
        let last = last.as_ref();
        if last.is_none_or(|last| last.colour != stroke.colour) {
            self.ops.push(Op::SetOutlineColor { col: rgb(stroke.colour) });
        }
        if last.is_none_or(|last| last.width != stroke.width) {
            self.op("w", vec![number(to_hundredths(stroke.width))]);
        }
        // A fresh page has butt caps, mitred joins and no dash.
        if last.map_or(stroke.round, |last| last.round != stroke.round) {
            self.op("J", vec![DictItem::Int(i64::from(stroke.round))]);
            self.op("j", vec![DictItem::Int(i64::from(stroke.round))]);
        }
        if last.map_or(stroke.dash.is_some(), |last| last.dash != stroke.dash) {
            let dash = stroke.dash.map(|(dash, gap)| vec![number(to_hundredths(dash)), number(to_hundredths(gap))]);
            self.op("d", vec![DictItem::Array(dash.unwrap_or_default()), DictItem::Int(0)]);
        }
    }
}

/// Part of a line of text.
pub enum Shown {
    Codes(Vec<u8>),
    Back(i64),
}

fn named(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

/// Hundredths as a number of points.
fn number(value: i64) -> DictItem {
    if value % 100 == 0 { DictItem::Int(value / 100) } else { DictItem::Real(hundredths(value)) }
}

fn rgb(colour: Rgb) -> Color {
    Color::Rgb(printpdf::Rgb { r: shade(colour.0), g: shade(colour.1), b: shade(colour.2), icc_profile: None })
}

fn pagination(subtype: &str, edge: &str) -> Vec<(&'static str, DictItem)> {
    vec![("Type", named("Pagination")), ("Subtype", named(subtype)), ("Attached", DictItem::Array(vec![named(edge)]))]
}
