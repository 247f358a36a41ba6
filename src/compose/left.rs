//! Whatever the handout says and this layout does not print is named, where it was written.
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{DoseValue, Exercise, Flow, Handout, Item, Layout, Part, Text};
use crate::source::Span;

pub(super) fn out(handout: &Handout, layout: &Layout, out: &mut Diagnostics) {
    let tell = |what: &str, word: &str, order: &str, span: Option<Span>| {
        let help = format!("to print it, name a layout that has \"{word}\" in {order}");
        Diagnostic::warning(Code::LeftOut, format!("the layout `{}` does not print: {what}", layout.name)).at(span).help(help)
    };
    for (part, what, word, said) in parts(handout) {
        if let Some(span) = said.filter(|_| !layout.order.contains(&part)) {
            out.push(tell(what, word, "its `order`", span));
        }
    }
    let blank =
        |exercise: &Exercise| exercise.dosage.iter().find(|dose| dose.value == DoseValue::WriteIn).map(|dose| dose.label.span.or(exercise.span));
    if let (true, Some(span)) = (matches!(layout.flow, Flow::Panels { .. }), handout.exercises.iter().find_map(blank)) {
        let message = format!("the layout `{}` does not print: doses to write in, as nobody writes on a wall", layout.name);
        out.push(Diagnostic::warning(Code::LeftOut, message).at(span).help("write the dose here, or take a layout for one patient"));
    }
    for (item, word, said) in ITEMS {
        let first = handout.exercises.iter().find_map(|exercise| said(exercise).map(|span| span.or(exercise.span)));
        if let Some(span) = first.filter(|_| !layout.exercises.order.contains(&item)) {
            out.push(tell(word, word, "the `order` of `[parts.exercises]`", span));
        }
    }
}

/// Where a thing was written, as far as that is known; none where it is not said.
type Place = Option<Option<Span>>;

fn first(texts: &[Text]) -> Place {
    texts.first().map(|text| text.span)
}

/// The parts that may be left out, the handout's word for what they print, the layout's word for them.
fn parts(handout: &Handout) -> [(Part, &'static str, &'static str, Place); 8] {
    let video = handout.exercises.iter().find_map(|exercise| exercise.video.as_ref().map(|video| video.span));
    [
        (Part::Title, "title", "title", Some(handout.title.span)),
        (Part::Summary, "summary", "summary", first(&handout.summary)),
        (Part::Equipment, "equipment", "equipment", first(&handout.equipment)),
        (Part::Tips, "tips", "tips", first(&handout.tips)),
        (Part::Log, "log", "log", handout.log.as_ref().map(|log| log.span)),
        (Part::Videos, "video", "videos", video),
        (Part::Sources, "source", "sources", handout.sources.first().map(|source| source.line.span)),
        (Part::Credits, "picture credits", "credits", first(&handout.clinic.credits)),
    ]
}

type Said = fn(&Exercise) -> Place;

const ITEMS: [(Item, &str, Said); 9] = [
    (Item::Why, "why", |exercise| exercise.why.as_ref().map(|why| why.span)),
    (Item::Pictures, "pictures", |exercise| exercise.pictures.first().map(|picture| picture.span)),
    (Item::SetUp, "set-up", |exercise| first(&exercise.set_up)),
    (Item::Breathing, "breathing", |exercise| first(&exercise.breathing)),
    (Item::Cue, "cue", |exercise| first(&exercise.cue)),
    (Item::Avoid, "avoid", |exercise| first(&exercise.avoid)),
    (Item::Easier, "easier", |exercise| first(&exercise.easier)),
    (Item::Harder, "harder", |exercise| first(&exercise.harder)),
    (Item::Dosage, "dosage", |exercise| exercise.dosage.first().map(|dose| dose.label.span)),
];
