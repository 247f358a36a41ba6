//! All pictures of a run, each once however often it is used.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use super::figure::Figure;
use super::raster::Source;
use super::svg::{Drawing, FontBytes, Fonts};
use super::xmp::{self, Credit};
use super::{Kind, Measured, Problem, Ready, known, rung};
use crate::figure::{self, Heft};
use crate::geom::{Len, Size};
use crate::model::{Inking, PictureRef};

/// All pictures of a run, each once however often it is used. Shared by all jobs and threads.
#[derive(Default)]
pub struct Pictures {
    shelf: RwLock<Shelf>,
    ready: Mutex<HashMap<Making, Cell>>,
    fonts: Fonts,
}

/// What a picture is made for: the sizes of the pixels in it, or the colours and the weight of a figure's lines.
type Making = (PictureRef, Vec<Rung>, Option<(Inking, Heft)>);

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
    credit: Option<Credit>,
    content: Content,
}

enum Content {
    Raster(Source),
    Drawing(Drawing),
    Figure(Figure),
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
        let credit = xmp::credit(measured.kind, &bytes);
        Ok(self.keep(Entry { bytes, hash, measured, credit, content }))
    }

    /// Takes a figure in; `said` is what it says of itself. The same drawing with the same words gives the same reference.
    pub fn add_figure(&self, drawing: figure::Drawing, said: Option<String>) -> PictureRef {
        let figure = Figure::new(drawing, said);
        let (hash, measured) = (figure.hash(), figure.measured());
        self.keep(Entry { bytes: Arc::default(), hash, measured, credit: None, content: Content::Figure(figure) })
    }

    /// An SVG as a PNG on white, so many pixels to each of its own.
    ///
    /// # Errors
    /// No SVG, or one of more than 100 million pixels.
    pub fn png(&self, svg: &str, scale: f64) -> Result<Vec<u8>, Problem> {
        super::svg::png(svg, scale, &self.fonts)
    }

    fn keep(&self, entry: Entry) -> PictureRef {
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        let next = PictureRef(shelf.all.len() as u32);
        let picture = *shelf.known.entry(entry.hash).or_insert(next);
        if picture == next {
            shelf.all.push(Arc::new(entry));
        }
        picture
    }

    pub fn measured(&self, picture: PictureRef) -> Measured {
        self.entry(picture).measured.clone()
    }

    /// The BLAKE3 hash of the file: a name for the picture that is the same in every run, as its reference is not.
    pub fn bytes_hash(&self, picture: PictureRef) -> [u8; 32] {
        self.entry(picture).hash
    }

    /// What an SVG says of itself, its `desc`, else its `title`; and what a figure does. Other kinds say nothing.
    pub fn alt_text(&self, picture: PictureRef) -> Option<String> {
        match &self.entry(picture).content {
            Content::Raster(_) => None,
            Content::Drawing(drawing) => drawing.said.clone(),
            Content::Figure(figure) => figure.said.clone(),
        }
    }

    /// What the file says of its own rights: for the credits. It never reaches a sheet otherwise.
    pub fn credit(&self, picture: PictureRef) -> Option<Credit> {
        self.entry(picture).credit.clone()
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
            Content::Drawing(_) | Content::Figure(_) => None,
        }
    }

    /// How heavy a figure's lines are where it is placed so large. Placements of one weight share what is made ready; other pictures have
    /// none but the first.
    pub fn heft(&self, picture: PictureRef, placement: Size) -> Heft {
        match &self.entry(picture).content {
            Content::Raster(_) | Content::Drawing(_) => Heft::default(),
            Content::Figure(figure) => figure.heft(placement),
        }
    }

    /// Made ready for its largest placement; `max_dpi` none passes all pixels through, `inking` is for figures. Made once for each rung of
    /// its size, and for each weight and palette of a figure.
    ///
    /// # Errors
    /// Its pixels cannot be unpacked, though its outside was sound.
    pub fn ready(&self, picture: PictureRef, largest: Size, max_dpi: Option<u32>, inking: &Inking) -> Result<Arc<Ready>, Problem> {
        let entry = self.entry(picture);
        let rungs = match &entry.content {
            Content::Raster(source) => vec![max_dpi.and_then(|dpi| rung::rung(source.pixels(), largest, dpi))],
            Content::Drawing(drawing) => drawing.rungs(largest, max_dpi),
            Content::Figure(_) => Vec::new(),
        };
        let inked = match &entry.content {
            Content::Raster(_) | Content::Drawing(_) => None,
            Content::Figure(figure) => Some((*inking, figure.heft(largest))),
        };
        let cell = self.ready.lock().unwrap_or_else(PoisonError::into_inner).entry((picture, rungs.clone(), inked)).or_default().clone();
        cell.get_or_init(|| {
            let ready = match &entry.content {
                Content::Raster(source) => Ready::Raster(source.make(&entry.bytes, rungs.first().copied().flatten())?),
                Content::Drawing(drawing) => Ready::Vector(drawing.make(&rungs)?),
                Content::Figure(figure) => Ready::Vector(figure.make(inking, figure.heft(largest))),
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

#[cfg(test)]
mod tests {
    use super::super::samples::{How, encoded, exif, holds, jpeg, photo, png, webp, with_chunk, with_segment};
    use super::super::{Colour, Data, Orientation, Raster};
    use super::*;
    use crate::picture::bitmap::Bitmap;

    fn size(width: i64, height: i64) -> Size {
        Size { width: Len::pt(width), height: Len::pt(height) }
    }

    fn raster(pictures: &Pictures, bytes: &[u8], largest: Size, max_dpi: Option<u32>) -> Raster {
        let picture = pictures.add(bytes.into()).expect("a picture");
        match &*pictures.ready(picture, largest, max_dpi, &Inking::default()).expect("a picture") {
            Ready::Raster(raster) => raster.clone(),
            Ready::Vector(_) => panic!("not a drawing"),
        }
    }

    #[test]
    fn the_same_bytes_are_one_picture() {
        let pictures = Pictures::default();
        let (one, two) = (png(&photo(8, 8)), png(&photo(9, 8)));
        let first = pictures.add(one.clone().into());
        assert_eq!(first, pictures.add(one.clone().into()));
        assert_ne!(first, pictures.add(two.into()));
        assert_eq!(first.map(|first| pictures.bytes_hash(first)), Ok(*blake3::hash(&one).as_bytes()));
    }

    #[test]
    fn a_photo_lying_on_its_side_is_measured_upright_and_passes_through() {
        let pictures = Pictures::default();
        let bytes = with_segment(&jpeg(&photo(160, 120), &How::default()), 0xE1, &exif(6));
        let picture = pictures.add(bytes.clone().into()).expect("a picture");
        let measured = pictures.measured(picture);
        assert_eq!((measured.kind, measured.pixels, measured.size), (Kind::Jpeg, (120, 160), size(90, 120)));
        let through = raster(&pictures, &bytes, size(10, 10), None);
        assert_eq!((through.width, through.height, through.orientation), (160, 120, Orientation::Turn90));
        assert_eq!(pictures.dpi(picture, size(72, 96)), Some(120));
    }

    #[test]
    fn a_photo_is_brought_down_once_upright_and_smaller() {
        let pictures = Pictures::default();
        let bytes = with_segment(&jpeg(&photo(640, 480), &How { quality: 95, ..How::default() }), 0xE1, &exif(8));
        let one = raster(&pictures, &bytes, size(60, 80), Some(300));
        assert_eq!((one.width, one.height, one.orientation, one.colour), (272, 362, Orientation::Upright, Colour::Rgb));
        // Another placement on the same rung gives the same bytes; so does another run.
        assert_eq!(one, raster(&pictures, &bytes, size(62, 82), Some(300)));
        assert_eq!(one, raster(&Pictures::default(), &bytes, size(60, 80), Some(300)));
        let Data::Jpeg(data) = &one.data else { panic!("a photo stays a JPEG") };
        assert!(data.len() < bytes.len() / 2 && !holds(data, b"Exif") && !holds(data, b"GPS"));
        let whole = raster(&pictures, &bytes, size(400, 500), Some(300));
        assert_eq!((whole.width, whole.orientation), (640, Orientation::Turn270));
    }

    #[test]
    fn fewer_pixels_that_need_more_bytes_are_not_taken() {
        let bytes = jpeg(&photo(400, 400), &How { quality: 10, ..How::default() });
        assert_eq!(raster(&Pictures::default(), &bytes, size(70, 70), Some(300)).width, 400);
    }

    #[test]
    fn grey_stays_grey() {
        let picture = photo(300, 300);
        let grey = Bitmap { channels: 1, samples: picture.samples.iter().copied().step_by(3).collect(), ..picture };
        let bytes = jpeg(&grey, &How { quality: 95, ..How::default() });
        assert_eq!(raster(&Pictures::default(), &bytes, size(20, 20), Some(300)).colour, Colour::Grey);
        assert_eq!(raster(&Pictures::default(), &bytes, size(20, 20), None).colour, Colour::Grey);
    }

    /// Mean of each channel of an RGB JPEG, as another decoder reads it.
    fn means(data: &[u8]) -> Vec<u64> {
        use image::ImageDecoder;
        let decoder = image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(data)).expect("a JPEG");
        let mut samples = vec![0; decoder.total_bytes() as usize];
        decoder.read_image(&mut samples).expect("a JPEG");
        (0..3).map(|channel| samples.iter().skip(channel).step_by(3).map(|&value| u64::from(value)).sum::<u64>() * 3 / samples.len() as u64).collect()
    }

    #[test]
    fn four_inks_become_srgb_with_and_without_ycck() {
        for kind in [jpeg_encoder::ColorType::Cmyk, jpeg_encoder::ColorType::CmykAsYcck] {
            let red = Bitmap { width: 32, height: 32, channels: 4, samples: [0, 255, 255, 0].repeat(32 * 32) };
            let raster = raster(&Pictures::default(), &encoded(&red, &How { quality: 95, ..How::default() }, kind), size(200, 200), Some(300));
            let Data::Jpeg(data) = &raster.data else { panic!("a photo stays a JPEG") };
            let means = means(data);
            assert!(raster.colour == Colour::Rgb && means[0] > 220 && means[1] < 45 && means[2] < 55, "{kind:?} {means:?}");
        }
    }

    #[test]
    fn png_keeps_its_alpha_and_loses_its_secrets() {
        let samples = photo(20, 20).samples.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect();
        let mut picture = Bitmap { width: 20, height: 20, channels: 4, samples };
        let opaque = with_chunk(&png(&picture), b"tEXt", b"Comment\0GPS 52.52");
        let made = raster(&Pictures::default(), &opaque, size(100, 100), Some(300));
        assert_eq!((made.alpha, made.colour, made.bits), (None, Colour::Rgb, 8));
        let Data::Flate(data) = &made.data else { panic!("a photo has many colours") };
        assert!(!holds(data, b"GPS"));
        picture.samples[3] = 128;
        assert!(raster(&Pictures::default(), &png(&picture), size(100, 100), Some(300)).alpha.is_some());
    }

    #[test]
    fn line_art_stays_in_few_bits_where_that_is_smaller() {
        let square = |at: u32| if (at % 600 / 40 + at / 600 / 40).is_multiple_of(2) { [0; 3] } else { [255; 3] };
        let samples: Vec<u8> = (0..600 * 600).flat_map(square).collect();
        let bytes = png(&Bitmap { width: 600, height: 600, channels: 3, samples });
        let made = raster(&Pictures::default(), &bytes, size(30, 30), Some(300));
        assert_eq!((made.bits, made.width), (1, 600));
    }

    #[test]
    fn webp_without_loss_stays_without_loss() {
        let made = raster(&Pictures::default(), &webp(&photo(20, 20)), size(100, 100), Some(300));
        assert!(matches!(made.data, Data::Flate(_)) && made.width == 20);
    }

    #[test]
    fn pictures_are_shared_between_threads() {
        let pictures = Pictures::default();
        let all: Vec<Arc<[u8]>> = (0..4).map(|at| jpeg(&photo(200 + at, 150), &How::default()).into()).collect();
        let make =
            |bytes: &Arc<[u8]>| pictures.add(bytes.clone()).and_then(|picture| pictures.ready(picture, size(20, 15), Some(300), &Inking::default()));
        let made: Vec<Vec<Arc<Ready>>> = std::thread::scope(|scope| {
            let work = |_| scope.spawn(|| all.iter().map(make).collect::<Result<_, _>>());
            let threads: Vec<_> = (0..4).map(work).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic").expect("pictures")).collect()
        });
        assert!(made.windows(2).all(|pair| pair[0].iter().zip(&pair[1]).all(|(one, two)| Arc::ptr_eq(one, two))));
    }
}
