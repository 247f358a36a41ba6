//! Figures: every pose that has a name rests as it says and draws the same on every machine; any pose keeps a body's measures.
use std::collections::BTreeMap;

use crate::drawings::within_frame;
use stepsheet::figure::{
    Along, Arrow, Fault, Ghost, Joint, MET, Muscle, Pose, Rest, SHANK, SIDES, Sided, Skeleton, THIGH, To, UPPER_ARM, View, draw, rested,
};
use stepsheet::model::Inking;

/// Xorshift: the same poses on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// One of so many, from 0.
    fn pick(&mut self, count: usize) -> usize {
        self.roll(count as u64) as usize
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
fn any_pose_is_drawn_with_its_signs() {
    let mut dice = Dice(0xD4A3);
    let places = ["head", "chin", "shoulder", "elbow.far", "hand", "hip", "knee.near", "heel", "lower-back", "belly"];
    let ways = [To::Up, To::Down, To::Forward, To::Back, To::Head, To::Feet];
    let paths = [None, Some(Along::Arc), Some(Along::Circle), Some(Along::Turn), Some(Along::Floor)];
    let mut drawn = 0;
    for number in 0..120 {
        let place = Some(places[dice.pick(places.len())].to_owned());
        let (to, along) = (Some(ways[dice.pick(ways.len())]), paths[dice.pick(paths.len())]);
        let arrow = match dice.pick(3) {
            0 => Arrow { from: place, to, along, ..Arrow::default() },
            1 => Arrow { at: place, to, along, both_ways: true, ..Arrow::default() },
            _ => Arrow { hold: place, ..Arrow::default() },
        };
        let muscles: Vec<&str> = Muscle::ALL.iter().filter(|muscle| muscle.is_seen(View::Side)).map(|muscle| muscle.name()).collect();
        let highlight = vec![muscles[dice.pick(muscles.len())].to_owned()];
        let ghost = (dice.pick(8) == 0).then(|| Ghost::Named("standing".to_owned()));
        let posed = pose(&mut dice);
        let lean = dice.within((-120.0, 120.0));
        let pose = Pose { lean, arrows: vec![arrow], highlight, ghost, ..posed };
        let (drawing, faults) = draw(&pose);
        if number < 24 {
            within_frame(&format!("pose {number}"), &drawing.svg(&Inking::default(), "a body"));
        }
        // None hides a face or a joint: it would be told. A body that is bent into the floor leaves room for nothing.
        if faults.iter().any(|fault| matches!(fault, Fault::Sunk { .. })) {
            continue;
        }
        assert!(!faults.iter().any(|fault| matches!(fault, Fault::Arrow { .. } | Fault::Highlight { .. })), "pose {number}: {faults:?} in {pose:?}");
        drawn += 1;
    }
    assert!(drawn > 40, "only {drawn} bodies stay above the floor");
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
    fault("highlight = ['ear']", |fault| matches!(fault, Fault::Highlight { .. }));
    fault("arrows = [{ from = 'tail', to = 'up' }]", |fault| matches!(fault, Fault::Arrow { .. }));
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
