//! The folders where fonts are looked for. Never one of the machine that built the program.
use std::env;
use std::path::{Path, PathBuf};

/// Where fonts may lie, in this order: the project's `fonts`, beside the program, the user's data folder.
/// They need not exist. Folders named on the command line go before these.
pub fn default_folders(project: &Path) -> Vec<PathBuf> {
    let mut folders = vec![project.join("fonts")];
    if let Some(program) = env::current_exe().ok().and_then(|path| Some(path.parent()?.to_owned())) {
        folders.push(program.join("fonts"));
        if let Some(above) = program.parent() {
            folders.push(above.join("share").join("stepsheet").join("fonts"));
        }
    }
    folders.extend(data_folder(|name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from), env::consts::OS));
    folders
}

/// The user's data folder by the rules of the platform: known folders, Apple's file system guide, XDG base directories.
fn data_folder(variable: impl Fn(&str) -> Option<PathBuf>, platform: &str) -> Option<PathBuf> {
    let base = match platform {
        "windows" => variable("APPDATA")?,
        "macos" | "ios" => variable("HOME")?.join("Library").join("Application Support"),
        _ => variable("XDG_DATA_HOME").filter(|path| path.is_absolute()).or_else(|| Some(variable("HOME")?.join(".local").join("share")))?,
    };
    Some(base.join("stepsheet").join("fonts"))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{data_folder, default_folders};

    #[test]
    fn the_data_folder_follows_the_platform() {
        let variable = |name: &str| match name {
            "APPDATA" => Some(PathBuf::from("roaming")),
            "HOME" => Some(PathBuf::from("/home/a")),
            "XDG_DATA_HOME" => Some(PathBuf::from("relative")),
            _ => None,
        };
        let expected = [
            ("windows", Path::new("roaming").join("stepsheet")),
            ("macos", Path::new("/home/a").join("Library").join("Application Support").join("stepsheet")),
            ("linux", Path::new("/home/a").join(".local").join("share").join("stepsheet")),
        ];
        for (platform, folder) in expected {
            assert_eq!(data_folder(variable, platform), Some(folder.join("fonts")));
        }
        assert_eq!(data_folder(|_| None, "linux"), None);
    }

    #[test]
    fn the_project_comes_first() {
        assert_eq!(default_folders(Path::new("project"))[0], Path::new("project").join("fonts"));
    }
}
