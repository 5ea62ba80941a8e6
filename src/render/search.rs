//! The search index of an audience: small script files that a page loads as it needs them, from a server or a folder.
//!
//! It is made from a [`View`] and holds only what the pages of that view print. Its files are classic scripts that
//! hand their data to one function each, because a page opened from a folder may load scripts and nothing else:
//!
//! | File | Holds |
//! |---|---|
//! | `search/index.js` | how many documents there are, the letters of kinds, the words that are not searched, the names of all other files |
//! | `search/words-re.js` | the words that begin so, from the rarest to the commonest, for beginnings and slips |
//! | `search/hits-0110.js` | for each word of that part the documents that have it, see [`postings`] |
//! | `search/shown-0110.js` | what is shown of the documents of that part, see [`shown`] |
//!
//! A document's number comes from its key, and a part ends where its own bytes demand it: a record that is added,
//! changed or removed changes the parts of its own words and no others.

mod document;
mod family;
mod gather;
mod merge;
mod postings;
mod read;
mod said;
mod shard;
mod shown;
mod words;

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use self::document::{Document, documents};
use self::family::{Family, Writing};
use self::postings::{Posted, posted, push_number};
use self::read::{Read, Reader};
use self::shard::{Shard, by_letters, by_number};
use super::File;
use super::kept::Keys;
use crate::output::{Bytes, Output};
use crate::site::{SEARCH_INDEX, Site};
use crate::view::View;

pub(super) use self::family::Lay;

/// How large a part with hits may grow, in bytes. A word with more hits has a part nearly by itself.
const LARGEST_HITS: usize = 24_000;

/// How large a part with words may grow, in bytes.
const LARGEST_WORDS: usize = 16_000;

/// How large a part with what is shown may grow, in bytes: one query needs several.
const LARGEST_SHOWN: usize = 6_000;

/// Where no more than one document in so many has changed, the words of the others are not gathered again.
const FEW: usize = 8;

/// The index as a build left it.
#[derive(Debug)]
pub(super) struct Index {
    /// In the order of letters and numbers.
    documents: Vec<Arc<Read>>,
    /// In the order of numbers.
    words: Vec<Arc<Posted>>,
    hits: Family<Posted>,
    shown: Family<Read>,
    plain: Family<Posted>,
}

/// What a page must know before it loads anything else.
#[derive(Serialize)]
struct Manifest<'a> {
    documents: usize,
    id_bits: u32,
    kinds: indexmap::IndexMap<char, &'static str>,
    common: &'a [&'a str],
    hits: &'a str,
    shown: &'a str,
    words: Vec<&'a str>,
}

/// The files of the search index, made from that of the build `before` as far as it can only be the same. The index is
/// for the next build, where one `keeps` it.
pub(super) fn index(
    (view, site, keys): (&View<'_>, &Site<'_>, &Keys),
    (before, keeps): (Option<&Index>, bool),
    lay: &Lay<'_>,
) -> (Vec<File>, Option<Index>) {
    let (documents, id_bits) = documents(view, site);
    let (read, words) =
        gather(Reader { view, site, keys, keeps: keeps || before.is_some() }, &documents, before);
    let mut shown = read.clone();
    shown.sort_by_key(|one| (one.id, one.letter));
    let mut plain: Vec<Arc<Posted>> = words.iter().filter(|word| !word.word.contains(':')).cloned().collect();
    plain.par_sort_unstable_by(|a, b| a.word.cmp(&b.word));
    let bytes = |posted: &Arc<Posted>| posted.word.len() + posted.hits.len() + 6;
    let (hits_shards, hits_shape) = by_number(&words, u32::BITS, LARGEST_HITS, |posted| posted.hash, bytes);
    let (shown_shards, shown_shape) =
        by_number(&shown, id_bits, LARGEST_SHOWN, |one| one.id, |one| one.shown.len() + 12);
    let plain_shards = by_letters(&plain, LARGEST_WORDS, |posted| &posted.word);
    let manifest = Manifest {
        documents: documents.len(),
        id_bits,
        kinds: document::letters().collect(),
        common: &words::COMMON,
        hits: &hits_shape,
        shown: &shown_shape,
        words: plain_shards.iter().map(|shard| shard.name.as_str()).collect(),
    };
    let mut files: Vec<File> = lay(Output {
        path: SEARCH_INDEX.to_owned(),
        bytes: Bytes::Made(format!("islesSearch.index({});\n", json(&manifest)).into_bytes()),
    })
    .into_iter()
    .collect();
    let (hits_files, hits) = Writing { is_same: Posted::eq, file: hits_file, lay }.write(
        &words,
        &hits_shards,
        before.map(|before| &before.hits),
    );
    let (shown_files, shown) = Writing { is_same: is_shown_alike, file: shown_file, lay }.write(
        &shown,
        &shown_shards,
        before.map(|before| &before.shown),
    );
    let (plain_files, plain) = Writing { is_same: is_listed_alike, file: words_file, lay }.write(
        &plain,
        &plain_shards,
        before.map(|before| &before.plain),
    );
    files.extend(hits_files.into_iter().chain(shown_files).chain(plain_files));
    (files, keeps.then_some(Index { documents: read, words, hits, shown, plain }))
}

fn is_shown_alike(one: &Read, other: &Read) -> bool {
    (one.letter, one.id, &one.shown) == (other.letter, other.id, &other.shown)
}

fn is_listed_alike(one: &Posted, other: &Posted) -> bool {
    one.word == other.word && class(one.documents) == class(other.documents)
}

/// All documents as they were read, and all words with the documents that have them.
fn gather(
    reader: Reader<'_, '_, '_>,
    documents: &[Document<'_>],
    before: Option<&Index>,
) -> (Vec<Arc<Read>>, Vec<Arc<Posted>>) {
    let known = |before: &Index| -> Vec<Option<Arc<Read>>> {
        documents.par_iter().map(|document| reader.known(document, &before.documents)).collect()
    };
    let known = before.map(known).unwrap_or_default();
    let same = known.iter().flatten().count();
    let Some(before) = before.filter(|_| (documents.len() - same) * FEW <= documents.len()) else {
        let all: Vec<&Document<'_>> = documents.iter().collect();
        let (parts, read) = reader.read(&all);
        return (read, posted(&parts));
    };
    let changed = documents.iter().zip(&known).filter(|(_, known)| known.is_none());
    let changed: Vec<&Document<'_>> = changed.map(|(document, _)| document).collect();
    let (parts, come) = reader.read(&changed);
    let mut anew = come.iter();
    let read: Vec<Arc<Read>> =
        known.iter().filter_map(|known| known.as_ref().or_else(|| anew.next())).cloned().collect();
    let gone: Vec<Arc<Read>> = gone(&before.documents, &read);
    let words = merge::merge(&before.words, (&gone, &come), &posted(&parts));
    (read, words)
}

/// The documents of the build before that are no longer there or have been read anew.
fn gone(before: &[Arc<Read>], now: &[Arc<Read>]) -> Vec<Arc<Read>> {
    let mut now = now.iter().peekable();
    let place = |read: &Arc<Read>| (read.letter, read.id);
    let is_gone = |old: &&Arc<Read>| {
        while now.next_if(|new| place(new) < place(old)).is_some() {}
        !now.peek().is_some_and(|new| Arc::ptr_eq(new, old))
    };
    before.iter().filter(is_gone).cloned().collect()
}

fn hits_file(shard: &Shard<'_, Arc<Posted>>) -> Output {
    file("hits", &shard.name, &hits_json(shard.items))
}

fn shown_file(shard: &Shard<'_, Arc<Read>>) -> Output {
    file("shown", &shard.name, &shown_json(shard.items))
}

fn words_file(shard: &Shard<'_, Arc<Posted>>) -> Output {
    file("words", &shard.name, &json(&by_frequency(shard.items)))
}

fn hits_json(items: &[Arc<Posted>]) -> String {
    let mut items: Vec<_> = items.iter().collect();
    items.sort_unstable_by(|a, b| a.word.cmp(&b.word));
    let mut text = String::from("{");
    for posted in items {
        // Words are letters, digits and a colon, and hits have no quotes: neither needs escaping.
        text.extend([if text.len() > 1 { ",\"" } else { "\"" }, &posted.word, "\":\"", &posted.hits, "\""]);
    }
    text.push('}');
    text
}

fn shown_json(items: &[Arc<Read>]) -> String {
    let line = |one: &Arc<Read>| {
        let mut key = String::from(one.letter);
        push_number(&mut key, one.id);
        format!("\"{key}\":{}", one.shown)
    };
    format!("{{{}}}", items.iter().map(line).collect::<Vec<_>>().join(",\n"))
}

/// How common a word is: one document has it, up to 7, up to 63, up to 511, more. Coarse, so that one record more or
/// less seldom changes it.
fn class(documents: usize) -> usize {
    match documents {
        1 => 0,
        more => (more.ilog2() as usize / 3 + 1).min(4),
    }
}

/// Words by how common they are.
fn by_frequency(items: &[Arc<Posted>]) -> [String; 5] {
    let mut classes = [const { String::new() }; 5];
    for posted in items {
        let class = &mut classes[class(posted.documents)];
        if !class.is_empty() {
            class.push(' ');
        }
        class.push_str(&posted.word);
    }
    classes
}

fn file(family: &str, name: &str, json: &str) -> Output {
    let in_path: String = name.chars().map(in_file_name).collect();
    let dash = if in_path.is_empty() { "" } else { "-" };
    Output {
        path: format!("search/{family}{dash}{in_path}.js"),
        bytes: Bytes::Made(format!("islesSearch.{family}(\"{name}\",{json});\n").into_bytes()),
    }
}

/// A letter in the name of a file: itself, or its number where disks and addresses would write it differently.
fn in_file_name(letter: char) -> String {
    if letter.is_ascii_alphanumeric() || letter == '_' {
        letter.to_string()
    } else {
        format!("-{:x}", u32::from(letter))
    }
}

/// JSON in which no text opens a tag: a file that is taken for a page stays a file of data.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON").replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_opens_a_tag() {
        assert_eq!(json(&"</script> a < b \\"), r#""\u003c/script> a \u003c b \\""#);
    }
}
