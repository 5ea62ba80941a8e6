//! Facts that an audience may count without seeing the record: dates, kinds, levels, numbers of people; never a
//! title, a text, a name or a key.
//!
//! They are how staff see "coaching: 3 cycles" without seeing whose. What is counted here becomes printable only
//! in `report::suppress`. A public site counts only what it may see: a school that keeps its referrals for staff
//! does not expect their curve on a public page.

use crate::audience::Audience;
use crate::catalog::{Entry, RecordIx};
use crate::count::Count;
use crate::dataset::Dataset;
use crate::dataset::referrals::ReferralData;
use crate::dataset::walkthrough::LookForCounts;
use crate::date::When;
use crate::id::{Id, Ref};
use crate::record::{
    CoachingStage, Initiative, OfKind, Outcome, Referrals, Relation, Support, SupportType, Target, Total,
    Walkthrough,
};

use super::{Item, View};

/// A wave of visits.
#[derive(Debug, Clone)]
pub struct CountedWave<'c> {
    /// The walkthrough, where the audience may see it.
    pub record: Option<RecordIx>,
    /// The school whose rooms they are; none for a district and for a site of one school.
    pub school: Option<&'c Id>,
    /// The initiative that was looked for; the audience may see it.
    pub initiative: RecordIx,
    /// The learning session that it follows, where the audience may see it.
    pub session: Option<RecordIx>,
    /// The first day.
    pub date: When,
    /// The last day.
    pub ends: Option<When>,
    /// In how many rooms the practice should be seen.
    pub eligible: Count,
    /// The number of different rooms that were visited; none where the visits could not be read.
    pub rooms_seen: Option<Count>,
    /// What was seen, by look-for.
    pub look_fors: &'c [LookForCounts],
}

/// Support that people receive.
#[derive(Debug, Clone)]
pub struct CountedSupport<'c> {
    /// The record, where the audience may see it.
    pub record: Option<RecordIx>,
    /// The school; none for a district and for a site of one school.
    pub school: Option<&'c Id>,
    /// The initiative it helps with; the audience may see it.
    pub initiative: RecordIx,
    /// The id of the look-for it is about.
    pub for_look_for: Option<&'c str>,
    /// What sort of support it is.
    pub sort: SupportType,
    /// Where a coaching cycle stands.
    pub stage: Option<CoachingStage>,
    /// How many receive it.
    pub people: Option<Count>,
    /// The first day.
    pub starts: When,
    /// The last day.
    pub ends: Option<When>,
    /// The days on which people met.
    pub contacts: &'c [When],
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// The referrals of a school year.
#[derive(Debug, Clone)]
pub struct CountedReferrals<'c> {
    /// The record, where the audience may see it.
    pub record: Option<RecordIx>,
    /// The school; none for a district and for a site of one school.
    pub school: Option<&'c Id>,
    /// The school year as it is written.
    pub year: &'c str,
    /// The rows as numbers, where there is a file.
    pub data: Option<&'c ReferralData>,
    /// The totals that stand in the place of rows.
    pub totals: &'c [Total],
}

impl<'c> View<'c> {
    /// The waves of all initiatives that the audience may see, in the order of the keys.
    pub fn counted_waves(&self) -> impl Iterator<Item = CountedWave<'c>> + '_ {
        self.countable::<Walkthrough>().filter_map(|item| self.counted_wave(item))
    }

    /// The waves of one place, without looking at the others.
    pub fn own_counted_waves(&self, school: Option<&Id>) -> impl Iterator<Item = CountedWave<'c>> + '_ {
        self.own_countable::<Walkthrough>(school).filter_map(|item| self.counted_wave(item))
    }

    /// The waves of one initiative, in the order of the keys.
    pub fn counted_waves_of(&self, initiative: RecordIx) -> impl Iterator<Item = CountedWave<'c>> + '_ {
        let waves = self.countable_of::<Walkthrough>(initiative, Relation::LooksFor);
        waves.into_iter().filter_map(|item| self.counted_wave(item))
    }

    /// The support for all initiatives that the audience may see, in the order of the keys.
    pub fn counted_support(&self) -> impl Iterator<Item = CountedSupport<'c>> + '_ {
        self.countable::<Support>().filter_map(|item| self.counted_help(item))
    }

    /// The support of one place, without looking at the others.
    pub fn own_counted_support(&self, school: Option<&Id>) -> impl Iterator<Item = CountedSupport<'c>> + '_ {
        self.own_countable::<Support>(school).filter_map(|item| self.counted_help(item))
    }

    /// The support for one initiative, in the order of the keys.
    pub fn counted_support_of(&self, initiative: RecordIx) -> impl Iterator<Item = CountedSupport<'c>> + '_ {
        let support = self.countable_of::<Support>(initiative, Relation::Helps);
        support.into_iter().filter_map(|item| self.counted_help(item))
    }

    /// The referrals of all schools, in the order of the keys.
    pub fn counted_referrals(&self) -> impl Iterator<Item = CountedReferrals<'c>> + '_ {
        self.countable::<Referrals>().map(|item| self.counted_year(item))
    }

    /// The referrals of one place, without looking at the others.
    pub fn own_counted_referrals(
        &self,
        school: Option<&Id>,
    ) -> impl Iterator<Item = CountedReferrals<'c>> + '_ {
        self.own_countable::<Referrals>(school).map(|item| self.counted_year(item))
    }

    fn counted_year(&self, item: Item<'c, Referrals>) -> CountedReferrals<'c> {
        CountedReferrals {
            record: self.seen_record(item.ix),
            school: item.entry.record.key.school.as_ref(),
            year: &item.fields.year,
            data: match item.entry.dataset.as_deref() {
                Some(Dataset::Referrals(data)) => Some(data.as_ref()),
                _ => None,
            },
            totals: &item.fields.totals,
        }
    }

    fn counted_wave(&self, item: Item<'c, Walkthrough>) -> Option<CountedWave<'c>> {
        let fields = item.fields;
        let (rooms_seen, look_fors) = match item.entry.dataset.as_deref() {
            Some(Dataset::Wave(data)) => (Some(data.rooms_seen), data.look_fors.as_slice()),
            _ => (None, &[][..]),
        };
        let school = item.record().key.school.as_ref();
        let session = fields.session.as_ref();
        Some(CountedWave {
            record: self.seen_record(item.ix),
            school,
            initiative: self.counted_initiative(item.entry, &fields.initiative)?,
            session: session.and_then(|session| self.resolve(school, session, Target::SESSION)),
            date: fields.date,
            ends: fields.ends,
            eligible: fields.eligible,
            rooms_seen,
            look_fors,
        })
    }

    fn counted_help(&self, item: Item<'c, Support>) -> Option<CountedSupport<'c>> {
        let fields = item.fields;
        Some(CountedSupport {
            record: self.seen_record(item.ix),
            school: item.record().key.school.as_ref(),
            initiative: self.counted_initiative(item.entry, &fields.initiative)?,
            for_look_for: fields.for_look_for.as_deref(),
            sort: fields.r#type,
            stage: fields.stage,
            people: fields.people,
            starts: fields.starts,
            ends: fields.ends,
            contacts: &fields.contacts,
            outcome: fields.outcome,
        })
    }

    /// The records of a kind that may be counted.
    fn countable<T: OfKind + 'c>(&self) -> impl Iterator<Item = Item<'c, T>> + '_ {
        self.catalog.indices().filter_map(|ix| self.counts(ix))
    }

    fn own_countable<T: OfKind + 'c>(&self, school: Option<&Id>) -> impl Iterator<Item = Item<'c, T>> + '_ {
        self.catalog.range_of(school, T::KIND).filter_map(|ix| self.counts(ix))
    }

    /// The records of a kind that may be counted and are joined to another in one way, each once.
    fn countable_of<T: OfKind + 'c>(&self, to: RecordIx, relation: Relation) -> Vec<Item<'c, T>> {
        let links = self.catalog.backlinks(to).iter().filter(|link| link.relation == relation);
        let mut found: Vec<RecordIx> = links.map(|link| link.to).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|ix| self.counts(ix)).collect()
    }

    /// A record of a kind, where it may be counted: for staff and leadership all but drafts that are left out.
    fn counts<T: OfKind + 'c>(&self, ix: RecordIx) -> Option<Item<'c, T>> {
        let entry = self.catalog.entry(ix);
        let inside = self.audience.sees(Audience::Staff);
        let counts = if inside { self.drafts || !entry.draft } else { self.sees(ix) };
        Some(Item { ix, entry, fields: T::of(&entry.record.data).filter(|_| counts)? })
    }

    fn seen_record(&self, ix: RecordIx) -> Option<RecordIx> {
        self.sees(ix).then_some(ix)
    }

    fn counted_initiative(&self, entry: &Entry, initiative: &Ref) -> Option<RecordIx> {
        let ix = self.resolve(entry.record.key.school.as_ref(), initiative, Target::INITIATIVE)?;
        self.item::<Initiative>(ix).map(|item| item.ix)
    }
}
