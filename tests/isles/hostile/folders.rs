//! Names and links on a real disk: what no archive, no web editor and no mistake can make Isles read or write.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use unicode_normalization::UnicodeNormalization;

use super::oracle;
use crate::site::{line, load, today};

const PAGE: &str = "+++\ntitle = \"T\"\n+++\n\nWords.\n";

/// A site on disk with these files; a name that this disk cannot hold is left out.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "book.toml", "[book]\ntitle = \"B\"\n");
    write(root.path(), "content/school.toml", "name = \"X\"\nlevel = \"other\"\n");
    for (path, text) in files {
        write(root.path(), path, text);
    }
    root
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn isles(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isles"));
    command.args(arguments).current_dir(root).env_remove("GITHUB_STEP_SUMMARY").output().unwrap()
}

/// The problems of a site on disk, a line each; its outputs pass the oracle.
fn problems(root: &Path) -> Vec<String> {
    let build = isles::build(&load(root), &isles::input::Options::as_of(today()));
    assert_eq!(oracle::faults(&build), [""; 0]);
    build.diagnostics.iter().map(line).collect()
}

/// Names that a computer refuses, an address cannot hold, or a page could take for something else.
fn names() -> Vec<String> {
    let composed = "Señora Núñez";
    let mut names: Vec<String> = [
        "CON",
        "nul",
        "Aux",
        "COM1",
        "lpt9",
        "index",
        "trailing.",
        "trailing ",
        " leading",
        "-dash",
        "a b",
        "a%2e%2e",
        "<script>alert(1)<",
        "\"onclick=x",
        "'quoted'",
        "a&b",
        "line\nbreak",
        "::error file=x",
        "esc\u{1b}[2J",
        "right\u{202e}to left",
        "zero\u{200b}width",
        "back\\slash",
        "colon:x",
        "star*",
        "${HOME}",
        "`id`",
        "{{ site }}",
        "tab\tx",
        "😀",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push(composed.nfc().collect());
    names.push(composed.nfd().collect());
    names.push("x".repeat(101));
    names.push("é".repeat(120));
    names
}

#[cfg(unix)]
#[test]
fn no_name_of_a_record_becomes_an_address_or_an_order() {
    let root = site(&[("content/pages/good.md", PAGE)]);
    let names = names();
    for name in &names {
        write(root.path(), &format!("content/pages/{name}.md"), PAGE);
    }
    let found = problems(root.path());
    for name in &names {
        let path = format!("content/pages/{name}.md");
        let told: Vec<&String> = found.iter().filter(|line| line.contains(&path)).collect();
        assert!(told.iter().any(|line| line.starts_with("E108")), "{name:?}: {told:?}");
    }

    // Nothing of a name reaches a terminal or a log as an order.
    for format in ["human", "json", "github", "sarif"] {
        let ran = isles(root.path(), &["check", "--format", format, "--date", "2026-11-24"]);
        assert_eq!(ran.status.code(), Some(1));
        let said = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
        let strange = said.chars().find(|letter| letter.is_control() && *letter != '\n' && *letter != '\t');
        assert_eq!(strange, None, "{format}: {said}");
        assert!(!said.contains('\u{202e}') || format != "human", "{format} turns the line around");
        if format == "github" {
            let ours = ["::error ", "::warning ", "::notice "];
            let orders = said.lines().filter(|line| line.starts_with("::"));
            assert!(orders.clone().all(|line| ours.iter().any(|start| line.starts_with(start))), "{said}");
            assert_eq!(orders.filter(|line| line.starts_with("::error ")).count(), 10, "{said}");
        }
        if matches!(format, "json" | "sarif") {
            let end = said.rfind('}').map_or(0, |at| at + 1);
            serde_json::from_str::<serde_json::Value>(&said[..end]).unwrap();
        }
    }
}

#[cfg(unix)]
#[test]
fn attachments_of_any_name_are_published_under_plain_ones() {
    let names = names();
    let names: Vec<&String> = names.iter().filter(|name| !name.contains(['\\', ':', '\n'])).collect();
    let links = names.iter().map(|name| {
        let escaped: String = name.bytes().map(|byte| format!("%{byte:02x}")).collect();
        format!("[a file]({escaped}.txt)\n\n")
    });
    let root = site(&[("content/pages/p.md", &format!("{PAGE}{}", links.collect::<String>()))]);
    for (number, name) in names.iter().enumerate() {
        write(root.path(), &format!("content/pages/{name}.txt"), &format!("number {number}"));
    }
    let build = isles::build(&load(root.path()), &isles::input::Options::as_of(today()));
    assert_eq!(oracle::faults(&build), [""; 0]);
    let said: Vec<String> = build.diagnostics.iter().map(line).collect();
    let files = build.outputs.iter().filter(|output| output.path.starts_with("files/")).count();
    assert_eq!(files, names.len(), "{said:#?}");
}

#[test]
fn two_names_that_fall_together_are_an_error() {
    let files = [("content/pages/Plan.md", PAGE), ("content/pages/plan.md", PAGE)];
    let build = isles::build(
        &crate::site::input(
            [("content/school.toml", &b"name = \"X\"\nlevel = \"other\"\n"[..])]
                .into_iter()
                .chain(files.map(|(path, text)| (path, text.as_bytes()))),
        ),
        &isles::input::Options::as_of(today()),
    );
    assert!(build.outputs.is_empty());
    let found: Vec<&str> = build.diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert!(found.contains(&"E307"), "{found:?}");
}

#[cfg(unix)]
#[test]
fn nothing_behind_a_link_is_read() {
    use std::os::unix::fs::symlink;

    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.md", "+++\ntitle = \"Kept elsewhere\"\n+++\n");
    write(outside.path(), "secret.txt", "kept elsewhere");
    let root = site(&[("content/pages/p.md", &format!("{PAGE}[it](secret.txt)\n"))]);
    let pages = root.path().join("content/pages");
    symlink(outside.path().join("secret.md"), pages.join("secret.md")).unwrap();
    symlink(outside.path().join("secret.txt"), pages.join("secret.txt")).unwrap();
    symlink(outside.path(), root.path().join("content/evidence")).unwrap();
    symlink(&pages, pages.join("circle")).unwrap();
    symlink("nowhere", pages.join("nowhere.md")).unwrap();
    let fifo = Command::new("mkfifo").arg(pages.join("pipe.md")).status();
    let found = problems(root.path());
    let of =
        |name: &str| found.iter().any(|line| line.contains(name) && line.contains("link in the file system"));
    for name in ["secret.md", "secret.txt", "content/evidence", "circle", "nowhere.md"] {
        assert!(of(name), "{name}: {found:#?}");
    }
    if fifo.is_ok_and(|status| status.success()) {
        assert!(
            found.iter().any(|line| line.contains("pipe.md") && line.contains("neither a file nor")),
            "{found:#?}"
        );
    }
    assert!(!found.iter().any(|line| line.contains("Kept elsewhere")), "{found:#?}");
    // The link to a file that is not read leads nowhere.
    assert!(found.iter().any(|line| line.starts_with("E3") && line.contains("secret.txt")), "{found:#?}");

    for name in ["content", "themes", "book.toml"] {
        let root = site(&[("themes/harbor/css/x.css", "")]);
        let (old, new) = (root.path().join(name), root.path().join("moved"));
        fs::rename(&old, &new).unwrap();
        symlink(&new, &old).unwrap();
        let ran = isles(root.path(), &["build", "."]);
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(
            said.contains("is a link in the file system") || said.contains("links in the file system"),
            "{name}: {said}"
        );
        assert_eq!(ran.status.code() == Some(0), name == "themes", "{name}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_output_folder_is_written_or_deleted() {
    use std::os::unix::fs::symlink;

    let root = site(&[("content/pages/p.md", PAGE)]);
    let victim = tempfile::tempdir().unwrap();
    write(victim.path(), "keep.txt", "mine");
    let whole = || {
        (
            fs::read_dir(victim.path()).unwrap().count(),
            fs::read_to_string(victim.path().join("keep.txt")).unwrap(),
        )
    };
    let mine = (1, "mine".to_owned());

    // A link where the site has a folder.
    assert_eq!(isles(root.path(), &["build", "."]).status.code(), Some(0));
    fs::remove_dir_all(root.path().join("site/pages")).unwrap();
    symlink(victim.path(), root.path().join("site/pages")).unwrap();
    assert_eq!(isles(root.path(), &["build", "."]).status.code(), Some(3));
    assert_eq!(isles(root.path(), &["clean", "."]).status.code(), Some(3));
    assert_eq!(whole(), mine);

    // A list of our files that somebody else wrote.
    for path in ["../victim/keep.txt", "/etc/hostname", "a/../../keep.txt", "..\\\\keep.txt"] {
        let root = site(&[("content/pages/p.md", PAGE)]);
        write(root.path(), "victim/keep.txt", "mine");
        let list = format!("{{\"version\":1,\"complete\":true,\"files\":{{\"{path}\":\"\"}}}}");
        write(root.path(), "site/.isles-manifest", &list);
        for command in ["build", "clean"] {
            assert_eq!(isles(root.path(), &[command, "."]).status.code(), Some(3), "{command} {path}");
        }
        assert_eq!(fs::read_to_string(root.path().join("victim/keep.txt")).unwrap(), "mine");
    }

    // An output folder that is a file, the source, or somebody else's.
    for dest in ["book.toml", ".", "content", "content/pages", "themes", ".."] {
        let root = site(&[("content/pages/p.md", PAGE), ("themes/harbor/css/x.css", "")]);
        let ran = isles(root.path(), &["build", ".", "-d", dest]);
        assert!(matches!(ran.status.code(), Some(2 | 3)), "{dest}: {:?}", ran.status);
        assert!(root.path().join("book.toml").is_file() && root.path().join("content/pages/p.md").is_file());
    }
}

#[test]
fn folders_within_folders_end() {
    let deep = "a/".repeat(300);
    let root = site(&[(&format!("content/pages/{deep}p.md"), PAGE)]);
    assert_eq!(problems(root.path()), [""; 0]);
}
