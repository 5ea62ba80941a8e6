//! Referrals of a school year from their data file: typed rows without a single key in them.

mod columns;
mod date_format;
mod rows;

pub(crate) use date_format::day_written;
pub use rows::read;

use crate::count::Count;
use crate::date::Date;

/// The referrals of a school year, each student of an incident once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralData {
    /// The referrals, in the file's order.
    pub rows: Vec<ReferralRow>,
    /// The number of different students referred.
    pub students: Count,
    /// Whether the file has a column of times.
    pub has_times: bool,
    /// Whether the file tells majors from minors.
    pub has_severity: bool,
    /// The places by their numbers, codes replaced by their names; `None` without such a column.
    pub locations: Option<Vec<String>>,
    /// The behaviors by their numbers; `None` without such a column.
    pub behaviors: Option<Vec<String>>,
    /// The grades by their numbers; `None` without such a column.
    pub grades: Option<Vec<String>>,
    /// Who referred, by their numbers; `None` without such a column.
    pub staff: Option<Vec<StaffMember>>,
    /// Rows of the file, blank ones aside.
    pub all_rows: usize,
    /// Rows that could be read: repeats of an incident and those off the calendar included.
    pub read_rows: usize,
    /// Rows that were read and left out because of their date.
    pub off_calendar: usize,
}

/// One student in one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferralRow {
    /// The incident's number here.
    pub incident: u32,
    /// The student's number here.
    pub student: u32,
    /// The day.
    pub date: Date,
    /// The hour of the day, 0–23; `None` where the time is blank.
    pub hour: Option<u8>,
    /// The place's index in [`ReferralData::locations`].
    pub location: Option<u32>,
    /// The behavior's index in [`ReferralData::behaviors`].
    pub behavior: Option<u32>,
    /// The grade's index in [`ReferralData::grades`].
    pub grade: Option<u32>,
    /// The index in [`ReferralData::staff`] of who referred.
    pub staff: Option<u32>,
    /// Major or minor, where the file says.
    pub severity: Option<Severity>,
    /// Its line in the file, from 1.
    pub line: u32,
}

/// Whether a referral goes to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Managed by the office.
    Major,
    /// Managed where it happened.
    Minor,
}

/// Someone who referred, without their key. Their index is drawn by chance but stable, so
/// [`letter`](super::letter) of it can stand for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaffMember {
    /// How many students they teach: the largest number that their rows give.
    pub students_taught: Option<Count>,
}

impl Default for ReferralData {
    /// No referrals, of no rows.
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            students: Count::new(0),
            has_times: false,
            has_severity: false,
            locations: None,
            behaviors: None,
            grades: None,
            staff: None,
            all_rows: 0,
            read_rows: 0,
            off_calendar: 0,
        }
    }
}
