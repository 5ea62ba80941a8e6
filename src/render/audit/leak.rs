//! What is said of outputs that hold what their audience may not see.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use super::hidden::{Hidden, Sighting, Why};
use super::texts::Texts;
use super::words::Form;
use super::{Again, Audited};
use crate::diagnostic::{Code, Diagnostic};

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
    phrases: HashSet<u64>,
    suspects: &BTreeSet<String>,
    again: &Again<'_>,
) -> HashSet<u64> {
    if phrases.is_empty() {
        return phrases;
    }
    let others = again(&super::doubt::without(audited.input, hidden, &phrases), suspects);
    let said: Vec<Vec<Sighting>> =
        others.par_iter().map(|output| hidden.phrases_in(&output.path, output.bytes.as_slice())).collect();
    let mut own: HashSet<u64> = said.iter().flatten().filter_map(Sighting::phrase).collect();
    let prefix = format!("themes/{}/", audited.config.output.html.theme);
    for file in audited.input.themes.iter().filter(|file| file.path.starts_with(&prefix)) {
        if Form::of(&file.path).is_some() {
            hidden.each_in(&file.bytes, Form::Markup, &mut |hash, _| _ = own.remove(&hash));
        }
    }
    own
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
