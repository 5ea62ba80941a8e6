//! What stands under a measure's chart: n, as-of date, rules, and everything that is left out.

use super::{DateText, MeasureReport};
use crate::language::Language;
use crate::record::{Measure, Resets};
use crate::report::measures::{rules_name, wanted};
use crate::report::run_chart::{CenterKind, Stretch};
use crate::say;
use crate::site::words::sentence_case;

/// The notes, each a sentence.
pub(super) fn notes(
    language: &Language,
    fields: &Measure,
    report: &MeasureReport,
    as_of: &DateText,
) -> Vec<String> {
    let mut notes = vec![
        say!(language, "measure.as-of", n = sentence_case(&report.n), text = as_of.text),
        format!("{}; {}.", sentence_case(&method(language, fields, report)), wanted(language, fields.better)),
    ];
    if report.chart.stretches.iter().flat_map(|stretch| &stretch.signals).any(|signal| signal.side.is_some())
    {
        notes.push(language.word("measure.ringed-points-belong-to-a-signal").into());
    }
    notes.extend(
        report.chart.stretches.last().and_then(|last| baseline(language, report.chart.center_kind, last)),
    );
    notes.extend(report.withheld().into_iter().map(|(reason, count)| withheld(language, reason, count)));
    if report.ahead > 0 {
        notes.push(say!(language, "measure.values-ahead", count = report.ahead, date = as_of.text));
    }
    notes.extend(stale(language, fields, report));
    notes
}

fn method(language: &Language, fields: &Measure, report: &MeasureReport) -> String {
    match fields.resets {
        Some(Resets::Year) => language.word("measure.running-total-read-by-no-rules").into(),
        None => rules_name(language, report.chart.rules).into(),
    }
}

fn baseline(language: &Language, center: CenterKind, last: &Stretch) -> Option<String> {
    let name = match center {
        CenterKind::Median => language.word("word.median"),
        CenterKind::Mean => language.word("word.mean"),
    };
    let to = language.date_in_sentence(last.baseline_to?);
    Some(say!(language, "measure.baseline", center = name, date = to))
}

/// Why values are not drawn: their number, and what the table says of them.
fn withheld(language: &Language, reason: &str, count: usize) -> String {
    match reason.split_once(": ") {
        Some((_, why)) => say!(language, "measure.values-not-shown", count = count, why = why),
        None if reason == language.word("word.hidden") => {
            say!(language, "measure.values-hidden", count = count)
        }
        None => say!(language, "measure.values-only-told", count = count, reason = reason),
    }
}

fn stale(language: &Language, fields: &Measure, report: &MeasureReport) -> Option<String> {
    let (stale, cadence) = report.stale.zip(fields.cadence_days)?;
    let (last, age) = (language.day_in_words(stale.last), language.days(stale.age_days));
    let (over, cadence) = (stale.over_days, language.days(i64::from(cadence)));
    Some(say!(
        language,
        "measure.the-last-value-is-of-old-over",
        last = last,
        age = age,
        over = over,
        cadence = cadence
    ))
}
