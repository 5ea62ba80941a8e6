//! Pages of which the address is known and nothing else has been done yet.

use super::{Making, Page};
use crate::catalog::RecordIx;
use crate::id::Id;

/// Makes a page.
type Make<'a> = Box<dyn for<'s> Fn(Making<'a, 's>) -> Page<'a> + Send + Sync + 'a>;

/// A page that will be made when it is its turn, so that never all of a site's pages are in memory at once.
pub struct Planned<'a> {
    /// Path below the output folder.
    pub url: String,
    /// The template, by its path in the theme.
    pub template: &'static str,
    /// The record that the page is about, for messages.
    pub about: Option<RecordIx>,
    /// The school that the page belongs to; `None` for the district or the one school of a site.
    pub place: Option<Id>,
    /// What the menu calls it, where the menu has a line for it alone.
    pub menu: Option<String>,
    make: Make<'a>,
}

impl<'a> Planned<'a> {
    /// A page to be made later.
    pub(super) fn later(
        url: String,
        template: &'static str,
        place: Option<Id>,
        make: impl for<'s> Fn(Making<'a, 's>) -> Page<'a> + Send + Sync + 'a,
    ) -> Self {
        Self { url, template, about: None, place, menu: None, make: Box::new(make) }
    }

    /// The same about a record.
    pub(super) fn about(mut self, about: Option<RecordIx>) -> Self {
        self.about = about;
        self
    }

    /// The same with a line of the menu.
    pub(super) fn in_menu(mut self, words: impl Into<String>) -> Self {
        self.menu = Some(words.into());
        self
    }

    /// The page.
    pub(super) fn page(&self, making: Making<'a, '_>) -> Page<'a> {
        (self.make)(making)
    }
}

impl std::fmt::Debug for Planned<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Planned").field("url", &self.url).finish_non_exhaustive()
    }
}
