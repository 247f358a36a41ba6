//! What stands beside a body, and the arrows that show how it moves.
use super::body::{SHANK_PROFILE, THIGH_PROFILE, TRUNK_PROFILE, UPPER_ARM_PROFILE};
use super::contact::GRIP;
use super::contour::{Contour, Cut, Profile, arc, limb, rectangle};
use super::drawing::{Drawing, End, Ink, Pen};
use super::plane::{Point, at, toward};
use super::pose::{BALL, Half, Highlight, SEAT};
use super::region::{Keep, Region};
use super::side::{INNER, OUTLINE};
use super::skeleton::{Joints, Skeleton};

const PROP: Pen = Pen::new(Ink::PropLine, 5.0);
const HEAVY: Pen = Pen::new(Ink::PropLine, 6.0);

/// A line under everything that stands on it.
pub fn floor(drawing: &mut Drawing, from: f64, to: f64) {
    let y = -3.0 - OUTLINE / 2.0;
    drawing.line(vec![at(from, y), at(to, y)], Pen::new(Ink::Ground, 6.0));
}

pub fn mat(drawing: &mut Drawing, from: f64, to: f64) {
    let area = Region::of([rectangle(at(from, -12.0 - OUTLINE / 2.0), at(to, -OUTLINE / 2.0))]).grown(3.0);
    drawing.part(&area, Ink::Mat, Pen::new(Ink::MatLine, 4.0));
}

/// A bar with round ends.
fn bar(from: Point, to: Point, half: f64) -> Region {
    let along = (to - from).unit();
    let across = along.normal() * 0.5;
    Region::of([vec![from + across, from - across, to - across, to + across]]).grown(half - 0.5)
}

/// A chair that looks forward; its back edge is where it says.
pub fn chair(drawing: &mut Drawing, x: f64) {
    const DEPTH: f64 = 190.0;
    const BACK: f64 = 240.0;
    const BOARD: f64 = 16.0;
    let under = SEAT - BOARD;
    let legs = [
        bar(at(x + 12.0, under), at(x - 14.0, 6.0), 6.0),
        bar(at(x + DEPTH - 14.0, under), at(x + DEPTH + 6.0, 6.0), 6.0),
        bar(at(x + 6.0, under), at(x - 26.0, SEAT + BACK), 6.0),
    ];
    drawing.part(&Region::union(&legs), Ink::Prop, PROP);
    drawing.part(&Region::of([rectangle(at(x, under), at(x + DEPTH, SEAT))]).grown(5.0), Ink::Prop, PROP);
    drawing.part(&bar(at(x - 16.0, SEAT + BACK * 0.5), at(x - 26.0, SEAT + BACK), 12.0), Ink::Prop, PROP);
}

pub fn step(drawing: &mut Drawing, x: f64, height: f64) {
    let low = -OUTLINE / 2.0;
    drawing.part(&Region::of([rectangle(at(x, low), at(x + 260.0, height - OUTLINE / 2.0 - 4.0))]).grown(4.0), Ink::Prop, PROP);
    drawing.line(vec![at(x + 8.0, height - 26.0), at(x + 252.0, height - 26.0)], Pen::new(Ink::PropLine, 4.0));
}

pub fn wall(drawing: &mut Drawing, x: f64, height: f64, behind: bool) {
    drawing.line(vec![at(x, 0.0), at(x, height)], Pen::new(Ink::Ground, 6.0));
    let way = if behind { -28.0 } else { 28.0 };
    let ticks = (0..).map(|step| 24.0 + 60.0 * f64::from(step)).take_while(|y| y + 30.0 < height);
    drawing.lines(ticks.map(|y| vec![at(x, y), at(x + way, y + 28.0)]).collect(), Pen::new(Ink::GroundHatch, 4.0));
}

pub fn ball(drawing: &mut Drawing, x: f64) {
    let centre = at(x, BALL);
    drawing.part(&Region::disc(centre, BALL), Ink::Prop, HEAVY);
    drawing.line(arc(centre, BALL * 0.72, 120.0, 165.0, 12), Pen::new(Ink::Paper, 7.0));
}

pub fn roller(drawing: &mut Drawing, centre: Point, radius: f64) {
    drawing.part(&Region::disc(centre, radius), Ink::Prop, HEAVY);
    drawing.outline(&Region::disc(centre, radius * 0.42), Pen::new(Ink::PropLine, 4.0));
}

pub fn pillow(drawing: &mut Drawing, x: f64, height: f64) {
    let area = Region::of([rectangle(at(x - 82.0, 14.0), at(x + 82.0, height - 18.0))]).grown(14.0);
    drawing.part(&area, Ink::Prop, PROP);
}

/// Held across the fist, seen end on.
pub fn dumbbell(drawing: &mut Drawing, joints: &Joints) {
    dumbbell_at(drawing, joints.wrist + joints.hand * GRIP);
}

pub fn dumbbell_at(drawing: &mut Drawing, centre: Point) {
    drawing.part(&Region::disc(centre, 26.0), Ink::Weight, Pen::new(Ink::Line, INNER));
    drawing.outline(&Region::disc(centre, 10.4), Pen::new(Ink::Paper, 3.0));
}

pub fn band(drawing: &mut Drawing, from: Point, to: Point) {
    drawing.line(vec![from, to], Pen::new(Ink::Paper, 15.0));
    drawing.line(vec![from, to], Pen::new(Ink::Accent, 7.0));
}

pub fn stick(drawing: &mut Drawing, from: Point, to: Point) {
    drawing.part(&bar(from, to, 8.0), Ink::Prop, PROP);
}

/// An arrow along a line.
pub fn arrow(drawing: &mut Drawing, line: &[Point], both: bool) {
    const WIDTH: f64 = 10.0;
    const HEAD: f64 = 34.0;
    let mut body = vec![line.to_vec()];
    let mut heads = Vec::new();
    let backwards: Contour = line.iter().rev().copied().collect();
    let ends: &[&[Point]] = if both { &[line, &backwards] } else { &[line] };
    for end in ends {
        if let Some((head, tip)) = arrowhead(end) {
            heads.push(head);
            body = Region::disc(tip, HEAD * 0.8).clip(&body, Keep::Outside);
        }
    }
    let heads = Region::union(&heads);
    // Paper round it first, so that it stays clear of what it crosses.
    drawing.lines(body.clone(), Pen::new(Ink::Paper, WIDTH + 10.0));
    drawing.outline(&heads, Pen::new(Ink::Paper, 10.0));
    drawing.lines(body, Pen { end: if both { End::Flat } else { End::Round }, ..Pen::new(Ink::Accent, WIDTH) });
    drawing.fill(&heads, Ink::Accent);
}

fn arrowhead(line: &[Point]) -> Option<(Region, Point)> {
    const LENGTH: f64 = 34.0;
    const HALF: f64 = 19.0;
    let tip = *line.last()?;
    let from = line.iter().rev().find(|point| (**point - tip).length() >= LENGTH * 0.8)?;
    let (way, across) = ((tip - *from).unit(), (tip - *from).unit().normal());
    let head = vec![tip, tip - way * LENGTH + across * HALF, tip - way * (LENGTH * 0.78), tip - way * LENGTH - across * HALF];
    Some((Region::of([head]).grown(1.5), tip))
}

/// Parallel lines over a place, to be told from a grey after copying.
pub fn hatch(drawing: &mut Drawing, area: &Region) {
    const SPACE: f64 = 12.0;
    let Some((low, high)) = area.bounds() else { return };
    let (centre, reach) = (low.mid(high, 0.5), (high - low).length() * 0.5);
    let (along, across) = (toward(45.0), toward(135.0));
    let count = libm::ceil(reach / SPACE) as i32;
    let lines: Vec<Contour> = (-count..=count)
        .map(|step| centre + across * (f64::from(step) * SPACE))
        .map(|middle| vec![middle - along * reach, middle + along * reach])
        .collect();
    drawing.lines(area.clip(&lines, Keep::Inside), Pen { end: End::Flat, ..Pen::new(Ink::Accent, 3.8) });
}

/// The place on the near side that a highlight speaks of; none where it names no part.
pub fn place(highlight: &Highlight, skeleton: &Skeleton) -> Option<Region> {
    let near = &skeleton.near;
    let whole = |from: Point, to: Point, profile: &Profile| {
        let cut = Cut { from: highlight.from, to: highlight.to, ease: -5.0, flare: 0.0 };
        let area = Region::of([limb(from, to, profile, cut)]);
        let way = to - from;
        let side = way.unit().normal() * 200.0;
        let half = |side: Point| Region::of([vec![from - way, to + way, to + way + side, from - way + side]]);
        match highlight.half {
            Half::Whole => area,
            Half::Front => area.within(&half(side)),
            Half::Back => area.within(&half(-side)),
        }
    };
    match highlight.part.as_str() {
        "thigh" => Some(whole(near.hip, near.knee, &THIGH_PROFILE)),
        "shank" => Some(whole(near.knee, near.ankle, &SHANK_PROFILE)),
        "upper-arm" => Some(whole(near.shoulder, near.elbow, &UPPER_ARM_PROFILE)),
        "back" | "belly" => {
            let mut line = Contour::new();
            let mut inner = Contour::new();
            for vertebra in skeleton.spine.iter().filter(|vertebra| (highlight.from..=highlight.to).contains(&vertebra.station)) {
                let (width, sign) = match highlight.part.as_str() {
                    "back" => (TRUNK_PROFILE.back_at(vertebra.station), -1.0),
                    _ => (TRUNK_PROFILE.front_at(vertebra.station), 1.0),
                };
                line.push(vertebra.centre + vertebra.front * (sign * (width - 2.0)));
                inner.push(vertebra.centre + vertebra.front * (sign * width * 0.3));
            }
            line.extend(inner.into_iter().rev());
            Some(Region::of([line]))
        }
        _ => None,
    }
}
