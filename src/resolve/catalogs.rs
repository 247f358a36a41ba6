//! Catalogs: which there are for a handout, and what one of them says for a text.
use std::collections::{BTreeMap, BTreeSet};

use super::locale::{canonical, likely};
use super::project::Project;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::shelf::{ProjectPath, Shelf, TEXT_LIMIT};
use crate::source::{Sources, Span};
use crate::spec::{Catalog, Kind, Said, Translation, Unit, document, owner};

/// Letters of a text's sum.
const LETTERS: usize = 16;

/// The sum of a text that translations are made from: space and line ends leave no trace.
pub fn sum_of_text(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    blake3::hash(words.as_bytes()).to_hex()[..LETTERS].to_owned()
}

/// The sum of a translation with what it was made from: what a reviewer has read.
pub fn sum_of_translation(source: &str, translation: &str) -> String {
    sum_of_text(&format!("{} {}", sum_of_text(source), translation.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The languages that files beside `path` translate it into, and those files: `back.es.toml` beside `back.toml`. By tag.
pub(super) fn beside(project: &Project, path: &ProjectPath) -> BTreeMap<String, ProjectPath> {
    let files = project.shelf().files(&path.folder(), "toml");
    let own = files.into_iter().filter_map(|file| {
        let (stem, tag) = file.stem().rsplit_once('.')?;
        (stem == path.stem() && project.languages().knows(tag)).then(|| (canonical(tag), file.clone()))
    });
    own.collect()
}

/// Whether a file translates another that lies beside it. `knows` tells the tags of languages.
pub(super) fn is_catalog(shelf: &Shelf, path: &ProjectPath, knows: impl Fn(&str) -> bool) -> bool {
    let Some((stem, tag)) = path.stem().rsplit_once('.') else { return false };
    knows(tag) && shelf.is_file(&path.folder().join(&format!("{stem}.toml")))
}

/// A catalog that was read.
pub(super) struct Wordbook {
    /// From its first letter to its last.
    pub whole: Span,
    entries: Vec<(Said<String>, Translation)>,
    by_key: BTreeMap<String, usize>,
    /// By what the text belongs to, and the sum of its source.
    by_sum: BTreeMap<(String, String), Vec<usize>>,
    used: std::cell::RefCell<Vec<bool>>,
}

/// What a catalog says for a text.
#[derive(Clone, Debug)]
pub(super) struct Word<'b> {
    pub said: Said<String>,
    pub translation: &'b Translation,
}

/// What catalogs say for a text.
#[derive(Clone, Debug)]
pub(super) enum Answer<'b> {
    Current(Word<'b>),
    /// Made from a text that has changed since.
    Old(Word<'b>),
    Missing,
}

impl Wordbook {
    /// Reads a catalog; its faults are in `out`. None where nothing of it can be used; then `out` has an error.
    pub fn read(project: &Project, path: &ProjectPath, sources: &mut Sources, out: &mut Diagnostics) -> Option<Wordbook> {
        let name = project.shelf().shown(path);
        let bytes = match project.shelf().read(path, TEXT_LIMIT) {
            Ok(bytes) => bytes,
            Err(refusal) => {
                let fault = Diagnostic::error(Code::Unreadable, refusal.message).file(name);
                out.push(Diagnostic { help: refusal.help, ..fault });
                return None;
            }
        };
        let file = document(Kind::Catalog, &name, &bytes, sources, out)?;
        let whole = Span::of(&file.source, 0..file.source.text.len());
        let entries = file.table.typed::<Catalog>(out)?.entries;
        let by_key = entries.iter().enumerate().map(|(at, (key, _))| (key.value.clone(), at)).collect();
        let mut by_sum: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (at, (key, translation)) in entries.iter().enumerate() {
            if let Some(sum) = &translation.hash {
                by_sum.entry((owner(&key.value).to_owned(), sum.value.trim().to_owned())).or_default().push(at);
            }
        }
        let used = std::cell::RefCell::new(vec![false; entries.len()]);
        Some(Wordbook { whole, entries, by_key, by_sum, used })
    }

    /// By the source's sum within what the text belongs to, so that an inserted step moves no translation to another; else by its key,
    /// where that does not translate another of the `present` texts.
    pub fn find(&self, owner: &str, unit: &Unit, present: &BTreeSet<String>) -> Answer<'_> {
        let key = key_of(owner, &unit.key);
        let own = self.by_key.get(&key).copied();
        let same = self.by_sum.get(&(owner.to_owned(), sum_of_text(&unit.said.value))).map(Vec::as_slice).unwrap_or_default();
        let exact = own.filter(|at| same.contains(at));
        let fits = |at: &usize| self.entries[*at].1.stale.is_none();
        let current = exact.into_iter().chain(same.iter().copied()).filter(fits).find_map(|at| self.word(at));
        if let Some(word) = current {
            return Answer::Current(word);
        }
        let free = |at: &usize| self.entries[*at].1.hash.as_ref().is_none_or(|sum| !present.contains(sum.value.trim()) || same.contains(at));
        own.filter(free).and_then(|at| self.word(at)).map_or(Answer::Missing, Answer::Old)
    }

    fn word(&self, at: usize) -> Option<Word<'_>> {
        let (_, translation) = &self.entries[at];
        let other = translation.other.as_ref().filter(|other| !other.value.0.trim().is_empty())?;
        self.used.borrow_mut()[at] = true;
        Some(Word { said: Said { value: other.value.0.clone(), span: other.span }, translation })
    }

    /// Translations of texts that are no longer there.
    pub fn idle(&self) -> Vec<&Said<String>> {
        let used = self.used.borrow();
        let idle = self.entries.iter().zip(used.iter()).filter(|((_, translation), used)| !**used && translation.other.is_some());
        idle.filter(|((_, translation), _)| translation.other.as_ref().is_some_and(|other| !other.value.0.trim().is_empty()))
            .map(|((key, _), _)| key)
            .collect()
    }
}

/// The whole key of a text: with the exercise that it belongs to before it.
pub(super) fn key_of(owner: &str, key: &str) -> String {
    if owner.is_empty() { key.to_owned() } else { format!("{owner}.{key}") }
}

/// The catalogs that a language reads, the nearest first: `es-MX`, then `es`.
pub(super) fn nearest(all: &BTreeMap<String, ProjectPath>, tag: &str) -> Vec<ProjectPath> {
    let mut files: Vec<ProjectPath> = likely(tag).iter().filter_map(|tag| all.get(tag).cloned()).collect();
    files.dedup();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_makes_no_other_text() {
        assert_eq!(sum_of_text("Lie  back.\n"), sum_of_text("Lie back."));
        assert_ne!(sum_of_text("Lie back."), sum_of_text("Lie down."));
        assert_ne!(sum_of_translation("a", "b"), sum_of_translation("b", "a"));
    }
}
