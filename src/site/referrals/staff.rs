//! Differences among teachers, for leadership: a funnel chart of letters, never a list by number.

use super::words::{average, said};
use crate::report::number::plain;
use crate::report::referrals::{
    Differences, Exposure, Letter, RARE_TAIL, ReferralYear, Standing, USUAL_TAIL, limits,
};
use crate::site::figure::funnel::{Curve, Funnel, Point};
use crate::site::figure::{Chart, Figure};

/// How many letters lie within what chance alone produces.
pub(super) fn sentence(found: &Differences) -> String {
    format!("{} of {} classrooms lie within what chance alone produces.", found.within, found.judged)
}

/// The funnel chart with its numbers in the order of the letters.
pub(super) fn funnel(year: &ReferralYear<'_>, found: &Differences, id: &str) -> Figure {
    let title = format!("Referrals by who wrote them, as letters, {}", year.year);
    let chart = match found.exposure {
        Exposure::StudentsTaught => by_students(found),
        Exposure::Equal | Exposure::EqualForLack => side_by_side(found),
    };
    let (columns, rows) = table(found);
    let mut figure = Figure::new(id, title, expected(found)).drawn(Chart::Funnel(chart)).table(columns, rows);
    figure.notes = notes(found);
    figure
}

/// What the building's rate gives to each, and what chance makes of it.
fn expected(found: &Differences) -> String {
    let rate = average(found.rate);
    if found.exposure == Exposure::StudentsTaught {
        return format!(
            "The building’s rate is {rate} for each student taught. Chance alone spreads the letters."
        );
    }
    let (least, most) = limits(found.rate, USUAL_TAIL);
    let (least, most) = (plain(f64::from(least)), plain(f64::from(most)));
    format!(
        "The building’s rate is {rate} for each letter. Chance alone makes {least} to {most} of it in 95 of 100 cases."
    )
}

fn notes(found: &Differences) -> Vec<String> {
    let mut notes = vec![match found.exposure {
        Exposure::Equal => "All letters are taken to meet as many students.".to_owned(),
        Exposure::StudentsTaught => "Each letter is compared by the number of students taught.".to_owned(),
        Exposure::EqualForLack => {
            "All letters are taken to meet as many students: how many each teaches is not \
                                   recorded for all, or too small to be shown."
                .to_owned()
        }
    }];
    let unsaid = found.letters.len() - found.judged;
    if unsaid > 0 {
        notes.push(format!(
            "{unsaid} of {} letters are not judged: too few students stand behind their number, or it would give \
             another away.",
            found.letters.len()
        ));
    }
    notes.push(
        "The letters are drawn by chance and stand in their own order. Whoever stands where more happens writes \
         more; those who wrote none are not in the file. A number beyond the limits is a reason to ask and no answer."
            .to_owned(),
    );
    notes.push(
        "Source of the method: D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics \
         in Medicine 24 (2005), 1185–1202, with exact limits of the Poisson distribution."
            .to_owned(),
    );
    notes
}

/// Letters side by side in their own order, under level limits.
fn side_by_side(found: &Differences) -> Funnel {
    let count = found.letters.len().max(1);
    let point = |(place, letter): (usize, &Letter)| {
        let along = (fraction(place) + 0.5) / fraction(count);
        point(letter, along)
    };
    let level = |value: f64, label: String, outer: bool| Curve {
        label,
        points: vec![(0.0, value), (1.0, value)],
        outer,
    };
    let (usual, rare) = (limits(found.rate, USUAL_TAIL), limits(found.rate, RARE_TAIL));
    let label = |name: &str, (least, most): (u32, u32)| {
        format!("{name} limits: {} to {}", plain(f64::from(least)), plain(f64::from(most)))
    };
    Funnel {
        points: found.letters.iter().enumerate().filter_map(point).collect(),
        center: level(found.rate, String::new(), false),
        limits: vec![
            level(above(usual.1), label("95 %", usual), false),
            level(below(usual.0), String::new(), false),
            level(above(rare.1), label("99.8 %", rare), true),
            level(below(rare.0), String::new(), true),
        ],
        ends: ("letters".to_owned(), format!("the line: the building, {}", average(found.rate))),
    }
}

/// Letters by the students they teach, under limits that widen with them.
fn by_students(found: &Differences) -> Funnel {
    let taught = || found.letters.iter().filter_map(|letter| letter.students_taught);
    let (first, last) = (taught().min().unwrap_or(0), taught().max().unwrap_or(0));
    let (first, last) = (first.saturating_sub(1), last + 1);
    let along = |students: u32| f64::from(students.saturating_sub(first)) / f64::from(last - first);
    let curve = |label: &str, outer: bool, value: &dyn Fn(f64) -> f64| Curve {
        label: label.to_owned(),
        points: steps(first, last)
            .map(|students| (along(students), value(found.rate * f64::from(students))))
            .collect(),
        outer,
    };
    let placed = |letter: &Letter| point(letter, along(letter.students_taught?));
    Funnel {
        points: found.letters.iter().filter_map(placed).collect(),
        center: curve("the building", false, &|expected| expected),
        limits: vec![
            curve("95 % limits", false, &|expected| above(limits(expected, USUAL_TAIL).1)),
            curve("", false, &|expected| below(limits(expected, USUAL_TAIL).0)),
            curve("99.8 % limits", true, &|expected| above(limits(expected, RARE_TAIL).1)),
            curve("", true, &|expected| below(limits(expected, RARE_TAIL).0)),
        ],
        ends: (format!("{} students taught", first + 1), format!("{}", last - 1)),
    }
}

/// At most a few hundred steps from the first to the last.
fn steps(first: u32, last: u32) -> impl Iterator<Item = u32> {
    let step = ((last - first) / 200).max(1);
    (first..last).step_by(usize::try_from(step).unwrap_or(1)).chain([last])
}

/// Limits are drawn between whole numbers, so that no point lies on one.
fn above(most: u32) -> f64 {
    f64::from(most) + 0.5
}

fn below(least: u32) -> f64 {
    (f64::from(least) - 0.5).max(0.0)
}

fn point(letter: &Letter, along: f64) -> Option<Point> {
    let value = f64::from(letter.referrals.shown()?);
    let beyond = letter.standing() != Some(Standing::Within95);
    Some(Point { along, label: letter.letter.clone(), value, beyond })
}

fn fraction(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn table(found: &Differences) -> (Vec<String>, Vec<Vec<String>>) {
    let by_students = found.exposure == Exposure::StudentsTaught;
    let mut columns = vec!["Letter".to_owned(), "Referrals".to_owned()];
    if by_students {
        columns.push("Students taught".to_owned());
    }
    columns.extend(["95 % limits", "99.8 % limits", "Where it lies"].map(str::to_owned));
    let range =
        |(least, most): (u32, u32)| format!("{} to {}", plain(f64::from(least)), plain(f64::from(most)));
    let row = |letter: &Letter| {
        let mut row = vec![letter.letter.clone(), said(letter.referrals)];
        if by_students {
            row.push(letter.students_taught.map(|taught| taught.to_string()).unwrap_or_default());
        }
        row.extend([range(letter.usual), range(letter.rare), where_it_lies(letter).to_owned()]);
        row
    };
    (columns, found.letters.iter().map(row).collect())
}

/// Where a letter's number lies, in words.
pub(super) fn where_it_lies(letter: &Letter) -> &'static str {
    match letter.standing() {
        None => "not judged",
        Some(Standing::Within95) => "within the 95 % limits",
        Some(Standing::Within998) => "between the 95 % and the 99.8 % limits",
        Some(Standing::Beyond) => "beyond the 99.8 % limits",
    }
}
