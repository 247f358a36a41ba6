//! A figure's file becomes a drawing: its pose with the angles that differ, at rest on what the pose says.
use super::files::Shared;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::figure::{self, Drawing, Fault, Joint, Part, Pose, Side, Sided, Slip, View};
use crate::model::Inking;
use crate::source::{Sources, Span};
use crate::spec::{self, Angle, Document, Kind, Said, ShownSide, Sides, document, nearest};

/// The ending of a figure's file.
pub(super) const ENDING: &str = ".figure.toml";

/// A figure, drawn.
#[derive(Clone, Debug)]
pub struct Figure {
    /// As its file is called, without the ending; or as its pose is.
    pub name: String,
    pub drawing: Drawing,
    /// What it shows; nothing where its file does not say.
    pub(super) alt: String,
    pub(super) shown: Shown,
}

/// Which side of the body a picture shows, and whether it may be mirrored.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub side: Option<Said<ShownSide>>,
    pub flippable: Option<Said<bool>>,
}

impl Figure {
    /// As an SVG that says what it shows.
    pub fn svg(&self) -> String {
        self.drawing.svg(&Inking::default(), &self.alt)
    }
}

/// Reads and draws a figure's file. `name` is shown to people. None where it cannot be drawn; then `out` has an error.
pub fn figure(name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Option<Figure> {
    let file = document(Kind::Figure, name, bytes, sources, out)?;
    let drawing = whole(&file, out)?;
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.strip_suffix(ENDING).or_else(|| name.strip_suffix(".toml")).unwrap_or(name);
    Some(Figure { name: name.to_owned(), ..drawing })
}

/// A figure of every pose that has a name, as it is.
pub fn named_figures() -> impl Iterator<Item = Figure> {
    figure::named().iter().map(|(name, pose)| Figure {
        name: name.clone(),
        drawing: figure::draw(pose).0,
        alt: String::new(),
        shown: Shown::default(),
    })
}

/// The figure of a file that handouts share. None where it cannot be drawn; then `out` has an error.
pub(super) fn drawn(file: &Shared, out: &mut Diagnostics) -> Option<Figure> {
    let document = file.document(out)?;
    whole(&document, out)
}

/// None where the file has an error.
fn whole(document: &Document, out: &mut Diagnostics) -> Option<Figure> {
    let mut faults = Diagnostics::default();
    let figure = document.table.typed::<spec::Figure>(&mut faults).and_then(|said| draw(&said, &mut faults));
    out.extend(faults);
    figure.filter(|_| !out.has_errors())
}

fn draw(said: &spec::Figure, out: &mut Diagnostics) -> Option<Figure> {
    // A missing pose was told when the file was read.
    if said.pose.value.is_empty() {
        return None;
    }
    let Some(named) = figure::named().get(&said.pose.value) else {
        out.push(unknown(&said.pose));
        return None;
    };
    let mut pose = named.clone();
    for (name, angle) in said.joints.said() {
        let usual = named.joints.get(name).map_or((0.0, 0.0), |sided| (*sided.pair().0, *sided.pair().1));
        pose.joints.insert(name.to_owned(), sided(&angle.value, usual));
    }
    let (drawing, faults) = figure::draw(&pose);
    for fault in faults {
        out.push(told(&fault, said, &pose));
    }
    let alt = said.alt.as_ref().map_or("", |alt| alt.value.trim()).to_owned();
    let shown = Shown { side: said.shows_side.clone(), flippable: said.flippable.clone() };
    Some(Figure { name: said.pose.value.clone(), drawing, alt, shown })
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

fn unknown(said: &Said<String>) -> Diagnostic {
    let names: Vec<&str> = figure::named().keys().map(String::as_str).collect();
    let fault = Diagnostic::error(Code::UnknownWord, format!("no pose is called `{}`", said.value)).at(said.span);
    match nearest(&said.value, names.iter().copied()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")).fix(said.span, format!("\"{near}\"")),
        None => fault.help(format!("the poses are: {}", names.join(", "))),
    }
}

fn told(fault: &Fault, said: &spec::Figure, pose: &Pose) -> Diagnostic {
    let pose_name = &said.pose.value;
    // A place of its own where the author said this joint; else the pose that has it.
    let place = |name: &str, side: Option<Side>| {
        let found = said.joints.said().find(|(joint, _)| *joint == name);
        found.map_or(said.pose.span, |(_, angle)| side_span(angle, side))
    };
    match fault {
        Fault::Range { joint, side, degrees } => {
            out_of_range(joint.name(), *degrees, joint.range(), place(joint.name(), *side), is_said(said, *joint))
        }
        Fault::FrontRange { joint, side, degrees, range } => out_of_range(joint, *degrees, *range, place(joint, Some(*side)), true),
        Fault::Slip(Slip::UnknownJoint(name)) => {
            let (seen, other) = match pose.view {
                View::Side => ("the side", "the front"),
                View::Front => ("the front", "the side"),
            };
            let message = format!("`{pose_name}` is seen from {seen}, where `{name}` cannot be seen");
            Diagnostic::error(Code::JointRange, message).at(place(name, None)).help(format!("leave it out, or start from a pose seen from {other}"))
        }
        Fault::Unmet(unmet) => {
            let part = pose.contacts().ok().and_then(|contacts| contacts.get(unmet.contact).map(|contact| part(contact.part)));
            let message = format!("with these angles {} does not come to rest where `{pose_name}` has it", part.unwrap_or("a part"));
            Diagnostic::error(Code::NotAtRest, message).at(joints_span(said)).help("change the angles less, or start from another pose")
        }
        Fault::Sunk { part, .. } => {
            let message = format!("with these angles {part} would be under the floor");
            Diagnostic::error(Code::NotAtRest, message).at(joints_span(said)).help("bend that side more, or start from another pose")
        }
        Fault::Slip(_) | Fault::UnknownPlace(_) | Fault::Prop { .. } | Fault::UnknownGhost(_) | Fault::UnknownHighlight(_) => {
            unreachable!("named poses name what there is")
        }
    }
}

/// Where the degrees of one side stand.
fn side_span(angle: &Said<Angle>, side: Option<Side>) -> Span {
    let own = match (&angle.value, side) {
        (Angle::Sides(sides), Some(Side::Near)) => sides.near.as_ref().or(sides.right.as_ref()),
        (Angle::Sides(sides), Some(Side::Far)) => sides.far.as_ref().or(sides.left.as_ref()),
        (Angle::Sides(_), None) | (Angle::Both(_), _) => None,
    };
    own.map_or(angle.span, |said| said.span)
}

fn is_said(said: &spec::Figure, joint: Joint) -> bool {
    said.joints.said().any(|(name, _)| name == joint.name())
}

fn out_of_range(joint: &str, degrees: f64, (low, high): (f64, f64), place: Span, said: bool) -> Diagnostic {
    let shown = libm::round(degrees);
    let message = match said {
        true => format!("`{joint}` does not move to {shown}°"),
        false => format!("with these angles `{joint}` would have to move to {shown}°"),
    };
    Diagnostic::error(Code::JointRange, message).at(place).help(format!("it moves from {low}° to {high}°; 0° is standing upright"))
}

/// Where the angles stand that the author wrote.
fn joints_span(said: &spec::Figure) -> Span {
    said.joints.said().next().map_or(said.pose.span, |(_, angle)| angle.span)
}

/// A part that rests, in the author's words.
fn part(part: Part) -> &'static str {
    match part {
        Part::Seat => "the seat",
        Part::Back(..) => "the back",
        Part::Belly(..) => "the front of the trunk",
        Part::Head => "the head",
        Part::Knee(_) => "a knee",
        Part::Sole(_) | Part::Ball(_) | Part::Instep(_) | Part::Heel(_) => "a foot",
        Part::Palm(_) | Part::Fist(_) | Part::Wrist(_) => "a hand",
        Part::Elbow(_) => "an elbow",
    }
}
