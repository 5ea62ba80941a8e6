//! What pages say of a measure: its chart, its reading and its numbers.

mod file;
mod notes;
mod run;

use super::blocks::{Block, Text};
use super::figure::run::Level;
use super::figure::{Chart, Drawing, Figure, MarkEvent, MarkLine};
use super::words::{DateText, as_sentence, sentence_case};
use super::{Download, Making, urls};
use crate::catalog::RecordIx;
use crate::language::Language;
use crate::record::{About, Measure, Unit};
use crate::report::annotations::{Annotation, annotations};
use crate::report::measures::{self, MeasureReport, rules_in_words};
use crate::report::number::with_unit;
use crate::say;
use crate::view::Item;

/// Where a measure's figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// On the measure's own page, whose heading is its title.
    Own,
    /// On another page.
    Elsewhere,
}

impl<'a, 's> Making<'a, 's> {
    /// A measure with what may be shown of it.
    pub(super) fn measured(
        self,
        ix: RecordIx,
    ) -> Option<(Item<'a, Measure>, &'a Measure, &'s MeasureReport)> {
        let item = self.view.item::<Measure>(ix)?;
        Some((item, item.fields, &**self.computed.measures.get(&ix)?))
    }

    /// What a measure's page says before its text: the chart with its numbers, and how it was computed.
    pub(super) fn measure_blocks(self, ix: RecordIx) -> Vec<Option<Block<'a>>> {
        let Some((item, fields, report)) = self.measured(ix) else {
            return Vec::new();
        };
        let told = annotations(self.view, item, self.today);
        let downloads = file::files(self.language, item, report, self.today);
        let figure = self.figure_of(item, report, &told, &downloads, Place::Own);
        let records = told.iter().filter_map(|annotation| annotation.record);
        let mut note = self.method_note(&measures::METHOD, report.n.clone(), records.collect(), &downloads);
        let rules = report.chart.rules;
        if fields.resets.is_some() {
            note.text = self.language.word("measures.running-total").to_owned();
        } else {
            note.text = rules_in_words(self.language, rules, report.chart.rules_read).to_owned();
            note.source = Some(measures::source(self.language, rules).to_owned());
        }
        vec![Some(Block::Figure { title: "".into(), figure: Box::new(figure) }), Some(Block::Method(note))]
    }

    /// A measure's figure for any page.
    pub(super) fn measure_figure(self, ix: RecordIx) -> Option<Figure> {
        let (item, _, report) = self.measured(ix)?;
        let told = annotations(self.view, item, self.today);
        let downloads = file::files(self.language, item, report, self.today);
        Some(self.figure_of(item, report, &told, &downloads, Place::Elsewhere))
    }

    fn figure_of(
        self,
        item: Item<'a, Measure>,
        report: &MeasureReport,
        told: &[Annotation],
        downloads: &[Download],
        place: Place,
    ) -> Figure {
        let (fields, title) = (item.fields, item.record().title());
        let shows = shows(self.language, fields, report);
        let heading = match place {
            Place::Own => sentence_case(&shows),
            Place::Elsewhere => title.to_owned(),
        };
        // A dot, which no heading's id has.
        let id = format!("measure.{}", item.record().key.id);
        let mut figure = Figure::new(id, heading, as_sentence(&report.chart.reading));
        if place == Place::Elsewhere {
            figure.url = Some(self.urls.of_record(item.ix).to_owned());
        }
        figure.notes = notes::notes(self.language, fields, report, &DateText::day(self.language, self.today));
        let days = run::annotated(report, told);
        if report.latest().is_some() {
            let goal = fields.target.map(|target| goal_level(self.language, target, fields.unit));
            let chart =
                run::run(self.language, fields, report, goal, days.iter().map(|day| day.day).collect());
            figure = figure.drawn(Chart::Run(chart));
            figure.marks = days.iter().map(|day| self.mark_line(day)).collect();
        }
        if let Some(drawing) = &mut figure.chart {
            drawing.title = format!("{title}: {shows}");
        }
        let (columns, rows) = table(self.language, fields, report);
        let mut figure = figure.table(columns, rows);
        figure.table.caption = format!("{title}: {shows}");
        figure.downloads = downloads.iter().map(|value| value.link_by_ending(self.language)).collect();
        figure
    }

    /// A small drawing of a measure with a value to reach, for a page that says its reading beside it.
    pub(super) fn measure_small(self, ix: RecordIx, id: &str, target: Option<f64>) -> Option<Drawing> {
        let (item, fields, report) = self.measured(ix)?;
        report.latest()?;
        let goal = target.map(|target| goal_level(self.language, target, fields.unit));
        Some(Drawing {
            id: id.to_owned(),
            title: format!("{}: {}", item.record().title(), shows(self.language, fields, report)),
            description: as_sentence(&report.chart.short_reading),
            chart: Chart::Small(run::run(self.language, fields, report, goal, Vec::new())),
        })
    }

    fn mark_line(self, day: &run::Day<'_>) -> MarkLine {
        let event = |annotation: &&Annotation| {
            let text = Text {
                text: annotation.text.clone(),
                url: annotation.record.map(|ix| self.urls.of_record(ix).to_owned()),
            };
            MarkEvent { word: annotation.event.word(self.language).to_owned(), text }
        };
        MarkLine {
            date: DateText::of(self.language, day.when),
            events: day.annotations.iter().map(event).collect(),
        }
    }

    /// The numbers of a measure as files.
    pub(super) fn measure_downloads(self, ix: RecordIx) -> Vec<Download> {
        self.measured(ix)
            .map(|(item, _, report)| file::files(self.language, item, report, self.today))
            .unwrap_or_default()
    }
}

fn goal_level(language: &Language, target: f64, unit: Unit) -> Level {
    Level {
        value: target,
        name: language.word("label.goal").into(),
        label: with_unit(language, target, unit),
    }
}

/// What a measure's chart shows: "percent, 4 Sep 2026 to 20 Nov 2026".
fn shows(language: &Language, fields: &Measure, report: &MeasureReport) -> String {
    let unit = unit_in_words(language, fields);
    let dates = || report.values.iter().filter(|value| value.value.is_some()).map(|value| value.date);
    match (dates().next(), dates().next_back()) {
        (Some(first), Some(last)) if first == last => format!("{unit}, {}", language.short_date(first)),
        (Some(first), Some(last)) => say!(
            language,
            "measure.to",
            unit = unit,
            date = language.short_date(first),
            date_too = language.short_date(last)
        ),
        _ => unit,
    }
}

/// What a measure's values are: "percent", "per 100".
fn unit_in_words(language: &Language, fields: &Measure) -> String {
    match (fields.unit, fields.per) {
        (Unit::Percent, _) => language.word("word.percent").into(),
        (Unit::Count, _) => language.word("word.count").into(),
        (Unit::Rate, Some(per)) => {
            say!(language, "measure.for-every", from = crate::report::number::plain(language, f64::from(per)))
        }
        (Unit::Rate, None) => language.word("word.rate").into(),
        (Unit::Minutes, _) => language.word("word.minutes").into(),
        (Unit::Hours, _) => language.word("word.hours").into(),
        (Unit::Days, _) => language.word("word.days").into(),
        (Unit::Score, _) => language.word("word.score").into(),
    }
}

/// The columns and rows of a measure's table; a column that would be empty is left out.
fn table(language: &Language, fields: &Measure, report: &MeasureReport) -> (Vec<String>, Vec<Vec<String>>) {
    let people = match fields.about {
        Some(About::Students) => language.word("label.students-n"),
        Some(About::Educators) => language.word("label.educators-n"),
        Some(About::Other) | None => language.word("label.number-n"),
    };
    let has_n = report.values.iter().any(|value| !value.n.is_empty());
    let has_note = report.values.iter().any(|value| value.note.is_some());
    let optional = [(has_n, people), (has_note, language.word("label.note"))];
    let optional = optional.into_iter().filter(|(has, _)| *has).map(|(_, name)| name);
    let columns = [language.word("label.date"), language.word("label.value")]
        .into_iter()
        .chain(optional)
        .map(str::to_owned)
        .collect();
    let row = |value: &measures::ShownValue| {
        let mut row = vec![DateText::of(language, value.date).text, value.text.clone()];
        if has_n {
            row.push(if value.n.is_empty() {
                language.word("word.not-recorded").into()
            } else {
                value.n.clone()
            });
        }
        if has_note {
            row.push(value.note.clone().unwrap_or_default());
        }
        row
    };
    (columns, report.values.iter().map(row).collect())
}

/// The address of a measure's numbers.
fn data_path(item: Item<'_, Measure>, ending: &str) -> String {
    urls::record_data(&item.record().key, ending)
}
