//! The one thing of an EXIF block that matters: which way is up. All else in it is private and never leaves the file.
use crate::picture::Orientation;

/// The orientation in a TIFF header and its first directory (EXIF 2.32, tag 0x0112); none where there is none or it makes no sense.
pub(in crate::picture) fn orientation(tiff: &[u8]) -> Option<Orientation> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let pair = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| -> Option<usize> {
        let (one, two) = (usize::from(short(at)?), usize::from(short(at.checked_add(2)?)?));
        Some(if little { two << 16 | one } else { one << 16 | two })
    };
    let directory = long(4)?;
    for entry in 0..usize::from(short(directory)?) {
        let at = directory.checked_add(2 + entry * 12)?;
        if short(at)? == 0x0112 {
            // Type 3 is a short; it stands at the start of the value.
            let value = if short(at + 2)? == 3 { usize::from(short(at + 8)?) } else { long(at + 8)? };
            return Orientation::from_exif(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_byte_orders_are_read_and_nonsense_is_none() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!(orientation(little), Some(Orientation::Turn90));
        assert_eq!(orientation(big), Some(Orientation::Turn270));
        for cut in 0..little.len() - 2 {
            assert_eq!(orientation(&little[..cut]), None);
        }
        assert_eq!(orientation(b"II*\0\xFF\xFF\xFF\xFF"), None);
    }
}
