//! What a sheet's file is called: `<id>[.<language>].<layout>.<paper>[.patient].pdf`. Never a word of a patient.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::geom::{Len, Size, paper_named, paper_names};
use crate::shelf::is_device;

/// What a name is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The handout's id.
    pub id: String,
    /// Absent where it is the clinic's own language.
    pub language: Option<String>,
    pub layout: String,
    pub paper: String,
    pub filling: Filling,
}

/// Whom a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Anybody: lines to write on.
    General,
    /// One patient, for whom something is filled in.
    Patient,
}

/// Stands in the name of a sheet that is filled in for a patient, so that it takes the place of no general one.
const FILLED_IN: &str = "patient";

/// The paper by its name; by its millimetres where it has none.
pub fn paper_name(size: Size) -> String {
    let known = paper_names().filter_map(paper_named).find(|paper| paper.size == size);
    let millimetres = |len: Len| libm::round(len.to_mm()) as i64;
    known.map_or_else(|| format!("{}x{}mm", millimetres(size.width), millimetres(size.height)), |paper| paper.name.to_owned())
}

/// So many bytes of each part of a name: all together stay under the 255 that most disks allow.
const LONGEST: usize = 80;

impl Parts {
    /// The file's name: letters, digits, hyphens and points.
    pub fn file_name(&self, ending: &str) -> String {
        let filled_in = (self.filling == Filling::Patient).then_some(FILLED_IN);
        let parts = [Some(self.id.as_str()), self.language.as_deref(), Some(&self.layout), Some(&self.paper), filled_in, Some(ending)];
        let parts: Vec<String> = parts.into_iter().flatten().map(safe).collect();
        parts.join(".")
    }
}

fn safe(part: &str) -> String {
    let kept: String = part.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    let kept: String = kept.nfc().collect();
    if kept.is_empty() || is_device(&kept) {
        return format!("{kept}-sheet");
    }
    if kept.len() <= LONGEST {
        return kept;
    }
    // Two long names that begin alike stay apart.
    let end = kept.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST - 9).last().unwrap_or(0);
    format!("{}-{}", &kept[..end], &blake3::hash(kept.as_bytes()).to_hex()[..8])
}

/// The paths that several jobs would write to, each with its jobs. Paths that differ only in case, or in how an accent is written, are one
/// file on many disks.
pub fn doubles(paths: &[(usize, &Path)]) -> Vec<(PathBuf, Vec<usize>)> {
    let mut by_path: BTreeMap<String, (PathBuf, Vec<usize>)> = BTreeMap::new();
    for (job, path) in paths {
        let (_, jobs) = by_path.entry(path.to_string_lossy().to_lowercase().nfc().collect()).or_insert_with(|| (path.to_path_buf(), Vec::new()));
        jobs.push(*job);
    }
    by_path.into_values().filter(|(_, jobs)| jobs.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(id: &str, language: Option<&str>) -> Parts {
        Parts { id: id.into(), language: language.map(Into::into), layout: "handout".into(), paper: "a4".into(), filling: Filling::General }
    }

    #[test]
    fn a_name_says_what_the_sheet_is() {
        assert_eq!(parts("upper-back", None).file_name("pdf"), "upper-back.handout.a4.pdf");
        assert_eq!(parts("upper-back", Some("zh-Hans")).file_name("pdf"), "upper-back.zh-Hans.handout.a4.pdf");
        let filled_in = Parts { filling: Filling::Patient, ..parts("upper-back", None) };
        assert_eq!(filled_in.file_name("pdf"), "upper-back.handout.a4.patient.pdf");
    }

    #[test]
    fn a_name_leads_out_of_no_folder_and_names_no_device() {
        assert_eq!(parts("../a/b", None).file_name("pdf"), "---a-b.handout.a4.pdf");
        assert_eq!(parts("CON", None).file_name("pdf"), "CON-sheet.handout.a4.pdf");
        assert_eq!(parts("lpt1", None).file_name("pdf"), "lpt1-sheet.handout.a4.pdf");
        assert_eq!(parts("com²", None).file_name("pdf"), "com²-sheet.handout.a4.pdf");
        assert_eq!(parts("lpt10", None).file_name("pdf"), "lpt10.handout.a4.pdf");
        assert_eq!(parts("", None).file_name("pdf"), "-sheet.handout.a4.pdf");
    }

    #[test]
    fn a_long_name_is_cut_and_stays_its_own() {
        let long = |last: &str| parts(&format!("{}{last}", "größe-".repeat(60)), Some("zh-Hans")).file_name("pdf");
        assert!(long("a").len() < 180 && long("a") != long("b"), "{}", long("a"));
        let all = Parts { layout: "l".repeat(300), ..parts(&"i".repeat(300), Some("zh-Hans")) };
        assert!(all.file_name("pdf").len() < 220);
    }

    #[test]
    fn a_paper_is_called_by_its_name_or_its_size() {
        assert_eq!(paper_name(Size { width: Len::pt(612), height: Len::pt(792) }), "letter");
        assert_eq!(paper_name(Size { width: Len::mm(210), height: Len::mm(297) }), "a4");
        assert_eq!(paper_name(Size { width: Len::mm(100), height: Len::mm(220) }), "100x220mm");
    }

    #[test]
    fn two_jobs_for_one_file_are_found_whatever_their_case() {
        let paths = [(0, "out/a.pdf"), (2, "out/b.pdf"), (5, "out/A.pdf")].map(|(job, path)| (job, Path::new(path)));
        assert_eq!(doubles(&paths), [(PathBuf::from("out/a.pdf"), vec![0, 5])]);
        let paths = [(0, "out/é.pdf"), (1, "out/E\u{301}.pdf")].map(|(job, path)| (job, Path::new(path)));
        assert_eq!(doubles(&paths), [(PathBuf::from("out/é.pdf"), vec![0, 1])]);
    }
}
