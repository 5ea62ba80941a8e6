//! 100,000 referrals read, checked and reported: how much processor time that takes.
//!
//! `cargo bench --bench referrals`, with another number of rows after `--`. The rows are drawn from a fixed seed.

use std::fmt::Write;
use std::fs;
use std::sync::Arc;
use std::time::Instant;

use isles::audience::Audience;
use isles::date::Date;
use isles::input::{Input, InputFile, Options};
use isles::report::referrals::referral_years;
use isles::view::View;

const TODAY: Date = Date::constant(2027, 5, 14);
const ROUNDS: u32 = 5;
const SCHOOL: &str = "name = \"A large school\"\nlevel = \"high\"\n[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\n\
    ends = 2027-06-11\nenrollment = 20000\nclosed = [\"2026-09-07\"]\n";
const RECORD: &str = "title = \"Referrals\"\nyear = \"2026-27\"\nfile = \"rows.csv\"\ndate-format = \"%m/%d/%Y\"\n\
    columns = { id = \"I\", student = \"S\", date = \"D\", time = \"T\", location = \"L\", behavior = \"B\", \
    severity = \"M\", grade = \"G\", staff = \"W\" }\n";

fn main() {
    // `cargo bench` adds `--bench`; only a number is meant for us.
    let rows = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let input = site(rows);
    let options = Options { audience: Some(Audience::Leadership), ..Options::as_of(TODAY) };
    let mut stages = [("read and checked", 0.0), ("reported", 0.0), ("read, checked and built", 0.0)];
    for _ in 0..ROUNDS {
        let mut checked = None;
        stages[0].1 += time(|| checked = isles::read(&input, &options).ok());
        let checked = checked.expect("settings that can be read");
        let view = View::new(&checked.catalog, &checked.language, Audience::Leadership, false);
        stages[1].1 += time(|| {
            let years = referral_years(&view, None, checked.config.privacy, TODAY);
            assert_eq!(years.len(), 1);
            assert!(years[0].levels[0].referrals.shown().is_some());
        });
        stages[2].1 += time(|| assert!(!isles::build(&input, &options).outputs.is_empty()));
    }
    let clock = if cpu_seconds().is_some() { "processor time" } else { "time on the clock" };
    println!("{rows} rows, {clock} in milliseconds, the mean of {ROUNDS} rounds:");
    for (stage, seconds) in stages {
        println!("  {stage}: {:.0}", seconds / f64::from(ROUNDS) * 1000.0);
    }
    let together = (stages[0].1 + stages[1].1) / f64::from(ROUNDS) * 1000.0;
    println!("  read, checked and reported: {together:.0}");
}

/// The seconds that some work takes.
fn time(work: impl FnOnce()) -> f64 {
    let (started, before) = (Instant::now(), cpu_seconds());
    work();
    match (before, cpu_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => started.elapsed().as_secs_f64(),
    }
}

/// User and system time of all threads of this process, where the system says (Linux).
fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name in parentheses may hold blanks: the fields after it are counted.
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

fn site(rows: u32) -> Input {
    let file =
        |path: &str, text: String| InputFile { path: path.into(), bytes: Arc::from(text.into_bytes()) };
    let content = vec![
        file("content/referrals/2026-27.toml", RECORD.to_owned()),
        file("content/referrals/rows.csv", csv(rows)),
        file("content/school.toml", SCHOOL.to_owned()),
    ];
    Input { content, ..Input::default() }
}

/// Rows of a year: a few students have many referrals, a few places most of them, and some times are blank.
fn csv(rows: u32) -> String {
    let mut draw = Draw(20_261_124);
    let days = school_days();
    let mut text = "I,S,D,T,L,B,M,G,W\n".to_owned();
    for row in 0..rows {
        let student = draw.below(20_000).min(draw.below(20_000));
        let date = days[draw.below(days.len())];
        let time = match draw.below(20) {
            0 => String::new(),
            _ => format!("{}:{:02}", 7 + draw.below(9), draw.below(60)),
        };
        let place = draw.below(24).min(draw.below(24));
        let behavior = draw.below(30).min(draw.below(30));
        let level = if draw.below(4) == 0 { "Major" } else { "Minor" };
        let (grade, staff) = (9 + student % 4, draw.below(400));
        let (month, day, year) = (date.month(), date.day(), date.year());
        writeln!(
            text,
            "R{row},S{student},{month:02}/{day:02}/{year},{time},Place {place},Behavior {behavior},{level},{grade},T{staff}"
        )
        .expect("a string takes every line");
    }
    text
}

fn school_days() -> Vec<Date> {
    let first = Date::constant(2026, 8, 24);
    let days = (0..264).map(|day| isles::date::add_days(first, day));
    let labor_day = Date::constant(2026, 9, 7);
    days.filter(|day| day.weekday().to_monday_zero_offset() < 5 && *day != labor_day).collect()
}

/// Numbers by chance from a seed (D. Knuth's linear congruential generator).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }
}
