//! Small things that every part of the file needs: strings, numbers, streams.
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, Stream, StringFormat};

/// Fixed, so that the same content has the same bytes wherever it is deflated.
const LEVEL: u32 = 6;

/// zlib, by the one backend in the manifest.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2 + 64), Compression::new(LEVEL));
    match encoder.write_all(data).and_then(|()| encoder.finish()) {
        Ok(deflated) => deflated,
        Err(_) => unreachable!("a vector refuses no byte"),
    }
}

/// The same for what a line feed may follow: one is added where the deflated bytes would end in a carriage return, which some readers
/// take for a part of the line end before `endstream` (ISO 32000-1 7.3.8.1). The last byte is the low one of the sum of all (RFC 1950,
/// 8.2), so one is enough.
pub fn deflate_padded(data: &mut Vec<u8>) -> Vec<u8> {
    let deflated = deflate(data);
    if deflated.last() != Some(&b'\r') {
        return deflated;
    }
    data.push(b'\n');
    deflate(data)
}

/// A stream that is deflated already.
pub fn deflated(mut dict: Dictionary, content: Vec<u8>) -> Stream {
    dict.set("Filter", "FlateDecode");
    Stream::new(dict, content).with_compression(false)
}

/// A stream of operators, deflated where that makes it smaller.
pub fn stream(dict: Dictionary, mut content: Vec<u8>) -> Stream {
    let smaller = deflate_padded(&mut content);
    if smaller.len() + 20 < content.len() { deflated(dict, smaller) } else { Stream::new(dict, content).with_compression(false) }
}

/// A text string (ISO 32000-1 7.9.2.2): ASCII as it is, all else UTF-16 with its mark.
pub fn text(text: &str) -> Object {
    let plain = text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let wide = || [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(if plain { text.as_bytes().to_vec() } else { wide() }, StringFormat::Literal)
}

pub fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// Points with at most two decimals.
pub fn points(value: f64) -> f32 {
    hundredths((libm::round(value * 100.0)) as i64)
}

pub fn hundredths(value: i64) -> f32 {
    (value as f64 / 100.0) as f32
}

/// A number, whole where it can be.
pub fn number(value: f32) -> Object {
    if value == libm::truncf(value) && value.abs() < 1e9 { Object::Integer(value as i64) } else { Object::Real(value) }
}

pub fn numbers(values: &[f32]) -> Object {
    Object::Array(values.iter().map(|value| number(*value)).collect())
}

/// Eight bits of a colour as a number between 0 and 1; three decimals tell all 256 apart.
pub fn shade(value: u8) -> f32 {
    (libm::round(f64::from(value) / 255.0 * 1000.0) / 1000.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_padded_stream_ends_in_a_carriage_return() {
        let mut padded = 0;
        for number in 0..600 {
            let mut content = "7".repeat(number).into_bytes();
            let before = content.len();
            assert_ne!(deflate_padded(&mut content).last(), Some(&b'\r'));
            padded += usize::from(content.len() > before);
        }
        assert!(padded > 0);
    }
}
