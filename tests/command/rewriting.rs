//! `fmt` and `migrate`: the author's own files, written anew.
use std::fs;

use super::{names, project, run};

const UNTIDY: &str = "# Ours.\n\nversion = \"1\"\ntitle = \"Bridge\" # short\n[[exercise]]\nsteps = [\"Lift.\"]\nname = \"Bridge\"\n";
const TIDY: &str = "# Ours.\n\ntitle = \"Bridge\" # short\nversion = \"1\"\n\n[[exercise]]\nname = \"Bridge\"\nsteps = [\"Lift.\"]\n";

#[test]
fn keys_are_put_in_order_once() {
    let folder = project(1);
    let (one, other) = (folder.path().join("handouts/bridge-1.toml"), folder.path().join("untidy.toml"));
    fs::write(&other, UNTIDY).expect("a file");
    let done = run(folder.path(), &["fmt", "handouts/bridge-1.toml", "untidy.toml", "stepsheet.toml"]);
    assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, "untidy.toml\n", ""));
    assert_eq!((fs::read_to_string(&one).expect("a text").as_str(), fs::read_to_string(&other).expect("a text").as_str()), (super::SMALL, TIDY));
    let again = run(folder.path(), &["fmt", "untidy.toml"]);
    assert_eq!((again.status, again.stdout.as_str()), (0, ""));
    assert_eq!(names(folder.path()), ["handouts", "stepsheet.toml", "untidy.toml"]);
}

#[test]
fn a_check_tells_and_writes_nothing() {
    let folder = project(1);
    fs::write(folder.path().join("untidy.toml"), UNTIDY).expect("a file");
    let told = run(folder.path(), &["fmt", "--check", "untidy.toml", "handouts/bridge-1.toml"]);
    assert_eq!((told.status, told.stdout.as_str()), (1, "untidy.toml\n"));
    assert_eq!(fs::read_to_string(folder.path().join("untidy.toml")).expect("a text"), UNTIDY);
    assert_eq!(run(folder.path(), &["fmt", "--check", "handouts/bridge-1.toml"]).status, 0);
    let json = run(folder.path(), &["fmt", "--check", "--message-format", "json", "untidy.toml"]).stdout;
    assert_eq!(json, "{\"file\":\"untidy.toml\",\"changed\":false}\n");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = project(0);
    fs::write(folder.path().join("bad.toml"), "title = \n").expect("a file");
    fs::write(folder.path().join("good.toml"), UNTIDY).expect("a file");
    let done = run(folder.path(), &["fmt", "bad.toml", "none.toml", "good.toml"]);
    assert_eq!((done.status, done.stdout.as_str()), (1, "good.toml\n"));
    assert!(done.stderr.contains("bad.toml:1:9") && done.stderr.contains("none.toml") && done.stderr.contains("help: "), "{}", done.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("bad.toml")).expect("a text"), "title = \n");
    assert_eq!(run(folder.path(), &["fmt", "bad.toml"]).status, 2);
}

#[test]
fn without_a_name_it_is_the_whole_project() {
    let folder = project(2);
    fs::write(folder.path().join("handouts/bridge-2.toml"), UNTIDY).expect("a file");
    fs::write(folder.path().join("Cargo.toml"), "[package]\nversion = \"1\"\nname = \"a\"\n").expect("a file");
    let done = run(&folder.path().join("handouts"), &["fmt"]);
    assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, "../handouts/bridge-2.toml\n", ""));
    assert_eq!(run(folder.path(), &["migrate"]).stdout.lines().count(), 3);
    let none = tempfile::tempdir().expect("a folder");
    let told = run(none.path(), &["fmt"]);
    assert!(told.status == 2 && told.stderr.contains("error[nothing-to-make]"), "{}", told.stderr);
}

#[test]
fn the_kind_is_known_or_said() {
    let folder = project(0);
    fs::write(folder.path().join("a.toml"), "alt = \"Up.\"\nauthor = \"Ana\"\n").expect("a file");
    assert_eq!(run(folder.path(), &["fmt", "--check", "a.toml", "--kind", "picture"]).status, 1);
    assert_eq!(run(folder.path(), &["fmt", "a.toml", "--kind", "song"]).status, 2);
    fs::rename(folder.path().join("a.toml"), folder.path().join("a.jpg.toml")).expect("renamed");
    assert_eq!(run(folder.path(), &["fmt", "a.jpg.toml"]).stdout, "a.jpg.toml\n");
    assert_eq!(fs::read_to_string(folder.path().join("a.jpg.toml")).expect("a text"), "author = \"Ana\"\nalt = \"Up.\"\n");
}

#[test]
fn older_files_are_brought_to_the_newest_format_and_newer_ones_refused() {
    let folder = project(1);
    let file = folder.path().join("handouts/bridge-1.toml");
    assert_eq!(run(folder.path(), &["migrate", "--check", "handouts/bridge-1.toml"]).status, 1);
    let done = run(folder.path(), &["migrate", "handouts/bridge-1.toml", "stepsheet.toml"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "handouts/bridge-1.toml\nstepsheet.toml\n"));
    assert_eq!(fs::read_to_string(&file).expect("a text"), format!("schema = 1\n{}", super::SMALL));
    let again = run(folder.path(), &["migrate", "--check", "handouts/bridge-1.toml", "stepsheet.toml"]);
    assert_eq!((again.status, again.stdout.as_str()), (0, ""));
    fs::write(&file, "schema = 9\ntitle = \"A\"\n").expect("a file");
    let newer = run(folder.path(), &["migrate", "handouts/bridge-1.toml"]);
    assert!(newer.status == 2 && newer.stderr.contains("error[newer-schema]"), "{}", newer.stderr);
}
