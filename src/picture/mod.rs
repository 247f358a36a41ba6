//! Pictures: known by their content, measured from their headers before composing, made ready once afterwards.
mod types;

pub use types::*;

use std::sync::Arc;

use crate::diag::Code;
use crate::geom::Size;
use crate::model::PictureRef;

/// Why a file cannot be used as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
}

/// All pictures of a run, each once however often it is used. Shared by all jobs and threads.
#[derive(Default)]
pub struct Pictures {}

impl Pictures {
    /// Takes a picture in and measures it from its header. The same bytes give the same reference.
    pub fn add(&self, _bytes: Arc<[u8]>) -> Result<PictureRef, Problem> {
        unimplemented!()
    }

    pub fn measured(&self, _picture: PictureRef) -> Measured {
        unimplemented!()
    }

    /// Made ready for its largest placement; `max_dpi` none passes all pixels through. Memoised by picture and rung.
    pub fn ready(&self, _picture: PictureRef, _largest: Size, _max_dpi: Option<u32>) -> Result<Arc<Ready>, Problem> {
        unimplemented!()
    }
}
