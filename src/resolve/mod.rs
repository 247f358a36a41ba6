//! As written → as meant.
mod colour;
mod layout;

pub use layout::{Wanted, layout, paper};
