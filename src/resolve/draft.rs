//! A handout as meant, for no patient yet: what all of its sheets have in common.
use std::sync::Arc;

use super::clinic::{Patient, blanks, call, clinic};
use super::exercise::{Course, Written, folded};
use super::locale::{canonical, is_same};
use super::picture::Album;
use super::project::Project;
use super::reading::{limits, words};
use super::review::{self, Terms};
use super::safety::collected;
use super::sides::SideWords;
use super::slug;
use super::texts::{Reader, Sides};
use super::words::{date, days_later, isolated, listed};
use super::{allow, layout};
use crate::diag::{Allowance, Code, Diagnostic, Diagnostics};
use crate::geom::Size;
use crate::model::{self, Locale, Log, Phrase, Safety, SourceNote, Text};
use crate::picture::Pictures;
use crate::reading::{self, Occasion, Reading};
use crate::shelf::{ProjectPath, TEXT_LIMIT};
use crate::source::{Source, Sources, Span};
use crate::spec::{self, Bound, ClinicFile, Document, Kind, Said, document};
use crate::text::is_written_in;

/// The language where neither the handout nor the clinic names one.
pub(super) const LANGUAGE: &str = "en";
/// Pixels an inch that pictures keep at most, where nobody says otherwise.
const MAX_DPI: u32 = 300;

/// What the sheets of a handout have in common.
pub(super) struct Draft {
    /// None where a fault in `out` is an error.
    pub handout: Option<model::Handout>,
    /// How it reads, where there is a handout.
    pub reading: Option<Arc<Reading>>,
    /// The project's texts and the handout's.
    pub sources: Sources,
    pub out: Diagnostics,
    /// What is wanting in its reviews.
    pub pending: Diagnostics,
    /// The sum of all that it tells.
    pub sum: String,
    pub allowances: Vec<Allowance>,
    pub layout: Option<Said<String>>,
    /// The handout's own paper.
    pub paper: Option<Size>,
    pub max_dpi: Option<u32>,
}

/// Reads and resolves a handout. All that is wrong with it, and with the files it depends on, is in `Draft::out`.
pub(super) fn draft(project: &Project, pictures: &Pictures, path: &ProjectPath) -> Draft {
    let mut draft = Draft {
        handout: None,
        reading: None,
        sources: project.sources.clone(),
        out: Diagnostics::default(),
        pending: Diagnostics::default(),
        sum: String::new(),
        allowances: Vec::new(),
        layout: None,
        paper: None,
        max_dpi: Some(MAX_DPI),
    };
    project.clinic_faults(&mut draft.out);
    let Some((file, written, read_faults)) = read(project, path, &mut draft) else { return draft };
    let none = ClinicFile::default();
    let clinic = project.clinic().unwrap_or(&none);
    draft.layout = written.layout.clone().or_else(|| clinic.defaults.layout.clone());
    draft.paper = written.paper.as_ref().and_then(|said| layout::paper(&said.value, Some(said.span), &mut draft.out));
    draft.max_dpi = match written.pictures.as_ref().and_then(|said| said.max_dpi.as_ref()).or(clinic.defaults.max_dpi.as_ref()).map(|said| said.value)
    {
        Some(Bound::At(dpi)) => Some(dpi),
        Some(Bound::None) => None,
        None => Some(MAX_DPI),
    };
    let said = written.language.as_ref().or(clinic.defaults.language.as_ref());
    let language = said.map_or(LANGUAGE, |said| said.value.as_str());
    let known = project.languages().locale(language, said.map(|said| said.span), &mut draft.out);
    // Without phrases there is no sheet; the rest of the handout is read all the same, for what is wrong with it.
    let locale =
        known.unwrap_or_else(|| Locale { tag: language.to_owned(), direction: super::locale::direction(language), phrases: Default::default() });
    let mut out = std::mem::take(&mut draft.out);
    let foreign = project.foreign(&locale.tag);
    let side_words = SideWords::of(&locale.phrases);
    let mut reader = Reader { locale: &locale, sources: &mut draft.sources, foreign, side_words, out: &mut out };
    let mut album = Album::new(project, pictures, path);
    let course = Course { project, handout: &written, read_faults: &read_faults };
    let mut aside = Aside::default();
    let handout = Desk { clinic, written: &written, path, terms: project.terms }.handout(&file, &course, &mut album, &mut reader, &mut aside);
    draft.pending = aside.pending;
    draft.sum = aside.sum;
    let words = words(project, language, &mut out);
    draft.handout = (!out.has_errors()).then_some(handout);
    draft.reading = draft.handout.as_ref().map(|handout| Arc::new(reading::read(handout, &words, limits(project), &draft.sources)));
    let advice = draft.reading.as_ref().map(|reading| reading.advice(Occasion::Everyday)).unwrap_or_default();
    allow::needless(&aside.own, &advice, &mut out);
    draft.allowances = aside.own.into_iter().chain(aside.shared).collect();
    draft.out = out;
    draft
}

/// The handout as written, and the faults that reading it found.
fn read(project: &Project, path: &ProjectPath, draft: &mut Draft) -> Option<(Document, spec::Handout, Diagnostics)> {
    let name = project.shelf.shown(path);
    let bytes = match project.shelf.read(path, TEXT_LIMIT) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            let fault = Diagnostic::error(Code::Unreadable, refusal.message).file(name);
            draft.out.push(Diagnostic { help: refusal.help, ..fault });
            return None;
        }
    };
    let mut faults = Diagnostics::default();
    let file = document(Kind::Handout, &name, &bytes, &mut draft.sources, &mut faults);
    draft.out.extend(faults.clone());
    let file = file?;
    let written = if faults.has_errors() && !file.table.has("title") {
        // What else is wrong is told in the same run.
        untitled().and_then(|untitled| file.table.over(&untitled.table).typed::<spec::Handout>(&mut draft.out))
    } else {
        file.table.typed::<spec::Handout>(&mut draft.out)
    };
    Some((file, written?, faults))
}

fn untitled() -> Option<Document> {
    document(Kind::Handout, "", b"title = \"-\"", &mut Sources::default(), &mut Diagnostics::default())
}

/// Puts a handout together.
struct Desk<'a> {
    clinic: &'a ClinicFile,
    written: &'a spec::Handout,
    path: &'a ProjectPath,
    terms: Terms,
}

/// What is found beside the handout.
#[derive(Default)]
struct Aside {
    pending: Diagnostics,
    sum: String,
    /// The handout's exceptions.
    own: Vec<Allowance>,
    /// Those that come with the library's exercises.
    shared: Vec<Allowance>,
}

impl Desk<'_> {
    fn handout(&self, file: &Document, course: &Course, album: &mut Album, reader: &mut Reader, aside: &mut Aside) -> model::Handout {
        let said = self.written;
        let all = course.written(&file.table.tables("exercise"), end(&file.source), reader.out);
        let exercises = course.meant(&all, album, reader);
        self.exceptions(&all, course, reader, aside);
        aside.sum = review::sum_of_handout(&file.table, &all, &reader.locale.tag, &course.project.own_words(&reader.locale.tag), album);
        all.iter().for_each(|written| review::library_review(written, album, reader));
        if exercises.is_empty() && !course.read_faults.has_errors() {
            let fault = Diagnostic::warning(Code::Count, "this handout has no exercises").at(said.title.span);
            reader.out.push(fault.help("write `[[exercise]]` on a line of its own, and below it a `name` and `steps`"));
        }
        let review = review::review(said.reviewed.as_ref(), said.title.span, &aside.sum, self.terms, reader.locale, &mut aside.pending);
        let (issued, review_by) = self.days(reader, &mut aside.pending);
        let mut clinic = clinic(&self.clinic.clinic, album, reader);
        clinic.credits = std::mem::take(&mut album.credits);
        model::Handout {
            id: said.id.as_ref().map_or_else(|| slug::of_file(self.path.stem()), |id| id.value.clone()),
            title: reader.text(&said.title, Sides::Unknown),
            locale: reader.locale.clone(),
            version: said.version.as_ref().map(|version| folded(&version.value)),
            issued,
            review_by,
            review,
            summary: reader.all(&said.summary, Sides::Unknown),
            safety: self.safety(&exercises, reader),
            equipment: reader.all(&said.equipment, Sides::Unknown),
            tips: reader.all(&said.tips, Sides::Unknown),
            exercises,
            log: said.log.as_ref().map(|log| Log { weeks: log.weeks.value, span: Some(log.weeks.span) }),
            sources: said.source.iter().map(|source| note(source, reader)).collect(),
            clinic,
            blanks: blanks(reader.locale, &Patient::default()),
        }
    }

    fn exceptions(&self, all: &[Written], course: &Course, reader: &mut Reader, aside: &mut Aside) {
        aside.own = allow::of_handout(&self.written.allow, reader.out);
        for (written, said) in all.iter().zip(&self.written.exercise) {
            review::misplaced(&said.value, reader.out);
            let header = course.header(written, reader);
            let (own, shared) = allow::of_exercise(written, &said.value, header, reader.out);
            aside.own.extend(own);
            aside.shared.extend(shared);
        }
    }

    fn safety(&self, exercises: &[model::Exercise], reader: &mut Reader) -> Safety {
        let said = self.written;
        let contact = &self.clinic.clinic;
        Safety {
            ask_first: reader.all(&said.ask_first, Sides::Unknown),
            stop_if: reader.all(&said.stop_if, Sides::Unknown),
            emergency: reader.all(&said.emergency, Sides::Unknown),
            emergency_call: contact.emergency_number.as_ref().map(|number| call(reader.locale, Phrase::CallEmergency, "number", &number.value)),
            exercises: collected(exercises, reader.locale),
            clinic_call: contact.phone.as_ref().map(|phone| call(reader.locale, Phrase::CallClinic, "phone", &phone.value)),
        }
    }

    /// The day of issue, and the day of the next review: the handout's, else so many days later as the clinic says.
    fn days(&self, reader: &mut Reader, pending: &mut Diagnostics) -> (Option<model::Date>, Option<model::Date>) {
        let (issued, review) = (self.written.issued.as_ref(), self.written.review_by.as_ref());
        if let (Some(issued), Some(review)) = (issued, review)
            && review.value < issued.value
        {
            let fault = Diagnostic::warning(Code::OutOfRange, "`review-by` lies before `issued`").at(review.span);
            reader.out.push(fault.also(issued.span, "issued here").help("a review comes after the issue"));
        }
        let place = review.or(issued).map(|said| said.span);
        let default = || Some(days_later(issued?.value, self.clinic.defaults.review_days.as_ref()?.value));
        let review = review.map(|review| review.value).or_else(default);
        if let Some(day) = review {
            review::due(day, place, self.terms, pending);
        }
        (issued.map(|issued| date(reader.locale, issued.value)), review.map(|review| date(reader.locale, review)))
    }
}

/// Where a text ends, counted over all texts.
fn end(source: &Source) -> u32 {
    Span::of(source, 0..source.text.len()).end
}

/// A work as one line: its title, then who made it and when.
fn note(source: &spec::Source, reader: &mut Reader) -> SourceNote {
    let said = [&source.author, &source.publisher, &source.year];
    let rest: Vec<String> = said.into_iter().flatten().map(|said| isolated(&reader.words(said, Sides::Lost))).collect();
    let title = isolated(&reader.words(&source.title, Sides::Lost));
    let rest = listed(reader.locale, &rest);
    let line = reader.locale.phrases.fill(Phrase::SourceLine, &[("title", &title), ("rest", &rest)]);
    let own = source.language.as_ref().map(|said| canonical(&said.value));
    let lang = own.as_deref().filter(|own| !is_same(own, &reader.locale.tag)).map(Arc::from);
    if own.is_none() && !is_written_in(&source.title.value, &reader.locale.tag) {
        reader.which_language(source.title.span, "say which it is in: `language = \"en\"`");
    }
    let line = Text { span: Some(source.title.span), lang, ..Text::plain(line.trim()) };
    SourceNote { line, url: source.url.as_ref().map(|url| url.value.trim().to_owned()) }
}
