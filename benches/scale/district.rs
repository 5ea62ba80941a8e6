//! Districts of any size, drawn from a seed: the same seed and size give the same bytes.
//!
//! A school has a hundred records in the proportions of a school that uses Isles for a year. No name stands for
//! anybody.

use std::fmt::Write as _;

/// Records of one school.
const A_SCHOOL: usize = 100;

/// A file: its path from the site's root, and what it holds.
pub type File = (String, String);

/// The files of a district of about `records` records.
pub fn district(records: usize, seed: u64) -> Vec<File> {
    let mut draw = Draw(seed);
    let schools = records.div_ceil(A_SCHOOL).max(1);
    let mut files = vec![
        ("book.toml".to_owned(), BOOK.to_owned()),
        ("content/district.toml".to_owned(), format!("name = \"Bench District\"\n{YEAR}")),
        (
            "content/index.md".to_owned(),
            "+++\ntitle = \"Where our plans stand\"\n+++\n\nA district for measuring.\n".to_owned(),
        ),
        ("content/plans/district.md".to_owned(), plan("Readers and neighbors", "district", &mut draw)),
        (
            "content/initiatives/literacy.md".to_owned(),
            initiative("Time with real books", "district", None, &mut draw),
        ),
    ];
    for school in 0..schools {
        let left = records.saturating_sub(school * A_SCHOOL).min(A_SCHOOL);
        add_school(&mut files, school, left, &mut draw);
    }
    files
}

const BOOK: &str =
    "[book]\ntitle = \"Bench District\"\n\n[output.html]\nsite-url = \"https://plans.example.org/\"\n";

const YEAR: &str = "[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\nends = 2027-06-11\nenrollment = 412\n\
                    closed = [\"2026-09-07\"]\n";

/// What a school's records are, in the order in which a smaller school would have them.
const KINDS: [(&str, usize); 15] = [
    ("plans", 1),
    ("initiatives", 3),
    ("measures", 8),
    ("conversations", 6),
    ("evidence", 16),
    ("exemplars", 12),
    ("pilots", 3),
    ("sessions", 5),
    ("walkthroughs", 6),
    ("support", 6),
    ("plc", 18),
    ("referrals", 1),
    ("reviews", 5),
    ("updates", 5),
    ("pages", 5),
];

fn add_school(files: &mut Vec<File>, school: usize, records: usize, draw: &mut Draw) {
    let folder = format!("content/school-{school:04}");
    files.push((
        format!("{folder}/school.toml"),
        format!(
            "name = \"School {school}\"\nlevel = \"elementary\"\nstaff = 31\nmission = \"{}\"\n{YEAR}",
            draw.sentence()
        ),
    ));
    let mut left = records;
    for (kind, number) in KINDS {
        for index in 0..number.min(left) {
            add_record(files, &folder, kind, index, draw);
        }
        left = left.saturating_sub(number);
    }
}

#[expect(clippy::too_many_lines, reason = "an arm for each kind of record, to be read side by side")]
fn add_record(files: &mut Vec<File>, folder: &str, kind: &str, index: usize, draw: &mut Draw) {
    let title = draw.title();
    let practice = format!("practice-{}", index % 3);
    let day = draw.day();
    let mut data = None;
    let text = match kind {
        "plans" => plan(&title, "plan-0", draw),
        "initiatives" => initiative(&title, "plans-0", Some("district/literacy"), draw),
        "measures" => {
            data = Some(("csv", measure_rows(draw)));
            let rules = ["perla", "nhs", "anhoej"][index % 3];
            record(
                &format!(
                    "title = \"{title}\"\nkind = \"outcome\"\nunit = \"percent\"\nbetter = \"higher\"\nabout = \"students\"\n\
                     data = \"measures-{index}.csv\"\ncadence-days = 7\ntarget = 70\nrules = \"{rules}\""
                ),
                draw,
            )
        }
        "conversations" => record(
            &format!(
                "title = \"{title}\"\ndate = 2026-06-{:02}\nformat = \"{}\"\ninitiative = \"{practice}\"\n\
                 group = \"Grade-level leads\"\npeople = 6\n\
                 barriers = [{{ text = \"{}\", strength = 4, response = \"{}\", owner = \"Coach\" }}]\n\
                 leverage = [{{ text = \"{}\", strength = 5 }}]\n\
                 changes = [{{ what = \"{}\", why = \"{}\" }}]",
                1 + draw.below(28),
                ["teacher-leaders", "premortem", "survey"][index % 3],
                draw.sentence(),
                draw.sentence(),
                draw.sentence(),
                draw.sentence(),
                draw.sentence(),
            ),
            draw,
        ),
        "evidence" => record(
            &format!(
                "title = \"{title}\"\ndate = 2026-05-{:02}\ntype = \"observation\"\nfor = [\"{practice}\"]\nclaim = \"{}\"\n\
                 source = \"Visits\"\nn = 14\ntags = [\"{}\"]\ngrades = [\"{}\"]",
                1 + draw.below(28),
                draw.sentence(),
                draw.word(),
                draw.below(6),
            ),
            draw,
        ),
        "exemplars" => record(
            &format!(
                "title = \"{title}\"\nteacher = \"Room {}\"\nconsent = \"on-file\"\ninitiative = \"{practice}\"\n\
                 look-fors = [\"notes\"]\nconditions = \"{}\"\nfirst-step = \"{}\"\ngrades = [\"{}\"]\nsubjects = [\"reading\"]",
                index + 1,
                draw.sentence(),
                draw.sentence(),
                draw.below(6),
            ),
            draw,
        ),
        "pilots" => record(
            &format!(
                "title = \"{title}\"\ninitiative = \"{practice}\"\nstarts = 2026-08-31\nends = 2026-09-25\nwho = \"Three rooms\"\n\
                 idea = \"{}\"\nprediction = \"{}\"\nmeasures = [{{ name = \"Readers met\", before = 4, predicted = 15, after = 13 }}]\n\
                 carried-out = \"as planned\"\ndecision = \"adapt\"\nreason = \"{}\"",
                draw.sentence(),
                draw.sentence(),
                draw.sentence(),
            ),
            draw,
        ),
        "sessions" => record(
            &format!(
                "title = \"{title}\"\ndate = {day}\ninitiative = \"{practice}\"\npeople = 29\nhours = 6\nelements = [\"theory\"]"
            ),
            draw,
        ),
        "walkthroughs" => {
            data = Some(("csv", wave_rows(draw)));
            record(
                &format!(
                    "title = \"{title}\"\ndate = {day}\ninitiative = \"{practice}\"\neligible = 24\n\
                     rows = {{ file = \"walkthroughs-{index}.csv\", room = \"Room\", columns = {{ notes = \"Notes\" }} }}"
                ),
                draw,
            )
        }
        "support" => record(
            &format!(
                "title = \"{title}\"\ntype = \"coaching\"\ninitiative = \"{practice}\"\nfor-look-for = \"notes\"\npeople = 6\n\
                 stage = \"learn\"\nstarts = {day}\ncontacts = [{day}]"
            ),
            draw,
        ),
        "plc" => record(
            &format!(
                "title = \"{title}\"\nteam = \"Grade {}\"\ndate = {day}\ninitiative = \"{practice}\"\nfocus = \"how-we-know\"\n\
                 needs = [{{ text = \"{}\", category = \"materials\", to = \"leadership\" }}]",
                index % 6,
                draw.sentence(),
            ),
            draw,
        ),
        "referrals" => {
            data = Some(("csv", referral_rows(draw)));
            record(
                &format!(
                    "title = \"{title}\"\nyear = \"2026-27\"\nfile = \"referrals-{index}.csv\"\n\
                     columns = {{ id = \"Incident\", student = \"Student\", date = \"Date\", time = \"Time\", location = \"Location\", \
                     behavior = \"Behavior\", severity = \"Severity\", grade = \"Grade\", staff = \"Staff\" }}"
                ),
                draw,
            )
        }
        "reviews" => record(
            &format!(
                "title = \"{title}\"\ndate = {day}\nplan = \"plans-0\"\nlooked-at = [\"measures/measures-{index}\"]\n\
                 decisions = [{{ initiative = \"{practice}\", decision = \"continue\", why = \"{}\" }}]",
                draw.sentence(),
            ),
            draw,
        ),
        "updates" => {
            record(&format!("title = \"{title}\"\ndate = {day}\nsummary = \"{}\"", draw.sentence()), draw)
        }
        _ => record(&format!("title = \"{title}\"\nsummary = \"{}\"", draw.sentence()), draw),
    };
    let id = if kind == "initiatives" { practice } else { format!("{kind}-{index}") };
    files.push((format!("{folder}/{kind}/{id}.md"), text));
    if let Some((ending, rows)) = data {
        files.push((format!("{folder}/{kind}/{kind}-{index}.{ending}"), rows));
    }
}

fn plan(title: &str, _id: &str, draw: &mut Draw) -> String {
    let measure = if title == "Readers and neighbors" {
        String::new()
    } else {
        "measure = \"measures-0\"\n".to_owned()
    };
    record(
        &format!(
            "title = \"{title}\"\nyear = \"2026-27\"\nstatus = \"active\"\npurpose = \"{}\"\nteam = [\"Principal\"]\n\
             starts = 2026-08-24\nends = 2027-06-11\n[[goals]]\nid = \"fluency\"\nstatement = \"{}\"\n{measure}baseline = 41\n\
             baseline-date = 2026-05-20\ntarget = 60\nby = 2027-05-28",
            draw.sentence(),
            draw.sentence(),
        ),
        draw,
    )
}

fn initiative(title: &str, plan: &str, supports: Option<&str>, draw: &mut Draw) -> String {
    let supports = supports.map(|to| format!("supports = \"{to}\"\n")).unwrap_or_default();
    record(
        &format!(
            "title = \"{title}\"\nplan = \"{plan}\"\ngoals = [\"fluency\"]\n{supports}root-cause = \"{}\"\nif-then = \"{}\"\n\
             evidence-tier = \"promising\"\ncitation = \"A practice guide\"\nstage = \"initial\"\nlaunch = 2026-10-05\n\
             look-fors = [{{ id = \"notes\", text = \"{}\", levels = [\"not yet\", \"emerging\", \"in place\"], goal-level = \"in place\" }}]\n\
             actions = [{{ id = \"schedule\", text = \"{}\", owner = \"Assistant principal\", due = 2026-12-18 }}]",
            draw.sentence(),
            draw.sentence(),
            draw.sentence(),
            draw.sentence(),
        ),
        draw,
    )
}

/// A record with a body of about 400 words.
fn record(fields: &str, draw: &mut Draw) -> String {
    let mut text = format!("+++\n{fields}\n+++\n\n");
    for section in 0..4 {
        let _ = writeln!(text, "## {}\n", draw.title());
        for _ in 0..2 {
            for _ in 0..4 {
                text.push_str(&draw.sentence());
                text.push(' ');
            }
            text.push_str("\n\n");
        }
        if section == 1 {
            for _ in 0..4 {
                let _ = writeln!(text, "- {} with **{}**", draw.sentence(), draw.word());
            }
            text.push('\n');
        }
        if section == 2 {
            text.push_str("| What | Before | After |\n|---|---|---|\n");
            for _ in 0..3 {
                let _ = writeln!(text, "| {} | {} | {} |", draw.word(), draw.below(50), draw.below(90));
            }
            text.push('\n');
        }
    }
    text
}

fn measure_rows(draw: &mut Draw) -> String {
    let mut rows = "date,numerator,denominator\n".to_owned();
    for week in 0..26 {
        let (month, day) = (5 + week / 4, 1 + (week % 4) * 7);
        let _ = writeln!(rows, "2026-{month:02}-{day:02},{},{}", 30 + draw.below(30), 64);
    }
    rows
}

fn wave_rows(draw: &mut Draw) -> String {
    let mut rows = "Room,Notes\n".to_owned();
    for room in 0..24 {
        let level = ["not yet", "emerging", "in place"][draw.below(3)];
        let _ = writeln!(rows, "R{room:02},{level}");
    }
    rows
}

fn referral_rows(draw: &mut Draw) -> String {
    let mut rows = "Incident,Student,Date,Time,Location,Behavior,Severity,Grade,Staff\n".to_owned();
    for incident in 0..200 {
        let (month, day) =
            [(9, 8), (9, 15), (9, 22), (10, 6), (10, 13), (10, 20), (11, 3), (11, 10)][draw.below(8)];
        let _ = writeln!(
            rows,
            "I{incident},S{},2026-{month:02}-{day:02},{}:15,{},{},{},{},T{}",
            draw.below(120),
            8 + draw.below(7),
            ["Hallway", "Cafeteria", "Playground", "Classroom"][draw.below(4)],
            ["Running", "Defiance", "Disruption"][draw.below(3)],
            ["Major", "Minor"][draw.below(2)],
            draw.below(6),
            draw.below(20),
        );
    }
    rows
}

/// Numbers by chance from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
pub struct Draw(pub u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("less than a usize")
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    fn title(&mut self) -> String {
        let first = self.word();
        format!("{}{} {} {}", first[..1].to_uppercase(), &first[1..], self.word(), self.word())
    }

    fn sentence(&mut self) -> String {
        let mut sentence = self.title();
        for _ in 0..7 {
            sentence.push(' ');
            sentence.push_str(self.word());
        }
        sentence.push('.');
        sentence
    }

    /// A school day between September and mid-November 2026, as TOML writes it.
    fn day(&mut self) -> String {
        format!("2026-{:02}-{:02}", 9 + self.below(2), 8 + self.below(20))
    }
}

const WORDS: [&str; 96] = [
    "after", "again", "answer", "ask", "before", "begin", "bell", "board", "book", "break", "bring", "build",
    "calm", "carry", "chair", "change", "chart", "children", "choose", "circle", "class", "clear", "close",
    "coach", "corner", "count", "daily", "desk", "door", "draft", "draw", "early", "end", "every", "explain",
    "first", "floor", "follow", "friday", "game", "grade", "group", "hall", "hand", "hear", "help", "hour",
    "idea", "keep", "kind", "late", "learn", "leave", "lesson", "letter", "library", "line", "list",
    "listen", "look", "lunch", "map", "math", "meet", "minute", "month", "morning", "move", "note", "number",
    "open", "order", "page", "paper", "part", "place", "plan", "play", "point", "quiet", "read", "reason",
    "room", "school", "second", "share", "short", "small", "sound", "stand", "start", "story", "table",
    "talk", "team", "week",
];
