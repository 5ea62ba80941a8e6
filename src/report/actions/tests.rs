//! Actions of one made-up initiative, counted by hand.

use super::*;
use crate::language::Language;

const TODAY: Date = Date::constant(2026, 11, 24);

fn action(due: Option<&str>) -> Action {
    Action {
        id: None,
        text: "A".into(),
        owner: None,
        start: None,
        due: due.map(|due| due.parse().expect("a date")),
        done: None,
        dropped: None,
        resources: None,
        funding: None,
    }
}

fn words(action: &Action) -> String {
    State::of(action, TODAY).words(Language::english())
}

#[test]
fn an_action_is_late_from_the_day_after_it_was_due() {
    assert_eq!(words(&action(Some("2026-11-15"))), "9 days late");
    assert_eq!(words(&action(Some("2026-11-23"))), "1 day late");
    assert_eq!(words(&action(Some("2026-11-24"))), "due today");
    assert_eq!(words(&action(Some("2026-11-25"))), "due in 1 day");
    assert_eq!(words(&action(None)), "no due date");
}

#[test]
fn a_coarse_date_is_never_late_and_neither_is_what_is_done_or_given_up() {
    for due in ["2025", "2026-09", "2026-Q3", "2025-26"] {
        assert_eq!(words(&action(Some(due))), "due", "{due}");
        assert_eq!(overdue(&action(Some(due)), TODAY), None, "{due}");
    }
    let done = Action { done: "2026-11-20".parse().ok(), ..action(Some("2026-11-15")) };
    let dropped = Action { dropped: Some("No room".into()), ..action(Some("2026-11-15")) };
    assert_eq!((words(&done), overdue(&done, TODAY)), ("done".into(), None));
    assert_eq!((words(&dropped), overdue(&dropped, TODAY)), ("given up".into(), None));
}

#[test]
fn done_is_counted_among_all_but_the_dropped() {
    let tally = |done, dropped, late, all| Tally { done, dropped, late, all }.words(Language::english());
    // 4 ÷ (9 − 1) = 0.5
    assert_eq!(tally(4, 1, 1, 9), "4 of 8 done (50 %), 1 given up, 1 late.");
    assert_eq!(tally(0, 0, 0, 3), "0 of 3 done (0 %).");
    assert_eq!(tally(3, 0, 0, 3), "3 of 3 done (100 %).");
    // 299 ÷ 300 is 99.67 %, and 1 ÷ 300 is 0.33 %: neither is all, neither is none.
    assert_eq!(tally(299, 0, 0, 300), "299 of 300 done (99 %).");
    assert_eq!(tally(1, 0, 0, 300), "1 of 300 done (1 %).");
}

#[test]
fn where_nothing_can_be_counted_no_share_is_told() {
    let tally = |dropped| Tally { dropped, all: dropped, ..Tally::default() };
    assert_eq!(
        (tally(0).words(Language::english()), tally(0).share()),
        ("No actions on record.".into(), None)
    );
    assert_eq!(
        (tally(1).words(Language::english()), tally(1).share()),
        ("The only action was given up.".into(), None)
    );
    assert_eq!(tally(2).words(Language::english()), "All 2 actions were given up.");
}

#[test]
fn a_week_begins_on_its_monday() {
    assert_eq!(monday_of(Date::constant(2026, 11, 24)), Date::constant(2026, 11, 23));
    assert_eq!(monday_of(Date::constant(2026, 11, 23)), Date::constant(2026, 11, 23));
    assert_eq!(monday_of(Date::constant(2026, 11, 29)), Date::constant(2026, 11, 23));
    assert_eq!(monday_of(Date::constant(2027, 1, 1)), Date::constant(2026, 12, 28));
}
