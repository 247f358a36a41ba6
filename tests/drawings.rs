//! Drawings as files to look at: every pose that has a name against its snapshot, and every stroke within its frame.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use stepsheet::figure::{Drawing, Pose, draw, named};
use stepsheet::model::Inking;

/// What a figure may add to a PDF, deflated.
const MOST: usize = 6_144;

#[test]
fn every_named_pose_rests_as_it_says_and_looks_as_it_did() {
    assert!(named().len() >= 30, "{} poses", named().len());
    let drawings = named().iter().map(|(name, pose)| {
        let (drawing, faults) = draw(pose);
        assert_eq!(faults, [], "{name}");
        let svg = drawing.svg(&Inking::default(), name);
        within_frame(name, &svg);
        let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut deflated, svg.as_bytes()).expect("memory");
        let size = deflated.finish().expect("memory").len();
        assert!(size <= MOST, "{name} takes {size} bytes");
        (name.clone(), drawing)
    });
    look_alike("poses", drawings);
}

#[test]
fn every_prop_looks_as_it_did() {
    let poses: BTreeMap<String, Pose> = toml::from_str(include_str!("suite/figures/props.toml")).expect("poses");
    let drawings = poses.into_iter().map(|(name, pose)| {
        let (drawing, faults) = draw(&pose);
        assert_eq!(faults, [], "{name}");
        within_frame(&name, &drawing.svg(&Inking::default(), &name));
        (name, drawing)
    });
    look_alike("props", drawings);
}

/// Holds drawings against `suite/figures/FOLDER/NAME.svg`: rounded to a five-hundredth of a body's height, so that the files stay small, with
/// the hash of the exact drawing at their foot. With STEPSHEET_BLESS they are written anew.
pub fn look_alike(folder: &str, drawings: impl Iterator<Item = (String, Drawing)>) {
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/figures").join(folder);
    let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures").join(folder);
    let write = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a snapshot");
    };
    let bless = std::env::var_os("STEPSHEET_BLESS").is_some();
    let mut changed = Vec::new();
    let mut names = BTreeSet::new();
    for (name, drawing) in drawings {
        let file = format!("{name}.svg");
        let exact = blake3::hash(drawing.svg(&Inking::default(), "").as_bytes());
        let svg = drawing.rough_svg(&Inking::default(), &name) + &format!("<!-- {exact} -->\n");
        let is_known = fs::read_to_string(expected.join(&file)).is_ok_and(|known| known.replace("\r\n", "\n") == svg);
        match (is_known, bless) {
            (true, _) => {}
            (false, true) => write(expected.join(&file), &svg),
            (false, false) => {
                write(actual.join(&file), &svg);
                changed.push(name);
            }
        }
        names.insert(file);
    }
    let there = fs::read_dir(&expected).map(|files| files.filter_map(|file| file.ok()?.file_name().into_string().ok()).collect::<Vec<_>>());
    for dead in there.unwrap_or_default().into_iter().filter(|file| !names.contains(file)) {
        if bless {
            fs::remove_file(expected.join(&dead)).expect("a snapshot");
        } else {
            changed.push(format!("{dead} (no drawing is called that)"));
        }
    }
    let (was, is) = (expected.display(), actual.display());
    assert!(changed.is_empty(), "other drawings: {changed:?}\nopen {is} beside {was} in a browser; accept them with STEPSHEET_BLESS=1");
}

/// Every point of every path lies in the view box, with half the width of its line.
pub fn within_frame(name: &str, svg: &str) {
    let number = |text: &str| text.parse::<f64>().unwrap_or_else(|_| panic!("{name}: {text} is no number"));
    let value = |line: &str, key: &str| line.split(&format!("{key}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let frame = value(svg, "viewBox").expect("a view box");
    let frame: Vec<f64> = frame.split(' ').map(number).collect();
    for line in svg.lines().filter(|line| line.starts_with("<path")) {
        let half = value(line, "stroke-width").map_or(0.0, |width| number(&width) / 2.0);
        let path = value(line, "d").expect("a path");
        for point in walked(&path) {
            let fits = |at: f64, most: f64| at >= half - 1.0 && at <= most - half + 1.0;
            assert!(fits(point[0], frame[2]) && fits(point[1], frame[3]), "{name}: {point:?} is outside of {frame:?}");
        }
    }
}

/// Points on a path of `M`, `l`, `c` and `z`.
fn walked(path: &str) -> Vec<[f64; 2]> {
    let mut points: Vec<[f64; 2]> = Vec::new();
    let mut at = [0.0, 0.0];
    let letters: Vec<usize> = path.match_indices(char::is_alphabetic).map(|(at, _)| at).chain([path.len()]).collect();
    for run in letters.windows(2).map(|pair| &path[pair[0]..pair[1]]) {
        let numbers = run[1..].replace('-', " -");
        let numbers: Vec<f64> = numbers.split_whitespace().map(|text| text.parse().expect("a number")).collect();
        let to = |from: [f64; 2], x: f64, y: f64| [from[0] + x, from[1] + y];
        match &run[..1] {
            "M" => at = [numbers[0], numbers[1]],
            "l" => {
                for pair in numbers.chunks(2) {
                    at = to(at, pair[0], pair[1]);
                    points.push(at);
                }
            }
            "c" => {
                for curve in numbers.chunks(6) {
                    let (one, two, end) = (to(at, curve[0], curve[1]), to(at, curve[2], curve[3]), to(at, curve[4], curve[5]));
                    let on = |u: f64, axis: usize| {
                        let v = 1.0 - u;
                        v * v * v * at[axis] + 3.0 * u * v * v * one[axis] + 3.0 * u * u * v * two[axis] + u * u * u * end[axis]
                    };
                    points.extend((1..=8).map(|step| f64::from(step) / 8.0).map(|u| [on(u, 0), on(u, 1)]));
                    at = end;
                }
            }
            "z" => {}
            other => panic!("{other} is no step of a path"),
        }
        points.push(at);
    }
    points
}
