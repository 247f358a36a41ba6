//! `licenses`: who made what stands in this command. The crates' part is gathered by `.ci/licences.py`.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;

use flate2::read::ZlibDecoder;
use serde_json::Value;
use stepsheet::press::Outcome;
use stepsheet::text::Fonts;

use crate::terminal::{Terminal, Unprinted};

/// JSON, compressed: the crates with their texts' numbers, and the texts.
static CRATES: &[u8] = include_bytes!("../../../licences/crates.z");

pub fn print(terminal: Terminal) -> Result<Outcome, Unprinted> {
    terminal.print(&all(&crates()))?;
    Ok(Outcome::All)
}

fn crates() -> Value {
    let mut text = String::new();
    // It stands in the command itself, and a test reads it.
    let read = ZlibDecoder::new(CRATES).read_to_string(&mut text);
    read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The list of fonts and crates, then each text with those who ask for it.
fn all(crates: &Value) -> String {
    let mut out = format!("stepsheet {}: {}\n\nFonts\n", env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_LICENSE"));
    let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (family, licence) in Fonts::licences() {
        let _ = writeln!(out, "  {family}: OFL-1.1");
        texts.entry(licence.trim()).or_default().push(family.to_owned());
    }
    out += "\nCrates\n";
    let said = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let mut wanted: Vec<(&str, Vec<String>)> =
        crates["texts"].as_array().into_iter().flatten().map(|text| (text.as_str().unwrap_or_default(), Vec::new())).collect();
    for one in crates["crates"].as_array().into_iter().flatten() {
        let name = format!("{} {}", said(one, "name"), said(one, "version"));
        let _ = writeln!(out, "  {name}: {}", said(one, "licence"));
        for number in one["texts"].as_array().into_iter().flatten().filter_map(Value::as_u64) {
            if let Some((_, users)) = wanted.get_mut(number as usize) {
                users.push(name.clone());
            }
        }
    }
    for (text, users) in texts.into_iter().chain(wanted) {
        let _ = write!(out, "\n----\n\n{}\n\n{}\n", users.join(", "), text.trim());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crate_has_a_text_and_each_text_a_crate() {
        let crates = crates();
        let count = crates["texts"].as_array().map_or(0, Vec::len) as u64;
        let mut used = std::collections::BTreeSet::new();
        let all = crates["crates"].as_array().expect("crates");
        for one in all {
            let texts: Vec<u64> = one["texts"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
            assert!(!texts.is_empty() && texts.iter().all(|text| *text < count), "{one}");
            used.extend(texts);
        }
        assert!(all.len() > 50 && used.len() as u64 == count, "{} crates, {count} texts", all.len());
    }
}
