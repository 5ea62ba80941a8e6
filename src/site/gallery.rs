//! The gallery of exemplars: islands of excellence by the practice they show.

use serde::Serialize;

use super::list::Group;
use super::{Card, Context, LinkLine, Making, Page, PageHead, places, urls};
use crate::catalog::RecordIx;
use crate::id::Id;
use crate::record::{Exemplar, Initiative, Kind, Relation};
use crate::say;
use crate::site::words::{many_of_kind, practice_of_kind};

/// The gallery of exemplars.
#[derive(Debug, Clone, Serialize)]
pub struct IslandsPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The practice that exemplars carry, in a sentence.
    pub practice: &'a str,
    /// Exemplars by initiative.
    pub groups: Vec<Practice<'a>>,
    /// Exemplars by grade.
    pub by_grade: Vec<Group<'a>>,
    /// The report on what can be seen where, and what nowhere yet.
    pub coverage: Option<LinkLine>,
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
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Page<'a>> {
    places(making.view).into_iter().filter_map(|place| making.gallery(place.as_ref())).collect()
}

impl<'a> Making<'a, '_> {
    fn gallery(self, school: Option<&Id>) -> Option<Page<'a>> {
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
        if groups.is_empty() {
            return None;
        }
        let url = urls::list(school, Kind::Exemplar);
        let mut page = self.head(many_of_kind(self.language, Kind::Exemplar), &url, school, row.url);
        page.description = Some(practice_of_kind(self.language, Kind::Exemplar));
        let by_grade = self.by_grade(&groups);
        let coverage = self.islands_report(school);
        let context = Context::Islands(IslandsPage {
            page,
            practice: practice_of_kind(self.language, Kind::Exemplar),
            groups,
            by_grade,
            coverage,
        });
        Some(Page { url, template: "islands.html", context, body: None, about: None, downloads: Vec::new() })
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
                heading: Some(say!(self.language, "gallery.grade", grade = grade)),
                cards: here.map(|island| island.card.clone()).collect(),
            }
        };
        grades.into_iter().map(of_grade).collect()
    }
}
