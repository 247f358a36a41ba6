//! A language at work: its phrases, numbers, days, plurals, and the isolates that keep values whole in a line of either direction.
use fixed_decimal::Decimal;
use icu_locale_core::LanguageIdentifier;
use icu_plurals::{PluralCategory, PluralRules};

use crate::geom::Direction;
use crate::model::{self, Locale, Phrase};
use crate::spec;

/// Left to right whatever stands in it: phones, addresses, ranges.
const LRI: char = '\u{2066}';
/// As its first strong letter runs: names, days.
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

/// A value that runs left to right in any language, in an isolate.
pub(super) fn ltr(value: &str) -> String {
    format!("{LRI}{value}{PDI}")
}

/// A value that runs as its own letters do, in an isolate.
pub(super) fn isolated(value: &str) -> String {
    format!("{FSI}{value}{PDI}")
}

/// Without isolates, for what is read aloud.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, LRI | FSI | PDI)).collect()
}

/// The texts in one line, parted as the language parts them.
pub(super) fn listed(locale: &Locale, parts: &[String]) -> String {
    parts.join(locale.phrases.get(Phrase::ListComma))
}

/// The plural category of a number (CLDR cardinal rules). `number` is written with a point; its zeros count, as CLDR wants.
///
/// A range takes the category of its larger number, which is what CLDR's range rules give for nearly all languages.
pub(super) fn category(tag: &str, number: &str) -> &'static str {
    let Some(rules) = rules(tag) else { return "other" };
    number.parse::<Decimal>().map_or("other", |number| name(rules.category_for(&number)))
}

/// The categories that the numbers of a language have.
pub(super) fn categories(tag: &str) -> Vec<&'static str> {
    rules(tag).map_or_else(|| vec!["other"], |rules| rules.categories().map(name).collect())
}

/// The categories of 0, 1, 2 and so on.
pub(super) fn first_categories(tag: &str, many: usize) -> Vec<&'static str> {
    rules(tag).map_or_else(Vec::new, |rules| (0..many).map(|count| name(rules.category_for(count))).collect())
}

/// Built when needed: the data is compiled in, and the rules themselves may not pass between threads.
fn rules(tag: &str) -> Option<PluralRules> {
    let language: LanguageIdentifier = tag.parse().ok()?;
    PluralRules::try_new_cardinal(icu_locale_core::Locale::from(language).into()).ok()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// A number as written with a point, in the digits and with the decimal mark of the language.
pub(super) fn number(locale: &Locale, number: &str) -> String {
    locale.phrases.number(number.replace('.', locale.phrases.get(Phrase::DecimalMark)))
}

/// A day in the words of the language, in the Gregorian calendar, in an isolate.
pub(super) fn date(locale: &Locale, date: spec::Date) -> model::Date {
    let months = locale.phrases.members(Phrase::Months);
    let month = months.get(usize::from(date.month.max(1)) - 1).copied().unwrap_or_default();
    let (day, year) = (locale.phrases.number(date.day), locale.phrases.number(date.year));
    let shown = locale.phrases.fill(Phrase::Date, &[("day", &day), ("month", month), ("year", &year)]);
    model::Date { year: date.year, month: date.month, day: date.day, shown: isolated(&shown) }
}

/// The day so many days later (proleptic Gregorian calendar). The last day of 9999 at most.
pub(super) fn days_later(date: spec::Date, days: u32) -> spec::Date {
    let (mut year, mut month, mut day) = (date.year, date.month, u32::from(date.day) + days);
    loop {
        let length = u32::from(days_of_month(year, month));
        if day <= length {
            return spec::Date { year, month, day: day as u8 };
        }
        if (year, month) == (9999, 12) {
            return spec::Date { year, month, day: 31 };
        }
        day -= length;
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
}

fn days_of_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _long => 31,
    }
}

/// `content` with its phones, ranges, days and addresses in isolates, and the bold ranges moved along. Only right-to-left lines
/// scramble them (`(555) 010-1234` becomes `010-1234 (555)`), so others are left as they are.
pub(super) fn isolate_values(content: String, strong: &mut [std::ops::Range<usize>], direction: Direction) -> String {
    let values = match direction {
        Direction::Ltr => Vec::new(),
        Direction::Rtl => values(&content),
    };
    if values.is_empty() {
        return content;
    }
    let mut out = String::with_capacity(content.len() + 6 * values.len());
    let mut at = 0;
    for value in &values {
        out.push_str(&content[at..value.start]);
        out.push_str(&ltr(&content[value.clone()]));
        at = value.end;
    }
    out.push_str(&content[at..]);
    let mark = LRI.len_utf8();
    // A mark before a value moves all from its start on; the one after it, all from its end on.
    let moved = |place: usize, is_end: bool| {
        let opened = values.iter().filter(|value| if is_end { value.start < place } else { value.start < place }).count();
        let closed = values.iter().filter(|value| value.end < place || (value.end == place && !is_end)).count();
        place + mark * (opened + closed)
    };
    for range in strong {
        *range = moved(range.start, false)..moved(range.end, true);
    }
    out
}

/// The bytes of values that are one thing to a reader: an address, or digits joined by signs.
fn values(content: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < content.len() {
        let rest = &content[at..];
        let length = address(rest).or_else(|| joined_digits(rest)).unwrap_or(0);
        let starts_word = content[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        if length > 0 && starts_word {
            found.push(at..at + length);
        }
        at += if length > 0 { length } else { rest.chars().next().map_or(1, char::len_utf8) };
    }
    found
}

/// How long an address of the web at the start of `text` is.
fn address(text: &str) -> Option<usize> {
    ["https://", "http://", "www."].iter().find(|start| text.starts_with(**start))?;
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '،' | '؛' | '«' | '»' | '"')).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).len())
}

/// How long a value of digits and signs at the start of `text` is: `(555) 010-1234`, `5–10`, `2026-11-20`, `1/2`; none for digits alone.
fn joined_digits(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut signs = false;
    let mut open = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| next.is_numeric());
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            _ if c.is_numeric() => end = at + c.len_utf8(),
            '(' if next_is_digit && !open => open = true,
            ')' if open => (open, signs, end) = (false, true, at + 1),
            '+' if at == 0 && next_is_digit => signs = true,
            '-' | '–' | '/' | '.' | ':' | '×' if end > 0 && next_is_digit => signs |= !matches!(c, '.' | ':'),
            ' ' if end > 0 && (next_is_digit || next == Some('(')) => signs = true,
            _ => break,
        }
    }
    let value = &text[..end];
    // Two numbers side by side are a phone only where there are at least six digits.
    let only_spaces = !value.contains(|c: char| !(c.is_numeric() || c == ' '));
    let digits = value.chars().filter(|c| c.is_numeric()).count();
    (signs && digits > 1 && !(only_spaces && digits < 6) && !open).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_categories_follow_the_language() {
        for (tag, number, expected) in [
            ("en", "1", "one"),
            ("en", "2", "other"),
            ("en", "2.5", "other"),
            ("ar", "0", "zero"),
            ("ar", "2", "two"),
            ("ar", "3", "few"),
            ("ar", "11", "many"),
            ("ar", "100", "other"),
            ("zh-Hans", "1", "other"),
            ("hi", "1", "one"),
            ("qqq", "1", "other"),
        ] {
            assert_eq!(category(tag, number), expected, "{tag} {number}");
        }
        assert_eq!(categories("ar").len(), 6);
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        let day = |year, month, day| spec::Date { year, month, day };
        assert_eq!(days_later(day(2026, 11, 20), 365), day(2027, 11, 20));
        assert_eq!(days_later(day(2028, 2, 28), 1), day(2028, 2, 29));
        assert_eq!(days_later(day(2026, 12, 31), 1), day(2027, 1, 1));
        assert_eq!(days_later(day(9999, 12, 1), 36_500), day(9999, 12, 31));
    }

    #[test]
    fn values_are_one_thing() {
        let found = |text: &str| values(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("اتصل (555) 010-1234 الآن"), ["(555) 010-1234"]);
        assert_eq!(found("اتصل +966 11 234 5678."), ["+966 11 234 5678"]);
        assert_eq!(found("كرر ٨–١٢ مرة"), ["٨–١٢"]);
        assert_eq!(found("5-10 or 2026-11-20"), ["5-10", "2026-11-20"]);
        assert_eq!(found("see https://example.org/a-b?c=1."), ["https://example.org/a-b?c=1"]);
        assert_eq!(found("3 مرات، 10 ثوان 3 10 B12-4"), Vec::<String>::new());
        assert_eq!(found("(10) 5. 2"), Vec::<String>::new());
    }

    #[test]
    fn bold_moves_with_its_words() {
        let content = "قل 5–10 ثم (555) 010-1234 كله".to_owned();
        let at = content.find('(').unwrap_or_default();
        let mut strong =
            [content.find('5').unwrap_or_default()..content.find("10").unwrap_or_default() + 2, at..at + 14, content.len() - 6..content.len()];
        let out = isolate_values(content, &mut strong, Direction::Rtl);
        let parts: Vec<String> = strong.iter().map(|range| bare(&out[range.clone()])).collect();
        assert_eq!(parts, ["5–10", "(555) 010-1234", "كله"]);
        assert_eq!(bare(&out), "قل 5–10 ثم (555) 010-1234 كله");
    }
}
