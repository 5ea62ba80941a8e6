//! The words of the commands that order, import and describe records.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;

use crate::cli::as_of::parse_day;
use crate::record::Kind;

/// What `fmt` is told.
#[derive(Debug, Args)]
pub struct FmtArguments {
    /// The site's folder; left out, it is looked for from here upward
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// Change nothing, and end with exit code 1 where something would change
    #[arg(long)]
    pub check: bool,
}

/// What `schema` is told.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// One kind of record, or `book` for book.toml; left out, all of them in one document
    #[arg(value_parser = subject_parser())]
    pub subject: Option<Subject>,
    /// The form
    #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
    pub format: SchemaFormat,
    /// Write a JSON Schema for each kind into this folder instead
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, conflicts_with_all = ["subject", "format"])]
    pub out: Option<PathBuf>,
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A kind of record.
    Kind(Kind),
    /// `book.toml`.
    Settings,
}

/// The form of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    /// JSON Schema, draft 2020-12
    Json,
    /// A page of the manual
    Markdown,
    /// The rules of `.taplo.toml`, by which editors check `.toml` files against `.isles/schema/`
    Taplo,
}

/// What `import` is told.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// What to import
    #[command(subcommand)]
    pub command: ImportCommand,
}

/// What to import.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Classroom visits: the answers to a form, one row a visit
    Walkthrough(WalkthroughImport),
    /// Behavior referrals: an export, one row a referral
    Referrals(ReferralsImport),
}

/// What every import is told.
#[derive(Debug, Args)]
pub struct ImportedFile {
    /// The spreadsheet: CSV or .xlsx
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// What a column holds: its name in the first row, `=`, and the field; nothing after the `=` leaves the
    /// column out. Say it once for each column
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = parse_mapping)]
    pub map: Vec<(String, String)>,
    /// The title of the record; left out, made from the file's name
    #[arg(long)]
    pub title: Option<String>,
    /// The school it belongs to, by its folder; `district` for the district's own
    #[arg(long, value_name = "SCHOOL")]
    pub school: Option<String>,
    /// Put keys that mean nothing (R01, S001, T01) in the place of rooms, students and staff
    #[arg(long)]
    pub pseudonyms: bool,
}

/// What the import of visits is told.
#[derive(Debug, Args)]
pub struct WalkthroughImport {
    #[command(flatten)]
    pub imported: ImportedFile,
    /// The initiative that was looked for, by its id; left out, the only one there is
    #[arg(long, value_name = "INITIATIVE")]
    pub initiative: Option<String>,
    /// In how many rooms it should be seen
    #[arg(long, value_name = "ROOMS")]
    pub eligible: Option<u32>,
    /// The learning session it follows, by its id
    #[arg(long, value_name = "SESSION")]
    pub session: Option<String>,
    /// First day of the visits; left out, the first day in the file
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub date: Option<Date>,
}

/// What the import of referrals is told.
#[derive(Debug, Args)]
pub struct ReferralsImport {
    #[command(flatten)]
    pub imported: ImportedFile,
    /// The school year, such as 2026-27; left out, that of the first day in the file
    #[arg(long)]
    pub year: Option<String>,
    /// How the file writes dates, such as %d.%m.%Y; left out, it is found out
    #[arg(long, value_name = "FORMAT")]
    pub date_format: Option<String>,
}

/// Every kind of record and `book`, by name or folder.
fn subject_parser() -> impl TypedValueParser<Value = Subject> {
    let kinds = Kind::ALL.iter().map(|kind| {
        let row = kind.row();
        PossibleValue::new(row.name).help(row.practice).aliases(row.folder)
    });
    let settings = PossibleValue::new("book").help("The settings: book.toml");
    PossibleValuesParser::new(kinds.chain([settings])).try_map(|word| match word.as_str() {
        "book" => Ok(Subject::Settings),
        _ => Kind::named(&word).map(Subject::Kind).ok_or_else(|| format!("`{word}` is no kind of record")),
    })
}

/// A column and the field it holds. A column's name may have an equals sign, a field's has none.
fn parse_mapping(text: &str) -> Result<(String, String), String> {
    let (column, field) = text
        .rsplit_once('=')
        .ok_or("write the column's name, an equals sign and the field, for example \"Room number=room\"")?;
    Ok((column.trim().to_owned(), field.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_equals_sign_of_a_mapping_parts_it() {
        let parted = |text: &str| parse_mapping(text).ok();
        let expected = ("Seen = yes?".to_owned(), "notes".to_owned());
        assert_eq!(parted("Seen = yes? = notes"), Some(expected));
        assert_eq!(parted("Room"), None);
    }
}
