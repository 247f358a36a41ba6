//! One table over another: library overrides, layouts that extend others, locale overlays.
use super::tree::{Entries, Entry, Value, get};

/// Lists the keys of the base to leave out.
const WITHOUT: &str = "without";

/// `over` on top of `base`: tables merge by key, all else replaces; `without = ["key"]` in a table of `over` removes keys of the same
/// table of `base`. Every value keeps its place, so each still tells its file. What only `over` has comes last.
pub(super) fn merge(base: &[Entry], over: &[Entry]) -> Entries {
    let without: Vec<&str> = match get(over, WITHOUT).map(|node| &node.value) {
        Some(Value::List(keys)) => keys.iter().filter_map(|key| key.text()).collect(),
        Some(Value::Text(keys)) => keys.lines().map(str::trim).collect(),
        _absent_or_faulty => Vec::new(),
    };
    let mut merged = Vec::with_capacity(base.len() + over.len());
    for below in base {
        let name = below.key.name.as_str();
        match over.iter().find(|above| above.key.name == name) {
            None if name == WITHOUT || without.contains(&name) => {}
            None => merged.push(below.clone()),
            Some(above) if without.contains(&name) => merged.push(above.clone()),
            Some(above) => {
                let mut entry = above.clone();
                if let (Value::Table(below), Value::Table(above)) = (&below.node.value, &above.node.value) {
                    entry.node.value = Value::Table(merge(below, above));
                }
                merged.push(entry);
            }
        }
    }
    merged.extend(over.iter().filter(|above| get(base, &above.key.name).is_none()).cloned());
    merged
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::source::Span;
    use crate::spec::tree::{Entries, Entry, Value, get};

    fn table(text: &str) -> Entries {
        let table = toml::de::DeTable::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        crate::spec::tree::entries(table.get_ref(), &|range| Span { start: range.start as u32, end: range.end as u32 })
    }

    /// All values as `key=value`, tables in braces.
    fn shown(table: &[Entry]) -> String {
        let entries: Vec<String> = table.iter().map(|entry| format!("{}={}", entry.key.name, value_shown(&entry.node.value))).collect();
        entries.join(" ")
    }

    fn value_shown(value: &Value) -> String {
        match value {
            Value::Table(table) => format!("{{{}}}", shown(table)),
            Value::List(list) => format!("[{}]", list.iter().map(|node| value_shown(&node.value)).collect::<Vec<_>>().join(",")),
            Value::Text(text) => text.clone(),
            other => format!("{other:?}"),
        }
    }

    fn merged(base: &str, over: &str) -> String {
        shown(&merge(&table(base), &table(over)))
    }

    #[test]
    fn tables_merge_and_all_else_replaces() {
        assert_eq!(merged("a = 'x'\nb = 'y'", "b = 'z'"), "a=x b=z");
        assert_eq!(merged("t.a = 'x'\nt.b = ['y']", "t.b = ['z', 'w']"), "t={a=x b=[z,w]}");
        assert_eq!(merged("t.a.b.c = 'x'\nt.a.d = 'y'", "t.a.b.c = 'z'"), "t={a={b={c=z} d=y}}");
        assert_eq!(merged("a = ['x']", "a = 'y'"), "a=y");
        assert_eq!(merged("a = 'x'", "a.b = 'y'"), "a={b=y}");
    }

    #[test]
    fn without_takes_away_what_the_base_says() {
        assert_eq!(merged("a = 'x'\nb = 'y'", "without = ['a', 'none']"), "b=y without=[a,none]");
        assert_eq!(merged("a = 'x'", "without = 'a'\na = 'z'"), "a=z without=a");
        assert_eq!(merged("t.a = 'x'\nt.b = 'y'", "t.without = ['a']"), "t={b=y without=[a]}");
        // What a base leaves out of its own base says nothing of what stands over it.
        assert_eq!(merged("without = ['a']\nb = 'y'", "a = 'x'"), "b=y a=x");
    }

    #[test]
    fn places_survive() {
        let both = merge(&table("a = 'x'\nb = 'y'"), &table("\n\n\nb = 'z'"));
        assert_eq!(get(&both, "a").map(|node| node.span), Some(Span { start: 4, end: 7 }));
        assert_eq!(get(&both, "b").map(|node| node.span), Some(Span { start: 7, end: 10 }));
    }
}
