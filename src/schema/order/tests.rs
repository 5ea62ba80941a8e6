//! Small texts in and out of order, and what holds for any text.

use proptest::prelude::*;

use super::*;
use crate::schema::Field;

fn field(name: &str, shape: Shape) -> Field {
    Field { name: name.into(), required: false, help: String::new(), example: None, shape }
}

/// `title`, `date`, the tables `goals` (`id`, `target`, `steps`) and `rows` (`file`), `tags`.
fn table() -> Table {
    let text = |name| field(name, Shape::Text);
    let steps = Table { fields: vec![text("by"), text("what")] };
    let list = |fields| Shape::List(Box::new(Shape::Table(fields)));
    let goals = Table { fields: vec![text("id"), text("target"), field("steps", list(steps))] };
    let rows = Table { fields: vec![text("file"), field("columns", Shape::Map(Box::new(Shape::Text)))] };
    let (goals, rows) = (field("goals", list(goals)), field("rows", Shape::Table(rows)));
    Table { fields: vec![text("title"), text("date"), goals, rows, text("tags")] }
}

fn ordered(text: &str) -> String {
    let once = in_order(text, &table()).unwrap_or_else(|| text.to_owned());
    assert_eq!(in_order(&once, &table()), None, "again:\n{once}");
    once
}

#[test]
fn fields_move_with_the_comment_above_them() {
    assert_eq!(
        ordered("tags = []  # none yet\n# When.\ndate = 2026-10-05\ntitle = \"x\"\n"),
        "title = \"x\"\n# When.\ndate = 2026-10-05\ntags = []  # none yet\n"
    );
    assert_eq!(in_order("title = 1\nunknown = 2\n", &table()), None);
    assert_eq!(ordered("unknown = 2\ndate = 1\nother = 3\n"), "date = 1\nunknown = 2\nother = 3\n");
}

#[test]
fn blank_lines_stay_between_fields_and_none_opens_the_text() {
    assert_eq!(ordered("date = 1\n\n# The title.\ntitle = 2\n"), "# The title.\ntitle = 2\n\ndate = 1\n");
    assert_eq!(
        ordered("# About all.\n\ndate = 1\n\ntitle = 2\n\n# the end\n"),
        "# About all.\n\ntitle = 2\n\ndate = 1\n\n# the end\n"
    );
    assert_eq!(
        ordered("tags = 1\n# free\n\n# own\ntitle = 2\ndate = 3\n"),
        "# free\n\n# own\ntitle = 2\ndate = 3\ntags = 1\n"
    );
}

#[test]
fn fields_that_are_commented_out_follow_the_others_in_order() {
    let text =
        "date = 1\n\n# Topics.\n#tags = []\n\n# Named.\n#title = 2\n\nrows.file = 3\n\n#[[goals]]\n#id = 4\n";
    let expected =
        "date = 1\n\nrows.file = 3\n\n# Named.\n#title = 2\n\n# Topics.\n#tags = []\n\n#[[goals]]\n#id = 4\n";
    assert_eq!(ordered(text), expected);
}

#[test]
fn tables_move_as_a_whole_and_lists_keep_their_order() {
    let text = "\
[rows]
file = 1
[rows.columns]
b = 1
a = 2

# First.
[[goals]]
target = 1
id = \"z\"
[[goals.steps]]
what = 1
by = 2

[[goals]]
id = \"a\"

# the last word
";
    let expected = "\
# First.
[[goals]]
id = \"z\"
target = 1
[[goals.steps]]
by = 2
what = 1

[[goals]]
id = \"a\"

[rows]
file = 1
[rows.columns]
b = 1
a = 2

# the last word
";
    assert_eq!(ordered(text), expected);
}

#[test]
fn other_line_ends_and_a_missing_last_one_are_kept() {
    assert_eq!(ordered("date = 1\r\ntitle = [\r\n  2,\r\n]\r\n"), "title = [\r\n  2,\r\n]\r\ndate = 1\r\n");
    assert_eq!(ordered("date = 1\ntitle = 2"), "title = 2\ndate = 1\n");
    assert_eq!(in_order("title = 1\ndate = 2", &table()), None);
    assert_eq!(in_order("", &table()), None);
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    for text in ["date = \ntitle = 1\n", "date = 1\ntitle = 2\ndate = 3\n", "date = [1\ntitle = 2"] {
        assert_eq!(in_order(text, &table()), None, "{text}");
    }
}

/// Lines that are comments or blank, in any number.
fn filler() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("\n"),
        Just("# note\n"),
        Just("  # note two\n"),
        Just("#title = 1\n"),
        Just("#tags = []\n"),
        Just("#[rows]\n"),
        Just("\t\n"),
        Just("\r\n"),
    ];
    prop::collection::vec(line, 0..4).prop_map(|lines| lines.concat())
}

/// A value on one line or several, with what a reader could trip over.
fn value() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("1"),
        Just("2026-10-05"),
        Just("\"# no comment\""),
        Just("'[no.header]'"),
        Just("[1, # one\n\n  2]"),
        Just("\"\"\"\ntitle = 9\n# inside\n\"\"\""),
        Just("{ b = 1, a = [{ c = 2 }] }"),
        Just("{ b = 1, # why\n  a = 2 }"),
        Just("\"\\\" = [\""),
    ]
}

/// Distinct names with values, in any order.
fn pairs(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let shuffled = prop::sample::subsequence(names, 0..=names.len()).prop_shuffle();
    shuffled.prop_flat_map(|names| {
        let count = names.len();
        let values = prop::collection::vec((filler(), value(), prop::bool::ANY), count);
        values.prop_map(move |values| {
            let pair = |(name, (filler, value, commented)): (&&str, (String, &str, bool))| {
                format!("{filler}{name} = {value}{}\n", if commented { " # beside" } else { "" })
            };
            names.iter().zip(values).map(pair).collect::<String>()
        })
    })
}

fn document() -> impl Strategy<Value = String> {
    let goals = prop::collection::vec((filler(), pairs(&["target", "id", "x"])), 0..3).prop_map(|goals| {
        goals.into_iter().map(|(filler, pairs)| format!("{filler}[[goals]]\n{pairs}")).collect()
    });
    let steps = (filler(), pairs(&["what", "by"]))
        .prop_map(|(filler, pairs)| format!("{filler}[other.steps]\n{pairs}"));
    let rows = (filler(), pairs(&["file"]), pairs(&["d", "c"])).prop_map(|(filler, file, columns)| {
        format!("{filler}[rows]\n{file}[ rows . 'columns' ] # here\n{columns}")
    });
    let tables: [BoxedStrategy<String>; 3] = [goals.boxed(), steps.boxed(), rows.boxed()];
    let tables = Just(()).prop_flat_map(move |()| tables.to_vec().prop_map(|tables| tables)).prop_shuffle();
    (pairs(&["tags", "date", "\"title\"", "unknown", "dotted.a", "dotted.b"]), tables, filler())
        .prop_map(|(pairs, tables, filler)| format!("{pairs}{}{filler}", tables.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn every_line_and_value_is_kept_and_once_is_enough(text in document()) {
        let before: toml::Table = toml::from_str(&text).expect("the text is TOML");
        let Some(after) = in_order(&text, &table()) else { return Ok(()) };
        prop_assert_eq!(&before, &toml::from_str::<toml::Table>(&after).expect("still TOML"));
        let sorted = |text: &str| {
            let mut lines: Vec<String> =
                text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(sorted(&text), sorted(&after));
        prop_assert_eq!(in_order(&after, &table()), None, "again:\n{}", after);
    }
}
