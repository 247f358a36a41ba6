//! A file for print and for screen readers at once: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). The only place that knows
//! printpdf, which writes the pages' content and lays out the file, and lopdf, on whose objects the rest is finished.
//!
//! What this room refuses: pictures that cannot be unpacked, faces that cannot be subset. The same pages give the same bytes.
mod about;
mod compound;
mod font;
mod icc;
mod image;
mod memo;
mod object;
mod page;
mod pen;
mod reading;
mod show;
mod tags;
mod vector;

use std::fmt;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, StringFormat, dictionary};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};

use crate::compose::Pages;
use crate::kit::Kit;
use crate::model::PictureRef;
use crate::picture;
use crate::structure::NodeId;
use font::Cuts;
use image::Images;
pub use memo::Memo;
use object::{numbers, text};
use page::{Clickable, Desk, Painted};
pub(super) use tags::{Held, Holdings, kept, tag};

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A picture whose outside was sound cannot be unpacked.
    Picture { picture: PictureRef, problem: picture::Problem },
    /// A font file from a folder is damaged.
    Face { family: String, reason: String },
    /// The pages contradict themselves: a fault of the program, not of a file.
    Broken(&'static str),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Problem::Picture { picture: _, problem } => f.write_str(&problem.message),
            Problem::Face { family, reason } => write!(f, "the font {family} cannot be used: {reason}"),
            Problem::Broken(what) => write!(f, "the sheet cannot be written: {what}"),
        }
    }
}

impl std::error::Error for Problem {}

/// The whole file.
///
/// # Errors
/// See [`Problem`].
pub fn pdf(pages: &Pages, kit: &Kit, memo: &Memo) -> Result<Vec<u8>, Problem> {
    let images = Images::ready(pages, &kit.pictures)?;
    let cuts = Cuts::gather(pages, &kit.fonts, memo)?;
    let names: Vec<_> = cuts.names().collect();
    let desk = Desk { fonts: &kit.fonts, cuts: &cuts, names: &names, images: &images, structure: &pages.structure };
    let mut holdings = Holdings::new(&pages.structure);
    let mut painted = Vec::with_capacity(pages.pages.len());
    for (number, page) in pages.pages.iter().enumerate() {
        painted.push(page::paint(&desk, number, page, &mut holdings)?);
    }

    let mut document = drawn(pages, &mut painted);
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    if page_ids.len() != pages.pages.len() {
        return Err(Problem::Broken("a page is missing"));
    }
    let fonts = cuts.write(&kit.fonts, &mut document);
    let pictures = images.write(memo, &mut document);
    let resources = document.add_object(dictionary! { "Font" => fonts, "XObject" => pictures });
    let mut links = Vec::new();
    for (number, (painted, id)) in painted.iter().zip(&page_ids).enumerate() {
        let annotations = annotations(painted, number, *id, painted_pages(pages) + links.len(), &mut holdings, &mut document);
        links.extend(painted.links.iter().map(|link| link.node));
        finish_page(pages, number, *id, resources, annotations, &mut document)?;
    }
    let marks: Vec<Vec<NodeId>> = painted.into_iter().map(|painted| painted.marks).collect();
    let tree = tags::write(&pages.structure, &holdings, &page_ids, &marks, &links, &mut document);
    about::write(pages, &page_ids, tree, &mut document)?;
    saved(document)
}

/// The numbers of annotations in the tree of parents follow those of the pages.
fn painted_pages(pages: &Pages) -> usize {
    pages.pages.len()
}

/// The pages as printpdf writes them.
fn drawn(pages: &Pages, painted: &mut [Painted]) -> Document {
    let mut document = PdfDocument::new("");
    let empty = |page: &mut Painted| std::mem::take(&mut page.ops);
    let sheets = pages.pages.iter().zip(painted).map(|(page, painted)| {
        let [_, _, width, height] = page::media(page);
        PdfPage::new(printpdf::Pt(width).into(), printpdf::Pt(height).into(), empty(painted))
    });
    document.with_pages(sheets.collect());
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    document.to_lopdf_document(&options, &mut Vec::new())
}

/// Writes the annotations of a page; their references. `first` is the number of the first in the tree of parents.
fn annotations(painted: &Painted, number: usize, page: ObjectId, first: usize, holdings: &mut Holdings, document: &mut Document) -> Vec<Object> {
    let mut written = Vec::new();
    for (at, link) in painted.links.iter().enumerate() {
        let id = document.add_object(annotation(link, page, first + at));
        holdings.hold(link.node, number, Held::Link(id));
        written.push(id.into());
    }
    written
}

fn annotation(link: &Clickable, page: ObjectId, number: usize) -> Dictionary {
    let [left, foot, right, top] = link.sides;
    let address = Object::String(ascii(&link.url), StringFormat::Literal);
    dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "P" => page, "F" => 4, "Border" => numbers(&[0.0, 0.0, 0.0]),
        "Rect" => numbers(&link.sides), "QuadPoints" => numbers(&[left, top, right, top, left, foot, right, foot]),
        "Contents" => text(&link.contents), "StructParent" => number as i64,
        "A" => dictionary! { "S" => "URI", "URI" => address },
    }
}

/// An address in ASCII (ISO 32000-1 12.6.4.7): every other byte by its number.
fn ascii(url: &str) -> Vec<u8> {
    let mut written = Vec::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            0x21..=0x7e => written.push(byte),
            0..=0x20 | 0x7f.. => written.extend(format!("%{byte:02X}").into_bytes()),
        }
    }
    written
}

fn finish_page(
    pages: &Pages,
    number: usize,
    id: ObjectId,
    resources: ObjectId,
    annotations: Vec<Object>,
    document: &mut Document,
) -> Result<(), Problem> {
    let broken = |_| Problem::Broken("a page without content");
    let page = document.get_dictionary_mut(id).map_err(broken)?;
    let old = page.get(b"Resources").and_then(Object::as_reference).map_err(broken)?;
    let content = page.get(b"Contents").and_then(Object::as_reference).map_err(broken)?;
    page.set("Resources", resources);
    page.set("StructParents", number as i64);
    page.set("Tabs", "S");
    let media = numbers(&page::media(&pages.pages[number]));
    page.set("MediaBox", media.clone());
    page.set("CropBox", media.clone());
    page.set("TrimBox", media);
    if annotations.is_empty() {
        page.remove(b"Annots");
    } else {
        page.set("Annots", annotations);
    }
    document.objects.remove(&old);
    let stream = document.get_object_mut(content).and_then(Object::as_stream_mut).map_err(broken)?;
    let drawn = std::mem::take(&mut stream.content);
    *stream = object::stream(Dictionary::new(), drawn);
    Ok(())
}

/// The bytes of the file, with an ID that its own bytes give.
fn saved(mut document: Document) -> Result<Vec<u8>, Problem> {
    const BLANK: &[u8] = b"<00000000000000000000000000000000>";
    document.version = "1.7".to_owned();
    let blank = Object::String(vec![0; 16], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![blank.clone(), blank]);
    document.prune_objects();
    document.renumber_objects();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).max_objects_per_stream(1000).compression_level(6).build();
    // Photos are nearly all of a file: room for them at once, and as much again as a sheet without them takes.
    let photos: usize = document.objects.values().filter_map(|object| object.as_stream().ok()).map(|stream| stream.content.len()).sum();
    let mut file = Vec::with_capacity(photos + 16_384);
    document.save_with_options(&mut file, options).map_err(|_| Problem::Broken("its objects cannot be written"))?;

    let digest = blake3::hash(&file);
    let id: String = digest.as_bytes()[..16].iter().map(|byte| format!("{byte:02X}")).collect();
    for _ in 0..2 {
        let at = file.windows(BLANK.len()).rposition(|window| window == BLANK).ok_or(Problem::Broken("it has no place for its ID"))?;
        file[at + 1..at + BLANK.len() - 1].copy_from_slice(id.as_bytes());
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document, Object};

    use super::{Memo, Problem, pdf};
    use crate::compose::{Ink, Mark, Pages};
    use crate::kit::Kit;
    use crate::paint::readback::{self, Element};
    use crate::paint::sample::{self, Sheet, WORDS};
    use crate::structure::{NodeId, Role, Structure};
    use crate::text::Fonts;

    /// Faces of all five languages: those that are not built in stand in the repository.
    fn kit() -> Kit {
        let fonts = Fonts::new(vec![concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into()]);
        Kit { fonts, ..sample::kit() }
    }

    fn made(pages: &Pages, kit: &Kit) -> Vec<u8> {
        pdf(pages, kit, &Memo::default()).expect("a file")
    }

    fn normal(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        let marks = |letter: &char| !matches!(letter, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{ad}');
        text.nfkc().filter(marks).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn text_reads_back_in_five_languages() {
        let kit = kit();
        for words in &WORDS {
            let elements = readback::read(&made(&Sheet::new(&kit, words.lang).everything(words, None), &kit));
            let steps = words.steps;
            let said = [
                &[words.title, words.paragraph, words.title, words.phone, steps[0], "1.", steps[0], "2.", steps[1], "3.", steps[2], steps[1]][..],
                &["•", steps[0], "•", steps[1], "•", steps[2]],
                &words.cells,
                &["https://example.org/row"],
            ];
            assert_eq!(normal(&readback::text(&elements)), normal(&said.concat().join(" ")), "{}", words.lang);
        }
    }

    #[test]
    fn parted_words_read_back_whole() {
        let kit = kit();
        let mut sheet = Sheet::new(&kit, "en");
        let content = "extraordinarily straightforward considerations, unquestionably incomprehensible";
        let node = sheet.text_at(Structure::ROOT, Role::P, content, 14, crate::geom::Len::pt(54), crate::geom::Len::pt(84));
        let pages = sheet.finish("Hyphens");
        let parted = pages.pages[0].fragments.iter().any(|fragment| match &fragment.ink {
            Ink::Line { lines, index, .. } => fragment.mark == Mark::Tagged(node) && lines.lines[*index].hyphen,
            Ink::Picture(_) | Ink::Path { .. } | Ink::Fill(_) | Ink::Link { .. } => false,
        });
        assert!(parted, "no word was parted, so nothing is tested");
        assert_eq!(readback::text(&readback::read(&made(&pages, &kit))), content);
    }

    fn only<'a>(elements: &'a [Element], role: &str) -> Vec<&'a Element> {
        elements.iter().filter(|element| element.role == role).collect()
    }

    fn attribute<'a>(element: &'a Element, key: &[u8]) -> Option<&'a Object> {
        element.dict.get(b"A").and_then(Object::as_dict).and_then(|attributes| attributes.get(key)).ok()
    }

    #[test]
    fn the_tree_has_every_role_with_its_attributes() {
        let kit = kit();
        let picture = sample::svg(&kit);
        let elements = readback::read(&made(&Sheet::new(&kit, "en").everything(&WORDS[0], Some(picture)), &kit));
        let outline: Vec<String> = elements.iter().take(9).map(|element| format!("{}{}", element.depth, element.role)).collect();
        assert_eq!(outline.join(" "), "0Document 1H1 1P 1Note 2H2 2P 1Sect 2H2 2Figure");
        let lists = only(&elements, "L");
        assert_eq!(attribute(lists[0], b"ListNumbering"), Some(&Object::from("Decimal")));
        assert_eq!(attribute(lists[1], b"ListNumbering"), Some(&Object::from("Disc")));
        let scopes: Vec<_> = only(&elements, "TH").into_iter().map(|cell| attribute(cell, b"Scope").cloned()).collect();
        assert_eq!(scopes, ["Column", "Column", "Row"].map(|scope| Some(Object::from(scope))));
        let figure = only(&elements, "Figure")[0];
        assert!(figure.dict.has(b"Alt"));
        let sides: Vec<f32> = attribute(figure, b"BBox")
            .and_then(|sides| sides.as_array().ok())
            .expect("a box")
            .iter()
            .map(|side| side.as_float().expect("a number"))
            .collect();
        assert!((sides[0], sides[2]) == (54.0, 174.0) && sides[3] - sides[1] == 90.0, "{sides:?}");
        assert!(only(&elements, "Note")[0].dict.has(b"ID"));
        let link = only(&elements, "Link")[0];
        assert!(link.annotated && link.text == "https://example.org/row");
        assert_eq!(only(&elements, "LI").len(), 6);
    }

    #[test]
    fn what_spans_pages_is_one_element() {
        let kit = kit();
        let mut sheet = Sheet::new(&kit, "en");
        let node = sheet.text(Structure::ROOT, Role::P, "First.", 14);
        sheet.turn();
        let paragraph = sheet.paragraph("Second.", 14);
        sheet.lines(Mark::Tagged(node), &paragraph, crate::geom::Len::pt(54), crate::geom::Len::pt(200));
        let elements = readback::read(&made(&sheet.finish("Two pages"), &kit));
        assert_eq!(elements.len(), 2);
        assert_eq!(elements[1].text, "First.Second.");
    }

    #[test]
    fn empty_nodes_are_left_out_but_not_empty_cells() {
        let kit = kit();
        let mut sheet = Sheet::new(&kit, "en");
        let section = sheet.structure.add(Structure::ROOT, Role::Sect);
        sheet.structure.add(section, Role::P);
        let table = sheet.structure.add(Structure::ROOT, Role::Table);
        let row = sheet.structure.add(table, Role::Tr);
        sheet.structure.add(row, Role::Td);
        let elements = readback::read(&made(&sheet.finish("Nothing"), &kit));
        let roles: Vec<&str> = elements.iter().map(|element| element.role.as_str()).collect();
        assert_eq!(roles, ["Document", "Table", "TR", "TD"]);
    }

    #[test]
    fn the_same_pages_give_the_same_bytes() {
        let pages = |kit: &Kit| {
            let picture = sample::svg(kit);
            Sheet::new(kit, "ar").everything(&WORDS[1], Some(picture))
        };
        let (one, two) = (kit(), kit());
        let (memo, fresh) = (Memo::default(), Memo::default());
        let first = pdf(&pages(&one), &one, &memo).expect("a file");
        // Other jobs before it, another order of faces in the kit, a memo that knows all.
        Sheet::new(&two, "th").everything(&WORDS[3], None);
        assert!(first == pdf(&pages(&two), &two, &fresh).expect("a file"));
        pdf(&Sheet::new(&one, "en").everything(&WORDS[0], None), &one, &memo).expect("a file");
        assert!(first == pdf(&pages(&one), &one, &memo).expect("a file"));
    }

    fn catalog(file: &[u8]) -> (Document, Dictionary) {
        let document = Document::load_mem(file).expect("a PDF");
        let catalog = document.catalog().expect("a catalog").clone();
        (document, catalog)
    }

    #[test]
    fn bookmarks_are_nested_and_in_order() {
        let kit = kit();
        let (document, catalog) = catalog(&made(&Sheet::new(&kit, "hi").everything(&WORDS[2], None), &kit));
        let follow = |dict: &Dictionary, key: &[u8]| dict.get(key).and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).cloned();
        let top = follow(&catalog, b"Outlines").and_then(|outlines| follow(&outlines, b"First")).expect("a bookmark");
        let title = |item: &Dictionary| lopdf::decode_text_string(item.get(b"Title").expect("a title")).expect("text");
        assert_eq!(title(&top), WORDS[2].title);
        let first = follow(&top, b"First").expect("a bookmark below");
        let next = follow(&first, b"Next").expect("another");
        assert_eq!((title(&first).as_str(), title(&next).as_str()), (WORDS[2].steps[0], WORDS[2].steps[1]));
        assert!(follow(&next, b"Next").is_err() && top.get(b"Count").and_then(Object::as_i64).expect("a number") == 2);
        assert_eq!(catalog.get(b"PageMode").expect("a mode"), &Object::from("UseOutlines"));
    }

    #[test]
    fn a_right_to_left_page_is_mirrored_and_says_so() {
        let kit = kit();
        let (document, catalog) = catalog(&made(&Sheet::new(&kit, "ar").everything(&WORDS[1], None), &kit));
        let preferences = catalog.get(b"ViewerPreferences").and_then(Object::as_dict).expect("preferences");
        assert_eq!(preferences.get(b"Direction").expect("a direction"), &Object::from("R2L"));
        assert!(!preferences.has(b"PrintScaling"));
        let page = document.get_pages()[&2];
        let annotation = document.get_dictionary(page).and_then(|page| page.get(b"Annots")).and_then(Object::as_array).expect("links")[0].clone();
        let rectangle =
            document.dereference(&annotation).and_then(|(_, link)| link.as_dict()).and_then(|link| link.get(b"Rect")).and_then(Object::as_array);
        let rectangle: Vec<f32> = rectangle.expect("a rectangle").iter().map(|side| side.as_float().expect("a number")).collect();
        assert_eq!((rectangle[0], rectangle[2]), (612.0 - 54.0 - 160.0, 612.0 - 54.0));
    }

    #[test]
    fn a_picture_is_in_the_file_once() {
        let kit = kit();
        let picture = sample::svg(&kit);
        let once = made(&Sheet::new(&kit, "en").pictures(picture, 1), &kit).len();
        let often = made(&Sheet::new(&kit, "en").pictures(picture, 6), &kit).len();
        assert!(often < once + 600, "{once} {often}");
    }

    #[test]
    fn a_plain_sheet_is_small() {
        let kit = kit();
        for words in &WORDS {
            let size = made(&Sheet::new(&kit, words.lang).everything(words, None), &kit).len();
            assert!(size < 60_000, "{} {size}", words.lang);
        }
    }

    #[test]
    fn a_link_of_no_link_is_refused() {
        let kit = kit();
        let mut sheet = Sheet::new(&kit, "en");
        let node = sheet.text(Structure::ROOT, Role::P, "here", 14);
        let link = Ink::Link { url: "https://example.org".into(), contents: "here".into() };
        sheet.push(Default::default(), Mark::Tagged(node), link);
        assert!(matches!(pdf(&sheet.finish("x"), &kit, &Memo::default()), Err(Problem::Broken(_))));
        assert_eq!(node, NodeId(1));
    }

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(super::ascii("https://example.org/übung 1"), b"https://example.org/%C3%BCbung%201");
    }
}
