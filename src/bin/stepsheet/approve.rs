//! `approve`: a clinician's review, written into the file.
use std::fs;
use std::io::{self, BufRead, IsTerminal};

use serde_json::json;
use stepsheet::press::{Approval, Approve, Outcome, Reviewer, Signed, approve};

use crate::args;
use crate::given;
use crate::sheets::count;
use crate::starter;
use crate::terminal::{Fault, Terminal, Unprinted, slashed};
use crate::today::today;

/// What is asked of the clinician who reviews: the option, and the question.
const BY: (&str, &str) = ("--by", "Your name, as the sheet prints it");
const CREDENTIALS: (&str, &str) = ("--credentials", "Your credentials, such as PT, DPT");

pub fn run(asked: args::Approve, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let order = match order(asked, terminal) {
        Ok(order) => order,
        Err(fault) => return Ok(terminal.refuse(fault)),
    };
    let (signed, report) = approve(&order);
    terminal.tell(&report.render(terminal.format));
    if !terminal.quiet {
        let lines = signed.iter().flat_map(|signed| signed.what.iter().map(|what| line(signed, what, &order.reviewer, terminal.json)));
        terminal.print(&lines.collect::<String>())?;
    }
    Ok(report.outcome())
}

fn order(asked: args::Approve, terminal: Terminal) -> Result<Approve, Fault> {
    let date =
        asked.date.or_else(today).ok_or_else(|| Fault::new("the clock of this computer does not say which day it is", "name it with `--date`"))?;
    if today().is_some_and(|today| date > today) {
        return Err(Fault::new("the day of the review has not come yet", "leave `--date` out for today"));
    }
    let example = asked.files.iter().find(|file| fs::read_to_string(file).is_ok_and(|text| starter::is_example(&text)));
    if let Some(file) = example.filter(|_| !asked.as_is) {
        let message = format!("the words of `{}` are still those of the example that `stepsheet new` wrote", slashed(file));
        return Err(Fault::new(message, "put in your own; where you have read these and mean them for your patients, add `--as-is`"));
    }
    let live = io::stdin().is_terminal();
    let ask = |said: Option<String>, (option, question): (&str, &str)| {
        let prompt = || {
            if live {
                terminal.tell(&format!("{question}: "));
            }
        };
        named(said, live, option, &mut io::stdin().lock(), prompt)
    };
    let reviewer = Reviewer { by: ask(asked.by, BY)?, credentials: ask(asked.credentials, CREDENTIALS)?, date };
    Ok(Approve { files: asked.files, reviewer, exercise: asked.exercise })
}

/// What was said on the command line; what is not, or is `-`, is read. Without a terminal nobody is asked who did not say so.
fn named(said: Option<String>, live: bool, option: &str, input: &mut dyn BufRead, prompt: impl Fn()) -> Result<String, Fault> {
    const HELP: &str = "say who has read what the patient is told, such as `--by \"Ana Gómez\" --credentials \"PT, DPT\"`";
    let text = match said {
        Some(said) if said != "-" => Some(said),
        None if !live => return Err(Fault::new(format!("`{option}` is not given, and there is no terminal to ask on"), HELP)),
        Some(_) | None => {
            prompt();
            given::line(input)?
        }
    };
    text.filter(|text| !text.trim().is_empty()).ok_or_else(|| Fault::new(format!("nothing was said for `{option}`"), HELP))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(said: Option<&str>, live: bool, typed: &str) -> Result<String, Fault> {
        named(said.map(str::to_owned), live, "--by", &mut typed.as_bytes(), || ())
    }

    #[test]
    fn a_name_is_said_or_asked_for() {
        assert_eq!(asked(Some("Ana"), false, "Eva\n"), Ok("Ana".to_owned()));
        assert_eq!(asked(Some("-"), false, "Eva\r\n"), Ok("Eva".to_owned()));
        assert_eq!(asked(None, true, "Eva\n"), Ok("Eva".to_owned()));
        for (said, live, typed) in [(None, false, "Eva\n"), (None, true, "\n"), (Some("-"), false, ""), (Some(" "), true, "Eva\n")] {
            assert!(asked(said, live, typed).is_err_and(|fault| fault.message.contains("--by")), "{said:?} {live} {typed:?}");
        }
    }
}
