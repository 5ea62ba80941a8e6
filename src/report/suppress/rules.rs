//! Which numbers to hide: the rules in their order, over all sums of a publication at once.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::solver::{Equation, Memory, Range, Unknown, ranges};

/// What a number is to its table; the later, the longer it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The total of an aside.
    AsideTotal,
    /// A count that says what is known rather than what was found.
    Aside,
    /// An innermost count.
    Cell,
    /// The total of a row or a column.
    Margin,
    /// The total of a list or of a whole table.
    Total,
    /// What is missing between the printed numbers and their printed total. Nobody prints it; anyone can subtract.
    Rest,
    /// How often people are counted more than once. Nobody prints it and it says nothing about a few.
    Overlap,
}

/// One number of a publication, printed in one place or several.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// The count.
    pub value: u32,
    /// How many people are behind it where it counts events; without it the count is of people.
    pub people: Option<u32>,
    /// What it is to its table.
    pub role: Role,
    /// Whether everyone knows it from elsewhere, so that hiding it would hide nothing.
    pub public: bool,
}

impl Number {
    /// How many people it counts.
    pub fn counted_people(&self) -> u32 {
        self.people.unwrap_or(self.value)
    }

    fn is_printed(&self) -> bool {
        self.role <= Role::Total
    }

    fn can_be_hidden(&self) -> bool {
        self.is_printed() && !self.public
    }
}

/// Numbers, by position, that add up to a total, or would if it were printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    /// The printed total.
    pub total: Option<usize>,
    /// What adds up.
    pub members: Vec<usize>,
    /// How much more than the total the members add up to, where people are counted more than once.
    pub overlap: Option<usize>,
    /// How many people the sum is of; 0 where a small group of them needs no hiding.
    pub people: u32,
    /// Whether the members divide a group of people, so that one member holding all of them would speak of each.
    pub divides_people: bool,
    /// Whether it follows from other sums, so that the solver has it already.
    pub implied: bool,
}

impl Sum {
    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.members.iter().copied().chain(self.total)
    }

    fn has(&self, position: usize) -> bool {
        self.numbers().any(|number| number == position)
    }
}

/// Why a number is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It counts fewer people than the minimum.
    FewPeople,
    /// Its row, column, list or table is of fewer people than the minimum.
    SmallGroup,
    /// One number of its row or list holds everyone.
    AllInOne,
    /// It would give another number away.
    Complement,
}

/// What is hidden, and where the page may not even say that a small number is small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    /// The reason for each number that is hidden.
    pub reasons: Vec<Option<Reason>>,
    /// Numbers whose label would give a number away.
    pub unlabelled: Vec<bool>,
}

/// Applies the rules in order: small numbers, small groups and groups all in one place; then, until nothing more
/// is given away, the sums of what is hidden, readers who ignore the labels, and readers who read them. At the end
/// whatever turned out to be hidden needlessly is shown again.
///
/// Nothing where that takes more than `effort`, counted in numbers that the solver works through.
pub(super) fn decide(numbers: &[Number], sums: &[Sum], minimum: u32, effort: u64) -> Option<Decision> {
    let unlabelled = numbers.iter().map(|number| number.role <= Role::Aside).collect();
    let decision = Decision { reasons: vec![None; numbers.len()], unlabelled };
    let beyond_help = vec![false; numbers.len()];
    let memory = Memory::default();
    let mut rules = Rules { numbers, sums, minimum, decision, beyond_help, memory, effort };
    rules.hide_few();
    rules.hide_small_groups();
    rules.hide_all_in_one();
    rules.hide_complements()?;
    rules.show_needless();
    Some(rules.decision)
}

struct Rules<'a> {
    numbers: &'a [Number],
    sums: &'a [Sum],
    minimum: u32,
    decision: Decision,
    /// Numbers that follow from the shape of the tables alone, with nothing printed.
    beyond_help: Vec<bool>,
    /// What the solver has solved before.
    memory: Memory,
    effort: u64,
}

impl<'a> Rules<'a> {
    fn hide_few(&mut self) {
        for (position, number) in self.numbers.iter().enumerate() {
            let few = number.value > 0 && number.counted_people() < self.minimum;
            if few && number.role != Role::Overlap && !number.public {
                self.decision.reasons[position] = Some(Reason::FewPeople);
            }
        }
    }

    fn hide_small_groups(&mut self) {
        for sum in self.sums.iter().filter(|sum| (1..self.minimum).contains(&sum.people)) {
            for member in sum.members.iter().filter(|member| self.numbers[**member].can_be_hidden()) {
                self.decision.reasons[*member] = Some(Reason::SmallGroup);
            }
        }
    }

    fn hide_all_in_one(&mut self) {
        for sum in self.sums.iter().filter(|sum| sum.divides_people && sum.members.len() > 1) {
            let filled = sum.members.iter().filter(|member| self.numbers[**member].value > 0).count();
            if filled != 1 {
                continue;
            }
            for member in sum.members.iter().filter(|member| self.numbers[**member].can_be_hidden()) {
                self.decision.reasons[*member].get_or_insert(Reason::AllInOne);
            }
        }
    }

    fn hide_complements(&mut self) -> Option<()> {
        while self.memory.effort <= self.effort {
            if let Some(sum) = self.small_hidden_sum() {
                self.hide_next_of(sum);
                continue;
            }
            let exposed = self.exposed_numbers();
            if exposed.is_empty() {
                return Some(());
            }
            self.protect(&exposed);
        }
        None
    }

    /// Tries each complement, the most telling first, and shows it where nothing is given away after all. Where the
    /// effort ends, the others stay hidden.
    fn show_needless(&mut self) {
        let is_complement = |position: &usize| self.decision.reasons[*position] == Some(Reason::Complement);
        let mut complements: Vec<usize> = (0..self.numbers.len()).filter(is_complement).collect();
        complements.sort_by_key(|position| {
            let number = &self.numbers[*position];
            Reverse((number.role, number.value == 0, number.value, *position))
        });
        for position in complements {
            if self.memory.effort > self.effort {
                return;
            }
            // It may have been shown together with an earlier one.
            if self.decision.reasons[position] == Some(Reason::Complement) {
                self.show_with_others(position);
            }
        }
    }

    /// Shows a complement, and with it the complements that could then be worked out. Where that would give away a
    /// number that must not be known, all of them stay hidden.
    fn show_with_others(&mut self, position: usize) {
        let before = self.decision.reasons.clone();
        let mut shown = vec![position];
        while !shown.is_empty() {
            // Nothing is proven about numbers that are beyond help, so what hangs together with them stays hidden.
            let near = self.hanging_together_with(&shown);
            let is_complement = |number: &usize| self.decision.reasons[*number] == Some(Reason::Complement);
            let may_be_shown =
                shown.iter().all(is_complement) && near.iter().all(|number| !self.beyond_help[*number]);
            if may_be_shown {
                shown.iter().for_each(|number| self.decision.reasons[*number] = None);
            }
            if !may_be_shown || self.small_hidden_sum().is_some() {
                self.decision.reasons = before;
                return;
            }
            shown = self.exposed_numbers();
        }
    }

    /// A sum whose shown numbers leave a rest of fewer people than the minimum.
    fn small_hidden_sum(&self) -> Option<&'a Sum> {
        self.sums.iter().find(|sum| {
            let known = sum.overlap.is_none() && sum.total.is_some_and(|total| self.is_known(total));
            let hidden: Vec<usize> =
                sum.members.iter().copied().filter(|member| !self.is_known(*member)).collect();
            known
                && hidden.len() < sum.members.len()
                && hidden.iter().any(|member| self.is_guarded(*member))
                && hidden.iter().any(|member| self.numbers[*member].value > 0)
                && self.fewest_people(&hidden) < self.minimum
                && self.next_of(sum).is_some()
        })
    }

    /// The same students may stand behind several numbers of events, so only the largest is sure.
    fn fewest_people(&self, members: &[usize]) -> u32 {
        let people = members.iter().map(|member| self.numbers[*member].counted_people());
        if members.iter().all(|member| self.numbers[*member].people.is_none()) {
            people.fold(0, u32::saturating_add)
        } else {
            people.max().unwrap_or(0)
        }
    }

    fn hide_next_of(&mut self, sum: &Sum) {
        if let Some(next) = self.next_of(sum) {
            self.decision.reasons[next] = Some(Reason::Complement);
        }
    }

    /// The number of a sum that is hidden next. A sum with hidden numbers above 0 has a total above 0, so there is
    /// one, unless all that is shown is known from elsewhere.
    fn next_of(&self, sum: &Sum) -> Option<usize> {
        let shown = |position: &usize| self.is_shown(*position) && self.numbers[*position].value > 0;
        sum.numbers().filter(shown).min_by_key(|position| self.cost(*position))
    }

    /// Hides what serves best to protect numbers: from their own sums, else from any sum they hang together with,
    /// else the labels go.
    fn protect(&mut self, exposed: &[usize]) {
        let is_near = |sum: &&Sum| exposed.iter().any(|number| sum.has(*number));
        let near: BTreeSet<usize> = self.sums.iter().filter(is_near).flat_map(Sum::numbers).collect();
        let far = self.hanging_together_with(exposed);
        let best = |among: &BTreeSet<usize>| {
            let shown = among.iter().copied().filter(|position| self.is_shown(*position));
            shown.min_by_key(|position| self.cost(*position))
        };
        if let Some(position) = best(&near).or_else(|| best(&far)) {
            self.decision.reasons[position] = Some(Reason::Complement);
        } else if far.iter().any(|position| !self.decision.unlabelled[*position]) {
            far.into_iter().for_each(|position| self.decision.unlabelled[position] = true);
        } else {
            exposed.iter().for_each(|position| self.beyond_help[*position] = true);
        }
    }

    /// All numbers in sums that share hidden numbers with the sums of these.
    fn hanging_together_with(&self, start: &[usize]) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> = start.iter().copied().collect();
        loop {
            let touches =
                |sum: &&Sum| sum.numbers().any(|number| found.contains(&number) && !self.is_known(number));
            let touched: BTreeSet<usize> = self.sums.iter().filter(touches).flat_map(Sum::numbers).collect();
            if touched.is_subset(&found) {
                return found;
            }
            found.extend(touched);
        }
    }

    /// What hiding a number costs, cheapest first: totals last, zeros late (they add nothing to a sum), then those
    /// that would stand alone among shown numbers and need further hiding, then small before large.
    fn cost(&self, position: usize) -> (Role, bool, usize, u32, usize) {
        let number = &self.numbers[position];
        let alone = |sum: &&Sum| {
            sum.has(position) && sum.total.is_some() && sum.numbers().all(|other| self.is_known(other))
        };
        let newly_alone = self.sums.iter().filter(alone).count();
        (number.role, number.value == 0, newly_alone, number.value, position)
    }

    /// Numbers that a reader can bound to fewer values than allowed: of those who ignore labels, else of those who
    /// read them.
    fn exposed_numbers(&mut self) -> Vec<usize> {
        let unknown: Vec<usize> = (0..self.numbers.len()).filter(|number| !self.is_known(*number)).collect();
        let equations = self.equations(&unknown);
        let ignoring = self.ignoring_labels(&unknown, &equations);
        let exposed = self.narrow(&unknown, ignoring, self.minimum);
        if !exposed.is_empty() {
            return exposed;
        }
        let reading = self.reading_labels(&unknown, &equations);
        self.narrow(&unknown, reading, 2)
    }

    /// Guarded numbers with fewer values than wanted.
    fn narrow(&self, unknown: &[usize], ranges: Option<Vec<Range>>, wanted: u32) -> Vec<usize> {
        // Where no values at all were found, nothing is proven and everything counts as exposed.
        let ranges = ranges.unwrap_or_else(|| vec![Range { least: 0, most: Some(0) }; unknown.len()]);
        let narrow = unknown.iter().zip(ranges).filter(|(_, range)| !range.holds(i64::from(wanted)));
        let guarded = |number: &usize| self.is_guarded(*number) && !self.beyond_help[*number];
        narrow.map(|(number, _)| *number).filter(guarded).collect()
    }

    fn equations(&self, unknown: &[usize]) -> Vec<Equation> {
        let mut equations = Vec::new();
        for sum in self.sums.iter().filter(|sum| !sum.implied) {
            let Some(total) = sum.total else { continue };
            let members = sum.members.iter().map(|member| (*member, 1));
            let factors = members.chain([(total, -1)]).chain(sum.overlap.map(|overlap| (overlap, -1)));
            let mut equation = Equation { terms: Vec::new(), constant: 0 };
            for (position, factor) in factors {
                match unknown.binary_search(&position) {
                    Ok(column) => equation.terms.push((column, factor)),
                    Err(_) => equation.constant -= factor * i64::from(self.numbers[position].value),
                }
            }
            if !equation.terms.is_empty() {
                equations.push(equation);
            }
        }
        equations
    }

    fn ignoring_labels(&mut self, unknown: &[usize], equations: &[Equation]) -> Option<Vec<Range>> {
        let wanted = |position: usize| if self.is_guarded(position) { i64::from(self.minimum) } else { 0 };
        let free = |position: &usize| Unknown { lowest: 0, highest: None, wanted: wanted(*position) };
        let unknowns: Vec<Unknown> = unknown.iter().map(free).collect();
        ranges(&unknowns, equations, &mut self.memory)
    }

    /// The reader knows that "fewer than 10" is 1 to 9, and guesses from how the rules work that "hidden" is 0 or at
    /// least 10. A hidden 0 is left at 0, and then each in turn is taken to be at least 10.
    fn reading_labels(&mut self, unknown: &[usize], equations: &[Equation]) -> Option<Vec<Range>> {
        let mut unknowns: Vec<Unknown> = unknown.iter().map(|position| self.as_labelled(*position)).collect();
        let mut seen = ranges(&unknowns, equations, &mut self.memory)?;
        for column in 0..unknowns.len() {
            if unknowns[column].highest != Some(0) || seen[column].holds(2) {
                continue;
            }
            let lowest = i64::from(self.minimum);
            let zero = std::mem::replace(&mut unknowns[column], Unknown { lowest, highest: None, wanted: 0 });
            if let Some(others) = ranges(&unknowns, equations, &mut self.memory) {
                seen = seen.into_iter().zip(others).map(|(range, other)| range.with(other)).collect();
            }
            unknowns[column] = zero;
        }
        Some(seen)
    }

    fn as_labelled(&self, position: usize) -> Unknown {
        let number = &self.numbers[position];
        let wanted = if self.is_guarded(position) { 2 } else { 0 };
        let says_nothing = !number.is_printed()
            || self.decision.unlabelled[position]
            || self.decision.reasons[position] == Some(Reason::SmallGroup);
        let minimum = i64::from(self.minimum);
        let (lowest, highest) = match number.value {
            _ if says_nothing => (0, None),
            0 => (0, Some(0)),
            value if value < self.minimum => (1, Some(minimum - 1)),
            _ => (minimum, None),
        };
        Unknown { lowest, highest, wanted }
    }

    /// Whether a reader can see the number.
    fn is_known(&self, position: usize) -> bool {
        self.numbers[position].is_printed() && self.decision.reasons[position].is_none()
    }

    /// Whether it is shown and could be hidden.
    fn is_shown(&self, position: usize) -> bool {
        self.is_known(position) && !self.numbers[position].public
    }

    /// Whether a reader must not find it out.
    fn is_guarded(&self, position: usize) -> bool {
        self.decision.reasons[position].is_some()
    }
}
