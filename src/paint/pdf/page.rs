//! One page: its fragments through the pen. Start becomes left here, and y begins to count upwards.
use std::sync::Arc;

use printpdf::Op;

use super::Problem;
use super::font::Cuts;
use super::image::{Images, matrix, mirrored};
use super::object::hundredths;
use super::pen::{Owner, Pen, Spot, to_hundredths};
use super::show::{self, Setting};
use super::tags::{Held, Holdings, tag};
use crate::compose::{Fragment, Ink, Mark, Page};
use crate::geom::{Area, Len};
use crate::structure::{NodeId, Role, Structure};
use crate::text::{FaceId, Fonts};

/// What all pages share.
pub struct Desk<'a> {
    pub fonts: &'a Fonts,
    pub cuts: &'a Cuts,
    pub names: &'a [(FaceId, String)],
    pub images: &'a Images<'a>,
    pub structure: &'a Structure,
}

/// A page's content stream, and what the rest of the file must know of it.
pub struct Painted {
    pub ops: Vec<Op>,
    /// The node of each marked content, by its number.
    pub marks: Vec<NodeId>,
    pub links: Vec<Clickable>,
}

/// An area that leads somewhere.
pub struct Clickable {
    pub node: NodeId,
    pub sides: [f32; 4],
    pub url: Arc<str>,
    pub contents: Arc<str>,
}

/// Where a fragment stands: left, foot, right, top, in hundredths of a point from the page's lower left corner.
struct Place([i64; 4]);

impl Place {
    fn new(page: &Page, area: Area) -> Place {
        let left = to_hundredths(page.direction.left(area, page.size.width));
        let top = to_hundredths(page.size.height - area.top);
        Place([left, top - to_hundredths(area.height), left + to_hundredths(area.width), top])
    }

    fn sides(&self) -> [f32; 4] {
        self.0.map(hundredths)
    }
}

/// Paints a page, and notes what its nodes hold.
pub fn paint(desk: &Desk, number: usize, page: &Page, holdings: &mut Holdings) -> Result<Painted, Problem> {
    let setting = Setting { fonts: desk.fonts, cuts: desk.cuts, names: desk.names, direction: page.direction };
    let mut pen = Pen::default();
    let mut links = Vec::new();
    for fragment in &page.fragments {
        let place = Place::new(page, fragment.area);
        if let Ink::Link { url, contents } = &fragment.ink {
            links.push(clickable(desk, fragment, &place, url, contents)?);
            continue;
        }
        if let Some(owner) = owner(desk.structure, fragment.mark)? {
            pen.own(owner);
            if let Owner::Node(node, _) = owner {
                holdings.cover(node, number, place.sides());
            }
        }
        ink(&mut pen, desk, &setting, fragment, &place)?;
    }
    let (ops, marks) = pen.finish();
    marks.iter().enumerate().for_each(|(at, node)| holdings.hold(*node, number, Held::Marked(at as i64)));
    Ok(Painted { ops, marks, links })
}

fn owner(structure: &Structure, mark: Mark) -> Result<Option<Owner>, Problem> {
    Ok(match mark {
        Mark::Artifact(artifact) => Some(Owner::Artifact(artifact)),
        Mark::Tagged(node) => {
            let role = structure.nodes.get(node.0 as usize).ok_or(Problem::Broken("a fragment of no node"))?.role;
            Some(Owner::Node(node, tag(role)))
        }
    })
}

fn ink(pen: &mut Pen, desk: &Desk, setting: &Setting, fragment: &Fragment, place: &Place) -> Result<(), Problem> {
    let [left, foot, right, top] = place.0;
    match &fragment.ink {
        Ink::Line { lines, index, baseline, colour } => {
            let line = lines.lines.get(*index).ok_or(Problem::Broken("a line that its text does not have"))?;
            show::line(pen, setting, lines, line, Spot { x: left, y: top - to_hundredths(*baseline) }, *colour)?;
        }
        Ink::Picture { picture, flipped } => {
            let (name, orientation) = desk.images.find(*picture, fragment.area.size()).ok_or(Problem::Broken("a picture that is not ready"))?;
            let [x, y, width, height] = [left, foot, right - left, top - foot].map(hundredths);
            let upright = matrix(orientation, x, y, width, height);
            pen.picture(&name, if *flipped { mirrored(upright, x, width) } else { upright });
        }
        Ink::Path { path, fill, stroke } => pen.path(Spot { x: left, y: top }, path, *fill, stroke.as_ref()),
        Ink::Fill(colour) => pen.rectangle(Spot { x: left, y: foot }, right - left, top - foot, *colour),
        Ink::Link { .. } => {}
    }
    Ok(())
}

fn clickable(desk: &Desk, fragment: &Fragment, place: &Place, url: &Arc<str>, contents: &Arc<str>) -> Result<Clickable, Problem> {
    match fragment.mark {
        Mark::Tagged(node) if desk.structure.nodes.get(node.0 as usize).is_some_and(|node| node.role == Role::Link) => {
            Ok(Clickable { node, sides: place.sides(), url: url.clone(), contents: contents.clone() })
        }
        Mark::Tagged(_) | Mark::Artifact(_) => Err(Problem::Broken("a link outside of a link's node")),
    }
}

/// The boxes of a page (ISO 32000-1 14.11.2): what is composed is what stays after trimming.
pub fn media(page: &Page) -> [f32; 4] {
    let side = |len: Len| hundredths(to_hundredths(len));
    [0.0, 0.0, side(page.size.width), side(page.size.height)]
}
