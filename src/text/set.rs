//! One paragraph: shaped once, broken for every measure that is asked for.
use std::ops::Range;
use std::sync::{Arc, Mutex};

use icu_properties::props::Script;
use unicode_bidi::BidiInfo;

use super::case::Case;
use super::choose::Chooser;
use super::fit::{Place, fit};
use super::height::{Ink, leading, slot};
use super::hyphen::hyphens;
use super::itemize::{Item, clusters, items, levels};
use super::memo::lock;
use super::shape::{Placed, Plans, Shaper};
use super::stops::{Mark, Stop, Stops, seen, stops};
use super::tongue::Tongue;
use super::{Glyph, Line, Lines, Missing, Paragraph, Run};
use crate::geom::Len;

/// A paragraph and all its lines so far.
pub(super) struct Set {
    shaped: Shaped,
    lines: Mutex<Vec<(Len, Arc<Lines>)>>,
}

/// A paragraph's glyphs, before lines.
struct Shaped {
    paragraph: Paragraph,
    tongue: Arc<Tongue>,
    items: Vec<Item>,
    /// In reading order.
    glyphs: Vec<Placed>,
    /// For each item its glyphs.
    parts: Vec<Range<usize>>,
    /// For each byte of the content and its end: what is set before it, and whether a line may part there without shaping anew.
    before: Vec<(Len, bool)>,
    /// Where clusters end.
    ends: Vec<usize>,
    stops: Stops,
    /// The widest of the lines that must end.
    natural: Len,
    missing: Vec<Missing>,
    leading: Len,
    baseline: Len,
}

impl Set {
    pub fn new(case: &Case, plans: &Plans, tongue: Arc<Tongue>, paragraph: Paragraph) -> Set {
        Set { shaped: Shaped::new(case, plans, tongue, paragraph), lines: Mutex::new(Vec::new()) }
    }

    /// The lines for a measure.
    pub fn lines(&self, case: &Case, plans: &Plans, measure: Len) -> Arc<Lines> {
        // All that leave room for the natural lines have the same answer.
        let measure = if measure >= self.shaped.natural { Len::MAX } else { measure };
        let known = |lines: &[(Len, Arc<Lines>)]| lines.iter().find(|(known, _)| *known == measure).map(|(_, lines)| lines.clone());
        if let Some(lines) = known(&lock(&self.lines)) {
            return lines;
        }
        let made = Arc::new(Setter { shaped: &self.shaped, case, plans, measure }.lines());
        let mut lines = lock(&self.lines);
        known(&lines).unwrap_or_else(|| {
            lines.push((measure, made.clone()));
            made
        })
    }
}

impl Shaped {
    fn new(case: &Case, plans: &Plans, tongue: Arc<Tongue>, paragraph: Paragraph) -> Shaped {
        let (content, style) = (&*paragraph.content, &paragraph.style);
        let clusters = clusters(&paragraph, tongue.script);
        let mut chooser = Chooser::new(case, &tongue, &style.family, content);
        let items = items(&clusters, levels(content, paragraph.direction).as_deref(), &mut chooser);
        let primary = case.face(chooser.primary());
        let missing = std::mem::take(&mut chooser.missing);
        let mut shaper = Shaper::new(plans, content, style, tongue.shaping.as_ref());
        let (mut glyphs, mut parts, mut ink) = (Vec::with_capacity(content.len()), Vec::with_capacity(items.len()), Ink::default());
        for item in &items {
            let start = glyphs.len();
            let face = case.face(item.face);
            shaper.shape(face, item, item.range.clone(), 0..content.len(), &mut glyphs);
            ink.add(face, style.size, &glyphs[start..]);
            parts.push(start..glyphs.len());
        }
        let before = before(content.len(), &items, &glyphs);
        let stops = stops(content, &tongue, &clusters, style.hyphenate);
        let natural = natural(&stops.stops, &before);
        let scripts = items.iter().map(|item| item.script).filter(|script| *script != Script::Common);
        let (leading, baseline) = slot(leading(style, scripts, &tongue), primary, style.size, ink);
        let ends = clusters.iter().map(|cluster| cluster.range.end).collect();
        Shaped { tongue, items, glyphs, parts, before, ends, stops, natural, missing, leading, baseline, paragraph }
    }
}

fn before(length: usize, items: &[Item], glyphs: &[Placed]) -> Vec<(Len, bool)> {
    let mut before = vec![(Len::ZERO, false); length + 1];
    for placed in glyphs {
        let at = &mut before[placed.glyph.start as usize];
        at.0 += placed.glyph.advance;
        at.1 = placed.firm;
    }
    // A border of items is firm only where letters do not join across it: where one of the two is not of a joining script.
    for pair in items.windows(2) {
        let joins = pair[0].script == Script::Arabic && pair[1].script == Script::Arabic;
        before[pair[1].range.start].1 = !joins;
    }
    let mut set = Len::ZERO;
    for at in &mut before {
        let advance = at.0;
        at.0 = set;
        set += advance;
    }
    before[length].1 = true;
    before
}

fn natural(stops: &[Stop], before: &[(Len, bool)]) -> Len {
    let mut start = Len::ZERO;
    let mut widest = Len::ZERO;
    for stop in stops.iter().filter(|stop| stop.mark == Mark::Must) {
        widest = widest.max(before[stop.seen].0 - start);
        start = before[stop.at].0;
    }
    widest
}

/// Breaks one paragraph for one measure.
struct Setter<'a> {
    shaped: &'a Shaped,
    case: &'a Case,
    plans: &'a Plans,
    measure: Len,
}

impl Setter<'_> {
    fn lines(&self) -> Lines {
        let style = &self.shaped.paragraph.style;
        let (mut places, mut too_long) = self.places();
        let balanced = style.strong && !style.hyphenate;
        let mut lines = Vec::new();
        // A line shaped anew at its ends may turn out wider than its parts were; then its end is taken for what it is.
        for _ in 0..ROUNDS {
            let ends = fit(&places, self.measure, balanced);
            lines = self.build(&places, &ends);
            let mut wider = false;
            for (line, end) in lines.iter().zip(ends) {
                let width = places[end].end - self.shaped.before[line.range.start].0;
                if line.width > self.measure && width <= self.measure {
                    places[end].end += line.width - width;
                    wider = true;
                }
            }
            if !wider {
                break;
            }
        }
        let known = |line: &Line| too_long.iter().any(|word: &Range<usize>| word.start < line.range.end && line.range.start < word.end);
        let wider: Vec<Range<usize>> = lines.iter().filter(|line| line.width > self.measure && !known(line)).map(|line| line.range.clone()).collect();
        too_long.extend(wider);
        let Shaped { paragraph, missing, leading, baseline, .. } = self.shaped;
        Lines {
            content: paragraph.content.clone(),
            lang: paragraph.lang.clone(),
            lines,
            leading: *leading,
            baseline: *baseline,
            missing: missing.clone(),
            too_long,
        }
    }

    /// The stops, measured, and the words that are wider than the measure. Those are parted where they were kept together, then
    /// at hyphens, then between clusters.
    fn places(&self) -> (Vec<Place>, Vec<Range<usize>>) {
        let (mut places, mut too_long) = (Vec::new(), Vec::new());
        let mut start = 0;
        for stop in self.shaped.stops.stops.iter().filter(|stop| stop.mark != Mark::Glued) {
            self.part(start, *stop, Need::Kept, &mut places, &mut too_long);
            start = stop.at;
        }
        (places, too_long)
    }

    fn part(&self, start: usize, stop: Stop, need: Need, places: &mut Vec<Place>, too_long: &mut Vec<Range<usize>>) {
        let place = self.place(stop);
        if place.end - self.shaped.before[start].0 <= self.measure {
            places.push(place);
            return;
        }
        let content = &*self.shaped.paragraph.content;
        let inner: Vec<Stop> = match need {
            Need::Kept => {
                let stops = &self.shaped.stops.stops;
                let (from, to) = (stops.partition_point(|inner| inner.at <= start), stops.partition_point(|inner| inner.at < stop.at));
                stops[from..to.max(from)].iter().filter(|inner| inner.mark == Mark::Glued).copied().collect()
            }
            Need::Hyphens => {
                let found =
                    self.shaped.tongue.hyphenation.map(|lang| hyphens(content, start..stop.seen.max(start), lang, &self.shaped.stops.addresses));
                found.into_iter().flatten().map(|at| Stop { at, seen: at, mark: Mark::Hyphen }).collect()
            }
            Need::Clusters => {
                too_long.push(start..stop.seen.max(start));
                let from = self.shaped.ends.partition_point(|end| *end <= start);
                let ends = self.shaped.ends[from..].iter().take_while(|end| **end < stop.seen);
                places.extend(ends.map(|at| self.place(Stop { at: *at, seen: seen(content, *at), mark: Mark::Break })));
                places.push(place);
                return;
            }
        };
        let next = if need == Need::Kept { Need::Hyphens } else { Need::Clusters };
        let mut start = start;
        for inner in inner.into_iter().chain([stop]) {
            self.part(start, inner, next, places, too_long);
            start = inner.at;
        }
    }

    fn place(&self, stop: Stop) -> Place {
        let hyphen = if stop.mark == Mark::Hyphen { self.hyphen(stop.seen).1 } else { Len::ZERO };
        let before = &self.shaped.before;
        Place { at: stop.at, seen: stop.seen, mark: stop.mark, start: before[stop.at].0, end: before[stop.seen].0 + hyphen }
    }

    /// The glyph and the advance of a hyphen after the byte at `seen`.
    fn hyphen(&self, seen: usize) -> (u16, Len) {
        let items = &self.shaped.items;
        let Some(item) = items.get(items.partition_point(|item| item.range.end < seen)) else { return (0, Len::ZERO) };
        let face = self.case.face(item.face);
        let glyph = face.glyph('-').unwrap_or(0);
        (glyph, face.scaled(face.advance(glyph), self.shaped.paragraph.style.size))
    }

    fn build(&self, places: &[Place], ends: &[usize]) -> Vec<Line> {
        let shaped = self.shaped;
        let mut shaper = Shaper::new(self.plans, &shaped.paragraph.content, &shaped.paragraph.style, shaped.tongue.shaping.as_ref());
        let mut start = 0;
        let mut lines = Vec::with_capacity(ends.len());
        for end in ends {
            let place = &places[*end];
            lines.push(self.line(start, place, &mut shaper));
            start = place.at;
        }
        lines
    }

    fn line(&self, start: usize, place: &Place, shaper: &mut Shaper) -> Line {
        let shaped = self.shaped;
        let seen = place.seen.max(start);
        let first = shaped.items.partition_point(|item| item.range.end <= start);
        let mut runs: Vec<Run> = Vec::new();
        let mut run_levels = Vec::new();
        for (item, part) in shaped.items[first..].iter().zip(&shaped.parts[first..]).take_while(|(item, _)| item.range.start < seen) {
            let range = item.range.start.max(start)..item.range.end.min(seen);
            let glyphs = self.glyphs(item, part.clone(), range.clone(), start..place.at, seen, shaper);
            runs.push(Run { face: item.face, size: shaped.paragraph.style.size, left: Len::ZERO, rtl: item.level.is_rtl(), range, glyphs });
            run_levels.push(item.level);
        }
        let hyphen = place.mark == Mark::Hyphen && seen > start;
        if let Some(run) = runs.last_mut().filter(|_| hyphen) {
            let (id, advance) = self.hyphen(seen);
            run.glyphs.push(Glyph { id, advance, dx: Len::ZERO, dy: Len::ZERO, start: seen as u32, end: seen as u32 });
        }
        let mut left = Len::ZERO;
        let mut shown = Vec::with_capacity(runs.len());
        for at in BidiInfo::reorder_visual(&run_levels) {
            let run = &mut runs[at];
            if run.rtl {
                run.glyphs.reverse();
            }
            let width: Len = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            if !run.glyphs.is_empty() {
                shown.push(Run { left, glyphs: std::mem::take(&mut run.glyphs), range: run.range.clone(), ..*run });
            }
            left += width;
        }
        Line { range: start..place.at, width: left, runs: shown, hyphen }
    }

    /// The glyphs of a part of an item, in reading order: those already shaped, or new ones where a line parts what hangs together.
    fn glyphs(&self, item: &Item, part: Range<usize>, range: Range<usize>, line: Range<usize>, seen: usize, shaper: &mut Shaper) -> Vec<Glyph> {
        let firm = |at: usize| self.shaped.before[at].1;
        if (range.start == line.start && !firm(line.start) && line.start > 0) || (range.end == seen && !firm(line.end)) {
            let mut anew = Vec::new();
            shaper.shape(self.case.face(item.face), item, range, line.start..seen, &mut anew);
            return anew.into_iter().map(|placed| placed.glyph).collect();
        }
        let glyphs = &self.shaped.glyphs[part];
        let from = glyphs.partition_point(|placed| (placed.glyph.start as usize) < range.start);
        let to = glyphs.partition_point(|placed| (placed.glyph.start as usize) < range.end);
        glyphs[from..to].iter().map(|placed| placed.glyph).collect()
    }
}

/// What a word that is wider than the measure is parted at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Kept,
    Hyphens,
    Clusters,
}

/// How often lines are broken anew because shaping made one wider.
const ROUNDS: usize = 8;
