//! The real binary: flags, exit status, what goes where, and what is left behind when a run is stopped.
mod flags;
mod given;
mod new;
mod output;
mod review;
mod rewriting;
mod rights;
#[cfg(target_os = "linux")]
mod show;
#[cfg(unix)]
mod watch;
mod writing;

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::case::{Run, stepsheet};

pub const SMALL: &str = r#"title = "Bridge"
summary = "Do this every day."
stop-if = "it hurts"

[[exercise]]
name = "Bridge"
steps = ["Lift your hips.", "Lower them slowly."]
"#;

/// A project of so many small handouts.
pub fn project(handouts: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("handouts")).expect("a folder");
    fs::write(folder.path().join("stepsheet.toml"), "[clinic]\nname = \"North Clinic\"\nphone = \"555-0142\"\ncountry = \"US\"\n").expect("a file");
    for number in 1..=handouts {
        fs::write(folder.path().join(format!("handouts/bridge-{number}.toml")), SMALL).expect("a file");
    }
    folder
}

pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(stepsheet().args(arguments).current_dir(folder).output().expect("stepsheet runs"))
}

/// The names in a folder, in order; none where it is not there.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
