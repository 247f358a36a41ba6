//! What a file says of itself: its catalog, its metadata twice over (XMP and Info), its bookmarks. Nothing of a patient.
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::object::{deflate, deflated, number, points, text};
use super::{Problem, icc};
use crate::compose::{About, Bookmark, Pages};
use crate::geom::Direction;

const PRODUCER: &str = concat!("stepsheet ", env!("CARGO_PKG_VERSION"));

/// Fills the catalog, and the trailer but for its ID.
pub fn write(pages: &Pages, page_ids: &[ObjectId], tree: ObjectId, document: &mut Document) -> Result<(), Problem> {
    let about = &pages.about;
    let profile = document.add_object(deflated(dictionary! { "N" => 3 }, deflate(&icc::srgb())));
    let intent = dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"), "DestOutputProfile" => profile,
    };
    // Metadata stays readable without inflating: ISO 19005-2 6.6.2.1.
    let xmp = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(about).into_bytes()).with_compression(false);
    let xmp = document.add_object(xmp);
    let labels = dictionary! { "Nums" => vec![Object::Integer(0), dictionary! { "S" => "D" }.into()] };
    let outlines = outlines(pages, page_ids, document);
    let info = document.add_object(info(about));
    document.trailer.set("Info", info);

    let catalog = document.catalog_mut().map_err(|_| Problem::Broken("no catalog"))?;
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    catalog.set("Lang", text(&about.lang));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", preferences(pages));
    catalog.set("StructTreeRoot", tree);
    catalog.set("Metadata", xmp);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalog.set("PageLabels", labels);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    Ok(())
}

fn preferences(pages: &Pages) -> Dictionary {
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if pages.exact_scale {
        preferences.set("PrintScaling", "None");
    }
    match pages.pages.first().map(|page| page.direction) {
        Some(Direction::Rtl) => preferences.set("Direction", "R2L"),
        Some(Direction::Ltr) | None => {}
    }
    preferences
}

fn info(about: &About) -> Dictionary {
    let mut info = dictionary! { "Title" => text(&about.title), "Producer" => text(PRODUCER) };
    if let Some(author) = &about.author {
        info.set("Author", text(author));
    }
    if let Some((year, month, day)) = about.day {
        let day = Object::String(format!("D:{year:04}{month:02}{day:02}000000Z").into_bytes(), StringFormat::Literal);
        info.set("CreationDate", day.clone());
        info.set("ModDate", day);
    }
    info
}

/// XMP (ISO 16684-1) with the marks of PDF/A-2a and PDF/UA-1, and for the latter the description that PDF/A asks for.
fn xmp(about: &About) -> String {
    let mut said = format!(
        "<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>",
        escaped(&about.title),
        escaped(&about.lang)
    );
    if let Some(author) = &about.author {
        said.push_str(&format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escaped(author)));
    }
    if let Some((year, month, day)) = about.day {
        let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
        said.push_str(&format!("<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>"));
    }
    format!("{XMP_HEAD}{said}<pdf:Producer>{PRODUCER}</pdf:Producer>{XMP_FOOT}")
}

/// Whether a file is a PDF that says of itself, in its XMP, that stepsheet of any version made it.
pub fn is_sheet(bytes: &[u8]) -> bool {
    const MADE: &[u8] = b"<pdf:Producer>stepsheet ";
    // XMP is among the last objects.
    bytes.starts_with(b"%PDF-") && bytes.windows(MADE.len()).rev().any(|part| part == MADE)
}

const XMP_HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
    <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
    <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
    xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
    xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">";
const XMP_FOOT: &str = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></rdf:Description>\n\
    <rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>\
    </pdfaExtension:schemas></rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";

/// For XML: what it does not allow at all becomes a space.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Bookmarks nested by level, in their order; none where there are none.
fn outlines(pages: &Pages, page_ids: &[ObjectId], document: &mut Document) -> Option<ObjectId> {
    let marks: Vec<&Bookmark> = pages.bookmarks.iter().filter(|mark| mark.page < page_ids.len()).collect();
    if marks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = marks.iter().map(|_| document.new_object_id()).collect();
    // The last earlier mark of a lower level.
    let parents: Vec<Option<usize>> = (0..marks.len()).map(|at| (0..at).rev().find(|before| marks[*before].level < marks[at].level)).collect();
    let under = |parent: Option<usize>| (0..marks.len()).filter(|at| parents[*at] == parent).collect::<Vec<_>>();
    let mut items: Vec<Dictionary> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let height = pages.pages[mark.page].size.height;
        let top = number(points((height - mark.top).to_pt()));
        let place = vec![page_ids[mark.page].into(), "XYZ".into(), Object::Null, top, Object::Null];
        let parent = parents[at];
        let mut item = dictionary! { "Title" => text(&mark.title), "Parent" => parent.map_or(root, |parent| ids[parent]), "Dest" => place };
        let siblings = under(parent);
        let own = siblings.iter().position(|sibling| *sibling == at)?;
        if let Some(before) = own.checked_sub(1) {
            item.set("Prev", ids[siblings[before]]);
        }
        if let Some(next) = siblings.get(own + 1) {
            item.set("Next", ids[*next]);
        }
        family(&mut item, &under(Some(at)), &ids, descendants(at, &parents));
        items.push(item);
    }
    let mut top = dictionary! { "Type" => "Outlines" };
    family(&mut top, &under(None), &ids, marks.len());
    items.into_iter().zip(&ids).for_each(|(item, id)| document.set_object(*id, item));
    document.set_object(root, top);
    Some(root)
}

/// How many marks stand below one, at any depth.
fn descendants(of: usize, parents: &[Option<usize>]) -> usize {
    let below = |mut at: usize| {
        while let Some(parent) = parents[at] {
            if parent == of {
                return true;
            }
            at = parent;
        }
        false
    };
    (0..parents.len()).filter(|at| below(*at)).count()
}

fn family(item: &mut Dictionary, children: &[usize], ids: &[ObjectId], open: usize) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        item.set("First", ids[*first]);
        item.set("Last", ids[*last]);
        item.set("Count", open as i64);
    }
}
