//! The gallery of exemplars: islands of excellence by the practice they show.

use serde::Serialize;

use super::list::Group;
use super::{Card, Context, LinkLine, Making, Page, PageHead, Planned, places, urls};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::record::{Exemplar, Initiative, Kind, Relation};
use crate::view::Item;

/// The gallery of exemplars.
#[derive(Debug, Clone, Serialize)]
pub struct IslandsPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The practice that exemplars carry, in a sentence.
    pub practice: &'static str,
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
}

/// The gallery of each place that has exemplars.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let plan = |place: Option<Id>| {
        let of = place.clone();
        Planned::later(urls::list(place.as_ref(), Kind::Exemplar), "islands.html", place, move |making| {
            making.gallery(of.as_ref())
        })
    };
    places(making.view).into_iter().filter(|place| making.has_islands(place.as_ref())).map(plan).collect()
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

    fn gallery(self, school: Option<&Id>) -> Page<'a> {
        let row = Kind::Exemplar.row();
        let here = |ix: RecordIx| {
            let entry = self.view.get(ix);
            school.is_none() || entry.is_some_and(|entry| entry.record.key.school.as_ref() == school)
        };
        let mut groups = Vec::new();
        for initiative in self.view.all::<Initiative>() {
            let shows = self.view.backlinks(initiative.ix);
            let shows =
                shows.filter(|link| link.relation == Relation::Shows && link.part.is_none() && here(link.to));
            let islands: Vec<Island<'a>> =
                shows.filter_map(|link| self.island(link.to, initiative.fields)).collect();
            if islands.is_empty() {
                continue;
            }
            let seen = |text: &str| islands.iter().any(|island| island.look_fors.contains(&text));
            let look_fors = initiative.fields.look_fors.iter().map(|look_for| look_for.text.as_str());
            let unseen = look_fors.filter(|text| !seen(text)).collect();
            groups.push(Practice { initiative: self.card(initiative.ix, initiative.entry), islands, unseen });
        }
        let url = urls::list(school, Kind::Exemplar);
        let mut page = self.head(row.plural, &url, school, row.url);
        page.description = Some(row.practice);
        let by_grade = self.by_grade(&groups);
        let coverage = self.islands_report(school);
        let share = self.share_link(school);
        let context =
            Context::Islands(IslandsPage { page, practice: row.practice, groups, by_grade, coverage, share });
        Page::plain(url, "islands.html", context)
    }

    fn island(self, ix: RecordIx, initiative: &'a Initiative) -> Option<Island<'a>> {
        let item = self.view.item::<Exemplar>(ix)?;
        let shown =
            initiative.look_fors.iter().filter(|look_for| item.fields.look_fors.contains(&look_for.id));
        Some(Island {
            card: self.card(ix, item.entry),
            conditions: item.fields.conditions.as_deref(),
            first_step: &item.fields.first_step,
            look_fors: shown.map(|look_for| look_for.text.as_str()).collect(),
            visit: item.fields.visit.as_deref(),
            grades: &item.record().common.grades,
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
                heading: Some(format!("Grade {grade}")),
                cards: here.map(|island| island.card.clone()).collect(),
            }
        };
        grades.into_iter().map(of_grade).collect()
    }
}
