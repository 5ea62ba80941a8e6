//! Pages of which the address is known and nothing else has been done yet.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Making, Page};
use crate::catalog::RecordIx;
use crate::id::Id;

/// Makes a page.
type Later<'a> = Box<dyn for<'s> Fn(Making<'a, 's>) -> Option<Page<'a>> + Send + Sync + 'a>;

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
    how: How<'a>,
}

enum How<'a> {
    Made(Box<Page<'a>>),
    Later(Later<'a>),
}

impl<'a> Planned<'a> {
    /// A page to be made later.
    pub(super) fn later(
        url: String,
        template: &'static str,
        place: Option<Id>,
        make: impl for<'s> Fn(Making<'a, 's>) -> Page<'a> + Send + Sync + 'a,
    ) -> Self {
        Self::known(url, template, place, move |making| Some(make(making)))
    }

    /// A page that was there in the build before, to be made later should it be needed.
    pub(super) fn known(
        url: String,
        template: &'static str,
        place: Option<Id>,
        make: impl for<'s> Fn(Making<'a, 's>) -> Option<Page<'a>> + Send + Sync + 'a,
    ) -> Self {
        Self { url, template, about: None, place, menu: None, how: How::Later(Box::new(make)) }
    }

    /// A page that had to be made to know whether there is one.
    pub(super) fn made(place: Option<Id>, page: Page<'a>) -> Self {
        let (url, template, about) = (page.url.clone(), page.template, page.about);
        Self { url, template, about, place, menu: None, how: How::Made(Box::new(page)) }
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

    /// The page; nothing where there is none after all.
    pub(super) fn page(&self, making: Making<'a, '_>) -> Option<Cow<'_, Page<'a>>> {
        match &self.how {
            How::Made(page) => Some(Cow::Borrowed(page)),
            How::Later(make) => make(making).map(Cow::Owned),
        }
    }
}

impl Planned<'_> {
    /// Whether the page, or a file beside it, may lie at one of these paths.
    pub fn may_have(&self, paths: &BTreeSet<String>) -> bool {
        // Which files stand beside a page is known only when it is made: where one is asked for, all pages are.
        paths.contains(&self.url) || paths.iter().any(|path| path.starts_with("data/"))
    }
}

impl std::fmt::Debug for Planned<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Planned").field("url", &self.url).finish_non_exhaustive()
    }
}
