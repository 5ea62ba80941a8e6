//! Reviews held of those due, and the next one or how late it is.

use super::school_year::ends_of_year;
use super::{After, FollowItem, Standing, initiatives_of, joined};
use crate::catalog::RecordIx;
use crate::config::Cadence;
use crate::date::{Date, When, add_days, days_between};
use crate::language::Language;
use crate::record::{Plan, Relation, Review, Status};
use crate::report::Line;
use crate::say;
use crate::view::{Item, View};

/// The reviews of a plan against its rhythm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRhythm {
    /// Days from one review to the next.
    pub every_days: u16,
    /// The day from which they are counted: the plan's first, else its school year's, else the first launch.
    pub start: Option<Date>,
    /// The reviews held so far between the first day and, in a closed plan, the last, oldest first.
    pub held: Vec<RecordIx>,
    /// The days on which a review has been due so far, oldest first.
    pub due: Vec<Date>,
    /// What comes next; none in a closed plan and without a start.
    pub next: Option<NextReview>,
    /// Whether the plan is over.
    pub closed: bool,
    today: Date,
}

/// The review that is to be held next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextReview {
    /// When it is or was due.
    pub due: Date,
    /// The record that sets the day, where one does.
    pub record: Option<RecordIx>,
}

/// The reviews of a plan against its rhythm, as of a date.
pub fn review_rhythm<'c>(
    view: &View<'c>,
    plan: Item<'c, Plan>,
    cadence: Cadence,
    today: Date,
) -> ReviewRhythm {
    let reviews = joined::<Review>(view, plan.ix, Relation::Reviews);
    let mut held: Vec<(When, Item<'c, Review>)> =
        reviews.iter().filter_map(|review| Some((review.fields.date?, *review))).collect();
    let every_days = plan.fields.review_days.unwrap_or(cadence.review_days);
    let closed = plan.fields.status == Status::Closed;
    let (year_starts, year_ends) = ends_of_year(view, plan.record().key.school.as_ref(), &plan.fields.year);
    let start =
        plan.fields.starts.and_then(When::day).or(year_starts).or_else(|| first_launch(view, plan.ix));
    let end = plan.fields.ends.and_then(When::day).or(year_ends);
    let until = if closed { end.map(|end| end.min(today)) } else { Some(today) };
    let is_in_it = |when: When| {
        let begun = start.is_none_or(|start| when.last() >= start);
        begun && when.is_by(today) && until.is_none_or(|until| when.first() <= until)
    };
    held.retain(|(when, _)| is_in_it(*when));
    held.sort_by_key(|(when, review)| (when.sort_key(), review.ix));
    let ixs = held.iter().map(|(_, review)| review.ix).collect();
    let mut rhythm =
        ReviewRhythm { every_days, start, held: ixs, due: Vec::new(), next: None, closed, today };
    // A closed plan whose end nobody knows cannot be counted to its end.
    let (Some(start), Some(until)) = (start, until) else {
        rhythm.start = None;
        return rhythm;
    };
    let own: Vec<Date> = reviews.iter().filter_map(|review| review.fields.due?.day()).collect();
    let slots = slots(start, every_days, &own, until);
    let held_days: Vec<Date> = held.iter().map(|(when, _)| when.first()).collect();
    let taken = taken(&slots, &held_days, every_days);
    rhythm.due = slots.iter().copied().filter(|slot| *slot <= until).collect();
    if !closed {
        rhythm.next = next(&slots, &taken, &reviews, &held, today);
    }
    rhythm
}

/// The days on which reviews are due: one every so many days, each of `own` in the place of the computed day
/// nearest to it. They reach past `until` and past every day of `own`.
fn slots(start: Date, every_days: u16, own: &[Date], until: Date) -> Vec<Date> {
    let every = i64::from(every_days.max(1));
    let last = own.iter().copied().fold(until, Date::max);
    let number = days_between(start, last).max(0) / every + 2 + i64::try_from(own.len()).unwrap_or(0);
    let computed: Vec<Date> = (1..=number).map(|turn| add_days(start, turn * every)).collect();
    let mut slots = computed.clone();
    let mut replaced = vec![false; computed.len()];
    let mut own = own.to_vec();
    own.sort_unstable();
    for day in own {
        if let Some(place) = claim(&computed, &mut replaced, day)
            && let Some(slot) = slots.get_mut(place)
        {
            *slot = day;
        }
    }
    slots.sort_unstable();
    slots
}

/// Which days are met by a review: each review meets the free day nearest to it, of those that are over or no
/// more than half a rhythm ahead of it.
fn taken(slots: &[Date], held: &[Date], every_days: u16) -> Vec<bool> {
    let mut taken = vec![false; slots.len()];
    for day in held {
        let ahead = add_days(*day, i64::from(every_days / 2));
        let within = slots.partition_point(|slot| *slot <= ahead);
        let (Some(slots), Some(taken)) = (slots.get(..within), taken.get_mut(..within)) else { continue };
        claim(slots, taken, *day);
    }
    taken
}

/// Takes the free day nearest to `day`; of two equally near ones the earlier.
fn claim(days: &[Date], taken: &mut [bool], day: Date) -> Option<usize> {
    let free = days.iter().zip(taken.iter()).enumerate().filter(|(_, (_, taken))| !**taken);
    let (place, _) = free.min_by_key(|(place, (near, _))| (days_between(**near, day).abs(), *place))?;
    *taken.get_mut(place)? = true;
    Some(place)
}

/// The first day after the last review that no review meets; where that is ahead, a day that a record sets.
fn next(
    slots: &[Date],
    taken: &[bool],
    reviews: &[Item<'_, Review>],
    held: &[(When, Item<'_, Review>)],
    today: Date,
) -> Option<NextReview> {
    let after_last = taken.iter().rposition(|taken| *taken).map_or(0, |last| last + 1);
    let due = slots.get(after_last).copied()?;
    let pending = reviews.iter().filter(|review| review.fields.date.is_none());
    let pending = pending.filter_map(|review| Some((review.fields.due?.day()?, review.ix)));
    if due < today {
        let record = pending.into_iter().find(|(day, _)| *day == due).map(|(_, ix)| ix);
        return Some(NextReview { due, record });
    }
    let announced = held.last().and_then(|(_, review)| Some((review.fields.next?.day()?, review.ix)));
    let ahead = pending.filter(|(day, _)| *day >= today).min();
    match ahead.or(announced.filter(|(day, _)| *day >= today)) {
        Some((due, record)) => Some(NextReview { due, record: Some(record) }),
        None => Some(NextReview { due, record: None }),
    }
}

fn first_launch(view: &View<'_>, plan: RecordIx) -> Option<Date> {
    initiatives_of(view, plan).iter().filter_map(|item| item.fields.launch?.day()).min()
}

impl ReviewRhythm {
    /// Whether a review is late.
    pub fn is_late(&self) -> bool {
        self.next.is_some_and(|next| next.due < self.today)
    }

    /// Held of due: "0 of 15 held".
    pub fn share(&self, language: &Language) -> String {
        match (self.held.len(), self.due.len()) {
            (held, _) if self.start.is_none() => {
                say!(
                    language,
                    "follow-through.held-how-many-were-due-is-not",
                    held = held,
                    why = self.why(language)
                )
            }
            (0, 0) => language.word("label.none-due-yet").to_owned(),
            (held, due) if held > due => {
                say!(language, "follow-through.held-due-so-far", held = held, due = due)
            }
            (held, due) => say!(language, "follow-through.of-held", held = held, due = due),
        }
    }

    fn why<'l>(&self, language: &'l Language) -> &'l str {
        if self.closed {
            language.word("follow-through.the-plans-first-or-last-day-is")
        } else {
            language.word("follow-through.the-plans-first-day-is-not-on")
        }
    }

    /// What is next or late, after [`Self::share`]: "the first was due 399 days ago".
    pub fn next_words(&self, language: &Language) -> Option<String> {
        let next = self.next?;
        let first = self.held.is_empty();
        Some(match days_between(self.today, next.due) {
            0 if first => language.word("follow-through.first-due-today").to_owned(),
            0 => language.word("follow-through.next-due-today").to_owned(),
            ahead if ahead > 0 => {
                let key = if first { "follow-through.first-due-in" } else { "follow-through.next-due-in" };
                say!(language, key, days = language.days(ahead), date = language.day_in_words(next.due))
            }
            late => {
                let key = if first { "follow-through.first-was-due" } else { "follow-through.next-was-due" };
                say!(language, key, days = language.days(-late))
            }
        })
    }

    /// Held of due and what is next or late, in a sentence.
    pub fn words(&self, language: &Language) -> String {
        match self.next_words(language) {
            Some(next) => format!("{}; {next}", self.share(language)),
            None => self.share(language),
        }
    }

    /// What the count rests on: "every 28 days since 25 August 2014".
    pub fn basis(&self, language: &Language) -> Option<String> {
        Some(say!(
            language,
            "follow-through.every-since",
            days = language.days(i64::from(self.every_days)),
            date = language.day_in_words(self.start?)
        ))
    }
}

impl After<'_, '_> {
    pub(super) fn reviews(self, language: &Language) -> FollowItem {
        let (title, rule) = (
            language.word("label.reviews-held"),
            language.word("follow-through.as-many-reviews-of-the-plan-as"),
        );
        let Some(plan) = self.plan else {
            let lines = vec![Line::new(language.word("follow-through.not-computed-the-plan-is-not-in"), [])];
            return FollowItem {
                title: title.to_owned(),
                rule: rule.to_owned(),
                standing: Standing::NothingDue,
                lines,
            };
        };
        let rhythm = review_rhythm(self.view, plan, self.settings.cadence, self.today);
        // What is due today may still be held.
        let were_due = rhythm.due.iter().filter(|due| **due < self.today).count();
        let standing = match (rhythm.held.len(), were_due) {
            _ if rhythm.start.is_none() => Standing::Told,
            (_, 0) => Standing::NothingDue,
            (held, due) if held >= due && !rhythm.is_late() => Standing::Kept,
            _ => Standing::NotKept,
        };
        let mut records = rhythm.held.clone();
        records.extend(rhythm.next.and_then(|next| next.record).filter(|ix| !rhythm.held.contains(ix)));
        let mut lines = vec![Line::new(rhythm.words(language), records)];
        lines.extend(
            rhythm.basis(language).map(|basis| {
                Line::new(say!(language, "follow-through.one-is-due", basis = basis), [plan.ix])
            }),
        );
        FollowItem { title: title.to_owned(), rule: rule.to_owned(), standing, lines }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn dates(texts: &[&str]) -> Vec<Date> {
        texts.iter().map(|text| date(text)).collect()
    }

    #[test]
    fn a_rhythm_of_28_days_makes_fifteen_in_427() {
        let own = dates(&["2014-09-22", "2014-10-20", "2014-11-17"]);
        let slots = slots(date("2014-08-25"), 28, &own, date("2015-10-26"));
        let due: Vec<&Date> = slots.iter().filter(|slot| **slot <= date("2015-10-26")).collect();
        assert_eq!(due.len(), 15);
        assert_eq!(slots.first(), Some(&date("2014-09-22")));
        assert_eq!(due.last(), Some(&&date("2015-10-19")), "25 August and 420 days");
    }

    #[test]
    fn a_day_of_its_own_takes_the_place_of_the_nearest() {
        // Computed: 28 September, 2 November, 7 December, 11 January.
        let found = slots(date("2026-08-24"), 35, &dates(&["2026-12-11"]), date("2026-11-24"));
        assert_eq!(found[..3], dates(&["2026-09-28", "2026-11-02", "2026-12-11"]));
        // Two near the same day: the second takes the next one.
        let found = slots(date("2026-08-24"), 35, &dates(&["2026-09-27", "2026-09-29"]), date("2026-11-03"));
        assert_eq!(found[..2], dates(&["2026-09-27", "2026-09-29"]));
        assert_eq!(found[2], date("2026-12-07"));
    }

    #[test]
    fn a_review_meets_the_nearest_free_day() {
        let slots = dates(&["2026-09-28", "2026-11-02", "2026-12-07"]);
        assert_eq!(taken(&slots, &dates(&["2026-10-30"]), 35), [false, true, false]);
        // 16 October is 18 days from 28 September and 17 from 2 November; 13 November is too early for December.
        assert_eq!(taken(&slots, &dates(&["2026-10-16", "2026-11-13"]), 35), [true, true, false]);
        assert_eq!(taken(&slots, &dates(&["2026-09-01"]), 35), [false, false, false], "before any was near");
    }
}
