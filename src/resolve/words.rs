//! A language at work: its phrases, numbers, days, plurals, and the isolates that keep values whole in a line of either direction.
use fixed_decimal::Decimal;
use icu_locale_core::LanguageIdentifier;
use icu_plurals::{PluralCategory, PluralRules};

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
}
