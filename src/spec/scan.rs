//! The slips that TOML itself cannot tell: found by reading brackets and quotes alone, reported in plain words, mended.
//!
//! Curly quotes, `\` in paths, lists and texts that are never closed, headers with a bracket too few or too many, nesting.
use std::ops::Range;

use super::mend::{Edit, Edits};
use super::page::Page;
use super::shape::Shapes;
use crate::diag::{Code, Diagnostic};

/// Tables and lists may nest so deep.
pub(super) const DEEPEST: usize = 64;

/// What was found, and what to read instead.
#[derive(Default)]
pub(super) struct Scanned {
    pub faults: Vec<Diagnostic>,
    pub edits: Edits,
}

/// Reads the whole text; the one fault where it nests too deep.
pub(super) fn scan(shapes: &Shapes, page: &Page) -> Result<Scanned, Box<Diagnostic>> {
    let mut scan = Scan { shapes, page, text: page.text(), at: 0, open: Vec::new(), in_value: false, found: Scanned::default() };
    scan.run()?;
    Ok(scan.found)
}

pub(super) fn too_deep(page: &Page, range: Range<usize>) -> Diagnostic {
    let fault = Diagnostic::error(Code::TooBig, format!("lists and tables are nested more than {DEEPEST} deep here"));
    fault.at(page.span(range)).help("is a bracket never closed?")
}

const DOUBLE: &[char] = &['“', '”', '„', '‟', '«', '»', '"'];
const SINGLE: &[char] = &['‘', '’', '‚', '‛', '‹', '›', '\''];

struct Scan<'p> {
    shapes: &'p Shapes,
    page: &'p Page,
    text: &'p str,
    at: usize,
    /// The brackets that are open, and where.
    open: Vec<(char, usize)>,
    /// After the `=` of a key.
    in_value: bool,
    found: Scanned,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Box<Diagnostic>> {
        self.line_start();
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                '\n' => {
                    self.at += 1;
                    self.in_value &= !self.open.is_empty();
                    self.line_start();
                }
                '#' => self.at = self.line().end,
                '=' => {
                    self.in_value = true;
                    self.at += 1;
                }
                '[' | '{' if self.in_value => {
                    self.open.push((c, self.at));
                    self.at += 1;
                    if self.open.len() > DEEPEST {
                        return Err(Box::new(too_deep(self.page, self.at - 1..self.at)));
                    }
                }
                ']' | '}' => self.close(c),
                '"' | '\'' => self.quoted(c),
                _curly if self.opens_curly(c) => self.curly(),
                _other => self.at += c.len_utf8(),
            }
        }
        if !self.open.is_empty() {
            self.never_closed(self.text.len());
        }
        Ok(())
    }

    fn line(&self) -> Range<usize> {
        self.page.line_range(self.at)
    }

    fn report(&mut self, fault: Diagnostic, edit: Edit) {
        if self.found.edits.add(edit) {
            self.found.faults.push(fault);
        }
    }

    /// At the start of a line outside of texts: a new header or key closes what should have been closed before.
    fn line_start(&mut self) {
        let line = self.line();
        let written = &self.text[line.clone()];
        let header = self.header(written);
        let in_list = self.open.last().is_some_and(|(bracket, _)| *bracket == '[');
        if !self.open.is_empty() && (header.is_some() || (in_list && key_of(written).is_some())) {
            self.never_closed(line.start);
        }
        if self.open.is_empty()
            && let Some(header) = header
        {
            self.check_header(written, line.start, &header);
            self.at = line.end;
        }
    }

    /// A closing bracket; where another one had to be closed before it, that one is reported.
    fn close(&mut self, bracket: char) {
        let opening = if bracket == ']' { '[' } else { '{' };
        if self.open.iter().any(|(open, _)| *open == opening) {
            let mut missing = String::new();
            while let Some((open, place)) = self.open.pop().filter(|(open, _)| *open != opening) {
                missing.push(if open == '[' { ']' } else { '}' });
                let what = if open == '[' { "list" } else { "table" };
                let fault = Diagnostic::error(Code::Syntax, format!("this {what} is never closed")).at(self.page.span(place..place + 1));
                let sign = if open == '[' { "]" } else { "}" };
                self.found.faults.push(fault.help(format!("put `{sign}` before the `{bracket}`")).fix(self.page.span(self.at..self.at), sign));
            }
            if !missing.is_empty() {
                self.found.edits.add(Edit { range: self.at..self.at, instead: missing });
            }
        }
        self.at += 1;
    }

    /// The open bracket that nothing closes before `end`.
    fn never_closed(&mut self, end: usize) {
        let closing: String = self.open.iter().rev().map(|(bracket, _)| if *bracket == '[' { ']' } else { '}' }).collect();
        let Some((bracket, place)) = self.open.first().copied() else { return };
        self.open.clear();
        self.in_value = false;
        let (what, sign) = if bracket == '[' { ("list", "]") } else { ("table", "}") };
        let after = if end == self.text.len() { "before the end of the file".to_owned() } else { format!("before line {}", self.page.line(end)) };
        let fault = Diagnostic::error(Code::Syntax, format!("this {what} is never closed")).at(self.page.span(place..place + 1));
        let feed = if self.text[..end].ends_with('\n') { "" } else { "\n" };
        self.report(fault.help(format!("put `{sign}` {after}")), Edit { range: end..end, instead: format!("{feed}{closing}\n") });
    }

    /// The name in a line that is, or should be, a header of this kind of file: `[log]`, `[[exercise]]`, `[[exercise]`.
    fn header(&self, line: &str) -> Option<Header> {
        let written = line.trim_end().split('#').next()?.trim();
        let inner = written.trim_start_matches('[');
        let opening = written.len() - inner.len();
        let name = inner.trim_end_matches(']');
        let closing = inner.len() - name.len();
        let name = name.trim();
        let bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        let known = self.shapes.file()?.key(name.split('.').next()?).map(|key| self.shapes.at(key.shape));
        let lists = known.is_some_and(|shape| shape.list.is_some() && shape.table.is_none() && !name.contains('.'));
        // Within an open list, `[1]` is a value.
        let is_header = (1..=2).contains(&opening) && closing <= 2 && bare && (self.open.is_empty() || known.is_some());
        is_header.then(|| Header { name: name.to_owned(), opening, closing, lists: known.map(|_| lists) })
    }

    fn check_header(&mut self, written: &str, start: usize, header: &Header) {
        let right = match header.lists {
            Some(true) => 2,
            Some(false) => 1,
            None => header.opening.max(header.closing),
        };
        if (header.opening, header.closing) == (right, right) {
            return;
        }
        let indent = written.len() - written.trim_start().len();
        let length = written.trim_end().split('#').next().map_or(0, str::len);
        let range = start + indent..start + written[..length].trim_end().len();
        let instead = format!("{}{}{}", "[".repeat(right), header.name, "]".repeat(right));
        let message = if header.opening == header.closing && right == 2 {
            format!("there can be several of `{}`, so each begins with two square brackets", header.name)
        } else if header.opening == header.closing {
            format!("there is one `{}`, so it begins with one square bracket", header.name)
        } else {
            "this line has a square bracket too few or too many".to_owned()
        };
        let span = self.page.span(range.clone());
        let fault = Diagnostic::error(Code::Syntax, message).at(span).help(format!("write `{instead}`")).fix(span, instead.as_str());
        self.report(fault, Edit { range, instead });
    }

    /// A text in straight quotes: over one line, or over several.
    fn quoted(&mut self, quote: char) {
        let triple: String = [quote; 3].iter().collect();
        if self.text[self.at..].starts_with(&triple) {
            return self.long_text(&triple);
        }
        let start = self.at;
        let line = self.line();
        let mut escaped = false;
        for (offset, c) in self.text[start + 1..line.end].char_indices() {
            if c == quote && !escaped {
                self.at = start + 1 + offset + 1;
                return self.path(start..self.at);
            }
            escaped = c == '\\' && !escaped && quote == '"';
        }
        // Never closed on its line: perhaps by a curly quote.
        self.at = line.end;
        let set = if quote == '"' { DOUBLE } else { SINGLE };
        if let Some(end) = closing(&self.text[start + 1..line.end], set) {
            self.curly_text(start, start + 1..start + 1 + end.start, start + 1 + end.end);
        }
    }

    /// A text in triple quotes. A line within it that opens a table or sets a known key says that it was never closed.
    fn long_text(&mut self, quotes: &str) {
        let start = self.at;
        let mut at = start + 3;
        loop {
            let end = self.page.line_range(at).end;
            if let Some(offset) = closes(&self.text[at..end], quotes) {
                self.at = at + offset;
                return;
            }
            at = end + 1;
            if at > self.text.len() {
                break;
            }
            let line = &self.text[self.page.line_range(at)];
            let is_key = key_of(line).is_some_and(|key| self.shapes.keys.contains(key)) && says_value(line);
            if is_key || self.header(line).is_some_and(|header| header.lists.is_some() && header.closing > 0) {
                break;
            }
        }
        let end = at.min(self.text.len());
        let help = match self.text.get(end..).filter(|rest| !rest.is_empty()) {
            Some(_) => format!("put {quotes} on a line of its own before line {}", self.page.line(end)),
            None => format!("put {quotes} on a line of its own after its last line"),
        };
        let fault = Diagnostic::error(Code::Syntax, "this text is never closed").at(self.page.span(start..start + 3)).help(help);
        let feed = if self.text[..end].ends_with('\n') { "" } else { "\n" };
        self.report(fault, Edit { range: end..end, instead: format!("{feed}{quotes}\n") });
        self.at = end;
        self.in_value = !self.open.is_empty();
        if end < self.text.len() {
            self.line_start();
        }
    }

    /// A text that names a file, with `\` between folders: escapes to TOML, so `\r` would be no letter at all.
    fn path(&mut self, range: Range<usize>) {
        const ENDINGS: &[&str] =
            &[".svg", ".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff", ".bmp", ".pdf", ".toml"];
        let written = &self.text[range.start + 1..range.end - 1];
        let lower = written.to_lowercase();
        if !written.contains('\\') || written.contains("\\\"") || !ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
            return;
        }
        let instead = format!("\"{}\"", written.replace("\\\\", "/").replace('\\', "/").replace('"', "\\\""));
        let span = self.page.span(range.clone());
        // From a drive or a server no other sign mends it.
        let elsewhere = written.starts_with("\\\\") || matches!(written.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic());
        let fault = match elsewhere {
            true => Diagnostic::error(Code::PictureOutside, "this path begins at a drive or a server, not in the project's folder")
                .at(span)
                .help("copy the file into the project's folder and write its path from there, with `/` between folders"),
            false => {
                Diagnostic::error(Code::PicturePath, "this path has a `\\`").at(span).help("write `/` between folders").fix(span, instead.as_str())
            }
        };
        self.report(fault, Edit { range, instead });
    }

    /// A curly quote where a text can begin.
    fn opens_curly(&self, c: char) -> bool {
        let before = self.text[..self.at].trim_end_matches([' ', '\t']).chars().next_back();
        (DOUBLE.contains(&c) || SINGLE.contains(&c)) && before.is_none_or(|before| matches!(before, '=' | '[' | '{' | ',' | '\n'))
    }

    fn curly(&mut self) {
        let start = self.at;
        let first = self.text[start..].chars().next().unwrap_or('"');
        let set = if DOUBLE.contains(&first) { DOUBLE } else { SINGLE };
        let run = |text: &str| text.chars().take_while(|c| set.contains(c)).take(3).map(char::len_utf8).collect::<Vec<_>>();
        let opening = run(&self.text[start..]);
        if let ([_, _, _], width) = (opening.as_slice(), opening.iter().sum::<usize>()) {
            let inside = start + width;
            let end = self.text[inside..].match_indices(|c| set.contains(&c)).map(|(at, _)| inside + at).find(|at| run(&self.text[*at..]).len() == 3);
            if let Some(end) = end {
                let width = run(&self.text[end..]).iter().sum::<usize>();
                return self.curly_text(start, inside..end, end + width);
            }
        }
        let line = self.line();
        let inside = start + first.len_utf8();
        match closing(&self.text[inside..line.end], set) {
            Some(end) => self.curly_text(start, inside..inside + end.start, inside + end.end),
            // TOML says the rest.
            None => self.at = line.end,
        }
    }

    /// Reports a text that opens at `start`, says what is `inside`, and ends before `end`.
    fn curly_text(&mut self, start: usize, inside: Range<usize>, end: usize) {
        let quotes = if self.text[inside.clone()].contains('\n') { "\"\"\"" } else { "\"" };
        let content = &self.text[inside.clone()];
        let instead = format!("{quotes}{}{quotes}", content.replace('\\', "\\\\").replace('"', "\\\""));
        self.at = end;
        if content.contains(['\\', '"']) {
            self.found.edits.add(Edit { range: start..end, instead: instead.clone() });
        } else {
            // What stands between keeps its places.
            self.found.edits.add(Edit { range: start..inside.start, instead: quotes.to_owned() });
            self.found.edits.add(Edit { range: inside.end..end, instead: quotes.to_owned() });
        }
        let line = self.page.line(start);
        let same_line = |fault: &Diagnostic| fault.code == Code::CurlyQuotes && fault.span.is_some_and(|span| self.page.line_of(span) == line);
        // Several on one line are one fault, with one way out.
        if let Some(fault) = self.found.faults.last_mut().filter(|fault| same_line(fault))
            && let Some(fix) = &mut fault.fix
        {
            let between = self.page.range(fix.span).end..start;
            fix.text = format!("{}{}{instead}", fix.text, &self.text[between]);
            fix.span.end = self.page.span(start..end).end;
            return;
        }
        let span = self.page.span(start..end);
        let fault = Diagnostic::error(Code::CurlyQuotes, "this text stands in curly quotes").at(span);
        self.found.faults.push(fault.help("write straight quotes").fix(span, instead));
    }
}

/// A line that is, or should be, the header of a table.
struct Header {
    name: String,
    opening: usize,
    closing: usize,
    /// Whether there can be several; unknown where the name is.
    lists: Option<bool>,
}

/// The key of a line `key = …`.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    let bare = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    bare.then_some(key)
}

/// Whether what follows the `=` can be a value.
fn says_value(line: &str) -> bool {
    line.split_once('=').is_some_and(|(_, value)| value.trim_start().starts_with(|c: char| matches!(c, '"' | '\'' | '[' | '{') || c.is_ascii_digit()))
}

/// Where triple quotes end within a line, past them.
fn closes(line: &str, quotes: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = line[from..].find(quotes) {
        let at = from + found;
        let slashes = line[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if quotes == "'''" || slashes % 2 == 0 {
            // Up to two more quotes belong to the text.
            let quote = quotes.as_bytes()[0];
            return Some(at + 3 + line[at + 3..].bytes().take(2).take_while(|byte| *byte == quote).count());
        }
        from = at + 1;
    }
    None
}

/// The quote that closes a text on its line: only a comma, a bracket, a comment or nothing follows it.
fn closing(rest: &str, set: &[char]) -> Option<Range<usize>> {
    let ends = |after: &str| after.trim_start().is_empty() || after.trim_start().starts_with([',', ']', '}', '#']);
    let mut quotes = rest.char_indices().filter(|(_, c)| set.contains(c));
    quotes.find(|(at, c)| ends(&rest[at + c.len_utf8()..])).map(|(at, c)| at..at + c.len_utf8())
}
