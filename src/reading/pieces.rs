//! The texts of a handout that are read, in order, and what each is for.
use crate::model::{Handout, Text};

/// What a text is for: says what is looked for in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Read for words of the trade alone.
    Title,
    Caption,
    /// Says what is: summary, tips, why.
    Tell,
    /// Goes on from a heading, such as "stop if".
    Condition,
    /// Says what to do.
    Act,
    Step,
}

impl Kind {
    pub fn is_step(self) -> bool {
        self == Kind::Step
    }

    /// Whether its sentences count for the grade.
    pub fn is_graded(self) -> bool {
        !matches!(self, Kind::Title | Kind::Caption)
    }

    /// Whether it speaks to the patient in whole sentences.
    pub fn speaks(self) -> bool {
        matches!(self, Kind::Tell | Kind::Act | Kind::Step)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Piece<'h> {
    pub kind: Kind,
    pub text: &'h Text,
}

/// All that is read.
pub fn pieces(handout: &Handout) -> Vec<Piece<'_>> {
    let safety = &handout.safety;
    let mut all: Vec<Piece> = vec![Piece { kind: Kind::Title, text: &handout.title }];
    add(&mut all, Kind::Tell, &handout.summary);
    add(&mut all, Kind::Condition, safety.ask_first.iter().chain(&safety.stop_if).chain(&safety.emergency));
    add(&mut all, Kind::Tell, &handout.tips);
    for exercise in &handout.exercises {
        add(&mut all, Kind::Tell, &exercise.why);
        add(&mut all, Kind::Caption, exercise.pictures.iter().filter_map(|picture| picture.caption.as_ref()));
        add(&mut all, Kind::Act, &exercise.set_up);
        add(&mut all, Kind::Step, &exercise.steps);
        add(&mut all, Kind::Act, exercise.breathing.iter().chain(&exercise.cue).chain(&exercise.safety).chain(&exercise.avoid));
        add(&mut all, Kind::Act, exercise.easier.iter().chain(&exercise.harder));
    }
    all
}

fn add<'h>(all: &mut Vec<Piece<'h>>, kind: Kind, texts: impl IntoIterator<Item = &'h Text>) {
    all.extend(texts.into_iter().map(|text| Piece { kind, text }));
}
