//! What goes where: results to standard output, all else to standard error.
use std::fs;

use super::{names, project, run};
use crate::case::{Run, stepsheet};

fn faulty() -> tempfile::TempDir {
    let folder = project(1);
    fs::write(folder.path().join("handouts/bridge-1.toml"), "title = \"Bridge\"\n\n[[exercise]]\nname = \"Bridge\"\nsteps = \"Lift.\"\nrep = 10\n")
        .expect("a file");
    folder
}

#[test]
fn a_fault_can_be_read_by_people_editors_and_programs() {
    let folder = faulty();
    let human = run(folder.path(), &["check", "-q"]).stderr;
    assert!(human.contains("error[unknown-key]") && human.contains(" --> handouts/bridge-1.toml:6:1") && human.contains("6 | rep = 10"), "{human}");
    let short = run(folder.path(), &["check", "-q", "--message-format", "short"]).stderr;
    assert!(short.starts_with("handouts/bridge-1.toml:6:1: error[unknown-key]: ") && short.lines().count() == 1, "{short}");
    let json = run(folder.path(), &["check", "--message-format", "json"]).stderr;
    let fault: serde_json::Value = serde_json::from_str(&json).expect("one line of JSON");
    assert_eq!((&fault["line"], &fault["code"], &fault["severity"]), (&6.into(), &"unknown-key".into(), &"error".into()));
}

#[test]
fn sheets_are_told_to_programs_with_their_pages() {
    let folder = project(1);
    let done = run(folder.path(), &["build", "--message-format", "json"]);
    let sheet: serde_json::Value = serde_json::from_str(&done.stdout).expect("one line of JSON");
    assert_eq!((&sheet["sheet"], &sheet["pages"]), (&"out/bridge-1.handout.letter.pdf".into(), &1.into()));
    assert_eq!(sheet["bytes"], fs::metadata(folder.path().join("out/bridge-1.handout.letter.pdf")).expect("the sheet").len());
    assert_eq!(done.stderr, "");
}

#[test]
fn quiet_is_quiet() {
    let folder = project(1);
    let done = run(folder.path(), &["build", "-q"]);
    assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, "", ""));
}

#[test]
fn the_summary_counts_sheets_pages_and_faults() {
    let folder = project(2);
    let done = run(folder.path(), &["build"]);
    assert!(done.stderr.starts_with("2 sheets made (2 pages, "), "{}", done.stderr);
    fs::write(folder.path().join("handouts/bridge-2.toml"), "").expect("a file");
    let done = run(folder.path(), &["build"]);
    assert!(done.stderr.contains("1 sheet made (1 page, ") && done.stderr.contains(", 1 not"), "{}", done.stderr);
}

#[test]
fn colours_need_a_terminal_or_a_wish() {
    let folder = faulty();
    let told = |arguments: &[&str], variables: &[(&str, &str)]| {
        let output = stepsheet().args(arguments).envs(variables.iter().copied()).current_dir(folder.path()).output().expect("stepsheet runs");
        Run::of(output).stderr.contains('\x1b')
    };
    assert!(!told(&["check"], &[]), "no terminal");
    assert!(told(&["check", "--color", "always"], &[]), "a wish");
    assert!(told(&["check"], &[("CLICOLOR_FORCE", "1")]), "a wish of the environment");
    assert!(!told(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "NO_COLOR");
    assert!(!told(&["check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]), "never");
}

#[test]
fn a_dump_is_printed_or_written() {
    let folder = project(1);
    let printed = run(folder.path(), &["dump"]);
    assert!(printed.status == 0 && printed.stdout.contains("Bridge"), "{}", printed.stderr);
    let written = run(folder.path(), &["dump", "-o", "a.txt"]);
    assert_eq!(written.stdout, "");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("the dump"), printed.stdout);
}

#[test]
fn one_sheet_goes_to_standard_output_and_nothing_else() {
    let folder = project(1);
    assert_eq!(run(folder.path(), &["build", "-o", "a.pdf"]).status, 0);
    let done = stepsheet().args(["build", "-o", "-"]).current_dir(folder.path()).output().expect("stepsheet runs");
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(done.stdout, fs::read(folder.path().join("a.pdf")).expect("the sheet"));
    assert!(String::from_utf8_lossy(&done.stderr).starts_with("1 sheet made"));
    assert_eq!(names(folder.path()), ["a.pdf", "handouts", "stepsheet.toml"]);
    assert_eq!(run(folder.path(), &["dump", "-o", "-"]).stdout, run(folder.path(), &["dump"]).stdout);
}

#[test]
fn several_sheets_are_not_mixed_on_standard_output() {
    let folder = project(2);
    let done = run(folder.path(), &["build", "-o", "-"]);
    assert_eq!((done.status, done.stdout.as_str()), (1, ""));
    assert!(done.stderr.contains("error[same-output]") && done.stderr.contains("standard output"), "{}", done.stderr);
    for other in ["--open", "--watch"] {
        let done = run(folder.path(), &["build", "handouts/bridge-1.toml", "-o", "-", other]);
        assert_eq!((done.status, done.stdout.as_str()), (2, ""), "{}", done.stderr);
    }
}

#[test]
fn figures_are_drawn_by_themselves() {
    let folder = project(0);
    fs::create_dir_all(folder.path().join("images")).expect("a folder");
    let file = |name: &str, text: &str| fs::write(folder.path().join("images").join(name), text).expect("a file");
    file("high.figure.toml", "pose = \"bridge\"\nalt = \"Hips <lifted>.\"\n");
    file("wrong.figure.toml", "pose = \"bridge\"\njoints = { knee = 175 }\n");
    let done = run(folder.path(), &["figure", "images/high.figure.toml", "images/wrong.figure.toml", "images/none.figure.toml", "-o", "drawn"]);
    assert_eq!((done.status, done.stdout.as_str()), (1, "drawn/high.svg\n"), "{}", done.stderr);
    assert!(done.stderr.contains("error[joint-range]") && done.stderr.contains("images/wrong.figure.toml:2:19"), "{}", done.stderr);
    assert!(done.stderr.contains("error[unreadable]"), "{}", done.stderr);
    let svg = fs::read_to_string(folder.path().join("drawn/high.svg")).expect("a drawing");
    assert!(svg.contains("<desc>Hips &lt;lifted&gt;.</desc>") && svg.contains("<path"), "{svg}");
    assert!(!folder.path().join("drawn/wrong.svg").exists());
    let all = run(folder.path(), &["figure", "--sheet", "-o", "drawn"]);
    assert_eq!((all.status, all.stdout.as_str(), all.stderr.as_str()), (0, "drawn/figures.svg\n", ""));
    let sheet = fs::read_to_string(folder.path().join("drawn/figures.svg")).expect("a sheet");
    assert!(sheet.contains(">childs-pose</text>") && sheet.contains(">wall-sit</text>"));
}

#[test]
fn figures_become_pictures_and_sheets_of_their_own() {
    let folder = project(0);
    let image = |name: &str| {
        fs::create_dir_all(folder.path().join(name)).expect("a folder");
        fs::write(folder.path().join(name).join("high.figure.toml"), "pose = \"bridge\"\nalt = \"Hips lifted.\"\n").expect("a file");
    };
    image("images");
    image("more");
    let drawn = |arguments: &[&str]| run(folder.path(), &[&["figure", "-o", "drawn", "images/high.figure.toml"], arguments].concat());
    let read = |name: &str| fs::read(folder.path().join("drawn").join(name)).expect("a drawing");
    let png = drawn(&["--format", "png", "--height", "30mm", "--dpi", "100"]);
    assert_eq!((png.status, png.stdout.as_str(), png.stderr.as_str()), (0, "drawn/high.png\n", ""));
    assert!(read("high.png").starts_with(b"\x89PNG"));
    for palette in ["colour", "grey", "line"] {
        assert_eq!(drawn(&["--format", "pdf", "--palette", palette]).status, 0);
        assert!(read("high.pdf").starts_with(b"%PDF"));
    }
    let both = drawn(&["--sheet", "--format", "pdf", "more/high.figure.toml", "--accent", "#7a1f5c"]);
    assert_eq!((both.status, both.stdout.as_str(), both.stderr.as_str()), (0, "drawn/figures.pdf\n", ""));
    let same = drawn(&["more/high.figure.toml"]);
    assert_eq!((same.status, same.stdout.as_str()), (1, "drawn/high.svg\n"));
    assert!(same.stderr.contains("error[same-output]"), "{}", same.stderr);
    assert!(String::from_utf8(read("high.svg")).expect("text").contains("<desc>Hips lifted.</desc>"));
    let vast = drawn(&["--format", "png", "--height", "2000mm", "--dpi", "2400"]);
    assert!(vast.status == 1 && vast.stderr.contains("error[picture-too-large]"), "{} {}", vast.status, vast.stderr);
    for wrong in [["--accent", "teal"], ["--height", "60"], ["--height", "1mm"], ["--dpi", "5"]] {
        assert_eq!(drawn(&wrong).status, 2, "{wrong:?}");
    }
}
