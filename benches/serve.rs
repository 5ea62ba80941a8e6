//! Many saves under a running preview: `cargo bench --bench serve [-- SAVES [poll] [pause=MS] [district=RECORDS]]`.
//!
//! Starts `isles serve` on the starter site, or on a district of so many records, and saves files at random, in
//! every way editors do: each as soon as the last one shows, or so many milliseconds after. Prints how many saves did not show within ten seconds (missed), how many pages differed from a clean
//! build when all was quiet (stale), the memory of the preview before and after, and how long a save took
//! to show.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on says so by failing")]

#[path = "scale/district.rs"]
mod district;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use isles::input::Options;

const PATIENCE: Duration = Duration::from_secs(10);

/// Saves until memory counts as settled.
const WARM_UP: usize = 100;

/// Files that are saved.
const FILES: u64 = 40;

fn main() {
    let saves = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(1000);
    let polls = std::env::args().any(|word| word == "poll");
    let number = |name| std::env::args().find_map(|word| word.strip_prefix(name)?.parse().ok());
    let records = number("district=");
    let pause = Duration::from_millis(number("pause=").unwrap_or(0) as u64);
    let site = records.map_or_else(Site::starter, Site::district);
    let root = &site.root;
    let mut preview = Preview::start(root.path(), if polls { "poll" } else { "native" });
    let mut listeners: Vec<TcpStream> = (0..8).map(|file| preview.listen(&site, file)).collect();
    let mut chance = Chance(0x15_1e5);
    let mut took = Vec::new();
    let (mut missed, mut stale, mut before) = (0, 0, 0);
    for save in 0..saves {
        let file = chance.below(FILES);
        let words = change(&site, file, save, chance.below(6));
        let started = Instant::now();
        match preview.shows(&site, file, words.as_deref()) {
            true => took.push(started.elapsed()),
            false => missed += 1,
        }
        std::thread::sleep(pause);
        if save == WARM_UP.min(saves / 2) {
            before = preview.memory_kb();
        }
        if save % 500 == 499 || save + 1 == saves {
            stale += preview.stale(root.path());
        }
    }
    let after = preview.memory_kb();
    took.sort_unstable();
    let milliseconds = |at: usize| took.get(at).map_or(0.0, |took| took.as_secs_f64() * 1000.0);
    println!("saves   {saves}");
    println!("missed  {missed}");
    println!("stale   {stale}");
    println!("memory  {before} kB after {} saves, {after} kB at the end", WARM_UP.min(saves / 2));
    println!(
        "visible {:.0} ms in the middle, {:.0} ms at the 99th percentile, {:.0} ms at worst",
        milliseconds(took.len() / 2),
        milliseconds(took.len() * 99 / 100),
        milliseconds(took.len().saturating_sub(1))
    );
    listeners.clear();
    preview.stop();
}

/// Numbers that look like chance and are the same every time (Marsaglia, Xorshift RNGs, 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// A site with pages that are saved.
struct Site {
    root: tempfile::TempDir,
    /// How many schools have such pages; none in a site of one school.
    schools: u64,
}

impl Site {
    fn starter() -> Self {
        let root = tempfile::tempdir().unwrap();
        let status = isles().args(["init"]).arg(root.path()).stdout(Stdio::null()).status().unwrap();
        assert!(status.success());
        Self { root, schools: 0 }.with_pages()
    }

    fn district(records: usize) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in district::district(records, 7) {
            save(&root.path().join(path), &text);
        }
        Self { root, schools: u64::try_from(records.div_ceil(100)).unwrap() }.with_pages()
    }

    fn with_pages(self) -> Self {
        for file in 0..FILES {
            save(&self.path(file), &text(file, "nothing yet"));
        }
        self
    }

    /// The folder of the school that a file belongs to, as it is in paths and in addresses.
    fn school(&self, file: u64) -> String {
        match self.schools {
            0 => String::new(),
            schools => format!("school-{:04}/", file * 7 % schools),
        }
    }

    fn path(&self, file: u64) -> PathBuf {
        let (school, folder) = (self.school(file), format!("{}/{}", file % 5, file % 3));
        self.root.path().join(format!("content/{school}pages/{folder}/page-{file}.md"))
    }

    fn address(&self, file: u64) -> String {
        format!("staff/{}pages/page-{file}.html", self.school(file))
    }
}

fn isles() -> Command {
    Command::new(env!("CARGO_BIN_EXE_isles"))
}

fn text(file: u64, words: &str) -> String {
    format!("+++\ntitle = \"Page {file}\"\n+++\n\nIt says {words}.\n")
}

fn save(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Changes a file in one of the ways editors have; returns what it says now, or nothing where it is gone.
fn change(site: &Site, file: u64, number: usize, way: u64) -> Option<String> {
    let path = site.path(file);
    let words = format!("save-{number}-of-many");
    let text = text(file, &words);
    match way {
        0 | 1 => save(&path, &text),
        2 => {
            let beside = path.with_extension("tmp~");
            save(&beside, &text);
            fs::rename(&beside, &path).unwrap();
        }
        3 => {
            let _ = fs::rename(&path, path.with_extension("md~"));
            save(&path, &text);
        }
        4 => {
            let _ = fs::remove_dir_all(path.parent().unwrap().parent().unwrap());
            save(&path, &text);
        }
        _ => {
            if path.exists() {
                fs::remove_file(&path).unwrap();
                return None;
            }
            save(&path, &text);
        }
    }
    Some(words)
}

struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    fn start(root: &Path, watcher: &str) -> Self {
        let mut child = isles()
            .args(["serve", "-p", "0", "--date", "2026-11-24", "--watcher", watcher])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let address = url.trim_start_matches("http://").split('/').next().unwrap().to_owned();
        Self { child, address }
    }

    fn connect(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    /// An open page that never reads what it is told: a slow listener.
    fn listen(&self, site: &Site, file: u64) -> TcpStream {
        self.connect(&format!("/__isles/events/{}", site.address(file)))
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.connect(path).read_to_end(&mut bytes).unwrap();
        bytes
    }

    /// Whether a file's page comes to show these words, or to be gone.
    fn shows(&self, site: &Site, file: u64, words: Option<&str>) -> bool {
        let end = Instant::now() + PATIENCE;
        let address = format!("/{}", site.address(file));
        while Instant::now() < end {
            let answer = self.get(&address);
            let shown = match words {
                Some(words) => contains(&answer, words.as_bytes()),
                None => answer.starts_with(b"HTTP/1.1 404"),
            };
            if shown {
                return true;
            }
            std::thread::sleep(Duration::from_millis(3));
        }
        false
    }

    /// How many pages are others than in a clean build of what is on disk.
    fn stale(&self, root: &Path) -> usize {
        let input = isles::load::load(root).unwrap().input;
        let build = isles::build(&input, &Options::as_of(isles::date::Date::constant(2026, 11, 24)));
        assert!(!build.has_errors(), "{:?}", build.diagnostics);
        let is_stale = |output: &&isles::output::Output| {
            let answer = self.get(&format!("/staff/{}", output.path));
            let start = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |end| end + 4);
            let (bytes, built) = (&answer[start..], output.bytes.as_slice());
            match output.path.ends_with(".html") {
                true => without_the_preview(bytes) != built,
                false => bytes != built,
            }
        };
        build.outputs.iter().filter(is_stale).count()
    }

    fn memory_kb(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }

    fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// A page as it was before the preview added its script and the leave to listen.
fn without_the_preview(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let Some(start) = page.find("<script defer src=\"/__isles/live.js\"") else {
        return Vec::new();
    };
    let end = page[start..].find("</script>\n").map_or(page.len(), |end| start + end + "</script>\n".len());
    format!("{}{}", &page[..start], &page[end..]).replace("; connect-src 'self'", "").into_bytes()
}
