//! What is computed once for all pages that show it, place by place.
//!
//! What comes of a school's records depends on what its pages can depend on, and names records by their places in the
//! catalog. Where both are as they were, it is not computed again.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::config::Config;
use crate::id::Id;
use crate::report::follow_through::Settings;
use crate::report::look_fors::{Classrooms, classrooms};
use crate::report::measures::{MeasureReport, measures};
use crate::report::referrals::{ReferralYear, referral_years};
use crate::report::roll_up::{Standings, standings};
use crate::report::suppress::Cell;
use crate::view::View;

/// What is computed of the records of one place.
#[derive(Debug)]
pub struct OfPlace {
    measures: BTreeMap<RecordIx, Arc<MeasureReport>>,
    classrooms: Vec<Arc<Classrooms>>,
    referrals: Vec<Arc<ReferralYear>>,
    standings: Standings,
}

/// What is computed of schools.
pub type Schools = BTreeMap<Id, Arc<OfPlace>>;

/// What a build leaves for the next one: what was computed of each school, with the hash of all that it depends on.
#[derive(Debug, Clone, Default)]
pub struct Kept(BTreeMap<Id, (blake3::Hash, Arc<OfPlace>)>);

/// What is computed of all places.
#[derive(Debug, Default)]
pub(crate) struct Computed {
    /// In the order of the keys.
    places: BTreeMap<Option<Id>, Arc<OfPlace>>,
    /// Every measure.
    pub measures: BTreeMap<RecordIx, Arc<MeasureReport>>,
    /// How initiatives stand that a roll-up tells of.
    pub standings: Standings,
    index: Index,
}

/// What is computed, by the record or the place that it tells of. Rooms of a school that carries out what the district
/// asks for are computed with the district's initiative.
#[derive(Debug, Default)]
struct Index {
    classrooms: FxHashMap<RecordIx, Vec<Arc<Classrooms>>>,
    classrooms_in: BTreeMap<Option<Id>, Vec<Arc<Classrooms>>>,
    referrals_in: BTreeMap<Option<Id>, Vec<Arc<ReferralYear>>>,
    /// By walkthroughs, each with its place among the waves.
    waves: FxHashMap<RecordIx, (Arc<Classrooms>, usize)>,
    /// By records of support.
    people: FxHashMap<RecordIx, Option<Cell>>,
    referrals: FxHashMap<RecordIx, Arc<ReferralYear>>,
}

impl Kept {
    /// What this build has computed of schools; `key` is a hash of all that it depends on.
    pub(super) fn of(computed: &Computed, key: impl Fn(&Id) -> blake3::Hash) -> Self {
        Self(computed.schools().map(|(school, of)| (school.clone(), (key(school), of.clone()))).collect())
    }

    /// What was computed of the schools of which all that it depends on is the same.
    pub fn known(&self, key: impl Fn(&Id) -> blake3::Hash) -> Schools {
        let same = self.0.iter().filter(|(school, (hash, _))| key(school) == *hash);
        same.map(|(school, (_, of))| (school.clone(), of.clone())).collect()
    }
}

impl Computed {
    /// What is computed of all places, but for schools of which it is known.
    pub fn of(view: &View<'_>, config: &Config, today: Date, known: &Schools) -> Self {
        let of_place = |school: Option<&Id>| {
            let known = school.and_then(|school| known.get(school)).cloned();
            (school.cloned(), known.unwrap_or_else(|| Arc::new(OfPlace::of(view, school, config, today))))
        };
        let places: Vec<(Option<Id>, Arc<OfPlace>)> = view.places().into_par_iter().map(of_place).collect();
        let mut all = Self::default();
        for (school, of) in places {
            all.measures.extend(of.measures.iter().map(|(ix, report)| (*ix, report.clone())));
            all.standings.extend(of.standings.iter().map(|(ix, how)| (*ix, how.clone())));
            all.index.add(&of);
            all.places.insert(school, of);
        }
        all
    }

    /// What is computed of each school.
    pub fn schools(&self) -> impl Iterator<Item = (&Id, &Arc<OfPlace>)> {
        self.places.iter().filter_map(|(school, of)| Some((school.as_ref()?, of)))
    }

    /// What visits saw for every initiative, in the order of the keys.
    pub fn classrooms(&self) -> impl Iterator<Item = &Classrooms> {
        self.places.values().flat_map(|of| &of.classrooms).map(AsRef::as_ref)
    }

    /// What visits saw in the rooms of one place, initiative by initiative.
    pub fn classrooms_in(&self, school: Option<&Id>) -> impl Iterator<Item = &Classrooms> + Clone {
        self.index.classrooms_in.get(&school.cloned()).into_iter().flatten().map(AsRef::as_ref)
    }

    /// What visits saw for an initiative, its own place first.
    pub fn classrooms_of(&self, initiative: RecordIx) -> impl Iterator<Item = &Classrooms> {
        self.index.classrooms.get(&initiative).into_iter().flatten().map(AsRef::as_ref)
    }

    /// The rooms that a walkthrough visited, and which of their waves it is.
    pub fn wave(&self, walkthrough: RecordIx) -> Option<(&Classrooms, usize)> {
        self.index.waves.get(&walkthrough).map(|(place, wave)| (&**place, *wave))
    }

    /// How many people a record of support names, as its place publishes it.
    pub fn people_supported(&self, support: RecordIx) -> Option<Cell> {
        self.index.people.get(&support).copied().flatten()
    }

    /// The referrals of every record, in the order of the keys.
    pub fn referrals(&self) -> impl Iterator<Item = &ReferralYear> {
        self.places.values().flat_map(|of| &of.referrals).map(AsRef::as_ref)
    }

    /// The referrals of one place.
    pub fn referrals_in(&self, school: Option<&Id>) -> impl Iterator<Item = &ReferralYear> {
        self.index.referrals_in.get(&school.cloned()).into_iter().flatten().map(AsRef::as_ref)
    }

    /// The referrals of one record.
    pub fn referrals_of(&self, record: RecordIx) -> Option<&ReferralYear> {
        self.index.referrals.get(&record).map(AsRef::as_ref)
    }
}

impl Index {
    fn add(&mut self, of: &OfPlace) {
        for place in &of.classrooms {
            self.classrooms_in.entry(place.school.clone()).or_default().push(place.clone());
            self.classrooms.entry(place.initiative).or_default().push(place.clone());
            for (wave, record) in place.waves.iter().enumerate() {
                if let Some(record) = record.record {
                    self.waves.entry(record).or_insert_with(|| (place.clone(), wave));
                }
            }
            for (support, people) in &place.people {
                self.people.entry(*support).or_insert(*people);
            }
        }
        for year in &of.referrals {
            self.referrals_in.entry(year.school.clone()).or_default().push(year.clone());
            if let Some(record) = year.record {
                self.referrals.entry(record).or_insert_with(|| year.clone());
            }
        }
    }
}

impl OfPlace {
    fn of(view: &View<'_>, school: Option<&Id>, config: &Config, today: Date) -> Self {
        let settings = Settings { cadence: config.cadence, min_educators: config.privacy.min_educators };
        let standings = || match view.audience().sees(Audience::Staff) {
            true => standings(view, school, settings, today),
            false => Standings::new(),
        };
        let rooms = || (classrooms(view, school, settings, today), standings());
        let counted = || {
            let years = referral_years(view, school, config.privacy, today);
            (years, measures(view, school, config.privacy, today))
        };
        let ((classrooms, standings), (referrals, measures)) = rayon::join(rooms, counted);
        Self {
            measures: measures.into_iter().map(|(ix, report)| (ix, Arc::new(report))).collect(),
            classrooms: classrooms.into_iter().map(Arc::new).collect(),
            referrals: referrals.into_iter().map(Arc::new).collect(),
            standings,
        }
    }
}
