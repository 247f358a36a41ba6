//! The small grammar of dosage values.
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// How much of something: typed, so that it can be said in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dose {
    /// `10` or `"10"`.
    Count(u32),
    /// `"8-12"` or `"8–12"`; the first is the smaller.
    Range(u32, u32),
    /// `"to fatigue"`.
    ToFatigue,
    /// `"60 s"`, `"2 sec"`, `"5 minutes"`, `"30-60 s"`.
    Time { from: u32, to: Option<u32>, unit: TimeUnit },
    /// `"5 kg"`, `"2.5 kg"`, `"5-10 lb"`; numbers as written, with a point.
    Mass { from: String, to: Option<String>, unit: MassUnit },
    /// `"light band"`, `"light band (yellow)"`.
    Band { level: BandLevel, colour: Option<String> },
    /// `"write-in"`: a blank line.
    WriteIn,
    /// Anything else, as written.
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MassUnit {
    Kilogram,
    Pound,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandLevel {
    ExtraLight,
    Light,
    Medium,
    Heavy,
    ExtraHeavy,
}

/// Why a text is no dose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadDose {
    /// Nothing but space.
    Empty,
    /// A number that no dose reaches.
    TooLarge,
    /// `"12-8"`; with the same the right way round.
    Backwards(String),
}

impl fmt::Display for BadDose {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            BadDose::Empty => f.write_str("this text is empty"),
            BadDose::TooLarge => write!(f, "this number is larger than {MOST}"),
            BadDose::Backwards(_) => f.write_str("this range runs from the larger number to the smaller"),
        }
    }
}

/// No dose has a larger number.
const MOST: u32 = 9999;

impl FromStr for Dose {
    type Err = BadDose;
    fn from_str(text: &str) -> Result<Dose, BadDose> {
        let text = text.trim();
        let plain = text.to_lowercase();
        match plain.as_str() {
            "" => return Err(BadDose::Empty),
            "to fatigue" => return Ok(Dose::ToFatigue),
            "write-in" => return Ok(Dose::WriteIn),
            _other => {}
        }
        if let Some(band) = band(&plain) {
            return Ok(band);
        }
        amount(&plain).unwrap_or_else(|| Ok(Dose::Text(text.to_owned())))
    }
}

/// A number or a range with a unit or none; nothing where the text is something else.
fn amount(text: &str) -> Option<Result<Dose, BadDose>> {
    let (from, rest) = number(text)?;
    let (to, unit) = match after_dash(rest) {
        Some(rest) => {
            let (to, unit) = number(rest)?;
            (Some(to), unit.trim())
        }
        None => (None, rest.trim()),
    };
    let unit = Unit::named(unit)?;
    if let Some(to) = to
        && value(to) < value(from)
    {
        let unit = if unit == Unit::None { "" } else { text.trim_end_matches('.').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("") };
        return Some(Err(BadDose::Backwards(format!("{to}-{from} {unit}").trim_end().to_owned())));
    }
    if value(to.unwrap_or(from)) > f64::from(MOST) {
        return Some(Err(BadDose::TooLarge));
    }
    // The same number twice is no range.
    let to = to.filter(|to| value(to) > value(from));
    match unit {
        Unit::None => match (whole(from), to.map(whole)) {
            (Some(from), None) => Some(Ok(Dose::Count(from))),
            (Some(from), Some(Some(to))) => Some(Ok(Dose::Range(from, to))),
            (None, _) | (_, Some(None)) => None,
        },
        Unit::Time(unit) => time(value(from), to.map(value), unit).map(Ok),
        Unit::Mass(unit) => Some(Ok(Dose::Mass { from: point(from), to: to.map(point), unit })),
    }
}

/// A number at the start, with a point or a comma at most once, and the rest.
fn number(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let mut end = digits(text);
    if end == 0 {
        return None;
    }
    if let Some(fraction) = text[end..].strip_prefix(['.', ',']) {
        let more = digits(fraction);
        end += if more == 0 { 0 } else { 1 + more };
    }
    Some((&text[..end], &text[end..]))
}

/// What follows a hyphen, a dash or "to".
fn after_dash(text: &str) -> Option<&str> {
    let text = text.trim_start();
    text.strip_prefix(['-', '‐', '‑', '‒', '–', '—', '−']).or_else(|| text.strip_prefix("to "))
}

fn value(number: &str) -> f64 {
    point(number).parse().unwrap_or(f64::INFINITY)
}

fn whole(number: &str) -> Option<u32> {
    number.parse().ok()
}

/// With a point, without zeros that say nothing: `2,50` is `2.5`.
fn point(number: &str) -> String {
    let number = number.replace(',', ".");
    let number = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { &number };
    let number = number.trim_start_matches('0');
    if number.is_empty() || number.starts_with('.') { format!("0{number}") } else { number.to_owned() }
}

/// A time; one with a fraction in the next smaller unit, where that makes it whole: `1.5 min` is 90 seconds.
fn time(from: f64, to: Option<f64>, unit: TimeUnit) -> Option<Dose> {
    let is_whole = |number: f64| number.fract() == 0.0;
    if is_whole(from) && to.is_none_or(is_whole) {
        return Some(Dose::Time { from: from as u32, to: to.map(|to| to as u32), unit });
    }
    match unit {
        TimeUnit::Second => None,
        TimeUnit::Minute => time(from * 60.0, to.map(|to| to * 60.0), TimeUnit::Second),
        TimeUnit::Hour => time(from * 60.0, to.map(|to| to * 60.0), TimeUnit::Minute),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    None,
    Time(TimeUnit),
    Mass(MassUnit),
}

impl Unit {
    fn named(name: &str) -> Option<Unit> {
        Some(match name.trim_end_matches('.') {
            "" => Unit::None,
            "s" | "sec" | "secs" | "second" | "seconds" => Unit::Time(TimeUnit::Second),
            "min" | "mins" | "minute" | "minutes" => Unit::Time(TimeUnit::Minute),
            "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Time(TimeUnit::Hour),
            "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" => Unit::Mass(MassUnit::Kilogram),
            "lb" | "lbs" | "pound" | "pounds" => Unit::Mass(MassUnit::Pound),
            _other => return None,
        })
    }
}

/// `light band`, `light band (yellow)`, `extra heavy band, black`: the level first, for colours differ by maker.
fn band(text: &str) -> Option<Dose> {
    let (level, colour) = text.split_once("band")?;
    let level = match level.trim_end().replace('-', " ").as_str() {
        "extra light" => BandLevel::ExtraLight,
        "light" => BandLevel::Light,
        "medium" => BandLevel::Medium,
        "heavy" => BandLevel::Heavy,
        "extra heavy" => BandLevel::ExtraHeavy,
        _other => return None,
    };
    let colour = colour.trim_start();
    let colour = match colour.strip_prefix('(') {
        Some(inner) => Some(inner.strip_suffix(')')?),
        None if colour.is_empty() => None,
        None => Some(colour.strip_prefix(',')?),
    };
    let colour = colour.map(|colour| colour.trim().to_owned());
    if colour.as_deref().is_some_and(|colour| colour.is_empty() || colour.contains(['(', ')', ','])) {
        return None;
    }
    Some(Dose::Band { level, colour })
}

impl<'de> Deserialize<'de> for Dose {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Dose, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Dose;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a whole number or a text")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Dose, E> {
                u32::try_from(number).map(Dose::Count).map_err(|_| E::custom("this number is out of range"))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Dose, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_any(Read)
    }
}

impl JsonSchema for Dose {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Dose".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "integer", "minimum": 0, "maximum": MOST },
            { "type": "string", "format": "x-dose", "minLength": 1 },
        ] })
    }
}

#[cfg(test)]
mod tests {
    use super::{BadDose, BandLevel, Dose, MassUnit, TimeUnit};

    fn mass(from: &str, to: Option<&str>, unit: MassUnit) -> Dose {
        Dose::Mass { from: from.to_owned(), to: to.map(str::to_owned), unit }
    }

    fn band(level: BandLevel, colour: Option<&str>) -> Dose {
        Dose::Band { level, colour: colour.map(str::to_owned) }
    }

    #[test]
    fn doses_are_typed() {
        let time = |from, to, unit| Dose::Time { from, to, unit };
        for (text, dose) in [
            ("10", Dose::Count(10)),
            (" 10 ", Dose::Count(10)),
            ("010", Dose::Count(10)),
            ("9999", Dose::Count(9999)),
            ("8-12", Dose::Range(8, 12)),
            ("8–12", Dose::Range(8, 12)),
            ("8 – 12", Dose::Range(8, 12)),
            ("8 to 12", Dose::Range(8, 12)),
            ("8-8", Dose::Count(8)),
            ("to fatigue", Dose::ToFatigue),
            ("To fatigue", Dose::ToFatigue),
            ("60 s", time(60, None, TimeUnit::Second)),
            ("60s", time(60, None, TimeUnit::Second)),
            ("2 sec", time(2, None, TimeUnit::Second)),
            ("2 sec.", time(2, None, TimeUnit::Second)),
            ("5 minutes", time(5, None, TimeUnit::Minute)),
            ("1 min", time(1, None, TimeUnit::Minute)),
            ("1.5 min", time(90, None, TimeUnit::Second)),
            ("0,5 h", time(30, None, TimeUnit::Minute)),
            ("1-1.5 min", time(60, Some(90), TimeUnit::Second)),
            ("30-60 s", time(30, Some(60), TimeUnit::Second)),
            ("30–60 Seconds", time(30, Some(60), TimeUnit::Second)),
            ("1 h", time(1, None, TimeUnit::Hour)),
            ("0 s", time(0, None, TimeUnit::Second)),
            ("5 kg", mass("5", None, MassUnit::Kilogram)),
            ("2.5 kg", mass("2.5", None, MassUnit::Kilogram)),
            ("2,50 kg", mass("2.5", None, MassUnit::Kilogram)),
            ("0.5 kg", mass("0.5", None, MassUnit::Kilogram)),
            ("10 kg", mass("10", None, MassUnit::Kilogram)),
            ("10 lb", mass("10", None, MassUnit::Pound)),
            ("10 lbs", mass("10", None, MassUnit::Pound)),
            ("5-10 lb", mass("5", Some("10"), MassUnit::Pound)),
            ("light band", band(BandLevel::Light, None)),
            ("Extra heavy band", band(BandLevel::ExtraHeavy, None)),
            ("extra-light band", band(BandLevel::ExtraLight, None)),
            ("medium band", band(BandLevel::Medium, None)),
            ("light band (yellow)", band(BandLevel::Light, Some("yellow"))),
            ("light band, yellow", band(BandLevel::Light, Some("yellow"))),
            ("heavy band ( dark blue )", band(BandLevel::Heavy, Some("dark blue"))),
            ("write-in", Dose::WriteIn),
        ] {
            assert_eq!(text.parse(), Ok(dose), "{text}");
        }
    }

    #[test]
    fn all_else_stays_as_written() {
        for text in [
            "3-0-3",
            "Slow",
            "2 in, 2 out",
            "yellow band",
            "light band yellow",
            "light band ()",
            "light bands",
            "light band (yellow",
            "half",
            "10 reps",
            "7/10",
            "-5",
            "8-",
            "1.5",
            "0.25 s",
            "10 m",
            "٣٠ ثانية",
            "8-12-15",
            "5 kg each hand",
            "1.2.3 kg",
            "to  fatigue",
            "12%",
            "as many as you can",
        ] {
            assert_eq!(text.parse(), Ok(Dose::Text(text.to_owned())), "{text}");
        }
        assert_eq!(" Slow ".parse(), Ok(Dose::Text("Slow".to_owned())));
    }

    #[test]
    fn impossible_doses_are_refused() {
        for (text, why) in [
            ("", BadDose::Empty),
            ("  ", BadDose::Empty),
            ("10000", BadDose::TooLarge),
            ("99999999999999999999", BadDose::TooLarge),
            ("8-99999", BadDose::TooLarge),
            ("12-8", BadDose::Backwards("8-12".into())),
            ("12 – 8", BadDose::Backwards("8-12".into())),
            ("60-30 s", BadDose::Backwards("30-60 s".into())),
            ("10-5 kg", BadDose::Backwards("5-10 kg".into())),
        ] {
            assert_eq!(text.parse::<Dose>(), Err(why), "{text}");
        }
    }
}
