//! A phrase in every text of every kind of record, and no trace of it in a site for more people.
//!
//! The records are made from the table of kinds, so that a new field has a canary as soon as it is there: the
//! demonstration itself stays readable.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use isles::audience::Audience;
use isles::diagnostic::Level;
use isles::input::{Input, Options};
use isles::output::Build;
use isles::record::Kind;
use isles::schema::{Field, Shape, Table};
use serde_json::{Map, Value, json};

use crate::photo;
use crate::site::{input, line, today};

/// What every canary holds, once all but letters is taken out of a text.
const CANARY: &str = "canaryquartz";

/// Fields of text that cannot hold any phrase, and what stands in them: the name of a part, a code, a form.
const OTHERWISE: [(&str, &str); 20] = [
    ("aliases", "old/{stem}.html"),
    ("look-fors.goal-level", "Canary quartz initiative look-fors.levels {variant}"),
    ("files.path", "canary-quartz.png"),
    ("series.file", "canary-quartz-series.csv"),
    ("measure.data", "canary-quartz-measure.csv"),
    ("rows.file", "canary-quartz-rooms.csv"),
    ("rows.columns", "Canary quartz look-for"),
    ("referrals.file", "canary-quartz-referrals.csv"),
    ("referrals.year", "{year}"),
    ("plan.year", "2026-27"),
    ("referrals.date-format", "%Y-%m-%d"),
    ("totals.of", "{year}"),
    ("counts.look-for", "open-notes"),
    ("support.for-look-for", "open-notes"),
    ("exemplar.look-fors", "open-notes"),
    ("initiative.goals", "canary-quartz-goal"),
    ("goals.id", "canary-quartz-goal"),
    ("look-fors.id", "canary-quartz-look-for"),
    ("actions.id", "canary-quartz-action"),
    ("best-practices.exemplar", "canary-quartz-exemplar-a"),
];

/// What staff may count of a record that they do not see: a canary only where the site is for everyone.
const COUNTED: [(&str, &str); 2] = [("walkthrough.levels", "rarely"), ("referrals.locations", "Hall")];

/// One of the two records of a kind.
struct Fixture {
    kind: Kind,
    /// `a` or `b`: fields that exclude each other stand in one of the two.
    variant: &'static str,
    audience: Audience,
}

/// Fields that one of the two leaves out, because another excludes them.
const LEFT_OUT: [(&str, &str); 9] = [
    ("a", "walkthrough.counts"),
    ("b", "walkthrough.rows"),
    ("a", "referrals.totals"),
    ("b", "referrals.file"),
    ("b", "referrals.columns"),
    ("b", "referrals.date-format"),
    ("b", "goals.percent"),
    ("a", "actions.dropped"),
    ("b", "actions.done"),
];

impl Fixture {
    fn stem(&self) -> String {
        format!("canary-quartz-{}-{}", self.kind.row().name, self.variant)
    }

    fn path(&self) -> String {
        match self.kind.row().folder {
            Some(folder) => format!("content/{folder}/{}.md", self.stem()),
            None => "content/index.md".into(),
        }
    }

    /// Whether a table of rules speaks of a field: `goals.id` of any kind, `plan.goals.id` of one.
    fn is_meant(&self, rule: &str, path: &str) -> bool {
        let whole = format!("{}.{path}", self.kind.row().name);
        rule == path || whole == rule || whole.ends_with(&format!(".{rule}"))
    }

    fn table(&self, table: &Table, within: &str) -> Map<String, Value> {
        let mut fields = Map::new();
        for field in &table.fields {
            let path =
                if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
            if LEFT_OUT.iter().any(|(variant, rule)| *variant == self.variant && self.is_meant(rule, &path)) {
                continue;
            }
            if let Some(value) = self.field(field, &path) {
                fields.insert(field.name.clone(), value);
            }
        }
        fields
    }

    fn field(&self, field: &Field, path: &str) -> Option<Value> {
        match path {
            "audience" => return Some(json!(self.audience.as_str())),
            "draft" => return None,
            _ => {}
        }
        self.shape(&field.shape, path, field.example.as_ref())
    }

    fn shape(&self, shape: &Shape, path: &str, example: Option<&Value>) -> Option<Value> {
        Some(match shape {
            Shape::Text if self.counted(path).is_some() => json!(self.counted(path)),
            Shape::Text => match OTHERWISE.iter().find(|(rule, _)| self.is_meant(rule, path)) {
                Some((_, text)) => {
                    // A school has one record of a year's referrals.
                    let year = if self.variant == "a" { "2026-27" } else { "2025-26" };
                    let text = text.replace("{stem}", &self.stem()).replace("{variant}", self.variant);
                    json!(text.replace("{year}", year))
                }
                None => json!(format!("Canary quartz {} {path} {}", self.kind.row().name, self.variant)),
            },
            Shape::When => json!(match path {
                "consent-expires" => "2027-06-04",
                "ends" => "2026-10-08",
                _ => "2026-10-05",
            }),
            Shape::Reference => json!(self.reference(path)?),
            Shape::Choice(choices) => json!(choices.first()?.word),
            Shape::Bool => json!(true),
            Shape::Integer(least, _) => json!(least.unwrap_or(1.0) as i64),
            Shape::Number(least, _) => json!(example.and_then(Value::as_f64).or(*least).unwrap_or(1.0)),
            Shape::List(item) => json!([self.shape(item, path, None)?]),
            Shape::Table(fields) => Value::Object(self.table(fields, path)),
            Shape::Map(item) => {
                let name = match path {
                    "counts.levels" => level(self.audience, self.variant),
                    "rows.columns" | "levels" => "open-notes".to_owned(),
                    _ => "HAL".to_owned(),
                };
                json!({ name: self.shape(item, path, None)? })
            }
            Shape::Either(shapes) => self.shape(shapes.first()?, path, example)?,
        })
    }

    /// What stands in a field that staff may count.
    fn counted(&self, path: &str) -> Option<&'static str> {
        let is_counted = |(rule, _): &&(&str, &'static str)| self.is_meant(rule, path);
        let found = COUNTED.iter().find(is_counted).map(|(_, text)| *text);
        found.filter(|_| self.audience == Audience::Leadership)
    }

    /// A record that a field may name: one that everyone sees, or a hidden one.
    fn reference(&self, path: &str) -> Option<String> {
        let target = *self.kind.references().get(path).unwrap_or_else(|| panic!("{} {path}", self.kind));
        let open = [(Kind::Plan, "open-plan"), (Kind::Initiative, "open-initiative")];
        let belongs =
            self.kind != Kind::Initiative && !path.contains("changes") && !path.contains("looked-at");
        let (kind, id) = match open.iter().find(|(kind, _)| belongs && target.0.contains(kind)) {
            Some((kind, id)) => (*kind, (*id).to_owned()),
            None => {
                let kind = *target.0.first()?;
                (kind, format!("canary-quartz-{}-a", kind.row().name))
            }
        };
        // A plan replaces, and an initiative carries out, another one.
        if kind == self.kind && id == self.stem() {
            return None;
        }
        let folder = kind.row().folder?;
        Some(if target.0.len() > 1 { format!("{folder}/{id}") } else { id })
    }

    fn text(&self) -> String {
        let fields = self.table(&self.kind.fields(), "");
        let name = self.kind.row().name;
        let body = format!(
            "## Canary quartz {name} heading\n\nCanary quartz {name} paragraph.\n\n- Canary quartz {name} item\n\n| Canary quartz {name} column |\n|---|\n| Canary quartz {name} cell |\n"
        );
        format!("+++\n{}+++\n\n{body}", toml::to_string(&fields).expect("plain values are TOML"))
    }
}

/// The level at which rooms were seen.
fn level(audience: Audience, variant: &str) -> String {
    match audience {
        Audience::Leadership => "rarely".to_owned(),
        _ => format!("Canary quartz walkthrough levels {variant}"),
    }
}

/// A record of every kind that can be for fewer people, twice.
fn fixtures(audience: Audience) -> Vec<Fixture> {
    let kinds = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::School | Kind::District));
    let mut fixtures = Vec::new();
    for kind in kinds.copied() {
        let variants: &[&str] = if kind == Kind::Home { &["a"] } else { &["a", "b"] };
        fixtures.extend(variants.iter().map(|variant| Fixture { kind, variant, audience }));
    }
    fixtures
}

const SCHOOL: &str = "name = \"Open School\"\nlevel = \"elementary\"\n[[years]]\nname = \"2026-27\"\nstarts = 2026-08-24\nends = 2027-06-04\nenrollment = 400\n";
const PLAN: &str = "+++\ntitle = \"Open plan\"\npurpose = \"So that it is open.\"\nyear = \"2026-27\"\nstatus = \"active\"\nstarts = 2026-08-24\nends = 2027-06-04\n[[goals]]\nid = \"g\"\nstatement = \"More of it\"\nmeasure = \"canary-quartz-measure-a\"\n+++\n";
const INITIATIVE: &str = "+++\ntitle = \"Open initiative\"\nplan = \"open-plan\"\ngoals = [\"g\"]\n[[look-fors]]\nid = \"open-notes\"\ntext = \"Notes are open\"\n+++\n";
const REVIEW: &str = "+++\ntitle = \"Open review\"\naudience = \"public\"\ndate = 2026-11-02\nplan = \"open-plan\"\nlooked-at = [\"evidence/canary-quartz-evidence-a\", \"walkthroughs/canary-quartz-walkthrough-b\"]\n[[changes]]\nto = \"sessions/canary-quartz-session-a\"\nwhat = \"It was changed\"\nwhy = \"It was needed\"\n+++\n";

/// A site for everyone with hidden records of `audience`, and files whose hidden parts sing too.
fn site(audience: Audience) -> Input {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut links = String::new();
    for fixture in fixtures(audience) {
        files.insert(fixture.path(), fixture.text().into_bytes());
        let Some(folder) = fixture.kind.row().folder else { continue };
        let stem = fixture.stem();
        links.push_str(&format!("See [what is not shown](../{folder}/{stem}.md), [[{folder}/{stem}]] and [[{folder}/{stem}|words]].\n\n"));
    }
    let level = level(audience, "a");
    let office = [
        (
            "docProps/core.xml",
            "<cp:coreProperties xmlns:cp='x' xmlns:dc='y'><dc:creator>Canary quartz author</dc:creator></cp:coreProperties>",
        ),
        (
            "word/document.xml",
            "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Open words</w:t></w:r></w:p></w:body></w:document>",
        ),
    ];
    let own: [(&str, Vec<u8>); 12] = [
        ("content/school.toml", SCHOOL.into()),
        ("content/plans/open-plan.md", PLAN.into()),
        ("content/initiatives/open-initiative.md", INITIATIVE.into()),
        ("content/reviews/open-review.md", REVIEW.into()),
        ("content/pages/open-links.md", format!("+++\ntitle = \"Open links\"\n+++\n\n{links}![Something](open.png)\n\n[Words](open.docx)\n\n![A figure](measure:canary-quartz-measure-a)\n").into()),
        ("content/pages/open.png", with_canary(photo::drawing(40, 30))),
        ("content/pages/open.docx", photo::office(&office)),
        ("content/measures/canary-quartz-measure.csv", b"date,value,note\n2026-09-07,3,Canary quartz note one\n2026-10-05,4,Canary quartz note two\n".to_vec()),
        ("content/evidence/canary-quartz-series.csv", b"Canary quartz evidence series.x a,Canary quartz evidence series.y a,Canary quartz evidence series.x b,Canary quartz evidence series.y b\nCanary quartz point,3,Canary quartz point,4\n".to_vec()),
        ("content/walkthroughs/canary-quartz-rooms.csv", format!("Canary quartz walkthrough rows.room a,Canary quartz walkthrough rows.when a,Canary quartz look-for\nCanaryQuartzRoom1,09:00,{level}\nCanaryQuartzRoom2,09:10,{level}\n").into()),
        ("content/referrals/canary-quartz-referrals.csv", referrals()),
        ("content/evidence/canary-quartz.png", photo::drawing(50, 30)),
    ];
    files.extend(own.map(|(path, bytes)| (path.to_owned(), bytes)));
    files.insert("content/exemplars/canary-quartz.png".into(), photo::drawing(60, 30));
    input(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
}

/// A picture with a canary behind its end, where some programs leave notes.
fn with_canary(mut picture: Vec<u8>) -> Vec<u8> {
    picture.extend(b"tEXtAuthor\0Canary quartz behind");
    picture
}

/// A row of referrals; its columns have the names that the record gives them.
fn referrals() -> Vec<u8> {
    let columns =
        ["id", "student", "date", "time", "location", "behavior", "severity", "grade", "staff", "students"];
    let names = columns.map(|column| format!("Canary quartz referrals columns.{column} a"));
    let row =
        "CanaryQuartz1,CanaryQuartzStudent,2026-10-05,09:10,HAL,Running,Minor,3,CanaryQuartzTeacher,20\n";
    format!("{}\n{row}", names.join(",")).into_bytes()
}

fn built(input: &Input, audience: Audience) -> Build {
    let build = isles::build(input, &Options { audience: Some(audience), ..Options::as_of(today()) });
    let errors: Vec<String> =
        build.diagnostics.iter().filter(|found| found.level == Level::Error).map(line).collect();
    assert!(errors.is_empty(), "{audience}:\n{}", errors.join("\n"));
    build
}

#[test]
fn every_text_of_every_kind_has_a_canary() {
    let mut without: BTreeSet<String> = BTreeSet::new();
    let mut with: BTreeSet<String> = BTreeSet::new();
    for fixture in fixtures(Audience::Staff) {
        let fields = fixture.table(&fixture.kind.fields(), "");
        let name = fixture.kind.row().name;
        let mut texts = BTreeSet::new();
        collect(&fixture.kind.fields(), "", &mut texts);
        for path in texts {
            let held = at(&Value::Object(fields.clone()), &path);
            match held.iter().any(|text| letters(text.as_bytes()).contains(CANARY)) {
                true => with.insert(format!("{name}.{path}")),
                false => without.insert(format!("{name}.{path}")),
            };
        }
    }
    let silent: Vec<&String> = without.difference(&with).collect();
    let expected = SILENT.map(str::to_owned);
    assert_eq!(silent, expected.iter().collect::<Vec<_>>());
    assert!(with.len() > 100, "{}", with.len());
}

/// Fields of text that can hold no phrase: the ids of look-fors that everyone sees, years, and forms of dates.
const SILENT: [&str; 7] = [
    "exemplar.look-fors",
    "plan.year",
    "referrals.date-format",
    "referrals.totals.of",
    "referrals.year",
    "support.for-look-for",
    "walkthrough.counts.look-for",
];

#[test]
fn no_canary_is_in_a_site_for_more_people() {
    for (hidden, wider) in [
        (Audience::Staff, Audience::Public),
        (Audience::Leadership, Audience::Public),
        (Audience::Leadership, Audience::Staff),
    ] {
        let input = site(hidden);
        let build = built(&input, wider);
        assert!(build.outputs.len() > 20, "{}", build.outputs.len());
        let singing: Vec<String> =
            build.outputs.iter().filter_map(|output| sings(&output.path, output.bytes.as_slice())).collect();
        assert!(singing.is_empty(), "{hidden} in {wider}:\n{}", singing.join("\n"));
    }
}

#[test]
fn canaries_are_heard_where_they_may_sing() {
    let build = built(&site(Audience::Leadership), Audience::Leadership);
    let all: String = build.outputs.iter().map(|output| letters(output.bytes.as_slice())).collect();
    for fixture in fixtures(Audience::Leadership) {
        let name = letters(fixture.kind.row().name.as_bytes());
        for part in ["heading", "paragraph", "item", "cell"] {
            assert!(all.contains(&format!("{CANARY}{name}{part}")), "{name} {part}");
        }
    }
    let docx = build.outputs.iter().find(|output| output.path.ends_with(".docx")).expect("a document");
    assert!(sings("x", &photo::office(&[("a.xml", "Canary &#113;uartz")])).is_some(), "packed");
    assert!(sings("canary%20Quartz.html", b"").is_some(), "a name");
    assert!(sings("x", b"<p>can<b>ary</b> &#x71;uartz").is_some(), "tags and escapes");
    assert!(sings("x", b"canary\\u0020quartz").is_some(), "escapes of JSON");
    assert!(sings("x", docx.bytes.as_slice()).is_none(), "the author is gone");
}

/// Where an output sings, in whatever way it is written.
fn sings(path: &str, bytes: &[u8]) -> Option<String> {
    let found = |text: &[u8]| {
        let text = letters(text);
        text.find(CANARY).map(|at| text[at.saturating_sub(20)..(at + 80).min(text.len())].to_owned())
    };
    if let Some(heard) = found(path.as_bytes()) {
        return Some(format!("{path}: {heard}"));
    }
    let mut contents = vec![bytes.to_vec()];
    contents.extend(unpacked(bytes));
    let heard = contents.iter().find_map(|bytes| {
        let text = String::from_utf8_lossy(bytes);
        let plain = scraper::Html::parse_document(&text).root_element().text().collect::<String>();
        let wide: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        found(bytes).or_else(|| found(plain.as_bytes())).or_else(|| found(&wide))
    });
    heard.map(|heard| format!("{path}: {heard}"))
}

/// The letters of a text, its escapes read.
fn letters(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut read = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let escape = match letter {
            '%' => after.get(..2).and_then(|hex| u32::from_str_radix(hex, 16).ok()).map(|code| (code, 2)),
            '\\' if after.starts_with('u') => {
                after.get(1..5).and_then(|hex| u32::from_str_radix(hex, 16).ok()).map(|code| (code, 5))
            }
            '&' if after.starts_with('#') => after.find(';').filter(|end| *end < 9).and_then(|end| {
                let number = &after[1..end];
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                };
                code.map(|code| (code, end + 1))
            }),
            _ => None,
        };
        let (letter, length) = match escape {
            Some((code, length)) => (char::from_u32(code).unwrap_or(' '), length),
            None => (letter, 0),
        };
        rest = &after[length..];
        read.extend(letter.to_lowercase().filter(|letter| letter.is_alphabetic()));
    }
    read
}

/// What is packed in a file: the parts of an archive, and every compressed stream.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) {
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut content = part.name().unwrap_or_default().into_owned().into_bytes();
            part.read_to_end(&mut content).unwrap();
            found.push(content);
        }
    }
    for (at, pair) in bytes.windows(2).enumerate() {
        let mut content = Vec::new();
        match pair {
            [0x78, 0x01 | 0x5E | 0x9C | 0xDA] => {
                _ = flate2::read::ZlibDecoder::new(&bytes[at..]).read_to_end(&mut content);
            }
            [0x1F, 0x8B] => _ = flate2::read::GzDecoder::new(&bytes[at..]).read_to_end(&mut content),
            _ => continue,
        }
        found.push(content);
    }
    found
}

/// The paths of the fields that hold text.
fn collect(table: &Table, within: &str, texts: &mut BTreeSet<String>) {
    for field in &table.fields {
        let path = if within.is_empty() { field.name.clone() } else { format!("{within}.{}", field.name) };
        shape(&field.shape, &path, texts);
    }
}

fn shape(shape_of: &Shape, path: &str, texts: &mut BTreeSet<String>) {
    match shape_of {
        Shape::Text => _ = texts.insert(path.to_owned()),
        Shape::List(item) | Shape::Map(item) => shape(item, path, texts),
        Shape::Table(fields) => collect(fields, path, texts),
        Shape::Either(shapes) => shapes.iter().for_each(|one| shape(one, path, texts)),
        _ => {}
    }
}

/// The texts at a path, whatever lists and maps lie on the way.
fn at(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::String(text) if path.is_empty() => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(|item| at(item, path)).collect(),
        Value::Object(fields) if path.is_empty() => {
            fields.values().flat_map(|value| at(value, path)).collect()
        }
        Value::Object(fields) => {
            let (name, rest) = path.split_once('.').unwrap_or((path, ""));
            fields.get(name).map(|value| at(value, rest)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
