//! Why something about referrals is not computed.

/// What was computed, or why it was not.
pub type Computed<T> = Result<T, Why>;

/// Why something is not computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The school year has no first and last day on record.
    NoCalendar,
    /// The school year has no enrollment on record.
    NoEnrollment,
    /// There has been no school day so far.
    NotStarted,
    /// The record has totals and no rows.
    OnlyTotals,
    /// The file has no such column.
    NoColumn,
    /// More students were referred than are enrolled.
    MoreThanEnrolled,
    /// The record's year is no school year.
    NoYear,
    /// The time has not come.
    NotYet,
    /// It rests on a number that is not shown.
    Hidden,
    /// Nobody knows until which day the total counts.
    UntilWhen,
    /// Too few students stand behind most of the numbers.
    FewBehind,
    /// There are no rows and no totals.
    NoData,
}

impl Why {
    /// The sentence's end for a page: "not computed: no enrollment".
    pub fn words(self) -> &'static str {
        match self {
            Self::NoCalendar => {
                "not computed: no calendar (the school year has no first and last day on record)"
            }
            Self::NoEnrollment => "not computed: no enrollment",
            Self::NotStarted => "not computed: no school day so far",
            Self::OnlyTotals => "not computed: only totals are recorded",
            Self::NoColumn => "not computed: the file has no such column",
            Self::MoreThanEnrolled => "not computed: more students were referred than are enrolled",
            Self::NoYear => "not computed: the record names no school year",
            Self::NotYet => "not yet",
            Self::Hidden => "not shown: it would give a hidden number away",
            Self::UntilWhen => "not computed: it is not recorded until which day the total counts",
            Self::FewBehind => "not shown: too few students stand behind most of the numbers",
            Self::NoData => "no data",
        }
    }
}
