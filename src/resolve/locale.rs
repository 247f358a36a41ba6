//! The phrases of a language: those that are built in, with the project's own over them.
use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use super::{files::Shared, sides, words};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::Direction;
use crate::model::{Locale, Phrase, Phrases};
use crate::source::Span;
use crate::spec::{self, Forms, Said, Table};

/// The sheet itself counts no further: weeks of a log.
const COUNTED: usize = 64;

/// The languages of a run: tag → its file's documents.
pub(super) struct Languages<'a> {
    /// By tag, sorted.
    pub built_in: &'a BTreeMap<&'static str, Shared>,
    pub own: &'a BTreeMap<String, Shared>,
}

impl Languages<'_> {
    /// All tags, sorted, each once.
    fn tags(&self) -> Vec<&str> {
        let mut tags: Vec<&str> = self.built_in.keys().copied().chain(self.own.keys().map(String::as_str)).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// Whether there are phrases for the language of a tag.
    pub fn knows(&self, tag: &str) -> bool {
        likely(tag).iter().any(|wanted| self.tags().into_iter().any(|known| known.eq_ignore_ascii_case(wanted)))
    }

    /// The language that `tag` asks for, with every phrase. A region without phrases of its own has its language's; no phrase is ever
    /// taken from another language. None with an error where there is none.
    pub fn locale(&self, tag: &str, span: Option<Span>, out: &mut Diagnostics) -> Option<Locale> {
        let Some(found) = likely(tag).into_iter().find_map(|wanted| self.tags().into_iter().find(|known| known.eq_ignore_ascii_case(&wanted))) else {
            let help = format!("there are phrases in {}; for another language write `locales/{tag}.toml`", self.tags().join(", "));
            out.push(
                Diagnostic::error(Code::UnknownLanguage, format!("there are no phrases of the sheet in the language `{tag}`")).at(span).help(help),
            );
            return None;
        };
        let below = self.built_in.get(found).map(|shared| shared.document(out));
        let above = self.own.get(found).map(|shared| shared.document(out));
        let (below, above) = (below.flatten(), above.flatten());
        let mut phrases = match (&below, &above) {
            (Some(below), Some(above)) => phrases(found, &above.table.over(&below.table), out)?,
            (None, Some(only)) | (Some(only), None) => phrases(found, &only.table, out)?,
            (None, None) => return None,
        };
        if let (Some(below), Some(_)) = (&below, &above) {
            keep_side_words(&mut phrases, &below.table);
        }
        Some(Locale { tag: canonical(tag), direction: direction(tag), phrases: Arc::new(phrases) })
    }
}

/// The tags under which the phrases of `tag` may stand, the nearest first: itself, its script without its region, its language.
pub(super) fn likely(tag: &str) -> Vec<String> {
    let tag = canonical(tag);
    let mut all = vec![tag.clone()];
    if let Ok(id) = tag.parse::<LanguageIdentifier>() {
        let script = id.script.map(|script| script.to_string()).or_else(|| chinese_script(&id).map(str::to_owned));
        all.extend(script.map(|script| format!("{}-{script}", id.language)));
        // Chinese is written in two scripts that not everybody reads: one does not stand for the other.
        if id.language.as_str() != "zh" {
            all.push(id.language.to_string());
        }
    }
    all
}

fn chinese_script(id: &LanguageIdentifier) -> Option<&'static str> {
    let traditional = id.region.is_some_and(|region| matches!(region.as_str(), "TW" | "HK" | "MO"));
    (id.language.as_str() == "zh").then_some(if traditional { "Hant" } else { "Hans" })
}

/// `EN-us` is `en-US`; what is no tag stays as it is.
pub(super) fn canonical(tag: &str) -> String {
    tag.trim().parse::<LanguageIdentifier>().map_or_else(|_| tag.trim().to_owned(), |id| id.to_string())
}

/// Whether a reader of one is a reader of the other: `en` and `en-GB` are, `zh-Hans` and `zh-Hant` are not.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let within = |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    within(one, other) || within(other, one)
}

/// Which way the script of a language runs: its own, or the one it is usually written in (CLDR likely subtags).
pub(super) fn direction(tag: &str) -> Direction {
    const RTL_SCRIPTS: &[&str] = &["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"];
    const RTL_LANGUAGES: &[&str] = &[
        "ar", "arz", "azb", "bal", "bgn", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "skr", "syr", "ug",
        "ur", "yi",
    ];
    let Ok(id) = tag.parse::<LanguageIdentifier>() else { return Direction::Ltr };
    let rtl = match id.script {
        Some(script) => RTL_SCRIPTS.contains(&script.as_str()),
        None => RTL_LANGUAGES.contains(&id.language.as_str()),
    };
    if rtl { Direction::Rtl } else { Direction::Ltr }
}

/// All phrases of a file. Every fault of it is an error: a sheet with half of its words is no sheet.
fn phrases(tag: &str, table: &Table, out: &mut Diagnostics) -> Option<Phrases> {
    let file: spec::Locale = table.typed(out)?;
    let mut faults = Diagnostics::default();
    let mut phrases = Phrases { tag: tag.to_owned(), forms: BTreeMap::new(), categories: words::first_categories(tag, COUNTED) };
    let categories = words::categories(tag);
    for (key, forms) in &file.phrases {
        match Phrase::from_slug(&key.value) {
            Some(phrase) => {
                check(phrase, key, forms, &categories, &mut faults);
                phrases.forms.insert(phrase, all_forms(forms).into_iter().map(|(name, said)| (name, said.value.clone())).collect());
            }
            None => faults.push(unknown(key)),
        }
    }
    let missing: Vec<String> =
        Phrase::ALL.iter().filter(|phrase| !phrases.forms.contains_key(phrase)).map(|phrase| format!("`{}`", phrase.slug())).collect();
    if !missing.is_empty() {
        faults.push(lacks(tag, &missing).at(table.span()));
    }
    for (phrase, count) in [(Phrase::Months, 12), (Phrase::Days, 7)] {
        let members = phrases.members(phrase).len();
        if phrases.forms.contains_key(&phrase) && members != count {
            faults.push(Diagnostic::error(Code::Count, format!("`{}` has {members} members, not {count}", phrase.slug())).at(place(&file, phrase)));
        }
    }
    for member in sides::no_pairs(&phrases).into_iter().filter(|_| phrases.forms.contains_key(&Phrase::SideWords)) {
        let fault = Diagnostic::error(Code::BadValue, format!("`{member}` in `side-words` is no pair")).at(place(&file, Phrase::SideWords));
        faults.push(fault.help("write the word for left, a slash, and the word for right: \"left/right\""));
    }
    for member in sides::no_seeming(&phrases) {
        let fault = Diagnostic::error(Code::BadValue, format!("`{member}` in `side-words-not` is a word for a side"));
        faults.push(fault.at(place(&file, Phrase::SideWordsNot)).help("write it with the words by which it names no side, such as \"right away\""));
    }
    let digits = phrases.get(Phrase::Digits).chars().count();
    if phrases.forms.contains_key(&Phrase::Digits) && digits != 10 {
        faults.push(Diagnostic::error(Code::Count, format!("`digits` has {digits} digits, not 10")).at(place(&file, Phrase::Digits)));
    }
    let sound = !faults.has_errors();
    out.extend(faults);
    sound.then_some(phrases)
}

/// The project's words for the sides are added to those that ship: a word that ships would no longer be found where it is written out.
fn keep_side_words(phrases: &mut Phrases, below: &Table) {
    let shipped = below.typed::<spec::Locale>(&mut Diagnostics::default()).unwrap_or_default().phrases;
    for phrase in [Phrase::SideWords, Phrase::SideWordsNot] {
        let form = shipped.iter().find(|(key, _)| key.value == phrase.slug()).and_then(|(_, forms)| forms.other.as_ref());
        let own = phrases.forms.get_mut(&phrase).and_then(|forms| forms.get_mut("other"));
        if let (Some(form), Some(own)) = (form, own)
            && *own != form.value
        {
            *own = format!("{own}, {}", form.value);
        }
    }
}

/// Names the first of the phrases that are missing.
fn lacks(tag: &str, missing: &[String]) -> Diagnostic {
    const NAMED: usize = 12;
    let named = missing[..missing.len().min(NAMED)].join(", ");
    let more = if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
    let phrases = if missing.len() == 1 { "phrase" } else { "phrases" };
    let fault = Diagnostic::error(Code::MissingPhrase, format!("the language `{tag}` lacks {} {phrases}: {named}{more}", missing.len()));
    fault.help(format!("add what is missing to `locales/{tag}.toml`; no phrase is taken from another language"))
}

fn place(file: &spec::Locale, phrase: Phrase) -> Option<Span> {
    file.phrases.iter().find(|(key, _)| key.value == phrase.slug()).map(|(key, _)| key.span)
}

fn unknown(key: &Said<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::UnknownKey, format!("unknown phrase `{}`", key.value)).at(key.span);
    match spec::nearest(&key.value, Phrase::ALL.iter().map(|phrase| phrase.slug())) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`stepsheet schema locale` lists the phrases"),
    }
}

/// The forms that a phrase has, by category.
fn all_forms(forms: &Forms) -> Vec<(&'static str, &Said<String>)> {
    let all = [("zero", &forms.zero), ("one", &forms.one), ("two", &forms.two), ("few", &forms.few), ("many", &forms.many), ("other", &forms.other)];
    all.into_iter().filter_map(|(name, form)| form.as_ref().map(|form| (name, form))).collect()
}

/// Each form holds the placeholders of its phrase and no other; a phrase that counts has every form that its language needs.
fn check(phrase: Phrase, key: &Said<String>, forms: &Forms, categories: &[&str], faults: &mut Diagnostics) {
    let all = all_forms(forms);
    for (name, said) in &all {
        let used = placeholders(&said.value);
        for unknown in used.iter().filter(|used| !phrase.placeholders().contains(used)) {
            let known: Vec<String> = phrase.placeholders().iter().map(|known| format!("{{{known}}}")).collect();
            let help = if known.is_empty() { "this phrase takes none".to_owned() } else { format!("this phrase takes {}", known.join(", ")) };
            faults.push(
                Diagnostic::error(Code::UnknownPlaceholder, format!("unknown placeholder {{{unknown}}} in `{}`", phrase.slug()))
                    .at(said.span)
                    .help(help),
            );
        }
        for missing in phrase.placeholders().iter().filter(|known| !used.contains(known)) {
            // "two seconds" may be one word that says the number itself.
            if *name == "other" || *missing != "count" {
                let message = format!("`{}` lacks the placeholder {{{missing}}}", phrase.slug());
                faults.push(
                    Diagnostic::error(Code::UnknownPlaceholder, message).at(said.span).help(format!("put {{{missing}}} where its value belongs")),
                );
            }
        }
    }
    if all.is_empty() || (all.len() > 1 && forms.other.is_none()) {
        faults.push(Diagnostic::error(Code::MissingPhrase, format!("`{}` has no form `other`", phrase.slug())).at(key.span));
    }
    let lacking: Vec<String> =
        categories.iter().filter(|wanted| !all.iter().any(|(name, _)| name == *wanted)).map(|wanted| format!("`{wanted}`")).collect();
    if all.len() > 1 && !lacking.is_empty() {
        let message = format!("`{}` lacks the plural form {}", phrase.slug(), lacking.join(", "));
        faults.push(Diagnostic::error(Code::MissingPhrase, message).at(key.span).help("each form that the language's numbers need must be there"));
    }
}

/// The words in braces.
fn placeholders(form: &str) -> Vec<&str> {
    let pieces = form.split('{').skip(1);
    pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_lead_to_phrases() {
        assert_eq!(likely("EN-us"), ["en-US", "en"]);
        assert_eq!(likely("zh-CN"), ["zh-CN", "zh-Hans"]);
        assert_eq!(likely("zh-TW"), ["zh-TW", "zh-Hant"]);
        assert_eq!(likely("zh"), ["zh", "zh-Hans"]);
        assert_eq!(likely("pa-Arab-PK"), ["pa-Arab-PK", "pa-Arab", "pa"]);
    }

    #[test]
    fn scripts_run_their_way() {
        for (tag, expected) in [
            ("ar", Direction::Rtl),
            ("ar-EG", Direction::Rtl),
            ("pa-Arab", Direction::Rtl),
            ("pa", Direction::Ltr),
            ("az-Latn", Direction::Ltr),
            ("he", Direction::Rtl),
            ("th", Direction::Ltr),
            ("ks-Deva", Direction::Ltr),
        ] {
            assert_eq!(direction(tag), expected, "{tag}");
        }
    }
}
