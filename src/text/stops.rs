//! Where a line may end: what Unicode's rules and dictionaries say, what we keep together, hyphens.
use std::ops::Range;

use super::hyphen::hyphens;
use super::itemize::Cluster;
use super::keep::keep;
use super::tongue::Tongue;

/// What a byte of the content is to lines, if one would end before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    Break,
    /// Kept together, unless it is wider than the whole measure.
    Glued,
    /// With a hyphen that the content does not have.
    Hyphen,
    /// The line ends here whatever happens.
    Must,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub at: usize,
    /// Where what can be seen ends: before the spaces.
    pub seen: usize,
    pub mark: Mark,
}

pub(super) struct Stops {
    /// In order; the last stands at the end of the content.
    pub stops: Vec<Stop>,
    pub addresses: Vec<Range<usize>>,
}

/// All stops of a content. `hyphenate`: with the hyphens of its words.
pub(super) fn stops(content: &str, tongue: &Tongue, clusters: &[Cluster], hyphenate: bool) -> Stops {
    let mut marks = vec![Mark::None; content.len() + 1];
    for at in tongue.segmenter.segment_str(content).filter(|at| *at > 0) {
        marks[at] = Mark::Break;
    }
    let addresses = keep(content, &tongue.language, &mut marks);
    if let Some(lang) = tongue.hyphenation.filter(|_| hyphenate) {
        for at in hyphens(content, 0..content.len(), lang, &addresses) {
            marks[at] = Mark::Hyphen;
        }
    }
    for (at, letter) in content.char_indices() {
        match letter {
            '\u{ad}' => marks[at + 2] = Mark::Hyphen,
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => marks[at + letter.len_utf8()] = Mark::Must,
            '\r' if !content[at + 1..].starts_with('\n') => marks[at + 1] = Mark::Must,
            _ => {}
        }
    }
    marks[content.len()] = Mark::Must;
    // Only where a cluster ends.
    let ends = clusters.iter().map(|cluster| cluster.range.end).chain(content.is_empty().then_some(0));
    let stops = ends.filter(|at| marks[*at] != Mark::None).map(|at| Stop { at, seen: seen(content, at), mark: marks[at] }).collect();
    Stops { stops, addresses }
}

/// The end of what can be seen of a line that ends at `at`. Spaces that hold words together stay.
pub(super) fn seen(content: &str, at: usize) -> usize {
    let blank = |letter: char| (letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}')) || matches!(letter, '\u{200b}' | '\u{ad}');
    content[..at].trim_end_matches(blank).len()
}

#[cfg(test)]
mod tests {
    use icu_properties::props::Script;

    use super::super::itemize::clusters;
    use super::super::{Paragraph, Style};
    use super::{Mark, stops};
    use crate::geom::{Direction, Len};
    use crate::text::tongue::Tongue;

    /// The content with `|` where a line may end and `·` where a hyphen may stand.
    fn shown(content: &str, lang: &str, hyphenate: bool) -> String {
        let style =
            Style { family: "".into(), size: Len::pt(14), leading: Len::pt(18), strong: false, tracking: Len::ZERO, tabular: false, hyphenate };
        let paragraph = Paragraph { content: content.into(), strong: Vec::new(), lang: lang.into(), direction: Direction::Ltr, style };
        let found = stops(content, &Tongue::new(lang), &clusters(&paragraph, Script::Latin), hyphenate).stops;
        let mut shown = content.to_owned();
        for stop in found.iter().rev().filter(|stop| stop.at < content.len()) {
            match stop.mark {
                Mark::Break => shown.insert(stop.at, '|'),
                Mark::Hyphen => shown.insert(stop.at, '·'),
                Mark::Must => shown.insert(stop.at, '¶'),
                Mark::Glued | Mark::None => {}
            }
        }
        shown
    }

    #[test]
    fn phones_doses_and_ranges_stay_whole() {
        for (content, expected) in [
            ("Call (555) 010-1234 now", "Call |(555) 010-1234 |now"),
            ("Call +44 20 7946 0123, then", "Call |+44 20 7946 0123, |then"),
            ("take 10 mg/kg daily", "take |10 mg/kg |daily"),
            ("for 5–10 minutes or 5-10 s", "for |5–10 minutes |or |5-10 s"),
            ("do 12 reps, rest 60 seconds.", "do |12 reps, |rest |60 seconds."),
            ("5 – 10 times", "5 – 10 times"),
            ("3 × 10 reps", "3 × 10 reps"),
            ("about 3 repetitions", "about |3 |repetitions"),
            ("the X-ray and a follow-up", "the |X-ray |and |a |follow-|up"),
            ("at 20 % or 37 °C", "at |20 % |or |37 °C"),
            ("on \u{2068}(555) 010-1234\u{2069} now", "on |\u{2068}(555) 010-1234\u{2069} |now"),
            ("2026-11-20", "2026-11-20"),
        ] {
            assert_eq!(shown(content, "en", false), expected);
        }
    }

    #[test]
    fn addresses_are_parted_after_a_slash_and_never_hyphenated() {
        for (content, expected) in [
            ("see https://example.org/exercises/upper-back?x=1.", "see |https://example.org/|exercises/|upper-back?x=1."),
            ("(www.example.org/row) now", "(www.example.org/|row) |now"),
            ("mail front-desk@example-clinic.org today", "mail |front-desk@example-clinic.org |to·day"),
            ("and/or", "and/or"),
        ] {
            assert_eq!(shown(content, "en", true), expected.replace("to·day", "today"));
        }
        assert_eq!(shown("访问www.example.org/row。谢谢", "zh-Hans", false), "访|问|www.example.org/|row。|谢|谢");
    }

    #[test]
    fn asian_numbers_keep_their_counters_and_lines_begin_with_no_mark() {
        assert_eq!(shown("每天3次，每次10分钟。", "zh-Hans", false), "每|天|3次，|每|次|10分钟。");
        assert_eq!(shown("きょうは「ゆっくり」。", "ja", false), "きょ|う|は|「ゆっ|く|り」。");
        assert_eq!(shown("要慢。“慢慢来”（重", "zh-Hans", false), "要|慢。|“慢|慢|来”|（重");
        assert_eq!(shown("说“好”。", "zh-Hans", false), "说|“好”。");
        assert_eq!(shown("このフォームで", "ja", false), "こ|の|フォーム|で");
        assert!(!shown("ทำช้า ๆ แล้วพัก ฯ", "th", false).contains(" |ๆ"));
        assert!(!shown("ทำช้า ๆ แล้วพัก ฯ", "th", false).contains("|ฯ"));
        assert!(!shown("យឺតៗ", "km", false).contains("|ៗ"));
        assert!(!shown("ຊ້າໆ", "lo", false).contains("|ໆ"));
        assert_eq!(shown("Vraiment ! « Oui » ?", "fr", false), "Vraiment ! |« Oui » ?");
    }

    #[test]
    fn no_stop_lies_within_a_cluster() {
        for (content, lang) in [("e\u{301}e\u{301} 👩\u{200d}👧 क्षेत्र", "en"), ("กำลัง ที่นี่", "th"), ("ក្រុម\u{200b}ការ", "km"), ("မြန်မာ", "my")]
        {
            let ends: Vec<usize> = icu_segmenter::GraphemeClusterSegmenter::new().segment_str(content).collect();
            let marked = shown(content, lang, true);
            let mut at = 0;
            for letter in marked.chars() {
                if letter == '|' || letter == '·' {
                    assert!(ends.contains(&at), "{marked}");
                } else {
                    at += letter.len_utf8();
                }
            }
        }
    }

    #[test]
    fn hyphens_and_single_letters() {
        assert_eq!(shown("Langsam schulterbreit öffnen", "de", true), "Lang·sam |schul·ter·breit |öff·nen");
        assert_eq!(shown("in\u{ad}side", "en", false), "in\u{ad}·side");
        assert_eq!(shown("w domu i z psem", "pl", false), "w domu |i z psem");
        assert_eq!(shown("one\ntwo\r\nthree", "en", false), "one\n¶two\r\n¶three");
        assert_eq!(shown("천천히 숨을 쉬세요", "ko", false), "천천히 |숨을 |쉬세요");
    }
}
