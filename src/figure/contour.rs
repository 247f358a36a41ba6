//! Outlines from few numbers: splines through points, and limbs from half widths along their length.
use super::plane::{Point, at};

/// A closed outline, or an open line where it says so.
pub type Contour = Vec<Point>;

/// Half widths of a part of the body at stations along its axis, in front of the axis and behind it.
pub struct Profile {
    pub stations: &'static [f64],
    pub front: &'static [f64],
    pub back: &'static [f64],
}

impl Profile {
    pub fn front_at(&self, station: f64) -> f64 {
        interpolated(self.stations, self.front, station)
    }

    pub fn back_at(&self, station: f64) -> f64 {
        interpolated(self.stations, self.back, station)
    }
}

/// How a limb's outline differs from the bare limb: what a sleeve or a trouser leg is.
#[derive(Clone, Copy)]
pub struct Cut {
    pub from: f64,
    pub to: f64,
    /// Added to both half widths.
    pub ease: f64,
    /// Added more and more towards the far end.
    pub flare: f64,
    /// How much wider than the profile: where the limb begins, and where it ends.
    pub wide: (f64, f64),
}

impl Cut {
    pub const WHOLE: Cut = Cut { from: 0.0, to: 1.0, ease: 0.0, flare: 0.0, wide: (1.0, 1.0) };
}

/// The outline of a limb from one joint to the next, its front on the left of the way.
pub fn limb(from: Point, to: Point, profile: &Profile, cut: Cut) -> Contour {
    const STEPS: usize = 13;
    let (axis, length) = ((to - from).unit(), (to - from).length());
    let out = axis.normal();
    let (mut front, mut back) = (Vec::with_capacity(2 * STEPS), Vec::with_capacity(STEPS));
    for step in 0..STEPS {
        let share = step as f64 / (STEPS - 1) as f64;
        let station = cut.from + (cut.to - cut.from) * share;
        let more = cut.ease + cut.flare * share * libm::sqrt(share);
        let centre = from + axis * (station * length);
        let wide = cut.wide.0 + (cut.wide.1 - cut.wide.0) * station.clamp(0.0, 1.0);
        front.push(centre + out * (profile.front_at(station) * wide + more));
        back.push(centre - out * (profile.back_at(station) * wide + more));
    }
    front.extend(back.into_iter().rev());
    front
}

/// The value at a station, on a Hermite spline through the values; the ends hold beyond the ends.
pub fn interpolated(stations: &[f64], values: &[f64], station: f64) -> f64 {
    let last = stations.len() - 1;
    let station = station.clamp(stations[0], stations[last]);
    let right = stations.iter().position(|&at| at >= station).unwrap_or(last).max(1);
    let left = right - 1;
    let span = stations[right] - stations[left];
    let u = (station - stations[left]) / span;
    let (u2, u3) = (u * u, u * u * u);
    (2.0 * u3 - 3.0 * u2 + 1.0) * values[left]
        + (u3 - 2.0 * u2 + u) * span * slope(stations, values, left)
        + (3.0 * u2 - 2.0 * u3) * values[right]
        + (u3 - u2) * span * slope(stations, values, right)
}

fn slope(stations: &[f64], values: &[f64], index: usize) -> f64 {
    let rise = |one: usize, two: usize| (values[two] - values[one]) / (stations[two] - stations[one]);
    if index == 0 {
        return rise(0, 1);
    }
    if index == stations.len() - 1 {
        return rise(index - 1, index);
    }
    let (before, after) = (stations[index] - stations[index - 1], stations[index + 1] - stations[index]);
    (rise(index - 1, index) * after + rise(index, index + 1) * before) / (before + after)
}

/// A closed curve through points; those numbered in `corners` stay sharp.
pub fn closed(points: &[(f64, f64)], corners: &[usize]) -> Contour {
    let points: Vec<Point> = points.iter().map(|&(x, y)| at(x, y)).collect();
    let count = points.len();
    (0..count)
        .flat_map(|index| {
            let (from, to) = (points[index], points[(index + 1) % count]);
            curve(from, to, tangent(&points, index, corners), tangent(&points, (index + 1) % count, corners))
        })
        .collect()
}

/// An open curve through points.
pub fn open(points: &[Point]) -> Contour {
    let last = points.len() - 1;
    let inner = |index: usize| if index == 0 || index == last { Point::default() } else { (points[index + 1] - points[index - 1]) * 0.5 };
    let mut line: Contour = (0..last).flat_map(|index| curve(points[index], points[index + 1], inner(index), inner(index + 1))).collect();
    line.push(points[last]);
    line
}

fn tangent(points: &[Point], index: usize, corners: &[usize]) -> Point {
    if corners.contains(&index) {
        return Point::default();
    }
    let count = points.len();
    (points[(index + 1) % count] - points[(index + count - 1) % count]) * 0.5
}

fn curve(from: Point, to: Point, leaving: Point, arriving: Point) -> impl Iterator<Item = Point> {
    const STEPS: usize = 7;
    // A tangent longer than the way loops.
    let reach = 1.1 * (to - from).length();
    let held = |tangent: Point| if tangent.length() > reach { tangent.unit() * reach } else { tangent };
    let (leaving, arriving) = (held(leaving), held(arriving));
    (0..STEPS).map(move |step| {
        let u = step as f64 / STEPS as f64;
        let (u2, u3) = (u * u, u * u * u);
        from * (2.0 * u3 - 3.0 * u2 + 1.0) + leaving * (u3 - 2.0 * u2 + u) + to * (3.0 * u2 - 2.0 * u3) + arriving * (u3 - u2)
    })
}

/// A circle, counter-clockwise.
pub fn circle(centre: Point, radius: f64) -> Contour {
    const STEPS: usize = 40;
    arc(centre, radius, 0.0, 360.0 * (STEPS - 1) as f64 / STEPS as f64, STEPS)
}

/// Points on an arc, both ends among them.
pub fn arc(centre: Point, radius: f64, from: f64, to: f64, points: usize) -> Contour {
    (0..points).map(|step| centre + super::plane::toward(from + (to - from) * step as f64 / (points - 1) as f64) * radius).collect()
}

/// A box between two corners.
pub fn rectangle(low: Point, high: Point) -> Contour {
    vec![low, at(high.x, low.y), high, at(low.x, high.y)]
}
