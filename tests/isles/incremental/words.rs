//! What the files of a small random district say: mostly what an author would write, now and then a slip.

use std::collections::BTreeMap;

use super::draw::Draw;

/// The files of a site by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The folders of a district's places: the district itself, and every school that there can be.
pub const PLACES: [&str; 4] = ["", "a/", "b/", "c/"];

/// A name that the roster holds, in some texts and data files.
const NAME: &str = "Quill Vantage";

/// Every folder of records, with what a record in it is made by.
pub const FOLDERS: [(&str, Front); 15] = [
    ("plans", plan),
    ("initiatives", initiative),
    ("conversations", conversation),
    ("evidence", evidence),
    ("exemplars", exemplar),
    ("pilots", pilot),
    ("sessions", session),
    ("walkthroughs", walkthrough),
    ("support", support),
    ("plc", plc),
    ("referrals", referrals),
    ("measures", measure),
    ("reviews", review),
    ("updates", plain),
    ("pages", plain),
];

/// The fields of a record that only its kind has.
type Front = fn(&mut Pen<'_>) -> String;

/// Writes texts for one place of a district, with references to what is there.
pub struct Pen<'a> {
    /// Where chance comes from.
    pub draw: &'a mut Draw,
    /// What the district holds.
    pub files: &'a Files,
    /// The folder of the place: empty, or `a/`.
    pub place: &'a str,
    /// Whether a school may name another's records and files.
    abroad: bool,
    /// How many folders below the content folder the file lies.
    depth: usize,
}

impl<'a> Pen<'a> {
    /// A pen for the files of a place.
    pub fn new(draw: &'a mut Draw, files: &'a Files, place: &'a str, abroad: bool) -> Self {
        Self { draw, files, place, abroad, depth: 0 }
    }

    /// What a file of that path could say; nothing where no such file is known.
    pub fn text(&mut self, inside: &str) -> Option<Vec<u8>> {
        self.depth = self.place.matches('/').count() + inside.matches('/').count();
        let text = match inside.rsplit_once('.')?.1 {
            "csv" => self.table(inside),
            "png" => return Some(super::theme::picture(self.draw.below(3))),
            "txt" => format!("Note {}\n", self.draw.below(3)),
            _ => match inside {
                "district.toml" => self.district(),
                "school.toml" => self.school(),
                "index.md" => format!("+++\n{}+++\n{}", self.common(), self.body()),
                _ => self.record(inside.split_once('/')?.0)?,
            },
        };
        Some(text.into_bytes())
    }

    fn record(&mut self, folder: &str) -> Option<String> {
        let (_, front) = FOLDERS.iter().find(|(name, _)| *name == folder)?;
        let (common, own) = (self.common(), front(self));
        Some(format!("+++\n{common}{own}+++\n{}", self.body()))
    }

    fn common(&mut self) -> String {
        let draw = &mut *self.draw;
        let mut text = format!("title = \"{} {}\"\n", draw.one(&["Talk", "Read", "Count"]), draw.below(3));
        text += &draw.maybe(20, "summary = \"In a sentence.\"\n");
        text += &draw.maybe(10, "tags = [\"Noise\"]\n");
        text += &draw.maybe(10, "tags = [\"noise\", \"time\"]\n").replace("tags", "subjects");
        text += &draw.maybe(10, "grades = [\"3\"]\n");
        text += &draw.maybe(8, "audience = \"public\"\n");
        text += &draw.maybe(5, "draft = true\n");
        let old = draw.below(30);
        let alias = format!("aliases = [\"{}old-{old}\"]\n", draw.one(&["", "/", "/", "pages/"]));
        text += &draw.maybe(10, &alias);
        if !text.contains("audience") {
            text += &draw.maybe(5, "audience = \"leadership\"\n");
        }
        text
    }

    fn body(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.draw.below(4) {
            text += "\n";
            text += &match self.draw.below(12) {
                0 | 1 => format!("Plain words {}.\n", self.draw.below(4)),
                2 => "## A heading\n".to_owned(),
                3 | 4 => self.link(),
                5 | 6 => self.any().map_or_else(String::new, |to| format!("See [[{to}]].\n")),
                7 => self.drawing("measure", "measures", ""),
                8 => self.drawing("walkthrough", "walkthroughs", ""),
                9 => {
                    let which = *self.draw.one(&["", "#triangle", "#location"]);
                    self.drawing("referrals", "referrals", which)
                }
                10 => self.file(".png").map_or_else(String::new, |(_, to)| format!("![Shown]({to})\n")),
                _ => self.draw.maybe(20, &format!("{NAME} said so.\n")),
            };
        }
        text
    }

    fn drawing(&mut self, word: &str, folder: &str, which: &str) -> String {
        self.reference(folder).map_or_else(String::new, |id| format!("![]({word}:{id}{which})\n"))
    }

    /// A relative link to any file of the district.
    fn link(&mut self) -> String {
        let Some((path, to)) = self.file("") else { return String::new() };
        let has_heading = self.files.get(&path).is_some_and(|text| text.ends_with(b"## A heading\n"));
        let heading = if has_heading { "#a-heading" } else { "" };
        format!("[there]({to}{heading})\n")
    }

    /// A file with that ending, and the way to it from this one; seldom one with rows, which no text may link to.
    fn file(&mut self, ending: &str) -> Option<(String, String)> {
        let rows = self.draw.happens(3);
        let is_rows = |path: &str| path.ends_with("/w.csv") || path.ends_with("/r.csv");
        let inside = |path: &&String| {
            path.starts_with("content/")
                && path.ends_with(ending)
                && (rows || !is_rows(path))
                && self.knows(path)
        };
        let fit: Vec<&String> = self.files.keys().filter(inside).collect();
        if fit.is_empty() {
            return None;
        }
        let path = (*self.draw.one(&fit)).clone();
        let to = format!("{}{}", "../".repeat(self.depth), path.strip_prefix("content/")?);
        Some((path, to))
    }

    /// Whether a file may be named here: the place's own, the district's, or any where that is allowed.
    fn knows(&self, path: &str) -> bool {
        let inside = path.strip_prefix("content/").unwrap_or(path);
        let school = PLACES[1..].iter().find(|place| inside.starts_with(**place));
        self.abroad || school.is_none_or(|school| *school == self.place)
    }

    /// A record of any kind as a wiki link names it.
    fn any(&mut self) -> Option<String> {
        let (folder, _) = *self.draw.one(&FOLDERS);
        let id = self.reference(folder)?;
        Some(match id.split_once('/') {
            Some((place, id)) => format!("{place}/{folder}/{id}"),
            None => format!("{folder}/{id}"),
        })
    }

    /// A record of a kind as a field names it: of this place, of the district, or of another school.
    pub fn reference(&mut self, folder: &str) -> Option<String> {
        let mut places = match self.draw.below(20) {
            0..10 => vec![self.place, ""],
            10..17 => vec!["", self.place],
            _ if self.abroad => vec!["b/", "a/", "c/", ""],
            _ => vec!["", self.place],
        };
        places.dedup();
        for place in places {
            let start = format!("content/{place}{folder}/");
            let fit: Vec<&str> = self.files.keys().filter_map(|path| id_in(path, &start)).collect();
            if fit.is_empty() {
                continue;
            }
            let id = *self.draw.one(&fit);
            return Some(match place {
                place if place == self.place => id.to_owned(),
                "" if self.draw.happens(50) => id.to_owned(),
                "" => format!("district/{id}"),
                school => format!("{school}{id}"),
            });
        }
        None
    }

    /// A line of a field that names a record, where there is one.
    fn line(&mut self, percent: usize, field: &str, folder: &str) -> String {
        if !self.draw.happens(percent) {
            return String::new();
        }
        self.reference(folder).map_or_else(String::new, |id| format!("{field} = \"{id}\"\n"))
    }

    /// The district's initiative that one of a school carries out.
    fn supports(&mut self) -> String {
        let own: Vec<&str> =
            self.files.keys().filter_map(|path| id_in(path, "content/initiatives/")).collect();
        if self.place.is_empty() || own.is_empty() || self.draw.happens(50) {
            return String::new();
        }
        format!("supports = \"district/{}\"\n", self.draw.one(&own))
    }

    fn day(&mut self) -> String {
        let month = *self.draw.one(&["2026-09", "2026-10", "2026-11", "2027-01"]);
        match self.draw.below(6) {
            0 => month.to_owned(),
            _ => format!("{month}-{:02}", 10 + self.draw.below(15)),
        }
    }

    fn date(&mut self, field: &str) -> String {
        format!("{field} = \"{}\"\n", self.day())
    }

    fn changes(&mut self) -> String {
        if !self.draw.happens(30) {
            return String::new();
        }
        let to = self.line(50, "to", "initiatives");
        format!("[[changes]]\nwhat = \"Moved {}\"\nwhy = \"They asked\"\n{to}", self.draw.below(3))
    }

    fn needs_initiative(&mut self) -> String {
        self.line(100, "initiative", "initiatives")
    }

    fn district(&mut self) -> String {
        let order = *self.draw.one(&["", "schools = [\"b\", \"a\"]\n", "schools = [\"a\", \"b\"]\n"]);
        format!("name = \"District {}\"\n{order}{}", self.draw.below(2), self.year())
    }

    fn school(&mut self) -> String {
        let years = if self.draw.happens(60) { self.year() } else { String::new() };
        let draw = &mut *self.draw;
        let mission = draw.maybe(50, "mission = \"All of them.\"\n");
        format!("name = \"School {}\"\nlevel = \"middle\"\nstaff = 31\n{mission}{years}", draw.below(3))
    }

    fn year(&mut self) -> String {
        let closed = self.draw.maybe(50, "closed = [\"2026-10-12\"]\n");
        let ends = *self.draw.one(&["2027-06-11", "2026-10-20"]);
        format!(
            "[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\nends = {ends}\nenrollment = 412\n{closed}"
        )
    }

    fn table(&mut self, inside: &str) -> String {
        let draw = &mut *self.draw;
        let mut text = String::new();
        if inside.starts_with("walkthroughs") {
            text += "Room,Notes\n";
            for room in 0..6 + draw.below(6) {
                text += &format!("{room},{}\n", draw.one(&["yes", "no", "n/a"]));
            }
        } else if inside.starts_with("referrals") {
            text += "Incident,Student,Date,Location\n";
            for row in 0..10 + draw.below(20) {
                let (student, month) = (draw.below(14), 9 + draw.below(3));
                let location = *draw.one(&["CAF", "Yard", "Hall", "Hall", "Hall", "Quill Vantage room"]);
                let location =
                    if draw.happens(90) { location.replace(NAME, "Big") } else { location.to_owned() };
                text += &format!("{row},s{student},2026-{month:02}-{:02},{location}\n", 14 + draw.below(5));
            }
        } else {
            text += "date,value,note\n";
            for month in 0..draw.below(6) {
                let note = *draw.one(&["", "", "", "snow", "", "", "", "", NAME]);
                text += &format!("2026-{:02}-01,{},{note}\n", 6 + month, 30 + draw.below(9));
            }
        }
        text
    }
}

/// The id of a record's file in a folder.
fn id_in<'p>(path: &'p str, start: &str) -> Option<&'p str> {
    let inside = path.strip_prefix(start)?;
    inside.strip_suffix(".md").or_else(|| inside.strip_suffix(".toml"))
}

fn plan(pen: &mut Pen<'_>) -> String {
    let status = *pen.draw.one(&["active", "active", "active", "closed", "draft"]);
    let replaces = pen.line(5, "replaces", "plans");
    let measure = pen.line(60, "measure", "measures");
    let goal = "[[goals]]\nid = \"g\"\nstatement = \"More\"\nbaseline = 10\ntarget = 60\nby = 2027-05-28\n";
    let purpose = format!("year = \"2026-27\"\nstatus = \"{status}\"\npurpose = \"To read.\"\n");
    format!("{purpose}starts = 2026-08-24\nends = 2027-06-11\n{replaces}{goal}{measure}")
}

fn initiative(pen: &mut Pen<'_>) -> String {
    let (plan, supports) = (pen.line(100, "plan", "plans"), pen.supports());
    let measure = pen.line(25, "implementation-measure", "measures");
    let launch = if pen.draw.happens(70) { pen.date("launch") } else { String::new() };
    let look_for = "[[look-fors]]\nid = \"n\"\ntext = \"Notes\"\nwho = \"teacher\"\n";
    let words = *pen.draw.one(&["Protect time", "Buy books"]);
    let action = format!("[[actions]]\nid = \"s\"\ntext = \"{words}\"\ndue = 2026-09-18\n");
    format!("{plan}goals = [\"g\"]\n{supports}{measure}{launch}{look_for}{}", pen.draw.maybe(50, &action))
}

fn conversation(pen: &mut Pen<'_>) -> String {
    let (date, about) = (pen.date("date"), pen.needs_initiative());
    let barrier = pen.draw.maybe(60, "[[barriers]]\ntext = \"No time\"\nstrength = 4\n");
    format!("{date}format = \"premortem\"\ngroup = \"Leads\"\npeople = 6\n{about}{barrier}{}", pen.changes())
}

fn evidence(pen: &mut Pen<'_>) -> String {
    let (date, about) = (pen.date("date"), pen.reference("initiatives").unwrap_or_default());
    let file = if pen.draw.happens(50) { pen.file(".png").or_else(|| pen.file(".txt")) } else { None };
    let file = file.map_or_else(String::new, |(_, to)| {
        format!("files = [{{ path = \"{to}\", title = \"Sample\", alt = \"A sheet\" }}]\n")
    });
    format!("{date}type = \"survey\"\nfor = [\"{about}\"]\nclaim = \"They read\"\n{file}")
}

fn exemplar(pen: &mut Pen<'_>) -> String {
    let about = pen.needs_initiative();
    let look_fors = pen.draw.maybe(60, "look-fors = [\"n\"]\n");
    format!("teacher = \"Room 14\"\nconsent = \"on-file\"\n{about}{look_fors}first-step = \"Ask\"\n")
}

fn pilot(pen: &mut Pen<'_>) -> String {
    let (about, starts) = (pen.needs_initiative(), pen.date("starts"));
    let own = "who = \"Three\"\nidea = \"Try\"\nprediction = \"More\"\n";
    let ends = pen.draw.maybe(50, "ends = 2027-02-20\ndecision = \"adapt\"\nreason = \"Short\"\n");
    format!("{about}{starts}{own}{ends}{}", pen.changes())
}

fn session(pen: &mut Pen<'_>) -> String {
    let (date, about) = (pen.date("date"), pen.needs_initiative());
    format!("{date}{about}people = {}\n", 3 + pen.draw.below(20))
}

fn walkthrough(pen: &mut Pen<'_>) -> String {
    let (date, about, session) =
        (pen.date("date"), pen.needs_initiative(), pen.line(20, "session", "sessions"));
    let rows = format!("content/{}walkthroughs/w.csv", pen.place);
    let seen = if pen.files.contains_key(&rows) && pen.draw.happens(60) {
        "rows = { file = \"w.csv\", room = \"Room\", columns = { n = \"Notes\" } }\n".to_owned()
    } else {
        let yes = pen.draw.below(9);
        format!("counts = [{{ look-for = \"n\", levels = {{ observed = {yes}, \"not observed\" = 5 }} }}]\n")
    };
    format!("{date}{about}{session}eligible = 18\n{seen}{}", pen.changes())
}

fn support(pen: &mut Pen<'_>) -> String {
    let (about, starts) = (pen.needs_initiative(), pen.date("starts"));
    let look_for = pen.draw.maybe(50, "for-look-for = \"n\"\n");
    format!(
        "type = \"coaching\"\nstage = \"learn\"\n{about}{look_for}people = {}\n{starts}",
        1 + pen.draw.below(9)
    )
}

fn plc(pen: &mut Pen<'_>) -> String {
    let (date, about) = (pen.date("date"), pen.line(70, "initiative", "initiatives"));
    let practice = match pen.draw.happens(30).then(|| pen.reference("exemplars")).flatten() {
        Some(exemplar) => format!("best-practices = [{{ text = \"So\", exemplar = \"{exemplar}\" }}]\n"),
        None => String::new(),
    };
    let needs =
        pen.draw.maybe(60, "needs = [{ text = \"Books\", category = \"materials\", to = \"leadership\" }]\n");
    format!("team = \"Grade {}\"\n{date}{about}{needs}{practice}", pen.draw.below(2))
}

fn referrals(pen: &mut Pen<'_>) -> String {
    let rows = format!("content/{}referrals/r.csv", pen.place);
    let own = if pen.files.contains_key(&rows) && pen.draw.happens(80) {
        "file = \"r.csv\"\ncolumns = { id = \"Incident\", student = \"Student\", date = \"Date\", location = \"Location\" }\nlocations = { CAF = \"Cafeteria\" }\n".to_owned()
    } else {
        format!("totals = [{{ by = \"month\", of = \"2026-09\", count = {} }}]\n", pen.draw.below(60))
    };
    format!("year = \"2026-27\"\n{own}")
}

fn measure(pen: &mut Pen<'_>) -> String {
    let data = format!("content/{}measures/m.csv", pen.place);
    let data =
        if pen.files.contains_key(&data) { pen.draw.maybe(80, "data = \"m.csv\"\n") } else { String::new() };
    let kind = *pen.draw.one(&["outcome", "implementation"]);
    format!("kind = \"{kind}\"\nunit = \"count\"\nbetter = \"higher\"\nabout = \"other\"\n{data}")
}

fn review(pen: &mut Pen<'_>) -> String {
    let date = if pen.draw.happens(70) { pen.date("date") } else { pen.date("due") };
    let plan = pen.line(100, "plan", "plans");
    let looked = pen.any().map_or_else(String::new, |to| format!("looked-at = [\"{to}\"]\n"));
    let decision = match pen.draw.happens(50).then(|| pen.reference("initiatives")).flatten() {
        Some(about) => {
            format!("[[decisions]]\ninitiative = \"{about}\"\ndecision = \"modify\"\nwhy = \"Slow\"\n")
        }
        None => String::new(),
    };
    format!("{date}{plan}{}{decision}{}", pen.draw.maybe(30, &looked), pen.changes())
}

fn plain(pen: &mut Pen<'_>) -> String {
    if pen.draw.happens(50) { pen.date("date") } else { String::new() }
}
