//! Where there is room: a coarse grid over the paper that knows what each of its cells would hide.
use super::contour::Contour;
use super::plane::{Point, at};
use super::region::Region;

/// Edge of a cell.
const CELL: f64 = 10.0;
/// Paper round the body where arrows may come to stand.
const ROUND: f64 = 420.0;

pub struct Crowd {
    low: Point,
    columns: usize,
    rows: usize,
    /// How bad it is to hide what is there, row by row from below.
    cells: Vec<f64>,
}

impl Crowd {
    /// Free paper over the box and round it.
    pub fn over(low: Point, high: Point) -> Crowd {
        let low = low - at(ROUND, ROUND);
        let count = |from: f64, to: f64| libm::ceil((to + ROUND - from) / CELL).max(1.0) as usize;
        let (columns, rows) = (count(low.x, high.x), count(low.y, high.y));
        Crowd { low, columns, rows, cells: vec![0.0; columns * rows] }
    }

    /// What a region hides costs at least so much a cell.
    pub fn fill(&mut self, region: &Region, cost: f64) {
        let outlines = region.contours();
        for row in 0..self.rows {
            let y = self.low.y + (row as f64 + 0.5) * CELL;
            let mut crossings: Vec<f64> = outlines.iter().flat_map(|outline| crossings(outline, y)).collect();
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                self.run(row, pair[0], pair[1], cost);
            }
        }
    }

    /// The same for a disc.
    pub fn disc(&mut self, centre: Point, radius: f64, cost: f64) {
        for row in 0..self.rows {
            let y = self.low.y + (row as f64 + 0.5) * CELL - centre.y;
            if y.abs() < radius {
                let half = libm::sqrt(radius * radius - y * y);
                self.run(row, centre.x - half, centre.x + half, cost);
            }
        }
    }

    /// The same for a line.
    pub fn line(&mut self, line: &[Point], cost: f64) {
        for pair in line.windows(2) {
            let way = pair[1] - pair[0];
            let steps = libm::ceil(way.length() / CELL).max(1.0);
            (0..=(steps as u32)).for_each(|step| self.disc(pair[0] + way * (f64::from(step) / steps), CELL * 0.6, cost));
        }
    }

    /// The same for everything below a height.
    pub fn below(&mut self, height: f64, cost: f64) {
        let whole = self.columns as f64 * CELL;
        for row in 0..self.rows {
            if self.low.y + (row as f64 + 0.5) * CELL < height {
                self.run(row, self.low.x, self.low.x + whole, cost);
            }
        }
    }

    fn run(&mut self, row: usize, from: f64, to: f64, cost: f64) {
        let column = |x: f64| libm::round((x - self.low.x) / CELL).clamp(0.0, self.columns as f64) as usize;
        let (from, to) = (row * self.columns + column(from), row * self.columns + column(to));
        for cell in &mut self.cells[from..to.max(from)] {
            *cell = cell.max(cost);
        }
    }

    /// What a broad line hides.
    pub fn cost(&self, line: &[Point], half: f64) -> f64 {
        let mut cost = 0.0;
        for pair in line.windows(2) {
            let way = pair[1] - pair[0];
            let steps = libm::ceil(way.length() / CELL).max(1.0);
            let aside = way.unit().normal() * half;
            for step in 0..=(steps as u32) {
                let point = pair[0] + way * (f64::from(step) / steps);
                let across = [point, point + aside, point - aside].into_iter().map(|point| self.at(point));
                // A line in many short pieces must not cost more than one in few.
                cost += across.fold(0.0, f64::max) * (way.length() / (steps + 1.0) / CELL);
            }
        }
        cost
    }

    /// The worst of what a broad line hides.
    pub fn worst(&self, line: &[Point], half: f64) -> f64 {
        let on = |pair: &[Point]| {
            let (way, aside) = (pair[1] - pair[0], (pair[1] - pair[0]).unit().normal() * half);
            let steps = libm::ceil(way.length() / CELL).max(1.0);
            let points = (0..=(steps as u32)).map(|step| pair[0] + way * (f64::from(step) / steps));
            points.flat_map(|point| [point, point + aside, point - aside]).map(|point| self.at(point)).fold(0.0, f64::max)
        };
        line.windows(2).map(on).fold(0.0, f64::max)
    }

    fn at(&self, point: Point) -> f64 {
        let (x, y) = ((point.x - self.low.x) / CELL, (point.y - self.low.y) / CELL);
        let inside = x >= 0.0 && y >= 0.0 && x < self.columns as f64 && y < self.rows as f64;
        if inside { self.cells[y as usize * self.columns + x as usize] } else { 0.0 }
    }
}

fn crossings(outline: &Contour, y: f64) -> impl Iterator<Item = f64> {
    (0..outline.len()).filter_map(move |index| {
        let (from, to) = (outline[index], outline[(index + 1) % outline.len()]);
        ((from.y > y) != (to.y > y)).then(|| from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y))
    })
}
