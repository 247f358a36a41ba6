//! What belongs to a patient, read from standard input where a command line says `-`: so it stands in no shell's history and in no
//! list of processes. Nothing of it is ever said again.
use std::io::{self, BufRead, IsTerminal, Read};

use crate::args::What;
use crate::terminal::{Fault, Terminal};

/// No name is longer, in bytes.
const LONGEST: u64 = 1000;

/// Puts a line of standard input in the place of each `-`.
pub fn fill(what: &mut What, terminal: Terminal) -> Result<(), Fault> {
    let live = io::stdin().is_terminal();
    read(what, &mut io::stdin().lock(), &mut |label| {
        if live {
            terminal.tell(&format!("{label}: "));
        }
    })
}

fn read(what: &mut What, input: &mut dyn BufRead, prompt: &mut dyn FnMut(&str)) -> Result<(), Fault> {
    let fields = [("Patient", &mut what.patient), ("Date", &mut what.date), ("Therapist", &mut what.therapist), ("Next visit", &mut what.next_visit)];
    let mut first = true;
    for (label, value) in fields {
        if value.as_deref() != Some("-") {
            continue;
        }
        prompt(label);
        let line = line(input)?.ok_or_else(|| {
            let help = "give a line for each `-`, in the order patient, date, therapist, next visit";
            Fault::new(format!("standard input ended before `{label}`"), help)
        })?;
        // Some shells of Windows begin what they hand on with a byte order mark.
        let line = if first { line.trim_start_matches('\u{FEFF}').to_owned() } else { line };
        first = false;
        *value = Some(line);
    }
    Ok(())
}

/// The next line, without its end. None where there is none.
pub fn line(input: &mut dyn BufRead) -> Result<Option<String>, Fault> {
    const HELP: &str = "give a line of plain text for each `-`";
    let mut bytes = Vec::new();
    let unread = |error: io::Error| Fault::new(format!("standard input cannot be read: {error}"), HELP);
    input.take(LONGEST + 1).read_until(b'\n', &mut bytes).map_err(unread)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() as u64 > LONGEST {
        return Err(Fault::new(format!("a line of standard input is longer than {LONGEST} bytes"), HELP));
    }
    let line = String::from_utf8(bytes).map_err(|_| Fault::new("standard input is not UTF-8", HELP))?;
    Ok(Some(line.trim_end_matches(['\n', '\r']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(patient: Option<&str>, therapist: Option<&str>) -> What {
        let (patient, therapist) = (patient.map(str::to_owned), therapist.map(str::to_owned));
        What {
            files: Vec::new(),
            layout: None,
            paper: None,
            locale: Vec::new(),
            patient,
            date: Some("today".into()),
            therapist,
            next_visit: None,
            font_dir: Vec::new(),
            jobs: None,
            deny: None,
            release: false,
            on: None,
            no_advice: false,
        }
    }

    fn filled(mut what: What, input: &[u8]) -> Result<(What, Vec<String>), Fault> {
        let mut labels = Vec::new();
        read(&mut what, &mut &input[..], &mut |label| labels.push(label.to_owned()))?;
        Ok((what, labels))
    }

    #[test]
    fn each_hyphen_takes_a_line_in_the_fixed_order() {
        let (what, labels) = filled(what(Some("-"), Some("-")), "\u{FEFF}Ana Gómez\r\nJ. Reyes\nnot read".as_bytes()).expect("two lines");
        assert_eq!((what.patient.as_deref(), what.therapist.as_deref()), (Some("Ana Gómez"), Some("J. Reyes")));
        assert_eq!((what.date.as_deref(), what.next_visit), (Some("today"), None));
        assert_eq!(labels, ["Patient", "Therapist"]);
    }

    #[test]
    fn an_empty_line_leaves_a_line_to_write_on() {
        let (what, _) = filled(what(Some("-"), Some("-")), b"\nJ. Reyes").expect("two lines");
        assert_eq!((what.patient.as_deref(), what.therapist.as_deref()), (Some(""), Some("J. Reyes")));
    }

    #[test]
    fn a_fault_says_nothing_of_what_was_read() {
        let long = [b"secret ".repeat(200), b"\n".to_vec()].concat();
        for input in [&b"secret\n"[..], b"secret \xFF\nsecret\n", &long, b""] {
            let fault = filled(what(Some("-"), Some("-")), input).expect_err("a fault");
            assert!(!format!("{fault:?}").contains("secret"), "{fault:?}");
        }
    }
}
