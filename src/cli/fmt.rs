//! `isles fmt`: the fields of records in their usual order.
//!
//! Beside `new`, `init` and `import` it is the only command that writes among the records, and the only
//! one that changes a file that is there. It moves lines of fields; the text below them is not touched.

use std::fs;

use super::args::FmtArguments;
use super::print::{Texts, counted, human};
use super::site::Site;
use super::{Exit, Failure, terminal};
use crate::diagnostic::{self, Diagnostic};
use crate::layout::{RecordFile, layout};
use crate::record::{Schemas, in_order};
use crate::schema::Table;
use crate::source::Source;
use crate::write;

/// Puts every record in order, and prints the paths of those that changed or would.
pub fn run(arguments: &FmtArguments) -> Result<Exit, Failure> {
    let FmtArguments { dir, check } = arguments;
    let site = Site::open(dir.as_deref())?;
    let settings = site.settings()?;
    let schemas = Schemas::shared();
    let records = layout(&settings.book.src, &site.loaded.input.content).records;
    let mut changed = Vec::new();
    let mut refused = Vec::new();
    for (key, file) in &records {
        match ordered(file, schemas.of(key.kind)) {
            Ordered::Already => {}
            Ordered::Now(text) => {
                if !check {
                    put(&site, file, &text)?;
                }
                changed.push(file.path);
            }
            Ordered::OtherEncoding => terminal::note(&format!(
                "{} is not UTF-8 and is left as it is; save it as UTF-8 in your editor first",
                file.path
            )),
            Ordered::Refused(problems) => refused.extend(problems),
        }
    }
    terminal::result(&changed.iter().map(|path| format!("{path}\n")).collect::<String>())?;
    say_refused(&site, &mut refused);
    terminal::say(&summary(changed.len(), *check));
    let found = !refused.is_empty() || (*check && !changed.is_empty());
    Ok(if found { Exit::Findings } else { Exit::Clean })
}

/// What becomes of a record.
enum Ordered {
    Already,
    /// Its bytes in order.
    Now(Vec<u8>),
    /// Writing it as UTF-8 would change more than the order.
    OtherEncoding,
    /// Why it cannot be read.
    Refused(Vec<Diagnostic>),
}

fn ordered(file: &RecordFile<'_>, table: &Table) -> Ordered {
    const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
    let bytes: &[u8] = file.bytes;
    let (mark, text) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(text) => (BYTE_ORDER_MARK, text),
        None => (&b""[..], bytes),
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return Ordered::OtherEncoding;
    };
    let source = Source::new(file.path, text);
    match in_order(&source, table) {
        Ok(None) => Ordered::Already,
        Ok(Some(text)) => Ordered::Now([mark, text.as_bytes()].concat()),
        Err(problems) => Ordered::Refused(problems),
    }
}

/// Puts the bytes in the file's place, unless somebody has changed it since it was read.
fn put(site: &Site, file: &RecordFile<'_>, bytes: &[u8]) -> Result<(), Failure> {
    let path = site.root.join(file.path);
    let now = fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
    if *now != **file.bytes {
        let message = format!("`{}` was changed while this ran", terminal::shown(&path));
        return Err(Failure { exit: Exit::InputOutput, message, help: Some("run `isles fmt` again".into()) });
    }
    write::rewrite(&path, bytes).map_err(|error| Failure::io("write", &path, &error))
}

fn say_refused(site: &Site, refused: &mut Vec<Diagnostic>) {
    if refused.is_empty() {
        return;
    }
    diagnostic::sort(refused);
    let texts = Texts::of(&site.loaded.input);
    terminal::say(&human::render(refused, &texts, &terminal::renderer()));
    terminal::note("these records are left as they are until they can be read");
}

fn summary(changed: usize, check: bool) -> String {
    match (changed, check) {
        (0, _) => "every record that can be read is in order\n".to_owned(),
        (_, true) => format!("{} not in order; `isles fmt` puts it right\n", counted(changed, "record")),
        (_, false) => format!("{} put in order\n", counted(changed, "record")),
    }
}
