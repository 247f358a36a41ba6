//! `suite/messages/<claim>/`: bad input, and what is said of it (see `case.rs`). The usual command is `check --quiet --on 2026-11-20 handout.toml`.
use std::collections::BTreeSet;
use std::fs;

use crate::case::{Case, cases};
use stepsheet::diag::Code;

const EXPECTED: &str = "expected.stderr";

/// Codes that no case of a folder can produce, and why.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::Unwritable, "wants folders without rights and full disks: tests/command/writing.rs"),
    (Code::OwnFault, "wants a fault of our own: src/press/crew.rs"),
];

#[test]
fn faults_are_told_as_expected() {
    let mut failures = Vec::new();
    for folder in cases("messages") {
        let Some(case) = Case::prepare(&folder) else { continue };
        let run = case.run(&["check", "--quiet", "--on", "2026-11-20", "handout.toml"]);
        failures.extend(case.compare(EXPECTED, &run.stderr).err());
        let faulty = run.stderr.contains("error");
        if faulty == (run.status == 0) {
            failures.push(format!("---- {}: status {} with:\n{}", case.name, run.status, run.stderr));
        }
        let own = "Thursday, the third of December";
        if run.stderr.contains(own) {
            failures.push(format!("---- {}: tells what is a patient's own", case.name));
        }
        if run.stderr.contains("panic") || run.stderr.contains("own-fault") {
            failures.push(format!("---- {}: a fault of our own:\n{}", case.name, run.stderr));
        }
    }
    assert!(failures.is_empty(), "\n{}\nSTEPSHEET_BLESS=1 accepts what was found\n", failures.join("\n"));
}

#[test]
fn every_code_is_produced_by_a_case() {
    let told: String = cases("messages").iter().filter_map(|folder| fs::read_to_string(folder.join(EXPECTED)).ok()).collect();
    let produced = |code: &Code| ["error", "warning"].iter().any(|weight| told.contains(&format!("{weight}[{}]", code.slug())));
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !produced(code))
        .filter(|code| !ELSEWHERE.iter().any(|(known, _)| known == *code))
        .map(|code| code.slug())
        .collect();
    assert!(missing.is_empty(), "no case produces {}", missing.join(", "));
    let needless: Vec<&str> = ELSEWHERE.iter().filter(|(code, _)| produced(code)).map(|(code, _)| code.slug()).collect();
    assert!(needless.is_empty(), "a case produces {} after all", needless.join(", "));
}

#[test]
fn every_fault_says_what_to_do() {
    let mut mute = Vec::new();
    for folder in cases("messages") {
        let told = fs::read_to_string(folder.join(EXPECTED)).unwrap_or_default();
        for fault in told.split("\n\n").filter(|fault| !fault.trim().is_empty()) {
            let deliberate = ["safety-dropped", "left-out"].iter().any(|code| fault.starts_with(&format!("warning[{code}]")));
            if !fault.contains("help: ") && !deliberate {
                mute.push(format!("{}: {}", folder.display(), fault.lines().next().unwrap_or_default()));
            }
        }
    }
    assert!(mute.is_empty(), "\n{}\n", mute.join("\n"));
}

#[test]
fn no_case_is_dead_and_no_two_say_the_same() {
    let mut told = BTreeSet::new();
    let mut dead = Vec::new();
    for folder in cases("messages") {
        let inputs = fs::read_dir(&folder).expect("a folder").filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name() != EXPECTED)).count();
        match fs::read_to_string(folder.join(EXPECTED)) {
            Err(_) => dead.push(format!("{}: expects nothing", folder.display())),
            Ok(_) if inputs == 0 => dead.push(format!("{}: has no input", folder.display())),
            Ok(text) if !text.is_empty() && !told.insert(text.clone()) => dead.push(format!("{}: says what another case says", folder.display())),
            Ok(_) => {}
        }
    }
    assert!(dead.is_empty(), "\n{}\n", dead.join("\n"));
}
