//! Every kind of fault: `faults.txt` has files, and below each what is said of it.
use super::faults_of;
use crate::spec::Kind;

/// Blocks of `=== kind: claim`, the file, `---`, and a line for each fault: place, code, message, (help), <second place>, [fix].
#[test]
fn faults_are_told_in_full() {
    let all = include_str!("faults.txt");
    let mut told = String::new();
    for block in all.split("=== ").skip(1) {
        let (head, rest) = block.split_once('\n').unwrap_or_default();
        let (text, _) = rest.split_once("\n---\n").unwrap_or((rest, ""));
        let kind = head.split(':').next().and_then(Kind::from_slug);
        let Some(kind) = kind else { panic!("no kind of file: {head}") };
        told += &format!("=== {head}\n{text}\n---\n{}\n\n", faults_of(kind, text.as_bytes()).join("\n"));
    }
    if told.trim_end() != all.trim_end() {
        let differs = told.lines().zip(all.lines()).find(|(now, then)| now != then);
        panic!("told otherwise:\n{differs:#?}\nall of it:\n{told}");
    }
}
