//! A wave of classroom visits: what was seen, as counts of rooms.

mod counts;
mod rooms;
mod words;

pub use counts::from_counts;
pub use rooms::read;
pub use words::level_names;

use crate::count::Count;

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
    /// The number of rooms at each level, from least to most, as [`level_names`] orders them.
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
