//! Days of the calendar, and bounds that may be none.
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A day, written bare or in quotes: `2026-11-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadDate {
    /// Not year-month-day.
    Form,
    /// There is no such day.
    NoSuchDay,
}

impl fmt::Display for BadDate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            BadDate::Form => "expected a day such as 2026-11-20",
            BadDate::NoSuchDay => "the calendar has no such day",
        })
    }
}

impl std::error::Error for BadDate {}

/// As it is written in a file.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = BadDate;
    fn from_str(text: &str) -> Result<Date, BadDate> {
        let part = |range: std::ops::Range<usize>| text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        let (Some(year), Some(month), Some(day), true) = (part(0..4), part(5..7), part(8..10), dashes) else { return Err(BadDate::Form) };
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else { return Err(BadDate::Form) };
        let date = Date { year, month, day };
        if (1..=date.days_of_month()).contains(&day) { Ok(date) } else { Err(BadDate::NoSuchDay) }
    }
}

impl Date {
    /// The day so many whole days after 1 January 1970 (proleptic Gregorian calendar; days from civil by Howard Hinnant). None beyond the
    /// years 1970 to 9999.
    pub fn after_epoch(days: u64) -> Option<Date> {
        let days = u32::try_from(days).ok().filter(|days| *days < 2_932_897)? + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + u32::from(month <= 2);
        Some(Date { year: year as u16, month: month as u8, day: day as u8 })
    }

    /// None for a month that there is not.
    fn days_of_month(self) -> u8 {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _other => 0,
        }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a day such as 2026-11-20")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_any(Read)
    }
}

impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }
    /// Editors disagree whether a bare day is a text, so both are said.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "string", "format": "date" },
            { "type": "string", "format": "x-day", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        ] })
    }
}

/// The years whose days are checked: those of other calendars (Thai 2569, Persian 1405) have days of their own.
const OUR_YEARS: std::ops::RangeInclusive<u16> = 1900..=2199;

/// A text that means a day, year first or last, and names one that the calendar does not have. Whether the month or the day stands
/// first is not asked: it is none where it is none either way.
pub fn is_no_day(text: &str) -> bool {
    let text = text.trim();
    if text.parse::<Date>() == Err(BadDate::NoSuchDay) {
        return true;
    }
    let sign = ['-', '/', '.'].into_iter().find(|sign| text.matches(*sign).count() == 2);
    let parts: Vec<&str> = sign.map(|sign| text.split(sign).map(str::trim).collect()).unwrap_or_default();
    if !parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let numbers: Vec<u16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let (year, a, b) = match (parts.as_slice(), numbers.as_slice()) {
        ([year, ..], [number, a, b]) if year.len() == 4 => (*number, *a, *b),
        ([.., year], [a, b, number]) if year.len() == 4 => (*number, *a, *b),
        _other => return false,
    };
    let is_day = |month: u16, day: u16| {
        let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else { return false };
        (1..=Date { year, month, day }.days_of_month()).contains(&day)
    };
    OUR_YEARS.contains(&year) && !is_day(a, b) && !is_day(b, a)
}

/// A number, or `"none"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    At(u32),
    None,
}

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Bound, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Bound;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a whole number or \"none\"")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Bound, E> {
                u32::try_from(number).map(Bound::At).map_err(|_| E::custom("this number is out of range"))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Bound, E> {
                if text == "none" { Ok(Bound::None) } else { Err(E::custom("expected a whole number or \"none\"")) }
            }
        }
        from.deserialize_any(Read)
    }
}

impl JsonSchema for Bound {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Bound".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "integer", "minimum": 36, "maximum": 2400 }, { "type": "string", "enum": ["none"] }] })
    }
}

#[cfg(test)]
mod tests {
    use super::{BadDate, Date, is_no_day};

    #[test]
    fn days_are_counted_from_1970() {
        for (days, expected) in [(0, "1970-01-01"), (58, "1970-02-28"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_777, "2026-11-20")] {
            assert_eq!(Date::after_epoch(days).map(|date| date.to_string()).as_deref(), Some(expected), "{days}");
        }
        assert_eq!(Date::after_epoch(2_932_896).map(|date| date.to_string()).as_deref(), Some("9999-12-31"));
        assert_eq!(Date::after_epoch(2_932_897), None);
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        assert_eq!("2026-11-20".parse(), Ok(Date { year: 2026, month: 11, day: 20 }));
        assert_eq!("2028-02-29".parse(), Ok(Date { year: 2028, month: 2, day: 29 }));
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00"] {
            assert_eq!(text.parse::<Date>(), Err(BadDate::NoSuchDay), "{text}");
        }
        for text in ["", "20.11.2026", "2026-1-1", "2026-11-20T10:00", "2026/11/20", "+026-11-20", "20２6-1-20", "é26-11-20"] {
            assert_eq!(text.parse::<Date>(), Err(BadDate::Form), "{text}");
        }
    }
    #[test]
    fn what_means_a_day_must_be_one() {
        for text in ["2026-02-30", " 2026-2-30 ", "2026/13/40", "30.2.2026", "2/30/2026", "31.04.2026", "0.5.2026"] {
            assert!(is_no_day(text), "{text}");
        }
        let days = ["2026-02-28", "28.2.2026", "2/28/2026", "12/31/2026", "31/2/1405", "29/2/2567"];
        for text in days.into_iter().chain(["soon", "", "555-0142", "10-12", "1.2.3", "99.99.99", "20 Nov 2026", "٣٠-٢-٢٠٢٦", "30-2-2026-1"]) {
            assert!(!is_no_day(text), "{text}");
        }
    }
}
