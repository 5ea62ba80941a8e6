//! The pieces that record pages are made of: facts, tables, lists, words, files.

use serde::Serialize;

use super::Making;
use super::words::{DateText, size};
use crate::catalog::{RecordIx, resolve_path};
use crate::date::When;
use crate::record::{Attachment, Barrier, Change, Record, Target};

/// Words, and where they lead if anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The words; empty means "not set".
    pub text: String,
    /// Where they lead, below the output folder.
    pub url: Option<String>,
}

impl Text {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), url: None }
    }

    /// Words that may be missing.
    pub fn option(text: Option<impl Into<String>>) -> Self {
        Self::plain(text.map(Into::into).unwrap_or_default())
    }

    /// A date that may be missing.
    pub fn date(when: Option<When>) -> Self {
        Self::option(when.map(|when| DateText::of(when).text))
    }
}

/// A fact about a record: a name and its values; none means "not set".
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// What it says.
    pub values: Vec<Text>,
}

/// A piece of a record's page.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "shape", rename_all = "lowercase")]
pub enum Block<'a> {
    /// A table.
    Table {
        /// Its heading.
        title: &'static str,
        /// The names of its columns.
        columns: Vec<&'static str>,
        /// Its rows, a value a column.
        rows: Vec<Vec<Text>>,
    },
    /// A list.
    List {
        /// Its heading.
        title: &'static str,
        /// Its lines.
        items: Vec<Text>,
    },
    /// A few sentences.
    Words {
        /// Their heading.
        title: &'static str,
        /// The sentences.
        text: &'a str,
    },
    /// Files that one can open.
    Files {
        /// Their heading.
        title: &'static str,
        /// The files.
        files: Vec<FileLine<'a>>,
    },
}

/// A file that one can open.
#[derive(Debug, Clone, Serialize)]
pub struct FileLine<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Where it lies, below the output folder.
    pub url: String,
    /// How large it is, in words.
    pub size: String,
    /// Its pixels across, where it is an image.
    pub width: Option<usize>,
    /// Its pixels down, where it is an image.
    pub height: Option<usize>,
    /// What an image shows.
    pub alt: &'a str,
}

impl<'a> Making<'a, '_> {
    /// A reference in a record as words that lead to what it means, or nothing where the reader may
    /// not see that.
    pub(super) fn reference(self, from: &Record, to: &crate::id::Ref, target: Target) -> Option<Text> {
        let ix = self.view.resolve(from.key.school.as_ref(), to, target)?;
        self.link_text(ix)
    }

    /// A record as words that lead to it.
    pub(super) fn link_text(self, ix: RecordIx) -> Option<Text> {
        let entry = self.view.get(ix)?;
        Some(Text { text: entry.record.title().to_owned(), url: Some(self.urls.of_record(ix).to_owned()) })
    }

    /// The barriers of a conversation or pilot.
    pub(super) fn barriers(self, barriers: &[Barrier]) -> Option<Block<'a>> {
        let row = |barrier: &Barrier| {
            let strength = barrier.strength.map(|strength| format!("{strength} of 5"));
            vec![
                Text::plain(&barrier.text),
                Text::option(strength),
                Text::option(barrier.response.as_ref()),
                Text::option(barrier.owner.as_ref()),
                Text::date(barrier.resolved),
            ]
        };
        (!barriers.is_empty()).then(|| Block::Table {
            title: "What stands in the way",
            columns: vec!["Barrier", "Strength", "What we do about it", "Who", "Out of the way"],
            rows: barriers.iter().map(row).collect(),
        })
    }

    /// The changes that a record caused, each with what it changed: `default` where it does not say.
    pub(super) fn changes(
        self,
        from: &Record,
        changes: &[Change],
        default: Option<RecordIx>,
    ) -> Option<Block<'a>> {
        let row = |change: &Change| {
            let named = change.to.as_ref().map(|to| self.reference(from, to, Target::CHANGEABLE));
            let changed = named.unwrap_or_else(|| default.and_then(|ix| self.link_text(ix)));
            vec![
                Text::plain(&change.what),
                Text::plain(&change.why),
                changed.unwrap_or_else(|| Text::plain("")),
            ]
        };
        (!changes.is_empty()).then(|| Block::Table {
            title: "What changed because of it",
            columns: vec!["What changed", "Why", "Where"],
            rows: changes.iter().map(row).collect(),
        })
    }

    /// The files of a record that are published.
    pub(super) fn files(self, record: &'a Record) -> Option<Block<'a>> {
        let line = |file: &'a Attachment| {
            let path = resolve_path(self.view.src(), record.source.path(), &file.path).ok()?;
            let published = self.files.get(&path)?;
            Some(FileLine {
                title: file.title.as_deref().unwrap_or(&file.path),
                url: published.url.clone(),
                size: size(published.bytes.len()),
                width: published.pixels.map(|(width, _)| width),
                height: published.pixels.map(|(_, height)| height),
                alt: file.alt.as_deref().unwrap_or_default(),
            })
        };
        let files: Vec<_> = record.data.fields().attachments().iter().filter_map(line).collect();
        (!files.is_empty()).then_some(Block::Files { title: "Files", files })
    }
}

/// A list, where there is something in it.
pub(super) fn list<'a>(title: &'static str, items: Vec<Text>) -> Option<Block<'a>> {
    (!items.is_empty()).then_some(Block::List { title, items })
}

/// Sentences, where there are any.
pub(super) fn words<'a>(title: &'static str, text: Option<&'a String>) -> Option<Block<'a>> {
    text.map(|text| Block::Words { title, text })
}
