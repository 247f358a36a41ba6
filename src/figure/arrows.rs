//! Arrows as an author says them, and where each comes to stand: of a finite list of places, the one that hides least of the body and is
//! nearest to what moves. None hides a face or a joint.
use serde::Deserialize;

use super::contour::{Contour, arc};
use super::crowd::Crowd;
use super::drawing::{Drawing, End, Ink, Pen};
use super::place::{Landmarks, Misnamed, Spot};
use super::plane::{Point, at};
use super::pose::View;
use super::props::Props;
use super::region::{Keep, Region, bounds};
use super::skeleton::Side;

/// How something moves, or that it is held. One of `from`, `at`, `slide` and `hold` is said.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Arrow {
    /// The place that moves on from here: the arrow begins there.
    pub from: Option<String>,
    /// The place that moved here: the arrow stands beside it.
    pub at: Option<String>,
    /// The place or the prop that goes to and fro.
    pub slide: Option<String>,
    /// The place that is held still.
    pub hold: Option<String>,
    pub along: Option<Along>,
    pub to: Option<To>,
    /// The joint that an arc goes round.
    pub about: Option<String>,
    pub degrees: Option<f64>,
    /// The two ends of a way to and fro.
    pub between: Option<[String; 2]>,
    pub both_ways: bool,
}

/// What an arrow goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Along {
    /// A straight line.
    Line,
    /// A part of a circle about a joint.
    Arc,
    /// A circle beside the place.
    Circle,
    /// A circle that lies level, as a head turns.
    Turn,
    Back,
    Floor,
    Wall,
    Thigh,
    LowerLeg,
    UpperArm,
    Forearm,
}

/// A way on the drawing, or on the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum To {
    Up,
    Down,
    /// The way that a standing body looks.
    Forward,
    Back,
    /// Along the trunk.
    Head,
    Feet,
    /// From the front: away from the middle of the body.
    Out,
    In,
    Right,
    Left,
}

/// What is wrong in how an arrow is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Astray {
    /// Nothing moves.
    Nothing,
    /// The key stands beside one that says the same thing otherwise.
    Twice {
        key: &'static str,
        beside: &'static str,
    },
    /// The key has no meaning for such an arrow.
    Needless {
        key: &'static str,
    },
    Misnamed {
        key: &'static str,
        name: String,
        why: Misnamed,
    },
    /// A line without `to`.
    NoWay,
    /// The way is not to be seen as the body is seen.
    WayUnseen {
        to: To,
    },
    /// The arc goes round the place itself.
    AboutItself,
    /// It would hide a face or a joint wherever it stood.
    NoRoom,
    /// What slides has no place on the body, and `between` is not said.
    NoEnds {
        slide: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Line,
    Arc { about: Option<Spot>, degrees: f64 },
    Circle,
    Turn,
    Slide { along: Along, between: Option<[Spot; 2]> },
    Hold,
}

/// An arrow as meant.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Meant {
    spot: Option<Spot>,
    /// It stands where the movement came to, not where it begins.
    arrives: bool,
    shape: Shape,
    to: Option<To>,
    both: bool,
}

impl Arrow {
    /// What is wrong in it, for a body that is seen so.
    pub fn check(&self, view: View) -> Result<(), Astray> {
        self.meant(view).map(drop)
    }

    fn meant(&self, view: View) -> Result<Meant, Astray> {
        let heads = [("from", &self.from), ("at", &self.at), ("slide", &self.slide), ("hold", &self.hold)];
        let mut said = heads.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
        let Some((head, name)) = said.next() else { return Err(Astray::Nothing) };
        if let Some((key, _)) = said.next() {
            return Err(Astray::Twice { key, beside: head });
        }
        self.needless(head)?;
        let between = match &self.between {
            Some([one, two]) => Some([spot("between", one, view)?, spot("between", two, view)?]),
            None => None,
        };
        let moves = match Spot::named(name, view) {
            Ok(spot) => Some(spot),
            // A prop slides between places.
            Err(Misnamed::Unknown) if head == "slide" && between.is_some() => None,
            Err(Misnamed::Unknown) if head == "slide" => return Err(Astray::NoEnds { slide: name.clone() }),
            Err(why) => return Err(Astray::Misnamed { key: head, name: name.clone(), why }),
        };
        let about = self.about.as_ref().map(|name| spot("about", name, view)).transpose()?;
        let shape = match (head, self.along) {
            ("hold", _) => Shape::Hold,
            ("slide", along) => Shape::Slide { along: along.unwrap_or(Along::Back), between },
            (_, None | Some(Along::Line)) if self.about.is_none() && self.degrees.is_none() => Shape::Line,
            (_, None | Some(Along::Line | Along::Arc)) => Shape::Arc { about, degrees: self.degrees.unwrap_or(40.0) },
            (_, Some(Along::Circle)) => Shape::Circle,
            (_, Some(Along::Turn)) => Shape::Turn,
            (_, Some(along)) => Shape::Slide { along, between },
        };
        if let Some(to) = self.to.filter(|to| !to.is_seen(view)) {
            return Err(Astray::WayUnseen { to });
        }
        if self.to.is_none() && matches!(shape, Shape::Line | Shape::Arc { .. }) {
            return Err(Astray::NoWay);
        }
        if let (Shape::Arc { about: Some(about), .. }, Some(moves)) = (shape, moves)
            && about.place == moves.place
        {
            return Err(Astray::AboutItself);
        }
        let both = self.both_ways || (matches!(shape, Shape::Slide { .. }) && self.to.is_none());
        Ok(Meant { spot: moves, arrives: head == "at", shape, to: self.to, both })
    }

    /// Keys that say nothing of an arrow that begins with `head`.
    fn needless(&self, head: &str) -> Result<(), Astray> {
        let arcs = matches!(self.along, None | Some(Along::Arc)) && head != "slide" && head != "hold";
        let slides = head == "slide" || self.along.is_some_and(Along::is_surface);
        let keys = [
            ("about", self.about.is_some() && !arcs),
            ("degrees", self.degrees.is_some() && !arcs),
            ("between", self.between.is_some() && !slides),
            ("along", head == "hold" && self.along.is_some()),
            ("to", head == "hold" && self.to.is_some()),
            ("both-ways", head == "hold" && self.both_ways),
        ];
        keys.into_iter().find(|(_, needless)| *needless).map_or(Ok(()), |(key, _)| Err(Astray::Needless { key }))
    }
}

fn spot(key: &'static str, name: &str, view: View) -> Result<Spot, Astray> {
    Spot::named(name, view).map_err(|why| Astray::Misnamed { key, name: name.to_owned(), why })
}

impl Along {
    /// It runs beside something straight.
    fn is_surface(self) -> bool {
        !matches!(self, Along::Line | Along::Arc | Along::Circle | Along::Turn)
    }
}

impl To {
    fn is_seen(self, view: View) -> bool {
        match self {
            To::Up | To::Down | To::Head | To::Feet => true,
            To::Forward | To::Back => view == View::Side,
            To::Out | To::In | To::Right | To::Left => view != View::Side,
        }
    }

    fn way(self, body: &Landmarks, side: Side) -> Point {
        match self {
            To::Up => at(0.0, 1.0),
            To::Down => at(0.0, -1.0),
            To::Forward => at(1.0, 0.0),
            To::Back => at(-1.0, 0.0),
            To::Head => body.up,
            To::Feet => -body.up,
            To::Out => body.out(side),
            To::In => -body.out(side),
            To::Right => body.out(Side::Near),
            To::Left => body.out(Side::Far),
        }
    }
}

/// What stands on the paper already.
pub struct Drawn<'a> {
    pub near: &'a Region,
    pub far: &'a [&'a Region],
    /// What is seen of it.
    pub ghost: Option<&'a Region>,
    pub props: &'a Props,
}

/// Draws all arrows of a figure; those that are not said rightly are told by their place among the arrows.
pub fn draw(drawing: &mut Drawing, arrows: &[Arrow], body: &Landmarks, drawn: &Drawn) -> Vec<(usize, Astray)> {
    let mut astray = Vec::new();
    if arrows.is_empty() {
        return astray;
    }
    let mut crowd = crowded(body, drawn);
    for (index, arrow) in arrows.iter().enumerate() {
        let meant = match arrow.meant(body.view()) {
            Ok(meant) => meant,
            Err(fault) => {
                astray.push((index, fault));
                continue;
            }
        };
        let sides = meant.spot.map_or_else(|| vec![Side::Near], |spot| spot.sides(body.view()));
        for side in sides {
            match placed(&meant, body, side, &crowd) {
                Some(line) if crowd.worst(&line, BROAD) >= JOINT => astray.push((index, Astray::NoRoom)),
                Some(line) => {
                    crowd.fill(&around(&line), ARROW);
                    stroke(drawing, &meant, &line);
                }
                None => astray.push((index, Astray::AboutItself)),
            }
        }
    }
    astray
}

/// Half the breadth that an arrow takes with the paper round it.
const BROAD: f64 = 20.0;
/// What it costs to hide a cell of each.
const FACE: f64 = 400.0;
const JOINT: f64 = 160.0;
const ARROW: f64 = 120.0;
const FLOOR: f64 = 60.0;
const BODY: f64 = 24.0;
const THING: f64 = 14.0;
const GHOST: f64 = 5.0;
/// And what it costs to be a unit further away.
const AWAY: f64 = 0.2;

fn crowded(body: &Landmarks, drawn: &Drawn) -> Crowd {
    let all = [drawn.near].into_iter().chain(drawn.far.iter().copied());
    let corners = all.filter_map(Region::bounds).flat_map(|(low, high)| [low, high]);
    let (low, high) = bounds(corners).unwrap_or((at(0.0, 0.0), at(1.0, 1.0)));
    let mut crowd = Crowd::over(low, high);
    drawn.ghost.into_iter().for_each(|ghost| crowd.fill(ghost, GHOST));
    for piece in drawn.props.pieces() {
        piece.areas().for_each(|area| crowd.fill(area, THING));
        piece.strokes().for_each(|line| crowd.line(line, THING));
    }
    drawn.far.iter().for_each(|far| crowd.fill(far, BODY * 0.7));
    crowd.fill(drawn.near, BODY);
    crowd.below(14.0, FLOOR);
    body.joints().for_each(|joint| crowd.disc(joint, 34.0, JOINT));
    crowd.disc(body.head(), 78.0, FACE);
    crowd
}

fn around(line: &[Point]) -> Region {
    let pieces = line.windows(2).map(|pair| {
        let aside = (pair[1] - pair[0]).unit().normal() * 22.0;
        vec![pair[0] + aside, pair[0] - aside, pair[1] - aside, pair[1] + aside]
    });
    Region::of(pieces)
}

/// The best of all places that the arrow may stand in: its line, the tip last. None where it would go round itself.
fn placed(meant: &Meant, body: &Landmarks, side: Side, crowd: &Crowd) -> Option<Contour> {
    let all = match meant.shape {
        Shape::Line => lines(meant, body, side),
        Shape::Arc { about, degrees } => arcs(meant, body, side, about, degrees),
        Shape::Circle => circles(meant, body, side),
        Shape::Turn => turns(meant, body, side),
        Shape::Slide { along, between } => slides(meant, body, side, along, between),
        Shape::Hold => holds(meant, body, side),
    };
    let cost = |(line, away): &(Contour, f64)| crowd.cost(line, BROAD) + away * AWAY;
    let costs = all.iter().map(cost).enumerate();
    let best = costs.min_by(|(_, one), (_, two)| one.total_cmp(two)).map(|(index, _)| index)?;
    all.into_iter().nth(best).map(|(line, _)| line)
}

/// Lines, and how far each stands from where it would stand best.
type Places = Vec<(Contour, f64)>;

fn spot_at(meant: &Meant, body: &Landmarks, side: Side) -> Point {
    meant.spot.map_or(body.belly, |spot| body.at(spot.place, side))
}

/// Aside of what moves, the nearest first and each side in turn.
const ASIDE: [f64; 19] =
    [0.0, 50.0, -50.0, 75.0, -75.0, 100.0, -100.0, 125.0, -125.0, 150.0, -150.0, 180.0, -180.0, 210.0, -210.0, 250.0, -250.0, 300.0, -300.0];

fn lines(meant: &Meant, body: &Landmarks, side: Side) -> Places {
    const LENGTH: f64 = 116.0;
    let place = spot_at(meant, body, side);
    let way = meant.to.map_or(body.up, |to| to.way(body, side));
    let mut places = Places::new();
    for aside in ASIDE {
        for ahead in [-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.35, 1.7, 2.1, -0.75, -1.0, -1.4] {
            let from = place + way.normal() * aside + way * (ahead * LENGTH);
            let middle = from + way * (LENGTH * 0.5);
            // One that begins stands in front of what moves, one that arrives beside it.
            let best = if meant.arrives { place } else { place + way * (LENGTH * 0.75) };
            places.push((vec![from, from + way * LENGTH], (middle - best).length()));
        }
    }
    places
}

fn arcs(meant: &Meant, body: &Landmarks, side: Side, about: Option<Spot>, degrees: f64) -> Places {
    let Some(spot) = meant.spot else { return Places::new() };
    let moving = body.at(spot.place, side);
    let centre = about.map_or_else(|| body.pivot(spot.place, side), |about| body.at(about.place, about.side.unwrap_or(side)));
    let (reach, angle) = ((moving - centre).length(), (moving - centre).angle());
    if reach < 1.0 {
        return Places::new();
    }
    let way = meant.to.map_or(body.up, |to| to.way(body, side));
    let turned = |by: f64| centre + (moving - centre).turned(by);
    // The turn that brings it that way, or that brought it here.
    let gain = |by: f64| if meant.arrives { (moving - turned(-by)).dot(way) } else { (turned(by) - moving).dot(way) };
    let sweep = if gain(degrees) >= gain(-degrees) { degrees } else { -degrees };
    let mut places = Places::new();
    for wider in [0.0, 30.0, 60.0, 90.0, 120.0, 150.0, 190.0, 240.0, -50.0, -80.0] {
        let radius = reach + wider;
        if radius < 60.0 {
            continue;
        }
        for later in [0.0, 0.15, 0.3, 0.5, 0.75, 1.0, -0.2, -0.5] {
            // Clear of the limb itself, by so many degrees.
            let gap = f64::copysign(4.0 + later * 40.0, sweep);
            let (from, to) = if meant.arrives { (angle - sweep - gap, angle - gap) } else { (angle + gap, angle + gap + sweep) };
            let line = arc(centre, radius, from, to, 24);
            places.push((line, wider.abs() + gap.abs().to_radians() * radius));
        }
    }
    places
}

/// Ways from a place outwards, all round.
fn round() -> impl Iterator<Item = Point> {
    (0..16).map(|step| super::plane::toward(90.0 + 22.5 * f64::from(step)))
}

fn circles(meant: &Meant, body: &Landmarks, side: Side) -> Places {
    const RADIUS: f64 = 48.0;
    let place = spot_at(meant, body, side);
    let way = meant.to.map_or(at(1.0, 0.0), |to| to.way(body, side));
    // The top of the circle goes that way.
    let sweep = if way.x >= 0.0 { -290.0 } else { 290.0 };
    let ring = |away: f64| round().map(move |out| (arc(place + out * away, RADIUS, 200.0, 200.0 + sweep, 30), away));
    [100.0, 130.0, 160.0, 200.0].into_iter().flat_map(ring).collect()
}

fn turns(meant: &Meant, body: &Landmarks, side: Side) -> Places {
    let place = spot_at(meant, body, side);
    let way = meant.to.map_or(at(1.0, 0.0), |to| to.way(body, side));
    let across = if way.x >= 0.0 { 1.0 } else { -1.0 };
    let flat = |centre: Point| -> Contour {
        let around = arc(Point::default(), 1.0, 200.0, 340.0, 24).into_iter();
        around.map(|point| centre + at(point.x * 88.0 * across, point.y * 34.0)).collect()
    };
    [110.0, 140.0, 170.0, 200.0, -110.0, -140.0, -170.0, -200.0].into_iter().map(|above| (flat(place + at(0.0, above)), f64::abs(above))).collect()
}

fn slides(meant: &Meant, body: &Landmarks, side: Side, along: Along, between: Option<[Spot; 2]>) -> Places {
    const LENGTH: f64 = 170.0;
    let limb = body.limb(side);
    let way = match along {
        Along::Back => body.up,
        Along::Wall => at(0.0, 1.0),
        Along::Thigh => (limb.knee - limb.hip).unit(),
        Along::LowerLeg => (limb.ankle - limb.knee).unit(),
        Along::UpperArm => (limb.elbow - limb.shoulder).unit(),
        Along::Forearm => (limb.wrist - limb.elbow).unit(),
        Along::Floor | Along::Line | Along::Arc | Along::Circle | Along::Turn => at(1.0, 0.0),
    };
    let way = match meant.to.map(|to| to.way(body, side)) {
        Some(to) if to.dot(way) < 0.0 => -way,
        Some(_) | None => way,
    };
    let (from, to) = match between {
        Some([one, two]) => {
            let ends = [one, two].map(|spot| body.at(spot.place, spot.side.unwrap_or(side)));
            let middle = ends[0].mid(ends[1], 0.5);
            let half = ((ends[1] - ends[0]).dot(way) * 0.5).abs().max(60.0);
            (middle - way * half, middle + way * half)
        }
        None => {
            let place = spot_at(meant, body, side);
            (place - way * (LENGTH * 0.5), place + way * (LENGTH * 0.5))
        }
    };
    let mut places = Places::new();
    for aside in ASIDE {
        for shift in [0.0, 40.0, -40.0, 80.0, -80.0, 120.0, -120.0] {
            let by = way.normal() * aside + way * shift;
            places.push((vec![from + by, to + by], aside.abs() + shift.abs()));
        }
    }
    places
}

fn holds(meant: &Meant, body: &Landmarks, side: Side) -> Places {
    let place = spot_at(meant, body, side);
    let ring = |away: f64| round().map(move |out| (arc(place + out * away, HOLD, 0.0, 360.0, 25), away));
    [80.0, 100.0, 125.0, 150.0, 180.0, 220.0].into_iter().flat_map(ring).collect()
}

/// Radius of the mark for holding still.
const HOLD: f64 = 32.0;
const WIDTH: f64 = 10.0;
const HEAD: f64 = 34.0;
/// Paper round an arrow, so that it stays clear of what it crosses.
const HALO: f64 = 10.0;

fn stroke(drawing: &mut Drawing, meant: &Meant, line: &[Point]) {
    if meant.shape == Shape::Hold {
        return hold(drawing, line);
    }
    let mut body = vec![line.to_vec()];
    let mut heads = Vec::new();
    let backwards: Contour = line.iter().rev().copied().collect();
    let ends: &[&[Point]] = if meant.both { &[line, &backwards] } else { &[line] };
    for end in ends {
        if let Some((head, tip)) = arrowhead(end) {
            heads.push(head);
            body = Region::disc(tip, HEAD * 0.8).clip(&body, Keep::Outside);
        }
    }
    let heads = Region::union(&heads);
    drawing.lines(body.clone(), Pen::new(Ink::Paper, WIDTH + HALO));
    drawing.outline(&heads, Pen::new(Ink::Paper, HALO));
    drawing.lines(body, Pen { end: if meant.both { End::Flat } else { End::Round }, ..Pen::new(Ink::Accent, WIDTH) });
    drawing.fill(&heads, Ink::Accent);
}

fn arrowhead(line: &[Point]) -> Option<(Region, Point)> {
    const HALF: f64 = 19.0;
    let tip = *line.last()?;
    let from = line.iter().rev().find(|point| (**point - tip).length() >= HEAD * 0.8)?;
    let (way, across) = ((tip - *from).unit(), (tip - *from).unit().normal());
    let head = vec![tip, tip - way * HEAD + across * HALF, tip - way * (HEAD * 0.78), tip - way * HEAD - across * HALF];
    Some((Region::of([head]).grown(1.5), tip))
}

/// Two bars in a ring: stay as you are.
fn hold(drawing: &mut Drawing, ring: &[Point]) {
    let Some((low, high)) = bounds(ring.iter().copied()) else { return };
    let centre = low.mid(high, 0.5);
    let disc = Region::disc(centre, HOLD);
    drawing.outline(&disc, Pen::new(Ink::Paper, WIDTH + HALO));
    drawing.part(&disc, Ink::Paper, Pen::new(Ink::Accent, 7.0));
    let bars = [-9.0, 9.0].map(|x| vec![centre + at(x, -13.0), centre + at(x, 13.0)]);
    drawing.lines(bars.to_vec(), Pen { end: End::Flat, ..Pen::new(Ink::Accent, 8.0) });
}
