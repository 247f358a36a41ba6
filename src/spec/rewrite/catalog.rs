//! A catalog brought up to date: new texts added, changed ones marked, moved ones followed; nothing lost, comments kept.
use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{DocumentMut, InlineTable, Item, Key, Table, value};

use super::Text;
use crate::spec::{Date, owner};

/// A text that a catalog should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Such as `roll.steps.2`.
    pub key: String,
    /// In its own language.
    pub text: String,
    pub sum: String,
}

/// What became of a catalog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    pub added: usize,
    /// Changed since they were translated.
    pub stale: usize,
    /// Under another key than before.
    pub moved: usize,
    /// Translate nothing that is there.
    pub idle: usize,
}

/// The catalog with an entry for each text, in the order of the texts; what translates none of them comes last. `head` stands on top of a new
/// one. None where the old one is no TOML.
pub fn synced(old: Option<&str>, head: &str, wanted: &[Wanted]) -> Option<(String, Synced)> {
    let text = Text::of(old.unwrap_or(head));
    let mut parsed: DocumentMut = text.body.parse().ok()?;
    let mut done = Synced::default();
    let mut known = taken(parsed.as_table_mut());
    let mut chosen = choose(&known, wanted, &mut done);
    let mut position = 0;
    let mut place = |key: Key, mut table: Table, root: &mut Table| {
        table.set_position(Some(position));
        position += 1;
        if table.decor().prefix().and_then(|above| above.as_str()).is_none_or(|above| !above.starts_with('\n')) {
            let above = table.decor().prefix().and_then(|above| above.as_str()).unwrap_or_default().to_owned();
            table.decor_mut().set_prefix(format!("\n{above}"));
        }
        root.insert_formatted(&key, Item::Table(table));
    };
    for one in wanted {
        let table = match chosen.remove(&one.key).and_then(|key| known.remove(&key)) {
            Some(table) => updated(table, one, &mut done),
            None => {
                done.added += 1;
                let mut table = Table::new();
                table.insert("description", value(&one.text));
                table.insert("hash", value(&one.sum));
                table.insert("other", value(""));
                table
            }
        };
        place(Key::new(&one.key), table, parsed.as_table_mut());
    }
    done.idle = known.len();
    for (key, table) in known {
        place(Key::new(key), table, parsed.as_table_mut());
    }
    let body = parsed.to_string();
    Some((text.with_body(&body), done))
}

/// The entries of a catalog, taken out of it.
fn taken(root: &mut Table) -> BTreeMap<String, Table> {
    let keys: Vec<String> = root.iter().filter(|(_, item)| item.is_table()).map(|(key, _)| key.to_owned()).collect();
    keys.into_iter().filter_map(|key| Some((key.clone(), root.remove(&key)?.into_table().ok()?))).collect()
}

/// Which entry translates which text: of the same sum first, under its key where it can be; then by the key alone.
fn choose(known: &BTreeMap<String, Table>, wanted: &[Wanted], done: &mut Synced) -> BTreeMap<String, String> {
    let sum = |key: &str| known.get(key).and_then(|table| table.get("hash")).and_then(Item::as_str).map(str::trim);
    let mut chosen = BTreeMap::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for one in wanted.iter().filter(|one| sum(&one.key) == Some(&one.sum)) {
        chosen.insert(one.key.clone(), one.key.clone());
        used.insert(&one.key);
    }
    for one in wanted {
        if chosen.contains_key(&one.key) {
            continue;
        }
        let same = known.keys().find(|key| !used.contains(key.as_str()) && owner(key) == owner(&one.key) && sum(key) == Some(&one.sum));
        if let Some(key) = same {
            done.moved += 1;
            used.insert(key);
            chosen.insert(one.key.clone(), key.clone());
        }
    }
    for one in wanted {
        if !chosen.contains_key(&one.key) && known.contains_key(&one.key) && !used.contains(one.key.as_str()) {
            chosen.insert(one.key.clone(), one.key.clone());
        }
    }
    chosen
}

fn updated(mut table: Table, wanted: &Wanted, done: &mut Synced) -> Table {
    let text = |table: &Table, key: &str| table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned();
    if text(&table, "hash").trim() != wanted.sum {
        if !text(&table, "other").trim().is_empty() {
            done.stale += 1;
            if table.get("stale").is_none() {
                let was = text(&table, "description");
                table.insert("stale", value(if was.is_empty() { "?" } else { &was }));
            }
        }
        table.insert("hash", value(&wanted.sum));
        table.insert("description", value(&wanted.text));
    }
    if table.get("other").is_none() {
        table.insert("other", value(""));
    }
    table
}

/// The catalog with a review of these entries: each key with the sum of what was reviewed. None where it is no TOML.
pub fn approved(old: &str, by: &str, credentials: &str, date: Date, entries: &[(String, String)]) -> Option<String> {
    let text = Text::of(old);
    let mut parsed: DocumentMut = text.body.parse().ok()?;
    for (key, sum) in entries {
        let Some(table) = parsed.get_mut(key).and_then(Item::as_table_mut) else { continue };
        let mut review = InlineTable::new();
        review.insert("by", by.into());
        review.insert("credentials", credentials.into());
        review.insert("date", date.to_string().parse::<toml_edit::Datetime>().ok()?.into());
        review.insert("of", sum.as_str().into());
        table.insert("reviewed", value(review));
    }
    let body = parsed.to_string();
    Some(text.with_body(&body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(all: &[(&str, &str)]) -> Vec<Wanted> {
        let one = |(key, text): &(&str, &str)| Wanted { key: (*key).into(), text: (*text).into(), sum: format!("sum-of-{text}") };
        all.iter().map(one).collect()
    }

    #[test]
    fn a_new_catalog_waits_for_its_words() {
        let (text, done) = synced(None, "# Spanish\nschema = 1\n", &wanted(&[("a.name", "Roll"), ("a.steps.1", "Lie.")])).expect("a catalog");
        assert_eq!(done, Synced { added: 2, ..Synced::default() });
        assert_eq!(
            text,
            "# Spanish\nschema = 1\n\n[\"a.name\"]\ndescription = \"Roll\"\nhash = \"sum-of-Roll\"\nother = \"\"\n\n[\"a.steps.1\"]\ndescription = \"Lie.\"\nhash = \"sum-of-Lie.\"\nother = \"\"\n"
        );
    }

    #[test]
    fn nothing_is_lost_and_translations_follow_their_texts() {
        let old = "schema = 1\n\n# by Ana\n[\"a.steps.1\"]\ndescription = \"Lie.\"\nhash = \"sum-of-Lie.\"\nother = \"Acuéstese.\" # sure\n\n[\"a.steps.2\"]\ndescription = \"Roll.\"\nhash = \"sum-of-Roll.\"\nother = \"Ruede.\"\n\n[\"a.cue\"]\ndescription = \"Slow\"\nhash = \"sum-of-Slow\"\nother = \"Lento\"\n\n[\"b.name\"]\nhash = \"x\"\nother = \"Nada\"\n";
        let new = wanted(&[("a.steps.1", "Sit."), ("a.steps.2", "Lie."), ("a.steps.3", "Roll."), ("a.cue", "Slowly")]);
        let (text, done) = synced(Some(old), "", &new).expect("a catalog");
        assert_eq!(done, Synced { added: 1, stale: 1, moved: 2, idle: 1 });
        for kept in ["# by Ana\n[\"a.steps.2\"]", "other = \"Acuéstese.\" # sure", "[\"b.name\"]", "stale = \"Slow\"", "other = \"Lento\""] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        let (again, done) = synced(Some(&text), "", &new).expect("a catalog");
        assert_eq!((again, done), (text, Synced { idle: 1, ..Synced::default() }));
    }
}
