//! The pages that lead through a plan: thread, readiness, follow-through, actions, roll-up, homes and packets.

use isles::audience::Audience;
use isles::date::Date;
use isles::input::{Input, Options};
use isles::output::Build;
use isles::view::View;
use serde_json::Value;

use crate::site::{input, load, read_main, repository, text_of, today};

const SCHOOL: (&str, &str) = ("content/school.toml", "name = \"X\"\nlevel = \"other\"\n");
const PLAN: &str = "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\n\
                    starts = 2026-08-24\n\n[[goals]]\nid = \"g\"\nstatement = \"G\"\n+++\n";
const INITIATIVE: &str = "+++\ntitle = \"I\"\nplan = \"p\"\ngoals = [\"g\"]\nlaunch = 2026-10-05\nroot-cause = \"Because.\"\n+++\n";

fn site(initiative: &str, extra: &[(&str, &str)]) -> Input {
    let own = [SCHOOL, ("content/plans/p.md", PLAN), ("content/initiatives/i.md", initiative)];
    let files: Vec<(&str, &str)> = own.into_iter().chain(extra.iter().copied()).collect();
    input(files.iter().map(|(path, text)| (*path, text.as_bytes())))
}

fn built(input: &Input, audience: Audience, date: Date) -> Build {
    let build = isles::build(input, &Options { audience: Some(audience), ..Options::as_of(date) });
    assert!(!build.has_errors(), "{:?}", build.diagnostics.iter().map(crate::site::line).collect::<Vec<_>>());
    build
}

fn staff(initiative: &str, extra: &[(&str, &str)]) -> Build {
    built(&site(initiative, extra), Audience::Staff, today())
}

fn page(build: &Build, path: &str) -> String {
    read_main(text_of(build, path))
}

fn paths(build: &Build) -> Vec<&str> {
    build.outputs.iter().map(|output| output.path.as_str()).collect()
}

/// What a page says between two of its lines.
fn between<'t>(page: &'t str, from: &str, until: &str) -> &'t str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("there is no “{from}” in:\n{page}"));
    rest.split_once(until).map_or(rest, |(part, _)| part)
}

/// What the pages of a view say, as values: the initiative's of that id.
fn initiative_context(input: &Input, audience: Audience, id: &str) -> Value {
    let checked = isles::read(input, &Options::as_of(today())).unwrap_or_else(|found| panic!("{found:?}"));
    let view = View::new(&checked.catalog, &checked.language, audience, false);
    let published = isles::publish::Published::default();
    let (site, _) = isles::site::plan(&view, &checked.config, &published, today(), &Default::default());
    let page = site.pages.iter().find(|page| page.url == format!("initiatives/{id}.html"));
    let page = site.page(&view, page.expect("the page of the initiative"));
    serde_json::to_value(&page.context).expect("plain values")
}

/// The marks of a thread: the lane, the shape and whether it has not happened.
fn marks(context: &Value) -> Vec<(String, String, bool)> {
    let lanes = context["thread"]["drawing"]["chart"]["lanes"].as_array();
    let of_lane = |lane: &Value| -> Vec<(String, String, bool)> {
        let label = lane["label"].as_str().expect("a label").to_owned();
        let marks = lane["marks"].as_array().expect("marks");
        let told = |mark: &Value| {
            let shape = mark["shape"].as_str().expect("a shape").to_owned();
            (label.clone(), shape, mark["is_open"].as_bool().expect("open or not"))
        };
        marks.iter().map(told).collect()
    };
    lanes.expect("a drawing with lanes").iter().flat_map(of_lane).collect()
}

#[test]
fn the_real_plan_is_told_as_its_readme_says() {
    let root = repository().join("../shared/real/discipline-plan");
    if !root.is_dir() {
        return;
    }
    let build = built(&load(&root), Audience::Staff, Date::constant(2015, 10, 26));
    let ready = page(&build, "reports/readiness.html");
    let of = |title: &str| {
        let part = between(&ready, &format!("\n{title}\nLaunch"), "Need shown");
        part.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(of("A topic for every month"), "2 of 9 applicable are met.", "fact 10");
    for title in ["Guided reading", "Vocabulary taught on purpose", "Math facts by heart"] {
        assert_eq!(of(title), "0 of 9 applicable are met.", "fact 11: {title}");
    }
    let decoding = between(&ready, "\nDecoding and hearing the sounds in words\nLaunch", "\nPremortem");
    assert!(decoding.contains("Root cause: Not met"), "fact 12: {decoding}");
    assert!(decoding.contains("Strong barriers answered: Not applicable"), "{decoding}");

    let followed = page(&build, "reports/follow-through.html");
    let behavior = between(&followed, "\nA topic for every month\nLaunched", "\nConcrete before abstract");
    for said in [
        " 427 days ago.",
        "No change recorded in 427 days",
        "0 of 15 held; the first was due 399 days ago",
        "Office referrals in a year: last value 13 June 2014, 500 days old, 135 over its cadence",
        "No learning session so far.",
        "No walkthrough so far.",
    ] {
        assert!(behavior.contains(said), "facts 13 to 16: “{said}” in:\n{behavior}");
    }
    let plan = page(&build, "plans/discipline-2014-15.html");
    assert!(
        plan.contains("0 of 15 held; the first was due 399 days ago. One is due every 28 days"),
        "{plan}"
    );
    let initiative = page(&build, "initiatives/character-education.html");
    assert!(initiative.contains("2 of 9 met"));
    assert!(
        initiative
            .contains("Before the launch: 1 piece of evidence.\nIn the 427 days since: nothing on record.")
    );
    let home = page(&build, "index.html");
    assert!(
        home.contains("399 days late") && home.contains("What changed and why\nNothing on this site yet."),
        "{home}"
    );
}

#[test]
fn without_actions_nothing_is_counted() {
    let root = repository().join("../shared/real/discipline-plan");
    if !root.is_dir() {
        return;
    }
    let build = built(&load(&root), Audience::Staff, Date::constant(2015, 10, 26));
    let mut pages = vec!["reports/actions.html".to_owned()];
    pages
        .extend(paths(&build).into_iter().filter(|path| path.starts_with("initiatives/")).map(str::to_owned));
    pages.extend(paths(&build).into_iter().filter(|path| path.starts_with("packets/")).map(str::to_owned));
    pages.retain(|path| !path.ends_with("index.html"));
    assert_eq!(pages.len(), 1 + 11 + 4);
    for path in pages {
        let said = page(&build, &path);
        assert!(said.contains("No actions on record."), "{path}:\n{said}");
        // A goal may well be to reach 80 or 100 %.
        let of_actions: Vec<&str> = said.lines().filter(|line| !line.starts_with("from ")).collect();
        for lie in ["0 of 0", "0 %", "100 %", "0 actions"] {
            assert!(!of_actions.iter().any(|line| line.contains(lie)), "{path} says {lie}");
        }
    }
    let numbers: Value = serde_json::from_str(text_of(&build, "data/reports/actions.json")).unwrap();
    assert_eq!(numbers["actions"], Value::Array(Vec::new()));
}

const ACTIONS: &str = "[[actions]]\ntext = \"A\"\nowner = \"Coach\"\ndue = 2026-11-15\n\n\
                       [[actions]]\ntext = \"B\"\nowner = \"Librarian\"\ndue = 2026-09-18\ndone = 2026-09-16\n\n\
                       [[actions]]\ntext = \"C\"\nowner = \"Coach\"\ndue = 2026-11-29\n\n\
                       [[actions]]\ntext = \"D\"\ndue = \"2026-10\"\n\n\
                       [[actions]]\ntext = \"E\"\nowner = \"Coach\"\ndue = 2026-11-30\n\n\
                       [[actions]]\ntext = \"F\"\nowner = \"Librarian\"\ndropped = \"No room for it\"\n";

#[test]
fn actions_are_late_or_due_week_by_week_and_the_dropped_do_not_count() {
    let build = staff(&INITIATIVE.replacen("\n+++\n", &format!("\n\n{ACTIONS}+++\n"), 1), &[]);
    let said = page(&build, "reports/actions.html");
    // One of five, for one of six was given up.
    assert!(said.contains("1 of 5 done (20 %), 1 given up, 1 late."), "{said}");
    assert!(said.contains("\nLate\nA\n9 days late, due Sun 15 Nov 2026"), "{said}");
    let coming = between(&said, "\nComing up\nWeek of", "\nWho, and for what");
    let order = ["Mon 23 Nov 2026", "C\n", "Week of Mon 30 Nov 2026", "E\n", "Due, but not on a day", "D\n"];
    let places: Vec<_> = order.iter().map(|words| coming.find(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in:\n{coming}");
    assert!(said.contains("Coach · 0 of 3 done (0 %), 1 late. · A: 9 days late ·"), "{said}");
    assert!(said.contains("nobody named yet · 0 of 1 done (0 %). · nothing with a day ·"), "{said}");
    assert!(said.contains("\nGiven up, and why\nF\ngiven up: No room for it"));
    let numbers: Value = serde_json::from_str(text_of(&build, "data/reports/actions.json")).unwrap();
    assert_eq!([&numbers["done"], &numbers["all"], &numbers["dropped"], &numbers["overdue"]], [1, 6, 1, 1]);
    let states: Vec<&str> =
        numbers["actions"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["overdue", "done", "open", "open", "open", "dropped"]);
    let own = page(&build, "initiatives/i.html");
    assert!(own.contains("1 of 5 done (20 %), 1 given up, 1 late.") && own.contains("9 days late, due"));
}

const TALK: &str = "+++\ntitle = \"Talk\"\ndate = 2026-06-10\nformat = \"teacher-leaders\"\ninitiative = \"i\"\n\
                    group = \"Leads\"\n\n[[changes]]\nwhat = \"Moved it\"\nwhy = \"Asked\"\n+++\n";
const COARSE: &str =
    "+++\ntitle = \"Seen in fall\"\ndate = \"2026-10\"\ntype = \"data\"\nfor = [\"i\"]\n+++\n";
const COACHING: &str =
    "title = \"About room 7\"\ntype = \"coaching\"\ninitiative = \"i\"\npeople = 1\nstarts = 2026-11-02\n";
const AHEAD: &str = "title = \"Later\"\ndate = 2026-12-08\ninitiative = \"i\"\n";
const MISSED: &str = "title = \"First review\"\ndue = 2026-10-20\nplan = \"p\"\n";

const STEPS: [(&str, &str); 5] = [
    ("content/conversations/t.md", TALK),
    ("content/evidence/e.md", COARSE),
    ("content/support/c.toml", COACHING),
    ("content/sessions/s.toml", AHEAD),
    ("content/reviews/r.toml", MISSED),
];

#[test]
fn a_thread_draws_each_step_once_and_its_table_says_the_same() {
    let context = initiative_context(&site(INITIATIVE, &STEPS), Audience::Staff, "i");
    let mark = |lane: &str, shape: &str, open| (lane.to_owned(), shape.to_owned(), open);
    assert_eq!(
        marks(&context),
        [
            mark("Heard", "day", false),
            mark("Evidence", "coarse", false),
            mark("Learned", "day", true),
            mark("Supported", "going_on", false),
            mark("Reviewed", "day", true),
            mark("Changed", "day", false),
        ]
    );
    let build = staff(INITIATIVE, &STEPS);
    let said = page(&build, "initiatives/i.html");
    let table = between(&said, "When · Step · What ·", "Each mark is");
    let rows: Vec<&str> = table.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(
        rows,
        [
            "Wed 10 Jun 2026 · Heard · Talk ·",
            "Wed 10 Jun 2026 · Changed · Moved it because of Talk ·",
            "October 2026 · Evidence · Seen in fall ·",
            "Mon 5 Oct 2026 · Launch · The whole staff starts ·",
            "Tue 20 Oct 2026 · Reviewed (due, not held) · First review ·",
            "Mon 2 Nov 2026 · Supported (going on) · Coaching ·",
            "Tue 8 Dec 2026 · Learned (ahead) · Later ·",
        ]
    );
    assert!(said.contains("Before the launch: 1 conversation and 1 change."), "{said}");
    assert!(said.contains("In the 50 days since: 1 offer of support."));
    assert!(said.contains("Before or after, the day is not known: 1 piece of evidence."));
    let csv = text_of(&build, "data/initiatives/i.thread.csv");
    assert_eq!(csv.lines().count(), 1 + marks(&context).len(), "{csv}");
}

#[test]
fn staff_see_that_there_was_support_and_never_its_title() {
    let build = staff(INITIATIVE, &STEPS);
    for output in &build.outputs {
        let told = String::from_utf8_lossy(output.bytes.as_slice());
        assert!(!told.contains("room 7"), "{} names whom coaching is for", output.path);
    }
    let leadership = built(&site(INITIATIVE, &STEPS), Audience::Leadership, today());
    assert!(page(&leadership, "initiatives/i.html").contains("Supported (going on) · About room 7 ·"));
}

#[test]
fn a_thread_without_a_launch_has_no_line_and_says_so() {
    let waiting = INITIATIVE.replace("launch = 2026-10-05\n", "");
    let context = initiative_context(&site(&waiting, &STEPS), Audience::Staff, "i");
    assert_eq!(context["thread"]["drawing"]["chart"]["launch"], Value::Null);
    let said = page(&staff(&waiting, &STEPS), "initiatives/i.html");
    assert!(said.contains(
        "Not launched; so far: 1 conversation, 1 piece of evidence, 1 offer of support and 1 change."
    ));
    assert!(said.contains("Not launched: no day is set"));
    let nothing = page(&staff(&waiting, &[]), "initiatives/i.html");
    assert!(nothing.contains("Not launched; so far: nothing on record.") && !nothing.contains("Every step"));
}

#[test]
fn a_coarse_launch_is_a_time_and_nothing_is_late_by_it() {
    let coarse = INITIATIVE.replace("launch = 2026-10-05", "launch = \"2026-09\"");
    let context = initiative_context(&site(&coarse, &STEPS), Audience::Staff, "i");
    let launch = &context["thread"]["drawing"]["chart"]["launch"];
    assert_eq!(launch["to"].as_i64().unwrap() - launch["from"].as_i64().unwrap(), 29, "September");
    let said = page(&staff(&coarse, &STEPS), "initiatives/i.html");
    assert!(said.contains("Since then: 1 piece of evidence and 1 offer of support."), "{said}");
}

#[test]
fn marks_and_rows_of_the_demonstration_agree() {
    let checked = isles::read(&load(&repository()), &Options::as_of(today())).unwrap();
    for audience in [Audience::Staff, Audience::Leadership] {
        let view = View::new(&checked.catalog, &checked.language, audience, false);
        let published = isles::publish::Published::default();
        let (site, _) = isles::site::plan(&view, &checked.config, &published, today(), &Default::default());
        let mut drawn = 0;
        for page in site.pages.iter().filter(|page| page.template == "initiative.html") {
            let context = serde_json::to_value(&site.page(&view, page).context).unwrap();
            let rows = context["thread"]["rows"].as_array().expect("rows");
            let launch = rows.iter().filter(|row| row["lane"] == "Launch").count();
            assert_eq!(marks(&context).len() + launch, rows.len(), "{}", page.url);
            let titles = context["thread"]["drawing"]["chart"]["lanes"].as_array().unwrap().iter();
            for title in titles.flat_map(|lane| lane["marks"].as_array().unwrap()) {
                let title = title["title"].as_str().unwrap();
                let same = |row: &&Value| title.contains(row["what"]["text"].as_str().unwrap());
                assert!(rows.iter().any(|row| same(&row)), "{}: {title}", page.url);
            }
            drawn += marks(&context).len();
        }
        assert!(drawn > 60, "{drawn} marks");
    }
}

#[test]
fn a_closed_plan_asks_for_nothing_more() {
    let closed = PLAN
        .replace("\"active\"", "\"closed\"")
        .replace("starts = 2026-08-24", "starts = 2025-08-25\nends = 2026-06-12");
    let files = [SCHOOL, ("content/plans/p.md", closed.as_str()), ("content/initiatives/i.md", INITIATIVE)];
    let build = built(&input(files.map(|(path, text)| (path, text.as_bytes()))), Audience::Staff, today());
    let home = page(&build, "index.html");
    assert!(
        home.contains("No plan is under way.") && !home.contains("Now") && !home.contains("late"),
        "{home}"
    );
    // 291 days from 25 August 2025 to 12 June 2026 hold ten times 28.
    let plan = page(&build, "plans/p.html");
    assert!(
        plan.contains("This plan is over.") && plan.contains("Reviews: 0 of 10 held. One is due"),
        "{plan}"
    );
    assert!(page(&build, "packets/p.html").contains("This plan is over."));
}

#[test]
fn a_public_site_has_none_of_these_pages_and_denies_nothing() {
    let build = built(&load(&repository()), Audience::Public, today());
    let inside = ["readiness", "follow-through", "actions", "roll-up", "packets/", ".thread."];
    let found: Vec<&str> =
        paths(&build).into_iter().filter(|path| inside.iter().any(|part| path.contains(part))).collect();
    assert_eq!(found, Vec::<&str>::new());
    let denials = [
        "No walkthrough",
        "Nothing on this site",
        "No reviews",
        "Not met",
        "Not kept",
        "none on record",
        "nothing on record",
        "No initiatives yet",
        "No plan is under way",
        "Not launched",
    ];
    for path in paths(&build).into_iter().filter(|path| path.ends_with(".html")) {
        let said = page(&build, path);
        for denial in denials {
            assert!(!said.contains(denial), "{path} says “{denial}”");
        }
    }
}

#[test]
fn a_public_site_is_silent_about_what_is_for_staff() {
    let private = INITIATIVE.replacen("+++\n", "+++\naudience = \"staff\"\n", 1);
    let build = built(&site(&private, &STEPS), Audience::Public, today());
    let plan = page(&build, "plans/p.html");
    assert!(
        !plan.contains("No initiatives") && !plan.contains("No reviews") && !plan.contains("No change"),
        "{plan}"
    );
    let home = page(&build, "index.html");
    assert!(!home.contains("How?") && !home.contains("No "), "{home}");
}

#[test]
fn the_roll_up_keeps_the_declared_order_and_says_where_nothing_is() {
    let build = built(&load(&repository()), Audience::Staff, today());
    let said = page(&build, "reports/roll-up.html");
    let books = between(&said, "\nTime with real books\n", "\nMath out loud");
    let declared =
        ["Harbor District", "Harbor View Elementary", "Cedar Point Middle", "North Shore Elementary"];
    for part in [between(books, "", "books in words"), between(books, "books in words", "~")] {
        let places: Vec<_> = declared.iter().map(|name| part.find(name)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in:\n{part}");
    }
    let row = "Harbor View Elementary · Reading conferences · 10 of 10 are met · 5 of 6 kept · Tue 17 Nov 2026 · \
               Fri 11 Dec 2026 (due in 17 days) ·";
    assert!(books.contains(row), "{books}");
    assert!(
        books.contains("Cedar Point Middle · No initiative on this site carries it out. · not applicable")
    );
    let numbers: Value = serde_json::from_str(text_of(&build, "data/reports/roll-up.json")).unwrap();
    let of = |asked: &str, place: &str| {
        let mut rows = numbers["initiatives"].as_array().unwrap().iter();
        rows.find(|row| row["asked"] == asked && row["place"] == place).cloned().unwrap()
    };
    let carried = of("literacy", "Harbor View Elementary");
    assert_eq!([&carried["readiness_met"], &carried["follow_through_kept"]], [10, 5]);
    let none = of("literacy", "Cedar Point Middle");
    assert!(none["initiative"].is_null() && none["readiness_met"].is_null(), "absence is no number: {none}");
    let waiting = of("literacy", "North Shore Elementary");
    assert!(waiting["follow_through_kept"].is_null(), "before a launch nothing is kept or not: {waiting}");
    assert!(page(&build, "index.html").contains("What the district asks for, and where it stands"));
}

#[test]
fn a_coachs_plan_is_told_by_stage() {
    let build = built(&load(&repository()), Audience::Staff, today());
    let said = page(&build, "harbor-view/reports/roll-up.html");
    let stages = between(&said, "Stage · Cycles ·", "How this was computed");
    let rows: Vec<&str> = stages.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(rows, ["Prepare · 1 ·", "Identify · 1 ·", "Learn · 1 ·", "Improve · 1 ·", "Closed · 1 ·"]);
    assert!(!paths(&build).contains(&"cedar-point/reports/roll-up.html"), "no coach has a plan there");
}

#[test]
fn a_packet_holds_the_whole_plan_with_anchors_of_its_own() {
    let build = built(&load(&repository()), Audience::Staff, today());
    let html = text_of(&build, "harbor-view/packets/every-reader.html");
    let said = read_main(html);
    for words in [
        "In this packet",
        "Calm hallways",
        "Reading conferences",
        "Reading goes home",
        "Were we ready?",
        "Did we follow through?",
        "What changed, and why",
        "2 of 2 held",
    ] {
        assert!(said.contains(words), "“{words}”");
    }
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}
