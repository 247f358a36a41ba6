//! Where lines end, in which order they are seen, how far apart they stand.
use std::sync::Arc;

use super::*;

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
    for plain in ["(555) 010-1234", "5–10", "3 × 10", "10 mg/kg", "60 s", "20 %", "https://example.org/a-b", "+44 20 7946 0123"] {
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

#[test]
fn a_long_text_is_set_in_the_time_of_its_length() {
    for (piece, measure) in
        [("shoulder blades ", 348), ("x", 100), ("\u{200b}", 100), ("(", 100), ("https://example.org/a ", 60), ("5 ", 20), ("كرر 10 ", 0)]
    {
        let content = piece.repeat(20_000 / piece.len());
        check(&set(&content, "en", measure), Len::pt(measure));
    }
}
