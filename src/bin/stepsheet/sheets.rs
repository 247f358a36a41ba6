//! `build`, `check` and `dump`.
use std::fmt::Write;
use std::path::Path;

use serde_json::json;
use stepsheet::press::{Order, Out, Outcome, Patient, Product, Report, Sheet, press};

use crate::args::{Build, Check, Dump, What};
use crate::terminal::{Terminal, Unprinted};

pub fn build(build: Build, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let out = match build.output {
        Some(file) => Out::File(file),
        None => Out::Folder(build.out_dir),
    };
    let report = run(&order(build.what, Product::Pdf, out), terminal);
    if !terminal.quiet {
        terminal.print(&report.sheets.iter().map(|sheet| line(sheet, terminal.json)).collect::<String>())?;
        summarise(&report, "made", terminal);
    }
    Ok(report.outcome())
}

pub fn check(check: Check, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let report = run(&order(check.what, Product::Pdf, Out::Nowhere), terminal);
    if !terminal.quiet {
        summarise(&report, "checked", terminal);
    }
    Ok(report.outcome())
}

pub fn dump(dump: Dump, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let out = dump.output.map_or(Out::Hold, Out::File);
    let report = run(&order(dump.what, Product::Dump, out), terminal);
    for sheet in &report.sheets {
        let text = sheet.held.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
        terminal.print(&text)?;
    }
    Ok(report.outcome())
}

fn order(what: What, product: Product, out: Out) -> Order {
    Order {
        files: what.files,
        layout: what.layout,
        paper: what.paper,
        patient: Patient { name: what.patient, date: what.date, therapist: what.therapist, next_visit: what.next_visit },
        font_folders: what.font_dir,
        product,
        out,
        threads: what.jobs.map(usize::from),
        deny_warnings: what.deny.is_some(),
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

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn summarise(report: &Report, done: &str, terminal: Terminal) {
    if terminal.json {
        return;
    }
    let pages: usize = report.sheets.iter().map(|sheet| sheet.pages).sum();
    let bytes: usize = report.sheets.iter().map(|sheet| sheet.bytes).sum();
    let mut text = format!("{} {done}", count(report.sheets.len(), "sheet"));
    if !report.sheets.is_empty() {
        let _ = write!(text, " ({}, {})", count(pages, "page"), size(bytes));
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

fn count(number: usize, thing: &str) -> String {
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
