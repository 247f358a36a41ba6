//! `fmt` and `migrate`.
use serde_json::json;
use stepsheet::press::{Into, Outcome, Rewriting};

use crate::args::Rewrite;
use crate::terminal::{Terminal, Unprinted};

pub fn rewrite(wanted: Rewrite, into: Into, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let Rewrite { files, check, kind } = wanted;
    let done = stepsheet::press::rewrite(&Rewriting { files, into, kind, check });
    terminal.tell(&done.report.render(terminal.format));
    if !terminal.quiet {
        let line = |name: &String| if terminal.json { format!("{}\n", json!({ "file": name, "changed": !check })) } else { format!("{name}\n") };
        terminal.print(&done.changed.iter().map(line).collect::<String>())?;
    }
    Ok(done.outcome(check))
}
