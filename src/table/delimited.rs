//! CSV with commas, semicolons or tabs, in every encoding and line ending that spreadsheets write.

use std::ops::Range;

use super::{Contents, Origin, Table, refusal, text_place, too_large};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, decode_text};

/// Reads a CSV file.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Table, Box<Diagnostic>> {
    let text = decode_text(bytes).map_err(|_| {
        let help = "save it from your spreadsheet as CSV or as .xlsx; a file with a password cannot be read";
        refusal(path, "the file is neither CSV nor .xlsx", help)
    })?;
    let source = Source::new(path, with_line_feeds(text));
    let delimiter = delimiter(source.text());
    let contents = read_rows(&source, delimiter)?;
    contents.into_table(path, Origin::Text { source, delimiter })
}

/// The bytes of one cell of the row that starts at `row_start`, its quotation marks included; an
/// empty range at the row's end where it has no such cell.
pub(super) fn field_range(text: &str, row_start: usize, delimiter: u8, index: usize) -> Range<usize> {
    let mut at = row_start;
    for _ in 0..index {
        let end = field(text.as_bytes(), at, delimiter).range.end;
        if text.as_bytes().get(end) != Some(&delimiter) {
            return end..end;
        }
        at = end + 1;
    }
    field(text.as_bytes(), at, delimiter).range
}

/// Old spreadsheets end lines with a carriage return alone; as many bytes, so that places hold.
fn with_line_feeds(text: String) -> String {
    if text.contains('\n') || !text.contains('\r') { text } else { text.replace('\r', "\n") }
}

/// The delimiter that the header line has most of; a comma where it has none.
fn delimiter(text: &str) -> u8 {
    const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(which) = DELIMITERS.iter().position(|delimiter| *delimiter == byte) {
                    counts[which] += 1;
                }
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    DELIMITERS
        .into_iter()
        .zip(counts)
        .find(|(_, count)| *count == most)
        .map_or(b',', |(delimiter, _)| delimiter)
}

fn read_rows(source: &Source, delimiter: u8) -> Result<Contents, Box<Diagnostic>> {
    let (path, text) = (source.path(), source.text());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut contents = Contents::default();
    let mut header_cells = 0;
    let (mut line, mut start) = (1, 0);
    while reader
        .read_record(&mut record)
        .map_err(|error| refusal(path, error.to_string(), "save it as CSV again"))?
    {
        let next = record_start(text, &record);
        line += text.as_bytes()[start..next].iter().filter(|byte| **byte == b'\n').count();
        start = next;
        let uneven = if contents.headers.is_empty() {
            header_cells = record.len();
            None
        } else {
            is_uneven(&record, header_cells, contents.headers.len()).then_some(record.len())
        };
        let place = text_place(line, &(start..start), uneven);
        contents.push(place, record.iter().take(header_cells)).map_err(|what| too_large(path, what))?;
    }
    match unclosed_quote(text, start, delimiter) {
        None => Ok(contents),
        Some(range) => Err(Box::new(
            Diagnostic::at(Code::BadDataFile, source, range, "this quotation mark is never closed")
                .help("add the closing `\"`, or delete this one; everything after it was read as one cell"),
        )),
    }
}

/// Where a record starts. The reader names the byte before the blank lines ahead of it, and on
/// files with CRLF the line feed that ends the record before.
fn record_start(text: &str, record: &csv::StringRecord) -> usize {
    let named =
        record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
    let rest = text.as_bytes().get(named..).unwrap_or_default();
    named.min(text.len()) + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// Whether a row lacks cells that the header names, or says something beyond the header's cells.
fn is_uneven(record: &csv::StringRecord, header_cells: usize, named: usize) -> bool {
    let blank = record.iter().all(|cell| cell.trim().is_empty());
    let beyond = record.iter().skip(header_cells).any(|cell| !cell.trim().is_empty());
    beyond || (!blank && record.len() < named)
}

/// A field as it stands in the text.
struct Field {
    range: Range<usize>,
    /// Whether its quotation mark, if it starts with one, is closed.
    closed: bool,
}

/// The field that starts at `start`. A quoted one runs to its closing mark and on to the delimiter,
/// as the reader sees it.
fn field(text: &[u8], start: usize, delimiter: u8) -> Field {
    let mut at = start;
    let mut closed = true;
    if text.get(at) == Some(&b'"') {
        closed = false;
        at += 1;
        while let Some(byte) = text.get(at) {
            at += 1;
            if *byte != b'"' {
                continue;
            }
            if text.get(at) != Some(&b'"') {
                closed = true;
                break;
            }
            at += 1;
        }
    }
    let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    let rest = text.get(at..).unwrap_or_default();
    let end = at.min(text.len()) + rest.iter().position(ends).unwrap_or(rest.len());
    Field { range: start.min(end)..end, closed }
}

/// The opening quotation mark that swallowed the rest of the file, where one did.
fn unclosed_quote(text: &str, last_row: usize, delimiter: u8) -> Option<Range<usize>> {
    let mut at = last_row;
    loop {
        let Field { range, closed } = field(text.as_bytes(), at, delimiter);
        if !closed {
            return Some(range.start..range.start + 1);
        }
        if text.as_bytes().get(range.end) != Some(&delimiter) {
            return None;
        }
        at = range.end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Row};
    use super::*;
    use crate::source::Position;

    fn table(bytes: &[u8]) -> Table {
        Table::read("d/rows.csv", bytes).unwrap_or_else(|problem| panic!("{problem:?}"))
    }

    fn cells(row: Row<'_>, columns: usize) -> Vec<&str> {
        (0..columns).map(|at| row.cell(Column(at))).collect()
    }

    #[test]
    fn every_row_and_cell_knows_its_place_with_lf_crlf_and_quoted_newlines() {
        let lf = "a,b\n\n1,\"x\ny\"\n2,\"say \"\"hi\"\"\"\n3,é;z\n";
        for (text, bytes_per_line_end) in [(lf.to_owned(), 1), (lf.replace('\n', "\r\n"), 2)] {
            let table = table(text.as_bytes());
            let lines: Vec<_> = table.rows().map(Row::line).collect();
            assert_eq!(lines, [3, 5, 6], "{bytes_per_line_end}");
            let rows: Vec<_> = table.rows().collect();
            assert_eq!(cells(rows[1], 2), ["2", "say \"hi\""]);
            assert_eq!(cells(rows[0], 2)[1].replace('\r', ""), "x\ny");
            let places = rows.iter().map(|row| {
                let place =
                    table.problem(Code::BadCell, *row, Column(1), "no").place.expect("a CSV has places");
                (place.start, text[place.range].replace('\r', ""))
            });
            let expected = [
                (Position { line: 3, column: 3 }, "\"x\ny\"".to_owned()),
                (Position { line: 5, column: 3 }, "\"say \"\"hi\"\"\"".to_owned()),
                (Position { line: 6, column: 3 }, "é;z".to_owned()),
            ];
            assert_eq!(places.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn commas_semicolons_tabs_and_old_line_ends_are_told_apart() {
        for text in ["a,b;c\n1,2", "a;\"b,x,y\";c\n1;2;3", "a\tb,c\td\n1\t2", "a,b\r1,2\r"] {
            let table = table(text.as_bytes());
            let row = table.rows().next().unwrap();
            assert_eq!((row.line(), &cells(row, 2)[..]), (2, &["1", "2"][..]), "{text:?}");
        }
    }

    #[test]
    fn every_encoding_a_spreadsheet_writes_is_read() {
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("a,b\r\n1,é".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let others: [&[u8]; 3] = [b"\xEF\xBB\xBFa,b\n1,\xC3\xA9", b"a,b\n1,\xE9", &utf16];
        for bytes in others {
            let table = table(bytes);
            assert_eq!(table.headers(), ["a", "b"]);
            assert_eq!(cells(table.rows().next().unwrap(), 2), ["1", "é"]);
        }
    }

    #[test]
    fn an_uneven_row_says_so_with_its_line() {
        let table = table(b"a,b\n1\n1,2,\n1,2,3\n");
        let found: Vec<_> = table.rows().map(|row| (row.line(), row.unevenness())).collect();
        let message = |cells: &str| Some(format!("the row has {cells} and the header 2"));
        assert_eq!(found, [(2, message("1 cell")), (3, None), (4, message("3 cells"))]);
        let row = table.rows().last().unwrap();
        let problem = table.row_problem(Code::BadCell, row, "uneven");
        assert_eq!(problem.place.unwrap().start, Position { line: 4, column: 1 });
    }

    #[test]
    fn a_quotation_mark_that_swallows_the_file_is_pointed_at() {
        let problem = Table::read("m.csv", b"a,b\n1,\"2\n3,4\n").unwrap_err();
        assert_eq!(problem.code, Code::BadDataFile);
        assert_eq!(problem.place.unwrap().start, Position { line: 2, column: 3 });
    }

    #[test]
    fn what_is_no_table_is_refused_and_a_header_alone_is_one() {
        for bytes in [&b""[..], b"\n\n", b" , \n", b"\xEF\xBB\xBF"] {
            assert_eq!(Table::read("m.csv", bytes).unwrap_err().message, "the file is empty", "{bytes:?}");
        }
        assert_eq!(Table::read("m.csv", b"\xD0\xCF\0\0").unwrap_err().code, Code::BadDataFile);
        assert_eq!(table(b"date,value").rows().len(), 0);
    }

    /// A field as it stands in the text, read on its own.
    fn alone(field: &str, delimiter: u8) -> String {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).delimiter(delimiter).from_reader(field.as_bytes());
        let first = reader.records().next().transpose().unwrap();
        first.map_or(String::new(), |record| record[0].trim().to_owned())
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_file_a_cell_lies_where_its_problem_points(text in "[ab,;\"\n\r é]{0,60}") {
            let Ok(table) = Table::read("m.csv", text.as_bytes()) else { return Ok(()) };
            let Origin::Text { source, delimiter } = &table.origin else { panic!("no workbook") };
            for row in table.rows() {
                for at in 0..table.headers().len() {
                    let place = table.problem(Code::BadCell, row, Column(at), "").place.unwrap();
                    let field = &source.text()[place.range];
                    proptest::prop_assert_eq!(alone(field, *delimiter), row.cell(Column(at)), "{:?}", text);
                }
                let whole = table.row_problem(Code::BadCell, row, "").place.unwrap();
                proptest::prop_assert_eq!(whole.start.line, row.line() as usize, "{:?}", text);
            }
        }

        #[test]
        fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let workbook = [&b"PK\x03\x04"[..], &bytes].concat();
            for bytes in [bytes, workbook] {
                if let Err(problem) = Table::read("m.csv", &bytes) {
                    proptest::prop_assert_eq!(problem.code, Code::BadDataFile);
                }
            }
        }
    }
}
