//! From text to the tree of a document: slips of TOML in plain words, one a line, and all else still read.
use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeTable;

use super::document::MOST_FAULTS;
use super::mend::{Edit, Edits, Mended};
use super::page::Page;
use super::scan::{DEEPEST, Scanned, key_of, scan, too_deep};
use super::shape::Shapes;
use super::tree::{Entries, Node, Value, entries};
use crate::diag::{Code, Diagnostic};

/// What could be read of a text.
pub(super) struct Parsed {
    pub entries: Entries,
    pub faults: Vec<Diagnostic>,
    /// Lines that have a fault, counted from 1.
    pub broken: BTreeSet<usize>,
}

/// A slip may hide all that follows, so the text is read again without it; so often at most.
const TRIES: usize = 40;
/// Of a file larger than any that people write, fewer times.
const LARGE: usize = 256 << 10;

/// Reads the text. The one fault where it nests too deep.
pub(super) fn parse(shapes: &'static Shapes, page: &Page) -> Result<Parsed, Box<Diagnostic>> {
    let Scanned { mut faults, mut edits } = scan(shapes, page)?;
    let mut broken: BTreeSet<usize> =
        faults.iter().filter(|fault| hides(fault)).filter_map(|fault| fault.span).map(|span| page.line_of(span)).collect();
    let mut tries = if page.text().len() > LARGE { 4 } else { TRIES };
    let entries = loop {
        let mended = edits.apply(page.text());
        let (table, slips) = DeTable::parse_recoverable(&mended.text);
        let mut slips: Vec<Slip> = slips.iter().map(|slip| Slip::of(slip, &mended)).collect();
        if let Some(deep) = slips.iter().find(|slip| slip.message.contains("recurs")) {
            return Err(Box::new(too_deep(page, deep.range.clone())));
        }
        slips.sort_by_key(|slip| slip.range.start);
        tries -= 1;
        let again = report(shapes, page, &slips, &mut faults, &mut broken, &mut edits) && tries > 0;
        if !again {
            break entries(table.get_ref(), &|range| page.span(mended.original(range)));
        }
    };
    if let Some(deep) = deep(&entries, 1) {
        return Err(Box::new(too_deep(page, page.range(deep.span))));
    }
    Ok(Parsed { entries, faults, broken })
}

/// Whether a fault leaves its line's value in doubt; one that was mended whole does not.
fn hides(fault: &Diagnostic) -> bool {
    fault.code == Code::Syntax && fault.fix.is_none()
}

/// A value that nests too deep: dotted keys nest without brackets.
fn deep(entries: &Entries, depth: usize) -> Option<&Node> {
    entries.iter().find_map(|entry| deep_node(&entry.node, depth))
}

fn deep_node(node: &Node, depth: usize) -> Option<&Node> {
    if depth > DEEPEST && matches!(node.value, Value::List(_) | Value::Table(_)) {
        return Some(node);
    }
    node.entries().iter().map(|entry| &entry.node).chain(node.members()).find_map(|inside| deep_node(inside, depth + 1))
}

/// What TOML refused, and where in the author's text.
struct Slip {
    message: String,
    range: Range<usize>,
}

impl Slip {
    fn of(slip: &toml::de::Error, mended: &Mended) -> Slip {
        let message = slip.message().split(", expected").next().unwrap_or_default().to_owned();
        Slip { message, range: mended.original(slip.span().unwrap_or(0..0)) }
    }
}

/// Adds the faults of new lines; true where the text was mended and must be read again.
fn report(shapes: &Shapes, page: &Page, slips: &[Slip], faults: &mut Vec<Diagnostic>, broken: &mut BTreeSet<usize>, edits: &mut Edits) -> bool {
    // The lines of a table that stands twice are no faults of their own.
    let mut twice_until = 0;
    for slip in slips {
        let line = page.line(slip.range.start);
        if faults.len() >= MOST_FAULTS {
            break;
        }
        if broken.contains(&line) || (slip.message == "duplicate key" && slip.range.start < twice_until) {
            continue;
        }
        let told = tell(shapes, page, slip);
        if slip.message == "duplicate key" && page.line_text(line).trim_start().starts_with('[') {
            twice_until = next_header(page, line);
        }
        broken.insert(line);
        faults.push(told.fault);
        if told.hides_rest && edits.add(told.edit.unwrap_or_else(|| Edit { range: page.line_range(slip.range.start), instead: String::new() })) {
            return true;
        }
    }
    false
}

/// Where the next table begins after a line.
fn next_header(page: &Page, line: usize) -> usize {
    let after = page.line_range_of(line).end;
    page.text()[after..].find("\n[").map_or(page.text().len(), |at| after + at + 1)
}

/// A slip in plain words.
struct Told {
    fault: Diagnostic,
    /// What follows cannot be read before this is mended.
    hides_rest: bool,
    /// How to mend it; without, the line is left out.
    edit: Option<Edit>,
}

fn tell(shapes: &Shapes, page: &Page, slip: &Slip) -> Told {
    let range = slip.range.clone();
    let span = page.span(range.clone());
    let line = page.line_range(range.start);
    let written = &page.text()[line.clone()];
    let told = |fault: Diagnostic| Told { fault, hides_rest: false, edit: None };
    let syntax = |message: &str| Diagnostic::error(Code::Syntax, message).at(span);
    match slip.message.as_str() {
        "key with no value" | "invalid unquoted key" | "unquoted keys cannot be empty" | "missing key for inline table element" => {
            without_value(shapes, page, line, range.start, slip.message == "key with no value")
        }
        "string values must be quoted" | "missing value" | "missing value for key" | "invalid value" => told(unquoted(page, range, line)),
        "missing opening quote" => {
            told(syntax("this text has no quote before it").help("put `\"` before it").fix(page.span(range.start..range.start), "\""))
        }
        _hidden if page.text()[range.start..].starts_with(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) => {
            told(hidden_sign(page, range.start))
        }
        "carriage return must be followed by newline" => told(hidden_sign(page, range.start)),
        "invalid basic string" | "invalid literal string" => told(open_text(page, written, line, range.start)),
        "unexpected key or value" | "unexpected content" => told(after_value(page, written, line, range.start)),
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            let end = page.text()[..range.start].trim_end().len();
            told(syntax("a comma is missing before this").help("put `,` between the two").fix(page.span(end..end), ","))
        }
        "extra comma in array" | "extra comma in inline table" => {
            let after = page.text()[range.start..].starts_with(',');
            let comma = if after { Some(range.start) } else { page.text()[..range.start].rfind(',') };
            let fault = syntax("a comma too many").help("delete it");
            told(match comma {
                Some(comma) => fault.fix(page.span(comma..comma + 1), ""),
                None => fault,
            })
        }
        "duplicate key" => told(twice(page, range)),
        "extra `=`" => told(syntax("one `=` too many").help("delete it").fix(span, "")),
        "missing escaped value" | "too few unicode value digits" => told(escape(page, range.start, line)),
        "invalid boolean" => {
            let token = token_at(page, range.start);
            let word = page.text()[token.clone()].to_lowercase();
            if !matches!(word.as_str(), "true" | "false") {
                return told(unquoted(page, token, line));
            }
            told(syntax("this word is not known").help(format!("write `{word}` in small letters")).fix(span, word))
        }
        "unexpected leading zero" => {
            let token = token_at(page, range.start);
            let digits = page.text()[token.clone()].trim_start_matches('0');
            told(
                syntax("a number does not begin with 0")
                    .help("delete the 0")
                    .fix(page.span(token.clone()), if digits.is_empty() { "0" } else { digits }),
            )
        }
        message if message.starts_with("invalid date") || message.starts_with("invalid time") || message.starts_with("invalid datetime") => {
            let token = token_at(page, range.start);
            // "8-12" is no day that was written wrongly.
            if page.text()[token.clone()].split('-').next().is_none_or(|year| year.len() != 4) {
                return told(unquoted(page, token, line));
            }
            let fault = Diagnostic::error(Code::BadValue, "the calendar has no such day").at(span);
            told(fault.help("write year, month and day, such as 2026-11-20"))
        }
        message if message.starts_with("invalid float") || message.starts_with("invalid integer") || message.starts_with("unexpected sign") => {
            told(unquoted(page, token_at(page, range.start), line))
        }
        message if message.starts_with("cannot extend value") => told(syntax("this key has a value already").help("keep one of the two lines")),
        "unclosed array" | "unclosed inline table" | "unclosed table" | "unclosed array table" => {
            told(syntax("a bracket is never closed before this").help("put the missing `]` or `}`"))
        }
        other => told(syntax(&format!("this cannot be read: {other}")).help("each line is `key = value`, with texts in quotes")),
    }
}

/// A line that begins like no key with its value: a comment, a list as in a letter, a `:` for a `=`, a key with spaces.
fn without_value(shapes: &Shapes, page: &Page, line: Range<usize>, at: usize, hides_rest: bool) -> Told {
    let written = &page.text()[line.clone()];
    let start = line.start + (written.len() - written.trim_start().len());
    let body = written.trim();
    let place = |from: usize, to: usize| page.span(start + from..start + to);
    let fault = |message: &str, from: usize, to: usize| Diagnostic::error(Code::Syntax, message).at(place(from, to));
    let gone = |fault: Diagnostic| Told { fault, hides_rest: true, edit: None };
    let mended = |fault: Diagnostic, from: usize, to: usize, instead: String| Told {
        fault,
        hides_rest: true,
        edit: Some(Edit { range: start + from..start + to, instead }),
    };
    if let Some(sign) = ["//", "--", "/*", ";", "%"].into_iter().find(|sign| body.starts_with(sign)) {
        let fault = fault("a remark begins with `#`", 0, sign.len());
        return mended(fault.help("write `#` before it").fix(place(0, sign.len()), "#"), 0, sign.len(), "#".to_owned());
    }
    if body.starts_with(['-', '*', '•', '–']) {
        return gone(
            fault("lists are not written with dashes", 0, body.len())
                .help("write the lines between `\"\"\"` and `\"\"\"`, or as `[\"one\", \"two\"]`"),
        );
    }
    let word = body.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(body.len());
    let after = body[word..].trim_start();
    let gap = body.len() - after.len();
    if word > 0 && after.starts_with(':') {
        let fault = fault("`=` stands between a key and its value, not `:`", gap, gap + 1);
        return mended(fault.help("write `=`").fix(place(gap, gap + 1), " ="), gap, gap + 1, " =".to_owned());
    }
    if let Some((key, _)) = body.split_once('=').filter(|(key, _)| !key.trim().is_empty() && !key.contains(['"', '\''])) {
        let key = key.trim_end();
        let joined = key.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
        if joined.is_ascii() && key.contains(char::is_whitespace) {
            let fault = fault("a key has no spaces", 0, key.len());
            return mended(fault.help(format!("write `{joined}`")).fix(place(0, key.len()), joined.as_str()), 0, key.len(), joined);
        }
        let help = "keys are written with the letters a to z, digits and hyphens";
        return Told { fault: fault("this is not a key", 0, key.len()).help(help), hides_rest, edit: None };
    }
    if body.starts_with('[') {
        let fault = fault("there is no name between these brackets", 0, body.len());
        return Told { fault: fault.help("write it, such as `[[exercise]]`"), hides_rest, edit: None };
    }
    if body.starts_with('=') {
        return Told { fault: fault("there is no key before this `=`", 0, 1).help("write the key, such as `title = …`"), hides_rest, edit: None };
    }
    if shapes.keys.contains(&body[..word]) {
        let missing = fault(&format!("`=` is missing after `{}`", &body[..word]), 0, word).help("write `=` between the key and its value");
        let value = after.starts_with(['"', '\'', '[', '{']) || after.starts_with(|c: char| c.is_ascii_digit());
        if value {
            return mended(missing.fix(place(word, gap), " = "), word, gap, " = ".to_owned());
        }
        let text = body[gap..].trim_end_matches('"');
        if text.is_empty() || text.contains(['"', '\\', '#']) {
            return gone(missing);
        }
        let instead = format!(" = \"{text}\"");
        return mended(
            missing.help("write `=` and put the text in quotes").fix(place(word, body.len()), instead.as_str()),
            word,
            body.len(),
            instead,
        );
    }
    let inside = line.contains(&at) && body.is_empty();
    let fault = fault("this line is not `key = value`", 0, if inside { 0 } else { body.len() });
    Told { fault: fault.help("write a key before it, or `#` where it is a remark"), hides_rest, edit: None }
}

/// A value that should be a text: it has no quotes, or is not there at all.
fn unquoted(page: &Page, range: Range<usize>, line: Range<usize>) -> Diagnostic {
    let text = page.text()[range.clone()].trim_end();
    let place = page.span(range.start..range.start + text.len());
    if text.is_empty() {
        let value = page.text()[line].split_once('=').map_or("", |(_, value)| value.trim());
        let message = if value.is_empty() { "there is no value after `=`" } else { "there is no value here" };
        return Diagnostic::error(Code::Syntax, message).at(place).help("write a value, or delete the line");
    }
    let parts: Vec<&str> = text.split(['.', '/']).collect();
    if parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Diagnostic::error(Code::BadValue, "this is not a day").at(place).help("write year, month and day, such as 2026-11-20");
    }
    let quote = if text.contains(['"', '\\']) { "'" } else { "\"" };
    let curly = text.contains(['“', '”', '„', '«', '»']);
    let code = if curly { Code::CurlyQuotes } else { Code::Syntax };
    let message = if curly { "this text stands in curly quotes" } else { "this text has no quotes" };
    let bare = text.trim_matches(['“', '”', '„', '«', '»', '"']);
    Diagnostic::error(code, message).at(place).help("write straight quotes around it").fix(place, format!("{quote}{bare}{quote}"))
}

/// A sign that editors do not show.
fn hidden_sign(page: &Page, at: usize) -> Diagnostic {
    // A carriage return is told of at the place after it.
    let start = if page.text()[..at].ends_with('\r') { at - 1 } else { at };
    let end = start + page.text()[start..].chars().next().map_or(0, char::len_utf8);
    let fault = Diagnostic::error(Code::Syntax, "there is a sign here that cannot be seen").at(page.span(start..end));
    fault.help("delete it, or write the line anew").fix(page.span(start..end), "")
}

/// A text that is not closed on its line.
fn open_text(page: &Page, written: &str, line: Range<usize>, at: usize) -> Diagnostic {
    let before = &page.text()[line.start..at.max(line.start)];
    let Some(quote) = before.chars().find(|c| matches!(c, '"' | '\'')) else {
        return Diagnostic::error(Code::Syntax, "there is no value here").at(page.span(at..at)).help("write `=` and a value, or delete the key");
    };
    let start = written.find(quote).unwrap_or(0);
    let end = line.start + written.trim_end().len();
    let place = page.span(line.start + start..end);
    Diagnostic::error(Code::Syntax, "this text is never closed")
        .at(place)
        .help(format!("put `{quote}` at its end"))
        .fix(page.span(end..end), quote.to_string())
}

/// Something stands after a value on its line.
fn after_value(page: &Page, written: &str, line: Range<usize>, at: usize) -> Diagnostic {
    let end = line.start + written.trim_end().len();
    let rest = &page.text()[at.min(end)..end];
    let fault = |message: &str, range: Range<usize>| Diagnostic::error(Code::Syntax, message).at(page.span(range));
    let sign = rest.chars().next().unwrap_or(' ');
    if rest.len() == sign.len_utf8() && matches!(sign, ',' | ';' | '.') {
        return fault(&format!("there is a `{sign}` after the value"), at..end).help("delete it").fix(page.span(at..end), "");
    }
    if let Some(key) = key_of(rest) {
        let gap = page.text()[..at].trim_end().len();
        let start = end - rest.trim_start().len();
        let fault = fault(&format!("`{key}` stands on the line of another key"), start..start + key.len());
        return fault.help("put it on a line of its own").fix(page.span(gap..start), "\n");
    }
    let value = written
        .find('=')
        .map(|equals| line.start + equals + 1)
        .map(|from| from + (page.text()[from..end].len() - page.text()[from..end].trim_start().len()));
    let Some(value) = value.filter(|value| *value < at) else {
        return fault("there is something after the header", at..end).help("delete it, or put it on a line of its own");
    };
    let whole = &page.text()[value..end];
    if sign == ',' && (whole.starts_with('"') || whole.starts_with('\'')) {
        return fault("several texts stand in square brackets", value..end)
            .help("put `[` before them and `]` after")
            .fix(page.span(value..end), format!("[{whole}]"));
    }
    let Some(quote) = whole.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else {
        return fault("there is something after the value", at..end).help("each line has one key and one value; put a text in quotes");
    };
    if whole.len() > 2 && whole.ends_with(quote) && page.text()[value..at].ends_with([quote, ' ']) {
        let inside = &whole[1..whole.len() - 1];
        let instead = if quote == '\'' && !inside.contains(['"', '\\']) {
            format!("\"{inside}\"")
        } else {
            format!("\"{}\"", inside.replace("\\\"", "\"").replace('"', "\\\""))
        };
        let help = if quote == '"' { "write `\\\"` for a quote within the text" } else { "write the text in `\"`" };
        return fault(&format!("a `{quote}` within the text ends it here"), at.saturating_sub(1)..at).help(help).fix(page.span(value..end), instead);
    }
    fault("there is something after the value", at..end).help("delete it, or put it within the quotes")
}

/// The same key or header a second time.
fn twice(page: &Page, range: Range<usize>) -> Diagnostic {
    let key = page.text()[range.clone()].to_owned();
    let line = page.line(range.start);
    let written = page.line_text(line).trim();
    let is_header = written.starts_with('[');
    let plain = |text: &str| text.trim_matches(['[', ']', ' ']).to_owned();
    let mut first = None;
    for earlier in (1..line).rev() {
        let other = page.line_text(earlier).trim();
        let same = if is_header {
            plain(other.split('#').next().unwrap_or(other)) == plain(written.split('#').next().unwrap_or(written)) || key_of(other) == Some(&key)
        } else {
            key_of(other).is_some_and(|other| other == key || other.split('.').next() == Some(&key))
        };
        if same {
            first = Some(earlier);
            break;
        }
        if !is_header && other.starts_with('[') && !other.ends_with(',') {
            break;
        }
    }
    let fault = Diagnostic::error(Code::Syntax, format!("`{key}` stands here a second time")).at(page.span(range));
    let fault = fault.help("keep one of the two");
    match first.map(|line| page.line_range_of(line)) {
        Some(line) => {
            let written = &page.text()[line.clone()];
            let at = line.start + written.find(&key).unwrap_or(0);
            fault.also(page.span(at..(at + key.len()).min(line.end)), "it stands here first")
        }
        None => fault,
    }
}

/// A `\` that means nothing.
fn escape(page: &Page, at: usize, line: Range<usize>) -> Diagnostic {
    let before = &page.text()[line.start..at.max(line.start)];
    let slash = line.start + before.rfind('\\').unwrap_or(before.len().saturating_sub(1));
    let place = page.span(slash..slash + 1);
    Diagnostic::error(Code::Syntax, "`\\` has a meaning of its own in a text")
        .at(place)
        .help("write `\\\\` where the sign itself is meant")
        .fix(place, "\\\\")
}

/// What is written around a place up to a space, a comma or a bracket.
fn token_at(page: &Page, at: usize) -> Range<usize> {
    let line = page.line_range(at);
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | '=' | '[' | '{' | '#');
    let before = page.text()[line.start..at].char_indices().rev().find(|(_, c)| ends(*c));
    let start = before.map_or(line.start, |(found, c)| line.start + found + c.len_utf8());
    let end = page.text()[at..line.end].find(ends).map_or(line.end, |found| at + found);
    start..end
}
