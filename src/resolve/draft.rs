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
use super::translate::{Tally, Translator};
use super::words::{date, days_later, isolated, listed};
use super::{allow, layout};
use crate::diag::{Allowance, Code, Diagnostic, Diagnostics, Severity};
use crate::geom::Size;
use crate::model::{self, Locale, Log, Phrase, Safety, SourceNote, Text};
use crate::picture::Pictures;
use crate::reading::{self, Occasion, Reading};
use crate::shelf::{ProjectPath, TEXT_LIMIT};
use crate::source::{Source, Sources, Span};
use crate::spec::{self, Bound, ClinicFile, Document, Kind, Said, Stale, document};
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
    /// The language of the sheets.
    pub language: String,
    /// How far its translation is, where it is one.
    pub tally: Option<Tally>,
    /// The file, for those who translate it.
    read: Option<Read>,
}

/// A handout as written, and the faults that reading it found.
#[derive(Clone)]
struct Read {
    file: Document,
    written: spec::Handout,
    faults: Diagnostics,
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
        language: LANGUAGE.to_owned(),
        tally: None,
        read: None,
    };
    project.clinic_faults(&mut draft.out);
    let Some(read) = read(project, path, &mut draft) else { return draft };
    let written = &read.written;
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
    draft.language = canonical(language);
    let known = project.languages().locale(language, said.map(|said| said.span), &mut draft.out);
    // Without phrases there is no sheet; the rest of the handout is read all the same, for what is wrong with it.
    let locale =
        known.unwrap_or_else(|| Locale { tag: language.to_owned(), direction: super::locale::direction(language), phrases: Default::default() });
    let foreign = project.foreign(&locale.tag);
    Press { project, pictures, path, locale, translator: None }.fill(&mut draft, &read, foreign);
    draft.read = Some(read);
    draft
}

/// The same handout in another language: `base` with its texts translated. All that is wrong with either is in `Draft::out`.
pub(super) fn translated(project: &Project, pictures: &Pictures, path: &ProjectPath, base: &Draft, tag: &str) -> Draft {
    let mut draft = Draft {
        handout: None,
        reading: None,
        sources: base.sources.clone(),
        out: base.out.clone(),
        pending: base.pending.clone(),
        sum: base.sum.clone(),
        allowances: base.allowances.iter().map(|allowance| Allowance { within: None, ..allowance.clone() }).collect(),
        layout: base.layout.clone(),
        paper: base.paper,
        max_dpi: base.max_dpi,
        language: tag.to_owned(),
        tally: None,
        read: None,
    };
    let (Some(read), Some(_)) = (&base.read, &base.handout) else { return draft };
    let mut out = Diagnostics::default();
    let translator = Translator::open(project, path, &read.written, tag, &mut draft.sources, &mut out);
    let locale = project.languages().locale(tag, None, &mut out);
    draft.out.extend(out);
    let (Some(translator), Some(locale)) = (translator, locale) else { return draft };
    let file = translator.handout(&read.file);
    let mut faults = Diagnostics::default();
    let Some(written) = file.table.typed::<spec::Handout>(&mut faults) else {
        draft.out.extend(faults);
        return draft;
    };
    let source = Span::of(&file.source, 0..file.source.text.len());
    let own: Arc<str> = Arc::from(base.language.as_str());
    let unsaid = project.unsaid().into_iter().chain([source]).filter(|_| !is_same(&own, tag)).map(|file| (file, own.clone()));
    let foreign = project.foreign(tag).into_iter().chain(unsaid).collect();
    let read = Read { file, written, faults: read.faults.clone() };
    Press { project, pictures, path, locale, translator: Some(&translator) }.fill(&mut draft, &read, foreign);
    draft
}

/// Makes the handout of a draft.
struct Press<'a> {
    project: &'a Project,
    pictures: &'a Pictures,
    path: &'a ProjectPath,
    locale: Locale,
    translator: Option<&'a Translator<'a>>,
}

impl Press<'_> {
    fn fill(&self, draft: &mut Draft, read: &Read, foreign: Vec<(Span, Arc<str>)>) {
        let (project, locale) = (self.project, &self.locale);
        let none = ClinicFile::default();
        let clinic = project.clinic().unwrap_or(&none);
        let mut out = if self.translator.is_some() { Diagnostics::default() } else { std::mem::take(&mut draft.out) };
        let side_words = SideWords::of(&locale.phrases);
        let origins = self.translator.map(Translator::origins).unwrap_or_default();
        let mut reader = Reader { locale, sources: &mut draft.sources, foreign, side_words, origins, out: &mut out };
        let mut album = Album::new(project, self.pictures, self.path);
        let course = Course { project, handout: &read.written, read_faults: &read.faults, translator: self.translator };
        let mut aside = Aside { sum: draft.sum.clone(), ..Aside::default() };
        let desk = Desk { clinic, written: &read.written, path: self.path, terms: project.terms };
        let mut handout = desk.handout(&read.file, &course, &mut album, &mut reader, &mut aside);
        if let Some(translator) = self.translator {
            self.finish(translator, draft, &mut handout, &mut aside, &mut out);
        }
        draft.pending = aside.pending;
        draft.sum = aside.sum;
        let words = words(project, &locale.tag, &mut out);
        draft.handout = (!out.has_errors()).then_some(handout);
        draft.reading = draft.handout.as_ref().map(|handout| Arc::new(reading::read(handout, &words, limits(project), &draft.sources)));
        if self.translator.is_none() {
            let advice = draft.reading.as_ref().map(|reading| reading.advice(Occasion::Everyday)).unwrap_or_default();
            allow::needless(&aside.own, &advice, &mut out);
            draft.allowances = aside.own.into_iter().chain(aside.shared).collect();
        }
        draft.out.extend(out);
    }

    /// What the translation lacks, told and marked. What is wrong with the handout itself was told with it.
    fn finish(&self, translator: &Translator, draft: &mut Draft, handout: &mut model::Handout, aside: &mut Aside, out: &mut Diagnostics) {
        let all = std::mem::take(out);
        let news = all.into_iter().filter(|fault| fault.severity == Severity::Error || fault.span.is_some_and(|span| translator.holds(span)));
        *out = news.collect();
        out.extend(translator.faults());
        aside.pending.extend(translator.pending(self.project.terms));
        let tally = translator.tally();
        handout.marks = self.marks(&tally);
        draft.tally = Some(tally);
    }

    /// What is wanting, in the sheet's language and in English.
    fn marks(&self, tally: &Tally) -> Vec<Text> {
        let stale = self.project.clinic().and_then(|file| file.translations.stale.as_ref()).map(|said| said.value).unwrap_or_default();
        let english = self.project.languages().locale(LANGUAGE, None, &mut Diagnostics::default());
        let wanting = [
            (!tally.missing.is_empty() || stale == Stale::UseSource && !tally.old.is_empty(), Phrase::TranslationPart),
            (stale == Stale::Mark && !tally.old.is_empty(), Phrase::TranslationOld),
            (!tally.unreviewed.is_empty(), Phrase::TranslationNotReviewed),
        ];
        let mut marks = Vec::new();
        for (_, phrase) in wanting.into_iter().filter(|(wanting, _)| *wanting) {
            marks.push(Text::plain(self.locale.phrases.get(phrase)));
            if let Some(english) = english.as_ref().filter(|_| !is_same(LANGUAGE, &self.locale.tag)) {
                marks.push(Text { lang: Some(Arc::from(LANGUAGE)), ..Text::plain(english.phrases.get(phrase)) });
            }
        }
        marks
    }
}

/// The handout as written, and the faults that reading it found.
fn read(project: &Project, path: &ProjectPath, draft: &mut Draft) -> Option<Read> {
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
    Some(Read { file, written: written?, faults })
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
        if course.translator.is_none() {
            aside.sum = review::sum_of_handout(&file.table, &all, &reader.locale.tag, &course.project.own_words(&reader.locale.tag), album);
            all.iter().for_each(|written| review::library_review(written, album, reader));
        }
        if exercises.is_empty() && !course.read_faults.has_errors() {
            let fault = Diagnostic::warning(Code::Count, "this handout has no exercises").at(said.title.span);
            reader.out.push(fault.help("write `[[exercise]]` on a line of its own, and below it a `name` and `steps`"));
        }
        let review = review::review(said.reviewed.as_ref(), reader.home(said.title.span), &aside.sum, self.terms, reader.locale, &mut aside.pending);
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
            marks: Vec::new(),
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
