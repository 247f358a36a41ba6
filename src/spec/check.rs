//! Every fault of a document in one walk over it and the shapes of its schema. What is faulty is mended where the author's meaning
//! is clear, else taken out, so that the rest can still be read.
use std::collections::BTreeSet;

use super::form::Form;
use super::page::Page;
use super::parse_bold;
use super::say::{expected, found, list, meant, nearest, numbers};
use super::shape::{Limits, Shape, Shapes, Table, Text};
use super::tree::{Entries, Entry, Key, Node, Value, get};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// Checks the whole file and prunes it. Lines that are no TOML have been reported already: `broken`.
pub(super) fn check(shapes: &'static Shapes, page: &Page, broken: &BTreeSet<usize>, file: &mut Entries) -> Vec<Diagnostic> {
    let Some(table) = shapes.file() else { return Vec::new() };
    let first_table = file.iter().filter_map(|entry| header(page, &entry.node)).min();
    let mut walk = Walk { shapes, page, broken, first_table, late: Vec::new(), faults: Vec::new() };
    let mut gone = walk.keys(table, file);
    for entry in std::mem::take(&mut walk.late) {
        if get(file, &entry.key.name).is_none() {
            let mut moved = vec![entry];
            gone.append(&mut walk.keys(table, &mut moved));
            file.append(&mut moved);
        }
    }
    walk.missing(table, file, &gone, page.span(0..0));
    walk.faults
}

/// A table within a line, what must be there in it: `{ code = "…", reason = "…" }`. Its first key takes what was written instead.
fn form_of(table: &Table, first: Option<&str>) -> String {
    let keys = table.keys.iter().filter(|key| key.required).enumerate();
    let parts: Vec<String> = keys.map(|(at, key)| format!("{} = {}", key.name, first.filter(|_| at == 0).unwrap_or("\"…\""))).collect();
    if parts.is_empty() { "a table in its place".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}

/// Whether a text holds nothing that is seen: space, marks of direction, `****`.
fn says_nothing(text: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    parse_bold(text).map_or(text.trim().is_empty(), |(words, _)| words.chars().all(unseen))
}

/// Where the header of a table, or of the first of a list of tables, begins; none for what stands after a `=`.
fn header(page: &Page, node: &Node) -> Option<usize> {
    let first = node.members().first().unwrap_or(node);
    let is_header = matches!(first.value, Value::Table(_)) && page.raw(first.span).starts_with('[');
    is_header.then(|| page.range(first.span).start)
}

struct Walk<'p> {
    shapes: &'static Shapes,
    page: &'p Page,
    broken: &'p BTreeSet<usize>,
    /// Where the first header of the file begins.
    first_table: Option<usize>,
    /// Keys of the whole file found in one of its tables.
    late: Vec<Entry>,
    faults: Vec<Diagnostic>,
}

impl Walk<'_> {
    /// Checks a value; false where it must be left out.
    fn value(&mut self, shape: usize, node: &mut Node, name: &str) -> bool {
        let shape = self.shapes.at(shape);
        match &mut node.value {
            Value::Text(_) => match &shape.text {
                Some(text) if text.form == Some(Form::Lines) => self.lines(shape, node, name),
                Some(text) => self.text(shape, text, node),
                None if shape.day => self.form(Form::Day, node, Limits::default()),
                None => self.wrong_type(shape, node, name),
            },
            Value::Whole(number) => {
                let number = *number as f64;
                match shape.whole {
                    Some(limits) => self.number(shape, limits, number, node.span),
                    None => self.wrong_type(shape, node, name),
                }
            }
            Value::Number(number) => {
                let number = *number;
                match shape.number {
                    Some(limits) => self.number(shape, limits, number, node.span),
                    None => self.wrong_type(shape, node, name),
                }
            }
            Value::Truth(_) => shape.truth || self.wrong_type(shape, node, name),
            Value::Day(day) if shape.day => {
                if day.parse::<super::Date>().is_ok() {
                    return true;
                }
                self.fault(Diagnostic::error(Code::BadValue, "the calendar has no such day").at(node.span))
            }
            Value::Day(_) | Value::Moment => self.wrong_type(shape, node, name),
            Value::List(_) if shape.list.is_some() => self.list(shape, node, name),
            Value::Table(_) if shape.table.is_some() => self.table(shape, node),
            Value::List(_) | Value::Table(_) => self.wrong_type(shape, node, name),
        }
    }

    /// Keeps a fault, unless its line has one already that explains it.
    fn fault(&mut self, fault: Diagnostic) -> bool {
        if !fault.span.is_some_and(|span| self.broken.contains(&self.page.line_of(span))) {
            self.faults.push(fault);
        }
        false
    }

    /// A text that is one a line becomes the list that it stands for, each line with its place.
    fn lines(&mut self, shape: &'static Shape, node: &mut Node, name: &str) -> bool {
        let Value::Text(text) = &node.value else { return true };
        let lines = self.page.lines_of(text, node.span);
        if lines.is_empty() {
            return self.fault(self.empty(node.span));
        }
        node.value = Value::List(lines.into_iter().map(|(line, span)| Node { value: Value::Text(line), span }).collect());
        shape.list.is_none() || self.list(shape, node, name)
    }

    fn empty(&self, span: Span) -> Diagnostic {
        Diagnostic::error(Code::EmptyText, "this text is empty").at(span).help("write something between the quotes, or delete the line")
    }

    fn text(&mut self, place: &Shape, shape: &'static Text, node: &Node) -> bool {
        let Some(text) = node.text() else { return true };
        if !shape.words.is_empty() {
            return self.word(place, shape, text, node.span);
        }
        if !shape.may_be_empty && says_nothing(text) {
            return self.fault(self.empty(node.span));
        }
        let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        if let Some(c) = text.chars().find(is_control).filter(|_| matches!(shape.form, None | Some(Form::Dose))) {
            let fault = Diagnostic::error(Code::BadValue, format!("a control character stands in this text (U+{:04X})", c as u32)).at(node.span);
            return self.fault(fault.help("delete it; for a backslash of its own, write two"));
        }
        if let Some(form) = shape.form {
            return self.form(form, node, shape.limits);
        }
        let Err(at) = parse_bold(text) else { return true };
        let inside = self.page.inside(node.span);
        let raw = &self.page.text()[inside.clone()];
        // Escapes move the mark; then the whole text is shown.
        let place = if raw == text { self.page.span(inside.start + at..inside.start + at + 2) } else { node.span };
        self.fault(
            Diagnostic::error(Code::UnpairedBold, "this `**` has no partner")
                .at(place)
                .help("put `**` before and after the bold words, or delete it"),
        )
    }

    fn word(&mut self, place: &Shape, shape: &'static Text, text: &str, span: Span) -> bool {
        if shape.words.iter().any(|word| word == text) {
            return true;
        }
        let fault = Diagnostic::error(Code::UnknownWord, format!("`{text}` is not known here")).at(span);
        let fault = match nearest(text, shape.words.iter().map(String::as_str)) {
            Some(word) => fault.help(format!("did you mean `{word}`? Write {}", expected(place))).fix(span, format!("\"{word}\"")),
            None => fault.help(format!("write {}", expected(place))),
        };
        self.fault(fault)
    }

    fn form(&mut self, form: Form, node: &Node, limits: Limits) -> bool {
        let Some(Err(bad)) = node.text().map(|text| form.check(text, limits)) else { return true };
        let fault = Diagnostic::error(bad.code, bad.message).at(node.span).help(bad.help);
        self.fault(match bad.instead {
            // A line of a longer text has no quotes of its own.
            Some(instead) if node.text() == Some(self.page.raw(node.span)) => fault.fix(node.span, instead),
            Some(instead) => fault.fix(node.span, format!("\"{instead}\"")),
            None => fault,
        })
    }

    fn number(&mut self, shape: &Shape, limits: Limits, number: f64, span: Span) -> bool {
        if limits.hold(number) {
            return true;
        }
        let found = self.page.raw(span).to_owned();
        let fault = Diagnostic::error(Code::OutOfRange, format!("expected {}, found {found}", numbers(shape, limits))).at(span);
        let help = if number == 0.0 { "leave the line out where it does not apply" } else { "write a number in that range" };
        self.fault(fault.help(help))
    }

    fn list(&mut self, shape: &'static Shape, node: &mut Node, name: &str) -> bool {
        let (Some(list), Value::List(members)) = (&shape.list, &mut node.value) else { return true };
        if let Some(extra) = members.get(list.most) {
            let message = format!("`{name}` takes at most {}, found {}", list.most, members.len());
            let place = extra.span;
            self.fault(Diagnostic::error(Code::Count, message).at(place).help("leave some out"));
        }
        if members.len() < list.least {
            let message = format!("`{name}` takes at least {}, found {}", list.least, members.len());
            self.fault(Diagnostic::error(Code::Count, message).at(node.span).help("add what is missing, or delete the line"));
        }
        members.retain_mut(|member| self.value(list.members, member, name));
        true
    }

    fn table(&mut self, shape: &'static Shape, node: &mut Node) -> bool {
        let in_header = header(self.page, node).is_some();
        let (Some(table), Value::Table(entries)) = (&shape.table, &mut node.value) else { return true };
        if in_header {
            self.take_late(table, entries, node.span);
        }
        let gone = self.keys(table, entries);
        self.missing(table, entries, &gone, node.span)
    }

    /// Takes out what belongs to the whole file.
    fn take_late(&mut self, table: &Table, entries: &mut Entries, place: Span) {
        let (Some(file), Some(first), None) = (self.shapes.file(), self.first_table, table.others) else { return };
        let belongs = |entry: &mut Entry| {
            table.key(&entry.key.name).is_none() && file.key(&entry.key.name).is_some() && header(self.page, &entry.node).is_none()
        };
        let late: Vec<Entry> = entries.extract_if(.., belongs).collect();
        for entry in late {
            let message = format!("`{}` belongs to the whole file, but stands below `{}`", entry.key.name, self.page.raw(place));
            let help = format!("move it above line {}, before the first line in square brackets", self.page.line(first));
            self.fault(Diagnostic::error(Code::KeyTooLate, message).at(entry.key.span).help(help));
            self.late.push(entry);
        }
    }

    /// Checks the keys that are there; takes out what is faulty, and says what that was.
    fn keys(&mut self, table: &'static Table, entries: &mut Entries) -> Vec<&'static str> {
        let said: Vec<&str> = table.keys.iter().map(|known| known.name.as_str()).filter(|name| get(entries, name).is_some()).collect();
        let mut guessed: Vec<&'static str> = Vec::new();
        entries.retain_mut(|Entry { key, node }| {
            if let Some(known) = table.key(&key.name) {
                return self.value(known.shape, node, &key.name);
            }
            if let Some(others) = table.others {
                return self.other(table, key) & self.value(others, node, &key.name);
            }
            let absent = table.keys.iter().filter(|known| !said.contains(&known.name.as_str()) && !guessed.contains(&known.name.as_str()));
            let near = meant(&key.name, absent.map(|known| known.name.as_str()));
            let fault = Diagnostic::error(Code::UnknownKey, format!("unknown key `{}`", key.name)).at(key.span);
            let Some(known) = near.and_then(|near| table.key(near)) else {
                let names: Vec<&str> = table.keys.iter().map(|known| known.name.as_str()).filter(|name| !said.contains(name)).collect();
                let there = nearest(&key.name, table.keys.iter().map(|known| known.name.as_str()));
                let help = match self.shapes.owner(&key.name) {
                    _any if there.is_some() => format!("`{}` is there already; delete one of the two", there.unwrap_or_default()),
                    Some(owner) => format!("it belongs below `{owner}`"),
                    None if names.is_empty() => "delete it".to_owned(),
                    None => format!("the keys that can stand here are {}", list(&names)),
                };
                return self.fault(fault.help(help));
            };
            guessed.push(&known.name);
            self.fault(fault.help(format!("did you mean `{}`?", known.name)).fix(key.span, known.name.as_str()));
            key.name.clone_from(&known.name);
            self.value(known.shape, node, &known.name)
        });
        let there = said.into_iter().chain(guessed);
        there.filter(|name| get(entries, name).is_none()).collect()
    }

    /// A key that its table does not list, where names are free but for their form.
    fn other(&mut self, table: &Table, key: &Key) -> bool {
        let Some(Err(bad)) = table.names.map(|form| form.check(&key.name, Limits::default())) else { return true };
        let fault = Diagnostic::error(bad.code, format!("`{}`: {}", key.name, bad.message)).at(key.span).help(bad.help);
        self.fault(match bad.instead {
            Some(instead) => fault.fix(key.span, instead),
            None => fault,
        })
    }

    /// Reports the keys that must be there and never were. A text that is missing is put in empty, so that the rest can be read;
    /// false where that cannot be done.
    fn missing(&mut self, table: &'static Table, entries: &mut Entries, gone: &[&str], place: Span) -> bool {
        let mut whole = true;
        for key in table.keys.iter().filter(|key| key.required) {
            // Another key may stand in its place.
            let names = if table.either.contains(&key.name) { table.either.as_slice() } else { std::slice::from_ref(&key.name) };
            if names.iter().any(|name| get(entries, name).is_some()) {
                continue;
            }
            if !names.iter().any(|name| gone.contains(&name.as_str())) && !self.broken_says(&key.name, place) {
                let fault = Diagnostic::error(Code::MissingKey, format!("missing key `{}`", key.name)).at(place);
                let help = if self.page.raw(place).starts_with('{') {
                    format!("write {}", form_of(table, None))
                } else {
                    format!("add a line `{} = …`", key.name)
                };
                self.faults.push(fault.help(help));
            }
            match &self.shapes.at(key.shape).text {
                Some(text) if text.words.is_empty() && text.form != Some(Form::Day) => {
                    let span = Span { start: place.start, end: place.start };
                    entries.push(Entry { key: Key { name: key.name.clone(), span }, node: Node { value: Value::Text(String::new()), span } });
                }
                Some(_) | None => whole = false,
            }
        }
        whole
    }

    /// Whether a line that is no TOML says this key, or stands within the table itself.
    fn broken_says(&self, key: &str, table: Span) -> bool {
        let range = self.page.range(table);
        let within = self.page.line(range.start)..=self.page.line(range.end);
        let says = |line: usize| self.page.line_text(line).split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).any(|word| word == key);
        self.broken.iter().any(|line| says(*line) || (!range.is_empty() && within.contains(line)))
    }

    fn wrong_type(&mut self, shape: &Shape, node: &Node, name: &str) -> bool {
        let message = format!("`{name}`: expected {}, found {}", expected(shape), found(&node.value));
        let fault = Diagnostic::error(Code::WrongType, message).at(node.span);
        let fault = match self.way_out(shape, node, name) {
            Some((help, Some(instead))) => fault.help(help).fix(node.span, instead),
            Some((help, None)) => fault.help(help),
            None => fault.help(format!("write {} in its place", expected(shape))),
        };
        self.fault(fault)
    }

    /// What to do with a value of another type, and what to write instead of it.
    fn way_out(&self, shape: &Shape, node: &Node, name: &str) -> Option<(String, Option<String>)> {
        let raw = self.page.raw(node.span);
        let in_header = header(self.page, node).is_some();
        let says = |help: &str, instead: String| Some((help.to_owned(), Some(instead)));
        let member = shape.list.as_ref().map(|list| self.shapes.at(list.members));
        match &node.value {
            Value::Text(text) if shape.whole.is_some() && text.trim().parse::<i64>().is_ok() => {
                says("write it without quotes", text.trim().to_owned())
            }
            Value::Text(text) if shape.truth && matches!(text.trim(), "true" | "false") => says("write it without quotes", text.trim().to_owned()),
            Value::Text(_) if shape.table.is_some() => Some((format!("write {}", form_of(shape.table.as_ref()?, Some(raw))), None)),
            Value::Text(_) if member.is_some_and(|member| member.text.is_none() && member.table.is_some()) => {
                Some((format!("write [{}]", form_of(member?.table.as_ref()?, Some(raw))), None))
            }
            Value::Text(_) if member.is_some_and(|member| member.text.is_some()) => says("put it in square brackets", format!("[{raw}]")),
            Value::Moment if shape.day && raw.get(..10).is_some_and(|day| day.parse::<super::Date>().is_ok()) => {
                says("write the day alone", raw[..10].to_owned())
            }
            Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) | Value::Moment => {
                let text = shape.text.as_ref().filter(|text| text.words.is_empty() && !shape.day)?;
                match text.form {
                    Some(form) if form != Form::Dose && form.check(raw, Limits::default()).is_ok() => says("put it in quotes", format!("\"{raw}\"")),
                    None | Some(Form::Lines) => says("put it in quotes", format!("\"{raw}\"")),
                    Some(Form::Dose) => Some(("put it in quotes, with its unit".to_owned(), None)),
                    Some(Form::Length) => Some(("put it in quotes, with its unit, such as \"9 mm\"".to_owned(), None)),
                    Some(Form::Day | Form::Id | Form::Language | Form::Country | Form::Colour | Form::Path | Form::Address | Form::Licence) => None,
                }
            }
            Value::List(all) if in_header && !all.is_empty() => Some((format!("write its line as `[{name}]`"), None)),
            Value::List(all) => {
                let only = all.first().filter(|only| all.len() == 1 && only.text().is_some() && shape.text.is_some())?;
                says("write the text alone, without square brackets", self.page.raw(only.span).to_owned())
            }
            Value::Table(_) if in_header && shape.list.is_some() => Some((format!("write its line as `[[{name}]]`"), None)),
            Value::Table(_) if member.is_some_and(|member| member.table.is_some()) => says("put it in square brackets", format!("[{raw}]")),
            Value::Text(_) | Value::Table(_) => None,
        }
    }
}
