//! As written → as meant: library, phrases, patient, pictures, layouts.
//!
//! [`project`] reads once what all jobs of a run share; [`targets`] says what `stepsheet.toml` asks for; [`job`] resolves one sheet.
//! Every fault that can be found is told in one run. A file with an error makes no sheet: whoever depends on it has its faults.
//!
//! Which paper: the command line's or the target's, else the handout's, else the layout's own size, else the clinic's paper, else
//! what the clinic's country prints on, else A4. Never the patient's language.
mod allow;
mod approve;
mod catalogs;
mod clinic;
mod colour;
mod dosage;
mod draft;
mod exercise;
mod extends;
mod figure;
mod figure_body;
mod figure_faults;
mod figure_meant;
mod figure_props;
mod files;
mod layout;
mod locale;
mod locales;
mod picture;
mod project;
mod reading;
mod review;
mod rights;
mod safety;
mod session;
mod sides;
mod slug;
mod targets;
#[cfg(test)]
mod tests;
mod texts;
mod translate;
mod words;

pub use approve::{Approval, Approved, Reviewer, approve};
pub use catalogs::{sum_of_text, sum_of_translation};
pub use clinic::Patient;
pub use extends::{LayoutAbout, layouts};
pub use figure::{ENDING as FIGURE_ENDING, Figure, figure, named_figures};
pub use layout::{Wanted, layout, paper};
pub use locales::{Phrasing, approvable, catalog_path, phrasing, tally};
pub use project::{LIBRARY, Project, project};
pub use reading::words;
pub use review::Terms;
pub use slug::slug;
pub use targets::{ALL, Ask, in_languages, targets};
pub use translate::{Tally, Todo};

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::{Size, paper_for_country};
use crate::kit::Kit;
use crate::model::{Handout, Layout};
use crate::picture::Pictures;
use crate::reading::Reading;
use crate::source::Sources;
use crate::spec::{LayoutFile, nearest};
use draft::{Draft, draft, translated};

/// The layout where neither the asker, the handout nor the clinic names one.
const LAYOUT: &str = "handout";

/// One sheet as meant: nothing missing, nothing left to choose.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub handout: Handout,
    pub layout: Layout,
    /// Pixels an inch that pictures keep at most; none keeps all.
    pub max_dpi: Option<u32>,
    /// What is wanting in its reviews. An error here refuses the finished sheet alone: all else that is wrong is told in the same run.
    pub pending: Diagnostics,
    /// The texts that places in `out` count over.
    pub sources: Sources,
    /// How the handout reads: the same for all of its sheets.
    pub reading: Arc<Reading>,
}

/// Resolves one sheet. None where a fault in `out` is an error; its place is in [`Project::sources`] of the handout.
///
/// A handout is read once however many jobs ask for it, and pictures are taken into the kit once: give all jobs of a project the
/// same kit.
pub fn job(project: &Project, kit: &Kit, ask: &Ask, out: &mut Diagnostics) -> Option<Resolved> {
    let resolved = resolved(project, &kit.pictures, ask, out)?;
    families(project, kit, &resolved.layout, out);
    Some(resolved)
}

/// Families that a layout names and that neither ship nor lie in a folder for fonts: told where they are named.
fn families(project: &Project, kit: &Kit, layout: &Layout, out: &mut Diagnostics) {
    if layout.styles.all().iter().all(|style| kit.fonts.knows(&style.family)) {
        return;
    }
    let Some(file) = extends::layout_file(project, &layout.name, None, &mut Diagnostics::default()) else { return };
    for said in file.font.iter().chain(file.styles.fonts()).filter(|said| !kit.fonts.knows(&said.value)) {
        let known: Vec<String> = kit.fonts.list().into_iter().map(|family| family.name).collect();
        let help = match nearest(&said.value, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "put its files into the project's `fonts/` folder, or name their folder with `--font-dir`; `stepsheet fonts` lists what there is"
                .into(),
        };
        out.push(Diagnostic::error(Code::MissingFont, format!("there is no font `{}`", said.value)).at(said.span).help(help));
    }
}

fn resolved(project: &Project, pictures: &Pictures, ask: &Ask, out: &mut Diagnostics) -> Option<Resolved> {
    let own = project.draft((ask.handout.clone(), None), || draft(project, pictures, &ask.handout));
    let other =
        ask.locale.as_deref().map(locale::canonical).zip(own.get()).filter(|(tag, own)| !locale::is_same(tag, &own.language) || *tag != own.language);
    let slot = match other {
        Some((tag, base)) => project.draft((ask.handout.clone(), Some(tag.clone())), || translated(project, pictures, &ask.handout, base, &tag)),
        None => own.clone(),
    };
    let draft = slot.get()?;
    out.extend(draft.out.clone());
    let layout = sheet_layout(project, draft, ask, out);
    ask.patient.check(out);
    let (Some(mut handout), Some(reading), Some(layout)) = (draft.handout.clone(), draft.reading.clone(), layout) else {
        // What could not be read is in no sum, so nobody knows whether a review is void.
        let knows = |fault: &Diagnostic| draft.handout.is_some() || fault.code != Code::ReviewVoid;
        out.extend(draft.pending.clone().into_iter().filter(knows).collect());
        return None;
    };
    handout.blanks = clinic::blanks(&handout.locale, &ask.patient);
    let (pending, sources) = (draft.pending.clone(), draft.sources.clone());
    Some(Resolved { handout, layout, max_dpi: draft.max_dpi, pending, sources, reading })
}

fn sheet_layout(project: &Project, draft: &Draft, ask: &Ask, out: &mut Diagnostics) -> Option<Layout> {
    let said = draft.layout.as_ref().filter(|_| ask.layout.is_none());
    let name = ask.layout.as_deref().or(said.map(|said| said.value.as_str())).unwrap_or(LAYOUT);
    let file = extends::layout_file(project, name, said.map(|said| said.span), out);
    let paper = sheet_paper(project, draft, ask, file.as_deref(), out);
    let accent = project.clinic().and_then(|file| clinic::accent(&file.clinic));
    layout(file?.as_ref(), Wanted { name: name.to_owned(), paper: paper?, accent }, out)
}

fn sheet_paper(project: &Project, draft: &Draft, ask: &Ask, file: Option<&LayoutFile>, out: &mut Diagnostics) -> Option<Size> {
    if let Some(asked) = &ask.paper {
        return paper(asked, None, out);
    }
    if let Some(own) = draft.paper {
        return Some(own);
    }
    let clinic = project.clinic();
    let said = file.and_then(|file| file.paper.as_ref()).or(clinic.and_then(|file| file.defaults.paper.as_ref()));
    match said {
        Some(said) => paper(&said.value, Some(said.span), out),
        None => {
            let country = clinic.and_then(|file| file.clinic.country.as_ref()).map_or("", |said| said.value.as_str());
            Some(paper_for_country(country).size)
        }
    }
}
