//! The manual: what its guides tell happens when one does it, and its lists are those of the program.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use isles::audience::Audience;
use isles::diagnostic::Code;
use isles::input::Options;
use scraper::{Html, Selector};
use tempfile::TempDir;

use crate::command_line::{Ran, isles, starter, write};
use crate::site::{load, repository, text_of, today};

/// What an adult reads in ten minutes of a text with commands in it.
const MOST_WORDS: usize = 1500;

fn guides() -> Vec<PathBuf> {
    let folder = fs::read_dir(repository().join("content/pages/how-to")).unwrap();
    folder.map(|entry| entry.unwrap().path()).collect()
}

fn entry_page() -> String {
    fs::read_to_string(repository().join("content/pages/how-to.md")).unwrap()
}

/// Holds a page of the manual against the command that prints it.
pub fn is_as_printed(page: &str, command: &str) {
    let here = tempfile::tempdir().unwrap();
    let ran = isles(here.path(), &[command, "--format", "markdown"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let path = repository().join("content/pages").join(page);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &ran.out).unwrap();
    }
    let page = fs::read_to_string(&path).unwrap_or_default();
    assert!(page == ran.out, "UPDATE=1 rewrites {}", path.display());
}

#[test]
fn the_page_of_codes_is_the_one_that_the_program_writes() {
    is_as_printed("diagnostic-codes.md", "explain");
}

#[test]
fn every_code_has_an_address_on_its_page() {
    let options = Options { audience: Some(Audience::Public), ..Options::as_of(today()) };
    let build = isles::build(&load(&repository()), &options);
    let page = Html::parse_document(text_of(&build, "pages/diagnostic-codes.html"));
    let headings = Selector::parse("h3[id]").unwrap();
    let ids: BTreeSet<&str> = page.select(&headings).filter_map(|heading| heading.attr("id")).collect();
    for code in Code::ALL {
        let id = code.as_str().to_lowercase();
        assert!(ids.contains(&*id), "#{id} leads nowhere");
    }
}

#[test]
fn no_guide_takes_longer_than_ten_minutes() {
    for path in guides() {
        let text = fs::read_to_string(&path).unwrap();
        let words = text.split("+++").skip(2).flat_map(str::split_whitespace).count();
        assert!((200..=MOST_WORDS).contains(&words), "{}: {words} words", path.display());
    }
}

#[test]
fn the_entry_page_leads_to_every_guide() {
    let entry = entry_page();
    for path in guides() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(entry.matches(&format!("(how-to/{name})")).count(), 1, "{name}");
    }
}

/// A guide that is followed in a folder.
struct Guide {
    text: String,
    site: PathBuf,
}

impl Guide {
    fn open(name: &str, site: &Path) -> Self {
        let path = repository().join("content/pages/how-to").join(name);
        Self { text: fs::read_to_string(path).unwrap(), site: site.to_owned() }
    }

    /// Types a command that the guide tells; a browser is not opened, and the day is the demonstration's.
    fn follow(&self, command: &str, arguments: &[&str]) -> Ran {
        assert!(self.text.contains(&format!("\n{command}\n")), "the guide does not tell `{command}`");
        isles(&self.site, arguments)
    }

    /// The guide shows this, and so did the program.
    fn shows(&self, said: &str, shown: &str) {
        assert!(self.text.contains(shown), "the guide does not show `{shown}`");
        assert!(said.contains(shown), "`{shown}` is not in what was said:\n{said}");
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let path = self.site.join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "`{from}` is not in {}", path.display());
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    fn page(&self, path: &str) -> String {
        let text = fs::read_to_string(self.site.join("site").join(path)).unwrap();
        let html = Html::parse_document(&text);
        html.root_element().text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    }
}

/// The answers of a form about sixteen rooms.
fn visits() -> String {
    let mut text =
        "Timestamp,Email Address,Room number,Teacher,Notes a next step?,Says what they work on,Comments\n"
            .to_owned();
    for room in 0..16 {
        let (day, minute) = (22 + room / 8, 10 + room);
        let notes = if room < 6 { "in place" } else { ["emerging", "not yet"][room % 2] };
        let says = if room < 10 { "yes" } else { "no" };
        writeln!(
            text,
            "10/{day}/2026 9:{minute}:05,coach@school.example,{room},A Sample,{notes},{says},Well"
        )
        .unwrap();
    }
    text
}

#[test]
fn the_guides_of_a_leader_go_as_they_are_told() {
    let here: TempDir = tempfile::tempdir().unwrap();
    first_plan(here.path());
    let site = here.path().join("our-plan");
    write(here.path(), "visits.csv", &visits());
    first_visits(&site);
    first_review(&site);
}

#[test]
fn the_guide_to_languages_goes_as_it_is_told() {
    let here: TempDir = starter();
    let guide = Guide::open("another-language.md", here.path());
    guide.change("book.toml", "language = \"en\"", "language = \"es\"");
    guide.follow("isles build --open", &[&["build"], &DATE[..]].concat());
    let plan = guide.page("plans/every-reader.html");
    for shown in ["¿Qué queremos lograr?", "lun 5 oct 2026"] {
        guide.shows(&plan, shown);
    }
    let words = guide.follow("isles words", &["words"]);
    guide.shows(&words.out, "no-goals = \"No goals yet.\"");
    let own = "[output.html.words]\n\"plan.no-goals\" = \"No aims so far.\"\n";
    assert!(guide.text.contains(own));
    let book = fs::read_to_string(here.path().join("book.toml")).unwrap();
    write(here.path(), "book.toml", &format!("{book}\n{own}"));
    assert!(!isles(here.path(), &["check"]).out.contains("E605"));
    write(here.path(), "book.toml", &format!("{book}\n{}", own.replace("no-goals", "no-gaols")));
    let ran = isles(here.path(), &["check"]);
    guide.shows(&ran.out, "error[E605]: there are no words of the key `plan.no-gaols`");
    guide.shows(&ran.out, "help: did you mean `plan.no-goals`?");
    let portuguese = guide.follow("isles words > themes/harbor/languages/pt.toml", &["words"]).out;
    write(here.path(), "themes/harbor/languages/pt.toml", &portuguese);
    write(here.path(), "book.toml", &book.replace("language = \"es\"", "language = \"pt\""));
    assert!(!isles(here.path(), &["check"]).out.contains("W605"));
    write(here.path(), "themes/harbor/languages/pt.toml", "[plan]\nno-goals = \"Ainda não há metas.\"\n");
    guide.shows(&isles(here.path(), &["check"]).out, "warning[W605]");
}

const DATE: [&str; 2] = ["--date", "2026-11-24"];

fn first_plan(folder: &Path) {
    let guide = Guide::open("first-plan.md", folder);
    let ran = guide.follow("isles init our-plan", &["init", "our-plan"]);
    guide.shows(&ran.out, "17 files are in `our-plan`: a small site with one plan, to change into your own.");
    let guide = Guide::open("first-plan.md", &folder.join("our-plan"));
    let plan = "content/plans/every-reader.md";
    guide.change(plan, "\npurpose", "\nporpose");
    let ran = guide.follow("isles check", &["check"]);
    guide.shows(
        &ran.out,
        "error[E201]: there is no field `porpose`\n  --> content/plans/every-reader.md:13:1\n",
    );
    guide.shows(&ran.out, "help: did you mean `purpose`?");
    guide.change(plan, "\nporpose", "\npurpose");
    let ran = guide.follow("isles build --open", &[&["build"], &DATE[..]].concat());
    guide.shows(&ran.err, "39 pages for staff, as of Tue 24 Nov 2026, in ");
    guide.change(plan, "status = \"draft\" ", "status = \"active\"");
    let ran = guide.follow("isles check", &[&["check"], &DATE[..]].concat());
    guide.shows(&ran.out, "warning[W126]: a review of this plan was due on 16 November 2026, 8 days ago");
}

fn first_visits(site: &Path) {
    let guide = Guide::open("first-visits.md", site);
    let ran = guide.follow(
        "isles new session \"Listening to one reader\" --for reading-conferences",
        &["new", "session", "Listening to one reader", "--for", "reading-conferences"],
    );
    guide.shows(&ran.out, "content/sessions/listening-to-one-reader.md");
    let record = fs::read_to_string(site.join(ran.out.trim())).unwrap();
    let day = record.lines().find(|line| line.starts_with("date = ")).unwrap();
    guide.change(ran.out.trim(), day, "date = 2026-10-05");
    let ran =
        guide.follow("isles import walkthrough ../visits.csv", &["import", "walkthrough", "../visits.csv"]);
    assert_eq!(ran.code, Some(2));
    guide.shows(&ran.err.replace('`', ""), "it is not certain which column holds notes");
    let import = "isles import walkthrough ../visits.csv --title \"October visits\" \
                  --session listening-to-one-reader --eligible 21 --map \"Notes a next step?=notes\" \
                  --map \"Says what they work on=next-step\"";
    let plain = "import walkthrough ../visits.csv --session listening-to-one-reader --eligible 21".split(' ');
    let quoted = ["--title", "October visits", "--map", "Notes a next step?=notes", "--map"];
    let arguments: Vec<&str> = plain.chain(quoted).chain(["Says what they work on=next-step"]).collect();
    let ran = guide.follow(import, &arguments);
    guide.shows(&ran.out, "content/walkthroughs/october-visits.md\n");
    guide.shows(
        &ran.err,
        "16 rows kept in content/walkthroughs/october-visits.csv\nleft out: `Email Address`, ",
    );
    let ran = guide.follow("isles build --open", &[&["build"], &DATE[..]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = guide.page("walkthroughs/october-visits.html");
    for shown in ["16 of 21 rooms were seen", "The teacher writes down a next step for each reader"] {
        guide.shows(&page, shown);
    }
    for row in [["not yet", "5", "31.3 %"], ["emerging", "5", "31.3 %"], ["in place", "6", "37.5 %"]] {
        let [level, rooms, percent] = row;
        assert!(page.contains(&format!("{level} {rooms} {percent} 16")), "{row:?}: {page}");
        assert!(guide.text.contains(&format!("| {level} | {rooms} | {percent} | 16 |")), "{row:?}");
    }
}

fn first_review(site: &Path) {
    let guide = Guide::open("first-review.md", site);
    let brief = guide.page("reports/review-brief.html");
    guide.shows(&brief, "The visits of Thu 22 Oct 2026 about Reading conferences were followed by no");
    let ran = guide.follow("isles new review \"November review\"", &["new", "review", "November review"]);
    guide.shows(&ran.out, "content/reviews/november-review.md");
    let blocks = guide.text.split("```toml\n").skip(1).map(|block| block.split("```").next().unwrap());
    let fields: String = blocks.collect();
    let record = format!("+++\ntitle = \"November review\"\n{fields}+++\n");
    let path = "content/reviews/november-review.md";
    write(site, path, &record.replace("\"reading-conferences\"", "\"reading-conference\""));
    let ran = guide.follow("isles check", &[&["check"], &DATE[..]].concat());
    assert_eq!(ran.code, Some(1));
    guide.shows(&ran.out, "error[E301]: there is no initiative `reading-conference`");
    guide.shows(&ran.out, "help: did you mean `reading-conferences`?");
    write(site, path, &record);
    let ran = guide.follow("isles check", &[&["check"], &DATE[..]].concat());
    guide.shows(&ran.out, "no problems found");
    guide.follow("isles build --open", &[&["build"], &DATE[..]].concat());
    assert!(guide.page("index.html").contains("The coach gives an hour to notes in every room that asks"));
}

#[test]
fn the_guide_to_the_theme_goes_as_it_is_told() {
    let site = crate::command_line::starter();
    let guide = Guide::open("change-the-theme.md", site.path());
    let blocks = |language: &str| -> Vec<String> {
        let start = format!("```{language}\n");
        let parts = guide.text.split(&start).skip(1);
        parts.map(|block| block.split("```").next().unwrap().to_owned()).collect()
    };
    let (styles, tables, templates) = (blocks("css"), blocks("toml"), blocks("html"));
    write(site.path(), "themes/harbor/css/93-ours.css", &styles[0]);
    write(site.path(), "themes/harbor/templates/components/greeting.html", &templates[0]);
    write(site.path(), "themes/harbor/templates/components/greeting.toml", &tables[1]);
    let book = fs::read_to_string(site.path().join("book.toml")).unwrap();
    write(site.path(), "book.toml", &format!("{book}\n{}", tables[0]));
    let ran = isles(site.path(), &["build", "--strict", "--date", "2026-11-24"]);
    assert_eq!(ran.code, Some(0), "the colors can be told apart and the word is known: {}", ran.err);
    let ran = guide.follow("isles theme gallery", &["theme", "gallery"]);
    guide.shows(&ran.err.replace('\\', "/"), "gallery/index.html");
    let gallery = site.path().join("gallery/components");
    let page = fs::read_to_string(gallery.join("greeting.html")).unwrap();
    assert!(page.contains("Welcome to Colegio Municipal") && page.contains("Says hello on the home page."));
    let page = fs::read_to_string(gallery.join("plan_brief.html")).unwrap();
    assert!(page.contains("No aims yet."));
    let ran = isles(site.path(), &["theme", "gallery", "-d", "site"]);
    guide.shows(&ran.err, "the site itself is built into");
    write(site.path(), "themes/harbor/templates/components/goals.html", "");
    let ran = isles(site.path(), &["check", "--date", "2026-11-24"]);
    guide.shows(&ran.out, "no file of the theme has this name");
}
