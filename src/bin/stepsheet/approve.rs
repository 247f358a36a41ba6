//! `approve`: a clinician's review, written into the file.
use serde_json::json;
use stepsheet::press::{Approval, Approve, Outcome, Reviewer, Signed, approve};

use crate::args;
use crate::sheets::count;
use crate::terminal::{Terminal, Unprinted};
use crate::today::today;

pub fn run(asked: args::Approve, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let Some(date) = asked.date.or_else(today) else {
        terminal.tell("stepsheet: the clock of this computer does not say which day it is; name it with --date\n");
        return Ok(Outcome::None);
    };
    if today().is_some_and(|today| date > today) {
        terminal.tell("stepsheet: the day of the review has not come yet; leave `--date` out for today\n");
        return Ok(Outcome::None);
    }
    let reviewer = Reviewer { by: asked.by, credentials: asked.credentials, date };
    let order = Approve { files: asked.files, reviewer, exercise: asked.exercise };
    let (signed, report) = approve(&order);
    terminal.tell(&report.render(terminal.format));
    if !terminal.quiet {
        let lines = signed.iter().flat_map(|signed| signed.what.iter().map(|what| line(signed, what, &order.reviewer, terminal.json)));
        terminal.print(&lines.collect::<String>())?;
    }
    Ok(report.outcome())
}

/// What exactly was approved.
fn line(signed: &Signed, what: &Approval, reviewer: &Reviewer, as_json: bool) -> String {
    let Approval { title, exercises, steps, pictures } = what;
    let Reviewer { by, credentials, date } = reviewer;
    if as_json {
        let line = json!({
            "approved": signed.file, "title": title, "exercises": exercises, "steps": steps, "pictures": pictures,
            "by": by, "credentials": credentials, "date": date.to_string(),
        });
        return format!("{line}\n");
    }
    let counted = [count(*exercises, "exercise"), count(*steps, "step"), count(*pictures, "picture")].join(", ");
    format!("{}: “{title}”, {counted}: reviewed by {by}, {credentials}, {date}\n", signed.file)
}
