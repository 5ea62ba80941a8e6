//! Three questions that follow from what is on record; never about a person.

use super::super::Line;
use super::super::follow_through::Launch;
use super::super::islands::practices;
use super::super::run_chart::Verdict;
use super::super::what_changed::{PlanChange, barriers_in, changes_since};
use super::{Found, Settings};
use crate::catalog::RecordIx;
use crate::date::{Date, When, days_between};
use crate::language::Language;
use crate::say;
use crate::view::View;

/// How many questions a meeting gets through.
const ASKED: usize = 3;

/// What any meeting may ask, where the records raise fewer questions.
const STANDING: [&str; ASKED] = ["review-brief.surprised", "review-brief.stop", "review-brief.asked"];

/// Three questions: those that the records raise, in this order, then standing ones.
pub(super) fn three(
    view: &View<'_>,
    found: &Found<'_>,
    changed: &[PlanChange<'_>],
    settings: Settings,
    today: Date,
) -> Vec<Line> {
    let raised = [
        visits_without_support(view, found, today),
        undecided_pilot(view.language(), found),
        late_action(view.language(), found, today),
        waiting_need(view.language(), found),
        unanswered_barrier(view, found, today),
        signal(view.language(), found),
        nothing_changed(view, found, changed, settings, today),
        old_measure(view.language(), found),
        unseen_look_for(view, found),
    ];
    let mut questions: Vec<Line> = raised.into_iter().flatten().take(ASKED).collect();
    let missing = ASKED - questions.len();
    questions
        .extend(STANDING.iter().take(missing).map(|question| Line::new(view.language().word(question), [])));
    questions
}

/// The latest visits of an initiative that no support followed, by the dates alone: whose rooms they were, and how
/// many, is not asked.
fn visits_without_support(view: &View<'_>, found: &Found<'_>, today: Date) -> Option<Line> {
    let school = found.plan.record().key.school.as_ref();
    // What a district carries out happens in its schools.
    let (waves, support): (Vec<_>, Vec<_>) = match school {
        Some(_) => (view.own_counted_waves(school).collect(), view.own_counted_support(school).collect()),
        None => (view.counted_waves().collect(), view.counted_support().collect()),
    };
    let latest = found.initiatives.iter().filter_map(|initiative| {
        let own = waves.iter().filter(|wave| wave.initiative == initiative.ix && !wave.date.is_after(today));
        let wave = own.max_by_key(|wave| wave.date.sort_key())?;
        let seen = wave.date.first();
        let followed = support.iter().any(|support| {
            let runs_on = support.ends.is_none_or(|ends| ends.last() >= seen);
            support.initiative == initiative.ix && support.starts.last() <= today && runs_on
        });
        (!followed).then_some((wave, initiative))
    });
    let (wave, initiative) = latest.min_by_key(|(wave, _)| wave.date.sort_key())?;
    let when = view.language().date(wave.date);
    let title = initiative.record().title();
    let said = say!(
        view.language(),
        "review-brief.the-visits-of-about-were-followed-by",
        when = when,
        title = title
    );
    Some(Line::new(said, [wave.record.unwrap_or(initiative.ix)]))
}

fn undecided_pilot(language: &Language, found: &Found<'_>) -> Option<Line> {
    let pilot = found.undecided.first()?;
    let said = say!(language, "review-brief.has-ended-do-we-adopt-it-adapt", title = pilot.record().title());
    Some(Line::new(said, [pilot.ix]))
}

fn late_action(language: &Language, found: &Found<'_>, today: Date) -> Option<Line> {
    let (due, text, initiative) = *found.late_actions.first()?;
    let late = language.days(days_between(due, today));
    let said = say!(language, "review-brief.is-late-what-stands-in-its-way", text = text, late = late);
    Some(Line::new(said, [initiative]))
}

fn waiting_need(language: &Language, found: &Found<'_>) -> Option<Line> {
    let oldest =
        found.waiting.iter().max_by_key(|raised| (raised.open_days, std::cmp::Reverse(raised.notes)))?;
    let waited = language.days(oldest.open_days?);
    let (team, text) = (oldest.team, &oldest.need.text);
    let said = say!(
        language,
        "review-brief.has-waited-for-an-answer-to-what",
        team = team,
        waited = waited,
        text = text
    );
    Some(Line::new(said, [oldest.notes]))
}

fn unanswered_barrier(view: &View<'_>, found: &Found<'_>, today: Date) -> Option<Line> {
    let about: Vec<RecordIx> = found.initiatives.iter().map(|item| item.ix).chain([found.plan.ix]).collect();
    let barriers = barriers_in(view, found.plan.record().key.school.as_ref(), today);
    let open = barriers.into_iter().filter(|found| found.open && found.barrier.response.is_none());
    let strongest = open.into_iter().find(|found| found.about.is_some_and(|ix| about.contains(&ix)))?;
    let text = &strongest.barrier.text;
    let said = say!(view.language(), "review-brief.has-no-answer-yet-what-can-we", text = text);
    Some(Line::new(said, [strongest.heard_in]))
}

fn signal(language: &Language, found: &Found<'_>) -> Option<Line> {
    let of = |wanted| found.signals.iter().find(|signalled| signalled.verdict == Some(wanted));
    let (signalled, ask) = match (of(Verdict::Concern), of(Verdict::Improvement)) {
        (Some(concern), _) => (concern, language.word("review-brief.what-do-people-who-are-close-to")),
        (None, Some(wanted)) => (wanted, language.word("review-brief.what-else-was-new-at-that-time")),
        (None, None) => return None,
    };
    let title = signalled.measure.record().title();
    Some(Line::new(
        say!(language, "review-brief.gives-a-signal", title = title, ask = ask),
        [signalled.measure.ix],
    ))
}

fn nothing_changed(
    view: &View<'_>,
    found: &Found<'_>,
    changed: &[PlanChange<'_>],
    settings: Settings,
    today: Date,
) -> Option<Line> {
    if !changed.is_empty() {
        return None;
    }
    let own = found.plan.fields.review_days.unwrap_or(settings.cadence.review_days);
    let still = found.initiatives.iter().filter_map(|initiative| {
        let Launch::Was(launched, _) = Launch::of(initiative.fields, today) else {
            return None;
        };
        let changes = changes_since(view, initiative.ix, launched, today);
        let since = changes.last().map_or(Some(launched), |change| change.when).and_then(When::day)?;
        let quiet_days = days_between(since, today);
        (quiet_days > i64::from(own)).then_some((quiet_days, initiative))
    });
    let (quiet_days, initiative) =
        still.max_by_key(|(quiet_days, item)| (*quiet_days, std::cmp::Reverse(item.ix)))?;
    let title = initiative.record().title();
    let said = say!(
        view.language(),
        "review-brief.has-not-changed-in-what-have-we",
        title = title,
        days = view.language().days(quiet_days)
    );
    Some(Line::new(said, [initiative.ix]))
}

fn old_measure(language: &Language, found: &Found<'_>) -> Option<Line> {
    let oldest =
        found.stale.iter().max_by_key(|stale| (stale.over_days, std::cmp::Reverse(stale.measure)))?;
    let said = say!(language, "review-brief.who-brings-the-next-value-of", title = oldest.title);
    Some(Line::new(said, [oldest.measure]))
}

fn unseen_look_for(view: &View<'_>, found: &Found<'_>) -> Option<Line> {
    let practices = practices(view, found.plan.record().key.school.as_ref());
    let own = practices
        .iter()
        .filter(|practice| found.initiatives.iter().any(|item| item.ix == practice.initiative.ix));
    let mut unseen = own.flat_map(|practice| {
        let look_fors = practice.look_fors.iter().filter(|(_, islands)| islands.is_empty());
        look_fors.map(|(look_for, _)| (&look_for.text, practice.initiative.ix))
    });
    let (text, initiative) = unseen.next()?;
    Some(Line::new(say!(view.language(), "review-brief.where-could-we-see", text = text), [initiative]))
}
