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

    /// The samples, each plane at the least eighth of its size that is at least `wanted` across and down.
    pub(super) fn planes(&self, bytes: &[u8], wanted: impl Fn(usize) -> (u32, u32)) -> Result<Planes, Problem> {
        decode::planes(bytes, wanted)
    }
}
