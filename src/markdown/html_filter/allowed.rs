//! Which tags and attributes of raw HTML pass.

use super::super::words::INLINE_TAGS;
use super::token::OpenTag;

/// What a tag that passes may hold and where it may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Within a line; never closed.
    Void,
    /// Within a line; closed in the same paragraph.
    Inline,
    /// On a line of its own; may hold whole paragraphs.
    Container,
    /// Directly in a container of this name, closed in the same block of HTML.
    PartOf(&'static str),
}

/// Elements whose content is never meant to be read as text.
const UNREAD: [&str; 15] = [
    "script",
    "style",
    "iframe",
    "object",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "textarea",
    "title",
    "svg",
    "math",
    "xmp",
    "plaintext",
    "head",
];

/// Where a tag may stand, unless it may not stand anywhere.
pub(super) fn place(name: &str) -> Option<Place> {
    match name {
        "br" | "wbr" => Some(Place::Void),
        "details" | "dl" => Some(Place::Container),
        "summary" => Some(Place::PartOf("details")),
        "dt" | "dd" => Some(Place::PartOf("dl")),
        _ if name == "u" || name == "var" || INLINE_TAGS.contains(&name) => Some(Place::Inline),
        _ => None,
    }
}

/// Whether the content of a tag that does not pass must disappear with it.
pub(super) fn hides_content(name: &str) -> bool {
    UNREAD.contains(&name)
}

/// The tag as it is printed, with its harmless attributes, and the names of those left out.
pub(super) fn written<'t>(tag: &'t OpenTag<'_>) -> (String, Vec<&'t str>) {
    let mut html = format!("<{}", tag.name);
    let mut left_out = Vec::new();
    let mut seen = Vec::new();
    for (name, value) in &tag.attributes {
        let passes = passes(&tag.name, name, value.unwrap_or_default());
        if !passes || seen.contains(&name) {
            left_out.push(name.as_str());
            continue;
        }
        seen.push(name);
        html.push(' ');
        html.push_str(name);
        if name != "open" {
            html.push_str("=\"");
            push_value(&mut html, value.unwrap_or_default());
            html.push('"');
        }
    }
    html.push('>');
    (html, left_out)
}

fn passes(tag: &str, attribute: &str, value: &str) -> bool {
    let made_of =
        |others: &str| value.chars().all(|letter| letter.is_ascii_alphanumeric() || others.contains(letter));
    match (tag, attribute) {
        ("abbr" | "dfn", "title") | ("details", "open") => true,
        ("span" | "q" | "cite" | "abbr", "lang") => made_of("-"),
        ("span" | "q", "dir") => matches!(value, "ltr" | "rtl" | "auto"),
        ("time" | "del" | "ins", "datetime") => made_of(" :+-."),
        _ => false,
    }
}

/// Writes a value as its author wrote it between quotes of either kind: character references stay.
fn push_value(html: &mut String, value: &str) {
    for letter in value.chars() {
        match letter {
            '"' => html.push_str("&quot;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_attributes_are_written() {
        let tag = |name: &str, attributes: &[(&str, Option<&'static str>)]| OpenTag {
            name: name.into(),
            attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect(),
        };
        let abbr = tag(
            "abbr",
            &[("title", Some("a \"b\" <c> &amp;")), ("onclick", Some("x")), ("title", Some("z"))],
        );
        assert_eq!(
            written(&abbr),
            ("<abbr title=\"a &quot;b&quot; &lt;c&gt; &amp;\">".into(), vec!["onclick", "title"])
        );
        assert_eq!(written(&tag("details", &[("open", Some("x"))])).0, "<details open>");
        assert_eq!(
            written(&tag("span", &[("lang", Some("es-MX")), ("dir", Some("up"))])).0,
            "<span lang=\"es-MX\">"
        );
        assert_eq!(written(&tag("b", &[("title", Some("x")), ("style", Some("y"))])).0, "<b>");
    }
}
