//! The texts of records and data files, each by itself, with its place.

use std::ops::Range;

use crate::check::names::fields::each_text;
use crate::record::fields_range;
use crate::source::Source;

/// How the texts of a file are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// Fields, then a body that starts there.
    Record(usize),
    /// Lines, the first one apart, which names the columns.
    Rows,
    /// Cells, the columns' names among them.
    Table,
    /// They are not read.
    None,
}

impl Texts {
    /// Calls `found` with every text of a file and its place.
    pub(super) fn each(self, source: &Source, found: &mut dyn FnMut(Range<usize>, &str)) {
        match self {
            Self::Record(body) => of_record(source, body, found),
            Self::Rows => lines(source.text()).skip(1).for_each(|(range, line)| found(range, line)),
            Self::Table => of_table(source.text(), found),
            Self::None => {}
        }
    }
}

fn of_record(source: &Source, body: usize, found: &mut dyn FnMut(Range<usize>, &str)) {
    let (fields, _) = fields_range(source);
    let start = fields.start;
    each_text(&source.text()[fields], &mut |text, literal| {
        if !is_name(text) {
            found(start + literal.start..start + literal.end, text);
        }
    });
    let text = &source.text()[body..];
    for block in blocks(text) {
        found(body + block.start..body + block.end, &text[block]);
    }
}

/// Whether a text is a choice, an id, a reference or a path, and not words of somebody.
fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'/' | b'.'))
}

/// The paragraphs, headings, items and cells of a Markdown text.
fn blocks(body: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let (start, text) = (at, line.trim());
        at += line.len();
        if text.is_empty() {
            is_open = false;
            continue;
        }
        if text.starts_with('|') {
            is_open = false;
            for cell in line.split_inclusive('|') {
                let offset = cell.as_ptr() as usize - line.as_ptr() as usize;
                blocks.push(start + offset..start + offset + cell.trim_end_matches(['|', '\n']).len());
            }
            continue;
        }
        let is_new = text.starts_with(['#', '-', '*', '+', '>', ':']) || is_numbered(text);
        match blocks.last_mut().filter(|_| is_open && !is_new) {
            Some(block) => block.end = start + line.trim_end().len(),
            None => blocks.push(start..start + line.trim_end().len()),
        }
        is_open = !text.starts_with('#');
    }
    blocks
}

fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(['.', ')'])
}

fn of_table(text: &str, found: &mut dyn FnMut(Range<usize>, &str)) {
    for (range, line) in lines(text) {
        let mut start = 0;
        let mut is_quoted = false;
        for (at, letter) in line.char_indices().chain([(line.len(), ',')]) {
            match letter {
                '"' => is_quoted = !is_quoted,
                ',' | ';' | '\t' if !is_quoted || at == line.len() => {
                    found(range.start + start..range.start + at, &line[start..at]);
                    start = (at + 1).min(line.len());
                }
                _ => {}
            }
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        Some((start..start + line.len(), line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_block_by_block() {
        let body =
            "One\ntwo.\n\n## Three\nfour\n- five\n  six\n- seven\n\n| a b | c |\n|---|---|\n1. eight\n";
        let blocks: Vec<&str> = blocks(body).into_iter().map(|block| body[block].trim()).collect();
        let expected = ["One\ntwo.", "## Three", "four", "- five\n  six", "- seven"];
        let expected = expected.into_iter().chain(["", "a b", "c", "", "---", "---", "1. eight"]);
        let expected: Vec<&str> = expected.filter(|block| !block.is_empty()).collect();
        let blocks: Vec<&str> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
        assert_eq!(blocks, expected);
    }

    #[test]
    fn a_table_is_read_cell_by_cell() {
        let text = "a,b c\n1,\"d, e\"\n";
        let mut cells = Vec::new();
        of_table(text, &mut |range, cell| {
            assert_eq!(&text[range], cell);
            cells.push(cell.to_owned());
        });
        assert_eq!(cells, ["a", "b c", "1", "\"d, e\""]);
        let mut rows = Vec::new();
        let source = Source::new("r.csv", "a,b\r\n1,2\r\n3,4");
        Texts::Rows.each(&source, &mut |_, row| rows.push(row.to_owned()));
        assert_eq!(rows, ["1,2", "3,4"]);
    }
}
