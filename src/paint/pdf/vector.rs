//! An SVG's paths as a form that fills the unit square (ISO 32000-1 8.10): whole numbers on a fine grid, so that it is small.
use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::object::{deflate_padded, number, numbers, shade};
use crate::picture::{Cap, Clip, Fill, Join, Paint, Segment, Shape, Stroke, Vector};

/// Steps of the grid to a unit of the picture's box, which is 512 to 1,024 units long: on a whole page, less than 0.1 pt.
const GRID: f32 = 16.0;

/// A drawing, ready to be written: it depends on the picture alone.
pub struct Drawing {
    width: i64,
    height: i64,
    content: Vec<u8>,
    opacities: Vec<(u16, u16)>,
    /// Gradients as patterns.
    patterns: Vec<Dictionary>,
}

pub fn draw(picture: &Vector) -> Drawing {
    let mut plotter = Plotter {
        height: grid(picture.height),
        out: String::with_capacity(picture.shapes.len() * 200),
        opacities: vec![(1000, 1000)],
        patterns: Vec::new(),
        clip: &[],
        set: Set::default(),
        before: None,
    };
    for shape in &picture.shapes {
        match shape {
            Shape::Path { segments, fill, stroke, clip } => plotter.shape(segments, fill.as_ref(), stroke.as_ref(), clip),
            Shape::Raster { index, matrix, opacity, clip } => plotter.raster(*index, matrix, *opacity, clip),
        }
    }
    plotter.clip(&[]);
    Drawing {
        width: grid(picture.width).max(1),
        height: plotter.height.max(1),
        content: deflate_padded(&mut plotter.out.into_bytes()),
        opacities: plotter.opacities,
        patterns: plotter.patterns,
    }
}

impl Drawing {
    /// Writes the form; `rasters` are the pictures within, in their order.
    pub fn write(&self, rasters: &[ObjectId], document: &mut Document) -> ObjectId {
        let mut resources = Dictionary::new();
        if self.opacities.len() > 1 {
            let mut states = Dictionary::new();
            for (at, (fill, stroke)) in self.opacities.iter().enumerate() {
                let opacity = |thousandths: u16| number(f32::from(thousandths) / 1000.0);
                states.set(format!("G{at}"), dictionary! { "ca" => opacity(*fill), "CA" => opacity(*stroke) });
            }
            resources.set("ExtGState", states);
        }
        if !self.patterns.is_empty() {
            let mut patterns = Dictionary::new();
            for (at, pattern) in self.patterns.iter().enumerate() {
                patterns.set(format!("P{at}"), document.add_object(pattern.clone()));
            }
            resources.set("Pattern", patterns);
        }
        if !rasters.is_empty() {
            let named = rasters.iter().enumerate().map(|(at, id)| (format!("I{at}"), Object::Reference(*id)));
            resources.set("XObject", Dictionary::from_iter(named));
        }
        let (wide, high) = (1.0 / self.width as f32, 1.0 / self.height as f32);
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => resources, "Filter" => "FlateDecode",
            "BBox" => vec![0.into(), 0.into(), self.width.into(), self.height.into()],
            "Matrix" => vec![wide.into(), 0.into(), 0.into(), high.into(), 0.into(), 0.into()],
        };
        document.add_object(Stream::new(form, self.content.clone()).with_compression(false))
    }
}

/// Steps of the grid, rounded to the nearest.
fn grid(value: f32) -> i64 {
    libm::roundf(value * GRID) as i64
}

struct Plotter<'a> {
    height: i64,
    out: String,
    /// Opacities of fill and stroke, in thousandths; the first is what a form begins with.
    opacities: Vec<(u16, u16)>,
    patterns: Vec<Dictionary>,
    /// The clip in force.
    clip: &'a [Clip],
    set: Set,
    /// What was set before the clip in force.
    before: Option<Set>,
}

/// What the content has set already.
#[derive(Clone, Default)]
struct Set {
    /// The operators that set each property last.
    last: BTreeMap<&'static str, String>,
    opacity: usize,
}

impl<'a> Plotter<'a> {
    /// Puts a clip in force: all of its paths must hold.
    fn clip(&mut self, clip: &'a [Clip]) {
        if self.clip == clip {
            return;
        }
        // A clip ends where what was set before it comes back.
        if let Some(before) = self.before.take() {
            self.out.push_str("Q\n");
            self.set = before;
        }
        self.clip = clip;
        if clip.is_empty() {
            return;
        }
        self.before = Some(self.set.clone());
        self.out.push_str("q\n");
        for part in clip {
            self.segments(&part.segments);
            self.out.push_str(if part.even_odd { "W* n\n" } else { "W n\n" });
        }
    }

    fn shape(&mut self, segments: &[Segment], fill: Option<&Fill>, stroke: Option<&Stroke>, clip: &'a [Clip]) {
        let painter = match (fill, stroke) {
            (None, None) => return,
            (Some(fill), None) if fill.even_odd => "f*\n",
            (Some(_), None) => "f\n",
            (None, Some(_)) => "S\n",
            (Some(fill), Some(_)) if fill.even_odd => "B*\n",
            (Some(_), Some(_)) => "B\n",
        };
        self.clip(clip);
        self.opacity(fill.map(|fill| fill.opacity), stroke.map(|stroke| stroke.opacity));
        if let Some(fill) = fill {
            self.paint(&fill.paint, "rg", "cs", "scn");
        }
        if let Some(stroke) = stroke {
            self.stroke(stroke);
        }
        self.segments(segments);
        self.out.push_str(painter);
    }

    fn raster(&mut self, index: usize, matrix: &[f32; 6], opacity: f32, clip: &'a [Clip]) {
        self.clip(clip);
        self.opacity(Some(opacity), None);
        // The picture's own square has its origin at the foot, the box's at the top.
        let [a, b, c, d, e, f] = matrix.map(grid);
        let placed = [a, -b, -c, d, e + c, self.height - f - d];
        self.out.push_str("q ");
        placed.iter().for_each(|value| self.number(*value));
        self.out.push_str(&format!("cm/I{index} Do Q\n"));
    }

    fn opacity(&mut self, fill: Option<f32>, stroke: Option<f32>) {
        let thousandths = |opacity: f32| libm::roundf(opacity.clamp(0.0, 1.0) * 1000.0) as u16;
        let now = self.opacities[self.set.opacity];
        let wanted = (fill.map_or(now.0, thousandths), stroke.map_or(now.1, thousandths));
        if wanted == now {
            return;
        }
        let known = self.opacities.iter().position(|known| *known == wanted);
        self.set.opacity = known.unwrap_or_else(|| {
            self.opacities.push(wanted);
            self.opacities.len() - 1
        });
        self.out.push_str(&format!("/G{} gs\n", self.set.opacity));
    }

    /// Sets a property where it is not set to this already. A form begins with whatever the page has set last, so nothing is known then.
    fn set(&mut self, property: &'static str, operators: String) {
        if self.set.last.get(property) != Some(&operators) {
            self.out.push_str(&operators);
            self.set.last.insert(property, operators);
        }
    }

    fn paint(&mut self, paint: &Paint, plain: &'static str, space: &str, pattern: &str) {
        let operators = match paint {
            Paint::Rgb(red, green, blue) => format!("{} {} {} {plain}\n", decimal(shade(*red)), decimal(shade(*green)), decimal(shade(*blue))),
            Paint::Linear { from, to, stops } => {
                let coords = [from, to].map(|point| self.point(*point)).concat();
                format!("/Pattern {space}/P{} {pattern}\n", self.pattern(gradient(2, &coords, stops)))
            }
            Paint::Radial { centre, focus, radius, stops } => {
                let (centre, focus) = (self.point(*centre), self.point(*focus));
                let coords = [focus[0], focus[1], 0.0, centre[0], centre[1], radius * GRID];
                format!("/Pattern {space}/P{} {pattern}\n", self.pattern(gradient(3, &coords, stops)))
            }
        };
        self.set(plain, operators);
    }

    fn pattern(&mut self, pattern: Dictionary) -> usize {
        let known = self.patterns.iter().position(|known| *known == pattern);
        known.unwrap_or_else(|| {
            self.patterns.push(pattern);
            self.patterns.len() - 1
        })
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.paint(&stroke.paint, "RG", "CS", "SCN");
        self.set("w", format!("{} w\n", grid(stroke.width).max(1)));
        let cap = match stroke.cap {
            Cap::Butt => 0,
            Cap::Round => 1,
            Cap::Square => 2,
        };
        let join = match stroke.join {
            Join::Miter => 0,
            Join::Round => 1,
            Join::Bevel => 2,
        };
        self.set("J", format!("{cap} J\n"));
        self.set("j", format!("{join} j\n"));
        if stroke.join == Join::Miter {
            self.set("M", format!("{} M\n", decimal(libm::roundf(stroke.miter_limit * 100.0) / 100.0)));
        }
        let dash = stroke.dash.as_ref().map_or_else(
            || "[]0 d\n".to_owned(),
            |(lengths, offset)| {
                let lengths: Vec<String> = lengths.iter().map(|length| grid(*length).to_string()).collect();
                format!("[{}]{} d\n", lengths.join(" "), grid(*offset))
            },
        );
        self.set("d", dash);
    }

    fn segments(&mut self, segments: &[Segment]) {
        for segment in segments {
            let operator = match *segment {
                Segment::Move(x, y) => self.points(&[(x, y)], "m\n"),
                Segment::Line(x, y) => self.points(&[(x, y)], "l\n"),
                Segment::Curve(a, b, c, d, x, y) => self.points(&[(a, b), (c, d), (x, y)], "c\n"),
                Segment::Close => "h\n",
            };
            self.out.push_str(operator);
        }
    }

    fn points(&mut self, points: &[(f32, f32)], operator: &'static str) -> &'static str {
        for (x, y) in points {
            self.number(grid(*x));
            self.number(self.height - grid(*y));
        }
        operator
    }

    fn point(&self, (x, y): (f32, f32)) -> [f32; 2] {
        [grid(x) as f32, (self.height - grid(y)) as f32]
    }

    fn number(&mut self, value: i64) {
        self.out.push_str(&value.to_string());
        self.out.push(' ');
    }
}

/// A number without what it can do without: `.5`.
fn decimal(value: f32) -> String {
    let text = value.to_string();
    match text.strip_prefix("0.") {
        Some(rest) => format!(".{rest}"),
        None => text,
    }
}

type Stop = (f32, (u8, u8, u8));

/// A gradient as a pattern (ISO 32000-1 8.7.4): axial is kind 2, radial 3.
fn gradient(kind: i64, coords: &[f32], stops: &[Stop]) -> Dictionary {
    let shading = dictionary! {
        "ShadingType" => kind, "ColorSpace" => "DeviceRGB", "Coords" => numbers(coords), "Extend" => vec![true.into(), true.into()],
        "Function" => function(stops),
    };
    dictionary! { "Type" => "Pattern", "PatternType" => 2, "Shading" => shading }
}

/// From 0 to 1 through all stops: a stretch for each pair that lies apart.
fn function(stops: &[Stop]) -> Dictionary {
    let Some((first, last)) = stops.first().zip(stops.last()) else { return stretch((0, 0, 0), (0, 0, 0)) };
    let mut placed = vec![(0.0, first.1)];
    placed.extend(stops.iter().map(|(at, colour)| (at.clamp(0.0, 1.0), *colour)));
    placed.push((1.0, last.1));
    let parts: Vec<(f32, Dictionary)> =
        placed.windows(2).filter(|pair| pair[1].0 > pair[0].0).map(|pair| (pair[1].0, stretch(pair[0].1, pair[1].1))).collect();
    match &parts[..] {
        [(_, whole)] => whole.clone(),
        _ => {
            let bounds: Vec<f32> = parts.iter().take(parts.len() - 1).map(|(end, _)| *end).collect();
            let encode: Vec<Object> = parts.iter().flat_map(|_| [0.into(), 1.into()]).collect();
            dictionary! {
                "FunctionType" => 3, "Domain" => vec![0.into(), 1.into()], "Bounds" => numbers(&bounds), "Encode" => encode,
                "Functions" => parts.into_iter().map(|(_, part)| Object::Dictionary(part)).collect::<Vec<_>>(),
            }
        }
    }
}

fn stretch(from: (u8, u8, u8), to: (u8, u8, u8)) -> Dictionary {
    let colour = |(red, green, blue): (u8, u8, u8)| numbers(&[shade(red), shade(green), shade(blue)]);
    dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "C0" => colour(from), "C1" => colour(to), "N" => 1 }
}

#[cfg(test)]
mod tests {
    use super::{draw, function};
    use crate::picture::{Cap, Clip, Fill, Join, Paint, Segment, Shape, Stroke, Vector};

    fn inflated(deflated: &[u8]) -> String {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::ZlibDecoder::new(deflated), &mut text).expect("zlib");
        text
    }

    fn square(paint: Paint, opacity: f32, clip: Vec<Clip>) -> Shape {
        let segments = vec![Segment::Move(0.0, 0.0), Segment::Line(10.0, 0.0), Segment::Line(10.0, 10.5), Segment::Close];
        let stroke = Stroke { paint: paint.clone(), opacity, width: 0.5, cap: Cap::Butt, join: Join::Round, miter_limit: 4.0, dash: None };
        Shape::Path { segments, fill: Some(Fill { paint, opacity, even_odd: false }), stroke: Some(stroke), clip }
    }

    #[test]
    fn what_is_set_is_not_set_again() {
        let black = || Paint::Rgb(0, 0, 0);
        let clip = || vec![Clip { segments: vec![Segment::Move(1.0, 1.0), Segment::Close], even_odd: true }];
        let shapes =
            vec![square(black(), 1.0, Vec::new()), square(black(), 0.5, clip()), square(black(), 0.5, clip()), square(black(), 1.0, Vec::new())];
        let drawing = draw(&Vector { width: 512.0, height: 512.0, shapes, rasters: Vec::new() });
        let path = "0 8192 m\n160 8192 l\n160 8024 l\nh\nB\n";
        let set = "0 0 0 rg\n0 0 0 RG\n8 w\n0 J\n1 j\n[]0 d\n";
        assert_eq!(inflated(&drawing.content), format!("{set}{path}q\n16 8176 m\nh\nW* n\n/G1 gs\n{path}{path}Q\n{path}"));
        assert_eq!(drawing.opacities, [(1000, 1000), (500, 500)]);
    }

    #[test]
    fn stops_at_one_place_are_a_hard_edge() {
        let (red, blue) = ((255, 0, 0), (0, 0, 255));
        let function = function(&[(0.5, red), (0.5, blue)]);
        assert_eq!(function.get(b"Bounds").and_then(lopdf::Object::as_array).expect("bounds").len(), 1);
        assert_eq!(function.get(b"Functions").and_then(lopdf::Object::as_array).expect("stretches").len(), 2);
    }
}
