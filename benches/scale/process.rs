//! A stage in a process of its own, and what it cost.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// What a process cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Time on the clock, in seconds.
    pub wall_seconds: f64,
    /// Time of all processors, in seconds.
    pub cpu_seconds: f64,
    /// The most memory it held at once, in MiB.
    pub peak_mib: f64,
}

/// Runs a stage in a process of its own.
pub fn run(stage: &str, site: &Path, out: &Path) -> Figures {
    let program = env::current_exe().expect("the path of this program");
    let output =
        Command::new(program).args(["--stage", stage]).arg(site).arg(out).output().expect("a process");
    assert!(output.status.success(), "{stage}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    Figures { wall_seconds: numbers[0], cpu_seconds: numbers[1], peak_mib: numbers[2] }
}

/// Runs another program and watches it. Its processor time and peak memory are those that the system said last.
pub fn watch(mut command: Command) -> Figures {
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a process");
    let folder = format!("/proc/{}", child.id());
    let (mut cpu_seconds, mut peak_mib) = (f64::NAN, f64::NAN);
    let status = loop {
        cpu_seconds = cpu_seconds_of(&folder).max(cpu_seconds);
        peak_mib = peak_mib_of(&folder).max(peak_mib);
        if let Some(status) = child.try_wait().expect("its end") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall_seconds = started.elapsed().as_secs_f64();
    assert!(status.success(), "{command:?}: {status}");
    Figures { wall_seconds, cpu_seconds, peak_mib }
}

/// Does the work of this process and prints what it cost.
pub fn report(work: impl FnOnce()) {
    let started = Instant::now();
    work();
    let wall = started.elapsed().as_secs_f64();
    println!("{wall} {} {}", cpu_seconds_of("/proc/self"), peak_mib_of("/proc/self"));
}

/// The figures of the run whose wall time is in the middle.
pub fn median(mut figures: Vec<Figures>) -> Figures {
    figures.sort_by(|a, b| a.wall_seconds.total_cmp(&b.wall_seconds));
    figures[figures.len() / 2]
}

/// User and system time of a process, where the system says (Linux counts hundredths of a second).
fn cpu_seconds_of(process: &str) -> f64 {
    let stat = fs::read_to_string(format!("{process}/stat")).unwrap_or_default();
    // The name in parentheses may hold blanks: the fields after it are counted.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    match (ticks(11), ticks(12)) {
        (Some(user), Some(system)) => (user + system) / 100.0,
        _ => f64::NAN,
    }
}

fn peak_mib_of(process: &str) -> f64 {
    let status = fs::read_to_string(format!("{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib / 1024.0)
}
