//! The tree of an SVG becomes plain shapes in one box. What has no faithful shape is refused, never left out.
use std::sync::Arc;

use usvg::tiny_skia_path::{self as skia, PathSegment, PathStroker, Transform};

use super::brush::{self, map, similarity, snap, unfaithful};
use crate::picture::raster::Source;
use crate::picture::{Clip, Fill, Kind, Orientation, Problem, Segment, Shape, known};

/// What a drawing consists of.
pub(super) struct Traced {
    pub width: f32,
    pub height: f32,
    pub shapes: Vec<Shape>,
    /// Pictures within, in the order of their numbers.
    pub nested: Vec<Nested>,
}

/// A picture within an SVG.
pub(super) struct Nested {
    pub source: Source,
    pub bytes: Arc<Vec<u8>>,
    /// Its sides in the box.
    pub width: f32,
    pub height: f32,
}

const MOST_SHAPES: usize = 20_000;
const MOST_SEGMENTS: usize = 500_000;

pub(super) fn trace(tree: &usvg::Tree) -> Result<Traced, Problem> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let unit = unit(width.max(height));
    let edge = skia::Rect::from_xywh(0.0, 0.0, width, height).ok_or_else(|| Problem::damaged("the SVG has no size"))?;
    let traced = Traced { width: snap(width * unit), height: snap(height * unit), shapes: Vec::new(), nested: Vec::new() };
    let mut tracer = Tracer { traced, unit, edge, segments: 0 };
    tracer.group(tree.root(), 1.0, &[])?;
    if tracer.traced.shapes.is_empty() {
        return Err(Problem::damaged("the SVG draws nothing"));
    }
    Ok(tracer.traced)
}

/// The power of two that makes the longer side 512 to 1,024.
pub(in crate::picture) fn unit(longer: f32) -> f32 {
    let mut unit = 1.0;
    while longer * unit >= 1024.0 {
        unit /= 2.0;
    }
    while longer * unit < 512.0 && unit < 1.0e9 {
        unit *= 2.0;
    }
    unit
}

struct Tracer {
    traced: Traced,
    /// Units of the box to one of the SVG.
    unit: f32,
    /// The SVG's own edge: what lies beyond is not seen.
    edge: skia::Rect,
    segments: usize,
}

impl Tracer {
    fn group(&mut self, group: &usvg::Group, opacity: f32, clips: &[Clip]) -> Result<(), Problem> {
        if !group.filters().is_empty() {
            return Err(unfaithful("a filter, such as a blur or a shadow"));
        }
        if group.mask().is_some() {
            return Err(unfaithful("a mask"));
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            return Err(unfaithful("colours that blend (mix-blend-mode)"));
        }
        let own = group.opacity().get();
        if own < 1.0 && !is_flat(group) {
            return Err(unfaithful("a see-through group whose parts overlap"));
        }
        let mut clips = clips.to_vec();
        if let Some(clip) = group.clip_path()
            && !self.clip(clip, group.abs_transform(), &mut clips)?
        {
            return Ok(());
        }
        for child in group.children() {
            match child {
                usvg::Node::Group(group) => self.group(group, opacity * own, &clips)?,
                usvg::Node::Text(text) => self.group(text.flattened(), opacity * own, &clips)?,
                usvg::Node::Path(path) => self.path(path, opacity * own, &clips)?,
                usvg::Node::Image(image) => self.image(image, opacity * own, &clips)?,
            }
        }
        Ok(())
    }

    /// Adds what a clip path leaves; false where it leaves nothing.
    fn clip(&mut self, clip: &usvg::ClipPath, base: Transform, clips: &mut Vec<Clip>) -> Result<bool, Problem> {
        if let Some(outer) = clip.clip_path()
            && !self.clip(outer, base, clips)?
        {
            return Ok(false);
        }
        let mut parts = Vec::new();
        clip_parts(clip.root(), &mut parts)?;
        let ts = base.pre_concat(clip.transform());
        let rules: Vec<bool> = parts.iter().map(|path| path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd)).collect();
        let boxes: Vec<skia::Rect> = parts.iter().map(|path| path.abs_bounding_box()).collect();
        if overlap(&boxes) || rules.windows(2).any(|pair| pair[0] != pair[1]) {
            return Err(unfaithful("a clip made of shapes that overlap"));
        }
        let mut segments = Vec::new();
        for path in parts {
            segments.extend(self.segments(path.data(), ts.pre_concat(path.abs_transform()).post_scale(self.unit, self.unit))?);
        }
        let some = !segments.is_empty();
        clips.push(Clip { segments, even_odd: rules.first().copied().unwrap_or(false) });
        Ok(some)
    }

    fn path(&mut self, path: &usvg::Path, opacity: f32, clips: &[Clip]) -> Result<(), Problem> {
        let Some(clip) = self.within(path.abs_stroke_bounding_box(), clips).filter(|_| path.is_visible()) else { return Ok(()) };
        let ts = path.abs_transform().post_scale(self.unit, self.unit);
        let mut painted = Vec::new();
        if let Some(fill) = path.fill() {
            let (paint, shared) = brush::paint(fill.paint(), ts)?;
            let fill = Fill { paint, opacity: fill.opacity().get() * opacity * shared, even_odd: fill.rule() == usvg::FillRule::EvenOdd };
            painted.push((self.segments(path.data(), ts)?, Some(fill), None));
        }
        if let Some(stroke) = path.stroke() {
            painted.push(match similarity(ts) {
                Some(scale) => (self.segments(path.data(), ts)?, None, Some(brush::stroke(stroke, ts, scale, opacity)?)),
                None => self.outline(path, stroke, ts, opacity)?,
            });
        }
        if path.paint_order() == usvg::PaintOrder::StrokeAndFill {
            painted.reverse();
        }
        // Filled and then stroked along the same path: one shape.
        if let [(segments, Some(fill), None), (same, None, Some(stroke))] = painted.as_slice()
            && segments == same
        {
            painted = vec![(segments.clone(), Some(fill.clone()), Some(stroke.clone()))];
        }
        for (segments, fill, stroke) in painted {
            self.push(Shape::Path { segments, fill, stroke, clip: clip.clone() })?;
        }
        Ok(())
    }

    /// A stroke that the transform squeezes: the shape of it, filled.
    fn outline(&mut self, path: &usvg::Path, stroke: &usvg::Stroke, ts: Transform, opacity: f32) -> Result<Painted, Problem> {
        let (pen, scale) = (stroke.to_tiny_skia(), PathStroker::compute_resolution_scale(&ts));
        let dashed = match &pen.dash {
            Some(dash) => path.data().dash(dash, scale),
            None => Some(path.data().clone()),
        };
        let segments = match dashed.and_then(|line| line.stroke(&pen, scale)) {
            Some(outline) => self.segments(&outline, ts)?,
            None => Vec::new(),
        };
        let (paint, shared) = brush::paint(stroke.paint(), ts)?;
        Ok((segments, Some(Fill { paint, opacity: stroke.opacity().get() * opacity * shared, even_odd: false }), None))
    }

    fn image(&mut self, image: &usvg::Image, opacity: f32, clips: &[Clip]) -> Result<(), Problem> {
        let Some(clip) = self.within(image.abs_bounding_box(), clips).filter(|_| image.is_visible()) else { return Ok(()) };
        let bytes = match image.kind() {
            usvg::ImageKind::JPEG(bytes) | usvg::ImageKind::PNG(bytes) | usvg::ImageKind::WEBP(bytes) | usvg::ImageKind::GIF(bytes) => bytes.clone(),
            usvg::ImageKind::SVG(_) => return Err(unfaithful("an SVG within the SVG")),
        };
        let source = nested(&bytes)?;
        if source.orientation() != Orientation::Upright {
            return Err(Problem::svg_feature("a photo in the SVG lies on its side", "turn the photo and save it, then embed it again"));
        }
        let ts = image.abs_transform().post_scale(self.unit, self.unit).pre_scale(image.size().width(), image.size().height());
        let matrix = [ts.sx, ts.ky, ts.kx, ts.sy, ts.tx, ts.ty].map(snap);
        let index = self.traced.nested.len();
        self.traced.nested.push(Nested { source, bytes, width: libm::hypotf(ts.sx, ts.ky), height: libm::hypotf(ts.kx, ts.sy) });
        self.push(Shape::Raster { index, matrix, opacity, clip })
    }

    /// The clips of what has that outline: the SVG's edge too, where it is crossed. None where nothing is left.
    fn within(&self, outline: skia::Rect, clips: &[Clip]) -> Option<Vec<Clip>> {
        let (edge, slack) = (self.edge, self.edge.width().max(self.edge.height()) / 2048.0);
        let beside = outline.right() < edge.left() || outline.left() > edge.right();
        if beside || outline.bottom() < edge.top() || outline.top() > edge.bottom() {
            return None;
        }
        let mut clips = clips.to_vec();
        let inside = outline.left() + slack >= edge.left() && outline.right() <= edge.right() + slack;
        if !inside || outline.top() + slack < edge.top() || outline.bottom() > edge.bottom() + slack {
            let (width, height) = (self.traced.width, self.traced.height);
            let around =
                [Segment::Move(0.0, 0.0), Segment::Line(width, 0.0), Segment::Line(width, height), Segment::Line(0.0, height), Segment::Close];
            clips.push(Clip { segments: around.to_vec(), even_odd: false });
        }
        Some(clips)
    }

    fn push(&mut self, shape: Shape) -> Result<(), Problem> {
        if self.traced.shapes.len() >= MOST_SHAPES {
            return Err(too_much());
        }
        self.traced.shapes.push(shape);
        Ok(())
    }

    /// A path in the box: curves of the third degree, closed where it was.
    fn segments(&mut self, path: &skia::Path, ts: Transform) -> Result<Vec<Segment>, Problem> {
        self.segments += path.len();
        if self.segments > MOST_SEGMENTS {
            return Err(too_much());
        }
        let place = |point: skia::Point| {
            let point = map(ts, point.x, point.y);
            (snap(point.x), snap(point.y))
        };
        let mut last = skia::Point::zero();
        let third = |from: skia::Point, control: skia::Point| {
            skia::Point::from_xy(from.x + (control.x - from.x) * (2.0 / 3.0), from.y + (control.y - from.y) * (2.0 / 3.0))
        };
        let mut segments = Vec::with_capacity(path.len());
        for segment in path.segments() {
            let (made, end) = match segment {
                PathSegment::MoveTo(to) => (Segment::Move(place(to).0, place(to).1), to),
                PathSegment::LineTo(to) => (Segment::Line(place(to).0, place(to).1), to),
                PathSegment::QuadTo(control, to) => (curve(place(third(last, control)), place(third(to, control)), place(to)), to),
                PathSegment::CubicTo(one, two, to) => (curve(place(one), place(two), place(to)), to),
                PathSegment::Close => (Segment::Close, last),
            };
            segments.push(made);
            last = end;
        }
        Ok(segments)
    }
}

type Painted = (Vec<Segment>, Option<Fill>, Option<crate::picture::Stroke>);

fn curve(one: (f32, f32), two: (f32, f32), to: (f32, f32)) -> Segment {
    Segment::Curve(one.0, one.1, two.0, two.1, to.0, to.1)
}

fn too_much() -> Problem {
    let what = format!("the SVG has more than {MOST_SHAPES} shapes or {MOST_SEGMENTS} points");
    Problem::svg_feature(what, "simplify it in the drawing program, or export it as PNG, 300 dpi")
}

/// A picture within an SVG, proved like any other.
pub(super) fn nested(bytes: &[u8]) -> Result<Source, Problem> {
    let within = |problem: Problem| Problem { message: format!("in the SVG: {}", problem.message), ..problem };
    match known::kind(bytes).map_err(within)? {
        Kind::Svg => Err(unfaithful("an SVG within the SVG")),
        kind @ (Kind::Jpeg | Kind::Png | Kind::WebP) => Source::open(kind, bytes).map_err(within),
    }
}

/// Whether the parts of a group lie beside each other, so that the group's opacity is the opacity of each.
fn is_flat(group: &usvg::Group) -> bool {
    let mut boxes = Vec::new();
    leaves(group, &mut boxes) && boxes.len() <= 256 && !overlap(&boxes)
}

/// Collects the outlines of all parts; false where one part alone already lies over itself.
fn leaves(group: &usvg::Group, boxes: &mut Vec<skia::Rect>) -> bool {
    group.children().iter().all(|child| match child {
        usvg::Node::Group(group) => leaves(group, boxes),
        usvg::Node::Text(text) => leaves(text.flattened(), boxes),
        usvg::Node::Path(path) => {
            boxes.extend(path.is_visible().then(|| path.abs_stroke_bounding_box()));
            !path.is_visible() || path.fill().is_none() || path.stroke().is_none()
        }
        usvg::Node::Image(image) => {
            boxes.extend(image.is_visible().then(|| image.abs_bounding_box()));
            true
        }
    })
}

fn overlap(boxes: &[skia::Rect]) -> bool {
    let apart = |a: &skia::Rect, b: &skia::Rect| a.right() <= b.left() || b.right() <= a.left() || a.bottom() <= b.top() || b.bottom() <= a.top();
    boxes.iter().enumerate().any(|(at, a)| boxes[..at].iter().any(|b| !apart(a, b)))
}

fn clip_parts<'a>(group: &'a usvg::Group, parts: &mut Vec<&'a usvg::Path>) -> Result<(), Problem> {
    if group.clip_path().is_some() {
        return Err(unfaithful("a clip within a part of a clip"));
    }
    for child in group.children() {
        match child {
            usvg::Node::Group(group) => clip_parts(group, parts)?,
            usvg::Node::Text(text) => clip_parts(text.flattened(), parts)?,
            usvg::Node::Path(path) => parts.extend(path.is_visible().then_some(&**path)),
            usvg::Node::Image(_) => {}
        }
    }
    Ok(())
}
