//! `new`: a first handout with its picture, and the clinic's file. Nothing that is there is written over.
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::json;
use stepsheet::press::Outcome;
use stepsheet::resolve::slug;
use stepsheet::shelf::PROJECT_FILE;

use crate::args::New;
use crate::ask::{self, Given};
use crate::sheets;
use crate::starter::{self, Answers, PICTURE};
use crate::terminal::{Terminal, Unprinted, slashed};

/// Where a handout goes that nobody gave a file.
const HANDOUTS: &str = "handouts";
/// Where its picture goes, from the project's folder.
const PICTURES: &str = "images";

pub fn new(new: New, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let done = answers(&new).and_then(|answers| Ok((plan(&new, &answers)?, answers))).and_then(|(plan, answers)| write(&plan, &answers));
    match done {
        Ok(made) => {
            tell(&made, terminal)?;
            Ok(Outcome::All)
        }
        Err(fault) => {
            terminal.tell(&format!("stepsheet: {fault}\n"));
            Ok(Outcome::None)
        }
    }
}

/// What is given, usual or asked for.
fn answers(new: &New) -> Result<Answers, String> {
    let title = match &new.title {
        Some(title) => Some(ask::plain(title).ok_or("the title given with `--title` is empty")?),
        None => None,
    };
    let language = match &new.language {
        Some(tag) => Some(ask::language(tag).ok_or_else(|| {
            let known: Vec<&str> = starter::languages().collect();
            format!("no new handout can be written in the language `{tag}`; there are {}", known.join(", "))
        })?),
        None => None,
    };
    let given = Given { title, language, sort: new.kind };
    let nothing_to_ask = given.title.is_some() && given.language.is_some() && given.sort.is_some();
    if new.yes || nothing_to_ask {
        return Ok(ask::usual(given));
    }
    if !io::stdin().is_terminal() {
        return Err("there is no terminal to ask on: give --title, --language and --kind, or --yes for the usual answers".into());
    }
    let answers = ask::ask(given, &mut io::stdin().lock(), &mut io::stderr());
    answers
        .map_err(|error| format!("the answers cannot be read: {error}"))?
        .ok_or_else(|| "the answers ended too early, so nothing was written".into())
}

/// Where everything goes.
struct Plan {
    /// The project's folder, as seen from where the command was started; empty for that folder itself.
    root: PathBuf,
    handout: PathBuf,
    /// From the project's folder, with `/`.
    picture: String,
}

fn plan(new: &New, answers: &Answers) -> Result<Plan, String> {
    let handout = match &new.file {
        Some(file) => named(file)?,
        None => {
            let id = slug(&starter::title(answers)).unwrap_or_else(|| "handout".into());
            free(|number| Path::new(HANDOUTS).join(numbered(&id, number, "toml")), |path| !taken(path))
        }
    };
    let root = root(&handout).map_err(|error| format!("the folder of `{}` cannot be found: {error}", slashed(&handout)))?;
    let same = |path: &Path| fs::read(path).is_ok_and(|bytes| bytes == PICTURE.as_bytes());
    let picture =
        free(|number| Path::new(PICTURES).join(numbered("row-end", number, "svg")), |path| !taken(&root.join(path)) || same(&root.join(path)));
    Ok(Plan { picture: slashed(&picture), root, handout })
}

/// The file that the author named, with its ending.
fn named(file: &Path) -> Result<PathBuf, String> {
    let shown = slashed(file);
    let file = match file.extension() {
        None => file.with_extension("toml"),
        Some(ending) if ending.eq_ignore_ascii_case("toml") => file.to_owned(),
        Some(_) => {
            return Err(format!("`{shown}` is no name for a handout: it ends in `.toml`, such as `{}`", slashed(&file.with_extension("toml"))));
        }
    };
    if file.file_name().is_some_and(|name| name == PROJECT_FILE) {
        return Err(format!("`{PROJECT_FILE}` is the clinic's file: give the handout another name"));
    }
    if taken(&file) {
        return Err(format!("`{}` is there already and is not written over: give another name", slashed(&file)));
    }
    Ok(file)
}

/// The folder of the project that the handout will belong to: the nearest above with the clinic's file; else where the command was
/// started, if the handout lies below, else its own.
fn root(handout: &Path) -> io::Result<PathBuf> {
    let here = std::env::current_dir()?;
    let folder = std::path::absolute(handout)?.parent().unwrap_or(&here).to_owned();
    let is_plain = !folder.components().any(|part| part == std::path::Component::ParentDir);
    let known = folder.ancestors().find(|above| above.join(PROJECT_FILE).is_file());
    let root = match known {
        Some(known) => known,
        None if folder.starts_with(&here) && is_plain => &here,
        None => &folder,
    };
    Ok(root.strip_prefix(&here).unwrap_or(root).to_owned())
}

fn taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn numbered(stem: &str, number: u32, ending: &str) -> String {
    if number == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{number}.{ending}") }
}

/// The first of the paths that will do.
fn free(path: impl Fn(u32) -> PathBuf, will_do: impl Fn(&Path) -> bool) -> PathBuf {
    (1..=u32::MAX).map(path).find(|path| will_do(path)).unwrap_or_else(|| unreachable!("numbers do not end"))
}

/// Written, or there already and kept.
struct Made {
    path: PathBuf,
    what: &'static str,
    new: bool,
}

fn write(plan: &Plan, answers: &Answers) -> Result<Vec<Made>, String> {
    let text = starter::handout(answers, &in_a_shell(&slashed(&plan.handout)), &plan.picture);
    let files = [
        (plan.handout.clone(), text, "the handout: change its words"),
        (plan.root.join(&plan.picture), PICTURE.to_owned(), "its picture"),
        (plan.root.join(PROJECT_FILE), starter::clinic(answers), "your clinic: its name, its phone"),
    ];
    let mut made = Vec::new();
    for (path, text, what) in files {
        let new = create(&path, &text).map_err(|error| format!("`{}` cannot be written: {error}", slashed(&path)))?;
        if !new && path == plan.handout {
            return Err(format!("`{}` is there already and is not written over: give another name", slashed(&path)));
        }
        made.push(Made { path, what, new });
    }
    Ok(made)
}

/// Writes a file that is not there yet. False where it is.
fn create(path: &Path, text: &str) -> io::Result<bool> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    match File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

fn tell(made: &[Made], terminal: Terminal) -> Result<(), Unprinted> {
    let written: Vec<(String, &Made)> = made.iter().filter(|made| made.new).map(|made| (slashed(&made.path), made)).collect();
    if terminal.quiet {
        return Ok(());
    }
    if terminal.json {
        return terminal.print(&written.iter().map(|(path, _)| format!("{}\n", json!({ "written": path }))).collect::<String>());
    }
    let wide = written.iter().map(|(path, _)| path.chars().count()).max().unwrap_or(0);
    terminal.print(&written.iter().map(|(path, made)| format!("{path:wide$}  {}\n", made.what)).collect::<String>())?;
    let kept: String =
        made.iter().filter(|made| !made.new).map(|made| format!("`{}` was there already and is kept\n", slashed(&made.path))).collect();
    terminal.tell(&kept);
    if let Some((handout, made)) = written.first() {
        // A font may be missing, or a file that was kept may have a fault.
        sheets::prove(&made.path, terminal);
        terminal.tell(&format!("\nMake and open the sheet:\n  stepsheet build {} --open\n", in_a_shell(handout)));
    }
    Ok(())
}

/// As one word of a shell's line, whatever shell.
fn in_a_shell(path: &str) -> String {
    let plain = path.chars().all(|c| c.is_alphanumeric() || "-_./:\\".contains(c));
    if plain { path.to_owned() } else { format!("\"{path}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_their_ending_and_others_are_refused() {
        assert_eq!(named(Path::new("no-such/calf")), Ok("no-such/calf.toml".into()));
        assert_eq!(named(Path::new("no-such/calf.TOML")), Ok("no-such/calf.TOML".into()));
        assert!(named(Path::new("no-such/calf.docx")).is_err_and(|fault| fault.contains("calf.toml")));
        assert!(named(Path::new("no-such/stepsheet.toml")).is_err());
        assert!(named(Path::new("Cargo.toml")).is_err_and(|fault| fault.contains("there already")));
    }

    #[test]
    fn a_path_with_spaces_is_one_word() {
        assert_eq!([in_a_shell("handouts/calf.toml"), in_a_shell("my calf.toml")], ["handouts/calf.toml", "\"my calf.toml\""]);
    }
}
