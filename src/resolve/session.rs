//! How long an exercise takes, from its doses.
use crate::spec::{Dose, Exercise, Said, Side, TimeUnit};

/// Seconds of a repeat where no tempo is given: up and down, slowly.
const REPEAT: u32 = 4;

/// Seconds in one session, about: sets times (time, or repeats times hold and tempo) and the rests; twice the work where each side has
/// its own; the larger number of a range. None where a dose that counts is left open or is no number.
pub(super) fn seconds(exercise: &Exercise) -> Option<u32> {
    let sets = count(exercise.sets.as_ref())?.unwrap_or(1);
    let hold = time(exercise.hold.as_ref())?;
    let work = match (time(exercise.time.as_ref())?, count(exercise.reps.as_ref())?) {
        (Some(time), _) => time,
        (None, Some(reps)) => {
            let repeat = match (&exercise.tempo, hold) {
                (Some(tempo), _) => beats(&tempo.value).unwrap_or(REPEAT),
                (None, Some(_)) => 0,
                (None, None) => REPEAT,
            };
            reps.saturating_mul(repeat.saturating_add(hold.unwrap_or(0)))
        }
        (None, None) => hold?,
    };
    let sides = if exercise.side.as_ref().is_some_and(|side| side.value == Side::Each) { 2 } else { 1 };
    let rest = time(exercise.rest.as_ref())?.unwrap_or(0);
    Some(sets.saturating_mul(work.saturating_mul(sides).saturating_add(rest)))
}

/// How often; nothing where it is not said, none where it is left open.
fn count(said: Option<&Said<Dose>>) -> Option<Option<u32>> {
    match said.map(|said| &said.value) {
        None => Some(None),
        Some(Dose::Count(count) | Dose::Range(_, count)) => Some(Some(*count)),
        Some(Dose::ToFatigue | Dose::Time { .. } | Dose::Mass { .. } | Dose::Band { .. } | Dose::WriteIn | Dose::Text(_)) => None,
    }
}

/// How long; nothing where it is not said, none where it is left open.
fn time(said: Option<&Said<Dose>>) -> Option<Option<u32>> {
    match said.map(|said| &said.value) {
        None | Some(Dose::Count(0)) => Some(None),
        Some(Dose::Time { from, to, unit }) => {
            let unit = match unit {
                TimeUnit::Second => 1,
                TimeUnit::Minute => 60,
                TimeUnit::Hour => 3600,
            };
            Some(Some(to.unwrap_or(*from).saturating_mul(unit)))
        }
        Some(Dose::Count(_) | Dose::Range(..) | Dose::ToFatigue | Dose::Mass { .. } | Dose::Band { .. } | Dose::WriteIn | Dose::Text(_)) => None,
    }
}

/// "3-1-2" takes six seconds.
fn beats(tempo: &Dose) -> Option<u32> {
    let Dose::Text(text) = tempo else { return None };
    let numbers: Option<Vec<u32>> = text.split(['-', '–', ':', '/', ' ']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
    numbers.filter(|numbers| numbers.len() > 1).map(|numbers| numbers.iter().fold(0, |sum: u32, number| sum.saturating_add(*number)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::Sources;
    use crate::spec::{Handout, Kind, document};

    fn takes(doses: &str) -> Option<u32> {
        let text = format!("title = \"a\"\n[[exercise]]\nname = \"a\"\nsteps = \"a\"\n{doses}");
        let file = document(Kind::Handout, "a.toml", text.as_bytes(), &mut Sources::default(), &mut Diagnostics::default());
        let handout = file.and_then(|file| file.table.typed::<Handout>(&mut Diagnostics::default()));
        seconds(&handout.expect("a handout").exercise[0].value)
    }

    #[test]
    fn doses_tell_how_long_an_exercise_takes() {
        for (doses, expected) in [
            ("sets = 2\ntime = \"60 s\"\nrest = \"30 s\"", Some(180)),
            ("sets = 3\nreps = \"8-12\"\nrest = \"1 min\"", Some(324)),
            ("reps = 10\nhold = \"5 s\"", Some(50)),
            ("sets = 2\nhold = \"30 s\"\nside = \"each\"", Some(120)),
            ("reps = 10\ntempo = \"3-1-2\"", Some(60)),
            ("sets = 2", None),
            ("sets = \"write-in\"\nreps = 10", None),
            ("reps = \"to fatigue\"", None),
            ("sets = 2\nreps = 10\nrest = \"as you like\"", None),
        ] {
            assert_eq!(takes(doses), expected, "{doses}");
        }
    }
}
