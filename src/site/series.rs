//! The series of an evidence record: a chart, its table, and the values as they were given.

use serde::Serialize;

use super::blocks::Block;
use super::figure::bars::{Bar, Bars};
use super::figure::run::{Dot, Run, Stretch};
use super::figure::{Chart, Figure};
use super::words::{DateText, sentence_case};
use super::{Download, Making, urls};
use crate::catalog::Entry;
use crate::dataset::Dataset;
use crate::dataset::series::{SeriesData, SeriesPoint};
use crate::date::{Date, When, days_between};
use crate::language::Language;
use crate::record::{Evidence, Key};
use crate::report::suppress::lone_count;
use crate::say;

/// A series as a file.
#[derive(Serialize)]
struct SeriesFile<'d> {
    title: &'d str,
    x: &'d str,
    y: &'d str,
    date: When,
    points: Vec<SeriesRow<'d>>,
}

/// A value of a series as a file.
#[derive(Serialize)]
struct SeriesRow<'d> {
    x: &'d str,
    y: Option<f64>,
    as_given: &'d str,
}

impl<'a> Making<'a, '_> {
    /// The series of an evidence record as a figure.
    pub(super) fn series_block(self, entry: &'a Entry, fields: &Evidence) -> Option<Block<'a>> {
        let data = series(entry)?;
        let title = sentence_case(&say!(self.language, "series.by", y = data.y, x = data.x));
        let id = format!("series.{}", entry.record.key.id);
        let mut figure = Figure::new(id, title, reading(self.language, data));
        if data.points.iter().any(|point| point.value.is_some()) {
            figure = figure.drawn(chart(self.language, data));
        }
        let n = fields.n.map(|n| lone_count(n, self.config.privacy.min_students).words(self.language));
        let n = n.map(|n| format!("n = {n}; ")).unwrap_or_default();
        let collected = DateText::of(self.language, fields.date).text;
        figure.notes.push(say!(
            self.language,
            "series.collected-values-as-given-in-the-order",
            collected = collected,
            n = n
        ));
        let row = |point: &SeriesPoint| vec![point.label.clone(), given(self.language, point)];
        let columns = [&data.x, &data.y].map(|name| sentence_case(name));
        let mut figure = figure.table(columns.into(), data.points.iter().map(row).collect());
        figure.downloads =
            series_downloads(entry).iter().map(|value| value.link_by_ending(self.language)).collect();
        Some(Block::Figure { title: "".into(), figure: Box::new(figure) })
    }
}

/// The series of an evidence record as files.
pub(super) fn series_downloads(entry: &Entry) -> Vec<Download> {
    let (Some(data), Some(fields)) = (series(entry), fields(entry)) else {
        return Vec::new();
    };
    let key: &Key = &entry.record.key;
    let rows: Vec<Vec<String>> =
        data.points.iter().map(|point| vec![point.label.clone(), point.text.clone()]).collect();
    let points =
        data.points.iter().map(|point| SeriesRow { x: &point.label, y: point.value, as_given: &point.text });
    let file = SeriesFile {
        title: entry.record.title(),
        x: &data.x,
        y: &data.y,
        date: fields.date,
        points: points.collect(),
    };
    vec![
        Download::csv(urls::record_data(key, "csv"), &[&data.x, &data.y], &rows),
        Download::json(urls::record_data(key, "json"), &file),
    ]
}

fn series(entry: &Entry) -> Option<&SeriesData> {
    match entry.dataset.as_deref() {
        Some(Dataset::Series(data)) => Some(data),
        _ => None,
    }
}

fn fields(entry: &Entry) -> Option<&Evidence> {
    match &entry.record.data {
        crate::record::Data::Evidence(fields) => Some(fields),
        _ => None,
    }
}

fn given(language: &Language, point: &SeriesPoint) -> String {
    if point.value.is_some() { point.text.clone() } else { language.word("word.no-value").into() }
}

/// "6 values; the highest is 66 (K), the lowest 27.7 (5)."
fn reading(language: &Language, data: &SeriesData) -> String {
    let known: Vec<(&SeriesPoint, f64)> =
        data.points.iter().filter_map(|point| Some((point, point.value?))).collect();
    let highest = known.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a });
    let lowest = known.iter().copied().reduce(|a, b| if b.1 < a.1 { b } else { a });
    let (Some((high, most)), Some((low, least))) = (highest, lowest) else {
        return language.word("series.no-data").into();
    };
    let number = say!(language, "count.values", count = known.len());
    if most > least {
        let (high, low) =
            (format!("{} ({})", high.text, high.label), format!("{} ({})", low.text, low.label));
        say!(language, "series.the-highest-is-the-lowest", number = number, high = high, low = low)
    } else {
        format!("{number}: {}.", high.text)
    }
}

/// A line where the labels are numbers or dates that only grow, else bars: names have no distance.
fn chart(language: &Language, data: &SeriesData) -> Chart {
    match places(&data.points) {
        Some(places) => Chart::Run(line(data, &places)),
        None => {
            let bar = |point: &SeriesPoint| Bar {
                label: point.label.clone(),
                value: point.value,
                text: given(language, point),
                partial: false,
            };
            Chart::Bars(Bars { bars: data.points.iter().map(bar).collect() })
        }
    }
}

fn line(data: &SeriesData, places: &[i64]) -> Run {
    let dot = |(point, day): (&SeriesPoint, &i64)| Dot {
        day: *day,
        date: point.label.clone(),
        tick: point.label.clone(),
        value: point.value,
        text: point.text.clone(),
        signal: false,
    };
    let dots = data.points.iter().zip(places).map(dot).collect();
    Run {
        unit: sentence_case(&data.y),
        stretches: vec![Stretch { dots, ..Stretch::default() }],
        ..Run::default()
    }
}

/// Where labels lie on an axis; nothing where they are names, or fewer than three, or do not only grow.
fn places(points: &[SeriesPoint]) -> Option<Vec<i64>> {
    const THOUSANDTHS: f64 = 1000.0;
    const START: Date = Date::constant(1900, 1, 1);
    #[allow(clippy::cast_possible_truncation, reason = "the number is checked to be small")]
    let number = |label: &str| {
        let number: f64 = label.parse().ok()?;
        (number.abs() < 1e12).then(|| (number * THOUSANDTHS).round() as i64)
    };
    let date = |label: &str| Some(days_between(START, label.parse::<When>().ok()?.first()));
    let numbers: Option<Vec<i64>> = points.iter().map(|point| number(&point.label)).collect();
    let found = numbers.or_else(|| points.iter().map(|point| date(&point.label)).collect())?;
    let grows = found.len() > 2 && found.windows(2).all(|pair| pair[0] < pair[1]);
    grows.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(labels: &[&str]) -> Vec<SeriesPoint> {
        let point = |label: &&str| SeriesPoint {
            label: (*label).to_owned(),
            text: "1".into(),
            value: Some(1.0),
            line: 2,
        };
        labels.iter().map(point).collect()
    }

    #[test]
    fn numbers_and_dates_that_grow_are_an_axis_and_names_are_not() {
        assert_eq!(places(&points(&["5", "10", "12.5"])), Some(vec![5000, 10_000, 12_500]));
        assert_eq!(
            places(&points(&["2014-09-18", "2014-09-20", "2014-10-01"])).map(|days| days[2] - days[0]),
            Some(13)
        );
        for names in
            [&["K", "1", "2", "3"][..], &["3", "2", "1"], &["1", "1", "2"], &["8:00", "9:00", "10:00"]]
        {
            assert_eq!(places(&points(names)), None, "{names:?}");
        }
        assert_eq!(places(&points(&["1", "2"])), None, "two points are no line");
        assert_eq!(places(&points(&["1e300", "2e300", "3e300"])), None);
    }

    #[test]
    fn the_reading_names_the_ends_as_they_were_given() {
        let data = |values: &[(&str, &str, Option<f64>)]| SeriesData {
            x: "grade".into(),
            y: "percent".into(),
            points: values
                .iter()
                .map(|(label, text, value)| SeriesPoint {
                    label: (*label).into(),
                    text: (*text).into(),
                    value: *value,
                    line: 2,
                })
                .collect(),
        };
        let three = data(&[("K", "66.50", Some(66.5)), ("1", "", None), ("2", "27 %", Some(27.0))]);
        assert_eq!(
            reading(Language::english(), &three),
            "2 values; the highest is 66.50 (K), the lowest 27 % (2)."
        );
        assert_eq!(reading(Language::english(), &data(&[("K", "3", Some(3.0))])), "1 value: 3.");
        assert_eq!(reading(Language::english(), &data(&[("K", "", None)])), "no data.");
    }
}
