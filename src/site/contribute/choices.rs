//! What may be chosen in a form: records, their parts and words in use, of those that the reader sees.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::form::Sort;
use crate::catalog::RecordIx;
use crate::id::{Id, Ref};
use crate::language::Language;
use crate::record::{Data, Kind, PartKind, Target};
use crate::say;
use crate::site::Making;
use crate::site::topics::grade_order;
use crate::site::words::many_of_kind;

/// The most records of one kind, and the most words, that a form offers.
const MOST_RECORDS: usize = 200;
const MOST_WORDS: usize = 24;

/// Choices under a heading.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Group {
    /// The heading; empty where there is one group.
    pub heading: String,
    /// The record whose parts they are; empty where they are none.
    pub of: String,
    /// The choices.
    pub options: Vec<Choice>,
}

/// One choice.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Choice {
    /// What is written.
    pub value: String,
    /// What is read.
    pub text: String,
    /// What it means.
    pub help: String,
    /// Who may see the record that is chosen, where it is one.
    pub audience: &'static str,
    /// What is said of that record: its kind.
    pub kind: &'static str,
}

/// What forms of one place may offer.
pub struct Known<'m> {
    making: Making<'m, 'm>,
    school: Option<&'m Id>,
    words: BTreeMap<Sort, Vec<String>>,
}

impl<'m> Known<'m> {
    /// Looks through the records of a place, and of the district that it belongs to.
    pub fn of<'a: 'm>(making: Making<'a, 'm>, school: Option<&'m Id>) -> Self {
        let mut counts: BTreeMap<(Sort, &str), usize> = BTreeMap::new();
        for place in own_and_district(school) {
            for kind in Kind::ALL {
                for (_, entry) in making.view.own_entries(place, *kind) {
                    let common = &entry.record.common;
                    let sorts = [
                        (Sort::Grade, &common.grades),
                        (Sort::Subject, &common.subjects),
                        (Sort::Topic, &common.tags),
                    ];
                    for (sort, words) in sorts {
                        words.iter().for_each(|word| *counts.entry((sort, word)).or_default() += 1);
                    }
                    if let Data::School(school) = &entry.record.data {
                        let grades = school.years.iter().flat_map(|year| year.enrollment_by_grade.keys());
                        grades.for_each(|grade| *counts.entry((Sort::Grade, grade)).or_default() += 1);
                    }
                }
            }
        }
        let mut words: BTreeMap<Sort, Vec<String>> = BTreeMap::new();
        let mut most_used: Vec<_> = counts.into_iter().collect();
        most_used.sort_by_key(|((sort, word), count)| (*sort, std::cmp::Reverse(*count), *word));
        for ((sort, word), _) in most_used {
            let of_sort = words.entry(sort).or_default();
            if of_sort.len() < MOST_WORDS && !word.trim().is_empty() {
                of_sort.push(word.to_owned());
            }
        }
        for (sort, of_sort) in &mut words {
            match sort {
                Sort::Grade => of_sort.sort_by_key(|word| grade_order(word)),
                _ => of_sort.sort_by_key(|word| word.to_lowercase()),
            }
        }
        Self { making, school, words }
    }

    /// The language of the site.
    pub fn language(&self) -> &'m Language {
        self.making.language
    }

    /// The words in use.
    pub fn words(&self, sort: Sort) -> Vec<Choice> {
        let of_sort = self.words.get(&sort).into_iter().flatten();
        of_sort.map(|word| Choice { value: word.clone(), text: word.clone(), ..Choice::default() }).collect()
    }

    /// The records that a reference may name: of this place, then of the district.
    pub fn records(&self, target: Target) -> Vec<Group> {
        let mut groups = Vec::new();
        for place in own_and_district(self.school) {
            for kind in target.0 {
                let entries = self.making.records(*kind, place);
                let options: Vec<Choice> = entries
                    .into_iter()
                    .take(MOST_RECORDS)
                    .filter_map(|(ix, entry)| {
                        Some(Choice {
                            value: self.reference(ix, target)?,
                            text: entry.record.title().to_owned(),
                            help: String::new(),
                            audience: entry.audience.as_str(),
                            kind: kind.row().name,
                        })
                    })
                    .collect();
                if !options.is_empty() {
                    let plural = many_of_kind(self.language(), *kind);
                    let here = if place == self.school {
                        plural.to_owned()
                    } else {
                        say!(
                            self.language(),
                            "form.choices-of",
                            place = self.making.place_name(place),
                            kind = plural
                        )
                    };
                    groups.push(Group { heading: here, of: String::new(), options });
                }
            }
        }
        if let [only] = groups.as_mut_slice() {
            only.heading.clear();
        }
        groups
    }

    /// The parts of the records that a reference may name.
    pub fn parts(&self, target: Target, part: PartKind) -> Vec<Group> {
        let mut groups = Vec::new();
        for place in own_and_district(self.school) {
            for kind in target.0 {
                for (ix, entry) in self.making.records(*kind, place).into_iter().take(MOST_RECORDS) {
                    let options = parts_of(&entry.record.data, part);
                    let of = self.reference(ix, target);
                    if let Some(of) = of.filter(|_| !options.is_empty()) {
                        groups.push(Group { heading: entry.record.title().to_owned(), of, options });
                    }
                }
            }
        }
        groups
    }

    /// The shortest way to write a reference to a record, where there is one that leads to it.
    fn reference(&self, ix: RecordIx, target: Target) -> Option<String> {
        let key = &self.making.view.get(ix)?.record.key;
        let folder = key.kind.row().folder?;
        let place = key.school.as_ref().map_or("district", Id::as_str);
        let id = &key.id;
        let by_kind = format!("{folder}/{id}");
        let ways = [id.to_string(), by_kind.clone(), format!("{place}/{id}"), format!("{place}/{by_kind}")];
        // Where nearly anything may be meant, people read a reference better with its kind.
        let ways = ways.into_iter().skip(usize::from(target.0.len() > 3));
        let leads =
            |way: &String| self.making.view.resolve(self.school, &Ref(way.clone()), target) == Some(ix);
        ways.into_iter().find(leads)
    }
}

/// The place itself, then the district.
fn own_and_district(school: Option<&Id>) -> impl Iterator<Item = Option<&Id>> {
    BTreeSet::from([school, None]).into_iter().rev()
}

fn parts_of(data: &Data, part: PartKind) -> Vec<Choice> {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        ..Choice::default()
    };
    match (data, part) {
        (Data::Initiative(fields), PartKind::LookFor) => {
            fields.look_fors.iter().map(|look_for| choice(&look_for.id, &look_for.text)).collect()
        }
        (Data::Plan(fields), PartKind::Goal) => {
            fields.goals.iter().map(|goal| choice(&goal.id, &goal.statement)).collect()
        }
        _ => Vec::new(),
    }
}
