//! Why a file cannot be used as a picture, in the author's words.
use crate::diag::Code;

/// Why a file cannot be used as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
}

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { code, message: message.into(), help: Some(help.into()) }
    }

    /// Cut short or broken: `what` completes "the picture is damaged: …".
    pub(crate) fn damaged(what: &str) -> Problem {
        let help = "open it; if it looks right, save it again as JPEG or PNG; if not, get the file again from where it came";
        Problem::new(Code::PictureDamaged, format!("the picture is damaged: {what}"), help)
    }

    /// Ends before it should.
    pub(crate) fn cut_short(what: &str) -> Problem {
        Problem::new(Code::PictureDamaged, format!("the picture is cut short: {what}"), "copy or download the file again")
    }

    /// Whole, but of a sort that cannot be printed as it is.
    pub(crate) fn unfit(what: &str) -> Problem {
        Problem::new(Code::PictureKind, what, "open it and save as JPEG or PNG")
    }

    pub(crate) fn too_large(width: u64, height: u64) -> Problem {
        let megapixels = (width * height).div_ceil(1_000_000);
        let message = format!("the picture has {width} × {height} pixels, {megapixels} megapixels; 100 are the most");
        Problem::new(Code::PictureTooLarge, message, "make it smaller: a whole page needs no more than 9 megapixels")
    }

    pub(crate) fn svg_feature(what: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::new(Code::SvgFeature, what, help)
    }

    pub(crate) fn svg_outside(what: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem::new(Code::SvgOutside, what, help)
    }
}

const MOST_PIXELS: u64 = 100_000_000;

/// Refuses a picture without pixels, or with more than 100 megapixels, before anything is decoded.
pub(crate) fn check_pixels(width: u32, height: u32) -> Result<(), Problem> {
    let (width, height) = (u64::from(width), u64::from(height));
    if width == 0 || height == 0 {
        return Err(Problem::damaged("its header says that it has no pixels"));
    }
    if width * height > MOST_PIXELS { Err(Problem::too_large(width, height)) } else { Ok(()) }
}
