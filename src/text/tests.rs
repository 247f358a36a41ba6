//! What a text becomes, seen from outside: the traps of each script.
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::{Face, Fonts, Glyph, Line, Lines, Paragraph, Style};
use crate::geom::{Direction, Len};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::new(vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")]));

fn paragraph(content: &str, lang: &str) -> Paragraph {
    let rtl = ["ar", "fa", "he", "ps", "ur"].iter().any(|known| lang.starts_with(known));
    let style = Style {
        family: "Atkinson Hyperlegible Next".into(),
        size: Len::pt(14),
        leading: Len::pt(18),
        strong: false,
        tracking: Len::ZERO,
        tabular: false,
        hyphenate: true,
    };
    let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
    Paragraph { content: content.into(), strong: Vec::new(), lang: lang.into(), direction, style }
}

fn set(content: &str, lang: &str, measure: i64) -> Arc<Lines> {
    FONTS.set(&paragraph(content, lang), Len::pt(measure))
}

fn natural(content: &str, lang: &str) -> Arc<Lines> {
    FONTS.set(&paragraph(content, lang), Len::MAX)
}

/// The lines as text, a hyphen where one was added.
fn shown(lines: &Lines) -> Vec<String> {
    lines.lines.iter().map(|line| format!("{}{}", lines.content[line.range.clone()].trim_end(), if line.hyphen { "-" } else { "" })).collect()
}

/// Each glyph with its left edge, from left to right.
fn glyphs(line: &Line) -> Vec<(Len, Glyph)> {
    let mut placed = Vec::new();
    for run in &line.runs {
        let mut left = run.left;
        for glyph in &run.glyphs {
            placed.push((left, *glyph));
            left += glyph.advance;
        }
    }
    placed
}

/// The content of a line's clusters from left to right.
fn visual(lines: &Lines, line: usize) -> String {
    let mut seen = Vec::new();
    for (_, glyph) in glyphs(&lines.lines[line]) {
        let text = &lines.content[glyph.start as usize..glyph.end as usize];
        if seen.last() != Some(&(glyph.start, text)) {
            seen.push((glyph.start, text));
        }
    }
    seen.into_iter().map(|(_, text)| text).collect()
}

fn families(lines: &Lines) -> BTreeSet<String> {
    lines.lines.iter().flat_map(|line| &line.runs).map(|run| FONTS.face(run.face).family.clone()).collect()
}

fn face_of(lines: &Lines, text: &str) -> &'static Face {
    let at = lines.content.find(text).expect("the text is there");
    let run = lines.lines.iter().flat_map(|line| &line.runs).find(|run| run.range.contains(&at)).expect("a run has it");
    FONTS.face(run.face)
}

/// What must hold for any text: the lines tile the content, runs lie side by side, nothing is wider than the measure unreported.
fn check(lines: &Lines, measure: Len) {
    let mut at = 0;
    for line in &lines.lines {
        assert_eq!(line.range.start, at);
        at = line.range.end;
        let mut left = Len::ZERO;
        for run in &line.runs {
            assert_eq!(run.left, left);
            left += run.glyphs.iter().map(|glyph| glyph.advance).sum();
            assert!(line.range.start <= run.range.start && run.range.end <= line.range.end);
            for glyph in &run.glyphs {
                assert!(
                    run.range.start <= glyph.start as usize && glyph.start <= glyph.end && glyph.end as usize <= run.range.end,
                    "{glyph:?} in {run:?}"
                );
                assert!(lines.content.is_char_boundary(glyph.start as usize) && lines.content.is_char_boundary(glyph.end as usize));
            }
        }
        assert_eq!(line.width, left);
        let reported = lines.too_long.iter().any(|word| word.start < line.range.end && line.range.start < word.end);
        assert!(line.width <= measure || reported, "{} > {measure} in {:?}", line.width, &lines.content[line.range.clone()]);
    }
    assert_eq!(at, lines.content.len());
    assert!(lines.baseline > Len::ZERO && lines.baseline < lines.leading);
}

#[test]
fn english_stands_on_its_grid() {
    let lines = set("Roll slowly up to the top of your shoulder blades and back.", "en", 200);
    assert_eq!(lines.leading, Len::pt(18));
    assert_eq!(lines.baseline.to_string(), "13.68");
    assert_eq!(shown(&lines), ["Roll slowly up to the top of your", "shoulder blades and back."]);
    check(&lines, Len::pt(200));
}

#[test]
fn widths_are_exact_sums() {
    let both = natural("HH", "en").width();
    assert_eq!(both, natural("H", "en").width() * 2);
    assert_eq!(natural("one\ntwo", "en").lines.len(), 2);
    assert_eq!(natural("", "en").lines.len(), 1);
    assert_eq!(natural("one ", "en").width(), natural("one", "en").width());
}

#[test]
fn the_same_question_has_the_same_answer() {
    let ask = || set("Lie back with the roller just below your shoulder blades.", "en", 180);
    let first = ask();
    assert!(Arc::ptr_eq(&first, &ask()));
    let wide = set("Lie back", "en", 300);
    assert!(Arc::ptr_eq(&wide, &natural("Lie back", "en")));
    let other = Fonts::new(Vec::new());
    assert_eq!(other.set(&paragraph(&first.content, "en"), Len::pt(180)).lines, first.lines);
}

#[test]
fn lines_break_where_readers_expect() {
    for (lang, measure, content, expected) in [
        (
            "de",
            170,
            "Rollen Sie langsam zwischen den Schulterblättern und der Brustwirbelsäule.",
            &["Rollen Sie langsam zwi-", "schen den Schulterblättern", "und der Brustwirbelsäule."][..],
        ),
        ("th", 150, "หายใจเข้าแล้วปล่อยให้ศีรษะและไหล่ลดลง", &["หายใจเข้าแล้วปล่อยให้", "ศีรษะและไหล่ลดลง"]),
        ("zh-Hans", 100, "每天练习3次，每次10分钟，动作要慢。", &["每天练习3次，", "每次10分钟，动", "作要慢。"]),
        ("ja", 90, "ゆっくり息を吐きます。", &["ゆっくり息を", "吐きます。"]),
        ("km", 150, "ដកដង្ហើមយឺតៗ ហើយសម្រាក", &["ដកដង្ហើមយឺតៗ ហើយ", "សម្រាក"]),
        ("hi", 125, "धीरे-धीरे साँस छोड़ें और रुकें।", &["धीरे-धीरे साँस छोड़ें", "और रुकें।"]),
        ("ar", 120, "تنفس ببطء ثم عد إلى الوضع", &["تنفس ببطء ثم عد", "إلى الوضع"]),
    ] {
        let lines = set(content, lang, measure);
        check(&lines, Len::pt(measure));
        assert_eq!(shown(&lines), expected, "{lang}");
    }
}

#[test]
fn a_title_leaves_no_word_alone() {
    let mut title = paragraph("Loosen and strengthen your upper back", "en");
    title.style = Style { size: Len::pt(29), leading: Len::pt(36), strong: true, hyphenate: false, ..title.style };
    let lines = FONTS.set(&title, Len::pt(480));
    assert_eq!(shown(&lines), ["Loosen and strengthen", "your upper back"]);
}

#[test]
fn a_phone_in_a_right_to_left_text_reads_as_it_is_dialled() {
    let lines = natural("اتصل على \u{2066}(555) 010-1234\u{2069} الآن", "ar");
    assert!(visual(&lines, 0).contains("(555) 010-1234"), "{}", visual(&lines, 0));
    for plain in ["(555) 010-1234", "5–10", "3 × 10", "https://example.org/a-b", "+44 20 7946 0123"] {
        let lines = natural(&format!("كرر {plain} الآن"), "ar");
        assert!(visual(&lines, 0).contains(plain), "{}", visual(&lines, 0));
        let hebrew = natural(&format!("כאן, {plain}."), "he");
        assert!(visual(&hebrew, 0).contains(plain) && visual(&hebrew, 0).starts_with('.'), "{}", visual(&hebrew, 0));
    }
    let range = natural("كرر \u{2066}5–10\u{2069} مرات", "ar");
    assert!(visual(&range, 0).contains("5–10"));
    // Left to right order by place, not by the order of runs alone.
    let placed = glyphs(&range.lines[0]);
    let left = |text: &str| placed.iter().find(|(_, glyph)| range.content[glyph.start as usize..].starts_with(text)).expect("it has a glyph").0;
    assert!(left("5–") < left("–1") && left("–1") < left("10") && left("مرات") < left("5–") && left("5–") < left("كرر"));
}

#[test]
fn marks_of_direction_have_no_glyph_and_a_joiner_goes_with_its_letter() {
    let lines = natural("\u{2067}a\u{200b}b\u{2069}\u{200e} c\u{ad}d", "en");
    let clusters: Vec<&str> = glyphs(&lines.lines[0]).iter().map(|(_, glyph)| &lines.content[glyph.start as usize..glyph.end as usize]).collect();
    assert_eq!(clusters, ["a", "b", " ", "c", "d"]);
    let persian = natural("می\u{200c}شود", "fa");
    assert!(glyphs(&persian.lines[0]).iter().any(|(_, glyph)| persian.content[glyph.start as usize..glyph.end as usize] == *"ی\u{200c}"));
    check(&persian, Len::MAX);
}

#[test]
fn letters_join_across_a_bold_border_and_lines_break_alike() {
    let plain = paragraph("ببب", "ar");
    let mut mixed = plain.clone();
    mixed.strong = std::iter::once(0..2).collect();
    let (plain, mixed) = (FONTS.set(&plain, Len::MAX), FONTS.set(&mixed, Len::MAX));
    assert_eq!(mixed.lines[0].runs.len(), 2);
    let ids = |lines: &Lines| glyphs(&lines.lines[0]).iter().map(|(_, glyph)| glyph.id).collect::<Vec<_>>();
    // Both cuts number their glyphs alike: initial, medial and final forms are the same.
    assert_eq!(ids(&plain), ids(&mixed));
    assert_ne!(plain.width(), natural("ب", "ar").width() * 3, "initial, medial and final forms");
    // Lam and alef are one glyph, of one weight.
    let mut lam_alef = paragraph("سلام", "ar");
    lam_alef.strong = std::iter::once(0..4).collect();
    assert_eq!(ids(&FONTS.set(&lam_alef, Len::MAX)).len(), ids(&natural("سلام", "ar")).len());
    // Bold in the middle of a word gives no place to break, and none within a cluster.
    let mut word = paragraph("extraordinary", "en");
    word.style.hyphenate = false;
    word.strong = std::iter::once(3..7).collect();
    assert_eq!(FONTS.set(&word, Len::pt(200)).lines.len(), 1);
    let mut cluster = paragraph("क्षेत्र", "hi");
    cluster.strong = std::iter::once(3..6).collect();
    assert_eq!(FONTS.set(&cluster, Len::MAX).lines[0].runs.len(), 1);
}

#[test]
fn bold_is_a_face_of_its_own() {
    let mut strong = paragraph("Stop if", "en");
    strong.style.strong = true;
    assert_eq!(FONTS.face(FONTS.set(&strong, Len::MAX).lines[0].runs[0].face).weight, 700);
    // The family of signs has no bold; its regular face serves, unsmeared.
    strong.content = "☐".into();
    assert_eq!(FONTS.face(FONTS.set(&strong, Len::MAX).lines[0].runs[0].face).weight, 400);
}

#[test]
fn each_language_has_its_face() {
    for (lang, content, family) in [
        ("en", "Roll your upper back, 3 times.", "Atkinson Hyperlegible Next"),
        ("vi", "Thở ra chậm, 10 lần.", "Noto Sans"),
        ("ru", "Дышите медленно (10 раз).", "Noto Sans"),
        ("uk", "Їжак", "Noto Sans"),
        ("el", "Αναπνεύστε αργά", "Noto Sans"),
        ("ar", "تنفس ببطء، 10 مرات.", "Noto Sans Arabic"),
        ("ur", "آہستہ سانس لیں", "Noto Nastaliq Urdu"),
        ("fa", "آهسته نفس بکشید", "Noto Sans Arabic"),
        ("he", "לנשום לאט", "Noto Sans Hebrew"),
        ("zh-Hans", "慢慢呼气，3次。", "Noto Sans SC"),
        ("zh-Hant", "慢慢呼氣，3次。", "Noto Sans TC"),
        ("ja", "ゆっくり息を吐く。", "Noto Sans JP"),
        ("ko", "천천히 숨을 내쉬세요.", "Noto Sans KR"),
        ("th", "หายใจออกช้าๆ 10 ครั้ง", "Noto Sans Thai Looped"),
    ] {
        let lines = natural(content, lang);
        assert_eq!(families(&lines), BTreeSet::from([family.to_owned()]), "{lang}");
        assert_eq!(lines.missing, []);
    }
}

#[test]
fn spaces_and_marks_stay_with_their_neighbours_and_brackets_match() {
    let lines = natural("Say “привет, мир” (тест) now", "en");
    assert_eq!(
        (face_of(&lines, "“").family.as_str(), face_of(&lines, "”").family.as_str()),
        ("Atkinson Hyperlegible Next", "Atkinson Hyperlegible Next")
    );
    assert_eq!(face_of(&lines, ", мир").family, face_of(&lines, "привет").family);
    assert_eq!(face_of(&lines, "(").family, face_of(&lines, ")").family);
    // A mark that the first face lacks takes its letter along.
    let marked = natural("x\u{30a}\u{331} y", "en");
    assert_eq!(marked.missing, []);
    assert!(glyphs(&marked.lines[0]).iter().all(|(_, glyph)| glyph.id != 0));
}

#[test]
fn a_letter_that_no_face_has_is_told_with_the_family_that_would_serve() {
    let lines = natural("བོད་ bo", "bo");
    let first = lines.missing.first().expect("no face has Tibetan");
    assert_eq!((first.letter, first.script.as_str(), first.family), ('བ', "Tibetan", Some("Noto Serif Tibetan")));
    let bare = Fonts::new(Vec::new());
    let lines = bare.set(&paragraph("请慢慢来。", "zh-Hans"), Len::MAX);
    assert!(lines.missing.iter().all(|missing| missing.family == Some("Noto Sans SC")), "{:?}", lines.missing);
    assert_eq!(lines.missing.len(), 4, "one for each letter that differs");
    assert_eq!(bare.set(&paragraph("ゆっくり", "ja"), Len::MAX).missing[0].family, Some("Noto Sans JP"));
    assert_eq!(bare.set(&paragraph("숨", "ko"), Len::MAX).missing[0].family, Some("Noto Sans KR"));
}

#[test]
fn lines_stand_as_far_apart_as_script_and_ink_need() {
    for (lang, content, leading) in [
        ("en", "Roll", 18),
        ("vi", "Ấn Ộ", 20),
        ("zh-Hans", "慢", 23),
        ("ja", "息", 23),
        ("ko", "숨", 23),
        ("hi", "साँस र्कि", 22),
        ("th", "ปี่ ญู", 24),
        ("lo", "ຫາຍໃຈ", 24),
        ("km", "ដកដង្ហើម", 25),
        ("my", "အသက်ရှူ", 25),
        ("ar", "تنفس", 24),
        ("ur", "سانس", 32),
        ("ur", "Roll", 32),
    ] {
        assert_eq!(natural(content, lang).leading, Len::pt(leading), "{lang} {content}");
    }
    // A Thai word in an English text spreads its lines, and so does a tower of marks.
    assert_eq!(natural("Say ช้าๆ now", "en").leading, Len::pt(24));
    let tower = natural("a\u{302}\u{302}\u{302}\u{302}\u{302}", "en");
    assert!(tower.leading > Len::pt(21), "{}", tower.leading);
}

#[test]
fn digits_have_one_width_when_asked() {
    let mut tabular = paragraph("1", "en");
    tabular.style.tabular = true;
    let one = FONTS.set(&tabular, Len::MAX).width();
    tabular.content = "8".into();
    assert_eq!(FONTS.set(&tabular, Len::MAX).width(), one);
}

#[test]
fn tracking_parts_latin_and_never_arabic() {
    let tracked = |content: &str, lang: &str| {
        let mut paragraph = paragraph(content, lang);
        paragraph.style.tracking = Len::pt(1);
        FONTS.set(&paragraph, Len::MAX).width()
    };
    assert_eq!(tracked("Ho", "en"), natural("Ho", "en").width() + Len::pt(2));
    assert_eq!(tracked("سلام", "ar"), natural("سلام", "ar").width());
}

#[test]
fn a_word_too_long_is_parted_at_hyphens_then_between_clusters() {
    let word = set("Schulterblattmobilisationsübung", "de", 80);
    assert!(word.too_long.is_empty() && word.lines[..word.lines.len() - 1].iter().all(|line| line.hyphen), "{:?}", shown(&word));
    check(&word, Len::pt(80));
    let endless = "x".repeat(300);
    let lines = set(&endless, "en", 100);
    assert_eq!(lines.too_long.first(), Some(&(0..300)));
    check(&lines, Len::pt(100));
    // What is kept together is parted at its spaces before anything is broken.
    let kept = set("(555) 010-1234", "en", 60);
    assert_eq!(shown(&kept), ["(555)", "010-1234"]);
    assert_eq!(kept.too_long, []);
    let joined = set("السلامعليكمورحمةاللهوبركاته", "ar", 40);
    assert!(!joined.too_long.is_empty());
    check(&joined, Len::pt(40));
}

#[test]
fn a_hyphen_comes_last_in_its_line() {
    let lines = set("Schulterblattmobilisation", "de", 100);
    let line = &lines.lines[0];
    let last = line.runs.last().and_then(|run| run.glyphs.last()).expect("it has a glyph");
    let run = line.runs.last().expect("it has a run");
    assert!(line.hyphen && last.start == last.end && Some(last.id) == FONTS.face(run.face).glyph('-'));
}

#[test]
fn a_cluster_of_many_letters_has_one_range() {
    // The vowel sign stands before its consonant: both glyphs answer for both letters.
    let lines = natural("कि", "hi");
    assert!(glyphs(&lines.lines[0]).iter().all(|(_, glyph)| (glyph.start, glyph.end) == (0, 6)));
    check(&lines, Len::MAX);
}

#[test]
fn nothing_is_missing_in_any_language() {
    for (lang, content) in [
        ("en", "Breathe out slowly: 5–10 times ✓ ☐ → ⚠ 37 °C “yes” ½ × 3 ≤ 4"),
        ("es", "¿Duele? ¡Pare! Espire despacio, señor."),
        ("fr", "Expirez lentement ; œil, cœur, « oui » !"),
        ("pl", "Zażółć gęślą jaźń"),
        ("ro", "Respirați încet, șoldul și țesutul"),
        ("cs", "Příliš žluťoučký kůň"),
        ("tr", "Yavaşça nefes verin, İyi ığdır"),
        ("hu", "Árvíztűrő tükörfúrógép"),
        ("nl", "Adem langzaam uit, coëfficiënt"),
        ("sv", "Andas ut långsamt på höften"),
        ("ht", "Respire dousman, pran yon ti repo"),
        ("fil", "Huminga nang dahan-dahan, ñ"),
        ("hmn", "Ua pa maj mam"),
        ("so", "Neef si tartiib ah"),
        ("sw", "Pumua polepole"),
        ("bn", "ধীরে শ্বাস ছাড়ুন ক্ষ"),
        ("gu", "ધીમે શ્વાસ છોડો"),
        ("pa", "ਹੌਲੀ ਸਾਹ ਛੱਡੋ"),
        ("ta", "மெதுவாக மூச்சு விடவும்"),
        ("te", "నెమ్మదిగా ఊపిరి వదలండి"),
        ("mr", "हळू श्वास सोडा"),
        ("ne", "बिस्तारै सास फाल्नुहोस्"),
        ("lo", "ຫາຍໃຈອອກຊ້າໆ"),
        ("km", "ដកដង្ហើមចេញយឺតៗ"),
        ("my", "ဖြည်းဖြည်း အသက်ရှူထုတ်ပါ"),
        ("am", "ቀስ ብለው ይተንፍሱ።"),
        ("ti", "ቀስ ኢልኩም ኣስተንፍሱ"),
        ("hy", "Դանդաղ արտաշնչեք։"),
        ("ka", "ნელა ამოისუნთქეთ"),
        ("ps", "ورو ورو ساه وباسئ، ښه ګړندی"),
        ("fa", "آهسته بازدم کنید؛ ۱۰ بار"),
        ("ur", "آہستہ سانس چھوڑیں ۱۰ بار"),
        ("zh-Hant", "慢慢呼氣「十次」，著重肩胛。"),
    ] {
        let lines = set(content, lang, 60);
        assert_eq!(lines.missing, [], "{lang}");
        assert!(lines.lines.iter().flat_map(glyphs).all(|(_, glyph)| glyph.id != 0), "{lang}");
        check(&lines, Len::pt(60));
    }
}

/// A generator of numbers, the same on every run (Steele and others, SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % below as u64) as usize
    }
}

#[test]
fn any_text_is_tiled_by_lines_that_fit() {
    const PIECES: &[&str] = &[
        "back",
        " ",
        " ",
        "shoulder",
        "fi",
        "AV",
        "To",
        "5–10",
        "(555) 010-1234",
        "https://example.org/a/b",
        "\n",
        "\u{2066}",
        "\u{2069}",
        "\u{200f}",
        "\u{ad}",
        "سلام",
        "لا",
        "ب\u{651}\u{64b}",
        "שלום",
        "क्षि",
        "र्क",
        "ที่",
        "ប្រុ",
        "မြန်",
        "每天",
        "。",
        "「",
        "ー",
        "ゃ",
        "한국",
        "e\u{301}",
        "\u{301}",
        "👩\u{200d}👧",
        "\t",
        "\u{200d}",
        "Straßenverkehr",
        "упражнения",
        "\u{a0}",
        "-",
        "/",
        "\u{2028}",
        "བོད",
        "\r\n",
        "\u{0}",
        "\u{fe0f}",
        "!",
        ")",
    ];
    let mut numbers = Numbers(7);
    for round in 0..400 {
        let content: String = (0..numbers.next(30)).map(|_| PIECES[numbers.next(PIECES.len())]).collect();
        let lang = ["en", "de", "ar", "hi", "th", "zh-Hans", "ja", "ur", "fr", "pl"][numbers.next(10)];
        let mut paragraph = paragraph(&content, lang);
        paragraph.style.strong = round % 3 == 0;
        paragraph.style.tracking = Len::from_raw([0, 9_000, -9_000][round % 3]);
        paragraph.strong = if content.len() > 4 { std::iter::once(2..content.len() - 1).collect() } else { Vec::new() };
        for measure in [Len::pt(20), Len::pt(70), Len::pt(300), Len::MAX, Len::ZERO] {
            check(&FONTS.set(&paragraph, measure), measure);
        }
    }
}
