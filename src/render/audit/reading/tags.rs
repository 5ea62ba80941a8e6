//! The tags of a page, one after the other, and what one reads between them.

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'h> {
    /// Words, as they are written.
    Text(&'h str),
    /// The start of an element: its name in small letters, and the rest of the tag.
    Start(&'h str, Attributes<'h>),
    /// The end of an element.
    End(&'h str),
}

/// The attributes of a tag, as they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attributes<'h>(&'h str);

/// The parts of a page with the byte at which each starts. Comments, styles and scripts are left out.
pub(super) struct Parts<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Parts<'h> {
    pub(super) fn of(html: &'h str) -> Self {
        Self { html, at: 0 }
    }

    /// The tag that starts at `start`, where one does, and where it ends.
    fn tag(&self, start: usize) -> Option<(Part<'h>, usize)> {
        let inside = &self.html[start + 1..];
        let end = tag_end(inside)?;
        let tag = &inside[..end];
        let after = start + end + 2;
        if let Some(name) = tag.strip_prefix('/') {
            return Some((Part::End(name.trim_end()), after));
        }
        let name_end = tag.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        let (name, rest) = tag.split_at(name_end.unwrap_or(tag.len()));
        if name.is_empty() {
            return None;
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        Some((Part::Start(name, Attributes(rest)), after))
    }

    fn skip_to(&mut self, end: &str) {
        self.at =
            self.html[self.at..].find(end).map_or(self.html.len(), |offset| self.at + offset + end.len());
    }
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(inside: &str) -> Option<usize> {
    let first = inside.find('>')?;
    if !inside[..first].contains(['"', '\'']) {
        return Some(first);
    }
    let mut quote = None;
    inside.bytes().position(|byte| match (quote, byte) {
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        (None, b'>') => true,
        _ => false,
    })
}

impl<'h> Iterator for Parts<'h> {
    type Item = (usize, Part<'h>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.at;
            let rest = self.html.get(start..).filter(|rest| !rest.is_empty())?;
            if let Some(text) =
                rest.find('<').map_or(Some(rest), |end| rest.get(..end)).filter(|t| !t.is_empty())
            {
                self.at += text.len();
                return Some((start, Part::Text(text)));
            }
            if rest.starts_with("<!--") {
                self.skip_to("-->");
                continue;
            }
            let Some((part, after)) = self.tag(start) else {
                // A declaration, or a sign that starts no tag.
                match rest.starts_with("<!") {
                    true => self.skip_to(">"),
                    false => self.at += 1,
                }
                continue;
            };
            self.at = after;
            match part {
                Part::Start("style", _) => self.skip_to("</style>"),
                Part::Start("script", _) => self.skip_to("</script>"),
                part => return Some((start, part)),
            }
        }
    }
}

impl<'h> Attributes<'h> {
    /// The value of an attribute, where the tag has it; empty where it has none.
    pub(super) fn get(self, name: &str) -> Option<&'h str> {
        self.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether the tag has an attribute with something in it.
    pub(super) fn says(self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !value.trim().is_empty())
    }

    /// Every attribute and its value.
    pub(super) fn iter(self) -> impl Iterator<Item = (&'h str, &'h str)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest = rest.trim_start();
            let end = rest.find(|letter: char| letter == '=' || letter.is_ascii_whitespace());
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            if name.is_empty() {
                return None;
            }
            let after = after.trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
                rest = after;
                return Some((name, ""));
            };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => {
                    let end = value.find(|letter: char| letter.is_ascii_whitespace());
                    value.split_at(end.unwrap_or(value.len()))
                }
            };
            rest = after;
            Some((name, value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart() {
        let html = "<!doctype html><p class=\"a>b\" hidden id=x>One<br/> <!-- <b> --> two</p><script>a<b</script>< 3";
        let parts: Vec<Part<'_>> = Parts::of(html).map(|(_, part)| part).collect();
        let Part::Start("p", attributes) = parts[0] else { panic!("{parts:?}") };
        assert_eq!(attributes.get("class"), Some("a>b"));
        assert_eq!(attributes.get("hidden"), Some(""));
        assert_eq!(attributes.get("id"), Some("x"));
        assert_eq!(attributes.get("x"), None);
        let rest = [
            Part::Text("One"),
            Part::Start("br", Attributes("")),
            Part::Text(" "),
            Part::Text(" two"),
            Part::End("p"),
            Part::Text(" 3"),
        ];
        assert_eq!(parts[1..], rest);
    }

    #[test]
    fn no_page_stops_the_reader() {
        for html in ["<", "<a", "<a href=\"", "</", "<!--", "<script>", "<a =>", "<é>", "<a b= c='>"] {
            assert!(Parts::of(html).count() < 9, "{html}");
        }
    }
}
