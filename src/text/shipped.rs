//! The families that ship: what each serves, its licence, and the bytes of those that stand in the binary.
//! The four CJK families are too large for that; they are files, looked for when a text needs them.

/// One face of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

impl Cut {
    pub const ALL: [Cut; 4] = [Cut::Regular, Cut::Bold, Cut::Italic, Cut::BoldItalic];

    /// As files and fonts name it.
    pub fn name(self) -> &'static str {
        match self {
            Cut::Regular => "Regular",
            Cut::Bold => "Bold",
            Cut::Italic => "Italic",
            Cut::BoldItalic => "BoldItalic",
        }
    }
}

pub(super) struct Shipped {
    pub name: &'static str,
    /// The folder of its files, and how their names begin.
    pub folder: &'static str,
    pub file: &'static str,
    /// Scripts by their four letters (ISO 15924).
    pub serves: &'static [&'static str],
    pub licence: &'static str,
    /// The cuts it has; no bytes where it is looked for in folders.
    pub cuts: &'static [(Cut, Option<&'static [u8]>)],
}

macro_rules! bytes {
    ($folder:literal, $file:literal, $cut:literal) => {
        Some(include_bytes!(concat!("../../fonts/", $folder, "/", $file, "-", $cut, ".ttf")) as &'static [u8])
    };
}

macro_rules! family {
    ($name:literal, $folder:literal, [$($script:literal),*], $cuts:expr) => {
        family!($name, $folder, $folder, [$($script),*], $cuts)
    };
    ($name:literal, $folder:literal, $file:literal, [$($script:literal),*], $cuts:expr) => {
        Shipped {
            name: $name,
            folder: $folder,
            file: $file,
            serves: &[$($script),*],
            licence: include_str!(concat!("../../fonts/", $folder, "/OFL.txt")),
            cuts: $cuts,
        }
    };
}

macro_rules! two {
    ($name:literal, $folder:literal, [$($script:literal),*]) => {
        family!($name, $folder, [$($script),*], &[(Cut::Regular, bytes!($folder, $folder, "Regular")), (Cut::Bold, bytes!($folder, $folder, "Bold"))])
    };
}

macro_rules! four {
    ($name:literal, $folder:literal, [$($script:literal),*]) => {
        family!($name, $folder, [$($script),*], &[
            (Cut::Regular, bytes!($folder, $folder, "Regular")),
            (Cut::Bold, bytes!($folder, $folder, "Bold")),
            (Cut::Italic, bytes!($folder, $folder, "Italic")),
            (Cut::BoldItalic, bytes!($folder, $folder, "BoldItalic")),
        ])
    };
}

/// Looked for in folders.
const APART: &[(Cut, Option<&[u8]>)] = &[(Cut::Regular, None), (Cut::Bold, None)];

/// The place of Noto Sans in the table: the first to stand in.
pub(super) const NOTO_SANS: usize = 1;

/// In the order in which they stand in for a letter that nobody else has.
pub(super) static SHIPPED: &[Shipped] = &[
    four!("Atkinson Hyperlegible Next", "AtkinsonHyperlegibleNext", ["Latn"]),
    four!("Noto Sans", "NotoSans", ["Latn", "Cyrl", "Grek"]),
    two!("Noto Sans Arabic", "NotoSansArabic", ["Arab"]),
    two!("Noto Nastaliq Urdu", "NotoNastaliqUrdu", ["Arab"]),
    two!("Noto Sans Hebrew", "NotoSansHebrew", ["Hebr"]),
    two!("Noto Sans Devanagari", "NotoSansDevanagari", ["Deva"]),
    two!("Noto Sans Bengali", "NotoSansBengali", ["Beng"]),
    two!("Noto Sans Gujarati", "NotoSansGujarati", ["Gujr"]),
    two!("Noto Sans Gurmukhi", "NotoSansGurmukhi", ["Guru"]),
    two!("Noto Sans Tamil", "NotoSansTamil", ["Taml"]),
    two!("Noto Sans Telugu", "NotoSansTelugu", ["Telu"]),
    two!("Noto Sans Thai Looped", "NotoSansThaiLooped", ["Thai"]),
    two!("Noto Sans Lao", "NotoSansLao", ["Laoo"]),
    two!("Noto Sans Khmer", "NotoSansKhmer", ["Khmr"]),
    two!("Noto Sans Myanmar", "NotoSansMyanmar", ["Mymr"]),
    two!("Noto Sans Ethiopic", "NotoSansEthiopic", ["Ethi"]),
    two!("Noto Sans Armenian", "NotoSansArmenian", ["Armn"]),
    two!("Noto Sans Georgian", "NotoSansGeorgian", ["Geor"]),
    family!(
        "Noto Sans Symbols 2",
        "NotoSansSymbols2",
        "NotoSansSymbols2Handout",
        ["Zsym"],
        &[(Cut::Regular, bytes!("NotoSansSymbols2", "NotoSansSymbols2Handout", "Regular"))]
    ),
    family!("Noto Sans SC", "NotoSansSC", ["Hani", "Bopo"], APART),
    family!("Noto Sans TC", "NotoSansTC", ["Hani", "Bopo"], APART),
    family!("Noto Sans JP", "NotoSansJP", ["Hani", "Hira", "Kana"], APART),
    family!("Noto Sans KR", "NotoSansKR", ["Hang", "Hani"], APART),
];

/// The family for a script that nothing here serves, by the script's four letters. All are published by the Noto project.
pub(super) fn elsewhere(script: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("Adlm", "Noto Sans Adlam"),
        ("Cans", "Noto Sans Canadian Aboriginal"),
        ("Cham", "Noto Sans Cham"),
        ("Cher", "Noto Sans Cherokee"),
        ("Copt", "Noto Sans Coptic"),
        ("Hmnp", "Noto Serif Nyiakeng Puachue Hmong"),
        ("Hmng", "Noto Sans Pahawh Hmong"),
        ("Java", "Noto Sans Javanese"),
        ("Kali", "Noto Sans Kayah Li"),
        ("Knda", "Noto Sans Kannada"),
        ("Lana", "Noto Sans Tai Tham"),
        ("Mlym", "Noto Sans Malayalam"),
        ("Mong", "Noto Sans Mongolian"),
        ("Mtei", "Noto Sans Meetei Mayek"),
        ("Nkoo", "Noto Sans NKo"),
        ("Olck", "Noto Sans Ol Chiki"),
        ("Orya", "Noto Sans Oriya"),
        ("Rohg", "Noto Sans Hanifi Rohingya"),
        ("Sinh", "Noto Sans Sinhala"),
        ("Sund", "Noto Sans Sundanese"),
        ("Syrc", "Noto Sans Syriac"),
        ("Tale", "Noto Sans Tai Le"),
        ("Talu", "Noto Sans New Tai Lue"),
        ("Tfng", "Noto Sans Tifinagh"),
        ("Thaa", "Noto Sans Thaana"),
        ("Tibt", "Noto Serif Tibetan"),
        ("Vaii", "Noto Sans Vai"),
        ("Yiii", "Noto Sans Yi"),
        ("Zinh", "Noto Sans Symbols"),
        ("Zyyy", "Noto Sans Symbols"),
    ];
    NAMES.iter().find(|(known, _)| *known == script).map(|(_, family)| *family)
}

#[cfg(test)]
mod tests {
    use super::{NOTO_SANS, SHIPPED};

    #[test]
    fn every_family_carries_its_licence() {
        for family in SHIPPED {
            assert!(family.licence.contains("SIL OPEN FONT LICENSE"), "{}", family.name);
        }
        assert_eq!(SHIPPED[NOTO_SANS].name, "Noto Sans");
    }
}
