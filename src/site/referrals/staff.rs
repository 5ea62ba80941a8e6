//! Differences among teachers, for leadership: a funnel chart of letters, never a list by number.

use super::words::{average, said};
use crate::language::Language;
use crate::report::number::plain;
use crate::report::referrals::{
    Differences, Exposure, Letter, RARE_TAIL, ReferralYear, Standing, USUAL_TAIL, limits,
};
use crate::say;
use crate::site::figure::funnel::{Curve, Funnel, Point};
use crate::site::figure::{Chart, Figure};

/// How many letters lie within what chance alone produces.
pub(super) fn sentence(language: &Language, found: &Differences) -> String {
    say!(
        language,
        "referrals.of-classrooms-lie-within-what-chance-alone",
        within = found.within,
        judged = found.judged
    )
}

/// The funnel chart with its numbers in the order of the letters.
pub(super) fn funnel(language: &Language, year: &ReferralYear, found: &Differences, id: &str) -> Figure {
    let title = say!(language, "referrals.referrals-by-who-wrote-them-as-letters", year = year.year);
    let chart = match found.exposure {
        Exposure::StudentsTaught => by_students(language, found),
        Exposure::Equal | Exposure::EqualForLack => side_by_side(language, found),
    };
    let (columns, rows) = table(language, found);
    let mut figure =
        Figure::new(id, title, expected(language, found)).drawn(Chart::Funnel(chart)).table(columns, rows);
    figure.notes = notes(language, found);
    figure
}

/// What the building's rate gives to each, and what chance makes of it.
fn expected(language: &Language, found: &Differences) -> String {
    let rate = average(language, found.rate);
    if found.exposure == Exposure::StudentsTaught {
        return say!(language, "referrals.the-buildings-rate-is-for-each-student", rate = rate);
    }
    let (least, most) = limits(found.rate, USUAL_TAIL);
    let (least, most) = (plain(language, f64::from(least)), plain(language, f64::from(most)));
    say!(language, "referrals.the-buildings-rate-is-for-each-letter", rate = rate, least = least, most = most)
}

fn notes(language: &Language, found: &Differences) -> Vec<String> {
    let mut notes = vec![match found.exposure {
        Exposure::Equal => language.word("referrals.all-letters-are-taken-to-meet-as").to_owned(),
        Exposure::StudentsTaught => {
            language.word("referrals.each-letter-is-compared-by-the-number").to_owned()
        }
        Exposure::EqualForLack => language.word("referrals.all-letters-are-taken-to-meet-as-too").to_owned(),
    }];
    let unsaid = found.letters.len() - found.judged;
    if unsaid > 0 {
        notes.push(say!(
            language,
            "referrals.of-letters-are-not-judged-too-few",
            unsaid = unsaid,
            letters = found.letters.len()
        ));
    }
    notes.push(language.word("referrals.the-letters-are-drawn-by-chance-and").to_owned());
    notes.push(language.word("referrals.source-of-the-method-d-j-spiegelhalter").to_owned());
    notes
}

/// Letters side by side in their own order, under level limits.
fn side_by_side(language: &Language, found: &Differences) -> Funnel {
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
        say!(
            language,
            "referrals.limits-to",
            name = name,
            from = plain(language, f64::from(least)),
            from_too = plain(language, f64::from(most))
        )
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
        ends: (
            language.word("word.letters").to_owned(),
            say!(language, "referrals.the-line-the-building", average = average(language, found.rate)),
        ),
    }
}

/// Letters by the students they teach, under limits that widen with them.
fn by_students(language: &Language, found: &Differences) -> Funnel {
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
        center: curve(language.word("word.the-building"), false, &|expected| expected),
        limits: vec![
            curve(language.word("word.95-limits"), false, &|expected| above(limits(expected, USUAL_TAIL).1)),
            curve("", false, &|expected| below(limits(expected, USUAL_TAIL).0)),
            curve(language.word("word.99-8-limits"), true, &|expected| above(limits(expected, RARE_TAIL).1)),
            curve("", true, &|expected| below(limits(expected, RARE_TAIL).0)),
        ],
        ends: (say!(language, "referrals.students-taught", value = first + 1), format!("{}", last - 1)),
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

fn table(language: &Language, found: &Differences) -> (Vec<String>, Vec<Vec<String>>) {
    let by_students = found.exposure == Exposure::StudentsTaught;
    let mut columns =
        vec![language.word("label.letter").to_owned(), language.word("label.referrals").to_owned()];
    if by_students {
        columns.push(language.word("label.students-taught").to_owned());
    }
    columns.extend(
        [
            language.word("word.95-limits"),
            language.word("word.99-8-limits"),
            language.word("label.where-it-lies"),
        ]
        .map(str::to_owned),
    );
    let range = |(least, most): (u32, u32)| {
        say!(
            language,
            "referrals.to",
            from = plain(language, f64::from(least)),
            from_too = plain(language, f64::from(most))
        )
    };
    let row = |letter: &Letter| {
        let mut row = vec![letter.letter.clone(), said(language, letter.referrals)];
        if by_students {
            row.push(letter.students_taught.map(|taught| taught.to_string()).unwrap_or_default());
        }
        row.extend([range(letter.usual), range(letter.rare), where_it_lies(language, letter).to_owned()]);
        row
    };
    (columns, found.letters.iter().map(row).collect())
}

/// Where a letter's number lies, in words.
pub(super) fn where_it_lies<'l>(language: &'l Language, letter: &Letter) -> &'l str {
    match letter.standing() {
        None => language.word("word.not-judged"),
        Some(Standing::Within95) => language.word("referrals.within-the-95-limits"),
        Some(Standing::Within998) => language.word("referrals.between-the-95-and-the-99-8"),
        Some(Standing::Beyond) => language.word("referrals.beyond-the-99-8-limits"),
    }
}
