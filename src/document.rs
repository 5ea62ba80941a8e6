//! Documents as they are published: what PDF and Office files say beside what one reads in them.
//!
//! Office files are packed anew without it, where that is safe. PDF files are not touched: what they
//! reveal is told. [`prepare`] is a pure function of bytes; whoever keeps its results keys them by
//! the bytes' hash and [`VERSION`].

mod office;
mod pdf;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Changes whenever the same bytes would become another document.
pub const VERSION: u32 = 2;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// Word, Excel or PowerPoint, as they have been saved since 2007.
    Office,
}

/// A document that is ready.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its bytes, where they are not those of the file.
    pub bytes: Option<Vec<u8>>,
    /// What it still says beside what one reads in it.
    pub reveals: BTreeSet<Reveal>,
    /// The words that could be read in it, a line for each place.
    pub words: String,
}

/// Something that a document says beside what one reads in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reveal {
    /// Who wrote, saved or owns it.
    People,
    /// Who commented it.
    Comments,
    /// What was changed, when and by whom.
    Changes,
    /// Where, when or with what a photo inside was taken.
    Photo,
    /// Files, sheets or data inside that one does not see.
    Inside,
    /// What its programs note about its making.
    History,
    /// Further properties.
    Properties,
    /// Programs that run when it is opened.
    Programs,
    /// Parts that cannot be read, and so not checked.
    Unread,
}

impl Reveal {
    /// What it is, after "it holds".
    pub fn words(self) -> &'static str {
        match self {
            Self::People => "who wrote or saved it",
            Self::Comments => "comments with their authors",
            Self::Changes => "tracked changes with their authors",
            Self::Photo => "when, where or with what a photo in it was taken",
            Self::Inside => "other files, hidden sheets or the data behind a chart or pivot table",
            Self::History => "notes of the programs that made it",
            Self::Properties => "properties that one does not see",
            Self::Programs => "programs that run when it is opened",
            Self::Unread => "parts that cannot be checked",
        }
    }
}

/// Why a document is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is damaged, cut off or something else than its name says.
    #[error("the document cannot be opened: it is damaged, cut off, or something else than its name says")]
    Broken,
    /// It is locked, and so cannot be checked.
    #[error("the document is locked with a password, so nobody can say what it reveals")]
    Locked,
    /// It unpacks to more than can be read.
    #[error("the document unpacks to more than can be read")]
    TooLarge,
    /// It was saved by an Office of the last century.
    #[error("this is an Office file of the old kind (.doc, .xls, .ppt), which cannot be checked")]
    Old,
}

impl Refused {
    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Broken => "open it in the program it comes from and save it anew",
            Self::Locked => "save it without a password",
            Self::TooLarge => "make it smaller, or keep it elsewhere and link to it",
            Self::Old => "open it and save it as PDF, or in the new kind (.docx, .xlsx, .pptx)",
        }
    }
}

impl Kind {
    /// The kind of a file; `None` where it is no document.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if ending == "pdf" || start.windows(5).any(|window| window == b"%PDF-") {
            return Some(Self::Pdf);
        }
        let office = ["docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "doc", "xls", "ppt"];
        office.contains(&ending.as_str()).then_some(Self::Office)
    }
}

/// Makes a document ready.
///
/// # Errors
/// [`Refused`] where it cannot be opened or is locked.
pub fn prepare(kind: Kind, bytes: &[u8]) -> Result<Document, Refused> {
    let read = match kind {
        Kind::Pdf => pdf::check,
        Kind::Office => office::clean,
    };
    // One broken file may not end the program.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or(Err(Refused::Broken))
}
