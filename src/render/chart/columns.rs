//! Columns over time, with numbered marks where something happened.

use super::fluid::{Pieces, at};
use crate::site::figure::columns::{Column, Columns};

/// Where the columns stand, and how high they may be.
const GROUND: f64 = 196.0;
const ROOM: f64 = 148.0;
const HEIGHT: f64 = 224.0;
/// With more columns than that, numbers are set smaller to stand side by side on a phone.
const MANY: usize = 7;
/// How much of its place a column fills.
const FILL: f64 = 0.66;

/// The height and the pieces of a column chart.
pub(super) fn draw(chart: &Columns, id: &str) -> (f64, String) {
    let highest = chart.columns.iter().filter_map(|column| column.value).fold(0.0, f64::max);
    let hatching = format!("{id}-hatch");
    let mut pieces = Pieces::default();
    if chart.columns.iter().any(|column| column.partial) {
        pieces.hatching(&hatching, "hatch");
    }
    let step = 100.0 / counted(chart.columns.len().max(1));
    marks(chart, step, &mut pieces);
    for (place, Column { label, value, text, partial, days: _ }) in chart.columns.iter().enumerate() {
        let middle = (counted(place) + 0.5) * step;
        let across = (middle - step * FILL / 2.0, middle + step * FILL / 2.0);
        pieces.text("tick", at(middle), GROUND + 20.0, "middle", label);
        let Some(value) = value else {
            pieces.upright_text("unsaid", middle, GROUND - 8.0, text);
            continue;
        };
        let height = if highest > 0.0 { value.max(0.0) / highest * ROOM } else { 0.0 };
        if *partial {
            pieces.hatched("bar partial", &hatching, across, GROUND - height, height);
        } else {
            pieces.rect("bar", across, GROUND - height, height);
        }
        let class = if chart.columns.len() > MANY { "number close" } else { "number" };
        pieces.text(class, at(middle), GROUND - height - 7.0, "middle", text);
    }
    pieces.line("axis", (0.0, GROUND), (100.0, GROUND));
    (HEIGHT, pieces.into_text())
}

/// Each mark at its day; days before the first column or behind the last have none.
fn marks(chart: &Columns, step: f64, pieces: &mut Pieces) {
    for mark in &chart.marks {
        let mut first = 0;
        for (place, column) in chart.columns.iter().enumerate() {
            if (first..first + column.days).contains(&mark.day) {
                let within = whole(mark.day - first) / whole(column.days.max(1));
                let x = (counted(place) + within) * step;
                pieces.line("mark", (x, 20.0), (x, GROUND));
                pieces.text("mark-label", at(x), 14.0, "middle", &mark.number);
            }
            first += column.days;
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a chart has far fewer than 2^52 columns")]
fn counted(number: usize) -> f64 {
    number as f64
}

#[allow(clippy::cast_precision_loss, reason = "a chart spans far fewer than 2^52 days")]
fn whole(days: i64) -> f64 {
    days as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::figure::run::Mark;

    fn column(label: &str, value: Option<f64>, days: i64) -> Column {
        Column { label: label.into(), value, text: "x".into(), partial: false, days }
    }

    #[test]
    fn a_mark_stands_at_its_day() {
        let mark = |day, number: usize| Mark { day, number: number.to_string() };
        let columns = vec![column("Sep", Some(8.0), 30), column("Oct", Some(4.0), 31)];
        let chart = Columns { columns, marks: vec![mark(15, 1), mark(30, 2), mark(61, 3)] };
        let (_, body) = draw(&chart, "m");
        // The middle of September is at a quarter; October starts at the half; day 61 lies behind it.
        assert!(body.contains("class=\"mark\" x1=\"25%\"") && body.contains("class=\"mark\" x1=\"50%\""));
        assert_eq!(body.matches("class=\"mark\"").count(), 2);
    }

    #[test]
    fn a_hidden_number_has_no_column() {
        let chart =
            Columns { columns: vec![column("Sep", None, 30), column("Oct", Some(0.0), 31)], marks: vec![] };
        let (_, body) = draw(&chart, "m");
        assert_eq!(body.matches("<rect").count(), 1);
        assert!(body.contains("rotate(-90)") && !body.contains("NaN"));
    }
}
