use super::*;

type Rewriting = fn(Kind, &str, &[u8], &mut Sources, &mut Diagnostics) -> Option<Vec<u8>>;

fn run(rewriting: Rewriting, kind: Kind, text: &str) -> Result<String, Vec<String>> {
    let mut out = Diagnostics::default();
    let bytes = rewriting(kind, "file.toml", text.as_bytes(), &mut Sources::default(), &mut out);
    match bytes {
        Some(bytes) => Ok(String::from_utf8(bytes).expect("UTF-8")),
        None => Err(out.iter().map(|fault| format!("{}: {}", fault.code.slug(), fault.message)).collect()),
    }
}

fn fmt(kind: Kind, text: &str) -> String {
    let once = run(ordered, kind, text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}"));
    assert_eq!(run(ordered, kind, &once).as_deref(), Ok(once.as_str()), "a second time changes nothing");
    once
}

#[test]
fn keys_follow_the_reference_and_comments_follow_their_keys() {
    let text = r#"# The whole file.

# How long.
days-a-week=3   # from the source
stop-if = "it hurts"
title   = 'A "quoted" title'
surprise = 1

[log]
# Two are enough.
weeks = 2
# About the row.
[[exercise]]
steps = """
One.
Two.
"""
name = "Row"   
pictures = [
  { alt = "Up.", file = "a.svg" }, # the first
  { caption = "End", file = "b.svg", alt = "Down." },
]
[[exercise]]
name = "Arch"


steps = ["Bend."]
# The end.
"#;
    let expected = r#"# The whole file.

title = 'A "quoted" title'
stop-if = "it hurts"
# How long.
days-a-week = 3   # from the source
surprise = 1

# About the row.
[[exercise]]
name = "Row"
pictures = [
  { file = "a.svg", alt = "Up." }, # the first
  { file = "b.svg", alt = "Down.", caption = "End" },
]
steps = """
One.
Two.
"""

[[exercise]]
name = "Arch"

steps = ["Bend."]

[log]
# Two are enough.
weeks = 2
# The end.
"#;
    assert_eq!(fmt(Kind::Handout, text), expected);
}

#[test]
fn paragraphs_stay_apart() {
    let one_moves = "title = \"A\"\nversion = \"1\"\nlanguage = \"en\"\n\nsummary = \"B.\"\n\ntips = \"C.\"\n";
    let expected = "title = \"A\"\nlanguage = \"en\"\nversion = \"1\"\n\nsummary = \"B.\"\n\ntips = \"C.\"\n";
    assert_eq!(fmt(Kind::Handout, one_moves), expected);
    let with_comments = "title = \"A\"\n\n# Last.\ntips = \"C.\"\n\n# First.\nsummary = \"B.\"\n\nissued = 2026-11-20\n";
    let expected = "title = \"A\"\n\nissued = 2026-11-20\n\n# First.\nsummary = \"B.\"\n\n# Last.\ntips = \"C.\"\n";
    assert_eq!(fmt(Kind::Handout, with_comments), expected);
    let to_the_top = "[clinic]\nphone = \"1\"\n\n# Ours.\nname = \"A\"\n";
    assert_eq!(fmt(Kind::Clinic, to_the_top), "[clinic]\n# Ours.\nname = \"A\"\nphone = \"1\"\n");
    let empty = "# Top.\nschema = 1\n\n[clinic]\n# name = \"A\"\n\n[defaults]\nlanguage = \"en\"\n";
    assert_eq!(fmt(Kind::Clinic, empty), empty);
}

#[test]
fn tables_of_names_keep_their_order_and_their_insides_get_theirs() {
    let text = "[exercise.row]\nsteps = [\"Pull.\"]\nname = \"Row\"\n[exercise.arch]\nreps = 3\nname = \"Arch\"\nsteps = [\"Bend.\"]\n";
    let expected = "[exercise.row]\nname = \"Row\"\nsteps = [\"Pull.\"]\n\n[exercise.arch]\nname = \"Arch\"\nsteps = [\"Bend.\"]\nreps = 3\n";
    assert_eq!(fmt(Kind::Library, text), expected);
    let text = "styles.body = { leading = \"18 pt\", size = \"14 pt\" }\nextends = \"handout\"\n";
    assert!(fmt(Kind::Layout, text).starts_with("extends = \"handout\"\nstyles.body = { "));
}

#[test]
fn a_table_in_braces_over_several_lines_is_left_as_it_is() {
    let text = "title = \"A\"\n\n[[exercise]]\nname = \"B\"\npictures = [{\n  alt = \"C.\", # why\n  file = \"c.svg\",\n}]\nsteps = [\"D.\"]\n";
    assert_eq!(fmt(Kind::Handout, text), text);
}

#[test]
fn line_ends_and_marks_stay_as_they_were() {
    assert_eq!(fmt(Kind::Handout, "\u{FEFF}version = \"1\"\r\ntitle = \"A\"\r\n"), "\u{FEFF}title = \"A\"\r\nversion = \"1\"\r\n");
    assert_eq!(fmt(Kind::Handout, "title = \"A\""), "title = \"A\"\n");
    assert_eq!(fmt(Kind::Handout, "# only this\n\n\n"), "# only this\n");
    assert_eq!(run(migrated, Kind::Handout, "\u{FEFF}# top\r\ntitle = \"A\"\r\n").as_deref(), Ok("\u{FEFF}# top\r\nschema = 1\r\ntitle = \"A\"\r\n"));
}

#[test]
fn the_number_of_the_format_stands_first() {
    assert_eq!(run(migrated, Kind::Clinic, "# top\n\n# ours\n[clinic]\n").as_deref(), Ok("# top\n\nschema = 1\n# ours\n[clinic]\n"));
    assert_eq!(run(migrated, Kind::Clinic, "[clinic]\nname = \"A\"\n").as_deref(), Ok("schema = 1\n\n[clinic]\nname = \"A\"\n"));
}

#[test]
fn what_is_no_toml_or_too_new_is_told_and_left() {
    let code = |text: &str| run(ordered, Kind::Handout, text).map_err(|faults| faults[0].split(':').next().map(str::to_owned));
    assert_eq!(code("title = \n"), Err(Some("syntax".into())));
    assert_eq!(code("title = “A”\n"), Err(Some("curly-quotes".into())));
    assert_eq!(code("schema = 2\n"), Err(Some("newer-schema".into())));
    assert!(run(migrated, Kind::Handout, "schema = 2\n").is_err());
    // What is unknown is no reason.
    assert_eq!(code("titel = 3\n"), Ok("titel = 3\n".into()));
    let mut out = Diagnostics::default();
    let wide: Vec<u8> = "\u{FEFF}title = \"A\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(ordered(Kind::Handout, "a.toml", &wide, &mut Sources::default(), &mut out), None);
    assert_eq!(out.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::Encoding]);
}

#[test]
fn a_change_of_meaning_is_found() {
    let old = Text::of("a = 1\nb = \"x\"\n");
    assert!(proved(&old, "b = \"x\"\na = 1\n"));
    for other in ["a = 1\n", "a = \"x\"\nb = 1\n", "a = 1\nb = \"x \"\n", "a = 1\nb = \"x\" # new\n"] {
        assert!(!proved(&old, other), "{other}");
    }
}

#[test]
fn files_that_ship_are_known_and_can_be_put_in_order() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("stepsheet.toml")];
    for folder in ["handouts", "layouts", "library", "locales"] {
        let all = std::fs::read_dir(root.join(folder)).expect("a folder").map(|entry| entry.expect("an entry").path());
        files.extend(all.filter(|path| path.extension().is_some_and(|ending| ending == "toml")));
    }
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a text").replace("\r\n", "\n");
        let name = file.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
        let kind = Kind::of(&name, text.as_bytes());
        let folder = name.split('/').next().unwrap_or_default();
        let expected = match folder {
            "handouts" => Kind::Handout,
            "layouts" => Kind::Layout,
            "library" => Kind::Library,
            "locales" => Kind::Locale,
            _ => Kind::Clinic,
        };
        assert_eq!((kind, Kind::of("x.toml", text.as_bytes())), (expected, expected), "{name}");
        let lines = |text: &str| text.lines().filter(|line| line.trim().starts_with('#')).count();
        assert_eq!(lines(&fmt(kind, &text)), lines(&text), "{name}");
        assert!(run(migrated, kind, &text).is_ok_and(|new| new.contains("schema = 1")), "{name}");
    }
}

#[test]
fn kinds_are_known_by_name_and_by_keys() {
    for (name, text, kind) in [
        ("images/Photo.JPG.toml", "", Kind::Picture),
        ("images/bridge.figure.toml", "", Kind::Figure),
        ("stepsheet.toml", "", Kind::Clinic),
        ("a.toml", "", Kind::Handout),
        ("layouts/a.toml", "", Kind::Layout),
        ("a.toml", "title = \"A\"\n", Kind::Handout),
        ("a.toml", "[exercise.a]\nname = \"A\"\n", Kind::Library),
        ("a.toml", "[[exercise]]\nname = \"A\"\n", Kind::Handout),
        ("a.toml", "[clinic]\nname = \"A\"\n", Kind::Clinic),
        ("a.toml", "extends = \"handout\"\n", Kind::Layout),
        ("a.toml", "in-short = \"A\"\nyou-need = \"B\"\n", Kind::Locale),
    ] {
        assert_eq!(Kind::of(name, text.as_bytes()), kind, "{name}: {text}");
    }
}
