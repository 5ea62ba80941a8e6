//! The words of all documents, where few documents have changed: only the words that those had or have are posted
//! anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::postings::{Hit, Posted, decoded, encoded};
use super::read::Read;

/// Takes the words of documents that are `gone` out of all that were posted, and puts the words of those that have
/// `come` in, as `posted` of them alone. `before` and the outcome are in the order of numbers, then of words.
pub(super) fn merge(
    before: &[Arc<Posted>],
    (gone, come): (&[Arc<Read>], &[Arc<Read>]),
    posted: &[Arc<Posted>],
) -> Vec<Arc<Posted>> {
    let touched = touched(before, (gone, come), posted);
    let is_touched = |word: &Posted| touched.contains(&word.hash);
    let mut documents: Vec<(char, u32)> = gone.iter().map(|read| (read.letter, read.id)).collect();
    documents.sort_unstable();
    let old = touched.iter().flat_map(|hash| of_hash(before, *hash));
    let mut words: Vec<&str> =
        old.chain(posted.iter().filter(|word| is_touched(word))).map(|word| &*word.word).collect();
    words.sort_unstable();
    words.dedup();
    let post = |word: &&str| {
        let hits = |all, word| find(all, word).map(|posted| decoded(&posted.hits)).unwrap_or_default();
        let mut all: Vec<Hit> = hits(before, word);
        all.retain(|hit| documents.binary_search(&(hit.letter, hit.id)).is_err());
        all.extend(hits(posted, word));
        all.sort_unstable_by_key(|hit| (hit.letter, hit.id));
        (!all.is_empty()).then(|| Arc::new(Posted::new(word, all.len(), encoded(all.iter().copied()))))
    };
    let anew: Vec<Arc<Posted>> = words.par_iter().filter_map(post).collect();
    let mut all: Vec<Arc<Posted>> = before.iter().filter(|word| !is_touched(word)).cloned().collect();
    all.extend(anew);
    // Two rows, each in order, are quickly one.
    all.sort_by(|a, b| a.order().cmp(&b.order()));
    all
}

/// The numbers of words whose hits differ. Where two words share a number, both count.
fn touched(
    before: &[Arc<Posted>],
    (gone, come): (&[Arc<Read>], &[Arc<Read>]),
    posted: &[Arc<Posted>],
) -> BTreeSet<u32> {
    let places = |read: &[Arc<Read>]| -> BTreeSet<(u32, u8, char, u32)> {
        let of = |read: &Arc<Read>| {
            let (letter, id) = (read.letter, read.id);
            read.words.iter().map(move |(hash, mark)| (*hash, *mark, letter, id)).collect::<Vec<_>>()
        };
        read.iter().flat_map(of).collect()
    };
    let (gone, come) = (places(gone), places(come));
    let mut touched: BTreeSet<u32> = gone.symmetric_difference(&come).map(|(hash, ..)| *hash).collect();
    let is_known = |word: &Posted| matches!(of_hash(before, word.hash), [known] if known.word == word.word);
    touched.extend(posted.iter().filter(|word| !is_known(word)).map(|word| word.hash));
    touched
}

/// The words of a number.
fn of_hash(all: &[Arc<Posted>], hash: u32) -> &[Arc<Posted>] {
    let start = all.partition_point(|word| word.hash < hash);
    let count = all[start..].iter().take_while(|word| word.hash == hash).count();
    &all[start..start + count]
}

fn find<'p>(all: &'p [Arc<Posted>], word: &str) -> Option<&'p Posted> {
    of_hash(all, super::words::hash(word)).iter().find(|posted| &*posted.word == word).map(|posted| &**posted)
}
