//! The run chart rules of Anhøj and Olesen, PLoS ONE 2014;9(11):e113825.

use super::runs::{Runs, Value, shifts};
use super::{Signal, SignalKind};

/// Unusually long runs, each seen with the first point beyond the limit, and unusually few crossings of the median.
pub(super) fn signals(values: &[Value], center: f64, runs: &Runs) -> Vec<Signal> {
    let mut signals = shifts(values, center, longest_run_limit(runs.useful) + 1);
    let crossings = runs.count.saturating_sub(1);
    if crossings < fewest_crossings(runs.useful)
        && let (Some(first), Some(last)) = (values.first(), values.last())
    {
        signals.push(Signal {
            kind: SignalKind::TooFewCrossings,
            side: None,
            direction: None,
            length: crossings,
            from: first.date,
            to: last.date,
            signal_at: last.date,
            verdict: None,
        });
    }
    signals
}

/// The longest run that chance gives: round(log2 n) + 3.
fn longest_run_limit(useful: usize) -> usize {
    #[allow(clippy::cast_precision_loss, reason = "a chart has far fewer than 2^52 points")]
    let rounded = (useful.max(1) as f64).log2().round();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a logarithm of a count is small"
    )]
    let rounded = rounded as usize;
    rounded + 3
}

/// The fewest crossings that chance gives: the 5 % quantile of Binomial(n − 1, ½).
fn fewest_crossings(useful: usize) -> usize {
    let trials = useful.saturating_sub(1);
    // Probabilities as logarithms: ½ to the power of many trials is smaller than a number can be.
    #[allow(clippy::cast_precision_loss, reason = "a chart has far fewer than 2^52 points")]
    let number = |value: usize| value as f64;
    let mut logarithm = -number(trials) * std::f64::consts::LN_2;
    let mut sum = 0.0;
    for crossings in 0..=trials {
        sum += logarithm.exp();
        if sum >= 0.05 {
            return crossings;
        }
        logarithm += number(trials - crossings).ln() - number(crossings + 1).ln();
    }
    trials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_the_published_table() {
        let published = [
            (10, 6, 2),
            (12, 7, 3),
            (16, 7, 4),
            (20, 7, 6),
            (24, 8, 8),
            (30, 8, 10),
            (36, 8, 13),
            (40, 8, 14),
        ];
        for (useful, longest, fewest) in published {
            assert_eq!(
                (longest_run_limit(useful), fewest_crossings(useful)),
                (longest, fewest),
                "{useful} points"
            );
        }
    }

    #[test]
    fn thousands_of_points_have_a_limit() {
        let fewest = fewest_crossings(5000);
        assert!((2400..2500).contains(&fewest), "{fewest}");
    }
}
