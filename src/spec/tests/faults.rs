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

/// The same few lines in every encoding that is read.
#[test]
fn encodings_are_read_or_refused_once() {
    let text = "title = \"Nek \u{e9}\"\ndays-a-week = 9\n";
    let fault = vec!["2:15 out-of-range: expected a whole number from 1 to 7, found 9 (write a number in that range)"];
    let wide = |order: fn(u16) -> [u8; 2]| "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{text}").into_bytes();
    let ends = [text.replace('\n', "\r\n").into_bytes(), text.replace('\n', "\r").into_bytes()];
    for bytes in [text.as_bytes().to_vec(), marked, wide(u16::to_le_bytes), wide(u16::to_be_bytes)].into_iter().chain(ends) {
        assert_eq!(faults_of(Kind::Handout, &bytes), fault);
    }
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let refused = "- encoding: this file is not UTF-8: line 1 has a byte that is no letter of it (save the file again as UTF-8)";
    assert_eq!(faults_of(Kind::Handout, &latin), vec![refused]);
    let damaged = "- encoding: this file is damaged UTF-16 (save the file again as UTF-8)";
    assert_eq!(faults_of(Kind::Handout, &[0xFF, 0xFE, 0x41]), vec![damaged]);
    assert_eq!(faults_of(Kind::Handout, &[0xFF, 0xFE, 0x00, 0xD8]), vec![damaged]);
}

#[test]
fn a_file_too_big_is_one_fault() {
    let big = "# \n".repeat((4 << 20) / 3 + 1);
    assert_eq!(faults_of(Kind::Handout, big.as_bytes()).len(), 1);
    let deep = format!("title = \"a\"\nx = {}", "[".repeat(100_000));
    assert_eq!(faults_of(Kind::Handout, deep.as_bytes()).len(), 1);
    let deep = format!("title = \"a\"\n{} = 1", vec!["a"; 100_000].join("."));
    assert_eq!(faults_of(Kind::Handout, deep.as_bytes()).len(), 1);
}

/// Files that no one writes must not take for ever, nor tell a million faults.
#[test]
fn a_thousand_faults_are_told_in_part() {
    let unknown: String = (0..3000).map(|at| format!("key{at}x = 1\n")).collect();
    let twice = "title = \"a\"\n".repeat(3000);
    let curly: String = (0..3000).map(|at| format!("key{at}x = “a”\n")).collect();
    for text in [unknown, twice, curly] {
        let faults = faults_of(Kind::Handout, text.as_bytes());
        assert!((500..=501).contains(&faults.len()), "{}: {:?}", faults.len(), faults.last());
    }
}
