//! Marks as an SVG file: plain paths, so that every program shows the same.
use std::fmt::Write;

use super::contour::Contour;
use super::drawing::{End, Pen};
use super::fit::{Cubic, fitted};
use super::plane::Point;

/// A colour of red, green and blue.
pub type Rgb = (u8, u8, u8);

/// A file that is being written.
pub struct Sheet {
    file: String,
    low: Point,
    high: Point,
}

impl Sheet {
    pub fn new(low: Point, high: Point, said: &str) -> Sheet {
        let (width, height) = (tenth(high.x - low.x), tenth(high.y - low.y));
        let said = said.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n<desc>{said}</desc>\n"
        );
        Sheet { file, low, high }
    }

    /// A word under a point, in the middle of it.
    pub fn word(&mut self, word: &str, at: Point) {
        let ((x, y), ink) = (self.place(at), colour((0x22, 0x30, 0x3c)));
        let word = word.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            self.file,
            "<text x=\"{x}\" y=\"{y}\" fill=\"{ink}\" font-family=\"sans-serif\" font-size=\"44\" text-anchor=\"middle\">{word}</text>"
        );
    }

    pub fn done(mut self) -> String {
        self.file.push_str("</svg>\n");
        self.file
    }

    /// One path along lines, each closed where it says so or ends where it begins.
    pub fn path(&mut self, lines: &[Contour], closed: bool, fill: Option<Rgb>, pen: Option<(Pen, Rgb)>) {
        let mut path = String::new();
        for line in lines {
            self.run(&mut path, line, closed || line.first() == line.last());
        }
        if path.is_empty() {
            return;
        }
        let fill = fill.map_or_else(|| "none".to_owned(), colour);
        let _ = write!(self.file, "<path d=\"{path}\" fill=\"{fill}\"");
        if let Some((pen, ink)) = pen {
            let cap = match pen.end {
                End::Round => "round",
                End::Flat => "butt",
            };
            let (ink, width) = (colour(ink), tenth(pen.width));
            let _ = write!(self.file, " stroke=\"{ink}\" stroke-width=\"{width}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"round\"");
            if let Some((on, off)) = pen.dash {
                let _ = write!(self.file, " stroke-dasharray=\"{} {}\"", tenth(on), tenth(off));
            }
        }
        self.file.push_str("/>\n");
    }

    fn run(&self, path: &mut String, line: &[Point], closed: bool) {
        let curves = fitted(line, closed);
        let Some(first) = curves.first() else { return };
        let (x, y) = self.place(first[0]);
        let _ = write!(path, "M{x} {y}");
        for curve in &curves {
            self.curve(path, curve);
        }
        if closed {
            path.push('Z');
        }
    }

    fn curve(&self, path: &mut String, curve: &Cubic) {
        let [from, leaving, arriving, to] = *curve;
        let way = (to - from).unit();
        let off = |point: Point| (point - from).cross(way).abs();
        let (x, y) = self.place(to);
        let _ = if off(leaving) < 0.3 && off(arriving) < 0.3 {
            write!(path, "L{x} {y}")
        } else {
            let ((x1, y1), (x2, y2)) = (self.place(leaving), self.place(arriving));
            write!(path, "C{x1} {y1} {x2} {y2} {x} {y}")
        };
    }

    fn place(&self, point: Point) -> (f64, f64) {
        (tenth(point.x - self.low.x), tenth(self.high.y - point.y))
    }
}

/// One decimal: a ten-thousandth of a body's height. Without a sign on nothing.
fn tenth(value: f64) -> f64 {
    libm::round(value * 10.0) / 10.0 + 0.0
}

fn colour((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
