//! The safety lines of all exercises, gathered for the block on the first page.
use super::words::listed;
use crate::model::{Exercise, Locale, Phrase, Text};

/// Each line once, in the order of the exercises. A line that does not hold for all of them names those that it belongs to.
pub(super) fn collected(exercises: &[Exercise], locale: &Locale) -> Vec<Text> {
    let mut lines: Vec<&Text> = Vec::new();
    for line in exercises.iter().flat_map(|exercise| &exercise.safety) {
        if lines.iter().all(|known| known.content != line.content) {
            lines.push(line);
        }
    }
    lines.into_iter().map(|line| of_its_exercises(line, exercises, locale)).collect()
}

fn of_its_exercises(line: &Text, exercises: &[Exercise], locale: &Locale) -> Text {
    let says = |exercise: &Exercise| exercise.safety.iter().any(|said| said.content == line.content);
    if exercises.iter().all(says) {
        return line.clone();
    }
    let mut names: Vec<String> = Vec::new();
    for (number, exercise) in exercises.iter().enumerate().filter(|(_, exercise)| says(exercise)) {
        let name = &exercise.name.content;
        // Two exercises of one name are told apart by the number before it, as on their cards.
        let is_ambiguous = exercises.iter().any(|other| other.name.content == *name && !says(other));
        let name = if is_ambiguous { format!("{} {name}", locale.phrases.number(number + 1)) } else { name.clone() };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    named(&listed(locale, &names), line, locale.phrases.get(Phrase::SafetyOf))
}

/// The phrase filled, all but the line itself in bold.
fn named(names: &str, line: &Text, form: &str) -> Text {
    let Some((before, after)) = form.split_once("{line}") else { return line.clone() };
    let (before, after) = (before.replace("{name}", names), after.replace("{name}", names));
    let start = before.len();
    let end = start + line.content.len();
    let mut strong: Vec<_> = std::iter::once(0..before.trim_end().len()).collect();
    strong.extend(line.strong.iter().map(|range| start + range.start..start + range.end));
    strong.push(end + (after.len() - after.trim_start().len())..end + after.len());
    strong.retain(|range| !range.is_empty());
    Text { content: format!("{before}{}{after}", line.content), strong, ..line.clone() }
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::model::Text;

    #[test]
    fn the_names_are_bold_wherever_the_language_puts_them() {
        let line = Text { strong: std::iter::once(0..3).collect(), ..Text::plain("Not on the neck.") };
        let first = named("Roll", &line, "{name}: {line}");
        assert_eq!((first.content.as_str(), first.strong), ("Roll: Not on the neck.", vec![0..5, 6..9]));
        let last = named("Roll", &line, "{line} ({name})");
        assert_eq!((last.content.as_str(), last.strong), ("Not on the neck. (Roll)", vec![0..3, 17..23]));
    }
}
