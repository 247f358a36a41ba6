//! What belongs to a patient, from standard input.
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use super::{names, project};
use crate::case::{Run, stepsheet};

pub fn piped(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut command = stepsheet();
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("stepsheet starts");
    // A run that needs no more of it may have ended.
    let _ = child.stdin.take().expect("standard input").write_all(input.as_bytes());
    Run::of(child.wait_with_output().expect("stepsheet ends"))
}

#[test]
fn a_line_stands_in_the_place_of_each_hyphen() {
    let folder = project(1);
    // The order is fixed, whatever that of the options.
    let done = piped(folder.path(), &["dump", "--therapist", "-", "--next-visit", "soon", "--patient", "-"], "Zyxwv Patient\r\nQrstu Helper\n");
    assert_eq!(done.status, 0, "{}", done.stderr);
    for said in ["Patient: \u{2068}Zyxwv Patient", "Therapist: \u{2068}Qrstu Helper", "soon"] {
        assert!(done.stdout.replace('\u{2068}', "").contains(&said.replace('\u{2068}', "")), "{said} is not in\n{}", done.stdout);
    }
    assert_eq!(done.stderr, "", "nobody is asked without a terminal");
}

#[test]
fn what_was_read_is_in_no_name_and_no_message() {
    let folder = project(1);
    let done = piped(folder.path(), &["build", "--patient", "-", "--date", "-"], "Zyxwv\n2026-11-20\n");
    assert_eq!(done.status, 0, "{}", done.stderr);
    assert!(!format!("{}{}{}", done.stdout, done.stderr, names(&folder.path().join("out")).concat()).contains("Zyxwv"));
    for (input, why) in [("Zyxwv\n", "ended before `Date`"), ("Zyxwv\n2026-02-30\n", "no such day"), ("", "ended before `Patient`")] {
        let done = piped(folder.path(), &["build", "--patient", "-", "--date", "-", "-o", "new.pdf"], input);
        assert!(done.status != 0 && done.stderr.contains(why), "{}", done.stderr);
        assert!(!done.stderr.contains("Zyxwv") && !done.stderr.contains("02-30"), "{}", done.stderr);
    }
    assert_eq!(names(folder.path()), ["handouts", "out", "stepsheet.toml"]);
}
