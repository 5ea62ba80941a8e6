//! R1 Readiness: ten things that a launch rests on.

use serde::Serialize;

use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::language::Language;
use crate::record::{
    Barrier, Conversation, Evidence, Exemplar, Format, Goal, Initiative, Measure, Pilot, Plan, Relation,
    Session, Target, Tier,
};
use crate::say;
use crate::view::{Item, View};

use super::Method;

/// How readiness is told.
pub const METHOD: Method = Method { name: "readiness" };

/// Whether something that a launch rests on is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A record shows it.
    Met,
    /// No record shows it.
    NotMet,
    /// There is nothing it could apply to.
    NotApplicable,
}

/// One of the ten, and the records that meet it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadinessItem {
    /// What it is, in a few words.
    pub title: String,
    /// What meets it.
    pub met_when: String,
    /// Whether it is there.
    pub state: State,
    /// The records that meet it.
    pub records: Vec<RecordIx>,
}

/// The ten items of an initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// The items, in the order of the contract.
    pub items: Vec<ReadinessItem>,
    /// How many are met.
    pub met: usize,
    /// How many could be.
    pub applicable: usize,
}

impl Readiness {
    /// How many of how many are met, in words: "8 of 10 are met", "7 of 9 applicable are met".
    pub fn words(&self, language: &Language) -> String {
        let key = match self.applicable < self.items.len() {
            true => "readiness.met-of-applicable",
            false => "readiness.met-of",
        };
        say!(language, key, met = self.met, all = self.applicable)
    }
}

impl State {
    /// The state in words.
    pub fn words(self, language: &Language) -> &str {
        match self {
            Self::Met => language.word("label.met"),
            Self::NotMet => language.word("label.not-met"),
            Self::NotApplicable => language.word("label.not-applicable"),
        }
    }
}

/// What an initiative's launch rests on, as of a date.
pub fn readiness(view: &View<'_>, initiative: Item<'_, Initiative>, today: Date) -> Readiness {
    let before = Before { view, initiative, today };
    let items = vec![
        before.need(),
        before.root_cause(),
        before.barriers_and_leverage(),
        before.strong_barriers(),
        before.premortem(),
        before.feedback(),
        before.island(),
        before.trial(),
        before.evidence_base(),
        before.look_fors(),
    ];
    let of = |state| items.iter().filter(|item| item.state == state).count();
    let applicable = items.len() - of(State::NotApplicable);
    Readiness { met: of(State::Met), applicable, items }
}

/// What lies before the launch of an initiative.
#[derive(Clone, Copy)]
struct Before<'a, 'c> {
    view: &'a View<'c>,
    initiative: Item<'a, Initiative>,
    today: Date,
}

impl<'c> Before<'_, 'c> {
    /// Whether a date counts: wholly before the launch, or so far where there is none.
    fn counts(self, when: When) -> bool {
        let launched = self.initiative.fields.launch;
        when.is_by(self.today) && launched.is_none_or(|launch| when.is_before(launch.first()))
    }

    /// The records of a kind that are joined to the initiative in one way.
    fn joined<T: crate::record::OfKind + 'c>(self, relation: Relation) -> impl Iterator<Item = Item<'c, T>> {
        let links = self.view.backlinks(self.initiative.ix);
        let links: Vec<RecordIx> = links
            .filter(|link| link.relation == relation && link.part.is_none())
            .map(|link| link.to)
            .collect();
        links.into_iter().filter_map(|ix| self.view.item::<T>(ix)).collect::<Vec<_>>().into_iter()
    }

    fn conversations(self) -> impl Iterator<Item = Item<'c, Conversation>> {
        self.joined::<Conversation>(Relation::About).filter(move |item| self.counts(item.fields.date))
    }

    fn evidence(self) -> Vec<RecordIx> {
        let evidence = self.joined::<Evidence>(Relation::EvidenceFor);
        evidence.filter(|item| self.counts(item.fields.date)).map(|item| item.ix).collect()
    }

    fn need(self) -> ReadinessItem {
        let mut records = self.evidence();
        if let Some((plan, goal)) = self.goal_with_baseline() {
            let measure = goal.measure.as_ref().and_then(|measure| {
                self.view.resolve(plan.record().key.school.as_ref(), measure, Target::MEASURE)
            });
            records.extend(measure.filter(|ix| self.view.item::<Measure>(*ix).is_some()));
            records.push(plan.ix);
        }
        item(
            self.view.language().word("label.need-shown"),
            self.view.language().word("readiness.a-goal-has-a-baseline-and-a"),
            records,
        )
    }

    fn goal_with_baseline(self) -> Option<(Item<'c, Plan>, &'c Goal)> {
        let school = self.initiative.record().key.school.as_ref();
        let plan = self.view.resolve(school, &self.initiative.fields.plan, Target::PLAN)?;
        let plan = self.view.item::<Plan>(plan)?;
        let known = |goal: &&Goal| {
            self.initiative.fields.goals.contains(&goal.id)
                && goal.baseline.is_some()
                && goal.measure.is_some()
                && goal.baseline_date.is_none_or(|date| self.counts(date))
        };
        Some((plan, plan.fields.goals.iter().find(known)?))
    }

    fn root_cause(self) -> ReadinessItem {
        let written = self.initiative.fields.root_cause.is_some();
        let records = if written { self.evidence() } else { Vec::new() };
        item(
            self.view.language().word("label.root-cause"),
            self.view.language().word("readiness.it-is-written-down-and-evidence-speaks"),
            records,
        )
    }

    fn barriers_and_leverage(self) -> ReadinessItem {
        let both = self.conversations().filter(|item| {
            item.fields.format == Format::TeacherLeaders
                && !item.fields.barriers.is_empty()
                && !item.fields.leverage.is_empty()
        });
        let records = both.map(|item| item.ix).collect();
        item(
            self.view.language().word("readiness.barriers-and-leverage-points"),
            self.view.language().word("readiness.teacher-leaders-named-at-least-one-of"),
            records,
        )
    }

    fn strong_barriers(self) -> ReadinessItem {
        let pilots = self.joined::<Pilot>(Relation::Tries).filter(|item| self.counts(item.fields.starts));
        let barriers = self.conversations().map(|item| (item.ix, item.fields.barriers.as_slice()));
        let barriers = barriers.chain(pilots.map(|item| (item.ix, item.fields.barriers.as_slice())));
        let is_strong = |barrier: &&Barrier| barrier.strength.is_some_and(|strength| strength >= 3);
        let strong: Vec<(RecordIx, &Barrier)> = barriers
            .flat_map(|(ix, barriers)| barriers.iter().filter(is_strong).map(move |barrier| (ix, barrier)))
            .collect();
        let answered = |barrier: &Barrier| barrier.response.is_some() && barrier.owner.is_some();
        let mut records: Vec<RecordIx> = strong.iter().map(|(ix, _)| *ix).collect();
        records.dedup();
        let state = match strong.iter().all(|(_, barrier)| answered(barrier)) {
            _ if strong.is_empty() => State::NotApplicable,
            true => State::Met,
            false => State::NotMet,
        };
        let records = if state == State::Met { records } else { Vec::new() };
        let met_when = self.view.language().word("readiness.every-barrier-of-strength-3-or-more");
        ReadinessItem {
            title: self.view.language().word("label.strong-barriers-answered").to_owned(),
            met_when: met_when.to_owned(),
            state,
            records,
        }
    }

    fn premortem(self) -> ReadinessItem {
        let premortems = self.conversations().filter(|item| item.fields.format == Format::Premortem);
        let records = premortems.map(|item| item.ix).collect();
        item(
            self.view.language().word("label.premortem"),
            self.view.language().word("readiness.people-imagined-that-it-failed-and-said"),
            records,
        )
    }

    fn feedback(self) -> ReadinessItem {
        let changed = self.conversations().filter(|item| !item.fields.changes.is_empty());
        let records = changed.map(|item| item.ix).collect();
        item(
            self.view.language().word("readiness.feedback-changed-the-plan"),
            self.view.language().word("readiness.a-conversation-led-to-at-least-one"),
            records,
        )
    }

    fn island(self) -> ReadinessItem {
        let exemplars = self.joined::<Exemplar>(Relation::Shows).filter(|item| {
            let before = item.record().when().is_none_or(|when| self.counts(when));
            before && item.fields.conditions.is_some() && !item.fields.first_step.trim().is_empty()
        });
        let records = exemplars.map(|item| item.ix).collect();
        item(
            self.view.language().word("label.island-of-excellence"),
            self.view.language().word("readiness.a-room-shows-it-with-consent-a"),
            records,
        )
    }

    fn trial(self) -> ReadinessItem {
        let ended = self.joined::<Pilot>(Relation::Tries).filter(|item| {
            let pilot = item.fields;
            let result =
                pilot.measures.iter().any(|measure| measure.after.is_some()) || pilot.reason.is_some();
            let ended = pilot.ends.is_some_and(|ends| self.counts(ends));
            ended && pilot.prediction.is_some() && result && pilot.decision.is_some()
        });
        let records = ended.map(|item| item.ix).collect();
        item(
            self.view.language().word("label.small-trial"),
            self.view.language().word("readiness.a-pilot-ended-before-the-launch-with"),
            records,
        )
    }

    fn evidence_base(self) -> ReadinessItem {
        let fields = self.initiative.fields;
        let theory = fields.evidence_tier != Some(Tier::Rationale) || fields.if_then.is_some();
        let met = fields.evidence_tier.is_some() && fields.citation.is_some() && theory;
        let records = if met { vec![self.initiative.ix] } else { Vec::new() };
        item(
            self.view.language().word("label.evidence-base"),
            self.view.language().word("readiness.a-tier-and-where-to-look-it"),
            records,
        )
    }

    fn look_fors(self) -> ReadinessItem {
        // Without a date nobody says that they came too late.
        let agreed = self.initiative.record().common.date.or_else(|| {
            let conversations = self.joined::<Conversation>(Relation::About);
            conversations.map(|item| item.fields.date).min_by_key(|when| when.sort_key())
        });
        let first = self.joined::<Session>(Relation::Prepares).map(|item| item.fields.date);
        let first = first.min_by_key(|when| when.sort_key());
        let too_late = agreed.is_some_and(|agreed| {
            !self.counts(agreed) || first.is_some_and(|first| first.is_before(agreed.first()))
        });
        let met = !self.initiative.fields.look_fors.is_empty() && !too_late;
        let records = if met { vec![self.initiative.ix] } else { Vec::new() };
        item(
            self.view.language().word("label.look-fors-agreed"),
            self.view.language().word("readiness.they-are-written-and-the-first-learning"),
            records,
        )
    }
}

fn item(title: &str, met_when: &str, records: Vec<RecordIx>) -> ReadinessItem {
    let state = if records.is_empty() { State::NotMet } else { State::Met };
    ReadinessItem { title: title.to_owned(), met_when: met_when.to_owned(), state, records }
}
