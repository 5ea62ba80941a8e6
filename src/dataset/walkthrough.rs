//! A wave of classroom visits: what was seen, as counts of rooms.

mod counts;
mod rooms;
mod words;

pub use counts::from_counts;
pub use rooms::read;
pub use words::level_names;

use crate::count::Count;
use crate::record::{LookFor, Walkthrough};

/// What a wave of visits saw. It holds no room's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaveData {
    /// The number of different rooms; with typed-in counts the most that any look-for counts.
    pub rooms_seen: Count,
    /// What was seen, by look-for, in the initiative's order; only those that were looked for.
    pub look_fors: Vec<LookForCounts>,
    /// Room by room under letters, by letter: for leadership only. Empty with typed-in counts.
    pub rooms: Vec<RoomSeen>,
}

/// What was seen of one look-for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookForCounts {
    /// The look-for's id.
    pub look_for: String,
    /// The names of the levels in this wave, from least to most.
    pub level_names: Vec<String>,
    /// The number of rooms at each level, in the order of their names.
    pub levels: Vec<Count>,
    /// The number of rooms where it could not be seen.
    pub not_observable: Count,
}

/// What was seen in one room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomSeen {
    /// A letter that stands for the room in this wave, drawn by chance but stable.
    pub letter: String,
    /// The level of each look-for, in the order of [`WaveData::look_fors`]; `None` is not
    /// observable.
    pub levels: Vec<Option<usize>>,
}

impl Default for WaveData {
    /// A wave in which nothing was looked for.
    fn default() -> Self {
        Self { rooms_seen: Count::new(0), look_fors: Vec::new(), rooms: Vec::new() }
    }
}

/// The look-fors of an initiative with the levels that a wave recorded them by.
pub fn look_fors_then(walkthrough: &Walkthrough, look_fors: &[LookFor]) -> Vec<LookFor> {
    let then = |look_for: &LookFor| {
        let mut look_for = look_for.clone();
        if let Some(levels) = walkthrough.levels.get(&look_for.id) {
            look_for.levels.clone_from(levels);
        }
        look_for
    };
    look_fors.iter().map(then).collect()
}
