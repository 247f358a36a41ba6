//! The whole file, read back.
use lopdf::{Dictionary, Document, Object};

use super::{Memo, Problem, pdf};
use crate::compose::{Ink, Mark, Pages};
use crate::kit::Kit;
use crate::paint::readback::{self, Element};
use crate::paint::sample::{self, Sheet, WORDS};
use crate::structure::{NodeId, Role, Structure};
use crate::text::Fonts;

/// Faces of all languages: those that are not built in stand in the repository.
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
fn every_script_reads_back() {
    const TEXTS: [(&str, &str); 19] = [
        ("he", "שְׁכַב עַל הַגַּב, 5–10 פעמים (לאט)"),
        ("ur", "اپنی پیٹھ کے بل لیٹیں اور گھٹنے موڑیں۔"),
        ("fa", "به پشت بخوابید و زانوها را خم کنید؛ می‌توانید ۱۰ بار تکرار کنید."),
        ("bn", "পিঠের উপর শুয়ে পড়ুন এবং হাঁটু ভাঁজ করুন। ক্ষমতা স্ত্রী"),
        ("ta", "முதுகில் படுத்து முழங்கால்களை மடக்கவும். ஸ்ரீ கொடு"),
        ("te", "వెల్లకిలా పడుకుని మోకాళ్లను వంచండి. స్త్రీ"),
        ("gu", "પીઠ પર સૂઈ જાઓ અને ઘૂંટણ વાળો. શ્રી ક્ષ"),
        ("pa", "ਪਿੱਠ ਭਾਰ ਲੇਟੋ ਅਤੇ ਗੋਡੇ ਮੋੜੋ। ਸ੍ਰੀ"),
        ("my", "ပက်လက်လှန်ပြီး ဒူးကွေးပါ။ ကြွေး"),
        ("km", "ដេកផ្ងារ ហើយបត់ជង្គង់។ ស្ត្រី"),
        ("lo", "ນອນຫງາຍ ແລະ ງໍເຂົ່າ ນໍ້າ"),
        ("am", "በጀርባዎ ይተኙ እና ጉልበቶችዎን ያጥፉ።"),
        ("ka", "დაწექით ზურგზე და მოხარეთ მუხლები."),
        ("hy", "Պառկեք մեջքի վրա և ծալեք ծնկները։"),
        ("ja", "仰向けに寝て膝を曲げます。ゆっくり10回。"),
        ("ko", "등을 대고 누워 무릎을 굽히세요."),
        ("vi", "Nằm ngửa, gập gối; giữ thắt lưng áp sát sàn. Ế ợ e\u{301}x"),
        ("el", "Ξαπλώστε ανάσκελα και λυγίστε τα γόνατα."),
        ("ru", "Лягте на спину, согните колени; дышите ровно."),
    ];
    let kit = kit();
    for (lang, text) in TEXTS {
        let mut sheet = Sheet::new(&kit, lang);
        sheet.text(Structure::ROOT, Role::P, text, 14);
        let elements = readback::read(&made(&sheet.finish(text), &kit));
        assert_eq!(normal(&readback::text(&elements)), normal(text), "{lang}");
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
        Ink::Picture { .. } | Ink::Path { .. } | Ink::Fill(_) | Ink::Link { .. } => false,
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

/// The matrix and the name of every picture, in the order of painting.
fn placed(file: &[u8]) -> Vec<(Vec<f32>, Object)> {
    let document = Document::load_mem(file).expect("a PDF");
    let pages = document.get_pages().into_values();
    let operations = pages.flat_map(|page| {
        let content = document.get_page_content(page);
        lopdf::content::Content::decode(&content).expect("operators").operations
    });
    let operations: Vec<_> = operations.collect();
    let pairs = operations.windows(2).filter(|pair| pair[0].operator == "cm" && pair[1].operator == "Do");
    let numbers = |operands: &[Object]| operands.iter().map(|number| number.as_float().expect("a number")).collect();
    pairs.map(|pair| (numbers(&pair[0].operands), pair[1].operands[0].clone())).collect()
}

#[test]
fn a_mirrored_picture_is_the_same_object_in_the_same_box() {
    let kit = kit();
    let picture = sample::svg(&kit);
    let mut pages = Sheet::new(&kit, "en").pictures(picture, 2);
    let upright = placed(&made(&pages, &kit));
    let first = pages.pages.iter_mut().flat_map(|page| &mut page.fragments).find_map(|fragment| match &mut fragment.ink {
        Ink::Picture { flipped, .. } => Some(flipped),
        Ink::Line { .. } | Ink::Path { .. } | Ink::Fill(_) | Ink::Link { .. } => None,
    });
    *first.expect("a picture") = true;
    let mirrored = placed(&made(&pages, &kit));
    assert_eq!((upright.len(), &upright[1]), (2, &mirrored[1]));
    let ([a, b, c, d, e, f], name) = (<[f32; 6]>::try_from(upright[0].0.as_slice()).expect("a matrix"), &upright[0].1);
    assert_eq!(mirrored[0], (vec![-a, b, -c, d, e + a, f], name.clone()));
    assert_eq!(name, &mirrored[1].1, "one copy");
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
