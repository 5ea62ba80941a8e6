//! Tables and lists of counts on their way to a page, gathered first so that none gives another away.

use std::collections::BTreeMap;

use super::print::{ListShape, Place, Printed, Suppressed, TableShape};
use super::rules::{Number, Role, Sum, decide};
use crate::count::Count;

/// One count: of people, or of events with the people behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    count: Count,
    people: Option<Count>,
}

/// A total that is printed.
#[derive(Clone, Debug, Default)]
pub struct Total {
    /// What it comes to; without it, the sum of its members. The people behind a sum of events are then taken to be
    /// only as many as behind its largest member, for they may be the same ones.
    pub amount: Option<Amount>,
    /// A name for this total; tables and lists that print the same total give it the same name.
    pub shared: Option<String>,
}

/// The totals of all rows, or of all columns, that are printed.
#[derive(Clone, Debug, Default)]
pub struct Margin {
    /// What each comes to, in order; without it, the sums of their members.
    pub amounts: Option<Vec<Amount>>,
    /// A name for these totals, shared with the table or list that prints them too; each is told apart by its label.
    pub shared: Option<String>,
}

/// Counts side by side, such as referrals by month.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// What the page calls it.
    pub name: String,
    /// Labels and counts, in the order of the page.
    pub cells: Vec<(String, Amount)>,
    /// A name for the cells, as in [`Margin::shared`].
    pub shared: Option<String>,
    /// The printed total.
    pub total: Option<Total>,
    /// Whether one person may be counted in several cells. Cells that exceed their total are always taken so.
    pub overlapping: bool,
}

/// Counts in rows and columns; a row is a group of which percents are taken.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the page calls it.
    pub name: String,
    /// Labels of the rows.
    pub rows: Vec<String>,
    /// Labels of the columns.
    pub columns: Vec<String>,
    /// The cells, row by row; without an amount there are no data, which is not 0.
    pub cells: Vec<Vec<Option<Amount>>>,
    /// Totals of the rows.
    pub row_totals: Option<Margin>,
    /// Totals of the columns.
    pub column_totals: Option<Margin>,
    /// Total of the whole table.
    pub total: Option<Total>,
}

/// Everything printed, on any page, from the same data.
///
/// Two tables that share a total or a margin say so by its name; then neither gives the other away. A minimum holds
/// for a whole publication, so students and educators each have their own.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    numbers: Vec<Number>,
    sums: Vec<Sum>,
    shared: BTreeMap<String, usize>,
    places: Vec<Place>,
    lists: Vec<ListShape>,
    tables: Vec<TableShape>,
}

impl Amount {
    /// A count of people.
    pub fn of_people(people: Count) -> Self {
        Self { count: people, people: None }
    }

    /// A count of events, such as referrals, and how many different people are behind them.
    pub fn of_events(events: Count, people: Count) -> Self {
        Self { count: events, people: Some(people) }
    }

    fn number(self, role: Role) -> Number {
        let people = self.people.map(Count::for_suppression);
        Number { value: self.count.for_suppression(), people, role, public: false }
    }
}

impl Publication {
    /// A publication without tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a list.
    pub fn add_list(&mut self, list: List) {
        let overlapping = list.overlapping;
        let (numbers, total) = self.add_list_numbers(list, Role::Cell, Role::Total);
        self.add_sum(total, numbers, overlapping, true);
    }

    /// Adds a list of what is known rather than what was found, such as rooms visited and not visited, or a part of
    /// another list summed up. Everyone in one of its cells gives nothing away, its small numbers are not called
    /// small, and where something must be hidden its numbers go first, the total before the cells. A number that an
    /// ordinary list prints too stays as dear as it is there.
    pub fn add_aside(&mut self, list: List) {
        let (numbers, total) = self.add_list_numbers(list, Role::Aside, Role::AsideTotal);
        let first = self.sums.len();
        self.add_sum(total, numbers, false, false);
        self.sums[first..].iter_mut().for_each(|sum| sum.people = 0);
    }

    fn add_list_numbers(&mut self, list: List, cell: Role, total: Role) -> (Vec<usize>, Option<usize>) {
        let List { name, cells, shared, total: whole, overlapping: _ } = list;
        let (labels, amounts): (Vec<String>, Vec<Amount>) = cells.into_iter().unzip();
        let mut numbers = Vec::with_capacity(labels.len());
        for (label, amount) in labels.iter().zip(amounts) {
            let key = shared.as_ref().map(|shared| shared_key(shared, Some(label)));
            numbers.push(self.add_number(amount.number(cell), key, [&name, label, ""]));
        }
        let total = whole.map(|whole| self.add_total(&whole, &numbers, total, None, [&name, "total", ""]));
        self.lists.push(ListShape { name, labels, numbers: numbers.clone(), total });
        (numbers, total)
    }

    /// Adds a table. A row shorter than the columns has no data in the rest.
    pub fn add_table(&mut self, table: Table) {
        let cells = self.add_cells(&table);
        let Table { name, rows, columns, cells: _, row_totals, column_totals, total } = table;
        let by_row: Vec<Vec<usize>> =
            cells.iter().map(|row| row.iter().copied().flatten().collect()).collect();
        let by_column: Vec<Vec<usize>> =
            (0..columns.len()).map(|column| cells.iter().filter_map(|row| row[column]).collect()).collect();
        let row_places: Vec<[&str; 3]> = rows.iter().map(|row| [name.as_str(), row, "total"]).collect();
        let column_places: Vec<[&str; 3]> =
            columns.iter().map(|column| [name.as_str(), "total", column]).collect();
        let row_totals = self.add_margin(row_totals.as_ref(), &by_row, &rows, &row_places, true);
        let column_totals =
            self.add_margin(column_totals.as_ref(), &by_column, &columns, &column_places, false);

        let mut halves: Vec<Vec<usize>> =
            [&row_totals, &column_totals].into_iter().flatten().cloned().collect();
        if halves.is_empty() {
            halves.push(by_row.concat());
        }
        let place = [name.as_str(), "total", "total"];
        let total = total.map(|total| self.add_total(&total, &halves[0], Role::Total, None, place));
        for half in halves {
            self.add_sum(total, half, false, false);
        }
        self.add_implied_sum(total, by_row.concat());
        self.tables.push(TableShape { name, rows, columns, cells, row_totals, column_totals, total });
    }

    /// Says that everyone knows the total of this name from elsewhere, such as a school's enrollment: it is shown in
    /// any case, and what it would give away is hidden instead.
    pub fn known_to_all(&mut self, shared: &str) {
        if let Some(number) = self.shared.get(&shared_key(shared, None)) {
            self.numbers[*number].public = true;
        }
    }

    /// Decides what may be printed when counts of 1 to `minimum` − 1 people must not be found out.
    pub fn suppress(&self, minimum: u32) -> Suppressed {
        self.suppress_within(minimum, u64::MAX).expect("there is no end to the effort")
    }

    /// The same where it takes no more than `effort`, counted in numbers that are worked through: many tables of
    /// small numbers hang together in ways that nobody could wait for. The caller then publishes less.
    pub fn suppress_within(&self, minimum: u32, effort: u64) -> Option<Suppressed> {
        let decision = decide(&self.numbers, &self.sums, minimum, effort)?;
        let printed = Printed { numbers: &self.numbers, decision: &decision, minimum };
        Some(Suppressed {
            lists: self.lists.iter().map(|list| list.print(&printed)).collect(),
            tables: self.tables.iter().map(|table| table.print(&printed)).collect(),
            disclosures: self.places.iter().filter_map(|place| place.disclosure(&printed)).collect(),
        })
    }

    fn add_cells(&mut self, table: &Table) -> Vec<Vec<Option<usize>>> {
        let mut numbers = Vec::with_capacity(table.rows.len());
        for (index, row) in table.rows.iter().enumerate() {
            let given = table.cells.get(index).map_or(&[][..], Vec::as_slice);
            let amounts = given.iter().copied().chain(std::iter::repeat(None));
            let cells = table.columns.iter().zip(amounts).map(|(column, amount)| {
                let number = amount?.number(Role::Cell);
                Some(self.add_number(number, None, [&table.name, row, column]))
            });
            numbers.push(cells.collect());
        }
        numbers
    }

    /// The totals of rows or columns where they are printed; the sums are kept in any case.
    fn add_margin(
        &mut self,
        margin: Option<&Margin>,
        groups: &[Vec<usize>],
        labels: &[String],
        places: &[[&str; 3]],
        divides_people: bool,
    ) -> Option<Vec<usize>> {
        let mut totals = Vec::new();
        for (index, group) in groups.iter().enumerate() {
            let total = margin.map(|margin| {
                let amount = margin.amounts.as_ref().and_then(|amounts| amounts.get(index)).copied();
                let total = Total { amount, shared: margin.shared.clone() };
                self.add_total(&total, group, Role::Margin, Some(&labels[index]), places[index])
            });
            self.add_sum(total, group.clone(), false, divides_people);
            totals.extend(total);
        }
        margin.map(|_| totals)
    }

    fn add_total(
        &mut self,
        total: &Total,
        members: &[usize],
        role: Role,
        label: Option<&str>,
        place: [&str; 3],
    ) -> usize {
        let number = total.amount.map_or_else(|| self.added_up(members, role), |amount| amount.number(role));
        self.add_number(number, total.shared.as_ref().map(|shared| shared_key(shared, label)), place)
    }

    /// A number in its place. Numbers of one name are one number; where they differ, their difference is a rest
    /// that anyone can subtract.
    fn add_number(&mut self, number: Number, key: Option<String>, place: [&str; 3]) -> usize {
        let known = key.as_ref().and_then(|key| self.shared.get(key)).copied();
        let position = match known.filter(|known| self.numbers[*known].value == number.value) {
            Some(same) => {
                let Number { people, role, .. } = &mut self.numbers[same];
                *people = [*people, number.people].into_iter().flatten().min();
                *role = number.role.max(*role);
                same
            }
            None => self.push(number),
        };
        if let Some(known) = known.filter(|known| *known != position) {
            let known_is_larger = self.numbers[known].value > self.numbers[position].value;
            let (larger, smaller) = if known_is_larger { (known, position) } else { (position, known) };
            self.add_sum(Some(larger), vec![smaller], false, false);
        }
        if let Some(key) = key {
            self.shared.entry(key).or_insert(position);
        }
        let [table, row, column] = place.map(str::to_owned);
        self.places.push(Place { table, row, column, number: position });
        position
    }

    /// Ties members to their total, with the rest or the overlap that anyone can work out.
    fn add_sum(
        &mut self,
        total: Option<usize>,
        mut members: Vec<usize>,
        overlapping: bool,
        divides_people: bool,
    ) {
        let added = self.added_up(&members, Role::Total);
        let divides_people = divides_people && added.people.is_none() && !overlapping;
        let Some(total) = total else {
            let people = added.counted_people();
            self.sums.push(Sum { members, people, divides_people, ..Sum::default() });
            return;
        };
        let whole = self.numbers[total].clone();
        if overlapping || added.value > whole.value {
            self.add_overlapping_sum(total, members, added.value);
            return;
        }
        members.extend(self.add_rest(&whole, added.value));
        let people = whole.counted_people();
        self.sums.push(Sum { total: Some(total), members, people, divides_people, ..Sum::default() });
    }

    /// Each member leaves its own rest of the total, and all together exceed it by how often people are counted
    /// again.
    fn add_overlapping_sum(&mut self, total: usize, members: Vec<usize>, added: u32) {
        let whole = self.numbers[total].clone();
        let sum = Sum { total: Some(total), people: whole.counted_people(), ..Sum::default() };
        for member in &members {
            let rest = self.add_rest(&whole, self.numbers[*member].value);
            self.sums.push(Sum { members: [*member].into_iter().chain(rest).collect(), ..sum.clone() });
        }
        if let Some(again) = added.checked_sub(whole.value) {
            let overlap =
                Some(self.push(Number { value: again, people: None, role: Role::Overlap, public: false }));
            self.sums.push(Sum { members, overlap, ..sum });
        }
    }

    /// A reader can take all shown cells from the total of the whole, past the margins.
    fn add_implied_sum(&mut self, total: Option<usize>, members: Vec<usize>) {
        let Some(whole) = total.map(|total| &self.numbers[total]) else { return };
        if self.added_up(&members, Role::Total).value == whole.value {
            let people = whole.counted_people();
            self.sums.push(Sum { total, members, people, implied: true, ..Sum::default() });
        }
    }

    /// What is left of a total. Nobody says how many people are behind a rest of events, so it is taken for few.
    fn add_rest(&mut self, whole: &Number, part: u32) -> Option<usize> {
        let value = whole.value.checked_sub(part).filter(|rest| *rest > 0)?;
        Some(self.push(Number { value, people: whole.people.map(|_| 1), role: Role::Rest, public: false }))
    }

    fn added_up(&self, members: &[usize], role: Role) -> Number {
        let members = || members.iter().map(|member| &self.numbers[*member]);
        let of_people = members().all(|member| member.people.is_none());
        Number {
            value: members().fold(0, |sum, member| sum.saturating_add(member.value)),
            people: if of_people { None } else { members().map(Number::counted_people).max() },
            role,
            public: false,
        }
    }

    fn push(&mut self, number: Number) -> usize {
        self.numbers.push(number);
        self.numbers.len() - 1
    }
}

/// The name of one cell of the lists that share their cells, for a total that prints the same number.
pub fn cell_name(shared: &str, label: &str) -> String {
    shared_key(shared, Some(label))
}

fn shared_key(shared: &str, label: Option<&str>) -> String {
    // The line break keeps names and labels apart: neither holds one.
    label.map_or_else(|| shared.to_owned(), |label| format!("{shared}\n{label}"))
}
