//! Percents of people: hidden with their count, and coded at both ends where a group is nearly all or nearly none.

use serde::Serialize;

use crate::count::Count;
use crate::language::Language;
use crate::report::number::plain;
use crate::say;

/// What a page may say about one percent of people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Percent {
    /// The percent itself, from 0 to 100, not rounded.
    Shown(f64),
    /// This percent or less.
    AtMost(u8),
    /// This percent or more.
    AtLeast(u8),
    /// Nothing is said, because a small number could be worked out from it.
    Hidden,
    /// Nothing is said, because nobody wrote down how many people it is a percent of.
    NotRecorded(Group),
}

/// The people a percent is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Students.
    Students,
    /// Teachers and other educators.
    Educators,
}

/// What is known about how many people a percent is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Denominator {
    /// Exactly this many.
    Exactly(u32),
    /// This many or more.
    AtLeast(u32),
    /// Nobody wrote it down.
    NotRecorded,
}

impl Denominator {
    /// Exactly as many as were counted.
    pub fn counted(people: Count) -> Self {
        Self::Exactly(people.for_suppression())
    }
}

impl Percent {
    /// The words for a page. A shown percent has at most one decimal.
    pub fn words(self, language: &Language) -> String {
        match self {
            Self::Shown(percent) => {
                say!(language, "number.percent", number = plain(language, (percent * 10.0).round() / 10.0))
            }
            Self::AtMost(percent) => say!(language, "suppress.or-less", percent = percent),
            Self::AtLeast(percent) => say!(language, "suppress.or-more", percent = percent),
            Self::Hidden => language.word("word.hidden").to_owned(),
            Self::NotRecorded(Group::Students) => {
                language.word("suppress.not-shown-number-of-students-not-recorded").to_owned()
            }
            Self::NotRecorded(Group::Educators) => {
                language.word("suppress.not-shown-number-of-educators-not-recorded").to_owned()
            }
        }
    }

    /// The number, if it is shown: for the height of a point or a bar. A coded percent has none.
    pub fn shown(self) -> Option<f64> {
        match self {
            Self::Shown(percent) => Some(percent),
            Self::AtMost(_) | Self::AtLeast(_) | Self::Hidden | Self::NotRecorded(_) => None,
        }
    }
}

/// What may be said of `percent` (0 to 100) of a group of people, standing alone.
///
/// In this order: a group that is not recorded or smaller than `minimum` gives nothing; a percent beyond the ends
/// of [`coded_ends`] is coded; a percent whose people, or whose rest, number fewer than `minimum` is hidden (38 of
/// 41 gives away 3). Below 20 people there is no coding, so the ends are hidden too. Where only "at least so many"
/// is known, that many is taken: with more people both parts are only larger.
pub fn percent_of_people(percent: f64, of: Denominator, about: Group, minimum: u32) -> Percent {
    let people = match of {
        Denominator::Exactly(people) | Denominator::AtLeast(people) => people,
        Denominator::NotRecorded => return Percent::NotRecorded(about),
    };
    if people == 0 || people < minimum || !(0.0..=100.0).contains(&percent) {
        return Percent::Hidden;
    }
    match coded(percent, people) {
        Percent::Shown(_) if reveals_a_few(percent, people, minimum) => Percent::Hidden,
        said => said,
    }
}

/// The percents at and beyond which a group of `people` is coded, low and high.
///
/// National Center for Education Statistics, *Statistical Methods for Protecting Personally Identifiable
/// Information in Aggregate Reporting* (SLDS Technical Brief 3, NCES 2011-603).
pub fn coded_ends(people: u32) -> Option<(u8, u8)> {
    match people {
        0..20 => None,
        20..40 => Some((10, 90)),
        40..100 => Some((5, 95)),
        100..300 => Some((2, 98)),
        300.. => Some((1, 99)),
    }
}

/// The percent, or the end it lies at or beyond.
pub(super) fn coded(percent: f64, people: u32) -> Percent {
    match coded_ends(people) {
        Some((low, _)) if percent <= f64::from(low) => Percent::AtMost(low),
        Some((_, high)) if percent >= f64::from(high) => Percent::AtLeast(high),
        _ => Percent::Shown(percent),
    }
}

/// Whether either part is smaller than the minimum. A part of 0 counts too: it is reached only where no coding
/// is, and telling it from a few would say "all" or "none".
fn reveals_a_few(percent: f64, people: u32, minimum: u32) -> bool {
    let part = f64::from(people) * percent / 100.0;
    let rest = f64::from(people) - part;
    // A count that is whole on paper may miss it by a hair in floating point.
    let few = f64::from(minimum) - 1e-6;
    part < few || rest < few
}

/// How a value counts people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Counting {
    /// It is their number.
    People(f64),
    /// It is their number among every so many.
    Among(f64, u32),
}

/// Whether a value counts some people and fewer than the minimum, or leaves so few of all of them. What counts more than
/// there are people, such as events, is no part of them.
pub fn gives_a_few_away(value: Counting, of: Option<Count>, minimum: u32) -> bool {
    let all = of.map(|people| f64::from(people.for_suppression()));
    let part = match value {
        Counting::People(people) => Some(people),
        Counting::Among(value, per) => all.map(|all| value * all / f64::from(per.max(1))),
    };
    // A part that was worked out of a rounded value may miss a whole number by a hair.
    let few = |people: f64| people > 1e-6 && people.round() < f64::from(minimum);
    part.is_some_and(|part| few(part) || all.is_some_and(|all| few(all - part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_students(part: u32, people: u32) -> String {
        let percent = 100.0 * f64::from(part) / f64::from(people);
        percent_of_people(percent, Denominator::Exactly(people), Group::Students, 10)
            .words(Language::english())
    }

    #[test]
    fn a_percent_needs_its_people() {
        let of_nobody_knows =
            |about| percent_of_people(62.0, Denominator::NotRecorded, about, 10).words(Language::english());
        assert_eq!(of_nobody_knows(Group::Students), "not shown: number of students not recorded");
        assert_eq!(of_nobody_knows(Group::Educators), "not shown: number of educators not recorded");
        assert_eq!(of_students(5, 9), "hidden");
        assert_eq!(of_students(0, 9), "hidden");
    }

    #[test]
    fn a_small_part_or_rest_is_hidden() {
        assert_eq!(of_students(38, 41), "hidden"); // 92.7 %, rest 3
        assert_eq!(of_students(31, 41), "75.6 %"); // rest 10
        assert_eq!(of_students(32, 41), "hidden"); // rest 9
        assert_eq!(of_students(9, 41), "hidden");
        assert_eq!(of_students(10, 41), "24.4 %");
        assert_eq!(of_students(60, 80), "75 %");
    }

    #[test]
    fn the_ends_are_coded_by_the_size_of_the_group() {
        assert_eq!(of_students(25, 25), "90 % or more");
        assert_eq!(of_students(2, 20), "10 % or less");
        assert_eq!(of_students(39, 41), "95 % or more");
        assert_eq!(of_students(0, 99), "5 % or less");
        assert_eq!(of_students(98, 100), "98 % or more");
        assert_eq!(of_students(299, 300), "99 % or more");
        assert_eq!(of_students(0, 300), "1 % or less");
        assert_eq!(of_students(988, 1000), "98.8 %"); // rest 12
        assert_eq!(of_students(291, 300), "hidden"); // 97 %, rest 9
    }

    #[test]
    fn a_group_under_twenty_says_neither_all_nor_none() {
        for part in [0, 1, 9, 10, 18, 19] {
            assert_eq!(of_students(part, 19), "hidden");
        }
        let of_educators =
            |percent| percent_of_people(percent, Denominator::Exactly(12), Group::Educators, 5);
        assert_eq!(of_educators(50.0), Percent::Shown(50.0));
        assert_eq!(of_educators(100.0), Percent::Hidden);
    }

    #[test]
    fn at_least_so_many_is_taken_as_that_many() {
        let of_many = |percent| percent_of_people(percent, Denominator::AtLeast(50), Group::Students, 10);
        assert_eq!(of_many(70.0), Percent::Shown(70.0)); // 35 and 15
        assert_eq!(of_many(82.0), Percent::Hidden); // 41 and 9
        assert_eq!(of_many(97.0), Percent::AtLeast(95));
    }

    #[test]
    fn what_is_no_percent_is_hidden() {
        for wrong in [f64::NAN, -1.0, 100.5] {
            let said = percent_of_people(wrong, Denominator::Exactly(500), Group::Students, 10);
            assert_eq!(said, Percent::Hidden);
        }
    }
}
