//! A wave from its data file, one row a visit.

use std::collections::BTreeMap;

use super::super::cell::{day, time};
use super::super::letters::{letter, places_by_chance};
use super::super::listing::Listing;
use super::words::{Seen, advice, level_names, meaning, owned};
use super::{LookForCounts, RoomSeen, WaveData};
use crate::count::Count;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{LookFor, Record, Rows};
use crate::table::{Column, Row, Table};

/// Reads a wave from its data file. A room that was visited more than once counts once, with its
/// latest visit.
///
/// A look-for that the initiative does not have is left to the check of links.
pub fn read(
    record: &Record,
    rows: &Rows,
    look_fors: &[LookFor],
    table: &Table,
) -> (WaveData, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut column = |field: &str, name: &str| {
        let found = table.column(name);
        found
            .map_err(|problem| problems.push(problem.at(|code, text| record.problem(code, field, text))))
            .ok()
    };
    let room = column("rows.room", &rows.room);
    let when = rows.when.as_ref().map(|when| column("rows.when", when));
    let looked_for: Vec<(&LookFor, Option<Column>)> = look_fors
        .iter()
        .filter_map(|look_for| {
            let name = rows.columns.get(&look_for.id)?;
            Some((look_for, column(&format!("rows.columns.{}", look_for.id), name)))
        })
        .collect();
    let Some(room) = room.filter(|_| problems.is_empty()) else {
        return (WaveData::default(), problems);
    };
    let looked_for: Vec<_> =
        looked_for.into_iter().filter_map(|(look_for, column)| Some((look_for, column?))).collect();
    let mut visits = Visits { room, when: when.flatten(), looked_for, listing: Listing::of(table) };
    let mut latest: BTreeMap<String, Visit> = BTreeMap::new();
    for row in table.rows() {
        if let Some((key, visit)) = visits.visit(row)
            && latest.get(&key).is_none_or(|before| before.when <= visit.when)
        {
            latest.insert(key, visit);
        }
    }
    (wave(record, &visits.looked_for, latest), visits.listing.finish())
}

/// When a visit was, as far as it is known: day, then minutes since midnight. Unknown comes first.
type Moment = (Option<Date>, Option<u32>);

struct Visit {
    when: Moment,
    levels: Vec<Option<usize>>,
}

struct Visits<'a> {
    room: Column,
    when: Option<Column>,
    looked_for: Vec<(&'a LookFor, Column)>,
    listing: Listing<'a>,
}

impl Visits<'_> {
    /// The room's key and what was seen there, unless the row does not say which room.
    fn visit(&mut self, row: Row<'_>) -> Option<(String, Visit)> {
        if !self.listing.is_even(Code::BadCell, row) {
            return None;
        }
        let room = row.cell(self.room).to_lowercase();
        if room.is_empty() {
            let help = "give every visit the key of its room; keys are in no build";
            self.listing.cell(Code::BadCell, row, self.room, "the visit has no room", help);
            return None;
        }
        let when = self.moment(row);
        let listing = &mut self.listing;
        let levels = self.looked_for.iter().map(|(look_for, column)| {
            let word = row.cell(*column);
            match meaning(word, look_for) {
                Some(Seen::Level(level)) => Some(level),
                Some(Seen::NotObservable) => None,
                None => {
                    let message = format!("`{word}` is no level of `{}`", look_for.id);
                    let help = format!("{}, and `n/a` where it could not be seen", advice(word, look_for));
                    listing.cell(Code::BadCell, row, *column, message, &help);
                    None
                }
            }
        });
        let levels = levels.collect();
        Some((room, Visit { when, levels }))
    }

    fn moment(&mut self, row: Row<'_>) -> Moment {
        let Some(column) = self.when else {
            return (None, None);
        };
        let text = row.cell(column);
        let time = time(text)
            .map(|time| u32::from(time.hour().unsigned_abs()) * 60 + u32::from(time.minute().unsigned_abs()));
        let date = text.split_once(' ').and_then(|(date, _)| day(date)).or_else(|| day(text));
        if time.is_none() && date.is_none() && !text.is_empty() {
            let help = "write a date as 2026-10-22, a time as 9:10, or both with a blank between";
            self.listing.cell(
                Code::BadCell,
                row,
                column,
                format!("`{text}` is neither a date nor a time"),
                help,
            );
        }
        (date, time)
    }
}

/// Counts the rooms, and gives each a letter in the place of its key.
fn wave(record: &Record, looked_for: &[(&LookFor, Column)], latest: BTreeMap<String, Visit>) -> WaveData {
    let keys: Vec<&str> = latest.keys().map(String::as_str).collect();
    let places = places_by_chance(&record.key, &keys);
    let mut by_place: Vec<(usize, Visit)> = places.into_iter().zip(latest.into_values()).collect();
    by_place.sort_by_key(|(place, _)| *place);
    let rooms: Vec<RoomSeen> = by_place
        .into_iter()
        .map(|(place, visit)| RoomSeen { letter: letter(place), levels: visit.levels })
        .collect();
    let rooms_with = |at: usize, level: Option<usize>| {
        let with = rooms.iter().filter(|room| room.levels.get(at).copied().flatten() == level);
        Count::new(u32::try_from(with.count()).unwrap_or(u32::MAX))
    };
    let look_fors = looked_for.iter().enumerate().map(|(at, (look_for, _))| LookForCounts {
        look_for: look_for.id.clone(),
        level_names: owned(level_names(look_for)),
        levels: (0..level_names(look_for).len()).map(|level| rooms_with(at, Some(level))).collect(),
        not_observable: rooms_with(at, None),
    });
    let look_fors = look_fors.collect();
    let rooms_seen = Count::new(u32::try_from(rooms.len()).unwrap_or(u32::MAX));
    WaveData { rooms_seen, look_fors, rooms }
}

#[cfg(test)]
mod tests {
    use super::super::from_counts;
    use super::*;
    use crate::dataset::example;
    use crate::record::{Data, OfKind, Walkthrough};

    fn record(more: &str) -> Record {
        let fields = format!("date = \"2026-10-22\"\ninitiative = \"i\"\neligible = 18\n{more}");
        example::record(&fields, Data::Walkthrough)
    }

    fn look_fors() -> Vec<LookFor> {
        [("notes", &["not yet", "emerging", "in place"][..]), ("goal", &[]), ("unasked", &[])]
            .map(|(id, levels)| LookFor {
                id: id.into(),
                text: String::new(),
                who: None,
                levels: levels.iter().map(|level| (*level).to_owned()).collect(),
                goal_level: None,
            })
            .into()
    }

    const ROWS: &str = r#"rows = { file = "o.csv", room = "Room", when = "When", columns = { goal = "Goal posted", notes = "Notes" } }"#;

    fn read_csv(fields: &str, text: &str) -> (WaveData, Vec<Diagnostic>) {
        let record = record(fields);
        let rows = Walkthrough::of(&record.data).and_then(|walkthrough| walkthrough.rows.as_ref()).unwrap();
        read(&record, rows, &look_fors(), &Table::read("o.csv", text.as_bytes()).unwrap())
    }

    fn numbers(counts: &[Count]) -> Vec<u32> {
        counts.iter().map(|count| count.for_suppression()).collect()
    }

    #[test]
    fn a_room_counts_once_with_its_latest_visit() {
        let text = "Room,When,Notes,Goal posted\n\
            14,2026-10-23 9:10,in place,yes\n\
            14,2026-10-22 1:00 PM,not yet,no\n\
            15a,2026-10-22,emerging,\n\
            15A,2026-10-22,Emerging,x\n\
            16,,n/a,No\n";
        let (wave, problems) = read_csv(ROWS, text);
        assert_eq!(problems, []);
        assert_eq!(wave.rooms_seen, Count::new(3));
        let [notes, goal] = &wave.look_fors[..] else { panic!("{wave:?}") };
        assert_eq!((notes.look_for.as_str(), goal.look_for.as_str()), ("notes", "goal"));
        assert_eq!((numbers(&notes.levels), notes.not_observable), (vec![0, 1, 1], Count::new(1)));
        assert_eq!((numbers(&goal.levels), goal.not_observable), (vec![1, 2], Count::new(0)));
        let letters: Vec<_> = wave.rooms.iter().map(|room| room.letter.as_str()).collect();
        assert_eq!(letters, ["A", "B", "C"]);
        let mut seen: Vec<_> = wave.rooms.iter().map(|room| room.levels.clone()).collect();
        seen.sort();
        assert_eq!(seen, [vec![None, Some(0)], vec![Some(1), Some(1)], vec![Some(2), Some(1)]]);
    }

    #[test]
    fn without_a_time_column_the_last_row_of_a_room_wins() {
        let fields = ROWS.replace("when = \"When\", ", "");
        let (wave, _) = read_csv(&fields, "Room,Notes,Goal posted\n14,in place,yes\n14,emerging,no\n");
        assert_eq!(wave.rooms[0].levels, [Some(1), Some(0)]);
    }

    #[test]
    fn words_rooms_and_times_that_cannot_be_read_are_pointed_at() {
        let text = "Room,When,Notes,Goal posted\n14,soon,emergin,yes\n,9:10,in place,yes\n";
        let (_, problems) = read_csv(ROWS, text);
        let found: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            found,
            [
                "column `When`: `soon` is neither a date nor a time",
                "column `Notes`: `emergin` is no level of `notes`",
                "column `Room`: the visit has no room",
            ]
        );
        assert!(problems.iter().all(|problem| problem.code == Code::BadCell));
        assert!(problems[1].help.as_ref().is_some_and(|help| help.starts_with("did you mean `emerging`?")));
        let start = problems[1].place.as_ref().unwrap().start;
        assert_eq!((start.line, start.column), (2, 9));
    }

    #[test]
    fn missing_columns_are_problems_of_the_record() {
        let (wave, problems) = read_csv(ROWS, "Room,Time,Notes\n14,9:10,in place\n");
        assert_eq!(wave, WaveData::default());
        let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
        let expected = [
            (Code::NoSuchColumn, "`o.csv` has no column `When`"),
            (Code::NoSuchColumn, "`o.csv` has no column `Goal posted`"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn typed_in_counts_are_the_same_wave_without_rooms() {
        let record = record(
            "counts = [{ look-for = \"goal\", levels = { Observed = 9 } },\n\
             { look-for = \"notes\", levels = { \"not yet\" = 4, emergin = 6, \"in place\" = 5 }, not-observable = 1 },\n\
             { look-for = \"goal\", levels = {} }]",
        );
        let counts = &Walkthrough::of(&record.data).unwrap().counts;
        let (wave, problems) = from_counts(&record, counts, &look_fors());
        assert_eq!(wave.rooms_seen, Count::new(10));
        let seen: Vec<_> = wave.look_fors.iter().map(|counts| numbers(&counts.levels)).collect();
        assert_eq!(seen, [vec![4, 0, 5], vec![0, 9]]);
        let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
        let expected = [
            (Code::NotAChoice, "`notes` has no level `emergin`"),
            (Code::DuplicatePart, "`goal` is counted twice"),
        ];
        assert_eq!(found, expected);
        assert_eq!(problems[0].place.as_ref().unwrap().start.line, 6);
    }
}
