//! Pages of the records that were just saved: a preview shows them before the rest of the site is made.
//!
//! They are the very pages of the build. They are shown only where nothing else that a reader would load with them can
//! have changed, so that none is shown beside a style or a picture that is not there yet.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::kept::{KeptPage, SiteKeys};
use super::theme::Theme;
use super::{Content, File, Press, Printed};
use crate::diagnostic::Diagnostic;
use crate::output::{Ahead, Output};
use crate::site::Planned;

/// A page as it was kept or made, by its place among those that are planned.
pub(super) type Made = (usize, Result<Printed, Box<Diagnostic>>);

impl<'a> Press<'_, 'a> {
    /// Makes the pages about records that have changed and shows them, where they are to be shown. What was made need
    /// not be made again.
    pub(super) fn ahead(
        &self,
        planned: &[&Planned<'a>],
        kept: &[Option<&std::sync::Arc<KeptPage>>],
        theme: &Theme,
        keys: &SiteKeys<'_>,
    ) -> Vec<Made> {
        let Some(changed) = self.wanted.changed.filter(|_| self.has_all_files()) else { return Vec::new() };
        let is_first = |(_, planned): &(usize, &&Planned<'_>)| {
            planned.about.is_some_and(|about| changed.binary_search(&about).is_ok())
        };
        let first: Vec<usize> = planned.iter().enumerate().filter(is_first).map(|(at, _)| at).collect();
        let made: Vec<Made> =
            first.into_par_iter().map(|at| (at, self.page(planned[at], kept[at], theme, keys))).collect();
        if let Some(outputs) = outputs(&made) {
            let gone = self.gone(planned);
            self.shelf.show(Ahead { outputs, gone });
        }
        made
    }

    /// Whether every file that is published beside the pages was published by the build before.
    fn has_all_files(&self) -> bool {
        let mut pieces = self.site.files.values().flat_map(|file| file.pieces());
        self.reader.is_some_and(|reader| pieces.all(|piece| reader.before.has_read(&piece.url)))
    }

    /// The pages of the build before that are no longer there.
    fn gone(&self, planned: &[&Planned<'_>]) -> BTreeSet<String> {
        let mut planned = planned.iter().map(|planned| planned.url.as_str()).peekable();
        let is_gone = |url: &&str| {
            while planned.next_if(|planned| planned < url).is_some() {}
            planned.peek() != Some(url)
        };
        self.before.addresses().filter(is_gone).map(str::to_owned).collect()
    }
}

/// What was made, where all of it may be shown: each page was made, is in memory, and holds nothing that is hidden.
fn outputs(made: &[Made]) -> Option<Vec<Output>> {
    let mut outputs = Vec::new();
    for (_, page) in made {
        let (_, files) = page.as_ref().ok()?;
        for File { path, content, seen, .. } in files {
            let Content::Here(bytes) = content else { return None };
            if seen.as_ref().is_some_and(|seen| !seen.is_clean()) {
                return None;
            }
            outputs.push(Output { path: path.to_string(), bytes: bytes.clone() });
        }
    }
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Some(outputs)
}
