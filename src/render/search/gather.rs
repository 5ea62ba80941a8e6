//! The words of many documents, gathered by one thread.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::words::{COMMON, each_word};

/// Where a word stands in a document: the best place counts. The order is that of their weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// In the name of what the document belongs to: school, initiative, kind.
    Belongs,
    /// In the text.
    Text,
    /// In the text at least [`OFTEN`] times.
    Often,
    /// In the summary or another field.
    Field,
    /// In a heading of the text.
    Heading,
    /// In a tag, subject or grade.
    Topic,
    /// In the title.
    Title,
    /// In a title of at most [`SHORT_TITLE`] words.
    ShortTitle,
}

/// From how many times on a word stands often in a text.
const OFTEN: u16 = 3;

/// Up to how many words a title is short.
pub(super) const SHORT_TITLE: usize = 3;

/// The last heading whose words are told apart; later ones share one number more.
pub(super) const LAST_SECTION: u8 = 6;

/// A document and where a word stands in it: there are millions, so they are small.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place(u32);

impl Place {
    /// A place in the document of that number among those read together.
    fn new(document: u32, level: Level, section: u8) -> Self {
        Self(document << 8 | u32::from(level as u8 * 8 + section.min(LAST_SECTION + 1)))
    }

    /// The document's number among those that were read together.
    pub(super) fn document(self) -> usize {
        (self.0 >> 8) as usize
    }

    /// Level × 8 + section.
    pub(super) fn mark(self) -> u8 {
        self.0.to_le_bytes()[0]
    }
}

/// A word as the document at hand has it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    document: u32,
    times: u16,
    level: Level,
    section: u8,
}

/// Words and where they stand.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The words by their number.
    pub words: IndexSet<Box<str>, FxBuildHasher>,
    /// Every word of every document once, document after document.
    pub hits: Vec<(u32, Place)>,
    /// For each word, the last document that has it; none for a word that is not searched.
    seen: Vec<Option<Seen>>,
    /// The words of the document at hand.
    of_document: Vec<u32>,
    folded: String,
}

impl Gathered {
    /// Adds the words of a text that stands in a section of a document.
    pub(super) fn text(&mut self, document: u32, level: Level, section: u8, text: &str) {
        let mut folded = std::mem::take(&mut self.folded);
        each_word(text, &mut folded, |word| self.word(document, level, section, word));
        self.folded = folded;
    }

    /// Adds a word as it is; one with a colon is a field with its value.
    pub(super) fn word(&mut self, document: u32, level: Level, section: u8, word: &str) {
        let number = match self.words.get_index_of(word) {
            Some(number) => number,
            None => {
                let is_searched = !COMMON.contains(&word);
                self.seen.push(is_searched.then_some(Seen { document: u32::MAX, times: 0, level, section }));
                self.words.insert_full(word.into()).0
            }
        };
        let Some(seen) = &mut self.seen[number] else {
            return;
        };
        if seen.document != document {
            *seen = Seen { document, times: 0, level, section };
            self.of_document.push(u32::try_from(number).expect("fewer words than a u32 counts"));
        } else if seen.level < level {
            (seen.level, seen.section) = (level, section);
        }
        seen.times = seen.times.saturating_add(u16::from(level == Level::Text));
    }

    /// Ends a document: its words become hits.
    pub(super) fn end_document(&mut self) {
        for number in self.of_document.drain(..) {
            let Some(Seen { document, times, level, section }) = self.seen[number as usize] else {
                continue;
            };
            let level = if level == Level::Text && times >= OFTEN { Level::Often } else { level };
            self.hits.push((number, Place::new(document, level, section)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_place_of_a_word_counts_and_the_first_of_equals() {
        let mut gathered = Gathered::default();
        gathered.text(0, Level::Text, 1, "Books and more books, quietly");
        gathered.text(0, Level::Heading, 2, "Quiet books");
        gathered.text(0, Level::Text, 2, "Quietly, quietly");
        gathered.text(0, Level::Text, 9, "late");
        gathered.end_document();
        gathered.text(1, Level::Text, 0, "books");
        gathered.end_document();
        let told = |(word, place): &(u32, Place)| {
            let word = gathered.words.get_index(*word as usize).map_or("", |word| word);
            (word.to_owned(), place.document(), place.mark())
        };
        let hits: Vec<_> = gathered.hits.iter().map(told).collect();
        let mark = |level: Level, section: u8| level as u8 * 8 + section;
        let expected = [
            ("books", 0, mark(Level::Heading, 2)),
            ("more", 0, mark(Level::Text, 1)),
            ("quietly", 0, mark(Level::Often, 1)),
            ("quiet", 0, mark(Level::Heading, 2)),
            ("late", 0, mark(Level::Text, 7)),
            ("books", 1, mark(Level::Text, 0)),
        ];
        assert_eq!(hits, expected.map(|(word, document, mark)| (word.to_owned(), document, mark)));
    }
}
