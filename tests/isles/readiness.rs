//! Readiness of small and real plans, counted by hand.

use isles::date::Date;
use isles::input::{Input, Options};
use isles::record::Initiative;
use isles::report::readiness::{State, readiness};
use isles::view::View;

use crate::site::{input, load, repository, today};

const SCHOOL: (&str, &str) = ("content/school.toml", "name = \"X\"\nlevel = \"other\"\n");
const PLAN: (&str, &str) = (
    "content/plans/p.md",
    "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\n\n[[goals]]\nid = \"g\"\nstatement = \"G\"\n+++\n",
);
const INITIATIVE: (&str, &str) = (
    "content/initiatives/i.md",
    "+++\ntitle = \"I\"\nplan = \"p\"\ngoals = [\"g\"]\nlaunch = 2026-10-05\nroot-cause = \"Because.\"\n+++\n",
);

/// The states of the ten items of the initiative `id`, as letters: m(et), n(ot met), a (not applicable).
fn states(input: &Input, id: &str, today: Date) -> String {
    let checked = isles::read(input, &Options::as_of(today)).unwrap();
    let view = View::of_everything(&checked.catalog, &checked.language);
    let item = view.all::<Initiative>().find(|item| item.record().key.id.as_str() == id).unwrap();
    let found = readiness(&view, item, today);
    assert_eq!(found.met, found.items.iter().filter(|item| item.state == State::Met).count());
    let letter = |state| match state {
        State::Met => 'm',
        State::NotMet => 'n',
        State::NotApplicable => 'a',
    };
    found.items.iter().map(|item| letter(item.state)).collect()
}

fn with(extra: &[(&str, &str)]) -> String {
    let files = [SCHOOL, PLAN, INITIATIVE].into_iter().chain(extra.iter().copied());
    let files: Vec<(&str, &str)> = files.collect();
    states(&input(files.iter().map(|(path, text)| (*path, text.as_bytes()))), "i", today())
}

#[test]
fn nothing_on_record_meets_nothing() {
    assert_eq!(with(&[]), "nnnannnnnn");
}

#[test]
fn look_fors_that_came_after_the_launch_were_not_agreed_before_it() {
    let initiative = |date: &str| {
        let text = INITIATIVE.1.replace("\n+++\n", "\n[[look-fors]]\nid = \"n\"\ntext = \"N\"\n+++\n");
        text.replace("title = \"I\"\n", &format!("title = \"I\"\n{date}"))
    };
    let talk = |date: &str| {
        format!(
            "+++\ntitle = \"T\"\ndate = {date}\nformat = \"survey\"\ninitiative = \"i\"\ngroup = \"Staff\"\n+++\n"
        )
    };
    let told = |date: &str, day: &str| {
        let (initiative, talk) = (initiative(date), talk(day));
        let files =
            [SCHOOL, PLAN, ("content/initiatives/i.md", &initiative), ("content/conversations/t.md", &talk)];
        states(&input(files.map(|(path, text)| (path, text.as_bytes()))), "i", today()).pop().unwrap()
    };
    // The launch is 5 October; the initiative's own date counts before a conversation's.
    assert_eq!(told("date = 2026-09-20\n", "2026-11-01"), 'm');
    assert_eq!(told("date = 2026-11-01\n", "2026-09-20"), 'n');
    assert_eq!(told("", "2026-09-20"), 'm');
    assert_eq!(told("", "2026-11-01"), 'n');
}

#[test]
fn only_what_lies_wholly_before_the_launch_counts() {
    let talk = |date: &str| {
        format!(
            "+++\ntitle = \"T\"\ndate = {date}\nformat = \"teacher-leaders\"\ninitiative = \"i\"\ngroup = \"Leads\"\n\n\
             [[barriers]]\ntext = \"B\"\nstrength = 4\nresponse = \"R\"\nowner = \"O\"\n\n[[leverage]]\ntext = \"L\"\n\n\
             [[changes]]\nwhat = \"W\"\nwhy = \"Y\"\n+++\n"
        )
    };
    let before = talk("\"2026-09\"");
    assert_eq!(with(&[("content/conversations/t.md", &before)]), "nnmmnmnnnn");
    let across = talk("\"2026-10\"");
    assert_eq!(with(&[("content/conversations/t.md", &across)]), "nnnannnnnn", "October holds the launch");
}

#[test]
fn evidence_shows_the_need_and_the_cause_and_a_finished_pilot_is_a_trial() {
    let evidence = "+++\ntitle = \"E\"\ndate = 2026-05-14\ntype = \"data\"\nfor = [\"i\"]\n+++\n";
    let pilot = "+++\ntitle = \"P\"\ninitiative = \"i\"\nstarts = 2026-09-01\nends = 2026-09-25\nwho = \"Three\"\nprediction = \"15\"\ndecision = \"adapt\"\nreason = \"13\"\n+++\n";
    let open = pilot.replace("ends = 2026-09-25\n", "");
    assert_eq!(with(&[("content/evidence/e.md", evidence), ("content/pilots/p.md", pilot)]), "mmnannnmnn");
    assert_eq!(with(&[("content/pilots/p.md", &open)]), "nnnannnnnn");
}

#[test]
fn the_real_plan_is_as_ready_as_its_readme_says() {
    let root = repository().join("../shared/real/discipline-plan");
    if !root.is_dir() {
        return;
    }
    let input = load(&root);
    let today = Date::constant(2015, 10, 26);
    assert_eq!(states(&input, "character-education", today), "mmnannnnnn", "2 of 9 applicable");
    for id in ["guided-reading", "fluency-reads", "vocabulary", "conceptual-math", "math-facts"] {
        assert_eq!(states(&input, id, today), "nnnannnnnn", "{id}: 0 of 9");
    }
    assert_eq!(states(&input, "stamina", today), "mnnannnnnn", "evidence alone does not meet the cause");
}
