//! Everything printed about the visits for one initiative in one place, as one publication.
//!
//! The numbers hang together: the rooms where the practice should be seen are those seen and those not; the rooms
//! seen are, for each look-for, those where it could be observed and those where it could not; the observable ones
//! stand at one level each; the levels below the one that is aimed at come to the rooms below it. The same number
//! has the same name wherever it stands, so that no page gives away what another hides. Waves with equally many
//! eligible rooms are taken to mean the same rooms; nothing else adds up from wave to wave.
//!
//! How many rooms were seen, or could be observed, says nothing about anybody's practice: these are asides, and are
//! given up before a level is.

use super::{AtGoal, Coverage, Level, Seen};
use crate::catalog::RecordIx;
use crate::count::Count;
use crate::dataset::walkthrough::LookForCounts;
use crate::language::Language;
use crate::record::LookFor;
use crate::report::suppress::{
    Amount, Cell, Disclosure, List, Publication, Suppressed, SuppressedList, Total, cell_name, lone_count,
};
use crate::say;
use crate::view::{CountedSupport, CountedWave};

/// What is to be published.
pub(super) struct Given<'g, 'c> {
    pub look_fors: &'g [LookFor],
    /// The waves so far, oldest first.
    pub waves: &'g [CountedWave<'c>],
    pub support: &'g [CountedSupport<'c>],
    /// For each look-for, the support that stands beside its rooms, by position.
    pub beside: &'g [Vec<usize>],
    /// What the disclosure log calls a record.
    pub title: &'g dyn Fn(RecordIx) -> Option<String>,
}

/// What may be printed.
pub(super) struct Published {
    /// For each wave.
    pub coverage: Vec<Coverage>,
    /// For each wave and look-for; none where it was not looked for.
    pub seen: Vec<Vec<Option<Seen>>>,
    /// For each record of support, how many people it is for.
    pub people: Vec<Option<Cell>>,
    /// For each look-for, the people of the support beside it.
    pub supported: Vec<Option<Cell>>,
    /// What is hidden and why.
    pub disclosures: Vec<Disclosure>,
}

/// Decides what may be printed where fewer than `minimum` rooms or people must not be found out.
pub(super) fn publish(language: &Language, given: &Given<'_, '_>, minimum: u32) -> Published {
    let mut sheet = Sheet::default();
    let waves: Vec<WavePlace> =
        (0..given.waves.len()).map(|index| sheet.add_wave(language, given, index)).collect();
    let beside: Vec<Option<BesidePlace>> =
        (0..given.beside.len()).map(|at| sheet.add_beside(language, given, at)).collect();
    let printed = sheet.publication.suppress(minimum);
    Published {
        coverage: waves.iter().map(|wave| wave.coverage(&printed)).collect(),
        seen: waves.iter().map(|wave| wave.seen(&printed)).collect(),
        people: people(given, &beside, &printed, minimum),
        supported: beside.iter().map(|place| printed.lists[place.as_ref()?.list].total).collect(),
        disclosures: printed.disclosures,
    }
}

const SEEN: &str = "seen";
const NOT_SEEN: &str = "not seen";
const OBSERVABLE: &str = "observable";
const NOT_OBSERVABLE: &str = "not observable";

/// A publication that tells where each list will be printed.
#[derive(Default)]
struct Sheet {
    publication: Publication,
    lists: usize,
}

/// Where a wave's numbers will be printed.
struct WavePlace {
    read: bool,
    /// Rooms seen and not seen.
    rooms: Option<usize>,
    look_fors: Vec<Option<LookForPlace>>,
}

/// Where a look-for's numbers in a wave will be printed.
struct LookForPlace {
    wave: usize,
    /// Observable and not.
    observable: usize,
    levels: usize,
    /// Levels below the one that is aimed at; then those from there on. Their totals are printed.
    goal: Option<[Sum; 2]>,
}

/// Where the people of the support beside a look-for's rooms will be printed.
struct BesidePlace {
    /// The records that say how many, by position.
    support: Vec<usize>,
    list: usize,
}

/// Where the sum of some levels will be printed.
enum Sum {
    /// It is one of the levels.
    Level(usize),
    /// It is the total of a list.
    List(usize),
}

impl Sheet {
    fn list(&mut self, list: List) -> usize {
        self.publication.add_list(list);
        self.lists += 1;
        self.lists - 1
    }

    fn aside(&mut self, list: List) -> usize {
        self.publication.add_aside(list);
        self.lists += 1;
        self.lists - 1
    }

    fn add_wave(&mut self, language: &Language, given: &Given<'_, '_>, index: usize) -> WavePlace {
        let wave = &given.waves[index];
        let Some(seen) = wave.rooms_seen else {
            let look_fors = given.look_fors.iter().map(|_| None).collect();
            return WavePlace { read: false, rooms: None, look_fors };
        };
        let rooms = format!("rooms of wave {index}");
        let place = wave.eligible.without(seen).map(|not_seen| {
            let same = given.waves.iter().position(|other| other.eligible == wave.eligible);
            self.aside(List {
                name: say!(
                    language,
                    "look-fors.rooms-of-visits",
                    title_of = title_of(language, given, index)
                ),
                cells: vec![(SEEN.into(), of(seen)), (NOT_SEEN.into(), of(not_seen))],
                shared: Some(rooms.clone()),
                total: Some(Total {
                    amount: None,
                    shared: Some(format!("eligible {}", same.unwrap_or(index))),
                }),
                ..List::default()
            })
        });
        let seen = Total { amount: Some(of(seen)), shared: Some(cell_name(&rooms, SEEN)) };
        let look_fors = given.look_fors.iter().map(|look_for| {
            let counts = wave.look_fors.iter().find(|counts| counts.look_for == look_for.id)?;
            Some(self.add_look_for(language, given, index, look_for, counts, &seen))
        });
        WavePlace { read: true, rooms: place, look_fors: look_fors.collect() }
    }

    fn add_look_for(
        &mut self,
        language: &Language,
        given: &Given<'_, '_>,
        index: usize,
        look_for: &LookFor,
        counts: &LookForCounts,
        seen: &Total,
    ) -> LookForPlace {
        let name = format!("{}: {}", title_of(language, given, index), look_for.text);
        let (rooms, levels) =
            (format!("{} of wave {index}", look_for.id), format!("levels of {}, wave {index}", look_for.id));
        let observable: Count = counts.levels.iter().copied().sum();
        let observable = self.aside(List {
            name: name.clone(),
            cells: vec![
                (OBSERVABLE.into(), of(observable)),
                (NOT_OBSERVABLE.into(), of(counts.not_observable)),
            ],
            shared: Some(rooms.clone()),
            total: Some(seen.clone()),
            ..List::default()
        });
        let cells: Vec<(String, Amount)> = counts
            .level_names
            .iter()
            .map(|name| level_name(language, look_for, name))
            .zip(counts.levels.iter().copied().map(of))
            .collect();
        let list = List { name: name.clone(), shared: Some(levels), ..List::default() };
        let goal = goal_position(look_for, &counts.level_names);
        let whole = Total { amount: None, shared: Some(cell_name(&rooms, OBSERVABLE)) };
        let levels = self.list(List { cells: cells.clone(), total: Some(whole), ..list.clone() });
        let goal = goal.map(|goal| {
            let (below, reached) = cells.split_at(goal);
            let mut sum = |first: usize, cells: &[(String, Amount)], what: &str| match cells.len() {
                1 => Sum::Level(first),
                _ => {
                    let (name, cells) = (format!("{name}, {what}"), cells.to_vec());
                    Sum::List(self.aside(List { name, cells, total: Some(Total::default()), ..list.clone() }))
                }
            };
            [
                sum(0, below, language.word("word.below-our-aim")),
                sum(goal, reached, language.word("word.at-our-aim")),
            ]
        });
        LookForPlace { wave: index, observable, levels, goal }
    }

    /// People of the support beside a look-for's rooms.
    fn add_beside(&mut self, language: &Language, given: &Given<'_, '_>, at: usize) -> Option<BesidePlace> {
        let named: Vec<usize> = given.beside[at]
            .iter()
            .copied()
            .filter(|position| given.support[*position].people.is_some())
            .collect();
        let cells: Vec<(String, Amount)> =
            named.iter().filter_map(|position| person_cell(language, given, *position)).collect();
        let name = say!(language, "look-fors.people-supported", text = given.look_fors[at].text);
        let total = Some(Total::default());
        (!cells.is_empty()).then(|| BesidePlace {
            support: named,
            list: self.list(List { name, cells, total, ..List::default() }),
        })
    }
}

impl WavePlace {
    fn coverage(&self, printed: &Suppressed) -> Coverage {
        match self.rooms.map(|list| &printed.lists[list]) {
            Some(rooms) => Coverage::Rooms {
                seen: cell_of(rooms, 0),
                not_seen: cell_of(rooms, 1),
                eligible: rooms.total.unwrap_or(Cell::Hidden),
            },
            None if self.read => Coverage::TooMany,
            None => Coverage::NotRead,
        }
    }

    fn seen(&self, printed: &Suppressed) -> Vec<Option<Seen>> {
        self.look_fors.iter().map(|place| Some(place.as_ref()?.seen(printed))).collect()
    }
}

impl LookForPlace {
    fn seen(&self, printed: &Suppressed) -> Seen {
        let (observable, levels) = (&printed.lists[self.observable], &printed.lists[self.levels]);
        let sum = |sum: &Sum| match sum {
            Sum::Level(position) => cell_of(levels, *position),
            Sum::List(list) => printed.lists[*list].total.unwrap_or(Cell::Hidden),
        };
        let level = |(name, figure): &(String, _)| Level { name: name.clone(), figure: *figure };
        Seen {
            wave: self.wave,
            levels: levels.cells.iter().map(level).collect(),
            observable: cell_of(observable, 0),
            not_observable: cell_of(observable, 1),
            goal: self
                .goal
                .as_ref()
                .map(|[below, reached]| AtGoal { reached: sum(reached), below: sum(below) }),
            starts_afresh: false,
            followed: Vec::new(),
        }
    }
}

/// How many people each record of support is for: as its list says it, or alone where it is in none.
fn people(
    given: &Given<'_, '_>,
    beside: &[Option<BesidePlace>],
    printed: &Suppressed,
    minimum: u32,
) -> Vec<Option<Cell>> {
    let in_list = |position: usize| {
        beside.iter().flatten().find_map(|place| {
            let at = place.support.iter().position(|support| *support == position)?;
            Some(cell_of(&printed.lists[place.list], at))
        })
    };
    let cell = |(position, support): (usize, &CountedSupport<'_>)| {
        let alone = lone_count(support.people?, minimum);
        Some(in_list(position).unwrap_or(alone))
    };
    given.support.iter().enumerate().map(cell).collect()
}

/// The position of the level that is aimed at, where a wave recorded it.
/// What a level is called: the two of a look-for without levels are ours, all others its author's.
fn level_name(language: &Language, look_for: &LookFor, name: &str) -> String {
    match name {
        "observed" if look_for.levels.is_empty() => language.word("word.observed").to_owned(),
        "not observed" if look_for.levels.is_empty() => language.word("word.not-observed").to_owned(),
        name => name.to_owned(),
    }
}

fn goal_position(look_for: &LookFor, names: &[String]) -> Option<usize> {
    let aim = match &look_for.goal_level {
        Some(aim) => aim,
        None if look_for.levels.is_empty() => "observed",
        None => return None,
    };
    names.iter().position(|name| name == aim).filter(|position| *position > 0)
}

fn of(rooms: Count) -> Amount {
    Amount::of_people(rooms)
}

/// How many people a record of support is for. One person may be in several, so only the largest of some is sure:
/// they count like events.
fn person_cell(language: &Language, given: &Given<'_, '_>, position: usize) -> Option<(String, Amount)> {
    let support = &given.support[position];
    let people = support.people?;
    let title = support.record.and_then(given.title);
    let label =
        format!("{}. {}", position + 1, title.unwrap_or_else(|| language.word("word.not-shown-here").into()));
    Some((label, Amount::of_events(people, people)))
}

fn title_of(language: &Language, given: &Given<'_, '_>, wave: usize) -> String {
    let title = given.waves[wave].record.and_then(given.title);
    title.unwrap_or_else(|| {
        say!(language, "look-fors.visits-of", date = language.date(given.waves[wave].date))
    })
}

fn cell_of(list: &SuppressedList, position: usize) -> Cell {
    list.cells.get(position).map_or(Cell::Hidden, |(_, figure)| figure.count)
}
