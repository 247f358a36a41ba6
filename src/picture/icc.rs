//! ICC profiles: kept where they fit and say something.

/// The profile, where its header is sound, its colours are as many as the picture's, and it is not sRGB, which is meant anyway.
pub(super) fn fitting(profile: Vec<u8>, components: usize) -> Option<Vec<u8>> {
    let field = |at: usize| profile.get(at..at + 4);
    let length = field(0)?.iter().fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte));
    let colours: &[u8] = match components {
        1 => b"GRAY",
        3 => b"RGB ",
        _ => b"CMYK",
    };
    let class = field(12)?;
    let sound = profile.len() >= 132
        && length == profile.len()
        && field(36)? == b"acsp"
        && field(16)? == colours
        // PDF 1.7 takes profiles up to version 4, for input, display, output and colour spaces.
        && (2..=4).contains(&profile[8])
        && [b"scnr", b"mntr", b"prtr", b"spac"].iter().any(|known| class == known.as_slice());
    if sound && !is_srgb(&profile) { Some(profile) } else { None }
}

/// By its description: `sRGB`, `sRGB IEC61966-2.1`, `sRGB built-in` ….
fn is_srgb(profile: &[u8]) -> bool {
    let Some(described) = tag(profile, b"desc") else { return false };
    // ASCII in version 2, UTF-16 in version 4: after the head, without its zeros, both read alike.
    let plain: Vec<u8> = described.iter().skip(12).copied().filter(u8::is_ascii_graphic).take(24).collect();
    plain.windows(4).any(|word| word == b"sRGB")
}

/// The content of the first tag of that name.
pub(super) fn tag<'a>(profile: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let long = |at: usize| profile.get(at..at + 4).map(|bytes| bytes.iter().fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte)));
    for entry in 0..long(128)?.min(100) {
        let at = 132 + entry * 12;
        if profile.get(at..at + 4)? == name {
            let start = long(at + 4)?;
            return profile.get(start..start.checked_add(long(at + 8)?)?);
        }
    }
    None
}
