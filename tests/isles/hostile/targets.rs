//! What fuzzing does with bytes: five ways into the program, each with what must hold of the way out.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use isles::catalog::resolve_path;
use isles::date::Date;
use isles::diagnostic::{Diagnostic, Level};
use isles::id::Id;
use isles::input::{Input, InputFile, Options};
use isles::output::{Bytes, Output};
use isles::record::{Key, Kind, Schemas, in_order, parse};
use isles::render::markdown;
use isles::source::Source;
use isles::table::Table;

use super::oracle;

/// A way into the program.
pub type Target = fn(&[u8]);

/// Every way in, by the name of its corpus.
pub const TARGETS: [(&str, Target); 5] = [
    ("front_matter", front_matter),
    ("markdown", markdown),
    ("csv", csv),
    ("references", references),
    ("paths", paths),
];

/// The day on which everything happens.
fn today() -> Date {
    Date::constant(2026, 11, 24)
}

/// An input of files by path.
pub fn input<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Input {
    let mut input = Input::default();
    for (path, bytes) in files.into_iter().collect::<BTreeMap<_, _>>() {
        input.content.push(InputFile { path: path.to_owned(), bytes: Arc::from(bytes) });
    }
    input
}

thread_local! {
    /// Outputs that were found to be faultless: most pages of a site are the same in every run.
    static FAULTLESS: RefCell<HashSet<u64>> = RefCell::default();
}

/// Reads a site and checks its problems; builds one without errors and checks its outputs.
fn build(files: &[(&str, &[u8])]) {
    let (input, options) = (input(files.iter().copied()), Options::as_of(today()));
    let read = isles::read(&input, &options);
    let found = read.as_ref().map_or_else(Vec::as_slice, |read| read.diagnostics.as_slice());
    if found.iter().any(|found| found.level == Level::Error) {
        return check_places(found, files);
    }
    let mut build = isles::build(&input, &options);
    check_places(&build.diagnostics, files);
    let faults = oracle::path_faults(&build);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let hash = |output: &Output| {
        let mut hasher = DefaultHasher::new();
        (&output.path, output.bytes.as_slice()).hash(&mut hasher);
        hasher.finish()
    };
    FAULTLESS.with_borrow_mut(|faultless| {
        let scripts = |output: &Output| output.path.starts_with("theme/");
        build.outputs.retain(|output| scripts(output) || !faultless.contains(&hash(output)));
        let faults = oracle::faults(&build);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        if faultless.len() < 100_000 {
            faultless.extend(build.outputs.iter().map(hash));
        }
    });
}

/// Every place of a problem lies in its file, on whole characters.
fn check_places(diagnostics: &[Diagnostic], files: &[(&str, &[u8])]) {
    for diagnostic in diagnostics {
        let Some(place) = &diagnostic.place else { continue };
        let (_, bytes) =
            files.iter().find(|(path, _)| *path == &*diagnostic.file).expect("a problem is of a file");
        let source = Source::decode("x", bytes).expect("a place is in a text");
        assert!(place.range.end <= source.text().len() && place.start <= place.end, "{diagnostic:?}");
        assert!(source.text().get(place.range.clone()).is_some(), "{diagnostic:?}");
    }
}

const SCHOOL: &[u8] = b"name = \"X\"\nlevel = \"other\"\n[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\nends = 2027-06-11\nenrollment = 412\n";

/// A record of any kind from its file's bytes: the first byte chooses the kind.
///
/// What is read without a fault is put in order (as `isles fmt` does) and read again to the same values, and
/// becomes a page.
pub fn front_matter(data: &[u8]) {
    let Some((&first, bytes)) = data.split_first() else { return };
    let kinds: Vec<Kind> = Kind::with_folder().collect();
    let kind = kinds[usize::from(first) % kinds.len()];
    let ending = if first >= 128 { "toml" } else { "md" };
    let path = format!("content/{}/x.{ending}", kind.row().folder.expect("it has a folder"));
    let Ok(source) = Source::decode(path.as_str(), bytes) else { return };
    let key = || Key { school: None, kind, id: Id::new("x").expect("an id") };
    let schemas = Schemas::new();
    let parsed = parse(key(), source.clone(), &schemas);
    check_places(&parsed.problems, &[(&path, bytes)]);
    if let Ok(Some(ordered)) = in_order(&source, schemas.of(kind)) {
        let again = parse(key(), Source::new(path.as_str(), ordered), &schemas);
        assert_eq!(parsed.problems.len(), again.problems.len(), "order changes what is wrong");
        let data = |record: &Option<isles::record::Record>| {
            record.as_ref().map(|record| format!("{:?}{:?}", record.data, record.common))
        };
        assert_eq!(data(&parsed.record), data(&again.record), "order changes what is said");
    }
    if parsed.record.is_some() {
        build(&[("content/school.toml", SCHOOL), (&path, bytes)]);
    }
}

/// Shows every address as it is, as a site does once it has found that it leads somewhere.
struct Echo;

impl markdown::Resolve for Echo {
    fn link(&self, destination: &str) -> markdown::LinkAs {
        match destination.contains(':') {
            true => markdown::LinkAs::External(destination.to_owned()),
            false => markdown::LinkAs::Href(destination.to_owned()),
        }
    }

    fn wiki(&self, target: &str) -> markdown::WikiAs {
        match target.len() % 3 {
            0 => markdown::WikiAs::Hidden,
            _ => markdown::WikiAs::Page { href: "pages/x.html".to_owned(), title: target.to_owned() },
        }
    }

    fn image(&self, destination: &str, alt: &str) -> markdown::ImageAs {
        // A drawing of data that cannot stand where it is becomes a link to its record, or words.
        if ["measure:", "referrals:", "walkthrough:"].iter().any(|drawing| destination.starts_with(drawing)) {
            return markdown::ImageAs::Text;
        }
        if ["http:", "https:"].iter().any(|scheme| destination.starts_with(scheme)) {
            return markdown::ImageAs::Link { href: destination.to_owned(), text: alt.to_owned() };
        }
        match destination.len() % 3 {
            0 => markdown::ImageAs::Text,
            _ => {
                let (width, height) = (Some(4), Some(3));
                markdown::ImageAs::Picture {
                    src: destination.to_owned(),
                    srcset: String::new(),
                    width,
                    height,
                }
            }
        }
    }

    fn drawing(&self, _: &str, _: &str, _: usize) -> Result<Option<String>, Box<Diagnostic>> {
        Ok(None)
    }
}

/// A body of Markdown becomes HTML that no browser can misread.
pub fn markdown(data: &[u8]) {
    let Ok(source) = Source::decode("x.md", data) else { return };
    let body = source.text();
    let outline = isles::markdown::outline(body);
    let ranges = outline.findings.iter().map(|finding| &finding.range);
    for range in ranges.chain(outline.links.iter().map(|link| &link.range)) {
        assert!(body.get(range.clone()).is_some(), "{range:?} of {body:?}");
    }
    let rendered = markdown::render(
        body,
        &markdown::Options { id_prefix: "", language: isles::language::Language::english() },
        &Echo,
    );
    let faults = oracle::fragment_faults(&rendered.html);
    assert!(faults.is_empty(), "{}\nof {}\nfrom {body:?}", faults.join("\n"), rendered.html);
}

const MEASURE: &[u8] = b"+++\ntitle = \"M\"\nkind = \"outcome\"\nunit = \"percent\"\nper = 100\nbetter = \"up\"\nabout = \"students\"\ndata = \"d.csv\"\n+++\n";
const REFERRALS: &[u8] = b"+++\ntitle = \"R\"\nyear = \"2026-27\"\nfile = \"../measures/d.csv\"\n[columns]\nid = \"id\"\nstudent = \"who\"\ndate = \"date\"\ntime = \"time\"\nlocation = \"place\"\nbehavior = \"what\"\ngrade = \"grade\"\nstaff = \"staff\"\n+++\n";
const PLAN: &[u8] = b"+++\ntitle = \"P\"\nyear = \"2026-27\"\nstatus = \"draft\"\npurpose = \"p\"\n+++\n";
const INITIATIVE: &[u8] = b"+++\ntitle = \"I\"\nplan = \"p\"\n[[look-fors]]\nid = \"notes\"\ntext = \"t\"\n[[look-fors]]\nid = \"talk\"\ntext = \"u\"\nlevels = [\"no\", \"some\", \"yes\"]\n+++\n";
const WALKTHROUGH: &[u8] = b"+++\ntitle = \"W\"\ndate = 2026-10-22\ninitiative = \"i\"\neligible = 18\n[rows]\nfile = \"../measures/d.csv\"\nroom = \"who\"\nwhen = \"time\"\ncolumns = { notes = \"what\", talk = \"place\" }\n+++\n";

/// A data file is a table, or is refused; a measure, a walkthrough and a year of referrals are read from it.
pub fn csv(data: &[u8]) {
    if let Ok(table) = Table::read("content/measures/d.csv", data) {
        let mut rows = 0;
        for row in table.rows() {
            rows += 1;
            for column in table.columns() {
                assert!(row.cell(column).len() <= data.len() * 3 + 16);
                if rows < 4 {
                    let problem = table.problem(isles::diagnostic::Code::BadCell, row, column, "x");
                    check_places(&[problem], &[("content/measures/d.csv", data)]);
                }
            }
        }
        assert!(rows <= data.len());
    }
    build(&[
        ("content/school.toml", SCHOOL),
        ("content/plans/p.md", PLAN),
        ("content/initiatives/i.md", INITIATIVE),
        ("content/measures/m.md", MEASURE),
        ("content/referrals/r.md", REFERRALS),
        ("content/walkthroughs/w.md", WALKTHROUGH),
        ("content/measures/d.csv", data),
    ]);
}

/// Lines as what records say of each other: fields, wiki links, paths, headings, old addresses.
pub fn references(data: &[u8]) {
    let Ok(text) = isles::source::decode_text(data) else { return };
    let quoted: Vec<String> = text.lines().take(12).map(|line| serde_json::json!(line).to_string()).collect();
    // JSON's escapes are TOML's, but for the character that ends a text.
    let quoted: Vec<String> = quoted.into_iter().map(|line| line.replace('\u{7f}', "\\u007f")).collect();
    let line = |at: usize| quoted.get(at).map_or("\"x\"", String::as_str);
    let bare: Vec<&str> = text.lines().take(12).collect();
    let links: String =
        bare.iter().map(|line| format!("[[{line}]] [a]({line}) [b](<{line}>) ![c]({line})\n\n")).collect();
    let plan = format!(
        "+++\ntitle = {}\nyear = \"2026-27\"\nstatus = \"draft\"\npurpose = \"p\"\nreplaces = {}\naliases = [{}, {}]\n+++\n\n## Goals\n\n{links}",
        line(0),
        line(1),
        line(2),
        line(3)
    );
    let initiative = format!(
        "+++\ntitle = \"I\"\nplan = {}\ngoals = [{}]\ntags = [{}]\naliases = [{}]\n+++\n\n[up](../plans/p.md#{})\n",
        line(4),
        line(5),
        line(6),
        line(7),
        bare.first().copied().unwrap_or_default()
    );
    build(&[
        ("content/school.toml", SCHOOL),
        ("content/plans/p.md", plan.as_bytes()),
        ("content/initiatives/i.md", initiative.as_bytes()),
        ("content/pages/x.md", b"+++\ntitle = \"X\"\n+++\n\n[[p]] and [it](../plans/p.md#goals)\n"),
        ("content/pages/x.txt", b"plain"),
    ]);
}

/// Lines as the paths of files, of links to them, and of outputs: nothing leaves its folder.
pub fn paths(data: &[u8]) {
    let Ok(text) = isles::source::decode_text(data) else { return };
    let lines: Vec<&str> = text.lines().take(8).collect();
    for line in &lines {
        if let Ok(path) = resolve_path("content", "content/pages/p.md", line) {
            assert!(
                path.starts_with("content/") && path.split('/').all(|part| !matches!(part, "" | "." | "..")),
                "{path:?}"
            );
        }
    }
    let district = lines.iter().any(|line| line.contains("school.toml"));
    let top = if district { "content/district.toml" } else { "content/school.toml" };
    let paths: Vec<String> = lines.iter().map(|line| format!("content/{line}")).collect();
    let links: String = lines.iter().map(|line| format!("[a](<../{line}>)\n")).collect();
    let page = format!("+++\ntitle = \"P\"\n+++\n\n{links}");
    let record = b"+++\ntitle = \"T\"\nname = \"N\"\n+++\n";
    let contents = |path: &str| if path.ends_with("school.toml") { SCHOOL } else { &record[..] };
    let mut files: BTreeMap<&str, &[u8]> = paths.iter().map(|path| (path.as_str(), contents(path))).collect();
    files.insert(top, if district { b"name = \"D\"\n" } else { SCHOOL });
    files.insert("content/pages/links.md", page.as_bytes());
    build(&files.into_iter().collect::<Vec<_>>());
    write_below(&lines);
}

/// Writes outputs of these paths: what is written lies below the folder, and nothing beside it changes.
fn write_below(paths: &[&str]) {
    let around = tempfile::tempdir().expect("a folder");
    let dest = around.path().join("a").join("site");
    let outputs = paths.iter().map(|path| Output { path: (*path).to_owned(), bytes: Bytes::Static(b"x") });
    let _ = isles::write::write(&dest, &outputs.collect::<Vec<_>>());
    let names = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name()).collect::<Vec<_>>()
    };
    assert!(names(around.path()).iter().all(|name| name == "a"), "{paths:?}");
    assert!(names(&around.path().join("a")).iter().all(|name| name == "site"), "{paths:?}");
}
