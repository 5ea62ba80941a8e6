//! Walkthroughs after sessions, how many rooms the latest wave saw, and the support that followed.

use super::{After, FollowItem, Standing, days, due_words, joined};
use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::dataset::Dataset;
use crate::date::{Date, When, add_days, day_in_words, days_between};
use crate::record::{Relation, Session, Support, Target, Walkthrough};
use crate::report::Line;
use crate::report::suppress::lone_count;
use crate::view::{Item, View};

/// What came after a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterSession {
    /// The first wave, and the days from the session to it where both are known to the day.
    Seen(RecordIx, When, Option<i64>),
    /// No wave yet, and the day by which there should be one.
    Waiting(Date),
    /// No wave yet, and the session's day is not on record: nothing is due.
    NoDay,
}

/// What came after each session of an initiative so far, oldest session first.
pub(super) fn after_sessions<'c>(
    view: &View<'c>,
    initiative: RecordIx,
    walkthrough_days: u16,
    today: Date,
) -> Vec<(Item<'c, Session>, AfterSession)> {
    let mut sessions = joined::<Session>(view, initiative, Relation::Prepares);
    sessions.retain(|session| session.fields.date.is_by(today));
    sessions.sort_by_key(|session| (session.fields.date.sort_key(), session.ix));
    let waves = waves(view, initiative, today);
    let found = |session: Item<'c, Session>| {
        let date = session.fields.date;
        match waves.iter().find(|wave| follows(view, **wave, session)) {
            Some(wave) => {
                let gap = date.day().zip(wave.fields.date.day());
                let gap = gap.map(|(from, to)| days_between(from, to));
                AfterSession::Seen(wave.ix, wave.fields.date, gap)
            }
            None => match date.day() {
                Some(day) => AfterSession::Waiting(add_days(day, i64::from(walkthrough_days))),
                None => AfterSession::NoDay,
            },
        }
    };
    sessions.into_iter().map(|session| (session, found(session))).collect()
}

/// The waves of an initiative that have begun, oldest first.
fn waves<'c>(view: &View<'c>, initiative: RecordIx, today: Date) -> Vec<Item<'c, Walkthrough>> {
    let mut waves = joined::<Walkthrough>(view, initiative, Relation::LooksFor);
    waves.retain(|wave| wave.fields.date.is_by(today));
    waves.sort_by_key(|wave| (wave.fields.date.sort_key(), wave.ix));
    waves
}

/// Whether a wave comes after a session: later, or the same day where it names the session.
fn follows(view: &View<'_>, wave: Item<'_, Walkthrough>, session: Item<'_, Session>) -> bool {
    let named = wave
        .fields
        .session
        .as_ref()
        .and_then(|named| view.resolve(wave.record().key.school.as_ref(), named, Target::SESSION));
    let date = session.fields.date;
    wave.fields.date.is_after(date.last()) || (named == Some(session.ix) && wave.fields.date == date)
}

impl<'c> After<'_, 'c> {
    pub(super) fn walkthrough_after_every_session(self) -> FollowItem {
        let allowed = self.settings.cadence.walkthrough_days;
        let sessions = after_sessions(self.view, self.initiative.ix, allowed, self.today);
        let kept = |after: &AfterSession| match *after {
            AfterSession::Seen(_, _, gap) => Some(gap? <= i64::from(allowed)),
            AfterSession::Waiting(due) if due < self.today => Some(false),
            AfterSession::Waiting(_) | AfterSession::NoDay => None,
        };
        let judged: Vec<bool> = sessions.iter().filter_map(|(_, after)| kept(after)).collect();
        let standing = match judged.as_slice() {
            [] => Standing::NothingDue,
            judged if judged.iter().all(|kept| *kept) => Standing::Kept,
            _ => Standing::NotKept,
        };
        let mut lines: Vec<Line> = sessions
            .iter()
            .map(|(session, after)| session_line(*session, *after, allowed, self.today))
            .collect();
        if lines.is_empty() {
            lines.push(Line::new("No learning session so far.", []));
        }
        FollowItem {
            title: "Walkthrough after every session",
            rule: "the first visits come within the days that the site sets for them",
            standing,
            lines,
        }
    }

    fn latest_wave(self) -> Option<Item<'c, Walkthrough>> {
        waves(self.view, self.initiative.ix, self.today).pop()
    }

    pub(super) fn coverage(self) -> FollowItem {
        let said = match self.latest_wave() {
            None => Line::new("No walkthrough so far.", []),
            Some(wave) => {
                let rooms = self.rooms_seen(wave);
                Line::new(format!("{rooms} ({})", wave.fields.date.in_words()), [wave.ix])
            }
        };
        told("Coverage", "rooms seen of those where it should be seen, in the latest wave", vec![said])
    }

    /// Rooms seen of eligible ones, unless the rooms seen or the rest are a few.
    fn rooms_seen(self, wave: Item<'c, Walkthrough>) -> String {
        let Some(Dataset::Wave(data)) = &wave.entry.dataset else {
            return "Not computed: the visits could not be read".to_owned();
        };
        let minimum = self.settings.min_educators;
        let shown = |count| lone_count(count, minimum).shown();
        match (shown(data.rooms_seen), shown(wave.fields.eligible)) {
            (Some(seen), Some(eligible)) if seen == eligible || seen.saturating_add(minimum) <= eligible => {
                format!("{seen} of {eligible} rooms")
            }
            (Some(seen), Some(eligible)) if seen > eligible => {
                "Not computed: more rooms were seen than are eligible".to_owned()
            }
            _ => "Not shown: the rooms seen, or the others, are too few".to_owned(),
        }
    }

    pub(super) fn implementation_level(self) -> FollowItem {
        let said = match self.latest_wave() {
            None => Line::new("No walkthrough so far.", []),
            Some(wave) => Line::new(format!("The latest wave: {}", wave.fields.date.in_words()), [wave.ix]),
        };
        let rule = "what the latest wave saw at each level; levels are never averaged";
        told("Implementation level", rule, vec![said])
    }

    pub(super) fn support(self) -> FollowItem {
        let mut support = joined::<Support>(self.view, self.initiative.ix, Relation::Helps);
        support.retain(|item| self.counts(item.fields.starts) || self.runs_past_launch(item.fields));
        let for_leadership = !self.view.audience().sees(Audience::Leadership);
        let mut lines = Vec::new();
        if support.is_empty() {
            lines.push(Line::new(
                if for_leadership {
                    "Not shown here: support is kept for leadership, and no record of it is in this site."
                } else {
                    "No support since the launch."
                },
                [],
            ));
        } else {
            for look_for in &self.initiative.fields.look_fors {
                let of = |item: &&Item<'c, Support>| item.fields.for_look_for.as_ref() == Some(&look_for.id);
                let records: Vec<RecordIx> = support.iter().filter(of).map(|item| item.ix).collect();
                let said = if records.is_empty() { "no support on record" } else { "supported" };
                lines.push(Line::new(format!("{}: {said}", look_for.text), records));
            }
            let open = support.iter().filter(|item| item.fields.for_look_for.is_none());
            let open: Vec<RecordIx> = open.map(|item| item.ix).collect();
            if !open.is_empty() {
                lines.push(Line::new("For the whole practice", open));
            }
        }
        told("Support matched", "support on record for each look-for, never who receives it", lines)
    }

    fn runs_past_launch(self, support: &Support) -> bool {
        let ended = support.ends.is_some_and(|ends| ends.is_before(self.launched.first()));
        support.starts.is_by(self.today) && !ended
    }
}

fn session_line(session: Item<'_, Session>, after: AfterSession, allowed: u16, today: Date) -> Line {
    let name = session.record().title();
    match after {
        AfterSession::Seen(wave, when, gap) => {
            let said = match gap {
                Some(gap) if gap > i64::from(allowed) => {
                    format!("visited after {}, {} late", days(gap), days(gap - i64::from(allowed)))
                }
                Some(gap) => format!("visited after {}", days(gap)),
                None => format!("visited: {}", when.in_words()),
            };
            Line::new(format!("{name}: {said}"), [session.ix, wave])
        }
        AfterSession::Waiting(due) => {
            let said = due_words(due, today);
            Line::new(format!("{name}: no walkthrough yet, {said} ({})", day_in_words(due)), [session.ix])
        }
        AfterSession::NoDay => Line::new(
            format!("{name}: no walkthrough yet; the day of the session is not on record"),
            [session.ix],
        ),
    }
}

fn told(title: &'static str, rule: &'static str, lines: Vec<Line>) -> FollowItem {
    FollowItem { title, rule, standing: Standing::Told, lines }
}
