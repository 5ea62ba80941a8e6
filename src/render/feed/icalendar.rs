//! Calendar files (iCalendar, RFC 5545): whole days, one file a place and one a plan.

use icalendar::{Calendar, Component, Event, Property};

use crate::config::Config;
use crate::date::{Date, add_days};
use crate::site::Site;
use crate::site::calendar_file::{CalendarEvent, CalendarFile};

/// The calendar files of a site, by path.
pub(super) fn calendars(site: &Site<'_>, config: &Config) -> Vec<(String, String)> {
    let address = config.output.html.site_url.as_deref();
    let stamp = format!("{}T000000Z", site.head.as_of.iso.replace('-', ""));
    let file = |file: &CalendarFile| (file.path.clone(), calendar(file, &stamp, address));
    site.calendars.iter().map(file).collect()
}

/// One calendar. Its moment is the as-of date and its ids are made of records, so that the same site gives the same
/// file, and another build the same days.
fn calendar(file: &CalendarFile, stamp: &str, address: Option<&str>) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Isles//Isles//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", &one_line(&file.name)),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    for event in &file.events {
        calendar.push(vevent(event, stamp, address));
    }
    calendar.to_string()
}

fn vevent(event: &CalendarEvent, stamp: &str, address: Option<&str>) -> Event {
    let mut vevent = Event::new();
    vevent.uid(&format!("{}@{}", event.id, host(address)));
    vevent.add_property("DTSTAMP", stamp);
    vevent.append_property(day("DTSTART", event.first));
    // The end of whole days is the day after the last (RFC 5545, 3.6.1).
    vevent.append_property(day("DTEND", add_days(event.last, 1)));
    vevent.summary(&one_line(&event.summary));
    if !event.description.is_empty() {
        vevent.description(&one_line(&event.description));
    }
    if let Some(address) = address {
        vevent.url(&format!("{}/{}", address.trim_end_matches('/'), event.url));
    }
    // A day of the plan does not make anybody busy.
    vevent.add_property("TRANSP", "TRANSPARENT");
    vevent.done()
}

fn day(name: &str, date: Date) -> Property {
    let value = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    Property::new(name, value).add_parameter("VALUE", "DATE").done()
}

/// The host of a site's address, which keeps the ids of two sites apart.
fn host(address: Option<&str>) -> &str {
    let rest = address.and_then(|address| address.split("//").nth(1));
    rest.and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("isles.invalid")
}

/// Words in one line, without the control characters that a calendar cannot hold.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
