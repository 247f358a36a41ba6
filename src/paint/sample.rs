//! Sheets for the tests of this room, set by hand.
use std::sync::Arc;

use crate::compose::{About, Artifact, Bookmark, Fragment, Ink, Mark, Page, Pages, Path, Rgb, Segment, Stroke};
use crate::geom::{Area, Direction, Len, Size};
use crate::kit::Kit;
use crate::model::{Inking, PictureRef};
use crate::picture::Pictures;
use crate::structure::{NodeId, Role, Scope, Structure};
use crate::text::{Fonts, Paragraph, Style};

pub const INK: Rgb = Rgb(28, 36, 44);

pub fn kit() -> Kit {
    Kit { fonts: Fonts::new(Vec::new()), pictures: Pictures::default() }
}

/// A drawing with what drawings have: fills, strokes, dashes, gradients, clips, see-through parts.
pub fn svg(kit: &Kit) -> PictureRef {
    const DRAWING: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 150"><defs>
        <linearGradient id="a" x1="0" x2="1"><stop offset="0" stop-color="#146a66"/><stop offset=".5" stop-color="#fff"/><stop offset="1" stop-color="#b45f06"/></linearGradient>
        <radialGradient id="b"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#146a66"/></radialGradient>
        <clipPath id="c"><circle cx="150" cy="75" r="40"/></clipPath></defs>
        <rect width="200" height="150" fill="url(#a)"/><circle cx="50" cy="75" r="40" fill="url(#b)" stroke="#000" stroke-width="3" stroke-dasharray="6 3"/>
        <g clip-path="url(#c)"><rect x="100" y="20" width="100" height="100" fill="#d33"/><path d="M100 20 L200 120" stroke="#fff" stroke-width="8" stroke-linecap="round"/></g>
        <rect x="80" y="50" width="60" height="50" fill="#00f" fill-opacity=".4"/><path d="M20 140 Q100 100 180 140" fill="none" stroke="url(#a)" stroke-width="5" stroke-linejoin="round"/></svg>"##;
    kit.pictures.add(DRAWING.into()).expect("a picture")
}

/// A sheet that is being set from the top down.
pub struct Sheet<'a> {
    pub kit: &'a Kit,
    pub lang: &'static str,
    pub pages: Vec<Page>,
    pub structure: Structure,
    pub bookmarks: Vec<Bookmark>,
    pub top: Len,
}

impl<'a> Sheet<'a> {
    pub fn new(kit: &'a Kit, lang: &'static str) -> Sheet<'a> {
        let mut sheet = Sheet { kit, lang, pages: Vec::new(), structure: Structure::default(), bookmarks: Vec::new(), top: Len::ZERO };
        sheet.turn();
        sheet
    }

    pub fn direction(&self) -> Direction {
        if ["ar", "fa", "he", "ur"].contains(&self.lang) { Direction::Rtl } else { Direction::Ltr }
    }

    /// A fresh page, Letter.
    pub fn turn(&mut self) {
        let size = Size { width: Len::pt(612), height: Len::pt(792) };
        self.pages.push(Page { size, direction: self.direction(), fragments: Vec::new() });
        self.top = Len::pt(54);
    }

    pub fn push(&mut self, area: Area, mark: Mark, ink: Ink) {
        if let Some(page) = self.pages.last_mut() {
            page.fragments.push(Fragment { area, mark, ink });
        }
    }

    /// A text of its own node, from `start`, so wide.
    pub fn text_at(&mut self, parent: NodeId, role: Role, content: &str, size: i64, start: Len, width: Len) -> NodeId {
        let node = self.structure.add(parent, role);
        let paragraph = self.paragraph(content, size);
        self.lines(Mark::Tagged(node), &paragraph, start, width);
        node
    }

    pub fn paragraph(&self, content: &str, size: i64) -> Paragraph {
        let style = Style {
            family: "Atkinson Hyperlegible Next".into(),
            size: Len::pt(size),
            leading: Len::pt(size + 5),
            strong: size > 16,
            tracking: Len::ZERO,
            tabular: false,
            hyphenate: true,
        };
        Paragraph { content: content.into(), strong: Vec::new(), lang: self.lang.into(), direction: self.direction(), style }
    }

    /// The same picture, so often.
    pub fn pictures(mut self, picture: PictureRef, times: usize) -> Pages {
        for _ in 0..times {
            self.picture(Structure::ROOT, picture, "a picture");
        }
        self.finish("Pictures")
    }

    pub fn lines(&mut self, mark: Mark, paragraph: &Paragraph, start: Len, width: Len) {
        let lines = self.kit.fonts.set(paragraph, width);
        for index in 0..lines.lines.len() {
            let area = Area { start, top: self.top, width: lines.lines[index].width, height: lines.leading };
            self.push(area, mark, Ink::Line { lines: lines.clone(), index, baseline: lines.baseline, colour: INK });
            self.top += lines.leading;
        }
    }

    pub fn text(&mut self, parent: NodeId, role: Role, content: &str, size: i64) -> NodeId {
        self.text_at(parent, role, content, size, Len::pt(54), Len::pt(360))
    }

    pub fn finish(self, title: &str) -> Pages {
        let about = About {
            title: title.to_owned(),
            lang: self.lang.to_owned(),
            author: Some("Riverside <Physio> & Co".to_owned()),
            id: "sample".to_owned(),
            version: Some("1.0".to_owned()),
            day: Some((2026, 11, 20)),
        };
        Pages {
            pages: self.pages,
            structure: self.structure,
            bookmarks: self.bookmarks,
            about,
            exact_scale: false,
            max_dpi: Some(300),
            inking: Inking::default(),
        }
    }

    /// One of everything, over two pages.
    pub fn everything(mut self, words: &Words, picture: Option<PictureRef>) -> Pages {
        let root = Structure::ROOT;
        self.bookmarks.push(Bookmark { title: words.title.to_owned(), page: 0, top: self.top, level: 0 });
        self.text(root, Role::H1, words.title, 26);
        self.text(root, Role::P, words.paragraph, 14);
        let note = self.structure.add(root, Role::Note);
        self.ground(Len::pt(60));
        self.text(note, Role::H2, words.title, 18);
        self.text(note, Role::P, words.phone, 14);
        let section = self.structure.add(root, Role::Sect);
        self.bookmarks.push(Bookmark { title: words.steps[0].to_owned(), page: 0, top: self.top, level: 1 });
        self.text(section, Role::H2, words.steps[0], 18);
        if let Some(picture) = picture {
            self.picture(section, picture, words.paragraph);
        }
        self.list(section, words, true);
        self.turn();
        self.bookmarks.push(Bookmark { title: words.steps[1].to_owned(), page: 1, top: self.top, level: 1 });
        self.text(section, Role::H2, words.steps[1], 18);
        self.list(section, words, false);
        self.table(root, words);
        self.link(root, words);
        let style = Style {
            family: "Noto Sans".into(),
            size: Len::pt(10),
            leading: Len::pt(13),
            strong: false,
            tracking: Len::ZERO,
            tabular: true,
            hyphenate: false,
        };
        self.top = Len::pt(740);
        let footer = Paragraph { content: "sample 1.0".into(), strong: Vec::new(), lang: "en".into(), direction: self.direction(), style };
        self.lines(Mark::Artifact(Artifact::Footer), &footer, Len::pt(54), Len::pt(300));
        self.finish(words.title)
    }

    fn ground(&mut self, height: Len) {
        let area = Area { start: Len::pt(48), top: self.top, width: Len::pt(400), height };
        self.push(area, Mark::Artifact(Artifact::Layout), Ink::Fill(Rgb(252, 243, 225)));
        let segments = vec![Segment::Move(0.0, 0.0), Segment::Line(400.0, 0.0), Segment::Curve(410.0, 0.0, 410.0, 10.0, 400.0, 20.0), Segment::Close];
        let stroke = Stroke { width: Len::from_pt(0.75), colour: Rgb(180, 95, 6), dash: Some((Len::pt(2), Len::pt(1))), round: true };
        let path = Arc::new(Path { segments, even_odd: false });
        self.push(area, Mark::Artifact(Artifact::Layout), Ink::Path { path, fill: Some(Rgb(255, 255, 255)), stroke: Some(stroke) });
    }

    fn picture(&mut self, section: NodeId, picture: PictureRef, alt: &str) {
        let figure = self.structure.add(section, Role::Figure);
        self.structure.node_mut(figure).alt = Some(alt.to_owned());
        let area = Area { start: Len::pt(54), top: self.top, width: Len::pt(120), height: Len::pt(90) };
        self.push(area, Mark::Tagged(figure), Ink::Picture { picture, flipped: false });
        self.top += Len::pt(96);
        self.text(figure, Role::Caption, "A", 12);
    }

    fn list(&mut self, section: NodeId, words: &Words, ordered: bool) {
        let list = self.structure.add(section, Role::L { ordered });
        for (at, step) in words.steps.iter().enumerate() {
            let item = self.structure.add(list, Role::Li);
            let top = self.top;
            let label = if ordered { format!("{}.", at + 1) } else { "•".to_owned() };
            self.text_at(item, Role::Lbl, &label, 14, Len::pt(54), Len::pt(20));
            self.top = top;
            self.text_at(item, Role::LBody, step, 14, Len::pt(76), Len::pt(300));
        }
    }

    fn table(&mut self, root: NodeId, words: &Words) {
        let table = self.structure.add(root, Role::Table);
        for row in 0..2 {
            let line = self.structure.add(table, Role::Tr);
            let top = self.top;
            for column in 0..2_i64 {
                self.top = top;
                let role = match (row, column) {
                    (0, _) => Role::Th(Scope::Column),
                    (_, 0) => Role::Th(Scope::Row),
                    _ => Role::Td,
                };
                self.text_at(line, role, words.cells[(row * 2 + column) as usize], 12, Len::pt(54 + 120 * column), Len::pt(110));
            }
            self.top = top + Len::pt(24);
        }
    }

    fn link(&mut self, root: NodeId, words: &Words) {
        let paragraph = self.structure.add(root, Role::P);
        let top = self.top;
        let link = self.text(paragraph, Role::Link, "https://example.org/row", 12);
        let area = Area { start: Len::pt(54), top, width: Len::pt(160), height: Len::pt(17) };
        self.push(area, Mark::Tagged(link), Ink::Link { url: "https://example.org/übung".into(), contents: words.steps[0].into() });
    }
}

/// What a sheet says in one language.
pub struct Words {
    pub lang: &'static str,
    pub title: &'static str,
    pub paragraph: &'static str,
    pub phone: &'static str,
    pub steps: [&'static str; 3],
    pub cells: [&'static str; 4],
}

pub const WORDS: [Words; 5] = [
    Words {
        lang: "en",
        title: "Loosen and strengthen your upper back",
        paragraph: "Roll, arch and row on three days a week. Efficient waffle-free shuffling office fluff: AV To Wave, “quoted”, naïve café — 8–12 repetitions with extraordinarily straightforward considerations, unquestionably.",
        phone: "Call \u{2066}(555) 010-1234\u{2069} at once.",
        steps: [
            "Lie back with the roller just below your shoulder blades.",
            "Squeeze your buttocks and lift your hips.",
            "Roll slowly up to the top of your shoulder blades and back, 5–10 times.",
        ],
        cells: ["Day", "Done", "Monday", "2 sets"],
    },
    Words {
        lang: "ar",
        title: "أرخِ أعلى ظهرك وقوِّه",
        paragraph: "تدحرج وقوّس ظهرك وجدّف ثلاثة أيام في الأسبوع. لا تتوقف عن التنفس، ولا بأس بألم خفيف في اليوم التالي؛ استعمل Theraband أو شريطًا خفيفًا من ٨ إلى ١٢ مرة.",
        phone: "اتصل بالرقم \u{2066}(555) 010-1234\u{2069} فورًا (24 ساعة).",
        steps: [
            "استلقِ على ظهرك والأسطوانة تحت لوحي الكتف مباشرة.",
            "شدّ عضلات الألية وارفع وركيك.",
            "تدحرج ببطء إلى أعلى لوحي الكتف ثم عُد، \u{2066}5–10\u{2069} مرات.",
        ],
        cells: ["اليوم", "تم", "الاثنين", "مجموعتان"],
    },
    Words {
        lang: "hi",
        title: "अपनी ऊपरी पीठ को ढीला और मज़बूत करें",
        paragraph: "सप्ताह में तीन दिन रोल करें, पीछे झुकें और खींचें। धीरे-धीरे करें और साँस लेते रहें। क्षमता, स्त्री, र्क, दृष्टि, विद्यार्थी, श्री, किन्तु, ट्रैक्टर; 8–12 बार दोहराएँ।",
        phone: "तुरंत \u{2066}(555) 010-1234\u{2069} पर फ़ोन करें।",
        steps: ["रोलर को कंधे की हड्डियों के ठीक नीचे रखकर लेटें।", "नितंबों को कसें और कूल्हे उठाएँ।", "कंधे की हड्डियों के ऊपर तक धीरे-धीरे रोल करें और वापस आएँ।"],
        cells: ["दिन", "हो गया", "सोमवार", "2 सेट"],
    },
    Words {
        lang: "th",
        title: "คลายและเสริมความแข็งแรงของหลังส่วนบน",
        paragraph: "กลิ้ง แอ่น และดึง สัปดาห์ละสามวัน ทำช้า ๆ และหายใจอย่างต่อเนื่อง น้ำหนักเบา ที่พื้น กล้ามเนื้อ ปวดเล็กน้อยในวันรุ่งขึ้นเป็นเรื่องปกติ ทำซ้ำ 8–12 ครั้ง",
        phone: "โทร \u{2066}(555) 010-1234\u{2069} ทันที",
        steps: ["นอนหงายโดยให้ลูกกลิ้งอยู่ใต้สะบักพอดี", "เกร็งก้นและยกสะโพกขึ้น", "กลิ้งช้า ๆ ขึ้นไปถึงส่วนบนของสะบักแล้วกลับลงมา"],
        cells: ["วัน", "เสร็จแล้ว", "วันจันทร์", "2 เซต"],
    },
    Words {
        lang: "zh-Hans",
        title: "放松并强化你的上背部",
        paragraph: "每周三天做滚动、后仰和划船练习。动作要慢，保持呼吸。第二天有轻微酸痛是正常的。使用轻阻力带，每组8–12次，共2组；如有疑问请联系诊所。",
        phone: "请立即拨打\u{2066}(555) 010-1234\u{2069}。",
        steps: ["仰卧，将泡沫轴放在肩胛骨正下方。", "收紧臀部，抬起髋部。", "慢慢滚动到肩胛骨上缘，再滚回来。"],
        cells: ["日期", "完成", "星期一", "2组"],
    },
];
