use super::super::samples::{How, jpeg, photo};
use super::super::{Kind, Paint, Pictures, Ready, Segment, Shape};
use super::*;
use crate::model::Inking;

const FACE: &[u8] = include_bytes!("../../../fonts/AtkinsonHyperlegibleNext/AtkinsonHyperlegibleNext-Regular.ttf");

fn open(svg: &str) -> Result<Vector, Problem> {
    let pictures = Pictures::with_fonts(|| vec![Arc::new(FACE) as FontBytes]);
    let picture = pictures.add(svg.as_bytes().into())?;
    assert_eq!(pictures.measured(picture).kind, Kind::Svg);
    match &*pictures.ready(picture, Size { width: Len::pt(100), height: Len::pt(100) }, Some(300), &Inking::default())? {
        Ready::Vector(vector) => Ok(vector.clone()),
        Ready::Raster(_) => panic!("not a raster"),
    }
}

/// In a box of 128 units, which becomes 512: four to one.
fn drawn(content: &str) -> Result<Vec<Shape>, Problem> {
    let root = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 128 128">"#;
    open(&format!("{root}{content}</svg>")).map(|vector| vector.shapes)
}

fn code(content: &str) -> Option<Code> {
    drawn(content).err().map(|problem| {
        assert!(problem.help.is_some());
        problem.code
    })
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        (0..4).map(|at| if at > group.len() { '=' } else { char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]) }).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

#[test]
fn sizes_come_from_width_and_height_or_the_view_box() {
    let size = |attributes: &str| {
        let pictures = Pictures::default();
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="9" height="9"/></svg>"#);
        let measured = pictures.add(svg.as_bytes().into()).map(|picture| pictures.measured(picture).size);
        measured.map(|size| (size.width.to_string(), size.height.to_string()))
    };
    let points = |width: &str, height: &str| Ok((width.to_owned(), height.to_owned()));
    assert_eq!(size(r#"width="96" height="48""#), points("72", "36"));
    assert_eq!(size(r#"width="1in" height="25.4mm" viewBox="0 0 10 10""#), points("72", "72"));
    assert_eq!(size(r#"viewBox="0 0 200 100""#), points("150", "75"));
    assert_eq!(size(r#"width="100%" height="100%" viewBox="0 0 40 20""#), points("30", "15"));
    assert!(size("").is_ok());
    assert!(size(r#"width="0" height="10""#).is_err());
}

#[test]
fn a_path_is_carried_into_the_box() {
    let path = r##"<path d="M1 2 L9 2 Q9 8 1 8 Z" fill="#102030" fill-rule="evenodd" stroke="red" stroke-width="3" stroke-dasharray="2 1"/>"##;
    let shapes = drawn(&format!(r#"<g transform="translate(16 0) scale(2)">{path}</g>"#));
    let Ok([Shape::Path { segments, fill: Some(fill), stroke: Some(stroke), clip }]) = shapes.as_deref() else { panic!("{shapes:?}") };
    assert_eq!(segments[..2], [Segment::Move(72.0, 16.0), Segment::Line(136.0, 16.0)]);
    assert!(matches!(segments[2], Segment::Curve(.., x, y) if (x, y) == (72.0, 64.0)) && segments[3] == Segment::Close);
    assert_eq!((&fill.paint, fill.even_odd, fill.opacity), (&Paint::Rgb(16, 32, 48), true, 1.0));
    assert_eq!((stroke.width, stroke.dash.clone()), (24.0, Some((vec![16.0, 8.0], 0.0))));
    assert!(clip.is_empty());
}

#[test]
fn a_squeezed_stroke_is_drawn_as_its_outline() {
    let shapes = drawn(r#"<path transform="scale(4 1)" d="M2 9 H20" stroke="black" stroke-width="2" fill="none"/>"#);
    let Ok([Shape::Path { segments, fill: Some(_), stroke: None, .. }]) = shapes.as_deref() else { panic!("{shapes:?}") };
    let height = |segment: &Segment| if let Segment::Line(_, y) | Segment::Move(_, y) = segment { Some(*y) } else { None };
    let heights: Vec<f32> = segments.iter().filter_map(height).collect();
    assert!(heights.contains(&32.0) && heights.contains(&40.0), "{heights:?}");
}

#[test]
fn stroke_below_fill_is_two_shapes() {
    let shapes = drawn(r#"<path paint-order="stroke" d="M9 9 H20 V30 Z" stroke="black" fill="red"/>"#).expect("shapes");
    assert!(matches!(shapes[..], [Shape::Path { fill: None, stroke: Some(_), .. }, Shape::Path { fill: Some(_), stroke: None, .. }]));
}

#[test]
fn group_opacity_is_carried_by_parts_that_lie_apart() {
    let shapes = drawn(r#"<g opacity=".5"><rect width="9" height="9"/><rect x="20" width="9" height="9" fill-opacity=".5"/></g>"#).expect("shapes");
    let opacity = |shape: &Shape| if let Shape::Path { fill: Some(fill), .. } = shape { Some(fill.opacity) } else { None };
    assert_eq!(shapes.iter().filter_map(opacity).collect::<Vec<_>>(), [0.5, 0.25]);
    assert_eq!(code(r#"<g opacity=".5"><rect width="9" height="9"/><rect x="5" width="9" height="9"/></g>"#), Some(Code::SvgFeature));
}

#[test]
fn linear_gradients_survive_any_transform() {
    let gradient = r#"<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="10" y2="10"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>"#;
    let shapes = drawn(&format!(r#"{gradient}<rect transform="scale(2 1)" width="40" height="40" fill="url(#g)"/>"#));
    let Ok([Shape::Path { fill: Some(fill), .. }]) = shapes.as_deref() else { panic!("{shapes:?}") };
    let Paint::Linear { from, to, stops } = &fill.paint else { panic!("{fill:?}") };
    // Lines of equal colour ran along (1, −1) and run along (2, −1): the gradient along (1, 2).
    assert_eq!(*from, (0.0, 0.0));
    assert!((to.1 / to.0 - 2.0).abs() < 0.01, "{to:?}");
    // The corner that was at the end is at the end still: (10, 10) became (20, 10), in the box (80, 40).
    assert!(((80.0 * to.0 + 40.0 * to.1) / (to.0 * to.0 + to.1 * to.1) - 1.0).abs() < 0.01);
    assert_eq!(stops.as_slice(), [(0.0, (255, 0, 0)), (1.0, (0, 0, 255))]);
}

#[test]
fn round_gradients_stay_round_or_are_refused() {
    let with = |transform: &str, extra: &str, stop: &str| {
        let stops = format!(r#"<stop stop-color="red"/><stop offset="1" stop-color="blue" {stop}/>"#);
        let gradient = format!(r#"<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="20" cy="20" r="10" {extra}>{stops}</radialGradient>"#);
        drawn(&format!(r#"{gradient}<rect transform="{transform}" width="40" height="40" fill="url(#g)"/>"#))
    };
    let shapes = with("rotate(30) scale(.5)", "", "");
    let Ok([Shape::Path { fill: Some(fill), .. }]) = shapes.as_deref() else { panic!("{shapes:?}") };
    assert!(matches!(fill.paint, Paint::Radial { radius, .. } if (radius - 20.0).abs() < 0.02), "{fill:?}");
    for (transform, extra, stop) in [("scale(2 1)", "", ""), ("", r#"spreadMethod="reflect""#, ""), ("", "", r#"stop-opacity="0""#)] {
        assert_eq!(with(transform, extra, stop).err().map(|problem| problem.code), Some(Code::SvgFeature), "{transform}{extra}{stop}");
    }
}

#[test]
fn clips_are_carried_and_the_edge_is_one() {
    let clips = |content: &str| {
        let shapes = drawn(content).expect("shapes");
        shapes.iter().map(|shape| if let Shape::Path { clip, .. } = shape { clip.len() } else { 0 }).collect::<Vec<_>>()
    };
    assert_eq!(clips(r##"<clipPath id="c"><circle cx="20" cy="20" r="8"/></clipPath><rect clip-path="url(#c)" width="40" height="40"/>"##), [1]);
    assert_eq!(clips(r#"<rect x="100" width="90" height="40"/>"#), [1]);
    assert_eq!(clips(r#"<rect x="200" width="90" height="40"/><rect width="9" height="9"/>"#), [0]);
    let two = r#"<clipPath id="c"><rect width="9" height="9"/><rect x="5" width="9" height="9"/></clipPath>"#;
    assert_eq!(code(&format!(r##"{two}<rect clip-path="url(#c)" width="40" height="40"/>"##)), Some(Code::SvgFeature));
}

#[test]
fn what_cannot_be_printed_faithfully_is_refused() {
    let cases = [
        r##"<filter id="f"><feGaussianBlur stdDeviation="3"/></filter><rect filter="url(#f)" width="9" height="9"/>"##,
        r##"<mask id="m"><rect width="5" height="9" fill="#fff"/></mask><rect mask="url(#m)" width="9" height="9"/>"##,
        r##"<pattern id="p" width="2" height="2" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern><rect fill="url(#p)" width="9" height="9"/>"##,
        r#"<rect style="mix-blend-mode:multiply" width="9" height="9"/>"#,
        r#"<foreignObject width="9" height="9"/><rect width="9" height="9"/>"#,
        r#"<image href="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=" width="9" height="9"/>"#,
    ];
    for case in cases {
        assert_eq!(code(case), Some(Code::SvgFeature), "{case}");
    }
}

#[test]
fn nothing_outside_is_asked_for() {
    let cases = [
        r#"<image href="photo.png" width="9" height="9"/>"#,
        r#"<image xlink:href="file:///etc/passwd" width="9" height="9"/>"#,
        r#"<image xlink:href="https://example.org/a.png" width="9" height="9"/>"#,
        r#"<use href="other.svg#a"/>"#,
        r#"<filter id="f"><feImage href="a.png"/></filter><rect width="9" height="9"/>"#,
        r#"<style>@import "a.css";</style><rect width="9" height="9"/>"#,
        r#"<style>@font-face { font-family: a; src: url("a.woff") }</style><rect width="9" height="9"/>"#,
        r#"<rect style="fill: url( 'a.svg#b' )" width="9" height="9"/>"#,
        r#"<rect fill="url(http://example.org/a.svg#b)" width="9" height="9"/>"#,
    ];
    for case in cases {
        assert_eq!(code(case), Some(Code::SvgOutside), "{case}");
    }
    let root = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape.org" i:href="http://a.org" width="9" height="9">"#;
    let whole = |before: &str, content: &str| open(&format!("{before}{root}{content}</svg>")).map(|_| ()).map_err(|problem| problem.code);
    let square = r#"<a href="https://example.org"><rect width="9" height="9"/></a>"#;
    assert_eq!(whole(r#"<?xml-stylesheet href="a.css"?>"#, square), Err(Code::SvgOutside));
    assert_eq!(whole(r#"<!DOCTYPE svg [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>"#, "<text>&b;</text>"), Err(Code::SvgOutside));
    // A link is not followed, a doctype alone is harmless, and names of other makers are no addresses.
    let doctype = r#"<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">"#;
    assert_eq!(whole(doctype, square), Ok(()));
}

#[test]
fn a_photo_within_is_proved_freed_and_brought_down() {
    let whole = jpeg(&photo(800, 600), &How { quality: 95, ..How::default() });
    let svg = |bytes: &[u8]| {
        let image = format!(r#"<image transform="translate(4 8)" href="data:image/jpeg;base64,{}" width="40" height="30"/>"#, base64(bytes));
        open(&format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">{image}</svg>"#))
    };
    let vector = svg(&whole).expect("a drawing");
    let [Shape::Raster { index: 0, matrix, .. }] = vector.shapes[..] else { panic!("{:?}", vector.shapes) };
    assert_eq!(matrix, [160.0, 0.0, 0.0, 120.0, 16.0, 32.0]);
    // 31.25 pt wide at 300 pixels an inch: 131 pixels.
    assert_eq!((vector.rasters[0].width, vector.rasters[0].height), (152, 114));
    assert_eq!(svg(&whole[..whole.len() / 2]).map(|_| ()).map_err(|problem| problem.code), Err(Code::PictureDamaged));
    assert_eq!(svg(b"GIF89a").map(|_| ()).map_err(|problem| problem.code), Err(Code::PictureKind));
}

#[test]
fn text_is_drawn_with_our_fonts_or_said_to_lack_one() {
    let written = r#"<text x="9" y="30" font-family="Somebody's Font" font-size="20">Roll</text>"#;
    let shapes = drawn(written).expect("shapes");
    assert!(shapes.iter().any(|shape| matches!(shape, Shape::Path { segments, fill: Some(_), .. } if segments.len() > 20)));
    let lacking = drawn("<text x=\"9\" y=\"30\">\u{4F60}\u{597D}</text>").expect_err("no such letter");
    assert!(lacking.code == Code::MissingGlyph && lacking.message.contains("U+4F60"), "{lacking:?}");
    let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">{written}</svg>"#);
    assert_eq!(Pictures::default().add(svg.as_bytes().into()).map_err(|problem| problem.code), Err(Code::MissingFont));
}

#[test]
fn it_says_what_it_shows() {
    let said = |content: &str| {
        let pictures = Pictures::default();
        let square = r#"<rect width="9" height="9"><title>no</title></rect>"#;
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{content}{square}</svg>"#);
        pictures.add(svg.as_bytes().into()).map(|picture| pictures.alt_text(picture))
    };
    assert_eq!(said(""), Ok(None));
    assert_eq!(said("<title>Row</title>"), Ok(Some("Row".to_owned())));
    assert_eq!(said("<title>Row</title><desc>A band\n  is pulled.</desc>"), Ok(Some("A band is pulled.".to_owned())));
    assert_eq!(said("<title>Row</title><desc>Created with Sketch.</desc>"), Ok(Some("Row".to_owned())));
}

#[test]
fn bombs_are_defused() {
    let square = r#"<rect id="a0" width="9" height="9"/>"#;
    let deep = format!("{}{square}{}", "<g>".repeat(100_000), "</g>".repeat(100_000));
    assert_eq!(code(&deep), Some(Code::SvgFeature));
    assert_eq!(code(&square.repeat(20_001)), Some(Code::SvgFeature));
    let mut uses = square.to_owned();
    for level in 1..9 {
        let use_ = format!(r##"<use href="#a{}"/>"##, level - 1);
        uses += &format!(r#"<g id="a{level}">{}</g>"#, use_.repeat(10));
    }
    assert_eq!(code(&uses), Some(Code::SvgFeature));
    assert_eq!(code(&format!(r##"<g id="a"><use href="#a"/></g>{square}"##)), None);
}

#[test]
fn an_svg_cut_anywhere_is_refused() {
    let whole =
        r#"<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><g><rect width="9" height="9"/></g></svg>"#;
    assert!(open(whole).is_ok());
    for cut in 0..whole.len() {
        assert!(open(&whole[..cut]).is_err(), "{cut}");
    }
    assert!(open(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#).is_err());
}
