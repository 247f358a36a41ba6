//! Pictures where they are used: found, taken in, with alternative text; and the credits that they ask for.
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use super::figure::{self, Shown};
use super::project::Project;
use super::rights::Rights;
use super::sides::BodySide;
use super::texts::{Reader, Sides};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{PictureRef, PictureUse, Text};
use crate::picture::{Credit, Kind, Pictures, Problem};
use crate::shelf::{PICTURE_LIMIT, ProjectPath, Refusal, TEXT_LIMIT};
use crate::source::{Sources, Span};
use crate::spec::{self, Canon, Picture, PictureFile, Policy, Said, document};
use usvg::roxmltree;

/// What became of a picture's file.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Good(Found),
    Refused(Refusal),
    Unfit(Problem),
    /// A figure that cannot be drawn: the faults of its file.
    Undrawn(Diagnostics),
    /// A figure elsewhere than where figures lie.
    Astray,
}

/// A picture that was taken in.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub picture: PictureRef,
    pub own: Arc<Own>,
}

/// What a picture says of itself, and the file that stands beside it.
#[derive(Debug)]
pub(super) struct Own {
    pub words: OwnWords,
    /// What a figure's file says of sides.
    shown: Shown,
    credit: Option<Credit>,
    /// `photo.jpg.toml`, whether it is there or not.
    beside: ProjectPath,
    bytes: Option<Arc<[u8]>>,
}

/// What an SVG says: of itself, and within the drawing. Nothing for other pictures.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnWords {
    pub alt: Option<Arc<str>>,
    /// Letters are drawn, which a mirror would turn round.
    drawn: bool,
}

/// What the file beside a picture says; `faulty` where some of it could not be kept.
#[derive(Clone, Debug, Default)]
struct Beside {
    file: Option<PictureFile>,
    faulty: bool,
}

/// Which of its faults are told already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub alt: bool,
    pub licence: bool,
}

/// Finds pictures for one handout.
pub(super) struct Album<'a> {
    project: &'a Project,
    pictures: &'a Pictures,
    handout: &'a ProjectPath,
    /// Lines of credit, each once, in the order of the pictures.
    pub credits: Vec<Text>,
    /// The files beside pictures, each read once.
    beside: BTreeMap<ProjectPath, Beside>,
    /// Figures that stand in the place of a file, by that place.
    posed: BTreeMap<Span, PictureRef>,
}

impl<'a> Album<'a> {
    pub fn new(project: &'a Project, pictures: &'a Pictures, handout: &'a ProjectPath) -> Album<'a> {
        Album { project, pictures, handout, credits: Vec::new(), beside: BTreeMap::new(), posed: BTreeMap::new() }
    }

    /// The picture with its words. None where it cannot be used, or has no alternative text: that is in the reader's `out`.
    pub fn place(&mut self, written: &Picture, side: Sides, told: Told, reader: &mut Reader) -> Option<PictureUse> {
        let caption = written.caption.as_ref().map(|caption| reader.text(caption, side)).filter(|caption| !caption.is_empty());
        let said_alt = written.alt.as_ref().map(|alt| reader.words(alt, side));
        let Found { picture, own } = self.find(written, reader)?;
        let beside = self.beside(&own, reader);
        let noted = beside.file.as_ref().and_then(|file| self.noted_alt(file, reader));
        let said_alt = said_alt.or_else(|| noted.map(|alt| reader.words(alt, side)));
        let shown = shown(written, beside.file.as_ref(), &own.shown);
        let flipped = flipped(written, &shown, &own.words, side, reader);
        self.credit(written, &own, &beside, told.licence, flipped, reader);
        if let (None, Some(own)) = (&said_alt, &own.words.alt) {
            own_words(own, written, &shown, flipped, side, reader);
        }
        let alt = said_alt.or_else(|| own.words.alt.as_ref().map(ToString::to_string)).filter(|alt| !alt.is_empty());
        if alt.is_none() && !told.alt {
            let message = format!("the picture `{}` has no alternative text", written.file.value);
            let help = match &written.figure {
                Some(_) => "say what it shows: { figure = { … }, alt = \"…\" }".to_owned(),
                None => format!("say what it shows: {{ file = \"{}\", alt = \"…\" }}", written.file.value),
            };
            let help = match beside.file.as_ref().is_some_and(|file| file.alt.is_some()) {
                true => format!("`{}` has one in another language; {help}", self.project.shelf.shown(&own.beside)),
                false => help,
            };
            reader.out.push(Diagnostic::error(Code::MissingAlt, message).at(written.file.span).help(help));
        }
        let lang = written.alt.as_ref().and_then(|alt| reader.foreign_at(alt.span));
        Some(PictureUse { picture, alt: alt?, lang, caption, flipped, span: Some(written.file.span) })
    }

    /// The file beside a picture. Its faults are told once.
    fn beside(&mut self, own: &Own, reader: &mut Reader) -> Beside {
        let Some(bytes) = &own.bytes else { return Beside::default() };
        if let Some(known) = self.beside.get(&own.beside) {
            return known.clone();
        }
        let name = self.project.shelf.shown(&own.beside);
        let mut faults = Diagnostics::default();
        let file = document(spec::Kind::Picture, &name, bytes, reader.sources, &mut faults).and_then(|file| file.table.typed(&mut faults));
        let beside = Beside { file, faulty: faults.has_errors() };
        reader.out.extend(faults);
        self.beside.insert(own.beside.clone(), beside.clone());
        beside
    }

    /// The alternative text of the file beside, where it is in the handout's language.
    fn noted_alt<'f>(&self, file: &'f PictureFile, reader: &Reader) -> Option<&'f Said<String>> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
        let language = file.language.as_ref().map_or(self.project.language(), |said| said.value.as_str());
        file.alt.as_ref().filter(|_| primary(language) == primary(&reader.locale.tag))
    }

    /// Adds the line that the picture's licence asks for, and tells what stands against the picture. `told`: a fault of its licence is told.
    fn credit(&mut self, written: &Picture, own: &Own, beside: &Beside, told: bool, mirrored: bool, reader: &mut Reader) {
        let rights = Rights::of(written, beside.file.as_ref(), own.credit.as_ref(), reader);
        let any = Policy::default();
        let clinic = self.project.clinic().filter(|_| !told && !beside.faulty && !self.project.clinic_is_faulty());
        let policy = clinic.map_or(&any, |clinic| &clinic.policy);
        rights.check(policy, written, &self.project.shelf.shown(&own.beside), mirrored, reader);
        let line = rights.line(policy, reader, written.file.span, mirrored);
        self.credits.extend(line.filter(|line| self.credits.iter().all(|known| known.content != line.content)));
    }

    /// The file that `written` names or the figure that it says, taken in once a run, and its own words.
    pub fn find(&mut self, written: &Picture, reader: &mut Reader) -> Option<Found> {
        match &written.figure {
            Some(figure) => self.pose(figure, &written.file, reader),
            None => self.file(&written.file, reader),
        }
    }

    /// A figure that stands in the place of a file.
    fn pose(&mut self, said: &Said<spec::Figure>, file: &Said<String>, reader: &mut Reader) -> Option<Found> {
        if file.span != said.span {
            let fault = Diagnostic::error(Code::Contradiction, "`file` and `figure` are two pictures").at(said.span);
            reader.out.push(fault.help("keep one of the two"));
            return None;
        }
        let mut faults = Diagnostics::default();
        let pose = figure::posed(&said.value, &mut faults);
        reader.out.extend(faults);
        let pose = pose?;
        let alt = said.value.alt.as_ref().map(|alt| alt.value.trim().to_owned()).filter(|alt| !alt.is_empty());
        // Places do not tell figures apart here: handouts have texts of their own at the same places.
        let key = format!("{pose:?} {alt:?}");
        let cell = self.project.posed.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone();
        let picture = match cell.get() {
            Some(picture) => *picture,
            None => {
                self.project.drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let figure = figure::drawing(&said.value, &pose, reader.out)?;
                *cell.get_or_init(|| self.pictures.add_figure(figure.drawing, alt.clone()))
            }
        };
        self.posed.insert(said.span, picture);
        let words = OwnWords { alt: alt.as_deref().map(Arc::from), drawn: false };
        let own = Own { words, shown: figure::shown(&said.value), credit: None, beside: ProjectPath::default(), bytes: None };
        Some(Found { picture, own: Arc::new(own) })
    }

    /// The file that is named, taken in once a run, and its own words.
    pub fn file(&mut self, written: &Said<String>, reader: &mut Reader) -> Option<Found> {
        // A picture without a file was told when its file was read.
        if written.value.trim().is_empty() {
            return None;
        }
        let by = self.project.file_of(written.span).unwrap_or(self.handout);
        let outcome = match self.project.shelf.find(by, &written.value) {
            Ok(path) => self.outcome(&path),
            Err(refusal) => Outcome::Refused(refusal),
        };
        match outcome {
            Outcome::Good(found) => Some(found),
            Outcome::Refused(refusal) => {
                // A path that begins elsewhere may have been told when its file was read.
                if !reader.out.iter().any(|fault| fault.code == Code::PictureOutside && fault.span == Some(written.span)) {
                    reader.out.push(refused(refusal, written, reader));
                }
                None
            }
            Outcome::Unfit(problem) => {
                let message = format!("`{}`: {}", written.value, problem.message);
                let fault = Diagnostic::error(problem.code, message).at(written.span);
                reader.out.push(Diagnostic { help: problem.help, ..fault });
                None
            }
            Outcome::Undrawn(faults) => {
                reader.out.extend(faults);
                None
            }
            Outcome::Astray => {
                let message = format!("the figure `{}` does not lie in the project's folder `images`", written.value);
                let help = "move it there, and write `images/` before its name";
                reader.out.push(Diagnostic::error(Code::PictureMissing, message).at(written.span).help(help));
                None
            }
        }
    }

    /// The hash of the picture's bytes and of what the file beside it says, which may be read aloud; its name where it cannot be had, which is
    /// an error of its own.
    pub fn sum(&self, written: &Said<String>) -> String {
        if let Some(picture) = self.posed.get(&written.span) {
            return blake3::Hash::from_bytes(self.pictures.bytes_hash(*picture)).to_hex().to_string();
        }
        let by = self.project.file_of(written.span).unwrap_or(self.handout);
        match self.project.shelf.find(by, &written.value).map(|path| self.outcome(&path)) {
            Ok(Outcome::Good(Found { picture, own })) => {
                let beside = own.bytes.as_ref().map(|bytes| blake3::hash(&said_beside(bytes)).to_hex().to_string()).unwrap_or_default();
                blake3::Hash::from_bytes(self.pictures.bytes_hash(picture)).to_hex().to_string() + &beside
            }
            Ok(Outcome::Refused(_) | Outcome::Unfit(_) | Outcome::Undrawn(_) | Outcome::Astray) | Err(_) => written.value.clone(),
        }
    }

    fn outcome(&self, path: &ProjectPath) -> Outcome {
        let cell = self.project.pictures.lock().unwrap_or_else(PoisonError::into_inner).entry(path.clone()).or_default().clone();
        // A figure is drawn once however many wait for it. Two threads may read the same photo at once: both come to the same, and none
        // waits for the other's disk.
        if path.name().ends_with(figure::ENDING) {
            let draw = || {
                self.project.drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                self.draw(path)
            };
            return cell.get_or_init(draw).clone();
        }
        cell.get().cloned().unwrap_or_else(|| {
            let outcome = self.read(path);
            cell.get_or_init(|| outcome).clone()
        })
    }

    /// A figure is drawn, and is a picture like any other from then on.
    fn draw(&self, path: &ProjectPath) -> Outcome {
        if !self.project.figures.contains_key(path) {
            return Outcome::Astray;
        }
        let mut faults = Diagnostics::default();
        match figure::drawn(path, &self.project.figures, &mut faults) {
            Some(figure) => {
                let alt = Some(figure.alt).filter(|alt| !alt.is_empty());
                let words = OwnWords { alt: alt.as_deref().map(Arc::from), drawn: false };
                self.taken(path, Ok(self.pictures.add_figure(figure.drawing, alt)), |_| (words, figure.shown))
            }
            None => Outcome::Undrawn(faults),
        }
    }

    fn read(&self, path: &ProjectPath) -> Outcome {
        let bytes = match self.project.shelf.read(path, PICTURE_LIMIT) {
            Ok(bytes) => bytes,
            Err(refusal) => return Outcome::Refused(refusal),
        };
        self.take(path, bytes)
    }

    fn take(&self, path: &ProjectPath, bytes: Arc<[u8]>) -> Outcome {
        self.taken(path, self.pictures.add(bytes.clone()), |picture| match self.pictures.measured(picture).kind {
            Kind::Svg => (svg_words(&bytes), Shown::default()),
            Kind::Jpeg | Kind::Png | Kind::WebP => Default::default(),
        })
    }

    /// With the file beside it, whatever kind of picture it is.
    fn taken(&self, path: &ProjectPath, picture: Result<PictureRef, Problem>, own: impl FnOnce(PictureRef) -> (OwnWords, Shown)) -> Outcome {
        let beside = ProjectPath::within("", &format!("{path}.toml")).unwrap_or_default();
        let noted = self.project.shelf.is_file(&beside).then(|| self.project.shelf.read(&beside, TEXT_LIMIT)).transpose();
        match (picture, noted) {
            (Ok(picture), Ok(noted)) => {
                let (words, shown) = own(picture);
                let own = Own { words, shown, credit: self.pictures.credit(picture), beside, bytes: noted };
                Outcome::Good(Found { picture, own: Arc::new(own) })
            }
            (Err(problem), _) => Outcome::Unfit(problem),
            (Ok(_), Err(refusal)) => Outcome::Refused(refusal),
        }
    }
}

/// What a file beside a picture says, however it is written; its bytes where that cannot be told.
fn said_beside(bytes: &[u8]) -> Vec<u8> {
    let file = document(spec::Kind::Picture, "", bytes, &mut Sources::default(), &mut Diagnostics::default());
    let picture = |said: &Said<String>| said.value.clone();
    file.map_or_else(
        || bytes.to_vec(),
        |file| {
            let mut canon = Canon::new(&picture);
            canon.table(&file.table, &["schema"]);
            canon.finish().into_bytes()
        },
    )
}

/// The refusal at its place. Where it is plain what was meant, that is what to write instead.
fn refused(refusal: Refusal, written: &Said<String>, reader: &Reader) -> Diagnostic {
    let fault = Diagnostic::error(refusal.picture_code(), &refusal.message).at(written.span);
    let fault = Diagnostic { help: refusal.help, ..fault };
    let raw = reader.sources.place(written.span).map(|place| place.source.text[place.range].to_owned()).unwrap_or_default();
    let fix = refusal.instead.filter(|path| !path.contains(['"', '\''])).and_then(|path| match raw == written.value {
        // The place of a line within a longer text: no quotes around it.
        true => Some(path),
        false => is_quoted(&raw).then(|| format!("\"{path}\"")),
    });
    match fix {
        Some(text) => fault.fix(written.span, text),
        None => fault,
    }
}

/// One text in plain quotes, so that a fix can stand in its place.
fn is_quoted(raw: &str) -> bool {
    ["\"", "'"].iter().any(|quote| raw.len() >= 2 && raw.starts_with(quote) && raw.ends_with(quote) && !raw.starts_with(&quote.repeat(3)))
}

/// What the handout says of sides goes before the file beside the picture, and that before a figure's own file.
fn shown(written: &Picture, beside: Option<&PictureFile>, own: &Shown) -> Shown {
    Shown {
        side: written.shows_side.as_ref().or(beside.and_then(|file| file.shows_side.as_ref())).or(own.side.as_ref()).cloned(),
        flippable: written.flippable.as_ref().or(beside.and_then(|file| file.flippable.as_ref())).or(own.flippable.as_ref()).cloned(),
    }
}

/// Whether the picture is drawn mirrored: it shows the other side than the exercise is for, and may. Where it may not, that is told.
fn flipped(written: &Picture, shown: &Shown, own: &OwnWords, side: Sides, reader: &mut Reader) -> bool {
    let file = &written.file.value;
    let may = shown.flippable.as_ref().filter(|may| may.value);
    if let Some(may) = may.filter(|_| own.drawn) {
        let message = format!("`{file}` has letters in it, which would stand in a mirror");
        let help = "leave `flippable` out, and use a drawing for each side; or take the letters out of the drawing";
        reader.out.push(Diagnostic::error(Code::WrongSide, message).at(may.span).help(help));
    }
    let Some(shows) = &shown.side else {
        if let Some(may) = may {
            let message = "`flippable` has no use: the picture does not say which side it shows";
            let help = "add `shows-side = \"left\"` or `shows-side = \"right\"`";
            reader.out.push(Diagnostic::warning(Code::WrongSide, message).at(may.span).help(help));
        }
        return false;
    };
    let Some(wanted) = side.now().filter(|now| *now != BodySide::shown(shows.value)) else { return false };
    if may.is_none() {
        let message = format!("`{file}` shows the {} side, and the exercise is for the {} one", wanted.other().key(), wanted.key());
        let help = format!(
            "use a picture of the {} side; or add `flippable = true` where nothing in it would be wrong in a mirror: no text, no scar",
            wanted.key()
        );
        let fault = Diagnostic::error(Code::WrongSide, message).at(shows.span).help(help);
        reader.out.push(reader.for_exercise(fault, side, shows.span));
    }
    may.is_some()
}

/// A drawing's own description cannot follow the exercise's side. It holds where the drawing is known to show that side, and is not mirrored.
fn own_words(own: &str, written: &Picture, shown: &Shown, flipped: bool, side: Sides, reader: &mut Reader) {
    let Some(now) = side.now().filter(|_| flipped || shown.side.is_none()) else { return };
    let Some(found) = reader.side_words.find(own).into_iter().next() else { return };
    let why = if flipped { "the drawing is mirrored".to_owned() } else { format!("the exercise is for the {} side", now.key()) };
    let message = format!("the description in `{}` says `{}`, and {why}", written.file.value, &own[found.range]);
    let more = if flipped { "" } else { "; or say which side it shows: `shows-side`" };
    let help = format!("describe it here, with `{{side}}` for the side: `alt = \"…\"`{more}");
    let fault = Diagnostic::error(Code::LiteralSide, message).at(written.file.span).help(help);
    reader.out.push(reader.for_exercise(fault, side, written.file.span));
}

/// An SVG's own words for what it shows: its description, else its title; and whether it draws letters.
fn svg_words(bytes: &[u8]) -> OwnWords {
    // What cannot be looked into may hold letters.
    let unknown = OwnWords { alt: None, drawn: true };
    let Some(text) = std::str::from_utf8(bytes).ok().map(|text| text.trim_start_matches('\u{FEFF}')) else { return unknown };
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let Ok(document) = roxmltree::Document::parse_with_options(text, options) else { return unknown };
    let said = |tag: &str| {
        let node = document.root_element().children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)))?;
        let words = node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect::<String>();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    };
    let is_drawn = |node: roxmltree::Node| node.tag_name().name() == "text" && node.descendants().any(|node| node.is_text());
    OwnWords { alt: said("desc").or_else(|| said("title")).map(Arc::from), drawn: document.descendants().any(is_drawn) }
}

/// Where a place lies behind another, in the same text or a later one.
pub(super) fn covers(whole: Span, part: Span) -> bool {
    whole.start <= part.start && part.end <= whole.end
}
