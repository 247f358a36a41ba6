//! The formulas of reading: each as it was published, and what its score means in US school grades.
use std::fmt;

/// How hard a text of one language is to read, from the lengths of its sentences and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// English: Kincaid, Fishburne, Rogers, Chissom 1975. The score is the grade.
    FleschKincaid,
    /// Spanish: Szigriszt-Pazos 1993, with the scale INFLESZ of Barrio-Cantalejo 2008, tried on texts for patients.
    Inflesz,
    /// French: Kandel and Moles 1958.
    KandelMoles,
    /// Italian: Lucisano and Piemontese 1988.
    Gulpease,
    /// Dutch: Douma 1960.
    Douma,
    /// Portuguese: Martins 1996.
    Martins,
    /// Turkish: Ateşman 1997.
    Atesman,
    /// Russian: Oborneva 2006.
    Oborneva,
    /// Swedish, and other alphabets: Björnsson 1968.
    Lix,
}

/// What a text was counted to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub sentences: u32,
    pub words: u32,
    pub syllables: u32,
    pub letters: u32,
    /// Words of more than six letters.
    pub long_words: u32,
}

/// An estimate, as every such number is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grade {
    pub formula: Formula,
    /// On the formula's own scale.
    pub score: f64,
    /// The US school grade that the score stands for, from 1.
    pub grade: f64,
}

impl Grade {
    /// Rises with the score where that tells how hard a text is, and falls with it where it tells how easy.
    pub(super) fn hardness(self) -> f64 {
        let scale = self.formula.scale();
        let rises = scale.first().zip(scale.last()).is_some_and(|(first, last)| first.0 < last.0);
        if rises { self.score } else { -self.score }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
        self.letters += other.letters;
        self.long_words += other.long_words;
    }
}

/// Languages of an alphabet that LIX misjudges: words are long because they are put together, or are written syllable by syllable.
const WITHOUT: &[&str] = &["eu", "et", "fi", "hu", "hmn", "hy", "ka", "kk", "kl", "ky", "mn", "se", "so", "sw", "tk", "ug", "uz", "vi", "zu", "xh"];

impl Formula {
    /// The formula of a language by its code; none where none holds. `alphabet`: it is written in Latin, Cyrillic or Greek letters.
    pub fn of(language: &str, alphabet: bool) -> Option<Formula> {
        match language {
            "en" => Some(Formula::FleschKincaid),
            "es" => Some(Formula::Inflesz),
            "fr" => Some(Formula::KandelMoles),
            "it" => Some(Formula::Gulpease),
            "nl" => Some(Formula::Douma),
            "pt" => Some(Formula::Martins),
            "tr" => Some(Formula::Atesman),
            "ru" => Some(Formula::Oborneva),
            other => (alphabet && !WITHOUT.contains(&other)).then_some(Formula::Lix),
        }
    }

    /// The estimate for a text; none where there is no word.
    pub fn grade(self, counts: Counts) -> Option<Grade> {
        if counts.words == 0 || counts.sentences == 0 {
            return None;
        }
        let [sentences, words, syllables, letters, long] =
            [counts.sentences, counts.words, counts.syllables, counts.letters, counts.long_words].map(f64::from);
        let (by_sentence, by_word) = (words / sentences, syllables / words);
        let score = match self {
            Formula::FleschKincaid => 0.39 * by_sentence + 11.8 * by_word - 15.59,
            Formula::Inflesz => 206.835 - 62.3 * by_word - by_sentence,
            Formula::KandelMoles => 207.0 - 1.015 * by_sentence - 73.6 * by_word,
            Formula::Gulpease => 89.0 + (300.0 * sentences - 10.0 * letters) / words,
            Formula::Douma => 206.84 - 0.93 * by_sentence - 77.0 * by_word,
            Formula::Martins => 248.835 - 1.015 * by_sentence - 84.6 * by_word,
            Formula::Atesman => 198.825 - 40.175 * by_word - 2.61 * by_sentence,
            Formula::Oborneva => 206.835 - 1.3 * by_sentence - 60.1 * by_word,
            Formula::Lix => by_sentence + 100.0 * long / words,
        };
        Some(Grade { formula: self, score, grade: along(self.scale(), score).max(1.0) })
    }

    /// Where scores meet grades, the score rising or falling; a straight line runs between two of them.
    fn scale(self) -> &'static [(f64, f64)] {
        match self {
            Formula::FleschKincaid => &[(1.0, 1.0), (18.0, 18.0)],
            // INFLESZ: from 80 very easy, from 65 rather easy (primary school), from 55 normal, from 40 rather hard (secondary
            // school). Normal is what patients are to be given: 55 is grade 6, and what is hard for most begins at 40, grade 8.
            Formula::Inflesz => &[(100.0, 2.0), (80.0, 4.0), (65.0, 5.0), (55.0, 6.0), (40.0, 8.0), (0.0, 16.0)],
            // Flesch 1949, whose scale these keep: 90 grade 5, 80 grade 6, 70 grade 7, 60 grades 8 and 9, 50 to grade 12.
            Formula::KandelMoles | Formula::Douma | Formula::Oborneva => {
                &[(120.0, 1.0), (100.0, 4.0), (90.0, 5.0), (80.0, 6.0), (70.0, 7.0), (60.0, 9.0), (50.0, 12.0), (30.0, 16.0), (0.0, 18.0)]
            }
            // Readers with primary school read 80 with ease, with middle school 60, with secondary school 40.
            Formula::Gulpease => &[(100.0, 2.0), (80.0, 5.0), (60.0, 8.0), (40.0, 13.0), (0.0, 18.0)],
            // 75: the first four years of school; 50: to the eighth; 25: secondary school.
            Formula::Martins => &[(100.0, 1.0), (75.0, 4.0), (50.0, 8.0), (25.0, 12.0), (0.0, 16.0)],
            // 90: to the fourth year; 80: to the sixth; 70: to the eighth; 60: to the tenth; 50: to the twelfth; 30: university.
            Formula::Atesman => &[(105.0, 1.0), (90.0, 4.0), (80.0, 6.0), (70.0, 8.0), (60.0, 10.0), (50.0, 12.0), (30.0, 16.0), (0.0, 18.0)],
            // Anderson 1983: 28 to 31 is grade 6, 32 to 35 grade 7, 36 to 39 grade 8, and so on by fours.
            Formula::Lix => &[(10.0, 1.0), (20.0, 3.0), (28.0, 5.0), (56.0, 12.0), (80.0, 18.0)],
        }
    }
}

/// The name, as people look it up.
impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Formula::FleschKincaid => "Flesch-Kincaid",
            Formula::Inflesz => "INFLESZ",
            Formula::KandelMoles => "Kandel-Moles",
            Formula::Gulpease => "Gulpease",
            Formula::Douma => "Douma",
            Formula::Martins => "Martins",
            Formula::Atesman => "Ateşman",
            Formula::Oborneva => "Oborneva",
            Formula::Lix => "LIX",
        })
    }
}

/// The value at `x` on a line through points whose `x` rise or fall; flat before the first and after the last.
fn along(points: &[(f64, f64)], x: f64) -> f64 {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return 0.0 };
    let rising = first.0 < last.0;
    let before = |a: f64, b: f64| if rising { a <= b } else { a >= b };
    if before(x, first.0) {
        return first.1;
    }
    let part = points.windows(2).find(|pair| before(x, pair[1].0));
    part.map_or(last.1, |pair| pair[0].1 + (pair[1].1 - pair[0].1) * (x - pair[0].0) / (pair[1].0 - pair[0].0))
}
