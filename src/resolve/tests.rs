//! Handouts in memory, resolved: what they mean, and what is told of them.
use super::words::bare;
use super::*;
use crate::diag::{Code, Severity};
use crate::geom::{Direction, paper_named};
use crate::model::{BlankKind, Dose, DoseValue};
use crate::shelf::{ProjectPath, Shelf};
use crate::text::is_written_in;

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>"#;
const TOLD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><title>Roll</title><desc>A person
  on a roller.</desc><rect width="40" height="30"/></svg>"#;

/// The example of the README, but for its pictures' endings.
const EXAMPLE: &str = r#"title = "Loosen and strengthen your upper back"
summary = ["Roll, arch and row on three days a week.", "Go slowly and keep breathing."]
ask-first = ["You have weak bones, or a recent fracture, operation or injury.", "You are pregnant, have cancer, or take blood thinners."]
stop-if = ["Pain is sharp or spreads.", "You feel numb, weak or dizzy."]
emergency = "Chest pain or trouble breathing."
tips = "A mild ache the next day is normal."
equipment = ["foam roller", "mat", "light resistance band"]
days-a-week = 3
version = "1.0"
issued = 2026-11-20
review-by = 2028-11-20

[[exercise]]
name = "Roll your upper back"
why = "Frees stiff muscles between the shoulder blades."
pictures = [
  { file = "images/roll-start.svg", alt = "Lying on the floor, roller under the mid back, hands behind the head, hips lifted.", caption = "Start" },
  { file = "images/roll-end.svg", alt = "The roller has moved up to the top of the shoulder blades.", caption = "End" },
]
set-up = "Sit in front of the roller. Clasp your hands behind your head."
steps = """
Lie back with the roller just below your shoulder blades.
Squeeze your buttocks and lift your hips.
Roll slowly up to the top of your shoulder blades and back.
"""
safety = "Keep the roller off your neck and your lower back."
sets = 2
time = "60 s"
rest = "30 s"

[[exercise]]
name = "Row with a band"
side = "both-together"
steps = ["Hold the band with straight arms.", "Pull your elbows back.", "Return slowly."]
sets = 2
reps = 10
load = "light band"
video = "https://example.org/row"

[log]
weeks = 2

[[source]]
title = "How to Use a Foam Roller for Your Upper Back"
author = "Heidi Wachter"
publisher = "Experience Life"
"#;

const MINIMAL: &str = "title = \"Bridge\"\n[[exercise]]\nname = \"Bridge\"\nsteps = \"Lift your hips.\"\n";

/// What one run said.
struct Run {
    resolved: Option<Resolved>,
    out: Diagnostics,
    sources: Sources,
}

impl Run {
    fn handout(&self) -> &Handout {
        match &self.resolved {
            Some(resolved) => &resolved.handout,
            None => panic!("not resolved: {:#?}", self.told()),
        }
    }

    /// `file:line:column code: message`, in the order of the places.
    fn told(&self) -> Vec<String> {
        let all = self.out.clone().sorted();
        all.iter()
            .map(|fault| {
                let place = fault.span.and_then(|span| self.sources.place(span));
                let place = place.map(|place| format!("{}:{}:{} ", place.source.name, place.line, place.column)).unwrap_or_default();
                format!("{place}{}: {}", fault.code.slug(), fault.message)
            })
            .collect()
    }

    fn codes(&self) -> Vec<Code> {
        self.out.clone().sorted().iter().map(|fault| fault.code).collect()
    }

    fn help(&self, code: Code) -> String {
        self.out.iter().find(|fault| fault.code == code).and_then(|fault| fault.help.clone()).unwrap_or_default()
    }
}

fn run_ask(files: &[(&str, &str)], change: impl FnOnce(&mut Ask)) -> Run {
    let shelf = Shelf::memory(files.iter().copied());
    let mut out = Diagnostics::default();
    let project = project(shelf, &mut out);
    let mut ask = Ask::of(ProjectPath::within("", "handouts/back.toml").unwrap_or_default());
    change(&mut ask);
    let resolved = resolved(&project, &Pictures::default(), &ask, &mut out);
    assert_eq!(resolved.is_none(), out.has_errors(), "{out:#?}");
    Run { resolved, sources: project.sources(&ask), out }
}

fn run(files: &[(&str, &str)]) -> Run {
    run_ask(files, |_| {})
}

fn one(handout: &str) -> Run {
    run(&[("handouts/back.toml", handout), ("images/roll-start.svg", SVG), ("images/roll-end.svg", SVG), ("images/told.svg", TOLD)])
}

/// An exercise that is whole but for what is added.
fn exercise(more: &str) -> String {
    format!("title = \"Back\"\n[[exercise]]\nname = \"Bridge\"\nsteps = [\"Lift.\"]\n{more}\n")
}

fn shown(dose: &Dose) -> String {
    match &dose.value {
        DoseValue::Said { amount, unit, unit_first: false } => format!("{}={}|{}", dose.label.content, bare(amount), bare(unit)),
        DoseValue::Said { amount, unit, unit_first: true } => format!("{}={}|{}", dose.label.content, bare(unit), bare(amount)),
        DoseValue::WriteIn => format!("{}=____", dose.label.content),
    }
}

fn doses(run: &Run) -> Vec<String> {
    run.handout().exercises[0].dosage.iter().map(shown).collect()
}

#[test]
fn the_example_means_what_it_says() {
    let run = one(EXAMPLE);
    assert_eq!(run.told(), Vec::<String>::new());
    let handout = run.handout();
    assert_eq!((handout.id.as_str(), handout.locale.tag.as_str()), ("back", "en"));
    assert_eq!(handout.exercises.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["roll-your-upper-back", "row-with-a-band"]);
    assert_eq!(handout.exercises[0].steps.len(), 3);
    assert_eq!(handout.exercises[0].pictures[1].caption.as_ref().map(|text| text.content.as_str()), Some("End"));
    assert_eq!(doses(&run), ["Sets=2|", "Time=60|seconds", "Rest=30|seconds", "Days a week=3|"]);
    let row: Vec<String> = handout.exercises[1].dosage.iter().map(shown).collect();
    assert_eq!(row, ["Sets=2|", "Repeats=10|", "Resistance=|Light band", "Days a week=3|", "Side=|Both together"]);
    assert_eq!(handout.exercises[0].dosage[2].spoken, "Rest: 30 seconds");
    assert_eq!(handout.safety.exercises.len(), 1);
    assert!(handout.safety.clinic_call.is_none() && handout.safety.emergency_call.is_none());
    assert_eq!(handout.exercises[1].video.as_ref().map(|video| bare(&video.shown)), Some("example.org/row".into()));
    assert_eq!(handout.log.as_ref().map(|log| log.weeks), Some(2));
    assert_eq!(bare(&handout.sources[0].line.content), "“How to Use a Foam Roller for Your Upper Back.” Heidi Wachter, Experience Life");
    assert_eq!(handout.issued.as_ref().map(|date| bare(&date.shown)), Some("Nov 20, 2026".into()));
    assert_eq!(handout.blanks.iter().map(|blank| blank.spoken.as_str()).next(), Some("Patient: to fill in"));
    assert_eq!(run.resolved.as_ref().map(|all| (all.max_dpi, all.layout.name.clone())), Some((Some(300), "handout".into())));
}

#[test]
fn a_title_and_one_exercise_are_enough() {
    for language in ["en", "ar", "es", "hi", "th", "zh-Hans", "en-GB", "es-MX", "zh-CN"] {
        let handout = format!("language = \"{language}\"\n{MINIMAL}");
        let run = one(&handout);
        // These three words are told to be in other letters than the language's.
        let told = if is_written_in("Lift your hips.", language) { 0 } else { 1 };
        assert_eq!(run.told().len(), told, "{language}");
        assert_eq!(run.handout().locale.tag, language);
    }
}

#[test]
fn arabic_runs_right_to_left_and_keeps_its_values_whole() {
    let clinic = "[clinic]\nphone = \"(555) 010-1234\"\nemergency-number = \"997\"";
    let handout = "language = \"ar\"\ntitle = \"الظهر\"\nissued = 2026-11-20\n[[exercise]]\nname = \"جسر\"\n\
        steps = [\"ارفع **(555) 010-1234** ثم 5-10 مرات\"]\nreps = \"8-12\"\nhold = \"3 s\"\nrest = \"11 s\"\nload = \"2.5 kg\"\ntempo = \"3-1-2\"\n";
    let run = run_ask(&[("handouts/back.toml", handout), ("stepsheet.toml", clinic)], |ask| {
        ask.patient = Patient { name: Some("آنا Ana".into()), date: Some("2026-11-20".into()), ..Patient::default() };
    });
    assert_eq!(run.told(), Vec::<String>::new());
    let handout = run.handout();
    assert_eq!(handout.locale.direction, Direction::Rtl);
    assert_eq!(handout.exercises[0].id, "exercise-1");
    let DoseValue::Said { amount, .. } = &handout.exercises[0].dosage[0].value else { panic!("no amount") };
    assert_eq!(amount, "\u{2066}٨–١٢\u{2069}");
    assert_eq!(doses(&run)[1..], ["مدة الثبات=٣|ثوانٍ", "الراحة=١١|ثانية", "السرعة=3-1-2|", "المقاومة=٢٫٥|كيلوغرام"].map(String::from));
    assert_eq!(handout.exercises[0].dosage[0].spoken, "التكرارات: من ٨ إلى ١٢");
    let step = &handout.exercises[0].steps[0];
    assert_eq!(&step.content[step.strong[0].clone()], "(555) 010-1234");
    let call = handout.safety.clinic_call.clone().unwrap_or_default();
    assert_eq!(&call.content[call.strong[0].clone()], "\u{2066}(555) 010-1234\u{2069}");
    assert_eq!(handout.issued.as_ref().map(|date| date.shown.as_str()), Some("\u{2068}٢٠ نوفمبر ٢٠٢٦\u{2069}"));
    let blank = |kind| handout.blanks.iter().find(|blank| blank.kind == kind).and_then(|blank| blank.value.clone());
    assert_eq!(blank(BlankKind::Patient).as_deref(), Some("\u{2068}آنا Ana\u{2069}"));
    assert_eq!(blank(BlankKind::Date).as_deref(), Some("\u{2068}٢٠ نوفمبر ٢٠٢٦\u{2069}"));
    assert_eq!(blank(BlankKind::Therapist), None);
}

#[test]
fn doses_speak_in_words() {
    let more = "reps = \"8-12\"\nhold = \"1 s\"\ntime = \"30-60 s\"\nload = \"light band (yellow)\"\neffort = \"write-in\"\nsets = \"to fatigue\"\n\
        tempo = \"slow and steady\"\nside = \"left\"\ntimes-a-day = \"1-2\"";
    let run = one(&exercise(more));
    assert_eq!(
        doses(&run),
        [
            "Sets=|Until tired",
            "Repeats=8–12|",
            "Time=30–60|seconds",
            "Hold=1|second",
            "Speed=|slow and steady",
            "Resistance=|Light band (yellow)",
            "Effort=____",
            "Times a day=1–2|",
            "Side=|Left"
        ]
    );
    let spoken: Vec<&str> = run.handout().exercises[0].dosage.iter().map(|dose| dose.spoken.as_str()).collect();
    assert_eq!(spoken[1..4], ["Repeats: 8 to 12", "Time: 30 to 60 seconds", "Hold: 1 second"]);
    assert_eq!(spoken[6], "Effort: to fill in");
}

#[test]
fn all_faults_of_a_handout_are_told_in_one_run() {
    let handout = "title = \"A **b\"\nlayout = \"handuot\"\npaper = \"lettr\"\nlanguage = \"qqq\"\n\
        [[exercise]]\nwhy = \"Turn {side}.\"\npictures = [\"images/roll-start.svg\", \"images/none.svg\", \"../../x.svg\"]\n\
        [[exercise]]\nuse = \"brige\"\n[[exercise]]\nname = \"C\"\nsteps = [\"x\"]\nvideo = \"http:// \"\n";
    let run = run(&[
        ("handouts/back.toml", handout),
        ("images/roll-start.svg", SVG),
        ("library/all.toml", "[exercise.bridge]\nname = \"B\"\nsteps = [\"x\"]\n"),
    ]);
    let codes = run.codes();
    for code in [
        Code::UnpairedBold,
        Code::UnknownLayout,
        Code::UnknownPaper,
        Code::UnknownLanguage,
        Code::NoSide,
        Code::MissingAlt,
        Code::PictureMissing,
        Code::PictureOutside,
        Code::UnknownExercise,
    ] {
        assert_eq!(codes.iter().filter(|known| **known == code).count(), 1, "{code:?} in {:#?}", run.told());
    }
    // The first exercise lacks both its name and its steps; the second's are the library's.
    assert_eq!(codes.iter().filter(|code| **code == Code::MissingKey).count(), 2, "{:#?}", run.told());
    assert_eq!(run.help(Code::UnknownExercise), "did you mean `bridge`?");
    assert_eq!(run.help(Code::UnknownLayout), "did you mean `handout`?");
    assert!(run.help(Code::UnknownLanguage).contains("am, ar, bn, de, el, en, es, fa"));
}

#[test]
fn what_reading_told_is_not_asked_for_again() {
    let run = one("[[exercise]]\nnmae = \"A\"\nsteps = 5\n");
    assert_eq!(run.codes().iter().filter(|code| **code == Code::MissingKey).count(), 1, "{:#?}", run.told());
    let run = one("title = \"T\"\n[[exercise]]\nname = \"A\"\nsteps = [\"x\"]\npictures = [{ file = \"images/roll-end.svg\", atl = \"x\" }]\n");
    assert_eq!(run.codes(), [Code::UnknownKey], "{:#?}", run.told());
}

#[test]
fn pictures_need_words_of_the_author_or_their_own() {
    let run = one(&exercise("pictures = \"images/told.svg\""));
    assert_eq!(run.handout().exercises[0].pictures[0].alt, "A person on a roller.");
    let run = one(&exercise("pictures = \"images/roll-end.svg\""));
    assert_eq!(run.told(), ["handouts/back.toml:5:13 missing-alt: the picture `images/roll-end.svg` has no alternative text"]);
    let run = one(&exercise("pictures = \"images/roll-edn.svg\""));
    assert_eq!(run.help(Code::PictureMissing), "did you mean `images/roll-end.svg`?");
    let fix = run.out.iter().find_map(|fault| fault.fix.clone());
    assert_eq!(fix.map(|fix| fix.text), Some("images/roll-end.svg".into()));
    let run = one(&exercise("pictures = [{ file = \"images/roll-edn.svg\", alt = \"x\" }]"));
    let fix = run.out.iter().find_map(|fault| fault.fix.clone());
    assert_eq!(fix.map(|fix| fix.text), Some("\"images/roll-end.svg\"".into()));
    let run = one(&exercise("pictures = [{ file = \"images\\roll-end.svg\", alt = \"End.\" }]"));
    assert_eq!(run.codes(), [Code::PicturePath], "{:?}", run.told());
}

#[test]
fn pictures_of_the_library_lie_beside_it() {
    let library = "[exercise.bridge]\nname = \"B\"\nsteps = [\"x\"]\npictures = [{ file = \"b.svg\", alt = \"A bridge.\", author = \"Ana\", licence = \"CC-BY-4.0\" }]\n";
    let handout = "title = \"T\"\n[[exercise]]\nuse = \"bridge\"\n[[exercise]]\nuse = \"bridge\"\n";
    let run = run(&[("handouts/back.toml", handout), ("library/all.toml", library), ("library/b.svg", SVG)]);
    assert_eq!(run.told(), Vec::<String>::new());
    assert_eq!(
        run.handout().clinic.credits.iter().map(|credit| bare(&credit.content)).collect::<Vec<_>>(),
        ["Ana, CC-BY-4.0 (creativecommons.org/licenses/by/4.0)"]
    );
}

const LIBRARY: &str = "[exercise.bridge]\nname = \"Bridge\"\nsteps = [\"Lift.\"]\nsafety = [\"Keep  off your neck.\", \"Stop if it hurts.\"]\nsets = 2\nload = \"5 kg\"\n";

fn with_library(more: &str) -> Run {
    let handout = format!("title = \"T\"\n[[exercise]]\nuse = \"bridge\"\n{more}\n");
    run(&[("handouts/back.toml", &handout), ("library/all.toml", LIBRARY)])
}

fn safety(run: &Run) -> Vec<&str> {
    run.handout().exercises[0].safety.iter().map(|line| line.content.as_str()).collect()
}

#[test]
fn an_exercise_of_the_library_is_taken_and_changed() {
    let run = with_library("sets = 3\nwithout = [\"load\"]");
    assert_eq!(run.told(), Vec::<String>::new());
    assert_eq!(doses(&run), ["Sets=3|"]);
    assert_eq!((run.handout().exercises[0].id.as_str(), safety(&run).len()), ("bridge", 2));
}

#[test]
fn safety_of_the_library_survives() {
    let run = with_library("safety = \"Breathe. \"");
    assert_eq!(safety(&run), ["Keep off your neck.", "Stop if it hurts.", "Breathe."]);
    assert_eq!(run.codes(), [Code::SafetyKept]);
    let run = with_library("safety = [\"Keep off your neck.\", \"Breathe.\"]");
    assert_eq!(safety(&run), ["Stop if it hurts.", "Keep off your neck.", "Breathe."]);
    let run = with_library("without = [\"safety\"]");
    assert_eq!((safety(&run).len(), run.codes()), (2, vec![Code::SafetyKept]));
    let run = with_library("safety = []");
    assert_eq!((safety(&run).len(), run.codes()), (2, vec![Code::SafetyKept]));
}

#[test]
fn safety_of_the_library_goes_for_a_reason() {
    let run = with_library("without = [\"safety\"]\ndrop-safety = \"lies on the side\"");
    assert!(safety(&run).is_empty());
    assert_eq!(run.codes(), [Code::SafetyDropped]);
    assert!(run.told()[0].contains("lies on the side") && run.told()[0].contains("Stop if it hurts."), "{:?}", run.told());
    let run = with_library("drop-safety = \"lies on the side\"");
    assert_eq!((safety(&run).len(), run.codes()), (2, vec![Code::SafetyKept]));
}

#[test]
fn a_fault_of_the_library_stops_those_who_use_it() {
    let library = format!("{LIBRARY}[exercise.row]\nname = 5\nsteps = [\"x\"]\n");
    let handout = "title = \"T\"\n[[exercise]]\nuse = \"bridge\"\n";
    let run = run(&[("handouts/back.toml", handout), ("library/all.toml", &library)]);
    assert!(run.resolved.is_none() && run.told()[0].starts_with("library/all.toml:8:8 wrong-type"), "{:?}", run.told());
    let shelf = Shelf::memory([("handouts/back.toml", MINIMAL), ("library/all.toml", library.as_str())]);
    let project = project(shelf, &mut Diagnostics::default());
    let mut out = Diagnostics::default();
    let ask = Ask::of(ProjectPath::within("", "handouts/back.toml").unwrap_or_default());
    assert!(resolved(&project, &Pictures::default(), &ask, &mut out).is_some(), "{out:?}");
}

#[test]
fn ids_are_their_own() {
    let handout = "title = \"T\"\n[[exercise]]\nuse = \"bridge\"\n[[exercise]]\nuse = \"bridge\"\n[[exercise]]\nid = \"bridge-2\"\nuse = \"bridge\"\n\
        [[exercise]]\nname = \"Bridge\"\nsteps = [\"x\"]\n[[exercise]]\nname = \"桥\"\nsteps = [\"x\"]\n";
    let run = run(&[("handouts/back.toml", handout), ("library/all.toml", LIBRARY)]);
    let ids: Vec<&str> = run.handout().exercises.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["bridge", "bridge-3", "bridge-2", "bridge-4", "exercise-5"]);
    let twice = exercise("id = \"a\"\n[[exercise]]\nid = \"a\"\nname = \"B\"\nsteps = [{ id = \"s\", text = \"x\" }, { id = \"s\", text = \"y\" }]");
    let run = one(&twice);
    assert_eq!(run.codes(), [Code::SameId, Code::SameId]);
    assert!(run.out.iter().all(|fault| fault.also.is_some()));
}

#[test]
fn sides_become_words() {
    let run = one(&exercise("side = \"left\"\nsafety = \"Lift the {side} leg, not the **{other-side}** one, {not} this.\""));
    let text = &run.handout().exercises[0].safety[0];
    assert_eq!(text.content, "Lift the left leg, not the right one, {not} this.");
    assert_eq!(&text.content[text.strong[0].clone()], "right");
    let run = one(&exercise("side = \"each\"\ncue = \"Lift the {side} leg.\""));
    assert_eq!(run.told(), ["handouts/back.toml:6:17 no-side: `{side}` needs a side, left or right"]);
}

#[test]
fn bold_that_is_open_gets_its_place() {
    let run = one(&exercise("cue = \"Do **not stop.\""));
    assert_eq!(run.told(), ["handouts/back.toml:5:11 unpaired-bold: this `**` has no partner"]);
}

#[test]
fn too_much_is_a_warning() {
    let steps: String = (0..200).map(|step| format!("\"Step {step}\", ")).collect();
    let many: String = (0..7).map(|n| format!("[[exercise]]\nname = \"E{n}\"\nsteps = [{steps}]\n")).collect();
    let run = one(&format!("title = \"{}\"\n{many}", "a".repeat(300)));
    let codes = run.codes();
    assert!(run.resolved.is_some());
    assert_eq!(codes.iter().filter(|code| **code == Code::ManySteps).count(), 7);
    assert!(codes.contains(&Code::LongWord) && codes.contains(&Code::ManyExercises));
    assert!(run.out.iter().all(|fault| fault.severity == Severity::Warning));
    let thai = "การออกกำลังกายเพื่อคลายกล้ามเนื้อหลังส่วนบนและเสริมความแข็งแรงของหัวไหล่";
    assert_eq!(one(&format!("language = \"th\"\ntitle = \"{thai}\"\n[[exercise]]\nname = \"ก\"\nsteps = [\"{thai}\"]\n")).codes(), []);
}

#[test]
fn days_follow_from_the_clinic() {
    let clinic = "[defaults]\nreview-days = 365\nmax-dpi = \"none\"\n";
    let handout = format!("issued = 2026-11-20\n{MINIMAL}");
    let run = run(&[("handouts/back.toml", &handout), ("stepsheet.toml", clinic)]);
    assert_eq!(run.handout().review_by.as_ref().map(|date| (date.year, date.month, date.day)), Some((2027, 11, 20)));
    assert_eq!(run.resolved.as_ref().map(|resolved| resolved.max_dpi), Some(None));
    let run = one(&format!("issued = 2026-11-20\nreview-by = 2026-11-19\n{MINIMAL}"));
    assert_eq!((run.resolved.is_some(), run.codes()), (true, vec![Code::OutOfRange]));
}

#[test]
fn paper_goes_by_the_asker_first_and_the_country_last() {
    let paper = |handout: &str, clinic: &str, layout: &str, asked: Option<&str>| {
        let files = [("handouts/back.toml", handout), ("stepsheet.toml", clinic), ("layouts/own.toml", layout)];
        let run = run_ask(&files, |ask| {
            ask.paper = asked.map(str::to_owned);
            ask.layout = Some("own".into());
        });
        run.resolved.map(|resolved| resolved.layout.paper)
    };
    let named = |name: &str| paper_named(name).map(|paper| paper.size);
    let (own, plain) = (format!("paper = \"legal\"\n{MINIMAL}"), MINIMAL);
    let (letter, us) = ("[defaults]\npaper = \"a3\"\n[clinic]\ncountry = \"US\"\n", "[clinic]\ncountry = \"US\"\n");
    assert_eq!(paper(&own, letter, "paper = \"b2\"", Some("tabloid")), named("tabloid"));
    assert_eq!(paper(&own, letter, "paper = \"b2\"", None), named("legal"));
    assert_eq!(paper(plain, letter, "paper = \"b2\"", None), named("b2"));
    assert_eq!(paper(plain, letter, "", None), named("a3"));
    assert_eq!(paper(plain, us, "", None), named("letter"));
    assert_eq!(paper(plain, "", "", None), named("a4"));
}

#[test]
fn layouts_stand_on_others() {
    let layout = |files: &[(&str, &str)], name: &str| {
        let mut all = vec![("handouts/back.toml", MINIMAL)];
        all.extend_from_slice(files);
        run_ask(&all, |ask| ask.layout = Some(name.to_owned()))
    };
    let own = layout(&[("layouts/handout.toml", "[styles.body]\nsize = \"16 pt\"\nleading = \"20 pt\"\n")], "handout");
    assert_eq!(own.resolved.as_ref().map(|all| all.layout.styles.body.size), Some(crate::geom::Len::pt(16)), "{:?}", own.told());
    let own = layout(&[("layouts/big.toml", "extends = \"large-print\"\n[styles.title]\nsize = \"40 pt\"\nleading = \"44 pt\"\n")], "big");
    assert_eq!(own.resolved.as_ref().map(|all| all.layout.styles.title.size), Some(crate::geom::Len::pt(40)), "{:?}", own.told());
    let round = layout(&[("layouts/a.toml", "extends = \"b\"\n"), ("layouts/b.toml", "extends = \"a\"\n")], "a");
    assert_eq!(round.told(), ["layouts/b.toml:1:11 circle: layouts extend each other in a circle: `a` extends `b` extends `a`"]);
    let none = layout(&[("layouts/a.toml", "extends = \"larg-print\"\n")], "a");
    assert_eq!((none.codes(), none.help(Code::UnknownLayout)), (vec![Code::UnknownLayout], "did you mean `large-print`?".into()));
}

#[test]
fn phrases_of_the_project_go_over_those_built_in() {
    let own = run(&[("handouts/back.toml", MINIMAL), ("locales/en.toml", "stop-if = \"Stop at once if\"\n[seconds]\none = \"{count} sec\"\n")]);
    assert_eq!(own.told(), Vec::<String>::new());
    let phrases = &own.handout().locale.phrases;
    assert_eq!(phrases.get(crate::model::Phrase::StopIf), "Stop at once if");
    assert_eq!(phrases.counted(crate::model::Phrase::Seconds, "count", 1), "1 sec");
    assert_eq!(phrases.counted(crate::model::Phrase::Seconds, "count", 2), "2 seconds");
    let file = "stop-iff = \"x\"\nstop-if = \"Stop {now}\"\ndate = \"{day}\"\n";
    let faulty = run(&[("handouts/back.toml", MINIMAL), ("locales/en.toml", file)]);
    assert_eq!(
        faulty.codes(),
        [Code::UnknownKey, Code::UnknownPlaceholder, Code::UnknownPlaceholder, Code::UnknownPlaceholder],
        "{:?}",
        faulty.told()
    );
    let half = run(&[("handouts/back.toml", &format!("language = \"cs\"\n{MINIMAL}")), ("locales/cs.toml", "stop-if = \"Přestaňte, když\"\n")]);
    assert_eq!(half.codes(), [Code::MissingPhrase], "{:?}", half.told());
    assert!(half.told()[0].contains("`ask-first-if`") && !half.told()[0].contains("`stop-if`"));
}

#[test]
fn targets_multiply() {
    let files = |clinic: &'static str| {
        let shelf =
            Shelf::memory([("stepsheet.toml", clinic), ("handouts/a.toml", MINIMAL), ("handouts/b.toml", MINIMAL), ("other/c.toml", MINIMAL)]);
        let project = project(shelf, &mut Diagnostics::default());
        let mut out = Diagnostics::default();
        let asks = targets(&project, &mut out);
        let asks = asks.into_iter().map(|ask| format!("{} {} {}", ask.handout, ask.layout.unwrap_or_default(), ask.paper.unwrap_or_default()));
        (asks.collect::<Vec<_>>(), out.iter().map(|fault| fault.code).collect::<Vec<_>>())
    };
    assert_eq!(files(""), (vec!["handouts/a.toml  ".into(), "handouts/b.toml  ".into()], vec![]));
    let both = "[[target]]\nhandouts = [\"handouts/*.toml\", \"handouts/a.toml\"]\nlayouts = [\"large-print\"]\npapers = [\"a4\", \"letter\"]\n";
    let expected = [
        "handouts/a.toml large-print a4",
        "handouts/a.toml large-print letter",
        "handouts/b.toml large-print a4",
        "handouts/b.toml large-print letter",
    ];
    assert_eq!(files(both), (expected.map(String::from).to_vec(), vec![]));
    let faulty = "[[target]]\nhandouts = [\"none/*.toml\", \"../x.toml\", \"other/c.toml\"]\nlayouts = [\"larg\"]\npapers = [\"a44\"]\n";
    assert_eq!(files(faulty), (vec![], vec![Code::NothingToMake, Code::Unreadable, Code::UnknownLayout, Code::UnknownPaper]));
}

#[test]
fn nothing_of_a_patient_is_told() {
    let patient = Patient { name: Some("Ana Gómez".into()), ..Patient::default() };
    assert!(!format!("{patient:?}").contains("Ana"));
    let run = run_ask(&[("handouts/back.toml", MINIMAL)], |ask| ask.patient = patient);
    assert!(!run.handout().id.contains("ana"));
}

#[test]
fn a_handout_is_read_once_and_filled_for_each_patient() {
    let shelf = Shelf::memory([("handouts/back.toml", MINIMAL)]);
    let project = project(shelf, &mut Diagnostics::default());
    let pictures = Pictures::default();
    let ask = |name: Option<&str>| Ask {
        patient: Patient { name: name.map(str::to_owned), ..Patient::default() },
        ..Ask::of(ProjectPath::within("", "handouts/back.toml").unwrap_or_default())
    };
    let value = |ask: &Ask| {
        let resolved = resolved(&project, &pictures, ask, &mut Diagnostics::default());
        resolved.and_then(|resolved| resolved.handout.blanks.first().and_then(|blank| blank.value.clone()))
    };
    assert_eq!(value(&ask(Some("Ana"))).as_deref(), Some("\u{2068}Ana\u{2069}"));
    assert_eq!(value(&ask(None)), None);
}

#[test]
fn the_projects_own_handouts_resolve() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shelf = Shelf::open(root, root).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let mut out = Diagnostics::default();
    let project = project(shelf, &mut out);
    let asks = targets(&project, &mut out);
    assert!(!asks.is_empty());
    let pictures = Pictures::default();
    for ask in &asks {
        assert!(resolved(&project, &pictures, ask, &mut out).is_some(), "{out:#?}");
    }
}
