//! What is said of a text and the lists it rests on: said by `check`, and by forms while one writes.

/// A heading as large as the title.
pub const HEADING_OF_THE_TITLE: &str = "a heading of level 1 (`#`) inside the text";
/// What to do about it.
pub const HEADING_OF_THE_TITLE_HELP: &str = "the title is level 1; write `##`";
/// A heading that skips a level.
pub const HEADING_SKIPS: &str = "a heading of level {level} right below {above}";
/// A link around nothing.
pub const LINK_WITHOUT_TEXT: &str = "this link has no text";
/// A link that says nothing when it is read out alone.
pub const LINK_VAGUE: &str = "the link “{text}” does not say where it leads";
/// What to do about both.
pub const LINK_HELP: &str = "name the thing that is linked to";
/// An image that nobody describes.
pub const IMAGE_SILENT: &str = "the image `{address}` has no alternative text";
/// An image from elsewhere.
pub const IMAGE_REMOTE: &str = "the image `{address}` lies on another site and becomes a link";
/// What to do about it.
pub const IMAGE_REMOTE_HELP: &str = "save the image next to this file and use its name here";
/// An acronym that is not explained.
pub const ACRONYM: &str = "`{word}` is not explained in this text";
/// What to do about it.
pub const ACRONYM_HELP: &str = "write it out where it first stands: … ({word})";
/// A tag that does not pass.
pub const TAG_NOT_SHOWN: &str = "`<{name}>` is not shown";

/// Texts of links that say nothing when they are read out alone.
pub const VAGUE: [&str; 16] = [
    "here",
    "click here",
    "click",
    "click this",
    "link",
    "this link",
    "a link",
    "this",
    "this page",
    "this site",
    "page",
    "read more",
    "more",
    "see here",
    "see more",
    "learn more",
];

/// Short forms that everybody in a US school reads as words.
pub const KNOWN: [&str; 34] = [
    "US", "USA", "UK", "UN", "EU", "DC", "TV", "OK", "AM", "PM", "PDF", "CSV", "ID", "IDS", "IT", "PC", "CD",
    "DVD", "USB", "URL", "QR", "FAQ", "PTA", "SAT", "ACT", "PE", "VIP", "COVID", "RSVP", "PS", "AA", "BC",
    "AD", "NB",
];

/// Words that people write in capitals to be loud.
pub const LOUD: [&str; 30] = [
    "A", "ALL", "AND", "ANY", "ALWAYS", "ARE", "BUT", "CAN", "DO", "DONE", "EVERY", "FOR", "GO", "IF", "IN",
    "IS", "MUST", "NEVER", "NEW", "NO", "NOT", "NOTE", "NOW", "OR", "STOP", "THE", "TO", "TODO", "WE", "YES",
];

/// Words after an acronym, or before it, that explain it.
pub const EXPLAINING: [&str; 6] =
    [" for short", " stands for ", " is short for ", ", short for ", " means ", " is the short form"];

/// The tags within a line that pass, besides those that are never closed.
pub const INLINE_TAGS: [&str; 20] = [
    "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "time",
];
