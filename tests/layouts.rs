//! Layouts that do not ship, from TOML alone: what they say is what the composed pages show.
use std::fs;

use tempfile::TempDir;

use crate::case::Run;
use crate::command::run;

const HANDOUT: &str = r#"
title = "Loosen your back"
summary = ["Two moves, five minutes."]
stop-if = ["pain spreads"]
equipment = ["mat"]
tips = "A mild ache is normal."

[[exercise]]
name = "Bridge"
why = "Strong hips."
steps = ["Lie on your back.", "Lift your hips."]
safety = "Keep your neck still."
sets = 2
reps = 10

[log]
weeks = 1

[[source]]
title = "A book"
"#;

/// A project of one handout and these layouts.
fn project(layouts: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("back.toml"), HANDOUT).expect("a handout");
    fs::create_dir(folder.path().join("layouts")).expect("a folder");
    for (name, text) in layouts {
        fs::write(folder.path().join(format!("layouts/{name}.toml")), text).expect("a layout");
    }
    folder
}

fn dump(layouts: &[(&str, &str)], name: &str) -> Run {
    run(project(layouts).path(), &["dump", "back.toml", "--layout", name])
}

/// The composed pages, where nothing stood in the way.
fn pages(layouts: &[(&str, &str)], name: &str) -> String {
    let run = dump(layouts, name);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout
}

/// Where these texts first stand: they must come in this order.
fn in_order(pages: &str, texts: &[&str]) {
    let places: Vec<usize> = texts.iter().map(|text| pages.find(text).unwrap_or_else(|| panic!("no {text} in\n{pages}"))).collect();
    assert!(places.is_sorted(), "{texts:?} stand at {places:?} in\n{pages}");
}

/// The lines of the dump that set this text.
fn line_of<'p>(pages: &'p str, text: &str) -> &'p str {
    pages.lines().find(|line| line.contains(" line ") && line.contains(text)).unwrap_or_else(|| panic!("no {text} in\n{pages}"))
}

#[test]
fn another_order_on_another_paper() {
    let mine = "paper = \"a5\"\norder = [\"title\", \"equipment\", \"summary\", \"safety\", \"log\", \"exercises\", \"tips\", \"sources\"]\n\
                [page]\nmeasure = \"360 pt\"\naxis = 0\n";
    let pages = pages(&[("mine", mine)], "mine");
    assert!(pages.contains("page 1 419.53 x 595.28 "), "{pages}");
    in_order(
        &pages,
        &[
            "\"Loosen your back\"",
            "line \"mat\"",
            "\"Two moves",
            "\"Keep your neck still.\"",
            "\"Mark each day",
            "\"Lift your hips.\"",
            "\"A mild ache",
        ],
    );
}

#[test]
fn a_paper_of_ones_own_size() {
    let pages = pages(&[("mine", "paper = \"6 in x 9 in\"\n[page]\nmeasure = \"340 pt\"\naxis = 0\n")], "mine");
    assert!(pages.contains("page 1 432 x 648 "), "{pages}");
}

#[test]
fn one_key_of_one_part_changes_and_nothing_else() {
    let plain = pages(&[], "handout");
    let wide = pages(&[("mine", "extends = \"handout\"\n[parts.log]\npitch = \"32 pt\"\n")], "mine");
    assert_ne!(plain, wide);
    for text in ["\"Loosen your back\"", "\"Two moves", "\"Keep your neck still.\"", "\"Lift your hips.\"", "\"Mark each day"] {
        assert_eq!(line_of(&plain, text), line_of(&wide, text));
    }
}

#[test]
fn one_key_of_one_style_changes_and_its_others_stay() {
    let pages = pages(&[("mine", "[styles]\ntitle = { size = \"31 pt\" }\n")], "mine");
    assert!(line_of(&pages, "\"Loosen your back\"").contains("AtkinsonHyperlegibleNext-Bold 31 "), "{pages}");
}

#[test]
fn layouts_stand_on_layouts_of_the_project() {
    let ours = ("ours", "extends = \"large-print\"\npaper = \"letter\"\n[styles]\ntitle = { size = \"40 pt\" }\n");
    let mine = ("mine", "extends = \"ours\"\n[styles]\nbody = { size = \"19 pt\" }\n");
    let pages = pages(&[ours, mine], "mine");
    assert!(pages.contains("page 1 612 x 792 "), "{pages}");
    assert!(line_of(&pages, "\"Loosen your back\"").contains("-Bold 40 "), "{pages}");
    assert!(line_of(&pages, "\"Lift your hips.\"").contains("-Regular 19 "), "{pages}");
}

#[test]
fn without_takes_a_key_of_the_lower_layout_away() {
    let ours = ("ours", "paper = \"a5\"\n[page]\nmeasure = \"360 pt\"\naxis = 0\n");
    let mine = ("mine", "extends = \"ours\"\nwithout = [\"paper\"]\n");
    assert!(pages(&[ours, mine], "mine").contains("page 1 595.28 x 841.89 "));
}

#[test]
fn the_command_line_has_the_last_word_on_paper() {
    let folder = project(&[("mine", "paper = \"a4\"\n")]);
    let run = run(folder.path(), &["dump", "back.toml", "--layout", "mine", "--paper", "letter"]);
    assert!(run.stdout.contains("page 1 612 x 792 "), "{}", run.stderr);
}

#[test]
fn what_is_left_out_is_told() {
    let run = dump(&[("mine", "order = [\"title\", \"safety\", \"exercises\"]\n")], "mine");
    assert_eq!(run.status, 0, "{}", run.stderr);
    for part in ["summary", "equipment", "tips", "log", "source"] {
        assert!(run.stderr.contains(&format!("does not print: {part}")), "{part}: {}", run.stderr);
    }
    assert!(!run.stdout.contains("A mild ache"));
}

#[test]
fn safety_text_cannot_be_left_out() {
    for mine in [
        "order = [\"title\", \"exercises\"]\n",
        "order = [\"title\", \"exercises\", \"safety\"]\n",
        "[parts.exercises]\norder = [\"steps\", \"dosage\"]\n",
        "without = [\"order\"]\norder = [\"exercises\"]\n",
    ] {
        let run = dump(&[("mine", mine)], "mine");
        let told = run.status != 0 && run.stderr.contains("layouts/mine.toml");
        let printed = run.stdout.matches("Keep your neck still.").count() >= 2;
        assert!(told || printed, "{mine}\n{}\n{}", run.stderr, run.stdout);
    }
}

/// The smallest letters of the pages, in hundredths of a point.
fn smallest_letters(pages: &str) -> i64 {
    let sizes = pages.lines().filter(|line| line.contains(" line ")).filter_map(|line| {
        let after = line.rsplit_once('"')?.1;
        after.split_whitespace().nth(1)?.parse::<f64>().ok()
    });
    sizes.map(|size| (size * 100.0) as i64).min().expect("lines of text")
}

#[test]
fn letters_are_as_large_as_the_viewing_distance_asks_for() {
    let far = |layout: &str, distance: &str| ("far", format!("extends = \"{layout}\"\nviewing-distance = \"{distance}\"\n"));
    // 0.25 % of the distance is two thirds of the letters' size.
    for (layout, distance, paper, least) in [
        ("wall-chart", "2 m", "a2", 2150),
        ("wall-chart", "3 m", "24x36in", 3200),
        ("wall-chart", "3 m", "arch-c", 3200),
        ("handout", "2 m", "a3", 2150),
        ("exercise-cards", "1.5 m", "a3", 1600),
    ] {
        let (name, text) = far(layout, distance);
        let run = run(project(&[(name, &text)]).path(), &["dump", "back.toml", "--layout", "far", "--paper", paper]);
        assert_eq!(run.status, 0, "{layout} {distance} {paper}: {}", run.stderr);
        let smallest = smallest_letters(&run.stdout);
        assert!(smallest >= least, "{layout} {distance} {paper}: {smallest}");
    }
}

#[test]
fn a_chart_grows_with_its_paper() {
    let on = |paper: &str| run(project(&[]).path(), &["dump", "back.toml", "--layout", "wall-chart", "--paper", paper]).stdout;
    let (chart, large) = (on("24x36in"), on("48 in x 72 in"));
    assert!(chart.contains("page 1 1728 x 2592 ") && large.contains("page 1 3456 x 5184 "), "{chart}");
    assert_eq!(smallest_letters(&chart) * 2, smallest_letters(&large));
}

#[test]
fn every_layout_of_the_project_is_listed() {
    let folder = project(&[("mine", "description = \"For the wallet.\"\npaper = \"a6\"\n")]);
    let listed = run(folder.path(), &["layouts"]);
    assert!(listed.stdout.lines().any(|line| line.starts_with("mine ") && line.ends_with("For the wallet. (made for a6)")), "{}", listed.stdout);
}

/// The parts to fill in by hand, as a layout of one's own orders them.
const BY_HAND: (&str, &str) = (
    "by-hand",
    "order = [\"title\", \"safety\", \"next-visit\", \"exercises\", \"notes\", \"pain-scale\", \"progress-notes\", \"teach-back\"]\n\
     [parts.pain-scale]\ntimes = [\"after\"]\n[parts.notes]\npages = 2\n",
);

#[test]
fn parts_to_fill_in_come_in_any_order() {
    let pages = pages(&[BY_HAND], "by-hand");
    in_order(
        &pages,
        &[
            "\"Keep your neck still.\"",
            "\"Next visit\"",
            "\"Lift your hips.\"",
            "\"Notes\"",
            "\"How much",
            "\"How it went\"",
            "\"In your own words\"",
        ],
    );
    assert!(pages.contains("Figure #") && pages.contains("alt \"After: A scale to mark by hand, from 0 for no pain to 10"), "{pages}");
    // A page of notes holds nothing else, and the second is read as the same again.
    let page = |number: usize| pages.split("\npage ").nth(number).unwrap_or_else(|| panic!("no page {number} in\n{pages}"));
    assert!(page(2).contains("H2 #") && page(2).contains("line \"Notes\""), "{}", page(2));
    assert!(page(3).contains("header line \"Notes\"") && !page(3).contains("Figure"), "{}", page(3));
    assert!(page(4).contains("\"How much"), "{}", page(4));
}

#[test]
fn no_part_to_fill_in_is_printed_unasked() {
    for layout in ["handout", "large-print", "exercise-cards", "wall-chart"] {
        let pages = pages(&[], layout);
        assert!(
            !["How much does it hurt?", "In your own words", "How it went", "Questions to ask", "\"Notes\""].iter().any(|said| pages.contains(said))
        );
    }
}

#[test]
fn parts_to_fill_in_speak_chinese() {
    let folder = project(&[BY_HAND]);
    let handout = "title = \"桥式\"\nlanguage = \"zh-Hans\"\n\n[[exercise]]\nname = \"桥式\"\nsteps = [\"抬起臀部。\"]\n";
    fs::write(folder.path().join("back.toml"), handout).expect("a handout");
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
    let run = run(folder.path(), &["dump", "back.toml", "--layout", "by-hand", "--font-dir", fonts]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    in_order(&run.stdout, &["\"下次就诊\"", "\"抬起臀部。\"", "\"笔记\"", "\"有多痛？\"", "\"感觉怎么样\"", "\"用自己的话说一说\""]);
    assert!(run.stdout.contains("alt \"锻炼后：手写标记的疼痛评分，从0（不痛）到10（最痛）。\""), "{}", run.stdout);
}
