//! Which addresses links and images may have.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{Finding, Spanned};
use crate::diagnostic::Code;

/// The schemes that a link may have.
const LINK_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// The schemes that an image may have: other sites' (shown as a link) and drawings of data.
const IMAGE_SCHEMES: [&str; 5] = ["http", "https", "measure", "referrals", "walkthrough"];

/// The same events, where a link or image with an address that may not be is its text alone.
pub(super) fn allow<'a>(events: Vec<Spanned<'a>>, findings: &mut Vec<Finding>) -> Vec<Spanned<'a>> {
    let leads_somewhere =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }));
    if !events.iter().any(|(event, _)| leads_somewhere(event)) {
        return events;
    }
    let mut kept = Vec::with_capacity(events.len());
    let mut open = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
                let allowed = allowed_tag(tag);
                open.push(allowed.is_ok());
                match allowed {
                    Ok(tag) => kept.push((Event::Start(tag), range)),
                    Err(why) => findings.push(
                        Finding::new(Code::SchemeDropped, range, why)
                            .help("use an address that starts with https:// or mailto:, or the path of a file of this site"),
                    ),
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if open.pop().unwrap_or(true) {
                    kept.push((event, range));
                }
            }
            _ => kept.push((event, range)),
        }
    }
    kept
}

/// Whether an address leads to another site that would have to be asked over the network.
pub(super) fn is_remote(destination: &str) -> bool {
    matches!(scheme(destination), Some("http" | "https"))
}

/// Whether an image's address names the drawing of a record's data.
pub(super) fn is_drawing(destination: &str) -> bool {
    matches!(scheme(destination), Some("measure" | "referrals" | "walkthrough"))
}

/// The scheme of an address that [`allow`] has let pass, which is in lower case.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    (!scheme.contains(['/', '?', '#'])).then_some(scheme)
}

fn allowed_tag(tag: Tag<'_>) -> Result<Tag<'_>, String> {
    match tag {
        // The target of a wiki link is a record's id, never an address.
        Tag::Link { link_type: link_type @ LinkType::WikiLink { .. }, dest_url, title, id } => {
            let dest_url = dest_url.trim().to_owned().into();
            Ok(Tag::Link { link_type, dest_url, title, id })
        }
        Tag::Link { link_type: LinkType::Email, dest_url, title, id } => {
            let dest_url = allowed(format!("mailto:{dest_url}").into(), &LINK_SCHEMES)?;
            Ok(Tag::Link { link_type: LinkType::Autolink, dest_url, title, id })
        }
        Tag::Link { link_type, dest_url, title, id } => {
            Ok(Tag::Link { link_type, dest_url: allowed(dest_url, &LINK_SCHEMES)?, title, id })
        }
        Tag::Image { link_type, dest_url, title, id } => {
            Ok(Tag::Image { link_type, dest_url: allowed(dest_url, &IMAGE_SCHEMES)?, title, id })
        }
        other => Ok(other),
    }
}

/// The address as a browser reads it, without control characters and blanks around it and with its
/// scheme in lower case, or why it may not be.
fn allowed<'a>(written: CowStr<'a>, schemes: &[&str]) -> Result<CowStr<'a>, String> {
    let unsafe_character = |character: char| character.is_ascii_control();
    let clean: Cow<'_, str> = if written.contains(unsafe_character) {
        written.replace(unsafe_character, "").into()
    } else {
        Cow::Borrowed(&*written)
    };
    let clean = clean.trim();
    // Browsers read `\` as `/`, and two of them as the start of another site's address.
    if clean.replace('\\', "/").starts_with("//") {
        return Err(format!("the address `{clean}` does not say https: or http:"));
    }
    let name_end = clean.find(['/', '\\', '?', '#']).unwrap_or(clean.len());
    let Some(colon) = clean[..name_end].find(':') else {
        return Ok(if clean == &*written { written } else { clean.to_owned().into() });
    };
    let scheme: String = clean[..colon].chars().filter(|letter| !letter.is_whitespace()).collect();
    let scheme = scheme.to_ascii_lowercase();
    if !schemes.contains(&scheme.as_str()) {
        return Err(format!("an address that starts with `{scheme}:` is not shown"));
    }
    Ok(format!("{scheme}{}", &clean[colon..]).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(address: &str) -> Option<String> {
        allowed(CowStr::from(address.to_owned()), &LINK_SCHEMES).ok().map(CowStr::into_string)
    }

    #[test]
    fn only_harmless_addresses_pass() {
        for address in [
            "javascript:x",
            "JaVaScRiPt:x",
            "java\nscript:x",
            " \u{1}javascript:x",
            "java script:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "C:\\plans\\x.md",
            "\u{200b}javascript:x",
            "//example.org/x",
            "\\\\server\\x",
            "/\\example.org",
            "/\t/example.org",
            ":x",
        ] {
            assert_eq!(link(address), None, "{address:?}");
        }
    }

    #[test]
    fn what_passes_is_as_a_browser_reads_it() {
        assert_eq!(link("HTTPS://example.org/a:b").as_deref(), Some("https://example.org/a:b"));
        assert_eq!(link("tel:+1").as_deref(), Some("tel:+1"));
        assert_eq!(link("../a.md#x:y").as_deref(), Some("../a.md#x:y"));
        assert_eq!(link("a/b:c").as_deref(), Some("a/b:c"));
        assert_eq!(link("#top").as_deref(), Some("#top"));
        assert_eq!(link(" a\u{0}b\n").as_deref(), Some("ab"));
        assert_eq!(link("").as_deref(), Some(""));
    }

    #[test]
    fn an_image_may_be_a_drawing_and_no_mail() {
        let image = |address: &str| allowed(CowStr::from(address.to_owned()), &IMAGE_SCHEMES).ok();
        assert_eq!(image("Measure:orf").as_deref(), Some("measure:orf"));
        assert!(image("mailto:a@example.org").is_none());
        assert!(is_drawing("referrals:2026-27#triangle") && !is_drawing("measures/orf.png"));
        assert!(is_remote("https://example.org/a.png") && !is_remote("https.png"));
    }
}
