//! What `stepsheet licenses` prints is what the command is built from.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::case::{Run, stepsheet};

/// All that the command needs, on any system: from its own dependencies, as Cargo.lock follows them.
fn needed() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).expect("a file").parse::<toml::Table>().expect("TOML");
    let (manifest, lock) = (read("Cargo.toml"), read("Cargo.lock"));
    let packages = lock["package"].as_array().expect("packages");
    let text = |package: &toml::Value, key: &str| package[key].as_str().expect("a text").to_owned();
    let needs = |package: &toml::Value| -> Vec<String> {
        let all = package.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten();
        all.map(|need| need.as_str().expect("a need").to_owned()).collect()
    };
    let own = manifest["dependencies"].as_table().expect("dependencies");
    let this = packages.iter().find(|package| text(package, "name") == "stepsheet").expect("this package");
    let mut todo: Vec<String> = needs(this).into_iter().filter(|need| own.contains_key(need.split(' ').next().unwrap_or_default())).collect();
    let mut seen = BTreeSet::new();
    while let Some(need) = todo.pop() {
        let mut words = need.split(' ');
        let (name, version) = (words.next().expect("a name"), words.next());
        let fits = |package: &&toml::Value| text(package, "name") == name && version.is_none_or(|version| text(package, "version") == version);
        let package = packages.iter().find(fits).expect("a package of that name");
        if seen.insert(format!("{name} {}", text(package, "version"))) {
            todo.extend(needs(package));
        }
    }
    seen
}

#[test]
fn every_crate_is_named_with_its_licence() {
    let told = Run::of(stepsheet().arg("licenses").output().expect("stepsheet runs"));
    assert_eq!((told.status, told.stderr.as_str()), (0, ""));
    let (_, rest) = told.stdout.split_once("\nCrates\n").expect("a list of crates");
    let list = rest.split("\n\n").next().unwrap_or_default();
    let named: BTreeSet<String> = list.lines().filter_map(|line| line.trim().split_once(": ")).map(|(name, _)| name.to_owned()).collect();
    let needed = needed();
    let missing: Vec<&String> = needed.difference(&named).collect();
    let gone: Vec<&String> = named.difference(&needed).collect();
    assert!(missing.is_empty() && gone.is_empty(), "run .ci/licences.py: missing {missing:?}, no longer needed {gone:?}");
    assert!(told.stdout.contains("Permission is hereby granted, free of charge") && told.stdout.contains("SIL OPEN FONT LICENSE"));
    assert_eq!(Run::of(stepsheet().arg("licences").output().expect("stepsheet runs")).stdout, told.stdout);
}
