//! The fixed words of a site in one language: phrases by key, and how dates, numbers and lists are written.
//!
//! A phrase stands in `themes/harbor/languages/en.toml` under a key such as `plan.no-goals`. Whoever says it names
//! the key and what stands in its places: [`say!`](crate::say) gives a `String`, [`Language::word`] a phrase without
//! places.

mod dates;
mod load;
mod numbers;
mod phrase;
mod read;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{LazyLock, OnceLock};

pub use load::load;
use phrase::{Phrase, Piece};
use rustc_hash::FxHashMap;

/// The language that every other falls back to.
pub const ENGLISH: &str = "en";

/// The languages that come with the program.
static SHIPPED: [Shipped; 2] = [
    Shipped::new(ENGLISH, include_str!("../themes/harbor/languages/en.toml")),
    Shipped::new("es", include_str!("../themes/harbor/languages/es.toml")),
];

/// A language that comes with the program.
struct Shipped {
    code: &'static str,
    file: &'static str,
    /// Read once, when they are first asked for.
    texts: OnceLock<Option<Texts>>,
}

impl Shipped {
    const fn new(code: &'static str, file: &'static str) -> Self {
        Self { code, file, texts: OnceLock::new() }
    }

    fn of(code: &str) -> Option<&'static Self> {
        SHIPPED.iter().find(|shipped| shipped.code == code)
    }
}

/// The fixed words of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    code: String,
    phrases: FxHashMap<String, Phrase>,
    decimal: String,
    thousands: String,
}

/// Phrases by their full key, as they are written.
pub type Texts = BTreeMap<String, String>;

impl Language {
    /// English, as it comes with the program.
    pub fn english() -> &'static Self {
        static ENGLISH_WORDS: LazyLock<Language> =
            LazyLock::new(|| Language::of(ENGLISH, shipped(ENGLISH).unwrap_or(&Texts::new())));
        &ENGLISH_WORDS
    }

    /// A language of phrases that were checked.
    fn of(code: &str, texts: &Texts) -> Self {
        let phrases = phrase::phrases(texts);
        let sign = |key: &str| texts.get(key).cloned().unwrap_or_default();
        Self {
            code: code.to_owned(),
            phrases,
            decimal: sign("number.decimal"),
            thousands: sign("number.thousands"),
        }
    }

    /// Its code, as the pages name it: `en`, `es-MX`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// A phrase without places. A key that does not exist is said as it is; a test finds each of them.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.known(key).unwrap_or(key)
    }

    /// A phrase without places, where there is one of that key.
    pub fn known(&self, key: &str) -> Option<&str> {
        match self.phrases.get(key)?.other.as_slice() {
            [Piece::Words(words)] => Some(words),
            [] => Some(""),
            _ => None,
        }
    }

    /// A phrase with what stands in its places. Of a phrase with a plural, the place `count` chooses the form.
    pub fn say(&self, key: &str, places: &[(&str, &dyn Display)]) -> String {
        match self.phrases.get(key) {
            Some(phrase) => phrase.fill(places),
            None => key.to_owned(),
        }
    }

    /// A phrase in one form as what stands around its places.
    pub fn parts(&self, key: &str) -> Option<Parts<'_>> {
        Some(Parts(&self.phrases.get(key)?.other))
    }

    /// The names of a phrase's places.
    pub fn places(&self, key: &str) -> Option<Vec<&str>> {
        Some(self.phrases.get(key)?.places())
    }

    /// Every key with the names of its places.
    pub fn keys(&self) -> BTreeMap<&str, Vec<&str>> {
        self.phrases.iter().map(|(key, phrase)| (key.as_str(), phrase.places())).collect()
    }
}

/// What stands around the places of a phrase.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a>(&'a [Piece]);

impl<'a> Parts<'a> {
    /// What stands right before a place: nothing where another place or the start of the phrase is there.
    pub fn before(self, place: &str) -> Option<&'a str> {
        let at = self.position(place)?;
        Some(self.words(at.checked_sub(1)))
    }

    /// What stands right after a place: nothing where another place or the end of the phrase is there.
    pub fn after(self, place: &str) -> Option<&'a str> {
        let at = self.position(place)?;
        Some(self.words(Some(at + 1)))
    }

    fn position(self, place: &str) -> Option<usize> {
        self.0.iter().position(|piece| matches!(piece, Piece::Place(name) if name == place))
    }

    fn words(self, at: Option<usize>) -> &'a str {
        match at.and_then(|at| self.0.get(at)) {
            Some(Piece::Words(words)) => words,
            _ => "",
        }
    }
}

/// The codes of the languages that come with the program.
pub fn codes() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|shipped| shipped.code)
}

/// The file of a language that comes with the program.
pub fn file(code: &str) -> Option<&'static str> {
    Shipped::of(code).map(|shipped| shipped.file)
}

/// The texts of a language that comes with the program.
pub fn shipped(code: &str) -> Option<&'static Texts> {
    let shipped = Shipped::of(code)?;
    shipped.texts.get_or_init(|| read::texts(shipped.file).ok()).as_ref()
}

/// Says a phrase of a [`Language`] with what stands in its places.
///
/// ```
/// use isles::language::Language;
/// use isles::say;
/// let language = Language::english();
/// assert_eq!(say!(language, "list.two", first = "plans", second = "goals"), "plans and goals");
/// ```
#[macro_export]
macro_rules! say {
    ($language:expr, $key:expr $(, $place:ident = $value:expr)* $(,)?) => {
        $language.say($key, &[$((stringify!($place), &$value as &dyn ::std::fmt::Display)),*])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(code: &str) -> BTreeMap<String, Vec<String>> {
        let language = Language::of(code, shipped(code).expect("a language that is shipped"));
        let owned = |places: Vec<&str>| places.into_iter().map(str::to_owned).collect();
        language.keys().into_iter().map(|(key, places)| (key.to_owned(), owned(places))).collect()
    }

    #[test]
    fn every_language_has_the_same_keys_and_places() {
        let english = keys(ENGLISH);
        assert!(english.len() > 20);
        for Shipped { code, file, .. } in &SHIPPED {
            read::texts(file).unwrap_or_else(|error| panic!("{code}: {error}"));
            let own = keys(code);
            let mut wrong: Vec<String> = Vec::new();
            wrong.extend(
                english.keys().filter(|key| !own.contains_key(*key)).map(|key| format!("{key}: missing")),
            );
            for (key, places) in &own {
                match english.get(key) {
                    None => wrong.push(format!("{key}: English has none")),
                    Some(known) if known != places => wrong.push(format!("{key}: {places:?}, not {known:?}")),
                    Some(_) => {}
                }
            }
            assert!(wrong.is_empty(), "{code}:\n{}", wrong.join("\n"));
        }
    }

    #[test]
    fn a_count_chooses_the_form() {
        let texts = Texts::from([
            ("rooms.one".to_owned(), "1 room in {place}".to_owned()),
            ("rooms.other".to_owned(), "{count} rooms in {place}".to_owned()),
        ]);
        let language = Language::of("en", &texts);
        assert_eq!(say!(language, "rooms", count = 1, place = "the annex"), "1 room in the annex");
        assert_eq!(say!(language, "rooms", count = "1,200", place = "all"), "1,200 rooms in all");
        assert_eq!(say!(language, "rooms", count = 0, place = "all"), "0 rooms in all");
    }

    #[test]
    fn what_is_put_in_is_not_read_again() {
        let texts = Texts::from([("said".to_owned(), "{who}: {what}".to_owned())]);
        let language = Language::of("en", &texts);
        assert_eq!(say!(language, "said", who = "{what}", what = "{who}"), "{what}: {who}");
    }
}
