//! The rows that are kept: only the columns that were named, and no value that tells who somebody is.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Holds, Kept, Keys};
use super::people::{has_email, has_title, is_free_text, is_name, is_word, names_someone, words_of_name};
use super::pseudonyms::{Chance, pseudonyms};
use crate::cli::{Exit, Failure};
use crate::table::{Column, Row, Table};

/// Most line numbers that a message lists.
const MOST_LINES: usize = 5;

/// What is written, and what was left out.
#[derive(Debug)]
pub(super) struct Clean {
    /// The kept columns as CSV.
    pub(super) csv: Vec<u8>,
    /// The names of the columns that were left out.
    pub(super) dropped: Vec<String>,
    /// The names of the columns whose keys were replaced.
    pub(super) replaced: Vec<String>,
}

/// Keeps the columns that were named, with pseudonyms in the place of keys where that is asked for.
///
/// Fails where a value must not be kept. No message repeats a value: it names the column and the lines.
pub(super) fn clean(table: &Table, kept: &[Kept<'_>], with_pseudonyms: bool) -> Result<Clean, Failure> {
    let names = names_in(table);
    for Kept { wanted, column, header } in kept {
        let refuse = |what: &str, lines: &[u32]| Err(refusal(header, what, lines));
        let lines = |test: &dyn Fn(&str) -> bool| lines(table, *column, test);
        match wanted.holds {
            Holds::Levels => {}
            Holds::Key(_) if with_pseudonyms => {}
            Holds::Key(keys) => check_keys(table, header, *column, keys)?,
            Holds::Words | Holds::Plain => {
                let email = lines(&has_email);
                let someone = lines(&|text| has_title(text) || names_someone(text, &names));
                let sentence = lines(&is_free_text);
                match (&email[..], &someone[..], &sentence[..]) {
                    ([], [], []) => {}
                    ([], [], sentence) => return refuse("sentences of its own", sentence),
                    ([], someone, _) => return refuse("what looks like names of people", someone),
                    (email, _, _) => return refuse("e-mail addresses", email),
                }
            }
        }
    }
    let replaced: Vec<&Kept<'_>> =
        kept.iter().filter(|kept| with_pseudonyms && matches!(kept.wanted.holds, Holds::Key(_))).collect();
    let is_kept = |column: &Column| kept.iter().any(|kept| kept.column == *column);
    let dropped =
        table.columns().filter(|column| !is_kept(column)).map(|column| table.name(column).to_owned());
    Ok(Clean {
        csv: written(table, kept, with_pseudonyms)?,
        dropped: dropped.filter(|name| !name.is_empty()).collect(),
        replaced: replaced.iter().map(|kept| kept.header.clone()).collect(),
    })
}

/// Keys have to be keys. Rooms may have names, so there half of them must look like people's.
fn check_keys(table: &Table, header: &str, column: Column, keys: Keys) -> Result<(), Failure> {
    let values: BTreeSet<&str> =
        table.rows().map(|row| row.cell(column)).filter(|value| !value.is_empty()).collect();
    let certain = values.iter().any(|value| has_email(value) || has_title(value));
    // A room may be called Library; what stands under "Teacher" is a last name.
    let of_people = is_of_people(header);
    let found = match keys {
        Keys::Rooms => {
            let names = values.iter().filter(|value| is_name(value) || (of_people && is_word(value)));
            certain || names.count() * 2 > values.len()
        }
        Keys::Students | Keys::Staff => {
            certain || values.iter().any(|value| is_name(value) || is_word(value))
        }
    };
    if !found {
        return Ok(());
    }
    let message =
        format!("the column `{header}` holds what looks like names of people, which no record keeps");
    Err(Failure::usage(message).help(
        "`--pseudonyms` puts keys that mean nothing in their place; the names are then in no file that is written",
    ))
}

/// Every name in the file, whatever its column: none may stand in a text that is kept.
fn names_in(table: &Table) -> BTreeSet<BTreeSet<String>> {
    let columns: Vec<Column> = table.columns().filter(|column| is_of_people(table.name(*column))).collect();
    let cells = columns.iter().flat_map(|column| table.rows().map(|row| row.cell(*column)));
    cells.filter_map(words_of_name).collect()
}

/// Whether a column's name says that people stand in it.
fn is_of_people(header: &str) -> bool {
    const OF_PEOPLE: [&str; 7] = ["name", "student", "teacher", "staff", "referred", "observer", "child"];
    let header = header.to_lowercase();
    OF_PEOPLE.iter().any(|word| header.contains(word))
}

fn lines(table: &Table, column: Column, test: &dyn Fn(&str) -> bool) -> Vec<u32> {
    table.rows().filter(|row| test(row.cell(column))).map(Row::line).collect()
}

fn refusal(header: &str, what: &str, lines: &[u32]) -> Failure {
    let shown: Vec<String> = lines.iter().take(MOST_LINES).map(u32::to_string).collect();
    let more = lines.len().saturating_sub(MOST_LINES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let message = format!("the column `{header}` holds {what}, on {word} {}{more}", shown.join(", "));
    Failure { exit: Exit::Findings, message, help: None }.help(format!(
        "take them out of the file, or leave the column out with `--map '{header}='`; nothing was written"
    ))
}

fn written(table: &Table, kept: &[Kept<'_>], with_pseudonyms: bool) -> Result<Vec<u8>, Failure> {
    let chance = Chance::default();
    let keys: Vec<Option<BTreeMap<String, String>>> = kept
        .iter()
        .map(|kept| match kept.wanted.holds {
            Holds::Key(keys) if with_pseudonyms => {
                Some(pseudonyms(keys, table.rows().map(|row| row.cell(kept.column)), &chance))
            }
            _ => None,
        })
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: &mut dyn Iterator<Item = &str>| writer.write_record(cells);
    let refused = |error: csv::Error| Failure {
        exit: Exit::InputOutput,
        message: format!("the rows cannot be written: {error}"),
        help: None,
    };
    write(&mut kept.iter().map(|kept| kept.header.as_str())).map_err(refused)?;
    for row in table.rows() {
        let cells = kept.iter().zip(&keys).map(|(kept, keys)| {
            let cell = row.cell(kept.column);
            match keys {
                Some(keys) => keys.get(&cell.to_lowercase()).map_or("", String::as_str),
                None => cell,
            }
        });
        write(&mut cells.into_iter()).map_err(refused)?;
    }
    writer.into_inner().map_err(|error| refused(error.into_error().into()))
}

#[cfg(test)]
mod tests;
