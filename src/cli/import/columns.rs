//! Which column of a spreadsheet holds what: as it is said, as it was before, as its name says, or as
//! somebody answers.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::ask::Ask;
use crate::cli::Failure;
use crate::id::nearest;
use crate::table::{Column, Table};

/// A column's name, and the field that it holds.
pub(super) type Mapping = (String, String);

/// Something a column can hold.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Its name in `--map`.
    pub(super) field: String,
    /// What it is, in words that follow "Which column holds".
    pub(super) what: String,
    /// Whether the record cannot stand without it.
    pub(super) needed: bool,
    /// Names of columns that can only mean this.
    pub(super) names: Vec<String>,
    /// What its values are.
    pub(super) holds: Holds,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Keys of rooms or people; the letter begins the pseudonyms that can take their place.
    Key(Keys),
    /// A few words that come again.
    Words,
    /// Levels of a look-for; the check of the record says which words they may be.
    Levels,
    /// Dates, times and numbers.
    Plain,
}

/// What keys stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    Rooms,
    Students,
    Staff,
}

/// A column that is kept.
#[derive(Debug, Clone)]
pub(super) struct Kept<'w> {
    pub(super) wanted: &'w Wanted,
    pub(super) column: Column,
    /// Its name in the file.
    pub(super) header: String,
}

/// The column of each field, in the order of `wanted`.
///
/// `said` are the mappings of the command line as column and field, `before` those of an earlier record. A
/// name that is only similar is a guess: it is taken when somebody says so, else it is offered in the
/// failure, as text to be repeated.
pub(super) fn resolve<'w>(
    table: &Table,
    wanted: &'w [Wanted],
    (said, before): (&[Mapping], &[Mapping]),
    ask: Ask<'_>,
) -> Result<Vec<Kept<'w>>, Failure> {
    let mut found = Found { table, chosen: vec![None; wanted.len()], used: BTreeSet::new() };
    found.take_said(wanted, said)?;
    for (column, field) in before {
        let at = wanted.iter().position(|wanted| wanted.field == *field);
        if let Some(at) = at.filter(|at| found.chosen[*at].is_none()) {
            found.take_name(at, column);
        }
    }
    for (at, wanted) in wanted.iter().enumerate() {
        for name in &wanted.names {
            if found.chosen[at].is_none() {
                found.take_name(at, name);
            }
        }
    }
    found.ask_for_others(wanted, ask)?;
    let chosen = wanted.iter().zip(found.chosen);
    Ok(chosen
        .filter_map(|(wanted, column)| {
            let column = column?;
            Some(Kept { wanted, column, header: table.name(column).to_owned() })
        })
        .collect())
}

struct Found<'t> {
    table: &'t Table,
    chosen: Vec<Option<Column>>,
    /// Names of columns that are taken, in lower case.
    used: BTreeSet<String>,
}

impl Found<'_> {
    fn take(&mut self, at: usize, column: Column) {
        self.used.insert(self.table.name(column).to_lowercase());
        self.chosen[at] = Some(column);
    }

    /// Takes the column of that name, where there is exactly one and it is free.
    fn take_name(&mut self, at: usize, name: &str) {
        if let Ok(Some(column)) = self.table.optional_column(name)
            && !self.used.contains(&self.table.name(column).to_lowercase())
        {
            self.take(at, column);
        }
    }

    fn take_said(&mut self, wanted: &[Wanted], said: &[Mapping]) -> Result<(), Failure> {
        for (name, field) in said {
            if field.is_empty() {
                self.used.insert(name.to_lowercase());
                continue;
            }
            let Some(at) = wanted.iter().position(|wanted| wanted.field == *field) else {
                let fields = wanted.iter().map(|wanted| wanted.field.as_str());
                let failure = Failure::usage(format!("no column can hold `{field}`"));
                let all: Vec<&str> = fields.clone().collect();
                let all = format!("the fields are {}", all.join(", "));
                return Err(failure.help(match nearest(field, fields) {
                    Some(near) => format!("did you mean `{near}`? {all}"),
                    None => all,
                }));
            };
            let column = self.table.column(name).map_err(|problem| {
                let problem = problem.at(|code, text| crate::diagnostic::Diagnostic::file(code, "", text));
                Failure::usage(problem.message).help(problem.help.unwrap_or_default())
            })?;
            let taken = self.used.contains(&self.table.name(column).to_lowercase());
            if taken || self.chosen[at].is_some() {
                let message = format!("`--map` names the column `{name}` or the field `{field}` twice");
                return Err(Failure::usage(message).help("say it once for each column and each field"));
            }
            self.take(at, column);
        }
        Ok(())
    }

    /// Asks for the columns that are not certain; where nobody answers, says what to write.
    fn ask_for_others(&mut self, wanted: &[Wanted], ask: Ask<'_>) -> Result<(), Failure> {
        let mut open: Vec<(&Wanted, Option<Column>)> = Vec::new();
        let mut unlisted = true;
        for (at, wanted) in wanted.iter().enumerate() {
            if self.chosen[at].is_some() {
                continue;
            }
            let guessed: Vec<Column> = open.iter().filter_map(|(_, guess)| *guess).collect();
            let guess = self.guess(wanted, &guessed);
            let with_list = std::mem::take(&mut unlisted);
            match self.ask(wanted, guess, with_list, ask) {
                Answer::Column(column) => self.take(at, column),
                Answer::None => {}
                Answer::Nobody if guess.is_some() || wanted.needed => open.push((wanted, guess)),
                Answer::Nobody => {}
            }
        }
        if open.is_empty() { Ok(()) } else { Err(self.what_to_write(&open)) }
    }

    /// Asks for one column; the first time, all of them are listed.
    fn ask(&self, wanted: &Wanted, guess: Option<Column>, with_list: bool, ask: Ask<'_>) -> Answer {
        let mut question = String::new();
        for (number, name) in (1..).zip(self.table.headers()).filter(|_| with_list) {
            writeln!(question, "{number:>4}  {name}").expect("a string takes every text");
        }
        let enter = match guess {
            Some(column) => format!(" Press Enter for `{}`.", self.table.name(column)),
            None if wanted.needed => String::new(),
            None => " Press Enter for none.".to_owned(),
        };
        write!(question, "Which column holds {}? Its number or its name.{enter}", wanted.what)
            .expect("a string takes every text");
        loop {
            let Some(answer) = ask(&question) else { return Answer::Nobody };
            let by_number = answer
                .parse::<usize>()
                .ok()
                .and_then(|number| self.table.columns().nth(number.checked_sub(1)?));
            let column = by_number.or_else(|| self.table.column(&answer).ok());
            match (answer.is_empty(), guess, column) {
                (true, Some(guess), _) => return Answer::Column(guess),
                (true, None, _) if !wanted.needed => return Answer::None,
                (false, _, Some(column)) => return Answer::Column(column),
                _ => question = format!("There is no such column. Which holds {}?", wanted.what),
            }
        }
    }

    /// The column whose name is most like one of the field's names, and that is neither taken nor guessed.
    fn guess(&self, wanted: &Wanted, guessed: &[Column]) -> Option<Column> {
        let free: Vec<(Column, &str)> = self
            .table
            .columns()
            .map(|column| (column, self.table.name(column)))
            .filter(|(_, name)| !name.is_empty() && !self.used.contains(&name.to_lowercase()))
            .filter(|(column, name)| !is_private(name) && !guessed.contains(column))
            .collect();
        let likeness =
            |header: &str| wanted.names.iter().map(|name| likeness(header, name)).max().unwrap_or(0);
        let best = free.iter().map(|(column, header)| (likeness(header), *column));
        // Of several that are as like, the first.
        let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.filter(|(likeness, _)| *likeness > 0).map(|(_, column)| column)
    }

    fn what_to_write(&self, open: &[(&Wanted, Option<Column>)]) -> Failure {
        let fields: Vec<String> = open.iter().map(|(wanted, _)| format!("`{}`", wanted.field)).collect();
        let message = format!("it is not certain which column holds {}", fields.join(", "));
        let maps = open.iter().map(|(wanted, guess)| {
            let column = guess.map_or("COLUMN", |column| self.table.name(column));
            format!("--map {}", shell_quoted(&format!("{column}={}", wanted.field)))
        });
        let maps: Vec<String> = maps.collect();
        let names: Vec<String> = self
            .table
            .headers()
            .iter()
            .filter(|name| !name.is_empty())
            .map(|name| format!("`{name}`"))
            .collect();
        Failure::usage(message).help(format!(
            "run it again with {}; the columns are {}",
            maps.join(" "),
            names.join(", ")
        ))
    }
}

enum Answer {
    Column(Column),
    /// There is none.
    None,
    /// Nobody is there to answer.
    Nobody,
}

/// How like a column's name is to a name of the field; 0 is not at all. A slip of the finger is most like,
/// then a name that holds all of the field's words, then one that shares at least two longer words.
fn likeness(header: &str, name: &str) -> usize {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2);
        words.map(str::to_lowercase).collect()
    };
    let (of_header, of_name) = (words(header), words(name));
    let shared = of_header.intersection(&of_name).filter(|word| word.len() > 3).count();
    match () {
        () if nearest(name, [header]).is_some() => 1000,
        () if !of_name.is_empty() && of_name.is_subset(&of_header) => 500,
        () if shared > 1 && shared * 2 >= of_header.len() => shared,
        () => 0,
    }
}

/// Whether a column's name says that it is about a person in ways that no record keeps. Such a column is
/// never guessed; whoever names it in `--map` has thought about it.
fn is_private(header: &str) -> bool {
    const PRIVATE: [&str; 10] =
        ["name", "mail", "phone", "address", "birth", "parent", "guardian", "comment", "dob", "ssn"];
    let header = header.to_lowercase();
    PRIVATE.iter().any(|word| header.contains(word))
}

/// The text as one argument in a shell.
fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
