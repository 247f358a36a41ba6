//! The same project gives the same bytes: with one thread or two, alone or among others, in another folder, on another machine.
//! `suite/bytes/<project>/expected.blake3` holds the hashes of its sheets: a change of bytes is seen, and accepted with
//! `STEPSHEET_BLESS=1`.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::case::{Case, cases};
use crate::library::{exercises, pictures};

/// A plain handout takes no more, without its pictures.
const PLAIN: usize = 50_000;
/// One in Chinese: two faces with some 340 outlines of 170 bytes each, which no deflate makes smaller.
const CHINESE: usize = 85_000;
/// Each figure adds at most this.
const FIGURE: usize = 6_144;

#[test]
fn the_same_projects_give_the_same_bytes() {
    let mut failures = Vec::new();
    for folder in cases("bytes") {
        let Some(case) = Case::prepare(&folder) else { continue };
        let one = made(&case, &["--jobs", "1"]);
        let hashes = one.iter().fold(String::new(), |mut text, (name, bytes)| {
            let _ = writeln!(text, "{} {name}", blake3::hash(bytes));
            text
        });
        failures.extend(case.compare("expected.blake3", &hashes).err());
        let Some(other) = Case::prepare(&folder) else { continue };
        let two = made(&other, &["--jobs", "2"]);
        // The last handout first, so that faces, pictures and subsets come in another order.
        let mut alone = BTreeMap::new();
        for handout in handouts(&other).iter().rev() {
            alone.extend(made(&other, &[handout]));
        }
        for (name, bytes) in &one {
            for (how, sheets) in [("with two threads", &two), ("alone", &alone)] {
                if sheets.get(name) != Some(bytes) {
                    failures.push(format!("---- {}: {name} has other bytes {how}", case.name));
                }
            }
        }
        failures.extend((one.len() != two.len() || one.len() != alone.len()).then(|| format!("---- {}: not the same sheets", case.name)));
    }
    assert!(failures.is_empty(), "\n{}\nSTEPSHEET_BLESS=1 accepts what was found\n", failures.join("\n"));
}

#[test]
fn a_plain_handout_stays_small() {
    let languages = ["ar", "hi", "th", "zh-Hans"].map(|tag| format!("tests/suite/languages/{tag}/upper-back.toml"));
    for handouts in [&[], languages.as_slice()] {
        let out = tempfile::tempdir().expect("a folder");
        let mut command = crate::case::stepsheet();
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["build", "--quiet", "--out-dir"]).arg(out.path()).args(handouts);
        assert!(command.output().expect("stepsheet runs").status.success());
        let sheets = sheets(out.path());
        assert!(sheets.len() >= handouts.len().max(1));
        for (name, bytes) in sheets {
            let words = if name.contains("zh-Hans") { CHINESE } else { PLAIN };
            let parts: Vec<&str> = name.split('.').collect();
            let handout = match parts[..] {
                [id, language, _, _, _] => format!("tests/suite/languages/{language}/{id}.toml"),
                _ => format!("handouts/{}.toml", parts[0]),
            };
            let most = words + FIGURE * figures(&handout);
            assert!(bytes.len() <= most, "{name} takes {} bytes, of {most}", bytes.len());
        }
    }
}

/// How many figures a handout has, with those of the library's exercises that it uses.
fn figures(handout: &str) -> usize {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(handout)).expect("a handout");
    let used = text.lines().filter_map(|line| line.strip_prefix("use = \"")?.strip_suffix('"'));
    let library = exercises();
    let of = |wanted: &str| library.iter().find(|(_, id, _)| id == wanted).map_or(0, |(_, _, exercise)| pictures(exercise).len());
    text.matches(".figure.toml").count() + used.map(of).sum::<usize>()
}

/// The sheets of a run, by name.
fn made(case: &Case, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = case.project().join("out");
    let _ = fs::remove_dir_all(&out);
    let run = case.run(&[&["build", "--quiet", "--out-dir", "out"], arguments].concat());
    assert_eq!(run.status, 0, "{}: {}", case.name, run.stderr);
    sheets(&out)
}

fn sheets(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder");
    let sheet = |entry: fs::DirEntry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a sheet"));
    entries.map(|entry| sheet(entry.expect("an entry"))).collect()
}

/// The case's handouts, in order of their names.
fn handouts(case: &Case) -> Vec<String> {
    sheets(&case.project().join("handouts")).into_keys().map(|name| format!("handouts/{name}")).collect()
}
