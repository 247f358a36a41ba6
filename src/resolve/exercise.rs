//! Exercises: the library's under the handout's, safety text kept, ids given, what must be there asked for.
use std::collections::{BTreeMap, BTreeSet};

use super::clinic::short;
use super::dosage::{cells, named_side, sides};
use super::picture::{Album, Told, covers};
use super::project::Project;
use super::session::seconds;
use super::slug::{free, slug};
use super::texts::{Reader, Sides};
use super::translate::Translator;
use super::words::ltr;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Exercise, Text, Video};
use crate::source::Span;
use crate::spec::{self, Said, Side, Table, nearest};

/// People do three to five exercises; more are not done.
const MANY_EXERCISES: usize = 6;
/// More steps than anybody keeps in mind.
const MANY_STEPS: usize = 12;

/// An exercise with the library's under it.
pub(super) struct Written {
    pub exercise: spec::Exercise,
    /// The same as a table, but for safety text that stays.
    pub table: Table,
    /// The library's alone, where it uses one.
    pub library: Option<Table>,
    /// All that the handout says of it: from its header to the next table.
    pub region: Span,
    /// Its id: where the author wrote one, and what it is made from where not.
    id: Option<Said<String>>,
    used: Option<String>,
    /// The side of the library's exercise.
    library_side: Option<Side>,
}

/// What is known of the handout while its exercises are read.
pub(super) struct Course<'a> {
    pub project: &'a Project,
    pub handout: &'a spec::Handout,
    /// Faults that reading the file found: what they lost is not asked for again.
    pub read_faults: &'a Diagnostics,
    pub translator: Option<&'a Translator<'a>>,
}

impl Course<'_> {
    /// The handout's exercises, each over the library's that it uses. `end` is where the handout's text ends.
    pub fn written(&self, tables: &[Table], end: u32, out: &mut Diagnostics) -> Vec<Written> {
        let starts: Vec<u32> = self.handout.exercise.iter().map(|said| said.span.start).collect();
        let all = self.handout.exercise.iter().zip(tables).enumerate();
        all.map(|(at, (said, table))| {
            let region = Span { start: said.span.start, end: starts.get(at + 1).copied().unwrap_or(end) };
            self.over_library(&said.value, table, region, out)
        })
        .collect()
    }

    fn over_library(&self, own: &spec::Exercise, table: &Table, region: Span, out: &mut Diagnostics) -> Written {
        let id = own.id.clone();
        let Some(wanted) = &own.r#use else {
            if let Some(reason) = &own.drop_safety {
                let fault = Diagnostic::warning(Code::SafetyKept, "`drop-safety` has nothing to drop: this exercise uses none of the library");
                out.push(fault.at(reason.span).help("leave it out"));
            }
            for key in own.without.iter() {
                let fault = Diagnostic::warning(Code::UnknownWord, "`without` has nothing to leave out: this exercise uses none of the library");
                out.push(fault.at(key.span).help("leave it out, or say which exercise to `use`"));
            }
            return Written { exercise: own.clone(), table: table.clone(), library: None, region, id, used: None, library_side: None };
        };
        let mut faults = Diagnostics::default();
        let Some(below) = self.project.exercise(&wanted.value, &mut faults) else {
            out.push(self.unknown(wanted));
            return Written {
                exercise: own.clone(),
                table: table.clone(),
                library: None,
                region,
                id,
                used: Some(wanted.value.clone()),
                library_side: None,
            };
        };
        let below = match self.translator {
            Some(translator) => translator.exercise(&wanted.value, below, table, &own.without),
            None => below.clone(),
        };
        let library = below.typed::<spec::Exercise>(&mut faults).unwrap_or_default();
        let over = table.over(&below);
        let mut merged = over.typed::<spec::Exercise>(&mut faults).unwrap_or_else(|| own.clone());
        out.extend(faults);
        for key in own.without.iter().filter(|key| !below.has(&key.value)) {
            let message = format!("`without` names `{}`, which the library's `{}` does not have", key.value, wanted.value);
            out.push(Diagnostic::warning(Code::UnknownWord, message).at(key.span).help("name a key of the library's exercise, or leave it out"));
        }
        self.keep_safety(own, &library, &mut merged, out);
        let library_side = library.side.as_ref().map(|side| side.value);
        Written { exercise: merged, table: over, library: Some(below), region, id, used: Some(wanted.value.clone()), library_side }
    }

    fn unknown(&self, wanted: &Said<String>) -> Diagnostic {
        let fault = Diagnostic::error(Code::UnknownExercise, format!("the library has no exercise `{}`", wanted.value)).at(wanted.span);
        let known: Vec<&str> = self.project.exercise_ids().collect();
        match nearest(&wanted.value, known.iter().copied()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")).fix(wanted.span, format!("\"{near}\"")),
            None if known.is_empty() => fault.help("there is no library: put exercises into `library/*.toml`, as `[exercise.NAME]`"),
            None if known.len() <= 12 => fault.help(format!("it has {}", known.join(", "))),
            None => fault.help(format!("it has {} and {} more", known[..12].join(", "), known.len() - 12)),
        }
    }

    /// Safety text of the library stays, before the handout's own, unless the handout gives a reason to drop it.
    fn keep_safety(&self, own: &spec::Exercise, library: &spec::Exercise, merged: &mut spec::Exercise, out: &mut Diagnostics) {
        // Space and bold do not make another line of it.
        let words = |line: &Said<String>| folded(&line.value.replace("**", ""));
        let kept = |line: &&Said<String>| merged.safety.iter().all(|known| words(known) != words(line));
        let lost: Vec<Said<String>> = library.safety.iter().filter(kept).cloned().collect();
        let place = own.safety.first().or(own.without.iter().find(|key| key.value == "safety")).or(own.r#use.as_ref()).map(|said| said.span);
        match (&own.drop_safety, lost.is_empty()) {
            (None, true) => {}
            (None, false) => {
                let message = format!("safety text of the library stays on the sheet: \"{}\"", quoted(&lost));
                let fault = Diagnostic::warning(Code::SafetyKept, message).at(place);
                out.push(fault.help("to leave it out, say why: `drop-safety = \"the reason\"`"));
                merged.safety = lost.into_iter().chain(std::mem::take(&mut merged.safety)).collect::<Vec<_>>().into();
            }
            (Some(reason), false) => {
                let message = format!("safety text of the library is left out: \"{}\"; the reason given: {}", quoted(&lost), folded(&reason.value));
                out.push(Diagnostic::warning(Code::SafetyDropped, message).at(reason.span));
            }
            (Some(reason), true) => {
                let fault = Diagnostic::warning(Code::SafetyKept, "`drop-safety` gives a reason, but no safety text of the library is left out");
                out.push(fault.at(reason.span).help("to leave it out, add `without = [\"safety\"]` or write other safety text"));
            }
        }
    }

    /// The exercises as meant.
    pub fn meant(&self, written: &[Written], album: &mut Album, reader: &mut Reader) -> Vec<Exercise> {
        if let Some(seventh) = written.get(MANY_EXERCISES) {
            let message = format!("{} exercises: people do three to five", written.len());
            let fault = Diagnostic::warning(Code::ManyExercises, message).at(self.header(seventh, reader));
            reader.out.push(fault.help("make two handouts, or keep those that matter most"));
        }
        let ids = self.ids(written, reader);
        let numbered = written.iter().zip(ids).enumerate();
        numbered.map(|(at, (one, id))| self.exercise(one, id, at + 1, album, reader)).collect()
    }

    fn exercise(&self, one: &Written, id: String, number: usize, album: &mut Album, reader: &mut Reader) -> Exercise {
        let said = &one.exercise;
        let side = match &said.side {
            None if self.told(one, "side", reader) => Sides::Lost,
            said => Sides::of(said.as_ref().map(|side| side.value), one.library_side, one.region),
        };
        self.must_have(one, number, reader);
        let name = said.name.as_ref().map(|name| reader.text(name, side)).unwrap_or_default();
        if let Some(many) = said.steps.get(MANY_STEPS) {
            let message = format!("{} steps: nobody keeps so many in mind", said.steps.len());
            reader.out.push(Diagnostic::warning(Code::ManySteps, message).at(many.text.span).help("make two exercises of them, or leave some out"));
        }
        self.step_ids(said, reader);
        units(said, reader);
        let safety = reader.all(&said.safety, side);
        // A translation has told of its own.
        if self.translator.is_none() {
            foreign_safety(&safety, reader);
        }
        let told = Told { alt: self.told(one, "alt", reader), licence: self.told(one, "licence", reader) };
        Exercise {
            id,
            side: named_side(said, &name, side, reader),
            name,
            why: said.why.as_ref().map(|why| reader.text(why, side)).filter(|why| !why.is_empty()),
            pictures: said.pictures.iter().filter_map(|picture| album.place(picture, side, told, reader)).collect(),
            set_up: reader.all(&said.set_up, side),
            steps: said.steps.iter().map(|step| reader.text(&step.text, side)).filter(|step| !step.is_empty()).collect(),
            breathing: reader.all(&said.breathing, side),
            cue: reader.all(&said.cue, side),
            safety,
            avoid: reader.all(&said.avoid, side),
            easier: reader.all(&said.easier, side),
            harder: reader.all(&said.harder, side),
            dosage: cells(reader, said, self.handout, side),
            sides: sides(reader.locale, said),
            seconds: seconds(said),
            video: said.video.as_ref().map(video),
            span: Some(self.header(one, reader)),
        }
    }

    /// A name and steps: the least that an exercise is.
    fn must_have(&self, one: &Written, number: usize, reader: &mut Reader) {
        let said = &one.exercise;
        // An exercise that the library does not have is one fault, not three.
        if one.used.is_some() && said.r#use.as_ref().is_some_and(|wanted| !self.project.exercise_ids().any(|id| id == wanted.value)) {
            return;
        }
        let called = said.name.as_ref().map_or_else(|| format!("exercise {number}"), |name| format!("exercise {number}, `{}`,", folded(&name.value)));
        let header = self.header(one, reader);
        if said.name.is_none() && !self.told(one, "name", reader) {
            let fault = Diagnostic::error(Code::MissingKey, format!("{called} has no `name`")).at(header);
            reader.out.push(fault.help("write what it is called: `name = \"Bridge\"`"));
        }
        if said.steps.is_empty() && !self.told(one, "steps", reader) {
            let fault = Diagnostic::error(Code::MissingKey, format!("{called} has no `steps`")).at(header);
            reader.out.push(fault.help("write what to do, one action each: `steps = [\"Lie on your back.\", \"Lift your hips.\"]`"));
        }
    }

    /// The first line of the exercise: its header.
    pub fn header(&self, one: &Written, reader: &Reader) -> Span {
        reader.first_line(one.region)
    }

    /// Whether reading the file has told a fault of this key of the exercise: then it was written, but could not be kept.
    fn told(&self, one: &Written, key: &str, reader: &Reader) -> bool {
        let mark = format!("`{key}`");
        self.read_faults.iter().filter(|fault| fault.severity == Severity::Error).any(|fault| {
            let Some(span) = fault.span.filter(|span| covers(one.region, *span)) else { return false };
            let named = fault.message.contains(&mark) || fault.help.as_ref().is_some_and(|help| help.contains(&mark));
            let line = reader.sources.place(span).is_some_and(|place| {
                let start = place.source.text[..place.range.start].rfind('\n').map_or(0, |at| at + 1);
                let before = place.source.text[start..place.range.end].split(['=', '{', ',']).map(str::trim);
                before.into_iter().any(|part| part == key)
            });
            // A line that is no TOML may have been any key.
            named || line || matches!(fault.code, Code::Syntax | Code::CurlyQuotes)
        })
    }

    /// An id for each: the author's, the library's, or one from the name. Each once.
    fn ids(&self, written: &[Written], reader: &mut Reader) -> Vec<String> {
        let mut authored: BTreeMap<&str, Span> = BTreeMap::new();
        for said in written.iter().filter_map(|one| one.id.as_ref()) {
            match authored.get(said.value.as_str()) {
                Some(first) => {
                    let fault = Diagnostic::error(Code::SameId, format!("two exercises have the id `{}`", said.value)).at(said.span);
                    reader.out.push(fault.also(*first, "the first is here").help("give one of them another id, or leave it out"));
                }
                None => {
                    authored.insert(&said.value, said.span);
                }
            }
        }
        let mut taken: BTreeSet<String> = authored.keys().map(ToString::to_string).collect();
        let given = written.iter().enumerate().map(|(at, one)| match &one.id {
            Some(said) => said.value.clone(),
            None => {
                let from_name = || one.exercise.name.as_ref().and_then(|name| slug(&name.value));
                let wanted = one.used.clone().or_else(from_name).unwrap_or_else(|| format!("exercise-{}", at + 1));
                let id = free(&wanted, &taken);
                taken.insert(id.clone());
                id
            }
        });
        given.collect()
    }

    /// Within an exercise, two steps have two ids.
    fn step_ids(&self, said: &spec::Exercise, reader: &mut Reader) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for id in said.steps.iter().filter_map(|step| step.id.as_ref()) {
            if let Some(first) = seen.insert(&id.value, id.span) {
                let fault = Diagnostic::error(Code::SameId, format!("two steps have the id `{}`", id.value)).at(id.span);
                reader.out.push(fault.also(first, "the first is here").help("give one of them another id, or leave it out"));
            }
        }
    }
}

/// Safety text in another language than the sheet's may not be understood.
fn foreign_safety(safety: &[Text], reader: &mut Reader) {
    for (line, lang) in safety.iter().filter_map(|line| line.lang.as_ref().map(|lang| (line, lang))) {
        let message = format!("safety text of the library is in `{lang}`, but the sheet is in `{}`", reader.locale.tag);
        let help = format!("write this exercise in `{}`: in the handout, or in a file of the library in that language", reader.locale.tag);
        reader.out.push(Diagnostic::error(Code::ForeignSafety, message).at(line.span).help(help));
    }
}

/// A number alone says nothing to whoever times it.
fn units(said: &spec::Exercise, reader: &mut Reader) {
    for (key, dose) in [("hold", &said.hold), ("time", &said.time), ("rest", &said.rest)] {
        let Some(dose) = dose else { continue };
        let number = match &dose.value {
            spec::Dose::Count(0) => continue,
            spec::Dose::Count(count) => count.to_string(),
            spec::Dose::Range(from, to) => format!("{from}-{to}"),
            spec::Dose::ToFatigue
            | spec::Dose::Time { .. }
            | spec::Dose::Mass { .. }
            | spec::Dose::Band { .. }
            | spec::Dose::WriteIn
            | spec::Dose::Text(_) => continue,
        };
        let fault = Diagnostic::warning(Code::NoUnit, format!("`{key}` says no unit: {number} of what?")).at(dose.span);
        reader.out.push(fault.help(format!("write \"{number} s\" or \"{number} min\"")).fix(dose.span, format!("\"{number} s\"")));
    }
}

/// A film by its address, which reading has checked, and the address as it is printed.
fn video(said: &Said<String>) -> Video {
    let url = said.value.trim();
    Video { url: url.to_owned(), shown: ltr(short(url)), span: Some(said.span) }
}

/// With single spaces: lines that differ by space alone are the same.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(lines: &[Said<String>]) -> String {
    lines.iter().map(|line| folded(&line.value)).collect::<Vec<_>>().join(" ")
}
