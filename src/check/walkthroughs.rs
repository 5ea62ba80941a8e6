//! Visits to classrooms: whether they came after a session, and whether their numbers can be.

use super::Context;
use crate::dataset::Dataset;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Conversation, Initiative, Record, Relation, Session, Walkthrough};
use crate::report::follow_through::{self, AfterSession};

/// Somebody came to see after every session.
pub fn after_sessions(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    let allowed = context.cadence.walkthrough_days;
    for item in context.view.all::<Initiative>() {
        let sessions = follow_through::after_sessions(context.view, item.ix, allowed, context.today);
        for (session, after) in sessions {
            if let AfterSession::Waiting(due) = after
                && due < context.today
            {
                let allowed = context.view.language().days(i64::from(allowed));
                let message = format!("no walkthrough within {allowed} of this session");
                let problem =
                    session.record().problem(Code::SessionWithoutWalkthrough, "date", message).help(format!(
                        "it was due on {}: visit, and make a record with `isles new walkthrough \"TITLE\"`",
                        context.view.language().day_in_words(due)
                    ));
                problems.push(problem.level(context.incomplete(session.ix)));
            }
        }
    }
}

/// No more rooms were seen than are eligible, and no level of a wave stands twice.
pub fn rooms(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Walkthrough>() {
        if let Some(Dataset::Wave(data)) = item.entry.dataset.as_deref()
            && data.rooms_seen > item.fields.eligible
        {
            let message = "more rooms were seen than are eligible";
            let problem = item.record().problem(Code::TooManyRooms, "eligible", message);
            problems
                .push(problem.help("correct `eligible`, or leave out the rooms where it need not be seen"));
        }
        for (look_for, levels) in &item.fields.levels {
            problems.extend(twice(item.record(), &format!("levels.{look_for}"), levels));
        }
    }
}

/// People knew what would be looked for before the first session.
pub fn look_fors(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    let joined = |ix, relation| {
        let links = context.view.backlinks(ix).filter(move |link| link.relation == relation);
        links.map(|link| link.to)
    };
    for item in context.view.all::<Initiative>().filter(|item| !item.fields.look_fors.is_empty()) {
        let conversations = joined(item.ix, Relation::About)
            .filter_map(|ix| Some(context.view.item::<Conversation>(ix)?.fields.date));
        let agreed = item.record().common.date.or(conversations.min_by_key(|date| date.sort_key()));
        let sessions = joined(item.ix, Relation::Prepares)
            .filter_map(|ix| Some(context.view.item::<Session>(ix)?.fields.date));
        let first = sessions.min_by_key(|date| date.sort_key());
        if let (Some(agreed), Some(first)) = (agreed, first)
            && first.is_before(agreed.first())
        {
            let message = "the look-fors are from after the first learning session";
            let problem = item.record().problem(Code::LookForsAfterSession, "date", message).help(
                "`date` is the day on which they were agreed; if that was later, say in the body what people knew before",
            );
            problems.push(problem.level(context.incomplete(item.ix)));
        }
    }
}

/// The levels of a list that have the name of another, capitals and blanks at the ends aside.
pub(super) fn twice(record: &Record, field: &str, levels: &[String]) -> Vec<Diagnostic> {
    let same = |name: &str| name.trim().to_lowercase();
    let repeats = levels
        .iter()
        .enumerate()
        .filter(|(index, level)| levels[..*index].iter().any(|before| same(before) == same(level)));
    repeats
        .map(|(index, level)| {
            let message = format!("the level `{level}` stands twice");
            let problem = record.problem(Code::DuplicatePart, &format!("{field}[{index}]"), message);
            problem.help("give each level a name of its own")
        })
        .collect()
}
