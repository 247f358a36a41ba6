//! Paths inside the project, and how near two names are.
use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::{Refusal, Why};

/// A file or folder of the project: its path from the project's folder, with `/`, without `.` and `..`. The folder itself is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectPath(pub(super) String);

impl ProjectPath {
    /// The project's own folder.
    pub fn root() -> ProjectPath {
        ProjectPath::default()
    }

    /// What `written` means in `folder`. Refuses what leads out of the project, and letters that no path should have.
    pub fn within(folder: &str, written: &str) -> Result<ProjectPath, Refusal> {
        refuse_absolute(written)?;
        refuse_letters(written)?;
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in written.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop().ok_or_else(|| Refusal::outside(written))?;
                }
                name => {
                    refuse_name(name, written)?;
                    parts.push(name);
                }
            }
        }
        Ok(ProjectPath(parts.join("/")))
    }

    /// This folder's member of that name.
    pub fn join(&self, name: &str) -> ProjectPath {
        if self.0.is_empty() { ProjectPath(name.to_owned()) } else { ProjectPath(format!("{}/{name}", self.0)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds it.
    pub fn folder(&self) -> ProjectPath {
        ProjectPath(self.0.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned())
    }

    /// The last name.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The last name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }
}

impl fmt::Display for ProjectPath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn refuse_absolute(written: &str) -> Result<(), Refusal> {
    let bytes = written.as_bytes();
    let drive = bytes.len() >= 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    if written.contains("://") {
        return Err(Refusal::new(Why::Address, written, "is an address, not a file").help("download it into the project's folder"));
    }
    if written.starts_with(['/', '~']) || written.starts_with("\\\\") || drive {
        let help = "copy the file into the project's folder and write its path from there";
        return Err(Refusal::new(Why::Absolute, written, "does not begin in the project's folder").help(help));
    }
    Ok(())
}

fn refuse_letters(written: &str) -> Result<(), Refusal> {
    if written.trim().is_empty() {
        return Err(Refusal::new(Why::Empty, written, "names no file"));
    }
    if written.contains('\\') {
        let instead = written.replace('\\', "/");
        return Err(Refusal::new(Why::Letters, written, "has a backslash").help(format!("write `/` between folders: `{instead}`")).instead(instead));
    }
    if let Some(bad) = written.chars().find(|c| c.is_control()) {
        let message = format!("has the control character U+{:04X}", u32::from(bad));
        return Err(
            Refusal::new(Why::Letters, written, message).help("in \"…\" a backslash and a letter are one character: write `/` between folders")
        );
    }
    Ok(())
}

/// Names that not every system can have: a project is the same on all of them.
pub(super) fn refuse_name(name: &str, written: &str) -> Result<(), Refusal> {
    let refused =
        |is: String| Err(Refusal::new(Why::Letters, written, is).help("give the file another name, so that it can be opened on every computer"));
    if is_device(name) {
        return refused(format!("has the name `{name}`, which Windows keeps for a device"));
    }
    if name.ends_with(['.', ' ']) {
        return refused("has a name that ends with a point or a space, which Windows leaves off".to_owned());
    }
    match name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?')) {
        Some(sign) => refused(format!("has a `{sign}` in its name, which Windows does not allow")),
        None => Ok(()),
    }
}

/// A name that Windows keeps for a device in every folder, whatever follows after a point: `CON`, `nul.txt`, `COM1`.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
    let numbered = |stem: &str, word: &str| {
        let mut rest = stem.strip_prefix(word).unwrap_or_default().chars();
        rest.next().is_some_and(digit) && rest.next().is_none()
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || numbered(&stem, "COM") || numbered(&stem, "LPT")
}

/// Whether two names are the same letters: Macs part an accent from its letter, others do not.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || !(one.is_ascii() && other.is_ascii()) && one.nfc().eq(other.nfc())
}

/// Whether `name` is `pattern`, where `*` stands for any letters, none too.
pub(super) fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(name) = name.strip_prefix(head) else { return false };
    // Each part between two stars where it first stands: what is left is the most that can be.
    let mut left = name;
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// How one writes `path` in a file that lies in `folder`.
pub(super) fn from_folder(folder: &ProjectPath, path: &ProjectPath) -> String {
    let (folder, path): (Vec<&str>, Vec<&str>) = (folder.parts().collect(), path.parts().collect());
    let shared = folder.iter().zip(&path).take_while(|(a, b)| a == b).count();
    let ups = std::iter::repeat_n("..", folder.len() - shared);
    ups.chain(path[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// How many letters must change.
pub(super) fn distance(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars() {
        for (pattern, name, expected) in [
            ("*.toml", "a.toml", true),
            ("*.toml", "a.tom", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "acb", false),
            ("a*a", "a", false),
            ("*", "", true),
            ("a**b", "ab", true),
            ("é*", "éa", true),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn names_that_not_every_system_can_have_are_refused_on_all() {
        let why = |written: &str| ProjectPath::within("", written).map_err(|refusal| refusal.why).err();
        for written in ["images/CON.svg", "aux", "nul/a.svg", "a./b.svg", "a.svg.", "a.svg ", "what?.svg", "a.svg:b", "<a>.svg", "a|b.svg"] {
            assert_eq!(why(written), Some(Why::Letters), "{written}");
        }
        for written in ["C:photo.jpg", "c:/photo.jpg", r"C:\photo.jpg", r"\\?\C:\photo.jpg", r"\\server\share\photo.jpg"] {
            assert_eq!(why(written), Some(Why::Absolute), "{written}");
        }
        for written in ["images/*.svg", "a..b.svg", ".hidden", "../a.svg", "con-sheet.svg"] {
            assert_eq!(ProjectPath::within("x", written).err(), None, "{written}");
        }
    }

    #[test]
    fn stems_and_devices() {
        let path = ProjectPath::within("handouts", "../a.b/.c").expect("inside");
        assert_eq!((path.as_str(), path.name(), path.stem(), path.folder().as_str()), ("a.b/.c", ".c", ".c", "a.b"));
        assert!(is_device("nul") && is_device("Com1.svg") && is_device("aux.tar.gz"));
        assert!(is_device("CON") && is_device("com¹.svg") && is_device("LPT³") && is_device("nul .toml"));
        assert!(!is_device("console.svg") && !is_device("com10.svg"));
    }
}
