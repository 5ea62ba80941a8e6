//! Why something about referrals is not computed.

use crate::language::Language;

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
    pub fn words(self, language: &Language) -> &str {
        match self {
            Self::NoCalendar => language.word("referrals.not-computed-no-calendar-the-school-year"),
            Self::NoEnrollment => language.word("referrals.not-computed-no-enrollment"),
            Self::NotStarted => language.word("referrals.not-computed-no-school-day-so-far"),
            Self::OnlyTotals => language.word("referrals.not-computed-only-totals-are-recorded"),
            Self::NoColumn => language.word("referrals.not-computed-the-file-has-no-such"),
            Self::MoreThanEnrolled => {
                language.word("referrals.not-computed-more-students-were-referred-than")
            }
            Self::NoYear => language.word("referrals.not-computed-the-record-names-no-school"),
            Self::NotYet => language.word("word.not-yet"),
            Self::Hidden => language.word("referrals.not-shown-it-would-give-a-hidden"),
            Self::UntilWhen => language.word("referrals.not-computed-it-is-not-recorded-until"),
            Self::FewBehind => language.word("referrals.not-shown-too-few-students-stand-behind"),
            Self::NoData => language.word("word.no-data"),
        }
    }
}
