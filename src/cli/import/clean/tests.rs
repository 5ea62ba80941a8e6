//! What is kept of rows, and what is refused.

use super::super::columns::Wanted;
use super::*;

const ROWS: &str = "\
Room,Teacher,Observer email,Where,Notes
14,Ada Example,a@school.example,Hall,\"in place, mostly\"
15,Bo Sample,a@school.example,Gym,not yet
";

fn wanted(holds: Holds) -> Wanted {
    Wanted { field: "x".into(), what: String::new(), needed: false, names: Vec::new(), holds }
}

/// The clean rows where those columns are kept.
fn kept(text: &str, columns: &[(&str, Holds)], with_pseudonyms: bool) -> Result<Clean, Failure> {
    let table = Table::read("form.csv", text.as_bytes()).unwrap();
    let wanted: Vec<Wanted> = columns.iter().map(|(_, holds)| wanted(*holds)).collect();
    let kept: Vec<Kept<'_>> = columns
        .iter()
        .zip(&wanted)
        .map(|((name, _), wanted)| {
            let column = table.column(name).unwrap();
            Kept { wanted, column, header: table.name(column).to_owned() }
        })
        .collect();
    clean(&table, &kept, with_pseudonyms)
}

fn text(clean: &Clean) -> &str {
    std::str::from_utf8(&clean.csv).unwrap()
}

#[test]
fn only_what_was_named_is_kept() {
    let columns = [("Notes", Holds::Levels), ("Room", Holds::Key(Keys::Rooms)), ("Where", Holds::Words)];
    let clean = kept(ROWS, &columns, false).unwrap();
    assert_eq!(text(&clean), "Notes,Room,Where\n\"in place, mostly\",14,Hall\nnot yet,15,Gym\n");
    assert_eq!((clean.dropped, clean.replaced), (vec!["Teacher".into(), "Observer email".into()], vec![]));
}

#[test]
fn last_names_are_known_by_the_name_of_their_column() {
    let rows = "Teacher,Room\nExample,Library\nSample,Gym\n";
    let keys = |column: &str| kept(rows, &[(column, Holds::Key(Keys::Rooms))], false);
    assert!(keys("Teacher").is_err_and(|failure| !failure.to_string().contains("Sample")));
    assert!(keys("Room").is_ok(), "rooms may have names");
}

#[test]
fn names_need_pseudonyms() {
    let columns = [("Teacher", Holds::Key(Keys::Rooms))];
    let failure = kept(ROWS, &columns, false).unwrap_err();
    assert_eq!(failure.exit, Exit::Usage);
    assert!(failure.message.starts_with("the column `Teacher` holds what looks like names"));
    let clean = kept(ROWS, &columns, true).unwrap();
    assert!(["Teacher\nR01\nR02\n", "Teacher\nR02\nR01\n"].contains(&text(&clean)), "{}", text(&clean));
    assert_eq!(clean.replaced, ["Teacher"]);
    let one_name = "Student\nS1\nSample\n";
    assert!(kept(one_name, &[("Student", Holds::Key(Keys::Students))], false).is_err());
    assert!(kept("Room\nGym\nMusic Hall\n12\n", &[("Room", Holds::Key(Keys::Rooms))], false).is_ok());
}

#[test]
fn no_text_tells_who_somebody_is_and_no_message_repeats_it() {
    let changed = |from: &str, to: &str| kept(&ROWS.replace(from, to), &[("Where", Holds::Words)], true);
    for (from, to, what) in [
        (",Hall,", ",ask a@b.org,", "e-mail addresses, on line 2"),
        (",Gym,", ",Ms. Other's room,", "what looks like names of people, on line 3"),
        (",Gym,", ",with sample; bo,", "what looks like names of people, on line 3"),
        (",Gym,", ",\"She left the gym, and then came back. Twice.\",", "sentences of its own, on line 3"),
    ] {
        let failure = changed(from, to).unwrap_err();
        assert_eq!(
            (failure.exit, failure.message),
            (Exit::Findings, format!("the column `Where` holds {what}"))
        );
    }
    let many = "Where\n".to_owned() + &"a@b.org\n".repeat(7);
    let failure = kept(&many, &[("Where", Holds::Words)], false).unwrap_err();
    assert!(failure.message.ends_with("on lines 2, 3, 4, 5, 6 and 2 more"), "{}", failure.message);
}
