//! Pages become bytes: a PDF, or a dump for tests. Sees no handout and no layout: where a decision is needed, composing has made it.
mod dump;
mod pdf;
#[cfg(test)]
mod readback;
#[cfg(test)]
mod sample;

pub use dump::{dump, is_dump};
pub use pdf::{Memo, Problem, is_sheet, pdf};
