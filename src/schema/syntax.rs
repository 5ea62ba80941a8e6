//! What TOML cannot be read as, in words, with the way out of the slips that people make most.

use std::ops::Range;

use toml::de::DeTable;

use crate::date::When;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

/// Every syntax error of the TOML in `range`.
pub fn syntax_faults(source: &Source, range: Range<usize>) -> Vec<Diagnostic> {
    let (_, errors) = DeTable::parse_recoverable(&source.text()[range.clone()]);
    in_words(source, range, &errors).0
}

/// The errors of the TOML in `range` as problems, one a line. Of a list without an end no more than that is said, and
/// where it begins: what follows was read as a part of it.
pub(super) fn in_words(
    source: &Source,
    range: Range<usize>,
    errors: &[toml::de::Error],
) -> (Vec<Diagnostic>, Option<usize>) {
    let offset = range.start;
    let mut faults: Vec<Diagnostic> =
        errors.iter().map(|error| syntax_fault(source, offset, error)).collect();
    faults.dedup_by_key(|fault| line(fault));
    let open = unclosed_list(&source.text()[range]).filter(|_| !errors.is_empty());
    let end = open.as_ref().map(|open| open.start + offset);
    if let Some(open) = open {
        let at = open.start + offset..open.end + offset;
        faults.retain(|fault| is_before(fault, end));
        let fault = Diagnostic::at(Code::TomlSyntax, source, at, "this list has no end");
        faults.push(fault.help("write `]` after its last value"));
    }
    (faults, end)
}

/// Whether a problem stands before a place, where there is one.
pub(super) fn is_before(fault: &Diagnostic, end: Option<usize>) -> bool {
    end.is_none_or(|end| fault.place.as_ref().is_some_and(|place| place.range.start < end))
}

/// The line on which a list begins that is still open where the next field begins, or at the end of the text. Where
/// texts run over several lines nobody can tell.
fn unclosed_list(text: &str) -> Option<Range<usize>> {
    if text.contains("\"\"\"") || text.contains("'''") {
        return None;
    }
    let (mut lists, mut tables) = (0_usize, 0_usize);
    let mut opened = 0..0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let here = start..start + line.trim_end().len();
        start += line.len();
        let is_field = line.split_once('=').is_some_and(|(name, _)| is_name(name));
        if lists > 0 && tables == 0 && (is_field || line.trim_start().starts_with("[[")) {
            return Some(opened);
        }
        if lists == 0 && !is_field {
            continue;
        }
        let value = if is_field { line.split_once('=').map_or(line, |(_, value)| value) } else { line };
        let mut quote = None;
        for letter in value.chars() {
            match (quote, letter) {
                (Some(own), letter) if own == letter => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(letter),
                (None, '#') => break,
                (None, '[') => {
                    if lists == 0 {
                        opened = here.clone();
                    }
                    lists += 1;
                }
                (None, ']') => lists = lists.saturating_sub(1),
                (None, '{') => tables += 1,
                (None, '}') => tables = tables.saturating_sub(1),
                (None, _) => {}
            }
        }
    }
    (lists > 0).then_some(opened)
}

/// Whether a text is the name of a field, as it stands before an equals sign.
fn is_name(text: &str) -> bool {
    let name = text.trim();
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
}

pub(super) fn line(fault: &Diagnostic) -> Option<usize> {
    fault.place.as_ref().map(|place| place.start.line)
}

/// A syntax error in words, with the way out of the slips people make most.
fn syntax_fault(source: &Source, offset: usize, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let at = span.start + offset..span.end + offset;
    let text = source.text();
    let start = text[..at.start.min(text.len())].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    if error.message().starts_with("duplicate key") {
        let message = "this name stands here a second time";
        return Diagnostic::at(Code::TomlSyntax, source, at, message)
            .help("keep one of the two lines; a list of several is written `[\"…\", \"…\"]`");
    }
    let fault = Diagnostic::at(Code::TomlSyntax, source, at, plain_syntax_message(error.message()));
    match way_out(line) {
        Some(help) => fault.help(help),
        None => fault,
    }
}

fn plain_syntax_message(message: &str) -> String {
    let first = message.lines().next().unwrap_or(message);
    format!("this line cannot be read: {first}")
}

fn way_out(line: &str) -> Option<String> {
    let value = line.split_once('=').map(|(_, value)| value.trim());
    if line.contains(['“', '”', '„', '‘', '’']) && !line.contains('"') {
        return Some("these are curly quotes; text stands in straight ones: \"…\"".into());
    }
    let Some(value) = value else {
        return line.contains(':').then(|| "write `name = value`, with an equals sign".into());
    };
    if value.parse::<When>().is_ok() {
        return Some(format!("a date without a day stands in quotes: \"{value}\""));
    }
    let is_whole = value.len() > 1 && value.ends_with('"') && value.matches('"').count() == 2;
    if value.starts_with('"') && is_whole {
        return None;
    }
    if value.starts_with('"') && value.trim_start_matches('"').contains('"') {
        return Some("a quote inside the text needs a backslash before it: \\\"".into());
    }
    if value.starts_with('"') {
        return Some("the closing quote is missing".into());
    }
    let first = value.chars().next()?;
    (first.is_alphabetic() || first.is_ascii_digit()).then(|| "text stands in double quotes: \"…\"".into())
}
