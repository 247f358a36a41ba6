//! The kinds of files, and the schema of each, made from its serde type.
use std::sync::OnceLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::shape::Shapes;
use super::{Catalog, ClinicFile, Figure, Handout, LayoutFile, Library, Locale, PictureFile, Words};

/// The version of the file formats that this program reads.
pub const SCHEMA: u32 = 1;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $slug:literal reads $file:ty,)+) => {
        /// A kind of file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[doc = $doc])+ $name),+ }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$name),+];

            /// As the command line names it.
            pub fn slug(self) -> &'static str {
                match self { $(Kind::$name => $slug),+ }
            }

            pub fn from_slug(slug: &str) -> Option<Kind> {
                Kind::ALL.iter().copied().find(|kind| kind.slug() == slug)
            }

            /// The JSON Schema, draft-07: for editors, for the check of a file, for the reference.
            pub fn schema(self) -> &'static Value {
                match self { $(Kind::$name => {
                    static SCHEMA: OnceLock<Value> = OnceLock::new();
                    SCHEMA.get_or_init(schema_of::<$file>)
                }),+ }
            }

            /// The same, opened for the check.
            pub(super) fn shapes(self) -> &'static Shapes {
                match self { $(Kind::$name => {
                    static SHAPES: OnceLock<Shapes> = OnceLock::new();
                    SHAPES.get_or_init(|| Shapes::of(self.schema()))
                }),+ }
            }
        }
    };
}

kinds! {
    /// What one patient takes home.
    Handout = "handout" reads Handout,
    /// How a handout is set on paper.
    Layout = "layout" reads LayoutFile,
    /// `stepsheet.toml`: the clinic, defaults and targets.
    Clinic = "clinic" reads ClinicFile,
    /// Exercises to share between handouts.
    Library = "library" reads Library,
    /// The phrases of one language.
    Locale = "locale" reads Locale,
    /// `photo.jpg.toml`: who made a picture, and what it shows.
    Picture = "picture" reads PictureFile,
    /// What is hard to read in one language.
    Words = "words" reads Words,
    /// A drawing of an exercise, made from a pose.
    Figure = "figure" reads Figure,
    /// `handouts/back.es.toml`: the texts of a handout, or of a file of the library, in another language.
    Catalog = "catalog" reads Catalog,
}

impl Kind {
    /// The reference of the file as Markdown: its keys, what they take, what they are for.
    pub fn reference(self) -> String {
        super::reference::reference(self)
    }

    /// The keys that stand before `key` where a file is in order, the nearest first: in the file itself, or in the tables that have names of
    /// their own below the key `below`.
    pub(crate) fn keys_before(self, below: Option<&str>, key: &str) -> Vec<&'static str> {
        let shapes = self.shapes();
        let file = shapes.file();
        let table = match below {
            None => file,
            Some(below) => {
                let named = file.and_then(|file| shapes.at(file.key(below)?.shape).table.as_ref()?.others);
                named.and_then(|shape| shapes.at(shape).table.as_ref())
            }
        };
        let keys = table.into_iter().flat_map(|table| &table.keys).map(|known| known.name.as_str());
        let mut before: Vec<&str> = keys.take_while(|known| *known != key).collect();
        before.reverse();
        before
    }
}

/// Draft-07, which the editors' servers read; without `null`, which TOML cannot say.
fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft07().for_deserialize().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    schema.to_value()
}

fn without_null(schema: &mut Schema) {
    let Some(map) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            map.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(words)) = map.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    map.remove("default");
    if let Some(Value::Array(options)) = map.get_mut("anyOf") {
        options.retain(|option| option.get("type").is_none_or(|kind| kind != "null"));
        if options.len() == 1
            && let Some(Value::Object(only)) = options.pop()
        {
            map.remove("anyOf");
            // A sibling of `$ref` is ignored by draft-07, so a description needs `allOf`.
            if map.is_empty() || !only.contains_key("$ref") {
                map.extend(only);
            } else {
                map.insert("allOf".into(), Value::Array(vec![Value::Object(only)]));
            }
        }
    }
}
