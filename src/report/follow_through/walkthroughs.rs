//! Walkthroughs after sessions, how many rooms the latest wave saw, and the support that followed.

use super::{After, FollowItem, Standing, due_words, joined};
use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::date::{Date, When, add_days, days_between};
use crate::language::Language;
use crate::record::{Relation, Session};
use crate::report::Line;
use crate::report::look_fors::{Classrooms, LookForSeries, Wave};
use crate::report::support::{by_sort, cycles_in_words};
use crate::say;
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
        view.counted_waves_of(initiative).filter(|wave| !wave.date.is_after(today)).collect();
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
    pub(super) fn walkthrough_after_every_session(self, language: &Language) -> FollowItem {
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
            .map(|(session, after)| session_line(language, *session, *after, allowed, self.today))
            .collect();
        if lines.is_empty() {
            lines.push(Line::new(language.word("follow-through.no-learning-session-so-far"), []));
        }
        FollowItem {
            title: language.word("follow-through.walkthrough-after-every-session").to_owned(),
            rule: language.word("follow-through.the-first-visits-come-within-the-days").to_owned(),
            standing,
            lines,
        }
    }

    pub(super) fn coverage(self, language: &Language) -> FollowItem {
        let latest = self.latest_waves(|_, wave| {
            let said = format!("{} ({})", wave.coverage.words(language), language.date(wave.date));
            vec![Line::new(said, wave.record)]
        });
        told(
            language.word("label.coverage"),
            language.word("follow-through.rooms-seen-of-those-where-it-should"),
            latest,
        )
    }

    pub(super) fn implementation_level(self) -> FollowItem {
        let latest = self.latest_waves(|place, wave| {
            let of_wave = |series: &LookForSeries| {
                let seen = series.latest().filter(|seen| seen.wave + 1 == place.waves.len())?;
                Some(Line::new(format!("{}: {}", series.text, seen.words(self.view.language())), wave.record))
            };
            place.look_fors.iter().filter_map(of_wave).collect()
        });
        let rule = self.view.language().word("follow-through.what-the-latest-wave-saw-at-each");
        told(self.view.language().word("label.implementation-level"), rule, latest)
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
            let silent = if no_wave {
                self.view.language().word("follow-through.no-walkthrough-so-far")
            } else {
                self.view.language().word("follow-through.the-latest-wave-looked-for-nothing")
            };
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
                lines.extend(
                    place
                        .look_fors
                        .iter()
                        .filter_map(|series| matched_line(self.view.language(), series, sees_all)),
                );
            }
            let whole = || since_launch.iter().filter(|support| support.for_look_for.is_none());
            let cycles = by_sort(whole());
            if !cycles.is_empty() {
                let said = say!(
                    self.view.language(),
                    "follow-through.for-the-whole-practice",
                    cycles_in_words = cycles_in_words(self.view.language(), &cycles)
                );
                lines.push(Line::new(said, whole().filter_map(|support| support.record)));
            }
        }
        if lines.is_empty() {
            let silent = if sees_all {
                self.view.language().word("follow-through.no-support-since-the-launch")
            } else {
                self.view.language().word("follow-through.not-shown-here-support-is-kept-for")
            };
            lines.push(Line::new(silent, []));
        }
        let rule = self.view.language().word("follow-through.support-for-each-look-for-beside-the");
        told(self.view.language().word("label.support-matched"), rule, lines)
    }
}

/// The rooms below the level that is aimed at, and the support beside them.
fn matched_line(language: &Language, series: &LookForSeries, sees_all: bool) -> Option<Line> {
    let supported = &series.supported;
    let support = match supported.cycles.as_slice() {
        [] if !sees_all => return None,
        [] => language.word("follow-through.no-support-on-record-at-or-since").to_owned(),
        cycles => cycles_in_words(language, cycles),
    };
    let said = match series.below_in_words(language) {
        Some(below) => format!("{}: {below}; {support}", series.text),
        None => format!("{}: {support}", series.text),
    };
    Some(Line::new(said, supported.records.iter().copied()))
}

fn session_line(
    language: &Language,
    session: Item<'_, Session>,
    after: AfterSession,
    allowed: u16,
    today: Date,
) -> Line {
    let name = session.record().title();
    match after {
        AfterSession::Seen(wave, when, gap) => {
            let said = match gap {
                Some(gap) if gap > i64::from(allowed) => {
                    say!(
                        language,
                        "follow-through.visited-after-late",
                        days = language.days(gap),
                        days_too = language.days(gap - i64::from(allowed))
                    )
                }
                Some(gap) => say!(language, "follow-through.visited-after", days = language.days(gap)),
                None => say!(language, "follow-through.visited", date = language.date(when)),
            };
            Line::new(format!("{name}: {said}"), std::iter::once(session.ix).chain(wave))
        }
        AfterSession::Waiting(due) => {
            let said = due_words(language, due, today);
            Line::new(
                say!(
                    language,
                    "follow-through.no-walkthrough-yet",
                    name = name,
                    said = said,
                    date = language.day_in_words(due)
                ),
                [session.ix],
            )
        }
        AfterSession::NoDay => Line::new(
            say!(language, "follow-through.no-walkthrough-yet-the-day-of-the", name = name),
            [session.ix],
        ),
    }
}

fn told(title: &str, rule: &str, lines: Vec<Line>) -> FollowItem {
    FollowItem { title: title.to_owned(), rule: rule.to_owned(), standing: Standing::Told, lines }
}
