//! stepsheet: handouts written in TOML become clinic-ready PDF sheets.
pub mod compose;
pub mod diag;
pub mod geom;
pub mod kit;
pub mod model;
pub mod picture;
pub mod press;
pub mod resolve;
pub mod source;
pub mod spec;
pub mod structure;
pub mod text;
