//! What must hold of every file of every site, whatever its content: read with a browser's own rules for HTML,
//! and never with the code that wrote the file.

use std::collections::{BTreeMap, BTreeSet};

use isles::output::{Build, Output};
use scraper::{ElementRef, Html, Node};

/// The schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// Elements that run, load, or make a browser read on by other rules.
const NEVER: [&str; 24] = [
    "applet",
    "base",
    "embed",
    "frame",
    "frameset",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "object",
    "plaintext",
    "portal",
    "style",
    "xmp",
    "animate",
    "animatemotion",
    "animatetransform",
    "audio",
    "foreignobject",
    "image",
    "set",
    "track",
    "use",
    "video",
];
/// Elements that the theme may have and no content.
const NEVER_IN_CONTENT: [&str; 14] = [
    "button", "dialog", "form", "link", "meta", "noscript", "option", "script", "select", "slot", "svg",
    "template", "textarea", "title",
];
/// Attributes whose value is fetched or opened.
const ADDRESSES: [&str; 14] = [
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "icon",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "src",
    "xlink:href",
];
/// What a page may ask for, as its first element after the character set and the width of the screen says.
const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; font-src 'self' file:; \
                      img-src 'self' file:; base-uri 'none'; form-action 'self' file:";

/// The policy of a page without a form.
fn without_forms() -> String {
    POLICY.replace("form-action 'self' file:", "form-action 'none'")
}

/// A part of the search hands data over and does nothing else: a call with JSON.
fn search_faults(text: &str) -> Vec<String> {
    let data = text.trim().trim_end_matches(';').split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    let values = data.map(|data| format!("[{data}]"));
    match values.map(|values| serde_json::from_str::<serde_json::Value>(&values)) {
        Some(Ok(_)) => Vec::new(),
        _ => vec!["a script that does more than hand over data".to_owned()],
    }
}

/// Every fault of every output, a line each; nothing where all is well.
pub fn faults(build: &Build) -> Vec<String> {
    let mut faults = Vec::new();
    let paths: BTreeSet<&str> = build.outputs.iter().map(|output| output.path.as_str()).collect();
    if build.has_errors() && !paths.is_empty() {
        faults.push("there are outputs beside an error".to_owned());
    }
    faults.extend(path_faults(build));
    for output in &build.outputs {
        let found = output_faults(output, &paths);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", output.path)));
    }
    faults
}

fn output_faults(output: &Output, paths: &BTreeSet<&str>) -> Vec<String> {
    let bytes = output.bytes.as_slice();
    let ending = output.path.rsplit('.').next().unwrap_or_default();
    // The theme's own files are trusted, and published pictures that are no text are read by the tests of pictures.
    if output.path.starts_with("theme/") || (output.path.starts_with("files/") && ending != "svg") {
        return Vec::new();
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec!["is not UTF-8".to_owned()];
    };
    match ending {
        "html" => page_faults(&output.path, text, paths),
        "svg" => drawing_faults(text),
        "xml" => xml_faults(text),
        "json" => serde_json::from_str::<serde_json::Value>(text)
            .err()
            .map(|error| error.to_string())
            .into_iter()
            .collect(),
        "ics" => calendar_faults(text),
        "csv" => spreadsheet_faults(text),
        "js" if output.path.starts_with("search/") => search_faults(text),
        other => vec![format!("a kind of file that nobody checks: {other}")],
    }
}

/// Paths that could leave the folder, not be written on some computer, or fall together on one.
pub fn path_faults(build: &Build) -> Vec<String> {
    let devices = ["con", "prn", "aux", "nul"];
    let mut faults = Vec::new();
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for Output { path, bytes: _ } in &build.outputs {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./".contains(letter);
        if !path.chars().all(plain) || path.len() > 240 {
            faults.push(format!("{path:?} is no plain path"));
        }
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
            let is_numbered = |of: &str| {
                stem.strip_prefix(of)
                    .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|digit| digit.is_ascii_digit()))
            };
            let is_device = devices.contains(&stem.as_str()) || is_numbered("com") || is_numbered("lpt");
            if part.is_empty() || part.starts_with('.') || part.ends_with('.') || is_device {
                faults.push(format!("{path:?} has a part that is no plain name"));
            }
        }
        if let Some(other) = folded.insert(path.to_ascii_lowercase(), path) {
            faults.push(format!("{path:?} and {other:?} fall together"));
        }
    }
    faults
}

/// What is wrong with a page.
fn page_faults(path: &str, html: &str, paths: &BTreeSet<&str>) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut faults = tree_faults(&page);
    for script in elements(&page).filter(|element| element.value().name() == "script") {
        let source = script.value().attr("src").map(|src| resolved(path, src)).unwrap_or_default();
        let is_own =
            paths.contains(source.as_str()) && !source.starts_with("files/") && source.ends_with(".js");
        if !is_own || !script.inner_html().trim().is_empty() {
            faults.push(format!("a script that is not the theme's: {}", script.html()));
        }
    }
    faults.extend(meta_faults(&page));
    let mut ids = BTreeSet::new();
    for id in elements(&page).filter_map(|element| element.value().attr("id")) {
        if !ids.insert(id) {
            faults.push(format!("two elements have the id {id:?}"));
        }
    }
    let prose = elements(&page)
        .filter(|element| element.value().has_class("prose", scraper::CaseSensitivity::CaseSensitive));
    for inner in prose.flat_map(|element| element.descendants()).filter_map(ElementRef::wrap) {
        // Drawings of data are the theme's.
        let is_drawing =
            inner.ancestors().filter_map(ElementRef::wrap).any(|around| around.value().name() == "figure");
        if !is_drawing && NEVER_IN_CONTENT.contains(&inner.value().name()) {
            faults.push(format!("content has made {}", inner.html()));
        }
    }
    faults
}

/// What is wrong with HTML that is a part of a page: a body as Markdown made it.
pub fn fragment_faults(html: &str) -> Vec<String> {
    let whole = format!(
        "<!DOCTYPE html><html><head></head><body><main>{html}</main><footer id=\"after\"></footer></body></html>"
    );
    let page = Html::parse_document(&whole);
    let mut faults = tree_faults(&page);
    for element in elements(&page) {
        if NEVER_IN_CONTENT.contains(&element.value().name()) && element.value().name() != "title" {
            faults.push(format!("content has made {}", element.html()));
        }
    }
    let after = elements(&page).find(|element| element.value().attr("id") == Some("after"));
    let stands =
        after.and_then(|element| ElementRef::wrap(element.parent()?)).map(|parent| parent.value().name());
    if stands != Some("body") {
        faults.push("what follows on the page has another place".to_owned());
    }
    // An entity that is none is read as its own letters.
    if let Some(error) = page.errors.iter().find(|error| !error.contains("haracter reference")) {
        faults.push(format!("a browser has to guess: {error}"));
    }
    faults
}

/// What holds of whole pages and of parts.
fn tree_faults(page: &Html) -> Vec<String> {
    let mut faults = Vec::new();
    for node in page.tree.values() {
        match node {
            Node::Comment(comment) => faults.push(format!("a comment: {:?}", comment.comment)),
            Node::ProcessingInstruction(_) => faults.push("a processing instruction".to_owned()),
            Node::Text(text) if text.contains('\0') => {
                faults.push(format!("a character that is none: {:?}", &**text));
            }
            _ => {}
        }
    }
    for element in elements(page) {
        faults.extend(element_fault(element));
    }
    // What a browser writes out again after reading must be read as the same page: no text may turn into markup.
    if page.select(&scraper::Selector::parse("noscript").expect("a selector")).next().is_some() {
        // What stands there is text to a parser that has scripts, and is written out as markup.
        return faults;
    }
    let written = page.html();
    if Html::parse_document(&written).html() != written {
        faults.push("read twice it is another page".to_owned());
    }
    faults
}

fn element_fault(element: ElementRef<'_>) -> Option<String> {
    let name = element.value().name().to_ascii_lowercase();
    if NEVER.contains(&name.as_str()) {
        return Some(format!("an element that may not be: {name}"));
    }
    for (attribute, value) in element.value().attrs() {
        let lower = attribute.to_ascii_lowercase();
        let is_address = ADDRESSES.contains(&lower.as_str());
        // A link may lead anywhere that is harmless; what is fetched lies in this site.
        let may_leave = lower == "href" && matches!(name.as_str(), "a" | "link");
        let bad = lower.starts_with("on")
            || matches!(lower.as_str(), "style" | "srcdoc" | "is" | "nonce" | "http-equiv" if name != "meta")
            || (is_address && !is_harmless(value, may_leave))
            || (lower == "srcset" && !value.split(',').all(|one| is_harmless(one, false)))
            || lower.contains(['<', '"', '\'', '=']);
        if bad {
            return Some(format!("an attribute that may not be: <{name} {attribute}={value:?}>"));
        }
    }
    None
}

/// Whether an address is harmless, read as a browser reads it: without control characters and outer blanks.
fn is_harmless(value: &str, may_leave: bool) -> bool {
    let read: String =
        value.chars().filter(|letter| !letter.is_control()).collect::<String>().trim().to_lowercase();
    let start = read.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    // What is no scheme is a name with a colon in it (URL Standard, 4.4, scheme state).
    let is_scheme = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    };
    match start.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        Some((scheme, _)) => may_leave && SCHEMES.contains(&scheme),
        None => !read.replace('\\', "/").starts_with("//"),
    }
}

/// The policy stands before anything that could be fetched; no other `meta` gives orders but a redirect's.
fn meta_faults(page: &Html) -> Vec<String> {
    let mut faults = Vec::new();
    let mut has_policy = false;
    for element in elements(page) {
        let value = element.value();
        match (value.name(), value.attr("http-equiv")) {
            ("meta", Some("Content-Security-Policy")) => {
                let content = value.attr("content").unwrap_or_default();
                // A page that only leads elsewhere has no form.
                has_policy = !has_policy && (content == POLICY || content == without_forms());
            }
            ("meta", Some("refresh")) => {
                let target = value.attr("content").and_then(|content| content.strip_prefix("0; url="));
                if !target
                    .is_some_and(|target| is_harmless(target, false) && !target.contains(char::is_whitespace))
                {
                    faults.push(format!("a redirect that leads away: {}", element.html()));
                }
            }
            ("meta", Some(other)) => faults.push(format!("an order to the browser: {other}")),
            ("script" | "link" | "img", _) if !has_policy => {
                faults.push(format!("{} comes before the policy", element.html()));
            }
            _ => {}
        }
    }
    if !has_policy {
        faults.push("there is no policy".to_owned());
    }
    faults
}

/// A drawing: XML that is whole, holds no program and leads nowhere but into itself.
pub fn drawing_faults(text: &str) -> Vec<String> {
    let mut faults = xml_faults(text);
    let page = Html::parse_fragment(text);
    for element in elements(&page) {
        let name = element.value().name().to_ascii_lowercase();
        let mut bad = ["script", "foreignobject", "iframe", "handler"].contains(&name.as_str());
        for (attribute, value) in element.value().attrs() {
            let (lower, value) = (attribute.to_ascii_lowercase(), plain_css(value));
            let leads =
                lower.ends_with("href") && !value.starts_with('#') && !value.starts_with("data:image/");
            // An animation may not change what leads or runs.
            let changes = lower == "attributename"
                && (value.contains("href") || value.starts_with("on") || value == "style");
            bad |=
                lower.starts_with("on") || leads || changes || value.contains("script:") || css_loads(&value);
        }
        if name == "style" {
            bad |= css_loads(&plain_css(&element.text().collect::<String>()));
        }
        if bad {
            faults.push(format!("a drawing holds {}", element.html().chars().take(200).collect::<String>()));
        }
    }
    for word in ["<!entity", "<!doctype", "<?xml-stylesheet", "<![cdata["] {
        if text.to_lowercase().contains(word) {
            faults.push(format!("a drawing holds {word}"));
        }
    }
    faults
}

/// Styles as a browser reads them (CSS Syntax 3, 4.3.7): an escape is its character; small letters; no comments.
fn plain_css(css: &str) -> String {
    let mut plain = String::new();
    let mut letters = css.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        let mut digits = String::new();
        while digits.len() < 6 && letters.peek().is_some_and(char::is_ascii_hexdigit) {
            digits.extend(letters.next());
        }
        if digits.is_empty() {
            plain.extend(letters.next());
        } else {
            letters.next_if(|letter| letter.is_whitespace());
            plain.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
        }
    }
    plain.to_lowercase()
}

fn css_loads(css: &str) -> bool {
    let urls = css.split("url(").skip(1);
    let leads = |target: &str| {
        let target =
            target.trim_start_matches(|letter: char| letter.is_whitespace() || "\"'".contains(letter));
        !target.starts_with('#') && !target.starts_with("data:image/")
    };
    urls.into_iter().any(leads)
        || ["@import", "image-set(", "expression(", "-moz-binding"].iter().any(|word| css.contains(word))
}

fn xml_faults(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut faults = Vec::new();
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(error) => {
                faults.push(format!("is no XML: {error}"));
                break;
            }
        }
    }
    let is_none = |letter: char| {
        letter.is_control() && !"\t\n\r".contains(letter) || "\u{fffe}\u{ffff}".contains(letter)
    };
    if depth > 0 || text.contains(is_none) {
        faults.push("is no whole XML".to_owned());
    }
    faults
}

/// Every line of a calendar is a property of ours or continues one.
fn calendar_faults(text: &str) -> Vec<String> {
    let ours = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "X-WR-CALNAME",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "URL",
        "TRANSP",
    ];
    let is_ours = |line: &str| {
        let name = line.split([':', ';']).next().unwrap_or_default();
        line.starts_with(' ') || ours.contains(&name)
    };
    let strange = text
        .split("\r\n")
        .filter(|line| !line.is_empty() && (!is_ours(line) || line.contains(['\n', '\r', '\0'])));
    strange.map(|line| format!("a strange line: {line:?}")).collect()
}

/// No cell of a table is a formula.
fn spreadsheet_faults(text: &str) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
    let mut faults = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let runs = |cell: &&str| {
                    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
                };
                faults.extend(row.iter().find(runs).map(|cell| format!("a formula: {cell:?}")));
            }
            Err(error) => faults.push(error.to_string()),
        }
    }
    faults
}

fn elements(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.tree.nodes().filter_map(ElementRef::wrap)
}

/// The path that an address on a page means.
fn resolved(page: &str, address: &str) -> String {
    if let Some(address) = address.strip_prefix('/') {
        return address.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}
