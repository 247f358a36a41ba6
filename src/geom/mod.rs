//! Lengths, areas and directions. Knows nothing of what is placed in them.
mod area;
mod direction;
mod len;
mod paper;

pub use area::{Area, Margins, Size};
pub use direction::Direction;
pub use len::{BadLen, Len};
pub use paper::{Paper, paper_for_country, paper_named, paper_names};
