//! From older formats to the newest, a step for each: what a step does not know it leaves alone.
use toml_edit::{DocumentMut, value};

use crate::spec::Kind;

/// From the format of that number to the next.
pub(super) struct Step {
    pub from: i64,
    pub rewrite: fn(Kind, &mut DocumentMut),
}

/// Every step there is, in order: the last leads to [`crate::spec::SCHEMA`].
pub(super) const STEPS: &[Step] = &[Step { from: 0, rewrite: say_schema }];

/// A file that does not say its format is of the first.
fn say_schema(_: Kind, _: &mut DocumentMut) {}

/// Takes all steps that a document still has before it, and has it say its format. False where it has none: then nothing is changed.
pub(super) fn climb(kind: Kind, parsed: &mut DocumentMut, steps: &[Step]) -> bool {
    let mut at = parsed.get("schema").and_then(toml_edit::Item::as_integer).unwrap_or(0);
    let start = at;
    for step in steps {
        if step.from == at {
            (step.rewrite)(kind, parsed);
            at += 1;
        }
    }
    if at == start {
        return false;
    }
    match parsed.get_mut("schema").and_then(toml_edit::Item::as_value_mut) {
        // The number alone is new: what stands around it stays.
        Some(old) => {
            let decor = old.decor().clone();
            *old = at.into();
            *old.decor_mut() = decor;
        }
        None => {
            parsed.insert("schema", value(at));
            parsed.sort_values_by(|one, _, other, _| (one.get() != "schema").cmp(&(other.get() != "schema")));
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::SCHEMA;

    fn climbed(text: &str, steps: &[Step]) -> Option<String> {
        let mut parsed = text.parse::<DocumentMut>().expect("TOML");
        climb(Kind::Handout, &mut parsed, steps).then(|| parsed.to_string())
    }

    fn rename(parsed: &mut DocumentMut, from: &str, to: &str) {
        if let Some((mut key, item)) = parsed.remove_entry(from) {
            let decor = key.leaf_decor().clone();
            key = toml_edit::Key::new(to).with_leaf_decor(decor);
            parsed.insert_formatted(&key, item);
        }
    }

    #[test]
    fn the_steps_follow_each_other_up_to_the_newest_format() {
        for (at, step) in STEPS.iter().enumerate() {
            assert_eq!(step.from, at as i64);
        }
        assert_eq!(STEPS.last().map(|step| step.from + 1), Some(i64::from(SCHEMA)));
    }

    #[test]
    fn a_file_that_says_no_format_says_the_first() {
        assert_eq!(climbed("# why\ntitle = \"A\" # b\n", STEPS).as_deref(), Some("schema = 1\n# why\ntitle = \"A\" # b\n"));
        assert_eq!(climbed("schema = 0 # old\n", STEPS).as_deref(), Some("schema = 1 # old\n"));
        assert_eq!(climbed("title = \"A\"\nschema = 1\n", STEPS), None);
    }

    #[test]
    fn every_step_that_lies_ahead_is_taken_once_and_none_behind() {
        const CHAIN: &[Step] = &[
            Step { from: 0, rewrite: say_schema },
            Step { from: 1, rewrite: |_, parsed| rename(parsed, "a", "b") },
            Step { from: 2, rewrite: |_, parsed| rename(parsed, "b", "c") },
        ];
        assert_eq!(climbed("# top\na = 1 # one\n", CHAIN).as_deref(), Some("schema = 3\n# top\nc = 1 # one\n"));
        assert_eq!(climbed("schema = 2\na = 1\nb = 2\n", CHAIN).as_deref(), Some("schema = 3\na = 1\nc = 2\n"));
        assert_eq!(climbed("schema = 3\na = 1\n", CHAIN), None);
    }
}
