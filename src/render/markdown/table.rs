//! Tables that can be scrolled with the keyboard and read by ear.

use pulldown_cmark::Alignment;

use super::write::{Writer, escaped};
use crate::language::Language;
use crate::say;

/// The table being written, and what it is called.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// The text of the heading above, if there is one.
    heading: String,
    /// How many tables stand below that heading so far.
    count: usize,
}

impl Table {
    /// Tables from here on belong to a heading.
    pub(super) fn below_heading(&mut self, text: &str) {
        text.clone_into(&mut self.heading);
        self.count = 0;
    }

    fn next_label(&mut self, language: &Language) -> String {
        self.count += 1;
        let table = match self.count {
            1 => language.word("text.table").to_owned(),
            number => say!(language, "text.table-number", number = number),
        };
        match self.heading.as_str() {
            "" => table,
            heading => format!("{table}: {heading}"),
        }
    }
}

impl Writer<'_, '_> {
    pub(super) fn begin_table(&mut self, alignments: &[Alignment]) {
        alignments.clone_into(&mut self.table.alignments);
        let label = escaped(&self.table.next_label(self.language));
        self.block(format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"
        ));
    }

    pub(super) fn end_table(&mut self) {
        self.block("</tbody></table></div>\n".into());
    }

    pub(super) fn begin_table_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.block("<thead><tr>".into());
    }

    pub(super) fn end_table_head(&mut self) {
        self.table.in_head = false;
        self.block("</tr></thead><tbody>\n".into());
    }

    pub(super) fn begin_table_row(&mut self) {
        self.table.column = 0;
        self.block("<tr>".into());
    }

    /// Alignment is a class: the pages' policy allows no `style` attributes.
    pub(super) fn begin_table_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        };
        self.table.column += 1;
        let tag = if self.table.in_head { "th scope=\"col\"" } else { "td" };
        self.block(format!("<{tag}{class}>"));
    }

    pub(super) fn end_table_cell(&mut self) {
        self.block(if self.table.in_head { "</th>" } else { "</td>" }.into());
    }
}
