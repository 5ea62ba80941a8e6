//! What evidence, models, trials, measures and visits need to convince.

use super::Context;
use super::sayings::{
    BARRIER_UNANSWERED, EVIDENCE_FOR_NOTHING, EVIDENCE_WITHOUT_CLAIM, EXEMPLAR_WITHOUT_CONDITIONS,
    EXEMPLAR_WITHOUT_LOOK_FOR, STRONG, Saying, UNANSWERED,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{
    Barrier, Conversation, Evidence, Exemplar, Measure, Pilot, Record, Referrals, Unit, Walkthrough,
};
use crate::schema::said;

/// Evidence supports something and claims something.
pub fn evidence(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Evidence>() {
        let level = context.incomplete(item.ix);
        if item.fields.r#for.is_empty() {
            problems.push(EVIDENCE_FOR_NOTHING.of(item.record(), &[]).level(level));
        }
        if item.fields.claim.is_none() {
            problems.push(EVIDENCE_WITHOUT_CLAIM.of(item.record(), &[]).level(level));
        }
    }
}

/// An exemplar shows a look-for, and says under which conditions.
pub fn exemplars(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for item in context.view.all::<Exemplar>() {
        let level = context.incomplete(item.ix);
        if item.fields.look_fors.is_empty() {
            problems.push(EXEMPLAR_WITHOUT_LOOK_FOR.of(item.record(), &[]).level(level));
        }
        if item.fields.conditions.is_none() {
            problems.push(EXEMPLAR_WITHOUT_CONDITIONS.of(item.record(), &[]).level(level));
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
            let strong = barrier.strength.is_some_and(|strength| strength >= STRONG);
            let missing = match (&barrier.response, &barrier.owner) {
                (None, None) => UNANSWERED[0],
                (None, Some(_)) => UNANSWERED[1],
                (Some(_), None) => UNANSWERED[2],
                (Some(_), Some(_)) => continue,
            };
            if strong {
                let Saying { code, message, help, .. } = BARRIER_UNANSWERED;
                let message = said(message, &[("text", &barrier.text), ("missing", missing)]);
                let problem = record.problem(code, &format!("barriers[{index}]"), message);
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
