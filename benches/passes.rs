//! What each pass costs.
#[path = "passes/figure.rs"]
mod figure;
#[path = "passes/sheet.rs"]
mod passes;
mod sheet;
#[path = "passes/text.rs"]
mod text;

fn main() {
    divan::main();
}
