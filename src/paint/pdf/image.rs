//! Pictures as objects that fill the unit square (ISO 32000-1 8.9), each once in a file however often it is painted.
use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::Problem;
use super::memo::Memo;
use super::object::{deflate, deflated, numbers};
use super::vector;
use crate::compose::{Ink, Pages};
use crate::figure::Heft;
use crate::geom::Size;
use crate::model::PictureRef;
use crate::picture::{Colour, Data, Orientation, Pictures, Raster, Ready};

/// The pictures of a file, ready for their largest placement; in the order in which they are painted first, since the numbers of
/// references depend on what other sheets were made before.
pub struct Images<'a> {
    pictures: &'a Pictures,
    ready: Vec<(Placed, Arc<Ready>)>,
}

/// A picture, and how heavy the lines of a figure are there: placed much smaller, it is another object.
type Placed = (PictureRef, Heft);

impl<'a> Images<'a> {
    pub fn ready(pages: &Pages, pictures: &'a Pictures) -> Result<Images<'a>, Problem> {
        let mut largest: BTreeMap<Placed, Size> = BTreeMap::new();
        let mut order = Vec::new();
        for fragment in pages.pages.iter().flat_map(|page| &page.fragments) {
            if let Ink::Picture { picture, .. } = fragment.ink {
                let placement = fragment.area.size();
                let placed = (picture, pictures.heft(picture, placement));
                let size = largest.entry(placed).or_insert_with(|| {
                    order.push(placed);
                    Size::default()
                });
                size.width = size.width.max(placement.width);
                size.height = size.height.max(placement.height);
            }
        }
        let ready = |placed: Placed| match pictures.ready(placed.0, largest[&placed], pages.max_dpi, &pages.inking) {
            Ok(ready) => Ok((placed, ready)),
            Err(problem) => Err(Problem::Picture { picture: placed.0, problem }),
        };
        Ok(Images { pictures, ready: order.into_iter().map(ready).collect::<Result<_, _>>()? })
    }

    /// The name in content streams of a picture that is placed so large, and how it is turned.
    pub fn find(&self, picture: PictureRef, placement: Size) -> Option<(String, Orientation)> {
        let placed = (picture, self.pictures.heft(picture, placement));
        let (at, (_, ready)) = self.ready.iter().enumerate().find(|(_, (known, _))| *known == placed)?;
        let orientation = match ready.as_ref() {
            Ready::Raster(raster) => raster.orientation,
            Ready::Vector(_) => Orientation::Upright,
        };
        Some((format!("X{at}"), orientation))
    }

    /// Writes all pictures; their references by the names in content streams.
    pub fn write(&self, memo: &Memo, document: &mut Document) -> Dictionary {
        let mut profiles = Profiles::default();
        let mut written = Dictionary::new();
        for (at, (_, ready)) in self.ready.iter().enumerate() {
            let id = match ready.as_ref() {
                Ready::Raster(raster) => write(raster, &mut profiles, document),
                Ready::Vector(drawing) => {
                    let drawn = memo.drawing(ready, || vector::draw(drawing));
                    let rasters = drawing.rasters.iter().map(|raster| write(raster, &mut profiles, document)).collect::<Vec<_>>();
                    drawn.write(&rasters, document)
                }
            };
            written.set(format!("X{at}"), id);
        }
        written
    }
}

/// The profiles that a file has already: photos of one camera share one.
#[derive(Default)]
struct Profiles<'a>(Vec<(&'a [u8], ObjectId)>);

impl<'a> Profiles<'a> {
    fn find(&mut self, profile: &'a [u8], colour: Colour, document: &mut Document) -> ObjectId {
        if let Some((_, id)) = self.0.iter().find(|(known, _)| *known == profile) {
            return *id;
        }
        let components = match colour {
            Colour::Grey => 1,
            Colour::Rgb => 3,
        };
        let id = document.add_object(deflated(dictionary! { "N" => components }, deflate(profile)));
        self.0.push((profile, id));
        id
    }
}

fn write<'a>(raster: &'a Raster, profiles: &mut Profiles<'a>, document: &mut Document) -> ObjectId {
    let (width, height) = (i64::from(raster.width), i64::from(raster.height));
    let base = match (&raster.icc, raster.colour) {
        (Some(profile), colour) => vec!["ICCBased".into(), profiles.find(profile, colour, document).into()].into(),
        (None, Colour::Grey) => Object::from("DeviceGray"),
        (None, Colour::Rgb) => Object::from("DeviceRGB"),
    };
    let components = match raster.colour {
        Colour::Grey => 1,
        Colour::Rgb => 3,
    };
    let mut image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "BitsPerComponent" => i64::from(raster.bits),
    };
    let content = match &raster.data {
        Data::Jpeg(data) => {
            image.set("ColorSpace", base);
            image.set("Filter", "DCTDecode");
            data
        }
        Data::Flate(data) => {
            image.set("ColorSpace", base);
            image.set("Filter", "FlateDecode");
            image.set("DecodeParms", predictor(width, components, i64::from(raster.bits)));
            data
        }
        Data::Indexed { data, palette } => {
            let last = (palette.len() / 3).max(1) as i64 - 1;
            let palette = Object::String(palette.clone(), StringFormat::Literal);
            image.set("ColorSpace", vec!["Indexed".into(), base, last.into(), palette]);
            image.set("Filter", "FlateDecode");
            image.set("DecodeParms", predictor(width, 1, i64::from(raster.bits)));
            data
        }
    };
    if let Some(alpha) = &raster.alpha {
        let mask = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceGray", "DecodeParms" => predictor(width, 1, 8),
        };
        image.set("SMask", document.add_object(deflated(mask, alpha.clone())));
    }
    document.add_object(lopdf::Stream::new(image, content.clone()).with_compression(false))
}

fn predictor(columns: i64, colours: i64, bits: i64) -> Dictionary {
    dictionary! { "Predictor" => 15, "Columns" => columns, "Colors" => colours, "BitsPerComponent" => bits }
}

/// The matrix that carries the unit square to a box so that what is stored stands upright in it.
pub fn matrix(orientation: Orientation, left: f32, foot: f32, width: f32, height: f32) -> [f32; 6] {
    // Where the stored picture's lower left corner, its right and its top go, in the unit square.
    let [a, b, c, d, e, f]: [f32; 6] = match orientation {
        Orientation::Upright => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        Orientation::FlipH => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
        Orientation::Turn180 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
        Orientation::FlipV => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
        Orientation::Transpose => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
        Orientation::Turn90 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
        Orientation::Transverse => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        Orientation::Turn270 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
    };
    [a * width, b * height, c * width, d * height, left + e * width, foot + f * height]
}

/// The same placing, mirrored about the upright middle of its box.
pub fn mirrored([a, b, c, d, e, f]: [f32; 6], left: f32, width: f32) -> [f32; 6] {
    [-a, b, -c, d, left + left + width - e, f]
}

/// A rectangle as PDF has it: left, foot, right, top.
pub fn rectangle(sides: [f32; 4]) -> Object {
    numbers(&sides)
}

#[cfg(test)]
mod tests {
    use super::{matrix, mirrored};
    use crate::picture::Orientation;

    /// Where the stored picture's upper left pixel and the one right of it come to stand: EXIF's "0th row" and "0th column".
    #[test]
    fn orientations_stand_as_exif_says() {
        let cases = [
            (1, (0.0, 10.0), (20.0, 10.0)),
            (2, (20.0, 10.0), (0.0, 10.0)),
            (3, (20.0, 0.0), (0.0, 0.0)),
            (4, (0.0, 0.0), (20.0, 0.0)),
            (5, (0.0, 10.0), (0.0, 0.0)),
            (6, (20.0, 10.0), (20.0, 0.0)),
            (7, (20.0, 0.0), (20.0, 10.0)),
            (8, (0.0, 0.0), (0.0, 10.0)),
        ];
        for (number, corner, right) in cases {
            let [a, b, c, d, e, f] = matrix(Orientation::from_exif(number).expect("1 to 8"), 0.0, 0.0, 20.0, 10.0);
            assert_eq!((c + e, d + f), corner, "{number}: upper left");
            assert_eq!((a + c + e, b + d + f), right, "{number}: upper right");
        }
    }

    #[test]
    fn mirroring_swaps_start_and_end_of_every_orientation() {
        for number in 1..=8 {
            let upright = matrix(Orientation::from_exif(number).expect("1 to 8"), 30.0, 7.0, 20.0, 10.0);
            let flipped = mirrored(upright, 30.0, 20.0);
            for (u, v) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.25, 0.5)] {
                let at = |[a, b, c, d, e, f]: [f32; 6]| (a * u + c * v + e, b * u + d * v + f);
                let ((x, y), (mirror_x, mirror_y)) = (at(upright), at(flipped));
                assert_eq!((mirror_x, mirror_y), (80.0 - x, y), "{number}");
            }
            assert_eq!(mirrored(flipped, 30.0, 20.0), upright, "{number}: twice is not at all");
        }
    }
}
