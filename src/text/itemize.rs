//! Parts a text into items: bytes of one level, one script and one face, whole grapheme clusters each.
use std::ops::Range;

use icu_properties::CodePointSetData;
use icu_properties::props::{DefaultIgnorableCodePoint, Script};
use icu_properties::script::ScriptWithExtensions;
use icu_segmenter::GraphemeClusterSegmenter;
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::choose::Chooser;
use super::keep::left_to_right;
use super::{FaceId, Paragraph};
use crate::geom::Direction;

/// One level, one script, one face.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub range: Range<usize>,
    pub level: Level,
    pub script: Script,
    pub face: FaceId,
}

/// A grapheme cluster; never split between faces or lines.
pub(super) struct Cluster {
    pub range: Range<usize>,
    pub script: Script,
    /// It has no script of its own: a space, a digit, a mark. It goes with its neighbours.
    pub common: bool,
    pub strong: bool,
}

/// The clusters of a paragraph, each with its script and its weight.
pub(super) fn clusters(paragraph: &Paragraph, own: Script) -> Vec<Cluster> {
    let content = &*paragraph.content;
    let mut clusters = Vec::with_capacity(content.len());
    let mut start = 0;
    for end in GraphemeClusterSegmenter::new().segment_str(content).skip(1) {
        let script = script_of(&content[start..end]);
        let strong = paragraph.style.strong || paragraph.strong.iter().any(|range| range.contains(&start));
        clusters.push(Cluster { range: start..end, script, common: script == Script::Common, strong });
        start = end;
    }
    resolve(content, &mut clusters, own);
    hold_lam_alef(content, &mut clusters);
    clusters
}

/// The first script of its own that the cluster has. The scripts of one Japanese or Chinese line count as one.
fn script_of(cluster: &str) -> Script {
    cluster.chars().map(script_of_letter).find(|script| !matches!(*script, Script::Common | Script::Inherited)).unwrap_or(Script::Common)
}

/// The letter's script; Han for all of those that one Japanese or Chinese line is written in.
pub(super) fn script_of_letter(letter: char) -> Script {
    match letter {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\u{7f}' => Script::Common,
        letter => match ScriptWithExtensions::new().get_script_val(letter) {
            Script::Hiragana | Script::Katakana | Script::Bopomofo => Script::Han,
            script => script,
        },
    }
}

/// What has no script of its own takes that of the text before it, at the beginning of the text after it, and a closing bracket
/// that of its opening one (Unicode Standard Annex 24, 5.1 and 5.2). A text without any script takes that of its language.
fn resolve(content: &str, clusters: &mut [Cluster], own: Script) {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut last = clusters.iter().find(|cluster| !cluster.common).map_or(own, |cluster| cluster.script);
    for at in 0..clusters.len() {
        if !clusters[at].common {
            last = clusters[at].script;
            continue;
        }
        clusters[at].script = last;
        let Some(letter) = content[clusters[at].range.clone()].chars().next() else { continue };
        if let Some(close) = closing(letter).filter(|_| open.len() < DEEPEST) {
            open.push((close, at));
        } else if let Some(depth) = open.iter().rposition(|(close, _)| *close == letter) {
            clusters[at].script = clusters[open[depth].1].script;
            open.truncate(depth);
        }
    }
}

/// How many brackets may stand open (BD16 of Unicode Standard Annex 9 has the same bound).
const DEEPEST: usize = 63;

fn closing(opening: char) -> Option<char> {
    const PAIRS: [(char, char); 13] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('«', '»'),
        ('“', '”'),
        ('‘', '’'),
        ('（', '）'),
        ('［', '］'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('《', '》'),
        ('〈', '〉'),
    ];
    PAIRS.iter().find(|(known, _)| *known == opening).map(|(_, close)| *close)
}

/// Lam and alef join into one glyph, so bold ends before or after the two, never between.
fn hold_lam_alef(content: &str, clusters: &mut [Cluster]) {
    let first = |cluster: &Cluster| content[cluster.range.clone()].chars().next();
    for at in 1..clusters.len() {
        let alef = matches!(first(&clusters[at]), Some('\u{622}' | '\u{623}' | '\u{625}' | '\u{627}' | '\u{671}'));
        if alef && first(&clusters[at - 1]) == Some('\u{644}') {
            clusters[at].strong = clusters[at - 1].strong;
        }
    }
}

/// The embedding level of every byte (Unicode Standard Annex 9), with the page's direction as base. `None`: all runs left to right.
/// Phone numbers, ranges and addresses run from left to right whether or not they stand in isolates.
pub(super) fn levels(content: &str, direction: Direction) -> Option<Vec<Level>> {
    let base = match direction {
        Direction::Ltr if content.chars().all(|letter| letter < '\u{590}') => return None,
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    };
    let mut levels = ParagraphBidiInfo::new(content, Some(base)).levels;
    for part in left_to_right(content) {
        let lowest = levels[part.clone()].iter().map(|level| level.number()).min().unwrap_or(0);
        let even = Level::new(lowest + lowest % 2).unwrap_or(base);
        levels[part].fill(even);
    }
    Some(levels)
}

/// The items of a paragraph, in reading order; they tile its content.
pub(super) fn items(clusters: &[Cluster], levels: Option<&[Level]>, chooser: &mut Chooser) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (cluster, face) in clusters.iter().zip(chooser.faces(clusters)) {
        let level = levels.map_or(Level::ltr(), |levels| levels[cluster.range.start]);
        match items.last_mut() {
            Some(item) if item.level == level && item.script == cluster.script && item.face == face => item.range.end = cluster.range.end,
            Some(_) | None => items.push(Item { range: cluster.range.clone(), level, script: cluster.script, face }),
        }
    }
    items
}

/// Whether a letter is no more than an instruction to whoever sets the text: it has no glyph.
pub(super) fn is_silent(letter: char) -> bool {
    letter.is_control()
        || (letter >= '\u{ad}' && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(letter))
        || matches!(letter, '\u{2028}' | '\u{2029}')
}
