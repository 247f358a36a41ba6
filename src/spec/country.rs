//! Countries by their codes of ISO 3166-1 (`countries.txt`: the list of the tz database, in the public domain, and Kosovo's usual code).
use super::nearest;

const CODES: &str = include_str!("countries.txt");
/// What is written for some countries, though their code is another.
const SAME: &[(&str, &str)] = &[
    ("UK", "GB"),
    ("EN", "GB"),
    ("United Kingdom", "GB"),
    ("Great Britain", "GB"),
    ("England", "GB"),
    ("EL", "GR"),
    ("America", "US"),
    ("USA", "US"),
];

/// Code and English name of each.
fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES.lines().filter_map(|line| line.split_once(' '))
}

pub(super) fn is_known(code: &str) -> bool {
    all().any(|(known, _)| known == code)
}

/// The code that was probably meant: in capitals, by another code, or by the country's name.
pub(super) fn meant(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let same = SAME.iter().find(|(other, _)| other.eq_ignore_ascii_case(text)).map(|(_, code)| *code);
    let by_code = all().map(|(code, _)| code).find(|code| code.eq_ignore_ascii_case(text));
    same.or(by_code).or_else(|| {
        let name = (text.len() > 3).then(|| nearest(text, all().map(|(_, name)| plain(name))))??;
        all().find(|(_, known)| plain(known) == name).map(|(code, _)| code)
    })
}

/// "Britain (UK)" is "Britain".
fn plain(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_and_others_are_understood() {
        assert!(is_known("GB") && is_known("US") && !is_known("UK") && !is_known("us") && !is_known("ZZ") && !is_known("G"));
        for (text, code) in [("UK", "GB"), ("de", "DE"), ("uk", "GB"), ("Germany", "DE"), ("Britian", "GB"), ("usa", "US"), ("Mexico", "MX")] {
            assert_eq!(meant(text), Some(code), "{text}");
        }
        for text in ["Narnia", "ZZ", "", "X"] {
            assert_eq!(meant(text), None, "{text}");
        }
        assert!(all().count() == CODES.lines().count() && all().all(|(code, name)| code.len() == 2 && !name.is_empty()));
    }
}
