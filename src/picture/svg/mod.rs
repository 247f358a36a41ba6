//! SVG as plain paths: no outside files, no fonts of the machine, nothing that cannot be printed as it was meant.
mod brush;
mod fonts;
mod guard;
mod raster;
mod trace;

pub(super) use brush::snap;
pub(super) use raster::png;
pub(super) use trace::unit;

use std::sync::{Arc, Mutex, PoisonError};

pub use fonts::FontBytes;
pub(super) use fonts::Fonts;

use super::raster::Source;
use super::store::Rung;
use super::{Kind, Measured, Problem, Vector, rung};
use crate::diag::Code;
use crate::geom::{Len, Size};
use trace::Nested;

/// An SVG that was read and found printable.
pub(super) struct Drawing {
    natural: Size,
    /// Without the pictures in it, which are made once their size is known.
    vector: Vector,
    nested: Vec<Nested>,
    /// What it says of itself.
    pub said: Option<String>,
}

impl Drawing {
    pub(super) fn open(bytes: &[u8], fonts: &Fonts) -> Result<Drawing, Problem> {
        let document = guard::parse(guard::text(bytes)?)?;
        let said = guard::said(&document);
        let written = document.descendants().any(|node| node.tag_name().name() == "text" && node.descendants().any(|node| node.is_text()));
        let database = if written { fonts.database() } else { Arc::default() };
        if written && database.is_empty() {
            let help = "turn the text into paths and export the SVG again";
            return Err(Problem::new(Code::MissingFont, "the SVG has text, and there is no font for it", help));
        }
        let lacking = fonts::Lacking::default();
        let (tree, refused) = read(&document, database, &lacking)?;
        if let Some(problem) = refused.into_iter().next().or_else(|| lacking.problem()) {
            return Err(problem);
        }
        let traced = trace::trace(&tree)?;
        // A CSS pixel is 3/4 of a point.
        let natural = Size { width: length(tree.size().width()), height: length(tree.size().height()) };
        let vector = Vector { width: traced.width, height: traced.height, shapes: traced.shapes, rasters: Vec::new() };
        Ok(Drawing { natural, vector, nested: traced.nested, said })
    }

    pub(super) fn measured(&self) -> Measured {
        let pixels = |length: Len| (libm::round(length.to_pt() * 96.0 / 72.0) as u32).max(1);
        Measured { kind: Kind::Svg, pixels: (pixels(self.natural.width), pixels(self.natural.height)), size: self.natural }
    }

    /// The sizes that the pictures in it are brought down to, when it is placed so large.
    pub(super) fn rungs(&self, largest: Size, max_dpi: Option<u32>) -> Vec<Rung> {
        let rung = |nested: &Nested| {
            let grown = |length: f32| largest.width.times(f64::from(length) / f64::from(self.vector.width));
            max_dpi.and_then(|dpi| rung::rung(nested.source.pixels(), Size { width: grown(nested.width), height: grown(nested.height) }, dpi))
        };
        self.nested.iter().map(rung).collect()
    }

    pub(super) fn make(&self, rungs: &[Rung]) -> Result<Vector, Problem> {
        let pictures = self.nested.iter().zip(rungs);
        let rasters = pictures.map(|(nested, rung)| nested.source.make(&nested.bytes, *rung)).collect::<Result<_, _>>()?;
        Ok(Vector { rasters, ..self.vector.clone() })
    }
}

fn length(pixels: f32) -> Len {
    Len::from_pt(f64::from(pixels) * 0.75)
}

/// The tree, and what was wrong with pictures in it, which the reader would pass over.
fn read(
    document: &usvg::roxmltree::Document,
    database: Arc<usvg::fontdb::Database>,
    lacking: &fonts::Lacking,
) -> Result<(usvg::Tree, Vec<Problem>), Problem> {
    let refused = Mutex::new(Vec::new());
    let refuse = |problem: Problem| {
        refused.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
        None
    };
    let data = |_: &str, bytes: Arc<Vec<u8>>, _: &usvg::Options| match trace::nested(&bytes) {
        Ok(Source::Jpeg(_)) => Some(usvg::ImageKind::JPEG(bytes)),
        Ok(Source::Png(_)) => Some(usvg::ImageKind::PNG(bytes)),
        Ok(Source::WebP(_)) => Some(usvg::ImageKind::WEBP(bytes)),
        Err(problem) => refuse(problem),
    };
    // The guard has let no other address through.
    let string = |_: &str, _: &usvg::Options| None;
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver { resolve_data: Box::new(data), resolve_string: Box::new(string) },
        font_resolver: lacking.resolver(),
        fontdb: database,
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_xmltree(document, &options).map_err(|error| match error {
        // That many come of parts that use each other.
        usvg::Error::ElementsLimitReached | usvg::Error::ParsingFailed(usvg::roxmltree::Error::NodesLimitReached) => {
            Problem::svg_feature("the SVG has too many parts", "simplify it in the drawing program, or export it as PNG")
        }
        usvg::Error::InvalidSize => Problem::damaged("the SVG has no size"),
        usvg::Error::NotAnUtf8Str | usvg::Error::SvgzFeatureNotEnabled | usvg::Error::MalformedGZip | usvg::Error::ParsingFailed(_) => {
            Problem::damaged("the SVG cannot be read")
        }
    })?;
    drop(options);
    Ok((tree, refused.into_inner().unwrap_or_else(PoisonError::into_inner)))
}

#[cfg(test)]
mod tests;
