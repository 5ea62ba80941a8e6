//! Follow-through: what happened after each launch, in ten items.

use std::borrow::Cow;

use serde::Serialize;

use super::{Part, Told};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::record::Initiative;
use crate::report::follow_through::{
    FollowItem, FollowThrough, METHOD, Settings, Standing, follow_through, plan_of,
};
use crate::site::blocks::{Block, CheckItem, SourcedLine, Text};
use crate::site::marks::{Mark, MarkRow};
use crate::site::words::count_of;
use crate::site::{Download, Making, urls};
use crate::view::Item;

/// Follow-through as a file.
#[derive(Serialize)]
struct Row {
    initiative: String,
    launch: String,
    item: &'static str,
    standing: Standing,
    said: Vec<String>,
}

/// Tells what followed the launch of each initiative of a place.
///
/// Nearly all of it is for staff: a public page would say "not kept" of what it cannot see.
pub(super) fn tell<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Option<Told<'a>> {
    if !making.is_inside() {
        return None;
    }
    let own = making.view.own::<Initiative>(school);
    let found: Vec<_> = own.map(|item| (item, making.followed(item))).collect();
    if found.is_empty() {
        return None;
    }
    let parts = found.iter().map(|(item, followed)| Part {
        id: urls::part_of_initiative(&item.record().key.id),
        heading: making.link_text(item.ix).unwrap_or_else(|| Text::plain(item.record().title())),
        lead: vec![SourcedLine { text: format!("{}.", followed.launch.words()), records: Vec::new() }],
        blocks: vec![making.follow_through_block(followed)],
    });
    let mut records: Vec<RecordIx> = Vec::new();
    for (item, followed) in &found {
        records.push(item.ix);
        records.extend(plan_of(making.view, *item).map(|plan| plan.ix));
        let lines = followed.items.iter().flat_map(|item| &item.lines);
        records.extend(lines.flat_map(|line| line.records.iter().copied()));
    }
    let lead = "What happened after the whole staff was asked to start?";
    Some(Told {
        lead: vec![SourcedLine { text: lead.into(), records: Vec::new() }],
        parts: parts.collect(),
        n: count_of(found.len(), "initiative", "initiatives"),
        records,
        downloads: downloads(school, &found),
    })
}

fn downloads(school: Option<&Id>, found: &[(Item<'_, Initiative>, FollowThrough)]) -> Vec<Download> {
    let rows: Vec<Row> = found
        .iter()
        .flat_map(|(item, followed)| {
            followed.items.iter().map(move |line| Row {
                initiative: item.record().key.id.to_string(),
                launch: item.fields.launch.map(|when| when.to_string()).unwrap_or_default(),
                item: line.title,
                standing: line.standing,
                said: line.lines.iter().map(|line| line.text.clone()).collect(),
            })
        })
        .collect();
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let standing = row.standing.words().into();
            vec![row.initiative.clone(), row.launch.clone(), row.item.into(), standing, row.said.join("; ")]
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
            title: Cow::Borrowed(item.title),
            rule: Cow::Borrowed(item.rule),
            state: mark(item.standing),
            // A fact without a rule has no word but itself.
            said: Cow::Borrowed(if item.standing == Standing::Told { "" } else { item.standing.words() }),
            lines: item.lines.iter().map(|line| self.sourced(line)).collect(),
        };
        Block::Checklist {
            title: Cow::Borrowed(""),
            summary: summary(followed),
            items: followed.items.iter().map(item).collect(),
        }
    }
}

/// The ten items of an initiative as a row of marks.
pub(in crate::site) fn follow_through_marks(followed: &FollowThrough) -> MarkRow {
    let item = |item: &FollowItem| Mark::new(mark(item.standing), item.title, item.standing.words());
    let words = if followed.items.is_empty() { followed.launch.words() } else { followed.words() };
    MarkRow::new("Followed through", words, followed.items.iter().map(item).collect())
}

fn summary(followed: &FollowThrough) -> String {
    let words = followed.words();
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
