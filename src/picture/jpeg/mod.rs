//! JPEG: proved whole, freed of everything private, and brought down where it has more pixels than print shows.
mod decode;
mod entropy;
mod exif;
mod frame;

pub(super) use exif::orientation as exif_orientation;

use super::bitmap::Planes;
use super::icc;
use super::{Orientation, Problem};
use frame::{Parsed, is_picture};

/// What is known of a JPEG that was proved whole.
#[derive(Debug)]
pub(super) struct Header {
    /// As stored, before turning.
    pub width: u32,
    pub height: u32,
    pub components: usize,
    pub orientation: Orientation,
    /// The profile, where it fits the components and is not plain sRGB.
    pub icc: Option<Vec<u8>>,
    /// Components are colours as they are, not luma and chroma.
    pub untransformed: bool,
    kept: Vec<std::ops::Range<usize>>,
}

/// Reads all of the file, entropy-coded data too: what passes is whole to its end marker.
pub(super) fn open(bytes: &[u8]) -> Result<Header, Problem> {
    let (parsed, entropy::Proof) = frame::walk(bytes, |_| entropy::Proof)?;
    let Parsed { frame, orientation, icc, untransformed, kept, store: _ } = parsed;
    let components = frame.components.len();
    let icc = icc.and_then(|profile| icc::fitting(profile, components));
    Ok(Header { width: frame.width, height: frame.height, components, orientation, icc, untransformed, kept })
}

impl Header {
    /// The JPEG without any application segment or comment but the one that says how its colours are meant.
    pub(super) fn clean(&self, bytes: &[u8]) -> Vec<u8> {
        const JFIF: &[u8] = b"\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";
        const ADOBE: &[u8] = b"\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00";
        let meant = if self.untransformed && self.components == 3 { ADOBE } else { JFIF };
        let length: usize = self.kept.iter().map(ExactSizeIterator::len).sum();
        let mut clean = Vec::with_capacity(length + meant.len() + 4);
        clean.extend_from_slice(&[0xFF, 0xD8]);
        clean.extend_from_slice(meant);
        for range in &self.kept {
            debug_assert!(is_picture(bytes[range.start + 1]) || bytes[range.start + 1] == 0xDA);
            clean.extend_from_slice(&bytes[range.clone()]);
        }
        clean.extend_from_slice(&[0xFF, 0xD9]);
        clean
    }

    /// The samples, each plane at the least eighth of its size that a good resize to `wanted` needs.
    pub(super) fn planes(&self, bytes: &[u8], wanted: impl Fn(usize) -> (u32, u32)) -> Result<Planes, Problem> {
        decode::planes(bytes, wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, How, exif, holds, jpeg, photo, with_segment};
    use super::*;
    use crate::diag::Code;

    fn full(bytes: &[u8]) -> Planes {
        decode::planes(bytes, |_| (u32::MAX, u32::MAX)).expect("a whole picture")
    }

    #[test]
    fn nothing_private_passes_and_the_pixels_are_untouched() {
        let plain = jpeg(&photo(160, 120), &How::default());
        let mut private = with_segment(&plain, 0xE1, &exif(6));
        private = with_segment(&private, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret place</x:xmpmeta>");
        private = with_segment(&private, 0xED, b"Photoshop 3.0\08BIM secret caption");
        private = with_segment(&private, 0xFE, b"secret comment");
        private = with_segment(&private, 0xE2, b"MPF\0secret index");
        private.extend_from_slice(b"secret film behind the end");
        let header = open(&private).expect("a whole picture");
        assert_eq!((header.orientation, header.width, header.height), (Orientation::Turn90, 160, 120));
        let clean = header.clean(&private);
        for part in [b"GPS".as_slice(), b"52.52", b"PrivateCam", b"secret", b"Exif", b"thumbnail", b"xmpmeta", b"8BIM", b"MPF"] {
            assert!(holds(&private, part) && !holds(&clean, part), "{}", String::from_utf8_lossy(part));
        }
        let scan = |bytes: &[u8]| bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).map(|at| bytes[at..].to_vec());
        assert_eq!(scan(&clean), scan(&plain));
        assert_eq!(full(&clean), full(&plain));
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        for how in [How::default(), How { progressive: true, ..How::default() }, How { restart: Some(3), ..How::default() }] {
            let whole = jpeg(&photo(150, 110), &how);
            assert!(open(&whole).is_ok());
            for percent in (0..100).step_by(7) {
                let cut = &whole[..whole.len() * percent / 100];
                assert!(open(cut).is_err(), "{percent} %");
                let ended = [cut, &[0xFF, 0xD9]].concat();
                assert!(open(&ended).is_err(), "{percent} % and an end marker");
            }
            for less in 1..40 {
                assert!(open(&whole[..whole.len() - less]).is_err(), "{less} bytes less");
            }
            // Rows are missing, but the end marker is there: only reading the data tells.
            let ended = [&whole[..whole.len() - 40], &[0xFF, 0xD9]].concat();
            assert_eq!(open(&ended).map(|_| ()).map_err(|problem| problem.code), Err(Code::PictureDamaged));
        }
    }

    #[test]
    fn flipped_bytes_never_panic() {
        for how in [How::default(), How { progressive: true, ..How::default() }] {
            let whole = jpeg(&photo(64, 48), &how);
            let mut seed = 7_u32;
            for _ in 0..600 {
                let mut broken = whole.clone();
                for _ in 0..3 {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let at = seed as usize % broken.len();
                    broken[at] ^= (seed >> 24) as u8 | 1;
                }
                if let Ok(header) = open(&broken) {
                    let _ = header.planes(&broken, |_| (20, 20));
                    let _ = header.planes(&broken, |_| (u32::MAX, u32::MAX));
                    let _ = header.clean(&broken);
                }
            }
        }
    }

    /// Both kinds hold the same coefficients, so the same samples must come out.
    #[test]
    fn progressive_and_sequential_are_the_same_picture() {
        for sampling in [jpeg_encoder::SamplingFactor::R_4_2_0, jpeg_encoder::SamplingFactor::R_4_4_4, jpeg_encoder::SamplingFactor::R_4_2_2] {
            let picture = photo(131, 77);
            let sequential = full(&jpeg(&picture, &How { sampling, ..How::default() }));
            let progressive = full(&jpeg(&picture, &How { sampling, progressive: true, ..How::default() }));
            // The encoder takes the mean of chromas in one kind and not in the other: only whole ones can be compared.
            let comparable = if sampling == jpeg_encoder::SamplingFactor::R_4_4_4 { 3 } else { 1 };
            assert!(sequential[..comparable] == progressive[..comparable]);
            assert!(sequential == full(&jpeg(&picture, &How { sampling, restart: Some(2), ..How::default() })));
        }
    }

    #[test]
    fn samples_are_those_that_another_decoder_gives() {
        use image::ImageDecoder;
        let picture = photo(133, 90);
        let grey = super::super::bitmap::Bitmap { channels: 1, samples: picture.samples.chunks_exact(3).map(|pixel| pixel[1]).collect(), ..picture };
        let bytes = jpeg(&grey, &How { quality: 92, ..How::default() });
        let other = image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(&bytes)).expect("a picture");
        let mut expected = vec![0; other.total_bytes() as usize];
        other.read_image(&mut expected).expect("a picture");
        let ours = full(&bytes);
        let worst = ours[0].samples.iter().zip(&expected).map(|(ours, theirs)| ours.abs_diff(*theirs)).max();
        assert!(worst <= Some(1), "{worst:?}");
    }

    #[test]
    fn a_smaller_decode_is_the_picture_made_smaller() {
        let picture = photo(256, 192);
        let bytes = jpeg(&picture, &How { quality: 95, ..How::default() });
        let luma = full(&bytes).swap_remove(0);
        for eighths in 1..8 {
            let (width, height) = (256 * eighths / 8, 192 * eighths / 8);
            let small = decode::planes(&bytes, |_| (width * 2 / 3, height * 2 / 3)).expect("a picture").swap_remove(0);
            assert_eq!((small.width, small.height), (width, height));
            let expected = luma.clone().resized(width, height);
            let sum: u64 = small.samples.iter().zip(&expected.samples).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            let mean = sum as f64 / small.samples.len() as f64;
            assert!(mean < 3.0, "{eighths}: {mean}");
        }
    }

    #[test]
    fn what_pdf_does_not_know_is_refused() {
        let plain = jpeg(&photo(16, 16), &How::default());
        let frame = plain.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        for (marker, word) in [(0xC3, "lossless"), (0xC9, "arithmetic"), (0xCA, "arithmetic"), (0xC5, "hierarchical")] {
            let mut other = plain.clone();
            other[frame + 1] = marker;
            let problem = open(&other).expect_err("not for PDF");
            assert!(problem.message.contains(word) && problem.code == Code::PictureKind, "{problem:?}");
        }
        let mut deep = plain.clone();
        deep[frame + 4] = 12;
        assert!(open(&deep).expect_err("12 bits").message.contains("12 bits"));
        let mut vast = plain;
        vast[frame + 5..frame + 9].fill(0xFF);
        assert_eq!(open(&vast).expect_err("too large").code, Code::PictureTooLarge);
    }

    #[test]
    fn a_profile_in_parts_is_joined_and_leaves_the_stream() {
        let mut profile = vec![0_u8; 200];
        profile[..4].copy_from_slice(&200_u32.to_be_bytes());
        profile[8] = 2;
        profile[12..20].copy_from_slice(b"mntrRGB ");
        profile[36..40].copy_from_slice(b"acsp");
        let plain = jpeg(&photo(16, 16), &How::default());
        let part = |number: u8, content: &[u8]| [b"ICC_PROFILE\0".as_slice(), &[number, 2], content].concat();
        let bytes = with_segment(&with_segment(&plain, 0xE2, &part(2, &profile[90..])), 0xE2, &part(1, &profile[..90]));
        let header = open(&bytes).expect("a picture");
        assert_eq!(header.icc, Some(profile));
        assert!(!holds(&header.clean(&bytes), b"ICC_PROFILE"));
        let half = with_segment(&plain, 0xE2, &part(1, &[0; 90]));
        assert_eq!(open(&half).expect("a picture").icc, None);
    }

    #[test]
    fn colours_that_are_not_transformed_say_so() {
        let plain = jpeg(&photo(16, 16), &How::default());
        let jfif = plain.windows(4).position(|name| name == b"JFIF").expect("a JFIF segment");
        let mut nameless = plain.clone();
        nameless[jfif..jfif + 4].copy_from_slice(b"none");
        let adobe = with_segment(&nameless, 0xEE, b"Adobe\0\x64\0\0\0\0\0");
        let header = open(&adobe).expect("a picture");
        assert!(header.untransformed && holds(&header.clean(&adobe), b"Adobe"));
        assert!(!open(&with_segment(&plain, 0xEE, b"Adobe\0\x64\0\0\0\0\0")).expect("a picture").untransformed);
        let inks = samples::encoded(&photo_of_inks(), &How::default(), jpeg_encoder::ColorType::CmykAsYcck);
        assert!(!open(&inks).expect("a picture").untransformed);
    }

    fn photo_of_inks() -> super::super::bitmap::Bitmap {
        super::super::bitmap::Bitmap { width: 16, height: 16, channels: 4, samples: [0, 255, 0, 0].repeat(256) }
    }
}
