//! What a handout means: one language, one patient, nothing missing. Plain data, made by `resolve`, read by `compose`.
mod handout;
mod layout;
mod phrase;
mod text;

pub use handout::*;
pub use layout::*;
pub use phrase::{Phrase, Phrases};
pub use text::Text;
