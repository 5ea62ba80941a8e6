//! Dates that contradict each other.

use super::Context;
use crate::calendar::school_year;
use crate::date::When;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Closed, Data, Record, Year};

/// Nothing ends before it starts.
pub fn order(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (_, entry) in context.view.entries() {
        let record = &entry.record;
        for (starts, end_field, ends) in spans(record) {
            if let (Some(starts), Some(ends)) = (starts, ends)
                && ends.last() < starts.first()
            {
                let message = format!("this ends on {ends}, before it starts on {starts}");
                problems.push(
                    record
                        .problem(Code::EndBeforeStart, &end_field, message)
                        .help("correct one of the two dates"),
                );
            }
        }
    }
}

type Span = (Option<When>, String, Option<When>);

/// The pairs of dates of a record, of which the second may not come first.
fn spans(record: &Record) -> Vec<Span> {
    let one = |starts, ends: Option<When>| vec![(starts, "ends".to_owned(), ends)];
    match &record.data {
        Data::Plan(plan) => {
            let mut spans = one(plan.starts, plan.ends);
            for (index, cycle) in plan.cycles.iter().enumerate() {
                spans.push((cycle.starts, format!("cycles[{index}].ends"), cycle.ends));
            }
            for (index, goal) in plan.goals.iter().enumerate() {
                spans.push((goal.baseline_date, format!("goals[{index}].by"), goal.by));
            }
            spans
        }
        Data::Initiative(fields) => {
            let action = |(index, action): (usize, &crate::record::Action)| {
                (action.start, format!("actions[{index}].due"), action.due)
            };
            fields.actions.iter().enumerate().map(action).collect()
        }
        Data::Pilot(fields) => one(Some(fields.starts), fields.ends),
        Data::Support(fields) => one(Some(fields.starts), fields.ends),
        Data::Walkthrough(fields) => one(Some(fields.date), fields.ends),
        _ => year_spans(years_of(record)),
    }
}

fn year_spans(years: &[Year]) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, year) in years.iter().enumerate() {
        spans.push((year.starts, format!("years[{index}].ends"), year.ends));
        for (place, closed) in year.closed.iter().enumerate() {
            if let Closed::Span { from, to } = closed {
                spans.push((Some(*from), format!("years[{index}].closed[{place}].to"), Some(*to)));
            }
        }
    }
    spans
}

/// A calendar is counted in days.
pub fn calendars(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (_, entry) in context.view.entries() {
        let record = &entry.record;
        for (index, year) in years_of(record).iter().enumerate() {
            for (name, when) in [("starts", year.starts), ("ends", year.ends)] {
                whole_day(record, &format!("years[{index}].{name}"), when, problems);
            }
            for (place, closed) in year.closed.iter().enumerate() {
                let field = format!("years[{index}].closed[{place}]");
                match closed {
                    Closed::Day(day) => whole_day(record, &field, Some(*day), problems),
                    Closed::Span { from, to } => {
                        whole_day(record, &format!("{field}.from"), Some(*from), problems);
                        whole_day(record, &format!("{field}.to"), Some(*to), problems);
                    }
                }
            }
        }
    }
}

/// A year is a school year, and a place has one of each.
pub fn years(context: Context<'_>, problems: &mut Vec<Diagnostic>) {
    for (_, entry) in context.view.entries() {
        let record = &entry.record;
        let own = match &record.data {
            Data::Plan(fields) => Some(&fields.year),
            Data::Referrals(fields) => Some(&fields.year),
            _ => None,
        };
        if let Some(own) = own {
            no_year(record, "year", own, problems);
        }
        let mut seen = Vec::new();
        for (index, year) in years_of(record).iter().enumerate() {
            let field = format!("years[{index}].name");
            no_year(record, &field, &year.name, problems);
            let meant = school_year(&year.name);
            if meant.is_some() && seen.contains(&meant) {
                let message = format!("there are two school years {}", year.name.trim());
                let help = "put what they say into one `[[years]]` table";
                problems.push(record.problem(Code::Exclusive, &field, message).help(help));
            }
            seen.push(meant);
        }
    }
}

/// The school years that a place has.
fn years_of(record: &Record) -> &[Year] {
    match &record.data {
        Data::School(fields) => &fields.years,
        Data::District(fields) => &fields.years,
        _ => &[],
    }
}

fn no_year(record: &Record, field: &str, name: &str, problems: &mut Vec<Diagnostic>) {
    if school_year(name).is_none() {
        let message = format!("`{}` is no school year", name.trim());
        problems.push(record.problem(Code::BadDate, field, message).help("write it as \"2026-27\""));
    }
}

fn whole_day(record: &Record, field: &str, when: Option<When>, problems: &mut Vec<Diagnostic>) {
    if let Some(when) = when.filter(|when| when.day().is_none()) {
        let message = format!("`{when}` is not one day");
        problems.push(record.problem(Code::DateIsCoarse, field, message).help("write it as 2026-10-05"));
    }
}
