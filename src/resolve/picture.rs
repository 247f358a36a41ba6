//! Pictures where they are used: found, taken in, with alternative text; and the credits that they ask for.
use std::sync::{Arc, PoisonError};

use super::project::Project;
use super::sides::BodySide;
use super::texts::{Reader, Sides};
use super::words::{isolated, listed, ltr};
use crate::diag::{Code, Diagnostic};
use crate::model::{PictureRef, PictureUse, Text};
use crate::picture::{Kind, Pictures, Problem};
use crate::shelf::{PICTURE_LIMIT, ProjectPath, Refusal};
use crate::source::Span;
use crate::spec::{Picture, Said};
use usvg::roxmltree;

/// What became of a picture's file.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Good { picture: PictureRef, own: OwnWords },
    Refused(Refusal),
    Unfit(Problem),
}

/// What an SVG says: of itself, and within the drawing. Nothing for other pictures.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnWords {
    pub alt: Option<Arc<str>>,
    /// Letters are drawn, which a mirror would turn round.
    drawn: bool,
}

/// Finds pictures for one handout.
pub(super) struct Album<'a> {
    pub project: &'a Project,
    pub pictures: &'a Pictures,
    pub handout: &'a ProjectPath,
    /// Lines of credit, each once, in the order of the pictures.
    pub credits: Vec<Text>,
}

impl Album<'_> {
    /// The picture with its words. None where it cannot be used, or has no alternative text: that is in the reader's `out`.
    /// `alt_told`: a fault of its alternative text is told already.
    pub fn place(&mut self, written: &Picture, side: Sides, alt_told: bool, reader: &mut Reader) -> Option<PictureUse> {
        self.credit(written, reader);
        let caption = written.caption.as_ref().map(|caption| reader.text(caption, side)).filter(|caption| !caption.is_empty());
        let said_alt = written.alt.as_ref().map(|alt| reader.words(alt, side));
        let (picture, own) = self.find(&written.file, reader)?;
        let flipped = flipped(written, &own, side, reader);
        if let (None, Some(own)) = (&said_alt, &own.alt) {
            own_words(own, written, flipped, side, reader);
        }
        let alt = said_alt.or_else(|| own.alt.map(|alt| alt.to_string())).filter(|alt| !alt.is_empty());
        if alt.is_none() && !alt_told {
            let message = format!("the picture `{}` has no alternative text", written.file.value);
            let help = format!("say what it shows: {{ file = \"{}\", alt = \"…\" }}", written.file.value);
            reader.out.push(Diagnostic::error(Code::MissingAlt, message).at(written.file.span).help(help));
        }
        let lang = written.alt.as_ref().and_then(|alt| reader.foreign_at(alt.span));
        Some(PictureUse { picture, alt: alt?, lang, caption, flipped, span: Some(written.file.span) })
    }

    /// The file that `written` names, taken in once a run, and its own words.
    pub fn find(&mut self, written: &Said<String>, reader: &mut Reader) -> Option<(PictureRef, OwnWords)> {
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
            Outcome::Good { picture, own } => Some((picture, own)),
            Outcome::Refused(refusal) => {
                reader.out.push(refused(refusal, written, reader));
                None
            }
            Outcome::Unfit(problem) => {
                let message = format!("`{}`: {}", written.value, problem.message);
                let fault = Diagnostic::error(problem.code, message).at(written.span);
                reader.out.push(Diagnostic { help: problem.help, ..fault });
                None
            }
        }
    }

    /// The hash of the picture's bytes; its name where it cannot be had, which is an error of its own.
    pub fn sum(&self, written: &Said<String>) -> String {
        let by = self.project.file_of(written.span).unwrap_or(self.handout);
        match self.project.shelf.find(by, &written.value).map(|path| self.outcome(&path)) {
            Ok(Outcome::Good { picture, .. }) => blake3::Hash::from_bytes(self.pictures.bytes_hash(picture)).to_hex().to_string(),
            Ok(Outcome::Refused(_) | Outcome::Unfit(_)) | Err(_) => written.value.clone(),
        }
    }

    fn outcome(&self, path: &ProjectPath) -> Outcome {
        let known = self.project.pictures.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        // Two threads may read the same file at once: both come to the same, and none waits for the other's disk.
        known.unwrap_or_else(|| {
            let outcome = self.read(path);
            self.project.pictures.lock().unwrap_or_else(PoisonError::into_inner).entry(path.clone()).or_insert(outcome).clone()
        })
    }

    fn read(&self, path: &ProjectPath) -> Outcome {
        let bytes = match self.project.shelf.read(path, PICTURE_LIMIT) {
            Ok(bytes) => bytes,
            Err(refusal) => return Outcome::Refused(refusal),
        };
        match self.pictures.add(bytes.clone()) {
            Ok(picture) => {
                let own = match self.pictures.measured(picture).kind {
                    Kind::Svg => svg_words(&bytes),
                    Kind::Jpeg | Kind::Png | Kind::WebP => OwnWords::default(),
                };
                Outcome::Good { picture, own }
            }
            Err(problem) => Outcome::Unfit(problem),
        }
    }

    /// Who made the picture, under which licence, from where: a line of credit.
    fn credit(&mut self, written: &Picture, reader: &mut Reader) {
        let said = [&written.author, &written.licence, &written.source];
        let parts: Vec<String> = said.into_iter().flatten().map(|said| shown(&reader.words(said, Sides::Lost))).collect();
        if parts.is_empty() {
            return;
        }
        let line = listed(reader.locale, &parts);
        if self.credits.iter().all(|known| known.content != line) {
            self.credits.push(Text { span: Some(written.file.span), ..Text::plain(line) });
        }
    }
}

/// Addresses run left to right, names as their letters do.
fn shown(text: &str) -> String {
    if text.contains("://") { ltr(text) } else { isolated(text) }
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

/// Whether the picture is drawn mirrored: it shows the other side than the exercise is for, and may. Where it may not, that is told.
fn flipped(written: &Picture, own: &OwnWords, side: Sides, reader: &mut Reader) -> bool {
    let file = &written.file.value;
    let may = written.flippable.as_ref().filter(|may| may.value);
    if let Some(may) = may.filter(|_| own.drawn) {
        let message = format!("`{file}` has letters in it, which would stand in a mirror");
        let help = "leave `flippable` out, and use a drawing for each side; or take the letters out of the drawing";
        reader.out.push(Diagnostic::error(Code::WrongSide, message).at(may.span).help(help));
    }
    let Some(shows) = &written.shows_side else {
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
fn own_words(own: &str, written: &Picture, flipped: bool, side: Sides, reader: &mut Reader) {
    let Some(now) = side.now().filter(|_| flipped || written.shows_side.is_none()) else { return };
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
