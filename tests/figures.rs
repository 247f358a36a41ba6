//! Figures: every pose that has a name rests as it says and draws the same on every machine; any pose keeps a body's measures.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use stepsheet::figure::{Fault, Joint, MET, Palette, Pose, Rest, SHANK, SIDES, Sided, Skeleton, THIGH, UPPER_ARM, View, draw, named, rested};

/// What a figure may add to a PDF, deflated.
const MOST: usize = 6_144;

#[test]
fn every_named_pose_rests_as_it_says_and_draws_the_same_and_small() {
    assert!(named().len() >= 30, "{} poses", named().len());
    let mut hashes = String::new();
    for (name, pose) in named() {
        let (drawing, faults) = draw(pose);
        assert_eq!(faults, [], "{name}");
        let svg = drawing.svg(&Palette::COLOUR, name);
        within_frame(name, &svg);
        let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut deflated, svg.as_bytes()).expect("memory");
        let size = deflated.finish().expect("memory").len();
        assert!(size <= MOST, "{name} takes {size} bytes");
        let _ = writeln!(hashes, "{} {name}", blake3::hash(svg.as_bytes()));
    }
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/figures/expected.blake3");
    if std::env::var_os("STEPSHEET_BLESS").is_some() {
        fs::write(&expected, &hashes).expect("the expected hashes");
    }
    let expected = fs::read_to_string(expected).expect("the expected hashes");
    let changed: Vec<&str> = hashes.lines().filter(|line| !expected.contains(line)).collect();
    assert_eq!(hashes, expected, "other drawings: {changed:?}; look at them, then accept them with STEPSHEET_BLESS=1");
}

/// Every point of every path lies in the view box, with half the width of its line.
fn within_frame(name: &str, svg: &str) {
    let number = |text: &str| text.parse::<f64>().unwrap_or_else(|_| panic!("{name}: {text} is no number"));
    let value = |line: &str, key: &str| line.split(&format!("{key}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let frame = value(svg, "viewBox").expect("a view box");
    let frame: Vec<f64> = frame.split(' ').map(number).collect();
    for line in svg.lines().filter(|line| line.starts_with("<path")) {
        let half = value(line, "stroke-width").map_or(0.0, |width| number(&width) / 2.0);
        let path = value(line, "d").expect("a path");
        for point in walked(&path) {
            let fits = |at: f64, most: f64| at >= half - 0.1 && at <= most - half + 0.1;
            assert!(fits(point[0], frame[2]) && fits(point[1], frame[3]), "{name}: {point:?} is outside of {frame:?}");
        }
    }
}

/// Points on a path of `M`, `L`, `C` and `Z`.
fn walked(path: &str) -> Vec<[f64; 2]> {
    let mut points: Vec<[f64; 2]> = Vec::new();
    for line in path.replace('Z', "").split(['M', 'L']) {
        for piece in line.split('C') {
            let numbers: Vec<f64> = piece.split(' ').filter_map(|text| text.parse().ok()).collect();
            match numbers[..] {
                [] => {}
                [x, y] => points.push([x, y]),
                [x1, y1, x2, y2, x, y] => {
                    let from = *points.last().expect("a path begins with a point");
                    let on = |u: f64, at: [f64; 4]| {
                        let v = 1.0 - u;
                        v * v * v * at[0] + 3.0 * u * v * v * at[1] + 3.0 * u * u * v * at[2] + u * u * u * at[3]
                    };
                    points.extend((1..=8).map(|step| f64::from(step) / 8.0).map(|u| [on(u, [from[0], x1, x2, x]), on(u, [from[1], y1, y2, y])]));
                }
                _ => panic!("{piece} is no piece of a path"),
            }
        }
    }
    points
}

/// Xorshift: the same poses on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn within(&mut self, (low, high): (f64, f64)) -> f64 {
        low + (high - low) * self.roll(10_001) as f64 / 10_000.0
    }
}

fn pose(dice: &mut Dice) -> Pose {
    let mut joints = BTreeMap::new();
    for joint in Joint::ALL {
        let (near, far) = (dice.within(joint.range()), dice.within(joint.range()));
        joints.insert(joint.name().to_owned(), Sided::NearFar { near, far });
    }
    let parts = ["feet", "seat", "back", "knees", "hands", "head", "belly", "toes", "elbows", "foot.near", "instep.far"];
    // Most poses without a contact: they are quick to try.
    let count = if dice.roll(3) == 0 { 1 + dice.roll(3) } else { 0 };
    let rests = (0..count).map(|_| parts[dice.roll(parts.len() as u64) as usize]);
    let rests = rests.map(|part| Rest { part: part.to_owned(), on: "floor".to_owned(), at: None, ahead: None, height: None, tilt: None });
    Pose { lean: 0.0, rests: rests.collect(), joints, ..Pose::default() }
}

#[test]
fn any_pose_keeps_its_measures_and_its_joints_in_range() {
    let mut dice = Dice(0x5EED_F16E);
    let mut met = 0;
    for _ in 0..10_000 {
        let pose = Pose { lean: dice.within((-120.0, 120.0)), ..pose(&mut dice) };
        let rested = rested(&pose).expect("names that exist");
        for side in SIDES {
            let joints = rested.skeleton.joints(side);
            let lengths = [(joints.hip, joints.knee, THIGH), (joints.knee, joints.ankle, SHANK), (joints.shoulder, joints.elbow, UPPER_ARM)];
            for (from, to, length) in lengths {
                assert!(((to - from).length() - length).abs() < length * 0.001, "{pose:?}");
            }
            let limbs = rested.posture.limbs(side);
            let solved = [(Joint::Hip, limbs.hip), (Joint::Knee, limbs.knee), (Joint::Shoulder, limbs.shoulder), (Joint::Elbow, limbs.elbow)];
            for (joint, degrees) in solved {
                assert!(joint.holds(degrees), "{} at {degrees} in {pose:?}", joint.name());
            }
        }
        // What was not told as unmet holds.
        let told: Vec<usize> =
            rested.faults.iter().filter_map(|fault| if let Fault::Unmet(unmet) = fault { Some(unmet.contact) } else { None }).collect();
        let again = Skeleton::of(&rested.posture);
        for (index, contact) in rested.contacts.iter().enumerate() {
            let mut gaps = Vec::new();
            contact.gaps(&again, &mut gaps);
            let gap = gaps.iter().map(|gap| gap * gap).sum::<f64>().sqrt();
            assert_eq!(gap > MET, told.contains(&index), "{contact:?} in {pose:?}");
            met += usize::from(gap <= MET);
        }
    }
    assert!(met > 4_000, "only {met} contacts were met");
}

#[test]
fn any_pose_is_drawn() {
    let mut dice = Dice(0xD4A3);
    for number in 0..24 {
        let pose = Pose { lean: dice.within((-120.0, 120.0)), ..pose(&mut dice) };
        let svg = draw(&pose).0.svg(&Palette::COLOUR, "a body");
        within_frame(&format!("pose {number}"), &svg);
    }
}

#[test]
fn what_a_body_cannot_do_is_told() {
    let said = |text: &str| draw(&toml::from_str::<Pose>(text).expect("a pose")).1;
    let fault = |text: &str, holds: fn(&Fault) -> bool| {
        let faults = said(text);
        assert!(faults.iter().any(holds), "{text}: {faults:?}");
    };
    fault("joints = { knee = -40 }", |fault| matches!(fault, Fault::Range { joint: Joint::Knee, .. }));
    fault("joints = { elbow = { near = 170, far = 0 } }", |fault| matches!(fault, Fault::Range { joint: Joint::Elbow, .. }));
    fault("joints = { toe = 3 }", |fault| matches!(fault, Fault::Slip(_)));
    fault("rests = [{ part = 'feet', on = 'moon' }]", |fault| matches!(fault, Fault::Slip(_)));
    fault("rests = [{ part = 'tail', on = 'floor' }]", |fault| matches!(fault, Fault::Slip(_)));
    fault("hand = 'claw'", |fault| matches!(fault, Fault::Slip(_)));
    fault("ghost = 'nobody'", |fault| matches!(fault, Fault::UnknownGhost(_)));
    fault("highlight = [{ part = 'ear', from = 0, to = 1 }]", |fault| matches!(fault, Fault::UnknownHighlight(_)));
    fault("arrows = [{ straight = { by = 'tail', off = [0, 0], way = [90, 0] } }]", |fault| matches!(fault, Fault::UnknownPlace(_)));
    // Standing on the feet, the hands do not come to a bar over the head of a giant.
    let high = "rests = [{ part = 'feet', on = 'floor' }, { part = 'fists', on = 'bar', ahead = 100, height = 1900 }]";
    fault(high, |fault| matches!(fault, Fault::Unmet(_)));
    // Only one foot is said to stand: the other is under the floor.
    fault("joints = { hip = { near = 60, far = 0 }, knee = { near = 90, far = 0 } }\nrests = [{ part = 'foot.near', on = 'floor' }]", |fault| {
        matches!(fault, Fault::Sunk { .. })
    });
    fault("view = 'front'\njoints = { hip-out = 80 }", |fault| matches!(fault, Fault::FrontRange { .. }));
    assert_eq!(draw(&Pose { view: View::Front, ..Pose::default() }).1, []);
}
