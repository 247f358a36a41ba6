//! Which stops become line ends: of all ways to break a paragraph the one that costs least.
use super::stops::Mark;
use crate::geom::Len;

/// A stop, measured.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub at: usize,
    pub seen: usize,
    pub mark: Mark,
    /// What has been set before a line that begins here.
    pub start: Len,
    /// What has been set when a line ends here, hyphen included.
    pub end: Len,
}

/// The slack of an empty line. A line costs the square of its slack, so an empty one a million; what follows is in the same coin.
const WHOLE: i64 = 1_000;
/// Each line costs, so that a paragraph takes no more of them than it must.
const LINE: i64 = 100_000;
const HYPHEN: i64 = 40_000;
const HYPHEN_AGAIN: i64 = 60_000;
/// A last line that is the tail of a word.
const TAIL: i64 = 150_000;
/// A last line of one word, or in Chinese and Japanese of one letter.
const LONE: i64 = 100_000;
/// A last line of less than an eighth of the measure.
const SHORT: i64 = 30_000;
/// The most stops that one line passes over: a bound for texts of nothing but stops.
const MOST: usize = 4_096;
/// Wider than the measure: only where nothing else is left.
const OVERFULL: i64 = 1 << 50;

/// The places where lines end. `balanced`: the last line should be as long as the others, as in a title.
pub(super) fn fit(places: &[Place], measure: Len, balanced: bool) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut first = 0;
    while first < places.len() {
        let last = (first..places.len()).find(|at| places[*at].mark == Mark::Must).unwrap_or(places.len() - 1);
        let start = if first == 0 { Len::ZERO } else { places[first - 1].start };
        if places[last].end - start <= measure {
            ends.push(last);
        } else {
            Fit { places: &places[first..=last], start, measure, balanced }.ends(first, &mut ends);
        }
        first = last + 1;
    }
    ends
}

/// One paragraph: from a line that must begin to one that must end.
struct Fit<'a> {
    places: &'a [Place],
    start: Len,
    measure: Len,
    balanced: bool,
}

impl Fit<'_> {
    /// Appends the ends, `offset` added to each. `best[n]` is the least cost of all that comes before the line after place `n - 1`.
    fn ends(&self, offset: usize, ends: &mut Vec<usize>) {
        let count = self.places.len();
        let mut best = vec![(i64::MAX, 0); count + 1];
        best[0] = (0, 0);
        for end in 0..count {
            for begin in (end.saturating_sub(MOST)..=end).rev() {
                let width = self.width(begin, end);
                if width > self.measure && begin < end {
                    break;
                }
                let cost = best[begin].0.saturating_add(self.cost(begin, end, width));
                if cost < best[end + 1].0 {
                    best[end + 1] = (cost, begin);
                }
            }
        }
        let from = ends.len();
        let mut at = count;
        while at > 0 {
            ends.push(offset + at - 1);
            at = best[at].1;
        }
        ends[from..].reverse();
    }

    /// Of a line from after place `begin - 1` to place `end`.
    fn width(&self, begin: usize, end: usize) -> Len {
        let start = if begin == 0 { self.start } else { self.places[begin - 1].start };
        (self.places[end].end - start).max(Len::ZERO)
    }

    fn cost(&self, begin: usize, end: usize, width: Len) -> i64 {
        let after_hyphen = begin > 0 && self.places[begin - 1].mark == Mark::Hyphen;
        let last = end + 1 == self.places.len();
        if width > self.measure {
            return OVERFULL;
        }
        let slack = (self.measure - width).raw() * WHOLE / self.measure.raw().max(1);
        let mut cost = LINE;
        if !last || self.balanced {
            cost += slack * slack;
        }
        if self.places[end].mark == Mark::Hyphen {
            cost += HYPHEN + if after_hyphen { HYPHEN_AGAIN } else { 0 };
        }
        if last && begin > 0 {
            let lone = self.places[begin..end].iter().all(|place| place.mark == Mark::Hyphen);
            cost += if lone { LONE } else { 0 };
            cost += if width * 8 < self.measure { SHORT } else { 0 };
            cost += if after_hyphen { TAIL } else { 0 };
        }
        cost
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, fit};
    use crate::geom::Len;
    use crate::text::stops::Mark;

    /// Words by their widths, one point of space between, all on places 0, 1, 2…
    fn places(words: &[i64]) -> Vec<Place> {
        let mut set = Len::ZERO;
        let mut places = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let end = set + Len::pt(*word);
            set = end + Len::pt(1);
            let mark = if at + 1 == words.len() { Mark::Must } else { Mark::Break };
            places.push(Place { at, seen: at, mark, start: set, end });
        }
        places
    }

    #[test]
    fn a_lone_last_word_gets_company() {
        // Greedy would leave the last word alone.
        assert_eq!(fit(&places(&[10, 10, 10, 10, 8]), Len::pt(43), false), [2, 4]);
    }

    #[test]
    fn a_title_has_lines_of_like_length() {
        assert_eq!(fit(&places(&[10, 10, 10, 10, 10, 10, 10, 10]), Len::pt(70), true), [3, 7]);
        assert_eq!(fit(&places(&[10, 10, 10, 10, 10, 10, 10, 10]), Len::pt(70), false), [5, 7]);
    }

    #[test]
    fn no_more_lines_than_needed_and_no_less() {
        assert_eq!(fit(&places(&[10, 10, 10]), Len::pt(32), false), [2]);
        assert_eq!(fit(&places(&[10, 10, 10]), Len::pt(31), false).len(), 2);
        assert_eq!(fit(&places(&[50, 10]), Len::pt(20), false), [0, 1]);
        assert_eq!(fit(&places(&[10, 10]), Len::MAX, true), [1]);
    }
}
