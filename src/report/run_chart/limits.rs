//! Center lines and limits, and how many runs chance gives.

use super::runs::Value;

/// The center line and, where the rules have them, the limits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Limits {
    /// The center line.
    pub center: Option<f64>,
    /// The lower limit.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// From the center to either limit, before limits are clamped to what values can be.
    pub width: f64,
}

impl Limits {
    /// The median of the values; no limits.
    pub(super) fn median(values: &[Value]) -> Self {
        let mut sorted: Vec<f64> = values.iter().map(|value| value.value).collect();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let center = match (sorted.len() % 2, sorted.get(middle)) {
            (_, None) => None,
            (0, Some(upper)) => sorted.get(middle.wrapping_sub(1)).map(|lower| f64::midpoint(*lower, *upper)),
            (_, Some(value)) => Some(*value),
        };
        Self { center, ..Self::default() }
    }
}

/// The fewest and the most runs that chance gives for so many useful points.
///
/// From 10 to 26 points the table of Perla, Provost and Murray (BMJ Quality & Safety 2011;20:46–51);
/// from 27 the two-sided 5 % limits of the runs distribution (Wald and Wolfowitz, Annals of
/// Mathematical Statistics 1940;11:147–162) for an even split: a number of runs is outside where
/// so few, or so many, have a probability of at most 2.5 %.
pub(super) fn runs_limits(useful: usize) -> Option<(usize, usize)> {
    const TABLE: [(usize, usize); 17] = [
        (3, 9),
        (3, 10),
        (3, 11),
        (4, 11),
        (4, 12),
        (5, 12),
        (5, 13),
        (5, 13),
        (6, 14),
        (6, 15),
        (6, 16),
        (7, 16),
        (7, 17),
        (7, 17),
        (8, 18),
        (8, 18),
        (9, 19),
    ];
    let row = useful.checked_sub(10)?;
    Some(TABLE.get(row).copied().unwrap_or_else(|| exact_limits(useful)))
}

fn exact_limits(useful: usize) -> (usize, usize) {
    const TAIL: f64 = 0.025;
    let above = useful / 2;
    let below = useful - above;
    let mut logarithms = vec![0.0_f64];
    for number in 1..=useful {
        #[allow(clippy::cast_precision_loss, reason = "a chart has far fewer than 2^52 points")]
        logarithms.push(logarithms[number - 1] + (number as f64).ln());
    }
    let choose = |of: usize, take: usize| match of.checked_sub(take) {
        Some(rest) => logarithms[of] - logarithms[take] - logarithms[rest],
        None => f64::NEG_INFINITY,
    };
    let all = choose(useful, above);
    let probability = |runs: usize| {
        let half = runs / 2;
        if runs.is_multiple_of(2) {
            2.0 * (choose(above - 1, half - 1) + choose(below - 1, half - 1) - all).exp()
        } else {
            (choose(above - 1, half) + choose(below - 1, half - 1) - all).exp()
                + (choose(above - 1, half - 1) + choose(below - 1, half) - all).exp()
        }
    };
    let mut sum = 0.0;
    let too_few = (2..=useful).take_while(|runs| {
        sum += probability(*runs);
        sum <= TAIL
    });
    let fewest = too_few.last().map_or(2, |runs| runs + 1);
    let mut sum = 0.0;
    let too_many = (2..=useful).rev().take_while(|runs| {
        sum += probability(*runs);
        sum <= TAIL
    });
    let most = too_many.last().map_or(useful, |runs| runs - 1);
    (fewest, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_limits_are_those_of_the_published_tables() {
        let published = [
            (10, (3, 9)),
            (13, (4, 11)),
            (16, (5, 13)),
            (20, (6, 16)),
            (23, (7, 17)),
            (26, (9, 19)),
            (30, (11, 21)),
            (36, (13, 25)),
            (40, (15, 27)),
        ];
        for (useful, limits) in published {
            assert_eq!(runs_limits(useful), Some(limits), "{useful} points");
        }
        assert_eq!(runs_limits(9), None);
    }

    #[test]
    fn many_points_have_limits_around_half_their_number() {
        let (fewest, most) = runs_limits(2000).unwrap();
        assert!(fewest > 940 && fewest < 1001 && most > 1001 && most < 1060, "{fewest}–{most}");
    }
}
