//! `build`, `check` and `dump`.
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;
use stepsheet::press::{Advice, Exception, Order, Out, Outcome, Patient, Product, Report, Sheet, press};

use crate::args::{Build, Check, Dump, What};
use crate::show::show;
use crate::terminal::{Fault, Terminal, Unprinted, slashed};
use crate::today::today;
use crate::watch::watch;
use crate::{dropped, given};

pub fn build(mut build: Build, terminal: Terminal) -> Result<Outcome, Unprinted> {
    if let Err(fault) = fill(&mut build, terminal) {
        return Ok(terminal.refuse(fault));
    }
    let out = match build.output {
        Some(file) if is_stream(&file) => return stream(&order(build.what, Product::Pdf, Out::HoldOne), terminal),
        Some(file) => Out::File(file),
        None => Out::Folder(build.out_dir),
    };
    let order = order(build.what, Product::Pdf, out);
    let report = made(&order, None, terminal)?;
    if build.open {
        show(&report.sheets, terminal);
    }
    // What could not be begun has no folder to watch.
    if !build.watch || report.outcome() == Outcome::None {
        return Ok(report.outcome());
    }
    let late = build.open && report.sheets.is_empty();
    watch(&order, report, late, terminal)
}

/// What a command line cannot hold, and what does not go together.
fn fill(build: &mut Build, terminal: Terminal) -> Result<(), Fault> {
    if build.output.as_deref().is_some_and(is_stream) {
        if build.open || build.watch {
            return Err(Fault::new("`-o -` makes no file that `--open` or `--watch` could look after", "name a file, such as `-o sheet.pdf`"));
        }
        if io::stdout().is_terminal() {
            return Err(Fault::new("a PDF cannot be read on a terminal", "send it to a file or a program, such as `-o - > sheet.pdf`"));
        }
    }
    if build.watch && terminal.programs && !terminal.json {
        return Err(Fault::new("SARIF is one document for a whole run, and `--watch` makes many", "leave one of them out"));
    }
    given::fill(&mut build.what, terminal)
}

/// Handouts dropped on the program: each sheet beside its handout, and opened.
pub fn dropped(files: &[PathBuf], terminal: Terminal) -> Result<Outcome, Unprinted> {
    let mut whole = Outcome::All;
    for file in files {
        let Some((folder, name)) = dropped::beside(file) else { continue };
        if let Err(error) = std::env::set_current_dir(folder) {
            let fault = format!("the folder of `{}` cannot be opened: {error}", slashed(&name));
            whole = terminal.refuse(Fault::new(fault, "move the handout into a folder of your own"));
            continue;
        }
        let order = alone(name, Out::Folder(PathBuf::new()));
        let report = made(&order, None, terminal)?;
        show(&report.sheets, terminal);
        if report.outcome() != Outcome::All {
            whole = report.outcome();
        }
    }
    Ok(whole)
}

/// Tells what is wrong with a handout, and writes nothing. Advice comes when it is made.
pub fn prove(handout: &Path, terminal: Terminal) {
    let _: Report = run(&Order { advice: Advice::Withheld, ..alone(handout.to_owned(), Out::Nowhere) }, terminal);
}

/// A handout without a word more.
fn alone(handout: PathBuf, out: Out) -> Order {
    Order {
        files: vec![handout],
        layout: None,
        paper: None,
        locales: Vec::new(),
        patient: Patient::default(),
        font_folders: Vec::new(),
        product: Product::Pdf,
        out,
        threads: None,
        deny_warnings: false,
        release: false,
        on: today(),
        advice: Advice::Given,
    }
}

pub fn check(mut check: Check, terminal: Terminal) -> Result<Outcome, Unprinted> {
    if let Err(fault) = given::fill(&mut check.what, terminal) {
        return Ok(terminal.refuse(fault));
    }
    let report = run(&order(check.what, Product::Pdf, Out::Nowhere), terminal);
    if check.report {
        terminal.print(&crate::readings::print(&report.readings, terminal.json))?;
    }
    if !terminal.quiet {
        tell_exceptions(&report, terminal);
        summarise(&report, "checked", None, terminal);
    }
    Ok(report.outcome())
}

pub fn dump(mut dump: Dump, terminal: Terminal) -> Result<Outcome, Unprinted> {
    if let Err(fault) = given::fill(&mut dump.what, terminal) {
        return Ok(terminal.refuse(fault));
    }
    let out = dump.output.filter(|file| !is_stream(file)).map_or(Out::Hold, Out::File);
    let report = run(&order(dump.what, Product::Dump, out), terminal);
    for sheet in &report.sheets {
        let text = sheet.held.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
        terminal.print(&text)?;
    }
    Ok(report.outcome())
}

/// As other commands have it: `-` is no file but standard output.
fn is_stream(file: &Path) -> bool {
    file == Path::new("-")
}

/// One sheet to standard output, and nothing else there.
fn stream(order: &Order, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let report = run(order, terminal);
    for sheet in &report.sheets {
        terminal.pour(sheet.held.as_deref().unwrap_or_default())?;
    }
    if !terminal.quiet {
        summarise(&report, "made", None, terminal);
    }
    Ok(report.outcome())
}

/// Makes sheets and tells of them; since when, where somebody waits for them.
pub fn made(order: &Order, since: Option<Instant>, terminal: Terminal) -> Result<Report, Unprinted> {
    let report = run(order, terminal);
    tell(&report, since, terminal)?;
    Ok(report)
}

pub fn tell(report: &Report, since: Option<Instant>, terminal: Terminal) -> Result<(), Unprinted> {
    if terminal.quiet {
        return Ok(());
    }
    terminal.print(&report.sheets.iter().map(|sheet| line(sheet, terminal.json)).collect::<String>())?;
    summarise(report, "made", since, terminal);
    Ok(())
}

fn order(what: What, product: Product, out: Out) -> Order {
    Order {
        files: what.files,
        layout: what.layout,
        paper: what.paper,
        locales: what.locale,
        patient: Patient { name: what.patient, date: what.date, therapist: what.therapist, next_visit: what.next_visit },
        font_folders: what.font_dir,
        product,
        out,
        threads: what.jobs.map(usize::from),
        deny_warnings: what.deny.is_some(),
        release: what.release,
        on: what.on.or_else(today),
        advice: if what.no_advice || product == Product::Dump { Advice::Withheld } else { Advice::Given },
    }
}

fn run(order: &Order, terminal: Terminal) -> Report {
    let bar = terminal.bar();
    let report = press(order, &|step| bar.step(step));
    bar.clear();
    terminal.tell(&report.render(terminal.format));
    report
}

/// A sheet that was made: its path alone, so that other programs can take it from here; or all that is known of it.
fn line(sheet: &Sheet, as_json: bool) -> String {
    let path = slashed(&sheet.path);
    if as_json { format!("{}\n", json!({ "sheet": path, "pages": sheet.pages, "bytes": sheet.bytes })) } else { format!("{path}\n") }
}

/// What authors have allowed, with their reasons: one line each.
fn tell_exceptions(report: &Report, terminal: Terminal) {
    if terminal.programs {
        return;
    }
    let line = |one: &Exception| {
        let times = if one.times == 1 { String::new() } else { format!(" ({} times)", one.times) };
        format!("allowed: {}{times}: {}\n", one.code.slug(), one.reason)
    };
    terminal.tell(&report.exceptions().iter().map(line).collect::<String>());
}

fn summarise(report: &Report, done: &str, since: Option<Instant>, terminal: Terminal) {
    if terminal.programs {
        return;
    }
    let pages: usize = report.sheets.iter().map(|sheet| sheet.pages).sum();
    let bytes: usize = report.sheets.iter().map(|sheet| sheet.bytes).sum();
    let mut text = format!("{} {done}", count(report.sheets.len(), "sheet"));
    if !report.sheets.is_empty() {
        let _ = write!(text, " ({}, {})", count(pages, "page"), size(bytes));
    }
    if let Some(since) = since {
        let _ = write!(text, " in {} ms", since.elapsed().as_millis());
    }
    if report.missed > 0 {
        let _ = write!(text, ", {} not", report.missed);
    }
    match (report.errors(), report.warnings()) {
        (0, 0) => {}
        (0, warnings) => text.push_str(&format!("; {}", count(warnings, "warning"))),
        (errors, 0) => text.push_str(&format!("; {}", count(errors, "error"))),
        (errors, warnings) => text.push_str(&format!("; {}, {}", count(errors, "error"), count(warnings, "warning"))),
    }
    text.push('\n');
    terminal.tell(&text);
}

pub fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

fn size(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{} KB", bytes.div_ceil(1000)) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_as_people_say_them() {
        assert_eq!([size(1), size(59_001), size(1_250_000)], ["1 KB", "60 KB", "1.2 MB"]);
        assert_eq!([count(0, "sheet"), count(1, "sheet"), count(2, "sheet")], ["0 sheets", "1 sheet", "2 sheets"]);
    }
}
