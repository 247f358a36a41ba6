//! A clinician's review, written into the file it is of: nothing else in the file changes by a byte.
use std::ops::Range;

use super::draft::draft;
use super::picture::Album;
use super::project::Project;
use super::review::sum_of_exercise;
use super::sides::SideWords;
use super::texts::Reader;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::kit::Kit;
use crate::model::Locale;
use crate::shelf::{ProjectPath, TEXT_LIMIT};
use crate::source::{Source, Sources, Span};
use crate::spec::{self, Canon, Date, Document, Kind, Reviewed, Said, Table, document, encoded_like, nearest};

/// Who has reviewed, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    pub by: String,
    pub credentials: String,
    pub date: Date,
}

/// What a review is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Of the handout, or the name of the library's exercise.
    pub title: String,
    pub exercises: usize,
    pub steps: usize,
    pub pictures: usize,
}

/// A file with its reviews, to be written in place of the one that was read.
#[derive(Clone, Debug)]
pub struct Approved {
    pub bytes: Vec<u8>,
    pub what: Vec<Approval>,
}

/// Writes the review into a handout, or into a file of the library: there into one exercise, or into all where `exercise` names none.
/// None where the file has an error, or cannot take the review; that is in `out`, whose places lie in [`Project::sources`] of the file.
pub fn approve(
    project: &Project,
    kit: &Kit,
    path: &ProjectPath,
    exercise: Option<&str>,
    reviewer: &Reviewer,
    out: &mut Diagnostics,
) -> Option<Approved> {
    let library = project.is_library(path);
    let kind = if library { Kind::Library } else { Kind::Handout };
    let all = if library { exercises(project, kit, path, exercise, out)? } else { vec![handout(project, kit, path, exercise, out)?] };
    let name = project.shelf.shown(path);
    let bytes = project.shelf.read(path, TEXT_LIMIT).ok()?;
    let file = document(kind, &name, &bytes, &mut Sources::default(), &mut Diagnostics::default())?;
    let mut edits = Vec::new();
    for one in &all {
        let table = one.id.as_ref().map_or_else(|| Some(file.table.clone()), |id| named(&file, id))?;
        match edits_of(&table, &file.source, one, reviewer) {
            Some(more) => edits.extend(more),
            None => {
                out.push(no_place(one).file(&name));
                return None;
            }
        }
    }
    let text = edited(&file.source.text, edits);
    let bytes = encoded_like(&bytes, &text);
    if let Some(fault) = changed(&file, kind, &bytes) {
        out.push(fault.file(name));
        return None;
    }
    Some(Approved { bytes, what: all.into_iter().map(|one| one.what).collect() })
}

/// One thing to be approved.
struct Seen {
    /// Of an exercise of the library.
    id: Option<String>,
    sum: String,
    what: Approval,
}

fn handout(project: &Project, kit: &Kit, path: &ProjectPath, exercise: Option<&str>, out: &mut Diagnostics) -> Option<Seen> {
    let slot = project.draft((path.clone(), None), || draft(project, &kit.pictures, path));
    let draft = slot.get()?;
    out.extend(draft.out.clone());
    if let Some(id) = exercise {
        let fault = Diagnostic::error(Code::BadValue, format!("`--exercise {id}` is for files of the library: a handout is approved as a whole"));
        out.push(fault.file(project.shelf.shown(path)).help("leave `--exercise` out, or name the library's file"));
        return None;
    }
    let handout = draft.handout.as_ref()?;
    let what = Approval {
        title: handout.title.content.clone(),
        exercises: handout.exercises.len(),
        steps: handout.exercises.iter().map(|exercise| exercise.steps.len()).sum(),
        pictures: handout.exercises.iter().map(|exercise| exercise.pictures.len()).sum(),
    };
    Some(Seen { id: None, sum: draft.sum.clone(), what })
}

fn exercises(project: &Project, kit: &Kit, path: &ProjectPath, wanted: Option<&str>, out: &mut Diagnostics) -> Option<Vec<Seen>> {
    let all = project.exercises_in(path, out);
    let ids: Vec<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
    if let Some(wanted) = wanted.filter(|wanted| !ids.contains(wanted)) {
        let fault = Diagnostic::error(Code::UnknownExercise, format!("this file has no exercise `{wanted}`")).file(project.shelf.shown(path));
        out.push(match nearest(wanted, ids.iter().copied()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(format!("it has {}", ids.join(", "))),
        });
    }
    let tag = project.language();
    let locale = project.languages().locale(tag, None, &mut Diagnostics::default());
    let locale = locale.unwrap_or_else(|| Locale { tag: tag.to_owned(), direction: super::locale::direction(tag), phrases: Default::default() });
    let mut album = Album::new(project, &kit.pictures, path);
    let mut sources = project.shared_sources().clone();
    let mut reader = Reader {
        locale: &locale,
        sources: &mut sources,
        foreign: Vec::new(),
        side_words: SideWords::of(&locale.phrases),
        origins: Default::default(),
        out,
    };
    let mut seen = Vec::new();
    for (id, table) in all.into_iter().filter(|(id, _)| wanted.is_none_or(|wanted| wanted == id)) {
        let Some(exercise) = table.typed::<spec::Exercise>(reader.out) else { continue };
        for picture in &exercise.pictures {
            album.find(picture, &mut reader);
        }
        let title = exercise.name.map_or_else(|| id.clone(), |name| name.value);
        let what = Approval { title, exercises: 1, steps: exercise.steps.len(), pictures: exercise.pictures.len() };
        seen.push(Seen { sum: sum_of_exercise(&table, &album), id: Some(id), what });
    }
    if seen.is_empty() && !out.has_errors() {
        let fault = Diagnostic::error(Code::MissingKey, "this file of the library has no exercise").file(project.shelf.shown(path));
        out.push(fault.help("write one as `[exercise.NAME]`"));
    }
    (!out.has_errors()).then_some(seen)
}

fn named(file: &Document, id: &str) -> Option<Table> {
    file.table.named("exercise").into_iter().find(|(name, _)| name.value == id).map(|(_, table)| table)
}

type Edit = (Range<usize>, String);

/// What to write where. None where a table is written in a way that has no place for a line more.
fn edits_of(table: &Table, source: &Source, one: &Seen, reviewer: &Reviewer) -> Option<Vec<Edit>> {
    let (by, credentials, of) = (quoted(&reviewer.by), quoted(&reviewer.credentials), quoted(&one.sum));
    let date = reviewer.date;
    let range = |span: Span| source.range(span);
    if let Some(old) = table.table("reviewed").and_then(|old| old.typed::<Reviewed>(&mut Diagnostics::default())) {
        let place = |said: &Said<String>, new: String| (range(said.span), new);
        return Some(vec![place(&old.by, by), place(&old.credentials, credentials), (range(old.date.span), date.to_string()), place(&old.of, of)]);
    }
    let line = format!("reviewed = {{ by = {by}, credentials = {credentials}, date = {date}, of = {of} }}");
    let text = &source.text;
    let (kind, below) = if one.id.is_some() { (Kind::Library, Some("exercise")) } else { (Kind::Handout, None) };
    let mut ends = kind.keys_before(below, "reviewed").into_iter().filter_map(|key| table.place(key)).map(range);
    let start = range(table.span()).start;
    let header = match (&one.id, text[start..].chars().next()) {
        (None, _) => None,
        (Some(_), Some('[')) => Some(start),
        (Some(_), Some('{')) => {
            let after = |value: Range<usize>| (value.end..value.end, format!(", {line}"));
            return Some(vec![ends.next().map_or_else(|| (start + 1..start + 1, format!(" {line},")), after)]);
        }
        (Some(_), _) => return None,
    };
    let anchor = ends.next().map(|value| value.end).or(header)?;
    let rest = &text[anchor..];
    let end = rest.find('\n').map_or(text.len(), |feed| anchor + feed);
    let (end, feed) = if text[..end].ends_with('\r') { (end - 1, "\r\n") } else { (end, "\n") };
    Some(vec![(end..end, format!("{feed}{line}"))])
}

/// A text of TOML.
fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        _ if c.is_control() => format!("\\u{:04X}", c as u32),
        _ => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len() + 200);
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

fn no_place(one: &Seen) -> Diagnostic {
    let id = one.id.as_deref().unwrap_or_default();
    let fault = Diagnostic::error(Code::BadValue, format!("the review of `{id}` has no place in this file"));
    fault.help(format!("write the exercise below a line `[exercise.{id}]`"))
}

/// The file as it would be written is read again: it must say what it said, and the review.
fn changed(before: &Document, kind: Kind, bytes: &[u8]) -> Option<Diagnostic> {
    let mut faults = Diagnostics::default();
    let after = document(kind, &before.source.name, bytes, &mut Sources::default(), &mut faults);
    if let Some(fault) = faults.iter().find(|fault| fault.severity == crate::diag::Severity::Error) {
        let fault = Diagnostic::error(Code::BadValue, format!("the review would break this file: {}", fault.message));
        return Some(fault.help("give name and credentials in plain words"));
    }
    let same = after.is_some_and(|after| told(&after, kind) == told(before, kind));
    (!same).then(|| Diagnostic::error(Code::OwnFault, "the review was not written: it would have changed the file").help("please report it"))
}

/// All that a file says but its reviews.
fn told(file: &Document, kind: Kind) -> String {
    let picture = |said: &Said<String>| said.value.clone();
    let mut canon = Canon::new(&picture);
    if kind == Kind::Library {
        for (id, table) in file.table.named("exercise") {
            canon.said("exercise", &id.value);
            canon.table(&table, &["reviewed"]);
        }
    } else {
        canon.table(&file.table, &["reviewed"]);
    }
    canon.finish()
}
