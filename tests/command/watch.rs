//! The sheets again after each save. No time is held here but one that is far too long.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::project;
use crate::case::stepsheet;

const LIMIT: Duration = Duration::from_secs(60);

/// A run that watches, what it tells, and the sheet that it makes.
struct Watch {
    child: Child,
    told: PathBuf,
    sheet: PathBuf,
}

impl Watch {
    fn start(folder: &Path) -> Watch {
        let told = folder.join("told.pdf");
        let file = fs::File::create(&told).expect("a file");
        let mut command = stepsheet();
        command.args(["build", "handouts/bridge-1.toml", "--watch"]).current_dir(folder);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file).spawn().expect("stepsheet starts");
        let watch = Watch { child, told, sheet: folder.join("out/bridge-1.handout.letter.pdf") };
        watch.until("the first sheet", || watch.told().contains("Ctrl-C ends"));
        watch
    }

    fn told(&self) -> String {
        fs::read_to_string(&self.told).unwrap_or_default()
    }

    fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let start = Instant::now();
        while !holds() {
            assert!(start.elapsed() < LIMIT, "{what} did not come:\n{}", self.told());
            sleep(Duration::from_millis(5));
        }
    }

    /// Does something, and waits until the sheet is another.
    fn changes(&self, what: &str, save: impl FnOnce()) {
        let before = fs::read(&self.sheet).expect("the sheet");
        save();
        self.until(what, || fs::read(&self.sheet).is_ok_and(|sheet| sheet != before));
    }

    /// As Ctrl-C does.
    fn end(&mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        self.child.wait().expect("the run ends").code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn handout(title: &str) -> String {
    format!(
        "title = \"{title}\"\n\n[[exercise]]\nuse = \"bridge\"\npictures = [{{ file = \"images/a.svg\", alt = \"A bridge.\" }}]\nsteps = [\"Lift your hips.\"]\n"
    )
}

fn picture(colour: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><path d=\"M1 1h8v8z\" fill=\"{colour}\"/></svg>")
}

#[test]
fn whatever_a_sheet_is_read_from_makes_it_anew() {
    let folder = project(0);
    let at = |name: &str| folder.path().join(name);
    let save = |name: &str, text: &str| {
        fs::create_dir_all(at(name).parent().expect("a folder")).expect("a folder");
        fs::write(at(name), text).expect("a file");
    };
    save("library/a.toml", "[exercise.bridge]\nname = \"Bridge\"\nsteps = [\"Lift.\"]\n");
    save("images/a.svg", &picture("#112233"));
    save("handouts/bridge-1.toml", &handout("One"));
    let mut watch = Watch::start(folder.path());
    watch.changes("the handout's change", || save("handouts/bridge-1.toml", &handout("Two")));
    // The line comes after the file.
    watch.until("the time that it took", || watch.told().contains(" ms"));
    watch.changes("a save by rename", || {
        save("handouts/.bridge-1.toml.new", &handout("Three"));
        fs::rename(at("handouts/.bridge-1.toml.new"), at("handouts/bridge-1.toml")).expect("a file");
    });
    watch.changes("the library's change", || save("library/a.toml", "[exercise.bridge]\nname = \"Long bridge\"\nsteps = [\"Lift.\"]\n"));
    watch.changes("the picture's change", || save("images/a.svg", &picture("#445566")));
    watch.changes("the clinic's change", || save("stepsheet.toml", "[clinic]\nname = \"South Clinic\"\ncountry = \"US\"\n"));
    // Folders that were not there when the run began.
    watch.changes("a new layout", || save("layouts/handout.toml", "[styles]\ntitle = { size = \"22 pt\", leading = \"27 pt\" }\n"));
    watch.changes("a layout's change", || save("layouts/handout.toml", "[styles]\ntitle = { size = \"20 pt\", leading = \"27 pt\" }\n"));
    watch.changes("a locale's change", || save("locales/en.toml", "patient = \"Name\"\n"));
    assert_eq!(watch.end(), Some(0), "{}", watch.told());
}

#[test]
fn a_fault_is_told_and_the_run_goes_on() {
    let folder = project(1);
    let file = folder.path().join("handouts/bridge-1.toml");
    let small = fs::read_to_string(&file).expect("the handout");
    let mut watch = Watch::start(folder.path());
    let before = fs::read(&watch.sheet).expect("the sheet");
    fs::write(&file, small.replace("title", "titel")).expect("a file");
    watch.until("the fault", || watch.told().contains("error[unknown-key]"));
    assert_eq!(fs::read(&watch.sheet).expect("the sheet"), before, "the last good sheet stays");
    watch.changes("the mended sheet", || fs::write(&file, small.replace("Bridge", "Long bridge")).expect("a file"));
    // A file that is gone for a while.
    fs::remove_file(&file).expect("a file");
    watch.until("the loss", || watch.told().contains("error[unreadable]"));
    watch.changes("the file that is back", || fs::write(&file, small.replace("Bridge", "Short bridge")).expect("a file"));
    assert_eq!(watch.end(), Some(0), "{}", watch.told());
}
