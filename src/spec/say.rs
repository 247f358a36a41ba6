//! Shapes and values in the words of those who write the files, and the words they mean.
use super::form::Form;
use super::shape::{Limits, Shape};
use super::tree::Value;

/// "a text or a list"
pub(super) fn expected(shape: &Shape) -> String {
    let mut said: Vec<String> = Vec::new();
    if shape.day {
        said.push("a day such as 2026-11-20".to_owned());
    } else if let Some(limits) = shape.number.or(shape.whole) {
        said.push(numbers(shape, limits));
    }
    match &shape.text {
        Some(text) if !text.words.is_empty() => {
            said.push(if text.words.len() == 1 { list(&text.words) } else { format!("one of {}", list(&text.words)) })
        }
        Some(text) if !shape.day => said.push(text.form.map_or("a text", Form::name).to_owned()),
        Some(_) | None => {}
    }
    let kinds = [(shape.truth, "true or false"), (shape.list.is_some(), "a list"), (shape.table.is_some(), "a table")];
    said.extend(kinds.iter().filter(|(taken, _)| *taken).map(|(_, name)| (*name).to_owned()));
    said.join(" or ")
}

/// "a whole number from 1 to 7"
pub(super) fn numbers(shape: &Shape, limits: Limits) -> String {
    let noun = if shape.number.is_some() { "a number" } else { "a whole number" };
    match (limits.least, limits.most) {
        (f64::NEG_INFINITY, f64::INFINITY) => noun.to_owned(),
        (least, f64::INFINITY) => format!("{noun} from {least}"),
        (f64::NEG_INFINITY, most) => format!("{noun} up to {most}"),
        (least, most) if least == most => format!("the number {least}"),
        (least, most) => format!("{noun} from {least} to {most}"),
    }
}

pub(super) fn found(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "a text",
        Value::Whole(_) => "a whole number",
        Value::Number(_) => "a number with a point",
        Value::Truth(_) => "true or false",
        Value::Day(_) => "a day",
        Value::Moment => "a time of day",
        Value::List(_) => "a list",
        Value::Table(_) => "a table",
    }
}

pub(super) fn list<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The known key that an unknown one means: by its letters, or by another word for the same.
pub(super) fn meant<'w>(word: &str, known: impl Iterator<Item = &'w str> + Clone) -> Option<&'w str> {
    const SAME: &[(&str, &str)] = &[
        ("caution", "safety"),
        ("date", "issued"),
        ("description", "why"),
        ("duration", "time"),
        ("frequency", "times-a-day"),
        ("heading", "title"),
        ("image", "pictures"),
        ("images", "pictures"),
        ("instructions", "steps"),
        ("lang", "language"),
        ("license", "licence"),
        ("name", "title"),
        ("pause", "rest"),
        ("photo", "pictures"),
        ("photos", "pictures"),
        ("purpose", "why"),
        ("repetitions", "reps"),
        ("resistance", "load"),
        ("title", "name"),
        ("url", "video"),
        ("warning", "safety"),
        ("warnings", "safety"),
        ("weight", "load"),
    ];
    let plain = word.to_lowercase().replace(['_', ' '], "-");
    nearest(&plain, known.clone()).or_else(|| {
        let same = SAME.iter().filter(|(other, _)| *other == plain).map(|(_, key)| *key);
        same.into_iter().find_map(|key| known.clone().find(|known| *known == key))
    })
}

/// The nearest of the words, where one is near enough to be meant.
pub(crate) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    // Longer words are not keys, and are slow to compare.
    if word.len() > 40 {
        return None;
    }
    let far_at_most = |other: &str| (other.len().max(3) / 3).min(word.len() / 2);
    let near = known.map(|other| (strsim::damerau_levenshtein(word, other), other)).filter(|(far, other)| *far <= far_at_most(other));
    near.min_by_key(|(far, _)| *far).map(|(_, other)| other)
}
