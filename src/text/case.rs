//! The case of type: all faces by family, those built in and those found in folders. A face is read when it is first used.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::FaceId;
use super::face::{Bytes, Face};
use super::scan::{Found, scan};
use super::shipped::{Cut, SHIPPED};

/// A family: a place in the table of those that ship, or after them among those found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FamilyId(pub u16);

pub(super) struct Case {
    folders: Vec<PathBuf>,
    /// Every cut of every family that ships, in the order of the table.
    shipped: Vec<Slot>,
    /// For each family that ships, its first slot.
    first: Vec<usize>,
    /// What the folders hold besides; looked through once, when a family or a letter is not among those that ship.
    found: OnceLock<Others>,
}

struct Slot {
    family: usize,
    cut: Cut,
    face: OnceLock<Option<Face>>,
}

#[derive(Default)]
struct Others {
    families: Vec<(String, Vec<usize>)>,
    slots: Vec<(Found, OnceLock<Option<Face>>)>,
    unusable: Vec<PathBuf>,
}

/// A family as the `fonts` command tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyReport {
    pub name: String,
    pub cuts: Vec<Cut>,
    pub origin: Origin,
    /// Scripts by their four letters (ISO 15924); none where it was found in a folder.
    pub serves: Vec<&'static str>,
}

/// Where a family's faces are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    BuiltIn,
    Folder(PathBuf),
    /// Known, looked for, and in none of the folders.
    Missing,
}

impl Case {
    pub fn new(folders: Vec<PathBuf>) -> Case {
        let mut shipped = Vec::new();
        let mut first = Vec::new();
        for (family, entry) in SHIPPED.iter().enumerate() {
            first.push(shipped.len());
            shipped.extend(entry.cuts.iter().map(|(cut, _)| Slot { family, cut: *cut, face: OnceLock::new() }));
        }
        Case { folders, shipped, first, found: OnceLock::new() }
    }

    /// The face of an id that this case gave out.
    pub fn face(&self, id: FaceId) -> &Face {
        match self.load(usize::from(id.0)) {
            Some(face) => face,
            None => unreachable!("an id of a face that could not be read"),
        }
    }

    /// The family of that name; case and spaces do not matter.
    pub fn family(&self, name: &str) -> Option<FamilyId> {
        let name = folded(name);
        let shipped = SHIPPED.iter().position(|family| folded(family.name) == name);
        let at = shipped.or_else(|| self.found().families.iter().position(|(family, _)| folded(family) == name).map(|at| SHIPPED.len() + at));
        at.map(|at| FamilyId(at as u16))
    }

    /// The face of a family to set in, bold or not; the regular one where there is no bold. `None` where it cannot be found or read.
    pub fn cut(&self, family: FamilyId, strong: bool) -> Option<FaceId> {
        if strong && let Some(bold) = self.exact(family, Cut::Bold) {
            return Some(bold);
        }
        self.exact(family, Cut::Regular).or_else(|| self.exact(family, Cut::Bold))
    }

    fn exact(&self, family: FamilyId, cut: Cut) -> Option<FaceId> {
        let at = usize::from(family.0);
        let slot = match SHIPPED.get(at) {
            Some(entry) => self.first[at] + entry.cuts.iter().position(|(known, _)| *known == cut)?,
            None => {
                let others = self.found();
                let (_, slots) = others.families.get(at - SHIPPED.len())?;
                self.shipped.len() + *slots.iter().find(|slot| others.slots[**slot].0.cut == cut)?
            }
        };
        self.load(slot).map(|_| FaceId(slot as u16))
    }

    /// Families that do not ship but were found in the folders, by name.
    pub fn others(&self) -> impl Iterator<Item = FamilyId> + '_ {
        (0..self.found().families.len()).map(|at| FamilyId((SHIPPED.len() + at) as u16))
    }

    fn load(&self, slot: usize) -> Option<&Face> {
        let Some(known) = self.shipped.get(slot) else {
            let (found, face) = self.found().slots.get(slot - self.shipped.len())?;
            return face.get_or_init(|| Face::new(Bytes::Read(Arc::new(fs::read(&found.path).ok()?)), found.cut)).as_ref();
        };
        known.face.get_or_init(|| self.open(known)).as_ref()
    }

    fn open(&self, slot: &Slot) -> Option<Face> {
        let family = &SHIPPED[slot.family];
        if let Some(bytes) = family.cuts.iter().find(|(cut, _)| *cut == slot.cut).and_then(|(_, bytes)| *bytes) {
            return Face::new(Bytes::BuiltIn(bytes), slot.cut);
        }
        let places = self.folders.iter().flat_map(|folder| places(folder, slot.family, slot.cut));
        places.filter_map(|path| fs::read(path).ok()).find_map(|bytes| Face::new(Bytes::Read(Arc::new(bytes)), slot.cut))
    }

    fn found(&self) -> &Others {
        self.found.get_or_init(|| {
            let ours = |name: &str| SHIPPED.iter().any(|family| folded(family.name) == folded(name));
            let mut others = Others::default();
            let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            let (found, unusable) = scan(&self.folders, |file| SHIPPED.iter().any(|family| file.starts_with(&format!("{}-", family.file))));
            others.unusable = unusable;
            for face in found.into_iter().filter(|face| !ours(&face.family)) {
                by_name.entry(face.family.clone()).or_default().push(others.slots.len());
                others.slots.push((face, OnceLock::new()));
            }
            others.families = by_name.into_iter().collect();
            others
        })
    }

    /// Every family that ships, then those found in the folders.
    pub fn list(&self) -> Vec<FamilyReport> {
        let shipped = SHIPPED.iter().enumerate().map(|(at, family)| {
            let built_in = family.cuts.iter().any(|(_, bytes)| bytes.is_some());
            let folder = || self.folders.iter().find(|folder| places(folder, at, Cut::Regular).iter().any(|path| path.is_file()));
            let origin = if built_in { Origin::BuiltIn } else { folder().map_or(Origin::Missing, |folder| Origin::Folder(folder.clone())) };
            FamilyReport {
                name: family.name.to_owned(),
                cuts: family.cuts.iter().map(|(cut, _)| *cut).collect(),
                origin,
                serves: family.serves.to_vec(),
            }
        });
        let others = self.found();
        let found = others.families.iter().map(|(name, slots)| {
            let parent = slots.first().and_then(|slot| others.slots[*slot].0.path.parent());
            let cuts = slots.iter().map(|slot| others.slots[*slot].0.cut).collect();
            FamilyReport { name: name.clone(), cuts, origin: Origin::Folder(parent.unwrap_or(Path::new("")).to_owned()), serves: Vec::new() }
        });
        shipped.chain(found).collect()
    }

    /// Font files in the folders that cannot be used: damaged, or without TrueType outlines.
    pub fn unusable(&self) -> &[PathBuf] {
        &self.found().unusable
    }
}

/// Where a face of a family that ships may lie in a folder.
fn places(folder: &Path, family: usize, cut: Cut) -> [PathBuf; 2] {
    let file = format!("{}-{}.ttf", SHIPPED[family].file, cut.name());
    [folder.join(SHIPPED[family].folder).join(&file), folder.join(file)]
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::shipped::{Cut, SHIPPED};
    use super::{Case, Origin};

    fn fonts() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")
    }

    #[test]
    fn every_face_that_ships_can_be_read() {
        let case = Case::new(vec![fonts()]);
        for (at, family) in SHIPPED.iter().enumerate() {
            for (cut, _) in family.cuts {
                let id = case.exact(super::FamilyId(at as u16), *cut).unwrap_or_else(|| panic!("{} {}", family.name, cut.name()));
                assert_eq!(super::folded(&case.face(id).family), super::folded(family.name));
                assert_eq!(case.face(id).weight >= 600, matches!(cut, Cut::Bold | Cut::BoldItalic), "{} {}", family.name, cut.name());
            }
        }
    }

    #[test]
    fn large_families_are_missing_without_a_folder_and_found_with_one() {
        let bare = Case::new(Vec::new());
        let family = bare.family("noto sans jp").expect("it is known by name");
        assert_eq!(bare.cut(family, false), None);
        assert!(bare.list().iter().any(|report| report.name == "Noto Sans JP" && report.origin == Origin::Missing));
        let full = Case::new(vec![Path::new("nowhere").to_owned(), fonts()]);
        assert!(full.cut(family, true).is_some());
        assert!(full.list().iter().any(|report| report.name == "Noto Sans JP" && report.origin == Origin::Folder(fonts())));
    }

    #[test]
    fn a_family_of_a_folder_is_found_by_its_name_not_its_file() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let mut bytes = SHIPPED[0].cuts[0].1.expect("it is built in").to_vec();
        // The family's name, in place, as a font of another name.
        let (from, to): (Vec<u8>, Vec<u8>) = (utf16("Atkinson Hyperlegible Next"), utf16("Clinic House Letter Extra "));
        let at: Vec<usize> = (0..bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(&from)).collect();
        at.iter().for_each(|at| bytes[*at..*at + to.len()].copy_from_slice(&to));
        std::fs::create_dir(folder.path().join("deep"))?;
        std::fs::write(folder.path().join("deep").join("a.ttf"), &bytes)?;
        std::fs::write(folder.path().join("b.ttf"), b"no font")?;
        let case = Case::new(vec![folder.path().to_owned()]);
        let family = case.family("Clinic House Letter Extra").expect("its name table says so");
        assert!(case.cut(family, true).is_some_and(|id| case.face(id).cut == Cut::Regular));
        assert_eq!(case.unusable(), [folder.path().join("b.ttf")]);
        assert_eq!(case.others().count(), 1);
        Ok(())
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }
}
