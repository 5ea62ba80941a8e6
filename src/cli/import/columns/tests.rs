//! Columns as they are said, known, guessed and answered.

use super::*;

fn wanted(field: &str, needed: bool, names: &[&str]) -> Wanted {
    Wanted {
        field: field.into(),
        what: format!("the {field}"),
        needed,
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        holds: Holds::Plain,
    }
}

fn fields() -> Vec<Wanted> {
    vec![
        wanted("room", true, &["room", "classroom"]),
        wanted("when", false, &["timestamp"]),
        wanted("notes", false, &["notes", "The teacher writes down a next step"]),
    ]
}

fn table(headers: &str) -> Table {
    Table::read("form.csv", format!("{headers}\n").as_bytes()).unwrap()
}

fn pair(column: &str, field: &str) -> (String, String) {
    (column.into(), field.into())
}

/// What is found, where `answers` are given in turn and then nobody answers.
fn found(headers: &str, said: &[(String, String)], answers: &[&str]) -> Result<Vec<String>, Failure> {
    let (table, fields) = (table(headers), fields());
    let mut answers = answers.iter().map(|answer| (*answer).to_owned());
    let kept = resolve(&table, &fields, (said, &[]), &mut |_| answers.next())?;
    Ok(kept.iter().map(|kept| format!("{}={}", kept.wanted.field, kept.header)).collect())
}

#[test]
fn what_is_said_comes_first_and_names_are_known_in_any_case() {
    let both = found("Gym,ROOM , Timestamp,x", &[pair("gym", "room")], &[]).unwrap();
    assert_eq!(both, ["room=Gym", "when=Timestamp"]);
    assert_eq!(found("Room,Timestamp", &[pair("Timestamp", "")], &[]).unwrap(), ["room=Room"]);
}

#[test]
fn an_earlier_record_knows_the_columns() {
    let (table, fields) = (table("Where,Seen?,Room"), fields());
    let before = [pair("Where", "room"), pair("Seen?", "notes"), pair("Gone", "when")];
    let kept = resolve(&table, &fields, (&[], &before), &mut |_| None).unwrap();
    let names: Vec<&str> = kept.iter().map(|kept| kept.header.as_str()).collect();
    assert_eq!(names, ["Where", "Seen?"]);
}

#[test]
fn a_guess_is_offered_and_never_taken_unasked() {
    let failure = found("Rom,It's a next step the teacher writes,Teacher name", &[], &[]).unwrap_err();
    assert_eq!(failure.message, "it is not certain which column holds `room`, `notes`");
    assert_eq!(
        failure.help.unwrap(),
        "run it again with --map 'Rom=room' --map 'It'\\''s a next step the teacher writes=notes'; the columns \
         are `Rom`, `It's a next step the teacher writes`, `Teacher name`"
    );
    let failure = found("a,b,Parent room mail", &[], &[]).unwrap_err();
    assert!(failure.help.unwrap().starts_with("run it again with --map 'COLUMN=room';"));
}

#[test]
fn somebody_answers_with_enter_a_number_or_a_name() {
    let headers = "Rom,Day,Notes: next step";
    assert_eq!(
        found(headers, &[], &["", "", ""]).unwrap(),
        ["room=Rom", "notes=Notes: next step"],
        "Enter takes the guess, else none"
    );
    assert_eq!(
        found(headers, &[], &["2", "9", "rom", ""]).unwrap(),
        ["room=Day", "when=Rom", "notes=Notes: next step"]
    );
    assert!(found("a,b", &[], &["", "x"]).is_err(), "what is needed is asked again until nobody answers");
}

#[test]
fn mistakes_in_what_is_said_are_told() {
    let told = |said: &[(String, String)]| found("Room,B", said, &[]).unwrap_err();
    assert_eq!(told(&[pair("Room", "rom")]).message, "no column can hold `rom`");
    assert!(told(&[pair("Room", "rom")]).help.unwrap().starts_with("did you mean `room`? "));
    assert_eq!(told(&[pair("Rom", "room")]).message, "`form.csv` has no column `Rom`");
    for twice in [[pair("Room", "room"), pair("B", "room")], [pair("B", "room"), pair("B", "when")]] {
        assert!(told(&twice).message.ends_with(" twice"));
    }
}
