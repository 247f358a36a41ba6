//! The check and serde agree: what the check has passed or pruned, serde reads.
use super::example;
use crate::diag::Diagnostics;
use crate::source::Sources;
use crate::spec::tree::{Node, Value};
use crate::spec::{Catalog, ClinicFile, Document, Figure, Handout, Kind, LayoutFile, Library, Locale, PictureFile, Words, document};

/// Whether the document can be read as its type.
fn typed(document: &Document, out: &mut Diagnostics) -> bool {
    match document.kind {
        Kind::Handout => document.table.typed::<Handout>(out).is_some(),
        Kind::Clinic => document.table.typed::<ClinicFile>(out).is_some(),
        Kind::Library => document.table.typed::<Library>(out).is_some(),
        Kind::Locale => document.table.typed::<Locale>(out).is_some(),
        Kind::Words => document.table.typed::<Words>(out).is_some(),
        Kind::Layout => document.table.typed::<LayoutFile>(out).is_some(),
        Kind::Picture => document.table.typed::<PictureFile>(out).is_some(),
        Kind::Figure => document.table.typed::<Figure>(out).is_some(),
        Kind::Catalog => document.table.typed::<Catalog>(out).is_some(),
    }
}

/// Faults of the check, whether the type was read, and whether serde found a fault of its own.
fn read(kind: Kind, bytes: &[u8]) -> (usize, bool, bool) {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let document = document(kind, "file.toml", bytes, &mut sources, &mut out);
    let faults = out.len();
    let whole = document.is_some_and(|document| typed(&document, &mut out));
    assert!(out.iter().all(|fault| fault.span.is_none_or(|span| sources.place(span).is_some())), "a fault without a place: {out:?}");
    (faults, whole, out.len() > faults)
}

#[test]
fn examples_have_no_fault() {
    for kind in Kind::ALL {
        assert_eq!(super::faults_of(*kind, example(*kind).as_bytes()), Vec::<String>::new());
        assert_eq!(read(*kind, example(*kind).as_bytes()), (0, true, false), "{kind:?}");
    }
}

#[test]
fn files_that_ship_have_no_fault() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        (Kind::Handout, "handouts"),
        (Kind::Library, "library"),
        (Kind::Locale, "locales"),
        (Kind::Words, "locales/words"),
        (Kind::Layout, "layouts"),
        (Kind::Clinic, "."),
    ];
    for (kind, folder) in folders {
        for file in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            let path = file.path();
            let is_ours = path.extension().is_some_and(|ending| ending == "toml") && (kind != Kind::Clinic || path.ends_with("stepsheet.toml"));
            if let Some(bytes) = is_ours.then(|| std::fs::read(&path).ok()).flatten() {
                assert_eq!(super::faults_of(kind, &bytes), Vec::<String>::new(), "{}", path.display());
                assert!(read(kind, &bytes).1, "{}", path.display());
            }
        }
    }
}

#[test]
fn schema_and_serde_agree() {
    const OTHERS: &[&str] = &[
        "1",
        "300",
        "-1",
        "2.5",
        "true",
        "\"\"",
        "\"zz\"",
        "2026-11-20",
        "2026-11-20T10:00:00",
        "10:00:00",
        "[]",
        "[1]",
        "[\"\"]",
        "[\"a\", \"b\"]",
        "[[]]",
        "[{}]",
        "{}",
        "{ safety = \"x\" }",
        "{ file = 3 }",
        "{ text = \"a\" }",
        "{ one = 1 }",
        "99999999999999999999",
        "inf",
        "nan",
        "0x1F",
        "\"**\"",
        "\"8-\"",
        "\"none\"",
        "'''\n\n'''",
        "",
    ];
    let (mut tried, mut faulty, mut partial) = (0, 0, 0);
    for kind in Kind::ALL {
        let good = example(*kind);
        let mut sources = Sources::default();
        let document = document(*kind, "file.toml", good.as_bytes(), &mut sources, &mut Diagnostics::default());
        let mut places = Vec::new();
        spans(document.iter().flat_map(|document| document.table.0.entries()).map(|entry| (&entry.key.span, &entry.node)), &mut places);
        for place in places {
            for other in OTHERS {
                let text = format!("{}{other}{}", &good[..place.start], &good[place.end..]);
                let (faults, whole, late) = read(*kind, text.as_bytes());
                tried += 1;
                faulty += usize::from(faults > 0);
                partial += usize::from(faults > 0 && whole);
                assert!(whole || faults > 0, "{kind:?}: nothing was read, and nothing said\n{text}");
                assert!(!late, "{kind:?}: serde refused what the check had passed\n{text}");
            }
        }
    }
    assert!(tried > 3000 && faulty > tried / 2 && partial > faulty / 2, "{tried} tried, {faulty} faulty, {partial} of them read in part");
}

fn spans<'t>(entries: impl Iterator<Item = (&'t crate::source::Span, &'t Node)>, out: &mut Vec<std::ops::Range<usize>>) {
    for (key, node) in entries {
        out.push(key.start as usize..key.end as usize);
        inside(node, out);
    }
}

fn inside(node: &Node, out: &mut Vec<std::ops::Range<usize>>) {
    out.push(node.span.start as usize..node.span.end as usize);
    match &node.value {
        Value::Table(entries) => spans(entries.iter().map(|entry| (&entry.key.span, &entry.node)), out),
        Value::List(members) => members.iter().for_each(|member| inside(member, out)),
        Value::Text(_) | Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) | Value::Moment => {}
    }
}

/// Numbers that look random, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
}

#[test]
fn random_edits_never_break_the_reader() {
    const PIECES: &[&str] = &[
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ",",
        "\n",
        "#",
        "\\",
        "“",
        "”",
        "’",
        "**",
        "é",
        "\r",
        "\0",
        "=\n",
        "\n[exercise]\n",
        "\n[[exercise]]\n",
        "a.b = 1\n",
        "title = \"x\"\n",
        "\u{feff}",
        "- ",
        ": ",
        "//",
        "1",
        ".",
        "schema = 2\n",
    ];
    let mut dice = Dice(7);
    for kind in Kind::ALL {
        for _ in 0..600 {
            let mut bytes = example(*kind).as_bytes().to_vec();
            for _ in 0..=dice.roll(3) {
                let at = dice.roll(bytes.len());
                match dice.roll(4) {
                    0 => bytes[at] = dice.roll(256) as u8,
                    1 => drop(bytes.drain(at..(at + 1 + dice.roll(20)).min(bytes.len()))),
                    2 => bytes.truncate(at),
                    _more => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].bytes())),
                }
                if bytes.is_empty() {
                    break;
                }
            }
            let (faults, whole, late) = read(*kind, &bytes);
            assert!(whole || faults > 0, "nothing was read, and nothing said\n{}", String::from_utf8_lossy(&bytes));
            assert!(!late, "serde refused what the check had passed\n{}", String::from_utf8_lossy(&bytes));
        }
    }
}
