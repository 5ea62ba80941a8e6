//! Templates and contexts agree both ways.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use isles::date::Date;
use isles::input::InputFile;
use isles::language::Language;
use isles::render::SHARED_VARIABLES;
use isles::render::theme::{HARBOR, Theme};

use crate::site::{load, repository, today};

#[test]
fn a_template_uses_what_its_pages_say_and_nothing_else() {
    let said = said_by_template(today());
    let (theme, warnings) = Theme::load(HARBOR, &Language::english().clone().into(), &[])
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(warnings.is_empty());
    let mut wrong = Vec::new();
    for template in theme.page_templates() {
        let Some(said) = said.get(template) else {
            wrong.push(format!("{template}: no page of the demonstration uses it"));
            continue;
        };
        let asked = theme.variables(template).expect("a template of the theme");
        let shared: BTreeSet<String> = SHARED_VARIABLES.map(str::to_owned).into();
        for missing in asked.difference(said).filter(|name| !shared.contains(*name)) {
            wrong.push(format!("{template} asks for `{missing}`, which its page does not say"));
        }
        for unused in said.difference(&asked) {
            wrong.push(format!("{template} never uses `{unused}`, which its page says"));
        }
    }
    for template in said.keys() {
        let known = theme.page_templates().contains(&template.as_str());
        assert!(known, "pages use {template}, which the theme does not have");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_slip_in_the_name_of_a_file_is_told_and_a_name_of_its_own_is_not() {
    let told = |path: &str| {
        let file = InputFile { path: format!("themes/harbor/{path}"), bytes: Arc::from(&b""[..]) };
        let loaded = Theme::load(HARBOR, &Language::english().clone().into(), &[file]);
        let (_, warnings) = loaded.unwrap_or_else(|problems| panic!("{problems:?}"));
        warnings.into_iter().find_map(|warning| warning.help)
    };
    let meant = |path: &str| Some(format!("did you mean `{path}`?"));
    assert_eq!(told("templates/components/goals.html"), meant("templates/components/goal.html"));
    assert_eq!(told("css/00-token.css"), meant("css/00-tokens.css"));
    assert_eq!(told("template/components/goal.html"), meant("templates/components/goal.html"));
    for own in ["css/93-ours.css", "templates/components/greeting.html", "js/20-ours.js", "samples/room.svg"]
    {
        assert_eq!(told(own), None, "{own}");
    }
}

/// What the pages of the demonstration say, by template.
fn said_by_template(date: Date) -> BTreeMap<String, BTreeSet<String>> {
    let input = load(&repository());
    let options = isles::input::Options::as_of(date);
    let checked = isles::read(&input, &options).unwrap_or_else(|problems| panic!("{problems:?}"));
    let view = isles::view::View::of_everything(&checked.catalog, &checked.language);
    let (published, ..) =
        isles::publish::prepare(&view, &checked.config.names, &isles::publish::Kept::default());
    let (site, _) = isles::site::plan(&view, &checked.config, &published, date, &Default::default());
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for page in &site.pages {
        let context =
            serde_json::to_value(&site.page(&view, page).context).expect("a context is plain values");
        let names = context.as_object().expect("a context is a map").keys().cloned();
        said.entry(page.template.to_owned()).or_default().extend(names);
    }
    said
}
