//! How long districts of 100 to 100,000 records take, beside the floor below which no generator can go.
//!
//! `cargo bench --bench scale -- 1000 10000` measures those sizes. Every figure is of a process of its own: wall
//! and processor time, peak memory, and the bytes that it wrote. The medians of several runs are printed, with the
//! ratios that matter: they hold on a noisy machine where single times do not.

mod district;
mod floor;
mod process;

use std::path::{Path, PathBuf};
use std::{env, fs};

use process::Figures;

/// Where output goes: a file system in memory where there is one, so that the disk is not what is measured.
const IN_MEMORY: &str = "/dev/shm";

/// What a process of its own does.
const STAGES: [&str; 5] = ["floor-markdown", "floor-write", "cold", "no-change", "one-edit"];

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
            let sizes: Vec<usize> =
                arguments.iter().map(|size| size.parse().expect("a number of records")).collect();
            measure(if sizes.is_empty() { &[100, 1_000, 10_000] } else { &sizes });
        }
    }
}

fn measure(sizes: &[usize]) {
    let base = if Path::new(IN_MEMORY).is_dir() { PathBuf::from(IN_MEMORY) } else { env::temp_dir() };
    println!(
        "{:>8} {:<16} {:>9} {:>9} {:>9} {:>10}",
        "records", "", "wall s", "cpu s", "peak MiB", "output MB"
    );
    for records in sizes {
        let folder = tempfile::tempdir_in(&base).expect("room for a site");
        let (site, out) = (folder.path().join("site"), folder.path().join("out"));
        generate(&site, *records);
        let runs = if *records > 20_000 { 1 } else { 5 };
        let mut medians: Vec<(&str, Figures)> = Vec::new();
        for stage in STAGES {
            let mut figures = Vec::new();
            for run in 0..runs {
                if stage == "cold" || stage.starts_with("floor") {
                    remove(&out);
                    remove(&site.join(".isles"));
                }
                if stage == "one-edit" {
                    edit(&site, run);
                }
                figures.push(process::run(stage, &site, &out));
            }
            let median = process::median(figures);
            println!(
                "{records:>8} {stage:<16} {:>9.3} {:>9.3} {:>9.1} {:>10.1}",
                median.wall_seconds,
                median.cpu_seconds,
                median.peak_mib,
                bytes_below(&out) as f64 / 1e6,
            );
            medians.push((stage, median));
        }
        ratios(&medians);
    }
}

fn ratios(medians: &[(&str, Figures)]) {
    let wall = |name: &str| {
        medians.iter().find(|(stage, _)| *stage == name).map_or(f64::NAN, |(_, of)| of.wall_seconds)
    };
    let floor = wall("floor-markdown") + wall("floor-write");
    println!(
        "         cold ÷ floor {:.2}, no-change ÷ cold {:.2}, one edit ÷ cold {:.2}\n",
        wall("cold") / floor,
        wall("no-change") / wall("cold"),
        wall("one-edit") / wall("cold"),
    );
}

/// One stage, in a process of its own.
fn stage(name: &str, site: &Path, out: &Path) {
    match name {
        "floor-markdown" => floor::markdown(site),
        "floor-write" => floor::write(site, out),
        _ => {
            let options = isles::input::Options::as_of(isles::date::Date::constant(2026, 11, 24));
            let loaded = isles::load::load(site).unwrap_or_else(|error| panic!("{error}"));
            let build = isles::build(&loaded.input, &options);
            let errors: Vec<_> = build
                .diagnostics
                .iter()
                .filter(|found| found.level == isles::diagnostic::Level::Error)
                .take(5)
                .collect();
            assert!(errors.is_empty(), "{errors:#?}");
            isles::write::write(out, &build.outputs).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

fn generate(site: &Path, records: usize) {
    for (path, text) in district::district(records, 7) {
        let path = site.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
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

fn bytes_below(folder: &Path) -> u64 {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|data| data.len())
        .sum()
}
