//! What can be found: records, and the pages that sum records up.

use std::collections::BTreeSet;

use super::gather::{Gathered, Level, SHORT_TITLE};
use super::said::each_text;
use super::shown::{Opening, Shown};
use super::words::hash;
use crate::catalog::{Entry, RecordIx};
use crate::id::slug;
use crate::record::{Data, Kind};
use crate::render::kept::Keys;
use crate::site::Site;
use crate::view::View;

/// How many numbers there are for each document of a kind, at least: so few are wanted twice.
const ROOM: usize = 8;

/// The letter of pages that sum up; kinds of records have those from `a` on.
const OVERVIEW_LETTER: char = 'z';

/// Something that can be found.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// The letter of its kind.
    pub letter: char,
    /// Its number among those of its kind: drawn from its key, so that it stays when others come and go.
    pub id: u32,
    /// What it is told from others by.
    pub key: String,
    /// What it is.
    pub what: What<'a>,
}

/// What can be found.
#[derive(Debug)]
pub(super) enum What<'a> {
    /// A record.
    Record(RecordIx, &'a Entry),
    /// A page that sums records up.
    Overview {
        /// Its title.
        title: &'a str,
        /// The page.
        url: &'a str,
        /// The folder of its school; empty for the top.
        folder: &'a str,
        /// The name of its school or of the district.
        place: &'a str,
    },
}

impl What<'_> {
    fn letter(&self) -> char {
        match self {
            Self::Record(_, entry) => letter_of(entry.record.key.kind),
            Self::Overview { .. } => OVERVIEW_LETTER,
        }
    }

    fn key(&self) -> String {
        match self {
            Self::Record(_, entry) => entry.record.key.to_string(),
            Self::Overview { url, .. } => (*url).to_owned(),
        }
    }
}

/// The letter of a kind, by its place in the table of kinds.
fn letter_of(kind: Kind) -> char {
    let place = Kind::ALL.iter().position(|one| *one == kind).unwrap_or_default();
    u8::try_from(place).ok().and_then(|place| b'a'.checked_add(place)).map_or('y', char::from)
}

/// The names of kinds by their letters.
pub(super) fn letters() -> impl Iterator<Item = (char, &'static str)> {
    let kinds = Kind::ALL.iter().map(|kind| (letter_of(*kind), kind.row().name));
    kinds.chain([(OVERVIEW_LETTER, crate::site::OVERVIEW)])
}

/// Everything that can be found, by kind and id, and the bits of an id.
pub(super) fn documents<'a>(view: &View<'a>, site: &'a Site<'_>) -> (Vec<Document<'a>>, u32) {
    let has_page = |entry: &Entry| !matches!(entry.record.data, Data::District(_));
    let records = view.entries().filter(|(_, entry)| has_page(entry));
    let mut all: Vec<_> = records.map(|(ix, entry)| What::Record(ix, entry)).collect();
    for (folder, place) in &site.head.places {
        let overview = |title, url| What::Overview { title, url, folder, place: &place.name };
        all.extend(place.reports.iter().map(|line| overview(line.text.as_str(), line.url.as_str())));
        // A school's lists are one step from its page; those of the top lead to all schools.
        let lists = place.menu.iter().filter(|_| folder.is_empty());
        all.extend(lists.map(|line| overview(line.text.as_str(), line.url.as_str())));
    }
    let mut keyed: Vec<_> = all.into_iter().map(|what| (what.letter(), what.key(), what)).collect();
    keyed.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let bits = bits_of_ids(keyed.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len).max().unwrap_or(0));
    let mut taken = BTreeSet::new();
    let mut documents = Vec::with_capacity(keyed.len());
    for (letter, key, what) in keyed {
        let wanted = hash(&key) >> (32 - bits);
        let end = 1 << bits;
        // Of more than sixteen million records of one kind the rest would not be found.
        let free = (wanted..end).chain(0..wanted).find(|id| taken.insert((letter, *id)));
        documents.extend(free.map(|id| Document { letter, id, key, what }));
    }
    documents.sort_unstable_by_key(|document| (document.letter, document.id));
    (documents, bits)
}

/// Bits enough for that many documents of a kind. They come in steps, so that they seldom change: short numbers make a
/// short index.
fn bits_of_ids(documents: usize) -> u32 {
    [16, 20].into_iter().find(|bits| documents * ROOM <= 1 << bits).unwrap_or(24)
}

impl Document<'_> {
    /// A hash of all that the document can tell of.
    pub(super) fn origin(&self, keys: &Keys) -> blake3::Hash {
        match &self.what {
            What::Record(_, entry) => keys.place(entry.record.key.school.as_ref()),
            What::Overview { title, url, folder, place } => {
                super::super::kept::hash(&[title, url, folder, place].map(|part| part.as_bytes()))
            }
        }
    }

    /// Gathers the document's words, and tells what is shown of it.
    pub(super) fn read(&self, number: u32, view: &View<'_>, site: &Site<'_>, into: &mut Gathered) -> Shown {
        let shown = match &self.what {
            What::Record(ix, entry) => Reading { number, view, site, into }.record(*ix, entry),
            What::Overview { title, url, folder, place } => {
                let school = (!folder.is_empty()).then_some(*place);
                let mut reading = Reading { number, view, site, into };
                reading.field("kind", crate::site::OVERVIEW);
                reading.title(title);
                reading.place(folder, school);
                Shown::overview(title, url, school)
            }
        };
        into.end_document();
        shown
    }
}

/// The reading of one document.
struct Reading<'r, 'v, 's> {
    number: u32,
    view: &'r View<'v>,
    site: &'r Site<'s>,
    into: &'r mut Gathered,
}

impl Reading<'_, '_, '_> {
    fn text(&mut self, level: Level, text: &str) {
        self.into.text(self.number, level, 0, text);
    }

    fn field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.into.word(self.number, Level::Belongs, 0, &format!("{name}:{value}"));
        }
    }

    fn title(&mut self, title: &str) {
        let is_short = title.split_whitespace().count() <= SHORT_TITLE;
        self.text(if is_short { Level::ShortTitle } else { Level::Title }, title);
    }

    fn place(&mut self, folder: &str, name: Option<&str>) {
        if self.view.is_district() {
            self.field("school", if folder.is_empty() { crate::site::DISTRICT_WIDE } else { folder });
        }
        if let Some(name) = name {
            self.text(Level::Belongs, name);
        }
    }

    fn record(mut self, ix: RecordIx, entry: &Entry) -> Shown {
        let record = &entry.record;
        let url = self.site.urls.of_record(ix);
        let folder = record.key.school.as_ref().map_or("", crate::id::Id::as_str);
        let place = self.site.head.places.get(folder).filter(|_| !folder.is_empty());
        let place = place.map(|place| place.name.as_str());
        self.field("kind", record.key.kind.row().name);
        self.title(record.title());
        self.place(folder, place);
        self.text(Level::Belongs, record.key.kind.row().singular);
        self.topics(entry);
        self.initiatives(ix, entry);
        let mut opening = Opening::default();
        each_text(self.view, record, |text| {
            opening.field(text);
            self.into.text(self.number, Level::Field, 0, text);
        });
        self.body(entry, &mut opening);
        Shown::record(self.view.language(), entry, url, place, &opening)
    }

    fn topics(&mut self, entry: &Entry) {
        let common = &entry.record.common;
        for (name, values) in
            [("grade", &common.grades), ("subject", &common.subjects), ("tag", &common.tags)]
        {
            for value in values {
                self.field(name, &slug(value));
                self.text(Level::Topic, value);
            }
        }
    }

    /// The initiatives that the record names, and itself where it is one.
    fn initiatives(&mut self, ix: RecordIx, entry: &Entry) {
        let mut of_record: Vec<RecordIx> = self.view.links(ix).map(|link| link.to).collect();
        of_record.sort_unstable();
        of_record.dedup();
        for (to, of) in of_record.into_iter().filter_map(|to| Some((to, self.view.get(to)?))) {
            if to != ix && of.record.key.kind == Kind::Initiative {
                self.text(Level::Belongs, of.record.title());
                self.initiative(of);
            }
        }
        if entry.record.key.kind == Kind::Initiative {
            self.initiative(entry);
        }
    }

    fn initiative(&mut self, entry: &Entry) {
        self.field("initiative", &crate::site::short_key(&entry.record.key));
    }

    /// The text as its page prints it.
    fn body(&mut self, entry: &Entry, opening: &mut Opening) {
        let body = entry.record.body();
        for piece in &entry.outline.pieces {
            let text = piece.text(body);
            let level = if piece.in_heading { Level::Heading } else { Level::Text };
            self.into.text(self.number, level, piece.section, text);
            if !piece.in_heading {
                opening.text(text, piece.begins);
            }
        }
    }
}
