//! How long an exercise takes, from its doses.
use crate::model::OpenDose;
use crate::spec::{Dose, Exercise, Said, Side, TimeUnit};

/// Seconds of a repeat where no tempo is given: up and down, slowly.
const REPEAT: u32 = 4;

/// Seconds in one session, about: sets times (time, or repeats times hold and tempo) and the rests; twice the work where each side has
/// its own; the larger number of a range. The dose that counts and is left open or is no number, where there is one.
pub(super) fn seconds(exercise: &Exercise) -> Result<u32, OpenDose> {
    let sets = count(OpenDose::Sets, exercise.sets.as_ref())?.unwrap_or(1);
    let hold = time(OpenDose::Hold, exercise.hold.as_ref())?;
    let work = match (time(OpenDose::Time, exercise.time.as_ref())?, count(OpenDose::Reps, exercise.reps.as_ref())?) {
        (Some(time), _) => time,
        (None, Some(reps)) => {
            let repeat = match (&exercise.tempo, hold) {
                (Some(tempo), _) => beats(&tempo.value).unwrap_or(REPEAT),
                (None, Some(_)) => 0,
                (None, None) => REPEAT,
            };
            reps.saturating_mul(repeat.saturating_add(hold.unwrap_or(0)))
        }
        (None, None) => hold.ok_or(OpenDose::All)?,
    };
    let sides = if exercise.side.as_ref().is_some_and(|side| side.value == Side::Each) { 2 } else { 1 };
    let rest = time(OpenDose::Rest, exercise.rest.as_ref())?.unwrap_or(0);
    Ok(sets.saturating_mul(work.saturating_mul(sides).saturating_add(rest)))
}

/// How often; nothing where it is not said.
fn count(which: OpenDose, said: Option<&Said<Dose>>) -> Result<Option<u32>, OpenDose> {
    match said.map(|said| &said.value) {
        None => Ok(None),
        Some(Dose::Count(count) | Dose::Range(_, count)) => Ok(Some(*count)),
        Some(Dose::ToFatigue | Dose::Time { .. } | Dose::Mass { .. } | Dose::Band { .. } | Dose::WriteIn | Dose::Text(_)) => Err(which),
    }
}

/// How long; nothing where it is not said.
fn time(which: OpenDose, said: Option<&Said<Dose>>) -> Result<Option<u32>, OpenDose> {
    match said.map(|said| &said.value) {
        None | Some(Dose::Count(0)) => Ok(None),
        Some(Dose::Time { from, to, unit }) => {
            let unit = match unit {
                TimeUnit::Second => 1,
                TimeUnit::Minute => 60,
                TimeUnit::Hour => 3600,
            };
            Ok(Some(to.unwrap_or(*from).saturating_mul(unit)))
        }
        Some(Dose::Count(_) | Dose::Range(..) | Dose::ToFatigue | Dose::Mass { .. } | Dose::Band { .. } | Dose::WriteIn | Dose::Text(_)) => {
            Err(which)
        }
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

    fn takes(doses: &str) -> Result<u32, OpenDose> {
        let text = format!("title = \"a\"\n[[exercise]]\nname = \"a\"\nsteps = \"a\"\n{doses}");
        let file = document(Kind::Handout, "a.toml", text.as_bytes(), &mut Sources::default(), &mut Diagnostics::default());
        let handout = file.and_then(|file| file.table.typed::<Handout>(&mut Diagnostics::default()));
        seconds(&handout.expect("a handout").exercise[0].value)
    }

    #[test]
    fn doses_tell_how_long_an_exercise_takes() {
        for (doses, expected) in [
            ("sets = 2\ntime = \"60 s\"\nrest = \"30 s\"", Ok(180)),
            ("sets = 3\nreps = \"8-12\"\nrest = \"1 min\"", Ok(324)),
            ("reps = 10\nhold = \"5 s\"", Ok(50)),
            ("sets = 2\nhold = \"30 s\"\nside = \"each\"", Ok(120)),
            ("reps = 10\ntempo = \"3-1-2\"", Ok(60)),
            ("sets = 2", Err(OpenDose::All)),
            ("sets = \"write-in\"\nreps = 10", Err(OpenDose::Sets)),
            ("reps = \"to fatigue\"", Err(OpenDose::Reps)),
            ("sets = 2\nreps = 10\nrest = \"as you like\"", Err(OpenDose::Rest)),
        ] {
            assert_eq!(takes(doses), expected, "{doses}");
        }
    }
}
