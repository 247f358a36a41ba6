//! Paper by name, and the paper a country prints on.
use super::{Len, Size};

/// A paper size, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The name used in files and on the command line.
    pub name: &'static str,
    pub size: Size,
}

const fn mm(name: &'static str, width: i64, height: i64) -> Paper {
    Paper { name, size: Size { width: Len::mm(width), height: Len::mm(height) } }
}

const fn pt(name: &'static str, width: i64, height: i64) -> Paper {
    Paper { name, size: Size { width: Len::pt(width), height: Len::pt(height) } }
}

const PAPERS: &[Paper] = &[
    pt("letter", 612, 792),
    pt("legal", 612, 1008),
    pt("tabloid", 792, 1224),
    pt("half-letter", 396, 612),
    pt("card-3x5", 216, 360),
    pt("card-4x6", 288, 432),
    pt("card-5x8", 360, 576),
    pt("arch-c", 1296, 1728),
    pt("arch-d", 1728, 2592),
    pt("arch-e", 2592, 3456),
    mm("a0", 841, 1189),
    mm("a1", 594, 841),
    mm("a2", 420, 594),
    mm("a3", 297, 420),
    mm("a4", 210, 297),
    mm("a5", 148, 210),
    mm("a6", 105, 148),
    mm("b2", 500, 707),
];

/// The paper of that name (ISO 216, ANSI Y14.1, cards by their inches).
pub fn paper_named(name: &str) -> Option<Paper> {
    PAPERS.iter().copied().find(|paper| paper.name == name)
}

pub fn paper_names() -> impl Iterator<Item = &'static str> {
    PAPERS.iter().map(|paper| paper.name)
}

/// The paper that a country's printers hold (ISO 3166 code): Letter in those that CLDR 48 lists under `paperSize US-Letter`, else A4.
pub fn paper_for_country(country: &str) -> Paper {
    const LETTER: &[&str] = &["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];
    let letter = LETTER.iter().any(|known| known.eq_ignore_ascii_case(country));
    mm_or_letter(letter)
}

fn mm_or_letter(letter: bool) -> Paper {
    if letter { pt("letter", 612, 792) } else { mm("a4", 210, 297) }
}
