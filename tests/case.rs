//! A case of the suite: a small folder whose name is the claim, copied into an empty folder, where stepsheet runs.
//!
//! | File | What it is |
//! |---|---|
//! | `handout.toml` and whatever it needs | the input |
//! | `cmd` | the arguments, where they are not the usual ones; one a line or in quotes where they hold spaces |
//! | `make` | what cannot stand in a repository, made before the run: a line each, see [`Recipe`] |
//! | `expected.stderr`, `expected.dump`, `expected.blake3` | what must come out; `STEPSHEET_BLESS=1 cargo test` writes them anew |
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Lines of a `make` file. All paths are within the case's folder.
///
/// - `utf16le FILE`, `utf16be FILE`, `latin1 FILE`, `bom FILE`, `crlf FILE`: the file, written in another way
/// - `pad FILE BYTES`: comments to the end until it is so large
/// - `nest FILE DEPTH`: a list in a list, so deep, to the end
/// - `append FILE COUNT TEXT`: a line so often, `{n}` counts
/// - `letters FILE MARK COUNT`: `MARK` becomes a word of so many letters
/// - `jpeg FILE WIDTH HEIGHT`, `png FILE WIDTH HEIGHT`: a grey picture
/// - `xmp FILE TEXT`: a JPEG with what another file says of its rights in it
/// - `png-header FILE WIDTH HEIGHT`: the head of a picture that claims this size
/// - `cut FILE BYTES`: without its last bytes; `empty FILE`; `hex FILE BYTES…`; `move FILE FILE`; `folder NAME`
/// - `beside FILE FILE`: a copy outside of the project; `link FILE TARGET`: a symbolic link (Unix)
/// - `locked FILE`: nobody may read it (Unix, not as root)
type Recipe = str;

/// Where a case stands, and its copy to run in.
pub struct Case {
    pub name: String,
    folder: PathBuf,
    copy: tempfile::TempDir,
}

pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub status: i32,
}

/// The folders below `suite/<topic>` that hold a case, in order of their names.
pub fn cases(topic: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite").join(topic);
    let mut open = vec![root];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let names: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        let holds = |name: &str| names.iter().any(|path| path.file_name().is_some_and(|file| file == name));
        if ["handout.toml", "make", "cmd", "expected.stderr", "expected.dump"].iter().any(|name| holds(name)) {
            found.push(folder);
        } else {
            open.extend(names.into_iter().filter(|path| path.is_dir()));
        }
    }
    found.sort();
    found
}

impl Case {
    /// None where this machine cannot make it; why stands on standard error.
    pub fn prepare(folder: &Path) -> Option<Case> {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let copy = tempfile::tempdir().expect("a folder");
        let case = Case { name, folder: folder.to_owned(), copy };
        copy_folder(folder, &case.project());
        let recipe = fs::read_to_string(folder.join("make")).unwrap_or_default();
        match case.follow(&recipe) {
            Ok(()) => Some(case),
            Err(why) => {
                eprintln!("skipped {}: {why}", case.name);
                None
            }
        }
    }

    pub fn project(&self) -> PathBuf {
        self.copy.path().join("project")
    }

    /// Runs stepsheet in the copy.
    pub fn run(&self, usual: &[&str]) -> Run {
        let written = fs::read_to_string(self.folder.join("cmd")).ok();
        let mut arguments: Vec<String> = match &written {
            Some(text) => words(text),
            None => usual.iter().map(|word| word.to_string()).collect(),
        };
        // Advice on wording is the topic of one folder, and noise in all others.
        let makes = arguments.first().is_some_and(|command| ["build", "check"].contains(&command.as_str()));
        if makes && !self.folder.parent().is_some_and(|topic| topic.ends_with("wording")) {
            arguments.push("--no-advice".into());
        }
        let output = stepsheet().args(arguments).current_dir(self.project()).output().expect("stepsheet runs");
        Run::of(output)
    }

    /// What differs from the expectation, which is written anew where that is asked.
    pub fn compare(&self, file: &str, found: &str) -> Result<(), String> {
        let path = self.folder.join(file);
        let expected = fs::read_to_string(&path).ok().map(|text| text.replace("\r\n", "\n"));
        if expected.as_deref() == Some(found) {
            return Ok(());
        }
        if std::env::var_os("STEPSHEET_BLESS").is_some() {
            fs::write(&path, found).expect("the expectation can be written");
            return Ok(());
        }
        Err(format!("---- {}\n{}", self.folder.display(), difference(&expected.unwrap_or_default(), found)))
    }

    fn follow(&self, recipe: &Recipe) -> Result<(), String> {
        for line in recipe.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let words = words(line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            make(&self.project(), &words)?;
        }
        Ok(())
    }
}

impl Run {
    pub fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n");
        Run { stdout: text(output.stdout), stderr: text(output.stderr), status: output.status.code().unwrap_or(-1) }
    }
}

/// The real binary, with nothing of this terminal's own wishes, and none of this user's fonts.
pub fn stepsheet() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepsheet"));
    for folder in ["HOME", "XDG_DATA_HOME", "APPDATA"] {
        command.env(folder, Path::new(env!("CARGO_TARGET_TMPDIR")).join("nobody"));
    }
    for wish in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
        command.env_remove(wish);
    }
    command
}

fn make(project: &Path, words: &[&str]) -> Result<(), String> {
    let at = |name: &str| project.join(name);
    let read = |name: &str| fs::read(at(name)).expect("the file of a recipe");
    let text = |name: &str| fs::read_to_string(at(name)).expect("a text of a recipe");
    let write = |name: &str, bytes: &[u8]| {
        fs::create_dir_all(at(name).parent().expect("a folder")).expect("a folder");
        fs::write(at(name), bytes).expect("a file of a recipe");
    };
    let number = |word: &str| word.parse::<u32>().expect("a number");
    match words {
        ["utf16le", file] => write(file, &utf16(&text(file), u16::to_le_bytes)),
        ["utf16be", file] => write(file, &utf16(&text(file), u16::to_be_bytes)),
        ["latin1", file] => write(file, &text(file).chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Latin-1")).collect::<Vec<u8>>()),
        ["bom", file] => write(file, format!("\u{FEFF}{}", text(file)).as_bytes()),
        ["crlf", file] => write(file, text(file).replace('\n', "\r\n").as_bytes()),
        ["pad", file, bytes] => {
            let mut long = text(file);
            while long.len() < number(bytes) as usize {
                long.push_str("# This line only makes the file longer.\n");
            }
            write(file, long.as_bytes());
        }
        ["nest", file, depth] => {
            let depth = number(depth) as usize;
            write(file, format!("{}deep = {}{}\n", text(file), "[".repeat(depth), "]".repeat(depth)).as_bytes());
        }
        ["append", file, count, line] => {
            let mut long = text(file);
            for n in 1..=number(count) {
                let _ = writeln!(long, "{}", line.replace("{n}", &n.to_string()));
            }
            write(file, long.as_bytes());
        }
        ["letters", file, mark, count] => write(file, text(file).replace(mark, &"abcdefghij".repeat(number(count) as usize / 10)).as_bytes()),
        ["jpeg" | "png", file, width, height] => {
            fs::create_dir_all(at(file).parent().expect("a folder")).expect("a folder");
            let format = if words[0] == "jpeg" { image::ImageFormat::Jpeg } else { image::ImageFormat::Png };
            image::GrayImage::from_fn(number(width), number(height), |x, y| image::Luma([((x ^ y) & 0xFF) as u8]))
                .save_with_format(at(file), format)
                .expect("a picture");
        }
        ["xmp", file, said] => {
            let (whole, said) = (read(file), read(said));
            let name = b"http://ns.adobe.com/xap/1.0/\0";
            let length = u16::try_from(2 + name.len() + said.len()).expect("a short text").to_be_bytes();
            write(file, &[&whole[..2], &[0xFF, 0xE1], &length, name, &said, &whole[2..]].concat());
        }
        ["png-header", file, width, height] => write(file, &png_header(number(width), number(height))),
        ["cut", file, bytes] => {
            let whole = read(file);
            write(file, &whole[..whole.len() - number(bytes) as usize]);
        }
        ["empty", file] => write(file, b""),
        ["hex", file, bytes @ ..] => write(file, &bytes.iter().map(|byte| u8::from_str_radix(byte, 16).expect("a byte")).collect::<Vec<u8>>()),
        ["move", from, to] => fs::rename(at(from), at(to)).expect("a file to move"),
        ["folder", name] => fs::create_dir_all(at(name)).expect("a folder"),
        ["beside", from, to] => {
            fs::copy(at(from), project.join("..").join(to)).expect("a file to copy");
        }
        ["link", file, target] => link(&at(file), target)?,
        ["locked", file] => lock(&at(file))?,
        unknown => panic!("no recipe: {unknown:?}"),
    }
    Ok(())
}

#[cfg(unix)]
fn link(file: &Path, target: &str) -> Result<(), String> {
    std::os::unix::fs::symlink(target, file).map_err(|error| error.to_string())
}

#[cfg(not(unix))]
fn link(_: &Path, _: &str) -> Result<(), String> {
    Err("links are made on Unix alone".into())
}

#[cfg(unix)]
fn lock(file: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o000)).map_err(|error| error.to_string())?;
    if fs::read(file).is_ok() { Err("root reads what is locked".into()) } else { Ok(()) }
}

#[cfg(not(unix))]
fn lock(_: &Path) -> Result<(), String> {
    Err("files are locked on Unix alone".into())
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// Signature and IHDR (8-bit grey), with its checksum: enough to be measured.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    chunk.extend([8, 0, 0, 0, 0]);
    let mut crc = !0u32;
    for byte in &chunk {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    [b"\x89PNG\r\n\x1a\n".to_vec(), 13u32.to_be_bytes().to_vec(), chunk, (!crc).to_be_bytes().to_vec()].concat()
}

/// Words parted by space; those in double quotes keep theirs.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name();
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to.join(name));
        } else if !["cmd", "make", "expected.stderr", "expected.dump"].iter().any(|own| name == *own) {
            fs::copy(entry.path(), to.join(name)).expect("a file");
        }
    }
}

fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut text = String::new();
    for line in &old[same..old.len() - tail] {
        let _ = writeln!(text, "-{line}");
    }
    for line in &new[same..new.len() - tail] {
        let _ = writeln!(text, "+{line}");
    }
    format!("from line {}:\n{text}", same + 1)
}
