//! Roles in reading order: what a screen reader is told. Built in the same walk that sets the blocks.

/// A node of a structure: an index into its nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What a node is (PDF 1.7 standard structure types, ISO 32000-1 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Document,
    Sect,
    H1,
    H2,
    H3,
    P,
    /// A list; `ordered` where the labels count.
    L {
        ordered: bool,
    },
    Li,
    Lbl,
    LBody,
    Figure,
    Caption,
    Table,
    Tr,
    /// A header cell of a column or of a row.
    Th(Scope),
    Td,
    Note,
    Link,
    Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Column,
    Row,
}

/// A node: its children in reading order. Only a node without children holds painted content, but a link, which holds both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub role: Role,
    pub parent: Option<NodeId>,
    pub children: Vec<NodeId>,
    /// Alternative text: what a figure shows.
    pub alt: Option<String>,
    /// Read instead of what is painted: "8 to 12" for "8–12".
    pub actual: Option<String>,
    /// The language, where it is not the document's (BCP 47).
    pub lang: Option<String>,
}

/// The tree; the first node is the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    pub nodes: Vec<Node>,
}

impl Default for Structure {
    fn default() -> Self {
        let document = Node { role: Role::Document, parent: None, children: Vec::new(), alt: None, actual: None, lang: None };
        Structure { nodes: vec![document] }
    }
}

/// From 1; none for what is no heading.
fn level(role: Role) -> Option<usize> {
    match role {
        Role::H1 => Some(1),
        Role::H2 => Some(2),
        Role::H3 => Some(3),
        Role::Document
        | Role::Sect
        | Role::P
        | Role::L { .. }
        | Role::Li
        | Role::Lbl
        | Role::LBody
        | Role::Figure
        | Role::Caption
        | Role::Table
        | Role::Tr
        | Role::Th(_)
        | Role::Td
        | Role::Note
        | Role::Link
        | Role::Span => None,
    }
}

impl Structure {
    pub const ROOT: NodeId = NodeId(0);

    /// A new last child of `parent`.
    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { role, parent: Some(parent), children: Vec::new(), alt: None, actual: None, lang: None });
        self.nodes[parent.0 as usize].children.push(id);
        id
    }

    /// Lifts all headings until the first that is read is of the first level (ISO 14289-1, 7.4.2): parts may stand before the title,
    /// or the title be left out.
    pub fn lift_headings(&mut self) {
        let mut open = vec![Structure::ROOT];
        let mut first = None;
        while let (None, Some(id)) = (first, open.pop()) {
            let node = self.node(id);
            first = level(node.role);
            open.extend(node.children.iter().rev());
        }
        let by = first.map_or(0, |first| first - 1);
        for node in &mut self.nodes {
            if let Some(level) = level(node.role) {
                node.role = [Role::H1, Role::H2, Role::H3][level.saturating_sub(by).max(1) - 1];
            }
        }
    }

    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// All nodes in reading order, parents before their children.
    pub fn walk(&self) -> Vec<NodeId> {
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut open = vec![Structure::ROOT];
        while let Some(id) = open.pop() {
            order.push(id);
            open.extend(self.node(id).children.iter().rev());
        }
        order
    }
}
