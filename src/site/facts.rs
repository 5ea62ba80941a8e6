//! The facts of each kind of record: what stands under its title.

use serde::Serialize;

use super::Making;
use super::blocks::{Fact, Text};
use super::words::{DateText, choice};
use crate::catalog::Entry;
use crate::count::Count;
use crate::date::{Date, When};
use crate::language::Language;
use crate::record::{Data, Format, Record, Target};
use crate::report::number::with_unit;
use crate::report::suppress::lone_count;
use crate::say;

/// A few words that tell a record from its neighbors in a list.
pub(super) fn meta(language: &Language, entry: &Entry, today: Date) -> Vec<String> {
    match &entry.record.data {
        Data::Plan(fields) => vec![fields.year.clone(), word(language, &fields.status)],
        Data::Initiative(fields) => fields.stage.iter().map(|value| word(language, value)).collect(),
        Data::Conversation(fields) => vec![word(language, &fields.format), fields.group.clone()],
        Data::Evidence(fields) => vec![word(language, &fields.r#type)],
        Data::Exemplar(fields) => vec![fields.teacher.clone()],
        Data::Pilot(fields) => fields.decision.iter().map(|value| word(language, value)).collect(),
        Data::Session(fields) => fields.audience_group.iter().cloned().collect(),
        Data::Support(fields) => vec![word(language, &fields.r#type)],
        Data::Plc(fields) => vec![fields.team.clone()],
        Data::Referrals(fields) => vec![fields.year.clone()],
        Data::Measure(fields) => vec![word(language, &fields.kind)],
        Data::Review(fields) => vec![language.word(review_stands(fields, today)).into()],
        Data::District(_)
        | Data::School(_)
        | Data::Home(_)
        | Data::Walkthrough(_)
        | Data::Update(_)
        | Data::Page(_) => Vec::new(),
    }
}

/// A choice as a word on a page.
pub(super) fn word<T: Serialize>(language: &Language, value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => choice(language, &word),
        other => unreachable!("a choice is a word, not {other:?}"),
    }
}

/// A number as it was written, without noise.
pub(super) fn number(language: &Language, value: f64) -> String {
    crate::report::number::plain(language, value)
}

impl<'a> Making<'a, '_> {
    /// The facts of a record.
    pub(super) fn facts(self, entry: &'a Entry) -> Vec<Fact> {
        let (record, language) = (&entry.record, self.language);
        match &record.data {
            Data::Conversation(fields) => self.conversation_facts(fields),
            Data::Evidence(fields) => self.evidence_facts(fields),
            Data::Pilot(fields) => vec![
                span(language, fields.starts, fields.ends),
                plain(language, "label.who", fields.who.clone()),
                option(
                    language,
                    "label.carried-out",
                    fields.carried_out.as_ref().map(|value| word(language, value)),
                ),
                option(
                    language,
                    "label.decision",
                    fields.decision.as_ref().map(|value| word(language, value)),
                ),
                option(language, "label.because", fields.reason.clone()),
            ],
            Data::Session(fields) => self.session_facts(fields),
            Data::Walkthrough(fields) => vec![
                span(language, fields.date, fields.ends),
                option(language, "label.rooms", self.coverage_of(record)),
                self.one("label.after-the-session", record, fields.session.as_ref(), Target::SESSION),
            ],
            Data::Support(fields) => vec![
                span(language, fields.starts, fields.ends),
                plain(language, "label.type", word(language, &fields.r#type)),
                option(language, "label.stage", fields.stage.as_ref().map(|value| word(language, value))),
                option(language, "label.how-many", self.people_supported_by(record)),
                option(language, "label.outcome", fields.outcome.as_ref().map(|value| word(language, value))),
            ],
            Data::Plc(fields) => vec![
                date(language, "label.met-on", Some(fields.date)),
                plain(language, "label.team", fields.team.clone()),
                option(language, "label.question", fields.focus.as_ref().map(|value| word(language, value))),
                option(language, "label.goal", fields.goal.clone()),
                option(language, "label.made", fields.product.clone()),
                self.educators("label.how-many", fields.people),
                self.one("label.watches", record, fields.measure.as_ref(), Target::MEASURE),
            ],
            Data::Referrals(fields) => {
                vec![plain(language, "label.school-year", fields.year.clone())]
            }
            Data::Measure(fields) => measure_facts(language, fields),
            Data::Review(fields) => review_facts(language, fields, self.today),
            Data::Exemplar(fields) => vec![
                plain(language, "label.where", fields.teacher.clone()),
                option(language, "label.when-to-visit", fields.visit.clone()),
                self.one("label.shows", record, Some(&fields.initiative), Target::INITIATIVE),
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
        Some(self.people_supported(self.view.find(&record.key)?)?.words(self.language))
    }

    /// How many rooms a walkthrough saw, once it has begun.
    fn coverage_of(self, record: &Record) -> Option<String> {
        self.rooms_seen(self.view.find(&record.key)?)
    }

    fn conversation_facts(self, fields: &crate::record::Conversation) -> Vec<Fact> {
        let language = self.language;
        vec![
            date(language, "label.when", Some(fields.date)),
            plain(language, "label.format", word(language, &fields.format)),
            plain(language, "label.who", fields.group.clone()),
            match fields.format {
                Format::Stakeholders | Format::Survey => self.students("label.how-many", fields.people),
                _ => self.educators("label.how-many", fields.people),
            },
        ]
    }

    fn session_facts(self, fields: &crate::record::Session) -> Vec<Fact> {
        let language = self.language;
        vec![
            date(language, "label.when", Some(fields.date)),
            option(language, "label.for", fields.audience_group.clone()),
            self.educators("label.how-many", fields.people),
            option(language, "label.hours", fields.hours.map(|value| number(language, value))),
            many(language, "label.made-of", fields.elements.iter().map(|value| word(language, value))),
            many(
                language,
                "label.visits-planned",
                fields.follow_up.iter().map(|when| DateText::of(language, *when).text),
            ),
        ]
    }

    fn evidence_facts(self, fields: &crate::record::Evidence) -> Vec<Fact> {
        let language = self.language;
        vec![
            date(language, "label.collected", Some(fields.date)),
            plain(language, "label.type", word(language, &fields.r#type)),
            option(language, "label.how", fields.source.clone()),
            self.students("label.how-many-n", fields.n),
            option(language, "label.consent", fields.consent.as_ref().map(|value| word(language, value))),
        ]
    }

    fn educators(self, key: &str, people: Option<Count>) -> Fact {
        let shown =
            people.map(|people| lone_count(people, self.config.privacy.min_educators).words(self.language));
        option(self.language, key, shown)
    }

    fn students(self, key: &str, people: Option<Count>) -> Fact {
        let shown =
            people.map(|people| lone_count(people, self.config.privacy.min_students).words(self.language));
        option(self.language, key, shown)
    }

    /// A record named by a field; left out where the reader may not see it.
    fn one(self, key: &str, from: &Record, to: Option<&crate::id::Ref>, target: Target) -> Fact {
        Fact {
            label: self.language.word(key).to_owned(),
            values: to.and_then(|to| self.reference(from, to, target)).into_iter().collect(),
        }
    }
}

/// Whether a review was held as of a date: one that is dated later is ahead.
fn review_stands(fields: &crate::record::Review, today: Date) -> &'static str {
    match fields.date {
        Some(date) if !date.is_after(today) => "label.held",
        _ => "label.ahead",
    }
}

fn review_facts(language: &Language, fields: &crate::record::Review, today: Date) -> Vec<Fact> {
    let held = fields.date.map(|day| date(language, review_stands(fields, today), Some(day)));
    let due = fields.due.map(|day| date(language, "label.due", Some(day)));
    held.into_iter().chain(due).chain([date(language, "label.next", fields.next)]).collect()
}

fn measure_facts(language: &Language, fields: &crate::record::Measure) -> Vec<Fact> {
    let cadence = fields.cadence_days.map(|days| match days {
        1 => language.word("word.every-day").to_owned(),
        7 => language.word("word.every-week").to_owned(),
        days => {
            say!(language, "facts.every", count_of = say!(language, "count.days", count = usize::from(days)))
        }
    });
    vec![
        plain(language, "label.tells", word(language, &fields.kind)),
        plain(language, "label.wanted", word(language, &fields.better)),
        option(
            language,
            "label.target",
            fields.target.map(|target| with_unit(language, target, fields.unit)),
        ),
        option(language, "label.new-value", cadence),
    ]
}

fn plain(language: &Language, key: &str, text: String) -> Fact {
    Fact { label: language.word(key).to_owned(), values: vec![Text::plain(text)] }
}

fn option(language: &Language, key: &str, text: Option<String>) -> Fact {
    Fact { label: language.word(key).to_owned(), values: text.into_iter().map(Text::plain).collect() }
}

fn many(language: &Language, key: &str, texts: impl Iterator<Item = String>) -> Fact {
    Fact { label: language.word(key).to_owned(), values: texts.map(Text::plain).collect() }
}

fn date(language: &Language, key: &str, when: Option<When>) -> Fact {
    Fact {
        label: language.word(key).to_owned(),
        values: when.map(|when| Text::plain(DateText::of(language, when).text)).into_iter().collect(),
    }
}

fn span(language: &Language, starts: When, ends: Option<When>) -> Fact {
    let text = match ends.filter(|ends| *ends != starts) {
        Some(ends) => say!(
            language,
            "facts.to",
            text = DateText::of(language, starts).text,
            text_too = DateText::of(language, ends).text
        ),
        None => DateText::of(language, starts).text,
    };
    plain(language, "label.when", text)
}
