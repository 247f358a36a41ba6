//! Figures: brought to rest and drawn, inked at a size, deflated for a PDF.
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use stepsheet::figure::{Drawing, Extent, Heft, Pose, draw, named, rested};
use stepsheet::model::Inking;

const POSES: [&str; 4] = ["bridge", "step-up", "bird-dog", "squat-front"];

fn pose(name: &str) -> Option<&'static Pose> {
    named().get(name)
}

fn drawing(name: &str) -> Drawing {
    pose(name).map(|pose| draw(pose).0).unwrap_or_default()
}

/// The body at rest, nothing drawn.
#[divan::bench(args = POSES)]
fn resting(bencher: Bencher, name: &str) {
    bencher.bench_local(|| pose(name).map(|pose| black_box(rested(pose))));
}

#[divan::bench(args = POSES)]
fn drawing_one(bencher: Bencher, name: &str) {
    bencher.bench_local(|| black_box(drawing(name)));
}

/// In colours, with curves for lines: what a layout or a size of its own costs on top.
#[divan::bench(args = POSES)]
fn inking(bencher: Bencher, name: &str) {
    let drawing = drawing(name);
    bencher.bench_local(|| black_box(drawing.artwork(&Inking::default(), Heft::at(&Extent::of(&drawing), 0.1))));
}

/// Every pose that has a name, drawn and inked: time for each figure.
#[divan::bench(sample_count = 10)]
fn all(bencher: Bencher) {
    let inking = Inking::default();
    bencher.counter(ItemsCount::new(named().len())).bench_local(|| {
        for pose in named().values() {
            black_box(draw(pose).0.artwork(&inking, Heft::default()));
        }
    });
}
