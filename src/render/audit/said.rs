//! Phrases of what is hidden that also stand in what is seen, so that nothing is learned from them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Audited;
use super::gathered::Gathered;
use super::hidden::{Spot, stem};
use super::phrases::Phrases;
use super::words::Form;
use crate::align::Aligned;
use crate::catalog::{Entry, RecordIx};
use crate::markdown::LinkKind;
use crate::view::Seen;

/// How often phrases, by their numbers, stand in a text, in no order.
type Times = Arc<[(u32, i32)]>;

/// What each text that is seen says of hidden phrases: most say none.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Spoken {
    /// The hash of all that decides which phrases there are, and their numbers.
    key: blake3::Hash,
    /// The digests of the records, in the order of their keys.
    records: Vec<blake3::Hash>,
    of_records: Vec<Times>,
    /// By a hash of the text.
    texts: FxHashMap<blake3::Hash, Times>,
}

/// The phrases that stand in the settings, in records and files that are seen, and in facts that are counted.
#[derive(Debug)]
pub(super) struct Said {
    pub phrases: Numbers,
    pub spoken: Arc<Spoken>,
}

/// A set of the numbers of phrases: a bit for each.
#[derive(Debug)]
pub(super) struct Numbers(Vec<u64>);

impl Numbers {
    /// A set with room for so many numbers.
    fn below(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn add(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Whether a number is in it.
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// All numbers in it, in their order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        let of_word = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| at * 64 + bit)
        };
        self.0.iter().enumerate().filter(|(_, word)| **word != 0).flat_map(of_word)
    }
}

impl Said {
    /// Reads everything that is seen, but for what was read `before` for the same phrases.
    pub(super) fn among(
        gathered: &Gathered,
        audited: &Audited<'_, '_>,
        seen: &BTreeSet<String>,
        before: Option<&Spoken>,
    ) -> Self {
        let before = before.filter(|before| before.key == gathered.key);
        let records = || of_records(&gathered.phrases, audited, before);
        let texts = || of_texts(&gathered.phrases, &texts(audited, seen), before);
        let ((records, of_records, shown), texts) = rayon::join(records, texts);
        let mut phrases = Numbers::below(gathered.hashes.len());
        let in_texts = texts.values().flat_map(|times| times.iter()).map(|(number, _)| *number);
        shown.into_iter().chain(in_texts).for_each(|number| phrases.add(number));
        Self { phrases, spoken: Arc::new(Spoken { key: gathered.key, records, of_records, texts }) }
    }
}

/// The records that are seen with the phrases that stand in them, and the numbers of those that are shown.
fn of_records(
    hidden: &Phrases<Spot>,
    audited: &Audited<'_, '_>,
    before: Option<&Spoken>,
) -> (Vec<blake3::Hash>, Vec<Times>, Vec<u32>) {
    let entries: Vec<(RecordIx, &Entry)> = audited.view.entries().collect();
    let digests: Vec<blake3::Hash> = entries.iter().map(|(_, entry)| entry.digest).collect();
    let mut aligned = Aligned::with(before.map_or(&[], |before| before.records.as_slice()));
    let known: Vec<Option<Times>> =
        digests.iter().map(|digest| before?.of_records.get(aligned.place_of(digest)?).cloned()).collect();
    let read = |((_, entry), known): (&(RecordIx, &Entry), Option<Times>)| {
        known.unwrap_or_else(|| in_record(hidden, entry))
    };
    let times: Vec<Times> = entries.par_iter().zip(known).with_min_len(64).map(read).collect();
    let says_any = entries.par_iter().zip(&times).filter(|(_, times)| !times.is_empty());
    let shown =
        says_any.flat_map_iter(|((ix, entry), times)| match names_nothing_hidden(audited, *ix, entry) {
            true => times.iter().map(|(number, _)| *number).collect(),
            false => shown(hidden, audited, entry, times),
        });
    let shown = shown.collect();
    (digests, times, shown)
}

/// The texts that are seen, by their hashes, with the phrases that stand in them.
fn of_texts(
    hidden: &Phrases<Spot>,
    texts: &[Text<'_>],
    before: Option<&Spoken>,
) -> FxHashMap<blake3::Hash, Times> {
    let read = |text: &Text<'_>| {
        let known = before.and_then(|before| before.texts.get(&text.key));
        let times = known.cloned().unwrap_or_else(|| times_in(hidden, [&*text.words()], text.form));
        (text.key, times)
    };
    texts.par_iter().with_min_len(16).map(read).collect()
}

/// A text that is seen beside the records.
struct Text<'a> {
    /// A hash of what it says and of its form.
    key: blake3::Hash,
    form: Form,
    bytes: &'a [u8],
    /// Whether it is a file, in whatever encoding.
    is_file: bool,
}

impl<'a> Text<'a> {
    fn of(text: &'a [u8], form: Form) -> Self {
        Self { key: key_of(b"text", form, blake3::hash(text)), form, bytes: text, is_file: false }
    }

    fn markup(text: &'a str) -> Self {
        Self::of(text.as_bytes(), Form::Markup)
    }

    /// A file that holds what has this hash.
    fn file((bytes, hash): (&'a [u8], blake3::Hash), form: Form) -> Self {
        Self { key: key_of(b"file", form, hash), form, bytes, is_file: true }
    }

    fn words(&self) -> Cow<'a, [u8]> {
        match self.is_file {
            true => Cow::Owned(crate::source::decode_text(self.bytes).unwrap_or_default().into()),
            false => Cow::Borrowed(self.bytes),
        }
    }
}

/// What is seen beside the records.
fn texts<'a>(audited: &'a Audited<'_, '_>, seen: &'a BTreeSet<String>) -> Vec<Text<'a>> {
    let mut texts: Vec<Text<'a>> =
        super::super::theme::own_texts().iter().map(|text| Text::of(text, Form::Markup)).collect();
    texts.extend(audited.input.config.as_deref().map(|settings| Text::of(settings, Form::Markdown)));
    for path in seen {
        texts.push(Text::markup(stem(path)));
        texts.extend(audited.published.get(path).map(|file| Text::markup(&file.words)));
        if let (Some(form), Some(file)) = (Form::of(path), audited.hashed(path)) {
            texts.push(Text::file(file, form));
        }
    }
    texts.extend(counted(audited).into_iter().map(Text::markup));
    texts
}

/// By what a text beside the records is known.
fn key_of(sort: &[u8], form: Form, hash: blake3::Hash) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(sort).update(&[form as u8]).update(hash.as_bytes());
    hasher.finalize()
}

/// How often each phrase stands in texts of one form.
fn times_in<'t>(hidden: &Phrases<Spot>, texts: impl IntoIterator<Item = &'t [u8]>, form: Form) -> Times {
    let mut times: FxHashMap<u32, i32> = FxHashMap::default();
    for text in texts {
        hidden.each_in(text, form, &mut |_, spot, _| *times.entry(spot.number).or_default() += 1);
    }
    times.into_iter().collect()
}

/// How often each phrase stands in a record: in its text, its key and its name.
fn in_record(hidden: &Phrases<Spot>, entry: &Entry) -> Times {
    let record = &entry.record;
    let texts = [record.source.text(), &record.key.to_string(), stem(record.source.path())];
    times_in(hidden, texts.map(str::as_bytes), Form::Markdown)
}

/// Whether nothing that a record links to is hidden, so that all of its words are shown.
fn names_nothing_hidden(audited: &Audited<'_, '_>, ix: RecordIx, entry: &Entry) -> bool {
    let mut links = audited.everything.links(ix);
    entry.outline.images.is_empty() && links.all(|link| audited.view.get(link.to).is_some())
}

/// The phrases of a record that stand in it elsewhere than in references to what is hidden: those are not shown.
fn shown(hidden: &Phrases<Spot>, audited: &Audited<'_, '_>, entry: &Entry, times: &Times) -> Vec<u32> {
    let mut times: FxHashMap<u32, i32> = times.iter().copied().collect();
    let mut leave_out = |text: &str| {
        let mut take = |_, spot: &Spot, _| *times.entry(spot.number).or_default() -= 1;
        hidden.each_in(text.as_bytes(), Form::Markdown, &mut take);
    };
    let (view, record) = (audited.view, &entry.record);
    let mut links = crate::record::Links::default();
    record.data.fields().links(&mut links);
    for link in links.0 {
        if view.resolve(record.key.school.as_ref(), link.to, link.target).is_none() {
            leave_out(link.to.as_str());
            link.part.iter().for_each(|(_, part)| leave_out(part));
        }
    }
    for link in &entry.outline.links {
        let seen = match link.kind {
            LinkKind::Inline => view.destination(record, &link.destination),
            LinkKind::Wiki => view.wiki_destination(record, &link.destination),
        };
        if seen == Seen::Hidden {
            leave_out(&link.destination);
        }
    }
    for image in &entry.outline.images {
        if view.image_destination(record, &image.destination) == Seen::Hidden {
            leave_out(&image.destination);
        }
    }
    times.into_iter().filter_map(|(number, times)| (times > 0).then_some(number)).collect()
}

/// The words of facts that this audience may count without seeing their records: levels, places, behaviors.
fn counted<'c>(audited: &Audited<'_, 'c>) -> BTreeSet<&'c str> {
    let view = audited.view;
    let waves = view.counted_waves().flat_map(|wave| wave.look_fors);
    let mut words: BTreeSet<&str> =
        waves.flat_map(|look_for| &look_for.level_names).map(String::as_str).collect();
    for referrals in view.counted_referrals() {
        words.extend(referrals.totals.iter().map(|total| total.of.as_str()));
        words.insert(referrals.year);
        let lists = referrals.data.iter().flat_map(|data| [&data.locations, &data.behaviors, &data.grades]);
        words.extend(lists.flatten().flatten().map(String::as_str));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_numbers_holds_what_was_added_and_nothing_else() {
        let mut numbers = Numbers::below(130);
        for number in [129, 0, 63, 64, 64] {
            numbers.add(number);
        }
        assert_eq!(numbers.numbers().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert!(numbers.has(64) && !numbers.has(65) && !numbers.has(128));
        numbers.add(1_000);
        assert!(!numbers.has(1_000), "no phrase has this number");
        assert_eq!(Numbers::below(0).numbers().count(), 0);
    }
}
