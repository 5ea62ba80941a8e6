//! What counts as of a day and what does not yet, or no more: small sites, counted by hand.

use isles::audience::Audience;
use isles::config::Cadence;
use isles::date::Date;
use isles::input::{Input, Options};
use isles::language::Language;
use isles::record::{Initiative, Plan};
use isles::report::actions::{Tally, actions};
use isles::report::follow_through::{Settings, Standing, follow_through, review_rhythm};
use isles::view::View;

use crate::site::{input, load, read_main, repository, text_of, today};

const SCHOOL: (&str, &str) = ("content/school.toml", "name = \"X\"\nlevel = \"other\"\n");

fn site(files: &[(&str, &str)]) -> Input {
    input(files.iter().copied().chain([SCHOOL]).map(|(path, text)| (path, text.as_bytes())))
}

fn with_view<T>(input: &Input, today: Date, see: impl FnOnce(&View<'_>) -> T) -> T {
    let checked = isles::read(input, &Options::as_of(today)).unwrap();
    see(&View::of_everything(&checked.catalog, &checked.language))
}

fn main_of(input: &Input, path: &str) -> String {
    let options = Options { audience: Some(Audience::Staff), ..Options::as_of(today()) };
    read_main(text_of(&isles::build(input, &options), path))
}

fn plan(fields: &str) -> String {
    format!(
        "+++\ntitle = \"P\"\nyear = \"2026-27\"\nlevel = \"school\"\npurpose = \"P.\"\nreview-days = 28\n{fields}\n\
         [[goals]]\nid = \"g\"\nstatement = \"G\"\n+++\n"
    )
}

fn review(date: &str) -> String {
    format!("+++\ntitle = \"R\"\nplan = \"p\"\ndate = {date}\n+++\n")
}

/// Held of due, and the standing of the item, of a plan with reviews on these days.
fn reviews(fields: &str, dates: [&str; 2]) -> (String, Standing) {
    let initiative = "+++\ntitle = \"I\"\nplan = \"p\"\ngoals = [\"g\"]\nlaunch = 2026-09-01\n+++\n";
    let (plan, first, second) = (plan(fields), review(dates[0]), review(dates[1]));
    let input = site(&[
        ("content/plans/p.md", &plan),
        ("content/initiatives/i.md", initiative),
        ("content/reviews/a.md", &first),
        ("content/reviews/b.md", &second),
    ]);
    with_view(&input, today(), |view| {
        let plan = view.all::<Plan>().next().unwrap();
        let rhythm = review_rhythm(view, plan, Cadence::default(), today());
        let settings = Settings { cadence: Cadence::default(), min_educators: 5 };
        let found = follow_through(view, view.all::<Initiative>().next().unwrap(), settings, today());
        let item = found.items.iter().find(|item| item.title == "Reviews held").unwrap();
        (rhythm.share(Language::english()), item.standing)
    })
}

#[test]
fn a_plan_counts_reviews_from_its_first_day_to_its_last() {
    // From 24 August every 28 days: 21 September, 19 October, 16 November.
    let open = "status = \"active\"\nstarts = 2026-08-24";
    assert_eq!(reviews(open, ["2026-09-21", "2026-10-19"]), ("2 of 3 held".into(), Standing::NotKept));
    let early = reviews(open, ["2026-08-01", "2026-10-19"]);
    assert_eq!(early, ("1 of 3 held".into(), Standing::NotKept), "1 August is before the plan");
    // Until 30 October two were due; 10 November is after its end.
    let closed = "status = \"closed\"\nstarts = 2026-08-24\nends = 2026-10-30";
    assert_eq!(reviews(closed, ["2026-09-21", "2026-11-10"]), ("1 of 2 held".into(), Standing::NotKept));
    assert_eq!(reviews(closed, ["2026-09-21", "2026-10-20"]), ("2 of 2 held".into(), Standing::Kept));
    // From 27 October the first is due today, and today is not over.
    let today = "status = \"active\"\nstarts = 2026-10-27";
    let (share, standing) = reviews(today, ["2026-10-01", "2026-10-02"]);
    assert_eq!((share.as_str(), standing), ("0 of 1 held", Standing::NothingDue));
}

#[test]
fn a_review_ahead_is_not_held() {
    let (plan, first, second) = (plan("status = \"active\""), review("2026-11-02"), review("2027-01-13"));
    let input = site(&[
        ("content/plans/p.md", &plan),
        ("content/reviews/a.md", &first),
        ("content/reviews/b.md", &second),
    ]);
    let list = main_of(&input, "reviews/index.html");
    assert_eq!((list.matches("Held").count(), list.matches("Ahead").count()), (1, 1), "{list}");
    let page = main_of(&input, "reviews/b.html");
    assert!(page.contains("Ahead") && !page.contains("Held"), "{page}");
}

#[test]
fn an_action_is_done_when_its_day_has_come() {
    let plan = plan("status = \"active\"");
    let initiative = "+++\ntitle = \"I\"\nplan = \"p\"\ngoals = [\"g\"]\n\n\
        [[actions]]\ntext = \"A\"\ndue = 2026-11-01\ndone = 2026-12-15\n\n\
        [[actions]]\ntext = \"B\"\ndue = 2026-11-01\ndone = 2026-11-24\n\n\
        [[actions]]\ntext = \"C\"\ndue = 2026-12-01\ndone = \"2026-11\"\n+++\n";
    let input = site(&[("content/plans/p.md", &plan), ("content/initiatives/i.md", initiative)]);
    with_view(&input, today(), |view| {
        let steps = actions(view.all::<Initiative>().next().unwrap(), today());
        // A is to be done in December and was due on 1 November; B was done today, C this month.
        let expected = Tally { done: 2, dropped: 0, late: 1, all: 3 };
        assert_eq!(Tally::of(&steps), expected);
    });
    let page = main_of(&input, "reports/actions.html");
    assert!(page.contains("2 of 3 done (67 %), 1 late."), "{page}");
    assert!(!page.contains("15 Dec"), "a day that is still to come: {page}");
}

#[test]
fn visits_that_are_known_to_their_month_have_been_made() {
    let plan = plan("status = \"active\"");
    let initiative = "+++\ntitle = \"I\"\nplan = \"p\"\ngoals = [\"g\"]\nlaunch = 2026-10-05\n\n\
        [[look-fors]]\nid = \"n\"\ntext = \"Notes\"\n+++\n";
    let visits = "+++\ntitle = \"November\"\ndate = \"2026-11\"\ninitiative = \"i\"\neligible = 18\n\
        counts = [{ look-for = \"n\", levels = { observed = 12, \"not observed\" = 6 } }]\n+++\n";
    let input = site(&[
        ("content/plans/p.md", &plan),
        ("content/initiatives/i.md", initiative),
        ("content/walkthroughs/w.md", visits),
    ]);
    let report = main_of(&input, "reports/look-fors.html");
    assert!(report.contains("November 2026") && report.contains("12"), "{report}");
    let page = main_of(&input, "initiatives/i.html");
    assert!(!page.contains("No walkthrough so far"), "{page}");
}

#[test]
fn a_milestone_whose_value_is_withheld_has_data() {
    let plan = "+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"P.\"\n\n\
        [[goals]]\nid = \"g\"\nstatement = \"G\"\nmeasure = \"m\"\nbaseline = 40\nbaseline-date = 2026-08-24\ntarget = 80\n\
        by = 2027-05-24\nmilestones = [{ by = 2026-10-30, target = 50 }]\n+++\n";
    let measure = "+++\ntitle = \"M\"\nkind = \"outcome\"\nunit = \"percent\"\nbetter = \"higher\"\nabout = \"students\"\n\
        data = \"m.csv\"\n+++\n";
    let values = "date,value,n\n2026-10-02,50,6\n2026-11-20,45,60\n";
    let input = site(&[
        ("content/plans/p.md", plan),
        ("content/measures/m.md", measure),
        ("content/measures/m.csv", values),
    ]);
    let page = main_of(&input, "plans/p.html");
    assert!(!page.contains("no data by that date"), "there is a value of six students: {page}");
    let shown = input_with_n(&input, "60");
    let page = main_of(&shown, "plans/p.html");
    assert!(page.contains("100 % of the way (the target is reached)"), "from 40 to 50: {page}");
}

/// The same site with another number of students behind the first value.
fn input_with_n(site: &Input, n: &str) -> Input {
    let mut site = site.clone();
    for file in &mut site.content {
        if file.path.ends_with(".csv") {
            let text = String::from_utf8(file.bytes.to_vec()).unwrap();
            file.bytes = text.replace(",6\n", &format!(",{n}\n")).into_bytes().into();
        }
    }
    site
}

#[test]
fn a_change_has_one_day_wherever_it_is_told() {
    let input = load(&repository());
    let options = Options { audience: Some(Audience::Staff), ..Options::as_of(today()) };
    let build = isles::build(&input, &options);
    let what = "December visits look only at notes and at reading alone";
    let told = ["harbor-view/index.html", "harbor-view/reports/what-changed.html"].map(|path| {
        let page = read_main(text_of(&build, path));
        let lines: Vec<&str> = page.lines().collect();
        let at =
            lines.iter().position(|line| line.contains(what)).unwrap_or_else(|| panic!("{path}: {page}"));
        lines[at.saturating_sub(3)..(at + 5).min(lines.len())].join(" ")
    });
    for (told, path) in told.iter().zip(["home", "report"]) {
        assert!(told.contains("19 Nov 2026") && !told.contains("17 Nov 2026"), "{path}: {told}");
    }
}
