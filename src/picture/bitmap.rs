//! Decoded pixels: turned upright, resized, freed of what says nothing.
use fast_image_resize as fir;
use fir::images::{Image, ImageRef};

use super::{Orientation, Problem};

/// One component of a picture, a byte a sample.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plane {
    pub width: u32,
    pub height: u32,
    pub samples: Vec<u8>,
}

pub(super) type Planes = Vec<Plane>;

impl Plane {
    pub(super) fn new(width: u32, height: u32) -> Plane {
        Plane { width, height, samples: vec![0; width as usize * height as usize] }
    }

    pub(super) fn resized(self, width: u32, height: u32) -> Plane {
        Plane { width, height, samples: resized(self.samples, (self.width, self.height), (width, height), 1) }
    }

    pub(super) fn turned(self, orientation: Orientation) -> Plane {
        let (width, height) = orientation.upright((self.width, self.height));
        Plane { width, height, samples: turned(self.samples, (self.width, self.height), orientation, 1) }
    }
}

/// Pixels of 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha) bytes. Colours are not multiplied by alpha.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bitmap {
    pub width: u32,
    pub height: u32,
    pub channels: usize,
    pub samples: Vec<u8>,
}

impl Bitmap {
    pub(super) fn turned(self, orientation: Orientation) -> Bitmap {
        let (width, height) = orientation.upright((self.width, self.height));
        Bitmap { width, height, samples: turned(self.samples, (self.width, self.height), orientation, self.channels), channels: self.channels }
    }

    /// Brought to another size; colours count by their alpha.
    pub(super) fn resized(self, width: u32, height: u32) -> Bitmap {
        let samples = resized(self.samples, (self.width, self.height), (width, height), self.channels);
        Bitmap { width, height, channels: self.channels, samples }
    }

    /// The colours alone, and the alpha where any pixel is not opaque.
    pub(super) fn without_alpha(self) -> (Bitmap, Option<Vec<u8>>) {
        let colours = match self.channels {
            2 => 1,
            4 => 3,
            _ => return (self, None),
        };
        let pixels = self.samples.chunks_exact(self.channels);
        let alpha: Vec<u8> = pixels.clone().map(|pixel| pixel[colours]).collect();
        let mut samples = Vec::with_capacity(alpha.len() * colours);
        for (pixel, &alpha) in pixels.zip(&alpha) {
            // What nobody sees says nothing: one colour for all of it, which may have been a private one.
            samples.extend(pixel[..colours].iter().map(|&value| if alpha == 0 { 255 } else { value }));
        }
        let opaque = alpha.iter().all(|&alpha| alpha == 255);
        (Bitmap { channels: colours, samples, ..self }, if opaque { None } else { Some(alpha) })
    }

    /// Grey, where all pixels are.
    pub(super) fn grey_if_it_is(self) -> Bitmap {
        if self.channels != 3 || !self.samples.chunks_exact(3).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]) {
            return self;
        }
        let samples = self.samples.chunks_exact(3).map(|pixel| pixel[0]).collect();
        Bitmap { channels: 1, samples, ..self }
    }
}

/// Catmull and Rom's filter: no sine in it, and whole numbers after the weights, so the same on every machine.
fn resized(samples: Vec<u8>, from: (u32, u32), to: (u32, u32), channels: usize) -> Vec<u8> {
    if from == to {
        return samples;
    }
    let kind = match channels {
        1 => fir::PixelType::U8,
        2 => fir::PixelType::U8x2,
        3 => fir::PixelType::U8x3,
        _ => fir::PixelType::U8x4,
    };
    let options =
        fir::ResizeOptions::new().resize_alg(fir::ResizeAlg::Convolution(fir::FilterType::CatmullRom)).use_alpha(channels.is_multiple_of(2));
    let mut target = Image::new(to.0, to.1, kind);
    let done = ImageRef::new(from.0, from.1, &samples, kind).map(|source| fir::Resizer::new().resize(&source, &mut target, &options));
    debug_assert!(matches!(done, Ok(Ok(()))), "sizes fit the samples");
    target.into_vec()
}

fn turned(samples: Vec<u8>, (width, height): (u32, u32), orientation: Orientation, channels: usize) -> Vec<u8> {
    let (width, height) = (width as usize, height as usize);
    // Where the pixel at (x, y) of the upright picture stands in the stored one.
    let from = |x: usize, y: usize| match orientation {
        Orientation::Upright => (x, y),
        Orientation::FlipH => (width - 1 - x, y),
        Orientation::Turn180 => (width - 1 - x, height - 1 - y),
        Orientation::FlipV => (x, height - 1 - y),
        Orientation::Transpose => (y, x),
        Orientation::Turn90 => (y, height - 1 - x),
        Orientation::Transverse => (width - 1 - y, height - 1 - x),
        Orientation::Turn270 => (width - 1 - y, x),
    };
    if orientation == Orientation::Upright {
        return samples;
    }
    let (across, down) = orientation.upright((width, height));
    let mut turned = Vec::with_capacity(samples.len());
    for y in 0..down {
        for x in 0..across {
            let (x, y) = from(x, y);
            let at = (y * width + x) * channels;
            turned.extend_from_slice(&samples[at..at + channels]);
        }
    }
    turned
}

/// A JPEG of quality 85 from one plane, or from luma and two chromas of the same size. Chroma is not halved: on test photos that takes the
/// SSIMULACRA2 from 80 to 86.
pub(super) fn encode_planes(planes: &[Plane]) -> Result<Vec<u8>, Problem> {
    const QUALITY: u8 = 85;
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
    // Not its optimized tables: they come with a scan for each colour, which some decoders (zune-jpeg 0.5) misread.
    encoder.encode_image(Sampled(planes)).map_err(|_| Problem::unfit("the picture is too wide or too tall for a JPEG"))?;
    Ok(bytes)
}

/// A JPEG of quality 85 from grey or RGB pixels.
pub(super) fn encode_bitmap(bitmap: &Bitmap) -> Result<Vec<u8>, Problem> {
    if bitmap.channels == 1 {
        return encode_planes(&[Plane { width: bitmap.width, height: bitmap.height, samples: bitmap.samples.clone() }]);
    }
    let mut planes = [(); 3].map(|()| Plane::new(bitmap.width, bitmap.height));
    for (at, pixel) in bitmap.samples.chunks_exact(bitmap.channels).enumerate() {
        let (y, cb, cr) = jpeg_encoder::rgb_to_ycbcr(pixel[0], pixel[1], pixel[2]);
        (planes[0].samples[at], planes[1].samples[at], planes[2].samples[at]) = (y, cb, cr);
    }
    encode_planes(&planes)
}

/// Planes of one size, as the encoder takes them.
struct Sampled<'a>(&'a [Plane]);

impl jpeg_encoder::ImageBuffer for Sampled<'_> {
    fn get_jpeg_color_type(&self) -> jpeg_encoder::JpegColorType {
        if self.0.len() == 1 { jpeg_encoder::JpegColorType::Luma } else { jpeg_encoder::JpegColorType::Ycbcr }
    }

    fn width(&self) -> u16 {
        self.0.first().and_then(|plane| u16::try_from(plane.width).ok()).unwrap_or(0)
    }

    fn height(&self) -> u16 {
        self.0.first().and_then(|plane| u16::try_from(plane.height).ok()).unwrap_or(0)
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        for (buffer, plane) in buffers.iter_mut().zip(self.0) {
            let start = usize::from(y) * plane.width as usize;
            buffer.extend_from_slice(&plane.samples[start..start + plane.width as usize]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bitmap(width: u32, height: u32, channels: usize) -> Bitmap {
        let samples = (0..width * height * channels as u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        Bitmap { width, height, channels, samples }
    }

    #[test]
    fn orientations_turn_as_exif_says() {
        // a b c
        // d e f
        let stored = Bitmap { width: 3, height: 2, channels: 1, samples: b"abcdef".to_vec() };
        let upright = ["abcdef", "cbafed", "fedcba", "defabc", "adbecf", "daebfc", "fcebda", "cfbead"];
        for (number, expected) in upright.iter().enumerate() {
            let Some(orientation) = Orientation::from_exif(number + 1) else { panic!("{number}") };
            let turned = stored.clone().turned(orientation);
            assert_eq!(String::from_utf8_lossy(&turned.samples), *expected, "{orientation:?}");
            assert_eq!((turned.width, turned.height), orientation.upright((3, 2)));
        }
    }

    #[test]
    fn alpha_is_dropped_where_opaque_and_hides_colours_where_clear() {
        let clear = Bitmap { width: 2, height: 1, channels: 4, samples: vec![1, 2, 3, 0, 4, 5, 6, 255] };
        let (colours, alpha) = clear.without_alpha();
        assert_eq!((colours.samples, alpha), (vec![255, 255, 255, 4, 5, 6], Some(vec![0, 255])));
        let opaque = Bitmap { width: 1, height: 1, channels: 2, samples: vec![7, 255] };
        assert_eq!(opaque.without_alpha().1, None);
    }

    /// The resampler picks instructions by the processor: all give the same bytes.
    #[test]
    fn sizes_are_the_same_with_every_set_of_instructions() {
        for (channels, kind) in [(1, fir::PixelType::U8), (2, fir::PixelType::U8x2), (3, fir::PixelType::U8x3), (4, fir::PixelType::U8x4)] {
            let source = bitmap(301, 203, channels);
            let options =
                fir::ResizeOptions::new().resize_alg(fir::ResizeAlg::Convolution(fir::FilterType::CatmullRom)).use_alpha(channels.is_multiple_of(2));
            let plain = |extensions: fir::CpuExtensions| {
                let mut target = Image::new(181, 122, kind);
                let mut resizer = fir::Resizer::new();
                // SAFETY: asked only for what the processor has.
                unsafe { resizer.set_cpu_extensions(extensions) };
                let source = ImageRef::new(301, 203, &source.samples, kind).map(|source| resizer.resize(&source, &mut target, &options));
                assert!(matches!(source, Ok(Ok(()))));
                target.into_vec()
            };
            let expected = plain(fir::CpuExtensions::None);
            assert_eq!(source.clone().resized(181, 122).samples, expected, "{channels} channels");
            #[cfg(target_arch = "x86_64")]
            for extensions in [fir::CpuExtensions::Sse4_1, fir::CpuExtensions::Avx2] {
                if extensions.is_supported() {
                    assert!(plain(extensions) == expected, "{channels} channels, {extensions:?}");
                }
            }
        }
    }
}
