//! The texts of a handout that a translator sees, each under its key; and the handout with other texts in their places.
use std::sync::Arc;

use super::said::lines;
use super::tree::{Entry, Key, Node, Value, get};
use super::{Dose, Said, Table};

/// One text that a translator sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Within its table: `title`, `steps.2`, `pictures.1.alt`. Lines count from 1.
    pub key: String,
    /// What kind of text it is: the last word of the key.
    pub part: &'static str,
    pub said: Said<String>,
}

impl Unit {
    /// Text that protects the patient.
    pub fn is_safety(&self) -> bool {
        matches!(self.part, "ask-first" | "stop-if" | "emergency" | "safety")
    }

    /// What a catalog may give, and need not: the picture of a language, its film.
    pub fn is_optional(&self) -> bool {
        matches!(self.part, "file" | "video")
    }
}

/// Whose texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A handout's own, without its exercises.
    Handout,
    /// An exercise's.
    Exercise,
}

const TEXTS: &[&str] = &["title", "name", "why"];
const LISTS: &[&str] =
    &["summary", "ask-first", "stop-if", "emergency", "equipment", "tips", "set-up", "breathing", "cue", "safety", "avoid", "easier", "harder"];
const DOSES: &[&str] = &["sets", "reps", "hold", "time", "rest", "tempo", "load", "effort", "times-a-day", "days-a-week"];

/// The exercise that a key of a catalog names; empty for a text of the handout itself, such as `title` or `stop-if.2`.
pub fn owner(key: &str) -> &str {
    match key.split_once('.') {
        Some((first, rest)) if rest.parse::<usize>().is_err() => first,
        _ => "",
    }
}

/// Gives another text, or none to leave it.
type Change<'a> = &'a mut dyn FnMut(Unit) -> Option<Said<String>>;

impl Table {
    /// The texts that a translator sees, in the order of the file.
    pub fn units(&self, of: Of) -> Vec<Unit> {
        let mut units = Vec::new();
        self.with_units(of, &mut |unit| {
            units.push(unit);
            None
        });
        units
    }

    /// The table with other texts, where `change` gives one.
    pub fn with_units(&self, of: Of, change: Change) -> Table {
        let mut node = (*self.0).clone();
        if let Value::Table(entries) = &mut node.value {
            entries.iter_mut().for_each(|entry| changed(entry, of, change));
        }
        Table(Arc::new(node))
    }

    /// An exercise whose pictures say what they show, where their own files do: `alt_of` tells it of a file.
    pub fn with_alts(&self, alt_of: &dyn Fn(&str) -> Option<Said<String>>) -> Table {
        let mut node = (*self.0).clone();
        let Value::Table(entries) = &mut node.value else { return self.clone() };
        let Some(pictures) = entries.iter_mut().find(|entry| entry.key.name == "pictures") else { return self.clone() };
        if let Value::Text(said) = &pictures.node.value {
            let span = pictures.node.span;
            pictures.node.value = Value::List(lines(said).map(|line| Node { value: Value::Text(line.to_owned()), span }).collect());
        }
        let Value::List(members) = &mut pictures.node.value else { return self.clone() };
        for member in members {
            let entry = |name: &str, said: Said<String>| Entry {
                key: Key { name: name.to_owned(), span: said.span },
                node: Node { value: Value::Text(said.value), span: said.span },
            };
            match &mut member.value {
                Value::Text(file) => {
                    if let Some(alt) = alt_of(file) {
                        let file = Said { value: file.clone(), span: member.span };
                        member.value = Value::Table(vec![entry("file", file), entry("alt", alt)]);
                    }
                }
                Value::Table(entries) if get(entries, "alt").is_none() => {
                    let alt = get(entries, "file").and_then(Node::text).and_then(alt_of);
                    entries.extend(alt.map(|alt| entry("alt", alt)));
                }
                _ => {}
            }
        }
        Table(Arc::new(node))
    }

    /// The table with other tables in the list of a key, in order.
    pub fn with_tables(&self, key: &str, tables: &[Table]) -> Table {
        let mut node = (*self.0).clone();
        if let Value::Table(entries) = &mut node.value
            && let Some(entry) = entries.iter_mut().find(|entry| entry.key.name == key)
            && let Value::List(members) = &mut entry.node.value
        {
            let places = members.iter_mut().filter(|member| matches!(member.value, Value::Table(_)));
            places.zip(tables).for_each(|(place, table)| *place = (*table.0).clone());
        }
        Table(Arc::new(node))
    }
}

fn changed(entry: &mut Entry, of: Of, change: Change) {
    let name = entry.key.name.as_str();
    let known = |names: &[&'static str]| names.iter().copied().find(|known| *known == name);
    if let Some(part) = known(TEXTS) {
        text(&mut entry.node, part, part.to_owned(), change);
    } else if let Some(part) = known(LISTS) {
        list(&mut entry.node, part, "", change);
    } else if of == Of::Exercise {
        match name {
            "steps" => list(&mut entry.node, "steps", "text", change),
            "pictures" => pictures(&mut entry.node, change),
            "video" => text(&mut entry.node, "video", "video".to_owned(), change),
            _ => dose(entry, change),
        }
    } else {
        dose(entry, change);
    }
}

fn text(node: &mut Node, part: &'static str, key: String, change: Change) {
    if let Value::Text(said) = &node.value
        && !said.trim().is_empty()
        && let Some(other) = change(Unit { key, part, said: Said { value: said.clone(), span: node.span } })
    {
        *node = Node { value: Value::Text(other.value), span: other.span };
    }
}

/// A list of texts, or a text whose lines are its members. `inner` is the key of the text where a member is a table.
fn list(node: &mut Node, part: &'static str, inner: &str, change: Change) {
    if let Value::Text(said) = &node.value {
        let members = lines(said).map(|line| Node { value: Value::Text(line.to_owned()), span: node.span });
        node.value = Value::List(members.collect());
    }
    let Value::List(members) = &mut node.value else { return };
    for (at, member) in members.iter_mut().enumerate() {
        let key = format!("{part}.{}", at + 1);
        match &mut member.value {
            Value::Table(entries) => {
                if let Some(entry) = entries.iter_mut().find(|entry| entry.key.name == inner) {
                    text(&mut entry.node, part, key, change);
                }
            }
            _ => text(member, part, key, change),
        }
    }
}

fn pictures(node: &mut Node, change: Change) {
    let Value::List(members) = &mut node.value else { return };
    for (at, member) in members.iter_mut().enumerate() {
        let Value::Table(entries) = &mut member.value else { continue };
        for entry in entries {
            for part in ["file", "alt", "caption"] {
                if entry.key.name == part {
                    text(&mut entry.node, part, format!("pictures.{}.{part}", at + 1), change);
                }
            }
        }
    }
}

/// A dose in words of the author's own; all others are said in any language.
fn dose(entry: &mut Entry, change: Change) {
    let Some(part) = DOSES.iter().copied().find(|known| *known == entry.key.name) else { return };
    if entry.node.text().is_some_and(|said| matches!(said.parse(), Ok(Dose::Text(_)))) {
        text(&mut entry.node, part, part.to_owned(), change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::Sources;
    use crate::spec::{Kind, document};

    const HANDOUT: &str = r#"title = "Back"
stop-if = """
pain
  numb
"""
[[exercise]]
name = "Roll"
steps = ["Lie.", { text = "Roll.", id = "roll" }]
pictures = ["a.svg", { file = "b.svg", alt = "A body.", caption = "End" }]
load = "5 kg"
tempo = "slow"
"#;

    fn table() -> Table {
        document(Kind::Handout, "a.toml", HANDOUT.as_bytes(), &mut Sources::default(), &mut Diagnostics::default()).expect("a handout").table
    }

    fn keys(table: &Table, of: Of) -> String {
        table.units(of).iter().map(|unit| format!("{}={}", unit.key, unit.said.value)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_tell_what_they_belong_to() {
        for (key, expected) in [("title", ""), ("stop-if.2", ""), ("roll.name", "roll"), ("roll.steps.2", "roll"), ("roll.pictures.1.alt", "roll")] {
            assert_eq!(owner(key), expected, "{key}");
        }
    }

    #[test]
    fn every_text_has_a_key() {
        assert_eq!(keys(&table(), Of::Handout), "title=Back stop-if.1=pain stop-if.2=numb");
        let exercise = &table().tables("exercise")[0];
        assert_eq!(
            keys(exercise, Of::Exercise),
            "name=Roll steps.1=Lie. steps.2=Roll. pictures.2.file=b.svg pictures.2.alt=A body. pictures.2.caption=End tempo=slow"
        );
    }

    #[test]
    fn a_picture_may_say_itself_what_it_shows() {
        let alt = |file: &str| (file == "a.svg").then(|| Said { value: "Own.".to_owned(), span: Default::default() });
        let exercise = table().tables("exercise")[0].with_alts(&alt);
        let keys = keys(&exercise, Of::Exercise);
        assert!(keys.contains("pictures.1.file=a.svg pictures.1.alt=Own. pictures.2.file=b.svg pictures.2.alt=A body."), "{keys}");
    }

    #[test]
    fn other_texts_take_their_places() {
        let loud = |unit: Unit| Some(Said { value: unit.said.value.to_uppercase(), span: unit.said.span });
        let whole = table();
        let exercise = whole.tables("exercise")[0].with_units(Of::Exercise, &mut { loud });
        let whole = whole.with_units(Of::Handout, &mut { loud }).with_tables("exercise", &[exercise]);
        assert_eq!(keys(&whole, Of::Handout), "title=BACK stop-if.1=PAIN stop-if.2=NUMB");
        assert!(keys(&whole.tables("exercise")[0], Of::Exercise).starts_with("name=ROLL steps.1=LIE. steps.2=ROLL."));
    }
}
