//! Reviews by clinicians: what was reviewed, whether the patient is still told the same, and when it is due again.
//!
//! A review is of all that a handout tells: its texts, doses and pictures, with the exercises of the library as they are printed. How the
//! file is written, and how its pages look (how fine its pictures are kept, too), leaves a review as it is.
use super::exercise::{Written, folded};
use super::picture::Album;
use super::texts::Reader;
use super::words::{date, isolated};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Locale, Phrase, Text};
use crate::source::Span;
use crate::spec::{self, Canon, Date, Said, Table};

/// What a run asks of reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// A sheet that no clinician has reviewed is refused.
    pub release: bool,
    /// The day on which reviews must not be due; absent: nobody asks.
    pub on: Option<Date>,
}

impl Terms {
    /// How heavy it is when a review is wanting.
    pub fn weight(self) -> Severity {
        if self.release { Severity::Error } else { Severity::Warning }
    }
}

/// Says how a sum was made, so that a later way of making it cannot be taken for this one.
const WAY: &str = "v1-";
/// Letters of the hash that stand in a file.
const LETTERS: usize = 32;
/// What a handout's file says and no patient is told. Language and exercises are added as they are meant.
const UNTOLD: &[&str] =
    &["schema", "id", "reviewed", "version", "issued", "review-by", "layout", "paper", "allow", "pictures", "language", "exercise"];
/// The same of an exercise.
const UNTOLD_OF_EXERCISE: &[&str] = &["use", "without", "drop-safety", "reviewed", "allow"];
/// Added as it is printed: the library's stays under a handout's.
const SAFETY: &str = "safety";

/// The sum of all that a handout tells.
pub(super) fn sum_of_handout(table: &Table, exercises: &[Written], language: &str, own_words: &[Table], album: &Album) -> String {
    let picture = |said: &Said<String>| album.sum(said);
    let mut canon = Canon::new(&picture);
    canon.table(table, UNTOLD);
    canon.said("language", language);
    // A clinic's own words for the sheet are told with the handout: "left", "Stop if".
    own_words.iter().for_each(|words| canon.table(words, &["schema"]));
    let untold: Vec<&str> = UNTOLD_OF_EXERCISE.iter().copied().chain([SAFETY]).collect();
    for written in exercises {
        canon.table(&written.table, &untold);
        written.exercise.safety.iter().for_each(|line| canon.said(SAFETY, &line.value));
    }
    sum(&canon.finish())
}

/// The sum of an exercise of the library.
pub(super) fn sum_of_exercise(table: &Table, album: &Album) -> String {
    let picture = |said: &Said<String>| album.sum(said);
    let mut canon = Canon::new(&picture);
    canon.table(table, UNTOLD_OF_EXERCISE);
    sum(&canon.finish())
}

fn sum(text: &str) -> String {
    format!("{WAY}{}", &blake3::hash(text.as_bytes()).to_hex()[..LETTERS])
}

/// "Reviewed by …", where the review is of this very sum. Else none, and what is wanting is in `pending`.
pub(super) fn review(
    reviewed: Option<&spec::Reviewed>,
    title: Span,
    sum: &str,
    terms: Terms,
    locale: &Locale,
    pending: &mut Diagnostics,
) -> Option<Text> {
    // A review whose sum could not be read was told when the file was read.
    let Some(reviewed) = reviewed.filter(|reviewed| !reviewed.of.value.is_empty()) else {
        if terms.release {
            let fault = Diagnostic::error(Code::NotReviewed, "no clinician has reviewed this handout").at(title);
            pending.push(fault.help("let a clinician read its sheet, then run `stepsheet approve FILE --by NAME --credentials TEXT`"));
        }
        return None;
    };
    if folded(&reviewed.of.value) != sum {
        let message = format!("what the patient is told has changed since {} reviewed it", folded(&reviewed.by.value));
        let fault = Diagnostic { severity: terms.weight(), ..Diagnostic::error(Code::ReviewVoid, message) };
        let help = "let a clinician read its sheet again, then run `stepsheet approve FILE --by NAME --credentials TEXT`";
        pending.push(fault.at(reviewed.of.span).help(help));
        return None;
    }
    if terms.on.is_some_and(|on| reviewed.date.value > on) {
        let fault = Diagnostic { severity: terms.weight(), ..Diagnostic::error(Code::ReviewVoid, "this review is dated after today") };
        pending.push(fault.at(reviewed.date.span).help("let the clinician run `stepsheet approve` anew, which writes the day"));
    }
    let shown = |said: &Said<String>| isolated(&folded(&said.value.replace("**", "")));
    let (name, credentials) = (shown(&reviewed.by), shown(&reviewed.credentials));
    let date = date(locale, reviewed.date.value);
    let words = locale.phrases.fill(Phrase::ReviewedBy, &[("name", &name), ("credentials", &credentials), ("date", &date.shown)]);
    Some(Text { span: Some(reviewed.by.span), ..Text::plain(words) })
}

/// An exercise of the library that has changed since it was reviewed. The handout's own review covers it as it is printed, so this is
/// told and never refused.
pub(super) fn library_review(written: &Written, album: &Album, reader: &mut Reader) {
    let Some(below) = written.library.as_ref().filter(|below| below.has("reviewed")) else { return };
    let reviewed = below.typed::<spec::Exercise>(&mut Diagnostics::default()).and_then(|exercise| exercise.reviewed);
    let Some(reviewed) = reviewed.filter(|reviewed| folded(&reviewed.of.value) != sum_of_exercise(below, album)) else { return };
    let message = format!("this exercise of the library has changed since {} reviewed it", folded(&reviewed.by.value));
    let help = "let a clinician read it again, then run `stepsheet approve` for the library's file with `--exercise`";
    reader.out.push(Diagnostic::warning(Code::ReviewVoid, message).at(reviewed.of.span).help(help));
}

/// The day of the next review is over.
pub(super) fn due(day: Date, place: Option<Span>, terms: Terms, pending: &mut Diagnostics) {
    if terms.on.is_some_and(|on| on > day) {
        let message = format!("a clinician should have looked at this again by {day}");
        let fault = Diagnostic { severity: terms.weight(), ..Diagnostic::error(Code::ReviewDue, message) };
        let help = "let a clinician read it, write a later `review-by`, then run `stepsheet approve`";
        pending.push(fault.at(place).help(help));
    }
}

/// A handout is reviewed as a whole.
pub(super) fn misplaced(own: &spec::Exercise, out: &mut Diagnostics) {
    if let Some(reviewed) = &own.reviewed {
        let fault = Diagnostic::error(Code::KeyTooLate, "`reviewed` belongs to the whole handout, but stands in an exercise of it");
        out.push(fault.at(reviewed.by.span).help("delete it here and run `stepsheet approve`, which writes it above the first exercise"));
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::{Code, Diagnostics};
    use crate::picture::Pictures;
    use crate::resolve::draft::draft;
    use crate::resolve::project;
    use crate::shelf::{ProjectPath, Shelf};

    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>"#;
    const HANDOUT: &str = r#"title = "Loosen your upper back"
summary = ["Roll and arch.", "Go slowly."]
ask-first = ["you have weak bones"]
stop-if = """
pain is sharp
you feel weak
"""
emergency = "chest pain"
tips = "An ache is normal."
equipment = ["mat"]
days-a-week = 3
version = "1.0"
issued = 2026-11-20
review-by = 2028-11-20

[[exercise]]
name = "Roll"
why = "Frees stiff muscles."
pictures = [{ file = "roll.svg", alt = "Lying on the floor.", caption = "Start", author = "Ana" }]
set-up = "Sit down."
steps = ["Lie back.", { text = "Roll up.", id = "up" }]
breathing = "Breathe out."
cue = "Long neck."
safety = "Off your neck."
avoid = "Your lower back."
easier = "Hips down."
harder = "Hips up."
sets = 2
reps = "8-12"
rest = "30 s"
video = "https://example.org/row"

[[exercise]]
use = "row"
load = "light band"

[log]
weeks = 2

[[source]]
title = "A book"
author = "Heidi"
"#;
    const LIBRARY: &str =
        "[exercise.row]\nname = \"Row\"\nsteps = [\"Pull.\"]\nsafety = \"Stand firm.\"\nload = \"5 kg\"\npictures = [\"told.svg\"]\n";
    const TOLD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><title>A band</title><rect width="9" height="9"/></svg>"#;

    fn with(handout: &str, library: &str, picture: &str, clinic: &str) -> Option<String> {
        let files =
            [("handouts/back.toml", handout), ("library/back.toml", library), ("roll.svg", picture), ("told.svg", TOLD), ("stepsheet.toml", clinic)];
        let project = project(Shelf::memory(files), &mut Diagnostics::default());
        let draft = draft(&project, &Pictures::default(), &ProjectPath::within("", "handouts/back.toml").unwrap_or_default());
        draft.handout.is_some().then_some(draft.sum)
    }

    fn sum(handout: &str) -> Option<String> {
        with(handout, LIBRARY, SVG, "")
    }

    #[test]
    fn every_word_that_a_patient_is_told_is_in_the_sum() {
        let (first, mut sums, mut tried) = (sum(HANDOUT), Vec::new(), 0);
        assert!(first.is_some());
        let untold = |at: usize| {
            ["version", "issued", "review-by"].iter().any(|key| HANDOUT[..at].rsplit('\n').next().is_some_and(|line| line.starts_with(key)))
        };
        let ends =
            HANDOUT.char_indices().filter(|(at, c)| c.is_ascii_alphanumeric() && !HANDOUT[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()));
        for (at, last) in ends.collect::<Vec<_>>() {
            let id = HANDOUT[..at].ends_with("id = \"u");
            let changed = format!("{}{last}{}", &HANDOUT[..=at], &HANDOUT[at + 1..]);
            // A key, a file or a dose that is none is an error, and makes no sheet.
            let Some(sum) = sum(&changed) else { continue };
            tried += 1;
            assert_eq!(Some(&sum) == first.as_ref(), untold(at) || id, "{changed}");
            sums.push(sum);
        }
        sums.sort();
        sums.dedup();
        assert!(tried > 60 && sums.len() > 55, "{tried} {}", sums.len());
    }

    #[test]
    fn how_a_file_is_written_leaves_no_trace() {
        let first = sum(HANDOUT);
        let shuffled =
            HANDOUT.replace("tips = \"An ache is normal.\"\n", "").replacen("title =", "tips = '''  An  ache is\tnormal. ''' # warm\ntitle  =", 1);
        for same in [
            HANDOUT.replace('\n', "\r\n"),
            HANDOUT.replace('\n', " # note\n").replace("\"\"\" # note", "\"\"\"").replace("sharp # note", "sharp").replace("weak # note", "weak"),
            HANDOUT.replace("[\"Roll and arch.\", \"Go slowly.\"]", "'''\n\n  Roll   and arch.\n\tGo slowly.\n'''"),
            HANDOUT.replace("{ text = \"Roll up.\", id = \"up\" }", "\"Roll up.\""),
            HANDOUT.replace("version = \"1.0\"", "version = \"2\"\nlayout = \"large-print\"\npaper = \"a4\"\nid = \"other\"\nlanguage = \"en\""),
            HANDOUT.replace("use = \"row\"\n", "use = \"row\"\nid = \"pull\"\nallow = [{ code = \"many-steps\", reason = \"A name.\" }]\n"),
            HANDOUT.replace("use = \"row\"\n", "name = \"Row\"\nsteps = \"Pull.\"\nsafety = \"Stand firm.\"\npictures = \"told.svg\"\n"),
            HANDOUT.replace("[log]\n", "[pictures]\nmax-dpi = 200\n\n[log]\n"),
            shuffled.clone(),
        ] {
            assert_eq!(sum(&same), first, "{same}");
        }
        assert_eq!(
            with(HANDOUT, &format!("# x\n{LIBRARY}\n[exercise.other]\nname = \"Other\"\nsteps = \"Sit.\"\n"), SVG, "[clinic]\nname = \"North\"\n"),
            first
        );
    }

    #[test]
    fn library_pictures_and_language_are_in_the_sum() {
        let first = sum(HANDOUT);
        let others = [
            with(HANDOUT, &LIBRARY.replace("Pull", "Push"), SVG, ""),
            with(HANDOUT, &LIBRARY.replace("firm", "still"), SVG, ""),
            with(HANDOUT, LIBRARY, &SVG.replace("<rect", "<rect "), ""),
            with(HANDOUT, LIBRARY, SVG, "[defaults]\nlanguage = \"en-GB\"\n"),
            sum(&HANDOUT.replace("load = \"light band\"", "")),
            sum(&HANDOUT.replace("load = \"light band\"", "load = \"light band\"\nwithout = [\"safety\"]\ndrop-safety = \"She knows.\"")),
        ];
        let kept = sum(&HANDOUT.replace("load = \"light band\"", "load = \"light band\"\nwithout = [\"safety\"]"));
        assert_eq!(kept, first, "safety text that stays is told as before");
        assert_eq!(with(HANDOUT, &LIBRARY.replace("5 kg", "6 kg"), SVG, ""), first, "what the handout overrides is not told");
        for (at, other) in others.iter().enumerate() {
            assert!(other.is_some() && *other != first && others[at + 1..].iter().all(|more| more != other), "{at}");
        }
    }

    #[test]
    fn a_file_beside_a_picture_counts_by_what_it_says() {
        let with = |beside: &str| {
            let files = [("h.toml", HANDOUT.replace(", alt = \"Lying on the floor.\"", "")), ("library/back.toml", LIBRARY.to_owned())];
            let pictures = [("roll.svg", SVG.to_owned()), ("told.svg", TOLD.to_owned()), ("roll.svg.toml", beside.to_owned())];
            let project = project(Shelf::memory(files.into_iter().chain(pictures)), &mut Diagnostics::default());
            let draft = draft(&project, &Pictures::default(), &ProjectPath::within("", "h.toml").unwrap_or_default());
            draft.handout.is_some().then_some(draft.sum)
        };
        let first = with("alt = \"On the floor.\"\nauthor = \"Ana\"\n");
        assert!(first.is_some());
        for same in
            ["# drawn in May\nauthor = 'Ana'\n\nalt   = \"On the  floor.\" # note\n", "schema = 1\r\nalt = \"On the floor.\"\r\nauthor = \"Ana\""]
        {
            assert_eq!(with(same), first, "{same}");
        }
        for other in ["alt = \"On the bed.\"\nauthor = \"Ana\"\n", "alt = \"On the floor.\"\nauthor = \"Bo\"\n", "alt = \"On the floor.\"\n"] {
            assert!(with(other).is_some_and(|sum| Some(sum) != first), "{other}");
        }
    }

    #[test]
    fn reviews_are_never_advice() {
        assert!(Code::ALL.iter().filter(|code| code.is_review()).all(|code| !code.is_advice()));
    }
}
