//! The handout and the clinic's file that `new` writes: templates with notes, filled with the words of a language. All of it ships in
//! `starters/`.
use stepsheet::resolve::slug;
use stepsheet::shelf::built_in_locales;
use toml::{Table, Value};

use crate::args::Sort;

const HANDOUT: &str = include_str!("../../../starters/handout.toml");
const CLINIC: &str = include_str!("../../../starters/stepsheet.toml");
pub const PICTURE: &str = include_str!("../../../images/row-end.svg");

/// The words of a handout in one language.
struct Words {
    tag: &'static str,
    /// What the language is called in English.
    english: &'static str,
    text: &'static str,
}

macro_rules! words {
    ($($tag:literal $english:literal),*) => {
        &[$(Words { tag: $tag, english: $english, text: include_str!(concat!("../../../starters/", $tag, ".toml")) }),*]
    };
}

/// In the order they are offered.
const WORDS: &[Words] = words!(
    "en" "English",
    "es" "Spanish",
    "ar" "Arabic",
    "hi" "Hindi",
    "th" "Thai",
    "zh-Hans" "Chinese",
    "am" "Amharic",
    "bn" "Bengali",
    "de" "German",
    "el" "Greek",
    "fa" "Persian",
    "fil" "Filipino",
    "fr" "French",
    "gu" "Gujarati",
    "he" "Hebrew",
    "ht" "Haitian Creole",
    "hy" "Armenian",
    "it" "Italian",
    "ja" "Japanese",
    "ka" "Georgian",
    "km" "Khmer",
    "ko" "Korean",
    "lo" "Lao",
    "my" "Burmese",
    "ne" "Nepali",
    "nl" "Dutch",
    "pa" "Punjabi",
    "pl" "Polish",
    "pt-BR" "Brazilian Portuguese",
    "ro" "Romanian",
    "ru" "Russian",
    "so" "Somali",
    "sv" "Swedish",
    "sw" "Swahili",
    "ta" "Tamil",
    "te" "Telugu",
    "tr" "Turkish",
    "uk" "Ukrainian",
    "ur" "Urdu",
    "vi" "Vietnamese",
    "zh-Hant" "Traditional Chinese"
);

/// A paragraph that begins like this, or a line that ends so, is written for the layouts named after it alone.
const FOR: &str = "#! ";

impl Sort {
    pub fn layout(self) -> &'static str {
        match self {
            Sort::Patient => "handout",
            Sort::LargePrint => "large-print",
            Sort::Cards => "exercise-cards",
            Sort::WallChart => "wall-chart",
        }
    }
}

/// What a new handout says.
pub struct Answers {
    /// None: as the words of the language have it.
    pub title: Option<String>,
    /// One of [`languages`].
    pub language: &'static str,
    pub sort: Sort,
}

/// The tags of the languages that there are words in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|words| words.tag)
}

/// The language that somebody means: its tag, or its name in English or in itself, whatever the capitals and marks.
pub fn meant(said: &str) -> Option<&'static str> {
    let said = said.trim().to_lowercase();
    let folded = |name: &str| slug(name).unwrap_or_else(|| name.to_lowercase());
    let is_named = |name: &str| folded(name) == folded(&said);
    // "中文" for "简体中文", "ภาษาไทย" for "ไทย".
    let holds = |own: &str| !said.is_ascii() && said.chars().count() > 1 && (own.contains(&said) || said.contains(own));
    let is_meant = |words: &&Words| {
        let own = own_name(words.tag).to_lowercase();
        is_named(words.tag) || is_named(words.english) || is_named(&own) || words.tag.split('-').next() == Some(&said) || holds(&own)
    };
    WORDS.iter().find(is_meant).map(|words| words.tag)
}

/// What a language calls itself.
pub fn own_name(tag: &str) -> String {
    let locale = built_in_locales().iter().find(|locale| locale.name == tag);
    let table = locale.and_then(|locale| locale.text.parse::<Table>().ok());
    table.and_then(|table| Some(table.get("language-name")?.as_str()?.to_owned())).unwrap_or_else(|| tag.to_owned())
}

/// What the sheet is called: as answered, else as the words of its language have it.
pub fn title(answers: &Answers) -> String {
    let own = || words(answers.language).get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    answers.title.clone().unwrap_or_else(own)
}

/// The handout's text. `file` is how the author names it, `picture` how the handout names its picture.
pub fn handout(answers: &Answers, file: &str, picture: &str) -> String {
    let mut words = words(answers.language);
    for (key, value) in
        [("title", title(answers)), ("language", answers.language.into()), ("layout", answers.sort.layout().into()), ("picture", picture.into())]
    {
        words.insert(key.into(), Value::String(value));
    }
    let mut text = kept(HANDOUT, answers.sort.layout());
    for (key, value) in &words {
        text = text.replace(&format!("[\"{{{key}}}\"]"), &written(value)).replace(&format!("\"{{{key}}}\""), &written(value));
    }
    text.replace("{file}", file)
}

/// The text of the clinic's file.
pub fn clinic(answers: &Answers) -> String {
    CLINIC.replace("\"{language}\"", &quoted(answers.language))
}

/// Whether all words of a handout but its title are still those that it was written with.
pub fn is_example(text: &str) -> bool {
    let Ok(handout) = text.trim_start_matches('\u{FEFF}').parse::<Table>() else { return false };
    let exercises = handout.get("exercise").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let [Value::Table(exercise)] = exercises else { return false };
    let pictures = exercise.get("pictures").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let picture = pictures.first().and_then(Value::as_table);
    WORDS.iter().any(|one| {
        let said = |key: &String| [Some(&handout), Some(exercise), picture].into_iter().flatten().find_map(|table| table.get(key));
        let same = |key: &String, value: &Value| key == "title" || said(key).is_none_or(|said| said == value);
        exercise.contains_key("steps") && words(one.tag).iter().all(|(key, value)| same(key, value))
    })
}

fn words(language: &str) -> Table {
    let text = WORDS.iter().find(|words| words.tag == language).map_or("", |words| words.text);
    text.parse().unwrap_or_else(|error| unreachable!("the words of {language}: {error}"))
}

/// The paragraphs and lines that this layout prints, without their marks.
fn kept(template: &str, layout: &str) -> String {
    let template = template.replace("\r\n", "\n");
    let paragraphs = template.split("\n\n").filter_map(|paragraph| match paragraph.strip_prefix(FOR) {
        Some(marked) => {
            let (layouts, rest) = marked.split_once('\n')?;
            layouts.split(' ').any(|name| name == layout).then_some(rest)
        }
        None => Some(paragraph),
    });
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    let lines = text.trim_end().lines().filter_map(|line| match line.split_once(&format!(" {FOR}")) {
        Some((line, layouts)) => layouts.split(' ').any(|name| name == layout).then_some(line),
        None => Some(line),
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// As an author would write it: a list with a line for each of its texts.
fn written(value: &Value) -> String {
    match value {
        Value::Array(texts) => {
            let lines: String = texts.iter().map(|text| format!("  {},\n", written(text))).collect();
            format!("[\n{lines}]")
        }
        other => quoted(other.as_str().unwrap_or_default()),
    }
}

/// The escapes of JSON are escapes of TOML too; control characters, of which TOML knows one more, are out before.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_language_that_ships_has_a_starter() {
        let mut known: Vec<&str> = languages().collect();
        known.sort_unstable();
        assert_eq!(known, built_in_locales().iter().map(|locale| locale.name).collect::<Vec<_>>());
    }

    #[test]
    fn a_language_is_known_by_its_names() {
        for (said, tag) in [
            ("EN", "en"),
            ("Spanish", "es"),
            ("español", "es"),
            (" ESPANOL ", "es"),
            ("العربية", "ar"),
            ("hindi", "hi"),
            ("ภาษาไทย", "th"),
            ("zh", "zh-Hans"),
            ("中文", "zh-Hans"),
            ("zh-hans", "zh-Hans"),
        ] {
            assert_eq!(meant(said), Some(tag), "{said}");
        }
        assert!(["", "tlh", "文", "e", "Span"].iter().all(|said| meant(said).is_none()));
    }

    #[test]
    fn an_example_is_known_until_a_word_of_it_changes() {
        for language in languages() {
            for sort in Sort::value_variants().iter().copied() {
                let text = handout(&Answers { title: Some("Calf".into()), language, sort }, "a.toml", "images/a.svg");
                assert!(is_example(&text), "{language}");
                assert!(is_example(&format!("\u{FEFF}{}", text.replace('\n', "\r\n").replace("sets = 2", "sets = 3"))), "{language}");
                let step = words(language)["steps"][0].as_str().expect("a step").to_owned();
                assert!(!is_example(&text.replace(&step, "Other.")), "{language}");
            }
        }
        assert!(!is_example("title = \"A\"\n") && !is_example("title ="));
    }

    #[test]
    fn every_place_of_the_template_is_filled_in_every_language() {
        for language in languages() {
            for sort in Sort::value_variants().iter().copied() {
                let answers = Answers { title: Some("A \"quoted\" \\ title".into()), language, sort };
                let text = handout(&answers, "a.toml", "images/a.svg");
                let table: Table = text.parse().unwrap_or_else(|error| panic!("{language}: {error}\n{text}"));
                assert_eq!(table["title"].as_str(), answers.title.as_deref());
                assert_eq!(table.contains_key("log"), matches!(sort, Sort::Patient | Sort::LargePrint));
                // The one brace left is that of the picture's table.
                assert!(text.matches('{').count() == 1 && !text.contains(FOR), "{text}");
                assert!(words(language).keys().all(|key| HANDOUT.contains(&format!("{{{key}}}"))), "{language} has words that no place takes");
                assert_ne!(own_name(language), language);
            }
        }
    }
}
