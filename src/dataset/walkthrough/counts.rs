//! A wave whose counts were typed in, because its rows were not kept.

use super::words::{advice, level_named, level_names, owned};
use super::{LookForCounts, WaveData};
use crate::count::Count;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{LookFor, Record, WaveCount};

/// The wave that a record's `counts` state. A level that is not named has no rooms.
///
/// A look-for that the initiative does not have is left to the check of links.
pub fn from_counts(
    record: &Record,
    counts: &[WaveCount],
    look_fors: &[LookFor],
) -> (WaveData, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut wave = WaveData::default();
    for look_for in look_fors {
        let mut stated = counts.iter().enumerate().filter(|(_, count)| count.look_for == look_for.id);
        let Some((index, count)) = stated.next() else {
            continue;
        };
        wave.look_fors.push(of_look_for(record, index, count, look_for, &mut problems));
        for (index, _) in stated {
            let message = format!("`{}` is counted twice", look_for.id);
            let problem = record.problem(Code::DuplicatePart, &format!("counts[{index}].look-for"), message);
            problems.push(problem.help("keep one entry a look-for"));
        }
    }
    wave.rooms_seen = wave.look_fors.iter().map(rooms).max().unwrap_or(Count::new(0));
    (wave, problems)
}

fn of_look_for(
    record: &Record,
    index: usize,
    count: &WaveCount,
    look_for: &LookFor,
    problems: &mut Vec<Diagnostic>,
) -> LookForCounts {
    let mut levels = vec![None; level_names(look_for).len()];
    for (name, rooms) in &count.levels {
        let field = format!("counts[{index}].levels.{name}");
        let problem = match level_named(name, look_for).and_then(|level| levels.get_mut(level)) {
            Some(level @ None) => {
                *level = Some(*rooms);
                continue;
            }
            Some(Some(_)) => {
                let message = format!("the level `{name}` is counted twice");
                record.problem(Code::DuplicatePart, &field, message).help("keep one of the two")
            }
            None => {
                let message = format!("`{}` has no level `{name}`", look_for.id);
                record.problem(Code::NotAChoice, &field, message).help(advice(name, look_for))
            }
        };
        problems.push(problem);
    }
    LookForCounts {
        look_for: look_for.id.clone(),
        level_names: owned(level_names(look_for)),
        levels: levels.into_iter().map(|level| level.unwrap_or(Count::new(0))).collect(),
        not_observable: count.not_observable.unwrap_or(Count::new(0)),
    }
}

/// The rooms behind one look-for's counts.
fn rooms(counts: &LookForCounts) -> Count {
    let LookForCounts { look_for: _, level_names: _, levels, not_observable } = counts;
    let rooms = levels.iter().chain([not_observable]).map(|count| count.for_suppression());
    Count::new(rooms.fold(0, u32::saturating_add))
}
