//! `stepsheet.toml`: the clinic, its defaults, and what to make.
use super::{Bound, Said, Texts};

/// The clinic's file.
#[derive(Clone, Debug, Default)]
pub struct ClinicFile {
    pub schema: Option<Said<u32>>,
    pub clinic: Clinic,
    pub defaults: Defaults,
    /// What `stepsheet build` makes when no file is named; all of `handouts/*.toml` where there is none.
    pub target: Vec<Target>,
}

#[derive(Clone, Debug, Default)]
pub struct Clinic {
    pub name: Option<Said<String>>,
    pub address: Texts,
    pub phone: Option<Said<String>>,
    pub web: Option<Said<String>>,
    /// A picture file.
    pub logo: Option<Said<String>>,
    /// `"#0b4a5f"`.
    pub accent: Option<Said<String>>,
    /// ISO 3166, such as `"US"`: chooses the paper.
    pub country: Option<Said<String>>,
    /// Printed under "Get help at once if".
    pub emergency_number: Option<Said<String>>,
}

#[derive(Clone, Debug, Default)]
pub struct Defaults {
    pub language: Option<Said<String>>,
    pub layout: Option<Said<String>>,
    pub paper: Option<Said<String>>,
    /// Folder of the library's files.
    pub library: Option<Said<String>>,
    /// Days an issued handout may be used before it must be reviewed again.
    pub review_days: Option<Said<u32>>,
    /// Pixels an inch that are kept at most; `"none"` keeps all.
    pub max_dpi: Option<Said<Bound>>,
}

/// Sheets to make: every handout × layout × paper.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Paths from the project's folder; `*` stands for any letters within a name.
    pub handouts: Texts,
    /// Absent: what each handout or the defaults say.
    pub layouts: Texts,
    pub papers: Texts,
}
