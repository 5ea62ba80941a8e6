//! What is shown of something that was found.

use serde::{Serialize, Serializer};

use super::gather::LAST_SECTION;
use crate::audience::Audience;
use crate::catalog::Entry;
use crate::language::Language;
use crate::markdown::Heading;
use crate::site::DateText;

/// How long the words shown of a document may be, in characters.
const LONGEST: usize = 140;

/// What is shown of a document, as the browser reads it: title, page, place, date, audience, first words, headings.
#[derive(Debug, Serialize)]
pub(super) struct Shown(String, String, String, String, String, String, Vec<Section>);

/// A heading of a page.
#[derive(Debug)]
struct Section {
    text: String,
    /// Its anchor, where the text does not tell it.
    anchor: Option<String>,
}

impl Serialize for Section {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.anchor {
            Some(anchor) => (&self.text, anchor).serialize(serializer),
            None => self.text.serialize(serializer),
        }
    }
}

impl Section {
    fn of(heading: &Heading) -> Self {
        let anchor = (plain_anchor(&heading.text) != heading.id).then(|| heading.id.clone());
        Self { text: heading.text.clone(), anchor }
    }
}

/// The anchor that the browser makes of a heading's text.
fn plain_anchor(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter == ' ' { '-' } else { letter.to_ascii_lowercase() });
    letters.filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')).collect()
}

impl Shown {
    /// What is shown of a page that sums records up.
    pub(super) fn overview(title: &str, url: &str, place: Option<&str>) -> Self {
        let place = place.unwrap_or_default().to_owned();
        Self(title.to_owned(), url.to_owned(), place, String::new(), String::new(), String::new(), Vec::new())
    }

    /// What is shown of a record.
    pub(super) fn record(
        language: &Language,
        entry: &Entry,
        url: &str,
        place: Option<&str>,
        opening: &Opening,
    ) -> Self {
        let date = entry.record.when().map(|when| DateText::of(language, when).text);
        let audience = match entry.audience {
            Audience::Public => "",
            Audience::Staff => language.word("label.staff"),
            Audience::Leadership => language.word("label.leadership"),
        };
        let headings = entry.outline.headings.iter().take(usize::from(LAST_SECTION));
        Self(
            entry.record.title().to_owned(),
            url.to_owned(),
            place.unwrap_or_default().to_owned(),
            date.unwrap_or_default(),
            audience.to_owned(),
            opening.in_short(),
            headings.map(Section::of).collect(),
        )
    }
}

/// The first words of a document: of its summary or first field, else of its text.
#[derive(Debug, Default)]
pub(super) struct Opening {
    words: String,
    is_field: bool,
}

impl Opening {
    /// Takes a field, if it is the first.
    pub(super) fn field(&mut self, text: &str) {
        if self.words.is_empty() {
            text.clone_into(&mut self.words);
            self.is_field = true;
        }
    }

    /// Takes a piece of text, while there is room; one that begins a line or block stands apart from what was before.
    pub(super) fn text(&mut self, text: &str, begins: bool) {
        if self.is_field || self.words.len() > 4 * LONGEST {
            return;
        }
        if begins && !self.words.is_empty() && !self.words.ends_with(' ') {
            self.words.push(' ');
        }
        self.words.push_str(text);
    }

    /// As many whole words as there is room for.
    fn in_short(&self) -> String {
        let words = self.words.trim();
        let Some((end, _)) = words.char_indices().nth(LONGEST) else {
            return words.to_owned();
        };
        let whole = words[..end].rfind(' ').map_or(end, |blank| blank);
        format!("{} …", words[..whole].trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_anchor_needs_no_words_of_its_own() {
        assert_eq!(plain_anchor("What we saw, last spring"), "what-we-saw-last-spring");
        assert_eq!(plain_anchor("Año nuevo"), "ao-nuevo");
    }

    #[test]
    fn the_opening_is_the_first_field_or_else_whole_words_of_the_text() {
        let mut opening = Opening::default();
        opening.text("Five minutes", true);
        opening.text("with ", true);
        opening.text("one reader.", false);
        assert_eq!(opening.in_short(), "Five minutes with one reader.");
        let mut opening = Opening::default();
        opening.field("A summary");
        opening.field("Another field");
        opening.text("The text", true);
        assert_eq!(opening.in_short(), "A summary");
        let mut long = Opening::default();
        long.text(&"lesson ".repeat(40), true);
        assert_eq!(long.in_short(), format!("{}lesson …", "lesson ".repeat(19)));
    }
}
