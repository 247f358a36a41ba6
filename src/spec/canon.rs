//! What a table says, in one form however it is written: order, space, comments, quotes and line ends leave no trace.
use super::tree::{Node, Value};
use super::{Said, Table};

/// Names things within the files; a patient never sees it.
const UNSEEN: &str = "id";

/// Puts tables into one form.
pub struct Canon<'a> {
    text: String,
    /// What stands for a picture's file instead of its name, and for the drawing of a figure that is known by its place.
    picture: &'a dyn Fn(&Said<String>) -> String,
}

impl<'a> Canon<'a> {
    pub fn new(picture: &'a dyn Fn(&Said<String>) -> String) -> Canon<'a> {
        Canon { text: String::new(), picture }
    }

    /// Adds a table without these of its keys.
    pub fn table(&mut self, table: &Table, without: &[&str]) {
        self.entries(&table.0, without);
    }

    /// Adds a text under a name.
    pub fn said(&mut self, name: &str, text: &str) {
        self.name(name);
        self.words(text);
    }

    pub fn finish(self) -> String {
        self.text
    }

    fn entries(&mut self, table: &Node, without: &[&str]) {
        let mut entries: Vec<_> = table.entries().iter().filter(|entry| !without.contains(&entry.key.name.as_str())).collect();
        entries.retain(|entry| entry.key.name != UNSEEN && !is_empty(&entry.node));
        entries.sort_by(|one, other| one.key.name.cmp(&other.key.name));
        self.text.push('{');
        for entry in entries {
            self.name(&entry.key.name);
            self.value(&entry.node, &entry.key.name);
        }
        self.text.push('}');
    }

    fn name(&mut self, name: &str) {
        self.text.push_str(name);
        self.text.push('=');
    }

    fn value(&mut self, node: &Node, name: &str) {
        match &node.value {
            Value::Text(text) if matches!(name, "pictures" | "file") => {
                let picture = (self.picture)(&Said { value: text.clone(), span: node.span });
                self.words(&picture);
            }
            Value::Text(text) | Value::Day(text) => self.words(text),
            Value::Whole(number) => self.words(&number.to_string()),
            Value::Number(number) => self.words(&number.to_string()),
            Value::Truth(truth) => self.words(&truth.to_string()),
            Value::Moment => self.words(""),
            Value::List(members) => {
                self.text.push('[');
                members.iter().filter(|member| !is_empty(member)).for_each(|member| self.value(member, name));
                self.text.push(']');
            }
            Value::Table(_) if name == "figure" => {
                self.entries(node, &[]);
                let drawn = (self.picture)(&Said { value: String::new(), span: node.span });
                self.words(&drawn);
            }
            Value::Table(_) => match alone(node) {
                Some(text) => self.value(text, name),
                None => self.entries(node, &[]),
            },
        }
    }

    /// Its length before it: no two lists of texts look the same.
    fn words(&mut self, text: &str) {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.push_str(&format!("{}:{words};", words.len()));
    }
}

/// A step or a picture in a table of its own may say no more than its text alone.
fn alone(table: &Node) -> Option<&Node> {
    let mut seen = table.entries().iter().filter(|entry| entry.key.name != UNSEEN && !is_empty(&entry.node));
    let first = seen.next().filter(|entry| matches!(entry.key.name.as_str(), "text" | "file"))?;
    seen.next().is_none().then_some(&first.node)
}

/// Says nothing, as if it were not there.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => text.trim().is_empty(),
        Value::List(members) => members.iter().all(is_empty),
        Value::Table(entries) => entries.iter().all(|entry| is_empty(&entry.node)),
        Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) | Value::Moment => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::Sources;
    use crate::spec::{Kind, document};

    fn canon(text: &str) -> String {
        let mut out = Diagnostics::default();
        let document = document(Kind::Handout, "file.toml", text.as_bytes(), &mut Sources::default(), &mut out);
        assert!(out.is_empty(), "{text}: {out:?}");
        let picture = |said: &Said<String>| said.value.to_uppercase();
        let mut canon = Canon::new(&picture);
        document.iter().for_each(|document| canon.table(&document.table, &["version"]));
        canon.finish()
    }

    #[test]
    fn the_same_said_in_another_way_is_the_same() {
        let one = r#"title = "A b"
stop-if = ["x", "y"]
[[exercise]]
name = "N"
steps = ["One.", "Two."]
sets = 2
pictures = ["a.svg"]
"#;
        let other = r#"# new
version = "2"
stop-if = """
  x

  y
""" # why
"title" = '''A   b'''
[[exercise]]
id = "n"
sets = "2"
name = "N"
steps = """
One.
Two."""
pictures = [{ file = "a.svg" }]
"#;
        let inline = r#"title = "A\u0020b"
tips = []
stop-if = ["x", "y"]
exercise = [{ name = "N", steps = [{ text = "One.", id = "one" }, "Two."], sets = 2, pictures = "a.svg" }]
"#;
        assert_eq!(canon(one), canon(other));
        assert_eq!(canon(one), canon(inline));
        assert_eq!(canon(one), canon(&one.replace('\n', "\r\n")));
        assert_eq!(canon(one), canon(&other.replace('\n', "\r\n")));
    }

    #[test]
    fn another_thing_said_is_another() {
        let all = [
            "title = \"A b\"",
            "title = \"Ab\"",
            "title = \"A b\"\ntips = \"x\"",
            "title = \"A b\"\nstop-if = \"x\"",
            "title = \"A b\"\nstop-if = [\"x\", \"y\"]",
            "title = \"A b\"\nstop-if = [\"y\", \"x\"]",
            "title = \"A b\"\nstop-if = \"x;1:y\"",
            "title = \"A b\"\n[log]\nweeks = 2",
            "title = \"A b\"\n[log]\nweeks = 3",
        ];
        let mut forms: Vec<String> = all.iter().map(|text| canon(text)).collect();
        forms.sort();
        forms.dedup();
        assert_eq!(forms.len(), all.len());
    }
}
