//! Levels of advice that the clinic sets, and exceptions with their reasons: which code, and where each holds.
use std::collections::BTreeMap;

use super::exercise::{Written, folded};
use crate::diag::{Allowance, Code, Diagnostic, Diagnostics, Level};
use crate::source::Span;
use crate::spec::{self, Named, Said, nearest};

/// The levels that the clinic sets.
pub(super) fn levels(said: &Named<spec::Level>, out: &mut Diagnostics) -> BTreeMap<Code, Level> {
    let mut levels = BTreeMap::new();
    for (code, level) in said.iter() {
        let level = match level.value {
            spec::Level::Error => Level::Error,
            spec::Level::Warning => Level::Warning,
            spec::Level::Off => Level::Off,
        };
        levels.extend(advice(code, "its level cannot be set", out).map(|code| (code, level)));
    }
    levels
}

/// The exceptions of a whole handout.
pub(super) fn of_handout(said: &[spec::Allow], out: &mut Diagnostics) -> Vec<Allowance> {
    said.iter().filter_map(|said| allowance(said, None, out)).collect()
}

/// The exceptions of an exercise: the handout's own hold for all of it, the library's for what the library says of it and for the
/// exercise as a whole, whose place is its `header`.
pub(super) fn of_exercise(written: &Written, own: &spec::Exercise, header: Span, out: &mut Diagnostics) -> (Vec<Allowance>, Vec<Allowance>) {
    let library = written.library.as_ref().map(|below| below.extent());
    let whole: Vec<Span> = std::iter::once(written.region).chain(library).collect();
    let own = own.allow.iter().filter_map(|said| allowance(said, Some(whole.clone()), out)).collect();
    let below = written.library.as_ref().filter(|below| below.has("allow"));
    let below = below.and_then(|below| below.typed::<spec::Exercise>(&mut Diagnostics::default())).map(|exercise| exercise.allow);
    let part: Vec<Span> = library.into_iter().chain([header]).collect();
    let shared = below.iter().flatten().filter_map(|said| allowance(said, Some(part.clone()), out)).collect();
    (own, shared)
}

/// Exceptions that nothing in the handout asks for. Advice on pages comes in some layouts alone, so its exceptions are left in peace.
pub(super) fn needless(allowances: &[Allowance], reading: &Diagnostics, out: &mut Diagnostics) {
    if out.has_errors() {
        return;
    }
    let idle = |allowance: &&Allowance| allowance.code.is_advice_on_words() && !out.iter().chain(reading.iter()).any(|fault| allowance.covers(fault));
    let faults: Diagnostics = allowances.iter().filter(idle).map(needless_one).collect();
    out.extend(faults);
}

fn needless_one(allowance: &Allowance) -> Diagnostic {
    let message = format!("`{}` is allowed here, but nothing gives that advice", allowance.code.slug());
    Diagnostic::warning(Code::NeedlessAllow, message).at(allowance.place).help("delete it from `allow`")
}

fn allowance(said: &spec::Allow, within: Option<Vec<Span>>, out: &mut Diagnostics) -> Option<Allowance> {
    let code = advice(&said.code, "it cannot be allowed", out)?;
    Some(Allowance { code, place: said.code.span, reason: folded(&said.reason.value), within })
}

/// The advice of that name. What is no advice, or unknown, is in `out`.
fn advice(said: &Said<String>, refusal: &str, out: &mut Diagnostics) -> Option<Code> {
    let all = || Code::ALL.iter().copied().filter(|code| code.is_advice()).map(Code::slug);
    match Code::from_slug(&said.value) {
        Some(code) if code.is_advice() => return Some(code),
        Some(code) => {
            let message = format!("`{}` is no advice, so {refusal}", code.slug());
            let help = "mend what it tells, or take it as it is; `stepsheet explain` marks what is advice";
            out.push(Diagnostic::error(Code::NotAdvice, message).at(said.span).help(help));
        }
        None => {
            let fault = Diagnostic::error(Code::UnknownWord, format!("no advice is called `{}`", said.value)).at(said.span);
            out.push(match nearest(&said.value, all()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help("write the word in brackets that the advice carries, such as `many-steps`; `stepsheet explain` lists them"),
            });
        }
    }
    None
}
