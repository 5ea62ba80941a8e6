//! What teams asked for, whether referrals were looked at, and whether staff saw the data.

use super::{After, FollowItem, Standing, joined};
use crate::catalog::RecordIx;
use crate::date::{When, days_between};
use crate::language::Language;
use crate::record::{Plc, Referrals, Relation, Review, Target};
use crate::report::Line;
use crate::report::plc_needs::{raised, replies};
use crate::say;
use crate::view::Item;

impl<'c> After<'_, 'c> {
    pub(super) fn needs(self, language: &Language) -> FollowItem {
        let notes = self.joined::<Plc>(Relation::WorksOn);
        let held = notes.iter().filter(|item| !item.fields.date.is_after(self.today)).map(|item| item.ix);
        let held: Vec<RecordIx> = held.collect();
        let raised = raised(notes, self.today);
        let replies = replies(&raised);
        let mut lines = Vec::new();
        if raised.is_empty() {
            let silent = if held.is_empty() {
                self.view.language().word("follow-through.no-team-notes-so-far")
            } else {
                self.view.language().word("follow-through.no-need-was-raised")
            };
            lines.push(Line::new(silent, held));
        } else {
            let mut records: Vec<RecordIx> = raised.iter().map(|raised| raised.notes).collect();
            records.dedup();
            let said =
                say!(language, "plc-needs.answered-of", answered = replies.answered, count = raised.len());
            lines.push(Line::new(said, records));
            lines.extend(replies.median_words(language).map(|words| Line::new(words, [])));
            let oldest = replies.oldest_open.and_then(|place| raised.get(place));
            lines.extend(oldest.and_then(|oldest| {
                let age = language.days(oldest.open_days?);
                let said = say!(
                    self.view.language(),
                    "follow-through.oldest-without-an-answer",
                    text = oldest.need.text,
                    age = age
                );
                Some(Line::new(said, [oldest.notes]))
            }));
        }
        let rule =
            self.view.language().word("follow-through.what-professional-learning-communities-plcs-asked-for");
        FollowItem {
            title: self.view.language().word("label.plc-loop").to_owned(),
            rule: rule.to_owned(),
            standing: Standing::Told,
            lines,
        }
    }

    pub(super) fn referrals(self, language: &Language) -> FollowItem {
        let (title, rule) = (
            language.word("label.referrals-reviewed"),
            language.word("follow-through.a-review-looks-at-them-within-the"),
        );
        let school = self.initiative.record().key.school.as_ref();
        let kept: Vec<_> = self.view.own_counted_referrals(school).collect();
        if kept.iter().all(|kept| kept.record.is_none()) {
            let said = if kept.is_empty() {
                language.word("follow-through.no-referrals-are-on-record")
            } else {
                language.word("follow-through.not-computed-the-referrals-are-kept-for")
            };
            let lines = vec![Line::new(said, [])];
            return FollowItem {
                title: title.to_owned(),
                rule: rule.to_owned(),
                standing: Standing::NothingDue,
                lines,
            };
        }
        let looked = self.held_reviews().into_iter().filter(|(_, review)| {
            let mut refs = review.fields.looked_at.iter();
            let school = review.record().key.school.as_ref();
            refs.any(|to| {
                let found = self.view.resolve(school, to, Target::ANY);
                found.is_some_and(|ix| self.view.item::<Referrals>(ix).is_some())
            })
        });
        let latest = looked.max_by_key(|(when, review)| (when.sort_key(), review.ix));
        let allowed = i64::from(self.settings.cadence.referral_days);
        let (standing, said) = match latest.map(|(when, review)| (when, when.day(), review.ix)) {
            None => {
                let since = self.launched.day().map(|day| days_between(day, self.today));
                let standing = match since {
                    Some(since) if since > allowed => Standing::NotKept,
                    _ => Standing::NothingDue,
                };
                (standing, Line::new(language.word("follow-through.no-review-of-this-plan-has-looked"), []))
            }
            Some((_, Some(day), ix)) => {
                let age = days_between(day, self.today);
                let over = age - allowed;
                let said = match age {
                    0 => language.word("follow-through.a-review-looked-at-them-today").to_owned(),
                    age => say!(
                        language,
                        "follow-through.a-review-looked-at-them-ago",
                        days = language.days(age)
                    ),
                };
                match over > 0 {
                    true => (
                        Standing::NotKept,
                        Line::new(
                            say!(language, "follow-through.late-3", said = said, days = language.days(over)),
                            [ix],
                        ),
                    ),
                    false => (Standing::Kept, Line::new(said, [ix])),
                }
            }
            Some((when, None, ix)) => (
                Standing::Told,
                Line::new(
                    say!(language, "follow-through.a-review-looked-at-them", date = language.date(when)),
                    [ix],
                ),
            ),
        };
        FollowItem { title: title.to_owned(), rule: rule.to_owned(), standing, lines: vec![said] }
    }

    pub(super) fn shown(self, language: &Language) -> FollowItem {
        let held = self.held_reviews();
        let mut events: Vec<(When, &str, RecordIx)> = Vec::new();
        for (when, review) in &held {
            for shown in &review.fields.shown_to {
                let date = shown.date.unwrap_or(*when);
                if self.counts(date) {
                    events.push((date, &shown.group, review.ix));
                }
            }
        }
        events.sort_by_key(|(when, _, ix)| (when.sort_key(), *ix));
        let since_launch = held.iter().any(|(when, _)| self.counts(*when));
        let (standing, lines) = if events.is_empty() {
            let standing = if since_launch { Standing::NotKept } else { Standing::NothingDue };
            (
                standing,
                vec![Line::new(language.word("follow-through.nobody-has-been-shown-the-data-since"), [])],
            )
        } else {
            let said = events
                .iter()
                .map(|(when, group, ix)| Line::new(format!("{group}: {}", language.date(*when)), [*ix]));
            (Standing::Kept, said.collect())
        };
        let rule = language.word("follow-through.a-review-is-followed-by-showing-people");
        FollowItem {
            title: language.word("follow-through.staff-shown-the-data").to_owned(),
            rule: rule.to_owned(),
            standing,
            lines,
        }
    }

    /// The reviews of the plan so far, with the day on which each was held.
    fn held_reviews(self) -> Vec<(When, Item<'c, Review>)> {
        let Some(plan) = self.plan else {
            return Vec::new();
        };
        let reviews = joined::<Review>(self.view, plan.ix, Relation::Reviews).into_iter();
        let held = reviews.filter_map(|review| Some((review.fields.date?, review)));
        held.filter(|(when, _)| when.is_by(self.today)).collect()
    }
}
