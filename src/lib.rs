//! stepsheet: handouts written in TOML, with pictures and step text, become clinic-ready PDF sheets.
//!
//! # The map of the house
//!
//! ```text
//! bytes ─ spec ─▶ files as written (serde types, every value with its place)
//!       ─ resolve ─▶ Handout + Layout as meant: one language, one patient, nothing missing
//!       ─ compose ─▶ Pages of Fragments + Structure        (logical: start and end)
//!       ─ paint ─▶ PDF · dump                              (start becomes left here, once)
//!       ─ press ─▶ files, written whole or not at all
//! ```
//!
//! | room | what it is for | what it may know |
//! |---|---|---|
//! | [`geom`] | lengths (exact, in 1/65536 pt), areas in start/top, direction, paper | nothing |
//! | [`source`] | texts that people wrote, places in them | nothing |
//! | [`diag`] | what the author can mend, and where; each [`diag::Code`] has a long explanation | source |
//! | [`structure`] | roles in reading order, for screen readers | source |
//! | [`shelf`] | where bytes come from: disk, memory, built in; alone resolves paths and keeps them inside the project | source, diag |
//! | [`spec`] | what the TOML files say; the schema, the check and the reference come from the same types; files written anew | geom, source, diag |
//! | [`model`] | what a handout and a layout mean: plain data | geom, source |
//! | [`reading`] | is it readable for a patient: grades, words of the trade, what a leaflet lacks | source, diag, model |
//! | [`figure`] | exercise drawings from poses: a body at rest on what it rests on, drawn in clothes, inked from a palette | geom, source, diag, shelf, model |
//! | [`picture`] | raster files, SVG and figures: measured before composing, made ready once after | geom, source, diag, shelf, model, figure |
//! | [`text`] | fonts, itemize, bidi, shape, break: a styled text becomes lines | geom, source, diag, model |
//! | [`kit`] | faces and prepared pictures together, for every pass | text, picture |
//! | [`resolve`] | as written → as meant: library, locale, patient, pictures, layouts | all above |
//! | [`compose`] | Handout × Layout → Pages: a file for each kind of block; `flow` fills pages, `cards` fills cells | all above but spec, shelf, resolve |
//! | [`paint`] | PDF (the only place that knows printpdf and lopdf) and the dump that tests compare | compose and below |
//! | [`press`] | many jobs in parallel, files written whole (the only place that knows rayon) | all |
//! | `bin/stepsheet` | the command line | the public face only |
//!
//! `tests/architecture.rs` reads every `use crate::…` and fails where a room knows what it may not.
//!
//! # What is deliberately absent
//!
//! - `compose` sees no TOML, file, clock, thread or environment; `paint` sees no handout and no layout.
//! - `left` and `right` exist in `geom::Direction`, inside a line and in `paint`. Everywhere else: start and end.
//! - Every fragment has a tag or is an artifact. The structure grows in the same walk that sets the blocks.
//! - Nothing known only after paging changes the paging.
//! - The library never prints, never exits, never uses the network. No word that reaches a patient stands in `src/`.
//! - Patient data stays in memory and in the sheet that was asked for.
//! - Safety text is never cut, never shrunk under the layout's floor, never hidden by a layout, never lost to an override.
pub mod compose;
pub mod diag;
pub mod figure;
pub mod geom;
pub mod kit;
pub mod model;
pub mod paint;
pub mod picture;
pub mod press;
pub mod reading;
pub mod resolve;
pub mod shelf;
pub mod source;
pub mod spec;
pub mod structure;
pub mod text;
