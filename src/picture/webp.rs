//! WebP: its chunks proved by their lengths, then decoded; what moves is refused.
use std::io::Cursor;

use image::{ColorType, ImageDecoder};

use super::bitmap::Bitmap;
use super::problem::check_pixels;
use super::{Orientation, Problem, icc, jpeg};

#[derive(Debug)]
pub(super) struct Header {
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
    /// Its pixels were encoded with loss: a photo.
    pub lossy: bool,
    icc: Option<Vec<u8>>,
}

/// Walks the chunks to the end that the file itself names.
pub(super) fn open(bytes: &[u8]) -> Result<Header, Problem> {
    let cut = || Problem::cut_short("its data ends too early");
    let named = bytes.get(4..8).map_or(0, little) + 8;
    let mut rest = bytes.get(12..named).ok_or_else(cut)?;
    let (mut size, mut lossy, mut icc, mut orientation) = (None, None, None, Orientation::Upright);
    while rest.len() >= 8 {
        let (name, length) = (&rest[..4], little(&rest[4..8]));
        let content = rest.get(8..8 + length).ok_or_else(cut)?;
        match name {
            b"VP8X" => {
                if content.first().is_some_and(|flags| flags & 2 != 0) {
                    return Err(Problem::unfit("this WebP moves, which paper cannot"));
                }
                size = content.get(4..10).map(|sides| (triple(&sides[..3]) + 1, triple(&sides[3..]) + 1)).or(size);
            }
            b"VP8 " => {
                let sides =
                    content.get(6..10).filter(|_| content[3..6] == [0x9D, 0x01, 0x2A]).ok_or_else(|| Problem::damaged("its frame has no header"))?;
                let side = |pair: &[u8]| u32::from(u16::from_le_bytes([pair[0], pair[1]]) & 0x3FFF);
                size = size.or(Some((side(&sides[..2]), side(&sides[2..]))));
                lossy = Some(true);
            }
            b"VP8L" => {
                let bits = content.get(1..5).filter(|_| content[0] == 0x2F).map(little).ok_or_else(|| Problem::damaged("its frame has no header"))?;
                size = size.or(Some(((bits & 0x3FFF) as u32 + 1, (bits >> 14 & 0x3FFF) as u32 + 1)));
                lossy = Some(false);
            }
            b"ICCP" => icc = icc::fitting(content.to_vec(), 3),
            b"EXIF" => orientation = jpeg::exif_orientation(content.strip_prefix(b"Exif\0\0").unwrap_or(content)).unwrap_or_default(),
            _ => {}
        }
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
    let ((width, height), lossy) = size.zip(lossy).ok_or_else(|| Problem::damaged("it has no pixels"))?;
    check_pixels(width, height)?;
    Ok(Header { width, height, orientation, lossy, icc })
}

fn little(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte))
}

fn triple(bytes: &[u8]) -> u32 {
    little(bytes) as u32
}

impl Header {
    /// The pixels, and the profile to paint them with.
    pub(super) fn decode(&self, bytes: &[u8]) -> Result<(Bitmap, Option<Vec<u8>>), Problem> {
        let broken = |_| Problem::damaged("its pixels cannot be unpacked");
        let decoder = image::codecs::webp::WebPDecoder::new(Cursor::new(bytes)).map_err(broken)?;
        if decoder.dimensions() != (self.width, self.height) {
            return Err(Problem::damaged("its frame is not as large as its header says"));
        }
        let channels = if decoder.color_type() == ColorType::Rgb8 { 3 } else { 4 };
        let mut samples = vec![0; decoder.total_bytes() as usize];
        decoder.read_image(&mut samples).map_err(broken)?;
        Ok((Bitmap { width: self.width, height: self.height, channels, samples }, self.icc.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{photo, webp};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn what_was_written_is_read() {
        let picture = photo(31, 22);
        let bytes = webp(&picture);
        let header = open(&bytes).expect("a picture");
        assert_eq!((header.width, header.height, header.lossy), (31, 22, false));
        assert_eq!(header.decode(&bytes), Ok((picture, None)));
    }

    #[test]
    fn a_file_cut_anywhere_is_refused_and_flipped_bytes_never_panic() {
        let whole = webp(&photo(40, 30));
        for percent in (0..100).step_by(7) {
            assert!(open(&whole[..(whole.len() * percent / 100).max(12)]).is_err(), "{percent} %");
        }
        let mut seed = 3_u32;
        for _ in 0..300 {
            let mut broken = whole.clone();
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = 12 + seed as usize % (broken.len() - 12);
            broken[at] ^= (seed >> 24) as u8 | 1;
            if let Ok(header) = open(&broken) {
                let _ = header.decode(&broken);
            }
        }
    }

    #[test]
    fn what_moves_is_refused() {
        let mut moving = b"RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0".to_vec();
        moving.extend_from_slice(&[2, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
        let problem = open(&moving).expect_err("an animation");
        assert!(problem.code == Code::PictureKind && problem.message.contains("moves"), "{problem:?}");
    }
}
