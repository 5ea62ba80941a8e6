//! Acronyms that a body uses and never explains.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::outline::ends_block;
use super::words::{ACRONYM, ACRONYM_HELP, EXPLAINING, KNOWN, LOUD};
use super::{Finding, Spanned};
use crate::diagnostic::Code;
use crate::schema::said;

/// How much text beside an acronym is searched for its explanation, in bytes.
const NEARBY: usize = 200;

/// One finding for each acronym in running text that is explained nowhere in the body, at its first use.
///
/// An acronym is two to six characters, capitals with digits only inside and a plural `s` aside. It is
/// explained where it stands in brackets after words, where words in brackets follow it, or where it is
/// said to stand for something, in headings and image texts too.
pub(super) fn unexplained(body: &str, events: &[Spanned<'_>]) -> Vec<Finding> {
    if !may_hold_acronyms(body) {
        return Vec::new();
    }
    let text = Plain::new(events);
    let mut first_use: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    let mut explained: BTreeSet<&str> = text.abbreviations.iter().map(String::as_str).collect();
    for (word, at) in words(&text.text) {
        let Some(acronym) = acronym(word) else { continue };
        let (before, after) = (&text.text[..at], &text.text[at + word.len()..]);
        if is_explained(acronym, before, after) {
            explained.insert(acronym);
        } else if !first_use.contains_key(acronym)
            && let Some((range, offset)) = text.in_prose(at)
        {
            first_use.insert(acronym, within(body, range, offset, word));
        }
    }
    let unexplained = first_use.into_iter().filter(|(acronym, _)| !explained.contains(acronym));
    let findings = unexplained.map(|(acronym, range)| {
        let word = [("word", acronym)];
        Finding::new(Code::Acronym, range, said(ACRONYM, &word)).help(said(ACRONYM_HELP, &word))
    });
    findings.collect()
}

/// Whether a capital stands beside another or a digit, or an entity could be one.
fn may_hold_acronyms(body: &str) -> bool {
    let beside = |pair: &[u8]| {
        matches!(pair, [first, second] if first.is_ascii_uppercase()
            && (second.is_ascii_uppercase() || second.is_ascii_digit()))
    };
    body.contains('&') || body.as_bytes().windows(2).any(beside)
}

/// A body's text without markup, and where its parts come from.
#[derive(Default)]
struct Plain {
    text: String,
    /// Where each part starts in the text; its bytes in the body if it is running text.
    parts: Vec<(usize, Option<Range<usize>>)>,
    /// What `<abbr title>` explains.
    abbreviations: Vec<String>,
}

impl Plain {
    fn new(events: &[Spanned<'_>]) -> Self {
        let mut plain = Self::default();
        // Headings, alternative texts and bare addresses explain, and need no explanation.
        let mut aside = 0_usize;
        let mut in_code = false;
        let mut in_links = Vec::new();
        let mut in_abbreviation = false;
        for (event, range) in events {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Start(Tag::Heading { .. } | Tag::Image { .. }) => aside += 1,
                Event::End(TagEnd::Heading(_) | TagEnd::Image) => aside = aside.saturating_sub(1),
                Event::Start(Tag::Link { link_type, .. }) => {
                    let is_address =
                        matches!(link_type, LinkType::Autolink | LinkType::WikiLink { has_pothole: false });
                    in_links.push(is_address);
                }
                Event::End(TagEnd::Link) => _ = in_links.pop(),
                Event::InlineHtml(html) => in_abbreviation = html.starts_with("<abbr title="),
                Event::Text(text) if !in_code && !in_links.contains(&true) => {
                    if in_abbreviation {
                        plain.abbreviations.extend(acronym(text.trim()).map(str::to_owned));
                    }
                    plain.parts.push((plain.text.len(), (aside == 0).then(|| range.clone())));
                    plain.text.push_str(text);
                }
                Event::Code(_) | Event::SoftBreak | Event::HardBreak => plain.text.push(' '),
                _ => {}
            }
            if ends_block(event) {
                plain.text.push('\n');
            }
        }
        plain
    }

    /// The bytes in the body of the running text at a place, and how far in it the place is, unless no running text
    /// stands there.
    fn in_prose(&self, at: usize) -> Option<(Range<usize>, usize)> {
        let part = self.parts.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        let (start, range) = &self.parts[part];
        Some((range.clone()?, at - start))
    }
}

/// A word that does not stand where it is expected is looked for in parts of no more bytes than this.
const SEARCHED: usize = 10_000;

/// The bytes of a word in a part of the body, or the part where entities or escapes hide the word. Where nothing
/// else is written than is read, the word stands at `offset`.
fn within(body: &str, part: Range<usize>, offset: usize, word: &str) -> Range<usize> {
    let written = body.get(part.clone()).unwrap_or_default();
    if written.get(offset..).is_some_and(|rest| rest.starts_with(word)) {
        return part.start + offset..part.start + offset + word.len();
    }
    if written.len() > SEARCHED {
        return part;
    }
    let mut places = words(written).filter(|(found, _)| *found == word);
    match places.next() {
        Some((_, at)) => part.start + at..part.start + at + word.len(),
        None => part,
    }
}

/// The runs of letters and digits, and where they start.
fn words(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let is_between = |letter: char| !letter.is_alphanumeric();
    let mut next = 0;
    text.split_inclusive(is_between).filter_map(move |piece| {
        let at = next;
        next += piece.len();
        let word = piece.trim_end_matches(is_between);
        (!word.is_empty()).then_some((word, at))
    })
}

/// The acronym that a word is, without its plural `s`, unless everybody knows it.
fn acronym(word: &str) -> Option<&str> {
    if !word.as_bytes().first()?.is_ascii_uppercase() {
        return None;
    }
    let acronym = word.strip_suffix('s').unwrap_or(word);
    let is_capital = |byte: u8| byte.is_ascii_uppercase();
    let bytes = acronym.as_bytes();
    let is_acronym = (2..=6).contains(&bytes.len())
        && bytes.iter().all(|byte| is_capital(*byte) || byte.is_ascii_digit())
        && bytes.iter().filter(|byte| is_capital(**byte)).count() >= 2
        && bytes.first().copied().is_some_and(is_capital)
        && bytes.last().copied().is_some_and(is_capital);
    let is_roman = bytes.iter().all(|byte| b"IVX".contains(byte));
    let is_word = KNOWN.contains(&acronym) || LOUD.contains(&acronym);
    (is_acronym && !is_roman && !is_word).then_some(acronym)
}

fn is_explained(acronym: &str, before: &str, after: &str) -> bool {
    let after = up_to(after, NEARBY);
    let after = after.split('\n').next().unwrap_or_default();
    let after = after.trim_start_matches(['“', '”', '"']);
    if EXPLAINING.iter().any(|words| after.starts_with(words)) {
        return true;
    }
    let before = before.trim_end_matches(['“', '”', '"']);
    let stands_in_brackets = before.strip_suffix('(').map(str::trim_end).is_some_and(|words| {
        words.ends_with(|letter: char| letter.is_alphanumeric() || "”’\"*".contains(letter))
    });
    if stands_in_brackets && after.starts_with([')', ',', ';']) {
        return true;
    }
    after
        .strip_prefix(" (")
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(words, _)| spells(words, acronym))
}

/// Whether words in brackets can be what an acronym stands for: two or more, the first with its letter.
fn spells(explanation: &str, acronym: &str) -> bool {
    let explanation = explanation.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let starts_alike = match (explanation.chars().next(), acronym.chars().next()) {
        (Some(word), Some(letter)) => word.eq_ignore_ascii_case(&letter),
        _ => false,
    };
    starts_alike && words(explanation).count() >= 2
}

/// At most the first `length` bytes, cut between characters.
fn up_to(text: &str, length: usize) -> &str {
    &text[..crate::source::clamp(text, 0..length).end]
}

#[cfg(test)]
mod tests {
    use super::super::outline;

    fn acronyms(body: &str) -> Vec<&str> {
        let findings = outline(body).findings;
        findings
            .into_iter()
            .filter(|finding| finding.code.as_str() == "W206")
            .map(|finding| &body[finding.range])
            .collect()
    }

    #[test]
    fn an_unexplained_acronym_is_found_once_at_its_first_use() {
        assert_eq!(
            acronyms("We use **MTSS** and PLCs. The PLCs meet; MTSS helps. P3T too."),
            ["MTSS", "PLCs", "P3T"]
        );
        assert_eq!(acronyms("a &amp; b &lt; ORF"), ["ORF"]);
    }

    #[test]
    fn an_explained_one_is_not() {
        assert_eq!(acronyms("Our *professional learning community* (PLC) met. PLCs meet."), [""; 0]);
        assert_eq!(acronyms("PLCs first. Then: professional learning communities (PLCs)."), [""; 0]);
        assert_eq!(acronyms("ORF (oral reading fluency) rose. ORF is quick."), [""; 0]);
        assert_eq!(acronyms("positive support, PBIS for short"), [""; 0]);
        assert_eq!(acronyms("## Oral reading fluency (ORF)\n\nORF rose."), [""; 0]);
        assert_eq!(acronyms("<abbr title=\"oral reading fluency\">ORF</abbr> rose; ORF is quick."), [""; 0]);
    }

    #[test]
    fn a_remark_in_brackets_is_no_explanation() {
        assert_eq!(acronyms("ORF (grade 3) rose."), ["ORF"]);
        assert_eq!(acronyms("(ORF rose.)"), ["ORF"]);
    }

    #[test]
    fn what_everybody_knows_and_what_is_no_prose_is_left_alone() {
        for body in [
            "The US, a TV, a PDF at 9 AM, IDs, K-5, A.M., part XIV, room B12, MS212, Q4, DO NOT run",
            "`MTSS` and [the plan](MTSS.md) and <https://example.org/MTSS>",
            "```\nMTSS\n```",
            "## MTSS",
            "![MTSS](a.png)",
            "ABCDEFG is a school",
        ] {
            assert_eq!(acronyms(body), [""; 0], "{body}");
        }
    }
}
