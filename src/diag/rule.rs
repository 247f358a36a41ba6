//! What a project makes of advice: the levels that the clinic sets, the exceptions that authors have reasons for.
use std::collections::BTreeMap;

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Span;

/// How heavy a clinic takes a piece of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Error,
    Warning,
    Off,
}

/// An exception, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub code: Code,
    /// Where the code is written.
    pub place: Span,
    pub reason: String,
    /// Where the advice must lie; anywhere where absent.
    pub within: Option<Vec<Span>>,
}

/// Advice that was allowed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    pub advice: Diagnostic,
    pub reason: String,
}

/// The levels and exceptions that hold for one handout.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub levels: BTreeMap<Code, Level>,
    pub allowances: Vec<Allowance>,
}

impl Allowance {
    pub fn covers(&self, fault: &Diagnostic) -> bool {
        let holds = |whole: &Span, part: Span| whole.start <= part.start && part.end <= whole.end;
        let lies = |within: &Vec<Span>| fault.span.is_some_and(|span| within.iter().any(|whole| holds(whole, span)));
        fault.severity == Severity::Warning && fault.code == self.code && self.within.as_ref().is_none_or(lies)
    }
}

impl Rules {
    /// Takes out what is allowed or off, and weighs the rest. What is no advice, and what is an error already, stays as it is.
    /// Settling twice is settling once.
    pub fn settle(&self, found: Diagnostics) -> (Diagnostics, Vec<Allowed>) {
        let mut allowed = Vec::new();
        let mut kept = Diagnostics::default();
        for mut fault in found {
            if !fault.code.is_advice() || fault.severity == Severity::Error {
                kept.push(fault);
                continue;
            }
            if let Some(allowance) = self.allowances.iter().find(|allowance| allowance.covers(&fault)) {
                allowed.push(Allowed { advice: fault, reason: allowance.reason.clone() });
                continue;
            }
            match self.levels.get(&fault.code) {
                Some(Level::Off) => continue,
                Some(Level::Error) => fault.severity = Severity::Error,
                Some(Level::Warning) | None => {}
            }
            kept.push(fault);
        }
        (kept, allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(code: Code, start: u32) -> Diagnostic {
        Diagnostic::warning(code, "advice").at(Span { start, end: start + 1 })
    }

    fn rules(code: Code, level: Option<Level>, within: Option<Vec<Span>>) -> Rules {
        let allowance = Allowance { code, place: Span::default(), reason: "meant".into(), within };
        Rules { levels: level.map(|level| (Code::ManySteps, level)).into_iter().collect(), allowances: vec![allowance] }
    }

    #[test]
    fn levels_weigh_advice_and_nothing_else() {
        let settled = |level: Level| {
            let mut rules = rules(Code::PictureCoarse, Some(level), None);
            rules.levels.insert(Code::SafetyKept, Level::Off);
            let (kept, _) = rules.settle([advice(Code::ManySteps, 1), advice(Code::SafetyKept, 2)].into_iter().collect());
            kept.iter().map(|fault| (fault.code, fault.severity)).collect::<Vec<_>>()
        };
        let safety = (Code::SafetyKept, Severity::Warning);
        assert_eq!(settled(Level::Off), [safety]);
        assert_eq!(settled(Level::Error), [(Code::ManySteps, Severity::Error), safety]);
        assert_eq!(settled(Level::Warning), [(Code::ManySteps, Severity::Warning), safety]);
    }

    #[test]
    fn an_exception_holds_in_its_own_place_alone() {
        let rules = rules(Code::PictureCoarse, None, Some(vec![Span { start: 10, end: 20 }]));
        let found = [advice(Code::PictureCoarse, 12), advice(Code::PictureCoarse, 30), advice(Code::ManySteps, 12)];
        let (kept, allowed) = rules.settle(found.into_iter().collect());
        assert_eq!((kept.len(), allowed.len()), (2, 1));
        assert_eq!(rules.settle(kept.clone()), (kept, Vec::new()), "twice is once");
    }

    #[test]
    fn errors_and_safety_are_never_allowed() {
        for fault in [Diagnostic::error(Code::PictureCoarse, "word"), Diagnostic::warning(Code::SafetyDropped, "dropped")] {
            let found: Diagnostics = std::iter::once(fault.clone()).collect();
            assert_eq!(rules(fault.code, None, None).settle(found.clone()), (found, Vec::new()));
        }
    }

    #[test]
    fn a_reason_goes_before_a_level() {
        let found: Diagnostics = std::iter::once(advice(Code::ManySteps, 1)).collect();
        let (kept, allowed) = rules(Code::ManySteps, Some(Level::Error), None).settle(found);
        assert!(kept.is_empty() && allowed.len() == 1);
    }
}
