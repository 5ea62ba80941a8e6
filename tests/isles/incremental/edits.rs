//! Small random districts, and random edits of them.

use std::fmt;

use isles::audience::Audience;
use isles::date::Date;
use isles::diagnostic::Level;
use isles::input::{Input, Options};

use super::draw::Draw;
use super::theme;
use super::words::{FOLDERS, Files, PLACES, Pen};
use crate::site::{input, today};

/// A site as it stands between two edits.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its files by path.
    pub files: Files,
    /// Its roster.
    pub roster: Option<&'static str>,
    /// How it is built.
    pub options: Options,
    /// Whether its schools name each other's records and files. Where they do not, most pages of one depend on
    /// nothing of another.
    pub abroad: bool,
}

/// Something that somebody does to a site.
#[derive(Clone)]
pub struct Edit {
    what: String,
    /// What becomes of files: new bytes, or nothing.
    files: Vec<(String, Option<Vec<u8>>)>,
    options: Option<Options>,
    roster: Option<Option<&'static str>>,
}

impl fmt::Debug for Edit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.what)?;
        for (path, bytes) in &self.files {
            match bytes {
                Some(bytes) => writeln!(formatter, "--- {path}\n{}", String::from_utf8_lossy(bytes))?,
                None => writeln!(formatter, "--- {path} is gone")?,
            }
        }
        write!(formatter, "{:?} {:?}", self.options, self.roster)
    }
}

/// Files inside a school that there may be, beside its records called by the first letter of their folder.
const OTHERS: [&str; 6] = [
    "walkthroughs/w.csv",
    "referrals/r.csv",
    "measures/m.csv",
    "evidence/p.png",
    "exemplars/q.png",
    "pages/t.txt",
];

/// What an edit is called that adds a sentence.
const SENTENCE: &str = "one more sentence in";

impl Site {
    /// A district of two or three schools, as a seed has it.
    pub fn drawn(draw: &mut Draw) -> Self {
        let (options, abroad) = (Options::as_of(today()), draw.happens(35));
        let mut site = Self { files: Files::new(), roster: None, options, abroad };
        let places = if draw.happens(50) { &PLACES[..] } else { &PLACES[..3] };
        for place in places {
            let own = if place.is_empty() { "district.toml" } else { "school.toml" };
            for inside in [own, "plans/p.md", "initiatives/i.md"] {
                site.write(draw, place, inside);
            }
        }
        // Twice, so that what came first can name what came later.
        for _ in 0..2 {
            for place in places {
                for inside in OTHERS.iter().map(ToString::to_string).chain(ids()) {
                    if draw.happens(if place.is_empty() { 12 } else { 14 }) {
                        site.write(draw, place, &inside);
                    }
                }
            }
        }
        if draw.happens(50) {
            let settings = theme::settings(draw, &site.files);
            site.files.insert("book.toml".into(), settings);
        }
        site.mended()
    }

    /// The same without the files that have errors.
    fn mended(mut self) -> Self {
        const ROUNDS: usize = 6;
        for _ in 0..ROUNDS {
            let build = isles::build(&self.input(), &self.options);
            if !build.has_errors() {
                break;
            }
            for problem in build.diagnostics.iter().filter(|problem| problem.level == Level::Error) {
                if !problem.file.ends_with("school.toml") {
                    self.files.remove(&*problem.file);
                }
            }
        }
        self
    }

    fn write(&mut self, draw: &mut Draw, place: &str, inside: &str) {
        let text = Pen::new(draw, &self.files, place, self.abroad).text(inside);
        self.files.extend(text.map(|text| (format!("content/{place}{inside}"), text)));
    }

    /// The site as a build reads it.
    pub fn input(&self) -> Input {
        let files = self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        Input { roster: self.roster.map(Into::into), ..input(files) }
    }

    /// Does an edit.
    pub fn apply(&mut self, edit: &Edit) {
        for (path, bytes) in &edit.files {
            match bytes {
                Some(bytes) => self.files.insert(path.clone(), bytes.clone()),
                None => self.files.remove(path),
            };
        }
        self.options = edit.options.clone().unwrap_or_else(|| self.options.clone());
        self.roster = edit.roster.unwrap_or(self.roster);
    }

    /// The edit that makes this site what it was.
    pub fn back_to(&self, before: &Self) -> Edit {
        let mut edit = Edit::of("undo");
        for path in self.files.keys().chain(before.files.keys()) {
            if self.files.get(path) != before.files.get(path) {
                edit.files.push((path.clone(), before.files.get(path).cloned()));
            }
        }
        Edit { options: Some(before.options.clone()), roster: Some(before.roster), ..edit }
    }

    fn any_path(&self, draw: &mut Draw) -> String {
        let paths: Vec<&String> = self.files.keys().collect();
        if paths.is_empty() { "content/district.toml".into() } else { (*draw.one(&paths)).clone() }
    }
}

impl Edit {
    fn of(what: impl Into<String>) -> Self {
        Self { what: what.into(), files: Vec::new(), options: None, roster: None }
    }

    /// Whether it adds a sentence to a record and does no more.
    pub fn is_sentence(&self) -> bool {
        self.what.starts_with(SENTENCE)
    }

    /// Any edit of a site.
    pub fn drawn(draw: &mut Draw, site: &Site) -> Self {
        match draw.below(100) {
            0..42 => Self::write(draw, site),
            42..50 => Self::remove(draw, site),
            50..58 => Self::rename(draw, site),
            58..62 => Self::swap(draw, site),
            62..68 => Self::copy(draw, site),
            68..72 => Self::slip(draw, site),
            72..76 => Self::school(draw, site),
            76..84 => Self::append(draw, site),
            84..90 => Self::settings(draw, site),
            90..94 => {
                let (path, bytes) = theme::themed(draw);
                Self { files: vec![(path, Some(bytes))], ..Self::of("change the theme") }
            }
            94..98 => Self { options: Some(options(draw)), ..Self::of("build otherwise") },
            _ => Self { roster: Some(theme::roster(draw)), ..Self::of("another roster") },
        }
    }

    /// Writes a file anew, whether or not it is there.
    fn write(draw: &mut Draw, site: &Site) -> Self {
        let there = site.any_path(draw);
        if let Some(inside) = there.strip_prefix("content/").filter(|_| draw.happens(65)) {
            let school = PLACES[1..].iter().find(|place| inside.starts_with(**place)).copied();
            let place = school.unwrap_or("");
            return Self::written(draw, site, place, &inside[place.len()..]);
        }
        let place = *draw.one(&PLACES);
        let inside = match draw.below(10) {
            0 if place.is_empty() => "district.toml".to_owned(),
            0 => "school.toml".to_owned(),
            1 => "index.md".to_owned(),
            2 | 3 => (*draw.one(&OTHERS)).to_owned(),
            _ => draw.one(&ids().collect::<Vec<_>>()).clone(),
        };
        Self::written(draw, site, place, &inside)
    }

    fn written(draw: &mut Draw, site: &Site, place: &str, inside: &str) -> Self {
        let abroad = site.abroad || place.is_empty() || draw.happens(10);
        let text = Pen::new(draw, &site.files, place, abroad).text(inside);
        let path = format!("content/{place}{inside}");
        Self { files: vec![(path.clone(), text)], ..Self::of(format!("write {path}")) }
    }

    fn remove(draw: &mut Draw, site: &Site) -> Self {
        let path = site.any_path(draw);
        Self { files: vec![(path.clone(), None)], ..Self::of(format!("remove {path}")) }
    }

    /// Gives a file another name, in its place or another.
    fn rename(draw: &mut Draw, site: &Site) -> Self {
        let path = site.any_path(draw);
        let bytes = site.files.get(&path).cloned();
        let to = match path.rsplit_once('.') {
            Some((stem, ending)) if draw.happens(40) => format!("{stem}2.{ending}"),
            _ => elsewhere(draw, &path),
        };
        let what = format!("rename {path} to {to}");
        Self { files: vec![(path, None), (to, bytes)], ..Self::of(what) }
    }

    fn swap(draw: &mut Draw, site: &Site) -> Self {
        let one = site.any_path(draw);
        let other = if draw.happens(80) { elsewhere(draw, &one) } else { site.any_path(draw) };
        let bytes = |path: &String| site.files.get(path).cloned();
        let files = vec![(one.clone(), bytes(&other)), (other.clone(), bytes(&one))];
        Self { files, ..Self::of(format!("swap {one} and {other}")) }
    }

    /// Copies a file to the same name in another place.
    fn copy(draw: &mut Draw, site: &Site) -> Self {
        let csv: Vec<&String> = site.files.keys().filter(|path| path.ends_with(".csv")).collect();
        let path =
            if !csv.is_empty() && draw.happens(50) { (*draw.one(&csv)).clone() } else { site.any_path(draw) };
        let mut to = elsewhere(draw, &path);
        if path.ends_with(".csv") && draw.happens(50) {
            to = to.replace(".csv", "-copy.csv").replace("walkthroughs/", "evidence/");
        }
        let what = format!("copy {path} to {to}");
        Self { files: vec![(to, site.files.get(&path).cloned())], ..Self::of(what) }
    }

    /// Damages a file.
    fn slip(draw: &mut Draw, site: &Site) -> Self {
        let path = site.any_path(draw);
        let mut bytes = site.files.get(&path).cloned().unwrap_or_default();
        match draw.below(3) {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.splice(0..0, *b"titel = 1\n").for_each(drop),
            _ => bytes.extend([0xff, 0x00, 0xfe]),
        }
        Self { files: vec![(path.clone(), Some(bytes))], ..Self::of(format!("damage {path}")) }
    }

    /// A school comes, or goes with all that it has.
    fn school(draw: &mut Draw, site: &Site) -> Self {
        let place = *draw.one(&PLACES[1..]);
        let start = format!("content/{place}");
        let own: Vec<&String> = site.files.keys().filter(|path| path.starts_with(&start)).collect();
        if !own.is_empty() {
            let files = own.into_iter().map(|path| (path.clone(), None)).collect();
            return Self { files, ..Self::of(format!("remove {place}")) };
        }
        let mut later = site.clone();
        for inside in ["school.toml", "plans/p.md", "initiatives/i.md"] {
            later.write(draw, place, inside);
        }
        Self { what: format!("add {place}"), ..site.back_to(&later) }
    }

    /// One more sentence, which is what most edits are.
    fn append(draw: &mut Draw, site: &Site) -> Self {
        let records: Vec<&String> = site.files.keys().filter(|path| path.ends_with(".md")).collect();
        if records.is_empty() {
            return Self::of("nothing");
        }
        let path = (*draw.one(&records)).clone();
        let mut bytes = site.files.get(&path).cloned().unwrap_or_default();
        bytes.extend(b"\nOne more sentence.\n");
        Self { files: vec![(path.clone(), Some(bytes))], ..Self::of(format!("{SENTENCE} {path}")) }
    }

    fn settings(draw: &mut Draw, site: &Site) -> Self {
        let bytes = match draw.below(10) {
            0 => None,
            1 => Some(b"[book]\ntitel = 1\n".to_vec()),
            _ => Some(theme::settings(draw, &site.files)),
        };
        Self { files: vec![("book.toml".into(), bytes)], ..Self::of("change the settings") }
    }
}

/// A record's path for every folder: what it is called by.
fn ids() -> impl Iterator<Item = String> {
    FOLDERS.iter().flat_map(|(folder, _)| {
        let second = matches!(*folder, "walkthroughs" | "pages" | "initiatives" | "measures").then_some("n");
        [Some(&folder[..1]), second].into_iter().flatten().map(move |id| format!("{folder}/{id}.md"))
    })
}

/// The same path in any place.
fn elsewhere(draw: &mut Draw, path: &str) -> String {
    let place = *draw.one(&PLACES);
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let own = PLACES[1..].iter().find_map(|place| inside.strip_prefix(place)).unwrap_or(inside);
    format!("content/{place}{own}")
}

fn options(draw: &mut Draw) -> Options {
    let date = *draw.one(&[today(), today(), Date::constant(2026, 10, 15), Date::constant(2027, 2, 1)]);
    let audience =
        *draw.one(&[None, Some(Audience::Public), Some(Audience::Staff), Some(Audience::Leadership)]);
    let site_url = draw.happens(20).then(|| "https://x.example".to_owned());
    Options { date, audience, site_url, drafts: draw.happens(30), shard: None }
}
