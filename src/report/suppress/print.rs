//! What may be printed of a publication: cells, percents and the log of what was hidden.

use serde::Serialize;

use super::Cell;
use super::coding::{Percent, coded};
use super::rules::{Decision, Number, Reason};
use crate::language::Language;
use crate::say;

/// What may be printed of a whole publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    /// The lists, in the order they were added.
    pub lists: Vec<SuppressedList>,
    /// The tables, in the order they were added.
    pub tables: Vec<SuppressedTable>,
    /// What was hidden and why: for leadership only.
    pub disclosures: Vec<Disclosure>,
}

/// What may be printed of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SuppressedList {
    /// What the page calls it.
    pub name: String,
    /// Labels and figures.
    pub cells: Vec<(String, Figure)>,
    /// The total, where one is printed.
    pub total: Option<Cell>,
}

/// What may be printed of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SuppressedTable {
    /// What the page calls it.
    pub name: String,
    /// Labels of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<SuppressedRow>,
    /// The columns' totals, where they are printed.
    pub column_totals: Option<Vec<Cell>>,
    /// The total of the whole, where it is printed.
    pub total: Option<Cell>,
}

/// What may be printed of a table's row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SuppressedRow {
    /// The row's label.
    pub label: String,
    /// A figure per column; nothing where there are no data.
    pub cells: Vec<Option<Figure>>,
    /// The row's total, where it is printed.
    pub total: Option<Cell>,
}

/// A count and its share of the row's or list's total.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The count.
    pub count: Cell,
    /// The percent; none where no total is printed, or the total is 0.
    pub percent: Option<Percent>,
}

/// One number that a page does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// The table or list.
    pub table: String,
    /// The row's or cell's label, or "total".
    pub row: String,
    /// The column's label, or "total"; empty for a list.
    pub column: String,
    /// Why.
    pub why: Hiding,
}

/// Why a number is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hiding {
    /// It is of fewer people than this.
    FewPeople(u32),
    /// Its row, column or whole is of fewer people than this.
    SmallGroup(u32),
    /// It holds everyone.
    AllInOne,
    /// Another hidden number could be worked out from it.
    Complement,
}

impl Hiding {
    /// The reason in words.
    pub fn words(self, language: &Language) -> String {
        match self {
            Self::FewPeople(minimum) => say!(language, "why-hidden.few-people", minimum = minimum),
            Self::SmallGroup(minimum) => say!(language, "why-hidden.small-group", minimum = minimum),
            Self::AllInOne => language.word("why-hidden.all-in-one").to_owned(),
            Self::Complement => language.word("why-hidden.complement").to_owned(),
        }
    }
}

/// Where a number is printed.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub table: String,
    pub row: String,
    pub column: String,
    pub number: usize,
}

/// Which numbers stand in a list.
#[derive(Clone, Debug)]
pub(super) struct ListShape {
    pub name: String,
    pub labels: Vec<String>,
    pub numbers: Vec<usize>,
    pub total: Option<usize>,
}

/// Which numbers stand in a table.
#[derive(Clone, Debug)]
pub(super) struct TableShape {
    pub name: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    pub cells: Vec<Vec<Option<usize>>>,
    pub row_totals: Option<Vec<usize>>,
    pub column_totals: Option<Vec<usize>>,
    pub total: Option<usize>,
}

/// The numbers and what was decided about them.
pub(super) struct Printed<'a> {
    pub numbers: &'a [Number],
    pub decision: &'a Decision,
    pub minimum: u32,
}

impl Printed<'_> {
    fn cell(&self, position: usize) -> Cell {
        let value = self.numbers[position].value;
        match self.decision.reasons[position] {
            None => Cell::Shown(value),
            Some(Reason::FewPeople) if value < self.minimum && !self.decision.unlabelled[position] => {
                Cell::FewerThan(self.minimum)
            }
            Some(_) => Cell::Hidden,
        }
    }

    fn figure(&self, position: usize, total: Option<usize>) -> Figure {
        let count = self.cell(position);
        let percent = total.filter(|total| self.numbers[*total].value > 0).map(|total| {
            let (Cell::Shown(part), Cell::Shown(whole)) = (count, self.cell(total)) else {
                return Percent::Hidden;
            };
            coded(100.0 * f64::from(part) / f64::from(whole), self.numbers[total].counted_people())
        });
        Figure { count, percent }
    }
}

impl ListShape {
    pub fn print(&self, printed: &Printed<'_>) -> SuppressedList {
        let figures = self.numbers.iter().map(|number| printed.figure(*number, self.total));
        SuppressedList {
            name: self.name.clone(),
            cells: self.labels.iter().cloned().zip(figures).collect(),
            total: self.total.map(|total| printed.cell(total)),
        }
    }
}

impl TableShape {
    pub fn print(&self, printed: &Printed<'_>) -> SuppressedTable {
        let row = |(index, cells): (usize, &Vec<Option<usize>>)| {
            let total = self.row_totals.as_ref().map(|totals| totals[index]);
            SuppressedRow {
                label: self.rows[index].clone(),
                cells: cells.iter().map(|cell| cell.map(|cell| printed.figure(cell, total))).collect(),
                total: total.map(|total| printed.cell(total)),
            }
        };
        let all = |totals: &Vec<usize>| totals.iter().map(|total| printed.cell(*total)).collect();
        SuppressedTable {
            name: self.name.clone(),
            columns: self.columns.clone(),
            rows: self.cells.iter().enumerate().map(row).collect(),
            column_totals: self.column_totals.as_ref().map(all),
            total: self.total.map(|total| printed.cell(total)),
        }
    }
}

impl Place {
    pub fn disclosure(&self, printed: &Printed<'_>) -> Option<Disclosure> {
        let minimum = printed.minimum;
        let why = match printed.decision.reasons[self.number]? {
            Reason::FewPeople => Hiding::FewPeople(minimum),
            Reason::SmallGroup => Hiding::SmallGroup(minimum),
            Reason::AllInOne => Hiding::AllInOne,
            Reason::Complement => Hiding::Complement,
        };
        Some(Disclosure {
            table: self.table.clone(),
            row: self.row.clone(),
            column: self.column.clone(),
            why,
        })
    }
}
