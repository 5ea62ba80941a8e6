//! What pages depend on beyond their own school, and that they depend on nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use isles::input::Options;

use super::edits::Site;
use super::words::Files;
use super::{Mode, Run};
use crate::site::today;

/// A district of three schools that have nothing to do with each other, and more files.
fn district(more: &[(&str, &str)]) -> Site {
    let mut files = Files::new();
    let mut put = |path: &str, text: &str| _ = files.insert(path.to_owned(), text.as_bytes().to_vec());
    put("content/district.toml", "name = \"District\"\n");
    for school in ["a", "b", "c"] {
        put(
            &format!("content/{school}/school.toml"),
            &format!("name = \"School {school}\"\nlevel = \"middle\"\n"),
        );
        put(&format!("content/{school}/plans/p.md"), PLAN);
        put(&format!("content/{school}/initiatives/i.md"), INITIATIVE);
        put(&format!("content/{school}/pages/t.md"), "+++\ntitle = \"A page\"\n+++\nWords.\n");
    }
    for (path, text) in more {
        put(path, text);
    }
    Site { files, roster: None, options: Options::as_of(today()), abroad: false }
}

const PLAN: &str = "+++\ntitle = \"Plan\"\nyear = \"2026-27\"\nstatus = \"active\"\npurpose = \"To read.\"\n[[goals]]\nid = \"g\"\nstatement = \"More\"\n+++\n";

const INITIATIVE: &str = "+++\ntitle = \"Talks\"\nplan = \"p\"\ngoals = [\"g\"]\n[[look-fors]]\nid = \"n\"\ntext = \"Notes\"\nwho = \"teacher\"\n+++\n";

/// The addresses of pages that were rendered for an edit which writes one file.
fn rendered(site: &mut Site, path: &str, text: &str) -> BTreeSet<String> {
    let (mut run, text) = (Run::of(site.clone(), Mode::Memory), text.as_bytes().to_vec());
    run.build().unwrap_or_else(|difference| panic!("{difference}"));
    assert!(!run.has_errors, "the site can be built");
    let before = run.pages();
    run.site.files.insert(path.to_owned(), text);
    run.build().unwrap_or_else(|difference| panic!("{difference}"));
    assert!(!run.has_errors, "the changed site can be built");
    *site = run.site.clone();
    let same =
        |(url, bytes): &(String, Arc<[u8]>)| before.get(url).is_some_and(|old| Arc::ptr_eq(old, bytes));
    run.pages().into_iter().filter(|page| !same(page)).map(|(url, _)| url).collect()
}

#[test]
fn a_word_in_one_school_renders_no_page_of_another() {
    let rendered =
        rendered(&mut district(&[]), "content/a/pages/t.md", "+++\ntitle = \"A page\"\n+++\nOther words.\n");
    assert_eq!(rendered, BTreeSet::from(["a/pages/t.html".to_owned()]));
}

#[test]
fn a_drawing_of_the_districts_shows_what_happened_in_any_school() {
    let plan = PLAN.replace("statement", "measure = \"district/m\"\nstatement");
    let measure = "+++\ntitle = \"Books\"\nkind = \"outcome\"\nunit = \"count\"\nbetter = \"higher\"\nabout = \"other\"\ndata = \"m.csv\"\n+++\n";
    let mut site = district(&[
        ("content/measures/m.md", measure),
        ("content/measures/m.csv", "date,value\n2026-09-01,4\n2026-10-01,5\n2026-11-01,6\n"),
        ("content/b/plans/p.md", &plan),
        ("content/a/pages/t.md", "+++\ntitle = \"A page\"\n+++\n![](measure:m)\n"),
    ]);
    let launched = INITIATIVE.replace("[[look", "launch = 2026-10-05\n[[look");
    let rendered = rendered(&mut site, "content/b/initiatives/i.md", &launched);
    assert!(rendered.contains("a/pages/t.html"), "{rendered:?}");
}

#[test]
fn a_record_of_the_districts_is_for_whom_a_schools_plan_is() {
    let talk = "+++\ntitle = \"Talk\"\ndate = 2026-10-05\nformat = \"premortem\"\ngroup = \"Leads\"\ninitiative = \"b/i\"\n+++\n";
    let mut site = district(&[
        ("content/conversations/c.md", talk),
        ("content/conversations/d.md", &talk.replace("b/i", "c/i")),
        ("content/a/pages/t.md", "+++\ntitle = \"A page\"\n+++\n[[conversations/c]]\n"),
    ]);
    let narrow = PLAN.replace("year", "audience = \"leadership\"\nyear");
    let rendered = rendered(&mut site, "content/b/plans/p.md", &narrow);
    assert!(rendered.contains("a/pages/t.html"), "{rendered:?}");
}

#[test]
fn a_plan_shows_what_any_school_sees_of_the_districts_initiative_in_it() {
    let visits = |yes: usize| {
        format!(
            "+++\ntitle = \"Visits\"\ndate = 2026-10-22\ninitiative = \"district/i\"\neligible = 18\ncounts = [{{ look-for = \"n\", levels = {{ observed = {yes}, \"not observed\" = 5 }} }}]\n+++\n"
        )
    };
    let of_plan = INITIATIVE.replace("\"p\"", "\"a/p\"").replace("[[look", "launch = 2026-10-05\n[[look");
    let mut site =
        district(&[("content/initiatives/i.md", &of_plan), ("content/b/walkthroughs/w.md", &visits(6))]);
    let rendered = rendered(&mut site, "content/b/walkthroughs/w.md", &visits(9));
    assert!(rendered.contains("a/plans/p.html"), "{rendered:?}");
}

#[test]
fn a_name_in_a_row_that_now_counts_is_found() {
    let year = |starts: &str| {
        format!(
            "name = \"School b\"\nlevel = \"middle\"\n[[years]]\nname = \"2026-27\"\nstarts = {starts}\nends = 2027-06-11\n"
        )
    };
    let columns =
        "columns = { id = \"Incident\", student = \"Student\", date = \"Date\", location = \"Location\" }";
    let record =
        format!("+++\ntitle = \"Referrals\"\nyear = \"2026-27\"\nfile = \"r.csv\"\n{columns}\n+++\n");
    let mut rows = "Incident,Student,Date,Location\n0,s0,2026-09-15,Quill Vantage room\n".to_owned();
    (1..30).for_each(|row| rows += &format!("{row},s{row},2026-10-15,Hall\n"));
    let mut site = district(&[
        ("content/b/school.toml", &year("2026-10-01")),
        ("content/b/referrals/r.md", &record),
        ("content/b/referrals/r.csv", &rows),
    ]);
    site.roster = Some("Quill Vantage\n");
    let mut run = Run::of(site, Mode::Memory);
    assert_eq!(run.build(), Ok(()));
    assert!(!run.has_errors, "the row does not count");
    run.site.files.insert("content/b/school.toml".to_owned(), year("2026-08-24").into_bytes());
    assert_eq!(run.build(), Ok(()));
    assert!(run.has_errors, "the row counts");
}

#[test]
fn a_reference_to_what_could_not_be_read_leads_there_again_once_it_can() {
    let walkthrough = "+++\ntitle = \"Count\"\ndate = \"2026-10-24\"\ninitiative = \"b/i\"\neligible = 18\n\
                       counts = [{ look-for = \"n\", levels = { observed = 8, \"not observed\" = 5 } }]\n+++\n";
    let mut run = Run::of(district(&[("content/walkthroughs/w.md", walkthrough)]), Mode::Memory);
    let path = "content/b/initiatives/i.md";
    for (text, has_errors) in [(INITIATIVE, false), ("+++\ntitle =\n+++\n", true), (INITIATIVE, false)] {
        run.site.files.insert(path.to_owned(), text.as_bytes().to_vec());
        run.build().unwrap_or_else(|difference| panic!("{difference}"));
        assert_eq!(run.has_errors, has_errors);
    }
}
