//! Figures by themselves, as SVG files: for authors to look at before they stand in a handout.
use std::path::{Path, PathBuf};

use super::make::{HERE, unreadable};
use super::write::{Folders, Readers, shown, write};
use super::{Findings, Report, Sheet};
use crate::diag::Diagnostics;
use crate::figure;
use crate::model::Inking;
use crate::resolve::{self, Figure};
use crate::shelf::{ProjectPath, Refusal, Shelf, TEXT_LIMIT};
use crate::source::Sources;

/// Which figures to draw, and where to.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Their files; every pose that has a name where there are none.
    pub files: Vec<PathBuf>,
    pub folder: PathBuf,
    /// All on one sheet, with their names, instead of one file each.
    pub one_sheet: bool,
}

/// What a sheet of figures is called.
const SHEET: &str = "figures.svg";

/// Draws figures and writes them. What cannot be drawn is told in the report; the rest is drawn all the same.
pub fn figures(order: &Figures) -> Report {
    let mut report = Report::default();
    let mut drawn: Vec<Figure> = Vec::new();
    if order.files.is_empty() {
        drawn.extend(resolve::named_figures());
    }
    for file in &order.files {
        match read(file) {
            Ok((figure, findings)) => {
                report.missed += usize::from(figure.is_none());
                drawn.extend(figure);
                report.findings.push(findings);
            }
            Err(refusal) => {
                report.missed += 1;
                report.findings.push(unreadable(&shown(file), refusal));
            }
        }
    }
    let files: Vec<(String, String)> = if order.one_sheet {
        let all: Vec<(&str, &figure::Drawing)> = drawn.iter().map(|figure| (figure.name.as_str(), &figure.drawing)).collect();
        if all.is_empty() { Vec::new() } else { vec![(SHEET.to_owned(), figure::sheet(&all, &Inking::default()))] }
    } else {
        drawn.iter().map(|figure| (format!("{}.svg", figure.name), figure.svg())).collect()
    };
    let folders = Folders::default();
    for (name, svg) in files {
        let path = order.folder.join(name);
        match folders.prepare(&path).and_then(|()| write(&path, svg.as_bytes(), Readers::Usual)) {
            Ok(_) => report.sheets.push(Sheet { path, pages: 1, bytes: svg.len(), held: None }),
            Err(fault) => {
                report.missed += 1;
                report.findings.push(fault.into());
            }
        }
    }
    report
}

fn read(file: &Path) -> Result<(Option<Figure>, Findings), Refusal> {
    let shelf = Shelf::open(Path::new(HERE), file)?;
    let path = shelf.handout(Path::new(HERE), file)?;
    let bytes = shelf.read(&path, TEXT_LIMIT)?;
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let beside = |name: &str| {
        let other = ProjectPath::within(path.folder().as_str(), &format!("{name}{}", resolve::FIGURE_ENDING)).ok()?;
        Some((shelf.shown(&other), shelf.read(&other, TEXT_LIMIT).ok()?))
    };
    let figure = resolve::figure(&shelf.shown(&path), &bytes, beside, &mut sources, &mut diagnostics);
    Ok((figure, Findings { diagnostics, sources, ..Findings::default() }))
}
