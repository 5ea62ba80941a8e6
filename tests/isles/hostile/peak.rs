//! How much memory the worst input takes: each case in a process of its own, whose peak the system tells.

use std::process::Command;

use super::{case, judge};

/// The promise: 500 MiB.
const MOST_KIB: u64 = 500 * 1024;

/// Tells a child process which case it is to build.
const CASE: &str = "ISLES_HOSTILE_CASE";

#[cfg(target_os = "linux")]
#[test]
#[ignore = "two hundred processes; the gate runs it"]
fn no_hostile_case_takes_500_mebibytes() {
    let program = std::env::current_exe().unwrap();
    let mut peaks = Vec::new();
    for case in case::all() {
        let mut child = Command::new(&program);
        child.args(["--exact", "--nocapture", "--include-ignored", "hostile::peak::one_case_alone"]);
        let ran = child.env(CASE, &case.name).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.success(), "{}: {said}{}", case.name, String::from_utf8_lossy(&ran.stderr));
        let peak = said.lines().find_map(|line| line.split_once("peak KiB ")?.1.trim().parse::<u64>().ok());
        peaks.push((peak.unwrap_or_else(|| panic!("{} told no peak: {said}", case.name)), case.name));
    }
    peaks.sort_unstable();
    let highest: Vec<String> =
        peaks.iter().rev().take(10).map(|(peak, name)| format!("{} MiB {name}", peak / 1024)).collect();
    println!("{} cases; the highest peaks:\n{}", peaks.len(), highest.join("\n"));
    assert!(peaks.iter().all(|(peak, _)| *peak < MOST_KIB), "{}", highest.join("\n"));
}

/// A child of the test above: builds the case that the environment names, and says what it took.
#[test]
#[ignore = "a part of the test above"]
fn one_case_alone() {
    let Ok(name) = std::env::var(CASE) else { return };
    let case = case::named(&name);
    let input = case.input();
    // What making the input took is no matter: the system forgets the peak so far.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let build = isles::build(&input, &isles::input::Options::as_of(crate::site::today()));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    println!("peak KiB {}", peak.unwrap_or("0").trim());
    assert_eq!(judge(&case, &build), [""; 0]);
}
