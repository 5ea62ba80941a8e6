//! Two lists of records held against each other.

use std::collections::BTreeMap;

use serde::Serialize;

use super::parts;
use super::said::{changed, day, quoted, short, word};
use crate::audience::Audience;
use crate::date::When;
use crate::record::Kind;
use crate::render::records_file::{OutcomeEntry, RecordEntry, RecordsFile};

/// What changed between two builds.
#[derive(Debug)]
pub struct Comparison {
    /// What the newer site is called.
    pub title: String,
    /// Whom the sites are for: before, and now.
    pub audiences: [Audience; 2],
    /// As of when they were built: before, and now.
    pub as_of: [When; 2],
    /// Whether one of them says too little to compare anything but the list of records.
    pub partial: bool,
    /// Whether both say enough to see that fields have changed that are not compared one by one.
    pub sees_fields: bool,
    /// What changed, by group.
    pub lines: BTreeMap<Group, Vec<Line>>,
}

/// Where a change is listed, in the order of a reader's questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Goals.
    Goals,
    /// Dates, and where a plan or a practice stands.
    Dates,
    /// Who does what by when.
    Actions,
    /// What was decided, and what changed in the plan because of it.
    Decisions,
    /// Records that were not there.
    New,
    /// Titles, summaries, texts, other fields, and who may see a record.
    Texts,
    /// Records that are gone.
    Gone,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The noun of the record's kind.
    pub kind: String,
    /// The school's folder.
    pub school: Option<String>,
    /// The record's id.
    pub id: String,
    /// Its page, below the output folder.
    pub url: String,
    /// Its title, and the school's where it has one.
    pub about: String,
    /// What changed, in sentences.
    pub said: String,
}

impl Group {
    /// The heading of the group.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Goals => "Goals",
            Self::Dates => "Dates and stages",
            Self::Actions => "Actions",
            Self::Decisions => "Decisions and changes to the plan",
            Self::New => "New",
            Self::Texts => "Texts",
            Self::Gone => "No longer there",
        }
    }
}

/// The lines as they are found.
struct Comparing<'r> {
    /// The titles of schools by their folders.
    schools: BTreeMap<&'r str, &'r str>,
    lines: BTreeMap<Group, Vec<Line>>,
}

/// School, kind and id; the kinds in the order in which the program lists them.
type Key<'r> = (Option<&'r str>, usize, &'r str, &'r str);

fn key(record: &RecordEntry) -> Key<'_> {
    let kind = Kind::ALL.iter().position(|kind| kind.row().name == record.kind);
    (record.school.as_deref(), kind.unwrap_or(usize::MAX), &record.kind, &record.id)
}

fn by_key(file: &RecordsFile) -> BTreeMap<Key<'_>, &RecordEntry> {
    file.records.iter().map(|record| (key(record), record)).collect()
}

impl Comparison {
    /// Holds a newer build against an older one.
    pub fn of(old: &RecordsFile, new: &RecordsFile) -> Self {
        let partial = old.version < 2 || new.version < 2;
        let is_school = |record: &&RecordEntry| record.kind == Kind::School.row().name;
        let schools = old.records.iter().chain(&new.records).filter(is_school);
        let schools = schools.filter_map(|record| Some((record.school.as_deref()?, record.title.as_str())));
        let mut comparing = Comparing { schools: schools.collect(), lines: BTreeMap::new() };
        let (before, after) = (by_key(old), by_key(new));
        for (key, record) in &after {
            match before.get(key) {
                Some(old) => comparing.record(old, record, partial),
                None => comparing.arrived(record, partial),
            }
        }
        for (_, record) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
            comparing.add(Group::Gone, record, &format!("this {} is no longer there.", noun(record)));
        }
        Self {
            title: short(&new.title),
            audiences: [old.audience, new.audience],
            as_of: [old.as_of, new.as_of],
            partial,
            sees_fields: old.version >= 3 && new.version >= 3,
            lines: comparing.lines,
        }
    }

    /// How many changes there are.
    pub fn changes(&self) -> usize {
        self.lines.values().map(Vec::len).sum()
    }
}

impl Comparing<'_> {
    fn add(&mut self, group: Group, record: &RecordEntry, said: &str) {
        let title = short(&record.title);
        let school = record.school.as_deref();
        let about = match school.map(|school| self.schools.get(school).copied().unwrap_or(school)) {
            Some(school) if record.kind != Kind::School.row().name => format!("{title} ({})", short(school)),
            _ => title,
        };
        self.lines.entry(group).or_default().push(Line {
            kind: record.kind.clone(),
            school: record.school.clone(),
            id: record.id.clone(),
            url: record.url.clone(),
            about,
            said: sentence_case(said),
        });
    }

    /// Sentences about one thing, as one line.
    fn add_all(&mut self, group: Group, record: &RecordEntry, sentences: impl IntoIterator<Item = String>) {
        let said: Vec<String> = sentences.into_iter().collect();
        if !said.is_empty() {
            self.add(group, record, &said.join(" "));
        }
    }

    fn record(&mut self, old: &RecordEntry, new: &RecordEntry, partial: bool) {
        let title = changed("the title", Some(&old.title), Some(&new.title), quoted);
        let summary = changed("the summary", old.summary.as_ref(), new.summary.as_ref(), quoted);
        let audience = changed("the audience", Some(&old.audience), Some(&new.audience), word);
        let text = (!partial && old.text_hash != new.text_hash).then(|| "the text was edited.".to_owned());
        // A file of a version that had no such hash says nothing of fields.
        let fields = old.fields_hash.as_ref().zip(new.fields_hash.as_ref()).filter(|(old, new)| old != new);
        let fields = fields.map(|_| "fields that are not listed here were edited.".to_owned());
        let texts: Vec<String> = [title, summary, audience, text, fields].into_iter().flatten().collect();
        self.add_all(Group::Texts, new, texts.iter().map(|said| sentence_case(said)));
        self.dates(old, new);
        if partial {
            return;
        }
        self.parts(old, new);
        let said = match (&old.outcome, &new.outcome) {
            (Some(old), Some(new)) => parts::decided(
                "the decision",
                (&old.decision, old.why.as_ref()),
                (&new.decision, new.why.as_ref()),
            ),
            (old, new) => {
                let with =
                    |outcome: &OutcomeEntry| parts::with_reason(&outcome.decision, outcome.why.as_ref());
                changed("the decision", old.as_ref(), new.as_ref(), with)
            }
        };
        self.add_all(Group::Decisions, new, said);
    }

    fn parts(&mut self, old: &RecordEntry, new: &RecordEntry) {
        for said in parts::goals(&old.goals, &new.goals) {
            self.add(Group::Goals, new, &said);
        }
        for said in parts::actions(&old.actions, &new.actions) {
            self.add(Group::Actions, new, &said);
        }
        for said in parts::decisions(&old.decisions, &new.decisions) {
            self.add(Group::Decisions, new, &said);
        }
        for said in parts::changes(&old.changes, &new.changes) {
            self.add(Group::Decisions, new, &said);
        }
    }

    fn dates(&mut self, old: &RecordEntry, new: &RecordEntry) {
        let mut names: Vec<&String> = new.dates.keys().collect();
        names.extend(old.dates.keys().filter(|name| !new.dates.contains_key(*name)));
        let mut said = vec![
            changed("it", old.status.as_ref(), new.status.as_ref(), word),
            changed("the stage", old.stage.as_ref(), new.stage.as_ref(), word),
        ];
        said.extend(
            names
                .into_iter()
                .map(|name| changed(&date_name(name), old.dates.get(name), new.dates.get(name), day)),
        );
        said.push(changed("the date", own_date(old), own_date(new), day));
        self.add_all(Group::Dates, new, said.into_iter().flatten().map(|said| sentence_case(&said)));
    }

    /// A record that was not there: what it is, and what it says of goals, decisions and the plan.
    fn arrived(&mut self, record: &RecordEntry, partial: bool) {
        let noun = noun(record);
        let date = record.date.map_or_else(String::new, |date| format!(", {}", super::in_words(date)));
        let summary = record.summary.as_deref().map_or_else(String::new, |text| format!(": {}", short(text)));
        self.add(Group::New, record, &format!("{noun}{date}{summary}"));
        if partial {
            return;
        }
        let actions = match record.actions.len() {
            0 => None,
            1 => Some("it has one action.".to_owned()),
            many => Some(format!("it has {many} actions.")),
        };
        self.add_all(Group::Actions, record, actions);
        let nothing =
            RecordEntry { goals: Vec::new(), decisions: Vec::new(), changes: Vec::new(), ..record.clone() };
        self.parts(&nothing, record);
        let outcome = record.outcome.as_ref();
        let decided = outcome.map(|outcome| parts::with_reason(&outcome.decision, outcome.why.as_ref()));
        self.add_all(Group::Decisions, record, decided.map(|decided| format!("The decision is {decided}.")));
    }
}

/// What a record is called.
fn noun(record: &RecordEntry) -> String {
    let kind = Kind::ALL.iter().find(|kind| kind.row().name == record.kind);
    kind.map_or_else(|| short(&record.kind), |kind| kind.row().singular.to_lowercase())
}

/// What the field of a date is called.
fn date_name(field: &str) -> String {
    match field {
        "starts" => "the first day".to_owned(),
        "ends" => "the last day".to_owned(),
        "launch" => "the launch".to_owned(),
        "due" => "the day it is due".to_owned(),
        "next" => "the next review".to_owned(),
        other => format!("the date `{}`", short(other)),
    }
}

/// The date of a record, where it is not one of its named dates: lists order some kinds by those.
fn own_date(record: &RecordEntry) -> Option<&When> {
    record.date.as_ref().filter(|date| !record.dates.values().any(|named| named == *date))
}

fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
