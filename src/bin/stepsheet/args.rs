//! The command line as written. Help is worded for a therapist, with an example for each command.
use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use stepsheet::spec::Kind;

use crate::figure::Figure;

/// Handouts written in TOML become clinic-ready PDF sheets.
#[derive(Debug, Parser)]
#[command(
    name = "stepsheet",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "Begin with `stepsheet new`. `stepsheet COMMAND --help` has examples."
)]
pub struct Line {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub manner: Manner,
}

#[derive(Args, Clone, Copy, Debug)]
pub struct Manner {
    /// How faults are written: for people, a line each for editors, JSON for programs, or SARIF for code hosts
    #[arg(long, global = true, value_name = "FORM", default_value = "human", help_heading = MESSAGES)]
    pub message_format: MessageFormat,
    /// Colours: on a terminal, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = MESSAGES)]
    pub color: Colour,
    /// Say nothing but faults
    #[arg(short, long, global = true, help_heading = MESSAGES)]
    pub quiet: bool,
}

/// As without an option.
impl Default for Manner {
    fn default() -> Manner {
        Manner { message_format: MessageFormat::Human, color: Colour::Auto, quiet: false }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    Human,
    Short,
    Json,
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a first handout
    ///
    /// Asks for title, language and kind of sheet, and writes a handout with notes for you, its picture, and stepsheet.toml for your clinic.
    /// What is there already is kept. Answers that you give here are not asked for; --yes takes the usual ones. In a folder of a project
    /// that is there already, the handout joins that project, unless you say --here.
    #[command(after_help = "Examples:
  stepsheet new
  stepsheet new handouts/calf.toml --title \"Stretch your calf\" --language en --kind patient
  stepsheet new --yes")]
    New(New),
    /// Make sheets
    ///
    /// Makes every sheet of the handouts you name; of all that stepsheet.toml names where you name none. A sheet is called after its handout,
    /// layout and paper: upper-back.large-print.a4.pdf.
    #[command(after_help = "Examples:
  stepsheet build
  stepsheet build handouts/upper-back.toml --layout large-print --paper a4
  stepsheet build upper-back.toml --watch --open
  stepsheet build upper-back.toml --patient \"Ana Gómez\" --date 2026-11-20 -o ana.pdf
  stepsheet build upper-back.toml --patient - --date -")]
    Build(Build),
    /// Look for faults, write nothing
    ///
    /// Does everything that build does but the writing, and tells what it finds.
    #[command(after_help = "Example:
  stepsheet check handouts/upper-back.toml
  stepsheet check --report                  how easy each handout is to read")]
    Check(Check),
    /// Write a clinician's review into a file
    ///
    /// For the clinician who has read what the patient is told; asks for name and credentials where they are not given. Writes `reviewed` into a handout or a file of the library and tells what was
    /// approved. The review holds until a word, a dose, a picture or an exercise changes. A file with an error is left as it is.
    #[command(after_help = "Examples:
  stepsheet approve handouts/upper-back.toml
  stepsheet approve handouts/upper-back.toml --by \"Ana Gómez\" --credentials \"PT, DPT\"
  stepsheet approve library/back.toml --exercise row --by \"Ana Gómez\" --credentials \"PT, DPT\"")]
    Approve(Approve),
    /// Print composed pages as text
    ///
    /// Tells what stands where on each page, in which order it is read aloud, and what is only decoration.
    #[command(after_help = "Example:
  stepsheet dump handouts/upper-back.toml --layout handout --paper a4")]
    Dump(Dump),
    /// Draw figures by themselves
    ///
    /// Draws figures as SVG, PNG or PDF files, to look at before they stand in a handout: those of the files you name, or every pose that has a name.
    #[command(after_help = "Examples:
  stepsheet figure images/bridge.figure.toml -o drawings
  stepsheet figure images/bridge.figure.toml --format png --height 60mm
  stepsheet figure --sheet --format pdf -o drawings       all poses on one sheet")]
    Figure(Figure),
    /// Translate handouts: bring catalogs up to date, approve them, see how far they are
    #[command(subcommand)]
    Locale(Locale),
    /// Print the schema of a file kind, for editors
    ///
    /// Editors with taplo or tombi use it to complete and check while you write. Put this on the first line of a handout:
    ///
    ///   #:schema ./handout.schema.json
    #[command(after_help = "Example:
  stepsheet schema handout > handout.schema.json")]
    Schema {
        /// Which files
        #[arg(value_name = "KIND", default_value = "handout", value_parser = kinds())]
        kind: Kind,
    },
    /// Put the keys of your files in order
    ///
    /// Writes the keys of handouts and other TOML files in the order of the reference, with one empty line before each table. Comments stay
    /// with their keys, texts as you wrote them, and the file says what it said before. Prints the files that changed.
    #[command(after_help = "Examples:
  stepsheet fmt
  stepsheet fmt handouts/upper-back.toml stepsheet.toml
  stepsheet fmt --check handouts/upper-back.toml    only say whether it would change")]
    Fmt(Rewrite),
    /// Bring your files to the newest format
    ///
    /// Rewrites files of an older `schema` for this program, step by step, with all comments. Prints the files that changed.
    #[command(after_help = "Examples:
  stepsheet migrate
  stepsheet migrate handouts/upper-back.toml stepsheet.toml")]
    Migrate(Rewrite),
    /// Print the licences of fonts and crates
    ///
    /// Prints who made what stands in this command, fonts and crates, with the texts of their licences.
    #[command(
        alias = "licences",
        after_help = "Example:
  stepsheet licenses > licences.txt"
    )]
    Licenses,
    /// List the layouts
    ///
    /// Lists the layouts that ship and those in the project's layouts/, with the paper each is made for.
    #[command(after_help = "Example:
  stepsheet layouts")]
    Layouts,
    /// List the fonts
    ///
    /// Lists the fonts that ship and those found in --font-dir, the project's fonts/, beside the program and in your data folder.
    #[command(after_help = "Examples:
  stepsheet fonts --font-dir ~/fonts
  stepsheet fonts --licences")]
    Fonts(Fonts),
    /// Explain a fault
    ///
    /// Explains the word in brackets that a fault carries, such as missing-alt in error[missing-alt]. Lists all where you name none.
    #[command(after_help = "Example:
  stepsheet explain missing-alt")]
    Explain {
        /// The word in brackets
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
}

const MESSAGES: &str = "How messages look";
const FOR_ONE: &str = "For one patient";
const REVIEWS: &str = "Reviews and advice";
const TECHNICAL: &str = "For technical work";

/// A day as a file would say it.
pub type Day = stepsheet::press::Date;

/// What sheets are made of.
#[derive(Args, Debug)]
pub struct What {
    /// Handouts; all that stepsheet.toml names where none is named
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A layout for all of them, such as large-print (see: stepsheet layouts)
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,
    /// A paper for all of them, such as a4 or letter
    #[arg(long, value_name = "NAME")]
    pub paper: Option<String>,
    /// Make them in these languages, such as es,fr; `all` for every one that a handout is translated into
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub locale: Vec<String>,
    /// Fill in the patient's name, on this sheet alone; `-` asks for it, or reads it from standard input
    #[arg(long, value_name = "NAME", help_heading = FOR_ONE)]
    pub patient: Option<String>,
    /// Fill in the date; `-` as above: one line each, in the order of these four
    #[arg(long, value_name = "DATE", help_heading = FOR_ONE)]
    pub date: Option<String>,
    /// Fill in the therapist's name; `-` as above
    #[arg(long, value_name = "NAME", help_heading = FOR_ONE)]
    pub therapist: Option<String>,
    /// Fill in the next visit; `-` as above
    #[arg(long, value_name = "DATE", help_heading = FOR_ONE)]
    pub next_visit: Option<String>,
    /// Look for fonts here first; may be given more than once
    #[arg(long, value_name = "FOLDER", help_heading = TECHNICAL)]
    pub font_dir: Vec<PathBuf>,
    /// Work on so many sheets at once; as many as there are processors where absent
    #[arg(long, value_name = "NUMBER", help_heading = TECHNICAL, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Take warnings as errors: a sheet that has one is not made
    #[arg(long, value_name = "WHAT", help_heading = REVIEWS)]
    pub deny: Option<Deny>,
    /// Refuse every sheet that no clinician has reviewed, or whose review is due
    #[arg(long, help_heading = REVIEWS)]
    pub release: bool,
    /// The day by which reviews are judged; today where absent. No sheet depends on it
    #[arg(long, value_name = "DATE", help_heading = REVIEWS)]
    pub on: Option<Day>,
    /// Tell faults alone: no advice on wording and reading
    #[arg(long, help_heading = REVIEWS)]
    pub no_advice: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    Warnings,
}

#[derive(Args, Debug)]
pub struct Build {
    #[command(flatten)]
    pub what: What,
    /// Write one sheet to this file; `-` is standard output
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir")]
    pub output: Option<PathBuf>,
    /// Write the sheets into this folder
    #[arg(long, value_name = "FOLDER", default_value = "out")]
    pub out_dir: PathBuf,
    /// Open the sheets when they are made, three at most
    #[arg(long)]
    pub open: bool,
    /// Make the sheets again whenever a file of theirs is saved; Ctrl-C ends
    #[arg(long)]
    pub watch: bool,
}

#[derive(Args, Debug)]
pub struct New {
    /// The handout to write; called after its title, in the folder handouts, where absent
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// What the sheet is called
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The language of the sheet, such as es or Spanish
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// What the sheet is for
    #[arg(long, value_name = "KIND")]
    pub kind: Option<Sort>,
    /// Ask nothing: take the usual answers
    #[arg(short, long)]
    pub yes: bool,
    /// Begin a project of its own in this folder, even within another
    #[arg(long)]
    pub here: bool,
}

/// What a new sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// A sheet for one patient
    Patient,
    /// The same in large letters
    LargePrint,
    /// Cards to cut apart, one exercise each
    Cards,
    /// A chart for the wall of a gym
    WallChart,
}

#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    pub what: What,
    /// Print how each handout reads: grade, lengths, the hardest sentences
    #[arg(long)]
    pub report: bool,
}

#[derive(Args, Debug)]
pub struct Approve {
    /// Handouts, or files of the library
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The clinician's name, as the sheet prints it; asked for where absent or `-`
    #[arg(long, value_name = "NAME", value_parser = words())]
    pub by: Option<String>,
    /// The clinician's credentials, such as "PT, DPT"; asked for where absent or `-`
    #[arg(long, value_name = "TEXT", value_parser = words())]
    pub credentials: Option<String>,
    /// The day of the review; today where absent
    #[arg(long, value_name = "DATE")]
    pub date: Option<Day>,
    /// One exercise of the library's file; all of them where absent
    #[arg(long, value_name = "ID")]
    pub exercise: Option<String>,
    /// Approve a handout whose words are still those of the example that `stepsheet new` wrote
    #[arg(long)]
    pub as_is: bool,
}

/// What translators and reviewers do.
#[derive(Debug, Subcommand)]
pub enum Locale {
    /// Say how far each handout is in each language
    ///
    /// Prints for each handout and language how much is translated, what has changed since, and what nobody has reviewed.
    #[command(after_help = "Example:
  stepsheet locale status")]
    Status {
        /// Handouts; all of the project's where none is named
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// These languages, such as es,fr; all that there are where absent
        #[arg(long, value_name = "TAGS", value_delimiter = ',')]
        locale: Vec<String>,
    },
    /// Bring catalogs up to date
    ///
    /// Writes `back.es.toml` beside `back.toml`, for handouts and files of the library: adds new texts, marks those that have changed, follows
    /// those that have moved. Comments and translations stay.
    #[command(after_help = "Examples:
  stepsheet locale sync es
  stepsheet locale sync es,fr handouts/upper-back.toml")]
    Sync(Languages),
    /// Approve translations
    ///
    /// Writes who has read a translation into its catalog. A changed text or translation voids it.
    #[command(after_help = "Example:
  stepsheet locale approve es --by \"Ana Ruiz\" --credentials \"medical translator\"")]
    Approve {
        #[command(flatten)]
        wanted: Languages,
        /// The reviewer's name
        #[arg(long, value_name = "NAME", value_parser = words())]
        by: String,
        /// The reviewer's qualification
        #[arg(long, value_name = "TEXT", value_parser = words())]
        credentials: String,
        /// The day of the review; today where absent
        #[arg(long, value_name = "DATE")]
        date: Option<Day>,
        /// This text alone, such as roll.steps.2; may be given more than once
        #[arg(long, value_name = "KEY")]
        key: Vec<String>,
    },
}

#[derive(Args, Debug)]
pub struct Languages {
    /// Languages, such as es,fr
    #[arg(value_name = "TAGS", value_parser = words())]
    pub tags: String,
    /// Handouts and files of the library; all of the project's where none is named
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Dump {
    #[command(flatten)]
    pub what: What,
    /// Write to this file instead of printing
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Rewrite {
    /// Files to write anew; all of the project's where none is named: stepsheet.toml, its folders, and those beside pictures
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Write nothing; print the files that would change, and end with 1 where there are any
    #[arg(long)]
    pub check: bool,
    /// What the files are, where their names and keys do not tell
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub kind: Option<Kind>,
}

#[derive(Args, Debug)]
pub struct Fonts {
    /// Look for fonts here first; may be given more than once
    #[arg(long, value_name = "FOLDER")]
    pub font_dir: Vec<PathBuf>,
    /// Print the licence of each font that ships
    #[arg(long)]
    pub licences: bool,
}

/// A text that says something.
fn words() -> impl TypedValueParser<Value = String> {
    NonEmptyStringValueParser::new().try_map(|text| if text.trim().is_empty() { Err("it says nothing") } else { Ok(text) })
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.slug()))
        .try_map(|slug| Kind::from_slug(&slug).ok_or_else(|| format!("no files are called `{slug}`")))
}
