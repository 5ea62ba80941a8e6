//! Follow-through: what happened after each launch, in ten items.

use serde::Serialize;

use super::{Part, Told};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::language::Language;
use crate::record::Initiative;
use crate::report::follow_through::{
    FollowItem, FollowThrough, METHOD, Settings, Standing, follow_through, plan_of,
};
use crate::say;
use crate::site::blocks::{Block, CheckItem, SourcedLine, Text};
use crate::site::marks::{Mark, MarkRow};
use crate::site::{Download, Making, urls};
use crate::view::Item;

/// Follow-through as a file.
#[derive(Serialize)]
struct Row {
    initiative: String,
    launch: String,
    item: String,
    standing: Standing,
    said: Vec<String>,
}

/// Tells what followed the launch of each initiative of a place.
///
/// Nearly all of it is for staff: a public page would say "not kept" of what it cannot see.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Told<'a> {
    let own = making.view.own::<Initiative>(school);
    let found: Vec<_> = own.map(|item| (item, making.followed(item))).collect();
    let parts = found.iter().map(|(item, followed)| Part {
        id: urls::part_of_initiative(&item.record().key.id),
        heading: making.link_text(item.ix).unwrap_or_else(|| Text::plain(item.record().title())),
        lead: vec![SourcedLine {
            text: format!("{}.", followed.launch.words(making.language)),
            records: Vec::new(),
        }],
        blocks: vec![making.follow_through_block(followed)],
    });
    let mut records: Vec<RecordIx> = Vec::new();
    for (item, followed) in &found {
        records.push(item.ix);
        records.extend(plan_of(making.view, *item).map(|plan| plan.ix));
        let lines = followed.items.iter().flat_map(|item| &item.lines);
        records.extend(lines.flat_map(|line| line.records.iter().copied()));
    }
    let lead = making.language.word("follow-through.what-happened-after-the-whole-staff-was");
    Told {
        lead: vec![SourcedLine { text: lead.into(), records: Vec::new() }],
        parts: parts.collect(),
        n: say!(making.language, "count.initiatives", count = found.len()),
        records,
        downloads: downloads(making.language, school, &found),
    }
}

fn downloads(
    language: &Language,
    school: Option<&Id>,
    found: &[(Item<'_, Initiative>, FollowThrough)],
) -> Vec<Download> {
    let rows: Vec<Row> = found
        .iter()
        .flat_map(|(item, followed)| {
            followed.items.iter().map(move |line| Row {
                initiative: item.record().key.id.to_string(),
                launch: item.fields.launch.map(|when| when.to_string()).unwrap_or_default(),
                item: line.title.clone(),
                standing: line.standing,
                said: line.lines.iter().map(|line| line.text.clone()).collect(),
            })
        })
        .collect();
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let standing = row.standing.words(language).into();
            vec![row.initiative.clone(), row.launch.clone(), row.item.clone(), standing, row.said.join("; ")]
        })
        .collect();
    let columns = ["initiative", "launch", "item", "standing", "said"];
    vec![
        Download::csv(urls::report_data(school, METHOD.name, "csv"), &columns, &table),
        Download::json(urls::report_data(school, METHOD.name, "json"), &rows),
    ]
}

impl<'a> Making<'a, '_> {
    /// What followed the launch of an initiative.
    pub(in crate::site) fn followed(self, initiative: Item<'a, Initiative>) -> FollowThrough {
        follow_through(self.view, initiative, self.follow_settings(), self.today)
    }

    /// What follow-through is judged by.
    pub(in crate::site) fn follow_settings(self) -> Settings {
        Settings { cadence: self.config.cadence, min_educators: self.config.privacy.min_educators }
    }

    /// The ten items of an initiative; before its launch only that there are none yet.
    pub(in crate::site) fn follow_through_block(self, followed: &FollowThrough) -> Block<'a> {
        let item = |item: &FollowItem| CheckItem {
            title: item.title.clone(),
            rule: item.rule.clone(),
            state: mark(item.standing),
            // A fact without a rule has no word but itself.
            said: if item.standing == Standing::Told {
                String::new()
            } else {
                item.standing.words(self.language).to_owned()
            },
            lines: item.lines.iter().map(|line| self.sourced(line)).collect(),
        };
        Block::Checklist {
            title: String::new(),
            summary: summary(self.language, followed),
            items: followed.items.iter().map(item).collect(),
        }
    }
}

/// The ten items of an initiative as a row of marks.
pub(in crate::site) fn follow_through_marks(language: &Language, followed: &FollowThrough) -> MarkRow {
    let item = |item: &FollowItem| Mark::new(mark(item.standing), &item.title, item.standing.words(language));
    let words =
        if followed.items.is_empty() { followed.launch.words(language) } else { followed.words(language) };
    MarkRow::new(language.word("label.followed-through"), words, followed.items.iter().map(item).collect())
}

fn summary(language: &Language, followed: &FollowThrough) -> String {
    let words = followed.words(language);
    if words.ends_with('.') { words } else { format!("{words}.") }
}

fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Kept => "yes",
        Standing::NotKept => "no",
        Standing::NothingDue => "none",
        Standing::Told => "told",
    }
}
