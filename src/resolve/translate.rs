//! A handout in another language: the translations of its catalogs in the places of its texts.
//!
//! Every value keeps a place: a translated text that of its catalog, all else that of the handout, so that messages, `{side}` and the
//! language of each text follow from places alone. Text that protects the patient is never taken from another language.
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::catalogs::{Answer, Word, Wordbook, beside, key_of, nearest, sum_of_text, sum_of_translation};
use super::exercise::folded;
use super::project::Project;
use super::review::Terms;
use super::sides::placeholders;
use super::slug::{free, slug};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::shelf::ProjectPath;
use crate::source::{Sources, Span};
use crate::spec::{self, Document, Of, Said, Stale, Table, Unit, parse_bold};

/// A text that somebody has to see to.
#[derive(Clone, Debug)]
pub struct Todo {
    /// In the catalog, such as `roll.steps.2`.
    pub key: String,
    /// Of the text, in its own language.
    pub place: Span,
    /// Told with an error of its own.
    pub refused: bool,
}

/// How far a translation is.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// All texts that need a translation.
    pub texts: usize,
    /// In no catalog.
    pub missing: Vec<Todo>,
    /// Made from a text that has changed since.
    pub old: Vec<Todo>,
    /// Current, and reviewed by nobody.
    pub unreviewed: Vec<Todo>,
}

/// Translates the texts of one handout into one language.
pub(super) struct Translator<'a> {
    project: &'a Project,
    path: &'a ProjectPath,
    tag: &'a str,
    stale: Stale,
    /// The handout's own catalogs, the nearest language first.
    own: Vec<Wordbook>,
    /// By file of the library.
    library: BTreeMap<ProjectPath, Vec<Wordbook>>,
    tally: RefCell<Tally>,
    faults: RefCell<Diagnostics>,
    /// The places of the handout's own texts by those of their translations.
    origins: RefCell<BTreeMap<Span, Span>>,
}

impl<'a> Translator<'a> {
    /// Reads the catalogs that this handout needs. None with an error where it has none in that language.
    pub fn open(
        project: &'a Project,
        path: &'a ProjectPath,
        written: &spec::Handout,
        tag: &'a str,
        sources: &mut Sources,
        out: &mut Diagnostics,
    ) -> Option<Translator<'a>> {
        let files = nearest(&beside(project, path), tag);
        if files.is_empty() {
            let message = format!("there is no translation of this handout into `{tag}`");
            let fault = Diagnostic::error(Code::Untranslated, message).at(written.title.span);
            out.push(
                fault.help(format!("run `stepsheet locale sync {tag}`, which writes `{}.{tag}.toml` beside it, and translate that", path.stem())),
            );
            return None;
        }
        let mut read = |files: Vec<ProjectPath>, out: &mut Diagnostics| -> Vec<Wordbook> {
            files.iter().filter_map(|file| Wordbook::read(project, file, sources, out)).collect()
        };
        let own = read(files, out);
        let mut library = BTreeMap::new();
        for wanted in written.exercise.iter().filter_map(|exercise| exercise.value.r#use.as_ref()) {
            if let Some(file) = project.library_path(&wanted.value)
                && !library.contains_key(file)
            {
                let books = read(nearest(&beside(project, file), tag), out);
                library.insert(file.clone(), books);
            }
        }
        let stale = project.clinic().and_then(|file| file.translations.stale.as_ref()).map(|said| said.value).unwrap_or_default();
        Some(Translator {
            project,
            path,
            tag,
            stale,
            own,
            library,
            tally: RefCell::default(),
            faults: RefCell::default(),
            origins: RefCell::default(),
        })
    }

    /// The handout with its own texts translated.
    pub fn handout(&self, file: &Document) -> Document {
        let tables = file.table.tables("exercise");
        let exercises: Vec<Table> =
            owners(&tables).iter().zip(&tables).map(|(owner, table)| self.own(&self.with_alts(table), Of::Exercise, owner)).collect();
        let table = self.own(&file.table, Of::Handout, "").with_tables("exercise", &exercises);
        Document { table, ..file.clone() }
    }

    fn with_alts(&self, table: &Table) -> Table {
        table.with_alts(&|file| self.project.figure_alt(self.path, file))
    }

    fn own(&self, table: &Table, of: Of, owner: &str) -> Table {
        let present = sums(table, of);
        table.with_units(of, &mut |unit| {
            let (place, answer) = (unit.said.span, self.answer(&unit, &present, self.own.iter().map(|book| (book, owner))));
            let said = self.settled(&unit, &key_of(owner, &unit.key), answer)?;
            self.origins.borrow_mut().insert(said.span, place);
            Some(said)
        })
    }

    /// An exercise of the library under the handout's `over`: what the handout says itself needs no translation.
    pub fn exercise(&self, id: &str, below: &Table, over: &Table, without: &[Said<String>]) -> Table {
        let none = Vec::new();
        let below = self.with_alts(below);
        let books = self.project.library_path(id).and_then(|file| self.library.get(file)).unwrap_or(&none);
        let present = sums(&below, Of::Exercise);
        below.with_units(Of::Exercise, &mut |unit| {
            let first = unit.key.split('.').next().unwrap_or_default();
            if first != "safety" && (over.has(first) || without.iter().any(|key| key.value == first)) {
                return None;
            }
            let answer = self.answer(&unit, &present, self.own.iter().chain(books).map(|book| (book, id)));
            self.settled(&unit, &key_of(id, &unit.key), answer)
        })
    }

    /// The first that is current; else the first there is.
    fn answer<'b>(&self, unit: &Unit, present: &BTreeSet<String>, books: impl Iterator<Item = (&'b Wordbook, &'b str)>) -> Answer<'b> {
        let mut best = Answer::Missing;
        for (book, owner) in books {
            match (book.find(owner, unit, present), &best) {
                (Answer::Current(word), _) => return Answer::Current(word),
                (found @ Answer::Old(_), Answer::Missing) => best = found,
                (Answer::Old(_) | Answer::Missing, _) => {}
            }
        }
        best
    }

    /// The text to print, where it is not the handout's own; counted.
    fn settled(&self, unit: &Unit, key: &str, answer: Answer) -> Option<Said<String>> {
        let todo = |refused: bool| Todo { key: key.to_owned(), place: unit.said.span, refused };
        let mut tally = self.tally.borrow_mut();
        if unit.is_optional() {
            return match answer {
                Answer::Current(word) => Some(word.said),
                Answer::Old(_) | Answer::Missing => None,
            };
        }
        tally.texts += 1;
        match answer {
            Answer::Current(word) => {
                self.sound(unit, &word);
                if !is_reviewed(unit, &word) {
                    tally.unreviewed.push(todo(false));
                }
                Some(word.said)
            }
            Answer::Old(word) => {
                tally.old.push(todo(unit.is_safety() || self.stale == Stale::Error));
                self.outdated(unit, word)
            }
            Answer::Missing => {
                tally.missing.push(todo(unit.is_safety()));
                if unit.is_safety() {
                    let message = format!("safety text is not translated into `{}`: \"{}\"", self.tag, folded(&unit.said.value));
                    self.refuse(Diagnostic::error(Code::Untranslated, message).at(unit.said.span), key);
                }
                None
            }
        }
    }

    /// A translation of a text that has changed since.
    fn outdated(&self, unit: &Unit, word: Word) -> Option<Said<String>> {
        if unit.is_safety() || self.stale == Stale::Error {
            let what = if unit.is_safety() { "safety text" } else { "this text" };
            let message = format!("{what} has changed since it was translated into `{}`", self.tag);
            let fault = Diagnostic::error(Code::TranslationOld, message).at(word.said.span).also(unit.said.span, "it says this now");
            let help = format!("run `stepsheet locale sync {}`, translate it again, then delete `stale` below it", self.tag);
            self.faults.borrow_mut().push(fault.help(help));
            return None;
        }
        match self.stale {
            Stale::Mark | Stale::UseOld => {
                self.sound(unit, &word);
                Some(word.said)
            }
            Stale::UseSource | Stale::Error => None,
        }
    }

    fn refuse(&self, fault: Diagnostic, key: &str) {
        let help = format!("a patient may not understand it otherwise: run `stepsheet locale sync {}`, then translate `{key}`", self.tag);
        self.faults.borrow_mut().push(fault.help(help));
    }

    /// A translation keeps the bold marks and the places for sides of its text.
    fn sound(&self, unit: &Unit, word: &Word) {
        let (source, other) = (folded(&unit.said.value), folded(&word.said.value));
        let sides = |text: &str| -> Vec<bool> {
            let mut all: Vec<bool> = placeholders(text).iter().map(|placeholder| placeholder.other).collect();
            all.sort_unstable();
            all
        };
        let (wanted, found) = (sides(&source), sides(&other));
        if wanted != found {
            let message = "a place for a side of the body is lost or added in this translation";
            let fault = Diagnostic::error(Code::BadTranslation, message).at(word.said.span).also(unit.said.span, "the text that it translates");
            self.faults.borrow_mut().push(fault.help("keep each `{side}` and `{other-side}`, and add none"));
        }
        let bold = |text: &str| parse_bold(text).map(|(_, strong)| strong.len());
        if let (Ok(wanted), Ok(found)) = (bold(&source), bold(&other))
            && wanted != found
        {
            let message = "bold words are lost or added in this translation";
            let fault = Diagnostic::error(Code::BadTranslation, message).at(word.said.span).also(unit.said.span, "the text that it translates");
            self.faults.borrow_mut().push(fault.help("put `**` around the same words as there"));
        }
    }

    /// What is wrong with the translations.
    pub fn faults(&self) -> Diagnostics {
        let mut out = self.faults.borrow().clone();
        for key in self.own.iter().flat_map(Wordbook::idle) {
            let message = format!("`{}` translates nothing: the handout has no such text any more", key.value);
            out.push(Diagnostic::warning(Code::IdleTranslation, message).at(key.span).help("delete it, or give it the key of another text"));
        }
        out
    }

    /// What is still to do before these sheets may go out.
    pub fn pending(&self, terms: Terms) -> Diagnostics {
        let tally = self.tally.borrow();
        let mut out = Diagnostics::default();
        let mut tell = |code: Code, severity: Severity, todos: &[Todo], what: &str| {
            let mut todos: Vec<&Todo> = todos.iter().filter(|todo| !todo.refused).collect();
            todos.sort_by_key(|todo| todo.place);
            let Some(first) = todos.first() else { return };
            let texts = if todos.len() == 1 { "1 text".to_owned() } else { format!("{} texts", todos.len()) };
            let message = what.replace("{texts}", &texts).replace("{tag}", self.tag);
            let keys: Vec<String> = todos.iter().take(8).map(|todo| format!("`{}`", todo.key)).collect();
            let more = if todos.len() > keys.len() { format!(" and {} more", todos.len() - keys.len()) } else { String::new() };
            let fault = Diagnostic { severity, ..Diagnostic::error(code, message) }.at(first.place);
            out.push(fault.help(format!("see to {}{more} in its catalog", keys.join(", "))));
        };
        tell(Code::Untranslated, terms.weight(), &tally.missing, "no translation into `{tag}` for {texts}");
        tell(Code::TranslationOld, terms.weight(), &tally.old, "{texts} changed after the translation into `{tag}`");
        if terms.release {
            tell(Code::TranslationNotReviewed, Severity::Error, &tally.unreviewed, "nobody has reviewed the translation of {texts} into `{tag}`");
        }
        out
    }

    pub fn tally(&self) -> Tally {
        self.tally.borrow().clone()
    }

    /// The places of the handout's own texts by those of their translations.
    pub fn origins(&self) -> BTreeMap<Span, Span> {
        self.origins.borrow().clone()
    }

    /// Whether a place lies in a catalog.
    pub fn holds(&self, place: Span) -> bool {
        let books = self.own.iter().chain(self.library.values().flatten());
        books.into_iter().any(|book| book.whole.start <= place.start && place.end <= book.whole.end)
    }
}

/// The sums of the texts that are there.
fn sums(table: &Table, of: Of) -> BTreeSet<String> {
    table.units(of).iter().map(|unit| sum_of_text(&unit.said.value)).collect()
}

fn is_reviewed(unit: &Unit, word: &Word) -> bool {
    let reviewed = word.translation.reviewed.as_ref();
    reviewed.is_some_and(|reviewed| reviewed.of.value.trim() == sum_of_translation(&unit.said.value, &word.said.value))
}

/// What the exercises of a handout are called in its catalogs: their ids, the library's, or one from the name. Each once.
pub(super) fn owners(tables: &[Table]) -> Vec<String> {
    let mut taken = tables.iter().filter_map(|table| table.text("id")).map(|id| id.value).collect();
    let named = tables.iter().enumerate().map(|(at, table)| {
        if let Some(id) = table.text("id") {
            return id.value;
        }
        let from_name = || table.text("name").and_then(|name| slug(&name.value));
        let wanted = table.text("use").map(|wanted| wanted.value).or_else(from_name).unwrap_or_else(|| format!("exercise-{}", at + 1));
        let owner = free(&wanted, &taken);
        taken.insert(owner.clone());
        owner
    });
    named.collect()
}
