//! Diagnostics as text for people, for editors and for programs. The only place that knows annotate-snippets.
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Padding, Patch, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Allowed, Diagnostic, Diagnostics, Fix, Sarif, Severity};
use crate::source::{Place, Sources, Span};

/// Where a code host is told of a fault that has no place: the file that says what a run makes.
const RUN: &str = "stepsheet.toml";

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the line, a mark and a help; with colours where asked.
    Human { colour: bool },
    /// `file:line:column: severity[code]: message (help)`, a line each.
    Short,
    /// One JSON object a line: `file`, `line`, `column`, `end` (its `line` and `column`, exclusive), `code`, `severity`, `message`, `help`,
    /// `fix` (its place and `text`), `also` (its place and `message`). Lines and columns count from 1, columns in characters; what is not
    /// known is null. Advice that an author has allowed has the severity `allowed`, and the reason as `allowed`.
    Json,
    /// One SARIF 2.1.0 document.
    Sarif,
}

/// All diagnostics as one text, each ending in a line feed; empty where there are none, but for SARIF, which is a document all the same.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, format: Format) -> String {
    if format == Format::Sarif {
        let mut sarif = Sarif::default();
        diagnostics.iter().for_each(|diagnostic| sarif.add(diagnostic, sources, RUN));
        return sarif.finish();
    }
    let one = |diagnostic: &Diagnostic| match format {
        Format::Human { colour } => human(diagnostic, sources, colour),
        Format::Short => short(diagnostic, sources),
        Format::Json | Format::Sarif => json_line(diagnostic, None, sources),
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

/// Advice that an author has allowed, as an object of [`Format::Json`].
pub fn render_allowed(allowed: &Allowed, sources: &Sources) -> String {
    json_line(&allowed.advice, Some(&allowed.reason), sources)
}

fn json_line(diagnostic: &Diagnostic, allowed: Option<&str>, sources: &Sources) -> String {
    let place = diagnostic.span.and_then(|span| sources.place(span));
    let mut object = placed(place.as_ref());
    if place.is_none() {
        object["file"] = json!(diagnostic.file);
    }
    object["code"] = json!(diagnostic.code.slug());
    object["severity"] = json!(if allowed.is_some() { "allowed" } else { diagnostic.severity.word() });
    object["message"] = json!(diagnostic.message);
    object["help"] = json!(diagnostic.help);
    object["fix"] = second(diagnostic.fix.as_ref().map(|fix| (fix.span, "text", fix.text.as_str())), sources);
    object["also"] = second(diagnostic.also.as_ref().map(|(span, message)| (*span, "message", message.as_str())), sources);
    if let Some(reason) = allowed {
        object["allowed"] = json!(reason);
    }
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
mod tests;
