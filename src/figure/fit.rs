//! Many short lines become few curves: a least-squares fit of cubics that splits where it is worst (P. J. Schneider, "An Algorithm for
//! Automatically Fitting Digitized Curves", Graphics Gems, 1990).
use super::contour::Contour;
use super::plane::Point;

/// How far a curve may stand off the line it replaces, in units: a fifteenth of a millimetre where a body is printed 80 mm long.
pub const TOLERANCE: f64 = 0.85;
/// A turn sharper than this is a corner.
const CORNER: f64 = 24.0;
/// A piece longer than this is meant straight: curves end at its ends.
const STRAIGHT: f64 = 30.0;

pub type Cubic = [Point; 4];

/// Curves that stand off a line by no more than a tolerance; a closed one ends where it begins. None for a line of no length.
pub fn fitted(line: &[Point], closed: bool, tolerance: f64) -> Vec<Cubic> {
    let mut points = cleaned(line, closed);
    if points.len() < 2 {
        return Vec::new();
    }
    let count = points.len();
    let breaks = |index: usize| {
        let (before, corner, after) = (points[(index + count - 1) % count], points[index], points[(index + 1) % count]);
        turn(before, corner, after) > CORNER || (corner - before).length() > STRAIGHT || (after - corner).length() > STRAIGHT
    };
    let mut corners: Vec<usize> = (0..count).filter(|&index| (closed || (index > 0 && index < count - 1)) && breaks(index)).collect();
    let round = closed && corners.is_empty();
    if closed {
        if round {
            corners.push(0);
        }
        corners.push(corners[0] + count);
        points = points.iter().chain(&points).chain(points.first()).copied().collect();
    } else {
        corners.insert(0, 0);
        corners.push(count - 1);
    }
    let mut curves = Vec::new();
    for pair in corners.windows(2) {
        let run = &points[pair[0]..=pair[1]];
        let last = run.len() - 1;
        let (mut leaving, mut arriving) = ((run[1] - run[0]).unit(), (run[last - 1] - run[last]).unit());
        if round {
            leaving = (run[1] - run[last - 1]).unit();
            arriving = -leaving;
        }
        split(run, leaving, arriving, (0, tolerance), &mut curves);
    }
    curves
}

fn turn(before: Point, corner: Point, after: Point) -> f64 {
    let (one, two) = (corner - before, after - corner);
    libm::atan2(one.cross(two), one.dot(two)).to_degrees().abs()
}

fn cleaned(line: &[Point], closed: bool) -> Contour {
    let mut points: Contour = Vec::with_capacity(line.len());
    for &point in line {
        if points.last().is_none_or(|&last| (point - last).length() > 0.3) {
            points.push(point);
        }
    }
    while closed && points.len() > 1 && (points[0] - points[points.len() - 1]).length() <= 0.3 {
        points.pop();
    }
    points
}

fn split(run: &[Point], leaving: Point, arriving: Point, (depth, tolerance): (usize, f64), curves: &mut Vec<Cubic>) {
    let last = run.len() - 1;
    if last == 1 || depth > 12 {
        let reach = (run[last] - run[0]).length() / 3.0;
        curves.push([run[0], run[0] + leaving * reach, run[last] + arriving * reach, run[last]]);
        return;
    }
    let mut shares = shares(run);
    let mut worst = last / 2;
    for _ in 0..4 {
        let curve = least_squares(run, &shares, leaving, arriving);
        let off = |index: usize| (on(&curve, shares[index]) - run[index]).length();
        worst = (1..last).max_by(|&one, &two| off(one).total_cmp(&off(two))).unwrap_or(worst);
        if off(worst) < tolerance {
            curves.push(curve);
            return;
        }
        nearer(run, &curve, &mut shares);
    }
    let worst = worst.clamp(1, last - 1);
    let across = (run[worst - 1] - run[worst + 1]).unit();
    split(&run[..=worst], leaving, across, (depth + 1, tolerance), curves);
    split(&run[worst..], -across, arriving, (depth + 1, tolerance), curves);
}

/// Where each point lies between the ends, by the way walked.
fn shares(run: &[Point]) -> Vec<f64> {
    let mut walked = vec![0.0];
    for pair in run.windows(2) {
        walked.push(walked[walked.len() - 1] + (pair[1] - pair[0]).length());
    }
    let whole = walked[walked.len() - 1].max(1e-9);
    walked.iter().map(|way| way / whole).collect()
}

fn weights(u: f64) -> [f64; 4] {
    let v = 1.0 - u;
    [v * v * v, 3.0 * u * v * v, 3.0 * u * u * v, u * u * u]
}

fn on(curve: &Cubic, u: f64) -> Point {
    let weights = weights(u);
    curve[0] * weights[0] + curve[1] * weights[1] + curve[2] * weights[2] + curve[3] * weights[3]
}

fn least_squares(run: &[Point], shares: &[f64], leaving: Point, arriving: Point) -> Cubic {
    let (first, last) = (run[0], run[run.len() - 1]);
    let (mut c11, mut c12, mut c22, mut x1, mut x2) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (&point, &share) in run.iter().zip(shares) {
        let b = weights(share);
        let (one, two) = (leaving * b[1], arriving * b[2]);
        let rest = point - first * (b[0] + b[1]) - last * (b[2] + b[3]);
        c11 += one.dot(one);
        c12 += one.dot(two);
        c22 += two.dot(two);
        x1 += one.dot(rest);
        x2 += two.dot(rest);
    }
    let chord = (last - first).length().max(1e-6);
    let way: f64 = run.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum();
    let det = c11 * c22 - c12 * c12;
    let (mut out, mut back) = if det.abs() > 1e-9 { ((x1 * c22 - x2 * c12) / det, (c11 * x2 - c12 * x1) / det) } else { (-1.0, -1.0) };
    let fair = chord * 0.01..way * 1.2;
    if !fair.contains(&out) || !fair.contains(&back) {
        (out, back) = (way / 3.0, way / 3.0);
    }
    [first, first + leaving * out, last + arriving * back, last]
}

/// Each share moved by one step of Newton's towards the point of the curve that is nearest.
fn nearer(run: &[Point], curve: &Cubic, shares: &mut [f64]) {
    let last = run.len() - 1;
    for index in 1..last {
        let (u, v) = (shares[index], 1.0 - shares[index]);
        let slope = (curve[1] - curve[0]) * (3.0 * v * v) + (curve[2] - curve[1]) * (6.0 * u * v) + (curve[3] - curve[2]) * (3.0 * u * u);
        let off = on(curve, u) - run[index];
        let moved = u - off.dot(slope) / slope.dot(slope).max(1e-9);
        shares[index] = moved.clamp(shares[index - 1], 1.0);
    }
}
