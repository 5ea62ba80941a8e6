//! What a thread says in words: how many steps before and after the launch, and what its shapes mean.

use super::{LegendLine, ReadingLine};
use crate::date::{When, days_between};
use crate::language::Language;
use crate::report::follow_through::Launch;
use crate::report::thread::{Lane, Step, Thread, Until};
use crate::say;

/// What a thread says: before the launch and since.
pub(super) fn reading(language: &Language, thread: &Thread<'_>, launch: Launch) -> Vec<ReadingLine> {
    let happened = || thread.steps.iter().filter(|step| !step.is_open);
    let line = |lead: String, steps: Option<String>| ReadingLine {
        lead,
        text: steps.unwrap_or_else(|| language.word("word.nothing-on-record").to_owned()),
    };
    let Some(start) = thread.launch else {
        return vec![line(
            language.word("thread.not-launched-so-far").to_owned(),
            counted(language, happened()),
        )];
    };
    let before = counted(language, happened().filter(|step| step.from.is_before(start.first())));
    let since = counted(language, happened().filter(|step| step.from.first() >= start.first()));
    let unsure =
        happened().filter(|step| !step.from.is_before(start.first()) && step.from.first() < start.first());
    let mut said = vec![line(language.word("label.before-the-launch").to_owned(), before)];
    match (launch, start.day()) {
        (Launch::Was(..), Some(day)) if day == thread.today => {
            said.push(line(language.word("label.today").to_owned(), since));
        }
        (Launch::Was(..), Some(day)) => {
            let days = usize::try_from(days_between(day, thread.today)).unwrap_or_default();
            said.push(line(
                say!(language, "thread.in-the-since", count_of = say!(language, "count.days", count = days)),
                since,
            ));
        }
        (Launch::Was(..), None) => said.push(line(language.word("label.since-then").to_owned(), since)),
        (Launch::Ahead(..) | Launch::NotSet, _) => {}
    }
    if let Some(unsure) = counted(language, unsure) {
        said.push(line(language.word("thread.before-or-after-the-day-is-not").to_owned(), Some(unsure)));
    }
    said
}

/// What a thread says, in sentences, for those who do not see the chart.
pub(super) fn spoken(reading: &[ReadingLine]) -> String {
    let sentences = reading.iter().map(|line| format!("{}: {}.", line.lead, line.text));
    sentences.collect::<Vec<_>>().join(" ")
}

/// Steps counted lane by lane: "4 conversations, 1 small trial and 2 changes".
fn counted<'s, 'c: 's>(language: &Language, steps: impl Iterator<Item = &'s Step<'c>>) -> Option<String> {
    let lanes: Vec<Lane> = steps.map(|step| step.lane).collect();
    let of = |lane: Lane| {
        let number = lanes.iter().filter(|other| **other == lane).count();
        (number > 0).then(|| say!(language, lane.counted(), count = number))
    };
    let parts: Vec<String> = Lane::ALL.into_iter().filter_map(of).collect();
    (!parts.is_empty()).then(|| language.list(&parts))
}

/// How many steps stand in a lane: "3, 1 ahead".
pub(super) fn note(language: &Language, thread: &Thread<'_>, lane: Lane) -> String {
    let happened = thread.lane(lane).filter(|step| !step.is_open).count();
    let ahead = thread.lane(lane).filter(|step| step.is_open && step.last(thread.today) >= thread.today);
    let ahead = ahead.count();
    let missed = thread.lane(lane).count() - happened - ahead;
    let mut said: Vec<String> = Vec::new();
    if happened > 0 {
        said.push(happened.to_string());
    }
    if ahead > 0 {
        said.push(say!(language, "thread.ahead", ahead = ahead));
    }
    if missed > 0 {
        said.push(say!(language, "thread.not-held", missed = missed));
    }
    if said.is_empty() { language.word("word.none").to_owned() } else { said.join(", ") }
}

/// A date that has room over a chart: "5 Oct 2026".
pub(super) fn short(language: &Language, when: When) -> String {
    match when.day() {
        Some(_) => language.short_date(when),
        None => language.date(when),
    }
}

/// What the shapes mean that are drawn.
pub(super) fn legend(language: &Language, thread: &Thread<'_>) -> Vec<LegendLine> {
    let any = |is: fn(&Step<'_>) -> bool| thread.steps.iter().any(is);
    let coarse = thread.steps.iter().any(Step::is_coarse);
    let lasts = any(|step| !step.is_coarse() && step.until != Until::Once);
    let lines = [
        (any(|step| !step.is_open && step.lane != Lane::Changed), "day", language.word("word.on-a-day")),
        (lasts, "bar", language.word("thread.from-a-day-to-a-day")),
        (coarse, "coarse", language.word("thread.some-time-in-between")),
        (any(|step| step.is_open), "open", language.word("word.has-not-happened")),
        (
            any(|step| step.lane == Lane::Changed),
            "change",
            language.word("thread.a-change-tied-to-what-caused-it"),
        ),
    ];
    let shown = lines.into_iter().filter(|(is_drawn, ..)| *is_drawn);
    shown.map(|(_, shape, text)| LegendLine { shape, text: text.to_owned() }).collect()
}
