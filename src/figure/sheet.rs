//! Many figures on one sheet, each with its name under it, all at the same scale.
use super::artwork::{Artwork, Heft};
use super::drawing::Drawing;
use super::plane::at;
use super::svg::Sheet;
use crate::model::Inking;

const COLUMNS: usize = 5;
/// Around each figure, and between rows.
const SPACE: f64 = 90.0;
/// For the name.
const NAME: f64 = 80.0;

/// An SVG of figures in rows, by their names.
pub fn sheet(figures: &[(&str, &Drawing)], inking: &Inking) -> String {
    let figures: Vec<(&str, Artwork)> = figures.iter().map(|(name, drawing)| (*name, drawing.artwork(inking, Heft::default()))).collect();
    let wide = figures.iter().map(|(_, artwork)| artwork.width).fold(0.0, f64::max) + SPACE;
    let rows: Vec<&[(&str, Artwork)]> = figures.chunks(COLUMNS).collect();
    let tall = |row: &[(&str, Artwork)]| row.iter().map(|(_, artwork)| artwork.height).fold(0.0, f64::max) + SPACE + NAME;
    let height: f64 = rows.iter().map(|row| tall(row)).sum();
    let mut sheet = Sheet::new(wide * figures.len().min(COLUMNS) as f64, height, 10.0, "");
    let mut foot = 0.0;
    for row in rows {
        foot += tall(row);
        for (column, (name, artwork)) in row.iter().enumerate() {
            let middle = wide * (column as f64 + 0.5);
            sheet.place(artwork, at(middle - artwork.width / 2.0, foot - NAME - artwork.height));
            sheet.word(name, at(middle, foot - NAME * 0.25));
        }
    }
    sheet.done()
}
