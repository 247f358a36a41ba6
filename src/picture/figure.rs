//! Figures as pictures: their artwork in the box of a vector picture.
use super::svg::{snap, unit};
use super::{Cap, Fill, Join, Kind, Measured, Paint, Segment, Shape, Stroke, Vector};
use crate::figure::{Artwork, Drawing, End, Extent, Heft, Path, Piece, Point, Step};
use crate::geom::{Len, Size};
use crate::model::Inking;

/// A figure, drawn but not yet inked: layouts differ in that.
pub(super) struct Figure {
    drawing: Drawing,
    extent: Extent,
    pub said: Option<String>,
}

impl Figure {
    pub(super) fn new(drawing: Drawing, said: Option<String>) -> Figure {
        Figure { extent: Extent::of(&drawing), drawing, said }
    }

    /// A name for the drawing that is the same in every run.
    pub(super) fn hash(&self) -> [u8; 32] {
        *blake3::hash(self.drawing.svg(&Inking::default(), self.said.as_deref().unwrap_or_default()).as_bytes()).as_bytes()
    }

    /// A unit is as long as a CSS pixel: 3/4 of a point.
    pub(super) fn measured(&self) -> Measured {
        let (width, height) = self.extent.size();
        let pixels = |length: f64| (libm::round(length) as u32).max(1);
        let size = Size { width: Len::from_pt(width * 0.75), height: Len::from_pt(height * 0.75) };
        Measured { kind: Kind::Svg, pixels: (pixels(width), pixels(height)), size }
    }

    /// How heavy its lines must be where it is placed so large.
    pub(super) fn heft(&self, placement: Size) -> Heft {
        Heft::at(&self.extent, placement.width.to_pt() / self.extent.size().0)
    }

    pub(super) fn make(&self, inking: &Inking, heft: Heft) -> Vector {
        vector(&self.drawing.artwork(inking, heft))
    }
}

fn vector(artwork: &Artwork) -> Vector {
    let scale = f64::from(unit(artwork.width.max(artwork.height) as f32));
    let length = |length: f64| snap((length * scale) as f32);
    let shapes = artwork.pieces.iter().map(|piece| shape(piece, &length)).collect();
    Vector { width: length(artwork.width), height: length(artwork.height), shapes, rasters: Vec::new() }
}

fn shape(piece: &Piece, length: &impl Fn(f64) -> f32) -> Shape {
    let paint = |(red, green, blue)| Paint::Rgb(red, green, blue);
    let stroke = piece.stroke.map(|stroke| Stroke {
        paint: paint(stroke.colour),
        opacity: 1.0,
        width: length(stroke.width).max(1.0 / 128.0),
        cap: match stroke.end {
            End::Round => Cap::Round,
            End::Flat => Cap::Butt,
        },
        join: Join::Round,
        miter_limit: 4.0,
        dash: stroke.dash.map(|(on, off)| (vec![length(on), length(off)], 0.0)),
    });
    Shape::Path {
        segments: piece.paths.iter().flat_map(|path| segments(path, length)).collect(),
        // A hole runs the other way round.
        fill: piece.fill.map(|colour| Fill { paint: paint(colour), opacity: 1.0, even_odd: false }),
        stroke,
        clip: Vec::new(),
    }
}

fn segments(path: &Path, length: &impl Fn(f64) -> f32) -> Vec<Segment> {
    let place = |point: Point| (length(point.x), length(point.y));
    let (x, y) = place(path.from);
    let steps = path.steps.iter().map(|step| match *step {
        Step::Line(to) => {
            let (x, y) = place(to);
            Segment::Line(x, y)
        }
        Step::Curve(leaving, arriving, to) => {
            let ((a, b), (c, d), (x, y)) = (place(leaving), place(arriving), place(to));
            Segment::Curve(a, b, c, d, x, y)
        }
    });
    std::iter::once(Segment::Move(x, y)).chain(steps).chain(path.closed.then_some(Segment::Close)).collect()
}
