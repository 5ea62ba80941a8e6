//! Follow-through of the real plan, as its README counted it by hand.

use isles::config::Cadence;
use isles::date::Date;
use isles::input::Options;
use isles::record::{Initiative, Plan};
use isles::report::follow_through::{Settings, Standing, due_now, follow_through, review_rhythm, stale_in};
use isles::view::View;

use crate::site::{load, repository};
use isles::language::Language;

#[test]
fn the_real_plan_was_followed_through_as_its_readme_says() {
    let root = repository().join("../shared/real/discipline-plan");
    if !root.is_dir() {
        return;
    }
    let today = Date::constant(2015, 10, 26);
    let checked = isles::read(&load(&root), &Options::as_of(today)).expect("a site");
    let view = View::of_everything(&checked.catalog, &checked.language);
    let cadence = Cadence::default();
    let plan = view.all::<Plan>().find(|plan| plan.record().key.id.as_str() == "discipline-2014-15");
    let plan = plan.expect("the behavior plan");
    let rhythm = review_rhythm(&view, plan, cadence, today);
    assert_eq!(rhythm.words(Language::english()), "0 of 15 held; the first was due 399 days ago");
    assert_eq!(rhythm.basis(Language::english()).as_deref(), Some("every 28 days since 25 August 2014"));

    let initiative =
        view.all::<Initiative>().find(|item| item.record().key.id.as_str() == "character-education");
    let settings = Settings { cadence, min_educators: 5 };
    let found = follow_through(&view, initiative.expect("an initiative"), settings, today);
    assert_eq!(found.launch.words(Language::english()), "Launched 427 days ago");
    let said = |title: &str| {
        let item = found.items.iter().find(|item| item.title == title).expect("an item");
        let lines: Vec<&str> = item.lines.iter().map(|line| line.text.as_str()).collect();
        (item.standing, lines.join(" | "))
    };
    assert_eq!(said("Plan changed"), (Standing::NotKept, "No change recorded in 427 days".into()));
    assert_eq!(
        said("Walkthrough after every session"),
        (Standing::NothingDue, "No learning session so far.".into())
    );
    assert_eq!(said("Coverage"), (Standing::Told, "No walkthrough so far.".into()));
    assert_eq!(said("Support matched"), (Standing::Told, "No support since the launch.".into()));
    let old = "Office referrals in a year: last value 13 June 2014, 500 days old, 135 over its cadence";
    let (standing, words) = said("Nothing stale");
    assert!(standing == Standing::NotKept && words.contains(old), "{words}");
    assert!(stale_in(&view, None, today).iter().any(|stale| stale.words(Language::english()) == old));
    assert!(due_now(&view, None, cadence, today).iter().any(|line| line.text.contains("399 days late")));
}
