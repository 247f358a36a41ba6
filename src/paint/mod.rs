//! Pages become bytes: a PDF, or a dump for tests. Sees no handout and no layout: where a decision is needed, composing has made it.

mod pdf;
#[cfg(test)]
mod sample;

pub use pdf::{Memo, Problem, pdf};
