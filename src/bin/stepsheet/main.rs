//! The command line. Sees only the public face of the library; alone prints and exits.
mod approve;
mod args;
mod ask;
mod dropped;
mod figure;
mod given;
mod licences;
mod line;
mod locale;
mod new;
mod readings;
mod rewrite;
mod sheets;
mod show;
mod starter;
mod tell;
mod terminal;
mod today;
mod watch;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use args::{Command, Line, Manner, MessageFormat};
use clap::error::ErrorKind;
use stepsheet::press::{Into, Outcome};
use terminal::{Terminal, Unprinted};

/// Where this program broke, if it did: places in its source, never what was being printed.
static BROKEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn main() -> ExitCode {
    panic::set_hook(Box::new(|broken| {
        let place = broken.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        BROKEN.lock().unwrap_or_else(PoisonError::into_inner).push(place);
    }));
    let code = panic::catch_unwind(run).unwrap_or(1);
    let places = std::mem::take(&mut *BROKEN.lock().unwrap_or_else(PoisonError::into_inner));
    if !places.is_empty() {
        eprint_quietly(&format!(
            "stepsheet: this is a fault of stepsheet, not of your files; please report it with these words: {}\n",
            places.join(", ")
        ));
    }
    ExitCode::from(code)
}

/// 0: all was made; 1: some was not; 2: nothing could be begun; 3: nothing but reviews are pending.
fn run() -> u8 {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let start = dropped::start();
    let code = match dropped::files(start, arguments.get(1..).unwrap_or_default()) {
        Some(files) => {
            let terminal = Terminal::new(Manner::default());
            status(sheets::dropped(&files, terminal), terminal)
        }
        None => command(arguments),
    };
    if code != 0 {
        dropped::stay(start);
    }
    code
}

fn command(arguments: Vec<OsString>) -> u8 {
    let message_format = line::format_of(&arguments);
    match Line::read(arguments.into_iter()) {
        Ok(line) => {
            let terminal = Terminal::new(line.manner);
            status(obey(line.command, terminal), terminal)
        }
        Err(error) if message_format != MessageFormat::Human && error.exit_code() != 0 => {
            let terminal = Terminal::new(Manner { message_format, ..Manner::default() });
            status(Ok(terminal.refuse(line::told(&error))), terminal)
        }
        Err(error) => {
            // Help and version are no faults; `print` sends them to standard output. A reader that has gone wants neither.
            let _ = error.print();
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) { 0 } else { 2 }
        }
    }
}

fn status(done: Result<Outcome, Unprinted>, terminal: Terminal) -> u8 {
    match done {
        Ok(Outcome::All) => 0,
        Ok(Outcome::Some) => 1,
        Ok(Outcome::None) => 2,
        Ok(Outcome::Pending) => 3,
        Err(Unprinted(error)) if terminal::is_gone(&error) => 0,
        Err(Unprinted(error)) => {
            terminal.tell(&format!("stepsheet: standard output cannot be written: {error}\n"));
            1
        }
    }
}

fn obey(command: Command, terminal: Terminal) -> Result<Outcome, Unprinted> {
    match command {
        Command::New(new) => new::new(new, terminal),
        Command::Build(build) => sheets::build(build, terminal),
        Command::Check(check) => sheets::check(check, terminal),
        Command::Approve(asked) => approve::run(asked, terminal),
        Command::Locale(asked) => locale::run(asked, terminal),
        Command::Dump(dump) => sheets::dump(dump, terminal),
        Command::Schema { kind } => tell::schema(kind, terminal),
        Command::Fmt(files) => rewrite::rewrite(files, Into::Order, terminal),
        Command::Migrate(files) => rewrite::rewrite(files, Into::Newest, terminal),
        Command::Licenses => licences::print(terminal),
        Command::Layouts => tell::layouts(terminal),
        Command::Fonts(fonts) => tell::fonts(fonts, terminal),
        Command::Figure(asked) => figure::run(asked, terminal),
        Command::Explain { code } => tell::explain(code.as_deref(), terminal),
    }
}

/// `eprint!` would panic where standard error is gone.
fn eprint_quietly(text: &str) {
    use std::io::Write;
    let _ = std::io::stderr().write_all(text.as_bytes());
}
