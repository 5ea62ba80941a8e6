//! Twelve mistakes in six files: one run reports all of them, each at its place, and writes nothing.

use std::fs;
use std::process::Command;

/// The files of the site, and the places of its mistakes counted by hand.
const FILES: [(&str, &str); 7] = [
    ("content/school.toml", "name = \"Harbor View\"\nlevel = \"primary\"\nstaf = 31\n"),
    (
        "content/plans/reading.md",
        "+++\ntitle = \"Reading\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\nteam = \"Principal\"\npurpose = \"Every child reads.\"\n\n[[goals]]\nstatement = \"Sixty percent\"\n+++\n",
    ),
    (
        "content/plans/math.md",
        "+++\ntitle = \"Math\"\nyear = \"2026-27\"\nstatus = \"active\"\nlevel = \"school\"\npurpose = \"Every child counts.\"\nstarts = 2026-13-01\nends = soon\n+++\n",
    ),
    (
        "content/plans/science.md",
        "+++\ntitle = \"Science\"\nyear = \"2026-27\"\nstatus = \"closed\"\nlevel = \"school\"\npurpose = \"Every child asks.\"\n+++\n\nSee [the sample](../evidence/nothing.md) and [this](#no-heading).\n",
    ),
    (
        "content/evidence/sample.md",
        "+++\ntitle = \"A sample\"\ndate = 2026-05-14\ntype = \"student-work\"\nfor = [\"sciense\"]\nclaim = \"It works\"\nseries = { file = \"sampl.csv\", x = \"grade\", y = \"percent\" }\n+++\n",
    ),
    ("content/evidence/samples.csv", "grade,percent\n1,50\n"),
    ("content/measures/empty.md", ""),
];

#[test]
fn one_check_reports_all_of_them_at_their_places() {
    let here = tempfile::tempdir().expect("a folder");
    for (path, text) in FILES {
        let path = here.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, text).expect("a file is written");
    }
    let check = Command::new(env!("CARGO_BIN_EXE_isles"))
        .args(["check", "--format", "json", "--date", "2026-11-24"])
        .arg(here.path())
        .output()
        .expect("the program starts");
    assert_eq!(check.status.code(), Some(1), "{}", String::from_utf8_lossy(&check.stderr));
    let found: serde_json::Value = serde_json::from_slice(&check.stdout).expect("JSON");
    let errors: Vec<String> = found["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|found| found["level"] == "error")
        .map(|found| {
            let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
            format!("{} {} {}:{}", text("code"), text("file"), found["line"], found["column"])
        })
        .collect();
    assert_eq!(
        errors,
        [
            "E402 content/evidence/sample.md 4:8",
            "E301 content/evidence/sample.md 5:8",
            "E501 content/evidence/sample.md 7:19",
            "E106 content/measures/empty.md null:null",
            "E102 content/plans/math.md 7:10",
            "E102 content/plans/math.md 8:8",
            "E203 content/plans/reading.md 6:8",
            "E202 content/plans/reading.md 9:1",
            "E303 content/plans/science.md 9:5",
            "E304 content/plans/science.md 9:46",
            "E204 content/school.toml 2:9",
            "E201 content/school.toml 3:1",
        ]
    );

    let build =
        Command::new(env!("CARGO_BIN_EXE_isles")).arg("build").arg(here.path()).output().expect("it starts");
    assert_eq!(build.status.code(), Some(1));
    assert!(!here.path().join("site").exists(), "a failed build writes nothing");
}
