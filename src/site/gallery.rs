//! The galleries: islands of excellence by the practice they show, and evidence; one can choose what is shown.

mod filter;
mod samples;

use std::collections::BTreeSet;

use serde::Serialize;

use super::choices::Field;
use super::list::Group;
use super::{Card, Context, LinkLine, Making, Page, PageHead, Planned, kinds_in, kinds_of_all, places, urls};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::record::{Exemplar, Initiative, Kind, Relation};
use crate::say;
use crate::site::words::{many_of_kind, practice_of_kind};
use crate::view::Item;

pub use filter::Keys;
pub use samples::SamplesPage;

/// The kinds that have a gallery instead of a list.
pub(super) const KINDS: [Kind; 2] = [Kind::Exemplar, Kind::Evidence];

/// The gallery of exemplars.
#[derive(Debug, Clone, Serialize)]
pub struct IslandsPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The practice that exemplars carry, in a sentence.
    pub practice: &'a str,
    /// What one can choose by.
    pub fields: Vec<Field<'a>>,
    /// Exemplars by initiative.
    pub groups: Vec<Practice<'a>>,
    /// Exemplars by grade.
    pub by_grade: Vec<Group<'a>>,
    /// The report on what can be seen where, and what nowhere yet.
    pub coverage: Option<LinkLine>,
    /// Where one writes a further one.
    pub share: LinkLine,
}

/// The exemplars of one initiative.
#[derive(Debug, Clone, Serialize)]
pub struct Practice<'a> {
    /// The initiative.
    pub initiative: Card<'a>,
    /// Its exemplars.
    pub islands: Vec<Island<'a>>,
    /// Look-fors of the initiative that nobody shows yet.
    pub unseen: Vec<&'a str>,
}

/// An exemplar in the gallery.
#[derive(Debug, Clone, Serialize)]
pub struct Island<'a> {
    /// The exemplar.
    pub card: Card<'a>,
    /// Under which conditions.
    pub conditions: Option<&'a str>,
    /// What to try tomorrow.
    pub first_step: &'a str,
    /// What one sees there.
    pub look_fors: Vec<&'a str>,
    /// When visitors are welcome.
    pub visit: Option<&'a str>,
    /// Its grades.
    pub grades: &'a [String],
    /// What it is chosen by.
    pub keys: Keys,
}

/// The galleries of each place that has something to show in them.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let all = kinds_of_all(making.view);
    let galleries = |place: Option<Id>| {
        let kinds = if place.is_some() { kinds_in(making.view, place.as_ref()) } else { all.clone() };
        let islands = making.has_islands(place.as_ref()).then(|| {
            let (url, of) = (urls::list(place.as_ref(), Kind::Exemplar), place.clone());
            Planned::later(url, "islands.html", place.clone(), move |making| making.gallery(of.as_ref()))
        });
        let samples = kinds.contains(&Kind::Evidence).then(|| {
            let (url, of) = (urls::list(place.as_ref(), Kind::Evidence), place.clone());
            Planned::later(url, "evidence.html", place.clone(), move |making| making.samples(of.as_ref()))
        });
        [islands, samples]
    };
    places(making.view).into_iter().flat_map(galleries).flatten().collect()
}

impl<'a> Making<'a, '_> {
    /// Whether an exemplar of a place, or of any place for the top, shows an initiative.
    fn has_islands(self, school: Option<&Id>) -> bool {
        let shows = |item: Item<'_, Exemplar>| {
            self.view.links(item.ix).any(|link| link.relation == Relation::Shows && link.part.is_none())
        };
        match school {
            Some(_) => self.view.own::<Exemplar>(school).any(shows),
            None => self.view.all::<Exemplar>().any(shows),
        }
    }

    /// The initiatives that exemplars of a place, or of any place for the top, may show, in the order of the keys.
    fn shown_by_islands(self, school: Option<&Id>) -> Vec<Item<'a, Initiative>> {
        if school.is_none() {
            return self.view.all().collect();
        }
        let links = self.view.own::<Exemplar>(school).flat_map(|item| self.view.links(item.ix));
        let shown: BTreeSet<RecordIx> = links.map(|link| link.to).collect();
        shown.into_iter().filter_map(|ix| self.view.item(ix)).collect()
    }

    fn gallery(self, school: Option<&Id>) -> Page<'a> {
        let row = Kind::Exemplar.row();
        let here = |ix: RecordIx| {
            let entry = self.view.get(ix);
            school.is_none() || entry.is_some_and(|entry| entry.record.key.school.as_ref() == school)
        };
        let mut groups = Vec::new();
        for initiative in self.shown_by_islands(school) {
            let shows = self.view.backlinks(initiative.ix);
            let shows =
                shows.filter(|link| link.relation == Relation::Shows && link.part.is_none() && here(link.to));
            let islands: Vec<Island<'a>> =
                shows.filter_map(|link| self.island(link.to, initiative)).collect();
            if islands.is_empty() {
                continue;
            }
            let seen = |text: &str| islands.iter().any(|island| island.look_fors.contains(&text));
            let look_fors = initiative.fields.look_fors.iter().map(|look_for| look_for.text.as_str());
            let unseen = look_fors.filter(|text| !seen(text)).collect();
            groups.push(Practice { initiative: self.card(initiative.ix, initiative.entry), islands, unseen });
        }
        let url = urls::list(school, Kind::Exemplar);
        let mut page = self.head(many_of_kind(self.language, Kind::Exemplar), &url, school, row.url);
        page.description = Some(practice_of_kind(self.language, Kind::Exemplar));
        let islands = || groups.iter().flat_map(|group| &group.islands);
        let fields = self.filter(school, islands().map(|island| &island.keys));
        let by_grade = self.by_grade(&groups);
        let coverage = self.islands_report(school);
        let share = self.share_link(school);
        let context = Context::Islands(IslandsPage {
            page,
            practice: practice_of_kind(self.language, Kind::Exemplar),
            fields,
            groups,
            by_grade,
            coverage,
            share,
        });
        Page::plain(url, "islands.html", context)
    }

    fn island(self, ix: RecordIx, initiative: Item<'a, Initiative>) -> Option<Island<'a>> {
        let item = self.view.item::<Exemplar>(ix)?;
        let look_fors = initiative.fields.look_fors.iter();
        let shown = look_fors.filter(|look_for| item.fields.look_fors.contains(&look_for.id));
        let mut keys = Keys::of(item.entry);
        keys.shows(initiative);
        shown.clone().for_each(|look_for| keys.shows_look_for(initiative, look_for));
        Some(Island {
            card: self.card(ix, item.entry),
            conditions: item.fields.conditions.as_deref(),
            first_step: &item.fields.first_step,
            look_fors: shown.map(|look_for| look_for.text.as_str()).collect(),
            visit: item.fields.visit.as_deref(),
            grades: &item.record().common.grades,
            keys,
        })
    }

    fn by_grade(self, practices: &[Practice<'a>]) -> Vec<Group<'a>> {
        let islands = || practices.iter().flat_map(|practice| &practice.islands);
        let mut grades: Vec<&str> = islands().flat_map(|island| island.grades).map(String::as_str).collect();
        grades.sort_by_key(|grade| super::topics::grade_order(grade));
        grades.dedup();
        let of_grade = |grade: &str| {
            let here = islands().filter(|island| island.grades.iter().any(|other| other == grade));
            Group {
                heading: Some(say!(self.language, "gallery.grade", grade = grade)),
                cards: here.map(|island| island.card.clone()).collect(),
            }
        };
        grades.into_iter().map(of_grade).collect()
    }
}
