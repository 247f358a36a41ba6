//! Pictures: known by their content, measured from their headers before composing, made ready once afterwards.
//!
//! What this room refuses: files of other kinds (with how to convert them), damaged and truncated files, more than 100 megapixels,
//! SVG that points outside of itself or asks for what cannot be printed faithfully. What never leaves it: where and with which
//! camera a photo was taken, its thumbnail, comments, what was cropped away behind its end.
mod bitmap;
mod cmyk;
mod figure;
mod flate;
mod icc;
mod jpeg;
mod known;
mod png;
mod problem;
mod raster;
mod rung;
#[cfg(test)]
mod samples;
mod store;
mod svg;
mod types;
mod webp;
mod xmp;

pub use problem::Problem;
pub use store::Pictures;
pub use svg::FontBytes;
pub use types::*;
pub use xmp::Credit;
