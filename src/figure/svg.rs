//! Artwork as an SVG file: plain paths of whole numbers, each from where the last one ended, so that every program shows the same.
use std::fmt::Write;

use super::artwork::{Artwork, Path, Rgb, Step, Stroke};
use super::drawing::End;
use super::plane::{Point, at};
use super::sheet::Word;

/// A file that is being written.
pub struct Sheet {
    file: String,
    /// Steps of its numbers to a unit.
    steps: f64,
}

impl Artwork {
    /// As an SVG file; `said` is what a screen reader says of it. Its numbers are tenths of a unit. So many points to a unit, or of no size.
    pub fn svg(&self, said: &str, points: Option<f64>) -> String {
        self.written(said, 10.0, points)
    }

    /// In numbers of two units.
    pub(super) fn rough_svg(&self, said: &str) -> String {
        self.written(said, 0.5, None)
    }

    fn written(&self, said: &str, steps: f64, points: Option<f64>) -> String {
        let mut sheet = Sheet::new((self.width, self.height), steps, said, points);
        sheet.place(self, at(0.0, 0.0));
        sheet.done()
    }
}

impl Sheet {
    pub fn new((width, height): (f64, f64), steps: f64, said: &str, points: Option<f64>) -> Sheet {
        let grid = |length: f64| libm::ceil(length * steps) as i64;
        let side = |length: f64| match points {
            Some(points) => format!("{:.2}pt", length * points),
            None => libm::ceil(length).to_string(),
        };
        let (wide, tall) = (side(width), side(height));
        let mut file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{wide}\" height=\"{tall}\" fill=\"none\" stroke-linejoin=\"round\" \
             stroke-linecap=\"round\">\n",
            grid(width),
            grid(height)
        );
        if !said.is_empty() {
            let _ = writeln!(file, "<desc>{}</desc>", escaped(said));
        }
        Sheet { file, steps }
    }

    /// Artwork whose top left corner is there.
    pub fn place(&mut self, artwork: &Artwork, corner: Point) {
        for piece in &artwork.pieces {
            let mut path = String::new();
            piece.paths.iter().for_each(|one| self.path(&mut path, one, corner));
            let _ = write!(self.file, "<path d=\"{path}\"");
            if let Some(fill) = piece.fill {
                let _ = write!(self.file, " fill=\"{}\"", colour(fill));
            }
            if let Some(stroke) = &piece.stroke {
                self.stroke(stroke);
            }
            self.file.push_str("/>\n");
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let length = |length: f64| libm::round(length * self.steps * 10.0) / 10.0;
        let (ink, width) = (colour(stroke.colour), length(stroke.width));
        let _ = write!(self.file, " stroke=\"{ink}\" stroke-width=\"{width}\"");
        if stroke.end == End::Flat {
            self.file.push_str(" stroke-linecap=\"butt\"");
        }
        if let Some((on, off)) = stroke.dash {
            let _ = write!(self.file, " stroke-dasharray=\"{} {}\"", length(on), length(off));
        }
    }

    pub fn heading(&mut self, word: &Word) {
        self.word(word, "font-weight=\"bold\"");
    }

    pub fn name(&mut self, word: &Word) {
        self.word(word, "text-anchor=\"middle\"");
    }

    fn word(&mut self, Word { text, at, size }: &Word, how: &str) {
        let ((x, y), size, text) = (self.spot(*at), size * self.steps, escaped(text));
        let _ = writeln!(self.file, "<text x=\"{x}\" y=\"{y}\" fill=\"#22303c\" font-family=\"sans-serif\" font-size=\"{size}\" {how}>{text}</text>");
    }

    pub fn done(mut self) -> String {
        self.file.push_str("</svg>\n");
        self.file
    }

    fn path(&self, out: &mut String, path: &Path, corner: Point) {
        let mut last = self.spot(path.from + corner);
        let _ = write!(out, "M{} {}", last.0, last.1);
        let mut before = 'M';
        for step in &path.steps {
            let (letter, points): (char, &[Point]) = match step {
                Step::Line(to) => ('l', &[*to]),
                Step::Curve(leaving, arriving, to) => ('c', &[*leaving, *arriving, *to]),
            };
            let spots: Vec<(i64, i64)> = points.iter().map(|point| self.spot(*point + corner)).collect();
            let end = spots.last().copied().unwrap_or(last);
            if spots.iter().all(|spot| *spot == last) && path.steps.len() > 1 {
                continue;
            }
            // A letter stands where it changes; a minus parts two numbers as well as a space does.
            let mut parted = letter != before;
            if parted {
                out.push(letter);
            }
            for (x, y) in spots {
                for number in [x - last.0, y - last.1] {
                    let space = if parted || number < 0 { "" } else { " " };
                    let _ = write!(out, "{space}{number}");
                    parted = false;
                }
            }
            (last, before) = (end, letter);
        }
        if path.closed {
            out.push('z');
        }
    }

    fn spot(&self, point: Point) -> (i64, i64) {
        (libm::round(point.x * self.steps) as i64, libm::round(point.y * self.steps) as i64)
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn colour((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
