//! All pictures of a run, each once however often it is used.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use super::raster::Source;
use super::svg::{Drawing, FontBytes, Fonts};
use super::{Kind, Measured, Problem, Ready, known, rung};
use crate::geom::{Len, Size};
use crate::model::PictureRef;

/// All pictures of a run, each once however often it is used. Shared by all jobs and threads.
#[derive(Default)]
pub struct Pictures {
    shelf: RwLock<Shelf>,
    ready: Mutex<HashMap<(PictureRef, Vec<Rung>), Cell>>,
    fonts: Fonts,
}

/// The size that a raster is brought down to; none keeps its own.
pub(super) type Rung = Option<(u32, u32)>;

/// What was made of a picture, or is being made by the first who asked.
type Cell = Arc<OnceLock<Result<Arc<Ready>, Problem>>>;

#[derive(Default)]
struct Shelf {
    /// By the BLAKE3 hash of their bytes.
    known: HashMap<[u8; 32], PictureRef>,
    all: Vec<Arc<Entry>>,
}

struct Entry {
    bytes: Arc<[u8]>,
    hash: [u8; 32],
    measured: Measured,
    content: Content,
}

enum Content {
    Raster(Source),
    Drawing(Drawing),
}

impl Pictures {
    /// `faces` gives the font files that the text of an SVG may use: asked once, when the first SVG with text comes in.
    /// The first face is used where the SVG names none of them.
    pub fn with_fonts(faces: impl Fn() -> Vec<FontBytes> + Send + Sync + 'static) -> Pictures {
        Pictures { fonts: Fonts::new(faces), ..Pictures::default() }
    }

    /// Takes a picture in: proves it whole and measures it, without decoding it. The same bytes give the same reference.
    ///
    /// # Errors
    /// No picture, or not one that can be printed.
    pub fn add(&self, bytes: Arc<[u8]>) -> Result<PictureRef, Problem> {
        let hash = *blake3::hash(&bytes).as_bytes();
        if let Some(known) = self.shelf.read().unwrap_or_else(PoisonError::into_inner).known.get(&hash) {
            return Ok(*known);
        }
        let (measured, content) = match known::kind(&bytes)? {
            Kind::Svg => {
                let drawing = Drawing::open(&bytes, &self.fonts)?;
                (drawing.measured(), Content::Drawing(drawing))
            }
            kind @ (Kind::Jpeg | Kind::Png | Kind::WebP) => {
                let source = Source::open(kind, &bytes)?;
                (measure(kind, source.pixels()), Content::Raster(source))
            }
        };
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        let next = PictureRef(shelf.all.len() as u32);
        let picture = *shelf.known.entry(hash).or_insert(next);
        if picture == next {
            shelf.all.push(Arc::new(Entry { bytes, hash, measured, content }));
        }
        Ok(picture)
    }

    pub fn measured(&self, picture: PictureRef) -> Measured {
        self.entry(picture).measured.clone()
    }

    /// The BLAKE3 hash of the file: a name for the picture that is the same in every run, as its reference is not.
    pub fn bytes_hash(&self, picture: PictureRef) -> [u8; 32] {
        self.entry(picture).hash
    }

    /// What an SVG says of itself: its `desc`, else its `title`. Other kinds say nothing.
    pub fn alt_text(&self, picture: PictureRef) -> Option<String> {
        match &self.entry(picture).content {
            Content::Raster(_) => None,
            Content::Drawing(drawing) => drawing.said.clone(),
        }
    }

    /// Pixels an inch that a picture has when placed so large, by its poorer side; none for an SVG, which has no pixels.
    pub fn dpi(&self, picture: PictureRef, placement: Size) -> Option<u32> {
        let entry = self.entry(picture);
        let side = |pixels: u32, length: Len| f64::from(pixels) * 72.0 / length.to_pt().max(0.001);
        match &entry.content {
            Content::Raster(_) => {
                let (width, height) = entry.measured.pixels;
                Some(libm::round(side(width, placement.width).min(side(height, placement.height))) as u32)
            }
            Content::Drawing(_) => None,
        }
    }

    /// Made ready for its largest placement; `max_dpi` none passes all pixels through. Made once for each rung of its size.
    ///
    /// # Errors
    /// Its pixels cannot be unpacked, though its outside was sound.
    pub fn ready(&self, picture: PictureRef, largest: Size, max_dpi: Option<u32>) -> Result<Arc<Ready>, Problem> {
        let entry = self.entry(picture);
        let rungs = match &entry.content {
            Content::Raster(source) => vec![max_dpi.and_then(|dpi| rung::rung(source.pixels(), largest, dpi))],
            Content::Drawing(drawing) => drawing.rungs(largest, max_dpi),
        };
        let cell = self.ready.lock().unwrap_or_else(PoisonError::into_inner).entry((picture, rungs.clone())).or_default().clone();
        cell.get_or_init(|| {
            let ready = match &entry.content {
                Content::Raster(source) => Ready::Raster(source.make(&entry.bytes, rungs.first().copied().flatten())?),
                Content::Drawing(drawing) => Ready::Vector(drawing.make(&rungs)?),
            };
            Ok(Arc::new(ready))
        })
        .clone()
    }

    fn entry(&self, picture: PictureRef) -> Arc<Entry> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner).all[picture.0 as usize].clone()
    }
}

fn measure(kind: Kind, pixels: (u32, u32)) -> Measured {
    let length = |pixels: u32| Len::pt(i64::from(pixels)).scale(72, 96);
    Measured { kind, pixels, size: Size { width: length(pixels.0), height: length(pixels.1) } }
}
