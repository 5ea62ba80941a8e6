//! Audiences narrowed to what a record belongs to.

use super::{Catalog, RecordIx};
use crate::audience::Audience;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Kind;
use crate::schema::said;

/// What is said of a record that is wider than what it belongs to.
pub const WIDER_THAN_PARENT: &str =
    "this is for the {audience} audience, but the {kind} “{title}” it belongs to is for {limit}";

impl Catalog {
    /// Gives every record the audience it has in truth, and reports those written wider than what
    /// they belong to.
    ///
    /// Nothing belongs to more than an initiative, an initiative to a plan, and a plan to nothing, so
    /// one pass in that order sees every owner before what it owns.
    pub(super) fn narrow(&mut self, problems: &mut Vec<Diagnostic>) {
        let web = self.web.clone();
        let owners = [Kind::Plan, Kind::Initiative];
        let others = Kind::ALL.iter().copied().filter(|kind| !owners.contains(kind));
        for kind in owners.into_iter().chain(others) {
            for ix in self.all_of(kind).to_vec() {
                for link in web.links(ix).iter().filter(|link| link.relation.belongs()) {
                    self.narrow_to(ix, link.to, problems);
                }
            }
        }
    }

    fn narrow_to(&mut self, ix: RecordIx, owner: RecordIx, problems: &mut Vec<Diagnostic>) {
        let limit = self.entry(owner).audience;
        let entry = self.entry(ix);
        let record = &entry.record;
        if let Some(written) = record.common.audience.filter(|written| *written < limit) {
            let owner = &self.entry(owner).record;
            let values = [
                ("audience", written.as_str()),
                ("kind", owner.key.kind.row().name),
                ("title", owner.title()),
                ("limit", limit.as_str()),
            ];
            let message = said(WIDER_THAN_PARENT, &values);
            let problem = record.problem(Code::WiderThanParent, "audience", message);
            problems.push(problem.help(narrowing_help(limit)));
        }
        let draft = entry.draft || self.entry(owner).draft;
        let audience = entry.audience.narrower(limit);
        let entry = self.entry_mut(ix);
        entry.audience = audience;
        entry.draft = draft;
    }
}

fn narrowing_help(limit: Audience) -> String {
    format!("write `audience = \"{limit}\"`, or leave the line out: it then follows what it belongs to")
}
