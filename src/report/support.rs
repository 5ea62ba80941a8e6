//! R9 Support: cycles by sort, stage and look-for, and how often people met. Never who.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Method;
use crate::catalog::RecordIx;
use crate::date::{Date, days_between};
use crate::id::Id;
use crate::language::Language;
use crate::record::{CoachingStage, SupportType};
use crate::say;
use crate::view::{CountedSupport, View};

/// How support is told.
pub const METHOD: Method = Method { name: "support" };

/// How many cycles of one sort of support there are: a count of records, not of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cycles {
    /// The sort.
    pub sort: SupportType,
    /// How many.
    pub cycles: usize,
}

/// The support for one initiative in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct SupportGiven {
    /// Cycles that have begun.
    pub so_far: usize,
    /// Of these, under way.
    pub under_way: usize,
    /// Cycles that begin later.
    pub ahead: usize,
    /// By sort, in the order of the sorts.
    pub by_sort: Vec<SortLine>,
    /// Coaching by stage, from first to last; only stages on record.
    pub by_stage: Vec<(CoachingStage, usize)>,
    /// Coaching that does not say its stage.
    pub without_stage: usize,
    /// By look-for, as the records name it; none is the whole practice.
    pub by_look_for: Vec<(Option<String>, Vec<Cycles>)>,
    /// How often people met.
    pub contacts: ContactGap,
    /// The records that the audience may see, with their sort.
    pub records: Vec<(SupportType, RecordIx)>,
}

/// The cycles of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SortLine {
    /// The sort.
    pub sort: SupportType,
    /// Cycles that have begun.
    pub so_far: usize,
    /// Of these, under way.
    pub under_way: usize,
}

/// How often people met.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ContactGap {
    /// The contacts so far.
    pub contacts: usize,
    /// How many gaps lie between two contacts of one cycle.
    pub gaps: usize,
    /// The median of these gaps.
    pub median_days: Option<f64>,
    /// The most days that a cycle under way has gone since its last contact, or since it began.
    pub longest_open_days: Option<i64>,
}

/// Whether a record of support for an initiative in a place may be counted.
pub fn is_given(view: &View<'_>, initiative: RecordIx, school: Option<&Id>) -> bool {
    support_in(view, initiative, school).next().is_some()
}

fn support_in<'c>(
    view: &View<'c>,
    initiative: RecordIx,
    school: Option<&Id>,
) -> impl Iterator<Item = CountedSupport<'c>> {
    view.counted_support_of(initiative).filter(move |support| support.school == school)
}

/// The support for an initiative in a place, as of a date; none where no record of it may be counted.
pub fn support_given(
    view: &View<'_>,
    initiative: RecordIx,
    school: Option<&Id>,
    today: Date,
) -> Option<SupportGiven> {
    let all: Vec<CountedSupport<'_>> = support_in(view, initiative, school).collect();
    let begun: Vec<&CountedSupport<'_>> = all.iter().filter(|support| support.starts.is_by(today)).collect();
    if all.is_empty() {
        return None;
    }
    let coaching = || begun.iter().filter(|support| support.sort == SupportType::Coaching);
    let mut stages: BTreeMap<CoachingStage, usize> = BTreeMap::new();
    coaching().filter_map(|support| support.stage).for_each(|stage| *stages.entry(stage).or_default() += 1);
    let mut look_fors: Vec<Option<&str>> = begun.iter().map(|support| support.for_look_for).collect();
    look_fors.sort_unstable();
    look_fors.dedup();
    let of_look_for = |look_for: Option<&str>| {
        let named = begun.iter().filter(|support| support.for_look_for == look_for);
        (look_for.map(str::to_owned), by_sort(named.copied()))
    };
    Some(SupportGiven {
        so_far: begun.len(),
        under_way: begun.iter().filter(|support| is_under_way(support, today)).count(),
        ahead: all.len() - begun.len(),
        by_sort: sort_lines(&begun, today),
        by_stage: stages.into_iter().collect(),
        without_stage: coaching().filter(|support| support.stage.is_none()).count(),
        by_look_for: look_fors.into_iter().map(of_look_for).collect(),
        contacts: contact_gap(&begun, today),
        records: all.iter().filter_map(|support| Some((support.sort, support.record?))).collect(),
    })
}

/// Cycles by sort, in the order of the sorts.
pub(in crate::report) fn by_sort<'s, 'c: 's>(
    support: impl Iterator<Item = &'s CountedSupport<'c>>,
) -> Vec<Cycles> {
    let mut sorts: BTreeMap<SupportType, usize> = BTreeMap::new();
    support.for_each(|support| *sorts.entry(support.sort).or_default() += 1);
    sorts.into_iter().map(|(sort, cycles)| Cycles { sort, cycles }).collect()
}

/// "coaching, 2 cycles; modeling, 1 cycle".
pub fn cycles_in_words(language: &Language, cycles: &[Cycles]) -> String {
    let said = cycles.iter().map(|Cycles { sort, cycles }| {
        say!(language, "support.cycles-of-sort", sort = sort.words(language), count = cycles)
    });
    said.collect::<Vec<_>>().join("; ")
}

/// Whether support has begun and is not over.
pub(super) fn is_under_way(support: &CountedSupport<'_>, today: Date) -> bool {
    let past = support.ends.is_some_and(|ends| ends.is_before(today));
    support.starts.is_by(today) && !past && !is_done(support)
}

/// Whether support was over before a day. One that is done without a last day counts as over.
pub(super) fn is_over_before(support: &CountedSupport<'_>, day: Date) -> bool {
    support.ends.map_or(is_done(support), |ends| ends.is_before(day))
}

fn is_done(support: &CountedSupport<'_>) -> bool {
    support.stage == Some(CoachingStage::Closed) || support.outcome.is_some()
}

fn sort_lines(begun: &[&CountedSupport<'_>], today: Date) -> Vec<SortLine> {
    let line = |Cycles { sort, cycles }: Cycles| {
        let of_sort = || begun.iter().filter(move |support| support.sort == sort);
        SortLine {
            sort,
            so_far: cycles,
            under_way: of_sort().filter(|support| is_under_way(support, today)).count(),
        }
    };
    by_sort(begun.iter().copied()).into_iter().map(line).collect()
}

fn contact_gap(begun: &[&CountedSupport<'_>], today: Date) -> ContactGap {
    let (mut gaps, mut contacts, mut open) = (Vec::new(), 0, Vec::new());
    for support in begun {
        let mut days: Vec<Date> = support.contacts.iter().filter_map(|when| when.day()).collect();
        days.retain(|day| *day <= today);
        days.sort_unstable();
        days.dedup();
        contacts += support.contacts.iter().filter(|when| when.is_by(today)).count();
        gaps.extend(days.windows(2).map(|pair| days_between(pair[0], pair[1])));
        let coarse = support.contacts.iter().any(|when| when.day().is_none() && when.is_by(today));
        let since = days.last().copied().or_else(|| support.starts.day().filter(|_| !coarse));
        if let Some(since) = since.filter(|_| is_under_way(support, today)) {
            open.push(days_between(since, today));
        }
    }
    ContactGap {
        contacts,
        gaps: gaps.len(),
        median_days: super::number::median(gaps),
        longest_open_days: open.into_iter().max(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::Count;
    use crate::date::When;
    use crate::record::Outcome;

    fn day(text: &str) -> When {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn cycle(starts: &str, ends: Option<&str>, contacts: &[When]) -> CountedSupport<'static> {
        CountedSupport {
            record: None,
            school: None,
            initiative: RecordIx::FIRST,
            for_look_for: None,
            sort: SupportType::Coaching,
            stage: None,
            people: Some(Count::new(1)),
            starts: day(starts),
            ends: ends.map(day),
            contacts: Box::leak(contacts.to_vec().into_boxed_slice()),
            outcome: None,
        }
    }

    const TODAY: Date = Date::constant(2026, 11, 24);

    #[test]
    fn gaps_lie_between_contacts_of_one_cycle_and_an_open_one_ends_today() {
        let first = cycle("2026-10-01", None, &[day("2026-10-08"), day("2026-10-15"), day("2026-11-05")]);
        let second = cycle("2026-11-01", None, &[day("2026-11-20"), day("2026-11-10"), day("2026-12-01")]);
        let over = cycle("2026-09-01", Some("2026-10-01"), &[day("2026-09-02")]);
        let found = contact_gap(&[&first, &second, &over], TODAY);
        // 7, 21 and 10 days; open since 5 November (19 days) and since 20 November.
        let expected =
            ContactGap { contacts: 6, gaps: 3, median_days: Some(10.0), longest_open_days: Some(19) };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_cycle_without_contacts_is_open_since_it_began_and_an_unknown_day_is_no_gap() {
        let silent = cycle("2026-11-14", None, &[]);
        assert_eq!(contact_gap(&[&silent], TODAY).longest_open_days, Some(10));
        let coarse = cycle("2026-09-01", None, &[day("2026-10")]);
        let found = contact_gap(&[&coarse], TODAY);
        assert_eq!((found.contacts, found.gaps, found.longest_open_days), (1, 0, None));
    }

    #[test]
    fn support_is_under_way_until_its_end_or_its_outcome() {
        let open = cycle("2026-11-01", Some("2026-11-24"), &[]);
        let past = cycle("2026-11-01", Some("2026-11-23"), &[]);
        let ahead = cycle("2026-11-25", None, &[]);
        let done = CountedSupport { outcome: Some(Outcome::Met), ..open.clone() };
        let closed = CountedSupport { stage: Some(CoachingStage::Closed), ends: None, ..open.clone() };
        let states = [&open, &past, &ahead, &done, &closed].map(|support| is_under_way(support, TODAY));
        assert_eq!(states, [true, false, false, false, false]);
        assert!(!is_over_before(&done, Date::constant(2026, 11, 20)), "its last day is known");
        assert!(is_over_before(&closed, Date::constant(2026, 11, 20)));
    }
}
