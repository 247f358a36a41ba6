//! Opens sheets in the program that this machine opens PDFs with.
use std::path::{Path, PathBuf, absolute};

use stepsheet::press::Sheet;

use crate::terminal::{Terminal, slashed};

/// A run may make hundreds.
const MOST: usize = 3;

/// Opens the first sheets. One that cannot be opened is made all the same: that is told, and no fault.
pub fn show(sheets: &[Sheet], terminal: Terminal) {
    for sheet in sheets.iter().take(MOST) {
        if let Err(why) = open(&sheet.path) {
            let told = format!("stepsheet: `{}` is made but cannot be opened: {why}\n", slashed(&sheet.path));
            return if !terminal.programs {
                terminal.tell(&told)
            };
        }
    }
    if sheets.len() > MOST && !terminal.quiet && !terminal.programs {
        terminal.tell(&format!("{MOST} of {} sheets opened\n", sheets.len()));
    }
}

fn open(path: &Path) -> Result<(), String> {
    // A name that begins with a hyphen would be taken for an option.
    let path: PathBuf = absolute(path).map_err(|error| error.to_string())?;
    open::that_detached(&path).map_err(|_| "no program was found here that opens PDFs".to_owned())
}
