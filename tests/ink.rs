//! Figures on paper: their colours and the weight of their lines, their sides, what they add to a file, how often they are drawn.
use lopdf::{Document, Object, Stream};
use stepsheet::compose::compose;
use stepsheet::diag::Diagnostics;
use stepsheet::figure::{Artwork, Extent, Heft, draw, named};
use stepsheet::kit::Kit;
use stepsheet::model::{Inking, Palette};
use stepsheet::paint::{Memo, pdf};
use stepsheet::resolve::{Ask, job, project};
use stepsheet::shelf::{ProjectPath, Shelf};

use crate::drawings::within_frame;

/// The thinnest line on paper, in points.
const THINNEST: f64 = 0.75;

fn thinnest(artwork: &Artwork) -> f64 {
    artwork.pieces.iter().filter_map(|piece| piece.stroke.map(|stroke| stroke.width)).fold(f64::INFINITY, f64::min)
}

#[test]
fn no_line_is_too_thin_at_any_size_and_all_keep_within_their_box() {
    for (name, pose) in named().iter().step_by(6) {
        let drawing = draw(pose).0;
        let extent = Extent::of(&drawing);
        let mut before = Heft::default();
        for millimetres in [200.0, 60.0, 30.0, 20.0, 12.0] {
            let points = millimetres / 1000.0 * 72.0 / 25.4;
            let heft = Heft::at(&extent, points);
            let artwork = drawing.artwork(&Inking::default(), heft);
            // Large enough, lines are as they were drawn, details among them.
            if heft != Heft::default() {
                assert!(thinnest(&artwork) * points >= THINNEST, "{name} at {millimetres} mm: {} pt", thinnest(&artwork) * points);
            }
            assert!(heft >= before, "{name}");
            assert_eq!((artwork.width, artwork.height), extent.size(), "{name}");
            within_frame(name, &artwork.svg("", None));
            before = heft;
        }
        assert_eq!(Heft::at(&extent, 0.2), Heft::default(), "{name}");
        assert!(before > Heft::default(), "{name}");
    }
}

/// A sheet of a handout that uses figures, as PDF.
fn sheet(kit: &Kit, handout: &str, layout: &str) -> Vec<u8> {
    let mut out = Diagnostics::default();
    let files = [
        ("h.toml", handout),
        ("layouts/own.toml", layout),
        ("images/up.figure.toml", "pose = \"bridge\"\nalt = \"Hips up.\"\n"),
        ("images/stand.figure.toml", "pose = \"wall-sit\"\nalt = \"Back to the wall.\"\n"),
    ];
    let project = project(Shelf::memory(files), &mut out);
    let ask = Ask { layout: Some("own".to_owned()), ..Ask::of(ProjectPath::within("", "h.toml").expect("a path")) };
    let resolved = job(&project, kit, &ask, &mut out).unwrap_or_else(|| panic!("{out:?}"));
    let pages = compose(&resolved.handout, &resolved.layout, kit, resolved.max_dpi, &mut out);
    pdf(&pages, kit, &Memo::default()).expect("a file")
}

/// The drawings in a file, each with its content.
fn drawings(file: &[u8]) -> Vec<(Stream, String)> {
    let document = Document::load_mem(file).expect("a PDF");
    let is_form = |stream: &&Stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
    let forms = document.objects.values().filter_map(|object| object.as_stream().ok()).filter(is_form);
    forms.map(|form| (form.clone(), String::from_utf8(form.decompressed_content().expect("content")).expect("operators"))).collect()
}

fn handout(figures: &[&str]) -> String {
    let exercise =
        |figure: &&str| format!("[[exercise]]\nname = \"Bridge\"\nsteps = [\"Lift your hips.\"]\npictures = [\"images/{figure}.figure.toml\"]\n");
    format!("title = \"Bridge\"\n{}", figures.iter().map(exercise).collect::<String>())
}

fn coloured(palette: &str) -> String {
    format!("[figures]\npalette = \"{palette}\"\n")
}

#[test]
fn a_figure_used_twice_is_one_object() {
    let kit = Kit::new(Vec::new());
    assert_eq!(drawings(&sheet(&kit, &handout(&["up", "up", "stand"]), "")).len(), 2);
    // Placed so much smaller that its lines must be heavier, it is another.
    let small = "[parts.exercises]\npicture-height = \"24 pt\"\n";
    let (large, small) = (drawings(&sheet(&kit, &handout(&["stand"]), "")), drawings(&sheet(&kit, &handout(&["stand"]), small)));
    assert_ne!(large[0].1, small[0].1);
}

#[test]
fn a_figure_has_the_colours_of_its_layout_and_is_small() {
    let kit = Kit::new(Vec::new());
    let colours = |palette: &str, accent: &str| {
        let layout = format!("{}{accent}", coloured(palette));
        let (form, content) = drawings(&sheet(&kit, &handout(&["up"]), &layout)).remove(0);
        assert!(form.content.len() < 6_144, "{palette}: {} bytes", form.content.len());
        let mut colours: Vec<String> =
            content.lines().filter_map(|line| line.strip_suffix(" rg").or(line.strip_suffix(" RG"))).map(str::to_owned).collect();
        colours.sort();
        colours.dedup();
        colours
    };
    let (colour, grey, line) = (colours("colour", ""), colours("grey", ""), colours("line", ""));
    let is_grey = |colour: &String| colour.split(' ').collect::<std::collections::BTreeSet<_>>().len() == 1;
    assert!(colour.len() > 6 && !colour.iter().all(is_grey), "{colour:?}");
    assert!(grey.len() > 4 && grey.iter().all(is_grey), "{grey:?}");
    assert_eq!(line.len(), 2, "{line:?}");
    assert_ne!(colour, colours("colour", "[colours]\naccent = \"#7a1f5c\"\n"));
}

#[test]
fn every_named_pose_is_small_in_every_palette() {
    for (name, pose) in named() {
        let drawing = draw(pose).0;
        for palette in [Palette::Colour, Palette::Line] {
            let svg = drawing.artwork(&Inking { palette, ..Inking::default() }, Heft::default()).svg("", None);
            let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            std::io::Write::write_all(&mut deflated, svg.as_bytes()).expect("memory");
            let size = deflated.finish().expect("memory").len();
            assert!(size < 6_144, "{name} takes {size} bytes");
        }
    }
}

/// The figure of an exercise: whether it is mirrored, or the faults.
fn flipped(figure: &str, side: &str) -> Result<bool, String> {
    let mut out = Diagnostics::default();
    let handout = handout(&["leg"]).replace("steps", &format!("side = \"{side}\"\nsteps"));
    let figure = format!("pose = \"bridge\"\nalt = \"A leg.\"\n{figure}");
    let project = project(Shelf::memory([("h.toml", &*handout), ("images/leg.figure.toml", &*figure)]), &mut out);
    let resolved = job(&project, &Kit::new(Vec::new()), &Ask::of(ProjectPath::within("", "h.toml").expect("a path")), &mut out);
    resolved.map(|resolved| resolved.handout.exercises[0].pictures[0].flipped).ok_or_else(|| format!("{out:?}"))
}

#[test]
fn a_figure_is_mirrored_for_the_other_side_where_it_may_be() {
    let may = "shows-side = \"left\"\nflippable = true\n";
    assert_eq!((flipped(may, "right"), flipped(may, "left"), flipped(may, "each")), (Ok(true), Ok(false), Ok(false)));
    let not = flipped("shows-side = \"left\"\n", "right").expect_err("the other side");
    assert!(not.contains("WrongSide"), "{not}");
    assert_eq!(flipped("", "right"), Ok(false));
}

#[test]
fn a_figure_is_drawn_once_however_many_sheets_show_it() {
    let kit = Kit::new(Vec::new());
    let mut out = Diagnostics::default();
    let handout = handout(&["up", "stand", "up"]);
    let figure = |pose: &str| format!("pose = \"{pose}\"\nalt = \"It.\"\n");
    let (up, stand) = (figure("bridge"), figure("wall-sit"));
    let mut files = vec![("images/up.figure.toml".to_owned(), &*up), ("images/stand.figure.toml".to_owned(), &*stand)];
    files.extend((0..12).map(|number| (format!("h{number}.toml"), &*handout)));
    let project = project(Shelf::memory(files.iter().map(|(path, text)| (path.as_str(), *text))), &mut out);
    std::thread::scope(|scope| {
        for number in 0..12 {
            let (project, kit) = (&project, &kit);
            scope.spawn(move || {
                let ask = Ask::of(ProjectPath::within("", &format!("h{number}.toml")).expect("a path"));
                job(project, kit, &ask, &mut Diagnostics::default()).expect("a handout");
            });
        }
    });
    assert_eq!(project.figures_drawn(), 2);
}
