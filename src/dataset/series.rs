//! A series of an evidence record: labels and values in the file's order.

use super::cell::number_or_percent;
use super::listing::Listing;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Record, Series};
use crate::table::{Column, Row, Table};

/// Labels and values in the file's order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesData {
    /// What the labels are: the column's name in the file.
    pub x: String,
    /// What the values are: the column's name in the file.
    pub y: String,
    /// The values.
    pub points: Vec<SeriesPoint>,
}

/// One value of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesPoint {
    /// The label as it stands in the file.
    pub label: String,
    /// The value as it stands in the file; empty where it is a gap.
    pub text: String,
    /// The value; `None` is a gap.
    pub value: Option<f64>,
    /// Its line in the file, from 1.
    pub line: u32,
}

/// Reads the series that `record` shows from its table.
pub fn read(record: &Record, series: &Series, table: &Table) -> (SeriesData, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut column = |field: &str, name: &str| {
        let found = table.column(name);
        found
            .map_err(|problem| problems.push(problem.at(|code, text| record.problem(code, field, text))))
            .ok()
    };
    let (Some(x), Some(y)) = (column("series.x", &series.x), column("series.y", &series.y)) else {
        return (SeriesData::default(), problems);
    };
    let mut listing = Listing::of(table);
    let points = table.rows().filter_map(|row| point(row, x, y, &mut listing)).collect();
    let data = SeriesData { x: table.name(x).to_owned(), y: table.name(y).to_owned(), points };
    (data, listing.finish())
}

fn point(row: Row<'_>, x: Column, y: Column, listing: &mut Listing<'_>) -> Option<SeriesPoint> {
    if !listing.is_even(Code::BadCell, row) {
        return None;
    }
    let (label, text) = (row.cell(x), row.cell(y));
    if label.is_empty() {
        listing.cell(Code::BadCell, row, x, "the value has no label", "say what the value is of");
        return None;
    }
    let value = number_or_percent(text);
    if value.is_none() && !text.is_empty() {
        let help = "write numbers as 1234.5, and leave the cell empty where there is none";
        listing.cell(Code::BadCell, row, y, format!("`{text}` is not a number"), help);
        return None;
    }
    Some(SeriesPoint { label: label.to_owned(), text: text.to_owned(), value, line: row.line() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::example;
    use crate::record::{Data, Evidence, OfKind};

    fn record(series: &str) -> Record {
        let fields = format!(
            "date = \"2026-05-14\"\ntype = \"data\"\nfor = []\nseries = {{ file = \"a.csv\", {series} }}"
        );
        example::record(&fields, Data::Evidence)
    }

    fn read_csv(fields: &str, text: &str) -> (SeriesData, Vec<Diagnostic>) {
        let record = record(fields);
        let series = Evidence::of(&record.data).and_then(|evidence| evidence.series.as_ref()).unwrap();
        read(&record, series, &Table::read("a.csv", text.as_bytes()).unwrap())
    }

    #[test]
    fn values_keep_their_text_and_order_and_a_blank_is_a_gap() {
        let (data, problems) =
            read_csv("x = \"grade\", y = \"percent\"", "Grade,Percent\nK,66.50\n2,\n1,27 %\n");
        assert_eq!(problems, []);
        assert_eq!((data.x.as_str(), data.y.as_str()), ("Grade", "Percent"));
        let points: Vec<_> =
            data.points.iter().map(|point| (&*point.label, &*point.text, point.value, point.line)).collect();
        assert_eq!(points, [("K", "66.50", Some(66.5), 2), ("2", "", None, 3), ("1", "27 %", Some(27.0), 4)]);
    }

    #[test]
    fn what_is_no_number_and_what_has_no_label_is_named() {
        let (data, problems) =
            read_csv("x = \"grade\", y = \"percent\"", "grade,percent\nK,many\n,5\n1,2,3\n2,1\n");
        assert_eq!(data.points.len(), 1);
        let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "column `percent`: `many` is not a number",
                "column `grade`: the value has no label",
                "the row has 3 cells and the header 2",
            ]
        );
        assert!(problems.iter().all(|problem| problem.code == Code::BadCell));
    }

    #[test]
    fn a_column_that_is_not_there_is_a_problem_of_the_record() {
        let (_, problems) = read_csv("x = \"grade\", y = \"pct\"", "grade,percent\n");
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        assert_eq!((problem.code, &*problem.file), (Code::NoSuchColumn, "content/r.md"));
        assert_eq!(problem.place.as_ref().unwrap().start.line, 5);
        assert_eq!(problem.help.as_deref(), Some("The columns are `grade`, `percent`"));
    }
}
