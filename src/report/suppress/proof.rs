//! Proof with random tables: an independent solver that sees only what is printed cannot narrow a hidden cell down.
//!
//! It shares nothing with the suppressor: it tries whole numbers, narrowing intervals as it goes, and what it finds
//! possible is possible.

use proptest::prelude::*;

use super::*;
use crate::count::Count;

/// What the reader thinks a number may be, ends included.
type Domain = (i64, i64);

/// Further than any number of these tables reaches.
const FAR: i64 = 5_000;

/// Guesses after which a value counts as impossible, which can only make the proof fail.
const MOST_GUESSES: u32 = 3_000;

/// A printed page as its reader sees it.
#[derive(Default)]
pub(in crate::report) struct Page {
    pub(in crate::report) cells: Vec<Cell>,
    pub(in crate::report) truths: Vec<i64>,
    /// Numbers that must not be found out.
    pub guarded: Vec<bool>,
    /// Members, and the total they add up to.
    pub(in crate::report) sums: Vec<(Vec<usize>, usize)>,
}

impl Page {
    /// A number in print, and what it truly is.
    pub(in crate::report) fn put(&mut self, cell: Cell, truth: u32) -> usize {
        self.cells.push(cell);
        self.truths.push(i64::from(truth));
        self.guarded.push(cell.shown().is_none());
        self.cells.len() - 1
    }

    /// A number that can only be worked out.
    pub(in crate::report) fn put_unprinted(&mut self, truth: u32, guarded: bool) -> usize {
        let position = self.put(Cell::Hidden, truth);
        self.guarded[position] = guarded;
        position
    }

    fn domains(&self, reads_labels: bool) -> Vec<Domain> {
        let domain = |cell: &Cell| match *cell {
            Cell::Shown(value) => (i64::from(value), i64::from(value)),
            Cell::FewerThan(minimum) if reads_labels => (1, i64::from(minimum) - 1),
            Cell::FewerThan(_) | Cell::Hidden => (0, FAR),
        };
        self.cells.iter().map(domain).collect()
    }

    /// Whether some whole numbers fit the page with this one at `value`.
    fn can_be(&self, position: usize, value: i64, reads_labels: bool) -> bool {
        let mut domains = self.domains(reads_labels);
        let (low, high) = domains[position];
        domains[position] = (value, value);
        let mut guesses = MOST_GUESSES;
        (low..=high).contains(&value) && self.solvable(domains, &mut guesses)
    }

    fn solvable(&self, mut domains: Vec<Domain>, guesses: &mut u32) -> bool {
        if *guesses == 0 || !self.narrow(&mut domains) {
            return false;
        }
        *guesses -= 1;
        let width = |position: &usize| domains[*position].1 - domains[*position].0;
        let open = (0..domains.len()).filter(|position| width(position) > 0);
        let Some(next) = open.min_by_key(width) else { return true };
        let (low, high) = domains[next];
        let near = self.truths[next].clamp(low, high);
        let outwards = (0..=high - low).flat_map(|step| [near - step, near + step + 1]);
        outwards.filter(|value| (low..=high).contains(value)).any(|value| {
            let mut guess = domains.clone();
            guess[next] = (value, value);
            self.solvable(guess, guesses)
        })
    }

    /// Narrows all intervals until nothing moves. False if one is empty.
    fn narrow(&self, domains: &mut [Domain]) -> bool {
        loop {
            let before = domains.to_vec();
            for (members, total) in &self.sums {
                let least: i64 = members.iter().map(|member| domains[*member].0).sum();
                let most: i64 = members.iter().map(|member| domains[*member].1).sum();
                let (low, high) = domains[*total];
                let whole = (low.max(least), high.min(most));
                domains[*total] = whole;
                for member in members {
                    let (low, high) = domains[*member];
                    domains[*member] = (low.max(whole.0 - (most - high)), high.min(whole.1 - (least - low)));
                }
            }
            if domains.iter().any(|(low, high)| low > high) {
                return false;
            }
            if before == domains {
                return true;
            }
        }
    }

    /// Every hidden number may be at least `minimum` values to one who ignores labels, and 2 to one who reads them.
    pub(in crate::report) fn check(&self, minimum: u32) -> Result<(), TestCaseError> {
        for position in (0..self.cells.len()).filter(|position| self.guarded[*position]) {
            for (reads_labels, wanted) in [(false, minimum as usize), (true, 2)] {
                let truth = self.truths[position];
                let reach = i64::from(minimum);
                let around = (truth - reach..=truth + reach).rev().filter(|value| *value >= 0);
                let found = around.filter(|value| self.can_be(position, *value, reads_labels)).take(wanted);
                let found = found.count();
                prop_assert!(
                    found >= wanted,
                    "number {position} ({truth}) has only {found} values, labels read: {reads_labels}; {:?}",
                    self.cells
                );
            }
        }
        Ok(())
    }
}

#[derive(Clone, Debug)]
struct Given {
    cells: Vec<Vec<u32>>,
    siblings: Vec<Vec<u32>>,
    rows: bool,
    columns: bool,
    total: bool,
    of_events: bool,
    minimum: u32,
}

impl Given {
    /// Half as many people as events, rounded up.
    fn people(&self, count: u32) -> u32 {
        if self.of_events { count.div_ceil(2) } else { count }
    }

    fn amount(&self, count: u32) -> Amount {
        if self.of_events {
            Amount::of_events(Count::new(count), Count::new(self.people(count)))
        } else {
            Amount::of_people(Count::new(count))
        }
    }
}

fn labels(word: &str, count: usize) -> Vec<String> {
    (0..count).map(|index| format!("{word} {index}")).collect()
}

/// Small numbers and zeros come up often: they are what the rules are about.
fn count() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 0..=30_u32, 1 => Just(0_u32), 1 => 1..=9_u32]
}

fn given() -> impl Strategy<Value = Given> {
    let cells = (1..=4_usize, 1..=5_usize).prop_flat_map(|(rows, columns)| {
        prop::collection::vec(prop::collection::vec(count(), columns), rows)
    });
    let shares = prop::collection::vec(prop::collection::vec(0..=100_u32, 1..=4), 0..=2);
    let minimum = prop_oneof![Just(3_u32), Just(5), Just(10)];
    let printed = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.8), prop::bool::weighted(0.2));
    (cells, shares, printed, minimum).prop_map(
        |(cells, shares, (rows, columns, total, of_events), minimum)| {
            let sum: u32 = cells.iter().flatten().sum();
            let siblings = shares.iter().map(|percents| divide(sum, percents)).collect();
            Given { cells, siblings, rows, columns, total, of_events, minimum }
        },
    )
}

/// Divides a total at the given percents of it.
fn divide(total: u32, percents: &[u32]) -> Vec<u32> {
    let mut ends: Vec<u32> = percents.iter().map(|percent| total * percent / 100).chain([total]).collect();
    ends.sort_unstable();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(start, end)| end - start).collect()
}

fn suppressed(given: &Given) -> Suppressed {
    let total = || given.total.then(|| Total { amount: None, shared: Some("all".into()) });
    let mut publication = Publication::new();
    publication.add_table(Table {
        name: "table".into(),
        rows: labels("row", given.cells.len()),
        columns: labels("column", given.cells[0].len()),
        cells: given
            .cells
            .iter()
            .map(|row| row.iter().map(|cell| Some(given.amount(*cell))).collect())
            .collect(),
        row_totals: given.rows.then(Margin::default),
        column_totals: given.columns.then(Margin::default),
        total: total(),
    });
    for sibling in &given.siblings {
        let amounts = sibling.iter().map(|cell| given.amount(*cell));
        let cells = labels("cell", sibling.len()).into_iter().zip(amounts).collect();
        publication.add_list(List { name: "list".into(), cells, total: total(), ..List::default() });
    }
    publication.suppress(given.minimum)
}

/// The page with every sum its reader can see, shown or not.
fn page(given: &Given, printed: &Suppressed) -> Page {
    let mut page = Page::default();
    let table = &printed.tables[0];
    let mut grid: Vec<Vec<usize>> = Vec::new();
    for (row, truths) in table.rows.iter().zip(&given.cells) {
        let figures = row.cells.iter().flatten().zip(truths);
        grid.push(figures.map(|(figure, truth)| page.put(figure.count, *truth)).collect());
    }
    let mut row_totals = Vec::new();
    for (index, cell) in table.rows.iter().filter_map(|row| row.total).enumerate() {
        let total = page.put(cell, given.cells[index].iter().sum());
        page.sums.push((grid[index].clone(), total));
        row_totals.push(total);
    }
    let mut column_totals = Vec::new();
    for (index, cell) in table.column_totals.iter().flatten().enumerate() {
        let total = page.put(*cell, given.cells.iter().map(|row| row[index]).sum());
        page.sums.push((grid.iter().map(|row| row[index]).collect(), total));
        column_totals.push(total);
    }
    let Some(total) = table.total else { return page };
    let total = page.put(total, given.cells.iter().flatten().sum());
    let margins = [row_totals, column_totals].into_iter().filter(|totals| !totals.is_empty());
    page.sums.extend(margins.chain([grid.concat()]).map(|members| (members, total)));
    for (list, truths) in printed.lists.iter().zip(&given.siblings) {
        let figures = list.cells.iter().zip(truths);
        let cells = figures.map(|((_, figure), truth)| page.put(figure.count, *truth)).collect();
        page.sums.push((cells, total));
    }
    page
}

fn suppressed_overlapping(counts: &[u32], total: u32, minimum: u32) -> SuppressedList {
    let of_people = |count: u32| Amount::of_people(Count::new(count));
    let cells = labels("cell", counts.len()).into_iter().zip(counts.iter().copied().map(of_people)).collect();
    let total = Some(Total { amount: Some(of_people(total)), shared: None });
    let mut publication = Publication::new();
    publication.add_list(List { name: "list".into(), cells, total, overlapping: true, ..List::default() });
    publication.suppress(minimum).lists.remove(0)
}

/// Each cell leaves a rest of the total; all of them, where they reach it, exceed it by those counted again.
fn overlapping_page(counts: &[u32], total: u32, minimum: u32, printed: &SuppressedList) -> Page {
    let mut page = Page::default();
    let whole = page.put(printed.total.unwrap_or(Cell::Hidden), total);
    let mut cells = Vec::new();
    for ((_, figure), count) in printed.cells.iter().zip(counts) {
        let cell = page.put(figure.count, *count);
        let rest = page.put_unprinted(total - count, (1..minimum).contains(&(total - count)));
        page.sums.push((vec![cell, rest], whole));
        cells.push(cell);
    }
    if let Some(again) = counts.iter().sum::<u32>().checked_sub(total) {
        let overlap = page.put_unprinted(again, false);
        let all = page.put_unprinted(total + again, false);
        page.sums.extend([(cells, all), (vec![whole, overlap], all)]);
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_cell_can_be_narrowed_down(given in given()) {
        let printed = suppressed(&given);
        page(&given, &printed).check(given.minimum)?;
    }

    #[test]
    fn no_small_number_is_shown_and_none_is_wrong(given in given()) {
        let page = page(&given, &suppressed(&given));
        for (cell, truth) in page.cells.iter().zip(&page.truths) {
            match *cell {
                Cell::Shown(value) => {
                    prop_assert_eq!(i64::from(value), *truth);
                    prop_assert!(value == 0 || given.people(value) >= given.minimum);
                }
                Cell::FewerThan(minimum) => prop_assert!((1..i64::from(minimum)).contains(truth)),
                Cell::Hidden => {}
            }
        }
    }

    #[test]
    fn what_is_left_of_a_shown_total_is_never_a_few(given in given()) {
        let page = page(&given, &suppressed(&given));
        for (members, total) in &page.sums {
            let hidden: Vec<&usize> = members.iter().filter(|member| page.guarded[**member]).collect();
            let rest: i64 = hidden.iter().map(|member| page.truths[**member]).sum();
            prop_assert!(page.guarded[*total] || hidden.is_empty() || rest >= i64::from(given.minimum));
        }
    }

    #[test]
    fn no_one_counted_twice_can_be_narrowed_down(
        counts in prop::collection::vec(count(), 1..=6),
        more in 0..=15_u32,
        minimum in prop_oneof![Just(3_u32), Just(5), Just(10)],
    ) {
        let total = counts.iter().copied().max().unwrap_or(0) + more;
        let printed = suppressed_overlapping(&counts, total, minimum);
        overlapping_page(&counts, total, minimum, &printed).check(minimum)?;
    }

    #[test]
    fn nothing_is_hidden_where_nothing_is_small(
        cells in prop::collection::vec(prop::collection::vec(10..=40_u32, 3), 1..=4),
    ) {
        let (siblings, of_events) = (Vec::new(), false);
        let given = Given { cells, siblings, rows: true, columns: true, total: true, of_events, minimum: 10 };
        prop_assert_eq!(suppressed(&given).disclosures, vec![]);
    }
}

/// The proof must be able to fail: a page that hides one cell of a shown sum, and one whose labels say it all.
#[test]
fn the_solver_finds_a_cell_that_is_given_away() {
    let few = Cell::FewerThan(10);
    let page = |cells: [Cell; 3], truths: [i64; 3]| Page {
        cells: cells.to_vec(),
        truths: truths.to_vec(),
        guarded: cells.iter().map(|cell| cell.shown().is_none()).collect(),
        sums: vec![(vec![0, 1], 2)],
    };
    assert!(page([few, Cell::Shown(12), Cell::Shown(15)], [3, 12, 15]).check(10).is_err());
    assert!(page([few, few, Cell::Shown(18)], [9, 9, 18]).check(10).is_err());
    assert!(page([few, Cell::Hidden, Cell::Shown(15)], [3, 12, 15]).check(10).is_ok());
}
