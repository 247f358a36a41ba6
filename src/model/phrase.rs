//! The words of the sheet itself, by language. Every word stands in `locales/*.toml`; here are only their names.
use std::collections::BTreeMap;

macro_rules! phrases {
    ($($(#[doc = $doc:literal])+ $name:ident = $slug:literal [$($place:literal),*],)+) => {
        /// A phrase: `slug` is its key in a locale's file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Phrase { $($(#[doc = $doc])+ $name),+ }

        impl Phrase {
            pub const ALL: &'static [Phrase] = &[$(Phrase::$name),+];

            pub fn slug(self) -> &'static str {
                match self { $(Phrase::$name => $slug),+ }
            }

            /// What it is, for translators.
            pub fn about(self) -> &'static str {
                match self { $(Phrase::$name => concat!($($doc),+)),+ }
            }

            /// The placeholders it must hold, without braces.
            pub fn placeholders(self) -> &'static [&'static str] {
                match self { $(Phrase::$name => &[$($place),*]),+ }
            }

            pub fn from_slug(slug: &str) -> Option<Phrase> {
                Phrase::ALL.iter().copied().find(|phrase| phrase.slug() == slug)
            }
        }
    };
}

phrases! {
    /// The language's own name, in the footer.
    LanguageName = "language-name" [],
    /// The ten digits in order, as this language prints them.
    Digits = "digits" [],
    /// Between the whole part of a number and the rest, such as "." in 2.5.
    DecimalMark = "decimal-mark" [],
    /// A day, such as "Nov 20, 2026".
    Date = "date" ["day", "month", "year"],
    /// The twelve months as `{month}` shows them, parted by commas.
    Months = "months" [],
    /// Between the members of a list in one line, with its spaces, such as ", ".
    ListComma = "list-comma" [],

    /// Heading of the box with the main points.
    InShort = "in-short" [],
    /// Safety heading: see a clinician before starting if one of these holds.
    AskFirstIf = "ask-first-if" [],
    /// Safety heading: stop the exercise if one of these comes.
    StopIf = "stop-if" [],
    /// Safety heading: call for urgent help if one of these comes.
    GetHelpIf = "get-help-if" [],
    /// Safety heading: what to mind in the exercises.
    TakeCare = "take-care" [],
    /// A safety line and the exercises that it belongs to.
    SafetyOf = "safety-of" ["name", "line"],
    /// What the safety sign is called for those who cannot see it.
    SafetySign = "safety-sign" [],
    /// Last line of the safety block.
    CallClinic = "call-clinic" ["phone"],
    /// After the urgent signs.
    CallEmergency = "call-emergency" ["number"],
    /// Heading of the equipment.
    YouNeed = "you-need" [],
    /// Heading of hints for the whole handout.
    GoodToKnow = "good-to-know" [],

    /// Before how to get into position.
    SetUp = "set-up" [],
    /// Before how to breathe.
    Breathing = "breathing" [],
    /// Before an exercise's hint, for those who cannot see its mark.
    Cue = "cue" [],
    /// Before an exercise's safety line, for those who cannot see its mark.
    Safety = "safety" [],
    /// Before what to avoid.
    Avoid = "avoid" [],
    /// Before a way to make it easier.
    Easier = "easier" [],
    /// Before a way to make it harder.
    Harder = "harder" [],
    /// Heading over the numbered steps for screen readers.
    Steps = "steps" [],

    /// Dosage label.
    Sets = "sets" [],
    /// Dosage label: repetitions.
    Reps = "reps" [],
    /// Dosage label: hold the position.
    Hold = "hold" [],
    /// Dosage label: how long.
    Time = "time" [],
    /// Dosage label: pause.
    Rest = "rest" [],
    /// Dosage label: speed of the movement.
    Tempo = "tempo" [],
    /// Dosage label: weight or band.
    Load = "load" [],
    /// Dosage label.
    Effort = "effort" [],
    /// Dosage label.
    TimesADay = "times-a-day" [],
    /// Dosage label.
    DaysAWeek = "days-a-week" [],
    /// Dosage label: side of the body.
    Side = "side" [],
    /// Dosage value: the left side.
    SideLeft = "side-left" [],
    /// Dosage value: the right side.
    SideRight = "side-right" [],
    /// Dosage value: both sides in one movement.
    SideBoth = "side-both-together" [],
    /// Dosage value: one side, then the other.
    SideEach = "side-each" [],
    /// Dosage value: change sides each time.
    SideAlternate = "side-alternate" [],
    /// Behind an exercise's name: it is for the left side.
    NameLeft = "name-left" [],
    /// Behind an exercise's name: it is for the right side.
    NameRight = "name-right" [],
    /// The word for `{side}` and `{other-side}` within a sentence.
    WordLeft = "word-left" [],
    /// The word for `{side}` and `{other-side}` within a sentence.
    WordRight = "word-right" [],
    /// Every pair of words for left and right, such as `left/right`, in all forms, parted by commas. `~` before a pair: other letters may
    /// stand before it in one word.
    SideWords = "side-words" [],
    /// What looks like a word for left or right and names no side of the body, parted by commas.
    SideWordsNot = "side-words-not" [],
    /// Below a dosage of repeats for `each` side: all on one side, then on the other.
    EachRepeats = "each-repeats" [],
    /// Below a dosage without repeats for `each` side.
    EachOnce = "each-once" [],
    /// Below a dosage of repeats that `alternate`: change sides after each; both sides are counted together.
    AlternateRepeats = "alternate-repeats" [],
    /// Below a dosage of holds that `alternate`.
    AlternateHolds = "alternate-holds" [],
    /// Below a length of time in which the sides `alternate`.
    AlternateTime = "alternate-time" [],
    /// Below a dosage of sets alone that `alternate`.
    AlternateSets = "alternate-sets" [],
    /// Dosage value: as many as you can.
    ToFatigue = "to-fatigue" [],
    /// Dosage value with its unit.
    Seconds = "seconds" ["count"],
    /// Dosage value with its unit.
    Minutes = "minutes" ["count"],
    /// Dosage value with its unit.
    Hours = "hours" ["count"],
    /// Dosage value with its unit.
    Kilograms = "kilograms" ["count"],
    /// Dosage value with its unit.
    Pounds = "pounds" ["count"],
    /// From one number to another, in print.
    Range = "range" ["from", "to"],
    /// From one number to another, read aloud.
    RangeSpoken = "range-spoken" ["from", "to"],
    /// In a line of credit: a licence and where it can be read.
    LicenceAt = "licence-at" ["licence", "address"],
    /// In a line of credit: what was changed in a picture.
    PictureChanges = "picture-changes" ["changes"],
    /// Among the changes: the picture is drawn mirrored, for the other side of the body.
    Mirrored = "mirrored" [],
    /// Resistance band.
    BandExtraLight = "band-extra-light" [],
    /// Resistance band.
    BandLight = "band-light" [],
    /// Resistance band.
    BandMedium = "band-medium" [],
    /// Resistance band.
    BandHeavy = "band-heavy" [],
    /// Resistance band.
    BandExtraHeavy = "band-extra-heavy" [],
    /// A band whose colour is told.
    BandColour = "band-colour" ["band", "colour"],

    /// Blank to write on.
    Patient = "patient" [],
    /// Blank to write on.
    DateBlank = "date-blank" [],
    /// Blank to write on.
    Therapist = "therapist" [],
    /// Blank to write on.
    NextVisit = "next-visit" [],
    /// A label and its value, read aloud.
    Spoken = "spoken" ["label", "value"],
    /// Read aloud for an empty line.
    ToFillIn = "to-fill-in" ["label"],

    /// Heading of the log.
    LogHeading = "log-heading" [],
    /// What the empty log is, for those who cannot see it.
    LogAbout = "log-about" ["weeks"],
    /// A week of the log.
    Week = "week" ["number"],
    /// The seven days, Monday first, as short as they are said, parted by commas.
    Days = "days" [],

    /// What empty lines are, for those who cannot see them.
    LinesToWrite = "lines-to-write" [],
    /// Heading of the pain scale.
    PainHeading = "pain-heading" [],
    /// What to do with the pain scale.
    PainAsk = "pain-ask" [],
    /// The low end of the pain scale.
    PainNone = "pain-none" [],
    /// The high end of the pain scale.
    PainWorst = "pain-worst" [],
    /// What the pain scale is, for those who cannot see it.
    PainAbout = "pain-about" ["from", "to"],
    /// A row of the pain scale: before the exercises.
    PainBefore = "pain-before" [],
    /// A row of the pain scale: after the exercises.
    PainAfter = "pain-after" [],
    /// Heading of the teach-back box: what the patient says back.
    TeachBackHeading = "teach-back-heading" [],
    /// Why the clinic asks: it wants to know whether it explained well. No test of the patient.
    TeachBackAsk = "teach-back-ask" [],
    /// Teach-back question: the exercises.
    TeachBackDo = "teach-back-do" [],
    /// Teach-back question: how often and how long.
    TeachBackOften = "teach-back-often" [],
    /// Teach-back question: when to stop or to call.
    TeachBackStop = "teach-back-stop" [],
    /// Heading of the progress notes.
    ProgressHeading = "progress-heading" [],
    /// Head of the lines beside the date.
    ProgressHow = "progress-how" [],
    /// What the empty progress notes are, for those who cannot see them.
    ProgressAbout = "progress-about" [],
    /// Blank to write on: the time of day.
    TimeOfDay = "time-of-day" [],
    /// Over lines to write on for the next visit.
    QuestionsToAsk = "questions-to-ask" [],
    /// Heading of a page of lines.
    NotesHeading = "notes-heading" [],

    /// Heading beside a QR code.
    SeeItMove = "see-it-move" [],
    /// What a QR code is, for those who cannot see it.
    QrAlt = "qr-alt" ["address"],
    /// What a link is, for screen readers.
    VideoLink = "video-link" ["name", "address"],
    /// Heading of the sources.
    BasedOn = "based-on" [],
    /// A source's line.
    SourceLine = "source-line" ["title", "rest"],
    /// Heading of the picture credits.
    Pictures = "pictures" [],
    /// Mark of a sheet that no clinician has reviewed.
    NotReviewed = "not-reviewed" [],
    /// At the foot: nobody has reviewed the translation.
    TranslationNotReviewed = "translation-not-reviewed" [],
    /// At the foot: texts have changed since they were translated.
    TranslationOld = "translation-old" [],
    /// At the foot: some texts are in another language.
    TranslationPart = "translation-part" [],
    /// Who has reviewed the sheet: a clinician's name, their credentials, the day.
    ReviewedBy = "reviewed-by" ["name", "credentials", "date"],
    /// Footer.
    Version = "version" ["version"],
    /// Footer.
    Issued = "issued" ["date"],
    /// Footer.
    ReviewBy = "review-by" ["date"],
    /// Footer.
    PageOf = "page-of" ["page", "pages"],
    /// Name of the logo, for those who cannot see it.
    LogoAlt = "logo-alt" ["clinic"],
}

/// The phrases of one language, each in its plural forms.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// BCP 47.
    pub tag: String,
    /// By phrase, then by plural category: `zero`, `one`, `two`, `few`, `many`, `other`.
    pub forms: BTreeMap<Phrase, BTreeMap<&'static str, String>>,
    /// The plural category of 0, 1, 2 and so on, as far as the sheet itself counts; `other` beyond.
    pub categories: Vec<&'static str>,
}

impl Phrases {
    /// The phrase; empty where the locale lacks it, which `resolve` has reported.
    pub fn get(&self, phrase: Phrase) -> &str {
        self.forms.get(&phrase).and_then(|forms| forms.get("other").or_else(|| forms.values().next())).map_or("", String::as_str)
    }

    /// The phrase with its placeholders filled.
    pub fn fill(&self, phrase: Phrase, values: &[(&str, &str)]) -> String {
        fill(self.get(phrase), values)
    }

    /// The form of that plural category, filled.
    pub fn plural(&self, phrase: Phrase, category: &str, values: &[(&str, &str)]) -> String {
        let form = self.forms.get(&phrase).and_then(|forms| forms.get(category)).map_or_else(|| self.get(phrase), String::as_str);
        fill(form, values)
    }

    /// The form for so many, filled with the number, which the phrase calls `place`.
    pub fn counted(&self, phrase: Phrase, place: &str, count: usize) -> String {
        let category = self.categories.get(count).copied().unwrap_or("other");
        self.plural(phrase, category, &[(place, &self.number(count))])
    }

    /// The members of a phrase that lists them, such as the days.
    pub fn members(&self, phrase: Phrase) -> Vec<&str> {
        self.get(phrase).split([',', '،', '、', '，']).map(str::trim).collect()
    }

    /// A number in the digits of the language.
    pub fn number(&self, number: impl std::fmt::Display) -> String {
        let digits: Vec<char> = self.get(Phrase::Digits).chars().collect();
        number.to_string().chars().map(|c| c.to_digit(10).and_then(|at| digits.get(at as usize).copied()).unwrap_or(c)).collect()
    }
}

fn fill(form: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(form.len());
    let mut rest = form;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let value = after.find('}').and_then(|close| values.iter().find(|(name, _)| *name == &after[..close]).map(|(_, value)| (close, value)));
        match value {
            Some((close, value)) => {
                out.push_str(value);
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
