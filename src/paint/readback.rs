//! Reads a PDF back as a screen reader does, for tests: the structure tree in order, and for each element the text of its marked content
//! through the fonts' own tables. Knows nothing of how the file was made.
use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// An element of the structure tree.
#[derive(Debug)]
pub struct Element {
    pub role: String,
    /// How deep below the root it stands.
    pub depth: usize,
    pub dict: Dictionary,
    /// The text of its own marked content.
    pub text: String,
    /// Whether an annotation belongs to it.
    pub annotated: bool,
}

/// The elements of a file in the order they are read.
pub fn read(file: &[u8]) -> Vec<Element> {
    let document = Document::load_mem(file).expect("a PDF");
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let marked: BTreeMap<ObjectId, BTreeMap<i64, String>> = pages.iter().map(|page| (*page, contents(&document, *page))).collect();
    let tree = follow(&document, document.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")).expect("a tree"));
    let mut elements = Vec::new();
    walk(&document, tree.get(b"K").expect("a document"), None, 0, &marked, &mut elements);
    elements
}

/// All that is read, elements parted by spaces, white space folded.
pub fn text(elements: &[Element]) -> String {
    let all: Vec<&str> = elements.iter().map(|element| element.text.as_str()).collect();
    all.join(" ").replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn follow<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).and_then(|(_, object)| object.as_dict()).expect("a dictionary")
}

type Marked = BTreeMap<ObjectId, BTreeMap<i64, String>>;

fn walk(document: &Document, kid: &Object, page: Option<ObjectId>, depth: usize, marked: &Marked, elements: &mut Vec<Element>) {
    let kid = document.dereference(kid).expect("an object").1;
    match kid {
        Object::Array(kids) => kids.iter().for_each(|kid| walk(document, kid, page, depth, marked, elements)),
        Object::Integer(number) => {
            let text = marked[&page.expect("a page")].get(number).expect("marked content of that number");
            elements.last_mut().expect("an element").text.push_str(text);
        }
        Object::Dictionary(dict) => match dict.get(b"Type").and_then(Object::as_name).expect("a type") {
            b"StructElem" => {
                let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                let role = String::from_utf8_lossy(dict.get(b"S").and_then(Object::as_name).expect("a role")).into_owned();
                elements.push(Element { role, depth, dict: dict.clone(), text: String::new(), annotated: false });
                if let Ok(kids) = dict.get(b"K") {
                    walk(document, kids, page, depth + 1, marked, elements);
                }
            }
            b"MCR" => {
                let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                walk(document, dict.get(b"MCID").expect("a number"), page, depth, marked, elements);
            }
            b"OBJR" => elements.last_mut().expect("an element").annotated = true,
            other => panic!("a kid of type {}", String::from_utf8_lossy(other)),
        },
        other => panic!("a kid that is {other:?}"),
    }
}

/// The text of each marked content of a page, in the order of the stream.
fn contents(document: &Document, page: ObjectId) -> BTreeMap<i64, String> {
    let fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).expect("operators");
    let mut marked = BTreeMap::new();
    let mut open: Vec<Option<i64>> = Vec::new();
    let mut font: Option<&BTreeMap<u16, String>> = None;
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                let number = operation.operands[1].as_dict().ok().and_then(|dict| dict.get(b"MCID").and_then(Object::as_i64).ok());
                open.push(number);
                if let Some(number) = number {
                    assert!(marked.insert(number, String::new()).is_none(), "{number} twice");
                }
            }
            "EMC" => assert!(open.pop().is_some(), "an end without a beginning"),
            "Tf" => font = fonts.get(operation.operands[0].as_name().expect("a name")),
            "Tj" | "TJ" => {
                let Some(number) = open.iter().rev().find_map(|number| *number) else { continue };
                let font = font.expect("a font");
                let strings = match &operation.operands[0] {
                    Object::Array(items) => items.iter().filter_map(|item| item.as_str().ok()).collect(),
                    one => vec![one.as_str().expect("a string")],
                };
                for code in strings.concat().chunks_exact(2) {
                    let text = font.get(&u16::from_be_bytes([code[0], code[1]])).expect("every code says something");
                    marked.get_mut(&number).expect("it is open").push_str(text);
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "marked content stays open");
    marked
}

fn fonts(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
    let page = document.get_dictionary(page).expect("a page");
    let fonts = follow(document, follow(document, page.get(b"Resources").expect("resources")).get(b"Font").expect("fonts"));
    let table = |font: &Object| {
        let map = follow(document, font).get(b"ToUnicode").and_then(Object::as_reference).expect("a table");
        let stream = document.get_object(map).and_then(Object::as_stream).expect("a stream");
        let text = String::from_utf8(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())).expect("ASCII");
        table(&text)
    };
    fonts.iter().map(|(name, font)| (name.clone(), table(font))).collect()
}

/// `<code> <UTF-16>` in each line.
fn table(text: &str) -> BTreeMap<u16, String> {
    let mut known = BTreeMap::new();
    for line in text.split("beginbfchar").skip(1).flat_map(|block| block.split("endbfchar").next().unwrap_or_default().lines()) {
        let Some((code, said)) = line.trim().trim_matches(['<', '>']).split_once("> <") else { continue };
        let units: Vec<u16> =
            said.as_bytes().chunks(4).map(|unit| u16::from_str_radix(std::str::from_utf8(unit).expect("ASCII"), 16).expect("a number")).collect();
        let said = String::from_utf16(&units).expect("UTF-16");
        assert!(known.insert(u16::from_str_radix(code, 16).expect("a code"), said).is_none(), "{code} twice");
    }
    known
}
