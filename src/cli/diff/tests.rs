#![allow(clippy::needless_pass_by_value, reason = "`json!` makes values")]

use serde_json::{Value, json};

use super::*;

fn file(as_of: &str, records: Value) -> RecordsFile {
    let file = json!({
        "version": 2, "title": "Our plans", "audience": "staff", "as_of": as_of, "records": records,
    });
    parse(file.to_string().as_bytes()).unwrap()
}

fn record(kind: &str, id: &str, title: &str, more: Value) -> Value {
    let mut record = json!({
        "kind": kind, "school": null, "id": id, "title": title, "summary": null, "date": null,
        "audience": "staff", "url": format!("{kind}/{id}.html"), "links": [],
    });
    for (name, value) in more.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

fn goal(target: Value, by: &str) -> Value {
    json!({
        "id": "fluency", "statement": "More children read at benchmark.", "group": null, "unit": "percent",
        "baseline": 41, "baseline_date": null, "target": target, "by": by, "milestones": [],
    })
}

fn plan(more: Value) -> Value {
    record("plan", "readers", "Every reader", more)
}

fn said(old: Value, new: Value) -> String {
    let comparison = Comparison::of(&file("2026-11-20", old), &file("2026-11-23", new));
    print::human(&comparison)
}

#[test]
fn a_target_and_a_due_date_that_move_are_told_with_what_they_were() {
    let old = json!([plan(json!({ "status": "draft", "goals": [goal(json!(60), "2027-05-28")] }))]);
    let new = json!([plan(json!({ "status": "active", "goals": [goal(json!(65.5), "2027-06")] }))]);
    assert_eq!(
        said(old, new),
        "Our plans, the staff site, as of Mon 23 Nov 2026, held against Fri 20 Nov 2026.\n2 changes.\n\nGoals\n  \
         Every reader: “More children read at benchmark.” The target is now 65.5 %; it was 60 %. The due date is now \
         June 2027; it was Fri 28 May 2027.\n\nDates and stages\n  Every reader: It is now active; it was draft.\n"
    );
}

#[test]
fn what_is_not_compared_one_by_one_is_seen_to_have_changed() {
    let with = |hash: &str| json!([plan(json!({ "fields_hash": hash }))]);
    let edited = said(with("1"), with("2"));
    assert!(
        edited.contains("Texts\n  Every reader: Fields that are not listed here were edited.\n"),
        "{edited}"
    );
    assert!(
        said(with("1"), with("1")).contains("Other fields and data files are not compared."),
        "version 2"
    );
    assert!(!said(json!([plan(json!({}))]), with("1")).contains("edited"), "the older one had none");
}

#[test]
fn goals_come_go_and_a_number_that_was_not_there_is_not_0() {
    let old = json!([plan(json!({ "goals": [goal(Value::Null, "2027-05-28")] }))]);
    let new = goal(json!(60), "2027-05-28");
    let mut other = new.clone();
    other["id"] = json!("other");
    let said = said(old, json!([plan(json!({ "goals": [new, other] }))]));
    assert!(said.contains("benchmark.” The target is 60 %; there was none.\n"), "{said}");
    assert!(
        said.contains(
            "A new goal: “More children read at benchmark.” (from 41 % to 60 %, by Fri 28 May 2027).\n"
        ),
        "{said}"
    );
}

#[test]
fn a_unit_that_comes_into_sight_changes_no_goal() {
    let mut without = goal(json!(60), "2027-05-28");
    without["unit"] = Value::Null;
    let with = goal(json!(60), "2027-05-28");
    let said = said(json!([plan(json!({ "goals": [without] }))]), json!([plan(json!({ "goals": [with] }))]));
    assert!(said.contains("No goal, date, action, decision, record or text changed."), "{said}");
}

#[test]
fn a_new_review_is_told_with_its_decisions_and_changes() {
    let review = record(
        "review",
        "november",
        "November",
        json!({
            "school": "hv", "date": "2026-11-13", "dates": { "next": "2026-12-11" },
            "decisions": [{ "about": "Conferences", "url": "i.html", "decision": "modify", "why": "Times slip." }],
            "changes": [{ "what": "Twenty minutes are protected", "why": "Nobody had time", "url": null }],
        }),
    );
    let school = record("school", "hv", "Harbor View", json!({ "school": "hv" }));
    let said = said(json!([school]), json!([school, review]));
    let (_, said) = said.split_once("3 changes.\n\n").unwrap();
    assert_eq!(
        said,
        "Decisions and changes to the plan\n  November (Harbor View): The decision about Conferences is modify, \
         because “Times slip.”.\n  November (Harbor View): A change to the plan: “Twenty minutes are protected”, \
         because “Nobody had time”.\n\nNew\n  November (Harbor View): Review, Fri 13 Nov 2026\n"
    );
}

#[test]
fn a_decision_and_its_reason_are_told_once_each() {
    let review = |decision: &str, why: &str| {
        let decision = json!({ "about": "Conferences", "url": "i.html", "decision": decision, "why": why });
        json!([record("review", "n", "November", json!({ "decisions": [decision] }))])
    };
    let pilot = |why: Value| {
        let outcome = json!({ "decision": "adapt", "why": why });
        json!([record("pilot", "p", "A trial", json!({ "outcome": outcome }))])
    };
    for (old, new, expected) in [
        (
            review("modify", "Times slip."),
            review("stop", "Times slip."),
            "November: The decision about Conferences is now stop; it was modify. The reason is the same: “Times slip.”",
        ),
        (
            review("modify", "Times slip."),
            review("modify", "Rooms are taken."),
            "November: The decision about Conferences is still modify. The reason is now “Rooms are taken.”; it was \
             “Times slip.”.",
        ),
        (
            review("modify", "Times slip."),
            review("stop", "Rooms are taken."),
            "November: The decision about Conferences is now stop, because “Rooms are taken.”; it was modify, because \
             “Times slip.”.",
        ),
        (
            pilot(Value::Null),
            pilot(json!("It works.")),
            "A trial: The decision is still adapt. The reason is “It works.”; there was none.",
        ),
    ] {
        let said = said(old, new);
        assert!(
            said.contains(&format!("1 change.\n\nDecisions and changes to the plan\n  {expected}\n")),
            "{said}"
        );
    }
}

#[test]
fn actions_are_known_by_their_id_and_else_by_their_words() {
    let action = |id: Value, text: &str, done: Value| {
        json!({
            "id": id, "text": text, "owner": "Principal", "start": null, "due": "2026-12-01", "done": done,
            "dropped": null,
        })
    };
    let with =
        |actions: Value| json!([record("initiative", "c", "Conferences", json!({ "actions": actions }))]);
    let old = with(json!([
        action(json!("a"), "Buy books", Value::Null),
        action(Value::Null, "Ask", Value::Null),
        action(Value::Null, "Ask", Value::Null),
    ]));
    let new = with(json!([
        action(Value::Null, "Ask", Value::Null),
        action(json!("a"), "Buy many books", json!("2026-11-22")),
    ]));
    let said = said(old, new);
    let (_, said) = said.split_once("2 changes.\n\n").unwrap();
    assert_eq!(
        said,
        "Actions\n  Conferences: “Buy many books” The text is now “Buy many books”; it was “Buy books”. Done: Sun 22 \
         Nov 2026.\n  Conferences: This is no longer an action: “Ask”.\n"
    );
}

#[test]
fn texts_and_records_that_go_are_told() {
    let old = json!([
        record("page", "a", "A page", json!({ "text_hash": "1" })),
        record("exemplar", "b", "An island", json!({})),
    ]);
    let new =
        json!([record("page", "a", "A better page", json!({ "text_hash": "2", "audience": "public" }))]);
    let said = said(old, new);
    let (_, said) = said.split_once("2 changes.\n\n").unwrap();
    assert_eq!(
        said,
        "Texts\n  A better page: The title is now “A better page”; it was “A page”. The audience is now public; it was \
         staff. The text was edited.\n\nNo longer there\n  An island: This island of excellence is no longer there.\n"
    );
}

#[test]
fn a_file_of_an_earlier_isles_is_compared_as_far_as_it_goes() {
    let mut old = file("2026-11-20", json!([plan(json!({}))]));
    old.version = 1;
    let new =
        file("2026-11-23", json!([plan(json!({ "text_hash": "1", "goals": [goal(json!(60), "2027")] }))]));
    let said = print::human(&Comparison::of(&old, &new));
    assert!(said.contains("only records, their titles and their dates are compared"), "{said}");
    assert!(said.contains("Nothing changed that can be compared: no date and no record."), "{said}");
}

#[test]
fn markdown_holds_no_link_no_format_and_tells_nobody() {
    let hostile =
        "**x** [a](https://e.example) <img src=x> @all fixes #12 !5 `c` www.e.example\n# H \u{202e}|";
    let old = file("2026-11-20", json!([]));
    let new = file("2026-11-20", json!([record("page", "a", hostile, json!({}))]));
    let text = print::markdown(&Comparison::of(&old, &new));
    assert!(
        text.contains(
            "- **\\*\\*x\\*\\* \\[a\\](https:&#8203;//e.example) &lt;img src=x&gt; @&#8203;all fixes \\#&#8203;12 \
             \\!&#8203;5 \\`c\\` www.&#8203;e.example \\# H \\|**: Page\n"
        ),
        "{text}"
    );
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&text));
    for tag in ["<a", "<img", "<code", "<h1", "<em"] {
        assert!(!html.contains(tag), "{html}");
    }
    assert_eq!(html.matches("<strong>").count(), 2, "one heading and one title: {html}");
}

#[test]
fn a_comment_is_cut_before_it_is_too_long_and_says_by_how_much() {
    let page = |number: usize| record("page", &format!("p{number}"), &"&".repeat(240), json!({}));
    let new = json!((0..500).map(page).collect::<Vec<_>>());
    let comparison = Comparison::of(&file("2026-11-20", json!([])), &file("2026-11-20", new));
    let text = print::markdown(&comparison);
    assert!(text.len() <= print::MOST_BYTES, "{} bytes", text.len());
    let shown = text.lines().filter(|line| line.starts_with("- ")).count();
    assert!(shown > 40, "{shown} lines");
    let end = format!("A comment holds no more: {} more changes left out here.", 500 - shown);
    assert!(text.contains(&end), "{end}");
    assert!(print::human(&comparison).lines().count() > 500);
}

#[test]
fn programs_get_the_same_sentences() {
    let old = file("2026-11-20", json!([]));
    let new = file("2026-11-23", json!([record("exemplar", "b", "An island", json!({}))]));
    let value: Value = serde_json::from_str(&print::json(&Comparison::of(&old, &new))).unwrap();
    assert_eq!(value["changes"], json!(1));
    assert_eq!(value["before"], json!({ "audience": "staff", "as_of": "2026-11-20" }));
    assert_eq!(
        value["groups"],
        json!([{ "group": "new", "heading": "New", "lines": [{
            "kind": "exemplar", "school": null, "id": "b", "url": "exemplar/b.html", "about": "An island",
            "said": "Island of excellence",
        }] }])
    );
}

#[test]
fn what_is_no_records_json_is_refused_with_its_reason() {
    let refused = |text: &str| parse(text.as_bytes()).unwrap_err();
    assert!(refused("+++").starts_with("is no JSON ("));
    assert!(refused(&"[".repeat(100_000)).starts_with("is no JSON ("));
    assert!(refused("[1, 2]").starts_with("is no records.json ("));
    assert!(refused("{\"version\": 4}").contains("is of version 4, and this Isles knows 3"));
    let wrong = json!({ "title": "x", "audience": "staff", "as_of": "soon", "records": [] }).to_string();
    assert!(refused(&wrong).contains("as_of: `soon` is not a date"), "{}", refused(&wrong));
}
