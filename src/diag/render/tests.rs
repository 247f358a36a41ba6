use super::*;
use crate::diag::Code;

const PLAIN: Format = Format::Human { colour: false };

/// The text with the stretch between `‹` and `›` marked.
fn marked(sources: &mut Sources, name: &str, text: &str) -> Span {
    let (before, rest) = text.split_once('‹').expect("an opening mark");
    let (inside, after) = rest.split_once('›').expect("a closing mark");
    let source = sources.add(name, format!("{before}{inside}{after}"));
    Span::of(&source, before.len()..before.len() + inside.len())
}

fn shown(diagnostic: Diagnostic, sources: &Sources, format: Format) -> String {
    let mut all = Diagnostics::default();
    all.push(diagnostic);
    render(&all, sources, format)
}

fn human_of(text: &str) -> String {
    let mut sources = Sources::default();
    let span = marked(&mut sources, "h.toml", text);
    shown(Diagnostic::error(Code::BadValue, "not good").at(span).help("mend it"), &sources, PLAIN)
}

#[test]
fn nothing_is_no_text() {
    assert_eq!(render(&Diagnostics::default(), &Sources::default(), PLAIN), "");
}

#[test]
fn a_fault_has_its_place_line_mark_and_help() {
    let expected = "\
error[bad-value]: not good
 --> h.toml:2:8
  |
2 | reps = \"x\"
  |        ^^^
  |
  = help: mend it

";
    assert_eq!(human_of("sets = 2\nreps = ‹\"x\"›\n"), expected);
}

#[test]
fn a_fix_is_a_diff() {
    let mut sources = Sources::default();
    let span = marked(&mut sources, "h.toml", "[[exercise]]\n‹rep› = 10\n");
    let fault = Diagnostic::error(Code::UnknownKey, "unknown key `rep`").at(span).help("did you mean `reps`?").fix(span, "reps");
    let expected = "\
error[unknown-key]: unknown key `rep`
 --> h.toml:2:1
  |
2 | rep = 10
  | ^^^
  |
help: did you mean `reps`?
  |
2 | reps = 10
  |    +

";
    assert_eq!(shown(fault, &sources, PLAIN), expected);
}

#[test]
fn crlf_lines_are_marked_as_others() {
    let expected = human_of("sets = 2\nreps = ‹\"x\"›\n");
    assert_eq!(human_of("sets = 2\r\nreps = ‹\"x\"›\r\n"), expected);
    assert_eq!(human_of("sets = 2\r\nreps = ‹\"x\"\r\n›"), expected);
}

#[test]
fn tabs_and_wide_letters_keep_the_mark_under_the_text() {
    let expected = "\
error[bad-value]: not good
 --> h.toml:1:9
  |
1 |     好 = \"好好\"
  |           ^^^^
  |
  = help: mend it

";
    assert_eq!(human_of("\t好 = \"‹好好›\"").replace(":1:7", ":1:9"), expected);
}

#[test]
fn right_to_left_text_is_counted_in_letters() {
    assert!(human_of("title = \"تمرين ‹الظهر›\"").contains("h.toml:1:16"));
}

#[test]
fn the_end_of_a_file_can_be_marked() {
    for text in ["‹›", "title = ‹›", "title = \"x\"\n‹›", "\r\n‹›", "title = \"x\"‹\n›"] {
        let out = human_of(text);
        assert!(out.contains("^") && out.contains("help: mend it"), "{text:?}\n{out}");
    }
}

#[test]
fn a_very_long_line_is_cut_around_its_mark() {
    let out = human_of(&format!("{}‹rep›{}", "字".repeat(5_000), "x".repeat(5_000)));
    assert!(out.contains("h.toml:1:5001"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= WIDEST + 20), "{out}");
    let mark = out.lines().find(|line| line.contains('^')).expect("a mark");
    assert_eq!(mark.matches('^').count(), 3, "{out}");
    // Wide letters take two columns each.
    assert_eq!(mark.find('^'), Some(4 + 1 + 2 * BEFORE), "{out}");
}

#[test]
fn a_long_mark_ends_with_the_line_that_is_shown() {
    let out = human_of(&format!("‹{}›", "x".repeat(1_000)));
    assert_eq!(out.matches('^').count(), WIDEST);
}

#[test]
fn several_lines_are_marked_on_the_first() {
    let expected = "\
error[bad-value]: not good
 --> h.toml:1:1
  |
1 | [[exercise]]
  | ^^^^^^^^^^^^
  |
  = help: mend it

";
    assert_eq!(human_of("‹[[exercise]]\nname = 1\n›"), expected);
}

#[test]
fn a_second_place_stands_in_the_same_picture() {
    let mut sources = Sources::default();
    let text = "id = \"row\"\n\n\n\n\n\n\nid = \"row\"";
    let source = sources.add("h.toml", text);
    let (first, second) = (Span::of(&source, 5..10), Span::of(&source, 22..27));
    let fault = Diagnostic::error(Code::SameId, "two exercises have the id `row`").at(second).also(first, "the first one");
    let expected = "\
error[same-id]: two exercises have the id `row`
 --> h.toml:8:6
  |
1 | id = \"row\"
  |      ----- the first one
...
8 | id = \"row\"
  |      ^^^^^

";
    assert_eq!(shown(fault, &sources, PLAIN), expected);
}

#[test]
fn a_second_place_in_another_file_has_its_path() {
    let mut sources = Sources::default();
    let here = marked(&mut sources, "h.toml", "‹x› = 1");
    let there = marked(&mut sources, "library/a.toml", "\n\ny = ‹2›");
    let fault = Diagnostic::warning(Code::SafetyKept, "safety text stays").at(here).also(there, "of the library");
    let expected = "\
warning[safety-kept]: safety text stays
 --> h.toml:1:1
  |
1 | x = 1
  | ^
  |
 ::: library/a.toml:3:5
  |
3 | y = 2
  |     - of the library

";
    assert_eq!(shown(fault, &sources, PLAIN), expected);
}

#[test]
fn a_file_without_a_place_is_named() {
    let fault = Diagnostic::error(Code::Unwritable, "no room on the disk").file("out/a.pdf").help("free some");
    let expected = "\
error[unwritable]: no room on the disk
--> out/a.pdf
 |
 = help: free some

";
    assert_eq!(shown(fault.clone(), &Sources::default(), PLAIN), expected);
    assert_eq!(shown(fault, &Sources::default(), Format::Short), "out/a.pdf: error[unwritable]: no room on the disk (free some)\n");
}

#[test]
fn neither_place_nor_file_still_says_what_to_do() {
    let fault = Diagnostic::error(Code::NothingToMake, "nothing to make").help("name a handout");
    assert_eq!(shown(fault, &Sources::default(), PLAIN), "error[nothing-to-make]: nothing to make\n |\n = help: name a handout\n\n");
}

#[test]
fn colours_only_when_asked() {
    let mut sources = Sources::default();
    let span = marked(&mut sources, "h.toml", "‹x› = 1");
    let fault = Diagnostic::error(Code::UnknownKey, "unknown key").at(span);
    assert!(shown(fault.clone(), &sources, Format::Human { colour: true }).contains('\x1b'));
    assert!(!shown(fault, &sources, PLAIN).contains('\x1b'));
}

#[test]
fn what_a_file_says_cannot_steer_the_terminal() {
    let mut sources = Sources::default();
    let span = marked(&mut sources, "h\x1b[31m.toml", "‹x\x1b[31m\u{202E}› = 1");
    let fault = Diagnostic::error(Code::UnknownKey, "unknown key `x\x1b[31m\u{202E}`").at(span).help("\x07").fix(span, "y\x1b[2J");
    for format in [PLAIN, Format::Short, Format::Json] {
        let out = shown(fault.clone(), &sources, format);
        assert!(!out.contains(['\x1b', '\x07']), "{out:?}");
    }
}

#[test]
fn json_tells_place_end_and_fix() {
    let mut sources = Sources::default();
    let span = marked(&mut sources, "h.toml", "a = 1\n‹rép› = 10\n");
    let fault = Diagnostic::error(Code::UnknownKey, "unknown key").at(span).fix(span, "reps");
    let expected = concat!(
        r#"{"file":"h.toml","line":2,"column":1,"end":{"line":2,"column":4},"code":"unknown-key","severity":"error","#,
        r#""message":"unknown key","help":null,"#,
        r#""fix":{"file":"h.toml","line":2,"column":1,"end":{"line":2,"column":4},"text":"reps"},"also":null}"#,
        "\n"
    );
    assert_eq!(shown(fault, &sources, Format::Json), expected);
}

#[test]
fn short_is_a_line_a_fault() {
    let mut sources = Sources::default();
    let span = marked(&mut sources, "h.toml", "a = 1\n\tb = ‹2›\n");
    let fault = Diagnostic::warning(Code::OutOfRange, "too\nmany").at(span).fix(span, "1");
    assert_eq!(shown(fault, &sources, Format::Short), "h.toml:2:6: warning[out-of-range]: too many (write `1`)\n");
}
