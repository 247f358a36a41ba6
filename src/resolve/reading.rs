//! The words for the check of reading, and its limits, from the files of the project and those that ship.
use std::sync::Arc;

use super::locale::likely;
use super::project::Project;
use crate::diag::Diagnostics;
use crate::reading::{Counter, Limits, Phrases, Words};
use crate::spec::{self, Texts};

/// The words of a language: those that ship, and the project's own over them. Faults of the project's file are in `out`.
pub fn words(project: &Project, tag: &str, out: &mut Diagnostics) -> Arc<Words> {
    let (words, faults) = project.words(tag, || {
        let named = likely(tag).into_iter().find(|tag| project.word_files(tag).next().is_some());
        let name = named.unwrap_or_else(|| tag.to_owned());
        let mut faults = Diagnostics::default();
        let files = project.word_files(&name).filter_map(|shared| shared.document(&mut faults)?.table.typed(&mut Diagnostics::default()));
        let files: Vec<spec::Words> = files.collect();
        (Arc::new(ready(&name, &files)), faults)
    });
    out.extend(faults);
    words
}

/// Ready to look up: lists add to each other, and a later word takes the place of an earlier one.
fn ready(tag: &str, files: &[spec::Words]) -> Words {
    let mut words = Words::none(tag);
    for file in files {
        let lists: [(&Texts, &mut Phrases); 8] = [
            (&file.known, &mut words.known),
            (&file.conditions, &mut words.conditions),
            (&file.be, &mut words.be),
            (&file.between, &mut words.between),
            (&file.participles, &mut words.participles),
            (&file.timed, &mut words.timed),
            (&file.fillers, &mut words.fillers),
            (&file.numbers, &mut words.numbers),
        ];
        for (said, list) in lists {
            said.iter().for_each(|said| list.add(&said.value, ""));
        }
        file.jargon.iter().for_each(|(word, plain)| words.jargon.add(&word.value.to_lowercase(), &plain.value));
        file.abbreviations.iter().for_each(|(word, plain)| words.abbreviations.add(&word.value, &plain.value));
        words.joins.extend(file.joins.iter().map(|said| said.value.to_lowercase()));
        words.stops.extend(file.stops.iter().map(|said| said.value.to_lowercase()));
    }
    let exceptions = files.iter().flat_map(|file| file.syllables.iter()).map(|(word, count)| (word.value.to_lowercase(), count.value));
    words.counter = Counter::new(&words.language, exceptions.collect());
    words
}

/// What `stepsheet.toml` takes for easy enough.
pub(super) fn limits(project: &Project) -> Limits {
    let Some(file) = project.clinic() else { return Limits::default() };
    let (said, usual) = (&file.reading, Limits::default());
    Limits {
        warn_above: said.warn_above.as_ref().map_or(usual.warn_above, |said| said.value),
        refuse_above: said.refuse_above.as_ref().map_or(usual.refuse_above, |said| said.value),
        longest_step: said.longest_step.as_ref().map_or(usual.longest_step, |said| said.value),
        longest_session: said.longest_session.as_ref().map_or(usual.longest_session, |said| said.value),
    }
}
