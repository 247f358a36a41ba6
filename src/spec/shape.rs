//! The schema opened for the check: at each place, what is taken there, told apart by the TOML kind of the value.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::form::Form;

/// All shapes of a kind of file.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    all: Vec<Shape>,
    pub root: usize,
    /// Every key that any table knows.
    pub keys: BTreeSet<String>,
}

/// What one place takes: any of these.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    pub text: Option<Text>,
    pub whole: Option<Limits>,
    pub number: Option<Limits>,
    pub truth: bool,
    pub day: bool,
    pub list: Option<List>,
    pub table: Option<Table>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// The words that are taken; all where there are none.
    pub words: Vec<String>,
    pub form: Option<Form>,
    /// Limits of the numbers in it.
    pub limits: Limits,
    pub may_be_empty: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    pub least: f64,
    pub most: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { least: f64::NEG_INFINITY, most: f64::INFINITY }
    }
}

impl Limits {
    pub fn hold(&self, number: f64) -> bool {
        (self.least..=self.most).contains(&number)
    }

    fn of(schema: &Value) -> Limits {
        // schemars says the width of an integer by its format, and leaves out some of the bounds.
        let (least, most) = match schema["format"].as_str() {
            Some("uint8") => (0.0, f64::from(u8::MAX)),
            Some("uint16") => (0.0, f64::from(u16::MAX)),
            Some("uint32") => (0.0, f64::from(u32::MAX)),
            Some("int32") => (f64::from(i32::MIN), f64::from(i32::MAX)),
            Some(_) | None => (f64::NEG_INFINITY, f64::INFINITY),
        };
        Limits { least: schema["minimum"].as_f64().unwrap_or(least), most: schema["maximum"].as_f64().unwrap_or(most) }
    }

    fn narrow(&mut self, other: Limits) {
        *self = Limits { least: self.least.max(other.least), most: self.most.min(other.most) };
    }
}

#[derive(Clone, Debug)]
pub(super) struct List {
    pub members: usize,
    pub least: usize,
    pub most: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// In the order of the schema.
    pub keys: Vec<Key>,
    /// What a key takes that is not among them; where there is none, such keys are unknown.
    pub others: Option<usize>,
    /// The form of such keys.
    pub names: Option<Form>,
    /// One of these must be there; the first is asked for.
    pub either: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub name: String,
    pub shape: usize,
    pub required: bool,
}

impl Table {
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Shapes {
    pub fn of(schema: &Value) -> Shapes {
        let mut shapes = Shapes::default();
        shapes.root = shapes.open(schema, schema, &mut BTreeMap::new());
        let keys = shapes.all.iter().flat_map(|shape| &shape.table).flat_map(|table| &table.keys);
        shapes.keys = keys.map(|key| key.name.clone()).collect();
        shapes
    }

    pub fn at(&self, shape: usize) -> &Shape {
        &self.all[shape]
    }

    /// The table that the whole file is.
    pub fn file(&self) -> Option<&Table> {
        self.at(self.root).table.as_ref()
    }

    /// The header of the table that knows a key: `[[exercise]]`.
    pub fn owner(&self, name: &str) -> Option<String> {
        self.file()?.keys.iter().find_map(|key| {
            let shape = self.at(key.shape);
            let lists = shape.list.as_ref().filter(|_| shape.table.is_none());
            let inside = lists.map_or(shape, |list| self.at(list.members));
            let known = inside.table.as_ref().is_some_and(|table| table.key(name).is_some());
            known.then(|| if lists.is_some() { format!("[[{}]]", key.name) } else { format!("[{}]", key.name) })
        })
    }

    /// Opens one place; a definition is opened once, so a shape may hold itself.
    fn open(&mut self, schema: &Value, root: &Value, opened: &mut BTreeMap<String, usize>) -> usize {
        let reference = schema["$ref"].as_str();
        if let Some(known) = reference.and_then(|name| opened.get(name)) {
            return *known;
        }
        let at = self.all.len();
        self.all.push(Shape::default());
        if let Some(name) = reference {
            opened.insert(name.to_owned(), at);
        }
        let mut shape = Shape::default();
        self.add(&mut shape, schema, root, opened);
        self.all[at] = shape;
        at
    }

    /// Adds what a schema takes to a shape, alternatives opened as deep as they go.
    fn add(&mut self, shape: &mut Shape, schema: &Value, root: &Value, opened: &mut BTreeMap<String, usize>) {
        if let Some(name) = schema["$ref"].as_str() {
            if let Some(target) = root.pointer(name.trim_start_matches('#')) {
                self.add(shape, target, root, opened);
            }
            return;
        }
        let alternatives = ["anyOf", "oneOf", "allOf"].iter().filter_map(|word| schema[word].as_array()).flatten();
        let mut any = false;
        for alternative in alternatives {
            any = true;
            self.add(shape, alternative, root, opened);
        }
        if any {
            shape.narrow(schema);
            return;
        }
        match schema["type"].as_str() {
            Some("integer") => shape.whole = Some(Limits::of(schema)),
            Some("number") => {
                shape.whole = Some(Limits::of(schema));
                shape.number = Some(Limits::of(schema));
            }
            Some("boolean") => shape.truth = true,
            Some("array") => {
                let count = |word: &str, or| schema[word].as_u64().map_or(or, |count| count as usize);
                let members = self.open(&schema["items"], root, opened);
                shape.list = Some(List { members, least: count("minItems", 0), most: count("maxItems", usize::MAX) });
            }
            Some("object") => self.add_table(shape, schema, root, opened),
            Some("string") if schema["format"] == "date" => shape.day = true,
            Some("string") | None => shape.add_text(schema),
            Some(_) => {}
        }
    }

    fn add_table(&mut self, shape: &mut Shape, schema: &Value, root: &Value, opened: &mut BTreeMap<String, usize>) {
        let mut table = shape.table.take().unwrap_or_default();
        let words = |key: &str| -> Vec<&str> { schema[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect() };
        let either = words("x-either");
        let required: Vec<&str> = words("required").into_iter().chain(either.first().copied()).collect();
        table.either.extend(either.into_iter().map(str::to_owned));
        for (name, inside) in schema["properties"].as_object().into_iter().flatten() {
            let key = Key { name: name.clone(), shape: self.open(inside, root, opened), required: required.contains(&name.as_str()) };
            table.keys.retain(|known| known.name != key.name);
            table.keys.push(key);
        }
        if schema["additionalProperties"].is_object() {
            table.others = Some(self.open(&schema["additionalProperties"], root, opened));
            table.names = schema["propertyNames"]["format"].as_str().and_then(Form::named);
        }
        shape.table = Some(table);
    }
}

impl Shape {
    fn add_text(&mut self, schema: &Value) {
        let words = schema["enum"].as_array().into_iter().flatten().chain(schema.get("const")).filter_map(Value::as_str);
        let words: Vec<String> = words.map(str::to_owned).collect();
        let free = words.is_empty();
        if free && schema["type"] != "string" {
            return;
        }
        let form = schema["format"].as_str().and_then(Form::named);
        let may_be_empty = schema["minLength"].as_u64().unwrap_or(0) == 0;
        match &mut self.text {
            None => self.text = Some(Text { words, form, limits: Limits::default(), may_be_empty }),
            // A free text beside words takes all.
            Some(text) if free => *text = Text { words, form, ..text.clone() },
            Some(text) if !text.words.is_empty() => text.words.extend(words),
            Some(_) => {}
        }
    }

    /// What stands beside alternatives holds for each of them.
    fn narrow(&mut self, schema: &Value) {
        let limits = Limits::of(schema);
        for own in self.whole.iter_mut().chain(&mut self.number) {
            own.narrow(limits);
        }
        if let Some(text) = &mut self.text {
            text.limits.narrow(limits);
            if let Some(form) = schema["format"].as_str().and_then(Form::named) {
                text.form = Some(form);
            }
        }
    }
}
