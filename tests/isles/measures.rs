//! Measures, goals and series as their pages tell them: a real plan counted by hand, small sites, the demonstration.

use isles::audience::Audience;
use isles::date::Date;
use isles::input::Options;
use isles::output::Build;
use scraper::{ElementRef, Html, Selector};

use crate::site::{input, load, read_main, repository, text_of, today};

const SCHOOL: (&str, &str) = (
    "content/school.toml",
    "name = \"X\"\nlevel = \"other\"\n\n[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\nends = 2027-06-11\n",
);

/// The real plan as of the day of its README; nothing where it is not at hand.
fn real() -> Option<Build> {
    let root = repository().join("../shared/real/discipline-plan");
    let options = Options { audience: Some(Audience::Staff), ..Options::as_of(Date::constant(2015, 10, 26)) };
    root.is_dir().then(|| isles::build(&load(&root), &options))
}

fn small(files: &[(&str, &str)], audience: Audience) -> Build {
    let files = files.iter().chain([&SCHOOL]).map(|(path, text)| (*path, text.as_bytes()));
    let build = isles::build(&input(files), &Options { audience: Some(audience), ..Options::as_of(today()) });
    assert!(!build.has_errors(), "{:?}", build.diagnostics);
    build
}

fn main_of(build: &Build, path: &str) -> String {
    read_main(text_of(build, path))
}

#[test]
fn four_totals_and_a_gap_are_told_and_not_read() {
    let Some(build) = real() else { return };
    let page = main_of(&build, "measures/referrals-by-year.html");
    for said in
        ["4 of 10 points so far", "Median 529.5", "477 · ", "299 · ", "582 · ", "905 · ", "no value · "]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("500 days old, 135 over its cadence of 365 days"), "{page}");
    for word in ["rising", "falling", "concern", "wanted direction", "shift", "trend,"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
    let html = text_of(&build, "measures/referrals-by-year.html");
    let svg = html.split("</svg>").find(|svg| svg.contains("chart-wide")).expect("a drawing");
    assert_eq!(svg.matches("<circle").count(), 4, "2015 is a gap");
}

#[test]
fn three_grades_have_their_medians_and_notes() {
    let Some(build) = real() else { return };
    for (grade, median) in [(3, "61.6"), (4, "43.1"), (5, "45.3")] {
        let page = main_of(&build, &format!("measures/math-grade-{grade}.html"));
        for said in
            ["4 of 10 points so far", "first year of the new standards", &format!("Median {median} %")]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}

#[test]
fn eight_measures_without_a_value_say_so_and_draw_nothing() {
    let Some(build) = real() else { return };
    let empty = [
        "fluency-checks",
        "guided-reading-checks",
        "lesson-plans-with-topic",
        "monthly-assemblies",
        "reading-proficient",
        "students-with-one-or-none",
        "tickets-given",
        "vocabulary-checks",
    ];
    for id in empty {
        let html = text_of(&build, &format!("measures/{id}.html"));
        assert!(read_main(html).contains("no data"), "{id}");
        assert!(!html.contains("<svg class=\"chart"), "{id}");
    }
}

#[test]
fn what_is_missing_of_a_goal_is_named() {
    let Some(build) = real() else { return };
    let discipline = main_of(&build, "plans/discipline-2014-15.html");
    assert!(discipline.contains("Not computed: no baseline and no data."), "{discipline}");
    assert!(discipline.contains("the date passed 136 days ago"), "{discipline}");
    let reading = main_of(&build, "plans/reading-2015-16.html");
    assert!(reading.contains("Not computed: no baseline and no data."), "{reading}");
    assert!(reading.contains("Words only: no measure and no target; not computed."), "{reading}");
    assert!(!reading.contains("the date passed"), "10 June 2016 is ahead");
    for page in [&discipline, &reading] {
        assert!(!page.contains("% of the way"), "{page}");
    }
}

#[test]
fn a_series_is_printed_as_given_in_its_order() {
    let Some(build) = real() else { return };
    let page = main_of(&build, "evidence/reading-by-grade.html");
    let rows = "K · 66 ·\n1 · 63 ·\n2 · 61 ·\n3 · 30.38 ·\n4 · 43.04 ·\n5 · 27.7 ·";
    assert!(page.contains(rows), "{page}");
    let csv = "grade,percent\r\nK,66\r\n1,63\r\n2,61\r\n3,30.38\r\n4,43.04\r\n5,27.7\r\n";
    assert_eq!(text_of(&build, "data/evidence/reading-by-grade.csv"), csv);
    assert!(text_of(&build, "evidence/reading-by-grade.html").contains("class=\"bar\""), "K is no number");
}

const MEASURE: &str = "+++\ntitle = \"M\"\nkind = \"outcome\"\nunit = \"percent\"\nbetter = \"higher\"\nabout = \"other\"\ndata = \"m.csv\"\n+++\n";

/// The pages of a plan with one goal of those fields, whose measure has those values.
fn goal(fields: &str, csv: &str) -> String {
    let plan = format!(
        "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\n\n\
         [[goals]]\nid = \"g\"\nstatement = \"G\"\nmeasure = \"m\"\n{fields}\n+++\n"
    );
    let files = [
        ("content/plans/p.md", plan.as_str()),
        ("content/measures/m.md", MEASURE),
        ("content/measures/m.csv", csv),
    ];
    let build = small(&files, Audience::Staff);
    let home = main_of(&build, "index.html");
    let page = main_of(&build, "reports/goals.html");
    let pace = page.lines().find(|line| line.contains("of the way") || line.contains("ot computed"));
    let pace = pace.expect("a pace or why there is none");
    assert!(home.contains(pace), "home says the same as the report: {pace}\n{home}");
    page
}

#[test]
fn a_goal_is_told_with_its_pace_and_milestones_on_their_own_dates() {
    // From the school year's first day, 24 August, to 2 November are 70 days, to 24 November 92.
    let milestones = "milestones = [{ by = 2026-11-02, target = 50 }, { by = 2027-02-24, target = 70 }]";
    let fields = format!("baseline = 40\ntarget = 80\nby = 2027-05-24\n{milestones}");
    let page = goal(&fields, "date,value\n2026-10-30,52\n2026-11-20,45\n");
    assert!(
        page.contains("13 % of the way, with 34 % of the time gone: 45 % on 20 November 2026."),
        "{page}"
    );
    let passed = "50 % by Mon 2 Nov 2026; the date passed 22 days ago. 120 % of the way (the target is reached), \
                  with 100 % of the time gone: 52 % on 30 October 2026.";
    assert!(page.contains(passed), "{page}");
    let ahead =
        "70 % by Wed 24 Feb 2027. 17 % of the way, with 50 % of the time gone: 45 % on 20 November 2026.";
    assert!(page.contains(ahead), "{page}");
}

#[test]
fn more_than_all_and_the_other_way_are_drawn_and_told() {
    let fields = "baseline = 40\nbaseline-date = 2026-09-01\ntarget = 60\nby = 2027-05-28";
    let over = goal(fields, "date,value\n2026-11-20,65\n");
    assert!(over.contains("125 % of the way (the target is reached), with 31 % of the time gone"), "{over}");
    let back = goal(fields, "date,value\n2026-11-20,35\n");
    assert!(back.contains("25 % of the way in the other direction, with 31 % of the time gone"), "{back}");
    let none = goal(fields, "date,value\n2026-09-01,40\n");
    assert!(none.contains("Not computed: no data since the baseline."), "{none}");
}

#[test]
fn a_measure_of_a_narrower_site_is_not_told_as_missing() {
    let plan = "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\n\n\
                [[goals]]\nid = \"g\"\nstatement = \"G\"\nmeasure = \"m\"\nbaseline = 40\ntarget = 60\n+++\n\n![](measure:m)\n";
    let secret = MEASURE.replace("title = \"M\"", "title = \"Quiet number\"\naudience = \"staff\"");
    let csv = "date,value\n2026-11-20,45\n";
    let files =
        [("content/plans/p.md", plan), ("content/measures/m.md", &secret), ("content/measures/m.csv", csv)];
    let build = small(&files, Audience::Public);
    let page = main_of(&build, "plans/p.html");
    assert!(page.contains("not shown here") && page.contains("its measure is not shown here"), "{page}");
    for output in &build.outputs {
        let text = String::from_utf8_lossy(output.bytes.as_slice()).into_owned();
        assert!(!text.contains("Quiet number") && !output.path.contains("/m."), "{}", output.path);
    }
    assert!(main_of(&small(&files, Audience::Staff), "plans/p.html").contains("Quiet number"));
}

#[test]
fn what_happened_is_numbered_on_the_chart_and_told_below_it() {
    let plan = "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\n\n\
                [[goals]]\nid = \"g\"\nstatement = \"G\"\nmeasure = \"m\"\n\n[[goals]]\nid = \"other\"\nstatement = \"O\"\n+++\n";
    let initiative = |title: &str, goal: &str| {
        format!("+++\ntitle = \"{title}\"\nplan = \"p\"\ngoals = [\"{goal}\"]\nlaunch = 2026-10-05\n+++\n")
    };
    let (served, other) = (initiative("Served", "g"), initiative("Elsewhere", "other"));
    let session = "title = \"Part one\"\ndate = 2026-10-05\ninitiative = \"served\"\n";
    let ahead = "title = \"Part two\"\ndate = 2026-12-05\ninitiative = \"served\"\n";
    let review = "+++\ntitle = \"R\"\ndate = 2026-11-02\nplan = \"p\"\n\n[[changes]]\nwhat = \"Half an hour more\"\nwhy = \"Y\"\nto = \"served\"\n\n\
                  [[changes]]\nwhat = \"Not of this\"\nwhy = \"Y\"\nto = \"elsewhere\"\n+++\n";
    let csv = "date,value\n2026-09-04,40\n2026-10-09,41\n2026-11-20,45\n";
    let files = [
        ("content/plans/p.md", plan),
        ("content/measures/m.md", MEASURE),
        ("content/measures/m.csv", csv),
        ("content/initiatives/served.md", served.as_str()),
        ("content/initiatives/elsewhere.md", other.as_str()),
        ("content/sessions/one.toml", session),
        ("content/sessions/two.toml", ahead),
        ("content/reviews/r.md", review),
    ];
    let build = small(&files, Audience::Staff);
    let html = text_of(&build, "measures/m.html");
    let page = read_main(html);
    let told = "Mon 5 Oct 2026: Launch: Served; Learning session: Part one\nMon 2 Nov 2026: Change: Half an hour more\n";
    assert!(page.contains(told), "{page}");
    assert!(
        !page.contains("Elsewhere") && !page.contains("Not of this") && !page.contains("Part two"),
        "{page}"
    );
    let wide = html.split("</svg>").find(|svg| svg.contains("chart-wide")).expect("a drawing");
    assert_eq!(wide.matches("class=\"mark\"").count(), 2);
}

#[test]
fn a_picture_of_data_is_a_figure_where_it_stands_alone_and_a_link_within_a_line() {
    let body = "+++\ntitle = \"T\"\n+++\n\n![Fluency so far](measure:m)\n\nSee ![the chart](measure:m) too.\n\n> ![](measure:m)\n";
    let csv = "date,value\n2026-11-13,40\n2026-11-20,45\n";
    let files =
        [("content/pages/t.md", body), ("content/measures/m.md", MEASURE), ("content/measures/m.csv", csv)];
    let build = small(&files, Audience::Staff);
    let html = text_of(&build, "pages/t.html");
    let page = Html::parse_document(html);
    let titles: Vec<String> = all(&page, "main figure.chart-figure figcaption").iter().map(text).collect();
    assert_eq!(titles, ["Fluency so far", "M"]);
    assert!(all(&page, "p figure, figure figure").is_empty());
    assert_eq!(all(&page, "main figure table").len(), 2, "each with its table");
    let ids: Vec<&str> = all(&page, "[id]").iter().filter_map(|element| element.value().attr("id")).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    assert!(html.contains("See <a href=\"../measures/m.html\">the chart</a> too."));
}

#[test]
fn chart_table_and_files_of_the_demonstration_hold_the_same_numbers() {
    let options = Options { audience: Some(Audience::Staff), ..Options::as_of(today()) };
    let build = isles::build(&load(&repository()), &options);
    let jsons: Vec<&str> = build.outputs.iter().map(|output| output.path.as_str()).collect();
    let jsons: Vec<&str> =
        jsons.into_iter().filter(|path| path.contains("/measures/") && path.ends_with(".json")).collect();
    assert!(jsons.len() > 10, "{jsons:?}");
    let mut read = Vec::new();
    for path in jsons {
        let json: serde_json::Value = serde_json::from_str(text_of(&build, path)).expect("JSON");
        let named = [
            "points",
            "useful",
            "center",
            "center_kind",
            "lower",
            "upper",
            "rules",
            "rules_read",
            "longest_run",
            "runs",
            "crossings",
            "signals",
            "reading",
        ];
        assert!(named.iter().all(|name| json.get(name).is_some()), "{path}");
        let points = json["points"].as_array().expect("a list");
        let html = text_of(&build, &path.replace("data/", "").replace(".json", ".html"));
        let page = Html::parse_document(html);
        let table: Vec<String> = all(&page, "figure tbody td:nth-child(2)").iter().map(text).collect();
        let shown: Vec<&str> = points.iter().filter_map(|point| point["shown_as"].as_str()).collect();
        assert_eq!(table, shown, "{path}");
        let mut csv = csv::Reader::from_reader(text_of(&build, &path.replace(".json", ".csv")).as_bytes());
        let rows: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), points.len(), "{path}");
        for (row, point) in rows.iter().zip(points) {
            assert_eq!(Some(&row[0]), point["date"].as_str(), "{path}");
            assert_eq!(row[1].parse::<f64>().ok(), point["value"].as_f64(), "{path}");
            if let Some(value) = point["value"].as_f64() {
                let digits: String =
                    row[2].chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
                assert_eq!(digits.parse::<f64>().ok(), Some(value), "{path}: {}", &row[2]);
            }
        }
        let drawn = all(&page, ".chart-wide circle").len();
        assert_eq!(drawn, points.iter().filter(|point| !point["value"].is_null()).count(), "{path}");
        assert!(read_main(html).contains(json["reading"].as_str().expect("a reading")), "{path}");
        read.push((json["rules"].clone(), json["reading"].to_string(), json["signals"].to_string()));
    }
    for rules in ["perla", "nhs", "anhoej"] {
        assert!(
            read.iter().any(|(name, ..)| name == rules),
            "no measure of the demonstration has the rules {rules}"
        );
    }
    let somewhere = |words: &str| {
        read.iter().any(|(_, reading, signals)| reading.contains(words) || signals.contains(words))
    };
    for words in [
        "no data",
        "of 10 points so far",
        "\"shift\"",
        "\"trend\"",
        "\"outside\"",
        "running total",
        "no signal",
    ] {
        assert!(somewhere(words), "the demonstration shows no {words}");
    }
}

fn all<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}
