//! The second look at a drawing: what leads out of it goes, what is left is measured and read.

use std::borrow::Cow;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// A drawing that leads nowhere but into itself.
pub(super) struct Closed {
    pub bytes: Vec<u8>,
    /// Its size on a page, where it says one.
    pub pixels: Option<(u32, u32)>,
    /// Its words and names, a line for each place.
    pub words: String,
}

/// Closes a drawing that has been through a list of elements; `None` where it cannot be read.
pub(super) fn close(svg: &str) -> Option<Closed> {
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::new(Vec::with_capacity(svg.len()));
    let mut words = Words::default();
    let mut root: Option<BytesStart<'static>> = None;
    let mut style = Style::default();
    loop {
        let event = reader.read_event().ok()?;
        let event = match event {
            Event::Eof => break,
            event if style.is_open() => match style.take_in(event) {
                Some(end) => {
                    let css = local_urls(&style.css).unwrap_or_default().into_owned();
                    writer.write_event(Event::Text(BytesText::from_escaped(css))).ok()?;
                    style = Style::default();
                    words.end("style");
                    end
                }
                None => continue,
            },
            Event::Start(element) => {
                style.depth = usize::from(element.local_name().as_ref() == "style");
                let element = closed(&element, &mut words)?;
                root.get_or_insert_with(|| element.clone());
                Event::Start(element)
            }
            Event::Empty(element) => {
                let element = closed(&element, &mut words)?;
                root.get_or_insert_with(|| element.clone());
                Event::Empty(element)
            }
            Event::End(element) => {
                words.end(element.local_name().as_ref());
                Event::End(element)
            }
            Event::Text(text) => {
                words.push(&text);
                Event::Text(text)
            }
            Event::GeneralRef(name) => {
                words.push(&entity(&name)?);
                Event::GeneralRef(name)
            }
            Event::Decl(declaration) => Event::Decl(declaration),
            Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => continue,
        };
        writer.write_event(event).ok()?;
    }
    let pixels = size(&root?);
    Some(Closed { bytes: writer.into_inner(), pixels, words: words.finish() })
}

/// The text of a style, gathered whole: what stands between its pieces is left out, and together they could say
/// what none of them says.
#[derive(Default)]
struct Style {
    css: String,
    /// How many elements are open, the style itself among them.
    depth: usize,
}

impl Style {
    fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Takes in what stands in the style, or returns its end.
    fn take_in<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => {
                self.depth -= 1;
                if self.depth == 0 {
                    return Some(event);
                }
            }
            // What entities say may be anything, and what stands in other elements is no style.
            Event::Text(text) if self.depth == 1 => self.css.push_str(&text),
            _ => {}
        }
        None
    }
}

/// An element without attributes that lead out of the drawing, or that only its author's program reads.
fn closed(element: &BytesStart<'_>, words: &mut Words) -> Option<BytesStart<'static>> {
    let mut closed = BytesStart::new(element.name().as_ref().to_owned());
    for attribute in element.attributes() {
        let Attribute { key, value } = attribute.ok()?;
        let name = key.as_ref();
        let value = quick_xml::escape::unescape(&value).ok()?;
        let value = match key.local_name().as_ref() {
            "href" if !value.starts_with('#') && !value.starts_with("data:image/") => continue,
            "href" => value,
            // All addresses in the drawing would lead from there.
            "base" => continue,
            local if local.starts_with("data-") => continue,
            _ if value.to_ascii_lowercase().contains("script:") => continue,
            _ => match local_urls(&value) {
                Some(value) => Cow::Owned(value.into_owned()),
                None => continue,
            },
        };
        if matches!(name, "id" | "class" | "name") || name.starts_with("aria-") {
            words.line(&value);
        }
        closed.push_attribute((name, &*value));
    }
    Some(closed)
}

/// A style in which `url(…)` leads into the drawing only; `None` where it loads in another way, or says with
/// escapes what cannot be told (`\75rl(…)` is `url(…)`: CSS Syntax 3, 4.3.7).
fn local_urls(css: &str) -> Option<Cow<'_, str>> {
    if css.contains('\\') {
        return None;
    }
    let lower = css.to_ascii_lowercase();
    if ["image-set", "src(", "image(", "@import"].iter().any(|loads| lower.contains(loads)) {
        return None;
    }
    let mut local = String::new();
    let mut done = 0;
    while let Some(start) = lower[done..].find("url(").map(|at| done + at + 4) {
        let end = css[start..].find(')').map_or(css.len(), |at| start + at);
        let target = css[start..end].trim().trim_matches(['"', '\'']).trim();
        local.push_str(&css[done..start]);
        local.push_str(if target.starts_with('#') || target.starts_with("data:image/") {
            &css[start..end]
        } else {
            "#"
        });
        done = end;
    }
    Some(if done == 0 { Cow::Borrowed(css) } else { Cow::Owned(local + &css[done..]) })
}

/// What stands for a character.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Some(character) = name.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
}

/// The size that the first element says, or its view box.
fn size(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let value = |name: &str| {
        let attribute = root.try_get_attribute(name).ok()??;
        Some(attribute.value.into_owned())
    };
    let length = |text: String| text.trim().trim_end_matches("px").trim().parse::<f64>().ok();
    let said = value("width").and_then(length).zip(value("height").and_then(length));
    let (width, height) = said.or_else(|| {
        let view_box = value("viewBox")?;
        let numbers = view_box.split([' ', ',', '\n', '\t']).filter(|number| !number.is_empty());
        let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
        Some((*numbers.get(2)?, *numbers.get(3)?))
    })?;
    Some((whole(width)?, whole(height)?))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
fn whole(length: f64) -> Option<u32> {
    let rounded = length.round();
    (1.0..=100_000.0).contains(&rounded).then_some(rounded as u32)
}

/// The words of a drawing. A text may be broken into pieces within words and between them, so each
/// is read both ways.
#[derive(Default)]
struct Words {
    all: String,
    joined: String,
    spaced: String,
}

impl Words {
    fn push(&mut self, text: &str) {
        self.joined.push_str(text);
        self.spaced.push_str(text);
    }

    fn line(&mut self, text: &str) {
        self.all.push_str(text);
        self.all.push('\n');
    }

    fn end(&mut self, element: &str) {
        self.spaced.push(' ');
        if matches!(element, "text" | "title" | "desc" | "flowRoot" | "style") {
            let (joined, spaced) = (std::mem::take(&mut self.joined), std::mem::take(&mut self.spaced));
            self.line(joined.trim());
            if joined.trim() != spaced.trim() {
                self.line(spaced.trim());
            }
        }
    }

    fn finish(mut self) -> String {
        self.end("text");
        self.all.trim().to_owned()
    }
}
