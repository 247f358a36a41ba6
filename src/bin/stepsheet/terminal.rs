//! The two streams, and a bar where one helps.
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressStyle};
use stepsheet::diag::{Code, Diagnostic, Format};
use stepsheet::press::{Outcome, Report, Step};
pub use stepsheet::shelf::slashed;

use crate::args::{Colour, Manner, MessageFormat};

/// Standard output would not take what was printed.
pub struct Unprinted(pub io::Error);

/// Why a command could not be begun, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Lower case, no full stop.
    pub message: String,
    pub help: String,
}

impl Fault {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { message: message.into(), help: help.into() }
    }
}

/// Where a command's words go: results to standard output, all else to standard error.
#[derive(Clone, Copy)]
pub struct Terminal {
    pub quiet: bool,
    pub json: bool,
    /// Programs read what is told: nothing but faults, in their form.
    pub programs: bool,
    /// How faults are written.
    pub format: Format,
    /// A bar may be drawn.
    live: bool,
}

impl Terminal {
    pub fn new(manner: Manner) -> Terminal {
        // Without an order of ours, anstream looks at the terminal, NO_COLOR, CLICOLOR and CLICOLOR_FORCE.
        let colour = match manner.color {
            Colour::Auto => AutoStream::choice(&io::stderr()) != ColorChoice::Never,
            Colour::Always => true,
            Colour::Never => false,
        };
        let format = match manner.message_format {
            MessageFormat::Human => Format::Human { colour },
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
            MessageFormat::Sarif => Format::Sarif,
        };
        let json = manner.message_format == MessageFormat::Json;
        let programs = json || manner.message_format == MessageFormat::Sarif;
        Terminal { quiet: manner.quiet, json, programs, format, live: !manner.quiet && !programs && io::stderr().is_terminal() }
    }

    /// Prints a result.
    pub fn print(self, text: &str) -> Result<(), Unprinted> {
        self.pour(text.as_bytes())
    }

    /// Hands a result on as it is.
    pub fn pour(self, bytes: &[u8]) -> Result<(), Unprinted> {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).map_err(Unprinted)
    }

    /// Tells of faults, and how it went.
    pub fn tell(self, text: &str) {
        // Windows consoles that know no colours get theirs from anstream. Nobody is left to tell when standard error is gone.
        let choice = if matches!(self.format, Format::Human { colour: true }) { ColorChoice::Always } else { ColorChoice::Never };
        let _ = AutoStream::new(io::stderr(), choice).write_all(text.as_bytes());
    }

    /// Tells why nothing could be begun, in the form that was asked for.
    pub fn refuse(self, fault: Fault) -> Outcome {
        let fault = Diagnostic::error(Code::CommandLine, fault.message).help(fault.help);
        self.tell(&Report { findings: vec![fault.into()], ..Report::default() }.render(self.format));
        Outcome::None
    }

    pub fn bar(self) -> Bar {
        Bar { live: self.live, start: Instant::now(), bar: OnceLock::new() }
    }
}

/// Shown once more than a second lies ahead.
pub struct Bar {
    live: bool,
    start: Instant,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    pub fn step(&self, step: Step) {
        if !self.live {
            return;
        }
        let ahead = self.start.elapsed().div_f64(step.done.max(1) as f64).mul_f64(step.of.saturating_sub(step.done) as f64);
        if self.bar.get().is_none() && ahead <= Duration::from_secs(1) {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos} of {len} sheets, {eta} left").unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(step.of as u64).with_style(style)
        });
        // Steps may arrive out of order.
        bar.set_position(bar.position().max(step.done as u64));
    }

    pub fn clear(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// A path as one word of a line that somebody types.
pub fn typed(path: &str) -> String {
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    if path.chars().all(|c| c.is_alphanumeric() || "-_./:\\".contains(c)) && (cfg!(windows) || !path.contains('\\')) {
        return path;
    }
    // Within double quotes shells of Unix read on; no shell of Windows knows the single ones.
    if cfg!(windows) || !path.contains(['"', '$', '`', '\\', '!']) { format!("\"{path}\"") } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// The reader has gone, as `head` does: nothing is wrong.
pub fn is_gone(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_of_a_line() {
        for path in ["handouts/calf.toml", "../a_b/Übung-2.toml"] {
            assert_eq!(typed(path), path);
        }
        assert_eq!([typed("my calf.toml"), typed("it's.toml"), typed("-o.toml")], ["\"my calf.toml\"", "\"it's.toml\"", "./-o.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn signs_of_a_shell_are_no_orders() {
        assert_eq!([typed("a $b.toml"), typed("it's `c`.toml")], ["'a $b.toml'", "'it'\\''s `c`.toml'"]);
    }
}
