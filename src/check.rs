//! Checks of the source: one function a topic, listed in two tables.
//!
//! What a code means stands in [`crate::diagnostic::Code`]; `isles explain` prints it.

mod consent;
mod dates;
mod evidence;
mod fields;
mod files;
mod follow_through;
mod initiative;
pub mod names;
mod plan;
mod referrals;
mod rows;
pub mod sayings;
mod text;
mod walkthroughs;

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::catalog::{Entry, RecordIx};
use crate::config::Cadence;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::record::{Data, Kind, Status};
use crate::view::View;

/// What every check sees.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Every record, drafts included.
    pub view: &'a View<'a>,
    /// The as-of date.
    pub today: Date,
    /// When things are due.
    pub cadence: Cadence,
}

/// One check: adds what it finds.
type Check = fn(Context<'_>, &mut Vec<Diagnostic>);

/// Checks that can find an error: until they are done, nothing is shown.
const JUDGE: &[Check] = &[
    fields::needed_together,
    fields::parts,
    dates::order,
    dates::calendars,
    dates::years,
    initiative::levels,
    initiative::ends,
    walkthroughs::look_fors,
    referrals::enrollment,
    referrals::totals,
    referrals::one_a_year,
    consent::consent,
    rows::links,
    rows::copies,
];

/// Checks that advise: they find no error.
const ADVISE: &[Check] = &[
    plan::goals,
    plan::substance,
    initiative::substance,
    initiative::actions,
    evidence::evidence,
    evidence::exemplars,
    evidence::pilots,
    evidence::barriers,
    evidence::measures,
    evidence::walkthroughs,
    evidence::benchmarks,
    walkthroughs::after_sessions,
    walkthroughs::rooms,
    follow_through::actions,
    follow_through::reviews,
    follow_through::pilots,
    follow_through::measures,
    text::findings,
    text::narrower_links,
    files::unused,
];

/// Everything that can be wrong enough that nothing may be published, and what the same checks advise.
pub fn judge(context: Context<'_>) -> Vec<Diagnostic> {
    run(JUDGE, context)
}

/// What is not as it should be, and is published all the same: no error.
pub fn advise(context: Context<'_>) -> Vec<Diagnostic> {
    run(ADVISE, context)
}

/// Leaves out advice that rests on what is not there, where a faulty record may hold it: nothing may be deleted or made
/// anew because of a slip.
pub fn without_guesses(advice: &mut Vec<Diagnostic>, found: &[Diagnostic]) {
    let faulty = found.iter().filter(|problem| problem.level == Level::Error);
    let faulty: BTreeSet<&str> = faulty.map(|problem| folder_of(&problem.file)).collect();
    let of_kind = |kind: Kind| {
        let last = kind.row().folder.unwrap_or_default();
        faulty.iter().any(|folder| folder.split('/').any(|part| part == last))
    };
    advice.retain(|problem| match problem.code {
        Code::UnusedFile => !faulty.contains(folder_of(&problem.file)),
        Code::PlanWithoutInitiatives => !of_kind(Kind::Initiative),
        Code::SessionWithoutWalkthrough => !of_kind(Kind::Walkthrough),
        _ => true,
    });
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn run(checks: &[Check], context: Context<'_>) -> Vec<Diagnostic> {
    let found = |check: &Check| {
        let mut problems = Vec::new();
        check(context, &mut problems);
        problems
    };
    checks.par_iter().flat_map_iter(found).collect()
}

impl Context<'_> {
    /// How bad it is that something is not there yet: a warning in an active plan, a note in one that
    /// is a draft or closed.
    fn incomplete(self, ix: RecordIx) -> Level {
        let Some(entry) = self.view.get(ix) else {
            return Level::Note;
        };
        let active = match self.plan_status(ix, entry) {
            Some(status) => status == Status::Active,
            None => true,
        };
        if active && !entry.draft { Level::Warning } else { Level::Note }
    }

    /// The status of the plan that a record is, or belongs to.
    fn plan_status(self, ix: RecordIx, entry: &Entry) -> Option<Status> {
        if let Data::Plan(plan) = &entry.record.data {
            return Some(plan.status);
        }
        let owner = self.view.links(ix).find(|link| link.relation.belongs())?.to;
        self.plan_status(owner, self.view.get(owner)?)
    }
}
