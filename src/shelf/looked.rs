//! Where a missing file was looked for, and what is there instead.
use super::{ProjectPath, Shelf, path};

/// So many names are listed.
const MOST: usize = 4;

impl Shelf {
    /// "looked in `images/`, which has `row.svg`, `roll.svg` and 3 more: …": the folders where a file should be, the likest names first.
    pub(super) fn looked_in(&self, missing: &[ProjectPath]) -> String {
        let mut folders: Vec<ProjectPath> = Vec::new();
        for folder in missing.iter().map(ProjectPath::folder) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        let wanted = missing.first().map(|path| path.name().to_lowercase()).unwrap_or_default();
        let told: Vec<String> = folders.iter().map(|folder| format!("in {}, {}", shown(folder), self.holds(folder, &wanted))).collect();
        format!("looked {}: put the file there, or write the name of one that is there", told.join(", and "))
    }

    fn holds(&self, folder: &ProjectPath, wanted: &str) -> String {
        if !folder.as_str().is_empty() && !self.is_folder(folder) {
            return "which is not there".to_owned();
        }
        let entries = self.entries(folder);
        // Who wants a picture is not helped by handouts, nor the other way round.
        let is_toml = |name: &str| name.to_lowercase().ends_with(".toml");
        let alike = |name: &str| is_toml(name) == is_toml(wanted) && !name.starts_with('.');
        let mut names: Vec<&str> = entries.iter().filter(|entry| !entry.folder).map(|entry| entry.name.as_str()).filter(|name| alike(name)).collect();
        names.sort_by_key(|name| path::distance(wanted, &name.to_lowercase()));
        let listed: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
        match (listed.as_slice(), names.len().saturating_sub(MOST)) {
            ([], _) => "which has no such file".to_owned(),
            ([one], _) => format!("which has {one} alone"),
            ([most @ .., last], 0) => format!("which has {} and {last}", most.join(", ")),
            (all, more) => format!("which has {} and {more} more", all.join(", ")),
        }
    }
}

fn shown(folder: &ProjectPath) -> String {
    if folder.as_str().is_empty() { "the project's folder".to_owned() } else { format!("`{folder}/`") }
}
