//! The language of a site: English, overlaid by the language chosen, the theme's own file and the words of `book.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::phrase::{COUNT, Piece, pieces};
use super::read::{Written, written};
use super::{ENGLISH, Language, Texts, codes, shipped};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::nearest;
use crate::input::InputFile;
use crate::schema::place_of;
use crate::source::Source;

/// How many of the words that a language lacks are named.
const NAMED: usize = 3;

/// The language that the settings choose, from what the program and the files below `themes/` have, and every problem
/// on the way; with any error it is English as far as that error reaches.
///
/// A code such as `es-MX` is looked for as such and then without its region.
pub fn load(config: &Config, book: Option<&Source>, themes: &[InputFile]) -> (Language, Vec<Diagnostic>) {
    if is_as_shipped(config, themes) {
        return (Language::english().clone(), Vec::new());
    }
    let none = Texts::new();
    let english = shipped(ENGLISH).unwrap_or(&none);
    let places = places(english);
    let mut problems = Vec::new();
    let mut texts = english.clone();
    let code = config.book.language.as_str();
    let general = code.split(['-', '_']).next().unwrap_or(code);
    let chosen = if code == general { vec![code] } else { vec![general, code] };
    let mut own = Texts::new();
    for code in &chosen {
        own.extend(shipped(code).cloned().unwrap_or_default());
        let path = format!("themes/{}/languages/{code}.toml", config.output.html.theme);
        if let Some(file) = themes.iter().find(|file| file.path == path) {
            let (found, wrong) = overlay(file, &places);
            own.extend(found);
            problems.extend(wrong);
        }
    }
    if own.is_empty() && problems.is_empty() {
        problems.push(no_such_language(config, book));
    } else {
        problems.extend(missing(english, &own, code, &config.output.html.theme));
    }
    for (key, text) in own {
        replace(&mut texts, key, text);
    }
    for (key, text) in &config.output.html.words {
        match wrong_word(key, text, &places) {
            Some((message, help)) => problems.push(in_book(book, key, message).help(help)),
            None => replace(&mut texts, key.clone(), text.clone()),
        }
    }
    (Language::of(code, &texts), problems)
}

/// Whether the language is English as it comes with the program.
fn is_as_shipped(config: &Config, themes: &[InputFile]) -> bool {
    let own = format!("themes/{}/languages/{ENGLISH}.toml", config.output.html.theme);
    config.book.language == ENGLISH
        && config.output.html.words.is_empty()
        && !themes.iter().any(|file| file.path == own)
}

/// Puts a text in its place. A phrase that is written in one form loses its others.
fn replace(texts: &mut Texts, key: String, text: String) {
    let forms = [format!("{key}.one"), format!("{key}.other")];
    if texts.contains_key(&forms[1]) {
        texts.remove(&forms[0]);
        texts.insert(forms[1].clone(), text);
    } else {
        texts.insert(key, text);
    }
}

/// The places of every phrase, by its key without a form.
fn places(texts: &Texts) -> BTreeMap<String, BTreeSet<String>> {
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, text) in texts {
        let phrase = without_form(key);
        let own = places.entry(phrase.to_owned()).or_default();
        own.extend(named(text));
        if phrase != key {
            own.insert(COUNT.to_owned());
        }
    }
    places
}

fn without_form(key: &str) -> &str {
    key.strip_suffix(".one").or_else(|| key.strip_suffix(".other")).unwrap_or(key)
}

fn named(text: &str) -> impl Iterator<Item = String> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Place(name) => Some(name),
        Piece::Words(_) => None,
    })
}

/// The texts of a file of the site.
fn overlay(file: &InputFile, places: &BTreeMap<String, BTreeSet<String>>) -> (Texts, Vec<Diagnostic>) {
    let source = match Source::decode(file.path.as_str(), &file.bytes) {
        Ok(source) => source,
        Err(error) => {
            return (Texts::new(), vec![Diagnostic::file(Code::NotText, &file.path, error.to_string())]);
        }
    };
    let (found, mut problems) = written(&source);
    let mut texts = Texts::new();
    for Written { key, text, range } in found {
        match wrong_word(&key, &text, places) {
            Some((message, help)) => {
                problems.push(Diagnostic::at(Code::BadWord, &source, range, message).help(help));
            }
            None => _ = texts.insert(key, text),
        }
    }
    (texts, problems)
}

/// What is wrong with a word that a site writes, and the way out.
fn wrong_word(
    key: &str,
    text: &str,
    places: &BTreeMap<String, BTreeSet<String>>,
) -> Option<(String, String)> {
    let phrase = without_form(key);
    let Some(known) = places.get(phrase) else {
        let help = match nearest(phrase, places.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`isles words` prints every key".to_owned(),
        };
        return Some((format!("there are no words of the key `{key}`"), help));
    };
    let stranger = named(text).find(|name| !known.contains(name))?;
    let message = format!("`{key}` has no place `{{{stranger}}}`");
    let help = match nearest(&stranger, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None if known.is_empty() => "it has no places: write plain words".to_owned(),
        None => format!(
            "it has {}",
            known.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ")
        ),
    };
    Some((message, help))
}

/// One warning of all words that a language lacks.
fn missing(english: &Texts, own: &Texts, code: &str, theme: &str) -> Option<Diagnostic> {
    let has: BTreeSet<&str> = own.keys().map(|key| without_form(key)).collect();
    let wanted: BTreeSet<&str> = english.keys().map(|key| without_form(key)).collect();
    if code.split(['-', '_']).next() == Some(ENGLISH) {
        return None;
    }
    let lacking: Vec<&str> = wanted.difference(&has).copied().collect();
    let named = lacking.iter().take(NAMED).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    (!lacking.is_empty()).then(|| {
        let path = format!("themes/{theme}/languages/{code}.toml");
        let message = format!("{} words are missing and stand in English, such as {named}", lacking.len());
        Diagnostic::file(Code::MissingWords, &path, message)
            .help("`isles words` prints them in English: copy them from there and translate them")
    })
}

fn no_such_language(config: &Config, book: Option<&Source>) -> Diagnostic {
    let code = &config.book.language;
    let message = format!("there is no language `{code}`");
    let problem = at(Code::NoSuchLanguage, book, "book.language", message);
    match nearest(code, codes()) {
        Some(near) => problem.help(format!("did you mean `language = \"{near}\"`?")),
        None => problem.help(format!(
            "write `language = \"en\"` or `\"es\"`; for another language, put the words that `isles words` prints \
             into `themes/{}/languages/{code}.toml` and translate them",
            config.output.html.theme
        )),
    }
}

fn in_book(book: Option<&Source>, key: &str, message: String) -> Diagnostic {
    let full = format!("output.html.words.{key}");
    let range =
        |book: &Source| written(book).0.into_iter().find(|text| text.key == full).map(|text| text.range);
    match book.and_then(|book| Some((book, range(book)?))) {
        Some((book, range)) => Diagnostic::at(Code::BadWord, book, range, message),
        None => Diagnostic::file(Code::BadWord, "book.toml", message),
    }
}

/// A problem at a setting of `book.toml`.
fn at(code: Code, book: Option<&Source>, path: &str, message: String) -> Diagnostic {
    let range = |book: &Source| place_of(book, 0..book.text().len(), path);
    match book.and_then(|book| Some((book, range(book)?))) {
        Some((book, range)) => Diagnostic::at(code, book, range, message),
        None => Diagnostic::file(code, "book.toml", message),
    }
}
