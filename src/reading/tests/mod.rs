//! The counter against words whose syllables are known, and the formulas against texts counted by hand.
use super::formula::{Counts, Formula};
use super::sentence::{Measure, sentences};
use super::syllables::Counter;
use super::words::{Phrases, Words};

/// The rate of words that are counted rightly, and those that are not. The lists stand as they are parted: `ex-er-cise`.
fn counted(language: &str, list: &str) -> (f64, Vec<String>) {
    let counter = Counter::new(language, Default::default());
    let all: Vec<&str> = list.split_whitespace().collect();
    let wrong = all.iter().filter_map(|parted| {
        let (word, right) = (parted.replace('-', ""), parted.split('-').count() as u32);
        let found = counter.count(&word);
        (found != right).then(|| format!("{parted}: {found}"))
    });
    let wrong: Vec<String> = wrong.collect();
    (100.0 * (all.len() - wrong.len()) as f64 / all.len() as f64, wrong)
}

#[test]
fn syllables_are_counted_right_in_nine_words_of_ten() {
    for (language, list) in [("en", include_str!("syllables-en.txt")), ("es", include_str!("syllables-es.txt"))] {
        assert!(list.split_whitespace().count() >= 300);
        let (rate, wrong) = counted(language, list);
        assert!(rate >= 92.0, "{language}: {rate:.1} % are right; wrong are {wrong:?}");
    }
}

#[test]
fn syllables_of_other_languages_are_vowels_or_their_groups() {
    for (language, word, right) in [
        ("fr", "genoux", 2),
        ("fr", "jambe", 1),
        ("fr", "respirez", 3),
        ("nl", "oefening", 3),
        ("nl", "geïnd", 2),
        ("nl", "blij", 1),
        ("pt", "joelho", 3),
        ("pt", "respiração", 4),
        ("tr", "omuz", 2),
        ("ru", "упражнение", 5),
        ("en", "2-3", 1),
        ("en", "side-lying", 3),
    ] {
        assert_eq!(Counter::new(language, Default::default()).count(word), right, "{language} {word}");
    }
}

/// Worked out by hand for 10 sentences, 100 words, 150 syllables, 450 letters, 20 long words.
#[test]
fn each_formula_gives_its_published_score() {
    let counts = Counts { sentences: 10, words: 100, syllables: 150, letters: 450, long_words: 20 };
    for (language, score, grade) in [
        ("en", 6.01, 6.01),
        ("es", 103.385, 2.0),
        ("fr", 86.45, 5.355),
        ("it", 74.0, 5.9),
        ("nl", 82.04, 5.796),
        ("pt", 111.785, 1.0),
        ("tr", 112.4625, 1.0),
        ("ru", 103.685, 3.447_25),
        ("sv", 30.0, 5.5),
    ] {
        let found = Formula::of(language, true).and_then(|formula| formula.grade(counts)).expect("a grade");
        assert!((found.score - score).abs() < 1e-6 && (found.grade - grade).abs() < 1e-6, "{language}: {found:?}");
    }
}

#[test]
fn a_grade_is_given_only_where_a_formula_holds() {
    for (language, alphabet) in [("zh", false), ("ja", false), ("ko", false), ("ar", false), ("hi", false), ("th", false), ("fi", true), ("vi", true)]
    {
        assert_eq!(Formula::of(language, alphabet), None, "{language}");
    }
    assert_eq!(Formula::of("pl", true), Some(Formula::Lix));
    assert_eq!(Formula::FleschKincaid.grade(Counts::default()), None);
}

#[test]
fn the_normal_text_of_inflesz_is_grade_six_and_the_hard_one_grade_eight() {
    let graded = |syllables| Formula::Inflesz.grade(Counts { sentences: 1, words: 10, syllables, ..Counts::default() }).expect("a grade");
    let (normal, hard) = (graded(22), graded(25));
    assert!(normal.score > 55.0 && normal.grade < 6.0, "{normal:?}");
    assert!(hard.score < 55.0 && hard.score > 40.0 && (6.0..8.0).contains(&hard.grade), "{hard:?}");
}

#[test]
fn sentences_end_where_a_reader_stops() {
    let mut words = Words::none("en");
    words.stops.insert("approx".into());
    for (text, parts) in [
        ("Breathe in. Breathe out.", vec!["Breathe in.", "Breathe out."]),
        ("Hold 2.5 kg. Rest!", vec!["Hold 2.5 kg.", "Rest!"]),
        ("Wait approx. 10 seconds", vec!["Wait approx. 10 seconds"]),
        ("Use a prop, e.g. a towel.", vec!["Use a prop, e.g. a towel."]),
        ("(Stop.) Then go on…", vec!["(Stop.", "Then go on…"]),
        ("站好。慢慢呼气。", vec!["站好。", "慢慢呼气。"]),
        ("... !", vec![]),
    ] {
        let found: Vec<&str> = sentences(text, &words).iter().map(|sentence| sentence.text).collect();
        assert_eq!(found, parts, "{text}");
    }
    let found: Vec<String> = sentences("Don’t pull; roll 2–3 times, side-lying.", &words)[0].words.iter().map(|word| word.lower.clone()).collect();
    assert_eq!(found, ["don't", "pull", "roll", "2–3", "times", "side-lying"]);
}

#[test]
fn places_of_words_are_those_of_the_text() {
    let text = "One. Two words.";
    for sentence in sentences(text, &Words::none("en")) {
        assert_eq!(&text[sentence.at..sentence.at + sentence.text.len()], sentence.text);
        assert!(sentence.words.iter().all(|word| &text[word.range.clone()] == word.text));
    }
}

#[test]
fn a_text_without_spaces_is_measured_by_letters() {
    let words = |language: &str, text: &str| Measure::of(language).words(&sentences(text, &Words::none(language)));
    assert_eq!(words("zh", "慢慢呼气，放松。"), 3);
    assert_eq!(words("th", "หายใจออกช้าๆ"), 3);
    assert_eq!(words("en", "Breathe out slowly."), 3);
}

#[test]
fn rows_of_words_are_found_the_longest_first() {
    let mut phrases = Phrases::default();
    for (row, plain) in [("lumbar", "lower back"), ("lumbar spin*", "lower back"), ("scapula*", "shoulder blade"), ("scapulae", "shoulder blades")] {
        phrases.add(row, plain);
    }
    let find = |words: &[&str]| phrases.find(words).map(|hit| (hit.many, hit.plain, hit.exact));
    assert_eq!(find(&["lumbar", "spine", "down"]), Some((2, "lower back", false)));
    assert_eq!(find(&["lumbar"]), Some((1, "lower back", true)));
    assert_eq!(find(&["scapulae"]), Some((1, "shoulder blades", true)));
    assert_eq!(find(&["scapulas"]), Some((1, "shoulder blade", false)));
    assert_eq!(find(&["scapulothoracic"]), None, "a star is three letters");
    assert_eq!(find(&[]), None);
}
