//! What pages say of referrals: the same pieces on the report's page, on a record's and in a text's drawings.

mod data;
mod figures;
mod staff;
mod words;

use super::blocks::{Block, SourcedLine, Text, columns};
use super::figure::Figure;
use super::report::Part;
use super::words::DateText;
use super::{Download, Making, urls};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::language::Language;
use crate::record::{Benchmark, Metric, Referrals, ResourceShift};
use crate::report::referrals::{Basis, By, Computed, EarlySignal, Level, METHOD, ReferralYear};
use crate::report::suppress::Cell;
use crate::say;
use crate::site::words::sentence_case;

pub(super) use figures::n_of;
use words::benchmark;
pub(super) use words::{average, average_or_why, said, span};

/// A year's own record, where the reader may open it.
fn own_benchmarks(fields: Option<&Referrals>) -> &[Benchmark] {
    fields.map(|fields| fields.benchmarks.as_slice()).unwrap_or_default()
}

fn own_shifts(fields: Option<&Referrals>) -> &[ResourceShift] {
    fields.map(|fields| fields.resources_shifted.as_slice()).unwrap_or_default()
}

impl<'a> Making<'a, '_> {
    /// The drawing that `![](referrals:ID#which)` stands for: `month` (also without a name), `location`, `behavior`,
    /// `time`, `weekday`, `grade` or `triangle`. Its numbers are those of the record's page.
    pub fn referral_figure(self, ix: RecordIx, which: Option<&str>) -> Option<Figure> {
        let year = self.computed.referrals_of(ix)?;
        let which = which.unwrap_or("month");
        let id = format!("referrals-{}-{which}", self.view.get(ix)?.record.key.id);
        if which == "triangle" {
            return Some(self.triangle(year, &id));
        }
        let by = By::ALL.into_iter().find(|by| by.words() == which)?;
        let mut figure = self.breakdown(year, by, &id);
        if by == By::Month {
            figure.notes.extend(
                own_shifts(self.own_fields(year))
                    .iter()
                    .enumerate()
                    .map(|value| shift_note(self.language, value)),
            );
        }
        Some(figure)
    }

    /// What a referral record's page says before its text.
    pub(super) fn referral_blocks(self, ix: RecordIx) -> Vec<Block<'a>> {
        let Some(year) = self.computed.referrals_of(ix) else {
            return Vec::new();
        };
        let mut blocks: Vec<Block<'a>> =
            self.referral_parts(year, "").into_iter().flat_map(blocks_of_part).collect();
        let records = [year.record, year.place].into_iter().flatten().collect();
        let note =
            self.method_note(&METHOD, n_of(self.language, year), records, &self.referral_downloads(ix));
        blocks.push(Block::Method(note));
        blocks
    }

    /// A referral record's numbers as files.
    pub(super) fn referral_downloads(self, ix: RecordIx) -> Vec<Download> {
        let year = self.computed.referrals_of(ix);
        let (Some(year), Some(entry)) = (year, self.view.get(ix)) else {
            return Vec::new();
        };
        let path = |ending: &str| urls::record_data(&entry.record.key, ending);
        data::of_year(self.language, path, (year, self.own_fields(year)), self.today)
    }

    /// The numbers of several years as the report's files.
    pub(super) fn referral_report_downloads(
        self,
        school: Option<&Id>,
        years: &[&ReferralYear],
    ) -> Vec<Download> {
        let years: Vec<_> = years.iter().map(|year| (*year, self.own_fields(year))).collect();
        data::of_years(
            self.language,
            |ending| urls::report_data(school, METHOD.name, ending),
            &years,
            self.today,
        )
    }

    fn own_fields(self, year: &ReferralYear) -> Option<&'a Referrals> {
        self.view.item::<Referrals>(year.record?).map(|item| item.fields)
    }

    /// A year in full, in parts with anchors of their own; `mark` keeps two years on one page apart.
    pub(super) fn referral_parts(self, year: &ReferralYear, mark: &str) -> Vec<Part<'a>> {
        let part = |id: &str, heading: &str, blocks: Vec<Block<'a>>| Part {
            id: format!("{id}{mark}"),
            heading: Text::plain(heading),
            lead: Vec::new(),
            blocks,
        };
        let drawn =
            |by: By| self.figure_block(self.breakdown(year, by, &format!("figure-{}{mark}", by.words())));
        let known = |sorts: &[By]| -> Vec<Block<'a>> {
            sorts.iter().filter(|by| year.by(**by).is_ok()).map(|by| drawn(*by)).collect()
        };
        let mut parts = vec![part("how-many", &span(self.language, year), self.how_many(year))];
        if year.basis == Basis::NoData {
            return parts;
        }
        let mut when = known(&[By::Month]);
        when.extend(self.shifts(year));
        when.extend(known(&[By::Weekday, By::Time]));
        when.extend(not_computed(self.language, year, &[By::Month, By::Weekday, By::Time]));
        parts.push(part("when", self.language.word("label.when"), when));
        let mut places = known(&[By::Location, By::Behavior]);
        places.extend(not_computed(self.language, year, &[By::Location, By::Behavior]));
        parts.push(part("where", self.language.word("label.where-and-what"), places));
        let mut students = vec![self.figure_block(self.triangle(year, &format!("figure-triangle{mark}")))];
        students.extend(early(self.language, year));
        students.extend(known(&[By::Grade]));
        students.extend(not_computed(self.language, year, &[By::Grade]));
        parts.push(part("students", self.language.word("label.how-many-students"), students));
        parts.extend(self.differences(year, mark));
        parts
    }

    /// The count of the year, its averages and rates, and what they rest on.
    fn how_many(self, year: &ReferralYear) -> Vec<Block<'a>> {
        let name = |level: &Level| match level.name {
            "all" if year.levels.len() > 1 => self.language.word("referrals.majors-and-minors-together"),
            "all" => self.language.word("label.all"),
            "majors" => self.language.word("label.majors"),
            "minors" => self.language.word("label.minors"),
            _ => self.language.word("label.not-told-which"),
        };
        let row = |level: &Level| {
            let cells = [
                name(level).to_owned(),
                said(self.language, level.referrals),
                average_or_why(self.language, level.per_day),
                average_or_why(self.language, level.per_100_per_day),
            ];
            cells.map(Text::plain).into()
        };
        let mut lines: Vec<SourcedLine> =
            words::footing(self.language, year, self.today).into_iter().map(line).collect();
        let rates = own_benchmarks(self.own_fields(year)).iter();
        let rates = rates.filter(|benchmark| benchmark.metric == Metric::Per100PerDay);
        lines.extend(rates.map(|value| benchmark(self.language, value)).map(line));
        let mut blocks = Vec::new();
        if !year.levels.is_empty() {
            blocks.push(Block::Table {
                title: self.language.word("label.how-many-referrals").into(),
                columns: columns(
                    self.language,
                    [
                        "label.which",
                        "label.referrals",
                        "label.per-school-day",
                        "referrals.per-100-students-a-day",
                    ],
                ),
                rows: year.levels.iter().map(row).collect(),
            });
        }
        blocks.push(Block::Lines { title: "".into(), lines });
        blocks
    }

    fn breakdown(self, year: &ReferralYear, by: By, id: &str) -> Figure {
        let figure = figures::breakdown(self.language, year, by, id, own_shifts(self.own_fields(year)));
        self.with_downloads(figure, year)
    }

    fn triangle(self, year: &ReferralYear, id: &str) -> Figure {
        let figure = figures::triangle(self.language, year, id, own_benchmarks(self.own_fields(year)));
        self.with_downloads(figure, year)
    }

    /// A figure's numbers as files: the record's, where it has a page.
    fn with_downloads(self, mut figure: Figure, year: &ReferralYear) -> Figure {
        let key = year.record.and_then(|ix| self.view.get(ix)).map(|entry| &entry.record.key);
        let path = |ending: &str| match key {
            Some(key) => urls::record_data(key, ending),
            None => urls::report_data(year.school.as_ref(), METHOD.name, ending),
        };
        let link =
            |ending: &str| Download { path: path(ending), text: String::new() }.link_by_ending(self.language);
        figure.downloads = ["csv", "json"].map(link).into();
        figure
    }

    fn figure_block(self, figure: Figure) -> Block<'a> {
        Block::Figure { title: "".into(), figure: Box::new(figure) }
    }

    /// What was moved to where it is needed; the numbers are those of the marks in the months.
    fn shifts(self, year: &ReferralYear) -> Option<Block<'a>> {
        let shifts = own_shifts(self.own_fields(year));
        let row = |(place, shift): (usize, &ResourceShift)| {
            vec![
                Text::plain((place + 1).to_string()),
                Text::date(self.language, Some(shift.date)),
                Text::plain(&shift.what),
                Text::option(shift.why.as_ref()),
            ]
        };
        (!shifts.is_empty()).then(|| Block::Table {
            title: self.language.word("referrals.what-was-moved-to-where-it-is").into(),
            columns: columns(self.language, ["label.mark", "label.when", "label.what", "label.because"]),
            rows: shifts.iter().enumerate().map(row).collect(),
        })
    }

    fn differences(self, year: &ReferralYear, mark: &str) -> Option<Part<'a>> {
        let (lead, blocks) = match year.differences.as_ref()? {
            Ok(found) => {
                let figure = staff::funnel(self.language, year, found, &format!("figure-staff{mark}"));
                (
                    staff::sentence(self.language, found),
                    vec![self.figure_block(self.with_downloads(figure, year))],
                )
            }
            Err(why) => (
                say!(
                    self.language,
                    "referrals.differences-among-teachers-are",
                    why = why.words(self.language)
                ),
                Vec::new(),
            ),
        };
        Some(Part {
            id: format!("differences{mark}"),
            heading: Text::plain(self.language.word("label.differences-among-teachers")),
            lead: vec![line(lead)],
            blocks,
        })
    }
}

fn line(text: impl Into<String>) -> SourcedLine {
    SourcedLine { text: text.into(), records: Vec::new() }
}

fn shift_note(language: &Language, (place, shift): (usize, &ResourceShift)) -> String {
    format!("{}: {}, {}", place + 1, DateText::of(language, shift.date).text, shift.what)
}

/// What of these is not computed, and why: a sentence for every reason.
fn not_computed<'a>(language: &Language, year: &ReferralYear, sorts: &[By]) -> Option<Block<'a>> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for by in sorts {
        if let Err(why) = year.by(*by) {
            let name = figures::name_of(language, *by);
            match reasons.iter_mut().find(|(reason, _)| *reason == why.words(language)) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why.words(language), vec![name])),
            }
        }
    }
    let sentence = |(why, names): (&str, Vec<&str>)| {
        let names: Vec<String> =
            names.iter().map(|name| say!(language, "referrals.by-name", name = name)).collect();
        let names = names.join(language.word("list.comma"));
        line(say!(language, "referrals.not-computed-by", names = sentence_case(&names), why = why))
    };
    let lines: Vec<SourcedLine> = reasons.into_iter().map(sentence).collect();
    (!lines.is_empty()).then(|| Block::Lines { title: "".into(), lines })
}

/// The month at whose end the early signal is read.
fn early_month<'l>(language: &'l Language, early: &EarlySignal) -> &'l str {
    language.month(if early.month == "October" { 10 } else { 12 })
}

/// How many students had two or more referrals early in the year: a count and nothing more.
fn early<'a>(language: &Language, year: &ReferralYear) -> Option<Block<'a>> {
    let so_far = year.students.two_or_more.ok()?;
    let said = |cell| match cell {
        Cell::Hidden => language.word("referrals.not-shown-for-it-would-give-a").to_owned(),
        cell => said(language, cell),
    };
    let count = |cell: Computed<Cell>| cell.map_or_else(|why| why.words(language).to_owned(), said);
    let mut lines =
        vec![line(say!(language, "referrals.students-with-two-or-more-referrals-so", said = said(so_far)))];
    let by_then = |early: &EarlySignal| {
        line(say!(
            language,
            "referrals.by-the-end-of",
            month = early_month(language, early),
            count = count(early.students)
        ))
    };
    lines.extend(year.students.early.iter().map(by_then));
    Some(Block::Lines { title: language.word("label.early-signal").into(), lines })
}

/// The blocks of a part on a record's page, where the first carries the part's heading.
fn blocks_of_part(part: Part<'_>) -> Vec<Block<'_>> {
    let Part { id: _, heading, lead, mut blocks } = part;
    let heading = heading.text;
    if !lead.is_empty() {
        blocks.insert(0, Block::Lines { title: heading, lines: lead });
        return blocks;
    }
    if let Some(Block::Figure { title, .. } | Block::Lines { title, .. } | Block::Table { title, .. }) =
        blocks.first_mut()
    {
        *title = heading;
    }
    blocks
}
