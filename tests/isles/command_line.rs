//! The command line: exit codes, what is said and what is written.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::site::repository;

/// A run of the program that has ended.
pub struct Ran {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it said on standard output.
    pub out: String,
    /// What it said on standard error.
    pub err: String,
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isles"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for name in
        ["SOURCE_DATE_EPOCH", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CLICOLOR_FORCE", "RUST_BACKTRACE"]
    {
        command.env_remove(name);
    }
    command
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs the program in a folder.
pub fn isles(folder: &Path, arguments: &[&str]) -> Ran {
    ran(&mut command(folder, arguments))
}

/// The starter site in a folder of its own.
pub fn starter() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ran = isles(folder.path(), &["init"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    folder
}

/// Writes a file below a folder.
pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every file below a folder with its bytes, by path.
pub fn tree(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// Puts a mistake into the starter site's plan: an unknown field on line 5.
fn misspell(root: &Path) {
    let path = root.join("content/plans/every-reader.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("\nsummary = ", "\nsumary = ")).unwrap();
}

/// Makes the starter's plan, which is a draft, one that is under way: what it lacks becomes a warning.
fn start_the_plan(site: &Path) {
    let plan = site.join("content/plans/every-reader.md");
    let text = fs::read_to_string(&plan).expect("the starter's plan");
    assert!(text.contains("status = \"draft\""));
    fs::write(&plan, text.replace("status = \"draft\"", "status = \"active\"")).expect("the plan is saved");
}

/// Puts something into the starter site that is worth a warning.
fn forget_the_owner(root: &Path) {
    start_the_plan(root);
    let path = root.join("content/initiatives/reading-conferences.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("owner = \"Assistant principal\"\n", "")).unwrap();
}

#[test]
fn help_names_the_commands_that_there_are() {
    let here = tempfile::tempdir().unwrap();
    let help = isles(here.path(), &["--help"]);
    assert_eq!((help.code, &*help.err), (Some(0), ""));
    let commands = [
        "build",
        "serve",
        "check",
        "new",
        "init",
        "list",
        "fmt",
        "import",
        "schema",
        "words",
        "explain",
        "clean",
        "completions",
    ];
    for command in commands {
        assert!(help.out.contains(&format!("\n  {command} ")), "{}", help.out);
        let ran = isles(here.path(), &[command, "--help"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(!ran.out.contains('\u{1b}'), "no color where nobody reads it");
    }
}

#[test]
fn a_mistake_in_the_arguments_is_2() {
    let site = starter();
    let wrong: [(&[&str], &str); 9] = [
        (&["biuld"], "build"),
        (&["check", "--format", "jsn"], "json"),
        (&["check", "--audience", "staf"], "staff"),
        (&["check", "--date", "2026-13-01"], "YYYY-MM-DD"),
        (&["build", "--site-url", "plans.example.org"], "https://"),
        (&["build", "--jobs", "0"], "0"),
        (&["new", "exemplars-of-ours", "Title"], "exemplar"),
        (&["check", "no-such-folder"], "there is no folder `no-such-folder`"),
        (&["explain", "E1001"], "did you mean `E101`?"),
    ];
    for (arguments, said) in wrong {
        let ran = isles(site.path(), arguments);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_moment_that_is_none_is_2() {
    let site = starter();
    let ran = ran(command(site.path(), &["check"]).env("SOURCE_DATE_EPOCH", "yesterday"));
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.starts_with("error: SOURCE_DATE_EPOCH is `yesterday`, which is no moment\n"),
        "{}",
        ran.err
    );
}

#[test]
fn where_no_site_is_every_command_says_how_to_start_one() {
    let here = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 6] =
        [&["build"], &["check"], &["list"], &["fmt"], &["clean"], &["new", "page", "Title"]];
    for arguments in commands {
        let ran = isles(here.path(), arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.err.contains("there is no site here") && ran.err.contains("isles init"), "{}", ran.err);
    }
    assert_eq!(tree(here.path()), []);
}

#[test]
fn the_starter_site_has_nothing_to_find_for_anyone_but_what_time_brings() {
    let site = starter();
    for date in ["2026-11-12", "2026-11-24", "2027-06-30", "2031-02-03"] {
        for audience in ["public", "staff", "leadership"] {
            let ran = isles(site.path(), &["check", "--strict", "--date", date, "--audience", audience]);
            assert_eq!(
                (ran.code, &*ran.out),
                (Some(0), "no problems found\n"),
                "{date} {audience}: {}",
                ran.err
            );
        }
    }
    start_the_plan(site.path());
    // Its October review was the second; the third is due on 16 November, and nobody has held it.
    let ran = isles(site.path(), &["check", "--date", "2026-11-24"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.out.matches("warning[").count(), 1, "{}", ran.out);
    assert!(ran.out.contains("warning[W126]: a review of this plan was due on 16 November 2026, 8 days ago"));
}

#[test]
fn init_writes_nothing_where_one_of_its_files_is() {
    let here = tempfile::tempdir().unwrap();
    write(here.path(), "book.toml", "mine");
    write(here.path(), "content/index.md", "mine");
    let before = tree(here.path());
    let ran = isles(here.path(), &["init"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("these files are there: book.toml, content/index.md\n"), "{}", ran.err);
    assert_eq!(tree(here.path()), before);
}

#[test]
fn init_starts_a_site_in_a_folder_of_its_own() {
    let here = tempfile::tempdir().unwrap();
    let ran = isles(here.path(), &["init", "our plans"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(ran.out.contains("cd our plans\n") && ran.out.contains("isles build --open"), "{}", ran.out);
    assert_eq!(isles(&here.path().join("our plans/content"), &["check"]).code, Some(0), "found upward");
}

#[test]
fn new_writes_a_record_once() {
    let site = starter();
    let arguments = ["new", "walkthrough", "October conferences", "--for", "reading-conferences"];
    let first =
        ran(command(&site.path().join("content/plans"), &arguments).env("SOURCE_DATE_EPOCH", "1795564799"));
    assert_eq!((first.code, &*first.err), (Some(0), ""));
    assert!(first.out.ends_with("october-conferences.md\n"), "{}", first.out);
    let path = site.path().join("content/walkthroughs/october-conferences.md");
    let text = fs::read_to_string(&path).unwrap();
    for line in
        ["title = \"October conferences\"", "date = 2026-11-24", "initiative = \"reading-conferences\""]
    {
        assert!(text.contains(&format!("\n{line}\n")), "{text}");
    }
    let again = isles(site.path(), &arguments);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("is there already, and nothing is overwritten"), "{}", again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_new_record_has_no_error_but_the_gaps_to_fill() {
    let site = starter();
    let made = isles(site.path(), &["new", "walkthrough", "October", "--for", "reading-conferences"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let path = site.path().join("content/walkthroughs/october.md");
    let mut text = fs::read_to_string(&path).unwrap();
    assert_eq!(isles(site.path(), &["check"]).code, Some(1), "the gaps are errors");
    let gaps = [
        ("eligible = \"\"", "eligible = 18"),
        ("look-for = \"\"", "look-for = \"next-step\""),
        ("levels = {}", "levels = { observed = 5, \"not observed\" = 9 }"),
    ];
    for (gap, value) in gaps {
        assert!(text.contains(&format!("\n{gap}  # fill in\n")), "{gap}: {text}");
        text = text.replace(&format!("{gap}  # fill in"), value);
    }
    fs::write(&path, text).unwrap();
    let ran = isles(site.path(), &["check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
}

#[test]
fn a_district_says_which_schools_there_are() {
    let site = tempfile::tempdir().unwrap();
    write(site.path(), "content/district.toml", "name = \"Harbor District\"\n");
    write(site.path(), "content/harbor-view/school.toml", "name = \"Harbor View\"\nlevel = \"elementary\"\n");
    let ask = isles(site.path(), &["new", "page", "Welcome"]);
    assert_eq!(ask.code, Some(2));
    assert!(ask.err.contains("the schools are harbor-view"), "{}", ask.err);
    for (school, path) in
        [("harbor-view", "content/harbor-view/pages/welcome.md"), ("district", "content/pages/welcome.md")]
    {
        let ran = isles(site.path(), &["new", "page", "Welcome", "--school", school]);
        assert_eq!(
            (ran.code, ran.out.trim_end().replace('\\', "/")),
            (Some(0), path.to_owned()),
            "{}",
            ran.err
        );
        assert!(site.path().join(path).is_file());
    }
}

#[test]
fn errors_are_1_warnings_only_with_strict_and_settings_2() {
    let site = starter();
    forget_the_owner(site.path());
    let lenient = isles(site.path(), &["check"]);
    assert_eq!((lenient.code, lenient.out.contains("warning[W107]")), (Some(0), true), "{}", lenient.out);
    assert_eq!(isles(site.path(), &["check", "--strict"]).code, Some(1));
    misspell(site.path());
    assert_eq!(isles(site.path(), &["check"]).code, Some(1));
    write(site.path(), "book.toml", "[bok]\n");
    for command in ["check", "build"] {
        let ran = isles(site.path(), &[command]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        let said = if command == "check" { ran.out } else { ran.err };
        assert!(said.contains("book.toml:1:2") && said.contains("did you mean `book`?"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_3_and_nothing_else_is_guessed_from_it() {
    let site = starter();
    let school = site.path().join("content/school.toml");
    fs::remove_file(&school).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(&school).unwrap();
    for command in ["check", "build"] {
        let ran = isles(site.path(), &[command, "--date", "2026-11-24"]);
        assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
        let said = ran.out + &ran.err;
        assert!(said.contains("E113") && !said.contains("E110"), "{said}");
    }
    fs::remove_file(&school).unwrap();
    let ran = isles(site.path(), &["check", "--date", "2026-11-24"]);
    assert_eq!(ran.code, Some(1), "it is missing: {}", ran.out);
    assert!(ran.out.contains("E110"), "{}", ran.out);
    let settings = site.path().join("book.toml");
    fs::remove_file(&settings).unwrap();
    fs::create_dir(&settings).unwrap();
    let ran = isles(site.path(), &["check", "--date", "2026-11-24"]);
    assert_eq!(ran.code, Some(3), "{}", ran.out);
    assert!(ran.out.contains("`book.toml` is a folder and should be a file"), "{}", ran.out);
}

#[test]
fn a_name_that_cannot_be_an_address_hides_nothing_else() {
    let site = starter();
    let plans = site.path().join("content/plans");
    fs::rename(plans.join("every-reader.md"), plans.join("Every Reader.md")).unwrap();
    let text = fs::read_to_string(plans.join("Every Reader.md")).unwrap();
    fs::write(plans.join("Every Reader.md"), text.replace("\npurpose = ", "\npurpos = ")).unwrap();
    let ran = isles(site.path(), &["check", "--date", "2026-11-24"]);
    assert_eq!(ran.code, Some(1));
    for told in ["E108", "rename the file to `every-reader`", "E201", "did you mean `purpose`?"] {
        assert!(ran.out.contains(told), "{told} is not told: {}", ran.out);
    }
    assert!(!ran.out.contains("E301"), "what names the plan by its name to be finds it: {}", ran.out);
}

#[test]
fn a_finding_is_shown_where_it_is_with_its_way_out() {
    let site = starter();
    misspell(site.path());
    let ran = isles(site.path(), &["check"]);
    let expected = "\
error[E201]: there is no field `sumary`
 --> content/plans/every-reader.md:6:1
  |
6 | sumary = \"More third graders read with ease, because somebody listens to them.\"
  | ^^^^^^
  |
help: did you mean `summary`?
  |
6 | summary = \"More third graders read with ease, because somebody listens to them.\"
  |    +

";
    assert!(ran.out.starts_with(expected), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "no color where nobody reads it");
    assert!(ran.out.ends_with("\n1 error\n"), "{}", ran.out);
}

#[test]
fn every_format_lists_the_same_findings() {
    let site = starter();
    misspell(site.path());
    let json: serde_json::Value =
        serde_json::from_str(&isles(site.path(), &["check", "--format", "json"]).out).unwrap();
    let first = &json["diagnostics"][0];
    assert_eq!(
        (&first["code"], &first["file"], &first["line"], &first["column"]),
        (&"E201".into(), &"content/plans/every-reader.md".into(), &6.into(), &1.into())
    );
    let sarif: serde_json::Value =
        serde_json::from_str(&isles(site.path(), &["check", "--format", "sarif"]).out).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "E201");

    let workspace = tempfile::tempdir().unwrap();
    let summary = workspace.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let github = ran(command(site.path(), &["check", "--format", "github"])
        .env("GITHUB_STEP_SUMMARY", &summary)
        .env("GITHUB_WORKSPACE", site.path().parent().unwrap()));
    let folder = site.path().file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(github.code, Some(1));
    let start =
        format!("::error file={folder}/content/plans/every-reader.md,line=6,col=1,endLine=6,endColumn=7,");
    assert!(github.out.starts_with(&start), "{}", github.out);
    let summary = fs::read_to_string(summary).unwrap();
    assert!(summary.starts_with("before\n### Isles: 1 error\n"), "{summary}");
    assert!(summary.contains("| error | E201 | content/plans/every-reader.md:6:1 |"), "{summary}");
}

#[test]
fn a_build_says_in_a_line_what_it_did() {
    let site = starter();
    let first = isles(site.path(), &["build", "--date", "2026-11-12", "--audience", "public"]);
    assert_eq!((first.code, &*first.out), (Some(0), ""), "{}", first.err);
    assert_eq!(first.err.lines().count(), 1, "{}", first.err);
    assert!(first.err.contains(" pages for public, as of Thu 12 Nov 2026, in "), "{}", first.err);
    assert!(first.err.contains(" new → site"), "{}", first.err);
    assert!(site.path().join("site/index.html").is_file());

    let build = ["build", "--date", "2026-11-12", "--audience", "public", "--timings"];
    let stages_of = |ran: &Ran| -> String {
        let lines = ran.err.lines().filter(|line| line.starts_with("  "));
        lines.filter_map(|line| line.split_whitespace().next()).collect::<Vec<_>>().join(" ")
    };
    let second = isles(site.path(), &build);
    assert!(second.err.contains(": nothing changed → site"), "{}", second.err);
    assert_eq!(stages_of(&second), "reading comparing looking writing");

    let plan = site.path().join("content/plans/every-reader.md");
    let text = fs::read_to_string(&plan).expect("the starter's plan");
    fs::write(&plan, text + "\nOne more sentence.\n").expect("a file");
    let third = isles(site.path(), &build);
    assert!(third.err.contains(" changed → site"), "{}", third.err);
    let stages = stages_of(&third);
    assert!(stages.starts_with("reading comparing looking taking records files names "), "{stages}");
    for beside in [" checks ", " hidden ", " reports ", " advice "] {
        assert!(stages.contains(beside), "these are done at the same time: {stages}");
    }
    assert!(stages.contains(" pages ") && stages.contains(" audit writing keeping of "), "{stages}");
    assert!(stages.contains(" plan.html"), "each template with its pages: {stages}");
    assert!(!stages.contains(" topic.html"), "nothing but what changed is rendered: {stages}");
}

#[test]
fn threads_do_not_change_a_byte() {
    let site = starter();
    for jobs in ["1", "4"] {
        let ran = isles(site.path(), &["build", "--date", "2026-11-24", "--jobs", jobs, "-d", jobs]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let built = tree(&site.path().join("1"));
    assert!(built.len() > 10);
    assert!(built == tree(&site.path().join("4")));
}

#[test]
fn a_build_with_errors_keeps_the_last_good_site() {
    let site = starter();
    assert_eq!(isles(site.path(), &["build"]).code, Some(0));
    let good = tree(&site.path().join("site"));
    forget_the_owner(site.path());
    let strict = isles(site.path(), &["build", "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.err.contains("there are warnings, and --strict lets none pass"), "{}", strict.err);
    misspell(site.path());
    let failed = isles(site.path(), &["build"]);
    assert_eq!((failed.code, &*failed.out), (Some(1), ""));
    assert!(
        failed
            .err
            .ends_with("nothing was written, because there are errors; the last good site is kept in site\n"),
        "{}",
        failed.err
    );
    assert!(tree(&site.path().join("site")) == good);
}

#[test]
fn a_destination_that_cannot_be_written_is_3() {
    let site = starter();
    write(site.path(), "file", "");
    let ran = isles(site.path(), &["build", "-d", "file/site"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.starts_with("error: "), "{}", ran.err);
}

#[test]
fn clean_deletes_the_site_and_nothing_else() {
    let site = starter();
    let before = tree(site.path());
    assert_eq!(isles(site.path(), &["build"]).code, Some(0));
    write(site.path(), "site/mine.txt", "mine");
    let ran = isles(site.path(), &["clean"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains(" deleted from site"), "{}", ran.err);
    fs::remove_file(site.path().join("site/mine.txt")).expect("what is not ours is kept");
    assert_eq!(tree(site.path()), before);
}

#[test]
fn the_records_are_listed() {
    let site = starter();
    let ran = isles(site.path(), &["list", "initiative"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(
        ran.out,
        "initiative  reading-conferences  2026-10-05  public  Reading conferences  \
         content/initiatives/reading-conferences.md\n"
    );
    let ran = isles(site.path(), &["list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let plan = list.as_array().unwrap().iter().find(|record| record["kind"] == "plan").unwrap();
    assert_eq!(
        *plan,
        serde_json::json!({
            "kind": "plan",
            "id": "every-reader",
            "title": "Every reader, every day",
            "school": null,
            "date": "2026-08-24",
            "audience": "public",
            "draft": false,
            "path": "content/plans/every-reader.md",
        })
    );
}

#[test]
fn a_code_is_explained_and_all_are_listed() {
    let here = tempfile::tempdir().unwrap();
    let ran = isles(here.path(), &["explain", "e301"]);
    assert_eq!((ran.code, ran.out.starts_with("E301 (error): a reference to nothing\n\n")), (Some(0), true));
    let all = isles(here.path(), &["explain"]);
    assert_eq!(all.out.lines().count(), isles::diagnostic::Code::ALL.len());
}

#[test]
fn the_words_of_a_language_are_printed_as_its_file_has_them() {
    let here = tempfile::tempdir().unwrap();
    let printed = |arguments: &[&str]| isles(here.path(), arguments).out;
    let file = |code: &str| {
        let path = repository().join(format!("themes/harbor/languages/{code}.toml"));
        fs::read_to_string(path).unwrap().replace("\r\n", "\n")
    };
    assert_eq!(printed(&["words"]), file("en"));
    assert_eq!(printed(&["words", "es"]), file("es"));
    let ran = isles(here.path(), &["words", "ee"]);
    assert_eq!((ran.code, ran.err.contains("[possible values: en, es]")), (Some(2), true), "{}", ran.err);
}

#[test]
fn a_shell_gets_its_completions() {
    let here = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = isles(here.path(), &["completions", shell]);
        assert_eq!((ran.code, ran.out.contains("isles")), (Some(0), true), "{shell}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let here = tempfile::tempdir().unwrap();
    let mut child =
        command(here.path(), &["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn names_of_the_roster_reach_no_log() {
    let outside = tempfile::tempdir().unwrap();
    let site = outside.path().join("site");
    fs::create_dir(&site).unwrap();
    assert_eq!(isles(&site, &["init"]).code, Some(0));
    write(outside.path(), "roster.txt", "Zoë Quillfeather\n");
    let settings = fs::read_to_string(site.join("book.toml")).unwrap();
    let with = |roster: &str| settings.replace("[privacy]\n", &format!("[privacy]\nroster = \"{roster}\"\n"));
    write(&site, "book.toml", &with("../roster.txt"));
    write(
        &site,
        "content/pages/p.md",
        "+++\ntitle = \"P\"\n+++\n\nWhat zoë quillfeather read.\n\nWe thank ZOË QUILLFEATHER.\n",
    );
    for format in ["human", "json", "github", "sarif"] {
        let ran = isles(&site, &["check", "--format", format]);
        let said = ran.out + &ran.err;
        assert_eq!(ran.code, Some(1), "{said}");
        assert!(said.contains("E407") && said.contains("p.md"), "{format}: {said}");
        assert!(!said.to_lowercase().contains("quillfeather"), "{format}: {said}");
    }
    let human = isles(&site, &["build"]);
    assert!(human.err.contains("5 | What **· ************ read."), "{}", human.err);

    write(&site, "content/pages/p.md", "+++\ntitle = \"P\"\n+++\n");
    assert_eq!(isles(&site, &["check"]).code, Some(0));
    for (roster, said) in [
        ("../none.txt", "the roster is not there"),
        ("..", "the roster is no file"),
        ("content/pages/p.md", "the roster lies in a folder that is published"),
    ] {
        write(&site, "book.toml", &with(roster));
        let ran = isles(&site, &["check"]);
        assert_eq!(ran.code, Some(2), "{}", ran.out);
        assert!(ran.out.contains("E409") && ran.out.contains(said), "{}", ran.out);
    }
}
