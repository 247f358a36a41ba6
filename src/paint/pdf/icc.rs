//! The profile that all colours of a file are meant in: sRGB (IEC 61966-2-1) as a matrix and a curve (ICC.1:2010).

/// Red, green and blue of sRGB and the D50 white, adapted by Bradford's matrix (`CHAD`).
const PRIMARIES: [(&[u8; 4], [f64; 3]); 4] = [
    (b"wtpt", [0.9642, 1.0, 0.8249]),
    (b"rXYZ", [0.436_065_67, 0.222_488_40, 0.013_916_02]),
    (b"gXYZ", [0.385_147_09, 0.716_873_17, 0.097_076_42]),
    (b"bXYZ", [0.143_066_41, 0.060_607_91, 0.714_096_07]),
];
const CHAD: [f64; 9] =
    [1.047_882_08, 0.022_918_70, -0.050_201_42, 0.029_586_79, 0.990_478_52, -0.017_059_33, -0.009_231_57, 0.015_075_68, 0.751_678_47];
/// The curve `((x + 0.055) / 1.055)^2.4`, straight below 0.04045: g, a, b, c, d.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];

/// The profile's bytes; always the same.
pub fn srgb() -> Vec<u8> {
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![(b"desc", words("sRGB")), (b"cprt", words("CC0"))];
    tags.extend(PRIMARIES.iter().map(|(tag, xyz)| (*tag, numbers(b"XYZ ", &[], xyz))));
    tags.push((b"chad", numbers(b"sf32", &[], &CHAD)));
    for tag in [b"rTRC", b"gTRC", b"bTRC"] {
        tags.push((tag, numbers(b"para", &[0, 3, 0, 0], &CURVE)));
    }

    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    let mut last: Option<(usize, &Vec<u8>)> = None;
    for (tag, body) in &tags {
        // The three curves are one.
        let at = match last {
            Some((at, same)) if same == body => at,
            Some(_) | None => start + data.len(),
        };
        if at == start + data.len() {
            data.extend_from_slice(body);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        last = Some((at, body));
        table.extend_from_slice(*tag);
        table.extend_from_slice(&(at as u32).to_be_bytes());
        table.extend_from_slice(&(body.len() as u32).to_be_bytes());
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &(size as u32).to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // A day must be named; nothing hangs on which.
    for (at, part) in [2026_u16, 1, 1, 0, 0, 0].iter().enumerate() {
        put(24 + 2 * at, &part.to_be_bytes());
    }
    put(36, b"acsp");
    for (at, value) in PRIMARIES[0].1.iter().enumerate() {
        put(68 + 4 * at, &fixed(*value));
    }
    header
}

/// `multiLocalizedUnicodeType` with one English text.
fn words(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut body = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    body.extend_from_slice(&(utf16.len() as u32).to_be_bytes());
    body.extend_from_slice(&28_u32.to_be_bytes());
    body.extend(utf16);
    body
}

fn numbers(kind: &[u8; 4], head: &[u8], values: &[f64]) -> Vec<u8> {
    let mut body = kind.to_vec();
    body.extend_from_slice(&[0; 4]);
    body.extend_from_slice(head);
    values.iter().for_each(|value| body.extend_from_slice(&fixed(*value)));
    body
}

/// `s15Fixed16Number`.
fn fixed(value: f64) -> [u8; 4] {
    (libm::round(value * 65_536.0) as i32).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::srgb;

    #[test]
    fn an_independent_reader_takes_it_for_srgb() {
        let profile = moxcms::ColorProfile::new_from_slice(&srgb()).expect("a profile");
        let known = moxcms::ColorProfile::new_srgb();
        for (ours, theirs) in [(profile.red_colorant, known.red_colorant), (profile.blue_colorant, known.blue_colorant)] {
            assert!((ours.x - theirs.x).abs() < 1e-3 && (ours.y - theirs.y).abs() < 1e-3 && (ours.z - theirs.z).abs() < 1e-3);
        }
        assert!(profile.red_trc.is_some() && profile.color_space == moxcms::DataColorSpace::Rgb);
        assert!(srgb().len() < 600, "{}", srgb().len());
    }
}
