//! What each pass costs.
#[path = "passes/text.rs"]
mod text;

fn main() {
    divan::main();
}
