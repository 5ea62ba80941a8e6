//! Classroom visits: the answers to a form become a walkthrough and its rows.

use std::fmt::Write;

use super::ask::{Ask, on_terminal};
use super::clean::clean;
use super::columns::{Holds, Kept, Keys, Mapping, Wanted, resolve};
use super::result::finish;
use super::sheet::{Sheet, column_of};
use crate::cli::args::WalkthroughImport;
use crate::cli::as_of::parse_day;
use crate::cli::new::quoted;
use crate::cli::site::unreadable_settings;
use crate::cli::{Exit, Failure};
use crate::date::Date;
use crate::id::nearest;
use crate::record::{Initiative, Kind, LookFor, Rows, Walkthrough, hint};
use crate::view::{Item, View};

/// Imports a wave of visits.
pub(super) fn run(arguments: &WalkthroughImport) -> Result<Exit, Failure> {
    let WalkthroughImport { imported, initiative, eligible, session, date } = arguments;
    let sheet = Sheet::open(Kind::Walkthrough, imported)?;
    let read = crate::read(&sheet.site.loaded.input, &sheet.options).map_err(|_| unreadable_settings())?;
    let view = View::of_everything(&read.catalog, &read.language);
    let initiative = find(&view, &sheet, initiative.as_deref())?;
    let wanted = wanted(&initiative.fields.look_fors);
    let before = before(&view, &initiative);
    let mut ask = on_terminal;
    let kept = resolve(&sheet.table, &wanted, (&imported.map, &before), &mut ask)?;
    let fields = Fields {
        initiative: initiative.record().key.id.as_str(),
        session: session.as_deref(),
        days: days(&sheet, &kept, *date, &mut ask)?,
        eligible: rooms(*eligible, &mut ask)?,
    };
    if !kept.iter().any(|kept| is_look_for(kept.wanted)) {
        let message = "no column holds what was seen, so there is nothing to import";
        let ids: Vec<&str> = initiative.fields.look_fors.iter().map(|part| part.id.as_str()).collect();
        let help = format!("say which with `--map COLUMN=LOOK-FOR`; the look-fors are {}", ids.join(", "));
        return Err(Failure::usage(message).help(help));
    }
    let clean = clean(&sheet.table, &kept, imported.pseudonyms)?;
    finish(&sheet, &record(&sheet, &fields, &kept), &clean)
}

/// What the record says beside its rows.
struct Fields<'a> {
    initiative: &'a str,
    session: Option<&'a str>,
    /// First and last day.
    days: (Date, Date),
    eligible: u32,
}

/// The initiative of that id in the school, else the district; without an id, the only one.
fn find<'v>(view: &View<'v>, sheet: &Sheet, name: Option<&str>) -> Result<Item<'v, Initiative>, Failure> {
    let here = |item: &Item<'v, Initiative>| {
        let school = &item.record().key.school;
        school.is_none() || *school == sheet.school
    };
    let mut known: Vec<Item<'v, Initiative>> = view.all::<Initiative>().filter(here).collect();
    // The school's own come first, as in references.
    known.sort_by_key(|item| item.record().key.school.is_none());
    let ids = || known.iter().map(|item| item.record().key.id.as_str());
    let list = || ids().collect::<Vec<_>>().join(", ");
    match (name, known.as_slice()) {
        (_, []) => {
            let failure = Failure::usage("there is no initiative yet that could have been looked for");
            Err(failure.help("`isles new initiative \"TITLE\"` starts one"))
        }
        (None, [one]) => Ok(*one),
        (None, _) => Err(Failure::usage("say which initiative was looked for: `--initiative INITIATIVE`")
            .help(format!("they are {}", list()))),
        (Some(name), _) => {
            known.iter().find(|item| item.record().key.id.as_str() == name).copied().ok_or_else(|| {
                let near = nearest(name, ids()).map(|near| format!("did you mean `{near}`? "));
                Failure::usage(format!("there is no initiative `{name}`")).help(format!(
                    "{}they are {}",
                    near.unwrap_or_default(),
                    list()
                ))
            })
        }
    }
}

/// What a form about these look-fors can hold.
fn wanted(look_fors: &[LookFor]) -> Vec<Wanted> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let room = Wanted {
        field: "room".into(),
        what: "the room (`room`)".into(),
        needed: true,
        names: names(&["room", "room number", "room no.", "room #", "classroom"]),
        holds: Holds::Key(Keys::Rooms),
    };
    let when = Wanted {
        field: "when".into(),
        what: "the time of the visit (`when`)".into(),
        needed: false,
        names: names(&["when", "timestamp", "date and time", "date", "time", "start time", "date of visit"]),
        holds: Holds::Plain,
    };
    let look_for = |LookFor { id, text, who: _, levels: _, goal_level: _ }: &LookFor| Wanted {
        field: id.clone(),
        what: format!("the look-for `{id}` ({text})"),
        needed: false,
        names: vec![id.clone(), id.replace(['-', '_'], " "), text.clone()],
        holds: Holds::Levels,
    };
    [room, when].into_iter().chain(look_fors.iter().map(look_for)).collect()
}

fn is_look_for(wanted: &Wanted) -> bool {
    wanted.holds == Holds::Levels
}

/// The mapping of the latest wave of the initiative that has rows, as column and field.
fn before(view: &View<'_>, initiative: &Item<'_, Initiative>) -> Vec<Mapping> {
    let same = |item: &Item<'_, Walkthrough>| {
        view.links(item.ix)
            .any(|link| link.to == initiative.ix && link.relation == crate::record::Relation::LooksFor)
    };
    let with_rows = view
        .all::<Walkthrough>()
        .filter(same)
        .filter_map(|item| Some((item.fields.date.sort_key(), item.fields.rows.as_ref()?)));
    let Some((_, Rows { file: _, room, when, columns })) = with_rows.max_by_key(|(date, _)| *date) else {
        return Vec::new();
    };
    let own = [(room.clone(), "room".to_owned())];
    let when = when.iter().map(|when| (when.clone(), "when".to_owned()));
    let look_fors = columns.iter().map(|(look_for, column)| (column.clone(), look_for.clone()));
    own.into_iter().chain(when).chain(look_fors).collect()
}

/// First and last day: as it is said, as the file says, or as somebody answers.
fn days(sheet: &Sheet, kept: &[Kept<'_>], said: Option<Date>, ask: Ask<'_>) -> Result<(Date, Date), Failure> {
    let in_file = column_of(kept, "when").and_then(|column| sheet.days(column, None));
    let in_file = in_file.and_then(|(_, days)| Some((*days.iter().min()?, *days.iter().max()?)));
    match (said, in_file) {
        (Some(day), Some((_, last))) if last > day => Ok((day, last)),
        (Some(day), _) => Ok((day, day)),
        (None, Some(days)) => Ok(days),
        (None, None) => {
            let answer = ask("On which day were the visits? Write it as 2026-10-22.");
            let day = answer.map(|answer| parse_day(&answer)).transpose().map_err(Failure::usage)?;
            let day = day.ok_or_else(|| {
                Failure::usage("the file does not say on which day the visits were")
                    .help("say it with `--date 2026-10-22`")
            })?;
            Ok((day, day))
        }
    }
}

/// In how many rooms it should be seen.
fn rooms(said: Option<u32>, ask: Ask<'_>) -> Result<u32, Failure> {
    let answered = said.or_else(|| {
        ask("In how many rooms should it be seen? Rooms that nobody visited count too.")?.parse().ok()
    });
    answered.ok_or_else(|| {
        Failure::usage("say in how many rooms it should be seen, visited or not: `--eligible ROOMS`")
    })
}

fn record(sheet: &Sheet, fields: &Fields<'_>, kept: &[Kept<'_>]) -> String {
    let Fields { initiative, session, days: (first, last), eligible } = fields;
    let header =
        |field: &str| kept.iter().find(|kept| kept.wanted.field == field).map(|kept| quoted(&kept.header));
    let mut rows = format!("file = {}", quoted(&format!("{}.csv", sheet.id)));
    for (name, field) in [("room", "room"), ("when", "when")] {
        rows.extend(header(field).map(|header| format!(", {name} = {header}")));
    }
    let look_fors = kept.iter().filter(|kept| is_look_for(kept.wanted));
    let look_fors: Vec<String> =
        look_fors.map(|kept| format!("{} = {}", kept.wanted.field, quoted(&kept.header))).collect();
    let mut text = format!("+++\ntitle = {}\ndate = {first}\n", quoted(&sheet.title));
    let mut line =
        |line: std::fmt::Arguments<'_>| writeln!(text, "{line}").expect("a string takes every text");
    if last > first {
        line(format_args!("ends = {last}"));
    }
    line(format_args!("initiative = {}", quoted(initiative)));
    if let Some(session) = session {
        line(format_args!("session = {}", quoted(session)));
    }
    line(format_args!("eligible = {eligible}"));
    line(format_args!("rows = {{ {rows}, columns = {{ {} }} }}", look_fors.join(", ")));
    line(format_args!("\n# Below the next line comes the text. {}\n+++\n", hint(Kind::Walkthrough)));
    text
}
