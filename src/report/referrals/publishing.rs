//! Everything that is printed of one referral record, on any page, as one publication: no table gives another away.
//!
//! The tables share the total of all referrals, and those of the majors and the minors, by name. The staff's letters
//! are always in it, although only leadership sees them: what staff see must not undo what is hidden there.

use super::bands::Known;
use super::counting::{Group, Part};
use super::grouping::{Grouping, NOT_GIVEN};
use super::students::Standing;
use super::{By, Tally};
use crate::count::Count;
use crate::dataset::referrals::Severity;
use crate::report::suppress::{
    Amount, Cell, Disclosure, Figure, Hiding, List, Margin, Percent, Publication, Suppressed, SuppressedList,
    SuppressedRow, Table, Total, cell_name,
};

/// The name of the total that all tables print.
const ALL: &str = "referrals";
/// The name of the majors and the minors, which all tables print.
const SEVERITY: &str = "severity";
/// The name of the bands of students.
const BANDS: &str = "students by referrals";
/// The name of the number of enrolled students.
const ENROLLED: &str = "enrolled";
/// The name of the students with two or more, now and by earlier dates.
const TWO_OR_MORE: &str = "two or more";

/// What may be printed of one record's rows.
pub(super) struct Printed {
    suppressed: Suppressed,
    severities: Vec<Option<Severity>>,
    places: Places,
}

/// Which list or table is which.
struct Places {
    whole: usize,
    groupings: Vec<(By, Place)>,
    bands: Option<usize>,
    two_or_more: usize,
    early: Vec<(&'static str, usize)>,
    staff: Option<usize>,
}

#[derive(Clone, Copy)]
enum Place {
    List(usize),
    Table(usize),
}

/// Everything that is published of a record's rows.
pub(super) struct Everything<'a> {
    pub(super) whole: Group,
    pub(super) has_severity: bool,
    pub(super) groupings: &'a [Grouping],
    pub(super) standing: &'a Standing,
    /// The staff's letters with their referrals; those without a name are called [`NOT_GIVEN`].
    pub(super) staff: Option<&'a [(String, Group)]>,
}

/// How much is published; each step less.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Every group, and in it majors and minors.
    Parts,
    /// Every group, and majors and minors of the whole year alone.
    Groups,
    /// The whole year alone.
    Whole,
}

/// Work that one publication is worth: a school's year takes a tenth of it.
const EFFORT: u64 = 8_000_000;

/// Decides what may be printed: as much as can be without hiding how many referrals there are.
pub(super) fn publish(everything: &Everything<'_>, minimum: u32) -> Printed {
    let mut printed = published(everything, minimum);
    if printed.known(everything).is_some_and(|known| known.narrows(minimum)) {
        printed.hide_students();
    }
    printed
}

fn published(everything: &Everything<'_>, minimum: u32) -> Printed {
    let within = |detail, effort| gather(everything, detail, minimum, effort);
    let shows_all = |printed: &Printed| printed.whole().all.shown().is_some();
    let parts = within(Detail::Parts, EFFORT);
    if parts.as_ref().is_some_and(shows_all) || everything.groupings.is_empty() {
        return parts.unwrap_or_else(|| whole_year(everything, minimum));
    }
    let groups = within(Detail::Groups, EFFORT);
    match (parts, groups) {
        (_, Some(groups)) if shows_all(&groups) => groups,
        (Some(printed), _) | (None, Some(printed)) => printed,
        (None, None) => whole_year(everything, minimum),
    }
}

fn whole_year(everything: &Everything<'_>, minimum: u32) -> Printed {
    let printed = gather(everything, Detail::Whole, minimum, u64::MAX);
    printed.expect("there is no end to the effort")
}

fn gather(everything: &Everything<'_>, detail: Detail, minimum: u32, effort: u64) -> Option<Printed> {
    let mut gathering = Gathering::of(everything, detail);
    let enrolled = everything.standing.enrollment.filter(|enrolled| *enrolled >= Count::new(minimum));
    let groupings = if detail == Detail::Whole { &[] } else { everything.groupings };
    let staff = everything.staff.filter(|_| detail != Detail::Whole);
    let places = Places {
        whole: gathering.whole(),
        groupings: groupings.iter().map(|own| (own.by, gathering.grouping(own))).collect(),
        bands: gathering.bands(),
        two_or_more: gathering.two_or_more(),
        early: gathering.early(),
        staff: staff.map(|staff| gathering.staff(staff)),
    };
    let Gathering { mut publication, severities, .. } = gathering;
    // Anyone may know how many students a school has.
    if enrolled.is_some() {
        publication.known_to_all(ENROLLED);
    }
    let suppressed = publication.suppress_within(minimum, effort)?;
    Some(Printed { suppressed, severities, places })
}

struct Gathering<'a> {
    everything: &'a Everything<'a>,
    detail: Detail,
    severities: Vec<Option<Severity>>,
    publication: Publication,
    lists: usize,
    tables: usize,
}

impl<'a> Gathering<'a> {
    fn of(everything: &'a Everything<'a>, detail: Detail) -> Self {
        let is_there = |severity: &Option<Severity>| {
            severity.is_some() || everything.whole.part(Part::Of(None)).events > 0
        };
        let severities = [Some(Severity::Major), Some(Severity::Minor), None].into_iter().filter(is_there);
        Self {
            everything,
            detail,
            severities: severities.filter(|_| everything.has_severity).collect(),
            publication: Publication::new(),
            lists: 0,
            tables: 0,
        }
    }

    fn list(&mut self, list: List) -> usize {
        self.publication.add_list(list);
        self.lists += 1;
        self.lists - 1
    }

    /// All referrals.
    fn all(&self) -> Option<Total> {
        total(self.everything.whole.part(Part::All).amount(), ALL.to_owned())
    }

    fn whole(&mut self) -> usize {
        let whole = self.everything.whole;
        let part = |severity: &Option<Severity>| {
            (name_of(*severity).to_owned(), whole.part(Part::Of(*severity)).amount())
        };
        let (cells, shared) = match self.severities.as_slice() {
            [] => (vec![("all".to_owned(), whole.part(Part::All).amount())], None),
            severities => (severities.iter().map(part).collect(), Some(SEVERITY.to_owned())),
        };
        let total = self.all();
        self.list(List { name: "all referrals".into(), cells, shared, total, overlapping: false })
    }

    fn grouping(&mut self, grouping: &Grouping) -> Place {
        let name = format!("by {}", grouping.by.words());
        let known: Vec<(&String, Group)> = grouping.known().collect();
        let all_of = |group: Group| group.part(Part::All).amount();
        let total = self.all();
        if self.severities.is_empty() || self.detail != Detail::Parts {
            let cells = known.iter().map(|(label, group)| ((*label).clone(), all_of(*group))).collect();
            return Place::List(self.list(List { name, cells, total, ..List::default() }));
        }
        let parts = |group: Group| {
            self.severities.iter().map(move |severity| group.part(Part::Of(*severity)).amount())
        };
        let table = Table {
            name,
            rows: known.iter().map(|(label, _)| (*label).clone()).collect(),
            columns: self.severities.iter().map(|severity| name_of(*severity).to_owned()).collect(),
            cells: known.iter().map(|(_, group)| parts(*group).map(Some).collect()).collect(),
            row_totals: Some(Margin {
                amounts: Some(known.iter().map(|(_, group)| all_of(*group)).collect()),
                shared: None,
            }),
            column_totals: Some(Margin {
                amounts: Some(parts(self.everything.whole).collect()),
                shared: Some(SEVERITY.to_owned()),
            }),
            total,
        };
        self.publication.add_table(table);
        self.tables += 1;
        Place::Table(self.tables - 1)
    }

    /// The bands add up to the enrolled students, and so do those with 0–1 and those with two or more.
    fn bands(&mut self) -> Option<usize> {
        let standing = self.everything.standing;
        let (enrolled, bands) = (standing.enrollment?, standing.bands?);
        let of = |cells: Vec<(&str, Count)>| List {
            name: "students by number of referrals".into(),
            cells: cells
                .into_iter()
                .map(|(label, count)| (label.to_owned(), Amount::of_people(count)))
                .collect(),
            shared: Some(BANDS.to_owned()),
            total: total(Amount::of_people(enrolled), ENROLLED.to_owned()),
            overlapping: false,
        };
        let [low, middle, high] = bands;
        let place = self.list(of(vec![("0–1", low), ("2–5", middle), ("6+", high)]));
        self.list(of(vec![("0–1", low), (TWO_OR_MORE, standing.two_or_more)]));
        Some(place)
    }

    /// The students with two or more so far.
    fn two_or_more(&mut self) -> usize {
        let amount = Amount::of_people(self.everything.standing.two_or_more);
        self.list(List {
            name: "students with two or more referrals".into(),
            cells: vec![(TWO_OR_MORE.to_owned(), amount)],
            shared: Some(BANDS.to_owned()),
            ..List::default()
        })
    }

    /// Those of an earlier date are among those of the next.
    fn early(&mut self) -> Vec<(&'static str, usize)> {
        let standing = self.everything.standing;
        let mut later = (cell_name(BANDS, TWO_OR_MORE), standing.two_or_more);
        let mut places = Vec::new();
        for (name, count) in standing.early.iter().rev() {
            let place = self.list(List {
                name: "students with two or more referrals early in the year".into(),
                cells: vec![((*name).to_owned(), Amount::of_people(*count))],
                shared: Some(TWO_OR_MORE.to_owned()),
                total: total(Amount::of_people(later.1), later.0),
                overlapping: true,
            });
            places.push((*name, place));
            later = (cell_name(TWO_OR_MORE, name), *count);
        }
        places
    }

    fn staff(&mut self, staff: &[(String, Group)]) -> usize {
        let cells = staff.iter().map(|(letter, group)| (letter.clone(), group.part(Part::All).amount()));
        let cells = cells.collect();
        let total = self.all();
        self.list(List { name: "by staff".into(), cells, total, ..List::default() })
    }
}

fn total(amount: Amount, shared: String) -> Option<Total> {
    Some(Total { amount: Some(amount), shared: Some(shared) })
}

fn name_of(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Major) => "majors",
        Some(Severity::Minor) => "minors",
        None => NOT_GIVEN,
    }
}

impl Printed {
    /// All referrals together.
    pub(super) fn whole(&self) -> Tally {
        let list = &self.suppressed.lists[self.places.whole];
        self.tally(list.total.unwrap_or(Cell::Hidden), list.cells.iter().map(|(_, figure)| figure.count))
    }

    /// The groups of a sort, in the order in which they were given; nothing where they are not published.
    pub(super) fn grouping(&self, by: By) -> Option<Vec<Tally>> {
        match self.places.groupings.iter().find(|(other, _)| *other == by)?.1 {
            Place::List(list) => {
                let cells = self.suppressed.lists[list].cells.iter();
                Some(cells.map(|(_, figure)| self.tally(figure.count, std::iter::empty())).collect())
            }
            Place::Table(table) => {
                let rows = self.suppressed.tables[table].rows.iter();
                let cells = |row: &SuppressedRow| {
                    let cells = row.cells.iter().flatten().map(|figure| figure.count);
                    self.tally(row.total.unwrap_or(Cell::Hidden), cells)
                };
                Some(rows.map(cells).collect())
            }
        }
    }

    /// The bands of students, and how many are enrolled.
    pub(super) fn bands(&self) -> Option<&SuppressedList> {
        self.places.bands.map(|place| &self.suppressed.lists[place])
    }

    /// What the bands could be worked out from; nothing where the referrals themselves are hidden, or no band is.
    fn known(&self, everything: &Everything<'_>) -> Option<Known> {
        let referrals = self.whole().all.shown()?;
        let bands = self.bands()?;
        let [low, two_to_five, six_or_more] = [0, 1, 2].map(|at| bands.cells.get(at)?.1.count.shown());
        let beside_low = bands.total.and_then(Cell::shown).zip(low).map(|(all, low)| all.saturating_sub(low));
        let early = everything.standing.early.iter().filter_map(|(month, _)| self.early(month)?.shown());
        let two_or_more = self.two_or_more().shown().or(beside_low).or(early.max());
        Some(Known { referrals, two_or_more, two_to_five, six_or_more })
    }

    /// Hides how many students have how many referrals.
    fn hide_students(&mut self) {
        let early = self.places.early.iter().map(|(_, place)| *place);
        let places: Vec<usize> =
            self.places.bands.into_iter().chain([self.places.two_or_more]).chain(early).collect();
        for place in places {
            let list = &mut self.suppressed.lists[place];
            for (label, figure) in &mut list.cells {
                if figure.count.shown().is_some() {
                    self.suppressed.disclosures.push(Disclosure {
                        table: list.name.clone(),
                        row: label.clone(),
                        column: String::new(),
                        why: Hiding::Complement,
                    });
                }
                *figure = Figure { count: Cell::Hidden, percent: figure.percent.map(|_| Percent::Hidden) };
            }
        }
    }

    /// The students with two or more so far.
    pub(super) fn two_or_more(&self) -> Cell {
        first_of(&self.suppressed.lists[self.places.two_or_more])
    }

    /// The students with two or more by the end of a month.
    pub(super) fn early(&self, name: &str) -> Option<Cell> {
        let place = self.places.early.iter().find(|(other, _)| *other == name)?.1;
        Some(first_of(&self.suppressed.lists[place]))
    }

    /// The staff's letters.
    pub(super) fn staff(&self) -> Option<&[(String, Figure)]> {
        self.places.staff.map(|place| self.suppressed.lists[place].cells.as_slice())
    }

    /// What was hidden and why, each once: for leadership only.
    pub(super) fn disclosures(&self) -> Vec<Disclosure> {
        let mut once: Vec<Disclosure> = Vec::new();
        for disclosure in &self.suppressed.disclosures {
            if !once.contains(disclosure) {
                once.push(disclosure.clone());
            }
        }
        once
    }

    fn tally(&self, all: Cell, parts: impl Iterator<Item = Cell>) -> Tally {
        let mut tally = Tally { all, majors: None, minors: None, not_given: None };
        for (severity, cell) in self.severities.iter().zip(parts) {
            let part = match severity {
                Some(Severity::Major) => &mut tally.majors,
                Some(Severity::Minor) => &mut tally.minors,
                None => &mut tally.not_given,
            };
            *part = Some(cell);
        }
        tally
    }
}

fn first_of(list: &SuppressedList) -> Cell {
    list.cells.first().map_or(Cell::Hidden, |(_, figure)| figure.count)
}
