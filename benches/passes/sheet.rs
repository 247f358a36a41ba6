//! The two-page sheet with six photos, pass by pass.
use std::path::Path;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use stepsheet::compose::{Pages, compose};
use stepsheet::diag::Diagnostics;
use stepsheet::kit::Kit;
use stepsheet::paint::{Memo, pdf};
use stepsheet::press::{Advice, Order, Out, Patient, Product, press};
use stepsheet::reading::{Limits, read};
use stepsheet::resolve::{Ask, Project, Resolved, job, project, words};
use stepsheet::shelf::{ProjectPath, Shelf};

use crate::sheet::{self, Words};

/// What the passes share, and the sheet as far as the pass before.
struct Bench {
    /// Holds the project's files.
    _folder: tempfile::TempDir,
    kit: Kit,
    project: Project,
    ask: Ask,
}

fn bench(max_dpi: &str) -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    let file = sheet::project(folder.path(), 1, Words::Alike, max_dpi).expect("a project").remove(0);
    let shelf = Shelf::open(Path::new("."), &file).expect("a project");
    let handout: ProjectPath = shelf.handout(Path::new("."), &file).expect("a handout");
    let project = project(shelf, &mut Diagnostics::default());
    Bench { _folder: folder, kit: Kit::new(Vec::new()), project, ask: Ask::of(handout) }
}

impl Bench {
    fn resolved(&self) -> Resolved {
        self.project.forget(&self.ask.handout);
        job(&self.project, &self.kit, &self.ask, &mut Diagnostics::default()).expect("a handout without faults")
    }

    fn composed(&self, resolved: &Resolved) -> Pages {
        compose(&resolved.handout, &resolved.layout, &self.kit, resolved.max_dpi, &mut Diagnostics::default())
    }
}

/// The handout's file read, checked and resolved; the project's other files are read already.
#[divan::bench]
fn read_and_resolve(bencher: Bencher) {
    let bench = bench("\"none\"");
    bencher.counter(ItemsCount::new(1usize)).bench_local(|| bench.resolved());
}

/// How the resolved handout reads: a part of the pass before.
#[divan::bench]
fn reading(bencher: Bencher) {
    let bench = bench("\"none\"");
    let resolved = bench.resolved();
    let words = words(&bench.project, "en", &mut Diagnostics::default());
    bencher.counter(ItemsCount::new(1usize)).bench_local(|| black_box(read(&resolved.handout, &words, Limits::default(), &resolved.sources)));
}

/// `new`: each paragraph new to the memo; `known`: all of them set before.
#[divan::bench(args = ["new", "known"])]
fn composing(bencher: Bencher, words: &str) {
    let bench = bench("\"none\"");
    let resolved = bench.resolved();
    bencher.counter(ItemsCount::new(1usize)).bench_local(|| {
        if words == "new" {
            bench.kit.fonts.forget();
        }
        black_box(bench.composed(&resolved))
    });
}

/// `new`: no subset of a face is at hand; `known`: those of a sheet before serve.
#[divan::bench(args = ["new", "known"])]
fn painting(bencher: Bencher, subsets: &str) {
    let bench = bench("\"none\"");
    let pages = bench.composed(&bench.resolved());
    let memo = Memo::default();
    bencher.counter(ItemsCount::new(1usize)).bench_local(|| {
        if subsets == "new" {
            memo.clear();
        }
        black_box(pdf(&pages, &bench.kit, &memo).expect("a file"))
    });
}

/// From the handout's file to the bytes of the PDF, nothing known of another sheet but the photos.
#[divan::bench]
fn whole_job(bencher: Bencher) {
    let bench = bench("\"none\"");
    let memo = Memo::default();
    bencher.counter(ItemsCount::new(1usize)).bench_local(|| {
        bench.kit.fonts.forget();
        memo.clear();
        let pages = bench.composed(&bench.resolved());
        black_box(pdf(&pages, &bench.kit, &memo).expect("a file"))
    });
}

/// Ten jobs by the press on one thread, but not written: a set of sheets that share their exercises, or every sentence new.
#[divan::bench(args = [Words::Alike, Words::New], sample_count = 20)]
fn ten_jobs(bencher: Bencher, words: Words) {
    let folder = tempfile::tempdir().expect("a folder");
    let order = Order {
        files: sheet::project(folder.path(), 10, words, "\"none\"").expect("a project"),
        layout: None,
        paper: None,
        locales: Vec::new(),
        patient: Patient::default(),
        font_folders: Vec::new(),
        product: Product::Pdf,
        out: Out::Nowhere,
        threads: Some(1),
        deny_warnings: false,
        release: false,
        on: None,
        advice: Advice::Given,
    };
    bencher.counter(ItemsCount::new(10usize)).bench_local(|| press(&order, &|_| {}));
}

/// From nothing, faces and photos included, as the command does it; with the photos as they are, or brought down.
#[divan::bench(args = ["\"none\"", "300"], sample_count = 20)]
fn first_job(bencher: Bencher, max_dpi: &str) {
    let bench = bench(max_dpi);
    bencher.with_inputs(|| Kit::new(Vec::new())).bench_local_values(|kit| {
        let handout = bench.ask.handout.clone();
        let shelf = Shelf::open(Path::new("."), bench.project.shelf().root().expect("a folder")).expect("a project");
        let project = project(shelf, &mut Diagnostics::default());
        let ask = Ask::of(handout);
        let resolved = job(&project, &kit, &ask, &mut Diagnostics::default()).expect("a handout without faults");
        let pages = compose(&resolved.handout, &resolved.layout, &kit, resolved.max_dpi, &mut Diagnostics::default());
        black_box(pdf(&pages, &kit, &Memo::default()).expect("a file"))
    });
}
