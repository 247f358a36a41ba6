//! Pictures made for tests.
use super::bitmap::Bitmap;

/// Something like a photo: slopes, an edge, some grain. The same on every machine.
pub(super) fn photo(width: u32, height: u32) -> Bitmap {
    let mut samples = Vec::with_capacity((width * height * 3) as usize);
    let mut grain = 12_345_u32;
    for y in 0..height {
        for x in 0..width {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (grain >> 28) as i32 - 8;
            let wave = (200.0 * libm::sin(f64::from(x) / 17.0) * libm::cos(f64::from(y) / 29.0)) as i32 / 4;
            let edge = if (x as i32 - y as i32).rem_euclid(160) < 60 { 60 } else { 0 };
            let base = [x * 160 / width + 40, y * 160 / height + 30, (x + y) * 90 / (width + height) + 60];
            samples.extend(base.iter().map(|&base| (base as i32 + wave + edge + noise).clamp(0, 255) as u8));
        }
    }
    Bitmap { width, height, channels: 3, samples }
}

pub(super) struct How {
    pub quality: u8,
    pub progressive: bool,
    pub sampling: jpeg_encoder::SamplingFactor,
    pub restart: Option<u16>,
}

impl Default for How {
    fn default() -> How {
        How { quality: 80, progressive: false, sampling: jpeg_encoder::SamplingFactor::R_4_2_0, restart: None }
    }
}

pub(super) fn jpeg(bitmap: &Bitmap, how: &How) -> Vec<u8> {
    let kind = match bitmap.channels {
        1 => jpeg_encoder::ColorType::Luma,
        3 => jpeg_encoder::ColorType::Rgb,
        _ => jpeg_encoder::ColorType::CmykAsYcck,
    };
    encoded(bitmap, how, kind)
}

pub(super) fn encoded(bitmap: &Bitmap, how: &How, kind: jpeg_encoder::ColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, how.quality);
    encoder.set_sampling_factor(how.sampling);
    encoder.set_progressive(how.progressive);
    if let Some(interval) = how.restart {
        encoder.set_restart_interval(interval);
    }
    encoder.encode(&bitmap.samples, bitmap.width as u16, bitmap.height as u16, kind).expect("a test picture");
    bytes
}

/// A segment after the start of a JPEG.
pub(super) fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, content, &jpeg[2..]].concat()
}

/// An EXIF block as a phone writes it: orientation, camera, place, a thumbnail.
pub(super) fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    tiff.extend_from_slice(&[0x01, 0x0F, 0, 2, 0, 0, 0, 12, 0, 0, 0, 100]);
    tiff.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend_from_slice(&[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 60]);
    tiff.resize(100, 0);
    tiff.extend_from_slice(b"PrivateCam\0\0GPSLatitude 52.5200N 13.4050E thumbnail:\xFF\xD8\xFF\xDB\xFF\xD9");
    [b"Exif\0\0".as_slice(), &tiff].concat()
}

pub(super) fn png(bitmap: &Bitmap) -> Vec<u8> {
    let kind = [image::ExtendedColorType::L8, image::ExtendedColorType::La8, image::ExtendedColorType::Rgb8, image::ExtendedColorType::Rgba8];
    written(&bitmap.samples, bitmap, kind[bitmap.channels - 1])
}

/// A PNG of raw samples.
pub(super) fn written(samples: &[u8], size: &Bitmap, kind: image::ExtendedColorType) -> Vec<u8> {
    use image::ImageEncoder;
    let mut bytes = Vec::new();
    image::codecs::png::PngEncoder::new(&mut bytes).write_image(samples, size.width, size.height, kind).expect("a test picture");
    bytes
}

/// A chunk after the header of a PNG.
pub(super) fn with_chunk(png: &[u8], name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let checked = [name.as_slice(), content].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&checked);
    [&png[..33], &(content.len() as u32).to_be_bytes(), &checked, &crc.sum().to_be_bytes(), &png[33..]].concat()
}

pub(super) fn webp(bitmap: &Bitmap) -> Vec<u8> {
    use image::ImageEncoder;
    let kind = if bitmap.channels == 4 { image::ExtendedColorType::Rgba8 } else { image::ExtendedColorType::Rgb8 };
    let mut bytes = Vec::new();
    image::codecs::webp::WebPEncoder::new_lossless(&mut bytes)
        .write_image(&bitmap.samples, bitmap.width, bitmap.height, kind)
        .expect("a test picture");
    bytes
}

/// Whether `bytes` hold `part`.
pub(super) fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The pixels of deflated rows with PNG predictors, for checking what was packed.
pub(super) fn unpacked(data: &[u8], row: usize, step: usize) -> Vec<u8> {
    use std::io::Read;
    let mut rows = Vec::new();
    flate2::read::ZlibDecoder::new(data).read_to_end(&mut rows).expect("zlib");
    let mut out: Vec<u8> = Vec::new();
    for line in rows.chunks_exact(row + 1) {
        let start = out.len();
        for (x, &value) in line[1..].iter().enumerate() {
            let left = if x >= step { out[start + x - step] } else { 0 };
            let up = if start > 0 { out[start - row + x] } else { 0 };
            let corner = if start > 0 && x >= step { out[start - row + x - step] } else { 0 };
            let guess = match line[0] {
                0 => 0,
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                _ => {
                    let (a, b, c) = (i32::from(left), i32::from(up), i32::from(corner));
                    let near = a + b - c;
                    *[(near - a, left), (near - b, up), (near - c, corner)]
                        .map(|(far, value)| (far.abs(), value))
                        .iter()
                        .min_by_key(|far| far.0)
                        .map(|(_, value)| value)
                        .expect("three")
                }
            };
            out.push(value.wrapping_add(guess));
        }
    }
    out
}
