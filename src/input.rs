//! What a build reads, as values: the files of a site and the settings of one run.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;

use crate::audience::Audience;
use crate::diagnostic::Diagnostic;

/// One file: its path from the site's root, with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path from the site's root (the folder of `book.toml`).
    pub path: String,
    /// What the file holds.
    pub bytes: Arc<[u8]>,
}

/// Everything a build reads.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The bytes of `book.toml`; `None` where there is none, which means every setting's default.
    pub config: Option<Arc<[u8]>>,
    /// The files below the content folder, sorted by path.
    pub content: Vec<InputFile>,
    /// The files below `themes/`, sorted by path.
    pub themes: Vec<InputFile>,
    /// The names that may stand on no page, as their file lists them. Never printed.
    pub roster: Option<Arc<str>>,
    /// What could not be read, and links in the file system that were not followed.
    pub problems: Vec<Diagnostic>,
}

/// The settings of one run, which override those of `book.toml`.
#[derive(Debug, Clone)]
pub struct Options {
    /// The as-of date of everything computed.
    pub date: Date,
    /// The audience, where the command line names one.
    pub audience: Option<Audience>,
    /// The site's address, where the command line names one.
    pub site_url: Option<String>,
    /// Whether records marked `draft = true` are shown.
    pub drafts: bool,
    /// The part of the site that is made, where it is not the whole.
    pub shard: Option<Shard>,
}

/// One of several parts of a site that computers build side by side; together they are the site.
///
/// A page and the files beside it are in one part, every other file of the site is in one, too: which one follows
/// from its path alone, so that a part stays the same whatever else there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub number: u16,
    /// How many parts there are.
    pub of: u16,
}

/// Parts that a site can be built in.
const MOST_SHARDS: u16 = 1024;

impl Shard {
    /// Whether the file at a path is in this part.
    pub fn holds(self, path: &str) -> bool {
        let mut first = [0; 8];
        first.copy_from_slice(&blake3::hash(path.as_bytes()).as_bytes()[..8]);
        u64::from_le_bytes(first) % u64::from(self.of.max(1)) + 1 == u64::from(self.number)
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `2/3`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |digits: &str| digits.trim().parse::<u16>().ok();
        let shard =
            text.split_once('/').and_then(|(part, of)| Some(Self { number: number(part)?, of: number(of)? }));
        match shard {
            None => Err("write which part of how many, such as 1/3".to_owned()),
            Some(Self { of, .. }) if !(1..=MOST_SHARDS).contains(&of) => {
                Err(format!("a site can be built in 1 to {MOST_SHARDS} parts"))
            }
            Some(Self { number, of }) if !(1..=of).contains(&number) => {
                Err(format!("the parts are numbered from 1 to {of}"))
            }
            Some(shard) => Ok(shard),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Options {
    /// The defaults as of a date.
    pub fn as_of(date: Date) -> Self {
        Self { date, audience: None, site_url: None, drafts: false, shard: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_one_of_those_that_there_are() {
        assert_eq!("2/3".parse(), Ok(Shard { number: 2, of: 3 }));
        assert_eq!("1024/1024".parse(), Ok(Shard { number: 1024, of: 1024 }));
        for wrong in ["", "1", "/", "0/3", "4/3", "1/0", "1/1025", "-1/3", "1/3/3", "a/b", "99999/99999"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_path_is_in_one_part() {
        for of in [1, 2, 3, 16] {
            for path in ["index.html", "records.json", "plans/é.html", ""] {
                let parts = (1..=of).filter(|number| Shard { number: *number, of }.holds(path)).count();
                assert_eq!(parts, 1, "{path} in {of}");
            }
        }
    }
}
