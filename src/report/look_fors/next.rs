//! When someone comes to see next.

use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Relation, Session};
use crate::report::follow_through::{AfterSession, after_sessions, due_words};
use crate::say;
use crate::view::View;

/// When someone comes next, as far as it is on record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NextVisits {
    /// The first planned day from now on, and the session that plans it, if a session does.
    pub planned: Option<(When, Option<RecordIx>)>,
    /// Sessions without a walkthrough so far, with the day by which there should be one.
    pub waiting: Vec<(Date, RecordIx)>,
    /// Whether any learning session so far is on record.
    pub has_sessions: bool,
}

/// When someone comes next for an initiative, to the rooms of a school.
pub(super) fn next_visits(
    view: &View<'_>,
    (initiative, school): (RecordIx, Option<&Id>),
    walkthrough_days: u16,
    today: Date,
) -> NextVisits {
    let sessions = view.backlinks(initiative).filter(|link| link.relation == Relation::Prepares);
    let sessions: Vec<_> = sessions.filter_map(|link| view.item::<Session>(link.to)).collect();
    let ahead = |when: When| when.first() >= today;
    let by_session = sessions.iter().flat_map(|session| {
        let days = session.fields.follow_up.iter().copied();
        days.filter(|when| ahead(*when)).map(|when| (when, Some(session.ix)))
    });
    let by_wave = view
        .counted_waves_of(initiative)
        .filter(|wave| wave.school == school && wave.date.is_after(today) && ahead(wave.date));
    let planned = by_session.chain(by_wave.map(|wave| (wave.date, None)));
    let after = after_sessions(view, initiative, walkthrough_days, today);
    let waiting = after.iter().filter_map(|(session, after)| match after {
        AfterSession::Waiting(due) => Some((*due, session.ix)),
        AfterSession::Seen(..) | AfterSession::NoDay => None,
    });
    NextVisits {
        planned: planned.min_by_key(|(when, session)| (when.sort_key(), session.is_none(), *session)),
        waiting: waiting.collect(),
        has_sessions: !after.is_empty(),
    }
}

impl NextVisits {
    /// The next visits in words: "planned for Thu 17 Dec 2026", "9 days late (15 November 2026)"; none where nothing
    /// is planned or due.
    pub fn words(&self, language: &Language, today: Date) -> Option<String> {
        let late = self.waiting.first().map(|(due, _)| *due).filter(|due| *due < today);
        let due = |due: Date| format!("{} ({})", due_words(language, due, today), language.day_in_words(due));
        match (late, self.planned) {
            (Some(late), Some((when, _))) => {
                Some(say!(language, "look-fors.planned-for", due = due(late), date = language.date(when)))
            }
            (Some(late), None) => Some(due(late)),
            (None, Some((when, _))) => {
                Some(say!(language, "look-fors.planned-for-too", date = language.date(when)))
            }
            (None, None) => self.waiting.first().map(|(first, _)| due(*first)),
        }
    }
}
