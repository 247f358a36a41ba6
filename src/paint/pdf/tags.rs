//! The structure tree (ISO 32000-1 14.7, ISO 14289-1): what a screen reader walks.
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::image::rectangle;
use super::object::{name, text};
use crate::structure::{NodeId, Role, Scope, Structure};

/// Content of a node.
#[derive(Clone, Copy, Debug)]
pub enum Held {
    /// Marked content, by its number on the page.
    Marked(i64),
    /// An annotation; its object.
    Link(ObjectId),
}

/// The content of all nodes.
pub struct Holdings {
    /// By node: page and content, in the order of reading.
    held: Vec<Vec<(usize, Held)>>,
    /// By node: left, foot, right, top around all that is painted, and the page.
    boxes: Vec<Option<(usize, [f32; 4])>>,
}

impl Holdings {
    pub fn new(structure: &Structure) -> Holdings {
        Holdings { held: vec![Vec::new(); structure.nodes.len()], boxes: vec![None; structure.nodes.len()] }
    }

    pub fn hold(&mut self, node: NodeId, page: usize, held: Held) {
        if let Some(all) = self.held.get_mut(node.0 as usize) {
            all.push((page, held));
        }
    }

    /// Widens a node's box; what stands on a later page than its first is another box, which the format has no room for.
    pub fn cover(&mut self, node: NodeId, page: usize, [left, foot, right, top]: [f32; 4]) {
        let Some(covered) = self.boxes.get_mut(node.0 as usize) else { return };
        match covered {
            None => *covered = Some((page, [left, foot, right, top])),
            Some((first, sides)) if *first == page => {
                *sides = [sides[0].min(left), sides[1].min(foot), sides[2].max(right), sides[3].max(top)];
            }
            Some(_) => {}
        }
    }
}

/// The name of a role in the file; all are standard, so there is no map of roles.
pub fn tag(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Sect => "Sect",
        Role::H1 => "H1",
        Role::H2 => "H2",
        Role::H3 => "H3",
        Role::P => "P",
        Role::L { ordered: _ } => "L",
        Role::Li => "LI",
        Role::Lbl => "Lbl",
        Role::LBody => "LBody",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
        Role::Table => "Table",
        Role::Tr => "TR",
        Role::Th(_) => "TH",
        Role::Td => "TD",
        Role::Note => "Note",
        Role::Link => "Link",
        Role::Span => "Span",
    }
}

/// Writes the tree; the reference of its root. `pages` are the page objects, `marks` the nodes of each page's marked content by number,
/// `links` the nodes of the annotations in the order of their numbers, which follow those of the pages.
pub fn write(
    structure: &Structure,
    holdings: &Holdings,
    pages: &[ObjectId],
    marks: &[Vec<NodeId>],
    links: &[NodeId],
    document: &mut Document,
) -> ObjectId {
    let kept = kept(structure, holdings);
    let ids: Vec<Option<ObjectId>> = kept.iter().map(|kept| kept.then(|| document.new_object_id())).collect();
    let root = document.new_object_id();
    let reference = |node: &NodeId| ids.get(node.0 as usize).copied().flatten().map_or(Object::Null, Object::Reference);
    let mut named: Vec<(String, ObjectId)> = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let Some(id) = *id else { continue };
        let node = &structure.nodes[at];
        let mut element = dictionary! { "Type" => "StructElem", "S" => tag(node.role) };
        element.set("P", node.parent.as_ref().map_or(Object::Reference(root), reference));
        if node.role == Role::Note {
            let own = format!("note-{at:05}");
            element.set("ID", text(&own));
            named.push((own, id));
        }
        for (key, value) in [("Alt", &node.alt), ("ActualText", &node.actual), ("Lang", &node.lang)] {
            if let Some(value) = value {
                element.set(key, text(value));
            }
        }
        let page = holdings.held[at].first().map(|(page, _)| *page).or(holdings.boxes[at].map(|(page, _)| page));
        if let Some(page) = page.and_then(|page| pages.get(page)) {
            element.set("Pg", *page);
        }
        if let Some(attributes) = attributes(node.role, holdings.boxes[at].map(|(_, sides)| sides)) {
            element.set("A", attributes);
        }
        let children = node.children.iter().filter(|child| kept[child.0 as usize]).map(reference);
        let mut kids: Vec<Object> = holdings.held[at].iter().map(|(on, held)| kid(*held, *on, page, pages)).collect();
        kids.extend(children);
        match kids.len() {
            0 => {}
            1 => element.set("K", kids.remove(0)),
            _ => element.set("K", kids),
        }
        document.set_object(id, element);
    }

    let mut numbers = Vec::new();
    for (page, nodes) in marks.iter().enumerate() {
        let owners = document.add_object(nodes.iter().map(reference).collect::<Vec<_>>());
        numbers.extend([Object::Integer(page as i64), owners.into()]);
    }
    for (at, node) in links.iter().enumerate() {
        numbers.extend([Object::Integer((marks.len() + at) as i64), reference(node)]);
    }
    let parents = document.add_object(dictionary! { "Nums" => numbers });
    let mut tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => reference(&Structure::ROOT), "ParentTree" => parents,
        "ParentTreeNextKey" => (marks.len() + links.len()) as i64,
    };
    if !named.is_empty() {
        let names = named.into_iter().flat_map(|(own, id)| [text(&own), id.into()]).collect::<Vec<_>>();
        tree.set("IDTree", dictionary! { "Names" => names });
    }
    document.set_object(root, tree);
    root
}

/// What is written: nodes that hold something themselves or below. A cell stays where it is empty, so that rows stay of one length.
pub fn kept(structure: &Structure, holdings: &Holdings) -> Vec<bool> {
    let mut kept: Vec<bool> = structure
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| {
            let cell = match node.role {
                Role::Document | Role::Td | Role::Th(_) => true,
                Role::Sect | Role::H1 | Role::H2 | Role::H3 | Role::P | Role::L { .. } | Role::Li | Role::Lbl | Role::LBody => false,
                Role::Figure | Role::Caption | Role::Table | Role::Tr | Role::Note | Role::Link | Role::Span => false,
            };
            cell || !holdings.held[at].is_empty() || node.actual.is_some()
        })
        .collect();
    // Children come after their parents in the walk.
    for id in structure.walk().into_iter().rev() {
        if kept[id.0 as usize]
            && let Some(parent) = structure.node(id).parent
        {
            kept[parent.0 as usize] = true;
        }
    }
    kept
}

fn kid(held: Held, on: usize, page: Option<usize>, pages: &[ObjectId]) -> Object {
    let here = page == Some(on);
    let page = pages.get(on).map_or(Object::Null, |page| Object::Reference(*page));
    match held {
        Held::Marked(number) if here => Object::Integer(number),
        Held::Marked(number) => dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => number }.into(),
        Held::Link(annotation) => dictionary! { "Type" => "OBJR", "Obj" => annotation, "Pg" => page }.into(),
    }
}

fn attributes(role: Role, sides: Option<[f32; 4]>) -> Option<Dictionary> {
    match role {
        Role::L { ordered } => Some(dictionary! { "O" => "List", "ListNumbering" => if ordered { "Decimal" } else { "Disc" } }),
        Role::Th(Scope::Column) => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Role::Th(Scope::Row) => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
        Role::Figure => Some(dictionary! { "O" => "Layout", "Placement" => name("Block"), "BBox" => rectangle(sides?) }),
        Role::Document | Role::Sect | Role::H1 | Role::H2 | Role::H3 | Role::P | Role::Li | Role::Lbl | Role::LBody => None,
        Role::Caption | Role::Table | Role::Tr | Role::Td | Role::Note | Role::Link | Role::Span => None,
    }
}
