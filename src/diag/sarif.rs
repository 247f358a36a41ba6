//! Diagnostics for code hosts: one SARIF 2.1.0 document for a whole run.
use serde_json::{Value, json};

use super::{Code, Diagnostic, Severity};
use crate::source::{Place, Sources, Span};

/// The results of a run, in the order they are added. A code host wants a place for each: `file` is where a fault without one is put.
#[derive(Default)]
pub struct Sarif {
    results: Vec<Value>,
}

impl Sarif {
    pub fn add(&mut self, found: &Diagnostic, sources: &Sources, file: &str) {
        self.results.push(result(found, sources, file));
    }

    /// What an author has allowed is a result that is suppressed in the source.
    pub fn add_allowed(&mut self, found: &Diagnostic, reason: &str, sources: &Sources, file: &str) {
        let mut result = result(found, sources, file);
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
        self.results.push(result);
    }

    /// The document, ending in a line feed.
    pub fn finish(self) -> String {
        let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
        let document = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "stepsheet", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        format!("{document}\n")
    }
}

fn rule(code: Code) -> Value {
    let about = code.explanation().split_whitespace().collect::<Vec<_>>().join(" ");
    let first = about.find(". ").map_or(about.as_str(), |end| &about[..=end]);
    json!({ "id": code.slug(), "shortDescription": { "text": first }, "fullDescription": { "text": about } })
}

fn result(found: &Diagnostic, sources: &Sources, file: &str) -> Value {
    let text = match &found.help {
        Some(help) => format!("{} ({help})", found.message),
        None => found.message.clone(),
    };
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let index = Code::ALL.iter().position(|code| *code == found.code);
    let place = found.span.and_then(|span| sources.place(span));
    let file = found.file.as_deref().unwrap_or(file);
    let location = place.as_ref().map_or_else(|| json!({ "artifactLocation": { "uri": uri(file) } }), physical);
    let mut result = json!({ "ruleId": found.code.slug(), "ruleIndex": index, "level": level, "message": { "text": text } });
    result["locations"] = json!([{ "physicalLocation": location }]);
    if let Some((place, words)) = found.also.as_ref().and_then(|(span, words)| Some((sources.place(*span)?, words))) {
        result["relatedLocations"] = json!([{ "physicalLocation": physical(&place), "message": { "text": words } }]);
    }
    if let Some(fix) = found.fix.as_ref().and_then(|fix| fix_of(fix.span, &fix.text, found.help.as_deref(), sources)) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn fix_of(span: Span, text: &str, help: Option<&str>, sources: &Sources) -> Option<Value> {
    let place = sources.place(span)?;
    let replacement = json!({ "deletedRegion": region(&place), "insertedContent": { "text": text } });
    let change = json!({ "artifactLocation": { "uri": uri(&place.source.name) }, "replacements": [replacement] });
    Some(json!({ "description": { "text": help.unwrap_or("write this instead") }, "artifactChanges": [change] }))
}

fn physical(place: &Place) -> Value {
    json!({ "artifactLocation": { "uri": uri(&place.source.name) }, "region": region(place) })
}

/// From 1, in characters; the end is the column after the last.
fn region(place: &Place) -> Value {
    let marked = &place.source.text[place.range.clone()];
    let (line, column) = match marked.rsplit_once('\n') {
        Some((before, last)) => (place.line + before.matches('\n').count() + 1, last.chars().count() + 1),
        None => (place.line, place.column + marked.chars().count()),
    };
    json!({ "startLine": place.line, "startColumn": place.column, "endLine": line, "endColumn": column })
}

/// A path as an address (RFC 3986): relative where the path is.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    let escape = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    let escaped: String = if drive { path[2..].bytes().map(escape).collect() } else { path.bytes().map(escape).collect() };
    match (drive, path.starts_with('/')) {
        (true, _) => format!("file:///{}{escaped}", &path[..2]),
        (false, true) => format!("file://{escaped}"),
        (false, false) => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn parsed(sarif: Sarif) -> Value {
        serde_json::from_str(&sarif.finish()).unwrap_or_else(|fault| panic!("no JSON: {fault}"))
    }

    #[test]
    fn a_run_without_faults_is_a_whole_document() {
        let document = parsed(Sarif::default());
        assert_eq!((document["version"].as_str(), document["runs"][0]["results"].as_array().map(Vec::len)), (Some("2.1.0"), Some(0)));
        let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().map_or(0, Vec::len);
        assert_eq!(rules, Code::ALL.len());
    }

    #[test]
    fn a_result_has_its_rule_its_place_and_its_fix() {
        let mut sources = Sources::default();
        let source = sources.add("my handouts/é.toml", "title = \"𝄞 é\"\nrep = 10\n");
        let at = source.text.find("rep").map(|at| Span::of(&source, at..at + 3)).unwrap_or_default();
        let clef = source.text.find("é").map(|at| Span::of(&source, at..at + 2)).unwrap_or_default();
        let mut sarif = Sarif::default();
        sarif.add(
            &Diagnostic::error(Code::UnknownKey, "unknown key `rep`").at(at).help("did you mean `reps`?").fix(at, "reps").also(clef, "here"),
            &sources,
            "b.toml",
        );
        sarif.add_allowed(&Diagnostic::warning(Code::ManySteps, "13 steps").file("a.toml"), "a drill", &sources, "b.toml");
        sarif.add(&Diagnostic::warning(Code::LeftOut, "no log"), &sources, "b.toml");
        let document = parsed(sarif);
        let run = &document["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let result = &run["results"][0];
        let index = result["ruleIndex"].as_u64().map_or(usize::MAX, |index| index as usize);
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "unknown-key");
        assert_eq!((&result["level"], &result["message"]["text"]), (&json!("error"), &json!("unknown key `rep` (did you mean `reps`?)")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20handouts/%C3%A9.toml");
        assert_eq!(place["region"], json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4 }));
        let other = &result["relatedLocations"][0]["physicalLocation"]["region"];
        assert_eq!(*other, json!({ "startLine": 1, "startColumn": 12, "endLine": 1, "endColumn": 13 }), "characters, not code units");
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(replacement["insertedContent"]["text"], "reps");
        let allowed = &run["results"][1];
        assert_eq!(allowed["suppressions"][0]["justification"], "a drill");
        assert_eq!(allowed["locations"][0]["physicalLocation"], json!({ "artifactLocation": { "uri": "a.toml" } }));
        assert_eq!(run["results"][2]["locations"][0]["physicalLocation"], json!({ "artifactLocation": { "uri": "b.toml" } }));
    }

    #[test]
    fn paths_become_addresses() {
        for (path, expected) in [
            ("a/b.toml", "a/b.toml"),
            ("../a.toml", "../a.toml"),
            ("/tmp/a b.toml", "file:///tmp/a%20b.toml"),
            ("C:\\x\\a.toml", "file:///C:/x/a.toml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
