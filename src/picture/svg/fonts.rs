//! The fonts that text in an SVG may use: ours alone, never the machine's.
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use usvg::fontdb;

use crate::diag::Code;
use crate::picture::Problem;

/// The bytes of a font file.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Asked for once, when the first SVG with text comes in.
#[derive(Default)]
pub(in crate::picture) struct Fonts {
    faces: Option<Box<dyn Fn() -> Vec<FontBytes> + Send + Sync>>,
    database: OnceLock<Arc<fontdb::Database>>,
}

impl Fonts {
    pub(in crate::picture) fn new(faces: impl Fn() -> Vec<FontBytes> + Send + Sync + 'static) -> Fonts {
        Fonts { faces: Some(Box::new(faces)), database: OnceLock::new() }
    }

    pub(super) fn database(&self) -> Arc<fontdb::Database> {
        let load = || {
            let mut database = fontdb::Database::new();
            for bytes in self.faces.iter().flat_map(|faces| faces()) {
                database.load_font_source(fontdb::Source::Binary(bytes));
            }
            Arc::new(database)
        };
        self.database.get_or_init(load).clone()
    }
}

/// What the text of one SVG lacked.
#[derive(Default)]
pub(super) struct Lacking {
    letters: Mutex<Vec<char>>,
}

impl Lacking {
    /// Chooses by family, then the first face there is; notes letters that no face has.
    pub(super) fn resolver(&self) -> usvg::FontResolver<'_> {
        let fallback = usvg::FontResolver::default_fallback_selector();
        usvg::FontResolver {
            select_font: Box::new(select),
            select_fallback: Box::new(move |letter, used, database| {
                let found = fallback(letter, used, database);
                if found.is_none() && !letter.is_whitespace() && !letter.is_control() {
                    self.letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
                }
                found
            }),
        }
    }

    pub(super) fn problem(self) -> Option<Problem> {
        let letters = self.letters.into_inner().unwrap_or_else(PoisonError::into_inner);
        let letter = letters.first()?;
        let message = format!("no font has the letter `{letter}` (U+{:04X}) in the SVG's text", u32::from(*letter));
        Some(Problem::new(Code::MissingGlyph, message, "turn the text into paths before you export the SVG"))
    }
}

fn select(wanted: &usvg::Font, database: &mut Arc<fontdb::Database>) -> Option<fontdb::ID> {
    let first = database.faces().next()?.families.first()?.0.clone();
    let mut families: Vec<fontdb::Family> = Vec::new();
    for family in wanted.families() {
        if let usvg::FontFamily::Named(name) = family {
            families.push(fontdb::Family::Name(name));
        }
    }
    families.push(fontdb::Family::Name(&first));
    let style = match wanted.style() {
        usvg::FontStyle::Normal => fontdb::Style::Normal,
        usvg::FontStyle::Italic => fontdb::Style::Italic,
        usvg::FontStyle::Oblique => fontdb::Style::Oblique,
    };
    database.query(&fontdb::Query { families: &families, weight: fontdb::Weight(wanted.weight()), stretch: fontdb::Stretch::Normal, style })
}
