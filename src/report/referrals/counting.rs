//! Rows counted by what they have in common: how many referrals, and how many different students behind them.

use crate::count::Count;
use crate::dataset::referrals::{ReferralRow, Severity};
use crate::report::suppress::Amount;

/// Which referrals are counted together within a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Majors and minors together.
    All,
    /// Those of one severity; none for rows that do not say.
    Of(Option<Severity>),
}

/// The rows of a year sorted by student, so that different students are counted in one pass.
pub(super) struct ByStudent<'d>(Vec<&'d ReferralRow>);

/// How many referrals, and of how many students.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) events: u32,
    pub(super) students: u32,
    /// The last student counted, one up: rows of one student follow each other.
    last: u32,
}

/// The counts of one group of rows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    all: Counted,
    majors: Counted,
    minors: Counted,
    untold: Counted,
}

impl Counted {
    fn take(&mut self, student: u32) {
        self.events += 1;
        if self.last != student + 1 {
            self.last = student + 1;
            self.students += 1;
        }
    }

    /// As an amount of events with the people behind them.
    pub(super) fn amount(self) -> Amount {
        Amount::of_events(Count::new(self.events), Count::new(self.students))
    }
}

impl Group {
    /// The counts of one part.
    pub(super) fn part(&self, part: Part) -> Counted {
        match part {
            Part::All => self.all,
            Part::Of(Some(Severity::Major)) => self.majors,
            Part::Of(Some(Severity::Minor)) => self.minors,
            Part::Of(None) => self.untold,
        }
    }

    fn take(&mut self, row: &ReferralRow) {
        self.all.take(row.student);
        let part = match row.severity {
            Some(Severity::Major) => &mut self.majors,
            Some(Severity::Minor) => &mut self.minors,
            None => &mut self.untold,
        };
        part.take(row.student);
    }
}

impl<'d> ByStudent<'d> {
    /// Sorts rows by student.
    pub(super) fn of(rows: impl IntoIterator<Item = &'d ReferralRow>) -> Self {
        let mut rows: Vec<&ReferralRow> = rows.into_iter().collect();
        rows.sort_by_key(|row| row.student);
        Self(rows)
    }

    /// The rows.
    pub(super) fn rows(&self) -> &[&'d ReferralRow] {
        &self.0
    }

    /// Everything together.
    pub(super) fn whole(&self) -> Group {
        self.grouped(1, |_| 0)[0]
    }

    /// The counts of each of `groups` groups; `group_of` gives a row's.
    pub(super) fn grouped(&self, groups: usize, group_of: impl Fn(&ReferralRow) -> usize) -> Vec<Group> {
        let mut counted = vec![Group::default(); groups];
        for row in &self.0 {
            if let Some(group) = counted.get_mut(group_of(row)) {
                group.take(row);
            }
        }
        counted
    }

    /// For each student, their referrals among the rows that `counts` takes.
    pub(super) fn per_student(&self, counts: impl Fn(&ReferralRow) -> bool) -> Vec<u32> {
        let of_student = self.0.chunk_by(|a, b| a.student == b.student);
        let count = |rows: &[&ReferralRow]| rows.iter().filter(|row| counts(row)).count();
        of_student.map(|rows| u32::try_from(count(rows)).unwrap_or(u32::MAX)).collect()
    }
}
