//! What a figure's file means: its named pose with what the file says differently, every word of it known.
use super::figure_body::person;
use super::figure_faults::told;
use super::figure_props;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::figure::{self, Along, Arrow, Ghost, Hand, Misnamed, Muscle, Place, Pose, Rest, Sided, To, View, named};
use crate::source::Span;
use crate::spec::{self, Angle, ArrowPath, ArrowWay, Document, FigureArrow, FigureRest, FigureView, Ground, HandSides, Hands, Said, Sides, nearest};

/// Finds the file of another figure beside this one, by its name without the ending. The inner none: it has faults, which are told.
pub(super) type Beside<'a> = dyn FnMut(&str, &mut Diagnostics) -> Option<Option<Document>> + 'a;

/// The pose as meant. None where the file has an error; then it is in `out`.
pub(super) fn meant(said: &spec::Figure, beside: &mut Beside, out: &mut Diagnostics) -> Option<Pose> {
    let mut pose = posed(said, out)?;
    if let Some(name) = &said.ghost {
        pose.ghost = Some(ghost(name, beside, out)?);
    }
    Some(pose)
}

/// The same without its ghost.
fn posed(said: &spec::Figure, out: &mut Diagnostics) -> Option<Pose> {
    // A missing pose was told when the file was read.
    if said.pose.value.is_empty() {
        return None;
    }
    let mut pose = start(said, out)?;
    let mut faults = Diagnostics::default();
    joints(said, &mut pose, &mut faults);
    if let Some(body) = &said.body {
        pose.body = person(body, pose.body);
    }
    if let Some(hands) = &said.hands {
        pose.hand = Some(held(hands, &pose, &mut faults));
    }
    if let Some(rests) = &said.rests {
        pose.rests = rests.iter().map(|rest| rest_of(&rest.value, pose.view, &mut faults)).collect();
    }
    if let Some(props) = &said.props {
        pose.props = figure_props::props(props, pose.view, &mut faults);
    }
    if let Some(ground) = &said.ground {
        pose.carry(carrier(ground.value));
    }
    if let Some(arrows) = &said.arrows {
        pose.arrows = arrows.iter().map(|arrow| arrow_of(&arrow.value)).collect();
    }
    if let Some(highlight) = &said.highlight {
        pose.highlight = highlight.iter().map(|name| name.value.clone()).collect();
    }
    if faults.has_errors() {
        // What the drawing would tell besides.
        pose.signs().into_iter().for_each(|fault| faults.push(told(&fault, said, &pose)));
        out.extend(faults);
        return None;
    }
    out.extend(faults);
    Some(pose)
}

/// The named pose, from where it is to be seen: `standing` from the front is `standing-front` where there is one.
fn start(said: &spec::Figure, out: &mut Diagnostics) -> Option<Pose> {
    let name = &said.pose.value;
    let found = named().get(name);
    let Some(view) = &said.view else {
        if found.is_none() {
            out.push(unknown_pose(&said.pose));
        }
        return found.cloned();
    };
    let (wanted, seen) = match view.value {
        FigureView::Side => (View::Side, "side"),
        FigureView::Front => (View::Front, "front"),
        FigureView::Back => (View::Back, "back"),
    };
    let fits = |pose: &&Pose| pose.view == wanted;
    if let Some(pose) = found.filter(fits).or_else(|| named().get(&format!("{name}-{seen}")).filter(fits)) {
        return Some(pose.clone());
    }
    if found.is_none() {
        out.push(unknown_pose(&said.pose));
        return None;
    }
    let others: Vec<&str> = named().iter().filter(|(_, pose)| pose.view == wanted).map(|(name, _)| name.as_str()).collect();
    let fault = Diagnostic::error(Code::NotSeen, format!("`{name}` is not drawn from the {seen}")).at(view.span);
    out.push(fault.help(format!("leave `view` out, or start from a pose that is: {}", others.join(", "))));
    None
}

fn unknown_pose(said: &Said<String>) -> Diagnostic {
    unknown("pose", "the poses are", said, named().keys().map(String::as_str))
}

/// No such thing is known: what is near, or all there are.
fn unknown<'n>(noun: &str, all: &str, said: &Said<String>, names: impl Iterator<Item = &'n str> + Clone) -> Diagnostic {
    let fault = Diagnostic::error(Code::UnknownWord, format!("no {noun} is called `{}`", said.value)).at(said.span);
    match nearest(&said.value, names.clone()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")).fix(said.span, format!("\"{near}\"")),
        None => fault.help(format!("{all}: {}", names.collect::<Vec<_>>().join(", "))),
    }
}

/// Joints of the middle of the body, which have no sides.
const MIDDLE: [&str; 4] = ["lower-back", "upper-back", "neck", "neck-tilt"];

fn joints(said: &spec::Figure, pose: &mut Pose, out: &mut Diagnostics) {
    if let Some(lean) = &said.joints.lean {
        match pose.view {
            View::Side => pose.lean = lean.value,
            View::Front | View::Back => out.push(unseen("lean", pose, lean.span, &said.pose.value)),
        }
    }
    for (name, angle) in said.joints.said() {
        if let Angle::Sides(sides) = &angle.value {
            if MIDDLE.contains(&name) {
                let fault = Diagnostic::error(Code::Contradiction, format!("`{name}` has no sides")).at(angle.span);
                out.push(fault.help("write one number"));
                continue;
            }
            side_names(pose.view, [&sides.near, &sides.far, &sides.right, &sides.left].map(|said| said.as_ref().map(|said| said.span)), out);
        }
        let usual = pose.joints.get(name).map_or((0.0, 0.0), |sided| (*sided.pair().0, *sided.pair().1));
        pose.joints.insert(name.to_owned(), sided(&angle.value, usual));
    }
}

pub(super) fn unseen(joint: &str, pose: &Pose, place: Span, name: &str) -> Diagnostic {
    let (seen, other) = match pose.view {
        View::Side => ("the side", "the front"),
        View::Front => ("the front", "the side"),
        View::Back => ("behind", "the side"),
    };
    let fault = Diagnostic::error(Code::NotSeen, format!("`{name}` is seen from {seen}, where `{joint}` cannot be seen")).at(place);
    fault.help(format!("leave it out, or start from a pose seen from {other}"))
}

/// Tells sides by the names that they do not have as the body is seen; in the order near, far, right, left.
fn side_names(view: View, said: [Option<Span>; 4], out: &mut Diagnostics) {
    let names = ["near", "far", "right", "left"];
    for (index, place) in said.iter().enumerate() {
        let Some(place) = place else { continue };
        let other = names[(index + 2) % 4];
        let fits = (view == View::Side) == (index < 2);
        if fits {
            continue;
        }
        let fault = match said[(index + 2) % 4] {
            Some(_) => {
                Diagnostic::error(Code::Contradiction, format!("`{}` and `{other}` are the same side", names[index])).help("keep one of the two")
            }
            None => other_view(names[index], view).help(format!("write `{other}`")),
        };
        out.push(fault.at(*place));
    }
}

fn other_view(word: &str, view: View) -> Diagnostic {
    let (seen, sides) = match view {
        View::Side => ("the side", "`near` and `far`"),
        View::Front => ("the front", "`right` and `left`"),
        View::Back => ("behind", "`right` and `left`"),
    };
    Diagnostic::error(Code::NotSeen, format!("there is no `{word}`: seen from {seen}, the sides of a body are {sides}"))
}

/// A side that is not said stays as the pose has it.
fn sided(angle: &Angle, usual: (f64, f64)) -> Sided<f64> {
    match angle {
        Angle::Both(degrees) => Sided::Both(*degrees),
        Angle::Sides(Sides { near, far, right, left }) => {
            let of = |one: &Option<Said<f64>>, other: &Option<Said<f64>>, usual| one.as_ref().or(other.as_ref()).map_or(usual, |said| said.value);
            Sided::NearFar { near: of(near, right, usual.0), far: of(far, left, usual.1) }
        }
    }
}

fn held(said: &Said<Hands>, pose: &Pose, out: &mut Diagnostics) -> Sided<String> {
    let usual = pose.hand.clone().unwrap_or_else(|| Sided::Both("relaxed".to_owned()));
    let mut known = |word: &Said<String>| {
        if Hand::named(&word.value).is_none() {
            out.push(unknown("way to hold a hand", "hands are", word, Hand::ALL.iter().map(|(name, _)| *name)));
        }
        word.value.clone()
    };
    match &said.value {
        Hands::Both(word) => Sided::Both(known(&Said { value: word.clone(), span: said.span })),
        Hands::Sides(HandSides { near, far, right, left }) => {
            let one = near.as_ref().or(right.as_ref()).map_or_else(|| usual.pair().0.clone(), &mut known);
            let other = far.as_ref().or(left.as_ref()).map_or_else(|| usual.pair().1.clone(), &mut known);
            side_names(pose.view, [near, far, right, left].map(|said| said.as_ref().map(|said| said.span)), out);
            Sided::NearFar { near: one, far: other }
        }
    }
}

fn rest_of(said: &FigureRest, view: View, out: &mut Diagnostics) -> Rest {
    let number = |number: &Option<Said<f64>>| number.as_ref().map(|number| number.value);
    let (part, side) = said.part.value.split_once('.').map_or((said.part.value.as_str(), None), |(part, side)| (part, Some(side)));
    if !Rest::PARTS.contains(&part) {
        out.push(unknown("part that can rest", "the parts are", &Said { value: part.to_owned(), span: said.part.span }, Rest::PARTS.iter().copied()));
    } else if let Some(Err(why)) = side.map(|side| figure::side(side, view)) {
        out.push(misnamed(&why, "part", &said.part, view, &mut std::iter::empty()));
    }
    if !Rest::SURFACES.contains(&said.on.value.as_str()) {
        out.push(unknown("thing to rest on", "it can rest on", &said.on, Rest::SURFACES.iter().copied()));
    }
    Rest {
        part: said.part.value.clone(),
        on: said.on.value.clone(),
        at: number(&said.at),
        ahead: number(&said.ahead),
        height: number(&said.height),
        tilt: number(&said.tilt),
    }
}

fn carrier(said: Ground) -> &'static str {
    match said {
        Ground::Floor => "floor",
        Ground::Mat => "mat",
        Ground::Chair => "chair",
        Ground::Bench => "bench",
        Ground::Bed => "bed",
        Ground::Ball => "ball",
        Ground::Wall => "wall",
    }
}

fn arrow_of(said: &FigureArrow) -> Arrow {
    let name = |name: &Option<Said<String>>| name.as_ref().map(|name| name.value.clone());
    let between = said.between.as_ref().and_then(|ends| match ends.value.as_slice() {
        [one, two] => Some([one.value.clone(), two.value.clone()]),
        _other => None,
    });
    Arrow {
        from: name(&said.from),
        at: name(&said.at),
        slide: name(&said.slide),
        hold: name(&said.hold),
        along: said.along.as_ref().map(|along| path(along.value)),
        to: said.to.as_ref().map(|to| way(to.value)),
        about: name(&said.about),
        degrees: said.degrees.as_ref().map(|degrees| degrees.value),
        between,
        both_ways: said.both_ways.as_ref().is_some_and(|both| both.value),
    }
}

fn path(said: ArrowPath) -> Along {
    match said {
        ArrowPath::Line => Along::Line,
        ArrowPath::Arc => Along::Arc,
        ArrowPath::Circle => Along::Circle,
        ArrowPath::Turn => Along::Turn,
        ArrowPath::Back => Along::Back,
        ArrowPath::Floor => Along::Floor,
        ArrowPath::Wall => Along::Wall,
        ArrowPath::Thigh => Along::Thigh,
        ArrowPath::LowerLeg => Along::LowerLeg,
        ArrowPath::UpperArm => Along::UpperArm,
        ArrowPath::Forearm => Along::Forearm,
    }
}

fn way(said: ArrowWay) -> To {
    match said {
        ArrowWay::Up => To::Up,
        ArrowWay::Down => To::Down,
        ArrowWay::Forward => To::Forward,
        ArrowWay::Back => To::Back,
        ArrowWay::Head => To::Head,
        ArrowWay::Feet => To::Feet,
        ArrowWay::Out => To::Out,
        ArrowWay::In => To::In,
        ArrowWay::Right => To::Right,
        ArrowWay::Left => To::Left,
    }
}

/// A file beside goes before a pose of the same name: it is what the author drew.
fn ghost(said: &Said<String>, beside: &mut Beside, out: &mut Diagnostics) -> Option<Ghost> {
    if let Some(file) = beside(&said.value, out) {
        let figure = file?.table.typed::<spec::Figure>(out)?;
        return posed(&figure, out).map(|pose| Ghost::Posed(Box::new(pose)));
    }
    if named().contains_key(&said.value) {
        return Some(Ghost::Named(said.value.clone()));
    }
    let fault = Diagnostic::error(Code::UnknownWord, format!("there is no pose and no figure beside this one called `{}`", said.value)).at(said.span);
    out.push(match nearest(&said.value, named().keys().map(String::as_str)) {
        Some(near) => fault.help(format!("did you mean `{near}`?")).fix(said.span, format!("\"{near}\"")),
        None => fault.help(format!("name a pose, or a file of this folder without its ending: `{}.figure.toml` is not there", said.value)),
    });
    None
}

/// A name that no place or part of the body has, as it is seen.
pub(super) fn misnamed(why: &Misnamed, noun: &str, said: &Said<String>, view: View, names: &mut dyn Iterator<Item = &str>) -> Diagnostic {
    let (part, side) = said.value.split_once('.').unwrap_or((&said.value, ""));
    let fault = match why {
        Misnamed::Unknown => {
            let names: Vec<&str> = names.collect();
            return unknown_part(noun, said, part, side, &names);
        }
        Misnamed::NoSides => Diagnostic::error(Code::Contradiction, format!("`{part}` has no sides")).help(format!("write `{part}`")),
        Misnamed::UnknownSide => {
            let (one, other) = if view == View::Side { ("near", "far") } else { ("right", "left") };
            Diagnostic::error(Code::UnknownWord, format!("no side is called `{side}`")).help(format!("write `{part}.{one}` or `{part}.{other}`"))
        }
        Misnamed::OtherView => {
            let instead = match side {
                "near" => "right",
                "far" => "left",
                "right" => "near",
                _left => "far",
            };
            other_view(side, view).help(format!("write `{part}.{instead}`"))
        }
        Misnamed::Behind => {
            let seen = match view {
                View::Side => "the side",
                View::Front => "the front",
                View::Back => "behind",
            };
            Diagnostic::error(Code::NotSeen, format!("`{part}` is not to be seen from {seen}"))
                .help("leave it out, or start from a pose seen from elsewhere")
        }
    };
    fault.at(said.span)
}

fn unknown_part(noun: &str, said: &Said<String>, part: &str, side: &str, names: &[&str]) -> Diagnostic {
    let fault = Diagnostic::error(Code::UnknownWord, format!("no {noun} is called `{part}`")).at(said.span);
    let with_side = |name: &str| if side.is_empty() { name.to_owned() } else { format!("{name}.{side}") };
    match plain(part).filter(|plain| names.contains(plain)).or_else(|| nearest(part, names.iter().copied())) {
        Some(near) => {
            let near = with_side(near);
            fault.help(format!("did you mean `{near}`?")).fix(said.span, format!("\"{near}\""))
        }
        None => fault.help(format!("write one of {}", names.join(", "))),
    }
}

/// What a clinician's word is called here.
fn plain(word: &str) -> Option<&'static str> {
    Some(match word {
        "quadriceps" | "quads" => "front-thigh",
        "hamstring" | "hamstrings" => "back-thigh",
        "gluteus" | "glutes" | "glute" | "bottom" | "buttocks" => "buttock",
        "biceps" => "front-upper-arm",
        "triceps" => "back-upper-arm",
        "abdomen" | "abs" | "core" | "stomach" | "tummy" => "belly",
        "hip-flexor" | "hip-flexors" | "groin" => "front-hip",
        "adductors" => "inner-thigh",
        "abductors" => "outer-hip",
        "deltoid" => "shoulder",
        "pectorals" | "pecs" => "chest",
        "scapula" | "scapulae" | "shoulder-blade" => "shoulder-blades",
        "trapezius" | "rhomboids" => "upper-back",
        "foot-sole" => "sole",
        "bum" | "pelvis" => "seat",
        "navel" | "umbilicus" => "belly-button",
        _other => return None,
    })
}

/// All places that an arrow may speak of, as the body is seen.
pub(super) fn places() -> impl Iterator<Item = &'static str> {
    Place::ALL.iter().map(|place| place.name())
}

/// All parts that may be hatched, as the body is seen.
pub(super) fn muscles(view: View) -> impl Iterator<Item = &'static str> {
    Muscle::ALL.iter().filter(move |muscle| muscle.is_seen(view)).map(|muscle| muscle.name())
}
