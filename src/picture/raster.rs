//! A raster file on its way to the page: passed through, brought down to a rung, or packed anew.
use super::bitmap::{self, Bitmap, Planes};
use super::store::Rung;
use super::{Colour, Data, Kind, Orientation, Problem, Raster, cmyk, flate, jpeg, png, webp};

/// A raster file that was proved whole.
pub(super) enum Source {
    Jpeg(jpeg::Header),
    Png(png::Header),
    WebP(webp::Header),
}

impl Source {
    pub(super) fn open(kind: Kind, bytes: &[u8]) -> Result<Source, Problem> {
        match kind {
            Kind::Jpeg => jpeg::open(bytes).map(Source::Jpeg),
            Kind::Png => png::open(bytes).map(Source::Png),
            Kind::WebP => webp::open(bytes).map(Source::WebP),
            Kind::Svg => unreachable!("an SVG has no pixels"),
        }
    }

    pub(super) fn orientation(&self) -> Orientation {
        match self {
            Source::Jpeg(header) => header.orientation,
            Source::Png(header) => header.orientation,
            Source::WebP(header) => header.orientation,
        }
    }

    /// Width and height, upright.
    pub(super) fn pixels(&self) -> (u32, u32) {
        self.orientation().upright(match self {
            Source::Jpeg(header) => (header.width, header.height),
            Source::Png(header) => (header.width, header.height),
            Source::WebP(header) => (header.width, header.height),
        })
    }

    /// Ready for the page; `bytes` are those it was opened from, `rung` is the upright size it is brought down to.
    pub(super) fn make(&self, bytes: &[u8], rung: Rung) -> Result<Raster, Problem> {
        match self {
            Source::Jpeg(header) => photo(header, bytes, rung),
            Source::Png(header) => {
                let (bitmap, icc) = header.decode(bytes)?;
                Ok(lossless(bitmap, header.orientation, rung, icc))
            }
            Source::WebP(header) => {
                let (bitmap, icc) = header.decode(bytes)?;
                if header.lossy { lossy(bitmap, header.orientation, rung, icc) } else { Ok(lossless(bitmap, header.orientation, rung, icc)) }
            }
        }
    }
}

/// A JPEG: its own data, or fewer pixels where that is smaller too.
fn photo(header: &jpeg::Header, bytes: &[u8], rung: Rung) -> Result<Raster, Problem> {
    if header.components == 4 {
        return inks(header, bytes, rung);
    }
    let clean = header.clean(bytes);
    let colour = if header.components == 1 { Colour::Grey } else { Colour::Rgb };
    if let Some((width, height)) = rung {
        let fewer = brought_down(header, bytes, header.orientation.upright((width, height)))?;
        if fewer.len() < clean.len() {
            let (data, icc) = (Data::Jpeg(fewer), header.icc.clone());
            return Ok(Raster { width, height, colour, bits: 8, data, alpha: None, icc, orientation: Orientation::Upright });
        }
    }
    let (data, icc, orientation) = (Data::Jpeg(clean), header.icc.clone(), header.orientation);
    Ok(Raster { width: header.width, height: header.height, colour, bits: 8, data, alpha: None, icc, orientation })
}

/// The JPEG anew at `size` (as stored), turned upright. Luma and chroma stay what they are: each plane is resized by itself.
fn brought_down(header: &jpeg::Header, bytes: &[u8], size: (u32, u32)) -> Result<Vec<u8>, Problem> {
    let planes: Planes = header.planes(bytes, |_| size)?.into_iter().map(|plane| plane.resized(size.0, size.1).turned(header.orientation)).collect();
    match planes.as_slice() {
        [red, green, blue] if header.untransformed => {
            let samples = red.samples.iter().zip(&green.samples).zip(&blue.samples).flat_map(|((red, green), blue)| [*red, *green, *blue]).collect();
            bitmap::encode_bitmap(&Bitmap { width: red.width, height: red.height, channels: 3, samples })
        }
        planes => bitmap::encode_planes(planes),
    }
}

/// A JPEG of four inks: sRGB from here on.
fn inks(header: &jpeg::Header, bytes: &[u8], rung: Rung) -> Result<Raster, Problem> {
    let own = (header.width, header.height);
    let size = rung.map_or(own, |rung| header.orientation.upright(rung));
    let planes = header.planes(bytes, |_| size)?;
    let bitmap = cmyk::to_rgb(&planes, !header.untransformed, header.icc.as_deref()).resized(size.0, size.1).turned(header.orientation);
    let data = Data::Jpeg(bitmap::encode_bitmap(&bitmap)?);
    let (width, height, orientation) = (bitmap.width, bitmap.height, Orientation::Upright);
    Ok(Raster { width, height, colour: Colour::Rgb, bits: 8, data, alpha: None, icc: None, orientation })
}

fn lossless(bitmap: Bitmap, orientation: Orientation, rung: Rung, icc: Option<Vec<u8>>) -> Raster {
    let Some((width, height)) = rung.map(|rung| orientation.upright(rung)) else { return packed(bitmap.turned(orientation), icc) };
    // Line art in a few colours is often smaller as it is than with the soft edges that fewer pixels need.
    let whole = flate::few_colours(&bitmap).then(|| packed(bitmap.clone().turned(orientation), icc.clone()));
    let fewer = packed(bitmap.resized(width, height).turned(orientation), icc);
    match whole {
        Some(whole) if length(&whole) <= length(&fewer) => whole,
        Some(_) | None => fewer,
    }
}

/// A photo that was no JPEG: as JPEG, unless it is smaller without loss.
fn lossy(bitmap: Bitmap, orientation: Orientation, rung: Rung, icc: Option<Vec<u8>>) -> Result<Raster, Problem> {
    let bitmap = match rung.map(|rung| orientation.upright(rung)) {
        Some((width, height)) => bitmap.resized(width, height),
        None => bitmap,
    };
    let bitmap = bitmap.turned(orientation);
    let exact = packed(bitmap.clone(), icc);
    let (colours, _) = bitmap.without_alpha();
    let colours = if exact.icc.is_none() { colours.grey_if_it_is() } else { colours };
    let photo = bitmap::encode_bitmap(&colours)?;
    let colour = if colours.channels == 1 { Colour::Grey } else { Colour::Rgb };
    let photo = Raster { colour, bits: 8, data: Data::Jpeg(photo), ..exact.clone() };
    Ok(if length(&photo) < length(&exact) { photo } else { exact })
}

fn packed(bitmap: Bitmap, icc: Option<Vec<u8>>) -> Raster {
    let (colours, alpha) = bitmap.without_alpha();
    // A profile for RGB would not fit grey.
    let colours = if icc.is_none() { colours.grey_if_it_is() } else { colours };
    let (colour, bits, data) = flate::pack(&colours, icc.is_some());
    let alpha = alpha.map(|alpha| flate::pack_mask(&alpha, colours.width as usize));
    Raster { width: colours.width, height: colours.height, colour, bits, data, alpha, icc, orientation: Orientation::Upright }
}

fn length(raster: &Raster) -> usize {
    let data = match &raster.data {
        Data::Jpeg(data) | Data::Flate(data) => data.len(),
        Data::Indexed { data, palette } => data.len() + palette.len(),
    };
    data + raster.alpha.as_ref().map_or(0, Vec::len)
}
