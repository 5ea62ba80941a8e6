//! Measures whose numbers were worked out by hand.

use std::sync::Arc;

use super::*;
use crate::input::{Input, InputFile, Options};
use crate::report::run_chart::CenterKind;

const TODAY: Date = Date::constant(2026, 11, 24);

/// What may be shown of a measure with those fields and that file.
fn report(fields: &str, csv: &str) -> MeasureReport {
    let file =
        |path: &str, text: String| InputFile { path: path.to_owned(), bytes: Arc::from(text.into_bytes()) };
    let record =
        format!("title = \"M\"\nkind = \"outcome\"\nbetter = \"higher\"\ndata = \"m.csv\"\n{fields}\n");
    let input = Input {
        content: vec![
            file("content/school.toml", "name = \"X\"\nlevel = \"other\"\n".into()),
            file("content/measures/m.toml", record),
            file("content/measures/m.csv", csv.to_owned()),
        ],
        ..Input::default()
    };
    let checked = crate::read(&input, &Options::as_of(TODAY)).unwrap();
    let errors = checked.diagnostics.iter().filter(|found| found.level == crate::diagnostic::Level::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&crate::diagnostic::Diagnostic>::new());
    let view = View::of_everything(&checked.catalog, &checked.language);
    let mut found = measures(&view, None, Privacy::default(), TODAY);
    found.pop_first().expect("one measure").1
}

fn texts(report: &MeasureReport) -> Vec<&str> {
    report.values.iter().map(|value| value.text.as_str()).collect()
}

fn day(month: i8, day: i8) -> When {
    When::Day(Date::constant(2026, month, day))
}

#[test]
fn a_blank_is_a_gap_and_no_row_is_no_data() {
    let found =
        report("unit = \"minutes\"", "date,value,note\n2026-09-04,1,\n2026-09-11,,ill\n2026-09-18,2.5,\n");
    assert_eq!(texts(&found), ["1 minute", "no value", "2.5 minutes"]);
    assert_eq!((found.values[1].value, found.values[1].why), (None, Why::Missing));
    assert_eq!(found.values[1].note.as_deref(), Some("ill"));
    assert_eq!((found.n.as_str(), found.chart.reading.as_str()), ("2 values", "2 of 10 points so far"));
    assert_eq!(found.chart.center, Some(1.75), "the gap is no 0");
    let nothing = report("unit = \"minutes\"", "date,value\n");
    assert_eq!((nothing.n.as_str(), nothing.chart.reading.as_str()), ("no values", "no data"));
    assert_eq!((nothing.latest(), nothing.has_values(), nothing.chart.center), (None, false, None));
}

#[test]
fn a_percent_is_what_its_two_numbers_make_and_its_denominator_is_its_n() {
    let csv = "date,numerator,denominator\n2026-09-04,29,70\n2026-09-11,28,69\n2026-09-18,0,0\n";
    let found = report("unit = \"percent\"\nabout = \"students\"\nrules = \"nhs\"", csv);
    assert_eq!(texts(&found), ["41.43 %", "40.58 %", "no value"]);
    let n: Vec<&str> = found.values.iter().map(|value| value.n.as_str()).collect();
    assert_eq!(n, ["70", "69", "0"]);
    assert_eq!(found.n, "2 values, each of 69 to 70 students");
    assert_eq!(found.chart.center_kind, CenterKind::Mean);
    let center = found.chart.center.expect("a mean");
    assert!((center - 5700.0 / 139.0).abs() < 1e-9, "57 of 139, not the mean of two percents: {center}");
    let rate = report(
        "unit = \"rate\"\nper = 1000\nabout = \"other\"",
        "date,numerator,denominator\n2026-09-04,3,1200.5\n",
    );
    assert_eq!((texts(&rate), rate.values[0].n.as_str()), (vec!["2.5"], "1,200.5"));
}

#[test]
fn a_count_or_rate_of_students_hides_a_few_and_what_would_give_them_away() {
    let told = |unit: &str, csv: &str| {
        let found = report(&format!("unit = {unit}\nabout = \"students\""), csv);
        found.values.iter().map(|value| value.text.clone()).collect::<Vec<_>>()
    };
    // 5 per 100 of 40 are 2; 50 per 100 are 20; 95 per 100 leave 2; 100 per 100 are all, which leaves nobody.
    let rates = "date,value,n\n2026-09-04,5,40\n2026-09-11,50,40\n2026-09-18,95,40\n2026-09-25,100,40\n";
    assert_eq!(told("\"rate\"\nper = 100", rates), ["hidden", "50", "hidden", "100"]);
    // 39 of 41 leave 2, 20 leave 21.
    let ratios = "date,numerator,denominator\n2026-09-04,39,41\n2026-09-11,20,40\n2026-09-18,3,40\n";
    assert_eq!(told("\"rate\"\nper = 100", ratios), ["hidden", "50", "hidden"]);
    // Referrals and no students: three for each of 40.
    assert_eq!(told("\"rate\"\nper = 1", "date,value,n\n2026-09-04,3,40\n"), ["3"]);
    // 38 of 41 leave 3.
    let counts = "date,value,n\n2026-09-04,38,41\n2026-09-11,20,41\n2026-09-18,3,41\n2026-09-25,41,41\n";
    assert_eq!(told("\"count\"", counts), ["hidden", "20", "fewer than 10", "41"]);
}

#[test]
fn a_percent_of_students_needs_their_number_and_hides_a_few() {
    let percent = "unit = \"percent\"\nabout = \"students\"";
    let unknown = report(percent, "date,value\n2026-09-04,60\n2026-09-11,62\n");
    assert_eq!(texts(&unknown), ["not shown: number of students not recorded"; 2]);
    assert_eq!((unknown.latest(), unknown.has_values()), (None, true));
    assert_eq!(unknown.chart.reading, "no value that may be shown");
    assert_eq!(unknown.withheld(), [("not shown: number of students not recorded", 2)]);

    let at_least =
        report(&format!("{percent}\nn-at-least = 40"), "date,value\n2026-09-04,60\n2026-09-11,80\n");
    assert_eq!(texts(&at_least), ["60 %", "hidden"], "80 % of 40 leave 8 others");
    assert_eq!(at_least.n, "2 values, each of at least 40 students");

    let csv =
        "date,numerator,denominator\n2026-09-04,20,41\n2026-09-11,38,41\n2026-09-18,39,41\n2026-09-25,4,8\n";
    let found = report(percent, csv);
    assert_eq!(texts(&found), ["48.78 %", "hidden", "95 % or more", "hidden"]);
    assert_eq!(found.latest(), Some((day(9, 4), 2000.0 / 41.0)), "the latest that may be shown");
    assert_eq!(found.values[3].n, "fewer than 10");
    assert_eq!(found.n, "4 values", "one n is hidden, so no range is told");
    assert_eq!(found.withheld(), [("hidden", 2), ("95 % or more", 1)]);
    let drawn: Vec<Option<f64>> = found.chart.points.iter().map(|point| point.value).collect();
    assert_eq!(drawn[1..], [None, None, None]);
}

#[test]
fn other_numbers_about_a_few_people_are_hidden_too() {
    let counted = report(
        "unit = \"count\"\nabout = \"students\"",
        "date,value\n2026-09-04,9\n2026-09-11,0\n2026-09-18,10\n",
    );
    assert_eq!(texts(&counted), ["fewer than 10", "0", "10"]);
    let score = "date,value,n\n2026-09-04,71.5,9\n2026-09-11,72,10\n";
    assert_eq!(texts(&report("unit = \"score\"\nabout = \"students\"", score)), ["hidden", "72"]);
    assert_eq!(texts(&report("unit = \"score\"\nabout = \"educators\"", score)), ["71.5", "72"]);
    let rate = "date,numerator,denominator\n2026-09-04,3,400\n2026-09-11,12,400\n2026-09-18,5,9\n";
    let rate = report("unit = \"rate\"\nper = 100\nabout = \"students\"", rate);
    assert_eq!(texts(&rate), ["hidden", "3", "hidden"]);
}

#[test]
fn a_number_that_counts_no_people_is_told() {
    let csv = "date,value,n\n2026-09-04,13.5,9\n";
    assert_eq!(report("unit = \"minutes\"\nabout = \"other\"", csv).values[0].n, "9");
    assert_eq!(
        report("unit = \"minutes\"", csv).values[0].n,
        "fewer than 10",
        "nobody said that it counts no people"
    );
}

#[test]
fn values_ahead_of_the_date_are_left_out() {
    let csv = "date,value\n2026-11-20,1\n2026-11-24,2\n2026-11-25,3\n2026-12,4\n2026-11,5\n";
    let found = report("unit = \"count\"", csv);
    assert_eq!((texts(&found), found.ahead), (vec!["5", "1", "2"], 2), "November has begun");
    assert_eq!(found.latest(), Some((day(11, 24), 2.0)));
    assert_eq!(found.latest_by(Date::constant(2026, 11, 23)), Some((day(11, 20), 1.0)));
    assert_eq!(found.latest_by(Date::constant(2026, 11, 19)), None);
}

#[test]
fn a_baseline_freezes_the_median_and_says_up_to_where() {
    let csv = "date,value\n2026-09-04,10\n2026-09-11,12\n2026-09-18,14\n2026-09-25,90\n2026-10,91\n";
    let found = report("unit = \"count\"\nbaseline-until = 2026-09-18", csv);
    let last = found.chart.stretches.last().expect("a stretch");
    assert_eq!((found.chart.center, last.baseline_to), (Some(12.0), Some(day(9, 18))));
    let whole = report("unit = \"count\"\nbaseline-until = 2026-11-01", csv);
    assert_eq!(whole.chart.stretches[0].baseline_to, None, "nothing lies after it");
    assert_eq!(whole.chart.center, Some(14.0));
}

#[test]
fn a_break_starts_afresh_once_its_day_has_come() {
    let csv = "date,value\n2026-09-04,10\n2026-09-11,12\n2026-09-18,40\n";
    let at = |date: &str| {
        let fields = format!("unit = \"count\"\nbreaks = [{{ date = {date}, why = \"New test\" }}]");
        let found = report(&fields, csv);
        (found.chart.stretches.len(), found.chart.center, found.chart.reading)
    };
    assert_eq!(
        at("2026-09-18"),
        (2, Some(40.0), "1 of 10 points so far".into()),
        "its day is the first of the new"
    );
    assert_eq!(at("2026-10-01"), (2, None, "0 of 10 points so far".into()));
    assert_eq!(at("2026-12-01"), (1, Some(12.0), "3 of 10 points so far".into()), "a break ahead");
    assert_eq!(at("2026-09-01"), (1, Some(12.0), "3 of 10 points so far".into()), "nothing lies before it");
}

#[test]
fn a_running_total_is_drawn_by_school_year_and_not_read() {
    let values: String = (0..12)
        .map(|week| format!("{},{}\n", add_days(Date::constant(2026, 4, 3), week * 14), week))
        .collect();
    let found = report("unit = \"count\"\nresets = \"year\"", &format!("date,value\n{values}"));
    let sizes: Vec<usize> = found.chart.stretches.iter().map(|stretch| stretch.points.len()).collect();
    assert_eq!(sizes, [7, 5], "3 April to 26 June, and from 10 July on");
    assert_eq!(found.chart.reading, "A running total: 12 points are drawn, and no rules are read.");
    assert!(found.chart.center.is_none() && found.chart.signals.is_empty());
}

#[test]
fn a_hidden_value_is_news_and_a_gap_is_none() {
    let fields = "unit = \"percent\"\nabout = \"students\"\ncadence-days = 7";
    let csv = "date,numerator,denominator\n2026-10-30,20,41\n2026-11-13,4,8\n2026-11-20,,\n";
    let stale = report(fields, csv).stale.expect("13 November is eleven days ago");
    assert_eq!((stale.last, stale.age_days, stale.over_days), (Date::constant(2026, 11, 13), 11, 4));
    let fresh = "date,numerator,denominator\n2026-11-17,20,41\n";
    assert_eq!(report(fields, fresh).stale, None, "seven days are its cadence");
    let month = report("unit = \"count\"\ncadence-days = 31", "date,value\n2026-11,1\n");
    assert_eq!(month.stale, None, "November is not over");
}

#[test]
fn coarse_dates_keep_their_precision_in_what_is_said() {
    let months: String = ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11"]
        .iter()
        .enumerate()
        .map(|(at, month)| format!("2026-{month},{}\n", if at < 5 { at } else { at + 20 }))
        .collect();
    let found = report("unit = \"count\"", &format!("date,value\n{months}"));
    assert!(
        found.chart.reading.starts_with("Ten months in a row rising: a trend, first seen June 2026"),
        "{}",
        found.chart.reading
    );
}
