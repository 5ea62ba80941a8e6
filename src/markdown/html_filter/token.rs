//! Raw HTML cut into tags, text and what is neither.

use std::ops::Range;

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Text between tags; a `<` that starts no tag is text.
    Text(&'t str),
    /// A character reference such as `&amp;`, whole.
    Entity(&'t str),
    /// An opening tag.
    Open(OpenTag<'t>),
    /// A closing tag and its name in lower case.
    Close(String),
    /// A comment, declaration or instruction.
    Unseen,
}

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OpenTag<'t> {
    /// In lower case.
    pub name: String,
    /// Names in lower case, and values as written between the quotes.
    pub attributes: Vec<(String, Option<&'t str>)>,
}

/// The tokens of `html` and their bytes in it. Every byte belongs to one token.
pub(super) fn tokens(html: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut text_start = 0;
    while let Some(step) = html[at..].find(['<', '&']) {
        let start = at + step;
        let Some((token, length)) = token(&html[start..]) else {
            at = start + 1;
            continue;
        };
        if text_start < start {
            tokens.push((Token::Text(&html[text_start..start]), text_start..start));
        }
        at = start + length;
        text_start = at;
        tokens.push((token, start..at));
    }
    if text_start < html.len() {
        tokens.push((Token::Text(&html[text_start..]), text_start..html.len()));
    }
    tokens
}

/// The token other than text at the start of `rest`, and its length.
fn token(rest: &str) -> Option<(Token<'_>, usize)> {
    if rest.starts_with('&') {
        let length = entity_length(rest)?;
        return Some((Token::Entity(&rest[..length]), length));
    }
    for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>")] {
        if let Some(inner) = rest.strip_prefix(opening) {
            let length = inner.find(closing).map_or(rest.len(), |end| opening.len() + end + closing.len());
            return Some((Token::Unseen, length));
        }
    }
    let mut scan = Scan { text: rest, at: 1 };
    let closes = scan.eat('/');
    let name = scan.take_name()?.to_ascii_lowercase();
    if closes {
        scan.take_while(|letter| letter.is_ascii_whitespace());
        return scan.eat('>').then_some((Token::Close(name), scan.at));
    }
    let attributes = scan.take_attributes()?;
    scan.eat('/');
    scan.eat('>').then_some((Token::Open(OpenTag { name, attributes }), scan.at))
}

fn entity_length(rest: &str) -> Option<usize> {
    // The longest name of a character in HTML has 31 letters.
    let end = rest.bytes().take(34).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    let is_numbered = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()),
    };
    let is_named = || {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    name.strip_prefix('#').map_or_else(is_named, is_numbered).then_some(end + 1)
}

/// A place in a tag, moving forward.
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn eat(&mut self, wanted: char) -> bool {
        let found = self.text[self.at..].starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = &self.text[self.at..];
        let taken = &rest[..rest.find(|letter| !belongs(letter)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn take_name(&mut self) -> Option<&'t str> {
        let starts = self.text[self.at..].starts_with(|first: char| first.is_ascii_alphabetic());
        starts.then(|| self.take_while(|letter| letter.is_ascii_alphanumeric() || letter == '-'))
    }

    fn take_attributes(&mut self) -> Option<Vec<(String, Option<&'t str>)>> {
        let mut attributes = Vec::new();
        loop {
            let blank = self.take_while(|letter| letter.is_ascii_whitespace());
            let is_name = |letter: char| letter.is_ascii_alphanumeric() || "_:.-".contains(letter);
            let name = self.take_while(is_name);
            if name.is_empty() {
                return Some(attributes);
            }
            if blank.is_empty() {
                return None;
            }
            let after_name = self.at;
            self.take_while(|letter| letter.is_ascii_whitespace());
            let value = if self.eat('=') {
                Some(self.take_value()?)
            } else {
                self.at = after_name;
                None
            };
            attributes.push((name.to_ascii_lowercase(), value));
        }
    }

    fn take_value(&mut self) -> Option<&'t str> {
        self.take_while(|letter| letter.is_ascii_whitespace());
        for quote in ['"', '\''] {
            if self.eat(quote) {
                let value = self.take_while(|letter| letter != quote);
                return self.eat(quote).then_some(value);
            }
        }
        let value = self.take_while(|letter| !letter.is_ascii_whitespace() && !"\"'=<>`".contains(letter));
        (!value.is_empty()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<Token<'_>> {
        tokens(html).into_iter().map(|(token, _)| token).collect()
    }

    #[test]
    fn a_tag_is_what_commonmark_calls_one_and_the_rest_is_text() {
        let open = |name: &str, attributes| Token::Open(OpenTag { name: name.into(), attributes });
        assert_eq!(
            kinds("a<ABBR Title='x \"y\"' b c=d>&amp;</Abbr >z"),
            [
                Token::Text("a"),
                open(
                    "abbr",
                    vec![("title".into(), Some("x \"y\"")), ("b".into(), None), ("c".into(), Some("d"))]
                ),
                Token::Entity("&amp;"),
                Token::Close("abbr".into()),
                Token::Text("z")
            ]
        );
        assert_eq!(kinds("<br/>"), [open("br", vec![])]);
        for text in [
            "<svg/onload=alert(1)>",
            "< b>",
            "<1>",
            "<a b='",
            "<a b=>",
            "<a \"b\">",
            "&;",
            "& b;",
            "&#x;",
            "</b x>",
        ] {
            assert_eq!(kinds(text), [Token::Text(text)]);
        }
    }

    #[test]
    fn what_is_never_seen_ends_at_its_end_or_with_the_text() {
        assert_eq!(
            kinds("<!-- <b> -->x<?php ?><!DOCTYPE x>"),
            [Token::Unseen, Token::Text("x"), Token::Unseen, Token::Unseen]
        );
        assert_eq!(kinds("<!-- <b>"), [Token::Unseen]);
        assert_eq!(kinds("<![CDATA[ ]] > ]]>"), [Token::Unseen]);
    }
}
