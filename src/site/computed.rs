//! What is computed once for all pages that show it, place by place.
//!
//! What comes of a school's records depends on what its pages can depend on, and names records by their places in the
//! catalog. Where both are as they were, it is not computed again.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::config::Config;
use crate::id::Id;
use crate::report::follow_through::Settings;
use crate::report::look_fors::{Classrooms, classrooms};
use crate::report::measures::{MeasureReport, measures};
use crate::report::referrals::{ReferralYear, referral_years};
use crate::report::roll_up::{Standings, standings};
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
pub(super) struct Computed {
    pub schools: Schools,
    pub measures: BTreeMap<RecordIx, Arc<MeasureReport>>,
    pub classrooms: Vec<Arc<Classrooms>>,
    pub referrals: Vec<Arc<ReferralYear>>,
    pub standings: Standings,
}

impl Kept {
    /// What this build has computed of schools; `key` is a hash of all that it depends on.
    pub fn of(schools: &Schools, key: impl Fn(&Id) -> blake3::Hash) -> Self {
        Self(schools.iter().map(|(school, of)| (school.clone(), (key(school), of.clone()))).collect())
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
            all.classrooms.extend(of.classrooms.iter().cloned());
            all.referrals.extend(of.referrals.iter().cloned());
            all.standings.extend(of.standings.iter().map(|(ix, how)| (*ix, how.clone())));
            all.schools.extend(school.map(|school| (school, of)));
        }
        all
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
