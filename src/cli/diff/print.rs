//! A comparison for people, as Markdown and for programs.

use std::fmt::Write;

use serde::Serialize;

use super::compare::{Comparison, Group, Line};
use crate::audience::Audience;
use crate::cli::print::counted;
use crate::cli::terminal;
use crate::date::When;

/// Bytes of Markdown. A comment on GitHub holds 65,536 characters; what a workflow puts around it needs some.
pub const MOST_BYTES: usize = 65_000;

const NOTHING: &str = "Nothing changed: no goal, date, action, decision, record or text, and no other field of a plan, \
                       an initiative, an exemplar or a pilot. Fields of other records and data files are not compared.";
const NO_RECORD_OR_PART: &str =
    "No goal, date, action, decision, record or text changed. Other fields and data files are not compared.";
const NO_RECORD: &str = "Nothing changed that can be compared: no date and no record.";

/// For people: headings and a line a change.
pub fn human(comparison: &Comparison) -> String {
    let mut out = String::new();
    for sentence in preface(comparison) {
        line(&mut out, &terminal::plain_line(&sentence));
    }
    for (group, lines) in &comparison.lines {
        line(&mut out, &format!("\n{}", group.heading()));
        for Line { about, said, .. } in lines {
            line(&mut out, &terminal::plain_line(&format!("  {about}: {said}")));
        }
    }
    out
}

/// For a comment: never more than one holds.
pub fn markdown(comparison: &Comparison) -> String {
    let sentences: Vec<String> = preface(comparison).iter().map(|said| escaped(said)).collect();
    let mut out = format!("### What changed in the plan\n\n{}\n", sentences.join(" "));
    let mut shown = 0;
    for (group, lines) in &comparison.lines {
        let mut heading = format!("\n**{}**\n\n", group.heading());
        for Line { about, said, .. } in lines {
            let next = format!("{heading}- **{}**: {}\n", escaped(about), escaped(said));
            let left = counted(comparison.changes() - shown, "more change");
            let end =
                format!("\nA comment holds no more: {left} left out here. `isles diff` lists all of them.\n");
            if out.len() + next.len() + end.len() > MOST_BYTES {
                out.push_str(&end);
                return out;
            }
            out.push_str(&next);
            heading.clear();
            shown += 1;
        }
    }
    out
}

/// For programs: the same sentences.
pub fn json(comparison: &Comparison) -> String {
    #[derive(Serialize)]
    struct Printed<'a> {
        version: u32,
        title: &'a str,
        before: Build,
        after: Build,
        partial: bool,
        changes: usize,
        groups: Vec<PrintedGroup<'a>>,
    }
    #[derive(Serialize)]
    struct Build {
        audience: Audience,
        as_of: When,
    }
    #[derive(Serialize)]
    struct PrintedGroup<'a> {
        group: Group,
        heading: &'static str,
        lines: &'a [Line],
    }
    let [before, after] =
        [0, 1].map(|at| Build { audience: comparison.audiences[at], as_of: comparison.as_of[at] });
    let groups = comparison.lines.iter();
    let printed = Printed {
        version: 1,
        title: &comparison.title,
        before,
        after,
        partial: comparison.partial,
        changes: comparison.changes(),
        groups: groups
            .map(|(group, lines)| PrintedGroup { group: *group, heading: group.heading(), lines })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&printed).expect("names and texts are JSON");
    text.push('\n');
    text
}

/// What is compared, and what must be known before one reads on.
fn preface(comparison: &Comparison) -> Vec<String> {
    let Comparison { title, audiences: [before, after], as_of: [then, now], partial, sees_fields, lines } =
        comparison;
    let days = if then == now {
        format!("as of {}", super::in_words(*now))
    } else {
        format!("as of {}, held against {}", super::in_words(*now), super::in_words(*then))
    };
    let mut said = vec![format!("{title}, the {after} site, {days}.")];
    if before != after {
        said.push(format!(
            "The older build is the {before} site: what only one of the two may show is listed as new or gone."
        ));
    }
    if *partial {
        said.push(
            "One of the builds is by an Isles that wrote neither goals nor decisions: only records, their titles and \
             their dates are compared."
                .to_owned(),
        );
    }
    match (lines.is_empty(), partial) {
        (true, true) => said.push(NO_RECORD.to_owned()),
        (true, false) => said.push(if *sees_fields { NOTHING } else { NO_RECORD_OR_PART }.to_owned()),
        (false, _) => said.push(format!("{}.", counted(comparison.changes(), "change"))),
    }
    said
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a string takes every text");
}

/// A text that is only itself in Markdown: no link, image, HTML or format, nobody who is told, and no other issue
/// that is linked. The last two are found by platforms after Markdown is read, so that a character without width has
/// to stand between.
fn escaped(text: &str) -> String {
    const BREAK: &str = "&#8203;";
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '!' | '|' | '~' | '$' | '^' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
        let next = letters.peek().copied().unwrap_or(' ');
        let begins_reference = matches!(letter, '@' | '#' | '!' | '~' | '$' | '&' | '%' | '^');
        let is_joined = next.is_alphanumeric() || matches!(next, '"' | '_');
        let is_address = (letter == ':' && next == '/')
            || (letter == '.'
                && out
                    .len()
                    .checked_sub(4)
                    .and_then(|from| out.get(from..))
                    .is_some_and(|end| end.eq_ignore_ascii_case("www.")));
        if (begins_reference && is_joined) || is_address {
            out.push_str(BREAK);
        }
    }
    out
}
