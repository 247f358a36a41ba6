//! Reviews: written by `approve`, held by what the patient is told, asked for by `--release`.
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{SMALL, names, project, run};
use crate::case::Run;

const FILE: &str = "handouts/bridge-1.toml";

fn approve(folder: &Path, more: &[&str]) -> Run {
    let all = [more, &["--by", "Ana Gómez", "--credentials", "PT, DPT", "--date", "2026-11-20"]].concat();
    run(folder, &[&["approve"][..], &all].concat())
}

fn release(folder: &Path) -> i32 {
    run(folder, &["check", "--release", "--on", "2026-11-20", FILE]).status
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("a file")
}

fn dump(folder: &Path) -> String {
    run(folder, &["dump", "--on", "2026-11-20", FILE]).stdout
}

#[test]
fn a_release_makes_reviewed_sheets_alone() {
    let folder = project(2);
    let refused = run(folder.path(), &["build", "--release", "--on", "2026-11-20"]);
    assert_eq!((refused.status, refused.stdout.as_str(), names(&folder.path().join("out")).len()), (3, "", 0), "{}", refused.stderr);
    assert!(dump(folder.path()).contains("Not yet reviewed by a clinician"));

    let approved = approve(folder.path(), &[FILE]);
    assert_eq!((approved.status, approved.stderr.as_str()), (0, ""));
    assert_eq!(approved.stdout, format!("{FILE}: “Bridge”, 1 exercise, 2 steps, 0 pictures: reviewed by Ana Gómez, PT, DPT, 2026-11-20\n"));
    let some = run(folder.path(), &["build", "--release", "--on", "2026-11-20"]);
    assert_eq!((some.status, some.stdout.as_str()), (3, "out/bridge-1.handout.letter.pdf\n"), "{}", some.stderr);
    let sheet = dump(folder.path());
    assert!(sheet.contains("Ana Gómez") && !sheet.contains("Not yet reviewed"), "{sheet}");
}

#[test]
fn other_faults_are_told_with_those_of_reviews_and_weigh_more() {
    let folder = project(2);
    write(folder.path(), "handouts/bridge-2.toml", "titel = \"x\"\n");
    let done = run(folder.path(), &["check", "--release", "--on", "2026-11-20"]);
    assert_eq!(done.status, 1);
    assert!(done.stderr.contains("error[not-reviewed]") && done.stderr.contains("error[unknown-key]"), "{}", done.stderr);
    let wide = run(folder.path(), &["check", "--release", "--on", "2026-11-20", FILE, "--paper", "2 in x 2 in"]);
    assert_eq!(wide.status, 1, "{}", wide.stderr);
    assert!(wide.stderr.contains("error[not-reviewed]") && wide.stderr.contains("error[no-room]"), "{}", wide.stderr);
}

#[test]
fn a_slip_in_a_reviewed_file_voids_no_review() {
    let folder = project(1);
    assert_eq!(approve(folder.path(), &[FILE]).status, 0);
    let reviewed = read(folder.path(), FILE);
    write(folder.path(), FILE, &reviewed.replace("stop-if =", "stop-iff ="));
    let told = run(folder.path(), &["check", "--on", "2026-11-20", FILE]);
    assert!(told.stderr.contains("error[unknown-key]") && !told.stderr.contains("review-void"), "{}", told.stderr);
    write(folder.path(), FILE, &reviewed.replace("it hurts", "it aches"));
    assert!(run(folder.path(), &["check", "--on", "2026-11-20", FILE]).stderr.contains("warning[review-void]"));
}

#[test]
fn a_due_review_is_told_from_the_day_after() {
    let folder = project(1);
    write(folder.path(), FILE, &format!("review-by = 2026-11-20\n{SMALL}"));
    assert_eq!(approve(folder.path(), &[FILE]).status, 0);
    let on = |day: &str, more: &[&str]| run(folder.path(), &[&["check", "--on", day, FILE][..], more].concat());
    assert!(!on("2026-11-20", &["--release"]).stderr.contains("review-due"));
    let late = on("2026-11-21", &[]);
    assert!(late.status == 0 && late.stderr.contains("warning[review-due]"), "{}", late.stderr);
    assert_eq!(on("2026-11-21", &["--release"]).status, 3);
    let bytes = |day: &str| {
        assert_eq!(run(folder.path(), &["build", "--on", day, FILE]).status, 0);
        fs::read(folder.path().join("out/bridge-1.handout.letter.pdf")).expect("a sheet")
    };
    assert!(bytes("2026-11-20") == bytes("2030-01-01"), "a sheet depends on the day");
}

#[test]
fn the_file_keeps_all_that_it_said() {
    let folder = project(1);
    let text = "# For M. \u{1F9D8}\r\n\r\ntitle = \"Bridge\" # short\r\n# then\r\n[[exercise]]\r\nname = \"Bridge\"\r\nsteps = '''\r\nLift.\r\nLower.\r\n'''\r\n";
    let line = |text: &str| text.lines().find(|line| line.starts_with("reviewed")).map(str::to_owned).unwrap_or_default();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (mark, bytes) in [
        (&[][..], text.as_bytes().to_vec()),
        (&[0xEF, 0xBB, 0xBF][..], text.as_bytes().to_vec()),
        (&[0xFF, 0xFE][..], utf16(text)),
        (&[][..], text.replace("\r\n", "\n").into_bytes()),
        (&[][..], text.replace("\r\n", "\r").into_bytes()),
        (&[][..], text.trim_end().as_bytes().to_vec()),
    ] {
        fs::write(folder.path().join(FILE), [mark, &bytes].concat()).expect("a file");
        let done = approve(folder.path(), &[FILE]);
        assert_eq!(done.status, 0, "{}", done.stderr);
        let after = fs::read(folder.path().join(FILE)).expect("a file");
        assert!(after.starts_with(mark));
        let after = if mark == [0xFF, 0xFE] {
            let units: Vec<u16> = after[2..].chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        } else {
            String::from_utf8(after[mark.len()..].to_vec()).expect("UTF-8")
        };
        let written = line(&after.replace('\r', "\n"));
        assert!(written.starts_with("reviewed = { by = \"Ana Gómez\", credentials = \"PT, DPT\", date = 2026-11-20, of = \"v1-"), "{after:?}");
        let before = if mark == [0xFF, 0xFE] { text.to_owned() } else { String::from_utf8(bytes).expect("UTF-8") };
        let feed = if before.contains("\r\n") {
            "\r\n"
        } else if before.contains('\r') {
            "\r"
        } else {
            "\n"
        };
        assert_eq!(after.replacen(&format!("{feed}{written}"), "", 1), before);
        assert_eq!(release(folder.path()), 0, "{after:?}");
    }
}

#[test]
fn an_example_is_approved_only_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), &["new", "calf", "--yes", "--title", "Calf"]).status, 0);
    let text = read(folder.path(), "calf.toml");
    let refused = approve(folder.path(), &["calf.toml"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("error[command-line]") && refused.stderr.contains("--as-is"), "{}", refused.stderr);
    assert_eq!(read(folder.path(), "calf.toml"), text);
    assert_eq!(approve(folder.path(), &["calf.toml", "--as-is"]).status, 0);
    assert_eq!(run(folder.path(), &["fmt", "--check"]).stdout, "");
    write(folder.path(), "calf.toml", &text.replace("Loop the band", "Put the band"));
    assert_eq!(approve(folder.path(), &["calf.toml"]).status, 0);
    assert!(read(folder.path(), "calf.toml").lines().take(6).all(|line| !line.contains("No clinician")));
}

#[test]
fn a_reviewer_is_named_or_read() {
    let folder = project(1);
    let text = read(folder.path(), FILE);
    for arguments in [&["approve", FILE][..], &["approve", FILE, "--by", "Ana"], &["approve", FILE, "--by", "Ana", "--credentials", "-"]] {
        let refused = run(folder.path(), arguments);
        assert_eq!(refused.status, 2, "{}", refused.stderr);
        assert!(refused.stderr.contains("--by \"Ana Gómez\" --credentials \"PT, DPT\""), "{}", refused.stderr);
    }
    assert_eq!(read(folder.path(), FILE), text);
    let done = super::given::piped(folder.path(), &["approve", FILE, "--by", "-", "--credentials", "-"], "Ana\nPT\n");
    assert!(done.status == 0 && read(folder.path(), FILE).contains("reviewed = { by = \"Ana\", credentials = \"PT\""), "{}", done.stderr);
}

#[test]
fn a_review_stands_where_order_puts_it() {
    let folder = project(1);
    const EXERCISE: &str = "[[exercise]]\nname = \"Bridge\"\nsteps = [\"Lift.\"]\n";
    for (above, below) in [
        ("title = \"Bridge\"\n", "\n# In short.\nsummary = \"Daily.\"\n\n"),
        ("title = \"Bridge\"\nlanguage = \"en\"\nversion = '''\n1\n''' # ours\n", "# Below it.\nsummary = \"Daily.\"\n\n"),
    ] {
        write(folder.path(), FILE, &format!("{above}{below}{EXERCISE}"));
        assert_eq!(approve(folder.path(), &[FILE]).status, 0);
        let text = read(folder.path(), FILE);
        assert!(text.starts_with(&format!("{above}reviewed = ")) && text.ends_with(&format!(" }}\n{below}{EXERCISE}")), "{text}");
        let told = run(folder.path(), &["fmt", "--check", FILE]);
        assert_eq!((told.status, told.stdout.as_str()), (0, ""), "{text}");
    }
    write(folder.path(), "library/back.toml", "[exercise.row]\nname = \"Row\"\nsteps = [\n  \"Pull.\",\n]\n");
    assert_eq!(approve(folder.path(), &["library/back.toml"]).status, 0);
    assert_eq!(run(folder.path(), &["fmt", "--check"]).stdout, "");
}

#[test]
fn a_second_review_takes_the_place_of_the_first() {
    let folder = project(1);
    for old in [
        "reviewed = { of = 'v1-0', date = '2020-01-01', credentials = \"x\", by = \"y\" } # mine",
        "reviewed.by = \"y\"\nreviewed.credentials = \"x\"\nreviewed.of = \"v1-0\"\nreviewed.date = 2020-01-01 # mine",
    ] {
        write(folder.path(), FILE, &format!("{old}\n{SMALL}"));
        assert_eq!(approve(folder.path(), &[FILE]).status, 0);
        let text = read(folder.path(), FILE);
        assert!(text.matches("reviewed").count() == old.matches("reviewed").count() && text.contains("# mine") && !text.contains("v1-0\""), "{text}");
        assert_eq!(release(folder.path()), 0, "{text}");
    }
    write(
        folder.path(),
        FILE,
        &format!("{SMALL}\n[reviewed] # mine\nby = \"y\"\ncredentials = \"x\"\nof = \"v1-0\"\ndate = 2020-01-01\n\n[log]\nweeks = 2\n"),
    );
    assert_eq!(approve(folder.path(), &[FILE]).status, 0);
    assert_eq!(release(folder.path()), 0);
}

#[test]
fn a_change_in_the_library_or_in_a_picture_voids_the_handouts_review() {
    const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"40\" height=\"30\"/></svg>";
    const LIBRARY: &str =
        "[exercise.row]\nname = \"Row\"\nsteps = [\"Pull.\"]\nsafety = \"Slowly.\"\npictures = [{ file = \"row.svg\", alt = \"A band.\" }]\n";
    let folder = project(1);
    write(folder.path(), "row.svg", PICTURE);
    write(folder.path(), "library/back.toml", LIBRARY);
    write(folder.path(), FILE, "title = \"Back\"\n[[exercise]]\nuse = \"row\"\nsets = 2\n");
    assert_eq!(approve(folder.path(), &[FILE]).status, 0);
    assert_eq!(approve(folder.path(), &["library/back.toml", "--exercise", "row"]).status, 0);
    assert_eq!(release(folder.path()), 0);
    let reviewed = read(folder.path(), "library/back.toml");
    assert!(reviewed.starts_with("[exercise.row]\nname = ") && reviewed.contains("\nreviewed = {"), "{reviewed}");

    write(folder.path(), "row.svg", &PICTURE.replace("height=\"30\"/", "height=\"29\"/"));
    let check = run(folder.path(), &["check", "--on", "2026-11-20", FILE]);
    assert_eq!(check.stderr.matches("warning[review-void]").count(), 2, "the handout's and the library's own: {}", check.stderr);
    assert_eq!(release(folder.path()), 3);
    write(folder.path(), "row.svg", PICTURE);
    assert_eq!(release(folder.path()), 0);
    for (was, is) in [("Pull.", "Push."), ("Slowly.", "Fast."), ("A band.", "A rope.")] {
        write(folder.path(), "library/back.toml", &reviewed.replace(was, is));
        assert_eq!(release(folder.path()), 3, "{is}");
    }
    write(
        folder.path(),
        "library/back.toml",
        &format!("# new\n{}\n[exercise.other]\nname = \"Other\"\nsteps = \"Sit.\"\n", reviewed.replace("[\"Pull.\"]", "'''\nPull.\n'''")),
    );
    assert_eq!(release(folder.path()), 0, "the same in other words of TOML");
}

#[test]
fn a_clinics_own_words_for_the_sheet_are_reviewed_too() {
    let folder = project(1);
    assert_eq!(approve(folder.path(), &[FILE]).status, 0);
    assert_eq!(release(folder.path()), 0);
    write(folder.path(), "locales/en.toml", "stop-if = \"Go on if\"\n");
    assert_eq!(release(folder.path()), 3);
}

#[test]
fn a_review_of_tomorrow_is_none() {
    let folder = project(1);
    let text = read(folder.path(), FILE);
    assert_eq!(run(folder.path(), &["approve", FILE, "--by", "Ana", "--credentials", "PT", "--date", "2999-01-01"]).status, 2);
    assert_eq!(read(folder.path(), FILE), text);
    assert_eq!(approve(folder.path(), &[FILE]).status, 0);
    let dated = read(folder.path(), FILE);
    let at = dated.find("date = ").expect("a day") + 7;
    write(folder.path(), FILE, &format!("{}2999-01-01{}", &dated[..at], &dated[at + 10..]));
    assert_eq!(release(folder.path()), 3);
}

#[test]
fn a_library_needs_no_project_file() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "bridge.toml", "title = \"Back\"\n[[exercise]]\nuse = \"row\"\n");
    write(folder.path(), "library/back.toml", "exercise = { row = { name = \"Row\", steps = \"Pull.\" } }\n");
    let done = approve(folder.path(), &["library/back.toml"]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    let reviewed = read(folder.path(), "library/back.toml");
    assert!(reviewed.starts_with("exercise = { row = { name = \"Row\", steps = \"Pull.\", reviewed = { by = "), "{reviewed}");
    let inside = approve(&folder.path().join("library"), &["../library/back.toml"]);
    assert_eq!(inside.status, 0, "{}", inside.stderr);
    let check = run(folder.path(), &["check", "--no-advice", "--deny", "warnings", "bridge.toml"]);
    assert_eq!(check.status, 0, "{}", check.stderr);
}

#[test]
fn a_file_with_an_error_is_not_touched() {
    let folder = project(1);
    let text = format!("tipps = \"Rest.\"\n{SMALL}");
    write(folder.path(), FILE, &text);
    let done = approve(folder.path(), &[FILE]);
    assert_eq!((done.status, done.stdout.as_str()), (1, ""));
    assert!(done.stderr.contains("error[unknown-key]"), "{}", done.stderr);
    assert_eq!(read(folder.path(), FILE), text);
    assert_eq!(approve(folder.path(), &["handouts/none.toml"]).status, 1);
}

#[test]
fn names_may_hold_any_letters() {
    let folder = project(1);
    let by = "Dr \"Bo\\b\" O’Neil – يد";
    let done = run(folder.path(), &["approve", FILE, "--by", by, "--credentials", "PT", "--date", "2026-11-20"]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    let json = run(folder.path(), &["check", "--message-format", "json", "--release", "--on", "2026-11-20", FILE]);
    assert_eq!(json.status, 0, "{}", json.stderr);
    let broken = run(folder.path(), &["approve", FILE, "--by", "**", "--credentials", "PT", "--date", "2026-11-20"]);
    assert_eq!(broken.status, 1, "{}", broken.stderr);
}

#[test]
fn exceptions_are_told_with_their_reason_and_count_as_no_warning() {
    let folder = project(1);
    let steps: String = (1..=13).map(|number| format!("\"Step {number} is short.\", ")).collect();
    let handout = |allow: &str| format!("title = \"Drill\"\n[[exercise]]\nname = \"Drill\"\nsteps = [{steps}]\n{allow}\n");
    write(folder.path(), FILE, &handout(""));
    assert!(run(folder.path(), &["check", FILE]).stderr.contains("warning[many-steps]"));
    write(folder.path(), FILE, &handout("allow = [{ code = \"many-steps\", reason = \"A drill for a class.\" }]"));
    let check = run(folder.path(), &["check", "--no-advice", "--deny", "warnings", FILE]);
    assert_eq!(check.status, 0, "{}", check.stderr);
    assert!(check.stderr.starts_with("allowed: many-steps: A drill for a class.\n1 sheet checked"), "{}", check.stderr);
    let json = run(folder.path(), &["check", "--no-advice", "--deny", "warnings", "--message-format", "json", FILE]).stderr;
    let told: serde_json::Value = serde_json::from_str(&json).expect("one line of JSON");
    for (key, said) in [("code", "many-steps"), ("severity", "allowed"), ("allowed", "A drill for a class.")] {
        assert_eq!(told[key], said, "{json}");
    }
    write(folder.path(), "stepsheet.toml", "[levels]\nmany-steps = \"error\"\n");
    assert_eq!(run(folder.path(), &["check", FILE]).status, 0, "a reason goes before a level");
    write(folder.path(), FILE, &handout(""));
    assert_eq!(run(folder.path(), &["check", FILE]).status, 1);
    write(folder.path(), "stepsheet.toml", "[levels]\nmany-steps = \"off\"\n");
    let off = run(folder.path(), &["check", FILE]);
    assert!(off.status == 0 && !off.stderr.contains("many-steps"), "{}", off.stderr);
}

#[test]
fn an_exception_of_the_library_goes_where_its_exercise_goes() {
    let folder = project(1);
    let steps: String = (1..=13).map(|number| format!("\"Step {number} is short.\", ")).collect();
    let library = format!("[exercise.drill]\nname = \"Drill\"\nsteps = [{steps}]\nallow = [{{ code = \"many-steps\", reason = \"A drill.\" }}]\n");
    write(folder.path(), "library/back.toml", &library);
    write(folder.path(), FILE, "title = \"Drill\"\n[[exercise]]\nuse = \"drill\"\n");
    let check = run(folder.path(), &["check", "--no-advice", FILE]);
    assert!(check.stderr.starts_with("allowed: many-steps: A drill.\n"), "{}", check.stderr);
    write(folder.path(), FILE, &format!("title = \"Drill\"\n[[exercise]]\nuse = \"drill\"\nsteps = [{steps}]\n"));
    let own = run(folder.path(), &["check", FILE]);
    assert!(own.stderr.contains("warning[many-steps]"), "the library speaks for its own words alone: {}", own.stderr);
}

#[test]
fn a_run_is_one_sarif_document() {
    let folder = project(2);
    let results = |arguments: &[&str]| {
        let done = run(folder.path(), &[arguments, &["--message-format", "sarif", "--on", "2026-11-20"]].concat());
        let document: Value = serde_json::from_str(&done.stderr).unwrap_or_else(|fault| panic!("{fault}: {}", done.stderr));
        assert_eq!((document["version"].as_str(), document["runs"].as_array().map(Vec::len)), (Some("2.1.0"), Some(1)));
        document["runs"][0]["results"].as_array().cloned().unwrap_or_default()
    };
    assert!(results(&["check"]).is_empty());
    let refused = results(&["build", "--release"]);
    let files: Vec<&str> = refused.iter().filter_map(|one| one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str()).collect();
    assert_eq!(files, ["handouts/bridge-1.toml", "handouts/bridge-2.toml"]);
    assert!(refused.iter().all(|one| one["ruleId"] == "not-reviewed" && one["level"] == "error"));
    assert_eq!(results(&["check", "none.toml"]).len(), 1);
    assert_eq!(run(folder.path(), &["build", "--watch", "--message-format", "sarif"]).status, 2);
}
