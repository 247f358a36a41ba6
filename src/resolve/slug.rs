//! Ids from names: lower case letters, digits and hyphens, whatever the script.
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Latin letters with marks, and what they become.
const FOLDED: &[(&str, &str)] = &[
    ("àáâãäåāăąǎ", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẽ", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıǐ", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöøōŏőơǒ", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűųưǔ", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
];

/// The name as an id; none where it has letters that Latin cannot tell, or none at all.
pub fn slug(name: &str) -> Option<String> {
    let mut id = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => id.push(letter),
            // Says nothing between letters: "don't".
            '\'' | '’' | '\u{0300}'..='\u{036F}' => {}
            _ if letter.is_alphanumeric() => id.push_str(folded(letter)?),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| shortened(id).to_owned())
}

/// Vietnamese letters carry two marks: those of the block for them are taken by their base.
fn folded(letter: char) -> Option<&'static str> {
    let base = FOLDED.iter().find(|(letters, _)| letters.contains(letter)).map(|(_, base)| *base);
    base.or(match u32::from(letter) {
        0x1EA0..=0x1EB7 => Some("a"),
        0x1EB8..=0x1EC7 => Some("e"),
        0x1EC8..=0x1ECB => Some("i"),
        0x1ECC..=0x1EE3 => Some("o"),
        0x1EE4..=0x1EF1 => Some("u"),
        0x1EF2..=0x1EF9 => Some("y"),
        _other => None,
    })
}

/// At most 60 letters, at a hyphen where there is one.
fn shortened(id: &str) -> &str {
    if id.len() <= 60 {
        return id;
    }
    let cut = &id[..60];
    cut.rsplit_once('-').map_or(cut, |(start, _)| start)
}

/// A handout's id from its file's name. Names of other scripts become a number that depends on nothing but the name.
pub(super) fn of_file(stem: &str) -> String {
    // Macs write some letters in parts; the number is the same.
    let whole: String = stem.nfc().collect();
    slug(stem).unwrap_or_else(|| format!("handout-{}", &blake3::hash(whole.as_bytes()).to_hex()[..8]))
}

/// `id`, or the first of `id-2`, `id-3` and so on that nothing has.
pub(super) fn free(id: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_else(|| unreachable!("numbers do not end"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script() {
        for (name, expected) in [
            ("Roll your upper back", Some("roll-your-upper-back")),
            ("  Größe & Übung #2! ", Some("grosse-ubung-2")),
            ("Don't – stop", Some("dont-stop")),
            ("Tập thở", Some("tap-tho")),
            ("تمرين", None),
            ("Row 划船", None),
            ("!!!", None),
        ] {
            assert_eq!(slug(name).as_deref(), expected, "{name}");
        }
        assert!(slug(&"word ".repeat(40)).is_some_and(|id| id.len() <= 60 && !id.ends_with('-')));
        assert_eq!(of_file("划船"), of_file("划船"));
        assert_ne!(of_file("划船"), of_file("滚背"));
        assert_eq!(of_file("노젓기"), of_file(&"노젓기".nfd().collect::<String>()));
        assert_eq!(of_file("Übung"), of_file("U\u{308}bung"));
    }

    #[test]
    fn the_next_free_number() {
        let taken = BTreeSet::from(["bridge".to_owned(), "bridge-2".to_owned()]);
        assert_eq!((free("bridge", &taken).as_str(), free("row", &taken).as_str()), ("bridge-3", "row"));
    }
}
