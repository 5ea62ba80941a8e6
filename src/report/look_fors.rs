//! R6 Look-fors: what waves of classroom visits saw, and what followed them.
//!
//! Levels are in order and nothing more: they are never averaged. Everything printed about the visits for one
//! initiative in the rooms of one place, on any page, is of one publication and stands in one [`Classrooms`].

mod next;
#[cfg(test)]
mod proof;
mod publish;
mod words;

use super::Method;
use super::follow_through::Settings;
use super::support::{Cycles, by_sort, is_over_before, is_under_way};
use super::suppress::{Cell, Disclosure, Figure};
use crate::catalog::RecordIx;
use crate::date::{Date, When};
use crate::id::Id;
use crate::language::Language;
use crate::record::{Initiative, LookFor, Relation, Session};
use crate::view::{CountedSupport, CountedWave, Item, View};

pub use next::NextVisits;
use publish::{Given, Published, publish};

/// How look-fors are told.
pub const METHOD: Method = Method { name: "look-fors" };

/// What visits saw for one initiative in the rooms of one place, and the support beside it.
#[derive(Debug, Clone)]
pub struct Classrooms {
    /// The initiative.
    pub initiative: RecordIx,
    /// The school whose rooms they are; none for a district and for a site of one school.
    pub school: Option<Id>,
    /// The waves so far, oldest first.
    pub waves: Vec<Wave>,
    /// The look-fors, in the initiative's order.
    pub look_fors: Vec<LookForSeries>,
    /// When someone comes next.
    pub next: NextVisits,
    /// How many people each record of support that this audience may see names.
    pub people: Vec<(RecordIx, Option<Cell>)>,
    /// What is hidden and why: for leadership only.
    pub disclosures: Vec<Disclosure>,
}

/// A wave of visits.
#[derive(Debug, Clone)]
pub struct Wave {
    /// The walkthrough, where the audience may see it.
    pub record: Option<RecordIx>,
    /// The first day.
    pub date: When,
    /// The last day.
    pub ends: Option<When>,
    /// Whether it came before the first learning session.
    pub baseline: bool,
    /// How many rooms were seen.
    pub coverage: Coverage,
    /// The first day of the wave after it.
    pub next: Option<When>,
    /// All support that followed it, for whatever look-for.
    pub followed: Vec<Cycles>,
}

/// How many rooms a wave saw of those where the practice should be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// The visits could not be read.
    NotRead,
    /// More rooms were seen than are eligible.
    TooMany,
    /// The rooms.
    Rooms {
        /// Rooms that were seen.
        seen: Cell,
        /// Rooms that were not.
        not_seen: Cell,
        /// Rooms where it should be seen.
        eligible: Cell,
    },
}

/// A look-for from wave to wave.
#[derive(Debug, Clone)]
pub struct LookForSeries {
    /// Its id.
    pub id: String,
    /// What a visitor sees.
    pub text: String,
    /// The name of the level that is aimed at.
    pub aim: Option<String>,
    /// What each wave saw that looked for it.
    pub seen: Vec<Seen>,
    /// The support that was under way at the latest wave or has begun since; without a wave, under way now.
    pub supported: Supported,
}

/// What a wave saw of one look-for.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The position of the wave.
    pub wave: usize,
    /// The levels, from least to most.
    pub levels: Vec<Level>,
    /// Rooms where it could be observed: the n of every percent.
    pub observable: Cell,
    /// Rooms where it could not.
    pub not_observable: Cell,
    /// Rooms at the level that is aimed at and below it, where one is set and this wave recorded it.
    pub goal: Option<AtGoal>,
    /// Whether the levels have other names than in the wave before.
    pub starts_afresh: bool,
    /// The support for this look-for that followed.
    pub followed: Vec<Cycles>,
}

/// A level of a look-for in a wave.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its name.
    pub name: String,
    /// The rooms at it, and their share.
    pub figure: Figure,
}

/// Rooms by the level that is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtGoal {
    /// Rooms at that level or above.
    pub reached: Cell,
    /// Rooms below it.
    pub below: Cell,
}

/// The support that stands beside the rooms below the level that is aimed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supported {
    /// The cycles by sort.
    pub cycles: Vec<Cycles>,
    /// Places in them: one person in two cycles has two. None where no cycle says how many.
    pub people: Option<Cell>,
    /// Cycles that do not say how many people they are for.
    pub silent: usize,
    /// The records, where the audience may see them.
    pub records: Vec<RecordIx>,
}

/// What visits saw for every initiative of a place that the audience may see, in the order of the keys.
pub fn classrooms(view: &View<'_>, school: Option<&Id>, settings: Settings, today: Date) -> Vec<Classrooms> {
    let initiatives: Vec<_> = view.own::<Initiative>(school).collect();
    initiatives.into_iter().flat_map(|initiative| classrooms_of(view, initiative, settings, today)).collect()
}

/// What visits saw for one initiative: once for its own place, and once for every other school whose rooms were
/// visited for it or whose people are supported.
pub fn classrooms_of(
    view: &View<'_>,
    initiative: Item<'_, Initiative>,
    settings: Settings,
    today: Date,
) -> Vec<Classrooms> {
    let waves: Vec<CountedWave<'_>> = view.counted_waves_of(initiative.ix).collect();
    let support: Vec<CountedSupport<'_>> = view.counted_support_of(initiative.ix).collect();
    let own = initiative.record().key.school.as_ref();
    let of_waves = waves.iter().map(|wave| wave.school);
    let mut schools: Vec<Option<&Id>> =
        of_waves.chain(support.iter().map(|support| support.school)).collect();
    schools.push(own);
    schools.sort_by_key(|school| (*school != own, *school));
    schools.dedup();
    let of_school = |school: Option<&Id>| {
        let waves = waves.iter().filter(|wave| wave.school == school).cloned().collect();
        let support = support.iter().filter(|support| support.school == school).cloned().collect();
        Place { view, initiative, school, waves, support, settings, today }.classrooms(view.language())
    };
    schools.into_iter().map(of_school).collect()
}

/// Visits and support for one initiative in one place.
struct Place<'a, 'c> {
    view: &'a View<'c>,
    initiative: Item<'a, Initiative>,
    school: Option<&'a Id>,
    waves: Vec<CountedWave<'c>>,
    support: Vec<CountedSupport<'c>>,
    settings: Settings,
    today: Date,
}

impl Place<'_, '_> {
    fn classrooms(mut self, language: &Language) -> Classrooms {
        let next = next::next_visits(
            self.view,
            (self.initiative.ix, self.school),
            self.settings.cadence.walkthrough_days,
            self.today,
        );
        // A wave that is known to its month has been held, or nobody could say what was seen.
        self.waves.retain(|wave| !wave.date.is_after(self.today));
        self.waves.sort_by_key(|wave| wave.date.sort_key());
        let look_fors = &self.initiative.fields.look_fors;
        let beside: Vec<Vec<usize>> = look_fors.iter().map(|look_for| self.beside(&look_for.id)).collect();
        let title = |ix| Some(self.view.get(ix)?.record.title().to_owned());
        let (waves, support) = (&self.waves, &self.support);
        let given = Given { look_fors, waves, support, beside: &beside, title: &title };
        let published = publish(language, &given, self.settings.min_educators);
        let waves = (0..self.waves.len()).map(|index| self.wave(index, &published)).collect();
        let series = look_fors.iter().zip(&beside).enumerate();
        let series =
            series.map(|(at, (look_for, beside))| self.series(language, at, look_for, beside, &published));
        let records = self.support.iter().zip(&published.people);
        Classrooms {
            initiative: self.initiative.ix,
            school: self.school.cloned(),
            waves,
            look_fors: series.collect(),
            next,
            people: records.filter_map(|(support, cell)| Some((support.record?, *cell))).collect(),
            disclosures: published.disclosures,
        }
    }

    /// The support for a look-for that stands beside the latest wave, by position.
    fn beside(&self, look_for: &str) -> Vec<usize> {
        let since =
            self.waves.iter().rev().find(|wave| wave.look_fors.iter().any(|of| of.look_for == look_for));
        let stands = |support: &CountedSupport<'_>| {
            let beside = match since {
                Some(wave) => support.starts.is_by(self.today) && !is_over_before(support, wave.date.first()),
                None => is_under_way(support, self.today),
            };
            beside && support.for_look_for == Some(look_for)
        };
        let all = self.support.iter().enumerate();
        all.filter(|(_, support)| stands(support)).map(|(position, _)| position).collect()
    }

    fn wave(&self, index: usize, published: &Published) -> Wave {
        let wave = &self.waves[index];
        Wave {
            record: wave.record,
            date: wave.date,
            ends: wave.ends,
            baseline: self.is_baseline(wave),
            coverage: published.coverage[index],
            next: self.waves.get(index + 1).map(|next| next.date),
            followed: self.followed(index, |_| true),
        }
    }

    /// Whether a wave was over before the first learning session.
    fn is_baseline(&self, wave: &CountedWave<'_>) -> bool {
        let sessions = self.view.backlinks(self.initiative.ix);
        let sessions = sessions.filter(|link| link.relation == Relation::Prepares);
        let dates = sessions.filter_map(|link| Some(self.view.item::<Session>(link.to)?.fields.date));
        let first = dates.min_by_key(|date| date.sort_key());
        first.is_some_and(|first| wave.ends.unwrap_or(wave.date).is_before(first.first()))
    }

    fn series(
        &self,
        language: &Language,
        at: usize,
        look_for: &LookFor,
        beside: &[usize],
        published: &Published,
    ) -> LookForSeries {
        let mut seen: Vec<Seen> = Vec::new();
        for (wave, found) in published.seen.iter().enumerate() {
            let Some(found) = &found[at] else { continue };
            let mut found = Seen {
                wave,
                followed: self.followed(wave, |named| named == Some(&look_for.id)),
                ..found.clone()
            };
            found.starts_afresh = seen.last().is_some_and(|before| !before.has_levels_of(&found));
            seen.push(found);
        }
        let support = beside.iter().map(|position| &self.support[*position]);
        let supported = Supported {
            cycles: by_sort(support.clone()),
            people: published.supported[at],
            silent: support.clone().filter(|support| support.people.is_none()).count(),
            records: support.filter_map(|support| support.record).collect(),
        };
        let aim = if look_for.levels.is_empty() {
            Some(language.word("word.observed").to_owned())
        } else {
            look_for.goal_level.clone()
        };
        LookForSeries { id: look_for.id.clone(), text: look_for.text.clone(), aim, seen, supported }
    }

    /// The support for some look-fors that began between the first day of a wave and that of the next. What may have
    /// begun before or after by its date is left out.
    fn followed(&self, index: usize, is_meant: impl Fn(Option<&str>) -> bool) -> Vec<Cycles> {
        let from = self.waves[index].date.first();
        let until = self.waves.get(index + 1).map(|next| next.date.first());
        let followed = self.support.iter().filter(|support| {
            is_meant(support.for_look_for)
                && support.starts.first() >= from
                && support.starts.is_by(self.today)
                && until.is_none_or(|until| support.starts.is_before(until))
        });
        by_sort(followed)
    }
}

impl Seen {
    fn has_levels_of(&self, other: &Self) -> bool {
        self.levels.iter().map(|level| &level.name).eq(other.levels.iter().map(|level| &level.name))
    }
}
