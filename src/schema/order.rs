//! Puts the fields of a TOML text in the order in which their table explains them.
//!
//! Lines are moved and never rewritten: what comes out is the same lines in another order, so no
//! value and no comment can change. A comment belongs to the field below it; a block of comments with
//! a blank line below it stays at the top where it stands there, else goes with the field that follows.

mod lines;

use lines::{Kind, Line, lines};

use super::{Shape, Table};

/// The text in order; `None` where it is already, or where it cannot be read as TOML.
///
/// In every table the known fields come first, in the order of the table, then unknown ones, then
/// fields that are commented out (`#name = …`). Tables with a header stand in the order of their
/// fields too. Nothing is moved within a value, be it an inline table.
pub fn in_order(text: &str, table: &Table) -> Option<String> {
    if toml::from_str::<toml::Table>(text).is_err() {
        return None;
    }
    let ends = text.is_empty() || text.ends_with('\n');
    let whole = if ends { text.to_owned() } else { format!("{text}\n") };
    let document = Document::read(lines(&whole), table);
    let ordered = document.written();
    (ordered != whole).then_some(ordered)
}

/// A run of lines that stays together, and the blank lines above it.
#[derive(Debug, Clone, Default)]
struct Piece<'t> {
    gap: Vec<&'t str>,
    lines: Vec<&'t str>,
    /// Where it belongs among its neighbors.
    rank: Rank,
    /// Whether its last line is a comment, which would join a field written directly below.
    ends_in_comment: bool,
}

/// Where a piece belongs within its table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Comments at the top.
    #[default]
    Top,
    /// A field, by its place in the table; unknown ones last.
    Field(usize),
    /// A field that is commented out.
    Commented(usize),
    /// Comments at the end.
    End,
}

/// A table with a header, or the fields above the first one.
#[derive(Debug, Default)]
struct Section<'t> {
    /// The header with the comments directly above it; without lines for the fields at the top.
    header: Piece<'t>,
    pieces: Vec<Piece<'t>>,
}

#[derive(Debug)]
struct Document<'t> {
    sections: Vec<Section<'t>>,
    /// Comments and blank lines at the end, which belong to no section.
    end: Vec<Piece<'t>>,
}

impl<'t> Document<'t> {
    fn read(lines: Vec<Line<'t>>, table: &Table) -> Self {
        let mut sections = Vec::new();
        let mut current = Reader::new(Some(table), Section::default());
        for line in lines {
            if let Kind::Header(path) = &line.kind {
                let header = Piece {
                    gap: std::mem::take(&mut current.gap),
                    lines: std::mem::take(&mut current.block).into_iter().chain([line.text]).collect(),
                    rank: Rank::Field(place(table, path.first().map_or("", String::as_str))),
                    ends_in_comment: false,
                };
                sections.push(current.finish());
                let section = Section { header, pieces: Vec::new() };
                current = Reader::new(table_at(table, path), section);
            } else {
                current.take(&line);
            }
        }
        let last_gap = if current.block.is_empty() { std::mem::take(&mut current.gap) } else { Vec::new() };
        let mut last = current.finish();
        let mut end = Vec::new();
        while last.pieces.last().is_some_and(|piece| piece.rank == Rank::End) {
            end.extend(last.pieces.pop());
        }
        end.reverse();
        if !last_gap.is_empty() {
            end.push(Piece { lines: last_gap, rank: Rank::End, ..Piece::default() });
        }
        sections.push(last);
        Self { sections, end }
    }

    fn written(self) -> String {
        let Self { mut sections, end } = self;
        for section in &mut sections {
            sort(&mut section.pieces, |piece| piece.rank, |piece| &mut piece.gap);
        }
        if let Some((_, tables)) = sections.split_first_mut() {
            sort(tables, |section| section.header.rank, |section| &mut section.header.gap);
        }
        let pieces = sections.into_iter().flat_map(|Section { header, pieces }| {
            let header = (!header.lines.is_empty()).then_some(header);
            header.into_iter().chain(pieces)
        });
        let mut text = String::new();
        let mut after_comment = false;
        for Piece { gap, lines, rank: _, ends_in_comment } in pieces.chain(end) {
            if after_comment && gap.is_empty() && lines.first().is_some_and(|line| !line.trim().is_empty()) {
                text.push_str(if text.ends_with("\r\n") { "\r\n" } else { "\n" });
            }
            text.extend(gap);
            text.extend(lines);
            after_comment = ends_in_comment;
        }
        text
    }
}

/// Sorts by rank, keeping the order of equals. Gaps go with what stands below them, but what was
/// first and what is first now change theirs, so that no blank line opens a table.
fn sort<'t, T>(items: &mut [T], rank: impl Fn(&T) -> Rank, gap: impl Fn(&mut T) -> &mut Vec<&'t str>) {
    if items.is_sorted_by_key(&rank) {
        return;
    }
    let first = items.first_mut().map(|item| std::mem::take(gap(item))).unwrap_or_default();
    let lowest = (0..items.len()).min_by_key(|at| rank(&items[*at])).unwrap_or(0);
    let of_lowest =
        if lowest == 0 { first.clone() } else { std::mem::replace(gap(&mut items[lowest]), first) };
    *gap(&mut items[0]) = of_lowest;
    items.sort_by_key(rank);
}

/// Reads the lines of one section.
struct Reader<'t, 's> {
    table: Option<&'s Table>,
    section: Section<'t>,
    /// Comments that wait for the field they go with, and the blank lines above them.
    waiting: Piece<'t>,
    gap: Vec<&'t str>,
    block: Vec<&'t str>,
}

impl<'t, 's> Reader<'t, 's> {
    fn new(table: Option<&'s Table>, section: Section<'t>) -> Self {
        Self { table, section, waiting: Piece::default(), gap: Vec::new(), block: Vec::new() }
    }

    fn take(&mut self, line: &Line<'t>) {
        match &line.kind {
            Kind::Comment => self.block.push(line.text),
            Kind::Blank => {
                self.close_block();
                self.gap.push(line.text);
            }
            Kind::Pair(path) => {
                let name = path.first().map_or("", String::as_str);
                let rank = Rank::Field(self.table.map_or(0, |table| place(table, name)));
                let block = std::mem::take(&mut self.block);
                self.add(block.into_iter().chain([line.text]).collect(), rank, false);
            }
            Kind::Header(_) => unreachable!("a header starts a section of its own"),
        }
    }

    /// Ends a block of comments that has a blank line below it.
    fn close_block(&mut self) {
        if self.block.is_empty() {
            return;
        }
        let block = std::mem::take(&mut self.block);
        if let Some(rank) = self.table.and_then(|table| commented(&block, table)) {
            self.add(block, rank, true);
        } else if self.section.pieces.iter().all(|piece| piece.rank == Rank::Top) {
            self.add(block, Rank::Top, true);
        } else {
            self.wait(block);
        }
    }

    /// Adds a piece, with the comments that waited for it.
    fn add(&mut self, lines: Vec<&'t str>, rank: Rank, ends_in_comment: bool) {
        self.wait(lines);
        let waited = std::mem::take(&mut self.waiting);
        self.section.pieces.push(Piece { rank, ends_in_comment, ..waited });
    }

    fn wait(&mut self, lines: Vec<&'t str>) {
        let gap = std::mem::take(&mut self.gap);
        if self.waiting.lines.is_empty() {
            self.waiting.gap = gap;
        } else {
            self.waiting.lines.extend(gap);
        }
        self.waiting.lines.extend(lines);
    }

    /// The section, with the comments for which no field came at its end.
    fn finish(mut self) -> Section<'t> {
        let block = std::mem::take(&mut self.block);
        if !block.is_empty() {
            self.wait(block);
        }
        if !self.waiting.lines.is_empty() {
            let piece = Piece { rank: Rank::End, ends_in_comment: true, ..self.waiting };
            self.section.pieces.push(piece);
        }
        self.section
    }
}

/// The place of a field in its table; unknown ones come last.
fn place(table: &Table, name: &str) -> usize {
    table.fields.iter().position(|field| field.name == name).unwrap_or(usize::MAX)
}

/// Where a block belongs that comments a field out, as in the files that `isles new` writes: its last
/// line is `#name = …`, and no line comments out a whole table.
fn commented(block: &[&str], table: &Table) -> Option<Rank> {
    if block.iter().any(|line| line.starts_with("#[")) {
        return None;
    }
    let (name, _) = block.last()?.strip_prefix('#')?.split_once('=')?;
    let at = place(table, name.trim_end());
    (at != usize::MAX).then_some(Rank::Commented(at))
}

/// The table that a header opens, where its fields have an order.
fn table_at<'s>(table: &'s Table, path: &[String]) -> Option<&'s Table> {
    path.iter().try_fold(table, |table, name| match &table.field(name)?.shape {
        Shape::Table(table) => Some(table),
        Shape::List(item) => match &**item {
            Shape::Table(table) => Some(table),
            _ => None,
        },
        _ => None,
    })
}

#[cfg(test)]
mod tests;
