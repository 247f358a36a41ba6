//! `figure`: drawings by themselves.
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use stepsheet::geom::Len;
use stepsheet::model::{Inking, Palette};
use stepsheet::press::{Figures, Form, Outcome, Sheet, figures};

use crate::terminal::{Terminal, Unprinted, slashed};

#[derive(Args, Debug)]
pub struct Figure {
    /// Figures, such as images/bridge.figure.toml; every pose that has a name where none is named
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Write the drawings into this folder
    #[arg(short, long, value_name = "FOLDER", default_value = "out")]
    pub out_dir: PathBuf,
    /// All on one sheet, called figures, with their names
    #[arg(long)]
    pub sheet: bool,
    /// What kind of file to write
    #[arg(long, value_enum, default_value = "svg", value_name = "FORM")]
    pub format: FormWord,
    /// What to draw with: colours, greys that a copier keeps, or lines alone
    #[arg(long, value_enum, default_value = "colour", value_name = "PALETTE")]
    pub palette: Colours,
    /// The clinic's colour, for arrows and clothes
    #[arg(long, value_name = "#RRGGBB", value_parser = colour)]
    pub accent: Option<u32>,
    /// How high a standing body is on paper; all figures have one scale
    #[arg(long, value_name = "LENGTH", value_parser = height)]
    pub height: Option<Len>,
    /// Pixels to an inch of a PNG
    #[arg(long, value_name = "NUMBER", default_value = "200", value_parser = clap::value_parser!(u32).range(10..=2400))]
    pub dpi: u32,
}

/// What kind of file a figure becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormWord {
    Svg,
    Png,
    Pdf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colours {
    Colour,
    Grey,
    Line,
}

fn colour(text: &str) -> Result<u32, String> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or_else(|| "write it like #0b4a5f".to_owned())
}

fn height(text: &str) -> Result<Len, String> {
    let length: Len = text.parse().map_err(|_| "write a length with its unit, such as 60mm".to_owned())?;
    if (Len::mm(5)..=Len::mm(2000)).contains(&length) { Ok(length) } else { Err("from 5 mm to 2,000 mm".to_owned()) }
}

pub fn run(asked: Figure, terminal: Terminal) -> Result<Outcome, Unprinted> {
    let palette = match asked.palette {
        Colours::Colour => Palette::Colour,
        Colours::Grey => Palette::Grey,
        Colours::Line => Palette::Line,
    };
    let form = match asked.format {
        FormWord::Svg => Form::Svg,
        FormWord::Png => Form::Png,
        FormWord::Pdf => Form::Pdf,
    };
    let usual = Inking::default();
    let inking = Inking { palette, accent: asked.accent.unwrap_or(usual.accent), ..usual };
    let Figure { files, out_dir: folder, sheet: one_sheet, height, dpi, .. } = asked;
    let report = figures(&Figures { files, folder, one_sheet, form, inking, height, dpi });
    terminal.tell(&report.render(terminal.format));
    if !terminal.quiet {
        let line = |sheet: &Sheet| format!("{}\n", slashed(&sheet.path));
        terminal.print(&report.sheets.iter().map(line).collect::<String>())?;
    }
    Ok(report.outcome())
}
