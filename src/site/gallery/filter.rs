//! What a card in a gallery is chosen by, and the choices above the gallery.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::{Entry, RecordIx};
use crate::id::Id;
use crate::record::{Initiative, LookFor};
use crate::site::choices::{Choice, Choices, Field};
use crate::site::topics::topic_slug;
use crate::site::{Making, short_key};
use crate::view::Item;

/// What a card is chosen by: the values of each field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Keys {
    /// Grades.
    pub grade: Vec<String>,
    /// Subjects.
    pub subject: Vec<String>,
    /// Initiatives.
    pub practice: Vec<String>,
    /// Look-fors of initiatives.
    pub look_for: Vec<String>,
    /// Where those initiatives stand.
    #[serde(skip)]
    initiatives: Vec<RecordIx>,
}

impl Keys {
    /// The grades and subjects of a record.
    pub(super) fn of(entry: &Entry) -> Self {
        let slugs = |words: &[String]| {
            words.iter().map(|word| topic_slug(word)).filter(|slug| !slug.is_empty()).collect()
        };
        let common = &entry.record.common;
        Self { grade: slugs(&common.grades), subject: slugs(&common.subjects), ..Self::default() }
    }

    /// Adds an initiative that the card shows.
    pub(super) fn shows(&mut self, initiative: Item<'_, Initiative>) {
        self.practice.push(short_key(&initiative.record().key));
        self.initiatives.push(initiative.ix);
    }

    /// Adds a look-for of an initiative that the card shows.
    pub(super) fn shows_look_for(&mut self, initiative: Item<'_, Initiative>, look_for: &LookFor) {
        self.look_for.push(look_for_key(initiative, look_for));
    }
}

fn look_for_key(initiative: Item<'_, Initiative>, look_for: &LookFor) -> String {
    format!("{}/{}", short_key(&initiative.record().key), look_for.id)
}

impl<'a> Making<'a, '_> {
    /// The choices above a gallery of a place: those values that some card has, where there is more than one.
    pub(super) fn filter<'k>(
        self,
        school: Option<&Id>,
        cards: impl Iterator<Item = &'k Keys>,
    ) -> Vec<Field<'a>> {
        let mut all = Keys::default();
        for keys in cards {
            all.grade.extend(keys.grade.iter().cloned());
            all.subject.extend(keys.subject.iter().cloned());
            all.look_for.extend(keys.look_for.iter().cloned());
            all.initiatives.extend(&keys.initiatives);
        }
        let (practices, look_fors) = self.practices(school, &all);
        let word = |key| self.language.word(key);
        let field = |name, label, any, groups| Field { name, label: word(label), any: word(any), groups };
        let (grades, subjects) = (self.topics("grade", &all.grade), self.topics("subject", &all.subject));
        let fields = [
            field("grade", "filter.grade", "filter.every-grade", grades),
            field("subject", "filter.subject", "filter.every-subject", subjects),
            field("practice", "filter.practice", "filter.every-practice", practices),
            field("look-for", "filter.look-for", "filter.every-look-for", look_fors),
        ];
        fields.into_iter().filter(Field::is_a_choice).collect()
    }

    fn topics(self, name: &str, values: &[String]) -> Vec<Choices> {
        let topics = self
            .topics
            .named(self.language, name)
            .into_iter()
            .filter(|(slug, _)| values.iter().any(|value| value == slug));
        let choices = topics.map(|(slug, text)| Choice { value: slug.to_owned(), text, also: None });
        vec![Choices { heading: None, choices: choices.collect() }]
    }

    /// The initiatives that cards show, those of each place together, and the look-fors of each initiative.
    fn practices(self, school: Option<&Id>, all: &Keys) -> (Vec<Choices>, Vec<Choices>) {
        let look_fors: BTreeSet<_> = all.look_for.iter().collect();
        let (mut of_places, mut of_initiatives) = (Vec::new(), Vec::new());
        for (place, initiatives) in self.by_place(all.initiatives.iter().copied().collect()) {
            let mut choices = Vec::new();
            for initiative in initiatives {
                let (value, title) =
                    (short_key(&initiative.record().key), initiative.record().title().to_owned());
                let shown = initiative.fields.look_fors.iter().map(|look_for| Choice {
                    value: look_for_key(initiative, look_for),
                    text: look_for.text.clone(),
                    also: None,
                });
                let shown: Vec<_> = shown.filter(|choice| look_fors.contains(&choice.value)).collect();
                if !shown.is_empty() {
                    of_initiatives.push(Choices { heading: Some(title.clone()), choices: shown });
                }
                choices.push(Choice { value, text: title, also: None });
            }
            let heading = (school.is_none() && self.view.is_district()).then(|| self.place_name(place));
            of_places.push(Choices { heading, choices });
        }
        (of_places, of_initiatives)
    }

    /// Initiatives in the order of their keys by the places they lie in, which are in their declared order.
    fn by_place(self, initiatives: BTreeSet<RecordIx>) -> Vec<(Option<&'a Id>, Vec<Item<'a, Initiative>>)> {
        let mut places: Vec<(Option<&Id>, Vec<Item<'a, Initiative>>)> = Vec::new();
        for item in initiatives.into_iter().filter_map(|ix| self.view.item::<Initiative>(ix)) {
            let place = item.entry.record.key.school.as_ref();
            match places.last_mut().filter(|(last, _)| *last == place) {
                Some((_, items)) => items.push(item),
                None => places.push((place, vec![item])),
            }
        }
        // Most galleries show the initiatives of their own school and of the district, which comes first by its key.
        if places.iter().filter(|(place, _)| place.is_some()).count() > 1 {
            let schools = self.view.schools().filter_map(|ix| self.view.get(ix)?.record.key.school.as_ref());
            let order: BTreeMap<&Id, usize> = schools.zip(0..).collect();
            places.sort_by_key(|(place, _)| {
                place.map(|school| order.get(school).copied().unwrap_or(usize::MAX))
            });
        }
        places
    }
}
