//! The exercises and handouts that ship: whole, easy to read, and without a warning wherever they are used.
use std::fmt::Write;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use crate::case::{Run, copy_folder, stepsheet};

const LAYOUTS: [&str; 3] = ["handout", "large-print", "exercise-cards"];
const HIGHEST_GRADE: f64 = 6.0;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every exercise that ships: its file's name, its id, what is written of it.
pub fn exercises() -> Vec<(String, String, Table)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root().join("library")).expect("the library") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "toml") {
            let file = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let table: Table = fs::read_to_string(&path).expect("a file").parse().expect("TOML");
            let exercises = table["exercise"].as_table().expect("exercises");
            all.extend(exercises.iter().map(|(id, exercise)| (file.clone(), id.clone(), exercise.as_table().expect("a table").clone())));
        }
    }
    all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    all
}

/// The texts of a key, which may be one or a list.
fn texts(exercise: &Table, key: &str) -> Vec<String> {
    match exercise.get(key) {
        None => Vec::new(),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(one) => vec![one.as_str().unwrap_or_default().to_owned()],
    }
}

/// The files of its pictures.
pub fn pictures(exercise: &Table) -> Vec<String> {
    let all = exercise.get("pictures").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|one| one.get("file").and_then(Value::as_str)).map(str::to_owned).collect()
}

#[test]
fn every_exercise_has_what_a_patient_needs() {
    let all = exercises();
    assert!(all.len() >= 24, "{} exercises", all.len());
    let mut wrong = String::new();
    for (file, id, exercise) in &all {
        for key in ["name", "why", "set-up", "steps", "safety", "easier", "harder", "sets"] {
            if texts(exercise, key).concat().is_empty() && exercise.get(key).and_then(Value::as_integer).is_none() {
                let _ = writeln!(wrong, "{file}.{id} has no `{key}`");
            }
        }
        if !["reps", "hold", "time"].iter().any(|key| exercise.contains_key(*key)) {
            let _ = writeln!(wrong, "{file}.{id} says neither how often nor how long");
        }
        let pictures = pictures(exercise);
        if pictures.is_empty() || !pictures.iter().all(|file| file.ends_with(".figure.toml")) {
            let _ = writeln!(wrong, "{file}.{id} has no figure, or a picture that is none");
        }
        if texts(exercise, "steps").len() > 5 {
            let _ = writeln!(wrong, "{file}.{id} has too many steps to keep in mind");
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn who_stands_holds_on_and_who_lies_down_may_take_a_bed_or_a_chair() {
    let mut wrong = String::new();
    for (file, id, exercise) in exercises() {
        let (set_up, easier) = (texts(&exercise, "set-up").join(" "), texts(&exercise, "easier").join(" "));
        let has = |text: &str, words: &[&str]| words.iter().any(|word| text.to_lowercase().contains(word));
        let stands =
            has(&set_up, &["stand", "step one foot", "lean your back"]) || has(&texts(&exercise, "steps").join(" "), &["stand tall", "step up"]);
        if ["knee", "ankle"].contains(&file.as_str())
            && stands
            && !set_up.starts_with("Hold a counter or a sturdy chair")
            && !set_up.contains("next to a counter")
        {
            let _ = writeln!(wrong, "{file}.{id} does not begin with what to hold");
        }
        let floor = has(&set_up, &["lie on your", "hands and knees", "kneel", "sit on the floor"]);
        if floor && !has(&format!("{easier} {set_up}"), &["bed", "chair", "table", "counter"]) {
            let _ = writeln!(wrong, "{file}.{id} offers no bed, chair or table");
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_exercise_alone_makes_a_sheet_in_every_layout_without_a_warning() {
    let project = tempfile::tempdir().expect("a folder");
    for folder in ["library", "images"] {
        copy_folder(&root().join(folder), &project.path().join(folder));
    }
    fs::copy(root().join("stepsheet.toml"), project.path().join("stepsheet.toml")).expect("a file");
    fs::create_dir(project.path().join("handouts")).expect("a folder");
    let all = exercises();
    for (_, id, _) in &all {
        let handout =
            format!("title = \"{id}\"\nlanguage = \"en\"\nsummary = \"Do this each day.\"\nstop-if = \"it hurts\"\n[[exercise]]\nuse = \"{id}\"\n");
        fs::write(project.path().join(format!("handouts/{id}.toml")), handout).expect("a file");
    }
    for layout in LAYOUTS {
        let mut command = stepsheet();
        command.args(["check", "--report", "--deny", "warnings", "--layout", layout, "--paper", "letter"]);
        command.args(all.iter().map(|(_, id, _)| format!("handouts/{id}.toml"))).current_dir(project.path());
        let told = Run::of(command.output().expect("stepsheet runs"));
        assert_eq!(told.status, 0, "{layout}\n{}", told.stderr);
        grades(&told.stdout, all.len());
    }
}

#[test]
fn the_handouts_that_ship_need_no_advice() {
    for layout in ["handout", "large-print"] {
        let told = Run::of(
            stepsheet()
                .args(["check", "--report", "--deny", "warnings", "--layout", layout, "--paper", "letter"])
                .current_dir(root())
                .output()
                .expect("stepsheet runs"),
        );
        assert_eq!(told.status, 0, "{layout}\n{}", told.stderr);
        grades(&told.stdout, fs::read_dir(root().join("handouts")).expect("handouts").count());
    }
}

/// Each of so many reports names a grade that is low enough.
fn grades(report: &str, count: usize) {
    let named: Vec<f64> = report
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Grade (estimate)"))
        .map(|rest| rest.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number"))
        .collect();
    assert!(named.len() >= count && named.iter().all(|grade| *grade <= HIGHEST_GRADE), "{report}");
}
