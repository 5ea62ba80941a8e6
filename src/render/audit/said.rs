//! Phrases of what is hidden that also stand in what is seen, so that nothing is learned from them.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Audited;
use super::hidden::{Spot, stem};
use super::phrases::Phrases;
use super::words::Form;
use crate::catalog::Entry;
use crate::markdown::LinkKind;
use crate::view::Seen;

/// The phrases that stand in the settings, in records and files that are seen, and in facts that are counted.
pub(super) fn among(
    hidden: &Phrases<Spot>,
    audited: &Audited<'_, '_>,
    seen: &BTreeSet<String>,
) -> FxHashSet<u64> {
    let entries: Vec<&Entry> = audited.view.entries().map(|(_, entry)| entry).collect();
    let in_records: Vec<FxHashMap<u64, i64>> =
        entries.par_iter().map(|entry| in_record(hidden, audited, entry)).collect();
    let said_once = |(hash, times)| (times > 0).then_some(hash);
    let mut said: FxHashSet<u64> = in_records.into_iter().flatten().filter_map(said_once).collect();
    let mut add = |text: &[u8], form| hidden.each_in(text, form, &mut |hash, _| _ = said.insert(hash));
    for text in super::super::theme::own_texts() {
        add(&text, Form::Markup);
    }
    if let Some(settings) = &audited.input.config {
        add(settings, Form::Markdown);
    }
    for path in seen {
        add(stem(path).as_bytes(), Form::Markup);
        if let Some(file) = audited.published.get(path) {
            add(file.words.as_bytes(), Form::Markup);
        }
        if let (Some(form), Some(bytes)) = (Form::of(path), audited.bytes_of(path)) {
            let text = crate::source::decode_text(bytes).unwrap_or_default();
            add(text.as_bytes(), form);
        }
    }
    for text in counted(audited) {
        add(text.as_bytes(), Form::Markup);
    }
    said
}

/// How often each phrase stands in a record, without the references to what is hidden: they are not shown.
fn in_record(hidden: &Phrases<Spot>, audited: &Audited<'_, '_>, entry: &Entry) -> FxHashMap<u64, i64> {
    let mut times: FxHashMap<u64, i64> = FxHashMap::default();
    let mut count = |text: &str, by: i64| {
        hidden.each_in(text.as_bytes(), Form::Markdown, &mut |hash, _| {
            *times.entry(hash).or_default() += by;
        });
    };
    let record = &entry.record;
    count(record.source.text(), 1);
    count(&record.key.to_string(), 1);
    count(stem(record.source.path()), 1);
    let view = audited.view;
    let mut links = crate::record::Links::default();
    record.data.fields().links(&mut links);
    for link in links.0 {
        if view.resolve(record.key.school.as_ref(), link.to, link.target).is_none() {
            count(link.to.as_str(), -1);
            link.part.iter().for_each(|(_, part)| count(part, -1));
        }
    }
    for link in &entry.outline.links {
        let seen = match link.kind {
            LinkKind::Inline => view.destination(record, &link.destination),
            LinkKind::Wiki => view.wiki_destination(record, &link.destination),
        };
        if seen == Seen::Hidden {
            count(&link.destination, -1);
        }
    }
    for image in &entry.outline.images {
        if view.image_destination(record, &image.destination) == Seen::Hidden {
            count(&image.destination, -1);
        }
    }
    times
}

/// The words of facts that this audience may count without seeing their records: levels, places, behaviors.
fn counted<'c>(audited: &Audited<'_, 'c>) -> Vec<&'c str> {
    let view = audited.view;
    let waves = view.counted_waves().flat_map(|wave| wave.look_fors);
    let mut words: Vec<&str> = waves.flat_map(|look_for| &look_for.level_names).map(String::as_str).collect();
    for referrals in view.counted_referrals() {
        words.extend(referrals.totals.iter().map(|total| total.of.as_str()));
        words.push(referrals.year);
        let lists = referrals.data.iter().flat_map(|data| [&data.locations, &data.behaviors, &data.grades]);
        words.extend(lists.flatten().flatten().map(String::as_str));
    }
    words
}
