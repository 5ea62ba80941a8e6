//! The facts of each kind of record: what stands under its title.

use serde::Serialize;

use super::Making;
use super::blocks::{Fact, Text};
use super::words::{DateText, choice, count_of};
use crate::catalog::Entry;
use crate::count::Count;
use crate::date::When;
use crate::record::{Data, Format, Record, Target};
use crate::report::number::with_unit;
use crate::report::suppress::lone_count;

/// A few words that tell a record from its neighbors in a list.
pub(super) fn meta(entry: &Entry) -> Vec<String> {
    match &entry.record.data {
        Data::Plan(fields) => vec![fields.year.clone(), word(&fields.status)],
        Data::Initiative(fields) => fields.stage.iter().map(word).collect(),
        Data::Conversation(fields) => vec![word(&fields.format), fields.group.clone()],
        Data::Evidence(fields) => vec![word(&fields.r#type)],
        Data::Exemplar(fields) => vec![fields.teacher.clone()],
        Data::Pilot(fields) => fields.decision.iter().map(word).collect(),
        Data::Session(fields) => fields.audience_group.iter().cloned().collect(),
        Data::Support(fields) => vec![word(&fields.r#type)],
        Data::Plc(fields) => vec![fields.team.clone()],
        Data::Referrals(fields) => vec![fields.year.clone()],
        Data::Measure(fields) => vec![word(&fields.kind)],
        Data::Review(fields) => vec![if fields.date.is_some() { "Held".into() } else { "Ahead".into() }],
        Data::District(_)
        | Data::School(_)
        | Data::Home(_)
        | Data::Walkthrough(_)
        | Data::Update(_)
        | Data::Page(_) => Vec::new(),
    }
}

/// A choice as a word on a page.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => choice(&word),
        other => unreachable!("a choice is a word, not {other:?}"),
    }
}

/// A number as it was written, without noise.
pub(super) fn number(value: f64) -> String {
    crate::report::number::plain(value)
}

impl<'a> Making<'a, '_> {
    /// The facts of a record.
    pub(super) fn facts(self, entry: &'a Entry) -> Vec<Fact> {
        let record = &entry.record;
        match &record.data {
            Data::Conversation(fields) => vec![
                date("When", Some(fields.date)),
                plain("Format", word(&fields.format)),
                plain("Who", fields.group.clone()),
                match fields.format {
                    Format::Stakeholders | Format::Survey => self.students("How many", fields.people),
                    _ => self.educators("How many", fields.people),
                },
            ],
            Data::Evidence(fields) => vec![
                date("Collected", Some(fields.date)),
                plain("Type", word(&fields.r#type)),
                option("How", fields.source.clone()),
                self.students("How many (n)", fields.n),
                option("Consent", fields.consent.as_ref().map(word)),
            ],
            Data::Pilot(fields) => vec![
                span(fields.starts, fields.ends),
                plain("Who", fields.who.clone()),
                option("Carried out", fields.carried_out.as_ref().map(word)),
                option("Decision", fields.decision.as_ref().map(word)),
                option("Because", fields.reason.clone()),
            ],
            Data::Session(fields) => vec![
                date("When", Some(fields.date)),
                option("For", fields.audience_group.clone()),
                self.educators("How many", fields.people),
                option("Hours", fields.hours.map(number)),
                many("Made of", fields.elements.iter().map(word)),
                many("Visits planned", fields.follow_up.iter().map(|when| DateText::of(*when).text)),
            ],
            Data::Walkthrough(fields) => vec![
                span(fields.date, fields.ends),
                option("Rooms", self.coverage_of(record)),
                self.one("After the session", record, fields.session.as_ref(), Target::SESSION),
            ],
            Data::Support(fields) => vec![
                span(fields.starts, fields.ends),
                plain("Type", word(&fields.r#type)),
                option("Stage", fields.stage.as_ref().map(word)),
                option("How many", self.people_supported_by(record)),
                option("Outcome", fields.outcome.as_ref().map(word)),
            ],
            Data::Plc(fields) => vec![
                date("Met", Some(fields.date)),
                plain("Team", fields.team.clone()),
                option("Question", fields.focus.as_ref().map(word)),
                option("Goal", fields.goal.clone()),
                option("Made", fields.product.clone()),
                self.educators("How many", fields.people),
                self.one("Watches", record, fields.measure.as_ref(), Target::MEASURE),
            ],
            Data::Referrals(fields) => vec![plain("School year", fields.year.clone())],
            Data::Measure(fields) => measure_facts(fields),
            Data::Review(fields) => review_facts(fields),
            Data::Exemplar(fields) => vec![
                plain("Where", fields.teacher.clone()),
                option("When to visit", fields.visit.clone()),
                self.one("Shows", record, Some(&fields.initiative), Target::INITIATIVE),
            ],
            Data::Plan(_)
            | Data::Initiative(_)
            | Data::District(_)
            | Data::School(_)
            | Data::Home(_)
            | Data::Update(_)
            | Data::Page(_) => Vec::new(),
        }
    }

    /// How many people a record of support is for; together with those of the others, nobody can be told from it.
    fn people_supported_by(self, record: &Record) -> Option<String> {
        Some(self.people_supported(self.view.find(&record.key)?)?.words())
    }

    /// How many rooms a walkthrough saw, once it has begun.
    fn coverage_of(self, record: &Record) -> Option<String> {
        self.rooms_seen(self.view.find(&record.key)?)
    }

    fn educators(self, label: &'static str, people: Option<Count>) -> Fact {
        let shown = people.map(|people| lone_count(people, self.config.privacy.min_educators).words());
        option(label, shown)
    }

    fn students(self, label: &'static str, people: Option<Count>) -> Fact {
        let shown = people.map(|people| lone_count(people, self.config.privacy.min_students).words());
        option(label, shown)
    }

    /// A record named by a field; left out where the reader may not see it.
    fn one(self, label: &'static str, from: &Record, to: Option<&crate::id::Ref>, target: Target) -> Fact {
        Fact { label, values: to.and_then(|to| self.reference(from, to, target)).into_iter().collect() }
    }
}

fn review_facts(fields: &crate::record::Review) -> Vec<Fact> {
    let held = fields.date.map(|day| date("Held", Some(day)));
    let due = fields.due.map(|day| date("Due", Some(day)));
    held.into_iter().chain(due).chain([date("Next", fields.next)]).collect()
}

fn measure_facts(fields: &crate::record::Measure) -> Vec<Fact> {
    let cadence = fields.cadence_days.map(|days| match days {
        1 => "every day".to_owned(),
        7 => "every week".to_owned(),
        days => format!("every {}", count_of(usize::from(days), "day", "days")),
    });
    vec![
        plain("Tells", word(&fields.kind)),
        plain("Wanted", word(&fields.better)),
        option("Target", fields.target.map(|target| with_unit(target, fields.unit))),
        option("New value", cadence),
    ]
}

fn plain(label: &'static str, text: String) -> Fact {
    Fact { label, values: vec![Text::plain(text)] }
}

fn option(label: &'static str, text: Option<String>) -> Fact {
    Fact { label, values: text.into_iter().map(Text::plain).collect() }
}

fn many(label: &'static str, texts: impl Iterator<Item = String>) -> Fact {
    Fact { label, values: texts.map(Text::plain).collect() }
}

fn date(label: &'static str, when: Option<When>) -> Fact {
    Fact { label, values: when.map(|when| Text::plain(DateText::of(when).text)).into_iter().collect() }
}

fn span(starts: When, ends: Option<When>) -> Fact {
    let text = match ends.filter(|ends| *ends != starts) {
        Some(ends) => format!("{} to {}", DateText::of(starts).text, DateText::of(ends).text),
        None => DateText::of(starts).text,
    };
    plain("When", text)
}
