//! PNG: every chunk proved by its checksum; pixels decoded anew, so that no private chunk passes.
use std::io::Cursor;

use image::{ColorType, ImageDecoder};

use super::bitmap::Bitmap;
use super::problem::check_pixels;
use super::{Orientation, Problem, icc, jpeg};

/// What is known of a PNG before it is decoded.
#[derive(Debug)]
pub(super) struct Header {
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
    /// The exponent that its samples were encoded with, × 100,000; none where they are as sRGB.
    gamma: Option<u32>,
}

/// Walks the chunks to the end: lengths and checksums.
pub(super) fn open(bytes: &[u8]) -> Result<Header, Problem> {
    let mut rest = &bytes[8..];
    let mut header: Option<Header> = None;
    let (mut data, mut managed) = (false, false);
    loop {
        let chunk = next(&mut rest)?;
        match (chunk.name, &mut header) {
            (b"IHDR", None) => header = Some(measure(chunk.content)?),
            (b"IHDR", Some(_)) | (_, None) => return Err(Problem::damaged("its header does not come first and once")),
            (b"IDAT", Some(_)) => data |= !chunk.content.is_empty(),
            (b"iCCP" | b"sRGB", Some(_)) => managed = true,
            (b"gAMA", Some(header)) => header.gamma = chunk.content.first_chunk().map(|value| u32::from_be_bytes(*value)),
            (b"eXIf", Some(header)) => header.orientation = jpeg::exif_orientation(chunk.content).unwrap_or_default(),
            (b"IEND", Some(_)) => break,
            (_, Some(_)) => {}
        }
    }
    let mut header = header.ok_or_else(|| Problem::damaged("it has no header"))?;
    if !data {
        return Err(Problem::damaged("it has no pixels"));
    }
    // Near 1/2.2 is meant as sRGB; 0 means nothing.
    header.gamma = header.gamma.filter(|gamma| !managed && !matches!(gamma, 0 | 43_000..=48_000));
    Ok(header)
}

struct Chunk<'a> {
    name: &'a [u8; 4],
    content: &'a [u8],
}

fn next<'a>(rest: &mut &'a [u8]) -> Result<Chunk<'a>, Problem> {
    let ended = || Problem::cut_short("it has no end mark");
    let (length, after) = rest.split_first_chunk::<4>().ok_or_else(ended)?;
    let length = u32::from_be_bytes(*length) as usize;
    let name = after.first_chunk::<4>().ok_or_else(ended)?;
    let checked = after.get(..length.saturating_add(4)).ok_or_else(ended)?;
    let sum = after[checked.len()..].first_chunk::<4>().ok_or_else(ended)?;
    let mut crc = flate2::Crc::new();
    crc.update(checked);
    if crc.sum() != u32::from_be_bytes(*sum) {
        return Err(Problem::damaged("a checksum in it is wrong"));
    }
    *rest = &after[checked.len() + 4..];
    Ok(Chunk { name, content: &checked[4..] })
}

fn measure(content: &[u8]) -> Result<Header, Problem> {
    let [w3, w2, w1, w0, h3, h2, h1, h0, ..] = *content else { return Err(Problem::damaged("its header is too short")) };
    let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    check_pixels(width, height)?;
    Ok(Header { width, height, orientation: Orientation::Upright, gamma: None })
}

impl Header {
    /// The pixels, 8 bits a sample, and the profile to paint them with.
    pub(super) fn decode(&self, bytes: &[u8]) -> Result<(Bitmap, Option<Vec<u8>>), Problem> {
        let broken = |_| Problem::damaged("its pixels cannot be unpacked");
        let mut decoder = image::codecs::png::PngDecoder::new(Cursor::new(bytes)).map_err(broken)?;
        let (channels, wide) = match decoder.color_type() {
            ColorType::L8 => (1, false),
            ColorType::La8 => (2, false),
            ColorType::Rgb8 => (3, false),
            ColorType::L16 => (1, true),
            ColorType::La16 => (2, true),
            ColorType::Rgb16 => (3, true),
            ColorType::Rgba16 => (4, true),
            // The decoder knows no other but RGBA.
            _ => (4, false),
        };
        let profile = decoder.icc_profile().ok().flatten().and_then(|profile| icc::fitting(profile, if channels < 3 { 1 } else { 3 }));
        let mut samples = vec![0; decoder.total_bytes() as usize];
        decoder.read_image(&mut samples).map_err(broken)?;
        if wide {
            let narrow = |pair: &[u8]| ((u32::from(u16::from_ne_bytes([pair[0], pair[1]])) * 255 + 32_767) / 65_535) as u8;
            samples = samples.chunks_exact(2).map(narrow).collect();
        }
        if let Some(gamma) = self.gamma {
            correct(&mut samples, channels, f64::from(gamma) / 100_000.0);
        }
        Ok((Bitmap { width: self.width, height: self.height, channels, samples }, profile))
    }
}

/// Samples encoded with another exponent become sRGB; alpha stays.
fn correct(samples: &mut [u8], channels: usize, gamma: f64) {
    let encode = |linear: f64| if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * libm::pow(linear, 1.0 / 2.4) - 0.055 };
    let table: [u8; 256] =
        std::array::from_fn(|value| libm::round(encode(libm::pow(value as f64 / 255.0, 1.0 / gamma)) * 255.0).clamp(0.0, 255.0) as u8);
    let colours = if channels.is_multiple_of(2) { channels - 1 } else { channels };
    for pixel in samples.chunks_exact_mut(channels) {
        for value in &mut pixel[..colours] {
            *value = table[usize::from(*value)];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{photo, png, with_chunk, written};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn a_file_cut_anywhere_or_changed_anywhere_is_refused() {
        let whole = png(&photo(40, 30));
        assert!(open(&whole).is_ok());
        for percent in (1..100).step_by(7) {
            assert!(open(&whole[..(whole.len() * percent / 100).max(8)]).is_err(), "{percent} %");
        }
        for at in (8..whole.len()).step_by(11) {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert_eq!(open(&changed).map(|_| ()).map_err(|problem| problem.code), Err(Code::PictureDamaged), "byte {at}");
        }
    }

    #[test]
    fn a_chunk_of_pixels_that_is_missing_is_found_when_it_is_unpacked() {
        let whole = png(&photo(40, 30));
        let data = whole.windows(4).position(|name| name == b"IDAT").expect("data");
        let bare = [&whole[..data - 4], &whole[whole.len() - 12..]].concat();
        let short = with_chunk(&bare, b"IDAT", &whole[data + 4..data + 60]);
        let header = open(&short).expect("sound chunks");
        assert_eq!(header.decode(&short).map(|_| ()).map_err(|problem| problem.code), Err(Code::PictureDamaged));
    }

    #[test]
    fn sixteen_bits_become_eight() {
        let size = Bitmap { width: 3, height: 1, channels: 1, samples: Vec::new() };
        let samples: Vec<u8> = [0_u16, 0x8000, 0xFFFF].iter().flat_map(|value| value.to_ne_bytes()).collect();
        let bytes = written(&samples, &size, image::ExtendedColorType::L16);
        let (bitmap, _) = open(&bytes).and_then(|header| header.decode(&bytes)).expect("a picture");
        assert_eq!((bitmap.channels, bitmap.samples), (1, vec![0, 128, 255]));
    }

    #[test]
    fn another_exponent_becomes_srgb_and_srgb_stays() {
        let size = Bitmap { width: 2, height: 1, channels: 2, samples: vec![64, 64, 255, 64] };
        let plain = png(&size);
        let read = |bytes: &[u8]| open(bytes).and_then(|header| header.decode(bytes)).expect("a picture").0.samples;
        let with = |gamma: u32| with_chunk(&plain, b"gAMA", &gamma.to_be_bytes());
        assert_eq!(read(&with(45_455)), size.samples);
        // Linear light: a quarter of it is 137 in sRGB. Alpha is no light.
        assert_eq!(read(&with(100_000)), vec![137, 64, 255, 64]);
        assert_eq!(read(&with_chunk(&with(100_000), b"sRGB", &[0])), size.samples);
    }

    #[test]
    fn more_than_a_hundred_megapixels_are_refused_unseen() {
        let mut vast = png(&photo(4, 4));
        vast[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let mut crc = flate2::Crc::new();
        crc.update(&vast[12..29]);
        vast[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        assert_eq!(open(&vast).map(|_| ()).map_err(|problem| problem.code), Err(Code::PictureTooLarge));
    }
}
