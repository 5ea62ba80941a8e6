//! Proof with random waves: the solver that shares nothing with the suppressor cannot see through a page of visits.

use proptest::prelude::*;

use super::publish::{Given, Published, publish};
use super::{AtGoal, Coverage};
use crate::catalog::RecordIx;
use crate::count::Count;
use crate::dataset::walkthrough::LookForCounts;
use crate::date::When;
use crate::language::Language;
use crate::record::LookFor;
use crate::report::suppress::Cell;
use crate::report::suppress::proof::Page;
use crate::view::CountedWave;

const LEVELS: [&str; 3] = ["not yet", "emerging", "in place"];

/// A wave by its numbers: rooms at each level of each look-for, rooms seen beyond the largest look-for, rooms not
/// seen.
#[derive(Clone, Debug)]
struct Numbers {
    levels: Vec<[u32; 3]>,
    more_seen: u32,
    not_seen: u32,
}

impl Numbers {
    fn seen(&self) -> u32 {
        self.levels.iter().map(|levels| levels.iter().sum()).max().unwrap_or(0) + self.more_seen
    }

    fn counts(&self) -> Vec<LookForCounts> {
        let counts = |(at, levels): (usize, &[u32; 3])| LookForCounts {
            look_for: format!("look-for-{at}"),
            level_names: LEVELS.map(str::to_owned).into(),
            levels: levels.map(Count::new).into(),
            not_observable: Count::new(self.seen() - levels.iter().sum::<u32>()),
        };
        self.levels.iter().enumerate().map(counts).collect()
    }
}

fn rooms() -> impl Strategy<Value = u32> {
    prop_oneof![2 => Just(0_u32), 3 => 1..=4_u32, 3 => 5..=12_u32]
}

fn wave(look_fors: usize) -> impl Strategy<Value = Numbers> {
    let levels = prop::collection::vec([rooms(), rooms(), rooms()], look_fors);
    let few = || prop_oneof![3 => Just(0_u32), 2 => 1..=4_u32, 1 => 5..=8_u32];
    (levels, few(), few()).prop_map(|(levels, more_seen, not_seen)| Numbers { levels, more_seen, not_seen })
}

fn waves() -> impl Strategy<Value = Vec<Numbers>> {
    (1..=2_usize).prop_flat_map(|look_fors| prop::collection::vec(wave(look_fors), 1..=2))
}

fn look_fors(count: usize, goal: &str) -> Vec<LookFor> {
    let look_for = |at| LookFor {
        id: format!("look-for-{at}"),
        text: format!("Look-for {at}"),
        who: None,
        levels: LEVELS.map(str::to_owned).into(),
        goal_level: Some(goal.to_owned()),
    };
    (0..count).map(look_for).collect()
}

fn published(waves: &[Numbers], goal: &str) -> Published {
    let look_fors = look_fors(waves[0].levels.len(), goal);
    let counts: Vec<Vec<LookForCounts>> = waves.iter().map(Numbers::counts).collect();
    let counted: Vec<CountedWave<'_>> = waves
        .iter()
        .zip(&counts)
        .map(|(wave, look_fors)| CountedWave {
            record: None,
            school: None,
            initiative: RecordIx::FIRST,
            session: None,
            date: When::Year(2026),
            ends: None,
            eligible: Count::new(wave.seen() + wave.not_seen),
            rooms_seen: Some(Count::new(wave.seen())),
            look_fors,
        })
        .collect();
    let beside = vec![Vec::new(); look_fors.len()];
    let given =
        Given { look_fors: &look_fors, waves: &counted, support: &[], beside: &beside, title: &|_| None };
    publish(Language::english(), &given, 5)
}

/// Everything a reader of the site sees of the waves, and every sum they know of.
fn page(waves: &[Numbers], printed: &Published, goal: usize) -> Page {
    let mut page = Page::default();
    let mut eligibles: Vec<(u32, usize)> = Vec::new();
    for (wave, (coverage, found)) in waves.iter().zip(printed.coverage.iter().zip(&printed.seen)) {
        let Coverage::Rooms { seen, not_seen, eligible } = coverage else {
            panic!("{coverage:?}");
        };
        let all = wave.seen() + wave.not_seen;
        let known = eligibles.iter().find(|(value, _)| *value == all).map(|(_, position)| *position);
        let whole = known.unwrap_or_else(|| page.put(*eligible, all));
        eligibles.push((all, whole));
        let (seen, not_seen) = (page.put(*seen, wave.seen()), page.put(*not_seen, wave.not_seen));
        page.sums.push((vec![seen, not_seen], whole));
        for (levels, found) in wave.levels.iter().zip(found.iter().flatten()) {
            let sum: u32 = levels.iter().sum();
            let observable = page.put(found.observable, sum);
            let not_observable = page.put(found.not_observable, wave.seen() - sum);
            page.sums.push((vec![observable, not_observable], seen));
            let cells: Vec<usize> = found
                .levels
                .iter()
                .zip(levels)
                .map(|(level, rooms)| page.put(level.figure.count, *rooms))
                .collect();
            page.sums.push((cells.clone(), observable));
            let AtGoal { reached, below } = found.goal.expect("a goal is set");
            let (low, high) = levels.split_at(goal);
            let (below, reached) = (page.put(below, low.iter().sum()), page.put(reached, high.iter().sum()));
            let (low, high) = cells.split_at(goal);
            page.sums.extend([(low.to_vec(), below), (high.to_vec(), reached)]);
        }
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_room_can_be_found_out(waves in waves(), goal in 1..=2_usize) {
        let printed = published(&waves, LEVELS[goal]);
        page(&waves, &printed, goal).check(5)?;
    }

    #[test]
    fn no_few_rooms_are_shown_and_no_number_is_wrong(waves in waves(), goal in 1..=2_usize) {
        let page = page(&waves, &published(&waves, LEVELS[goal]), goal);
        for (cell, truth) in page.cells.iter().zip(&page.truths) {
            if let Cell::Shown(value) = *cell {
                prop_assert_eq!(i64::from(value), *truth);
                prop_assert!(value == 0 || value >= 5);
            }
        }
    }
}

/// Six rooms, all seen, one of them at "not yet": the way in which a sixth room was once given away.
#[test]
fn a_whole_that_is_printed_beside_a_hidden_n_gives_no_room_away() {
    for (levels, more_seen) in [([1, 0, 5], 0), ([0, 1, 5], 0), ([0, 0, 5], 1)] {
        let waves = [Numbers { levels: vec![levels], more_seen, not_seen: 0 }];
        let printed = published(&waves, "in place");
        page(&waves, &printed, 2).check(5).unwrap_or_else(|error| panic!("{levels:?}: {error}"));
        let found = printed.seen[0][0].as_ref().expect("it was looked for");
        let Coverage::Rooms { seen, not_seen: _, eligible } = printed.coverage[0] else {
            panic!("{levels:?}: {:?}", printed.coverage);
        };
        let wholes = [seen, eligible, found.observable];
        let five = found.levels[2].figure.count;
        assert!(five == Cell::Hidden || wholes == [Cell::Hidden; 3], "{levels:?}: {five:?} of {wholes:?}");
    }
}
