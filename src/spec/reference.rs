//! The reference of a kind of file as Markdown, from the same schema that editors and the check read.
use serde_json::Value;

use super::Kind;

/// A heading and a table of keys for the file and for each table in it: what stands under a key, and what it is for.
pub(super) fn reference(kind: Kind) -> String {
    let schema = kind.schema();
    let mut sections = vec![Section { header: String::new(), schema: opened(schema, schema) }];
    let mut out = String::new();
    let mut at = 0;
    while let Some(section) = sections.get(at) {
        let (header, table) = (section.header.clone(), section.schema);
        if !header.is_empty() {
            out += &format!("### `{header}`\n\n");
        }
        if let Some(about) = table["description"].as_str() {
            out += &format!("{}\n\n", one_line(about));
        }
        out += "| Key | Value | What |\n|---|---|---|\n";
        let required: Vec<&str> = table["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (key, place) in table["properties"].as_object().into_iter().flatten() {
            let mark = if required.contains(&key.as_str()) { ", required" } else { "" };
            out += &format!("| `{key}` | {}{mark} | {} |\n", kinds(place, schema), one_line(about(place, schema)));
            sections_of(key, place, &header, schema, &mut sections);
        }
        if table["additionalProperties"].is_object() {
            let others = &table["additionalProperties"];
            out += &format!("| any name | {} | {} |\n", kinds(others, schema), one_line(about(others, schema)));
            sections_of("NAME", others, &header, schema, &mut sections);
        }
        out.push('\n');
        at += 1;
    }
    out
}

struct Section<'s> {
    /// As written above its keys; empty for the file itself.
    header: String,
    schema: &'s Value,
}

/// Adds the tables that a key takes, each once.
fn sections_of<'s>(key: &str, place: &'s Value, above: &str, root: &'s Value, sections: &mut Vec<Section<'s>>) {
    let path = above.trim_matches(['[', ']']);
    let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    for alternative in alternatives(place, root) {
        let (table, header) = match alternative["type"].as_str() {
            Some("object") => (alternative, format!("[{path}]")),
            Some("array") => match alternatives(&alternative["items"], root).into_iter().find(|member| member["type"] == "object") {
                Some(member) => (member, format!("[[{path}]]")),
                None => continue,
            },
            Some(_) | None => continue,
        };
        if table["properties"].is_null() && table["additionalProperties"].is_object() {
            sections_of("NAME", &table["additionalProperties"], &header, root, sections);
        } else if !sections.iter().any(|section| std::ptr::eq(section.schema, table)) {
            sections.push(Section { header, schema: table });
        }
    }
}

/// A reference followed.
fn opened<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    let name = schema["$ref"].as_str().map(|name| name.trim_start_matches('#'));
    name.and_then(|name| root.pointer(name)).unwrap_or(schema)
}

/// All that a place takes, references and alternatives opened.
fn alternatives<'s>(schema: &'s Value, root: &'s Value) -> Vec<&'s Value> {
    let schema = opened(schema, root);
    let inside: Vec<_> = ["anyOf", "oneOf", "allOf"].iter().filter_map(|word| schema[word].as_array()).flatten().collect();
    if inside.is_empty() { vec![schema] } else { inside.into_iter().flat_map(|inside| alternatives(inside, root)).collect() }
}

/// What the place is for: its own words, else those of its type.
fn about<'s>(place: &'s Value, root: &'s Value) -> &'s str {
    let own = place["description"].as_str();
    own.or_else(|| alternatives(place, root).first().and_then(|only| only["description"].as_str())).unwrap_or_default()
}

/// "text or list of texts"
fn kinds(place: &Value, root: &Value) -> String {
    let outer = (place["minimum"].as_f64(), place["maximum"].as_f64());
    let mut said: Vec<String> = Vec::new();
    for alternative in alternatives(place, root) {
        let words: Vec<String> = alternative["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .chain(alternative.get("const"))
            .filter_map(Value::as_str)
            .map(|word| format!("`\"{word}\"`"))
            .collect();
        let kind = match (alternative["type"].as_str(), alternative["format"].as_str()) {
            _ if !words.is_empty() => words.join(", "),
            (Some("string"), Some("date" | "x-day")) => "day".to_owned(),
            (Some("string"), Some("x-lines")) => "text, one a line".to_owned(),
            (Some("string"), Some("x-length")) => "length".to_owned(),
            (Some("string"), Some("x-colour")) => "colour".to_owned(),
            (Some("string"), Some("x-path")) => "file".to_owned(),
            (Some("integer"), _) => numbers("whole number", alternative, outer),
            (Some("number"), _) => numbers("number", alternative, outer),
            (Some("boolean"), _) => "`true` or `false`".to_owned(),
            (Some("array"), _) => format!("list ({})", kinds(&alternative["items"], root)),
            (Some("object"), _) => "table".to_owned(),
            (Some(_) | None, _) => "text".to_owned(),
        };
        if !said.contains(&kind) {
            said.push(kind);
        }
    }
    said.join(" or ")
}

fn numbers(noun: &str, schema: &Value, outer: (Option<f64>, Option<f64>)) -> String {
    match (outer.0.or(schema["minimum"].as_f64()), outer.1.or(schema["maximum"].as_f64())) {
        (Some(least), Some(most)) if least == most => format!("{least}"),
        (Some(least), Some(most)) => format!("{noun} {least} to {most}"),
        (Some(_) | None, Some(_) | None) => noun.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use crate::spec::Kind;

    #[test]
    fn every_key_of_every_kind_is_told() {
        for kind in Kind::ALL {
            let reference = kind.reference();
            for key in &kind.shapes().keys {
                assert!(reference.contains(&format!("| `{key}` | ")), "{kind:?} says nothing of {key}:\n{reference}");
            }
            assert!(!reference.contains("| |\n"), "{kind:?} does not say what a key is for:\n{reference}");
            assert!(!reference.contains("null"), "{kind:?}");
        }
    }

    #[test]
    fn tables_stand_under_their_headers() {
        let handout = Kind::Handout.reference();
        for line in [
            "| `title` | text, required | What the sheet is called. |",
            "| `times-a-day` | whole number 1 to 24 or text | For every exercise that does not say its own. |",
            "### `[[exercise]]`",
            "| `steps` | text, one a line or list (text or table) | What to do, in order. |",
            "### `[[exercise.steps]]`",
            "### `[log]`",
        ] {
            assert!(handout.contains(line), "{line}\n{handout}");
        }
        assert!(Kind::Library.reference().contains("### `[exercise.NAME]`"));
        assert!(Kind::Locale.reference().contains("### `[NAME]`"));
    }
}
