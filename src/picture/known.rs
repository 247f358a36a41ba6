//! What a file is, by its content: its name and ending are not looked at.
use super::{Kind, Problem};
use crate::diag::Code;

/// The kind of picture, or what else it is and how to convert it.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Problem> {
    if bytes.is_empty() {
        return Err(Problem::new(Code::PictureDamaged, "the picture's file is empty", "copy or download the file again"));
    }
    if bytes.starts_with(&[0xFF, 0xD8]) {
        return Ok(Kind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Kind::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Kind::WebP);
    }
    if let Some(problem) = foreign(bytes) {
        return Err(problem);
    }
    match root_element(bytes).as_deref() {
        Some("svg") => Ok(Kind::Svg),
        Some("html") => Err(refused("a web page", "save the picture itself from the page, not the page")),
        Some(name) => Err(refused(&format!("an XML file (`<{name}>`)"), CONVERT)),
        None => Err(nameless(bytes)),
    }
}

const CONVERT: &str = "open it and save as JPEG or PNG";

fn refused(what: &str, help: &str) -> Problem {
    Problem::new(Code::PictureKind, format!("this file is {what}; pictures are JPEG, PNG, WebP or SVG"), help)
}

/// Kinds that people do hand in as pictures, known by their first bytes.
fn foreign(bytes: &[u8]) -> Option<Problem> {
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(boxed(bytes));
    }
    let (what, help) = SIGNATURES.iter().find(|(signature, _, _)| bytes.starts_with(signature)).map(|(_, what, help)| (*what, *help))?;
    Some(refused(what, help))
}

const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"GIF8", "a GIF", "open it and save as PNG"),
    (b"II*\0", "a TIFF", CONVERT),
    (b"MM\0*", "a TIFF", CONVERT),
    (b"II+\0", "a BigTIFF", CONVERT),
    (b"MM\0+", "a BigTIFF", CONVERT),
    (b"%PDF-", "a PDF", "export the page as SVG, or save the picture in it as JPEG or PNG"),
    (b"%!PS", "a PostScript (EPS) file", "export it as SVG, or save as PNG"),
    (b"\xC5\xD0\xD3\xC6", "an EPS file", "export it as SVG, or save as PNG"),
    (b"BM", "a BMP", "open it and save as PNG"),
    (b"\xFF\x0A", "a JPEG XL", CONVERT),
    (b"\0\0\0\x0CJXL \r\n\x87\n", "a JPEG XL", CONVERT),
    (b"\0\0\0\x0CjP  \r\n\x87\n", "a JPEG 2000", CONVERT),
    (b"\xFF\x4F\xFF\x51", "a JPEG 2000", CONVERT),
    (b"8BPS", "a Photoshop document", "export it as JPEG or PNG"),
    (b"\0\0\x01\0", "a Windows icon", "open it and save as PNG"),
    (b"gimp xcf", "a GIMP document", "export it as JPEG or PNG"),
    (b"\x1F\x8B", "a compressed file, perhaps a compressed SVG (svgz)", "unpack it, or save it as plain SVG"),
    (b"PK\x03\x04", "a zip archive or an office document", "save the picture in it as JPEG or PNG"),
    (b"RIFF", "a sound or a film", "take a still picture from it and save as JPEG or PNG"),
];

/// Files made of ISO boxes: their brand tells HEIC and AVIF from films.
fn boxed(bytes: &[u8]) -> Problem {
    const HEIC: &str = "open it and save as JPEG; on an iPhone: Settings, Camera, Formats, Most Compatible";
    match bytes.get(8..12) {
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") if !names_avif(bytes) => refused("a HEIC", HEIC),
        Some(b"avif" | b"avis" | b"mif1" | b"msf1") => refused("an AVIF", CONVERT),
        Some(_) | None => refused("a film", "take a still picture from it and save as JPEG or PNG"),
    }
}

/// Whether one of the compatible brands of the first box is AVIF.
fn names_avif(bytes: &[u8]) -> bool {
    let length = bytes.iter().take(4).fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte)).min(bytes.len()).min(256);
    bytes.get(16..length).unwrap_or_default().chunks_exact(4).any(|brand| brand == b"avif")
}

/// The local name of the first element, after byte order mark, prolog, comments and doctype; none where the text is no XML.
fn root_element(bytes: &[u8]) -> Option<String> {
    let text = head_as_text(bytes)?;
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        rest = if let Some(after) = rest.strip_prefix("<!--") {
            after.split_once("-->")?.1
        } else if let Some(after) = rest.strip_prefix("<?") {
            after.split_once("?>")?.1
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            after_doctype(rest)?
        } else {
            break;
        }
        .trim_start();
    }
    let name: String = rest.strip_prefix('<')?.chars().take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.')).collect();
    let local = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    if local.is_empty() { None } else { Some(local) }
}

/// What follows `<!DOCTYPE … [ … ]>`.
fn after_doctype(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    match text.find('[') {
        Some(open) if open < end => {
            let close = open + text[open..].find(']')?;
            text[close..].split_once('>').map(|(_, rest)| rest)
        }
        Some(_) | None => Some(&text[end + 1..]),
    }
}

/// The first 64 KB as text: UTF-8 as far as it goes, or UTF-16 with its mark.
fn head_as_text(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(65_536)];
    let unit = |pair: &[u8], little: bool| if little { u16::from_le_bytes([pair[0], pair[1]]) } else { u16::from_be_bytes([pair[0], pair[1]]) };
    for (mark, little) in [([0xFF, 0xFE], true), ([0xFE, 0xFF], false)] {
        if head.starts_with(&mark) {
            let units: Vec<u16> = head[2..].chunks_exact(2).map(|pair| unit(pair, little)).collect();
            return Some(String::from_utf16_lossy(&units));
        }
    }
    if head.contains(&0) {
        return None;
    }
    Some(String::from_utf8_lossy(head).into_owned())
}

fn nameless(bytes: &[u8]) -> Problem {
    let head = &bytes[..bytes.len().min(4096)];
    let control = head.iter().filter(|&&byte| byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    if control == 0 {
        return refused("plain text", "give the path of a picture");
    }
    refused("of no kind that is known here", "if it is a picture, open it and save as JPEG or PNG")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_content() {
        let known: [(&[u8], Kind); 8] = [
            (b"\xFF\xD8\xFF\xE0", Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Kind::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::WebP),
            (b"<svg xmlns='x'/>", Kind::Svg),
            (b"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- a > b -->\n<svg/>", Kind::Svg),
            (b"<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\" [ <!ENTITY a \"b\"> ]> <svg:svg/>", Kind::Svg),
            (b"\n  <!DOCTYPE svg>\n<SVG/>", Kind::Svg),
            (b"\xFF\xFE<\0s\0v\0g\0/\0>\0", Kind::Svg),
        ];
        for (bytes, expected) in known {
            assert_eq!(kind(bytes), Ok(expected), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn others_are_named_and_refused_with_help() {
        let foreign: [(&[u8], &str); 19] = [
            (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "a HEIC"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "an AVIF"),
            (b"\0\0\0\x18ftypavif\0\0\0\0", "an AVIF"),
            (b"\0\0\0\x18ftypisom\0\0\0\0", "a film"),
            (b"GIF89a", "a GIF"),
            (b"II*\0\x08", "a TIFF"),
            (b"MM\0*\0", "a TIFF"),
            (b"%PDF-1.7", "a PDF"),
            (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
            (b"BM\x36", "a BMP"),
            (b"\xFF\x0A\x01", "a JPEG XL"),
            (b"8BPS\0\x01", "a Photoshop document"),
            (b"\x1F\x8B\x08", "svgz"),
            (b"PK\x03\x04", "a zip archive"),
            (b"just some words", "plain text"),
            (b"<!doctype html><html><body>", "a web page"),
            (b"<?xml version='1.0'?><note/>", "an XML file (`<note>`)"),
            (b"\x01\x02\x03\x04", "of no kind"),
        ];
        for (bytes, expected) in foreign {
            let problem = kind(bytes).expect_err(expected);
            assert!(problem.message.contains(expected) && problem.help.is_some(), "{problem:?}");
            assert_eq!(problem.code, Code::PictureKind);
        }
        assert_eq!(kind(b"").map_err(|problem| problem.code), Err(Code::PictureDamaged));
    }
}
