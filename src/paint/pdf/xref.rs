//! The cross-reference stream, deflated: lopdf writes seven plain bytes an object.
use super::object::deflate;

/// Bytes of an entry: kind, place, index (`/W [1 4 2]`).
const ENTRY: usize = 7;
const LENGTH: &[u8] = b"/Length ";
const STREAM: &[u8] = b"stream\n";

/// Deflates the cross-reference stream at the end of a file; None where that end is not as lopdf writes it.
pub(super) fn pack(file: &mut Vec<u8>) -> Option<()> {
    let tail = last(file, b"\nstartxref\n")?;
    let start: usize = std::str::from_utf8(&file[tail + 11..]).ok()?.lines().next()?.parse().ok()?;
    let object = file.get(start..tail)?;
    let opens = first(object, STREAM)? + STREAM.len();
    let length = first(&object[..opens], LENGTH)?;
    let digits = object[length + LENGTH.len()..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let said: usize = std::str::from_utf8(&object[length + LENGTH.len()..][..digits]).ok()?.parse().ok()?;
    let content = deflate(&rows(object.get(opens..opens + said)?));
    let packed = [
        &object[..length],
        format!("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ENTRY}>>/Length {}", content.len()).as_bytes(),
        &object[length + LENGTH.len() + digits..opens],
        &content,
        &object[opens + said..],
        &file[tail..],
    ]
    .concat();
    file.truncate(start);
    file.extend(packed);
    Some(())
}

/// Each entry as what differs from the one above (PNG's filter Up): neighbours differ in one or two bytes.
fn rows(entries: &[u8]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(entries.len() / ENTRY * (ENTRY + 1));
    let mut above = [0; ENTRY];
    for entry in entries.chunks_exact(ENTRY) {
        rows.push(2);
        rows.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above.copy_from_slice(entry);
    }
    rows
}

fn first(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

fn last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_are_alike_become_noughts() {
        assert_eq!(rows(&[1, 0, 0, 0, 9, 0, 0, 1, 0, 0, 1, 9, 0, 0]), [2, 1, 0, 0, 0, 9, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0]);
    }

    #[test]
    fn a_file_of_another_shape_is_left_alone() {
        for odd in ["%PDF-1.7\nstartxref\n900\n%%EOF", "%PDF-1.7", "<</Length 9>>stream\n\nstartxref\n0\n%%EOF"] {
            let mut file = odd.as_bytes().to_vec();
            assert_eq!((pack(&mut file), file.as_slice()), (None, odd.as_bytes()));
        }
    }
}
