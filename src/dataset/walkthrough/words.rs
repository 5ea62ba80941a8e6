//! The words by which visitors record what they saw.

use crate::id::nearest;
use crate::record::LookFor;

/// The names of a look-for's levels, from least to most; one without levels is observed or not.
pub fn level_names(look_for: &LookFor) -> Vec<&str> {
    if look_for.levels.is_empty() {
        vec!["not observed", "observed"]
    } else {
        look_for.levels.iter().map(String::as_str).collect()
    }
}

/// Names that outlive their look-for.
pub(super) fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The level of that index.
    Level(usize),
    /// It could not be seen.
    NotObservable,
}

/// What a visitor's word means for a look-for, capitals aside; `None` where it is no such word.
pub(super) fn meaning(word: &str, look_for: &LookFor) -> Option<Seen> {
    const NOT_OBSERVABLE: [&str; 3] = ["", "n/a", "not observable"];
    const NOT_OBSERVED: [&str; 5] = ["no", "n", "false", "0", "not observed"];
    const OBSERVED: [&str; 6] = ["yes", "y", "true", "1", "x", "observed"];
    let word = word.trim().to_lowercase();
    if let Some(level) = level_named(&word, look_for) {
        return Some(Seen::Level(level));
    }
    match word.as_str() {
        word if NOT_OBSERVABLE.contains(&word) => Some(Seen::NotObservable),
        _ if !look_for.levels.is_empty() => None,
        word if NOT_OBSERVED.contains(&word) => Some(Seen::Level(0)),
        word if OBSERVED.contains(&word) => Some(Seen::Level(1)),
        _ => None,
    }
}

/// The level of that name, blanks at its ends and capitals aside.
pub(super) fn level_named(name: &str, look_for: &LookFor) -> Option<usize> {
    let name = name.trim().to_lowercase();
    level_names(look_for).iter().position(|level| level.trim().to_lowercase() == name)
}

/// What may be written, with the word that was probably meant.
pub(super) fn advice(word: &str, look_for: &LookFor) -> String {
    let names = level_names(look_for);
    let near = nearest(word, names.iter().copied());
    let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
    let words = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    format!("{near}The words are {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_for(levels: &[&str]) -> LookFor {
        LookFor {
            id: "notes".into(),
            text: String::new(),
            who: None,
            levels: levels.iter().map(|level| (*level).to_owned()).collect(),
            goal_level: None,
        }
    }

    #[test]
    fn words_mean_levels_or_that_nothing_could_be_seen() {
        let plain = look_for(&[]);
        for word in ["yes", "Y", " TRUE", "1", "x", "Observed"] {
            assert_eq!(meaning(word, &plain), Some(Seen::Level(1)), "{word}");
        }
        for word in ["no", "N", "false", "0", "Not observed "] {
            assert_eq!(meaning(word, &plain), Some(Seen::Level(0)), "{word}");
        }
        for word in ["", " ", "N/A", "not observable"] {
            assert_eq!(meaning(word, &plain), Some(Seen::NotObservable), "{word}");
        }
        let graded = look_for(&["not yet", "Emerging", "in place"]);
        assert_eq!(meaning("emerging ", &graded), Some(Seen::Level(1)));
        assert_eq!(meaning("n/a", &graded), Some(Seen::NotObservable));
        assert_eq!((meaning("yes", &graded), meaning("maybe", &plain)), (None, None));
        assert_eq!(
            advice("emergin", &graded),
            "did you mean `Emerging`? The words are `not yet`, `Emerging`, `in place`"
        );
        assert_eq!(
            meaning("1", &look_for(&["1", "2", "3"])),
            Some(Seen::Level(0)),
            "a level's own name wins"
        );
    }
}
