//! `suite/dump/<topic>/<claim>/`: a small handout and its composed pages as text (see `case.rs`). The usual command is
//! `dump --quiet --on 2026-11-20 handout.toml`; warnings are compared where `expected.stderr` stands beside.
use crate::case::{Case, cases};

#[test]
fn pages_are_composed_as_expected() {
    let mut failures = Vec::new();
    for folder in cases("dump") {
        let Some(case) = Case::prepare(&folder) else { continue };
        let run = case.run(&["dump", "--quiet", "--on", "2026-11-20", "handout.toml"]);
        failures.extend(case.compare("expected.dump", &run.stdout).err());
        if folder.join("expected.stderr").exists() || !run.stderr.is_empty() {
            failures.extend(case.compare("expected.stderr", &run.stderr).err());
        }
        if run.status != 0 {
            failures.push(format!("---- {}: status {}:\n{}", case.name, run.status, run.stderr));
        }
    }
    assert!(failures.is_empty(), "\n{}\nSTEPSHEET_BLESS=1 accepts what was found\n", failures.join("\n"));
}
