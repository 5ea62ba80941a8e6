//! The page of an initiative: the thread, both halves of the work, what it looks like, and what came of it.

mod lines;

use serde::Serialize;

use super::blocks::{Block, CheckItem, Fact, SourcedLine, Text, Words};
use super::facts::word;
use super::marks::MarkRow;
use super::record::{Joined, RecordHead};
use super::report::{follow_through_marks, readiness_marks};
use super::thread::ThreadFigure;
use super::words::DateText;
use super::{Card, Download, LinkLine, Making, PageHead, urls};
use crate::language::Language;
use crate::record::{Initiative, LookFor, Plan, Record, Target};
use crate::report::actions::{Tally, actions};
use crate::report::{follow_through as computed_follow_through, readiness as computed_readiness};
use crate::say;
use crate::view::Item;

pub(super) use lines::action_line;
pub use lines::{ActionLine, ChangeLine, Says};

/// The page of an initiative.
#[derive(Debug, Clone, Serialize)]
pub struct InitiativePage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The record's own head.
    pub record: RecordHead<'a>,
    /// Plan, stage, launch.
    pub facts: Vec<Fact>,
    /// The theory in a sentence.
    pub if_then: Option<&'a str>,
    /// What led here and what followed, where this audience sees enough of it.
    pub thread: Option<ThreadFigure>,
    /// Whether it was ready and was followed through, where this audience sees enough of it.
    pub halves: Vec<Half>,
    /// Why the need exists.
    pub root_cause: Option<&'a str>,
    /// How strong the research behind it is, and where to look it up.
    pub evidence_base: Option<String>,
    /// The goals it serves.
    pub goals: Vec<Text>,
    /// What a visitor sees.
    pub look_fors: Vec<LookForLine<'a>>,
    /// What the visits saw.
    pub waves: Vec<Block<'a>>,
    /// Who does what by when.
    pub actions: Vec<ActionLine<'a>>,
    /// How many of the actions are done, in a sentence.
    pub tally: String,
    /// What speaks for it.
    pub evidence: Vec<Says<'a>>,
    /// Rooms where it already lives.
    pub islands: Vec<Card<'a>>,
    /// Who tried it first.
    pub pilots: Vec<Says<'a>>,
    /// What changed because of what people said and what was seen, newest first.
    pub changes: Vec<ChangeLine<'a>>,
    /// What else the record is joined to.
    pub joined: Vec<Joined<'a>>,
}

/// One half of the work: before the launch, or after it.
#[derive(Debug, Clone, Serialize)]
pub struct Half {
    /// Its anchor.
    pub id: &'static str,
    /// The question.
    pub heading: String,
    /// The answer as a row of marks and in words.
    pub marks: MarkRow,
    /// The ten things.
    pub items: Vec<HalfItem>,
    /// The report with the rule of each, and with every record.
    pub more: LinkLine,
}

/// One of the ten things, in short.
#[derive(Debug, Clone, Serialize)]
pub struct HalfItem {
    /// What it is.
    pub title: Words,
    /// How it stands, as a style class.
    pub state: &'static str,
    /// How it stands, in words.
    pub said: Words,
    /// What is on record.
    pub lines: Vec<HalfLine>,
}

/// A sentence with the first of the records it was read from.
#[derive(Debug, Clone, Serialize)]
pub struct HalfLine {
    /// The sentence.
    pub text: String,
    /// The first records.
    pub records: Vec<LinkLine>,
    /// How many others there are, in words.
    pub rest: Option<String>,
}

/// A look-for on a page.
#[derive(Debug, Clone, Serialize)]
pub struct LookForLine<'a> {
    /// Its id, for its anchor.
    pub id: &'a str,
    /// What a visitor sees.
    pub text: &'a str,
    /// Who is seen doing it.
    pub who: Option<String>,
    /// Its levels, from least to most.
    pub levels: &'a [String],
    /// The level that is aimed at.
    pub goal_level: Option<&'a str>,
    /// The rooms where it can be seen.
    pub islands: Vec<Card<'a>>,
}

impl<'a> Making<'a, '_> {
    /// What an initiative's page says, and its numbers as files.
    pub(super) fn initiative(self, item: Item<'a, Initiative>) -> (InitiativePage<'a>, Vec<Download>) {
        let (ix, record, fields) = (item.ix, item.record(), item.fields);
        let (thread, downloads) = self.thread(item).unzip();
        let steps = actions(item, self.today);
        let page = InitiativePage {
            page: self.record_head(self.urls.of_record(ix), item.entry),
            record: self.record_summary(item.entry),
            facts: self.initiative_facts(record, fields),
            if_then: fields.if_then.as_deref(),
            thread,
            halves: self.halves(item),
            root_cause: fields.root_cause.as_deref(),
            evidence_base: evidence_base(self.language, fields),
            goals: self.goals_served(record, fields),
            look_fors: fields.look_fors.iter().map(|look_for| self.look_for(ix, look_for)).collect(),
            waves: self.what_visits_saw(item),
            actions: steps.iter().map(|step| action_line(self.language, step, None)).collect(),
            tally: Tally::of(&steps).words(self.language),
            evidence: self.evidence_for(ix),
            islands: self.islands_of(ix, None),
            pilots: self.pilots_of(ix),
            changes: self.changes_to(ix),
            joined: self.joined_but(
                ix,
                &[
                    self.language.word("initiative.part-of-the-plan"),
                    self.language.word("label.serves-the-goal"),
                    self.language.word("label.carries-out"),
                    self.language.word("label.evidence"),
                    self.language.word("label.islands-of-excellence"),
                    self.language.word("label.tried-in"),
                    self.language.word("label.changed-by"),
                ],
            ),
        };
        (page, downloads.unwrap_or_default())
    }

    fn initiative_facts(self, record: &Record, fields: &'a Initiative) -> Vec<Fact> {
        let one = |label, to: Option<Text>| Fact { label, values: to.into_iter().collect() };
        let text = |label, text: Option<String>| one(label, text.map(Text::plain));
        let mut facts = vec![
            one(
                self.language.word("label.plan").to_owned(),
                self.reference(record, &fields.plan, Target::PLAN),
            ),
            text(
                self.language.word("label.launch").to_owned(),
                fields
                    .launch
                    .map(|when| DateText::of(self.language, when).text)
                    .or(Some(self.language.word("word.not-launched").into())),
            ),
            text(
                self.language.word("label.stage").to_owned(),
                fields.stage.as_ref().map(|value| word(self.language, value)),
            ),
        ];
        if let Some(supports) = &fields.supports {
            facts.push(one(
                self.language.word("label.carries-out").to_owned(),
                self.reference(record, supports, Target::INITIATIVE),
            ));
        }
        facts
    }

    /// Whether the launch was ready and was followed through; nothing where that cannot be seen.
    pub(super) fn halves(self, item: Item<'a, Initiative>) -> Vec<Half> {
        if !self.is_inside() {
            return Vec::new();
        }
        let key = &item.record().key;
        let ready = computed_readiness::readiness(self.view, item, self.today);
        let followed = self.followed(item);
        let more = |name: &str| LinkLine {
            text: self.language.word("initiative.what-each-of-them-means-with-every").into(),
            url: format!("{}#{}", urls::report(key.school.as_ref(), name), urls::part_of_initiative(&key.id)),
        };
        let items = |block: Block<'a>| match block {
            Block::Checklist { items, .. } => {
                items.into_iter().map(|item| in_short(self.language, item)).collect()
            }
            _ => Vec::new(),
        };
        vec![
            Half {
                id: "ready",
                heading: self.language.word("label.were-we-ready").to_owned(),
                marks: readiness_marks(self.language, &ready),
                items: items(self.readiness_block(&ready)),
                more: more(computed_readiness::METHOD.name),
            },
            Half {
                id: "followed-through",
                heading: self.language.word("initiative.did-we-follow-through").to_owned(),
                marks: follow_through_marks(self.language, &followed),
                items: items(self.follow_through_block(&followed)),
                more: more(computed_follow_through::METHOD.name),
            },
        ]
    }

    fn goals_served(self, record: &Record, fields: &Initiative) -> Vec<Text> {
        let plan = self.view.resolve(record.key.school.as_ref(), &fields.plan, Target::PLAN);
        let Some(plan) = plan.and_then(|ix| self.view.item::<Plan>(ix)) else {
            return Vec::new();
        };
        let url = self.urls.of_record(plan.ix);
        let served = plan.fields.goals.iter().filter(|goal| fields.goals.contains(&goal.id));
        served
            .map(|goal| Text { text: goal.statement.clone(), url: Some(format!("{url}#goal-{}", goal.id)) })
            .collect()
    }

    fn look_for(self, ix: crate::catalog::RecordIx, look_for: &'a LookFor) -> LookForLine<'a> {
        LookForLine {
            id: &look_for.id,
            text: &look_for.text,
            who: look_for.who.as_ref().map(|value| word(self.language, value)),
            levels: &look_for.levels,
            goal_level: look_for.goal_level.as_deref(),
            islands: self.islands_of(ix, Some(&look_for.id)),
        }
    }

    /// What the visits to classrooms saw, look-for by look-for.
    fn what_visits_saw(self, initiative: Item<'a, Initiative>) -> Vec<Block<'a>> {
        self.look_for_blocks(initiative.ix)
    }

    /// What the latest visits saw, a sentence a look-for.
    pub(super) fn what_latest_visits_saw(self, initiative: Item<'a, Initiative>) -> Vec<SourcedLine> {
        self.latest_wave_lines(initiative.ix)
    }
}

/// How strong the research behind an initiative is, and where to look it up.
fn evidence_base(language: &Language, fields: &Initiative) -> Option<String> {
    match (fields.evidence_tier.as_ref().map(|value| word(language, value)), &fields.citation) {
        (Some(tier), Some(citation)) => Some(format!("{tier}. {citation}")),
        (tier, citation) => tier.or_else(|| citation.clone()),
    }
}

/// So many records of a thing are named on an initiative's page; the report names all.
const SHOWN_RECORDS: usize = 2;

fn in_short(language: &Language, item: CheckItem) -> HalfItem {
    let line = |line: SourcedLine| {
        let SourcedLine { text, mut records } = line;
        let rest = records.len().checked_sub(SHOWN_RECORDS).filter(|rest| *rest > 0);
        records.truncate(SHOWN_RECORDS);
        HalfLine { text, records, rest: rest.map(|rest| say!(language, "initiative.and-more", rest = rest)) }
    };
    let CheckItem { title, rule: _, state, said, lines } = item;
    HalfItem { title, state, said, lines: lines.into_iter().map(line).collect() }
}
