//! Which calendar files a site has, and what each holds; `render/feed/` writes them as iCalendar.

use rayon::prelude::*;

use super::{Making, places, urls};
use crate::catalog::RecordIx;
use crate::date::Date;
use crate::id::Id;
use crate::record::{Plan, Status};
use crate::report::agenda::{Event, EventSort, events, sort};
use crate::say;

/// A calendar that one can open or subscribe to: it has at least one day. Whoever only names it counts the days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile<Day = CalendarEvent> {
    /// Path below the output folder.
    pub path: String,
    /// What the calendar is called.
    pub name: String,
    /// Its days.
    pub events: Vec<Day>,
}

/// One or several whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// What it is found by, in every build and after its title changed: record and part.
    pub id: String,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// What it is, in a line.
    pub summary: String,
    /// What else is known.
    pub description: String,
    /// The page that tells of it, below the output folder.
    pub url: String,
}

/// The files of every place and every plan that has a day.
pub(super) fn files(making: Making<'_, '_>) -> Vec<CalendarFile> {
    let day = |event: &Event<'_>| making.calendar_event(event);
    let of = |place: &Option<Id>| of_place(making, place.as_ref(), &events_of(making, place.as_ref()), day);
    places(making.view).par_iter().flat_map_iter(of).collect()
}

/// The days of a place; at the top of a district those of all its schools too.
pub(super) fn events_of<'a>(making: Making<'a, '_>, school: Option<&Id>) -> Vec<Event<'a>> {
    if school.is_some() {
        return events(making.view, school, making.today);
    }
    let of = |place: &Option<Id>| events(making.view, place.as_ref(), making.today);
    let mut all: Vec<Event<'a>> = places(making.view).par_iter().flat_map_iter(of).collect();
    sort(&mut all);
    all
}

/// The files of a place as they are named, without what stands in them.
pub(super) fn named(
    making: Making<'_, '_>,
    school: Option<&Id>,
    events: &[Event<'_>],
) -> Vec<CalendarFile<()>> {
    of_place(making, school, events, |event| {
        event.days()?;
        making.view.get(event.record).map(|_| ())
    })
}

/// The file of a place and those of its own plans: none without a day.
fn of_place<Day>(
    making: Making<'_, '_>,
    school: Option<&Id>,
    events: &[Event<'_>],
    day: impl Fn(&Event<'_>) -> Option<Day>,
) -> Vec<CalendarFile<Day>> {
    let of = |belongs: &dyn Fn(&Event<'_>) -> bool| -> Vec<Day> {
        events.iter().filter(|event| belongs(event)).filter_map(&day).collect()
    };
    let mut files = vec![CalendarFile {
        path: format!("{}calendar.ics", urls::folder(school)),
        name: making.place_name(school),
        events: of(&|event| !is_over(making, event)),
    }];
    files.extend(making.view.own::<Plan>(school).map(|plan| CalendarFile {
        path: urls::calendar(&plan.record().key),
        name: plan.record().title().to_owned(),
        events: of(&|event| event.plan == Some(plan.ix)),
    }));
    files.retain(|file| !file.events.is_empty());
    files
}

/// Whether a day is of a plan that is over: it is in the file of that plan alone.
pub(super) fn is_over(making: Making<'_, '_>, event: &Event<'_>) -> bool {
    let plan = event.plan.and_then(|plan| making.view.item::<Plan>(plan));
    plan.is_some_and(|plan| plan.fields.status == Status::Closed)
}

impl Making<'_, '_> {
    /// A day as a calendar holds it; nothing where it is only known to the month.
    fn calendar_event(self, event: &Event<'_>) -> Option<CalendarEvent> {
        let (first, last) = event.days()?;
        let entry = self.view.get(event.record)?;
        let title = |ix: RecordIx| Some(self.view.get(ix)?.record.title());
        let said = [
            event.owner.map(str::to_owned),
            event.done.map(|done| say!(self.language, "calendar-file.done", date = self.language.date(done))),
            event
                .plan
                .filter(|plan| *plan != event.record)
                .and_then(title)
                .map(|plan| say!(self.language, "calendar-file.plan", plan = plan)),
            self.school_name(entry).map(str::to_owned),
        ];
        let end_is_vague = event.ends.is_some_and(|ends| ends.day().is_none());
        let vague = event
            .ends
            .filter(|_| end_is_vague)
            .map(|ends| say!(self.language, "calendar-file.until", date = self.language.date(ends)));
        let said: Vec<String> = said.into_iter().flatten().chain(vague).collect();
        let summary = match event.sort {
            EventSort::ActionDue | EventSort::Pilot => {
                format!("{}: {}", event.sort.words(self.language), event.title)
            }
            EventSort::ReviewDue if event.part == "review" => {
                say!(self.language, "calendar-file.review-due", title = event.title)
            }
            _ => event.title.clone().into_owned(),
        };
        Some(CalendarEvent {
            id: format!("{}.{}", entry.record.key.to_string().replace('/', "."), event.part),
            first,
            last,
            summary,
            description: said.join(". "),
            url: self.urls.of_record(event.record).to_owned(),
        })
    }
}
