//! Data files as typed values: measures, series, walkthrough waves and referrals.
//!
//! Each reader is a function from a record's fields and a [`Table`](crate::table::Table) to values
//! and problems. Keys of rooms, students and staff stay in here: what comes out has numbers and
//! letters in their place.

mod cell;
mod interned;
mod letters;
mod listing;
pub mod measure;
pub mod referrals;
pub mod series;
pub mod walkthrough;

pub use letters::letter;

/// What the data file of a record holds.
#[derive(Debug)]
pub enum Dataset {
    /// The values of a measure.
    Measure(measure::MeasureData),
    /// The series of an evidence record.
    Series(series::SeriesData),
    /// A wave of walkthroughs.
    Wave(walkthrough::WaveData),
    /// The referrals of a year.
    Referrals(Box<referrals::ReferralData>),
}

#[cfg(test)]
mod example {
    //! Records for the tests of this room.

    use crate::id::Id;
    use crate::record::{Common, Data, Key, OfKind, Record};
    use crate::source::Source;

    /// A record of those fields, the first of which stands on line 2 of `content/r.md`.
    pub(super) fn record<K: OfKind>(fields: &str, data: impl FnOnce(Box<K>) -> Data) -> Record {
        let text = format!("+++\n{fields}\n+++\n");
        Record {
            key: Key { school: None, kind: K::KIND, id: Id::new("r").expect("an id") },
            body: text.len()..text.len(),
            source: Source::new("content/r.md", text),
            common: Common::default(),
            data: data(Box::new(toml::from_str(fields).unwrap_or_else(|error| panic!("{error}")))),
        }
    }
}
