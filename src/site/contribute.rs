//! Contributing: a page to choose from, and a form for each kind of record that people write who have
//! never seen a record's file.

mod choices;
mod form;
mod host;
mod labels;
mod rules;

use serde::Serialize;

use super::{Context, LinkLine, Making, Page, PageHead, Planned, places, urls};
use crate::id::Id;
use crate::record::{Kind, hint};
use form::{Item, Parts};

/// The kinds that have a form, in the order in which they are offered.
pub const KINDS: [Kind; 5] = [Kind::Exemplar, Kind::Evidence, Kind::Plc, Kind::Conversation, Kind::Update];

/// Where people choose what to contribute.
#[derive(Debug, Clone, Serialize)]
pub struct ContributePage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// The forms of this place.
    pub forms: Vec<FormLine>,
    /// The schools that have forms of their own.
    pub schools: Vec<LinkLine>,
    /// Where people send what they wrote.
    pub email: Option<&'a str>,
}

/// A form to choose.
#[derive(Debug, Clone, Serialize)]
pub struct FormLine {
    /// The form.
    pub link: LinkLine,
    /// When one would choose it.
    pub when: &'static str,
}

/// A form that writes a record.
#[derive(Debug, Clone, Serialize)]
pub struct FormPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// When one would choose it.
    pub when: &'static str,
    /// What the record needs, and what it should have.
    pub first: Vec<Item>,
    /// What else it may say.
    pub more: Vec<Item>,
    /// What hardly anybody needs.
    pub settings: Vec<Item>,
    /// What the text is for.
    pub hint: &'static str,
    /// The folder of the record, from the site's root.
    pub folder: String,
    /// What the script needs to know, as JSON.
    pub rules: String,
    /// The code host's name, where a new file can be started there.
    pub host: Option<&'static str>,
    /// Where people send what they wrote.
    pub email: Option<&'a str>,
}

/// The pages of every place.
pub(super) fn pages<'a>(making: Making<'a, '_>) -> Vec<Planned<'a>> {
    let of_place = |place: Option<Id>| {
        let of = place.clone();
        let choose = Planned::later(
            urls::contribute(place.as_ref()),
            "contribute.html",
            place.clone(),
            move |making| making.choose(of.as_ref()),
        );
        let form = move |kind: &Kind| {
            let (kind, of) = (*kind, place.clone());
            let url = urls::contribute_form(place.as_ref(), kind);
            Planned::later(url, "form.html", place.clone(), move |making| making.form(of.as_ref(), kind))
        };
        std::iter::once(choose).chain(KINDS.iter().map(form)).collect::<Vec<_>>()
    };
    places(making.view).into_iter().flat_map(of_place).collect()
}

/// The words of a form: its heading, and when one would choose it.
fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Exemplar => (
            "Share what works in your room",
            "A colleague could come and see it, or try its first step tomorrow.",
        ),
        Kind::Evidence => (
            "Add evidence",
            "Student work, a lesson plan, an observation, a survey, numbers or research that says something about an initiative.",
        ),
        Kind::Plc => (
            "Write down your team’s notes",
            "Your professional learning community (PLC) or another team met: what it looked at, what it needs, what works.",
        ),
        Kind::Conversation => (
            "Write down a conversation",
            "Teacher leaders, staff or families talked it over: what stands in the way, what would help, what changed.",
        ),
        _ => ("Write an update", "Something happened that readers of the plan should know."),
    }
}

impl<'a> Making<'a, '_> {
    /// The way from the gallery to the form that writes a further exemplar: where there are several
    /// places, to the choice among them.
    pub(super) fn share_link(self, school: Option<&Id>) -> LinkLine {
        let url = match school {
            None if self.view.is_district() => urls::contribute(None),
            school => urls::contribute_form(school, Kind::Exemplar),
        };
        LinkLine { text: words(Kind::Exemplar).0.into(), url }
    }

    fn choose(self, school: Option<&Id>) -> Page<'a> {
        let url = urls::contribute(school);
        let page_head = self.head("Contribute", &url, school, "contribute");
        let form = |kind: &Kind| {
            let (text, when) = words(*kind);
            FormLine { link: LinkLine { text: text.into(), url: urls::contribute_form(school, *kind) }, when }
        };
        let schools = match school {
            Some(_) => Vec::new(),
            None => places(self.view)
                .iter()
                .flatten()
                .map(|school| LinkLine {
                    text: self.place_name(Some(school)),
                    url: urls::contribute(Some(school)),
                })
                .collect(),
        };
        let context = ContributePage {
            page: page_head,
            forms: KINDS.iter().map(form).collect(),
            schools,
            email: self.config.output.html.contribute_email.as_deref(),
        };
        Page::plain(url, "contribute.html", Context::Contribute(context))
    }

    fn form(self, school: Option<&Id>, kind: Kind) -> Page<'a> {
        let url = urls::contribute_form(school, kind);
        let (title, when) = words(kind);
        let mut head = self.head(title, &url, school, "contribute");
        head.breadcrumbs.push(LinkLine { text: "Contribute".into(), url: urls::contribute(school) });
        let src = self.view.src();
        let folder = format!("{src}/{}{}/", urls::folder(school), kind.row().folder.unwrap_or_default());
        let host = host::host(&self.config.output.html, &folder);
        let Parts { first, more, settings } = form::parts(kind, &choices::Known::of(self, school));
        let context = FormPage {
            page: head,
            when,
            first,
            more,
            settings,
            hint: hint(kind),
            rules: rules::rules(self, school, kind, &folder, host.as_ref()),
            folder,
            host: host.map(|host| host.name),
            email: self.config.output.html.contribute_email.as_deref(),
        };
        Page::plain(url, "form.html", Context::Form(Box::new(context)))
    }
}
