//! The pieces that record pages are made of: facts, tables, lists, words, files.

use std::borrow::Cow;

use serde::Serialize;

use super::figure::{Drawing, Figure};
use super::goal::GoalLine;
use super::initiative::ActionLine;
use super::ledger::LedgerLine;
use super::marks::Panel;
use super::words::{DateText, size};
use super::{Card, LinkLine, Making, PictureLine};
use crate::catalog::{RecordIx, resolve_path};
use crate::date::When;
use crate::language::Language;
use crate::publish::{PublishedFile, is_of_camera};
use crate::record::{Attachment, Barrier, Change, Record, Target};
use crate::report::Line;
use crate::say;

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
    pub fn date(language: &Language, when: Option<When>) -> Self {
        Self::option(when.map(|when| DateText::of(language, when).text))
    }
}

/// A fact about a record: a name and its values; none means "not set".
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub values: Vec<Text>,
}

/// Words of the program, or put together from a record's.
pub type Words = String;

/// A piece of a page.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "shape", rename_all = "lowercase")]
pub enum Block<'a> {
    /// A table.
    Table {
        /// Its heading.
        title: Words,
        /// The names of its columns.
        columns: Vec<Words>,
        /// Its rows, a value a column; the first names the row.
        rows: Vec<Vec<Text>>,
    },
    /// A list.
    List {
        /// Its heading.
        title: Words,
        /// Its lines.
        items: Vec<Text>,
    },
    /// A few sentences.
    Words {
        /// Their heading.
        title: Words,
        /// The sentences.
        text: Cow<'a, str>,
    },
    /// Files that one can open.
    Files {
        /// Their heading.
        title: Words,
        /// The files.
        files: Vec<FileLine<'a>>,
    },
    /// Sentences, each with the records it was read from.
    Lines {
        /// Their heading.
        title: Words,
        /// The sentences.
        lines: Vec<SourcedLine>,
    },
    /// Things that are met or kept, or are not.
    Checklist {
        /// Their heading.
        title: Words,
        /// How many of how many, in words: "7 of 9 applicable".
        summary: String,
        /// The things.
        items: Vec<CheckItem>,
    },
    /// Actions: who does what by when.
    Steps {
        /// Their heading.
        title: Words,
        /// The actions.
        steps: Vec<ActionLine<'a>>,
    },
    /// Initiatives side by side, each with its rows of marks.
    Panels {
        /// Their heading.
        title: Words,
        /// The initiatives.
        panels: Vec<Panel>,
    },
    /// A chart with its numbers; its title stands in the figure.
    Figure {
        /// Its heading; empty where the figure's own title is enough.
        title: Words,
        /// The figure.
        figure: Box<Figure>,
    },
    /// Goals with their pace.
    Goals {
        /// Their heading.
        title: Words,
        /// The goals.
        goals: Vec<GoalLine<'a>>,
    },
    /// Small charts side by side.
    Multiples {
        /// Their heading.
        title: Words,
        /// The charts.
        multiples: Vec<Multiple>,
    },
    /// Records as cards.
    Cards {
        /// Their heading.
        title: Words,
        /// The records.
        cards: Vec<Card<'a>>,
    },
    /// Things with a day and words of their own.
    Ledger {
        /// Their heading; empty where that of the part is enough.
        title: Words,
        /// The things.
        lines: Vec<LedgerLine>,
    },
    /// How a report was computed, from what, as of when.
    Method(MethodNote),
}

/// A small chart among others.
#[derive(Debug, Clone, Serialize)]
pub struct Multiple {
    /// What it shows, and where more is said.
    pub title: Text,
    /// The drawing; none where there is nothing to draw.
    pub drawing: Option<Drawing>,
    /// What it says.
    pub reading: String,
    /// A few words more.
    pub meta: Vec<String>,
}

/// A sentence and the records it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcedLine {
    /// The sentence.
    pub text: String,
    /// The records.
    pub records: Vec<LinkLine>,
}

/// Something that is met or kept, or is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckItem {
    /// What it is, in a few words.
    pub title: Words,
    /// What meets it.
    pub rule: Words,
    /// How it stands, as a style class: `yes`, `no`, `none`, `told`.
    pub state: &'static str,
    /// How it stands, in words: "Met", "Not kept".
    pub said: Words,
    /// What is on record.
    pub lines: Vec<SourcedLine>,
}

/// What stands under every report: how it was computed, from what, as of when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MethodNote {
    /// The report's name, for ids.
    pub name: &'static str,
    /// The heading.
    pub title: Words,
    /// How it is computed.
    pub text: String,
    /// Where the method is from, where it is not ours.
    pub source: Option<String>,
    /// How many of what it was read from: "26 readings of one measure".
    pub n: String,
    /// As of when.
    pub as_of: DateText,
    /// Every record it was read from.
    pub records: Vec<LinkLine>,
    /// The same numbers as files.
    pub downloads: Vec<LinkLine>,
}

/// A file that one can open.
#[derive(Debug, Clone, Serialize)]
pub struct FileLine<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Where it lies, below the output folder.
    pub url: &'a str,
    /// How large it is, in words.
    pub size: String,
    /// What one sees of it, where it is a picture.
    pub picture: Option<PictureLine<'a>>,
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

    /// A sentence of a report with the records it was read from.
    pub(super) fn sourced(self, line: &Line) -> SourcedLine {
        SourcedLine { text: line.text.clone(), records: self.record_links(line.records.iter().copied()) }
    }

    /// Records as words that lead to them, each once, in the order given; those that the reader may not see are
    /// left out.
    pub(super) fn record_links(self, records: impl IntoIterator<Item = RecordIx>) -> Vec<LinkLine> {
        let mut seen = std::collections::BTreeSet::new();
        let new = records.into_iter().filter(|ix| seen.insert(*ix));
        new.filter_map(|ix| {
            let text = self.view.get(ix)?.record.title().to_owned();
            Some(LinkLine { text, url: self.urls.of_record(ix).to_owned() })
        })
        .collect()
    }

    /// The barriers of a conversation or pilot.
    pub(super) fn barriers(self, barriers: &[Barrier]) -> Option<Block<'a>> {
        let row = |barrier: &Barrier| {
            let strength =
                barrier.strength.map(|strength| say!(self.language, "blocks.of-5", strength = strength));
            vec![
                Text::plain(&barrier.text),
                Text::option(strength),
                Text::option(barrier.response.as_ref()),
                Text::option(barrier.owner.as_ref()),
                Text::date(self.language, barrier.resolved),
            ]
        };
        (!barriers.is_empty()).then(|| Block::Table {
            title: self.language.word("blocks.what-stands-in-the-way").into(),
            columns: columns(
                self.language,
                [
                    "label.barrier",
                    "label.strength",
                    "blocks.what-we-do-about-it",
                    "label.who",
                    "blocks.out-of-the-way",
                ],
            ),
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
            title: self.language.word("blocks.what-changed-because-of-it").into(),
            columns: columns(self.language, ["label.what-changed", "label.why", "label.where"]),
            rows: changes.iter().map(row).collect(),
        })
    }

    /// The files of a record that are published.
    pub(super) fn files(self, record: &'a Record) -> Option<Block<'a>> {
        let line = |file: &'a Attachment| {
            let path = resolve_path(self.view.src(), record.source.path(), &file.path).ok()?;
            let published = *self.files.get(&path)?;
            Some(FileLine {
                title: file
                    .title
                    .as_deref()
                    .unwrap_or_else(|| shown_name(self.language, &file.path, published)),
                url: &published.main.url,
                size: size(self.language, published.main.bytes.len()),
                picture: PictureLine::of(published, file.alt.as_deref().unwrap_or_default()),
            })
        };
        let files: Vec<_> = record.data.fields().attachments().iter().filter_map(line).collect();
        (!files.is_empty()).then_some(Block::Files { title: self.language.word("label.files").into(), files })
    }
}

/// What a file without a title is called: its own name, unless a camera gave it.
fn shown_name<'a>(language: &'a Language, path: &'a str, published: &PublishedFile) -> &'a str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if published.main.is_picture && is_of_camera(name) { language.word("label.photo") } else { name }
}

/// The names of columns, by their keys in the language file.
pub(super) fn columns<const N: usize>(language: &Language, keys: [&str; N]) -> Vec<Words> {
    keys.map(|key| language.word(key).to_owned()).into()
}

/// A list, where there is something in it.
pub(super) fn list<'a>(title: impl Into<Words>, items: Vec<Text>) -> Option<Block<'a>> {
    (!items.is_empty()).then(|| Block::List { title: title.into(), items })
}

/// Sentences, where there are any.
pub(super) fn words<'a>(title: impl Into<Words>, text: Option<&'a String>) -> Option<Block<'a>> {
    text.map(|text| Block::Words { title: title.into(), text: Cow::Borrowed(text) })
}
