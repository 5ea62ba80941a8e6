//! One family of the index's files: a file for each part, made anew only where the part holds something else.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::shard::Shard;
use crate::output::Output;
use crate::render::File;
use crate::render::kept::KeptFile;

/// Lays a file down; nothing where another part of the site has it.
pub(in crate::render) type Lay<'l> = dyn Fn(Output) -> Option<File> + Sync + 'l;

/// What the files of a family were made of.
#[derive(Debug)]
pub(super) struct Family<T> {
    items: Vec<Arc<T>>,
    parts: HashMap<String, Part>,
}

/// A part: which items it holds, and its file where that is in memory.
#[derive(Debug)]
struct Part {
    items: Range<usize>,
    file: Option<KeptFile>,
}

/// How a family is written.
pub(super) struct Writing<'w, T> {
    /// Whether two items are written alike.
    pub is_same: fn(&T, &T) -> bool,
    /// The file of a part.
    pub file: fn(&Shard<'_, Arc<T>>) -> Output,
    /// Lays a file down.
    pub lay: &'w Lay<'w>,
}

impl<T: Send + Sync> Writing<'_, T> {
    /// The files of shards that follow one another in `items`, as they were made `before` where that is the same.
    pub(super) fn write(
        &self,
        items: &[Arc<T>],
        shards: &[Shard<'_, Arc<T>>],
        before: Option<&Family<T>>,
    ) -> (Vec<File>, Family<T>) {
        let write = |shard: &Shard<'_, Arc<T>>| {
            let kept = before.and_then(|before| before.file(shard, self.is_same));
            let file = kept.map(File::from).or_else(|| (self.lay)((self.file)(shard)));
            let kept = file.as_ref().map(KeptFile::from).filter(|file| file.bytes.is_some());
            (file, kept)
        };
        let written: Vec<(Option<File>, Option<KeptFile>)> = shards.par_iter().map(write).collect();
        let mut files = Vec::with_capacity(written.len());
        let mut parts = HashMap::with_capacity(written.len());
        let mut start = 0;
        for (shard, (file, kept)) in shards.iter().zip(written) {
            let end = start + shard.items.len();
            parts.insert(shard.name.clone(), Part { items: start..end, file: kept });
            start = end;
            files.extend(file);
        }
        (files, Family { items: items.to_vec(), parts })
    }
}

impl<T> Family<T> {
    /// The file of a part that holds the same.
    fn file(&self, shard: &Shard<'_, Arc<T>>, is_same: fn(&T, &T) -> bool) -> Option<&KeptFile> {
        let part = self.parts.get(&shard.name)?;
        let held = &self.items[part.items.clone()];
        let mut pairs = held.iter().zip(shard.items);
        let same = held.len() == shard.items.len()
            && pairs.all(|(one, other)| Arc::ptr_eq(one, other) || is_same(one, other));
        part.file.as_ref().filter(|_| same)
    }
}
