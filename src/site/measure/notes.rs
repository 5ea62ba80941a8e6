//! What stands under a measure's chart: n, as-of date, rules, and everything that is left out.

use super::{DateText, MeasureReport};
use crate::date::day_in_words;
use crate::record::{Measure, Resets};
use crate::report::measures::{rules_name, wanted};
use crate::report::run_chart::{CenterKind, Stretch};
use crate::site::words::{count_of, days, sentence_case};

/// The notes, each a sentence.
pub(super) fn notes(fields: &Measure, report: &MeasureReport, as_of: &DateText) -> Vec<String> {
    let mut notes = vec![
        format!("{}; as of {}.", sentence_case(&report.n), as_of.text),
        format!("{}; {}.", sentence_case(&method(fields, report)), wanted(fields.better)),
    ];
    if report.chart.stretches.iter().flat_map(|stretch| &stretch.signals).any(|signal| signal.side.is_some())
    {
        notes.push("Ringed points belong to a signal.".into());
    }
    notes.extend(report.chart.stretches.last().and_then(|last| baseline(report.chart.center_kind, last)));
    notes.extend(report.withheld().into_iter().map(|(reason, count)| withheld(reason, count)));
    if report.ahead > 0 {
        let ahead = count_of(report.ahead, "value is", "values are");
        notes.push(format!("{ahead} dated after {} and left out.", as_of.text));
    }
    notes.extend(stale(fields, report));
    notes
}

fn method(fields: &Measure, report: &MeasureReport) -> String {
    match fields.resets {
        Some(Resets::Year) => "running total, read by no rules".into(),
        None => rules_name(report.chart.rules).into(),
    }
}

fn baseline(center: CenterKind, last: &Stretch) -> Option<String> {
    let name = match center {
        CenterKind::Median => "median",
        CenterKind::Mean => "mean",
    };
    let to = last.baseline_to?.in_sentence();
    Some(format!("The {name} is that of the values up to {to}; later ones do not move it."))
}

/// Why values are not drawn: their number, and what the table says of them.
fn withheld(reason: &str, count: usize) -> String {
    let values = |is: &str, are: &str| count_of(count, &format!("value {is}"), &format!("values {are}"));
    match reason.split_once(": ") {
        Some((_, why)) => format!("{}: {why}.", values("is not shown", "are not shown")),
        None if reason == "hidden" => {
            format!(
                "{} would say too much about a few people.",
                values("is hidden because it", "are hidden because they")
            )
        }
        None => format!("{} only as “{reason}”, and not drawn.", values("is told", "are told")),
    }
}

fn stale(fields: &Measure, report: &MeasureReport) -> Option<String> {
    let (stale, cadence) = report.stale.zip(fields.cadence_days)?;
    let (last, age) = (day_in_words(stale.last), days(stale.age_days));
    let (over, cadence) = (stale.over_days, days(i64::from(cadence)));
    Some(format!("The last value is of {last}: {age} old, {over} over its cadence of {cadence}."))
}
