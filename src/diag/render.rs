//! Diagnostics as text for people, for editors and for programs. The only place that knows annotate-snippets.
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Padding, Patch, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Fix, Severity};
use crate::source::{Place, Sources, Span};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the line, a mark and a help; with colours where asked.
    Human { colour: bool },
    /// `file:line:column: severity[code]: message (help)`, a line each.
    Short,
    /// One JSON object a line: `file`, `line`, `column`, `end` (its `line` and `column`, exclusive), `code`, `severity`, `message`, `help`,
    /// `fix` (its place and `text`), `also` (its place and `message`). Lines and columns count from 1, columns in characters; what is not
    /// known is null.
    Json,
}

/// All diagnostics as one text, each ending in a line feed; empty where there are none.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, format: Format) -> String {
    let one = |diagnostic: &Diagnostic| match format {
        Format::Human { colour } => human(diagnostic, sources, colour),
        Format::Short => short(diagnostic, sources),
        Format::Json => json_line(diagnostic, sources),
    };
    diagnostics.iter().map(one).collect()
}

impl Severity {
    fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    fn level(self) -> Level<'static> {
        match self {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        }
    }
}

// ---- for people

/// Wider lines are cut around their mark, in characters.
const WIDEST: usize = 110;
/// What stays before the mark in a line that is cut.
const BEFORE: usize = 40;
/// So many lines between two marks are shown; more are folded.
const BETWEEN: usize = 2;

fn human(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    // Lines are cut here, because the renderer would read a file of megabytes anew for each mark.
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDEST * 4);
    let place = diagnostic.span.and_then(|span| sources.place(span));
    let help = diagnostic.help.as_deref().map(clean);
    let fix = diagnostic.fix.as_ref().and_then(|fix| diff(fix, sources));

    let shown: Vec<Shown> = place.as_ref().map_or(Vec::new(), |place| pictures(place, also(diagnostic, sources)));
    let title = diagnostic.severity.level().primary_title(clean(&diagnostic.message)).id(diagnostic.code.slug());
    let mut main = Group::with_title(title);
    main = main.elements(shown.iter().map(Shown::snippet));
    match (&place, &diagnostic.file) {
        (Some(_), _) => {}
        (None, Some(file)) => main = main.element(Origin::path(clean(file))).element(Padding),
        (None, None) => {}
    }
    let report = match (help, fix) {
        (Some(help), Some(fix)) => vec![main, Level::HELP.secondary_title(help).element(fix)],
        (None, Some(fix)) => vec![main, Level::HELP.secondary_title("write this instead").element(fix)],
        (Some(help), None) => vec![main.element(Level::HELP.message(help))],
        (None, None) => vec![main],
    };
    let mut out = renderer.render(&report);
    for picture in &shown {
        out = picture.with_true_column(out);
    }
    while out.ends_with(['\n', ' ']) {
        out.pop();
    }
    out.push_str("\n\n");
    out
}

fn also<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> Option<(Place, &'a str)> {
    let (span, message) = diagnostic.also.as_ref()?;
    Some((sources.place(*span)?, message))
}

/// The marked line, and the second one: in the same picture, or in its own where it stands in another file.
fn pictures(place: &Place, also: Option<(Place, &str)>) -> Vec<Shown> {
    let first = mark(place, AnnotationKind::Primary, None);
    let Some((other, message)) = also else { return vec![picture(place, &[first])] };
    let second = mark(&other, AnnotationKind::Context, Some(clean(message)));
    if place.source.name == other.source.name {
        vec![picture(place, &[first, second])]
    } else {
        vec![picture(place, &[first]), picture(&other, &[second])]
    }
}

/// A stretch of one line to be marked.
struct Mark {
    line: usize,
    /// The bytes of the line in its text, without its line feed.
    bytes: Range<usize>,
    /// The marked bytes within the line.
    range: Range<usize>,
    kind: AnnotationKind,
    label: Option<String>,
}

/// A span of several lines is marked on its first.
fn mark(place: &Place, kind: AnnotationKind, label: Option<String>) -> Mark {
    let bytes = line_around(&place.source.text, place.range.start);
    let start = place.range.start.min(bytes.end) - bytes.start;
    let end = place.range.end.min(bytes.end) - bytes.start;
    Mark { line: place.line, bytes, range: start..end.max(start), kind, label }
}

/// The bytes of the line that holds `at`, without its line end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
    let end = text[at..].find('\n').map_or(text.len(), |feed| at + feed);
    start..if text[start..end].ends_with('\r') { end - 1 } else { end }
}

/// Lines of one file with their marks, ready to be shown.
struct Shown {
    path: String,
    /// Number of the first line.
    first: usize,
    text: String,
    marks: Vec<(AnnotationKind, Range<usize>, Option<String>)>,
    /// `path:line:column` as the renderer counts it in a line that was cut, and as it is.
    column: Option<(String, String)>,
}

impl Shown {
    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let marks = self.marks.iter().map(|(kind, range, label)| kind.span(range.clone()).label(label.as_deref()));
        Snippet::source(&self.text).path(&self.path).line_start(self.first).annotations(marks)
    }

    fn with_true_column(&self, rendered: String) -> String {
        let Some((counted, column)) = &self.column else { return rendered };
        match rendered.split_once('\n') {
            Some((title, rest)) => format!("{title}\n{}", rest.replacen(counted, column, 1)),
            None => rendered,
        }
    }
}

/// The lines from the first mark to the last.
fn picture(place: &Place, marks: &[Mark]) -> Shown {
    let first = marks.iter().map(|mark| mark.line).min().unwrap_or(1);
    let last = marks.iter().map(|mark| mark.line).max().unwrap_or(1);
    let top = marks.iter().map(|mark| mark.bytes.start).min().unwrap_or(0);
    let path = clean(&place.source.name);
    let mut shown = Shown { path, first, text: String::new(), marks: Vec::new(), column: None };
    for (number, line) in (first..=last).zip(place.source.text[top..].split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut here = marks.iter().filter(|mark| mark.line == number).peekable();
        let cut = match here.peek() {
            Some(mark) => cut(line, mark.range.clone()),
            None if last - first > BETWEEN + 1 => Cut::default(),
            None => cut(line, 0..0),
        };
        for mark in here {
            let range = cut.carry(&mark.range);
            let counted = cut.text[..range.start].chars().count() + 1;
            if number == place.line && counted != place.column {
                let at = |column: usize| format!("{}:{number}:{column}", shown.path);
                shown.column = Some((at(counted), at(place.column)));
            }
            shown.marks.push((mark.kind, shown.text.len() + range.start..shown.text.len() + range.end, mark.label.clone()));
        }
        shown.text.push_str(&cut.text);
        shown.text.push('\n');
    }
    // Without the last line feed a mark at the end of the file stands behind its line, not on the next.
    shown.text.pop();
    shown
}

/// A line as shown: cut on one or both sides where it is very long.
#[derive(Default)]
struct Cut {
    text: String,
    /// The bytes of the line that are shown.
    kept: Range<usize>,
    /// What stands before them, in bytes.
    inset: usize,
}

impl Cut {
    /// A range of the line, in the shown text.
    fn carry(&self, range: &Range<usize>) -> Range<usize> {
        let to = |at: usize| at.clamp(self.kept.start, self.kept.end) - self.kept.start + self.inset;
        to(range.start)..to(range.end)
    }
}

fn cut(line: &str, mark: Range<usize>) -> Cut {
    if line.chars().nth(WIDEST).is_none() {
        return Cut { text: line.to_owned(), kept: 0..line.len(), inset: 0 };
    }
    let start = line[..mark.start].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let end = line[start..].char_indices().nth(WIDEST).map_or(line.len(), |(at, _)| start + at);
    let before = if start > 0 { "…" } else { "" };
    let after = if end < line.len() { "…" } else { "" };
    Cut { text: format!("{before}{}{after}", &line[start..end]), kept: start..end, inset: before.len() }
}

/// What to write instead, as a diff; none where the lines are too many or too long to show.
fn diff(fix: &Fix, sources: &Sources) -> Option<Snippet<'static, Patch<'static>>> {
    let place = sources.place(fix.span)?;
    let text = &place.source.text;
    let (first, last) = (line_around(text, place.range.start), line_around(text, place.range.end));
    let lines = &text[first.start..last.end];
    let fits = lines.matches('\n').count() < 4 && lines.chars().count() <= 4 * WIDEST && fix.text.chars().count() <= 4 * WIDEST;
    fits.then(|| {
        let range = place.range.start - first.start..place.range.end.min(last.end) - first.start;
        Snippet::source(lines.to_owned()).line_start(place.line).patch(Patch::new(range, fix.text.clone()))
    })
}

/// A text without what would move a terminal's pen or turn its line round: isolates are left out, control and other direction marks are
/// shown as a replacement sign.
fn clean(text: &str) -> String {
    let unsafe_sign = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{200E}' | '\u{200F}' | '\u{061C}');
    let seen = text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}'));
    seen.map(|c| {
        if c == '\n' {
            ' '
        } else if unsafe_sign(c) {
            '\u{FFFD}'
        } else {
            c
        }
    })
    .collect()
}

// ---- for editors

fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let at = match (diagnostic.span.and_then(|span| sources.place(span)), &diagnostic.file) {
        (Some(place), _) => format!("{}:{}:{}: ", clean(&place.source.name), place.line, place.column),
        (None, Some(file)) => format!("{}: ", clean(file)),
        (None, None) => String::new(),
    };
    let help = match (&diagnostic.help, &diagnostic.fix) {
        (Some(help), _) => format!(" ({})", clean(help)),
        (None, Some(fix)) => format!(" (write `{}`)", clean(&fix.text)),
        (None, None) => String::new(),
    };
    format!("{at}{}[{}]: {}{help}\n", diagnostic.severity.word(), diagnostic.code.slug(), clean(&diagnostic.message))
}

// ---- for programs

fn json_line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.span.and_then(|span| sources.place(span));
    let mut object = placed(place.as_ref());
    if place.is_none() {
        object["file"] = json!(diagnostic.file);
    }
    object["code"] = json!(diagnostic.code.slug());
    object["severity"] = json!(diagnostic.severity.word());
    object["message"] = json!(diagnostic.message);
    object["help"] = json!(diagnostic.help);
    object["fix"] = second(diagnostic.fix.as_ref().map(|fix| (fix.span, "text", fix.text.as_str())), sources);
    object["also"] = second(diagnostic.also.as_ref().map(|(span, message)| (*span, "message", message.as_str())), sources);
    format!("{object}\n")
}

fn second(part: Option<(Span, &str, &str)>, sources: &Sources) -> Value {
    let Some((span, key, text)) = part else { return Value::Null };
    let mut object = placed(sources.place(span).as_ref());
    object[key] = json!(text);
    object
}

fn placed(place: Option<&Place>) -> Value {
    let Some(place) = place else { return json!({ "file": null, "line": null, "column": null, "end": null }) };
    let marked = &place.source.text[place.range.clone()];
    let end = match marked.rsplit_once('\n') {
        Some((before, last)) => json!({ "line": place.line + before.matches('\n').count() + 1, "column": last.chars().count() + 1 }),
        None => json!({ "line": place.line, "column": place.column + marked.chars().count() }),
    };
    json!({ "file": place.source.name, "line": place.line, "column": place.column, "end": end })
}

#[cfg(test)]
mod tests {
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
}
