//! How handouts read, as tables for people or a line of JSON each for programs.
use std::fmt::Write;

use serde_json::{Value, json};
use stepsheet::press::ReadHandout;
use stepsheet::reading::{Hard, Measure, Open};

/// Columns of a line: fits a narrow terminal.
const WIDE: usize = 72;

pub fn print(readings: &[ReadHandout], as_json: bool) -> String {
    let one = |read: &ReadHandout| if as_json { format!("{}\n", line(read)) } else { table(read) };
    let all: Vec<String> = readings.iter().map(one).collect();
    all.join(if as_json { "" } else { "\n" })
}

/// A row for each number, the hardest sentences below.
fn table(read: &ReadHandout) -> String {
    let mut out = format!("{} ({})\n", read.file, read.reading.language);
    for (label, value) in rows(read) {
        let _ = writeln!(out, "  {label:<18} {value}");
    }
    for open in &read.reading.open_doses {
        out.push_str(&folded(&wanting(open), "    "));
    }
    if !read.reading.hardest.is_empty() {
        out.push_str("  Hardest sentences\n");
    }
    for hard in &read.reading.hardest {
        let place = place(hard, read).map_or(String::new(), |(file, line, column)| format!(", {file}:{line}:{column}"));
        let _ = writeln!(out, "    grade {:.1}{place}", hard.grade);
        out.push_str(&folded(&hard.text, "      "));
    }
    out
}

/// Which dose of which exercise is left open.
fn wanting(open: &Open) -> String {
    let keys: Vec<String> = open.dose.keys().iter().map(|key| format!("`{key}`")).collect();
    let what = match keys.as_slice() {
        [key] => format!("leaves {key} open"),
        keys => format!("has none of {}", keys.join(", ")),
    };
    format!("exercise {}, “{}”, {what}", open.number, open.exercise)
}

fn rows(read: &ReadHandout) -> Vec<(&'static str, String)> {
    let reading = &read.reading;
    let grade = match (&reading.grade, reading.formula) {
        (Some(grade), _) => format!("{:.1} ({}, score {:.1})", grade.grade, grade.formula, grade.score),
        (None, Some(_)) => "none: the text is too short".to_owned(),
        (None, None) => "none: no formula holds for this language".to_owned(),
    };
    let about = if reading.measure == Measure::Words { "" } else { "about " };
    let minutes = reading
        .minutes
        .map_or((if reading.exercises == 0 { "unknown: there is no exercise" } else { "unknown: a dose is left open" }).to_owned(), |minutes| {
            minutes.to_string()
        });
    vec![
        ("Grade (estimate)", grade),
        ("Words", format!("{about}{}", reading.words)),
        ("Sentences", reading.sentences.to_string()),
        ("Longest step", format!("{about}{} words", reading.longest_step)),
        ("Exercises", reading.exercises.to_string()),
        ("Minutes (estimate)", minutes),
    ]
}

fn line(read: &ReadHandout) -> Value {
    let reading = &read.reading;
    let hardest: Vec<Value> = reading.hardest.iter().map(|hard| sentence(hard, read)).collect();
    let open: Vec<Value> =
        reading.open_doses.iter().map(|open| json!({ "exercise": open.exercise, "number": open.number, "keys": open.dose.keys() })).collect();
    json!({
        "reading": read.file,
        "language": reading.language,
        "formula": reading.formula.map(|formula| formula.to_string()),
        "score": reading.grade.map(|grade| rounded(grade.score)),
        "grade-estimate": reading.grade.map(|grade| rounded(grade.grade)),
        "words": reading.words,
        "sentences": reading.sentences,
        "longest-step": reading.longest_step,
        "exercises": reading.exercises,
        "minutes-estimate": reading.minutes,
        "open-doses": open,
        "hardest": hardest,
    })
}

fn sentence(hard: &Hard, read: &ReadHandout) -> Value {
    let place = place(hard, read);
    json!({
        "text": hard.text,
        "grade-estimate": rounded(hard.grade),
        "file": place.as_ref().map(|(file, _, _)| file),
        "line": place.as_ref().map(|(_, line, _)| line),
        "column": place.as_ref().map(|(_, _, column)| column),
    })
}

fn place(hard: &Hard, read: &ReadHandout) -> Option<(String, usize, usize)> {
    let place = read.sources.place(hard.span?)?;
    Some((place.source.name.clone(), place.line, place.column))
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The text in lines of at most `WIDE` columns.
fn folded(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent.len() + line.chars().count() + 1 + word.chars().count() > WIDE {
            let _ = writeln!(out, "{indent}{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(out, "{indent}{line}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_folded_between_words() {
        let text = "word ".repeat(40);
        let folded = folded(text.trim(), "      ");
        assert_eq!(folded.lines().count(), 4);
        assert!(folded.lines().all(|line| line.len() <= WIDE));
        assert_eq!(folded.split_whitespace().count(), 40);
    }
}
