//! What the page of a record says beside its title and text: the words of its fields.
//!
//! Only what a page prints for every audience that sees its record may be said here; the names of records and
//! numbers of people are not.

use crate::id::Id;
use crate::record::{
    Barrier, Change, Conversation, Data, Exemplar, Initiative, Pilot, Plan, Plc, Record, Target,
};
use crate::view::View;

/// Calls `say` with every text of a record's fields that its page prints, the one that tells most about it first.
pub(super) fn each_text<'a>(view: &View<'_>, record: &'a Record, mut say: impl FnMut(&'a str)) {
    let say = &mut say as &mut dyn FnMut(&'a str);
    if let Some(summary) = &record.common.summary {
        say(summary);
    }
    match &record.data {
        Data::Plan(plan) => of_plan(plan, say),
        Data::Initiative(initiative) => of_initiative(initiative, say),
        Data::Conversation(conversation) => of_conversation(conversation, say),
        Data::Evidence(evidence) => evidence.claim.iter().chain(&evidence.source).for_each(|text| say(text)),
        Data::Exemplar(exemplar) => of_exemplar(exemplar, say),
        Data::Pilot(pilot) => of_pilot(pilot, say),
        Data::Session(session) => session.audience_group.iter().for_each(|text| say(text)),
        Data::Support(support) => support.goal.iter().for_each(|text| say(text)),
        Data::Plc(plc) => of_plc(plc, say),
        Data::Review(review) => {
            review.shown_to.iter().for_each(|shown| say(&shown.group));
            let school = record.key.school.as_ref();
            let decisions = review.decisions.iter();
            decisions.filter(|one| sees(view, school, &one.initiative)).for_each(|one| say(&one.why));
        }
        Data::School(school) => school.mission.iter().for_each(|text| say(text)),
        Data::District(_)
        | Data::Home(_)
        | Data::Walkthrough(_)
        | Data::Referrals(_)
        | Data::Measure(_)
        | Data::Update(_)
        | Data::Page(_) => {}
    }
    of_changes(record.data.fields().changes(), say);
    if record.key.kind.row().folder.is_some() {
        record.common.authors.iter().for_each(|author| say(author));
    }
}

/// A decision names its initiative, and is not told where that is not for this audience.
fn sees(view: &View<'_>, school: Option<&Id>, initiative: &crate::id::Ref) -> bool {
    view.resolve(school, initiative, Target::INITIATIVE).is_some()
}

fn of_plan<'a>(plan: &'a Plan, say: &mut dyn FnMut(&'a str)) {
    say(&plan.purpose);
    plan.goals.iter().for_each(|goal| say(&goal.statement));
    plan.team.iter().for_each(|role| say(role));
}

fn of_initiative<'a>(initiative: &'a Initiative, say: &mut dyn FnMut(&'a str)) {
    let Initiative { if_then, root_cause, citation, look_fors, actions, .. } = initiative;
    [if_then, root_cause, citation].into_iter().flatten().for_each(|text| say(text));
    look_fors.iter().for_each(|look_for| say(&look_for.text));
    for action in actions {
        say(&action.text);
        let more = [&action.owner, &action.dropped, &action.resources, &action.funding];
        more.into_iter().flatten().for_each(|text| say(text));
    }
}

fn of_conversation<'a>(conversation: &'a Conversation, say: &mut dyn FnMut(&'a str)) {
    of_barriers(&conversation.barriers, say);
    conversation.leverage.iter().for_each(|point| say(&point.text));
    say(&conversation.group);
}

fn of_exemplar<'a>(exemplar: &'a Exemplar, say: &mut dyn FnMut(&'a str)) {
    let Exemplar { teacher, conditions, started, first_step, cost, objections, visit, .. } = exemplar;
    say(first_step);
    [conditions, started, cost, visit].into_iter().flatten().for_each(|text| say(text));
    for objection in objections {
        say(&objection.says);
        say(&objection.answer);
    }
    say(teacher);
}

fn of_pilot<'a>(pilot: &'a Pilot, say: &mut dyn FnMut(&'a str)) {
    let Pilot { who, idea, prediction, measures, surprises, barriers, reason, .. } = pilot;
    [idea, prediction, surprises, reason].into_iter().flatten().for_each(|text| say(text));
    measures.iter().for_each(|measure| say(&measure.name));
    of_barriers(barriers, say);
    say(who);
}

fn of_plc<'a>(plc: &'a Plc, say: &mut dyn FnMut(&'a str)) {
    let Plc { team, goal, product, needs, best_practices, next, .. } = plc;
    goal.iter().chain(product).for_each(|text| say(text));
    for need in needs {
        say(&need.text);
        [&need.category, &need.to, &need.reply].into_iter().flatten().for_each(|text| say(text));
    }
    best_practices.iter().for_each(|practice| say(&practice.text));
    next.iter().for_each(|text| say(text));
    say(team);
}

fn of_barriers<'a>(barriers: &'a [Barrier], say: &mut dyn FnMut(&'a str)) {
    for barrier in barriers {
        say(&barrier.text);
        barrier.response.iter().chain(&barrier.owner).for_each(|text| say(text));
    }
}

fn of_changes<'a>(changes: &'a [Change], say: &mut dyn FnMut(&'a str)) {
    for change in changes {
        say(&change.what);
        say(&change.why);
    }
}
