//! The reference in README.md is what the file formats say of themselves. `STEPSHEET_BLESS=1 cargo test` writes it anew.
use std::fmt::Write;
use std::fs;
use std::path::Path;

use stepsheet::spec::Kind;

const BEGIN: &str = "<!-- reference: begin -->\n";
const END: &str = "<!-- reference: end -->";
/// In the order of the README: what a therapist writes first.
const ORDER: [(Kind, &str); 8] = [
    (Kind::Handout, "A handout"),
    (Kind::Clinic, "The clinic: `stepsheet.toml`"),
    (Kind::Library, "The library: `library/*.toml`"),
    (Kind::Figure, "A figure: `images/*.figure.toml`"),
    (Kind::Layout, "A layout: `layouts/*.toml`"),
    (Kind::Locale, "A locale: `locales/*.toml`"),
    (Kind::Picture, "A picture: `photo.jpg.toml` beside `photo.jpg`"),
    (Kind::Words, "Hard and plain words: `locales/words/*.toml`"),
];

#[test]
fn the_reference_is_that_of_the_file_formats() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("README.md").replace("\r\n", "\n");
    let (above, rest) = readme.split_once(BEGIN).expect("where the reference begins");
    let (found, below) = rest.split_once(END).expect("where the reference ends");
    let expected = reference();
    if found == expected {
        return;
    }
    if std::env::var_os("STEPSHEET_BLESS").is_some() {
        fs::write(&path, format!("{above}{BEGIN}{expected}{END}{below}")).expect("README.md can be written");
        return;
    }
    let line = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    panic!("the reference in README.md is not that of the file formats (STEPSHEET_BLESS=1 writes it anew), first here: {line:?}");
}

#[test]
fn the_reference_has_every_kind_once() {
    let mut kinds = ORDER.map(|(kind, _)| kind);
    kinds.sort();
    assert_eq!(kinds.as_slice(), Kind::ALL);
}

fn reference() -> String {
    let mut out = String::new();
    for (kind, heading) in ORDER {
        let _ = write!(out, "\n### {heading}\n\n{}\n", kind.reference().trim_end());
    }
    out
}
