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
mod xref;

use std::fmt;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, StringFormat, dictionary};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};

use crate::compose::Pages;
use crate::kit::Kit;
use crate::model::PictureRef;
use crate::picture;
use crate::structure::NodeId;
pub use about::is_sheet;
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
        let annotations = annotations(painted, number, *id, pages.pages.len() + links.len(), &mut holdings, &mut document);
        links.extend(painted.links.iter().map(|link| link.node));
        finish_page(pages, number, *id, resources, annotations, &mut document)?;
    }
    let marks: Vec<Vec<NodeId>> = painted.into_iter().map(|painted| painted.marks).collect();
    let tree = tags::write(&pages.structure, &holdings, &page_ids, &marks, &links, &mut document);
    about::write(pages, &page_ids, tree, &mut document)?;
    saved(document)
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

/// Writes the annotations of a page; their references. `first` is the number of the first in the tree of parents: they follow the pages.
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
    xref::pack(&mut file).ok_or(Problem::Broken("it has no table of its objects"))?;

    let digest = blake3::hash(&file);
    let id: String = digest.as_bytes()[..16].iter().map(|byte| format!("{byte:02X}")).collect();
    for _ in 0..2 {
        let at = file.windows(BLANK.len()).rposition(|window| window == BLANK).ok_or(Problem::Broken("it has no place for its ID"))?;
        file[at + 1..at + BLANK.len() - 1].copy_from_slice(id.as_bytes());
    }
    Ok(file)
}

#[cfg(test)]
mod tests;
