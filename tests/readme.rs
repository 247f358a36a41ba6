//! REFERENCE.md is what the file formats say of themselves. `STEPSHEET_BLESS=1 cargo test` writes it anew.
use std::fmt::Write;
use std::fs;
use std::path::Path;

use stepsheet::spec::Kind;

/// What a therapist writes first stands first.
const ORDER: [(Kind, &str); 9] = [
    (Kind::Handout, "A handout"),
    (Kind::Clinic, "The clinic: `stepsheet.toml`"),
    (Kind::Library, "The library: `library/*.toml`"),
    (Kind::Figure, "A figure: `images/*.figure.toml`"),
    (Kind::Catalog, "A catalog: `handouts/*.es.toml`, `library/*.es.toml`"),
    (Kind::Layout, "A layout: `layouts/*.toml`"),
    (Kind::Locale, "A locale: `locales/*.toml`"),
    (Kind::Picture, "A picture: `photo.jpg.toml` beside `photo.jpg`"),
    (Kind::Words, "Hard and plain words: `locales/words/*.toml`"),
];

const ABOUT: &str = "# Reference

Every key of every file, from the same types that the command reads with. Lengths are texts with a unit (`\"9 mm\"`, `\"14 pt\"`, `\"0.5 in\"`),
colours `\"#0b4a5f\"`, days `2026-11-20`, files are named from the handout's folder or the project's. `stepsheet schema handout` gives the same
to an editor.
";

#[test]
fn the_reference_is_that_of_the_file_formats() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("REFERENCE.md");
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let expected = reference();
    if found == expected {
        return;
    }
    if std::env::var_os("STEPSHEET_BLESS").is_some() {
        fs::write(&path, expected).expect("REFERENCE.md can be written");
        return;
    }
    let line = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    panic!("REFERENCE.md is not what the file formats say (STEPSHEET_BLESS=1 writes it anew), first here: {line:?}");
}

#[test]
fn the_reference_has_every_kind_once() {
    let mut kinds = ORDER.map(|(kind, _)| kind);
    kinds.sort();
    assert_eq!(kinds.as_slice(), Kind::ALL);
}

fn reference() -> String {
    let mut out = String::from(ABOUT);
    let _ = writeln!(out);
    for (_, heading) in ORDER {
        let _ = writeln!(out, "- [{heading}](#{})", anchor(heading));
    }
    for (kind, heading) in ORDER {
        let _ = write!(out, "\n## {heading}\n\n{}\n", kind.reference().trim_end());
    }
    out
}

/// Where a heading is on a page: its letters, digits and hyphens.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
    kept.replace(' ', "-")
}
