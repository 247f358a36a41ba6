//! Many figures on one sheet, each with its name under it, all at the same scale, those of a kind together.
use super::artwork::{Artwork, Heft};
use super::drawing::Drawing;
use super::plane::{Point, at};
use super::pose::{Pose, View};
use super::svg::Sheet as Svg;
use crate::model::Inking;

/// Poses of a kind, in the order of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Standing,
    Sitting,
    Kneeling,
    Lying,
    Front,
}

impl Group {
    /// By what rests on what.
    pub fn of(pose: &Pose) -> Group {
        let rests = |parts: &[&str]| pose.rests.iter().any(|rest| rest.on != "wall" && parts.contains(&rest.part.as_str()));
        if pose.view != View::Side {
            Group::Front
        } else if rests(&["back", "upper-back", "belly", "forearms"]) {
            Group::Lying
        } else if rests(&["seat"]) {
            Group::Sitting
        } else if rests(&["knees", "knee.near", "knee.far"]) {
            Group::Kneeling
        } else {
            Group::Standing
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Group::Standing => "Standing",
            Group::Sitting => "Sitting",
            Group::Kneeling => "Kneeling",
            Group::Lying => "Lying",
            Group::Front => "From the front",
        }
    }
}

/// A figure that stands on a sheet.
pub struct Shown<'a> {
    pub name: &'a str,
    pub group: Group,
    pub drawing: &'a Drawing,
}

/// Where everything stands, from the top left, in units of a thousandth of a body's height.
pub struct Sheet {
    pub width: f64,
    pub height: f64,
    pub rows: Vec<Row>,
}

pub enum Row {
    Heading(Word),
    Figures(Vec<Placed>),
}

pub struct Placed {
    /// By its place among the figures that were given.
    pub figure: usize,
    pub artwork: Artwork,
    pub corner: Point,
    pub name: Word,
}

/// A word on its baseline.
pub struct Word {
    pub text: String,
    /// Its beginning for a heading, its middle for a name.
    pub at: Point,
    pub size: f64,
}

/// The longest row.
const WIDTH: f64 = 6400.0;
/// Round each figure, and between rows.
const SPACE: f64 = 110.0;
const NAME: f64 = 52.0;
const HEADING: f64 = 92.0;
/// A letter of a name is so wide at most, on the average.
const LETTER: f64 = 0.56;

/// Sets figures in rows by their groups; headings name the groups where there are several. Lines are of a weight for this size: so many
/// points to a unit, where it is known.
pub fn sheet(figures: &[Shown], inking: &Inking, points: Option<f64>) -> Sheet {
    let mut groups: Vec<Group> = figures.iter().map(|figure| figure.group).collect();
    groups.sort();
    groups.dedup();
    let several = groups.len() > 1;
    let mut setting = Sheet { width: 0.0, height: SPACE, rows: Vec::new() };
    for group in groups {
        if several {
            setting.height += HEADING;
            let word = Word { text: group.name().to_owned(), at: at(SPACE / 2.0, setting.height), size: HEADING };
            setting.rows.push(Row::Heading(word));
            setting.height += SPACE * 0.5;
        }
        let of_group = figures.iter().enumerate().filter(|(_, figure)| figure.group == group);
        let cells: Vec<Cell> = of_group.map(|(index, figure)| Cell::new(index, figure, inking, points)).collect();
        for row in rows(cells) {
            setting.row(row);
        }
    }
    setting
}

/// As few rows as can be, about as long as each other.
fn rows(cells: Vec<Cell>) -> Vec<Vec<Cell>> {
    let whole: f64 = cells.iter().map(|cell| cell.width).sum();
    let share = whole / libm::ceil(whole / WIDTH).max(1.0);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let (mut walked, mut length) = (0.0, f64::INFINITY);
    for cell in cells {
        // A cell whose middle lies beyond the share of the rows so far begins the next.
        if length + cell.width > WIDTH || walked + cell.width / 2.0 > share * rows.len() as f64 {
            rows.push(Vec::new());
            length = 0.0;
        }
        (walked, length) = (walked + cell.width, length + cell.width);
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
    }
    rows
}

struct Cell {
    figure: usize,
    name: String,
    artwork: Artwork,
    width: f64,
}

impl Cell {
    fn new(figure: usize, shown: &Shown, inking: &Inking, points: Option<f64>) -> Cell {
        let heft = points.map_or(Heft::default(), |points| Heft::at(&super::Extent::of(shown.drawing), points));
        let artwork = shown.drawing.artwork(inking, heft);
        let word = shown.name.chars().count() as f64 * NAME * LETTER;
        Cell { figure, name: shown.name.to_owned(), width: artwork.width.max(word) + SPACE, artwork }
    }
}

impl Sheet {
    fn row(&mut self, cells: Vec<Cell>) {
        self.height += cells.iter().map(|cell| cell.artwork.height).fold(0.0, f64::max);
        let (foot, mut start) = (self.height, SPACE / 2.0);
        let mut placed = Vec::with_capacity(cells.len());
        for cell in cells {
            let middle = start + cell.width / 2.0;
            start += cell.width;
            let corner = at(middle - cell.artwork.width / 2.0, foot - cell.artwork.height);
            let name = Word { text: cell.name, at: at(middle, foot + NAME * 1.5), size: NAME };
            placed.push(Placed { figure: cell.figure, artwork: cell.artwork, corner, name });
        }
        self.width = self.width.max(start + SPACE / 2.0);
        self.height += NAME * 2.0 + SPACE;
        self.rows.push(Row::Figures(placed));
    }

    /// As an SVG file; so many points to a unit, or of no size.
    pub fn svg(&self, points: Option<f64>) -> String {
        let mut svg = Svg::new((self.width, self.height), 10.0, "", points);
        for row in &self.rows {
            match row {
                Row::Heading(word) => svg.heading(word),
                Row::Figures(placed) => {
                    for one in placed {
                        svg.place(&one.artwork, one.corner);
                        svg.name(&one.name);
                    }
                }
            }
        }
        svg.done()
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Row, Shown, sheet};
    use crate::figure::{draw, named};
    use crate::model::Inking;

    #[test]
    fn every_figure_stands_once_on_the_sheet_and_none_on_another() {
        let drawn: Vec<_> = named().iter().map(|(name, pose)| (name, Group::of(pose), draw(pose).0)).collect();
        let shown: Vec<Shown> = drawn.iter().map(|(name, group, drawing)| Shown { name, group: *group, drawing }).collect();
        let sheet = sheet(&shown, &Inking::default(), Some(0.1));
        let mut boxes: Vec<(usize, [f64; 4])> = Vec::new();
        for row in &sheet.rows {
            let Row::Figures(placed) = row else { continue };
            for one in placed {
                let sides = [one.corner.x, one.corner.y, one.corner.x + one.artwork.width, one.corner.y + one.artwork.height];
                assert!(sides[0] >= 0.0 && sides[1] >= 0.0 && sides[2] <= sheet.width && sides[3] <= sheet.height, "{}", one.name.text);
                for (_, other) in &boxes {
                    let apart = sides[2] <= other[0] || other[2] <= sides[0] || sides[3] <= other[1] || other[3] <= sides[1];
                    assert!(apart, "{}", one.name.text);
                }
                boxes.push((one.figure, sides));
            }
        }
        boxes.sort_by_key(|(figure, _)| *figure);
        assert_eq!(boxes.iter().map(|(figure, _)| *figure).collect::<Vec<_>>(), (0..shown.len()).collect::<Vec<_>>());
        assert!(sheet.svg(None).contains(">Kneeling</text>"));
    }
}
