//! Whose picture it is: what the handout says goes before the file beside the picture, and that before the picture itself, key by key.
//! From it comes the line of credit, and whether the clinic allows the picture at all.
use super::texts::{Reader, Sides};
use super::words::{isolated, listed, ltr};
use crate::diag::{Code, Diagnostic};
use crate::model::{Phrase, Text};
use crate::picture::Credit;
use crate::source::Span;
use crate::spec::{Licence, Picture, PictureFile, Policy, Said, Using, forbids_changes};

/// What is known of a picture's rights.
pub(super) struct Rights {
    author: Option<String>,
    licence: Option<(Licence, String, Span)>,
    source: Option<String>,
    changes: Option<String>,
    /// What the picture itself says of its rights.
    own_words: Option<String>,
    /// The handout names who is to be credited: that is printed whatever the licence asks for.
    wished: bool,
}

impl Rights {
    pub fn of(written: &Picture, beside: Option<&PictureFile>, own: Option<&Credit>, reader: &mut Reader) -> Rights {
        // A camera writes names too: only who claims rights wants to be named.
        let own = own.filter(|credit| credit.claimed);
        let mut words = |first: &Option<Said<String>>, second: Option<&Option<Said<String>>>, last: Option<&Option<String>>| {
            let said = first.as_ref().or(second.and_then(Option::as_ref)).map(|said| reader.words(said, Sides::Lost));
            said.or_else(|| last.and_then(Clone::clone)).filter(|text| !text.is_empty())
        };
        Rights {
            author: words(&written.author, beside.map(|file| &file.author), own.map(|credit| &credit.author)),
            source: words(&written.source, beside.map(|file| &file.source), own.map(|credit| &credit.source)),
            changes: words(&written.changes, beside.map(|file| &file.changes), None),
            licence: licence(written, beside, own),
            own_words: own.and_then(|credit| credit.rights.clone()),
            wished: written.author.is_some() || written.source.is_some(),
        }
    }

    /// Whether the clinic and the licence allow the picture; and what the licence asks for and nobody has said. `beside`: where it can be
    /// said.
    pub fn check(&self, policy: &Policy, written: &Picture, beside: &str, mirrored: bool, reader: &mut Reader) {
        let file = &written.file;
        let using = using(policy, mirrored);
        match (&self.licence, &policy.licences) {
            // Drawn here from a pose: nobody else has a right in it.
            (None, _) if file.value.ends_with(super::figure::ENDING) => {}
            (None, Some(allowed)) => {
                let names: Vec<String> = allowed.iter().map(|said| format!("`{}`", said.value.0)).collect();
                let fault = Diagnostic::error(Code::LicenceMissing, format!("nobody says which licence the picture `{}` has", file.value));
                let help = format!(
                    "say it here, {{ file = \"{}\", licence = \"…\" }}, or in `{beside}`; the clinic allows {}",
                    file.value,
                    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
                );
                reader.out.push(fault.at(file.span).help(help));
            }
            (Some((licence, name, span)), Some(allowed)) => {
                if !licence.permits(&Using { changed: false, ..using.clone() }) {
                    let message = format!("the licence `{name}` of the picture `{}` is none of those that the clinic allows", file.value);
                    let fault = Diagnostic::error(Code::LicenceRefused, message).at(*span);
                    let fault = fault.help("take another picture, or add this licence to `licences` in `stepsheet.toml`");
                    reader.out.push(match allowed.first() {
                        Some(first) => fault.also(first.span, "the clinic allows these"),
                        None => fault,
                    });
                }
            }
            (_, None) => {}
        }
        if let Some((name, span)) = self.unchangeable(&using, file.span) {
            let message = format!("the licence `{name}` lets nobody change the picture `{}`, and the sheet mirrors it", file.value);
            let fault = Diagnostic::error(Code::LicenceRefused, message).at(span);
            reader.out.push(fault.help("take a picture of the other side, or one with another licence"));
        }
        if let (Some((licence, name, span)), None) = (&self.licence, &self.author)
            && licence.asks_for_author(&using)
        {
            let message = format!("the licence `{name}` asks to name who made the picture `{}`, and nobody says who did", file.value);
            let fault = Diagnostic::warning(Code::AuthorMissing, message).at(*span);
            reader.out.push(fault.help(format!("write `author = \"…\"` here or in `{beside}`")));
        }
    }

    /// The licence that forbids what is done, where nothing is done but a change.
    fn unchangeable(&self, using: &Using, place: Span) -> Option<(&str, Span)> {
        if !using.changed {
            return None;
        }
        match &self.licence {
            // What the clinic refuses as it is was told.
            Some((licence, name, span)) => {
                let as_it_is = licence.permits(&Using { changed: false, ..using.clone() });
                (as_it_is && !licence.permits(using)).then_some((name.as_str(), *span))
            }
            None => self.own_words.as_deref().filter(|words| forbids_changes(words)).map(|words| (words, place)),
        }
    }

    /// The line that the sheet must print: who made it, under which licence and where that can be read, from where, what was changed.
    /// `mirrored`: the sheet itself changes it.
    pub fn line(&self, policy: &Policy, reader: &Reader, place: Span, mirrored: bool) -> Option<Text> {
        let asked = self.licence.as_ref().is_none_or(|(licence, _, _)| licence.asks_for_credit(&using(policy, mirrored)));
        if !asked && !self.wished {
            return None;
        }
        let phrases = &reader.locale.phrases;
        let author = self.author.as_ref().map(|author| isolated(author));
        let licences = self.licence.iter().flat_map(|(licence, _, _)| licence.shown()).map(|(name, address)| match address {
            Some(address) => phrases.fill(Phrase::LicenceAt, &[("licence", &ltr(&name)), ("address", &ltr(&address))]),
            None => isolated(&name),
        });
        let source = self.source.as_ref().map(|source| if source.contains("://") { ltr(source) } else { isolated(source) });
        let mirror = mirrored.then(|| phrases.get(Phrase::Mirrored).to_owned());
        let changes: Vec<String> = self.changes.iter().map(|changes| isolated(changes)).chain(mirror).collect();
        let said = author.into_iter().chain(licences).chain(source);
        let mut parts: Vec<String> = said.collect();
        if !changes.is_empty() && (self.changes.is_some() || !parts.is_empty()) {
            parts.push(phrases.fill(Phrase::PictureChanges, &[("changes", &listed(reader.locale, &changes))]));
        }
        (!parts.is_empty()).then(|| Text { span: Some(place), ..Text::plain(listed(reader.locale, &parts)) })
    }
}

fn using(policy: &Policy, changed: bool) -> Using<'_> {
    let allowed = policy.licences.as_ref().map(|allowed| allowed.iter().map(|said| said.value.0.as_str()).collect());
    Using { allowed, changed }
}

/// Its licence, its name and where that is said. What the picture says of itself is known by its address or its name.
fn licence(written: &Picture, beside: Option<&PictureFile>, own: Option<&Credit>) -> Option<(Licence, String, Span)> {
    if let Some(said) = written.licence.as_ref().or(beside.and_then(|file| file.licence.as_ref())) {
        // A name that is none was told when its file was read.
        return said.value.parse().ok().map(|licence| (licence, said.value.trim().to_owned(), said.span));
    }
    let words = own?.licence.as_ref()?;
    let name = Licence::of_address(words).unwrap_or_else(|| words.trim().to_owned());
    name.parse().ok().map(|licence| (licence, name, written.file.span))
}
