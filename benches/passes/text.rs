//! Words a second, each paragraph new to the memo.
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use stepsheet::geom::{Direction, Len};
use stepsheet::text::{Fonts, Paragraph, Style};

const MEASURE: Len = Len::pt(348);

/// A few steps in each language; words of Thai and Chinese are those of ICU's dictionary.
const SAMPLES: &[(&str, Direction, usize, &[&str])] = &[
    (
        "en",
        Direction::Ltr,
        53,
        &[
            "Sit in front of the roller and clasp your hands behind your head, so that your neck can rest.",
            "Lie back with the roller just below your shoulder blades, then lift your hips off the floor.",
            "Roll slowly up to the top of your shoulder blades and back for 60 seconds, 2 times.",
        ],
    ),
    (
        "ar",
        Direction::Rtl,
        26,
        &[
            "اجلس أمام الأسطوانة وشبك يديك خلف رأسك حتى تستريح رقبتك.",
            "استلق إلى الخلف ثم ارفع وركيك عن الأرض ببطء.",
            "تنفس بهدوء وكرر التمرين 10 مرات كل يوم.",
        ],
    ),
    (
        "hi",
        Direction::Ltr,
        36,
        &[
            "रोलर के सामने बैठें और अपने हाथ सिर के पीछे रखें ताकि गर्दन को आराम मिले।",
            "धीरे-धीरे पीछे लेटें और कूल्हों को फर्श से उठाएँ।",
            "शांति से साँस लें और हर दिन 10 बार दोहराएँ।",
        ],
    ),
    ("th", Direction::Ltr, 36, &["นั่งหน้าลูกกลิ้งแล้วประสานมือไว้หลังศีรษะเพื่อให้คอได้พัก", "เอนตัวลงช้า ๆ แล้วยกสะโพกขึ้นจากพื้น", "หายใจเข้าออกช้า ๆ และทำซ้ำ 10 ครั้งทุกวัน"]),
    (
        "zh-Hans",
        Direction::Ltr,
        38,
        &["坐在滚筒前面，双手放在头后，让脖子得到休息。", "慢慢向后躺下，然后把臀部抬离地面。", "保持平稳呼吸，每天重复10次，每次60秒。"],
    ),
];

#[divan::bench(args = SAMPLES.iter().map(|sample| sample.0))]
fn set(bencher: Bencher, lang: &str) {
    let fonts = Fonts::new(vec!["fonts".into()]);
    let Some((lang, direction, words, steps)) = SAMPLES.iter().find(|sample| sample.0 == lang) else { return };
    let style = Style {
        family: "Atkinson Hyperlegible Next".into(),
        size: Len::pt(14),
        leading: Len::pt(18),
        strong: false,
        tracking: Len::ZERO,
        tabular: false,
        hyphenate: true,
    };
    let paragraph =
        |step: &&str| Paragraph { content: (*step).into(), strong: Vec::new(), lang: (*lang).into(), direction: *direction, style: style.clone() };
    let paragraphs: Vec<Paragraph> = steps.iter().map(paragraph).collect();
    bencher.counter(ItemsCount::new(*words)).bench_local(|| {
        fonts.forget();
        for paragraph in &paragraphs {
            black_box(fonts.set(paragraph, MEASURE));
        }
    });
}
