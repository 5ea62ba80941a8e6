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
mod gather;
mod postings;
mod said;
mod shard;
mod shown;
mod words;

use rayon::prelude::*;
use serde::Serialize;

use self::document::{Document, documents};
use self::gather::Gathered;
use self::postings::{Part, Posted, posted, push_number};
use self::shard::{Shard, by_letters, by_number};
use crate::output::{Bytes, Output};
use crate::site::{SEARCH_INDEX, Site};
use crate::view::View;

/// How large a part with hits may grow, in bytes. A word with more hits has a part nearly by itself.
const LARGEST_HITS: usize = 24_000;

/// How large a part with words may grow, in bytes.
const LARGEST_WORDS: usize = 16_000;

/// How large a part with what is shown may grow, in bytes: one query needs several.
const LARGEST_SHOWN: usize = 6_000;

/// Documents that one thread reads at a time.
const AT_A_TIME: usize = 2_048;

/// What is shown of a document, beside its number.
struct ShownText {
    letter: char,
    id: u32,
    json: String,
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

/// The files of the search index.
pub(super) fn index(view: &View<'_>, site: &Site<'_>) -> Vec<Output> {
    let (documents, id_bits) = documents(view, site);
    let (parts, mut shown) = read(view, site, &documents);
    let posted = posted(&parts);
    shown.sort_by_key(|one| (one.id, one.letter));
    let (shown, shown_shape) =
        by_number(&shown, id_bits, LARGEST_SHOWN, |one| one.id, |one| one.json.len() + 12);
    let mut by_hash: Vec<&Posted<'_>> = posted.iter().collect();
    by_hash.par_sort_unstable_by_key(|posted| (posted.hash, posted.word));
    let bytes = |posted: &&Posted<'_>| posted.word.len() + posted.hits.len() + 6;
    let (hits, hits_shape) = by_number(&by_hash, u32::BITS, LARGEST_HITS, |posted| posted.hash, bytes);
    let plain: Vec<&Posted<'_>> = posted.iter().filter(|posted| !posted.word.contains(':')).collect();
    let words = by_letters(&plain, LARGEST_WORDS, |posted| posted.word);
    let manifest = Manifest {
        documents: documents.len(),
        id_bits,
        kinds: document::letters().collect(),
        common: &words::COMMON,
        hits: &hits_shape,
        shown: &shown_shape,
        words: words.iter().map(|shard| shard.name.as_str()).collect(),
    };
    let mut outputs = vec![Output {
        path: SEARCH_INDEX.to_owned(),
        bytes: Bytes::Made(format!("islesSearch.index({});\n", json(&manifest)).into_bytes()),
    }];
    outputs.par_extend(hits.par_iter().map(|shard| file("hits", shard, &hits_json(shard.items))));
    outputs.par_extend(shown.par_iter().map(|shard| file("shown", shard, &shown_json(shard.items))));
    outputs.par_extend(words.par_iter().map(|shard| file("words", shard, &json(&by_frequency(shard.items)))));
    outputs
}

/// Reads all documents on all threads.
fn read<'d, 'a>(
    view: &View<'_>,
    site: &Site<'_>,
    documents: &'d [Document<'a>],
) -> (Vec<Part<'d, 'a>>, Vec<ShownText>) {
    let at_a_time = documents.len().div_ceil(rayon::current_num_threads()).clamp(1, AT_A_TIME);
    let part = |documents: &'d [Document<'a>]| {
        let mut gathered = Gathered::default();
        let shown: Vec<ShownText> = (0..)
            .zip(documents)
            .map(|(number, document)| {
                let shown = document.read(number, view, site, &mut gathered);
                ShownText { letter: document.letter, id: document.id, json: json(&shown) }
            })
            .collect();
        (Part { documents, gathered }, shown)
    };
    let parts: Vec<_> = documents.par_chunks(at_a_time).map(part).collect();
    let (parts, shown): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    (parts, shown.into_iter().flatten().collect())
}

fn hits_json(items: &[&Posted<'_>]) -> String {
    let mut items: Vec<_> = items.iter().collect();
    items.sort_unstable_by_key(|posted| posted.word);
    let mut text = String::from("{");
    for posted in items {
        // Words are letters, digits and a colon, and hits have no quotes: neither needs escaping.
        text.extend([if text.len() > 1 { ",\"" } else { "\"" }, posted.word, "\":\"", &posted.hits, "\""]);
    }
    text.push('}');
    text
}

fn shown_json(items: &[ShownText]) -> String {
    let line = |one: &ShownText| {
        let mut key = String::from(one.letter);
        push_number(&mut key, one.id);
        format!("\"{key}\":{}", one.json)
    };
    format!("{{{}}}", items.iter().map(line).collect::<Vec<_>>().join(",\n"))
}

/// Words by how many documents have them: one, up to 7, up to 63, up to 511, more. Coarse, so that one record more or
/// less seldom changes it.
fn by_frequency(items: &[&Posted<'_>]) -> [String; 5] {
    let mut classes = [const { String::new() }; 5];
    for posted in items {
        let class = match posted.documents {
            1 => 0,
            more => (more.ilog2() as usize / 3 + 1).min(4),
        };
        let class = &mut classes[class];
        if !class.is_empty() {
            class.push(' ');
        }
        class.push_str(posted.word);
    }
    classes
}

fn file<T>(family: &str, shard: &Shard<'_, T>, json: &str) -> Output {
    let name: String = shard.name.chars().map(in_file_name).collect();
    let dash = if name.is_empty() { "" } else { "-" };
    Output {
        path: format!("search/{family}{dash}{name}.js"),
        bytes: Bytes::Made(format!("islesSearch.{family}(\"{}\",{json});\n", shard.name).into_bytes()),
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
