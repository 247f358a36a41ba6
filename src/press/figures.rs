//! Figures by themselves, as SVG, PNG or PDF files: for authors to look at before they stand in a handout.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::make::{HERE, unreadable};
use super::write::{Folders, Readers, shown, write};
use super::{Findings, Report, Sheet};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::figure::{self, Extent, Heft, Shown};
use crate::geom::Len;
use crate::kit::Kit;
use crate::model::Inking;
use crate::picture::Problem;
use crate::resolve::{self, Figure};
use crate::shelf::{ProjectPath, Refusal, Shelf, TEXT_LIMIT};
use crate::source::Sources;

mod plate;

/// Which figures to draw, and how.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Their files; every pose that has a name where there are none.
    pub files: Vec<PathBuf>,
    pub folder: PathBuf,
    /// All on one sheet, with their names, instead of one file each.
    pub one_sheet: bool,
    pub form: Form,
    pub inking: Inking,
    /// How high a body stands on paper: all figures are of one scale. Where it is absent, an SVG has no size, and others have 60 mm.
    pub height: Option<Len>,
    /// Pixels to an inch of a PNG.
    pub dpi: u32,
}

/// What kind of file to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Svg,
    Png,
    Pdf,
}

impl Form {
    fn ending(self) -> &'static str {
        match self {
            Form::Svg => "svg",
            Form::Png => "png",
            Form::Pdf => "pdf",
        }
    }
}

/// What a sheet of figures is called.
const SHEET: &str = "figures";
/// A body is a thousand units high.
const BODY: f64 = 1000.0;
const HEIGHT: Len = Len::mm(60);

/// Draws figures and writes them. What cannot be drawn is told in the report; the rest is drawn all the same.
pub fn figures(order: &Figures) -> Report {
    let mut report = Report::default();
    let mut drawn: Vec<Figure> = Vec::new();
    if order.files.is_empty() {
        drawn.extend(resolve::named_figures());
    }
    // What is drawn for one name is not lost to another of the same.
    let mut from: BTreeMap<String, &Path> = BTreeMap::new();
    for file in &order.files {
        match read(file) {
            Ok((figure, mut findings)) => {
                if let Some(figure) = figure {
                    match from.get(&figure.name).filter(|_| !order.one_sheet) {
                        Some(first) => findings.diagnostics.push(same_name(&figure.name, first, file)),
                        None => {
                            from.insert(figure.name.clone(), file);
                            drawn.push(figure);
                        }
                    }
                }
                report.missed += usize::from(findings.diagnostics.has_errors());
                report.findings.push(findings);
            }
            Err(refusal) => {
                report.missed += 1;
                report.findings.push(unreadable(&shown(file), refusal));
            }
        }
    }
    let folders = Folders::default();
    let kit = Kit::new(Vec::new());
    for (name, made) in made(order, &drawn, &kit) {
        let path = order.folder.join(format!("{name}.{}", order.form.ending()));
        match made.and_then(|bytes| folders.prepare(&path).and_then(|()| write(&path, &bytes, Readers::Usual)).map(|_| bytes.len())) {
            Ok(bytes) => report.sheets.push(Sheet { path, pages: 1, bytes, held: None }),
            Err(fault) => {
                report.missed += 1;
                report.findings.push(fault.into());
            }
        }
    }
    report
}

/// The files by their names, without endings.
fn made(order: &Figures, drawn: &[Figure], kit: &Kit) -> Vec<(String, Result<Vec<u8>, Diagnostic>)> {
    // An SVG grows without loss: it has a size where one is asked for.
    let known = order.height.map(|height| height.to_pt() / BODY);
    let points = known.unwrap_or(HEIGHT.to_pt() / BODY);
    let png = |svg: &str| kit.pictures.png(svg, points * f64::from(order.dpi) / 72.0).map_err(unpainted);
    if order.one_sheet {
        let shown: Vec<Shown> = drawn.iter().map(|figure| Shown { name: &figure.name, group: figure.group, drawing: &figure.drawing }).collect();
        if shown.is_empty() {
            return Vec::new();
        }
        let sheet = figure::sheet(&shown, &order.inking, known.or(Some(points).filter(|_| order.form != Form::Svg)));
        let bytes = match order.form {
            Form::Svg => Ok(sheet.svg(known).into_bytes()),
            Form::Png => png(&sheet.svg(None)),
            Form::Pdf => plate::sheet(&sheet, drawn, points, &order.inking, kit),
        };
        return vec![(SHEET.to_owned(), bytes)];
    }
    let one = |figure: &Figure| {
        let svg = |points: Option<f64>, size: Option<f64>| {
            let heft = points.map_or(Heft::default(), |points| Heft::at(&Extent::of(&figure.drawing), points));
            figure.drawing.artwork(&order.inking, heft).svg(&figure.alt, size)
        };
        match order.form {
            Form::Svg => Ok(svg(known, known).into_bytes()),
            Form::Png => png(&svg(Some(points), None)),
            Form::Pdf => plate::one(figure, points, &order.inking, kit),
        }
    };
    drawn.iter().map(|figure| (figure.name.clone(), one(figure))).collect()
}

fn unpainted(problem: Problem) -> Diagnostic {
    Diagnostic { help: problem.help, ..Diagnostic::error(problem.code, problem.message) }
}

fn same_name(name: &str, first: &Path, second: &Path) -> Diagnostic {
    let message = format!("`{}` and `{}` would both be written to `{name}`", shown(first), shown(second));
    Diagnostic::error(Code::SameOutput, message).file(shown(second)).help("draw them in two runs, each into a folder of its own")
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
