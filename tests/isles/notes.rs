//! What teams need, what changed, pilots, islands, the brief and the calendar, of small and real plans, by hand.

use std::collections::BTreeMap;

use isles::audience::Audience;
use isles::date::Date;
use isles::input::{Input, Options};
use isles::output::Build;

use crate::site::{input, load, read_main, repository, text_of, today};

const PLAN: &str = "title = \"Plan\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\nteam = [\"Principal\"]\nstarts = 2026-08-24\nreview-days = 35\n";
const INITIATIVE: &str = "title = \"Conferences\"\nplan = \"p\"\ngoals = []\nlaunch = 2026-10-05\n";

/// A site of one school with an active plan, an initiative that was launched on 5 October, and more records.
fn small(more: &[(&str, &str)]) -> Input {
    let mut files = BTreeMap::from([
        ("content/school.toml", "name = \"X\"\nlevel = \"other\"\n"),
        ("content/plans/p.toml", PLAN),
        ("content/initiatives/i.toml", INITIATIVE),
    ]);
    files.extend(more.iter().copied());
    input(files.into_iter().map(|(path, text)| (path, text.as_bytes())))
}

fn build_on(input: &Input, date: Date) -> Build {
    let build = isles::build(input, &Options::as_of(date));
    assert!(!build.has_errors(), "{:?}", build.diagnostics);
    build
}

fn page(more: &[(&str, &str)], name: &str) -> String {
    read_main(text_of(&build_on(&small(more), today()), &format!("reports/{name}.html")))
}

#[track_caller]
fn says(page: &str, lines: &[&str]) {
    for line in lines {
        assert!(page.lines().any(|found| found == *line), "no line `{line}` in\n{page}");
    }
}

fn real() -> Option<Build> {
    let root = repository().join("../shared/real/discipline-plan");
    root.is_dir().then(|| build_on(&load(&root), Date::constant(2015, 10, 26)))
}

#[test]
fn a_real_plan_without_changes_pilots_and_islands_says_so_in_one_sentence_each() {
    let Some(build) = real() else { return };
    let page = |name: &str| read_main(text_of(&build, &format!("reports/{name}.html")));
    let changed = page("what-changed");
    says(&changed, &["No change is on record.", "No change recorded in 427 days. A topic for every month"]);
    says(&page("pilots"), &["No pilot is on record."]);
    says(&page("islands"), &["No island of excellence is on record."]);
    for name in ["pilots", "islands"] {
        let sections = page(name).lines().filter(|line| line.starts_with("No ")).count();
        assert_eq!(sections, 1, "{}", page(name));
    }
}

#[test]
fn a_real_plan_has_three_whole_days() {
    let Some(build) = real() else { return };
    for path in ["calendar.ics", "plans/discipline-2014-15.ics"] {
        let events = calendar(text_of(&build, path));
        let days: Vec<(&str, &str)> =
            events.iter().map(|event| (&*event["DTSTART"], &*event["DTEND"])).collect();
        assert_eq!(
            days,
            [("20140922", "20140923"), ("20141020", "20141021"), ("20141117", "20141118")],
            "{path}"
        );
    }
    let files = build.outputs.iter().filter(|output| output.path.ends_with(".ics")).count();
    assert_eq!(files, 2, "a plan without a day has no file");
}

/// The events of a calendar file, read as RFC 5545 says: folded lines joined, escapes undone. Panics where the file
/// is not as it should be.
fn calendar(text: &str) -> Vec<BTreeMap<String, String>> {
    assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let unfolded = text.replace("\r\n ", "");
    let mut lines = unfolded.split("\r\n").filter(|line| !line.is_empty());
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let mut events: Vec<BTreeMap<String, String>> = Vec::new();
    let mut open: Option<BTreeMap<String, String>> = None;
    for line in lines {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match (line, &mut open) {
            ("BEGIN:VEVENT", None) => open = Some(BTreeMap::new()),
            ("END:VEVENT", Some(_)) => events.extend(open.take()),
            (_, Some(event)) => {
                let (name, parameter) = name.split_once(';').unwrap_or((name, ""));
                assert_eq!(parameter == "VALUE=DATE", name.starts_with("DT") && name != "DTSTAMP", "{line}");
                assert!(event.insert(name.to_owned(), unescaped(value)).is_none(), "{name} stands twice");
            }
            (_, None) => {
                assert!(["VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "END"].contains(&name));
            }
        }
    }
    assert!(!events.is_empty(), "an empty calendar is invalid");
    for event in &events {
        for needed in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"] {
            assert!(event.contains_key(needed), "{needed} is missing");
        }
    }
    events
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(escaped @ ('\\' | ';' | ',')) => text.push(escaped),
                other => panic!("{other:?} is not escaped in {value}"),
            },
            ',' | ';' => panic!("{letter} stands bare in {value}"),
            other => text.push(other),
        }
    }
    text
}

const DATED: &str = "title = \"Conferences\"\nplan = \"p\"\ngoals = []\nlaunch = 2026-10-05\n
[[actions]]\nid = \"books\"\ntext = \"Books; for grades 4, 5 and a sentence that is long enough to be folded, with “Ümläute” and a \\\\ in it\"\nowner = \"Librarian\"\ndue = 2026-12-01\n
[[actions]]\ntext = \"Given up\"\ndue = 2026-12-02\ndropped = \"Why\"\n
[[actions]]\ntext = \"Only a month\"\ndue = \"2026-12\"\n";

#[test]
fn a_calendar_file_holds_whole_days_and_nothing_coarse() {
    let session =
        "title = \"S\"\ndate = 2026-11-02\ninitiative = \"i\"\nfollow-up = [2026-11-17, 2026-11-30]\n";
    let wave = "+++\ntitle = \"Wave\"\ndate = 2026-11-16\nends = 2026-11-18\ninitiative = \"i\"\nsession = \"s\"\neligible = 9\ncounts = [{ look-for = \"x\", levels = { observed = 5 } }]\n+++\n";
    let look_for = format!("{DATED}\n[[look-fors]]\nid = \"x\"\ntext = \"X\"\n");
    let held = "title = \"R1\"\ndate = 2026-11-13\nplan = \"p\"\nnext = 2026-12-11\n";
    let files = [
        ("content/initiatives/i.toml", look_for.as_str()),
        ("content/sessions/s.toml", session),
        ("content/walkthroughs/w.md", wave),
        ("content/reviews/r1.toml", held),
        ("book.toml", "[output.html]\nsite-url = \"https://x.example/sub/\"\n"),
    ];
    let build = build_on(&small(&files), today());
    let events = calendar(text_of(&build, "calendar.ics"));
    let told: Vec<(&str, &str, &str)> =
        events.iter().map(|event| (&*event["DTSTART"], &*event["DTEND"], &*event["SUMMARY"])).collect();
    assert_eq!(
        told,
        [
            ("20261102", "20261103", "S"),
            ("20261113", "20261114", "R1"),
            ("20261116", "20261119", "Wave"),
            ("20261130", "20261201", "Visits after S"),
            (
                "20261201",
                "20261202",
                "Action due: Books; for grades 4, 5 and a sentence that is long enough to be folded, with “Ümläute” and a \\ in it"
            ),
            ("20261211", "20261212", "Next review of Plan"),
        ]
    );
    assert_eq!(events[4]["UID"], "initiatives.i.action.books@x.example");
    assert_eq!(events[4]["URL"], "https://x.example/sub/initiatives/i.html");
    assert_eq!(events[4]["DESCRIPTION"], "Librarian. Plan: Plan");
    assert!(events.iter().all(|event| event["DTSTAMP"] == "20261124T000000Z"));
    assert_eq!(
        text_of(&build, "plans/p.ics").replace("X-WR-CALNAME:Plan", "X-WR-CALNAME:X"),
        text_of(&build, "calendar.ics")
    );
    let page = read_main(text_of(&build, "reports/calendar.html"));
    says(&page, &["December 2026", "Only a month", "Without a day", "Action due", "X (6 days)"]);
    assert!(!page.contains("Given up"), "{page}");
}

#[test]
fn a_day_keeps_its_id_in_every_build_and_under_a_new_title() {
    let ids = |text: &str, date: Date| -> Vec<String> {
        let build = build_on(&small(&[("content/initiatives/i.toml", text)]), date);
        calendar(text_of(&build, "calendar.ics")).into_iter().map(|event| event["UID"].clone()).collect()
    };
    let first = ids(DATED, today());
    assert_eq!(first, ["initiatives.i.action.books@isles.invalid"]);
    assert_eq!(first, ids(&DATED.replace("Books; for", "Texts for").replace("Conferences", "New"), today()));
    assert_eq!(first, ids(&DATED.replace("2026-12-01", "2027-01-08"), Date::constant(2027, 1, 1)));
}

#[test]
fn without_a_day_there_is_no_file_and_the_page_says_so() {
    let build = build_on(&small(&[]), today());
    assert!(build.outputs.iter().all(|output| !output.path.ends_with(".ics")));
    let page = read_main(text_of(&build, "reports/calendar.html"));
    says(&page, &["No day is on record yet.", "There is no day for a calendar file, so there is none."]);
}

#[test]
fn a_public_calendar_holds_what_everybody_may_see() {
    let session = "title = \"For staff\"\ndate = 2026-11-02\ninitiative = \"i\"\n";
    let files = small(&[("content/initiatives/i.toml", DATED), ("content/sessions/s.toml", session)]);
    let options = Options { audience: Some(Audience::Public), ..Options::as_of(today()) };
    let build = isles::build(&files, &options);
    let text = text_of(&build, "calendar.ics");
    assert_eq!(calendar(text).len(), 1);
    assert!(!text.contains("For staff"));
    for report in ["review-brief", "what-changed", "pilots", "plc-needs", "islands"] {
        let path = format!("reports/{report}.html");
        assert!(
            build.outputs.iter().all(|output| output.path != path),
            "{path} would say none of what is hidden"
        );
    }
}

const PILOT: &str = "title = \"Small\"\ninitiative = \"i\"\nwho = \"Two rooms\"\nprediction = \"P.\"\n";

#[test]
fn a_pilot_is_told_by_where_it_stands() {
    let with = |more: &str| page(&[("content/pilots/t.toml", &format!("{PILOT}{more}"))], "pilots");
    says(
        &with(
            "starts = 2026-11-02\nends = 2026-12-11\nmeasures = [{ name = \"Met\", before = 4, predicted = 15 }]\n",
        ),
        &[
            "1 pilot: 1 under way.",
            "Under way until 11 December 2026.",
            "Met · 4 · 15 · no result yet · no result yet ·",
            "Nothing yet.",
        ],
    );
    says(
        &with(
            "starts = 2026-10-05\nends = 2026-10-30\nmeasures = [{ name = \"Met\", before = 4, predicted = 15, after = 0 }]\n",
        ),
        &[
            "1 pilot: 1 ended without a decision on record.",
            "Ended without a decision on record: 5 October 2026 to 30 October 2026.",
            "Met · 4 · 15 · 0 · the other way (moved −4, predicted +11) ·",
            "No change to the plan is on record.",
        ],
    );
    let left = with(
        "starts = 2026-10-05\nends = 2026-10-30\ncarried-out = \"stopped\"\ndecision = \"abandon\"\nreason = \"One sink.\"\n[[changes]]\nwhat = \"Recess stays\"\nwhy = \"Time was lost\"\n",
    );
    says(
        &left,
        &[
            "1 pilot: 1 left, and learned from.",
            "Left, and learned from: 5 October 2026 to 30 October 2026. It was stopped early.",
            "What was learned",
            "Recess stays. Why: Time was lost. Conferences",
        ],
    );
    says(&with("starts = \"2026-11\"\n"), &["Under way since November 2026; no end is set."]);
    says(&with("starts = 2027-01-11\n"), &["1 pilot: 1 ahead."]);
}

const NEEDS: [(&str, &str); 4] = [
    (
        "content/plc/a.toml",
        "title = \"A\"\nteam = \"Grade 4\"\ndate = 2026-10-14\ninitiative = \"i\"\nneeds = [{ text = \"Series\", category = \"Materials\" }, { text = \"A clock\", category = \"space\", reply = \"Yes\", replied = 2026-10-16 }]\nbest-practices = [{ text = \"Books lie open\" }]\n",
    ),
    (
        "content/plc/b.toml",
        "title = \"B\"\nteam = \"Grade 2\"\ndate = 2026-11-04\ninitiative = \"i\"\nneeds = [{ text = \"Longer books\", category = \"materials \", reply = \"Ordered\", replied = 2026-11-13 }, { text = \"More books\", category = \"materials\" }]\nbest-practices = [{ text = \"Keep a copy\", exemplar = \"e\" }]\n",
    ),
    ("content/plc/c.toml", "title = \"C\"\nteam = \"grade 4\"\ndate = 2026-08-26\n"),
    (
        "content/exemplars/e.md",
        "+++\ntitle = \"Room 14\"\nteacher = \"T\"\nconsent = \"on-file\"\ninitiative = \"i\"\nfirst-step = \"F\"\n+++\n",
    ),
];

#[test]
fn needs_are_common_by_category_and_answers_have_days() {
    let page = page(&NEEDS, "plc-needs");
    says(
        &page,
        &[
            "2 of 4 needs have an answer.",
            // Two teams: capitals and blanks aside, two of the three have the same category.
            "Materials: 2 teams, 1 of 3 answered",
            // 2 and 9 days; half of them within five and a half.
            "Half of the dated answers came within 5.5 days; they took 2 to 9 days.",
            "“Series”: Grade 4, 41 days A",
            "“More books”: Grade 2, 20 days B",
            "Category · August 2026 · September 2026 · October 2026 · November 2026 ·",
            "Materials · none · no notes · Grade 4 · Grade 2 (2) ·",
            "Space · none · no notes · Grade 4 · none ·",
            "This could become an exemplar.",
            "See it: Room 14",
        ],
    );
    assert!(!page.contains("Space: "), "one team alone needs space: {page}");
    let build = build_on(&small(&NEEDS), today());
    let csv = text_of(&build, "data/reports/plc-needs.csv");
    assert!(csv.contains("materials,Grade 2,2026-11,2026-11-04,More books,,,,false,,20,2\r\n"), "{csv}");
    let json = text_of(&build, "data/reports/plc-needs.json");
    assert!(json.contains("\"wait_days\": 9"), "{json}");
}

#[test]
fn a_change_is_told_with_its_cause_and_with_the_days_that_are_known() {
    let talk = "title = \"Talk\"\ndate = 2026-11-10\nformat = \"teacher-leaders\"\ninitiative = \"i\"\ngroup = \"Leads\"\n
[[barriers]]\ntext = \"No time\"\nstrength = 4\nresponse = \"Protect it\"\nowner = \"Principal\"\nresolved = 2026-11-16\n
[[barriers]]\ntext = \"No books\"\nstrength = 5\n
[[changes]]\nwhat = \"Five words\"\nwhy = \"They asked\"\n";
    let old = talk
        .replace("2026-11-10", "2026-09-15")
        .replace("Talk", "Earlier")
        .replace("Five words", "Moved the launch");
    let review = "title = \"R\"\ndate = 2026-11-13\nplan = \"p\"\nlooked-at = [\"conversations/t\"]\n[[changes]]\nwhat = \"The afternoon\"\nwhy = \"Late\"\nto = \"i\"\n";
    let ahead = "title = \"R2\"\ndue = 2026-12-11\nplan = \"p\"\n[[changes]]\nwhat = \"Not yet\"\nwhy = \"W\"\nto = \"i\"\n";
    let files = [
        ("content/conversations/t.toml", talk),
        ("content/conversations/o.toml", &old),
        ("content/reviews/r.toml", review),
    ];
    let found = page(&files, "what-changed");
    says(
        &found,
        &[
            "3 changes are on record.",
            // 13 November is 11 days before 24 November; the change of September came before the launch.
            "2 changes since the launch, the latest 11 days ago.",
            "Heard: 3 days before, in Talk",
            "No answer is on record.",
            // 10 to 16 November, and 15 September to 16 November.
            "“No time”: 6 days Talk",
            "“No time”: 62 days Earlier",
            "Half of those with a day were gone within 34 days of being named.",
        ],
    );
    let at = |text: &str| found.find(text).unwrap_or_else(|| panic!("{text} is missing"));
    assert!(
        at("The afternoon") < at("Five words") && at("Five words") < at("Moved the launch"),
        "newest first"
    );
    assert_eq!(found.matches("Heard:").count(), 1, "a talk knows nothing of the days before it");
    assert_eq!(page(&[("content/reviews/r2.toml", ahead)], "what-changed").matches("Not yet").count(), 0);
}

#[test]
fn silence_since_the_launch_is_a_plain_sentence() {
    // 5 October to 24 November.
    says(
        &page(&[], "what-changed"),
        &["No change is on record.", "No change recorded in 50 days. Conferences"],
    );
    let coarse = INITIATIVE.replace("2026-10-05", "\"2026-10\"");
    says(
        &page(&[("content/initiatives/i.toml", &coarse)], "what-changed"),
        &["No change recorded since the launch. Conferences"],
    );
    let none = INITIATIVE.replace("launch = 2026-10-05\n", "");
    says(
        &page(&[("content/initiatives/i.toml", &none)], "what-changed"),
        &["No change recorded, and not launched. Conferences"],
    );
}

#[test]
fn islands_are_told_by_look_for_and_by_use() {
    let initiative = format!(
        "{INITIATIVE}grades = [\"2\", \"3\"]\n[[look-fors]]\nid = \"notes\"\ntext = \"A next step\"\n[[look-fors]]\nid = \"alone\"\ntext = \"Reads alone\"\n"
    );
    let island = |title: &str, more: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nteacher = \"T\"\nconsent = \"on-file\"\ninitiative = \"i\"\nfirst-step = \"F\"\n{more}+++\n"
        )
    };
    let used = island("Room 14", "look-fors = [\"notes\"]\ngrades = [\"2\"]\nsubjects = [\"reading\"]\n");
    let unused = island("Room 9", "look-fors = [\"notes\"]\n");
    let files = [
        ("content/initiatives/i.toml", initiative.as_str()),
        ("content/exemplars/a.md", &used),
        ("content/exemplars/b.md", &unused),
        (
            "content/plc/n.toml",
            "title = \"N\"\nteam = \"T\"\ndate = 2026-11-04\nbest-practices = [{ text = \"B\", exemplar = \"a\" }]\n",
        ),
        (
            "content/updates/u.md",
            "+++\ntitle = \"U\"\ndate = 2026-11-05\n+++\n\n[Room 9](../exemplars/b.md) is open.\n",
        ),
    ];
    says(
        &page(&files, "islands"),
        &[
            "1 of 2 look-fors can be seen in a room. Every island with its conditions and first step",
            "Reads alone Conferences",
            "A next step: Room 14, Room 9",
            "Grade 2: Room 14",
            "Grade 3: no island yet",
            "Reading: Room 14",
            // News names it, and news is no part of a plan's work.
            "No record of the plan names it yet: Room 9",
        ],
    );
    let gallery = build_on(&small(&files), today());
    assert!(text_of(&gallery, "islands/index.html").contains("../reports/islands.html"));
}

#[test]
fn a_brief_is_short_in_a_quiet_week() {
    let review = "title = \"R\"\ndate = 2026-11-18\nplan = \"p\"\n";
    let found = page(&[("content/reviews/r.toml", review)], "review-brief");
    says(
        &found,
        &[
            // Due on 28 September and 2 November; 18 November is 16 days after the one and 19 before 7 December.
            "Reviews: 1 of 2 held; the next is due in 13 days, on 7 December 2026.",
            "Nothing is overdue. No measure is followed. No need waits for an answer. Nothing changed since the review of 18 November 2026.",
            "Three questions",
            // 50 days are more than the rhythm of 35.
            "Conferences has not changed in 50 days: what have we seen that should change it? Conferences",
            "What did we see since the last review that surprised us?",
            "What could we stop, so that this has room?",
        ],
    );
    assert!(!found.contains("Late\n") && !found.contains("Whom have we not asked"), "{found}");
}

#[test]
fn a_brief_asks_what_the_records_raise() {
    let actions = format!(
        "{INITIATIVE}[[actions]]\ntext = \"Paint\"\nowner = \"C\"\ndue = 2026-11-06\n[[look-fors]]\nid = \"x\"\ntext = \"X\"\n"
    );
    let wave = "+++\ntitle = \"Wave\"\ndate = 2026-10-22\ninitiative = \"i\"\neligible = 9\ncounts = [{ look-for = \"x\", levels = { observed = 5 } }]\n+++\n\nNo session.\n";
    let pilot = format!("{PILOT}starts = 2026-10-05\nends = 2026-11-20\n");
    let mut files = vec![
        ("content/initiatives/i.toml", actions.as_str()),
        ("content/walkthroughs/w.md", wave),
        ("content/pilots/t.toml", &pilot),
    ];
    files.extend(NEEDS);
    let found = page(&files, "review-brief");
    says(
        &found,
        &[
            // 28 September is 57 days before 24 November.
            "Review of Plan, one every 35 days: 57 days late (Mon 28 Sep 2026) Plan",
            "“Paint”: 18 days late (Fri 6 Nov 2026) Conferences",
            "Decision about the pilot Small: ended 4 days ago Small",
            "“Series”: Grade 4, 41 days without an answer A",
            "No measure is followed. No change is on record.",
            "The visits of Thu 22 Oct 2026 about Conferences were followed by no support on record: who would like help with what was seen, and who can offer it? Wave",
            "Small has ended: do we adopt it, adapt it or leave it, and why? Small",
            "“Paint” is 18 days late: what stands in its way, and who can move that? Conferences",
        ],
    );
    // A team that works on no initiative waits too, in the order of all needs.
    let alone = NEEDS[0].1.replace("initiative = \"i\"\n", "").replace("10-14", "10-01");
    files.push(("content/plc/d.toml", &alone));
    let with_others = page(&files, "review-brief");
    let place = |text: &str| with_others.find(text).unwrap_or_else(|| panic!("no {text} in {with_others}"));
    assert!(
        place("Grade 4, 54 days") < place("Grade 4, 41 days")
            && place("Grade 4, 41 days") < place("Grade 2, 20")
    );
    // Support that began on the day of the visits follows them, for a site that may not see it either.
    let support = "title = \"Secret\"\ntype = \"coaching\"\ninitiative = \"i\"\nstarts = 2026-10-22\n";
    files.push(("content/support/s.toml", support));
    let followed = page(&files, "review-brief");
    assert!(!followed.contains("followed by no support") && !followed.contains("Secret"), "{followed}");
}

#[test]
fn what_leadership_heard_stays_there_and_is_marked() {
    let talk = "title = \"Hard talk\"\naudience = \"leadership\"\ndate = 2026-11-10\nformat = \"coaching\"\ninitiative = \"i\"\ngroup = \"G\"\n[[changes]]\nwhat = \"A short cycle\"\nwhy = \"They said so\"\n[[barriers]]\ntext = \"Six weeks\"\nstrength = 4\n";
    let files = small(&[("content/conversations/t.toml", talk)]);
    let told = |audience| {
        let build = isles::build(&files, &Options { audience: Some(audience), ..Options::as_of(today()) });
        let data = text_of(&build, "data/reports/what-changed.json").to_owned();
        read_main(text_of(&build, "reports/what-changed.html")) + &data
    };
    let staff = told(Audience::Staff);
    assert!(
        !staff.contains("short cycle") && !staff.contains("Six weeks") && !staff.contains("Hard talk"),
        "{staff}"
    );
    let leadership = told(Audience::Leadership);
    assert!(leadership.contains("Hard talkFor Leadership only"), "{leadership}");
    assert!(leadership.contains("\"sort\": \"open_barrier\""), "{leadership}");
}
