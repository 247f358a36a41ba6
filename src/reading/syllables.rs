//! How many syllables a word has: exact rules where a language's spelling tells them, groups of vowels and hyphenation patterns where
//! it does not, and what neither gets right from the language's list of words.
use std::collections::BTreeMap;

/// Counts the syllables of one language's words.
#[derive(Clone, Debug)]
pub struct Counter {
    rule: Rule,
    /// By word in small letters.
    exceptions: BTreeMap<String, u32>,
}

#[derive(Clone, Copy, Debug)]
enum Rule {
    English(hypher::Lang),
    Spanish,
    French,
    /// Each vowel letter is a syllable.
    Letters,
    /// Groups of vowels, or the pieces that hyphenation parts the word into where there are more of them.
    Groups(Option<hypher::Lang>),
}

impl Counter {
    /// For a language by its code, such as `en`; `exceptions` are counted as they say.
    pub fn new(language: &str, exceptions: BTreeMap<String, u32>) -> Counter {
        let code: Option<[u8; 2]> = language.as_bytes().try_into().ok();
        let rule = match language {
            "en" => Rule::English(hypher::Lang::English),
            "es" => Rule::Spanish,
            "fr" => Rule::French,
            "ru" | "uk" | "be" | "bg" | "tr" => Rule::Letters,
            _other => Rule::Groups(code.and_then(hypher::Lang::from_iso)),
        };
        Counter { rule, exceptions }
    }

    /// The syllables of a word in small letters, at least one. A number counts as one: it is taken in at a glance.
    pub fn count(&self, word: &str) -> u32 {
        let parts = word.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).filter(|part| !part.is_empty());
        parts.map(|part| self.part(part).max(1)).sum::<u32>().max(1)
    }

    /// A word without hyphens.
    fn part(&self, word: &str) -> u32 {
        if let Some(known) = self.exceptions.get(word) {
            return *known;
        }
        match self.rule {
            Rule::English(patterns) => english(word, patterns),
            Rule::Spanish => spanish(word),
            Rule::French => french(word),
            Rule::Letters => word.chars().filter(|c| is_vowel(*c)).count() as u32,
            Rule::Groups(patterns) => groups(word).max(patterns.map_or(0, |patterns| pieces(word, patterns))),
        }
    }
}

/// The pieces that hyphenation parts a word into, each with a vowel.
fn pieces(word: &str, patterns: hypher::Lang) -> u32 {
    hypher::hyphenate_bounded(word, patterns, 1, 1).filter(|piece| piece.chars().any(is_vowel)).count() as u32
}

/// Groups of vowels; one with two dots begins a group of its own ("geïnd").
fn groups(word: &str) -> u32 {
    let (mut count, mut inside) = (0, false);
    let letters: Vec<char> = word.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        // In Dutch, `ij` is one vowel.
        let vowel = is_vowel(*letter) || *letter == 'j' && at > 0 && letters[at - 1] == 'i';
        let apart = matches!(letter, 'ë' | 'ï' | 'ü') && inside;
        count += u32::from(vowel && (!inside || apart));
        inside = vowel;
    }
    count
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii() && "àáâãäåāăąæèéêëēęěìíîïīòóôõöøōőœùúûüūůűýÿıəаеёиоуыэюяіїє".contains(c)
}

/// Groups of at most two vowels, less an `e` that is silent, plus the pairs that are two syllables.
fn english(word: &str, patterns: hypher::Lang) -> u32 {
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    let letters: Vec<char> = without_silent(word).chars().collect();
    // A first `y`, and the `u` of `qu`, are no vowels.
    let vowel = |at: usize| letters.get(at).is_some_and(|c| is_vowel(*c)) && !(at == 0 && letters[0] == 'y') && !(at > 0 && letters[at - 1] == 'q');
    let (mut count, mut at) = (0, 0);
    while at < letters.len() {
        if vowel(at) {
            let pair = vowel(at + 1) && !apart(&letters, at);
            count += 1;
            at += usize::from(pair);
        }
        at += 1;
    }
    let ending: String = letters[letters.len().saturating_sub(3)..].iter().collect();
    // A syllable without a vowel letter: spasm, rhythm.
    count += u32::from(ending.ends_with("sm") || ending.ends_with("thm"));
    // Patterns never part too often, but before an `e` that is silent.
    let kept: String = letters.iter().collect();
    count.max(pieces(&kept, patterns))
}

/// Whether the vowels at `at` and after it belong to two syllables.
fn apart(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| letters[before]);
    let rest: String = letters[at..].iter().take(6).collect();
    let starts = |any: &[&str]| any.iter().any(|start| rest.starts_with(start));
    let ends = at + 2 == letters.len();
    let after = |any: &str| before.is_some_and(|c| any.contains(c));
    let any_vowel_before = letters[..at].iter().any(|c| is_vowel(*c));
    if starts(&["ia", "io", "iu"]) {
        // Soft in "station", "special", "region", "cushion", "onion"; also in "billion".
        return !after("tscgxhnl") || rest.starts_with("iat") && !rest.starts_with("iation") || after("nl") && starts(&["ia", "iu"]);
    }
    starts(&["iet", "uou", "uity"])
        || starts(&["ua", "uo"]) && !after("qg") && !starts(&["uab"])
        || starts(&["eo"]) && !after("py") && !starts(&["eon", "eous"])
        || starts(&["eous"]) && !after("g")
        || starts(&["ien"]) && (after("nrdl") || before == Some('c') && at >= 2 && letters[at - 2] == 's')
        || starts(&["ea"]) && ends && any_vowel_before
        || starts(&["eate", "eati", "eato"]) && before == Some('r')
        || starts(&["eact"])
        || starts(&["ying", "eing", "oing", "uing"]) && before.is_some_and(|c| !"aeiouyq".contains(c))
}

/// Without the vowels that nobody speaks: the `e` of "move", "moves" and "moved", and that within "movement" and "sideways".
fn without_silent(word: &str) -> String {
    let spoken_vowel = |c: Option<char>| c.is_some_and(is_vowel);
    let nth_last = |text: &str, n: usize| text.chars().rev().nth(n);
    let mut kept = word.to_owned();
    for suffix in ["ment", "ments", "ful", "fully", "ly", "less", "ness", "ways", "way", "times", "thing", "fore"] {
        let stem = word.strip_suffix(suffix).and_then(|stem| stem.strip_suffix('e'));
        let Some(stem) = stem.filter(|stem| !spoken_vowel(nth_last(stem, 0)) && stem.chars().any(is_vowel)) else { continue };
        // "element", "implement" speak it.
        if !(suffix.starts_with("ment") && stem.ends_with('l')) {
            kept = format!("{stem}{suffix}");
        }
    }
    for ending in ["ed", "es", "e"] {
        let Some(stem) = kept.strip_suffix(ending) else { continue };
        let (last, before) = (nth_last(stem, 0), nth_last(stem, 1));
        // "little", "muscles", "handled"; but "pulled", "curled".
        let liquid = last == Some('l') && !spoken_vowel(before) && !matches!(before, Some('l' | 'r'));
        let spoken = match ending {
            "ed" => matches!(last, Some('t' | 'd')),
            "es" => matches!(last, Some('s' | 'x' | 'z' | 'c' | 'g')) || stem.ends_with("ch") || stem.ends_with("sh"),
            _e => false,
        };
        if !spoken && !liquid && !spoken_vowel(last) && stem.chars().any(is_vowel) {
            return stem.to_owned();
        }
        break;
    }
    kept
}

/// By the rules of the Real Academia: two vowels are one syllable where one of them is an `i` or `u` without an accent; `h` parts nothing.
fn spanish(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().filter(|c| *c != 'h').collect();
    let weak = |c: char| matches!(c, 'i' | 'u' | 'ü');
    let mut count = 0;
    let mut last: Option<char> = None;
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let mute = *letter == 'u' && at > 0 && matches!(letters[at - 1], 'q' | 'g') && matches!(next, Some('e' | 'i' | 'é' | 'í'));
        let vowel = "aeiouáéíóúü".contains(*letter) || *letter == 'y' && !next.is_some_and(|c| "aeiouáéíóú".contains(c));
        if !vowel || mute {
            last = None;
            continue;
        }
        let letter = if *letter == 'y' { 'i' } else { *letter };
        count += u32::from(last.is_none_or(|last| !weak(last) && !weak(letter)));
        last = Some(letter);
    }
    count
}

/// Groups of vowels without a mute end.
fn french(word: &str) -> u32 {
    let stem = word.strip_suffix("es").or_else(|| word.strip_suffix('e')).unwrap_or(word);
    let spoken = if stem.chars().any(is_vowel) { stem } else { word };
    // The `u` of `qu` and `gue` makes no syllable; it is in the group of what follows.
    groups(spoken)
}
