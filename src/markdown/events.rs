//! From a body to events that can be printed without a second thought.

use pulldown_cmark::{Options, Parser, TextMergeWithOffset};

use super::{Finding, Spanned, address, depth, heading, html_filter};

/// What Markdown means here: GitHub's, with definition lists, wiki links and typographic quotes.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// The events of a body, harmless and balanced, and what was left out to make them so.
///
/// Promised of the events, for any input:
/// - raw HTML stands only as single tags of the allow-list, written by us, each pair balanced within
///   one element of Markdown; there is no `HtmlBlock`;
/// - links lead to `http`, `https`, `mailto`, `tel`, or are relative; images are the same without
///   `mailto` and `tel`, or drawings of data (`measure:`, `referrals:`, `walkthrough:`); a mail link
///   spells out its `mailto:`;
/// - every heading has an id, unique in the body, and no classes or attributes;
/// - quotes, lists and emphasis are nested at most sixteen deep.
///
/// Findings come in the order of their places.
pub fn events(body: &str) -> (Vec<Spanned<'_>>, Vec<Finding>) {
    let mut findings = Vec::new();
    let parsed = TextMergeWithOffset::new(Parser::new_ext(body, OPTIONS).into_offset_iter());
    // Most texts hold no HTML, and a tag begins with one character.
    let events =
        if body.contains('<') { html_filter::allow(parsed, &mut findings) } else { parsed.collect() };
    let events = address::allow(events, &mut findings);
    let mut events = if depth::is_too_deep(&events) { depth::limit(events, &mut findings) } else { events };
    heading::name(&mut events, &mut findings);
    for finding in &mut findings {
        finding.range = crate::source::clamp(body, finding.range.clone());
    }
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
    (events, findings)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use pulldown_cmark::{Event, Tag};

    use super::*;

    fn codes(body: &str) -> Vec<(&'static str, &str)> {
        events(body).1.into_iter().map(|finding| (finding.code.as_str(), &body[finding.range])).collect()
    }

    #[test]
    fn a_finding_points_at_what_was_left_out() {
        assert_eq!(codes("a <b>x</b> <!-- no --> z"), [("W203", "<!-- no -->")]);
        assert_eq!(codes("> <div>\n> x\n> <blink>\n"), [("W203", "<div>"), ("W203", "<blink>")]);
        assert_eq!(codes("see [it](javascript:x)"), [("W204", "[it](javascript:x)")]);
        assert_eq!(codes("## Hi {.loud}"), [("W203", "## Hi {.loud}")]);
        assert!(codes("## Hi {#there}").is_empty());
    }

    #[test]
    fn events_are_balanced_and_headings_named() {
        let (events, _) = events("# Hi\n\n## Hi\n\n> <details>\n\n<kbd>a\n\n</details>");
        let depth = events.iter().fold(0_i32, |depth, (event, _)| match event {
            Event::Start(_) => depth + 1,
            Event::End(_) => depth - 1,
            _ => depth,
        });
        assert_eq!(depth, 0);
        let ids: Vec<_> = events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Start(Tag::Heading { id, .. }) => id.as_deref(),
                _ => None,
            })
            .collect();
        assert_eq!(ids, ["hi", "hi-1"]);
    }

    #[test]
    fn fifty_thousand_of_anything_is_cheap() {
        let all: [String; 12] = [
            ">".repeat(50_000),
            "> - ".repeat(50_000),
            "1. ".repeat(50_000),
            "- a\n".repeat(50_000),
            "[".repeat(50_000),
            "[[a|".repeat(50_000),
            format!("{}a{}", "*".repeat(50_000), "*".repeat(50_000)),
            format!("{}{}", "![".repeat(50_000), "](x)".repeat(50_000)),
            "<sub>".repeat(50_000),
            format!("{}{}", "<details>\n".repeat(50_000), "</dl>\n".repeat(50_000)),
            "<div a='".repeat(50_000),
            "## Same\n".repeat(50_000),
        ];
        for body in all {
            let started = Instant::now();
            let (_, findings) = events(&body);
            assert!(started.elapsed() < Duration::from_secs(5), "{:.20} took {:?}", body, started.elapsed());
            assert!(findings.iter().all(|finding| finding.range.end <= body.len()));
        }
    }
}
