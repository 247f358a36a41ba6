//! The props of a figure's file as the drawing takes them, and what is wrong in them.
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::figure::{Against, Held, Pose, Prop, Seen, Unplaced, View};
use crate::source::Span;
use crate::spec::figure_props::{FigureProp, HoldingHand, Turned, WallPart};
use crate::spec::{self, Said};

/// The props that a file says. What is no one prop is told and left out.
pub(super) fn props(said: &[Said<FigureProp>], view: View, out: &mut Diagnostics) -> Vec<Prop> {
    said.iter().filter_map(|prop| one(prop, view, out)).collect()
}

fn one(said: &Said<FigureProp>, view: View, out: &mut Diagnostics) -> Option<Prop> {
    match said.value.said()[..] {
        [] => {
            let fault = Diagnostic::error(Code::MissingKey, "this prop does not say what it is").at(said.span);
            out.push(fault.help("write its name: { mat = {} }"));
            None
        }
        [_] => {
            sides(&said.value, view, out);
            prop(&said.value)
        }
        [(first, _), (second, place), ..] => {
            let fault = Diagnostic::error(Code::Contradiction, format!("`{first}` and `{second}` are two props")).at(place);
            out.push(fault.help(format!("give each its own table: {{ {first} = {{}} }}, {{ {second} = {{}} }}")));
            None
        }
    }
}

fn prop(said: &FigureProp) -> Option<Prop> {
    fn value<T>(said: &Option<Said<T>>) -> Option<&T> {
        said.as_ref().map(|said| &said.value)
    }
    let plain = [
        (said.floor.is_some(), Prop::Floor {}),
        (said.mat.is_some(), Prop::Mat {}),
        (said.door_frame.is_some(), Prop::DoorFrame {}),
        (said.chair.is_some(), Prop::Chair { ahead: None }),
        (said.bench.is_some(), Prop::Bench {}),
        (said.wheelchair.is_some(), Prop::Wheelchair {}),
        (said.bed.is_some(), Prop::Bed {}),
        (said.table.is_some(), Prop::Table {}),
        (said.counter.is_some(), Prop::Counter {}),
        (said.barbell.is_some(), Prop::Barbell {}),
        (said.stick.is_some(), Prop::Stick {}),
    ];
    if let Some((_, prop)) = plain.into_iter().find(|(is_said, _)| *is_said) {
        return Some(prop);
    }
    let word = |said: Option<&str>| said.map(str::to_owned);
    if let Some(step) = value(&said.step) {
        return Some(Prop::Step { ahead: None, height: step.height.as_ref().map(|height| height.value) });
    }
    if let Some(wall) = value(&said.wall) {
        return Some(Prop::Wall { at: against(wall.at.as_ref()) });
    }
    if let Some(ball) = value(&said.ball) {
        return Some(Prop::Ball { at: word(ball.at.as_ref().map(|at| at.value.word())) });
    }
    if let Some(ball) = value(&said.small_ball) {
        return Some(Prop::SmallBall { at: ball.at.value.word().to_owned() });
    }
    if let Some(roller) = value(&said.roller) {
        return Some(Prop::Roller { seen: seen(roller.seen.as_ref()) });
    }
    if let Some(pillow) = value(&said.pillow) {
        return Some(Prop::Pillow { at: word(pillow.at.as_ref().map(|at| at.value.word())) });
    }
    if let Some(towel) = value(&said.towel) {
        let under = word(towel.under.as_ref().map(|under| under.value.word()));
        return Some(Prop::Towel { under, round: word(towel.round.as_ref().map(|round| round.value.word())) });
    }
    if let Some(dumbbell) = value(&said.dumbbell) {
        return Some(Prop::Dumbbell { hand: held(dumbbell.hand.as_ref()), seen: seen(dumbbell.seen.as_ref()) });
    }
    if let Some(bell) = value(&said.kettlebell) {
        return Some(Prop::Kettlebell { hand: held(bell.hand.as_ref()) });
    }
    if let Some(cane) = value(&said.cane) {
        return Some(Prop::Cane { hand: held(cane.hand.as_ref()) });
    }
    if let Some(band) = value(&said.band) {
        let end = |said: &Option<Said<spec::figure_props::BandEnd>>| word(said.as_ref().map(|end| end.value.word()));
        return Some(Prop::Band { from: end(&band.from), to: end(&band.to), round: word(band.round.as_ref().map(|round| round.value.word())) });
    }
    value(&said.straps).map(|straps| Prop::Straps { to: straps.to.value.word().to_owned() })
}

fn against(said: Option<&Said<WallPart>>) -> Against {
    match said.map(|said| said.value) {
        None | Some(WallPart::Back) => Against::Back,
        Some(WallPart::Hands) => Against::Hands,
        Some(WallPart::Feet) => Against::Feet,
    }
}

fn seen(said: Option<&Said<Turned>>) -> Seen {
    match said.map(|said| said.value) {
        None | Some(Turned::EndOn) => Seen::EndOn,
        Some(Turned::Lengthwise) => Seen::Lengthwise,
    }
}

fn held(said: Option<&Said<HoldingHand>>) -> Held {
    match said.map(|said| said.value) {
        None | Some(HoldingHand::Near | HoldingHand::Right) => Held::Near,
        Some(HoldingHand::Far | HoldingHand::Left) => Held::Far,
        Some(HoldingHand::Both) => Held::Both,
    }
}

/// Every word of a prop that names a side, with its place.
fn words(said: &FigureProp) -> Vec<(&'static str, Span)> {
    let mut words = Vec::new();
    let mut add = |word: &'static str, span: Span| words.push((word, span));
    let hands = [
        said.dumbbell.as_ref().and_then(|prop| prop.value.hand.as_ref()),
        said.kettlebell.as_ref().and_then(|prop| prop.value.hand.as_ref()),
        said.cane.as_ref().and_then(|prop| prop.value.hand.as_ref()),
    ];
    for hand in hands.into_iter().flatten() {
        add(hand.value.word(), hand.span);
    }
    if let Some(ball) = &said.small_ball {
        add(ball.value.at.value.word(), ball.value.at.span);
    }
    if let Some(at) = said.pillow.as_ref().and_then(|pillow| pillow.value.at.as_ref()) {
        add(at.value.word(), at.span);
    }
    if let Some(band) = &said.band {
        for end in [&band.value.from, &band.value.to].into_iter().flatten() {
            add(end.value.word(), end.span);
        }
    }
    words
}

/// Tells sides by the names that they do not have as the body is seen.
fn sides(said: &FigureProp, view: View, out: &mut Diagnostics) {
    let is_side_on = view == View::Side;
    for (word, span) in words(said).into_iter().filter(|(word, _)| !word.starts_with("anchor")) {
        let side = word.rsplit('.').next().unwrap_or(word);
        let other = match (is_side_on, side) {
            (true, "right") | (false, "near") => Some(if is_side_on { "near" } else { "right" }),
            (true, "left") | (false, "far") => Some(if is_side_on { "far" } else { "left" }),
            _ => None,
        };
        if let Some(other) = other {
            let (seen, sides) = match view {
                View::Side => ("the side", "`near` and `far`"),
                View::Front => ("the front", "`right` and `left`"),
                View::Back => ("behind", "`right` and `left`"),
            };
            let message = format!("there is no `{side}`: seen from {seen}, the sides of a body are {sides}");
            out.push(Diagnostic::error(Code::NotSeen, message).at(span).help(format!("write `{}`", word.replace(side, other))));
        }
    }
}

/// A prop that has no place, in the author's words; `index` counts the props of the pose.
pub(super) fn told(index: usize, why: &Unplaced, said: &spec::Figure, pose: &Pose) -> Diagnostic {
    let name = pose.props.get(index).map_or("prop", Prop::name);
    // Where the file says no props, they are those of the pose.
    let place = said.props.as_ref().and_then(|props| props.get(index)).map(|prop| prop.value.said().first().map_or(prop.span, |(_, span)| *span));
    let fault = |code, message: String| Diagnostic::error(code, message).at(place.unwrap_or(said.pose.span));
    let other = |index: usize| pose.props.get(index).map_or("prop", Prop::name);
    match why {
        Unplaced::UnknownPlace(part) => {
            fault(Code::UnknownWord, format!("`{part}` is no place for `{name}`")).help("name a part that the body shows, or leave it out")
        }
        Unplaced::NothingRests => fault(Code::NotAtRest, format!("nothing rests on the `{name}`, so that it has no place"))
            .help(format!("say what does: rests = [{{ part = \"{}\", on = \"{name}\" }}]", usual_part(name))),
        Unplaced::LooseEnd => {
            let help = match name {
                "towel" => "write under = \"knee.near\" or round = \"foot.near\"",
                _ => "write from and to, such as { from = \"hands\", to = \"feet\" }, or round = \"thighs\"",
            };
            fault(Code::Contradiction, format!("`{name}` does not say one way in which it lies")).help(help)
        }
        Unplaced::NotSeen => {
            let seen = if pose.view == View::Side { "the side" } else { "there" };
            fault(Code::NotSeen, format!("`{name}` cannot be drawn so as seen from {seen}"))
                .help("leave it out, or start from a pose of another view")
        }
        Unplaced::HandTaken(taken) => fault(Code::Contradiction, format!("the hand that holds the `{name}` holds the `{}` already", other(*taken)))
            .help("give it to the other hand, or leave one of the two out"),
        Unplaced::Twice(taken) => {
            fault(Code::Contradiction, format!("`{name}` stands where `{}` stands already", other(*taken))).help("leave one of the two out")
        }
    }
}

/// What usually rests on it.
fn usual_part(prop: &str) -> &'static str {
    match prop {
        "step" => "foot.near",
        "table" | "counter" => "hands",
        "roller" | "bench" | "bed" => "back",
        _ => "seat",
    }
}
