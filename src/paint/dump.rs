//! Pages as text, for tests: what stands where, who says it, in which order. Nothing in it depends on the PDF or on zlib.
//!
//! Lengths are points with at most two decimals; `start` and `top` are measured from the page's start edge and top. A line each:
//!
//! ```text
//! about "TITLE" LANG ID [version V] [by "CLINIC"] [on YYYY-MM-DD] [exact scale]
//! bookmark LEVEL page N top T "TITLE"
//!
//! page N WIDTH x HEIGHT ltr|rtl
//!   START TOP WIDTH x HEIGHT WHO WHAT
//!
//! structure
//!   ROLE #NODE [lang L] [alt "…"] [read "…"] [empty] ["what its lines say"]
//! ```
//!
//! `WHO` is a role with its node, or `layout`, `header`, `footer` for what no screen reader says. `WHAT` is
//! `line "TEXT" FACE SIZE [+ FACE SIZE …] baseline B #COLOUR [hyphen]`, with a line's text as it is read (`_` stands for a space at its
//! end), `picture HASH [flipped]`, `fill #COLOUR`, `path N segments [even-odd] [fill #COLOUR] [stroke W #COLOUR [dash A B] [round]]` or
//! `link "URL" "CONTENTS"`. Marks that steer direction are written `\u{…}`.
use std::fmt::Write;

use super::pdf::{Holdings, kept, tag};
use crate::compose::{Artifact, Fragment, Ink, Mark, Pages, Rgb, Stroke};
use crate::geom::Direction;
use crate::kit::Kit;
use crate::structure::{NodeId, Role, Scope, Structure};
use crate::text::{Fonts, Line, Lines};

/// The pages as text; always the same for the same pages.
pub fn dump(pages: &Pages, kit: &Kit) -> String {
    let mut out = String::new();
    let mut said = vec![String::new(); pages.structure.nodes.len()];
    about(pages, &mut out);
    for (number, page) in pages.pages.iter().enumerate() {
        let direction = match page.direction {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        };
        put(&mut out, format_args!("\npage {} {} x {} {direction}\n", number + 1, page.size.width, page.size.height));
        for fragment in &page.fragments {
            let area = fragment.area;
            put(&mut out, format_args!("  {} {} {} x {} ", area.start, area.top, area.width, area.height));
            put(&mut out, format_args!("{} {}\n", who(fragment.mark, &pages.structure), what(fragment, kit)));
            note(fragment, &mut said);
        }
    }
    out.push_str("\nstructure\n");
    let kept = kept(&pages.structure, &holdings(pages));
    tree(&pages.structure, Structure::ROOT, 1, &kept, &said, &mut out);
    out
}

fn put(out: &mut String, text: std::fmt::Arguments) {
    match out.write_fmt(text) {
        Ok(()) => {}
        Err(_) => unreachable!("a string takes all that is written"),
    }
}

/// Whether a file is such a text.
pub fn is_dump(bytes: &[u8]) -> bool {
    bytes.starts_with(b"about \"")
}

fn about(pages: &Pages, out: &mut String) {
    let about = &pages.about;
    put(out, format_args!("about {} {} {}", quoted(&about.title), about.lang, about.id));
    if let Some(version) = &about.version {
        put(out, format_args!(" version {version}"));
    }
    if let Some(author) = &about.author {
        put(out, format_args!(" by {}", quoted(author)));
    }
    if let Some((year, month, day)) = about.day {
        put(out, format_args!(" on {year:04}-{month:02}-{day:02}"));
    }
    out.push_str(if pages.exact_scale { " exact scale\n" } else { "\n" });
    for mark in &pages.bookmarks {
        put(out, format_args!("bookmark {} page {} top {} {}\n", mark.level, mark.page + 1, mark.top, quoted(&mark.title)));
    }
}

fn who(mark: Mark, structure: &Structure) -> String {
    match mark {
        Mark::Tagged(node) => structure.nodes.get(node.0 as usize).map_or_else(|| "nobody".to_owned(), |known| named(known.role, node)),
        Mark::Artifact(Artifact::Layout) => "layout".to_owned(),
        Mark::Artifact(Artifact::Header) => "header".to_owned(),
        Mark::Artifact(Artifact::Footer) => "footer".to_owned(),
    }
}

fn named(role: Role, node: NodeId) -> String {
    let more = match role {
        Role::L { ordered: true } => " ordered",
        Role::Th(Scope::Column) => " of column",
        Role::Th(Scope::Row) => " of row",
        Role::L { ordered: false } | Role::Document | Role::Sect | Role::H1 | Role::H2 | Role::H3 | Role::P | Role::Li => "",
        Role::Lbl | Role::LBody | Role::Figure | Role::Caption | Role::Table | Role::Tr | Role::Td | Role::Note | Role::Link | Role::Span => "",
    };
    format!("{}{more} #{}", tag(role), node.0)
}

fn what(fragment: &Fragment, kit: &Kit) -> String {
    match &fragment.ink {
        Ink::Line { lines, index, baseline, colour } => match lines.lines.get(*index) {
            Some(line) => {
                let hyphen = if line.hyphen { " hyphen" } else { "" };
                format!("line {} {} baseline {baseline} {}{hyphen}", quoted(&text(lines, line)), faces(line, &kit.fonts), hex(*colour))
            }
            None => format!("line {index} of a text that has {}", lines.lines.len()),
        },
        Ink::Picture { picture, flipped } => {
            let hash = kit.pictures.bytes_hash(*picture);
            let hash = hash[..4].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            format!("picture {hash}{}", if *flipped { " flipped" } else { "" })
        }
        Ink::Path { path, fill, stroke } => {
            let mut text = format!("path {} segments{}", path.segments.len(), if path.even_odd { " even-odd" } else { "" });
            if let Some(fill) = fill {
                text.push_str(&format!(" fill {}", hex(*fill)));
            }
            if let Some(stroke) = stroke {
                text.push_str(&stroked(stroke));
            }
            text
        }
        Ink::Fill(colour) => format!("fill {}", hex(*colour)),
        Ink::Link { url, contents } => format!("link {} {}", quoted(url), quoted(contents)),
    }
}

fn stroked(stroke: &Stroke) -> String {
    let dash = stroke.dash.map_or_else(String::new, |(dash, gap)| format!(" dash {dash} {gap}"));
    format!(" stroke {} {}{dash}{}", stroke.width, hex(stroke.colour), if stroke.round { " round" } else { "" })
}

/// A line as it is read; a space at its end, where the text goes on, is shown.
fn text(lines: &Lines, line: &Line) -> String {
    let whole = lines.content.get(line.range.clone()).unwrap_or_default();
    let trimmed = whole.trim_end();
    if trimmed.len() < whole.len() && line.range.end < lines.content.len() { format!("{trimmed}_") } else { trimmed.to_owned() }
}

/// Each face of the line with its size, once.
fn faces(line: &Line, fonts: &Fonts) -> String {
    let mut named: Vec<String> = line.runs.iter().map(|run| format!("{} {}", fonts.face(run.face).post_script_name, run.size)).collect();
    named.dedup();
    if named.is_empty() { "no face".to_owned() } else { named.join(" + ") }
}

fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// In quotes, with what cannot be seen written out.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' => {
                quoted.extend(letter.escape_unicode());
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Adds what a fragment says to its node.
fn note(fragment: &Fragment, said: &mut [String]) {
    if let (Mark::Tagged(node), Ink::Line { lines, index, .. }) = (fragment.mark, &fragment.ink)
        && let (Some(line), Some(said)) = (lines.lines.get(*index), said.get_mut(node.0 as usize))
    {
        // What follows on a line of its own, in another text, is another word.
        if line.range.start == 0 && !said.is_empty() && !said.ends_with(' ') {
            said.push(' ');
        }
        said.push_str(lines.content.get(line.range.clone()).unwrap_or_default());
    }
}

/// Which nodes hold anything.
fn holdings(pages: &Pages) -> Holdings {
    let mut holdings = Holdings::new(&pages.structure);
    for (number, page) in pages.pages.iter().enumerate() {
        for fragment in &page.fragments {
            if let Mark::Tagged(node) = fragment.mark {
                holdings.hold(node, number, super::pdf::Held::Marked(0));
            }
        }
    }
    holdings
}

fn tree(structure: &Structure, node: NodeId, depth: usize, kept: &[bool], said: &[String], out: &mut String) {
    let known = structure.node(node);
    put(out, format_args!("{:indent$}{}", "", named(known.role, node), indent = depth * 2));
    for (key, value) in [("alt", &known.alt), ("read", &known.actual)] {
        if let Some(value) = value {
            put(out, format_args!(" {key} {}", quoted(value)));
        }
    }
    if let Some(lang) = &known.lang {
        put(out, format_args!(" lang {lang}"));
    }
    if !kept[node.0 as usize] {
        out.push_str(" empty");
    }
    let said_here = &said[node.0 as usize];
    if said_here.is_empty() {
        out.push('\n');
    } else {
        put(out, format_args!(" {}\n", quoted(said_here.trim_end())));
    }
    for child in &known.children {
        tree(structure, *child, depth + 1, kept, said, out);
    }
}

#[cfg(test)]
mod tests {
    use super::dump;
    use crate::paint::sample::{Sheet, WORDS, kit};
    use crate::structure::{Role, Structure};

    #[test]
    fn a_dump_says_what_stands_where() {
        let kit = kit();
        let mut sheet = Sheet::new(&kit, "en");
        sheet.structure.add(Structure::ROOT, Role::Sect);
        let dump = dump(&sheet.everything(&WORDS[0], None), &kit);
        for line in [
            "about \"Loosen and strengthen your upper back\" en sample version 1.0 by \"Riverside <Physio> & Co\" on 2026-11-20\n",
            "bookmark 1 page 2 top 54 \"Squeeze your buttocks and lift your hips.\"\n",
            "page 1 612 x 792 ltr\n",
            " layout fill #fcf3e1\n",
            "path 4 segments fill #ffffff stroke 0.75 #b45f06 dash 2 1 round\n",
            "line \"Lie back with the roller just below your_\" AtkinsonHyperlegibleNext-Regular 14 baseline",
            "P #6 line \"Call \\u{2066}(555) 010-1234\\u{2069} at once.\"",
            "link \"https://example.org/übung\" \"Lie back",
            "    L ordered #",
            "      TH of column #",
            "  Sect #1 empty\n",
        ] {
            assert!(dump.contains(line), "{line}\n{dump}");
        }
        assert!(dump.lines().any(|line| line.starts_with("      LBody #") || line.starts_with("          LBody #")), "{dump}");
    }
}
