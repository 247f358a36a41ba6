//! Looks through folders for font files: reads of each no more than its names.
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use harfrust::font::name::NameId;
use harfrust::font::{Blob, TableFunction};
use harfrust::{Font, Tag};

use super::face::name_of;
use super::shipped::Cut;

pub(super) struct Found {
    pub path: PathBuf,
    pub family: String,
    pub cut: Cut,
}

/// How deep a folder is looked through.
const DEPTH: usize = 3;

/// The faces in these folders in order of folder and path, and the files that cannot be used. `known` tells the names of files
/// to pass over.
pub(super) fn scan(folders: &[PathBuf], known: impl Fn(&str) -> bool) -> (Vec<Found>, Vec<PathBuf>) {
    let mut files = Vec::new();
    for folder in folders {
        walk(folder, DEPTH, &mut files);
    }
    let mut found: Vec<Found> = Vec::new();
    let mut unusable = Vec::new();
    for path in files {
        if path.file_name().and_then(|name| name.to_str()).is_some_and(&known) {
            continue;
        }
        match read_names(&path) {
            Some((family, cut)) if found.iter().any(|face| face.family == family && face.cut == cut) => {}
            Some((family, cut)) => found.push(Found { path, family, cut }),
            None => unusable.push(path),
        }
    }
    (found, unusable)
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
        if path.is_dir() {
            if depth > 1 {
                walk(&path, depth - 1, files);
            }
        } else if ending.eq_ignore_ascii_case("ttf") || ending.eq_ignore_ascii_case("otf") {
            files.push(path);
        }
    }
}

/// Family and cut; `None` where the file is no font with TrueType outlines.
fn read_names(path: &Path) -> Option<(String, Cut)> {
    let mut file = File::open(path).ok()?;
    let mut head = [0; 12];
    file.read_exact(&mut head).ok()?;
    let mut records = vec![0; 16 * usize::from(u16::from_be_bytes([head[4], head[5]]))];
    file.read_exact(&mut records).ok()?;
    let mut tables = BTreeMap::new();
    let mut outlines = false;
    for record in records.chunks_exact(16) {
        let number = |at: usize| u32::from_be_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]]);
        let tag = [record[0], record[1], record[2], record[3]];
        outlines |= tag == *b"glyf";
        if matches!(&tag, b"name" | b"OS/2" | b"head" | b"maxp" | b"post") && number(12) < 1 << 20 {
            let mut bytes = vec![0; number(12) as usize];
            file.seek(SeekFrom::Start(u64::from(number(8)))).ok()?;
            file.read_exact(&mut bytes).ok()?;
            tables.insert(tag, Arc::new(bytes));
        }
    }
    let table = move |tag: Tag| tables.get(&tag.to_be_bytes()).map(|bytes| Blob::Shared(bytes.clone()));
    let font = Font::new(TableFunction::new(Arc::new(table)), 0)?;
    let family = name_of(&font, NameId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name_of(&font, NameId::FAMILY_NAME))?;
    let style = name_of(&font, NameId::TYPOGRAPHIC_SUBFAMILY_NAME).or_else(|| name_of(&font, NameId::SUBFAMILY_NAME)).unwrap_or_default();
    let bold = font.default_attributes().weight.value() >= 600.0;
    let italic = style.contains("Italic") || style.contains("Oblique");
    let cut = match (bold, italic) {
        (false, false) => Cut::Regular,
        (true, false) => Cut::Bold,
        (false, true) => Cut::Italic,
        (true, true) => Cut::BoldItalic,
    };
    outlines.then_some((family.trim().to_owned(), cut))
}
