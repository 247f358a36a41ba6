//! What is wrong in a figure, in its author's words and at its place.
use super::figure_meant::{misnamed, muscles, places, unseen};
use super::figure_props;
use crate::diag::{Code, Diagnostic};
use crate::figure::{Astray, Fault, Joint, Part, Pose, Side, Slip, To, View};
use crate::source::Span;
use crate::spec::{self, Angle, FigureArrow, Said};

pub(super) fn told(fault: &Fault, said: &spec::Figure, pose: &Pose) -> Diagnostic {
    let name = &said.pose.value;
    // A place of its own where the author said this joint; else the pose that has it.
    let place = |joint: &str, side: Option<Side>| {
        let found = said.joints.said().find(|(known, _)| *known == joint);
        found.map_or(said.pose.span, |(_, angle)| side_span(angle, side))
    };
    match fault {
        Fault::Range { joint, side, degrees } => {
            out_of_range(joint.name(), *degrees, joint.range(), place(joint.name(), *side), is_said(said, *joint))
        }
        Fault::FrontRange { joint, side, degrees, range } => out_of_range(joint, *degrees, *range, place(joint, Some(*side)), true),
        Fault::Slip(Slip::UnknownJoint(joint)) => unseen(joint, pose, place(joint, None), name),
        Fault::Slip(Slip::NotThere { part, on }) => {
            let fault = Diagnostic::error(Code::NotAtRest, format!("`{part}` cannot rest on `{on}`"));
            fault.at(changed(said)).help("leave it out, or let another part rest there")
        }
        Fault::Unmet(unmet) => {
            let contact = pose.contacts().ok().and_then(|contacts| contacts.get(unmet.contact).map(|contact| part(contact.part)));
            let (what, where_from) = (contact.unwrap_or("a part"), rest_span(said, pose, unmet.contact));
            let message = match where_from {
                Some(_) => format!("{what} does not come to rest there"),
                None => format!("with these angles {what} does not come to rest where `{name}` has it"),
            };
            let help = match where_from {
                Some(_) => "change the angles so that it nearly does, or let it rest elsewhere",
                None => "change the angles less, or start from another pose",
            };
            Diagnostic::error(Code::NotAtRest, message).at(where_from.unwrap_or_else(|| changed(said))).help(help)
        }
        Fault::Sunk { part, .. } => {
            let message = format!("with these angles {part} would be under the floor");
            Diagnostic::error(Code::NotAtRest, message).at(changed(said)).help("bend that side more, or start from another pose")
        }
        Fault::GhostView => {
            let fault = Diagnostic::error(Code::NotSeen, "the ghost is not seen from where the figure is seen");
            fault.at(said.ghost.as_ref().map_or(said.pose.span, |ghost| ghost.span)).help("name a pose that is seen from there too")
        }
        Fault::Highlight { highlight, why } => match said.highlight.as_ref().and_then(|all| all.get(*highlight)) {
            Some(name) => misnamed(why, "part of the body to hatch", name, pose.view, &mut muscles(pose.view)),
            None => unreachable!("named poses hatch what there is"),
        },
        Fault::Arrow { arrow, why } => match said.arrows.as_ref().and_then(|all| all.get(*arrow)) {
            Some(arrow) => astray(why, arrow, pose),
            // Other angles may lay its place on the joint, or leave it no room.
            None => {
                let fault = Diagnostic::error(Code::NotAtRest, format!("with these angles an arrow of `{name}` has no place"));
                fault.at(changed(said)).help("say `arrows` for this figure")
            }
        },
        Fault::Prop { prop, why } => figure_props::told(*prop, why, said, pose),
        Fault::Slip(Slip::UnknownPart(what) | Slip::UnknownSurface(what) | Slip::UnknownHand(what) | Slip::UnknownSegment(what)) => {
            let fault = Diagnostic::error(Code::NotSeen, format!("`{what}` has no place in this view"));
            let first = said.rests.as_ref().and_then(|all| all.first());
            fault.at(first.map_or(said.pose.span, |rest| rest.span)).help("name another part or thing, or a pose that is seen from the side")
        }
        Fault::UnknownGhost(_) => unreachable!("named poses name what there is"),
    }
}

fn astray(why: &Astray, arrow: &Said<FigureArrow>, pose: &Pose) -> Diagnostic {
    let span = |key: &str| key_span(&arrow.value, key).unwrap_or(arrow.span);
    match why {
        Astray::Nothing => Diagnostic::error(Code::MissingKey, "this arrow does not say what moves")
            .at(arrow.span)
            .help("write what it begins at: { from = \"elbow\", to = \"up\" }, or `at`, `slide`, `hold`"),
        Astray::Twice { key, beside } => Diagnostic::error(Code::Contradiction, format!("`{beside}` and `{key}` cannot stand in one arrow"))
            .at(span(key))
            .help("keep one of the two, or write two arrows"),
        Astray::Needless { key } => {
            Diagnostic::error(Code::Contradiction, format!("`{key}` says nothing of such an arrow")).at(span(key)).help(match *key {
                "about" | "degrees" => "leave it out, or write along = \"arc\"",
                "between" => "leave it out, or begin the arrow with `slide`",
                _other => "leave it out",
            })
        }
        Astray::Misnamed { key, name, why } => {
            let place = name_span(&arrow.value, key, name).unwrap_or(arrow.span);
            misnamed(why, "place of the body", &Said { value: name.clone(), span: place }, pose.view, &mut places())
        }
        Astray::NoWay => {
            Diagnostic::error(Code::MissingKey, "this arrow does not say which way").at(arrow.span).help("add `to`, such as to = \"up\"")
        }
        Astray::WayUnseen { to } => {
            let (seen, ways) = match pose.view {
                View::Side => ("the side", "up, down, forward, back, head, feet"),
                View::Front => ("the front", "up, down, out, in, right, left, head, feet"),
                View::Back => ("behind", "up, down, out, in, right, left, head, feet"),
            };
            Diagnostic::error(Code::NotSeen, format!("`{}` is no way that is seen from {seen}", way(*to)))
                .at(span("to"))
                .help(format!("write one of {ways}"))
        }
        Astray::AboutItself => Diagnostic::error(Code::Contradiction, "this arc goes round the place that moves")
            .at(key_span(&arrow.value, "about").unwrap_or(arrow.span))
            .help("name the joint that it turns about, such as about = \"hip\""),
        Astray::NoRoom => Diagnostic::error(Code::NotSeen, "this arrow would hide a face or a joint wherever it stood")
            .at(arrow.span)
            .help("leave it out, or let it stand at another place"),
        Astray::NoEnds { slide } => {
            let fault = Diagnostic::error(Code::MissingKey, format!("`{slide}` is no place of the body, and nothing says where it slides"));
            fault.at(span("slide")).help("add `between`, such as between = [\"lower-back\", \"shoulder-blades\"]")
        }
    }
}

fn way(to: To) -> &'static str {
    match to {
        To::Up => "up",
        To::Down => "down",
        To::Forward => "forward",
        To::Back => "back",
        To::Head => "head",
        To::Feet => "feet",
        To::Out => "out",
        To::In => "in",
        To::Right => "right",
        To::Left => "left",
    }
}

/// Where the value of an arrow's key stands.
fn key_span(arrow: &FigureArrow, key: &str) -> Option<Span> {
    fn of<T>(said: &Option<Said<T>>) -> Option<Span> {
        said.as_ref().map(|said| said.span)
    }
    match key {
        "from" => of(&arrow.from),
        "at" => of(&arrow.at),
        "slide" => of(&arrow.slide),
        "hold" => of(&arrow.hold),
        "along" => of(&arrow.along),
        "to" => of(&arrow.to),
        "about" => of(&arrow.about),
        "degrees" => of(&arrow.degrees),
        "between" => of(&arrow.between),
        _both_ways => of(&arrow.both_ways),
    }
}

/// Where a name stands under a key: among the two of `between`, the one that says it.
fn name_span(arrow: &FigureArrow, key: &str, name: &str) -> Option<Span> {
    let ends = arrow.between.as_ref().filter(|_| key == "between");
    let end = ends.and_then(|ends| ends.value.iter().find(|end| end.value == name));
    end.map_or_else(|| key_span(arrow, key), |end| Some(end.span))
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

/// Where the rest stands that a contact comes from, where the file says it.
fn rest_span(said: &spec::Figure, pose: &Pose, contact: usize) -> Option<Span> {
    let rest = pose.rest_of(contact)?;
    said.rests.as_ref()?.get(rest).map(|rest| rest.span)
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

/// Where the file begins to differ from its pose.
fn changed(said: &spec::Figure) -> Span {
    let joint = said.joints.said().next().map(|(_, angle)| angle.span);
    let lean = said.joints.lean.as_ref().map(|lean| lean.span);
    let rest = said.rests.as_ref().and_then(|rests| rests.first()).map(|rest| rest.span);
    joint.or(lean).or(rest).unwrap_or(said.pose.span)
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
