//! What a leaflet should have, and how long its session takes.
use super::{Limits, Open};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Exercise, Handout, Safety};

/// Tells what is missing. A handout without exercises is not begun yet: that is told when it is resolved.
pub fn tell(handout: &Handout, limits: Limits, out: &mut Diagnostics) {
    if handout.exercises.is_empty() {
        return;
    }
    if handout.summary.is_empty() {
        let fault = Diagnostic::warning(Code::NoSummary, "this handout has no summary").at(handout.title.span);
        out.push(fault.help("say first what to do and how often, then the limit: `summary = [\"3 moves, 15 minutes, 3 days a week.\", \"A gentle pull is fine. Sharp pain is not.\"]`"));
    }
    if handout.safety.stop_if.is_empty() {
        let fault = Diagnostic::warning(Code::NoStopIf, "this handout does not say when to stop").at(handout.title.span);
        out.push(fault.help("write what must make the patient stop: `stop-if = [\"pain is sharp or spreads\", \"you feel dizzy\"]`"));
    }
    if !handout.safety.is_empty() && !has_number(&handout.safety) {
        let fault = Diagnostic::warning(Code::NoNumber, "this handout says when to stop or get help, and the sheet has no number to call");
        out.push(fault.at(handout.title.span).help("write your clinic's `phone`, or an `emergency-number`, in `[clinic]` of `stepsheet.toml`"));
    }
    for exercise in &handout.exercises {
        captions(exercise, out);
    }
    if let Some(minutes) = minutes(handout).filter(|minutes| *minutes > limits.longest_session) {
        let message =
            format!("a session takes about {minutes} minutes (an estimate from the doses): more than {} are not done", limits.longest_session);
        let fault = Diagnostic::warning(Code::LongSession, message).at(handout.title.span);
        out.push(fault.help("leave out an exercise, or lower sets and rests"));
    }
}

/// The clinic's numbers, or one in the words themselves: three digits, as "112" has, or more.
fn has_number(safety: &Safety) -> bool {
    let lines = [&safety.ask_first, &safety.stop_if, &safety.emergency].into_iter().flatten();
    let is_number = |word: &str| word.chars().filter(|c| c.is_numeric()).count() >= 3;
    safety.emergency_call.is_some() || safety.clinic_call.is_some() || lines.flat_map(|line| line.content.split_whitespace()).any(is_number)
}

/// Two pictures without words: which is the start, and which the end?
fn captions(exercise: &Exercise, out: &mut Diagnostics) {
    if exercise.pictures.len() < 2 {
        return;
    }
    for picture in exercise.pictures.iter().filter(|picture| picture.caption.is_none()) {
        let fault = Diagnostic::warning(Code::NoCaption, "this picture has no caption, and stands beside another").at(picture.span);
        out.push(fault.help("say in a few words what it shows: `caption = \"**Start** knees bent\"`"));
    }
}

/// The minutes of a session, rounded up; none where an exercise's doses leave it open.
pub fn minutes(handout: &Handout) -> Option<u32> {
    let seconds: Option<u32> = handout.exercises.iter().map(|exercise| exercise.seconds.ok()).sum();
    seconds.filter(|seconds| *seconds > 0).map(|seconds| seconds.div_ceil(60))
}

/// The exercises whose doses leave the minutes open.
pub fn open_doses(handout: &Handout) -> Vec<Open> {
    let all = handout.exercises.iter().enumerate();
    all.filter_map(|(at, exercise)| Some(Open { number: at + 1, exercise: exercise.name.content.clone(), dose: exercise.seconds.err()? })).collect()
}
