//! Which face sets what, and how its letters join.
use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;

#[test]
fn threads_share_fonts_and_agree() {
    let shared = Fonts::new(Vec::new());
    let steps = ["Lie back with the roller.", "تنفس ببطء", "धीरे साँस छोड़ें", "ปล่อยให้ศีรษะลดลง"];
    let work = || steps.map(|step| shared.set(&paragraph(step, "en"), Len::pt(60)));
    let all: Vec<_> =
        std::thread::scope(|scope| [0; 4].map(|_| scope.spawn(work)).into_iter().map(|thread| thread.join().expect("it ends well")).collect());
    for lines in &all[1..] {
        assert!(lines.iter().zip(&all[0]).all(|(one, other)| Arc::ptr_eq(one, other)));
    }
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
