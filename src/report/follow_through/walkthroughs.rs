//! Walkthroughs after sessions, how many rooms the latest wave saw, and the support that followed.

use super::{After, FollowItem, Standing, days, due_words, joined};
use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::date::{Date, When, add_days, day_in_words, days_between};
use crate::record::{Relation, Session};
use crate::report::Line;
use crate::report::look_fors::{Classrooms, LookForSeries, Wave};
use crate::report::support::{by_sort, cycles_in_words};
use crate::view::{CountedSupport, CountedWave, Item, View};

/// What came after a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterSession {
    /// The first wave, where the audience may see it, its day, and the days from the session to it where both are
    /// known to the day.
    Seen(Option<RecordIx>, When, Option<i64>),
    /// No wave yet, and the day by which there should be one.
    Waiting(Date),
    /// No wave yet, and the session's day is not on record: nothing is due.
    NoDay,
}

/// What came after each session of an initiative so far, oldest session first.
pub(crate) fn after_sessions<'c>(
    view: &View<'c>,
    initiative: RecordIx,
    walkthrough_days: u16,
    today: Date,
) -> Vec<(Item<'c, Session>, AfterSession)> {
    let mut sessions = joined::<Session>(view, initiative, Relation::Prepares);
    sessions.retain(|session| session.fields.date.is_by(today));
    sessions.sort_by_key(|session| (session.fields.date.sort_key(), session.ix));
    let mut waves: Vec<CountedWave<'c>> =
        view.counted_waves_of(initiative).filter(|wave| wave.date.is_by(today)).collect();
    waves.sort_by_key(|wave| wave.date.sort_key());
    let found = |session: Item<'c, Session>| {
        let date = session.fields.date;
        match waves.iter().find(|wave| follows(wave, session)) {
            Some(wave) => {
                let gap = date.day().zip(wave.date.day());
                let gap = gap.map(|(from, to)| days_between(from, to));
                AfterSession::Seen(wave.record, wave.date, gap)
            }
            None => match date.day() {
                Some(day) => AfterSession::Waiting(add_days(day, i64::from(walkthrough_days))),
                None => AfterSession::NoDay,
            },
        }
    };
    sessions.into_iter().map(|session| (session, found(session))).collect()
}

/// Whether a wave comes after a session: later, or the same day where it names the session.
fn follows(wave: &CountedWave<'_>, session: Item<'_, Session>) -> bool {
    let date = session.fields.date;
    wave.date.is_after(date.last()) || (wave.session == Some(session.ix) && wave.date == date)
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

    pub(super) fn coverage(self) -> FollowItem {
        let latest = self.latest_waves(|_, wave| {
            let said = format!("{} ({})", wave.coverage.words(), wave.date.in_words());
            vec![Line::new(said, wave.record)]
        });
        told("Coverage", "rooms seen of those where it should be seen, in the latest wave", latest)
    }

    pub(super) fn implementation_level(self) -> FollowItem {
        let latest = self.latest_waves(|place, wave| {
            let of_wave = |series: &LookForSeries| {
                let seen = series.latest().filter(|seen| seen.wave + 1 == place.waves.len())?;
                Some(Line::new(format!("{}: {}", series.text, seen.words()), wave.record))
            };
            place.look_fors.iter().filter_map(of_wave).collect()
        });
        let rule = "what the latest wave saw at each level; levels are never averaged";
        told("Implementation level", rule, latest)
    }

    /// What is said of the latest wave of each place.
    fn latest_waves(self, say: impl Fn(&Classrooms, &Wave) -> Vec<Line>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for place in self.classrooms {
            if let Some(wave) = place.waves.last() {
                lines.extend(say(place, wave));
            }
        }
        if lines.is_empty() {
            let no_wave = self.classrooms.iter().all(|place| place.waves.is_empty());
            let silent =
                if no_wave { "No walkthrough so far." } else { "The latest wave looked for nothing." };
            lines.push(Line::new(silent, []));
        }
        lines
    }

    pub(super) fn support(self) -> FollowItem {
        let since_launch = self.view.counted_support_of(self.initiative.ix).filter(|support| {
            let over = support.ends.is_some_and(|ends| ends.is_before(self.launched.first()));
            support.starts.is_by(self.today) && !over
        });
        let since_launch: Vec<CountedSupport<'_>> = since_launch.collect();
        let sees_all = self.view.audience().sees(Audience::Staff);
        let mut lines = Vec::new();
        if !since_launch.is_empty() {
            for place in self.classrooms {
                lines.extend(place.look_fors.iter().filter_map(|series| matched_line(series, sees_all)));
            }
            let whole = || since_launch.iter().filter(|support| support.for_look_for.is_none());
            let cycles = by_sort(whole());
            if !cycles.is_empty() {
                let said = format!("For the whole practice: {}", cycles_in_words(&cycles));
                lines.push(Line::new(said, whole().filter_map(|support| support.record)));
            }
        }
        if lines.is_empty() {
            let silent = if sees_all {
                "No support since the launch."
            } else {
                "Not shown here: support is kept for the staff of the school."
            };
            lines.push(Line::new(silent, []));
        }
        let rule = "support for each look-for beside the rooms below the level that is aimed at; never who receives it";
        told("Support matched", rule, lines)
    }
}

/// The rooms below the level that is aimed at, and the support beside them.
fn matched_line(series: &LookForSeries, sees_all: bool) -> Option<Line> {
    let supported = &series.supported;
    let support = match supported.cycles.as_slice() {
        [] if !sees_all => return None,
        [] => "no support on record at or since the latest visits".to_owned(),
        cycles => cycles_in_words(cycles),
    };
    let said = match series.below_in_words() {
        Some(below) => format!("{}: {below}; {support}", series.text),
        None => format!("{}: {support}", series.text),
    };
    Some(Line::new(said, supported.records.iter().copied()))
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
            Line::new(format!("{name}: {said}"), std::iter::once(session.ix).chain(wave))
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
