//! The first sheet of an `.xlsx` workbook, as the text that its cells show.

mod unpacked;

use std::fmt::Write as _;
use std::io::Cursor;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    DataRef, ExcelDateTime, ExcelDateTimeType, Reader, Sheet, SheetType, SheetVisible, Style, Xlsx, XlsxError,
};

use super::{Contents, MOST_COLUMNS, MOST_ROWS, Origin, RowPlace, Table, TooLarge, refusal, too_large};
use crate::diagnostic::Diagnostic;

/// Reads the first sheet that people see in a workbook.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Table, Box<Diagnostic>> {
    // The workbook reader panics on some broken files, such as one with a cell named `AAAAAAAAAAAA1`.
    let contents = catch_unwind(AssertUnwindSafe(|| read_contents(bytes))).unwrap_or(Err(Refused::Broken));
    match contents {
        Ok(contents) => contents.into_table(path, Origin::Workbook),
        Err(Refused::TooLarge(what)) => Err(too_large(path, what)),
        Err(refused) => {
            let help = "open it in your spreadsheet and save it as .xlsx without a password, or as CSV";
            Err(refusal(path, refused.to_string(), help))
        }
    }
}

/// Why a workbook is not read.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("the file cannot be read as an .xlsx workbook")]
    Broken,
    #[error("the workbook has a password")]
    Password,
    #[error("the workbook has no sheet with cells")]
    NoSheet,
    #[error("the workbook unpacks to more than can be read")]
    Unpacks,
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

impl From<XlsxError> for Refused {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Password,
            XlsxError::NotAWorksheet(_) => Self::NoSheet,
            _ => Self::Broken,
        }
    }
}

fn read_contents(bytes: &[u8]) -> Result<Contents, Refused> {
    unpacked::check(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let is_shown =
        |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let sheet = workbook.sheets_metadata().iter().find(is_shown).ok_or(Refused::NoSheet)?.name.clone();
    let is_1904 = workbook.has_1904_epoch();
    let cells = read_cells(&mut workbook, &sheet, is_1904)?;
    into_rows(cells)
}

/// The filled cells of a sheet, as they come.
#[derive(Default)]
struct Cells {
    text: String,
    cells: Vec<Cell>,
}

struct Cell {
    row: u32,
    column: u32,
    text: Range<usize>,
}

/// Most filled cells of a sheet.
const MOST_FILLED: usize = 10_000_000;
/// Most bytes that all cells together say: a few shared strings can stand in very many cells.
const MOST_TEXT: usize = 100_000_000;

fn read_cells(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, is_1904: bool) -> Result<Cells, Refused> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let is_percent: Vec<bool> = reader.styles().iter().map(shows_percent).collect();
    let mut found = Cells::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let start = found.text.len();
        let percent = is_percent.get(style).copied().unwrap_or(false);
        write_value(&mut found.text, cell.get_value(), percent, is_1904);
        if found.text[start..].trim().is_empty() {
            found.text.truncate(start);
            continue;
        }
        let (row, column) = cell.get_position();
        // Counted from 0, so that the header comes on top.
        if row as usize > MOST_ROWS {
            return Err(TooLarge::Rows.into());
        }
        if column as usize >= MOST_COLUMNS {
            return Err(TooLarge::Columns.into());
        }
        if found.cells.len() == MOST_FILLED || found.text.len() > MOST_TEXT {
            return Err(TooLarge::Cells.into());
        }
        found.cells.push(Cell { row, column, text: start..found.text.len() });
    }
    Ok(found)
}

fn into_rows(Cells { text, mut cells }: Cells) -> Result<Contents, Refused> {
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut contents = Contents::default();
    let mut row = Vec::new();
    for of_row in cells.chunk_by(|a, b| a.row == b.row) {
        row.clear();
        for Cell { column, text: range, .. } in of_row {
            row.resize(*column as usize, "");
            row.push(&text[range.clone()]);
        }
        let line = of_row.first().map_or(0, |cell| cell.row) + 1;
        contents.push(RowPlace { line, ..RowPlace::default() }, row.iter().copied())?;
    }
    Ok(contents)
}

/// Whether cells of that style show their value times 100 with a percent sign.
fn shows_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%'))
}

/// A value as the text that its cell shows, dates and times in ISO.
fn write_value(text: &mut String, value: &DataRef<'_>, percent: bool, is_1904: bool) {
    let written = match value {
        DataRef::Empty => Ok(()),
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => {
            text.push_str(value);
            Ok(())
        }
        DataRef::SharedString(value) => {
            text.push_str(value);
            Ok(())
        }
        DataRef::Float(value) if percent => write!(text, "{}%", hundredfold(*value)),
        DataRef::Int(value) if percent => write!(text, "{}%", value.saturating_mul(100)),
        DataRef::Float(value) => write!(text, "{value}"),
        DataRef::Int(value) => write!(text, "{value}"),
        DataRef::Bool(value) => write!(text, "{value}"),
        DataRef::Error(error) => write!(text, "{error}"),
        DataRef::DateTime(value) => write_date_time(text, *value, is_1904),
    };
    written.expect("writing to a string does not fail");
}

/// A hundred times a share, without the dust that binary fractions leave.
fn hundredfold(share: f64) -> f64 {
    const DECIMALS: f64 = 1e9;
    (share * 100.0 * DECIMALS).round() / DECIMALS
}

/// Days since the workbook's first day, and the time as a fraction of a day: a date as
/// `2026-10-05`, a time as `08:05`, both with a blank between.
#[expect(clippy::cast_possible_truncation, reason = "the range was checked: at most ten thousand years")]
fn write_date_time(text: &mut String, value: ExcelDateTime, is_1904: bool) -> std::fmt::Result {
    const MINUTES: f64 = 24.0 * 60.0;
    const LONGEST: f64 = 3_000_000.0;
    let serial = value.as_f64();
    if !(0.0..LONGEST).contains(&serial) {
        return write!(text, "{serial}");
    }
    // To the second first: 8:05 is stored as 0.336805555…, which may be a hair less.
    let minutes = ((serial * MINUTES * 60.0).round() / 60.0).floor() as u32;
    let (hour, minute) = (minutes / 60, minutes % 60);
    if serial < 1.0 || value.is_duration() {
        return write!(text, "{hour:02}:{minute:02}");
    }
    let days = ExcelDateTime::new(f64::from(hour / 24), ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, ..) = days.to_ymd_hms_milli();
    write!(text, "{year:04}-{month:02}-{day:02}")?;
    if hour % 24 > 0 || minute > 0 {
        write!(text, " {:02}:{minute:02}", hour % 24)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::diagnostic::Code;
    use crate::table::Column;

    /// A workbook of one sheet with that XML in its `sheetData`. Styles: 0 general, 1 date, 2 time,
    /// 3 percent.
    fn workbook(sheet_data: &str, more: &[(&str, &str)]) -> Vec<u8> {
        let relations = |of: &str, target: &str| {
            let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
            format!(
                r#"<Relationships xmlns="{namespace}"><Relationship Id="rId1" Type="{kind}/{of}" Target="{target}"/></Relationships>"#
            )
        };
        let book = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
        let styles = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
        let parts = [
            ("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", book.into()),
            ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")),
            ("xl/styles.xml", styles.into()),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet><sheetData>{sheet_data}</sheetData></worksheet>"),
            ),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let more = more.iter().map(|(name, text)| (*name, (*text).to_owned()));
        for (name, text) in parts.into_iter().chain(more) {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn text_cell(at: &str, text: &str) -> String {
        format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    }

    #[test]
    fn cells_read_as_they_show() {
        let names = ["Date", "Time", "Percent", "Value"];
        let header: String =
            names.iter().zip(["A2", "B2", "C2", "D2"]).map(|(name, at)| text_cell(at, name)).collect();
        let rows = r#"<row r="4"><c r="A4" s="1"><v>46300</v></c><c r="B4" s="2"><v>0.33680555555555552</v></c><c r="C4" s="3"><v>0.662</v></c><c r="D4"><v>14.0</v></c></row>
            <row r="5"><c r="A5" s="1"><v>46300.546875</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#N/A</v></c></row>
            <row r="9"><c r="A9" s="1"/></row>"#;
        let bytes = workbook(&format!(r#"<row r="2">{header}</row>{rows}"#), &[]);
        let table = Table::read("data/a.xlsx", &bytes).unwrap_or_else(|problem| panic!("{problem:?}"));
        assert_eq!(table.headers(), names);
        let cells: Vec<_> =
            table.rows().map(|row| (row.line(), [0, 1, 2, 3].map(|at| row.cell(Column(at))))).collect();
        assert_eq!(
            cells,
            [(4, ["2026-10-05", "08:05", "66.2%", "14"]), (5, ["2026-10-05 13:07", "", "true", "#N/A"]),]
        );
        let row = table.rows().next().unwrap();
        let problem = table.problem(Code::BadCell, row, Column(3), "`14` is no date");
        assert_eq!(problem.message, "row 4, column `Value`: `14` is no date");
        assert_eq!((problem.place, &*problem.file), (None, "data/a.xlsx"));
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let far = |at: &str| workbook(&format!("<row>{}</row>", text_cell(at, "x")), &[]);
        let refused = |bytes: &[u8]| Table::read("a.xlsx", bytes).unwrap_err().message;
        assert_eq!(refused(&far("A2000000")), "the file has more than 1,000,000 rows");
        assert_eq!(refused(&far("ZZZ1")), "the file has more than 500 columns");
        let unpacks = "the workbook unpacks to more than can be read";
        let huge = " ".repeat(unpacked::MOST_BYTES + 1);
        assert_eq!(refused(&workbook("", &[("xl/media/blank.xml", &huge)])), unpacks);
        let lie = r#"<sst uniqueCount="999999999999"><si><t>x</t></si></sst>"#;
        assert_eq!(refused(&workbook("", &[("xl/sharedStrings.xml", lie)])), unpacks);
        let long_name = format!(r#"<fonts name="{}"/>"#, "x".repeat(5000));
        assert_eq!(refused(&workbook("", &[("xl/other/styles.xml", &long_name)])), unpacks);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b""[..], b"PK\x03\x04 and no more", b"date,value\n"] {
            assert_eq!(Table::read("a.xlsx", bytes).unwrap_err().code, Code::BadDataFile);
        }
        assert_eq!(Table::read("a.xlsx", &workbook("", &[])).unwrap_err().message, "the file is empty");
        let column_overflows = text_cell("AAAAAAAAAAAAAAAAAAAA1", "x");
        assert_eq!(
            Table::read("a.xlsx", &workbook(&format!("<row>{column_overflows}</row>"), &[]))
                .unwrap_err()
                .code,
            Code::BadDataFile
        );
    }
}
