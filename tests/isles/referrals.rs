//! Referrals of a small school, counted by hand.
//!
//! The file holds 40 rows. One has no date; three lie off the calendar (Labor Day, a Saturday, the next July); one
//! repeats a student of its incident; two are dated after 9 October, the day on which the tests happen. 33 remain,
//! of 12 students: pupil 1 has 7, 2 has 6, 3 has 5, 4 has 4, 5 has 3, 6 has 2, and six have one each.
//! School days until Friday 9 October: 6 in August, 21 in September without Labor Day, 7 in October: 34.

use isles::audience::Audience;
use isles::config::Privacy;
use isles::date::Date;
use isles::diagnostic::Diagnostic;
use isles::input::{Input, Options};
use isles::output::Build;
use isles::report::referrals::{Basis, By, ReferralYear, Why, referral_years};
use isles::view::View;

use crate::site::{input, line, read_main, text_of};
use isles::language::Language;

const ROWS: &str = include_str!("referrals/year.csv");
const BOOK: &str = "[privacy]\nmin-students = 2\n";
const SCHOOL: &str = "name = \"Bay School\"\nlevel = \"elementary\"\n\n[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\n\
    ends = 2027-06-11\nenrollment = 20\nenrollment-by-grade = { K = 8, \"1\" = 12 }\nclosed = [\"2026-09-07\"]\n";
const RECORD: &str = "+++\ntitle = \"Behavior referrals\"\nyear = \"2026-27\"\nfile = \"r.csv\"\n\
    columns = { id = \"Incident\", student = \"Student\", date = \"Date\", time = \"Time\", location = \"Place\", \
    behavior = \"Behavior\", severity = \"Level\", grade = \"Grade\", staff = \"By\" }\n\
    locations = { HAL = \"Hallway\" }\n\
    benchmarks = [{ metric = \"per-100-per-day\", value = 0.22, statistic = \"median\", year = \"2024-25\", source = \"A yearbook\" }]\n\
    resources-shifted = [{ date = 2026-09-16, what = \"An aide to the cafeteria\", why = \"Noon\" }]\n+++\n";

/// A school with one referral record.
struct Site {
    book: String,
    school: String,
    record: String,
    rows: String,
    today: Date,
}

impl Default for Site {
    fn default() -> Self {
        let [book, school, record, rows] = [BOOK, SCHOOL, RECORD, ROWS].map(str::to_owned);
        Self { book, school, record, rows, today: Date::constant(2026, 10, 9) }
    }
}

impl Site {
    fn input(&self) -> Input {
        input([
            ("book.toml", self.book.as_bytes()),
            ("content/school.toml", self.school.as_bytes()),
            ("content/referrals/2026-27.md", self.record.as_bytes()),
            ("content/referrals/r.csv", self.rows.as_bytes()),
        ])
    }

    fn options(&self, audience: Audience) -> Options {
        Options { audience: Some(audience), ..Options::as_of(self.today) }
    }

    fn build(&self, audience: Audience) -> Build {
        isles::build(&self.input(), &self.options(audience))
    }

    /// What is computed for an audience, looked at in `see`.
    fn year<T>(&self, audience: Audience, see: impl FnOnce(&ReferralYear) -> T) -> T {
        let checked = isles::read(&self.input(), &self.options(audience)).unwrap();
        let view = View::new(&checked.catalog, &checked.language, audience, false);
        let years = referral_years(&view, None, checked.config.privacy, self.today);
        see(&years[0])
    }

    fn found(&self) -> Vec<Diagnostic> {
        self.build(Audience::Staff).diagnostics
    }

    fn codes(&self) -> Vec<String> {
        self.found().iter().map(|found| found.code.as_str().to_owned()).collect()
    }
}

fn near(value: Option<f64>) -> String {
    value.map_or("-".into(), |value| format!("{value:.4}"))
}

/// A breakdown as lines: label, all, school days, per day.
fn told(year: &ReferralYear, by: By) -> Vec<String> {
    let lines = &year.by(by).unwrap().lines;
    let line = |line: &isles::report::referrals::Line| {
        let all = line.tally.map_or("no data".into(), |tally| tally.all.words(Language::english()));
        let partial = if line.partial { " partial" } else { "" };
        format!("{} {all} {}{partial}", line.label, near(line.per_day()))
    };
    lines.iter().map(line).collect()
}

/// 33 in 34 days, 20 enrolled; 6 majors, 25 minors, 2 that do not say.
#[test]
fn all_together_and_majors_and_minors_beside_it() {
    Site::default().year(Audience::Staff, |year| {
        assert_eq!((year.basis, year.school_days, year.enrollment), (Basis::Rows, Ok(34), Ok(20)));
        let levels: Vec<String> = year
            .levels
            .iter()
            .map(|level| {
                let (day, rate) = (near(level.per_day.ok()), near(level.per_100_per_day.ok()));
                format!("{} {} {day} {rate}", level.name, level.referrals.words(Language::english()))
            })
            .collect();
        // 33 ÷ 34 and 100 × 33 ÷ (34 × 20); 6, 25 and 2 likewise.
        assert_eq!(
            levels,
            [
                "all 33 0.9706 4.8529",
                "majors 6 0.1765 0.8824",
                "minors 25 0.7353 3.6765",
                "not given 2 0.0588 0.2941"
            ]
        );
    });
}

#[test]
fn rows_left_out_are_counted() {
    Site::default().year(Audience::Staff, |year| {
        let reading = year.reading.unwrap();
        assert_eq!((reading.rows, reading.read, reading.off_calendar), (40, 39, 3));
        assert_eq!((reading.after_as_of, reading.repeated), (2, 1));
    });
    let codes = Site::default().codes();
    let off = codes.iter().filter(|code| *code == "W502").count();
    assert_eq!((off, codes.iter().filter(|code| *code == "W501").count()), (3, 1), "{codes:?}");
}

/// The first row is of the first school day, so August is whole; October has days to come.
#[test]
fn months_are_averages_and_the_running_one_is_partial() {
    Site::default().year(Audience::Staff, |year| {
        assert_eq!(
            told(year, By::Month),
            ["August 2026 4 0.6667", "September 2026 21 1.0000", "October 2026 8 1.1429 partial"]
        );
    });
}

/// A month after the last row has no data, which is not 0.
#[test]
fn a_month_without_rows_at_the_end_has_no_data() {
    let site = Site { today: Date::constant(2026, 11, 24), ..Site::default() };
    site.year(Audience::Staff, |year| {
        let months = told(year, By::Month);
        assert_eq!(months[2], "October 2026 10 0.4545 partial", "10 rows in 22 days, the last on the 13th");
        assert_eq!(months[3], "November 2026 no data - partial");
        assert_eq!(year.school_days, Ok(66));
    });
}

#[test]
fn places_and_behaviors_stand_by_their_numbers_and_what_is_not_given_last() {
    Site::default().year(Audience::Staff, |year| {
        assert_eq!(
            told(year, By::Location),
            ["Cafeteria 20 0.5882", "Hallway 11 0.3235", "not given 2 0.0588"]
        );
        assert_eq!(told(year, By::Behavior), ["Shouting 13 0.3824", "Running 12 0.3529", "Pushing 8 0.2353"]);
    });
}

#[test]
fn hours_run_from_the_first_to_the_last_and_a_blank_time_is_its_own() {
    Site::default().year(Audience::Staff, |year| {
        assert_eq!(
            told(year, By::Time),
            [
                "8 am 11 0.3235",
                "9 am 0 0.0000",
                "10 am 0 0.0000",
                "11 am 13 0.3824",
                "12 noon 7 0.2059",
                "no time given 2 0.0588"
            ]
        );
    });
}

/// Six Mondays (Labor Day is none), seven of every other day.
#[test]
fn weekdays_are_averages_over_their_own_days() {
    Site::default().year(Audience::Staff, |year| {
        assert_eq!(
            told(year, By::Weekday),
            [
                "Monday 7 1.1667",
                "Tuesday 7 1.0000",
                "Wednesday 6 0.8571",
                "Thursday 8 1.1429",
                "Friday 5 0.7143"
            ]
        );
    });
}

/// 100 × 14 ÷ (34 × 8) and 100 × 19 ÷ (34 × 12).
#[test]
fn grades_are_compared_with_their_own_enrollment() {
    Site::default().year(Audience::Staff, |year| {
        assert_eq!(told(year, By::Grade), ["K 14 0.4118", "1 19 0.5588"]);
        let rates: Vec<String> =
            year.by(By::Grade).unwrap().lines.iter().map(|line| near(line.per_100_per_day())).collect();
        // Eight enrolled in kindergarten are shown with a minimum of 2.
        assert_eq!(rates, ["5.1471", "4.6569"]);
    });
}

/// 20 − 6 have 0–1, pupils 3 to 6 have 2–5, pupils 1 and 2 have 6 or more. Groups of 20 to 39 are coded at 10 %.
#[test]
fn the_triangle_is_of_the_enrolled() {
    let site = Site::default();
    site.year(Audience::Staff, |year| {
        let bands = year.students.bands.as_ref().unwrap();
        let told: Vec<String> = bands
            .iter()
            .map(|band| {
                format!(
                    "{} {} {}",
                    band.label,
                    band.students.words(Language::english()),
                    band.percent.words(Language::english())
                )
            })
            .collect();
        assert_eq!(told, ["0–1 14 70 %", "2–5 4 20 %", "6+ 2 10 % or less"]);
        assert_eq!(year.students.two_or_more.unwrap().words(Language::english()), "6");
        assert!(year.students.early.iter().all(|early| early.students == Err(Why::NotYet)));
    });
    let after = Site { today: Date::constant(2026, 10, 31), ..site };
    after.year(Audience::Staff, |year| {
        let early: Vec<_> = year
            .students
            .early
            .iter()
            .map(|early| early.students.map(|value| value.words(Language::english())))
            .collect();
        assert_eq!(early, [Ok("6".to_owned()), Err(Why::NotYet)]);
    });
}

#[test]
fn without_enrollment_there_is_no_rate_and_no_triangle() {
    let school = SCHOOL.replace("enrollment = 20\n", "");
    Site { school, ..Site::default() }.year(Audience::Staff, |year| {
        assert_eq!(year.levels[0].per_100_per_day, Err(Why::NoEnrollment));
        assert_eq!(year.students.bands, Err(Why::NoEnrollment));
        assert_eq!(near(year.levels[0].per_day.ok()), "0.9706", "an average needs no enrollment");
        assert_eq!(year.students.two_or_more.unwrap().words(Language::english()), "6");
    });
}

/// Without a calendar a row on Labor Day or a Saturday counts; the one of the next July does not.
#[test]
fn without_a_calendar_there_are_counts_and_no_averages() {
    let school = SCHOOL.replace("ends = 2027-06-11\n", "");
    Site { school, ..Site::default() }.year(Audience::Staff, |year| {
        assert_eq!(year.school_days, Err(Why::NoCalendar));
        assert_eq!(year.levels[0].per_100_per_day, Err(Why::NoCalendar));
        assert_eq!(
            told(year, By::Month),
            ["August 2026 4 -", "September 2026 23 -", "October 2026 8 - partial"]
        );
        let weekdays = told(year, By::Weekday);
        assert_eq!(weekdays.len(), 6, "{weekdays:?}");
    });
}

/// Fewer than ten of the twelve students stand behind every part; the whole is shown.
#[test]
fn of_few_students_only_the_whole_is_shown() {
    let site = Site { book: String::new(), ..Site::default() };
    site.year(Audience::Staff, |year| {
        assert_eq!(year.levels[0].referrals.words(Language::english()), "33");
        for by in By::ALL {
            let told = year.by(by).map(|told| told.lines.clone()).unwrap_or_default();
            let small = |line: &isles::report::referrals::Line| {
                line.tally.is_some_and(|tally| {
                    [Some(tally.majors), Some(tally.not_given)]
                        .iter()
                        .flatten()
                        .flatten()
                        .any(|cell| cell.shown().is_some_and(|shown| shown > 0))
                })
            };
            assert!(!told.iter().any(small), "{told:?}");
        }
        let bands = year.students.bands.as_ref().unwrap();
        assert!(bands.iter().all(|band| band.students.shown().is_none()), "{bands:?}");
    });
    let page = read_main(text_of(&site.build(Audience::Staff), "reports/referrals.html"));
    // Six students have two or more, so of 33 referrals five students at most can have six: even that is not said.
    assert!(page.contains("hidden") && !page.contains("fewer than 10"), "{page}");
}

/// Where even the whole is of too few, the rows read would tell it.
#[test]
fn a_hidden_whole_hides_the_rows_read_and_the_rates() {
    let rows: String = ROWS.lines().take(6).map(|row| format!("{row}\n")).collect();
    let site = Site { book: String::new(), rows, ..Site::default() };
    site.year(Audience::Leadership, |year| {
        assert_eq!(year.levels[0].referrals.shown(), None);
        assert_eq!(year.reading, None);
        assert_eq!(year.levels[0].per_day, Err(Why::Hidden));
    });
    let page = read_main(text_of(&site.build(Audience::Leadership), "reports/referrals.html"));
    assert!(page.contains("How many rows were read is not shown"), "{page}");
    assert!(!page.contains("5 of 5"), "{page}");
}

#[test]
fn totals_stand_as_they_are_given() {
    let record = "+++\ntitle = \"R\"\nyear = \"2026-27\"\ntotals = [\n\
        { by = \"month\", of = \"2026-09\", count = 42 },\n{ by = \"month\", of = \"2026-08\", count = 12 },\n\
        { by = \"location\", of = \"Hallway\", count = 30 },\n{ by = \"location\", of = \"Bus\", count = 4 },\n\
        { by = \"location\", of = \"Cafeteria\", count = 20 },\n]\n+++\n";
    let site = Site { book: String::new(), record: record.into(), ..Site::default() };
    site.year(Audience::Staff, |year| {
        assert_eq!(year.basis, Basis::Totals);
        // 54 in the 6 + 21 days of the months that are given, 20 enrolled: 100 × 54 ÷ (27 × 20) = 10.
        assert_eq!(year.school_days, Ok(27));
        assert_eq!(near(year.levels[0].per_100_per_day.ok()), "10.0000");
        assert_eq!(
            told(year, By::Month),
            ["August 2026 12 2.0000", "September 2026 42 2.0000", "October 2026 no data - partial"]
        );
        assert_eq!(told(year, By::Location), ["Hallway 30 -", "Bus fewer than 10 -", "Cafeteria hidden -"]);
        for by in [By::Behavior, By::Time, By::Weekday, By::Grade] {
            assert_eq!(year.by(by), Err(Why::OnlyTotals));
        }
        assert_eq!(year.students.bands, Err(Why::OnlyTotals));
    });
    let page = read_main(text_of(&site.build(Audience::Staff), "reports/referrals.html"));
    assert!(
        page.contains("From totals") && page.contains("not computed: only totals are recorded"),
        "{page}"
    );
}

#[test]
fn totals_of_months_without_school_so_far_are_left_out_and_said() {
    // School begins on 24 August; as of 9 October there was none in July, and December is to come.
    let record = "+++\ntitle = \"R\"\nyear = \"2026-27\"\ntotals = [\n\
        { by = \"month\", of = \"2026-07\", count = 60 },\n{ by = \"month\", of = \"2026-08\", count = 12 },\n\
        { by = \"month\", of = \"2026-09\", count = 42 },\n{ by = \"month\", of = \"2026-12\", count = 33 },\n]\n+++\n";
    let site = Site { book: String::new(), record: record.into(), ..Site::default() };
    site.year(Audience::Staff, |year| {
        assert_eq!(year.levels[0].referrals.words(Language::english()), "54", "12 and 42");
        assert_eq!((year.school_days, year.months_left_out), (Ok(27), 2));
    });
    let page = read_main(text_of(&site.build(Audience::Staff), "reports/referrals.html"));
    assert!(
        page.contains("2 months that are given have had no school day so far and are left out."),
        "{page}"
    );
}

#[test]
fn a_weekend_is_no_school_day_and_a_year_that_is_over_is_not_so_far() {
    let saturday = Site { today: Date::constant(2026, 10, 10), ..Site::default() };
    let page = read_main(text_of(&saturday.build(Audience::Staff), "reports/referrals.html"));
    assert!(page.contains("34 school days so far.") && !page.contains("so far, today included"), "{page}");
    let school = SCHOOL.replace("ends = 2027-06-11\n", "");
    let over = Site { school, today: Date::constant(2027, 9, 1), ..Site::default() };
    over.year(Audience::Staff, |year| assert!(year.over, "2026-27 without a calendar"));
}

#[test]
fn the_largest_number_is_not_named_where_a_larger_one_may_be_hidden() {
    // 14 places more for one student: the most referrals of any place, and of too few students to be shown.
    let more: String = (0..30)
        .map(|at| format!("b{at},pupil-key-01,09/02/2026,9:10,Bus,Noise,Minor,1,staff-key-1\n"))
        .collect();
    let site = Site { rows: format!("{ROWS}{more}"), ..Site::default() };
    let page = read_main(text_of(&site.build(Audience::Staff), "reports/referrals.html"));
    let most =
        page.lines().find(|line| line.starts_with("Most often: ") || line.starts_with("Of the numbers"));
    assert!(
        most.is_some_and(|line| line.starts_with("Of the numbers that can be shown, the largest is ")),
        "{page}"
    );
}

#[test]
fn totals_of_nothing_or_twice_are_errors() {
    let record = "+++\ntitle = \"R\"\nyear = \"2026-27\"\ntotals = [\n\
        { by = \"month\", of = \"2025-09\", count = 42 },\n{ by = \"year\", of = \"2025-26\", count = 42 },\n\
        { by = \"grade\", of = \"3\", count = 12 },\n{ by = \"grade\", of = \"3\", count = 12 },\n\
        { by = \"month\", of = \"fall\", count = 12 },\n{ by = \"month\", of = \"2027-06\", count = 12 },\n]\n+++\n";
    let site = Site { record: record.into(), ..Site::default() };
    let found: Vec<String> = site
        .found()
        .iter()
        .filter(|found| found.code.as_str() == "E508")
        .map(|found| found.message.clone())
        .collect();
    assert_eq!(
        found,
        [
            "`2025-09` is no month of 2026-27",
            "`2025-26` is another year than the record’s, 2026-27",
            "`3` has two totals",
            "`fall` is not a month"
        ]
    );
}

#[test]
fn a_copy_of_the_rows_in_another_form_is_not_published() {
    let rows: Vec<Vec<&str>> = ROWS.lines().skip(1).take(12).map(|row| row.split(',').collect()).collect();
    let lines =
        |cells: fn(&[&str]) -> String| rows.iter().map(|row| cells(row)).collect::<Vec<_>>().join("\n");
    let semicolons =
        format!("no;{}\n", (0..rows[0].len()).map(|at| format!("c{at}")).collect::<Vec<_>>().join(";"))
            + &lines(|row| format!("1;{}", row.join(";")));
    let reversed = lines(|row| format!("| {} |", row.iter().rev().copied().collect::<Vec<_>>().join(" | ")));
    let columns = "| a ".repeat(rows[0].len()) + "|\n" + &"|---".repeat(rows[0].len()) + "|\n";
    let counted = "| Place | Behavior | Level | Grade | How many |\n|---|---|---|---|---|\n".to_owned()
        + &rows
            .iter()
            .map(|row| format!("| {} | {} | {} | 3 | 7 |\n", row[4], row[5], row[6]))
            .collect::<String>();
    let found = |page: String, file: &str| {
        let page = format!("+++\ntitle = \"P\"\n+++\n\n{page}\n");
        let mut input = Site::default().input();
        for (path, text) in [("content/pages/p.md", page.as_str()), ("content/pages/o.csv", file)] {
            input.content.push(isles::input::InputFile { path: path.into(), bytes: text.as_bytes().into() });
        }
        input.content.sort_by(|a, b| a.path.cmp(&b.path));
        let build = isles::build(&input, &Site::default().options(Audience::Public));
        let codes = build.diagnostics.iter().filter(|found| found.code.as_str() == "E404");
        codes.map(|found| (found.file.to_string(), found.message.clone())).collect::<Vec<_>>()
    };
    let twelve = "12 rows about people stand here that stand in `content/referrals/r.csv` too".to_owned();
    assert_eq!(found("[rows](o.csv)".into(), &semicolons), [("content/pages/o.csv".into(), twelve.clone())]);
    assert_eq!(found(format!("{columns}{reversed}"), ""), [("content/pages/p.md".into(), twelve)]);
    assert_eq!(found(counted, ""), [], "numbers of places and behaviors are no rows");
    assert_eq!(found("nothing".into(), &semicolons), [], "it is not published");
}

#[test]
fn more_referred_than_enrolled_is_an_error() {
    let school = SCHOOL.replace("enrollment = 20\n", "enrollment = 11\n");
    let site = Site { school, ..Site::default() };
    assert!(site.codes().contains(&"E507".to_owned()), "{:?}", site.codes());
    site.year(Audience::Staff, |year| {
        assert_eq!(year.students.bands, Err(Why::MoreThanEnrolled));
        assert_eq!(year.levels[0].per_100_per_day, Err(Why::MoreThanEnrolled));
    });
    let enough = SCHOOL.replace("enrollment = 20\n", "enrollment = 12\n");
    assert!(!Site { school: enough, ..Site::default() }.codes().contains(&"E507".to_owned()));
}

#[test]
fn two_records_of_one_year_are_found() {
    let site = Site::default();
    let other = RECORD.replace("2026-27", "2026-2027");
    let mut files = site.input();
    files.content.push(isles::input::InputFile {
        path: "content/referrals/again.md".into(),
        bytes: std::sync::Arc::from(other.as_bytes()),
    });
    let build = isles::build(&files, &site.options(Audience::Staff));
    let found: Vec<String> =
        build.diagnostics.iter().filter(|found| found.code.as_str() == "E509").map(line).collect();
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_district_keeps_no_referrals_beside_its_schools_own() {
    let school = SCHOOL.as_bytes();
    let codes = |own: &[(&str, &str)]| {
        let mut files = vec![
            ("content/district.toml", "name = \"D\"\nschools = [\"a\"]\n".as_bytes()),
            ("content/a/school.toml", school),
            ("content/a/referrals/y.md", RECORD.as_bytes()),
            ("content/a/referrals/r.csv", ROWS.as_bytes()),
        ];
        files.extend(own.iter().map(|(path, text)| (*path, text.as_bytes())));
        let build = isles::build(&input(files), &Options::as_of(Date::constant(2026, 10, 9)));
        build.diagnostics.iter().filter(|found| found.code.as_str() == "E509").map(line).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[]), [""; 0]);
    let found =
        codes(&[("content/referrals/y.md", RECORD), ("content/referrals/r.csv", &format!("{ROWS}\n"))]);
    assert!(found.len() == 1 && found[0].contains("content/referrals/y.md"), "{found:?}");
    let earlier = RECORD.replace("2026-27", "2025-26");
    assert_eq!(
        codes(&[("content/referrals/y.md", &earlier), ("content/referrals/r.csv", &format!("{ROWS}\n"))]),
        [""; 0]
    );
}

/// 33 ÷ 5 = 6.6; chance alone produces 2 to 12 in 95 of 100 cases and up to 16 in 998 of 1,000.
#[test]
fn leadership_sees_letters_against_chance() {
    let site = Site::default();
    site.year(Audience::Leadership, |year| {
        let found = year.differences.as_ref().unwrap().as_ref().unwrap();
        assert_eq!((found.judged, found.within), (5, 5));
        assert_eq!(near(Some(found.rate)), "6.6000");
        let letters: String = found.letters.iter().map(|letter| letter.letter.as_str()).collect();
        assert_eq!(letters, "ABCDE", "in their own order");
        assert!(found.letters.iter().all(|letter| (letter.usual, letter.rare) == ((2, 12), (0, 16))));
        let mut counts: Vec<u32> =
            found.letters.iter().filter_map(|letter| letter.referrals.shown()).collect();
        counts.sort_unstable();
        assert_eq!(counts, [5, 5, 7, 7, 9]);
    });
    let page = read_main(text_of(&site.build(Audience::Leadership), "reports/referrals.html"));
    assert!(page.contains("5 of 5 classrooms lie within what chance alone produces."), "{page}");
    site.year(Audience::Staff, |year| assert!(year.differences.is_none() && year.disclosures.is_empty()));
}

#[test]
fn of_four_staff_nothing_is_said() {
    let rows = ROWS.replace("staff-key-5", "staff-key-4");
    let site = Site { rows, ..Site::default() };
    site.year(Audience::Leadership, |year| assert!(year.differences.is_none()));
    let page = read_main(text_of(&site.build(Audience::Leadership), "reports/referrals.html"));
    assert!(!page.contains("Differences among teachers"), "{page}");
}

/// Keys of students and staff are in no build; letters and what is hidden are in leadership's alone.
#[test]
fn no_key_is_in_any_build_and_letters_are_in_leadership_s_alone() {
    let record = RECORD.replace("title =", "audience = \"public\"\ntitle =");
    let site = Site { record, ..Site::default() };
    for audience in Audience::ALL {
        let build = site.build(audience);
        assert!(build.outputs.iter().any(|output| output.path == "data/referrals/2026-27.csv"), "{audience}");
        for output in &build.outputs {
            let text = String::from_utf8_lossy(output.bytes.as_slice());
            for key in ["pupil-key", "staff-key", "i07", "r.csv"] {
                assert!(!text.contains(key), "{audience}: {} holds {key}", output.path);
            }
            let of_staff = [
                "figure-staff",
                "ifferences",
                "Spiegelhalter",
                "chance alone",
                "\"letter\"",
                ",staff,",
                "Not shown",
            ];
            let found =
                of_staff.iter().find(|word| text.contains(**word) && output.path.contains("referrals"));
            assert!(
                audience == Audience::Leadership || found.is_none(),
                "{audience}: {} holds {}",
                output.path,
                found.unwrap_or(&"")
            );
        }
    }
}

/// Staff count what only leadership may open: the numbers without a link, and no file of that record.
#[test]
fn a_record_for_leadership_is_counted_for_staff_without_being_named() {
    let record = RECORD.replace("title =", "audience = \"leadership\"\ntitle =");
    let site = Site { record, ..Site::default() };
    let build = site.build(Audience::Staff);
    let page = text_of(&build, "reports/referrals.html");
    assert!(page.contains("33 referrals") && !page.contains("Behavior referrals"), "{page}");
    assert!(!page.contains("A yearbook") && !page.contains("An aide"), "texts are the record's");
    assert!(!build.outputs.iter().any(|output| output.path.starts_with("data/referrals/")));
    assert!(build.outputs.iter().any(|output| output.path == "data/reports/referrals.json"));
    let public = site.build(Audience::Public);
    assert!(!public.outputs.iter().any(|output| output.path == "reports/referrals.html"));
}

#[test]
fn the_page_the_record_and_the_files_say_the_same() {
    let build = Site::default().build(Audience::Staff);
    let report = read_main(text_of(&build, "reports/referrals.html"));
    let record = read_main(text_of(&build, "referrals/2026-27.html"));
    for words in [
        "39 of 40 rows read.",
        "3 rows are dated off the school calendar and left out.",
        "2 rows are dated after Fri 9 Oct 2026 and left out.",
        "1 row repeats a student of the same incident and does not count again.",
        "34 school days so far, today included; 20 students enrolled.",
        "To compare: 0.22 (median, 2024-25), referrals per 100 students per school day. Source: A yearbook.",
        "Majors and minors together · 33 · 0.97 · 4.85",
        "Most in October 2026: 1.14 each school day.",
        "An aide to the cafeteria",
        "Students with two or more referrals so far: 6.",
        "By the end of October: not yet.",
    ] {
        assert!(report.contains(words), "the report lacks {words}\n{report}");
        assert!(record.contains(words), "the record lacks {words}\n{record}");
    }
    let csv = text_of(&build, "data/referrals/2026-27.csv");
    assert!(csv.contains("2026-27,month,2026-10,8,"), "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(text_of(&build, "data/referrals/2026-27.json")).unwrap();
    assert_eq!(json["referrals"][0]["per_100_students_per_day"], 4.85);
    assert_eq!(json["triangle"][1]["percent_of_enrolled"]["shown"], 20.0);
    let report: serde_json::Value =
        serde_json::from_str(text_of(&build, "data/reports/referrals.json")).unwrap();
    assert_eq!(report[0], json);
}

/// Forty places and behaviors with a handful each: it ends, and says how many there are.
#[test]
fn many_small_groups_end_and_show_the_whole() {
    let mut rows = ROWS.lines().next().unwrap().to_owned() + "\n";
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for row in 0..450 {
        let (day, month, hour) =
            (draw(5) + 14, ["08", "09", "10"][usize::try_from(draw(3)).unwrap()], draw(8) + 8);
        let day = if month == "08" { day + 10 } else { day };
        let (student, place, behavior) = (draw(412), draw(45), draw(60));
        let (level, staff) = (if draw(4) == 0 { "Major" } else { "Minor" }, draw(40));
        rows.push_str(&format!(
            "n{row},p{student},{month}/{day}/2026,{hour}:00,Place {place},Behavior {behavior},{level},{},t{staff}\n",
            student % 6
        ));
    }
    let school = SCHOOL.replace("enrollment = 20\n", "enrollment = 412\n");
    let site =
        Site { book: String::new(), school, rows, today: Date::constant(2026, 11, 24), ..Site::default() };
    site.year(Audience::Leadership, |year| {
        let all = year.levels[0].referrals.shown().unwrap();
        assert!((390..=450).contains(&all), "{all}");
        let places = year.by(By::Location).unwrap();
        assert_eq!(places.lines.len(), 41, "forty and all others");
        assert_eq!(places.lines.last().unwrap().label, "all others (5)");
        assert!(told(year, By::Month).iter().all(|line| !line.contains("hidden")));
    });
}

#[test]
fn defaults_of_privacy_hold() {
    assert_eq!(Privacy::default(), Privacy { min_students: 10, min_educators: 5 });
}
