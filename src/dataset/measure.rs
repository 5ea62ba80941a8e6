//! A measure's values from its data file.

use std::collections::BTreeMap;

use super::cell::{date, number, number_or_percent, people};
use super::listing::Listing;
use crate::count::Count;
use crate::date::{Date, When};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Measure, Unit};
use crate::table::{Column, ColumnProblem, Row, Table};

/// A measure's values in time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MeasureData {
    /// The values by date; those of one date in the file's order.
    pub points: Vec<Point>,
}

/// One value of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// When it was; as precise as the file says.
    pub date: When,
    /// The value in the measure's unit; `None` is a gap, never 0.
    pub value: Option<f64>,
    /// What the value was computed from, where the file says.
    pub ratio: Option<Ratio>,
    /// How many people stand behind it, where the file says.
    pub n: Option<Count>,
    /// What the file notes about it.
    pub note: Option<String>,
    /// Its line in the file, from 1.
    pub line: u32,
}

/// The two numbers of a rate or percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// How many, of …
    pub numerator: f64,
    /// … how many.
    pub denominator: f64,
}

/// Reads a measure's data file: columns `date` and `value`, or `date`, `numerator` and
/// `denominator`; `n` and `note` where there are such columns.
///
/// Where a row has a numerator and a denominator, its value is numerator ÷ denominator × per: 100
/// for a percent, the record's `per` for a rate, else 1. 0 of 0 is a gap.
pub fn read(measure: &Measure, table: &Table) -> (MeasureData, Vec<Diagnostic>) {
    let columns = match Columns::of(table) {
        Ok(columns) => columns,
        Err(problem) => {
            let problem = problem.at(|code, message| table.header_problem(code, message));
            return (MeasureData::default(), vec![problem]);
        }
    };
    let mut reader = Reader { measure, columns, listing: Listing::of(table), days: BTreeMap::new() };
    let mut points: Vec<Point> = table.rows().filter_map(|row| reader.point(row)).collect();
    points.sort_by_key(|point| point.date.sort_key());
    (MeasureData { points }, reader.listing.finish())
}

struct Columns {
    date: Column,
    value: Option<Column>,
    ratio: Option<(Column, Column)>,
    n: Option<Column>,
    note: Option<Column>,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, ColumnProblem> {
        let numerator = table.optional_column("numerator")?;
        let denominator = table.optional_column("denominator")?;
        let ratio = match (numerator, denominator) {
            (Some(numerator), Some(denominator)) => Some((numerator, denominator)),
            (Some(numerator), None) => Some((numerator, table.column("denominator")?)),
            (None, Some(denominator)) => Some((table.column("numerator")?, denominator)),
            (None, None) => None,
        };
        Ok(Self {
            date: table.column("date")?,
            value: if ratio.is_some() {
                table.optional_column("value")?
            } else {
                Some(table.column("value")?)
            },
            ratio,
            n: table.optional_column("n")?,
            note: table.optional_column("note")?,
        })
    }
}

/// Reads row by row, and remembers the days that were read.
struct Reader<'a> {
    measure: &'a Measure,
    columns: Columns,
    listing: Listing<'a>,
    days: BTreeMap<Date, u32>,
}

const NUMBERS: &str = "write numbers as 1234.5, and leave the cell empty where there is none";

impl Reader<'_> {
    /// The row's point, unless one of its cells cannot be read.
    fn point(&mut self, row: Row<'_>) -> Option<Point> {
        if !self.listing.is_even(Code::BadCell, row) {
            return None;
        }
        let date = self.date(row)?;
        let ratio = self.ratio(row)?;
        let value = match ratio {
            Some(ratio) => self.computed(ratio),
            None => self.written(row)?,
        };
        let n = self.n(row)?;
        let note = self.columns.note.map(|note| row.cell(note)).filter(|note| !note.is_empty());
        Some(Point { date, value, ratio, n, note: note.map(str::to_owned), line: row.line() })
    }

    fn date(&mut self, row: Row<'_>) -> Option<When> {
        let column = self.columns.date;
        let text = row.cell(column);
        let Some(when) = date(text) else {
            let message =
                if text.is_empty() { "there is no date".into() } else { format!("`{text}` is not a date") };
            let help = "write 2026-10-05 or 10/05/2026; where only that is known, 2026-10 or 2026-27";
            self.listing.cell(Code::BadCell, row, column, message, help);
            return None;
        };
        if let Some(day) = when.day()
            && let Some(before) = self.days.insert(day, row.line())
        {
            let message = format!("{day} stands on line {before} and on line {}", row.line());
            self.listing.cell(Code::BadCell, row, column, message, "keep one value a day");
            return None;
        }
        Some(when)
    }

    /// The row's numerator and denominator, where it has both; `None` where they cannot be meant.
    fn ratio(&mut self, row: Row<'_>) -> Option<Option<Ratio>> {
        let Some((over, under)) = self.columns.ratio else {
            return Some(None);
        };
        let (numerator, denominator) = match (self.number(row, over)?, self.number(row, under)?) {
            (Some(numerator), Some(denominator)) => (numerator, denominator),
            (None, None) => return Some(None),
            (found, _) => {
                let (missing, name) =
                    if found.is_none() { (over, "numerator") } else { (under, "denominator") };
                let message = format!("the {name} is missing");
                self.listing.cell(Code::BadCell, row, missing, message, "fill in both, or neither");
                return None;
            }
        };
        let wrong = match (numerator, denominator) {
            _ if numerator < 0.0 => Some((over, format!("the numerator {numerator} is below 0"))),
            _ if denominator < 0.0 => Some((under, format!("the denominator {denominator} is below 0"))),
            _ if denominator == 0.0 && numerator > 0.0 => {
                Some((under, format!("{numerator} of 0 cannot be")))
            }
            _ if numerator > denominator && self.measure.unit == Unit::Percent => {
                Some((over, format!("{numerator} of {denominator} is more than all")))
            }
            _ => None,
        };
        if let Some((column, message)) = wrong {
            let help = "one of the two numbers is a slip, or they stand in each other's column";
            self.listing.cell(Code::BadCell, row, column, message, help);
            return None;
        }
        Some(Some(Ratio { numerator, denominator }))
    }

    fn computed(&self, Ratio { numerator, denominator }: Ratio) -> Option<f64> {
        let per = match self.measure.unit {
            Unit::Percent => 100.0,
            Unit::Rate => self.measure.per.map_or(1.0, f64::from),
            Unit::Count | Unit::Minutes | Unit::Hours | Unit::Days | Unit::Score => 1.0,
        };
        (denominator > 0.0).then(|| numerator * per / denominator)
    }

    /// The value that the row states.
    fn written(&mut self, row: Row<'_>) -> Option<Option<f64>> {
        let Some(column) = self.columns.value else {
            return Some(None);
        };
        let value = self.number(row, column)?;
        if let Some(value) = value
            && self.measure.unit == Unit::Percent
            && !(0.0..=100.0).contains(&value)
        {
            let help = "a percent runs from 0 to 100; for anything else choose another `unit`";
            self.listing.cell(Code::BadCell, row, column, format!("{value} is not a percent"), help);
            return None;
        }
        Some(value)
    }

    fn n(&mut self, row: Row<'_>) -> Option<Option<Count>> {
        let Some(column) = self.columns.n else {
            return Some(None);
        };
        let text = row.cell(column);
        if text.is_empty() {
            return Some(None);
        }
        let count = people(text);
        if count.is_none() {
            let help = "write how many people stand behind the value, such as 42, or leave the cell empty";
            self.listing.cell(
                Code::BadCell,
                row,
                column,
                format!("`{text}` is not a number of people"),
                help,
            );
        }
        count.map(|count| Some(Count::new(count)))
    }

    /// The number in a cell, `Some(None)` where it is blank; `None` where it cannot be read.
    fn number(&mut self, row: Row<'_>, column: Column) -> Option<Option<f64>> {
        let text = row.cell(column);
        if text.is_empty() {
            return Some(None);
        }
        let read = if self.measure.unit == Unit::Percent { number_or_percent(text) } else { number(text) };
        if read.is_none() {
            self.listing.cell(Code::BadCell, row, column, format!("`{text}` is not a number"), NUMBERS);
        }
        read.map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Better, MeasureKind};

    fn measure(unit: Unit) -> Measure {
        Measure {
            kind: MeasureKind::Outcome,
            unit,
            per: Some(1000),
            better: Better::Higher,
            about: None,
            n_at_least: None,
            data: None,
            cadence_days: None,
            baseline_until: None,
            resets: None,
            breaks: Vec::new(),
            target: None,
            rules: None,
        }
    }

    fn read_csv(unit: Unit, text: &str) -> (Vec<Point>, Vec<Diagnostic>) {
        let table = Table::read("orf.csv", text.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}"));
        let (data, problems) = read(&measure(unit), &table);
        (data.points, problems)
    }

    fn messages(unit: Unit, text: &str) -> Vec<String> {
        let (_, problems) = read_csv(unit, text);
        assert!(problems.iter().all(|problem| problem.code == Code::BadCell), "{problems:?}");
        problems.into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn values_are_sorted_by_date_and_a_blank_is_a_gap() {
        let text =
            "Date,Value,n,Note\n10/12/2026,43.5,40,first\n2026-10-05,,,\n2026-09,0,,\n2026-09,1,,again\n";
        let (points, problems) = read_csv(Unit::Percent, text);
        assert_eq!(problems, []);
        let found: Vec<_> =
            points.iter().map(|point| (point.date.to_string(), point.value, point.line)).collect();
        let expected = [
            ("2026-09".to_owned(), Some(0.0), 4),
            ("2026-09".to_owned(), Some(1.0), 5),
            ("2026-10-05".to_owned(), None, 3),
            ("2026-10-12".to_owned(), Some(43.5), 2),
        ];
        assert_eq!(found, expected);
        assert_eq!((points[3].n, points[3].note.as_deref()), (Some(Count::new(40)), Some("first")));
        assert_eq!((points[2].n, points[2].note.as_deref()), (None, None));
    }

    #[test]
    fn a_numerator_and_a_denominator_make_the_value() {
        let text =
            "date,numerator,denominator\n2026-10-05,18,40\n2026-10-12,0,0\n2026-10-19,,\n2026-10-26,0,40\n";
        let values = |unit| read_csv(unit, text).0.iter().map(|point| point.value).collect::<Vec<_>>();
        assert_eq!(values(Unit::Percent), [Some(45.0), None, None, Some(0.0)]);
        assert_eq!(values(Unit::Rate), [Some(450.0), None, None, Some(0.0)]);
        assert_eq!(values(Unit::Minutes), [Some(0.45), None, None, Some(0.0)]);
        let (points, problems) = read_csv(Unit::Percent, text);
        assert_eq!(problems, []);
        assert_eq!(points[0].ratio, Some(Ratio { numerator: 18.0, denominator: 40.0 }));
        assert_eq!(points[2].ratio, None);
    }

    #[test]
    fn numbers_that_cannot_be_meant_are_named() {
        let header = "date,numerator,denominator\n";
        let of = |row: &str| messages(Unit::Percent, &format!("{header}2026-10-05,{row}\n"));
        assert_eq!(of("3,0"), ["column `denominator`: 3 of 0 cannot be"]);
        assert_eq!(of("41,40"), ["column `numerator`: 41 of 40 is more than all"]);
        assert_eq!(of("-1,40"), ["column `numerator`: the numerator -1 is below 0"]);
        assert_eq!(of("1,-40"), ["column `denominator`: the denominator -40 is below 0"]);
        assert_eq!(of("1,"), ["column `denominator`: the denominator is missing"]);
        assert_eq!(messages(Unit::Rate, &format!("{header}2026-10-05,41,40\n")), Vec::<String>::new());
        assert_eq!(
            messages(Unit::Percent, "date,value\n2026-10-05,100.1\n"),
            ["column `value`: 100.1 is not a percent"]
        );
        assert_eq!(messages(Unit::Score, "date,value\n2026-10-05,100.1\n"), Vec::<String>::new());
        assert_eq!(
            messages(Unit::Score, "date,value\n2026-10-05,66%\n"),
            ["column `value`: `66%` is not a number"]
        );
        assert_eq!(messages(Unit::Percent, "date,value\n2026-10-05,66%\n"), Vec::<String>::new());
        assert_eq!(
            messages(Unit::Score, "date,value,n\n2026-10-05,1,few\n"),
            ["column `n`: `few` is not a number of people"]
        );
    }

    #[test]
    fn a_day_stands_once_and_names_both_lines() {
        let text = "date,value\n2026-10-05,1\nsoon,2\n10/5/2026,3\n,4\n2026-10-06,1,2\n";
        assert_eq!(
            messages(Unit::Count, text),
            [
                "column `date`: `soon` is not a date",
                "column `date`: 2026-10-05 stands on line 2 and on line 4",
                "column `date`: there is no date",
                "the row has 3 cells and the header 2",
            ]
        );
    }

    #[test]
    fn a_header_alone_is_no_data_and_a_missing_column_is_a_problem_of_the_header() {
        assert_eq!(read_csv(Unit::Percent, "date,value\n"), (Vec::new(), Vec::new()));
        for (header, missing) in
            [("date,percent", "value"), ("day,value", "date"), ("date,numerator", "denominator")]
        {
            let (_, problems) = read_csv(Unit::Percent, &format!("{header}\n2026-10-05,1\n"));
            let [problem] = &problems[..] else { panic!("{problems:?}") };
            assert_eq!(problem.code, Code::NoSuchColumn);
            assert_eq!(problem.message, format!("`orf.csv` has no column `{missing}`"));
            assert_eq!(problem.place.as_ref().unwrap().start.line, 1);
        }
    }
}
