//! R3 Actions: what is done, what is late, what comes next, and what was given up.

use std::collections::BTreeMap;

use jiff::ToSpan;

use super::Method;
use super::number::{percent, whole};
use crate::date::{Date, When, days_between};
use crate::language::Language;
use crate::record::{Action, Initiative};
use crate::say;
use crate::view::Item;

/// How actions are told.
pub const METHOD: Method = Method { name: "actions" };

/// An action and how it stands as of a date.
#[derive(Debug, Clone, Copy)]
pub struct Step<'c> {
    /// The initiative that it belongs to.
    pub initiative: Item<'c, Initiative>,
    /// The action.
    pub action: &'c Action,
    /// How it stands.
    pub state: State<'c>,
}

/// How an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<'c> {
    /// It was done.
    Done(When),
    /// It was given up, and why.
    Dropped(&'c str),
    /// Its day is over, by so many days.
    Late(Date, i64),
    /// It is due on a day, in so many days.
    Due(Date, i64),
    /// It is due in a month, a quarter or a year.
    DueIn(When),
    /// Nobody has said when it should be done.
    NoDate,
}

/// Actions counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many are done.
    pub done: usize,
    /// How many were given up.
    pub dropped: usize,
    /// How many are late.
    pub late: usize,
    /// How many there are.
    pub all: usize,
}

/// The actions of an initiative as of a date, in the order in which they are written.
pub fn actions(initiative: Item<'_, Initiative>, today: Date) -> Vec<Step<'_>> {
    let step = |action| Step { initiative, action, state: State::of(action, today) };
    initiative.fields.actions.iter().map(step).collect()
}

/// The actions that are due within each week from today on, by its Monday; each week oldest first.
pub fn by_week<'s, 'c>(steps: &'s [Step<'c>]) -> BTreeMap<Date, Vec<&'s Step<'c>>> {
    let mut weeks: BTreeMap<Date, Vec<&Step<'_>>> = BTreeMap::new();
    for step in steps {
        if let State::Due(day, _) = step.state {
            weeks.entry(monday_of(day)).or_default().push(step);
        }
    }
    for week in weeks.values_mut() {
        week.sort_by_key(|step| step.action.due.map(When::sort_key));
    }
    weeks
}

/// The actions by who does them, in the order of the words; those that nobody has been named for stand last.
pub fn by_owner<'s, 'c>(steps: &'s [Step<'c>]) -> Vec<(Option<&'c str>, Vec<&'s Step<'c>>)> {
    let mut owners: BTreeMap<(bool, Option<&'c str>), Vec<&Step<'_>>> = BTreeMap::new();
    for step in steps {
        let owner = step.action.owner.as_deref();
        owners.entry((owner.is_none(), owner)).or_default().push(step);
    }
    owners.into_iter().map(|((_, owner), steps)| (owner, steps)).collect()
}

/// When an action was done, if that is so as of a date: what is dated later is an intention.
pub fn done(action: &Action, today: Date) -> Option<When> {
    action.done.filter(|done| !done.is_after(today))
}

/// The day by which an action should be done that is neither done nor given up as of a date.
pub fn open_until(action: &Action, today: Date) -> Option<Date> {
    let open = done(action, today).is_none() && action.dropped.is_none();
    action.due?.day().filter(|_| open)
}

/// That day, where it is over.
pub fn overdue(action: &Action, today: Date) -> Option<Date> {
    open_until(action, today).filter(|due| *due < today)
}

impl<'c> State<'c> {
    /// How an action stands as of a date.
    pub fn of(action: &'c Action, today: Date) -> Self {
        if let Some(done) = done(action, today) {
            return Self::Done(done);
        }
        if let Some(why) = &action.dropped {
            return Self::Dropped(why);
        }
        match (action.due, open_until(action, today)) {
            (_, Some(day)) if day < today => Self::Late(day, days_between(day, today)),
            (_, Some(day)) => Self::Due(day, days_between(today, day)),
            (Some(when), None) => Self::DueIn(when),
            (None, None) => Self::NoDate,
        }
    }

    /// When it was done, if it was.
    pub fn done(self) -> Option<When> {
        if let Self::Done(done) = self { Some(done) } else { None }
    }

    /// The state as one word, for files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Dropped(_) => "dropped",
            Self::Late(..) => "overdue",
            Self::Due(..) | Self::DueIn(_) => "open",
            Self::NoDate => "no_due_date",
        }
    }

    /// The state in words, without its date: "9 days late", "due in 24 days".
    pub fn words(self, language: &Language) -> String {
        match self {
            Self::Done(_) => language.word("word.done").to_owned(),
            Self::Dropped(_) => language.word("word.given-up").to_owned(),
            Self::Late(_, days) => say!(language, "word.late-by", days = language.days(days)),
            Self::Due(_, 0) => language.word("word.due-today").to_owned(),
            Self::Due(_, days) => say!(language, "word.due-in", days = language.days(days)),
            Self::DueIn(_) => language.word("word.due").to_owned(),
            Self::NoDate => language.word("word.no-due-date").to_owned(),
        }
    }
}

impl Tally {
    /// Counts actions.
    pub fn of<'s, 'c: 's>(steps: impl IntoIterator<Item = &'s Step<'c>>) -> Self {
        let mut tally = Self::default();
        for step in steps {
            tally.all += 1;
            match step.state {
                State::Done(_) => tally.done += 1,
                State::Dropped(_) => tally.dropped += 1,
                State::Late(..) => tally.late += 1,
                State::Due(..) | State::DueIn(_) | State::NoDate => {}
            }
        }
        tally
    }

    /// All but those that were given up.
    pub fn counted(self) -> usize {
        self.all - self.dropped
    }

    /// The share that is done, from 0 to 1; none where nothing is left to count.
    pub fn share(self) -> Option<f64> {
        let (done, counted) = (self.done, self.counted());
        #[allow(clippy::cast_precision_loss, reason = "a plan has far fewer than 2^52 actions")]
        let share = |part: usize| part as f64 / counted as f64;
        (counted > 0).then(|| share(done))
    }

    /// Done of all, in a sentence: "4 of 8 done (50 %), 1 given up, 1 late."
    pub fn words(self, language: &Language) -> String {
        let Some(share) = self.share() else {
            return match self.dropped {
                0 => language.word("actions.no-actions-on-record").to_owned(),
                1 => language.word("actions.the-only-action-was-given-up").to_owned(),
                all => say!(language, "actions.all-actions-were-given-up", all = whole(language, all)),
            };
        };
        // "100 %" is kept for all of them, and "0 %" for none.
        let share = if self.done == self.counted() { share } else { share.min(0.99) };
        let share = if self.done == 0 { share } else { share.max(0.01) };
        let mut words = say!(
            language,
            "actions.of-done",
            done = whole(language, self.done),
            counted = whole(language, self.counted()),
            share = percent(language, share)
        );
        if self.dropped > 0 {
            words.push_str(&say!(language, "actions.given-up", dropped = whole(language, self.dropped)));
        }
        if self.late > 0 {
            words.push_str(&say!(language, "actions.late", late = whole(language, self.late)));
        }
        words.push('.');
        words
    }
}

/// The Monday on or before a day.
fn monday_of(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

#[cfg(test)]
mod tests;
