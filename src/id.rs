//! Ids and references as authors write them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The name of a record within its school and kind: its file's stem.
///
/// Letters, digits, `-` and `_` only, so that it is safe in every path and URL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(Arc<str>);

impl Id {
    /// An id from a file's stem, unless a character would not survive in a URL or on a disk.
    pub fn new(text: &str) -> Option<Self> {
        (is_id(text) && !is_reserved(text)).then(|| Self(text.into()))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| serde::de::Error::custom("this is no id"))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Longest id; longer file names do not survive every zip tool and shared drive.
const LONGEST_ID: usize = 100;

fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !text.is_empty()
        && text.len() <= LONGEST_ID
        && text.bytes().all(allowed)
        && text.as_bytes()[0].is_ascii_alphanumeric()
}

/// Names that Windows keeps for devices, and `index`, which every folder's list page has.
fn is_reserved(text: &str) -> bool {
    is_device(text) || text.eq_ignore_ascii_case("index")
}

/// Whether Windows keeps a name for a device, so that no file can have it, with whatever ending.
pub fn is_device(text: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    const NUMBERED: [&str; 2] = ["com", "lpt"];
    let is_one_of = |names: &[&str], text: &str| names.iter().any(|name| text.eq_ignore_ascii_case(name));
    let numbered = text.split_at_checked(3).filter(|(_, rest)| matches!(rest.as_bytes(), [b'0'..=b'9']));
    is_one_of(&DEVICES, text) || numbered.is_some_and(|(name, _)| is_one_of(&NUMBERED, name))
}

/// `text` as an id: lower case, words joined by `-`.
///
/// Empty where nothing of `text` can stand in an id.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
            continue;
        }
        let plain = plain_letter(character);
        if plain.is_empty() {
            if !slug.is_empty() && !slug.ends_with('-') && character != '\'' && character != '’' {
                slug.push('-');
            }
        } else {
            slug.push_str(plain);
        }
    }
    slug.truncate(LONGEST_ID);
    slug.trim_end_matches('-').to_owned()
}

/// The ASCII letters that stand for another character in a file name; empty where none do.
fn plain_letter(character: char) -> &'static str {
    match character {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'Å' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => "i",
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'Ó' | 'Ò' | 'Ô' | 'Ö' | 'Õ' | 'Ø' => "o",
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => "u",
        'ñ' | 'Ñ' => "n",
        'ç' | 'Ç' => "c",
        'ß' => "ss",
        _ => "",
    }
}

/// A reference to a record, as its author wrote it: `id`, `school/id`, `district/id`, or, where any
/// kind may be meant, `kind/id` and `school/kind/id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Ref(pub String);

impl Ref {
    /// The reference's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl JsonSchema for Ref {
    fn schema_name() -> Cow<'static, str> {
        "Ref".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "reference" })
    }
}

/// What is longer, in characters, is no slip of a name: comparing two names takes time and memory as their
/// lengths multiplied.
const LONGEST_SLIP: usize = 200;

/// The known name nearest to `typed`, where one is near enough to be what was meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // What has more bytes than so many characters could have is not even counted.
    if typed.len() > LONGEST_SLIP * 4 || typed.chars().count() > LONGEST_SLIP {
        return None;
    }
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    known
        .into_iter()
        .filter_map(|name| {
            let name_length = name.chars().count();
            let most = (name_length.max(length) / 3).max(1);
            // Names whose lengths differ by more have a greater distance.
            let may_be_near = name_length.abs_diff(length) <= most;
            let distance = may_be_near.then(|| strsim::damerau_levenshtein(&typed, &name.to_lowercase()))?;
            (distance <= most).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_everywhere() {
        for good in ["time-on-task", "Review_3", "2026-27"] {
            assert!(Id::new(good).is_some(), "{good}");
        }
        for bad in
            ["", "..", ".hidden", "a b", "a/b", "é", "con", "COM1", "lpt9", "index", "-x", &"x".repeat(101)]
        {
            assert!(Id::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_title_makes_a_file_name() {
        assert_eq!(slug("Conferences that fit in 20 minutes"), "conferences-that-fit-in-20-minutes");
        assert_eq!(slug("  Señora Ruiz’s   “islands” "), "senora-ruizs-islands");
        assert_eq!(slug("¿¡"), "");
    }

    #[test]
    fn a_slip_finds_its_name_and_nonsense_does_not() {
        let known = ["summary", "baseline", "measure"];
        assert_eq!(nearest("sumary", known), Some("summary"));
        assert_eq!(nearest("Mesaure", known), Some("measure"));
        assert_eq!(nearest("owner", known), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), [&*"x".repeat(999_999)]), None, "nothing is compared");
    }
}
