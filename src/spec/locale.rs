//! `locales/*.toml`, in go-i18n's shape: `in-short = "In short"`, or `[seconds] one = "{count} second"`, `other = "{count} seconds"`.
use super::Said;

/// The phrases of one language; the file's name is its BCP 47 tag.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    pub schema: Option<Said<u32>>,
    /// By key, in the order of the file.
    pub phrases: Vec<(Said<String>, Forms)>,
}

/// A phrase in its plural forms (CLDR categories); `other` alone where it has none.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    pub description: Option<Said<String>>,
    pub zero: Option<Said<String>>,
    pub one: Option<Said<String>>,
    pub two: Option<Said<String>>,
    pub few: Option<Said<String>>,
    pub many: Option<Said<String>>,
    pub other: Option<Said<String>>,
}
