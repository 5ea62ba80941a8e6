//! Charts whose signals were found by hand.

use super::runs::trends;
use super::*;
use crate::language::Language;

fn week(number: usize) -> Date {
    crate::date::add_days(Date::constant(2026, 8, 31), i64::try_from(number).unwrap() * 7)
}

fn at(number: usize) -> When {
    When::Day(week(number))
}

fn points(values: &[f64]) -> Vec<ChartPoint> {
    let point = |(index, value): (usize, &f64)| ChartPoint {
        date: When::Day(week(index)),
        value: value.is_finite().then_some(*value),
        proportion: None,
    };
    values.iter().enumerate().map(point).collect()
}

fn settings(rules: RuleSet) -> Settings<'static> {
    Settings { rules, better: Better::Higher, baseline_until: None, breaks: &[], running_total: false }
}

fn read(values: &[f64], rules: RuleSet) -> RunChart {
    run_chart(Language::english(), &points(values), settings(rules))
}

fn kinds(chart: &RunChart) -> Vec<(SignalKind, usize)> {
    chart.signals.iter().map(|signal| (signal.kind, signal.length)).collect()
}

const GAP: f64 = f64::NAN;

#[test]
fn below_ten_points_nothing_is_read() {
    let chart = read(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], RuleSet::Perla);
    assert_eq!(chart.reading, "7 of 10 points so far");
    assert!(!chart.rules_read && chart.signals.is_empty());
    assert_eq!(chart.center, Some(4.0));
    assert_eq!(read(&[], RuleSet::Perla).reading, "no data");
    assert_eq!(read(&[GAP], RuleSet::Nhs).reading, "no data");
    assert_eq!(read(&[477.0, 299.0, 582.0, 905.0, GAP], RuleSet::Perla).center, Some(529.5));
    assert_eq!(read(&[477.0, 299.0, 582.0, 905.0, GAP], RuleSet::Perla).reading, "4 of 10 points so far");
}

#[test]
fn points_on_the_median_do_not_count_toward_ten() {
    let chart = read(&[1.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0, 2.0, 4.0, 3.0, 3.0], RuleSet::Perla);
    assert_eq!(chart.reading, "11 points, 6 off the median; 10 are needed");
}

#[test]
fn six_on_one_side_are_a_shift_and_five_are_none() {
    // The median of these twelve is 5.5.
    let six = [5.0, 2.0, 4.0, 1.0, 5.0, 3.0, 6.0, 9.0, 7.0, 8.0, 6.0, 9.0];
    let chart = read(&six, RuleSet::Perla);
    assert_eq!(kinds(&chart)[..2], [(SignalKind::Shift, 6), (SignalKind::Shift, 6)]);
    assert_eq!(kinds(&chart)[2], (SignalKind::TooFewRuns, 12), "two runs, and chance gives 3 to 11");
    let second = chart.signals[1];
    assert_eq!((second.from, second.to, second.signal_at), (at(6), at(11), at(11)));
    assert_eq!((second.side, second.verdict), (Some(Side::Above), Some(Verdict::Improvement)));
    let five = [5.0, 2.0, 4.0, 1.0, 3.0, 6.0, 9.0, 7.0, 8.0, 5.0, 6.0, 5.0];
    assert!(kinds(&read(&five, RuleSet::Perla)).iter().all(|(kind, _)| *kind != SignalKind::Shift));
}

#[test]
fn points_on_the_median_and_gaps_do_not_break_a_shift() {
    // The median is 5: five values lie below it, six above, and one on it within the row above.
    let values = [1.0, 2.0, 3.0, 4.0, 4.5, 6.0, 7.0, 5.0, GAP, 6.0, 8.0, 9.0, 7.5, 4.0];
    let chart = read(&values, RuleSet::Perla);
    assert_eq!(chart.center, Some(5.0));
    assert_eq!(kinds(&chart)[0], (SignalKind::Shift, 6));
    assert_eq!((chart.signals[0].from, chart.signals[0].to), (at(5), at(12)));
}

#[test]
fn an_equal_neighbor_is_ignored_in_a_trend() {
    let trend = |values: &[f64]| {
        trends(&values_of(values), 5, false).iter().map(|signal| signal.length).collect::<Vec<_>>()
    };
    assert_eq!(trend(&[1.0, 2.0, 3.0, 3.0, 4.0, 5.0]), [5]);
    assert_eq!(trend(&[1.0, 2.0, 3.0, 3.0, 4.0]), [] as [usize; 0]);
    assert_eq!(trend(&[9.0, 5.0, 4.0, 3.0, 2.0, 1.0, 2.0]), [6]);
    assert_eq!(trend(&[1.0, 2.0, 3.0, 2.0, 3.0, 4.0, 5.0, 6.0]), [5]);
    let ends = trends(&values_of(&[1.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0, 7.0]), 5, true);
    assert!(ends.is_empty(), "in an XmR chart an equal neighbor ends a trend");
}

fn values_of(values: &[f64]) -> Vec<Value> {
    let value = |(index, value): (usize, &f64)| Value {
        date: When::Day(week(index)),
        value: *value,
        proportion: None,
    };
    values.iter().enumerate().map(value).collect()
}

#[test]
fn the_reading_is_a_sentence() {
    let values = [40.0, 42.0, 39.0, 41.0, 38.0, 43.0, 50.0, 52.0, 49.0, 53.0, 51.0, 50.0];
    let chart = run_chart(
        Language::english(),
        &points(&values),
        Settings { baseline_until: Some(week(4)), ..settings(RuleSet::Anhoej) },
    );
    assert_eq!(chart.center, Some(40.0));
    assert_eq!(
        read(&[5.0, 2.0, 4.0, 1.0, 5.0, 3.0, 6.0, 9.0, 7.0, 8.0, 6.0, 9.0], RuleSet::Perla).reading,
        "Six weeks in a row above the median: a shift, first seen 16 November 2026; that is the wanted direction. \
         Six weeks in a row below the median: a shift, first seen 5 October 2026; that is not the wanted direction. \
         2 runs, fewer than the 3 to 11 that chance gives. \
         A signal is not a cause."
    );
}

#[test]
fn less_can_be_better() {
    let values = [5.0, 2.0, 4.0, 1.0, 5.0, 3.0, 6.0, 9.0, 7.0, 8.0, 6.0, 9.0];
    let chart = run_chart(
        Language::english(),
        &points(&values),
        Settings { better: Better::Lower, ..settings(RuleSet::Perla) },
    );
    let verdicts: Vec<_> = chart.signals.iter().map(|signal| signal.verdict).collect();
    assert_eq!(verdicts, [Some(Verdict::Improvement), Some(Verdict::Concern), None]);
}

#[test]
fn a_frozen_baseline_holds_its_last_day_and_nothing_after() {
    let values = [10.0, 12.0, 14.0, 90.0, 91.0, 92.0, 93.0, 94.0, 95.0, 96.0];
    let frozen = Settings { baseline_until: Some(week(2)), ..settings(RuleSet::Perla) };
    let chart = run_chart(Language::english(), &points(&values), frozen);
    assert_eq!(chart.center, Some(12.0), "10, 12 and 14");
    assert_eq!(chart.useful, 9, "12 itself lies on it");
    assert_eq!(chart.reading, "10 points, 9 off the median; 10 are needed");
}

#[test]
fn a_break_starts_the_count_afresh() {
    let values = [5.0, 2.0, 4.0, 1.0, 5.0, 3.0, 6.0, 9.0, 7.0, 8.0, 6.0, 9.0, 30.0, 31.0];
    let breaks = [week(12)];
    let chart = run_chart(
        Language::english(),
        &points(&values),
        Settings { breaks: &breaks, ..settings(RuleSet::Perla) },
    );
    assert_eq!(chart.stretches.len(), 2);
    assert_eq!(chart.stretches[0].center, Some(5.5));
    assert_eq!((chart.center, chart.reading.as_str()), (Some(30.5), "2 of 10 points so far"));
}

#[test]
fn a_running_total_is_drawn_and_not_read() {
    let values: Vec<f64> = (0..12).map(f64::from).collect();
    let chart = run_chart(
        Language::english(),
        &points(&values),
        Settings { running_total: true, ..settings(RuleSet::Perla) },
    );
    assert_eq!(chart.reading, "A running total: 12 points are drawn, and no rules are read.");
    assert!(chart.signals.is_empty());
}

#[test]
fn limits_of_an_xmr_chart_are_wheelers() {
    // Mean 10, moving ranges 2, 2, 2 …: mean moving range 2, limits 10 ± 5.32.
    let values = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    let chart = read(&values, RuleSet::Nhs);
    assert_eq!((chart.center, chart.center_kind), (Some(10.0), CenterKind::Mean));
    assert!((chart.lower.unwrap() - 4.68).abs() < 1e-9 && (chart.upper.unwrap() - 15.32).abs() < 1e-9);
    assert!(chart.signals.is_empty());
}

#[test]
fn a_point_beyond_a_limit_is_a_signal_and_one_on_it_is_none() {
    let mut values = vec![9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 20.0];
    let frozen = Settings { baseline_until: Some(week(9)), ..settings(RuleSet::Nhs) };
    let chart = run_chart(Language::english(), &points(&values), frozen);
    assert_eq!(kinds(&chart), [(SignalKind::Outside, 1)]);
    assert!(chart.reading.starts_with("The value of 9 November 2026 lies above the upper limit"));
    *values.last_mut().unwrap() = 15.0;
    assert!(run_chart(Language::english(), &points(&values), frozen).signals.is_empty());
}

#[test]
fn seven_on_one_side_of_the_mean_and_a_point_on_it_ends_the_row() {
    let frozen = Settings { baseline_until: Some(week(5)), ..settings(RuleSet::Nhs) };
    let base = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    let with = |rest: &[f64]| [base.as_slice(), rest].concat();
    let seven = with(&[9.5, 11.0, 12.0, 11.0, 12.0, 11.0, 12.0, 11.0]);
    assert_eq!(kinds(&run_chart(Language::english(), &points(&seven), frozen)), [(SignalKind::Shift, 7)]);
    let ended = with(&[9.5, 11.0, 12.0, 11.0, 10.0, 11.0, 12.0, 11.0]);
    assert!(run_chart(Language::english(), &points(&ended), frozen).signals.is_empty());
}

#[test]
fn two_of_three_near_a_limit_are_a_signal() {
    // Two thirds of the way from 10 to 15.32 are 13.55.
    let frozen = Settings { baseline_until: Some(week(9)), ..settings(RuleSet::Nhs) };
    let base = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    let with = |rest: &[f64]| [base.as_slice(), rest].concat();
    let chart = run_chart(Language::english(), &points(&with(&[14.0, 9.0, 14.0])), frozen);
    assert_eq!(kinds(&chart), [(SignalKind::TwoOfThree, 2)]);
    assert_eq!((chart.signals[0].from, chart.signals[0].signal_at), (at(10), at(12)));
    assert!(
        run_chart(Language::english(), &points(&with(&[14.0, 9.0, 9.0, 14.0])), frozen).signals.is_empty()
    );
}

#[test]
fn limits_of_proportions_stay_between_nothing_and_all() {
    let proportions: [(f64, f64); 10] = [
        (19.0, 20.0),
        (9.0, 10.0),
        (20.0, 20.0),
        (8.0, 10.0),
        (20.0, 20.0),
        (18.0, 20.0),
        (10.0, 10.0),
        (17.0, 20.0),
        (20.0, 20.0),
        (9.0, 10.0),
    ];
    let point = |(index, (numerator, denominator)): (usize, &(f64, f64))| ChartPoint {
        date: When::Day(week(index)),
        value: Some(numerator / denominator * 100.0),
        proportion: Some(Proportion { numerator: *numerator, denominator: *denominator, per: 100.0 }),
    };
    let points: Vec<ChartPoint> = proportions.iter().enumerate().map(point).collect();
    let chart = run_chart(Language::english(), &points, settings(RuleSet::Nhs));
    assert_eq!(chart.center, Some(150.0 / 160.0 * 100.0), "all numerators over all denominators");
    assert_eq!(chart.upper, Some(100.0));
}

#[test]
fn each_run_that_is_too_long_is_seen_with_the_first_point_beyond_the_limit() {
    // 20 points off the median: at most round(log2 20) + 3 = 7 in a row by chance.
    let values: Vec<f64> = (0..20).map(|at| if at < 10 { 1.0 } else { 3.0 }).collect();
    let shifts: Vec<_> = read(&values, RuleSet::Anhoej)
        .signals
        .into_iter()
        .filter(|signal| signal.kind == SignalKind::Shift)
        .map(|signal| (signal.side, signal.length, signal.from, signal.signal_at, signal.to))
        .collect();
    let expected =
        [(Some(Side::Below), 10, at(0), at(7), at(9)), (Some(Side::Above), 10, at(10), at(17), at(19))];
    assert_eq!(shifts, expected);
}

#[test]
fn extreme_values_are_read_without_a_panic() {
    for values in [vec![f64::MAX; 12], vec![0.0; 12], vec![-1e300, 1e300, -1e300, 1e300], vec![1e-300; 30]] {
        for rules in [RuleSet::Perla, RuleSet::Nhs, RuleSet::Anhoej] {
            assert!(!read(&values, rules).reading.is_empty());
        }
    }
}

proptest::proptest! {
    #[test]
    fn shifts_and_trends_are_those_of_a_naive_reading(values in proptest::collection::vec(0_u8..8, 10..40)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let chart = read(&values, RuleSet::Perla);
        if chart.rules_read {
            let center = chart.center.unwrap();
            let useful: Vec<bool> = values.iter().filter(|value| **value != center).map(|value| *value > center).collect();
            let naive: Vec<usize> = useful.chunk_by(|a, b| a == b).map(<[bool]>::len).filter(|length| *length >= 6).collect();
            let found: Vec<usize> = chart.signals.iter().filter(|signal| signal.kind == SignalKind::Shift).map(|signal| signal.length).collect();
            proptest::prop_assert_eq!(found, naive);
            let mut distinct = values.clone();
            distinct.dedup();
            let steps: Vec<bool> = distinct.windows(2).map(|pair| pair[1] > pair[0]).collect();
            let naive: Vec<usize> = steps.chunk_by(|a, b| a == b).map(|row| row.len() + 1).filter(|length| *length >= 5).collect();
            let found: Vec<usize> = chart.signals.iter().filter(|signal| signal.kind == SignalKind::Trend).map(|signal| signal.length).collect();
            proptest::prop_assert_eq!(found, naive);
        }
    }
}
