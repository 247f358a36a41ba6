//! What can be asked for, and how the command ends.
use std::fs;
use std::process::Stdio;

use super::{SMALL, names, project, run};
use crate::case::stepsheet;

#[test]
fn help_has_an_example_for_every_command() {
    let folder = project(0);
    for command in ["new", "build", "check", "approve", "dump", "schema", "fmt", "migrate", "licenses", "layouts", "fonts", "explain"] {
        let help = run(folder.path(), &[command, "--help"]);
        assert_eq!(help.status, 0, "{command}");
        assert!(help.stdout.contains("Example") && help.stdout.contains(&format!("stepsheet {command}")), "{command}:\n{}", help.stdout);
        assert_eq!(help.stderr, "");
    }
}

#[test]
fn nothing_asked_is_a_question_of_usage() {
    let folder = project(0);
    for arguments in [
        &[][..],
        &["biuld"],
        &["build", "--papre", "a4"],
        &["explain", "no-such-fault"],
        &["schema", "portrait"],
        &["build", "--jobs", "0"],
        &["check", "--on", "today"],
        &["approve"],
        &["approve", "a.toml", "--by", " ", "--credentials", "PT"],
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.status, 2, "{arguments:?}\n{}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
    assert!(run(folder.path(), &["biuld"]).stderr.contains("'build'"));
}

#[test]
fn what_cannot_be_begun_is_told_in_the_form_that_was_asked_for() {
    let folder = project(1);
    for arguments in [
        &["build", "--papre", "a4"][..],
        &["build", "--jobs", "0"],
        &["check", "--on", "today"],
        &["build", "-o", "-", "--open"],
        &["new", "--language", "tlh", "--yes"],
        &["approve", "handouts/bridge-1.toml"],
        &["explain", "tea"],
    ] {
        let json = run(folder.path(), &[arguments, &["--message-format", "json"]].concat());
        assert_eq!((json.status, json.stderr.lines().count()), (2, 1), "{arguments:?}\n{}", json.stderr);
        let fault: serde_json::Value = serde_json::from_str(&json.stderr).unwrap_or_else(|error| panic!("{error}: {}", json.stderr));
        assert!(fault["code"] == "command-line" && fault["help"].is_string(), "{fault}");
        let sarif = run(folder.path(), &[&["--message-format=sarif"], arguments].concat());
        let document: serde_json::Value = serde_json::from_str(&sarif.stderr).unwrap_or_else(|error| panic!("{error}: {}", sarif.stderr));
        assert_eq!((sarif.status, document["runs"][0]["results"][0]["ruleId"].as_str()), (2, Some("command-line")), "{arguments:?}");
    }
    let none = run(&folder.path().join("handouts"), &["build", "gone.toml", "--message-format", "json"]);
    assert!(none.status == 2 && serde_json::from_str::<serde_json::Value>(&none.stderr).is_ok(), "{}", none.stderr);
}

#[test]
fn a_handout_alone_is_built() {
    let folder = project(0);
    fs::write(folder.path().join("bridge.toml"), SMALL).expect("a file");
    let done = run(folder.path(), &["bridge.toml", "--paper", "a4"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "out/bridge.handout.a4.pdf\n"), "{}", done.stderr);
    assert_eq!(names(&folder.path().join("out")), ["bridge.handout.a4.pdf"]);
}

#[test]
fn all_that_the_project_has_is_built_in_its_order() {
    let folder = project(3);
    let done = run(folder.path(), &["build", "--jobs", "2"]);
    let expected: String = (1..=3).map(|number| format!("out/bridge-{number}.handout.letter.pdf\n")).collect();
    assert_eq!((done.status, done.stdout), (0, expected), "{}", done.stderr);
}

#[test]
fn layout_and_paper_of_the_command_line_come_first() {
    let folder = project(1);
    let done = run(folder.path(), &["build", "--layout", "large-print", "--paper", "a5"]);
    assert_eq!(done.stdout, "out/bridge-1.large-print.a5.pdf\n", "{}", done.stderr);
}

#[test]
fn one_faulty_handout_does_not_stop_the_others() {
    let folder = project(2);
    fs::write(folder.path().join("handouts/bridge-1.toml"), "titel = \"x\"\n").expect("a file");
    let done = run(folder.path(), &["build"]);
    assert_eq!((done.status, done.stdout.as_str()), (1, "out/bridge-2.handout.letter.pdf\n"));
    assert!(done.stderr.contains("handouts/bridge-1.toml:1:1"), "{}", done.stderr);
}

#[test]
fn a_file_that_is_not_there_ends_with_2() {
    let folder = project(0);
    let done = run(folder.path(), &["build", "gone.toml"]);
    assert_eq!(done.status, 2, "{}", done.stderr);
    assert!(done.stderr.contains("gone.toml"), "{}", done.stderr);
}

#[test]
fn nothing_to_make_is_told() {
    let folder = project(0);
    let done = run(folder.path(), &["build"]);
    assert_eq!(done.status, 2, "{}", done.stderr);
    assert!(done.stderr.contains("nothing-to-make"), "{}", done.stderr);
}

#[test]
fn check_writes_nothing() {
    let folder = project(2);
    let done = run(folder.path(), &["check"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, ""));
    assert!(done.stderr.starts_with("2 sheets checked"), "{}", done.stderr);
    assert_eq!(names(folder.path()), ["handouts", "stepsheet.toml"]);
}

#[test]
fn two_sheets_for_one_file_are_refused_before_anything_is_written() {
    let folder = project(2);
    let done = run(folder.path(), &["build", "-o", "one.pdf"]);
    assert_eq!(done.status, 1);
    assert!(done.stderr.contains("error[same-output]"), "{}", done.stderr);
    assert!(!folder.path().join("one.pdf").exists());
}

#[test]
fn denied_warnings_are_errors() {
    let folder = project(1);
    let steps: String = (1..=200).map(|step| format!("Step {step}.\n")).collect();
    let handout = format!("title = \"Long\"\n[[exercise]]\nname = \"Long\"\nsteps = \"\"\"\n{steps}\"\"\"\n");
    fs::write(folder.path().join("handouts/bridge-1.toml"), handout).expect("a file");
    let warned = run(folder.path(), &["build"]);
    assert!(warned.status == 0 && warned.stderr.contains("warning[many-steps]"), "{}", warned.stderr);
    fs::remove_dir_all(folder.path().join("out")).expect("a folder");
    let denied = run(folder.path(), &["build", "--deny", "warnings"]);
    assert!(denied.status == 1 && denied.stderr.contains("error[many-steps]"), "{}", denied.stderr);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_patient_is_in_the_sheet_and_in_no_name_or_message() {
    let folder = project(1);
    let done = run(folder.path(), &["build", "--patient", "Zyxwv Patient", "--therapist", "Qrstu Helper"]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    for text in [done.stdout, done.stderr, names(&folder.path().join("out")).concat()] {
        assert!(!text.contains("Zyxwv") && !text.contains("Qrstu"), "{text}");
    }
    assert_eq!(names(&folder.path().join("out")), ["bridge-1.handout.letter.patient.pdf"]);
    let dump = run(folder.path(), &["dump", "--patient", "Zyxwv Patient", "--date", "2026-11-20", "--therapist", "Qrstu", "--next-visit", "soon"]);
    for word in ["Zyxwv Patient", "Qrstu", "soon"] {
        assert!(dump.stdout.contains(word), "{word} is not in the sheet");
    }
}

#[test]
fn a_patients_sheet_takes_the_place_of_no_general_one() {
    let folder = project(1);
    let out = folder.path().join("out");
    assert_eq!(run(folder.path(), &["build"]).status, 0);
    let general = fs::read(out.join("bridge-1.handout.letter.pdf")).expect("a sheet");
    for filled in [["--patient", "Zyxwv"], ["--date", "2026-11-20"], ["--therapist", "Qrstu"], ["--next-visit", "soon"]] {
        assert_eq!(run(folder.path(), &[&["build"], &filled[..]].concat()).status, 0);
        assert_eq!(names(&out), ["bridge-1.handout.letter.patient.pdf", "bridge-1.handout.letter.pdf"]);
        assert!(fs::read(out.join("bridge-1.handout.letter.pdf")).expect("a sheet") == general);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let rights = fs::metadata(out.join("bridge-1.handout.letter.patient.pdf")).expect("a sheet").permissions();
            assert_eq!(rights.mode() & 0o777, 0o600);
        }
    }
}

#[test]
fn a_day_that_is_none_is_refused_and_not_said_again() {
    let folder = project(1);
    for (option, day) in [("--date", "2026-02-30"), ("--next-visit", "31.4.2027")] {
        let done = run(folder.path(), &["build", option, day]);
        assert_eq!(done.status, 1, "{}", done.stderr);
        assert!(done.stderr.contains("error[bad-value]") && done.stderr.contains(option), "{}", done.stderr);
        assert!(!done.stderr.contains(day) && names(&folder.path().join("out")).is_empty(), "{}", done.stderr);
    }
    assert_eq!(run(folder.path(), &["build", "--date", "2026-02-28", "--next-visit", "after the holidays"]).status, 0);
}

#[test]
fn explain_knows_every_code_and_offers_the_nearest() {
    let folder = project(0);
    for code in stepsheet::diag::Code::ALL {
        let told = run(folder.path(), &["explain", code.slug()]);
        assert!(told.status == 0 && told.stdout.lines().count() >= 3, "{}", told.stdout);
    }
    assert!(run(folder.path(), &["explain", "error[missing-alt]"]).stdout.contains("alternative text"));
    assert!(run(folder.path(), &["explain", "mising-alt"]).stderr.contains("did you mean `missing-alt`?"));
    assert_eq!(run(folder.path(), &["explain"]).stdout.lines().count(), stepsheet::diag::Code::ALL.len());
}

#[test]
fn schemas_are_json_and_layouts_and_fonts_are_listed() {
    let folder = project(0);
    for kind in ["handout", "layout", "clinic", "library", "locale", "picture"] {
        let schema: serde_json::Value = serde_json::from_str(&run(folder.path(), &["schema", kind]).stdout).expect("JSON");
        assert!(schema["$schema"].as_str().is_some_and(|draft| draft.contains("draft-07")), "{kind}");
    }
    let layouts = run(folder.path(), &["layouts"]).stdout;
    for layout in ["handout", "large-print", "exercise-cards", "wall-chart"] {
        assert!(layouts.lines().any(|line| line.starts_with(layout)), "{layouts}");
    }
    assert!(run(folder.path(), &["fonts"]).stdout.contains("Noto Sans Arabic"));
    assert!(run(folder.path(), &["fonts", "--licences"]).stdout.matches("SIL OPEN FONT LICENSE").count() > 5);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = project(0);
    let mut child = stepsheet()
        .args(["fonts", "--licences"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("stepsheet starts");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("stepsheet ends");
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn a_sheet_is_never_called_after_a_device() {
    let folder = project(0);
    for (file, id) in [("a.toml", "con"), ("b.toml", "lpt1")] {
        fs::write(folder.path().join(file), format!("id = \"{id}\"\n{}", super::SMALL)).expect("a file");
    }
    let done = run(folder.path(), &["build", "a.toml", "b.toml"]);
    assert_eq!(done.stdout, "out/con-sheet.handout.letter.pdf\nout/lpt1-sheet.handout.letter.pdf\n", "{}", done.stderr);
}

#[test]
fn a_long_id_makes_a_name_that_every_disk_takes() {
    let folder = project(0);
    fs::write(folder.path().join("a.toml"), format!("id = \"{}\"\n{}", "long-".repeat(60) + "a", super::SMALL)).expect("a file");
    let done = run(folder.path(), &["build", "a.toml"]);
    assert!(done.status == 0 && done.stdout.len() < 140, "{}{}", done.stdout, done.stderr);
}

#[test]
fn advice_is_given_unless_it_is_not_wanted() {
    let folder = project(1);
    fs::write(folder.path().join("handouts/bridge-1.toml"), "title = \"Bridge\"\n[[exercise]]\nname = \"Bridge\"\nsteps = \"Lift.\"\n")
        .expect("a file");
    let advised = run(folder.path(), &["build", "--out-dir", "out"]);
    assert!(
        advised.status == 0 && advised.stderr.contains("warning[no-summary]") && advised.stderr.contains("warning[no-stop-if]"),
        "{}",
        advised.stderr
    );
    for arguments in [["build", "--no-advice"], ["check", "--no-advice"], ["dump", "-q"]] {
        let plain = run(folder.path(), &arguments);
        assert!(plain.status == 0 && !plain.stderr.contains("warning"), "{arguments:?}: {}", plain.stderr);
    }
}

#[test]
fn a_report_tells_how_each_handout_reads() {
    let folder = project(2);
    let told = run(folder.path(), &["check", "--report", "--quiet"]);
    let tables: Vec<&str> = told.stdout.split("\n\n").collect();
    assert_eq!((told.status, tables.len()), (0, 2), "{}", told.stdout);
    assert!(tables[0].starts_with("handouts/bridge-1.toml (en)\n") && tables[0].contains("none: the text is too short"), "{}", told.stdout);
    assert!(told.stdout.lines().all(|line| line.chars().count() <= 72) && !told.stdout.contains('\x1b'), "{}", told.stdout);
    let json = run(folder.path(), &["check", "--report", "--message-format", "json"]).stdout;
    let first: serde_json::Value = serde_json::from_str(json.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["reading"], &first["language"], &first["exercises"]), (&"handouts/bridge-1.toml".into(), &"en".into(), &1.into()));
    assert_eq!((&first["words"], &first["minutes-estimate"]), (&12.into(), &serde_json::Value::Null));
}
