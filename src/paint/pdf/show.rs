//! A line of text as codes in a content stream, such that what is read back is what was written.
use super::Problem;
use super::font::{Cuts, width};
use super::pen::{Pen, Shown, Spot, to_hundredths};
use super::reading::{self, Cluster};
use crate::compose::Rgb;
use crate::geom::{Direction, Len};
use crate::text::{FaceId, Fonts, Glyph, Line, Lines, Run};

/// What showing text needs from around it.
pub struct Setting<'a> {
    pub fonts: &'a Fonts,
    pub cuts: &'a Cuts,
    /// The fonts' names by face.
    pub names: &'a [(FaceId, String)],
    /// The direction of the page: where a line's trailing space stands.
    pub direction: Direction,
}

/// A line being shown: how far the viewer's pen has come, from the line's left edge.
struct Shower<'a, 'p> {
    setting: &'a Setting<'a>,
    pen: &'p mut Pen,
    /// In units of `Len`.
    at: i64,
    /// In hundredths of a point.
    rise: i64,
    pending: Vec<Shown>,
}

/// Shows a line whose left end and baseline are at a spot.
pub fn line(pen: &mut Pen, setting: &Setting, lines: &Lines, line: &Line, spot: Spot, colour: Rgb) -> Result<(), Problem> {
    pen.line(spot, colour);
    let mut shower = Shower { setting, pen, at: 0, rise: 0, pending: Vec::new() };
    for run in reading::runs(line) {
        shower.run(lines, line, run)?;
    }
    if let Some((face, space)) = reading::trailing_space(lines, line, setting.fonts) {
        shower.trailing_space(line, face, space)?;
    }
    shower.flush();
    shower.lift(0);
    Ok(())
}

impl Shower<'_, '_> {
    fn run(&mut self, lines: &Lines, line: &Line, run: &Run) -> Result<(), Problem> {
        self.font(run.face, run.size)?;
        let face = self.setting.fonts.face(run.face);
        for cluster in reading::clusters(&lines.content, line, run, face) {
            self.cluster(run, &cluster)?;
            if run.rtl {
                self.flush();
            }
        }
        Ok(())
    }

    fn cluster(&mut self, run: &Run, cluster: &Cluster) -> Result<(), Problem> {
        let told = match cluster.glyphs {
            [one] => self.code(run.face, one)?.1 == cluster.text,
            _ => false,
        };
        if !told {
            self.flush();
            self.pen.actual(&cluster.text);
        }
        let mut left = run.left.raw() + cluster.left;
        for glyph in cluster.glyphs {
            self.glyph(run, glyph, left)?;
            left += glyph.advance.raw();
        }
        if !told {
            self.flush();
            self.pen.end_actual();
        }
        Ok(())
    }

    fn glyph(&mut self, run: &Run, glyph: &Glyph, left: i64) -> Result<(), Problem> {
        let (code, _) = self.code(run.face, glyph)?;
        self.lift(to_hundredths(glyph.dy));
        self.put(code, run.size, left + glyph.dx.raw(), width(self.setting.fonts.face(run.face), glyph.id));
        Ok(())
    }

    /// Puts a code at its place, as near as a thousandth of the size allows.
    fn put(&mut self, code: u16, size: Len, left: i64, width: i64) {
        let size = i128::from(size.raw().max(1));
        let back = (i128::from(self.at - left) * 1000 + size / 2).div_euclid(size) as i64;
        // One thousandth of the size is less than a printer's dot.
        if back.abs() > 1 {
            self.pending.push(Shown::Back(back));
            self.at -= (i128::from(back) * size / 1000) as i64;
        }
        match self.pending.last_mut() {
            Some(Shown::Codes(codes)) => codes.extend_from_slice(&code.to_be_bytes()),
            Some(Shown::Back(_)) | None => self.pending.push(Shown::Codes(code.to_be_bytes().to_vec())),
        }
        self.at += (i128::from(width) * size / 1000) as i64;
    }

    /// The space stands where the line goes on, outside of what was measured.
    fn trailing_space(&mut self, line: &Line, face: FaceId, space: u16) -> Result<(), Problem> {
        let Some(size) = reading::runs(line).last().map(|run| run.size) else { return Ok(()) };
        self.font(face, size)?;
        let Some((code, _)) = self.setting.cuts.cut(face).and_then(|cut| cut.code(space)) else { return Err(Problem::Broken("a space without a code")) };
        let wide = width(self.setting.fonts.face(face), space);
        let left = match self.setting.direction {
            Direction::Ltr => line.width.raw(),
            Direction::Rtl => -size.scale(wide, 1000).raw(),
        };
        self.lift(0);
        self.put(code, size, left, wide);
        Ok(())
    }

    fn code(&self, face: FaceId, glyph: &Glyph) -> Result<(u16, &str), Problem> {
        self.setting.cuts.cut(face).and_then(|cut| cut.code(glyph.id)).ok_or(Problem::Broken("a glyph without a code"))
    }

    fn font(&mut self, face: FaceId, size: Len) -> Result<(), Problem> {
        let named = self.setting.names.binary_search_by_key(&face, |(known, _)| *known);
        let name = &self.setting.names[named.map_err(|_| Problem::Broken("a face without a name"))?].1;
        self.flush();
        self.pen.font(name, to_hundredths(size));
        Ok(())
    }

    fn lift(&mut self, rise: i64) {
        if rise != self.rise {
            self.flush();
            self.rise = rise;
            self.pen.rise(rise);
        }
    }

    fn flush(&mut self) {
        self.pen.show(std::mem::take(&mut self.pending));
    }
}
