//! R8 PLC needs: what teams ask for, what several ask for, and how long an answer takes.

mod practices;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::RecordIx;
use crate::date::{Date, When, days_between};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Need, Plc};
use crate::say;
use crate::view::{Item, View};

use super::Method;
use super::number::{median, plain};

pub use practices::{Practice, practices_in};

/// How needs are told.
pub const METHOD: Method = Method { name: "plc-needs" };

/// A need that a team raised.
#[derive(Debug, Clone, Copy)]
pub struct Raised<'c> {
    /// The team's notes.
    pub notes: RecordIx,
    /// The team.
    pub team: &'c str,
    /// When it asked.
    pub asked: When,
    /// What it asked for.
    pub need: &'c Need,
    /// Whether it has an answer, as of a date.
    pub answered: bool,
    /// Days from asking to the answer, where both days are known.
    pub wait_days: Option<i64>,
    /// Days without an answer so far, where the day is known.
    pub open_days: Option<i64>,
}

/// How needs were answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Replies {
    /// How many needs were raised.
    pub raised: usize,
    /// How many of them have an answer.
    pub answered: usize,
    /// The middle of the days that dated answers took.
    pub median_days: Option<f64>,
    /// How many answers have days.
    pub dated: usize,
    /// The fewest and the most days.
    pub range_days: Option<(i64, i64)>,
    /// The place, among those given, of the need that is longest without an answer.
    pub oldest_open: Option<usize>,
}

/// What two teams or more need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonNeed<'c> {
    /// The category, or the words where there is none.
    pub name: &'c str,
    /// The teams, in the order in which they asked.
    pub teams: Vec<&'c str>,
    /// The needs, by their place among those given.
    pub needs: Vec<usize>,
}

/// The needs that the team notes of a place raise, in the order in which they were asked.
pub fn raised_in<'c>(view: &View<'c>, school: Option<&Id>, today: Date) -> Vec<Raised<'c>> {
    raised(view.own::<Plc>(school), today)
}

/// The needs that team notes raise, as of a date, in the order in which they were asked.
pub fn raised<'c>(notes: impl IntoIterator<Item = Item<'c, Plc>>, today: Date) -> Vec<Raised<'c>> {
    let held = notes.into_iter().filter(|item| !item.fields.date.is_after(today));
    let mut found: Vec<Raised<'c>> = held
        .flat_map(|item| item.fields.needs.iter().map(move |need| raised_need(item, need, today)))
        .collect();
    found.sort_by_key(|raised| (raised.asked.sort_key(), raised.notes));
    found
}

fn raised_need<'c>(notes: Item<'c, Plc>, need: &'c Need, today: Date) -> Raised<'c> {
    let asked = notes.fields.date;
    let answered = match need.replied {
        Some(replied) => replied.is_by(today),
        None => need.reply.is_some(),
    };
    let day = asked.day();
    let replied = need.replied.and_then(When::day).filter(|_| answered);
    let wait_days = day.zip(replied).map(|(from, to)| days_between(from, to)).filter(|days| *days >= 0);
    let open_days = day.filter(|_| !answered).map(|day| days_between(day, today));
    Raised { notes: notes.ix, team: notes.fields.team.trim(), asked, need, answered, wait_days, open_days }
}

/// How the needs were answered.
pub fn replies(raised: &[Raised<'_>]) -> Replies {
    let waits: Vec<i64> = raised.iter().filter_map(|raised| raised.wait_days).collect();
    let open = raised.iter().enumerate().filter_map(|(place, raised)| Some((raised.open_days?, place)));
    Replies {
        raised: raised.len(),
        answered: raised.iter().filter(|raised| raised.answered).count(),
        dated: waits.len(),
        range_days: waits.iter().min().copied().zip(waits.iter().max().copied()),
        median_days: median(waits),
        oldest_open: open
            .min_by_key(|(days, place)| (std::cmp::Reverse(*days), *place))
            .map(|(_, place)| place),
    }
}

impl Replies {
    /// How long an answer took: "Half of the dated answers came within 5 days".
    pub fn median_words(&self, language: &Language) -> Option<String> {
        let median = plain(language, self.median_days?);
        Some(say!(language, "plc-needs.median", count = median))
    }
}

impl<'c> Raised<'c> {
    /// What makes two needs the same: the category, capitals aside, else the words.
    fn same(&self) -> (bool, String) {
        match self.category() {
            Some(category) => (true, folded(category)),
            None => (false, folded(&self.need.text)),
        }
    }

    /// The category as it is written.
    pub fn category(&self) -> Option<&'c str> {
        self.need.category.as_deref().map(str::trim).filter(|category| !category.is_empty())
    }

    /// The month in which it was asked for, where that is known.
    pub fn month(&self) -> Option<When> {
        let (first, last) = self.asked.sort_key();
        let month = When::Month { year: first.year(), month: first.month() };
        (month.last() >= last).then_some(month)
    }
}

/// A word as it is compared: without blanks at its ends, in small letters.
pub fn folded(word: &str) -> String {
    word.trim().to_lowercase()
}

/// What two teams or more need: what most teams need first, then what was asked for first.
pub fn common<'c>(raised: &[Raised<'c>]) -> Vec<CommonNeed<'c>> {
    let mut groups: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    for (place, found) in raised.iter().enumerate() {
        groups.entry(found.same()).or_default().push(place);
    }
    let mut common: Vec<CommonNeed<'c>> = Vec::new();
    for needs in groups.into_values() {
        let of_group: Vec<&Raised<'c>> = needs.iter().filter_map(|place| raised.get(*place)).collect();
        let mut seen = BTreeSet::new();
        let teams = of_group.iter().map(|found| found.team).filter(|team| seen.insert(folded(team)));
        let teams: Vec<&'c str> = teams.collect();
        if let (Some(first), 2..) = (of_group.first(), teams.len()) {
            let name = first.category().unwrap_or(&first.need.text);
            common.push(CommonNeed { name, teams, needs });
        }
    }
    common.sort_by_key(|common| (std::cmp::Reverse(common.teams.len()), common.needs.first().copied()));
    common
}
