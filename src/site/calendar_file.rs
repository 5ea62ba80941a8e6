//! Which calendar files a site has, and what each holds; `render/feed/` writes them as iCalendar.

use super::{Making, places, urls};
use crate::catalog::RecordIx;
use crate::date::Date;
use crate::id::Id;
use crate::record::{Key, Plan, Status};
use crate::report::agenda::{Event, EventSort, events};

/// A calendar that one can open or subscribe to: it has at least one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// Path below the output folder.
    pub path: String,
    /// What the calendar is called.
    pub name: String,
    /// Its days.
    pub events: Vec<CalendarEvent>,
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
    let events = events(making.view, making.today);
    let mut files: Vec<CalendarFile> = Vec::new();
    for place in places(making.view) {
        for file in of_place(making, place.as_ref(), &events) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    files
}

/// The file of a place and those of its plans: none without a day.
pub(super) fn of_place(
    making: Making<'_, '_>,
    school: Option<&Id>,
    events: &[Event<'_>],
) -> Vec<CalendarFile> {
    let of = |belongs: &dyn Fn(&Event<'_>) -> bool| -> Vec<CalendarEvent> {
        events
            .iter()
            .filter(|event| belongs(event))
            .filter_map(|event| making.calendar_event(event))
            .collect()
    };
    let mut files = vec![CalendarFile {
        path: format!("{}calendar.ics", urls::folder(school)),
        name: making.place_name(school),
        events: of(&|event| is_in(making, event, school)),
    }];
    let plans = making.view.all::<Plan>().filter(|plan| plan.record().key.school.as_ref() == school);
    files.extend(plans.map(|plan| CalendarFile {
        path: urls::calendar(&plan.record().key),
        name: plan.record().title().to_owned(),
        events: of(&|event| event.plan == Some(plan.ix)),
    }));
    files.retain(|file| !file.events.is_empty());
    files
}

/// Whether a day is of a place, and of no plan that is over; at the top of a district whatever its school.
pub(super) fn is_in(making: Making<'_, '_>, event: &Event<'_>, school: Option<&Id>) -> bool {
    let plan = event.plan.and_then(|plan| making.view.item::<Plan>(plan));
    let over = plan.is_some_and(|plan| plan.fields.status == Status::Closed);
    let here = |key: &Key| school.is_none() || key.school.as_ref() == school;
    !over && making.view.get(event.record).is_some_and(|entry| here(&entry.record.key))
}

impl Making<'_, '_> {
    /// A day as a calendar holds it; nothing where it is only known to the month.
    fn calendar_event(self, event: &Event<'_>) -> Option<CalendarEvent> {
        let (first, last) = event.days()?;
        let entry = self.view.get(event.record)?;
        let title = |ix: RecordIx| Some(self.view.get(ix)?.record.title());
        let said = [
            event.owner.map(str::to_owned),
            event.done.map(|done| format!("Done {}", done.in_words())),
            event
                .plan
                .filter(|plan| *plan != event.record)
                .and_then(title)
                .map(|plan| format!("Plan: {plan}")),
            self.school_name(entry).map(str::to_owned),
        ];
        let end_is_vague = event.ends.is_some_and(|ends| ends.day().is_none());
        let vague = event.ends.filter(|_| end_is_vague).map(|ends| format!("until {}", ends.in_words()));
        let said: Vec<String> = said.into_iter().flatten().chain(vague).collect();
        let summary = match event.sort {
            EventSort::ActionDue | EventSort::Pilot => format!("{}: {}", event.sort.words(), event.title),
            EventSort::ReviewDue if event.part == "review" => format!("Review due: {}", event.title),
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
