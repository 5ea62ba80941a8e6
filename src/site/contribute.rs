//! Contributing: a page to choose from, and a form for each kind of record that people write who have
//! never seen a record's file.

mod choices;
mod fields;
mod form;
mod host;
mod labels;
mod rules;

use serde::Serialize;

use super::{Context, LinkLine, Making, Page, PageHead, Planned, places, urls};
use crate::id::Id;
use crate::language::{ENGLISH, Language};
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
    pub forms: Vec<FormLine<'a>>,
    /// The schools that have forms of their own.
    pub schools: Vec<LinkLine>,
    /// Where people send what they wrote.
    pub email: Option<&'a str>,
}

/// A form to choose.
#[derive(Debug, Clone, Serialize)]
pub struct FormLine<'a> {
    /// The form.
    pub link: LinkLine,
    /// When one would choose it.
    pub when: &'a str,
}

/// A form that writes a record.
#[derive(Debug, Clone, Serialize)]
pub struct FormPage<'a> {
    /// The page.
    pub page: PageHead<'a>,
    /// When one would choose it.
    pub when: &'a str,
    /// What the record needs, and what it should have.
    pub first: Vec<Item>,
    /// What else it may say.
    pub more: Vec<Item>,
    /// What hardly anybody needs.
    pub settings: Vec<Item>,
    /// What the text is for.
    pub hint: &'static str,
    /// The language of the hint and of what `check` says, where the page is in another.
    pub help_lang: &'static str,
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
fn words(language: &Language, kind: Kind) -> (&str, &str) {
    let (title, when) = match kind {
        Kind::Exemplar => ("form.exemplar.title", "form.exemplar.when"),
        Kind::Evidence => ("form.evidence.title", "form.evidence.when"),
        Kind::Plc => ("form.plc.title", "form.plc.when"),
        Kind::Conversation => ("form.conversation.title", "form.conversation.when"),
        _ => ("form.update.title", "form.update.when"),
    };
    (language.word(title), language.word(when))
}

/// The language of what comes from the schema and from `check`, where the site speaks another.
fn help_lang(language: &Language) -> &'static str {
    match language.code().split(['-', '_']).next() {
        Some(ENGLISH) => "",
        _ => ENGLISH,
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
        LinkLine { text: words(self.language, Kind::Exemplar).0.into(), url }
    }

    fn choose(self, school: Option<&Id>) -> Page<'a> {
        let url = urls::contribute(school);
        let page_head = self.head(self.language.word("contribute.title"), &url, school, "contribute");
        let form = |kind: &Kind| {
            let (text, when) = words(self.language, *kind);
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
        let (title, when) = words(self.language, kind);
        let mut head = self.head(title, &url, school, "contribute");
        head.breadcrumbs.push(LinkLine {
            text: self.language.word("contribute.title").into(),
            url: urls::contribute(school),
        });
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
            help_lang: help_lang(self.language),
            rules: rules::rules(self, school, kind, &folder, host.as_ref()),
            folder,
            host: host.map(|host| host.name),
            email: self.config.output.html.contribute_email.as_deref(),
        };
        Page::plain(url, "form.html", Context::Form(Box::new(context)))
    }
}
