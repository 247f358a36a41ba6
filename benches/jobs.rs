//! Whole jobs as the command does them, reading and writing included: 100 and 1,000 sheets in one run, and the command started anew
//! for one sheet. `cargo bench --bench jobs`; `-- write FOLDER` leaves the project behind for other tools.
mod sheet;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sheet::Words;
use stepsheet::press::{Advice, Order, Out, Patient, Product, press};

/// Runs of 100 jobs, of which the median by processor time is told.
const WARM: usize = 5;
/// Runs of the command.
const COLD: usize = 15;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    if arguments.next().as_deref() == Some("write") {
        let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "bench-sheet".to_owned()));
        let max_dpi = arguments.next().unwrap_or_else(|| "\"none\"".to_owned());
        return sheet::project(&folder, 100, Words::Alike, &max_dpi).map(|_| ());
    }
    println!("{:<46} {:>10} {:>10}", "warm, a job", "CPU", "wall");
    for (name, words, max_dpi) in [
        ("alike, photos as they are", Words::Alike, "\"none\""),
        ("every sentence new, photos as they are", Words::New, "\"none\""),
        ("alike, photos brought down", Words::Alike, "300"),
    ] {
        for (jobs, threads) in [(100, 1), (100, 2), (1000, 1), (1000, 2)] {
            let out = || Out::Folder(PathBuf::from("out"));
            let mut runs =
                (0..if jobs > 100 { 1 } else { WARM }).map(|_| warm(jobs, words, max_dpi, threads, out())).collect::<io::Result<Vec<_>>>()?;
            runs.sort_unstable();
            let (cpu, wall) = runs[runs.len() / 2];
            println!("{:<46} {} {}", format!("{name}, {jobs} jobs, {threads} threads"), each(cpu, jobs), each(Some(wall), jobs));
        }
    }
    println!("{:<46} {:>10} {:>10}", "check of 300 handouts, all of it", "CPU", "wall");
    for threads in [1, 2] {
        let (cpu, wall) = warm(300, Words::New, "\"none\"", threads, Out::Nowhere)?;
        println!("{:<46} {} {}", format!("every sentence new, {threads} threads"), each(cpu, 1), each(Some(wall), 1));
    }
    println!("{:<46} {:>10} {:>10} {:>10}", "cold, the command", "CPU", "wall", "memory");
    for (name, max_dpi) in [("photos as they are", "\"none\""), ("photos brought down", "300")] {
        let (cpu, wall, memory) = cold(max_dpi)?;
        println!("{name:<46} {} {} {memory:>10}", each(cpu, COLD), each(Some(wall), 1));
    }
    Ok(())
}

/// Processor time and time of all jobs of one run, from the reading of `stepsheet.toml` to the last file written.
fn warm(jobs: usize, words: Words, max_dpi: &str, threads: usize, out: Out) -> io::Result<(Option<Duration>, Duration)> {
    let folder = tempfile::tempdir()?;
    let files = sheet::project(folder.path(), jobs, words, max_dpi)?;
    let order = Order {
        files,
        layout: None,
        paper: None,
        locales: Vec::new(),
        patient: Patient::default(),
        font_folders: Vec::new(),
        product: Product::Pdf,
        out: match out {
            Out::Folder(name) => Out::Folder(folder.path().join(name)),
            other => other,
        },
        threads: Some(threads),
        deny_warnings: false,
        release: false,
        on: None,
        advice: Advice::Given,
    };
    let (before, start) = (processor(Who::This), Instant::now());
    let report = press(&order, &|_| {});
    let wall = start.elapsed();
    let cpu = processor(Who::This).zip(before).map(|(after, before)| after - before);
    if report.sheets.len() != jobs || report.sheets.iter().any(|sheet| sheet.pages != 2) {
        let all = report.render(stepsheet::diag::Format::Short);
        return Err(io::Error::other(format!("not {jobs} sheets of two pages: {all}")));
    }
    Ok((cpu, wall))
}

/// Processor time of all runs, the median of their times, and the most memory of one.
fn cold(max_dpi: &str) -> io::Result<(Option<Duration>, Duration, String)> {
    let folder = tempfile::tempdir()?;
    let file = sheet::project(folder.path(), 1, Words::Alike, max_dpi)?.remove(0);
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepsheet"));
    command.arg("build").arg(&file).arg("--out-dir").arg(folder.path().join("out")).stdout(Stdio::null());
    run(&mut command, folder.path())?;
    let before = processor(Who::Children);
    let mut times = Vec::new();
    for _ in 0..COLD {
        times.push(run(&mut command, folder.path())?);
    }
    let cpu = processor(Who::Children).zip(before).map(|(after, before)| after - before);
    times.sort_unstable();
    Ok((cpu, times[COLD / 2], memory(&command, folder.path())))
}

fn run(command: &mut Command, folder: &Path) -> io::Result<Duration> {
    // A sheet that is there with these very bytes would not be written again.
    let _ = fs::remove_dir_all(folder.join("out"));
    let start = Instant::now();
    let status = command.status()?;
    let wall = start.elapsed();
    if status.success() { Ok(wall) } else { Err(io::Error::other(format!("the command ended with {status}"))) }
}

/// Resident memory at its highest, as GNU time tells it, where that is installed.
fn memory(command: &Command, folder: &Path) -> String {
    let _ = fs::remove_dir_all(folder.join("out"));
    let told = Command::new("/usr/bin/time").args(["-f", "%M"]).arg(command.get_program()).args(command.get_args()).output();
    let told = told.ok().and_then(|output| String::from_utf8(output.stderr).ok());
    let kilobytes = told.and_then(|told| told.lines().last()?.trim().parse::<f64>().ok());
    kilobytes.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{:.1} MB", kilobytes / 1000.0))
}

#[derive(Clone, Copy)]
enum Who {
    This,
    Children,
}

/// Processor time so far, in user and system mode together; known on Linux alone, in hundredths of a second.
fn processor(who: Who) -> Option<Duration> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // After the command's name in brackets the third field follows; 14 to 17 are the times (proc(5)).
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let at = match who {
        Who::This => 11,
        Who::Children => 13,
    };
    let ticks = fields.get(at)?.parse::<u64>().ok()? + fields.get(at + 1)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

fn each(time: Option<Duration>, jobs: usize) -> String {
    time.map_or_else(|| format!("{:>10}", "unknown"), |time| format!("{:>7.2} ms", time.as_secs_f64() * 1000.0 / jobs as f64))
}
