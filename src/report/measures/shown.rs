//! What a page may say of one value, and of how many people stand behind all of them.

use super::Privacy;
use crate::count::Count;
use crate::dataset::measure::{Point, Ratio};
use crate::date::When;
use crate::language::Language;
use crate::record::{About, Measure, Unit};
use crate::report::number::{plain, with_unit};
use crate::report::suppress::{
    Cell, Counting, Denominator, Group, Percent, gives_a_few_away, lone_count, percent_of_people,
};
use crate::say;

/// A value as a page may say it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownValue {
    /// When it was.
    pub date: When,
    /// The value, where it may be drawn.
    pub value: Option<f64>,
    /// Why there is none, if there is none.
    pub why: Why,
    /// The value in words: with its unit, hidden and why, or "no value".
    pub text: String,
    /// How many stand behind it, in words; empty where the file does not say.
    pub n: String,
    /// What the file notes.
    pub note: Option<String>,
}

/// Whether a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is.
    Shown,
    /// Nothing was recorded.
    Missing,
    /// It would say too much about a few people, or nobody knows about how many.
    Withheld,
}

/// A value as a page may say it: a number about people only where it gives nobody away.
pub(super) fn shown(language: &Language, point: &Point, fields: &Measure, privacy: Privacy) -> ShownValue {
    let said = point.value.map(|value| (value, withheld(language, value, point, fields, privacy)));
    let (value, why, text) = match said {
        None => (None, Why::Missing, language.word("word.no-value").to_owned()),
        Some((value, None)) => (Some(value), Why::Shown, with_unit(language, value, fields.unit)),
        Some((_, Some(words))) => (None, Why::Withheld, words),
    };
    let n = match (how_many(point), fields.about) {
        // What is no number of people need not be a whole one either.
        (Some(Behind::Ratio(ratio)), Some(About::Other)) => plain(language, ratio.denominator),
        (Some(behind), about) => behind.cell(about, privacy).words(language),
        (None, _) => String::new(),
    };
    ShownValue { date: point.date, value, why, text, n, note: point.note.clone() }
}

/// What to say in the place of a value that says too much about a few people; nothing where it may be shown.
fn withheld(
    language: &Language,
    value: f64,
    point: &Point,
    fields: &Measure,
    privacy: Privacy,
) -> Option<String> {
    let (group, minimum) = match fields.about? {
        About::Students => (Group::Students, privacy.min_students),
        About::Educators => (Group::Educators, privacy.min_educators),
        About::Other => return None,
    };
    if fields.unit == Unit::Percent {
        let said = percent_of_people(value, denominator(point, fields), group, minimum);
        return said.shown().is_none().then(|| said.words(language));
    }
    let behind = how_many(point);
    let of_few = behind.is_some_and(|behind| behind.cell(fields.about, privacy).shown().is_none());
    match counting(value, point, fields) {
        _ if of_few => Some(Percent::Hidden.words(language)),
        Some(counting) if gives_a_few_away(counting, behind.map(Behind::people), minimum) => {
            let says_it = fields.unit == Unit::Count && gives_a_few_away(counting, None, minimum);
            let few = if says_it { Cell::FewerThan(minimum) } else { Cell::Hidden };
            Some(few.words(language))
        }
        _ => None,
    }
}

/// How a value counts people, where it does: by itself, or as a rate of all that stand behind it.
fn counting(value: f64, point: &Point, fields: &Measure) -> Option<Counting> {
    match (fields.unit, point.ratio) {
        (Unit::Count, _) => Some(Counting::People(value)),
        (Unit::Rate, Some(ratio)) => Some(Counting::People(ratio.numerator)),
        (Unit::Rate, None) => Some(Counting::Among(value, fields.per.unwrap_or(USUAL_PER))),
        _ => None,
    }
}

/// What a rate is a rate per, where its record does not say.
const USUAL_PER: u32 = 100;

/// How many stand behind a value, as its file says it.
#[derive(Clone, Copy)]
enum Behind {
    /// The denominator of a ratio.
    Ratio(Ratio),
    /// A number beside the value.
    Number(Count),
}

impl Behind {
    /// The number.
    fn people(self) -> Count {
        match self {
            Self::Ratio(ratio) => Count::new(whole(ratio.denominator)),
            Self::Number(count) => count,
        }
    }

    /// The number as a page may say it. It counts people unless the record says that it does not.
    fn cell(self, about: Option<About>, privacy: Privacy) -> Cell {
        let minimum = match about {
            Some(About::Other) => 1,
            Some(About::Educators) => privacy.min_educators,
            Some(About::Students) | None => privacy.min_students,
        };
        lone_count(self.people(), minimum)
    }
}

fn how_many(point: &Point) -> Option<Behind> {
    point.ratio.map(Behind::Ratio).or(point.n.map(Behind::Number))
}

/// How many people a percent is of: its denominator, its n, or the author's word.
fn denominator(point: &Point, fields: &Measure) -> Denominator {
    match (point.ratio, point.n, fields.n_at_least) {
        (Some(ratio), ..) => Denominator::Exactly(whole(ratio.denominator)),
        (None, Some(people), _) => Denominator::counted(people),
        (None, None, Some(people)) => Denominator::AtLeast(people),
        (None, None, None) => Denominator::NotRecorded,
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a denominator is a checked count"
)]
fn whole(denominator: f64) -> u32 {
    denominator.floor().clamp(0.0, 4e9) as u32
}

/// "no values", "1 value", "12 values, each of 69 to 71 students".
pub(super) fn n_in_words(
    language: &Language,
    points: &[&Point],
    fields: &Measure,
    privacy: Privacy,
) -> String {
    let values: Vec<&&Point> = points.iter().filter(|point| point.value.is_some()).collect();
    let number = match values.len() {
        0 => return language.word("measures.no-values").to_owned(),
        number => say!(language, "count.values", count = number),
    };
    let key = match fields.about {
        Some(About::Students) => "measures.values-of-students",
        Some(About::Educators) => "measures.values-of-educators",
        Some(About::Other) | None => return number,
    };
    let of = |people: String| say!(language, key, count = values.len(), values = number, people = people);
    let known: Option<Vec<u32>> =
        values.iter().map(|point| how_many(point)?.cell(fields.about, privacy).shown()).collect();
    let range = known.and_then(|known| Some((known.iter().min().copied()?, known.iter().max().copied()?)));
    match (range, fields.n_at_least) {
        (Some((least, most)), _) if least == most => of(least.to_string()),
        (Some((least, most)), _) => of(say!(language, "number.range", least = least, most = most)),
        (None, Some(at_least)) if values.iter().all(|point| how_many(point).is_none()) => {
            of(say!(language, "number.at-least", number = at_least))
        }
        (None, _) => number,
    }
}
