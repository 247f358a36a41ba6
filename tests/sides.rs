//! Left and right of the body, over every language: which pictures are mirrored, and that a switched side leaves no word behind.
use stepsheet::diag::{Code, Diagnostics};
use stepsheet::kit::Kit;
use stepsheet::model::{Exercise, Phrase};
use stepsheet::resolve::{Ask, Resolved, job, project};
use stepsheet::shelf::{ProjectPath, Shelf, built_in_locales};

fn languages() -> impl Iterator<Item = &'static str> {
    built_in_locales().iter().map(|file| file.name)
}

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M4 4h9v9z"/></svg>"#;

fn resolved(kit: &Kit, handout: &str, library: &str) -> (Option<Resolved>, Diagnostics) {
    let mut out = Diagnostics::default();
    let project = project(Shelf::memory([("h.toml", handout), ("library/all.toml", library), ("leg.svg", SVG)]), &mut out);
    let ask = Ask::of(ProjectPath::within("", "h.toml").expect("a path"));
    let resolved = job(&project, kit, &ask, &mut out);
    (resolved, out)
}

#[test]
fn a_picture_is_mirrored_for_the_body_and_for_nothing_else() {
    let kit = Kit::new(Vec::new());
    let opposite = |side: &str, shows: &str| matches!((side, shows), ("left", "right") | ("right", "left"));
    for language in languages() {
        for side in ["", "left", "right", "each", "alternate", "both-together"] {
            for (shows, may) in [("", false), ("left", false), ("left", true), ("right", false), ("right", true)] {
                let said_side = if side.is_empty() { String::new() } else { format!("side = \"{side}\"\n") };
                let said_shows = if shows.is_empty() { String::new() } else { format!(", shows-side = \"{shows}\", flippable = {may}") };
                let handout = format!(
                    "title = \"8\"\nlanguage = \"{language}\"\n[[exercise]]\nname = \"8\"\nsteps = \"8\"\n{said_side}pictures = [{{ file = \"leg.svg\", \
                     alt = \"8\"{said_shows} }}]\n"
                );
                let (resolved, out) = resolved(&kit, &handout, "");
                let wrong = out.iter().any(|fault| fault.code == Code::WrongSide);
                assert_eq!(wrong, opposite(side, shows) && !may, "{handout}{out:?}");
                assert_eq!(wrong, resolved.is_none(), "{handout}{out:?}");
                let flipped = resolved.is_some_and(|resolved| resolved.handout.exercises[0].pictures[0].flipped);
                assert_eq!(flipped, opposite(side, shows) && may, "{handout}");
            }
        }
    }
}

/// All that an exercise says.
fn words(exercise: &Exercise) -> Vec<String> {
    let texts = [&exercise.set_up, &exercise.steps, &exercise.breathing, &exercise.cue, &exercise.safety, &exercise.avoid, &exercise.easier];
    let texts = texts.into_iter().flatten().chain(&exercise.harder).chain(&exercise.why).chain([&exercise.name]);
    let pictures = exercise.pictures.iter().flat_map(|used| [Some(used.alt.clone()), used.caption.as_ref().map(|text| text.content.clone())]);
    texts.map(|text| text.content.clone()).chain(pictures.flatten()).collect()
}

#[test]
fn a_switched_side_leaves_no_word_behind() {
    const KEYS: [&str; 9] = ["name", "why", "set-up", "breathing", "cue", "safety", "avoid", "easier", "harder"];
    let kit = Kit::new(Vec::new());
    for language in languages() {
        let library = |text: &str| {
            let lines: String = KEYS.iter().map(|key| format!("{key} = \"{text} 8\"\n")).collect();
            let picture = format!("{{ file = \"/leg.svg\", alt = \"{text}\", caption = \"{text}\" }}").replace("/leg", "../leg");
            format!("[exercise.lift]\nside = \"left\"\n{lines}steps = [\"{text}\"]\npictures = [{picture}]\n")
        };
        let handout = format!("title = \"8\"\nlanguage = \"{language}\"\n[[exercise]]\nuse = \"lift\"\nside = \"right\"\n");
        let (good, out) = resolved(&kit, &handout, &library("{side} {other-side}"));
        let good = good.unwrap_or_else(|| panic!("{language}: {out:?}")).handout;
        let [left, right] = [Phrase::WordLeft, Phrase::WordRight].map(|word| good.locale.phrases.get(word).to_owned());
        for said in words(&good.exercises[0]) {
            assert!(said.starts_with(&format!("{right} {left}")), "{language}: {said}");
        }
        // The same words written out: each place is told, and what to write there.
        let (bad, out) = resolved(&kit, &handout, &library(&left));
        assert!(bad.is_none(), "{language}");
        let told: Vec<_> = out.iter().filter(|fault| fault.code == Code::LiteralSide).collect();
        assert_eq!(told.len(), KEYS.len() + 3, "{language}: {out:?}");
        for fault in told {
            assert_eq!(fault.fix.as_ref().map(|fix| fix.text.as_str()), Some("{side}"), "{language}: {fault:?}");
        }
    }
}

/// How often a side is found written out in a text of an exercise for the left side.
fn written_out(kit: &Kit, language: &str, text: &str) -> usize {
    let handout = format!("title = \"8\"\nlanguage = \"{language}\"\n[[exercise]]\nname = \"8\"\nside = \"left\"\nsteps = ['''{text}''']\n");
    let (_, out) = resolved(kit, &handout, "");
    out.iter().filter(|fault| fault.code == Code::LiteralSide).count()
}

#[test]
fn words_that_name_no_side_are_passed_over() {
    let kit = Kit::new(Vec::new());
    let english = [
        "Stop when you have 3 left.",
        "Rest with what is left. Lift what's left.",
        "Go on only if it feels right, and stop if not.",
        "Begin right away. Is all right?",
        "Bend your knee to a right angle.",
        "Sit right next to the wall, right in front of the chair.",
        "Is this the right weight, and the right time?",
        "Slow down when there are 10 seconds left.",
        "Stop when you have no strength left!",
    ];
    let spanish = [
        "Siéntese derecho.",
        "Mantente derecha y mire al frente.",
        "De pie, con el cuerpo derecho.",
        "Camine derecho hacia la pared.",
        "Tiene derecho a parar.",
    ];
    for (language, texts) in [("en", &english[..]), ("es", &spanish)] {
        for text in texts {
            assert_eq!(written_out(&kit, language, text), 0, "{language}: {text}");
        }
    }
}

#[test]
fn no_side_of_the_body_hides_behind_a_word_that_names_none() {
    let kit = Kit::new(Vec::new());
    let english = [
        ("Lift your left leg.", 1),
        ("You have 3 left leg lifts.", 1),
        ("Do 3 left, 3 right.", 2),
        ("You have 5 left. Then 5 right.", 2),
        ("Move your right away from the floor.", 1),
        ("Put the right next to the left.", 2),
        ("Step your right in front of your left.", 2),
        ("Cross your left over your right.", 2),
        ("Hold 10 seconds left.", 1),
        ("The hip that feels right leg pain.", 1),
        ("Turn left each time.", 1),
    ];
    let spanish = [
        ("Gire a la derecha.", 1),
        ("Levante el brazo derecho.", 1),
        ("Siéntese del lado derecho.", 1),
        ("Apoye el derecho y suba el izquierdo.", 2),
        ("El lado derecho a la altura del hombro.", 1),
    ];
    for (language, texts) in [("en", &english[..]), ("es", &spanish)] {
        for (text, found) in texts {
            assert_eq!(written_out(&kit, language, text), *found, "{language}: {text}");
        }
    }
}

#[test]
fn a_clinics_own_words_for_sides_switch_nothing_off() {
    let kit = Kit::new(Vec::new());
    let handout = "title = \"8\"\n[[exercise]]\nname = \"8\"\nside = \"left\"\nsteps = [\"Lift your left leg.\"]\n";
    let with = |locale: &str| {
        let mut out = Diagnostics::default();
        let project = project(Shelf::memory([("h.toml", handout), ("locales/en.toml", locale)]), &mut out);
        job(&project, &kit, &Ask::of(ProjectPath::within("", "h.toml").expect("a path")), &mut out);
        out.iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(with("side-words = \"larboard/starboard\"\nside-words-not = \"-\"\n"), [Code::LiteralSide]);
    for off in ["left", "Left", "left.", "right !your"] {
        let found = with(&format!("side-words-not = \"{off}\"\n"));
        assert!(found.contains(&Code::BadValue), "{off}: {found:?}");
    }
    assert!(with("side-words = \"\"\n").contains(&Code::LiteralSide));
}
