//! What the preview adds to a page as it hands it out: its script, and leave for that script to listen.

use std::borrow::Cow;

use crate::audience::Audience;

/// What the script must know of its page.
#[derive(Debug)]
pub struct Added<'a> {
    /// Whose site the page is of.
    pub audience: Audience,
    /// Whose sites there are to look at.
    pub served: &'a [Audience],
    /// What changes when the page must be loaded again.
    pub mark: &'a str,
}

impl Added<'_> {
    /// The element that loads the script.
    pub fn element(&self) -> String {
        let Self { audience, served, mark } = self;
        let served: Vec<&str> = served.iter().map(|audience| audience.as_str()).collect();
        format!(
            "<script defer src=\"/__isles/live.js\" data-audience=\"{audience}\" data-audiences=\"{}\" \
             data-mark=\"{mark}\"></script>\n",
            served.join(" ")
        )
    }
}

/// The page with the preview's script at the end of its head.
pub fn with_script(html: &str, added: &Added<'_>) -> String {
    let html = allow_listening(html);
    let lower = html.to_ascii_lowercase();
    let end = ["</head>", "</body>"].iter().find_map(|tag| lower.find(tag)).unwrap_or(html.len());
    let (before, after) = html.split_at(end);
    format!("{before}{}{after}", added.element())
}

/// What the script does that a Content-Security-Policy may forbid: it comes from the preview itself, has a
/// style sheet from there, and listens there.
const NEEDED: [&str; 3] = ["script-src", "style-src", "connect-src"];

/// The page with every policy in its head widened as far as the script needs it, and no further.
fn allow_listening(html: &str) -> Cow<'_, str> {
    let lower = html.to_ascii_lowercase();
    let head = &lower[..lower.find("</head>").unwrap_or(lower.len())];
    let mut widened = String::new();
    let mut done = 0;
    for (tag_start, _) in head.match_indices("<meta") {
        let tag_end = head[tag_start..].find("/>").or_else(|| head[tag_start..].find('>'));
        let tag = &head[tag_start..tag_start + tag_end.unwrap_or(0)];
        if !tag.contains("content-security-policy") {
            continue;
        }
        let Some((start, end, quote)) = content_of(tag) else { continue };
        let (start, end) = (tag_start + start, tag_start + end);
        let policy = widen(&html[start..end].replace(APOSTROPHE, "'"));
        widened.push_str(&html[done..start]);
        widened.push_str(&if quote == '\'' { policy.replace('\'', APOSTROPHE) } else { policy });
        done = end;
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    widened.push_str(&html[done..]);
    Cow::Owned(widened)
}

/// An apostrophe inside a value that stands between two.
const APOSTROPHE: &str = "&#39;";

/// Where in a tag the value of `content` starts and ends, and the quote around it.
fn content_of(tag: &str) -> Option<(usize, usize, char)> {
    let equals = tag.find("content=")? + "content=".len();
    let quote = tag[equals..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let start = equals + 1;
    Some((start, start + tag[start..].find(quote)?, quote))
}

/// A policy under which the preview itself is a source of what its script needs.
fn widen(policy: &str) -> String {
    let mut directives: Vec<(String, Vec<String>)> = policy
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_whitespace().map(str::to_owned);
            Some((words.next()?, words.collect()))
        })
        .collect();
    let fallback = sources(&directives, "default-src").cloned();
    for needed in NEEDED {
        let Some(mut allowed) = sources(&directives, needed).or(fallback.as_ref()).cloned() else {
            continue;
        };
        if allowed.iter().any(|source| source == "'self'") {
            continue;
        }
        allowed.retain(|source| source != "'none'");
        allowed.push("'self'".to_owned());
        match directives.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(needed)) {
            Some((_, sources)) => *sources = allowed,
            None => directives.push((needed.to_owned(), allowed)),
        }
    }
    let said =
        |(name, sources): &(String, Vec<String>)| [std::slice::from_ref(name), sources].concat().join(" ");
    directives.iter().map(said).collect::<Vec<_>>().join("; ")
}

fn sources<'d>(directives: &'d [(String, Vec<String>)], name: &str) -> Option<&'d Vec<String>> {
    directives.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, sources)| sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDED: Added<'_> =
        Added { audience: Audience::Staff, served: &[Audience::Public, Audience::Staff], mark: "0f" };

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let page = "<html><HEAD><title>x</title></HEAD><body></body></html>";
        assert_eq!(
            with_script(page, &ADDED),
            "<html><HEAD><title>x</title><script defer src=\"/__isles/live.js\" data-audience=\"staff\" \
             data-audiences=\"public staff\" data-mark=\"0f\"></script>\n</HEAD><body></body></html>"
        );
        for odd in ["", "<p>no head", "<body>é</body>"] {
            assert!(with_script(odd, &ADDED).contains("/__isles/live.js"), "{odd}");
        }
    }

    #[test]
    fn the_theme_s_policy_is_widened_by_listening_alone() {
        let theme = include_str!("../../themes/harbor/templates/base.html");
        let start = theme.find("default-src").expect("the theme has a policy");
        let policy = &theme[start..start + theme[start..].find('"').expect("which ends")];
        assert_eq!(widen(policy), format!("{policy}; connect-src 'self'"));
        let page = with_script(theme, &ADDED);
        assert!(page.contains(&format!("content=\"{policy}; connect-src 'self'\"")), "{page}");
    }

    #[test]
    fn other_policies_keep_what_they_allow() {
        for (policy, widened) in [
            ("\"default-src 'self'\"", "\"default-src 'self'\""),
            ("'img-src &#39;none&#39;'", "'img-src &#39;none&#39;'"),
            (
                "\"default-src https:; Script-Src 'none'\"",
                "\"default-src https:; Script-Src 'self'; style-src https: 'self'; connect-src https: 'self'\"",
            ),
            (
                "'script-src &#39;none&#39;; default-src *'",
                "'script-src &#39;self&#39;; default-src *; style-src * &#39;self&#39;; \
                 connect-src * &#39;self&#39;'",
            ),
        ] {
            let page = |policy| format!("<META content={policy} http-equiv='Content-Security-Policy'/>");
            let seen = with_script(&format!("<head>{}</head>", page(policy)), &ADDED);
            assert!(seen.starts_with(&format!("<head>{}<script", page(widened))), "{policy}: {seen}");
        }
    }

    #[test]
    fn a_policy_that_a_text_shows_is_left_alone() {
        let page = "<head></head><body>&lt;meta http-equiv=\"Content-Security-Policy\" content=\"x\"></body>";
        assert!(with_script(page, &ADDED).ends_with(&page["<head>".len()..]));
    }
}
