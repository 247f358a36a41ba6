//! Who may know whom. The table is the plan of the house; a new import between rooms changes it in the same commit.
use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms it may know.
const ROOMS: &[(&str, &[&str])] = &[
    ("geom", &[]),
    ("source", &[]),
    ("memo", &[]),
    ("diag", &["source"]),
    ("structure", &["source"]),
    ("shelf", &["source", "diag"]),
    ("spec", &["geom", "source", "diag"]),
    ("model", &["geom", "source"]),
    ("reading", &["source", "diag", "model"]),
    ("figure", &["geom", "source", "memo", "diag", "shelf", "model"]),
    ("picture", &["geom", "source", "memo", "diag", "shelf", "model", "figure"]),
    ("text", &["geom", "source", "memo", "diag", "model"]),
    ("kit", &["geom", "memo", "text", "picture", "figure"]),
    ("resolve", &["geom", "source", "memo", "diag", "structure", "shelf", "spec", "model", "reading", "picture", "figure", "text", "kit"]),
    ("compose", &["geom", "source", "diag", "structure", "model", "text", "picture", "figure", "kit"]),
    ("impose", &["geom", "model", "compose"]),
    ("paint", &["geom", "model", "memo", "diag", "structure", "text", "picture", "figure", "kit", "compose", "impose"]),
    (
        "press",
        &[
            "geom",
            "source",
            "memo",
            "diag",
            "structure",
            "shelf",
            "spec",
            "model",
            "reading",
            "picture",
            "figure",
            "text",
            "kit",
            "resolve",
            "compose",
            "impose",
            "paint",
        ],
    ),
];

/// What only some places may name, and what nobody may.
const KEPT: &[(&str, &[&str])] = &[
    ("rayon::", &["press/"]),
    ("annotate_snippets::", &["diag/render.rs"]),
    ("printpdf::", &["paint/"]),
    ("lopdf::", &["paint/"]),
    ("clap::", &["bin/"]),
    ("anstream::", &["bin/"]),
    ("indicatif::", &["bin/"]),
    ("notify::", &["bin/stepsheet/watch.rs"]),
    ("open::that", &["bin/stepsheet/show.rs"]),
    ("ctrlc::", &["bin/stepsheet/watch.rs"]),
    ("windows_sys::", &["bin/stepsheet/dropped.rs"]),
    ("println!", &["bin/"]),
    ("print!(", &["bin/"]),
    ("dbg!", &[]),
    ("todo!", &[]),
    ("unimplemented!", &[]),
    ("process::exit", &[]),
    ("Instant::now", &["bin/"]),
    ("SystemTime::now", &["bin/"]),
    // Who may read a file is asked of each system in its own way.
    ("std::os::", &["press/write.rs"]),
    ("std::net", &[]),
];

#[test]
fn rooms_know_only_whom_they_may() {
    let strangers: Vec<String> = files(&source()).iter().flat_map(|file| strangers(file)).collect();
    assert!(strangers.is_empty(), "\n{}\n", strangers.join("\n"));
}

#[test]
fn tools_stay_in_their_rooms() {
    let mut found = Vec::new();
    for file in files(&source()) {
        let name = name(&file);
        for (number, line) in own_lines(&file) {
            for (word, rooms) in KEPT {
                // A comment may speak of anything.
                let code = line.split("//").next().unwrap_or_default();
                if code.contains(word) && !rooms.iter().any(|room| name.starts_with(room)) {
                    found.push(format!("{name}:{number}: may not use {word}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Where no other system can be tried, this holds what would not compile there to places that say so.
#[test]
fn what_only_one_system_has_stands_under_its_condition() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for file in ["src", "tests", "benches"].iter().flat_map(|folder| files(&root.join(folder))) {
        if is_conditional(&file) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source file");
        found.extend(unconditional(&text).into_iter().map(|line| format!("{}:{line}", file.display())));
    }
    assert!(found.is_empty(), "not under `#[cfg(…)]`:\n{}\n", found.join("\n"));
    let faulty = format!("#[cfg(unix)]\nfn a() {{\n    {0}a();\n}}\n\nfn b() {{\n    {0}b();\n}}\n", FOREIGN[0]);
    assert_eq!(unconditional(&faulty), [7]);
}

/// Whether the file as a whole stands under a condition, where its folder names it.
fn is_conditional(file: &Path) -> bool {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let above = fs::read_to_string(file.with_file_name("mod.rs")).unwrap_or_default();
    let lines: Vec<&str> = above.lines().collect();
    lines.windows(2).any(|pair| is_condition(pair[0]) && pair[1] == format!("mod {name};"))
}

fn is_condition(line: &str) -> bool {
    line.trim_start().starts_with("#[cfg(") && ["unix", "windows", "target_os"].iter().any(|system| line.contains(system))
}

/// How the functions begin that one system alone has.
const FOREIGN: &[&str] = &["std::os::", "libc::", "winapi::", "windows_sys::"];

/// The lines that name one system's own functions in an item without a condition. Items are told apart by empty lines outside of them.
fn unconditional(text: &str) -> Vec<usize> {
    let mut condition = false;
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let code = line.trim_start();
        if is_condition(code) {
            condition = true;
        } else if line.trim().is_empty() {
            condition = false;
        }
        let foreign = FOREIGN.iter().any(|name| code.contains(name) && !code.contains(&format!("\"{name}")));
        if foreign && !condition && !code.starts_with("//") {
            lines.push(at + 1);
        }
    }
    lines
}

#[test]
fn every_room_stands_in_the_table() {
    let known: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for file in files(&source()) {
        let room = room(&file);
        assert!(known.contains(&room.as_str()) || ["lib", "bin"].contains(&room.as_str()), "{room} is not in the table");
    }
}

#[test]
fn a_stranger_is_told_by_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("src/geom/len.rs");
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(&file, "// crate::press\nuse crate::{compose::Pages, geom};\n\n#[cfg(test)]\nuse crate::paint;\n").expect("a file");
    assert_eq!(strangers(&file), ["geom/len.rs:2: may not know compose"]);
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("a source folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// From `src/`, with `/`.
fn name(file: &Path) -> String {
    let parts: Vec<String> = file.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let src = parts.iter().rposition(|part| part == "src").expect("a file under src");
    parts[src + 1..].join("/")
}

fn room(file: &Path) -> String {
    let name = name(file);
    name.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// The lines before the tests at the foot, counted from 1. A file of tests alone has none.
fn own_lines(file: &Path) -> Vec<(usize, String)> {
    if file.file_stem().is_some_and(|stem| stem == "tests") {
        return Vec::new();
    }
    let text = fs::read_to_string(file).expect("a source file");
    text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).map(str::to_owned).enumerate().map(|(at, line)| (at + 1, line)).collect()
}

fn strangers(file: &Path) -> Vec<String> {
    let room = room(file);
    let Some((_, known)) = ROOMS.iter().find(|(name, _)| *name == room) else { return Vec::new() };
    let mut found = Vec::new();
    for (number, line) in own_lines(file) {
        let code = line.split("//").next().unwrap_or_default();
        for named in named_rooms(code) {
            let is_room = ROOMS.iter().any(|(name, _)| *name == named);
            if is_room && named != room && !known.contains(&named.as_str()) {
                found.push(format!("{}:{number}: may not know {named}", name(file)));
            }
        }
    }
    found
}

/// The rooms after each `crate::` of a line, those in braces too.
fn named_rooms(code: &str) -> Vec<String> {
    let word = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    if start && depth == 0 {
                        rooms.push(word(&list[at..]));
                    }
                    start = c == ',';
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        _ => {}
                    }
                }
            }
            None => rooms.push(word(rest)),
        }
    }
    rooms
}
