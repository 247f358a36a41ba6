//! Pixels without loss: rows with PNG predictors, or indices into a palette, deflated at one level.
use std::collections::HashMap;
use std::io::Write;

use super::bitmap::Bitmap;
use super::{Colour, Data};

/// Bits a sample, and the data: of grey or RGB pixels. A palette where at most 256 colours are used and it is smaller.
pub(super) fn pack(bitmap: &Bitmap, profiled: bool) -> (Colour, u8, Data) {
    let colour = if bitmap.channels == 1 { Colour::Grey } else { Colour::Rgb };
    // The entries of a palette are RGB: a grey profile would not fit them.
    let palette = if profiled && colour == Colour::Grey { None } else { Palette::of(bitmap) };
    match palette {
        Some(Palette { bits, indices, entries }) if colour == Colour::Rgb || bits < 8 => {
            (Colour::Rgb, bits, Data::Indexed { data: deflate(&bit_rows(&indices, bitmap.width as usize, bits)), palette: entries })
        }
        Some(_) | None => (colour, 8, Data::Flate(deflate(&predicted(&bitmap.samples, bitmap.width as usize, bitmap.channels)))),
    }
}

/// Whether the pixels have few enough colours for a palette, their alpha left aside.
pub(super) fn few_colours(bitmap: &Bitmap) -> bool {
    Palette::of(&bitmap.clone().without_alpha().0).is_some()
}

/// One byte a pixel, as an alpha mask is written.
pub(super) fn pack_mask(alpha: &[u8], width: usize) -> Vec<u8> {
    deflate(&predicted(alpha, width, 1))
}

fn deflate(rows: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::with_capacity(rows.len() / 4), flate2::Compression::new(6));
    match encoder.write_all(rows).and_then(|()| encoder.finish()) {
        Ok(bytes) => bytes,
        Err(_) => unreachable!("writing into memory does not fail"),
    }
}

struct Palette {
    bits: u8,
    indices: Vec<u8>,
    /// RGB triples, in the order of their first pixel.
    entries: Vec<u8>,
}

impl Palette {
    fn of(bitmap: &Bitmap) -> Option<Palette> {
        let mut known: HashMap<[u8; 3], u8> = HashMap::new();
        let (mut indices, mut entries) = (Vec::with_capacity(bitmap.samples.len() / bitmap.channels), Vec::new());
        let mut last = None;
        for pixel in bitmap.samples.chunks_exact(bitmap.channels) {
            let colour = if bitmap.channels == 1 { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
            let index = match last {
                Some((before, index)) if before == colour => index,
                Some(_) | None => {
                    let next = known.len();
                    let index = *known.entry(colour).or_insert_with(|| {
                        entries.extend_from_slice(&colour);
                        next as u8
                    });
                    if known.len() > 256 {
                        return None;
                    }
                    index
                }
            };
            last = Some((colour, index));
            indices.push(index);
        }
        let bits = match known.len() {
            0..=2 => 1,
            3..=4 => 2,
            5..=16 => 4,
            _ => 8,
        };
        Some(Palette { bits, indices, entries })
    }
}

/// Indices packed into bytes, each row with the predictor "none": neighbours of an index say nothing of it.
fn bit_rows(indices: &[u8], width: usize, bits: u8) -> Vec<u8> {
    let each = usize::from(8 / bits);
    let mut rows = Vec::with_capacity(indices.len() / each + indices.len() / width.max(1));
    for row in indices.chunks_exact(width) {
        rows.push(0);
        for group in row.chunks(each) {
            let full = group.iter().fold(0_u8, |byte, index| if bits == 8 { *index } else { byte << bits | index });
            rows.push(if bits == 8 { full } else { full << (bits * (each - group.len()) as u8) });
        }
    }
    rows
}

/// Each row by the predictor whose differences are least in sum (PNG specification, 12.7).
fn predicted(samples: &[u8], width: usize, channels: usize) -> Vec<u8> {
    let length = width * channels;
    let mut rows = Vec::with_capacity(samples.len() + samples.len() / length.max(1));
    let blank = vec![0; length];
    let mut above: &[u8] = &blank;
    let mut tries: [Vec<u8>; 5] = std::array::from_fn(|_| vec![0; length]);
    for row in samples.chunks_exact(length) {
        for (kind, attempt) in tries.iter_mut().enumerate() {
            predict(kind, row, above, channels, attempt);
        }
        let cost = |attempt: &[u8]| attempt.iter().map(|&byte| u64::from((byte as i8).unsigned_abs())).sum::<u64>();
        let best = (0..5).min_by_key(|&kind| cost(&tries[kind])).unwrap_or(0);
        rows.push(best as u8);
        rows.extend_from_slice(&tries[best]);
        above = row;
    }
    rows
}

fn predict(kind: usize, row: &[u8], above: &[u8], channels: usize, out: &mut [u8]) {
    let (first, rest) = out.split_at_mut(channels);
    for (at, value) in first.iter_mut().enumerate() {
        *value = row[at].wrapping_sub(match kind {
            0 | 1 => 0,
            3 => above[at] / 2,
            _ => above[at],
        });
    }
    let neighbours = row[channels..].iter().zip(row).zip(above[channels..].iter().zip(above));
    let pairs = rest.iter_mut().zip(neighbours);
    match kind {
        0 => pairs.for_each(|(out, ((here, _), _))| *out = *here),
        1 => pairs.for_each(|(out, ((here, left), _))| *out = here.wrapping_sub(*left)),
        2 => pairs.for_each(|(out, ((here, _), (up, _)))| *out = here.wrapping_sub(*up)),
        3 => pairs.for_each(|(out, ((here, left), (up, _)))| *out = here.wrapping_sub(((u16::from(*left) + u16::from(*up)) / 2) as u8)),
        _ => pairs.for_each(|(out, ((here, left), (up, corner)))| *out = here.wrapping_sub(paeth(*left, *up, *corner))),
    }
}

/// The neighbour nearest to left + up − corner (PNG specification, 9.4).
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (to_a, to_b, to_c) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{photo, unpacked};
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let picture = photo(37, 21);
        let (colour, bits, Data::Flate(data)) = pack(&picture, false) else { panic!("a photo has many colours") };
        assert_eq!((colour, bits), (Colour::Rgb, 8));
        assert_eq!(unpacked(&data, 37 * 3, 3), picture.samples);
        assert!(data.len() < picture.samples.len());
    }

    #[test]
    fn few_colours_become_few_bits() {
        for (colours, expected) in [(2_u32, 1_u8), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)] {
            let samples: Vec<u8> = (0..19 * 30).flat_map(|at| [(at % colours) as u8, 7, 9]).collect();
            let bitmap = Bitmap { width: 19, height: 30, channels: 3, samples };
            let (_, bits, Data::Indexed { data, palette }) = pack(&bitmap, false) else { panic!("{colours} colours fit a palette") };
            assert_eq!((bits, palette.len()), (expected, colours as usize * 3));
            let row = (19 * usize::from(bits)).div_ceil(8);
            let rows = unpacked(&data, row, 1);
            for (at, pixel) in bitmap.samples.chunks_exact(3).enumerate() {
                let (x, y) = (at % 19 * usize::from(bits), at / 19);
                let index = rows[y * row + x / 8] >> (8 - usize::from(bits) - x % 8) & (255 >> (8 - bits));
                assert_eq!(&palette[usize::from(index) * 3..][..3], pixel);
            }
        }
    }

    #[test]
    fn grey_stays_grey() {
        let samples: Vec<u8> = (0..64 * 8).map(|at| (at % 64) as u8).collect();
        let bitmap = Bitmap { width: 64, height: 8, channels: 1, samples };
        assert!(matches!(pack(&bitmap, false), (Colour::Grey, 8, Data::Flate(_))));
    }
}
