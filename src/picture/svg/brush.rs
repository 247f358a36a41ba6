//! Colours, gradients and strokes of an SVG, carried into the box of the picture.
use usvg::tiny_skia_path::{Point, Transform};

use crate::picture::{Cap, Join, Paint, Problem, Stroke};

/// Coordinates are kept to 1/128 of a unit of the box, which is 512 to 1,024 units long: the last bits of a sine, which differ by machine,
/// are not in it.
pub(in crate::picture) fn snap(value: f32) -> f32 {
    libm::roundf(value * 128.0) / 128.0
}

/// The scale, where the transform only moves, turns, mirrors and scales alike in all directions.
pub(super) fn similarity(ts: Transform) -> Option<f32> {
    let (one, two) = (libm::hypotf(ts.sx, ts.ky), libm::hypotf(ts.kx, ts.sy));
    let skew = (ts.sx * ts.kx + ts.ky * ts.sy).abs();
    let alike = (one - two).abs() <= 0.001 * one.max(two) && skew <= 0.001 * one * two;
    (alike && one > 0.0).then_some((one + two) / 2.0)
}

/// The paint in the box, and the opacity that all stops of a gradient share. `ts` leads from the path to the box.
pub(super) fn paint(paint: &usvg::Paint, ts: Transform) -> Result<(Paint, f32), Problem> {
    match paint {
        usvg::Paint::Color(colour) => Ok((Paint::Rgb(colour.red, colour.green, colour.blue), 1.0)),
        usvg::Paint::LinearGradient(gradient) => {
            let (stops, opacity) = stops(gradient)?;
            let ends = [(gradient.x1(), gradient.y1()), (gradient.x2(), gradient.y2())];
            Ok((linear(ends, ts.pre_concat(gradient.transform()), stops), opacity))
        }
        usvg::Paint::RadialGradient(gradient) => {
            let (stops, opacity) = stops(gradient)?;
            let ts = ts.pre_concat(gradient.transform());
            let scale = similarity(ts).filter(|_| gradient.fr().get() == 0.0);
            let scale = scale.ok_or_else(|| unfaithful("a gradient in the shape of an ellipse or a ring"))?;
            let place = |x: f32, y: f32| {
                let point = map(ts, x, y);
                (snap(point.x), snap(point.y))
            };
            let (centre, focus) = (place(gradient.cx(), gradient.cy()), place(gradient.fx(), gradient.fy()));
            Ok((Paint::Radial { centre, focus, radius: snap(gradient.r().get() * scale), stops }, opacity))
        }
        usvg::Paint::Pattern(_) => Err(unfaithful("a pattern as colour")),
    }
}

pub(super) fn unfaithful(what: &str) -> Problem {
    let help = "export the picture as PNG, 300 dpi, or draw it with plain colours and paths";
    Problem::svg_feature(format!("the SVG uses {what}, which cannot be printed faithfully"), help)
}

pub(super) fn map(ts: Transform, x: f32, y: f32) -> Point {
    let mut point = Point::from_xy(x, y);
    ts.map_point(&mut point);
    point
}

type Stops = Vec<(f32, (u8, u8, u8))>;

fn stops(gradient: &usvg::BaseGradient) -> Result<(Stops, f32), Problem> {
    if gradient.spread_method() != usvg::SpreadMethod::Pad {
        return Err(unfaithful("a gradient that repeats"));
    }
    let opacity = gradient.stops().first().map_or(1.0, |stop| stop.opacity().get());
    if gradient.stops().iter().any(|stop| stop.opacity().get() != opacity) {
        return Err(unfaithful("a gradient that fades out"));
    }
    let stop = |stop: &usvg::Stop| (stop.offset().get(), (stop.color().red, stop.color().green, stop.color().blue));
    Ok((gradient.stops().iter().map(stop).collect(), opacity))
}

/// Carried by any transform a linear gradient stays one: its lines of equal colour are carried, its ends stand at right angles to them.
fn linear(ends: [(f32, f32); 2], ts: Transform, stops: Stops) -> Paint {
    let [(x1, y1), (x2, y2)] = ends.map(|(x, y)| (f64::from(x), f64::from(y)));
    let (a, b, c, d) = (f64::from(ts.sx), f64::from(ts.ky), f64::from(ts.kx), f64::from(ts.sy));
    let (along, determinant) = ((x2 - x1, y2 - y1), a * d - b * c);
    let square = along.0 * along.0 + along.1 * along.1;
    let last = stops.last().map_or((0, 0, 0), |stop| stop.1);
    if square == 0.0 || determinant == 0.0 {
        return Paint::Rgb(last.0, last.1, last.2);
    }
    // How fast the gradient's place grows, across and down the box.
    let growth = ((d * along.0 - b * along.1) / (determinant * square), (a * along.1 - c * along.0) / (determinant * square));
    let steep = growth.0 * growth.0 + growth.1 * growth.1;
    let from = (a * x1 + c * y1 + f64::from(ts.tx), b * x1 + d * y1 + f64::from(ts.ty));
    let to = (from.0 + growth.0 / steep, from.1 + growth.1 / steep);
    let point = |(x, y): (f64, f64)| (snap(x as f32), snap(y as f32));
    if point(from) == point(to) { Paint::Rgb(last.0, last.1, last.2) } else { Paint::Linear { from: point(from), to: point(to), stops } }
}

/// A stroke whose width is carried by a similarity of that scale.
pub(super) fn stroke(stroke: &usvg::Stroke, ts: Transform, scale: f32, opacity: f32) -> Result<Stroke, Problem> {
    let (paint, shared) = paint(stroke.paint(), ts)?;
    Ok(Stroke {
        paint,
        opacity: stroke.opacity().get() * opacity * shared,
        width: snap(stroke.width().get() * scale).max(1.0 / 128.0),
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => Cap::Butt,
            usvg::LineCap::Round => Cap::Round,
            usvg::LineCap::Square => Cap::Square,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => Join::Miter,
            usvg::LineJoin::Round => Join::Round,
            usvg::LineJoin::Bevel => Join::Bevel,
        },
        miter_limit: stroke.miterlimit().get(),
        dash: stroke.dasharray().map(|dashes| (dashes.iter().map(|dash| snap(dash * scale)).collect(), snap(stroke.dashoffset() * scale))),
    })
}
