//! Calendar files (iCalendar, RFC 5545): whole days, one file a place and one a plan.

use std::collections::HashMap;
use std::sync::Arc;

use icalendar::{Calendar, Component, Event, Property};
use rayon::prelude::*;

use crate::config::Config;
use crate::date::{Date, add_days};
use crate::render::kept::hash;
use crate::site::Site;
use crate::site::calendar_file::{CalendarEvent, CalendarFile};
use crate::view::View;

/// Calendars as they were written, by a hash of all that they say.
pub(super) type Kept = HashMap<blake3::Hash, Arc<str>>;

/// The calendar files of a site, by path; those that say the same are not written again.
pub(super) fn calendars<'a>(
    (view, site): (&View<'a>, &Site<'a>),
    config: &Config,
    before: &Kept,
) -> (Vec<(String, String)>, Kept) {
    let calendars = site.calendars(view);
    let address = config.output.html.site_url.as_deref();
    let stamp = format!("{}T000000Z", site.head.as_of.iso.replace('-', ""));
    let written = |file: &CalendarFile| {
        let says = digest(file, &stamp, address);
        let text = before.get(&says).cloned().unwrap_or_else(|| calendar(file, &stamp, address).into());
        (says, text)
    };
    let written: Vec<(blake3::Hash, Arc<str>)> = calendars.par_iter().map(written).collect();
    let paths = calendars.iter().map(|file| file.path.clone());
    let files = paths.zip(&written).map(|(path, (_, text))| (path, text.to_string())).collect();
    (files, written.into_iter().collect())
}

/// A hash of all that a calendar says.
fn digest(file: &CalendarFile, stamp: &str, address: Option<&str>) -> blake3::Hash {
    let CalendarFile { path: _, name, events } = file;
    let mut parts: Vec<&[u8]> =
        vec![stamp.as_bytes(), address.unwrap_or_default().as_bytes(), name.as_bytes()];
    let days: Vec<[u8; 8]> = events.iter().map(|event| days(event.first, event.last)).collect();
    for (CalendarEvent { id, first: _, last: _, summary, description, url }, days) in events.iter().zip(&days)
    {
        parts.extend([id, summary, description, url].map(String::as_bytes));
        parts.push(days);
    }
    hash(&parts)
}

/// Two days as bytes.
fn days(first: Date, last: Date) -> [u8; 8] {
    let bytes = |day: Date| {
        let ([high, low], [month, day]) = (day.year().to_be_bytes(), [day.month(), day.day()]);
        [high, low, month.cast_unsigned(), day.cast_unsigned()]
    };
    let ([a, b, c, d], [e, f, g, h]) = (bytes(first), bytes(last));
    [a, b, c, d, e, f, g, h]
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
