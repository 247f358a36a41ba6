//! The layouts, locales and lists of words that the program carries, each list by name.
use super::BuiltIn;

macro_rules! built_in {
    ($folder:literal: $($name:literal)*) => {
        &[$(BuiltIn {
            name: $name,
            shown: concat!("(built in) ", $folder, "/", $name, ".toml"),
            text: include_str!(concat!("../../", $folder, "/", $name, ".toml")),
        }),*]
    };
}

pub(super) const LAYOUTS: &[BuiltIn] = built_in!("layouts": "exercise-cards" "handout" "large-print" "wall-chart");

pub(super) const LOCALES: &[BuiltIn] = built_in!(
    "locales": "am" "ar" "bn" "de" "el" "en" "es" "fa" "fil" "fr" "gu" "he" "hi" "ht" "hy" "it" "ja" "ka" "km" "ko" "lo" "my" "ne" "nl" "pa" "pl" "pt-BR" "ro" "ru" "so" "sv" "sw" "ta" "te" "th" "tr" "uk" "ur" "vi" "zh-Hans" "zh-Hant"
);

pub(super) const WORDS: &[BuiltIn] = built_in!("locales/words": "ar" "en" "es" "hi" "th" "zh-Hans");
