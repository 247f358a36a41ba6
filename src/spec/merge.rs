//! One table over another: library overrides, layouts that extend others, locale overlays.
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Lists the keys of the base to leave out.
const WITHOUT: &str = "without";

/// `over` on top of `base`: tables merge by key, all else replaces; `without = ["key"]` in a table of `over` removes keys of the same
/// table of `base`. Every value keeps its place, so each still tells its file.
pub(super) fn merge(base: &DeTable<'static>, over: &DeTable<'static>) -> DeTable<'static> {
    let without: Vec<&str> = match over.get(WITHOUT).map(Spanned::get_ref) {
        Some(DeValue::Array(keys)) => keys.iter().filter_map(|key| key.get_ref().as_str()).collect(),
        Some(DeValue::String(key)) => vec![key.trim()],
        _absent_or_faulty => Vec::new(),
    };
    let mut merged = over.clone();
    for (key, below) in base {
        let name = key.get_ref().as_ref();
        if name == WITHOUT || without.contains(&name) {
            continue;
        }
        match merged.get_mut(name) {
            None => {
                merged.insert(key.clone(), below.clone());
            }
            Some(above) => {
                if let (DeValue::Table(below), DeValue::Table(above)) = (below.get_ref(), above.get_mut()) {
                    *above = merge(below, above);
                }
            }
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::merge;
    use toml::de::{DeTable, DeValue};

    fn table(text: &str) -> DeTable<'static> {
        let (mut table, faults) = DeTable::parse_recoverable(Box::leak(text.to_owned().into_boxed_str()));
        assert!(faults.is_empty(), "{text}");
        table.get_mut().make_owned();
        table.into_inner()
    }

    /// All values as `key=value` with the place of each, tables in braces.
    fn shown(table: &DeTable) -> String {
        let entries: Vec<String> = table.iter().map(|(key, value)| format!("{}={}", key.get_ref(), value_shown(value.get_ref()))).collect();
        entries.join(" ")
    }

    fn value_shown(value: &DeValue) -> String {
        match value {
            DeValue::Table(table) => format!("{{{}}}", shown(table)),
            DeValue::Array(list) => format!("[{}]", list.iter().map(|item| value_shown(item.get_ref())).collect::<Vec<_>>().join(",")),
            DeValue::String(text) => text.to_string(),
            other => format!("{other:?}").chars().filter(char::is_ascii_digit).take(1).collect(),
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
        assert_eq!(merged("without = ['a']\nb = 'y'", "a = 'x'"), "a=x b=y");
    }

    #[test]
    fn places_survive() {
        let both = merge(&table("a = 'x'\nb = 'y'"), &table("\n\n\nb = 'z'"));
        assert_eq!(both.get("a").map(toml::Spanned::span), Some(4..7));
        assert_eq!(both.get("b").map(toml::Spanned::span), Some(7..10));
    }
}
