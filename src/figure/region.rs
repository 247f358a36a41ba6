//! Areas of the plane, and what is done with them: put together, cut, grown, smoothed; and lines cut by areas. All on a grid of whole
//! numbers, so that every machine finds the same.
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

use super::contour::{Contour, circle, rectangle};
use super::plane::{Point, at, toward};

/// Steps of the grid in a unit. A figure with its props stays under 4,000 units: far from what 32 bits hold.
const GRID: f64 = 64.0;

/// Outlines counter-clockwise, holes clockwise; they do not cross.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region(Vec<Contour>);

impl Region {
    /// What outlines hold together, however they wind and cross.
    pub fn of(outlines: impl IntoIterator<Item = Contour>) -> Region {
        let outlines: Vec<Contour> = outlines.into_iter().map(counter_clockwise).collect();
        overlay(&outlines, &[], OverlayRule::Subject, FillRule::NonZero)
    }

    pub fn disc(centre: Point, radius: f64) -> Region {
        Region(vec![circle(centre, radius)])
    }

    pub fn between(low: Point, high: Point) -> Region {
        Region(vec![rectangle(low, high)])
    }

    pub fn union<'a>(regions: impl IntoIterator<Item = &'a Region>) -> Region {
        let all: Vec<Contour> = regions.into_iter().flat_map(|region| region.0.iter().cloned()).collect();
        overlay(&all, &[], OverlayRule::Subject, FillRule::NonZero)
    }

    pub fn with(&self, other: &Region) -> Region {
        Region::union([self, other])
    }

    pub fn within(&self, other: &Region) -> Region {
        if self.is_apart(other) { Region::default() } else { overlay(&self.0, &other.0, OverlayRule::Intersect, FillRule::NonZero) }
    }

    pub fn without(&self, other: &Region) -> Region {
        if self.is_apart(other) { self.clone() } else { overlay(&self.0, &other.0, OverlayRule::Difference, FillRule::NonZero) }
    }

    fn is_apart(&self, other: &Region) -> bool {
        match (self.bounds(), other.bounds()) {
            (Some((low, high)), Some((other_low, other_high))) => {
                high.x < other_low.x || other_high.x < low.x || high.y < other_low.y || other_high.y < low.y
            }
            (None, _) | (_, None) => true,
        }
    }

    /// Wider by so much all round, with round corners; narrower where it is negative.
    pub fn grown(&self, by: f64) -> Region {
        let moved: Vec<Contour> = self.0.iter().map(|contour| offset(contour, by)).collect();
        overlay(&moved, &[], OverlayRule::Subject, FillRule::Positive)
    }

    /// First gaps and creases narrower than twice `close` are filled, then spikes narrower than twice `open` are lost.
    pub fn smoothed(&self, close: f64, open: f64) -> Region {
        // Growing once by the difference is the same as shrinking and shrinking again.
        self.grown(close).grown(-close - open).grown(open)
    }

    pub fn moved(&self, by: Point) -> Region {
        Region(self.0.iter().map(|contour| contour.iter().map(|&point| point + by).collect()).collect())
    }

    pub fn largest(&self) -> Region {
        // The outline of the largest part, with the holes in it.
        let mut parts = self.parts();
        parts.sort_by(|one, two| two.area().total_cmp(&one.area()));
        parts.into_iter().next().unwrap_or_default()
    }

    /// Its parts that do not touch each other, each with its holes.
    pub fn parts(&self) -> Vec<Region> {
        let (outlines, holes): (Vec<&Contour>, Vec<&Contour>) = self.0.iter().partition(|contour| twice_area(contour) > 0.0);
        let mut parts: Vec<Region> = outlines.into_iter().map(|outline| Region(vec![outline.clone()])).collect();
        for hole in holes {
            if let Some(part) = parts.iter_mut().find(|part| hole.iter().all(|&point| inside(&part.0[..1], point))) {
                part.0.push(hole.clone());
            }
        }
        parts
    }

    pub fn area(&self) -> f64 {
        self.0.iter().map(|contour| twice_area(contour)).sum::<f64>() * 0.5
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contours(&self) -> &[Contour] {
        &self.0
    }

    /// Its outlines as lines that end where they begin.
    pub fn outlines(&self) -> Vec<Contour> {
        self.0.iter().map(|contour| contour.iter().chain(contour.first()).copied().collect()).collect()
    }

    /// Lowest and highest of both numbers.
    pub fn bounds(&self) -> Option<(Point, Point)> {
        bounds(self.0.iter().flatten().copied())
    }

    pub fn holds(&self, point: Point) -> bool {
        inside(&self.0, point)
    }

    /// What of lines lies within, or without.
    pub fn clip(&self, lines: &[Contour], side: Keep) -> Vec<Contour> {
        lines.iter().flat_map(|line| clip(&self.0, line, side)).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Inside,
    Outside,
}

/// Lowest and highest of both numbers.
pub fn bounds(points: impl IntoIterator<Item = Point>) -> Option<(Point, Point)> {
    points.into_iter().fold(None, |bounds, point| {
        let (low, high) = bounds.unwrap_or((point, point));
        Some((at(low.x.min(point.x), low.y.min(point.y)), at(high.x.max(point.x), high.y.max(point.y))))
    })
}

fn twice_area(contour: &[Point]) -> f64 {
    (0..contour.len()).map(|index| contour[index].cross(contour[(index + 1) % contour.len()])).sum()
}

fn counter_clockwise(mut contour: Contour) -> Contour {
    if twice_area(&contour) < 0.0 {
        contour.reverse();
    }
    contour
}

fn overlay(subject: &[Contour], clip: &[Contour], rule: OverlayRule, fill: FillRule) -> Region {
    let points = subject.iter().chain(clip).map(Vec::len).sum();
    let mut overlay = Overlay::<i32>::new(points);
    let on_grid = |point: &Point| IntPoint::new(libm::round(point.x * GRID) as i32, libm::round(point.y * GRID) as i32);
    for contour in subject {
        overlay.add_path_iter(contour.iter().map(on_grid), ShapeType::Subject);
    }
    for contour in clip {
        overlay.add_path_iter(contour.iter().map(on_grid), ShapeType::Clip);
    }
    // Slivers smaller than this are what rounding to the grid leaves.
    overlay.options.min_output_area = (GRID * GRID) as u64;
    let off_grid = |point: &IntPoint<i32>| at(f64::from(point.x) / GRID, f64::from(point.y) / GRID);
    Region(overlay.overlay(rule, fill).iter().flatten().map(|contour| straightened(contour.iter().map(off_grid).collect())).collect())
}

/// Without points that hardly turn the line: what is put together often would gather ever more of them.
fn straightened(contour: Contour) -> Contour {
    const ASIDE: f64 = 0.12;
    let count = contour.len();
    let mut kept: Contour = Vec::with_capacity(count);
    for (index, &point) in contour.iter().enumerate() {
        let next = contour[(index + 1) % count];
        let straight = kept.last().is_some_and(|&last| {
            let (way, on) = (next - last, point - last);
            way.cross(on).abs() < ASIDE * way.length() && way.dot(on) > 0.0 && on.length() < LONGEST
        });
        if !straight {
            kept.push(point);
        }
    }
    if kept.len() < 3 { contour } else { kept }
}

/// Curves are kept in pieces no longer than this, so that none passes for a straight line; straight lines have no points to lose.
const LONGEST: f64 = 18.0;

/// The outline carried outwards by so much: arcs at the corners that open, and through the corner itself where it closes, whose loops the
/// positive rule takes away.
fn offset(contour: &[Point], by: f64) -> Contour {
    let contour = thinned(contour);
    let count = contour.len();
    let mut line = Vec::with_capacity(count * 2);
    for index in 0..count {
        let corner = contour[index];
        let (coming, going) = (corner - contour[(index + count - 1) % count], contour[(index + 1) % count] - corner);
        let (before, after) = (coming.unit(), going.unit());
        let (from, to) = (-before.normal() * by, -after.normal() * by);
        let turn = libm::atan2(before.cross(after), before.dot(after)).to_degrees();
        if turn * by < 0.0 {
            let half = turn.abs().to_radians() * 0.5;
            // Where both sides stay longer than what the corner takes from them, they meet in one point.
            if turn.abs() < 30.0 && by.abs() * libm::tan(half) < 0.4 * coming.length().min(going.length()) {
                line.push(corner + (from + to).unit() * (by.abs() / libm::cos(half)));
            } else {
                line.extend([corner + from, corner, corner + to]);
            }
        } else {
            // As fine as the arc's height stays under a third of a unit.
            let step = (2.0 * libm::acos(1.0 - (0.3 / by.abs()).min(0.5))).to_degrees();
            let steps = libm::ceil(turn.abs() / step).max(1.0) as usize;
            if turn.abs() < 8.0 {
                line.push(corner + (from + to).unit() * by.abs());
            } else {
                let begin = from.angle();
                line.extend((0..=steps).map(|at| corner + toward(begin + turn * at as f64 / steps as f64) * by.abs()));
            }
        }
    }
    line
}

/// Without points that lie closer than the drawing can show.
fn thinned(contour: &[Point]) -> Contour {
    let mut kept: Contour = Vec::with_capacity(contour.len());
    for &point in contour {
        if kept.last().is_none_or(|&last| (point - last).length() > 0.35) {
            kept.push(point);
        }
    }
    while kept.len() > 3 && (kept[0] - kept[kept.len() - 1]).length() <= 0.35 {
        kept.pop();
    }
    kept
}

fn inside(contours: &[Contour], point: Point) -> bool {
    let mut odd = false;
    for contour in contours {
        for index in 0..contour.len() {
            let (one, two) = (contour[index], contour[(index + 1) % contour.len()]);
            if (one.y > point.y) != (two.y > point.y) && point.x < one.x + (point.y - one.y) / (two.y - one.y) * (two.x - one.x) {
                odd = !odd;
            }
        }
    }
    odd
}

fn clip(contours: &[Contour], line: &[Point], side: Keep) -> Vec<Contour> {
    let (mut kept, mut run): (Vec<Contour>, Contour) = (Vec::new(), Vec::new());
    for pair in line.windows(2) {
        let mut cuts = crossings(contours, pair[0], pair[1]);
        cuts.extend([0.0, 1.0]);
        cuts.sort_by(f64::total_cmp);
        for piece in cuts.windows(2).filter(|piece| piece[1] > piece[0]) {
            let middle = pair[0].mid(pair[1], (piece[0] + piece[1]) * 0.5);
            if inside(contours, middle) == (side == Keep::Inside) {
                if run.is_empty() {
                    run.push(pair[0].mid(pair[1], piece[0]));
                }
                run.push(pair[0].mid(pair[1], piece[1]));
            } else if !run.is_empty() {
                kept.push(std::mem::take(&mut run));
            }
        }
    }
    if !run.is_empty() {
        kept.push(run);
    }
    joined(kept, line)
}

/// A closed line that was cut begins in the middle of a piece: its first and its last are one.
fn joined(mut pieces: Vec<Contour>, line: &[Point]) -> Vec<Contour> {
    let closed = line.len() > 2 && line[0] == line[line.len() - 1];
    if closed && pieces.len() > 1 && pieces[0][0] == line[0] && pieces.last().and_then(|last| last.last()) == Some(&line[0]) {
        let first = pieces.remove(0);
        if let Some(last) = pieces.last_mut() {
            last.extend(first.into_iter().skip(1));
        }
    }
    pieces
}

fn crossings(contours: &[Contour], from: Point, to: Point) -> Vec<f64> {
    let way = to - from;
    let (low, high) = (at(from.x.min(to.x), from.y.min(to.y)), at(from.x.max(to.x), from.y.max(to.y)));
    let mut cuts = Vec::new();
    for contour in contours {
        for index in 0..contour.len() {
            let (one, two) = (contour[index], contour[(index + 1) % contour.len()]);
            if one.x.max(two.x) < low.x || one.x.min(two.x) > high.x || one.y.max(two.y) < low.y || one.y.min(two.y) > high.y {
                continue;
            }
            let across = way.cross(two - one);
            if across.abs() < 1e-12 {
                continue;
            }
            let (here, there) = ((one - from).cross(two - one) / across, (one - from).cross(way) / across);
            if (0.0..=1.0).contains(&here) && (0.0..=1.0).contains(&there) {
                cuts.push(here);
            }
        }
    }
    cuts
}
