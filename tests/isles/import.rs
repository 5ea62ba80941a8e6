//! `isles import`: a record and a clean data file from a spreadsheet; nothing that tells who somebody is.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use crate::command_line::{Ran, isles, starter, tree, write};

/// The answers to a form, as such forms export them.
const FORM: &str = "\
Timestamp,Email Address,Room number,Teacher,Notes a next step?,Says what they work on,Comments
10/22/2026 9:10:05,coach@school.example,14,Ada Example,in place,yes,Ask Bo about it
10/23/2026 13:00:00,coach@school.example,15,Bo Sample,not yet,no,\"fine, really\"
10/22/2026 11:30:00,lead@school.example,16,Cy Trial,n/a,,
";

const MAPPED: [&str; 4] = ["--map", "Notes a next step?=notes", "--map", "Says what they work on=next-step"];

fn walkthrough(site: &TempDir, more: &[&str]) -> Ran {
    let mut arguments = vec!["import", "walkthrough", "form.csv", "--title", "October conferences"];
    arguments.extend(more);
    isles(site.path(), &arguments)
}

fn read(site: &TempDir, path: &str) -> String {
    fs::read_to_string(site.path().join(path)).unwrap()
}

#[test]
fn a_form_becomes_a_walkthrough_that_checks_clean() {
    let site = starter();
    write(site.path(), "form.csv", FORM);
    let ran = walkthrough(&site, &[&MAPPED[..], &["--eligible", "18"]].concat());
    assert_eq!(
        (ran.code, &*ran.out),
        (Some(0), "content/walkthroughs/october-conferences.md\n"),
        "{}",
        ran.err
    );
    for said in [
        "3 rows kept in content/walkthroughs/october-conferences.csv",
        "left out: `Email Address`, `Teacher`, `Comments`",
    ] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert_eq!(
        read(&site, "content/walkthroughs/october-conferences.csv"),
        "Room number,Timestamp,Notes a next step?,Says what they work on\n\
         14,10/22/2026 9:10:05,in place,yes\n15,10/23/2026 13:00:00,not yet,no\n16,10/22/2026 11:30:00,n/a,\n"
    );
    let record = read(&site, "content/walkthroughs/october-conferences.md");
    assert!(
        record.starts_with(
            "+++\ntitle = \"October conferences\"\ndate = 2026-10-22\nends = 2026-10-23\n\
             initiative = \"reading-conferences\"\neligible = 18\n\
             rows = { file = \"october-conferences.csv\", room = \"Room number\", when = \"Timestamp\", \
             columns = { notes = \"Notes a next step?\", next-step = \"Says what they work on\" } }\n"
        ),
        "{record}"
    );
    let check = isles(site.path(), &["check"]);
    assert_eq!(check.code, Some(0), "{}", check.out);
    assert_eq!(isles(site.path(), &["fmt", "--check"]).code, Some(0), "it is in order");
}

#[test]
fn the_next_form_of_the_same_shape_needs_no_mapping() {
    let site = starter();
    write(site.path(), "form.csv", FORM);
    assert_eq!(walkthrough(&site, &[&MAPPED[..], &["--eligible", "18"]].concat()).code, Some(0));
    write(site.path(), "november-visits.csv", &FORM.replace("10/2", "11/2"));
    let ran = isles(site.path(), &["import", "walkthrough", "november-visits.csv", "--eligible", "18"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), "content/walkthroughs/november-visits.md\n"), "{}", ran.err);
    assert!(read(&site, "content/walkthroughs/november-visits.md").contains("title = \"November visits\"\n"));
}

#[test]
fn what_is_not_certain_is_not_guessed_where_nobody_answers() {
    let site = starter();
    write(site.path(), "form.csv", FORM);
    let before = tree(site.path());
    let ran = walkthrough(&site, &["--eligible", "18"]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.contains("run it again with --map 'Notes a next step?=notes'"), "{}", ran.err);
    let ran = walkthrough(&site, &MAPPED);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("`--eligible ROOMS`"), "{}", ran.err);
    let ran = walkthrough(&site, &["--map", "Notes=notes", "--eligible", "18"]);
    assert!(ran.err.contains("has no column `Notes`"), "{}", ran.err);
    let ran = walkthrough(&site, &["--initiative", "reading-conference", "--eligible", "18"]);
    assert!(ran.err.contains("did you mean `reading-conferences`?"), "{}", ran.err);
    assert!(tree(site.path()) == before, "nothing was written");
}

#[test]
fn nothing_is_overwritten_and_nothing_wrong_is_written() {
    let site = starter();
    write(site.path(), "form.csv", FORM);
    let arguments = [&MAPPED[..], &["--eligible", "18"]].concat();
    write(site.path(), "content/walkthroughs/october-conferences.csv", "mine");
    let ran = walkthrough(&site, &arguments);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is there already, and nothing is overwritten"), "{}", ran.err);
    assert_eq!(read(&site, "content/walkthroughs/october-conferences.csv"), "mine");

    fs::remove_file(site.path().join("content/walkthroughs/october-conferences.csv")).unwrap();
    write(site.path(), "form.csv", &FORM.replace("in place", "in plac"));
    let before = tree(site.path());
    let ran = walkthrough(&site, &arguments);
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    for said in ["error[E504]", "did you mean `in place`?", "nothing was written"] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert!(tree(site.path()) == before);
}

#[test]
fn names_become_keys_that_mean_nothing() {
    let site = starter();
    write(site.path(), "form.csv", FORM);
    let arguments = [&MAPPED[..], &["--eligible", "18", "--map", "Teacher=room"]].concat();
    let refused = walkthrough(&site, &arguments);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("`--pseudonyms`") && !refused.err.contains("Ada"), "{}", refused.err);
    let ran = walkthrough(&site, &[&arguments[..], &["--pseudonyms"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for (path, bytes) in tree(&site.path().join("content/walkthroughs")) {
        let text = String::from_utf8(bytes).unwrap();
        for private in ["Ada", "Example", "Bo ", "Sample", "@", "fine", "Room number"] {
            assert!(!text.contains(private), "{path} holds {private}");
        }
        if path.ends_with(".csv") {
            let mut rooms: Vec<&str> =
                text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
            rooms.sort_unstable();
            assert_eq!(rooms, ["R01", "R02", "R03"]);
        }
    }
}

/// An export with more than may be kept.
const EXPORT: &str = "\
Referral ID;Student Name;Student Number;Incident Date;Incident Time;Location;Infraction;Severity;Grade Level;Referring Staff;Parent Email;Narrative
1;Ada Example;904512;25.09.2026;8:40;Hall;Running;Minor;K;T07;p@home.example;Ran, then fell
2;Bo Sample;904513;28.09.2026;13:05;Gym;Not following directions;Major;1;T08;q@home.example;Would not stop
";

fn referrals(site: &Path, more: &[&str]) -> Ran {
    let mut arguments = vec!["import", "referrals", "export.csv", "--title", "Referrals 2026-27"];
    arguments.extend(more);
    isles(site, &arguments)
}

#[test]
fn an_export_becomes_referrals_that_check_clean() {
    let site = starter();
    write(site.path(), "export.csv", EXPORT);
    let ran = referrals(site.path(), &["--pseudonyms"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), "content/referrals/referrals-2026-27.md\n"), "{}", ran.err);
    assert!(ran.err.contains("left out: `Student Name`, `Parent Email`, `Narrative`\n"), "{}", ran.err);
    let record = read(&site, "content/referrals/referrals-2026-27.md");
    for line in ["year = \"2026-27\"", "date-format = \"%d.%m.%Y\"", "file = \"referrals-2026-27.csv\""] {
        assert!(record.contains(&format!("\n{line}\n")), "{record}");
    }
    assert!(record.contains("student = \"Student Number\", date = \"Incident Date\""), "{record}");
    let rows = read(&site, "content/referrals/referrals-2026-27.csv");
    assert!(rows.contains(",25.09.2026,8:40,Hall,Running,Minor,K,T0"), "{rows}");
    for private in ["Ada", "9045", "@", "fell"] {
        assert!(!rows.contains(private), "{private}: {rows}");
    }
    let check = isles(site.path(), &["check"]);
    assert_eq!(check.code, Some(0), "{}", check.out);
    assert_eq!(isles(site.path(), &["fmt", "--check"]).code, Some(0), "it is in order");
}

#[test]
fn a_text_that_names_somebody_of_the_file_is_refused() {
    let site = starter();
    write(site.path(), "export.csv", &EXPORT.replace(";Gym;", ";behind Bo Sample's desk;"));
    let before = tree(site.path());
    let ran = referrals(site.path(), &[]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("the column `Location` holds what looks like names of people, on line 3"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("desk"), "no message repeats it");
    assert!(tree(site.path()) == before);
    let ran = referrals(site.path(), &["--map", "Location="]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("`Location`"), "{}", ran.err);
}

#[test]
fn the_school_of_a_district_is_asked_for() {
    let site = tempfile::tempdir().unwrap();
    write(site.path(), "content/district.toml", "name = \"Harbor District\"\n");
    write(site.path(), "content/harbor-view/school.toml", "name = \"Harbor View\"\nlevel = \"elementary\"\n");
    write(site.path(), "export.csv", EXPORT);
    let ask = referrals(site.path(), &[]);
    assert!(ask.err.contains("say which school it belongs to"), "{}", ask.err);
    let ran = referrals(site.path(), &["--school", "harbor-view"]);
    assert_eq!(
        (ran.code, ran.out.trim_end().replace('\\', "/")),
        (Some(0), "content/harbor-view/referrals/referrals-2026-27.md".to_owned()),
        "{}",
        ran.err
    );
}

/// A workbook with those rows on its first sheet, as text.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}</sheetData></worksheet>",
        rows.iter().map(row).collect::<String>()
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets><sheet name=\"Export\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let related = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in [
        ("_rels/.rels", related("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        file.start_file(path, SimpleFileOptions::default()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_is_read_like_a_csv() {
    let site = starter();
    let rows: [&[&str]; 2] =
        [&["Incident", "Student key", "Date", "Comments"], &["1", "S1", "2026-09-25", "Ada Example ran"]];
    fs::write(site.path().join("export.xlsx"), workbook(&rows)).unwrap();
    let ran = isles(site.path(), &["import", "referrals", "export.xlsx"]);
    assert_eq!((ran.code, &*ran.out), (Some(0), "content/referrals/export.md\n"), "{}", ran.err);
    assert_eq!(read(&site, "content/referrals/export.csv"), "Incident,Student key,Date\n1,S1,2026-09-25\n");
    assert_eq!(isles(site.path(), &["check"]).code, Some(0));
    fs::write(site.path().join("broken.xlsx"), b"PK\x03\x04 nothing").unwrap();
    let ran = isles(site.path(), &["import", "referrals", "broken.xlsx"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let ran = isles(site.path(), &["import", "referrals", "missing.csv"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
}
