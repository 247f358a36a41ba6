//! What a language asks of text: its script, its rules for breaking lines, its hyphenation.
use super::itemize::script_of_letter as script_of;
use harfrust::Language;
use icu_locale_core::LanguageIdentifier;
use icu_properties::PropertyNamesShort;
use icu_properties::props::Script;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

pub(super) struct Tongue {
    /// The primary subtag, in lower case.
    pub language: String,
    /// The script it is written in; the four letters of Han, where it is one of several.
    pub script: Script,
    /// Chinese as written in Taiwan and Hong Kong.
    pub traditional: bool,
    pub shaping: Option<Language>,
    pub segmenter: LineSegmenterBorrowed<'static>,
    /// `None` where there are no patterns, or where readers know no hyphens.
    pub hyphenation: Option<hypher::Lang>,
}

impl Tongue {
    /// Of a BCP 47 tag; what cannot be read is taken for a language in Latin script without rules of its own.
    pub fn new(tag: &str) -> Tongue {
        let id: LanguageIdentifier = tag.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
        let language = id.language.as_str().to_ascii_lowercase();
        let written = id.script.map(|script| script.as_str().to_owned());
        let region = id.region.map(|region| region.as_str().to_owned()).unwrap_or_default();
        let script = written.as_deref().and_then(script_named).unwrap_or_else(|| usual_script(&language, &region));
        let traditional = match written.as_deref() {
            Some(written) => written == "Hant",
            None => matches!(region.as_str(), "TW" | "HK" | "MO") || language == "yue",
        };
        Tongue { segmenter: segmenter(&id), shaping: Language::new(tag), hyphenation: patterns(&language, script), language, script, traditional }
    }

    /// Letters that a family must have to set this language alone, where a Latin face may lack them: words never mix two faces.
    pub fn probe(&self) -> &'static str {
        match self.language.as_str() {
            "vi" => "ảẫợữ",
            "el" => "αώ",
            "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" if self.script == Script::Cyrillic => "жщ",
            _ => "",
        }
    }
}

/// Whether a text has a letter of the scripts that this language is written in, or no letters at all.
pub fn is_written_in(content: &str, lang: &str) -> bool {
    let own = Tongue::new(lang).script;
    let mut letters = content.chars().filter(|letter| letter.is_alphabetic()).map(script_of).peekable();
    letters.peek().is_none() || letters.any(|script| script == own || own == Script::Hangul && script == Script::Han)
}

/// Strict: no line begins with a small kana or a closing mark. Korean keeps its words whole, as ragged text in print does.
fn segmenter(id: &LanguageIdentifier) -> LineSegmenterBorrowed<'static> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options.word_option = Some(if id.language.as_str() == "ko" { LineBreakWordOption::KeepAll } else { LineBreakWordOption::Normal });
    options.content_locale = Some(id);
    LineSegmenter::new_dictionary(options)
}

fn patterns(language: &str, script: Script) -> Option<hypher::Lang> {
    let code = match language {
        "nb" | "nn" => "no",
        other => other,
    };
    let lang = hypher::Lang::from_iso(code.as_bytes().try_into().ok()?)?;
    let hyphenated = matches!(script, Script::Latin | Script::Greek | Script::Cyrillic | Script::Georgian);
    (hyphenated && lang.hyphenation_character().is_some()).then_some(lang)
}

/// The script's four letters (ISO 15924).
pub(super) fn letters_of(script: Script) -> &'static str {
    PropertyNamesShort::<Script>::new().get(script).unwrap_or("Zzzz")
}

fn script_named(letters: &str) -> Option<Script> {
    Some(match letters {
        "Hans" | "Hant" | "Jpan" | "Hani" | "Hanb" => Script::Han,
        "Kore" | "Hang" => Script::Hangul,
        "Aran" | "Arab" => Script::Arabic,
        "Latn" => Script::Latin,
        "Cyrl" => Script::Cyrillic,
        "Grek" => Script::Greek,
        "Hebr" => Script::Hebrew,
        "Deva" => Script::Devanagari,
        "Beng" => Script::Bengali,
        "Guru" => Script::Gurmukhi,
        "Gujr" => Script::Gujarati,
        "Taml" => Script::Tamil,
        "Telu" => Script::Telugu,
        _ => return None,
    })
}

/// The script of a language that does not say (CLDR 48, likely subtags), for those that have faces here.
fn usual_script(language: &str, region: &str) -> Script {
    match language {
        "ar" | "fa" | "ps" | "ur" | "ckb" | "sd" | "ug" | "prs" | "ks" => Script::Arabic,
        "pa" if region == "PK" => Script::Arabic,
        "he" | "yi" => Script::Hebrew,
        "hi" | "ne" | "mr" | "sa" | "mai" | "bho" => Script::Devanagari,
        "bn" | "as" => Script::Bengali,
        "gu" => Script::Gujarati,
        "pa" => Script::Gurmukhi,
        "ta" => Script::Tamil,
        "te" => Script::Telugu,
        "th" => Script::Thai,
        "lo" => Script::Lao,
        "km" => Script::Khmer,
        "my" | "shn" | "mnw" => Script::Myanmar,
        "am" | "ti" => Script::Ethiopic,
        "hy" => Script::Armenian,
        "ka" => Script::Georgian,
        "zh" | "yue" | "ja" => Script::Han,
        "ko" => Script::Hangul,
        "el" => Script::Greek,
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" => Script::Cyrillic,
        _ => Script::Latin,
    }
}

#[cfg(test)]
mod tests {
    use icu_properties::props::Script;

    use super::{Tongue, letters_of};

    #[test]
    fn a_tag_tells_script_and_hyphenation() {
        assert_eq!(Tongue::new("zh-Hant").script, Script::Han);
        assert!(Tongue::new("zh-Hant").traditional && Tongue::new("zh-TW").traditional && !Tongue::new("zh-Hans").traditional);
        assert_eq!(Tongue::new("sr-Latn").script, Script::Latin);
        assert_eq!(Tongue::new("not a tag!").script, Script::Latin);
        assert_eq!(letters_of(Script::Tibetan), "Tibt");
    }

    #[test]
    fn languages_without_patterns_are_not_hyphenated() {
        for tag in ["ro", "vi", "ht", "fil", "sw", "so", "am", "hy", "hmn", "hi", "ta", "zh-Hans"] {
            assert!(Tongue::new(tag).hyphenation.is_none(), "{tag}");
        }
        for tag in ["en-GB", "de", "nb", "ru", "el", "tr", "ka"] {
            assert!(Tongue::new(tag).hyphenation.is_some(), "{tag}");
        }
    }
}
