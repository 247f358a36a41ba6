//! What translators work on: the texts of a handout or of a file of the library, and how far a language is.
use super::catalogs::{beside, key_of, sum_of_text, sum_of_translation};
use super::draft::{draft, translated};
use super::locale::canonical;
use super::project::Project;
use super::translate::{Tally, owners};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::kit::Kit;
use crate::shelf::{ProjectPath, TEXT_LIMIT};
use crate::source::Sources;
use crate::spec::{Catalog, Kind, Of, Table, Wanted, document};

/// The texts of one file that a catalog translates, in the order of the file.
#[derive(Clone, Debug)]
pub struct Phrasing {
    pub kind: Kind,
    pub texts: Vec<Wanted>,
}

/// The texts of a handout, or of a file of the library. None where it cannot be read; then `out` has an error.
pub fn phrasing(project: &Project, path: &ProjectPath, out: &mut Diagnostics) -> Option<Phrasing> {
    let name = project.shelf().shown(path);
    let bytes = match project.shelf().read(path, TEXT_LIMIT) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            let fault = Diagnostic::error(Code::Unreadable, refusal.message).file(name);
            out.push(Diagnostic { help: refusal.help, ..fault });
            return None;
        }
    };
    let kind = if project.is_library(path) { Kind::Library } else { Kind::Handout };
    let file = document(kind, &name, &bytes, &mut Sources::default(), out)?;
    let mut texts = Vec::new();
    let mut add = |table: &Table, of: Of, owner: &str| {
        let table = if of == Of::Exercise { table.with_alts(&|file| project.figure_alt(path, file)) } else { table.clone() };
        let units = table.units(of).into_iter().filter(|unit| !unit.is_optional());
        texts.extend(units.map(|unit| {
            let text = unit.said.value.split_whitespace().collect::<Vec<_>>().join(" ");
            Wanted { key: key_of(owner, &unit.key), sum: sum_of_text(&text), text }
        }));
    };
    if kind == Kind::Library {
        file.table.named("exercise").iter().for_each(|(id, table)| add(table, Of::Exercise, &id.value));
    } else {
        add(&file.table, Of::Handout, "");
        let tables = file.table.tables("exercise");
        owners(&tables).iter().zip(&tables).for_each(|(owner, table)| add(table, Of::Exercise, owner));
    }
    Some(Phrasing { kind, texts })
}

/// Where the translations of a file into a language stand, whether they are there or not.
pub fn catalog_path(project: &Project, path: &ProjectPath, tag: &str) -> ProjectPath {
    let known = beside(project, path).remove(&canonical(tag));
    known.unwrap_or_else(|| path.folder().join(&format!("{}.{}.toml", path.stem(), canonical(tag))))
}

/// The entries of a catalog that can be approved, each with the sum of what is approved: those that translate a text that is there as it
/// is now. `only` these keys, where it names any.
pub fn approvable(texts: &[Wanted], name: &str, bytes: &[u8], only: &[String], out: &mut Diagnostics) -> Vec<(String, String)> {
    let Some(catalog) = document(Kind::Catalog, name, bytes, &mut Sources::default(), out).and_then(|file| file.table.typed::<Catalog>(out)) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (key, translation) in &catalog.entries {
        let Some(text) = texts.iter().find(|text| text.key == key.value) else { continue };
        let Some(other) = translation.other.as_ref().map(|other| other.value.0.as_str()).filter(|other| !other.trim().is_empty()) else { continue };
        let current = translation.stale.is_none() && translation.hash.as_ref().is_some_and(|sum| sum.value.trim() == text.sum);
        if current && (only.is_empty() || only.contains(&key.value)) {
            all.push((key.value.clone(), sum_of_translation(&text.text, other)));
        }
    }
    all
}

/// How far a handout is in a language. None where its translation cannot be read at all; why is in `out`.
pub fn tally(project: &Project, kit: &Kit, handout: &ProjectPath, tag: &str, out: &mut Diagnostics) -> Option<Tally> {
    let own = project.draft((handout.clone(), None), || draft(project, &kit.pictures, handout));
    let (base, tag) = (own.get()?, canonical(tag));
    let slot = project.draft((handout.clone(), Some(tag.clone())), || translated(project, &kit.pictures, handout, base, &tag));
    let found = slot.get()?;
    if found.tally.is_none() {
        out.extend(found.out.clone());
    }
    found.tally.clone()
}
