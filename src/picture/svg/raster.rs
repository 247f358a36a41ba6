//! An SVG of our own as a PNG: to look at where vectors cannot be shown.
use std::sync::Arc;

use image::{ExtendedColorType, ImageEncoder};
use resvg::tiny_skia::{Color, Pixmap, Transform};

use super::fonts::{Fonts, Lacking};
use super::{guard, read};
use crate::diag::Code;
use crate::picture::Problem;

/// More would take more memory than a machine may have: four bytes each.
const MOST: f64 = 100_000_000.0;

/// On white; so many pixels to each of the SVG's.
pub(in crate::picture) fn png(svg: &str, scale: f64, fonts: &Fonts) -> Result<Vec<u8>, Problem> {
    let document = guard::parse(svg)?;
    let lacking = Lacking::default();
    let database = if svg.contains("<text") { fonts.database() } else { Arc::default() };
    let (tree, _) = read(&document, database, &lacking)?;
    let side = |length: f32| libm::ceil(f64::from(length) * scale).max(1.0);
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    let too_large = || {
        let help = "draw it smaller, or with fewer pixels to an inch";
        Problem::new(Code::PictureTooLarge, format!("the picture would have {width} × {height} pixels, more than 100 million"), help)
    };
    let mut sheet = Some((width as u32, height as u32)).filter(|_| width * height <= MOST).and_then(|(wide, tall)| Pixmap::new(wide, tall));
    let sheet = sheet.as_mut().ok_or_else(too_large)?;
    sheet.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut sheet.as_mut());
    let rgb: Vec<u8> = sheet.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut file = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut file);
    encoder.write_image(&rgb, sheet.width(), sheet.height(), ExtendedColorType::Rgb8).map_err(|_| Problem::damaged("the PNG cannot be written"))?;
    Ok(file)
}
