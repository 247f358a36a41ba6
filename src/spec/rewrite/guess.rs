//! Which kind of file this is, by its name where that is plain, else by its keys.
use toml_edit::DocumentMut;

use super::Text;
use crate::spec::Kind;

/// Endings of pictures' names: `photo.jpg.toml` stands beside `photo.jpg`.
const PICTURES: &[&str] = &["jpg", "jpeg", "png", "webp", "svg"];

impl Kind {
    /// The kind of a file by its name, with `/` between folders, and its text.
    pub fn of(name: &str, bytes: &[u8]) -> Kind {
        named(name).or_else(|| catalog(name, bytes)).unwrap_or_else(|| by_keys(name, bytes))
    }
}

fn named(name: &str) -> Option<Kind> {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    if file == "stepsheet.toml" {
        return Some(Kind::Clinic);
    }
    let (_, inner) = file.strip_suffix(".toml")?.rsplit_once('.')?;
    if inner == "figure" {
        return Some(Kind::Figure);
    }
    PICTURES.contains(&inner).then_some(Kind::Picture)
}

/// `back.es.toml`, of entries alone that translate something.
fn catalog(name: &str, bytes: &[u8]) -> Option<Kind> {
    let (_, inner) = name.rsplit('/').next().unwrap_or(name).strip_suffix(".toml")?.rsplit_once('.')?;
    let is_tag = inner.split('-').next().is_some_and(|first| matches!(first.len(), 2 | 3) && first.chars().all(|c| c.is_ascii_alphabetic()));
    let text = String::from_utf8_lossy(bytes);
    let parsed = Text::of(&text).body.parse::<DocumentMut>().ok()?;
    let translates = |item: &toml_edit::Item| item.as_table().is_some_and(|table| table.contains_key("other") || table.contains_key("hash"));
    (is_tag && parsed.iter().filter(|(key, _)| *key != "schema").all(|(_, item)| translates(item))).then_some(Kind::Catalog)
}

/// The kind that knows most of its keys; among equals the one whose folder it lies in, else the handout.
fn by_keys(name: &str, bytes: &[u8]) -> Kind {
    let text = String::from_utf8_lossy(bytes);
    let parsed = Text::of(&text).body.parse::<DocumentMut>().unwrap_or_default();
    let folder = name.rsplit('/').nth(1).unwrap_or_default();
    let known = |kind: &Kind| {
        let Some(table) = kind.shapes().file() else { return 0 };
        let score = |(key, item): (&str, &toml_edit::Item)| match table.key(key) {
            // A library's exercises have names, a handout's an order.
            Some(key) if item.is_array_of_tables() => {
                if kind.shapes().at(key.shape).list.is_some() {
                    4
                } else {
                    -4
                }
            }
            Some(key) if item.is_table() => {
                if kind.shapes().at(key.shape).table.is_some() {
                    4
                } else {
                    -4
                }
            }
            Some(_) => 4,
            None if table.others.is_some() => 1,
            None => -1,
        };
        parsed.iter().filter(|(key, _)| *key != "schema").map(score).sum::<i32>()
    };
    let at_home = |kind: &Kind| match kind {
        Kind::Handout => folder == "handouts",
        Kind::Layout => folder == "layouts",
        Kind::Library => folder == "library",
        Kind::Locale => folder == "locales",
        Kind::Words => folder == "words",
        Kind::Clinic | Kind::Picture | Kind::Figure | Kind::Catalog => false,
    };
    let best =
        Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Catalog).max_by_key(|kind| (known(kind), at_home(kind), *kind == Kind::Handout));
    best.unwrap_or(Kind::Handout)
}
