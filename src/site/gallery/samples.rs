//! The gallery of evidence: what each sample shows, and what it speaks for.

use serde::Serialize;

use super::filter::Keys;
use crate::catalog::{Entry, RecordIx};
use crate::id::Id;
use crate::record::{Evidence, Initiative, Kind, Relation};
use crate::site::choices::Field;
use crate::site::words::{many_of_kind, practice_of_kind};
use crate::site::{Card, Context, LinkLine, Making, Page, PageHead, places, urls};

/// The gallery of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct SamplesPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The practice that evidence carries, in a sentence.
    pub practice: &'a str,
    /// What one can choose by.
    pub fields: Vec<Field<'a>>,
    /// Samples, by school where there are several.
    pub groups: Vec<Samples<'a>>,
}

/// The samples of a place.
#[derive(Debug, Clone, Serialize)]
pub struct Samples<'a> {
    /// The place; none where there is one.
    pub heading: Option<String>,
    /// The samples, newest first.
    pub samples: Vec<Sample<'a>>,
}

/// A sample in the gallery.
#[derive(Debug, Clone, Serialize)]
pub struct Sample<'a> {
    /// The evidence.
    pub card: Card<'a>,
    /// What it shows.
    pub claim: Option<&'a str>,
    /// What it speaks for.
    pub supports: Vec<LinkLine>,
    /// What it is chosen by.
    pub keys: Keys,
}

impl<'a> Making<'a, '_> {
    /// The gallery of evidence of a place; the top shows every school's, under its name.
    pub(super) fn samples(self, school: Option<&Id>) -> Page<'a> {
        let row = Kind::Evidence.row();
        let shown = if school.is_some() { vec![school.cloned()] } else { places(self.view) };
        let several = shown.len() > 1;
        let group = |place: Option<Id>| {
            let records = self.records(Kind::Evidence, place.as_ref());
            let samples: Vec<_> =
                records.into_iter().filter_map(|(ix, entry)| self.sample(ix, entry)).collect();
            let heading = several.then(|| self.place_name(place.as_ref()));
            (!samples.is_empty()).then_some(Samples { heading, samples })
        };
        let groups: Vec<Samples<'a>> = shown.into_iter().filter_map(group).collect();
        let samples = groups.iter().flat_map(|group| &group.samples);
        let fields = self.filter(school, samples.map(|sample| &sample.keys));
        let url = urls::list(school, Kind::Evidence);
        let practice = practice_of_kind(self.language, Kind::Evidence);
        let mut page = self.head(many_of_kind(self.language, Kind::Evidence), &url, school, row.url);
        page.description = Some(practice);
        let context = Context::Samples(SamplesPage { page, practice, fields, groups });
        Page::plain(url, "evidence.html", context)
    }

    fn sample(self, ix: RecordIx, entry: &'a Entry) -> Option<Sample<'a>> {
        let item = self.view.item::<Evidence>(ix)?;
        let mut keys = Keys::of(entry);
        let mut supports = Vec::new();
        for link in self.view.links(ix).filter(|link| link.relation == Relation::EvidenceFor) {
            supports.extend(self.record_links([link.to]));
            if let Some(initiative) = self.view.item::<Initiative>(link.to) {
                keys.shows(initiative);
            }
        }
        Some(Sample { card: self.card(ix, entry), claim: item.fields.claim.as_deref(), supports, keys })
    }
}
