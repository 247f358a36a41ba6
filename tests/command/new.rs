//! A first handout: written, and it builds.
use std::fs;
use std::path::Path;

use super::{names, run};

fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn all(folder: &Path) -> Vec<String> {
    let mut found = names(folder);
    for name in ["handouts", "images"] {
        found.extend(names(&folder.join(name)).into_iter().map(|file| format!("{name}/{file}")));
    }
    found
}

/// Writes the clinic's phone, as its file says where.
fn call_us(folder: &Path) {
    let file = folder.join("stepsheet.toml");
    let text = fs::read_to_string(&file).expect("the clinic's file");
    assert!(text.contains("\n# phone = "), "{text}");
    fs::write(file, text.replace("\n# phone = ", "\nphone = ")).expect("a file");
}

#[test]
fn a_first_handout_builds_at_once_and_asks_for_a_number_alone() {
    for layout in ["patient", "large-print", "cards"] {
        let folder = empty();
        let new = run(folder.path(), &["new", "--yes", "--kind", layout]);
        assert_eq!(new.status, 0, "{}", new.stderr);
        let expected = ["handouts", "images", "stepsheet.toml", "handouts/strengthen-your-upper-back.toml", "images/row-end.svg"];
        assert_eq!(all(folder.path()), expected);
        assert!(new.stdout.lines().all(|line| expected.iter().any(|name| line.starts_with(name))) && new.stdout.lines().count() == 3);
        assert!(new.stderr.contains("stepsheet build handouts/strengthen-your-upper-back.toml --open"), "{}", new.stderr);
        // A number of ours could reach a patient, so there is none, and that is told.
        let made = run(folder.path(), &["build"]);
        assert_eq!((made.status, made.stderr.matches("warning[").count()), (0, 1), "{}", made.stderr);
        assert!(made.stderr.contains("warning[no-number]"), "{}", made.stderr);
        call_us(folder.path());
        assert_eq!(run(folder.path(), &["fmt", "--check"]).stdout, "");
        // By its name, and as all there is.
        for arguments in [&["build", "handouts/strengthen-your-upper-back.toml", "--deny", "warnings"][..], &["build", "--deny", "warnings"]] {
            let made = run(folder.path(), arguments);
            assert_eq!((made.status, made.stdout.lines().count()), (0, 1), "{}", made.stderr);
            assert!(made.stderr.starts_with("1 sheet made (") && !made.stderr.contains("warning"), "{}", made.stderr);
        }
    }
}

#[test]
fn every_language_says_when_to_stop() {
    for locale in stepsheet::shelf::built_in_locales() {
        let folder = empty();
        let new = run(folder.path(), &["new", "calf", "--yes", "--language", &locale.name.to_uppercase(), "--title", "T\"1\""]);
        assert_eq!(new.status, 0, "{}", new.stderr);
        let handout = fs::read_to_string(folder.path().join("calf.toml")).expect("the handout");
        let table: toml::Table = handout.parse().expect("TOML");
        assert_eq!((table["language"].as_str(), table["title"].as_str()), (Some(locale.name), Some("T\"1\"")));
        for key in ["summary", "ask-first", "stop-if", "emergency"] {
            assert!(table[key].as_array().is_some_and(|points| !points.is_empty()), "{}: {key}", locale.name);
        }
        call_us(folder.path());
        let checked = run(folder.path(), &["check", "calf.toml", "--deny", "warnings"]);
        // Three writings need fonts that may not be here: `new` has told then.
        let without_font = checked.stderr.contains("error[missing-font]");
        assert!(checked.status == 0 || without_font, "{}", checked.stderr);
        assert_eq!(new.stderr.contains("error[missing-font]"), without_font, "{}", new.stderr);
    }
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let folder = empty();
    fs::create_dir(folder.path().join("images")).expect("a folder");
    fs::write(folder.path().join("images/row-end.svg"), "mine").expect("a file");
    fs::write(folder.path().join("stepsheet.toml"), "[clinic]\nname = \"Mine\"\n").expect("a file");
    let first = run(folder.path(), &["new", "calf.toml", "--yes"]);
    assert!(first.status == 0 && first.stderr.contains("`stepsheet.toml` was there already and is kept"), "{}", first.stderr);
    let handout = fs::read_to_string(folder.path().join("calf.toml")).expect("the handout");
    assert!(handout.contains("images/row-end-2.svg"), "{handout}");
    let again = run(folder.path(), &["new", "calf.toml", "--yes", "--title", "Other"]);
    assert!(again.status == 2 && again.stderr.contains("`calf.toml` is there already"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("calf.toml")).expect("the handout"), handout);
    assert_eq!(fs::read(folder.path().join("images/row-end.svg")).expect("a file"), b"mine");
    assert_eq!(fs::read(folder.path().join("stepsheet.toml")).expect("a file"), b"[clinic]\nname = \"Mine\"\n");
    // Without a name of its own it takes the next free one; the picture is there and serves again.
    for number in ["", "-2"] {
        assert_eq!(run(folder.path(), &["new", "--yes", "--title", "Calf"]).status, 0);
        assert!(folder.path().join(format!("handouts/calf{number}.toml")).is_file());
    }
    assert_eq!(names(&folder.path().join("images")), ["row-end-2.svg", "row-end.svg"]);
}

#[test]
fn a_handout_joins_the_project_above_it() {
    let folder = empty();
    assert_eq!(run(folder.path(), &["new", "--yes"]).status, 0);
    fs::create_dir_all(folder.path().join("deep/er")).expect("a folder");
    let new = run(&folder.path().join("deep"), &["new", "er/calf", "--yes"]);
    assert_eq!(new.status, 0, "{}", new.stderr);
    assert_eq!((names(&folder.path().join("deep")), names(&folder.path().join("deep/er"))), (vec!["er".into()], vec!["calf.toml".into()]));
    call_us(folder.path());
    assert_eq!(run(&folder.path().join("deep"), &["build", "er/calf.toml", "--deny", "warnings"]).status, 0);
}

#[test]
fn a_handout_elsewhere_is_a_project_of_its_own() {
    let folder = empty();
    fs::create_dir(folder.path().join("here")).expect("a folder");
    assert_eq!(run(&folder.path().join("here"), &["new", "../there/calf", "--yes"]).status, 0);
    assert_eq!(names(&folder.path().join("here")), Vec::<String>::new());
    assert_eq!(names(&folder.path().join("there")), ["calf.toml", "images", "stepsheet.toml"]);
    call_us(&folder.path().join("there"));
    assert_eq!(run(&folder.path().join("here"), &["build", "../there/calf.toml", "--deny", "warnings"]).status, 0);
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let folder = empty();
    let new = run(folder.path(), &["new", "--language", "en"]);
    assert_eq!((new.status, new.stdout.as_str()), (2, ""));
    for option in ["--title", "--language", "--kind", "--yes"] {
        assert!(new.stderr.contains(option), "{}", new.stderr);
    }
    for wrong in [&["--language", "tlh"][..], &["--title", " "], &["calf.docx"], &["--kind", "poster"]] {
        let new = run(folder.path(), &[&["new", "--yes"], wrong].concat());
        assert!(new.status == 2 && !new.stderr.is_empty(), "{wrong:?}\n{}", new.stderr);
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
    let told = run(folder.path(), &["new", "--title", "Calf", "--language", "en", "--kind", "patient", "--message-format", "json"]);
    assert!(told.status == 0 && told.stdout.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{}", told.stdout);
}
