//! Names in all the ways in which people write them.

use super::*;
use crate::config::Allow;

fn search(roster: &str, allow: &[&str]) -> Search {
    let allow = allow.iter().map(|text| Allow { text: (*text).into(), reason: "because".into() });
    let settings = config::Names { allow: allow.collect(), ..config::Names::default() };
    Search::new(&settings, Some(roster))
}

fn found<'t>(search: &Search, text: &'t str) -> Vec<&'t str> {
    search.find(text).hits.into_iter().map(|hit| &text[hit.range]).collect()
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let search = search("Ana Nguyễn\nRuiz, José\nGarcia\n", &[]);
    for (text, name) in [
        ("Today Ana Nguyễn read.", "Ana Nguyễn"),
        ("ANA NGUYEN", "ANA NGUYEN"),
        ("ana-nguyen.png", "ana-nguyen"),
        ("ana_nguyen", "ana_nguyen"),
        ("Ana\n   Nguyen’s book", "Ana\n   Nguyen"),
        ("Ana M. Nguyen", "Ana M. Nguyen"),
        ("Jose\u{301} Ruiz", "Jose\u{301} Ruiz"),
        ("RUIZ, JOSE", "RUIZ, JOSE"),
        ("the García twins", "García"),
    ] {
        assert_eq!(found(&search, text), [name], "{text:?}");
    }
    for text in ["Ana read. A Nguyen", "Banana Nguyen", "Ana | Nguyen", "Garcias", "Ana and Nguyen", ""] {
        assert!(found(&search, text).is_empty(), "{text:?}");
    }
}

#[test]
fn a_name_that_is_a_word_needs_its_capital() {
    let search = search("May\nHope\nBo\n", &[]);
    assert_eq!(found(&search, "It may rain; May and HOPE hope for Bo."), ["May", "HOPE", "Bo"]);
    assert_eq!(found(&search, "may-hope.png"), Vec::<&str>::new());
}

#[test]
fn what_is_allowed_is_no_hit_and_is_remembered() {
    let search = search(
        "Hope\nGrace Hall\n",
        &["Hope Street", "office@school.example.org", "(212) 555-0123", "never"],
    );
    let text = "Hope lives in hope street. Write to office@school.example.org or call (212) 555-0123.";
    let found = search.find(text);
    assert_eq!(found.hits.len(), 1);
    assert_eq!(&text[found.hits[0].range.clone()], "Hope");
    assert_eq!(found.allowances, BTreeSet::from([1, 2]), "hope street is no name as it stands there");
    assert_eq!(search.find("Hope Street").allowances, BTreeSet::from([0]));
    assert!(search.find("Hope Street").hits.is_empty());
}

#[test]
fn names_are_left_out_of_messages() {
    let search = search("Ana Nguyễn\n", &[]);
    assert_eq!(
        search.masked("the barrier “Ana Nguyễn refuses” has no answer"),
        "the barrier “… refuses” has no answer"
    );
    assert_eq!(search.masked("write to a@b.org"), "write to a@b.org");
    let text = "so Ana Nguyễn, and";
    let veiled = search.veiled(text);
    assert_eq!(veiled.len(), text.len());
    assert_eq!(veiled, "so *** ****█*, and");
}

#[test]
fn ten_thousand_texts_and_two_thousand_names() {
    let roster: String = (0..2000).map(|index| format!("First{index} Last{}\n", index % 97)).collect();
    let search = search(&roster, &[]);
    let text = "First7 Last3 sat with First8 Last8 and read. ".repeat(10);
    let hits: usize = (0..1000).map(|_| search.find(&text).hits.len()).sum();
    assert_eq!(hits, 10_000);
}
