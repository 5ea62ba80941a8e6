//! What evidence, models, trials, measures and visits need to convince.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{
    Barrier, Conversation, Evidence, Exemplar, Measure, Pilot, Record, Referrals, Unit, Walkthrough,
};

/// Evidence supports something and claims something.
pub fn evidence(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Evidence>() {
        let level = context.incomplete(item.ix);
        if item.fields.r#for.is_empty() {
            let problem =
                item.record().problem(Code::EvidenceForNothing, "for", "this evidence supports nothing");
            problems.push(problem.help("name the initiatives or plans it speaks for").level(level));
        }
        if item.fields.claim.is_none() {
            let problem =
                item.record().problem(Code::EvidenceWithoutClaim, "", "this evidence claims nothing");
            problems.push(problem.help("add `claim = \"…\"`: what it shows, in one sentence").level(level));
        }
    }
}

/// An exemplar shows a look-for, and says under which conditions.
pub fn exemplars(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Exemplar>() {
        let level = context.incomplete(item.ix);
        if item.fields.look_fors.is_empty() {
            let problem =
                item.record().problem(Code::ExemplarWithoutLookFor, "", "this exemplar names no look-for");
            problems.push(problem.help("add `look-fors = [\"…\"]`: what a visitor will see").level(level));
        }
        if item.fields.conditions.is_none() {
            let problem =
                item.record().problem(Code::ExemplarWithoutConditions, "", "this exemplar has no conditions");
            problems.push(
                problem.help("add `conditions = \"…\"`: class size, students, time, help").level(level),
            );
        }
    }
}

/// A pilot predicts.
pub fn pilots(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Pilot>() {
        if item.fields.prediction.is_none() {
            let problem =
                item.record().problem(Code::PilotWithoutPrediction, "", "this pilot predicts nothing");
            let help = "add `prediction = \"…\"`: what you expect, written down before it is known";
            problems.push(problem.help(help).level(context.incomplete(item.ix)));
        }
    }
}

/// A strong barrier has an answer and an owner.
pub fn barriers(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    let mut see = |ix, record: &Record, barriers: &[Barrier]| {
        for (index, barrier) in barriers.iter().enumerate() {
            let strong = barrier.strength.is_some_and(|strength| strength >= 3);
            let missing = match (&barrier.response, &barrier.owner) {
                (None, None) => "answer and no owner",
                (None, Some(_)) => "answer",
                (Some(_), None) => "owner",
                (Some(_), Some(_)) => continue,
            };
            if strong {
                let message = format!("the barrier “{}” has no {missing}", barrier.text);
                let problem = record.problem(Code::BarrierUnanswered, &format!("barriers[{index}]"), message);
                let help = "add `response = \"…\"` and `owner = \"…\"`";
                problems.push(problem.help(help).level(context.incomplete(ix)));
            }
        }
    };
    for item in context.view.all::<Conversation>() {
        see(item.ix, item.record(), &item.fields.barriers);
    }
    for item in context.view.all::<Pilot>() {
        see(item.ix, item.record(), &item.fields.barriers);
    }
}

/// A measure has data, and a percent says of whom.
pub fn measures(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Measure>() {
        let level = context.incomplete(item.ix);
        if item.fields.data.is_none() {
            let problem =
                item.record().problem(Code::MeasureWithoutData, "", "this measure has no data file");
            let help = "add `data = \"NAME.csv\"`, a file with the columns date and value; no rows mean \"no data yet\"";
            problems.push(problem.help(help).level(level));
        }
        if item.fields.unit == Unit::Percent && item.fields.about.is_none() {
            let problem =
                item.record().problem(Code::MeasureOfWhom, "unit", "this percent does not say of whom");
            let help = "add `about = \"students\"`, `\"educators\"` or `\"other\"`";
            problems.push(problem.help(help).level(level));
        }
    }
}

/// A walkthrough follows a session.
pub fn walkthroughs(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Walkthrough>() {
        if item.fields.session.is_none() && item.record().body().trim().is_empty() {
            let problem = item.record().problem(
                Code::WalkthroughWithoutSession,
                "",
                "this walkthrough follows no session",
            );
            let help = "add `session = \"…\"`, or say in the body why there was none";
            problems.push(problem.help(help).level(context.incomplete(item.ix)));
        }
    }
}

/// A number from elsewhere can be looked up.
pub fn benchmarks(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Referrals>() {
        for (index, benchmark) in item.fields.benchmarks.iter().enumerate() {
            if benchmark.source.is_none() {
                let field = format!("benchmarks[{index}]");
                let problem = item.record().problem(
                    Code::BenchmarkWithoutSource,
                    &field,
                    "this benchmark has no source",
                );
                problems.push(problem.help("add `source = \"…\"`").level(context.incomplete(item.ix)));
            }
        }
    }
}
