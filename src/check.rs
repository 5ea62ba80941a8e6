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
pub mod sayings;
mod text;
mod walkthroughs;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::catalog::{Entry, RecordIx};
use crate::config::Cadence;
use crate::diagnostic::{Diagnostic, Level};
use crate::record::{Data, Status};
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
    initiative::levels,
    walkthroughs::look_fors,
    referrals::enrollment,
    referrals::totals,
    consent::consent,
    files::published_rows,
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
    referrals::one_a_year,
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
