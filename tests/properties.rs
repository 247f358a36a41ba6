//! What must hold for any handout, tried on random ones: nothing is lost, nothing leaves the paper, a taller page needs no more pages,
//! the same input gives the same pages.
use std::collections::BTreeMap;
use std::sync::Arc;

use stepsheet::compose::{Ink, Mark, Pages, compose};
use stepsheet::diag::{Code, Diagnostics};
use stepsheet::geom::{Area, Direction, Len, Size};
use stepsheet::kit::Kit;
use stepsheet::model::{
    Blank, BlankKind, Clinic, Dose, DoseValue, Exercise, Flow, Handout, Item, Layout, Locale, Log, OpenDose, PainTime, Part, Phrase, Phrases, Safety,
    SourceNote, Text, Video,
};
use stepsheet::resolve::{Wanted, layout as resolve_layout};
use stepsheet::source::Sources;
use stepsheet::spec::{Document, Kind, LayoutFile, document};

/// Xorshift: the same handouts on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    fn words(&mut self, stock: &[&str], most: usize) -> Text {
        let count = 1 + self.roll(most);
        let words: Vec<&str> = (0..count).map(|_| stock[self.roll(stock.len())]).collect();
        Text::plain(words.join(" "))
    }

    fn texts(&mut self, stock: &[&str], lines: usize, most: usize) -> Vec<Text> {
        (0..self.roll(lines + 1)).map(|_| self.words(stock, most)).collect()
    }
}

const ENGLISH: &[&str] =
    &["roll", "your", "upper", "back", "slowly", "(555) 010-1234", "knees", "8–12", "breathe", "out,", "shoulder-blades", "and", "rest."];
const ARABIC: &[&str] = &["تنفس", "ببطء", "ظهرك", "ركبتك", "ارفع", "(555) 010-1234", "الكتفين", "8–12", "توقف.", "ثم", "استلق"];

fn phrases(tag: &str) -> Arc<Phrases> {
    let form = |phrase: &Phrase| match phrase {
        Phrase::Digits => "0123456789".to_owned(),
        Phrase::Days => "M,T,W,T,F,S,S".to_owned(),
        Phrase::PageOf => "{page}/{pages}".to_owned(),
        other => other.slug().to_owned(),
    };
    let forms = Phrase::ALL.iter().map(|phrase| (*phrase, BTreeMap::from([("other", form(phrase))]))).collect();
    Arc::new(Phrases { tag: tag.to_owned(), forms, ..Phrases::default() })
}

fn handout(dice: &mut Dice, direction: Direction) -> Handout {
    let (tag, stock) = match direction {
        Direction::Ltr => ("en", ENGLISH),
        Direction::Rtl => ("ar", ARABIC),
    };
    let exercises: Vec<Exercise> = (0..1 + dice.roll(5)).map(|number| exercise(dice, stock, number)).collect();
    let phrases = phrases(tag);
    let blank = |kind, word: &str| Blank { kind, label: Text::plain(word), value: None, spoken: format!("{word}: to fill in") };
    Handout {
        id: "random".to_owned(),
        title: dice.words(stock, 8),
        locale: Locale { tag: tag.to_owned(), direction, phrases },
        version: Some("1.0".to_owned()),
        issued: None,
        review_by: None,
        review: None,
        marks: Vec::new(),
        summary: dice.texts(stock, 3, 9),
        safety: Safety {
            ask_first: dice.texts(stock, 3, 14),
            stop_if: dice.texts(stock, 3, 14),
            emergency: dice.texts(stock, 3, 14),
            emergency_call: None,
            exercises: exercises.iter().flat_map(|exercise| exercise.safety.clone()).collect(),
            clinic_call: Some(dice.words(stock, 5)),
        },
        equipment: dice.texts(stock, 4, 2),
        tips: dice.texts(stock, 3, 12),
        log: (dice.roll(2) == 0).then(|| Log { weeks: 1 + dice.roll(5) as u8, span: None }),
        sources: dice.texts(stock, 2, 14).into_iter().map(|line| SourceNote { line, url: None }).collect(),
        clinic: Clinic { name: Some(dice.words(stock, 3)), ..Clinic::default() },
        blanks: vec![blank(BlankKind::Patient, "patient"), blank(BlankKind::Date, "date"), blank(BlankKind::Therapist, "therapist")],
        exercises,
    }
}

fn exercise(dice: &mut Dice, stock: &[&str], number: usize) -> Exercise {
    let value = |dice: &mut Dice| match dice.roll(4) {
        0 => DoseValue::WriteIn,
        1 => DoseValue::Said { amount: String::new(), unit: "until tired".to_owned(), unit_first: false },
        2 => DoseValue::Said { amount: "8–12".to_owned(), unit: String::new(), unit_first: false },
        _ => DoseValue::Said { amount: "60".to_owned(), unit: "seconds".to_owned(), unit_first: dice.roll(2) == 0 },
    };
    let dosage = (0..dice.roll(8)).map(|_| Dose { label: dice.words(stock, 2), value: value(dice), spoken: "spoken".to_owned() }).collect();
    let mut steps = dice.texts(stock, 7, 15);
    steps.push(dice.words(stock, 15));
    Exercise {
        id: format!("exercise-{number}"),
        name: dice.words(stock, 5),
        why: (dice.roll(2) == 0).then(|| dice.words(stock, 12)),
        pictures: Vec::new(),
        set_up: dice.texts(stock, 1, 14),
        steps,
        breathing: dice.texts(stock, 1, 9),
        cue: dice.texts(stock, 1, 9),
        safety: dice.texts(stock, 2, 14),
        avoid: dice.texts(stock, 1, 9),
        easier: dice.texts(stock, 1, 9),
        harder: dice.texts(stock, 1, 9),
        dosage,
        sides: (dice.roll(3) == 0).then(|| dice.words(stock, 9)),
        side: None,
        seconds: Err(OpenDose::All),
        video: (dice.roll(4) == 0).then(|| Video { url: "https://example.org/row".to_owned(), shown: "example.org/row".to_owned(), span: None }),
        span: None,
    }
}

fn read(name: &str) -> Document {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts").join(format!("{name}.toml"));
    let bytes = std::fs::read(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let mut out = Diagnostics::default();
    let read = document(Kind::Layout, name, &bytes, &mut Sources::default(), &mut out);
    assert!(out.is_empty(), "{name}: {out:?}");
    read.unwrap_or_else(|| panic!("{name} cannot be read"))
}

fn layout(name: &str, paper: Size) -> Layout {
    let base = read("handout").table;
    let table = if name == "handout" { base } else { read(name).table.over(&base) };
    let mut out = Diagnostics::default();
    let file: LayoutFile = table.typed(&mut out).unwrap_or_else(|| panic!("{name}: {out:?}"));
    resolve_layout(&file, Wanted { name: name.to_owned(), paper, accent: None }, &mut out).unwrap_or_else(|| panic!("{name}: {out:?}"))
}

const POSTER: Size = Size { width: Len::pt(1728), height: Len::pt(2592) };
const LETTER: Size = Size { width: Len::pt(612), height: Len::pt(792) };

fn each(mut claim: impl FnMut(u64, &Handout, &Layout, &Kit)) {
    let kit = Kit::new(Vec::new());
    for name in ["handout", "large-print", "exercise-cards", "wall-chart"] {
        let plain = layout(name, if name == "wall-chart" { POSTER } else { LETTER });
        let by_hand = by_hand(plain.clone());
        for seed in 1..=24_u64 {
            let direction = if seed % 3 == 0 { Direction::Rtl } else { Direction::Ltr };
            let handout = handout(&mut Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)), direction);
            claim(seed, &handout, if seed % 2 == 0 { &by_hand } else { &plain }, &kit);
        }
    }
}

/// The layout with all parts to fill in, `notes` on pages alone.
fn by_hand(mut layout: Layout) -> Layout {
    layout.order.extend([Part::PainScale, Part::TeachBack, Part::ProgressNotes, Part::NextVisit]);
    if layout.flow == Flow::Pages {
        layout.order.push(Part::Notes);
    }
    layout.pain_scale.times = vec![PainTime::Before, PainTime::After];
    layout
}

/// The text of all tagged lines in reading order.
fn read_aloud(pages: &Pages) -> String {
    let mut said: BTreeMap<u32, String> = BTreeMap::new();
    for fragment in pages.pages.iter().flat_map(|page| &page.fragments) {
        if let (Mark::Tagged(node), Ink::Line { lines, index, .. }) = (fragment.mark, &fragment.ink) {
            let line = &lines.lines[*index];
            said.entry(node.0).or_default().push_str(&lines.content[line.range.clone()]);
        }
    }
    pages.structure.walk().iter().filter_map(|node| said.get(&node.0)).cloned().collect::<Vec<_>>().join("\n")
}

/// The words of an exercise that this item prints.
fn words_of(exercise: &Exercise, item: Item) -> Vec<&Text> {
    match item {
        Item::Why => exercise.why.iter().collect(),
        Item::SetUp => exercise.set_up.iter().collect(),
        Item::Steps => exercise.steps.iter().collect(),
        Item::Breathing => exercise.breathing.iter().collect(),
        Item::Cue => exercise.cue.iter().collect(),
        Item::Safety => exercise.safety.iter().collect(),
        Item::Avoid => exercise.avoid.iter().collect(),
        Item::Easier => exercise.easier.iter().collect(),
        Item::Harder => exercise.harder.iter().collect(),
        Item::Pictures | Item::Dosage => Vec::new(),
    }
}

#[test]
fn nothing_that_the_layout_prints_is_lost() {
    each(|seed, handout, layout, kit| {
        let mut out = Diagnostics::default();
        let pages = compose(handout, layout, kit, None, &mut out);
        let aloud = read_aloud(&pages);
        let mut wanted: Vec<&Text> = vec![&handout.title];
        wanted.extend(handout.summary.iter().chain(&handout.safety.ask_first).chain(&handout.safety.stop_if).chain(&handout.safety.emergency));
        wanted.extend(handout.safety.clinic_call.iter().chain(&handout.safety.exercises));
        for exercise in &handout.exercises {
            wanted.push(&exercise.name);
            wanted.extend(layout.exercises.order.iter().flat_map(|item| words_of(exercise, *item)));
        }
        for text in wanted {
            assert!(aloud.contains(&text.content), "seed {seed}, {}: lost `{}` from\n{aloud}", layout.name, text.content);
        }
    });
}

#[test]
fn nothing_leaves_the_paper_unreported() {
    each(|seed, handout, layout, kit| {
        let mut out = Diagnostics::default();
        let pages = compose(handout, layout, kit, None, &mut out);
        let paper = Area { width: layout.paper.width, height: layout.paper.height, ..Area::default() };
        let leaves = pages.pages.iter().flat_map(|page| &page.fragments).any(|fragment| !paper.holds(fragment.area));
        let reported = out.iter().any(|diagnostic| diagnostic.code == Code::NoRoom);
        assert!(!leaves || reported, "seed {seed}, {}: {out:?}", layout.name);
    });
}

#[test]
fn lines_of_text_never_overlap() {
    each(|seed, handout, layout, kit| {
        let mut out = Diagnostics::default();
        let pages = compose(handout, layout, kit, None, &mut out);
        if out.has_errors() {
            return;
        }
        for page in &pages.pages {
            let lines: Vec<_> = page.fragments.iter().filter(|fragment| matches!(fragment.ink, Ink::Line { .. })).collect();
            for (at, one) in lines.iter().enumerate() {
                for other in &lines[at + 1..] {
                    // Baselines nearer than half a slot, and the lines share some of their width.
                    let (a, b) = (one.area, other.area);
                    let apart = a.end() <= b.start || b.end() <= a.start;
                    let middle = |area: Area| area.top + area.height / 2;
                    let near = (middle(a) - middle(b)).raw().abs() < (a.height.min(b.height) / 2).raw();
                    assert!(apart || !near, "seed {seed}, {}: {:?} and {:?}", layout.name, words(one), words(other));
                }
            }
        }
    });
}

fn words(fragment: &stepsheet::compose::Fragment) -> String {
    match &fragment.ink {
        Ink::Line { lines, index, .. } => format!("{} at {:?}", &lines.content[lines.lines[*index].range.clone()], fragment.area),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_same_handout_gives_the_same_pages() {
    let (first, second) = (Kit::new(Vec::new()), Kit::new(Vec::new()));
    each(|seed, handout, layout, _| {
        let set = |kit: &Kit| {
            let mut out = Diagnostics::default();
            let pages = compose(handout, layout, kit, None, &mut out);
            (format!("{:?}", pages.structure), format!("{:?}", pages.pages), out)
        };
        assert_eq!(set(&first), set(&second), "seed {seed}, {}", layout.name);
    });
}

#[test]
fn a_taller_page_never_needs_more_pages() {
    let kit = Kit::new(Vec::new());
    for seed in 1..=24_u64 {
        let handout = handout(&mut Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)), Direction::Ltr);
        let mut last = usize::MAX;
        for height in [792, 860, 1008, 1224] {
            let paper = Size { width: Len::pt(612), height: Len::pt(height) };
            let pages = compose(&handout, &layout("handout", paper), &kit, None, &mut Diagnostics::default()).pages.len();
            assert!(pages <= last, "seed {seed}: {pages} pages at {height} pt, {last} before");
            last = pages;
        }
    }
}

#[test]
fn safety_stands_whole_on_the_first_page() {
    each(|seed, handout, layout, kit| {
        let mut out = Diagnostics::default();
        let pages = compose(handout, layout, kit, None, &mut out);
        if out.has_errors() {
            return;
        }
        let first: String = pages.pages[0]
            .fragments
            .iter()
            .filter_map(|fragment| match &fragment.ink {
                Ink::Line { lines, index, .. } => Some(lines.content[lines.lines[*index].range.clone()].to_owned()),
                _ => None,
            })
            .collect();
        for text in handout.safety.ask_first.iter().chain(&handout.safety.stop_if).chain(&handout.safety.emergency).chain(&handout.safety.exercises) {
            assert!(first.contains(&text.content), "seed {seed}, {}: `{}` is not on the first page", layout.name, text.content);
        }
    });
}
