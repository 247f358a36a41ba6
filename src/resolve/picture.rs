//! Pictures where they are used: found, taken in, with alternative text; and the credits that they ask for.
use std::sync::{Arc, PoisonError};

use super::project::Project;
use super::texts::{Reader, Sides};
use super::words::{isolated, listed, ltr};
use crate::diag::{Code, Diagnostic};
use crate::model::{PictureRef, PictureUse, Text};
use crate::picture::{Kind, Pictures, Problem};
use crate::shelf::{PICTURE_LIMIT, ProjectPath, Refusal};
use crate::source::Span;
use crate::spec::{Picture, Said};

/// What became of a picture's file.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Good { picture: PictureRef, own_alt: Option<Arc<str>> },
    Refused(Refusal),
    Unfit(Problem),
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
        let (picture, own_alt) = self.find(&written.file, reader)?;
        let alt = said_alt.or_else(|| own_alt.map(|alt| alt.to_string())).filter(|alt| !alt.is_empty());
        if alt.is_none() && !alt_told {
            let message = format!("the picture `{}` has no alternative text", written.file.value);
            let help = format!("say what it shows: {{ file = \"{}\", alt = \"…\" }}", written.file.value);
            reader.out.push(Diagnostic::error(Code::MissingAlt, message).at(written.file.span).help(help));
        }
        let lang = written.alt.as_ref().and_then(|alt| reader.foreign_at(alt.span));
        Some(PictureUse { picture, alt: alt?, lang, caption, span: Some(written.file.span) })
    }

    /// The file that `written` names, taken in once a run; its own alternative text where it has one.
    pub fn find(&mut self, written: &Said<String>, reader: &mut Reader) -> Option<(PictureRef, Option<Arc<str>>)> {
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
            Outcome::Good { picture, own_alt } => Some((picture, own_alt)),
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
                let own_alt = match self.pictures.measured(picture).kind {
                    Kind::Svg => svg_alt(&bytes).map(Arc::from),
                    Kind::Jpeg | Kind::Png | Kind::WebP => None,
                };
                Outcome::Good { picture, own_alt }
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

/// An SVG's own words for what it shows: its description, else its title.
fn svg_alt(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let document = usvg::roxmltree::Document::parse(text).ok()?;
    let said = |tag: &str| {
        let node = document.root_element().children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)))?;
        let words = node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect::<String>();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    };
    said("desc").or_else(|| said("title"))
}

/// Where a place lies behind another, in the same text or a later one.
pub(super) fn covers(whole: Span, part: Span) -> bool {
    whole.start <= part.start && part.end <= whole.end
}
