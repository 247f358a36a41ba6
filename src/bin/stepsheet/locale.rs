//! `locale`: what translators and reviewers do.
use serde_json::json;
use stepsheet::press::{ApprovedFile, Locales, Outcome, Reviewer, Status, SyncedFile, approve_translations, status, sync};

use crate::args::{Languages, Locale};
use crate::terminal::{Terminal, Unprinted};
use crate::today::today;

pub fn run(asked: Locale, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let locales = |wanted: Languages| Locales {
        files: wanted.files,
        tags: wanted.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
    };
    match asked {
        Locale::Status { files, locale } => {
            let (all, report) = status(&Locales { files, tags: locale });
            terminal.tell(&report.render(terminal.format));
            terminal.print(&table(&all, terminal.json))?;
            Ok(report.outcome())
        }
        Locale::Sync(wanted) => {
            let (all, report) = sync(&locales(wanted));
            terminal.tell(&report.render(terminal.format));
            if !terminal.quiet {
                terminal.print(&all.iter().map(|file| synced(file, terminal.json)).collect::<String>())?;
            }
            Ok(report.outcome())
        }
        Locale::Approve { wanted, by, credentials, date, key } => {
            let Some(date) = date.or_else(today) else {
                terminal.tell("stepsheet: the clock of this computer does not say which day it is; name it with --date\n");
                return Ok(Outcome::None);
            };
            let (all, report) = approve_translations(&locales(wanted), &Reviewer { by, credentials, date }, &key);
            terminal.tell(&report.render(terminal.format));
            if !terminal.quiet {
                terminal.print(&all.iter().map(|file| approved(file, terminal.json)).collect::<String>())?;
            }
            if all.is_empty() && report.outcome() == Outcome::All {
                terminal.tell("stepsheet: nothing was approved: no translation fits its text as it is now; run `stepsheet locale status`\n");
                return Ok(Outcome::None);
            }
            Ok(report.outcome())
        }
    }
}

fn synced(file: &SyncedFile, as_json: bool) -> String {
    let (name, done) = (&file.file, file.synced);
    if as_json {
        let line = json!({ "file": name, "changed": file.changed, "added": done.added, "stale": done.stale, "moved": done.moved, "idle": done.idle });
        return format!("{line}\n");
    }
    format!("{name}: {} new, {} changed, {} moved, {} no longer there\n", done.added, done.stale, done.moved, done.idle)
}

fn approved(file: &ApprovedFile, as_json: bool) -> String {
    if as_json {
        return format!("{}\n", json!({ "approved": file.file, "translations": file.count }));
    }
    format!("{}: {} translations approved\n", file.file, file.count)
}

/// Handout by language: per cent translated, what has changed since, what nobody has reviewed.
fn table(all: &[Status], as_json: bool) -> String {
    let mut lines = String::new();
    let wide = all.iter().map(|one| one.file.chars().count()).max().unwrap_or(0).max(7);
    if !as_json && !all.is_empty() {
        lines.push_str(&format!("{:wide$}  language  translated  changed since  not reviewed\n", "handout"));
    }
    for one in all {
        let Some(tally) = &one.tally else { continue };
        let (missing, old, unreviewed) = (tally.missing.len(), tally.old.len(), tally.unreviewed.len());
        let done = tally.texts - missing - old;
        if as_json {
            let line = json!({
                "handout": one.file, "language": one.tag, "texts": tally.texts, "missing": missing, "stale": old, "unreviewed": unreviewed,
            });
            lines.push_str(&format!("{line}\n"));
        } else {
            // Rounded down: 100 % says that all of it is there.
            let per_cent = (100 * done).checked_div(tally.texts).unwrap_or(100);
            lines.push_str(&format!("{:wide$}  {:8}  {:>9} %  {old:>13}  {unreviewed:>12}\n", one.file, one.tag, per_cent));
        }
    }
    lines
}
