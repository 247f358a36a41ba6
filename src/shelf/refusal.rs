//! Why a file cannot be had.
use crate::diag::Code;

/// Why a file cannot be had, in words for the person who named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub why: Why,
    /// Lower case, no full stop; says the name as it was written.
    pub message: String,
    pub help: Option<String>,
    /// What was probably meant, to be written in its place.
    pub instead: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Missing,
    /// There is such a file, with other capitals: it would be found on one machine and not on another.
    Case,
    /// `..` or a link leads out of the project.
    Outside,
    /// Begins with `/`, a drive or a server.
    Absolute,
    /// An address of the web.
    Address,
    /// A backslash or a control character.
    Letters,
    /// A folder where a file is wanted.
    Folder,
    /// No name at all.
    Empty,
    TooLarge,
    /// Not allowed, or broken.
    Unreadable,
}

impl Refusal {
    /// `written` is what the person wrote; `is` says the rest of the sentence.
    pub(super) fn new(why: Why, written: &str, is: impl AsRef<str>) -> Refusal {
        // Control characters would move the cursor of a terminal.
        let written: String = written.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
        Refusal { why, message: format!("`{written}` {}", is.as_ref()), help: None, instead: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Refusal {
        self.help = Some(help.into());
        self
    }

    pub(super) fn instead(mut self, instead: String) -> Refusal {
        self.instead = Some(instead);
        self
    }

    pub(super) fn missing(written: &str, nearest: Option<String>) -> Refusal {
        let refusal = Refusal::new(Why::Missing, written, "is not there");
        match nearest {
            Some(nearest) => refusal.help(format!("did you mean `{nearest}`?")).instead(nearest),
            None => refusal.help("write its path from the folder of this file, or from the project's folder"),
        }
    }

    pub(super) fn case(written: &str, real: String) -> Refusal {
        let help = format!("capitals count: write `{real}`");
        Refusal::new(Why::Case, written, "is not there, but a name with other capitals is").help(help).instead(real)
    }

    pub(super) fn outside(written: &str) -> Refusal {
        Refusal::new(Why::Outside, written, "lies outside of the project's folder").help("copy the file into the project's folder")
    }

    pub(super) fn folder(written: &str) -> Refusal {
        Refusal::new(Why::Folder, written, "is a folder").help("name a file in it")
    }

    /// The code of this refusal where a picture was wanted.
    pub fn picture_code(&self) -> Code {
        match self.why {
            Why::Missing | Why::Case | Why::Folder | Why::Empty | Why::Unreadable => Code::PictureMissing,
            Why::Outside | Why::Absolute | Why::Address => Code::PictureOutside,
            Why::Letters => Code::PicturePath,
            Why::TooLarge => Code::PictureTooLarge,
        }
    }
}
