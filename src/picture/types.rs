//! What is known of a picture, before and after it is made ready.
use crate::geom::Size;

/// Known from the header alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    pub kind: Kind,
    /// Upright, after the orientation that the file asks for.
    pub pixels: (u32, u32),
    /// The natural size of a vector picture; a raster's at 96 dpi. Only its aspect matters for composing.
    pub size: Size,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
    /// An SVG or a figure: lines and areas, no pixels.
    Svg,
}

/// Ready to be written into a PDF: nothing in it depends on anything but the picture and the rung of its size.
#[derive(Clone, Debug, PartialEq)]
pub enum Ready {
    Raster(Raster),
    Vector(Vector),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    pub width: u32,
    pub height: u32,
    pub colour: Colour,
    pub bits: u8,
    pub data: Data,
    /// 8-bit alpha, one byte a pixel, deflated with the same predictor as `Data::Flate`.
    pub alpha: Option<Vec<u8>>,
    /// The ICC profile to paint with; sRGB (or its grey) where there is none.
    pub icc: Option<Vec<u8>>,
    /// The quarter turns and flips that painting must apply so that the picture stands upright (a JPEG's data is not touched).
    pub orientation: Orientation,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// A whole JPEG without its private segments: `DCTDecode`.
    Jpeg(Vec<u8>),
    /// zlib over rows with PNG predictors (`/Predictor 15`).
    Flate(Vec<u8>),
    /// zlib over rows with PNG predictors (`/Colors 1`, the raster's bits) of indices into a palette of RGB triples; the raster's profile, if
    /// there is one, is that of the palette.
    Indexed { data: Vec<u8>, palette: Vec<u8> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Grey,
    Rgb,
}

/// EXIF orientation 1 to 8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    #[default]
    Upright,
    FlipH,
    Turn180,
    FlipV,
    /// Mirrored along the main diagonal.
    Transpose,
    /// Turned clockwise by 90°.
    Turn90,
    Transverse,
    Turn270,
}

impl Orientation {
    /// By the number that EXIF gives it; none for what is no such number.
    pub fn from_exif(number: usize) -> Option<Orientation> {
        use Orientation::{FlipH, FlipV, Transpose, Transverse, Turn90, Turn180, Turn270, Upright};
        [Upright, FlipH, Turn180, FlipV, Transpose, Turn90, Transverse, Turn270].get(number.checked_sub(1)?).copied()
    }

    /// Whether width and height change places.
    pub fn swaps(self) -> bool {
        match self {
            Orientation::Upright | Orientation::FlipH | Orientation::Turn180 | Orientation::FlipV => false,
            Orientation::Transpose | Orientation::Turn90 | Orientation::Transverse | Orientation::Turn270 => true,
        }
    }

    /// Width and height as they stand upright.
    pub fn upright<T>(self, (width, height): (T, T)) -> (T, T) {
        if self.swaps() { (height, width) } else { (width, height) }
    }
}

/// An SVG as plain paths, in a box of `width` × `height` units, `y` downwards. The box has the SVG's aspect, and a scale of its own that keeps
/// numbers short (its longer side is 512 to 1,024): painting scales it to the picture's area. Its natural size is `Measured::size`.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    pub width: f32,
    pub height: f32,
    pub shapes: Vec<Shape>,
    /// Rasters within the SVG, each placed by a shape.
    pub rasters: Vec<Raster>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Path {
        segments: Vec<Segment>,
        fill: Option<Fill>,
        stroke: Option<Stroke>,
        /// The clip in force: paths that all must hold.
        clip: Vec<Clip>,
    },
    /// `rasters[index]`, its unit square (from its top left, `y` downwards) carried by the matrix: x' = a·x + c·y + e, y' = b·x + d·y + f.
    Raster { index: usize, matrix: [f32; 6], opacity: f32, clip: Vec<Clip> },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    pub segments: Vec<Segment>,
    pub even_odd: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    pub paint: Paint,
    pub opacity: f32,
    pub even_odd: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub paint: Paint,
    pub opacity: f32,
    pub width: f32,
    pub cap: Cap,
    pub join: Join,
    pub miter_limit: f32,
    pub dash: Option<(Vec<f32>, f32)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    Butt,
    Round,
    Square,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Miter,
    Round,
    Bevel,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    Rgb(u8, u8, u8),
    /// From one point to another, with stops of (place 0–1, colour); padded beyond both ends.
    Linear {
        from: (f32, f32),
        to: (f32, f32),
        stops: Vec<(f32, (u8, u8, u8))>,
    },
    /// From a circle's centre and radius 0 to its rim.
    Radial {
        centre: (f32, f32),
        focus: (f32, f32),
        radius: f32,
        stops: Vec<(f32, (u8, u8, u8))>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(f32, f32),
    Line(f32, f32),
    Curve(f32, f32, f32, f32, f32, f32),
    Close,
}
