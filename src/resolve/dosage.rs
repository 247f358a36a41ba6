//! Typed doses in the words of the language.
use super::texts::{Reader, Sides};
use super::words::{category, isolated, ltr, number};
use crate::model::{Dose, DoseValue, Locale, Phrase, Text};
use crate::source::Span;
use crate::spec::{self, BandLevel, Exercise, MassUnit, Said, Side, TimeUnit};

/// The cells of an exercise's strip, in their fixed order.
pub(super) fn cells(reader: &mut Reader, exercise: &Exercise, defaults: &spec::Handout, side: Sides) -> Vec<Dose> {
    let locale = reader.locale;
    let times_a_day = exercise.times_a_day.as_ref().or(defaults.times_a_day.as_ref());
    let days_a_week = exercise.days_a_week.as_ref().or(defaults.days_a_week.as_ref());
    let said = [
        (Phrase::Sets, exercise.sets.as_ref()),
        (Phrase::Reps, exercise.reps.as_ref()),
        (Phrase::Time, exercise.time.as_ref()),
        (Phrase::Hold, exercise.hold.as_ref()),
        (Phrase::Rest, exercise.rest.as_ref()),
        (Phrase::Tempo, exercise.tempo.as_ref()),
        (Phrase::Load, exercise.load.as_ref()),
        (Phrase::Effort, exercise.effort.as_ref()),
        (Phrase::TimesADay, times_a_day),
        (Phrase::DaysAWeek, days_a_week),
    ];
    let mut cells: Vec<Dose> = said.into_iter().filter_map(|(label, dose)| dose.map(|dose| cell(reader, label, dose, side))).collect();
    cells.extend(exercise.side.as_ref().map(|side| dose(locale, Phrase::Side, words(locale.phrases.get(side_phrase(side.value))), side.span)));
    cells
}

/// How the dose is shared between the sides: what it counts, and when to change over. None where it is for one side or both at once.
pub(super) fn sides(locale: &Locale, exercise: &Exercise) -> Option<Text> {
    let side = exercise.side.as_ref()?;
    let repeats = exercise.reps.is_some();
    let phrase = match side.value {
        Side::Each if repeats => Phrase::EachRepeats,
        Side::Each if exercise.hold.is_some() || exercise.time.is_some() || exercise.sets.is_some() => Phrase::EachOnce,
        Side::Alternate if repeats => Phrase::AlternateRepeats,
        Side::Alternate if exercise.hold.is_some() => Phrase::AlternateHolds,
        Side::Alternate if exercise.time.is_some() => Phrase::AlternateTime,
        Side::Alternate if exercise.sets.is_some() => Phrase::AlternateSets,
        Side::Each | Side::Alternate | Side::Left | Side::Right | Side::BothTogether => return None,
    };
    Some(Text { span: Some(side.span), ..Text::plain(locale.phrases.get(phrase)) })
}

/// The side that stands behind the exercise's name; none where the name itself says it.
pub(super) fn named_side(exercise: &Exercise, name: &Text, side: Sides, reader: &Reader) -> Option<Text> {
    let said = exercise.side.as_ref()?;
    let phrase = match said.value {
        Side::Left => Phrase::NameLeft,
        Side::Right => Phrase::NameRight,
        Side::BothTogether | Side::Each | Side::Alternate => side_phrase(said.value),
    };
    let is_said = reader.side_words.find(&name.content).iter().any(|found| Some(found.side) == side.now());
    (!is_said).then(|| Text { span: Some(said.span), ..Text::plain(reader.locale.phrases.get(phrase)) })
}

/// A value in print and as it is read aloud.
struct Value {
    amount: String,
    unit: String,
    unit_first: bool,
    spoken: String,
}

fn cell(reader: &mut Reader, label: Phrase, said: &Said<spec::Dose>, side: Sides) -> Dose {
    let locale = reader.locale;
    let value = match &said.value {
        spec::Dose::Count(count) => plain(locale.phrases.number(count)),
        spec::Dose::Range(from, to) => {
            let range = Range::new(locale, &from.to_string(), Some(&to.to_string()));
            Value { amount: range.printed, unit: String::new(), unit_first: false, spoken: range.spoken }
        }
        spec::Dose::ToFatigue => words(locale.phrases.get(Phrase::ToFatigue)),
        spec::Dose::Time { from, to, unit } => measured(locale, time_phrase(*unit), &from.to_string(), to.map(|to| to.to_string()).as_deref()),
        spec::Dose::Mass { from, to, unit } => measured(locale, mass_phrase(*unit), from, to.as_deref()),
        spec::Dose::Band { level, colour } => words(&band(locale, *level, colour.as_deref())),
        spec::Dose::WriteIn => return write_in(locale, label, said.span),
        spec::Dose::Text(text) => as_written(&reader.with_sides(&Said { value: text.clone(), span: said.span }, side)),
    };
    dose(locale, label, value, said.span)
}

fn dose(locale: &Locale, label: Phrase, value: Value, span: Span) -> Dose {
    let label = locale.phrases.get(label);
    let spoken = locale.phrases.fill(Phrase::Spoken, &[("label", label), ("value", &value.spoken)]);
    let Value { amount, unit, unit_first, spoken: _ } = value;
    Dose { label: Text { span: Some(span), ..Text::plain(label) }, value: DoseValue::Said { amount, unit, unit_first }, spoken }
}

fn write_in(locale: &Locale, label: Phrase, span: Span) -> Dose {
    let label = locale.phrases.get(label);
    let spoken = locale.phrases.fill(Phrase::ToFillIn, &[("label", label)]);
    Dose { label: Text { span: Some(span), ..Text::plain(label) }, value: DoseValue::WriteIn, spoken }
}

fn plain(amount: String) -> Value {
    Value { spoken: amount.clone(), amount, unit: String::new(), unit_first: false }
}

fn words(words: &str) -> Value {
    Value { amount: String::new(), unit: words.to_owned(), unit_first: false, spoken: words.to_owned() }
}

/// What the author wrote: digits and signs are an amount that runs left to right ("3-1-2"), all else is words.
fn as_written(text: &str) -> Value {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_alphabetic) {
        return Value { amount: String::new(), unit: isolated(&text), unit_first: false, spoken: text };
    }
    Value { amount: ltr(&text), unit: String::new(), unit_first: false, spoken: text }
}

/// One number, or from one to another.
struct Range {
    printed: String,
    spoken: String,
}

impl Range {
    fn new(locale: &Locale, from: &str, to: Option<&str>) -> Range {
        let from = number(locale, from);
        match to.map(|to| number(locale, to)) {
            None => Range { spoken: from.clone(), printed: from },
            Some(to) => {
                let ends = [("from", from.as_str()), ("to", to.as_str())];
                Range { printed: ltr(&locale.phrases.fill(Phrase::Range, &ends)), spoken: locale.phrases.fill(Phrase::RangeSpoken, &ends) }
            }
        }
    }
}

/// A number with its unit, in the plural form that the (larger) number asks for.
fn measured(locale: &Locale, phrase: Phrase, from: &str, to: Option<&str>) -> Value {
    /// Stands for the number while the phrase is taken apart.
    const HERE: &str = "\u{FFFC}";
    let category = category(&locale.phrases.tag, to.unwrap_or(from));
    let range = Range::new(locale, from, to);
    let whole = locale.phrases.plural(phrase, category, &[("count", HERE)]);
    let spoken = whole.replace(HERE, &range.spoken);
    match whole.split_once(HERE) {
        Some((before, after)) => {
            let (before, after) = (before.trim(), after.trim());
            if after.is_empty() && !before.is_empty() {
                return Value { amount: range.printed, unit: before.to_owned(), unit_first: true, spoken };
            }
            // Where words stand on both sides, the first go with the number.
            let amount = if before.is_empty() { range.printed } else { format!("{before} {}", range.printed) };
            Value { amount, unit: after.to_owned(), unit_first: false, spoken }
        }
        // A form that says its number itself: "two seconds" in one word.
        None => words(&whole),
    }
}

fn time_phrase(unit: TimeUnit) -> Phrase {
    match unit {
        TimeUnit::Second => Phrase::Seconds,
        TimeUnit::Minute => Phrase::Minutes,
        TimeUnit::Hour => Phrase::Hours,
    }
}

fn mass_phrase(unit: MassUnit) -> Phrase {
    match unit {
        MassUnit::Kilogram => Phrase::Kilograms,
        MassUnit::Pound => Phrase::Pounds,
    }
}

fn band(locale: &Locale, level: BandLevel, colour: Option<&str>) -> String {
    let band = locale.phrases.get(match level {
        BandLevel::ExtraLight => Phrase::BandExtraLight,
        BandLevel::Light => Phrase::BandLight,
        BandLevel::Medium => Phrase::BandMedium,
        BandLevel::Heavy => Phrase::BandHeavy,
        BandLevel::ExtraHeavy => Phrase::BandExtraHeavy,
    });
    match colour {
        Some(colour) => locale.phrases.fill(Phrase::BandColour, &[("band", band), ("colour", colour)]),
        None => band.to_owned(),
    }
}

fn side_phrase(side: Side) -> Phrase {
    match side {
        Side::Left => Phrase::SideLeft,
        Side::Right => Phrase::SideRight,
        Side::BothTogether => Phrase::SideBoth,
        Side::Each => Phrase::SideEach,
        Side::Alternate => Phrase::SideAlternate,
    }
}
