//! Four inks become sRGB, once: by the file's own profile, or as an ordinary press prints them.
use super::bitmap::{Bitmap, Plane};

/// The planes of a CMYK JPEG (`ycck`: luma, chroma and black) as RGB pixels. Adobe writes inks inverted, and so does everyone since.
pub(super) fn to_rgb(planes: &[Plane], ycck: bool, profile: Option<&[u8]>) -> Bitmap {
    let (width, height) = planes.iter().fold((0, 0), |(width, height), plane| (plane.width.max(width), plane.height.max(height)));
    let mut light = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height {
        for x in 0..width {
            light.extend(planes.iter().map(|plane| plane.samples[(y * plane.height / height * plane.width + x * plane.width / width) as usize]));
        }
    }
    if ycck {
        for pixel in light.chunks_exact_mut(4) {
            // Luma and chroma are those of the inks, black is inverted as ever (libjpeg, `ycck_cmyk_convert`).
            let inks = rgb(pixel[0], pixel[1], pixel[2]);
            pixel[..3].copy_from_slice(&inks.map(|ink| 255 - ink));
        }
    }
    let samples = profile.and_then(|profile| by_profile(&light, profile)).unwrap_or_else(|| by_press(&light));
    Bitmap { width, height, channels: 3, samples }
}

/// Luma and chroma as RGB (JFIF 1.02), in 16 bits of fraction.
pub(super) fn rgb(luma: u8, blue: u8, red: u8) -> [u8; 3] {
    let (y, cb, cr) = ((i32::from(luma) << 16) + (1 << 15), i32::from(blue) - 128, i32::from(red) - 128);
    [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb].map(|value| (value >> 16).clamp(0, 255) as u8)
}

/// `light` holds the paper left white: 255 is no ink.
fn by_profile(light: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
    let source = moxcms::ColorProfile::new_from_slice(profile).ok()?;
    let options = moxcms::TransformOptions { rendering_intent: moxcms::RenderingIntent::RelativeColorimetric, ..Default::default() };
    let target = moxcms::ColorProfile::new_srgb();
    let transform = source.create_transform_8bit(moxcms::Layout::Rgba, &target, moxcms::Layout::Rgb, options).ok()?;
    let inks: Vec<u8> = light.iter().map(|value| 255 - value).collect();
    let mut samples = vec![0; light.len() / 4 * 3];
    transform.transform(&inks, &mut samples).ok()?;
    Some(samples)
}

/// sRGB of the solid overprints of SWOP coated paper, by which inks are there: cyan 1, magenta 2, yellow 4, black 8.
const OVERPRINTS: [[i64; 3]; 16] = [
    [255, 255, 255],
    [0, 174, 239],
    [236, 0, 140],
    [46, 49, 146],
    [255, 242, 0],
    [0, 166, 81],
    [237, 28, 36],
    [54, 54, 57],
    [35, 31, 32],
    [0, 18, 25],
    [29, 0, 14],
    [6, 4, 18],
    [28, 25, 0],
    [0, 17, 8],
    [28, 3, 3],
    [0, 0, 0],
];

/// Neugebauer's equations: each overprint by the share of paper that it covers. Whole numbers: the same everywhere.
fn by_press(light: &[u8]) -> Vec<u8> {
    let mut samples = Vec::with_capacity(light.len() / 4 * 3);
    let mut last = ([255; 4], [255; 3]);
    for pixel in light.chunks_exact(4) {
        if pixel != last.0 {
            last = ([pixel[0], pixel[1], pixel[2], pixel[3]], overprint(pixel));
        }
        samples.extend_from_slice(&last.1);
    }
    samples
}

fn overprint(light: &[u8]) -> [u8; 3] {
    let mut sums = [0_i64; 3];
    for (inks, colour) in OVERPRINTS.iter().enumerate() {
        let share = light
            .iter()
            .enumerate()
            .fold(1_i64, |share, (ink, &left)| share * if inks >> ink & 1 == 1 { 255 - i64::from(left) } else { i64::from(left) });
        for (sum, part) in sums.iter_mut().zip(colour) {
            *sum += share * part;
        }
    }
    const WHOLE: i64 = 255 * 255 * 255 * 255;
    sums.map(|sum| ((sum + WHOLE / 2) / WHOLE) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solid_inks_look_as_printed() {
        assert_eq!(overprint(&[255, 255, 255, 255]), [255, 255, 255]);
        assert_eq!(overprint(&[0, 255, 255, 255]), [0, 174, 239]);
        assert_eq!(overprint(&[255, 0, 0, 255]), [237, 28, 36]);
        assert_eq!(overprint(&[0, 0, 0, 0]), [0, 0, 0]);
    }
}
