//! A figure's file becomes a drawing: its pose with what differs, at rest on what it says.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::figure_faults::told;
use super::figure_meant::{Beside, meant};
use super::files::Shared;
use crate::diag::Diagnostics;
use crate::figure::{self, Drawing, Pose};
use crate::model::Inking;
use crate::shelf::ProjectPath;
use crate::source::Sources;
use crate::spec::{self, Document, Kind, Said, ShownSide, document};

/// The ending of a figure's file.
pub const ENDING: &str = ".figure.toml";

/// A figure, drawn.
#[derive(Clone, Debug)]
pub struct Figure {
    /// As its file is called, without the ending; or as its pose is.
    pub name: String,
    pub drawing: Drawing,
    /// Where it stands on a sheet of many.
    pub group: figure::Group,
    /// What it shows; nothing where its file does not say.
    pub alt: String,
    pub(super) shown: Shown,
}

/// Which side of the body a picture shows, and whether it may be mirrored.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub side: Option<Said<ShownSide>>,
    pub flippable: Option<Said<bool>>,
}

impl Figure {
    /// As an SVG that says what it shows.
    pub fn svg(&self) -> String {
        self.drawing.svg(&Inking::default(), &self.alt)
    }
}

/// Reads and draws a figure's file. `name` is shown to people; `beside` reads another figure's file of the same folder, by its name without
/// the ending. None where it cannot be drawn; then `out` has an error.
pub fn figure(
    name: &str,
    bytes: &[u8],
    beside: impl Fn(&str) -> Option<(String, Arc<[u8]>)>,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Option<Figure> {
    let file = document(Kind::Figure, name, bytes, sources, out)?;
    let stem = stem(name).to_owned();
    let mut found = |other: &str, out: &mut Diagnostics| {
        let (shown, bytes) = beside(other).filter(|_| other != stem)?;
        Some(document(Kind::Figure, &shown, &bytes, sources, out))
    };
    let drawn = whole(&file, &mut found, out)?;
    Some(Figure { name: stem, ..drawn })
}

/// A figure's name: that of its file without folder and ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.strip_suffix(ENDING).or_else(|| name.strip_suffix(".toml")).unwrap_or(name)
}

/// A figure of every pose that has a name, as it is.
pub fn named_figures() -> impl Iterator<Item = Figure> {
    figure::named().iter().map(|(name, pose)| Figure {
        name: name.clone(),
        drawing: figure::draw(pose).0,
        group: figure::Group::of(pose),
        alt: String::new(),
        shown: Shown::default(),
    })
}

/// The figure of a file that handouts share. None where it cannot be drawn; then `out` has an error.
pub(super) fn drawn(path: &ProjectPath, files: &BTreeMap<ProjectPath, Shared>, out: &mut Diagnostics) -> Option<Figure> {
    let document = files.get(path)?.document(out)?;
    let mut beside = |name: &str, out: &mut Diagnostics| {
        let other = ProjectPath::within(path.folder().as_str(), &format!("{name}{ENDING}")).ok().filter(|other| other != path)?;
        files.get(&other).map(|file| file.document(out))
    };
    whole(&document, &mut beside, out)
}

/// None where the file has an error.
fn whole(document: &Document, beside: &mut Beside, out: &mut Diagnostics) -> Option<Figure> {
    let mut faults = Diagnostics::default();
    let figure = document.table.typed::<spec::Figure>(&mut faults).and_then(|said| draw(&said, beside, &mut faults));
    out.extend(faults);
    figure.filter(|_| !out.has_errors())
}

fn draw(said: &spec::Figure, beside: &mut Beside, out: &mut Diagnostics) -> Option<Figure> {
    let pose = meant(said, beside, out)?;
    let mut faults = Diagnostics::default();
    let figure = drawing(said, &pose, &mut faults);
    out.extend(faults);
    figure
}

/// The pose of a figure that stands in a handout: its ghost is a pose that has a name. None where it has an error; then `out` has it.
pub(super) fn posed(said: &spec::Figure, out: &mut Diagnostics) -> Option<Pose> {
    meant(said, &mut |_, _| None, out)
}

/// A figure in its pose, drawn. None where no body can be so; then `out` has an error.
pub(super) fn drawing(said: &spec::Figure, pose: &Pose, out: &mut Diagnostics) -> Option<Figure> {
    let (drawing, faults) = figure::draw(pose);
    let good = faults.is_empty();
    faults.iter().for_each(|fault| out.push(told(fault, said, pose)));
    let alt = said.alt.as_ref().map_or("", |alt| alt.value.trim()).to_owned();
    good.then(|| Figure { name: said.pose.value.clone(), drawing, group: figure::Group::of(pose), alt, shown: shown(said) })
}

/// What a figure says of the side that it shows.
pub(super) fn shown(said: &spec::Figure) -> Shown {
    Shown { side: said.shows_side.clone(), flippable: said.flippable.clone() }
}
