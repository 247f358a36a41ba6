//! Every kind of fault: its slug, and what `stepsheet explain` says of it.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $slug:literal,)+) => {
        /// A kind of fault. `slug` is stable: scripts may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name),+ }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            pub fn slug(self) -> &'static str {
                match self { $(Code::$name => $slug),+ }
            }

            /// The long explanation.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc, "\n"),+)),+ }
            }

            pub fn from_slug(slug: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.slug() == slug)
            }
        }
    };
}

impl Code {
    /// Advice on how the words read and the page looks: a clinic may set its level, an author may allow it with a reason. Never what
    /// could hurt when it is silent.
    pub fn is_advice(self) -> bool {
        self.is_advice_on_words() || self.is_advice_on_pages()
    }

    /// Advice that is the same in every layout.
    pub fn is_advice_on_words(self) -> bool {
        matches!(
            self,
            Code::ManyExercises
                | Code::ManySteps
                | Code::ReadingGrade
                | Code::HardSentence
                | Code::Jargon
                | Code::LongStep
                | Code::TwoActions
                | Code::Passive
                | Code::Abbreviation
                | Code::BareNumber
                | Code::LongSession
                | Code::NoSummary
                | Code::NoStopIf
                | Code::NoNumber
                | Code::NoCaption
        )
    }

    /// Advice that some layouts give and others do not.
    fn is_advice_on_pages(self) -> bool {
        matches!(self, Code::PictureCoarse | Code::CardSplit | Code::SmallLetters | Code::AccentDarkened)
    }

    /// Nothing but a clinician's review is wanting.
    pub fn is_review(self) -> bool {
        matches!(
            self,
            Code::NotReviewed | Code::ReviewVoid | Code::ReviewDue | Code::Untranslated | Code::TranslationOld | Code::TranslationNotReviewed
        )
    }
}

codes! {
    // ---- reading files
    /// A line of the file is not TOML: a quote or bracket is open, a sign is missing, a word stands alone.
    /// The mark shows where reading stopped; the slip is there or just before.
    Syntax = "syntax",
    /// A text stands in curly quotes, as word processors write them. TOML wants straight ones: "…" or '…'.
    CurlyQuotes = "curly-quotes",
    /// The file is not UTF-8 or UTF-16. Save it again as UTF-8.
    Encoding = "encoding",
    /// The file is larger than 4 MB, or its tables and lists are nested more than 64 deep.
    TooBig = "too-big",
    /// The file cannot be found or read.
    Unreadable = "unreadable",
    /// This key is not known here. Keys are written in lower case with hyphens.
    UnknownKey = "unknown-key",
    /// A key that belongs to the whole handout stands after the first `[[exercise]]` or another table, so it would belong to that table. Move it up.
    KeyTooLate = "key-too-late",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A value is of another type than this key takes.
    WrongType = "wrong-type",
    /// A number or length is outside of what this key takes.
    OutOfRange = "out-of-range",
    /// A value must be one of a few words, and is none of them.
    UnknownWord = "unknown-word",
    /// A text that must say something is empty.
    EmptyText = "empty-text",
    /// A list has too few or too many members.
    Count = "count",
    /// A text does not follow the form this key asks for: a length, a colour, a date, an id.
    BadValue = "bad-value",
    /// A length of time is a number alone. Write its unit: "10 s", "2 min".
    NoUnit = "no-unit",
    /// The file is of a newer format than this program reads. Get a newer stepsheet, or lower `schema` if the file uses nothing new.
    NewerSchema = "newer-schema",
    /// `**` opens bold text and is never closed, or closes what was not opened.
    UnpairedBold = "unpaired-bold",

    // ---- resolving
    /// Two exercises, steps or handouts have the same id. Ids name bookmarks and files, so each must be its own.
    SameId = "same-id",
    /// `use` names an exercise that the library does not have.
    UnknownExercise = "unknown-exercise",
    /// `layout` names a layout that neither ships nor stands in the project's `layouts/`.
    UnknownLayout = "unknown-layout",
    /// A paper size that is not known.
    UnknownPaper = "unknown-paper",
    /// There are no phrases of the sheet in this language.
    UnknownLanguage = "unknown-language",
    /// A text is in other letters than the sheet's language is written in, and nothing says which language it is. A screen reader would read
    /// it wrongly: say its `language`, or write it in the sheet's.
    WhichLanguage = "which-language",
    /// Safety text is in another language than the sheet, so the patient may not understand it.
    ForeignSafety = "foreign-safety",
    /// A text of the handout stands in no catalog of that language. Text that protects the patient (`ask-first`, `stop-if`,
    /// `emergency`, `safety`) is never printed in another language: the sheet is not made. Other text is printed in its own
    /// language, and the foot of the sheet says so; a release refuses it.
    Untranslated = "untranslated",
    /// A text has changed since it was translated. `stale` in `stepsheet.toml` says what is printed meanwhile. Text that
    /// protects the patient must be translated again before the sheet is made.
    TranslationOld = "translation-old",
    /// Nobody has reviewed a translation. The foot of the sheet says so; a release refuses it.
    TranslationNotReviewed = "translation-not-reviewed",
    /// A translation has lost or added a place for a side of the body, such as `{side}`, or words in bold.
    BadTranslation = "bad-translation",
    /// A catalog translates a text that the handout no longer has.
    IdleTranslation = "idle-translation",
    /// A language's file lacks a phrase that the sheet needs.
    MissingPhrase = "missing-phrase",
    /// A placeholder in braces is not known here.
    UnknownPlaceholder = "unknown-placeholder",
    /// `extends` leads back to where it began.
    Circle = "circle",
    /// A handout overrides or drops safety text of the library. It stays on the sheet unless `drop-safety` gives a reason.
    SafetyKept = "safety-kept",
    /// Safety text of the library was left out, with the reason that the handout gives.
    SafetyDropped = "safety-dropped",
    /// A layout may not leave out safety text.
    SafetyHidden = "safety-hidden",
    /// A picture has no alternative text, so a blind patient would not know what it shows.
    MissingAlt = "missing-alt",
    /// More than six exercises: people do three to five.
    ManyExercises = "many-exercises",
    /// A word is so long that no line holds it.
    LongWord = "long-word",
    /// An exercise has so many steps that nobody will follow them.
    ManySteps = "many-steps",
    /// `{side}` is used, but the exercise does not say which side.
    NoSide = "no-side",
    /// An exercise is for one side of the body, and its text has a word such as "left" written out. When a handout switches the side, such a
    /// word would stay as it is and send the patient to the wrong side. Write `{side}` or `{other-side}`, or `{side:Left}` for
    /// another form of the word. Words that only look like a side ("right away") are listed in the language's `side-words-not`.
    LiteralSide = "literal-side",
    /// A picture shows the other side of the body than the exercise is for, and may not be drawn mirrored: it does not say
    /// `flippable = true`, or it holds text.
    WrongSide = "wrong-side",

    // ---- review
    /// A sheet that is to be released must have been read by a clinician. Let one read it, then run `stepsheet approve`, which writes
    /// `reviewed` into the file. Without `--release` such a sheet is made and says at its foot that nobody has reviewed it.
    NotReviewed = "not-reviewed",
    /// What the patient is told has changed since the clinician read it: words, doses, pictures, or an exercise of the library. The sheet
    /// says again that nobody has reviewed it, and `--release` refuses it. Let a clinician read it, then run `stepsheet approve`.
    ReviewVoid = "review-void",
    /// The day of `review-by` is over: a clinician must look at the handout again. `--release` refuses it.
    ReviewDue = "review-due",

    // ---- levels and exceptions
    /// `[levels]` and `allow` are for advice on words and pages. This fault is none: its silence could hurt somebody, or no sheet could be made.
    NotAdvice = "not-advice",
    /// `allow` names advice that is not given here. What it was for has been mended: delete it.
    NeedlessAllow = "needless-allow",

    // ---- pictures
    /// The picture's file is not there.
    PictureMissing = "picture-missing",
    /// The picture lies outside the project's folder. Copy it in.
    PictureOutside = "picture-outside",
    /// The path of the picture has a backslash or a control character: write `/` between folders. Or it has a name that not every computer
    /// can have, so that the project could not be opened there: on Windows CON, PRN, AUX, NUL, COM1 to COM9 and LPT1 to LPT9 are devices,
    /// whatever follows after a point; a name may not end with a point or a space, nor have one of < > : " | ? in it.
    PicturePath = "picture-path",
    /// The file is not a picture that stepsheet reads: JPEG, PNG, WebP, SVG.
    PictureKind = "picture-kind",
    /// The picture's file is damaged, cut short or empty.
    PictureDamaged = "picture-damaged",
    /// The picture has more than 100 megapixels.
    PictureTooLarge = "picture-too-large",
    /// The picture has too few pixels for the size it is printed at.
    PictureCoarse = "picture-coarse",
    /// The SVG reaches outside of itself, or nests entities.
    SvgOutside = "svg-outside",
    /// The SVG uses something that cannot be printed faithfully.
    SvgFeature = "svg-feature",
    /// A joint of a figure does not move so far.
    JointRange = "joint-range",
    /// A part of a figure's body does not come to rest where its pose or its file has it, or would be under the floor.
    NotAtRest = "not-at-rest",
    /// A figure says something that is not to be seen from where it is drawn: a joint that bends towards the reader, the back of a body seen
    /// from the front. Sides too have the names that are seen: near and far from the side, right and left from the front.
    NotSeen = "not-seen",
    /// Two things that a figure says exclude each other, such as an arrow that both begins at a place and ends there.
    Contradiction = "contradiction",

    /// No licence has this name. Names are those of the SPDX list, <https://spdx.org/licenses/>: CC-BY-4.0, CC0-1.0, MIT. A licence that is
    /// not on the list is written `LicenseRef-` and a name of yours; `LicenseRef-own` says that the picture is your own.
    UnknownLicence = "unknown-licence",
    /// The clinic allows some licences alone (`[policy]` in `stepsheet.toml`), and nobody says which one this picture has. It can be said in
    /// the handout, in a file beside the picture, or by the picture itself (XMP).
    LicenceMissing = "licence-missing",
    /// The picture's licence is none of those that the clinic allows (`[policy]` in `stepsheet.toml`), or it lets nobody change the picture
    /// (Creative Commons' "ND") and the sheet would mirror it.
    LicenceRefused = "licence-refused",
    /// The licences of Creative Commons whose names have "BY" ask to name who made the picture, and nobody says who did.
    AuthorMissing = "author-missing",

    // ---- text
    /// No font has a letter of this text.
    MissingGlyph = "missing-glyph",
    /// A font that this language needs is not installed.
    MissingFont = "missing-font",
    /// A font file cannot be used.
    BadFont = "bad-font",

    // ---- composing
    /// The text does not fit where it must stand.
    NoRoom = "no-room",
    /// A card is taller than a page and was split between two steps.
    CardSplit = "card-split",
    /// The letters of a chart are smaller than is read with ease from the layout's `viewing-distance`: its capitals are less than 0.5 % of it.
    /// They are never less than 0.25 %, which can be read with good eyes in good light. Fewer or shorter words, fewer exercises or a larger
    /// paper make them larger.
    SmallLetters = "small-letters",
    /// The accent colour was too pale for text and was darkened.
    AccentDarkened = "accent-darkened",
    /// Something that the handout says is not printed by this layout.
    LeftOut = "left-out",

    // ---- reading: advice on the wording
    /// The handout reads harder than grade 6, or what `[reading] warn-above` of `stepsheet.toml` says.
    /// For a release, more than grade 8, or `refuse-above`, is an error. The grade is an estimate by a published formula for the language, from the lengths
    /// of sentences and words; languages without such a formula have none. `stepsheet check --report` shows the numbers.
    ReadingGrade = "reading-grade",
    /// One of the three hardest sentences of a handout that reads too hard.
    HardSentence = "hard-sentence",
    /// A word of the trade. Say it plainly, or explain it once in brackets: "shoulder blade (scapula)".
    /// The lists stand in `locales/words/`; a project's own `locales/words/en.toml` adds words, and its `known` takes some off.
    Jargon = "jargon",
    /// A step has more than 20 words, or what `[reading] longest-step` says.
    /// In Chinese and Japanese two letters count as a word, in Thai, Lao, Khmer and Burmese five.
    LongStep = "long-step",
    /// A step has two actions, joined by "and then" or the like. One action is easier to follow, and has its own number.
    TwoActions = "two-actions",
    /// A sentence says that something is done, not who does it. Begin with the verb: "Repeat 10 times".
    Passive = "passive",
    /// An abbreviation is not explained. Write it out, or explain it once in brackets.
    Abbreviation = "abbreviation",
    /// A text says how long or how often with a number alone.
    BareNumber = "bare-number",
    /// A session takes more than 20 minutes, or what `[reading] longest-session` says.
    /// It is an estimate from the doses: for each exercise, sets times (`time`, or `reps` times `hold` and `tempo`, a repeat without a tempo taking 4 seconds) and the rests; twice
    /// that for `side = "each"`; the larger number of a range. Where a dose is left open, no estimate is made.
    LongSession = "long-session",
    /// The handout has no `summary`: readers want the main points first.
    NoSummary = "no-summary",
    /// The handout has no `stop-if`: a patient alone at home must know when to stop.
    NoStopIf = "no-stop-if",
    /// The handout says when to stop or to get help, and the sheet has no number to call: the clinic has neither `phone` nor
    /// `emergency-number`, and no line of safety has a number in it.
    NoNumber = "no-number",
    /// Two pictures stand together, and one has no caption: which is the start?
    NoCaption = "no-caption",

    // ---- the command
    /// The command line asks for what cannot be done, so nothing was begun: an option that the command does not have, a value that none can
    /// have, two that exclude each other, or an answer that nobody is there to give. `--help` after the command shows what there is.
    CommandLine = "command-line",

    // ---- writing
    /// The output cannot be written.
    Unwritable = "unwritable",
    /// Two sheets would be written to the same file.
    SameOutput = "same-output",
    /// Nothing to make: no handout was named.
    NothingToMake = "nothing-to-make",
    /// stepsheet itself has failed at this sheet: a fault of the program, not of your file. The other sheets are made. Please report it.
    OwnFault = "own-fault",
}
