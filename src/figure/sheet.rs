//! Many figures on one sheet, each with its name under it, all at the same scale.
use super::drawing::{Drawing, Palette};
use super::plane::{Point, at};
use super::svg::Sheet;

const COLUMNS: usize = 5;
/// Around each figure, and between rows.
const SPACE: f64 = 90.0;
/// For the name.
const NAME: f64 = 80.0;

/// An SVG of figures in rows, by their names.
pub fn sheet(figures: &[(&str, &Drawing)]) -> String {
    let framed: Vec<(&str, &Drawing, Point, Point)> =
        figures.iter().filter_map(|(name, drawing)| drawing.bounds().map(|(low, high)| (*name, *drawing, low, high))).collect();
    let wide = framed.iter().map(|(_, _, low, high)| high.x - low.x).fold(0.0, f64::max) + SPACE;
    let rows: Vec<&[(&str, &Drawing, Point, Point)]> = framed.chunks(COLUMNS).collect();
    let tall = |row: &[(&str, &Drawing, Point, Point)]| row.iter().map(|(_, _, low, high)| high.y - low.y).fold(0.0, f64::max) + SPACE + NAME;
    let height: f64 = rows.iter().map(|row| tall(row)).sum();
    let width = wide * framed.len().min(COLUMNS) as f64;
    let mut sheet = Sheet::new(at(0.0, -height), at(width, 0.0), "");
    let mut bottom = 0.0;
    for row in rows {
        bottom -= tall(row);
        for (column, (name, drawing, low, high)) in row.iter().enumerate() {
            let middle = wide * (column as f64 + 0.5);
            let mut moved = Drawing::default();
            moved.append((*drawing).clone(), at(middle - (low.x + high.x) / 2.0, bottom + NAME - low.y));
            moved.write(&Palette::COLOUR, &mut sheet);
            sheet.word(name, at(middle, bottom + NAME * 0.25));
        }
    }
    sheet.done()
}
