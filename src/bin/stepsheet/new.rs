//! `new`: a first handout with its picture, and the clinic's file. Nothing that is there is written over.
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};

use serde_json::json;
use stepsheet::press::Outcome;
use stepsheet::resolve::slug;
use stepsheet::shelf::{PROJECT_FILE, ProjectPath, is_device};

use crate::args::New;
use crate::ask::{self, Given, Greeting};
use crate::sheets;
use crate::starter::{self, Answers, PICTURE};
use crate::terminal::{Fault, Terminal, Unprinted, slashed, typed};

/// Where a handout goes that nobody gave a file.
const HANDOUTS: &str = "handouts";
/// Where its picture goes, from the project's folder.
const PICTURES: &str = "images";

pub fn new(new: New, terminal: Terminal) -> Result<Outcome, Unprinted> {
    match begin(&new) {
        Ok((plan, answers)) => match write(&plan, &answers) {
            Ok(made) => {
                tell(&made, &plan, terminal)?;
                Ok(Outcome::All)
            }
            Err(fault) => Ok(terminal.refuse(fault)),
        },
        Err(fault) => Ok(terminal.refuse(fault)),
    }
}

/// Asks what is to be asked, and says where everything goes. Nothing is written yet.
fn begin(new: &New) -> Result<(Plan, Answers), Fault> {
    let title = match &new.title {
        Some(title) => {
            Some(ask::plain(title).ok_or_else(|| Fault::new("the title given with `--title` is empty", "write what the sheet is called"))?)
        }
        None => None,
    };
    let language = match &new.language {
        Some(said) => Some(starter::meant(said).ok_or_else(|| unknown_language(said))?),
        None => None,
    };
    let silent = new.yes || title.is_some() && language.is_some() && new.kind.is_some();
    if !silent && !io::stdin().is_terminal() {
        return Err(Fault::new("there is no terminal to ask on", "give --title, --language and --kind, or --yes for the usual answers"));
    }
    let named = new.file.as_deref().map(named).transpose()?;
    let folder = folder_of(named.as_deref()).map_err(|error| Fault::new(format!("this folder cannot be found: {error}"), "go to another folder"))?;
    let mut project = Project::of(&folder, new.here);
    let mut greeting = Greeting::Wanting;
    if !silent && project.joined {
        greeting = Greeting::Said;
        project = match answered(ask::joins(&project.shown(), &mut io::stdin().lock(), &mut io::stderr()))? {
            true => Project { agreed: true, ..project },
            false => Project::of(&folder, true),
        };
    }
    let given = Given { title, language, sort: new.kind, usual: project.language() };
    let answers = if silent { ask::usual(given) } else { answered(ask::ask(given, greeting, &mut io::stdin().lock(), &mut io::stderr()))? };
    Ok((plan(named, project, &answers), answers))
}

fn answered<T>(answer: io::Result<Option<T>>) -> Result<T, Fault> {
    const HELP: &str = "nothing was written; begin again, or give --title, --language and --kind";
    let answer = answer.map_err(|error| Fault::new(format!("the answers cannot be read: {error}"), HELP))?;
    answer.ok_or_else(|| Fault::new("the answers ended too early", HELP))
}

fn unknown_language(said: &str) -> Fault {
    let known: Vec<&str> = starter::languages().collect();
    Fault::new(format!("no new handout can be written in the language `{said}`"), format!("there are {}", known.join(", ")))
}

/// The project that a new handout belongs to.
struct Project {
    /// Its folder, as seen from where the command was started; empty for that folder itself.
    root: PathBuf,
    /// It is there already, and lies above the folder where the command was started.
    joined: bool,
    /// Whoever began it was asked, and wants it so.
    agreed: bool,
    /// The clinic's file, where it is there.
    clinic: Option<toml::Table>,
}

/// Where a new handout will lie, and where the command was started.
struct Place {
    here: PathBuf,
    folder: PathBuf,
}

fn folder_of(handout: Option<&Path>) -> io::Result<Place> {
    let here = std::env::current_dir()?;
    let folder = match handout {
        Some(handout) => straight(&std::path::absolute(handout)?).parent().unwrap_or(&here).to_owned(),
        None => here.clone(),
    };
    Ok(Place { here, folder })
}

/// Without `..`: what lies above a folder that is not there yet must be known too.
fn straight(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut straight, part| {
        match part {
            Component::ParentDir => drop(straight.pop()),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => straight.push(part),
        }
        straight
    })
}

impl Project {
    /// The nearest above with the clinic's file; else where the command was started, if the handout lies below, else the handout's own
    /// folder. `own`: none above where the command was started counts.
    fn of(place: &Place, own: bool) -> Project {
        let Place { here, folder } = place;
        let below = folder.starts_with(here);
        let counts = |above: &&Path| above.join(PROJECT_FILE).is_file() && !(own && folder != *above && !above.starts_with(here));
        let known = folder.ancestors().find(counts);
        let root = known.unwrap_or(if below { here } else { folder });
        let joined = known.is_some() && here != root && here.starts_with(root);
        let clinic = fs::read_to_string(root.join(PROJECT_FILE)).ok().and_then(|text| text.parse().ok());
        Project { root: seen_from(here, root), joined, agreed: false, clinic }
    }

    fn language(&self) -> &'static str {
        let said = self.clinic.as_ref().and_then(|clinic| clinic.get("defaults")?.get("language")?.as_str());
        said.and_then(starter::meant).unwrap_or("en")
    }

    /// The clinic's file, and its name where it says one.
    fn shown(&self) -> String {
        let file = slashed(&self.root.join(PROJECT_FILE));
        let name = self.clinic.as_ref().and_then(|clinic| clinic.get("clinic")?.get("name")?.as_str());
        name.map_or_else(|| format!("`{file}`"), |name| format!("`{file}` ({})", ask::plain(name).unwrap_or_default()))
    }
}

/// The folder `root` as one writes it in `here`.
fn seen_from(here: &Path, root: &Path) -> PathBuf {
    match (root.strip_prefix(here), here.strip_prefix(root)) {
        (Ok(below), _) => below.to_owned(),
        (_, Ok(deep)) => deep.components().map(|_| Component::ParentDir).collect(),
        (Err(_), Err(_)) => root.to_owned(),
    }
}

/// Where everything goes.
struct Plan {
    project: Project,
    handout: PathBuf,
    /// From the project's folder, with `/`.
    picture: String,
}

fn plan(named: Option<PathBuf>, project: Project, answers: &Answers) -> Plan {
    let handout = named.unwrap_or_else(|| {
        let (stem, folder) = (stem(&starter::title(answers), answers.language), project.root.join(HANDOUTS));
        let is_here = folder.canonicalize().is_ok_and(|there| Path::new(".").canonicalize().is_ok_and(|here| here == there));
        let folder = if is_here { PathBuf::new() } else { folder };
        free(|number| folder.join(numbered(&stem, number, "toml")), |path| !taken(path))
    });
    let root = &project.root;
    let same = |path: &Path| fs::read(path).is_ok_and(|bytes| bytes == PICTURE.as_bytes());
    let picture =
        free(|number| Path::new(PICTURES).join(numbered("row-end", number, "svg")), |path| !taken(&root.join(path)) || same(&root.join(path)));
    Plan { picture: slashed(&picture), project, handout }
}

/// What a handout's file is called: after its title where that can be written in plain letters.
fn stem(title: &str, language: &str) -> String {
    let latin: String = title.chars().map(|c| if c.is_ascii() { c } else { ' ' }).collect();
    match slug(title).or_else(|| slug(&latin).filter(|id| id.len() > 3)) {
        Some(id) if is_device(&id) => format!("{id}-handout"),
        Some(id) => id,
        None if title.chars().any(char::is_alphabetic) => format!("handout-{}", language.to_lowercase()),
        None => "handout".to_owned(),
    }
}

/// The file that the author named, with its ending.
fn named(file: &Path) -> Result<PathBuf, Fault> {
    let shown = slashed(file);
    let file = match file.extension() {
        None => file.with_extension("toml"),
        Some(ending) if ending.eq_ignore_ascii_case("toml") => file.to_owned(),
        Some(_) => {
            let help = format!("it ends in `.toml`, such as `{}`", slashed(&file.with_extension("toml")));
            return Err(Fault::new(format!("`{shown}` is no name for a handout"), help));
        }
    };
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name == PROJECT_FILE {
        return Err(Fault::new(format!("`{PROJECT_FILE}` is the clinic's file"), "give the handout another name"));
    }
    if let Err(refusal) = ProjectPath::within("", &name) {
        return Err(Fault::new(refusal.message, refusal.help.unwrap_or_else(|| "give the handout another name".to_owned())));
    }
    if taken(&file) { Err(is_there(&file)) } else { Ok(file) }
}

fn is_there(file: &Path) -> Fault {
    Fault::new(format!("`{}` is there already and is not written over", slashed(file)), "give another name")
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

fn write(plan: &Plan, answers: &Answers) -> Result<Vec<Made>, Fault> {
    let text = starter::handout(answers, &typed(&slashed(&plan.handout)), &plan.picture);
    let root = &plan.project.root;
    let files = [
        (plan.handout.clone(), text, "the handout: change its words"),
        (root.join(&plan.picture), PICTURE.to_owned(), "its picture"),
        (root.join(PROJECT_FILE), starter::clinic(answers), "your clinic: its name, its phone"),
    ];
    let mut made = Vec::new();
    for (path, text, what) in files {
        let unwritten = |error: io::Error| {
            let help = "go to a folder of your own, or give the handout a shorter name";
            Fault::new(format!("`{}` cannot be written: {error}", slashed(&path)), help)
        };
        let new = create(&path, &text).map_err(unwritten)?;
        if !new && path == plan.handout {
            return Err(is_there(&path));
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

fn tell(made: &[Made], plan: &Plan, terminal: Terminal) -> Result<(), Unprinted> {
    let written: Vec<(String, &Made)> = made.iter().filter(|made| made.new).map(|made| (slashed(&made.path), made)).collect();
    if terminal.quiet {
        return Ok(());
    }
    if terminal.json {
        return terminal.print(&written.iter().map(|(path, _)| format!("{}\n", json!({ "written": path }))).collect::<String>());
    }
    let wide = written.iter().map(|(path, _)| path.chars().count()).max().unwrap_or(0);
    terminal.print(&written.iter().map(|(path, made)| format!("{path:wide$}  {}\n", made.what)).collect::<String>())?;
    let clinic = plan.project.root.join(PROJECT_FILE);
    let kept = made.iter().filter(|made| !(made.new || plan.project.joined && made.path == clinic));
    terminal.tell(&kept.map(|made| format!("`{}` was there already and is kept\n", slashed(&made.path))).collect::<String>());
    if plan.project.joined {
        let other = if plan.project.agreed { "" } else { " For a clinic of its own in this folder, begin again with --here." };
        terminal.tell(&format!("It belongs to the clinic of {}.{other}\n", plan.project.shown()));
    }
    if let Some((handout, made)) = written.first() {
        // A font may be missing, or a file that was kept may have a fault.
        sheets::prove(&made.path, terminal);
        terminal.tell(&format!("\nMake and open the sheet:\n  stepsheet build {} --open\n", typed(handout)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_their_ending_and_others_are_refused() {
        assert_eq!(named(Path::new("no-such/calf")), Ok("no-such/calf.toml".into()));
        assert_eq!(named(Path::new("no-such/calf.TOML")), Ok("no-such/calf.TOML".into()));
        assert!(named(Path::new("no-such/calf.docx")).is_err_and(|fault| fault.help.contains("calf.toml")));
        for wrong in ["no-such/stepsheet.toml", "no-such/con", "no-such/a?.toml", "no-such/NUL.toml"] {
            assert!(named(Path::new(wrong)).is_err(), "{wrong}");
        }
        assert!(named(Path::new("Cargo.toml")).is_err_and(|fault| fault.message.contains("there already")));
    }

    #[test]
    fn every_title_makes_a_name_for_a_file() {
        for (title, name) in [
            ("Stretch your calf", "stretch-your-calf"),
            ("con", "con-handout"),
            ("LPT1", "lpt1-handout"),
            ("***", "handout"),
            ("../out.toml", "out-toml"),
            ("تقوية أعلى الظهر", "handout-ar"),
            ("划船 Row sitting", "row-sitting"),
        ] {
            assert_eq!(stem(title, "ar"), name, "{title}");
        }
        assert_eq!(stem("加强", "zh-Hans"), "handout-zh-hans");
        assert!(stem(&"very long ".repeat(500), "en").len() <= 60);
    }
}
