//! Differences among teachers: which of them lie beyond what chance alone produces. For leadership only.

use super::counting::{ByStudent, Group, Part};
use super::grouping::NOT_GIVEN;
use super::publishing::Printed;
use super::why::{Computed, Why};
use crate::config::Privacy;
use crate::dataset::letter;
use crate::dataset::referrals::{ReferralData, StaffMember};
use crate::report::suppress::{Cell, lone_count};

/// Referrals by who wrote them, as letters, against what chance alone produces.
///
/// D. J. Spiegelhalter, *Funnel plots for comparing institutional performance*, Statistics in Medicine 24 (2005),
/// with exact limits of the Poisson distribution around the building's rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Differences {
    /// The letters, in their own order.
    pub letters: Vec<Letter>,
    /// How many of the letters have a number that is shown.
    pub judged: usize,
    /// How many of those lie within the 95 % limits.
    pub within: usize,
    /// What the letters are compared by.
    pub exposure: Exposure,
    /// The building's referrals per letter, or per student taught.
    pub rate: f64,
}

/// What makes letters comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// All are taken to meet as many students.
    Equal,
    /// The number of students that each teaches.
    StudentsTaught,
    /// The file has such a column; it is not filled for all, or a number in it is not shown.
    EqualForLack,
}

/// Someone who wrote referrals.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// The letter.
    pub letter: String,
    /// How many referrals.
    pub referrals: Cell,
    /// How many students they teach, where letters are compared by that.
    pub students_taught: Option<u32>,
    /// How many referrals the building's rate would give.
    pub expected: f64,
    /// From the least to the most referrals that chance produces in 95 of 100 cases.
    pub usual: (u32, u32),
    /// The same in 998 of 1,000 cases.
    pub rare: (u32, u32),
}

/// Where a number lies between its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Within the 95 % limits.
    Within95,
    /// Beyond them, within the 99.8 % limits.
    Within998,
    /// Beyond the 99.8 % limits.
    Beyond,
}

impl Letter {
    /// Where the number lies, if it is shown.
    pub fn standing(&self) -> Option<Standing> {
        let referrals = self.referrals.shown()?;
        let within = |(least, most): (u32, u32)| (least..=most).contains(&referrals);
        Some(match (within(self.usual), within(self.rare)) {
            (true, _) => Standing::Within95,
            (false, true) => Standing::Within998,
            (false, false) => Standing::Beyond,
        })
    }
}

/// The letters with their rows counted; nothing where there are fewer than may be told.
pub(super) fn by_staff(
    data: &ReferralData,
    rows: &ByStudent<'_>,
    privacy: Privacy,
) -> Option<Vec<(String, Group)>> {
    let members = data.staff.as_ref()?;
    if members.len() < usize::try_from(privacy.min_educators).unwrap_or(usize::MAX) {
        return None;
    }
    let blank = members.len();
    let place = |staff: Option<u32>| staff.and_then(|staff| usize::try_from(staff).ok()).unwrap_or(blank);
    let counted = rows.grouped(blank + 1, |row| place(row.staff));
    let label = |place: usize| if place == blank { NOT_GIVEN.to_owned() } else { letter(place) };
    let groups = counted.into_iter().enumerate();
    let there = groups.filter(|(place, group)| *place != blank || group.part(Part::All).events > 0);
    Some(there.map(|(place, group)| (label(place), group)).collect())
}

/// How the letters differ, from what may be printed of them.
pub(super) fn differences(
    printed: &Printed,
    data: &ReferralData,
    privacy: Privacy,
) -> Option<Computed<Differences>> {
    let members = data.staff.as_ref()?;
    let cells = printed.staff()?;
    let named = || cells.iter().filter(|(label, _)| label != NOT_GIVEN).map(|(_, figure)| figure.count);
    let without_name = cells.iter().find(|(label, _)| label == NOT_GIVEN);
    let without_name = without_name.map_or(Cell::Shown(0), |(_, figure)| figure.count);
    let (Some(all), Some(without_name)) = (printed.whole().all.shown(), without_name.shown()) else {
        return Some(Err(Why::Hidden));
    };
    let judged = named().filter(|cell| cell.shown().is_some()).count();
    if judged < usize::try_from(privacy.min_educators).unwrap_or(usize::MAX) {
        return Some(Err(Why::FewBehind));
    }
    let (exposure, taught) = exposures(members, privacy);
    let weights: Vec<u32> = taught.clone().unwrap_or_else(|| vec![1; members.len()]);
    let rate =
        f64::from(all.saturating_sub(without_name)) / weights.iter().copied().map(f64::from).sum::<f64>();
    let letter = |(place, referrals): (usize, Cell)| {
        let expected = rate * f64::from(weights[place]);
        let (usual, rare) = (limits(expected, USUAL_TAIL), limits(expected, RARE_TAIL));
        let students_taught = taught.as_ref().map(|taught| taught[place]);
        Letter { letter: letter(place), referrals, students_taught, expected, usual, rare }
    };
    let letters: Vec<Letter> = named().enumerate().map(letter).collect();
    let within = letters.iter().filter(|letter| letter.standing() == Some(Standing::Within95)).count();
    Some(Ok(Differences { letters, judged, within, exposure, rate }))
}

/// How many students each teaches, where all of it is on record and may be shown.
fn exposures(members: &[StaffMember], privacy: Privacy) -> (Exposure, Option<Vec<u32>>) {
    if members.iter().all(|member| member.students_taught.is_none()) {
        return (Exposure::Equal, None);
    }
    let shown = |member: &StaffMember| {
        lone_count(member.students_taught?, privacy.min_students).shown().filter(|taught| *taught > 0)
    };
    match members.iter().map(shown).collect::<Option<Vec<u32>>>() {
        Some(taught) => (Exposure::StudentsTaught, Some(taught)),
        None => (Exposure::EqualForLack, None),
    }
}

/// What may lie beyond each of the 95 % limits.
pub const USUAL_TAIL: f64 = 0.025;
/// What may lie beyond each of the 99.8 % limits.
pub const RARE_TAIL: f64 = 0.001;

/// The least and the most that a Poisson distribution produces but for `tail` of the cases on either side: the least
/// has P(X ≤ least) ≥ tail, the most has P(X ≥ most) ≥ tail, and neither neighbour outside has.
pub fn limits(mean: f64, tail: f64) -> (u32, u32) {
    if mean.is_nan() || mean <= 0.0 {
        return (0, 0);
    }
    // P(X = 0) is e^−mean, and each next probability is the one before times mean ÷ k.
    let (mut log_probability, mut at_most, mut least) = (-mean, 0.0, None);
    for k in 0..u32::MAX {
        at_most += log_probability.exp();
        if least.is_none() && at_most >= tail {
            least = Some(k);
        }
        if at_most > 1.0 - tail || (f64::from(k) > mean && log_probability.exp() < f64::EPSILON) {
            return (least.unwrap_or(k), k);
        }
        log_probability += (mean / f64::from(k + 1)).ln();
    }
    (0, u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of the Poisson distribution: for a mean of 4, P(X ≤ 0) = 0.0183, P(X ≤ 1) = 0.0916,
    /// P(X ≥ 8) = 0.0511, P(X ≥ 9) = 0.0214; P(X ≥ 11) = 0.0028, P(X ≥ 12) = 0.0009.
    #[test]
    fn limits_are_exact() {
        assert_eq!(limits(4.0, USUAL_TAIL), (1, 8));
        assert_eq!(limits(4.0, RARE_TAIL), (0, 11));
    }

    /// For a mean of 1: P(X ≥ 3) = 0.0803, P(X ≥ 4) = 0.0190; P(X ≥ 5) = 0.00366, P(X ≥ 6) = 0.00059.
    #[test]
    fn a_small_mean_has_no_lower_limit() {
        assert_eq!(limits(1.0, USUAL_TAIL), (0, 3));
        assert_eq!(limits(1.0, RARE_TAIL), (0, 5));
        assert_eq!(limits(0.0, USUAL_TAIL), (0, 0));
    }

    #[test]
    fn a_large_mean_is_near_the_normal_distribution() {
        let (least, most) = limits(2_000.0, USUAL_TAIL);
        // 2,000 ± 1.96 × √2,000 = 1,912.3 and 2,087.7.
        assert!((1_912..=1_914).contains(&least) && (2_087..=2_089).contains(&most), "{least} {most}");
    }
}
