//! Documents as they were read: their words, and what is shown of them.

use std::sync::Arc;

use rayon::prelude::*;

use super::document::Document;
use super::gather::Gathered;
use super::json;
use super::words::hash;
use crate::render::kept::Keys;
use crate::site::Site;
use crate::view::View;

/// Documents that one thread reads at a time.
const AT_A_TIME: usize = 2_048;

/// A document as it was read.
#[derive(Debug)]
pub(super) struct Read {
    /// The letter of its kind.
    pub letter: char,
    /// Its number among those of its kind.
    pub id: u32,
    key: String,
    /// A hash of all that it can tell of.
    origin: blake3::Hash,
    /// The number of each of its words and the place where it stands, in no order; none where they are not kept.
    pub words: Box<[(u32, u8)]>,
    /// What is shown of it, as JSON.
    pub shown: String,
}

/// Documents that were read together, and what was gathered from them.
#[derive(Debug)]
pub(super) struct Part<'d, 'a> {
    /// The documents.
    pub documents: &'d [&'d Document<'a>],
    /// Their words.
    pub gathered: Gathered,
}

/// From what documents are read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r, 'v, 's> {
    /// What may be seen.
    pub view: &'r View<'v>,
    /// The pages.
    pub site: &'r Site<'s>,
    /// On what they depend.
    pub keys: &'r Keys,
    /// Whether the words of each document are kept for the next build.
    pub keeps: bool,
}

impl Reader<'_, '_, '_> {
    /// A document that was read before and can only say the same: `before` is in the order of documents.
    pub(super) fn known(self, document: &Document<'_>, before: &[Arc<Read>]) -> Option<Arc<Read>> {
        let at = before.binary_search_by_key(&(document.letter, document.id), |read| (read.letter, read.id));
        let read = &before[at.ok()?];
        (read.key == document.key && read.origin == document.origin(self.keys)).then(|| read.clone())
    }

    /// Reads documents on all threads.
    pub(super) fn read<'d, 'a>(
        self,
        documents: &'d [&'d Document<'a>],
    ) -> (Vec<Part<'d, 'a>>, Vec<Arc<Read>>) {
        let at_a_time = documents.len().div_ceil(rayon::current_num_threads()).clamp(1, AT_A_TIME);
        let parts: Vec<_> = documents.par_chunks(at_a_time).map(|documents| self.part(documents)).collect();
        let (parts, read): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        (parts, read.into_iter().flatten().collect())
    }

    fn part<'d, 'a>(self, documents: &'d [&'d Document<'a>]) -> (Part<'d, 'a>, Vec<Arc<Read>>) {
        let mut gathered = Gathered::default();
        let mut hashes: Vec<u32> = Vec::new();
        let read = (0..).zip(documents).map(|(number, document)| {
            let start = gathered.hits.len();
            let shown = json(&document.read(number, self.view, self.site, &mut gathered));
            hashes.extend(gathered.words.iter().skip(hashes.len()).map(|word| hash(word)));
            let hits = gathered.hits[start..].iter().filter(|_| self.keeps);
            let words = hits.map(|(word, place)| (hashes[*word as usize], place.mark()));
            let Document { letter, id, ref key, .. } = **document;
            let (key, origin) = (key.clone(), document.origin(self.keys));
            Arc::new(Read { letter, id, key, origin, words: words.collect(), shown })
        });
        let read = read.collect();
        (Part { documents, gathered }, read)
    }
}
