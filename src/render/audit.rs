//! Every output read back before anything is written: whether it holds what its audience may not see, and whether a
//! page can be read by everyone.

mod contrast;
mod doubt;
mod hidden;
mod leak;
mod phrases;
mod reading;
mod said;
mod texts;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::kept::Standing;

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
    files: BTreeMap<String, Found>,
    /// Phrases of something hidden that the site says by itself.
    own: HashSet<u64>,
}

/// What was found in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Found {
    hash: blake3::Hash,
    phrases: Vec<Sighting>,
    faults: Vec<Fault>,
}

/// What is looked for in the outputs of one build.
pub struct Auditor<'a, 'c> {
    audited: Audited<'a, 'c>,
    hidden: Hidden,
    key: blake3::Hash,
}

impl<'a, 'c> Auditor<'a, 'c> {
    /// Gathers what is hidden; `base` is a hash of everything but the records that outputs depend on.
    pub fn new(audited: Audited<'a, 'c>, base: blake3::Hash) -> Self {
        let hidden = Hidden::of(&audited);
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

    /// Reads the outputs of a build back, but for those that were read before, and says what is wrong with them.
    ///
    /// `again` is called only where an output holds a phrase of something hidden.
    pub fn read(
        &self,
        outputs: &[Output],
        standing: &Standing,
        before: &Kept,
        again: &Again<'_>,
    ) -> (Kept, Vec<Diagnostic>) {
        let read = |output: &Output| {
            let hash = blake3::hash(output.bytes.as_slice());
            let (phrases, faults) = match self.known(before, &output.path, hash) {
                Some(found) => (found.phrases.clone(), found.faults.clone()),
                None => (self.hidden.phrases_in(output), reading::check(output)),
            };
            let found = Found { hash, phrases, faults };
            (output.path.clone(), (found, self.hidden.file_in(output)))
        };
        let mut files: BTreeMap<String, (Found, Option<Sighting>)> = outputs.par_iter().map(read).collect();
        for (path, hash) in standing {
            if let Some(found) = self.known(before, path, *hash) {
                files.insert(path.clone(), (found.clone(), None));
            }
        }
        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        let all = |(found, file): &(Found, Option<Sighting>)| {
            found.phrases.iter().copied().chain(*file).collect::<Vec<Sighting>>()
        };
        let sightings: Vec<Vec<Sighting>> = files.values().map(all).collect();
        let faults: Vec<&[Fault]> = files.values().map(|(found, _)| found.faults.as_slice()).collect();
        let met: HashSet<u64> = sightings.iter().flatten().filter_map(Sighting::phrase).collect();
        let own = match &before.own {
            own if before.key == Some(self.key) && met.is_subset(own) => own.clone(),
            _ => leak::own(&self.audited, &self.hidden, met, &suspects(&paths, &sightings), again),
        };
        let theme = &self.audited.config.output.html.theme;
        let mut problems = leak::problems(&self.audited, &self.hidden, &paths, &sightings, &own);
        problems.extend(reading::problems(theme, &paths, &faults));
        problems.extend(contrast::check(theme, &self.audited.input.themes, outputs));
        let files = files.into_iter().map(|(path, (found, _))| (path, found)).collect();
        (Kept { key: Some(self.key), files, own }, problems)
    }
}

/// The outputs that hold a phrase of something hidden.
fn suspects(paths: &[&str], sightings: &[Vec<Sighting>]) -> BTreeSet<String> {
    let has_phrase = |sightings: &[Sighting]| sightings.iter().any(|sighting| sighting.phrase().is_some());
    let suspects = paths.iter().zip(sightings).filter(|(_, sightings)| has_phrase(sightings));
    suspects.map(|(path, _)| (*path).to_owned()).collect()
}

/// Reads every output of a build back and says what is wrong with it, as [`Auditor::read`].
pub fn audit(audited: &Audited<'_, '_>, outputs: &[Output], again: &Again<'_>) -> Vec<Diagnostic> {
    let auditor = Auditor::new(*audited, super::kept::hash(&[]));
    auditor.read(outputs, &Standing::new(), &Kept::default(), again).1
}
