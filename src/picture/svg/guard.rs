//! What is looked at before an SVG is read as a drawing: nothing in it may reach outside.
use usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::diag::Code;
use crate::picture::Problem;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const DEEPEST: usize = 128;

/// The text of an SVG, without its byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Problem::new(Code::PictureDamaged, "the SVG is not encoded as UTF-8, or is damaged", "open it and save it again as plain SVG")
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// The SVG as XML, where it keeps to itself.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Problem> {
    if text.contains("<!ENTITY") {
        return Err(Problem::svg_outside(
            "the SVG declares entities, which can nest or reach outside",
            "save it as plain SVG: Inkscape: Plain SVG; Illustrator: uncheck \"Preserve Illustrator Editing Capabilities\"",
        ));
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let place = error.pos();
        let what = format!("the SVG cannot be read: line {}, column {}", place.row, place.col);
        Problem::new(Code::PictureDamaged, what, "open it and save it again as plain SVG, or get the file again from where it came")
    })?;
    check_depth(&document)?;
    document.descendants().try_for_each(|node| check(&document, node))?;
    Ok(document)
}

/// Deep nesting is found before the drawing is read, which could run out of stack.
fn check_depth(document: &Document) -> Result<(), Problem> {
    // By the number of a node, which is larger than its parent's.
    let mut depths: Vec<usize> = Vec::new();
    for node in document.descendants() {
        let depth = node.parent().map_or(0, |parent| depths[parent.id().get_usize()] + 1);
        if depth > DEEPEST {
            let what = format!("the SVG nests groups more than {DEEPEST} deep");
            return Err(Problem::svg_feature(what, "ungroup it in the drawing program and export it again"));
        }
        depths.push(depth);
    }
    Ok(())
}

fn check(document: &Document, node: Node) -> Result<(), Problem> {
    let line = || document.text_pos_at(node.range().start).row;
    let outside = |what: &str| {
        let shown: String = what.chars().take(60).collect();
        let help = "embed it (Inkscape: Extensions, Images, Embed), or export the picture as PNG";
        Problem::svg_outside(format!("the SVG points outside of itself: `{shown}` on line {}", line()), help)
    };
    if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
        return Err(outside("xml-stylesheet"));
    }
    if !node.is_element() || node.tag_name().namespace().is_some_and(|namespace| namespace != SVG) {
        return Ok(());
    }
    let name = node.tag_name().name();
    if let Some((what, help)) = unprintable(&node) {
        return Err(Problem::svg_feature(format!("the SVG uses {what} (line {}), which cannot be printed faithfully", line()), help));
    }
    for attribute in node.attributes() {
        let value = attribute.value();
        // A link of `a` is not followed; names of other makers mean nothing here.
        if attribute.namespace().is_some_and(|namespace| namespace != XLINK) {
            continue;
        }
        let reference = attribute.name() == "href" && name != "a";
        if reference && !is_inside(value) {
            return Err(outside(value));
        }
        if let Some(address) = outside_in_css(value) {
            return Err(outside(&address));
        }
    }
    if name == "style" {
        let css: String = node.descendants().filter_map(|text| text.text().filter(|_| text.is_text())).collect();
        if let Some(address) = outside_in_css(&css) {
            return Err(outside(&address));
        }
    }
    Ok(())
}

/// Elements that the reader would pass over in silence.
fn unprintable(node: &Node) -> Option<(&'static str, &'static str)> {
    const FLATTEN: &str = "export the picture as PNG, 300 dpi, or flatten it to plain paths";
    match node.tag_name().name() {
        // In a `switch`, a drawing program's own copy stands before the one for all others.
        "foreignObject" if !node.parent().is_some_and(|parent| parent.has_tag_name((SVG, "switch"))) => Some(("text boxes of a web page", FLATTEN)),
        "mesh" | "meshgradient" | "meshGradient" => Some(("mesh gradients", FLATTEN)),
        "hatch" => Some(("hatches", FLATTEN)),
        "video" | "audio" | "iframe" | "canvas" => Some(("film or sound", "export the picture as PNG, 300 dpi")),
        _ => None,
    }
}

fn is_inside(reference: &str) -> bool {
    let reference = reference.trim();
    reference.is_empty() || reference.starts_with('#') || reference.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// The first address in a style that is not inside.
fn outside_in_css(css: &str) -> Option<String> {
    let lower = css.to_ascii_lowercase();
    if lower.contains("@import") {
        return Some("@import".to_owned());
    }
    for (at, _) in lower.match_indices("url(") {
        let inner = &css[at + 4..];
        let address = inner.split(')').next().unwrap_or(inner).trim().trim_matches(['"', '\'']);
        if !is_inside(address) {
            return Some(address.to_owned());
        }
    }
    None
}

/// What the SVG says of itself: the root's `desc`, else its `title`; not the name of the program that drew it.
pub(super) fn said(document: &Document) -> Option<String> {
    let child = |name: &str| document.root_element().children().find(|child| child.is_element() && child.tag_name().name() == name);
    let words = |node: Node| {
        let all: String = node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = |text: &String| !text.is_empty() && !text.starts_with("Created with") && !text.starts_with("Created using");
    child("desc").map(words).filter(told).or_else(|| child("title").map(words).filter(told))
}
