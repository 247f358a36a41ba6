//! `build --watch`: the sheets again after each save. The only place that knows how a system tells of changes.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::EventKind;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use stepsheet::diag::Format;
use stepsheet::press::{Looked, Order, Outcome, Report, Step, press};

use crate::sheets::{made, tell};
use crate::show::show;
use crate::terminal::{Fault, Terminal, Unprinted, slashed};

/// A save is a burst: truncated and filled, or written beside and renamed. It is over when nothing has come for so long.
const QUIET: Duration = Duration::from_millis(20);
/// The sheets do not wait longer for a burst's end.
const PATIENCE: Duration = Duration::from_millis(100);

enum News {
    Changed,
    Stop,
}

/// Makes the sheets of an order again after each change, until Ctrl-C. `last` is what was just made; `late` that nothing could be
/// opened yet.
pub fn watch(order: &Order, mut last: Report, mut late: bool, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let (sender, news) = channel();
    let mut lookout = match Lookout::new(sender.clone(), terminal) {
        Ok(lookout) => lookout,
        Err(error) => {
            let help = "leave `--watch` out, and run `stepsheet build` after each change";
            return Ok(terminal.refuse(Fault::new(format!("this system does not tell of changes: {error}"), help)));
        }
    };
    // Without it Ctrl-C still ends the run, if with another status.
    let _ = ctrlc::set_handler(move || drop(sender.send(News::Stop)));
    let mut told = false;
    loop {
        // A file may have been saved before its folder was watched: what has changed since is made, until no folder is new.
        while lookout.follow(&last.looked) {
            let again = press(order, &|_: Step| {});
            if differs(&again, &last) {
                terminal.tell(&again.render(terminal.format));
                tell(&again, None, terminal)?;
            }
            last = again;
        }
        if !std::mem::replace(&mut told, true) && !terminal.quiet && !terminal.programs {
            terminal.tell("Waiting for you to save. Ctrl-C ends.\n");
        }
        match news.recv() {
            Ok(News::Changed) => {}
            Ok(News::Stop) | Err(_) => return Ok(Outcome::All),
        }
        let since = Instant::now();
        if settle(&news, since) {
            return Ok(Outcome::All);
        }
        last = made(order, Some(since), terminal)?;
        if late && !last.sheets.is_empty() {
            late = false;
            show(&last.sheets, terminal);
        }
    }
}

/// Waits for the end of a burst. True where the run shall end.
fn settle(news: &Receiver<News>, since: Instant) -> bool {
    while since.elapsed() < PATIENCE {
        match news.recv_timeout(QUIET) {
            Ok(News::Changed) => {}
            Ok(News::Stop) => return true,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return false,
        }
    }
    false
}

/// To the eye of whoever reads what is told.
fn differs(one: &Report, other: &Report) -> bool {
    one.sheets != other.sheets || one.missed != other.missed || one.render(Format::Short) != other.render(Format::Short)
}

/// The folders that are watched.
struct Lookout {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
    /// Those that the system would not watch: too many are, or they lie on a disk that cannot tell.
    refused: BTreeSet<PathBuf>,
    terminal: Terminal,
}

impl Lookout {
    fn new(sender: Sender<News>, terminal: Terminal) -> notify::Result<Lookout> {
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // What went wrong may have hidden a change.
            if event.map_or(true, |event| matters(&event)) {
                let _ = sender.send(News::Changed);
            }
        })?;
        Ok(Lookout { watcher, watched: BTreeSet::new(), refused: BTreeSet::new(), terminal })
    }

    /// Watches the folders that a run has looked into. True where one of them is new.
    fn follow(&mut self, looked: &Looked) -> bool {
        let gone: Vec<PathBuf> = self.watched.iter().filter(|folder| !folder.is_dir()).cloned().collect();
        for folder in gone {
            let _ = self.watcher.unwatch(&folder);
            self.watched.remove(&folder);
        }
        let folders = looked.folders.iter().map(|folder| (folder, RecursiveMode::NonRecursive));
        let trees = looked.trees.iter().map(|folder| (folder, RecursiveMode::Recursive));
        let mut new = false;
        for (folder, mode) in trees.chain(folders).filter(|(folder, _)| folder.is_dir()) {
            if self.watched.contains(folder) {
                continue;
            }
            // One that was refused is tried again after the next change, and told once.
            match self.watcher.watch(folder, mode) {
                Ok(()) => new |= self.watched.insert(folder.clone()),
                Err(error) if self.refused.insert(folder.clone()) => {
                    self.terminal.tell(&format!("stepsheet: changes in `{}` will not be seen: {error}\n", slashed(folder)));
                }
                Err(_) => {}
            }
        }
        new
    }
}

/// Reading changes nothing; nor do the files that editors and this program put beside those they write.
fn matters(event: &Event) -> bool {
    event.need_rescan() || !matches!(event.kind, EventKind::Access(_)) && (event.paths.is_empty() || event.paths.iter().any(|path| is_source(path)))
}

fn is_source(path: &Path) -> bool {
    const PASSING: [&str; 13] = ["pdf", "tmp", "swp", "swx", "bak", "part", "crdownload", "log", "txt", "csv", "json", "sarif", "md"];
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    // A file without an ending is none of ours; a folder may hold some.
    let is_bare = ending.is_empty() && path.is_file();
    !is_bare && !name.starts_with(['.', '#', '~']) && !name.ends_with('~') && !PASSING.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, ModifyKind};

    use super::*;

    #[test]
    fn what_a_sheet_is_read_from_matters() {
        for name in ["calf.toml", "images/Row End.JPG", "layouts", "fonts/a.ttf", "locales/th.toml"] {
            assert!(matters(&Event::new(EventKind::Modify(ModifyKind::Any)).add_path(name.into())), "{name}");
        }
        for name in ["out/calf.handout.a4.pdf", ".calf.toml.swp", "calf.toml~", "out/.calf.pdf.12-0.stepsheet-tmp", "#calf.toml#", "a.tmp"] {
            assert!(!matters(&Event::new(EventKind::Modify(ModifyKind::Any)).add_path(name.into())), "{name}");
        }
        assert!(!matters(&Event::new(EventKind::Access(AccessKind::Any)).add_path("calf.toml".into())));
        // Written beside under a passing name, then renamed.
        let renamed = Event::new(EventKind::Modify(ModifyKind::Any)).add_path("calf.tmp".into()).add_path("calf.toml".into());
        assert!(matters(&renamed));
    }

    #[test]
    fn a_burst_is_one_change() {
        let (sender, news) = channel();
        for _ in 0..5 {
            sender.send(News::Changed).expect("somebody listens");
        }
        assert!(!settle(&news, Instant::now()));
        assert!(news.try_recv().is_err());
        sender.send(News::Stop).expect("somebody listens");
        assert!(settle(&news, Instant::now()));
    }
}
