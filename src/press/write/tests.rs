//! Files are written whole, links stay, and what is no sheet is left alone.
use super::*;
use crate::diag::Code;

const SHEET: &[u8] = b"%PDF-1.7 <pdf:Producer>stepsheet 9</pdf:Producer> new";

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_written_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/a.pdf");
    Folders::default().prepare(&path).unwrap();
    assert_eq!(write(&path, b"one", Readers::Usual), Ok(Written::New));
    assert_eq!(write(&path, b"two", Readers::Usual), Ok(Written::New));
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names(path.parent().unwrap()), ["a.pdf"]);
}

#[test]
fn the_same_bytes_leave_the_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    write(&path, b"one", Readers::Usual).unwrap();
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(write(&path, b"one", Readers::Usual), Ok(Written::Unchanged));
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
}

#[test]
fn a_sheet_replaces_sheets_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("handout.toml");
    for other in ["title = \"Bridge\"", "%PDF-1.4 a scan", "about \"Bridge\""] {
        fs::write(&path, other).unwrap();
        let fault = write(&path, SHEET, Readers::Usual).unwrap_err();
        assert!(fault.message.contains("no sheet of stepsheet's"), "{}", fault.message);
        assert_eq!(fs::read(&path).unwrap(), other.as_bytes());
    }
    for own in ["%PDF-1.4 <pdf:Producer>stepsheet 0</pdf:Producer> old", ""] {
        fs::write(&path, own).unwrap();
        assert_eq!(write(&path, SHEET, Readers::Usual), Ok(Written::New));
    }
    let dump = b"about \"Bridge\"";
    assert!(write(&path, dump, Readers::Usual).is_err_and(|fault| fault.message.contains("no dump")));
    fs::write(&path, "about \"Row\"").unwrap();
    assert_eq!(write(&path, dump, Readers::Usual), Ok(Written::New));
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("far")).unwrap();
    symlink("far/a.pdf", at("near.pdf")).unwrap();
    symlink("near.pdf", at("nearer.pdf")).unwrap();
    // Its end is not there at first.
    for bytes in [b"one", b"two"] {
        assert_eq!(write(&at("nearer.pdf"), bytes, Readers::Usual), Ok(Written::New));
        assert_eq!(fs::read(at("far/a.pdf")).unwrap(), bytes);
    }
    assert!(fs::symlink_metadata(at("near.pdf")).unwrap().is_symlink() && fs::symlink_metadata(at("nearer.pdf")).unwrap().is_symlink());
    assert_eq!((names(folder.path()), names(&at("far"))), (vec!["far".into(), "near.pdf".into(), "nearer.pdf".into()], vec!["a.pdf".into()]));
    symlink("round.pdf", at("round.pdf")).unwrap();
    assert_eq!(write(&at("round.pdf"), b"one", Readers::Usual).unwrap_err().code, Code::Unwritable);
}

#[test]
fn a_file_of_the_authors_is_replaced_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(&path, "old").unwrap();
    replace(&path, b"new").unwrap();
    assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (b"new".to_vec(), vec!["a.toml".to_owned()]));
    assert_eq!(replace(&folder.path().join("none.toml"), b"new").map_err(|fault| fault.code), Err(Code::Unwritable));
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    assert_eq!(replace(&path, b"newer").map_err(|fault| fault.message), Err("you may not write this file, or into its folder".to_owned()));
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[cfg(unix)]
#[test]
fn a_replaced_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("a.toml", &link).unwrap();
    replace(&link, b"new").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!((fs::read(&path).unwrap(), fs::metadata(&path).unwrap().permissions().mode() & 0o777), (b"new".to_vec(), 0o640));
}

#[test]
fn a_long_name_is_no_hindrance() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{}.pdf", "ü".repeat(120)));
    assert_eq!(write(&path, b"one", Readers::Usual), Ok(Written::New));
}

#[test]
fn a_folder_in_the_way_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    fs::create_dir(&path).unwrap();
    let fault = write(&path, b"one", Readers::Usual).unwrap_err();
    assert_eq!(fault.code, Code::Unwritable);
    assert!(fault.message.contains("folder"), "{}", fault.message);
    assert_eq!(names(folder.path()), ["a.pdf"]);
}

#[test]
fn a_file_where_the_folder_should_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("out"), "mine").unwrap();
    let fault = Folders::default().prepare(&folder.path().join("out/deep/a.pdf")).unwrap_err();
    assert!(fault.message.contains("out` is a file"), "{}", fault.message);
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), b"mine");
}

#[test]
fn a_full_disk_has_its_own_words() {
    let fault = unwritable(Path::new("out/a.pdf"), &ErrorKind::StorageFull.into());
    assert!(fault.message.contains("disk is full"));
    assert_eq!(fault.file.as_deref(), Some("out/a.pdf"));
}

#[test]
fn a_file_open_elsewhere_should_be_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    fs::write(&path, "old").unwrap();
    let fault = unwritable(&path, &ErrorKind::ResourceBusy.into());
    assert!(fault.help.unwrap().contains("close it"));
}

#[test]
fn the_rests_of_killed_runs_are_cleared_away_once_old() {
    let folder = tempfile::tempdir().unwrap();
    let (old, young) = (folder.path().join(".a.pdf.1-0.stepsheet-tmp"), folder.path().join(".b.pdf.2-0.stepsheet-tmp"));
    fs::write(&young, "x").unwrap();
    let file = File::create(&old).unwrap();
    file.set_modified(std::time::SystemTime::now() - 2 * ABANDONED).unwrap();
    drop(file);
    Folders::default().prepare(&folder.path().join("a.pdf")).unwrap();
    assert!(!old.exists() && young.exists());
}

#[cfg(unix)]
#[test]
fn what_belongs_to_a_patient_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let rights = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    write(&path, SHEET, Readers::OwnerAlone).unwrap();
    assert_eq!(rights(), 0o600);
    // The same bytes, which others may read.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(write(&path, SHEET, Readers::OwnerAlone), Ok(Written::New));
    assert_eq!(rights(), 0o600);
    fs::write(&path, "title = \"Bridge\"").unwrap();
    assert!(write(&path, SHEET, Readers::OwnerAlone).unwrap_err().message.contains("no sheet"));
}
