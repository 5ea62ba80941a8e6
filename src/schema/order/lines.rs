//! A TOML text as lines: a value that runs over several counts as one.

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// A line with its line end, and with the whole of a value that starts on it.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) kind: Kind,
}

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    Blank,
    /// A comment and nothing else.
    Comment,
    /// `name = value`, by the parts of its dotted name.
    Pair(Vec<String>),
    /// `[name]` or `[[name]]`, by the parts of its dotted name.
    Header(Vec<String>),
}

/// The lines of a text that can be read as TOML; joined they are the text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let tokens = Source::new(text).lex().into_vec();
    let mut lines = Vec::new();
    let mut depth = 0_usize;
    let mut first = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
            TokenKind::Newline if depth == 0 => {
                lines.extend(line(text, &tokens[first..=at]));
                first = at + 1;
            }
            _ => {}
        }
    }
    lines.extend(line(text, &tokens[first..]));
    lines
}

/// The line of those tokens; `None` where they hold no text.
fn line<'t>(text: &'t str, tokens: &[Token]) -> Option<Line<'t>> {
    let (start, end) = (tokens.first()?.span().start(), tokens.last()?.span().end());
    let of_line = text.get(start..end).filter(|line| !line.is_empty())?;
    let meant = tokens.iter().find(|token| token.kind() != TokenKind::Whitespace)?;
    let kind = match meant.kind() {
        TokenKind::Newline | TokenKind::Eof => Kind::Blank,
        TokenKind::Comment => Kind::Comment,
        TokenKind::LeftSquareBracket => Kind::Header(name(text, tokens)),
        _ => Kind::Pair(name(text, tokens)),
    };
    Some(Line { text: of_line, kind })
}

/// The parts of the name that a line begins with.
fn name(text: &str, tokens: &[Token]) -> Vec<String> {
    let ends = |token: &&Token| {
        !matches!(token.kind(), TokenKind::Equals | TokenKind::RightSquareBracket | TokenKind::Newline)
    };
    let parts = tokens.iter().take_while(ends).filter(|token| {
        matches!(token.kind(), TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString)
    });
    let plain = |token: &Token| {
        let written = text.get(token.span().start()..token.span().end()).unwrap_or_default();
        written.trim_matches(['"', '\'']).to_owned()
    };
    parts.map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_and_its_lines_are_one() {
        let text = "# a [b] = c\n\na.\"b c\" = [ # {\n  1,\n] # end\r\n  [ x . 'y' ]\n[[z]] # #\nt = \"\"\"\n[no]\n\"\"\"\nlast = { a = [\n] }";
        let found = lines(text);
        assert_eq!(found.iter().map(|line| line.text).collect::<String>(), text);
        let parts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let kinds: Vec<Kind> = found.into_iter().map(|line| line.kind).collect();
        assert_eq!(
            kinds,
            [
                Kind::Comment,
                Kind::Blank,
                Kind::Pair(parts(&["a", "b c"])),
                Kind::Header(parts(&["x", "y"])),
                Kind::Header(parts(&["z"])),
                Kind::Pair(parts(&["t"])),
                Kind::Pair(parts(&["last"])),
            ]
        );
    }
}
