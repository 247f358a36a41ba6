//! Whose pictures they are.
use std::fs;
use std::path::Path;

use super::{project, run};

/// A clinic that allows nothing but what is given to everybody may print all that ships.
#[test]
fn every_picture_that_ships_says_its_licence() {
    let folder = project(0);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["handouts", "images", "library"] {
        fs::create_dir_all(folder.path().join(part)).expect("a folder");
        for entry in fs::read_dir(root.join(part)).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                fs::copy(entry.path(), folder.path().join(part).join(entry.file_name())).expect("a copy");
            }
        }
    }
    // The figures of the others are drawn here: nobody asks for their licence.
    let own =
        "title = \"Row\"\n[[exercise]]\nname = \"Row\"\nsteps = [\"Pull.\"]\npictures = [{ file = \"images/row-end.svg\", alt = \"A row.\" }]\n";
    fs::write(folder.path().join("handouts/row.toml"), own).expect("a file");
    fs::write(folder.path().join("stepsheet.toml"), "[policy]\nlicences = [\"CC0-1.0\"]\n").expect("a file");
    let told = run(folder.path(), &["check", "--layout", "handout"]);
    assert_eq!(told.status, 0, "{}", told.stderr);
    fs::write(folder.path().join("stepsheet.toml"), "[policy]\nlicences = [\"MIT\"]\n").expect("a file");
    let told = run(folder.path(), &["check", "--layout", "handout"]);
    assert!(told.status == 1 && told.stderr.contains("error[licence-refused]: the licence `CC0-1.0`"), "{}", told.stderr);
}
