//! No word of safety gets lost: random libraries, overrides, layouts and languages. What must stand on a sheet is worked out here from what
//! was written, without asking the program, and looked for in the composed pages.
use std::collections::BTreeMap;
use std::fmt::Write;

use stepsheet::compose::{Ink, Mark, Pages, Rgb, compose};
use stepsheet::diag::{Code, Diagnostics};
use stepsheet::geom::Len;
use stepsheet::kit::Kit;
use stepsheet::model::{Flow, Layout, Phrase};
use stepsheet::resolve::{Ask, Resolved, job, project};
use stepsheet::shelf::{ProjectPath, Shelf};
use stepsheet::structure::{NodeId, Role, Structure};

const CASES: u64 = 400;

/// A word for safety, a name for exercises, and words to fill lines with.
const TONGUES: [(&str, &str, &str, &[&str]); 5] = [
    ("en", "Careful", "Move", &["keep", "your", "neck", "long,", "and", "breathe", "slowly", "out", "8–12", "times", "off the edge"]),
    ("ar", "انتبه", "تمرين", &["حافظ", "على", "رقبتك", "ببطء،", "وتنفس", "ثم", "توقف", "8–12", "ظهرك", "مستقيمًا"]),
    ("hi", "सावधान", "व्यायाम", &["गर्दन", "सीधी", "रखें,", "धीरे-धीरे", "साँस", "लें", "8–12", "बार", "पीठ"]),
    ("th", "ระวัง", "ท่า", &["เหยียดคอ", "ให้ยาว", "หายใจออกช้าๆ", "อย่าเกร็ง", "8–12", "ครั้ง", "หลังตรง"]),
    ("zh-Hans", "小心", "动作", &["保持颈部伸直，", "慢慢呼气", "不要用力，", "8–12", "次", "背部放松"]),
];

/// The smallest letters of anything that is read.
const FLOOR: Len = Len::pt(12);

/// Xorshift: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        // Near seeds begin alike.
        for _ in 0..8 {
            dice.roll(2);
        }
        dice
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides.max(1) as u64) as usize
    }

    fn one_of<'s, T>(&mut self, all: &'s [T]) -> &'s T {
        &all[self.roll(all.len())]
    }

    fn often(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn shuffled<T: Clone>(&mut self, all: &[T]) -> Vec<T> {
        let mut rest = all.to_vec();
        let mut shuffled = Vec::new();
        while !rest.is_empty() {
            shuffled.push(rest.swap_remove(self.roll(rest.len())));
        }
        shuffled
    }
}

/// An exercise of the handout, and what must come of its safety text.
struct Meant {
    name: String,
    kept: Vec<String>,
    dropped: Vec<String>,
}

/// A project of files, and what it must come to.
struct Story {
    files: Vec<(String, String)>,
    layout: String,
    exercises: Vec<Meant>,
    /// The layout hides safety text: no sheet may be made.
    hides: bool,
    what: String,
}

/// Lines of safety text: each its own, some shared between exercises.
struct Lines<'d> {
    dice: &'d mut Dice,
    tongue: usize,
    made: Vec<String>,
}

impl Lines<'_> {
    fn some(&mut self, most: usize) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for _ in 0..self.dice.roll(most + 1) {
            let line = if self.dice.often(35) && !self.made.is_empty() { self.dice.one_of(&self.made).clone() } else { self.new_line() };
            if !all.contains(&line) {
                all.push(line);
            }
        }
        all
    }

    fn new_line(&mut self) -> String {
        let (tag, safety, _, stock) = TONGUES[self.tongue];
        let words: Vec<&str> = (0..2 + self.dice.roll(14)).map(|_| *self.dice.one_of(stock)).collect();
        let space = if tag == "zh-Hans" { "" } else { " " };
        // The sign behind the number keeps 1 apart from 11.
        let line = format!("{safety} {}: {}.", self.made.len(), words.join(space));
        self.made.push(line.clone());
        line
    }
}

/// The lines as TOML writes them: a text, a list, or a text of several lines.
fn written(dice: &mut Dice, lines: &[String]) -> String {
    match (lines, dice.roll(3)) {
        ([only], 0) => format!("\"{only}\""),
        (_, 1) if !lines.is_empty() => format!("\"\"\"\n{}\n\"\"\"", lines.join("\n")),
        _ => format!("[{}]", lines.iter().map(|line| format!("\"{line}\"")).collect::<Vec<_>>().join(", ")),
    }
}

fn story(seed: u64) -> Story {
    let mut dice = Dice::new(seed);
    let tongue = dice.roll(TONGUES.len());
    let mut lines = Lines { dice: &mut dice, tongue, made: Vec::new() };
    let library: Vec<Vec<String>> = (0..1 + lines.dice.roll(4)).map(|_| lines.some(3)).collect();
    let mut handout = format!("title = \"Title\"\nlanguage = \"{}\"\n", TONGUES[tongue].0);
    if lines.dice.often(50) {
        let _ = writeln!(handout, "stop-if = \"it hurts\"\nsummary = [\"Much\", \"Little\"]\ntips = \"Tip\"");
    }
    let mut exercises = Vec::new();
    for number in 1..=1 + lines.dice.roll(5) {
        let (text, meant) = exercise(&mut lines, &library, number);
        handout.push_str(&text);
        exercises.push(meant);
    }
    let mut shelf = String::new();
    for (at, own) in library.iter().enumerate() {
        let name = TONGUES[tongue].2;
        let _ = writeln!(shelf, "[exercise.e{at}]\nname = \"{name} L{at}\"\nsteps = \"1, 2.\"\nreps = 5\ncue = \"Cue.\"");
        if !own.is_empty() {
            let _ = writeln!(shelf, "safety = {}", written(&mut dice, own));
        }
    }
    let (layout, text, hides) = random_layout(&mut dice);
    let mut files = vec![("handout.toml".to_owned(), handout), ("library/all.toml".to_owned(), shelf)];
    files.extend(text.map(|text| (format!("layouts/{layout}.toml"), text)));
    let what: String = files.iter().map(|(name, text)| format!("---- {name}\n{text}\n")).collect();
    Story { files, layout, exercises, hides, what: format!("seed {seed}\n{what}") }
}

/// One `[[exercise]]`: of its own, or over the library's in one of the ways in which safety text could get lost.
fn exercise(lines: &mut Lines, library: &[Vec<String>], number: usize) -> (String, Meant) {
    let name = format!("{} {number}x", TONGUES[lines.tongue].2);
    let mut text = format!("\n[[exercise]]\nname = \"{name}\"\n");
    if lines.dice.often(20) {
        let own = lines.some(3);
        let _ = writeln!(text, "steps = \"1.\"\nsafety = {}", written(lines.dice, &own));
        return (text, Meant { name, kept: own, dropped: Vec::new() });
    }
    let at = lines.dice.roll(library.len());
    let below = &library[at];
    let _ = writeln!(text, "use = \"e{at}\"");
    let more = ["", "steps = [\"9.\", \"8.\"]\n", "side = \"each\"\n", "side = \"left\"\nsets = 3\n", "without = [\"cue\", \"reps\"]\n"];
    let more = *lines.dice.one_of(&more);
    let takes_away = !more.contains("without") && lines.dice.often(30);
    text.push_str(if takes_away { "without = [\"safety\"]\n" } else { more });
    let own = match lines.dice.roll(4) {
        0 => None,
        1 => Some(Vec::new()),
        2 => Some(lines.some(2)),
        _ => {
            let mut own = lines.some(1);
            own.extend(below.first().filter(|line| !own.contains(line)).cloned());
            Some(own)
        }
    };
    if let Some(own) = &own {
        let _ = writeln!(text, "safety = {}", written(lines.dice, own));
    }
    let says = own.clone().unwrap_or_else(|| if takes_away { Vec::new() } else { below.clone() });
    let lost: Vec<String> = below.iter().filter(|line| !says.contains(line)).cloned().collect();
    if lines.dice.often(30) {
        text.push_str("drop-safety = \"seen by the doctor\"\n");
        return (text, Meant { name, kept: says, dropped: lost });
    }
    let kept = lost.iter().chain(&says).cloned().collect();
    (text, Meant { name, kept, dropped: Vec::new() })
}

/// A layout that ships, or one of its own; whether it hides safety text.
fn random_layout(dice: &mut Dice) -> (String, Option<String>, bool) {
    if dice.often(40) {
        return ((*dice.one_of(&["handout", "large-print", "exercise-cards", "wall-chart"])).to_owned(), None, false);
    }
    let hides = dice.often(10);
    let mut order = dice.shuffled(&["header", "title", "summary", "equipment", "tips", "log", "videos", "sources", "credits"]);
    order.truncate(dice.roll(order.len() + 1));
    let exercises = dice.roll(order.len() + 1);
    order.insert(exercises, "exercises");
    if !hides {
        order.insert(dice.roll(exercises + 1), "safety");
    }
    let mut items = dice.shuffled(&["why", "pictures", "set-up", "breathing", "cue", "avoid", "easier", "harder", "dosage"]);
    items.truncate(dice.roll(items.len() + 1));
    items.insert(dice.roll(items.len() + 1), "steps");
    items.insert(dice.roll(items.len() + 1), "safety");
    let extends = *dice.one_of(&["handout", "large-print", "exercise-cards"]);
    let body = 12 + dice.roll(9);
    let mut text = format!("extends = \"{extends}\"\norder = {order:?}\npaper = {:?}\n", dice.one_of(&["letter", "a4", "a5", "tabloid", "a3"]));
    let _ = writeln!(text, "flow = {:?}\n[page]\nmeasure = \"300 pt\"\naxis = {}", dice.one_of(&["pages", "pages", "cards"]), dice.roll(6));
    let _ = writeln!(
        text,
        "[cards]\nper-page = {}\nbody-sizes = {}",
        dice.one_of(&["[6, 4, 2, 1]", "[1]", "[4]"]),
        dice.one_of(&["[\"12 pt\"]", "[\"18 pt\", \"12 pt\"]"])
    );
    let _ = writeln!(text, "[styles]\nbody = {{ size = \"{body} pt\", leading = \"{} pt\" }}", body + dice.roll(9));
    let _ = writeln!(text, "heading = {{ size = \"{} pt\", leading = \"24 pt\", weight = \"regular\" }}", 12 + dice.roll(10));
    let arrange = dice.one_of(&["axis", "stacked"]);
    let _ = writeln!(text, "[parts.safety]\narrange = \"{arrange}\"\nsign = \"{} pt\"\nbar = \"1 pt\"", 24 + dice.roll(60));
    let _ = writeln!(text, "[parts.exercises]\norder = {items:?}\npictures = {:?}", dice.one_of(&["beside", "above", "row"]));
    ("mine".to_owned(), Some(text), hides)
}

/// What one node of the structure says, in which letters, on which pages.
#[derive(Default)]
struct Said {
    text: String,
    smallest: Option<Len>,
    pages: Vec<usize>,
    colours: Vec<Rgb>,
}

fn said(pages: &Pages) -> BTreeMap<NodeId, Said> {
    let mut all: BTreeMap<NodeId, Said> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for fragment in &page.fragments {
            if let (Mark::Tagged(node), Ink::Line { lines, index, colour, .. }) = (fragment.mark, &fragment.ink) {
                let said = all.entry(node).or_default();
                let line = &lines.lines[*index];
                said.text.push_str(&lines.content[line.range.clone()]);
                said.smallest = line.runs.iter().map(|run| run.size).chain(said.smallest).min();
                said.pages.push(number);
                said.colours.push(*colour);
            }
        }
    }
    all
}

/// The sections of the document by the words of their first heading.
fn sections(structure: &Structure, said: &BTreeMap<NodeId, Said>) -> Vec<(Vec<String>, Vec<NodeId>)> {
    let within = |section: NodeId| {
        let mut open = vec![section];
        let mut all = Vec::new();
        while let Some(node) = open.pop() {
            all.push(node);
            open.extend(structure.node(node).children.iter().rev());
        }
        all
    };
    let is_heading = |node: &&NodeId| matches!(structure.node(**node).role, Role::H1 | Role::H2 | Role::H3);
    let top = structure.node(Structure::ROOT).children.iter().filter(|node| structure.node(**node).role == Role::Sect);
    top.map(|section| {
        let nodes = within(*section);
        let headings = nodes.iter().filter(is_heading).filter_map(|node| said.get(node)).map(|said| said.text.trim().to_owned()).collect();
        (headings, nodes)
    })
    .collect()
}

/// Looks for all that must be there and all that must not. Whether a sheet came of it.
fn tell(story: &Story, resolved: &Resolved, pages: &Pages) {
    let what = &story.what;
    let all = said(pages);
    let sections = sections(&pages.structure, &all);
    let phrases = &resolved.handout.locale.phrases;
    let take_care = phrases.get(Phrase::TakeCare).trim();
    let block = sections.iter().find(|(headings, _)| headings.iter().any(|heading| heading == take_care)).map_or(&[][..], |(_, nodes)| nodes);
    for said in block.iter().filter_map(|node| all.get(node)) {
        assert!(said.smallest >= Some(FLOOR), "`{}` stands in {:?} pt\n{what}", said.text, said.smallest);
    }
    for (at, meant) in story.exercises.iter().enumerate() {
        let name = format!("{} {}", phrases.number(at + 1), meant.name);
        // The side stands behind the name.
        let is_card = |heading: &String| *heading == name || heading.starts_with(&format!("{name} –"));
        let card = sections.iter().find(|(headings, _)| headings.first().is_some_and(is_card));
        let (_, card) = card.unwrap_or_else(|| panic!("no card of {name}\n{what}"));
        for line in &meant.kept {
            let own = card.iter().filter_map(|node| all.get(node)).find(|said| said.text.trim() == line);
            whole(own.unwrap_or_else(|| panic!("`{line}` is not in the card of {name}\n{what}")), &resolved.layout, what);
            let gathered = block.iter().filter_map(|node| all.get(node)).find(|said| said.text.contains(line.as_str()));
            let gathered = gathered.unwrap_or_else(|| panic!("`{line}` is not in the safety block\n{what}"));
            whole(gathered, &resolved.layout, what);
            assert!(gathered.pages.iter().all(|page| *page == 0), "`{line}` is not on the first page\n{what}");
            let is_common = story.exercises.iter().all(|other| other.kept.contains(line));
            assert!(is_common || gathered.text.contains(&meant.name), "`{}` does not name {name}\n{what}", gathered.text);
        }
        for line in &meant.dropped {
            let left = card.iter().filter_map(|node| all.get(node)).any(|said| said.text.contains(line.as_str()));
            assert!(!left, "`{line}` is in the card of {name}\n{what}");
        }
    }
    let everything: String = all.values().map(|said| said.text.as_str()).collect::<Vec<_>>().join("\n");
    for line in story.exercises.iter().flat_map(|meant| &meant.dropped) {
        let kept_elsewhere = story.exercises.iter().any(|meant| meant.kept.contains(line));
        assert!(kept_elsewhere || !everything.contains(line.as_str()), "`{line}` was dropped by all and is printed\n{what}");
    }
}

/// In letters of the layout's size or larger, and in its ink.
fn whole(said: &Said, layout: &Layout, what: &str) {
    let least = match &layout.flow {
        Flow::Pages => layout.styles.body.size,
        Flow::Cards { body_sizes, .. } | Flow::Panels { body_sizes, .. } => body_sizes.iter().copied().min().unwrap_or(FLOOR),
    };
    let size = said.smallest.unwrap_or(Len::ZERO);
    assert!(size >= least && least >= FLOOR, "`{}` stands in {size} pt, not {least} pt\n{what}", said.text);
    let Rgb(red, green, blue) = said.colours[0];
    let colour = u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue);
    assert!(colour == layout.colours.ink && colour != layout.colours.paper, "`{}` stands in #{colour:06x}\n{what}", said.text);
}

#[test]
fn safety_text_survives_every_override_layout_and_language() {
    let kit = Kit::new(vec![concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into()]);
    let (mut made, mut full, mut hidden, mut dropped) = (0, 0, 0, 0);
    for seed in 1..=CASES {
        let story = story(seed);
        let mut out = Diagnostics::default();
        let files = story.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let project = project(Shelf::memory(files), &mut out);
        let ask = Ask { layout: Some(story.layout.clone()), ..Ask::of(ProjectPath::within("", "handout.toml").expect("a path")) };
        let resolved = job(&project, &kit, &ask, &mut out);
        let codes: Vec<Code> = out.iter().map(|fault| fault.code).collect();
        assert_eq!(story.hides, codes.contains(&Code::SafetyHidden), "{out:?}\n{}", story.what);
        assert_eq!(story.hides, resolved.is_none(), "{out:?}\n{}", story.what);
        let drops = story.exercises.iter().filter(|meant| !meant.dropped.is_empty()).count();
        let told = codes.iter().filter(|code| **code == Code::SafetyDropped).count();
        assert_eq!(drops, told, "each exercise that drops safety text is told\n{}", story.what);
        dropped += drops;
        hidden += usize::from(story.hides);
        let Some(resolved) = resolved else { continue };
        let mut faults = Diagnostics::default();
        let pages = compose(&resolved.handout, &resolved.layout, &kit, None, &mut faults);
        // What has no room makes no sheet; nothing else may stand in the way.
        let others = faults.iter().filter(|fault| fault.code != Code::NoRoom).any(|fault| fault.severity == stepsheet::diag::Severity::Error);
        assert!(!others, "{faults:?}\n{}", story.what);
        if faults.has_errors() {
            full += 1;
            continue;
        }
        tell(&story, &resolved, &pages);
        made += 1;
    }
    // The stories must not all be of one kind.
    assert!(made > CASES / 2 && full > 0 && hidden > 5 && dropped > 50, "{made} made, {full} too full, {hidden} hidden, {dropped} dropped");
}
