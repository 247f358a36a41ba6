//! What a picture's file says of its own rights (XMP; in an SVG its RDF): read for the credits alone, never passed on.
//!
//! Of all that XMP holds only the maker, the licence and the source are looked at. What cannot be read is as good as absent: the
//! picture itself is sound, and where a licence must be known, its absence is told.
use std::io::Read;

use usvg::roxmltree::{Document, Node, ParsingOptions};

use super::Kind;

/// What a picture says of its own rights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    pub author: Option<String>,
    /// A licence's address or its words.
    pub licence: Option<String>,
    /// All that is said of rights, in words or addresses.
    pub rights: Option<String>,
    pub source: Option<String>,
    /// A right is reserved or granted, so the maker wants to be named. A camera alone writes names, too.
    pub claimed: bool,
}

/// No packet is larger.
const MOST: usize = 1 << 20;
const MOST_NODES: u32 = 20_000;

const DC: &str = "http://purl.org/dc/elements/1.1/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of Creative Commons, today's and the one of old.
const CC: &[&str] = &["http://creativecommons.org/ns#", "http://web.resource.org/cc/"];

/// Of a picture that was proved whole.
pub(super) fn credit(kind: Kind, bytes: &[u8]) -> Option<Credit> {
    let packet = match kind {
        Kind::Jpeg => of_jpeg(bytes)?.to_owned(),
        Kind::Png => of_png(bytes)?,
        Kind::WebP => of_webp(bytes)?.to_owned(),
        // All of the drawing: its metadata stand anywhere in it.
        Kind::Svg => return std::str::from_utf8(bytes).ok().filter(|text| text.contains(RDF)).and_then(|text| read(text, true)),
    };
    read(std::str::from_utf8(packet.get(..packet.len().min(MOST))?).ok()?, false)
}

/// The packet in its application segment (XMP specification, part 3).
fn of_jpeg(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 2;
    loop {
        let [0xFF, marker, high, low] = *bytes.get(at..)?.first_chunk::<4>()? else { return None };
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let end = at + 2 + (usize::from(high) << 8 | usize::from(low));
        if marker == 0xDA {
            return None;
        }
        let content = bytes.get(at + 4..end)?;
        match content.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
            Some(packet) if marker == 0xE1 => return Some(packet),
            Some(_) | None => at = end,
        }
    }
}

/// The packet in its international text, deflated or not.
fn of_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.get(8..)?;
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let content = rest.get(8..length.checked_add(8)?)?;
        if rest.get(4..8)? == b"iTXt"
            && let Some([deflated, _, words @ ..]) = content.strip_prefix(b"XML:com.adobe.xmp\0")
        {
            // A language and a translated keyword come first, each with its end.
            let mut parts = words.splitn(3, |byte| *byte == 0);
            let packet = parts.nth(2)?;
            if *deflated == 0 {
                return Some(packet.to_owned());
            }
            let mut plain = Vec::new();
            flate2::read::ZlibDecoder::new(packet).take(MOST as u64).read_to_end(&mut plain).ok()?;
            return Some(plain);
        }
        rest = rest.get(length + 12..)?;
    }
}

fn of_webp(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.get(12..)?;
    loop {
        let length = u32::from_le_bytes(*rest.get(4..)?.first_chunk()?) as usize;
        let content = rest.get(8..length.checked_add(8)?)?;
        if rest.get(..4)? == b"XMP " {
            return Some(content);
        }
        rest = rest.get(8 + length + length % 2..)?;
    }
}

fn read(text: &str, drawing: bool) -> Option<Credit> {
    let text = text.trim_start_matches('\u{FEFF}').trim_end_matches(['\0', ' ', '\n', '\r', '\t']);
    // The guard of drawings has let no entity pass; a packet has none.
    let limit = if drawing { u32::MAX } else { MOST_NODES };
    let options = ParsingOptions { allow_dtd: drawing, nodes_limit: limit, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    let places: Vec<Node> = document.descendants().filter(|node| node.has_tag_name((RDF, "RDF"))).collect();
    let first = |names: &[(&str, &str)]| names.iter().find_map(|name| places.iter().find_map(|place| said(*place, *name)));
    let address = |name: &str| CC.iter().find_map(|space| first(&[(space, name)]));
    let rights = [first(&[(RIGHTS, "WebStatement")]), first(&[(RIGHTS, "UsageTerms")]), first(&[(DC, "rights")])];
    let claimed = address("license").is_some() || rights.iter().any(Option::is_some);
    // A statement of rights is a licence where it names one that is known.
    let licence = address("license").or_else(|| rights.iter().flatten().find_map(|words| named(words)));
    let words: Vec<String> = address("license").into_iter().chain(rights.iter().flatten().cloned()).collect();
    let credit = Credit {
        rights: (!words.is_empty()).then(|| words.join("; ")),
        author: first(&[(DC, "creator"), (PHOTOSHOP, "Credit")]).or_else(|| address("attributionName")),
        licence,
        source: address("attributionURL").or_else(|| first(&[(DC, "source"), (PHOTOSHOP, "Source")])),
        claimed,
    };
    (credit != Credit::default()).then_some(credit)
}

/// The address of a licence of Creative Commons within words.
fn named(words: &str) -> Option<String> {
    let word = words.split([' ', '\n', '<', '>', '"', '\'', '(', ')', ',']).find(|word| word.contains("creativecommons.org/"));
    word.map(|word| word.trim_end_matches('.').to_owned())
}

/// The words of a property: an element or an attribute of that name.
fn said(place: Node, (space, name): (&str, &str)) -> Option<String> {
    let found = place.descendants().find_map(|node| {
        if node.has_tag_name((space, name)) {
            return words(node);
        }
        node.attributes()
            .find(|attribute| attribute.namespace() == Some(space) && attribute.name() == name)
            .map(|attribute| attribute.value().to_owned())
    })?;
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let found = found.chars().map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let found: String = found.chars().take(300).collect();
    (!found.is_empty()).then_some(found)
}

/// A resource's address; the names of a list; of several languages the default; else the text.
fn words(node: Node) -> Option<String> {
    if let Some(resource) = node.attribute((RDF, "resource")) {
        return Some(resource.to_owned());
    }
    let members: Vec<Node> = node.descendants().filter(|node| node.has_tag_name((RDF, "li"))).collect();
    let text = |node: &Node| node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect::<String>().trim().to_owned();
    if node.descendants().any(|node| node.has_tag_name((RDF, "Alt"))) {
        let default = members.iter().find(|member| member.attribute((XML, "lang")) == Some("x-default")).or(members.first())?;
        return Some(text(default));
    }
    let all: Vec<String> = if members.is_empty() { vec![text(&node)] } else { members.iter().map(text).collect() };
    let all: Vec<String> = all.into_iter().filter(|text| !text.is_empty()).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{How, jpeg, photo, png, webp, with_chunk, with_segment};
    use super::*;

    const PACKET: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" dc:source="example.org/row">
<dc:creator><rdf:Seq><rdf:li>Ana Gómez</rdf:li><rdf:li>B. Lee</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="de">frei</rdf:li><rdf:li xml:lang="x-default">free</rdf:li></rdf:Alt></dc:rights>
<cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/"/>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#;

    fn expected() -> Credit {
        Credit {
            author: Some("Ana Gómez, B. Lee".into()),
            licence: Some("http://creativecommons.org/licenses/by/4.0/".into()),
            source: Some("example.org/row".into()),
            rights: Some("http://creativecommons.org/licenses/by/4.0/; free".into()),
            claimed: true,
        }
    }

    fn deflated(text: &str) -> Vec<u8> {
        use std::io::Write;
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text.as_bytes()).and_then(|()| out.finish()).expect("deflated")
    }

    #[test]
    fn every_kind_of_file_carries_it_in_its_own_way() {
        let segment = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), PACKET.as_bytes()].concat();
        let photo_with = with_segment(&jpeg(&photo(16, 16), &How::default()), 0xE1, &segment);
        assert_eq!(credit(Kind::Jpeg, &photo_with), Some(expected()));
        let text = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), PACKET.as_bytes()].concat();
        assert_eq!(credit(Kind::Png, &with_chunk(&png(&photo(8, 8)), b"iTXt", &text)), Some(expected()));
        let text = [b"XML:com.adobe.xmp\0\x01\0en\0word\0".as_slice(), &deflated(PACKET)].concat();
        assert_eq!(credit(Kind::Png, &with_chunk(&png(&photo(8, 8)), b"iTXt", &text)), Some(expected()));
        let mut moving = webp(&photo(8, 8));
        moving.extend_from_slice(b"XMP ");
        moving.extend_from_slice(&(PACKET.len() as u32).to_le_bytes());
        moving.extend_from_slice(PACKET.as_bytes());
        assert_eq!(credit(Kind::WebP, &moving), Some(expected()));
        let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://web.resource.org/cc/"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><rdf:RDF><cc:Work rdf:about=""><dc:creator><cc:Agent><dc:title>Ana</dc:title></cc:Agent>
            </dc:creator><cc:license rdf:resource="https://creativecommons.org/publicdomain/zero/1.0/"/></cc:Work></rdf:RDF></metadata></svg>"#;
        let said = credit(Kind::Svg, drawing.as_bytes()).expect("a credit");
        assert_eq!((said.author.as_deref(), said.licence.as_deref()), (Some("Ana"), Some("https://creativecommons.org/publicdomain/zero/1.0/")));
    }

    #[test]
    fn what_says_nothing_or_makes_no_sense_is_none() {
        for (kind, bytes) in [(Kind::Jpeg, jpeg(&photo(16, 16), &How::default())), (Kind::Png, png(&photo(8, 8))), (Kind::WebP, webp(&photo(8, 8)))] {
            assert_eq!(credit(kind, &bytes), None);
        }
        assert_eq!(read("<not xml", false), None);
        assert_eq!(read("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", false), None);
        assert_eq!(credit(Kind::Svg, b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None);
        let deep = format!("{}{}", "<a>".repeat(30_000), "</a>".repeat(30_000));
        assert_eq!(read(&deep, false), None);
    }

    #[test]
    fn words_of_rights_name_a_licence_by_its_address_and_a_name_alone_claims_nothing() {
        let packet = |inside: &str| {
            format!("<r:RDF xmlns:r='{RDF}' xmlns:dc='{DC}' xmlns:x='{RIGHTS}' xmlns:p='{PHOTOSHOP}'><r:Description {inside}/></r:RDF>")
        };
        let said = |inside: &str| read(&packet(inside), false).expect("a credit");
        let free = said("dc:rights='© Ana. See https://creativecommons.org/licenses/by-sa/4.0/.'");
        assert_eq!(free.licence.as_deref(), Some("https://creativecommons.org/licenses/by-sa/4.0/"));
        assert_eq!((said("p:Credit='Ana'").claimed, said("dc:rights='© Ana'").claimed, said("dc:rights='© Ana'").licence), (false, true, None));
    }

    #[test]
    fn broken_packets_are_read_in_peace() {
        let segment = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), PACKET.as_bytes()].concat();
        let text = [b"XML:com.adobe.xmp\0\x01\0en\0word\0".as_slice(), &deflated(PACKET)].concat();
        let mut moving = webp(&photo(8, 8));
        moving.extend_from_slice(b"XMP ");
        moving.extend_from_slice(&(PACKET.len() as u32).to_le_bytes());
        moving.extend_from_slice(PACKET.as_bytes());
        let all = [
            (Kind::Jpeg, with_segment(&jpeg(&photo(16, 16), &How::default()), 0xE1, &segment)),
            (Kind::Png, with_chunk(&png(&photo(8, 8)), b"iTXt", &text)),
            (Kind::WebP, moving),
            (Kind::Svg, format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", PACKET.replace("<?", "<!--").replace("?>", "-->")).into_bytes()),
        ];
        let mut seed = 7_u32;
        for (kind, whole) in all {
            assert!(credit(kind, &whole).is_some());
            for end in 0..whole.len() {
                let _ = credit(kind, &whole[..end]);
            }
            for _ in 0..1_500 {
                let mut broken = whole.clone();
                for _ in 0..3 {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let at = (seed >> 8) as usize % broken.len();
                    broken[at] = seed as u8;
                }
                if let Some(said) = credit(kind, &broken) {
                    assert!(said.author.is_none_or(|author| author.chars().count() <= 300));
                }
            }
        }
    }
}
