//! What is said of outputs that hold what their audience may not see.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use super::hidden::{Hidden, Sighting, Why};
use super::texts::Texts;
use super::words::Form;
use super::{Again, Audited};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::Output;

/// An output that holds something hidden, and on which line; 0 is its path.
type Place<'o> = (&'o str, usize);

/// A problem for every record and file that an output gives away.
pub(super) fn problems(
    audited: &Audited<'_, '_>,
    hidden: &Hidden,
    paths: &[&str],
    sightings: &[Vec<Sighting>],
    own: &HashSet<u64>,
) -> Vec<Diagnostic> {
    // By the holder: the earliest of its places, and the outputs.
    let mut leaks: BTreeMap<usize, (Option<std::ops::Range<usize>>, Vec<Place<'_>>)> = BTreeMap::new();
    for (path, sightings) in paths.iter().copied().zip(sightings) {
        for sighting in sightings {
            let (holder, range, line) = match sighting {
                Sighting::File(holder) => (*holder, None, 0),
                Sighting::Phrase(hash, line) => match hidden.spot(*hash) {
                    Some(spot) if !own.contains(hash) => (spot.holder(), spot.range(), *line),
                    _ => continue,
                },
            };
            let (earliest, places) = leaks.entry(holder).or_default();
            if let Some(range) =
                range.filter(|range| earliest.as_ref().is_none_or(|earliest| range.start < earliest.start))
            {
                *earliest = Some(range);
            }
            if places.last().is_none_or(|(last, _)| *last != path) {
                places.push((path, line));
            }
        }
    }
    let problem = |(holder, (range, places)): (usize, (Option<std::ops::Range<usize>>, Vec<Place<'_>>))| {
        problem(audited, hidden, holder, range, &places)
    };
    leaks.into_iter().map(problem).collect()
}

/// The phrases that the site also says where no hidden record does, unless somebody wrote them into its theme.
pub(super) fn own(
    audited: &Audited<'_, '_>,
    hidden: &Hidden,
    phrases: &HashSet<u64>,
    seen: Seen<'_>,
    again: &Again<'_>,
) -> HashSet<u64> {
    let mut own = HashSet::new();
    if phrases.is_empty() {
        return own;
    }
    let others = super::doubt::without(audited.input, hidden, phrases);
    // What the site says by itself it says wherever it says it: one place is enough to find out.
    for suspects in [one_for_each(seen), all(seen)] {
        if !phrases.is_subset(&own) {
            own.extend(said(hidden, &again(&others, &suspects)));
        }
    }
    let prefix = format!("themes/{}/", audited.config.output.html.theme);
    for file in audited.input.themes.iter().filter(|file| file.path.starts_with(&prefix)) {
        if Form::of(&file.path).is_some() {
            hidden.each_in(&file.bytes, Form::Markup, &mut |hash, _| _ = own.remove(&hash));
        }
    }
    own
}

/// The hidden phrases that outputs hold.
fn said(hidden: &Hidden, outputs: &[Output]) -> HashSet<u64> {
    let phrases_in = |output: &Output| hidden.phrases_in(&output.path, output.bytes.as_slice());
    let sightings: Vec<Vec<Sighting>> = outputs.par_iter().map(phrases_in).collect();
    sightings.iter().flatten().filter_map(Sighting::phrase).collect()
}

/// Outputs by their paths, and what was seen in each.
pub(super) type Seen<'s> = (&'s [&'s str], &'s [Vec<Sighting>]);

/// The outputs that hold a phrase of something hidden.
fn all((paths, sightings): Seen<'_>) -> BTreeSet<String> {
    let has_phrase = |sightings: &[Sighting]| sightings.iter().any(|sighting| sighting.phrase().is_some());
    let suspects = paths.iter().zip(sightings).filter(|(_, sightings)| has_phrase(sightings));
    suspects.map(|(path, _)| (*path).to_owned()).collect()
}

/// So many of them that each phrase stands in one: pages, which can be made one by one, where it stands in any.
fn one_for_each((paths, sightings): Seen<'_>) -> BTreeSet<String> {
    let mut covered = HashSet::new();
    let mut suspects = BTreeSet::new();
    for pages in [true, false] {
        let outputs = paths.iter().zip(sightings).filter(|(path, _)| path.ends_with(".html") == pages);
        for (path, sightings) in outputs {
            let before = covered.len();
            covered.extend(sightings.iter().filter_map(Sighting::phrase));
            if covered.len() > before {
                suspects.insert((*path).to_owned());
            }
        }
    }
    suspects
}

fn problem(
    audited: &Audited<'_, '_>,
    hidden: &Hidden,
    holder: usize,
    range: Option<std::ops::Range<usize>>,
    places: &[Place<'_>],
) -> Diagnostic {
    let holder = &hidden.holders()[holder];
    let what = match (&range, holder.texts) {
        (Some(_), _) => "what stands here",
        (None, Texts::Record(_)) => "the id of this record",
        (None, _) => "this file or its name",
    };
    let why = match holder.why {
        Why::For(audience) => format!("is for {audience}"),
        Why::Draft => "is a draft".to_owned(),
        Why::Rows => "is in no build".to_owned(),
        Why::File => "no record of that site shows".to_owned(),
    };
    let (first, line) = places.first().copied().unwrap_or_default();
    let at = if line > 0 { format!("line {line} of `{first}`") } else { format!("`{first}`") };
    let more = match places.len() {
        0 | 1 => String::new(),
        2 => ", and so would one other file".to_owned(),
        many => format!(", and so would {} other files", many - 1),
    };
    let audience = audited.view.audience();
    let message = format!("{at} of the {audience} site would give away {what}, which {why}{more}");
    let problem = match range {
        Some(range) => Diagnostic::at(Code::Leaked, &holder.source, range, message),
        None => Diagnostic::file(Code::Leaked, holder.source.path(), message),
    };
    problem.help(
        "if a file of `themes/` writes it there, take it out of that file; if everyone may read it, give it a wider audience; else it is a fault of Isles: nothing was written, so please report it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phrase_stands_in_one_of_the_outputs_that_are_made_again() {
        let paths = ["a.csv", "a.html", "b.html", "c.html", "d.js"];
        let phrases = |hashes: &[u64]| hashes.iter().map(|hash| Sighting::Phrase(*hash, 1)).collect();
        let sightings: [Vec<Sighting>; 5] =
            [phrases(&[1, 4]), phrases(&[1, 2]), phrases(&[2]), vec![Sighting::File(0)], phrases(&[2, 4, 5])];
        let seen = (paths.as_slice(), sightings.as_slice());
        let names = |paths: BTreeSet<String>| paths.into_iter().collect::<Vec<_>>();
        assert_eq!(names(one_for_each(seen)), ["a.csv", "a.html", "d.js"]);
        assert_eq!(names(all(seen)), ["a.csv", "a.html", "b.html", "d.js"]);
        assert!(one_for_each((&[], &[])).is_empty());
    }
}
