//! A line of text as codes in a content stream, such that what is read back is what was written.
use super::Problem;
use super::font::{Code, Cuts, width};
use super::pen::{Pen, Shown, Spot, to_hundredths};
use super::reading;
use crate::compose::Rgb;
use crate::geom::{Direction, Len};
use crate::text::{FaceId, Fonts, Line, Lines, Run};

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
    pending: Vec<Shown>,
}

/// Shows a line whose left end and baseline are at a spot.
pub fn line(pen: &mut Pen, setting: &Setting, lines: &Lines, line: &Line, spot: Spot, colour: Rgb) -> Result<(), Problem> {
    pen.line(spot, colour);
    let mut shower = Shower { setting, pen, at: 0, pending: Vec::new() };
    for run in reading::runs(line) {
        shower.run(lines, line, run)?;
    }
    if let Some((face, space)) = reading::trailing_space(lines, line, setting.fonts) {
        shower.trailing_space(line, face, space)?;
    }
    shower.flush();
    Ok(())
}

impl Shower<'_, '_> {
    fn run(&mut self, lines: &Lines, line: &Line, run: &Run) -> Result<(), Problem> {
        self.font(run.face, run.size)?;
        let face = self.setting.fonts.face(run.face);
        let cut = self.setting.cuts.cut(run.face).ok_or(Problem::Broken("a face without glyphs"))?;
        for sign in reading::signs(&lines.content, line, run) {
            let put = |code: Code| {
                self.put(code, run.size);
                // Some readers put in order what is shown one by one, and take each list of codes as ordered already.
                if run.rtl {
                    self.flush();
                }
            };
            cut.codes(face, run, &sign, put).ok_or(Problem::Broken("a letter that no face has"))?;
        }
        Ok(())
    }

    /// Puts a code at its place, as near as a thousandth of the size allows.
    fn put(&mut self, Code { code, left, width }: Code, size: Len) {
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
        let code = self.setting.cuts.cut(face).and_then(|cut| cut.plain(space)).ok_or(Problem::Broken("a space without a code"))?;
        let wide = width(self.setting.fonts.face(face), space);
        let left = match self.setting.direction {
            Direction::Ltr => line.width.raw(),
            Direction::Rtl => -size.scale(wide, 1000).raw(),
        };
        self.put(Code { code, left, width: wide }, size);
        Ok(())
    }

    fn font(&mut self, face: FaceId, size: Len) -> Result<(), Problem> {
        let named = self.setting.names.binary_search_by_key(&face, |(known, _)| *known);
        let name = &self.setting.names[named.map_err(|_| Problem::Broken("a face without a name"))?].1;
        let size = to_hundredths(size);
        if !self.pen.has_font(name, size) {
            self.flush();
            self.pen.font(name, size);
        }
        Ok(())
    }

    fn flush(&mut self) {
        self.pen.show(std::mem::take(&mut self.pending));
    }
}
