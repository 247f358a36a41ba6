//! `schema`, `layouts`, `fonts` and `explain`: what the program knows, printed.
use std::fmt::Write;
use std::path::Path;

use stepsheet::diag::Code;
use stepsheet::press::{Outcome, Report, font_folders};
use stepsheet::resolve::LayoutAbout;
use stepsheet::shelf::slashed;
use stepsheet::spec::Kind;
use stepsheet::text::{FamilyReport, Origin};

use crate::args;
use crate::terminal::{Fault, Terminal, Unprinted};

pub fn schema(kind: Kind, terminal: Terminal) -> Result<Outcome, Unprinted> {
    terminal.print(&format!("{:#}\n", kind.schema()))?;
    Ok(Outcome::All)
}

pub fn layouts(terminal: Terminal) -> Result<Outcome, Unprinted> {
    let (layouts, findings) = stepsheet::press::layouts(Path::new("."));
    let report = Report { findings: vec![findings], ..Report::default() };
    terminal.tell(&report.render(terminal.format));
    let wide = layouts.iter().map(|layout| layout.name.chars().count()).max().unwrap_or(0);
    let line = |layout: &LayoutAbout| {
        let paper = layout.paper.as_ref().map_or(String::from("any paper"), |paper| format!("made for {paper}"));
        format!("{:wide$}  {} ({paper})\n", layout.name, layout.description.as_deref().unwrap_or_default())
    };
    terminal.print(&layouts.iter().map(line).collect::<String>())?;
    Ok(report.outcome())
}

pub fn fonts(fonts: args::Fonts, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let text = if fonts.licences { licences() } else { families(fonts) };
    terminal.print(&text)?;
    Ok(Outcome::All)
}

fn licences() -> String {
    let parts: Vec<String> = stepsheet::text::Fonts::licences().map(|(family, licence)| format!("{family}\n\n{}\n", licence.trim())).collect();
    parts.join("\n----\n\n")
}

fn families(fonts: args::Fonts) -> String {
    let fonts = stepsheet::text::Fonts::new(font_folders(&fonts.font_dir, Path::new(".")));
    let families = fonts.list();
    let wide = families.iter().map(|family| family.name.chars().count()).max().unwrap_or(0);
    let mut text: String = families.iter().map(|family| family_line(family, wide)).collect();
    for file in fonts.unusable() {
        let _ = writeln!(text, "cannot be used: {}", slashed(file));
    }
    text
}

fn family_line(family: &FamilyReport, wide: usize) -> String {
    let cuts: Vec<&str> = family.cuts.iter().map(|cut| cut.name()).collect();
    let place = match &family.origin {
        Origin::BuiltIn => "built in".to_owned(),
        Origin::Folder(folder) => slashed(folder),
        Origin::Missing => "not installed: put its files into a folder and name it with --font-dir".to_owned(),
    };
    let serves = if family.serves.is_empty() { String::new() } else { format!(", for {}", family.serves.join(" ")) };
    let cuts = if cuts.is_empty() { String::new() } else { format!("; {}", cuts.join(", ")) };
    format!("{:wide$}  {place}{serves}{cuts}\n", family.name)
}

/// What can be done about advice.
const ADVICE: &str =
    "\nThis is advice: `[levels]` in `stepsheet.toml` sets how heavy it is, and `allow` with a reason leaves it out where it is meant so.\n";

pub fn explain(code: Option<&str>, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let Some(slug) = code else {
        terminal.print(&all_codes())?;
        return Ok(Outcome::All);
    };
    // As it is copied from a message: error[missing-alt]
    let slug = slug.rsplit('[').next().unwrap_or(slug).trim_end_matches(']').to_lowercase();
    match Code::from_slug(&slug) {
        Some(code) => {
            let advice = if code.is_advice() { ADVICE } else { "" };
            terminal.print(&format!("{slug}\n\n{}\n{advice}", explanation(code).join("\n")))?;
            Ok(Outcome::All)
        }
        None => {
            const ALL: &str = "`stepsheet explain` lists them all";
            let help = nearest(&slug).map_or(ALL.to_owned(), |code| format!("did you mean `{}`? {ALL}", code.slug()));
            Ok(terminal.refuse(Fault::new(format!("no fault is called `{slug}`"), help)))
        }
    }
}

fn explanation(code: Code) -> Vec<&'static str> {
    code.explanation().trim_end().lines().map(str::trim).collect()
}

fn all_codes() -> String {
    let wide = Code::ALL.iter().map(|code| code.slug().len()).max().unwrap_or(0);
    let line = |code: &Code| {
        let advice = if code.is_advice() { "(advice) " } else { "" };
        format!("{:wide$}  {advice}{}\n", code.slug(), explanation(*code).first().copied().unwrap_or_default())
    };
    Code::ALL.iter().map(line).collect()
}

fn nearest(slug: &str) -> Option<Code> {
    let distance = |code: &Code| strsim::damerau_levenshtein(slug, code.slug());
    Code::ALL.iter().copied().min_by_key(distance).filter(|code| distance(code) <= 2 + slug.len() / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_fault_is_offered_but_no_far_one() {
        assert_eq!(nearest("mising-alt"), Some(Code::MissingAlt));
        assert_eq!(nearest("unknow-key"), Some(Code::UnknownKey));
        assert_eq!(nearest("tea"), None);
    }

    #[test]
    fn every_fault_is_listed_with_a_sentence() {
        let list = all_codes();
        assert_eq!(list.lines().count(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| explanation(*code).first().is_some_and(|line| line.len() > 10)));
    }
}
