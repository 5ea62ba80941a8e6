//! The page of a record: facts, what its kind has to say, its text, and what it is joined to.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::blocks::{Block, Fact, Text, columns, list, words};
use super::cards::badge;
use super::facts::{number, word};
use super::series::series_downloads;
use super::words::DateText;
use super::{Card, Context, Download, LinkLine, Making, Page, PageHead, Planned};
use crate::catalog::{Entry, RecordIx, ResolvedLink};
use crate::language::Language;
use crate::record::{Data, Exemplar, PilotMeasure, Record, Relation, Target};
use crate::site::words::{one_of_kind, relation_in_words};
use crate::view::Item;

/// The page of a record.
#[derive(Debug, Clone, Serialize)]
pub struct RecordPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The record's own head.
    pub record: RecordHead<'a>,
    /// Facts under the title.
    pub facts: Vec<Fact>,
    /// What stands before the text.
    pub blocks: Vec<Block<'a>>,
    /// What stands after it: how the numbers were computed. First comes what people wrote.
    pub methods: Vec<Block<'a>>,
    /// What the record is joined to.
    pub joined: Vec<Joined<'a>>,
}

/// What every record page says of its record.
#[derive(Debug, Clone, Serialize)]
pub struct RecordHead<'a> {
    /// What it is called: "Plan", "Island of excellence".
    pub kind: String,
    /// The title.
    pub title: &'a str,
    /// One sentence.
    pub summary: Option<&'a str>,
    /// When.
    pub date: Option<DateText>,
    /// Who wrote it.
    pub authors: &'a [String],
    /// Its topics.
    pub topics: Vec<LinkLine>,
    /// "Staff" or "Leadership", where it is not for everyone.
    pub audience: Option<&'a str>,
    /// Whether it is marked as a draft.
    pub draft: bool,
}

/// Records joined to this one in the same way.
#[derive(Debug, Clone, Serialize)]
pub struct Joined<'a> {
    /// How, in the words of the records' own table.
    #[serde(skip)]
    pub relation: &'static str,
    /// How.
    pub label: String,
    /// The records.
    pub cards: Vec<Card<'a>>,
}

/// The pages of every record that has one.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let has_page = |entry: &Entry| entry.record.key.kind.row().folder.is_some();
    let entries: Vec<(RecordIx, &'a Entry)> =
        making.view.entries().filter(|(_, entry)| has_page(entry)).collect();
    entries
        .into_par_iter()
        .with_min_len(256)
        .map(|(ix, entry)| {
            let url = making.urls.of_record(ix).to_owned();
            let template = match &entry.record.data {
                Data::Plan(_) => "plan.html",
                Data::Initiative(_) => "initiative.html",
                _ => "record.html",
            };
            let place = entry.record.key.school.clone();
            Planned::later(url, template, place, move |making| making.record_page(ix, entry)).about(Some(ix))
        })
        .collect()
}

impl<'a> Making<'a, '_> {
    fn record_page(self, ix: RecordIx, entry: &'a Entry) -> Page<'a> {
        let url = self.urls.of_record(ix).to_owned();
        let (template, context, downloads) = match &entry.record.data {
            Data::Plan(fields) => {
                ("plan.html", Context::Plan(Box::new(self.plan(ix, entry, fields))), Vec::new())
            }
            Data::Initiative(fields) => {
                let (page, downloads) = self.initiative(Item { ix, entry, fields });
                ("initiative.html", Context::Initiative(Box::new(page)), downloads)
            }
            _ => {
                let page = self.any_record(ix, entry);
                ("record.html", Context::Record(Box::new(page)), self.record_downloads(ix, entry))
            }
        };
        Page { url, template, context, body: Some(ix), about: Some(ix), downloads }
    }

    /// The numbers of a record as files.
    fn record_downloads(self, ix: RecordIx, entry: &Entry) -> Vec<Download> {
        match &entry.record.data {
            Data::Referrals(_) => self.referral_downloads(ix),
            Data::Measure(_) => self.measure_downloads(ix),
            Data::Evidence(_) => series_downloads(entry),
            Data::Walkthrough(_) => self.wave_downloads(ix),
            _ => Vec::new(),
        }
    }

    fn any_record(self, ix: RecordIx, entry: &'a Entry) -> RecordPage<'a> {
        let (methods, blocks) =
            self.blocks(ix, entry).into_iter().partition(|block| matches!(block, Block::Method(_)));
        RecordPage {
            page: self.record_head(self.urls.of_record(ix), entry),
            record: self.record_summary(entry),
            facts: self.facts(entry),
            blocks,
            methods,
            joined: self.joined(ix),
        }
    }

    /// What every record page says of its record.
    pub(super) fn record_summary(self, entry: &'a Entry) -> RecordHead<'a> {
        let record = &entry.record;
        RecordHead {
            kind: one_of_kind(self.language, record.key.kind).to_owned(),
            title: record.title(),
            summary: record.common.summary.as_deref(),
            date: record.when().map(|value| DateText::of(self.language, value)),
            authors: &record.common.authors,
            topics: self.topics.of_record(self.language, record),
            audience: badge(self.language, entry.audience),
            draft: entry.draft,
        }
    }

    /// What a record is joined to: its own links first, then the way back.
    pub(super) fn joined(self, ix: RecordIx) -> Vec<Joined<'a>> {
        let mut groups = self.grouped(self.view.links(ix), Relation::forward);
        groups.extend(self.grouped(self.view.backlinks(ix), Relation::backward));
        groups
    }

    fn grouped<'l>(
        self,
        links: impl Iterator<Item = &'l ResolvedLink>,
        label: fn(Relation) -> &'static str,
    ) -> Vec<Joined<'a>> {
        let mut groups: BTreeMap<Relation, Vec<RecordIx>> = BTreeMap::new();
        for link in links {
            let group = groups.entry(link.relation).or_default();
            if !group.contains(&link.to) {
                group.push(link.to);
            }
        }
        let cards = |group: Vec<RecordIx>| {
            self.cards(group.into_iter().filter_map(|ix| Some((ix, self.view.get(ix)?))))
        };
        groups
            .into_iter()
            .map(|(relation, group)| {
                let relation = label(relation);
                Joined { relation, label: relation_in_words(self.language, relation), cards: cards(group) }
            })
            .collect()
    }

    /// What a record's kind has to say before its text.
    fn blocks(self, ix: RecordIx, entry: &'a Entry) -> Vec<Block<'a>> {
        let record = &entry.record;
        let said = |key| self.language.word(key);
        let owner = self.view.links(ix).find(|link| link.relation.belongs()).map(|link| link.to);
        let changes = self.changes(record, record.data.fields().changes(), owner);
        let blocks: Vec<Option<Block<'a>>> = match &record.data {
            Data::Conversation(fields) => {
                let leverage = fields.leverage.iter().map(|point| Text::plain(&point.text)).collect();
                vec![
                    self.barriers(&fields.barriers),
                    list(said("record.what-would-help-most"), leverage),
                    changes,
                ]
            }
            Data::Evidence(fields) => {
                let claim = words(said("label.what-it-shows"), fields.claim.as_ref());
                vec![claim, self.series_block(entry, fields), self.files(record)]
            }
            Data::Exemplar(fields) => self.exemplar_blocks(record, fields),
            Data::Pilot(fields) => vec![
                words(said("label.what-is-tried"), fields.idea.as_ref()),
                words(said("label.what-we-expected"), fields.prediction.as_ref()),
                pilot_measures(self.language, &fields.measures),
                words(said("record.what-nobody-had-expected"), fields.surprises.as_ref()),
                self.barriers(&fields.barriers),
                changes,
            ],
            Data::Support(fields) => vec![
                words(said("record.what-it-is-meant-to-reach"), fields.goal.as_ref()),
                list(
                    said("label.days-we-met"),
                    fields.contacts.iter().map(|when| Text::date(self.language, Some(*when))).collect(),
                ),
            ],
            Data::Plc(fields) => vec![
                self.needs(fields),
                self.best_practices(record, fields),
                list(said("label.next-steps"), fields.next.iter().map(Text::plain).collect()),
                changes,
            ],
            Data::Referrals(_) => self.referral_blocks(ix).into_iter().map(Some).collect(),
            Data::Review(fields) => {
                vec![self.decisions(record, fields), shown_to(self.language, fields), changes]
            }
            Data::Walkthrough(_) => self.wave_blocks(ix, changes),
            Data::Measure(_) => self.measure_blocks(ix),
            Data::Session(_) => vec![self.after_session(ix)],
            Data::District(_)
            | Data::School(_)
            | Data::Home(_)
            | Data::Plan(_)
            | Data::Initiative(_)
            | Data::Update(_)
            | Data::Page(_) => Vec::new(),
        };
        blocks.into_iter().flatten().collect()
    }

    /// What an exemplar has to say before its text.
    fn exemplar_blocks(self, record: &'a Record, fields: &'a Exemplar) -> Vec<Option<Block<'a>>> {
        let said = |key| self.language.word(key);
        let seen = self.look_for_texts(record, &fields.initiative, &fields.look_fors);
        let objections = fields
            .objections
            .iter()
            .map(|objection| vec![Text::plain(&objection.says), Text::plain(&objection.answer)]);
        let objections: Vec<_> = objections.collect();
        vec![
            words(said("label.under-these-conditions"), fields.conditions.as_ref()),
            list(said("record.what-you-would-see"), seen),
            words(said("record.how-it-came-to-be"), fields.started.as_ref()),
            words(said("record.what-to-try-tomorrow"), Some(&fields.first_step)),
            words(said("label.what-it-costs"), fields.cost.as_ref()),
            (!objections.is_empty()).then_some(Block::Table {
                title: said("label.what-colleagues-ask").into(),
                columns: columns(self.language, ["label.they-say", "label.the-answer-here"]),
                rows: objections,
            }),
            self.files(record),
        ]
    }

    /// The words of look-fors that a record names in its initiative.
    fn look_for_texts(
        self,
        record: &crate::record::Record,
        of: &crate::id::Ref,
        ids: &[String],
    ) -> Vec<Text> {
        let ix = self.view.resolve(record.key.school.as_ref(), of, Target::INITIATIVE);
        let Some(initiative) = ix.and_then(|ix| self.view.item::<crate::record::Initiative>(ix)) else {
            return Vec::new();
        };
        let url = self.urls.of_record(initiative.ix);
        let named = initiative.fields.look_fors.iter().filter(|look_for| ids.contains(&look_for.id));
        named
            .map(|look_for| Text {
                text: look_for.text.clone(),
                url: Some(format!("{url}#look-for-{}", look_for.id)),
            })
            .collect()
    }

    fn needs(self, fields: &crate::record::Plc) -> Option<Block<'a>> {
        let row = |need: &crate::record::Need| {
            vec![
                Text::plain(&need.text),
                Text::option(need.category.as_ref()),
                Text::option(need.to.as_ref()),
                Text::option(need.reply.as_ref()),
                Text::date(self.language, need.replied),
            ]
        };
        (!fields.needs.is_empty()).then(|| Block::Table {
            title: self.language.word("record.what-the-team-needs").into(),
            columns: columns(
                self.language,
                ["label.need", "label.sort", "label.asked-of", "label.reply", "label.replied"],
            ),
            rows: fields.needs.iter().map(row).collect(),
        })
    }

    fn best_practices(
        self,
        record: &crate::record::Record,
        fields: &crate::record::Plc,
    ) -> Option<Block<'a>> {
        let line = |practice: &crate::record::BestPractice| {
            let exemplar =
                practice.exemplar.as_ref().and_then(|to| self.reference(record, to, Target::EXEMPLAR));
            Text { text: practice.text.clone(), url: exemplar.and_then(|exemplar| exemplar.url) }
        };
        list(
            self.language.word("record.what-works-in-our-rooms"),
            fields.best_practices.iter().map(line).collect(),
        )
    }

    fn decisions(self, record: &crate::record::Record, fields: &crate::record::Review) -> Option<Block<'a>> {
        let row = |decision: &crate::record::Decision| {
            let initiative = self.reference(record, &decision.initiative, Target::INITIATIVE)?;
            Some(vec![
                initiative,
                Text::plain(word(self.language, &decision.decision)),
                Text::plain(&decision.why),
            ])
        };
        let rows: Vec<_> = fields.decisions.iter().filter_map(row).collect();
        (!rows.is_empty()).then_some(Block::Table {
            title: self.language.word("label.what-was-decided").into(),
            columns: columns(self.language, ["label.initiative", "label.decision", "label.because"]),
            rows,
        })
    }
}

fn pilot_measures<'a>(language: &Language, measures: &[PilotMeasure]) -> Option<Block<'a>> {
    let value = |value: Option<f64>| Text::option(value.map(|value| number(language, value)));
    let row = |measure: &PilotMeasure| {
        vec![
            Text::plain(&measure.name),
            value(measure.before),
            value(measure.predicted),
            value(measure.after),
        ]
    };
    (!measures.is_empty()).then(|| Block::Table {
        title: language.word("label.prediction-and-result").into(),
        columns: columns(language, ["label.counted", "label.before", "label.predicted", "label.after"]),
        rows: measures.iter().map(row).collect(),
    })
}

fn shown_to<'a>(language: &Language, fields: &crate::record::Review) -> Option<Block<'a>> {
    let line = |shown: &crate::record::Shown| match shown.date {
        Some(date) => Text::plain(format!("{}, {}", shown.group, DateText::of(language, date).text)),
        None => Text::plain(&shown.group),
    };
    list(language.word("record.who-was-shown-the-data"), fields.shown_to.iter().map(line).collect())
}
