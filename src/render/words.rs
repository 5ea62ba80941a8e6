//! What templates say: `word` for a phrase, `before` and `after` for the parts of one around something that is drawn.

use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult};

use crate::language::Language;

/// Gives templates the words of a language.
///
/// - `word(key="plan.no-goals")`, with a value for each place: `word(key="now.next-review", plan=review.plan)`;
/// - `before(key="goal.watch", at="measure")` and `after(key="goal.watch", at="measure")` are what stands right
///   before and right after the place `measure`, up to the next place or the end.
pub(super) fn register(tera: &mut Tera, language: &Arc<Language>) {
    let own = Arc::clone(language);
    tera.register_function("word", move |given: Kwargs, _: &State<'_>| word(&own, &given));
    let own = Arc::clone(language);
    tera.register_function("before", move |given: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let (key, at) = (given.must_get::<&str>("key")?, given.must_get::<&str>("at")?);
        let parts = own.parts(key).ok_or_else(|| no_such(key))?;
        Ok(parts.before(at).ok_or_else(|| no_place(key, at))?.to_owned())
    });
    let own = Arc::clone(language);
    tera.register_function("after", move |given: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let (key, at) = (given.must_get::<&str>("key")?, given.must_get::<&str>("at")?);
        let parts = own.parts(key).ok_or_else(|| no_such(key))?;
        Ok(parts.after(at).ok_or_else(|| no_place(key, at))?.to_owned())
    });
}

fn word(language: &Language, given: &Kwargs) -> TeraResult<String> {
    let key = given.must_get::<&str>("key")?;
    if let Some(words) = language.known(key) {
        return Ok(words.to_owned());
    }
    let names = language.places(key).ok_or_else(|| no_such(key))?;
    let values: Vec<(&str, String)> = given
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?, value.to_string())))
        .filter(|(name, _)| *name != "key")
        .collect();
    if let Some(lacking) = names.iter().find(|name| !values.iter().any(|(own, _)| own == *name)) {
        return Err(no_place(key, lacking));
    }
    let places: Vec<(&str, &dyn std::fmt::Display)> =
        values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
    Ok(language.say(key, &places))
}

fn no_such(key: &str) -> tera::Error {
    tera::Error::message(format!("there are no words of the key `{key}`"))
}

fn no_place(key: &str, place: &str) -> tera::Error {
    tera::Error::message(format!("the words `{key}` and their place `{place}` do not go together"))
}
