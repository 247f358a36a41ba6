//! The command line read: its help in groups, and what is told of one that cannot be read.
use std::ffi::OsString;
use std::path::Path;

use clap::{CommandFactory, FromArgMatches, ValueEnum};

use crate::args::{Line, MessageFormat};
use crate::terminal::Fault;

impl Line {
    /// Reads the arguments; a handout alone is built.
    pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Line, clap::Error> {
        let mut arguments: Vec<OsString> = arguments.collect();
        if names_handout_alone(&arguments) {
            arguments.insert(1, "build".into());
        }
        Line::from_arg_matches(&command().try_get_matches_from(arguments)?)
    }
}

/// The commands in the order of the help, what a therapist needs first. What is in no group is for technical work.
const GROUPS: [(&str, &[&str]); 3] =
    [("Every day", &["new", "build", "check", "approve"]), ("To look up", &["explain", "layouts", "fonts", "licenses"]), ("For technical work", &[])];

/// The command, its help in groups.
fn command() -> clap::Command {
    let command = Line::command();
    let all: Vec<(&str, String)> =
        command.get_subcommands().map(|one| (one.get_name(), one.get_about().map(ToString::to_string).unwrap_or_default())).collect();
    let wide = all.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let group_of = |name: &str| GROUPS.iter().position(|(_, members)| members.contains(&name)).unwrap_or(GROUPS.len() - 1);
    let mut groups = String::new();
    for (at, (title, _)) in GROUPS.iter().enumerate() {
        let members = all.iter().filter(|(name, _)| group_of(name) == at).map(|(name, about)| format!("  {name:wide$}  {about}\n"));
        groups += &format!("{title}:\n{}\n", members.collect::<String>());
    }
    command
        .help_template(format!("{{about}}\n\n{{usage-heading}} {{usage}}\n       stepsheet FILE.toml\n\n{groups}Options:\n{{options}}{{after-help}}"))
}

/// What clap has to say of a command line, as it stands there.
pub fn told(error: &clap::Error) -> Fault {
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let lines = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"));
    let (tips, said): (Vec<&str>, Vec<&str>) = lines.filter(|line| !line.is_empty()).partition(|line| line.starts_with("tip: "));
    let tips: String = tips.iter().map(|tip| format!("{}; ", tip.trim_start_matches("tip: "))).collect();
    Fault::new(said.join(" "), format!("{tips}`--help` shows what can stand here"))
}

/// How faults shall be told of a command line that cannot be read.
pub fn format_of(arguments: &[OsString]) -> MessageFormat {
    const OPTION: &str = "--message-format";
    let texts: Vec<&str> = arguments.iter().map(|argument| argument.to_str().unwrap_or_default()).collect();
    let after = texts.windows(2).filter(|pair| pair[0] == OPTION).map(|pair| pair[1]);
    let joined = texts.iter().filter_map(|text| text.strip_prefix(OPTION)?.strip_prefix('='));
    after.chain(joined).find_map(|form| MessageFormat::from_str(form, false).ok()).unwrap_or(MessageFormat::Human)
}

/// No command is named, but a TOML file is.
fn names_handout_alone(arguments: &[OsString]) -> bool {
    let command = Line::command();
    let is_command = |argument: &OsString| command.get_subcommands().any(|known| argument == known.get_name());
    let is_toml = |argument: &OsString| Path::new(argument).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    !arguments.iter().skip(1).any(is_command) && arguments.iter().skip(1).any(is_toml)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Command;

    fn read(line: &str) -> Result<Line, clap::Error> {
        Line::read(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_definition_holds_together() {
        Line::command().debug_assert();
    }

    #[test]
    fn the_help_names_every_command_once() {
        let help = command().render_help().to_string();
        for one in Line::command().get_subcommands() {
            assert_eq!(help.matches(&format!("\n  {} ", one.get_name())).count(), 1, "{}\n{help}", one.get_name());
        }
        assert!(help.lines().count() <= 40 && help.find("approve") < help.find("For technical work"), "{help}");
    }

    #[test]
    fn what_clap_says_is_one_sentence_and_a_way_out() {
        let fault = told(&read("stepsheet build --papre a4").expect_err("a fault"));
        assert_eq!(fault.message, "unexpected argument '--papre' found");
        assert!(fault.help.starts_with("a similar argument exists: '--paper'; ") && fault.help.ends_with("what can stand here"), "{}", fault.help);
        for (line, form) in [("a --message-format json", MessageFormat::Json), ("a --message-format=sarif b", MessageFormat::Sarif)] {
            assert_eq!(format_of(&line.split(' ').map(OsString::from).collect::<Vec<_>>()), form);
        }
        assert_eq!(format_of(&["--message-format".into()]), MessageFormat::Human);
    }

    #[test]
    fn a_handout_alone_is_built() {
        for line in ["stepsheet a.toml", "stepsheet --paper a4 a.toml", "stepsheet -q a.TOML b.toml"] {
            assert!(matches!(read(line), Ok(Line { command: Command::Build(_), .. })), "{line}");
        }
        assert!(matches!(read("stepsheet check a.toml"), Ok(Line { command: Command::Check(_), .. })));
    }

    #[test]
    fn a_slip_in_a_command_is_not_taken_for_a_handout() {
        assert!(read("stepsheet biuld").is_err());
        assert!(read("stepsheet a.toml -o x.pdf --out-dir out").is_err());
        assert!(read("stepsheet a.toml --jobs 0").is_err());
    }
}
