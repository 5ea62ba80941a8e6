//! What an incremental build comes to is what a clean one comes to, byte for byte, whatever was edited before.

mod cases;
mod draw;
mod edits;
mod theme;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use isles::Kept;
use isles::output::{self, Ahead, Build, Bytes, NoShelf, Output};
use isles::write::Shelf;
use rayon::prelude::*;

use self::draw::Draw;
use self::edits::{Edit, Site};
use crate::site::{Pages, line};

/// How many sequences of edits are tried, unless `ISLES_SEQUENCES` says.
const SEQUENCES: u64 = 16;

/// A build with errors is undone in so many percent of all cases, as an author would.
const UNDONE: usize = 70;

/// Where a build finds what it may keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// In memory, as a preview does.
    Memory,
    /// In the output folder, as a command line does.
    Folder,
}

/// A sequence of edits, from its seed.
#[derive(Debug, Clone)]
struct Sequence {
    start: Site,
    edits: Vec<Edit>,
    mode: Mode,
}

/// What was done in sequences.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    builds: usize,
    good: usize,
    /// Pages rendered by clean builds and by incremental ones, first builds aside.
    clean: usize,
    rendered: usize,
    /// The same of edits that add a sentence to one record.
    clean_of_sentences: usize,
    rendered_of_sentences: usize,
    /// Sentences that were added in a preview, and how many of their pages it showed before the whole site was made.
    sentences: usize,
    shown: usize,
}

#[test]
fn after_any_edits_an_incremental_build_is_a_clean_one() {
    let number = |name| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (first, count) = (number("ISLES_SEED").unwrap_or(0), number("ISLES_SEQUENCES").unwrap_or(SEQUENCES));
    let sequences = (first..first + count).into_par_iter().map(try_one);
    let sum = sequences.try_reduce(Tally::default, |sum, tally| Ok(sum.with(tally)));
    let sum = sum.unwrap_or_else(|failure| panic!("{}", failure.report()));
    println!("{count} sequences: {sum:?}");
    // One seed alone is asked for to see a failure, and need not be like many.
    if count < SEQUENCES {
        return;
    }
    assert!(sum.good * 2 > sum.builds, "most edits leave a site that can be built: {sum:?}");
    assert!(sum.rendered * 3 < sum.clean * 2, "pages are kept: {sum:?}");
    // About an eighth: few sentences make some sequences of 250 differ much from others.
    assert!(sum.rendered_of_sentences * 4 < sum.clean_of_sentences, "a sentence renders few pages: {sum:?}");
    assert!(sum.shown * 3 > sum.sentences * 2, "what was written is shown at once: {sum:?}");
}

impl Tally {
    fn with(self, other: Self) -> Self {
        Self {
            builds: self.builds + other.builds,
            good: self.good + other.good,
            clean: self.clean + other.clean,
            rendered: self.rendered + other.rendered,
            clean_of_sentences: self.clean_of_sentences + other.clean_of_sentences,
            rendered_of_sentences: self.rendered_of_sentences + other.rendered_of_sentences,
            sentences: self.sentences + other.sentences,
            shown: self.shown + other.shown,
        }
    }
}

/// Draws a sequence of edits and builds after each.
fn try_one(seed: u64) -> Result<Tally, Box<Failure>> {
    let mut draw = Draw::of(seed);
    let mode = if seed.is_multiple_of(2) { Mode::Memory } else { Mode::Folder };
    let mut run = Run::of(Site::drawn(&mut draw), mode);
    let mut sequence = Sequence { start: run.site.clone(), edits: Vec::new(), mode };
    let mut good = None;
    for step in 0..=4 + draw.below(3) {
        if step > 0 {
            let edit = match &good {
                Some(good) if run.has_errors && draw.happens(UNDONE) => run.site.back_to(good),
                _ => Edit::drawn(&mut draw, &run.site),
            };
            run.site.apply(&edit);
            run.sentence = edit.is_sentence();
            sequence.edits.push(edit);
        }
        if let Err(difference) = run.build() {
            return Err(Box::new(Failure { seed, sequence, difference }));
        }
        if !run.has_errors {
            good = Some(run.site.clone());
        }
    }
    Ok(run.tally)
}

/// Where a preview shows pages before a whole site is made.
#[derive(Default)]
struct Window(Mutex<Vec<Ahead>>);

impl output::Shelf for Window {
    fn put(&self, _: &[u8]) -> Option<output::Place> {
        None
    }

    fn spares_memory(&self) -> bool {
        false
    }

    fn shows(&self) -> bool {
        true
    }

    fn show(&self, ahead: Ahead) {
        self.0.lock().expect("nobody panicked").push(ahead);
    }
}

/// A page that was shown ahead and is another in the site, or is none there; of a site that cannot be built, nothing is
/// expected.
fn other_than(clean: &Build, ahead: &Ahead) -> Option<String> {
    let page = |path: &str| clean.outputs.iter().find(|output| output.path == path);
    let is_other = |shown: &&Output| {
        page(&shown.path).is_none_or(|output| output.bytes.as_slice() != shown.bytes.as_slice())
    };
    let other = ahead.outputs.iter().find(is_other).map(|shown| shown.path.clone());
    let still_there = || ahead.gone.iter().find(|path| page(path).is_some()).cloned();
    other.or_else(still_there).filter(|_| !clean.has_errors())
}

/// A site that is built again and again.
struct Run {
    site: Site,
    mode: Mode,
    kept: Kept,
    /// What the last good build wrote.
    folder: BTreeMap<String, blake3::Hash>,
    has_errors: bool,
    /// Whether no more than a sentence was added since the build before, and that one was good.
    sentence: bool,
    outputs: Vec<Output>,
    tally: Tally,
}

impl Run {
    fn of(site: Site, mode: Mode) -> Self {
        let (kept, folder, tally) = (Kept::default(), BTreeMap::new(), Tally::default());
        Self { site, mode, kept, folder, has_errors: true, sentence: false, outputs: Vec::new(), tally }
    }

    /// The pages of the last build, by their addresses.
    fn pages(&self) -> BTreeMap<String, Arc<[u8]>> {
        let shared = |output: &Output| match &output.bytes {
            Bytes::Shared(bytes) if output.path.ends_with(".html") => {
                Some((output.path.clone(), bytes.clone()))
            }
            _ => None,
        };
        self.outputs.iter().filter_map(shared).collect()
    }

    /// Builds twice, once with what is kept and once without, and tells the first difference.
    fn build(&mut self) -> Result<(), String> {
        let (input, options) = (self.site.input(), &self.site.options);
        let (all, few) = (Pages::default(), Pages::default());
        let (clean, _) = isles::rebuild(&input, options, &Kept::default(), &all, &NoShelf);
        // All of a site waits on the disk, or what has no room, or nothing.
        let shelf = Shelf::new(self.tally.builds % 3 * 100_000, tempfile::tempfile);
        let window = Window::default();
        let taking: &dyn output::Shelf = match self.mode {
            Mode::Memory => &window,
            Mode::Folder => &shelf,
        };
        let (build, after) = isles::rebuild(&input, options, &self.kept, &few, taking);
        if let Some(difference) = difference(&clean, &build, &self.folder, &shelf) {
            return Err(difference);
        }
        let shown = window.0.into_inner().expect("nobody panicked");
        if let Some(path) = shown.iter().find_map(|ahead| other_than(&clean, ahead)) {
            return Err(format!("{path} was shown as it is not"));
        }
        let was_good = !self.has_errors;
        self.has_errors = clean.has_errors();
        let (all, few) = (all.0.into_inner(), few.0.into_inner());
        if self.tally.builds > 0 {
            self.tally.clean += all;
            self.tally.rendered += few;
        }
        if self.sentence && was_good && !self.has_errors {
            self.tally.sentences += usize::from(self.mode == Mode::Memory);
            self.tally.shown += shown.len();
            self.tally.clean_of_sentences += all;
            self.tally.rendered_of_sentences += few;
        }
        self.tally.builds += 1;
        self.tally.good += usize::from(!self.has_errors);
        self.kept = after;
        self.outputs = build.outputs;
        if self.mode == Mode::Folder {
            if !self.has_errors {
                self.folder = hashes(&clean);
            }
            // Somebody deletes a file.
            let place = self.tally.builds * 31 % self.folder.len().max(1);
            if let Some(path) = self.folder.keys().nth(place).cloned() {
                self.folder.remove(&path);
            }
            self.kept.pages = self.kept.pages.beside(self.folder.clone());
        }
        Ok(())
    }
}

impl Sequence {
    /// Builds after every edit and tells the first difference.
    fn differs(&self) -> Option<String> {
        let mut run = Run::of(self.start.clone(), self.mode);
        let mut found = run.build().err();
        for edit in &self.edits {
            run.site.apply(edit);
            found = found.or_else(|| run.build().err());
        }
        found
    }

    /// The same failure with fewer edits and files.
    fn shrunk(mut self) -> Self {
        let mut index = 0;
        while index < self.edits.len() {
            let mut less = self.clone();
            less.edits.remove(index);
            match less.differs() {
                Some(_) => self = less,
                None => index += 1,
            }
        }
        for path in self.start.files.keys().cloned().collect::<Vec<_>>() {
            let mut less = self.clone();
            less.start.files.remove(&path);
            if less.differs().is_some() {
                self = less;
            }
        }
        self
    }
}

/// A sequence after which a build is not a clean one.
struct Failure {
    seed: u64,
    sequence: Sequence,
    difference: String,
}

impl Failure {
    /// What to look at, with as little in it as can be.
    fn report(self) -> String {
        let Self { seed, sequence, difference } = self;
        let shrunk = sequence.shrunk();
        let still = shrunk.differs().unwrap_or_default();
        let mut text = format!("ISLES_SEED={seed} ISLES_SEQUENCES=1: {difference}\n\n");
        text += &format!("At its smallest, {:?}: {still}\n", shrunk.mode);
        for (path, bytes) in &shrunk.start.files {
            text += &format!("=== {path}\n{}\n", String::from_utf8_lossy(bytes));
        }
        for edit in &shrunk.edits {
            text += &format!("\n*** {edit:?}\n");
        }
        text
    }
}

fn hashes(build: &Build) -> BTreeMap<String, blake3::Hash> {
    let hash = |output: &Output| (output.path.clone(), blake3::hash(output.bytes.as_slice()));
    build.outputs.iter().map(hash).collect()
}

/// What is other in a build than in the clean one, with what `folder` held before.
fn difference(
    clean: &Build,
    build: &Build,
    folder: &BTreeMap<String, blake3::Hash>,
    shelf: &Shelf,
) -> Option<String> {
    if clean.diagnostics != build.diagnostics {
        let lines = |build: &Build| -> Vec<String> { build.diagnostics.iter().map(line).collect() };
        let (expected, said) = (lines(clean), lines(build));
        let only = |of: &[String], other: &[String]| -> Vec<String> {
            of.iter().filter(|line| !other.contains(line)).cloned().collect()
        };
        let (unsaid, more) = (only(&expected, &said), only(&said, &expected));
        return Some(format!(
            "of {} problems unsaid {unsaid:#?}, said for nothing {more:#?}",
            expected.len()
        ));
    }
    let bytes = |build: &Build, path: &str| {
        let found = build.outputs.iter().find(|output| output.path == path);
        found.map(|output| String::from_utf8_lossy(output.bytes.as_slice()).into_owned())
    };
    if let Some((path, _)) = build.standing.iter().find(|(path, hash)| folder.get(*path) != Some(hash)) {
        return Some(format!("{path} does not stand in the folder"));
    }
    let (expected, mut found) = (hashes(clean), hashes(build));
    if let Some(path) = build.standing.keys().find(|path| found.contains_key(*path)) {
        return Some(format!("{path} is there twice"));
    }
    found.extend(build.standing.clone());
    for (path, aside) in &build.aside {
        let bytes = shelf.read(aside.place).expect("what was put there");
        let twice = found.insert(path.clone(), blake3::hash(&bytes));
        if twice.is_some() || blake3::hash(&bytes) != aside.hash {
            return Some(format!("{path} does not lie on the shelf, or stands elsewhere too"));
        }
    }
    let mut paths = expected.keys().chain(found.keys());
    let path = paths.find(|path| expected.get(*path) != found.get(*path))?;
    let (clean, build) = (bytes(clean, path).unwrap_or_default(), bytes(build, path).unwrap_or_default());
    let at = clean.bytes().zip(build.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        let text = text.as_bytes();
        String::from_utf8_lossy(&text[at.saturating_sub(200)..(at + 200).min(text.len())]).into_owned()
    };
    Some(format!("{path} differs at byte {at}, clean:\n{}\nincremental:\n{}", around(&clean), around(&build)))
}
