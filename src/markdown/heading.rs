//! The ids of headings.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Tag};

use super::{Finding, Spanned, end_of, text_of};
use crate::diagnostic::Code;

/// Gives every heading an id that is unique in the body, and takes its classes and attributes away.
///
/// The id is the author's (`{#id}`) where it is plain, else the heading's text as GitHub would make it.
pub(super) fn name(events: &mut [Spanned<'_>], findings: &mut Vec<Finding>) {
    for (event, range) in &mut *events {
        if let Event::Start(Tag::Heading { id, classes, attrs, .. }) = event {
            let is_plain = id.as_deref().is_none_or(is_plain_id);
            if !is_plain || !classes.is_empty() || !attrs.is_empty() {
                findings.push(
                    Finding::new(Code::HtmlDropped, range.clone(), "only a plain id is kept after a heading")
                        .help("write `{#name}` with letters, digits, `-` and `_`, or nothing"),
                );
            }
            classes.clear();
            attrs.clear();
            if !is_plain {
                *id = None;
            }
        }
    }
    let mut taken = Taken::default();
    // What an author has written stays as it is; made-up ids give way.
    for (event, _) in &mut *events {
        if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
            *id = CowStr::from(taken.unique(id));
        }
    }
    for index in 0..events.len() {
        if let Event::Start(Tag::Heading { id: None, .. }) = &events[index].0 {
            let text = text_of(&events[index..=end_of(events, index)]);
            if let Event::Start(Tag::Heading { id, .. }) = &mut events[index].0 {
                *id = Some(CowStr::from(taken.unique(&slug(&text))));
            }
        }
    }
}

/// A heading's text as an id: lower case, `-` for blanks, letters and digits of any language.
fn slug(text: &str) -> String {
    let slug: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            // Accents that stand as characters of their own belong to their letter.
            '-' | '_' | '\u{300}'..='\u{36f}' => Some(letter),
            _ => letter.is_alphanumeric().then_some(letter),
        })
        .collect();
    if slug.is_empty() { "section".into() } else { slug }
}

fn is_plain_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}

/// The ids that are taken, and the last number tried for each.
#[derive(Default)]
struct Taken(BTreeMap<String, usize>);

impl Taken {
    fn unique(&mut self, wanted: &str) -> String {
        let mut number = match self.0.get(wanted) {
            None => {
                self.0.insert(wanted.to_owned(), 0);
                return wanted.to_owned();
            }
            Some(number) => number + 1,
        };
        while self.0.contains_key(&format!("{wanted}-{number}")) {
            number += 1;
        }
        let unique = format!("{wanted}-{number}");
        self.0.insert(wanted.to_owned(), number);
        self.0.insert(unique.clone(), 0);
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_what_a_code_host_makes() {
        assert_eq!(slug("What we saw, last spring"), "what-we-saw-last-spring");
        assert_eq!(slug("Grades K–5: “Go!”"), "grades-k5-go");
        assert_eq!(slug("Für Familien"), "für-familien");
        assert_eq!(slug("?!"), "section");
    }

    #[test]
    fn ids_are_unique_even_where_the_numbered_one_is_taken() {
        let mut taken = Taken::default();
        let all = ["a", "a-1", "a", "a", "a-1"].map(|id| taken.unique(id));
        assert_eq!(all, ["a", "a-1", "a-2", "a-3", "a-1-1"]);
    }

    #[test]
    fn the_authors_id_stays_and_the_made_up_one_gives_way() {
        let outline = super::super::outline("## Goals\n\n## Other {#goals}\n\n## Third {#a&b}\n");
        let ids: Vec<_> = outline.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["goals-1", "goals", "third"]);
    }
}
