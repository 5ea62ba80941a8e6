//! What visits to classrooms saw and the support beside it: counted by hand, and nothing given away.

use isles::audience::Audience;
use isles::config::Cadence;
use isles::date::Date;
use isles::input::Options;
use isles::output::Build;
use isles::record::Initiative;
use isles::report::follow_through::{Settings, follow_through};
use isles::view::View;

use crate::site::{input, line, load, read_main, repository, text_of, today};

const SCHOOL: (&str, &str) = ("content/school.toml", "name = \"X\"\nlevel = \"other\"\n");
const PLAN: (&str, &str) = (
    "content/plans/p.md",
    "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\nteam = [\"Principal\"]\n\n[[goals]]\nid = \"g\"\nstatement = \"G\"\n+++\n",
);
const INITIATIVE: (&str, &str) = (
    "content/initiatives/i.md",
    "+++\ntitle = \"Listening\"\nplan = \"p\"\ngoals = [\"g\"]\ndate = 2026-06-01\nlaunch = 2026-10-05\n\n\
     [[look-fors]]\nid = \"notes\"\ntext = \"Notes a next step\"\nlevels = [\"not yet\", \"emerging\", \"in place\"]\ngoal-level = \"in place\"\n\n\
     [[look-fors]]\nid = \"alone\"\ntext = \"Children read alone\"\n+++\n",
);
const SESSION: (&str, &str) = (
    "content/sessions/s.md",
    "+++\ntitle = \"Part one\"\ndate = 2026-10-05\ninitiative = \"i\"\nfollow-up = [2026-10-22, 2026-12-10]\n+++\n",
);

/// A walkthrough of typed-in counts on a day.
fn wave(title: &str, date: &str, eligible: u32, notes: [u32; 3], more: &str) -> String {
    let [low, middle, high] = notes;
    format!(
        "+++\ntitle = \"{title}\"\ndate = {date}\ninitiative = \"i\"\neligible = {eligible}\n\
         counts = [{{ look-for = \"notes\", levels = {{ \"not yet\" = {low}, emerging = {middle}, \"in place\" = {high} }} }}]\n{more}+++\n\nWhat was learned.\n"
    )
}

fn support(sort: &str, starts: &str, more: &str) -> String {
    format!("title = \"Named {sort}\"\ntype = \"{sort}\"\ninitiative = \"i\"\nstarts = {starts}\n{more}")
}

fn build(audience: Audience, extra: &[(&str, &str)]) -> Build {
    let files: Vec<(&str, &str)> =
        [SCHOOL, PLAN, INITIATIVE, SESSION].into_iter().chain(extra.iter().copied()).collect();
    let options = Options { audience: Some(audience), ..Options::as_of(today()) };
    let build = isles::build(&input(files.iter().map(|(path, text)| (*path, text.as_bytes()))), &options);
    assert!(!build.has_errors(), "{:?}", build.diagnostics.iter().map(line).collect::<Vec<_>>());
    build
}

fn report(build: &Build, name: &str) -> String {
    read_main(text_of(build, &format!("reports/{name}.html")))
}

fn has(build: &Build, path: &str) -> bool {
    build.outputs.iter().any(|output| output.path == path)
}

/// Outputs that hold some words.
fn holding<'b>(build: &'b Build, words: &str) -> Vec<&'b str> {
    let holds = |bytes: &[u8]| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    let found = build.outputs.iter().filter(|output| holds(output.bytes.as_slice()));
    found.map(|output| output.path.as_str()).collect()
}

fn expect(page: &str, lines: &[&str]) {
    for line in lines {
        assert!(page.lines().any(|found| found == *line), "no line `{line}` in:\n{page}");
    }
}

#[test]
fn a_look_for_is_told_wave_by_wave_with_its_baseline_and_what_followed() {
    let before = wave("Before", "2026-09-22", 20, [12, 8, 0], "");
    let after = wave("After", "2026-10-22", 20, [5, 5, 10], "session = \"s\"\n");
    let coaching =
        support("coaching", "2026-10-26", "for-look-for = \"notes\"\npeople = 6\nends = 2026-12-11\n");
    let earlier = support("feedback", "2026-09-25", "for-look-for = \"notes\"\nends = 2026-10-02\n");
    let build = build(
        Audience::Staff,
        &[
            ("content/walkthroughs/a.md", &before),
            ("content/walkthroughs/b.md", &after),
            ("content/support/c.toml", &coaching),
            ("content/support/f.toml", &earlier),
        ],
    );
    let page = report(&build, "look-fors");
    expect(
        &page,
        &[
            "Next visits: planned for Thu 10 Dec 2026. Part one",
            "Latest visits (Thu 22 Oct 2026): of 20 rooms, 10 in place, 5 emerging, 5 not yet. Before the first learning session: of 20 rooms, 0 in place, 8 emerging, 12 not yet.",
            "Support that followed Tue 22 Sep 2026: feedback, 1 cycle.",
            "Support that followed Thu 22 Oct 2026: coaching, 1 cycle.",
            "Tue 22 Sep 2026 (baseline) · 20 · 12 (60 %) · 8 (40 %) · 0 (10 % or less) · 0 ·",
            "Thu 22 Oct 2026 · 20 · 5 (25 %) · 5 (25 %) · 10 (50 %) · 0 ·",
            "Tue 22 Sep 2026 (baseline) · All 20 rooms were seen · Feedback, 1 cycle · Thu 22 Oct 2026 ·",
            "Thu 22 Oct 2026 · All 20 rooms were seen · Coaching, 1 cycle · Planned for Thu 10 Dec 2026 ·",
        ],
    );
    let csv = text_of(&build, "data/walkthroughs/b.csv");
    assert!(csv.contains("i,notes,2026-10-22,,no,no,in place,10,50,20,0,10,10,20,0,20\r\n"), "{csv}");
    assert!(text_of(&build, "data/reports/look-fors.csv").contains(csv.lines().nth(1).expect("a row")));

    let page = report(&build, "support");
    expect(
        &page,
        &[
            "2 cycles so far, 1 under way.",
            "Coaching: 1 cycle so far, 1 under way.",
            "Feedback: 1 cycle so far, none under way.",
            "Notes a next step · Coaching, 1 cycle; feedback, 1 cycle · 10 of 20 · 6 ·",
            "Children read alone · None on record · No visits so far · None on record ·",
        ],
    );
    assert!(holding(&build, "Named coaching").is_empty(), "a title of support is for leadership");
}

#[test]
fn follow_through_says_what_the_visits_say() {
    let after = wave("After", "2026-10-22", 22, [5, 6, 10], "session = \"s\"\n");
    let coaching = support("coaching", "2026-10-26", "for-look-for = \"notes\"\npeople = 6\n");
    let whole = support("plc", "2026-10-28", "");
    let files = [
        SCHOOL,
        PLAN,
        INITIATIVE,
        SESSION,
        ("content/walkthroughs/w.md", after.as_str()),
        ("content/support/c.toml", coaching.as_str()),
        ("content/support/p.toml", whole.as_str()),
    ];
    let input = input(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let checked = isles::read(&input, &Options::as_of(today())).expect("settings");
    let view = View::new(&checked.catalog, &checked.language, Audience::Staff, false);
    let initiative = view.all::<Initiative>().next().expect("an initiative");
    let settings = Settings { cadence: Cadence::default(), min_educators: 5 };
    let found = follow_through(&view, initiative, settings, today());
    let said = |title: &str| {
        let item = found.items.iter().find(|item| item.title == title).expect("an item");
        item.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(said("Walkthrough after every session"), "Part one: visited after 17 days");
    assert_eq!(said("Coverage"), "21 rooms seen; of how many is not shown (Thu 22 Oct 2026)");
    assert_eq!(
        said("Implementation level"),
        "Notes a next step: of 21 rooms, 10 in place, 6 emerging, 5 not yet"
    );
    assert_eq!(
        said("Support matched"),
        "Notes a next step: 11 of 21 rooms below our aim; coaching, 1 cycle | \
         Children read alone: no support on record at or since the latest visits | \
         For the whole practice: team time, 1 cycle"
    );
}

/// Six rooms, all of them seen, one at "not yet": no page may let the one be worked out.
#[test]
fn a_whole_beside_a_hidden_n_gives_no_room_away() {
    let rows = "Room,Notes,Alone\nK1,not yet,yes\nK2,in place,yes\nK3,in place,yes\nK4,in place,no\nK5,in place,yes\nK6,in place,yes\n";
    let walkthrough = "+++\ntitle = \"Six\"\ndate = 2026-10-22\ninitiative = \"i\"\nsession = \"s\"\neligible = 6\n\
        rows = { file = \"six.csv\", room = \"Room\", columns = { notes = \"Notes\", alone = \"Alone\" } }\n+++\n";
    let files = [("content/walkthroughs/w.md", walkthrough), ("content/walkthroughs/six.csv", rows)];
    let build = build(Audience::Staff, &files);
    for path in
        ["reports/look-fors.html", "walkthroughs/w.html", "sessions/s.html", "data/walkthroughs/w.csv"]
    {
        let text = text_of(&build, path);
        let text = if path.ends_with(".html") { read_main(text) } else { text.to_owned() };
        let whole = ["6 rooms", "All 6", "of 6", ",6,", ",6\r"].iter().any(|whole| text.contains(whole));
        let part =
            ["5 in place", "5 observed", "in place,5", "observed,5"].iter().any(|part| text.contains(part));
        assert!(!(whole && part), "{path} prints five and six:\n{text}");
    }
    assert!(!text_of(&build, "reports/look-fors.html").contains("<rect class=\"level rest\""));
}

/// Two rooms at "not yet" or three: where the hidden numbers change and no printed sum does, no byte changes.
#[test]
fn one_more_in_a_hidden_cell_changes_no_byte() {
    let with = |notes: [u32; 3], people: [u32; 2], audience| {
        let wave = wave("After", "2026-10-22", 30, notes, "session = \"s\"\n");
        let of = |people: u32| {
            support("coaching", "2026-10-26", &format!("for-look-for = \"notes\"\npeople = {people}\n"))
        };
        let (first, second) = (of(people[0]), of(people[1]));
        build(
            audience,
            &[
                ("content/walkthroughs/w.md", &wave),
                ("content/support/a.toml", &first),
                ("content/support/b.toml", &second),
            ],
        )
    };
    for audience in Audience::ALL {
        let few = with([2, 8, 12], [3, 9], audience);
        let more = with([3, 7, 12], [4, 8], audience);
        for (before, after) in few.outputs.iter().zip(&more.outputs) {
            assert_eq!(before.path, after.path);
            assert_eq!(before.bytes.as_slice(), after.bytes.as_slice(), "{audience}: {}", before.path);
        }
        assert_eq!(few.outputs.len(), more.outputs.len());
    }
    let page = report(&with([2, 8, 12], [3, 9], Audience::Staff), "look-fors");
    expect(
        &page,
        &[
            "Latest visits (Thu 22 Oct 2026): of 22 rooms, 12 in place, fewer than 5 not yet; emerging is not shown.",
        ],
    );
    let support = report(&with([2, 8, 12], [3, 9], Audience::Staff), "support");
    expect(&support, &["Notes a next step · Coaching, 2 cycles · 10 of 22 · 12 ·"]);
    let record = read_main(text_of(&with([2, 8, 12], [3, 9], Audience::Leadership), "support/b.html"));
    assert!(!record.contains('9'), "nine of twelve would give three away:\n{record}");
}

#[test]
fn of_a_few_rooms_nobody_sees_letters() {
    let lettered = |rooms: usize| {
        let rows: String = (1..=rooms).map(|room| format!("R{room},in place\n")).collect();
        let record = "+++\ntitle = \"W\"\ndate = 2026-10-22\ninitiative = \"i\"\neligible = 18\n\
            rows = { file = \"w.csv\", room = \"Room\", columns = { notes = \"Notes\" } }\n+++\n";
        let rows = format!("Room,Notes\n{rows}");
        let files = [("content/walkthroughs/w.md", record), ("content/walkthroughs/w.csv", rows.as_str())];
        holding(&build(Audience::Leadership, &files), "Room by room under letters").len()
    };
    assert_eq!((lettered(4), lettered(5)), (0, 1), "five educators are the least that are told of");
}

#[test]
fn room_keys_are_in_no_build_and_letters_for_leadership_alone() {
    let input = load(&repository());
    for audience in Audience::ALL {
        let options = Options { audience: Some(audience), ..Options::as_of(today()) };
        let build = isles::build(&input, &options);
        for key in ["R01", "R18", "r07"] {
            assert_eq!(holding(&build, key), Vec::<&str>::new(), "{audience}: {key}");
        }
        let lettered = holding(&build, "Room by room under letters");
        match audience {
            Audience::Leadership => {
                assert_eq!(lettered.len(), 3, "{lettered:?}");
                let page = read_main(text_of(&build, "harbor-view/walkthroughs/october.html"));
                assert_eq!(page.lines().filter(|line| line.starts_with("O · ")).count(), 1, "{page}");
                assert!(!page.contains("\nP · "), "fifteen rooms, A to O");
            }
            _ => assert!(lettered.is_empty(), "{audience}: {lettered:?}"),
        }
        assert_eq!(has(&build, "reports/disclosure-log.html"), audience == Audience::Leadership);
        assert_eq!(has(&build, "data/reports/disclosure-log.csv"), audience == Audience::Leadership);
    }
}

#[test]
fn staff_see_the_counts_of_a_walkthrough_kept_for_leadership_and_the_public_sees_nothing() {
    let kept =
        wave("Kept apart", "2026-10-22", 20, [5, 5, 10], "session = \"s\"\naudience = \"leadership\"\n");
    let staff = build(Audience::Staff, &[("content/walkthroughs/k.md", &kept)]);
    expect(
        &report(&staff, "look-fors"),
        &["Latest visits (Thu 22 Oct 2026): of 20 rooms, 10 in place, 5 emerging, 5 not yet."],
    );
    assert!(holding(&staff, "Kept apart").is_empty());
    assert!(!has(&staff, "data/walkthroughs/k.csv"));
    let session = read_main(text_of(&staff, "sessions/s.html"));
    expect(&session, &["First visits: Thu 22 Oct 2026, 17 days after it."]);
    let public = build(Audience::Public, &[("content/walkthroughs/k.md", &kept)]);
    assert!(!has(&public, "reports/look-fors.html") && !has(&public, "reports/support.html"));
}

#[test]
fn a_public_walkthrough_is_told_and_nothing_is_said_to_be_missing() {
    let open = wave("Open", "2026-10-22", 20, [5, 5, 10], "session = \"s\"\naudience = \"public\"\n");
    let quiet = INITIATIVE.1.replace("Listening", "Quiet");
    let build = build(
        Audience::Public,
        &[("content/walkthroughs/o.md", &open), ("content/initiatives/q.md", &quiet)],
    );
    let page = report(&build, "look-fors");
    expect(&page, &["Thu 22 Oct 2026 · All 20 rooms were seen · Not shown here · None planned ·"]);
    for absence in ["No walkthrough", "No support", "None on record", "Quiet", "Not visited"] {
        assert!(!page.contains(absence), "{absence}:\n{page}");
    }
    assert!(!has(&build, "reports/support.html"));
}

#[test]
fn public_support_says_nothing_of_what_is_not_public() {
    let open =
        support("coaching", "2026-10-26", "for-look-for = \"notes\"\npeople = 6\naudience = \"public\"\n");
    let kept = support("modeling", "2026-10-27", "for-look-for = \"alone\"\npeople = 7\n");
    let files = [("content/support/o.toml", open.as_str()), ("content/support/k.toml", kept.as_str())];
    let page = report(&build(Audience::Public, &files), "support");
    expect(
        &page,
        &[
            "Notes a next step · Coaching, 1 cycle · Not shown here · 6 ·",
            "Children read alone · Not shown here · Not shown here · Not shown here ·",
        ],
    );
    assert!(!page.contains("odeling") && !page.contains("None on record"), "{page}");
}

#[test]
fn renamed_levels_start_the_figures_afresh() {
    let spring = "+++\ntitle = \"Spring\"\ndate = 2026-05-20\ninitiative = \"i\"\neligible = 20\n\
        counts = [{ look-for = \"notes\", levels = { no = 14, yes = 6 } }]\nlevels = { notes = [\"no\", \"yes\"] }\n+++\n\nBefore.\n";
    let fall = wave("Fall", "2026-10-22", 20, [5, 5, 10], "session = \"s\"\n");
    let build = build(
        Audience::Staff,
        &[("content/walkthroughs/a.md", spring), ("content/walkthroughs/b.md", &fall)],
    );
    let page = report(&build, "look-fors");
    expect(
        &page,
        &[
            "Latest visits (Thu 22 Oct 2026): of 20 rooms, 10 in place, 5 emerging, 5 not yet.",
            "The levels have other names since Thu 22 Oct 2026: the figures start afresh.",
            "Wed 20 May 2026 (baseline) · 20 · 14 (70 %) · 6 (30 %) · no such level then · no such level then · no such level then · 0 ·",
        ],
    );
    let csv = text_of(&build, "data/reports/look-fors.csv");
    assert!(csv.contains("i,notes,2026-10-22,,no,yes,in place,10,50,"), "{csv}");
    assert!(csv.contains("i,notes,2026-05-20,,yes,no,yes,6,30,20,0,no aim set,no aim set,"), "{csv}");
}

#[test]
fn rooms_of_a_school_visited_for_the_district_are_told_at_that_school() {
    let district = "name = \"D\"\n";
    let wave = wave("North", "2026-10-22", 20, [5, 5, 10], "").replace("\"i\"", "\"district/i\"");
    let (plan, initiative) = (PLAN.1, INITIATIVE.1);
    let files = [
        ("content/district.toml", district),
        ("content/north/school.toml", SCHOOL.1),
        ("content/plans/p.md", plan),
        ("content/initiatives/i.md", initiative),
        ("content/north/walkthroughs/w.md", &wave),
    ];
    let built = isles::build(
        &input(files.iter().map(|(path, text)| (*path, text.as_bytes()))),
        &Options { audience: Some(Audience::Staff), ..Options::as_of(today()) },
    );
    let north = read_main(text_of(&built, "north/reports/look-fors.html"));
    expect(&north, &["Latest visits (Thu 22 Oct 2026): of 20 rooms, 10 in place, 5 emerging, 5 not yet."]);
    let own = report(&built, "look-fors");
    expect(&own, &["Listening: no learning session and no walkthrough so far."]);
}

#[test]
fn the_real_plan_says_in_words_that_nobody_came() {
    let root = repository().join("../shared/real/discipline-plan");
    if !root.is_dir() {
        return;
    }
    let build = isles::build(&load(&root), &Options::as_of(Date::constant(2015, 10, 26)));
    let page = report(&build, "look-fors");
    expect(&page, &["No walkthrough so far."]);
    assert_eq!(page.matches(": no learning session and no walkthrough so far.").count(), 11, "{page}");
    expect(&report(&build, "support"), &["No support on record so far."]);
    for name in ["look-fors", "support"] {
        let html = text_of(&build, &format!("reports/{name}.html"));
        assert!(
            !html.contains("class=\"chart") && !html.contains("<table"),
            "{name} has an empty chart or table"
        );
        assert!(!has(&build, &format!("data/reports/{name}.csv")));
    }
}

#[test]
fn checks_find_a_session_nobody_followed_and_numbers_that_cannot_be() {
    let codes = |extra: &[(&str, &str)]| {
        let build = build(Audience::Staff, extra);
        let found = build
            .diagnostics
            .iter()
            .map(line)
            .filter(|line| ["W140", "W141", "W142"].iter().any(|code| line.starts_with(code)));
        found.collect::<Vec<String>>()
    };
    let late = codes(&[]);
    assert_eq!(late.len(), 1, "{late:?}");
    assert!(late[0].starts_with("W140 warning content/sessions/s.md 3:8-3:18 no walkthrough within 21 days of this session | it was due on 26 October 2026"), "{late:?}");
    let after = wave("After", "2026-10-22", 20, [5, 5, 10], "session = \"s\"\n");
    assert_eq!(codes(&[("content/walkthroughs/w.md", &after)]), Vec::<String>::new());
    let many = wave("After", "2026-10-22", 19, [5, 5, 10], "session = \"s\"\n");
    let many = codes(&[("content/walkthroughs/w.md", &many)]);
    assert!(
        many.len() == 1 && many[0].contains("W141 warning content/walkthroughs/w.md 5:12-5:14"),
        "{many:?}"
    );
    let agreed = INITIATIVE.1.replace("date = 2026-06-01", "date = 2026-10-06");
    let agreed = codes(&[("content/walkthroughs/w.md", &after), ("content/initiatives/i.md", &agreed)]);
    assert!(
        agreed.len() == 1 && agreed[0].starts_with("W142 warning content/initiatives/i.md 5:8"),
        "{agreed:?}"
    );
}

#[test]
fn a_level_that_stands_twice_is_an_error() {
    let twice = INITIATIVE.1.replace("\"emerging\",", "\"Not yet\",");
    let files = [SCHOOL, PLAN, (INITIATIVE.0, twice.as_str())];
    let build = isles::build(
        &input(files.iter().map(|(path, text)| (*path, text.as_bytes()))),
        &Options::as_of(today()),
    );
    let found: Vec<String> =
        build.diagnostics.iter().map(line).filter(|line| line.starts_with("E210")).collect();
    assert!(found.len() == 1 && found[0].contains("the level `Not yet` stands twice"), "{found:?}");
}
