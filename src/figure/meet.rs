//! Values that meet conditions: of all that do, nearly those that are nearest to where they begin.
//!
//! Each round makes the conditions linear and takes the smallest step that meets them, measured by how willingly each value gives way
//! (damped Gauss–Newton). Values stop at the ends of their range. Rounds are counted, so that the same pose gives the same drawing everywhere.

/// A number that may give way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Free {
    pub give: f64,
    pub range: (f64, f64),
    /// It moves no further in one round.
    pub stride: f64,
}

const ROUNDS: usize = 40;

/// Moves values until their gaps are closed, as far as their ranges let them.
pub fn meet(values: &mut [f64], free: &[Free], gaps: impl Fn(&[f64]) -> Vec<f64>) {
    let mut before = f64::INFINITY;
    for round in 0..ROUNDS {
        let open = gaps(values);
        let apart: f64 = open.iter().map(|gap| gap * gap).sum();
        // Met; or as near as it comes.
        if apart < 1e-12 || (round > 5 && apart > before * 0.98) {
            break;
        }
        before = apart;
        step(values, free, &gaps, &open);
    }
}

/// One round: x ← x − W Jᵀ (J W Jᵀ + λ)⁻¹ gaps. A value that would leave its range is brought to its end, and the rest makes up for it.
fn step(values: &mut [f64], free: &[Free], gaps: &impl Fn(&[f64]) -> Vec<f64>, open: &[f64]) {
    let all: Vec<usize> = (0..values.len()).collect();
    let wanted = moves(values, free, &all, gaps, open);
    let leaves = |index: usize| {
        let (low, high) = free[index].range;
        !(low..=high).contains(&(values[index] + wanted[index]))
    };
    let (ends, moving): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|&index| leaves(index));
    if ends.is_empty() {
        shift(values, free, &moving, &wanted);
        return;
    }
    for index in ends {
        let (low, high) = free[index].range;
        values[index] = (values[index] + wanted[index]).clamp(low, high);
    }
    let wanted = moves(values, free, &moving, gaps, &gaps(values));
    shift(values, free, &moving, &wanted);
}

fn shift(values: &mut [f64], free: &[Free], moving: &[usize], by: &[f64]) {
    for (&index, by) in moving.iter().zip(by) {
        let (low, high) = free[index].range;
        values[index] = (values[index] + by).clamp(low, high);
    }
}

/// What each value would move so that the gaps close; none further than its stride, and all in proportion.
fn moves(values: &[f64], free: &[Free], moving: &[usize], gaps: &impl Fn(&[f64]) -> Vec<f64>, open: &[f64]) -> Vec<f64> {
    const NUDGE: f64 = 1e-3;
    let slope = |&index: &usize| -> Vec<f64> {
        let mut nudged = values.to_vec();
        nudged[index] += NUDGE;
        gaps(&nudged).iter().zip(open).map(|(after, before)| (after - before) / NUDGE).collect()
    };
    let slopes: Vec<Vec<f64>> = moving.iter().map(slope).collect();
    let gives: Vec<f64> = moving.iter().map(|&index| free[index].give).collect();
    let moves = smallest(&gives, &slopes, open);
    let longest = moves.iter().zip(moving).map(|(by, &index)| by.abs() / free[index].stride).fold(1.0, f64::max);
    moves.into_iter().map(|by| by / longest).collect()
}

/// The smallest moves that close the gaps, were all slopes straight.
fn smallest(gives: &[f64], slopes: &[Vec<f64>], gaps: &[f64]) -> Vec<f64> {
    let count = gaps.len();
    let mut system = vec![vec![0.0; count + 1]; count];
    for (row, line) in system.iter_mut().enumerate() {
        for (column, cell) in line.iter_mut().enumerate().take(count) {
            *cell = gives.iter().zip(slopes).map(|(give, slope)| slope[row] * give * slope[column]).sum();
        }
        // So that a stretched limb does not throw the body about.
        line[row] += 0.02;
        line[count] = -gaps[row];
    }
    let pulls = solved(system);
    gives.iter().zip(slopes).map(|(give, slope)| give * slope.iter().zip(&pulls).map(|(slope, pull)| slope * pull).sum::<f64>()).collect()
}

/// Gaussian elimination of a system whose last column is its right side.
fn solved(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let count = system.len();
    for column in 0..count {
        let pivot = (column..count).max_by(|&one, &two| system[one][column].abs().total_cmp(&system[two][column].abs())).unwrap_or(column);
        system.swap(column, pivot);
        if system[column][column].abs() < 1e-12 {
            continue;
        }
        let above = system[column].clone();
        for line in system.iter_mut().skip(column + 1) {
            let share = line[column] / above[column];
            for (cell, over) in line.iter_mut().zip(&above).skip(column) {
                *cell -= share * over;
            }
        }
    }
    let mut values = vec![0.0; count];
    for row in (0..count).rev() {
        let known: f64 = (row + 1..count).map(|column| system[row][column] * values[column]).sum();
        if system[row][row].abs() >= 1e-12 {
            values[row] = (system[row][count] - known) / system[row][row];
        }
    }
    values
}
