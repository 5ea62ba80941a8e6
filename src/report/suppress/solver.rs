//! What a reader can work out about hidden numbers: how far each may move while every printed sum still holds.
//!
//! A range given here is a promise from below. Each end was reached by whole numbers that satisfy every
//! equation, so the true range is at least as wide. Where the arithmetic leaves whole numbers behind, the
//! search stops and the range stays narrow, which hides more and never less.
//!
//! Method: the bounded-variable simplex method with Bland's rule (G. B. Dantzig, *Linear Programming and
//! Extensions*, 1963, chapter 18). Sums of rows, columns and lists give a totally unimodular matrix, whose
//! corners are whole numbers and whose tableau holds only −1, 0 and 1. Several tables that share hidden totals need
//! not have such a matrix: a step that would divide by more than 1 ends the search.

use std::collections::HashMap;

/// A number a page does not print.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Unknown {
    /// The least the reader thinks possible.
    pub lowest: i64,
    /// The most the reader thinks possible, if anything limits it.
    pub highest: Option<i64>,
    /// How many different values are asked for; the search for more stops there.
    pub wanted: i64,
}

/// Σ factor × unknown = constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Equation {
    /// Factors by the unknown's position.
    pub terms: Vec<(usize, i64)>,
    /// What the printed numbers of the sum come to.
    pub constant: i64,
}

/// The values an unknown was seen to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// The least value seen.
    pub least: i64,
    /// The most; without one it can grow for ever.
    pub most: Option<i64>,
}

impl Range {
    /// Whether at least `wanted` values lie between the ends.
    pub fn holds(self, wanted: i64) -> bool {
        self.most.is_none_or(|most| most - self.least + 1 >= wanted)
    }

    /// Both ranges and what lies between.
    pub fn with(self, other: Self) -> Self {
        let most = self.most.zip(other.most).map(|(left, right)| left.max(right));
        Self { least: self.least.min(other.least), most }
    }
}

/// Parts that were solved before: hiding a number changes the part it belongs to and no other.
#[derive(Default)]
pub(super) struct Memory {
    solved: HashMap<Part, Option<Vec<Range>>>,
    /// How many numbers the tableaus have worked through so far: the same on every machine.
    pub effort: u64,
}

/// The range of every unknown, or nothing if no whole numbers were found that satisfy all equations.
pub(super) fn ranges(
    unknowns: &[Unknown],
    equations: &[Equation],
    memory: &mut Memory,
) -> Option<Vec<Range>> {
    let mut seen: Vec<Option<Range>> = vec![None; unknowns.len()];
    for (members, part) in connected_parts(unknowns, equations) {
        let solved = match memory.solved.get(&part) {
            Some(solved) => solved.clone(),
            None => {
                let solved = part.solve(&mut memory.effort);
                memory.solved.insert(part, solved.clone());
                solved
            }
        };
        for (position, range) in members.into_iter().zip(solved?) {
            seen[position] = Some(range);
        }
    }
    seen.into_iter().collect()
}

/// Unknowns that share equations, and those equations, by their positions among them.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Part {
    unknowns: Vec<Unknown>,
    equations: Vec<Equation>,
}

impl Part {
    fn solve(&self, effort: &mut u64) -> Option<Vec<Range>> {
        let mut search = Search::new(&self.unknowns, &self.equations);
        let found = search.find_first();
        if found.is_some() {
            search.widen();
        }
        *effort = effort.saturating_add(search.effort);
        found.and_then(|()| search.seen.into_iter().collect())
    }
}

/// The parts with the positions of their unknowns.
fn connected_parts(unknowns: &[Unknown], equations: &[Equation]) -> Vec<(Vec<usize>, Part)> {
    let mut leader: Vec<usize> = (0..unknowns.len()).collect();
    for equation in equations {
        let Some((first, _)) = equation.terms.first() else { continue };
        for (position, _) in &equation.terms {
            let (a, b) = (lead(&mut leader, *first), lead(&mut leader, *position));
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut parts: Vec<(Vec<usize>, Part)> = Vec::new();
    let mut part_of: Vec<usize> = vec![0; unknowns.len()];
    let mut place_of: Vec<usize> = vec![0; unknowns.len()];
    for position in 0..unknowns.len() {
        let first = lead(&mut leader, position);
        if first == position {
            part_of[position] = parts.len();
            parts.push((Vec::new(), Part::default()));
        }
        let (members, part) = &mut parts[part_of[first]];
        place_of[position] = members.len();
        members.push(position);
        part.unknowns.push(unknowns[position].clone());
    }
    for equation in equations {
        let Some((first, _)) = equation.terms.first() else { continue };
        let terms = equation.terms.iter().map(|(position, factor)| (place_of[*position], *factor));
        let equation = Equation { terms: terms.collect(), constant: equation.constant };
        parts[part_of[lead(&mut leader, *first)]].1.equations.push(equation);
    }
    parts
}

/// The first position of those joined with this one; the way there is shortened.
fn lead(leader: &mut [usize], mut position: usize) -> usize {
    while leader[position] != position {
        leader[position] = leader[leader[position]];
        position = leader[position];
    }
    position
}

/// How one climb towards a larger objective ended.
#[derive(PartialEq, Eq)]
enum Climb {
    /// Nothing better exists.
    Top,
    /// It grows for ever.
    Endless,
    /// The arithmetic left whole numbers, or took too long.
    GaveUp,
}

/// More steps than any climb of a published table needs.
const MOST_STEPS: usize = 20_000;

/// The largest factor that a tableau may come to hold: more means that the tables hang together too much.
const LARGEST: i64 = 64;

/// A simplex tableau over the unknowns of one part, followed by one artificial unknown per equation.
///
/// Each column counts up from 0; a *turned* column counts down from its upper end instead.
struct Search {
    unknowns: Vec<Unknown>,
    rows: Vec<Vec<i64>>,
    levels: Vec<i64>,
    basis: Vec<usize>,
    upper: Vec<Option<i64>>,
    turned: Vec<bool>,
    seen: Vec<Option<Range>>,
    effort: u64,
}

impl Search {
    fn new(unknowns: &[Unknown], equations: &[Equation]) -> Self {
        let columns = unknowns.len() + equations.len();
        let mut rows = Vec::with_capacity(equations.len());
        let mut levels = Vec::with_capacity(equations.len());
        for (number, equation) in equations.iter().enumerate() {
            let mut row = vec![0; columns];
            let mut level = equation.constant;
            for (column, factor) in &equation.terms {
                row[*column] += factor;
                level -= factor * unknowns[*column].lowest;
            }
            if level < 0 {
                level = -level;
                row.iter_mut().for_each(|entry| *entry = -*entry);
            }
            row[unknowns.len() + number] = 1;
            rows.push(row);
            levels.push(level);
        }
        let mut upper: Vec<Option<i64>> =
            unknowns.iter().map(|unknown| unknown.highest.map(|highest| highest - unknown.lowest)).collect();
        upper.resize(columns, None);
        Self {
            basis: (unknowns.len()..columns).collect(),
            turned: vec![false; columns],
            seen: vec![None; unknowns.len()],
            unknowns: unknowns.to_vec(),
            rows,
            levels,
            upper,
            effort: 0,
        }
    }

    /// Drives the artificial unknowns to 0 and pins them there.
    fn find_first(&mut self) -> Option<()> {
        let artificial = self.unknowns.len()..self.upper.len();
        let mut gains = vec![0; self.upper.len()];
        artificial.clone().for_each(|column| gains[column] = -1);
        let climb = self.climb(gains, false);
        let left: i64 = (0..self.rows.len())
            .filter(|row| artificial.contains(&self.basis[*row]))
            .map(|row| self.levels[row])
            .sum();
        if climb != Climb::Top || left != 0 {
            return None;
        }
        artificial.for_each(|column| self.upper[column] = Some(0));
        self.look();
        Some(())
    }

    /// Pushes every unknown up and down until it has shown as many values as are wanted.
    fn widen(&mut self) {
        for column in 0..self.unknowns.len() {
            for direction in [1, -1] {
                if self.seen[column].is_some_and(|range| range.holds(self.unknowns[column].wanted)) {
                    break;
                }
                let mut gains = vec![0; self.upper.len()];
                gains[column] = if self.turned[column] { -direction } else { direction };
                if self.climb(gains, true) == Climb::GaveUp {
                    return;
                }
            }
        }
    }

    /// Walks from corner to corner while the objective grows. `gains` is the objective in the columns' own counting.
    fn climb(&mut self, mut gains: Vec<i64>, looking: bool) -> Climb {
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            subtract(&mut gains, row, *basic);
        }
        for _ in 0..MOST_STEPS {
            let entering =
                (0..gains.len()).find(|column| gains[*column] > 0 && self.upper[*column] != Some(0));
            let Some(entering) = entering else { return Climb::Top };
            match self.first_stop(entering) {
                None => {
                    if looking {
                        self.look_along(entering);
                    }
                    return Climb::Endless;
                }
                Some(Stop::OwnEnd(distance)) => self.turn_free(entering, distance, &mut gains),
                // Dividing by more than one would leave whole numbers behind.
                Some(Stop::Row { row, .. }) if self.rows[row][entering].abs() > 1 => return Climb::GaveUp,
                Some(Stop::Row { row, at_upper }) => {
                    if at_upper {
                        self.turn_basic(row);
                    }
                    if !self.exchange(row, entering, &mut gains) {
                        return Climb::GaveUp;
                    }
                }
            }
            if looking {
                self.look();
            }
        }
        Climb::GaveUp
    }

    /// What first stops the entering column as it grows; ties go to a row that keeps the numbers whole, then to the
    /// lowest column (Bland).
    fn first_stop(&self, entering: usize) -> Option<Stop> {
        let mut nearest: Option<Nearest> = None;
        for (number, row) in self.rows.iter().enumerate() {
            let basic = self.basis[number];
            let level = self.levels[number];
            let (room, at_upper) = match (row[entering], self.upper[basic]) {
                (1.., _) => (level, false),
                (..=-1, Some(upper)) => (upper - level, true),
                _ => continue,
            };
            let found = Nearest { room, step: row[entering].abs(), basic, row: number, at_upper };
            if nearest.as_ref().is_none_or(|best| found.comes_before(best)) {
                nearest = Some(found);
            }
        }
        match (self.upper[entering], nearest) {
            (Some(own), Some(stop)) if stop.room < own * stop.step => Some(stop.stop()),
            (Some(own), _) => Some(Stop::OwnEnd(own)),
            (None, nearest) => nearest.map(Nearest::stop),
        }
    }

    /// Moves a free column to its other end and counts it from there.
    fn turn_free(&mut self, column: usize, distance: i64, gains: &mut [i64]) {
        for (row, level) in self.rows.iter_mut().zip(&mut self.levels) {
            *level -= row[column] * distance;
            row[column] = -row[column];
        }
        gains[column] = -gains[column];
        self.turned[column] = !self.turned[column];
    }

    /// Counts a basic column from its other end.
    fn turn_basic(&mut self, row: usize) {
        let column = self.basis[row];
        let upper = self.upper[column].expect("only a column with an upper end stops there");
        self.levels[row] = upper - self.levels[row];
        for (other, entry) in self.rows[row].iter_mut().enumerate() {
            if other != column {
                *entry = -*entry;
            }
        }
        self.turned[column] = !self.turned[column];
    }

    /// Takes `entering` into the basis in place of the row's column. False if the factors grow too large.
    fn exchange(&mut self, row: usize, entering: usize, gains: &mut [i64]) -> bool {
        let pivot = self.rows[row].clone();
        let level = self.levels[row];
        let mut small = true;
        for (number, other) in self.rows.iter_mut().enumerate() {
            if number != row && other[entering] != 0 {
                self.levels[number] -= subtract(other, &pivot, entering) * level;
                self.effort += pivot.len() as u64;
                small &= other.iter().all(|entry| (-LARGEST..=LARGEST).contains(entry));
            }
        }
        subtract(gains, &pivot, entering);
        self.basis[row] = entering;
        small
    }

    /// Notes the values of all unknowns at this corner.
    fn look(&mut self) {
        let mut counted = vec![0; self.upper.len()];
        for (basic, level) in self.basis.iter().zip(&self.levels) {
            counted[*basic] = *level;
        }
        for (column, unknown) in self.unknowns.iter().enumerate() {
            let from_lowest = match self.upper[column] {
                Some(upper) if self.turned[column] => upper - counted[column],
                _ => counted[column],
            };
            let value = unknown.lowest + from_lowest;
            let here = Range { least: value, most: Some(value) };
            self.seen[column] = Some(self.seen[column].map_or(here, |seen| seen.with(here)));
        }
    }

    /// Notes which unknowns grow for ever with `entering`.
    fn look_along(&mut self, entering: usize) {
        let growing = self.rows.iter().zip(&self.basis).filter(|(row, _)| row[entering] < 0);
        for column in growing.map(|(_, basic)| *basic).chain([entering]) {
            if let Some(Some(range)) = self.seen.get_mut(column) {
                range.most = None;
            }
        }
    }
}

/// The row that stops a column, as far as is known.
struct Nearest {
    room: i64,
    step: i64,
    basic: usize,
    row: usize,
    at_upper: bool,
}

impl Nearest {
    fn comes_before(&self, other: &Self) -> bool {
        let (own, others) = (self.room * other.step, other.room * self.step);
        (own, self.step > 1, self.basic) < (others, other.step > 1, other.basic)
    }

    fn stop(self) -> Stop {
        Stop::Row { row: self.row, at_upper: self.at_upper }
    }
}

enum Stop {
    OwnEnd(i64),
    Row { row: usize, at_upper: bool },
}

/// Takes the multiple of `pivot` from `row` that clears `column`, and returns that multiple.
fn subtract(row: &mut [i64], pivot: &[i64], column: usize) -> i64 {
    let factor = row[column];
    if factor != 0 {
        row.iter_mut().zip(pivot).for_each(|(entry, by)| *entry -= factor * by);
    }
    factor
}

#[cfg(test)]
mod tests;
