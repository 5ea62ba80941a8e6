//! What other pages take from here, and the lengths that a bar may have.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::figures::parts;
use crate::audience::Audience;
use crate::catalog::RecordIx;
use crate::date::Date;
use crate::input::{Input, InputFile, Options};
use crate::language::Language;
use crate::record::Kind;
use crate::report::look_fors::{Level, Seen};
use crate::report::suppress::{Cell, Figure, Percent};
use crate::site::blocks::Block;
use crate::site::computed::Computed;
use crate::site::{Making, PlaceNames, Topics, Urls};
use crate::view::View;

const FILES: [(&str, &str); 4] = [
    ("content/school.toml", "name = \"X\"\nlevel = \"other\"\n"),
    (
        "content/plans/p.toml",
        "title = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\n[[goals]]\nid = \"g\"\nstatement = \"G\"\n",
    ),
    (
        "content/initiatives/i.toml",
        "title = \"I\"\nplan = \"p\"\ngoals = [\"g\"]\n[[look-fors]]\nid = \"notes\"\ntext = \"Notes\"\nlevels = [\"no\", \"some\", \"all\"]\ngoal-level = \"all\"\n[[look-fors]]\nid = \"alone\"\ntext = \"Alone\"\n",
    ),
    (
        "content/walkthroughs/w.toml",
        "title = \"W\"\ndate = 2026-10-22\ninitiative = \"i\"\neligible = 20\ncounts = [{ look-for = \"notes\", levels = { no = 5, some = 6, all = 9 } }, { look-for = \"alone\", levels = { observed = 12, \"not observed\" = 8 } }]\n",
    ),
];

/// Looks at the initiative and the walkthrough of a site of those files.
fn look<T>(
    files: &[(&str, &str)],
    audience: Audience,
    look: impl FnOnce(Making<'_, '_>, [Option<RecordIx>; 2]) -> T,
) -> T {
    let content = files
        .iter()
        .map(|(path, text)| InputFile { path: (*path).into(), bytes: Arc::from(text.as_bytes()) });
    let today = Date::constant(2026, 11, 24);
    let input = Input { content: content.collect(), ..Input::default() };
    let checked = crate::read(&input, &Options::as_of(today)).expect("settings");
    let view = View::new(&checked.catalog, &checked.language, audience, false);
    let config = &checked.config;
    let (urls, topics, files) = (Urls::of(&view), Topics::of(&view), BTreeMap::new());
    let names = PlaceNames::of(&view, config);
    let computed = Computed::of(&view, config, today, &BTreeMap::new());
    let (urls, topics, names, computed) = (&urls, &topics, &names, &computed);
    let (language, files) = (view.language(), &files);
    let making = Making { view: &view, language, config, urls, topics, files, names, computed, today };
    let found = [Kind::Initiative, Kind::Walkthrough]
        .map(|kind| view.entries().find(|(_, entry)| entry.record.key.kind == kind).map(|(ix, _)| ix));
    look(making, found)
}

#[test]
fn other_pages_take_lines_blocks_and_a_picture() {
    look(&FILES, Audience::Staff, |making, [initiative, wave]| {
        let (initiative, wave) = (initiative.expect("an initiative"), wave.expect("a walkthrough"));
        let lines: Vec<String> =
            making.latest_wave_lines(initiative).into_iter().map(|line| line.text).collect();
        assert_eq!(
            lines,
            [
                "Notes: of 20 rooms, 9 all, 6 some, 5 no (Thu 22 Oct 2026).",
                "Alone: of 20 rooms, 12 observed, 8 not observed (Thu 22 Oct 2026)."
            ]
        );
        let blocks = making.look_for_blocks(initiative);
        let figures = blocks.iter().filter(|block| matches!(block, Block::Figure { .. })).count();
        assert_eq!(figures, 2, "one a look-for");
        assert!(matches!(blocks.last(), Some(Block::Method(_))));
        let figure = making.wave_figure(wave).expect("a figure");
        assert_eq!(figure.table.rows.len(), 5);
        assert_eq!(figure.description, "All 20 rooms were seen.");
        assert_eq!(
            figure.chart.expect("a chart").description,
            "Notes: of 20 rooms, 9 all, 6 some, 5 no. Alone: of 20 rooms, 12 observed, 8 not observed."
        );
    });
}

#[test]
fn readers_of_the_school_hear_that_nobody_came_and_others_hear_nothing() {
    look(&FILES[..3], Audience::Staff, |making, [initiative, _]| {
        let blocks = making.look_for_blocks(initiative.expect("an initiative"));
        let [Block::Lines { lines, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!(lines[0].text, "No learning session and no walkthrough so far.");
    });
    look(&FILES, Audience::Public, |making, [initiative, wave]| {
        let initiative = initiative.expect("an initiative");
        assert!(
            making.look_for_blocks(initiative).is_empty() && making.latest_wave_lines(initiative).is_empty()
        );
        assert_eq!(wave, None);
    });
}

fn seen(observable: Cell, levels: &[(Cell, Option<Percent>)]) -> Seen {
    let level = |(count, percent): &(Cell, Option<Percent>)| Level {
        name: "level".into(),
        figure: Figure { count: *count, percent: *percent },
    };
    Seen {
        wave: 0,
        levels: levels.iter().map(level).collect(),
        observable,
        not_observable: Cell::Hidden,
        goal: None,
        starts_afresh: false,
        followed: Vec::new(),
    }
}

#[test]
fn a_bar_has_no_length_that_the_page_does_not_say() {
    let half = Some(Percent::Shown(50.0));
    let hidden = (Cell::Hidden, Some(Percent::Hidden));
    let lengths = |seen: &Seen| {
        let parts = parts(Language::english(), seen)?;
        Some(parts.iter().map(|part| (part.level, part.percent)).collect::<Vec<_>>())
    };
    let found = lengths(&seen(Cell::Shown(20), &[hidden, (Cell::Shown(10), half), hidden]));
    assert_eq!(found, Some(vec![(Some(1), 50.0), (None, 50.0)]), "the rest is one part, and the last");
    assert_eq!(lengths(&seen(Cell::Hidden, &[hidden, (Cell::Shown(10), Some(Percent::Hidden))])), None);
    assert_eq!(lengths(&seen(Cell::Shown(20), &[hidden, hidden])), None);
    let coded = (Cell::Shown(39), Some(Percent::AtLeast(95)));
    assert_eq!(lengths(&seen(Cell::Shown(40), &[coded, hidden])), None, "a coded percent has no length");
}
