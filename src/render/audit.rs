//! Every output read back before anything is written: whether it holds what its audience may not see, and whether a
//! page can be read by everyone.

mod contrast;
mod doubt;
mod gathered;
mod hidden;
mod leak;
mod phrases;
mod reading;
mod said;
mod texts;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, File};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::input::Input;
use crate::output::Output;
use crate::publish::Published;
use crate::view::View;

pub use contrast::{Near, near};
pub use hidden::{Hidden, Sighting};
pub use reading::{Fault, check as read_page};

/// What an audit looks at beside the outputs.
#[derive(Debug, Clone, Copy)]
pub struct Audited<'a, 'c> {
    /// What the site is made from.
    pub input: &'a Input,
    /// The settings.
    pub config: &'a Config,
    /// Every record.
    pub everything: &'a View<'c>,
    /// What the audience of the build may see.
    pub view: &'a View<'c>,
    /// The files beside the pages, of every record.
    pub published: &'a Published,
}

/// Makes those outputs of another input that lie at these paths, and perhaps others, whatever is wrong with them, and
/// does not read them back.
pub type Again<'a> = dyn Fn(&Input, &BTreeSet<String>) -> Vec<Output> + 'a;

/// What an audit found in files, so that the same bytes need not be read again.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Kept {
    /// What the findings depend on beside the files; none where nothing has been read.
    key: Option<blake3::Hash>,
    files: BTreeMap<Arc<str>, Found>,
    /// Phrases of something hidden that the site says by itself.
    own: HashSet<u64>,
    /// What is hidden, and what texts say of it.
    hidden: hidden::Kept,
}

/// What was found in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Found {
    hash: blake3::Hash,
    phrases: Vec<Sighting>,
    faults: Vec<Fault>,
}

/// What was seen in a file of this build.
#[derive(Debug)]
pub struct Seen {
    found: Found,
    /// The hidden file that it is.
    file: Option<Sighting>,
}

impl Seen {
    /// Whether nothing that is hidden was seen in it.
    pub(super) fn is_clean(&self) -> bool {
        self.found.phrases.is_empty() && self.file.is_none()
    }

    fn sightings(&self) -> Vec<Sighting> {
        self.found.phrases.iter().copied().chain(self.file).collect()
    }
}

/// What is looked for in the outputs of one build.
pub struct Auditor<'a, 'c> {
    audited: Audited<'a, 'c>,
    hidden: Hidden,
    key: blake3::Hash,
}

/// Reads files as they are made.
#[derive(Clone, Copy)]
pub struct Reader<'r> {
    /// What is looked for.
    pub auditor: &'r Auditor<'r, 'r>,
    /// What the audit before found.
    pub before: &'r Kept,
}

impl Reader<'_> {
    /// Reads a file of which these are the bytes and their hash, unless that was done before.
    pub fn look(self, path: &str, hash: blake3::Hash, bytes: &[u8]) -> Seen {
        let Auditor { hidden, .. } = self.auditor;
        let known = self.auditor.known(self.before, path, hash);
        let read =
            || Found { hash, phrases: hidden.phrases_in(path, bytes), faults: reading::check(path, bytes) };
        Seen { found: known.cloned().unwrap_or_else(read), file: hidden.file_in(bytes) }
    }
}

impl Kept {
    /// Whether a file at this path was read.
    pub(super) fn has_read(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The same without what is kept in memory alone.
    #[must_use]
    pub fn sparing_memory(self) -> Self {
        Self { hidden: self.hidden.sparing_memory(), ..self }
    }
}

impl<'a, 'c> Auditor<'a, 'c> {
    /// Gathers what is hidden; `base` is a hash of everything but the records that outputs depend on, and what was
    /// gathered `before` is not gathered again.
    pub fn new(audited: Audited<'a, 'c>, base: blake3::Hash, before: &Kept) -> Self {
        let hidden = Hidden::after(&audited, base, &before.hidden);
        let key = super::kept::hash(&[base.as_bytes(), &hidden.fingerprint().to_le_bytes()]);
        Self { audited, hidden, key }
    }

    fn known<'k>(&self, before: &'k Kept, path: &str, hash: blake3::Hash) -> Option<&'k Found> {
        before.files.get(path).filter(|found| before.key == Some(self.key) && found.hash == hash)
    }

    /// The pages of the build before that need not be read back, or can be: a page without its bytes can not.
    pub fn readable<'k>(&self, pages: &'k super::kept::Kept, before: &Kept) -> Cow<'k, super::kept::Kept> {
        let is_known = |(path, hash): (&String, &blake3::Hash)| self.known(before, path, *hash).is_some();
        if pages.standing.iter().all(is_known) {
            return Cow::Borrowed(pages);
        }
        let mut pages = pages.clone();
        pages.standing.retain(|path, hash| is_known((path, hash)));
        Cow::Owned(pages)
    }

    /// What stands in a file that was not read as it was made; nothing of one that is not in memory and not known.
    fn seen(&self, before: &Kept, file: &File) -> Option<Seen> {
        match &file.content {
            Content::Here(bytes) => {
                Some(Reader { auditor: self, before }.look(&file.path, file.hash, bytes.as_slice()))
            }
            Content::Standing | Content::Aside(_) => {
                let found = self.known(before, &file.path, file.hash)?.clone();
                Some(Seen { found, file: None })
            }
        }
    }

    /// Reads the files of a build back, but for those that were read as they were made or in a build before, and
    /// says what is wrong with them.
    ///
    /// `again` is called only where a file holds a phrase of something hidden.
    pub fn read(&self, files: &mut [File], before: &Kept, again: &Again<'_>) -> (Kept, Vec<Diagnostic>) {
        let theme = &self.audited.config.output.html.theme;
        let mut problems = contrast::check(theme, &self.audited.input.themes, files);
        files.par_iter_mut().filter(|file| file.seen.is_none()).for_each(|file| {
            file.seen = self.seen(before, file);
        });
        let all: Vec<(&str, &Seen)> =
            files.iter().filter_map(|file| Some((&*file.path, file.seen.as_ref()?))).collect();
        let paths: Vec<&str> = all.iter().map(|(path, _)| *path).collect();
        let sightings: Vec<Vec<Sighting>> = all.iter().map(|(_, seen)| seen.sightings()).collect();
        let faults: Vec<&[Fault]> = all.iter().map(|(_, seen)| seen.found.faults.as_slice()).collect();
        let met: HashSet<u64> = sightings.iter().flatten().filter_map(Sighting::phrase).collect();
        let own = match &before.own {
            own if before.key == Some(self.key) && met.is_subset(own) => own.clone(),
            _ => leak::own(&self.audited, &self.hidden, &met, (&paths, &sightings), again),
        };
        problems.extend(leak::problems(&self.audited, &self.hidden, &paths, &sightings, &own));
        problems.extend(reading::problems(theme, &paths, &faults));
        let taken = files.iter_mut().filter_map(|file| Some((file.path.clone(), file.seen.take()?.found)));
        let hidden = self.hidden.kept();
        (Kept { key: Some(self.key), files: taken.collect(), own, hidden }, problems)
    }
}

/// Reads every output of a build back and says what is wrong with it, as [`Auditor::read`].
pub fn audit(audited: &Audited<'_, '_>, outputs: &[Output], again: &Again<'_>) -> Vec<Diagnostic> {
    let auditor = Auditor::new(*audited, super::kept::hash(&[]), &Kept::default());
    let mut files: Vec<File> = outputs.iter().cloned().map(File::from).collect();
    auditor.read(&mut files, &Kept::default(), again).1
}
