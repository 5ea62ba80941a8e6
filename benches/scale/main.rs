//! How long districts of 100 to 100,000 records take, beside the floor below which no generator can go, and beside
//! another generator.
//!
//! `cargo bench --bench scale -- 1000 10000` measures those sizes; `hugo=PROGRAM` measures that program on the same
//! texts in the same run. Every figure is of a process of its own: wall and processor time, peak memory, and the bytes
//! that it wrote. The medians of several runs are printed, with the ratios that matter: they hold on a noisy machine
//! where single times do not.

mod district;
mod floor;
mod hugo;
mod process;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use process::Figures;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Where output goes: a file system in memory where there is one, so that the disk is not what is measured.
const IN_MEMORY: &str = "/dev/shm";

/// What a process of its own does, in this order: what is written on the floor is what the build wrote.
const STAGES: [&str; 5] = ["cold", "no-change", "one-edit", "floor-markdown", "floor-write"];

/// The other generator's part.
const HUGO: &str = "hugo";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("--stage") => {
            process::report(|| stage(&arguments[1], Path::new(&arguments[2]), Path::new(&arguments[3])));
        }
        Some("--generate") => {
            let records = arguments[1].parse().expect("how many records");
            generate(Path::new(&arguments[2]), records);
        }
        _ => {
            let program = arguments.iter().find_map(|word| word.strip_prefix("hugo="));
            let sizes = arguments.iter().filter(|word| !word.starts_with("hugo="));
            let sizes: Vec<usize> = sizes.map(|size| size.parse().expect("a number of records")).collect();
            measure(if sizes.is_empty() { &[100, 1_000, 10_000] } else { &sizes }, program);
        }
    }
}

fn measure(sizes: &[usize], hugo: Option<&str>) {
    let base = if Path::new(IN_MEMORY).is_dir() { PathBuf::from(IN_MEMORY) } else { env::temp_dir() };
    println!(
        "{:>8} {:<16} {:>9} {:>9} {:>9} {:>10} {:>8}",
        "records", "", "wall s", "cpu s", "peak MiB", "output MB", "files"
    );
    for records in sizes {
        let folder = tempfile::tempdir_in(&base).expect("room for a site");
        let (site, out) = (folder.path().join("site"), folder.path().join("out"));
        generate(&site, *records);
        let runs = if *records > 20_000 { 3 } else { 5 };
        let mut medians: Vec<(&str, Figures)> = Vec::new();
        for stage in STAGES {
            let figures = (0..runs).map(|run| {
                match stage {
                    "cold" => {
                        remove(&out);
                        remove(&site.join(".isles"));
                    }
                    "one-edit" => edit(&site, run),
                    "floor-write" => remove(&out.with_extension("floor")),
                    _ => {}
                }
                process::run(stage, &site, &out)
            });
            let median = process::median(figures.collect());
            if stage == "one-edit" {
                floor::note_sizes(&out);
            }
            say(*records, stage, median, &out);
            medians.push((stage, median));
        }
        remove(&out);
        if let Some(program) = hugo {
            let (site, out) = (folder.path().join("hugo"), folder.path().join("hugo-out"));
            hugo::generate(&site, &district::district(*records, 7));
            let figures = (0..runs).map(|_| {
                remove(&out);
                process::watch(hugo::command(program, &site, &out))
            });
            let median = process::median(figures.collect());
            say(*records, HUGO, median, &out);
            medians.push((HUGO, median));
        }
        ratios(&medians);
    }
}

fn say(records: usize, stage: &str, figures: Figures, out: &Path) {
    let Figures { wall_seconds, cpu_seconds, peak_mib } = figures;
    let floor = out.with_extension("floor");
    let sizes = floor::sizes_below(if stage == "floor-write" { &floor } else { out });
    println!(
        "{records:>8} {stage:<16} {wall_seconds:>9.3} {cpu_seconds:>9.3} {peak_mib:>9.1} {:>10.1} {:>8}",
        sizes.iter().sum::<u64>() as f64 / 1e6,
        sizes.len(),
    );
}

fn ratios(medians: &[(&str, Figures)]) {
    let wall = |name: &str| {
        medians.iter().find(|(stage, _)| *stage == name).map_or(f64::NAN, |(_, of)| of.wall_seconds)
    };
    let floor = wall("floor-markdown") + wall("floor-write");
    println!(
        "         cold ÷ floor {:.2}, no-change ÷ cold {:.2}, one edit ÷ cold {:.2}, cold ÷ Hugo {:.2}\n",
        wall("cold") / floor,
        wall("no-change") / wall("cold"),
        wall("one-edit") / wall("cold"),
        wall("cold") / wall(HUGO),
    );
}

/// One stage, in a process of its own.
fn stage(name: &str, site: &Path, out: &Path) {
    match name {
        "floor-markdown" => floor::markdown(site),
        "floor-write" => floor::write(out),
        _ => {
            // As the command line builds, with all that it keeps.
            let words = [OsStr::new("isles"), OsStr::new("build"), site.as_os_str()];
            let more = [OsStr::new("-d"), out.as_os_str(), OsStr::new("--date"), OsStr::new("2026-11-24")];
            let done = isles::cli::run(words.into_iter().chain(more).map(OsStr::to_owned));
            assert!(done == ExitCode::SUCCESS, "the build of {} failed", site.display());
        }
    }
}

fn generate(site: &Path, records: usize) {
    for (path, text) in district::district(records, 7) {
        put(&site.join(path), &text);
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Changes one sentence of one record, another one every time.
fn edit(site: &Path, run: usize) {
    let path = site.join(format!("content/school-0000/evidence/evidence-{run}.md"));
    let mut text = fs::read_to_string(&path).expect("a record");
    text.push_str("\nOne more sentence.\n");
    fs::write(path, text).expect("a file");
}

fn remove(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("a folder of the benchmark's own");
    }
}
