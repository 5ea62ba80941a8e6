//! The text of a record on its page: where its links and images lead.

use super::markdown::{ImageAs, LinkAs, Options, Rendered, Resolve, WikiAs, anchor, render};
use super::theme::Theme;
use crate::catalog::{Destination, RecordIx};
use crate::date::When;
use crate::diagnostic::Diagnostic;
use crate::record::{Data, Record};
use crate::say;
use crate::site::{PictureLine, PictureSource, Site};
use crate::view::{Seen, View};

/// The template for a drawing of data within a text.
const FIGURE: &str = "fragments/figure.html";

/// Renders the body of a record for the page at `url`.
pub(super) fn body<'a>(
    view: &View<'a>,
    site: &Site<'a>,
    theme: &Theme,
    ix: RecordIx,
    url: &str,
) -> Option<Rendered> {
    let record = &view.get(ix)?.record;
    let root = "../".repeat(url.matches('/').count());
    let links = BodyLinks { view, site, theme, record, root };
    Some(render(record.body(), &Options { id_prefix: "", language: view.language() }, &links))
}

struct BodyLinks<'b, 'a> {
    view: &'b View<'a>,
    site: &'b Site<'a>,
    theme: &'b Theme,
    record: &'b Record,
    root: String,
}

impl BodyLinks<'_, '_> {
    fn href(&self, ix: RecordIx, heading: Option<&str>) -> String {
        let mut href = format!("{}{}", self.root, self.site.urls.of_record(ix));
        if let Some(heading) = heading {
            href.push('#');
            href.push_str(&anchor(heading));
        }
        href
    }

    /// What is said under a drawing in the notes of a meeting that is over: the drawing goes on with the data.
    fn as_of(&self) -> Option<String> {
        let met = match &self.record.data {
            Data::Review(review) => review.date?,
            Data::Plc(notes) => notes.date,
            _ => return None,
        };
        let (language, today) = (self.view.language(), self.site.today());
        met.is_before(today).then(|| {
            let (today, date) = (language.date(When::Day(today)), language.date(met));
            say!(language, "drawings.as-of", today = today, date = date)
        })
    }

    fn title(&self, ix: RecordIx) -> String {
        self.view.get(ix).map(|entry| entry.record.title().to_owned()).unwrap_or_default()
    }
}

impl Resolve for BodyLinks<'_, '_> {
    fn link(&self, destination: &str) -> LinkAs {
        match self.view.destination(self.record, destination) {
            Seen::Shown(Destination::Record(ix, heading)) => LinkAs::Href(self.href(ix, heading.as_deref())),
            Seen::Shown(Destination::Heading(heading)) => LinkAs::Href(format!("#{}", anchor(&heading))),
            Seen::Shown(Destination::File(path)) => match self.site.files.get(&path) {
                Some(file) => LinkAs::Href(format!("{}{}", self.root, file.main.url)),
                None => LinkAs::Text,
            },
            Seen::Shown(Destination::Elsewhere) => LinkAs::External(destination.to_owned()),
            Seen::Shown(Destination::Drawing(..) | Destination::Broken | Destination::Nothing(..))
            | Seen::Hidden => LinkAs::Text,
        }
    }

    fn wiki(&self, target: &str) -> WikiAs {
        match self.view.wiki_destination(self.record, target) {
            Seen::Shown(Destination::Record(ix, heading)) => {
                WikiAs::Page { href: self.href(ix, heading.as_deref()), title: self.title(ix) }
            }
            _ => WikiAs::Hidden,
        }
    }

    fn image(&self, destination: &str, alt: &str) -> ImageAs {
        match self.view.image_destination(self.record, destination) {
            Seen::Shown(Destination::File(path)) => {
                let file = self.site.files.get(&path);
                file.and_then(|file| PictureLine::of(file, alt)).map_or(ImageAs::Text, |picture| {
                    let source =
                        |source: &PictureSource<'_>| format!("{}{} {}w", self.root, source.url, source.width);
                    ImageAs::Picture {
                        src: format!("{}{}", self.root, picture.url),
                        srcset: picture.sources.iter().map(source).collect::<Vec<_>>().join(", "),
                        width: picture.width,
                        height: picture.height,
                    }
                })
            }
            Seen::Shown(Destination::Drawing(ix, _)) => {
                let text = if alt.is_empty() { self.title(ix) } else { alt.to_owned() };
                ImageAs::Link { href: self.href(ix, None), text }
            }
            Seen::Shown(Destination::Elsewhere) => {
                let text = if alt.is_empty() { destination } else { alt };
                ImageAs::Link { href: destination.to_owned(), text: text.to_owned() }
            }
            _ => ImageAs::Text,
        }
    }
    /// Ids with a dot, which no heading has.
    fn drawing(
        &self,
        destination: &str,
        alt: &str,
        number: usize,
    ) -> Result<Option<String>, Box<Diagnostic>> {
        let Seen::Shown(Destination::Drawing(ix, which)) =
            self.view.image_destination(self.record, destination)
        else {
            return Ok(None);
        };
        let Some(figure) = self.site.drawings.get(&(ix, which)) else {
            return Ok(None);
        };
        let mut context = tera::Context::new();
        let mut figure = figure.with_id(&format!("drawing.{number}"));
        if !alt.is_empty() {
            alt.clone_into(&mut figure.title);
        }
        figure.notes.extend(self.as_of());
        context.insert("figure", &figure);
        context.insert("root", &self.root);
        let html = self.theme.tera.render(FIGURE, &context);
        html.map(Some).map_err(|error| Box::new(self.theme.problem(&error, self.record.source.path())))
    }
}
